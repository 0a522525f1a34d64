"""A page for paper: what is kept of its HTML, what is not, and what its links become."""

from __future__ import annotations

import pytest

from publish import paper
from publish.paper import BREAK, Paper, Reference


def on_paper(html: str, *sections: str) -> str:
    """The article for paper, with made-up links and pictures."""
    chosen = {
        "here": Reference("#page-2"),
        "https://x.uk/": Reference("https://x.uk/", "x.uk"),
        "away": Reference("", "on the website"),
    }
    how = Paper(
        reference=lambda target, _: chosen.get(target, Reference(target)),
        picture=lambda source: f"data:{source}" if source != "gone.png" else "",
        anchor=lambda anchor: f"page-1-{anchor}",
    )
    page = f"<html><body><nav>Menu</nav><article>{html}</article></body></html>"
    written = paper.render(page, how, sections)
    return written.removeprefix("<div>").removesuffix("</div>") if not sections else written


@pytest.mark.parametrize(
    "gone",
    [
        "<nav>Menu</nav>",
        "<aside>Looked after by</aside>",
        "<script>alert(1)</script><style>p {}</style>",
        '<a class="headerlink" href="#x">¶</a>',
        "<p hidden>Later</p>",
        '<div data-due="2027-05-22">Overdue</div>',
        "<div data-lo-generated>A table</div>",
        "<form><input><button>Send</button></form>",
        "<svg><path/><title>Icon</title></svg>",
        "<!-- a comment -->",
        "<h1>Title</h1>",
        '<img alt="" src="line.png">',
    ],
)
def test_what_only_a_screen_can_do_is_left_out(gone):
    assert on_paper(f"<p>Before</p>{gone}<p>After</p>") == "<p>Before</p><p>After</p>"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ('<h2 id="a">A</h2><h3>B</h3>', '<h3 id="page-1-a">A</h3><h4>B</h4>'),
        ("<h5>E</h5><h6>F</h6>", "<h6>E</h6><h6>F</h6>"),
        ("<h1>Title</h1><h1>Second</h1>", "<h2>Second</h2>"),
        (
            "<details open><summary>More</summary><p>Text</p></details>",
            '<div><p class="summary">More</p><p>Text</p></div>',
        ),
        (
            "<dl><div><dt>Phone</dt><dd>111</dd></div></dl>",
            "<dl><dt>Phone</dt><dd>111</dd></dl>",
        ),
        ("<p><abbr title='x'>EHC</abbr> <blink>plan</blink></p>", "<p>EHC plan</p>"),
        ("<p>1 &lt; 2 &amp; 3</p>", "<p>1 &lt; 2 &amp; 3</p>"),
        ('<p class="x" style="color:red" onclick="y()">Plain</p>', "<p>Plain</p>"),
        ('<div class="admonition note">N</div>', '<div class="admonition">N</div>'),
        ('<ol start="3"><li>C</li></ol>', '<ol start="3"><li>C</li></ol>'),
        (
            '<table><tr><th scope="row" colspan="2">A</th></tr></table>',
            '<table><tbody><tr><th colspan="2" scope="row">A</th></tr></tbody></table>',
        ),
        ('<img alt="A \n cup" src="cup.png">', '<img alt="A cup" src="data:cup.png">'),
        ('<p><img alt="A cup" src="gone.png"></p>', "<p>A cup</p>"),
        ('<iframe title="A film" src="x"></iframe>', "<p>On the website: A film</p>"),
        ('<iframe src="x"></iframe>', ""),
        ('<p><a name="old">Old</a></p>', '<p><span id="page-1-old">Old</span></p>'),
    ],
)
def test_what_a_piece_becomes(html, expected):
    assert on_paper(html) == expected


def test_what_a_link_becomes():
    number = '<span class="number" data-page="page-2">00</span>'
    assert on_paper('<p><a href="here">There</a></p>') == (
        f'<p><a class="in" href="#page-2">There<wbr> (page\u00a0{number})</a></p>'
    )
    assert on_paper('<p>See <a href="https://x.uk/">X</a>.</p>') == (
        f'<p>See {BREAK}<a href="https://x.uk/">X</a> (x.uk).</p>'
    )
    assert on_paper('<p><a href="away">Away</a></p>') == "<p>Away (on the website)</p>"
    assert on_paper('<p><a href="tel:111">111</a></p>') == '<p><a href="tel:111">111</a></p>'


def test_only_some_sections():
    html = (
        '<h1>T</h1><p>0</p><h2 id="a">A</h2><p>1</p><h3 id="b">B</h3><p>2</p>'
        '<h2 id="c">C</h2><p>3</p>'
    )
    a = '<h3 id="page-1-a">A</h3><p>1</p><h4 id="page-1-b">B</h4><p>2</p>'
    assert on_paper(html, "a") == a
    assert on_paper(html, "c", "a") == f'<h3 id="page-1-c">C</h3><p>3</p>{a}'
    assert on_paper(html, "gone") == ""


def test_html_may_nest_without_end():
    deep = 20_000
    assert on_paper("<b>" * deep + "x" + "</b>" * deep).count("<b>") == deep
