"""What everything else is said with: severities, periods, days and numbers in words."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# Said in every report.
DISCLAIMER = "A machine check is a help, not legal advice."


class CannotRun(Exception):
    """The checker can't start or go on: bad option, bad settings, no site. Exit code 2.

    The text is for the person at the terminal: one line a fault, with file, line and remedy.
    """


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for a note up to 2 for an error."""
        return _RANKS[self]


_RANKS = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as an editor writes it: "6 months", "30 days"."""

    count: int
    unit: str  # "day", "week", "month" or "year"

    def after(self, start: date) -> date:
        """The day this long after `start`; the 31st becomes a shorter month's last day.

        A day past the calendar's end (year 9999) becomes the calendar's last day.
        """
        try:
            if self.unit in ("day", "week"):
                days = self.count * (7 if self.unit == "week" else 1)
                return date.fromordinal(start.toordinal() + days)
            months = self.count * (12 if self.unit == "year" else 1)
            years, month = divmod(start.month - 1 + months, 12)
            for day in range(start.day, 27, -1):
                try:
                    return date(start.year + years, month + 1, day)
                except ValueError:
                    continue
            return date(start.year + years, month + 1, start.day)
        except (ValueError, OverflowError):
            return date.max

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def in_words(day: date) -> str:
    """A date as people read it: "2 May 2027"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# Not strftime("%B"), which follows the machine's language.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def count_of(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 page", "2 pages", "1,204 pages", "2 duties"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def in_a_row(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def nearest(word: str, options: Iterable[str], likeness: float = 0.6) -> str | None:
    """The option most like `word`, if any is near enough to be what was meant.

    `likeness` runs from 0 to 1 (the same).
    """
    folded: dict[str, str] = {}
    for option in options:
        folded.setdefault(option.casefold(), option)
    # As difflib.get_close_matches, which works out much that can't be nearer than the nearest yet.
    matcher = difflib.SequenceMatcher(b=word.casefold())
    near: list[tuple[float, str]] = []
    for option in folded:
        matcher.set_seq1(option)
        if matcher.real_quick_ratio() >= likeness and matcher.quick_ratio() >= likeness:
            ratio = matcher.ratio()
            if ratio >= likeness:
                likeness = ratio
                near.append((ratio, option))
    return folded[max(near)[1]] if near else None


def folded(name: str) -> str:
    """A file's name without what Windows (capitals) and a Mac (how accents are coded) overlook."""
    return unicodedata.normalize("NFC", name).casefold()
