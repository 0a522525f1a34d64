"""Everything that is checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from checks.model.basics import folded
from checks.model.faults import Leftover, Look
from checks.model.finding import BadWaiver, Failure, Waiver
from checks.model.kept import Announcement, Comment, Word
from checks.model.page import NOTHING_SOUGHT, Flaw, Link, Listing, Page, Place, Sought, telling
from checks.model.settings import Settings


@dataclass(frozen=True)
class Template:
    """A file that puts the same thing on many pages: theme, navigation, settings."""

    path: str
    text: str


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


def _no_history() -> History:
    return History()


def _no_flaws() -> Mapping[str, tuple[Flaw, ...]]:
    return {}


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
    # What runs in the HTML and SVG files of docs/, by their names.
    own_files: Callable[[], Mapping[str, tuple[Flaw, ...]]] = _no_flaws
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
        words = telling(said)
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
