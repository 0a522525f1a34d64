"""Plain English: what each check takes for wrong, what it leaves alone, and what it says."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from checks import acronyms, html, load, moments, parse, plain, settings
from checks.model import CannotRun, Context, Page, Place, Settings, Site, Template, Ways, Word
from checks.run import name_of
from checks.suite import CHECKS
from tests import tiny
from tests.conftest import TODAY

PLAIN = (
    "all-capitals", "bare-address", "date-style", "long-sentence", "unexplained-acronym",
    "unlabelled-download", "vague-link-text", "wall-of-text", "words-to-avoid",
)  # fmt: skip
CHOSEN = Settings(plain=plain.load())


def page_of(body: str, markdown: str = "", path: str = "docs/page.md") -> Page:
    """A page of this HTML; its Markdown has the same words unless it is given."""
    source = parse.parse(path, tiny.page(markdown or body), CHOSEN, service=False)
    return load.join(source, html.read("page/index.html", f"<main>{body}</main>"), CHOSEN)


def context_of(site: Site) -> Context:
    """What these checks are given of a site."""
    return Context(
        site=site, requirements=(), standings=(), law=(), law_as_at=TODAY, link_faults=(),
        ways=Ways(), today=TODAY, odd_dates=lambda: tuple(moments.odd(site)),
        unexplained=lambda: tuple(acronyms.unexplained(site)),
    )  # fmt: skip


def found(check: str, site: Site) -> list[tuple[str, str]]:
    """What a check says of a site, and what to do."""
    context = context_of(site)
    return [(problem.message, problem.fix) for problem in tiny.named(check).check(context)]


def said(check: str, body: str, **site: object) -> list[tuple[str, str]]:
    return found(check, Site((page_of(body),), frozenset(), CHOSEN, **site))  # type: ignore[arg-type]


# ---- as a council's editor writes --------------------------------------------------------

LINES = Path(__file__).parent / "plain"  # a file a check: “-” wrong, “+” right; \n: a new line
EXTENSIONS = [
    "admonition", "attr_list", "def_list", "footnotes", "md_in_html", "pymdownx.details",
    "pymdownx.superfences", "pymdownx.tabbed", "tables",
]  # fmt: skip


@pytest.mark.parametrize("file", sorted(LINES.glob("*.txt")), ids=lambda file: file.stem)
def test_lines_of_markdown(file):
    markdown = Markdown(
        extensions=EXTENSIONS, extension_configs={"pymdownx.tabbed": {"alternate_style": True}}
    )
    wrong = []
    for line in file.read_text("utf-8").splitlines():
        text = line[2:].replace("\\n", "\n")
        page = page_of(markdown.reset().convert(text), text)
        told = found(file.stem, Site((page,), frozenset(), CHOSEN, sizes={"page/here.pdf": 12_345}))
        if bool(told) is not (line[0] == "-"):
            wrong.append((line, told))
    assert wrong == []


# ---- dates and times ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "better"),
    [
        ("2nd May 2026", "2 May 2026"),
        ("the 2nd of May 2026", "2 May 2026"),
        ("May 2nd, 2026", "2 May 2026"),
        ("May 2, 2026", "2 May 2026"),
        ("2 May, 2026", "2 May 2026"),
        ("2-5 May", "2 to 5 May"),
        ("20/05/26", "20 May 2026"),
        ("5/20/2026", "20 May 2026"),
        ("20.05.2026", "20 May 2026"),
        ("9:00am", "9am"),
        ("9.00 am", "9am"),
        ("9.30am", "9:30am"),
        ("9 a.m.", "9am"),
        ("9AM", "9am"),
        ("14:30", "2:30pm"),
        ("09:30", "9:30am"),
        ("17:00 hrs", "5pm"),
        ("12 noon", "midday"),
        ("12pm", "midday"),
        ("12am", "midnight"),
        ("9-5pm", "9am to 5pm"),
        ("2–5pm", "2pm to 5pm"),
        ("9am - 12 noon", "9am to midday"),
        ("9.30am to 2.30pm", "9:30am to 2:30pm"),
        ("10:00-15:30", "10am to 3:30pm"),
        ("Monday-Friday", "Monday to Friday"),
        ("Mondays – Fridays", "Monday to Friday"),
        ("Mon-Fri", "Monday to Friday"),
        ("Mon to Thu", "Monday to Thursday"),
        ("Mon 3 Mar", "Monday 3 March"),
        ("Wed 4th March 2026", "Wednesday 4 March 2026"),
        ("Sept 2027", "September 2027"),
        ("6th–10th April", "6 to 10 April"),
        ("28 March - 2 April", "28 March to 2 April"),
        ("Oct-Dec 2026", "October to December 2026"),
        ("March 3 2026", "3 March 2026"),
        ("2026-03-07", "7 March 2026"),
        ("school year 2026/27", "school year 2026 to 2027"),
        ("1730hrs", "5:30pm"),
        ("17.00 to 18.00 hours", "5pm to 6pm"),
        ("00:00", "midnight"),
        ("noon", "midday"),
        ("17 Jul 26", "17 July 2026"),
        ("17th July '26", "17 July 2026"),
        ("31.05.26", "31 May 2026"),
        ("10:00-12:00hrs", "10am to midday"),
        ("15:15 to 16.00pm", "3:15pm to 4pm"),
    ],
)
def test_a_date_is_written_better(written, better):
    (problem,) = said("date-style", f"<p>Come on {written}, or ring us.</p>")
    assert f"“{written}”" in problem[0]
    assert problem[1] == f"Write “{better}”."


def test_what_has_two_meanings_is_not_decided():
    (problem,) = said("date-style", "<p>Come on 02/05/26.</p>")
    assert problem[1] == "Write “2 May 2026” if that is the day that is meant."
    (problem,) = said("date-style", "<p>Come 8-9pm.</p>")
    assert problem[1] == "Write “8pm to 9pm” if those are the hours meant."
    for written, hours in (
        ("Open 10-12 on Mondays", "10am to midday"), ("Monday to Friday, 9 to 5", "9am to 5pm"),
        ("Thursdays 6.30 to 9", "6:30pm to 9pm"), ("Open till 5.30", "5:30pm"),
        ("Open 9am-5", "9am to 5pm"), ("Open 6pm-8", "6pm to 8pm"), ("Open 10pm-8", "10pm to 8am"),
    ):  # fmt: skip
        (problem,) = said("date-style", f"<p>{written}.</p>")
        assert problem[1] == f"Write “{hours}” if those are the hours meant."
    (problem,) = said("date-style", "<p>Sat/Sun.</p>")
    assert "“Saturday and Sunday” if both are meant" in problem[1]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("31 June 2027", "June has 30 days"),
        ("29/02/2027", "February has 28 days in 2027"),
        ("Tuesday 25 December 2026", "25 December 2026 is a Friday"),
    ],
)
def test_a_day_that_there_is_not(written, told):
    ((message, fix),) = said("date-style", f"<p>Come on {written}.</p>")
    assert message == f"“{written}” is no day: {told}."
    assert fix.startswith(("Find out which day is meant", "Write “Friday 25 December 2026”, or"))


@pytest.mark.parametrize("born", ["DOB 14/06/2015", "She was born on 14.06.2015"])
def test_a_date_of_birth_is_not_printed(born):
    assert said("date-style", f"<p>{born} and so on.</p>") == []


def test_short_months_and_days_may_stand_in_a_table():
    assert said("date-style", "<table><tr><td>Mon 3 Mar</td><td>Sept 2027</td></tr></table>") == []


@pytest.mark.parametrize(
    "right",
    [
        "2 May 2026", "9am to 5pm", "9:30am to midday", "5:30pm", "Monday to Friday",
        "the accounts of 2025/26", "24/7", "page 3/4", "version 1.2.26", "01865 810516",
        "ages 2-5", "a score of 20:20", "£9.30", "10/05/2026 10:31", "31/31/2026",
        "a 5-11 school", "99/99/99", "“2nd May 2026”", "<code>2nd May 2026</code>",
        "<blockquote>2nd May 2026</blockquote>", "May 2 people come?", "9:30",
        "room 1700", "1700 places", "at 1600 metres", "in 1930", "from 1945 to 1950", "ages 10-12",
        "10-12 weeks", "Year 10-11 options", "grades 9-4 on Monday", "paragraph 9.30",
        "the Code at 9.30.", "the 1st March Scouts", "12-15 High Street", "1:1 support",
        "from 6 January until 14 February", "GCSE grades 9-5", "regulation 2014/1530",
    ],
)  # fmt: skip
def test_what_is_no_wrong_date_is_left_alone(right):
    if "20:20" not in right:
        assert said("date-style", f"<p>It says {right} here.</p>") == []


# ---- words -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "word", "fix"),
    [
        ("We utilise the hall.", "utilise", "Write “use”."),
        ("Prior to the visit, ring us.", "Prior to", "Write “Before”."),
        ("Some, e.g. a hoist, are free.", "e.g.", "Write “for example”."),
        ("She suffers from a heart condition.", "suffers from", "Write “has” or “with”"),
        ("He is wheelchair-bound.", "wheelchair-bound", "Write that the person “uses a"),
        ("She is an epileptic.", "an epileptic", "Write “a person with epilepsy”."),
        ("He is a diabetic.", "a diabetic", "Write “a person with diabetes”."),
        ("It is for the disabled.", "the disabled", "Write “disabled people”."),
        ("The CCG pays.", "CCG", "Integrated care boards took their place"),
        ("Your statement of SEN says so.", "statement of SEN", "Education, health and care plans"),
        ("We are a one-stop shop.", "one-stop shop", "Say what people can get there."),
    ],
)
def test_a_word_to_avoid(text, word, fix):
    (problem,) = said("words-to-avoid", f"<p>{text}</p>")
    assert problem[0].startswith(f"“{word}” is ")
    assert problem[1].startswith(fix)


@pytest.mark.parametrize(
    "text",
    [
        "A written statement of what the school offers.",
        "Ask the teacher of the deaf, or use the disabled toilet.",
        "The old computer suffers from dust.",
        "CCGs were replaced by integrated care boards.",
        "Ring Endeavour to Help, a charity.",
        "We go to Facilitate Futures Ltd.",
        "She said “we utilise the hall”.",
        "Type <code>utilise</code>.",
        "The ring-necked dove, the legend, an egg and a lie.",
        "The school is a normal school-sized building.",
    ],
)
def test_right_words_names_and_quotations_are_left_alone(text):
    assert said("words-to-avoid", f"<p>{text}</p>") == []


def test_jargon_that_the_glossary_explains_is_left_alone():
    word = Word("graduated approach", "", (), "Four steps.", "", tooltip=True, place=Place("x", 1))
    text = "<p>Schools use a graduated approach.</p>"
    assert said("words-to-avoid", text)
    assert said("words-to-avoid", text, words=(word,)) == []


# ---- short forms -------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The education, health and care (EHC) plan. An EHC plan.",
        "EHC (education, health and care) plan.",
        "Ask the special educational needs co-ordinator. The SENCO helps.",
        "Integrated Care Board. Later on, ring the ICB.",
        "The Covid-19 Patient Notification System (CPNS).",
        "A test for RNA (ribonucleic acid).",
        "Two EHCPs. Education, health and care plans.",
        "KEEP is a charity for young people.",
        "The NHS, the BBC, your GP, GCSEs and UCAS.",
        "OX1 1ND, the A40, Part III, Key Stage KS2, a PDF or a DOCX.",
        "PLEASE ASK BEFORE YOU COME.",
        "A CLOSER look, a closer look.",
        "“Ask the XQZ”, or <code>XQZ</code>.",
        "ISO 9001 and www.XQZ.com/XQZ.",
        "Text XQZ to 60777.",
    ],
)
def test_short_forms_that_are_explained_or_none(text):
    assert said("unexplained-acronym", f"<p>{text}</p>") == []


@pytest.mark.parametrize("text", ["Ask the XQZ.", "Two XQZs.", "The XQZ’s team.", "Ask DfQ."])
def test_short_forms_that_nobody_explains(text):
    (problem,) = said("unexplained-acronym", f"<p>{text}</p>")
    assert problem[0].endswith("is explained neither on this page nor in the glossary.")


def test_an_explanation_in_passing_counts():
    assert said("unexplained-acronym", '<p>Ask the <abbr title="X q">XQZ</abbr>.</p>') == []


def test_the_glossary_explains_in_any_form():
    word = Word("XQZ plan", "", (), "A plan.", "", tooltip=True, place=Place("x", 1))
    assert said("unexplained-acronym", "<p>Two XQZs.</p>", words=(word,)) == []


def test_a_short_form_is_told_once_for_all_pages():
    pages = tuple(page_of("<p>Ask the XQZ.</p>", path=f"docs/{n}.md") for n in range(3))
    ((message, _),) = found("unexplained-acronym", Site(pages, frozenset(), CHOSEN))
    assert message.endswith(". 3 pages use it.")


# ---- sentences, paragraphs, capitals -----------------------------------------------------

WORDS = "You can ring the team and ask for a place in a club that is near to your home "


def test_a_long_sentence_is_cut_where_one_can():
    text = f"{WORDS * 2}on most days of the week, but you must ring first to say who comes."
    ((message, fix),) = said("long-sentence", f"<p>{text}</p>")
    assert "has 53 words; here it should have at most 35" in message
    assert fix.startswith("Cut it after “… days of the week”, and make a sentence of its own of")
    assert "“but you must ring first …”" in fix


def test_a_list_in_one_item_is_no_sentence():
    names = ", ".join(f"Town {n}" for n in range(40))
    assert said("long-sentence", f"<ul><li>{names}</li></ul><p>{WORDS * 3}</p>") == []


def test_a_long_paragraph_and_a_long_stretch():
    sentences = " ".join([WORDS.strip() + "."] * 7)
    ((message, fix),) = said("wall-of-text", f"<p>{sentences}</p>")
    assert message.startswith("A paragraph has 133 words; here it should have at most 100")
    assert "The middle is near “You can ring" in fix
    short = f"<p>{WORDS * 3}.</p>"
    ((message, _),) = said("wall-of-text", short * 7)
    assert message.startswith("More than 350 words follow each other with no heading")
    assert said("wall-of-text", (short * 6 + "<h2>More</h2>") * 3) == []


@pytest.mark.parametrize(
    ("text", "calm"),
    [
        ("PLEASE ASK BEFORE YOU COME", "Please ask before you come"),
        ("CONTACT DETAILS", "Contact details"),
        ("You must NOT come", "not"),
        ("ASK YOUR NHS DOCTOR FIRST", "Ask your NHS doctor first"),
        ("PLEASE TELL US AT ONCE", "Please tell us at once"),
        ("TELL US IF IT IS URGENT", "Tell us if it is urgent"),
        ("FREE IT SUPPORT FOR PARENTS", "Free IT support for parents"),
        ("It is near. PLEASE RING FIRST.", "Please ring first"),
    ],
)
def test_capitals(text, calm):
    ((_, fix),) = said("all-capitals", f"<p>{text}</p>")
    assert fix.startswith(f"Write “{calm}”.")


@pytest.mark.parametrize(
    "text",
    ["The NHS and the BBC", "SNOMED CT", "A CODE OF CONDUCT file", "Freepost OUR LOCAL OFFER", "I"],
)
def test_no_capitals(text):
    assert said("all-capitals", f"<p>{text}</p>") == []


# ---- links -------------------------------------------------------------------------------


def link(text: str, target: str) -> str:
    return f'<p>See <a href="{target}">{text}</a>.</p>'


@pytest.mark.parametrize("text", ["click here", "Read more →", "here", "This page", "More…"])
def test_vague_links(text):
    body = f'<p><a href="b/">{text}</a></p>'
    ((message, fix),) = said("vague-link-text", body)
    assert message.startswith(f"The link “{text}” does not say where it leads")
    assert fix.endswith("gets at b/")


@pytest.mark.parametrize("text", ["More about short breaks", "<code>here</code>", "Here", ""])
def test_clear_links(text):
    assert said("vague-link-text", link(text, "https://here.com/")) == []


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("https://www.oxfordsendy.co.uk", True),
        ("www.oxfordshire.gov.uk/children/education/families", True),
        ("oxfordsendy.co.uk", False),
        ("www.gov.uk/find-local-council", True),
        ("Oxford Sendy", False),
        ("http://localhost:8000/", False),
        ("<code>https://www.oxfordsendy.co.uk</code>", False),
    ],
)
def test_bare_addresses(text, told):
    assert bool(said("bare-address", link(text, "https://www.oxfordsendy.co.uk"))) is told


@pytest.mark.parametrize(
    ("body", "fix"),
    [
        (link("Plan", "../form.pdf"), "Write “Plan (PDF, 12 KB)”."),
        (link("Plan (PDF)", "/form.pdf"), "Write “Plan (PDF, 12 KB)”."),
        (
            link("here", "../form.pdf"),
            "Write the name of the document, and after it “(PDF, 12 KB)”.",
        ),
        (
            link("see attached", "../form.pdf"),
            "Write the name of the document, and after it “(PDF, 12 KB)”.",
        ),
        (
            link("here (pdf)", "../form.pdf"),
            "Write the name of the document, and after it “(PDF, 12 KB)”.",
        ),
        (link("Plan", "../big.xlsx"), "Write “Plan (Excel, 2.5 MB)”."),
        (link("Plan", "https://example.org/form.pdf?a=b"), "Write “Plan (PDF)”."),
        (link("Form (PDF, 12 KB)", "../form.pdf"), ""),
        ('<p><a href="../form.pdf">Form</a> (PDF, 12KB)</p>', ""),
        (link("Form (Word)", "https://example.org/form.docx"), ""),
        (link("A page", "../form.html"), ""),
    ],
)
def test_downloads(body, fix):
    sizes = {"form.pdf": 12_345, "big.xlsx": 2_480_000}
    assert [f for _, f in said("unlabelled-download", body, sizes=sizes)] == ([fix] if fix else [])


# ---- what counts as the page's own words ----------------------------------------------------


def test_the_summary_is_read_where_the_page_does_not_show_it():
    source = tiny.page("Come in.").replace("What this page holds.", "Ring prior to the visit.")
    built = html.read("page/index.html", "<main><p>Come in.</p></main>")
    page = load.join(parse.parse("docs/page.md", source, CHOSEN, service=False), built, CHOSEN)
    site = Site((page,), frozenset(), CHOSEN)
    context = context_of(site)
    (problem,) = tiny.named("words-to-avoid").check(context)
    assert problem.place == Place("docs/page.md", 3)


HARD = "Eligibility necessitates comprehensive professional documentation. " * 6


LONG = (
    "Eligibility for overnight respite provision is determined by a multidisciplinary panel of "
    "professionals that meets in accordance with published arrangements. "
)


@pytest.mark.parametrize(
    ("text", "fix"),
    [
        (HARD, "Use shorter or everyday words, and say who does what."),
        (LONG * 6, "Cut the sentences shown in two, use shorter or everyday words"),
        (HARD[:67] * 2 + LONG * 4, "Cut those of 15 words or more, use shorter or everyday words"),
    ],
)
def test_only_long_sentences_are_to_be_cut(text, fix):
    ((_, told),) = said("hard-to-read", f"<p>{text}</p>")
    assert told.startswith(fix)


def test_what_stands_in_for_a_text_is_not_read():
    lorem = "Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor. "
    assert said("hard-to-read", f"<p>{lorem * 9}</p>") == []


@pytest.mark.parametrize(
    "body", [f"<blockquote>{HARD}</blockquote>", f"<pre>{HARD}</pre>", f"“{HARD}”"]
)
def test_quotations_and_code_make_no_page_hard_to_read(body):
    easy = "<p>Ring us. We call you back. It is free. You can bring a friend. Come in.</p>"
    assert said("hard-to-read", f"{easy}<div>{body}</div>") == []
    assert said("hard-to-read", f"{easy}<div>{HARD}</div>")


def test_a_quotation_takes_nothing_from_the_text_before_it():
    page = page_of("<p>Come in.</p>\n<blockquote>\n<p>Ring us.</p></blockquote>")
    assert page.prose[-1].text == "Come in."


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ('<div class="admonition"><p>Note</p>', "</div>"),
        ("<details><summary>Why</summary>", "</details>"),
        ('<div class="tabbed-block">', "</div>"),
        ('<div class="grid cards"><ul><li>', "</li></ul></div>"),
        ("<p><strong>Step one</strong></p>", ""),
    ],
)
def test_what_breaks_a_text_up_as_a_heading_does(start, end):
    text = f"<p>{WORDS * 3}.</p>"
    assert said("wall-of-text", text * 8)
    assert said("wall-of-text", f"{start}{text}{end}" * 8) == []


def test_a_long_sentence_is_not_cut_where_half_would_be_no_sentence():
    start = "If your child has special needs and you think that they may need more help than their "
    rest = (
        "school can give, you can ask us at any time to look at whether they need a plan for that"
    )
    ((_, fix),) = said("long-sentence", f"<p>{start}{rest}.</p>")
    assert fix == (
        "Say first “you can ask us …”, and put when or why that is so into a sentence of its own."
    )
    assert said("long-sentence", f"<p>{WORDS}with Dr. Jones. {WORDS}too.</p>") == []


# ---- where, and how often ----------------------------------------------------------------


def test_text_of_a_template_is_told_once_against_it():
    pages = tuple(
        page_of("<p>Ring us prior to your visit.</p>", "Other words.", f"docs/{n}.md")
        for n in range(3)
    )
    template = Template("theme/main.html", "<p>\n<b>Ring us</b>\nprior to your visit.</p>")
    site = Site(pages, frozenset(), CHOSEN, templates=(template,))
    context = context_of(site)
    (problem,) = tiny.named("words-to-avoid").check(context)
    assert problem.place == Place("theme/main.html", 3)


def test_the_line_is_found_behind_code_and_markup():
    body = "<p>Type <code>a</code> <b>prior to</b> the visit.</p>"
    markdown = "One line.\n\nType `a` **prior\nto** the visit."
    page = page_of(body, markdown)
    assert page.source
    *_, block = page.prose
    at = block.text.find("prior")
    assert Site((page,), frozenset(), CHOSEN).at_words(page, block.text[at:], at) == page.at(
        page.source.body_line + 2
    )


# ---- the lists, and the council's choice ---------------------------------------------------


def test_every_word_of_the_list_is_found():
    """Each on a page of its own, unless something else on the list takes it in."""
    for advice in CHOSEN.plain.advice:
        for word in advice.words:
            text = f"<p>A child {word.replace('*', 's')}.</p>"
            assert said("words-to-avoid", text), word


def test_every_vague_text_is_found():
    for text in (each.replace("*", "it") for each in CHOSEN.plain.vague):
        assert said("vague-link-text", f'<p><a href="b/">{text}</a></p>'), text


def write_pack(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "plain-english.yml"
    file.write_text(text, "utf-8")
    return file


LISTS = (
    "past: [a]\npeople: [a]\nnames: [A]\nknown: [A]\nshouted: [a]\nordinary: [a]\n"
    "vague_links: [a]\nvague_names: [a]\nreasons: {x: y}\n"
)


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ("{words: [a], why: x}", "either “write” or “say”"),
        ("{words: [a], why: x, write: b, say: c}", "either “write” or “say”"),
        ("{words: [a], why: z, write: b}", "one of the reasons above: x"),
        ("{words: a, why: x, write: b}", "must be a list of words"),
        ("{words: [a], why: x, write: b, alone: 3}", "“alone” must be true"),
        ("{words: [a], why: x, write: b, wen: 3}", "“wen” is no key"),
        ("{words: [a], why: x, write: b, unless: c}", "“unless” must be a list"),
        ("a", "an entry must have"),
    ],
)
def test_a_wrong_entry_is_told_with_its_line(tmp_path, entry, complaint):
    file = write_pack(tmp_path, f"{LISTS}words:\n  - {entry}\n")
    with pytest.raises(CannotRun) as told:
        plain.load(file)
    assert str(told.value).startswith("checks/packs/plain-english.yml:11: ")
    assert complaint in str(told.value)


def test_a_broken_pack_is_told_whole(tmp_path):
    with pytest.raises(CannotRun) as told:
        plain.load(write_pack(tmp_path, "reasons: 3\nknow: [A]\n"))
    assert len(str(told.value).splitlines()) == 11
    with pytest.raises(CannotRun, match="can't be read"):
        plain.load(write_pack(tmp_path, "a: [\n"))


def chosen(tmp_path: Path, text: str) -> Settings:
    (tmp_path / "local-offer.yml").write_text(f"plain_english:\n{text}", "utf-8")
    return settings.load(tmp_path)


def test_a_council_puts_words_in_and_takes_words_out(tmp_path):
    own = chosen(
        tmp_path,
        "  avoid: {customer: person}\n  allow: [Utilise]\n  known: [XQZ]\n  sentence_words: 20\n",
    )
    body = "<p>We utilise the hall for each customer. Ask the XQZ.</p>"
    site = Site((page_of(body),), frozenset(), own)
    assert found("words-to-avoid", site) == [
        (
            "“customer” is on the list of words to avoid in local-offer.yml.",
            "Write “person”.",
        )
    ]
    assert found("unexplained-acronym", site) == []
    assert own.plain.sentence_words == 20


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("  allow: [utilize]\n", ":2: “utilize” is on no list of words to avoid. Did you mean"),
        ("  sentence_words: 3\n", ":2: “sentence_words” must be a whole number from 10 to 1000."),
        ("  avoid: {customer: }\n", ":2: “customer” has no words."),
        ("  known: XQZ\n", ":2: “known” must be a list of words"),
        ("  sentence: 3\n", ":2: “sentence” is not a setting here."),
    ],
)
def test_wrong_settings_are_told_with_their_line(tmp_path, text, complaint):
    with pytest.raises(CannotRun) as told:
        chosen(tmp_path, text)
    assert complaint in str(told.value)


# ---- any text ------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["EHC", "(EHC)", "2nd May 2026", "9-5pm", "14:30", "e.g.", "the deaf", "PLEASE NOTE", "“", "”",
     "utilise", ", and you ", "; ", " – ", ". ", "<b>", "</b>", "<code>", "</code>", "<h2>A</h2>",
     '<a href="a.pdf">here</a>', '<a href="http://[">https://a.b/c</a>', "<p>", "<li>", "&nbsp;",
     "12/13/14", "0/0/00", "31 Feb", "A" * 9, "a a a a", "\n", "CCGs", "word " * 40, "’s", "&"]
)  # fmt: skip
BODIES = st.lists(PIECES | st.text(max_size=12), max_size=40).map(" ".join)


@given(BODIES)
def test_any_page_can_be_checked_and_gives_the_same_answer_twice(body):
    page = page_of(body)
    assert page.source
    lines = page.source.text.count("\n") + 1
    sites = [Site((page,), frozenset(), CHOSEN, sizes={"a.pdf": 1}) for _ in range(2)]
    contexts = [context_of(site) for site in sites]
    for check in CHECKS:
        if name_of(check) in PLAIN:
            first, second = (list(check.check(context)) for context in contexts)
            assert first == second
            for problem in first:
                assert problem.fix
                assert problem.place.path == page.path
                assert 1 <= problem.place.line <= lines
