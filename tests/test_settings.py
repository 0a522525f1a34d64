"""`local-offer.yml`: what it gives, what it leaves to us, and that all its faults come at once."""

from __future__ import annotations

import copy
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import settings as tries
from hypothesis import strategies as st

from checks import announcements, glossary, lined, parse, plain, settings, synonyms, voice
from checks.model import CannotRun, Period, Settings, Team
from tests.conftest import ROOT

FULL = """\
council:
  name: Anywhere Council
  area: Anywhere
  official: https://anywhere.gov.uk/offer
  hosts: [anywhere.gov.uk, anywhere.nhs.uk]
notice: >-
  A demonstration,
  no more.
report_to: offer@anywhere.gov.uk
teams:
  early-years: {name: Early years team, email: early@anywhere.gov.uk}
  rights: Rights team
review:
  default: 1 year
  folders: {services: 2 years, /docs/youth-hub/: 3 months}
  due_soon: 2 weeks
  grace: 1 day
vocabularies:
  topics: {health: Health}
  needs: {any: Any need}
  areas:
  cost: {free: Free, "5": Five pounds}
takes_in:
  topics: {health: all}
  cost: {"5": [free]}
also_called:
  needs: {any: [SEN, SEND]}
"""


def loaded(text: str, tmp_path: Path) -> Settings:
    (tmp_path / settings.FILE).write_bytes(text.encode())
    return settings.load(tmp_path, "https://anywhere.gov.uk/offer/")


def told(text: str, tmp_path: Path) -> list[str]:
    """The complaints, without the file's name."""
    with pytest.raises(CannotRun) as caught:
        loaded(text, tmp_path)
    lines = str(caught.value).splitlines()
    assert all(line.startswith("local-offer.yml:") for line in lines)
    return [line.removeprefix("local-offer.yml:") for line in lines]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_everything_is_read(end, tmp_path):
    (tmp_path / "docs/every-age").mkdir(parents=True)
    (tmp_path / "docs/every-age/advice.md").touch()
    text = FULL + "booklets: {always: [every-age/advice.md]}\n"
    assert loaded("\ufeff" + text.replace("\n", end), tmp_path) == Settings(
        council="Anywhere Council",
        area="Anywhere",
        official="https://anywhere.gov.uk/offer",
        hosts=("anywhere.gov.uk", "anywhere.nhs.uk"),
        notice="A demonstration, no more.",
        report_to="offer@anywhere.gov.uk",
        site_url="https://anywhere.gov.uk/offer/",
        teams={
            "early-years": Team("Early years team", "early@anywhere.gov.uk"),
            "rights": Team("Rights team"),
        },
        review_default=Period(1, "year"),
        review_folders={"services": Period(2, "year"), "youth-hub": Period(3, "month")},
        due_soon=Period(2, "week"),
        grace=Period(1, "day"),
        booklets_always=("docs/every-age/advice.md",),
        vocabularies={
            "topics": {"health": "Health"},
            "needs": {"any": "Any need"},
            "areas": {},
            "cost": {"free": "Free", "5": "Five pounds"},
        },
        takes_in={"topics": {"health": ("health",)}, "cost": {"5": ("free",)}},
        also_called={"needs": {"any": ("SEN", "SEND")}},
        plain=plain.load(),
    )


def test_a_word_knows_those_that_take_it_in(tmp_path):
    found = loaded(FULL, tmp_path)
    assert found.wider("cost", "free") == ("5",)
    assert found.wider("cost", "5") == ()
    assert found.wider("topics", "health") == ()  # not itself
    assert found.wider("needs", "any") == ()


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "---\n", "council:\nteams:\nreview:\n"])
def test_what_is_not_said_has_a_default(text, tmp_path):
    found = loaded(text, tmp_path)
    assert found == Settings(site_url="https://anywhere.gov.uk/offer/", plain=plain.load())
    assert found.review_default == Period(6, "month")


