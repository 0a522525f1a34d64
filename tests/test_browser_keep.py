"""My list, and reading without the internet, in a real browser.

The site is a small one with our theme, and stands in a folder of its server (`/offer/`), as
some councils' do. The dates in it are so old, or so far off, that no test needs the clock of
the worker, which no test can set.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from playwright.sync_api import Browser, BrowserContext, Page, expect

from publish import plugin
from tests import browser
from tests.conftest import ROOT, TODAY

MATTER = (
    "---\ntitle: {title}\nsummary: What this page holds.\nowner: directory\n{more}---\n{body}\n"
)
SETTINGS = """\
council: {name: Anywhere Council, area: Anywhere, hosts: [anywhere.gov.uk]}
notice: This is a try-out.
teams: {directory: {name: Directory editors}, local-offer: {name: Local Offer editors}}
review: {default: 6 months, due_soon: 30 days, grace: 28 days}
vocabularies: {topics: {health: Health}, needs: {any: Any}, areas: {all: All}, cost: {free: Free}}
"""
NASTY = 'Tea & "toast" </script><script>document.title="taken over"</script>'
CLUB = (
    "provider: Swim for all\neligibility: Children who can float.\nage_min: 5\nage_max: 11\n"
    "cost: free\nreferral: self\nsiblings: true\nwhen: Saturdays, 9am to 12pm\n"
    "waiting_time: {value: 3 weeks, measured: 2026-10-01}\nquality_mark: 2026-10-01\n"
    "commissioned_until: 2031-03-31\ncontact_note: The line is closed in August.\n"
    'contact:\n  phone: "01865 810516"\n  website: "https://www.swim.example/"\n'
)
ALWAYS = "last_reviewed: 2026-11-02\nreview_every: 90 years\n"
LONG_AGO = "last_reviewed: 2019-01-31\nreview_every: 6 months\n"


def page_of(title: str, more: str, body: str = "Words.") -> str:
    return MATTER.format(title=title, more=more, body=body)


PAGES = {
    "index.md": page_of("Home", ALWAYS, "[Services](services/index.md)"),
    "old.md": page_of("An old page", LONG_AGO),
    "more.md": page_of("One more", ALWAYS),
    "services/index.md": page_of("All services", ALWAYS),
    "services/swim-club.md": page_of("Swim club", ALWAYS + CLUB),
    "services/art-club.md": page_of(
        "Art club",
        "last_reviewed: 2026-11-02\nreview_every: 6 months\nstatus: temporarily closed\n",
    ),
    "services/old-club.md": page_of("Old club", ALWAYS + "status: inactive\n" + CLUB),
    "services/tea.md": page_of(f"'{NASTY}'", ALWAYS),
}


def write(root: Path) -> None:
    """The small project: our theme and settings, a few pages, and our two pages of this."""
    shutil.copytree(ROOT / "theme", root / "theme")
    (root / "local-offer.yml").write_text(SETTINGS, "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    # The menu names pages that are not here.
    settings = re.sub(r"^nav:\n(?: .*\n|\n)*", "", settings, flags=re.MULTILINE)
    (root / "mkdocs.yml").write_text(settings, "utf-8")
    for name, text in PAGES.items():
        file = root / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    for name in ("my-list.md", "offline.md"):
        shutil.copy(ROOT / "docs" / name, root / "docs")


def build(root: Path) -> None:
    plugin.build(root / "mkdocs.yml", root / "www/offer", TODAY, None)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("keep")
    write(root)
    build(root)
    return root


@pytest.fixture(scope="module")
def address(made: Path) -> Iterator[str]:
    with browser.served(made / "www") as url:
        yield url + "/offer"


@pytest.fixture
def own(made: Path, tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A copy of the site that a test may change, and its address."""
    shutil.copytree(made, tmp_path / "own")
    with browser.served(tmp_path / "own/www") as url:
        yield tmp_path / "own", url + "/offer"


@pytest.fixture(params=[390, 1280])
def page(request, chromium: Browser) -> Iterator[Page]:
    context = context_of(chromium, width=request.param)
    yield context.new_page()
    context.close()


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    """One browser at one width, where the width is not the matter."""
    context = context_of(chromium)
    yield context
    context.close()


