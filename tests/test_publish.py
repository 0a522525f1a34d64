"""What the theme is told, and the directory's lists."""

from __future__ import annotations

import sys
from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from checks import parse
from checks.lined import read
from checks.model import Announcement, CannotRun, Place, Settings, Team
from checks.settings import _Reader
from publish import context, directory
from tests import tiny

TODAY = date(2026, 11, 22)
SETTINGS = _Reader(read(tiny.SETTINGS)).settings("")


def service(title: str, extra: str = "") -> object:
    text = f"""---
title: {title}
summary: What it does.
owner: early-years
last_reviewed: 2026-11-02
{extra}
---
Body.
"""
    name = "-".join(title.lower().split()) or "x"
    return parse.parse(f"docs/services/{name}.md", text, SETTINGS, service=True)


def test_a_page_is_told_its_dates_and_owner():
    page = parse.parse("docs/0-4/a.md", tiny.page("Text", "Big & small"), SETTINGS, service=False)
    told = context.page(page, SETTINGS, "https://x.uk/a/", TODAY)
    assert told["last_reviewed_text"] == "2 November 2026"
    assert told["due_iso"] == "2027-05-02"
    assert told["due_text"] == "2 May 2027"
    assert told["overdue"] is False
    assert told["owner"] == "Early years team"
    assert told["section"] == "0-4"
    assert told["kind"] == "page"
    assert context.page(page, SETTINGS, "", date(2027, 5, 2))["overdue"] is False
    assert context.page(page, SETTINGS, "", date(2027, 5, 3))["overdue"] is True


def test_a_page_without_facts_is_told_little():
    page = parse.parse("docs/a.md", "Text", SETTINGS, service=False)
    told = context.page(page, SETTINGS, "/a/", TODAY)
    assert told["owner"] == ""
    assert "due" not in told


def test_a_mistake_is_reported_with_title_and_address():
    link = context.report("Big & “small”?", "https://x.uk/a/?b=c", "help@x.uk")
    parts = urlsplit(link)
    fields = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "help@x.uk")
    assert fields["subject"] == ["A mistake on the page “Big & “small”?”"]
    assert "Address: https://x.uk/a/?b=c\r\n" in fields["body"][0]
    assert context.report("T", "/a/", "").startswith("mailto:?subject=")


def test_the_team_s_own_mailbox_comes_first():
    settings = Settings(report_to="all@x.uk", teams={"a": Team("A", "a@x.uk"), "b": Team("B")})
    for owner, mailbox in (("a", "a@x.uk"), ("b", "all@x.uk"), ("c", "all@x.uk")):
        text = f"---\ntitle: T\nsummary: S\nowner: {owner}\n---\n"
        page = parse.parse("docs/a.md", text, settings, service=False)
        told = context.page(page, settings, "/", TODAY)
        expected = "all@x.uk" if owner == "c" else mailbox
        assert urlsplit(str(told["report"])).path == expected


@pytest.mark.parametrize(
    ("number", "dialled"),
    [
        ("01865 810516", "+441865810516"),
        ("(01865) 810 516", "+441865810516"),
        ("+44 1865 810516", "+441865810516"),
        ("111", "111"),
        ("0345 050 7666 (option 2)", "+443450507666"),
        ("ask the school", ""),
        ("", ""),
    ],
)
def test_the_number_to_dial(number, dialled):
    assert context.dial(number) == dialled


def test_a_service_in_the_words_families_read():
    source = service(
        "Swim club",
        "topics: [leisure]\nneeds: [autism]\nage_min: 5\nage_max: 11\ncost: paid\n"
        "referral: self\nsiblings: true\nwaiting_time: {value: 3 weeks, measured: 2026-10-01}\n"
        'contact: {phone: "01865 810516", website: "https://www.swim.org/x"}',
    )
    told = context.service(source, SETTINGS)
    assert told["ages"] == "5 to 11"
    assert told["topics"] == ["Leisure"]
    assert told["cost"] == "You pay"
    assert told["siblings"] is True
    assert told["waiting_time"] == {"value": "3 weeks", "measured_text": "1 October 2026"}
    assert told["contact"] == {
        "phone": "01865 810516",
        "phone_href": "tel:+441865810516",
        "website": "https://www.swim.org/x",
        "website_text": "swim.org",
    }
    bare = context.service(service("Bare"), SETTINGS)
    assert set(bare) == {"status"}


