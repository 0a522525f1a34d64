"""What the theme is told about a page. Pure: front matter and settings in, plain values out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from urllib.parse import quote, urlsplit

from checks import addresses
from checks.load import is_service
from checks.model import Announcement, Review, Settings, Source, in_words

Context = dict[str, object]

_VERSIONS = {
    "easy-read": "Easy read version of this page",
    "young-person": "Young people’s version of this page",
}
_REFERRAL = {
    "self": "You can ask for this yourself.",
    "professional": "A professional must ask for this for you.",
    "either": "You can ask for this yourself, or a professional can ask for you.",
}


def site(settings: Settings) -> Context:
    """What every page is told about the site (`config.extra.local_offer`)."""
    return {
        "council": settings.council,
        "area": settings.area,
        "official": settings.official,
        "notice": settings.notice,
    }


def page(
    source: Source, settings: Settings, url: str, today: date, *, preview: bool = False
) -> Context:
    """What one page is told about itself (`page.meta.local_offer`).

    `url` is its address: whole when the site knows its own, else from the site's root.
    `preview`: only editors see this, so it may hold what is theirs alone.
    """
    matter = source.front_matter
    team = settings.teams.get(matter.owner)
    context: Context = {
        "kind": "service" if is_service(source.path) else "page",
        "section": section(source.path),
        "sources": sources(matter.values.get("sources")),
        "owner": team.name if team else "",
        **reporting(matter.title, url, (team.email if team else "") or settings.report_to),
    }
    if matter.last_reviewed:
        every = matter.review_every or settings.review_period(source.path)
        review = Review(matter.last_reviewed, every, settings.grace)
        context |= {
            "last_reviewed": matter.last_reviewed.isoformat(),
            "last_reviewed_text": in_words(matter.last_reviewed),
            "due_iso": review.due.isoformat(),
            "due_text": in_words(review.due),
            "overdue": review.overdue(today),
        }
    if is_service(source.path):
        to = (team.email if team else "") or settings.report_to
        context["service"] = service(source, settings)
        context["correct"] = correct(source, url, to)
        until = matter.values.get("commissioned_until")
        if preview and isinstance(until, date):
            context["commissioned_until"] = in_words(until)
    return context


def versions(source: Source, others: Iterable[Source]) -> Context:
    """The easier versions of a page, and the page that this one is a version of.

    Each by its title and its path under docs/.
    """
    path = source.path.removeprefix("docs/")
    easier = [
        {
            "text": _VERSIONS[str(other.front_matter.values.get("version", "easy-read"))],
            "title": other.front_matter.title,
            "path": other.path.removeprefix("docs/"),
        }
        for other in others
        if other.front_matter.version_of == path
    ]
    full = [
        {"title": other.front_matter.title, "path": source.front_matter.version_of}
        for other in others
        if other.path == f"docs/{source.front_matter.version_of}"
    ]
    return {**({"versions": easier} if easier else {}), **({"full": full[0]} if full else {})}


# Where news is shown: the home page shows all, and each door its own age group's.
_DOORS = ("0-4", "5-15", "16-25", "every-age", "youth-hub")


def news(
    path: str, announcements: Iterable[Announcement], titles: Mapping[str, str], today: date
) -> list[Context]:
    """The announcements for a page (its path under docs/) that have not ended.

    `titles` names the pages by their paths.

    What is still to come is there too, marked: the reader's browser shows it on its day.
    """
    door, _, file = path.rpartition("/")
    if file != "index.md" or (door and door not in _DOORS):
        return []
    ages = {"youth-hub": ("16-25",), "": (), "every-age": ()}.get(door, (door,))
    return [
        {
            "text": item.text,
            "path": item.page,
            "title": titles.get(item.page, ""),
            "first": item.first.isoformat(),
            "last": item.last.isoformat(),
            "now": item.first <= today,
        }
        for item in announcements
        if today <= item.last and (not ages or not item.ages or set(ages) & set(item.ages))
    ]


def sources(given: object) -> list[Context]:
    """The page's sources by title and date, as a reader can make sense of them."""
    if not isinstance(given, list | tuple):
        return []
    return [
        {
            "title": str(
                entry.get("title") or addresses.parts(str(entry.get("url"))).hostname or ""
            ),
            "dated": str(entry.get("dated") or ""),
        }
        for entry in given
        if isinstance(entry, Mapping)
    ]


def section(path: str) -> str:
    """The folder of docs/ that holds a page: one of the doors, or another."""
    parts = path.split("/")
    return parts[1] if len(parts) > 2 else ""


def reporting(title: str, url: str, to: str) -> Context:
    """The link to report a mistake; and the address in it that only the browser knows whole."""
    whole = bool(urlsplit(url).netloc)
    return {"report": report(title, url, to), **({} if whole else {"address": url})}


