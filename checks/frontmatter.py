"""The front matter of a page: the one schema, and reading by it.

In goes the YAML at the head of a page, out comes a `FrontMatter` with typed values and a
complaint for everything that is not as the schema says. The JSON Schema for editors' tools
(`handbook/front-matter.schema.json`) is generated from the same table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from checks.lined import Lined, iso_date, period, shown
from checks.model import Claim, Complaint, FrontMatter, Listing, Settings, count_of, nearest

SUMMARY_LIMIT = 160


@dataclass(frozen=True)
class Field:
    """A key that front matter may have."""

    name: str
    kind: str  # a key of _READERS
    says: str  # what it is for, in an editor's words
    required: bool = False
    service: bool = False  # only on pages of the directory
    words: str = ""  # the vocabulary of local-offer.yml it must keep to
    options: tuple[str, ...] = ()

    @property
    def says_inside(self) -> str:
        """What it is for, inside a sentence."""
        return self.says[0].lower() + self.says[1:]


FIELDS = (
    Field("title", "text", "What the page is called.", required=True),
    Field("summary", "summary", "A sentence or two for lists and search.", required=True),
    Field("owner", "team", "The team that looks after the page.", required=True),
    Field("last_reviewed", "date", "The day someone checked the whole page."),
    Field("review_every", "period", 'How long it stays in date, such as "6 months".'),
    Field("meets", "claims", "The duties that this page, or one of its sections, meets."),
    Field("version_of", "text", "The page that this is an easier version of, by its path."),
    Field(
        "version", "option", "Which kind of version it is.",
        options=("easy-read", "young-person"),
    ),
    Field("sources", "sources", "Where the page's facts come from, and when they were seen."),
    # Material for MkDocs' own keys.
    Field("template", "text", "The theme's template, when not the usual one."),
    Field("hide", "texts", "Parts of the page to hide, such as toc."),
    Field("icon", "text", "An icon for the navigation."),
    Field("search", "mapping", "How search treats the page."),
    # The directory of services.
    Field("provider", "text", "Who runs the service.", service=True),
    Field("topics", "words", "What it is about.", service=True, words="topics"),
    Field("needs", "words", "Which needs it is for.", service=True, words="needs"),
    Field("age_min", "age", "The youngest age it is for.", service=True),
    Field("age_max", "age", "The oldest age it is for.", service=True),
    Field("areas", "words", "Where it works.", service=True, words="areas"),
    Field("when", "text", "When it is open, or when it runs.", service=True),
    Field("cost", "word", "What it costs.", service=True, words="cost"),
    Field("cost_note", "text", "More about the cost.", service=True),
    Field("eligibility", "text", "Who can use it.", service=True),
    Field("how_to_get_it", "text", "What to do to get it.", service=True),
    Field(
        "referral", "option", "Who can ask for it.", service=True,
        options=("self", "professional", "either"),
    ),
    Field("siblings", "flag", "Whether brothers and sisters are welcome.", service=True),
    Field("online", "flag", "Whether it can be used online.", service=True),
    Field("wheelchair", "flag", "Whether people can get in with a wheelchair.", service=True),
    Field("waiting_time", "waiting", "How long the wait is, and when measured.", service=True),
    Field("contact", "contact", "How to get in touch.", service=True),
    Field("contact_note", "text", "What to know before getting in touch.", service=True),
    Field(
        "status", "option", "Whether it is open.", service=True,
        options=("active", "temporarily closed", "inactive"),
    ),
    Field("commissioned_until", "date", "The last day of its contract.", service=True),
    Field("quality_mark", "date", "When it got the SEND Youth Forum's mark.", service=True),
    Field("checked", "text", "How and when the entry was checked.", service=True),
)  # fmt: skip
_BY_NAME = {entry.name: entry for entry in FIELDS}

# Words that editors from elsewhere write for ours; too unlike for "did you mean" to guess.
_ALIASES = {
    "reviewed": "last_reviewed",
    "last_checked": "last_reviewed",
    "review": "review_every",
    "review_in": "review_every",
    "description": "summary",
    "team": "owner",
    "duties": "meets",
    "price": "cost",
}

# The keys whose loss has a check of its own.
_TOLD_BY = {"owner": "unknown-owner", "summary": "missing-summary"}
_USUAL = "bad-front-matter"

CONTACT_KEYS = ("phone", "text", "email", "website", "address")
SOURCE_KEYS = ("url", "seen", "title", "dated")
WAITING_KEYS = ("value", "measured")
_CLAIM = re.compile(r"([a-z0-9][a-z0-9.-]*)(?:#(\S+))?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_ADDRESS = re.compile(r"https?://[^\s/?#\[\]]+(?:[/?#]\S*)?")


class _Reading:
    """One page's front matter while it is read: the values so far and the complaints."""

    def __init__(self, lined: Lined, settings: Settings, opening: int) -> None:
        self.lined = lined
        self.settings = settings
        self.opening = opening
        self.complaints: list[Complaint] = []
        self.good: dict[str, object] = {}
        self.meant: set[str] = set()  # keys that a misspelt one stands for

    def complain(self, key: tuple[str | int, ...], message: str, fix: str, told: str = "") -> None:
        line = self.lined.line(*key) if key else self.opening
        self.complaints.append(Complaint(line, message, fix, _TOLD_BY.get(told, _USUAL)))


