"""Who meets which duty, and where.

In go the site and the requirements in force, out comes how each duty stands. Words on a page
are a hint, not compliance, and a claim alone is not either: a duty is met when an editor
claims it, the section claimed holds the evidence, and the page is in date.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import cast

from checks import addresses
from checks.filler import Filler, sentences
from checks.model import (
    Candidate,
    Claim,
    Evidence,
    Heading,
    Outcome,
    Page,
    Passage,
    Period,
    Requirement,
    Site,
    Standing,
    Support,
    count_of,
    in_words,
    nearest,
)
from checks.pack import Entries, Law, Near
from checks.terms import Words

# A section with fewer words of substance than this says nothing yet, unless its rule asks
# for another number.
MIN_WORDS = 40

# A section is about what its heading or its first words name, or what it mentions this often;
# and about something else when its heading names that or it mentions it more often.
_OFTEN = 2
_FIRST = 15
# A section with nothing particular in it is filler when more than one word in so many is.
_SOME = 6
_STEPS = 4  # so many words for what to do, who does it or when are particular
_LIST = 3  # and so is a list of so many items
_TWICE = 2
_LONG = 160  # words: in a section as long as this, something may well be still to come
_SENTENCE = 10  # words: a section with fewer than this in whole sentences is a bare list


@dataclass(frozen=True)
class _Read:
    """The words of a passage: all, without filler, of its heading, and the first few."""

    words: Words
    substance: Words
    dropped: int  # words of filler
    title: Words
    first: Words

    @classmethod
    def of(cls, passage: Passage, filler: Filler) -> _Read:
        kept, dropped = filler.substance(passage.text)
        first = " ".join(passage.text.split(maxsplit=_FIRST)[:_FIRST])
        return cls(Words(passage.text), Words(kept), dropped, Words(passage.title), Words(first))


class Reader:
    """Looks for evidence in passages of one site, on one day."""

    def __init__(self, site: Site, today: date, filler: Filler) -> None:
        self.site = site
        self.today = today
        self.filler = filler
        self._read: dict[tuple[str, str], _Read] = {}
        self._passages: dict[tuple[int, str], Passage | None] = {}

    def passage(self, page: Page, anchor: str) -> Passage | None:
        key = (id(page), anchor)
        if key not in self._passages:
            self._passages[key] = page.passage(anchor)
        return self._passages[key]

    def words(self, passage: Passage) -> Words:
        """All its words."""
        return self.read(passage).words

    def substance(self, passage: Passage) -> Words:
        """Its words without its filler: good wishes, law said again, where to look instead."""
        return self.read(passage).substance

    def read(self, passage: Passage) -> _Read:
        """A passage's words, made ready once however many duties ask."""
        key = (passage.title, passage.text)
        if key not in self._read:
            self._read[key] = _Read.of(passage, self.filler)
        return self._read[key]

    def lacking(self, passage: Passage, evidence: Sequence[Evidence]) -> tuple[str, ...]:
        """What is not there, each completing "This section …"; empty when all is."""
        lacking = [e.missing for e in evidence if not self.holds(passage, e)]
        short = any(e.kind == "words" for e in evidence)
        if not short and passage.words < MIN_WORDS:
            lacking.insert(0, _too_short(passage.words))
        elif self._is_filler(passage, short=short):
            lacking.insert(0, "says little but good wishes, what the law asks or where to look")
        elif not short and _is_contents(passage):
            lacking.insert(0, "is only a list of headings, with nothing that a family can act on")
        elif self._is_unfinished(passage):
            lacking.insert(0, "says that it is not finished")
        return tuple(dict.fromkeys(lacking))

    def _is_unfinished(self, passage: Passage) -> bool:
        """Whether it says so; in a longer section it must say so twice."""
        times = len(self.words(passage).said(self.filler.unfinished))
        return times * MIN_WORDS * 2 > passage.words if times < _TWICE else passage.words < _LONG

    def _is_filler(self, passage: Passage, *, short: bool) -> bool:
        kept, dropped = self.substance(passage), self.read(passage).dropped
        if short:
            return dropped * 2 > passage.words and self._is_vague(passage, kept)
        if passage.words - dropped < MIN_WORDS and dropped * 3 > passage.words:
            return True
        return dropped * _SOME > passage.words and self._is_vague(passage, kept)

    def _is_vague(self, passage: Passage, kept: Words) -> bool:
        """Whether nothing in it is particular: no number, name, list or way to reach anybody."""
        if passage.items >= _LIST or self.filler.specific(passage.text):
            return False
        return self.filler.steps(kept) < _STEPS and not _reachable(passage)

    def holds(self, passage: Passage, evidence: Evidence) -> bool:
        return _TESTS[evidence.kind](self, passage, evidence.value)

    @cached_property
    def sections(self) -> tuple[tuple[Page, Heading, Passage], ...]:
        """Every section that may be the council's word on a duty."""
        return tuple(
            (page, heading, passage)
            for page in self.site.pages
            # A directory entry is one service; what we made ourselves is nobody's evidence.
            if page.built and not page.front_matter.listing and not page.built.generator
            for heading in page.built.headings
            if heading.anchor and (passage := self.passage(page, heading.anchor))
        )

    def bearing(self, subjects: Sequence[Evidence], passage: Passage) -> float:
        """How much a passage is about a duty: its subject's share of the words, and more
        when the heading names it."""
        terms = [group for subject in subjects for group in _terms(subject)]
        words = self.words(passage)
        share = max((words.count(group) for group in terms), default=0) / (passage.words + 20)
        named = any(self.read(passage).title.has(group) for group in terms)
        return share + named

    def judge(
        self, requirement: Requirement, passage: Passage
    ) -> tuple[tuple[str, ...], frozenset[str]]:
        """What a section lacks for a duty, and the parts of the duty it covers.

        A section that covers one part properly lacks nothing.
        """
        if not requirement.parts:
            return self.lacking(passage, requirement.evidence), frozenset()
        by_part = {
            part.title: self.lacking(passage, (*requirement.evidence, *part.evidence))
            for part in requirement.parts
        }
        covered = frozenset(title for title, lacking in by_part.items() if not lacking)
        return () if covered else min(by_part.values(), key=len), covered


