"""SARIF 2.1.0 (OASIS): for code scanning, and for editors that show findings beside the text.

One run. Rules are the checks that ran, with their whole manual as help; a waived finding is
suppressed, with its reason; a page that could not be read makes the run unsuccessful.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import quote

from checks import manual
from checks.manual import Manual
from checks.model import Failure, Finding, Report
from checks.reporters import text
from checks.suite import CHECKS, ON_REQUEST

_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
# Paths are relative to the project; this is the name that code scanning gives its folder.
_ROOT = "%SRCROOT%"


def render(report: Report) -> str:
    manuals = manual.by_name((*CHECKS, *ON_REQUEST))
    run: dict[str, object] = {
        "tool": {
            "driver": {
                "name": "local-offer",
                "version": report.version,
                "rules": [_rule(manuals[name]) for name in report.checks],
            }
        },
        "originalUriBaseIds": {_ROOT: {"description": {"text": "The folder that was checked."}}},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not report.failures,
                "toolExecutionNotifications": [
                    *(_failure(failure) for failure in report.failures),
                    *(_note(line) for line in text.completeness(report)),
                ],
            }
        ],
        "results": [_result(finding, report) for finding in report.findings],
        "properties": {
            "today": report.today.isoformat(),
            "lawAsAt": report.law_as_at.isoformat(),
            "pagesRead": report.pages,
            "otherFilesRead": report.files,
            "linksSeen": report.seen.links,
            "linksChecked": report.seen.checked,
            "linksSkipped": dict(report.seen.skipped),
        },
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Manual) -> Mapping[str, object]:
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why or rule.title},
        "help": {"text": rule.whole, "markdown": rule.whole},
        "defaultConfiguration": {"level": str(rule.severity)},
    }


def _result(finding: Finding, report: Report) -> Mapping[str, object]:
    told: dict[str, object] = {
        "ruleId": finding.check,
        "ruleIndex": report.checks.index(finding.check),
        "level": str(finding.severity),  # SARIF has our words: error, warning, note
        "message": {"text": text.told(finding)},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": _at(finding.path),
                    "region": {"startLine": finding.line},
                }
            }
        ],
        "partialFingerprints": {
            "localOffer/v1": finding.fingerprint,
            # What GitHub knows a finding by. Its own guess is the text of the line, of which
            # there is one for all the duties that are missing.
            "primaryLocationLineHash": finding.fingerprint,
        },
        # An empty list says "looked at, and not waived". All results have one or none has.
        "suppressions": (
            [{"kind": "external", "status": "accepted", "justification": finding.waived}]
            if finding.waived
            else []
        ),
    }
    if finding.requirement:
        told["properties"] = {"requirement": finding.requirement, "citation": finding.citation}
    return told


def _failure(failure: Failure) -> Mapping[str, object]:
    told: dict[str, object] = {"level": "error", "message": {"text": text.missed(failure)}}
    if failure.what != "check":
        told["locations"] = [{"physicalLocation": {"artifactLocation": _at(failure.name)}}]
    return told


def _note(line: str) -> Mapping[str, object]:
    return {"level": "note", "message": {"text": line}}


def _at(path: str) -> Mapping[str, object]:
    # A name that is no UTF-8 (Linux allows that) keeps its bytes.
    return {"uri": quote(path, errors="surrogateescape"), "uriBaseId": _ROOT}
