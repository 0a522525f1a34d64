"""A page: its Markdown, its front matter, and what was read from its HTML."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import islice
from operator import attrgetter, itemgetter

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


# Where a sentence ends: at white space before a capital or a number, but not in “Dr. Jones”.
_SHORTENED = "".join(
    rf"(?<!\b{word}\.)"
    for word in ("Mr", "Mrs", "Ms", "Dr", "Prof", "St", "Rev", "e.g", "i.e", "approx")
)
_ENDS = re.compile(rf"{_SHORTENED}(?:(?<=[.!?])|(?<=[.!?][\"'”’)]))\s+(?=[\"'“‘(]?[A-Z0-9])")


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
    breaks: tuple[int, ...] = ()  # offsets where a box, a tab, a card or a bold line begins or ends
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
    # Of the page's own elements with the same opening tag, which it is, and how many they are.
    twin: tuple[int, int] = (0, 0)
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
    def called(self) -> tuple[str, ...]:
        """Its title, its main heading, and the words of its path."""
        headings = self.built.headings if self.built else ()
        main = next((heading.text for heading in headings if heading.level == 1), "")
        return self.name, main, " ".join(re.split(r"[-_/.]+", self.path))

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
        if lines := self._addressed.get(link.target, ()):
            return self.at(lines[min(link.nth, len(lines) - 1)])
        lines = self._called.get(tuple(_LETTERS.findall(link.text)), ())
        return self.at(self._nearest(lines, link.offset)) if lines else None

    def _nearest(self, lines: Sequence[int], offset: int) -> int:
        """Of some lines, in order, that which is as far down the page as an offset in its text."""
        assert self.source is not None
        share = offset / max(1, len(self.built.text)) if self.built else 0
        first = self.source.body_line
        near = first + share * (self._length - first)
        after = bisect_left(lines, near)
        return min(lines[max(0, after - 1) : after + 1], key=lambda line: abs(line - near))

    def _rows(self, said: str) -> tuple[int, Sequence[int]]:
        """How many of the first words stand in a row in the Markdown, and on which lines."""
        wanted = telling(said)
        for number in range(len(wanted), 0, -1):
            if lines := self._in_a_row(number).get(tuple(wanted[:number])):
                return number, lines
        return 0, ()

    # What finding many places on a long page takes is worked out once, and only when asked for.

    @cached_property
    def _length(self) -> int:
        """How many lines the source has."""
        return self.source.text.count("\n") + 1 if self.source else 1

    @cached_property
    def _addressed(self) -> Mapping[str, list[int]]:
        """The lines on which each address is written."""
        lines: dict[str, list[int]] = {}
        for destination in self.source.destinations if self.source else ():
            lines.setdefault(destination.target, []).append(destination.line)
        return lines

    @cached_property
    def _called(self) -> Mapping[tuple[str, ...], list[int]]:
        """The lines on which links are written, by the words that they are called by."""
        lines: dict[tuple[str, ...], list[int]] = {}
        text = self.source.text if self.source else ""
        line, at = 1, 0
        for match in _LINKED.finditer(text):
            line, at = line + text.count("\n", at, match.start()), match.start()
            if words := tuple(_LETTERS.findall(match[1])):
                lines.setdefault(words, []).append(line)
        return lines

    def _in_a_row(self, number: int) -> Mapping[tuple[str, ...], list[int]]:
        """The lines on which so many words in a row begin, by the words."""
        if number not in self._known_rows:
            words, lines = self._said
            rows: dict[tuple[str, ...], list[int]] = {}
            for row, line in zip(
                zip(*(islice(words, start, None) for start in range(number)), strict=False),
                lines,
                strict=False,
            ):
                rows.setdefault(row, []).append(line)
            self._known_rows[number] = rows
        return self._known_rows[number]

    @cached_property
    def _known_rows(self) -> dict[int, Mapping[tuple[str, ...], list[int]]]:
        return {}

    @cached_property
    def _said(self) -> tuple[list[str], list[int]]:
        """The words of the source, and the line of each."""
        words: list[str] = []
        lines: list[int] = []
        text = _TARGET.sub("]", self.source.text) if self.source else ""
        for number, line in enumerate(text.split("\n"), start=1):
            found = _LETTERS.findall(line)
            words += found
            lines += [number] * len(found)
        return words, lines

    def says(self, said: str) -> bool:
        """Whether the words, or as many of them as tell, stand in the page's Markdown."""
        return self._rows(said)[0] == len(telling(said))

    @cached_property
    def prose(self) -> tuple[Block, ...]:
        """What the page says in its writer's own words: quotations and code are taken out.

        The summary is read too, in lists and by search engines, also where the page lacks it.
        """
        if not self.built:
            return ()
        summary = self.front_matter.summary
        unseen = summary and summary not in self.built.text
        first = (Block("paragraph", _unquoted(summary), 0),) if unseen else ()
        return (*first, *own_words(self.built))

    def heading(self, anchor: str) -> Heading | None:
        number = self._anchors.get(anchor)
        return self.built.headings[number] if self.built and number is not None else None

    @cached_property
    def _anchors(self) -> Mapping[str, int]:
        """The number of the first heading with each anchor."""
        headings = self.built.headings if self.built else ()
        return {heading.anchor: number for number, heading in reversed([*enumerate(headings)])}

    def passage(self, anchor: str = "") -> Passage | None:
        """The section that starts at `anchor` (with its sub-sections), or the whole page.

        None when the page was not built or has no heading with that anchor.
        """
        if self.built is None:
            return None
        if not anchor:
            return self._cut(0, len(self.built.text) + 1, self.name)
        number = self._anchors.get(anchor)
        if number is None:
            return None
        headings = self.built.headings
        heading = headings[number]
        end = next(
            (h.offset for h in islice(headings, number + 1, None) if h.level <= heading.level),
            len(self.built.text) + 1,
        )
        return self._cut(heading.offset, end, heading.text)

    @cached_property
    def _links(self) -> tuple[Link, ...]:
        return tuple(sorted(self.built.links if self.built else (), key=lambda k: k.offset))

    def _cut(self, start: int, end: int, title: str) -> Passage:
        """What stands between two offsets. All that has an offset is in their order."""
        assert self.built is not None
        built = self.built
        # A full stop after a link stands alone here; it is no word.
        words = sum(
            any(letter.isalnum() for letter in word)
            for a, b in _between(built.substance, start, end)
            for word in built.text[max(a, start) : min(b, end)].split()
        )
        offset = attrgetter("offset")
        first, last = (bisect_left(self._links, at, key=offset) for at in (start, end))
        return Passage(
            title=title,
            text=built.text[start:end],
            words=words,
            links=self._links[first:last],
            items=bisect_left(built.items, end) - bisect_left(built.items, start),
            forms=bisect_left(built.forms, end) - bisect_left(built.forms, start),
            sections=max(
                0,
                bisect_left(built.headings, end, key=offset)
                - bisect_right(built.headings, start, key=offset),
            ),
        )