def report(title: str, url: str, to: str) -> str:
    """An email with the page's title and address filled in (RFC 6068).

    Without an address to send to, it opens with none, for the sender to fill in.
    """
    subject = quote(f"A mistake on the page “{title}”", safe="")
    body = quote(f"Page: {title}\r\nAddress: {url}\r\n\r\nWhat is wrong:\r\n", safe="")
    return f"mailto:{quote(to, safe='@')}?subject={subject}&body={body}"


# What a page says under "Good to know", by the key and what it must be. `False` is an answer;
# no value means that nobody has said.
FLAGS = (
    ("online", True, "You can use it online."),
    ("siblings", True, "Brothers and sisters can come too."),
    ("wheelchair", True, "You can get in with a wheelchair."),
    ("wheelchair", False, "You may not be able to get in with a wheelchair. Ask before you go."),
)

# The day that the reader's own browser puts in; without it, how to write one.
DAY = "YYYY-MM-DD"


def correct(source: Source, url: str, to: str) -> str:
    """An email that says a page is still right, and which line of its file to change."""
    title = source.front_matter.title
    subject = quote(f"Still correct: the page “{title}”", safe="")
    body = quote(
        f"Page: {title}\r\nAddress: {url}\r\n\r\n"
        f"I have read the whole page on {DAY}. Everything on it is still correct.\r\n\r\n"
        "My name and team:\r\n\r\n"
        f"For the editor, in {source.path}:\r\nlast_reviewed: {DAY}\r\n",
        safe="",
    )
    return f"mailto:{quote(to, safe='@')}?subject={subject}&body={body}"


def service(source: Source, settings: Settings) -> Context:
    """A service's facts in the words families read. What is not known is left out."""
    values = source.front_matter.values
    listing = source.front_matter.listing
    words = settings.vocabularies
    context: Context = {
        key: values[key]
        for key in (
            "provider", "cost_note", "eligibility", "how_to_get_it", "siblings", "online",
            "wheelchair", "checked", "contact_note",
        )
        if values.get(key) not in (None, "")
    }  # fmt: skip
    context["status"] = listing.status if listing else "active"
    if listing and ("age_min" in values or "age_max" in values):
        low, high = listing.age_min, listing.age_max
        context["ages"] = f"{low} to {high}" if low != high else str(low)
    context |= _lists(values)
    if values.get("cost"):
        context["cost"] = words.get("cost", {}).get(str(values["cost"]), "")
    if values.get("referral"):
        context["referral"] = _REFERRAL.get(str(values["referral"]), "")
    for key in ("areas", "needs", "topics"):
        chosen = getattr(listing, key) if listing else ()
        if chosen:
            context[key] = [words.get(key, {}).get(word, word) for word in chosen]
    holders = settings.takes_in.get("needs", {})
    if listing and listing.needs and all(need in holders for need in listing.needs):
        context["any_need"] = True  # said by too many services to be a help in a search
    waiting = values.get("waiting_time")
    if isinstance(waiting, Mapping) and isinstance(waiting.get("measured"), date):
        context["waiting_time"] = {
            "value": waiting["value"],
            "measured_text": in_words(waiting["measured"]),
        }
    mark = values.get("quality_mark")
    if isinstance(mark, date):
        context["quality_mark_text"] = in_words(mark)
    contact = values.get("contact")
    if isinstance(contact, Mapping):
        context["contact"] = _contact(contact)
    return context


def _lists(values: Mapping[str, object]) -> Context:
    """What is said as one line or several: when it runs, and what is good to know."""
    lines = (line.strip() for line in str(values.get("when", "")).splitlines())
    told = {
        "when": [line for line in lines if line],
        "flags": [words for key, value, words in FLAGS if values.get(key) is value],
    }
    return {key: value for key, value in told.items() if value}


def _contact(contact: Mapping[str, str]) -> Context:
    shown: Context = dict(contact)
    for key, scheme in (("phone", "tel"), ("text", "sms")):
        number = dial(contact.get(key, ""))
        if number:
            shown[f"{key}_href"] = f"{scheme}:{number}"
    website = contact.get("website", "")
    if website:
        shown["website_text"] = (addresses.parts(website).hostname or website).removeprefix("www.")
    return shown


def dial(number: str) -> str:
    """The number to dial: "01865 810516" → "+441865810516", "111" → "111".

    Only the first number counts; words after it ("option 2") are for people.
    """
    match = re.match(r"[\d ()+-]+", number.strip())
    digits = "".join(c for c in match[0] if c.isdigit() or c == "+") if match else ""
    if digits.startswith("0") and len(digits) > 4:
        return "+44" + digits[1:]
    return digits
