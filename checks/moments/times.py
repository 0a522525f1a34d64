"""Times of the day: otherwise than GOV.UK writes them, and as it does."""

from __future__ import annotations

import re

from checks.model import Block
from checks.moments.days import DASH, DAY, EDGE, END, REFERENCE, SHORT_DAY, TO, Rule, full, nth

_HALF = r"(?P<half{n}>\s?(?:[ap]\.m\.|[ap]\.m\b|[ap]m\b|[AP]M\b))"
_HOUR = r"(?P<hour{n}>[01]?\d|2[0-3])(?:[:.](?P<minute{n}>[0-5]\d))?"
_HOURS = r"\s?(?:hrs?|hours)\b(?! of\b)"
# Who may say a time in numbers alone. From 7 it is the morning.
_OPEN = (
    rf"(?:\b(?:[Oo]pen|[Oo]pens|[Mm]eets?|[Dd]rop[- ]in|[Rr]uns|[Tt]imes?|[Hh]ours)\b:?"
    rf"|{DAY}[,:]?) "
)
_WHEN = r"\b(?:at|till|until|by|before|after|from|starts?|ends?) "
_THEN = rf"(?=$|[.,;)!?](?!\d)| (?:and|on|each|every|to|until)\b(?! \d+\.\d)| {DAY})"
_MORNING = range(7, 12)
_A_DAY = 24 * 60


def _weekdays(match: re.Match[str], block: Block) -> str:
    """A row of short days."""
    return "" if block.kind == "cell" else re.sub(SHORT_DAY, _weekday, match[0])


def _weekday(match: re.Match[str]) -> str:
    return full(match[0]) + "s" * (match[0] in ("Mons", "Fris", "Sats", "Suns"))


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
    hour, minute = match["hour2"], match["minute2"]
    if int(hour) > 12 or hour.startswith("0"):
        return _meant(f"{start} to {_plain(hour, minute)}") if start else ""
    # The next such hour: “6pm-8” is an evening.
    begins = _minutes(match["hour1"], match["minute1"], match["half1"])
    half = min("am", "pm", key=lambda half: (_minutes(hour, minute, half) - begins - 1) % _A_DAY)
    return _meant(f"{start} to {_plain(hour, minute, half)}") if start else ""


def _minutes(hour: str, minute: str | None, half: str) -> int:
    return (int(hour) % 12 + 12 * ("p" in half.lower())) * 60 + int(minute or 0)


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
    if REFERENCE.search(block.text) or not 1 <= int(match["hour1"]) <= 24:
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
    if first > 12 or (last > 12 and first in _MORNING):
        return "am" if first <= 12 else half
    if not first or last > 12:
        return ""
    if (first % 12) < (last % 12):
        return half
    return "am" if pm else ""


def _plain(hour: str, minute: str | None, half: str | None = None) -> str:
    """A time as GOV.UK writes it: “9am”, “5:30pm”, “midday”. Without a half of the day: of 24."""
    number = int(hour)
    if half and number > 12 and "a" in half.lower():
        return ""  # “16.00am”
    if half is None or number > 12 or number == 0:  # “16.00pm”
        half = "am" if number % 24 < 12 else "pm"
        number = number % 12 or 12
    if not 1 <= number <= 12:
        return ""
    half = "am" if "a" in half.lower() else "pm"
    if number == 12 and minute in (None, "00"):
        return "midday" if half == "pm" else "midnight"
    return f"{number}{f':{minute}' if minute and minute != '00' else ''}{half}"


_H1, _H2 = nth(_HOUR, 1, 2)
_HALF1, _HALF2 = nth(_HALF, 1, 2)
_M1, _M2 = nth(r"(?P<hour{n}>\d\d?)[.:](?P<minute{n}>[0-5][05])", 1, 2)
_F1, _F2 = nth(r"(?P<hour{n}>[01]\d|2[0-3])(?P<minute{n}>[0-5][05])", 1, 2)  # four figures
RULES: tuple[Rule, ...] = tuple(
    (re.compile(pattern), better)
    for pattern, better in (
        (
            (
                rf"{EDGE}{_H1}{_HALF1}?{TO}"
                rf"(?:{_H2}{_HALF2}|(?P<noon2>12\s?noon|12\s?midday|noon))(?!\w)"
            ),
            _clock,
        ),
        (rf"\b[Bb]etween (?P<said>{_H1}{_HALF1}? and {_H2}{_HALF2})(?!\w)", _clock),
        (rf"{EDGE}{_H1}{_HALF1}{DASH}{_H2}{END}{_THEN}", _open_end),
        (rf"{EDGE}{_H1}{_HALF1}(?!\w)", _single),
        (rf"{EDGE}12\s?(?:noon|midday|midnight)\b|(?<![Hh]igh )\bnoon\b", _noon),
        (
            (
                rf"{EDGE}(?P<hour1>[01]?\d|2[0-3]):(?P<minute1>[0-5]\d){TO}"
                rf"(?P<hour2>1[3-9]|2[0-3]):(?P<minute2>[0-5]\d)(?:{_HOURS})?{END}"
            ),
            _of_24,
        ),
        (
            (
                rf"{EDGE}(?<!/\d\d )(?<!/\d{{4}} )"
                rf"(?P<hour1>0\d|1[3-9]|2[0-3]):(?P<minute1>[0-5]\d)"
                rf"(?:{TO}(?P<hour2>[01]?\d|2[0-3]):(?P<minute2>[0-5]\d))?(?:{_HOURS})?{END}"
            ),
            _of_24,
        ),
        (
            (
                rf"{EDGE}(?P<hour1>[01]?\d|2[0-3])[.:](?P<minute1>[0-5]\d)"
                rf"(?:{TO}(?P<hour2>[01]?\d|2[0-3])[.:](?P<minute2>[0-5]\d))?{_HOURS}"
            ),
            _of_24,
        ),
        (
            rf"{EDGE}{_F1}(?:{TO}{_F2})?(?:\s?hrs?|h|(?<=\b0\d\d\d) hours)\b",
            _of_24,
        ),
        (rf"\bat (?P<said>{_F1})(?!\w){_THEN}", _of_24),
        (rf"{_WHEN}(?P<said>(?P<hour1>0\d)(?P<minute1>[0-5][05]))(?!\w){_THEN}", _of_24),
        (rf"{_OPEN}(?P<said>{_H1}{TO}{_H2}){END}{_THEN}", _bare),
        (rf"^{_H1}{DASH}{_H2}(?= (?:on|each|every) {DAY})", _bare),
        (rf"{EDGE}{_M1}{TO}{_M2}(?=$| (?:on |each |every )?{DAY})", _bare),
        (rf"{_WHEN}(?P<said>(?P<hour1>\d\d?)\.(?P<minute1>[0-5][05]))(?!\w){_THEN}", _dotted),
        # short days before a time
        (
            (
                rf"{SHORT_DAY}(?:(?:, | and |, and | or ){SHORT_DAY})*"
                r"(?=,? \d\d?(?:[:.]\d\d)?\s?(?:[ap]\.?m|[-–—]|to\b))"
            ),
            _weekdays,
        ),
    )
)
