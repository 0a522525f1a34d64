"""What counts as evidence, kind by kind, and how duties come to stand."""

from __future__ import annotations

import dataclasses
from datetime import date

import markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks import passages
from checks import evidence, html, pack
from checks.model import (
    Claim,
    Evidence,
    FrontMatter,
    Listing,
    Outcome,
    Page,
    Part,
    Passage,
    Period,
    Place,
    Requirement,
    Review,
    Settings,
    Site,
    Source,
)
from checks.pack import Entries, Law, Near

TODAY = date(2026, 11, 22)
SHIPPED = pack.load().filler
FILLER = "Families can read about this here and find out what to do next in simple steps. " * 4


def passage(body: str) -> Passage:
    built = html.read("x/index.html", f"<article><h2 id=a>Heading</h2>{body}</article>")
    found = Page(None, built).passage("a")
    assert found
    return found


def holds(kind: str, value: object, body: str, site: Site | None = None) -> bool:
    reader = evidence.Reader(site or Site((), frozenset()), TODAY, SHIPPED)
    return reader.holds(passage(body), Evidence(kind, value, "is missing"))


@pytest.mark.parametrize(
    ("kind", "value", "yes", "no"),
    [
        ("says", ("complain*",), "<p>To complain, write.", "<p>To explain, write."),
        ("not_says", ("admission*",), "<p>Tribunal.", "<p>Admissions appeals."),
        ("says", ("nurser*",), "<p>Nurseries help.", "<p>We are proud of our nurseries."),
        ("about", ("school*",), "<p>Schools. One school.", f"<p>{'word ' * 20}school"),
        ("about", ("school*",), "<p>A school", f"<p>{'word ' * 20}"),
        ("not_about", ("tax",), "<p>Tax, tax.", "<p>Tax, tax and tax."),
        ("near", Near(3, (("appeal*",), ("send",))), "<p>Appeal to the SEND", "<p>Appeal a fine"),
        ("contact", ("phone",), "<p>Ring 01865 810516.", "<p>In 2024 we saw 10,000 people."),
        ("contact", ("phone",), "<a href='tel:+441632960001'>us</a>", "<a href='/phone/'>us</a>"),
        ("contact", ("phone",), "<p>Ring (0345) 050 7666", "<p>Ring us on Monday"),
        ("contact", ("phone",), "<p>Call 111 at any time", "<p>Of 111 families"),
        ("contact", ("email",), "<p>a.b@council.gov.uk", "<p>email us"),
        ("contact", ("email",), "<a href='mailto:a@b.uk'>write</a>", "<p>@council"),
        ("contact", ("form",), "<form><input></form>", "<p>Fill in the form"),
        ("contact", ("form",), "<a href='/f'>Request form</a>", "<a href='/f'>More</a>"),
        ("contact", ("address",), "<p>County Hall, OX1 1ND", "<p>County Hall, Oxford"),
        ("contact", ("website",), "<a href='https://x.org'>X</a>", "<a href='../x/'>X</a>"),
        ("contact", ("phone", "email"), "<p>a@b.uk", "<p>Ask us"),
        ("contact", ("website",), "<p>See www.x.org", "<p>See the www"),
        ("contact", ("website",), "<p>At x.org.uk", "<p>a@x.org.uk"),
        ("link", ("gov.uk",), "<a href='https://www.gov.uk/x'>a", "<a href='https://gov.uk.evil/'>a"),
        ("link", ("gov.uk/find",), "<a href='https://gov.uk/find/x'>", "<a href='https://gov.uk/x'>"),
        ("link", ("{council}",), "<a href='https://a.any.gov.uk'>", "<a href='https://b.gov.uk'>"),
        ("list", 3, "<ol><li>a<li>b<li>c</ol>", "<ol><li>a<li>b</ol>"),
        ("list", 2, "<table><tr><td>a<tr><td>b</table>", "<p>a, b"),
        ("words", 5, "<p>one two three four five", "<p>one two three <a href=x>four five</a>"),
        ("sections", 2, "<h3>a</h3><h3>b</h3>", "<h3>a</h3><h2>b</h2>"),
        ("time_limit", True, "<p>within 10 working days", "<p>quickly"),
        ("time_limit", True, "<p>apply by 31 October", "<p>apply soon"),
        ("time_limit", True, "<p>the 20-week limit", "<p>in 2024"),
        ("amount", True, "<p>up to £500", "<p>some money"),
        ("amount", True, "<p>over 3 miles away", "<p>far away"),
        ("dated_within", Period(12, "month"), "<p>On 1 March 2026.", "<p>On 1 March 2025."),
        ("dated_within", Period(12, "month"), "<p>November 2025", "<p>October 2025"),
        ("dated_within", Period(12, "month"), "<p>Summer term 2026", "<p>Summer 2025"),
        ("dated_within", Period(12, "month"), "<p>In 2025/26", "<p>Plan 2024-29"),
        ("dated_within", Period(12, "month"), "<p>2025 to 2026", "<p>2023 to 2024"),
        ("dated_within", Period(12, "month"), "<p>May 2026", "<p>From 1 May 2027"),
    ],
)  # fmt: skip
def test_a_kind_of_evidence(kind, value, yes, no):
    site = Site((), frozenset(), Settings(hosts=("any.gov.uk",)))
    assert holds(kind, value, yes, site)
    assert not holds(kind, value, no, site)


