"""A button or a field has no name, so nobody hears what it is for.

Screen readers say only "button" or "edit". A word that stands inside a field until somebody types
(its placeholder) is a weak name: it goes away when it is needed most. What folds up and the items
of a menu are looked at too (WCAG 1.3.1, 4.1.2).

Fix: give a field a `<label for="…">` with the field's id; write inside a button what it does, or
give it an `aria-label`.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <label for="town">Your town</label> <input id="town">

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <input id="town">
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("unnamed-control")
