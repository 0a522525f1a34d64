"""What search engines are told about a service."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks import parse
from checks.lined import read
from checks.settings import _Reader
from publish import structured
from tests import tiny

SETTINGS = _Reader(read(tiny.SETTINGS)).settings("")
URL = "https://anywhere.gov.uk/offer/services/swim-club/"


def told(extra: str, url: str = URL, title: str = "Swim club") -> structured.Data | None:
    text = f"---\ntitle: {title}\nsummary: What it does.\nowner: early-years\n{extra}---\nBody.\n"
    source = parse.parse("docs/services/swim-club.md", text, SETTINGS, service=True)
    assert source.front_matter.complaints == ()
    return structured.service(source, SETTINGS, url)


def test_a_whole_service():
    assert told(
        "provider: Anywhere Council\ntopics: [leisure]\nneeds: [autism]\nage_min: 5\nage_max: 11\n"
        "areas: [anywhere]\ncost: free\nwhen: Saturdays, 9am to 12.30pm\n"
        'contact:\n  phone: "01865 810516"\n  text: "07700 900001"\n  email: swim@x.uk\n'
        '  website: "https://swim.uk/a"\n  address: |\n    1 High Street\n    Anywhere\n'
    ) == {
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "name": "Swim club",
        "description": "What it does.",
        "url": URL,
        "serviceType": ["Leisure"],
        "provider": {"@type": "GovernmentOrganization", "name": "Anywhere Council"},
        "areaServed": ["Anywhere"],
        "audience": {
            "@type": "PeopleAudience",
            "suggestedMinAge": 5,
            "suggestedMaxAge": 11,
            "audienceType": "Autism",
        },
        "availableChannel": {
            "@type": "ServiceChannel",
            "servicePhone": {
                "@type": "ContactPoint",
                "telephone": "+441865810516",
                "email": "swim@x.uk",
            },
            "serviceSmsNumber": {"@type": "ContactPoint", "telephone": "+447700900001"},
            "serviceUrl": "https://swim.uk/a",
            "serviceLocation": {"@type": "Place", "address": "1 High Street, Anywhere"},
        },
        "hoursAvailable": [
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": ["Saturday"],
                "opens": "09:00",
                "closes": "12:30",
            }
        ],
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": "GBP"},
    }


def test_what_is_not_known_is_left_out():
    assert told("", url="/services/swim-club/") == {
        "@context": "https://schema.org",
        "@type": "Service",
        "name": "Swim club",
        "description": "What it does.",
    }
    # An age that nobody gave is not the directory's usual one, and what costs has no offer.
    assert told("age_min: 0\ncost: paid\n")["audience"] == {
        "@type": "PeopleAudience",
        "suggestedMinAge": 0,
    }
    assert "offers" not in told("cost: paid\n")


@pytest.mark.parametrize(
    ("provider", "kind"),
    [
        ("Anywhere Council", "GovernmentService"),
        ("SEN support, Anywhere Council", "GovernmentService"),
        ("Vale of White Horse District Council", "GovernmentService"),
        ("Anywhere Parent Carers Forum", "Service"),
        ("The British Council of Clubs", "Service"),
    ],
)
def test_who_provides_it_decides_the_type(provider, kind):
    assert told(f"provider: {provider}\n")["@type"] == kind


def test_a_service_that_is_closed():
    closed = told("status: temporarily closed\ncost: free\nwhen: Weekdays, 9am to 5pm\n")
    assert {"offers", "hoursAvailable"}.isdisjoint(closed)
    assert told("status: inactive\n") is None


@pytest.mark.parametrize(
    ("when", "days", "opens", "closes"),
    [
        ("Weekdays, 9.30am to 2.30pm", "Monday Tuesday Wednesday Thursday Friday",
         "09:30", "14:30"),
        ("Tuesdays and Thursdays 4pm – 6pm", "Tuesday Thursday", "16:00", "18:00"),
        ("Monday, Wednesday and Friday from 12pm until 1:15pm", "Monday Wednesday Friday",
         "12:00", "13:15"),
        ("Saturday to Monday, 12am to 11pm.", "Monday Saturday Sunday", "00:00", "23:00"),
        ("every day 8am-8pm", "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
         "08:00", "20:00"),
    ],
)  # fmt: skip
def test_hours_that_are_plain(when, days, opens, closes):
    (hours,) = structured.hours(when)
    assert (" ".join(hours["dayOfWeek"]), hours["opens"], hours["closes"]) == (days, opens, closes)


@pytest.mark.parametrize(
    "when",
    [
        "Tuesdays in term time, 4pm to 6pm",
        "Weekdays",
        "9am to 5pm",
        "Mondays, 10pm to 2am",
        "Mondays, 13pm to 14pm",
        "Mondays, 9.75am to 11am",
        "Mondays, 9am to 5pm\nAsk about Tuesdays",
        "",
    ],
)
def test_hours_with_more_to_them_are_left_to_people(when):
    assert structured.hours(when) == []


@given(title=st.text(alphabet="<>/!-&\"'scriptx \u2028\u2029é", min_size=1))
def test_no_text_ends_the_block_or_changes_in_it(title):
    written = structured.script({"name": title})
    assert not set("<>&") & set(written)
    assert json.loads(written) == {"name": title}
