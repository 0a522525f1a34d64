"""Booklets to print: what is in them, that the PDF can be read by everybody, and the command.

The PDF is looked at as a screen reader does: its tags in reading order (tests/pdf.py). Where
WeasyPrint can't load, what needs it is skipped; CI requires it.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from checks import load
from publish import booklet, cli, plugin, press, printing
from publish.printing import Made
from tests import tiny
from tests.conftest import ROOT, TODAY
from tests.pdf import Pdf
from tests.test_build import local_offer, snapshot

NOTICE = "This is no real council."
NAV = """\
nav:
  - Home: index.md
  - Small:
      - 0-4/index.md
      - 0-4/zebra.md
      - More: [0-4/ant.md]
  - Every age: [every-age/index.md, every-age/twice.md, every-age/always.md, every-age/once.md]
  - Youth: [youth-hub/index.md]
"""
LONG = "https://www.anywhere.gov.uk/a-folder/another-folder/and-one-more/the-page-itself"
# A picture of one pixel.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63"
    "6060f80f0001040100b5a0d0d20000000049454e44ae426082"
)


def service(title: str, extra: str) -> str:
    return tiny.page("It helps.", title).replace("---\n", f"---\n{extra}", 1)


FILES = {
    "theme/service.html": tiny.TEMPLATE,
    "mkdocs.yml": tiny.CONFIG.replace("site_url: https://anywhere.gov.uk/offer/\n", "") + NAV,
    "local-offer.yml": tiny.SETTINGS
    + f"notice: {NOTICE}\nbooklets: {{always: [every-age/always.md]}}\n",
    "docs/0-4/index.md": tiny.page(
        "Read about [the zebra](zebra.md), [its stripes](zebra.md#stripes), [an ant](ant.md),"
        " [this twice](../every-age/twice.md) and [that](../every-age/once.md).\n\n"
        "| What | Who |\n|---|---|\n"
        + "".join(f"| Help {n} | Team {n} |\n" for n in range(60))
        + "\n- One\n    - Inside one\n- Two\n\n![A blue dot](dot.png)\n",
        "Help for the small",
    ),
    "docs/0-4/zebra.md": tiny.page(
        "Ring [01632 960001](tel:+441632960001), or go to [the team](../services/team.md), "
        "[a club](../services/club.md), [a closed one](../services/old.md) or "
        "[the words](../every-age/words.md). A SENCO knows A&E.\n\n"
        "## Stripes\n\nSee [the page](https://www.x.org/), "
        f"[a far page]({LONG}), [it again]({LONG}), <https://y.org/z>, "
        "[write](mailto:a@anywhere.gov.uk) and [the start](../index.md#nowhere).\n\n"
        "### Deeper\n\n[Twice](../every-age/twice.md)\n",
        "The zebra",
    ),
    "docs/0-4/ant.md": tiny.page("Small.", "The ant"),
    "docs/0-4/unlisted.md": tiny.page("Not in the menu.", "Unlisted"),
    "docs/every-age/index.md": tiny.page("All.", "For all ages"),
    "docs/every-age/twice.md": tiny.page("[Stripes](../0-4/zebra.md#stripes)", "Linked twice"),
    "docs/every-age/once.md": tiny.page("Once.", "Linked once"),
    "docs/every-age/always.md": tiny.page("Always.", "Always there"),
    "docs/every-age/words.md": tiny.page("<!-- local-offer: glossary -->", "Jargon"),
    "docs/youth-hub/index.md": tiny.page("[Help](../every-age/twice.md)", "Youth & you"),
    "docs/about/formats.md": tiny.page(
        f"## Without the internet {{#without}}\n\nRing us.\n\n{printing.MARK}\n\n"
        "## On screen\n\nPrint it.",
        "Other forms",
    ).replace("---\n", "---\nmeets: [reg-57-a#without]\n", 1),
    "docs/about/glossary.yml": "- {term: SENCO, long: the SEN person, meaning: Plans help., "
    "page: ../0-4/ant.md}\n- {term: A&E, meaning: Hospital., tooltip: false}\n"
    "- {term: zloty, meaning: Money.}\n",
    "docs/services/team.md": service(
        "Zoo team", 'age_max: 4\nhow_to_get_it: Just ring.\ncontact: {phone: "01632 960002"}\n'
    ),
    "docs/services/club.md": service(
        "Club for teenagers",
        "age_min: 13\nstatus: temporarily closed\nreferral: self\n"
        f"contact: {{website: '{LONG}', address: Hall}}\n",
    ),
    "docs/services/far.md": service("Far away", "age_min: 16\n"),
    "docs/services/old.md": service("Old one", "status: inactive\n"),
    "docs/services/mail.md": service("Any age", "contact: {email: b@anywhere.gov.uk}\n"),
}  # fmt: skip


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project with two doors, built but without booklets; for reading only."""
    root = tmp_path_factory.mktemp("small")
    write_small(root)
    plugin.build(root / "mkdocs.yml", root / "site", TODAY, None)
    return root


