"""`check-site`: any folder of HTML, with nobody's claims."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from publish import cli
from tests.test_inspection import GOOD


def folder(root: Path, files: dict[str, str]) -> Path:
    for name, body in files.items():
        file = root / "mirror" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"<!doctype html>\n<title>T</title>\n<main>\n{body}\n</main>\n", "utf-8")
    return root / "mirror"


COMPLAIN = f"<h1>Help</h1>\n<h2 id=complain>How to complain</h2>\n<p>{GOOD}</p>"


LINKS = ("--only", "broken-link", "--only", "broken-anchor")


def run(capsys, *arguments: object) -> tuple[int, str, str]:
    code = cli.main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_links_are_placed_in_the_html(tmp_path, capsys):
    here = folder(
        tmp_path,
        {
            "index.html": '<a href="a.html?x=1&amp;y=2">A</a>\n<a href="gone.html">G</a>\n'
            "<a href='a.html#top'>T</a>\n<a href=a.html#no>N</a> <a href=\"gone.html\">G</a>",
            "a.html": '<p id="x">A</p><a href="https://x.uk/index.html">home</a>',
        },
    )
    code, out, _ = run(capsys, "check-site", here, *LINKS, "--format", "json")
    found = [(f["check"], f["path"], f["line"]) for f in json.loads(out)["findings"]]
    assert code == 1
    assert found == [
        ("broken-link", "index.html", 5),
        ("broken-anchor", "index.html", 7),
        ("broken-link", "index.html", 7),
    ]


def test_the_site_s_own_address_counts_as_inside(tmp_path, capsys):
    here = folder(tmp_path, {"index.html": '<a href="https://x.uk/lo/gone/">G</a>'})
    assert run(capsys, "check-site", here, *LINKS)[0] == 0
    assert run(capsys, "check-site", here, *LINKS, "--base-url", "https://x.uk/lo/")[0] == 1


def test_what_keeps_disabled_people_out_is_placed_in_the_html(tmp_path, capsys):
    menu = "<nav>\n<a\nhref='a.html'><img src=m.png></a></nav>"
    here = folder(
        tmp_path,
        {
            "a.html": f"{menu}<h1>A</h1>\n<!-- <img src=x.png> -->\n<img\nsrc=x.png>",
            "b.html": f"{menu}<h1>B</h1>\n<table>\n<td headers=x>1</td></table>",
            "c.html": "<h1>C</h1><div class='a off'><button></button></div>",
        },
    )
    left = ("--skip", "missing-page-language", "--skip", "broken-link")
    (here / "style.css").write_text(".off, .md-toggle { color: red; display: none }", "utf-8")
    given = ("check-site", here, *left, "--format", "json")
    code, out, _ = run(capsys, *given)
    found = [(f["check"], f["path"], f["line"]) for f in json.loads(out)["findings"]]
    assert found == [
        ("empty-link", "a.html", 5),
        ("missing-alt-text", "a.html", 6),
        ("missing-alt-text", "a.html", 8),
        ("bad-table-header", "b.html", 8),
    ]
    assert code == 1
    assert run(capsys, *given) == (code, out, "")


def test_duties_are_hints_with_a_score(tmp_path, capsys):
    here = folder(tmp_path, {"help/complain.html": COMPLAIN, "index.html": "<h1>Hello</h1>"})
    code, out, err = run(capsys, "check-site", here, "--duties", "--today", "2026-11-22")
    assert (code, err) == (0, "")
    assert "  How to complain (sch2-17, must)\n    help/complain.html#complain: “How to c" in out
    assert "musts seem to be there." in out
    assert "A machine check is a help, not legal advice." in out
    code, out, _ = run(capsys, "check-site", here, "--duties", "--format", "json")
    report = json.loads(out)
    complain = next(d for d in report["duties"] if d["duty"] == "sch2-17")
    assert complain["holds"] is True
    assert complain["path"] == "help/complain.html"
    assert report["score"]["must"]["held"] >= 1
    nothing = next(d for d in report["duties"] if d["duty"] == "sch2-apprenticeships")
    assert (nothing["holds"], nothing["path"]) == (False, "")


def test_the_best_section_is_named_not_the_first(tmp_path, capsys):
    passing = f"<h2 id=a>Our school</h2><p>{'We like it here. ' * 30}{GOOD}</p>"
    here = folder(tmp_path, {"a.html": passing, "z.html": COMPLAIN})
    _, out, _ = run(capsys, "check-site", here, "--duties", "--format", "json")
    complain = next(d for d in json.loads(out)["duties"] if d["duty"] == "sch2-17")
    assert (complain["path"], complain["anchor"]) == ("z.html", "complain")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-folder"], "no-such-folder: there is no such folder."),
        (["empty"], "empty: there is no .html file in this folder."),
        (
            ["empty", "--format", "pdf"],
            (
                "--format: “pdf” is not known. Use one of: "
                "github, gitlab, html, json, junit, sarif, text."
            ),
        ),
    ],
)
def test_bad_input(arguments, message, tmp_path, monkeypatch, capsys):
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    assert run(capsys, "check-site", *arguments) == (2, "", f"{message}\n")
