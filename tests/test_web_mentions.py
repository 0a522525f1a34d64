"""Which links lead out of a site, and the line that wrote each."""

from __future__ import annotations

import time

import pytest

from checks.model import Built, Link, Page, Settings, Site
from checks.web import page as pages
from checks.web.mentions import left_out, mentions
from tests import tiny
from tests.conftest import TODAY


def found(root, files) -> list[tuple[str, int, str, int]]:
    site = tiny.built(root, files, TODAY)
    told = [f.mention for f in mentions(site)]
    return [(m.place.path, m.place.line, m.address, m.pages) for m in told]


def test_each_kind_of_link_has_its_line(tmp_path):
    body = """\
[one](https://a.example/1) and [again](https://a.example/1),
<https://a.example/auto> and [by name][name].

![picture](https://a.example/map.png)
<iframe src="//a.example/frame"></iframe>
`https://a.example/code` [ours](https://anywhere.gov.uk/offer/page/) [near](https://anywhere.gov.uk/other/)
[mail](mailto:a@a.example) [place](#x) [file](index.md)
<form action="https://a.example/send"><input name="x"></form>

[name]: https://a.example/named
"""
    assert found(tmp_path, {"docs/page.md": tiny.page(body)}) == [
        # The link stands twice on its line, with other words: two findings.
        ("docs/page.md", 7, "https://a.example/1", 1),
        ("docs/page.md", 7, "https://a.example/1", 1),
        ("docs/page.md", 8, "https://a.example/auto", 1),
        ("docs/page.md", 10, "https://a.example/map.png", 1),
        ("docs/page.md", 11, "https://a.example/frame", 1),
        # Another site of our own host is not this site.
        ("docs/page.md", 12, "https://anywhere.gov.uk/other/", 1),
        ("docs/page.md", 16, "https://a.example/named", 1),
    ]


def test_a_template_s_link_is_told_once(tmp_path):
    template = tiny.TEMPLATE.replace("</nav>", '\n<a href="https://a.example/foot">Foot</a></nav>')
    files = {
        "theme/main.html": template,
        "docs/page.md": tiny.page("[the same](https://a.example/foot)"),
    }
    assert found(tmp_path, files) == [
        ("docs/page.md", 7, "https://a.example/foot", 1),
        ("theme/main.html", 6, "https://a.example/foot", 2),
    ]


def test_a_service_s_website_is_mended_in_its_front_matter(tmp_path):
    head = "---\ntitle: A\nsummary: B\nowner: rights\nlast_reviewed: 2026-11-02\n"
    service = f"{head}provider: C\ncontact:\n  website: https://a.example/club\n---\nWords.\n"
    template = tiny.TEMPLATE.replace(
        "</article>",
        '<a href="{{ page.meta.contact.website }}">w</a></article>',
    )
    files = {"docs/services/a.md": service, "theme/service.html": template}
    assert found(tmp_path, files)[0] == ("docs/services/a.md", 8, "https://a.example/club", 1)


def outward(target: str, base: str = "", site_url: str = "") -> list[str]:
    links = (Link(target, "a", "x", -1),)
    built = Built("a/index.html", "A", links=links, base=base)
    site = Site((Page(None, built),), frozenset(), Settings(site_url=site_url))
    return [f.url or f.wrong for f in mentions(site)]


@pytest.mark.parametrize(
    ("target", "base", "site_url", "urls"),
    [
        ("//b.example/x", "", "", ["https://b.example/x"]),
        ("//b.example/x", "", "http://a.example/", ["http://b.example/x"]),
        ("x", "https://b.example/y/", "", ["https://b.example/y/x"]),
        ("HTTPS://B.example/x\n", "", "", ["https://b.example/x"]),
        ("https://a.example", "", "https://a.example/", []),
        ("http://a.example/x", "", "https://a.example/", []),
        ("https://a.example/offer", "", "https://a.example/offer/", []),
        ("https://a.example/offers", "", "https://a.example/offer/", ["https://a.example/offers"]),
        ("http://[oops/", "", "", ["is not a proper address"]),
        ("http://a b.example/", "", "", ["has a name that no website can have"]),
        ("javascript:void(0)", "", "", []),
        ("", "", "", []),
    ],
)
def test_what_leads_out(target, base, site_url, urls):
    assert outward(target, base, site_url) == urls


def test_patterns_that_are_left_out(tmp_path):
    site = tiny.built(tmp_path, {"docs/page.md": tiny.page("[x](https://a.example/in/1)")}, TODAY)
    (one,) = mentions(site)
    assert left_out(one, {"https://a.example/in/*": "Inside."}) == "Inside."
    assert left_out(one, {"https://a.example/out/*": "Inside."}) == ""


HOSTILE = {
    "deep": "<div>" * 400_000,
    "open": "<div id=root" * 160_000,
    "comments": "<!--" * 500_000,
    "comments closed": "<!--" * 60_000 + ">",
    "quotes": "<a b='" * 300_000,
    "script": "<script>" * 250_000,
    "id": 'id="' * 400_000,
    "app": "<div id=root " + " " * 2_000_000,
    "title": "<title>" + "page " * 40_000,
    "ids": "".join(f"<p id=i{n}>" for n in range(40_000)),
    "nulls": "\0" * 500_000,
    "sale": "<p>" + "domain " * 60_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_stranger_s_page_can_t_hold_us_up(name):
    began = time.process_time()
    pages.signs(HOSTILE[name])
    pages.missing(HOSTILE[name], "nowhere:~:text=a,b,c")
    assert time.process_time() - began < 10
