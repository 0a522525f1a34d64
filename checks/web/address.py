"""An address as text → what it names, how to show it, and whether we may go there. Pure.

The checker asks for whatever a page says, and in CI the page may be a stranger's. So an
address inside a private network, of the machine itself or of a cloud's metadata service is
refused: here by its number, and in `ask.py` at the moment of connecting, so that no name and
no redirect leads around it.
"""

from __future__ import annotations

import ipaddress
import re
from dataclasses import dataclass
from urllib.parse import quote, unquote, urljoin, urlsplit, urlunsplit

import idna

from checks.addresses import SPACES, slashed

_PORTS = {"http": 80, "https": 443}
# Ports that no browser opens (https://fetch.spec.whatwg.org/#bad-port).
_BAD_PORTS = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101,
    102, 103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389,
    427, 465, 512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636,
    989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665,
    6666, 6667, 6668, 6669, 6679, 6697, 10080,
))  # fmt: skip
# What may stand in a path and a query without a percent sign, and % itself.
_SAFE = "/%:@!$&'()*+,;=~-._?[]|"
_SECRET = re.compile(
    r"token|secret|passw|pwd|signature|credential|session|^sig$|api[-_]?key|access[-_]?key",
    re.IGNORECASE,
)
# What browsers drop inside an address.
_LINE_ENDS = {9: None, 10: None, 13: None}
_PAIR = re.compile(r"([^=&]+)=([^&]*)")


@dataclass(frozen=True, slots=True)
class Address:
    """An address of the web, in one spelling: no password, no fragment."""

    url: str
    host: str
    fragment: str = ""


class NoAddress(Exception):
    """The text is no address that a browser could open. Carries why, after "which …"."""


def parse(text: str) -> Address:
    """Read a whole http or https address. Raises NoAddress when it is none."""
    whole = re.sub(r"\A(https?:)/*", r"\1//", slashed(text.strip()), flags=re.IGNORECASE)
    try:
        parts = urlsplit(whole)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise NoAddress("is not a proper address") from None
    if parts.scheme not in _PORTS or not host:
        raise NoAddress("is not an address of the web")
    if port in _BAD_PORTS:
        raise NoAddress(f"names port {port}, which browsers do not open")
    host = _host(host)
    shown = f"[{host}]" if ":" in host else host
    if port and port != _PORTS[parts.scheme]:
        shown += f":{port}"
    path, query = quote(parts.path or "/", _SAFE), quote(parts.query, _SAFE)
    url = urlunsplit((parts.scheme, shown, path, query, ""))
    return Address(url, host, unquote(parts.fragment))


def led_on(at: str, location: str) -> Address:
    """Where a redirect leads, as browsers read it. Raises NoAddress or ValueError."""
    return parse(urljoin(at, slashed(location.translate(_LINE_ENDS).strip(SPACES))))


def _host(host: str) -> str:
    host = host.lower().rstrip(".")
    if host.isascii():
        if not re.fullmatch(r"[a-z0-9_.-]+|[0-9a-f:.]+(?:%[a-z0-9_.-]+)?", host):
            raise NoAddress("has a name that no website can have")
        return host
    try:
        return idna.encode(host, uts46=True).decode()
    except idna.IDNAError:
        raise NoAddress("has a name that no website can have") from None


def shown(address: str) -> str:
    """An address as a report may show it: no password, no key.

    What is published with a secret in it must not be copied into logs and ledgers.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return re.sub(r"//[^/@]*@", "//", address)
    query = _PAIR.sub(_masked, parts.query)
    netloc = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, netloc, parts.path, query, parts.fragment))


def _masked(pair: re.Match[str]) -> str:
    name, value = pair[1], pair[2]
    return f"{name}=…" if value and _SECRET.search(unquote(name)) else pair[0]


def has_secret(address: str) -> bool:
    return shown(address) != urlunsplit(urlsplit(address))


# What is not for everybody (https://www.iana.org/assignments/iana-ipv4-special-registry, and
# the same for version 6). Written out, since the standard library's list differs by version.
_CLOSED = tuple(
    ipaddress.ip_network(text)
    for text in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16",
        "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # Azure's own service to its machines, in a public range
        "2001::/23", "2001:db8::/32", "3fff::/20",
    )
)  # fmt: skip
_OPEN_6 = ipaddress.ip_network("2000::/3")
# Version 6 addresses that stand for one of version 4: 6to4, and NAT64's own prefix.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


def is_public(number: str) -> bool:
    """Whether an address (as a number) is one that everybody can reach."""
    try:
        ip = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
        if ip not in _OPEN_6:
            return False
    return not any(ip in net for net in _CLOSED if net.version == ip.version)
