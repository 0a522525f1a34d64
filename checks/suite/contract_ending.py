"""The contract of a service ends soon.

What comes then is often decided late, and families hear it last. The day (`commissioned_until`)
is for editors only: it stands in reports and never on the public site. How soon is the council's
choice (`directory: contract_soon` in local-offer.yml); past the day, `ended-contract` tells it.

Fix: ask whoever buys the service what comes then, and set the new day when it is known.

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
    commissioned_until: 2027-01-31
    ---
"""

from collections.abc import Iterator
from datetime import date

from checks.model import Context, Problem, Severity, in_words

SEVERITY = Severity.NOTE


def check(context: Context) -> Iterator[Problem]:
    soon = context.site.settings.contract_soon.after(context.today)
    for page in context.site.pages:
        last = page.front_matter.values.get("commissioned_until")
        listing = page.front_matter.listing
        if not isinstance(last, date) or listing is None or listing.status == "inactive":
            continue
        if context.today <= last <= soon:
            yield Problem(
                page.at_key("commissioned_until"),
                f"The contract of this service ends on {in_words(last)}.",
                "Ask whoever buys it what comes then, and set the new day when it is known.",
            )
