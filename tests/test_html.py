"""Built pages: what is taken out of good HTML, of odd HTML and of the shipped site's."""

from __future__ import annotations

import html as entities
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import addresses, html
from checks.model import Built


def read(text: str) -> Built:
    return html.read("page/index.html", text)


# ---- words -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>One <b>t</b>wo</p>", "One two\n"),
        ("<p>One<p>Two", "One\nTwo\n"),
        ("One<p>Two</p>Three", "One\nTwo\nThree"),
        ("<div>One<div>Two</div></div>", "One\nTwo\n"),
        ("<ul><li>One<ul><li>Two</li></ul></li><li>Three</li></ul>", "One\nTwo\nThree\n"),
        ("<dl><dt>Term<dd>Words</dl>", "Term\nWords\n"),
        ("<table><tr><th>A<th>B<tr><td>C<td>D</table>", "A\nB\nC\nD\n"),
        ("One<br>Two<br/>Three", "One\nTwo\nThree"),
        ("<h2>One</h2>Two<h3>Three</h3>", "One\nTwo\nThree\n"),
        ("<details><summary>One</summary>Two</details>", "One\nTwo\n"),
        ("<pre>One\n  Two</pre>", "One\n  Two\n"),
        ("Fees &amp; &#163;5&nbsp;each &lt;now&gt;", "Fees & £5\N{NO-BREAK SPACE}each <now>"),
        ("<P>ONE</P><SPAN>two</SPAN>", "ONE\ntwo"),
        ("<p>Café 🙂 <i>ünï</i>", "Café 🙂 ünï\n"),
        # what families do not read in the text
        ("One<!-- Two -->", "One"),
        ("One<script>Two</script><style>Two</style>", "One"),
        ("One<template>Two</template><noscript>Two</noscript>", "One"),
        ("One<svg><title>Two</title><text>Two</text></svg><math><mi>Two</mi></math>", "One"),
        ("One<span hidden>Two</span><div hidden=until-found>Two</div>", "One"),
        ("One<nav>Two</nav><aside>Two</aside>", "One"),
        ("<h2>One<a class='x headerlink' href='#one'>¶</a></h2>", "One\n"),
        ("One<img alt=Two src=x>", "One"),
        ("", ""),
    ],
)
def test_text(body, text):
    assert read(f"<article>{body}</article>").text == text


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<main>One<article>Two<div data-lo-content>Three</div></article></main>", "Three"),
        ("<main>One<article>Two</article></main>", "Two"),
        ("<div role=main>One</div><main>Two</main>", "Two"),
        ("One<div role=main>Two</div>", "Two"),
        ("<nav>One</nav>Two<footer>Three</footer>", "Two\nThree\n"),
        ("Two", "Two"),
        ("", ""),
    ],
)
def test_where_the_words_are(body, text):
    """A page's own words are in its best marked place; all of it where nothing is marked."""
    assert read(body).text == text


def test_substance():
    """Words that are neither heading nor link, wherever they stand."""
    built = read(
        "<article><h2>Apply <em>now</em></h2><p>Ring <a href=x>the <b>team</b></a> or write.</p>"
        "<h3><a href=y>Fees</a> here</h3> <ul><li>Free</li></ul></article>"
    )
    assert [built.text[a:b] for a, b in built.substance] == ["Ring ", " or write.", "Free"]


def test_blocks():
    page = read(
        "<article><h1>A</h1><p>One two.<br>Three <q>four</q>.</p><ul><li>In <b>a</b> list"
        "<p>more</p></li></ul><table><tr><th>H</th><td>C</td></tr></table>"
        "<blockquote><ul><li>said</li></ul></blockquote><dl><dt>T<dd>D</dl>"
        "<pre>x = 1\n</pre><div>loose</div>end <code>c</code></article>"
    )
    assert [(block.kind, block.text) for block in page.blocks] == [
        ("heading", "A"), ("paragraph", "One two."), ("paragraph", "Three four."),
        ("item", "In a list"), ("item", "more"), ("cell", "H"), ("cell", "C"), ("quote", "said"),
        ("term", "T"), ("item", "D"), ("code", "x = 1"), ("paragraph", "loose"),
        ("paragraph", "end c"),
    ]  # fmt: skip
    assert [page.text[start:end].strip() for start, end in page.verbatim] == [
        "four", "said", "x = 1", "c",
    ]  # fmt: skip
    for block in page.blocks:
        assert " ".join(page.text[block.offset :].split()).startswith(block.text.split()[0])


