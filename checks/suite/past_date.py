"""A sentence speaks of a day that has gone by as if it were still to come.

Families plan by what they read: a deadline that has passed, a school that "will open" last
spring, term dates of a year gone by. They lose a place, or they lose trust in the rest. Only
dates with their year are judged, and only where the words belong to the future: "will", "apply
by", "until", "starts in", "the next … is on", "for the 2024/25 school year". What is told in the
past tense, the names of laws, sources, examples and quotations are left alone.

Fix: write the next date, tell it in the past ("opened in March 2026"), or take it out.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    The club opened in March 2026. Apply by 31 January 2027.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    The club will open in March 2026. Apply by 31 January 2026.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, count_of

SEVERITY = Severity.WARNING

_SHOWN = 140  # letters of a sentence


def check(context: Context) -> Iterator[Problem]:
    for old in context.old_dates():
        if old.heading:
            verb = "is" if old.more == 1 else "are"
            more = f"; so {verb} {count_of(old.more, 'more day')} there" if old.more else ""
            yield Problem(
                old.place,
                f"“{_short(old.sentence)}” stands under “{old.heading}”, and it is past{more}.",
                "Write the next dates, or take out those that are past.",
            )
            continue
        yield Problem(
            old.place,
            f"“{_short(old.sentence)}” speaks of {old.said} as still to come, and it is past.",
            "Write the next date, tell it in the past, or take it out.",
        )


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN].rsplit(' ', 1)[0]} …"
