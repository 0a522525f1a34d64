"""The same passage is kept in two places.

One of them is mended some day and the other is not, and then the site says two things. Passages
of so many words and more are told (`repeats: words` in local-offer.yml). Quotations are left
out, and so are an easy read version and the page that it is a version of.

Fix: keep the passage where it belongs and link to it from the other place. A notice that must
stand on many pages goes into the theme or into a snippet.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    A short break gives your child time with other children, and gives you a rest. You can ask for
    one at any time of the year. Ring the team, say what your child likes, and say which days would
    help you. They ring you back in two days and tell you what happens next.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    A short break gives your child time with other children, and gives you a rest. You can ask for
    one at any time of the year. Ring the team, say what your child likes, and say which days would
    help you. They ring you back in two days and tell you what happens next.

    ## Again

    A short break gives your child time with other children, and gives you a rest. You can ask for
    one at any time of the year. Ring the team, say what your child likes, and say which days would
    help you. They ring you back in two days and tell you what happens next.
"""

from collections.abc import Iterator

from checks.model import Context, Place, Problem, Severity, in_a_row

SEVERITY = Severity.NOTE

_NAMED = 4


def check(context: Context) -> Iterator[Problem]:
    for passage in context.repeated():
        here, *others = passage.places
        shown = [_shown(place, here) for place in others[:_NAMED]]
        if len(others) > _NAMED:
            shown.append(f"{len(others) - _NAMED} more")
        yield Problem(
            here,
            f"{passage.words} words from “{passage.begins} …” on stand again at {in_a_row(shown)}.",
            "Keep them in one place, and link to it from the other.",
            same=f"{passage.begins}",
        )


def _shown(place: Place, here: Place) -> str:
    return f"line {place.line}" if place.path == here.path else f"{place.path}:{place.line}"
