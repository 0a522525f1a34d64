"""The main job, for real: a build in a temporary folder, and builds that fail or are stopped."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import tiny
from tests.conftest import ROOT, copy_project

COMMAND = [sys.executable, "-m", "publish"]


def local_offer(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    return subprocess.run(
        [*COMMAND, *arguments],
        cwd=root,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=400,  # four booklets are a minute's work for a machine under load
        check=False,
    )


def snapshot(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small project with nothing wrong but the duties nobody claims yet."""
    tiny.write(tmp_path, {"docs/page.md": tiny.page("[Home](index.md)")})
    return tmp_path


def test_the_shipped_project_builds_clean(tmp_path):
    copy_project(tmp_path)
    done = local_offer(tmp_path, "build", "--today", "2026-11-22")
    stages = "Building the site…\nChecking the site…\nMaking the booklets…\n"
    assert done.stderr.startswith(stages)
    # All four, or a line that says why there are none (tests/test_booklets.py).
    missing = done.stderr.removeprefix(stages)
    booklets = [f"local-offer-{door}.pdf" for door in ("0-4", "16-25", "5-15", "youth-hub")]
    found = sorted(file.name for file in (tmp_path / "site").glob("booklets/*"))
    assert found == (booklets if not missing else [])
    assert not missing or missing.startswith("No booklets to print: ")
    assert done.returncode == 0, done.stdout
    assert "\nResult: 0 errors, 0 warnings, 0 notes, " in done.stdout
    assert (tmp_path / "site/0-4/index.html").is_file()
    report = json.loads((tmp_path / "reports/check.json").read_text("utf-8"))
    assert report["summary"]["errors"] == 0
    assert (tmp_path / "reports/check.txt").read_text("utf-8") in done.stdout
    assert not (tmp_path / ".local-offer").exists()


def test_the_same_project_gives_the_same_site(tmp_path):
    sites = []
    for name in ("one", "two"):
        root = tmp_path / name
        tiny.write(root, {"docs/page.md": tiny.page("[Home](index.md)")})
        assert local_offer(root, "build", "--fail-on", "never").returncode == 0
        sites.append({k: v for k, v in snapshot(root / "site").items() if k != "sitemap.xml.gz"})
    assert sites[0] == sites[1]


def test_check_is_the_same_from_both_commands(small):
    assert local_offer(small, "build", "--today", "2026-11-22").returncode == 1
    ours = local_offer(small, "check", "--today", "2026-11-22")
    module = subprocess.run(
        [sys.executable, "-m", "checks", "--today", "2026-11-22"],
        cwd=small,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert ours.returncode == module.returncode == 1
    assert ours.stdout == module.stdout
    assert ours.stdout == (small / "reports/check.txt").read_text("utf-8")


def test_findings_still_leave_a_site_to_look_at(small):
    (small / "docs/page.md").write_text(tiny.page("[Gone](gone.md)"), "utf-8")
    done = local_offer(small, "build", "--only", "broken-link")
    assert done.returncode == 1
    assert "docs/page.md\n  line 7  error: broken-link\n" in done.stdout
    assert (small / "site/page/index.html").is_file()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("docs/page.md", "---\ntitle: 'never closed\n---\n"),
        ("mkdocs.yml", "site_name: [never closed\n"),
        ("mkdocs.yml", "site_name: Here\ntheme: no-such-theme\n"),
        ("local-offer.yml", "teams: {a: {nam: A}}\n"),
        ("theme/main.html", "{% never closed"),
        ("docs/page.md", f"---\ntitle: A\n---\n{'- ' * 3000}x\n"),
    ],
)
def test_a_build_that_fails_leaves_the_last_site(small, file, text):
    assert local_offer(small, "build", "--fail-on", "never").returncode == 0
    before = snapshot(small / "site"), snapshot(small / "reports")
    (small / file).write_text(text, "utf-8")
    done = local_offer(small, "build")
    assert done.returncode == 2
    assert done.stdout == ""
    message = done.stderr.replace("Building the site…\n", "")
    assert message.strip()
    assert "Traceback" not in message
    assert (snapshot(small / "site"), snapshot(small / "reports")) == before
    assert not (small / ".local-offer").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT for another process")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_a_build_that_is_stopped_leaves_the_last_site(small, stop):
    assert local_offer(small, "build", "--fail-on", "never").returncode == 0
    before = snapshot(small / "site")
    # The theme says when the build has begun, and then waits to be stopped.
    marker = small / "begun"
    (small / "wait.py").write_text(
        "import pathlib, time\n"
        "def on_env(env, **_):\n"
        f"    pathlib.Path({str(marker)!r}).touch()\n"
        "    time.sleep(60)\n",
        "utf-8",
    )
    config = (small / "mkdocs.yml").read_text("utf-8")
    (small / "mkdocs.yml").write_text(config + "hooks: [wait.py]\n", "utf-8")
    running = subprocess.Popen(
        [*COMMAND, "build"],
        cwd=small,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )
    patience = time.monotonic() + 60
    while not marker.exists() and time.monotonic() < patience and running.poll() is None:
        time.sleep(0.05)
    assert marker.exists()
    running.send_signal(stop)
    _, errors = running.communicate(timeout=30)
    assert running.returncode == 2
    assert errors.endswith("Stopped. The last good site is still there.\n")
    assert "Traceback" not in errors
    assert snapshot(small / "site") == before
    assert not (small / ".local-offer").exists()


