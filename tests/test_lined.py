"""YAML as editors write it: what it is read as, on which line, and what is told about the rest."""

from __future__ import annotations

from datetime import date

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checks.lined import Unreadable, iso_date, period, read, read_text, shown
from checks.model import CannotRun, Period

# Pieces of which YAML goes wrong, in the order that editors might type them.
PIECES = st.sampled_from(
    [
        "title", "owner", "meets", "a", "5", "yes", "~", "2026-02-30", "01865", "…", "\U0001f600",
        ": ", ":", "- ", "-", " ", "  ", "    ", "\n", "\n", "\n", "\r\n", "\t", "#", " # note",
        "'", '"', "''", "\\", "[", "]", "{", "}", ", ", ",", "&a", "*a", "<<", "!tag", "!!int x",
        "| ", ">-", "|", "---", "...", "%", "@", "`", "?", "? ", "=", "\ufeff", "\x85", "\u2028",
        "\x07", "\x0c", "\x1c",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=30).map("".join)
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=12,
)


def lines_in(text: str) -> int:
    """How many lines an editor shows."""
    return text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("Short breaks", "Short breaks"),
        ("", None),
        ("~", None),
        ("null", None),
        ("NULL", None),
        ('""', ""),
        ("'null'", "null"),
        ("true", True),
        ("No", False),
        ("YES", True),
        ("yEs", "yEs"),
        ("on", "on"),
        ('"yes"', "yes"),
        ("0", 0),
        ("-3", -3),
        ("25", 25),
        ("2.5", 2.5),
        # What YAML would turn into another number stays as it is written.
        ("01865", "01865"),
        ("00441865", "00441865"),
        ("+44", "+44"),
        ("1.10", "1.10"),
        ("12:30", "12:30"),
        ("1_000", "1_000"),
        ("0x1F", "0x1F"),
        ("1e3", "1e3"),
        (".inf", ".inf"),
        ("nan", "nan"),
        ("9" * 5000, "9" * 5000),
        ("'5'", "5"),
        ("2026-02-30", "2026-02-30"),
        ("2026-11-22", "2026-11-22"),
        ("=", "="),
        ("<<", "<<"),
        ("sch2-17#apply # a note", "sch2-17#apply"),
        ("it's", "it's"),
        ("'it''s'", "it's"),
        ("[a, [b], {c: d}]", ["a", ["b"], {"c": "d"}]),
        (">-\n  one\n  two", "one two"),
        ("|\n  one\n  two\n", "one\ntwo\n"),
        ("one\n  two", "one two"),
    ],
)
def test_value(written, value):
    found = read(f"key: {written}").data
    assert found == {"key": value}
    assert isinstance(found, dict)
    assert type(found["key"]) is type(value)


def test_keys_are_words_as_written():
    keys = ("5", "true", "~", "2026-11-22", "01", "<<", "=", "a b")
    assert read("\n".join(f"{key}: x" for key in keys)).data == dict.fromkeys(keys, "x")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_lines(end):
    text = end.join(
        [
            "# a note",
            "title: T",
            "meets:",
            "  - a",
            "  -",
            "  - {b: c,",
            "     d: e}",
            "'x y': >",
            " z",
        ]
    )
    lined = read(text, first_line=2)
    assert lined.lines == {
        ("title",): 3,
        ("meets",): 4,
        ("meets", 0): 5,
        ("meets", 1): 6,
        ("meets", 2): 7,
        ("meets", 2, "b"): 7,
        ("meets", 2, "d"): 8,
        ("x y",): 9,
    }
    assert lined.line("meets", 2, "d") == 8
    assert lined.line("meets", 2, "no such key", 4) == 7
    assert lined.line("nowhere") == 1


def test_what_word_processors_leave_is_no_line_end():
    lined = read("a: one\u2028two\u2029three\x85four\nb: x")
    assert lined.line("b") == 2
    assert lined.data == {"a": "one two three four", "b": "x"}


@pytest.mark.parametrize("text", ["", "\n\n", "# only a note", "---", "\ufeff"])
def test_nothing(text):
    assert read(text).data is None


def test_keys_given_twice():
    lined = read("a: 1\nb:\n  c: 1\n  c: 2\nd:\n  c: 3\na:\n  c: 4\n'b': 5\n")
    assert lined.repeated == (("c", 4), ("a", 7), ("b", 9))
    assert lined.data == {"a": 1, "b": {"c": 1}, "d": {"c": 3}}
    # The lines of what does not count are no one's.
    assert ("a", "c") not in lined.lines


