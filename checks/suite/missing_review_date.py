"""A page does not say when it was last checked.

Without the day, nobody can tell whether a page may still be trusted, and it never falls due.

Fix: check the whole page against its sources, then add `last_reviewed` with today's date.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    ---
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for page in context.site.pages:
        # A date that can't be read is bad-front-matter's to tell.
        if page.source and "last_reviewed" not in page.front_matter.lines:
            yield Problem(
                page.at(),
                "The page does not say when it was last checked.",
                "Check the whole page against its sources, then add the line "
                f"“last_reviewed: {context.today.isoformat()}” at its top, with the day of the "
                "check.",
            )
