"""The nouns: what a page, a duty, a problem and a report are.

Frozen, and importing nothing of ours, so that every other room may use them and a check
needs nothing else. Paths are relative to the project, with forward slashes; lines count
from 1; `today` is always given, never asked of a clock.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Protocol

# Said in every report.
DISCLAIMER = "A machine check is a help, not legal advice."


class CannotRun(Exception):
    """The checker can't start or go on: bad option, bad settings, no site. Exit code 2.

    The text is for the person at the terminal: one line a fault, with file, line and remedy.
    """


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for a note up to 2 for an error."""
        return _RANKS[self]


_RANKS = {Severity.NOTE: 0, Severity.WARNING: 1, Severity.ERROR: 2}


# ---- dates ------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as an editor writes it: "6 months", "30 days"."""

    count: int
    unit: str  # "day", "week", "month" or "year"

    def after(self, start: date) -> date:
        """The day this long after `start`; the 31st becomes a shorter month's last day.

        A day past the calendar's end (year 9999) becomes the calendar's last day.
        """
        try:
            if self.unit in ("day", "week"):
                days = self.count * (7 if self.unit == "week" else 1)
                return date.fromordinal(start.toordinal() + days)
            months = self.count * (12 if self.unit == "year" else 1)
            years, month = divmod(start.month - 1 + months, 12)
            for day in range(start.day, 27, -1):
                try:
                    return date(start.year + years, month + 1, day)
                except ValueError:
                    continue
            return date(start.year + years, month + 1, start.day)
        except (ValueError, OverflowError):
            return date.max

    def __str__(self) -> str:
        return f"{self.count} {self.unit}{'' if self.count == 1 else 's'}"


def in_words(day: date) -> str:
    """A date as people read it: "2 May 2027"."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


# Not strftime("%B"), which follows the machine's language.
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip


def count_of(number: int, noun: str, plural: str | None = None) -> str:
    """ "1 page", "2 pages", "1,204 pages", "2 duties"."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def in_a_row(items: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def nearest(word: str, options: Iterable[str], likeness: float = 0.6) -> str | None:
    """The option most like `word`, if any is near enough to be what was meant.

    `likeness` runs from 0 to 1 (the same).
    """
    folded: dict[str, str] = {}
    for option in options:
        folded.setdefault(option.casefold(), option)
    # As difflib.get_close_matches, which works out much that can't be nearer than the nearest yet.
    matcher = difflib.SequenceMatcher(b=word.casefold())
    near: list[tuple[float, str]] = []
    for option in folded:
        matcher.set_seq1(option)
        if matcher.real_quick_ratio() >= likeness and matcher.quick_ratio() >= likeness:
            ratio = matcher.ratio()
            if ratio >= likeness:
                likeness = ratio
                near.append((ratio, option))
    return folded[max(near)[1]] if near else None


def folded(name: str) -> str:
    """A file's name without what Windows (capitals) and a Mac (how accents are coded) overlook."""
    return unicodedata.normalize("NFC", name).casefold()


# ---- what a page is ---------------------------------------------------------------------


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
        wanted = _telling(said)
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
        return self._rows(said)[0] == len(_telling(said))

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


def _telling(said: str) -> list[str]:
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


@dataclass(frozen=True)
class Template:
    """A file that puts the same thing on many pages: theme, navigation, settings."""

    path: str
    text: str


@dataclass(frozen=True, slots=True)
class WebSettings:
    """How links to other sites are asked after (`links:` in local-offer.yml)."""

    ledger: str = ".links/ledger.sqlite"  # inside the project
    fresh: Period = Period(14, "day")  # a good answer is not asked for again before
    dead_runs: int = 2  # a dead link is an error when so many runs found it dead …
    dead_for: Period = Period(1, "day")  # … the first and the last so far apart
    at_once: int = 2  # requests at a time to one host
    delay: float = 0.25  # seconds between two requests to one host
    longest_wait: float = 60.0  # seconds that a host may ask us to wait, within a run
    timeout: float = 20.0  # seconds for one request, all of it
    run_time: float = 30.0  # minutes for a run
    leave_out: Mapping[str, str] = field(default_factory=dict)  # pattern → reason


