"""What the HTML of a page shows: the rules one by one, names, places, and broken HTML."""

from __future__ import annotations

import os
import re
import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from benchmarks import act
from checks import html, load, markup, parse, run
from checks.markup import styles
from checks.markup.names import name
from checks.markup.roles import role_of
from checks.markup.tree import document
from checks.model import Page, Settings, Site, Sought, Template
from checks.model import Place as At
from checks.pack import NO_LAW
from checks.suite import CHECKS
from tests import tiny
from tests.conftest import ROOT, TODAY

EVERY = Sought(markup.KINDS)
CASES = yaml.safe_load((Path(__file__).parent / "act.yml").read_text("utf-8"))


def flaws(text: str, **more: object) -> list[tuple[str, str]]:
    found = html.read("page.html", text, sought=EVERY).flaws
    return [(flaw.kind, flaw.message) for flaw in found]


# ---- the rules ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "text"),
    [(str(rule), text) for rule, both in CASES.items() for text in both["good"]],
)
def test_what_keeps_a_rule_is_let_pass(rule, text):
    assert not act.broken(rule, text)


@pytest.mark.parametrize(
    ("rule", "text"),
    [(str(rule), text) for rule, both in CASES.items() for text in both["bad"]],
)
def test_what_breaks_a_rule_is_found(rule, text):
    assert act.broken(rule, text)


def test_every_rule_has_cases_and_a_line_in_the_handbook():
    said = set(re.findall(r"^\| (\w{6}) \|", act.HANDBOOK.read_text("utf-8"), re.MULTILINE))
    told = {
        rule
        for file in (ROOT / "checks/markup").glob("*.py")
        for rule in re.findall(r'"([0-9a-z]{6})"', file.read_text("utf-8"))
        if rule in act.RULES or re.search(r"\d", rule)
    }
    assert {str(rule) for rule in CASES} == set(act.RULES) == said
    assert told >= set(act.RULES)


def test_the_figures_in_the_handbook_have_no_fault():
    """Each says “5 of 5”: nothing missed, nothing wrongly told."""
    figures = act.HANDBOOK.read_text("utf-8").partition(act.START)[2].partition(act.END)[0]
    counts = re.findall(r"(\d+) of (\d+)", figures)
    assert len(counts) == 2 * (len(act.RULES) + 1)
    assert all(right == every for right, every in counts)


@pytest.mark.skipif("LOCAL_OFFER_ACT" not in os.environ, reason="needs a copy of the ACT rules")
def test_the_figures_in_the_handbook_are_those_of_now():
    found = act.rules(Path(os.environ["LOCAL_OFFER_ACT"]))
    assert "\n".join(act.table(found)) in act.HANDBOOK.read_text("utf-8")


def test_every_kind_has_its_check():
    assert {run.name_of(check) for check in CHECKS} >= markup.KINDS


# ---- names and roles ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<a id=x href=/>To <b>the</b> <img alt=bus src=b.png></a>", "To the bus"),
        ("<a id=x href=/ aria-label='The bus'>x</a>", "The bus"),
        ("<a id=x href=/ aria-labelledby='b x' aria-label=More>x</a><b id=b>Bus</b>", "Bus More"),
        ("<i id=a aria-labelledby=b>A</i><i id=b>B</i><a id=x href=/ aria-labelledby=a>x</a>", "A"),
        ("<button id=x>Save<span hidden> it</span></button>", "Save"),
        ("<input id=x aria-labelledby=b><p id=b hidden>Town <b hidden>or</b> city</p>",
         "Town or city"),
        ("<label>Flash <input value=3> times<input id=x type=checkbox></label>", ""),
        ("<label for=x>Wait <input value=3> days</label><input id=x type=checkbox>",
         "Wait 3 days"),
        ("<label for=x>In <select><option>a<option selected>b</select></label><input id=x>",
         "In b"),
        ("<fieldset id=x><legend>Age</legend></fieldset>", "Age"),
        ("<table id=x><caption>Fees</caption></table>", "Fees"),
        ("<figure id=x><figcaption>A bus</figcaption></figure>", "A bus"),
        ("<div id=x>Words</div>", ""),
        ("<h2 id=x>A<div>B</div>C</h2>", "A B C"),
        ("<input id=x placeholder=Town>", "Town"),
        ("<svg id=x><title>Map</title></svg>", "Map"),
        ("<button id=x><style>b{}</style><script>x</script>Go</button>", "Go"),
        ("<ul id=x role=menu><li role=menuitem>x</ul>", ""),
    ],
)  # fmt: skip
def test_name(text, said):
    tree = LexborHTMLParser(text)
    page = document(tree, html.content(tree))
    assert page is not None
    assert name(page, page.by_id["x"]) == said


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("<header id=x>", "banner"),
        ("<main><header id=x></main>", "generic"),
        ("<section id=x>", "generic"),
        ("<section id=x aria-label=Fees>", "region"),
        ("<a id=x>", "generic"),
        ("<input id=x list=l><datalist id=l></datalist>", "combobox"),
        ("<input id=x type=nonsense>", "textbox"),
        ("<select id=x size=4>", "listbox"),
        ("<img id=x alt=''>", "presentation"),
        ("<table><tr><th id=x>A<td>B</table>", "rowheader"),
        ("<table role=none><tr><td id=x>A</table>", ""),
        ("<li id=x>", "generic"),
        ("<ul id=x role='nonsense list none'>", "list"),
        ("<button id=x role=none>A</button>", "button"),
        ("<video id=x>", ""),
    ],
)
def test_role(text, role):
    tree = LexborHTMLParser(text)
    page = document(tree, html.content(tree))
    assert page is not None
    assert role_of(page, page.by_id["x"]) == role


