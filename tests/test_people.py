"""Personal data: what is told of a page's text, and what is not."""

from __future__ import annotations

import contextlib
import re
from types import SimpleNamespace

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checks import parse, people, people_words, run
from checks.model import CannotRun, Page, Place, Problem, Settings, Severity, Site, Waiver
from checks.people import digits as rules
from checks.people import masks
from checks.reporters import REPORTERS
from checks.suite import wall_of_text
from tests.conftest import ROOT, TODAY
from tests.tiny import NO_LAW

WORDS = people_words.load()
TOLD, SILENT = (
    yaml.safe_load((ROOT / f"tests/people/{name}.yml").read_text("utf-8"))
    for name in ("told", "silent")
)


def told(text: str, **settings: object) -> list[str]:
    """What is quoted of a page of this text."""
    return [re.findall("“(.*?)”", message)[0] for message in messages(text, **settings)]


def messages(text: str, **settings: object) -> list[str]:
    page = Page(parse.parse("docs/services/a.md", text, Settings(), service=True), None)
    site = Site((page,), frozenset(), Settings(**settings))
    traces = list(people.traces(site, WORDS))
    assert traces == list(people.traces(site, WORDS))
    assert all(1 <= trace.place.line <= text.count("\n") + 1 for trace in traces)
    return [trace.message for trace in traces]


@pytest.mark.parametrize(
    "case", [case for some in TOLD.values() for case in some], ids=lambda case: case["text"]
)
def test_whoever_is_named_is_told(case):
    found = messages(case["text"])
    assert any(case["who"] in message for message in found), found


@pytest.mark.parametrize("text", [text for some in SILENT.values() for text in some])
def test_what_only_looks_like_a_name_is_left_alone(text):
    assert messages(text) == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Jane Smith, SENCO", "Jane Smith, SENCO"),
        ("Jane Smith (SENDCo)", "Jane Smith (SENDCo)"),
        ("**Jane Smith** – deputy head", "Jane Smith – deputy head"),
        ("Siân is kind. Aisha O'Neill is our school nurse.", "Aisha O'Neill is our school nurse"),
        ("| Jane Smith | SENCO |", "Jane Smith | SENCO"),
        ("SENCO: Jane Smith", "SENCO: Jane Smith"),
        ("the head teacher, Mary Smith-Jones", "head teacher, Mary Smith-Jones"),
        ("Contact Jane Smith in the office", "Contact Jane Smith"),
        ("Please ask for Sarah on 01632 960001", "ask for Sarah"),
        ("Jane Smith: 01632 960001", "Jane Smith"),
        ("contact Mrs Jones", "Mrs Jones"),
        ("Ask Miss Patel or the office.", "Miss Patel"),
        ("Ask Dr A. Khan", "Dr A. Khan"),
        ("our daughter Amy, who is deaf", "our daughter Amy"),
        ("Amelia, aged 7, came", "Amelia, aged 7"),
        ("Jack (aged 7) came", "Jack (aged 7)"),
        ("a 9-year-old Mohammed", "9-year-old Mohammed"),
        ("Write to jane.smith@anywhere.gov.uk", "j***.*****@anywhere.gov.uk"),
        ("[Write](mailto:j.smith@anywhere.gov.uk)", "j.*****@anywhere.gov.uk"),
        ("janesmith76@hotmail.co.uk", "j**********@hotmail.co.uk"),
        ("smith.jane@anywhere.gov.uk", "s****.****@anywhere.gov.uk"),
        ("jsmith@school.sch.uk", "j*****@school.sch.uk"),
        ("Ring 07123 456123", "07*** ****23"),
        ("Ring +44 7123 456123", "+4* **** ****23"),
        # A report says no more of somebody's number than helps to find it.
        ("401 023 2137", "40* *** **37"),
        ("NHS number: 4010232137", "40******37"),
        ("UPN B801200005001", "B8*********01"),
        ("NI number AA000000A", "AA*****0A"),
        ("DOB 3/4/2012", "DOB */*/****"),
        ("He was born on 3rd April 2012.", "born on *rd April ****"),
    ],
)
def test_a_person_is_told(text, said):
    assert told(text) == [said]


@pytest.mark.parametrize(
    "text",
    [
        # Places, charities and others with a person's name.
        "Mary Hare School, the Jane Scarth House, and the Ellen Wilkinson School for Girls.",
        "Contact Sue Ryder, the Anna Freud Centre or Ronald McDonald House.",
        "Dr South's School, Mr Gee's Coaches, Dr Martens, and Miss Manners' Day Nursery.",
        "Ring Barnardo's. Talk to Samaritans. Contact Autism Oxford. Ask Mencap.",
        "Ring the SENCO. The head teacher, Monday to Friday. Ask the manager, May Road.",
        "Ask for Grace. Contact Will.",
        # Code and addresses of pages.
        "`Jane Smith, SENCO` and https://example.org/jane.smith@b.org",
        # Role mailboxes.
        "send@a.gov.uk, info@b.org, helen.house.office@c.org, parents.carers@d.org, abc@e.org",
        "oxfordshireparents@gmail.com, grace@hub.org, s.end@f.org",
        # Numbers that are something else.
        "01865 810516, 0306406152, 401-023-2137, 999 000 0018, 401 023 2138, A801200005001",
        "£401 023 2137, QQ123456C, BG123456A, 2026-11-22, 4857773456",
        # Numbers that families text.
        "Text 07123 456123. WhatsApp: 07123 456124. Parentline is 07123 456125.",
        # Rules about all children.
        "Children born on 3 April 2022 can start. Born on or after 1 September 2022.",
        "If your child was born on 2 May 2020, apply. Date of birth.",
        "He was born on 12 February 1809.",
        "A child aged 7. Pupils aged 5 to 16. Year 7. My son Autism assessment. In May, aged 4.",
        # Made up, and said so.
        "Sam, aged 7, is made up.",
        "",
    ],
)
def test_what_tells_of_nobody_is_left_alone(text):
    assert told(text) == []


