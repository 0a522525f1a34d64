"""The jargon buster, and words explained where they first stand."""

from __future__ import annotations

import markdown
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Place, Word
from publish import glossary


def word(term: str, **more: object) -> Word:
    usual = {"long": "", "also": (), "meaning": "It helps.", "page": "", "tooltip": True}
    return Word(term, **{**usual, **more}, place=Place("x", 1))  # type: ignore[arg-type]


SENCO = word("SENCO", long="special educational needs coordinator", also=("SENCOs", "SENDCO"))
BUDGET = word("personal budget", meaning="Money & choice.", page="money.md")
APPEAL = word("appeal", tooltip=False)
WORDS = (
    APPEAL,
    BUDGET,
    word("carer's plan", meaning="<Help>"),
    word("lt"),
    word("Q&A", meaning="Asking."),
    SENCO,
)
BUDGETED = '<abbr title="Money &amp; choice.">'
ASKED = '<abbr title="Asking.">'
EXPLAINED = '<abbr title="Special educational needs coordinator. It helps.">'


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        (
            "<p>Ask the SENCO. The SENCO helps.</p>",
            f"<p>Ask the {EXPLAINED}SENCO</abbr>. The SENCO helps.</p>",
        ),
        (
            "<p>Personal budget</p>",
            '<p><abbr title="Money &amp; choice.">Personal budget</abbr></p>',
        ),
        (
            "<p>A personal\nbudget, Q&amp;A, &lt;</p>",
            f"<p>A {BUDGETED}personal\nbudget</abbr>, {ASKED}Q&amp;A</abbr>, &lt;</p>",
        ),
        ("<p>Carer’s plan</p>", '<p><abbr title="&lt;Help&gt;">Carer’s plan</abbr></p>'),
        ("<h2>SENCO</h2>", "<h2>SENCO</h2>"),
        ('<a href="SENCO">SENCO</a>', '<a href="SENCO">SENCO</a>'),
        ('<img alt="SENCO > SENCO">', '<img alt="SENCO > SENCO">'),
        ("<!-- SENCO -->", "<!-- SENCO -->"),
        ("<p>SENCO-led, non-SENCO, senco, appeal</p>",) * 2,
        (
            "<p><a>SENCO <b>SENCO</b></a> SENDCO</p>",
            f"<p><a>SENCO <b>SENCO</b></a> {EXPLAINED}SENDCO</abbr></p>",
        ),
    ],
)
def test_a_word_is_explained_once_in_running_text(html, wanted):
    assert glossary.Explainer(WORDS).explain(html)[0] == wanted


def test_the_words_of_a_page_are_given_back():
    html = "<p>A personal budget. The SENDCO and the SENCO.</p>"
    assert glossary.Explainer(WORDS).explain(html)[1] == [BUDGET, SENCO]
    assert glossary.Explainer(WORDS).explain("<h1>SENCO</h1>")[1] == []
    assert glossary.Explainer((APPEAL,)).explain(html) == (html, [])


@given(st.text(alphabet="SENCO <>/abp\"'=!-&;"))
def test_any_html_keeps_its_text(html):
    made, _ = glossary.Explainer(WORDS).explain(html)
    for tag in (EXPLAINED, "</abbr>"):
        made = made.replace(tag, "")
    assert made == html.replace("</abbr>", "")


def test_the_jargon_buster():
    made = glossary.fill(
        f"Hello.\n\n{glossary.MARK}\n", (APPEAL, BUDGET, SENCO), "every-age/jargon-buster.md"
    )
    assert (
        made
        == """\
Hello.

[A](#words-a) [P](#words-p) [S](#words-s)
{: .lo-letters }

## A {#words-a}

appeal
:   It helps.

## P {#words-p}

personal budget
:   Money &amp; choice. [More about personal budget](../money.md)

## S {#words-s}

SENCO (special educational needs coordinator; also SENDCO)
:   It helps.
"""
    )


def test_words_that_markdown_would_take_for_markup():
    words = tuple(word(term, meaning="<b> & -") for term in ("- list", "1. one", ": two", "!!! n"))
    made = markdown.markdown(glossary.fill(glossary.MARK, words, "a.md"), extensions=["def_list"])
    assert [dt.get_text() for dt in BeautifulSoup(made, "html.parser").find_all("dt")] == [
        "- list",
        "1. one",
        ": two",
        "!!! n",
    ]
    assert made.count("<dd>&lt;b&gt; &amp; -</dd>") == 4


def test_a_page_without_the_mark_is_left_alone():
    assert glossary.fill("Text", WORDS, "a.md") == "Text"
    assert "No word" in glossary.fill(glossary.MARK, (), "a.md")
