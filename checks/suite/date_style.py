"""A date or a time is written in a way that can be misread.

“02/05/26” is two different days in two countries, “12am” is noon to some and midnight to
others, and a dash in “9-5pm” is read out as nothing. GOV.UK style is Monday 2 May 2026, 9am,
5:30pm, midday, and “to” between two of them. Short months may stand in tables.

Fix: write what the message says.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Come on 2 May 2026, 9:30am to midday.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Come on 2nd May 2026, 9.30am-12 noon.
"""

import re
from collections.abc import Callable, Iterator
from datetime import date

from checks.model import Block, Context, Page, Problem, Severity, in_words, told_once

SEVERITY = Severity.WARNING

_FULL = {
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
_DAY = r"\b(?:Mon|Tues?|Wed(?:s|nes)?|Thu(?:rs?)?|Fri|Sat(?:ur)?|Sun)(?:days?)?\b"
_SHORT_DAY = r"\b(?:Mon|Tues?|Weds?|Thurs?|Thu|Fri|Sat|Sun)\b"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|until|till)\s)"
_DASH = r"\s?[-–—]\s?"
_EDGE = r"(?<![\w/.:£$€-])"
_END = r"(?![\w/£$€%]|[.:-]\d)"
_NTH = r"(?P<nth{n}>st|nd|rd|th)"
_DATE = (
    rf"(?P<day{{n}}>\d\d?){_NTH}?(?: (?:day )?of)? (?P<month{{n}}>{_MONTH})"
    r"(?:,? (?P<year{n}>\d{4})(?!\d))?"
)
_HALF = r"(?P<half{n}>\s?(?:[ap]\.m\.|[ap]\.m\b|[ap]m\b|[AP]M\b))"
_HOUR = r"(?P<hour{n}>[01]?\d|2[0-3])(?:[:.](?P<minute{n}>[0-5]\d))?"
_HOURS = r"\s?(?:hrs?|hours)\b(?! of\b)"
# Who may say a time in numbers alone. From 7 it is the morning.
_OPEN = (
    rf"(?:\b(?:[Oo]pen|[Oo]pens|[Mm]eets?|[Dd]rop[- ]in|[Rr]uns|[Tt]imes?|[Hh]ours)\b:?"
    rf"|{_DAY}[,:]?) "
)
_WHEN = r"\b(?:at|till|until|by|before|after|from|starts?|ends?) "
_THEN = rf"(?=$|[.,;)!?](?!\d)| (?:and|on|each|every|to|until)\b(?! \d+\.\d)| {_DAY})"
_MORNING = range(7, 12)
# Where numbers with a full stop are no times.
_REFERENCE = re.compile(
    r"\b(?:paragraphs?|sections?|code|chapters?|regulations?|pages?|tables?|figures?|versions?|"
    r"clauses?|articles?|schedules?)\b",
    re.IGNORECASE,
)
# “1st March Scouts” and “2 May Street” are names.
_NAME = (
    r"(?! (?:Scout|Cub|Guide|Brownie|Beaver|Rainbow|Lane|Road|Street|House|Close|Avenue|Way|Hall))"
)


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    for page in context.site.pages:
        for block in page.prose if page.source else ():
            if not _LOOK.search(block.text):
                continue
            for said, at, write in _better(block):
                yield (
                    page,
                    Problem(
                        context.site.at_words(page, block.text[at:], block.offset + at),
                        f"“{said}” is not how dates and times are written here.",
                        f"Write {write}." if write[0] == "“" else f"Write “{write}”.",
                    ),
                )


def _better(block: Block) -> Iterator[tuple[str, int, str]]:
    """What is written otherwise than it should be, where, and what to write."""
    taken: list[tuple[int, int]] = []
    for pattern, better in _RULES:
        for match in pattern.finditer(block.text):
            # Some are told by a word before them, which is right.
            group = "said" if "said" in pattern.groupindex else 0
            start, end = match.span(group)
            if any(start < b and end > a for a, b in taken):
                continue
            write = better(match, block)
            if write:
                taken.append((start, end))
            if write and write != match[group]:
                yield match[group], start, write


