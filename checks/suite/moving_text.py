"""Words move or blink, and nobody can stop them.

Many people can't read words that move, and some can't read anything beside them (WCAG 2.2.2).

Fix: take `<marquee>` or `<blink>` out and let the words stand still.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Open on Friday.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <marquee>Open on Friday.</marquee>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("moving-text")