_NO_FRONT_MATTER = FrontMatter()


# What is somebody else's words, in a text on one line.
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]{1,300}\"|(?<!\w)‘[^‘’]{1,100}’(?!\w)")

# What a reader is told to type or press: "Text YES to 85258", "press ESC".
_TYPED = re.compile(
    r"\b(?:(?i:text|texting|send)(?=[^.]* to \d|[^.]{,20}\.)"
    r"|(?i:reply|replying|type|press|enter|hit|hold|tick|say|answer|key in|the words?|the code))"
    r"(?: (?:with|in|the|either|words?|code|keys?|button|box))*"
    r"((?:(?:,| or| and| then| \+)? [A-Z]{2,})+)(?!\w)"
)


# What stands where a quotation or code was taken out. It is no letter and no punctuation.
TAKEN_OUT = "\N{OBJECT REPLACEMENT CHARACTER}"


# Words, however they are marked up, and what Markdown puts after a link's.
_LETTERS = re.compile(r"[^\W_]+")


_TARGET = re.compile(r"\]\([^)\n]*\)")


# What a link is called: there may be a picture in it.
_LINKED = re.compile(r"\[((?:[^\[\]]|\[[^\[\]]*\](?:\([^()\s]*\))?)*)\][(\[]")


_ENOUGH = 6  # words in a row that hardly any line shares with another


def telling(said: str) -> list[str]:
    """The first words of a text, as many as tell its line from others."""
    start = 0
    while True:
        end = said.find(TAKEN_OUT, start)
        found = _LETTERS.finditer(said, start, len(said) if end < 0 else end)
        words = [match[0] for match in islice(found, _ENOUGH)]
        if words or end < 0:
            return words
        start = end + 1


def shortened(text: str, words: int = 8) -> str:
    """The start of a text as a message quotes it."""
    parts = text.replace(TAKEN_OUT, "…").split()
    return " ".join(parts) if len(parts) <= words else f"{' '.join(parts[:words])} …"


def own_words(built: Built) -> Iterator[Block]:
    """What a page says in its writer's own words: quotations and code are taken out."""
    ends = [*(block.offset for block in built.blocks), len(built.text)][1:]
    spans = _outermost(built.verbatim)
    for block, end in zip(built.blocks, ends, strict=False):
        if block.kind in ("quote", "code"):
            continue
        text = block.text
        if inside := _between(spans, block.offset, end):
            parts: list[str] = []
            at = block.offset
            for start, stop in inside:
                # What comes next may begin with the white space that ends this.
                if built.text[max(at, start) : min(stop, end)].strip():
                    parts += (built.text[at : max(at, start)], TAKEN_OUT)
                    at = stop
            text = " ".join("".join((*parts, built.text[at:end])).split())
        text = _unquoted(text)
        typed = _TYPED.search(text) and _TYPED.sub(
            lambda m: m[0][: -len(m[1])] + f" {TAKEN_OUT}", text
        )
        yield Block(block.kind, typed or text, block.offset)


def _unquoted(text: str) -> str:
    """A text without its quotations."""
    # Of marks that nothing closes, each would be followed to the end.
    closed = text.rfind("”") + 1
    text = text[:closed] + text[closed:].replace("“", _OPEN)
    return _QUOTED.sub(TAKEN_OUT, text).replace(_OPEN, "“")


_OPEN = "\ue000"  # no text has it


def _outermost(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, without those inside others."""
    kept: list[tuple[int, int]] = []
    for span in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or span[1] > kept[-1][1]:
            kept.append(span)
    return kept


def _between(spans: Sequence[tuple[int, int]], start: int, end: int) -> Sequence[tuple[int, int]]:
    """Those of some spans, in order, of which a part lies between two offsets."""
    return spans[
        bisect_right(spans, start, key=itemgetter(1)) : bisect_left(spans, end, key=itemgetter(0))
    ]
