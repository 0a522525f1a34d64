"""The facts at the head of a page: what is accepted, what is told, and that nothing falls over."""

from __future__ import annotations

import json
from datetime import date

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checks import frontmatter, parse
from checks.lined import Unreadable, read, read_text
from checks.model import CannotRun, Claim, Complaint, FrontMatter, Listing, Period, Settings, Team
from tests.conftest import ROOT

SCHEMA = ROOT / "handbook/front-matter.schema.json"
SHAPE = frontmatter.json_schema()
VALIDATOR = jsonschema.Draft202012Validator(
    SHAPE, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
)
COUNCIL = Settings(
    teams={"early-years": Team("Early years team"), "rights": Team("Rights team")},
    vocabularies={
        "topics": {"health": "Health", "leisure": "Leisure"},
        "needs": {"any": "Any need", "autism": "Autism"},
        "areas": {"anywhere": "Anywhere"},
        "cost": {"free": "Free", "paid": "You pay"},
    },
)
GOOD = """\
title: Short breaks
summary: Time off.
owner: early-years
last_reviewed: 2026-11-02
"""
EVERYTHING = (
    GOOD
    + """\
review_every: 1 year
meets: [sch2-17, sch2-17#how-to, b.2#c]
"""
)
SERVICE = """\
sources: [{url: "https://anywhere.gov.uk", seen: 2026-11-01}, {title: Letter, seen: 2026-11-02}]
hide: [toc, navigation]
search: {boost: 2.5}
provider: Anywhere Arts
topics: [health]
needs: [any, autism]
age_min: 5
age_max: 16
areas: [anywhere]
cost: free
cost_note: 5
referral: either
siblings: yes
online: false
waiting_time: {value: 2 weeks, measured: 2026-10-01}
contact: {phone: 01632 960001, website: https://anywhere.org.uk, address: 1 High Street}
status: temporarily closed
commissioned_until: 2028-02-29
quality_mark: 2026-05-01
"""


def matter(text: str, *, service: bool = True) -> FrontMatter:
    return frontmatter.read(read(text, first_line=2), COUNCIL, service=service)


def told(text: str, *, service: bool = True) -> list[tuple[int, str, str]]:
    """The complaints about some lines that stand below good ones."""
    complaints = matter(GOOD + text, service=service).complaints
    return [(c.line - GOOD.count("\n") - 1, c.message, c.fix) for c in complaints]


def lines_in(text: str) -> int:
    return text.replace("\r\n", "\n").count("\n") + 1


# ---- what is accepted ---------------------------------------------------------------------


def test_everything_is_read_with_its_type():
    found = matter(EVERYTHING + SERVICE)
    assert found.complaints == ()
    assert (found.title, found.summary, found.owner) == ("Short breaks", "Time off.", "early-years")
    assert found.last_reviewed == date(2026, 11, 2)
    assert found.review_every == Period(1, "year")
    assert found.claims == (
        Claim("sch2-17", "", 7),
        Claim("sch2-17", "how-to", 7),
        Claim("b.2", "c", 7),
    )
    assert found.listing == Listing(
        provider="Anywhere Arts",
        topics=("health",),
        needs=("any", "autism"),
        areas=("anywhere",),
        age_min=5,
        age_max=16,
        status="temporarily closed",
    )
    values = found.values
    assert values["hide"] == ("toc", "navigation")
    assert values["search"] == {"boost": 2.5}
    assert values["cost_note"] == "5"
    assert values["siblings"] is True
    assert values["waiting_time"] == {"value": "2 weeks", "measured": date(2026, 10, 1)}
    assert values["contact"] == {
        "phone": "01632 960001",
        "website": "https://anywhere.org.uk",
        "address": "1 High Street",
    }
    assert values["quality_mark"] == date(2026, 5, 1)
    assert set(found.lines) == set(values)
    assert found.line_of("title") == 2
    assert found.line_of("no such key") == 1


