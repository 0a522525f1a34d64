"""What a browser saw becomes findings: once each, in plain words, where they are mended."""

from __future__ import annotations

from dataclasses import replace

import pytest

from checks import axe, html, load, parse, run
from checks.model import (
    Built,
    Look,
    Page,
    Settings,
    Severity,
    Sighting,
    Site,
    Template,
    Waiver,
)
from checks.model import Place as At
from checks.pack import NO_LAW
from tests import tiny
from tests.conftest import TODAY

STATES = tuple(
    f"{width} px, {scheme}" for scheme in ("light", "dark") for width in (1280, 768, 390)
)
BODY = """\
## What it costs

Nothing, if you *live* [here](index.md).

<button></button>

## Who runs it

Nothing, if you live here. And more of it,
on two lines.
"""
HTML = """<html><body><nav><a class="bar-link" href="/">Home</a></nav><article>
<h2 id="what-it-costs">What it costs</h2><p>x</p><h2 id="who-runs-it">Who runs it</h2>
</article></body></html>"""
TEMPLATES = (
    Template("mkdocs.yml", "site_name: A\ntheme:\n  name: material\n"),
    Template("theme/main.html", '<html>\n<nav>\n<a class="other bar-link">Home</a>\n</nav>'),
)
# As axe-core 4.12 reported it of a real page.
CONTRAST = Sighting(
    file="page/index.html",
    rule="color-contrast",
    level="wcag",
    help="Elements must meet minimum color contrast ratio thresholds",
    why="Element has insufficient color contrast of 2.84 (foreground color: #999999, background "
    "color: #ffffff, font size: 12.0pt (16px), font weight: normal). Expected contrast ratio of "
    "4.5:1",
    numbers=("2.84", "4.5:1", "", ""),
    element='<p class="faint">',
    css="body > article > p.faint",
    text="Nothing, if you live here.",
    address="",
    own=True,
    heading="what-it-costs",
    state=STATES[0],
)


def page(name: str, *, source: bool = True) -> Page:
    path = f"docs/{name}.md"
    text = tiny.page(BODY, name.title())
    read = parse.parse(path, text, Settings(), service=False) if source else None
    built: Built = html.read(f"{name}/index.html", HTML, lines=not source)
    return load.join(read, built, Settings())


def told(*sightings: Sighting, pages: tuple[Page, ...] = (), settings: Settings | None = None):
    """The findings of the check, with nothing else run."""
    site = Site(
        pages or (page("page"), page("second")),
        frozenset(),
        settings or Settings(),
        TEMPLATES,
        look=Look("4.12.1", "Chromium 150", STATES, 2, sightings),
    )
    return run.run(site, NO_LAW, run.Chosen([tiny.named("accessibility-barrier")], TODAY)).findings


def everywhere(sighting: Sighting, *files: str) -> list[Sighting]:
    return [replace(sighting, file=f, state=s) for f in files or (sighting.file,) for s in STATES]


def test_contrast_is_told_in_plain_words_at_its_line():
    (found,) = told(CONTRAST)
    assert (found.path, found.line, found.severity) == ("docs/page.md", 9, Severity.ERROR)
    assert found.message == (
        "“Nothing, if you live here.” is too faint: its contrast with what is behind it is 2.84 to "
        "1, and 4.5 to 1 is needed. Seen at a width of 1280 px, in light colours. "
        'Rule: color-contrast. Element: <p class="faint">'
    )
    assert found.fix.startswith("Make the colour of the words")


def test_the_same_words_are_found_below_their_own_heading():
    (found,) = told(replace(CONTRAST, heading="who-runs-it"))
    assert found.line == 15


def test_words_on_two_lines_and_with_markup_are_found():
    (found,) = told(replace(CONTRAST, text="And more of it, on two lines.", heading=""))
    assert found.line == 15
    (found,) = told(replace(CONTRAST, text="live here", heading=""))
    assert found.line == 9


def test_an_element_without_words_is_found_by_its_tag_or_address():
    button = replace(CONTRAST, rule="button-name", text="", element="<button>", css="p > button")
    assert told(button)[0].line == 11
    link = replace(CONTRAST, rule="link-name", text="", element='<a href="../">', address="../x/")
    assert told(replace(link, address="../index.md"))[0].line == 9


def test_an_element_that_nobody_wrote_is_told_at_its_heading():
    lost = replace(CONTRAST, text="Made by a script", css="div > p", heading="who-runs-it")
    assert told(lost)[0].line == 13