def test_a_heading_says_what_a_section_is_about():
    assert holds("about", ("heading",), f"<p>{'word ' * 20}")
    assert not holds("not_about", ("heading",), f"<p>{'word ' * 20}")


WISHES = (
    "We are proud of our schools and we want every child to thrive. "
    "Families are at the heart of everything we do. "
    "Our staff are committed to the best possible start for each child and their family. "
)


@pytest.mark.parametrize(
    ("body", "lacking"),
    [
        (f"<p>{WISHES}Schools help. {WISHES}", "says little but good wishes"),
        (
            "<p>Local authorities must publish a Local Offer. It must include: </p><ul>"
            + "".join(f"<li>what schools do about the {n} thing" for n in ("one", "two", "three"))
            + "</ul><p>This page will tell you about it. You will find that schools help.",
            "says little but good wishes",
        ),
        (
            "<ul>" + "".join(f"<li>What schools do and number {n}" for n in range(9)) + "</ul>",
            "is only a list of headings",
        ),
        (f"<p>{WISHES}{'Ask the school for a plan. ' * 8}", None),
    ],
)
def test_filler_is_not_evidence(body, lacking):
    reader = evidence.Reader(Site((), frozenset()), TODAY, SHIPPED)
    found = reader.lacking(passage(body), [Evidence("says", ("school*",), "is missing")])
    if lacking is None:
        assert found == ()
    else:
        assert found
        assert found[0].startswith(lacking)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Entries(1, ("health",), (), ()), True),
        (Entries(2, ("health",), (), ()), False),
        (Entries(2, (), ("0-4",), ()), True),
        (Entries(1, ("health",), ("16-25",), ()), False),
        (Entries(1, (), (), ("autism",)), True),
        (Entries(3, (), (), ()), False),
    ],
)
def test_directory_entries(wanted, found):
    listings = (
        Listing(topics=("health",), age_min=0, age_max=10),
        Listing(topics=("leisure",), needs=("autism",)),
        Listing(topics=("health",), status="inactive"),
    )
    sources = (
        Source(f"docs/services/{n}.md", "", 1, FrontMatter(listing=listing))
        for n, listing in enumerate(listings)
    )
    site = Site(tuple(Page(source, None) for source in sources), frozenset())
    assert holds("entries", wanted, "<p>x", site) is found


