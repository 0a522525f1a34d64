"""The nouns: periods of time to the day, dates in words, what was meant, a page cut in sections."""

from __future__ import annotations

import calendar
import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from checks import html
from checks.model import (
    Built,
    Finding,
    FrontMatter,
    Listing,
    Page,
    Period,
    Place,
    Report,
    Review,
    Seen,
    Settings,
    Severity,
    Site,
    Source,
    count_of,
    in_a_row,
    in_words,
    nearest,
)

UNITS = st.sampled_from(["day", "week", "month", "year"])
COUNTS = st.integers(1, 9999)


def month_number(day: date) -> int:
    return day.year * 12 + day.month


# ---- periods ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "count", "unit", "end"),
    [
        ("2026-11-02", 6, "month", "2027-05-02"),
        ("2026-11-22", 1, "day", "2026-11-23"),
        ("2026-12-31", 1, "day", "2027-01-01"),
        ("2028-02-28", 1, "day", "2028-02-29"),
        ("2026-02-28", 1, "week", "2026-03-07"),
        ("2026-01-28", 1, "month", "2026-02-28"),
        ("2026-01-29", 1, "month", "2026-02-28"),
        ("2026-01-31", 1, "month", "2026-02-28"),
        ("2028-01-31", 1, "month", "2028-02-29"),
        ("2026-08-31", 6, "month", "2027-02-28"),
        ("2027-08-31", 6, "month", "2028-02-29"),
        ("2026-03-31", 1, "month", "2026-04-30"),
        ("2026-04-30", 1, "month", "2026-05-30"),
        ("2026-12-15", 1, "month", "2027-01-15"),
        ("2026-11-30", 13, "month", "2027-12-30"),
        ("2028-02-29", 1, "year", "2029-02-28"),
        ("2028-02-29", 4, "year", "2032-02-29"),
        ("1896-02-29", 8, "year", "1904-02-29"),
        ("2096-02-29", 4, "year", "2100-02-28"),
        ("9999-06-30", 6, "month", "9999-12-30"),
        ("9999-12-31", 1, "day", "9999-12-31"),
        ("9999-07-01", 6, "month", "9999-12-31"),
        ("9999-02-28", 1, "year", "9999-12-31"),
        ("2026-11-22", 9999, "year", "9999-12-31"),
        ("0001-01-01", 9999, "week", "0192-08-20"),
    ],
)
def test_after(start, count, unit, end):
    assert Period(count, unit).after(date.fromisoformat(start)) == date.fromisoformat(end)


@given(st.dates(), COUNTS, st.sampled_from(["day", "week"]))
@example(date.max, 1, "day")
def test_days_and_weeks_are_counted(start, count, unit):
    try:
        end = start + timedelta(**{f"{unit}s": count})
    except OverflowError:
        end = date.max
    assert Period(count, unit).after(start) == end


@given(st.dates(), COUNTS, st.sampled_from(["month", "year"]))
@example(date(2028, 2, 29), 12, "month")
@example(date(9999, 11, 30), 1, "month")
def test_months_and_years_keep_the_day_or_end_the_month(start, count, unit):
    end = Period(count, unit).after(start)
    wanted = month_number(start) + count * (12 if unit == "year" else 1)
    if wanted > month_number(date.max):
        assert end == date.max
    else:
        assert month_number(end) == wanted
        assert end.day == min(start.day, calendar.monthrange(end.year, end.month)[1])


@given(st.dates(), st.dates(), COUNTS, UNITS)
def test_who_starts_later_ends_no_earlier(one, other, count, unit):
    period = Period(count, unit)
    assert period.after(min(one, other)) <= period.after(max(one, other))


@pytest.mark.parametrize(
    ("period", "text"),
    [
        (Period(1, "month"), "1 month"),
        (Period(6, "month"), "6 months"),
        (Period(2, "day"), "2 days"),
    ],
)
def test_a_period_in_words(period, text):
    assert str(period) == text