def write_small(root: Path) -> None:
    tiny.write(root, FILES)
    (root / "docs/0-4/dot.png").write_bytes(PIXEL)


def composed(root: Path, name: str, today: date = TODAY) -> str:
    site = load.load(root, root / "site")
    return booklet.compose(name, printing.sources(root, site, root / "site", today)).html


def chapters(html: str) -> list[str]:
    return re.findall(r"<h2 [^>]*>([^<]*)</h2>", html)


# ---- what is in a booklet ---------------------------------------------------------------


def test_an_age_has_its_own_pages_and_those_of_every_age_that_it_needs(small):
    assert chapters(composed(small, "0-4")) == [
        "Contents", "How to use this booklet",
        "Help for the small", "The zebra", "The ant", "Unlisted",  # the menu's order
        "Linked twice", "Always there",  # not the one with a single link
        "Words explained", "Services", "Other forms", "Web addresses",
    ]  # fmt: skip


def test_the_youth_hub_stands_alone(small):
    html = composed(small, "youth-hub")
    assert chapters(html) == [
        "Contents", "How to use this booklet", "Youth &amp; you", "Services", "Other forms",
        "Web addresses",
    ]  # fmt: skip
    assert "Help (on the website)" in html


def test_all_has_every_page_once(small):
    found = chapters(composed(small, booklet.ALL))
    assert found[2:] == [
        "Help for the small", "The zebra", "The ant", "Unlisted", "Youth &amp; you",
        "For all ages", "Linked twice", "Always there", "Linked once",
        "Words explained", "Services", "Other forms", "Web addresses",
    ]  # fmt: skip


def test_links_become_page_numbers_addresses_or_words(small):
    html = composed(small, "0-4").replace("\u200b", "")

    def to(anchor: str) -> str:
        number = f'<span class="number" data-page="{anchor}">00</span>'
        return f"<wbr> (page\u00a0{number})</a>"

    assert f'<a class="in" href="#page-2">the zebra{to("page-2")}' in html
    assert f'<a class="in" href="#page-2-stripes">its stripes{to("page-2-stripes")}' in html
    assert f'<a class="in" href="#service-3">the team{to("service-3")}' in html
    assert f'<a class="in" href="#words">the words{to("words")}' in html
    assert "and that (on the website)." in html
    assert "a closed one (on the website)" in html
    assert '<a href="https://www.x.org/">the page</a> (x.org)' in html
    assert '<a href="https://y.org/z">https://y.org/z</a>,' in html  # says it itself
    assert f'<a href="{LONG}">a far page</a> (web address 1)' in html
    assert f'<a href="{LONG}">it again</a> (web address 1)' in html
    assert '<a href="mailto:a@anywhere.gov.uk">write</a> (a@anywhere.gov.uk)' in html
    assert '<a href="tel:+441632960001">01632 960001</a>' in html
    addresses = html[html.index('id="addresses"') :]
    assert addresses.count("<li>") == 1
    assert f">{LONG.removeprefix('https://www.')}</a>" in addresses
    # Every place that something leads to is there, once.
    ids = re.findall(r' id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="#|data-page=")([^"]*)"', html)) <= set(ids)


