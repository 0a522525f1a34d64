"""Booklets from a built site: reads what they need, runs the press, offers them on a page.

A booklet whose HTML has not changed since the last build is taken from the last site; the
PDF itself says what it was made from. Where the press can't work (WeasyPrint is an extra, and
needs Pango from the system), everything else goes on, and nothing promises a booklet.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
import mimetypes
import os
import posixpath
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from importlib import metadata
from pathlib import Path

from checks import __version__, cli, glossary, load
from checks.model import CannotRun, Page, Site, count_of
from publish import afterwards, booklet, plugin, press
from publish.booklet import Booklet

FOLDER = "booklets"
CSS = Path(__file__).with_name("booklet.css")
# What a page holds where the booklets should stand.
MARK = '<div id="local-offer-booklets" data-lo-generated></div>'
# Set to “required”, a build without booklets is no build (.ci/run).
REQUIRED = "LOCAL_OFFER_BOOKLETS"

_HELP = "handbook/booklets.md says more."
_WHY = {
    press.NO_WEASYPRINT: "WeasyPrint is not installed. Install it with "
    f'“python -m pip install -e ".[print]"”; {_HELP}',
    press.NO_LIBRARY: "the library Pango is missing. On Debian or Ubuntu, run “apt-get install "
    f"libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0”; {_HELP}",
    press.NO_FONT: "this computer has no fonts. On Debian or Ubuntu, run “apt-get install "
    f"fonts-liberation”; {_HELP}",
}
# Nothing of the folder we are in; and where a library breaks down,
# Python says what it was doing.
_OPTIONS = ("-P", "-X", "faulthandler")
# A booklet takes seconds. One that takes this long will never end.
_PATIENCE = 600


class NoPress(Exception):
    """Why there are no booklets, and what to do: one line."""


@dataclass(frozen=True, slots=True)
class Made:
    """A booklet that was made."""

    booklet: Booklet
    pages: int
    size: int  # in bytes
    said: tuple[str, ...] = ()  # what the press complained of


def sources(root: Path, site: Site, site_dir: Path, today: date) -> booklet.Sources:
    """What booklets are made from, for a project and the site built from it."""
    outline = plugin.outline(root / load.CONFIG)

    def html(page: Page) -> str:
        assert page.built
        return (site_dir / page.built.file).read_text("utf-8", errors="replace")

    def picture(file: str) -> str:
        kind = mimetypes.guess_type(file)[0] or ""
        if not kind.startswith("image/"):
            return ""
        data = base64.b64encode((site_dir / file).read_bytes()).decode()
        return f"data:{kind};base64,{data}"

    return booklet.Sources(
        site, html, picture, outline.menu, glossary.load(root), outline.name, today
    )


def write(
    booklets: Sequence[Booklet],
    folder: Path,
    old: Path | None = None,
    progress: load.Progress | None = None,
) -> list[Made]:
    """Write booklets into a folder, taking those that have not changed from an old one.

    Raises NoPress when they can't be made; there may then be some, but not all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made: dict[str, Made] = {}
    left: list[tuple[Booklet, str]] = []
    for one in booklets:
        digest = _digest(one)
        if old and (kept := _kept(one, digest, old / one.file)):
            (folder / one.file).write_bytes((old / one.file).read_bytes())
            made[one.name] = kept
        else:
            left.append((one, digest))
    if progress:
        progress(len(made), len(booklets))
    for one, pages, said in _press(left, folder):
        made[one.name] = Made(one, pages, (folder / one.file).stat().st_size, tuple(said))
        if progress:
            progress(len(made), len(booklets))
    return [made[one.name] for one in booklets]


def _digest(one: Booklet) -> str:
    """Stands for all that a PDF is made from."""
    try:
        version = metadata.version("weasyprint")
    except metadata.PackageNotFoundError:
        version = ""
    parts = (__version__, version, Path(press.__file__).read_text("utf-8"), CSS.read_text("utf-8"))
    return hashlib.sha256("\0".join((*parts, one.html)).encode()).hexdigest()


def _kept(one: Booklet, digest: str, file: Path) -> Made | None:
    """The booklet of an earlier build, if it was made from the same."""
    try:
        pdf = file.read_bytes()
    except OSError:
        return None
    known = press.known(pdf)
    if known is None or known[0] != digest:
        return None
    return Made(one, known[1], len(pdf))


def _press(
    left: Sequence[tuple[Booklet, str]], folder: Path
) -> Iterator[tuple[Booklet, int, list[str]]]:
    """Run the press for each booklet, as many at a time as there are processors."""
    waiting = list(left)
    running: dict[subprocess.Popen[bytes], tuple[Booklet, str, Path]] = {}
    again: set[str] = set()  # the booklets that are tried a second time
    moved = time.monotonic()  # when a press was last started or came to its end
    with tempfile.TemporaryDirectory(prefix="local-offer-") as scratch:
        try:
            while waiting or running:
                while waiting and len(running) < (os.cpu_count() or 1):
                    one, digest = waiting.pop(0)
                    room = Path(tempfile.mkdtemp(dir=scratch))
                    running[_start(one, digest, room, folder)] = one, digest, room
                    moved = time.monotonic()
                for process in [p for p in running if p.poll() is not None]:
                    one, digest, room = running.pop(process)
                    moved = time.monotonic()
                    if process.returncode < 0 and one.name not in again:
                        # A library of the system broke down, as it does once in thousands.
                        again.add(one.name)
                        waiting.append((one, digest))
                        continue
                    yield one, *_came_of(one, process.returncode, room)
                if time.monotonic() - moved > _PATIENCE:
                    titles = ", ".join(f"“{one.title}”" for one, *_ in running.values())
                    raise NoPress(f"the press does not come to an end with {titles}. {_HELP}")
                time.sleep(0.02)
        finally:
            for process in running:
                process.kill()
                process.wait()