# ---- reviews ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "overdue", "expired"),
    [
        ("2026-11-02", False, False),
        ("2027-05-01", False, False),
        ("2027-05-02", False, False),
        ("2027-05-03", True, False),
        ("2027-05-30", True, False),
        ("2027-05-31", True, True),
        ("2030-01-01", True, True),
        ("2020-01-01", False, False),
    ],
)
def test_a_review_on_its_boundaries(today, overdue, expired):
    """In date on the day it is due, a warning through the last day of grace, then an error."""
    review = Review(date(2026, 11, 2), Period(6, "month"), Period(28, "day"))
    day = date.fromisoformat(today)
    assert review.due == date(2027, 5, 2)
    assert review.overdue(day) is overdue
    assert review.expired(day) is expired


@given(st.dates(), COUNTS, UNITS, COUNTS, UNITS, st.dates())
def test_a_review_expires_only_after_it_is_overdue(last, count, unit, grace, grace_unit, today):
    review = Review(last, Period(count, unit), Period(grace, grace_unit))
    assert review.overdue(today) >= review.expired(today)
    assert not review.overdue(review.due)
    assert not review.expired(Period(grace, grace_unit).after(review.due))


def test_a_review_at_the_end_of_time():
    review = Review(date.max, Period(1, "year"), Period(1, "day"))
    assert review.due == date.max
    assert not review.overdue(date.max)


# ---- words --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "text"),
    [
        (date(2027, 5, 2), "2 May 2027"),
        (date(2026, 12, 31), "31 December 2026"),
        (date(1, 1, 1), "1 January 1"),
        (date(9999, 2, 28), "28 February 9999"),
    ],
)
def test_in_words(day, text):
    assert in_words(day) == text


def test_every_month_has_its_name():
    words = [in_words(date(2026, month, 1)) for month in range(1, 13)]
    assert words == [f"1 {name} 2026" for name in calendar.month_name[1:]]


@pytest.mark.parametrize(
    ("number", "noun", "plural", "text"),
    [
        (0, "page", None, "0 pages"),
        (1, "page", None, "1 page"),
        (2, "page", None, "2 pages"),
        (1204, "page", None, "1,204 pages"),
        (1, "duty", "duties", "1 duty"),
        (2, "duty", "duties", "2 duties"),
    ],
)
def test_count_of(number, noun, plural, text):
    assert count_of(number, noun, plural) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [((), ""), (("a",), "a"), (("a", "b"), "a and b"), (("a", "b", "c"), "a, b and c")],
)
def test_in_a_row(items, text):
    assert in_a_row(items) == text


@pytest.mark.parametrize(
    ("word", "options", "meant"),
    [
        ("titel", ["title", "owner"], "title"),
        ("TITLE", ["title"], "title"),
        ("title", ["TITLE"], "TITLE"),
        ("zebra", ["title", "owner"], None),
        ("", ["title"], None),
        ("title", [], None),
        ("early-year", ["early-years", "early-help"], "early-years"),
        ("a", ["A", "a"], "A"),
    ],
)
def test_nearest(word, options, meant):
    assert nearest(word, options) == meant


def test_nearest_is_as_strict_as_it_is_told():
    assert nearest("cats", ["dogs", "cast"], 0.75) == "cast"
    assert nearest("cats", ["dogs", "cast"], 0.95) is None


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=6))
def test_nearest_is_an_option_and_knows_the_word_itself(word, options):
    found = nearest(word, options)
    assert found is None or found in options
    if word in options:
        assert found is not None
        assert found.casefold() == word.casefold()


def test_severities_have_an_order():
    assert sorted(Severity, key=lambda s: s.rank) == [
        Severity.NOTE,
        Severity.WARNING,
        Severity.ERROR,
    ]


@pytest.mark.parametrize(
    ("fail_on", "severities", "fails"),
    [
        (Severity.ERROR, [], False),
        (Severity.ERROR, [Severity.WARNING, Severity.NOTE], False),
        (Severity.ERROR, [Severity.ERROR], True),
        (Severity.WARNING, [Severity.WARNING], True),
        (Severity.WARNING, [Severity.NOTE], False),
        (None, [Severity.ERROR], False),
    ],
)
def test_what_fails_a_report(fail_on, severities, fails):
    findings = tuple(
        Finding("stale-review", severity, "docs/a.md", 1, "m", "f", None, None, "0" * 16)
        for severity in severities
    )
    waivers = tuple(dataclasses.replace(finding, waived="why") for finding in findings)
    day = date(2026, 11, 22)
    report = Report("0", day, day, findings, (), 1, Seen(), ("stale-review",))
    waived = dataclasses.replace(report, findings=waivers)
    assert report.fails(fail_on) is fails
    assert (report.waived, waived.waived) == (0, len(severities))
    assert not waived.fails(fail_on)
    assert waived.count(Severity.ERROR) == 0
    assert sum(report.count(severity) for severity in Severity) == len(severities)


