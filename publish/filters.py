"""What pages tell the search index about themselves, and what families may filter by.

Front matter and settings in, plain values out, which the theme writes as `data-pagefind-…`
attributes and as the form of "Find support". A filter's values are the keys of
`local-offer.yml`, so that an address that someone shared outlives a change of wording.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checks.load import is_service
from checks.model import Listing, Settings, Source
from publish.directory import BANDS

YES = "yes"
# The template of the page that asks the questions: "Find support".
FIND = "find.html"

# The folders of docs/ as results name them, and the kind of page that each holds.
_SECTIONS = {
    "0-4": ("Ages 0 to 4", "page"),
    "5-15": ("Ages 5 to 15", "page"),
    "16-25": ("Ages 16 to 25", "page"),
    "every-age": ("Every age", "page"),
    "youth-hub": ("Youth hub, for young people", "young"),
    "easy-read": ("Easy read", "easy"),
    "about": ("About this site", "page"),
    "services": ("Services", "page"),
}
KINDS = {
    "service": "Services",
    "page": "Information pages",
    "young": "Pages for young people",
    "easy": "Easy read pages",
}
_ASKING = {"self": "You can ask yourself", "professional": "A professional asks for you"}
# Facts that are true or left out, as the form and the results say them.
_FLAGS = {
    "online": "You can use it online",
    "siblings": "Brothers and sisters can come",
    "wheelchair": "You can get in with a wheelchair",
    "quality_mark": "Has the SEND Youth Forum’s mark",
}


@dataclass(frozen=True)
class Marks:
    """What a page tells the index: filters as pairs, and what its result shows."""

    title: str
    summary: str
    label: str
    facts: str
    filters: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    count: int
    also: tuple[str, ...] = ()  # other values of the index that count as this one
    name: str = ""  # the filter, where it is not the group's


@dataclass(frozen=True)
class Group:
    """One question of the form: options of one group are alternatives, unless `every`."""

    name: str
    legend: str
    options: tuple[Option, ...]
    every: bool = False
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()  # values, and what to type for them


def marks(source: Source, settings: Settings) -> Marks | None:
    """What a page tells the index; None when search must not find it.

    That is the front page, which leads everywhere; a service that has stopped; and a page whose
    `search` says `exclude`.
    """
    matter = source.front_matter
    search = matter.values.get("search")
    if isinstance(search, Mapping) and search.get("exclude") is True:
        return None
    if source.path == "docs/index.md":
        return None
    listing = matter.listing
    if not is_service(source.path):
        folder = source.path.split("/")[1] if source.path.count("/") > 1 else ""
        label, kind = _SECTIONS.get(folder, ("", "page"))
        return Marks(matter.title, matter.summary, label, "", (("kind", kind),))
    if listing is None or listing.status == "inactive":
        return None
    values = matter.values
    return Marks(
        matter.title,
        matter.summary,
        "Service",
        " · ".join(_facts(listing, values, settings)),
        (("kind", "service"), *_filters(listing, values)),
    )


def _facts(listing: Listing, values: Mapping[str, object], settings: Settings) -> Iterator[str]:
    """What a family asks first, in a few words each."""
    if listing.status == "temporarily closed":
        yield "Closed for now"
    if "age_min" in values or "age_max" in values:
        low, high = listing.age_min, listing.age_max
        yield f"Ages {low} to {high}" if low != high else f"Age {low}"
    if cost := settings.vocabularies.get("cost", {}).get(str(values.get("cost"))):
        yield cost
    referral = values.get("referral")
    if referral in ("self", "either"):
        yield _ASKING["self"]
    elif referral == "professional":
        yield _ASKING["professional"]


def _filters(listing: Listing, values: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    yield from (("age", band) for band, _ in BANDS if listing.serves(band))
    yield from (("need", need) for need in listing.needs)
    yield from (("topic", topic) for topic in listing.topics)
    yield from (("area", area) for area in listing.areas)
    for key in ("cost", "referral"):
        if values.get(key):
            yield key, str(values[key])
    for flag in _FLAGS:
        if values.get(flag) is True or isinstance(values.get(flag), date):
            yield flag, YES


def kinds(sources: Iterable[Source], settings: Settings) -> Group:
    """The one question of the search page."""
    told = _told(sources, settings)
    return Group("kind", "Show only", tuple(_options("kind", KINDS, told)))


def groups(sources: Iterable[Source], settings: Settings) -> tuple[Group, ...]:
    """The questions of "Find support", in the order families ask them."""
    told = [marks for marks in _told(sources, settings) if ("kind", "service") in marks.filters]
    words = settings.vocabularies
    asking = {"self": ("either",), "professional": ("either",)}
    return (
        Group("age", "Age", tuple(_options("age", dict(BANDS), told))),
        Group(
            "need", "Need", tuple(_words("needs", "need", told, settings)), names=_names(settings)
        ),
        Group("topic", "Topic", tuple(_words("topics", "topic", told, settings))),
        Group("area", "Where you live", tuple(_words("areas", "area", told, settings))),
        Group("referral", "How to get it", tuple(_options("referral", _ASKING, told, asking))),
        Group("cost", "Cost", tuple(_options("cost", words.get("cost", {}), told))),
        Group(
            "more",
            "Good to know",
            tuple(
                option
                for flag, label in _FLAGS.items()
                for option in _options(flag, {YES: label}, told, name=flag)
            ),
            every=True,
        ),
    )


def _names(settings: Settings) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Every need with its names: `Speech and language` is also typed as one of the two."""
    also = settings.also_called.get("needs", {})
    return tuple(
        (need, (label, *re.split(r",| or | and ", label), need, *also.get(need, ())))
        for need, label in settings.vocabularies.get("needs", {}).items()
    )


def _told(sources: Iterable[Source], settings: Settings) -> list[Marks]:
    return [told for source in sources if (told := marks(source, settings))]


def _words(
    vocabulary: str, name: str, told: Sequence[Marks], settings: Settings
) -> Iterator[Option]:
    """The words of a vocabulary, each with those that take it in.

    A word that takes in others is no option of its own: whoever lives in Banbury is served by
    what serves all of the county, and need not know which of the two a service wrote.
    """
    words = settings.vocabularies.get(vocabulary, {})
    holders = settings.takes_in.get(vocabulary, {})
    offered = {word: label for word, label in words.items() if word not in holders}
    also = {word: settings.wider(vocabulary, word) for word in offered}
    return _options(name, offered, told, also)


def _options(
    key: str,
    labels: Mapping[str, str],
    told: Sequence[Marks],
    also: Mapping[str, tuple[str, ...]] | None = None,
    *,
    name: str = "",
) -> Iterator[Option]:
    for value, label in labels.items():
        others = (also or {}).get(value, ())
        wanted = {(key, word) for word in (value, *others)}
        count = sum(not wanted.isdisjoint(marks.filters) for marks in told)
        yield Option(value, label, count, others, name)