@dataclass(frozen=True, slots=True)
class Advice:
    """Words to avoid, and what to write instead."""

    words: tuple[str, ...]  # `*` at a word's end is any ending; with a capital, only so written
    write: str  # the words to write; "" when it takes a sentence
    say: str  # what to do, when there are no such words
    why: str
    past: bool = False  # an old name: right in a sentence that tells of the past
    people: bool = False  # only in a sentence about people
    alone: bool = False  # only where no noun follows
    jargon: bool = False  # right where the glossary explains it
    unless: tuple[str, ...] = ()  # phrases in which the words are right


@dataclass(frozen=True)
class PlainEnglish:
    """How plain pages must be: the lists of packs/plain-english.yml, and the council's choice."""

    sentence_words: int = 35
    paragraph_words: int = 100
    heading_words: int = 350  # so many words need a heading among them
    advice: tuple[Advice, ...] = ()
    past: tuple[str, ...] = ()  # words that tell of the past
    people: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()  # short forms that everybody knows
    shouted: frozenset[str] = frozenset()  # words that are no short forms
    vague: frozenset[str] = frozenset()  # texts that no link should have


@dataclass(frozen=True)
class Settings:
    """`local-offer.yml`, read. Periods and vocabularies have their defaults filled in."""

    path: str = "local-offer.yml"
    council: str = ""
    area: str = ""
    official: str = ""
    hosts: tuple[str, ...] = ()
    notice: str = ""
    report_to: str = ""
    site_url: str = ""
    teams: Mapping[str, Team] = field(default_factory=dict)
    review_default: Period = Period(6, "month")
    review_folders: Mapping[str, Period] = field(default_factory=dict)
    due_soon: Period = Period(30, "day")
    grace: Period = Period(28, "day")
    answer_within: Period = Period(3, "month")
    clicks: int = 3
    bulk: int = 20  # so many pages with one new review date in one change: nobody read them
    edited_words: int = 20  # so many words changed since the review are more than a slip mended
    waiting_time_for: Period = Period(6, "month")  # how long a measured waiting time holds
    contract_soon: Period = Period(3, "month")
    image_kilobytes: int = 500
    image_pixels: int = 2400  # the longest way across; twice what a page shows, for sharp screens
    document_words: int = 50  # fewer beside a link to a document: the page is only its wrapping
    repeated_words: int = 40  # a passage as long as this is kept in one place
    placeholders: tuple[str, ...] = (
        "lorem ipsum", "TODO", "FIXME", "TBC", "TBD", "XXX", "text goes here", "your text here",
    )  # fmt: skip
    starts: tuple[str, ...] = ()  # pages from which `near` must be so many clicks away
    near: tuple[str, ...] = ()
    reading_default: int = 11
    reading_folders: Mapping[str, int] = field(default_factory=dict)
    frames: Mapping[str, str] = field(default_factory=dict)  # host that may be shown → reason
    forms: Mapping[str, str] = field(default_factory=dict)  # host that forms may send to → reason
    may_be_named: Mapping[str, str] = field(default_factory=dict)  # person → reason
    service_mobiles: Mapping[str, str] = field(default_factory=dict)  # number → reason
    plain: PlainEnglish = PlainEnglish()
    web: WebSettings = WebSettings()
    booklets_always: tuple[str, ...] = ()  # pages, by their paths
    waivers: tuple[Waiver, ...] = ()
    vocabularies: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    takes_in: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    # What families type for a word of a vocabulary, besides its label.
    also_called: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)

    def wider(self, vocabulary: str, word: str) -> tuple[str, ...]:
        """The words of a vocabulary that take in another: for "oxford", "oxfordshire"."""
        holders = self.takes_in.get(vocabulary, {})
        return tuple(w for w, inside in holders.items() if word in inside and w != word)

    def review_period(self, path: str) -> Period:
        """The period for a page, by the longest folder under `docs/` that holds it."""
        best = _folder_of(path, self.review_folders)
        return self.review_folders[best] if best else self.review_default

    def reading_age(self, path: str) -> int:
        """The oldest reader that a page may ask for, in years, by its folder likewise."""
        best = _folder_of(path, self.reading_folders)
        return self.reading_folders[best] if best else self.reading_default


def _folder_of(path: str, folders: Iterable[str]) -> str:
    """The longest of the folders under `docs/` that holds a page; "" when none does."""
    inside = path.split("/", 1)[1] if "/" in path else path
    holding = (f for f in folders if inside.startswith(f.rstrip("/") + "/"))
    return max(holding, key=len, default="")


