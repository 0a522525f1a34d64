"""Words of the law as patterns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks.terms import UnknownGroup, Words, expand, normal, pattern

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


@given(st.lists(st.sampled_from([*WORDS, "planned", "EHC plans"])), st.sampled_from(WORDS))
def test_looking_for_a_string_is_the_same_as_for_a_pattern(words, term):
    text = " ".join(words)
    for written in (term, f"{term}*", f"the* {term}", f"{term} plan*"):
        expected = pattern((written,)).search(normal(text)) is not None
        assert Words(text).has((written,)) is expected


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
