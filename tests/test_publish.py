"""What the theme is told, and the directory's lists."""

from __future__ import annotations

from datetime import date
from urllib.parse import parse_qs, urlsplit

import pytest

from checks import parse
from checks.lined import read
from checks.model import Announcement, Place, Settings, Team
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
