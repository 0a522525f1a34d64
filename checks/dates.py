"""Dates in running text, and whether a sentence speaks of one gone by as still to come.

Pure: pages and a day in, old dates out. It is careful rather than clever: a date needs its
year, and a sign of the future must belong to it by a handful of patterns ("will … in March
2026", "apply by …", "closed until …", "for the 2024/25 school year"). History told in the past
tense, laws' names, sources, examples, quotations, and entries of a log stay silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from checks.model import Block, OldDate, Page, Period, Site

# What is older was never meant as news: a story may say "it begins in 1996".
_OLDEST = Period(10, "year")

# ---- dates ------------------------------------------------------------------------------------

_MONTHS = (
    "January|Jan", "February|Feb", "March|Mar", "April|Apr", "May", "June|Jun", "July|Jul",
    "August|Aug", "September|Sept|Sep", "October|Oct", "November|Nov", "December|Dec",
)  # fmt: skip
_MONTH_OF = {name: n for n, names in enumerate(_MONTHS, start=1) for name in names.split("|")}
_MONTH = rf"(?:{'|'.join(_MONTHS)})\b\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"20\d\d"
_TO = r"(?:\s?[-–—]\s?|\s(?:to|until|till|and|or|&)\s|,\s)"
# The last day of a part of a year, whatever it is taken to mean.
_PARTS = {
    "early": (6, 30), "spring": (6, 20), "easter": (5, 31), "mid": (9, 30), "summer": (9, 22),
    "autumn": (12, 21), "late": (12, 31), "end of": (12, 31), "christmas": (12, 31),
    "winter": (15, 20),
}  # fmt: skip
_PART = "|".join(_PARTS)
_DATE = re.compile(
    rf"(?<![\w/.-])(?:"
    rf"(?P<iso>{_YEAR}-\d\d-\d\d)(?![\w-])"
    rf"|(?P<slashed>\d{{1,2}}/\d{{1,2}}/{_YEAR})(?![\w/])"
    rf"|(?:{_DAY}(?:\s{_MONTH})?{_TO})*(?P<dmy>{_DAY}(?:\sof)?\s{_MONTH},?\s{_YEAR})(?!\d)"
    rf"|(?P<mdy>{_MONTH}\s{_DAY},\s{_YEAR})(?!\d)"
    rf"|(?:{_MONTH}{_TO})?(?P<my>{_MONTH},?\s(?:of\s)?{_YEAR})(?!\d)"
    rf"|(?P<part>(?:[Tt]he\s)?(?i:{_PART})[\s-](?:of\s)?{_YEAR})(?![\w/]|-\d)"
    rf"|(?P<school>{_YEAR}(?:\s?[/–-]\s?|\sto\s)(?:20)?\d\d)(?![\w/-])"
    rf"|(?P<year>{_YEAR})(?![\w/-]|\.\d)"
    rf")"
)
_SEPARATES = re.compile(r"\s?[-–—]\s?|\s(?:to|until|till|and|or)\s")


@dataclass(frozen=True)
class Found:
    """A date in a sentence: its place, its last day, and how it is written."""

    start: int
    end: int
    last: date
    kind: str


def find(sentence: str) -> list[Found]:
    """The dates of a sentence that name their year. From one to another counts as one."""
    dates: list[Found] = []
    for match in _DATE.finditer(sentence):
        kind = match.lastgroup or ""
        last = _last(kind, match[kind])
        if last is None:
            continue
        here = Found(match.start(), match.end(), last, kind)
        before = dates[-1] if dates else None
        if before and _SEPARATES.fullmatch(sentence[before.end : here.start]):
            dates[-1] = Found(before.start, here.end, max(before.last, last), here.kind)
        else:
            dates.append(here)
    return dates


def _last(kind: str, written: str) -> date | None:  # noqa: PLR0911 (one a kind)
    """The last day that a date may mean."""
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    if kind == "iso":
        return _day(*numbers)
    if kind == "slashed":
        day, month, year = numbers
        both = [d for d in (_day(year, month, day), _day(year, day, month)) if d]
        return max(both, default=None)
    if kind in ("dmy", "mdy", "my"):
        name = re.search(r"[A-Z][a-z]+", written)
        month = _MONTH_OF[name[0]] if name else 0
        if kind == "my":
            return _month_end(numbers[0], month)
        return _day(numbers[1], month, numbers[0])
    if kind == "part":
        word = next(part for part in _PARTS if part in written.casefold())
        month, day = _PARTS[word]
        return date(numbers[0] + (month > 12), month - 12 * (month > 12), day)
    if kind == "school":
        first, second = numbers
        second += 0 if second > 99 else first // 100 * 100
        return date(second, 8, 31) if second == first + 1 else None
    return date(numbers[0], 12, 31)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_end(year: int, month: int) -> date:
    return date.fromordinal(date(year + month // 12, month % 12 + 1, 1).toordinal() - 1)


# ---- signs of the future ------------------------------------------------------------------------

_WEEKDAY = r"(?:Mon|Tue(?:s)?|Wed(?:nes)?|Thu(?:r|rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\b"
# What ties a date to what stands before it.
_LEAD = re.compile(
    rf"(?P<word>\b(?:no later than|up to|as at|as of|in|on|from|by|until|till|before|during|for|"
    rf"since|after|between|through|throughout|of|at|to|this|dated|is|are)\b|[:(])?\s*"
    rf"(?:(?:the\s+)?(?:end|start|beginning|middle|whole)\s+of\s+|early\s+|late\s+|mid[- ]|"
    rf"about\s+|around\s+|(?:the\s+)?week\s+(?:of|beginning|commencing|starting)\s+|"
    rf"{_WEEKDAY},?\s+|(?:noon|midnight|\d{{1,2}}(?:[:.]\d\d)?\s?[ap]m),?\s+(?:on\s+)?|the\s+)*$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:()]|\s[-–—]\s|,\s(?:which|who|but|so|where)\b|\b(?:because|although|while|whereas)\b"
)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*")
_WILL = (
    r"(?:\bwill\b|[’']ll\b|\bshall\b|\b(?:is|are|[’']s|[’']re)\s+(?:now\s+|currently\s+)?"
    r"(?:due|expected|planned|scheduled|set|going|hoped|aiming|planning|hoping|intended)\b"
    r"|\b(?:plan|hope|aim|intend|expect)s?\s+to\b)"
)
_MODAL = re.compile(_WILL)
# At the end of what stands before a date: it is planned for …
_DUE = re.compile(
    r"\b(?:(?:is|are|be|[’']s|[’']re)\s+(?:now\s+|currently\s+)?"
    r"(?:due|expected|planned|scheduled|set|intended)|due|coming)$"
)
_PAST_WORD = (
    r"(?:\w{2,}ed|was|were|had|did|said|told|wrote|made|built|held|written|born|begun|began|given|"
    r"gave|sent|read|seen|saw|known|knew|found|won|taken|took|put|came|went|met|ran|got|led|sat|"
    r"spoke|left|lost|brought|bought|chose|grew|spent|became|rose|fell|drew|set|out|broke)"
)
# What was done then: "agreed in July 2025", but not "will be agreed in July 2025".
_DONE = re.compile(rf"\b{_PAST_WORD}(?:\s+(?:up|out|off|over|on|in|again|\d+))?$")
_TO_BE_DONE = re.compile(
    rf"\b(?:be|being|get)\s+(?:\w+\s+){{0,2}}{_PAST_WORD}(?:\s+(?:up|out|off|over|again))?$"
)
_PAST = re.compile(
    r"\b(?:was|were|had|did|been|used to|would|could|said|ran|became|[a-z]\w{2,}ed)\b"
)
_PAST_VERB = re.compile(r"\b(?:was|were|had|did|been|used to|would|ran|became|wasn|weren|didn)\b")
# What a text, not a plan, is from.
_PAPERS = re.compile(
    r"\b(?:figures?|data|guidance|guides?|reports?|letters?|results?|surveys?|statistics|advice|"
    r"minutes|versions?|prices?|numbers?|information|evidence|research|accounts|reviews?|policy|"
    r"strategy|documents?|rates?|rules?|cop(?:y|ies)|articles?|papers?|posts?|blog|news|page|"
    r"decisions?|judgments?|cases?|census|draft|edition|releases?|agreements?|orders?|laws?)$",
    re.IGNORECASE,
)
_STARTS = re.compile(
    r"\b(?:starts?|begins?|opens?|reopens?|launch(?:es)?|takes?\s+place|comes?\s+into\s+"
    r"(?:force|effect|operation)|goes\s+live|closes?|ends|finishes|expires?|resumes)"
    r"(?:\s+(?!to\b)[\w’'-]+){0,3}$"
)
_GOES_ON = re.compile(
    r"\b(?:is|are|be|can|will|may|must|have|has|runs|lasts?|open|closed|valid|available|remains?|"
    r"continues?|stays?|free|extended|apply|book|delayed|postponed|suspended|funded)\b|[’']s\b",
    re.IGNORECASE,
)
_ASKED = (
    r"(?:apply|send|return|book|register|sign\s+up|enrol|submit|reply|respond|complete|vote|"
    r"nominate|renew|order|let\s+us\s+know|tell\s+us|email\s+us|contact\s+us|fill\s+in|have\s+your"
    r"\s+say|give\s+us|take\s+part|pay)"
)
_DO_BY = re.compile(
    rf"(?:^|[,.:]\s|\b(?:please|must|should|need\s+to|needs\s+to|have\s+to|has\s+to|can|and|or|"
    rf"then)\s+){_ASKED}\b",
    re.IGNORECASE,
)
_MUST = re.compile(r"\b(?:must|should|needs?\s+to|ha(?:ve|s)\s+to)\b")
_DEADLINE = re.compile(
    r"\b(?:deadline|closing\s+date|last\s+day|cut-?off(?:\s+date)?|due\s+date|return\s+date)\b"
    r"[^.;:()]{0,50}$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next|upcoming|forthcoming)(?:\s+(?!to\b)[\w’'-]+){1,5}$",
    re.IGNORECASE,
)
_APPLYING = re.compile(
    r"\b(?:apply|applying|applications?\s+(?:for|to))(?:\s+[\w’'-]+){0,6}$|"
    r"\bstart(?:s|ing)?\s+(?:at\s+)?(?:\w+\s+)?(?:school|nursery|college|reception|year\s+\d+|"
    r"sixth\s+form)$",
    re.IGNORECASE,
)
_SCHOOL_YEAR = re.compile(r"\s*\)?\s*(?:school|academic)\s+(?:year|term)")
_CALLED_SCHOOL_YEAR = re.compile(r"\b(?:school|academic)\s+(?:year|term),?\s*\(?(?:of\s+)?$")
_TERM_DATES = re.compile(r"\b(?:term|holiday)\s+(?:dates|times)\b", re.IGNORECASE)
_A_SOURCE = re.compile(
    r"\b(?:guide|edition|leaflet|figures?|data|reports?|statistics|census|survey|accounts|results|"
    r"read|review|funding formula|checked|copy|source|published|updated|archive[ds]?|previous|"
    r"last year|past|until|since|than)\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(
    r"\b(?:for example|for instance|e\.g|such as|suppose|imagine|example|would|if)\b", re.IGNORECASE
)
_IN_QUOTES = re.compile(r"[“\"‘][^“”\"‘’]*[”\"’]")
_LIKE = re.compile(r"\b(?:as|like|than|because|only)$", re.IGNORECASE)
_CLAUSE_START = re.compile(r"(?:^|[,;:–—]|\b(?:and|but|that|so))\s*$")
_NEAR = 14  # words between a sign and its date
_TIES = frozenset(
    ("in", "on", "from", "by", "until", "till", "before", "during", "at", "between", "throughout")
)  # fmt: skip


def told_as_future(sentence: str, found: Found) -> bool:  # noqa: PLR0911 (one a rule)
    """Whether a sentence speaks of one of its dates as still to come."""
    lead = _LEAD.search(sentence[: found.start])
    word = (lead["word"] or "").lower() if lead else ""
    start = lead.start() if lead else found.start
    before = _ASIDE.sub(" ", sentence[:start]).rstrip()
    after = _ASIDE.sub(" ", sentence[found.end :])
    clause = _BREAK.split(before)[-1].strip()
    if _school_year(sentence, found, word, after):
        return True
    if _LIKE.search(clause):
        return False
    bare = found.kind in ("year", "school")
    if bare and word not in _TIES:
        return False
    if word in ("since", "after", "of", "as at", "as of", "dated", "to", "("):
        return False
    if word in ("until", "till", "up to", "through"):
        return bool(_GOES_ON.search(clause)) and not _PAST_VERB.search(sentence)
    if word in ("by", "before", "no later than") and _asked_by(clause):
        return True
    if _EXAMPLE.search(sentence):
        return False
    if _DEADLINE.search(clause) and not _PAST.search(clause) and word in ("", "is", ":", "on"):
        return True
    return _announced(clause, word, found) or _begins(before, word, after)


def _asked_by(clause: str) -> bool:
    if _PAST_VERB.search(clause) or (_DONE.search(clause) and not _TO_BE_DONE.search(clause)):
        return False
    return bool(_DO_BY.search(clause)) or (
        bool(_MUST.search(clause)) and not _EXAMPLE.search(clause)
    )


def _announced(clause: str, word: str, found: Found) -> bool:  # noqa: PLR0911 (one a rule)
    """Something is to happen then: the sign stands before the date."""
    near = " ".join(clause.split()[-_NEAR:])
    if _DUE.search(near) and (word in _TIES or word == "for") and not _PAST_VERB.search(near):
        return True
    if _DONE.search(near) and not _TO_BE_DONE.search(near):
        return False
    signs = list(_MODAL.finditer(near))
    if signs and word in _TIES:
        rest = near[signs[-1].end() :]
        paper = word in ("from", "in", "at") and found.kind == "year" and _PAPERS.search(rest)
        paper = paper or (word == "from" and _PAPERS.search(rest))
        return not paper and not _PAST_VERB.search(rest) and not re.search(r"\bthat\b", rest)
    if _PAST.search(near):
        return False
    if word in ("in", "on", "from", "at") and (begins := _STARTS.search(near)):
        return (word, begins[0]) != ("from", "open")  # "the survey, open from 2 to 9 March 2026"
    if word in ("", "is", "are", "on", "in", ":") and _NEXT.search(near):
        return found.kind not in ("year", "school")
    return word in ("for", "in", "from") and found.kind in ("my", "dmy") and bool(
        _APPLYING.search(near)
    )  # fmt: skip


def _begins(before: str, word: str, after: str) -> bool:
    """The date opens the clause: "From September 2025, we will …"."""
    if not word and not before and re.match(rf"\s+{_WILL}", after):
        return True
    if word not in _TIES or not _CLAUSE_START.search(before):
        return False
    rest = _BREAK.split(after)[0]
    sign = re.search(rf"{_WILL}|[.!?]", rest)
    if sign is None or len(rest[: sign.start()].split()) > _NEAR or sign[0] in ".!?":
        return False
    between = rest[: sign.start()]
    return not _PAST.search(between) and not re.search(rf"\b{_PAST_WORD}\b", between)


def _school_year(sentence: str, found: Found, word: str, after: str) -> bool:
    if found.kind != "school" or _A_SOURCE.search(sentence) or _PAST.search(sentence):
        return False
    if _TERM_DATES.search(sentence):
        return True
    named = _SCHOOL_YEAR.match(after) or _CALLED_SCHOOL_YEAR.search(sentence[: found.start])
    return bool(named) and word in ("for", "in", "during", "this", "throughout", "", "(")


# ---- on a site ------------------------------------------------------------------------------

_UPCOMING = re.compile(
    r"\b(?:upcoming|forthcoming|coming up|dates for (?:your|the) diary|save the date|what[’']s on|"
    r"next (?:events?|dates|meetings?|sessions?))\b",
    re.IGNORECASE,
)
# An entry of a log: its heading is a date, or a version with one.
_LOGGED = re.compile(rf"\W*(?:v?\d+(?:\.\d+)+\S*\W+)?(?:\w+day,?\s)?(?:{_DATE.pattern})\W*")
_VERSION = re.compile(r"\W*(?:version\s+|release\s+)?v?\d+(?:\.\d+)+\b", re.IGNORECASE)
# Pages that are news or minutes of a day stay as they were written.
_DATED_KEYS = ("date", "published", "created", "publish_date", "pubdate")
_SILENT = ("code", "quote")


def old(site: Site, today: date) -> Iterator[OldDate]:
    """Every sentence of a site that speaks of a day gone by as if it were still to come."""
    for page in site.pages:
        if (
            page.source
            and page.built
            and not any(k in page.front_matter.lines for k in _DATED_KEYS)
        ):
            yield from _on_page(page, today)


def _on_page(page: Page, today: date) -> Iterator[OldDate]:
    assert page.built is not None  # asked before
    logged, upcoming = False, False
    told: set[str] = set()
    for block in page.built.blocks:
        if block.kind == "heading":
            logged = bool(_LOGGED.fullmatch(block.text) or _VERSION.match(block.text))
            upcoming = bool(_UPCOMING.search(block.text))
        if "20" not in block.text or block.kind in _SILENT or _quoted(page, block):
            continue
        at = block.offset
        for sentence in block.sentences:
            if (found := _gone(sentence, today)) and not logged:
                listed = upcoming and block.kind != "heading" and found.start < 20
                day = found.kind in ("dmy", "mdy", "iso", "slashed")
                if told_as_future(sentence, found) or (listed and day):
                    said = sentence[found.start : found.end]
                    if sentence not in told:
                        yield OldDate(
                            page.at_words(sentence[found.start :], at + found.start), said,
                            sentence, found.last,
                        )  # fmt: skip
                    told.add(sentence)
            at += len(sentence) + 1


def _gone(sentence: str, today: date) -> Found | None:
    """The date of a sentence that has gone by, told as future; None where one is yet to come."""
    dates = find(_IN_QUOTES.sub(lambda match: " " * len(match[0]), sentence))
    if not dates or any(found.last >= today for found in dates):
        return None
    recent = [found for found in dates if _OLDEST.after(found.last) >= today]
    future = (found for found in recent if told_as_future(sentence, found))
    return next(future, recent[0] if recent else None)


def _quoted(page: Page, block: Block) -> bool:
    assert page.built is not None  # asked before
    return any(start <= block.offset < end for start, end in page.built.verbatim)
