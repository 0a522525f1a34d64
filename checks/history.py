"""What git knows of the pages: when their words changed, and how their review dates came.

A page's review date is no change of what families read, so the words are compared without the
front matter and however they are spaced. The day is the author's: a change that is merged
later was made when it was made. One `git log` serves the whole site, and one `git cat-file`
gives the older texts, so that thousands of pages take seconds.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from checks.lined import Unreadable, iso_date
from checks.model import BulkReview, Edited, History
from checks.parse import split

_DOCS = "docs"
_LONGEST = 300  # seconds for one question
# A clone that left files behind must not fetch them now: checking uses no network. And what the
# repository really holds is read, not what somebody put in its place.
_QUIET = {"GIT_NO_LAZY_FETCH": "1", "GIT_OPTIONAL_LOCKS": "0", "GIT_NO_REPLACE_OBJECTS": "1"}
# Of what the environment says to git (a hook is told of another folder), this alone counts.
_HEARD = (
    "GIT_CONFIG_",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
)
# What a repository's settings must not do here: run a program, use the network, or change the
# form of an answer.
_SETTINGS = (
    "protocol.allow=never", "core.fsmonitor=false", "core.hooksPath=/dev/null",
    "log.showSignature=false", "log.showRoot=true", "log.follow=false", "core.quotePath=false",
    "i18n.logOutputEncoding=UTF-8",
)  # fmt: skip
_REVIEWED = re.compile(r"^last_reviewed:[ \t]*[\"']?(\d{4}-\d\d-\d\d)\b.*$", re.MULTILINE)


@dataclass(frozen=True)
class _Text:
    """A page as it was: its words, and its facts but for the review date."""

    words: tuple[str, ...]
    facts: str
    reviewed: date | None

    @classmethod
    def of(cls, page: str) -> _Text:
        try:
            parts = split(page.removeprefix("\ufeff"))
            head, body = parts.yaml or "", parts.body
        except Unreadable:  # of a page that was broken then
            head, body = "", page
        reviewed = _REVIEWED.search(head)
        facts = " ".join(_REVIEWED.sub("", head, count=1).split())
        return cls(tuple(body.split()), facts, iso_date(reviewed[1]) if reviewed else None)


@dataclass(frozen=True)
class _Version:
    """A page as one commit left it; without a commit, as it stands in the folder."""

    day: date
    commit: str
    blob: str
    began: bool = False  # there was no such page before


def read(root: Path, compared: Collection[str] = ()) -> History:
    """What git knows of the pages under docs/.

    `compared`: the pages of which the day of the last change is asked for. Empty when there is
    no git. Of a page that git does not know, or whose history was cut off (a shallow clone)
    before it can tell, nothing is said.
    """
    git = shutil.which("git")
    if git is None or _asked(git, root, "rev-parse", "--is-inside-work-tree") is None:
        return History()
    shallow = _asked(git, root, "rev-parse", "--is-shallow-repository") == "true\n"
    tree = _tree(git, root)
    versions = _versions(git, root, tree)
    changed: dict[str, date] = {}
    edited: dict[str, Edited] = {}
    bulk: dict[tuple[str, date, date], list[str]] = {}
    with _Blobs(git, root) as blobs:
        for path in sorted(versions):
            page = _Page(root / path, versions[path], tree[path], blobs)
            if path in compared and (day := page.changed(shallow=shallow)):
                changed[path] = day
            if found := page.edited():
                edited[path] = found
            if set_by := page.only_reviewed():
                bulk.setdefault(set_by, []).append(path)
    return History(
        changed,
        edited,
        tuple(BulkReview(*key, tuple(paths)) for key, paths in sorted(bulk.items())),
    )


class _Page:
    """One page through its history, newest first."""

    def __init__(self, file: Path, versions: list[_Version], committed: str, blobs: _Blobs) -> None:
        self.blobs = blobs
        self.versions = list(versions)
        data = file.read_bytes()
        self.now = _Text.of(data.decode("utf-8", errors="replace"))
        if versions[0].blob != committed:  # a merge put two changes together
            self.versions.insert(0, _Version(versions[0].day, "", committed))
        if _blob(data, len(committed)) != committed and self.text(0) != self.now:
            # Not in any commit yet: the day of the file, on this machine's calendar.
            day = date.fromtimestamp(file.stat().st_mtime)  # noqa: DTZ012
            self.versions.insert(0, _Version(day, "", ""))

    def text(self, number: int) -> _Text | None:
        blob = self.versions[number].blob
        return self.blobs.text(blob) if blob else self.now

    def changed(self, *, shallow: bool) -> date | None:
        """The day on which its text last changed."""
        for number, version in enumerate(self.versions[:-1]):
            before = self.text(number + 1)
            if before is None or before.words != self.now.words:
                return version.day
        return None if shallow else self.versions[-1].day

    @property
    def _reviewed_at(self) -> int:
        """The oldest version in a row that has the page's present review date."""
        number = 0
        while number + 1 < len(self.versions):
            before = self.text(number + 1)
            if before is None or before.reviewed != self.now.reviewed:
                break
            number += 1
        return number

    def edited(self) -> Edited | None:
        """What was done to its words after the review: after the review date was written, and
        after the day that it names.
        """
        reviewed = self.now.reviewed
        if reviewed is None:
            return None
        on_the_day = next(
            (n for n, version in enumerate(self.versions) if version.day <= reviewed),
            len(self.versions),
        )
        base = min(self._reviewed_at, on_the_day)
        then = self.text(base)
        if then is None or then.words == self.now.words:
            return None
        old, new = Counter(then.words), Counter(self.now.words)
        words = (old - new).total() + (new - old).total()
        day = self.versions[0].day
        for number in range(base):
            one, before = self.text(number), self.text(number + 1)
            if one is None or before is None or one.words != before.words:
                day = self.versions[number].day
                break
        return Edited(day, words)

    def only_reviewed(self) -> tuple[str, date, date] | None:
        """The commit that gave it its review date and changed nothing else of it; and the days."""
        number = self._reviewed_at
        if self.now.reviewed is None or number + 1 >= len(self.versions):
            return None
        version = self.versions[number]
        now, before = self.text(number), self.text(number + 1)
        if now is None or before is None or before.reviewed is None or version.began:
            return None
        same = now.words == before.words and now.facts == before.facts
        return (version.commit, version.day, self.now.reviewed) if same else None


