"""A link or a field stands inside a button, a picture or a tab.

Screen readers make one thing of all that is inside a button. What can be pressed in there is said
with it or not at all (WCAG 4.1.2).

Fix: put them side by side, not one inside the other.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <button>Save</button> <a href="../">Home</a>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <button>Save <a href="../">Home</a></button>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("nested-control")
