"""A date or a time is written in a way that can be misread.

“02/05/26” is two different days in two countries, “12am” is noon to some and midnight to
others, and a dash in “9-5pm” is read out as nothing. GOV.UK style is Monday 2 May 2026, 9am,
5:30pm, midday, and “to” between two of them. Short months may stand in tables.
A day that there is not, such as 31 June or a Tuesday that is a Friday, is told too.

Fix: write what the message says.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Come on 2 May 2026, 9:30am to midday.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Come on 2nd May 2026, 9.30am-12 noon.
"""

from collections.abc import Iterator

from checks.model import Context, Page, Problem, Severity, told_once

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    for odd in context.odd_dates():
        yield (
            odd.page,
            Problem(
                odd.place,
                f"“{odd.said}” {odd.wrong or 'is not how dates and times are written here.'}",
                odd.write
                if odd.wrong
                else f"Write {odd.write}."
                if odd.write[0] == "“"
                else f"Write “{odd.write}”.",
            ),
        )
