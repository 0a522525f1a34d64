"""How it looks, in a real browser: the first screen, cards, the hub, text settings and paper."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pypdf
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests import browser

SERVICE = "/services/sendiass-oxfordshire/"
DATES = "/every-age/ehc-plan-dates/"
KINDS = [
    "/",
    "/0-4/",
    "/every-age/autism-and-adhd/",
    "/every-age/short-breaks/",
    SERVICE,
    "/services/by-topic/",
    "/youth-hub/",
    "/youth-hub/your-rights/",
    "/easy-read/how-to-complain/",
    "/about/how-we-meet-the-law/",
    DATES,
    "/404.html",
]

# The words that stick out of the screen, where nothing lets the reader scroll to them.
OUTSIDE = """() => {
  const out = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode, parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility({visibilityProperty: true})) continue;
    if (parent.closest(".md-sidebar, thead")) continue;
    let scrolls = false;
    for (let e = parent; e !== document.body; e = e.parentElement)
      if (["auto", "scroll"].includes(getComputedStyle(e).overflowX)) scrolls = true;
    const range = document.createRange();
    range.selectNodeContents(node);
    const box = range.getBoundingClientRect();
    if (!scrolls && box.width > 1 && (box.right > innerWidth + 1 || box.left < -1))
      out.push(node.data.trim());
  }
  return out;
}"""


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with browser.served(project / "site") as url:
        yield url


def screen(chromium: Browser, width: int = 390, **options: object) -> BrowserContext:
    return chromium.new_context(viewport={"width": width, "height": 844}, **options)


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = screen(chromium)
    yield context.new_page()
    context.close()


# ---- the front page, the cards and the hub -----------------------------------------------------


def test_a_phone_s_first_screen_has_search_four_doors_and_the_first_task(phone, address):
    phone.goto(address + "/", wait_until="networkidle")
    doors = phone.locator("main a.lo-door")
    assert doors.count() == 4
    wanted = [
        phone.get_by_label("Search this Local Offer"),
        *doors.all(),
        phone.get_by_role("heading", name="What families come for most"),
        phone.locator(".lo-tasks li a").first,
    ]
    boxes = [place.bounding_box() for place in wanted]
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in boxes)
    assert [box["y"] + box["height"] <= 844 for box in boxes] == [True] * 7
    # In the order of reading, and each door large enough for a thumb.
    assert [box["y"] for box in boxes] == sorted(box["y"] for box in boxes)
    assert all(box["height"] >= 60 and box["width"] >= 120 for box in boxes[1:5])


def test_the_first_visit_weighs_little(phone, address):
    """Below 200 kB as sent, with the compression that every host has."""
    answers: list[Response] = []
    phone.on("response", lambda answer: answers.extend([answer]))
    phone.goto(address + "/", wait_until="networkidle")
    sent = {a.url: len(gzip.compress(a.body())) for a in answers}
    assert len(sent) >= 5
    assert sum(sent.values()) < 200_000, sent


def test_pages_and_services_are_cards(phone, address):
    phone.goto(address + "/services/by-topic/")
    card = phone.locator("article li", has_text="Advocacy in Oxfordshire").first
    assert re.search(r"Ages \d+ to \d+\. Free\.", card.inner_text())
    assert card.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    # The whole card is the link: press its last line, far from the words of the link.
    box = card.bounding_box()
    card.click(position={"x": box["width"] - 8, "y": box["height"] - 6})
    assert phone.url == address + "/services/advocacy-service-oxfordshire/"
    # A card that names several pages leaves each link to itself.
    phone.goto(address + "/0-4/")
    several = phone.locator("article li", has_text="Advice and support groups").first
    several.get_by_role("link", name="support groups").click()
    assert phone.url == address + "/every-age/support-groups/"


def test_the_youth_hub_has_a_look_of_its_own(phone, address):
    look = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).borderTopLeftRadius]"
    phone.goto(address + "/every-age/")
    bar = phone.locator("header").first.evaluate(look)[0]
    card = phone.locator("article ul > li:has(> a:first-child)").first.evaluate(look)
    phone.goto(address + "/youth-hub/")
    assert phone.locator("header").first.evaluate(look)[0] != bar
    hub = phone.locator("article .lo-index > ul > li").first.evaluate(look)
    assert hub[0] != card[0]
    assert hub[1] != card[1]


# ---- text settings -----------------------------------------------------------------------------


def open_settings(page: Page) -> None:
    page.get_by_role("button", name="Text settings").click()
    expect(page.get_by_role("dialog", name="Text settings")).to_be_visible()


def kept(page: Page) -> dict[str, str]:
    """What the browser keeps, but for Material's choice of colours."""
    every = page.evaluate("({...localStorage})")
    return {key: value for key, value in every.items() if not key.endswith("__palette")}


