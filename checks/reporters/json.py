"""Format 1 of the report as JSON. Keys may be added; none is taken away or changes meaning."""

from __future__ import annotations

import json
from collections.abc import Mapping

from checks.model import DISCLAIMER, Finding, Look, Report, Severity, Standing, Tally

FORMAT = 1


def render(report: Report) -> str:
    document: dict[str, object] = {
        "format": FORMAT,
        "version": report.version,
        "today": report.today.isoformat(),
        "law_as_at": report.law_as_at.isoformat(),
        "summary": {
            "pages": report.pages,
            "links": report.links,
            "errors": report.count(Severity.ERROR),
            "warnings": report.count(Severity.WARNING),
            "notes": report.count(Severity.NOTE),
            "waived": report.waived,
        },
        "completeness": {
            "pages_read": report.pages,
            "other_files_read": report.files,
            "links_seen": report.seen.links,
            "links_checked": report.seen.checked,
            "links_skipped": dict(report.seen.skipped),
            "failures": [
                {"what": failure.what, "name": failure.name, "reason": failure.reason}
                for failure in report.failures
            ],
        },
        "checks": list(report.checks),
        "browser": _look(report.look),
        "disclaimer": DISCLAIMER,
        "findings": [_finding(finding) for finding in report.findings],
        "requirements": [_standing(standing) for standing in report.standings],
    }
    if report.tally:
        document["web"] = _tally(report.tally)
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _look(look: Look | None) -> Mapping[str, object] | None:
    """With what the pages were looked at, and how they were shown; null when no browser was."""
    if look is None:
        return None
    return {
        "name": look.browser,
        "axe": look.axe,
        "pages": look.pages,
        "shown": list(look.states),
    }


def _finding(finding: Finding) -> Mapping[str, object]:
    return {
        "check": finding.check,
        "severity": str(finding.severity),
        "path": finding.path,
        "line": finding.line,
        "message": finding.message,
        "fix": finding.fix,
        "requirement": finding.requirement,
        "citation": finding.citation,
        "waived": finding.waived,
        "fingerprint": finding.fingerprint,
    }


def _tally(tally: Tally) -> Mapping[str, object]:
    return {
        "mentions": tally.mentions,
        "addresses": tally.addresses,
        "states": dict(tally.states),
        "asked": tally.asked,
        "requests": tally.requests,
        "fresh": tally.fresh,
        "not_asked": dict(tally.left),
    }


def _standing(standing: Standing) -> Mapping[str, object]:
    return {
        "id": standing.requirement.id,
        "outcome": str(standing.outcome),
        "force": standing.requirement.force,
        "title": standing.requirement.title,
        "citation": standing.requirement.citation,
        "evidence": [
            {
                "path": support.page.path,
                "anchor": support.claim.anchor,
                "line": support.claim.line,
                "supported": support.supported,
            }
            for support in standing.supports
        ],
    }
