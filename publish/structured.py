"""What search engines are told about a service: schema.org's words, as JSON-LD.

A service's front matter goes in, a plain mapping comes out, and the theme writes it into the
page as a data block, which no browser runs. Only what the page itself says is in it: a fact
that nobody gave is left out, and words that a machine could misread stay words.

https://schema.org/GovernmentService, /ServiceChannel, /PeopleAudience and /Offer, version 29.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from checks.model import Settings, Source
from publish.context import dial

Data = dict[str, object]

# Bodies that are part of government whatever the council calls itself.
_COUNCIL = re.compile(r"\b(County|District|Borough|City|Town|Parish) Council\b")
# The key of the `cost` vocabulary that says there is nothing to pay.
_FREE = "free"

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY = rf"(?:{'|'.join(_DAYS)})s?"
_TIME = r"(\d{1,2})(?:[.:](\d\d))?\s*([ap]m)"
_HOURS = re.compile(
    rf"(?P<days>weekdays|every day|{_DAY}(?:(?:, | and | to ){_DAY})*),?\s+(?:from )?"
    rf"{_TIME}\s*(?:to|until|-|–)\s*{_TIME}\.?",
    re.IGNORECASE,
)


def service(source: Source, settings: Settings, url: str) -> Data | None:
    """What schema.org can say about a service; None for one that has stopped.

    `url` is the page's address: used only when it is whole, as others read this elsewhere.
    """
    matter, listing = source.front_matter, source.front_matter.listing
    if listing is None or listing.status == "inactive":
        return None
    values = matter.values
    words = settings.vocabularies
    council = _by_council(listing.provider, settings.council)
    running = listing.status == "active"
    data: Data = {
        "@context": "https://schema.org",
        "@type": "GovernmentService" if council else "Service",
        "name": matter.title,
        "description": matter.summary,
        "url": url if urlsplit(url).netloc else "",
        "serviceType": [words.get("topics", {}).get(word, word) for word in listing.topics],
        "provider": _provider(listing.provider, council=council),
        "areaServed": [words.get("areas", {}).get(word, word) for word in listing.areas],
        "audience": _audience(values, [words.get("needs", {}).get(w, w) for w in listing.needs]),
        "availableChannel": _channel(values.get("contact")),
    }
    if running:  # while it is closed, nothing can be had from it and its doors are shut
        data["hoursAvailable"] = hours(str(values.get("when", "")))
        if values.get("cost") == _FREE:
            data["offers"] = {"@type": "Offer", "price": 0, "priceCurrency": "GBP"}
    return {key: value for key, value in data.items() if value not in ("", [], None)}


def script(data: Mapping[str, object]) -> str:
    """The data as text that may stand between <script> and </script>.

    Nothing an editor typed may end the element or begin a comment in it (HTML Standard,
    "Restrictions for contents of script elements"), so these characters are escaped.
    """
    text = json.dumps(data, ensure_ascii=False)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _by_council(provider: str, council: str) -> bool:
    return bool((council and council in provider) or _COUNCIL.search(provider))


def _provider(name: str, *, council: bool) -> Data | None:
    if not name:
        return None
    return {"@type": "GovernmentOrganization" if council else "Organization", "name": name}


def _audience(values: Mapping[str, object], needs: list[str]) -> Data | None:
    audience: Data = {
        "suggestedMinAge": values.get("age_min"),
        "suggestedMaxAge": values.get("age_max"),
        "audienceType": ", ".join(needs) or None,
    }
    given = {key: value for key, value in audience.items() if value is not None}
    return {"@type": "PeopleAudience", **given} if given else None


def _channel(contact: object) -> Data | None:
    """How to reach it: by telephone and email, by text, on the web, at an address."""
    if not isinstance(contact, Mapping):
        return None
    phone, text = (dial(contact.get(key, "")) for key in ("phone", "text"))
    point = {"telephone": phone, "email": contact.get("email", "")}
    channel: Data = {
        "servicePhone": _typed("ContactPoint", point),
        "serviceSmsNumber": _typed("ContactPoint", {"telephone": text}),
        "serviceUrl": contact.get("website"),
        "serviceLocation": _typed("Place", {"address": _one_line(contact.get("address", ""))}),
    }
    given = {key: value for key, value in channel.items() if value}
    return {"@type": "ServiceChannel", **given} if given else None


def _typed(kind: str, values: Mapping[str, str]) -> Data | None:
    given = {key: value for key, value in values.items() if value}
    return {"@type": kind, **given} if given else None


def _one_line(address: str) -> str:
    return ", ".join(line.strip(" ,") for line in address.splitlines() if line.strip(" ,"))


def hours(when: str) -> list[Data]:
    """Opening hours, if every line gives days and times and nothing else.

    "Weekdays, 9:30am to 2:30pm" does; "Tuesdays in term time, 4pm to 6pm" does not, as there
    is more to it, and then nothing is said at all: half of the hours would mislead.
    """
    found: list[Data] = []
    for line in filter(None, map(str.strip, when.splitlines())):
        match = _HOURS.fullmatch(line)
        opens, closes = (_clock(match, n) for n in (2, 5)) if match else ("", "")
        if match is None or not opens or not closes or opens >= closes:
            return []
        found.append(
            {
                "@type": "OpeningHoursSpecification",
                "dayOfWeek": _days(match["days"]),
                "opens": opens,
                "closes": closes,
            }
        )
    return found


def _clock(match: re.Match[str], at: int) -> str:
    """ "9.30am" → "09:30"; "" for a time that no clock shows."""
    hour, minute = int(match[at]), int(match[at + 1] or 0)
    if not (1 <= hour <= 12 and minute < 60):
        return ""
    return f"{hour % 12 + (12 if match[at + 2].lower() == 'pm' else 0):02}:{minute:02}"


def _days(text: str) -> list[str]:
    folded = text.lower()
    if folded in ("weekdays", "every day"):
        return list(_DAYS[: 5 if folded == "weekdays" else 7])
    chosen: set[int] = set()
    for part in re.split(r", | and ", folded):
        ends = [next(n for n, day in enumerate(_DAYS) if end.startswith(day.lower()))
                for end in part.split(" to ")]  # fmt: skip
        first, last = ends[0], ends[-1]
        # "Saturday to Monday" goes round the end of the week.
        chosen.update(n % 7 for n in range(first, last + (7 if last < first else 0) + 1))
    return [day for number, day in enumerate(_DAYS) if number in chosen]