def context_of(
    chromium: Browser, width: int = 390, day: dt.date = TODAY, **more: bool
) -> BrowserContext:
    context = chromium.new_context(
        viewport={"width": width, "height": 844}, timezone_id="Europe/London", **more
    )
    context.clock.set_fixed_time(dt.datetime.combine(day, dt.time(12), dt.UTC))
    return context


def save(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}/services/{name}/")
    page.get_by_role("button", name="Save to My list").click()


def names(page: Page) -> list[str]:
    return page.evaluate("loKeep.read().map((item) => item[0])")


def said(page: Page) -> str:
    return page.locator(".lo-said").inner_text()


# ---- the list ----------------------------------------------------------------------------


def test_a_service_is_saved_and_taken_out_by_keyboard(page, address):
    page.goto(f"{address}/services/swim-club/")
    count = page.locator("header [data-lo-saved]")
    button = page.get_by_role("button", name="Save to My list: Swim club")
    button.focus()
    page.keyboard.press("Enter")
    assert said(page) == "Saved to My list: Swim club. It holds 1 service."
    expect(count).to_be_visible()
    expect(count).to_have_accessible_name("My list 1 service")
    # The button keeps the focus, and is now the other one.
    taken = page.get_by_role("button", name="Remove from My list: Swim club")
    expect(taken).to_be_focused()
    page.reload()
    assert names(page) == ["swim-club"]
    assert page.context.cookies() == []
    taken.focus()
    page.keyboard.press("Space")
    assert said(page) == "Removed from My list: Swim club. It holds 0 services."
    assert names(page) == []


def test_the_list_shows_what_families_need(page, address):
    asked: list[str] = []
    for name in ("swim-club", "art-club"):
        save(page, address, name)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/my-list/")
    expect(page.get_by_role("heading", name="Saved in this browser (2 services)")).to_be_visible()
    first, second = page.locator(".lo-kept").all()
    text = first.inner_text()
    for fact in ("Run by Swim for all", "5 to 11", "Children who can float.", "Free",
                 "Saturdays, 9am to 12pm", "3 weeks (measured on 1 October 2026)",
                 "Brothers and sisters can come too.", "The line is closed in August.",
                 "Last checked 2 November 2026 by Directory editors"):  # fmt: skip
        assert fact in text
    assert first.locator("a[href='tel:+441865810516']").inner_text() == "01865 810516"
    assert "Closed for now. Get in touch before you make plans." in second.inner_text()
    # Two services, two small files, and nothing from anybody else.
    pieces = sorted(url for url in set(asked) if "/assets/my-list/" in url)
    assert pieces == [f"{address}/assets/my-list/{name}-club.json" for name in ("art", "swim")]
    assert all(url.startswith(address.removesuffix("/offer")) for url in asked)
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert wide <= 0
    page.get_by_role("link", name="Swim club").click()
    assert page.url == f"{address}/services/swim-club/"


def test_a_service_is_removed_undone_and_the_list_emptied(page, address):
    for name in ("swim-club", "art-club"):
        save(page, address, name)
    page.goto(f"{address}/my-list/")
    page.get_by_role("button", name="Remove from My list: Swim club").click()
    heading = page.get_by_role("heading", name="Saved in this browser (1 service)")
    expect(heading).to_be_focused()  # not lost with the button
    assert said(page) == "Removed from My list: Swim club. It holds 1 service."
    page.get_by_role("button", name="Undo").click()
    expect(page.locator(".lo-kept h3")).to_have_text(["Swim club", "Art club"])
    page.get_by_role("button", name="Empty My list").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    page.get_by_role("link", name="Find a service").click()
    assert page.url == f"{address}/services/"


def test_another_tab_changes_the_same_list(phone, address):
    one, two = phone.new_page(), phone.new_page()
    two.goto(f"{address}/my-list/")
    save(one, address, "swim-club")
    expect(two.locator(".lo-kept h3")).to_have_text(["Swim club"])
    expect(two.locator("header [data-lo-number]")).to_have_text("1")


