"""A waiting time was measured too long ago to be relied on.

Families plan by it: whether to wait, ask elsewhere or pay. Waits change within months, so a
figure holds for a time only (`directory: waiting_time_for` in local-offer.yml).

Fix: ask the service for its present wait, and set `value` and `measured`. If it has none to give,
take `waiting_time` out.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    waiting_time: {value: "22 weeks", measured: 2026-10-05}
    ---

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    waiting_time: {value: "22 weeks", measured: 2025-10-05}
    ---
"""

from collections.abc import Iterator
from datetime import date

from checks.model import Context, Problem, Severity, in_words

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    holds = context.site.settings.waiting_time_for
    for page in context.site.pages:
        waiting = page.front_matter.values.get("waiting_time")
        listing = page.front_matter.listing
        if not isinstance(waiting, dict) or listing is None or listing.status == "inactive":
            continue
        measured = waiting["measured"]
        if not isinstance(measured, date):
            continue
        if measured > context.today:
            yield Problem(
                page.at_key("waiting_time"),
                f"This waiting time was measured on {in_words(measured)}, which is yet to come.",
                "Write the day on which the service measured it.",
            )
        elif holds.after(measured) < context.today:
            yield Problem(
                page.at_key("waiting_time"),
                f"This waiting time ({waiting['value']}) was measured on {in_words(measured)}, and "
                f"a figure holds for {holds} here.",
                "Ask the service for its present wait, then set “value” and “measured”. If it has "
                "none to give, take “waiting_time” out.",
            )
