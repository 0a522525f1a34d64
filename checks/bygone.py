"""Whether a sentence, a list or a table speaks of a day gone by as still to come.

Pure: pages, a day and the words of `packs/past-date.yml` in, old dates out. It is careful rather
than clever: a date needs its year, and a sign of the future must belong to it by a handful of
patterns ("will … in March 2026", "apply by …", "closed until …", "join us on …", "for the 2024/25
school year"), or it stands in a list under a heading such as "Events". History told in the past
tense, laws' names, sources, examples, quotations, and entries of a log stay silent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache

from checks.dates import DATE, WEEKDAY, Found, find, may_hold, settled
from checks.model import Block, Built, OldDate, Page, Period, Site


@dataclass(frozen=True)
class Words:
    """The lists of `packs/past-date.yml`, each as it is explained there."""

    invitations: tuple[str, ...]
    happens: tuple[str, ...]
    asked: tuple[str, ...]
    changing: tuple[str, ...]
    events: tuple[str, ...]
    taken: tuple[str, ...]
    events_headings: tuple[str, ...]
    year_headings: tuple[str, ...]
    gone_headings: tuple[str, ...]
    records: tuple[str, ...]
    papers: tuple[str, ...]


# What is older was never meant as news: a story may say "it begins in 1996".
_OLDEST = Period(10, "year")

# ---- signs of the future ------------------------------------------------------------------------

# What ties a date to what stands before it.
_LEAD = re.compile(
    rf"(?P<word>\b(?:no later than|up to|as at|as of|as from|with effect from|in|on|from|by|"
    rf"until|till|before|during|for|since|after|between|through|throughout|of|at|to|this|next|dated|is|are)\b|[:(])?\s*"
    rf"(?:(?:the\s+)?(?:end|start|beginning|middle|whole)\s+of\s+|early\s+|late\s+|mid[- ]|"
    rf"about\s+|around\s+|(?:the\s+)?week\s+(?:of|beginning|commencing|starting)\s+|w/?[cb]\.?\s+|"
    rf"{WEEKDAY},?\s+|(?:noon|midnight|\d{{1,2}}(?:[:.]\d\d)?\s?[ap]m),?\s+(?:on\s+)?|the\s+)*$",
    re.IGNORECASE,
)
_BREAK = re.compile(
    r"[;:()]|\s[-–—]\s|,\s(?:which|who|but|so|where)\b|\b(?:because|although|while|whereas)\b"
)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*")
_WILL = (
    r"(?:\bwill\b|[’']ll\b|\bshall\b|\b(?:is|are|[’']s|[’']re)\s+(?:now\s+|currently\s+)?"
    r"(?:due|expected|planned|scheduled|set|going|hoped|aiming|planning|hoping|intended)\b"
    r"|\b(?:plan|hope|aim|intend|expect)s?\s+to\b"
    # "Ofsted is to visit", not "the best way is to ask"
    r"|(?<!\bway )(?<!\bidea )(?<!\bjob )(?<!\brole )(?<!\bduty )(?<!\btask )(?<!\bpurpose )"
    r"(?<!\bthing )(?<!\bpoint )(?<!\boption )(?<!\badvice )"
    r"\b(?:is|are)\s+to\s+(?!be\b|do\s+with\b)[a-z]+"
    r"|(?:^|\b(?:is|are)\s+)[Tt]o\s+be\s+(?:\w+ed|held)\b)"
)
_MODAL = re.compile(_WILL)
# What the law asks from a day on.
_FROM_THEN = rf"(?:{_WILL}|\b(?:must|has\s+to|have\s+to|needs\s+to|need\s+to)\b)"
# At the end of what stands before a date: it is planned for …
_DUE = re.compile(
    r"\b(?:(?:is|are|be|[’']s|[’']re)\s+(?:now\s+|currently\s+)?"
    r"(?:due|expected|planned|scheduled|set|intended)|due|coming)$",
    re.IGNORECASE,
)
# "Next inspection expected in 2025."
_IN_SHORT = re.compile(
    r"^(?:(?!(?:more|less|fewer|than|as|we|it)\b)[\w’'-]+\s+){1,6}"
    r"(?:expected|planned|scheduled|anticipated)$",
    re.IGNORECASE,
)
_ENDS = re.compile(r"\s*[.!:;)]?\s*$")
# "Opening in May 2026: a new hub."
_ANNOUNCED = re.compile(r"\s*(?:[:!–—-]|[.]?\s*$)")
_BOOKED = re.compile(
    r"\s+(?:(?!(?:and|but|or|who|which)\b)[\w’'-]+\s+){0,6}?(?:(?:available|open|ready)\s+(?:now\s+)?"
    r"(?:to|for)\s+(?:book|register|appl|enrol)\w*|now\s+booking|(?:is|are|now|still)\s+on\s+sale|"
    r"book(?:ing)?\s+now|can\s+(?:now\s+|still\s+)?be\s+booked|now\s+bookable)\b",
    re.IGNORECASE,
)
# "Those who start in September 2025 must apply again."
_MUST_THEN = re.compile(r"\s+(?:must|needs?\s+to|ha(?:ve|s)\s+to|should)\s+(?!have\b)\w")
_PAST_WORD = (
    r"(?:\w{2,}ed|was|were|had|did|said|told|wrote|made|built|held|written|born|begun|began|given|"
    r"gave|sent|read|seen|saw|known|knew|found|won|taken|took|put|came|went|met|ran|got|led|sat|"
    r"spoke|left|lost|brought|bought|chose|grew|spent|became|rose|fell|drew|set|broke)"
)
# What was done then: "agreed in July 2025", but not "will be agreed in July 2025".
_DONE = re.compile(rf"\b{_PAST_WORD}(?:\s+(?:up|out|off|over|on|in|again|\d+))?$")
_TO_BE_DONE = re.compile(
    rf"\b(?:be|being|get|to\s+have)\s+(?:\w+\s+){{0,4}}{_PAST_WORD}(?:\s+(?:up|out|off|over|again))?$"
)
_PERFECT = re.compile(rf"(?:\bha(?:ve|s)|[’']ve)\s+(?:\w+\s+)?{_PAST_WORD}\b")
_PUT_OFF = re.compile(
    r"\b(?:is|are|ha(?:s|ve)\s+been)\s+(?:now\s+)?(?:extended|postponed|delayed|put\s+off|closed|"
    r"suspended)$"
)
_WILL_HAVE_BEEN = re.compile(rf"\s*(?:already\s+|now\s+)?have\s+{_PAST_WORD}\b")
_COMPARED = re.compile(r"\b(?:similar|like|unlike|same|compared?|as)\b")
_PAST = re.compile(
    r"\b(?:was|were|had|did|been|used to|would|could|said|ran|became|[a-z]\w{2,}ed)\b"
)
_PAST_VERB = re.compile(
    r"\b(?:was|were|had|did|been|used to|would|ran|became|wasn|weren|didn|came|took|gave|met|told|"
    r"heard|went|saw|thank|thanks|(?:could|may|might|should|must)\s+have)\b",
    re.IGNORECASE,
)
# An age on a day is a rule for those who have it: "who will be 5 before 31 August 2026".
_AGE = re.compile(
    r"\b(?:be|is|are|turns?|reach(?:es)?|aged)\s+(?:aged?\s+)?(?:\d{1,2}|one|two|three|four|five)\b"
    r"(?!\s*(?:%|per\b|pm|am))(?:\s+(?:years?\s+old|or\s+(?:over|older|under|younger)))?$",
)
# What a text, not a plan, is from.
_PAPERS = re.compile(
    r"\b(?:figures?|data|guidance|guides?|reports?|letters?|results?|surveys?|statistics|advice|"
    r"minutes|versions?|prices?|numbers?|information|evidence|research|accounts|reviews?|policy|"
    r"strategy|documents?|rates?|rules?|cop(?:y|ies)|articles?|papers?|posts?|blog|news|page|"
    r"decisions?|judgments?|cases?|census|draft|edition|releases?|agreements?|orders?|"
    r"(?<!become )laws?)$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"\b(?:is|are|be|can|will|may|must|have|has|runs|lasts?|open|closed|valid|available|remains?|"
    r"continues?|stays?|free|extended|apply|book|delayed|postponed|suspended|funded)\b|[’']s\b",
    re.IGNORECASE,
)
_MUST = re.compile(r"\b(?:must|should|needs?\s+to|ha(?:ve|s)\s+to)\b")
_DEADLINE = re.compile(
    r"\b(?:deadline|closing\s+date|(?:last|final|latest)\s+(?:day|date)|cut-?off(?:\s+date)?|due\s+date|return\s+date)\b"
    r"[^.;:()]{0,50}$",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"\b(?:next|upcoming|forthcoming)(?:\s+(?!to\b)[\w’'-]+){1,5}$",
    re.IGNORECASE,
)
_APPLYING = re.compile(
    r"^(?:start|join|mov|leav|return)ing$|"
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
# All that comes after it in the paragraph is made up.
_SUPPOSE = re.compile(r"(?:Suppose|Imagine|For example|For instance|Example|Let[’']s say)\b")
_IN_QUOTES = re.compile(r"[“\"‘][^“”\"‘’]*[”\"’]")
_LIKE = re.compile(r"\b(?:as|like|than|because|only)$", re.IGNORECASE)
_CLAUSE_START = re.compile(r"(?:^|[,;:–—]|\b(?:and|but|that|so))\s*$")
_NEAR = 14  # words between a sign and its date
_AROUND = 300  # letters before and after a date that are looked at
_TIES = frozenset(
    ("in", "on", "from", "by", "until", "till", "before", "during", "at", "between", "throughout")
)  # fmt: skip


@dataclass(frozen=True)
class _Signs:
    """The words of `past-date.yml`, ready to look with."""

    invited: re.Pattern[str]
    happens: re.Pattern[str]
    asked: re.Pattern[str]
    changing: re.Pattern[str]
    soon: re.Pattern[str]
    event: re.Pattern[str]
    taken: re.Pattern[str]
    events_heading: re.Pattern[str]
    year_heading: re.Pattern[str]
    gone_heading: re.Pattern[str]
    paper: re.Pattern[str]
    record: re.Pattern[str]


def _pattern(before: str, words: Sequence[str], after: str = "") -> re.Pattern[str]:
    any_of = "|".join(
        re.escape(word).replace(r"\ ", r"\s+").replace("'", "[’']")
        for word in sorted(words, key=lambda word: (-len(word), word))
    )
    return re.compile(rf"{before}\b(?P<said>{any_of})\b{after}", re.IGNORECASE)


@lru_cache(maxsize=4)
def signs(words: Words) -> _Signs:
    """Patterns for the words of a list."""
    return _Signs(
        invited=_pattern("", words.invitations),
        # "The launch", "open day": a name of it, no telling of what it does.
        happens=_pattern(
            r"(?P<noun>\b(?:the|a|an|its|our|their|to|this|at|of|official|soft|have|has|be|been)"
            r"\s+|[’']ve\s+)?",
            words.happens,
            r"(?!\s+(?:days?|evenings?|mornings?|afternoons?|houses?|access|source)\b)"
            r"(?:\s+(?!to\b)[\w’'-]+){0,3}$",
        ),
        asked=_pattern(
            r"(?:^|[,.:]\s|\b(?:please|must|should|needs?\s+to|ha(?:ve|s)\s+to|can|and|or|then)\s+)",
            words.asked,
        ),
        changing=_pattern(
            r"(?:\b(?:is|are|am)|[’'](?:s|re|m))\s+(?:(?:now|also|all|soon|both|currently)\s+)?",
            words.changing,
        ),
        soon=_pattern(r"^(?:now\s+|also\s+)?", words.changing, r"(?:\s+soon)?,?$"),
        event=_pattern("", words.events),
        taken=_pattern("", words.taken),
        # "Resources for open days" are none.
        events_heading=_pattern(
            r"^(?:(?!\b(?:for|of|on|about|with|from)\b).)*", words.events_headings
        ),
        year_heading=_pattern("", words.year_headings),
        gone_heading=_pattern("", words.gone_headings),
        record=_pattern("", words.records),
        paper=_pattern("", words.papers, r"(?:\s*\([^()]*\))?$"),
    )


_DAYS = ("dmy", "mdy", "iso", "slashed", "dotted")
_ARE_TAKEN = re.compile(
    r"[\s\w’'-]{0,40}?\b(?:are|is)\s+(?:now\s+|still\s+|currently\s+|also\s+)?"
    r"(?:open|being\s+(?:taken|accepted)|available|welcome|invited|on\s+sale)\b"
)
_IS_ON = re.compile(r"(?:\b(?:is|are)|[’']s)(?:\s+held)?$")


def told_as_future(  # noqa: PLR0911, PLR0912, C901 (one a rule)
    sentence: str, found: Found, signs: _Signs
) -> bool:
    """Whether a sentence speaks of one of its dates as still to come."""
    lead = _LEAD.search(sentence[: found.start])
    word = (lead["word"] or "").lower() if lead else ""
    start = lead.start() if lead else found.start
    before = _ASIDE.sub(" ", sentence[:start]).rstrip()
    after = _ASIDE.sub(" ", sentence[found.end :])
    clause = _BREAK.split(before)[-1].strip()
    if _school_year(sentence, found, word, after):
        return True
    if _LIKE.search(clause) or _AGE.search(clause):
        return False
    if word in ("since", "after", "of", "as at", "dated", "to", "("):
        return False
    if _invited(f"{clause} {lead[0] if lead else ''}", word, after, found, signs):
        return not _EXAMPLE.search(sentence)
    if _next_one(sentence, word, found) or _to_be_booked(clause, word, after):
        return not _EXAMPLE.search(sentence)
    bare = found.kind in ("year", "school")
    if word in ("as of", "as from", "with effect from"):
        return _begins(before, "from", after)
    if bare and word == "for" and _DUE.search(clause):
        return not _EXAMPLE.search(sentence)
    if bare and (word not in _TIES or word == "between"):  # "between the 2018 and 2019 surveys"
        return False
    if word in ("until", "till", "up to", "through"):
        if _PUT_OFF.search(clause):
            return True
        past = _PAST_VERB.search(sentence) or _PERFECT.search(clause)
        return bool(_GOES_ON.search(clause)) and not past
    if word in ("by", "before", "no later than") and _asked_by(clause, signs):
        return True
    if _EXAMPLE.search(sentence):
        return False
    if _DEADLINE.search(clause) and not _PAST.search(clause) and word in ("", "is", ":", "on"):
        return True
    if _opens(before, word, after, signs) or _must_then(clause, word, after, found):
        return True
    return _announced(clause, word, found, signs) or _begins(before, word, after)


def _next_one(sentence: str, word: str, found: Found) -> bool:
    """ "Next year, 2026, we will …", "next spring (2026)": the words say which one it is."""
    called = found.kind == "next" or (word == "next" and found.kind in ("part", "my"))
    return called and not _PAST.search(sentence)


def _to_be_booked(clause: str, word: str, after: str) -> bool:
    """ "Summer 2026 programme now available to book"."""
    booked = _BOOKED.match(after)
    if not booked or word in ("since", "after", "from", "of") or _PAST.search(clause):
        return False
    return not _PAST_VERB.search(booked[0]) and not _DONE.search(clause)


def _opens(before: str, word: str, after: str, signs: _Signs) -> bool:
    """ "Coming in summer 2026: a sensory room", "Next inspection expected in 2025."."""
    if word not in ("in", "on", "from", "this", "next", ""):
        return False
    if _IN_SHORT.search(before) and word and _ENDS.match(after):
        return not _PAST_VERB.search(before)
    return bool(signs.soon.search(before) and _ANNOUNCED.match(after))


def _must_then(clause: str, word: str, after: str, found: Found) -> bool:
    """ "… who start in September 2025 must apply again"."""
    if word != "in" or found.kind not in ("my", "part") or not _MUST_THEN.match(after):
        return False
    return not (_PAST.search(clause) or _DONE.search(clause) or _PAPERS.search(clause))


def _called(sentence: str, found: Found, signs: _Signs) -> bool:
    """Whether families are called to come, or to do something, on a day that names no year."""
    lead = _LEAD.search(sentence[: found.start])
    word = (lead["word"] or "").lower() if lead else ""
    before = _ASIDE.sub(" ", sentence[: lead.start() if lead else found.start]).rstrip()
    clause = _BREAK.split(before)[-1].strip()
    if _EXAMPLE.search(sentence) or _PAST.search(sentence):
        return False
    if word in ("by", "before", "no later than") and _asked_by(clause, signs):
        return True
    after = _ASIDE.sub(" ", sentence[found.end :])
    return _invited(f"{clause} {lead[0] if lead else ''}", word, after, found, signs)


def _invited(clause: str, word: str, after: str, found: Found, signs: _Signs) -> bool:
    """Families are asked to come, to book or to apply: "join us on …", "places for … are open"."""
    near = " ".join(clause.split()[-_NEAR:]).rstrip(":–—- ")
    if _PAST_VERB.search(near) or _DONE.search(near) or signs.paper.search(near):
        return False
    if signs.invited.search(near) or (signs.taken.search(near) and _ARE_TAKEN.match(after)):
        return True
    if found.kind not in _DAYS or not signs.event.search(near):
        return False
    announced = word == ":" and len(near.split()) <= 8 and not signs.gone_heading.search(near)
    return announced or bool(word == "on" and _IS_ON.search(near.removesuffix(" on")))


def _asked_by(clause: str, signs: _Signs) -> bool:
    if _PAST_VERB.search(clause) or (_DONE.search(clause) and not _TO_BE_DONE.search(clause)):
        return False
    return bool(signs.asked.search(clause)) or (
        bool(_MUST.search(clause)) and not _EXAMPLE.search(clause)
    )


def _announced(  # noqa: PLR0911 (one a rule)
    clause: str, word: str, found: Found, signs: _Signs
) -> bool:
    """Something is to happen then: the sign stands before the date."""
    near = " ".join(clause.split()[-_NEAR:])
    if _DUE.search(near) and (word in _TIES or word == "for") and not _PAST_VERB.search(near):
        return True
    begins = signs.happens.search(near)
    done = _DONE.search(near) and not _TO_BE_DONE.search(near)
    if done and not (begins and near.endswith(begins["said"])):  # "is closed on", "is cancelled on"
        return False
    wills = list(_MODAL.finditer(near))
    if wills and word in _TIES:
        rest = near[wills[-1].end() :]
        paper = word in ("from", "in", "at") and found.kind == "year" and _PAPERS.search(rest)
        paper = paper or (word == "from" and _PAPERS.search(rest))
        paper = paper or _WILL_HAVE_BEEN.match(rest) or _COMPARED.search(rest)
        return not paper and not _PAST_VERB.search(rest) and not re.search(r"\bthat\b", rest)
    so_far = near[: begins.start()] if begins else near
    if _PAST.search(so_far):
        return False
    if (
        begins
        and not begins["noun"]
        and word in ("", "in", "on", "from", "at", "between", "this", "next")
    ):
        # "The data runs from 2015", "the survey, open from 2 to 9 March 2026"
        whole = word == "from" and (
            found.kind in ("year", "school") or _PAPERS.search(so_far.strip())
        )
        return (
            (bool(word) or found.kind in _DAYS)
            and not whole
            and (word, begins[0]) != ("from", "open")
        )
    if signs.changing.search(near) and word in ("", "in", "on", "at", "this"):
        return bool(word) or found.kind in _DAYS
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
    sign = re.search(rf"{_FROM_THEN if word == 'from' else _WILL}|[.!?]", rest)
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

# An entry of a log: its heading is a date, or a version with one.
_LOGGED = re.compile(rf"\W*(?:v?\d+(?:\.\d+)+\S*\W+)?(?:\w+day,?\s)?(?:{DATE.pattern})\W*")
# So many headings that end in a day make a page a log of news: "New forms, 4.5.2026".
_DATED = re.compile(rf"[\s(,–—-](?:{DATE.pattern})\)?\W*$")
_A_LOG = 3
# What stands before the day of what is on: "Date:", "Saturday".
_ONLY_A_DAY = re.compile(
    rf"\W*(?:(?:dates?|days?|when|next|on|from)\b\W*)*(?:{WEEKDAY}\W*)?", re.IGNORECASE
)
_THEY_DID = re.compile(
    rf"\b(?:we|they|it|he|she|you|which|who)\s+(?:\w+ly\s+)?{_PAST_WORD}\b", re.IGNORECASE
)
_VERSION = re.compile(r"\W*(?:version\s+|release\s+)?v?\d+(?:\.\d+)+\b", re.IGNORECASE)
# Pages that are news or minutes of a day stay as they were written.
_DATED_KEYS = ("date", "published", "created", "publish_date", "pubdate")
_SILENT = ("code", "quote")


def old(site: Site, today: date, words: Words) -> Iterator[OldDate]:
    """What speaks of a day gone by as if it were still to come."""
    looked = signs(words)
    for page in site.pages:
        if (
            page.source
            and page.built
            and not any(k in page.front_matter.lines for k in _DATED_KEYS)
            and not looked.record.search("\n".join(page.called))
        ):
            yield from _on_page(page, page.built, today, looked)


def _on_page(page: Page, built: Built, today: date, signs: _Signs) -> Iterator[OldDate]:
    logged = False
    is_log = sum(bool(_DATED.search(heading.text)) for heading in built.headings) >= _A_LOG
    told: set[str] = set()
    calendar = _Calendar(built, today, signs)
    for block in built.blocks:
        if block.kind == "heading":
            logged = bool(_LOGGED.fullmatch(block.text) or _VERSION.match(block.text))
            logged = logged or (is_log and bool(_DATED.search(block.text)))
            calendar.heading(block)
        if not may_hold(block.text) or block.kind in _SILENT or _quoted(page, block):
            continue
        at = block.offset
        supposed = False
        for sentence in block.sentences:
            supposed = supposed or bool(_SUPPOSE.match(sentence))
            silent = logged or supposed or sentence in told
            found = None if silent else gone(sentence, today, signs)
            if found:
                said = sentence[found.start : found.end]
                place = page.at_words(sentence[found.start :], at + found.start)
                yield OldDate(place, said, sentence, found.last)
                told.add(sentence)
            elif sentence not in told:
                calendar.entry(block, sentence, at)
            at += len(sentence) + 1
    for heading, entries, coming in calendar.gone():
        first = entries[0]
        place = page.at_words(first.sentence[first.found.start :], first.at + first.found.start)
        said = first.sentence[first.found.start : first.found.end]
        yield OldDate(
            place, said, first.sentence, first.found.last, heading, len(entries) - 1, coming
        )


@dataclass(frozen=True)
class _Entry:
    """What a list or a table says of one day."""

    sentence: str
    at: int
    found: Found  # its latest


@dataclass
class _Section:
    """What stands under one heading that promises days to come."""

    heading: str
    level: int
    kind: str  # "events": each is to come. "year": one at least. "": neither
    entries: dict[int, _Entry | None] = field(default_factory=dict)  # by row or item
    nearer: bool = False  # the heading that promises them is not this one, but one above


class _Calendar:
    """The lists and tables of a page under headings such as "Events" and "Term dates"."""

    def __init__(self, built: Built, today: date, signs: _Signs) -> None:
        self.today = today
        self.signs = signs
        self.levels = {heading.offset: heading.level for heading in built.headings}
        self.items = sorted(built.items)
        self.open = [_Section("", 0, "")]
        self.every: list[_Section] = []

    def heading(self, block: Block) -> None:
        level = self.levels.get(block.offset, 2)
        while self.open[-1].level >= level:
            self.open.pop()
        above = self.open[-1]
        text = block.text
        kind = above.kind
        if self.signs.gone_heading.search(text) or _PAST_VERB.search(text):
            kind = ""
        elif len(text.split()) > 8:
            pass
        elif self.signs.year_heading.search(text):
            kind = "year"
        elif self.signs.events_heading.search(text):
            kind = "events"
        if kind and kind == above.kind:  # a part of the same list
            self.open.append(_Section(above.heading, level, kind, above.entries, nearer=True))
            return
        self.open.append(_Section(text, level, kind))
        self.every.append(self.open[-1])

    def entry(self, block: Block, sentence: str, at: int) -> None:
        """Take in a sentence, if it is about a day."""
        section = self.open[-1]
        dates = find(sentence) if section.kind else []
        if not dates or (block.kind == "heading" and not section.entries and len(self.open) < 2):
            return
        found = max(dates, key=lambda each: each.last)
        row = max((item for item in self.items if item <= block.offset), default=0)
        row = row if block.kind in ("item", "cell") else block.offset
        before = section.entries.get(row)
        if row in section.entries and (before is None or before.found.last >= found.last):
            return
        prose = section.nearer and block.kind == "paragraph"
        if found.last < self.today and not self.announces(sentence, dates[0], prose=prose):
            section.entries.setdefault(row, None)
        else:
            section.entries[row] = _Entry(sentence, at, found)

    def announces(self, sentence: str, first: Found, *, prose: bool) -> bool:
        """Whether a line stands for what is on that day. In prose, it begins with the day."""
        before = sentence[: first.start]
        return (
            not (prose and not _ONLY_A_DAY.fullmatch(before))
            and not re.search(rf"\b(?:{_PAST_WORD}|[Ss]ince)\b", before)
            and not _THEY_DID.search(sentence)
            and first.kind in (*_DAYS, "my")
            and first.start < 20
            and not _PAST_VERB.search(sentence)
            and not self.signs.gone_heading.search(sentence)
            and _OLDEST.after(first.last) >= self.today
        )

    def gone(self) -> Iterator[tuple[str, list[_Entry], bool]]:
        """The headings under which days have gone by, with these, and whether some are to come."""
        for section in self.every:
            entries = [entry for entry in section.entries.values() if entry]
            old = [entry for entry in entries if entry.found.last < self.today]
            if old and (section.kind == "events" or len(old) == len(entries)):
                yield section.heading, old, len(old) < len(entries)


def gone(sentence: str, today: date, signs: _Signs) -> Found | None:
    """The date of a sentence that has gone by and is told as still to come: a day before a month.

    A day without its year is looked at where no other is, and only in a call to come or to act.
    """
    own = _IN_QUOTES.sub(lambda match: " " * len(match[0]), sentence)
    dates = find(own)
    told = told_as_future if dates else _called
    dates = dates or settled(own, today)
    if any(found.last >= today for found in dates):
        return None
    first = None
    for found in dates:
        if _OLDEST.after(found.last) >= today:
            start = max(0, found.start - _AROUND)
            here = replace(found, start=found.start - start, end=found.end - start)
            if told(sentence[start : found.end + _AROUND], here, signs):
                if found.kind in _DAYS:
                    return found
                first = first or found
    return first


def _quoted(page: Page, block: Block) -> bool:
    assert page.built is not None  # asked before
    return any(start <= block.offset < end for start, end in page.built.verbatim)