def text(page: Page) -> dict[str, float | str]:
    """How the first paragraph of the page is set."""
    return page.locator("article .lo-page > p").first.evaluate(
        "e => { const s = getComputedStyle(e); return {size: parseFloat(s.fontSize),"
        " letters: parseFloat(s.letterSpacing) || 0, line: parseFloat(s.lineHeight),"
        " font: s.fontFamily}; }"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_text_is_as_the_reader_chose_on_every_page(width, scheme, chromium, address):
    context = screen(chromium, width, color_scheme=scheme)
    page = context.new_page()
    page.goto(address + "/about/privacy/")
    usual = text(page)
    open_settings(page)
    page.get_by_role("group", name="Size of text").get_by_label("Largest").check()
    page.get_by_role("group", name="Letters").get_by_label("Plain").check()
    page.get_by_role("group", name="Space").get_by_label("Wide").check()
    page.get_by_role("button", name="Done").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    for path in ("/about/privacy/", "/youth-hub/your-rights/"):
        page.goto(address + path)
        now = text(page)
        assert now["size"] == pytest.approx(usual["size"] * 1.5)
        assert "Verdana" in now["font"]
        # The least that readers may ask of a page (WCAG 2.2, 1.4.12).
        assert now["letters"] >= 0.119 * now["size"]
        assert now["line"] >= 1.5 * now["size"]
    assert json.loads(next(iter(kept(page).values()))) == {
        "size": "largest",
        "font": "plain",
        "spacing": "wide",
    }
    open_settings(page)
    assert page.get_by_role("radio", checked=True).count() == 3
    assert page.get_by_label("Largest").is_checked()
    page.get_by_role("button", name="Back to usual").click()
    assert page.get_by_role("status").filter(has_text="back to usual").is_visible()
    assert page.get_by_label("Usual", exact=True).is_checked()
    page.get_by_role("button", name="Done").click()
    page.goto(address + "/about/privacy/")
    assert text(page) == usual
    # Nothing is left behind, and there never was a cookie.
    assert kept(page) == {}
    assert context.cookies() == []
    context.close()


def test_the_choice_holds_before_anything_is_drawn(chromium, address):
    context = screen(chromium)
    context.add_init_script("""
      new MutationObserver((_, seen) => {
        if (!document.body) return;
        window.atFirst = {...document.documentElement.dataset};
        seen.disconnect();
      }).observe(document, {childList: true, subtree: true});
    """)
    page = context.new_page()
    page.goto(address + "/")
    assert "loSize" not in page.evaluate("window.atFirst")
    open_settings(page)
    page.get_by_label("Larger").check()
    page.goto(address + "/0-4/")
    assert page.evaluate("window.atFirst.loSize") == "larger"
    context.close()


def test_text_settings_by_keyboard(phone, address):
    phone.goto(address + "/0-4/")
    opener = phone.get_by_role("button", name="Text settings")
    opener.focus()
    phone.keyboard.press("Enter")
    expect(phone.get_by_label("Normal").first).to_be_focused()
    phone.keyboard.press("ArrowRight")
    expect(phone.get_by_label("Larger")).to_be_checked()
    phone.keyboard.press("Tab")
    expect(phone.get_by_label("Usual", exact=True)).to_be_focused()
    phone.keyboard.press("ArrowRight")
    expect(phone.get_by_label("Plain")).to_be_checked()
    phone.keyboard.press("Escape")
    expect(phone.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    assert phone.evaluate("document.documentElement.dataset.loSize") == "larger"


def test_another_tab_follows(chromium, address):
    context = screen(chromium)
    one, two = context.new_page(), context.new_page()
    for page in (one, two):
        page.goto(address + "/")
    open_settings(one)
    one.get_by_label("Largest").check()
    expect(two.locator("html")).to_have_attribute("data-lo-size", "largest")
    context.close()


def test_a_browser_that_keeps_nothing_says_so(phone, address):
    phone.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); };")
    phone.goto(address + "/0-4/")
    open_settings(phone)
    phone.get_by_label("Largest").check()
    expect(phone.get_by_role("status").filter(has_text="can't keep this")).to_be_visible()
    assert phone.evaluate("document.documentElement.dataset.loSize") == "largest"


