"""The command line of the checker: the only module here that prints or exits.

`python -m checks` and `local-offer check` are the same. Exit codes: 0 nothing at or above
`--fail-on`, 1 findings, 2 could not run.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TextIO

from checks import __version__, evidence, load, markup, pack, run, settings, survey
from checks.lined import date_meant, iso_date
from checks.model import CannotRun, Check, Report, Severity, Site, count_of, nearest
from checks.pack import NO_LAW
from checks.reporters import REPORTERS, text
from checks.suite import CHECKS, ON_REQUEST

CLEAN, FOUND, COULD_NOT_RUN = 0, 1, 2

FAIL_ON = {"error": Severity.ERROR, "warning": Severity.WARNING, "never": None}


@dataclass(frozen=True)
class Options:
    """What the person asked for, already checked."""

    root: Path
    site: Path
    today: date
    law_as_at: date | None
    checks: tuple[Check, ...]
    fail_on: Severity | None
    format: str
    output: Path | None
    browser: bool = False
    chromium: str = ""

    @property
    def choice(self) -> run.Chosen:
        """What a run has to know of it."""
        return run.Chosen(self.checks, self.today, self.law_as_at)


class Parser(argparse.ArgumentParser):
    """argparse, with one clear line for a wrong option instead of the usage."""

    def error(self, message: str) -> NoReturn:
        raise CannotRun(f"{self.prog}: {message}. See “{self.prog} --help”.")

    def __init__(self, *args: Any, **options: Any) -> None:
        # Whole names only: `--form` would mean another option as soon as there is one.
        super().__init__(*args, **{"allow_abbrev": False, **options})
        self.register("action", None, _Once)


class _Once(argparse.Action):
    """Keeps the value of an option that may be given once: the last of two would win unseen."""

    def __call__(
        self, parser: argparse.ArgumentParser, namespace: argparse.Namespace, values: object,
        option: str | None = None,
    ) -> None:  # fmt: skip
        given = namespace.__dict__.setdefault("_given", set())
        if option and self.dest in given:
            parser.error(f"{option} is given twice")
        given.add(self.dest)
        setattr(namespace, self.dest, values)


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options of `check`, for whoever builds a command line with them."""
    names = ", ".join(sorted(REPORTERS))
    parser.add_argument("--format", default="text", metavar="FORMAT", help=f"one of: {names}")
    parser.add_argument("--output", metavar="FILE", help="write the report to a file")
    parser.add_argument(
        "--only", action="append", default=[], metavar="CHECK", help="run this check (repeatable)"
    )
    parser.add_argument(
        "--skip",
        action="append",
        default=[],
        metavar="CHECK",
        help="leave out a check (repeatable)",
    )
    parser.add_argument(
        "--fail-on", default="error", metavar="LEVEL", help="error (default), warning or never"
    )
    add_day_options(parser)


def add_browser_options(parser: argparse.ArgumentParser) -> None:
    """Whether to look at the pages through a browser, and through which."""
    parser.add_argument(
        "--browser",
        action="store_true",
        help="open every page in Chromium too: accessibility, zoom, text spacing",
    )
    parser.add_argument(
        "--chromium",
        default="",
        metavar="PROGRAM",
        help="the browser to use (also: LOCAL_OFFER_CHROMIUM=…)",
    )


def add_day_options(parser: argparse.ArgumentParser) -> None:
    """Which site, on which day, against the law of which day."""
    parser.add_argument("--today", metavar="DATE", help="check as if on this day (2026-11-22)")
    parser.add_argument("--law-as-at", metavar="DATE", help="check against the law of this day")
    parser.add_argument("--site", default="site", metavar="DIR", help="the built site (site/)")


def options(given: argparse.Namespace) -> Options:
    """Options from the command line. Raises CannotRun for a value that is none."""
    return replace(
        days(given),
        checks=_chosen(given.only, given.skip, browser=_browser(given)),
        fail_on=FAIL_ON[one_of(given.fail_on, FAIL_ON, "--fail-on")],
        format=one_of(given.format, REPORTERS, "--format"),
        output=output(given.output),
        browser=_browser(given),
        chromium=getattr(given, "chromium", ""),
    )