def test_a_page_is_no_listing():
    found = matter(GOOD, service=False)
    assert found.complaints == ()
    assert found.listing is None
    assert matter(GOOD).listing == Listing()


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("contact: {phone: 01865810516}", "contact", {"phone": "01865810516"}),
        ("contact: {phone: 00441865810516}", "contact", {"phone": "00441865810516"}),
        ("contact: {phone: +441865810516}", "contact", {"phone": "+441865810516"}),
        ('contact: {phone: " 111 "}', "contact", {"phone": "111"}),
        ("eligibility: 007", "eligibility", "007"),
        ("eligibility: 12:30", "eligibility", "12:30"),
        ("checked: 2026-11-02", "checked", "2026-11-02"),
        ("provider: >-\n  Anywhere\n  Arts\n", "provider", "Anywhere Arts"),
        ("age_min: 0", "age_min", 0),
        ("age_max: 120", "age_max", 120),
        ("online: No", "online", False),
        ("review_every: 2  Weeks", "review_every", Period(2, "week")),
        ("quality_mark: '2028-02-29'", "quality_mark", date(2028, 2, 29)),
    ],
)
def test_value_is_kept_as_meant(line, key, value):
    assert told(line) == []
    assert matter(GOOD + line).values[key] == value


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_windows_files(mark, end, tmp_path):
    """A byte order mark and Windows line ends change neither values nor lines."""
    file = tmp_path / "page.md"
    text = f"---\n{GOOD}colour: pink\n---\n## Words\n".replace("\n", end)
    file.write_bytes(mark + text.encode())
    source = parse.parse("page.md", read_text(file, "page.md"), COUNCIL, service=False)
    assert source.front_matter.title == "Short breaks"
    assert [c.line for c in source.front_matter.complaints] == [6]
    assert source.headings[0].line == 8


# ---- what is told -------------------------------------------------------------------------

NO_AGE = "Write a whole number without quotes, such as 5."
NO_DUTY = (
    "Write the name of a duty, such as sch2-17, or with the section that meets it, such as "
    "sch2-17#complain."
)
NO_KEY = "is not a key that a page can have."
OUT = "Fill it in, or take the line out."


@pytest.mark.parametrize(
    ("text", "line", "message", "fix"),
    [
        ("title: A", 1, "“title” is given twice; only the first counts.", "Keep one of them."),
        ("topics: []", 1, "“topics” is empty.", OUT),
        ("contact: {}", 1, "“contact” is empty.", OUT),
        ('provider: "  "', 1, "“provider” is empty.", OUT),
        ("online:", 1, "“online” is empty.", OUT),
        (
            "cost: Free",
            1,
            "“Free” is not one of the words for “cost” in local-offer.yml.",
            "Did you mean “free”?",
        ),
        (
            "status: [active]",
            1,
            "“[active]” is not one of the words for “status”.",
            "Did you mean “active”?",
        ),
        ("age_min: yes", 1, "“age_min” is “true”, which is not an age in years.", NO_AGE),
        ("age_min: '5'", 1, "“age_min” is “5”, which is not an age in years.", NO_AGE),
        ("age_max: -1", 1, "“age_max” is “-1”, which is not an age in years.", NO_AGE),
        (
            "age_min: 6\nage_max: 5",
            2,
            "The oldest age, 5, is below the youngest, 6.",
            "Swap them, or correct the wrong one.",
        ),
        (
            "waiting_time: {value: 2 weeks}",
            1,
            "A waiting time must say how long the wait is and when that was measured.",
            'Write {value: "22 weeks", measured: 2026-11-01}.',
        ),
        (
            "sources:\n  - title: A\n    seen: 2026-11-01\n    url: 'http://['",
            4,
            "“http://[” is not a web address.",
            "Write the whole address, from https:// on.",
        ),
        (
            "contact: {website: https://a℀b.uk}",
            1,
            "“https://a℀b.uk” is not a web address.",
            "Write the whole address, from https:// on.",
        ),
        ("meets:\n  - a\n  - a#", 3, "“a#” does not name a duty.", NO_DUTY),
        ("meets: [SCH2-17]", 1, "“SCH2-17” does not name a duty.", NO_DUTY),
        ("meets: [[a]]", 1, "“[a]” does not name a duty.", NO_DUTY),
        ("x\u2028y: z", 1, f"“x y” {NO_KEY}", "Take the line out."),
        ("true: x", 1, f"“true” {NO_KEY}", "Take the line out."),
        ("5: x", 1, f"“5” {NO_KEY}", "Take the line out."),
        ("<<: {title: x}", 1, f"“<<” {NO_KEY}", "Take the line out."),
    ],
)
def test_complaint(text, line, message, fix):
    """What the tiny site of bad-front-matter does not show."""
    assert told(text) == [(line, message, fix)]


