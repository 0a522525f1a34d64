"""How a report shows what is one person's: a few signs of a number or a mailbox, no more. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from checks import contacts
from checks.people.boxes import is_persons
from checks.people.digits import births, numbers
from checks.people.signs import signs
from checks.people_words import PeopleWords

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


# Only what looks so is looked at more closely: most words of a report hold nothing of the kind.
_MAYBE = re.compile(
    # A host in numbers is none: "//127.0.0.1".
    r"@|%40|(?<!//)(?<!\d)(?<!\d\.)\d[\d\s().-]{5,}\d|\bat\s[\w.-]+\.uk\b|[\[({]\s?at\s?[\])}]"
    r"|(?<![A-Z])[A-Z]{1,2} ?\d\d|birth|born|\bD\.?O\.?B",
    re.IGNORECASE,
)
_WRITTEN = re.compile(
    r"[\w.+-]{1,64}(?:@|%40|\s?[\[({]\s?at\s?[\])}]\s?| at (?=[\w.-]+\.uk\b))[\w-]+(?:\.[\w-]+)+",
    re.IGNORECASE,
)
_RUN = re.compile(r"(?<!\d)(?:\+44|0044|0)7\d{9}(?!\d)")  # also in names of files
_AT = re.compile(r"@|%40|\s?[\[({]\s?at\s?[\])}]\s?| at ", re.IGNORECASE)


def masked(text: str, words: PeopleWords, public: Collection[str] = ()) -> str:
    """A text in which no number of a person, no mobile and no personal mailbox can be read.

    `public`: mobiles that are a service's own.
    """
    if not _MAYBE.search(text):
        return text
    known = signs(words)
    found = [number.said for number in numbers(text, known.examples)]
    found += [said for _, said in births(text)]
    found += [
        said
        for said in (*_RUN.findall(text), *(said for _, said in contacts.phones(text)))
        if is_mobile(said) and not any(_same(said, own) for own in public)
    ]
    for said in sorted(set(found), key=lambda said: (-len(said), said)):
        text = text.replace(said, hidden(said))
    for match in _WRITTEN.finditer(text):
        address = _AT.sub("@", match[0])
        if is_persons(address, known):
            text = text.replace(match[0], hidden(address))
    return text


def _same(one: str, other: str) -> bool:
    return contacts.number(one)[0] == contacts.number(other)[0]


def is_mobile(written: str) -> bool:
    digits = re.sub(r"[^\d+]", "", written)
    return bool(_MOBILE.fullmatch(digits.replace("+440", "+44")))
