"""The `local-offer` command: builds and previews, and hands checking to `checks.cli`."""

from __future__ import annotations

import argparse
import contextlib
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TextIO

from checks import __version__, cli, coverage, explain, load, pack, plan, run
from checks.lined import read_text
from checks.model import CannotRun, Outcome, Report, Site, count_of
from checks.suite import CHECKS, ON_REQUEST
from checks.web import options as web
from publish import booklet, inspection

_PACKS = (*booklet.DOORS, booklet.ALL)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit code; prints, but never raises for bad input."""
    cli.speak_utf8()
    # A cancelled CI job is stopped with SIGTERM; leave as tidily as on Ctrl+C.
    with contextlib.suppress(ValueError):  # not the main thread
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    kept = ""
    try:
        given = _parser().parse_args(arguments)
        kept = " The last good site is still there." if given.run is _build else ""
        return int(given.run(given))
    except CannotRun as error:
        return cli.complain(f"{error}\n")
    except BrokenPipeError:
        return cli.FOUND
    except OSError as error:
        return cli.complain(cli.unreadable(error))
    except KeyboardInterrupt:
        return cli.complain(f"\nStopped.{kept}\n")


def _parser() -> argparse.ArgumentParser:
    parser = cli.Parser(prog="local-offer", description="Build and check a SEND Local Offer.")
    parser.add_argument("--version", action="version", version=f"local-offer {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    builds = commands.add_parser("build", help="build the site, check it, write reports")
    cli.add_options(builds)
    builds.set_defaults(run=_build)

    checks = commands.add_parser("check", help="check docs/ and the site that is built")
    cli.add_options(checks)
    cli.add_browser_options(checks)
    checks.set_defaults(run=_check)

    folder = commands.add_parser("check-site", help="check any folder of HTML, no Markdown needed")
    cli.add_folder_options(folder)
    folder.set_defaults(run=cli.check_folder)

    asks = commands.add_parser("check-links", help="ask other sites whether our links still work")
    web.add_options(asks)
    asks.set_defaults(run=_check_links)

    listed = commands.add_parser("links", help="what the ledger knows of the links to other sites")
    web.add_list_options(listed)
    listed.set_defaults(run=_list_links)

    packs = commands.add_parser("pack", help="write a booklet to print, of one age or of all")
    packs.add_argument("age", metavar="AGE", help=f"one of: {', '.join(_PACKS)}")
    packs.add_argument("--output", metavar="FILE", help="where (local-offer-AGE.pdf)")
    packs.add_argument("--large", action="store_true", help="in large print, 16 point")
    cli.add_day_options(packs)
    packs.set_defaults(run=_pack)

    explains = commands.add_parser("explain", help="what a duty or a check asks, and what counts")
    explains.add_argument("name", nargs="?", metavar="DUTY-OR-CHECK")
    explains.set_defaults(run=_explain)

    covers = commands.add_parser("coverage", help="every duty: how it stands, where, whose")
    _add_table_options(covers, coverage.FORMATS)
    covers.add_argument("--age", action="append", default=[], choices=pack.AGE_BANDS)
    covers.add_argument("--instrument", action="append", default=[], metavar="PACK")
    covers.add_argument("--outcome", action="append", default=[], choices=[str(o) for o in Outcome])
    covers.set_defaults(run=_coverage)

    plans = commands.add_parser("plan", help="the work in order, by law, date and page views")
    _add_table_options(plans, plan.FORMATS)
    plans.add_argument("--views", metavar="FILE.csv", help="lines of path,views from analytics")
    plans.set_defaults(run=_plan)

    proves = commands.add_parser("evidence", help="write the folder that an inspection asks for")
    cli.add_day_options(proves)
    proves.add_argument("--output", default="evidence", metavar="DIR", help="where (evidence/)")
    proves.set_defaults(run=_evidence)

    serves = commands.add_parser("serve", help="preview the site while you write")
    serves.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")
    serves.set_defaults(run=_serve)
    return parser


def _check(given: argparse.Namespace) -> int:
    chosen = cli.options(given)
    report = cli.check(chosen, cli.Counter("Reading", sys.stderr))
    return cli.deliver(report, chosen, sys.stdout)


def _check_links(given: argparse.Namespace) -> int:
    from checks.web import cli  # noqa: PLC0415 (what asks other sites takes a while to load)

    return cli.check_links(given)


def _list_links(given: argparse.Namespace) -> int:
    from checks.web import cli  # noqa: PLC0415 (as above)

    return cli.list_links(given)


def _build(given: argparse.Namespace) -> int:
    chosen = cli.options(given)
    stages = _Stages(sys.stderr)
    from publish import build  # noqa: PLC0415 (MkDocs takes a while to load; few need it)

    done = build.build(chosen, stages)
    for warning in done.warnings:
        sys.stderr.write(f"{warning}\n")
    if done.missing:
        sys.stderr.write(f"{done.missing}\n")
    code = cli.deliver(done.report, chosen, sys.stdout)
    if chosen.format == "text" and not chosen.output:
        built = count_of(done.report.pages, "page")
        if done.booklets:
            built += f" and {count_of(done.booklets, 'booklet')}"
        site, reports = (load.shown(p, chosen.root) for p in (chosen.site, chosen.root / "reports"))
        sys.stdout.write(f"Built:  {built} in {site}/; reports in {reports}/.\n")
    return code


def _pack(given: argparse.Namespace) -> int:
    meant = booklet.age_of(given.age)
    if given.age not in _PACKS and meant:
        raise CannotRun(f"AGE: “{given.age}” is not known. Did you mean “{meant}”?")
    name = cli.one_of(given.age, _PACKS, "AGE")
    chosen = cli.days(given)
    site = load.load(chosen.root, chosen.site, cli.Counter("Reading", sys.stderr), kinds=())
    if behind := load.newer(chosen.root, chosen.site):
        sys.stderr.write(
            f"{load.shown(chosen.site, chosen.root)}: older than docs/ (first: {behind[0]}). "
            "Run “local-offer build” first for a booklet of what is there now.\n"
        )
    file = chosen.root / (given.output or f"local-offer-{name}{'-large' * given.large}.pdf")
    from publish import printing  # noqa: PLC0415 (as above)

    made = printing.pack(name, chosen, site, file, large=given.large)
    shown, pages = load.shown(file, chosen.root), count_of(made.pages, "page")
    sys.stdout.write(f"Written: {shown} ({made.booklet.title}, {pages}).\n")
    return cli.CLEAN


def _explain(given: argparse.Namespace) -> int:
    law = pack.load().requirements
    if given.name:
        sys.stdout.write(explain.explain(given.name, law, (*CHECKS, *ON_REQUEST)))
    else:
        sys.stdout.write(explain.listing(law, (*CHECKS, *ON_REQUEST)))
    return cli.CLEAN


def _add_table_options(parser: argparse.ArgumentParser, formats: Iterable[str]) -> None:
    cli.add_day_options(parser)
    parser.add_argument("--format", default="text", choices=sorted(formats))
    parser.add_argument("--output", metavar="FILE", help="write it to a file")


def _read(given: argparse.Namespace) -> tuple[cli.Options, Site, Report]:
    chosen = cli.days(given)
    site = load.load(chosen.root, chosen.site, cli.Counter("Reading", sys.stderr), kinds=())
    return chosen, site, run.run(site, pack.load(), chosen.choice)


def _deliver(text: str, given: argparse.Namespace) -> int:
    if file := cli.output(given.output):
        cli.write(file, text)
    else:
        sys.stdout.write(text)
    return cli.CLEAN


def _coverage(given: argparse.Namespace) -> int:
    known = pack.load().packs
    for name in given.instrument:
        cli.one_of(name, known, "--instrument")
    _, site, report = _read(given)
    table = coverage.chosen(
        coverage.rows(report.standings, site.settings),
        ages=given.age,
        packs=given.instrument,
        outcomes=given.outcome,
    )
    return _deliver(coverage.FORMATS[given.format](table), given)


def _plan(given: argparse.Namespace) -> int:
    counted = None
    if given.views:
        counted = plan.views(read_text(Path.cwd() / given.views, given.views), given.views)
    _, site, report = _read(given)
    return _deliver(plan.FORMATS[given.format](plan.plan(report, site, counted)), given)


def _evidence(given: argparse.Namespace) -> int:
    chosen, site, report = _read(given)
    folder = chosen.root / given.output
    if folder.is_dir() and any(folder.iterdir()) and not (folder / "duties.csv").is_file():
        raise CannotRun(
            f"--output: {given.output} is a folder of other files. Name a new folder, or an "
            "empty one."
        )
    inspection.write(folder, report, site, inspection.history(chosen.root))
    sys.stdout.write(f"Written: {load.shown(folder, chosen.root)}/index.html and its tables.\n")
    return cli.CLEAN


def _serve(given: argparse.Namespace) -> int:
    load.project(Path.cwd())
    from publish import plugin  # noqa: PLC0415 (as above)

    plugin.serve(Path.cwd() / load.CONFIG, given.address)
    return cli.CLEAN


class _Stages:
    """Tells how far the build is: written over on a terminal, one line a stage elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def __call__(self, what: str, of: str, noun: str) -> load.Progress:
        if not self.stream.isatty():
            self.stream.write(f"{what} {of}…\n")
            self.stream.flush()
        return cli.Counter(what, self.stream, noun)
