"""Filler: what tells a family nothing it can use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import pack
from checks.filler import NO_FILLER, sentences
from checks.terms import Words, normal

FILLER = pack.load().filler


def test_sentences_headings_and_items():
    text = "A heading\nOne. Two is\nan item\n" + "word " * 12 + "goes\non here."
    assert list(sentences(text)) == [
        "A heading",
        "One.",
        "Two is",
        "an item",
        "word " * 12 + "goes on here.",
    ]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("We are proud of our schools. Ring the school.", "Ring the school."),
        ("We aim to reply within 5 days.", "We aim to reply within 5 days."),
        ("The Local Offer must include\nhow to apply\nwho can help\nAsk us.", "Ask us."),
        ("This page will tell you about transport. Ask us.", "Ask us."),
        ("Our vision", "Our vision"),
        ("", ""),
    ],
)
def test_filler_is_taken_out(text, kept):
    left, dropped = FILLER.substance(text)
    assert left == kept
    assert (dropped == 0) is (left == text)


@pytest.mark.parametrize(
    ("text", "particular"),
    [
        ("Each school must have regard to the Children and Families Act 2014.", False),
        ("It is for ages 0 to 25, under section 19 of the Act.", False),
        ("It costs £5.", True),
        ("Ask the team at Alder House.", True),
        ("In Anywhere Town we help each other.", False),
    ],
)
def test_what_is_particular(text, particular):
    assert FILLER.specific(text) is particular


def test_steps_are_words_for_what_to_do_and_when():
    assert FILLER.steps(Words("Ring the nurse, fill in the form within two weeks.")) == 6
    assert FILLER.steps(Words("We are proud of our work.")) == 0


def test_without_lists_nothing_is_filler():
    text = "We are proud of our schools. The Local Offer must include help."
    assert NO_FILLER.substance(text) == (text.replace(". The", ".\nThe"), 0)


@given(st.text())
def test_any_text_has_its_substance(text):
    left, dropped = FILLER.substance(text)
    assert dropped >= 0
    assert set(normal(left).split()) <= set(normal(text).split())