def test_what_else_stands_in_storage_is_no_list(phone, address):
    page = phone.new_page()
    page.goto(f"{address}/my-list/")
    for stored in ("nonsense", '{"a": 1}', '[["../../x", "X"], ["<b>", "B"], 7, null]'):
        page.evaluate("text => localStorage.setItem('/offer/.my-list', text)", stored)
        page.reload()
        expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()


def test_a_browser_that_keeps_nothing_says_so(phone, address):
    page = phone.new_page()
    page.add_init_script(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); }"
    )
    page.goto(f"{address}/services/swim-club/")
    page.get_by_role("button", name="Save to My list").click()
    assert said(page) == "Your browser does not let this site keep a list."
    assert page.get_by_role("button", name="Save to My list").is_visible()


def test_search_results_get_a_button_when_they_come(page, address):
    page.goto(f"{address}/services/")
    page.evaluate(
        """() => document.querySelector("#lo-content").insertAdjacentHTML("beforeend",
        '<p data-lo-service="swim-club"><a href="swim-club/">Swim club</a></p>')"""
    )
    button = page.get_by_role("button", name="Save to My list: Swim club")
    button.click()
    assert names(page) == ["swim-club"]
    expect(page.locator("[data-lo-save]")).to_have_count(1)


def test_without_javascript_the_page_says_what_to_do_instead(chromium, address):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/services/swim-club/")
    assert page.get_by_role("button", name="My list").count() == 0
    assert page.locator("[data-lo-saved]").is_hidden()
    page.goto(f"{address}/my-list/")
    assert page.get_by_text("Your list needs JavaScript.").is_visible()
    page.get_by_role("link", name="A to Z").click()
    assert page.url == f"{address}/services/a-to-z/"
    assert page.get_by_role("link", name="Swim club").is_visible()
    context.close()


# ---- shared ------------------------------------------------------------------------------


def test_a_list_is_shared_as_a_link(chromium, address):
    mine, theirs = context_of(chromium), context_of(chromium)
    page = mine.new_page()
    save(page, address, "swim-club")
    save(page, address, "art-club")
    page.goto(f"{address}/my-list/")
    link = page.get_by_label("Link to this list").input_value()
    assert link == f"{address}/my-list/#list=swim-club,art-club"
    page = theirs.new_page()
    page.goto(link)
    expect(page.get_by_text("Somebody shared this list with you.")).to_be_visible()
    expect(page.locator(".lo-kept h3")).to_have_text(["Swim club", "Art club"])
    assert names(page) == []  # only looked at
    page.get_by_role("button", name="See my own list").click()
    expect(page.get_by_text("Nothing is saved yet.")).to_be_visible()
    page.go_back()
    page.get_by_role("button", name="Save 2 services to My list").click()
    expect(page.get_by_role("heading", name="Saved in this browser (2 services)")).to_be_visible()
    assert names(page) == ["swim-club", "art-club"]
    mine.close()
    theirs.close()


def test_what_is_closed_or_unknown_in_a_link_is_said(page, address):
    page.goto(f"{address}/my-list/#list=old-club,gone-club,swim-club,swim-club")
    expect(page.locator(".lo-kept")).to_have_count(2)
    old, swim = page.locator(".lo-kept").all()
    assert "Old club\nThis service has stopped." in re.sub(r"\n+", "\n", old.inner_text())
    assert "01865" not in old.inner_text()
    assert page.get_by_role("heading", name="shared with you (2 services)").is_visible()
    assert page.get_by_text("One service in this list is not here any more.").is_visible()
    assert page.get_by_text("gone club").count() == 0
    assert "01865 810516" in swim.inner_text()
    # What nobody knows can't be saved.
    assert page.get_by_role("button", name="Save 2 services to My list").is_visible()


@pytest.mark.parametrize("names", ["", "%3Cimg%20src%3Dx%3E", "../../sw", "%E0%A4%A", ",,,"])
def test_a_broken_link_is_said(names, phone, address):
    page = phone.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/my-list/#list={names}")
    expect(page.get_by_text("This link names no service.")).to_be_visible()
    assert errors == []


# ---- printed -----------------------------------------------------------------------------