def test_a_site_that_knows_its_address_leads_to_pages_outside_the_booklet(tmp_path):
    write_small(tmp_path)
    (tmp_path / "mkdocs.yml").write_text(tiny.CONFIG + NAV, "utf-8")
    plugin.build(tmp_path / "mkdocs.yml", tmp_path / "site", TODAY, None)
    html = composed(tmp_path, "0-4")
    whole = "https://anywhere.gov.uk/offer/every-age/once/"
    assert f'<a href="{whole}">that</a> (on the website)' in html


def test_a_link_to_what_is_not_on_paper_goes_to_the_start_of_its_page(tmp_path):
    write_small(tmp_path)
    folded = '<aside id="side">Aside</aside>\n\n[Side](#side)'
    (tmp_path / "docs/0-4/ant.md").write_text(tiny.page(folded, "The ant"), "utf-8")
    plugin.build(tmp_path / "mkdocs.yml", tmp_path / "site", TODAY, None)
    html = composed(tmp_path, "0-4")
    assert '<a class="in" href="#page-3">Side<wbr> (page' in html
    assert 'data-page="page-3-side"' not in html


def test_services_for_the_age_and_those_that_are_named(small):
    html = composed(small, "0-4")
    listed = html[html.index('<ul class="services">') :]
    listed = listed[: listed.index("</ul>")]
    assert re.findall(r"<strong>([^<]*)</strong>", listed) == [
        "Any age", "Club for teenagers", "Zoo team",
    ]  # fmt: skip
    assert "For ages 0 to 4, and others that this booklet names." in html
    assert "<strong>Club for teenagers</strong> (closed for now). What this page holds." in listed
    assert "How to get it: You can ask for this yourself." in listed
    assert f'Website: <a href="{LONG}">web address 1</a>' in listed
    assert "Hall" not in listed
    assert 'Email: <a href="mailto:b@anywhere.gov.uk">b@anywhere.gov.uk</a>' in listed
    assert "How to get it: Just ring." in listed
    assert 'Phone: <a href="tel:+441632960002">01632 960002</a>' in listed


def test_only_words_that_are_used_are_explained(small):
    html = composed(small, "0-4").replace("\u200b", "")
    words = html[html.index('id="words"') : html.index('id="services"')]
    assert "<strong>SENCO</strong> (the SEN person): Plans help. <a" in words
    assert "Read more<wbr> (page" in words
    assert "<strong>A&amp;E</strong>: Hospital." in words
    assert "zloty" not in words


def test_each_part_says_how_fresh_it_is(small):
    html = composed(small, "0-4")
    fresh = "Last checked on 2 November 2026. To be checked again by 2 May 2027."
    assert html.count(fresh) == 7
    late = composed(small, "0-4", date(2027, 5, 3))
    assert late.count("<strong>Past its date.</strong> Last checked on 2 November 2026") == 7
    assert "As the website was on" in late
    assert "3 May 2027" in late


def test_other_forms_are_told_without_what_is_for_the_screen(small):
    html = composed(small, "0-4")
    last = html[html.index(">Other forms</h2>") :]
    assert "Ring us." in last
    assert "Print it." not in last
    assert "local-offer-booklets" not in html


def test_a_council_s_own_booklet_says_whose_it_is(tmp_path):
    write_small(tmp_path)
    (tmp_path / "local-offer.yml").write_text(tiny.SETTINGS, "utf-8")
    plugin.build(tmp_path / "mkdocs.yml", tmp_path / "site", TODAY, None)
    html = composed(tmp_path, "0-4")
    assert '<p class="council">Anywhere Council</p>' in html
    assert 'class="notice"' not in html
    assert '<meta name="author" content="Anywhere Council">' in html


@pytest.mark.parametrize(
    ("given", "meant"),
    [("0", "0-4"), ("7", "5-15"), ("0-5", "0-4"), ("5 to 11", "5-15"), ("25", "16-25"),
     ("26", ""), ("youth", ""), ("", "")],
)  # fmt: skip
def test_the_age_that_was_meant(given, meant):
    assert booklet.age_of(given) == meant


