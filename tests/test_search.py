"""Search in a real browser: what families type, filters, addresses, keyboards, and its weight."""

from __future__ import annotations

import contextlib
import gzip
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Error, Locator, Page, Route, expect

from benchmarks import size
from checks import records
from publish import cli, plugin
from tests import browser
from tests.conftest import ROOT, TODAY, copy_project

WIDTHS = [390, 1280]
PHRASES = "tests/search.yml"
FIELD = "What are you looking for?"
SERVICES = "Search services"
AMONG = 3


@pytest.fixture(scope="module")
def address(project: Path) -> Iterator[str]:
    with browser.served(project / "site") as url:
        yield url


@pytest.fixture(params=WIDTHS)
def page(request, chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": request.param, "height": 844})
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    assert errors == []
    context.close()


def status(page: Page) -> str:
    """What is said of the results, once they stand for what the address asks."""
    # Not wait_for_function, which a strict Content-Security-Policy stops.
    for _ in range(600):
        with contextlib.suppress(Error):  # it goes to another page at this moment
            if page.evaluate(
                "document.querySelector('[data-lo-find]').dataset.shows === location.search"
            ):
                break
        page.wait_for_timeout(50)
    else:
        pytest.fail(f"no results for {page.url}")
    return page.get_by_role("status").inner_text()


def results(page: Page) -> list[str]:
    """The addresses of the results."""
    links = page.locator(".lo-results h3 a")
    return [str(link.get_attribute("href")) for link in links.all()]


def ask(page: Page, label: str, words: str) -> str:
    page.get_by_label(label).fill(words)
    page.get_by_label(label).press("Enter")
    return status(page)


def option(page: Page, label: str) -> Locator:
    """A filter by its words; screen readers also say how many it finds."""
    return page.get_by_role("checkbox", name=re.compile(rf"^{label} \d+ found$"))


def open_filters(page: Page, *groups: str) -> None:
    """Open the filters, which are folded on a phone, and groups of them."""
    for summary in ("Filters", *groups):
        box = page.locator("details", has=page.locator(f"> summary:text('{summary}')")).last
        if box.get_attribute("open") is None:
            box.locator("> summary").click()


# ---- what families type ----------------------------------------------------------------------


def phrases() -> list[tuple[str, str, tuple[str, ...], int]]:
    """The lines of the file: what is typed and where, the pages, and the line."""
    return list(
        records.load(
            ROOT,
            PHRASES,
            ("typed", "at", "pages"),
            lambda line: (
                line.text("typed"),
                line.text("at", needed=False) or "search/",
                line.texts("pages"),
                line.place.line,
            ),
            noun="phrase",
        )
    )


def web_address(path: str) -> str:
    return re.sub(r"(^|/)(index)?\.md$|\.md$", "", f"/{path}").rstrip("/") + "/"


def test_the_phrases_name_pages():
    told = phrases()
    assert len(told) >= 80
    for typed, _, pages, line in told:
        assert pages, f"{PHRASES}:{line}: “{typed}” names no page."
        for path in pages:
            assert (ROOT / "docs" / path).is_file(), f"{PHRASES}:{line}: {path} is no page."


def test_families_find_what_they_need(chromium, address):
    """Every phrase, in one visit, through the form that families use."""
    page = chromium.new_page()
    missed = []
    last = ""
    for typed, at, paths, line in phrases():
        if at != last or "?" in at:
            page.goto(f"{address}/{at}")
            last = at
        said = ask(page, SERVICES if at.startswith("services/") else FIELD, typed)
        found = results(page)[:AMONG]
        if not {web_address(path) for path in paths} & set(found):
            missed.append(
                f"{PHRASES}:{line}: “{typed}” finds {' '.join(found) or 'nothing'} ({said})"
            )
    page.close()
    assert not missed, "\n".join(missed)


def test_a_misspelt_word_is_put_right_and_told(page, address):
    page.goto(f"{address}/search/")
    assert "for “Dyslexia help”. You typed “Dislexia help”." in ask(
        page, FIELD, "Dislexia help"
    ).replace("dyslexia", "Dyslexia")
    assert "“wheel chair”" in ask(page, FIELD, "wheel chair")
    assert "/services/oxfordshire-wheelchair-service/" in results(page)[:AMONG]
    # A word typed in part finds what it begins.
    assert ask(page, FIELD, "occupat").split()[0] not in ("No", "0")
    assert ask(page, FIELD, "xyzzyx") == "No results for “xyzzyx”."
    assert page.get_by_role("link", name="A to Z").is_visible()
    assert " No page has “xyzzyx”." in ask(page, FIELD, "autism xyzzyx")


@pytest.mark.parametrize(
    "typed", ["???", "<b>autism</b>", '"short breaks"', "a", "é" * 300, "%20+&"]
)
def test_anything_may_be_typed(typed, page, address):
    page.goto(f"{address}/search/")
    assert "result" in ask(page, FIELD, typed)
    assert page.get_by_label(FIELD).input_value() == typed
    assert page.locator(".lo-results b").count() == 0


# ---- what a result shows ---------------------------------------------------------------------


def test_a_result_says_what_it_is(page, address):
    page.goto(f"{address}/search/?q=camhs")
    status(page)
    kinds = page.locator(".lo-result__label").all_inner_texts()
    assert "Service" in kinds
    assert "Every age" in kinds
    service = page.locator(".lo-result[data-lo-service=oxon-camhs-spa]")
    assert "You can ask yourself" in service.inner_text()
    assert service.locator("mark", has_text="CAMHS").count() >= 1
    page.goto(f"{address}/search/?q=youth+forum&kind=young")
    status(page)
    assert set(page.locator(".lo-result__label").all_inner_texts()) == {
        "Youth hub, for young people"
    }


def test_a_long_page_is_opened_at_the_right_place(page, address):
    page.goto(f"{address}/search/?q=son+won't+go+to+school")
    status(page)
    result = page.locator(".lo-result", has_text="Common questions")
    result.get_by_role("link", name=re.compile("^My son won.t go to school")).click()
    assert page.url.startswith(f"{address}/every-age/common-questions/#")
    anchor = page.url.partition("#")[2]
    assert "won't go to school" in page.locator(f"[id='{anchor}']").inner_text()


def test_lists_menus_and_gone_services_are_not_found(project):
    found = set()
    for file in (project / "site/pagefind/fragment").iterdir():
        text = gzip.decompress(file.read_bytes()).decode()
        found |= set(re.findall(r'"url":"([^"]+)"', text))
        # The foot of every page; some pages speak of it.
        assert "Report a mistake" not in text or "/about/" in text
    assert {"/services/oxford-swans/", "/every-age/short-breaks/", "/youth-hub/home/"} <= found
    assert not found & {"/", "/404.html", "/search/", "/services/a-to-z/", "/services/by-age/"}
    assert len(found) >= 220


# ---- the header's search ---------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/0-4/", "/services/sendiass-oxfordshire/", "/404.html"])
def test_every_page_leads_to_the_search(path, page, address):
    page.goto(address + path)
    if page.viewport_size["width"] < 600:
        page.locator("header").get_by_role("link", name="Search").click()
        page.get_by_label(FIELD).fill("swimming")
        page.get_by_label(FIELD).press("Enter")
    else:
        page.get_by_label("Search this site").fill("swimming")
        page.get_by_label("Search this site").press("Enter")
    page.wait_for_url(f"{address}/search/?q=swimming")
    assert status(page).endswith("results for “swimming”.")
    assert page.get_by_label(FIELD).input_value() == "swimming"
    assert "swimming" in page.title()


def test_the_search_page_leads_on_to_services(page, address):
    page.goto(f"{address}/search/?q=short+breaks")
    status(page)
    page.get_by_role("link", name="Find support: search services").click()
    page.wait_for_url(f"{address}/services/?q=short%20breaks")
    assert "services for “short breaks”" in status(page)


# ---- Find support ----------------------------------------------------------------------------


def test_filters_work_before_a_word_is_typed(page, address):
    page.goto(f"{address}/services/")
    open_filters(page, "Need", "Cost")
    autism = option(page, "Autism")
    before = int(page.locator("label", has=autism).locator("[data-lo-count]").inner_text())
    autism.check()
    # The count beside a filter is what it gives.
    assert status(page) == f"{before} services."
    assert page.url == f"{address}/services/?need=autism"
    # What names autism stands before what is for any need.
    first = results(page)[0]
    assert "needs: [any]" not in (ROOT / f"docs{first.rstrip('/')}.md").read_text("utf-8")
    option(page, "You pay").check()
    both = status(page)
    option(page, "Free").check()
    # Alternatives of one question add up; questions narrow down.
    assert int(both.split()[0]) < int(status(page).split()[0]) < before
    page.get_by_role("button", name="Clear all filters").click()
    assert page.url == f"{address}/services/"
    assert page.get_by_role("status").inner_text() == ""
    assert autism.is_checked() is False
    assert page.locator("label", has=autism).locator("[data-lo-count]").inner_text() == str(before)


def test_every_filter_of_the_form_gives_as_many_as_it_says(chromium, address):
    page = chromium.new_page()
    page.goto(f"{address}/services/")
    options = page.locator(".lo-option input").evaluate_all(
        "all => all.map(one => [one.name, one.value])"
    )
    names = {name for name, _ in options}
    assert names == {
        "age", "need", "topic", "area", "referral", "cost",
        "online", "siblings", "wheelchair", "quality_mark",
    }  # fmt: skip
    for name, value in options:
        box = page.locator(f"input[name={name}][value='{value}']")
        count = page.locator("label", has=box).locator("[data-lo-count]").text_content()
        box.evaluate("box => box.click()")
        said = status(page)
        assert said.replace("No ", "0 ").split()[0] == count, (name, value)
        page.evaluate("document.querySelector('[data-lo-clear]').click()")
    page.close()


def test_counts_follow_what_is_asked(page, address):
    page.goto(f"{address}/services/?q=swimming&age=5-15")
    assert status(page) == "2 services for “swimming”."
    open_filters(page, "Age", "Topic")
    counts = {
        label: page.locator("label", has_text=label).locator("[data-lo-count]").inner_text()
        for label in ("5 to 15", "Therapies", "Clubs, sport and things to do")
    }
    assert counts == {"5 to 15": "2", "Therapies": "0", "Clubs, sport and things to do": "2"}
    assert page.locator("details > summary", has_text="Age (1 chosen)").count() == 1


def test_a_need_also_finds_what_is_for_any_need(page, address):
    page.goto(f"{address}/services/?need=autism")
    with_filter = int(status(page).split()[0])
    page.goto(f"{address}/services/?q=autsim")
    said = re.match(r"(\d+) services for “autism”, and (\d+) for any need\.", status(page))
    assert said, status(page)
    assert int(said[1]) + int(said[2]) >= with_filter
    # No word of the vocabulary names dyslexia; the other filters still count.
    page.goto(f"{address}/services/?q=dyslexia&age=5-15")
    said = re.match(
        r"(No|\d+) services? for “dyslexia”, (?:and|but) (\d+) for any need\.", status(page)
    )
    assert said, status(page)
    number = int(said[1].replace("No", "0")) + int(said[2])
    open_filters(page, "Age")
    box = page.locator("label", has=option(page, "5 to 15"))
    assert box.locator("[data-lo-count]").inner_text() == str(number)
    while page.get_by_role("button", name="Show more").is_visible():
        before = len(results(page))
        page.get_by_role("button", name="Show more").click()
        expect(page.locator(".lo-results li")).not_to_have_count(before)
    assert len(set(results(page))) == number
    # Words that say something else as well are not widened.
    assert "any need" not in ask(page, SERVICES, "autism swimming")


def test_nothing_found_leads_on(page, address):
    page.goto(f"{address}/services/?q=swimming&cost=gives-money")
    assert status(page) == "No services for “swimming”."
    everywhere = page.get_by_role("link", name="search all pages of this site")
    assert everywhere.evaluate("link => link.href") == f"{address}/search/?q=swimming"
    page.get_by_role("link", name="search again without filters").click()
    page.wait_for_url(f"{address}/services/?q=swimming")
    assert re.match(r"\d+ services for “swimming”", status(page))
    ask(page, SERVICES, "xyzzyx")
    assert page.get_by_role("link", name="search again without filters").is_hidden()
    everywhere.click()
    page.wait_for_url(f"{address}/search/?q=xyzzyx")
    assert status(page) == "No results for “xyzzyx”."


def test_words_and_filters_together_can_be_sent_to_somebody(page, chromium, address):
    page.goto(f"{address}/services/")
    open_filters(page, "Age", "Good to know")
    option(page, "16 to 25").check()
    option(page, "You can use it online").check()
    ask(page, SERVICES, "mental health")
    here, said, found = page.url, status(page), results(page)
    assert here == f"{address}/services/?q=mental+health&age=16-25&online=yes"
    assert found
    other = chromium.new_context().new_page()
    other.goto(here)
    assert status(other) == said
    assert results(other) == found
    assert other.get_by_label(SERVICES).input_value() == "mental health"
    assert other.locator(".lo-find input:checked").count() == 2
    other.context.close()


def test_going_back_undoes_the_last_step(page, address):
    page.goto(f"{address}/services/")
    open_filters(page, "Age")
    first = ask(page, SERVICES, "club")
    option(page, "0 to 4").check()
    assert status(page) != first
    page.go_back()
    assert status(page) == first
    assert not option(page, "0 to 4").is_checked()
    page.go_back()
    expect(page.get_by_label(SERVICES)).to_have_value("")
    assert page.locator(".lo-results li").count() == 0
    page.go_forward()
    assert status(page) == first
    # From a result, back to the results.
    page.locator(".lo-results h3 a").first.click()
    page.go_back()
    assert status(page) == first


def test_typing_shows_results_without_filling_the_history(page, address):
    page.goto(f"{address}/services/")
    page.get_by_label(SERVICES).press_sequentially("wheelc", delay=20)
    expect(page.get_by_role("status")).to_contain_text("“wheelc”")
    page.get_by_label(SERVICES).press_sequentially("hair", delay=20)
    expect(page.get_by_role("status")).to_contain_text("“wheelchair”")
    assert page.get_by_label(SERVICES).evaluate("field => field === document.activeElement")
    page.go_back()
    expect(page.get_by_label(SERVICES)).to_have_value("")
    assert page.url == f"{address}/services/"


def test_more_results_are_shown_on_request(page, address):
    page.goto(f"{address}/services/?age=0-4")
    status(page)
    assert len(results(page)) == 10
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".lo-results li")).to_have_count(20)
    eleventh = page.locator(".lo-results h3 a").nth(10)
    assert eleventh.evaluate("link => link === document.activeElement")