def test_items_and_forms():
    built = read(
        "<article>Words<ul><li>One<ol><li>Two</ol></ul><dl><dt>Three<dd>x</dl>"
        "<table><tr><td>Four</table><form>Five<input></form>"
        "<nav><ul><li>No</ul></nav><ul hidden><li>No</ul></article>"
    )
    starts = [built.text[at:].split("\n")[0] for at in built.items]
    assert starts == ["One", "Two", "Three", "Four"]
    assert [built.text[at:].split("\n")[0] for at in built.forms] == ["Five"]


# ---- headings, links, ids ----------------------------------------------------------------------


def test_headings():
    built = read(
        "<h1>Outside</h1><article><h1 id=page>A  page\n of words</h1>Text"
        "<h2>No anchor</h2>Text<H3 ID='Fees'>Fees &amp; <code>costs</code></H3>"
        "<h2 id=x><a href='#x'>Linked</a><img alt=no src=x></h2><h6></h6>"
        "<h2 hidden>Hidden</h2><aside><h2>Aside</h2></aside><h7>None</h7></article>"
    )
    assert [(h.level, h.text, h.anchor) for h in built.headings] == [
        (1, "A page of words", "page"),
        (2, "No anchor", ""),
        (3, "Fees & costs", "Fees"),
        (2, "Linked", "x"),
        (6, "", ""),
    ]
    starts = [built.text[h.offset :].split("\n")[0] for h in built.headings]
    assert starts == ["A  page", "No anchor", "Fees & costs", "Linked", "None"]


def test_links():
    """In reading order, each with its words and its place."""
    built = read(
        "<head><link rel=icon href=icon.png></head><nav><a href=menu>Menu</a></nav>"
        "<article>Go <a href=' one '>to  <b>One</b></a>, <a href=two>Two</a>,"
        "<a href=one>again</a> <img src=tree.jpg alt='A  tree'><area href=area alt=Part>"
        "<form action=send>Words <button formaction=other>Send</button></form>"
        "<blockquote cite=said>Words</blockquote><a href=pic><img src=p.png></a>"
        "<a href>Empty</a><a href=''>Nothing</a></article>"
    )
    assert [(k.target, k.element, k.text, k.nth) for k in built.links if k.in_content] == [
        ("one", "a", "to One", 0),
        ("two", "a", "Two", 0),
        ("one", "a", "again", 1),
        ("tree.jpg", "img", "A tree", 0),
        ("area", "area", "Part", 0),
        ("send", "form", "", 0),
        ("other", "button", "Send", 0),
        ("said", "blockquote", "", 0),
        ("pic", "a", "", 0),
        ("p.png", "img", "", 0),
        ("", "a", "Nothing", 0),
    ]
    places = [
        built.text[k.offset :][:3] for k in built.links if k.text in ("to One", "Two", "again")
    ]
    assert places == ["to ", "Two", "aga"]
    around = [(k.target, k.element, k.offset) for k in built.links if not k.in_content]
    assert around == [("icon.png", "link", -1), ("menu", "a", -1)]


def test_lines():
    """Asked for them, it finds the lines of links and headings in the HTML."""
    page = (
        "<a href='x'>0</a>\n<article><h2\nid=a>A</h2>\n<a\nhref = x>1</a> x = y\n"
        '<img src="y?a&amp;b">\n<h2 id="b" class=x>x</h2><a HREF=" x ">2</a>\n'
        "<img srcset='p 1x,\n q 2x'></article>\n<a href=z>x</a><p id=z><a href>3</a>\n"
        "<meta http-equiv=refresh content='0; url=r'>"
    )
    built = html.read("x.html", page, lines=True)
    assert [(h.anchor, h.line) for h in built.headings] == [("a", 3), ("b", 7)]
    assert [(k.target, k.line) for k in built.links] == [
        ("x", 1),
        ("x", 5),
        ("y?a&b", 6),
        ("x", 7),
        ("p", 8),
        ("q", 8),
        ("z", 10),
        ("r", 11),
    ]
    without = replace(built, links=(), headings=())
    assert without == replace(read(page), file="x.html", links=(), headings=())


