"""A page must be checked again soon.

The site still counts it as in date. How long before its date a page is announced is the
council's choice (`review: due_soon` in local-offer.yml).

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
    last_reviewed: 2026-06-02
    review_every: 6 months
    ---
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, count_of, in_words

SEVERITY = Severity.NOTE


def check(context: Context) -> Iterator[Problem]:
    settings = context.site.settings
    for page in context.site.pages:
        review = page.review
        if review is None or review.overdue(context.today):
            continue
        if settings.due_soon.after(context.today) >= review.due:
            team = settings.teams.get(page.front_matter.owner)
            owner = f"its owner ({team.name})" if team else "its owner"
            days = (review.due - context.today).days
            when = f"in {count_of(days, 'day')}" if days else "today"
            yield Problem(
                page.at_key("last_reviewed"),
                f"This page must be checked again by {in_words(review.due)}, {when}.",
                f"Ask {owner} to check it against its sources, then set “last_reviewed” to the "
                "day of the check.",
            )
