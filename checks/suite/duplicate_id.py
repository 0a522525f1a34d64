"""Two elements have the same id, and something refers to it.

Whatever refers to an id gets the first element that has it: a label names the wrong field, a cell
the wrong header, a link leads to the wrong place. Where only a link refers to it, it is a warning.
An id that nothing refers to does no harm and is left alone (WCAG 1.3.1, 4.1.2).

Fix: give each its own id, and correct what refers to it. A heading gets one as in `## Fees
{#fees-2}`.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <label for="a">Town</label> <input id="a"> <label for="b">Street</label> <input id="b">

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <label for="a">Town</label> <input id="a"> <label for="a">Street</label> <input id="a">
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("duplicate-id")