@dataclass(frozen=True, slots=True)
class Waiver:
    """A finding set aside: by whose reasoning, and until when. Shown in every report."""

    check: str
    path: str  # a pattern such as docs/about/*.md
    about: str  # a duty's id or words of the message; "" for every finding of the check there
    reason: str
    until: date  # the last day on which it holds
    place: Place
    lines: tuple[int, int] | None = None  # of a comment: the first and last line it covers

    def covers(self, finding: Finding) -> bool:
        """Whether a finding is one that this waiver means."""
        if finding.check != self.check:
            return False
        if self.lines:
            return finding.path == self.path and self.lines[0] <= finding.line <= self.lines[1]
        return fnmatchcase(finding.path, self.path) and (
            self.about == finding.requirement or self.about in finding.message
        )


@dataclass(frozen=True, slots=True)
class BadWaiver:
    """A comment that means to be a waiver and can't be read as one. It sets nothing aside."""

    place: Place
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Team:
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Sighting:
    """Something that a browser saw wrong on one built page, at one width, in one colour scheme."""

    file: str  # the built page
    rule: str  # axe's rule, or "reflow" or "clipped-text"
    level: str  # "wcag", "advice" (axe's good practice) or "unsure" (a person must look)
    help: str  # what axe asks for, in its own words
    why: str  # what it says of this element
    numbers: tuple[str, str, str, str]  # contrast found and needed, width and height; or ""
    element: str  # its opening tag
    css: str  # where it stands: "div.lo-page > p > a"
    text: str  # the first words in it
    address: str  # its src or href
    own: bool  # in the page's own content, not in its menus
    heading: str  # the anchor of the last heading before it
    state: str  # how the page was shown: "390 px, dark", "zoomed to 400 %, light"


