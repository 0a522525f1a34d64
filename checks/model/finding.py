"""What a check says, what is made of it, and what sets it aside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from fnmatch import fnmatchcase

from checks.model.basics import Severity, count_of
from checks.model.page import Page, Place


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
