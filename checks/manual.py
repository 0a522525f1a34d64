"""What a check says of itself: its docstring, cut into the parts that reports show.

Pure: a check in, its manual out. How such a docstring is written is shown in any file of
`checks/suite/`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from checks.model import Check, Severity
from checks.run import name_of


@dataclass(frozen=True, slots=True)
class Manual:
    """The parts of a check's manual, each a paragraph on one line; `whole` is all of it."""

    name: str
    title: str  # what is wrong, in one sentence
    why: str  # why that matters to families
    fix: str  # what to do
    severity: Severity
    whole: str


def of(check: Check) -> Manual:
    """The manual of one check."""
    whole = (check.__doc__ or "").strip()
    title, *paragraphs = (" ".join(part.split()) for part in whole.split("\n\n"))
    ends = next((n for n, part in enumerate(paragraphs) if part.startswith("Fix:")), 0)
    fix = paragraphs[ends].removeprefix("Fix:").strip() if paragraphs else ""
    return Manual(
        name=name_of(check),
        title=title,
        why=" ".join(paragraphs[:ends]),
        fix=fix[:1].upper() + fix[1:],
        severity=check.SEVERITY,
        whole=whole,
    )


def by_name(checks: Iterable[Check]) -> Mapping[str, Manual]:
    """The manuals of some checks, by the checks' names."""
    return {manual.name: manual for manual in map(of, checks)}
