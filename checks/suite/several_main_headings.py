"""A page has more than one main heading.

The main heading (level 1) says what the whole page is about, and is what people who use a screen
reader look for first. The title in the front matter becomes it, so # in the text makes a second
one.

Fix: write ## for the parts of a page.

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
    # What it costs
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("several-main-headings")
