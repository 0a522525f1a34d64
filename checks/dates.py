"""Dates in running text: those that name their year, each with the last day that it may mean.

Pure: a sentence in, its dates out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

_MONTHS = (
    "January|Jan", "February|Feb", "March|Mar", "April|Apr", "May", "June|Jun", "July|Jul",
    "August|Aug", "September|Sept|Sep", "October|Oct", "November|Nov", "December|Dec",
)  # fmt: skip
_MONTH_OF = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split("|")}
_MONTH = rf"(?:{'|'.join(_MONTHS)})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"20\d\d"
_SHORT = r"[23]\d"  # 26
_ANY_YEAR = rf"(?:{_YEAR}|[’‘']{_SHORT})"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|until|till|and|or|&)\s|,\s)"
# The last day of a part of a year, whatever it is taken to mean.
_PARTS = {
    "early": (6, 30), "spring": (6, 20), "easter": (5, 31), "mid": (9, 30), "summer": (9, 22),
    "autumn": (12, 21), "late": (12, 31), "end of": (12, 31), "christmas": (12, 31),
    "winter": (15, 20),
}  # fmt: skip
_PART = "|".join(_PARTS)
_BREAK = r"(?:\s(?:half[- ]term|terms?|holidays?|break)){0,2}"  # "Easter holidays 2026"
DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)(?![\w-])"
    rf"|(?P<slashed>\d{{1,2}}/\d{{1,2}}/(?:{_YEAR}|{_SHORT}))(?![\w/])"
    rf"|(?P<dotted>\d{{1,2}}\.\d{{1,2}}\.(?:{_YEAR}|{_SHORT}))(?![\w/]|\.\d)"
    rf"|(?:{_DAY}(?:\s{_MONTH})?{_TO})*(?P<dmy>{_DAY}(?:\sof)?\s{_MONTH},?\s{_ANY_YEAR})(?!\d)"
    rf"|(?P<mdy>{_MONTH}\s{_DAY},\s{_YEAR})(?!\d)"
    rf"|(?:{_MONTH}{_TO})?(?P<my>{_MONTH}{_BREAK}(?:,?\s(?:of\s)?{_ANY_YEAR}|\s\({_YEAR}\)))(?!\d)"
    rf"|(?P<part>(?:[Tt]he\s)?(?i:{_PART}){_BREAK}(?:[\s-](?:of\s)?{_ANY_YEAR}|\s\({_YEAR}\)))(?![\w/]|-\d)"
    rf"|(?P<school>{_YEAR}(?:\s?[/–-]\s?|\sto\s)(?:20)?\d\d)(?![\w/-])"
    rf"|(?P<next>(?:[Nn]ext|[Tt]he\scoming)\s(?:school\s|academic\s)?year,?\s\(?{_YEAR}\)?)"
    rf"|(?P<year>{_YEAR})(?![\w/-]|\.\d)"
    rf")"
)
WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:r|rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_WITHOUT_YEAR = re.compile(
    rf"\b(?P<weekday>{WEEKDAY}),?\s(?:the\s)?(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\sof)?\s"
    rf"(?P<month>{_MONTH})(?!,?\s?\(?(?:{_YEAR}|[’‘']\d|{_SHORT}\b(?!\s?[ap]m|[:.]\d)))"
)
_MAY_BE = re.compile(rf"{_YEAR}|[’‘'/.]{_SHORT}(?!\d)|\b{WEEKDAY},?\s(?:the\s)?\d")
# "Section 3.5.26" is no day.
_NUMBERED = re.compile(
    r"\b(?:sections?|versions?|releases?|paragraphs?|paras?|points?|parts?|steps?|chapters?|v|nos?|"
    r"numbers?|rules?|clauses?)\.?\s*$",
    re.IGNORECASE,
)
_SEPARATES = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|and|or)\s")


@dataclass(frozen=True)
class Found:
    """A date in a sentence: its place, its last day, and how it is written."""

    start: int
    end: int
    last: date
    kind: str


def find(sentence: str) -> list[Found]:
    """The dates of a sentence that name their year. From one to another counts as one."""
    dates: list[Found] = []
    for match in DATE.finditer(sentence):
        kind = match.lastgroup or ""
        numbered = kind == "dotted" and _NUMBERED.search(
            sentence, max(0, match.start() - 24), match.start()
        )
        last = None if numbered else _last(kind, match[kind])
        if last is None:
            continue
        here = Found(match.start(), match.end(), last, kind)
        before = dates[-1] if dates else None
        if before and _SEPARATES.fullmatch(sentence[before.end : here.start]):
            dates[-1] = Found(before.start, here.end, max(before.last, last), here.kind)
        else:
            dates.append(here)
    return dates


def may_hold(text: str) -> bool:
    """Whether a text may hold a date, told quickly."""
    return _MAY_BE.search(text) is not None


def settled(sentence: str, today: date) -> list[Found]:
    """Days that name no year, where their weekday settles which of the years about now it is."""
    days: list[Found] = []
    for match in _WITHOUT_YEAR.finditer(sentence):
        month = _MONTH_OF[match["month"].rstrip(".")]
        years = range(today.year - 3, today.year + 2)
        every = (_day(year, month, int(match["day"])) for year in years)
        here = [day for day in every if day and _WEEKDAYS[day.weekday()] == match["weekday"][:3]]
        if len(here) == 1:
            end = match.start() + len(match[0].rstrip("."))
            days.append(Found(match.start(), end, here[0], "dmy"))
    return days


def _last(kind: str, written: str) -> date | None:  # noqa: PLR0911 (one a kind)
    """The last day that a date may mean."""
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    if kind not in ("iso", "school") and numbers[-1] < 100:
        numbers[-1] += 2000
    if kind == "iso":
        return _day(*numbers)
    if kind == "dotted":
        return _day(numbers[2], numbers[1], numbers[0])
    if kind == "slashed":
        day, month, year = numbers
        both = [d for d in (_day(year, month, day), _day(year, day, month)) if d]
        return max(both, default=None)
    if kind in ("dmy", "mdy", "my"):
        name = re.search(r"[A-Z][a-z]+", written)
        month = _MONTH_OF[name[0]] if name else 0
        if kind == "my":
            return _month_end(numbers[0], month)
        return _day(numbers[1], month, numbers[0])
    if kind == "part":
        word = next(part for part in _PARTS if part in written.casefold())
        month, day = _PARTS[word]
        return date(numbers[0] + (month > 12), month - 12 * (month > 12), day)
    if kind == "school":
        first, second = numbers
        second += 0 if second > 99 else first // 100 * 100
        return date(second, 8, 31) if second == first + 1 else None
    if kind == "next":  # no longer next when it has come
        return (
            date(numbers[0] - 1, 12, 31)
            if re.search(r"(?:ext|ing) year", written)
            else date(numbers[0], 8, 31)
        )
    return date(numbers[0], 12, 31)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)
