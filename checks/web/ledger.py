"""The ledger: what we know of every address, in a small SQLite file.

Each group of results is one transaction, and a rollback journal is kept, so a kill at any
moment loses what was not yet written and nothing else. No write-ahead log: it would leave
files beside the ledger that a CI cache does not take along, and does not work on network
drives. Two runs may share a ledger; each reads the line anew before it writes it.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

from checks.model import CannotRun, State
from checks.web import address
from checks.web.history import Entry, after
from checks.web.verdict import Verdict

_OURS = 0x4C4F4C31  # application_id: "LOL1"
_VERSION = 1
_SCHEMA = """
CREATE TABLE link (
    url TEXT PRIMARY KEY, host TEXT NOT NULL, seen TEXT NOT NULL,
    state TEXT, reason TEXT NOT NULL DEFAULT '',
    asked TEXT, worked TEXT, failing TEXT, dead_first TEXT, dead_last TEXT,
    dead_runs INTEGER NOT NULL DEFAULT 0,
    moved TEXT NOT NULL DEFAULT '', lands TEXT NOT NULL DEFAULT '',
    landed TEXT NOT NULL DEFAULT '', hint TEXT NOT NULL DEFAULT '',
    places TEXT NOT NULL DEFAULT '{}', seconds REAL NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE host (
    host TEXT PRIMARY KEY, delay REAL NOT NULL DEFAULT 0, robots TEXT, until TEXT
) WITHOUT ROWID;
"""
# Another run writes for a moment only; a machine under load may take longer.
_PATIENCE = 30.0
# An address that no page has linked to for so long is forgotten.
_FORGET = timedelta(days=180)
# What SQLite raises on a damaged file; its words may quote what is there.
_BROKEN = (sqlite3.Error, UnicodeDecodeError)
_TIMES = {"asked", "worked", "failing", "dead_first", "dead_last"}
_COLUMNS = tuple(f.name for f in fields(Entry))
_TEXTS = ("url", "reason", "moved", "lands", "landed", "hint")
_KINDS: Mapping[str, type] = {
    **dict.fromkeys(_TEXTS, str), "dead_runs": int, "seconds": float, "places": dict,
}  # fmt: skip
# Made of our own names only; what comes from outside is always a parameter.
_SELECT = f"SELECT {', '.join(_COLUMNS)} FROM link"  # noqa: S608
_INSERT = (
    f"INSERT INTO link ({', '.join(_COLUMNS)}, host, seen) "  # noqa: S608
    f"VALUES ({', '.join('?' for _ in _COLUMNS)}, ?, ?) ON CONFLICT (url) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[1:])
)


@dataclass(frozen=True, slots=True)
class Host:
    """What we know of a host: the pace it asks for, and until when it wants to be left."""

    delay: float = 0.0
    robots: datetime | None = None  # when robots.txt was read
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Result:
    url: str
    verdict: Verdict
    moment: datetime
    seconds: float


class Ledger:
    """Use as a context manager; what was recorded is written when it is left."""

    def __init__(self, file: Path, shown: str = "") -> None:
        """Open a ledger, or start one. Raises CannotRun when the file is something else."""
        self._shown = shown or str(file)
        self._pending: list[Result] = []
        self._notes: list[tuple[str, tuple[object, ...]]] = []
        self._lock = threading.Lock()
        self._version = 0
        self._urls: dict[str, str] = {}  # of this run's addresses with a secret, by their keys
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            self._open(file)
        except _BROKEN as error:
            raise self._cannot(error) from None
        except OSError as error:
            raise CannotRun(f"{self._shown}: can't be used ({error.strerror}).") from None

    def _open(self, file: Path) -> None:
        self._db = sqlite3.connect(
            file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        self._db.execute("PRAGMA trusted_schema = OFF")
        self._db.execute("PRAGMA secure_delete = ON")
        with self._transaction():
            (ours,) = self._db.execute("PRAGMA application_id").fetchone()
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            (tables,) = self._db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if not tables:  # a new file, or an empty one: somebody made room for a ledger
                for statement in _SCHEMA.split(";"):
                    self._db.execute(statement)
                self._db.execute(f"PRAGMA application_id = {_OURS}")
                self._db.execute(f"PRAGMA user_version = {_VERSION}")
            elif ours != _OURS:
                raise CannotRun(f"{self._shown}: this is not a ledger of links. Name another file.")
            elif version != _VERSION:
                raise CannotRun(
                    f"{self._shown}: this ledger was written by another version of local-offer "
                    f"(its format is {version}). Delete it to start anew, or update."
                )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self.flush()
        finally:
            self._db.close()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            with suppress(sqlite3.Error):  # what went wrong first is what to tell
                self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _reading(self) -> Iterator[None]:
        """A file may be damaged in its middle, so every reading may find out."""
        try:
            yield
        except (sqlite3.Error, ValueError) as error:
            raise self._cannot(error) from None

    def _cannot(self, error: Exception) -> CannotRun:
        said = str(error)
        if "locked" in said:
            return CannotRun(f"{self._shown}: another run holds it. Try again when that has ended.")
        if "unable to open" in said or "readonly" in said:
            return CannotRun(f"{self._shown}: can't be written here. Name another with --ledger.")
        # What a damaged line holds may be anything, and is not shown.
        plain = isinstance(error, sqlite3.Error) and len(said) < 80 and said.isprintable()
        why = said if plain else "it is damaged"
        return CannotRun(
            f"{self._shown}: can't be read as a ledger of links ({why}). If it was one, "
            "delete it to start anew; else name another file."
        )

    # ---- links ----------------------------------------------------------------------------

    def expect(self, urls: Iterable[str]) -> list[str]:
        """Know these addresses again, those with a secret too; their keys."""
        keys = []
        for url in urls:
            keys.append(key(url))
            if keys[-1] != url:
                self._urls[keys[-1]] = url
        return keys

    def see(self, urls: Iterable[str], today: date) -> dict[str, Entry]:
        """What is known of these addresses. New ones are noted; long unseen ones forgotten."""
        wanted = sorted(set(urls))
        keys = self.expect(wanted)
        try:
            with self._transaction(), self._reading():
                self._hide()
                self._db.executemany(
                    "INSERT INTO link (url, host, seen) VALUES (?, ?, ?) "
                    "ON CONFLICT (url) DO UPDATE SET seen = max(seen, excluded.seen)",
                    [(url, urlsplit(url).hostname or "", today.isoformat()) for url in keys],
                )
                limit = (today - _FORGET).isoformat()
                self._db.execute("DELETE FROM link WHERE seen < ?", (limit,))
            every = {entry.url: entry for entry in self.entries()}
        except _BROKEN as error:
            raise self._cannot(error) from None
        return {url: every[url] for url in wanted}

    def _hide(self) -> None:
        """Older versions kept secrets as they stood in the address."""
        rows = self._db.execute("SELECT url FROM link WHERE url LIKE '%=%'").fetchall()
        for url in (str(url) for (url,) in rows):
            if key(url) != url:
                self._db.execute(
                    "UPDATE OR REPLACE link SET url = ? WHERE url = ?", (key(url), url)
                )

    def _known(self, row: tuple[object, ...]) -> Entry:
        entry = _entry(row)
        return replace(entry, url=self._urls.get(entry.url, entry.url))

    def entries(self) -> list[Entry]:
        """Every line, by address; one with a secret has its key instead, unless it is expected."""
        with self._reading():
            return [self._known(row) for row in self._db.execute(f"{_SELECT} ORDER BY url")]

    def entry(self, url: str) -> Entry:
        """What is known of an address at this moment, also from another run."""
        with self._reading():
            row = self._db.execute(f"{_SELECT} WHERE url = ?", (key(url),)).fetchone()
            return replace(_entry(row), url=url) if row else Entry(url)

    def seen(self) -> Mapping[str, date]:
        """The day on which each address last stood on a page."""
        with self._reading():
            rows = self._db.execute("SELECT url, seen FROM link")
            return {str(url): date.fromisoformat(str(seen)) for url, seen in rows}

    def record(self, result: Result) -> None:
        """Keep a result, to be written with the next `flush`."""
        with self._lock:
            self._pending.append(result)

    def flush(self) -> None:
        """Write what was recorded, all or nothing. One thread at a time may do this."""
        with self._lock:
            pending, self._pending = self._pending, []
            notes, self._notes = self._notes, []
        if not pending and not notes:
            return
        try:
            with self._transaction():
                for statement, values in notes:
                    self._db.execute(statement, values)
                for result in pending:
                    known = self.entry(result.url)
                    self._write(after(known, result.verdict, result.moment, result.seconds))
        except _BROKEN as error:
            raise self._cannot(error) from None

    def news(self) -> dict[str, Entry]:
        """What is known of every address, if another run has written since the last time."""
        try:
            (version,) = self._db.execute("PRAGMA data_version").fetchone()
            if version == self._version:
                return {}
            self._version = version
            return {entry.url: entry for entry in self.entries()}
        except _BROKEN as error:
            raise self._cannot(error) from None

    def _write(self, entry: Entry) -> None:
        hidden = replace(entry, url=key(entry.url))
        values = [_value(getattr(hidden, name)) for name in _COLUMNS]
        host, seen = urlsplit(entry.url).hostname or "", entry.asked
        self._db.execute(_INSERT, [*values, host, seen.date().isoformat() if seen else ""])

    # ---- hosts ----------------------------------------------------------------------------

    def hosts(self) -> dict[str, Host]:
        with self._reading():
            rows = self._db.execute("SELECT host, delay, robots, until FROM host")
            return {str(n): Host(_number(d), _time(r), _time(u)) for n, d, r, u in rows}

    def note_pace(self, host: str, delay: float, moment: datetime) -> None:
        """Keep the pace that a host's robots.txt asks for, to be written with the next `flush`."""
        self._note(host, {"delay": delay, "robots": moment.isoformat()})

    def note_wait(self, host: str, until: datetime) -> None:
        """Keep until when a host wants to be left alone."""
        self._note(host, {"until": until.isoformat()})

    def _note(self, host: str, values: Mapping[str, object]) -> None:
        names, marks = ", ".join(values), ", ".join("?" for _ in values)
        updates = ", ".join(f"{name} = excluded.{name}" for name in values)
        statement = (
            f"INSERT INTO host (host, {names}) VALUES (?, {marks}) "  # noqa: S608  our own names
            f"ON CONFLICT (host) DO UPDATE SET {updates}"
        )
        with self._lock:
            self._notes.append((statement, (host, *values.values())))


def key(url: str) -> str:
    """What the ledger calls an address: itself, but without a secret, which only a hash tells."""
    if not address.has_secret(url):
        return url
    return f"{address.shown(url)}#{hashlib.sha256(url.encode()).hexdigest()}"


def _entry(row: tuple[object, ...]) -> Entry:
    """A line as it was written. Raises ValueError for one that was damaged since."""
    given = dict(zip(_COLUMNS, row, strict=True))
    values: dict[str, object] = {n: _time(v) if n in _TIMES else v for n, v in given.items()}
    values["state"] = State(str(given["state"])) if given["state"] else None
    values["places"] = json.loads(str(given["places"]))
    urlsplit(str(given["url"]))
    for name, kind in _KINDS.items():
        if not isinstance(values[name], kind):
            raise ValueError(name)  # noqa: TRY004  what is wrong is the file, not a call
    return Entry(**values)  # type: ignore[arg-type]


def _number(value: object) -> float:
    if not isinstance(value, int | float):
        raise ValueError(value)  # noqa: TRY004  as above
    return float(value)


def _time(value: object) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else None


def _value(value: object) -> object:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return json.dumps(value, ensure_ascii=False, sort_keys=True)
    return value