@pytest.mark.parametrize(
    ("text", "line", "problem"),
    [
        ("a: b: c", 1, "a colon that does not belong"),
        ("a: b\n  c: d", 2, "every key starts right below"),
        ("a: b\nc\nd: e", 2, "a key without a colon"),
        ("a\nb: c", 2, "a colon that does not belong"),
        ("a: b\nc\n", 2, "a key without a colon"),
        ("a: b\n\tc: d", 2, "a tab"),
        ("a: \tb", 1, "a tab"),
        ("a: @b", 1, "a sign that words can't start with"),
        ("a: `b`", 1, "a sign that words can't start with"),
        ("a: %b", 1, "a sign that words can't start with"),
        ("a: ]", 1, "a sign that words can't start with"),
        ("a: 'it's'", 1, "the quotes"),
        ("a: [b]]", 1, "does not go on from the line above"),
        (" a: b\nc: d", 2, "first spaces"),
        ("- a\nb: c", 2, "first spaces"),
        ("a: [b\nc: d", 2, "a comma is missing"),
        ("a: b\nc: [d,\n e", 2, "never closed"),
        ("a: {b: c", 1, "never closed"),
        ("a: b\nc: 'd\n\n", 2, "never closed"),
        ('a: "b', 1, "never closed"),
        ('a: "C:\\docs"', 1, "a backslash in double quotes"),
        ("a: |b\n", 1, "“|”"),
        ("a: > b\n", 1, "“>”"),
        ("a: b\n---\nc: d", 2, "“---”"),
        ("a: b\nc: *d*", 2, "“*” need quotes"),
        ("a: *", 1, "“*” need quotes"),
        ("a: &", 1, "“&” or “*”"),
        ("a: &b c", 1, "“&” or “*”"),
        ("a: !b c", 1, "“!” need quotes"),
        ("a: !!binary x", 1, "“!” need quotes"),
        ("a: !!bool x", 1, "“!” need quotes"),
        ("a: !!timestamp x", 1, "“!” need quotes"),
        ("a: b\n? [c]\n: d", 2, "where a key should be"),
        ("{a: b}: c", 1, "where a key should be"),
        ("a: b\nc: \x07", 2, "U+0007"),
        ("a: b\x00", 1, "U+0000"),
        ("a: b\x0cc", 1, "U+000C"),
    ],
)
def test_unreadable(text, line, problem):
    for first in (1, 40):
        with pytest.raises(Unreadable) as caught:
            read(text, first_line=first)
        assert problem in caught.value.problem
        assert caught.value.line == line + first - 1


LAUGHS = "a0: &a0 [ha, ha]\n" + "".join(
    f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]\n" for n in range(1, 40)
)


@pytest.mark.parametrize(
    "text",
    [
        LAUGHS,
        LAUGHS.replace("[", "{<<: [").replace("]", "]}"),
        "? &a [b]\n: c\n? *a\n: d",
        "&a [*a]",
        "&a {b: *a}",
        "[" * 100_000,
        "[" * 1000 + "]" * 1000,
        "{a: " * 1000 + "}" * 1000,
        "- " * 1000 + "a",
        "".join(" " * n + "a:\n" for n in range(500)),
        "? " * 1000,
    ],
    ids=lambda text: text[:12],
)
def test_bombs_are_refused(text):
    """A billion laughs, and pits without a floor: refused before they cost anything."""
    with pytest.raises(Unreadable) as caught:
        read(text)
    assert caught.value.line <= 22


def test_as_deep_as_anybody_needs():
    assert read("[" * 20 + "]" * 20).data != []


@settings(deadline=None, max_examples=400)
@given(TEXTS, st.sampled_from([1, 2, 7]))
@example("a: b\r\n\r\n\tc", 1)
@example("\ufeff\x85a: [", 2)
def test_any_text_is_read_or_refused_with_a_line(text, first):
    try:
        lined = read(text, first)
        lines = {first, *lined.lines.values(), *(line for _, line in lined.repeated)}
        problem = "none"
    except Unreadable as error:
        lines, problem = {error.line}, error.problem
    assert first <= min(lines)
    assert max(lines) <= lines_in(text) + first - 1
    assert len(problem.splitlines()) == 1


def as_words(value: object) -> object:
    """What PyYAML's simplest loader would give: every scalar a word."""
    if isinstance(value, list):
        return [as_words(item) for item in value]
    if isinstance(value, dict):
        return {key: as_words(item) for key, item in value.items()}
    return value if isinstance(value, str) else None


def blanked(value: object, like: object) -> object:
    """`value` with None wherever `like` has no words."""
    if isinstance(value, list) and isinstance(like, list):
        return [blanked(a, b) for a, b in zip(value, like, strict=True)]
    if isinstance(value, dict) and isinstance(like, dict):
        return {key: blanked(item, like.get(key)) for key, item in value.items()}
    return value if isinstance(like, str) else None


