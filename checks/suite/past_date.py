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

import re
from collections.abc import Iterator

from checks.model import Context, Problem, Severity, count_of

SEVERITY = Severity.WARNING

_SHOWN = 140  # letters of a sentence
_A_YEAR = re.compile(r"20\d\d|[’‘'/.]\d\d$")
_NEXT_YEAR = re.compile(r"\D*?((?:school |academic )?year)\W+(20\d\d)", re.IGNORECASE)
_SCHOOL_YEAR = re.compile(r"20\d\d(?:\D+\d+)?")


def check(context: Context) -> Iterator[Problem]:
    for old in context.old_dates():
        quote = _round(old.sentence, old.said)
        if old.heading:
            verb = "is" if old.more == 1 else "are"
            more = f"; so {verb} {count_of(old.more, 'more day')} there" if old.more else ""
            yield Problem(
                old.place,
                f"“{quote}” stands under “{old.heading}”, and it is past{more}.",
                "Take out what is past."
                if old.coming
                else "Write the next dates, or take out those that are past.",
            )
            continue
        if found := _NEXT_YEAR.match(old.said):
            yield Problem(
                old.place,
                f"“{quote}” says that {found[2]} is the {found[1]} to come, and it has come.",
                "Write the year that is meant, tell it in the past, or take it out.",
            )
            continue
        said = old.said if _A_YEAR.search(old.said) else f"{old.said} ({old.gone.year})"
        state = "open or still to come" if _SCHOOL_YEAR.fullmatch(said) else "still to come"
        yield Problem(
            old.place,
            f"“{quote}” says that {said} is {state}, and it is past.",
            "Write the next date, tell it in the past, or take it out.",
        )


def _round(sentence: str, said: str) -> str:
    """A sentence, or so many of its words that the date stands among them."""
    if len(sentence) <= _SHOWN:
        return sentence
    end = sentence.find(said) + len(said)
    if end <= _SHOWN:
        return f"{sentence[:_SHOWN].rsplit(' ', 1)[0]} …"
    start = sentence.find(" ", end - _SHOWN * 3 // 4) + 1
    start = min(start, end - len(said))
    shown = sentence[start : start + _SHOWN]
    if start + _SHOWN < len(sentence):
        shown = f"{shown.rsplit(' ', 1)[0]} …"
    return f"… {shown}"
