"""A heading has no words.

People who can't see a page go through it from heading to heading; an empty one leads nowhere. It
comes from number signs without words, or from a heading used to make room (WCAG 1.3.1, 2.4.6).

Fix: write the heading, or take its number signs (or its tags) out.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    ## What it costs

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    ##
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("empty-heading")
