"""A page: its Markdown, its front matter, and what was read from its HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from checks.model.basics import Period, Severity


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where something stands: a file and a line that an editor can go to."""

    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Claim:
    """An entry under `meets`: this page, or one section of it, meets a duty."""

    duty: str
    anchor: str  # "" claims the whole page
    line: int


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something wrong in the front matter, as it was read."""

    line: int
    message: str
    fix: str
    check: str = "bad-front-matter"  # which check tells it


@dataclass(frozen=True, slots=True)
class Listing:
    """What the directory knows of a service (the front matter of `docs/services/*.md`)."""

    provider: str = ""
    topics: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    age_min: int = 0
    age_max: int = 25
    status: str = "active"

    def serves(self, band: str) -> bool:
        """Whether anyone in an age band ("0-4", "5-15", "16-25") may use it."""
        low, _, high = band.partition("-")
        return self.age_min <= int(high) and self.age_max >= int(low)


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The facts at the head of a page, with the types they should have.

    A value that was missing or wrong is None (or empty) here and has a complaint or a check
    of its own. `lines` says where each key stands, also a wrong one; `values` holds every key
    whose value could be read.
    """

    title: str = ""
    summary: str = ""
    owner: str = ""
    last_reviewed: date | None = None
    review_every: Period | None = None
    claims: tuple[Claim, ...] = ()
    listing: Listing | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)
    complaints: tuple[Complaint, ...] = ()

    @property
    def version_of(self) -> str:
        """The page that this one is an easier version of, relative to docs/; "" when none."""
        return str(self.values.get("version_of", ""))

    def line_of(self, key: str) -> int:
        """The line of a key, or the first line of the page."""
        return self.lines.get(key, 1)


@dataclass(frozen=True, slots=True)
class Review:
    """When a page was read whole, and when it must be read again."""

    last: date
    every: Period
    grace: Period

    @property
    def due(self) -> date:
        """The last day on which the page counts as in date."""
        return self.every.after(self.last)

    def overdue(self, today: date) -> bool:
        return today > self.due

    def expired(self, today: date) -> bool:
        """Overdue for longer than the council's grace; families should not rely on it."""
        return today > self.grace.after(self.due)


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a link goes, as the editor wrote it."""

    line: int
    target: str


@dataclass(frozen=True, slots=True)
class SourceHeading:
    line: int
    level: int
    text: str
    anchor: str  # given by hand as {#anchor}, else ""


@dataclass(frozen=True, slots=True)
class Source:
    """A page as its editor wrote it."""

    path: str
    text: str
    body_line: int  # where the text after the front matter starts
    front_matter: FrontMatter
    destinations: tuple[Destination, ...] = ()
    headings: tuple[SourceHeading, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """An address in built HTML. `offset` is where it stands in the page's text."""

    target: str
    element: str  # "a", "img", …
    text: str
    offset: int  # -1 outside the page's own content (navigation, footer)
    nth: int = 0  # how many links of this page's content had the same target before it
    line: int = 1  # in the HTML, where that is the file to mend

    @property
    def in_content(self) -> bool:
        return self.offset >= 0


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str
    anchor: str
    offset: int
    line: int = 1  # in the source


# Where a sentence ends: at white space before a capital or a number.
_ENDS = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"'”’)]))\s+(?=[\"'“‘(]?[A-Z0-9])")


def split_sentences(text: str) -> list[str]:
    """The sentences of a text that is all on one line."""
    return _ENDS.split(text)


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page's own text: what stands in one paragraph, heading, item or cell."""

    # "paragraph", "heading", "item", "cell", "term", "caption", "address", "quote" or "code".
    kind: str
    text: str  # on one line
    offset: int  # of its start in the page's text

    @property
    def sentences(self) -> list[str]:
        return split_sentences(self.text)


