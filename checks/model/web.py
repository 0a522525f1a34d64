"""Links to other sites, and what is known of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checks.model.basics import count_of
from checks.model.page import Place

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