def test_places_sort_by_file_then_line():
    places = [Place("b", 1), Place("a", 10), Place("a", 2)]
    assert sorted(places) == [Place("a", 2), Place("a", 10), Place("b", 1)]


# ---- settings, listings -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "period"),
    [
        ("docs/index.md", Period(6, "month")),
        ("docs/services/a.md", Period(1, "year")),
        ("docs/services/old/a.md", Period(2, "year")),
        ("docs/services/older/a.md", Period(1, "year")),
        ("docs/services.md", Period(6, "month")),
        ("docs/services-old/a.md", Period(6, "month")),
        ("docs/hub/a.md", Period(3, "month")),
        ("index.md", Period(6, "month")),
    ],
)
def test_the_period_of_the_nearest_folder(path, period):
    settings = Settings(
        review_folders={
            "services/old": Period(2, "year"),
            "services": Period(1, "year"),
            "hub/": Period(3, "month"),
        }
    )
    assert settings.review_period(path) == period


@pytest.mark.parametrize(
    ("low", "high", "bands"),
    [
        (0, 25, ["0-4", "5-15", "16-25"]),
        (0, 4, ["0-4"]),
        (4, 5, ["0-4", "5-15"]),
        (5, 15, ["5-15"]),
        (15, 16, ["5-15", "16-25"]),
        (18, 99, ["16-25"]),
        (26, 99, []),
        (0, 0, ["0-4"]),
        (25, 25, ["16-25"]),
    ],
)
def test_whom_a_listing_serves(low, high, bands):
    listing = Listing(age_min=low, age_max=high)
    assert [band for band in ("0-4", "5-15", "16-25") if listing.serves(band)] == bands


def page(path: str, listing: Listing | None = None, built: Built | None = None) -> Page:
    return Page(Source(path, "", 1, FrontMatter(listing=listing)), built)


def test_listings_leave_out_what_has_ended():
    active, closed = Listing("A"), Listing("B", status="temporarily closed")
    site = Site(
        (
            page("docs/a.md", active),
            page("docs/b.md", closed),
            page("docs/c.md", Listing("C", status="inactive")),
            page("docs/d.md"),
            Page(None, html.read("e/index.html", "<p>E")),
        ),
        frozenset({"e/index.html", "Map.PNG"}),
    )
    assert site.listings == (active, closed)
    assert set(site.by_file) == {"e/index.html"}
    assert set(site.by_source) == {"docs/a.md", "docs/b.md", "docs/c.md", "docs/d.md"}
    assert site.files_folded["map.png"] == "Map.PNG"


# ---- pages --------------------------------------------------------------------------------

BODY = """
<article><h1 id="top">Short breaks</h1>
<p>Before any section.</p>
<h2 id="ask">How to ask</h2>
<p>Ring <a href="tel:01632960001">the team</a>.</p>
<ul><li>One</li><li>Two</li></ul>
<h3 id="online">Online</h3>
<form><p>Fill this in.</p></form>
<h2>No anchor</h2>
<p>Nobody can link here.</p>
<h2 id="last">Last</h2></article>
"""


