"""The keyboard stops at something that is kept from screen readers.

People then hear nothing, or only "blank", and don't know what they are about to press (WCAG
4.1.2).

Fix: take `aria-hidden` out, or keep the keyboard from it as well with tabindex="-1".

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <div aria-hidden="true"><a href="../" tabindex="-1">Home</a></div>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <div aria-hidden="true"><a href="../">Home</a></div>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("hidden-but-focusable")
