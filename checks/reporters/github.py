"""GitHub's workflow commands: findings as annotations on a pull request's files.

GitHub shows ten errors, ten warnings and ten notices of a step, so the worst come first and
the whole is summed up below, in plain lines of the log. What a page says can't start a command
of its own: line ends and the signs of commands are escaped.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.model import Finding, Report, Severity
from checks.reporters import text

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report) -> str:
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    for failure in report.failures:
        yield f"::error title=not looked at::{_data(text.missed(failure))}"
    told = [finding for finding in report.findings if not finding.waived]
    for finding in sorted(told, key=lambda f: -f.severity.rank):
        yield _command(finding)
    for line in text.summary(report):
        # "##[" anywhere in a line is the older way to start a command.
        yield text.in_line(line).replace("##[", "## [")


def _command(finding: Finding) -> str:
    where = f"file={_property(finding.path)},line={finding.line},title={_property(finding.check)}"
    law = f"\nLaw: {finding.citation}" if finding.citation else ""
    said = f"{finding.message}\nTo do: {finding.fix}{law}"
    return f"::{_COMMANDS[finding.severity]} {where}::{_data(said)}"


def _data(said: str) -> str:
    """Text after the second pair of colons."""
    shown = text.shown(said)
    return shown.replace("%", "%25").replace("\n", "%0A")


def _property(value: str) -> str:
    """A value between the two pairs of colons."""
    return _data(value).replace(":", "%3A").replace(",", "%2C")
