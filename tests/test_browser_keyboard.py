"""Keys only, motion off, focus in sight: what axe can't tell, in a real browser.

Search, filters and the list that a family keeps have tests of their own.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import browser
from tests.conftest import TODAY

HOME, AGE, SERVICE = "/", "/0-4/", "/services/sendiass-oxfordshire/"
PLAN, DATES, HUB = "/every-age/ehc-plans/", "/every-age/ehc-plan-dates/", "/youth-hub/your-rights/"
PAGES = [HOME, AGE, PLAN, HUB, SERVICE, DATES]

# What has the focus: does it show, with which contrast, and does anything stand before it?
FOCUS = """() => {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const rgb = (text) => (text.match(/[\\d.]+/g) || []).map(Number);
  const light = (colour) => {
    const linear = (c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4;
    const [r, g, b] = colour.map((c) => linear(c / 255));
    return .2126 * r + .7152 * g + .0722 * b;
  };
  const contrast = (a, b) => {
    const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
    return (high + .05) / (low + .05);
  };
  const behind = (from) => {
    for (let up = from; up; up = up.parentElement) {
      const colour = rgb(getComputedStyle(up).backgroundColor);
      if (colour.length === 3 || colour[3] > .99) return colour.slice(0, 3);
    }
    return [255, 255, 255];
  };
  const style = getComputedStyle(element);
  const box = element.getBoundingClientRect();
  const outlined = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  const x = Math.min(Math.max(box.left + Math.min(box.width / 2, 20), 0), innerWidth - 1);
  /* Some part of it must be free: the middle of its first line, of its last, or its own. */
  const points = [box.top + 4, box.top + box.height / 2, box.bottom - 4].map((y) => [x, y]);
  const lines = Array.from(element.getClientRects());
  for (const line of [lines[0], lines[lines.length - 1]])
    if (line) points.push([line.left + line.width / 2, line.top + line.height / 2]);
  const free = points.some(([px, py]) => {
    if (py < 0 || py >= innerHeight || px < 0 || px >= innerWidth) return false;
    const top = document.elementFromPoint(px, py);
    return top && (element === top || element.contains(top) || top.contains(element));
  });
  return {
    what: element.outerHTML.slice(0, 120),
    /* A landing place is no control, and search has tests of its own. */
    left: element.id === "lo-content" || Boolean(element.closest("[role=search]")),
    outlined: outlined || style.boxShadow !== "none",
    contrast: outlined ? contrast(rgb(style.outlineColor).slice(0, 3), behind(
      parseFloat(style.outlineOffset) < 0 ? element : element.parentElement)) : 21,
    free,
    rect: [box.left, box.top, box.width, box.height].map(Math.round),
  };
}"""


@pytest.fixture(scope="module")
def address(published: Path) -> Iterator[str]:
    with browser.served(published / "site") as url:
        yield url


@pytest.fixture
def visit(chromium: Browser, address):
    """Opens a page in a browser of its own: `visit(path, width=390, scheme="dark")`."""
    contexts = []

    def open_page(path: str, width: int = 390, height: int = 844, scheme: str = "light") -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme=scheme,
            reduced_motion="reduce",
            timezone_id="Europe/London",
        )
        contexts.append(context)
        context.clock.set_fixed_time(dt.datetime.combine(TODAY, dt.time(12), dt.UTC))
        page = context.new_page()
        page.goto(address + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()


def tab_to(page: Page, css: str, most: int = 40) -> None:
    """Press Tab until something has the focus, as a person would."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(css) => document.activeElement.matches(css)", css):
            return
    raise AssertionError(f"{css} was not reached with {most} tabs")


def focused(page: Page, css: str) -> bool:
    return page.evaluate("(css) => Boolean(document.activeElement?.matches(css))", css)


# ---- skip link --------------------------------------------------------------------------


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("path", [HOME, PLAN, SERVICE])
def test_the_first_tab_skips_to_the_content(path, width, visit):
    page = visit(path, width)
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the main content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.id === 'lo-content'")
    page.keyboard.press("Tab")
    assert page.evaluate("document.getElementById('lo-content').contains(document.activeElement)")