def test_the_list_prints_as_a_pack(phone, address):
    page = phone.new_page()
    save(page, address, "swim-club")
    page.goto(f"{address}/my-list/")
    expect(page.locator(".lo-kept")).to_have_count(1)
    assert page.locator(".lo-qr").is_hidden()
    page.emulate_media(media="print")
    first = page.locator(".lo-printed")
    assert "Printed on 22 November 2026." in first.inner_text()
    assert address in first.inner_text()
    assert page.get_by_role("img", name="QR code: https://www.swim.example/").is_visible()
    assert page.get_by_text("Last checked 2 November 2026").is_visible()
    assert page.get_by_text("01865 810516").is_visible()
    for hidden in (".lo-list-tools", ".lo-kept button", ".md-header", ".md-footer",
                   ".lo-page-foot"):  # fmt: skip
        assert page.locator(hidden).first.is_hidden(), hidden
    assert page.get_by_role("heading", name="How your list is kept").is_hidden()


def test_large_print_is_large(phone, address):
    page = phone.new_page()
    save(page, address, "swim-club")
    page.goto(f"{address}/my-list/")
    smallest = """() => Math.min(...[...document.querySelectorAll(".lo-my-list *, .lo-notice *")]
      .filter((e) => e.checkVisibility() &&
        [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
      .map((e) => parseFloat(getComputedStyle(e).fontSize)))"""
    page.get_by_label("in large print").check()
    page.emulate_media(media="print")
    assert page.evaluate(smallest) >= 18 / 72 * 96  # 18 point
    page.emulate_media(media="screen")
    page.get_by_label("in large print").uncheck()
    page.emulate_media(media="print")
    assert page.evaluate(smallest) < 18 / 72 * 96


def test_a_late_check_is_said_in_the_list(chromium, address):
    for day, shown in ((dt.date(2027, 5, 2), False), (dt.date(2027, 5, 3), True)):
        context = context_of(chromium, day=day)
        page = context.new_page()
        page.goto(f"{address}/my-list/#list=art-club")
        expect(page.locator(".lo-kept")).to_have_count(1)
        late = page.get_by_text("This was due to be checked by 2 May 2027.")
        assert late.is_visible() is shown
        context.close()


# ---- the page of a service ---------------------------------------------------------------


def test_a_service_s_page_answers_in_order(page, address):
    page.goto(f"{address}/services/swim-club/")
    wanted = ["Who it is for", "How to get it", "Cost", "Where and when", "How long you may wait",
              "Good to know", "Contact", "How this was checked"]  # fmt: skip
    headings = [text.strip("¶\n ") for text in page.locator("article h2").all_inner_texts()]
    assert headings == wanted
    text = page.locator("article").inner_text()
    assert "3 weeks (measured on 1 October 2026)" in text
    assert "Last checked on 2 November 2026 by Directory editors." in text
    assert "quality mark on 1 October 2026" in text
    assert "2031" not in page.content()  # the contract's end is the editors' alone


def test_a_closed_service_says_so_before_all(page, address):
    page.goto(f"{address}/services/art-club/")
    notice = page.get_by_text("Closed for now.")
    assert notice.is_visible()
    assert notice.bounding_box()["y"] < page.get_by_text("Words.").bounding_box()["y"]


def test_a_service_that_stopped_is_no_dead_end(page, address):
    page.goto(f"{address}/services/old-club/")
    assert page.get_by_text("This service has stopped.").is_visible()
    assert page.get_by_text("Words.").is_visible()
    assert page.get_by_text("01865").count() == 0
    assert page.locator("meta[name=robots]").get_attribute("content") == "noindex"
    assert page.get_by_role("button", name="Save to My list").count() == 0
    page.get_by_role("link", name="another service").click()
    assert page.url == f"{address}/services/"


def test_marking_as_correct_fills_in_the_day(phone, address):
    page = phone.new_page()
    page.goto(f"{address}/services/swim-club/")
    link = page.get_by_role("link", name="mark it as correct").get_attribute("href")
    assert "last_reviewed%3A%202026-11-22" in link
    assert "offer%2Fservices%2Fswim-club" in link
    assert "YYYY" not in link


