"""A page is past its review date.

Families act on what they read here. A page nobody has checked for a year may name a team, a
form or a right that no longer exists. For a time after the date (`review: grace` in
local-offer.yml) this is a warning, then an error: everyone warns, and nobody stops.

Fix: check the whole page against its sources, correct it, then set `last_reviewed`.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    review_every: 6 months
    ---

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2019-11-02
    review_every: 6 months
    ---
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, count_of, in_words

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for page in context.site.pages:
        review = page.review
        if review is None or not review.overdue(context.today):
            continue
        team = context.site.settings.teams.get(page.front_matter.owner)
        owner = f"its owner ({team.name})" if team else "its owner"
        late = count_of((context.today - review.due).days, "day")
        yield Problem(
            page.at_key("last_reviewed"),
            f"This page was due to be checked by {in_words(review.due)}, {late} ago.",
            f"Ask {owner} to check it against its sources and correct it, then set "
            "“last_reviewed” to the day of the check.",
            severity=Severity.ERROR if review.expired(context.today) else Severity.WARNING,
        )
