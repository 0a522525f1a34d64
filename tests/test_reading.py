"""Reading age."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import reading

# Syllables as a dictionary gives them.
WORDS = {
    "a": 1, "you": 1, "school": 1, "schools": 1, "time": 1, "asked": 1, "needed": 2, "table": 2,
    "little": 2, "people": 2, "quiet": 2, "doing": 2, "idea": 3, "special": 2, "education": 4,
    "provision": 3, "disability": 5, "parent": 2, "college": 2, "changes": 2, "houses": 2,
    "rhythm": 1, "café": 2, "appeal": 2, "apply": 2, "assessment": 3, "short": 1, "break": 1,
    "therapies": 3, "nurses": 2, "council": 2, "whole": 1, "while": 1, "rule": 1,
}  # fmt: skip


def test_most_words_are_counted_right():
    wrong = {w: n for w in WORDS if (n := reading.syllables(w)) != WORDS[w]}
    assert len(wrong) <= 3, wrong


def test_the_formula():
    """100 words in 5 sentences with 150 syllables: 0.39 × 20 + 11.8 × 1.5 − 15.59 = 9.91."""
    assert reading.age(5, 100, 150) == pytest.approx(9.91 + 5)


EASY = "You can ring the team. They will help you. You can ask for a break. It is free. Go on now."


def test_short_words_are_for_young_readers():
    found = reading.read(EASY)
    assert found
    assert found.age < 7


def test_long_words_are_not():
    text = (EASY + " ").replace("the team", "the multidisciplinary commissioning administration")
    harder = reading.read(text)
    easy = reading.read(EASY)
    assert harder
    assert easy
    assert harder.age > easy.age
    assert "multidisciplinary" in harder.hardest[0].text
    assert len(harder.hardest) == 3


def test_sentences_in_quotes_and_brackets_count():
    quoted = " ".join(f"“{said}.”" for said in EASY.strip(".").split(". "))
    assert reading.read(quoted)


def test_names_headings_and_addresses_are_no_hard_words():
    named = EASY.replace("the team", "the Multidisciplinary Commissioning team")
    plain = EASY.replace("the team", "the big old team")
    assert reading.read(named).age == pytest.approx(reading.read(plain).age)
    assert reading.read(f"Multidisciplinary commissioning\n{EASY}") == reading.read(EASY)


@pytest.mark.parametrize("text", ["", "One. Two.", "You can ring the team now. " * 4])
def test_a_short_text_has_no_reading_age(text):
    assert reading.read(text) is None


@given(st.text())
def test_any_text_can_be_read(text):
    found = reading.read(text)
    assert found is None or found.hardest[0].age >= found.hardest[-1].age


@given(st.text(min_size=1))
def test_every_word_has_a_syllable(word):
    assert reading.syllables(word) >= 1