def output(given: str | None) -> Path | None:
    """The file that somebody named for a report; none, or -, is the terminal."""
    return Path.cwd() / given if given and given != "-" else None


def _browser(given: argparse.Namespace) -> bool:
    """Whether a browser is to look. Naming one asks for it."""
    return bool(getattr(given, "browser", False) or getattr(given, "chromium", ""))


# The checks that need no Markdown: of links and data, and of what the HTML itself shows.
_NO_MARKDOWN = (
    "broken-anchor",
    "broken-link",
    "unreadable-data",
    *sorted(markup.KINDS - markup.OURS),
)
_BARRIER = "accessibility-barrier"


def check_folder(given: argparse.Namespace) -> int:
    """`check-site DIR`: links and accessibility of any folder of HTML.

    With --duties, what the law asks for and it seems to hold.
    """
    names = (*_NO_MARKDOWN, *((_BARRIER,) if _browser(given) else ()))
    for option, named in (("--only", given.only), ("--skip", given.skip)):
        for name in named:
            one_of(name, names, option)
    chosen = replace(
        days(given),
        checks=_chosen(given.only or names, given.skip),
        fail_on=FAIL_ON[one_of(given.fail_on, FAIL_ON, "--fail-on")],
        format=one_of(given.format, survey.FORMATS if given.duties else REPORTERS, "--format"),
        output=output(given.output),
        site=Path(given.folder),
        browser=_browser(given),
        chromium=given.chromium,
    )
    site = load.load_folder(
        named_folder(given.folder),
        given.base_url,
        Counter("Reading", sys.stderr),
        ignored=tuple(given.ignore),
        whole=given.duties or chosen.browser,
        kinds=() if given.duties else chosen.choice.kinds,
    )
    site = looked_at(site, chosen)
    if not given.duties:
        report = run.run(site, NO_LAW, run.Chosen(chosen.checks, chosen.today))
        return deliver(report, chosen, sys.stdout)
    law = pack.load().in_force(chosen.choice.as_at)
    seen = survey.survey(evidence.assess(site, law, chosen.today))
    rendered = survey.FORMATS[chosen.format](seen)
    if chosen.output:
        write(chosen.output, rendered)
    else:
        sys.stdout.write(rendered)
    return CLEAN


def named_folder(given: str) -> Path:
    """The folder that somebody named. Raises CannotRun for an empty name."""
    if not given.strip():
        raise CannotRun("DIR: this is no name of a folder. Write one, or . for the one you are in.")
    return Path(given)


def add_folder_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", help="a folder of HTML, made by anything")
    parser.add_argument("--duties", action="store_true", help="what the law asks: is it there?")
    parser.add_argument("--base-url", default="", metavar="URL", help="where the site stands")
    parser.add_argument(
        "--ignore",
        action="append",
        default=[],
        metavar="PATTERN",
        help="leave out links to such addresses, as '/old/*' (repeatable)",
    )
    for option in ("--only", "--skip"):
        parser.add_argument(
            option,
            action="append",
            default=[],
            metavar="CHECK",
            help="broken-link, broken-anchor, or a check of accessibility (repeatable)",
        )
    names = ", ".join(sorted(REPORTERS))
    parser.add_argument("--format", default="text", metavar="FORMAT", help=f"one of: {names}")
    parser.add_argument("--output", metavar="FILE", help="write the report to a file")
    parser.add_argument(
        "--fail-on", default="error", metavar="LEVEL", help="error (default), warning or never"
    )
    parser.add_argument("--today", metavar="DATE", help="check as if on this day (2026-11-22)")
    parser.add_argument("--law-as-at", metavar="DATE", help="check against the law of this day")
    add_browser_options(parser)
    parser.set_defaults(site="")


