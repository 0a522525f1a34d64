"""The packs beside the list of duties they were made from: nothing lost, nothing invented."""

from __future__ import annotations

import csv
import re

import pytest

from checks.pack import AGE_BANDS
from tests.conftest import ROOT

REFERENCE = ROOT / "tests/reference/duties.csv"

# “Section 41” is the name families know the national list by.
NUMBERED = re.compile(r"\b(?:paragraph|para|regulation|schedule|section(?! 41\b))s? \d")

with REFERENCE.open(encoding="utf-8", newline="") as _file:
    ROWS = list(csv.DictReader(_file))


def test_nothing_is_lost_and_nothing_invented(law):
    assert {duty.id for duty in law.requirements} == {row["id"] for row in ROWS}
    assert len(law.requirements) == len(ROWS) == 254


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_duty_is_as_the_reference_says(row, law):
    duty = next(duty for duty in law.requirements if duty.id == row["id"])
    ages = tuple(AGE_BANDS) if row["ages"] == "all" else tuple(row["ages"].split())
    assert duty.force == row["force"]
    assert duty.check == row["check"]
    assert duty.ages == ages
    assert duty.citation == row["citation"]
    assert duty.wording == row["wording"]
    assert duty.number == row["number"]


def test_every_duty_is_in_plain_words(law):
    """What editors read holds no number of a law that we have not confirmed."""
    for duty in law.requirements:
        for words in (duty.title, duty.asks, duty.write):
            assert not re.search(
                r"\b(?:paragraph|para|regulation|schedule|section(?! 41\b))s? \d", words
            ), duty.id
        assert duty.asks.endswith((".", "?"))
        assert duty.write.endswith(".")
        assert not duty.title.endswith(".")


def test_what_is_missing_completes_a_sentence(law):
    for duty in law.requirements:
        for rule in (duty.evidence, *(part.evidence for part in duty.parts)):
            for item in rule:
                assert item.missing[0].islower(), (duty.id, item.missing)
                assert not item.missing.endswith("."), (duty.id, item.missing)


def test_a_page_duty_has_evidence_or_others_to_go_through(law):
    for duty in law.requirements:
        looked_for = bool(duty.evidence or duty.parts or duty.through)
        assert looked_for is (duty.check == "page"), duty.id
