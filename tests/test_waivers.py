"""Waivers beside the line: what they cover, what fails to be one, and that none is published."""

from __future__ import annotations

import re
import textwrap
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import run, waivers
from checks.model import Severity
from checks.pack import NO_LAW
from tests import tiny
from tests.conftest import TODAY

BECAUSE = "until 2026-12-31 because the form opens in December"
MATTER = "---\ntitle: Page\nsummary: What it holds.\nowner: early-years\n---\n"


def covered(text: str, path: str = "docs/page.md") -> list[str]:
    """The lines that a text's waivers cover, as the text itself says them."""
    text = textwrap.dedent(text).strip("\n").replace("WAIVE", f"local-offer: waive x {BECAUSE}")
    good, bad = waivers.read(path, text)
    assert not bad
    lines = text.split("\n")
    return [
        line.strip()
        for waiver in good
        for line in lines[waiver.lines[0] - 1 : waiver.lines[1]]
        if line.strip() and "local-offer" not in line
    ]


def test_one_is_read_whole():
    text = f"{MATTER}A\n\nB <!-- local-offer:\n  waive one, two and three {BECAUSE} -->\n"
    good, bad = waivers.read("docs/page.md", text)
    assert not bad
    assert [waiver.check for waiver in good] == ["one", "two", "three"]
    assert {waiver.reason for waiver in good} == {"The form opens in December."}
    assert {waiver.until for waiver in good} == {date(2026, 12, 31)}
    assert {waiver.path for waiver in good} == {"docs/page.md"}
    assert {waiver.place.line for waiver in good} == {8}
    assert {waiver.lines for waiver in good} == {(8, 9)}


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Before\n<!-- WAIVE -->\nOne\ntwo\n\nAfter", ["One", "two"]),
        ("Before\n\n<!-- WAIVE -->\n\n\nOne\n\nAfter", ["One"]),
        ("<!-- WAIVE -->\n<!-- a note -->\nOne\n\nAfter", ["<!-- a note -->", "One"]),
        ("<!-- WAIVE -->\n## Heading\nAfter", ["## Heading"]),
        ("<!-- WAIVE -->\n- one\n- two\n\nAfter", ["- one", "- two"]),
        ("<!-- WAIVE -->\n```\none\n\ntwo\n```\nAfter", ["```", "one", "two", "```"]),
        ("Before\n\n<!-- WAIVE -->", []),
        ("Before\n\n<!-- WAIVE -->\n\n\n", []),
        # Not alone: only its own line.
        ("Before\nOne <!-- WAIVE -->\nAfter", []),
        ("<!-- WAIVE --> One\nAfter", []),
        # In a list, alone on a line that is indented.
        ("- a list\n\n    <!-- WAIVE -->\n    One\n\nAfter", ["One"]),
        # Code only shows it.
        ("```\n<!-- WAIVE -->\nOne\n```", []),
        ("Before\n\n    <!-- WAIVE -->\n    One", []),
        ("Write `<!-- WAIVE -->`\nOne", []),
    ],
)
def test_lines_of_markdown(text, lines):
    assert covered(text) == lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a: 1\n# WAIVE\nb:\n  - c\n  - d: 1\ne: 2", ["b:", "- c", "- d: 1"]),
        ("# WAIVE\nb:\n- c\n- d\ne: 2", ["b:", "- c", "- d"]),
        ("# WAIVE\n- id: a\n  said: b\n\n  answer: c\n- e", ["- id: a", "said: b", "answer: c"]),
        ("a: 1\nb: 2 # Words. Not a waiver\nc: 3 # WAIVE\nd: 4", []),
        ("# WAIVE", []),
    ],
)
def test_lines_of_yaml(text, lines):
    assert covered(text, "docs/about/data.yml") == lines
    assert covered(f"---\ntitle: T\n{text}\n---\nBody") == lines