def read(lined: Lined, settings: Settings, *, service: bool, opening: int = 1) -> FrontMatter:
    """Front matter by the schema. `service`: the page is in the directory.

    `opening` is the line to blame for a key that is not there. Never raises: what is wrong
    is in `complaints`, and its value is left out.
    """
    data = lined.data
    if not isinstance(data, dict):
        return FrontMatter(complaints=(_no_facts(data, opening),))
    reading = _Reading(lined, settings, opening)
    for key, line in lined.repeated:
        reading.complaints.append(
            Complaint(
                line, f"“{shown(key)}” is given twice; only the first counts.", "Keep one of them."
            )
        )
    for name, value in data.items():
        _read_key(reading, name, value, service=service)
    for entry in FIELDS:
        if entry.required and entry.name not in data and entry.name not in reading.meant:
            reading.complain(
                (),
                f"The page has no {entry.name}.",
                f"Add a line “{entry.name}: …” at its top: {entry.says_inside}",
                told=entry.name,
            )
    good = reading.good
    listing = _listing(reading) if service else None
    title, summary, owner = (str(good.get(k, "")) for k in ("title", "summary", "owner"))
    return FrontMatter(
        title=title,
        summary=summary,
        owner=owner,
        last_reviewed=good.get("last_reviewed"),  # type: ignore[arg-type]
        review_every=good.get("review_every"),  # type: ignore[arg-type]
        claims=good.get("meets", ()),  # type: ignore[arg-type]
        listing=listing,
        values=good,
        lines={str(key[0]): line for key, line in lined.lines.items() if len(key) == 1},
        complaints=tuple(sorted(reading.complaints, key=lambda c: c.line)),
    )


def _no_facts(data: object, opening: int) -> Complaint:
    required = [entry.name for entry in FIELDS if entry.required]
    names = f"{', '.join(required)} and last_reviewed"
    if data is None:
        return Complaint(
            opening,
            f"The page does not start with its facts (front matter): {names}.",
            f"Start it with a line “---”, then a line each for {names}, then “---” again.",
        )
    return Complaint(
        opening,
        "The facts between the “---” lines are not keys with values.",
        "Write each as “key: value”, for example “title: Short breaks”.",
    )


