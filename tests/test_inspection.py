"""Coverage, the plan, the evidence pack and the public page that shows them."""

from __future__ import annotations

import csv
import io
import json
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from checks import coverage, evidence, plan, run
from checks.model import CannotRun, Outcome
from checks.pack import NO_LAW, Law
from checks.suite import CHECKS
from publish import cli, inspection
from tests import tiny
from tests.conftest import TODAY

GOOD = """\
You can complain about a school, the council, the NHS or social care. First tell the head
teacher or the manager of the service what went wrong, by phone or in writing. Next, ask for the
complaints procedure of the school or the council. You can ring 01632 960001. They must answer
within 20 working days. If you are still unhappy, go to the ombudsman, who is free. This is for
families of children with special educational needs or disabilities.
"""
PAGE = """\
---
title: How to complain
summary: What to do when help goes wrong.
owner: rights
last_reviewed: {reviewed}
meets: [sch2-17#how]
---
## How {{#how}}

{body}
"""
COMMENTS = """\
- id: late
  about: =Late letters
  heard: 2026-01
  who: [parents]
  said: Letters come late & “often”.
  answer: Yes <b>they do</b>.
  status: done
  published: 2026-11-02
"""


@pytest.fixture
def duties(law):
    return [duty for duty in law.requirements if duty.id in ("sch2-17", "sch2-2", "reg-57-a")]


@pytest.fixture
def site(tmp_path):
    files = {
        "docs/index.md": tiny.page("[Complain](complain.md), [stale](stale.md)", "Home"),
        "docs/complain.md": PAGE.format(reviewed="2026-11-02", body=GOOD),
        "docs/stale.md": tiny.page("Old.", "Stale").replace("2026-11-02", "2024-01-02"),
        "docs/about/comments.yml": COMMENTS,
    }
    return tiny.built(tmp_path, files, TODAY)


@pytest.fixture
def report(site, duties):
    return run.run(site, Law(tuple(duties)), run.Chosen(CHECKS, TODAY))


def test_coverage_says_where_when_and_whose(report, site):
    rows = {row.duty: row for row in coverage.rows(report.standings, site.settings)}
    met = rows["sch2-17"]
    assert met.outcome == Outcome.MET
    assert (met.path, met.section, met.anchor) == ("docs/complain.md", "How", "how")
    assert (met.last_reviewed, met.next_review) == ("2026-11-02", "2027-05-02")
    assert met.owner == "Rights team"
    assert met.url == "complain/"
    assert rows["sch2-2"].outcome == Outcome.MISSING
    assert rows["sch2-2"].path == ""


def test_coverage_is_filtered(report, site):
    table = coverage.rows(report.standings, site.settings)

    def ids(**filters: list[str]) -> set[str]:
        empty: dict[str, list[str]] = {"ages": [], "packs": [], "outcomes": []}
        return {row.duty for row in coverage.chosen(table, **{**empty, **filters})}

    assert ids() == {"sch2-17", "sch2-2", "reg-57-a"}
    assert ids(outcomes=["met"]) == {"sch2-17"}
    assert ids(packs=["schedule-2"]) == {"sch2-17", "sch2-2"}
    assert ids(ages=["0-4"]) == {"sch2-17", "sch2-2", "reg-57-a"}
    assert ids(ages=[], outcomes=["hinted"]) == set()


def test_coverage_in_its_formats(report, site):
    table = coverage.rows(report.standings, site.settings)
    read = list(csv.DictReader(io.StringIO(coverage.as_csv(table))))
    assert [row["duty"] for row in read] == [row.duty for row in table]
    assert json.loads(coverage.as_json(table))["rows"][0]["duty"] == table[0].duty
    text = coverage.as_text(table)
    assert text.endswith("3 duties: 1 met, 2 missing.\n")
    assert "met      sch2-17" in text


def test_the_plan_is_in_phases(report, site):
    made = plan.plan(report, site, {"/stale/": 120, "/offer/complain/": 3, "/gone/": 9})
    assert [(t.phase, t.duty or t.path, t.views) for t in made.tasks] == [
        (1, "reg-57-a", None if made.tasks[0].path == "" else made.tasks[0].views),
        (1, "sch2-2", None if made.tasks[1].path == "" else made.tasks[1].views),
        (2, "docs/stale.md", 120),
    ]
    assert made.unknown == ("/gone/",)
    assert made.tasks[2].owner == "Early years team"
    text = plan.as_text(made)
    assert "2. Bring pages up to date (1 task)" in text
    assert "docs/stale.md; Early years team, 120 views" in text
    assert "3. Do what guidance asks (0 tasks)\n\n  Nothing to do." in text
    assert "  /gone/" in text


