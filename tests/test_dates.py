"""Dates in sentences, and what is told as still to come."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checks import bygone, dates, word_lists
from tests import tiny
from tests.conftest import ROOT

SIGNS = bygone.signs(word_lists.load(bygone.Words, "past-date.yml"))
SETS = yaml.safe_load((ROOT / "tests/old_dates.yml").read_text("utf-8"))

DAYS = {
    "on 5 March 2026": date(2026, 3, 5),
    "on the 5th of March 2026": date(2026, 3, 5),
    "on Saturday 14 March 2026": date(2026, 3, 14),
    "from 5 to 9 May 2026": date(2026, 5, 9),
    "from 5 May 2026 to 9 June 2026": date(2026, 6, 9),
    "on 3, 10 and 17 March 2026": date(2026, 3, 17),
    "on March 5, 2026": date(2026, 3, 5),
    "in March 2026": date(2026, 3, 31),
    "in Feb 2028": date(2028, 2, 29),
    "in December 2026": date(2026, 12, 31),
    "in March to May 2026": date(2026, 5, 31),
    "in spring 2026": date(2026, 6, 20),
    "in winter 2026": date(2027, 3, 20),
    "in late 2026": date(2026, 12, 31),
    "by the end of 2026": date(2026, 12, 31),
    "in 2026": date(2026, 12, 31),
    "for the 2024/25 school year": date(2025, 8, 31),
    "in 2024 to 2025": date(2025, 8, 31),
    "in 2024–25": date(2025, 8, 31),
    "on 2026-03-05": date(2026, 3, 5),
    "on 05/03/2026": date(2026, 5, 3),  # or 5 March: the later is taken
    "on 25/03/2026": date(2026, 3, 25),
}


@pytest.mark.parametrize(("said", "last"), DAYS.items())
def test_the_last_day_of_a_date(said, last):
    (found,) = dates.find(f"It opens {said}, we hear.")
    assert found.last == last


@pytest.mark.parametrize(
    "said",
    [
        "in March", "on 5 May", "on 30 February 2026", "on 45/45/2026", "room 20266", "£2025.50",
        "0300 2025 99", "may 2026 be better", "version 2025.1", "ISO 20122", "in 1998",
    ],
)  # fmt: skip
def test_what_is_no_date_with_its_year(said):
    assert [found for found in dates.find(said) if found.kind != "year"] == []


FUTURE = [
    "The school will open in March 2026.",
    "In March 2026, the school will open.",
    "Monday, 29 June 2026 will be the last session.",
    "A new school is planned for September 2026.",
    "The next revision is due in spring 2026.",
    "We aim to finish this by the end of 2025.",
    "There will be a break (5 to 10 minutes) on 16 October 2025.",
    "The new rules will be published on 1 April 2026.",
    "Apply by 31 October 2025.",
    "If your child starts school in September 2025, apply by 15 January 2025.",
    "You must send the form by 5pm on 1 May 2026.",
    "Applications close on 5 May 2026.",
    "The closing date is 5 May 2026.",
    "The centre is closed until 3 January 2026.",
    "The school opens in September 2025.",
    "The duty comes into force on 1 April 2026.",
    "The next meeting is on 5 March 2026.",
    "Next meeting: 5 March 2026.",
    "You can apply for the 2024/25 school year.",
    "Term dates for the 2024 to 2025 academic year",
]
TOLD = [
    "The Children and Families Act 2014 will still be the law.",
    "The school opened in March 2026.",
    "In 2025 the government said that it plans to close it.",
    "We will follow the plan agreed in July 2025.",
    "The last one we saw ends the list of March 2024.",
    "Since March 2024, you will need a form.",
    "Until 2022 it was called something else, and you will hear that name.",
    "It worked until May 2025.",
    "We read about it in 2020, so check how to join now.",
    "Children born before 31 August 2018 will move up.",
    "The figures for 2024 will be used.",
    "We will use the guidance from March 2025.",
    "The limit is £196 a week in 2025 to 2026.",
    "In the guide for the 2024 to 2025 school year, this was option 2.",
    "For example, if you ask on 1 March 2026, we will answer by 12 April 2026.",
    "The survey, open from 2 to 30 March 2026, had 486 replies.",
    "New features will be added, just as in 2021.",
    "The poster says “We will open in March 2026”.",
    "The school will open in March 2027, as we said in March 2026.",
    "The rate from April 2026 is £3.",
    "A report (March 2025) will be read.",
    "It is the best club of 2025.",
]


def old(sentence: str) -> bool:
    return bygone.gone(sentence, date(2026, 11, 22), SIGNS) is not None


@pytest.mark.parametrize("sentence", FUTURE)
def test_told_as_still_to_come(sentence):
    assert old(sentence)


@pytest.mark.parametrize("sentence", TOLD)
def test_told_as_it_is(sentence):
    assert not old(sentence)


@pytest.mark.parametrize("sentence", FUTURE)
def test_a_day_yet_to_come_is_no_fault(sentence):
    assert bygone.gone(sentence, date(2024, 1, 1), SIGNS) is None


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("kind", ["told", "silent"])
def test_sentences_lists_and_tables(name, kind, today):
    texts = SETS[name][kind]
    found = tiny.told("past-date", texts, today)
    assert [
        text for text, is_told in zip(texts, found, strict=True) if is_told is (kind == "silent")
    ] == []


@pytest.mark.parametrize(
    "text", ["Join us on ", "from September 2025, ", "open ", "will in 2026 ", "3 March 2026 "]
)
def test_long_texts_are_no_trap(text):
    """No pattern takes a time that grows with the square of a text."""
    found = bygone.gone(text * 1_000, date(2030, 1, 1), SIGNS)
    assert found is None or found.last < date(2030, 1, 1)


def test_pages_of_a_day_stay_as_they_were_written(tmp_path, today):
    text = "The school will open in March 2026."
    news = tiny.page(text).replace("title:", "date: 2025-03-01\ntitle:")
    log = tiny.page(f"## 5 March 2025\n\n{text}\n\n## Version 1.2\n\n{text}")
    site = tiny.built(tmp_path, {"docs/news.md": news, "docs/log.md": log}, today)
    assert tiny.findings(site, "past-date", today) == ()


PIECES = st.lists(
    st.sampled_from(
        ["will", "open", "in", "by", "until", "March", "2026", "2024/25", "5", "–", "to", "(", ")",
         "school year", "The next", "is", "on", "apply", "“", "”", ",", ".", "May", "2025-13-45",
         "31/02/2026", "20", "end of", "was", "agreed"]
    ),
    max_size=25,
).map(" ".join)  # fmt: skip


@given(st.one_of(st.text(), PIECES))
def test_any_text_can_be_read(text):
    for found in dates.find(text):
        assert 0 <= found.start < found.end <= len(text)
        bygone.told_as_future(text, found, SIGNS)