def test_at_the_top_of_a_page_it_is_about_the_page_too():
    top = "---\n# WAIVE\ntitle: T\nlast_reviewed: 2026-01-01\n---\nBody"
    assert covered(top) == ["---", "title: T", "last_reviewed: 2026-01-01"]
    assert covered("---\ntitle: T\n# WAIVE\nowner: b\n---\nBody") == ["owner: b"]


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("local-offer: waive a", "it has no last day and it has no reason"),
        ("local-offer: waive a until 2026-12-31", "it has no reason"),
        ("local-offer: waive a until 2026-12-31 because", "it has no reason"),
        ("local-offer: waive a until 2026-12-31 because one", "its reason is one word"),
        ("local-offer: waive a because the form opens", "it has no last day"),
        ("local-offer: waive a until soon because the form opens", "“soon” is no day"),
        (
            "local-offer: waive a until 31/12/2026 because the form opens",
            "“31/12/2026” is not how to write 31 December 2026",
        ),
        (f"local-offer: waive {BECAUSE}", "it names no check"),
        (f"local-offer: waive a b {BECAUSE}", "“a b” is no name of a check"),
        (f"local-offer: waive A {BECAUSE}", "“A” is no name of a check"),
        (f"local-offer waive a {BECAUSE}", "it does not begin with “local-offer: waive”"),
        (f"Local Offer: waived a {BECAUSE}", "it does not begin with “local-offer: waive”"),
        (f"waive a {BECAUSE}", "it does not begin with “local-offer: waive”"),
        ("local-offer: disable a", "it does not begin with “local-offer: waive”"),
    ],
)
def test_a_slip_is_told(said, why):
    for path, text in (
        ("docs/page.md", f"A\n<!-- {said} -->"),
        ("docs/a.yml", f"a: b\n#{said}"),
        ("docs/page.md", f"---\n# {said}\n---\n"),
    ):
        good, (bad,) = waivers.read(path, text)
        assert not good
        assert why in bad.message
        assert bad.place.line == 2
        assert "local-offer: waive " in bad.fix
        assert not bad.grave


def test_what_it_says_to_write_is_right():
    """The remedy, with a reason put in, is a waiver."""
    for slip in ("waive a", f"waive A b, C {BECAUSE}", "disable a until May"):
        _, (bad,) = waivers.read("docs/a.md", f"<!-- local-offer: {slip} -->")
        written = bad.fix.partition(": ")[2].replace("…", "the form opens")
        good, (*still_bad,) = waivers.read("docs/a.md", written)
        assert good
        assert not still_bad


@pytest.mark.parametrize(
    "said",
    ["local-offer: comments", "local-offer: my list", "Ask whether to waive the fee", "TODO", ""],
)
def test_other_comments_are_left_alone(said):
    text = f"A\n<!-- {said} -->\n"
    assert waivers.read("docs/page.md", text) == ((), ())
    assert waivers.without(text) == text


WAIVER = f"local-offer: waive x {BECAUSE}"


@pytest.mark.parametrize(
    ("text", "waived"),
    [
        # As word processors and phones write it.
        (f"A <!–– {WAIVER} ––> B", False),
        (f"A <!-- {WAIVER.replace('-', '–')} --> B", True),
        (f"A <!--\u00a0{WAIVER.replace(' ', chr(0xA0))} --> B", True),
        (f"A <!-- {WAIVER.replace('x', '“x”')} --> B", True),
        (f"A <!– {WAIVER} –> B", False),
        (f"A <!-- “{WAIVER}” --> B", False),
        # With what HTML also takes for a comment.
        (f"A <!--{WAIVER}--!> B", True),
        (f"A <!---{WAIVER}---> B", True),
        (f"A <!--\t{WAIVER}\t-->\r\nB", True),
        (f"A <!-- Local-Offer: waive x {BECAUSE} --> B", True),
        (f"A <!-- local-offer: waive x {BECAUSE.replace('until', 'till')} --> B", True),
        # Not opened or closed.
        (f"A <! -- {WAIVER} -- > B", False),
        (f"A <-- {WAIVER} --> B", False),
        (f"A <!-- {WAIVER} -> B", False),
        (f"A &lt;!-- {WAIVER} --&gt; B", False),
        (f"A\n\n<!-- {WAIVER}\n\nB", False),
        (f"A\n\n<!-- {WAIVER}\n<!-- note --> B", False),
        (f"A\n\n<!-- {WAIVER}\n\nB <!-- note -->", False),
        (f"A\n<!-- {WAIVER}", False),
        # Inside each other.
        (f"A <!-- old <!-- {WAIVER} --> --> B", False),
        (f"A <!-- {WAIVER} <!-- really --> --> B", False),
        (f"A <!-- old\n\nmore\n<!-- {WAIVER} --> B", False),
        # In no comment.
        (f"# {WAIVER}\n\nA B", False),
        (f"{WAIVER}\n\nA B", False),
        (f"A local_offer: waive bad-link {BECAUSE}\n\nB", False),
        (f"Local Offer: waive bad-link {BECAUSE}\n\nA B", False),
        (f"[//]: # ({WAIVER})\n\nA B", False),
        (f"{{# {WAIVER} #}} A B", False),
        # Misspelt.
        (f"A <!-- local_offer: waive x {BECAUSE} --> B", False),
        (f"A <!-- localoffer: waive x {BECAUSE} --> B", False),
        (f"A <!-- loacl-ofer: waive x {BECAUSE} --> B", False),
        (f"A <!-- local-offer: x {BECAUSE} --> B", False),
        ("A <!-- local-offer: wiave x --> B", False),
    ],
)
def test_it_is_one_or_is_told_and_families_read_none_of_it(text, waived):
    good, bad = waivers.read("docs/page.md", f"{MATTER}{text}")
    assert (len(good), len(bad)) == ((1, 0) if waived else (0, 1))
    left = waivers.without(text)
    assert not re.search("offer|ofer|waive|december|opens", left.lower())
    assert re.search(r"\bA\b", left)
    assert re.search(r"\bB\b", left) or "A\n<!--" in text
    for told in bad:
        line = f"{MATTER}{text}".split("\n")[told.place.line - 1]
        assert re.search("ofer|offer", line, re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- {WAIVER}\nits second line\n\nText",
        f"Words <!-- {WAIVER}\nText",
    ],
)
def test_one_that_hides_text_is_grave(text):
    (bad,) = waivers.read("docs/page.md", text)[1]
    assert bad.grave
    assert bad.fix.endswith("Until then, nothing from here to the next empty line is published.")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"summary: >\n  Words # {WAIVER}\n  go on\nowner: a", 2),
        (f"summary: |\n  Words\n  # {WAIVER}\nowner: a", 3),
        (f'summary: "Words # {WAIVER}"', 1),
        (f"summary: 'Words\n  # {WAIVER}'", 2),
        (f"summary: >\n  Words <!-- {WAIVER} -->", 2),
        (f"summary: >\n  {WAIVER}", 2),
    ],
)
def test_among_the_words_of_a_value_it_is_none(text, line):
    for path, more in (("docs/a.yml", ""), ("docs/a.md", "---\n")):
        good, (bad,) = waivers.read(path, f"{more}{text}\n{more}")
        assert not good
        assert bad.grave
        assert bad.place.line == line + bool(more)
        assert "it stands among the words of a value" in bad.message
        assert "Take it out of the words" in bad.fix


