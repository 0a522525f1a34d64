"""JUnit's XML, as Jenkins, GitLab and others read it: a suite for each check.

Errors and warnings are failures of that type, so that both are seen; notes pass and say why;
what is waived is skipped, with its reason; a page that could not be read is an error of the
suite “completeness”. A check that found nothing has one case that passed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from checks.model import Finding, Report, Severity
from checks.reporters import text

# What XML 1.0 can't hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    return "\n".join(_document(report)) + "\n"


def _document(report: Report) -> Iterator[str]:
    suites = [_completeness(report)]
    for name in report.checks:
        suites.append(_suite(name, [f for f in report.findings if f.check == name]))
    totals = [sum(column) for column in zip(*(numbers for numbers, _ in suites), strict=True)]
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f'<testsuites name="local-offer" {_numbers(totals[:3])}>'
    for _, lines in suites:
        yield from lines
    yield "</testsuites>"


_Suite = tuple[Sequence[int], Sequence[str]]  # tests, failures, errors, skipped; and its lines


def _numbers(numbers: Sequence[int]) -> str:
    names = ("tests", "failures", "errors", "skipped")
    return " ".join(f'{name}="{number}"' for name, number in zip(names, numbers, strict=False))


def _completeness(report: Report) -> _Suite:
    """Whether everything was looked at, and what that was."""
    numbers = (1 + len(report.failures), 0, len(report.failures), 0)
    lines = [f'  <testsuite name="completeness" {_numbers(numbers)}>']
    for failure in report.failures:
        name = _attribute(f"{failure.what} {failure.name}")
        said = _attribute(text.missed(failure))
        lines.append(f'    <testcase classname="completeness" name={name}>')
        lines += [f"      <error message={said}/>", "    </testcase>"]
    lines.append('    <testcase classname="completeness" name="what was looked at">')
    said = _text("\n".join(text.completeness(report)))
    lines.append(f"      <system-out>{said}</system-out>")
    lines += ["    </testcase>", "  </testsuite>"]
    return numbers, lines


def _suite(name: str, findings: Sequence[Finding]) -> _Suite:
    waived = sum(bool(finding.waived) for finding in findings)
    failing = sum(map(_fails, findings))
    numbers = (max(1, len(findings)), failing, 0, waived)
    lines = [f'  <testsuite name="{name}" {_numbers(numbers)}>']
    if not findings:
        lines.append(f'    <testcase classname="{name}" name="nothing found"/>')
    for finding in findings:
        lines += _case(finding)
    lines.append("  </testsuite>")
    return numbers, lines


def _fails(finding: Finding) -> bool:
    return not finding.waived and finding.severity is not Severity.NOTE


def _case(finding: Finding) -> Iterator[str]:
    # Where it is stands in the name: the schema of Jenkins knows no `file` and `line`.
    name = _attribute(f"{finding.path}:{finding.line}: {finding.message}")
    yield f'    <testcase classname="{finding.check}" name={name}>'
    if finding.waived:
        yield f"      <skipped message={_attribute(f'Waived: {finding.waived}')}/>"
        yield f"      <system-out>{_text(text.told(finding))}</system-out>"
    elif _fails(finding):
        kind = f'type="{finding.severity}" message={_attribute(finding.message)}'
        yield f"      <failure {kind}>{_text(text.told(finding))}</failure>"
    else:
        yield f"      <system-out>{_text(text.told(finding))}</system-out>"
    yield "    </testcase>"


def _clean(said: str) -> str:
    return _NO_XML.sub("\ufffd", said)


def _text(said: str) -> str:
    return escape(_clean(said))


def _attribute(said: str) -> str:
    """With its quotes. Line ends are kept as they are, which needs an escape in attributes."""
    return quoteattr(_clean(said))
