"""Each check over its own tiny site, and over the examples in its own manual."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checks import pack, run
from checks.model import Check, Settings, Site
from checks.pack import NO_LAW, Law
from checks.reporters import text
from checks.suite import CHECKS, ON_REQUEST, bulk_review, edited_since_review
from tests import git, left, tiny
from tests.conftest import ROOT

SITES = Path(__file__).parent / "sites"
EVERY = (*CHECKS, *ON_REQUEST)
NAMES = [run.name_of(check) for check in EVERY]


def one_duty(law: Law) -> Law:
    """The manuals' law: one duty, how to complain."""
    return law.only({"sch2-17"})


def files_of(folder: Path) -> dict[str, bytes]:
    """A tiny site's own files, by their paths in a project."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and file.name != "expected.txt"
    }


BEFORE = "before/"
Files = Mapping[str, str | bytes]
HISTORIANS = (edited_since_review, bulk_review)


def with_history(root: Path, files: Files) -> Files:
    """Write a site's pages as they were (`before/`) and as they are: two commits in November."""
    now = {name: text for name, text in files.items() if not name.startswith(BEFORE)}
    then = {n.removeprefix(BEFORE): t for n, t in files.items() if n.startswith(BEFORE)}
    git.begin(root)
    git.commit(root, then, "2026-11-02")
    git.commit(root, now, "2026-11-10")
    return now


def law_of(folder: Path, law: Law) -> Law:
    """The duties of a tiny site: those of its own packs/, else the manuals' one."""
    own = folder / "packs"
    return replace(pack.load(own), filler=law.filler) if own.is_dir() else one_duty(law)


@pytest.fixture
def built(tmp_path, today, request):
    """Builds a tiny site; a check that asks what a browser sees gets that too."""

    def build(name: str, files: Files, folder: str = ".") -> Site:
        if getattr(tiny.named(name), "NEEDS_HISTORY", False):
            if shutil.which("git") is None:
                pytest.skip("needs git")
            files = with_history(tmp_path / folder, files)
        site = tiny.built(tmp_path / folder, files, today)
        if run.needs_browser(tiny.named(name)):
            request.getfixturevalue("chromium")
            site = replace(site, look=tiny.look(tmp_path / folder))
        return site

    return build


@pytest.mark.parametrize("name", NAMES)
def test_tiny_site(name, built, today, law, request):
    """A check over its good pages and bad: its report is what a person has read."""
    folder = SITES / name
    site = built(name, files_of(folder))
    answers = tiny.answered(site, today)
    chosen = run.Chosen([tiny.named(name)], today, mentions=answers)
    report = run.run(site, law_of(folder, law), chosen)
    report = replace(report, look=None)  # which browser it was is no matter of the check
    rendered = text.render(report)
    expected = folder / "expected.txt"
    if request.config.getoption("--update-golden"):
        expected.write_text(rendered, "utf-8", newline="\n")
    assert report.findings, "a tiny site holds bad pages too"
    assert not any("/good" in finding.path for finding in report.findings)
    assert rendered == expected.read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_manual(name, built, tmp_path, today, law):
    """The manual's Good is silent and its Bad is not."""
    for folder, example in zip(
        ("good", "bad"), examples(tiny.named(name).__doc__ or ""), strict=True
    ):
        root = tmp_path / folder
        site = built(name, files_with(name, example), folder)
        duties = one_duty(law) if "requirement" in name or "claim" in name else NO_LAW
        if (root / "packs").is_dir():
            duties = pack.load(root / "packs")
        answers = tiny.answered(site, today)
        report = run.run(site, duties, run.Chosen(EVERY, today, mentions=answers))
        found = [f.message for f in report.findings if f.check == name]
        assert bool(found) is (folder == "bad"), found


def test_no_comment_at_all_is_told_too(tmp_path, today):
    site = tiny.built(tmp_path, {}, today)
    (found,) = tiny.findings(site, "no-recent-comments", today)
    assert found.message.startswith("No comment is published.")


UNDATED = "---\ntitle: A\nsummary: B\nowner: rights\n---\n"
# What an example is that starts so: the files that it makes.
_BEGIN = {
    "pack:": {"packs/law.yml": "EXAMPLE"},
    "- id:": {"docs/about/comments.yml": "EXAMPLE"},
    "waivers:": {"local-offer.yml": tiny.SETTINGS + "EXAMPLE", "docs/page.md": UNDATED},
    "reach:": {"local-offer.yml": tiny.SETTINGS + "EXAMPLE", "docs/page.md": tiny.page("Text")},
    "<html": {"theme/main.html": "EXAMPLE", "docs/page.md": tiny.page("Text")},
}


