"""`local-offer check-links` and `local-offer links`. Prints, like every cli.py; nobody else does.

What may be reached is decided here and on the command line, never by settings or pages: in CI
those may be a stranger's.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from datetime import time as hour
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import Path
from typing import TextIO, cast
from urllib.parse import urlsplit

from checks import cli, contacts, load, run, settings
from checks.model import (
    CannotRun,
    Check,
    Failure,
    Known,
    Mention,
    Report,
    Settings,
    Site,
    State,
    Tally,
    Waiver,
    WebSettings,
    count_of,
    nearest,
)
from checks.pack import NO_LAW
from checks.reporters import REPORTERS
from checks.suite import ON_REQUEST, bad_email, bad_waiver, expired_waiver, unused_waiver
from checks.web import address, history, ledger, mail, mentions, tables, visit
from checks.web.ask import Asker, Guard
from checks.web.mentions import Found

NEVER = "never asked"
NO_ADDRESS = "no proper address"
_WAIVABLE = tuple(run.name_of(check) for check in ON_REQUEST)


@dataclass(frozen=True)
class _Asked:
    """What the person asked for, already checked."""

    chosen: cli.Options
    moment: datetime
    web: WebSettings
    ledger: Path
    pages: Sequence[str]
    allowed: frozenset[str]
    again: bool
    offline: bool
    emails: bool = False


def check_links(given: argparse.Namespace) -> int:
    """Load the site, ask other sites, report. The exit code."""
    chosen = replace(
        cli.days(given),
        checks=ON_REQUEST,
        fail_on=cli.FAIL_ON[cli.one_of(given.fail_on, cli.FAIL_ON, "--fail-on")],
        format=cli.one_of(given.format, REPORTERS, "--format"),
        output=cli.output(given.output),
    )
    site = _site(given, chosen)
    moment = (
        datetime.combine(chosen.today, hour(12)) if given.today
        else datetime.now().replace(microsecond=0)  # noqa: DTZ005  the reader's own day
    )  # fmt: skip
    web = site.settings.web
    if given.minutes is not None:
        if not 0 < given.minutes <= 1440:
            raise CannotRun("--minutes: write a number of minutes, from 0.1 to 1440.")
        web = replace(web, run_time=given.minutes)
    asked = _Asked(
        chosen=chosen,
        moment=moment,
        web=web,
        ledger=_ledger(given, web),
        pages=given.page,
        allowed=frozenset(map(_host, given.allow_host)),
        again=given.again,
        offline=given.offline,
        emails=given.emails and not given.offline,
    )
    return _run(site, asked)


def _host(name: str) -> str:
    """A host's name or number as addresses have it. Raises CannotRun for anything else.

    What is let in by mistake may be somebody's inner network, so nothing is guessed.
    """
    shown = f"[{name}]" if name.count(":") > 1 else name
    try:
        host = address.parse(f"http://{shown}/").host
    except address.NoAddress:
        host = ""
    if not host or re.search(r"[/@?#*%\\\s]", name) or name.count(":") == 1:
        raise CannotRun(
            f"--allow-host: “{name}” is not the name of one host. Write the name alone, such as "
            "intranet.example.gov.uk, without https://, port, path or *."
        )
    return host


def _ledger(given: argparse.Namespace, web: WebSettings) -> Path:
    """The ledger's file. Only the command line may name one outside the project."""
    root = Path.cwd()
    if given.ledger:
        return root / str(given.ledger)
    if not (root / web.ledger).resolve().is_relative_to(root.resolve()):
        raise CannotRun(f"{web.ledger}: leads out of the project. Name the ledger with --ledger.")
    return root / web.ledger


def _site(given: argparse.Namespace, chosen: cli.Options) -> Site:
    counter = cli.Counter("Reading", sys.stderr)
    if given.folder is not None:
        site = load.load_folder(cli.named_folder(given.folder), given.base_url, counter)
        if (chosen.root / settings.FILE).is_file():
            here = settings.load(chosen.root)
            site = replace(
                site, settings=replace(site.settings, web=here.web, waivers=here.waivers)
            )
        return site
    site = load.load(chosen.root, chosen.site, counter, kinds=())
    unbuilt = [page.path for page in site.pages if page.built is None]
    if behind := unbuilt or load.newer(chosen.root, chosen.site):
        sys.stderr.write(
            f"{load.shown(chosen.site, chosen.root)}: older than docs/ (first: {behind[0]}). "
            "Links in what is not built yet are not asked after.\n"
        )
    return site


