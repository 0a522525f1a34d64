"""The contract of a service has ended.

A service that is paid for until a day may stop on it, and families then ring in vain. The day
(`commissioned_until`) is for editors only: it stands in reports and never on the public site. What
ends soon is told as `contract-ending`.

Fix: ask whoever buys the service. If it goes on, set the new day; if not, set `status:
inactive` from the day it stops.

Good:

    ---
    title: Swimming club
    summary: Swimming on Saturdays.
    owner: early-years
    last_reviewed: 2026-11-02
    commissioned_until: 2028-03-31
    ---

Bad:

    ---
    title: Swimming club
    summary: Swimming on Saturdays.
    owner: early-years
    last_reviewed: 2026-11-02
    commissioned_until: 2026-03-31
    ---
"""

from collections.abc import Iterator
from datetime import date

from checks.model import Context, Problem, Severity, in_words

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    for page in context.site.pages:
        last = page.front_matter.values.get("commissioned_until")
        listing = page.front_matter.listing
        if not isinstance(last, date) or listing is None or listing.status == "inactive":
            continue
        if last < context.today:
            yield Problem(
                page.at_key("commissioned_until"),
                f"The contract of this service ended on {in_words(last)}.",
                "Ask whoever buys it. If it goes on, set the new day; if not, set “status: "
                "inactive”.",
            )
