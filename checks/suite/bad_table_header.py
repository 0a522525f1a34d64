"""A header cell has no cells, or a cell names a header that is not there.

Screen readers then say the wrong header with a number, or none. It comes from rows of different
lengths, and from `headers=` left over from another table (WCAG 1.3.1, techniques H43 and H63).

Fix: fill the column or take its header out. In a plain table take `headers` out: what belongs to
what is clear without it. A `scope` is "col" or "row".

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

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <table><tr><th>Day</th><th>From</th></tr>
    <tr><td headers="day">Monday</td><td>9am</td></tr></table>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("bad-table-header")
