"""Markdown pages: front matter, and the lines of headings and of addresses."""

from __future__ import annotations

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import parse
from checks.lined import Unreadable
from checks.model import CannotRun, Settings, Source
from tests import tiny


def source(text: str) -> Source:
    return parse.parse("docs/page.md", text, Settings(), service=False)


def headings(text: str) -> list[tuple[int, int, str, str]]:
    return [(h.line, h.level, h.text, h.anchor) for h in source(text).headings]


def destinations(text: str) -> list[tuple[int, str]]:
    return [(d.line, d.target) for d in source(text).destinations]


# ---- front matter ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "yaml", "body", "line"),
    [
        ("", None, "", 1),
        ("Text", None, "Text", 1),
        ("# Title\n\nText\n", None, "# Title\n\nText\n", 1),
        ("---\ntitle: A\n---\nText\n", "title: A\n", "Text\n", 4),
        ("---\ntitle: A\n---\n\n\nText", "title: A\n", "\n\nText", 4),
        ("---\ntitle: A\n...\nText", "title: A\n", "Text", 4),
        ("---  \ntitle: A\n---\t\nText", "title: A\n", "Text", 4),
        ("---\n---\nText", "", "Text", 3),
        ("---\n\n---\nText", "\n", "Text", 4),
        ("---\ntitle: A\n---", "title: A\n", "", 3),
        ("---\ntitle: A\n---\n", "title: A\n", "", 4),
        # a line of dashes further down belongs to the text
        ("---\na: 1\n---\nText\n\n---\n\nMore", "a: 1\n", "Text\n\n---\n\nMore", 4),
        ("\n---\na: 1\n---\n", None, "\n---\na: 1\n---\n", 1),
        (" ---\na: 1\n---\n", None, " ---\na: 1\n---\n", 1),
        ("----\na: 1\n----\n", None, "----\na: 1\n----\n", 1),
        ("--- a\nb\n---\n", None, "--- a\nb\n---\n", 1),
        ("---\na: |\n  ---\n---\nText", "a: |\n  ---\n", "Text", 5),
        # other line ends
        ("---\r\na: 1\r\n---\r\nOne\r\nTwo", "a: 1\n", "One\nTwo", 4),
        ("---\ra: 1\r---\rOne\rTwo", "a: 1\n", "One\nTwo", 4),
        ("One\r\nTwo", None, "One\nTwo", 1),
        ("---\na: x\u2028y\n---\nOne\fTwo", "a: x\u2028y\n", "One\fTwo", 4),
    ],
)
def test_split(text, yaml, body, line):
    assert parse.split(text) == parse.Split(yaml, body, line)


@pytest.mark.parametrize("text", ["---\ntitle: A\n\nText", "---", "---\n"])
def test_front_matter_that_is_never_closed(text):
    with pytest.raises(CannotRun, match=r"^docs/a.md:1: .* no other line of --- ends it"):
        parse.parse("docs/a.md", text, Settings(), service=False)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: [A\n---\nText", 2),
        ("---\ntitle: A\n\towner: x\n---\nText", 3),
        ("---\ntitle: A\nsummary: one: two\n---\nText", 3),
        ("---\r\ntitle: A\r\nsummary: one: two\r\n---\r\nText", 3),
        ("---\ntitle: A\n---x\n---\nText", 3),
    ],
)
def test_unreadable_front_matter_is_placed(text, line):
    with pytest.raises(CannotRun, match=rf"\Adocs/page\.md:{line}: "):
        source(text)


