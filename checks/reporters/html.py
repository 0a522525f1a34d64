"""The report as one page for editors: it stands alone, runs no script and prints well.

What to mend comes file by file, those with errors first, each finding with what is wrong, why
that matters and what to do; then how the law's duties stand, and what is set aside. Laws are
cited as the packs cite them, without numbers that nobody has confirmed.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import groupby

from checks import manual
from checks.manual import Manual
from checks.model import (
    DISCLAIMER,
    Finding,
    Outcome,
    Report,
    Severity,
    Standing,
    count_of,
    in_words,
)
from checks.reporters import text
from checks.suite import CHECKS, ON_REQUEST

_STYLE = """
:root { color-scheme: light dark; --ink: #1c1c1c; --paper: #fff; --line: #767676;
  --error: #a8201a; --warning: #7a5200; --note: #1d4f8c; --good: #1b6b3a; --link: #0b4f9c }
@media (prefers-color-scheme: dark) { :root { --ink: #f1f1f1; --paper: #161616; --line: #9a9a9a;
  --error: #ff9d94; --warning: #ffc65c; --note: #9cc7ff; --good: #8fdcab; --link: #9cc7ff } }
body { font: 1.0625rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper);
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: break-word }
h1 { line-height: 1.2 }
h2 { border-top: 2px solid var(--line); padding-top: .75rem; margin-top: 2.5rem }
h3 { margin: 2rem 0 .5rem }
a { color: var(--link) }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px }
.result { font-size: 1.25rem }
.failed { border: 3px solid var(--error); padding: .5rem 1rem; margin: 1rem 0 }
.finding { border-left: .375rem solid var(--line); padding-left: 1rem; margin: 1.25rem 0;
  break-inside: avoid }
.finding h4 { margin: 0; font-size: 1rem }
.error { border-color: var(--error) } .error .how-bad { color: var(--error) }
.warning { border-color: var(--warning) } .warning .how-bad { color: var(--warning) }
.note { border-color: var(--note) } .note .how-bad { color: var(--note) }
.finding p { margin: .25rem 0 }
summary { min-height: 1.5rem; cursor: pointer }
table { border-collapse: collapse; width: 100% }
caption { text-align: left; font-weight: 600; padding: .5rem 0 }
th, td { border: 1px solid var(--line); padding: .375rem .5rem; text-align: left;
  vertical-align: top; overflow-wrap: anywhere }
.where { width: 40% }
td.number { text-align: right; white-space: nowrap }
@media print { body { margin: 0; max-width: none; font-size: 10pt } nav { display: none }
  a { color: inherit; text-decoration: none } }
"""
_DIGEST = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_POLICY = f"default-src 'none'; style-src 'sha256-{_DIGEST}'; base-uri 'none'; form-action 'none'"

_HOW_BAD = {
    Severity.ERROR: ("Errors", "mend before you publish"),
    Severity.WARNING: ("Warnings", "mend soon"),
    Severity.NOTE: ("Notes", "good to know"),
}
_OUTCOMES = {
    Outcome.MET: "Met",
    Outcome.UNSUPPORTED: "Claimed, but not all the evidence is there",
    Outcome.HINTED: "The words are there, but no page claims it",
    Outcome.MISSING: "Missing",
    Outcome.PROCESS: "Shown by how the council works, not by a page",
}
_FORCES = {"must": "The council must", "should": "The council should"}


def render(report: Report) -> str:
    return "\n".join(_page(report)) + "\n"


def _page(report: Report) -> Iterator[str]:
    title = f"Local Offer: what to mend, {in_words(report.today)}"
    yield '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>"
    yield f"<h1>{title}</h1>"
    yield from _summary(report)
    open_ = [f for f in report.findings if not f.waived]
    by_path = [(path, list(found)) for path, found in groupby(open_, key=lambda f: f.path)]
    files = dict(sorted(by_path, key=lambda file: -_worst(file[1])))
    yield from _contents(files, report)
    manuals = manual.by_name((*CHECKS, *ON_REQUEST))
    yield '<h2 id="files">File by file</h2>'
    if not files:
        yield f"<p>Nothing to mend was found{' in what was read' if report.failures else ''}.</p>"
    for number, (path, found) in enumerate(files.items(), start=1):
        yield f'<h3 id="file-{number}">{_text(path)}</h3>'
        for finding in found:
            yield from _finding(finding, manuals[finding.check], 4)
    yield from _duties(report.standings, report)
    yield from _waived([f for f in report.findings if f.waived], manuals)
    yield f"<p>Made by Local Offer {_text(report.version)}.</p>"
    yield "</main>\n</body>\n</html>"


# ---- in short -------------------------------------------------------------------------------


def _summary(report: Report) -> Iterator[str]:
    yield f'<p class="result">{_text(text.result(report))}.</p>'
    if report.failures:
        yield '<div class="failed" role="note">'
        yield "<p><strong>Not everything was looked at, so this report is not complete.</strong>"
        yield "</p>\n<ul>"
        for failure in report.failures:
            said = text.failed(failure)
            yield f"<li>{_text(said[:1].upper() + said[1:])}</li>"
        yield "</ul>\n</div>"
    yield "<table><caption>In short</caption>"
    yield '<thead><tr><th scope="col">Kind</th><th scope="col">How many</th></tr></thead><tbody>'
    for severity, (name, what) in _HOW_BAD.items():
        yield _row(f"{name}: {what}", report.count(severity))
    yield _row("Set aside for now, with a reason", report.waived)
    yield "</tbody></table>"
    if law := text.met(report):
        as_at = in_words(report.law_as_at)
        yield f"<p>{_text(law)} met, by the law as at {as_at}. {_text(DISCLAIMER)}</p>"
    for line in text.completeness(report):
        yield f"<p>{_text(line)}</p>"


def _row(name: str, number: int) -> str:
    return f'<tr><th scope="row">{_text(name)}</th><td class="number">{number:,}</td></tr>'


def _contents(files: Mapping[str, Sequence[Finding]], report: Report) -> Iterator[str]:
    yield '<nav aria-label="On this page">\n<ul>'
    yield '<li><a href="#files">File by file</a>'
    if files:
        yield "<ul>"
        for number, (path, found) in enumerate(files.items(), start=1):
            link = f'<a href="#file-{number}">{_text(path)}</a>'
            yield f"<li>{link}: {_text(_counted(found))}</li>"
        yield "</ul>"
    yield "</li>"
    if report.standings:
        yield '<li><a href="#duties">What the law asks</a></li>'
    if report.waived:
        yield '<li><a href="#waived">Set aside for now</a></li>'
    yield "</ul>\n</nav>"


def _worst(found: Sequence[Finding]) -> int:
    """How bad the worst finding of a file is: files with errors come first."""
    return max(f.severity.rank for f in found)


def _counted(found: Sequence[Finding]) -> str:
    """ "1 error, 2 warnings"."""
    counts = {severity: sum(f.severity is severity for f in found) for severity in Severity}
    return ", ".join(count_of(number, severity) for severity, number in counts.items() if number)


# ---- findings -------------------------------------------------------------------------------


def _finding(finding: Finding, about: Manual, level: int) -> Iterator[str]:
    how_bad = f'<span class="how-bad">{finding.severity.capitalize()}</span>'
    yield f'<div class="finding {finding.severity}">'
    yield f"<h{level}>{how_bad}, line {finding.line}: {_text(finding.check)}</h{level}>"
    yield f"<p>{_text(finding.message)}</p>"
    yield f"<p><strong>What to do:</strong> {_text(finding.fix)}</p>"
    if finding.citation:
        yield f"<p><strong>Law:</strong> {_text(finding.citation)}</p>"
    if finding.waived:
        yield f"<p><strong>Set aside:</strong> {_text(finding.waived)}</p>"
    why = f"{about.title} {about.why}".strip()
    yield f"<details><summary>Why this matters</summary><p>{_prose(why)}</p></details>"
    yield "</div>"


def _waived(found: Sequence[Finding], manuals: Mapping[str, Manual]) -> Iterator[str]:
    if not found:
        return
    yield '<h2 id="waived">Set aside for now</h2>'
    yield "<p>These don't count until the day that each names.</p>"
    for path, here in groupby(found, key=lambda f: f.path):
        yield f"<h3>{_text(path)}</h3>"
        for finding in here:
            yield from _finding(finding, manuals[finding.check], 4)


# ---- the law --------------------------------------------------------------------------------


def _duties(standings: Sequence[Standing], report: Report) -> Iterator[str]:
    if not standings:
        return
    yield '<h2 id="duties">What the law asks</h2>'
    yield f"<p>By the law as at {in_words(report.law_as_at)}. {_text(DISCLAIMER)}</p>"
    for outcome in (Outcome.MISSING, Outcome.HINTED, Outcome.UNSUPPORTED, Outcome.MET):
        here = [s for s in standings if s.outcome is outcome]
        if here:
            yield f'<h3 id="{outcome}">{_OUTCOMES[outcome]} ({len(here)})</h3>'
            yield from _table(here, outcome)
    process = sum(s.outcome is Outcome.PROCESS for s in standings)
    if process:
        yield f"<p>{_OUTCOMES[Outcome.PROCESS]}, so never a fault here: {process}.</p>"


def _table(standings: Sequence[Standing], outcome: Outcome) -> Iterator[str]:
    yield f'<table aria-labelledby="{outcome}"><thead><tr><th scope="col">What is asked</th>'
    yield '<th scope="col" class="where">Where it is</th></tr></thead><tbody>'
    for standing in standings:
        duty = standing.requirement
        where = "<br>".join(
            _text(f"{support.page.path}, line {support.claim.line}")
            for support in standing.supports
        )
        if not where and standing.candidate:
            near = standing.candidate
            where = _text(f"nearest: {near.page.path}, line {near.heading.line}")
        yield (
            f'<tr><th scope="row">{_text(duty.title)}<br><small>{_FORCES[duty.force]}: '
            f"{_text(duty.citation)} ({_text(duty.id)})</small></th>"
            f"<td>{where or 'no page yet'}</td></tr>"
        )
    yield "</tbody></table>"


def _prose(said: str) -> str:
    """A manual's paragraph; what it marks as code is shown as such."""
    return re.sub("`([^`]+)`", r"<code>\1</code>", _text(said))


def _text(said: str) -> str:
    return escape(text.shown(said))
