"""The duties, and how far the pages meet them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checks.model.basics import Severity
from checks.model.page import Claim, Heading, Page, Place


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