# ---- dates -----------------------------------------------------------------------------------


def _full(word: str) -> str:
    """A month or a day of the week, written out."""
    return _FULL[word[:3]]


def _day(match: re.Match[str], number: str, block: Block) -> str:
    """One date; "" where it is none."""
    said = match.groupdict()
    day, month = int(said[f"day{number}"]), said[f"month{number}"]
    # In a table, where space is short, so may a month be.
    short = block.kind == "cell"
    year = said[f"year{number}"]
    parts = (str(day), month if short else _full(month), year)
    return " ".join(filter(None, parts)) if 1 <= day <= 31 else ""


def _one(match: re.Match[str], block: Block) -> str:
    week = match.groupdict().get("week") or ""
    day = _day(match, "1", block)
    if week and block.kind != "cell":
        week = _full(week)
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
    return " to ".join(" ".join(filter(None, (_full(m), year))) for m, year in pairs)


def _month(match: re.Match[str], block: Block) -> str:
    return "" if block.kind == "cell" else f"{_full(match['month1'])} {match['year1']}"


def _week(match: re.Match[str], block: Block) -> str:
    first, last = _full(match["week1"]), _full(match["week2"])
    if match["sign"] == " to ":
        return "" if block.kind == "cell" or "day" in match[0] else f"{first} to {last}"
    if match["sign"].strip() == "/":
        return f"“{first} and {last}” if both are meant, or “{first} or {last}”"
    if match["sign"].strip() != "&":
        return f"{first} to {last}"
    return "" if block.kind == "cell" else f"{first} and {last}"


def _weekdays(match: re.Match[str], block: Block) -> str:
    """A row of short days."""
    return "" if block.kind == "cell" else re.sub(_SHORT_DAY, lambda m: _full(m[0]), match[0])


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


# ---- times -----------------------------------------------------------------------------------


def _clock(match: re.Match[str], _: Block) -> str:
    """A time, or two, with am or pm; "" where that is not certain."""
    said = match.groupdict()
    if said.get("noon2"):
        return f"{_plain(said['hour1'], said['minute1'], said['half1'] or 'am')} to midday"
    end = _plain(said["hour2"], said["minute2"], said["half2"])
    half = said["half1"] or _half(int(said["hour1"]), int(said["hour2"]), said["half2"])
    start = _plain(said["hour1"], said["minute1"], half) if half and end else ""
    if not start:
        return ""
    row = f"{start} {'and' if 'etween' in match[0] else 'to'} {end}"
    # “8-9pm” is an hour in the evening, or a long day.
    doubt = not said["half1"] and half == said["half2"] and int(said["hour1"]) in range(6, 12)
    return f"“{row}” if those are the hours meant" if doubt else row


def _open_end(match: re.Match[str], _: Block) -> str:
    """“9am-5”"""
    start = _plain(match["hour1"], match["minute1"], match["half1"])
    return _meant(f"{start} to {_guess(match['hour2'], match['minute2'])}")


def _single(match: re.Match[str], _: Block) -> str:
    return _plain(match["hour1"], match["minute1"], match["half1"])


def _noon(match: re.Match[str], _: Block) -> str:
    return "midnight" if "midnight" in match[0] else "midday"


def _of_24(match: re.Match[str], _: Block) -> str:
    """One or two times on the 24-hour clock."""
    said = match.groupdict()
    times = [(said["hour1"], said["minute1"]), (said.get("hour2"), said.get("minute2"))]
    return " to ".join(_plain(hour, minute) for hour, minute in times if hour)


def _bare(match: re.Match[str], _: Block) -> str:
    """Two hours without am or pm."""
    first, last = int(match["hour1"]), int(match["hour2"])
    most = 24 if match["minute2"] else 12  # “Thursdays, 7 to 13” are ages
    if not 1 <= first <= 12 or not 1 <= last <= most or first == last:
        return ""
    start, end = (_guess(match[f"hour{n}"], match[f"minute{n}"]) for n in (1, 2))
    if start.endswith("pm") and end.endswith("am"):  # an evening: “6 to 9”
        end = f"{end[:-2]}pm"
    return _meant(f"{start} to {end}")


