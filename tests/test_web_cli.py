"""`local-offer check-links` and `local-offer links`, from the page to the report."""

from __future__ import annotations

import csv
import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

from checks.web import cli as web
from checks.web.ask import Guard
from checks.web.ledger import Ledger
from publish import cli
from tests import misbehave as m
from tests import tiny
from tests.conftest import ROOT, TODAY

DAY_1, DAY_2, DAY_3 = "2026-11-22", "2026-11-23", "2026-11-24"
FAST = "links: {pace: {delay_seconds: 0}, limits: {request_seconds: 2}}\n"
Command = Callable[..., tuple[int, str, str]]


@pytest.fixture
def world() -> Iterator[m.World]:
    with m.running(m.World({"fine.test": m.says(), "gone.test": m.says("", 404)})) as running:
        yield running


@pytest.fixture
def command(world, tmp_path, monkeypatch, capsys) -> Command:
    """Run a command in the folder of a tiny site whose names lead to the server."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(
        web, "Guard", lambda allowed: Guard(allowed | set(world.behaviours), world.lookup)
    )

    def run(*arguments: str) -> tuple[int, str, str]:
        code = cli.main(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return run


def build(root: Path, text: str, settings: str = "") -> None:
    files = {"docs/page.md": tiny.page(text), "local-offer.yml": tiny.SETTINGS + FAST + settings}
    tiny.built(root, files, TODAY)


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def findings(out: str) -> list[tuple[str, str, int]]:
    found = json.loads(out)["findings"]
    return [(f["check"], f["severity"], f["line"]) for f in found if not f["waived"]]


def test_a_link_dies_and_comes_back(world, command, tmp_path):
    build(tmp_path, f"[Fine]({world.url('fine.test')}) and\n[gone]({world.url('gone.test')}).")
    ask = ("check-links", "--format", "json", "--today")
    code, out, _ = command(*ask, DAY_1)
    assert (code, findings(out)) == (0, [("unreachable-link", "warning", 8)])
    assert "It failed once, today; we have never seen it work." in out
    code, out, _ = command(*ask, DAY_1)  # again, on the same day
    assert (code, findings(out)) == (0, [("unreachable-link", "warning", 8)])
    first = json.loads(out)["findings"][0]
    code, out, _ = command(*ask, DAY_2)
    assert (code, findings(out)) == (1, [("unreachable-link", "error", 8)])
    assert "It has failed since 22 November 2026 (2 runs found it dead)" in out
    # What is the same fault has the same fingerprint, though its words change.
    assert json.loads(out)["findings"][0]["fingerprint"] == first["fingerprint"]
    assert command("check-links", "--fail-on", "never", "--today", DAY_2)[0] == 0
    world.behaviours["gone.test"] = m.says()
    assert command(*ask, DAY_3)[0] == 0
    world.behaviours["gone.test"] = m.says("", 404)
    code, out, _ = command(*ask, "2027-01-05")
    assert (code, findings(out)) == (0, [("unreachable-link", "warning", 8)])
    assert "It failed once, today; it last worked on 24 November 2026." in out
    # The good one was asked on the first day, and when its answer was no longer fresh.
    assert len(world.asked("fine.test")) == 2


def test_the_report_says_what_was_done(world, command, tmp_path):
    world.behaviours["keeps.test"] = m.says("", 403)
    links = [
        world.url("fine.test"), world.url("gone.test"), world.url("keeps.test"),
        world.url("fine.test") + "#here", world.url("fine.test", "/left/out"),
        "http://exa%20mple.test/", "page.md", "mailto:a@example.org", "#place",
    ]  # fmt: skip
    leave = f"  leave_out: {{'http://fine.test:{world.port}/left/*': An example.}}\n"
    settings = leave.replace("  leave_out", ", leave_out").strip()
    root_settings = tiny.SETTINGS + FAST.rstrip("}\n") + "}" + settings + "}\n"
    page = tiny.page(" ".join(f"[x]({link})" for link in links))
    tiny.built(tmp_path, {"docs/page.md": page, "local-offer.yml": root_settings}, TODAY)
    code, out, _ = command("check-links", "--today", DAY_1)
    assert code == 1  # an address that nobody can open is an error of our own
    assert "which has a name that no website can have. To do: Correct the address" in in_one_line(
        out
    )
    assert (
        "Result: 1 error, 1 warning, 1 note. "
        "Web: 6 links to other sites, 5 addresses: 1 works, 1 dead, 1 refused, 1 no proper "
        "address. Asked: 3 asked now, with 3 requests; 0 fresh in the ledger; 1 not asked "
        "(1 since the settings leave them out: An example). "
        "Read: 2 pages,"
    ) in in_one_line(out)
    code, out, _ = command("check-links", "--today", DAY_1, "--format", "json")
    assert json.loads(out)["web"] == {
        "mentions": 6, "addresses": 5, "asked": 2, "requests": 2, "fresh": 1,
        "states": {"works": 1, "dead": 1, "refused": 1, "unknown": 0, "no proper address": 1,
                   "never asked": 0},
        "not_asked": {"the settings leave them out: An example": 1},
    }  # fmt: skip


def test_a_place_that_a_new_link_names_is_looked_for(world, command, tmp_path):
    build(tmp_path, f"[Fine]({world.url('fine.test')})")
    assert command("check-links", "--today", DAY_1)[0] == 0
    build(tmp_path, f"[Fine]({world.url('fine.test')}#Here)")
    _, out, _ = command("check-links", "--today", DAY_1, "--format", "json")
    assert findings(out) == [("unreachable-link", "warning", 7)]
    assert "it has no place “#Here”" in out
    assert "Did you mean #here?" in out


def waiver(about: str, until: str = "2027-01-31") -> str:
    return (
        "waivers:\n  - check: unreachable-link\n    path: docs/*.md\n"
        f"    about: {about}\n    reason: They are moving house.\n    until: {until}\n"
    )


def test_waivers_of_links(world, command, tmp_path):
    build(tmp_path, f"[Gone]({world.url('gone.test')})", waiver("gone.test"))
    for day in (DAY_1, DAY_2):
        code, out, _ = command("check-links", "--today", day)
        assert code == 0
        assert "Waived: They are moving house. Until 31 January 2027." in out
    assert "unused-waiver" not in out
    # An ordinary check knows nothing of the link, and does not call the waiver unused.
    assert "waiver" not in command("check", "--today", DAY_2, "--fail-on", "never")[1]
    code, out, _ = command("check-links", "--today", "2027-02-01")
    assert code == 1
    assert "This waiver of “unreachable-link” for docs/*.md ended on 31 January 2027." in out
    world.behaviours["gone.test"] = m.says()
    _, out, _ = command("check-links", "--today", DAY_3)
    assert "sets nothing aside: its link works again, or is gone." in in_one_line(out)


def test_a_waiver_of_a_link_may_name_its_address_as_a_pattern(world, command, tmp_path):
    links = f"[Gone]({world.url('gone.test', '/a?b=[1]')})\n[Gone]({world.url('gone.test', '/c')})"
    build(tmp_path, links, waiver("gone.test*/a?b=[1]"))
    for day in (DAY_1, DAY_2):
        code, out, _ = command("check-links", "--today", day, "--format", "json")
    assert code == 1
    found = {f["line"]: bool(f["waived"]) for f in json.loads(out)["findings"]}
    assert found == {7: True, 8: False}


def beside(link: str, until: str = "2027-01-31") -> str:
    return (
        f"[Gone]({link}) <!-- local-offer: waive unreachable-link until {until} because they "
        "move -->\n<!-- local-offer: waive broken-link until 2026-11-01 because of old news -->"
    )


def test_a_waiver_of_a_link_may_stand_beside_it(world, command, tmp_path):
    build(tmp_path, beside(world.url("gone.test")))
    for day in (DAY_1, DAY_2):
        code, out, _ = command("check-links", "--today", day, "--format", "json")
        # What waives other checks is theirs.
        assert [(f["check"], bool(f["waived"])) for f in json.loads(out)["findings"]] == [
            ("unreachable-link", True)
        ]
        assert code == 0
    world.behaviours["gone.test"] = m.says()
    _, out, _ = command("check-links", "--today", DAY_3)
    assert "sets nothing aside: its link works again, or is gone." in in_one_line(out)


@pytest.mark.parametrize("where", ["settings", "beside"])
def test_a_waiver_of_a_link_can_last_too_long(where, world, command, tmp_path):
    link, until = world.url("gone.test"), "9999-12-31"
    if where == "settings":
        build(tmp_path, f"[Gone]({link})", waiver("gone.test", until))
    else:
        build(tmp_path, beside(link, until))
    for day in (DAY_1, DAY_2):
        code, out, _ = command("check-links", "--today", day, "--format", "json")
    assert code == 1
    assert {(f["check"], bool(f["waived"])) for f in json.loads(out)["findings"]} == {
        ("unreachable-link", False), ("bad-waiver", False),
    }  # fmt: skip


def test_a_waiver_is_not_unused_while_its_link_was_never_asked(world, command, tmp_path):
    build(tmp_path, f"[Gone]({world.url('gone.test')})", waiver("gone.test"))
    _, out, _ = command("check-links", "--today", DAY_1, "--offline")
    assert "unused-waiver" not in out
    assert "1 never asked" in out
    assert world.log == []


INSIDE = """
[a](http://127.0.0.1:{port}/inside) [b](http://localhost:{port}/inside)
[c](http://[::1]:{port}/inside) [d](http://0x7f.1:{port}/inside) [e](http://2130706433:{port}/inside)
[f](http://169.254.169.254/latest/meta-data/) [g](http://0.0.0.0:{port}/inside)
[h](http://[::ffff:127.0.0.1]:{port}/inside) ![i](http://127.0.0.1:{port}/inside.png)
<iframe src="http://127.0.0.1:{port}/inside"></iframe>
"""


def test_a_stranger_s_pages_and_settings_reach_nothing_inside(world, tmp_path, monkeypatch, capsys):
    """The real look-up of this machine, and no name allowed."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HTTP_PROXY", f"http://127.0.0.1:{world.port}")
    build(tmp_path, INSIDE.replace("{port}", str(world.port)))
    assert cli.main(["check-links", "--today", DAY_1]) == 0
    out = capsys.readouterr().out
    assert world.log == []
    assert in_one_line(out).count("is inside a private network, where families can't go") == 10
    world.behaviours["127.0.0.1"] = m.says()
    again = ["check-links", "--today", DAY_1, "--allow-host", "127.0.0.1"]
    assert cli.main(again) == 0
    assert {a.host for a in world.log} == {"127.0.0.1"}


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("ledger: ../outside.sqlite", "“../outside.sqlite” leads out of the project."),
        ("ledger: /tmp/outside.sqlite", "leads out of the project."),
        ("ledger: docs/page.md", "“docs/page.md” is no name for a ledger: it must end in .sqlite"),
        ('ledger: ""', "local-offer.yml:12: “ledger” names no file. Write one, such as .links/"),
        ("ledger:", "“ledger” names no file."),
        ("ledger: local-offer.yml", "“local-offer.yml” is no name for a ledger"),
        ("pace: {at_once: 500}", "“at_once” must be a whole number from 1 to 10."),
        ("pace: {delay_seconds: -1}", "“delay_seconds” must be a number from 0 to 60."),
        ("limits: {run_minutes: soon}", "“run_minutes” must be a number from 0.01 to 720."),
        ("confirm: {runs: 1}", "“runs” must be a whole number from 2 to 30."),
        ("confirm: {apart: a while}", "“apart” is “a while”, which is not a length of time."),
        ("allow: [127.0.0.1]", "“allow” is not a setting here."),
        ("leave_out: {'*': }", "“*” needs its reason, in words."),
    ],
)
def test_settings_can_t_lead_out(line, said, world, command, tmp_path):
    build(tmp_path, f"[Fine]({world.url('fine.test')})")
    (tmp_path / "local-offer.yml").write_text(f"{tiny.SETTINGS}links:\n  {line}\n", "utf-8")
    code, out, err = command("check-links")
    assert (code, out) == (2, "")
    assert said in err
    assert world.log == []


def test_a_link_in_the_file_system_does_not_lead_out_either(world, command, tmp_path):
    build(tmp_path, f"[Fine]({world.url('fine.test')})")
    inside = tmp_path / "project"
    (tmp_path / "outside").mkdir()
    inside.mkdir()
    for name in ("docs", "site", "mkdocs.yml", "theme", "local-offer.yml"):
        (tmp_path / name).rename(inside / name)
    (inside / ".links").symlink_to(tmp_path / "outside")
    os.chdir(inside)
    code, _, err = command("check-links")
    assert (code, list((tmp_path / "outside").iterdir())) == (2, [])
    assert "leads out of the project" in err


def test_passwords_are_neither_sent_nor_shown_nor_kept(world, command, tmp_path):
    world.behaviours["gone.test"] = m.says(
        "", 301, Location="http://ann:hunter2@fine.test:{port}/x?token=hunter2"
    )
    address = f"http://ann:hunter2@gone.test:{world.port}/"
    build(tmp_path, f"[x]({address}) [y](http://ann:hunter2@nobody.test/) "
          f"[z]({world.url('fine.test')}?token=hunter2)")  # fmt: skip
    for kind in ("text", "json"):
        code, out, err = command("check-links", "--today", DAY_1, "--format", kind)
        assert code == 0
        assert "hunter2" not in out + err
    assert not [a for a in world.log if "authorization" in a.headers]
    assert b"hunter2" not in (tmp_path / ".links/ledger.sqlite").read_bytes()


def test_stopped_at_once_it_speaks_of_no_site(command, monkeypatch):
    def stop(_given: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(web, "check_links", stop)
    code, _, err = command("check-links")
    assert (code, err) == (2, "\nStopped.\n")


def test_only_some_pages(world, command, tmp_path):
    text = {"docs/a.md": tiny.page(f"[x]({world.url('gone.test')})", "A"),
            "docs/b.md": tiny.page(f"[y]({world.url('fine.test')})", "B"),
            "local-offer.yml": tiny.SETTINGS + FAST}  # fmt: skip
    tiny.built(tmp_path, text, TODAY)
    _, out, _ = command("check-links", "--page", "docs/b.md", "--today", DAY_1)
    assert "1 link to another site, 1 address: 1 works." in out
    assert world.asked("gone.test") == []


def test_a_page_that_is_not_there(world, command, tmp_path):
    build(tmp_path, f"[x]({world.url('gone.test')})")
    for pages in (["nomatch"], ["docs/page.md", "nomatch"]):
        options = [part for page in pages for part in ("--page", page)]
        code, out, err = command("check-links", *options, "--today", DAY_1)
        assert (code, out) == (2, "")
        assert err.startswith("--page nomatch: no page matches. Write it like ")
    _, _, err = command("check-links", "--page", "docs/pag.md", "--today", DAY_1)
    assert err == "--page docs/pag.md: no page matches. Did you mean “docs/page.md”?\n"
    assert world.log == []
    # A page without such links is there all the same.
    build(tmp_path, "Words.")
    assert command("check-links", "--page", "docs/page.md", "--today", DAY_1)[0] == 0


def test_any_folder_of_html(world, command, tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made/index.html").write_text(
        f"<p>\n<a href='{world.url('gone.test')}'>x</a>", "utf-8"
    )
    code, out, _ = command("check-links", "made", "--today", DAY_1, "--format", "json")
    assert (code, findings(out)) == (0, [("unreachable-link", "warning", 2)])
    assert (tmp_path / ".links/ledger.sqlite").is_file()
    # What was learned is listed there too, where nobody has settings.
    code, out, _ = command("links", "--format", "json")
    assert (code, [row["state"] for row in json.loads(out)["links"]]) == (0, ["dead"])


def test_an_ordinary_check_asks_nobody(world, command, tmp_path):
    build(tmp_path, f"[Gone]({world.url('gone.test')})")
    command("check", "--today", DAY_1)
    assert world.log == []
    code, _, err = command("check", "--only", "unreachable-link")
    assert code == 2
    assert "--only: “unreachable-link” needs the network, so it is not run here." in err


def test_offline(world, command, tmp_path, monkeypatch):
    monkeypatch.setattr("checks.web.verdict.RETRIES", 0)
    world.numbers.update({"one.test": ["again"], "two.test": ["again"]})
    build(tmp_path, "[1](http://one.test/) [2](http://two.test/)")
    world_settings = "links: {pace: {delay_seconds: 0}, limits: {request_seconds: 1}}\n"
    (tmp_path / "local-offer.yml").write_text(tiny.SETTINGS + world_settings, "utf-8")
    code, out, err = command("check-links", "--today", DAY_1)
    assert (code, out) == (2, "")
    assert err.endswith("this machine seems to be offline. Nothing was noted.\n")


def test_a_crash_fails_the_run_by_name(world, command, tmp_path, monkeypatch):
    build(tmp_path, f"[Fine]({world.url('fine.test')}) [gone]({world.url('gone.test')})")

    def crash(*given: object, **named: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("checks.web.page.signs", crash)
    code, out, _ = command("check-links", "--today", DAY_1)
    assert code == 2
    failed = "Failed: the check unreachable-link did not finish (ZeroDivisionError at fine.test)."
    assert failed in out
    assert "which is not there (404)" in out  # what could be learned is told


def test_a_stop_by_hand_keeps_what_was_learned(world, tmp_path):
    world.behaviours["127.0.0.1"] = lambda c, a: (time.sleep(0.05), m.says()(c, a))
    links = " ".join(f"[x](http://127.0.0.1:{world.port}/{n})" for n in range(300))
    build(tmp_path, links)
    child = subprocess.Popen(
        [sys.executable, "-m", "publish", "check-links", "--allow-host", "127.0.0.1"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    deadline = time.monotonic() + 30
    while len(world.log) < 40 and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGINT)
    out, err = child.communicate(timeout=30)
    assert (child.returncode, out) == (2, "")
    assert "Stopped after " in err
    assert "what they answered is kept in .links/ledger.sqlite." in err
    listed = subprocess.run(
        [sys.executable, "-m", "publish", "links", "--state", "works", "--format", "json"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert 30 <= len(json.loads(listed.stdout)["links"]) < 300


def test_the_ledger_is_listed(world, command, tmp_path):
    world.behaviours["old.test"] = m.by_path(page=m.says("", 301, Location="/new"), new=m.says())
    world.behaviours["slow.test"] = lambda c, a: (time.sleep(0.3), m.says()(c, a))
    names = ("fine.test", "gone.test", "old.test", "slow.test")
    build(tmp_path, " ".join(f"[x]({world.url(name)})" for name in names))
    code, out, err = command("links")
    assert (code, out) == (2, "")
    assert err.startswith(".links/ledger.sqlite: there is no ledger yet. Run “local-offer check-li")
    command("check-links", "--offline", "--today", DAY_1)
    assert command("links")[1].startswith("never asked: 4 addresses\n")
    command("check-links", "--today", DAY_1)
    text = command("links")[1]
    assert [line for line in text.splitlines() if not line.startswith(" ")] == [
        "dead: 1 address", "", "works: 3 addresses", "", "4 addresses in the ledger, as asked for.",
    ]  # fmt: skip
    assert "is not there (404); since 22 November 2026; asked on 22 November 2026" in text
    assert f"now http://old.test:{world.port}/new" in text
    by_host = command("links", "--by", "host")[1]
    assert by_host.startswith("fine.test: 1 address\n")
    rows = list(csv.DictReader(io.StringIO(command("links", "--format", "csv")[1])))
    assert {row["host"]: row["state"] for row in rows} == {
        "fine.test": "works", "gone.test": "dead", "old.test": "works", "slow.test": "works",
    }  # fmt: skip
    listed = json.loads(command("links", "--by", "slowest", "--format", "json")[1])["links"]
    assert listed[0]["host"] == "slow.test"
    one = json.loads(command("links", "--host", "GONE.test", "--format", "json")[1])["links"]
    assert [row["host"] for row in one] == ["gone.test"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check-links", "--fail-on", "panic"], "--fail-on: “panic” is not known."),
        (["check-links", "--format", "jsn"], "--format: “jsn” is not known. Did you mean “json”?"),
        (["check-links", "--minutes", "0"], "--minutes: write a number of minutes"),
        (["check-links", "--site", "nowhere"], "nowhere: there is no built site here."),
        (["check-links", "--ledger", "docs"], "docs: can't be"),
        *(
            (["check-links", "--allow-host", name], f"--allow-host: “{name}” is not the name of on")
            for name in ("", "*", "a.test:80", "http://a.test", "a.test/x", "me@a.test", "a b")
        ),
        (["links", "--ledger", "empty.sqlite"], "empty.sqlite: there is no ledger yet."),
        (["links", "--state", "ded"], "--state: “ded” is not known. Did you mean “dead”?"),
        (["links", "--by", "size"], "--by: “size” is not known."),
    ],
)
def test_bad_options(arguments, said, world, command, tmp_path):
    build(tmp_path, "Words.")
    command("check-links", "--today", DAY_1)
    (tmp_path / "empty.sqlite").touch()
    code, out, err = command(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


def test_an_empty_file_is_room_for_a_ledger(world, command, tmp_path):
    build(tmp_path, f"[Fine]({world.url('fine.test')})")
    (tmp_path / "empty.sqlite").touch()
    assert command("check-links", "--today", DAY_1, "--ledger", "empty.sqlite")[0] == 0
    assert "1 address" in command("links", "--ledger", "empty.sqlite")[1]


@pytest.mark.parametrize(
    ("name", "host"),
    [("Intranet.Test", "intranet.test"), ("10.0.0.1", "10.0.0.1"), ("::1", "::1"),
     ("münchen.test", "xn--mnchen-3ya.test")],
)  # fmt: skip
def test_a_host_is_let_in_by_its_name(name, host):
    assert web._host(name) == host


@pytest.mark.parametrize("junk", [b"\x00", b"\xff", b"a", b"\n]["])
@pytest.mark.parametrize("start", [0, 4200, 9000])
def test_a_damaged_ledger_is_told_in_one_line(junk, start, command, tmp_path):
    build(tmp_path, "Words.")
    file = tmp_path / "broken.sqlite"
    with Ledger(file) as book:
        book.see([f"https://h{n % 50}.test/{n}" for n in range(500)], date(2026, 11, 22))
    data = file.read_bytes()
    file.write_bytes(data[:start] + (junk * 4800)[:4800] + data[start + 4800 :])
    for asked in (["links"], ["check-links", "--offline", "--today", DAY_1]):
        code, out, err = command(*asked, "--ledger", "broken.sqlite")
        assert (code, out) == (2, "")
        assert err.startswith("broken.sqlite: can't be read as a ledger of links (")
        assert err.count("\n") == 1