def _is_contents(passage: Passage) -> bool:
    """Whether it has no whole sentence, and nobody to turn to either."""
    whole = sum(len(s.split()) for s in sentences(passage.text) if s[-1] in ".!")
    return whole < _SENTENCE and not _reachable(passage)


def _reachable(passage: Passage) -> bool:
    return any(reach(passage) for reach in _CONTACTS.values())


def _subjects(requirement: Requirement) -> list[Evidence]:
    """What a duty is about: the first thing that each of its rules looks for."""
    rules = (requirement.evidence, *(part.evidence for part in requirement.parts))
    wanted = ([item for item in rule if not item.kind.startswith("not_")] for rule in rules)
    return [rule[0] for rule in wanted if rule]


def _terms(evidence: Evidence) -> tuple[tuple[str, ...], ...]:
    """The groups of words that an item of evidence looks for, if it looks for words."""
    match evidence.value:
        case Near(groups=groups):
            return groups
        case tuple() as terms if evidence.kind in ("says", "about"):
            return (terms,)
        case _:
            return ()


def assess(site: Site, law: Law, today: date) -> tuple[Standing, ...]:
    """How every duty of this law stands on this site."""
    reader = Reader(site, today, law.filler)
    claims: dict[str, list[tuple[Page, Claim]]] = {}
    for page in site.pages:
        for claim in page.front_matter.claims:
            claims.setdefault(claim.duty, []).append((page, claim))
    duties = law.requirements
    standings = {
        duty.id: _standing(reader, duty, claims.get(duty.id, []))
        for duty in duties
        if not duty.through
    }
    for duty in duties:
        if duty.through:
            through = [standings[name] for name in duty.through if name in standings]
            standings[duty.id] = _joined(duty, through)
    return tuple(standings[duty.id] for duty in duties)


def _standing(
    reader: Reader, requirement: Requirement, claims: list[tuple[Page, Claim]]
) -> Standing:
    if requirement.check == "process":
        return Standing(requirement, Outcome.PROCESS)
    if not claims:
        candidate = _candidate(reader, requirement)
        hinted = candidate is not None and not candidate.lacking
        outcome = Outcome.HINTED if hinted else Outcome.MISSING
        return Standing(requirement, outcome, candidate=candidate)
    supports = tuple(_support(reader, requirement, page, claim) for page, claim in claims)
    covered = {title for s in supports if s.supported for title in s.parts}
    missing = tuple(p.title for p in requirement.parts if p.title not in covered)
    met = any(s.supported for s in supports) and not missing
    outcome = Outcome.MET if met else Outcome.UNSUPPORTED
    return Standing(requirement, outcome, supports, missing)


_WORST = (Outcome.MISSING, Outcome.HINTED, Outcome.UNSUPPORTED)


def _joined(requirement: Requirement, through: Sequence[Standing]) -> Standing:
    """A general duty stands as the worst of the specific ones that meet it."""
    outcomes = {standing.outcome for standing in through}
    outcome = next((worst for worst in _WORST if worst in outcomes), Outcome.MET)
    supports = tuple(support for standing in through for support in standing.supports)
    return Standing(requirement, outcome if through else Outcome.MISSING, supports)