# ---- headings ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# One", [(1, 1, "One", "")]),
        ("Text\n\n## Two ##\n\n###### Six", [(3, 2, "Two", ""), (5, 6, "Six", "")]),
        ("   ## Three spaces", [(1, 2, "Three spaces", "")]),
        ("Text\n\n    ## Code", []),
        ("##No space", [(1, 2, "No space", "")]),
        ("##\tTab\t", [(1, 2, "Tab", "")]),
        ("####### Seven", [(1, 6, "# Seven", "")]),
        ("#", []),
        ("## C# and F#", [(1, 2, "C# and F", "")]),
        ("## Fees & *costs*, `now`", [(1, 2, "Fees & *costs*, `now`", "")]),
        # two lines
        ("One\n===\n\nTwo\n---", [(1, 1, "One", ""), (4, 2, "Two", "")]),
        ("Text\n\n   One  \n   ====  ", [(3, 1, "One", "")]),
        ("Text\n\n---\n\nText", []),
        ("Text\n  \n---\n", []),
        ("---x\n\n***\n\n---\n", []),
        ("# One\n---\nText", [(1, 1, "One", "")]),
        ("| a | b |\n|---|---|\n| c | d |", []),
        ("- One\n\n---\n", []),
        # anchors given by hand
        ("## One {#first}", [(1, 2, "One", "first")]),
        ("## One {: #first .wide }", [(1, 2, "One", "first")]),
        ("## One {.wide #first}", [(1, 2, "One", "first")]),
        ("## One {.wide}", [(1, 2, "One", "")]),
        ("## One {#first} ##", [(1, 2, "One", "first")]),
        ("One {#first}\n-----", [(1, 2, "One", "first")]),
        ("## One {#a-b_c.d:e}", [(1, 2, "One", "a-b_c.d:e")]),
        ("## The set {1, 2}", [(1, 2, "The set", "")]),
        # what only looks like one
        ("```\n# Code\n```\n# One", [(4, 1, "One", "")]),
        ("~~~ python\n# Code\n~~~\n# One", [(4, 1, "One", "")]),
        ("````\n```\n# Code\n```\n````\n# One", [(6, 1, "One", "")]),
        ("```\n# Code\n`````\n# One", [(4, 1, "One", "")]),
        ("```\n# Code\n~~~\n# Code\n```\n# One", [(6, 1, "One", "")]),
        ("~~~\n# Code\n```\n# Code\n~~~\n# One", [(6, 1, "One", "")]),
        ("```\n```\n# One", [(3, 1, "One", "")]),
        ("- Item\n\n    ```\n    # Code\n    ```\n\n# One", [(7, 1, "One", "")]),
        ("``` not`a fence\n# One", [(2, 1, "One", "")]),
        ("```\n# Never closed", [(2, 1, "Never closed", "")]),
        ("~~~~\n# Never closed\n~~~\n# One", [(2, 1, "Never closed", ""), (4, 1, "One", "")]),
        ("Text ``` x\n# One\n``` y", [(2, 1, "One", "")]),
        ("<!-- # No -->\n<!--\n# No\n-->\n# One", [(5, 1, "One", "")]),
        ("<!-- never closed\n\n# One", [(3, 1, "One", "")]),
        ("!!! note\n    # Inside", []),
    ],
)
def test_headings(text, expected):
    assert headings(text) == expected


def test_headings_count_from_the_top_of_the_file():
    assert headings(tiny.page("# One")) == [(7, 1, "One", "")]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Fees & costs", "Fees & costs"),
        ("Fees &amp; costs", "Fees & costs"),
        ("*Fees* and **costs**", "Fees and costs"),
        ("The `id` of a_b", "The id of a_b"),
        ("[Fees](fees.md#x) now", "Fees now"),
        ("[Fees][f] now", "Fees now"),
        ("A <em>word</em>", "A word"),
        ("It’s “so”", 'It\'s "so"'),
        ("CAFÉ", "café"),
        ("Ages 0–4", "Ages 0-4"),
    ],
)
def test_plain(written, shown):
    """A heading as written and as shown are known for the same."""
    assert parse.plain(written) == parse.plain(shown) != ""


@pytest.mark.parametrize(("one", "other"), [("One", "Two"), ("Ages 0-4", "Ages 5-15"), ("é", "e")])
def test_plain_tells_apart(one, other):
    assert parse.plain(one) != parse.plain(other)