def test_the_limits_of_checks_are_read(tmp_path):
    text = (
        "review: {bulk: 5, edited_words: 9}\n"
        "directory: {waiting_time_for: 2 months, contract_soon: 6 weeks}\n"
        "images: {kilobytes: 90, pixels: 900}\ndocuments: {words: 30}\nrepeats: {words: 25}\n"
        "placeholders: [soon]\n"
    )
    found = loaded(text, tmp_path)
    assert (found.bulk, found.edited_words) == (5, 9)
    assert (found.waiting_time_for, found.contract_soon) == (Period(2, "month"), Period(6, "week"))
    assert (found.image_kilobytes, found.image_pixels) == (90, 900)
    assert (found.document_words, found.repeated_words) == (30, 25)
    assert found.placeholders == ("soon",)


def test_the_shipped_settings_are_good():
    assert settings.load(ROOT).teams


NOT_AN_AGE = "must be an age in whole years, such as 11."
NOT_A_LENGTH = "which is not a length of time. Write it like “6 months” or “30 days”."


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("- a\n- b\n", "1: This file must hold keys with values, not [a, b]."),
        ("just words\n", "1: This file must hold keys with values, not just words."),
        ("teams: {}\nteems: {}\n", "2: “teems” is not a setting here. Did you mean “teams”?"),
        (
            "colour: pink\n",
            "1: “colour” is not a setting here. Use one of: council, notice, report_to, teams, ",
        ),
        ("5: pink\nnotice: x\n", "1: “5” is not a setting here. Use one of: council, "),
        ("council:\n  nam: A\n", "2: “nam” is not a setting here. Did you mean “name”?"),
        ("council: Anywhere\n", "1: “council” must hold keys with values, not Anywhere."),
        ("council:\n  name: [A]\n", "2: “name” must be words. Put them in quotes."),
        ("council: {name: 2027}\n", "1: “name” must be words. Put them in quotes."),
        ("council:\n  name: A\n  hosts: a.uk\n", "3: “hosts” must be a list of words, such as"),
        ("council:\n  hosts: [a.uk, 5]\n", "2: “hosts” must be a list of words, such as"),
        ("booklets: [a.md]\n", "1: “booklets” must hold keys with values, not [a.md]."),
        ("booklets: {alway: []}\n", "1: “alway” is not a setting here. Did you mean “always”?"),
        ("booklets: {always: a.md}\n", "1: “always” must be a list of words, such as"),
        ("booklets:\n  always:\n    - a.md\n", "3: there is no page docs/a.md."),
        ("booklets: {always: [../x.md]}\n", "1: there is no page docs/../x.md."),
        ("notice: yes\n", "1: “notice” must be words. Put them in quotes."),
        ("report_to: [a@b.uk]\n", "1: “report_to” must be words. Put them in quotes."),
        ("notice: A\nnotice: B\n", "2: “notice” is given twice. Keep one of them."),
        ("teams:\n  a: A\n  a: B\n", "3: “a” is given twice. Keep one of them."),
        ("teams: [a, b]\n", "1: “teams” must hold keys with values, not [a, b]."),
        ("teams:\n  a: {}\n", "2: The team “a” has no name. Add “name: …”."),
        ("teams:\n  a:\n", "2: The team “a” has no name. Add “name: …”."),
        ('teams:\n  a: " "\n', "2: The team “a” has no name. Add “name: …”."),
        ("teams:\n  a: {email: a@b.uk}\n", "2: The team “a” has no name. Add “name: …”."),
        ("teams:\n  a:\n    name: 5\n", "3: “name” must be words. Put them in quotes."),
        ("teams:\n  a: 5\n", "2: “a” must hold keys with values, not 5."),
        ("teams:\n  a: {name: A, mail: x}\n", "2: “mail” is not a setting here. Did you mean"),
        ("longest_waiver: for ever\n", f"1: “longest_waiver” is “for ever”, {NOT_A_LENGTH}"),
        (
            "waivers:\n- {check: a, path: b, reason: TODO, until: 2026-12-31}\n",
            "2: “TODO” is no reason. Say in a few words why.",
        ),
        (
            "waivers:\n- {check: a, path: b, reason: '\u200b', until: 2026-12-31}\n",
            "2: “",
        ),
        (
            "waivers:\n  - check: a\n    path: b\n    reason: Not yet\n    until: 31/12/2026\n",
            "5: a waiver needs its last day, and “31/12/2026” is not a date. Write until: 2026-12-",
        ),
        ("review:\n  default: soon\n", f"2: “default” is “soon”, {NOT_A_LENGTH}"),
        ("review:\n  default: 6\n", f"2: “default” is “6”, {NOT_A_LENGTH}"),
        ("review:\n  grace:\n", f"2: “grace” is “nothing”, {NOT_A_LENGTH}"),
        ("review:\n  due_soon: 0 days\n", f"2: “due_soon” is “0 days”, {NOT_A_LENGTH}"),
        ("review:\n  folders:\n    a: x\n", f"3: “a” is “x”, {NOT_A_LENGTH}"),
        ("reading_age:\n  default: 4\n", f"2: “default” {NOT_AN_AGE}"),
        ("reading_age:\n  default: yes\n", f"2: “default” {NOT_AN_AGE}"),
        ("reading_age:\n  folders:\n    a: old\n", f"3: “a” {NOT_AN_AGE}"),
        ("review: {bulk: 1}\n", "1: “bulk” must be a whole number from 2 to 10000."),
        (
            "review: {edited_words: few}\n",
            "1: “edited_words” must be a whole number from 1 to 10000.",
        ),
        ("directory: {contract_soon: 3}\n", f"1: “contract_soon” is “3”, {NOT_A_LENGTH}"),
        ("directory: {waiting_time: 1 day}\n", "1: “waiting_time” is not a setting here. Did"),
        ("images: {kilobytes: 1.5}\n", "1: “kilobytes” must be a whole number from 1 to 100000."),
        ("images: {pixels: 9}\n", "1: “pixels” must be a whole number from 100 to 100000."),
        ("documents: {words: 0}\n", "1: “words” must be a whole number from 1 to 1000."),
        ("repeats: {words: 10}\n", "1: “words” must be a whole number from 20 to 1000."),
        ("placeholders: TBC\n", "1: “placeholders” must be a list of words, such as [one, two]."),
        ("reach: {clicks: 0}\n", "1: “clicks” must be a number of clicks, from 1 to 9."),
        ("reach: {clicks: some}\n", "1: “clicks” must be a number of clicks, from 1 to 9."),
        ("reach:\n  to:\n    - no.md\n", "3: there is no page docs/no.md."),
        ("reach: {from: index.md}\n", "1: “from” must be a list of words, such as [one, two]."),
        ("review: {folders: [a]}\n", "1: “folders” must hold keys with values, not [a]."),
        ("privacy: {names: {}}\n", "1: “names” is not a setting here. Use one of: may_be_named"),
        ("privacy:\n  may_be_named: [A B]\n", "2: “may_be_named” must hold keys with values"),
        ("privacy:\n  may_be_named:\n    A B:\n", "3: “A B” needs its reason, in words."),
        ("privacy:\n  service_mobiles:\n    '01632 960001': a\n", "3: “01632 960001” is no UK"),
        ("elsewhere: {frame: {}}\n", "1: “frame” is not a setting here. Did you mean “frames”?"),
        ("elsewhere:\n  forms:\n    https://a.org/: a\n", "3: “https://a.org/” is no host."),
        ('elsewhere:\n  frames:\n    "a.org; script-src *": a\n', "3: “a.org; script-src *” is"),
        ("elsewhere:\n  frames:\n    a.org: 5\n", "3: “a.org” needs its reason, in words."),
        ("vocabularies:\n  topic: {a: A}\n", "2: “topic” is not a setting here. Did you mean"),
        ("vocabularies:\n  cost: [free]\n", "2: “cost” must hold keys with values, not [free]."),
        (
            "vocabularies:\n  cost:\n    free:\n",
            "3: “free” has no words. Write what families read.",
        ),
        ("vocabularies:\n  cost:\n    free: yes\n", "3: “free” must be words. Put them in quotes."),
        ("vocabularies:\n  cost:\n    free: ''\n", "3: “free” must be words. Put them in quotes."),
        ("takes_in:\n  topic: {}\n", "2: “topic” is not a setting here. Did you mean “topics”?"),
        (
            "vocabularies: {cost: {free: Free}}\ntakes_in:\n  cost:\n    fre: all\n",
            "4: “fre” is not a setting here. Did you mean “free”?",
        ),
        (
            "vocabularies: {cost: {free: Free}}\ntakes_in:\n  cost:\n    free: [paid]\n",
            "4: “paid” is not a word of “cost” under “vocabularies”.",
        ),
        (
            "vocabularies: {cost: {free: Free}}\ntakes_in:\n  cost: {free: some}\n",
            "3: “free” must be a list of words, such as [one, two].",
        ),
        (
            "vocabularies: {needs: {any: Any}}\nalso_called:\n  needs: {an: [x]}\n",
            "3: “an” is not a setting here. Did you mean “any”?",
        ),
        (
            "vocabularies: {needs: {any: Any}}\nalso_called:\n  needs: {any: SEN}\n",
            "3: “any” must be a list of words, such as [one, two].",
        ),
        ("also_called: {cost: {}}\n", "1: “cost” is not a setting here."),
        ("council: {name: A\nteams: {}\n", "2: can't be read: "),
        ("notice: a: b\n", "1: can't be read: a colon that does not belong"),
        ("notice: &a b\nreport_to: *a\n", "1: can't be read: words that start with"),
        ("notice: A\nreport_to: \x07\n", "2: can't be read: an invisible character"),
    ],
)
def test_complaint(text, complaint, tmp_path):
    found = told(text, tmp_path)
    assert len(found) == 1
    assert found[0].startswith(complaint)


