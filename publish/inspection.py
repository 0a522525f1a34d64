"""The evidence pack: one folder that answers what an inspector may ask of each duty.

In go the report, the site and the change history; out come an HTML file that prints well and
stands alone, and the same as CSV. The history comes from git, without names: who changed a
page is the partnership's matter, when and why is the inspector's.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path

from checks import cli, coverage
from checks.model import (
    DISCLAIMER,
    CannotRun,
    Comment,
    Finding,
    Outcome,
    Report,
    Severity,
    Site,
    Standing,
    count_of,
    in_words,
)
from checks.tables import as_csv

OPENING_WORDS = 40
CHANGES = 5  # the latest changes of a page that are shown


@dataclass(frozen=True)
class Change:
    day: str
    subject: str


History = Mapping[str, Sequence[Change]]


def history(root: Path) -> History | None:
    """Every page's changes, newest first; None where there is no git history."""
    command = ["git", "log", "--format=%x00%cs%x09%s", "--name-only", "--relative", "--", "docs"]
    git = shutil.which("git")
    if git is None:
        return None
    try:
        done = subprocess.run(  # noqa: S603 (no shell, and nothing in it comes from a page)
            [git, "-c", "core.quotepath=off", *command[1:]],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    changes: dict[str, list[Change]] = {}
    for entry in done.stdout.split("\0")[1:]:
        head, *files = entry.splitlines()
        day, _, subject = head.partition("\t")
        for file in filter(None, files):
            changes.setdefault(file, []).append(Change(day, subject))
    return changes


def write(folder: Path, report: Report, site: Site, changes: History | None) -> None:
    """Write the pack as a new folder. Raises CannotRun when it can't be written."""
    rows = coverage.rows(report.standings, site.settings)
    files = {
        "index.html": render(report, site, changes),
        "duties.csv": coverage.as_csv(rows),
        "comments.csv": comments_csv(site.comments),
        "findings.csv": as_csv(
            ("severity", "check", "path", "line", "message", "fix", "citation", "waived"),
            (
                (f.severity, f.check, f.path, f.line, f.message, f.fix, f.citation, f.waived)
                for f in report.findings
            ),
        ),
    }
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRun(f"{folder}: can't be written ({error.strerror}).") from None
    for name, text in files.items():
        cli.write(folder / name, text)


def comments_csv(comments: Sequence[Comment]) -> str:
    heads = ("heard", "who", "about", "said", "answer", "action", "status", "published", "source")
    return as_csv(
        heads,
        (
            (
                c.heard_text, " and ".join(c.who), c.about, c.said, c.answer, c.action, c.status,
                c.published.isoformat(), c.source,
            )
            for c in comments
        ),
    )  # fmt: skip


_STYLE = """
body { font: 11pt/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem;
  color: #1c1c1c; background: #fff; }
h1 { font-size: 1.8rem }
h2 { border-top: 2px solid #0e4750; padding-top: .6rem; margin-top: 2.4rem }
h3 { margin: 1.4rem 0 .2rem }
dl { display: grid; grid-template-columns: 11rem 1fr; gap: .2rem 1rem }
dt { font-weight: 600 } dd { margin: 0 } table { border-collapse: collapse; width: 100% }
th, td { border: 1px solid #999; padding: .3rem .5rem; text-align: left; vertical-align: top }
article { break-inside: avoid; border-left: .3rem solid #777; padding-left: 1rem }
article.met { border-color: #1b6b3a } article.missing, article.unsupported { border-color: #a8201a }
article.hinted { border-color: #9a6700 } blockquote { margin: .2rem 0; color: #333 }
@media print { body { margin: 0; max-width: none } a { color: inherit } }
"""


def render(report: Report, site: Site, changes: History | None) -> str:
    """The whole pack as one HTML page that needs nothing else."""
    return "\n".join(_page(report, site, changes)) + "\n"


def _page(report: Report, site: Site, changes: History | None) -> Iterator[str]:
    name = escape(site.settings.council or "This council")
    title = f"SEND Local Offer: evidence, {in_words(report.today)}"
    yield '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>"
    yield f"<p>{name}. Made by Local Offer {report.version} on {in_words(report.today)}, "
    yield f"against the law as at {in_words(report.law_as_at)}. {DISCLAIMER}</p>"
    if site.settings.notice:
        yield f"<p><strong>{escape(site.settings.notice)}</strong></p>"
    yield from _summary(report)
    yield from _open(report)
    yield from _comments(site.comments)
    for pack in dict.fromkeys(s.requirement.pack for s in report.standings):
        yield f"<h2>{escape(pack.replace('-', ' ').capitalize())}</h2>"
        for standing in report.standings:
            if standing.requirement.pack == pack:
                yield from _duty(standing, report, changes)
    yield "</body>\n</html>"


def _summary(report: Report) -> Iterator[str]:
    yield "<h2>In short</h2>\n<table><thead><tr><th>Outcome</th><th>Must</th><th>Should</th></tr>"
    yield "</thead><tbody>"
    for outcome in Outcome:
        counts = [
            sum(s.outcome is outcome and s.requirement.force == force for s in report.standings)
            for force in ("must", "should")
        ]
        if any(counts):
            yield f"<tr><td>{_OUTCOMES[outcome]}</td><td>{counts[0]}</td><td>{counts[1]}</td></tr>"
    yield "</tbody></table>"
    broken = sum(f.check in ("broken-link", "broken-anchor") for f in report.findings)
    yield f"<p>{count_of(report.pages, 'page')} read, {count_of(report.links, 'link')} followed, "
    yield f"{count_of(broken, 'broken link')} inside the site.</p>"


_OUTCOMES = {
    Outcome.MET: "Met",
    Outcome.UNSUPPORTED: "Claimed, but not all the evidence is there",
    Outcome.HINTED: "The words are there, but nobody has claimed them",
    Outcome.MISSING: "Missing",
    Outcome.PROCESS: "Shown by process, not by a page",
}


def _open(report: Report) -> Iterator[str]:
    yield "<h2>What is open</h2>"
    found = [f for f in report.findings if f.severity is not Severity.NOTE]
    if not found:
        yield "<p>Nothing: no error and no warning was found.</p>"
        return
    yield "<ul>"
    for finding in found:
        waived = f" <em>Waived: {escape(finding.waived)}</em>" if finding.waived else ""
        where = f"{escape(finding.path)}, line {finding.line}"
        yield f"<li>{where}: {escape(finding.message)}{waived}</li>"
    yield "</ul>"


def _comments(comments: Sequence[Comment]) -> Iterator[str]:
    yield "<h2>Comments received and answered</h2>"
    if not comments:
        yield "<p>No comments are published.</p>"
        return
    answered = sum(bool(comment.answer) for comment in comments)
    waiting = sum(comment.is_open for comment in comments)
    yield f"<p>{count_of(len(comments), 'comment')}: {answered} answered, {waiting} still open.</p>"
    yield "<table><thead><tr><th>Heard</th><th>About</th><th>Answer and action</th><th>Status</th>"
    yield "</tr></thead><tbody>"
    for comment in comments:
        told = " ".join(filter(None, (comment.answer, comment.action))) or "None yet."
        yield f"<tr><td>{escape(comment.heard_text)}</td><td>{escape(comment.about)}</td>"
        yield f"<td>{escape(told)}</td><td>{escape(comment.status)}</td></tr>"
    yield "</tbody></table>"


def _duty(standing: Standing, report: Report, changes: History | None) -> Iterator[str]:
    duty = standing.requirement
    yield f'<article class="{standing.outcome}">'
    yield f'<h3 id="{escape(duty.id)}">{escape(duty.title)}</h3>'
    yield f"<p>{escape(duty.asks)} <small>{escape(duty.citation)} ({duty.id})</small></p>"
    yield f"<p><strong>{_OUTCOMES[standing.outcome]}.</strong>"
    if duty.through:
        links = ", ".join(f'<a href="#{escape(t)}">{escape(t)}</a>' for t in duty.through)
        yield f" Met through {links}.</p>\n</article>"
        return
    yield "</p>"
    by_path: dict[str, list[Finding]] = {}
    for finding in report.findings:
        by_path.setdefault(finding.path, []).append(finding)
    for support in standing.supports:
        page, claim = support.page, support.claim
        passage = page.passage(claim.anchor)
        heading = page.heading(claim.anchor) if claim.anchor else None
        yield "<dl>"
        yield f"<dt>Page</dt><dd>{escape(page.name)} ({escape(page.path)})</dd>"
        if heading:
            yield f"<dt>Section</dt><dd>{escape(heading.text)}</dd>"
        if passage:
            skip = len(passage.title.split()) if heading else 0
            words = passage.text.split()[skip:]
            more = " …" if len(words) > OPENING_WORDS else ""
            opening = escape(" ".join(words[:OPENING_WORDS])) + more
            yield f"<dt>Opening words</dt><dd><blockquote>{opening}</blockquote></dd>"
        if support.lacking:
            yield f"<dt>Lacking</dt><dd>It {escape('; it '.join(support.lacking))}.</dd>"
        if page.review:
            yield f"<dt>Last reviewed</dt><dd>{in_words(page.review.last)}</dd>"
            yield f"<dt>Next review by</dt><dd>{in_words(page.review.due)}</dd>"
        yield f"<dt>Owner</dt><dd>{escape(page.front_matter.owner)}</dd>"
        broken = sum("broken" in f.check for f in by_path.get(page.path, ()))
        yield f"<dt>Links inside the site</dt><dd>{broken or 'None'} broken</dd>"
        yield f"<dt>Changes</dt><dd>{_changes(page.path, changes)}</dd>"
        yield "</dl>"
    yield "</article>"


def _changes(path: str, changes: History | None) -> str:
    if changes is None:
        return "No history: this folder is not kept in git."
    found = changes.get(path, ())
    if not found:
        return "Not in the history yet."
    shown = "<br>".join(f"{c.day}: {escape(c.subject)}" for c in found[:CHANGES])
    more = f"<br>and {len(found) - CHANGES} earlier" if len(found) > CHANGES else ""
    return shown + more
