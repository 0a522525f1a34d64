"""Days, months and years: otherwise than GOV.UK writes them, and as it does."""

from __future__ import annotations

import re
from calendar import monthrange
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
DAY = (
    r"\b(?:Mon|Tues?|Wed(?:s|nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)"
    r"(?:days?|(?<=Mon|Fri|Sat|Sun)s)?\b"
)
SHORT_DAY = r"\b(?:Mons?|Tues?|Weds?|Thurs?|Thu|Fris?|Sats?|Suns?)\b"
TO = r"(?:\s?[-–—]\s?|\s(?:to|until|till)\s)"
DASH = r"\s?[-–—]\s?"
EDGE = r"(?<![\w/.:£$€-])"
END = r"(?![\w/£$€%]|[.:-]\d)"
_NTH = r"(?P<nth{n}>st|nd|rd|th)"
_DATE = (
    rf"(?P<day{{n}}>\d\d?){_NTH}?(?: (?:day )?of)? (?P<month{{n}}>{_MONTH})"
    r"(?:,? (?P<year{n}>\d{4})(?!\d)"
    # “17 Jul 26”, but not “17 July 26 children”
    r"| (?:['’]|(?=(?:2[4-9]|3\d)(?:\s*(?:$|[.,;:)|](?!\d))|\s(?:[-–—]|to|until)\s)))"
    r"(?P<short{n}>\d\d)\b)?"
)
# “1st March Scouts” and “2 May Street” are names.
_NAME = (
    r"(?! (?:Scout|Cub|Guide|Brownie|Beaver|Rainbow|Lane|Road|Street|House|Close|Avenue|Way|Hall))"
)


FULL_DAYS = tuple(FULL.values())[12:]
_NAMES = tuple(FULL.values())[:12]
_NUMBER = {name: number for number, name in enumerate(_NAMES, start=1)}
_LEAP = 2028  # a year that has every day
# Where numbers with a full stop are no days and no times.
REFERENCE = re.compile(
    r"\b(?:paragraphs?|sections?|code|chapters?|regulations?|pages?|tables?|figures?|versions?|"
    r"clauses?|articles?|schedules?)\b",
    re.IGNORECASE,
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
    year = said[f"year{number}"] or _century(said.get(f"short{number}"))
    parts = (str(day), month if short else full(month), year)
    return " ".join(filter(None, parts)) if 1 <= day <= 31 else ""


def _century(year: str | None) -> str:
    return f"20{year}" if year else ""


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
    if sign != "/" and len(year) < len("2026") and not _is_short_date(match):
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


def _is_short_date(match: re.Match[str]) -> bool:
    """Whether “31.05.26” is one: a version has other numbers, or is called so."""
    figures = all(len(match[n]) == len("05") for n in (1, 3))
    near = match[2] == "." and figures and 24 <= int(match[4]) <= 39
    return near and not REFERENCE.search(match.string)


def _without_year(match: re.Match[str], _: Block) -> str:
    """“25/12” after a word such as “closed”, but no “1/2” and no “24/7”."""
    first, second = int(match["day"]), int(match["month"])
    zeros = "0" in (match["day"][0], match["month"][0])
    if not zeros and ((first < second and second not in (7, 9, 11, 12)) or match["said"] == "24/7"):
        return ""
    if "to" in match[0] and not (zeros or first > 12):
        return ""
    try:
        day = in_words(date(_LEAP, second, first)).removesuffix(f" {_LEAP}")
    except ValueError:
        return ""
    return day if first > 12 or first == second else f"“{day}” if that is the day that is meant"


def no_such_day(match: re.Match[str]) -> tuple[str, str] | None:
    """What is wrong with “31 June”, or “Tuesday 25 December 2026”, and what to do about it."""
    said = match.groupdict()
    written = said.get("year1") or _century(said.get("short1"))
    number = match["day1"], said.get("number1")
    month = int(number[1]) if number[1] else _NUMBER[full(match["month1"])]
    if month not in range(1, 13) or not 1 <= int(number[0]) <= 31:
        return None
    try:
        day = date(int(written or _LEAP), month, int(number[0]))
    except ValueError:
        name = _NAMES[month - 1]
        most = monthrange(int(written or _LEAP), month)[1]
        when = f" in {written}" if written and month == 2 else ""
        most_said = f"{name} has {most} days{when}"
        return f"is no day: {most_said}.", "Find out which day is meant, and write that."
    week = said.get("week") or ""
    right = FULL_DAYS[day.weekday()]
    if not written or not week or full(week) == right or full(week) + "s" == week:
        return None
    return (
        f"is no day: {in_words(day)} is a {right}.",
        f"Write “{right} {in_words(day)}”, or the date of the {full(week)} that is meant.",
    )


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
# Days that there are not: looked for before all others.
WRONG = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?:(?P<week>{DAY}),? )?(?:the )?{EDGE}{_D1}{_NAME}",
        (
            rf"(?:(?P<week>{DAY}),? )?{EDGE}(?P<month1>{_MONTH}) (?P<day1>\d\d?)"
            r"(?:st|nd|rd|th)?,? (?P<year1>20\d\d)\b"
        ),
        (
            rf"(?:(?P<week>{DAY}),? )?{EDGE}(?P<day1>\d\d?)/(?P<number1>\d\d?)/"
            rf"(?P<year1>20\d\d){END}"
        ),
    )
)
_BEFORE = (
    r"\b(?:(?:[Rr]e-?)?(?:[Oo]pen|[Cc]los)(?:s|es|ed|ing)?|[Bb]egin(?:s|ning)?|[Ss]tart(?:s|ing)?|"
    r"[Ee]nd(?:s|ing)?|[Ff]rom|[Uu]ntil|[Tt]ill|[Bb]y|[Bb]efore|[Aa]fter|[Oo]n|[Dd]ue|[Dd]eadline"
    r"|[Dd]ate|to)(?: on)?:? "
)
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
        (
            (
                rf"{_BEFORE}(?P<said>(?P<day>\d\d?)/(?P<month>\d\d?)){END}"
                r"(?=$|[.,;:!?)]|\s(?:and|to|until|till|at|for|from|we)\b|\s[-–—]\s)"
            ),
            _without_year,
        ),
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
