"""When a page's text last changed, from real git histories."""

from __future__ import annotations

import os
import shutil
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from checks import history

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

PAGE = "---\ntitle: A\nlast_reviewed: {day}\n---\n{text}\n"


def git(root: Path, *words: str, day: str = "2026-01-01") -> None:
    stamp = f"{day}T12:00:00+00:00"
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=root,
        check=True,
        capture_output=True,
        env={**os.environ, **quiet, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp},
    )


def save(root: Path, text: str, day: str, *, commit: bool = True) -> None:
    (root / "docs").mkdir(exist_ok=True)
    file = root / "docs/a.md"
    file.write_text(text, encoding="utf-8")
    noon = datetime.fromisoformat(f"{day}T12:00:00").replace(tzinfo=UTC).timestamp()
    os.utime(file, (noon, noon))
    if commit:
        git(root, "add", "-A")
        git(root, "commit", "-m", "Change", day=day)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q")
    save(tmp_path, PAGE.format(day="2026-01-01", text="One."), "2026-01-02")
    return tmp_path


def changed(root: Path) -> date | None:
    return history.changed(root, ["docs/a.md"]).get("docs/a.md")


def test_a_page_changed_when_it_was_written(root):
    assert changed(root) == date(2026, 1, 2)


def test_new_facts_are_no_change_of_the_text(root):
    save(root, PAGE.format(day="2026-03-01", text="One."), "2026-03-01")
    assert changed(root) == date(2026, 1, 2)


def test_new_text_is_a_change(root):
    save(root, PAGE.format(day="2026-01-01", text="Two."), "2026-04-05")
    save(root, PAGE.format(day="2026-05-01", text="Two."), "2026-05-01")
    assert changed(root) == date(2026, 4, 5)


def test_what_is_not_committed_counts(root):
    save(root, PAGE.format(day="2026-01-01", text="Three."), "2026-06-07", commit=False)
    assert changed(root) == date(2026, 6, 7)


def test_a_history_cut_off_before_the_change_says_nothing(root, tmp_path_factory):
    save(root, PAGE.format(day="2026-03-01", text="One."), "2026-03-01")
    copy = tmp_path_factory.mktemp("copy")
    git(copy, "clone", "-q", "--depth", "1", f"file://{root}", "shallow")
    assert changed(copy / "shallow") is None


def test_a_commit_with_broken_facts_stops_nothing(root):
    save(root, "---\ntitle: A\nOne.\n", "2026-03-01")
    save(root, PAGE.format(day="2026-01-01", text="One."), "2026-03-02")
    assert changed(root) == date(2026, 3, 2)


def test_space_and_a_byte_order_mark_are_no_change(root):
    save(root, "\ufeff" + PAGE.format(day="2026-01-01", text="One.  \n\n"), "2026-03-01")
    assert changed(root) == date(2026, 1, 2)


def test_without_git_nothing_is_known(tmp_path):
    save(tmp_path, "One.", "2026-01-01", commit=False)
    assert history.changed(tmp_path, ["docs/a.md"]) == {}


def test_a_page_that_git_does_not_know_says_nothing(root):
    (root / "docs/new.md").write_text("New.", encoding="utf-8")
    assert history.changed(root, ["docs/new.md"]) == {}
