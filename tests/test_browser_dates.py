"""The EHC plan date calculator in a real browser: what is counted, shown, saved and sent."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from checks.model import in_words
from publish import timeline
from tests import browser, calendars, counting
from tests.conftest import TODAY

RULES = timeline.load()
BY_ID = {rule.id: rule for rule in RULES}
PATH = "/every-age/ehc-plan-dates/"
LABELS = {name: event.label for name, event in timeline.EVENTS.items()}
WORK_OUT = "Work out the dates"
SAVE = "Save the dates for my calendar"

# Fills in days and gives back what is shown: of each limit its day, and its notes.
ASK = """(cases) => {
  const form = document.querySelector("[data-lo-dates=form]");
  return cases.map((days) => {
    form.reset();
    for (const [event, day] of Object.entries(days))
      form.querySelector(`[data-event="${event}"]`).value = day;
    form.requestSubmit();
    return [...document.querySelectorAll(".lo-dates__item")].map((item) => [
      item.dataset.rule, item.querySelector("time").dateTime, item.querySelector("time").innerText,
      [...item.querySelectorAll(".lo-dates__note")].map((note) => note.innerText)]);
  });
}"""


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with browser.served(project / "site") as url:
        yield url


def opened(chromium: Browser, address: str, width: int = 390, zone: str = "Europe/London") -> Page:
    # The worker keeps pages as they were built, in its own time: tests/test_browser_keep.py.
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, timezone_id=zone, service_workers="block"
    )
    context.clock.set_fixed_time(dt.datetime.combine(TODAY, dt.time(12), dt.UTC))
    page = context.new_page()
    page.goto(address + PATH, wait_until="networkidle")
    return page


@pytest.fixture(params=[390, 1280])
def page(request, chromium: Browser, address) -> Iterator[Page]:
    page = opened(chromium, address, request.param)
    yield page
    page.context.close()


@pytest.fixture
def phone(chromium: Browser, address) -> Iterator[Page]:
    page = opened(chromium, address)
    yield page
    page.context.close()


def put(page: Page, **days: str) -> None:
    """Open every part of the form, fill in days and ask for the dates."""
    page.evaluate("document.querySelectorAll('.lo-dates__stage').forEach(d => d.open = true)")
    for event, day in days.items():
        page.get_by_label(LABELS[event], exact=True).fill(day)
    page.get_by_role("button", name=WORK_OUT).click()


def shown(page: Page) -> dict[str, str]:
    """The last day of each limit that is shown, in the order of the page."""
    each = "i => i.map(e => [e.dataset.rule, e.querySelector('time').dateTime])"
    return dict(page.locator(".lo-dates__item").evaluate_all(each))


def in_full(day: dt.date) -> str:
    return f"{day:%A} {in_words(day)}"


BEFORE = (
    "This day is before the other one you put in: date on the decision letter, 25 October 2026. "
    "Check both."
)


# ---- counting ---------------------------------------------------------------------------


def random_days(source: random.Random) -> dict[str, str]:
    """A day for each event, or for some, in an order that can be."""

    def later(start: dt.date) -> dt.date:
        return start + dt.timedelta(source.randint(0, 200))

    first = dt.date(2014, 9, 1).toordinal(), dt.date(2090, 1, 1).toordinal()
    request, plan = (dt.date.fromordinal(source.randint(*first)) for _ in range(2))
    letter, meeting = later(request), later(plan)
    days = {
        "request": request, "draft": later(request), "letter": letter,
        "certificate": later(letter), "plan": plan, "meeting": meeting, "changes": later(meeting),
    }  # fmt: skip
    chosen = source.sample(sorted(days), source.randint(1, 7))
    return {name: day.isoformat() for name, day in days.items() if name in chosen}


# Month ends, leap days, both changes of the clocks, year ends, and every month's last day.
EDGES = [
    "2027-01-31", "2028-01-31", "2028-02-29", "2027-02-28", "2026-12-31", "2027-08-31",
    "2027-03-27", "2027-03-28", "2027-03-29", "2026-10-24", "2026-10-25", "2026-10-26",
    "2027-12-31", "2028-12-31", "2099-12-31", "2014-09-01", "2096-02-29", "2027-06-30",
    "2027-03-31", "2027-05-31", "2027-07-31", "2027-10-31", "2027-04-30", "2027-11-30",
]  # fmt: skip


@pytest.mark.parametrize("zone", ["Europe/London", "Pacific/Kiritimati", "America/St_Johns"])
def test_the_browser_counts_as_the_reference_does(zone, chromium, address):
    """Over 200 days drawn at random and the edges of the calendar, wherever the reader is."""
    source = random.Random(20261122)
    cases = [random_days(source) for _ in range(200)]
    cases += [dict.fromkeys(timeline.EVENTS, day) for day in EDGES]
    page = opened(chromium, address, zone=zone)
    answers = page.evaluate(ASK, cases)
    page.context.close()
    assert len(answers) == len(cases) == 224
    moved = combined = 0
    for days, answer in zip(cases, answers, strict=True):
        given = {event: dt.date.fromisoformat(day) for event, day in days.items()}
        wanted = counting.due(RULES, given)
        assert {rule: day for rule, day, _, _ in answer} == {
            rule: last.isoformat() for rule, (last, _) in wanted.items()
        }, days
        assert [day for _, day, _, _ in answer] == sorted(day for _, day, _, _ in answer)
        for rule, _, words, notes in answer:
            last, on = wanted[rule]
            assert words == in_full(last), days
            said = [note for note in notes if note.startswith("By law this time runs on to")]
            assert bool(said) is (on is not None), (days, rule)
            if on:
                moved += 1
                assert f"runs on to {in_full(on)}," in said[0]
            combined += any("two time limits" in note for note in notes)
    assert moved > 20
    assert combined > 20


def test_a_request_gives_three_dates_with_rule_law_and_remedy(page):
    put(page, request="2026-09-07")
    assert shown(page) == {
        "decide": "2026-10-19",
        "no-plan": "2026-12-28",
        "final-plan": "2027-01-25",
    }
    late, _, last = page.locator(".lo-dates__item").all()
    assert late.locator("time").inner_text() == "Monday 19 October 2026"
    assert "34 days ago" in late.inner_text()
    assert "This is 6 weeks after 7 September 2026, the day the council got" in late.inner_text()
    # What to do stands open where the day has passed, and else behind a click.
    assert BY_ID["decide"].passed in late.inner_text()
    assert BY_ID["decide"].citation in late.inner_text()
    assert "in 64 days" in last.inner_text()
    assert BY_ID["final-plan"].passed not in last.inner_text()
    last.locator("summary").click()
    for words in (BY_ID["final-plan"].rule, BY_ID["final-plan"].exceptions):
        assert words in last.inner_text()
    assert BY_ID["final-plan"].passed in last.inner_text()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_later_of_two_days_to_appeal_counts(phone):
    put(phone, letter="2026-10-01")
    assert shown(phone) == {"mediation": "2026-12-01", "appeal": "2026-12-01"}
    assert "Do you have a mediation certificate?" in phone.locator(".lo-dates").inner_text()
    put(phone, certificate="2026-11-29")
    assert shown(phone) == {"mediation": "2026-12-01", "appeal-with-certificate": "2026-12-29"}
    item = phone.locator("[data-rule=appeal-with-certificate].lo-dates__item").inner_text()
    assert "The other ends on 1 December 2026: 2 months after 1 October 2026" in item
    assert "runs on to Monday 4 January 2027" in item
    put(phone, certificate="2026-10-15")
    assert shown(phone)["appeal"] == "2026-12-01"
    put(phone, letter="")
    assert shown(phone) == {"appeal-with-certificate": "2026-11-15"}
    assert "Put in the date on the decision letter too." in phone.locator(".lo-dates").inner_text()


def test_a_time_that_the_law_lets_run_on_is_not_called_over(phone):
    """A Sunday that was yesterday's last day: by law there is still today."""
    phone.context.clock.set_fixed_time(dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC))
    put(phone, letter="2026-09-22")
    appeal = phone.locator("[data-rule=appeal].lo-dates__item")
    mediation = phone.locator("[data-rule=mediation].lo-dates__item")
    assert "yesterday" in appeal.inner_text()
    assert "runs on to Monday 23 November 2026" in appeal.inner_text()
    assert "lo-dates__item--over" not in appeal.get_attribute("class")
    assert "lo-dates__item--over" in mediation.get_attribute("class")
    # Nothing runs on for a call to the adviser; but nobody may be there on a Sunday.
    assert "Offices may be shut" in mediation.inner_text()