def _run(site: Site, asked: _Asked) -> int:
    found = mentions.mentions(site)
    if asked.pages:
        _some_page_each(asked.pages, site, found)
        found = tuple(
            f for f in found if any(fnmatchcase(f.mention.place.path, p) for p in asked.pages)
        )
    links = _Links(found, asked.web.leave_out)
    out = links.out
    tasks = _tasks(links.wanted)
    shown = load.shown(asked.ledger, asked.chosen.root)
    with ledger.Ledger(asked.ledger, shown) as book:
        learned = _ask(site, asked, tasks, book)
        book.expect(task.url for task in tasks)
        entries = {entry.url: entry for entry in book.entries()}
    if learned.offline:
        raise CannotRun(
            "No site answered, not even one that worked before: this machine seems to be "
            "offline. Nothing was noted."
        )
    if learned.stopped:
        sys.stderr.write(
            f"\nStopped after {count_of(learned.asked, 'address', 'addresses')}; what they "
            f"answered is kept in {shown}.\n"
        )
        return cli.COULD_NOT_RUN
    if asked.emails:
        site = replace(site, no_mail=mail.silent(_mail_hosts(site), mail.asker()))
    told = tuple(_told(f, entries, asked) for f in found if f.url not in out)
    tally = _tally(site, links, entries, learned)
    report = _report(site, asked, told, tally)
    # A fault of the checker, not of the page: the run fails, whatever else was found.
    crashes = (Failure("check", "unreachable-link", what) for what in learned.crashed)
    report = replace(report, failures=(*report.failures, *crashes))
    return cli.deliver(report, asked.chosen, sys.stdout)


def _some_page_each(patterns: Sequence[str], site: Site, found: Sequence[Found]) -> None:
    """Raises CannotRun for a --page that means nothing: its links would never be asked after."""
    pages = [page.path for page in (*site.pages, *site.others)]
    files = sorted({*pages, *(f.mention.place.path for f in found)})
    for pattern in patterns:
        if not any(fnmatchcase(file, pattern) for file in files):
            meant = nearest(pattern, files)
            hint = f"Did you mean “{meant}”?" if meant else f"Write it like {files[0]}."
            raise CannotRun(f"--page {pattern}: no page matches. {hint}")


def _mail_hosts(site: Site) -> set[str]:
    """The hosts of the email addresses that are right as far as they can be read."""
    return {
        contacts.host_of(address)
        for page in site.pages
        for _, address in contacts.addresses(page)
        if contacts.email(address) is None
    }


def _tasks(wanted: Sequence[Found]) -> list[visit.Task]:
    """Each address once, with all the places on its page that links name."""
    places: dict[str, set[str]] = {}
    hosts: dict[str, str] = {}
    for f in wanted:
        places.setdefault(f.url, set()).update({f.fragment} - {""})
        hosts[f.url] = f.host
    return [visit.Task(url, hosts[url], tuple(sorted(places[url]))) for url in sorted(places)]


def _ask(
    site: Site, asked: _Asked, tasks: Sequence[visit.Task], book: ledger.Ledger
) -> visit.Learned:
    if asked.offline:
        learned = visit.Learned()
        known = book.see((task.url for task in tasks), asked.moment.date())
        due = [
            t for t in tasks if history.due(known[t.url], t.places, asked.moment, asked.web.fresh)
        ]
        learned.left["--offline asks nothing"] = len(due)
        return learned
    asker = Asker(
        Guard(asked.allowed),
        timeout=asked.web.timeout,
        at_once=asked.web.at_once,
        contact=site.settings.site_url,
    )
    tools = visit.Tools(asker, time.monotonic, asked.moment, _Progress(sys.stderr))
    return visit.visit(tasks, book, asked.web, tools, again=asked.again)


def _told(found: Found, entries: Mapping[str, history.Entry], asked: _Asked) -> Mention:
    """A link with what is known of its address."""
    if found.wrong:
        today = asked.chosen.today
        return replace(found.mention, known=Known(State.DEAD, found.wrong, today, confirmed=True))
    entry = entries.get(found.url)
    known = history.known(entry, found.fragment, asked.web) if entry else None
    return replace(found.mention, known=known)


@dataclass(frozen=True)
class _Links:
    """The links of a run, and what the settings leave out of them."""

    found: Sequence[Found]
    patterns: Mapping[str, str]

    @cached_property
    def out(self) -> Mapping[str, str]:
        """The addresses that are left out, with the reason."""
        reasons = {f.url: mentions.left_out(f, self.patterns) for f in self.found if f.url}
        return {url: reason for url, reason in reasons.items() if reason}

    @cached_property
    def wanted(self) -> list[Found]:
        return [f for f in self.found if f.url and f.url not in self.out]


