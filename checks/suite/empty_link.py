"""A link that nobody hears: it has no words, or only a picture without words.

Screen readers read out the address instead, letter by letter, or say only "link". People who
speak to their computer can't name it (WCAG 2.4.4, 4.1.2).

Fix: write where the link leads between the square brackets. Where a picture is the link, say in
its alt text where it leads, not what it shows.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    [![Short breaks at home](house.png)](https://example.org/home)

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    [![](house.png)](https://example.org/home)
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("empty-link")
