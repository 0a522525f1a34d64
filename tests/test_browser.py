"""What families see, in a real browser: home, an age page, a service, at phone and desktop."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests import browser

HOME, AGE, SERVICE = "/", "/0-4/", "/services/sendiass-oxfordshire/"
WIDTHS = [390, 1280]
REVIEWED = "22 November 2026"


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with browser.served(project / "site") as url:
        yield url


@pytest.fixture(params=WIDTHS)
def page(request, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": request.param, "height": 844})
    context.clock.set_fixed_time(dt.datetime(2026, 11, 22, 12, tzinfo=dt.UTC))
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("path", [HOME, AGE, SERVICE])
def test_a_page_fits_and_asks_nobody_else(path, page, address):
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("response", lambda r: errors.append(r.url) if r.status >= 400 else None)
    page.goto(address + path, wait_until="networkidle")
    assert errors == []
    assert {urlsplit(url).netloc for url in asked} == {urlsplit(address).netloc}
    # Nothing wider than the screen: no sideways scrolling.
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    assert page.locator("h1").count() == 1
    assert page.context.cookies() == []


@pytest.mark.parametrize("path", [HOME, AGE, SERVICE])
def test_every_page_says_whose_it_is_and_how_fresh(path, page, address):
    page.goto(address + path)
    notice = page.get_by_text("This is an independent demonstration.").first
    assert notice.is_visible()
    official = page.locator("a[href='https://www.oxfordshire.gov.uk/localoffer']").first
    assert official.is_visible()
    foot = page.get_by_label("About this page")
    assert f"Last reviewed {REVIEWED}" in foot.inner_text()
    due = "22 November 2027" if path == SERVICE else "22 May 2027"
    assert f"Next review by {due}" in foot.inner_text()
    assert "Looked after by" in foot.inner_text()
    assert page.locator("[data-due]").is_hidden()


@pytest.mark.parametrize("path", [AGE, SERVICE])
def test_report_a_mistake_fills_in_the_page(path, page, address):
    page.goto(address + path)
    title = page.locator("h1").inner_text().strip()
    link = page.get_by_role("link", name="Report a mistake").get_attribute("href")
    parts = urlsplit(link)
    fields = parse_qs(parts.query)
    assert parts.scheme == "mailto"
    assert title in fields["subject"][0]
    assert title in fields["body"][0]
    # The whole address, though the site was built without knowing where it stands.
    assert address + path in fields["body"][0]


def test_a_page_past_its_date_says_so_by_the_readers_own_clock(chromium, address):
    for day, shown in ((dt.date(2027, 5, 22), False), (dt.date(2027, 5, 23), True)):
        context = chromium.new_context(timezone_id="Europe/London")
        noon = dt.datetime.combine(day, dt.time(12), dt.UTC)
        context.clock.set_fixed_time(noon)
        page = context.new_page()
        page.goto(address + AGE)
        warning = page.get_by_text("This page was due to be checked by 22 May 2027")
        assert warning.is_visible() is shown
        context.close()


def test_news_comes_and_goes_by_the_readers_own_clock(chromium, address):
    for day, shown in ((dt.date(2027, 1, 15), True), (dt.date(2027, 1, 16), False)):
        for scripts in (True, False):
            context = chromium.new_context(timezone_id="Europe/London", java_script_enabled=scripts)
            if scripts:
                context.clock.set_fixed_time(dt.datetime.combine(day, dt.time(12), dt.UTC))
            page = context.new_page()
            page.goto(address + AGE)
            # Without scripts the day of the build counts.
            news = page.get_by_text("apply by 15 January 2027")
            assert news.is_visible() is (shown or not scripts)
            context.close()


def test_words_are_explained(page, address):
    page.goto(address + "/every-age/ehc-plans/")
    word = page.locator("article abbr", has_text="EHC").first
    assert "Education, health and care" in word.get_attribute("title")
    page.get_by_text("Words on this page").click()
    assert page.locator(".lo-page-foot dd").first.is_visible()


def test_easy_read_and_the_full_page_lead_to_each_other(page, address):
    page.goto(address + "/every-age/complaints/")
    page.get_by_role("link", name="Easy read version of this page").click()
    assert page.url == address + "/easy-read/how-to-complain/"
    pictures = page.locator("article p > img")
    assert pictures.count() >= 15
    pictures.first.evaluate("i => i.decode()")  # raises when it is no picture
    page.get_by_role("link", name="The full page: Complaints").click()
    assert page.url == address + "/every-age/complaints/"


def test_the_four_doors_open(page, address):
    page.goto(address + HOME)
    for name, path in (("0 to 4", "0-4"), ("5 to 15", "5-15"), ("16 to 25", "16-25")):
        page.goto(address + HOME)
        page.locator("main a.lo-door", has_text=name).click()
        assert page.url == f"{address}/{path}/"
    page.goto(address + HOME)
    page.locator("main a.lo-door", has_text="Youth hub").click()
    assert page.url == f"{address}/youth-hub/"


def test_a_service_says_how_to_get_in_touch(page, address):
    page.goto(address + SERVICE)
    assert page.get_by_role("heading", name="Who it is for").is_visible()
    assert page.get_by_role("heading", name="How to get it").is_visible()
    phone = page.locator("article a[href='tel:+441865810516']").first
    assert phone.inner_text() == "01865 810516"


def test_works_without_javascript(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + HOME)
    page.locator("main a.lo-door").first.click()
    assert page.url == f"{address}/0-4/"
    page.goto(address + "/services/a-to-z/")
    assert page.locator("article li a").count() >= 25
    assert page.get_by_label("About this page").or_(page.locator("h1")).first.is_visible()
    context.close()
