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
import sys
import zlib
from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checks import unclosed
from checks.model import Page, Place, Repeated, Site, Source

_UNREAD = re.compile(
    rf"<!--.*?-->|{unclosed.FENCED}|^[ \t]*>[^\n]*$"
    r"|</?[a-zA-Z][^<>]{0,500}>|\]\([^)\n]*\)|^ {4,}[^\n]*$|\{[^{}\n]*\}",
    re.DOTALL | re.MULTILINE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_MARKS = re.compile(r"[*_\[\]#|]|!(?=\[)")
_BASE, _SIZE = 1_000_003, (1 << 61) - 1
_BEGINS = 12  # words shown of a passage
# Of a page that says the same over and over, not every way to see that is looked at: so many
# places before one that are held against it, and so many times its words in all.
_KNOWN = 50
_WORTH = 20
_NONE = sys.maxsize


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

    @property
    def end(self) -> int:
        return self.start + self.length


class _Group:
    """The places where one passage stands, none of them over another."""

    def __init__(self) -> None:
        self.spans: list[_Span] = []
        self._starts: dict[int, list[int]] = {}  # by page, in order
        self._ends: dict[int, list[int]] = {}

    def add(self, span: _Span) -> None:
        self.spans.append(span)
        insort(self._starts.setdefault(span.read, []), span.start)
        insort(self._ends.setdefault(span.read, []), span.end)

    def meets(self, span: _Span) -> bool:
        """Whether one of them lies over a row of words."""
        begun = bisect_left(self._starts.get(span.read, ()), span.end)
        return begun > bisect_right(self._ends.get(span.read, ()), span.start)


def repeated(site: Site) -> Iterator[Repeated]:
    """Each passage that stands in two places or more, the longest of a page first."""
    shortest = site.settings.repeated_words
    reads = [_read(page, page.source) for page in site.pages if page.source and page.built]
    reads = [read for read in reads if len(read.words) >= shortest]
    groups: list[_Group] = []
    first_of = [[_NONE] * len(read.words) for read in reads]  # of the groups that hold a word
    for one, other in _pairs(reads, shortest):
        home = min(first_of[one.read][one.start : one.end])
        if home == _NONE:
            home = len(groups)
            groups.append(_Group())
        # Where the first was known only by a part of it, that is its place.
        for span in (one, other) if not groups[home].spans else (other,):
            if not groups[home].meets(span):
                groups[home].add(span)
                held = first_of[span.read]
                part = held[span.start : span.end]
                held[span.start : span.end] = [min(number, home) for number in part]
    for group in groups:
        first = reads[group.spans[0].read]
        begins = _as_written(first, group.spans[0].start)
        places = tuple(_place(reads[span.read], span.start) for span in group.spans)
        yield Repeated(places, min(span.length for span in group.spans), begins)


def _read(page: Page, source: Source) -> _Read:
    lines = source.text.split("\n")
    body = unclosed.blanked("\n".join(lines[source.body_line - 1 :]))
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
        words = reads[number].words
        reach, left = 0, _WORTH * len(words)  # how far the page is known to be repeated
        for start, value in enumerate(rolled):
            if start < reach and left < 0:
                continue
            for other, at in index.get(value, ())[:_KNOWN]:
                if (other, at) >= (number, start):
                    break
                key = (other, number, start - at)
                begun = done.get(key, 0)
                if begun > start or _twins(reads[other].page, reads[number].page):
                    continue
                # A passage that follows itself ends where it begins again.
                most = start - at if other == number else len(words)
                one, two, length = _grown(reads[other].words, at, words, start, begun, most)
                done[key] = two + length
                reach, left = max(reach, two + length), left - length
                if length >= shortest:
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


def _grown(  # noqa: PLR0913, PLR0917 (two places, and how far to go)
    one: Sequence[str], at: int, other: Sequence[str], start: int, begun: int, most: int
) -> tuple[int, int, int]:
    """The row of same words around two places: where it starts, and its length.

    It starts not before `begun` in the other, and is no longer than `most`.
    """
    back = 0
    while (
        at > back
        and start - back > begun
        and back < most
        and one[at - back - 1] == other[start - back - 1]
    ):
        back += 1
    one_start, other_start = at - back, start - back
    length = back
    most = min(most, len(one) - one_start, len(other) - other_start)
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
