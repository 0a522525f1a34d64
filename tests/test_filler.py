"""Filler: what tells a family nothing it can use."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.filler import sentences, substance
from checks.terms import normal


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
    left, dropped = substance(text)
    assert left == kept
    assert (dropped == 0) is (left == text)


@given(st.text())
def test_any_text_has_its_substance(text):
    left, dropped = substance(text)
    assert dropped >= 0
    assert set(normal(left).split()) <= set(normal(text).split())
