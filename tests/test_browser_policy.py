"""The Content-Security-Policy in a real browser: ours works under it, nothing else runs."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests import browser
from tests.conftest import TODAY

# Keeps what the browser refused, from before the page's first script.
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => {
  window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile || ""}`);
});
"""


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with browser.served(project / "site") as url:
        yield url


class Watched:
    """A page, and all that its browser complained about."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.errors: list[str] = []
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda error: self.errors.append(str(error)))

    def complaints(self) -> list[str]:
        return self.errors + self.page.evaluate("window.refused")


@pytest.fixture(params=[390, 1280])
def watched(request, chromium: Browser) -> Iterator[Watched]:
    context = chromium.new_context(viewport={"width": request.param, "height": 844})
    context.clock.set_fixed_time(dt.datetime.combine(TODAY, dt.time(12), dt.UTC))
    context.add_init_script(WATCH)
    yield Watched(context.new_page())
    context.close()


def use(page: Page, selector: str) -> None:
    """Press what is there to press at this width."""
    button = page.locator(selector).locator("visible=true")
    if button.count():
        button.first.click()


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/0-4/",
        "/every-age/short-breaks/",
        "/youth-hub/",
        "/easy-read/how-to-complain/",
        "/services/",
        "/services/a-to-z/",
        "/services/sendiass-oxfordshire/",
        "/about/how-we-meet-the-law/",
        "/404.html",
    ],
)
def test_nothing_of_ours_is_refused(path, watched, address):
    page = watched.page
    page.goto(address + path, wait_until="networkidle")
    use(page, "[data-lo-palette]")
    use(page, "[data-lo-text]")
    page.keyboard.press("Escape")
    use(page, "[data-lo-menu]")
    page.keyboard.press("Escape")
    # One that closes may hide others: each is pressed, wherever it is.
    page.locator("article summary").evaluate_all("all => all.forEach(one => one.click())")
    page.mouse.wheel(0, 3000)
    page.wait_for_timeout(100)
    # The page's own scripts did run.
    assert page.evaluate("document.documentElement.classList.contains('js')")
    assert page.evaluate("typeof __md_get") == "function"
    assert watched.complaints() == []


def test_the_search_works_under_it(watched, address):
    page = watched.page
    page.goto(address + "/")
    page.get_by_label("Search this Local Offer").fill("short breaks")
    page.get_by_label("Search this Local Offer").press("Enter")
    found = page.locator("h1, h2, h3", has_text=re.compile("short breaks", re.IGNORECASE))
    found.locator("visible=true").first.wait_for()
    page.wait_for_load_state("networkidle")
    assert watched.complaints() == []


def test_the_calculator_works_under_it(watched, address):
    page = watched.page
    page.goto(address + "/every-age/ehc-plan-dates/", wait_until="networkidle")
    page.locator("form[data-lo-dates] input[type=date]").first.fill("2026-11-02")
    page.get_by_role("button", name="Work out the dates").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Save the dates for my calendar").click()
    assert Path(download.value.path()).read_text("utf-8").startswith("BEGIN:VCALENDAR")
    assert watched.complaints() == []


# Each would set `stolen`, if it ran.
SNEAKY = [
    "<script>window.stolen = 1</script>",
    "<img src='data:,' alt='' onerror='window.stolen = 1'>",
    "<a href='javascript:window.stolen=1' id='press'>Press</a>",
    "<script src='data:text/javascript,window.stolen=1'></script>",
    "<iframe srcdoc='<script>parent.stolen = 1</script>'></iframe>",
]


@pytest.mark.parametrize("sneaky", SNEAKY)
def test_what_somebody_slips_in_does_not_run(sneaky, watched, address):
    def slip(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, body=answer.text().replace("<h1", f"{sneaky}<h1", 1))

    page = watched.page
    page.route("**/0-4/", slip)
    page.goto(address + "/0-4/", wait_until="networkidle")
    if page.locator("#press").count():
        page.locator("#press").click()
    page.wait_for_timeout(100)
    assert page.evaluate("window.stolen") is None
    assert watched.complaints()


def test_without_the_policy_it_would_run(watched, address):
    """The test above can fail."""

    def slip(route: Route) -> None:
        answer = route.fetch()
        text = re.sub(r"<meta http-equiv=[^>]*>", "", answer.text())
        route.fulfill(response=answer, body=text.replace("<h1", f"{SNEAKY[0]}<h1", 1))

    page = watched.page
    page.route("**/0-4/", slip)
    page.goto(address + "/0-4/", wait_until="networkidle")
    assert page.evaluate("window.stolen") == 1


def test_nothing_is_sent_elsewhere(watched, address):
    page = watched.page
    page.goto(address + "/0-4/", wait_until="networkidle")
    sent = page.evaluate(
        "fetch('https://example.org/', {mode: 'no-cors'}).then(() => 'sent', () => 'refused')"
    )
    assert sent == "refused"
    assert any("connect-src" in line for line in page.evaluate("window.refused"))