def test_the_lists_hold_every_open_service():
    made = directory.pages(
        [
            service("swim club", "topics: [leisure]\nage_max: 4\ncost: free\nareas: [anywhere]"),
            service("Art_club [new]", "topics: [leisure, health]\nage_min: 16"),
            service("3 Rivers", "status: temporarily closed"),
            service("Ended", "status: inactive"),
        ],
        SETTINGS,
    )
    letters, topics, ages = (page.markdown for page in made)
    assert [page.path for page in made] == [
        "services/a-to-z.md",
        "services/by-topic.md",
        "services/by-age.md",
    ]
    assert letters == (
        "## 0 to 9\n\n- [3 Rivers](3-rivers.md) (closed for now): What it does.\n\n"
        "## A\n\n- [Art\\_club \\[new\\]](art_club-[new].md): What it does. "
        '<span class="lo-card__facts">Ages 16 to 25.</span>\n\n'
        "## S\n\n- [swim club](swim-club.md): What it does. "
        '<span class="lo-card__facts">Ages 0 to 4. Free. Anywhere.</span>\n'
    )
    assert topics.index("## Health") < topics.index("## Leisure")
    assert topics.count("swim club") == 1
    assert ages.count("3 Rivers") == 3
    assert "Ended" not in letters + topics + ages
    assert made[0].summary == "All 3 services in this directory, by name."


def version(path: str, of: str = "", kind: str = "") -> object:
    more = f"version_of: {of}\n" * bool(of) + f"version: {kind}\n" * bool(kind)
    text = tiny.page("Text", f"Title of {path}").replace("---\n", f"---\n{more}", 1)
    return parse.parse(f"docs/{path}", text, SETTINGS, service=False)


def test_a_page_and_its_versions_know_each_other():
    full, easy, young = (
        version("a/full.md"),
        version("easy.md", "a/full.md"),
        version("young.md", "a/full.md", "young-person"),
    )
    told = context.versions(full, [full, easy, young])
    assert told == {
        "versions": [
            {
                "text": "Easy read version of this page",
                "title": "Title of easy.md",
                "path": "easy.md",
            },
            {
                "text": "Young people’s version of this page",
                "title": "Title of young.md",
                "path": "young.md",
            },
        ]
    }
    assert context.versions(easy, [full, easy]) == {
        "full": {"title": "Title of a/full.md", "path": "a/full.md"}
    }
    assert context.versions(version("alone.md"), [full, easy]) == {}


def announcement(first: str, last: str, *ages: str) -> Announcement:
    days = (date.fromisoformat(day) for day in (first, last))
    return Announcement(f"{first} {ages}", "a.md", *days, ages, "", Place("x", 1))


def test_news_is_shown_on_the_doors_it_is_for():
    small = announcement("2026-11-01", "2026-11-22", "0-4")
    all_ages = announcement("2026-11-23", "2027-01-01")
    ended = announcement("2026-11-01", "2026-11-21")
    for path, wanted in {
        "index.md": [small, all_ages],
        "0-4/index.md": [small, all_ages],
        "5-15/index.md": [all_ages],
        "youth-hub/index.md": [all_ages],
        "0-4/other.md": [],
        "about/index.md": [],
    }.items():
        told = context.news(path, [small, all_ages, ended], {}, TODAY)
        assert [item["text"] for item in told] == [item.text for item in wanted], path
    now, later = context.news("index.md", [small, all_ages], {"a.md": "Schools"}, TODAY)
    assert (now["now"], later["now"]) == (True, False)
    assert (now["last"], now["path"], now["title"]) == ("2026-11-22", "a.md", "Schools")


# ---- what nobody should have written -------------------------------------------------------------

