"""A link leads to another site, and what it promises is not to be had there.

Other sites are asked only on request, by `local-offer check-links`, since that takes the
network. A link is dead when its address says so: there is no such page (404), it was taken
away (410), or nobody has the site's name any more. One bad day proves nothing, so a dead link
is a warning at first, and an error when runs a day apart found it dead. A site that turns
checkers away is a note, as people may get in; one that does not answer is a warning.

Fix: open the link yourself. If the page is gone, link its new place, or take the link out. If
it opens for you, leave it, and waive the finding if it stays.

Good:

    ---
    title: Advice
    summary: Who can help you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ring [the advice line](https://example.org/).

Bad:

    ---
    title: Advice
    summary: Who can help you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ring [the advice line](https://example.org/gone).
"""

from collections.abc import Iterator
from datetime import date

from checks.model import (
    IN_CIRCLES,
    PRIVATE,
    TO_NO_PAGE,
    Context,
    Known,
    Mention,
    Problem,
    Severity,
    State,
    count_of,
    in_words,
)

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for mention in context.mentions:
        if mention.known:
            yield from _problems(mention, mention.known, context.today)


def _problems(mention: Mention, known: Known, today: date) -> Iterator[Problem]:
    goes = mention.goes
    if known.state is State.WORKS:
        if known.lacks:
            meant = f"Did you mean #{known.meant}?" if known.meant else "Link a place that is there"
            yield Problem(
                mention.place,
                f"{goes}. The page is there, but it has no place “#{known.lacks}”.",
                meant if known.meant else f"{meant}, or the page alone.",
                Severity.WARNING,
            )
        if known.hint:
            yield Problem(
                mention.place,
                f"{goes}, which {known.hint}.",
                "Open it. If it is not the page that you mean, link its new place, or take the "
                "link out.",
                Severity.NOTE,
            )
        return
    yield Problem(
        mention.place,
        f"{goes}, which {known.reason}.{_history(known, today)}",
        _fix(mention, known),
        _severity(known),
        same=f"{mention.address}\n{known.state}",
    )


def _severity(known: Known) -> Severity:
    if known.confirmed:
        return Severity.ERROR
    return Severity.NOTE if known.state is State.REFUSED else Severity.WARNING


def _history(known: Known, today: date) -> str:
    """ "It failed once, today; it worked on 2 May 2026."."""
    if not known.failing:
        return ""  # no answer was needed to see it
    worked = (
        f"it last worked on {in_words(known.worked)}"
        if known.worked
        else "we have never seen it work"
    )
    since = known.failing
    if since > today:  # an older day was asked for than the ledger's
        return f" That was seen on {in_words(known.asked)}, after the day of this report."
    when = "today" if since == today else f"on {in_words(since)}"
    if known.state is State.DEAD and known.dead_runs <= 1 and since == known.asked:
        return f" It failed once, {when}; {worked}."
    if known.state is State.DEAD:
        runs = count_of(known.dead_runs, "run")
        return f" It has failed since {in_words(since)} ({runs} found it dead); {worked}."
    return f" It has been so since {'today' if since == today else in_words(since)}; {worked}."


def _fix(mention: Mention, known: Known) -> str:
    if not known.failing:
        return "Correct the address, or take the link out."
    if known.state is State.REFUSED:
        return "Open it yourself. If it opens for you, nothing is wrong with the link."
    if known.reason.endswith(PRIVATE):
        return "Link a page that everybody can open, or take the link out."
    if known.reason.endswith((IN_CIRCLES, TO_NO_PAGE)):
        return "Tell the people of that site, and link another page until they have mended it."
    if known.state is State.UNKNOWN:
        return "Open it yourself. If it does not open for days, find another page to link."
    fix = "Open it. If the page is gone, link its new place, or take the link out."
    if known.worked:
        fix += f" What it said: https://web.archive.org/web/{known.worked:%Y%m%d}/{mention.address}"
    return fix