def test_a_page_in_sections():
    built = html.read("a/index.html", f"<html><title>A title</title><body>{BODY}</body></html>")
    whole = Page(None, built).passage()
    assert whole
    assert whole.title == "A title"
    assert whole.text == built.text
    assert (whole.items, whole.forms, whole.sections) == (2, 1, 4)
    # Headings, the texts of links and a lone full stop are no words of substance.
    assert whole.words == 13

    ask = Page(None, built).passage("ask")
    assert ask
    assert ask.title == "How to ask"
    words = "How to ask Ring the team. One Two Online Fill this in."
    assert " ".join(ask.text.split()) == words
    assert ask.words == 6
    assert [link.target for link in ask.links] == ["tel:01632960001"]
    assert (ask.items, ask.forms, ask.sections) == (2, 1, 1)

    online = Page(None, built).passage("online")
    assert online
    assert " ".join(online.text.split()) == "Online Fill this in."
    assert (online.words, online.items, online.forms, online.links) == (3, 0, 1, ())

    last = Page(None, built).passage("last")
    assert last
    assert (last.text.strip(), last.words, last.sections) == ("Last", 0, 0)

    top = Page(None, built).passage("top")
    assert top
    assert top.sections == 4
    assert Page(None, built).passage("nowhere") is None
    assert page("docs/a.md").passage() is None
    assert page("docs/a.md").passage("ask") is None


LEVELS = st.lists(st.tuples(st.integers(1, 6), st.booleans(), st.integers(0, 3)), max_size=8)


@given(LEVELS)
def test_sections_hold_what_lies_between_headings(plan):
    """Each section has its own words and those of its sub-sections, and no others."""
    parts = ["<article>start"]
    for number, (level, has_anchor, words) in enumerate(plan):
        anchor = f' id="s{number}"' if has_anchor else ""
        parts.append(f"<h{level}{anchor}>h{number}</h{level}><p>{f'w{number} ' * words}</p>")
    whole = Page(None, html.read("index.html", "".join(parts)))
    for number, (level, has_anchor, _) in enumerate(plan):
        end = next((n for n in range(number + 1, len(plan)) if plan[n][0] <= level), len(plan))
        passage = whole.passage(f"s{number}")
        assert (passage is not None) is has_anchor
        if passage:
            inside = [f"w{n}" for n in range(number, end) for _ in range(plan[n][2])]
            assert [word for word in passage.text.split() if word[0] == "w"] == inside
            assert passage.words == len(inside)
            assert passage.sections == end - number - 1
            assert passage.title == f"h{number}"


def test_what_a_page_is_called_and_where_it_is_mended():
    named = Page(Source("docs/a.md", "", 1, FrontMatter(title="A")), None)
    built = html.read("a/index.html", "<title>From HTML</title>")
    made = html.read(
        "a/index.html", '<title>X</title><meta name="local-offer:source" content="publish/x.py">'
    )
    assert (named.name, named.path, named.at(3)) == ("A", "docs/a.md", Place("docs/a.md", 3))
    assert (page("docs/b.md").name, page("docs/b.md", None, built).name) == (
        "docs/b.md",
        "From HTML",
    )
    assert Page(None, built).path == "a/index.html"
    assert Page(None, made).path == "publish/x.py"
    assert Page(None, built).at_key("title") == Place("a/index.html", 1)
    keyed = Page(Source("docs/a.md", "", 9, FrontMatter(lines={"owner": 4})), None)
    assert keyed.at_key("owner") == Place("docs/a.md", 4)
    assert keyed.at_key("title") == Place("docs/a.md", 1)


def test_the_line_of_words():
    """Words are found through their markup; of two lines that hold them, the nearer counts."""
    text = (
        "---\ntitle: Fun\n---\nAsk **us** for [fun](fun.md).\n\n"
        "Ring the *team* today.\n\nMore fun.\n\nRing the team today, please.\n"
    )
    built = html.read(
        "a/index.html",
        "<article><p>Ask us for fun.</p><p>Ring the team today.</p><p>More fun.</p>"
        "<p>Ring the team today, please.</p></article>",
    )
    one = Page(Source("docs/a.md", text, 4, FrontMatter()), built)
    assert [one.at_words(b.text, b.offset).line for b in built.blocks] == [4, 6, 8, 10]
    assert one.at_words("More of something else").line == 8
    assert one.at_words("Nowhere").line == 4
    assert Page(None, built).at_words("More fun.") == Place("a/index.html", 1)


@pytest.mark.parametrize(
    ("file", "url"),
    [
        ("index.html", ""),
        ("a/index.html", "a/"),
        ("a/b.html", "a/b.html"),
        ("404.html", "404.html"),
    ],
)
def test_the_address_of_a_page(file, url):
    assert Page(None, html.read(file, "")).url == url
    assert page("docs/a.md").url == ""