DEEP = "".join(f"{'    ' * level}- x\n" for level in range(300))


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("docs/page.md", f"One.\n\n{'- ' * 3000}x", "docs/page.md:3: lists, quotes or boxes lie "),
        ("docs/page.md", f"---\ntitle: x\n---\n\n{DEEP}", "docs/page.md:"),
        (
            "docs/page.md",
            "---\ntitle: x\ntemplate: gone.html\n---\nx",
            "docs/page.md:3: there is no template “gone.html” in theme/. Take this line out",
        ),
        ("docs/index.html.md", "x", "docs/index.html.md: the page can't be written (file exists)."),
        ("docs/UP.MD", "x", "docs/UP.MD: a page's name must end in .md, in small letters."),
        ("docs/up.markdown", "x", "docs/up.markdown: a page's name must end in .md"),
        ("docs/a\nb.md", "x", "docs/a?b.md: the name of this file has signs that can't be shown."),
        ("docs/caf\udce9.png", "x", "docs/caf?.png: the name of this file has signs that"),
        ("docs/page.md", "Page".encode("utf-16-be"), "docs/page.md:1: this file is not UTF-8."),
    ],
)
def test_what_can_be_no_page_is_told_by_its_file(tmp_path, today, file, text, said):
    if "\udce9" in file and sys.platform != "linux":
        pytest.skip("only Linux has such names")
    with pytest.raises(CannotRun) as told:
        tiny.built(tmp_path, {file: text}, today)
    assert str(told.value).startswith(said)
    assert "\n" not in str(told.value)


def test_no_page_is_lost_to_another_of_the_same_address(tmp_path, today):
    with pytest.raises(
        CannotRun, match=r"docs/a/index.md: this and docs/a.md would both be a/index"
    ):
        tiny.built(tmp_path, {"docs/a.md": "x", "docs/a/index.md": "y"}, today)


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("self.md", "docs/a/link: this is a link that leads nowhere. Take it out."),
        ("link", "docs/a/link: this is a link that leads nowhere. Take it out."),
        ("..", "docs/a/link: this link leads back to a folder that it lies in. Take it out."),
        ("../b", "docs/a/link/round: this link leads back to a folder that it lies in."),
    ],
)
def test_links_in_docs_that_hold_up_mkdocs(tmp_path, today, link, said):
    tiny.write(tmp_path, {"docs/a/a.md": tiny.page("x"), "docs/b/b.md": tiny.page("x")})
    (tmp_path / "docs/a/link").symlink_to(link)
    if link == "../b":
        (tmp_path / "docs/b/round").symlink_to("../a")
    with pytest.raises(CannotRun) as told:
        tiny.built(tmp_path, {}, today)
    assert str(told.value).startswith(said)


@pytest.mark.parametrize(
    ("body", "broken"),
    [
        ("[a](http://[bad)", "http://[bad"),
        ("![a](http://[bad)", "http://[bad"),
        ("<http://[bad>", "http://[bad"),
        ("[a][b]\n\n[b]: http://[bad", "http://[bad"),
        ("[a](//[)", "//["),
        ("[a](http://a]b)", "http://a]b"),
        ('[a](index.md){: href="http://[bad" }', "http://[bad"),
        ('<a href="http://[bad">a</a>', "http://[bad"),
        ("[a](index.md){: href }", ""),
        ("![a](a.png){: src }", ""),
        ("a <![x b", ""),
        ("`<![x` and <![CDATA[ x", ""),
        ("a\r\rb\r\n\rc", ""),
        ("a\x00b\u2028c\x0cd\x85e", ""),
        ("```\nnever closed", ""),
        ("<!-- never closed", ""),
        ("`` never closed", ""),
    ],
)
def test_odd_signs_stop_nothing_and_the_lines_below_stay_right(tmp_path, today, body, broken):
    text = tiny.page(f"{body}\n\nMeet at 12pm.")
    site = tiny.built(tmp_path, {"docs/page.md": text}, today)
    ends = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    (found,) = tiny.findings(site, "date-style", today)
    assert (found.path, found.line) == ("docs/page.md", ends.index("Meet at 12pm.") + 1)
    links = [f for f in tiny.findings(site, "broken-link", today) if "no address" in f.message]
    assert [f"{broken}, which is no address" in f.message for f in links] == [True] * bool(broken)
    if links:
        assert broken in ends[links[0].line - 1]


def test_a_sign_that_html_can_not_be_read_with_is_shown_as_it_stands(tmp_path, today):
    tiny.built(tmp_path, {"docs/page.md": tiny.page("a <![x b, `<![y`")}, today)
    html = (tmp_path / "site/page/index.html").read_text("utf-8")
    assert "<p>a &lt;![x b, <code>&lt;![y</code></p>" in html