@pytest.mark.parametrize(
    ("body", "ids"),
    [
        ("<p id=one><b ID='Two'></b>", {"one", "Two"}),
        ("<a name=old></a><A NAME=Older>", {"old", "Older"}),
        ("<a name=both id=sides></a>", {"both", "sides"}),
        ("<input name=field><meta name=author><map name=map>", set()),
        ("<p id=''><p id><a name=''>", set()),
        ("<p id='two words'><p id=' '>", {"two words", " "}),
        ("<p id='a&amp;b'><p id=caf&eacute;><p id=%C3%A9>", {"a&b", "café", "%C3%A9"}),
        ("<p id=x><p id=x>", {"x"}),
        ("<p id=one id=two>", {"one"}),
        ("<svg id=s><g id=g><title id=t></title></g></svg>", {"s", "g", "t"}),
        ("<div hidden id=h><noscript><i id=n></i></noscript></div>", {"h", "n"}),
        ("<nav id=nav></nav><footer id=foot></footer>", {"nav", "foot"}),
        ("<template><p id=t></template>", set()),
        ("<!-- <p id=c> --><script>'<p id=s>'</script><textarea><p id=a></textarea>", set()),
        ("<table id=t><div id=moved></div><tr id=r>", {"t", "moved", "r"}),
        ("<b id=1><p id=2>x</b>y</p>", {"1", "2"}),
    ],
)
def test_ids(body, ids):
    assert read(body).ids == ids


@pytest.mark.parametrize(
    ("page", "title"),
    [
        ("<title>Short \n breaks</title>", "Short breaks"),
        ("<html><head><TITLE>A &amp; B</TITLE>", "A & B"),
        ("<title>One</title><title>Two</title>", "One"),
        ("<p>Words<title>Late</title>", "Late"),
        ("<p>Words<svg><title>Drawing</title></svg>", ""),
        ("<svg><title>Drawing</title></svg><title>Page</title>", "Page"),
        ("<svg><g><title>Drawing</title></g></svg>", ""),
        ("<title></title>", ""),
        ("", ""),
    ],
)
def test_title(page, title):
    assert read(page).title == title


def test_what_a_page_says_of_itself():
    built = read(
        "<base target=_top><base href='/offer/'><base href=second>"
        "<meta name='local-offer:source' content='publish/lists.py'>"
    )
    assert (built.file, built.base, built.generator) == (
        "page/index.html",
        "/offer/",
        "publish/lists.py",
    )
    assert (read("").base, read("").generator) == ("", "")


# ---- odd HTML ----------------------------------------------------------------------------------

DEEP = 10_000


@pytest.mark.parametrize(
    "tag",
    ["div", "b", "font", "span", "ul><li", "table><tr><td", "blockquote cite=x", "object data=x",
     "h1", "h2><a href=x", "a href=x", "button formaction=x", "form action=x", "p", "svg><g",
     "template", "noscript", "nav", "details", "div hidden", "video src=x", "select><option"],
)  # fmt: skip
def test_nested_without_end(tag):
    """Ten thousand deep, the words inside are still read, where they can be, and none twice."""
    built = read(f"<article>{f'<{tag}>' * DEEP}deep<p id=end>")
    silent = {"svg><g", "template", "noscript", "nav", "div hidden"}
    assert built.text.split().count("deep") == (tag not in silent)
    assert ("end" in built.ids) == (tag != "template")
    assert len(built.links) <= 2 * DEEP


def test_long_page():
    """A page of many pieces costs as many steps: five times the page, not 25 times the work."""
    piece = "<h2 id=x{0}>One</h2><p>Words <a href='x{0}'>link</a></p><ul><li>Item</ul>"
    built = read("<article>" + "".join(piece.format(n) for n in range(5_000)))
    assert (len(built.headings), len(built.links), len(built.items)) == (5_000, 5_000, 5_000)
    assert len(built.ids) == 5_000


TAGS = [
    *addresses.PLACES,
    *("p", "div", "ul", "li", "dl", "dt", "table", "tr", "td", "caption", "h1", "h2", "h3", "b"),
    *("br", "nav", "main", "article", "section", "details", "svg", "math", "template", "noscript"),
    *("script", "style", "textarea", "select", "option", "plaintext", "frameset"),
    *("html", "head", "body", "title", "base", "meta"),
]
ATTRIBUTES = st.sampled_from(
    [
        *("", " href=x", " src='y z'", " srcset='a 1x,,b'", " cite=&#0;", " href", " href='x", "/"),
        *(" id=a", " id='ü'", " ID=''", " name=n", " hidden", " class=headerlink", ' alt="'),
    ]
)
PIECES = (
    st.builds("<{}{}>".format, st.sampled_from(TAGS), ATTRIBUTES)
    | st.builds("</{}>".format, st.sampled_from(TAGS))
    | st.sampled_from(
        ["<!--", "-->", "<![CDATA[", "]]>", "<!doctype html>", "<", "&amp;", "&", "\0"]
    )
    | st.sampled_from(["words ", "\n", " ", "\r\n", "\N{NO-BREAK SPACE}", "é", "🙂"])
    | st.text(max_size=5)
)


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_any_page(page):
    """No page stops the reader; what it gives fits together; and it gives the same again."""
    built = read(page)
    assert built == read(page)
    length = len(built.text)
    offsets = [heading.offset for heading in built.headings]
    for places in (offsets, built.items, built.forms):
        assert list(places) == sorted(places)
        assert all(0 <= place <= length for place in places)
    ends = [0, *(place for span in built.substance for place in span), length]
    assert ends == sorted(ends)
    assert all(built.text[start:end].strip() for start, end in built.substance)
    for heading in built.headings:
        assert " ".join(built.text[heading.offset :].split()).startswith(heading.text)
    inside = [link for link in built.links if link.in_content]
    assert [link.nth for link in inside] == [
        [other.target for other in inside[:number]].count(link.target)
        for number, link in enumerate(inside)
    ]
    assert all(link.offset <= length for link in inside)
    assert "" not in built.ids