# ---- menu -------------------------------------------------------------------------------


def test_the_menu_opens_and_closes_with_keys(visit):
    page = visit(AGE)
    menu = page.get_by_role("button", name="Menu", exact=True)
    links = page.locator("#lo-nav a")
    assert menu.get_attribute("aria-expanded") == "false"
    assert not links.first.is_visible()
    for key in ("Enter", "Space"):
        menu.focus()
        page.keyboard.press(key)
        expect(menu).to_have_attribute("aria-expanded", "true")
        expect(links.first).to_be_visible()
        expect(page.get_by_role("button", name="Close menu")).to_be_focused()
        page.keyboard.press("Escape")
        expect(menu).to_have_attribute("aria-expanded", "false")
        expect(links.first).not_to_be_visible()
        expect(menu).to_be_focused()
    menu.press("Enter")
    page.get_by_role("button", name="Close menu").press("Enter")
    expect(links.first).not_to_be_visible()
    expect(menu).to_be_focused()


def test_a_link_of_the_menu_is_reached_and_followed_with_keys(visit, address):
    page = visit(HOME)
    tab_to(page, "[data-lo-menu]")
    page.keyboard.press("Enter")
    tab_to(page, "#lo-nav a[href*='5-15']")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}/5-15/")


def test_focus_never_stays_behind_the_open_menu(visit):
    """Tab goes from link to link; past the last one, the menu closes by itself."""
    page = visit(PLAN)
    page.get_by_role("button", name="Menu", exact=True).press("Enter")
    entries = page.locator("#lo-nav :is(a, button)").count()
    for _ in range(entries - 1):
        page.keyboard.press("Tab")
        assert focused(page, "#lo-nav *")
    page.keyboard.press("Tab")
    assert not focused(page, "#lo-nav *")
    expect(page.locator("[data-lo-menu]")).to_have_attribute("aria-expanded", "false")
    expect(page.locator("#lo-nav a").first).not_to_be_visible()


def test_a_closed_menu_takes_no_focus(visit):
    page = visit(PLAN)
    for _ in range(25):
        page.keyboard.press("Tab")
        assert not focused(page, "#lo-nav *")


# ---- light and dark ---------------------------------------------------------------------


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_the_colours_change_with_keys_and_the_focus_stays(key, visit):
    page = visit(AGE, 1280)
    scheme = "document.body.dataset.mdColorScheme"
    assert page.evaluate(scheme) == "default"
    tab_to(page, "[data-lo-palette]")
    for expected, name in (("slate", "Switch to light"), ("default", "Switch to dark")):
        page.keyboard.press(key)
        page.wait_for_function(f"{scheme} === '{expected}'")
        expect(page.get_by_role("button", name=name)).to_be_focused()


# ---- plan dates -------------------------------------------------------------------------


@pytest.mark.parametrize("width", [390, 1280])
def test_plan_dates_are_worked_out_with_keys_alone(width, visit):
    page = visit(DATES, width)
    tab_to(page, "input[data-event=request]", 80)
    page.keyboard.type(typed(page))
    assert page.locator("input[data-event=request]").input_value() == "2026-09-07"
    tab_to(page, ".lo-dates button[type=submit]", 80)
    page.keyboard.press("Enter")
    expect(page.locator("[data-lo-dates=results]")).to_be_visible()
    assert page.locator(".lo-dates__item").count() >= 3
    assert page.locator("[data-lo-dates=status]").inner_text().strip()  # read out (role=status)
    tab_to(page, ".lo-dates__results summary", 80)
    page.keyboard.press("Enter")
    assert page.locator(".lo-dates__results details[open]").count() == 1
    page.get_by_role("button", name="Clear the days").press("Enter")
    expect(page.locator("[data-lo-dates=results]")).to_be_hidden()
    assert not page.evaluate("document.activeElement === document.body")