def _read_key(reading: _Reading, name: str, value: object, *, service: bool) -> None:
    entry = _BY_NAME.get(name)
    if entry is None:
        _unknown_key(reading, name, service=service)
    elif entry.service and not service:
        reading.complain(
            (name,), f"“{name}” is only for pages in docs/services/.", "Take the line out."
        )
    elif _empty(value):
        fix = (
            f"Fill it in: {entry.says_inside}"
            if entry.required
            else "Fill it in, or take the line out."
        )
        reading.complain((name,), f"“{name}” is empty.", fix, told=name)
    else:
        read_value = _READERS[entry.kind](reading, entry, value)
        if read_value is not None:
            reading.good[name] = read_value


def _unknown_key(reading: _Reading, name: str, *, service: bool) -> None:
    names = [entry.name for entry in FIELDS if service or not entry.service]
    meant = _ALIASES.get(name.casefold())
    if meant not in names:
        meant = nearest(name, names)
    if meant:
        reading.meant.add(meant)
    reading.complain(
        (name,),
        f"“{shown(name)}” is not a key that a page can have.",
        f"Did you mean “{meant}”?" if meant else "Take the line out.",
    )


def _empty(value: object) -> bool:
    return value in (None, [], {}) or (isinstance(value, str) and not value.strip())


# ---- one reader a kind: the value as it should be, or None after a complaint --------------


def _text(reading: _Reading, entry: Field, value: object) -> str | None:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, bool):
        message = f"“{entry.name}” must be words; without quotes, this is read as {shown(value)}."
        reading.complain((entry.name,), message, 'Put it in quotes, "like this".')
    else:
        message = f"“{entry.name}” must be words, not {shown(value)}."
        reading.complain((entry.name,), message, "Write it as words on one line.")
    return None


def _summary(reading: _Reading, entry: Field, value: object) -> str | None:
    text = _text(reading, entry, value)
    if text is not None and len(text) > SUMMARY_LIMIT:
        reading.complain(
            (entry.name,),
            f"The summary has {len(text)} characters; lists show {SUMMARY_LIMIT} at most.",
            f"Shorten it by {count_of(len(text) - SUMMARY_LIMIT, 'character')}.",
        )
    return text


def _team(reading: _Reading, entry: Field, value: object) -> str | None:
    text = _text(reading, entry, value)
    if text is None or text in reading.settings.teams:
        return text
    meant = nearest(text, reading.settings.teams)
    reading.complain(
        (entry.name,),
        f"“{shown(text)}” is not a team in {reading.settings.path}.",
        f"Did you mean “{meant}”?"
        if meant
        else f"Use one of its teams ({', '.join(reading.settings.teams)}), or add this one there.",
        told="owner",
    )
    return None


def _date(reading: _Reading, entry: Field, value: object) -> object:
    return _day(reading, (entry.name,), value)


def _day(reading: _Reading, at: tuple[str | int, ...], value: object) -> date | None:
    day = iso_date(value)
    if day is None and _DATE.fullmatch(str(value)):
        reading.complain(
            at,
            f"“{at[-1]}” is “{value}”, a day that is not in the calendar.",
            "Correct the day, the month or the year.",
        )
    elif day is None:
        reading.complain(
            at,
            f"“{at[-1]}” is “{shown(value)}”, which is not written as year-month-day.",
            "Write it like this: 2026-11-22.",
        )
    return day


def _period(reading: _Reading, entry: Field, value: object) -> object:
    length = period(value)
    if length is None:
        reading.complain(
            (entry.name,),
            f"“{entry.name}” is “{shown(value)}”, which is not a length of time.",
            "Write a number and days, weeks, months or years, for example “6 months”.",
        )
    return length


def _claims(reading: _Reading, entry: Field, value: object) -> tuple[Claim, ...]:
    claims: list[Claim] = []
    for at, item in _items(reading, entry, value):
        match = _CLAIM.fullmatch(item.strip()) if isinstance(item, str) else None
        if match is None:
            reading.complain(
                at,
                f"“{shown(item)}” does not name a duty.",
                "Write the name of a duty, such as sch2-17, or with the section that meets it, "
                "such as sch2-17#complain.",
            )
        elif any((c.duty, c.anchor) == (match[1], match[2] or "") for c in claims):
            reading.complain(at, f"“{shown(item)}” is listed twice.", "Keep one of them.")
        else:
            claims.append(Claim(match[1], match[2] or "", reading.lined.line(*at)))
    return tuple(claims)