# ---- keyboards and screen readers ------------------------------------------------------------


def test_a_keyboard_is_enough(page, address):
    page.goto(f"{address}/services/")
    page.get_by_label(SERVICES).focus()
    page.keyboard.type("club")
    page.keyboard.press("Tab")
    assert focused(page) == "Search"
    page.keyboard.press("Enter")
    status(page)
    assert focused(page) == "Search"  # the focus stays where the person is
    seen = []
    for _ in range(80):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1].startswith("Filters") and page.viewport_size["width"] < 600:
            page.keyboard.press("Enter")
        if seen[-1].startswith("Need"):
            page.keyboard.press("Enter")
        if seen[-1].startswith("Autism"):
            page.keyboard.press("Space")
            status(page)
            assert focused(page).startswith("Autism")
        if page.evaluate("!!document.activeElement.closest('.lo-results')"):
            break
    assert any(name.startswith("Autism") for name in seen)
    # Out of the filters and onto the first result; there is no trap.
    assert page.evaluate("document.activeElement === document.querySelector('.lo-results a')")
    assert "need=autism" in page.url


def focused(page: Page) -> str:
    return page.evaluate(
        "(document.activeElement.closest('label') || document.activeElement).innerText.trim()"
    )


def test_screen_readers_are_told(page, address):
    page.goto(f"{address}/services/")
    assert page.get_by_role("search", name="Services").count() == 1
    open_filters(page, "Need", "Topic", "Where you live", "How to get it", "Cost", "Good to know")
    for name in ("Age", "Need", "Topic", "Where you live", "How to get it", "Cost", "Good to know"):
        group = page.get_by_role("group", name=name, exact=True)
        assert group.get_by_role("checkbox").count() >= 2, name
    # The place where the count is told is there before it is filled, and polite.
    told = page.get_by_role("status")
    assert told.inner_text() == ""
    ask(page, SERVICES, "riding")
    assert told.inner_text() == "1 service for “riding”."
    assert page.get_by_role("list", name="Results").get_by_role("listitem").count() == 1
    assert page.locator(".lo-results").get_by_role("heading", level=3).count() == 1
    # A finger can hit what is to be hit (WCAG 2.5.8).
    for label in page.locator(".lo-option:visible").all():
        assert label.bounding_box()["height"] >= 24