def _support(reader: Reader, requirement: Requirement, page: Page, claim: Claim) -> Support:
    passage = reader.passage(page, claim.anchor)
    if page.built is None:
        return Support(page, claim, ("is not in the built site",))
    if passage is None:
        anchors = [h.anchor for h in page.built.headings if h.anchor]
        meant = nearest(claim.anchor, anchors) or ""
        return Support(page, claim, ("is not on the page",), suggestion=meant)
    lacking, covered = reader.judge(requirement, passage)
    stale = page.review is None or page.review.expired(reader.today)
    if page.review is None:
        lacking = (*lacking, "is on a page with no review date")
    elif stale:
        due = in_words(page.review.due)
        lacking = (*lacking, f"is on a page that was due to be checked by {due}")
    return Support(page, claim, lacking, covered, stale=stale)


def _candidate(reader: Reader, requirement: Requirement) -> Candidate | None:
    """The section nearest to a duty: the one that lacks least and is most about it.

    A section that does not touch the duty's subject is none, however much else it holds.
    """
    best: tuple[tuple[int, float], Candidate] | None = None
    subjects = _subjects(requirement)
    for page, heading, passage in reader.sections:
        if any(reader.holds(passage, subject) for subject in subjects):
            lacking, _ = reader.judge(requirement, passage)
            rank = (len(lacking), -reader.bearing(subjects, passage))
            if best is None or rank < best[0]:
                best = rank, Candidate(page, heading, lacking)
    return best[1] if best else None


# ---- the kinds of evidence --------------------------------------------------------------


def _too_short(words: int) -> str:
    if words == 0:
        return "says nothing of its own yet"
    return f"has only {count_of(words, 'word')} of its own, too few to act on"


def _says(reader: Reader, passage: Passage, value: object) -> bool:
    return reader.substance(passage).has(cast("tuple[str, ...]", value))


def _not_says(reader: Reader, passage: Passage, value: object) -> bool:
    return not reader.words(passage).has(cast("tuple[str, ...]", value))


def _times(reader: Reader, passage: Passage, value: object) -> tuple[bool, int]:
    """Whether a heading has one of the terms, and how often the section says any."""
    terms = cast("tuple[str, ...]", value)
    return reader.read(passage).title.has(terms), reader.words(passage).count(terms)


def _about(reader: Reader, passage: Passage, value: object) -> bool:
    headed, times = _times(reader, passage, value)
    if headed or times >= _OFTEN:
        return True
    return reader.read(passage).first.has(cast("tuple[str, ...]", value))


def _not_about(reader: Reader, passage: Passage, value: object) -> bool:
    headed, times = _times(reader, passage, value)
    return not headed and times <= _OFTEN


def _near(reader: Reader, passage: Passage, value: object) -> bool:
    near = cast("Near", value)
    return reader.substance(passage).near(near.groups, near.within)


# "01865 810516", "0345 050 7666", "+44 1865 810516", "(01865) 810 516", and short public
# numbers where people are told to ring them.
_PHONE = re.compile(
    r"(?<![\d/.])(?:(?:\+44|\(?0)[\d ()-]{8,13}\d"
    r"|(?:call|ring|dial|phone|text)\s+(?:111|999|119|101))(?![\d/])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+\.[\w.-]*\w")
_WEBSITE = re.compile(r"(?<![@\w.])www\.[\w-]+\.\w|(?<![@\w.])[\w-]+\.(?:co|org|gov|nhs|ac)\.uk\b")
_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b|\bfreepost\b", re.IGNORECASE)
_FORM = re.compile(
    r"\b(?:forms?|online|apply|application|request|survey|register|book)\b", re.IGNORECASE
)


def _contact(_: Reader, passage: Passage, value: object) -> bool:
    kinds = cast("tuple[str, ...]", value)
    return any(_CONTACTS[kind](passage) for kind in kinds)


_CONTACTS: Mapping[str, Callable[[Passage], bool]] = {
    "phone": lambda p: (
        any(link.target.lower().startswith(("tel:", "sms:")) for link in p.links)
        or _PHONE.search(p.text) is not None
    ),
    "email": lambda p: (
        any(link.target.lower().startswith("mailto:") for link in p.links)
        or _EMAIL.search(p.text) is not None
    ),
    "form": lambda p: (
        p.forms > 0 or any(link.element == "a" and _FORM.search(link.text) for link in p.links)
    ),
    "address": lambda p: _POSTCODE.search(p.text) is not None,
    "website": lambda p: (
        any(_host(link.target) for link in p.links if link.element == "a")
        or _WEBSITE.search(p.text) is not None
    ),
}


