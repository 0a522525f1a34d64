"""How a report shows what is one person's: a few signs of a number or a mailbox, no more. Pure."""

from __future__ import annotations

import re

from checks import contacts
from checks.people.boxes import is_persons
from checks.people.digits import births, numbers
from checks.people.signs import Signs

_SHOWN = 2
_BORN = re.compile(r"birth|born|\bD\.?O\.?B\b", re.IGNORECASE)  # the words of a date may stay
_MOBILE = re.compile(r"(?:\+44|0044|0)7[1-57-9]\d{8}")


def hidden(said: str) -> str:
    """A number with its first and last signs only, a mailbox with its first and its host."""
    local, at, host = said.rpartition("@")
    if at:
        return re.sub(r"(?<=.)[^\W_]", "*", local) + at + host
    if _BORN.search(said):
        return re.sub(r"\d", "*", said)
    last = len(said) - _SHOWN
    return "".join(
        "*" if sign.isalnum() and _SHOWN <= at < last else sign for at, sign in enumerate(said)
    )


def masked(text: str, signs: Signs) -> str:
    """A text in which no number of a person, no mobile and no personal mailbox can be read."""
    found = [number.said for number in numbers(text, signs.examples)]
    found += [said for _, said in births(text)]
    found += [said for _, said in contacts.emails(text) if is_persons(said, signs)]
    found += [said for _, said in contacts.phones(text) if is_mobile(said)]
    for said in sorted(set(found), key=lambda said: (-len(said), said)):
        text = text.replace(said, hidden(said))
    return text


def is_mobile(written: str) -> bool:
    digits = re.sub(r"[^\d+]", "", written)
    return bool(_MOBILE.fullmatch(digits.replace("+440", "+44")))
