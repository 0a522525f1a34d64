"""What editors keep as data beside the pages: comments, news, words and their synonyms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.model.page import Place


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
