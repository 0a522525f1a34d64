"""A picture has no words for people who can't see it.

Screen readers then say the name of the file, or nothing; words that are only the name of the file
are no better. It is the same for a picture that is a button, a drawing (SVG), a part of a picture
that is a link, and an object (WCAG 1.1.1).

Fix: say in the alt text what the picture tells a reader, in a sentence at most. A picture that
tells nothing new has an empty one: `<img src="line.png" alt="">`.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    ![Two children on a climbing wall](wall.jpg)

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <img src="wall.jpg">
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("missing-alt-text")
