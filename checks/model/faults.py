"""What the rooms that read pages and files find, before a check puts it into words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from checks.model.basics import Severity
from checks.model.page import Link, Page, Place


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
class Unexplained:
    """A short form that is explained nowhere."""

    place: Place  # where it first stands
    short: str
    pages: int  # how many use it


@dataclass(frozen=True, slots=True)
class OddDate:
    """A date or a time that is not written in GOV.UK style."""

    page: Page
    place: Place
    said: str
    write: str  # what to write; a sentence of its own starts with a quotation mark
    wrong: str = ""  # that there is no such day; `write` then says what to do


@dataclass(frozen=True, slots=True)
class OldDate:
    """Words that speak of a day gone by as if it were still to come."""

    place: Place
    said: str  # the date as it is written
    sentence: str
    gone: date  # the last day on which the words could be true
    heading: str = ""  # under which it stands, where that alone makes it one to come
    more: int = 0  # other days gone by under that heading
    coming: bool = False  # whether others under it are still to come


@dataclass(frozen=True, slots=True)
class Unfinished:
    """Words that stand in for words still to be written."""

    place: Place
    said: str
    what: str  # completes "… is …"


@dataclass(frozen=True, slots=True)
class Unended:
    """A tag that nothing closes, or that closes nothing."""

    place: Place
    message: str
    fix: str
    severity: Severity


@dataclass(frozen=True, slots=True)
class Repeated:
    """A passage that is kept in more than one place."""

    places: tuple[Place, ...]
    words: int
    begins: str


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
