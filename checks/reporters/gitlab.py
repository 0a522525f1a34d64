"""GitLab's code quality report: findings beside the lines of a merge request.

The format is a list of issues and nothing else, so what could not be read is an issue too, of
the worst kind; the other numbers are told on the terminal (`--output`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping

from checks.model import Failure, Finding, Place, Report, Severity
from checks.reporters import text

_SEVERITY = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report) -> str:
    issues = [*map(_failure, report.failures), *map(_finding, report.findings)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _finding(finding: Finding) -> Mapping[str, object]:
    # There is no way to set an issue aside: a waived one is shown as the mildest.
    said = f"Waived: {finding.waived} {text.told(finding)}" if finding.waived else None
    severity = "info" if finding.waived else _SEVERITY[finding.severity]
    place = Place(finding.path, finding.line)
    return _issue(finding.check, said or text.told(finding), severity, place, finding.fingerprint)


def _failure(failure: Failure) -> Mapping[str, object]:
    digest = hashlib.sha256(f"{failure.what}\n{text.shown(failure.name)}".encode()).hexdigest()
    said = text.missed(failure)
    return _issue("not-looked-at", said, "blocker", Place(failure.name, 1), digest[:16])


def _issue(
    check: str, said: str, severity: str, place: Place, fingerprint: str
) -> Mapping[str, object]:
    return {
        "description": said,
        "check_name": check,
        "fingerprint": fingerprint,
        "severity": severity,
        "location": {"path": text.shown(place.path), "lines": {"begin": place.line}},
    }