WORDS = st.text("abc é&<>'\"🙂", min_size=1, max_size=8).map(str.strip).filter(bool)
BLOCKS = st.one_of(
    st.tuples(st.integers(1, 6), WORDS, WORDS),
    st.tuples(st.just("link"), WORDS, WORDS),
    st.tuples(st.just("item"), WORDS, WORDS),
    st.tuples(st.just("nav"), WORDS, WORDS),
)


@settings(deadline=None, max_examples=200)
@given(st.lists(BLOCKS, max_size=12))
def test_what_was_put_in_comes_out(blocks):
    """Headings, links, items and ids of a page come out as they were put in."""
    out = []
    for kind, first, second in blocks:
        one, two = entities.escape(first), entities.escape(second)
        if isinstance(kind, int):
            out.append(f'<h{kind} id="{one}">{two}</h{kind}>')
        elif kind == "link":
            out.append(f'<p>Words <a href="{one}">{two}</a></p>')
        elif kind == "item":
            out.append(f"<ul><li>{one}</li><li>{two}</li></ul>")
        else:
            out.append(f'<nav id="{one}"><h2 id="{two}">x</h2></nav>')
    built = read(f"<main>{''.join(out)}</main>")
    assert [(h.level, h.anchor, h.text) for h in built.headings] == [
        (kind, first, " ".join(second.split()))
        for kind, first, second in blocks
        if isinstance(kind, int)
    ]
    assert [(k.target, k.text) for k in built.links] == [
        (first, " ".join(second.split())) for kind, first, second in blocks if kind == "link"
    ]
    assert len(built.items) == 2 * sum(kind == "item" for kind, *_ in blocks)
    both = {word for kind, *words in blocks if kind == "nav" for word in words}
    assert built.ids == both | {first for kind, first, _ in blocks if isinstance(kind, int)}


# ---- a second opinion ----------------------------------------------------------------------------


def test_beautiful_soup_agrees(project: Path):
    """On every shipped page another parser finds the same addresses, ids and headings."""
    files = sorted((project / "site").rglob("*.html"))
    assert len(files) > 100
    for file in files:
        text = file.read_text("utf-8")
        built = html.read(file.name, text)
        soup = BeautifulSoup(text, "html.parser")
        for template in soup("template"):
            template.decompose()
        assert Counter(link.target for link in built.links) == Counter(_addresses(soup)), file
        assert built.ids == {str(tag["id"]) for tag in soup.select("[id]")} | {
            str(tag["name"]) for tag in soup.select("a[name]")
        }, file
        content = soup.select_one("[data-lo-content]") or soup.article or soup.main or soup
        headings = [
            (int(tag.name[1]), tag.get("id", ""), " ".join(tag.get_text().split()))
            for tag in content.select("h1, h2, h3, h4, h5, h6")
            if not tag.find_parents(lambda above: above.name in ("nav", "aside"))
            and not tag.find_parents(hidden=True)
            and not tag.find_parents(attrs={"data-lo-generated": True})
            and "hidden" not in tag.attrs
        ]
        assert [(h.level, h.anchor, h.text) for h in built.headings] == headings, file
        assert built.title == " ".join(soup.title.get_text().split() if soup.title else []), file


def _addresses(soup: BeautifulSoup) -> list[str]:
    """Every address, by the attributes' names alone, but for those that name no page."""
    found = []
    for tag in soup.select("*"):
        if tag.name == "link" and tag.get("rel") in (["preconnect"], ["dns-prefetch"]):
            continue
        for name in ("href", "src", "action", "formaction", "poster", "cite", "xlink:href"):
            if name in tag.attrs and tag.name != "base":
                found.append(str(tag[name]).strip())
        if tag.name == "object" and "data" in tag.attrs:
            found.append(str(tag["data"]).strip())
        assert "srcset" not in tag.attrs, "teach this test to part them"
    return found
