"""The time limits of EHC plans: their file, and what a page shows of them."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from checks.model import CannotRun, Period, Place
from publish import dates, plugin, timeline
from tests import counting, tiny
from tests.conftest import TODAY
from tests.test_law import NUMBERED

RULES = timeline.load()
BY_ID = {rule.id: rule for rule in RULES}
LIMIT = """\
- id: decide
  event: request
  who: council
  title: The council decides
  limit: within
  period: 6 weeks
  first_day: not counted
  rule: It must decide.
  exceptions: None & none.
  passed: Ask <again>.
  page: complaints.md
  instrument: Some Regulations 2014
  provision: reg 5(1)
  wording: seen
  number: seen
  source_url: https://www.legislation.gov.uk/x
  seen: 2026-11-22
"""
OTHER = LIMIT.replace("decide\n", "other\n").replace("request", "draft")


def load(root: Path, text: str) -> tuple[timeline.Rule, ...]:
    (root / "publish").mkdir()
    (root / timeline.FILE).write_text(text, encoding="utf-8")
    return timeline.load(root)


# ---- the file ---------------------------------------------------------------------------


def test_a_time_limit_is_read(tmp_path):
    (rule,) = load(tmp_path, LIMIT)
    assert (rule.id, rule.event, rule.who) == ("decide", "request", "council")
    assert rule.period == Period(6, "week")
    assert rule.first_day is False
    assert rule.citation == "Some Regulations 2014, reg 5(1)"
    assert rule.seen == date(2026, 11, 22)
    assert rule.place == Place(timeline.FILE, 1)
    assert (rule.later_with, rule.moves) == ("", ())


@pytest.mark.parametrize("number", ["inferred", "recalled"])
def test_a_number_that_is_not_confirmed_is_never_shown(number, tmp_path):
    (rule,) = load(tmp_path, LIMIT.replace("number: seen", f"number: {number}"))
    assert rule.citation == "Some Regulations 2014"
    assert "reg 5" not in dates.fill(dates.MARK, [rule], lambda _: None)


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("6 weeks", "6 years", 6, "“6 years” must be days, weeks or months, such as 6 weeks."),
        ("6 weeks", "soon", 6, "“soon” must be days, weeks or months, such as 6 weeks."),
        ("event: request", "event: reqest", 2, "“event” must be one of: request, draft, letter"),
        ("who: council", "who: them", 3, "“who” must be one of: council, you."),
        ("limit: within", "limit: until", 5, "“limit” must be one of: within, at least."),
        ("not counted", "no", 7, "“first_day” must be one of: counted, not counted."),
        ("wording: seen", "wording: recalled", 14, "“wording” must be one of: seen, corroborated."),
        ("number: seen", "number: sure", 15, "“number” must be one of: seen, corroborated, in"),
        ("  number: seen\n", "", 1, "“number” must be one of: seen, corroborated, inferred, re"),
        ("https:", "ftp:", 16, "“source_url” must be a whole address with https."),
        ("2026-11-22", "2026-11-31", 17, "“2026-11-31” is not a day. Write it like 2026"),
        ("id: decide", "id: De cide", 1, "“De cide” can't be an id: use a-z, 0-9 and “-”."),
        ("  title:", "  titel:", 4, "“titel” is not known here. Did you mean “title”?"),
        ("exceptions: None & none.", "exceptions:", 9, "“exceptions” is missing."),
        ("  page:", "  moves: sunday\n  page:", 11, "“moves” must be a list of: weekend, christ"),
        ("  page:", "  later_with: x\n  page:", 1, "“later_with” names “x”, which is no time"),
    ],
)
def test_what_is_wrong_is_told_with_its_line(old, new, line, message, tmp_path):
    with pytest.raises(CannotRun) as told:
        load(tmp_path, LIMIT.replace(old, new))
    assert f"{timeline.FILE}:{line}: {message}" in str(told.value)


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("later_with: decid", "which is no time limit here. Did you mean “decide”?"),
        ("later_with: other", "must name one limit that starts from another day, not “other”."),
        ("later_with: decide\n  moves: [august]", "“moves” must be the same as for “decide”"),
    ],
)
def test_what_is_wrong_with_a_pair(new, message, tmp_path):
    with pytest.raises(CannotRun) as told:
        load(tmp_path, LIMIT + OTHER.replace("  page:", f"  {new}\n  page:"))
    assert str(told.value).startswith(f"{timeline.FILE}:18: ")
    assert message in str(told.value)


def test_everything_wrong_is_told_at_once(tmp_path):
    text = LIMIT.replace("6 weeks", "6") + LIMIT.replace("council\n", "us\n")
    with pytest.raises(CannotRun) as told:
        load(tmp_path, text)
    assert len(str(told.value).splitlines()) == 3  # the period, “who”, and one id given twice


# ---- the shipped limits -----------------------------------------------------------------


def test_the_shipped_limits_are_the_laws():
    """As the regulations, the rules of the tribunal and the Act set them."""
    assert {
        rule.id: (rule.event, str(rule.period), rule.first_day, rule.limit) for rule in RULES
    } == {
        "decide": ("request", "6 weeks", False, "within"),
        "no-plan": ("request", "16 weeks", False, "within"),
        "final-plan": ("request", "20 weeks", False, "within"),
        "draft-views": ("draft", "15 days", True, "at least"),
        "mediation": ("letter", "2 months", False, "within"),
        "appeal": ("letter", "2 months", False, "within"),
        "appeal-with-certificate": ("certificate", "1 month", False, "within"),
        "review": ("plan", "12 months", True, "within"),
        "review-decision": ("meeting", "4 weeks", False, "within"),
        "changed-plan-after-meeting": ("meeting", "12 weeks", False, "within"),
        "change-views": ("changes", "15 days", True, "at least"),
        "changed-plan": ("changes", "8 weeks", False, "within"),
    }
    # Only what the tribunal must get can run on; the two times for that are one choice.
    assert {r.id for r in RULES if r.moves} == {"appeal", "appeal-with-certificate"}
    assert BY_ID["appeal-with-certificate"].later_with == "appeal"


def test_every_limit_is_in_plain_words():
    for rule in RULES:
        for words in (rule.title, rule.rule, rule.exceptions, rule.passed):
            assert not re.search(r"\bregs?\b|\bs\.\s?\d|\brules? \d", words), rule.id
            assert not NUMBERED.search(words), rule.id
        for words in (rule.rule, rule.exceptions, rule.passed):
            assert words.endswith("."), rule.id
        assert not rule.title.endswith("."), rule.id


def test_every_event_stands_once_in_the_form():
    named = [event for stage in timeline.STAGES for event in stage.events]
    assert sorted(named) == sorted(timeline.EVENTS)
    assert {rule.event for rule in RULES} == set(timeline.EVENTS)
    for name, event in timeline.EVENTS.items():
        # Checked against a day that was asked for before it.
        before = event.not_before
        assert not before or list(timeline.EVENTS).index(before) < list(timeline.EVENTS).index(name)


@pytest.mark.parametrize(
    ("rule", "start", "last"),
    [
        # Weeks: from a Monday to a Monday, over the change of the clocks and the new year.
        ("decide", "2026-09-07", "2026-10-19"),
        ("decide", "2027-03-01", "2027-04-12"),
        ("final-plan", "2026-10-05", "2027-02-22"),
        # 15 days, the first among them.
        ("draft-views", "2027-01-04", "2027-01-18"),
        ("draft-views", "2028-02-20", "2028-03-05"),
        # Months: the same number, else the month's last day.
        ("appeal", "2027-03-15", "2027-05-15"),
        ("appeal", "2026-10-01", "2026-12-01"),  # IPSEA's own example
        ("appeal", "2026-12-31", "2027-02-28"),
        ("appeal", "2027-12-31", "2028-02-29"),
        ("appeal-with-certificate", "2027-01-31", "2027-02-28"),
        ("appeal-with-certificate", "2028-01-31", "2028-02-29"),
        ("appeal-with-certificate", "2026-11-29", "2026-12-29"),  # and this
        # A year that begins with the day itself.
        ("review", "2026-11-22", "2027-11-21"),
        ("review", "2027-03-01", "2028-02-29"),
        ("review", "2028-02-29", "2029-02-28"),
        ("review", "2027-01-01", "2027-12-31"),
    ],
)
def test_how_the_law_counts(rule, start, last):
    """The reference that the browser is held against, itself held against examples."""
    assert counting.last_day(BY_ID[rule], date.fromisoformat(start)).isoformat() == last


@pytest.mark.parametrize(
    ("last", "on"),
    [
        ("2027-05-14", None),  # a Friday
        ("2027-05-15", "2027-05-17"),
        ("2027-07-31", "2027-08-02"),  # a Saturday in July: the next working day
        ("2027-08-02", "2027-09-01"),
        ("2029-08-31", "2029-09-03"),  # 1 September is a Saturday
        ("2026-12-24", None),
        ("2026-12-25", "2027-01-04"),  # 2 January is a Saturday
        ("2028-01-01", "2028-01-03"),
        ("2026-12-29", "2027-01-04"),
    ],
)
def test_when_a_last_day_runs_on(last, on):
    found = counting.runs_on(BY_ID["appeal"], date.fromisoformat(last))
    assert (found.isoformat() if found else None) == on
    assert counting.runs_on(BY_ID["mediation"], date.fromisoformat(last)) is None


# ---- the page ---------------------------------------------------------------------------


def made(*rules: timeline.Rule, link: dates.Link = lambda _: None) -> BeautifulSoup:
    return BeautifulSoup(dates.fill(dates.MARK, rules, link), "html.parser")


def test_the_table_says_everything_and_carries_what_the_script_counts(tmp_path):
    (rule,) = load(tmp_path, LIMIT)
    page = made(rule, link=lambda path: ("A & B", f"../{path}"))
    row = page.select_one("table tr[data-rule]")
    assert row.attrs == {
        "role": "row",
        "data-rule": "decide",
        "data-who": "council",
        "data-count": "6",
        "data-unit": "week",
    }
    parts = [
        "It must decide.",
        "Exceptions: None & none.",
        "If it is late: Ask <again>. See A & B.",
        "The law: Some Regulations 2014, reg 5(1)",
    ]
    assert [" ".join(part.get_text().split()) for part in row.select("[data-part]")] == [
        "The council decides",
        "Within 6 weeks of the day the council got the request",
        " ".join(parts),
        *parts,
    ]
    assert [a["href"] for a in row.select("a")] == ["../complaints.md", rule.source_url]
    assert "last looked at where they come from on 22 November 2026" in page.get_text()


def test_a_limit_that_counts_its_first_day_says_so(tmp_path):
    (rule,) = load(tmp_path, LIMIT)
    rule = replace(rule, first_day=True, limit="at least", period=Period(15, "day"), who="you")
    page = made(rule)
    assert page.select_one("[data-rule]")["data-first-day"] == "counted"
    limit = page.select_one("[data-part=limit]").get_text()
    assert limit == "At least 15 days, with the day the council got the request as the first day"
    assert "If you are late:" in page.get_text()


def test_the_form_asks_only_for_days_that_are_used(tmp_path):
    (rule,) = load(tmp_path, LIMIT)
    page = made(rule)
    assert [field["data-event"] for field in page.select("input")] == ["request"]
    assert len(page.select("details")) == 1
    assert page.select_one("form").has_attr("hidden")


def test_every_field_is_labelled_and_described():
    page = made(*RULES)
    fields = page.select("input")
    assert len(fields) == len(timeline.EVENTS)
    for field in fields:
        assert page.select_one(f"label[for={field['id']}]").get_text()
        for name in field["aria-describedby"].split():
            assert page.select_one(f"#{name}") is not None
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    # The first part stands open, the others wait for the reader.
    assert [part.has_attr("open") for part in page.select("details")] == [True, False, False]


def test_a_page_without_the_mark_is_left_alone():
    assert dates.fill("Text", RULES, lambda _: None) == "Text"
    assert dates.fill(dates.MARK, (), lambda _: None) == "No time limit is known yet."


def test_only_the_page_with_the_mark_loads_the_script(project):
    site = project / "site"
    loading = [
        page.relative_to(site).parent.as_posix()
        for page in site.rglob("*.html")
        if "ehc-plan-dates.js" in page.read_text("utf-8")
    ]
    assert loading == ["every-age/ehc-plan-dates"]


def test_links_lead_to_pages_that_the_site_has(tmp_path):
    """A council without such a page gets the words without the link."""
    files = {"docs/when.md": tiny.page(dates.MARK)}
    tiny.built(tmp_path / "a", files, TODAY)
    bare = (tmp_path / "a/site/when/index.html").read_text("utf-8")
    assert BY_ID["decide"].passed in bare
    assert "complaints" not in bare
    page = tiny.page("Text", "How to complain")
    tiny.built(tmp_path / "b", {**files, "docs/every-age/complaints.md": page}, TODAY)
    linked = (tmp_path / "b/site/when/index.html").read_text("utf-8")
    assert 'See <a href="../every-age/complaints/">How to complain</a>.' in linked


def test_a_broken_file_stops_the_build_with_one_message(tmp_path, monkeypatch):
    def broken() -> None:
        raise CannotRun("publish/timeline.yml:3: “who” must be one of: council, you.")

    monkeypatch.setattr(timeline, "load", broken)
    tiny.write(tmp_path, {})
    with pytest.raises(CannotRun, match=r"timeline\.yml:3"):
        plugin.build(tmp_path / "mkdocs.yml", tmp_path / "site", TODAY, None)