@pytest.mark.parametrize("path", ["/search/?q=autism", "/services/?q=autism&age=5-15"])
def test_nothing_is_wider_than_the_screen(path, page, address):
    page.goto(address + path)
    status(page)
    if "services" in path:
        open_filters(page, "Topic")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


# ---- when it does not work -------------------------------------------------------------------


@pytest.mark.parametrize("width", WIDTHS)
def test_without_javascript_the_lists_are_offered(width, chromium, address):
    context = chromium.new_context(
        java_script_enabled=False, viewport={"width": width, "height": 844}
    )
    page = context.new_page()
    page.goto(f"{address}/0-4/")
    if width < 600:
        page.locator("header").get_by_role("link", name="Search").click()
    else:
        page.get_by_label("Search this site").fill("swimming")
        page.get_by_label("Search this site").press("Enter")
        assert page.url == f"{address}/search/?q=swimming"
    for path in ("search", "services"):
        page.goto(f"{address}/{path}/")
        assert page.get_by_text("Search works only with JavaScript").is_visible()
        assert page.locator(".lo-find__form").is_hidden()
        for name in ("Services A to Z", "Services by topic", "Services by age"):
            assert page.locator(".lo-find__fallback").get_by_role("link", name=name).is_visible()
    page.locator(".lo-find__fallback").get_by_role("link", name="Services A to Z").click()
    assert page.locator("article li a").count() >= 100
    context.close()