def _tree(git: str, root: Path) -> dict[str, str]:
    """The pages that are committed and still there, each with the id of its text."""
    listed = _asked(git, root, "ls-tree", "-r", "-z", "HEAD", f"{_DOCS}/") or ""
    found: dict[str, str] = {}
    for entry in filter(None, listed.split("\0")):
        facts, _, path = entry.partition("\t")
        mode, _, blob = facts.split()
        # A link to a file holds its name, and a file behind a link is not this one.
        if mode.startswith("100") and path.endswith(".md") and _is_file(root / path):
            found[path] = blob
    return found


def _versions(git: str, root: Path, paths: Collection[str]) -> dict[str, list[_Version]]:
    """Every page's versions, newest first, also from when it had another name."""
    form = ("--no-textconv", "-O/dev/null", "--no-notes", "--format=%x01%H %as")
    words = ("log", "--raw", "--no-abbrev", "-z", "-M", "--relative", "--no-ext-diff", "--no-color")
    log = _asked(git, root, *words, *form, "HEAD", "--", f"{_DOCS}/") or ""
    found: dict[str, list[_Version]] = {}
    now = {path: path for path in paths}  # what the page of an older name is called now
    for commit, day, status, blob, old, new in _changes(log):
        path = now.get(new)
        if path is None or status == "D":
            continue
        version = _Version(day, commit, blob, began=status in "AC")
        found.setdefault(path, []).append(version)
        if status == "R" and old not in now:
            now[old] = path
    return found


def _changes(log: str) -> Iterator[tuple[str, date, str, str, str, str]]:
    """Every change of a file: its commit and day, how, its text, its old name and its new one.

    No name holds a NUL, and none stands where a commit or a change begins.
    """
    commit, day = "", date.max
    pieces = iter(log.split("\0"))
    for piece in (each.lstrip("\n") for each in pieces):
        if piece.startswith("\x01"):
            commit, _, written = piece[1:].partition(" ")
            day = iso_date(written.strip()) or date.max
        elif piece.startswith(":"):
            _, _, _, blob, status = piece.split()
            old = next(pieces, "")
            yield commit, day, status[0], blob, old, next(pieces, "") if status[0] in "RC" else old


def _blob(data: bytes, length: int) -> str:
    """The id that git gives a text."""
    made = hashlib.sha1 if length == 40 else hashlib.sha256
    return made(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


class _Blobs:
    """Older texts, each by its id."""

    def __init__(self, git: str, root: Path) -> None:
        self._process = subprocess.Popen(  # noqa: S603 (no shell; ids that git gave us)
            [git, *_settings(), "cat-file", "--batch"],
            cwd=root,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        )
        self._last: dict[str, _Text | None] = {}  # of the page that is being looked at

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: object, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def text(self, blob: str) -> _Text | None:
        """None for a text that is not here."""
        if blob not in self._last:
            if len(self._last) > 100:
                self._last.clear()
            self._last[blob] = self._text(blob)
        return self._last[blob]

    def _text(self, blob: str) -> _Text | None:
        into, out = self._process.stdin, self._process.stdout
        assert into is not None
        assert out is not None
        try:
            into.write(f"{blob}\n".encode())
            into.flush()
        except OSError:
            return None
        head = out.readline().split()
        if len(head) != 3 or head[1] != b"blob":
            return None
        data = out.read(int(head[2]) + 1)[:-1]
        return _Text.of(data.decode("utf-8", errors="replace"))


def _is_file(file: Path) -> bool:
    return file.is_file() and not file.is_symlink()


def _settings() -> list[str]:
    return [word for setting in _SETTINGS for word in ("-c", setting)]


def _environment() -> dict[str, str]:
    heard = {
        k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_HEARD)
    }
    return {**heard, **_QUIET}


def _asked(git: str, root: Path, *words: str) -> str | None:
    """What git answers, or None when it can't."""
    try:
        done = subprocess.run(  # noqa: S603 (no shell; names of our own files only)
            [git, *_settings(), *words],
            cwd=root,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
            timeout=_LONGEST,
            env=_environment(),
        )
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout
