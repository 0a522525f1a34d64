"""A page says that it was checked on a day that has not come yet.

A slip of the keyboard here keeps a page "in date" for years while nobody reads it.

Fix: put the day on which the page was really checked.

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
    last_reviewed: 2062-11-02
    ---
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, in_words

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for page in context.site.pages:
        if page.review and page.review.last > context.today:
            yield Problem(
                page.at_key("last_reviewed"),
                f"The page says it was checked on {in_words(page.review.last)}, "
                "which has not come yet.",
                "Put the day on which it was really checked.",
            )