@pytest.mark.parametrize(
    ("body", "unfinished"),
    [
        (f"<p>Coming soon. {FILLER}"[:300], True),
        (f"<p>A film is coming soon. {FILLER * 2}", False),
        (f"<p>This page is not ready. Please come back later. {FILLER}", True),
        (f"<p>This page is not ready. Please come back later. {FILLER * 3}", False),
    ],
)
def test_a_section_that_says_it_is_not_finished(body, unfinished):
    reader = evidence.Reader(Site((), frozenset()), TODAY, SHIPPED)
    lacking = reader.lacking(passage(body), ())
    assert ("says that it is not finished" in lacking) is unfinished


# ---- how a duty stands -----------------------------------------------------------------

SAYS = Evidence("says", ("complain*",), "does not say how to complain")
ASKS = Evidence("contact", ("phone",), "gives no phone number")
GOOD = f"<p>You can complain. Ring 01865 810516. {FILLER}</p>"


def duty(**changes: object) -> Requirement:
    made = Requirement(
        id="d",
        title="Complaints",
        asks="Say how to complain.",
        write="Write it.",
        force="must",
        check="page",
        ages=("0-4",),
        citation="The Act",
        source_url="https://law",
        wording="seen",
        number="seen",
        in_force_from=date(2014, 9, 1),
        in_force_until=None,
        evidence=(SAYS, ASKS),
        parts=(),
        through=(),
        pack="p",
        place=Place("checks/packs/p.yml", 1),
    )
    return dataclasses.replace(made, **changes)  # type: ignore[arg-type]


def page(name: str, body: str, *claims: Claim, reviewed: date | None = TODAY) -> Page:
    built = html.read(f"{name}/index.html", f"<article><h1>T</h1><h2 id=s>S</h2>{body}</article>")
    source = Source(f"docs/{name}.md", "", 1, FrontMatter(title=name, claims=claims))
    review = Review(reviewed, Period(6, "month"), Period(28, "day")) if reviewed else None
    return Page(source, built, review)


def stand(requirement: Requirement, *pages: Page, today: date = TODAY):
    (standing,) = evidence.assess(
        Site(pages, frozenset()), Law((requirement,), filler=SHIPPED), today
    )
    return standing


CLAIM = Claim("d", "s", 3)


def test_met():
    assert stand(duty(), page("a", GOOD, CLAIM)).outcome is Outcome.MET
    assert stand(duty(), page("a", GOOD, Claim("d", "", 3))).outcome is Outcome.MET


@pytest.mark.parametrize(
    ("body", "lacking"),
    [
        ("", "says nothing of its own yet"),
        ("<p>You can complain. Ring 01865 810516.", "has only 6 words of its own"),
        (f"<p>Ring 01865 810516. {FILLER}", "does not say how to complain"),
        (f"<p>You can complain. {FILLER}", "gives no phone number"),
        ("<p>" + "<a href=x>complain to us or ring 01865 810516</a> " * 20, "says nothing"),
        (f"<p>Coming soon: complain. Ring 01865 810516. {FILLER[:250]}", "is not finished"),
    ],
)
def test_unsupported(body, lacking):
    standing = stand(duty(), page("a", body, CLAIM))
    assert standing.outcome is Outcome.UNSUPPORTED
    assert lacking in " ".join(standing.supports[0].lacking)


def test_a_section_that_is_not_there_and_one_that_was_meant():
    standing = stand(duty(), page("a", f"{GOOD}<h2 id=complain>C</h2>", Claim("d", "complan", 3)))
    assert standing.outcome is Outcome.UNSUPPORTED
    assert standing.supports[0].suggestion == "complain"


@pytest.mark.parametrize(
    ("reviewed", "outcome"),
    [
        (date(2026, 11, 22), Outcome.MET),
        (date(2026, 5, 22), Outcome.MET),  # due today
        (date(2026, 4, 25), Outcome.MET),  # the last day of grace
        (date(2026, 4, 24), Outcome.UNSUPPORTED),
        (None, Outcome.UNSUPPORTED),
    ],
)
def test_a_page_must_be_in_date(reviewed, outcome):
    assert stand(duty(), page("a", GOOD, CLAIM, reviewed=reviewed)).outcome is outcome


