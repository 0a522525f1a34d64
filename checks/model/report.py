"""What a check is given, what it is, and the report in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from checks.model.basics import Severity
from checks.model.faults import (
    Barrier,
    ContactFault,
    LinkFault,
    Look,
    MarkupFault,
    OddDate,
    OldDate,
    Repeated,
    Trace,
    Unended,
    Unexplained,
    Unfinished,
)
from checks.model.finding import Failure, Finding, Problem
from checks.model.law import Requirement, Standing
from checks.model.page import Link, Page, Place
from checks.model.site import Seen, Site, Ways
from checks.model.web import Mention, Tally


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
    unexplained: Callable[[], tuple[Unexplained, ...]] = _nothing  # short forms
    odd_dates: Callable[[], tuple[OddDate, ...]] = _nothing
    old_dates: Callable[[], tuple[OldDate, ...]] = _nothing
    papers: Callable[[], tuple[Trace, ...]] = _nothing  # people named in the files of docs/
    traces: Callable[[], tuple[Trace, ...]] = _nothing  # of people, on pages and in comments
    unfinished: Callable[[], tuple[Unfinished, ...]] = _nothing
    unended: Callable[[], tuple[Unended, ...]] = _nothing  # HTML in the Markdown
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
