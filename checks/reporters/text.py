"""The report for a person at a terminal: what to mend, file by file, then the verdict."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from itertools import groupby

from checks.model import (
    DISCLAIMER,
    Failure,
    Finding,
    Look,
    Outcome,
    Report,
    Seen,
    Severity,
    Tally,
    count_of,
    in_a_row,
)

WIDTH = 96


def render(report: Report, width: int = WIDTH) -> str:
    lines = (*_findings(report, width), *summary(report))
    return "\n".join(map(in_line, lines)) + "\n"


def _findings(report: Report, width: int) -> Iterator[str]:
    for path, findings in groupby(report.findings, key=lambda f: f.path):
        yield path
        for finding in findings:
            yield from _finding(finding, width)
        yield ""


def _finding(finding: Finding, width: int) -> Iterator[str]:
    severity = "waived" if finding.waived else finding.severity
    yield f"  line {finding.line}  {severity}: {finding.check}"
    yield from _wrapped(finding.message, width)
    yield from _wrapped(f"To do: {finding.fix}", width)
    if finding.citation:
        yield from _wrapped(f"Law: {finding.citation}", width)
    if finding.waived:
        yield from _wrapped(f"Waived: {finding.waived}", width)


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text,
        width,
        initial_indent="    ",
        subsequent_indent="    ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def summary(report: Report) -> Iterator[str]:
    """The verdict, in a few lines that can be read in ten seconds."""
    yield f"Result: {result(report)}."
    if law := met(report):
        as_at = report.law_as_at.isoformat()
        yield f"Law:    {law} met, as at {as_at}. {DISCLAIMER}"
    if report.tally:
        yield from _listed("Web:    ", f"{known(report.tally)}.")
        yield from _listed("Asked:  ", f"{asked(report.tally)}.")
    yield f"Read:   {read(report)}, as on {report.today.isoformat()}."
    yield f"Links:  {links(report.seen)}."
    if report.look:
        yield f"Seen:   {looked(report.look)}."
    for failure in report.failures:
        yield f"Failed: {failed(failure)}"


def completeness(report: Report) -> Iterator[str]:
    """What was looked at, as whole sentences: the part of the summary that no format may lack."""
    yield f"Read {read(report)}, as on {report.today.isoformat()}."
    yield f"Links: {links(report.seen)}."
    if report.tally:
        yield f"Web: {known(report.tally)}."
        yield f"Asked: {asked(report.tally)}."
    if report.look:
        yield f"Looked at {looked(report.look)}."


def told(finding: Finding) -> str:
    """A finding for formats that have one place for all of it."""
    law = f" Law: {finding.citation}." if finding.citation else ""
    return f"{finding.message} To do: {finding.fix}{law}"


# What a terminal obeys instead of showing it, and what turns round the order of what follows. A
# file may be called so, and a page may say it.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)


def shown(name: str) -> str:
    """A text that is only text, and can be written as UTF-8: names on Linux may hold any bytes."""
    return _UNSEEN.sub("\ufffd", name)


def in_line(said: str) -> str:
    """The same on one line."""
    return shown(said.replace("\n", "\ufffd"))


def result(report: Report) -> str:
    """ "1 error, 2 warnings, 0 notes, 4 waived"."""
    counts = [count_of(report.count(severity), severity) for severity in Severity]
    if report.waived:
        counts.append(f"{report.waived} waived")
    return ", ".join(counts)


def met(report: Report) -> str:
    """How many duties are met: "3 of 4 duties (must) and …"; "" where none was asked after."""
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
    return " and ".join(law)


def read(report: Report) -> str:
    """How much was read, and with how many checks."""
    seen = f"{count_of(report.pages, 'page')}, {count_of(report.links, 'link')}"
    return f"{seen}, with {count_of(len(report.checks), 'check')}"


def looked(look: Look) -> str:
    """How many pages a browser saw, and with what."""
    seen, ways = count_of(look.pages, "page"), count_of(len(look.states), "way")
    return f"{seen}, each in {ways}, in {look.browser} with axe-core {look.axe}"


def failed(failure: Failure) -> str:
    """What could not be looked at: a run with such a sentence never passes."""
    done = "did not finish" if failure.what == "check" else "could not be read"
    return f"the {failure.what} {failure.name} {done} ({failure.reason})."


def missed(failure: Failure) -> str:
    """The same for formats where it stands alone."""
    return f"Not everything was looked at: {failed(failure)}"


_SKIPPED = {
    "external": ("to another site", "to other sites"),
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


def known(tally: Tally) -> str:
    """How the links to other sites stand: all of them, also those not asked after."""
    states = [f"{number:,} {name}" for name, number in tally.states.items() if number]
    seen = count_of(tally.mentions, "link to another site", "links to other sites")
    addresses = count_of(tally.addresses, "address", "addresses")
    return f"{seen}, {addresses}: {', '.join(states) or 'none'}"


def asked(tally: Tally) -> str:
    """How many of their addresses were asked after, and why the others were not."""
    left = sum(tally.left.values())
    why = [f"{number:,} since {reason}" for reason, number in tally.left.items() if number]
    now = f"{tally.asked:,} asked now, with {count_of(tally.requests, 'request')}"
    rest = f"{left:,} not asked" + (f" ({', '.join(why)})" if why else "")
    return f"{now}; {tally.fresh:,} fresh in the ledger; {rest}"


def _listed(name: str, said: str) -> list[str]:
    return textwrap.wrap(said, WIDTH, initial_indent=name, subsequent_indent=" " * len(name))
