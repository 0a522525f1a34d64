"""The report for a person at a terminal: what to mend, file by file, then the verdict."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from itertools import groupby

from checks.model import (
    DISCLAIMER,
    Finding,
    Outcome,
    Report,
    Seen,
    Severity,
    Tally,
    count_of,
    in_a_row,
)

WIDTH = 96


def render(report: Report) -> str:
    return "\n".join((*_findings(report), *summary(report))) + "\n"


def _findings(report: Report) -> Iterator[str]:
    for path, findings in groupby(report.findings, key=lambda f: f.path):
        yield path
        for finding in findings:
            yield from _finding(finding)
        yield ""


def _finding(finding: Finding) -> Iterator[str]:
    severity = "waived" if finding.waived else finding.severity
    yield f"  line {finding.line}  {severity}: {finding.check}"
    yield from _wrapped(finding.message)
    yield from _wrapped(f"To do: {finding.fix}")
    if finding.citation:
        yield from _wrapped(f"Law: {finding.citation}")
    if finding.waived:
        yield from _wrapped(f"Waived: {finding.waived}")


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def summary(report: Report) -> Iterator[str]:
    """The verdict, in a few lines that can be read in ten seconds."""
    errors = report.count(Severity.ERROR)
    warnings = report.count(Severity.WARNING)
    notes = report.count(Severity.NOTE)
    counts = [count_of(errors, "error"), count_of(warnings, "warning"), count_of(notes, "note")]
    if report.waived:
        counts.append(f"{report.waived} waived")
    yield f"Result: {', '.join(counts)}."
    shown = [s for s in report.standings if s.outcome is not Outcome.PROCESS]
    musts = [s for s in shown if s.requirement.force == "must"]
    shoulds = [s for s in shown if s.requirement.force == "should"]
    law = [
        f"{sum(s.outcome is Outcome.MET for s in group)} of {count_of(len(group), noun, plural)}"
        for group, noun, plural in (
            (musts, "duty (must)", "duties (must)"),
            (shoulds, "expectation (should)", "expectations (should)"),
        )
        if group
    ]
    if law:
        as_at = report.law_as_at.isoformat()
        yield f"Law:    {' and '.join(law)} met, as at {as_at}. {DISCLAIMER}"
    if report.tally:
        yield from web(report.tally)
    read = f"{count_of(report.pages, 'page')}, {count_of(report.links, 'link')}"
    checks = count_of(len(report.checks), "check")
    yield f"Read:   {read}, with {checks}, as on {report.today.isoformat()}."
    yield f"Links:  {links(report.seen)}."
    if report.look:
        look = report.look
        seen, ways = count_of(look.pages, "page"), count_of(len(look.states), "way")
        yield f"Seen:   {seen}, each in {ways}, in {look.browser} with axe-core {look.axe}."
    for failure in report.failures:
        yield f"Failed: the {failure.what} {failure.name} {_DONE[failure.what]} ({failure.reason})."


_DONE = {"check": "did not finish", "page": "could not be read", "file": "could not be read"}
_SKIPPED = {
    "external": ("to other sites", "to other sites"),
    "email": ("email address", "email addresses"),
    "phone": ("phone number", "phone numbers"),
    "script": ("script", "scripts"),
    "data": ("with the data in it", "with the data in them"),
    "other": ("for another program", "for other programs"),
    "ignored": ("to be ignored, as asked", "to be ignored, as asked"),
}


def links(seen: Seen) -> str:
    """How many links were followed, and how many were not and why."""
    told = f"{seen.checked:,} followed inside the site"
    left = [
        f"{count:,} {_SKIPPED[why][count != 1]}"
        for why in _SKIPPED
        if (count := seen.skipped.get(why, 0))
    ]
    return f"{told}; not followed: {in_a_row(left)}" if left else told


def web(tally: Tally) -> Iterator[str]:
    """What became of the links to other sites: all of them, also those not asked after."""
    states = [f"{number:,} {name}" for name, number in tally.states.items() if number]
    seen = count_of(tally.mentions, "link to another site", "links to other sites")
    yield from _listed(
        "Web:    ",
        f"{seen}, {count_of(tally.addresses, 'address', 'addresses')}: "
        f"{', '.join(states) or 'none'}.",
    )
    left = sum(tally.left.values())
    why = [f"{number:,} since {reason}" for reason, number in tally.left.items() if number]
    asked = f"{tally.asked:,} asked now, with {count_of(tally.requests, 'request')}"
    rest = f"{left:,} not asked" + (f" ({', '.join(why)})" if why else "")
    yield from _listed("Asked:  ", f"{asked}; {tally.fresh:,} fresh in the ledger; {rest}.")


def _listed(name: str, said: str) -> list[str]:
    return textwrap.wrap(said, WIDTH, initial_indent=name, subsequent_indent=" " * len(name))
