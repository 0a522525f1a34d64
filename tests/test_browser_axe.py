"""`check --browser`: what a real Chromium sees, on planted faults and on the shipped site."""

from __future__ import annotations

import dataclasses
import json
import os
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from checks import browser
from checks.model import Look, Site
from publish import cli
from tests import tiny
from tests.conftest import TODAY
from tests.test_suite import SITES, files_of

# Opens Chromium itself, as the command does; the fixture is what skips or fails without one.
pytestmark = pytest.mark.usefixtures("chromium")
SLOW = pytest.mark.skipif(
    os.environ.get("LOCAL_OFFER_BROWSER") != "every-page",
    reason="takes minutes: run by “make barriers”",
)

CHECK = "accessibility-barrier"
PLANTED = files_of(SITES / CHECK)
# One page of each kind, and those with parts of their own.
KINDS = (
    "index.html",
    "404.html",
    "0-4/index.html",
    "youth-hub/your-rights/index.html",
    "easy-read/how-to-complain/index.html",
    "every-age/ehc-plan-dates/index.html",
    "every-age/jargon-buster/index.html",
    "services/index.html",
    "services/by-topic/index.html",
    "services/sendiass-oxfordshire/index.html",
    "about/feedback/index.html",
    "about/how-we-meet-the-law/index.html",
)


@pytest.fixture(scope="module")
def planted(tmp_path_factory) -> Path:
    """A built tiny site with faults. What the check says of it is in its expected.txt."""
    root = tmp_path_factory.mktemp("planted")
    tiny.built(root, PLANTED, TODAY)
    return root


def told(site: Site, look: Look) -> list[str]:
    site = dataclasses.replace(site, look=look)
    return [f"{f.path}:{f.line}: {f.message}" for f in tiny.findings(site, CHECK, TODAY)]


# ---- the command ------------------------------------------------------------------------


def test_the_command_reports_what_the_browser_saw(planted, monkeypatch, capsys):
    monkeypatch.chdir(planted)
    code, report = checked(capsys, "--only", CHECK)
    assert code == 1
    assert report["checks"] == [CHECK]
    assert report["browser"]["pages"] == 3
    assert report["browser"]["axe"].startswith("4.")
    assert report["browser"]["name"].startswith("Chromium ")
    assert len(report["browser"]["shown"]) == 9
    assert {f["check"] for f in report["findings"]} == {CHECK}
    assert len({f["fingerprint"] for f in report["findings"]}) == len(report["findings"]) >= 8


def checked(capsys, *arguments: str) -> tuple[int, dict]:
    # The command has its own loop; in a thread, since this test's browser holds ours.
    words = ["check", "--browser", "--format", "json", "--today", "2026-11-22", *arguments]
    code = tiny.aside(cli.main, words)
    out, err = capsys.readouterr()
    assert "Traceback" not in err
    return code, json.loads(out)


def test_without_the_option_no_browser_is_started(planted, monkeypatch, capsys):
    monkeypatch.chdir(planted)
    monkeypatch.setattr(browser, "look", None)
    assert cli.main(["check", "--format", "json", "--skip", "unmet-requirement"]) in (0, 1)
    report = json.loads(capsys.readouterr().out)
    assert report["browser"] is None
    assert CHECK not in report["checks"]


def test_any_folder_of_html_can_be_looked_at(tmp_path, capsys):
    (tmp_path / "a.html").write_text(
        '<!doctype html>\n<html lang="en"><title>A</title><main><h1 id="top">A</h1>\n'
        '<h2 id="here">Here</h2>\n<p style="color: #ddd">Words</p></main>',
        "utf-8",
    )
    words = ["check-site", str(tmp_path), "--browser", "--format", "json"]
    assert tiny.aside(cli.main, words) == 1
    (found,) = json.loads(capsys.readouterr().out)["findings"]
    assert (found["check"], found["path"], found["line"]) == (CHECK, "a.html", 3)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--browser", "--chromium", "no-such-thing"], "--chromium: there is no program “no-such"),
        (["--only", CHECK], f"--only: {CHECK} is about what a browser sees. Add --browser."),
    ],
)
def test_what_cannot_run_is_one_clear_line(arguments, message, planted, monkeypatch, capsys):
    monkeypatch.chdir(planted)
    assert tiny.aside(cli.main, ["check", *arguments]) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(message)
    assert err.count("\n") == 1


def test_without_the_extra_it_says_what_to_install(planted, monkeypatch, capsys):
    monkeypatch.chdir(planted)
    browser._script.cache_clear()
    find = browser.importlib.util.find_spec
    lacking = "axe_playwright_python"
    monkeypatch.setattr(
        browser.importlib.util, "find_spec", lambda name: None if name == lacking else find(name)
    )
    assert tiny.aside(cli.main, ["check", "--browser"]) == 2
    assert capsys.readouterr().err == (
        "--browser: what drives the browser is not installed. "
        "Run: python -m pip install -e '.[browser]'\n"
    )