def _dotted(match: re.Match[str], block: Block) -> str:
    """“5.30” after a word such as “until”, but not in “paragraph 5.30”."""
    if _REFERENCE.search(block.text) or not 1 <= int(match["hour1"]) <= 24:
        return ""
    return _meant(_guess(match["hour1"], match["minute1"]))


def _meant(write: str) -> str:
    return f"“{write}” if those are the hours meant"


def _guess(hour: str, minute: str | None) -> str:
    """A time without am or pm, as an office that is open by day means it."""
    number = int(hour)
    if number > 12 or hour.startswith("0"):
        return _plain(hour, minute)
    return _plain(hour, minute, "am" if number in _MORNING else "pm")


def _half(first: int, last: int, half: str) -> str:
    """Whether a time before another is in the morning: “9-5pm” is, “2-5pm” is not."""
    pm = "p" in half.lower()
    if not 1 <= first <= 12 or not 1 <= last <= 12:
        return ""
    if (first % 12) < (last % 12):
        return half
    return "am" if pm else ""


def _plain(hour: str, minute: str | None, half: str | None = None) -> str:
    """A time as GOV.UK writes it: “9am”, “5:30pm”, “midday”. Without a half of the day: of 24."""
    number = int(hour)
    if half is None:
        half = "am" if number % 24 < 12 else "pm"
        number = number % 12 or 12
    if not 1 <= number <= 12:
        return ""
    half = "am" if "a" in half.lower() else "pm"
    if number == 12 and minute in (None, "00"):
        return "midday" if half == "pm" else "midnight"
    return f"{number}{f':{minute}' if minute and minute != '00' else ''}{half}"


def _nth(pattern: str, *numbers: int) -> list[str]:
    return [pattern.replace("{n}", str(number)) for number in numbers]


