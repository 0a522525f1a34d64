"""The work in order: comply first, then refresh what people read, then improve.

In go a report, the site and how often each page is viewed; out come phases of tasks, each
with its owner. This is how a partnership brings a Local Offer up to date: missing duties
first, then pages past their date with the most read first, then what guidance asks.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import date
from urllib.parse import unquote, urlsplit

from checks import addresses, tables
from checks.model import (
    CannotRun,
    Finding,
    Outcome,
    Page,
    Report,
    Settings,
    Site,
    Standing,
    count_of,
    in_words,
)

_LAW = ("unmet-requirement", "unsupported-claim")

PHASES = (
    "1. Meet the law",
    "2. Bring pages up to date",
    "3. Do what guidance asks",
)


@dataclass(frozen=True)
class Task:
    """One piece of work. `views` is None when nobody counted."""

    phase: int  # 1 to 3
    what: str
    path: str
    owner: str
    views: int | None
    duty: str


@dataclass(frozen=True)
class Plan:
    tasks: tuple[Task, ...]
    unknown: tuple[str, ...]  # addresses that were counted but that no page has
    waived: tuple[Finding, ...] = ()  # duties set aside for now, with the reason


def views(text: str, name: str) -> dict[str, int]:
    """Page views from an analytics export: `path,views`, a heading line or none.

    Raises CannotRun naming every line that is not so.
    """
    counted: dict[str, int] = {}
    heading = True  # the first line may name the columns
    wrong: list[str] = []
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        for row in reader:
            if not row or not "".join(row).strip() or row[0].lstrip().startswith("#"):
                continue
            number = row[1].strip().replace(",", "") if len(row) > 1 else ""
            if number.isascii() and number.isdigit():
                counted[row[0].strip()] = counted.get(row[0].strip(), 0) + int(number)
            elif not heading:
                wrong.append(
                    f"{name}:{reader.line_num}: “{','.join(row)}” is not an address and a number. "
                    "Write them like /0-4/,1200."
                )
            heading = False
    except csv.Error as error:
        raise CannotRun(f"{name}:{reader.line_num}: can't be read as CSV: {error}.") from None
    if wrong:
        raise CannotRun("\n".join(wrong))
    return counted


def plan(report: Report, site: Site, counted: Mapping[str, int] | None) -> Plan:
    """Everything there is to do, in order."""
    by_url, unknown = _by_url(site, counted or {})

    def seen(page: Page | None) -> int | None:
        return by_url.get(page.url, 0) if page and counted is not None else None

    settings = site.settings
    told = [f for f in report.findings if f.check in _LAW]
    waived = tuple(f for f in told if f.waived)
    # A duty is set aside when everything that is wrong about it is.
    aside = {f.requirement for f in waived} - {f.requirement for f in told if not f.waived}
    open_ = tuple(s for s in report.standings if s.requirement.id not in aside)
    tasks = [
        *_duties(open_, "must", 1, seen, settings),
        *_stale(site, report.today, seen),
        *_duties(open_, "should", 3, seen, settings),
    ]
    # Stable: within a phase and a number of views, the order of the law or of the site.
    tasks.sort(key=lambda task: (task.phase, -(task.views or 0) if task.phase == 2 else 0))
    return Plan(tuple(tasks), unknown, tuple(f for f in waived if f.requirement in aside))


def _by_url(site: Site, counted: Mapping[str, int]) -> tuple[dict[str, int], tuple[str, ...]]:
    """Views by page address, and the addresses that no page has."""
    urls = {_bare(page.url): page.url for page in site.pages if page.built}
    prefix = urlsplit(site.settings.site_url).path.strip("/")
    found: dict[str, int] = {}
    unknown: list[str] = []
    for address, number in counted.items():
        bare = _bare(addresses.parts(address).path)
        if prefix and (bare + "/").startswith(prefix + "/"):
            bare = bare[len(prefix) :].strip("/")
        if bare in urls:
            found[urls[bare]] = found.get(urls[bare], 0) + number
        else:
            unknown.append(address)
    return found, tuple(unknown)


def _bare(address: str) -> str:
    return unquote(address).removesuffix("index.html").strip("/")


Seen = Callable[[Page | None], int | None]


def _duties(
    standings: Sequence[Standing], force: str, phase: int, seen: Seen, settings: Settings
) -> Iterable[Task]:
    for standing in standings:
        duty = standing.requirement
        done = standing.outcome in (Outcome.MET, Outcome.PROCESS)
        # A general duty is done when its specific ones are; one that only needs its page
        # read again is phase 2's.
        stale = standing.supports and all(s.supported or s.only_stale for s in standing.supports)
        covered = {title for support in standing.supports for title in support.parts}
        waits = stale and covered.issuperset(part.title for part in duty.parts)
        if done or waits or duty.force != force or duty.through:
            continue
        page = standing.supports[0].page if standing.supports else None
        if page is None and standing.candidate:
            page = standing.candidate.page
        what = {
            Outcome.MISSING: "Write about",
            Outcome.HINTED: "Read and claim",
            Outcome.UNSUPPORTED: "Complete",
        }[standing.outcome]
        yield Task(
            phase,
            f"{what} “{duty.title}”",
            page.path if page else "",
            _owner(page, settings),
            seen(page),
            duty.id,
        )


def _stale(site: Site, today: date, seen: Seen) -> Iterable[Task]:
    for page in site.pages:
        if page.source is None or (page.review and not page.review.overdue(today)):
            continue
        due = f"was due by {in_words(page.review.due)}" if page.review else "has no review date"
        what = f"Check “{page.name}” against its sources: it {due}"
        yield Task(2, what, page.path, _owner(page, site.settings), seen(page), "")


def _owner(page: Page | None, settings: Settings) -> str:
    owner = page.front_matter.owner if page else ""
    team = settings.teams.get(owner)
    return team.name if team else owner


def as_text(made: Plan) -> str:
    out: list[str] = []
    for number, heading in enumerate(PHASES, start=1):
        tasks = [task for task in made.tasks if task.phase == number]
        out += [f"{heading} ({count_of(len(tasks), 'task')})", ""]
        for task in tasks:
            views = f", {count_of(task.views, 'view')}" if task.views is not None else ""
            owner = task.owner or "no owner yet"
            out.append(f"  [ ] {task.what}{f' ({task.duty})' if task.duty else ''}")
            out.append(f"      {task.path or 'no page yet'}; {owner}{views}")
        out += [] if tasks else ["  Nothing to do."]
        out.append("")
    if made.waived:
        out.append(f"Set aside for now, with a reason ({len(made.waived)}):")
        out += [f"  {finding.requirement}: {finding.waived}" for finding in made.waived]
        out.append("")
    if made.unknown:
        out.append(f"Not in this site, though they were viewed ({len(made.unknown)}):")
        out += [f"  {address}" for address in made.unknown]
        out.append("")
    return "\n".join(out)


def as_json(made: Plan) -> str:
    document = {
        "format": 1,
        "tasks": [asdict(task) for task in made.tasks],
        "unknown": list(made.unknown),
        "waived": [{"duty": f.requirement, "reason": f.waived} for f in made.waived],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def as_csv(made: Plan) -> str:
    heads = tuple(field.name for field in fields(Task))
    return tables.as_csv(heads, (tuple(asdict(task).values()) for task in made.tasks))


FORMATS: Mapping[str, Callable[[Plan], str]] = {"csv": as_csv, "json": as_json, "text": as_text}