@pytest.mark.parametrize(
    ("states", "words"),
    [
        (STATES, ""),
        (STATES[3:], "Seen in dark colours."),
        (STATES[2::3], "Seen at a width of 390 px."),
        (STATES[1:3], "Seen at a width of 768 and 390 px, in light colours."),
        (STATES[4:5], "Seen at a width of 768 px, in dark colours."),
        (("zoomed to 400 %, light",), "Seen when zoomed to 400 %."),
        (("zoomed to 400 %, dark",), "Seen when zoomed to 400 %, in dark colours."),
        (
            ("wide text spacing at 320 px, light", "zoomed to 400 %, light"),
            "Seen when zoomed to 400 % and with wide text spacing at 320 px.",
        ),
    ],
)
def test_it_says_how_the_page_must_be_shown(states, words):
    (found,) = told(*(replace(CONTRAST, state=state) for state in states))
    assert ("Seen" in found.message) is bool(words)
    assert words in found.message


def test_one_finding_for_a_rule_and_a_page():
    other = replace(
        CONTRAST, text="And more of it, on two lines.", numbers=("3.1", "4.5:1", "", "")
    )
    (found,) = told(*everywhere(CONTRAST), *everywhere(other))
    assert found.line == 9
    assert "There is 1 more like it here (line 15)." in found.message
    assert len(told(CONTRAST, replace(CONTRAST, rule="link-name"))) == 2
    assert len(told(CONTRAST, replace(CONTRAST, file="second/index.html"))) == 2


def test_a_template_s_fault_is_told_once_with_a_count():
    bar = replace(
        CONTRAST, own=False, heading="", text="Home", element='<a class="bar-link">',
        css="nav#menu-3 > ul > a.bar-link",
    )  # fmt: skip
    (found,) = told(*everywhere(bar, "page/index.html", "second/index.html"))
    assert (found.path, found.line) == ("theme/main.html", 3)
    assert "It is so on 2 pages, such as “Page”." in found.message
    unknown = replace(bar, css="div.md-thing", element='<div class="md-thing">')
    (found,) = told(unknown)
    assert (found.path, found.line) == ("mkdocs.yml", 2)
    assert "It is so on “Page”." in found.message


def test_advice_is_a_warning_and_doubt_a_note():
    advice, doubt = told(
        replace(CONTRAST, rule="heading-order", level="advice"),
        replace(CONTRAST, rule="color-contrast", level="unsure"),
    )[::-1]
    assert advice.severity is Severity.WARNING
    assert doubt.severity is Severity.NOTE
    assert "can't be worked out" in doubt.message
    (doubt,) = told(replace(CONTRAST, rule="video-caption", level="unsure", help="{Videos}"))
    assert "What can't be told is: {Videos}." in doubt.message


def test_a_rule_that_has_no_words_of_ours_is_told_in_axe_s():
    (found,) = told(
        replace(CONTRAST, rule="aria-braille", help="Braille {must} be", why="It has {none}.")
    )
    assert found.message.startswith("Braille {must} be. That is not so of “Nothing, if you live")
    assert found.fix == "It has {none}. The manual of axe-core says more."


def test_every_rule_s_words_can_be_filled_in():
    for rule in axe.WORDS:
        (found,) = told(replace(CONTRAST, rule=rule))
        assert "{" not in found.message
        assert found.message[0].isupper() or found.message[0] in "“<"


def test_a_site_without_markdown_names_the_html_and_its_line():
    found = told(
        replace(CONTRAST, heading="who-runs-it"),
        replace(CONTRAST, rule="link-name", heading="", address="/"),
        pages=(page("page", source=False),),
    )
    # The second link of the tiny page stands on its first line, the heading on the second.
    assert [(f.path, f.line) for f in found] == [("page/index.html", 1), ("page/index.html", 2)]


def test_it_can_be_waived():
    waiver = Waiver(
        "accessibility-barrier", "docs/page.md", "color-contrast", "New colours in May.", TODAY,
        At("local-offer.yml", 1),
    )  # fmt: skip
    (found,) = told(CONTRAST, settings=Settings(waivers=(waiver,)))
    assert found.waived == "New colours in May. Until 22 November 2026."


def test_the_check_says_nothing_and_does_not_count_when_no_browser_looked():
    site = Site((page("page"),), frozenset())
    report = run.run(site, NO_LAW, run.Chosen([tiny.named("accessibility-barrier")], TODAY))
    assert report.findings == ()
    assert report.checks == ()
    assert report.look is None
