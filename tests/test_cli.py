"""Bad input: one clear line, exit code 2, nothing written."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from checks import cli as checks_cli
from publish import cli
from tests import tiny
from tests.conftest import ROOT, TODAY


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("tiny")
    tiny.built(root, {"docs/page.md": tiny.page("[Gone](gone.md)")}, TODAY)
    return root


@pytest.fixture
def here(project, monkeypatch) -> Path:
    monkeypatch.chdir(project)
    return project


def run(capsys, *arguments: str) -> tuple[int, str, str]:
    code = cli.main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--today", "2026-02-30"], "--today: “2026-02-30” is not a date. Write it"),
        (["check", "--today", "tomorrow"], "--today: “tomorrow” is not a date."),
        (
            ["check", "--today", "22/11/2026"],
            "“22/11/2026” is not a date. Did you mean 2026-11-22",
        ),
        (["check", "--today", "20261122"], "“20261122” is not a date. Did you mean 2026-11-22?"),
        (["check", "--today", ""], "--today: “” is not a date. Write it like 2026-11-22."),
        (["check", "--law-as-at", "2029"], "--law-as-at: “2029” is not a date."),
        (["check", "--format", "jsn"], "--format: “jsn” is not known. Did you mean “json”?"),
        (["check", "--format", "pdf"], "--format: “pdf” is not known. Use one of: github, g"),
        (["check", "--only", "broken-lnk"], "--only: “broken-lnk” is not known. Did you mean “bro"),
        (["check", "--skip", "xyz"], "--skip: “xyz” is not known. Use one of: accessibility-ba"),
        (["check", "--fail-on", "panic"], "--fail-on: “panic” is not known. Use one of: error, n"),
        (["check", "--site", "nowhere"], "nowhere: there is no built site here. Run “local-offer"),
        (["check", "--output", "no/such/folder.txt"], "folder.txt: can't be written (No such fil"),
        (
            ["check", "--output", "docs/index.md"],
            "docs/index.md: reports don't go into docs/. Name another file.",
        ),
        (["check", "--output", "theme/a.txt"], "theme/a.txt: reports don't go into theme/."),
        (["check", "--output", "mkdocs.yml"], "mkdocs.yml: reports don't take the place of it."),
        (["check", "--output", "site"], "site: can't be written (Is a directory)."),
        (["check", "--output", "/dev/full"], "/dev/full: can't be written (No space left on dev"),
        (
            ["check", "--output", "a", "--output", "b"],
            "local-offer check: --output is given twice.",
        ),
        (["check", "--format", "json", "--format", "text"], "--format is given twice."),
        (["check", "--form", "json"], "local-offer: unrecognized arguments: --form json."),
        (
            ["check", "--only", "broken-link", "--skip", "broken-link"],
            "--skip: no check is left to run.",
        ),
        (["check-site", ""], "DIR: this is no name of a folder. Write one, or . for the one you"),
        (["check-links", " "], "DIR: this is no name of a folder."),
        (["check", "--oops"], "local-offer: unrecognized arguments: --oops. See"),
        (["chek"], "local-offer: argument COMMAND: invalid choice: 'chek'"),
        ([], "local-offer: the following arguments are required: COMMAND. See “local-offer --he"),
    ],
)
def test_bad_options(arguments, message, here, capsys):
    code, out, err = run(capsys, *arguments)
    assert code == 2
    assert out == ""
    assert message in err
    assert err.count("\n") == 1


def test_no_project(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for command in ("check", "build", "serve"):
        code, out, err = run(capsys, command)
        assert (code, out) == (2, "")
        assert err == (
            "docs/: there is no such folder here. Run this in the project's folder.\n"
            "mkdocs.yml: there is no such file here. Run this in the project's folder.\n"
        )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("file", "content", "message"),
    [
        ("docs/bad.md", b"---\ntitle: T\n---\nCaf\xe9", "docs/bad.md:4: this file is not UTF-8."),
        ("docs/bad.md", b"---\ntitle: 'T\n---\n", "docs/bad.md:2: the front matter can't be read"),
        ("docs/bad.md", b"---\na: b: c\n---\n", "docs/bad.md:2: the front matter can't be read"),
        ("local-offer.yml", b"teams: [", "local-offer.yml:1: can't be read"),
        ("local-offer.yml", b"\xff\xfe", "local-offer.yml:1: this file is not UTF-8."),
        ("mkdocs.yml", b"site_name: [", "mkdocs.yml:1: can't be read"),
        ("mkdocs.yml", b"a: " + b"[" * 5000, "mkdocs.yml: can't be read: it is not YAML."),
        ("mkdocs.yml", b"a: \0", "mkdocs.yml: can't be read: an invisible character"),
        ("mkdocs.yml", b"site_name: A\nsite_name: B\n", "mkdocs.yml:2: “site_name” is given tw"),
        ("mkdocs.yml", b"plugins: [local-ofer]\nsite_name: A\n", "mkdocs.yml:1: “plugins”: "),
        (
            "mkdocs.yml",
            b"site_name: A\nhooks: [no.py]\n",
            "mkdocs.yml:2: “hooks”: The path 'no",
        ),
        (
            "mkdocs.yml",
            b"site_name: A\nplugins: [local-offer]\ndocs_dir: theme\n",
            "mkdocs.yml:3: “docs_dir”: the pages that are checked are those of docs/.",
        ),
        (
            "mkdocs.yml",
            b"site_name: A\nsite_url: https://a.uk/a b\nplugins: [local-offer]\n",
            "mkdocs.yml:2: “site_url”: this is no whole address. Write it like https://",
        ),
        (
            "mkdocs.yml",
            b"site_name: A\nhooks: [wrong.py]\n",
            "mkdocs.yml: it can't be used: SyntaxError: invalid syntax (wrong.py, line 1)",
        ),
        ("local-offer.yml", b"#" * 1_000_001, "local-offer.yml:1: can't be read: it has more than"),
        ("docs/about/glossary.yml/x", b"", "docs/about/glossary.yml: this is no file."),
    ],
)
def test_unreadable_files(file, content, message, tmp_path, monkeypatch, capsys):
    tiny.write(tmp_path, {})
    (tmp_path / "wrong.py").write_text("def (", "utf-8")
    (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / file).write_bytes(content)
    monkeypatch.chdir(tmp_path)
    code, out, err = run(capsys, "build")
    assert (code, out) == (2, "")
    assert message in err
    assert len(err.replace("Building the site…\n", "").splitlines()) == 1
    assert not (tmp_path / "site").exists()
    assert not (tmp_path / "reports").exists()


def test_all_unreadable_files_are_named_at_once(tmp_path, monkeypatch, capsys):
    tiny.write(tmp_path, {"docs/one.md": "---\na: 'b\n---\n", "docs/two.md": "---\n\tc: d\n---\n"})
    monkeypatch.chdir(tmp_path)
    _, _, err = run(capsys, "build")
    assert re.findall(r"^docs/(\w+)\.md:\d+: ", err, re.MULTILINE) == ["one", "two"]


def test_exit_codes(here, capsys):
    today = ["--today", "2026-11-22"]
    assert run(capsys, "check", *today, "--only", "broken-link")[0] == 1
    assert run(capsys, "check", *today, "--only", "broken-link", "--fail-on", "never")[0] == 0
    assert run(capsys, "check", *today, "--only", "broken-anchor")[0] == 0
    stale = ["check", "--today", "2027-05-05", "--only", "stale-review"]
    assert run(capsys, *stale)[0] == 0
    assert run(capsys, *stale, "--fail-on", "warning")[0] == 1
    assert run(capsys, "check", "--today", "2027-05-31", "--only", "stale-review")[0] == 1


def test_only_and_skip(here, capsys):
    def checks(*arguments: str) -> list[str]:
        _, out, _ = run(capsys, "check", "--format", "json", *arguments)
        return json.loads(out)["checks"]

    everything = checks()
    assert len(everything) >= 10
    assert checks("--only", "broken-link", "--only", "bad-front-matter") == [
        "bad-front-matter",
        "broken-link",
    ]
    assert checks("--skip", "broken-link") == [c for c in everything if c != "broken-link"]


def test_json_is_format_1(here, capsys):
    _, out, _ = run(capsys, "check", "--format", "json", "--today", "2026-11-22")
    report = json.loads(out)
    assert report["format"] == 1
    assert report["today"] == "2026-11-22"
    assert {"pages", "errors", "warnings", "notes", "waived"} <= set(report["summary"])
    broken = next(f for f in report["findings"] if f["check"] == "broken-link")
    assert broken == {
        "check": "broken-link",
        "severity": "error",
        "path": "docs/page.md",
        "line": 7,
        "message": "The link “Gone” goes to gone.md, which is not there.",
        "fix": "Correct the address, or take the link out.",
        "requirement": None,
        "citation": None,
        "waived": None,
        "fingerprint": broken["fingerprint"],
    }
    assert re.fullmatch("[0-9a-f]{16}", broken["fingerprint"])
    duty = next(r for r in report["requirements"] if r["id"] == "sch2-17")
    assert (duty["outcome"], duty["force"], duty["evidence"]) == ("missing", "must", [])


def test_a_fingerprint_stays_when_its_line_moves(tmp_path):
    site = tiny.built(tmp_path, {"docs/page.md": tiny.page("[Gone](gone.md)")}, TODAY)
    moved = tiny.built(tmp_path, {"docs/page.md": tiny.page("More.\n\n[Gone](gone.md)")}, TODAY)
    (before,) = tiny.findings(site, "broken-link", TODAY)
    (after,) = tiny.findings(moved, "broken-link", TODAY)
    assert (before.line, after.line) == (7, 9)
    assert before.fingerprint == after.fingerprint


def test_a_report_in_a_file(here, capsys, tmp_path):
    file = tmp_path / "report.json"
    code, out, _ = run(capsys, "check", "--format", "json", "--output", str(file))
    assert code == 1
    assert json.loads(file.read_text("utf-8"))["format"] == 1
    assert out.startswith("Result: ")
    assert list(tmp_path.iterdir()) == [file]


def test_where_a_report_may_go(here, capsys, tmp_path):
    """An older report and what a link leads to are replaced whole; - is the terminal."""
    (tmp_path / "old").write_text("old" * 9999, "utf-8")
    (tmp_path / "link").symlink_to("old")
    (tmp_path / "loop").symlink_to("loop")
    ask = ("check", "--only", "broken-anchor", "--format", "json", "--output")
    assert run(capsys, *ask, str(tmp_path / "link"))[0] == 0
    assert json.loads((tmp_path / "old").read_text("utf-8"))["format"] == 1
    assert (tmp_path / "link").is_symlink()
    assert run(capsys, *ask, str(tmp_path / "loop"))[0] == 2
    code, out, _ = run(capsys, *ask, "-")
    assert (code, json.loads(out)["format"]) == (0, 1)
    assert not Path("-").exists()
    assert run(capsys, *ask, str(tmp_path / ("x" * 252)))[0] == 0
    assert sorted(len(file.name) for file in tmp_path.iterdir()) == [3, 4, 4, 252]


@pytest.mark.parametrize(
    ("redirected", "code"),
    [
        ("| head -0", 0),  # what was found counts, also when nobody reads on
        (">/dev/full", 2),
        ("--only x 2>/dev/full", 2),
        (">&-", 0),
        ("2>&-", 0),
    ],
)
def test_nobody_may_be_listening(here, redirected, code):
    command = f'"$0" -m publish check --only broken-anchor {redirected}; exit ${{PIPESTATUS[0]}}'
    done = subprocess.run(
        ["bash", "-c", command, sys.executable],
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_narrow_terminal_gets_narrow_lines(here, monkeypatch):
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setattr("sys.stdout", out := Terminal())
    cli.main(["check", "--only", "broken-link"])
    told = out.getvalue().split("Result:")[0].splitlines()
    assert 30 < max(map(len, told)) <= 40


def test_the_module_says_the_same(here, capsys):
    ours = run(capsys, "check", "--today", "2026-11-22")
    code = checks_cli.main(["--today", "2026-11-22"])
    out, err = capsys.readouterr()
    assert (code, out, err) == ours


def test_help_and_version(here, capsys):
    for arguments in (["--help"], ["--version"], ["check", "--help"]):
        with pytest.raises(SystemExit) as stop:
            cli.main(arguments)
        assert stop.value.code == 0
    assert "--law-as-at" in capsys.readouterr().out