def test_a_page_that_was_not_built_supports_nothing():
    unbuilt = dataclasses.replace(page("a", GOOD, CLAIM), built=None)
    standing = stand(duty(), unbuilt)
    assert standing.outcome is Outcome.UNSUPPORTED
    assert standing.supports[0].lacking == ("is not in the built site",)


def test_hinted_and_missing():
    standing = stand(duty(), page("a", GOOD))
    assert standing.outcome is Outcome.HINTED
    assert standing.candidate
    assert standing.candidate.heading.anchor == "s"
    assert stand(duty(), page("a", FILLER)).outcome is Outcome.MISSING
    assert stand(duty()).outcome is Outcome.MISSING


def test_one_true_claim_is_enough_and_the_false_one_is_told():
    standing = stand(duty(), page("a", FILLER, CLAIM), page("b", GOOD, CLAIM))
    assert standing.outcome is Outcome.MET
    assert [s.supported for s in standing.supports] == [False, True]


PARTED = duty(
    evidence=(ASKS,),
    parts=(
        Part("schools", (Evidence("says", ("school*",), "does not say how at school"),)),
        Part("the NHS", (Evidence("says", ("nhs",), "does not say how in the NHS"),)),
    ),
)


def test_parts_may_be_met_by_several_sections():
    school = page("a", f"<p>Schools: ring 01865 810516. {FILLER}", CLAIM)
    nhs = page("b", f"<p>The NHS: ring 0345 050 7666. {FILLER}", CLAIM)
    neither = page("c", f"<p>Ring 01865 810516. {FILLER}", CLAIM)
    assert stand(PARTED, school, nhs).outcome is Outcome.MET
    alone = stand(PARTED, school)
    assert alone.outcome is Outcome.UNSUPPORTED
    assert alone.supports[0].supported
    assert alone.parts_missing == ("the NHS",)
    assert not stand(PARTED, neither).supports[0].supported


def test_the_nearest_section_is_named():
    near = page("a", f"<p>You can complain. {FILLER}")
    far = page("b", f"<p>Ring 01865 810516. {FILLER}")
    standing = stand(duty(), far, near)
    assert standing.outcome is Outcome.MISSING
    assert standing.candidate
    assert standing.candidate.page is near
    assert standing.candidate.lacking == ("gives no phone number",)


def test_process_duties_are_never_a_breach():
    standing = stand(duty(check="process", evidence=()), page("a", GOOD))
    assert standing.outcome is Outcome.PROCESS


def test_a_general_duty_is_met_through_its_specific_ones():
    general = duty(id="g", evidence=(), through=("d", "e"))
    both = [duty(), duty(id="e"), general]
    also = Claim("e", "s", 4)

    def outcome(*claims: Claim, body: str = GOOD) -> Outcome:
        pages = (page("a", body, *claims),)
        return evidence.assess(Site(pages, frozenset()), Law(tuple(both)), TODAY)[2].outcome

    assert outcome(CLAIM, also) is Outcome.MET
    assert outcome(CLAIM) is Outcome.HINTED
    assert outcome(CLAIM, also, body=FILLER) is Outcome.UNSUPPORTED
    assert outcome(CLAIM, body=FILLER) is Outcome.MISSING


def test_the_order_of_pages_and_an_unrelated_page_change_nothing():
    a, b, other = page("a", GOOD, CLAIM), page("b", FILLER, CLAIM), page("z", FILLER)
    outcomes = {
        stand(duty(), *pages).outcome for pages in ((a, b), (b, a), (a, b, other), (other, a, b))
    }
    assert outcomes == {Outcome.MET}


# ---- what is true of any site --------------------------------------------------------------