def days(given: argparse.Namespace) -> Options:
    """The options of a command that only asks which site and which day."""
    root = Path.cwd()
    return Options(
        root=root,
        site=root / given.site,
        today=_day(given.today, "--today") or date.today(),
        law_as_at=_day(given.law_as_at, "--law-as-at"),
        checks=CHECKS,
        fail_on=None,
        format="text",
        output=None,
    )


def one_of(value: str, allowed: Iterable[str], option: str) -> str:
    """An option's value, if it is allowed. Raises CannotRun, naming what was meant."""
    names = sorted(allowed)
    if value in names:
        return value
    meant = nearest(value, names)
    hint = f"Did you mean “{meant}”?" if meant else f"Use one of: {', '.join(names)}."
    raise CannotRun(f"{option}: “{value}” is not known. {hint}")


def _day(value: str | None, option: str) -> date | None:
    if value is None:
        return None
    day = iso_date(value)
    if day is None:
        meant = date_meant(value)
        how = f"Did you mean {meant}?" if meant else "Write it like 2026-11-22."
        raise CannotRun(f"{option}: “{value}” is not a date. {how}")
    return day


def _chosen(only: Sequence[str], skip: Sequence[str], *, browser: bool = True) -> tuple[Check, ...]:
    names = {run.name_of(check): check for check in CHECKS}
    elsewhere = {run.name_of(check) for check in ON_REQUEST}
    for option, given in (("--only", only), ("--skip", skip)):
        for name in given:
            if name in elsewhere:
                raise CannotRun(
                    f"{option}: “{name}” needs the network, so it is not run here. "
                    "Use “local-offer check-links”."
                )
            one_of(name, names, option)
    blind = [name for name in only if not browser and run.needs_browser(names[name])]
    if blind:
        raise CannotRun(f"--only: {blind[0]} is about what a browser sees. Add --browser.")
    left = tuple(
        check for name, check in names.items() if (not only or name in only) and name not in skip
    )
    if not left:
        raise CannotRun("--skip: no check is left to run. Leave out fewer.")
    return left


def check(chosen: Options, progress: load.Progress | None = None) -> Report:
    """Load, check, and give back the report."""
    law = pack.load()
    site = load.load(chosen.root, chosen.site, progress, kinds=chosen.choice.kinds)
    unbuilt = [page.path for page in site.pages if page.built is None]
    if behind := unbuilt or load.newer(chosen.root, chosen.site):
        what = f"{count_of(len(unbuilt), 'page')} not built yet, " if unbuilt else ""
        sys.stderr.write(
            f"{load.shown(chosen.site, chosen.root)}: older than docs/ ({what}first: "
            f"{behind[0]}). Run “local-offer build” to check what is there now.\n"
        )
    return run.run(looked_at(site, chosen), law, chosen.choice)


def looked_at(site: Site, chosen: Options) -> Site:
    """The site with what a browser sees, when one was asked for."""
    if not chosen.browser or not any(map(run.needs_browser, chosen.checks)):
        return site
    from checks import browser  # noqa: PLC0415 (takes a while to load; few need it)

    files = sorted(site.by_file)
    counter = Counter("Looking at", sys.stderr)
    return replace(site, look=browser.look(chosen.site, files, counter, chromium=chosen.chromium))


def deliver(report: Report, chosen: Options, out: TextIO) -> int:
    """Write the report where it was asked for; the exit code."""
    rendered = REPORTERS[chosen.format](report)
    if chosen.output:
        write(chosen.output, rendered)
        rendered = "".join(f"{text.in_line(line)}\n" for line in text.summary(report))
        rendered += f"Report: {load.shown(chosen.output, chosen.root)}\n"
    elif chosen.format == "text" and out.isatty():
        columns = shutil.get_terminal_size((text.WIDTH, 24)).columns
        rendered = text.render(report, max(30, min(text.WIDTH, columns)))
    say(rendered, out)
    if report.failures:  # whatever was found or not, this run did not look at everything
        return COULD_NOT_RUN
    return FOUND if report.fails(chosen.fail_on) else CLEAN


