"""Whether anybody takes email for a host, as the names system says (RFC 5321, section 5.1).

Only the names system is asked, never the host itself. A host without a mail server of its own
may still take mail under its plain address; `email_validator` knows that rule, and the one that
lets a host say that it takes none (RFC 7505).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from email_validator import EmailUndeliverableError, caching_resolver
from email_validator.deliverability import validate_email_deliverability

if TYPE_CHECKING:
    from dns.resolver import Resolver

_AT_ONCE = 8
_SECONDS = 5

# Why a host takes no email; "" when it does, or when that could not be learned.
Answer = Callable[[str], str]


def asker(resolver: Resolver | None = None) -> Answer:
    """Asks one host after another."""
    names = resolver or caching_resolver(timeout=_SECONDS)

    def ask(host: str) -> str:
        try:
            # A time-out comes back as an answer that says so, and accuses nobody.
            validate_email_deliverability(host, host, dns_resolver=names)
        except EmailUndeliverableError as error:
            return str(error).rstrip(".")
        return ""

    return ask


def silent(hosts: Iterable[str], ask: Answer) -> dict[str, str]:
    """The hosts that take no email, with the reason, asked several at once."""
    wanted = sorted(set(hosts))
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = zip(wanted, pool.map(ask, wanted), strict=True)
    return {host: why for host, why in answers if why}