def _sources(reading: _Reading, entry: Field, value: object) -> tuple[Mapping[str, object], ...]:
    sources: list[Mapping[str, object]] = []
    for at, item in _items(reading, entry, value):
        if not isinstance(item, dict) or (_empty(item.get("url")) and _empty(item.get("title"))):
            reading.complain(
                at,
                "A source must have a url or a title, and the day it was seen.",
                "Write {url: https://…, seen: 2026-11-22}; if it has no address, write a title in "
                "place of the url.",
            )
            continue
        _known_keys(reading, at, item, SOURCE_KEYS)
        if _empty(item.get("seen")):
            reading.complain(
                (*at, "seen"),
                "A source does not say when it was seen.",
                "Add the day someone read it, for example seen: 2026-11-22.",
            )
        else:
            _day(reading, (*at, "seen"), item["seen"])
        if "url" in item:
            _address(reading, (*at, "url"), item["url"])
        for key in ("title", "dated"):
            if key in item:
                _line_of_words(reading, (*at, key), item[key])
        sources.append(item)
    return tuple(sources)


def _line_of_words(reading: _Reading, at: tuple[str | int, ...], value: object) -> str | None:
    """Words where a list or a number would be a slip."""
    if isinstance(value, str) and value.strip():
        return value.strip()
    if _empty(value):
        reading.complain(at, f"“{at[-1]}” is empty.", "Fill it in, or take it out.")
    else:
        reading.complain(
            at,
            f"“{at[-1]}” must be words in quotes, not {shown(value)}.",
            f'Write it like this: {at[-1]}: "{shown(value).strip("[]")}"',
        )
    return None


def _address(reading: _Reading, at: tuple[str | int, ...], value: object) -> str | None:
    if isinstance(value, str) and _ADDRESS.fullmatch(value) and _parses(value):
        return value
    reading.complain(
        at, f"“{shown(value)}” is not a web address.", "Write the whole address, from https:// on."
    )
    return None


def _parses(address: str) -> bool:
    try:
        return bool(urlsplit(address).hostname)
    except ValueError:
        return False


def _words(reading: _Reading, entry: Field, value: object) -> tuple[str, ...]:
    words = reading.settings.vocabularies.get(entry.words, {})
    known: list[str] = []
    for at, item in _items(reading, entry, value):
        if item in known:
            reading.complain(at, f"“{shown(item)}” is listed twice.", "Keep one of them.")
        elif _known_word(reading, entry, at, item, words):
            known.append(str(item))
    return tuple(known)


def _word(reading: _Reading, entry: Field, value: object) -> str | None:
    words = reading.settings.vocabularies.get(entry.words, {})
    return str(value) if _known_word(reading, entry, (entry.name,), value, words) else None


def _option(reading: _Reading, entry: Field, value: object) -> str | None:
    return str(value) if _known_word(reading, entry, (entry.name,), value, entry.options) else None


def _known_word(
    reading: _Reading,
    entry: Field,
    at: tuple[str | int, ...],
    item: object,
    words: Iterable[str],
) -> bool:
    options = list(words)
    if item in options:
        return True
    meant = nearest(str(item), options)
    where = f" in {reading.settings.path}" if entry.words else ""
    if meant:
        fix = f"Did you mean “{meant}”?"
    elif options:
        fix = f"Use one of: {', '.join(options)}."
    else:
        fix = f"List the words for it first, under “vocabularies” in {reading.settings.path}."
    reading.complain(at, f"“{shown(item)}” is not one of the words for “{entry.name}”{where}.", fix)
    return False


