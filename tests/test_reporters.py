"""Every format of the report: its words, its shape, and that nothing in it breaks out."""

from __future__ import annotations

import html.parser
import json
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import manual, run
from checks.model import Failure, Finding, Report, Seen, Severity, Tally
from checks.reporters import REPORTERS
from checks.suite import CHECKS, ON_REQUEST
from publish import cli
from tests import tiny
from tests.conftest import TODAY

GOLDEN = Path(__file__).parent / "golden"
EVERYTHING = Path(__file__).parent / "sites/everything"
# So few that a new check changes none of the expected reports.
NAMES = ("broken-link", "review-due-soon", "stale-review", "unmet-requirement")
FAILURES = (
    Failure("check", "hard-to-read", "ValueError: no vowels at checks/reading.py:12"),
    Failure("page", "0-4/index.html", "Permission denied"),
)
ENDINGS = {"github": "txt", "gitlab": "json", "html": "html", "json": "json", "junit": "xml"}


@pytest.fixture(scope="module")
def report(tmp_path_factory, law) -> Report:
    """Errors, a warning, a note, a waiver, duties met and not, and what could not be read."""
    root = tmp_path_factory.mktemp("everything")
    files = {
        file.relative_to(EVERYTHING).as_posix(): file.read_text("utf-8")
        for file in EVERYTHING.rglob("*")
        if file.is_file()
    }
    site = tiny.built(root, files, TODAY)
    duties = law.only({"sch2-17", "sch2-2"})
    report = run.run(site, duties, run.Chosen([tiny.named(name) for name in NAMES], TODAY))
    return replace(report, version="1.0", failures=FAILURES)


@pytest.mark.parametrize("form", sorted(REPORTERS))
def test_a_person_has_read_it(form, report, request):
    file = GOLDEN / f"report-{form}.{ENDINGS.get(form, form)}"
    made = REPORTERS[form](report)
    if request.config.getoption("--update-golden"):
        file.write_text(made, "utf-8", newline="\n")
    assert made == file.read_text("utf-8")


@pytest.mark.parametrize("form", sorted(REPORTERS))
def test_every_format_tells_everything(form, report):
    """What is wrong, what to do, what was waived and why, what was not looked at."""
    made = REPORTERS[form](report)
    said = {"html": html_text, "junit": xml_text, "github": github_text}.get(form, str)(made)
    for severity in Severity:
        assert report.count(severity), "the site has all kinds"
    for finding in report.findings:
        words = finding.waived or finding.message
        if form == "github" and finding.waived:
            words = "1 waived"
        assert json_or_plain(words, said)
        assert finding.waived or json_or_plain(finding.fix, said)
        assert not finding.citation or json_or_plain(finding.citation, said)
    for failure in FAILURES:
        assert failure.name in said
        assert failure.reason in said
    # GitLab's list has no room for it; the terminal tells it.
    assert form == "gitlab" or re.search(r"4 pages|\"pages(_read|Read)\": 4", said)


def json_or_plain(words: str, said: str) -> bool:
    """Whether words stand in a text: on one line, in lines, or in a JSON string."""
    inside = json.dumps(words, ensure_ascii=False)[1:-1]
    return inside in said or " ".join(words.split()) in " ".join(said.split())


