"""A date or a time is written in a way that can be misread.

“02/05/26” is two different days in two countries, “12am” is noon to some and midnight to
others, and a dash in “9-5pm” is read out as nothing. GOV.UK style is 2 May 2026, 9am, 5:30pm,
midday, and “to” between two of them.

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
from collections.abc import Iterator
from datetime import date

from checks.model import Context, Page, Problem, Severity, in_words, told_once

SEVERITY = Severity.WARNING

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_DAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_DASH = r"\s?[-–—]\s?"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|until|till)\s)"
_EDGE = r"(?<![\w/.:£$€-])"
_END = r"(?![\w/£$€]|[.:-]\d)"
_HALF = r"(?P<half{n}>\s?(?:[ap]\.m\.|[ap]\.m\b|[ap]m\b|[AP]M\b))"
_TIME = r"(?P<hour{n}>[01]?\d|2[0-3])(?:[:.](?P<minute{n}>[0-5]\d))?"


def _time(number: int) -> str:
    return _TIME.replace("{n}", str(number)) + _HALF.replace("{n}", str(number))


_MORNING = range(6, 12)
_NOON = r"(?:12\s?noon|12\s?midday|noon)"
_TIMES = re.compile(
    # 9-5pm, 9am – 12 noon; a time by itself; a time on the 24-hour clock
    rf"{_EDGE}{_TIME.replace('{n}', '1')}(?P<half1>\s?(?:[ap]\.m\.|[ap]m\b|[AP]M\b))?{_TO}"
    rf"(?:{_time(2)}|(?P<noon2>{_NOON}))(?!\w)"
    rf"|{_EDGE}{_time(3)}(?!\w)"
    rf"|{_EDGE}(?P<noon4>12\s?noon|12\s?midday)(?!\w)"
    rf"|{_EDGE}(?P<hour7>[01]?\d|2[0-3]):(?P<minute7>[0-5]\d){_TO}"
    rf"(?P<hour8>1[3-9]|2[0-3]):(?P<minute8>[0-5]\d)(?:\s?h(?:ou)?rs)?{_END}"
    rf"|{_EDGE}(?<!/\d\d )(?<!/\d{{4}} )(?P<hour5>0\d|1[3-9]|2[0-3]):(?P<minute5>[0-5]\d)"
    r"(?:\s?h(?:ou)?rs)?"
    rf"(?:{_TO}(?P<hour6>[01]?\d|2[0-3]):(?P<minute6>[0-5]\d)(?:\s?h(?:ou)?rs)?)?{_END}"
)
_DATES = re.compile(
    rf"{_EDGE}(?:the )?(?P<day1>\d\d?)(?:st|nd|rd|th)(?: (?:day )?of)? (?P<month1>{_MONTHS})\b"
    rf"(?:,? (?P<year1>\d{{4}}))?"
    rf"|{_EDGE}(?P<month2>{_MONTHS}) (?:the )?(?P<day2>\d\d?)"
    rf"(?:(?:st|nd|rd|th),? (?P<year2>\d{{4}})\b"
    rf"|, (?P<year2b>\d{{4}})\b|(?:st|nd|rd|th)\b(?!\s(?:[a-z]|birthday)))"
    rf"|{_EDGE}(?P<day3>\d\d?) (?P<month3>{_MONTHS}), (?P<year3>\d{{4}})\b"
    rf"|{_EDGE}(?P<first>\d\d?)(?P<sign>[/.-])(?P<second>\d\d?)(?P=sign)(?P<year4>20\d\d|\d\d){_END}"
    # with a time after it, it is what a machine wrote down
    rf"(?![ ,T]\s?\d\d?:\d\d)"
    rf"|{_EDGE}(?P<from>\d\d?){_DASH}(?P<to>\d\d?) (?P<month5>{_MONTHS})\b(?: (?P<year5>\d{{4}}))?"
    rf"|\b(?P<weekday1>{_DAYS})s?{_DASH}(?P<weekday2>{_DAYS})s?\b"
)


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    for page in context.site.pages:
        for block in page.prose if page.source else ():
            if not any(map(str.isdigit, block.text)) and "day" not in block.text:
                continue
            for pattern, better in ((_DATES, _date), (_TIMES, _clock)):
                for match in pattern.finditer(block.text):
                    write = better(match)
                    if write and write != match[0]:
                        yield (
                            page,
                            Problem(
                                context.site.at_words(
                                    page,
                                    block.text[match.start() :],
                                    block.offset + match.start(),
                                ),
                                f"“{match[0]}” is not how dates and times are written here.",
                                f"Write {write}." if write[0] == "“" else f"Write “{write}”.",
                            ),
                        )


def _date(match: re.Match[str]) -> str:
    """What to write instead of a date; "" where that is not certain."""
    said = match.groupdict()
    if said["sign"]:
        return _numbers(int(said["first"]), int(said["second"]), said["year4"], said["sign"])
    if said["weekday1"]:
        return f"{said['weekday1']} to {said['weekday2']}"
    if said["from"]:
        if int(said["from"]) >= int(said["to"]) or int(said["to"]) > 31:
            return ""
        return " ".join(
            filter(None, (f"{said['from']} to {said['to']}", said["month5"], said["year5"]))
        )
    day = said["day1"] or said["day2"] or said["day3"]
    month = said["month1"] or said["month2"] or said["month3"]
    year = said["year1"] or said["year2"] or said["year2b"] or said["year3"]
    if not 1 <= int(day) <= 31:
        return ""
    return " ".join(filter(None, (str(int(day)), month, year)))


def _numbers(first: int, second: int, year: str, sign: str) -> str:
    """What “02/05/26” means, where it is a day."""
    if sign != "/" and len(year) < 4:
        return ""  # a version, or a number of another kind
    full = int(year) if len(year) == 4 else 2000 + int(year)
    try:
        if second > 12 >= first:  # as in America
            return in_words(date(full, first, second))
        day = in_words(date(full, second, first))
    except ValueError:
        return ""
    if first <= 12 and first != second:
        return f"“{day}” if that is the day that is meant"
    return day


def _clock(match: re.Match[str]) -> str:
    """What to write instead of a time; "" where that is not certain."""
    said = match.groupdict()
    if said["noon4"]:
        return "midday"
    if said["hour3"]:
        return _plain(said["hour3"], said["minute3"], said["half3"])
    for one, two in (("7", "8"), ("5", "6")):
        if said[f"hour{one}"]:
            times = [(said[f"hour{n}"], said[f"minute{n}"]) for n in (one, two)]
            return " to ".join(_plain(hour, minute) for hour, minute in times if hour)
    if said["noon2"]:
        return f"{_plain(said['hour1'], said['minute1'], said['half1'] or 'am')} to midday"
    end = _plain(said["hour2"], said["minute2"], said["half2"])
    half = said["half1"] or _half(int(said["hour1"]), int(said["hour2"]), said["half2"])
    start = _plain(said["hour1"], said["minute1"], half) if half and end else ""
    if not start:
        return ""
    # “8-9pm” is an hour in the evening, or a long day.
    doubt = not said["half1"] and half == said["half2"] and int(said["hour1"]) in _MORNING
    return f"“{start} to {end}” if those are the hours meant" if doubt else f"{start} to {end}"


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
        half = "am" if number < 12 else "pm"
        number = number % 12 or 12
    if not 1 <= number <= 12:
        return ""
    half = "am" if "a" in half.lower() else "pm"
    if number == 12 and minute in (None, "00"):
        return "midday" if half == "pm" else "midnight"
    return f"{number}{f':{minute}' if minute and minute != '00' else ''}{half}"