def _host(target: str) -> str:
    return (addresses.parts(target).hostname or "").removeprefix("www.")


def _link(reader: Reader, passage: Passage, value: object) -> bool:
    wanted: list[str] = []
    for host in cast("tuple[str, ...]", value):
        wanted.extend(reader.site.settings.hosts if host == "{council}" else [host])
    return any(_goes_to(link.target, host) for link in passage.links for host in wanted)


def _goes_to(target: str, wanted: str) -> bool:
    """Whether an address is on a host (or under it), and below a path if one is asked for."""
    host, _, path = wanted.removeprefix("www.").partition("/")
    found = _host(target)
    if found != host and not found.endswith("." + host):
        return False
    return addresses.parts(target).path.lstrip("/").startswith(path)


_COUNT = (
    r"(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|sixteen|twenty|thirty)"
)
_MONTH = (
    "jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    "sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_TIME_LIMIT = re.compile(
    rf"\b{_COUNT}[ -](?:(?:working|school|calendar|clear)[ -])?(?:hour|day|week|month|year)s?\b"
    rf"|\b(?:by|before|until) (?:the )?(?:end of )?(?:\d{{1,2}}(?:st|nd|rd|th)? )?(?:{_MONTH})\b"
    r"|\b(?:every|each|once a) (?:day|week|month|term|year)\b",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"£\s?\d|\b\d[\d,.]*\s?(?:%|per ?cent|pounds?|miles?|hours?)\b", re.IGNORECASE)


def _time_limit(_: Reader, passage: Passage, __: object) -> bool:
    return _TIME_LIMIT.search(passage.text) is not None


def _amount(_: Reader, passage: Passage, __: object) -> bool:
    return _AMOUNT.search(passage.text) is not None


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({_MONTH}),? (\d{{4}})\b", re.IGNORECASE)


_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 12)}
_SEASON = re.compile(r"\b(spring|summer|autumn|winter)(?: term)?,? (\d{4})\b", re.IGNORECASE)
# A financial or school year: "2025 to 2026", "2025/26", "2025-6".
_YEARS = re.compile(r"\b(\d{4})(?: to | ?[/–-] ?)(\d{4}|\d{2}|\d)(?![\d/–-])")


def dates(text: str) -> Iterator[tuple[date, date]]:
    """The dates written in a text, each from its first day to its last.

    "22 November 2026" is one day, "November 2026" all of the month, "autumn 2026" the season,
    "2025 to 2026" a financial or school year.
    """
    for day, name, year in _DATE.findall(text):
        month = _MONTHS.index(name[:3].casefold()) + 1
        try:
            first = date(int(year), month, int(day or 1))
            yield first, first if day else Period(1, "month").after(first) - timedelta(1)
        except (ValueError, OverflowError):
            continue
    for season, year in _SEASON.findall(text):
        start, end = _SEASONS[season.casefold()]
        if 0 < int(year) < 9999:
            yield date(int(year), start, 1), date(int(year), end, 28)
    for year, next_year in _YEARS.findall(text):
        if 1900 < int(year) < 9998 and (int(year) + 1) % 10 ** len(next_year) == int(next_year):
            yield date(int(year), 4, 1), date(int(year) + 1, 8, 31)


def _dated_within(reader: Reader, passage: Passage, value: object) -> bool:
    length = cast("Period", value)
    return any(first <= reader.today <= length.after(last) for first, last in dates(passage.text))


def _entries(reader: Reader, _: Passage, value: object) -> bool:
    wanted = cast("Entries", value)
    found = sum(
        (not wanted.topics or bool(set(wanted.topics) & set(entry.topics)))
        and (not wanted.needs or bool(set(wanted.needs) & set(entry.needs)))
        and (not wanted.ages or any(entry.serves(band) for band in wanted.ages))
        for entry in reader.site.listings
    )
    return found >= wanted.at_least


def _at_least(count: Callable[[Passage], int]) -> Callable[[Reader, Passage, object], bool]:
    return lambda _, passage, value: count(passage) >= cast("int", value)


_TESTS: Mapping[str, Callable[[Reader, Passage, object], bool]] = {
    "says": _says,
    "not_says": _not_says,
    "near": _near,
    "about": _about,
    "not_about": _not_about,
    "contact": _contact,
    "link": _link,
    "list": _at_least(lambda p: p.items),
    "words": _at_least(lambda p: p.words),
    "sections": _at_least(lambda p: p.sections),
    "time_limit": _time_limit,
    "amount": _amount,
    "dated_within": _dated_within,
    "entries": _entries,
}