class _Words(html.parser.HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.words.append(data)


def parsed(made: str) -> _Words:
    words = _Words()
    words.feed(made)
    return words


def html_text(made: str) -> str:
    return "".join(parsed(made).words)


def xml_text(made: str) -> str:
    root = ET.fromstring(made)
    return "\n".join(v for e in root.iter() for v in (*e.attrib.values(), e.text or ""))


def github_text(made: str) -> str:
    return made.replace("%0A", "\n").replace("%25", "%")


# ---- SARIF ----------------------------------------------------------------------------------


def test_sarif_has_the_shape_that_the_standard_gives(report):
    """The schema itself may not be copied here; this is what it and GitHub ask for."""
    document = json.loads(REPORTERS["sarif"](report))
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("/sarif-schema-2.1.0.json")
    (ran,) = document["runs"]
    rules = ran["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(NAMES)
    for rule in rules:
        assert rule["shortDescription"]["text"].endswith(".")
        assert rule["help"]["text"] == (tiny.named(rule["id"]).__doc__ or "").strip()
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
    assert len(ran["results"]) == len(report.findings)
    for result, finding in zip(ran["results"], report.findings, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == finding.check
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["region"]["startLine"] == finding.line
        assert not physical["artifactLocation"]["uri"].startswith("/")
        assert physical["artifactLocation"]["uriBaseId"] in ran["originalUriBaseIds"]
        assert result["partialFingerprints"]["localOffer/v1"] == finding.fingerprint
        reasons = [s["justification"] for s in result["suppressions"]]
        assert reasons == ([finding.waived] if finding.waived else [])
    uris = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in ran["results"]
    }
    assert "docs/odd%2C%20100%25%20%26%20sure.md" in uris


def test_sarif_says_when_a_run_was_not_whole(report):
    def ran(report: Report):
        (invocation,) = json.loads(REPORTERS["sarif"](report))["runs"][0]["invocations"]
        levels = [n["level"] for n in invocation["toolExecutionNotifications"]]
        return invocation["executionSuccessful"], levels.count("error")

    assert ran(report) == (False, 2)
    assert ran(replace(report, failures=())) == (True, 0)


# ---- JUnit, GitHub, GitLab ------------------------------------------------------------------


def test_junit_counts_what_it_holds(report):
    root = ET.fromstring(REPORTERS["junit"](report))
    for group in (root, *root):
        cases = list(group.iter("testcase"))
        for name, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            if name == "skipped" and group is root:
                continue  # the schema has it for suites only
            assert int(group.get(name, "")) == sum(case.find(tag) is not None for case in cases)
        assert int(group.get("tests", "")) == len(cases) > 0
    assert [suite.get("name") for suite in root] == ["completeness", *NAMES]
    assert root.get("errors") == "2"


def test_junit_keeps_to_what_readers_know(report):
    """Jenkins' xUnit plugin takes no attribute that its schema (junit-10.xsd) does not have."""
    known = {
        "testsuites": {"name", "tests", "failures", "errors"},
        "testsuite": {"name", "tests", "failures", "errors", "skipped"},
        "testcase": {"name", "classname"},
        "failure": {"type", "message"},
        "error": {"type", "message"},
        "skipped": {"type", "message"},
        "system-out": set(),
    }
    for element in ET.fromstring(REPORTERS["junit"](report)).iter():
        assert set(element.attrib) <= known[element.tag]


def test_github_s_commands_say_where(report):
    made = REPORTERS["github"](report)
    commands = [line for line in made.splitlines() if line.startswith("::")]
    assert commands[0].startswith("::error title=not looked at::Not everything was looked")
    # The worst first, as GitHub shows no more than ten of each.
    kinds = [line.split(" ")[0] for line in commands]
    assert kinds == sorted(kinds, key=["::error", "::warning", "::notice"].index)
    where = "file=docs/odd%2C 100%25 & sure.md,line=7,title=broken-link"
    assert any(line.startswith(f"::error {where}::") for line in commands)
    assert "Result: " in made


def test_gitlab_knows_each_issue_apart(report):
    issues = json.loads(REPORTERS["gitlab"](report))
    assert (
        len({issue["fingerprint"] for issue in issues}) == len(issues) == 2 + len(report.findings)
    )
    assert {issue["severity"] for issue in issues} == {"blocker", "major", "minor", "info"}
    assert {"path": "0-4/index.html", "lines": {"begin": 1}} in [i["location"] for i in issues]


# ---- HTML -----------------------------------------------------------------------------------


def test_the_page_needs_nothing_else(report):
    """No script, no inline style, nothing fetched: it obeys the policy that it carries."""
    made = REPORTERS["html"](report)
    page = parsed(made)
    assert not {"script", "link", "img", "iframe"} & {tag for tag, _ in page.tags}
    assert not [
        a for _, attributes in page.tags for a in attributes if a.startswith(("on", "style"))
    ]
    assert "default-src 'none'" in made
    targets = {a["href"] for tag, a in page.tags if tag == "a"}
    ids = {f"#{a['id']}" for _, a in page.tags if a.get("id")}
    assert targets <= ids


def test_the_page_is_for_everybody(report, tmp_path, chromium):
    """A real browser sees no barrier, wide or narrow, light or dark."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text(REPORTERS["html"](report), "utf-8")
    assert tiny.look(tmp_path).sightings == ()


def test_a_report_of_links_to_other_sites_counts_them_too(report):
    tally = Tally(4, 3, 2, {"works": 1, "dead": 1}, 2, 3, 0, {})
    whole = replace(report, tally=tally, failures=())
    for form in set(REPORTERS) - {"gitlab", "json", "text"}:
        said = REPORTERS[form](whole)
        assert "3 links to other sites, 2 addresses: 1 works, 1 dead." in said
        assert "2 asked now, with 3 requests" in said


# ---- odd names ------------------------------------------------------------------------------

odd = st.text(
    st.one_of(
        st.sampled_from("<>&\"'%:,;#[]]\\\n\r\t\x00\x07\x1b\x9b\u202e\u2066\u2028\ufffe\udcff]]>"),
        st.characters(),
    ),
    max_size=40,
)


@given(path=odd, message=odd, fix=odd, waived=st.one_of(st.none(), odd), name=odd)
def test_no_name_breaks_out(path, message, fix, waived, name):
    """Whatever files and links are called: each format is still what it is."""
    finding = Finding(
        "broken-link", Severity.ERROR, path, 1, message, fix, "a-1", "The Act", "abc", waived
    )
    bad = Failure("page", name, message)
    report = Report(
        "1.0", TODAY, TODAY, (finding,), (), 1, Seen(1), ("broken-link",), failures=(bad,)
    )
    made = {form: render(report).encode("utf-8", "replace") for form, render in REPORTERS.items()}
    ET.fromstring(made["junit"])
    for form in ("gitlab", "json", "sarif"):
        json.loads(made[form])
    uri = json.loads(made["sarif"])["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert re.fullmatch(r"[\w%./~-]*", uri["artifactLocation"]["uri"], re.ASCII)
    page = parsed(made["html"].decode())
    plain = parsed(REPORTERS["html"](replace(report, findings=(_plain(finding),))))
    assert page.tags[:6] == plain.tags[:6]
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    for form in ("text", "github", "html"):
        said = made[form].decode()
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", said)
    assert made["text"].decode().count("\n  line 1  ") == 1
    lines = made["github"].decode().splitlines()
    commands = [line for line in lines if line.lstrip().startswith("::")]
    assert len(commands) == (1 if waived else 2)
    assert not [line for line in lines if "##[" in line and line not in commands]


def _plain(finding: Finding) -> Finding:
    waived = "w" if finding.waived else finding.waived
    return replace(finding, path="p", message="m", fix="f", waived=waived)


# ---- the command ----------------------------------------------------------------------------


@pytest.mark.parametrize("form", sorted(REPORTERS))
def test_each_command_writes_each_format(form, tmp_path, monkeypatch, capsys):
    tiny.built(tmp_path, {"docs/page.md": tiny.page("[Gone](gone.md)")}, TODAY)
    monkeypatch.chdir(tmp_path)
    file = tmp_path / "report"
    for command in (["check"], ["check-site", "site"], ["check-links", "--offline"]):
        assert (
            cli.main([*command, "--format", form, "--output", str(file), "--fail-on", "never"]) == 0
        )
        assert file.read_text("utf-8")
        assert capsys.readouterr().out.startswith("Result: ")


def test_a_page_that_is_not_read_never_passes(tmp_path, monkeypatch, capsys):
    (tmp_path / "index.html").write_text("<title>A</title>", "utf-8")
    (tmp_path / "page.html").symlink_to("nowhere.html")
    monkeypatch.chdir(tmp_path)
    for form in REPORTERS:
        assert cli.main(["check-site", ".", "--format", form]) == 2
        assert "page.html" in capsys.readouterr().out


def test_every_manual_has_its_parts():
    for about in manual.by_name((*CHECKS, *ON_REQUEST)).values():
        assert about.title.endswith("."), about.name
        assert about.why.endswith((".", ":", "…", ")")), about.name
        assert about.fix.endswith((".", ":", "`")), about.name
