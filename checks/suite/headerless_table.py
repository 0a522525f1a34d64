"""A table has no header cells.

Screen readers say with each cell the headers of its column and row. Without any, "9.30" is a
number and nothing else. Tables that only lay things out (code with its line numbers, pictures,
fields) are left alone, and so is one row or one column (WCAG 1.3.1, technique H51).

Fix: write in the first row what each column holds: in Markdown, the row above `| --- |`. If the
words are no table, make them a list.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    | Day | From |
    | --- | --- |
    | Monday | 9:30am |
    | Friday | 10am |

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    | | |
    | --- | --- |
    | Monday | 9:30am |
    | Friday | 10am |
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("headerless-table")