@pytest.mark.parametrize("text", ["", "# nothing\n", "- a\n", "words\n", "5\n", "[a, b]", "~"])
def test_no_facts_are_told_once(text):
    found = matter(text)
    assert [c.line for c in found.complaints] == [1]
    assert found.values == {}
    assert found.lines == {}


def test_what_is_missing_is_told_once_each():
    assert [c.message for c in matter("hide: [toc]").complaints] == [
        "The page has no title.",
        "The page has no summary.",
        "The page has no owner.",
    ]
    assert [c.message for c in matter("titel: A\nteam: rights\nsummary: S").complaints] == [
        "“titel” is not a key that a page can have.",
        "“team” is not a key that a page can have.",
    ]


def test_a_wrong_value_is_left_out():
    """What could not be read reaches neither theme nor lists, but its line is known."""
    found = matter("title: [A]\nlast_reviewed: 2026-02-30\ntopics: 5\ncolour: pink\nage_min: x\n")
    assert found.title == ""
    assert found.last_reviewed is None
    assert found.listing == Listing()
    assert found.values == {"topics": ()}
    assert found.line_of("last_reviewed") == 3


def test_every_service_key_is_refused_on_a_page():
    for entry in frontmatter.FIELDS:
        if entry.service:
            assert told(f"{entry.name}: x", service=False) == [
                (1, f"“{entry.name}” is only for pages in docs/services/.", "Take the line out.")
            ]


@pytest.mark.parametrize("length", [159, 160, 161, 300])
def test_summary_limit(length):
    found = matter(GOOD.replace("Time off.", "x" * length))
    if length <= 160:
        assert found.complaints == ()
    else:
        over = "1 character" if length == 161 else f"{length - 160} characters"
        assert found.complaints == (
            Complaint(
                3,
                f"The summary has {length} characters; lists show 160 at most.",
                f"Shorten it by {over}.",
            ),
        )


# ---- what holds of any front matter -------------------------------------------------------

NAMES = [entry.name for entry in frontmatter.FIELDS]
KEYS = st.sampled_from(
    [*NAMES, *NAMES, "titel", "reviewed", "5", "yes", "~", "? [a]", "{a: b}", '"a b"', "<<", ""]
)
SCALARS = st.sampled_from(
    [
        "", "~", "Short breaks", "Breaks: a guide", "it's", "'it''s'", '"a', "2026-11-02",
        "2026-02-30", "9999-12-31", "02/11/2026", "01865 810516", "01865810516", "5", "-5", "4.5",
        "1e9", "yes", "No", "6 months", "0 days", "sch2-17", "sch2-17#a b", "early-years", "nobody",
        "health", "free", "self", "active", "https://a.uk", "http://[", "*a", "&a b", "!!set x",
        "x" * 200, "café", "\U0001f600", "| x", "|\n    words\n    more", ">-\n    words", "# note",
        "{", "]", "{value: 2 weeks, measured: 2026-10-01}", "{phone: 01865, email: }",
        "{phone: [1, 2]}", "{a: {b: {c: [d]}}}", "[health, health, 5, ~]", "[[[[[[a]]]]]]",
        "[{url: https://a.uk, seen: 2026-11-01}]", "[{seen: x, url: 5, title: [a]}]", "\t",
    ]
)  # fmt: skip
ITEMS = st.lists(SCALARS, min_size=1, max_size=4).map(
    lambda items: "".join(f"\n  - {item}" for item in items)
)
PAIRS = st.lists(st.tuples(KEYS, SCALARS), min_size=1, max_size=4).map(
    lambda pairs: "".join(f"\n  {key}: {value}" for key, value in pairs)
)
HEADS = st.lists(st.tuples(KEYS, SCALARS | ITEMS | PAIRS), max_size=8).map(
    lambda pairs: "".join(f"{key}: {value}\n" for key, value in pairs)
)