@pytest.mark.parametrize("path", ["/search/?q=dislexia", "/services/?q=club&need=autism"])
def test_a_strict_policy_lets_search_work(path, chromium, address):
    """Nothing of the search's own is inline; other inline scripts do not run here at all."""
    policy = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'"

    def add(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": policy}
        )

    page = chromium.new_page()
    page.route(f"{address}{path}", add)
    page.goto(address + path)
    assert re.match(r"\d+ (results|services) for ", status(page))
    assert results(page)
    page.close()


def test_an_index_that_does_not_load_is_owned_up_to(chromium, address):
    page = chromium.new_page()
    page.route("**/pagefind/**", lambda route: route.abort())
    page.goto(f"{address}/search/?q=autism")
    expect(page.get_by_role("status")).to_have_text("Search did not load.")
    assert page.get_by_role("link", name="Services by topic").is_visible()
    # The network comes back.
    page.unroute("**/pagefind/**")
    assert "results for “autism”" in ask_again(page)
    page.close()


def ask_again(page: Page) -> str:
    page.reload()
    return status(page)


# ---- how much is fetched ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def wire(project: Path) -> Iterator[str]:
    """The site as a usual server sends it."""
    with size.served(project / "site") as url:
        yield url


@pytest.mark.parametrize("typed", size.ASKED)
def test_a_first_visit_and_a_search_are_light(typed, chromium, wire):
    told = size.visit(chromium, wire, typed)
    assert told.hosts == frozenset()
    assert 50_000 < told.first < size.FIRST
    assert 10_000 < told.more < size.MORE


