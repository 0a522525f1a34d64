"""Days, months and years: otherwise than GOV.UK writes them, and as it does."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from checks.model import Block, in_words

# What is looked for, and what to write instead; "" where the words are no date after all.
Rule = tuple[re.Pattern[str], Callable[[re.Match[str], Block], str]]

FULL = {
    each[:3]: each
    for each in (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday",
        "Saturday", "Sunday",
    )
}  # fmt: skip
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
DAY = r"\b(?:Mon|Tues?|Wed(?:s|nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:days?)?\b"
SHORT_DAY = r"\b(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)\b"
TO = r"(?:\s?[-–—]\s?|\s(?:to|until|till)\s)"
DASH = r"\s?[-–—]\s?"
EDGE = r"(?<![\w/.:£$€-])"
END = r"(?![\w/£$€%]|[.:-]\d)"
_NTH = r"(?P<nth{n}>st|nd|rd|th)"
_DATE = (
    rf"(?P<day{{n}}>\d\d?){_NTH}?(?: (?:day )?of)? (?P<month{{n}}>{_MONTH})"
    r"(?:,? (?P<year{n}>\d{4})(?!\d))?"
)
# “1st March Scouts” and “2 May Street” are names.
_NAME = (
    r"(?! (?:Scout|Cub|Guide|Brownie|Beaver|Rainbow|Lane|Road|Street|House|Close|Avenue|Way|Hall))"
)


def full(word: str) -> str:
    """A month or a day of the week, written out."""
    return FULL[word[:3]]


def _day(match: re.Match[str], number: str, block: Block) -> str:
    """One date; "" where it is none."""
    said = match.groupdict()
    day, month = int(said[f"day{number}"]), said[f"month{number}"]
    # In a table, where space is short, so may a month be.
    short = block.kind == "cell"
    year = said[f"year{number}"]
    parts = (str(day), month if short else full(month), year)
    return " ".join(filter(None, parts)) if 1 <= day <= 31 else ""


def _one(match: re.Match[str], block: Block) -> str:
    week = match.groupdict().get("week") or ""
    day = _day(match, "1", block)
    if week and block.kind != "cell":
        week = full(week)
    return " ".join(filter(None, (week, day))) if day else ""


def _two(match: re.Match[str], block: Block) -> str:
    days = _day(match, "1", block), _day(match, "2", block)
    between = " until " if "til" in match[0] else " to "
    return between.join(days) if all(days) else ""


def _same_month(match: re.Match[str], block: Block) -> str:
    first, last = int(match["from"]), _day(match, "1", block)
    return f"{first} to {last}" if last and 1 <= first < int(match["day1"]) else ""


def _months(match: re.Match[str], _: Block) -> str:
    years = match["year1"], match["year2"]
    if not any(years) and len(match["month1"]) + len(match["month2"]) <= 2 * len("Jan"):
        return ""
    pairs = zip((match["month1"], match["month2"]), years, strict=True)
    return " to ".join(" ".join(filter(None, (full(m), year))) for m, year in pairs)


def _month(match: re.Match[str], block: Block) -> str:
    return "" if block.kind == "cell" else f"{full(match['month1'])} {match['year1']}"


def _week(match: re.Match[str], block: Block) -> str:
    first, last = full(match["week1"]), full(match["week2"])
    if match["sign"] == " to ":
        return "" if block.kind == "cell" or "day" in match[0] else f"{first} to {last}"
    if match["sign"].strip() == "/":
        return f"“{first} and {last}” if both are meant, or “{first} or {last}”"
    if match["sign"].strip() != "&":
        return f"{first} to {last}"
    return "" if block.kind == "cell" else f"{first} and {last}"


def _numbers(match: re.Match[str], _: Block) -> str:
    """What “02/05/26” means, where it is a day."""
    first, second, sign, year = int(match[1]), int(match[3]), match[2], match[4]
    if sign != "/" and len(year) < len("2026"):
        return ""  # a version, or a number of another kind
    full = int(year) if len(year) == len("2026") else 2000 + int(year)
    try:
        if second > 12 >= first:  # as in America
            return in_words(date(full, first, second))
        day = in_words(date(full, second, first))
    except ValueError:
        return ""
    if first <= 12 and first != second:
        return f"“{day}” if that is the day that is meant"
    return day


def _numbers_twice(match: re.Match[str], block: Block) -> str:
    days = []
    for n in (1, 2):
        one = re.fullmatch(r"(\d+)(/)(\d+)/(\d+)", match[f"date{n}"])
        day = _numbers(one, block) if one else ""
        days.append(re.sub(r"^“(.*)” if .*", r"\1", day))
    return f"“{days[0]} to {days[1]}” if those are the days meant" if all(days) else ""


def _machine(match: re.Match[str], block: Block) -> str:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return ""
    return "" if block.kind == "cell" else in_words(day)


def _year(match: re.Match[str], _: Block) -> str:
    first = int(match["first"])
    if (first + 1) % 100 != int(match["last"]) % 100:
        return ""
    name = match["name1"] or match["name2"]
    years = f"{first} to {first + 1}"
    return f"{name} {years}" if match["name1"] else f"{years} {name}"


def nth(pattern: str, *numbers: int) -> list[str]:
    return [pattern.replace("{n}", str(number)) for number in numbers]


_D1, _D2 = nth(_DATE, 1, 2)
_N1, _N2 = nth(r"(?P<date{n}>\d\d?/\d\d?/(?:20\d\d|\d\d))", 1, 2)
RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), better)
    for pattern, better in (
        (rf"{EDGE}{_D1}{TO}{_D2}", _two),
        (rf"{EDGE}(?P<from>\d\d?)(?:st|nd|rd|th)?{TO}{_D1}{_NAME}", _same_month),
        (rf"(?:(?P<week>{DAY}) )?{EDGE}(?:the )?{_D1}{_NAME}", _one),
        (
            (
                rf"{EDGE}(?P<month1>{_MONTH}) (?:the )?(?P<day1>\d\d?)(?!\d)"
                rf"(?=(?:st|nd|rd|th)(?!\s(?:[a-z]|birthday)),?|,? \d{{4}}\b)"
                rf"(?:st|nd|rd|th)?(?:,? (?P<year1>\d{{4}})\b)?"
            ),
            _one,
        ),
        (
            (
                rf"\b(?P<month1>{_MONTH})(?: (?P<year1>20\d\d))?{DASH}"
                rf"(?P<month2>{_MONTH})(?: (?P<year2>20\d\d))?"
            ),
            _months,
        ),
        (rf"\b(?P<month1>{_MONTH}) (?P<year1>20\d\d)(?![\w-])", _month),
        # with a time after it, it is what a machine wrote down
        (rf"{EDGE}(\d\d?)([/.-])(\d\d?)\2(20\d\d|\d\d){END}(?![ ,T]\s?\d\d?:\d\d)", _numbers),
        (rf"{EDGE}{_N1}{DASH}{_N2}{END}", _numbers_twice),
        (rf"{EDGE}(20\d\d)-(\d\d)-(\d\d){END}(?![ ,T]\s?\d\d?:\d\d)", _machine),
        (rf"(?P<week1>{DAY})(?P<sign>{DASH}|\s?&\s?|/| to )(?P<week2>{DAY})", _week),
        (
            (
                r"(?:(?P<name1>\b(?:[Ss]chool|academic|financial|tax) year) )?"
                r"\b(?P<first>20\d\d)\s?[/–-]\s?(?P<last>(?:20)?\d\d)\b(?![/-]\d)"
                r"(?(name1)| (?P<name2>(?:school|academic|financial|tax) year))"
            ),
            _year,
        ),
    )
)