@settings(deadline=None, max_examples=300)
@given(TEXTS)
@example("a: [b, {c: d}]\ne: |\n  f\n")
def test_what_is_read_is_what_pyyaml_reads(text):
    """Another reader of the same text as a second opinion, in shape and in words."""
    try:
        lined = read(text)
    except Unreadable:
        return
    other = yaml.load(text.translate(dict.fromkeys((0x85, 0x2028, 0x2029), " ")), yaml.BaseLoader)
    if not lined.repeated:
        ours = as_words(lined.data)
        assert blanked(other, ours) == ours


@settings(deadline=None, max_examples=200)
@given(VALUES, st.booleans())
def test_what_is_dumped_is_read_back(value, flow):
    text = yaml.safe_dump(value, allow_unicode=flow, default_flow_style=flow, sort_keys=False)
    assert read(text).data == value


@settings(deadline=None, max_examples=200)
@given(VALUES)
def test_what_is_shown_is_short_and_on_one_line(value):
    text = shown(value)
    assert len(text.splitlines()) <= 1
    assert len(text) <= 60


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "nothing"),
        (True, "true"),
        (5, "5"),
        ("two\n  lines", "two lines"),
        ([], "[]"),
        (["a", None, {"b": False}], "[a, nothing, {b: false}]"),
        ("x" * 61, "x" * 59 + "…"),
        ("x" * 60, "x" * 60),
    ],
)
def test_shown(value, text):
    assert shown(value) == text


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"a: b\n", "a: b\n"),
        (b"\xef\xbb\xbfa: b\r\n", "a: b\r\n"),
        (b"", ""),
        ("caf\u00e9".encode(), "caf\u00e9"),
    ],
)
def test_read_text(raw, text, tmp_path):
    (tmp_path / "file").write_bytes(raw)
    assert read_text(tmp_path / "file", "x") == text


@pytest.mark.parametrize(
    ("raw", "line"), [(b"a\nb\ncaf\xe9", 3), (b"\xff\xfea\x00", 1), (b"ok\n\xed\xa0\x80", 2)]
)
def test_text_that_is_not_utf8(raw, line, tmp_path):
    (tmp_path / "file").write_bytes(raw)
    with pytest.raises(CannotRun, match=rf"^docs/x\.md:{line}: this file is not UTF-8"):
        read_text(tmp_path / "file", "docs/x.md")


def test_file_that_is_not_there(tmp_path):
    with pytest.raises(CannotRun, match=r"^docs/x\.md: can't be read"):
        read_text(tmp_path / "none", "docs/x.md")
    with pytest.raises(CannotRun, match=r"^docs: can't be read"):
        read_text(tmp_path, "docs")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-11-22", date(2026, 11, 22)),
        ("2028-02-29", date(2028, 2, 29)),
        ("0001-01-01", date.min),
        ("9999-12-31", date.max),
        ("2026-02-29", None),
        ("2026-02-30", None),
        ("2026-13-01", None),
        ("2026-00-10", None),
        ("0000-01-01", None),
        ("2026-1-1", None),
        ("20261122", None),
        ("2026-W47-7", None),
        ("2026-11-22 ", None),
        ("2026-11-22\n", None),
        ("2026-11-22T09:00", None),
        ("22/11/2026", None),
        ("２０２６-11-22", None),
        ("", None),
        (None, None),
        (20261122, None),
        (["2026-11-22"], None),
    ],
)
def test_iso_date(text, day):
    assert iso_date(text) == day


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("6 months", Period(6, "month")),
        ("1 month", Period(1, "month")),
        ("1 months", Period(1, "month")),
        (" 30  Days ", Period(30, "day")),
        ("2 WEEKS", Period(2, "week")),
        ("9999 years", Period(9999, "year")),
        ("10000 years", None),
        ("0 days", None),
        ("06 months", None),
        ("-1 day", None),
        ("1.5 years", None),
        ("six months", None),
        ("6", None),
        ("months", None),
        ("6months", None),
        ("6 months ago", None),
        ("1٣ months", None),
        ("2 weekſ", None),
        (6, None),
        (None, None),
        ({"months": 6}, None),
    ],
)
def test_period(text, length):
    assert period(text) == length


@given(st.integers(1, 9999), st.sampled_from(["day", "week", "month", "year"]))
def test_a_period_reads_back_as_it_is_written(count, unit):
    assert period(str(Period(count, unit))) == Period(count, unit)