GOLDEN = Path(__file__).parent / "golden"


def golden(name: str, made: str, request: pytest.FixtureRequest) -> None:
    file = GOLDEN / name
    if request.config.getoption("--update-golden"):
        file.parent.mkdir(exist_ok=True)
        file.write_bytes(made.encode())
    assert made == file.read_bytes().decode()


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_coverage_reads_as_a_person_read_it(form, report, site, request):
    table = coverage.rows(report.standings, site.settings)
    golden(f"coverage.{form}", coverage.FORMATS[form](table), request)


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_the_plan_reads_as_a_person_read_it(form, report, site, request):
    made = plan.plan(report, site, {"/stale/": 120, "/offer/complain/": 3, "/gone/": 9})
    golden(f"plan.{form}", plan.FORMATS[form](made), request)


def test_the_evidence_reads_as_a_person_read_it(report, site, tmp_path_factory, request):
    folder = tmp_path_factory.mktemp("out") / "evidence"
    changes = {"docs/complain.md": [inspection.Change("2026-11-02", "Say who to ring")]}
    inspection.write(folder, report, site, changes)
    for file in sorted(folder.iterdir()):
        golden(f"evidence-{file.name}", file.read_bytes().decode(), request)


def test_what_is_waived_is_no_task(tmp_path, duties):
    waiver = """
waivers:
  - {check: unmet-requirement, path: "*", about: sch2-2, reason: It comes later., until: 2027-01-01}
"""
    site = tiny.built(tmp_path, {"local-offer.yml": tiny.SETTINGS + waiver}, TODAY)
    law = Law(tuple(duties))
    made = plan.plan(run.run(site, law, run.Chosen(CHECKS, TODAY)), site, None)
    assert {task.duty for task in made.tasks} == {"sch2-17", "reg-57-a"}
    assert [finding.requirement for finding in made.waived] == ["sch2-2"]
    assert "  sch2-2: It comes later. Until 1 January 2027." in plan.as_text(made)
    assert json.loads(plan.as_json(made))["waived"][0]["duty"] == "sch2-2"


def test_a_duty_is_set_aside_only_when_all_of_it_is(tmp_path, duties):
    short = PAGE.format(reviewed="2026-11-02", body="Soon.")
    waiver = """
waivers:
  - {check: unsupported-claim, path: docs/a.md, reason: It comes later., until: 2027-01-01}
"""
    files = {"docs/a.md": short, "docs/b.md": short, "local-offer.yml": tiny.SETTINGS + waiver}
    site = tiny.built(tmp_path, files, TODAY)
    law = Law(tuple(duty for duty in duties if duty.id == "sch2-17"))
    made = plan.plan(run.run(site, law, run.Chosen(CHECKS, TODAY)), site, None)
    assert [task.duty for task in made.tasks] == ["sch2-17"]
    assert made.waived == ()


def test_the_most_read_stale_page_comes_first(tmp_path, duties):
    old = tiny.page("Old.", "{}").replace("2026-11-02", "2024-01-02")
    files = {f"docs/{name}.md": old.replace("{}", name) for name in ("a", "b", "c")}
    site = tiny.built(tmp_path, files, TODAY)
    report = run.run(site, NO_LAW, run.Chosen((), TODAY))
    made = plan.plan(report, site, {"/b/": 5, "c": 50, "/a/index.html?x=1": 7})
    assert [t.path for t in made.tasks] == ["docs/c.md", "docs/a.md", "docs/b.md"]
    uncounted = plan.plan(report, site, None)
    assert [t.views for t in uncounted.tasks] == [None, None, None]


def test_a_page_that_only_needs_reading_again_is_phase_2(tmp_path, duties):
    files = {"docs/complain.md": PAGE.format(reviewed="2025-01-02", body=GOOD)}
    site = tiny.built(tmp_path, files, TODAY)
    made = plan.plan(run.run(site, Law(tuple(duties[-1:])), run.Chosen((), TODAY)), site, None)
    assert all(task.duty != "sch2-17" for task in made.tasks)
    assert [t.path for t in made.tasks if t.phase == 2] == ["docs/complain.md"]


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("path,views\n/a/,1\n", {"/a/": 1}),
        ("\ufeff/a/,1\r\n/a/,2\r\n", {"/a/": 3}),
        ('# from analytics\npath,views\n"/a,b/","1,200"\n\n', {"/a,b/": 1200}),
        ("", {}),
    ],
)
def test_views_are_read(text, counted):
    assert plan.views(text, "v.csv") == counted