def files_with(name: str, example: str) -> dict[str, str | bytes]:
    """The files of a manual's example: a page, the home page, a law pack, comments, settings."""
    if tiny.named(name) in HISTORIANS:
        return pages_with_history(name, example)
    for start, files in _BEGIN.items():
        if example.startswith(start):
            return {name: text.replace("EXAMPLE", example) for name, text in files.items()}
    if "](page.md)" in example:  # the home page
        return {"docs/index.md": example, "docs/page.md": tiny.page("Text")}
    form: dict[str, str | bytes] = {"docs/form.txt": "A form"} if "the form" in example else {}
    for file, data in left.SAMPLES.items():
        if f"({file})" in example:
            form[f"docs/{file}"] = data
    listing = "commissioned_until:" in example or "waiting_time:" in example
    folder = "docs/services" if listing else "docs"
    return {
        f"{folder}/page.md": example, "theme/service.html": tiny.TEMPLATE, **form, **beside(example)
    }  # fmt: skip


def pages_with_history(name: str, example: str) -> dict[str, str | bytes]:
    """An example as so many pages, and those as they were a week before."""
    was = re.sub("last_reviewed: .*", "last_reviewed: 2026-11-02", example)
    if name == "edited-since-review":
        was = was.rpartition("---\n")[0] + "---\nThe page as it was.\n"
    files: dict[str, str | bytes] = {}
    for number in range(Settings().bulk):
        files[f"{BEFORE}docs/page-{number}.md"] = was.replace("Short", f"{number}")
        files[f"docs/page-{number}.md"] = example.replace("Short", f"{number}")
    return files


def beside(example: str) -> dict[str, str]:
    """The other files that an example links to."""
    files = {
        "services/gone.md": tiny.page("It has stopped.").replace(
            "\n---\n", "\nstatus: inactive\n---\n"
        ),
        "map.svg": SVG,
        "heavy.svg": SVG + " " * 1_000_000,
        "form.pdf": "A form",
        "policy.pdf": "A policy",
    }
    return {f"docs/{name}": text for name, text in files.items() if f"]({name})" in example}


SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>\n'


@pytest.mark.parametrize("name", NAMES)
def test_finding_is_placed(name, built, tmp_path, today, law):
    """Every finding names a file that exists and a line that it has."""
    folder = SITES / name
    site = built(name, files_of(folder))
    for finding in tiny.findings(site, name, today, law_of(folder, law)):
        named = tmp_path / finding.path
        named = named if named.exists() else ROOT / finding.path
        assert 1 <= finding.line <= named.read_bytes().count(b"\n") + 1
        assert finding.fix


def test_every_check_is_listed_and_named_in_the_handbook():
    files = {file.stem for file in (ROOT / "checks/suite").glob("[a-z]*.py")}
    assert files == {name.replace("-", "_") for name in NAMES}
    assert {folder.name for folder in SITES.iterdir()} >= set(NAMES)


def examples(manual: str) -> tuple[str, str]:
    """The texts under Good and Bad in a check's manual."""
    good, _, bad = manual.partition("\nGood:\n")[2].partition("\nBad:\n")
    return textwrap.dedent(good).strip() + "\n", textwrap.dedent(bad).strip() + "\n"


def test_run_gives_the_same_answer_twice(tmp_path, law):
    site = tiny.built(tmp_path, {"docs/page.md": tiny.page("[a](b.md)")}, date(2026, 11, 22))
    checks: list[Check] = list(CHECKS)
    first = run.run(site, law, run.Chosen(checks, date(2026, 11, 22)))
    assert (
        run.run(site, law, run.Chosen(checks[::-1], date(2026, 11, 22))).findings == first.findings
    )


def test_nothing_is_worked_out_for_a_check_that_was_not_chosen(tmp_path, today, law, monkeypatch):
    site = tiny.built(tmp_path, {"docs/page.md": tiny.page("Ring 0186 51.")}, today)
    asked: list[str] = []
    monkeypatch.setattr(run.contacts, "faults", lambda _: asked.append("contacts") or ())
    monkeypatch.setattr(run.axe, "barriers", lambda _: asked.append("barriers") or ())
    for name, expected in (("broken-link", []), ("bad-phone", ["contacts"])):
        run.run(site, law, run.Chosen([tiny.named(name)], today))
        assert asked == expected
