"""Links inside a site, case by case: `links.yml` says what should be found, in every reading."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml

from checks import html, skim
from checks.links import Follower
from checks.model import Page, Settings, Site

HOME = "https://anywhere.gov.uk/offer/"
HERE = "a/page/index.html"
PAGES = {
    "index.html": "<h1 id=welcome>Welcome</h1>",
    "a/index.html": "<h1 id=who>Who</h1><p id=Café>x</p><p id=sign%20up>x</p>",
    "flat.html": "<h1 id=flat>Flat</h1>",
    "b/c/index.html": "<h1 id=deep>Deep</h1>",
    "old/index.html": '<meta http-equiv=refresh content="0; url=../a/">',
    "older/index.html": '<meta http-equiv=refresh content="0; url=../old/">',
    "part/index.html": '<meta http-equiv=refresh content="0; url=../a/#who">',
    "away/index.html": '<meta http-equiv=refresh content="0; url=https://elsewhere.org/">',
    "round/index.html": '<meta http-equiv=refresh content="0; url=../circle/">',
    "circle/index.html": '<meta http-equiv=refresh content="0; url=../round/">',
}
FILES = (
    "files/Form A.pdf", "files/photo.jpg", "files/café.pdf", "files/a,b.jpg", "files/50%.pdf",
    "files/icons.svg", "assets/style.css", ".well-known/security.txt",
)  # fmt: skip
CASES: dict[str, tuple[str, list[str]]] = {
    f"{about}: {name}": (str(row[0]), [str(answer) for answer in row[1:]])
    for about, rows in yaml.safe_load(
        (Path(__file__).parent / "links.yml").read_text("utf-8")
    ).items()
    for name, row in rows.items()
}


def text_of(case: str) -> str:
    return f"<!doctype html><title>x</title><article><p id=here>x<p id=top-2>x</p>{case}</article>"


BARE = Site(
    pages=(),
    files=frozenset((*PAGES, HERE, *FILES)),
    settings=Settings(site_url=HOME),
)
OTHERS = tuple(Page(None, html.read(name, text)) for name, text in PAGES.items())


def answers(here: html.Built, others: tuple[Page, ...]) -> list[str]:
    """What is wrong on the page of the case, in the words of `links.yml`."""
    site = replace(BARE, pages=(*others, Page(None, here)))
    return [
        f"{f.kind} {f.written}{f' ⇒ {f.meant}' if f.meant else ''}"
        for f in Follower(site).faults()
        if f.page.built is here
    ]


def test_there_are_many():
    assert len(CASES) >= 250
    assert sum(bool(expected) for _, expected in CASES.values()) >= 150


@pytest.mark.parametrize("name", CASES)
def test_case(name):
    """Read whole, a page gives the answers of `links.yml`."""
    case, expected = CASES[name]
    assert sorted(answers(html.read(HERE, text_of(case)), OTHERS)) == sorted(expected)


@pytest.mark.parametrize("name", CASES)
def test_case_skimmed(name, tmp_path):
    """Skimmed for its links alone, as `check-site` does, it gives the same."""
    case, expected = CASES[name]
    for file, text in {**PAGES, HERE: text_of(case)}.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_text(text, "utf-8", newline="")
    site = skim.skim(BARE, tmp_path)
    assert not site.failures
    here = site.by_file[HERE].built
    others = tuple(page for page in site.pages if page.built is not here)
    assert here
    assert sorted(answers(here, others)) == sorted(expected)
    # Whichever way, each link is counted once.
    whole = Follower(replace(BARE, pages=(*OTHERS, Page(None, html.read(HERE, text_of(case))))))
    quick = Follower(site)
    whole.faults()
    quick.faults()
    assert (quick.count, quick.skipped) == (whole.count, whole.skipped)


# ---- a browser's opinion -------------------------------------------------------------------------

# Where a browser's own idea of an address can't be asked for.
UNASKED = (
    "srcset", "data-", "style", "ld+json", "<meta", "longdesc", "background=", "srcdoc=", "shadow",
    "//a b", "//a%20b",  # Chromium keeps the space, against the standard, and finds nobody
)  # fmt: skip
ASK = """(cases) => cases.map(text => {
    const page = new DOMParser().parseFromString(text, "text/html");
    const where = {
        A: ["href"], AREA: ["href"], LINK: ["href"], IMG: ["src"], SCRIPT: ["src"],
        IFRAME: ["src"], FRAME: ["src"], EMBED: ["src"], OBJECT: ["data"], AUDIO: ["src"],
        VIDEO: ["src", "poster"], SOURCE: ["src"], TRACK: ["src"], FORM: ["action"],
        INPUT: ["src", "formAction"], BUTTON: ["formAction"], BLOCKQUOTE: ["cite"], Q: ["cite"],
        INS: ["cite"], DEL: ["cite"],
    };
    const found = [];
    for (const node of page.querySelectorAll("*")) {
        if (/preconnect|dns-prefetch/i.test(node.rel || "")) continue;
        for (const name of where[node.tagName] || [])
            if (node.hasAttribute(name))
                found.push(URL.canParse(node[name]) ? String(node[name]) : "");
        if (node.namespaceURI.endsWith("svg")) {
            const written = node.getAttribute("href") ?? node.getAttribute("xlink:href");
            if (written !== null)
                try { found.push(new URL(written, page.baseURI).href); } catch { found.push("") }
        }
    }
    return found;
})"""


def test_chromium_agrees(chromium):
    """Wherever a browser can be asked where an address leads, it says the same."""
    asked = {
        name: row
        for name, row in CASES.items()
        # A browser looks for what is written; what was meant only people can tell.
        if not name.startswith(("pages that send", "maps of"))
        and not "".join(row[1]).startswith("start ")
    }
    page = chromium.new_page()
    page.route("**/*", lambda route: route.fulfill(body="<p>", content_type="text/html"))
    page.goto(HOME + HERE.removesuffix("index.html"))
    read = page.evaluate(ASK, [text_of(case) for case, _ in asked.values()])
    page.close()
    wrong, same = [], 0
    for (name, (case, expected)), urls in zip(asked.items(), read, strict=True):
        ours = Counter(
            _NOT_THERE.get(word := answer.partition(" ")[0], word) for answer in expected
        )
        theirs = Counter(filter(None, (kind(url, text_of(case)) for url in urls)))
        same += ours == theirs
        if theirs - ours or (ours != theirs and not any(mark in case for mark in UNASKED)):
            wrong.append((name, expected, urls))
    assert not wrong
    assert same >= 150


_NOT_THERE = dict.fromkeys(("disk", "unreadable", "accents"), "gone")


def kind(url: str, here: str) -> str:
    """Our word for what is wrong with where a browser went; "" when nothing is."""
    parts = urlsplit(url) if "[" not in url else urlsplit("file:")
    if parts.scheme in ("", "file", "c"):
        return "gone"
    if parts.scheme not in ("http", "https") or parts.netloc != "anywhere.gov.uk":
        return ""
    path = unquote(parts.path)
    if not path.startswith("/offer/"):
        return "" if path == "/council-tax" else "gone"
    name = path.removeprefix("/offer/")
    known = {file.casefold(): file for file in BARE.files}
    for file in (name, f"{name}/index.html".replace("//", "/").removeprefix("/")):
        if file in BARE.files:
            ids = html.read(file, here if file == HERE else PAGES.get(file, "")).ids
            place = parts.fragment.partition(":~:")[0]
            there = {place, unquote(place)} & {*ids, ""} or place.lower() == "top"
            return "" if there or not file.endswith(".html") else "anchor"
    return "case" if any(n.casefold() in known for n in (name, f"{name}index.html")) else "gone"
