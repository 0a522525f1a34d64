"""A YAML file that holds a list of like things → those things, each with its line.

Comments, words of the glossary and announcements are kept so. Everything wrong in a file is
told at once, each with its line, in the words of an editor.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from checks.lined import Lined, Unreadable, iso_date, read, read_text
from checks.model import CannotRun, Place, in_words, nearest

T = TypeVar("T")

_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True)
class Record:
    """One thing of the list. What can't be read is complained of, and comes back empty."""

    file: str
    number: int
    values: Mapping[object, object]
    lined: Lined
    wrong: list[tuple[int, str]]

    @property
    def place(self) -> Place:
        return Place(self.file, self.lined.line(self.number))

    def complain(self, key: str, what: str) -> None:
        self.wrong.append((self.lined.line(self.number, key), what))

    def text(self, key: str, *, needed: bool = True) -> str:
        value = self.values.get(key)
        if value is None and not needed:
            return ""
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        self.complain(key, f"“{key}” must be words.")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words, or nothing."""
        value = self.values.get(key, [])
        if isinstance(value, list) and all(isinstance(v, str) and v.strip() for v in value):
            return tuple(value)
        self.complain(key, f"“{key}” must be a list of words.")
        return ()

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key, default)
        if isinstance(value, bool):
            return value
        self.complain(key, f"“{key}” must be true or false.")
        return default

    def day(self, key: str) -> date:
        day = iso_date(self.values.get(key))
        if day is None:
            self.complain(key, f"“{self.values.get(key)}” is not a day, such as 2026-11-22.")
        return day or date.min

    def month(self, key: str) -> tuple[date, str]:
        """A day (2026-03-02) or a month (2026-03), and how people read it."""
        value = str(self.values.get(key))
        day = iso_date(value)
        if day:
            return day, in_words(day)
        if _MONTH.fullmatch(value) and (first := iso_date(f"{value}-01")):
            return first, in_words(first).partition(" ")[2]
        self.complain(key, f"“{value}” is not a day or month, such as 2026-03.")
        return date.min, ""

    def option(self, key: str, options: Sequence[str]) -> str:
        value = self.values.get(key)
        if value in options:
            return str(value)
        self.complain(key, f"“{key}” must be one of: {', '.join(options)}.")
        return ""

    def options(self, key: str, options: Sequence[str], *, needed: bool = True) -> tuple[str, ...]:
        value = self.values.get(key, None if needed else [])
        if isinstance(value, list) and all(word in options for word in value):  # noqa: SIM102
            if value or not needed:
                return tuple(value)
        self.complain(key, f"“{key}” must be a list of: {', '.join(options)}.")
        return ()

    def page(self, key: str, root: Path) -> str:
        """A page of docs/, written as a link from the file would be; "" when left out."""
        value = self.text(key, needed=False)
        if not value:
            return ""
        docs = (root / "docs").resolve()
        target = (root / self.file).parent.joinpath(value).resolve()
        if target.suffix == ".md" and target.is_file() and target.is_relative_to(docs):
            return target.relative_to(docs).as_posix()
        self.complain(key, f"“{value}” is not a page. Write it as from this file: ../0-4/index.md.")
        return ""


def load(
    root: Path, file: str, keys: Sequence[str], make: Callable[[Record], T], *, noun: str
) -> tuple[T, ...]:
    """Everything in a file; nothing when there is no such file.

    The first of `keys` names a thing: no two may be the same. Raises CannotRun naming every
    wrong line.
    """
    if not (root / file).is_file():
        return ()
    try:
        lined = read(read_text(root / file, file))
    except Unreadable as error:
        raise CannotRun(f"{file}:{error.line}: can't be read: {error.problem}.") from None
    wrong: list[tuple[int, str]] = []
    made = [make(record) for record in _records(file, lined, keys, noun, wrong)]
    if wrong:
        raise CannotRun("\n".join(f"{file}:{line}: {what}" for line, what in sorted(wrong)))
    return tuple(made)


def _records(
    file: str, lined: Lined, keys: Sequence[str], noun: str, wrong: list[tuple[int, str]]
) -> list[Record]:
    if lined.data is None:
        return []
    if not isinstance(lined.data, list):
        wrong.append((1, f"{noun}s must be a list: start each with “- {keys[0]}:”."))
        return []
    found: list[Record] = []
    names: set[str] = set()
    for number, item in enumerate(lined.data):
        line = lined.line(number)
        if not isinstance(item, dict):
            wrong.append((line, f"{_a(noun)} must have keys: {', '.join(keys)}."))
            continue
        record = Record(file, number, item, lined, wrong)
        for name in item:
            if name not in keys:
                meant = nearest(str(name), keys)
                hint = f" Did you mean “{meant}”?" if meant else f" Use: {', '.join(keys)}."
                record.complain(str(name), f"“{name}” is not known here.{hint}")
        name = item.get(keys[0])
        if isinstance(name, str):
            if name in names:
                wrong.append((line, f"“{name}” is given twice."))
            names.add(name)
        found.append(record)
    return found


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