def test_where_the_site_has_a_repository_its_file_opens(own, phone):
    root, address = own
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("\nrepo_url: https://git.example/offer\nedit_uri: edit/main/docs/\n")
    build(root)
    page = phone.new_page()
    page.goto(f"{address}/services/swim-club/")
    link = page.get_by_role("link", name="mark it as correct").get_attribute("href")
    assert link == "https://git.example/offer/edit/main/docs/services/swim-club.md"
    assert page.get_by_text("last_reviewed: 2026-11-22").is_visible()


def test_the_data_for_search_engines_is_no_script(phone, address):
    """Under the strictest policy nothing is reported, and no title gets out of its block."""
    page = phone.new_page()
    page.goto(f"{address}/services/tea/")
    assert page.title().startswith('Tea & "toast"')
    block = page.locator("script[type='application/ld+json']")
    assert json.loads(block.text_content())["name"] == NASTY
    assert page.locator("h1").inner_text() == NASTY
    only = block.evaluate("node => node.outerHTML")
    page.route(
        address.removesuffix("offer") + "only.html",
        lambda route: route.fulfill(
            content_type="text/html",
            headers={"Content-Security-Policy": "default-src 'none'; script-src 'self'"},
            body=f"<!doctype html><title>Only</title>{only}<script>document.title='ran'</script>",
        ),
    )
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.goto(address.removesuffix("offer") + "only.html")  # where no worker answers
    assert page.title() == "Only"
    assert len(told) == 1  # the script that the test put in; not the block
    assert json.loads(page.locator("script").first.text_content())["name"] == NASTY


# ---- without the internet ----------------------------------------------------------------


def until(page: Page, holds: str, arg: object = None) -> None:
    """Wait until an async function of the page holds (`wait_for_function` waits for no promise)."""
    for _ in range(200):
        if page.evaluate(holds, arg):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"It never held: {holds}")


def ready(page: Page) -> None:
    """Wait until the worker answers for the page."""
    until(page, "() => !!navigator.serviceWorker.controller")


HELD = """async (kind) => (await Promise.all((await caches.keys())
  .filter((name) => name.endsWith(kind)).map(async (name) => (await caches.open(name)).keys())))
  .flat().map((key) => new URL(key.url).pathname)"""


def held(page: Page, kind: str, *paths: str) -> None:
    """Wait until these are saved."""
    until(
        page,
        f"async ([kind, paths]) => {{ const held = await ({HELD})(kind);"
        " return paths.every((path) => held.includes(path)); }",
        [kind, list(paths)],
    )


def visit(phone: BrowserContext, address: str, path: str) -> Page:
    """Open a page for the first time, before there is a worker, and wait until it is kept."""
    page = phone.new_page()
    page.goto(address + path)
    ready(page)
    held(page, ":visited", f"/offer{path}")
    return page


def test_visited_pages_are_read_offline_and_say_so(phone, address):
    page = visit(phone, address, "/more/")
    page.goto(f"{address}/old/")
    held(page, ":visited", "/offer/old/")
    assert page.locator(".lo-offline").count() == 0
    phone.set_offline(True)
    page.goto(f"{address}/more/?from=somewhere#top")
    told = page.locator(".lo-offline").inner_text()
    assert re.fullmatch(
        r"You are offline\. This page was saved on \d{1,2} \w+ \d{4}\. "
        r"It was last checked on 2 November 2026\.",
        told,
    )
    # Styles and scripts are there too.
    assert page.locator(".lo-page h1").evaluate("h => getComputedStyle(h).fontWeight") == "700"
    expect(page.locator("header [data-lo-number]")).to_have_text("0")
    page.goto(f"{address}/old/")
    told = page.locator(".lo-offline").inner_text()
    assert told.endswith(
        "It was last checked on 31 January 2019; it was due for a check by 31 July 2019, so "
        "ring before you rely on it."
    )
    assert page.get_by_text("This page was due to be checked by").is_hidden()  # said once
    phone.set_offline(False)
    page.goto(f"{address}/old/")
    assert page.locator(".lo-offline").count() == 0