# ---- what is not told ----------------------------------------------------------------------------

FINE = "<html lang=en><title>T</title><body><main><h1>T</h1>"


@pytest.mark.parametrize(
    "text",
    [
        "<ul><li>One<ul><li>Two</ul></ul>",
        "<ul class=contains-task-list><li><input type=checkbox disabled> Done</ul>",
        "<table class=highlighttable><tr><td><pre>1</pre><td><pre>x</pre><tr><td>a<td>b</table>",
        "<table><tr><td>Only one row<td>is a box</table>",
        "<p id=a>A<p id=a>B",
        "<svg><g id=a></g><g id=a></g><use href=#a></use></svg>",
        "<h2>A</h2><h3>B</h3><h4>C</h4><h2>D</h2>",
        "<nav><h4>In the menu</h4></nav><h2>A</h2>",
        "<dl><div><dt>A<dd>B</div></dl>",
        "<a id=place></a><a name=old></a>",
        "<dialog><button></button></dialog>",
        "<img src=a.png alt='A plan.'><a href=a.png download><img src=a.png alt=a.png></a>",
    ],
)
def test_not_told(text):
    assert flaws(FINE + text) == []


def test_a_page_without_faults_asks_nothing():
    assert html.read("page.html", "<img>").flaws == ()


def test_only_what_is_sought_is_told():
    found = html.read("page.html", "<img><a href=/></a>", sought=Sought(frozenset({"empty-link"})))
    assert [flaw.kind for flaw in found.flaws] == ["empty-link"]


# ---- style sheets -------------------------------------------------------------------------------


def test_what_a_style_sheet_hides():
    css = """
    @charset "utf-8";
    /* .no { display: none } */
    .toggle, #menu{color:red;display:none} input.x{visibility:hidden}
    @media print { .paper { display: none } }
    .a .b { display: none } .c:hover { display: none } .d { display: block }
    .e { display: none
    """
    assert styles.hidden(css) == {".toggle", "#menu", ".x"}
    assert styles.hidden("}}{{.a{display:none}") == frozenset()


def test_what_is_hidden_by_a_style_sheet_is_no_barrier():
    text = FINE + "<div class='box toggle'><input></div><input id=menu><input class=toggled>"
    sought = Sought(markup.KINDS, frozenset({".toggle", "#menu"}))
    (flaw,) = html.read("page.html", text, sought=sought).flaws
    assert flaw.element == '<input class="toggled">'


# ---- where it is mended --------------------------------------------------------------------------

TEMPLATES = (
    Template("mkdocs.yml", "site_name: A\ntheme:\n  name: material\n"),
    Template("theme/main.html", '<html>\n<nav>\n<a class="other bar-link"><img></a>\n</nav>'),
)


def told(*bodies: tuple[str, str]) -> list[tuple[At, str]]:
    """Where and what the checks of the HTML tell, of pages with this Markdown and HTML."""
    pages = []
    for number, (source, built) in enumerate(bodies):
        path = f"docs/{number}.md"
        read = parse.parse(path, tiny.page(source, f"Page {number}"), Settings(), service=False)
        menu = '<nav><a class="bar-link" href="/"><img src="x.png" alt=""></a></nav>'
        text = f"<html lang=en><title>T</title>{menu}<article><h1>T</h1>{built}</article>"
        pages.append(load.join(read, html.read(f"{number}.html", text, sought=EVERY), Settings()))
    site = Site(tuple(pages), frozenset(), Settings(), TEMPLATES, sought=EVERY)
    chosen = [check for check in CHECKS if run.name_of(check) in markup.KINDS]
    found = run.run(site, NO_LAW, run.Chosen(chosen, TODAY)).findings
    return [(At(f.path, f.line), f.message) for f in found]


def test_a_template_s_fault_is_told_once_with_a_count():
    (one,) = told(("x", "<p>x"), ("y", "<p>y"))
    assert one[0] == At("theme/main.html", 3)
    assert "It is so on 2 pages, such as “Page 0”." in one[1]


def test_the_same_picture_twice_is_told_where_each_stands():
    source = '![](a.png)\n\n<img src="b.png">\n\nWords.\n\n<img src="b.png">'
    built = '<img src="a.png" alt=""><img src="b.png">Words.<img src="b.png">'
    found = [place for place, message in told((source, built)) if "b.png" in message]
    assert found[0] == At("docs/0.md", 9)