def test_all_faults_come_at_once_in_the_order_of_lines(tmp_path):
    text = FULL.replace("Anywhere Council", "5").replace("2 weeks", "soon").replace("Health}", "}")
    assert [line.split(":")[0] for line in told(text + "colour: pink\n", tmp_path)] == [
        "2", "16", "19", "28"
    ]  # fmt: skip


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(CannotRun, match=r"^local-offer\.yml: can't be read"):
        settings.load(tmp_path)
    (tmp_path / settings.FILE).write_bytes(b"council:\n  name: Caf\xe9\n")
    with pytest.raises(CannotRun, match=r"^local-offer\.yml:2: this file is not UTF-8"):
        settings.load(tmp_path)


LINES = st.lists(
    st.tuples(
        st.sampled_from(["", "", "  ", "    "]),
        st.sampled_from(
            [
                "council:", "teams:", "review:", "folders:", "vocabularies:", "topics:", "name:",
                "default:", "hosts:", "notice:", "services:", "5:", "- a", "? [a]", "*a", "{", "#",
            ]
        ),
        st.sampled_from(["", " A", " 6 months", " 5", " [a, 5]", " {name: A}", " &a b", " ~"]),
    ).map("".join),
    max_size=8,
)  # fmt: skip


@tries(deadline=None, max_examples=300)
@given(LINES)
@example(["teams: [&a [*a]]"])
def test_any_file_is_read_or_every_complaint_has_a_line(tmp_path_factory, lines):
    text = "\n".join(lines)
    try:
        loaded(text, tmp_path_factory.getbasetemp())
        said = ["local-offer.yml:1: nothing"]
    except CannotRun as error:
        said = str(error).splitlines()
    for complaint in said:
        place = re.match(r"local-offer\.yml:(\d+): \S", complaint)
        assert place
        assert 1 <= int(place[1]) <= text.count("\n") + 1