# ---- addresses ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](a.md)", ["a.md"]),
        ("[x](a.md 'Title') [y](b.md \"Title\")", ["a.md", "b.md"]),
        ("[x]( a.md )", ["a.md"]),
        ("[x](a b.md)", ["a b.md"]),
        ("[x](a b.md 'Title')", ["a b.md"]),
        ("[x](<a b.md>)", ["a b.md"]),
        ("[x](a_(b).md)", ["a_(b).md"]),
        ("[x](a\\_b.md) [y](a\\b.md)", ["a_b.md", "a\\b.md"]),
        ("[x](a.md?b=1&amp;c=2)", ["a.md?b=1&c=2"]),
        ("[x]()", []),
        ("![x](a.jpg)", ["a.jpg"]),
        ("[![x](a.jpg)](a.md)", ["a.jpg", "a.md"]),
        ("[x][r]\n\n[r]: a.md", ["a.md"]),
        ("[r]: <a b.md> 'Title'", ["a b.md"]),
        ("   [r]: a.md", ["a.md"]),
        ("Text [r]: a.md", []),
        ("<https://x.org/a> <mailto:a@b.uk>", ["https://x.org/a", "mailto:a@b.uk"]),
        ("<a@b.uk>", ["mailto:a@b.uk"]),
        ("<a href=\"a\"> <a HREF='b'> <a href=c>", ["a", "b", "c"]),
        ("<img src=a alt=x srcset='b 1x, c 2x'>", ["a", "b", "c"]),
        ("<IMG SRCSET='b 1x, c 2x'>", ["b", "c"]),
        ("<form action=a><video poster='b'><object data=c><q cite='d'>", ["a", "b", "c", "d"]),
        ("| [x](a.md) | [y](b.md) |", ["a.md", "b.md"]),
        ("> [x](a.md)", ["a.md"]),
        ("- [x](a.md)\n    - [y](b.md)", ["a.md", "b.md"]),
        ("!!! note\n    [x](a.md)\n\n    [y](b.md)", ["a.md", "b.md"]),
        ("1. One\n\n    [x](a.md)", ["a.md"]),
        ("Term\n:   [x](a.md)\n\n    [y](b.md)", ["a.md", "b.md"]),
        ("<div>\n\n    <a href=a>x</a>", ["a"]),
        ("Text\n    [x](a.md)", ["a.md"]),
        ("## [x](a.md)", ["a.md"]),
        ("[x](a.md)\n====", ["a.md"]),
        # what is code, or said to nobody
        ("`[x](a.md)` [y](b.md)", ["b.md"]),
        ("`` ` [x](a.md) ``[y](b.md)", ["b.md"]),
        ("`[x](a.md) [y](b.md)", ["a.md", "b.md"]),
        ("```\n[x](a.md)\n```\n[y](b.md)", ["b.md"]),
        ("~~~~\n[x](a.md)\n~~~\n~~~~~\n[y](b.md)", ["b.md"]),
        ("    [x](a.md)", []),
        ("Text\n\n\t[x](a.md)\n\n    [y](b.md)\n[z](c.md)", ["c.md"]),
        ("# One\n    [x](a.md)", []),
        ("- One\n\nText\n\n    [x](a.md)", []),
        ("- One\n  \n  \n    [x](a.md)", ["a.md"]),
        ("- One\n  \nText\n\n    [x](a.md)", []),
        ("Text\n  \n    [x](a.md)", []),
        ("<!-- [x](a.md) --> [y](b.md)", ["b.md"]),
        ("<!--\n[x](a.md)\n-->[y](b.md)", ["b.md"]),
    ],
)
def test_destinations(text, expected):
    assert [target for _, target in destinations(text)] == expected


def test_destinations_of_front_matter():
    """Only addresses that a template may show: whole ones."""
    text = (
        "---\na: https://x.org/a\nb: ['mailto:a@b.uk', \"http://y.org\"]\nc: a.md\n---\n[x](b.md)"
    )
    assert destinations(text) == [
        (2, "https://x.org/a"),
        (3, "mailto:a@b.uk"),
        (3, "http://y.org"),
        (6, "b.md"),
    ]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_line_ends_change_nothing(ends):
    text = tiny.page(
        "# One\n\nText [x](a.md)\n[y](b.md)\n\n```\n# Code\n```\n\nTwo\n---\n\n"
        "<!--\n# No\n-->\n    [z](c.md)\n\n- [r]\n\n[r]: d.md"
    )
    expected = source(text)
    assert len(expected.headings) == 2
    assert len(expected.destinations) == 4
    found = source(text.replace("\n", ends))
    assert (found.headings, found.destinations) == (expected.headings, expected.destinations)
    assert found.front_matter == expected.front_matter
    assert found.body_line == expected.body_line


# ---- of any page -------------------------------------------------------------------------------