def test_a_menu_of_any_shape(tmp_path):
    write_small(tmp_path)
    outline = plugin.outline(tmp_path / "mkdocs.yml")
    assert outline.name == "Anywhere"
    assert outline.menu[:4] == ("index.md", "0-4/index.md", "0-4/zebra.md", "0-4/ant.md")
    tiny.write(tmp_path, {"mkdocs.yml": tiny.CONFIG})
    assert plugin.outline(tmp_path / "mkdocs.yml").menu == ()


# ---- the command ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("age", "says"),
    [
        ("0-5", "AGE: “0-5” is not known. Did you mean “0-4”?\n"),
        ("youth", "AGE: “youth” is not known. Did you mean “youth-hub”?\n"),
        ("x", "AGE: “x” is not known. Use one of: 0-4, 16-25, 5-15, all, youth-hub.\n"),
        ("5-15", "AGE: there is no docs/5-15/index.md on this site to make a booklet of.\n"),
    ],
)
def test_an_age_that_is_none(age, says, small, monkeypatch, capsys):
    monkeypatch.chdir(small)
    assert cli.main(["pack", age]) == 2
    assert capsys.readouterr().err == says


def test_a_booklet_needs_a_site(tmp_path, monkeypatch, capsys):
    write_small(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert cli.main(["pack", "0-4"]) == 2
    assert "Run “local-offer build” first" in capsys.readouterr().err


def test_a_page_that_always_belongs_must_be_there(tmp_path, monkeypatch, capsys):
    write_small(tmp_path)
    wrong = FILES["local-offer.yml"].replace("always.md", "alway.md")
    (tmp_path / "local-offer.yml").write_text(wrong, "utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["build"]) == 2
    line = wrong[: wrong.index("alway.md")].count("\n") + 1
    assert capsys.readouterr().err.splitlines()[-1] == (
        f"local-offer.yml:{line}: there is no page docs/every-age/alway.md."
    )


def test_the_command_writes_a_booklet(pressed, small, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(small)
    file = tmp_path / "small.pdf"
    assert cli.main(["pack", "0-4", "--output", str(file), "--today", "2026-11-22"]) == 0
    said = capsys.readouterr().out
    assert said == f"Written: {file} (Help for the small, {Pdf(file).pages} pages).\n"
    # The same as in a build, byte for byte.
    assert file.read_bytes() == pressed["0-4"].read_bytes()


def test_large_print_is_large(pressed, small, tmp_path, monkeypatch):
    monkeypatch.chdir(small)
    file = tmp_path / "large.pdf"
    assert cli.main(["pack", "0-4", "--large", "--output", str(file)]) == 0
    assert smallest(file) == 16
    assert smallest(pressed["0-4"]) == 12
    assert Pdf(file).pages > Pdf(pressed["0-4"]).pages


def smallest(file: Path) -> float:
    """The smallest type in a PDF, in points."""
    sizes: set[float] = set()

    def words(text: str, cm: list[float], tm: list[float], _: object, size: float) -> None:
        if text.strip():
            sizes.add(round(abs(size * tm[3] * cm[3]), 1))

    for page in Pdf(file).reader.pages:
        page.extract_text(visitor_text=words)
    return min(sizes)


def test_an_older_site_is_told(press_works, tmp_path, monkeypatch, capsys):
    write_small(tmp_path)
    plugin.build(tmp_path / "mkdocs.yml", tmp_path / "site", TODAY, None)
    (tmp_path / "docs/0-4/new.md").write_text(tiny.page("New."), "utf-8")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["pack", "youth-hub"]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("site: older than docs/ (first: docs/0-4/new.md).")
    assert (tmp_path / "local-offer-youth-hub.pdf").is_file()


# ---- the PDF ----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def press_works(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A press that works. Skips where there is none; fails where booklets are required."""
    page = booklet.Booklet("test", "Test", "<html lang=en><title>Test</title><body><p>Test")
    try:
        printing.write([page], tmp_path_factory.mktemp("press"))
    except printing.NoPress as error:
        if os.environ.get(printing.REQUIRED) == "required":
            pytest.fail(str(error))
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("booklets")


@pytest.fixture(scope="module")
def made(press_works, small, folder) -> list[Made]:
    """Both booklets of the small project, and one of everything."""
    site = load.load(small, small / "site")
    sources = printing.sources(small, site, small / "site", TODAY)
    names = ("0-4", "youth-hub", booklet.ALL)
    return printing.write([booklet.compose(name, sources) for name in names], folder)


@pytest.fixture(scope="module")
def pressed(made, folder) -> dict[str, Path]:
    """Their files, by name."""
    return {one.booklet.name: folder / one.booklet.file for one in made}


@pytest.fixture(scope="module")
def shipped_booklet(press_works, project, shipped, tmp_path_factory) -> Pdf:
    """The longest booklet of the shipped site."""
    sources = printing.sources(project, shipped, project / "site", TODAY)
    into = tmp_path_factory.mktemp("shipped")
    (one,) = printing.write([booklet.compose("5-15", sources)], into)
    assert one.said == ()
    return Pdf(into / one.booklet.file)


@pytest.fixture(scope="module", params=["0-4", "youth-hub", "all", "shipped"])
def pdf(request: pytest.FixtureRequest) -> Pdf:
    if request.param == "shipped":
        return request.getfixturevalue("shipped_booklet")
    return Pdf(request.getfixturevalue("pressed")[request.param])


def test_the_press_has_nothing_to_complain_of(made, folder):
    assert [one.said for one in made] == [(), (), ()]
    for one in made:
        file = folder / one.booklet.file
        assert (one.pages, one.size) == (Pdf(file).pages, file.stat().st_size)


def test_it_says_that_it_is_accessible(pdf):
    """What ISO 14289-1 asks of the document as a whole."""
    root = pdf.root
    assert root["/MarkInfo"]["/Marked"] is True or root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert pdf.reader.metadata.title
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert 'pdfuaid:part="1"' in xmp
    assert f">{pdf.reader.metadata.title}</" in xmp.replace("&amp;", "&")
    assert pdf.reader.metadata.creation_date.date() == TODAY
    assert all(page["/Tabs"] == "/S" for page in pdf.reader.pages)
    assert all("/FontFile" in str(font) for font in fonts(pdf))  # embedded


def fonts(pdf: Pdf) -> list[object]:
    found = {}
    for page in pdf.reader.pages:
        for font in page["/Resources"]["/Font"].values():
            entry = font.get_object()
            if "/DescendantFonts" in entry:
                entry = entry["/DescendantFonts"][0].get_object()
            found[entry["/BaseFont"]] = entry["/FontDescriptor"].get_object()
    assert found
    return list(found.values())


# What each kind of tag may hold (ISO 32000-1, 14.8.4), of the kinds that there are.
_HEADS = {f"H{n}" for n in range(1, 7)}
_WORDS = {"Span", "Link", "NonStruct", "Figure"}
_ANY = {"P", "L", "Table", "Div", "Sect", "Art", "BlockQuote"} | _WORDS | _HEADS
_INSIDE = {
    **dict.fromkeys(("Document", "Div", "Sect", "BlockQuote", "LBody", "TD", "TH"), _ANY),
    **dict.fromkeys(("P", "Span", "Link", "Lbl", "Caption", "Figure", *_HEADS), _WORDS),
    "NonStruct": _ANY,
    "L": {"LI", "L"},
    "LI": {"Lbl", "LBody"},
    "Table": {"THead", "TBody", "TR", "Caption"},
    "THead": {"TR"},
    "TBody": {"TR"},
    "TR": {"TH", "TD"},
}


def test_every_tag_stands_where_it_may(pdf):
    wrong = {
        (tag.kind, child.kind)
        for tag in pdf.tags
        for child in tag.children()
        if child.kind not in _INSIDE[tag.kind]
    }
    assert wrong == set()


def test_all_words_are_tagged_and_margins_are_not(pdf):
    assert pdf.unmarked == []
    # Each page's header and footer once, as an artifact, and nowhere among the tags.
    title = pdf.of("H1")[0].text
    for number in range(2, pdf.pages + 1):
        aside = pdf.artifacts(number)
        assert f"{title}, 22 November 2026" in aside
        assert aside.endswith(f"Page {number}")
    assert pdf.artifacts(1) == ""
    tagged = " ".join(tag.text for tag in pdf.of("P"))
    assert f"{title}, 22 November 2026" not in tagged


def test_the_notice_and_the_date_are_on_it(pdf):
    cover = pdf.text(1)
    notice = NOTICE if NOTICE in cover else "This is an independent demonstration."
    assert notice in cover
    assert "As the website was on 22 November 2026" in cover
    assert all(notice in pdf.artifacts(number) for number in range(2, pdf.pages + 1))


def test_headings_go_down_one_at_a_time_and_are_bookmarks(pdf):
    headings = [tag for tag in pdf.tags if re.fullmatch(r"H\d", tag.kind)]
    levels = [int(tag.kind[1]) for tag in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    chapters = [tag.text for tag in headings if tag.kind in ("H1", "H2")]
    top = [mark.title for mark in pdf.reader.outline if not isinstance(mark, list)]
    assert top == chapters
    assert any(isinstance(mark, list) for mark in pdf.reader.outline)  # with those below


def test_contents_have_the_right_page_numbers(pdf):
    starts = {tag.text: tag.page for tag in reversed(pdf.of("H2"))}
    kinds = [(tag.kind, tag.text) for tag in pdf.tags]
    first, last = kinds.index(("H2", "Contents")), kinds.index(("H2", "How to use this booklet"))
    listed = [tag.text.rsplit(maxsplit=1) for tag in pdf.tags[first:last] if tag.kind == "Link"]
    # The page that is told, and the one where the part's heading really stands.
    del starts["Contents"], starts["How to use this booklet"]
    assert {name: int(page) for name, page in listed} == starts


def test_every_page_number_is_that_of_the_page(pdf):
    """The number in the text, the number that is read out, and where the link goes."""
    number = 0
    for tag in pdf.of("Link"):
        for link in tag.links:
            if "/Dest" in link:
                page = pdf.goals[link["/Dest"]]
                assert link["/Contents"] == f"Page {page}"
                if said := re.search(r"\(page\s*(\d+)\)", tag.text):
                    assert int(said[1]) == page
                    number += 1
    assert number >= 1


def test_links_go_into_the_booklet_or_to_a_whole_address(pdf):
    owned = 0
    for page in pdf.reader.pages:
        for annotation in page.get("/Annots", ()):
            link = annotation.get_object()
            assert link["/Subtype"] == "/Link"
            assert link["/Contents"]
            assert "/StructParent" in link
            owned += 1
            if "/A" in link:
                address = urlsplit(link["/A"]["/URI"])
                assert address.scheme in ("https", "http", "mailto", "tel", "sms")
                assert address.netloc or address.path
            else:
                assert link["/Dest"] in pdf.goals
    # Each hangs in the tree once, in a tag that says it is a link and has words.
    links = [tag for tag in pdf.tags if tag.links]
    assert sum(len(tag.links) for tag in links) == owned
    assert {tag.kind for tag in links} == {"Link"}
    assert all(tag.links for tag in pdf.of("Link"))
    assert all(tag.text for tag in links)


def test_tables_lists_and_pictures(pressed):
    pdf = Pdf(pressed["0-4"])
    tables = pdf.of("Table")
    assert len(tables) >= 2  # it goes on over the page, with its headers
    ids: list[str] = []
    for table in tables:
        heads = [tag for tag in table.walk() if tag.kind == "TH"]
        assert [head.text for head in heads] == ["What", "Who"]
        names = [str(head.entry["/ID"]) for head in heads]
        ids += names
        cells = [tag for tag in table.walk() if tag.kind == "TD"]
        for place, cell in enumerate(cells):
            assert [str(name) for name in cell.entry["/A"]["/Headers"]] == [names[place % 2]]
    assert len(ids) == len(set(ids))
    listed = pdf.root["/StructTreeRoot"]["/IDTree"]["/Names"][::2]
    assert [str(name) for name in listed] == sorted(ids)
    items = [tag for tag in pdf.of("LI") if tag.children()[0].kind == "Lbl"]
    assert {"One", "Inside one", "Two"} <= {item.children()[-1].text for item in items}
    (figure,) = pdf.of("Figure")
    assert figure.entry["/Alt"] == "A blue dot"


def test_the_text_of_the_pages_is_in_it(shipped_booklet, shipped):
    whole = re.sub(r"\W+", "", shipped_booklet.whole)
    pages = [page for page in shipped.pages if page.path.startswith("docs/5-15/")]
    assert len(pages) >= 10
    for page in pages:
        assert page.built
        for a, b in page.built.substance:
            words = re.sub(r"\W+", "", page.built.text[a:b])
            # A page may end in the middle of it.
            assert words[:15] in whole
            assert words[-15:] in whole
    assert 60 <= shipped_booklet.pages <= 160


def test_the_same_site_and_day_give_the_same_bytes(pressed, small, tmp_path):
    files = []
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "publish", "pack", "0-4", "--today", "2026-11-22",
             "--output", str(tmp_path / f"{seed}.pdf")],
            cwd=small,
            env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed},
            check=False,
        )  # fmt: skip
        assert done.returncode == 0
        files.append((tmp_path / f"{seed}.pdf").read_bytes())
    assert files[0] == files[1] == pressed["0-4"].read_bytes()


# ---- in a build -------------------------------------------------------------------------


def offered(root: Path) -> str:
    return (root / "site/about/formats/index.html").read_text("utf-8")


def test_a_build_offers_what_it_made(press_works, tmp_path):
    write_small(tmp_path)
    done = local_offer(tmp_path, "build", "--today", "2026-11-22", "--only", "broken-link")
    assert done.stderr == "Building the site…\nChecking the site…\nMaking the booklets…\n"
    assert " and 2 booklets in site/" in done.stdout
    text = offered(tmp_path)
    for name, title in (("0-4", "Help for the small"), ("youth-hub", "Youth &amp; you")):
        file = f"booklets/local-offer-{name}.pdf"
        pages = Pdf(tmp_path / "site" / file).pages
        assert f'<a href="../../{file}">{title} (PDF, {pages} pages, ' in text
    # The checker follows the links to them.
    assert not [line for line in done.stdout.splitlines() if ".pdf" in line]
    (tmp_path / "site/booklets/local-offer-0-4.pdf").unlink()
    check = local_offer(tmp_path, "check", "--only", "broken-link")
    assert "booklets/local-offer-0-4.pdf" in check.stdout


def test_a_build_without_changes_takes_the_booklets_of_the_last(press_works, tmp_path):
    write_small(tmp_path)
    build = ("build", "--today", "2026-11-22", "--fail-on", "never")
    assert local_offer(tmp_path, *build).returncode == 0
    before = snapshot(tmp_path / "site")
    # A press that can't work is not asked.
    assert without(tmp_path, "raise ImportError", *build).stderr.endswith("the booklets…\n")
    assert snapshot(tmp_path / "site") == before
    # What changed is made anew, and only that.
    (tmp_path / "docs/0-4/ant.md").write_text(tiny.page("A new ant.", "The ant"), "utf-8")
    assert local_offer(tmp_path, *build).returncode == 0
    after = snapshot(tmp_path / "site")
    changed = {name for name in before if before[name] != after[name] and ".pdf" in name}
    assert changed == {"booklets/local-offer-0-4.pdf"}


def test_half_a_file_is_no_booklet(pressed):
    pdf = pressed["youth-hub"].read_bytes()
    known = press.known(pdf)
    assert known is not None
    assert known[1] == Pdf(pressed["youth-hub"]).pages
    assert press.known(pdf[:-2000]) is None
    assert press.known(b"") is None
    assert press.known(b"startxref\n5\n%%EOF") is None


def without(root: Path, weasyprint: str, *arguments: str, **more: str):
    """Run the command where `import weasyprint` runs this."""
    fake = root.parent / f"{root.name}-fake"
    fake.mkdir(exist_ok=True)
    (fake / "weasyprint.py").write_text(weasyprint + "\n", "utf-8")
    path = os.pathsep.join((str(fake), str(ROOT)))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONUTF8": "1", **more}
    if not more:
        environment.pop(printing.REQUIRED, None)
    return subprocess.run(
        [sys.executable, "-m", "publish", *arguments],
        cwd=root, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("weasyprint", "why"),
    [
        ("raise ImportError", "WeasyPrint is not installed. Install it with “python -m pip "),
        ("print('-----')\nraise OSError('no pango')", "the library Pango is missing. On Debian"),
        # Two booklets are made side by side, and either may be the first to fail.
        ("raise ValueError('bad')", "the press stopped at “… (ValueError: bad)"),
        ("import os\nos.abort()", "the press stopped at “… (Fatal Python error: Aborted)"),
    ],
)
def test_without_a_press_the_site_is_built_and_promises_nothing(weasyprint, why, tmp_path):
    write_small(tmp_path)
    done = without(tmp_path, weasyprint, "build", "--today", "2026-11-22", "--only", "broken-link")
    line = done.stderr.splitlines()[-1]
    line = re.sub("“(Help for the small|Youth & you)”", "“…", line)
    assert line.startswith(f"No booklets to print: {why}")
    assert line.endswith("handbook/booklets.md says more.")
    assert done.stderr.count("\n") == 4
    assert done.stdout.splitlines()[-1].endswith(" pages in site/; reports in reports/.")
    assert not (tmp_path / "site/booklets").exists()
    text = offered(tmp_path)
    assert "booklet" not in text
    assert "Ring us." in text


def test_a_press_that_breaks_down_once_is_started_again(press_works, tmp_path):
    write_small(tmp_path)
    breaks = f"""
import os, pathlib, sys
once = pathlib.Path({str(tmp_path / "once")!r})
if not once.exists():
    once.touch()
    os.abort()
sys.path.remove(os.path.dirname(__file__))
del sys.modules["weasyprint"]
import weasyprint
"""
    done = without(tmp_path, breaks, "build", "--today", "2026-11-22", "--only", "broken-link")
    assert "No booklets" not in done.stderr
    assert (tmp_path / "once").exists()
    assert sorted((tmp_path / "site/booklets").iterdir())


def test_a_press_that_never_ends_is_stopped(press_works, tmp_path, monkeypatch):
    monkeypatch.setattr(printing, "_PATIENCE", 0)
    page = booklet.Booklet("test", "Test", "<html lang=en><title>Test</title><body><p>Test")
    with pytest.raises(printing.NoPress, match="does not come to an end with “Test”"):
        printing.write([page], tmp_path)


def test_where_booklets_are_required_a_build_without_them_fails(tmp_path):
    write_small(tmp_path)
    required = {printing.REQUIRED: "required"}
    done = without(tmp_path, "raise ImportError", "build", **required)
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1].startswith("No booklets to print: WeasyPrint is not")
    assert not (tmp_path / "site").exists()


