"""Law packs: what a duty may say, and that every fault of every file is named at once."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks import pack
from checks.model import CannotRun, Evidence, Part, Period, Place, Requirement, Severity

HEAD = """\
pack: anywhere
title: The law of Anywhere
version: "1"
as_at: 2026-11-01
requirements:
"""
DUTY = """\
  - id: ask
    title: How to ask
    asks: Say how to ask.
    write: Write how to ask.
    force: must
    check: page
    ages: [all]
    citation: Anywhere Act 2014, section 1
    wording: seen
    number: inferred
    source_url: https://anywhere.gov.uk/act
    in_force_from: 2014-09-01
    evidence:
      - says: [ask]
        missing: does not say how to ask
"""
# Line 15 of a pack is the duty's own line 10, and so on.
ABOVE = HEAD.count("\n")
LAST = DUTY.count("\n") + ABOVE
WORDS = """\
groups:
  family: [parent*, carer*]
  people: ["{family}", child*]
"""


def loaded(folder: Path, **files: str) -> pack.Law:
    for name, text in files.items():
        (folder / f"{name}.yml").write_bytes(text.encode())
    return pack.load(folder)


def told(folder: Path, **files: str) -> list[str]:
    """The complaints, each without the folder."""
    with pytest.raises(CannotRun) as caught:
        loaded(folder, **files)
    lines = str(caught.value).splitlines()
    assert all(line.startswith("checks/packs/") for line in lines)
    return [line.removeprefix("checks/packs/") for line in lines]


def with_line(old: str, new: str) -> str:
    """The good duty with one of its lines changed."""
    assert DUTY.count(f"    {old}\n") == 1
    return HEAD + DUTY.replace(f"    {old}\n", new and f"    {new}\n")


# ---- what is accepted ---------------------------------------------------------------------


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_duty_is_read(end, tmp_path):
    law = loaded(tmp_path, anywhere="\ufeff" + (HEAD + DUTY).replace("\n", end))
    assert law == pack.Law(
        (
            Requirement(
                id="ask",
                title="How to ask",
                asks="Say how to ask.",
                write="Write how to ask.",
                force="must",
                check="page",
                ages=("0-4", "5-15", "16-25"),
                citation="Anywhere Act 2014, section 1",
                source_url="https://anywhere.gov.uk/act",
                wording="seen",
                number="inferred",
                in_force_from=date(2014, 9, 1),
                in_force_until=None,
                evidence=(Evidence("says", ("ask",), "does not say how to ask"),),
                parts=(),
                through=(),
                pack="anywhere",
                place=Place("checks/packs/anywhere.yml", 6),
            ),
        ),
        {"anywhere": pack.About("The law of Anywhere", "1", date(2026, 11, 1))},
    )


@pytest.mark.parametrize(
    ("written", "kind", "value"),
    [
        ("says: [ask, 'tell*']", "says", ("ask", "tell*")),
        ('says: ["{people}", "a {family}"]', "says",
         ("parent*", "carer*", "child*", "a parent*", "a carer*")),
        ("not_says: [soon]", "not_says", ("soon",)),
        ("near: {within: 8, of: [[a, b], ['{family}']]}", "near",
         pack.Near(8, (("a", "b"), ("parent*", "carer*")))),
        ("contact: [phone, email]", "contact", ("phone", "email")),
        ("link: [gov.uk, '{council}']", "link", ("gov.uk", "{council}")),
        ("list: 3", "list", 3),
        ("words: 40", "words", 40),
        ("sections: 2", "sections", 2),
        ("time_limit: true", "time_limit", True),
        ("amount: yes", "amount", True),
        ("dated_within: 12 months", "dated_within", Period(12, "month")),
        ("entries: {}", "entries", pack.Entries(1, (), (), ())),
        ("entries: {at_least: 2, topics: [a], ages: [0-4], needs: [b]}", "entries",
         pack.Entries(2, ("a",), ("0-4",), ("b",))),
    ],
)  # fmt: skip
def test_evidence_is_read(written, kind, value, tmp_path):
    text = HEAD + DUTY.replace("says: [ask]", written)
    duty = loaded(tmp_path, anywhere=text, words=WORDS).requirements[0]
    assert duty.evidence == (Evidence(kind, value, "does not say how to ask"),)
    assert isinstance(duty.evidence[0].value, type(value))


def test_parts_ends_and_ages_are_read(tmp_path):
    text = with_line("evidence:", "parts:\n    - title: asking\n      evidence:")
    text = text.replace("[all]", "[16-25, 0-4]").replace("force: must", "force: should")
    duty = loaded(tmp_path, anywhere=f"{text}    in_force_until: 2014-09-01\n").requirements[0]
    assert duty.parts == (Part("asking", (Evidence("says", ("ask",), "does not say how to ask"),)),)
    assert duty.ages == ("16-25", "0-4")
    assert duty.severity is Severity.WARNING
    assert duty.in_force(date(2014, 9, 1))
    assert not duty.in_force(date(2014, 9, 2))
    assert not duty.in_force(date(2014, 8, 31))


def test_what_a_pack_asks_of_every_section(tmp_path):
    common = "evidence:\n  - about: [send]\n    missing: is not about SEND\n"
    head = HEAD.replace("requirements:", common + "requirements:")
    plain = loaded(tmp_path, a=head + DUTY).requirements[0]
    assert [item.kind for item in plain.evidence] == ["says", "about"]


def test_a_process_has_no_evidence(tmp_path):
    text = with_line("check: page", "check: process").partition("    evidence:")[0]
    assert loaded(tmp_path, anywhere=text).requirements[0].evidence == ()


def test_duties_come_by_pack_and_line(tmp_path):
    law = loaded(
        tmp_path,
        b=HEAD.replace("anywhere", "z") + DUTY,
        a=HEAD + DUTY.replace("id: ask", "id: tell") + DUTY.replace("id: ask", "id: listen"),
    )
    assert [duty.id for duty in law.requirements] == ["tell", "listen", "ask"]
    assert {name: about.version for name, about in law.packs.items()} == {"anywhere": "1", "z": "1"}


def test_no_packs(tmp_path):
    assert pack.load(tmp_path) == pack.Law((), {})


def test_the_shipped_packs_are_good():
    law = pack.load()
    assert len(law.requirements) >= 64
    assert len(law.packs) >= 3
    assert all(Path(duty.place.path).name.endswith(".yml") for duty in law.requirements)


# ---- what is told -------------------------------------------------------------------------

ONE_OF = "“{}” must be one of: "


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ("title: How to ask", "", 6, "“title” is missing."),
        ("title: How to ask", "title:", 7, "“title” must be words; put them in quotes."),
        ("title: How to ask", "title: 5", 7, "“title” must be words; put them in quotes."),
        ("asks: Say how to ask.", "asks: [Say]", 8, "“asks” must be words; put them in quotes."),
        ("title: How to ask", "titel: How to ask", 7, "“titel” is not a key here. Did you mean"),
        ("title: How to ask", "title: A\n    title: B", 8, "“title” is given twice."),
        ("force: must", "force: may", 10, ONE_OF.format("force") + "must, should."),
        ("force: must", "force: [must]", 10, ONE_OF.format("force") + "must, should."),
        ("force: must", "", 6, ONE_OF.format("force") + "must, should."),
        ("check: page", "check: pages", 11, ONE_OF.format("check") + "page, process."),
        ("check: page", "check: process", 6, "“ask” is shown by process, not evidence."),
        ("ages: [all]", "ages: all", 12, "“ages” must be a list of all, 0-4, 5-15, 16-25."),
        ("ages: [all]", "ages: [0-3]", 12, "“ages” must be a list of all, 0-4, 5-15, 16-25."),
        ("ages: [all]", "ages: [{a: b}]", 12, "“ages” must be a list of all, 0-4, 5-15, 16-25."),
        ("ages: [all]", "ages: []", 12, "“ages” must be a list of all, 0-4, 5-15, 16-25."),
        ("ages: [all]", "", 6, "“ages” must be a list of all, 0-4, 5-15, 16-25."),
        ("wording: seen", "wording: heard", 14, ONE_OF.format("wording") + "seen, "),
        ("number: inferred", "", 6, ONE_OF.format("number") + "seen, "),
        ("in_force_from: 2014-09-01", "in_force_from: 2014-09-31", 17, "“in_force_from” must be a"),
        ("in_force_from: 2014-09-01", "", 6, "“in_force_from” must be a date such as"),
        ("evidence:", "in_force_until: soon\n    evidence:", 18, "“in_force_until” must be a date"),
        ("evidence:", "in_force_until: 2014-08-31\n    evidence:", 18, "it ends before it comes"),
        ("evidence:", "parts: no\n    evidence:", 18, "“parts” must be a list."),
        ("evidence:", "parts: [a]\n    evidence:", 18, "a part must have a title and evidence."),
        ("evidence:", "parts: [{title: a}]\n    evidence:", 18, "this part has no evidence to"),
        ("evidence:", "through: a\n    evidence:", 18, "“through” must be a list of names."),
        ("evidence:", "5: a\n    evidence:", 18, "“5” is not a key here. Use one of: id, title, "),
        (
            "citation: Anywhere Act 2014, section 1",
            "citation: '  '",
            13,
            "“citation” must be words",
        ),
    ],
)
def test_a_wrong_duty(old, new, line, complaint, tmp_path):
    found = told(tmp_path, anywhere=with_line(old, new))
    # A key with another name is also one that is missing.
    found = [text for text in found if "titel" not in new or "missing" not in text]
    assert len(found) == 1
    assert found[0].startswith(f"anywhere.yml:{line}: {complaint}")


@pytest.mark.parametrize(
    ("written", "complaint"),
    [
        ("says: ask", "“says”: it must be a list of words; put numbers in quotes."),
        ("says: []", "“says”: it must be a list of words; put numbers in quotes."),
        ("says: [111]", "“says”: it must be a list of words; put numbers in quotes."),
        ("says: ['*']", "“says”: “*” has no letters to look for."),
        ("not_says: [a, '']", "“not_says”: “” has no letters to look for."),
        ("says: ['{nobody}']", "“says”: there is no group “nobody” in words.yml."),
        ("says: ['{Family}']", "“says”: “{Family}” has a brace that names no group."),
        ("near: 8", "“near”: it must have “within” and “of”."),
        ("near: {within: 8}", "“near”: it must have “within” and “of”."),
        ("near: {within: 8, of: [[a], [b]], by: 1}", "“near”: it must have “within” and “of”."),
        ("near: {within: 0, of: [[a], [b]]}", "“near”: “within” must be a number of words."),
        ("near: {within: yes, of: [[a], [b]]}", "“near”: “within” must be a number of words."),
        ("near: {within: 8, of: [[a]]}", "“near”: “of” must be two or more lists of words."),
        ("near: {within: 8, of: [a, b]}", "“near”: it must be a list of words; put numbers in"),
        ("near: {within: 8, of: [[a], ['{x}']]}", "“near”: there is no group “x” in words.yml."),
        (
            "contact: [fax]",
            "“contact”: it must be a list of: phone, email, form, address, website.",
        ),
        (
            "contact: phone",
            "“contact”: it must be a list of: phone, email, form, address, website.",
        ),
        ("link: gov.uk", "“link”: it must be a list of hosts, such as gov.uk."),
        ("link: [5]", "“link”: it must be a list of hosts, such as gov.uk."),
        ("list: 0", "“list”: it must be a whole number above 0."),
        ("words: yes", "“words”: it must be a whole number above 0."),
        ("sections: many", "“sections”: it must be a whole number above 0."),
        ("amount: no", "“amount”: it can only be true."),
        ("time_limit: soon", "“time_limit”: it can only be true."),
        ("dated_within: 12", "“dated_within”: it must be a length of time, such as “12 months”."),
        ("entries: [a]", "“entries”: it may have at_least, topics, ages and needs."),
        ("entries: {of: a}", "“entries”: it may have at_least, topics, ages and needs."),
        ("entries: {topics: a}", "“entries”: “topics” must be a list."),
        ("entries: {needs: [5]}", "“entries”: “needs” must be a list."),
        ("entries: {ages: [0-3]}", "“entries”: “ages” must be of 0-4, 5-15, 16-25."),
        ("entries: {at_least: 0}", "“entries”: “at_least”: it must be a whole number above 0."),
        ("sais: [ask]", "“sais” is not a key here. Did you mean “says”?"),
    ],
)
def test_wrong_evidence(written, complaint, tmp_path):
    text = HEAD + DUTY.replace("says: [ask]", written)
    found = told(tmp_path, anywhere=text, words=WORDS)
    assert found[0].startswith(f"anywhere.yml:{LAST - 1}: {complaint}")
    assert len(found) == 1


@pytest.mark.parametrize(
    ("tail", "complaint"),
    [
        ("    evidence: [ask]\n", "evidence must be a kind and its value."),
        ("    evidence: ask\n", "“evidence” must be a list."),
        ("    evidence: [{missing: x}]\n", "evidence must be exactly one of: says, not_says, "),
        ("    evidence: [{list: 1, words: 2, missing: x}]\n", "evidence must be exactly one of: "),
        ("    evidence: [{list: 1}]\n", "“missing” is missing."),
        ("    parts: [{evidence: [{list: 1, missing: x}]}]\n", "“title” is missing."),
        ("    parts: [{title: a, evidence: 5}]\n", "“evidence” must be a list."),
    ],
)
def test_wrong_evidence_lists(tail, complaint, tmp_path):
    found = told(tmp_path, anywhere=HEAD + DUTY.partition("    evidence:")[0] + tail)
    assert found[0].startswith(f"anywhere.yml:{LAST - 2}: {complaint}")


@pytest.mark.parametrize(
    ("old", "new", "line", "complaint"),
    [
        ("pack: anywhere\n", "", 1, "“pack” is missing."),
        ('version: "1"', "version: 1", 3, "“version” must be words; put them in quotes."),
        ("as_at: 2026-11-01", "as_at: 1 November", 4, "“as_at” must be a date such as 2014-09-01."),
        ("as_at:", "as_of: x\nas_at:", 4, "“as_of” is not a key here. Did you mean “as_at”?"),
        ("requirements:\n", "requirements: 5\nx:\n", 5, "“requirements” must be a list."),
        ("  - id: ask", "  - ask\n  - id: ask", 6, "a duty must have keys under it."),
        ("- id: ask", "- id: Ask!", 6, "“Ask!” can't be an id: use a-z, 0-9, “-” and “.”."),
        ("- id: ask", "- id:", 6, "“id” must be words; put them in quotes."),
        ("title: The law", "title: &a The law", 2, "can't be read: words that start with “&”"),
        ("title: The law", "title: 'The law", 2, "can't be read: a quote or a bracket"),
    ],
)
def test_a_wrong_pack(old, new, line, complaint, tmp_path):
    found = told(tmp_path, anywhere=(HEAD + DUTY).replace(old, new, 1))
    assert found[0].startswith(f"anywhere.yml:{line}: {complaint}")


@pytest.mark.parametrize("text", ["", "- a\n", "words\n"])
def test_a_pack_that_is_none(text, tmp_path):
    complaint = "this file must hold keys with values."
    assert told(tmp_path, anywhere=text) == [f"anywhere.yml:1: {complaint}"]
    assert told(tmp_path, anywhere=HEAD + DUTY, words=text) == [f"words.yml:1: {complaint}"]


@pytest.mark.parametrize(
    ("text", "complaints"),
    [
        ("groups: [a]\n", ["1: “groups” must hold lists of words."]),
        ("grups: {a: [b]}\n", ["1: “groups” must hold", "1: “grups” is not a key here. Did you"]),
        ("groups:\n  a: b\n", ["2: the group “a” must be a list of words."]),
        ("groups:\n  a: []\n", ["2: the group “a” must be a list of words."]),
        ("groups:\n  a: [b, 5]\n", ["2: the group “a” must be a list of words."]),
        ("groups:\n  a: [b, '-']\n", ["2: the group “a” must be a list of words."]),
        ("groups:\n  A_B: [b]\n", ["2: “A_B” can't name a group: use a-z, 0-9 and “-”."]),
        ("groups:\n  a: [b]\n  a: [c]\n", ["3: “a” is given twice."]),
        ("groups:\n  a: ['{b}']\n", ["2: there is no group “b” in words.yml."]),
        ("groups:\n  a: ['{a}']\n", ["2: the group “a” holds itself."]),
        ("groups:\n  a: [x]\n  b: ['{c}']\n  c: ['{b}']\n", ["3: the group “b” holds itself."]),
    ],
)
def test_wrong_words(text, complaints, tmp_path):
    found = told(tmp_path, anywhere=HEAD + DUTY, words=text)
    assert len(found) == len(complaints)
    for line, complaint in zip(found, complaints, strict=True):
        assert line.startswith(f"words.yml:{complaint}")


def test_faults_of_the_words_are_not_told_again_of_every_pack(tmp_path):
    text = HEAD + DUTY.replace("[ask]", '["{people}"]')
    found = told(tmp_path, anywhere=text, words="groups: {people: ['{people}']}\n")
    assert found == ["words.yml:1: the group “people” holds itself."]
    assert told(tmp_path, anywhere=text, words="groups: [\n")[1:] == []


@pytest.mark.parametrize(
    ("through", "complaint"),
    [
        ("aks", "“all” is met through “aks”, which no pack has. Did you mean “ask”?"),
        ("zebra", "“all” is met through “zebra”, which no pack has."),
        ("all", "“all” must go through duties with evidence, not “all”."),
        ("ask", "“all” is a must; it can't be met through “ask”, a should."),
    ],
)
def test_duties_met_through_others(through, complaint, tmp_path):
    whole = DUTY.replace("id: ask", "id: all").partition("    evidence:")[0]
    text = HEAD + DUTY.replace("must", "should") + f"{whole}    through: [{through}]\n"
    assert told(tmp_path, anywhere=text) == [f"anywhere.yml:{LAST + 1}: {complaint}"]


def test_a_duty_without_evidence(tmp_path):
    text = HEAD + DUTY.partition("    evidence:")[0]
    assert told(tmp_path, anywhere=text) == ["anywhere.yml:6: “ask” has no evidence to look for."]


def test_a_duty_met_through_others_has_no_evidence(tmp_path):
    both = DUTY.replace("id: ask", "id: all") + "    through: [ask]\n"
    complaint = "a duty met through others has no evidence of its own."
    assert told(tmp_path, anywhere=HEAD + DUTY + both) == [
        f"anywhere.yml:{LAST + DUTY.count(chr(10)) + 1}: {complaint}"
    ]


def test_the_same_name_twice(tmp_path):
    found = told(tmp_path, a=HEAD + DUTY, b=HEAD + DUTY + DUTY)
    assert found == [
        "b.yml:1: another pack is called “anywhere” too.",
        "b.yml:6: “ask” is already at checks/packs/a.yml:6.",
        f"b.yml:{LAST + 1}: “ask” is already at checks/packs/a.yml:6.",
    ]


def test_every_fault_of_every_file_at_once(tmp_path):
    (tmp_path / "c.yml").write_bytes(b"pack: caf\xe9\n")
    (tmp_path / "f.yml").mkdir()
    found = told(
        tmp_path,
        a=HEAD.replace("as_at: 2026-11-01", "as_at: soon") + DUTY.replace("must", "may"),
        b="pack: [\n",
        d=HEAD.replace("anywhere", "d") + DUTY.replace("[ask]", "['{x}', 5]").replace("seen", "x"),
        e=HEAD.replace("anywhere", "e")
        + DUTY.replace("id: ask", "id: e").replace("      - says", "      - say"),
        words="groups: {x: 5}\n",
    )
    assert [re.match(r"(\w+\.yml)(?::(\d+))?: ", line).groups() for line in found] == [
        ("words.yml", "1"),
        ("a.yml", "4"),
        ("a.yml", "10"),
        ("b.yml", "1"),
        ("c.yml", "1"),
        ("d.yml", "6"),
        ("d.yml", "14"),
        ("d.yml", str(LAST - 1)),
        ("e.yml", str(LAST - 1)),
        ("f.yml", None),
    ]


KEYS = sorted(re.findall(r"^\W*(\w+):", HEAD + DUTY, re.MULTILINE))
JUNK = st.sampled_from(
    ["", "5", "yes", "[]", "[[a], {b: c}]", "{a: [b]}", "{within: 1, of: [[a], [5]]}", "~", "'*'",
     "*a", "&a b", "!!set {a}", "2026-02-30", "- x", "{says: [a], missing: b}", "\t"]
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(st.tuples(st.sampled_from(KEYS), JUNK), min_size=1, max_size=4))
def test_any_pack_is_read_or_every_complaint_has_a_line(tmp_path_factory, changes):
    text = HEAD + DUTY
    for key, value in changes:
        text = re.sub(rf"\b{key}:.*", lambda _, k=key, v=value: f"{k}: {v}", text)
    folder = tmp_path_factory.getbasetemp() / "packs"
    folder.mkdir(exist_ok=True)
    try:
        loaded(folder, anywhere=text)
        said = ["checks/packs/anywhere.yml:1: nothing"]
    except CannotRun as error:
        said = str(error).splitlines()
    for complaint in said:
        place = re.match(r"checks/packs/anywhere\.yml:(\d+): \S", complaint)
        assert place
        assert 1 <= int(place[1]) <= LAST + 1
