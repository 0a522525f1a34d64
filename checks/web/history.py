"""What we knew of an address and what we learned now → what we know. Pure.

One bad answer proves little: servers restart, networks fail. A link counts as broken only
when enough runs, far enough apart, found it dead with nothing better in between.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from checks.model import Known, Period, State, WebSettings
from checks.web import address
from checks.web.verdict import Verdict

# A nightly run may start a little earlier than the night before.
_EARLY = timedelta(hours=4)
# Two runs at once, or one tried again, are one witness.
_SAME_RUN = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the ledger."""

    url: str
    state: State | None = None  # None: never asked
    reason: str = ""
    asked: datetime | None = None
    worked: datetime | None = None
    failing: datetime | None = None
    dead_first: datetime | None = None
    dead_last: datetime | None = None
    dead_runs: int = 0
    moved: str = ""
    lands: str = ""
    landed: str = ""
    hint: str = ""
    places: Mapping[str, str | None] = field(default_factory=dict)
    seconds: float = 0.0


def after(entry: Entry, verdict: Verdict, moment: datetime, seconds: float = 0.0) -> Entry:
    """What is known once a verdict is in."""
    works = verdict.state is State.WORKS
    dead = verdict.state is State.DEAD
    another = entry.dead_last is None or moment - entry.dead_last >= _SAME_RUN
    learned = replace(
        entry,
        state=verdict.state,
        reason=verdict.reason,
        asked=moment,
        moved=verdict.moved,
        lands=verdict.lands,
        landed=verdict.landed,
        hint=verdict.hint,
        seconds=round(seconds, 3),
    )
    if works:
        return replace(
            learned, worked=moment, failing=None, dead_first=None, dead_last=None, dead_runs=0,
            places=verdict.places,
        )  # fmt: skip
    return replace(
        learned,
        failing=entry.failing or moment,
        dead_first=entry.dead_first or (moment if dead else None),
        dead_last=moment if dead else entry.dead_last,
        dead_runs=entry.dead_runs + (dead and another),
    )


def confirmed(entry: Entry, settings: WebSettings) -> bool:
    """Whether an address is dead beyond the doubt of one bad day."""
    if entry.state is not State.DEAD or not entry.dead_first or not entry.dead_last:
        return False
    apart = days(settings.dead_for, entry.dead_first) - _EARLY
    return entry.dead_runs >= settings.dead_runs and entry.dead_last - entry.dead_first >= apart


def due(entry: Entry, places: Sequence[str], moment: datetime, fresh: Period) -> bool:
    """Whether to ask again: not while a good answer is fresh. Failures are always asked."""
    if entry.state is not State.WORKS or entry.asked is None:
        return True
    if any(place not in entry.places or entry.places[place] is not None for place in places):
        return True
    age = moment - entry.asked
    return age < timedelta(0) or age >= days(fresh, entry.asked) * spread(entry.url)


def spread(url: str) -> float:
    """A share between a half and one, the same for an address every time.

    So not all that was asked on one day falls due on one day.
    """
    return 0.5 + hashlib.sha256(url.encode()).digest()[0] / 512


def days(period: Period, start: datetime) -> timedelta:
    return timedelta(days=(period.after(start.date()) - start.date()).days)


def known(entry: Entry, fragment: str, settings: WebSettings) -> Known | None:
    """What a check may know of a link; None when it was never asked."""
    if entry.state is None or entry.asked is None:
        return None
    meant = entry.places.get(fragment) if fragment else None
    lacks = fragment if meant is not None and entry.state is State.WORKS else ""
    moved = entry.moved
    if moved and fragment and "#" not in moved:
        moved = f"{moved}#{fragment}"
    return Known(
        state=entry.state,
        reason=entry.reason,
        asked=entry.asked.date(),
        worked=entry.worked.date() if entry.worked else None,
        failing=entry.failing.date() if entry.failing else None,
        dead_runs=entry.dead_runs,
        confirmed=confirmed(entry, settings),
        moved=address.shown(moved),
        lands=entry.lands,
        landed=entry.landed,
        hint=entry.hint,
        lacks=lacks,
        meant=meant or "",
    )