def _tally(
    site: Site, links: _Links, entries: Mapping[str, history.Entry], learned: visit.Learned
) -> Tally:
    urls = {f.url for f in links.wanted}
    states: Counter[str] = Counter(entries[url].state or NEVER for url in urls)
    wrong = {f.mention.address for f in links.found if f.wrong}
    states[NO_ADDRESS] = len(wrong)
    left = learned.left.copy()
    for reason in links.out.values():
        left[f"the settings leave them out: {reason.rstrip('.')}"] += 1
    done = learned.asked + sum(learned.left.values()) + len(learned.crashed)
    return Tally(
        pages=len(site.pages),
        mentions=len(links.found),
        addresses=len(urls) + len(links.out) + len(wrong),
        states={str(name): states[name] for name in (*State, NO_ADDRESS, NEVER)},
        asked=learned.asked,
        requests=learned.requests,
        fresh=len(urls) - done,
        left=dict(sorted(left.items())),
    )


def _report(site: Site, asked: _Asked, told: tuple[Mention, ...], tally: Tally) -> Report:
    """The links and the waivers about them, through the same mill as every finding."""

    def judged(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
        ours = (waiver for waiver in waivers if waiver.check in _WAIVABLE)
        return tuple(waiver for waiver in ours if _settled(waiver, told, asked))

    kept: Settings = replace(site.settings, waivers=judged(site.settings.waivers))
    checks: tuple[Check, ...] = (*ON_REQUEST, *_LOOKING_BACK)
    if site.no_mail is not None:
        checks = (*checks, _BAD_EMAIL)
    small = replace(
        site,
        settings=kept,
        beside=judged(site.beside),
        bad_waivers=(),
        comments=(),
        announcements=(),
    )
    chosen = run.Chosen(checks, asked.chosen.today, mentions=told)
    report = run.run(small, NO_LAW, chosen, standings=())
    return replace(report, tally=tally)


_BAD_EMAIL: Check = bad_email  # type: ignore[assignment]
_LOOKING_BACK = cast("tuple[Check, ...]", (bad_waiver, expired_waiver, unused_waiver))


def _settled(waiver: Waiver, told: Sequence[Mention], asked: _Asked) -> bool:
    """Whether a waiver can be judged: not while a link that it may mean was never asked.

    Nor when only some pages were looked at.
    """
    if waiver.until < asked.chosen.today:
        return True
    if asked.pages:
        return any(fnmatchcase(m.place.path, waiver.path) for m in told)
    first, last = waiver.lines or (0, sys.maxsize)
    return not any(
        mention.known is None
        and fnmatchcase(mention.place.path, waiver.path)
        and first <= mention.place.line <= last
        and waiver.means(mention.goes)
        for mention in told
    )


class _Progress:
    """How far the asking is: written over on a terminal, a line a minute elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.live = stream.isatty()
        self.last = time.monotonic()

    def __call__(self, done: int, total: int, hosts: int) -> None:
        now = time.monotonic()
        finished = done >= total
        if now - self.last < (0.2 if self.live else 60) and not (finished and self.live):
            return
        self.last = now
        line = f"Asked {done:,} of {count_of(total, 'address', 'addresses')}"
        line += f"; {count_of(hosts, 'site')} to go" if hosts else ""
        if self.live:
            self.stream.write("\r\033[K" + ("" if finished else line))
        else:
            self.stream.write(line + "\n")
        self.stream.flush()


# ---- the ledger, listed -----------------------------------------------------------------------


def list_links(given: argparse.Namespace) -> int:
    """`links`: what the ledger knows."""
    root = Path.cwd()
    file = root / given.ledger if given.ledger else _ledger(given, _here(root))
    shown = load.shown(file, root)
    if not file.is_file() or not file.stat().st_size:  # empty: made by hand, or by a CI cache
        raise CannotRun(f"{shown}: there is no ledger yet. Run “local-offer check-links” first.")
    states = [cli.one_of(name, (*State, "never"), "--state") for name in given.state]
    order = cli.one_of(given.by, tables.ORDERS, "--by")
    kind = cli.one_of(given.format, tables.FORMATS, "--format")
    with ledger.Ledger(file, shown) as book:
        entries = [
            entry for entry in book.entries()
            if (not states or (entry.state or "never") in states)
            and _of_host(entry.url, given.host)
        ]  # fmt: skip
        rows = tables.rows(entries, book.hosts(), order)
    rendered = tables.FORMATS[kind](rows)
    if file := cli.output(given.output):
        cli.write(file, rendered)
    else:
        sys.stdout.write(rendered)
    return cli.CLEAN


def _here(root: Path) -> WebSettings:
    """The settings of the project; the usual ones in a folder that is none."""
    return settings.load(root).web if (root / settings.FILE).is_file() else WebSettings()


def _of_host(url: str, hosts: Iterable[str]) -> bool:
    """Whether an address is of one of these hosts, or of a part of them."""
    names = [name.lower() for name in hosts]
    host = urlsplit(url).hostname or ""
    return not names or any(host == name or host.endswith(f".{name}") for name in names)