@settings(deadline=None, max_examples=400)
@given(HEADS, st.booleans(), st.sampled_from(["\n", "\r\n"]))
@example(head="title: A\ntitle: [*a]\n", service=False, end="\n")
@example(head="age_min: 30\n", service=True, end="\r\n")
def test_a_page_is_read_or_refused_with_a_line(head, service, end):
    """Never raises but CannotRun, and whatever is named as a line can be gone to."""
    text = f"---\n{head}---\nWords.\n".replace("\n", end)
    try:
        found = parse.parse("docs/page.md", text, COUNCIL, service=service).front_matter
    except CannotRun as error:
        place, line, problem = str(error).split(":", 2)
        found = FrontMatter(complaints=(Complaint(int(line), problem, place),))
    last = lines_in(text)
    assert all(1 <= c.line <= last and c.message and c.fix for c in found.complaints)
    assert all(len(f"{c.message} {c.fix}".splitlines()) == 1 for c in found.complaints)
    assert all(len(c.message) < 300 for c in found.complaints)
    assert all(1 < line <= last for line in found.lines.values())
    assert set(found.values) <= set(found.lines) & set(NAMES)
    assert all(1 < claim.line <= last and claim.duty for claim in found.claims)
    if found.listing:
        assert 0 <= found.listing.age_min <= 120
        assert set(found.listing.topics) <= {"health", "leisure"}
    if not found.complaints:
        assert found.title
        assert found.owner in COUNCIL.teams


@settings(deadline=None, max_examples=200)
@given(HEADS)
def test_every_wrong_key_is_told(head):
    """A key either has a value that was read, or a complaint names its line."""
    try:
        lined = read(head, first_line=2)
    except Unreadable:
        return
    found = frontmatter.read(lined, COUNCIL, service=True)
    told_of = {c.line for c in found.complaints}
    for key, line in found.lines.items():
        assert key in found.values or line in told_of


# ---- the JSON Schema ----------------------------------------------------------------------


def test_the_handbook_has_the_schema(request):
    written = json.dumps(SHAPE, indent=2, ensure_ascii=False) + "\n"
    if request.config.getoption("--update-golden"):
        SCHEMA.write_text(written, "utf-8", newline="\n")
    assert SCHEMA.read_text("utf-8") == written, "renew it with --update-golden"


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SHAPE)
    properties = SHAPE["properties"]
    assert isinstance(properties, dict)
    assert set(properties) == set(NAMES)
    for shape in properties.values():
        assert shape["description"].endswith(".")


def test_the_schema_accepts_every_shipped_page():
    """Whatever the checker has nothing against, editors' tools have nothing against."""
    pages = sorted((ROOT / "docs").rglob("*.md"))
    assert len(pages) > 50
    for file in pages:
        head = parse.split(file.read_text("utf-8-sig")).yaml
        data = read(head or "").data
        wrong = [f"{file.name}: {error.message}" for error in VALIDATOR.iter_errors(data)]
        assert wrong == []


