"""Passages that are kept in more than one place.

Read from the Markdown, so that what a template or a snippet puts on many pages is kept in one
place and is none. Quotations and code are left out, as are pages in two versions (easy read,
for young people), which say the same on purpose.

A passage of n words holds, wherever it starts, a whole window of n/2 words that begins at a
multiple of n/2. Those windows are indexed by a hash; every other window is held against them
with a hash that rolls on by one word (Karp and Rabin), so that cost grows in step with words.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks.model import Page, Place, Repeated, Site, Source

_UNREAD = re.compile(
    r"<!--.*?-->|^[ \t]*(?P<fence>`{3,}|~{3,}).*?^[ \t]*(?P=fence)[ \t]*$|^[ \t]*>.*$"
    r"|</?[a-zA-Z][^<>]{0,500}>|\]\([^)\n]*\)|^ {4,}.*$|\{[^{}\n]*\}",
    re.DOTALL | re.MULTILINE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKS = re.compile(r"[*_\[\]#|]|!(?=\[)")
_BASE, _SIZE = 1_000_003, (1 << 61) - 1
_BEGINS = 12  # words shown of a passage


@dataclass(frozen=True)
class _Read:
    """A page's words, each with its line."""

    page: Page
    words: list[str]
    lines: list[int]


@dataclass(frozen=True)
class _Span:
    """A row of words: on which page, from where, how many."""

    read: int
    start: int
    length: int

    def meets(self, other: _Span) -> bool:
        apart = self.start >= other.start + other.length or other.start >= self.start + self.length
        return self.read == other.read and not apart


def repeated(site: Site) -> Iterator[Repeated]:
    """Each passage that stands in two places or more, the longest of a page first."""
    shortest = site.settings.repeated_words
    reads = [_read(page, page.source) for page in site.pages if page.source and page.built]
    reads = [read for read in reads if len(read.words) >= shortest]
    groups: list[list[_Span]] = []
    for one, other in _pairs(reads, shortest):
        home = next((group for group in groups if _holds(group, one)), None)
        if home is None:
            groups.append([one, other])
        elif not _holds(home, other):
            home.append(other)
    for spans in groups:
        first = reads[spans[0].read]
        begins = _as_written(first, spans[0].start)
        places = tuple(_place(reads[span.read], span.start) for span in spans)
        yield Repeated(places, min(span.length for span in spans), begins)


def _holds(group: Sequence[_Span], span: _Span) -> bool:
    return any(each.meets(span) for each in group)


def _read(page: Page, source: Source) -> _Read:
    lines = source.text.split("\n")
    body = "\n".join(lines[source.body_line - 1 :])
    text = _UNREAD.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), body)
    words: list[str] = []
    numbers: list[int] = []
    headings = {heading.line for heading in source.headings}
    for number, line in enumerate(text.split("\n"), start=source.body_line):
        if number in headings:  # a passage ends with its section; this is no word of another page
            words.append(f"{source.path} {number}")
            numbers.append(number)
            continue
        for word in _WORD.findall(line):
            words.append(word.casefold())
            numbers.append(number)
    return _Read(page, words, numbers)


def _pairs(reads: Sequence[_Read], shortest: int) -> Iterator[tuple[_Span, _Span]]:
    """Two places each with the same words, the earlier first."""
    window = shortest // 2
    index: dict[int, list[tuple[int, int]]] = {}
    hashes = [_rolling(read.words, window) for read in reads]
    for number, rolled in enumerate(hashes):
        for start in range(0, len(rolled), window):
            index.setdefault(rolled[start], []).append((number, start))
    done: dict[tuple[int, int, int], int] = {}  # how far two pages were compared, by their offset
    for number, rolled in enumerate(hashes):
        for start, value in enumerate(rolled):
            for other, at in index.get(value, ())[:50]:
                if (other, at) >= (number, start) or _twins(reads[other].page, reads[number].page):
                    continue
                key = (other, number, start - at)
                if done.get(key, -1) > start:
                    continue
                one, two, length = _grown(reads[other].words, at, reads[number].words, start)
                done[key] = two + length
                apart = other != number or one + length <= two
                if length >= shortest and apart:
                    yield _Span(other, one, length), _Span(number, two, length)


def _rolling(words: Sequence[str], window: int) -> list[int]:
    """The hash of every window of so many words."""
    values = [zlib.crc32(word.encode()) + 1 for word in words]
    if len(values) < window:
        return []
    out = pow(_BASE, window, _SIZE)
    rolled = 0
    for value in values[:window]:
        rolled = (rolled * _BASE + value) % _SIZE
    found = [rolled]
    for gone, value in zip(values, values[window:], strict=False):
        rolled = (rolled * _BASE + value - gone * out) % _SIZE
        found.append(rolled)
    return found


def _grown(one: Sequence[str], at: int, other: Sequence[str], start: int) -> tuple[int, int, int]:
    """The whole row of same words around two places: where it starts, and its length."""
    back = 0
    while at > back and start > back and one[at - back - 1] == other[start - back - 1]:
        back += 1
    one_start, other_start = at - back, start - back
    length = 0
    most = min(len(one) - one_start, len(other) - other_start)
    while length < most and one[one_start + length] == other[other_start + length]:
        length += 1
    return one_start, other_start, length


def _twins(one: Page, other: Page) -> bool:
    """Whether one page is a version of the other, or both of a third."""
    if one is other:
        return False
    names = [page.path.partition("/")[2] for page in (one, other)]
    named = [page.front_matter.version_of for page in (one, other)]
    return named[0] == names[1] or named[1] == names[0] or (bool(named[0]) and named[0] == named[1])


def _place(read: _Read, start: int) -> Place:
    return read.page.at(read.lines[start])


def _as_written(read: _Read, start: int) -> str:
    """How a passage begins, with its capitals and signs."""
    assert read.page.source is not None  # it was read from there
    line = read.lines[start]
    text = _UNREAD.sub(" ", "\n".join(read.page.source.text.split("\n")[line - 1 : line + 8]))
    text = _MARKS.sub("", text)
    skip = start - read.lines.index(line)
    found = list(_WORD.finditer(text))[skip : skip + _BEGINS]
    return " ".join(text[found[0].start() : found[-1].end()].split()) if found else ""
