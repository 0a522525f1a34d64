"""When the text of a page last changed, by git. Changed facts at its head do not count.

A page's review date is no change of what families read, so the words are compared without the
front matter. The day is the author's: a change that is merged later was made when it was made.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from checks.lined import Unreadable, iso_date
from checks.parse import split


def changed(root: Path, paths: Iterable[str]) -> dict[str, date]:
    """The day on which each page's text last changed, as far as git knows.

    A page is left out when there is no git, no history of it, or a copy of the project that
    was cut off (a shallow clone) before its last change.
    """
    git = shutil.which("git")
    if git is None or _asked(git, root, "rev-parse", "--is-inside-work-tree") is None:
        return {}
    shallow = _asked(git, root, "rev-parse", "--is-shallow-repository") == "true\n"
    found: dict[str, date] = {}
    for path in paths:
        day = _changed(git, root, path, shallow=shallow)
        if day:
            found[path] = day
    return found


def _changed(git: str, root: Path, path: str, *, shallow: bool) -> date | None:
    log = _asked(git, root, "log", "--format=%H %as", "--", path)
    commits = [line.split() for line in (log or "").splitlines()]
    now = _text((root / path).read_text("utf-8", errors="replace"))
    # Not in any commit yet: the day of the file, on this machine's calendar.
    after = date.fromtimestamp((root / path).stat().st_mtime)  # noqa: DTZ012
    for commit, day in commits:
        then = _asked(git, root, "show", f"{commit}:./{path}")
        if then is None or _text(then) != now:
            return after
        after = iso_date(day) or after
    return after if commits and not shallow else None


def _text(page: str) -> str:
    """A page's words, without its front matter and however they are spaced."""
    try:
        body = split(page.removeprefix("\ufeff")).body
    except Unreadable:  # of a page that was broken then
        body = page
    return " ".join(body.split())


def _asked(git: str, root: Path, *words: str) -> str | None:
    """What git answers, or None when it can't."""
    try:
        done = subprocess.run(  # noqa: S603 (no shell; names of our own files only)
            [git, "-c", "core.quotepath=off", *words],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
            timeout=60,
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