def test_exceptions_have_their_place():
    text = "Ask Dr Jane Smith, our patron, or ring 07123 456123."
    assert told(text, may_be_named={"Jane Smith": "A public post."}) == ["07*** ****23"]
    assert told(text, service_mobiles={"+447123456123": "Theirs."}) == ["Dr Jane Smith"]


def test_a_text_number_of_a_service_is_known_everywhere():
    text = '---\ncontact:\n  text: "07123 456123"\n---\nRing 07123 456123 or 07123 456124.'
    assert told(text) == ["07*** ****24"]


def test_titles_of_sources_are_no_names_of_ours():
    source = "sources:\n  - {title: Letter from Dr Jane Smith}\n  - title: By Mrs Jones\n"
    assert told(f"---\n{source}owner: a\nsummary: Ask Mrs Brown.\n---\nText") == ["Mrs Brown"]


@pytest.mark.parametrize("digits", ["4010232137", "9434765919"])
def test_nhs_numbers(digits):
    assert rules.is_nhs(digits)
    wrong = digits[:-1] + str((int(digits[-1]) + 1) % 10)
    assert not rules.is_nhs(wrong)


@given(st.text("0123456789", min_size=12, max_size=12))
def test_every_upn_has_one_letter(digits):
    assert sum(rules.is_upn(letter + digits) for letter in "ABCDEFGHJKLMNPQRTUVWXYZ") == 1


PIECES = st.sampled_from(
    [*"\n ,.:;()*_[]@`|-–—'’&", "Jane", "Smith", "SENCO", "Dr", "Mrs", "son", "my ", "contact ",
     "aged", " 7", "07123 456123", "401 023 2137", "born on ", "DOB", "3/4/2012", "31 February 99",
     "AA000000A", "B801200005001", "@gmail.com", "---\n", "sources:\n", "<!--", "-->", "é", "\0",
     "head teacher", " is ", "jane.smith", "School", "\u00a0", "١٢"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=60).map("".join))
def test_any_text_can_be_looked_at(text):
    with contextlib.suppress(CannotRun):  # of front matter that can't be read, told elsewhere
        told(text)


@pytest.mark.parametrize("piece", ["Jane ", "Jane Smith ", "a ", "SENCO ", "1 ", "Mrs Jones and "])
def test_long_texts_are_no_trap(piece):
    """No pattern takes a time that grows with the square of a text."""
    assert len(told(piece * 20_000)) <= 1


NUMBERS = ("401 023 2137", "4010232137", "B801200005001", "AA 00 00 00 A", "DOB 3 April 2012")
REACHES = (
    "07700 900126", "+447700900126", "jane.smith@anywhere.gov.uk", "jane.smith%40anywhere.gov.uk",
    "jane.smith [at] anywhere.gov.uk",
)  # fmt: skip
AROUND = ("{}", "“{}” is wrong", 'Element: <a href="tel:{}">')


@pytest.mark.parametrize(
    "said",
    [
        *(around.format(leak) for leak in NUMBERS for around in AROUND[:2]),
        *(around.format(leak) for leak in REACHES for around in AROUND),
        "see gone-07700900126.md",
        "https://example.org/?mail=jane.smith@anywhere.gov.uk",
    ],
)
def test_what_is_one_persons_is_masked(said):
    shown = masks.masked(said, WORDS)
    assert not any(leak in shown for leak in (*NUMBERS, *REACHES, "7700900126"))
    assert masks.masked(shown, WORDS) == shown


@pytest.mark.parametrize(
    "said", ["Ring 01865 810516 on 22 November 2026.", "send@a.gov.uk", "ISBN 0306406152", ""]
)
def test_what_is_not_stays(said):
    assert masks.masked(said, WORDS) == said


def test_a_services_own_number_is_shown():
    assert masks.masked("07700 900126", WORDS, ["+447700900126"]) == "07700 900126"


@pytest.mark.parametrize("name", sorted(REPORTERS))
def test_every_report_is_masked(name):
    said = "NHS number 4010232137, 07700 900126, jane.smith@anywhere.gov.uk"
    place = Place("docs/a.md", 1)
    check = SimpleNamespace(
        __name__="checks.suite.wall_of_text",
        __doc__=wall_of_text.__doc__,
        SEVERITY=Severity.WARNING,
        check=lambda _: [Problem(place, f"Long: {said}", f"Cut {said}")],
    )
    waiver = Waiver("wall-of-text", "docs/*", said, said, TODAY, place)
    site = Site((), frozenset(), Settings(), beside=(waiver,))
    report = run.run(site, NO_LAW, run.Chosen([check], TODAY))
    assert report.waived == 1
    assert not re.search("4010232137|900126|jane.smith@anywhere", REPORTERS[name](report))


def test_words_are_data_that_is_checked(tmp_path):
    file = tmp_path / "people.yml"
    text = (ROOT / "checks/packs/people.yml").read_text("utf-8")
    file.write_text(re.sub("(?m)^titles: .*$", "titles: 5\nnicknames: [Al]", text), "utf-8")
    with pytest.raises(CannotRun) as caught:
        people_words.load(file)
    assert "“titles” must be a list of words." in str(caught.value)
    assert "“nicknames” is not a list that is used here." in str(caught.value)


def test_no_name_is_also_a_place():
    """A list that holds a name twice, or as its own exception, would hide a slip."""
    assert not set(WORDS.first_names) & {"School", "House", "Centre"}
    assert set(WORDS.titles).isdisjoint(WORDS.public_titles)