def test_who_saves_data_fetches_no_program_ahead(chromium, address):
    context = chromium.new_context()
    context.add_init_script("navigator.connection.__proto__.__defineGetter__('saveData', () => 1)")
    page = context.new_page()
    page.goto(address, wait_until="networkidle")
    assert page.locator("form[data-lo-ahead]").count() == 1
    assert page.locator("link[rel=prefetch]").count() == 0
    context.close()


def test_what_is_fetched_ahead_is_there(project, chromium, address):
    page = chromium.new_page()
    page.goto(address, wait_until="networkidle")
    ahead = page.locator("link[rel=prefetch]").evaluate_all("all => all.map(one => one.href)")
    assert len(ahead) == 2
    for url in ahead:
        assert (project / "site" / url.removeprefix(f"{address}/")).is_file()
    page.close()


def test_what_is_typed_before_the_script_comes_is_kept(chromium, address):
    page = chromium.new_page()
    held: list[Route] = []
    page.route("**/assets/search.js", lambda route: held.append(route))  # noqa: PLW0108
    page.goto(f"{address}/search/", wait_until="commit")
    page.get_by_label(FIELD).fill("swimming")
    while not held:
        page.wait_for_timeout(50)
    held[0].continue_()
    expect(page.get_by_role("status")).to_contain_text("results for “swimming”")
    page.close()