def _start(one: Booklet, digest: str, room: Path, folder: Path) -> subprocess.Popen[bytes]:
    (room / "booklet.html").write_text(one.html, "utf-8")
    work = {
        "html": str(room / "booklet.html"),
        "css": str(CSS),
        "pdf": str((folder / one.file).resolve()),
        "digest": digest,
    }
    (room / "work.json").write_text(json.dumps(work), "utf-8")
    # The same code as this, wherever it stands.
    code = str(Path(__file__).parent.parent)
    path = os.pathsep.join(filter(None, (code, os.environ.get("PYTHONPATH"))))
    with (room / "said").open("wb") as said, (room / "faults").open("wb") as faults:
        return subprocess.Popen(  # noqa: S603 (our own program)
            [sys.executable, *_OPTIONS, "-m", "publish.press", str(room / "work.json")],
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=faults,
            env={**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1"},
        )


def _came_of(one: Booklet, code: int, room: Path) -> tuple[int, list[str]]:
    if code in _WHY:
        raise NoPress(_WHY[code])
    if code:
        faults = (room / "faults").read_text("utf-8", errors="replace").split("\n")
        lines = [line.strip() for line in faults if line.strip()] or [f"code {code}"]
        # A library's fault comes first and is followed by where; Python's own comes last.
        last = lines[0] if code < 0 else lines[-1]
        raise NoPress(f"the press stopped at “{one.title}” ({last}). {_HELP}")
    said = json.loads((room / "said").read_text("utf-8"))
    return said["pages"], said["said"]


def pack(name: str, chosen: cli.Options, site: Site, file: Path, *, large: bool) -> Made:
    """Write one booklet, of a door or of everything. Raises CannotRun when it can't be made."""
    known = booklet.doors(site)
    if name not in known and not (name == booklet.ALL and known):
        where = f"docs/{name}/index.md" if name != booklet.ALL else "docs/0-4/index.md"
        raise CannotRun(f"AGE: there is no {where} on this site to make a booklet of.")
    size = booklet.LARGE if large else booklet.NORMAL
    given = sources(chosen.root, site, chosen.site, chosen.today)
    one = booklet.compose(name, given, size)
    with tempfile.TemporaryDirectory(prefix="local-offer-") as scratch:
        try:
            made = write([one], Path(scratch))[0]
        except NoPress as error:
            raise CannotRun(f"No booklet: {error}") from None
        cli.write(file, Path(scratch, one.file).read_bytes())
    return made


# ---- in a build ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of the booklets in a build."""

    site: Site  # with the booklets, and with the page that offers them read again
    made: tuple[Made, ...] = ()
    missing: str = ""  # why there are none


def build(
    chosen: cli.Options, site: Site, site_dir: Path, stage: Callable[[], load.Progress]
) -> Outcome:
    """Make a booklet of every door of a site that was just built, and offer them.

    `site_dir` is the new site, where `chosen` names the last one. `stage` says that the work
    begins, and gives back how to count it. Raises CannotRun when there must be booklets and
    can't be.
    """
    names = booklet.doors(site)
    made: list[Made] = []
    missing = ""
    if names:
        given = sources(chosen.root, site, site_dir, chosen.today)
        try:
            booklets = [booklet.compose(name, given) for name in names]
            made = write(booklets, site_dir / FOLDER, chosen.site / FOLDER, stage())
        except NoPress as error:
            missing = f"No booklets to print: {error}"
            if os.environ.get(REQUIRED) == "required":
                raise CannotRun(missing) from None
            _away(site_dir / FOLDER)
    changed = offer(site, site_dir, made)
    added = [f"{FOLDER}/{one.booklet.file}" for one in made]
    return Outcome(load.reread(site, site_dir, changed, added), tuple(made), missing)


def _away(folder: Path) -> None:
    for file in folder.glob("local-offer-*.pdf"):
        file.unlink()
    with contextlib.suppress(OSError):
        folder.rmdir()


def offer(site: Site, site_dir: Path, made: Sequence[Made]) -> list[str]:
    """List the booklets on every built page that asks for it; the files that were changed.

    Without booklets nothing stands there.
    """
    return afterwards.put(site_dir, site, MARK, lambda url: _list(made, url) if made else "")


def _list(made: Sequence[Made], url: str) -> str:
    # Marked as generated: a list of files is nobody's evidence that a duty is met.
    out = ['<div id="local-offer-booklets" data-lo-generated>']
    out.append("<p>Someone with a printer can print a booklet for you. Each has the pages for one")
    out.append("group, hard words explained, and a list of services:</p>\n<ul>")
    for one in made:
        target = posixpath.relpath(f"/{FOLDER}/{one.booklet.file}", f"/{url}")
        size = f"PDF, {count_of(one.pages, 'page')}, {_kilobytes(one.size)}"
        out.append(f'<li><a href="{escape(target)}">{escape(one.booklet.title)} ({size})</a></li>')
    out.append("</ul></div>")
    return "\n".join(out)


def _kilobytes(size: int) -> str:
    return f"{max(1, round(size / 1024)):,} KB"
