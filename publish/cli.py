"""The `local-offer` command: builds and previews, and hands checking to `checks.cli`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from checks import __version__, cli, explain, load, pack
from checks.model import CannotRun, count_of
from checks.suite import CHECKS
from publish import build, plugin


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command. Returns the exit code; prints, but never raises for bad input."""
    cli.speak_utf8()
    try:
        given = _parser().parse_args(arguments)
        return int(given.run(given))
    except CannotRun as error:
        sys.stderr.write(f"{error}\n")
        return cli.COULD_NOT_RUN
    except BrokenPipeError:
        return cli.FOUND
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped. The last good site is still there.\n")
        return cli.COULD_NOT_RUN


def _parser() -> argparse.ArgumentParser:
    parser = cli.Parser(prog="local-offer", description="Build and check a SEND Local Offer.")
    parser.add_argument("--version", action="version", version=f"local-offer {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", required=True)

    builds = commands.add_parser("build", help="build the site, check it, write reports")
    cli.add_options(builds)
    builds.set_defaults(run=_build)

    checks = commands.add_parser("check", help="check docs/ and the site that is built")
    cli.add_options(checks)
    checks.set_defaults(run=_check)

    explains = commands.add_parser("explain", help="what a duty or a check asks, and what counts")
    explains.add_argument("name", nargs="?", metavar="DUTY-OR-CHECK")
    explains.set_defaults(run=_explain)

    serves = commands.add_parser("serve", help="preview the site while you write")
    serves.add_argument("--address", default="127.0.0.1:8000", metavar="HOST:PORT")
    serves.set_defaults(run=_serve)
    return parser


def _check(given: argparse.Namespace) -> int:
    chosen = cli.options(given)
    report = cli.check(chosen, cli.Counter("Reading", sys.stderr))
    return cli.deliver(report, chosen, sys.stdout)


def _build(given: argparse.Namespace) -> int:
    chosen = cli.options(given)
    stages = _Stages(sys.stderr)
    report, warnings = build.build(chosen, stages)
    for warning in warnings:
        sys.stderr.write(f"MkDocs: {warning}\n")
    code = cli.deliver(report, chosen, sys.stdout)
    if chosen.format == "text" and not chosen.output:
        built = count_of(report.pages, "page")
        site, reports = (load.shown(p, chosen.root) for p in (chosen.site, chosen.root / "reports"))
        sys.stdout.write(f"Built:  {built} in {site}/; reports in {reports}/.\n")
    return code


def _explain(given: argparse.Namespace) -> int:
    law = pack.load().requirements
    if given.name:
        sys.stdout.write(explain.explain(given.name, law, CHECKS))
    else:
        sys.stdout.write(explain.listing(law, CHECKS))
    return cli.CLEAN


def _serve(given: argparse.Namespace) -> int:
    load.project(Path.cwd())
    plugin.serve(Path.cwd() / load.CONFIG, given.address)
    return cli.CLEAN


class _Stages:
    """Tells how far the build is: written over on a terminal, one line a stage elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def __call__(self, what: str) -> load.Progress:
        if not self.stream.isatty():
            self.stream.write(f"{what} the site…\n")
            self.stream.flush()
        return cli.Counter(what, self.stream)