def _age(reading: _Reading, entry: Field, value: object) -> int | None:
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 120:
        return value
    reading.complain(
        (entry.name,),
        f"“{entry.name}” is “{shown(value)}”, which is not an age in years.",
        "Write a whole number without quotes, such as 5.",
    )
    return None


def _flag(reading: _Reading, entry: Field, value: object) -> bool | None:
    if isinstance(value, bool):
        return value
    reading.complain(
        (entry.name,),
        f"“{entry.name}” must be true or false, not “{shown(value)}”.",
        "Write true or false without quotes, or take the line out if nobody knows.",
    )
    return None


def _waiting(reading: _Reading, entry: Field, value: object) -> object:
    at = (entry.name,)
    if not isinstance(value, dict) or any(_empty(value.get(k)) for k in WAITING_KEYS):
        reading.complain(
            at,
            "A waiting time must say how long the wait is and when that was measured.",
            'Write {value: "22 weeks", measured: 2026-11-01}.',
        )
        return None
    _known_keys(reading, at, value, WAITING_KEYS)
    length = _line_of_words(reading, (*at, "value"), value["value"])
    measured = _day(reading, (*at, "measured"), value["measured"])
    return {"value": length, "measured": measured} if length and measured else None


def _contact(reading: _Reading, entry: Field, value: object) -> object:
    if not isinstance(value, dict):
        reading.complain(
            (entry.name,),
            "“contact” must list ways to get in touch.",
            "Write lines such as “phone: 01865 810516” under it, each two spaces in.",
        )
        return None
    _known_keys(reading, (entry.name,), value, CONTACT_KEYS)
    kept: dict[str, str] = {}
    for key in CONTACT_KEYS:
        if key not in value:
            continue
        text = _line_of_words(reading, (entry.name, key), value[key])
        if text and key == "website":
            text = _address(reading, (entry.name, key), text)
        if text:
            kept[key] = text
    return kept


def _texts(reading: _Reading, entry: Field, value: object) -> tuple[str, ...]:
    texts: list[str] = []
    for at, item in _items(reading, entry, value):
        if isinstance(item, str):
            texts.append(item)
        else:
            reading.complain(
                at,
                f"“{entry.name}” is a list of words, and “{shown(item)}” is none.",
                "Put it in quotes, or take it out.",
            )
    return tuple(texts)


def _mapping(reading: _Reading, entry: Field, value: object) -> object:
    if isinstance(value, dict):
        return value
    reading.complain(
        (entry.name,),
        f"“{entry.name}” must have keys under it, not {shown(value)}.",
        "Write them on the lines below, each two spaces in, or take the line out.",
    )
    return None


def _items(
    reading: _Reading, entry: Field, value: object
) -> Iterator[tuple[tuple[str, int], object]]:
    """The items of a list, each with where it stands; empty ones are complained about."""
    if not isinstance(value, list):
        reading.complain(
            (entry.name,),
            f"“{entry.name}” must be a list.",
            f"Write it as a list: [{shown(value)}]"
            if isinstance(value, str)
            else "Put each entry on a line of its own that starts with “- ”.",
        )
        return
    for number, item in enumerate(value):
        if _empty(item):
            reading.complain(
                (entry.name, number),
                f"“{entry.name}” has an empty entry.",
                "Fill it in, or take it out.",
            )
        else:
            yield (entry.name, number), item


def _known_keys(
    reading: _Reading,
    at: tuple[str | int, ...],
    value: Mapping[str, object],
    keys: tuple[str, ...],
) -> None:
    for key in value:
        if key not in keys:
            meant = nearest(key, keys)
            reading.complain(
                (*at, key),
                f"“{shown(key)}” is not a key under “{at[0]}”.",
                f"Did you mean “{meant}”?" if meant else f"Use one of: {', '.join(keys)}.",
            )


