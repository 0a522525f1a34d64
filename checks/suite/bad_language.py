"""A page, or a part of it, says that it is in a language that there is not.

Screen readers choose a voice by it. The code is that of the language, in its shortest form: "cy",
not "wel" or "welsh"; a region may follow, as in "en-GB" (WCAG 3.1.1, 3.1.2; BCP 47).

Fix: write the code of the language.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <p lang="cy">Croeso</p>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <p lang="welsh">Croeso</p>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("bad-language")