# ---- the real files, with one thing wrong --------------------------------------------------------

# What somebody may write in the wrong place: nothing, another kind, paths, patterns, odd signs.
ODD: tuple[object, ...] = (
    None, "", "  ", [], {}, True, 0, -1, 1e99, 10**30, [None], [""], ["a", "a"], [["a"]],
    {"a": 1}, {"": ""}, [{"a": {"b": 1}}], "x", "2026-11-22", "31/12/2026", "../../etc/passwd",
    "/etc/passwd", "C:\\docs\\a.md", "(a+)+$", "[", "*" * 40, "a" * 5000, "é\u202e😀", "a\nb", "#",
)  # fmt: skip
EVERYTHING = """\
directory: {waiting_time_for: 6 months, contract_soon: 3 months}
links:
  ledger: .links/ledger.sqlite
  fresh: 14 days
  confirm: {runs: 2, apart: 1 day}
  pace: {at_once: 2, delay_seconds: 0.25, longest_wait_seconds: 60}
  limits: {request_seconds: 20, run_minutes: 30}
  leave_out: {"https://a.uk/*": For staff only.}
privacy: {may_be_named: {A B: Chairs.}, service_mobiles: {"07700 900123": Theirs.}}
elsewhere: {frames: {a.example.org: Paid.}, forms: {b.example.org: Ours.}}
plain_english: {sentence_words: 25, avoid: {customer: person}, allow: [], known: [OUFC]}
longest_waiver: 1 year
waivers: [{check: a, path: "docs/*", about: x, reason: Not yet., until: 2027-01-01}]
"""