def test_without_a_browser_it_says_how_to_get_one(planted, monkeypatch, capsys):
    monkeypatch.chdir(planted)
    monkeypatch.delenv(browser.CHROMIUM, raising=False)
    monkeypatch.setattr(browser.shutil, "which", lambda name: None)
    monkeypatch.setattr(browser.os.path, "isfile", lambda name: False)
    monkeypatch.setattr(browser, "_CHANNELS", ())
    assert tiny.aside(cli.main, ["check", "--browser"]) == 2
    err = capsys.readouterr().err
    assert err.startswith("--browser: no Chromium, Chrome or Edge is installed here.")
    assert err.count("\n") == 1


# ---- what makes it quick leaves nothing out ---------------------------------------------


def test_judging_each_look_of_text_once_finds_what_judging_every_text_finds(planted):
    quick, whole = tiny.look(planted), tiny.look(planted, every_text=True)
    assert any(s.rule == "color-contrast" for s in quick.sightings)
    assert quick.sightings == whole.sightings


@pytest.mark.every_page
@SLOW
def test_so_it_does_on_the_shipped_pages_with_faint_colours(project, tmp_path):
    """Two colours of the theme made faint, one of them in the dark only."""
    site = tmp_path / "site"
    copy_of(project / "site", site)
    css = site / "assets/local-offer.css"
    css.write_text(
        css.read_text("utf-8")
        + ".lo-page-foot { color: #9a9a9a; }"
        + "[data-md-color-scheme=slate] .lo-nav a { color: #4a5a5c; }",
        "utf-8",
    )
    files = ("0-4/index.html", "0-4/early-support/index.html", "youth-hub/index.html")
    quick = tiny.look(tmp_path, files)
    whole = tiny.look(tmp_path, files, every_text=True)
    assert {s.file for s in quick.sightings if "lo-nav" in s.css and "dark" in s.state} == {*files}
    assert not [s for s in quick.sightings if "lo-nav" in s.css and "light" in s.state]
    assert set(quick.sightings) ^ set(whole.sightings) == set()
    assert quick.sightings == whole.sightings


def copy_of(folder: Path, to: Path) -> None:
    for file in folder.rglob("*"):
        if file.is_file():
            copy = to / file.relative_to(folder)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())


def test_dark_by_the_switch_is_dark_from_the_start(project, chromium: Browser):
    """Colours are changed on the open page; a page that opens in the dark looks the same."""
    seen = []
    with browser.served(project / "site") as address:
        for scheme in ("light", "dark"):
            context = chromium.new_context(color_scheme=scheme, reduced_motion="reduce")
            page = context.new_page()
            for file in KINDS[:4]:
                page.goto(f"{address}/{file}")
                page.evaluate(browser._script())
                if scheme == "light":
                    page.emulate_media(color_scheme="dark")
                    page.evaluate("localOfferLook.recolour('dark')")
                page.evaluate("localOfferLook.settled()")
                look = page.evaluate("localOfferLook.look()")
                look["scheme"] = page.evaluate("document.body.dataset.mdColorScheme")
                seen.append((file, sorted(look["keys"]), look["layout"], look["scheme"]))
                page.evaluate("localStorage.clear()")
                page.emulate_media(color_scheme=scheme)
                context.add_init_script("localStorage.clear()")
            context.close()
    assert seen[:4] == seen[4:]
    assert {scheme for *_, scheme in seen} == {"slate"}


def test_a_page_that_lets_no_script_in_is_looked_at_too(tmp_path):
    policy = '<meta http-equiv="Content-Security-Policy" content="script-src \'none\'"></head>'
    template = PLANTED["theme/main.html"].decode().replace("</head>", policy)
    files = {**PLANTED, "theme/main.html": template}
    tiny.built(tmp_path, files, TODAY)
    look = tiny.look(tmp_path)
    assert {"button-name", "image-alt", "reflow", "clipped-text"} <= {
        s.rule for s in look.sightings
    }


# ---- the shipped site -------------------------------------------------------------------


def test_every_kind_of_page_is_free_of_barriers(published, shipped):
    files = {page.built.file for page in shipped.pages if page.built}
    assert files >= set(KINDS)
    assert told(shipped, tiny.look(published, KINDS)) == []


@pytest.mark.every_page
@SLOW
def test_every_page_is_free_of_barriers(published, shipped):
    look = tiny.look(published)
    assert look.pages == len(shipped.by_file) > 200
    assert told(shipped, look) == []