@pytest.mark.parametrize("place", ["docs", "docs/new", "theme", "reports", ".", "..", "other"])
def test_a_build_never_replaces_other_files(small, place):
    (small / "other").mkdir()
    (small / "other/thesis.doc").write_text("mine", "utf-8")
    before = snapshot(small)
    done = local_offer(small, "build", "--site", place)
    assert done.returncode == 2
    assert done.stderr.startswith("--site: ")
    assert done.stderr.count("\n") == 1
    assert snapshot(small) == before


def test_a_site_may_go_into_an_empty_folder_and_be_built_again(small):
    (small / "public").mkdir()
    for _ in range(2):
        assert local_offer(small, "build", "--site", "public", "--fail-on", "never").returncode == 0
    assert (small / "public/page/index.html").is_file()


def test_check_says_when_the_site_is_older_than_its_pages(small):
    assert local_offer(small, "build", "--fail-on", "never").returncode == 0
    assert local_offer(small, "check", "--fail-on", "never").stderr == ""
    (small / "docs/new.md").write_text(tiny.page("New."), "utf-8")
    done = local_offer(small, "check", "--fail-on", "never")
    assert done.stderr == (
        "site: older than docs/ (1 page not built yet, first: docs/new.md). "
        "Run “local-offer build” to check what is there now.\n"
    )


def test_a_file_where_the_site_should_go(small):
    (small / "site").write_text("mine", "utf-8")
    done = local_offer(small, "build")
    assert done.returncode == 2
    assert done.stderr == ("site: a file has this name. Move it away; a folder must go here.\n")
    assert (small / "site").read_text("utf-8") == "mine"


def test_a_site_that_cannot_be_replaced(small, monkeypatch):
    """The swap undoes itself: the reports' folder can't go in, so the old site comes back."""
    from checks.model import CannotRun  # noqa: PLC0415
    from publish import build  # noqa: PLC0415

    scratch = small / ".local-offer"
    for name in ("new-site", "new-reports", "site", "reports"):
        (scratch / name).mkdir(parents=True)
        (scratch / name / "file").write_text(name, "utf-8")
    real = Path.rename

    def rename(self: Path, target: Path) -> Path:
        if self.name == "new-reports":
            raise PermissionError(13, "Permission denied")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", rename)
    pairs = (
        (scratch / "new-site", scratch / "site"),
        (scratch / "new-reports", scratch / "reports"),
    )
    with pytest.raises(CannotRun, match=r"reports: can't be replaced \(Permission denied\)"):
        build._swap(pairs, scratch, small)
    assert (scratch / "site/file").read_text("utf-8") == "site"
    assert (scratch / "reports/file").read_text("utf-8") == "reports"


def test_mkdocs_itself_builds_and_strict_fails_on_our_errors(small):
    def mkdocs(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "-q", *arguments],
            cwd=small,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    waived = "longest_waiver: 9999 years\nwaivers:\n" + "".join(
        f"  - {{check: {check}, path: '*', reason: Not yet., until: 9999-01-01}}\n"
        for check in ("unmet-requirement", "no-recent-comments", "stale-review")
    )
    (small / "local-offer.yml").write_text(tiny.SETTINGS + waived, "utf-8")
    assert mkdocs("--strict").returncode == 0  # what is waived does not fail it
    (small / "docs/page.md").write_text(tiny.page("[Gone](gone.md)"), "utf-8")
    plain = mkdocs()
    assert plain.returncode == 0
    assert "docs/page.md:7: broken-link: The link “Gone” goes to gone.md" in plain.stderr
    assert mkdocs("--strict").returncode == 1