def test_html_in_markdown_is_found_by_its_own_tag():
    source = 'Yes.\n\n<nav role="none" aria-label="a">Yes.</nav>'
    place, message = told((source, '<p>Yes.</p><nav role="none" aria-label="a">Yes.</nav>'))[0]
    assert place == At("docs/0.md", 9)
    assert message.startswith("It is marked as ornament")


def test_a_check_of_the_html_does_not_run_where_nobody_looked():
    site = Site((Page(None, html.read("a.html", "<img>")),), frozenset())
    report = run.run(site, NO_LAW, run.Chosen([tiny.named("missing-alt-text")], TODAY))
    assert report.checks == ()


def test_lines_in_html():
    text = (
        "<!doctype html>\n<html lang=en><title>T</title><h1>T</h1>\n<!--\n<img src=a>-->\n"
        '<script>"<img src=a>"</script>\n<IMG\n SRC="a"><p>\n'
        "<img src='a'>\n<table><td headers=x>1"
    )
    sought = Sought(markup.KINDS - markup.OURS)
    found = html.read("page.html", text, lines=True, sought=sought).flaws
    assert [(flaw.kind, flaw.line) for flaw in found] == [
        ("missing-alt-text", 6),
        ("missing-alt-text", 8),
        ("bad-table-header", 9),
    ]


# ---- anything at all -----------------------------------------------------------------------------

TAGS = """
a area audio button canvas dd details div dl dt fieldset frame h1 h3 head html iframe img input
label legend li math menu meta nav object ol option p section select summary svg table tbody td
template textarea th title tr track ul video my-own
""".split()  # noqa: SIM905 (a list to read)
NAMES = """
alt aria-checked aria-controls aria-expanded aria-hidden aria-label aria-labelledby aria-level
aria-owns autocomplete autoplay class colspan content contenteditable data disabled for headers
hidden href http-equiv id kind lang list name role rowspan scope size src style tabindex title
type usemap xml:lang
""".split()  # noqa: SIM905 (a list to read)
WORDS = """
a b #a true false menu list listitem row table none grid cell tab img 99999999999999999 -1 0
refresh viewport 5;url=/ user-scalable=no en welsh display:none captions image row ²
""".split()  # noqa: SIM905 (a list to read)
VALUES = st.sampled_from(WORDS) | st.text(max_size=4)
ATTRIBUTES = st.lists(
    st.tuples(st.sampled_from(NAMES), VALUES, st.sampled_from(('="{}"', "='{}'", "={}", ""))),
    max_size=4,
)
PIECES = st.one_of(
    st.builds(
        lambda tag, attributes, end: (
            f"<{tag} " + " ".join(n + how.format(v) for n, v, how in attributes) + end
        ),
        st.sampled_from(TAGS),
        ATTRIBUTES,
        st.sampled_from((">", "/>", "", ' "')),
    ),
    st.builds(lambda tag: f"</{tag}>", st.sampled_from(TAGS)),
    st.sampled_from(("<!--", "-->", "<![CDATA[", "]]>", "&#0;", "&nbsp;", "<", "\x00", "\n", "é")),
    st.text(max_size=6),
)


@settings(deadline=None, max_examples=150)
@given(st.lists(PIECES, max_size=25).map("".join))
def test_broken_html_is_read_twice_alike(text):
    first = html.read("page.html", text, lines=True, sought=EVERY)
    assert first == html.read("page.html", text, lines=True, sought=EVERY)
    last = text.count("\n") + 1
    for flaw in first.flaws:
        assert flaw.kind in markup.KINDS
        assert flaw.message
        assert flaw.fix
        assert 1 <= flaw.line <= last


@pytest.mark.parametrize("tag", ["div", "b", "button", "ul", "table", "svg", "label", "details"])
def test_html_may_nest_without_end(tag):
    text = f"<main><h1>{f'<{tag} role=list aria-label=x>' * 3000}x"
    assert html.read("page.html", text, lines=True, sought=EVERY).flaws is not None


@pytest.mark.parametrize(
    "start", ["<label><input>", "<label>a", "<span role=button tabindex=0>a", "<a href=x><div>"]
)
def test_controls_in_controls_are_not_read_over_and_over(start):
    """Each label around 30 others would be asked for a billion times."""
    begun = time.process_time()
    html.read("page.html", f"<main><h1>x</h1>{start * 1000}x", lines=True, sought=EVERY)
    assert time.process_time() - begun < 10


def test_what_refers_to_itself_ends():
    text = (
        "<a href=/ id=a aria-labelledby='a b' aria-owns=b></a><b id=b aria-labelledby=a "
        "aria-owns='a b' role=listitem></b><div role=list id=c aria-owns='c d'></div>"
        "<p id=d aria-owns=c></p><label for=i><input id=i aria-labelledby=l></label>"
    )
    assert [kind for kind, _ in flaws(FINE + text)]