def say(said: str, out: TextIO) -> None:
    """Write to the terminal. Whoever stopped reading (`| head`) has read enough."""
    try:
        out.write(said)
        out.flush()
    except BrokenPipeError:
        # Python flushes once more at its end, and would complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), out.fileno())
    except OSError as error:
        raise CannotRun(f"The report can't be written ({error.strerror}).") from None


# What reports are about: they never take the place of it.
_KEPT = (load.DOCS, load.THEME, load.CONFIG, settings.FILE, ".git")


def write(file: Path, content: str | bytes) -> None:
    """Write a file whole or not at all. Raises CannotRun when it can't be written.

    A page is never written over; a device or a pipe is written to, not replaced.
    """
    name, home = load.shown(file, Path.cwd()), Path.cwd().resolve()
    # On Linux a file may have a name that is no text; it is told as well as it can be.
    data = content.encode("utf-8", "replace") if isinstance(content, str) else content
    beside = Path()
    try:
        target = file.resolve()
        if kept := next((k for k in _KEPT if home / k in (target, *target.parents)), ""):
            what = "take the place of it" if home / kept == target else f"go into {kept}/"
            raise CannotRun(f"{name}: reports don't {what}. Name another file.")
        if file.exists() and not file.is_file() and not file.is_dir():
            with file.open("wb") as stream:
                stream.write(data)
            return
        beside = target.with_name(f".{os.getpid()}.part")
        beside.write_bytes(data)
        beside.replace(target)
    except (OSError, RuntimeError) as error:  # a link that leads to itself is a RuntimeError
        if beside.name:
            with contextlib.suppress(OSError):
                beside.unlink()
        why = getattr(error, "strerror", None) or "it is a link that leads to itself"
        raise CannotRun(f"{name}: can't be written ({why}).") from None


class Counter:
    """Progress on a terminal: one line that is written over, and nothing anywhere else."""

    def __init__(self, what: str, stream: TextIO, noun: str = "page") -> None:
        self.what = what
        self.stream = stream
        self.noun = noun
        self.live = stream.isatty()

    def __call__(self, done: int, total: int) -> None:
        if self.live and (done % 25 == 0 or done == total or total < 25):
            self.stream.write(f"\r{self.what} {done} of {count_of(total, self.noun)}")
            self.stream.write("\r\033[K" if done == total else "")
            self.stream.flush()


def unreadable(error: OSError) -> str:
    """One line for a file or folder that the system does not let us use."""
    what = "What is said can't be written"
    if error.filename:
        what = f"{load.shown(Path(str(error.filename)), Path.cwd())}: can't be used"
    return f"{what} ({error.strerror or error}).\n"


def complain(said: str) -> int:
    """Tell why the command could not run, if anybody listens."""
    with contextlib.suppress(OSError):
        sys.stderr.write(said)
        sys.stderr.flush()
    return COULD_NOT_RUN


def speak_utf8() -> None:
    """Make “quotes” printable also where the terminal's own encoding has none (Windows)."""
    # Closed by whoever started us: what would be said is lost, what was found is not.
    nowhere = Path(os.devnull)
    sys.stdout = sys.stdout or nowhere.open("w", encoding="utf-8")
    sys.stderr = sys.stderr or nowhere.open("w", encoding="utf-8")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the checker. Returns the exit code; prints, but never raises for bad input."""
    speak_utf8()
    parser = Parser(
        prog="python -m checks",
        description="Check a Local Offer: the law, review dates, owners and links.",
    )
    parser.add_argument("--version", action="version", version=f"local-offer {__version__}")
    add_options(parser)
    add_browser_options(parser)
    try:
        chosen = options(parser.parse_args(arguments))
        report = check(chosen, Counter("Reading", sys.stderr))
        return deliver(report, chosen, sys.stdout)
    except CannotRun as error:
        return complain(f"{error}\n")
    except BrokenPipeError:
        return FOUND
    except OSError as error:
        return complain(unreadable(error))
    except KeyboardInterrupt:
        return complain("Stopped.\n")