LINES = (
    st.sampled_from(
        [
            *("# One", "## Two {#two}", "##", "Text", "", "  ", "===", "---", "- item", "1. item"),
            *(
                "```",
                "~~~~",
                "``` x",
                "````",
                "~~~",
                "    code",
                "\tcode",
                "<!--",
                "-->",
                "> quote",
            ),
            *("[x](a.md)", "![x](<b c.jpg>)", "[r]: c.md", "<d@e.uk>", "<a href='f'>", "`[x](g)`"),
            *("[x](((", "[x](a (b) 'c", "](", "| a | b |", "!!! note", ":   words", "[^1]: note"),
            *(
                "title: A",
                "---",
                "...",
                "meets:",
                "\N{ZERO WIDTH NO-BREAK SPACE}---",
                "{#x}",
                "# {",
            ),
        ]
    )
    | st.text(max_size=8)
    | st.text("#`~-=<>![](){}:'\" \tab", max_size=12)
)
BLOCKS = st.sampled_from(
    [
        "# One",
        "## Two & *two* {#two}",
        "Three `code`\n-----",
        "Words\n## Four ##",
        "Words [x](a.md) and `[y](no.md)` and <a href='b.md'>y</a>",
        "Words <https://x.org/c> and ``# ` [y](no.md)``",
        "```\n# No\n\n[x](no.md)\n```",
        "~~~ html\n[x](no.md)\n```\n# No\n~~~",
        "Words\n\n    # No\n    [x](no.md)\n\n    [x](no.md)",
        "- item [x](d.md)\n- item",
        "1. item\n\n    More [x](e.md)",
        "!!! note\n    [x](f.md)\n\n    More [y](g.md)",
        "> Words [x](h.md)",
        "<!-- # No [x](no.md) -->",
        "<!--\n\n# No\n\n[x](no.md)\n-->",
        "<div>\n<a href='i.md'>x</a>\n\n    <a href='j.md'>x</a>\n</div>",
        "| a | b |\n|---|---|\n| [x](k.md) | `[x](no.md)` |",
        "Term\n:   Words [x](l.md)\n\n    More [x](m n.md 'Title')",
        "[![x](o.jpg)](p_(q).md)",
        "---",
    ]
)
ENDS = st.sampled_from(["\n", "\n", "\n", "\r\n", "\r"])


@settings(deadline=None, max_examples=500)
@given(st.lists(st.tuples(LINES, ENDS).map("".join), max_size=30).map("".join))
def test_any_page(text):
    """Lines exist and hold what is said to be on them; the same page reads the same again."""
    try:
        read = source(text)
    except CannotRun as error:
        assert str(error).startswith("docs/page.md:")  # noqa: PT017
        return
    assert read == source(text)
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    assert 1 <= read.body_line <= len(lines)
    for heading in read.headings:
        assert read.body_line <= heading.line
        assert heading.text in lines[heading.line - 1]
        assert 1 <= heading.level <= 6
        assert heading.anchor in lines[heading.line - 1]
    for places in (read.headings, read.destinations):
        assert [place.line for place in places] == sorted(place.line for place in places)
    for destination in read.destinations:
        assert destination.target
        assert 1 <= destination.line <= len(lines)
        written = destination.target.removeprefix("mailto:")
        assert written in lines[destination.line - 1].replace("\\", "")


@settings(deadline=None, max_examples=300)
@given(st.text() | st.text("-. \n\r:a[", max_size=40))
def test_split_loses_nothing(text):
    """Front matter and body together are the file, whatever ends its lines."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    try:
        parts = parse.split(text)
    except Unreadable:
        assert lines[0].rstrip() == "---"
        assert not any(line.rstrip() in ("---", "...") for line in lines[1:])
        return
    if parts.yaml is None:
        assert parts.body.split("\n") == lines
        return
    inside = parts.yaml.split("\n")[:-1]
    assert lines[len(inside) + 1].rstrip() in ("---", "...")
    assert lines[1 : len(inside) + 1] == inside
    assert parts.body.split("\n") == (lines[len(inside) + 2 :] or [""])


@settings(deadline=None, max_examples=300)
@given(st.lists(BLOCKS, max_size=8).map("\n\n".join))
def test_python_markdown_agrees(text):
    """What we take for headings and links is what Python-Markdown makes headings and links of."""
    extensions = ["admonition", "attr_list", "def_list", "fenced_code", "tables"]
    soup = BeautifulSoup(markdown.markdown(text, extensions=extensions), "html.parser")
    read = source(tiny.page(text))
    assert [(h.level, parse.plain(h.text)) for h in read.headings] == [
        (int(tag.name[1]), parse.plain(tag.get_text())) for tag in soup.select("h1, h2, h3, h4")
    ]
    links = [str(tag.get("href") or tag["src"]) for tag in soup.select("a, img")]
    assert sorted(d.target for d in read.destinations) == sorted(links)