@pytest.mark.parametrize(
    ("hour", "zone", "words"),
    [(23, "America/Los_Angeles", "tomorrow"), (23, "Pacific/Kiritimati", "today")],
)
def test_today_is_the_readers_own(hour, zone, words, chromium, address):
    page = opened(chromium, address, zone=zone)
    page.context.clock.set_fixed_time(dt.datetime(2026, 11, 22, hour, tzinfo=dt.UTC))
    put(page, request="2026-10-12")
    item = page.locator("[data-rule=decide].lo-dates__item")
    assert item.locator("time").get_attribute("datetime") == "2026-11-23"
    assert words in item.inner_text()
    page.context.close()


# ---- the reader's way -------------------------------------------------------------------


def test_all_by_keyboard(phone):
    """From the first part's name to the saved file, without a mouse."""
    phone.get_by_text("You have asked for a plan").focus()
    phone.keyboard.press("Tab")
    field = phone.get_by_label(LABELS["request"], exact=True)
    expect(field).to_be_focused()
    # The same day whether the browser asks for the day or the month first.
    phone.keyboard.type("09092026")
    assert field.input_value() == "2026-09-09"
    phone.get_by_label(LABELS["draft"], exact=True).focus()
    for _ in range(8):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.id") == "lo-dates-letter-stage":
            break
    phone.keyboard.press("Enter")
    assert phone.get_by_label(LABELS["letter"], exact=True).is_visible()
    phone.keyboard.press("Enter")
    for name in ("There is a plan", WORK_OUT):
        phone.keyboard.press("Tab")
        assert name in phone.evaluate("document.activeElement.innerText")
    phone.keyboard.press("Enter")
    assert len(shown(phone)) == 3
    expect(phone.get_by_role("button", name=WORK_OUT)).to_be_focused()
    for _ in range(20):
        phone.keyboard.press("Tab")
        if phone.evaluate("document.activeElement.innerText") == SAVE:
            break
    with phone.expect_download() as download:
        phone.keyboard.press("Space")
    assert download.value.suggested_filename == "ehc-plan-dates.ics"