def test_what_is_in_my_list_is_read_offline_unvisited(phone, address):
    page = phone.new_page()
    page.goto(f"{address}/my-list/#list=swim-club,art-club")
    ready(page)
    page.get_by_role("button", name="Save 2 services to My list").click()
    paths = [f"/offer/services/{name}/" for name in ("swim-club", "art-club")]
    data = [f"/offer/assets/my-list/{name}.json" for name in ("swim-club", "art-club")]
    held(page, ":kept", *paths, *data)
    phone.set_offline(True)
    page.goto(f"{address}/my-list/")
    expect(page.locator(".lo-kept h3")).to_have_text(["Swim club", "Art club"])
    assert page.locator(".lo-offline").is_visible()
    page.get_by_role("link", name="Swim club").click()
    assert page.get_by_text("01865 810516").is_visible()
    assert page.locator(".lo-offline").is_visible()
    # In a shared list, what is not saved says so.
    page.goto(f"{address}/my-list/#list=tea")
    expect(page.get_by_text("This service could not be loaded.")).to_be_visible()
    # Taken out of the list, it is not kept any longer.
    phone.set_offline(False)
    page.goto(f"{address}/services/art-club/")
    page.get_by_role("button", name="Remove from My list").click()
    until(page, f"async (path) => !(await ({HELD})(':kept')).includes(path)", data[1])
    assert data[0] in page.evaluate(HELD, ":kept")


def test_a_page_that_is_not_saved_leads_to_those_that_are(phone, address):
    page = visit(phone, address, "/more/")
    phone.set_offline(True)
    page.goto(f"{address}/services/swim-club/")
    expect(page.get_by_role("heading", name="Pages saved on this device")).to_be_visible()
    assert page.get_by_text("the page you asked for is not saved").is_visible()
    assert page.get_by_role("link", name="999").is_visible()
    page.locator("[data-lo-saved-pages]").get_by_role("link", name="One more").click()
    assert page.url == f"{address}/more/"
    page.go_back()
    phone.set_offline(False)
    page.get_by_role("link", name="Try that page again").click()
    assert page.url == f"{address}/services/swim-club/"
    # All that is kept can be thrown away.
    page.goto(f"{address}/offline/")
    page.get_by_role("button", name="Remove all saved pages").click()
    expect(page.get_by_text("No page is saved on this device yet.")).to_be_visible()
    assert page.evaluate(HELD, ":visited") == []


def test_an_address_from_elsewhere_is_not_offered_again(phone, address):
    page = phone.new_page()
    page.goto(f"{address}/offline/?page=https://elsewhere.example/")
    expect(page.locator("[data-lo-saved-pages]")).to_contain_text("saved")
    assert page.get_by_role("link", name="Try that page again").count() == 0


def test_a_new_build_is_seen_at_once_and_loses_nothing(own, phone):
    root, address = own
    page = visit(phone, address, "/more/")
    save(page, address, "swim-club")
    held(page, ":kept", "/offer/services/swim-club/")
    before = page.evaluate("caches.keys()")
    assert len(before) == 3

    (root / "docs/index.md").write_text(page_of("Home", ALWAYS, "New words."), "utf-8")
    swim = root / "docs/services/swim-club.md"
    swim.write_text(swim.read_text("utf-8").replace("Words.", "Newer words."), "utf-8")
    build(root)
    page.goto(f"{address}/")
    assert page.get_by_text("New words.").is_visible()  # at the first visit, not the second
    until(
        page,
        "async (old) => { const now = await caches.keys();"
        " return now.length && !now.some((name) => old.includes(name)); }",
        before,
    )
    held(page, ":visited", "/offer/more/")
    page.goto(f"{address}/")  # the new worker hears of the list, and fetches it anew
    until(
        page,
        """async () => { const held = await caches.match(location.href + "services/swim-club/");
        return held && (await held.text()).includes("Newer words."); }""",
    )
    phone.set_offline(True)
    page.goto(f"{address}/services/swim-club/")
    assert page.get_by_text("Newer words.").is_visible()
    page.goto(f"{address}/more/")
    assert page.locator(".lo-offline").is_visible()
    assert page.locator(".lo-page h1").evaluate("h => getComputedStyle(h).fontWeight") == "700"