def test_beside_such_words_it_is_one():
    text = (
        f"summary: >\n  Words.\n# {WAIVER}\nowner: a # {WAIVER}\nline: 'It''s # words' # {WAIVER}\n"
    )
    good, bad = waivers.read("docs/a.yml", text)
    assert [(waiver.place.line, waiver.lines) for waiver in good] == [
        (3, (3, 4)), (4, (4, 4)), (5, (5, 5)),
    ]  # fmt: skip
    assert not bad


def test_two_alone_on_a_line_are_about_what_comes_next():
    assert covered("<!-- WAIVE --> <!-- WAIVE -->\nOne\n\nTwo") == ["One", "One"]
    assert covered("<!-- WAIVE --> <!-- a note -->\nOne\n\nTwo") == ["One"]


DAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("day", "longest", "good"),
    [
        ("2027-11-22", "", True),
        ("2027-11-23", "", False),
        ("9999-12-31", "", False),
        ("9999-12-31", "longest_waiver: 9999 years\n", True),
        ("2026-12-22", "longest_waiver: 1 month\n", True),
        ("2026-12-23", "longest_waiver: 1 month\n", False),
    ],
)
def test_the_longest_that_it_may_hold(day, longest, good, tmp_path):
    settings = (
        f"{tiny.SETTINGS}{longest}waivers:\n  - check: broken-link\n    path: docs\\a.md\n"
        f"    reason: It opens soon.\n    until: {day}\n"
    )
    body = f"[B](b.md) <!-- local-offer: waive broken-link until {day} because it opens -->"
    files = {"docs/a.md": tiny.page("[A](a)"), "docs/page.md": tiny.page(body)}
    site = tiny.built(tmp_path, {**files, "local-offer.yml": settings}, DAY)
    checks = [tiny.named(name) for name in ("bad-waiver", "broken-link", "unused-waiver")]
    found = run.run(site, NO_LAW, run.Chosen(checks, DAY)).findings
    told = [(f.path, f.line) for f in found if f.check == "bad-waiver"]
    line = settings.count("\n") - 3
    assert told == ([] if good else [("docs/page.md", 7), ("local-offer.yml", line)])
    assert [bool(f.waived) for f in found if f.check == "broken-link"] == [good, good]
    assert not [f for f in found if f.check == "unused-waiver"]
    for finding in found:
        if finding.check == "bad-waiver":
            latest = "2026-12-22" if longest else "2027-11-22"
            assert f"{latest}”, or an earlier day" in finding.fix


GUARDED = [
    ("personal-data", "Ring Jane on 07700 900123."),
    ("third-party-embed", '<iframe src="https://player.example.org/" title="A"></iframe>'),
    ("unsafe-html", "<script>alert(1)</script>"),
]


