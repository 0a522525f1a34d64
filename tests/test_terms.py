"""Words of the law as patterns."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.terms import UnknownGroup, Words, expand, normal

WORDS = ["you", "may", "complain", "complaints", "about", "EHC", "plan", "plans", "the", "school's"]


@pytest.mark.parametrize(
    ("term", "text", "found"),
    [
        ("complain*", "How to COMPLAIN.", True),
        ("complain*", "Our complaints’ team", True),
        ("complain", "complaints", False),
        ("plan", "planet", False),
        ("ehc plan*", "an EHC-plan's review", True),
        ("ehc-plan", "their EHC plan", True),
        ("ehc plan", "EHC. Plan", True),
        ("ehc plan", "EHC care plan", False),
        ("down's syndrome", "Downs syndrome", True),
        ("0-4", "ages 0–4", True),
        ("£5", "It costs £5 a day", True),
        ("*ability", "disability", True),
        ("café", "The CAFÉ", True),
        ("SEND", "SEND in schools", True),
        ("SEND", "Send us your form", False),
        ("SEND support", "Our SEND support", True),
        ("send support", "Our SEND support", True),
        ("SEND*", "The SEND’s own", True),
        ("we * proud", "We are proud", True),
        ("we * proud", "We proud", False),
    ],
)
def test_a_term_is_found(term, text, found):
    assert Words(text).has((term,)) is found


@pytest.mark.parametrize(
    ("text", "within", "found"),
    [
        ("complain to the school", 3, True),
        ("complain to the school", 2, False),
        ("school. To complain", 2, True),
        ("complain and complain to a kind and helpful school", 6, True),
        ("complain only", 50, False),
        ("school only", 50, False),
    ],
)
def test_terms_near_each_other(text, within, found):
    assert Words(text).near((("complain*",), ("school*",)), within) is found


def test_groups_fill_in_terms():
    groups = {"plan": ["ehc plan", "{short}"], "short": ["ehcp"]}
    assert expand(["{plan}", "other"], groups) == ("ehc plan", "ehcp", "other")
    assert expand(["draft {plan}s"], groups) == ("draft ehc plans", "draft ehcps")


@pytest.mark.parametrize(
    ("groups", "message"),
    [({}, "no group “a”"), ({"a": ["{b}"], "b": ["x {a}"]}, "holds itself")],
)
def test_groups_that_are_not_there(groups, message):
    with pytest.raises(UnknownGroup, match=message):
        expand(["{a}"], groups)


def spots(term: str, text: str) -> list[int]:
    """Where a term stands: plainly, as a pattern in the text."""
    words = [re.escape(word) for word in normal(term.replace("*", "ξ")).split()]
    pattern = r"(?<= )" + " ".join(words).replace("ξ", r"\w*") + "(?= )"
    return [match.start() for match in re.finditer(pattern, normal(text))]


TERMS = st.lists(st.sampled_from(["", "the* ", "may "]), max_size=1).flatmap(
    lambda before: st.sampled_from(WORDS).flatmap(
        lambda word: st.sampled_from(["", "*", " plan*", " plan"]).map(
            lambda after: "".join(before) + word + after
        )
    )
)


@given(st.lists(st.sampled_from([*WORDS, "planned", "EHC plans"])), st.lists(TERMS, max_size=3))
def test_the_index_finds_what_a_pattern_finds(words, terms):
    text = " ".join(words)
    found = {spot for term in terms for spot in spots(term, text)}
    assert Words(text).has(tuple(terms)) is bool(found)
    assert (Words(text).count(tuple(terms)) > 0) is bool(found)
    assert Words(text).count(tuple(terms)) <= len(found)


def test_words_that_two_terms_share_count_once():
    text = "An EHC plan and a plan"
    assert Words(text).count(("ehc plan", "plan", "plan and")) == 2
    assert Words(text).said(("ehc plan", "plan", "plan and")) == {"ehc plan", "plan"}


def test_the_index_remembers_words_of_other_texts():
    terms = expand(["complain*"], {})
    assert [Words(text).has(terms) for text in ("complaints", "plans", "complaints", "")] == [
        True,
        False,
        True,
        False,
    ]


@given(st.text())
def test_normal_text_is_normal_already(text):
    once = normal(text)
    assert once[0] == once[-1] == " "
    assert normal(once) == once


@settings(deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1), st.sampled_from(WORDS))
def test_more_text_never_hides_a_term(words, more):
    """Adding words at the end takes no evidence away."""
    for term in ("complain*", "ehc plan", "schools"):
        if Words(" ".join(words)).has((term,)):
            assert Words(" ".join([*words, more])).has((term,))
    pair = (("complain*",), ("school*",))
    if Words(" ".join(words)).near(pair, 5):
        assert Words(" ".join([*words, more])).near(pair, 5)
