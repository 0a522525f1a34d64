"""A photo or film says where it was taken.

Phones write the place, to a few metres, into every photo. Nobody sees it on the page, and anybody
who saves the photo can read it: a family's home, a refuge, a club at its usual hour.

Fix: take the place out and replace the file. On Windows: right click, Properties, Details, "Remove
Properties and Personal Information". On a Mac: open it in Preview, Tools, Show Inspector, GPS,
"Remove Location Info". A screenshot of the photo holds no place either.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    ![The garden](garden.jpg)

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    ![The garden](garden-from-the-phone.jpg)
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for left in context.site.leftovers:
        if left.location:
            yield Problem(
                left.place,
                "This file says where it was taken, which anybody who saves it can read.",
                "Take the place out (Properties, Details, “Remove Properties and Personal "
                "Information”), and replace the file.",
            )