@pytest.mark.parametrize(("check", "html"), GUARDED)
def test_a_comment_waives_nothing_that_keeps_people_safe(check, html, tmp_path):
    comment = f"<!-- local-offer: waive {check} and broken-link {BECAUSE} -->"
    settings = f"{tiny.SETTINGS}waivers:\n  - {{check: {check}, path: docs/b.md, "
    files = {
        "docs/a.md": tiny.page(f"{comment}\n[A](gone.md) {html}"),
        "docs/b.md": tiny.page(html),
        "local-offer.yml": f"{settings}reason: We looked at it., until: 2026-12-31}}\n",
    }
    site = tiny.built(tmp_path, files, DAY)
    checks = [tiny.named(name) for name in (check, "bad-waiver", "broken-link", "unused-waiver")]
    found = run.run(site, NO_LAW, run.Chosen(checks, DAY)).findings
    told = [(f.check, f.path, f.line, bool(f.waived)) for f in found]
    assert ("bad-waiver", "docs/a.md", 7, False) in told
    assert ("broken-link", "docs/a.md", 8, True) in told
    waived = {path: kept for name, path, _, kept in told if name == check}
    assert waived == {"docs/a.md": False, "docs/b.md": True}
    assert not [name for name, *_ in told if name == "unused-waiver"]


def test_published_pages_hold_none(tmp_path, today):
    body = (
        "- one\n<!-- local-offer: waive a until 2027-01-01 because Jane is ill -->\n- two\n\n"
        "Words <!-- local-offer: waive --> end.\n\n"
        "```\n<!-- local-offer: waive shown -->\n```\n\n<!-- other -->\n"
    )
    tiny.built(tmp_path, {"docs/page.md": tiny.page(body)}, today)
    html = (tmp_path / "site/page/index.html").read_text("utf-8")
    assert "Jane" not in html
    assert "<!-- local-offer" not in html
    assert "&lt;!-- local-offer: waive shown" in html
    assert "<!-- other -->" in html
    assert "<li>one</li>\n<li>two</li>" in html  # a list of short items, as if it were not there


def test_it_holds_to_its_last_day_and_is_shown(tmp_path):
    body = f"<!-- local-offer: waive broken-link {BECAUSE} -->\n[A](a.md)\n\n[B](b.md)"
    site = tiny.built(tmp_path, {"docs/page.md": tiny.page(body)}, TODAY)

    def told(day: date) -> list[tuple[str, int, str | None]]:
        checks = [tiny.named(name) for name in ("broken-link", "expired-waiver", "unused-waiver")]
        report = run.run(site, NO_LAW, run.Chosen(checks, day))
        assert report.count(Severity.ERROR) == sum(
            f.check == "broken-link" and not f.waived for f in report.findings
        )
        return [(f.check, f.line, f.waived) for f in report.findings]

    waived = "The form opens in December. Until 31 December 2026."
    assert told(date(2026, 12, 31)) == [("broken-link", 8, waived), ("broken-link", 10, None)]
    assert told(date(2027, 1, 1)) == [
        ("expired-waiver", 7, None),
        ("broken-link", 8, None),
        ("broken-link", 10, None),
    ]


@pytest.mark.parametrize("piece", ["<!-- a\n", "<!-", "` <!--", " # ", f"<!-- {WAIVER} "])
def test_a_page_of_nothing_else_is_read_too(piece):
    """In seconds at most, however often it says the same."""
    text = piece * (200 if WAIVER in piece else 3000)
    for path in ("docs/a.md", "docs/a.yml"):
        assert waivers.read(path, text) == waivers.read(path, text)
    assert len(waivers.without(text)) <= len(text)


PIECES = st.sampled_from(
    [
        "<!--", "-->", "–->", "--!>", "->", "local-offer:", "local_offer", "local offer",
        " waive ", "waiver", "a", "bad-link",
        " until ", "2026-12-31", "2026-9", " because ",
        "the form opens", "\n", "\n\n", "    ", "```", "`",
        "---", "# ", "- ", "key: ", "\r\n", "\r", ",", " and ", "“", "\u2028", "…",
    ]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=40).map("".join))
def test_anything_is_read_the_same_way_twice(text):
    for path in ("docs/a.md", "docs/a.yml"):
        read = waivers.read(path, text)
        assert read == waivers.read(path, text)
        count = text.replace("\r\n", "\n").replace("\r", "\n").count("\n") + 1
        for waiver in read[0]:
            assert 1 <= waiver.lines[0] <= waiver.place.line <= waiver.lines[1] <= count
            assert waiver.reason
        for bad in read[1]:
            assert 1 <= bad.place.line <= count
    left = waivers.without(text)
    assert len(left) <= len(text)
