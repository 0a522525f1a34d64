"""Numbers of people and dates of birth in a text.

Pure. What a number is follows from its own rules: NHS numbers end in a check digit (NHS Data
Dictionary, modulus 11) and begin with 4, 6 or 7 in England and Wales, unique pupil numbers begin
with a check letter (DfE guide to UPNs, modulus 23), and National Insurance numbers have prefixes
that are never given (HMRC, NIM39110).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple


class Number(NamedTuple):
    """A number of a person in a text."""

    offset: int
    said: str
    what: str
    sure: bool = True  # named, or grouped, as only such a number is


_NHS = re.compile(
    r"(?<![\d+.,/£#=_-])(\d{3})([ -]?)(\d{3})\2(\d{4})(?![\d.,/-]\d|[\d=_%])", re.ASCII
)
_NHS_NEAR = re.compile(
    r"\bNHS(?: (?:number|no\b|#|id\b)|\s*[:#|=])|\bpatient(?:\s+(?:number|no\b|id\b|is)|[:#]?\s*$)",
    re.IGNORECASE,
)
# Other numbers of ten digits. Where one of these words stands near, it is taken at its word.
_OTHER = re.compile(
    r"\b(?:charity|compan(?:y|ies)|registered|registration|isbn|issn|uprn|urn|ofsted|order|invoice"
    r"|ref(?:erence|\.)?|account|sort code|vat|grid|barcode|product|item|ticket|case|booking|policy"
    r"|licen[cs]e|doi|call|ring|phone|tel|telephone|fax|text|meeting|zoom|passcode|passkey|version"
    r"|timestamp|sample|serial)\b|//|\bid\b",
    re.IGNORECASE,
)
_UPN = re.compile(r"(?<![\w-])([A-HJ-NP-RT-Z])(\d{11})([\dA-HJ-NP-RT-Z])(?![\w-])")
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_NINO = re.compile(
    r"(?<![\w/-])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"([ ]?)\d\d\1\d\d\1\d\d\1[A-D](?![\w/-])"
)
_SIGNS = re.compile(r"[^0-9A-Z]")
_BEFORE = 60  # letters before a number in which it may be named


def numbers(text: str, examples: Collection[str] = ()) -> Iterator[Number]:
    """The NHS, unique pupil and National Insurance numbers in a text."""
    found: list[Number] = []
    for match in _NHS.finditer(text):
        digits = _SIGNS.sub("", match[0])
        if not is_nhs(digits):
            continue
        before = text[max(0, match.start() - _BEFORE) : match.start()]
        named = _NHS_NEAR.search(before)
        # Without gaps one in eleven numbers would do, and every ISBN: the first digit and the
        # words before it decide.
        if named or match[2] == " ":
            found.append(Number(match.start(), match[0], "NHS number"))
        elif not match[2] and digits[0] in "467" and not _OTHER.search(before):
            found.append(Number(match.start(), match[0], "NHS number", sure=False))
    for match in _UPN.finditer(text):
        if is_upn(match[0]):
            found.append(Number(match.start(), match[0], "unique pupil number"))
    for match in _NINO.finditer(text):
        found.append(Number(match.start(), match[0], "National Insurance number"))
    for number in found:
        if _SIGNS.sub("", number.said) not in examples:
            yield number


def is_nhs(digits: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number. 999 begins numbers for tests."""
    if digits.startswith("999") or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


def is_upn(said: str) -> bool:
    """Whether 13 signs begin with the check letter of the rest; the last may be a letter too."""
    values = [int(digit) for digit in said[1:12]]
    values.append(int(said[12]) if said[12].isdigit() else _LETTERS.index(said[12]))
    total = sum(value * weight for weight, value in enumerate(values, start=2))
    return said[0] == _LETTERS[total % 23]


# ---- dates of birth ---------------------------------------------------------------------------

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:[/.-]|\s+)(?P<month>\d{{1,2}}|(?:{_MONTHS})[a-z]*)"
    r"(?:[/.-]|,?\s+)(?P<year>(?:19|20)\d\d|\d\d)"
)
_BORN = re.compile(
    rf"\b(?:(?P<label>DOB|D\.O\.B\.?|date of birth)\s*(?:is|was)?\s*[:=|]?\s*|born(?: on)?,?\s+)"
    rf"(?:the\s+)?{_DAY}(?![\d/])",
    re.IGNORECASE,
)
# A rule about all who were born on a day, not about one: "Children born on 1 September 2022 …"
_ALL = re.compile(
    r"\b(?:children|babies|people|those|anyone|anybody|everyone|pupils|students|if|when|must|whose"
    r"|a child|any child|your child|child is|child was)\b[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
_RULE = re.compile(r"\s*(?:or|and) (?:earlier|later|before|after)\b", re.IGNORECASE)
_IF = re.compile(r"\b(?:if|when|whose|children|pupils)\b[^.!?\n]{0,60}$", re.IGNORECASE)
_TERMS = {(31, 3), (1, 4), (31, 8), (1, 9), (31, 12), (1, 1)}  # days on which rules turn


def births(text: str) -> Iterator[tuple[int, str]]:
    """The dates of birth in a text that are somebody's, with their offsets."""
    for match in _BORN.finditer(text):
        before = text[max(0, match.start() - 80) : match.start()]
        rule = _IF.search(before) or _RULE.match(text, match.end())
        if rule or (not match["label"] and (_ALL.search(before) or _day(match) in _TERMS)):
            continue
        if _year(match) >= 1920:
            yield match.start(), match[0]


def _day(match: re.Match[str]) -> tuple[int, int]:
    month = match["month"].casefold()
    number = int(month) if month.isdigit() else _MONTHS.split("|").index(month[:3]) + 1
    return int(match["day"]), number


def _year(match: re.Match[str]) -> int:
    year = int(match["year"])
    return year if year > 99 else year + 2000
