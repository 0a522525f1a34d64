"""What a council sets for itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from checks.model.basics import Period
from checks.model.finding import Waiver


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
    nameless: bool = False  # hardly ever the name of anything, even with capitals
    unless: tuple[str, ...] = ()  # phrases in which the words are right


_SIGNS = re.compile(r"[^\w\s’'&-]+|(?<!\w)-|_")
_SMALL = re.compile(r"\b(?:the|our|their|its|this|these|your|that)\s+", re.IGNORECASE)
# “here (PDF, 2 MB)”, “read more (opens in a new tab)”
_TYPED = re.compile(
    r"(?:\s*[(\[]|\s*[,–—-]\s|\s)(?:(?:an? |as )?(?:pdf|word|docx?|excel|xlsx?|powerpoint|pptx?)\b"
    r"|opens\b|external\b|new (?:tab|window)\b|[\d.,]+\s?[km]b\b).*$",
    re.IGNORECASE,
)


def bare_link(text: str) -> str:
    """A link's text in small letters, without signs, and without “the” or “our” before it."""
    bare = re.sub(r"^please ", "", " ".join(_SIGNS.sub(" ", text).split()), flags=re.IGNORECASE)
    rest = _SMALL.sub("", bare)
    # “The Link” is a name.
    named = rest != bare and rest.istitle() and not text.isupper()
    return (bare if named else rest or bare).casefold()


@dataclass(frozen=True)
class PlainEnglish:
    """How plain pages must be: the lists of packs/plain-english.yml, and the council's choice."""

    sentence_words: int = 35
    paragraph_words: int = 100
    heading_words: int = 350  # so many words need a heading among them
    advice: tuple[Advice, ...] = ()
    past: tuple[str, ...] = ()  # words that tell of the past
    people: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()  # words that end the name of a body or a law
    known: frozenset[str] = frozenset()  # short forms that everybody knows
    shouted: frozenset[str] = frozenset()  # words in capitals, for weight
    ordinary: frozenset[str] = frozenset()  # words in capitals, in headings and tables
    vague: frozenset[str] = frozenset()  # texts that no link should have; `*` is any words
    vague_names: frozenset[str] = frozenset()  # of these, which may be the name of something

    def is_vague(self, text: str) -> bool:
        """Whether the text of a link is on the list, whatever type and size it ends in."""
        return not {bare_link(text), bare_link(_TYPED.sub("", text))}.isdisjoint(self.vague)


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
    longest_waiver: Period = Period(1, "year")  # from today; a waiver is no way to switch off
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
class Team:
    name: str
    email: str = ""
