"""When a page's text last changed, from real git histories."""

from __future__ import annotations

import os
import shutil
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from checks import history
from checks.model import BulkReview, Edited
from tests.git import git

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")

PAGE = "---\ntitle: A\nlast_reviewed: {day}\n---\n{text}\n"


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
    return history.read(root, ["docs/a.md"]).changed.get("docs/a.md")


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
    assert history.read(tmp_path, ["docs/a.md"]) == history.History()


def test_a_page_that_git_does_not_know_says_nothing(root):
    (root / "docs/new.md").write_text("New.", encoding="utf-8")
    assert history.read(root, ["docs/new.md"]).changed == {}


def edited(root: Path) -> Edited | None:
    return history.read(root).edited.get("docs/a.md")


def test_what_was_written_after_the_review_is_told(root):
    save(root, PAGE.format(day="2026-01-01", text="Two and three."), "2026-04-05")
    assert edited(root) == Edited(date(2026, 4, 5), 4)


def test_what_was_written_up_to_the_review_is_not(root):
    save(root, PAGE.format(day="2026-01-01", text="Two."), "2026-04-05")
    save(root, PAGE.format(day="2026-04-05", text="Two."), "2026-05-01")
    assert edited(root) is None


def test_a_review_that_is_saved_later_covers_what_is_saved_with_it(root):
    save(root, PAGE.format(day="2026-04-01", text="Two."), "2026-04-05")
    assert edited(root) is None


def test_a_review_that_is_not_saved_yet_covers_all(root):
    save(root, PAGE.format(day="2026-01-01", text="Two."), "2026-04-05")
    save(root, PAGE.format(day="2026-04-06", text="Three."), "2026-04-06", commit=False)
    assert edited(root) is None


def test_text_put_back_is_no_edit(root):
    save(root, PAGE.format(day="2026-01-01", text="Two."), "2026-04-05")
    save(root, PAGE.format(day="2026-01-01", text=" One."), "2026-04-06")
    assert edited(root) is None


def test_a_page_keeps_its_history_when_it_moves(root):
    text = " ".join(f"Word {n}." for n in range(40))
    save(root, PAGE.format(day="2026-02-02", text=text), "2026-02-02")
    git(root, "mv", "docs/a.md", "docs/b.md")
    git(root, "commit", "-q", "-m", "Move", day="2026-03-01")
    assert history.read(root).edited == {}
    (root / "docs/b.md").write_text(PAGE.format(day="2026-02-02", text=f"{text} New."), "utf-8")
    git(root, "commit", "-q", "-a", "-m", "Edit", day="2026-03-02")
    assert history.read(root).edited == {"docs/b.md": Edited(date(2026, 3, 2), 1)}


def test_a_history_cut_off_tells_what_it_can(root, tmp_path_factory):
    copy = tmp_path_factory.mktemp("copy")
    save(root, PAGE.format(day="2026-01-01", text="Two."), "2026-04-05")
    git(copy, "clone", "-q", "--depth", "1", f"file://{root}", "one")
    git(copy, "clone", "-q", "--depth", "2", f"file://{root}", "two")
    assert edited(copy / "one") is None
    assert edited(copy / "two") == Edited(date(2026, 4, 5), 2)


def test_changes_of_two_people_that_a_merge_puts_together(root):
    lines = "\n\n".join(f"Line {n}." for n in range(30))
    save(root, PAGE.format(day="2026-02-01", text=lines), "2026-02-01")
    git(root, "checkout", "-q", "-b", "other")
    checked = PAGE.format(day="2026-02-03", text=lines.replace("Line 29", "New line 29"))
    save(root, checked, "2026-02-03")
    git(root, "checkout", "-q", "-")
    save(root, PAGE.format(day="2026-02-01", text=lines.replace("Line 15", "New 15")), "2026-02-04")
    git(root, "merge", "-q", "--no-ff", "-m", "Merge", "other", day="2026-02-09")
    # Whether the review saw both can't be told, so nothing is said.
    assert edited(root) is None


def test_one_date_for_many_pages_and_nothing_else(root):
    for name in "bcd":
        (root / f"docs/{name}.md").write_text(PAGE.format(day="2026-01-01", text=name), "utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Add", day="2026-01-05")
    assert history.read(root).bulk == ()  # they came with their dates
    for name, text in (("b", "b"), ("c", "c"), ("d", "more")):
        (root / f"docs/{name}.md").write_text(PAGE.format(day="2026-03-01", text=text), "utf-8")
    paths = ("docs/b.md", "docs/c.md")
    (found,) = history.read(root).bulk  # before they are committed, too
    assert (found.commit, found.paths) == ("", paths)
    git(root, "commit", "-q", "-a", "-m", "Review", day="2026-03-02")
    (found,) = history.read(root).bulk
    day, reviewed = date(2026, 3, 2), date(2026, 3, 1)
    assert found == BulkReview(found.commit, day, reviewed, paths)
    # A later edit does not undo it, and a later review does.
    (root / "docs/b.md").write_text(PAGE.format(day="2026-03-01", text="b, mended"), "utf-8")
    (root / "docs/c.md").write_text(PAGE.format(day="2026-05-01", text="c, mended"), "utf-8")
    git(root, "commit", "-q", "-a", "-m", "Edit", day="2026-05-02")
    assert [bulk.paths for bulk in history.read(root).bulk] == [("docs/b.md",)]