def test_the_command_says_in_a_line_what_is_missing(small, tmp_path):
    done = without(small, "raise ImportError", "pack", "0-4", "--output", str(tmp_path / "x.pdf"))
    assert done.returncode == 2
    assert done.stderr.startswith("No booklet: WeasyPrint is not installed.")
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "x.pdf").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has its own list of fonts")
def test_a_computer_without_fonts_is_told(press_works, tmp_path, monkeypatch):
    empty = tmp_path / "fonts.conf"
    empty.write_text("<?xml version='1.0'?><fontconfig></fontconfig>", "utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(empty))
    page = booklet.Booklet("test", "Test", "<html lang=en><title>Test</title><body><p>Test")
    with pytest.raises(printing.NoPress, match="this computer has no fonts"):
        printing.write([page], tmp_path)


def test_nothing_is_fetched_while_it_prints(press_works, tmp_path):
    (tmp_path / "secret.txt").write_text("secret", "utf-8")
    for source in ((tmp_path / "secret.txt").as_uri(), "http://127.0.0.1:9/x.png"):
        html = f'<html lang=en><title>T</title><body><p><img alt="A" src="{source}">'
        (one,) = printing.write([booklet.Booklet("test", "Test", html)], tmp_path)
        assert "disallowed protocol" in one.said[0]


def test_a_project_without_doors_has_no_booklets(tmp_path):
    tiny.write(tmp_path, {})
    done = without(tmp_path, "raise ImportError", "build", "--fail-on", "never")
    assert done.returncode == 0
    assert done.stderr == "Building the site…\nChecking the site…\n"