# Values for each kind of key, good and bad; the vocabularies' words are all good, as the
# schema knows none of them.
TEXT = ["A title", 2027, 2.5, "", "  ", True, None, ["a"], {"a": "b"}]
DAYS = ["2026-11-02", "2028-02-29", "2026-02-30", "20261102", "02/11/2026", 2026, None, ["x"]]
BY_KIND = {
    "text": TEXT,
    "summary": [*TEXT, "x" * 160, "x" * 161],
    "team": ["early-years", "rights", "", None, ["rights"], True],
    "date": DAYS,
    "period": ["6 months", "1 Year", "9999 days", "10000 days", "0 days", "soon", 6, "", None],
    "claims": [["a.b"], ["a#b", "a"], ["a", "a"], ["A"], ["a#"], [5], [None], [], "a", {"a": "b"}],
    "sources": [
        [{"url": "https://a.uk/b?c#d", "seen": "2026-11-02"}],
        [{"title": "Letter", "seen": "2026-11-02", "dated": "May"}],
        [{"title": "", "seen": "2026-11-02"}],
        [{"title": "Letter", "url": None, "seen": "2026-11-02"}],
        [{"title": ["Letter"], "url": "http://a", "seen": "2026-11-02"}],
        [{"url": "https://a.uk", "seen": "2026-02-30"}],
        [{"url": "http://[", "seen": "2026-11-02"}],
        [{"url": "www.a.uk", "seen": "2026-11-02"}],
        [{"url": "https://a.uk"}],
        [{"url": "https://a.uk", "seen": "2026-11-02", "by": "me"}],
        ["https://a.uk"],
        [None],
        [],
        "https://a.uk",
    ],
    "age": [0, 5, 121, -1, 4.5, "5", True, None],
    "flag": [True, False, "yes", "maybe", 1, None],
    "option": ["self", "active", "nonsense", "", None, ["self"]],
    "waiting": [
        {"value": "2 weeks", "measured": "2026-10-01"},
        {"value": 2, "measured": "2026-10-01"},
        {"value": "2 weeks", "measured": "May"},
        {"value": "", "measured": "2026-10-01"},
        {"value": "2 weeks"},
        {"value": "2 weeks", "measured": "2026-10-01", "who": "me"},
        {},
        "2 weeks",
    ],
    "contact": [
        {"phone": "01632 960001", "website": "https://a.uk"},
        {"phone": 1632960001},
        {"phone": ["01632 960001"]},
        {"phone": " "},
        {"email": None},
        {"website": "a.uk"},
        {"fax": "01632 960001"},
        {},
        "01632 960001",
    ],
    "texts": [["toc"], ["toc", 5], [None], [""], [], "toc", {"a": "b"}],
    "mapping": [{"exclude": True}, {}, "no", ["a"], None],
}
BY_NAME = {
    "version": ["easy-read", "young-person", "easy"],
    "topics": [["health"], ["health", "leisure"], ["health", "health"], [5], [], "health", None],
    "needs": [["any"], [None], {"any": "autism"}],
    "areas": [["anywhere"], [["anywhere"]]],
    "cost": ["free", "paid", "", 5, None, ["free"]],
    "age_max": [25, 120, 121, "25", None],
}
USUAL = {"title": "T", "summary": "S", "owner": "rights", "last_reviewed": "2026-11-02"}
EXAMPLES = {
    entry.name: BY_NAME[entry.name] if entry.name in BY_NAME else BY_KIND[entry.kind]
    for entry in frontmatter.FIELDS
}
FACT = st.sampled_from([(name, value) for name, values in EXAMPLES.items() for value in values])


@settings(deadline=None, max_examples=300)
@given(st.lists(FACT, min_size=1, max_size=3))
def test_schema_and_checker_agree(facts):
    """Two readings of one table: what one refuses the other refuses, and the same of good."""
    page = {**USUAL, **dict(facts)}
    found = matter(json.dumps(page))
    refused = [error.message for error in VALIDATOR.iter_errors(page)]
    assert bool(found.complaints) is bool(refused), (found.complaints, refused)


@pytest.mark.parametrize("name", NAMES)
def test_schema_and_checker_agree_on_every_value(name):
    """Each key has values that both accept and values that both refuse."""
    verdicts = set()
    for value in EXAMPLES[name]:
        page = {**USUAL, name: value}
        accepted = VALIDATOR.is_valid(page)
        found = matter(json.dumps(page))
        assert (found.complaints == ()) is accepted, (value, found.complaints)
        verdicts.add(accepted)
    assert verdicts == {True, False}


@pytest.mark.parametrize("name", ["title", "summary", "owner", "last_reviewed"])
def test_schema_asks_for_what_every_page_has(name):
    assert VALIDATOR.is_valid(USUAL)
    assert not VALIDATOR.is_valid({key: value for key, value in USUAL.items() if key != name})