_READERS: Mapping[str, Callable[[_Reading, Field, object], object]] = {
    "text": _text,
    "summary": _summary,
    "team": _team,
    "date": _date,
    "period": _period,
    "claims": _claims,
    "sources": _sources,
    "words": _words,
    "word": _word,
    "option": _option,
    "age": _age,
    "flag": _flag,
    "waiting": _waiting,
    "contact": _contact,
    "texts": _texts,
    "mapping": _mapping,
}


def _listing(reading: _Reading) -> Listing:
    good = reading.good
    low, high = good.get("age_min", 0), good.get("age_max", 25)
    assert isinstance(low, int)
    assert isinstance(high, int)
    if low > high and "age_max" in good:
        reading.complain(
            ("age_max",),
            f"The oldest age, {high}, is below the youngest, {low}.",
            "Swap them, or correct the wrong one.",
        )
    elif low > high:
        reading.complain(
            ("age_min",),
            f"The youngest age is {low}, but without “age_max” the oldest is taken to be {high}.",
            "Add a line “age_max: …”, or correct the youngest age.",
        )
    return Listing(
        provider=str(good.get("provider", "")),
        topics=good.get("topics", ()),  # type: ignore[arg-type]
        needs=good.get("needs", ()),  # type: ignore[arg-type]
        areas=good.get("areas", ()),  # type: ignore[arg-type]
        age_min=low,
        age_max=high,
        status=str(good.get("status", "active")),
    )


def json_schema() -> dict[str, object]:
    """The same schema for editors' tools (JSON Schema draft 2020-12).

    Vocabularies are each council's own, so they are strings here; the checker knows them.
    """
    words: dict[str, object] = {"type": "string", "pattern": r"\S"}
    address: dict[str, object] = {"type": "string", "pattern": f"^{_ADDRESS.pattern}$"}
    text = {**words, "type": ["string", "number"]}
    day: dict[str, object] = {
        "type": "string",
        "format": "date",
        "pattern": f"^{_DATE.pattern}$",
    }
    some_words: dict[str, object] = {"type": "array", "items": words, "minItems": 1}
    shapes: dict[str, dict[str, object]] = {
        "text": text,
        "summary": {**text, "maxLength": SUMMARY_LIMIT},
        "team": text,
        "date": day,
        "period": {
            "type": "string",
            "pattern": r"^\s*[1-9][0-9]{0,3}\s+([Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s?\s*$",
        },
        "claims": {
            **some_words,
            "items": {"type": "string", "pattern": rf"^\s*{_CLAIM.pattern}\s*$"},
            "uniqueItems": True,
        },
        "sources": {
            "type": "array",
            "minItems": 1,
            "items": {
                "type": "object",
                "properties": {
                    "url": address,
                    "seen": day,
                    "title": words,
                    "dated": words,
                },
                "required": ["seen"],
                "anyOf": [{"required": ["url"]}, {"required": ["title"]}],
                "additionalProperties": False,
            },
        },
        "words": {**some_words, "uniqueItems": True},
        "word": words,
        "option": words,
        "age": {"type": "integer", "minimum": 0, "maximum": 120},
        "flag": {"type": "boolean"},
        "waiting": {
            "type": "object",
            "properties": {"value": words, "measured": day},
            "required": list(WAITING_KEYS),
            "additionalProperties": False,
        },
        "contact": {
            "type": "object",
            "properties": {**dict.fromkeys(CONTACT_KEYS, words), "website": address},
            "minProperties": 1,
            "additionalProperties": False,
        },
        "texts": some_words,
        "mapping": {"type": "object", "minProperties": 1},
    }
    properties: dict[str, object] = {}
    for entry in FIELDS:
        shape = {**shapes[entry.kind], "description": entry.says}
        if entry.options:
            shape["enum"] = list(entry.options)
        properties[entry.name] = shape
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Front matter of a Local Offer page",
        "type": "object",
        "properties": properties,
        # `missing-review-date` asks for the date, so that it is told once.
        "required": [e.name for e in FIELDS if e.required or e.name == "last_reviewed"],
        "additionalProperties": False,
    }
