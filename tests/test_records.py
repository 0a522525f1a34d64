"""Files that hold a list of like things: glossary, announcements, synonyms (and comments)."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checks import announcements, glossary, synonyms, voice
from checks.model import CannotRun, Place

GLOSSARY = """\
- term: SENCO
  long: special educational needs coordinator
  also: [SENDCO]
  meaning: The teacher who plans extra help.
  page: ../school.md
- term: appeal
  meaning: To ask a judge to change a decision.
  tooltip: false
"""
NEWS = """\
- text: Apply for a school place by 15 January.
  page: ../school.md
  from: 2026-11-01
  until: 2027-01-15
  ages: [0-4]
- text: A new page on money.
  from: 2026-11-01
  until: 2026-12-01
"""


def write(root: Path, file: str, text: str) -> Path:
    (root / "docs/about").mkdir(parents=True)
    (root / "docs/school.md").write_text("Text", encoding="utf-8")
    (root / file).write_text(text, encoding="utf-8")
    return root


def test_words_are_read_a_to_z(tmp_path):
    appeal, senco = glossary.load(write(tmp_path, glossary.FILE, GLOSSARY))
    assert (appeal.term, appeal.tooltip, appeal.page) == ("appeal", False, "")
    assert (senco.term, senco.also, senco.page) == ("SENCO", ("SENDCO",), "school.md")
    assert senco.long == "special educational needs coordinator"
    assert senco.tooltip is True
    assert senco.place == Place(glossary.FILE, 1)


def test_news_is_read_soonest_to_go_first(tmp_path):
    money, school = announcements.load(write(tmp_path, announcements.FILE, NEWS))
    assert (money.last, money.ages, money.page) == (date(2026, 12, 1), (), "")
    assert (school.first, school.last) == (date(2026, 11, 1), date(2027, 1, 15))
    assert (school.ages, school.page) == (("0-4",), "school.md")


@pytest.mark.parametrize("module", [announcements, glossary, synonyms, voice])
def test_no_file_is_nothing(module, tmp_path):
    assert module.load(tmp_path) == ()


@pytest.mark.parametrize("module", [announcements, glossary, synonyms, voice])
def test_an_empty_file_is_nothing(module, tmp_path):
    assert module.load(write(tmp_path, module.FILE, "# Nothing yet\n")) == ()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- term: [a, b]", ":1: “term” must be words, not [a, b]. Put it in quotes."),
        ("- term: {a: b}", ":1: “term” must be words, not {a: b}."),
        ("- term: no\n  meaning: b", ":1: “term” must be words, not false."),
        ("- term: a\n  meaning: b\n  meaning: c", ":3: “meaning” is given twice."),
        ("- term: a\n  meaning: b\n- term: c\n  meaning: d\n  also: [a]", ":3: “a” already sta"),
        ('- term: a\n  meaning: b\n  page: "a\\0b.md"', ":3: “"),
        (f"- term: a\n  meaning: b\n  page: {'x' * 300}.md", ":3: “xxx"),
        ("- term: a\n  meaning: b\n  page: ../../outside.md", ":3: “../../outside.md” is not a p"),
        ("term: SENCO", ":1: words must be a list: start each with “- term:”."),
        ("- SENCO", ":1: a word must have keys, such as “term:”."),
        ("- term: a\n  means: b", ":2: “means” is not known here. Did you mean “meaning”?"),
        ("- term: a\n  zzz: b", ":2: “zzz” is not known here. Use: term, long, also, "),
        ("- term: a", ":1: “meaning” is missing."),
        ("- term: a\n  meaning: 5", ":2: “meaning” must be words, not 5. Put it in quotes."),
        ("- term: a\n  meaning: b\n- term: a\n  meaning: c", ":3: “a” is there twice."),
        ("- term: a\n  meaning: b\n  also: c", ":3: “also” must be a list of words, such as"),
        ("- term: a\n  meaning: b\n  tooltip: 3", ":3: “tooltip” must be true or false."),
        ("- term: a\n  meaning: b\n  page: school.md", ":3: “school.md” is not a page."),
        ("- term: a\n  meaning: b\n  page: ../../docs", ":3: “../../docs” is not a page."),
        ("- term: [a", ":1: can't be read"),
    ],
)
def test_what_is_wrong_with_a_word(text, message, tmp_path):
    with pytest.raises(CannotRun) as told:
        glossary.load(write(tmp_path, glossary.FILE, text))
    assert glossary.FILE + message in str(told.value)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("until: 2026-10-31", "the last day is before the first."),
        ("until: soon", "“soon” is not a day. Write it like 2026-11-22."),
        ("ages: [0-5]", "“ages” must be a list of: 0-4, 5-15, 16-25."),
        ("ages: 0-4", "“ages” must be a list of: 0-4, 5-15, 16-25."),
    ],
)
def test_what_is_wrong_with_news(line, message, tmp_path):
    key = line.partition(":")[0]
    usual = {"text": "text: News", "from": "from: 2026-11-01", "until": "until: 2026-12-01"}
    text = "- " + "\n  ".join({**usual, key: line}.values())
    with pytest.raises(CannotRun, match=message):
        announcements.load(write(tmp_path, announcements.FILE, text))


def test_synonyms_are_read_as_they_stand(tmp_path):
    text = "- find: short breaks\n  for: [respite, a  rest]\n- find: CAMHS\n  for: [nerves]\n"
    breaks, camhs = synonyms.load(write(tmp_path, synonyms.FILE, text))
    assert (breaks.find, breaks.typed) == ("short breaks", ("respite", "a rest"))
    assert camhs.place == Place(synonyms.FILE, 3)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- find: short breaks", ":1: “for” must list what families type, such as [EHCP]."),
        ("- find: short breaks\n  for: []", ":2: “for” must list what families type"),
        (
            "- find: short breaks\n  for: respite",
            ":2: “for” must be a list of words, such as [one, ",
        ),
        (
            "- find: short breaks\n  for: [no, 16]",
            ":2: “for” must be a list of words, not false. Put it in quotes.",
        ),
        ("- find: breaks\n  for: [a, '']", ":2: “for” has an empty place in its list. Take it"),
        ("- find: [a]\n  for: [b]", ":1: “find” must be words, not [a]. Put it in quotes."),
        ("- find: ' '\n  for: [b]", ":1: “find” is empty."),
        ("- find: '???'\n  for: [b]", ":1: “???” has no letters that search can look for."),
        ("- find: a\n  for: [b, 你好]", ":2: “你好” has no letters that search can look for."),
        ("- find: CAMHS\n  for: [camhs]", ":2: “CAMHS” leads to itself. Take it out of “for”."),
        ("- find: a\n  fro: [b]", ":2: “fro” is not known here. Did you mean “for”?"),
        ("- find: a\n  for: [b]\n- find: a\n  for: [c]", ":3: “a” is there twice."),
    ],
)
def test_what_is_wrong_with_a_synonym(text, message, tmp_path):
    with pytest.raises(CannotRun) as told:
        synonyms.load(write(tmp_path, synonyms.FILE, text))
    assert synonyms.FILE + message in str(told.value)


def test_everything_wrong_is_told_at_once(tmp_path):
    with pytest.raises(CannotRun) as told:
        glossary.load(write(tmp_path, glossary.FILE, "- term: 5\n- meaning: [b]\n"))
    assert len(str(told.value).splitlines()) == 4