@dataclass(frozen=True)
class Look:
    """What a browser saw: with what, how the pages were shown, and what was wrong."""

    axe: str  # its version
    browser: str
    states: tuple[str, ...]
    pages: int
    sightings: tuple[Sighting, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactFault:
    """Something wrong with a way to get in touch."""

    kind: str  # "email", "phone", "postcode", or "example" for what was never anybody's
    place: Place
    message: str
    fix: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Leftover:
    """What a file of docs/ says of people without showing it."""

    place: Place
    location: bool = False  # a picture or film says where it was taken
    authors: tuple[str, ...] = ()  # whom a document names as its makers


@dataclass(frozen=True, slots=True)
class Trace:
    """Something that seems to tell of a person who may not want to be known."""

    place: Place
    message: str
    fix: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Barrier:
    """The same fault of accessibility, wherever it was seen, and the one place to mend it."""

    place: Place
    severity: Severity
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Seen:
    """How many links were looked at, and how many were left to others, by the reason."""

    links: int = 0
    # "external", "email", "phone", "script", "data", "ignored" or "other".
    skipped: Mapping[str, int] = field(default_factory=dict)

    @property
    def checked(self) -> int:
        return self.links - sum(self.skipped.values())


@dataclass(frozen=True, slots=True)
class Failure:
    """What could not be done. A run with a failure never passes, whatever else it found."""

    what: str  # "page", "file", "folder" or "check"
    name: str
    reason: str

    @classmethod
    def of(cls, what: str, name: str, error: BaseException) -> Failure:
        """A failure as a person reads it; a fault of ours with the line that it came from."""
        if isinstance(error, OSError):
            return cls(what, name, error.strerror or str(error))
        trace = error.__traceback__
        while trace and trace.tb_next:
            trace = trace.tb_next
        code = trace.tb_frame.f_code.co_filename.replace("\\", "/") if trace else ""
        at = f" at {'/'.join(code.split('/')[-2:])}:{trace.tb_lineno}" if trace else ""
        return cls(what, name, f"{type(error).__name__}: {error}{at}")


@dataclass(frozen=True, slots=True)
class Edited:
    """What was done to a page's words after the day on which it says it was last checked."""

    day: date  # of the last change
    words: int  # how many are new or gone


@dataclass(frozen=True, slots=True)
class BulkReview:
    """Pages that got one new review date in one change, with nothing else of them changed."""

    commit: str
    day: date
    reviewed: date
    paths: tuple[str, ...]


@dataclass(frozen=True)
class History:
    """What git knows of the pages; empty where there is none."""

    changed: Mapping[str, date] = field(default_factory=dict)  # when a page's text last did
    edited: Mapping[str, Edited] = field(default_factory=dict)
    bulk: tuple[BulkReview, ...] = ()  # of any number of pages, those that still say so


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's file. Without its size in pixels where that is not known, or means nothing."""

    weight: int  # bytes
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class OldDate:
    """Words that speak of a day gone by as if it were still to come."""

    place: Place
    said: str  # the date as it is written
    sentence: str
    gone: date  # the last day on which the words could be true


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Words that stand in for words still to be written."""

    place: Place
    said: str
    what: str  # completes "… is …"


@dataclass(frozen=True, slots=True)
class Repeated:
    """A passage that is kept in more than one place."""

    places: tuple[Place, ...]
    words: int
    begins: str


def _no_history() -> History:
    return History()


def _no_pictures() -> Mapping[str, Picture]:
    return {}


@dataclass(frozen=True)
class Site:
    """Everything that is checked: pages, the built folder's files, templates, settings."""

    pages: tuple[Page, ...]
    files: frozenset[str]
    settings: Settings = Settings()
    templates: tuple[Template, ...] = ()
    data: tuple[Template, ...] = ()  # the YAML files of docs/, which pages are made from
    sizes: Mapping[str, int] = field(default_factory=dict)  # of `assets`, in bytes
    comments: tuple[Comment, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    words: tuple[Word, ...] = ()
    # What takes long to find out is only asked for by the checks that need it.
    history: Callable[[], History] = _no_history
    pictures: Callable[[], Mapping[str, Picture]] = _no_pictures  # of docs/, as they are served
    look: Look | None = None  # what a browser saw, when one was asked
    sought: Sought = NOTHING_SOUGHT  # the flaws that were looked for in the HTML
    # The hosts that take no email, with the reason; None when nobody asked.
    no_mail: Mapping[str, str] | None = None
    # Files that are no pages but lead to others: style sheets, sitemaps, search indexes.
    others: tuple[Page, ...] = ()
    assets: frozenset[str] = frozenset()  # the files of docs/ that are no Markdown, as served
    leftovers: tuple[Leftover, ...] = ()  # where they were looked for
    beside: tuple[Waiver, ...] = ()  # waivers that stand in the files, by what they waive
    bad_waivers: tuple[BadWaiver, ...] = ()
    ignored: tuple[str, ...] = ()  # patterns of addresses that are not to be followed
    seen: Seen = field(default_factory=Seen)  # followed already, and not kept here
    failures: tuple[Failure, ...] = ()  # what could not be read

    @cached_property
    def by_file(self) -> Mapping[str, Page]:
        """Pages by their built file."""
        return {page.built.file: page for page in self.pages if page.built}

    @property
    def waivers(self) -> tuple[Waiver, ...]:
        """All that is set aside: in the settings, and beside the lines."""
        return (*self.settings.waivers, *self.beside)

    @cached_property
    def by_source(self) -> Mapping[str, Page]:
        return {page.source.path: page for page in self.pages if page.source}

    def at_words(self, page: Page, said: str, offset: int = 0) -> Place:
        """Where to mend words that a page shows: its Markdown, else data, else a template.

        `offset`: where they stand in the page's built text.
        """
        words = _telling(said)
        if len(words) > 1 and not page.says(said):
            pattern = re.compile(r"\b" + r"[\W_]+".join(words) + r"\b")
            for file in (*self.data, *self.templates):
                if match := pattern.search(file.text):
                    return Place(file.path, file.text.count("\n", 0, match.start()) + 1)
        return page.at_words(said, offset)

    def at_link(self, page: Page, link: Link) -> Place:
        """Where to mend a link of a page's own text."""
        return page.at_link(link) or self.at_words(page, link.text, link.offset)

    @cached_property
    def files_folded(self) -> Mapping[str, str]:
        """Files by their names as Windows or a Mac would find them."""
        return {folded(name): name for name in sorted(self.files)}

    @cached_property
    def listings(self) -> tuple[Listing, ...]:
        """The directory's active services."""
        found = (page.front_matter.listing for page in self.pages)
        return tuple(entry for entry in found if entry and entry.status != "inactive")


# ---- what people say --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comment:
    """Something said about the Local Offer, and what came of it. Never by whom."""

    id: str
    about: str  # a few words, for a heading
    heard: date  # the first day of the month, when only the month is known
    heard_text: str  # as people read it: "March 2025"
    who: tuple[str, ...]  # in general: parents, young people, professionals, others
    said: str
    answer: str
    action: str
    status: str  # open, doing, done or "no action"
    published: date
    source: str  # the document it comes from, by title and date
    place: Place

    @property
    def is_open(self) -> bool:
        return self.status in ("open", "doing")


# ---- words and news ---------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the glossary."""

    term: str
    long: str  # what a short form stands for
    also: tuple[str, ...]  # other ways to write it
    meaning: str
    page: str  # the page that says more, relative to docs/
    tooltip: bool  # whether it is explained in running text too
    place: Place


@dataclass(frozen=True)
class Ways:
    """Where the links of each built page lead, inside the site."""

    all: Mapping[str, frozenset[str]] = field(default_factory=dict)  # menus and footers too
    own: Mapping[str, frozenset[str]] = field(default_factory=dict)  # of the page's own text

    def clicks(self, start: str, *, own: bool) -> dict[str, int]:
        """The fewest clicks from one built file to each that can be reached; 0 to itself."""
        ways = self.own if own else self.all
        reached = {start: 0}
        queue = [start]
        for here in queue:
            for there in sorted(ways.get(here, ())):
                if there not in reached:
                    reached[there] = reached[here] + 1
                    queue.append(there)
        return reached


@dataclass(frozen=True, slots=True)
class Synonym:
    """Words that pages use, and what families type instead of them."""

    find: str
    typed: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Announcement:
    """News, shown from its first day to its last."""

    text: str
    page: str  # relative to docs/
    first: date
    last: date
    ages: tuple[str, ...]  # the age groups it is for; none: everybody
    source: str
    place: Place


# ---- the law ----------------------------------------------------------------------------


class Outcome(StrEnum):
    MET = "met"
    UNSUPPORTED = "unsupported"
    HINTED = "hinted"
    MISSING = "missing"
    PROCESS = "process"  # shown by how the council works; never a breach


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that must be found in a section. `kind` and `value` as the pack says."""

    kind: str
    value: object
    missing: str  # completes "This section …" when it is not there


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a duty that a section of its own may meet."""

    title: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """One duty, as a pack gives it."""

    id: str
    title: str
    asks: str
    write: str
    force: str  # "must" or "should"
    check: str  # "page" or "process"
    ages: tuple[str, ...]
    citation: str
    source_url: str
    wording: str
    number: str
    in_force_from: date
    in_force_until: date | None
    evidence: tuple[Evidence, ...]
    parts: tuple[Part, ...]
    through: tuple[str, ...]  # the duties that together meet this one
    pack: str
    place: Place

    @property
    def severity(self) -> Severity:
        """How bad it is when this duty is not met."""
        return Severity.ERROR if self.force == "must" else Severity.WARNING

    def in_force(self, day: date) -> bool:
        return self.in_force_from <= day and (
            self.in_force_until is None or day <= self.in_force_until
        )


@dataclass(frozen=True, slots=True)
class Support:
    """A claim, and what was found where it points. Supported when nothing is lacking."""

    page: Page
    claim: Claim
    lacking: tuple[str, ...]  # each completes "This section …"
    parts: frozenset[str] = frozenset()  # titles of the parts this section covers
    suggestion: str = ""  # the anchor that was perhaps meant
    stale: bool = False  # its page is out of date, or has no date: the last thing lacking

    @property
    def only_stale(self) -> bool:
        """Whether nothing is lacking but a fresh look at the page."""
        return self.stale and len(self.lacking) == 1

    @property
    def supported(self) -> bool:
        return not self.lacking


@dataclass(frozen=True, slots=True)
class Candidate:
    """The section that comes nearest to a duty that nobody claims.

    When nothing is lacking, it holds all the evidence: a hint.
    """

    page: Page
    heading: Heading
    lacking: tuple[str, ...]  # each completes "This section …"


@dataclass(frozen=True, slots=True)
class Standing:
    """How one duty stands on this site."""

    requirement: Requirement
    outcome: Outcome
    supports: tuple[Support, ...] = ()
    parts_missing: tuple[str, ...] = ()
    candidate: Candidate | None = None


# ---- links to other sites -----------------------------------------------------------------


_SHOWN_AS = {
    "audio": "sound", "iframe": "frame", "image": "picture", "img": "picture",
    "longdesc": "description", "script": "script", "stylesheet": "style sheet", "video": "video",
}  # fmt: skip


class State(StrEnum):
    """How an address of another site stands. Only the dead can fail a build."""

    WORKS = "works"
    DEAD = "dead"  # 404, 410, no such host
    REFUSED = "refused"  # 401, 403, 429, 451, 999, a wall against robots: people may get in
    UNKNOWN = "unknown"  # no answer in time, 5xx, no safe connection


# Reasons that no second try helps; each completes "The link goes to …, which …".
PRIVATE = "is inside a private network, where families can't go"
IN_CIRCLES = "sends its readers round in circles"
TO_NO_PAGE = "sends its readers to something that is no web page"


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address: how it stands, since when, and how often it was seen so."""

    state: State
    reason: str  # completes "The link goes to …, which …"
    asked: date
    worked: date | None = None  # when it last did
    failing: date | None = None  # since when it has not
    dead_runs: int = 0  # how many runs in this time found it dead
    confirmed: bool = False  # dead, on enough runs far enough apart
    moved: str = ""  # where it has gone for good
    lands: str = ""  # where it leads that was not meant: "front page", "sign-in page"
    landed: str = ""  # the address of that
    hint: str = ""  # why it may be dead though it answers; completes "… which …"
    lacks: str = ""  # the place on the page that is not there
    meant: str = ""  # the place that was perhaps meant


@dataclass(frozen=True, slots=True)
class Mention:
    """A link to another site, and the line that wrote it."""

    address: str  # as shown: no password, and secrets left out
    place: Place
    text: str
    element: str
    page: str  # the name of the (first) page that shows it
    pages: int = 1  # how many pages show it
    known: Known | None = None  # None: never asked

    @property
    def goes(self) -> str:
        """ "The link “Advice”, on 3 pages, goes to https://example.org/"."""
        shown = self.element in ("a", "area", "link")
        what = "link" if shown else _SHOWN_AS.get(self.element, "file")
        named = f"The {what} “{self.text}”" if self.text else f"A {what}"
        if self.pages > 1:
            named += f", on {count_of(self.pages, 'page')},"
        return f"{named} {'goes to' if shown else 'comes from'} {self.address}"


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the links to other sites in one run. Nothing is left out in silence."""

    pages: int
    mentions: int
    addresses: int
    states: Mapping[str, int]  # of all addresses, by their state; "never asked" too
    asked: int  # now
    requests: int  # that it took
    fresh: int  # known well enough, so not asked
    left: Mapping[str, int]  # not asked though due, by the reason


# ---- problems and findings --------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Problem:
    """What a check sees wrong: where, what, and the next thing to do.

    `severity` is only for a check whose problems differ; else the check's own holds.
    """

    place: Place
    message: str
    fix: str
    severity: Severity | None = None
    requirement: str | None = None
    same: str = ""  # what stays the same while the fault does, when the message does not


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem with the name of its check and how bad it is: what reports are made of."""

    check: str
    severity: Severity
    path: str
    line: int
    message: str
    fix: str
    requirement: str | None
    citation: str | None
    fingerprint: str  # the same while the fault is the same, wherever its line moves
    waived: str | None = None


@dataclass(frozen=True, slots=True)
class MarkupFault:
    """The same flaw, wherever it was read, and the one place to mend it."""

    kind: str  # the name of the check that tells it
    place: Place
    message: str
    fix: str
    severity: Severity | None
    same: str  # what stays the same while the fault does


@dataclass(frozen=True, slots=True)
class LinkFault:
    """A link inside the site that does not arrive."""

    # "gone", "case" (only capitals differ), "accents" (coded in another way), "disk" (a file of
    # one computer), "unreadable", "start" (a slip before the site's name), "anchor", "map" (of a
    # picture) or "circle" (of redirects).
    kind: str
    place: Place
    page: Page  # the (first) page it was found on
    link: Link
    written: str  # the address as the editor or the template wrote it
    meant: str  # what to write instead, if anything is near
    pages: int = 1  # how many pages show it
    end: str = ""  # the file and the place it asked for, when on another page


def _nothing() -> tuple[()]:
    return ()


def _leads_nowhere(_: Page) -> Iterator[Lead]:
    return iter(())


@dataclass(frozen=True, slots=True)
class Lead:
    """A link of a page's own text to a file of the site that is there."""

    link: Link
    file: str
    place: Place  # where it was written


@dataclass(frozen=True)
class Context:
    """What a check is given. Pure: no files, no clock, no network."""

    site: Site
    requirements: tuple[Requirement, ...]  # in force on the day asked about
    standings: tuple[Standing, ...]
    law: tuple[Requirement, ...]  # of every pack, in force or not
    law_as_at: date
    link_faults: tuple[LinkFault, ...]
    ways: Ways
    today: date
    mentions: tuple[Mention, ...] = ()  # links to other sites, when they were asked after
    used: frozenset[str] = frozenset()  # the site's files that something leads to
    # Worked out only for the checks that ask.
    leads: Callable[[Page], Iterator[Lead]] = _leads_nowhere
    barriers: Callable[[], tuple[Barrier, ...]] = _nothing  # what a browser saw
    contact_faults: Callable[[], tuple[ContactFault, ...]] = _nothing
    markup_faults: Callable[[], tuple[MarkupFault, ...]] = _nothing  # what the HTML shows
    old_dates: Callable[[], tuple[OldDate, ...]] = _nothing
    papers: Callable[[], tuple[Trace, ...]] = _nothing  # people named in the files of docs/
    traces: Callable[[], tuple[Trace, ...]] = _nothing  # of people, on pages and in comments
    unfinished: Callable[[], tuple[Unfinished, ...]] = _nothing
    repeated: Callable[[], tuple[Repeated, ...]] = _nothing
    # For checks that look at what the others found; empty for those.
    checks: frozenset[str] = frozenset()  # the names of those that ran
    every_check: frozenset[str] = frozenset()  # the names of all there are
    findings: tuple[Finding, ...] = ()

    def flaws(self, kind: str) -> Iterator[Problem]:
        """What the HTML of the pages shows of one kind, for the check of that name."""
        for fault in self.markup_faults():
            if fault.kind == kind:
                yield Problem(
                    fault.place,
                    fault.message,
                    fault.fix,
                    severity=fault.severity,
                    same=fault.same,
                )


def told_once(found: Iterable[tuple[Page, Problem]]) -> Iterator[Problem]:
    """Each problem once, with how many pages show it when that is more than one."""
    pages: dict[Problem, dict[str, None]] = {}
    for page, problem in found:
        pages.setdefault(problem, {})[page.built.file if page.built else page.path] = None
    for problem, shown in pages.items():
        if len(shown) > 1:
            more = f"{problem.message} {count_of(len(shown), 'page')} show it."
            yield replace(problem, message=more, same=problem.same or problem.message)
        else:
            yield problem


class Check(Protocol):
    """A module of `checks.suite`: the file's name is its id, its docstring its manual."""

    __name__: str
    __doc__: str | None
    SEVERITY: Severity

    @staticmethod
    def check(context: Context) -> Iterator[Problem]: ...


@dataclass(frozen=True)
class Report:
    """The verdict: findings in order, how each duty stands, and what was read."""

    version: str
    today: date
    law_as_at: date
    findings: tuple[Finding, ...]
    standings: tuple[Standing, ...]
    pages: int
    seen: Seen
    checks: tuple[str, ...]
    tally: Tally | None = None  # only where links to other sites were asked after
    look: Look | None = None
    files: int = 0  # read for their links: style sheets, sitemaps, search indexes
    failures: tuple[Failure, ...] = ()

    @property
    def links(self) -> int:
        return self.seen.links

    def count(self, severity: Severity) -> int:
        return sum(f.severity is severity and f.waived is None for f in self.findings)

    @property
    def waived(self) -> int:
        return sum(f.waived is not None for f in self.findings)

    def fails(self, fail_on: Severity | None) -> bool:
        """Whether anything not waived is at or above `fail_on` (None: never)."""
        return fail_on is not None and any(
            f.waived is None and f.severity.rank >= fail_on.rank for f in self.findings
        )