@dataclass(frozen=True, slots=True)
class Built:
    """A page as families get it: what was read, once, from its HTML."""

    file: str  # relative to the site: "0-4/index.html"
    title: str = ""
    text: str = ""  # the page's own content, without navigation and footer
    substance: tuple[tuple[int, int], ...] = ()  # spans of `text`: neither link nor heading
    links: tuple[Link, ...] = ()
    headings: tuple[Heading, ...] = ()
    items: tuple[int, ...] = ()  # offsets of list items and table rows
    forms: tuple[int, ...] = ()  # offsets of forms that someone can fill in
    blocks: tuple[Block, ...] = ()
    verbatim: tuple[tuple[int, int], ...] = ()  # spans of `text`: quoted, or code
    explained: frozenset[str] = frozenset()  # short forms that say what they stand for
    ids: frozenset[str] = frozenset()
    base: str = ""
    sends_on: str = ""  # where it sends its reader at once (a redirect page)
    generator: str = ""  # the file that makes this page, when no Markdown does
    # What is said to search engines and can't be read: its line, and the words where it breaks off.
    unreadable: tuple[tuple[int, str], ...] = ()
    flaws: tuple[Flaw, ...] = ()  # of the kinds that were sought


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something wrong in the HTML of one built page, as it was read."""

    kind: str  # the name of the check that tells it
    message: str
    fix: str
    element: str  # its opening tag
    css: str  # where it stands: "div.lo-page > p > a"
    text: str = ""  # the first words in it
    address: str = ""  # its src or href
    own: bool = True  # in the page's own content, not in its menus
    heading: str = ""  # the anchor of the last heading before it
    line: int = 1  # in the HTML, where that is the file to mend
    # How many of the page's own elements before it had an address of the same last name; for
    # one without an address, how many had its tag.
    nth: int = -1
    rule: str = ""  # the W3C's ACT rule that it breaks, by its id
    severity: Severity | None = None  # None: the check's own
    goes_to: str = ""  # the other host that it fetches from or sends to


@dataclass(frozen=True, slots=True)
class Sought:
    """Which flaws to look for in the HTML."""

    kinds: frozenset[str] = frozenset()  # names of checks
    # Classes (".toggle") and ids ("#menu") that the site's style sheets hide: not in there.
    hidden: frozenset[str] = frozenset()


NOTHING_SOUGHT = Sought()


@dataclass(frozen=True, slots=True)
class Passage:
    """A section, or a whole page: what evidence is looked for in."""

    title: str
    text: str
    words: int  # of substance: not headings, not the texts of links
    links: tuple[Link, ...]
    items: int
    forms: int
    sections: int


@dataclass(frozen=True, slots=True)
class Sentence:
    text: str
    words: int
    syllables: int
    age: float  # the reading age that it alone asks for, in years


@dataclass(frozen=True, slots=True)
class Reading:
    """How hard a page is to read."""

    age: float  # in years
    hardest: tuple[Sentence, ...]


@dataclass(frozen=True)
class Page:
    """One page: its Markdown, its HTML, or both."""

    source: Source | None
    built: Built | None
    review: Review | None = None
    reading: Reading | None = None

    @cached_property
    def path(self) -> str:
        """The file to mend: the Markdown, else the generator, else the HTML itself."""
        if self.source:
            return self.source.path
        assert self.built is not None  # a page is made from at least one of the two
        return self.built.generator or self.built.file

    @property
    def url(self) -> str:
        """Its address from the site's root: "0-4/short-breaks/", "" for the home page."""
        file = self.built.file if self.built else ""
        return file.removesuffix("index.html") if file.endswith("index.html") else file

    @property
    def name(self) -> str:
        """What to call it in a message: its title, else its file."""
        if self.source and self.source.front_matter.title:
            return self.source.front_matter.title
        if self.built and self.built.title:
            return self.built.title
        return self.path

    @property
    def front_matter(self) -> FrontMatter:
        return self.source.front_matter if self.source else _NO_FRONT_MATTER

    def at(self, line: int = 1) -> Place:
        return Place(self.path, line)

    def at_key(self, key: str) -> Place:
        """Where a key of the front matter stands."""
        return Place(self.path, self.front_matter.line_of(key))

    def at_words(self, said: str, offset: int = 0) -> Place:
        """The line that holds these words of the page's text, as near as can be told.

        `offset`: where they stand in the built text, which tells which of several lines.
        """
        if self.source is None:
            return self.at()
        _, lines = self._rows(said)
        return self.at(self._nearest(lines, offset) if lines else self.source.body_line)

    def at_link(self, link: Link) -> Place | None:
        """The line that writes a link of the page's own text; None when its Markdown does not."""
        if self.source is None:
            return None
        lines = [d.line for d in self.source.destinations if d.target == link.target]
        if lines:
            return self.at(lines[min(link.nth, len(lines) - 1)])
        words = r"[\W_]+".join(_LETTERS.findall(link.text))
        text = self.source.text
        found = re.finditer(r"\[[\W_]*" + words + r"[\W_]*\][(\[]", text) if words else ()
        lines = [text.count("\n", 0, match.start()) + 1 for match in found]
        return self.at(self._nearest(lines, link.offset)) if lines else None

    def _nearest(self, lines: Sequence[int], offset: int) -> int:
        """Of some lines, that which is as far down the page as an offset in its text."""
        assert self.source is not None
        share = offset / max(1, len(self.built.text)) if self.built else 0
        first = self.source.body_line
        near = first + share * (self.source.text.count("\n") + 1 - first)
        return min(lines, key=lambda line: abs(line - near))

    def _rows(self, said: str) -> tuple[int, Sequence[int]]:
        """How many of the first words stand in a row in the Markdown, and on which lines."""
        wanted = telling(said)
        if not wanted:
            return 0, ()
        words, spots = self._said
        best, lines = 0, list[int]()
        for at, line in spots.get(wanted[0], ()):
            length = 1
            while length < len(wanted) and words[at + length : at + length + 1] == [wanted[length]]:
                length += 1
            if length > best:
                best, lines = length, []
            if length == best:
                lines.append(line)
        return best, lines

    @cached_property
    def _said(self) -> tuple[list[str], Mapping[str, list[tuple[int, int]]]]:
        """The words of the source, and of each where it stands: its number and its line."""
        words: list[str] = []
        spots: dict[str, list[tuple[int, int]]] = {}
        text = _TARGET.sub("]", self.source.text) if self.source else ""
        for number, line in enumerate(text.split("\n"), start=1):
            for word in _LETTERS.findall(line):
                spots.setdefault(word, []).append((len(words), number))
                words.append(word)
        return words, spots

    def says(self, said: str) -> bool:
        """Whether the words, or as many of them as tell, stand in the page's Markdown."""
        return self._rows(said)[0] == len(telling(said))

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """What the page says in its writer's own words: quotations and code are taken out."""
        return tuple(_own(self.built)) if self.built else ()

    def heading(self, anchor: str) -> Heading | None:
        for heading in self.built.headings if self.built else ():
            if heading.anchor == anchor:
                return heading
        return None

    def passage(self, anchor: str = "") -> Passage | None:
        """The section that starts at `anchor` (with its sub-sections), or the whole page.

        None when the page was not built or has no heading with that anchor.
        """
        if self.built is None:
            return None
        if not anchor:
            return _cut(self.built, 0, len(self.built.text) + 1, self.name)
        headings = self.built.headings
        for number, heading in enumerate(headings):
            if heading.anchor == anchor:
                end = next(
                    (h.offset for h in headings[number + 1 :] if h.level <= heading.level),
                    len(self.built.text) + 1,
                )
                return _cut(self.built, heading.offset, end, heading.text)
        return None