def typed(page: Page) -> str:
    """7 September 2026 in the order in which this browser asks for a day's parts."""
    order = page.evaluate(
        "new Intl.DateTimeFormat().formatToParts().map((part) => part.type[0]).join('')"
    )
    parts = {"d": "07", "m": "09", "y": "2026"}
    return "".join(parts.get(letter, "") for letter in order if letter != "l")


# ---- focus ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "height", "scheme"),
    [(1280, 800, "light"), (1280, 800, "dark"), (390, 700, "light"), (390, 700, "dark"),
     (320, 256, "light")],
)  # fmt: skip
@pytest.mark.parametrize("path", PAGES)
def test_what_has_the_focus_is_seen(path, width, height, scheme, visit):
    """Forward through the page, then back: WCAG 2.4.7, 2.4.11 and 1.4.11."""
    page = visit(path, width, height, scheme)
    seen = 0
    for key in ("Tab", "Shift+Tab"):
        for _ in range(45):
            page.keyboard.press(key)
            focus = page.evaluate(FOCUS)
            if focus is None or focus["left"]:
                continue
            seen += 1
            assert focus["outlined"], focus
            assert focus["contrast"] >= 3, focus
            assert focus["free"], focus
    assert seen >= 60


# ---- motion and colour ------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_for_those_who_want_no_motion(path, visit):
    page = visit(path, 1280)
    moving = page.evaluate("""() => {
      const seconds = (text) => parseFloat(text) / (text.includes("ms") ? 1000 : 1);
      const long = (text) => text.split(",").some((each) => seconds(each) > .01);
      const found = [];
      for (const element of document.querySelectorAll("*"))
        for (const part of [null, "::before", "::after"]) {
          const style = getComputedStyle(element, part);
          const moves = style.scrollBehavior === "smooth" ||
            (style.animationName !== "none" && long(style.animationDuration)) ||
            (style.transitionProperty !== "none" && long(style.transitionDuration));
          if (moves) found.push(element.outerHTML.slice(0, 80));
        }
      return found;
    }""")
    assert moving == []


@pytest.mark.parametrize("path", [PLAN, SERVICE, DATES])
def test_no_meaning_by_colour_alone(path, visit):
    """Links in text are underlined; the page one is on, and the part, are set in bold."""
    page = visit(path, 1280)
    plain = page.evaluate("""() => Array.from(document.querySelectorAll(
        ".lo-page :is(p, li, td, dd) a[href]:not(.headerlink)"))
      .filter((a) => a.checkVisibility() && a.innerText.trim())
      .filter((a) => !getComputedStyle(a).textDecorationLine.includes("underline"))
      .map((a) => a.outerHTML.slice(0, 100))""")
    assert plain == []
    here = page.locator(".lo-nav a[aria-current]")
    if here.count():
        assert int(here.first.evaluate("a => getComputedStyle(a).fontWeight")) >= 600


def test_a_table_that_begins_to_scroll_takes_the_focus(visit):
    """A phone is turned, or a person zooms in: no reload, and the keyboard still gets there."""
    page = visit("/about/how-we-meet-the-law/", 1280)
    boxes = page.locator(".md-typeset__scrollwrap")
    boxes.first.wait_for()
    assert boxes.count() >= 3
    page.set_viewport_size({"width": 320, "height": 640})
    page.wait_for_function("""() => Array.from(document.querySelectorAll(".md-typeset__scrollwrap"))
      .every((box) => (box.scrollWidth > box.clientWidth) === (box.tabIndex === 0))""")
    assert page.locator(".md-typeset__scrollwrap[tabindex='0']").count() >= 1
    page.set_viewport_size({"width": 1280, "height": 640})
    page.wait_for_function("""() => Array.from(document.querySelectorAll(".md-typeset__scrollwrap"))
      .every((box) => (box.scrollWidth > box.clientWidth) === (box.tabIndex === 0))""")
