"""A heading is two levels or more below the one before it.

Headings are the contents of a page: people who use a screen reader go through them, and a level
that is missing sounds like a part that they have missed. Levels show what belongs to what; they
are not there for the size of the letters (WCAG 1.3.1; GOV.UK Design System, Headings).

Fix: go down one level at a time: ## under the title, ### under ##. Back up, any step is right.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    ## What it costs

    ### Help with money

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    ## What it costs

    #### Help with money
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("skipped-heading-level")
