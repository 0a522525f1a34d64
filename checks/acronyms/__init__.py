"""Short forms in capitals, and which of them a site explains nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import lru_cache

from checks.acronyms.spelt import WORDS, Text, singular
from checks.model import Page, Site, Unexplained

# "EHC", "EHCPs", "SENCo", "DfE", "ASD/ADHD", "non-EHC". What has digits is a number of
# something: OX1, A40, ISO 639.
_SHORT = re.compile(
    r"(?:(?<![\w@./\\#&’'=:;_-])|(?<=[A-Z]{2}/)|(?<=[A-Z]s/)|(?<=\b[Nn]on-)|(?<=\b[Pp]re-)|(?<=\b[Pp]ost-))"
    r"(?:[A-Z][A-Z&]{0,8}[A-Z]|[A-Z]{3,5}[a-z]|[A-Z][a-z][A-Z]|SaLT)(?:[’']?s)?"
    r"(?![\w@\\&+=_]|/(?![A-Z]{2})|[.:;]\w|-[A-Z\d]|\s\d)"
)
# Letters that stand for nothing where they stand: somebody's initials, a number plate, a grade,
# the first letters of a postcode.
_TITLE = re.compile(
    r"\b(?:M(?:rs?|s|x|iss)|Dr|Prof(?:essor)?|Cllr|Councillor|Sir|Dame|Lord|Lady|Rev)\.? $"
    r"|\b(?:checked|read|reviewed|updated|written)\b[^.]* by $"
)
_PLATE = re.compile(r"\b[A-Z]{2}\d\d $")
_GRADE = re.compile(r"[A-EU]{3}|[DMP]{3}")
_GRADES = re.compile(r"\b(?:[Gg]rades?|A[ -][Ll]evels?|BTECs?)\b")
_POSTCODE = re.compile(r"\bpost\s?codes?\b", re.IGNORECASE)
_ROMAN = re.compile(r"[IVX]+")
# Several words in capitals are shouted, not shortened: all-capitals tells of those.
_SHOUTED = re.compile(r"\b[A-Z][A-Z’'&-]*(?:[\s,]+[A-Z][A-Z’'&-]*){2,}\b")
_LEAST = 3  # letters of a word that may stand in small letters too
_INITIALS = 2  # letters of a name, or of a postcode
_LONG = 6  # letters that few short forms have
_AROUND = 400  # letters before a short form that may tell what it is
_SAID = 200  # letters that tell the line of one
_MANY = 50  # unknown short forms of one page for which all of it is looked through


def unexplained(site: Site) -> Iterator[Unexplained]:
    """Each short form that neither a page that uses it nor the glossary explains."""
    clear = _clear(site)
    words = site.settings.plain.shouted | site.settings.plain.ordinary
    found: dict[str, list[tuple[Page, int, str]]] = {}
    for page in site.pages:
        if page.source is None or page.built is None:
            continue
        text = Text(page)
        unknown = {
            short: at
            for short, at in _first(page, words).items()
            if short.upper() not in clear and short not in page.built.explained
        }
        for number, (short, (offset, said)) in enumerate(unknown.items()):
            if not text.spells_out(short, anywhere=number < _MANY):
                found.setdefault(short, []).append((page, offset, said))
    for short in _ordinary(site, found):
        del found[short]
    for short, places in found.items():
        page, offset, said = places[0]
        yield Unexplained(site.at_words(page, said, offset), short, len(places))


def _first(page: Page, words: AbstractSet[str]) -> dict[str, tuple[int, str]]:
    """Where each short form first stands on a page, and what is said from there on."""
    first: dict[str, tuple[int, str]] = {}
    for block in page.prose:
        shouting = _is_shouting(block.text, words)
        for short, at in () if shouting else _short_forms(block.text):
            if short not in first:
                first[short] = (block.offset + at, block.text[at : at + _SAID])
    return first


def _clear(site: Site) -> frozenset[str]:
    """The short forms, all in capitals, that are known, in the glossary, or in a name."""
    plain = site.settings.plain
    forms = [form for word in site.words for form in (word.term, *word.also)]
    names = [
        name
        for page in site.pages
        if page.front_matter.listing
        for name in (page.front_matter.title, page.front_matter.listing.provider)
    ]
    named = {short for text in (*forms, *names) for short, _ in _short_forms(text)}
    return frozenset(
        word.upper() for word in (*named, *plain.known, *plain.shouted, *plain.ordinary)
    )


def _ordinary(site: Site, shorts: Iterable[str]) -> list[str]:
    """Those that the site also writes in small letters: words and names, not short forms."""
    words = {short.lower(): short for short in shorts if len(short) >= _LEAST}
    if not words:
        return []
    forms = {form for word in words for form in (word, word.capitalize())}
    seen = {
        word.lower()
        for page in site.pages
        if page.built
        for word in forms.intersection(WORDS.findall(page.built.text))
    }
    return [words[word] for word in words if word in seen]


def _short_forms(text: str) -> Iterator[tuple[str, int]]:
    """The short forms in a text, without the s of a plural, and where they stand."""
    shouted = [match.span() for match in _SHOUTED.finditer(text)][::-1]
    for match in _SHORT.finditer(text):
        short = singular(match[0])
        if sum(map(str.isupper, short)) < 2 or _ROMAN.fullmatch(short):
            continue
        while shouted and shouted[-1][1] <= match.start():
            shouted.pop()
        if shouted and shouted[-1][0] <= match.start():
            continue
        if _is_letters(short, text, match.start()):
            continue
        yield short, match.start()


def _is_letters(short: str, text: str, at: int) -> bool:
    """Whether it is letters that stand for nothing here."""
    before = text[max(0, at - _AROUND) : at]
    return bool(
        (len(short) == _INITIALS and (_TITLE.search(before) or _has(_POSTCODE, text)))
        or _PLATE.search(before)
        or (_GRADE.fullmatch(short) and _has(_GRADES, text))
    )


@lru_cache(maxsize=8)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.search(text))


def _is_shouting(text: str, ordinary: AbstractSet[str]) -> bool:
    """Whether the whole text is words in capitals, as some write headings."""
    words = WORDS.findall(text) if text.isupper() else ()
    return len(words) > 1 and any(len(word) >= _LONG or word in ordinary for word in words)
