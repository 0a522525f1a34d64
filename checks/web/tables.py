"""What the ledger knows → a list for people and programs. Pure."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import groupby
from urllib.parse import urlsplit

from checks.model import State, count_of, in_words
from checks.web import address
from checks.web.history import Entry
from checks.web.ledger import Host


@dataclass(frozen=True, slots=True)
class Row:
    group: str
    url: str
    host: str
    state: str
    reason: str
    asked: str
    worked: str
    failing: str
    dead_runs: int
    moved: str
    seconds: float
    waits_until: str


_STATES = (State.DEAD, State.UNKNOWN, State.REFUSED, State.WORKS, None)
_NEVER = "never asked"


def rows(entries: Sequence[Entry], hosts: Mapping[str, Host], order: str) -> list[Row]:
    """The lines in the order asked for."""
    made = [_row(entry, hosts, order) for entry in entries]
    if order == "slowest":
        return sorted(made, key=lambda r: (-r.seconds, r.url))
    if order == "host":
        return sorted(made, key=lambda r: (r.host, r.url))
    names = [str(state or _NEVER) for state in _STATES]
    return sorted(made, key=lambda r: (names.index(r.state), r.failing, r.url))


ORDERS = ("state", "host", "slowest")


def _row(entry: Entry, hosts: Mapping[str, Host], order: str) -> Row:
    host = urlsplit(entry.url).hostname or ""
    state = str(entry.state or _NEVER)
    until = hosts.get(host, Host()).until
    return Row(
        group={"state": state, "host": host, "slowest": ""}[order],
        url=address.shown(entry.url).partition("#")[0],
        host=host,
        state=state,
        reason=entry.reason or _noted(entry),
        asked=_day(entry.asked),
        worked=_day(entry.worked),
        failing=_day(entry.failing),
        dead_runs=entry.dead_runs,
        moved=entry.moved,
        seconds=entry.seconds,
        waits_until=until.isoformat(timespec="minutes") if until else "",
    )


def _noted(entry: Entry) -> str:
    if entry.lands:
        return f"now leads to a {entry.lands}"
    return "has moved for good" if entry.moved else entry.hint


def _day(moment: datetime | None) -> str:
    return moment.date().isoformat() if moment else ""


def as_text(found: Sequence[Row]) -> str:
    out: list[str] = []
    for group, some in groupby(found, key=lambda r: r.group):
        mine = list(some)
        if group:
            out.append(f"{group}: {count_of(len(mine), 'address', 'addresses')}")
        for row in mine:
            out.append(f"  {row.url}")
            said = [row.state if row.group != row.state else "", row.reason]
            said += [f"since {_words(row.failing)}" if row.failing else ""]
            said += [f"worked on {_words(row.worked)}" if row.worked and row.failing else ""]
            said += [f"asked on {_words(row.asked)}, {row.seconds:.1f} s" if row.asked else ""]
            said += [f"now {row.moved}" if row.moved else ""]
            line = "; ".join(part for part in said if part)
            out += [f"    {line}"] if line else []
        out.append("")
    out.append(f"{count_of(len(found), 'address', 'addresses')} in the ledger, as asked for.")
    return "\n".join(out) + "\n"


def _words(day: str) -> str:
    return in_words(datetime.fromisoformat(day).date())


def as_json(found: Sequence[Row]) -> str:
    listed = [{k: v for k, v in asdict(row).items() if k != "group"} for row in found]
    return json.dumps({"format": 1, "links": listed}, ensure_ascii=False, indent=2) + "\n"


def as_csv(found: Sequence[Row]) -> str:
    out = io.StringIO()
    names = [name for name in Row.__slots__ if name != "group"]
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([getattr(row, name) for name in names] for row in found)
    return out.getvalue()


FORMATS: Mapping[str, Callable[[Sequence[Row]], str]] = {
    "csv": as_csv, "json": as_json, "text": as_text,
}  # fmt: skip