def test_a_page_that_is_gone_is_forgotten(own, phone):
    root, address = own
    page = visit(phone, address, "/more/")
    shutil.rmtree(root / "www/offer/more")
    assert page.goto(f"{address}/more/").status == 404
    until(page, f"async () => !(await ({HELD})(':visited')).includes('/offer/more/')")


def test_a_slow_connection_gives_the_saved_page(own, phone):
    """Held up for longer than the worker waits, a page comes from the device, and says why."""
    root, address = own
    worker = root / "www/offer/sw.js"
    worker.write_text(worker.read_text("utf-8").replace("PATIENCE = 6000", "PATIENCE = 200"))
    page = visit(phone, address, "/more/")
    page.goto(f"{address}/services")  # the server sends it on to the same with a slash
    assert page.url == f"{address}/services/"
    (worker,) = phone.service_workers
    worker.evaluate(
        "() => { const ask = self.fetch; self.fetch = (...all) =>"
        " new Promise((done) => setTimeout(() => done(ask(...all)), 2000)); }"
    )
    page.goto(f"{address}/more/")
    told = page.locator(".lo-offline").inner_text()
    assert told.startswith("The connection is too slow, so this is a saved page.")


def test_in_a_preview_editors_see_their_own_and_no_worker_stands_between(own, phone):
    root, address = own
    page = phone.new_page()
    page.goto(f"{address}/more/")
    ready(page)
    shutil.rmtree(root / "www/offer")
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(root / "www/offer"))
    config.plugins["local-offer"].config.check = False
    config.plugins.on_startup(command="serve", dirty=False)
    mkdocs_build.build(config)
    assert not (root / "www/offer/sw.js").exists()
    page.goto(f"{address}/services/swim-club/")
    assert page.get_by_text("for editors: commissioned until 31 March 2031.").is_visible()
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")


def test_no_more_is_kept_than_the_limit(own, phone):
    root, address = own
    worker = root / "www/offer/sw.js"
    text = worker.read_text("utf-8")
    assert "visited: { count: 60," in text
    worker.write_text(text.replace("visited: { count: 60,", "visited: { count: 2,"), "utf-8")
    page = visit(phone, address, "/services/")
    for path in ("/old/", "/more/", "/"):
        page.goto(address + path)
        held(page, ":visited", f"/offer{path}")
    until(page, f"async () => (await ({HELD})(':visited')).length === 2")
    assert page.evaluate(HELD, ":visited") == ["/offer/more/", "/offer/"]


def test_a_site_that_keeps_no_pages_any_more_clears_up(own, phone):
    root, address = own
    page = phone.new_page()
    page.goto(f"{address}/more/")
    ready(page)
    (root / "docs/offline.md").unlink()
    shutil.copy(root / "docs/my-list.md", root / "my-list.md")
    build(root)
    page.goto(f"{address}/")
    until(page, "async () => !(await navigator.serviceWorker.getRegistrations()).length")
    page.goto(f"{address}/more/")
    until(
        page,
        "async () => !(await caches.keys()).length"
        " && !(await navigator.serviceWorker.getRegistrations()).length",
    )


@pytest.mark.parametrize(
    ("today", "late"), [(dt.date(2027, 5, 2), False), (dt.date(2027, 5, 3), True)]
)
def test_the_day_after_it_was_due_a_saved_page_says_so(today, late, chromium, address):
    """The worker's own words, by the clock of a page, which a test can set."""
    context = context_of(chromium, day=today, bypass_csp=True)  # text becomes script here
    page = context.new_page()
    page.goto(f"{address}/my-list/")
    html = page.evaluate("url => fetch(url).then((r) => r.text())", f"{address}/services/art-club/")
    told = page.evaluate(
        """async (html) => {
          const text = await (await fetch("../sw.js")).text();
          const registration = { scope: new URL("..", location).href };
          const self = { registration, addEventListener() {} };
          const notice = new Function("self", text + "; return notice;")(self);
          return notice(html, "2027-01-05T23:30:00.000Z", new Date(), false);
        }""",
        html,
    )
    assert "saved on 5 January 2027. It was last checked on 2 November 2026" in told
    assert ("it was due for a check by 2 May 2027, so ring before you rely on it." in told) is late
    context.close()