def test_another_fact_that_changed_with_the_date_is_a_sign_of_reading(root):
    page = PAGE.replace("title: A", "title: A\nsources: [{{url: https://a.uk, seen: {day}}}]")
    save(root, page.format(day="2026-02-01", text="One."), "2026-02-01")
    save(root, page.format(day="2026-03-01", text="One."), "2026-03-01")
    assert history.read(root).bulk == ()


def test_a_folder_that_git_does_not_follow_has_no_history(root):
    (root / "below/docs").mkdir(parents=True)
    (root / "below/docs/a.md").write_text("Text.", encoding="utf-8")
    assert history.read(root / "below") == history.History()


def test_a_project_below_the_top_of_its_repository(root):
    (root / "below").mkdir()
    git(root, "mv", "docs", "below/docs")
    git(root, "commit", "-q", "-m", "Move", day="2026-01-03")
    (root / "below/docs/a.md").write_text(PAGE.format(day="2026-01-01", text="Two."), "utf-8")
    git(root, "commit", "-q", "-a", "-m", "Edit", day="2026-01-04")
    assert history.read(root / "below").edited == {"docs/a.md": Edited(date(2026, 1, 4), 2)}


TOLD = {"docs/a.md": Edited(date(2026, 4, 5), 2)}


@pytest.fixture
def edited_root(root: Path) -> Path:
    save(root, PAGE.format(day="2026-01-01", text="Two."), "2026-04-05")
    return root


@pytest.mark.parametrize(
    "setting",
    ["core.fsmonitor", "diff.external", "core.pager", "core.sshCommand", "diff.evil.textconv",
     "diff.evil.command", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process",
     "gpg.program", "core.gitProxy", "core.editor"],
)  # fmt: skip
def test_nothing_that_the_repository_names_is_run(edited_root, tmp_path_factory, setting):
    folder = tmp_path_factory.mktemp("evil")
    (folder / "run.sh").write_text(f"#!/bin/sh\ntouch {folder}/ran\n", "utf-8")
    (folder / "run.sh").chmod(0o755)
    (edited_root / ".gitattributes").write_text("*.md diff=evil filter=evil\n", "utf-8")
    git(edited_root, "config", "log.showSignature", "true")
    git(edited_root, "config", setting, str(folder / "run.sh"))
    assert history.read(edited_root).edited == TOLD
    assert not (folder / "ran").exists()


@pytest.mark.parametrize(
    "setting",
    ["log.showRoot=false", "i18n.logOutputEncoding=UTF-16", "color.ui=always", "log.follow=true",
     "format.pretty=oneline", "diff.renames=false", "diff.orderFile=/dev/null",
     "core.quotePath=true", "log.decorate=full", "core.abbrev=4", "core.autocrlf=true",
     "diff.noprefix=true"],
)  # fmt: skip
def test_the_form_of_git_s_answers_is_ours(edited_root, setting):
    git(edited_root, "config", *setting.split("="))
    assert history.read(edited_root).edited == TOLD


@pytest.mark.parametrize(
    "variable",
    ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_EXTERNAL_DIFF",
     "GIT_COMMON_DIR", "GIT_NAMESPACE", "GIT_LITERAL_PATHSPECS"],
)  # fmt: skip
def test_a_hook_s_environment_leads_nowhere_else(edited_root, monkeypatch, variable):
    monkeypatch.setenv(variable, "/nowhere")
    assert history.read(edited_root).edited == TOLD


@pytest.mark.parametrize("name", ["a b.md", "café.md", "it's “so”.md", "\x01\x01 x.md", "a\nb.md"])
def test_pages_with_odd_names_have_a_history_too(edited_root, name):
    git(edited_root, "mv", "docs/a.md", f"docs/{name}")
    git(edited_root, "commit", "-q", "-m", "Move", day="2026-05-01")
    assert history.read(edited_root).edited == {f"docs/{name}": TOLD["docs/a.md"]}


def test_no_git_no_commit_and_a_broken_repository_say_nothing(tmp_path, edited_root, monkeypatch):
    empty = tmp_path / "empty"
    empty.mkdir()
    git(empty, "init", "-q")
    save(empty, "One.", "2026-01-01", commit=False)
    assert history.read(empty, ["docs/a.md"]) == history.History()
    for file in (edited_root / ".git/objects").rglob("*"):
        if file.is_file():
            file.unlink()
    assert history.read(edited_root, ["docs/a.md"]) == history.History()
    monkeypatch.setenv("PATH", "/nowhere")
    assert history.read(edited_root, ["docs/a.md"]) == history.History()


def test_a_head_without_a_branch_another_work_tree_and_other_line_ends(edited_root, tmp_path):
    git(edited_root, "checkout", "-q", "--detach")
    git(edited_root, "worktree", "add", "-q", "--detach", str(tmp_path / "other"))
    for place in (edited_root, tmp_path / "other"):
        file = place / "docs/a.md"
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
        assert history.read(place).edited == TOLD


def test_a_page_that_is_a_link_to_a_file_says_nothing(edited_root):
    (edited_root / "docs/b.md").symlink_to("a.md")
    git(edited_root, "add", "-A")
    git(edited_root, "commit", "-q", "-m", "Link", day="2026-05-01")
    assert history.read(edited_root).edited == TOLD


def test_a_text_put_in_anothers_place_is_not_read(edited_root):
    git(edited_root, "replace", "HEAD", "HEAD~1")
    assert history.read(edited_root).edited == TOLD