_NO_FRONT_MATTER = FrontMatter()


# What is somebody else's words, in a text on one line.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]{1,300}\"|(?<!\w)‘[^‘’]{1,100}’(?!\w)")


# What stands where a quotation or code was taken out. It is no letter and no punctuation.
TAKEN_OUT = "\N{OBJECT REPLACEMENT CHARACTER}"


# Words, however they are marked up, and what Markdown puts after a link's.
_LETTERS = re.compile(r"[^\W_]+")


_TARGET = re.compile(r"\]\([^)\n]*\)")


_ENOUGH = 6  # words in a row that hardly any line shares with another


def telling(said: str) -> list[str]:
    """The first words of a text, as many as tell its line from others."""
    whole = (part for part in said.split(TAKEN_OUT) if _LETTERS.search(part))
    return _LETTERS.findall(next(whole, ""))[:_ENOUGH]


def shortened(text: str, words: int = 8) -> str:
    """The start of a text as a message quotes it."""
    parts = text.replace(TAKEN_OUT, "…").split()
    return " ".join(parts) if len(parts) <= words else f"{' '.join(parts[:words])} …"


def _own(built: Built) -> Iterator[Block]:
    ends = [*(block.offset for block in built.blocks), len(built.text)][1:]
    spans = iter(built.verbatim)
    span = next(spans, None)
    for block, end in zip(built.blocks, ends, strict=False):
        while span and span[1] <= block.offset:
            span = next(spans, None)
        if block.kind in ("quote", "code"):
            continue
        text = block.text
        if span and span[0] < end:
            # Spans end in order, and one inside another is covered by it.
            inside = [s for s in built.verbatim if s[0] < end and s[1] > block.offset]
            parts: list[str] = []
            at = block.offset
            for start, stop in sorted(inside):
                if stop > at:
                    parts += (built.text[at : max(at, start)], TAKEN_OUT)
                    at = stop
            text = " ".join("".join((*parts, built.text[at:end])).split())
        yield Block(block.kind, _QUOTED.sub(TAKEN_OUT, text), block.offset)


def _cut(built: Built, start: int, end: int, title: str) -> Passage:
    # A full stop after a link stands alone here; it is no word.
    words = sum(
        any(letter.isalnum() for letter in word)
        for a, b in built.substance
        if a < end and b > start
        for word in built.text[max(a, start) : min(b, end)].split()
    )
    return Passage(
        title=title,
        text=built.text[start:end],
        words=words,
        links=tuple(link for link in built.links if start <= link.offset < end),
        items=sum(start <= offset < end for offset in built.items),
        forms=sum(start <= offset < end for offset in built.forms),
        sections=sum(start < heading.offset < end for heading in built.headings),
    )