@pytest.mark.parametrize("value", ["not json", "[1]", "null", '{"a b": 1}', '{"size": "huge"}'])
def test_what_cannot_be_read_is_passed_over(value, phone, address):
    errors: list[str] = []
    phone.on("pageerror", lambda error: errors.append(str(error)))
    phone.goto(address + "/0-4/")
    usual = text(phone)
    phone.evaluate("value => localStorage.setItem(__md_scope.pathname + '.text', value)", value)
    phone.goto(address + "/0-4/")
    assert text(phone) == usual
    open_settings(phone)
    phone.get_by_label("Larger").check()
    assert text(phone)["size"] == pytest.approx(usual["size"] * 1.2)
    assert errors == []


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_nothing_breaks_with_the_largest_text(width, chromium, address):
    context = screen(chromium, width)
    page = context.new_page()
    page.goto(address + "/")
    open_settings(page)
    for label in ("Largest", "Clearer", "Wide"):
        page.get_by_label(label, exact=True).check()
    # The dialog itself can still be read and left.
    done = page.get_by_role("button", name="Done")
    done.scroll_into_view_if_needed()
    box = done.bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    done.click()
    for path in KINDS:
        page.goto(address + path, wait_until="networkidle")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path
        assert page.evaluate(OUTSIDE) == [], path
        for name in ("Text settings", "Menu") if width < 1220 else ("Text settings",):
            button = page.get_by_role("button", name=name, exact=True)
            assert button.bounding_box()["height"] >= 44
            button.click(trial=True)  # nothing lies over it
    context.close()


@pytest.mark.parametrize("size", ["usual", "largest"])
@pytest.mark.parametrize("width", [320, 390, 600])
def test_the_top_bar_has_room_with_a_service_saved(width, size, chromium, address):
    context = screen(chromium, width)
    page = context.new_page()
    page.goto(address + SERVICE)
    page.locator("[data-lo-save]").first.click()
    page.goto(address + "/", wait_until="networkidle")
    page.evaluate("size => { document.documentElement.dataset.loSize = size; }", size)
    title = page.locator(".md-header__title")
    box = title.bounding_box()
    assert "Local Offer" in title.inner_text()
    if width < 416:
        assert box["width"] <= 1  # for screen readers only
    else:
        assert box["height"] <= 48  # two lines, and neither is cut
        assert page.evaluate(
            "e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight",
            title.locator(".md-ellipsis").first.element_handle(),
        )
    bar = page.locator(".md-header__inner > *:visible:not(.md-header__title)")
    sides = [button.bounding_box() for button in bar.all()]
    assert all(b["width"] >= 24 and b["height"] >= 44 for b in sides)
    assert all(a["x"] + a["width"] <= b["x"] for a, b in pairwise(sides))
    assert page.locator(".lo-list-link__number").bounding_box()["height"] <= 20
    assert page.locator("#lo-search").bounding_box()["width"] >= 140
    context.close()