_D1, _D2 = _nth(_DATE, 1, 2)
_H1, _H2 = _nth(_HOUR, 1, 2)
_HALF1, _HALF2 = _nth(_HALF, 1, 2)
_N1, _N2 = _nth(r"(?P<date{n}>\d\d?/\d\d?/(?:20\d\d|\d\d))", 1, 2)
_M1, _M2 = _nth(r"(?P<hour{n}>\d\d?)[.:](?P<minute{n}>[0-5][05])", 1, 2)
_F1, _F2 = _nth(r"(?P<hour{n}>[01]\d|2[0-3])(?P<minute{n}>[0-5][05])", 1, 2)  # four figures
_LOOK = re.compile(r"\d|noon|[a-z](?:\s?[-–—/&]\s?| to )[A-Z]")
# What is looked for first is taken from what comes after it.
_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Block], str]], ...] = tuple(
    (re.compile(pattern), better)
    for pattern, better in (
        # dates
        (rf"{_EDGE}{_D1}{_TO}{_D2}", _two),
        (rf"{_EDGE}(?P<from>\d\d?)(?:st|nd|rd|th)?{_TO}{_D1}{_NAME}", _same_month),
        (rf"(?:(?P<week>{_DAY}) )?{_EDGE}(?:the )?{_D1}{_NAME}", _one),
        (
            (
                rf"{_EDGE}(?P<month1>{_MONTH}) (?:the )?(?P<day1>\d\d?)(?!\d)"
                rf"(?=(?:st|nd|rd|th)(?!\s(?:[a-z]|birthday)),?|,? \d{{4}}\b)"
                rf"(?:st|nd|rd|th)?(?:,? (?P<year1>\d{{4}})\b)?"
            ),
            _one,
        ),
        (
            (
                rf"\b(?P<month1>{_MONTH})(?: (?P<year1>20\d\d))?{_DASH}"
                rf"(?P<month2>{_MONTH})(?: (?P<year2>20\d\d))?"
            ),
            _months,
        ),
        (rf"\b(?P<month1>{_MONTH}) (?P<year1>20\d\d)(?![\w-])", _month),
        # with a time after it, it is what a machine wrote down
        (rf"{_EDGE}(\d\d?)([/.-])(\d\d?)\2(20\d\d|\d\d){_END}(?![ ,T]\s?\d\d?:\d\d)", _numbers),
        (rf"{_EDGE}{_N1}{_DASH}{_N2}{_END}", _numbers_twice),
        (rf"{_EDGE}(20\d\d)-(\d\d)-(\d\d){_END}(?![ ,T]\s?\d\d?:\d\d)", _machine),
        (rf"(?P<week1>{_DAY})(?P<sign>{_DASH}|\s?&\s?|/| to )(?P<week2>{_DAY})", _week),
        (
            (
                r"(?:(?P<name1>\b(?:[Ss]chool|academic|financial|tax) year) )?"
                r"\b(?P<first>20\d\d)\s?[/–-]\s?(?P<last>(?:20)?\d\d)\b(?![/-]\d)"
                r"(?(name1)| (?P<name2>(?:school|academic|financial|tax) year))"
            ),
            _year,
        ),
        # times
        (
            (
                rf"{_EDGE}{_H1}{_HALF1}?{_TO}"
                rf"(?:{_H2}{_HALF2}|(?P<noon2>12\s?noon|12\s?midday|noon))(?!\w)"
            ),
            _clock,
        ),
        (rf"\b[Bb]etween (?P<said>{_H1}{_HALF1}? and {_H2}{_HALF2})(?!\w)", _clock),
        (rf"{_EDGE}{_H1}{_HALF1}{_DASH}{_H2}{_END}{_THEN}", _open_end),
        (rf"{_EDGE}{_H1}{_HALF1}(?!\w)", _single),
        (rf"{_EDGE}12\s?(?:noon|midday|midnight)\b|(?<![Hh]igh )\bnoon\b", _noon),
        (
            (
                rf"{_EDGE}(?P<hour1>[01]?\d|2[0-3]):(?P<minute1>[0-5]\d){_TO}"
                rf"(?P<hour2>1[3-9]|2[0-3]):(?P<minute2>[0-5]\d)(?:{_HOURS})?{_END}"
            ),
            _of_24,
        ),
        (
            (
                rf"{_EDGE}(?<!/\d\d )(?<!/\d{{4}} )"
                rf"(?P<hour1>0\d|1[3-9]|2[0-3]):(?P<minute1>[0-5]\d)"
                rf"(?:{_TO}(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d))?(?:{_HOURS})?{_END}"
            ),
            _of_24,
        ),
        (
            (
                rf"{_EDGE}(?P<hour1>[01]?\d|2[0-3])\.(?P<minute1>[0-5]\d)"
                rf"(?:{_TO}(?P<hour2>[01]?\d|2[0-3])\.(?P<minute2>[0-5]\d))?{_HOURS}"
            ),
            _of_24,
        ),
        (
            rf"{_EDGE}{_F1}(?:{_TO}{_F2})?(?:\s?hrs?|h|(?<=\b0\d\d\d) hours)\b",
            _of_24,
        ),
        (rf"\bat (?P<said>{_F1})(?!\w){_THEN}", _of_24),
        (rf"{_WHEN}(?P<said>(?P<hour1>0\d)(?P<minute1>[0-5][05]))(?!\w){_THEN}", _of_24),
        (rf"{_OPEN}(?P<said>{_H1}{_TO}{_H2}){_END}{_THEN}", _bare),
        (rf"^{_H1}{_DASH}{_H2}(?= (?:on|each|every) {_DAY})", _bare),
        (rf"{_EDGE}{_M1}{_TO}{_M2}(?=$| (?:on |each |every )?{_DAY})", _bare),
        (rf"{_WHEN}(?P<said>(?P<hour1>\d\d?)\.(?P<minute1>[0-5][05]))(?!\w){_THEN}", _dotted),
        # short days before a time
        (
            (
                rf"{_SHORT_DAY}(?:(?:, | and |, and | or ){_SHORT_DAY})*"
                r"(?=,? \d\d?(?:[:.]\d\d)?\s?(?:[ap]\.?m|[-–—]|to\b))"
            ),
            _weekdays,
        ),
    )
)