def test_views_that_are_wrong_are_all_named():
    with pytest.raises(CannotRun) as error:
        plan.views("path,views\n/a/,many\n/b/,2\n/c/\n", "v.csv")
    assert [line.split(": ")[0] for line in str(error.value).splitlines()] == [
        "v.csv:2",
        "v.csv:4",
    ]


# ---- the evidence pack ------------------------------------------------------------------


class Outline(HTMLParser):
    """Counts tags, to see that the page is well made and asks nothing of anybody."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.addresses: list[str] = []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.addresses += [v or "" for k, v in attributes if k in ("href", "src")]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_evidence_stands_alone(report, site, tmp_path):
    changes = {"docs/complain.md": [inspection.Change("2026-11-02", "Say who to ring <first>")]}
    folder = tmp_path / "evidence"
    inspection.write(folder, report, site, changes)
    assert sorted(file.name for file in folder.iterdir()) == [
        "comments.csv",
        "duties.csv",
        "findings.csv",
        "index.html",
    ]
    text = (folder / "index.html").read_text("utf-8")
    outline = Outline()
    outline.feed(text)
    assert outline.open == []
    assert all(address.startswith("#") for address in outline.addresses)
    for said in (
        "SEND Local Offer: evidence, 22 November 2026",
        "You can complain about a school, the council",
        "<dd>2 May 2027</dd>",
        "2026-11-02: Say who to ring &lt;first&gt;",
        "1 comment: 1 answered, 0 still open.",
        "Yes &lt;b&gt;they do&lt;/b&gt;.",
        "A machine check is a help, not legal advice.",
        "docs/stale.md, line 5: This page was due to be checked by 2 July 2024",
    ):
        assert said in text
    # A spreadsheet must not take a comment for a formula.
    assert "'=Late letters" in (folder / "comments.csv").read_text("utf-8")


def test_history_comes_from_git(tmp_path):
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=n", "-c", "user.email=e@x.uk"]
        subprocess.run(["git", *who, *arguments], cwd=tmp_path, check=True, capture_output=True)

    assert inspection.history(tmp_path) is None
    git("init", "-q")
    page = tmp_path / "docs/café page.md"
    page.parent.mkdir()
    for text in ("one", "two"):
        page.write_text(text, "utf-8")
        git("add", "-A")
        git("commit", "-q", "-m", f"Write {text}", "--date", "2026-11-02T12:00:00")
    changes = inspection.history(tmp_path)
    assert changes
    assert [change.subject for change in changes["docs/café page.md"]] == ["Write two", "Write one"]


def test_the_commands(tmp_path, monkeypatch, capsys):
    files = {"docs/complain.md": PAGE.format(reviewed="2026-11-02", body=GOOD)}
    tiny.built(tmp_path, files, TODAY)
    monkeypatch.chdir(tmp_path)
    day = ["--today", "2026-11-22"]
    assert cli.main(["coverage", *day, "--outcome", "met", "--format", "csv"]) == 0
    assert "sch2-17" in capsys.readouterr().out
    (tmp_path / "v.csv").write_text("path,views\n/complain/,12\n", "utf-8")
    assert cli.main(["plan", *day, "--views", "v.csv", "--output", "plan.txt"]) == 0
    assert "1. Meet the law" in (tmp_path / "plan.txt").read_text("utf-8")
    assert cli.main(["evidence", *day]) == 0
    assert capsys.readouterr().out == "Written: evidence/index.html and its tables.\n"
    assert (tmp_path / "evidence/duties.csv").is_file()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["coverage", "--instrument", "schedle-2"], "--instrument: “schedle-2” is not known. Did"),
        (["coverage", "--outcome", "fine"], "invalid choice: 'fine'"),
        (["plan", "--views", "none.csv"], "none.csv: can't be read (No such file or directory)."),
        (["evidence", "--output", "docs/index.md"], "index.md: can't be written (File exists)."),
    ],
)
def test_bad_input(arguments, message, tmp_path, monkeypatch, capsys):
    tiny.built(tmp_path, {}, TODAY)
    monkeypatch.chdir(tmp_path)
    assert cli.main(arguments) == 2
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""
    assert captured.err.count("\n") == 1


def test_the_public_page_shows_every_duty(published, shipped, law):
    from publish import compliance  # noqa: PLC0415

    standings = evidence.assess(shipped, law.in_force(TODAY), TODAY)
    text = (published / "site/about/how-we-meet-the-law/index.html").read_text("utf-8")
    assert compliance.MARK not in text
    shown = [s for s in standings if s.outcome is not Outcome.PROCESS]
    met = sum(s.outcome is Outcome.MET for s in shown)
    assert f"<strong>{met} of {len(shown)}</strong>" in text
    for standing in shown:
        assert standing.requirement.citation in text
    assert 'href="../../every-age/complaints/#' in text