def test_material_s_own_search_is_gone(project):
    site = project / "site"
    assert not (site / "search/search_index.json").exists()
    assert not list(site.rglob("*lunr*"))
    assert not list((site / "assets/javascripts").rglob("search*"))


# ---- the index -------------------------------------------------------------------------------


def test_what_differs_between_two_builds(project, tmp_path):
    """Only Pagefind's filters, and what names them: handbook/decisions/0014-search.md."""
    copy_project(tmp_path)
    plugin.build(tmp_path / "mkdocs.yml", tmp_path / "site", TODAY, None)

    def files(root: Path) -> dict[str, bytes]:
        return {
            file.relative_to(root).as_posix(): file.read_bytes()
            for file in root.rglob("*")
            if file.is_file()
        }

    one, two = files(project / "site"), files(tmp_path / "site")
    differ = {name for name in one.keys() | two.keys() if one.get(name) != two.get(name)}
    assert {re.sub(r"en_\w+", "en_…", name) for name in differ} <= {
        "pagefind/filter/en_….pf_filter", "pagefind/pagefind-entry.json",
        "pagefind/pagefind.en_….pf_meta", "sitemap.xml.gz",
    }  # fmt: skip


def test_a_build_without_pagefind_leaves_the_last_site(tmp_path, monkeypatch, capsys):
    copy_project(tmp_path)
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("the last good one", "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", "nowhere")
    assert cli.main(["build", "--today", str(TODAY)]) == 2
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2
    assert said[1].startswith("The search index can't be made: Pagefind did not run (")
    assert [file.name for file in (tmp_path / "site").iterdir()] == ["index.html"]