# From the worst: evidence taken away never moves a duty up.
RANKS = (Outcome.MISSING, Outcome.HINTED, Outcome.UNSUPPORTED, Outcome.MET)
BODIES = (
    GOOD,
    FILLER,
    f"<p>To complain, write to us. {FILLER}",
    f"<p>Ring 01865 810516. {FILLER}",
    "<p>You can complain. Ring 01865 810516.",
    f"<p>Complaints about parking. {FILLER}",
)
DAYS = (TODAY, date(2020, 1, 1), None)
PAGES = st.lists(
    st.builds(
        lambda body, claimed, day: (body, claimed, day),
        st.sampled_from(BODIES),
        st.booleans(),
        st.sampled_from(DAYS),
    ),
    max_size=5,
)


def outcome(drawn: list[tuple[str, bool, date | None]], *, parted: bool = False) -> Outcome:
    pages = [
        page(f"p{number}", body, *((CLAIM,) if claimed else ()), reviewed=day)
        for number, (body, claimed, day) in enumerate(drawn)
    ]
    return stand(PARTED if parted else duty(), *pages).outcome


@given(PAGES, st.data(), st.booleans())
def test_a_page_taken_away_never_meets_a_duty(drawn, data, parted):
    kept = data.draw(st.sets(st.sampled_from(range(len(drawn))))) if drawn else set()
    fewer = [each for number, each in enumerate(drawn) if number in kept]
    if outcome(fewer, parted=parted) is Outcome.MET:
        assert outcome(drawn, parted=parted) is Outcome.MET


@given(PAGES, st.data())
def test_a_claim_taken_away_never_meets_a_duty(drawn, data):
    claimed = [data.draw(st.booleans()) and was for _, was, _ in drawn]
    fewer = [(body, now, day) for (body, _, day), now in zip(drawn, claimed, strict=True)]
    if outcome(fewer) is Outcome.MET:
        assert outcome(drawn) is Outcome.MET


@given(PAGES, st.data())
def test_the_order_of_pages_does_not_matter(drawn, data):
    shuffled = data.draw(st.permutations(drawn))
    assert outcome(shuffled) is outcome(drawn)


@given(PAGES, st.integers(0, 5), st.sampled_from(DAYS))
def test_an_unrelated_page_changes_nothing(drawn, at, day):
    more = [*drawn[:at], (FILLER, False, day), *drawn[at:]]
    assert outcome(more) is outcome(drawn)


POSITIVE = ("says", "about", "near", "contact", "link", "list", "words", "time_limit", "amount")
LAW = pack.load()
ITEMS = [
    item
    for shipped in LAW.requirements
    for rule in (shipped.evidence, *(part.evidence for part in shipped.parts))
    for item in rule
    if item.kind in POSITIVE
]
TEXTS = passages.read([passages.ROOT / "tests/passages/development"])


@given(st.sampled_from(TEXTS), st.data())
def test_a_text_cut_short_never_holds_more(drawn, data):
    """For every item of the shipped law that looks for something, on real manners of writing."""
    heading, *blocks = drawn.text.split("\n\n")
    cut = data.draw(st.integers(0, len(blocks)))
    site = Site((), frozenset(), Settings(hosts=("gov.uk",)))
    reader = evidence.Reader(site, TODAY, LAW.filler)
    whole, short = (section("\n\n".join((heading, *some))) for some in (blocks, blocks[:cut]))
    for item in data.draw(st.lists(st.sampled_from(ITEMS), min_size=20, max_size=20)):
        assert not reader.holds(short, item) or reader.holds(whole, item), item


def section(text: str) -> Passage:
    rendered = markdown.markdown(text, extensions=passages.EXTENSIONS)
    found = Page(None, html.read("p/index.html", f"<article>{rendered}</article>")).passage()
    assert found
    return found


def test_in_force():
    law = duty(in_force_from=date(2020, 1, 1), in_force_until=date(2029, 8, 31))
    days = (date(2019, 12, 31), date(2020, 1, 1), date(2029, 8, 31), date(2029, 9, 1))
    assert [law.in_force(day) for day in days] == [False, True, True, False]