def test_results_are_announced_politely(phone):
    status = phone.locator("[data-lo-dates=status]")
    assert status.get_attribute("role") == "status"
    assert status.inner_text() == ""
    put(phone, request="2026-09-07")
    assert status.inner_text() == (
        "3 dates worked out. The next is Monday 28 December 2026: If there will be no plan, "
        "the council tells you."
    )
    put(phone, request="2026-01-05")
    assert status.inner_text().startswith("3 dates worked out, and the time is over.")
    # Old dates never stand beside new days.
    phone.get_by_label(LABELS["request"], exact=True).fill("2026-01-06")
    assert shown(phone) == {}
    assert status.inner_text() == "You changed a day. Work out the dates again."
    phone.get_by_role("button", name="Clear the days").click()
    assert status.inner_text() == "The days you put in are gone."
    assert phone.get_by_label(LABELS["request"], exact=True).input_value() == ""


@pytest.mark.parametrize(
    ("days", "field", "message"),
    [
        ({}, "request", "Put in at least one day, here or below."),
        ({"request": "0206-09-07"}, "request", "Check the year. It must be from 2014 to 2099."),
        ({"plan": "2100-01-01"}, "plan", "Check the year. It must be from 2014 to 2099."),
        (
            {"letter": "2026-10-25", "certificate": "2026-10-24"},
            "certificate",
            BEFORE,
        ),
    ],
)
def test_errors_are_told_in_words_at_the_field(days, field, message, phone):
    put(phone, request="2026-09-07")
    put(phone, **{"request": "", **days})
    input_ = phone.get_by_label(LABELS[field], exact=True)
    expect(input_).to_be_focused()
    expect(input_).to_have_accessible_description(re.compile(re.escape(message) + "$"))
    assert input_.get_attribute("aria-invalid") == "true"
    assert shown(phone) == {}
    assert phone.locator("[aria-invalid]").count() == 1
    put(phone, **{**dict.fromkeys(days, ""), "request": "2026-09-07"})
    assert phone.locator("[aria-invalid]").count() == 0
    assert len(shown(phone)) == 3


def test_half_a_date_is_an_error(phone):
    field = phone.get_by_label(LABELS["draft"], exact=True)
    field.focus()
    phone.keyboard.type("0909")
    phone.get_by_role("button", name=WORK_OUT).click()
    expect(field).to_be_focused()
    assert "This is not a whole date." in phone.locator("#lo-dates-draft-error").inner_text()


def test_an_error_in_a_closed_part_opens_it(phone):
    put(phone, plan="0206-01-01")
    phone.evaluate("document.querySelectorAll('.lo-dates__stage').forEach(d => d.open = false)")
    phone.get_by_role("button", name=WORK_OUT).click()
    expect(phone.get_by_label(LABELS["plan"], exact=True)).to_be_focused()


def test_a_browser_without_date_fields_takes_dates_as_people_write_them(phone):
    phone.evaluate("document.querySelectorAll('.lo-dates input').forEach(i => i.type = 'text')")
    put(phone, request="7/9/2026")
    assert shown(phone)["decide"] == "2026-10-19"
    put(phone, request="31/02/2026")
    assert "This is not a whole date." in phone.locator("#lo-dates-request-error").inner_text()


# ---- the calendar file ------------------------------------------------------------------


def saved(page: Page) -> bytes:
    with page.expect_download() as download:
        page.get_by_role("button", name=SAVE).click()
    assert download.value.suggested_filename == "ehc-plan-dates.ics"
    return Path(download.value.path()).read_bytes()