def places(data: object, key: lined.Key = ()) -> Iterator[lined.Key]:
    yield key
    if isinstance(data, dict | list):
        for name, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from places(value, (*key, name))


def slips(text: str, tries: int) -> Iterator[str]:
    """The file with something else at one place, or without it, or under another name."""
    data = lined.read(text).data
    every = list(places(data))
    chance = random.Random(7)
    for _ in range(tries):
        made = copy.deepcopy({"": data})
        *above, last = ("", *chance.choice(every))
        holder: object = made
        for name in above:
            holder = holder[name]  # type: ignore[index]
        how = chance.randrange(8)
        if how == 0 and above:
            del holder[last]  # type: ignore[attr-defined]
        elif how == 1 and above and isinstance(holder, dict):
            holder[f"{last}s"] = holder.pop(last)
        else:
            holder[last] = chance.choice(ODD)  # type: ignore[index]
        yield yaml.safe_dump(made[""], allow_unicode=True, sort_keys=False)


REAL: dict[str, tuple[Callable[[Path], object], int]] = {
    "local-offer.yml": (settings.load, 25),
    "docs/about/glossary.yml": (glossary.load, 8),
    "docs/about/comments.yml": (voice.load, 40),
    "docs/about/announcements.yml": (announcements.load, 60),
    "docs/about/synonyms.yml": (synonyms.load, 10),
}


def answer(load: Callable[[Path], object], root: Path, text: str, file: str) -> None:
    """A file is read, or every complaint names the file, a line of it, and what to do."""
    try:
        load(root)
    except CannotRun as error:
        for complaint in str(error).splitlines():
            place = re.match(re.escape(file) + r":(\d+): \S.*[.?…]$", complaint)
            assert place, complaint
            assert 1 <= int(place[1]) <= text.count("\n") + 1, complaint
            assert len(complaint) < 600, complaint


@pytest.mark.parametrize("file", REAL)
def test_a_slip_in_a_real_file_is_told_or_does_no_harm(file, tmp_path):
    (tmp_path / "docs").symlink_to(ROOT / "docs")
    load, tries = REAL[file]
    text = (ROOT / file).read_text("utf-8")
    if file.startswith("docs"):
        (tmp_path / "docs").unlink()
        (tmp_path / "docs/about").mkdir(parents=True)
    for slip in slips(text, tries):
        (tmp_path / file).write_text(slip, "utf-8")
        answer(load, tmp_path, slip, file)


def test_a_slip_in_any_setting_is_told_or_does_no_harm(tmp_path):
    for slip in slips(EVERYTHING, 150):
        (tmp_path / settings.FILE).write_text(slip, "utf-8")
        answer(settings.load, tmp_path, slip, settings.FILE)


@pytest.mark.parametrize("folder", ["services", "every-age"])
def test_a_slip_in_front_matter_is_told_or_does_no_harm(folder):
    chosen = settings.load(ROOT)
    texts = [file.read_text("utf-8") for file in (ROOT / "docs" / folder).glob("*.md")]
    matter = max(
        (parse.split(text).yaml or "" for text in texts), key=lambda yaml: (len(yaml), yaml)
    )
    for slip in slips(matter, 150):
        text = f"---\n{slip}---\nWords.\n"

        def load(_: Path, text: str = text) -> object:
            return parse.parse("a.md", text, chosen, service=folder == "services")

        answer(load, ROOT, text, "a.md")
