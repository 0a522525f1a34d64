"""A YAML file that holds a list of like things → those things, each with its line.

Comments, words of the glossary and announcements are kept so. Everything wrong in a file is
told at once, each with its line, in the words of an editor.
"""

from __future__ import annotations

import os
import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TypeVar

from checks.lined import Lined, Unreadable, iso_date, read, read_text, shown
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

    def missing(self, key: str) -> bool:
        """Whether a key that must be there is not; complains if so."""
        if self.values.get(key) is None:
            self.complain(key, f"“{key}” is missing.")
            return True
        return False

    def text(self, key: str, *, needed: bool = True) -> str:
        value = self.values.get(key)
        if value is None and not needed:
            return ""
        if isinstance(value, str) and value.strip():
            return " ".join(value.split())
        if isinstance(value, str):
            self.complain(key, f"“{key}” is empty.")
        elif not self.missing(key):
            self.complain(key, f"“{key}” must be words, not {shown(value)}. Put it in quotes.")
        return ""

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of words, or nothing."""
        value = self.values.get(key)
        if value is None:
            return ()
        if not isinstance(value, list):
            self.complain(key, f"“{key}” must be a list of words, such as [one, two].")
            return ()
        wrong = [v for v in value if not (isinstance(v, str) and v.strip())]
        if not wrong:
            return tuple(" ".join(v.split()) for v in value)
        if isinstance(wrong[0], str):
            self.complain(key, f"“{key}” has an empty place in its list. Take it out.")
        else:
            told = f"“{key}” must be a list of words, not {shown(wrong[0])}. Put it in quotes."
            self.complain(key, told)
        return ()

    def flag(self, key: str, *, default: bool) -> bool:
        value = self.values.get(key, default)
        if isinstance(value, bool):
            return value
        self.complain(key, f"“{key}” must be true or false.")
        return default

    def day(self, key: str) -> date:
        """A day; the first of all days after a complaint."""
        day = iso_date(self.values.get(key))
        if day is None and not self.missing(key):
            wrong = shown(self.values.get(key))
            self.complain(key, f"“{wrong}” is not a day. Write it like 2026-11-22.")
        return day or date.min

    def month(self, key: str) -> tuple[date, str]:
        """A day (2026-03-02) or a month (2026-03), and how people read it."""
        if self.missing(key):
            return date.min, ""
        value = str(self.values.get(key))
        day = iso_date(value)
        if day:
            return day, in_words(day)
        if _MONTH.fullmatch(value) and (first := iso_date(f"{value}-01")):
            return first, in_words(first).partition(" ")[2]
        self.complain(key, f"“{shown(value)}” is not a day or month. Write it like 2026-03.")
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
        found = page_at(root, posixpath.join(posixpath.dirname(self.file), value))
        if not found:
            self.complain(
                key, f"“{shown(value)}” is not a page. Write it as from this file: ../0-4/index.md."
            )
        return found


def page_at(root: Path, path: str) -> str:
    """A page by its path in the project, as its path under docs/; "" when there is none."""
    inside = posixpath.normpath(path).partition("docs/")
    try:
        there = not inside[0] and path.endswith(".md") and (root / path).is_file()
    except (OSError, ValueError):  # no system has a file of such a name
        return ""
    return inside[2] if there else ""


def load(
    root: Path, file: str, keys: Sequence[str], make: Callable[[Record], T], *, noun: str
) -> tuple[T, ...]:
    """Everything in a file; nothing when there is no such file.

    The first of `keys` names a thing: no two may be the same. Raises CannotRun naming every
    wrong line.
    """
    if not os.path.lexists(root / file):
        return ()
    if not (root / file).is_file():
        raise CannotRun(f"{file}: this is no file. Move it away, or put the file there.")
    try:
        lined = read(read_text(root / file, file))
    except Unreadable as error:
        raise CannotRun(f"{file}:{error.line}: can't be read: {error.problem}.") from None
    wrong = [(line, f"“{shown(key)}” is given twice.") for key, line in lined.repeated]
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
            wrong.append((line, f"{_a(noun)} must have keys, such as “{keys[0]}:”."))
            continue
        record = Record(file, number, item, lined, wrong)
        for name in item:
            if name not in keys:
                meant = nearest(str(name), keys)
                hint = f" Did you mean “{meant}”?" if meant else f" Use: {', '.join(keys)}."
                record.complain(str(name), f"“{shown(name)}” is not known here.{hint}")
        name = item.get(keys[0])
        if isinstance(name, str):
            name = " ".join(name.split())
            if name in names:
                wrong.append((line, f"“{shown(name)}” is there twice."))
            names.add(name)
        found.append(record)
    return found


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