def test_the_calendar_file_is_as_the_standard_asks(phone, address):
    put(phone, request="2026-09-07", letter="2026-10-25", certificate="2026-12-01")
    calendar = calendars.read(saved(phone))
    events = {event.values["DTSTART"]: event for event in calendar.inside}
    assert sorted(events) == ["20261019", "20261225", "20261228", "20270101", "20270125"]
    appeal = events["20270101"]
    assert appeal.values["SUMMARY"] == "EHC plan, last day: The tribunal has your appeal"
    assert appeal.values["DTSTAMP"] == "20261122T120000Z"
    assert appeal.values["UID"] == "appeal-with-certificate-2026-12-01-2027-01-01@127.0.0.1"
    about = appeal.values["DESCRIPTION"]
    rule = BY_ID["appeal-with-certificate"]
    for words in (rule.rule, rule.exceptions, rule.passed, rule.citation):
        assert words in about
    assert "1 month after 1 December 2026, the date on the mediation certificate." in about
    assert about.endswith(f"From: {address}{PATH}")
    # A reminder a week before what the family must do; none for the council's own limits.
    assert [alarm.values["TRIGGER"] for alarm in appeal.inside] == ["-P7D"]
    assert events["20261019"].inside == []


def test_the_same_days_give_the_same_file(phone):
    files = []
    for _ in range(2):
        put(phone, request="2026-09-07", plan="2026-01-31")
        files.append(saved(phone))
    assert files[0] == files[1]


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        (b"VERSION:2.0", b"VERSION:1.0"),
        (b"\r\n", b"\n"),
        (b"DTSTART;VALUE=DATE:", b"DTSTART:"),
        (b"\\,", b","),
        (b"\r\n ", b""),
        (b"END:VEVENT\r\n", b""),
        (b"UID:", b"X-UID:"),
    ],
)
def test_the_reader_of_calendars_is_strict(good, bad, phone):
    put(phone, request="2026-09-07")
    raw = saved(phone)
    assert good in raw
    with pytest.raises(ValueError, match=r"."):
        calendars.read(raw.replace(good, bad))


# ---- what stays on the page -------------------------------------------------------------


def test_nothing_is_sent_and_nothing_is_kept(phone):
    """Cut off from every network, all of it works; and nothing is written down anywhere."""
    kept = """async () => [document.cookie, {...localStorage}, {...sessionStorage}, location.href,
        history.length, (await indexedDB.databases()).length, (await caches.keys()).length]"""
    before = phone.evaluate(kept)
    asked: list[str] = []
    phone.on("request", lambda request: asked.append(request.url))
    phone.context.set_offline(True)
    put(phone, request="2026-09-07", letter="2026-10-25", plan="2026-01-31")
    calendars.read(saved(phone))
    phone.get_by_role("button", name="Clear the days").click()
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert phone.evaluate(kept) == before
    assert phone.locator("form[data-lo-dates]").get_attribute("action") is None
    phone.context.set_offline(False)
    put(phone, request="2026-09-07")
    phone.reload()
    assert phone.get_by_label(LABELS["request"], exact=True).input_value() == ""
    assert shown(phone) == {}


def test_the_page_is_whole_without_javascript(chromium, address):
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": 390, "height": 844}
    )
    page = context.new_page()
    page.goto(address + PATH)
    assert page.get_by_role("button", name=WORK_OUT).count() == 0
    assert page.locator(".lo-dates input:visible").count() == 0
    assert page.get_by_text("The table below has the same rules").is_visible()
    rows = page.get_by_role("table").locator("tr[data-rule]")
    assert rows.count() == len(RULES)
    for rule, row in zip(RULES, rows.all(), strict=True):
        assert row.is_visible()
        said = " ".join(row.inner_text().split())
        length = f"{rule.limit.capitalize()} {rule.period}"
        for words in (
            rule.title, length, rule.rule, rule.exceptions, rule.passed, rule.citation,
        ):  # fmt: skip
            assert words in said
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    context.close()


def test_the_table_is_a_table_to_a_screen_reader(page):
    table = page.get_by_role("table", name="What must happen, by when")
    assert table.get_by_role("columnheader").count() == 3
    groups = {rule.event for rule in RULES}
    assert table.get_by_role("rowheader").count() == len(RULES) + len(groups)
    assert table.get_by_role("cell").count() == 2 * len(RULES)


def test_what_is_printed_is_whole(phone):
    put(phone, request="2026-09-07")
    phone.evaluate("dispatchEvent(new Event('beforeprint'))")
    phone.emulate_media(media="print")
    assert phone.locator("[data-lo-dates=form]").is_hidden()
    assert BY_ID["final-plan"].exceptions in phone.locator(".lo-dates__results").inner_text()
    assert phone.get_by_role("table").is_visible()