def test_without_javascript_search_leads_to_the_list_of_pages(chromium, address):
    context = screen(chromium, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/search/")
    # What stands there is true also where there is no Menu button.
    assert page.get_by_text("Every other page is in this site’s list of pages.").is_visible()
    page.get_by_role("link", name="at the end of this page").click()
    expect(page.locator("#lo-nav")).to_be_in_viewport()
    context.close()


def test_without_javascript_there_are_no_text_settings(chromium, address):
    context = screen(chromium, java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "/0-4/")
    assert page.locator("[data-lo-text]").is_hidden()
    assert page.locator("dialog").is_hidden()
    context.close()


# ---- paper -------------------------------------------------------------------------------------


def printed(page: Page, file: Path) -> list[list[str]]:
    """The lines of each sheet, as a reader of the PDF gets them."""
    page.pdf(path=str(file), format="A4")
    return [
        [
            " ".join(line.split())
            for line in unicodedata.normalize("NFKC", sheet.extract_text()).splitlines()
            if line.strip()
        ]
        for sheet in pypdf.PdfReader(file).pages
    ]


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("/", ["Where do you want to start?", "0 to 4", "Make a complaint", "01865 810516"]),
        ("/0-4/", ["Help for children aged 0 to 4", "Starting school: when to apply", "SPORFI"]),
        (SERVICE, ["SENDIASS Oxfordshire", "01865 810516", "(http://www.sendiass-oxfordshire"]),
        ("/youth-hub/", ["Youth hub", "Staying safe", "(https://www.oxfordshire.gov.uk"]),
        (DATES, ["Work out the dates for an EHC plan", "20 weeks"]),
    ],
)
def test_a_page_on_paper(path, wanted, chromium, address, tmp_path):
    context = screen(chromium, 1280, color_scheme="dark")
    page = context.new_page()
    page.goto(address + path, wait_until="networkidle")
    sheets = printed(page, tmp_path / "page.pdf")
    whole = " ".join(line for sheet in sheets for line in sheet)
    for words in [
        *wanted,
        "This is an independent demonstration.",
        "Last reviewed 22 November 2026",
        "Looked after by",
        "Words on this page",
        f"Oxfordshire SEND Local Offer. Address of this page: {address}{path}",
    ]:
        assert words in whole
    for words in ("Search", "On this page", "Text settings", "Report a mistake", "Back to top"):
        assert words not in whole
    for words in ("Menu", "All services", "Accessibility", "Find services", "Done"):
        assert words not in [line for sheet in sheets for line in sheet]
    # No heading, and no line that leads to a list, is the last of its sheet.
    headings = page.locator("article :is(h2, h3)").all_inner_texts()
    assert headings
    for sheet in sheets[:-1]:
        assert sheet[-1] not in [heading.replace("¶", "").strip() for heading in headings]
        assert not sheet[-1].endswith(":")
    context.close()


@pytest.mark.parametrize("path", ["/", "/0-4/", SERVICE, "/youth-hub/", DATES])
def test_paper_is_black_on_white_even_from_a_dark_screen(path, chromium, address):
    context = screen(chromium, 1280, color_scheme="dark")
    page = context.new_page()
    page.goto(address + path, wait_until="networkidle")
    page.emulate_media(media="print")
    odd = page.evaluate("""() => {
      const seen = new Set();
      const white = ["rgba(0, 0, 0, 0)", "rgb(255, 255, 255)"];
      for (const e of document.querySelectorAll("html, body, body *")) {
        if (!e.checkVisibility({visibilityProperty: true})) continue;
        const style = getComputedStyle(e);
        const name = `${e.tagName} ${e.className}`;
        if (!white.includes(style.backgroundColor)) seen.add(`${name} on ${style.backgroundColor}`);
        const words = [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
        if (words && style.color !== "rgb(0, 0, 0)") seen.add(`${name} in ${style.color}`);
      }
      return [...seen];
    }""")
    assert odd == []
    context.close()


def test_paper_keeps_the_reader_s_size(chromium, address):
    context = screen(chromium, 1280)
    page = context.new_page()
    page.goto(address + "/0-4/")
    page.emulate_media(media="print")
    usual = text(page)["size"]
    page.emulate_media(media="screen")
    open_settings(page)
    page.get_by_label("Largest").check()
    page.keyboard.press("Escape")
    page.emulate_media(media="print")
    assert text(page)["size"] == pytest.approx(1.5 * usual)
    context.close()
