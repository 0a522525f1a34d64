"""The words of `people.yml` → patterns by which somebody who is named is told.

Pure. A pattern says where a name may stand; whether what stands there is a name is looked up
afterwards (`is_name`), for to try two thousand names at each place of a text is slow.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cache

from checks.people_words import PeopleWords


class Known(Enum):
    """How sure it must be that words are a name."""

    ANY = "whatever they are"
    FIRST = "begins with a first name"
    SURE = "begins with a first name that is no other word"
    FULL = "a first name and what may be a surname"
    STAFF = "the same where only people stand: also Jane Hill, and a surname alone is enough"


class What(Enum):
    """Whom a pattern tells of, and so what is said of it."""

    STAFF = "names a person"
    CHILD = "seems to name a child or a relative"
    SPEAKER = "is signed with a name"


@dataclass(frozen=True, slots=True)
class Sign:
    """A pattern with the name as `who`; `said` is what to quote, where that is not all of it."""

    pattern: re.Pattern[str]
    what: What
    known: Known


@dataclass(frozen=True)
class Signs:
    """The words of `people.yml`, ready to look with."""

    in_comments: re.Pattern[str]
    on_pages: tuple[Sign, ...]
    made_up: re.Pattern[str]
    place: re.Pattern[str]
    shows: re.Pattern[str]
    public: re.Pattern[str]
    called_after: frozenset[str]
    mailboxes: frozenset[str]
    anybodys: frozenset[str]
    nobodys: frozenset[str]
    places: frozenset[str]
    examples: frozenset[str]
    names: re.Pattern[str]
    lists: re.Pattern[str]
    columns: re.Pattern[str]
    first_names: frozenset[str]
    sure_names: frozenset[str]
    surnames: frozenset[str]
    sure_surnames: frozenset[str]
    no_first_names: frozenset[str]

    def is_name(self, who: str, known: Known) -> bool:
        """Whether words that stand where a name may stand are one."""
        parts = [fold(part) for part in who.split()]
        first, last = parts[0].partition("-")[0], parts[-1]
        if known is Known.ANY:
            return True
        if known is Known.FIRST or known is Known.SURE:
            return first in (self.sure_names if known is Known.SURE else self.first_names)
        surname = any(part in self.surnames for part in (last, *last.split("-")))
        if last in self.places:
            return known is Known.STAFF and surname and first in self.sure_names
        if first in self.sure_names or (first in self.first_names and surname):
            return True
        if known is not Known.STAFF or first in self.no_first_names:
            return False
        return last in self.sure_surnames or (last in self.first_names and first in self.surnames)


_ODD = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "’": "", "'": "", "ı": "i"})


def fold(name: str) -> str:
    """A name as the lists hold it: without capitals, accents and apostrophes."""
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign)).translate(_ODD)


_LETTERS = [*map(chr, range(0x41, 0x250)), *map(chr, range(0x1E00, 0x1F00))]
_BIG = "".join(re.escape(sign) for sign in _LETTERS if sign.isupper())
_SMALL = "".join(re.escape(sign) for sign in _LETTERS if sign.islower())
_GAP = r"[ \t]{1,4}"
# After "my son Jack" the sentence ends or goes on; "my son Autism assessment" is no name.
_GOES_ON = (
    r"(?=[,.;:!?]|\s*$|\s(?:and|or|is|was|has|had|who|needs|needed|did|does|said|got|gets|to|at|"
    r"in|with|can|could|will|would|goes|went|go|are|were|have|loves?|likes?)\b)"
)
_PARTICLE = (
    r"(?:(?:ap|ab|ferch|van|von|der|den|de|da|do|dos|del|della|di|du|la|le|el|al|bin|bint|ibn|ben"
    r"|ter|ten|Ní|Ni|Nic|Mc|Mac|St)[ -]|(?:al|el)-|Ó |O['’]|[dD]['’]){0,2}"
)
_NUMBERS = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty"
)
_AGE = rf"(?:(?P<age>\d{{1,2}})|{_NUMBERS})"
_AGED_LATER = r"(?=[.,;!?)]|\s+(?:and|but|now|years?|next|this|in|on|today|who)\b|\s*(?:\n|\Z))"


def _any(words: Iterable[str]) -> str:
    """One of these words; the longest first, a space for any gap."""
    found = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[ \t\n-]") for word in found)


def _loose(words: Sequence[str]) -> str:
    """One of these words, whether its first letter is a capital or not."""
    return _any(sorted({form for word in words for form in (word, word[:1].upper() + word[1:])}))


def _cased(words: Sequence[str]) -> str:
    """One of these words, also all in capitals."""
    return rf"{_loose(words)}|{_any(sorted({word.upper() for word in words}))}"


@cache
def signs(words: PeopleWords) -> Signs:
    """The patterns and lists of these words."""
    first_names = _folded(words.first_names)
    surnames = _folded(words.surnames)
    sure_names = first_names - _folded(words.first_names_that_are_words)
    return Signs(
        in_comments=re.compile(_in_comments(words)),
        on_pages=(*_staff(words), *_children(words), *_speakers(words)),
        made_up=re.compile(rf"\b(?:{_any(words.made_up)})\b", re.IGNORECASE),
        place=re.compile(_place(words)),
        shows=re.compile(rf"\b(?:{_loose(words.shows)})[ \t]+(?:the\s)?[“‘\"']?\Z"),
        public=re.compile(rf"\b(?:{_loose(words.public_offices)})\b"),
        called_after=frozenset(word.casefold() for word in words.called_after),
        mailboxes=_folded(words.mailboxes),
        anybodys=_folded(words.anybodys),
        nobodys=frozenset(word.casefold() for word in words.nobodys),
        places=_folded(words.places),
        examples=frozenset(words.examples),
        names=re.compile(rf"(?<![\w-])(?P<who>{_full(words)})(?![\w-])"),
        lists=re.compile(
            rf"^[ \t>*-]*(?:[Oo]ur\s|[Tt]he\s)?(?:{_loose(words.lists)})\s?[:–—][ \t]*"
            r"(?P<names>[^\n]+)",
            re.MULTILINE,
        ),
        columns=re.compile(
            rf"(?:[\w&’'/-]+\s){{0,3}}?(?:{_any((*words.columns, *words.roles))})s?",
            re.IGNORECASE,
        ),
        first_names=first_names,
        sure_names=sure_names,
        surnames=surnames,
        sure_surnames=surnames - _folded(words.surnames_that_are_words),
        no_first_names=_folded(
            (*words.no_names, *words.titles, *words.public_titles, *words.places)
        ),
    )


def _folded(words: Iterable[str]) -> frozenset[str]:
    return frozenset(fold(word) for word in words)


# A first name alone, and one with a surname after it.
_FIRST = rf"[{_BIG}][{_SMALL}]+(?:[-’'][{_BIG}][{_SMALL}]+)?"


def _surname(words: PeopleWords) -> str:
    return (
        rf"(?!(?:{_any(words.no_names)})\b){_PARTICLE}(?:Mc|Mac|[{_BIG}]['’])?"
        rf"[{_BIG}][{_SMALL}]+(?:['’-][{_BIG}][{_SMALL}]+)*"
    )


def _full(words: PeopleWords) -> str:
    return rf"{_FIRST}(?:{_GAP}[{_BIG}]\.?)?{_GAP}{_surname(words)}"


def _staff(words: PeopleWords) -> tuple[Sign, ...]:
    surname, full = _surname(words), _full(words)
    capitals = rf"[{_BIG}]{{2,}}(?:-[{_BIG}]+)?{_GAP}[{_BIG}](?:[{_BIG}’'-]+|[{_SMALL}]+)"
    invented = rf"(?!(?:{_any(words.invented)})\b)"
    titled = (
        rf"(?:{_any(words.titles)})\.?{_GAP}(?:[{_BIG}]\.?{_GAP})?{invented}{surname}"
        rf"(?:{_GAP}(?!(?:{_any(words.places)})\b){surname})?"
    )
    shouted = rf"(?:{_any(sorted({title.upper() for title in words.titles}))})\.?{_GAP}"
    surnames = _any(sorted({name.upper() for name in words.surnames}))
    role = rf"(?:{_cased(words.roles)})(?!\w)"
    # "SENCO", "SENCO (Mondays)", "Head of SEND:", and what stands between these and the name.
    about = rf"(?:{_GAP}\([^()\n]{{0,40}}\))?"
    then = rf"(?:\s+(?:is|are|will{_GAP}be)\s+|\s*[,:–—|][\s:|]*|\s-\s|\s+called\s+|\s+)"
    wider = rf"{_GAP}[\w&’'/ -]{{1,40}}?[ \t]*[:–—|][\s:|]*"
    is_role = (
        r"[ \t]{0,4}(?:[,:–—|(]|\s-|\bis\b)[\s|]*(?:the\s|our\s|your\s|a\s|an\s)?"
        rf"(?:[\w&’'/-]+[ \t]){{0,4}}?{role}"
    )
    contact = rf"\b(?:{_loose(words.contact)})(?:\s+|\s*[:–—|][\s|]*)"
    in_touch = (
        r"(?=(?:\s*[,(:–—|][\s(|]*|\s+\(?(?:on|at|by|via)\s+|\s+\()(?:[\w ]{1,20}:\s*)?"
        r"(?:\(?0\d|\+44|[^\s@]{1,64}@))"
    )
    makes = rf"\b(?:{_loose(words.makes)})\sby\s+"
    office = (
        r"(?=\s+(?:in|from)\s+(?:the|our)\s+(?:[\w-]+\s+){0,3}?"
        r"(?:team|office|service|department)\b)"
    )
    goes_on = r"(?=[,.;:!?)]|\s+[a-z]|\s*(?:\n|\Z))"
    our = r"\b(?:[Oo]ur|[Tt]he|[Yy]our)\s(?:[\w-]+\s){0,2}?"
    found = (
        (rf"(?<![\w-])(?P<who>{titled})(?![\w-])", Known.ANY),
        (rf"(?<![\w-])(?P<who>{shouted}(?:{surnames}))(?![\w-])", Known.ANY),
        (rf"(?<![\w-])(?P<who>{full}|{capitals}){is_role}", Known.STAFF),
        (rf"(?<![\w-]){role}(?:{about}{then}|{wider})(?P<who>{full}|{capitals})(?![\w-])",
         Known.STAFF),
        (rf"{contact}(?P<who>{full})(?![\w-])", Known.FULL),
        (rf"{contact}(?P<who>{_FIRST})(?=\s+(?:on|at|by|via|from|or|after|before|in)\b|\s*[,.;:(])",
         Known.SURE),
        (rf"{contact}(?P<who>{_FIRST}){office}", Known.FIRST),
        # "Nurse Angela", "our SENCO, Beth, …"
        (rf"(?<![\w-]){role}{_GAP}(?P<who>{_FIRST}){goes_on}", Known.SURE),
        (rf"(?<![\w-]){role}\s(?:is|are)\s(?:called\s)?(?P<who>{_FIRST}){goes_on}", Known.SURE),
        (rf"(?<![\w-]){role}\s?[:|][\s|]*(?P<who>{_FIRST})(?=[ \t]*(?:[,.;(|]|\n|\Z))", Known.SURE),
        (rf"{our}{role},\s(?P<who>{_FIRST}),", Known.SURE),
        (rf"(?<![\w-])(?P<who>{full}){in_touch}", Known.FULL),
        (rf"{makes}(?:{_FIRST}\s(?:and|&)\s)?(?P<who>{full})(?![\w-])", Known.FULL),
        (rf"{makes}{full}(?:,\s|\s(?:and|&)\s)(?P<said>(?P<who>{full}))(?![\w-])", Known.FULL),
        (rf"\b(?:[Pp]arent|[Cc]hild|[Mm]um|[Dd]ad|[Cc]arer)\s(?:is|was)\s(?P<who>{full})(?![\w-])",
         Known.FULL),
    )  # fmt: skip
    return tuple(Sign(re.compile(pattern), What.STAFF, known) for pattern, known in found)


def _children(words: PeopleWords) -> tuple[Sign, ...]:
    full = _full(words)
    family, families, kin = _any(words.family), _any(words.families), _any(words.kin)
    ours = r"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir)\s"
    young = rf"(?:[4-9]|1\d|2[0-5]|{_NUMBERS})"
    alone = r"(?<![\w-])(?<!St )(?<!Saint )"  # no "St Mary's school"
    name = rf"(?!(?:{_any(words.no_names)})\b){_FIRST}"
    ages = rf"(?:\((?:aged?\s)?{young}(?:\)|(?=[,;]\s?[A-Za-z]))|,\s{young},)"
    pupil = _loose(words.pupils)
    year = r"(?:Year|Yr|Y)\s?\d{1,2}\b"
    in_year = rf"(?:,|,?\s\(|\s(?:from|in|of))\s?{year}\)?"
    at_school = rf"(?=[^.\n]{{0,40}}(?:[Ss]chool|[Nn]ursery|[Cc]ollege|Academy|{year}))"
    also = rf"(?:{_FIRST}\s(?:and|&)\s)?"
    i_am = r"I(?:\sam|['’]m)"
    theirs = _any(set(words.belongings) - set(words.shared))
    initial = rf"{_FIRST}\s[{_BIG}](?![\w’'])\.?"
    ill = rf"(?:has|had|(?:is|was)\sdiagnosed\swith)\s(?:{_any(words.conditions)})"
    found = (
        (rf"\b(?:{family})(?:, | called | named )(?P<who>{_FIRST})(?![\w-])", Known.FIRST),
        (rf"{ours}(?:{family}) (?P<who>{name}){_GOES_ON}", Known.ANY),
        (rf"{ours}(?:{family}) (?P<who>{_FIRST})(?![\w-])", Known.SURE),
        (rf"{ours}(?:\w+ )?(?:{families}),? (?:called |named )?(?P<who>{_FIRST}){_GOES_ON}",
         Known.FIRST),
        (rf"{alone}(?P<who>{full}|{_FIRST}),?\s\(?(?:who is\s)?aged?\s{_AGE}\b\)?", Known.FIRST),
        (rf"{alone}(?P<who>{full}),?\s\(?{_AGE}(?=[,)])", Known.FIRST),
        (rf"{alone}(?P<who>{full})\s?{ages}", Known.FULL),
        (rf"{alone}(?P<who>{_FIRST})\s?{ages}", Known.SURE),
        (rf"{alone}(?P<who>{full}) (?:is|was|turned|turns|has turned) {_AGE}{_AGED_LATER}",
         Known.FULL),
        (rf"{alone}(?P<who>{full})(?:,\s[^.,;\n]{{3,60}},)?\s{ill}(?!\w)", Known.FULL),
        (rf"{alone}(?P<who>{_FIRST}),\s(?:who|a|an|in|from)\s[^.,;\n]{{2,60}},\s{ill}(?!\w)",
         Known.SURE),
        (rf"{alone}(?P<who>{full}),\swho\s(?:attends|goes\sto|(?:is|was)\s(?:at|in))\b{at_school}",
         Known.FULL),
        (rf"\b(?:[Mm]y\sname(?:\sis|['’]s)|{i_am}\scalled)\s(?P<who>{full}|{_FIRST})(?![\w-])",
         Known.FIRST),
        (rf"\b{i_am}\s(?P<who>{full}|{_FIRST})(?:,?\sand|,)\s(?:(?:{i_am}|aged?)\s)?{_AGE}\b",
         Known.FIRST),
        # "Lily P, Year 4", "Grace and Henry from Year 6", "Freya L (Y9, …)"
        (rf"{alone}(?P<said>{also}(?P<who>{full}|{initial}){in_year})", Known.FIRST),
        (rf"{alone}(?P<said>{also}(?P<who>{_FIRST}){in_year})", Known.SURE),
        (rf"\b(?:{_loose(words.credits)})[:,]?\s(?P<who>{initial})(?=[,.;()]|\s|\Z)", Known.FIRST),
        (rf"\b(?:{_loose(words.pictures)})\sof\s(?P<who>{full})(?![\w-])", Known.FULL),
        (rf"\b(?:{pupil})\s(?P<who>{full})(?![\w-])", Known.FULL),
        (rf"\b(?:{pupil})\s(?P<who>{_FIRST}){_GOES_ON}", Known.SURE),
        ((rf"{alone}(?P<said>(?P<who>[{_BIG}]\.?\s{_surname(words)}|{full}|{initial}),\s"
         rf"(?:an?\s)?(?:[\w-]+\s){{0,2}}?(?:{pupil}))\s(?:at|of|in|from)\b"),
         Known.STAFF),
        (rf"{alone}(?P<who>{full})['’]s\s(?:{kin})\b(?![\w-])", Known.FULL),
        (rf"{alone}(?P<who>{_FIRST}),\s{young}(?=[.!)]?[ \t]*(?:\n|\Z))", Known.SURE),
        (rf"{alone}(?P<who>{full})['’]s\s(?:{theirs})\b(?![\w-])", Known.FULL),
        (rf"{alone}(?P<who>{_FIRST}|{full}),\swho\s(?:is|was|turned)\s{_AGE}\b(?=[,.)]| and)",
         Known.SURE),
        (rf"{alone}(?P<who>{_FIRST}) (?:is|was|turned|turns|has turned) {_AGE}{_AGED_LATER}",
         Known.SURE),
        (rf"{alone}(?P<who>{_FIRST})\sis\s(?:a\s)?{_AGE}[\s-]years?[\s-]old\b", Known.FIRST),
        (rf"(?i:\b{_AGE})[- ]year[- ]old\s(?P<who>{_FIRST})(?![\w-])", Known.FIRST),
        (rf"{alone}(?P<who>{_FIRST})['’]s\s(?:{kin})\b(?![\w-])", Known.FIRST),
        (rf"{alone}(?P<who>{_FIRST})['’]s\s(?:{_any(words.belongings)})\b(?![\w-])", Known.SURE),
        (rf"{alone}(?P<who>{_FIRST})\s{ill}(?!\w)", Known.SURE),
        (rf"{alone}(?P<who>{_FIRST}),\s(?:the\s|a\s)?(?:{kin})\s(?:of|to)\b", Known.FIRST),
        (rf"\b(?:{_loose(words.kin)})\s(?:of|to)\s(?P<who>{_FIRST})(?![\w-]|\s[{_BIG}]|['’])",
         Known.FIRST),
    )  # fmt: skip
    return tuple(Sign(re.compile(pattern), What.CHILD, known) for pattern, known in found)


def _speakers(words: PeopleWords) -> tuple[Sign, ...]:
    who = rf"(?P<who>{_full(words)}|{_FIRST})"
    speaker = (
        rf"(?:(?:a|an|the|our|proud)\s)?(?:[\w-]+\s){{0,2}}?(?:{_loose(words.speakers)}|Year\s\d{{1,2}}"
        rf"|(?:aged?\s)?\d{{1,2}})(?=\s(?:of|to|and|from|in|at)\b|[.,;)”\"]|\s*(?:[|(<]|\n|\Z))"
    )
    told = rf"{who}(?:,\s|\s\(|\s[–—-]\s){speaker}"
    quoted = r"(?m:^[ \t]*>[ \t>]*)"
    found = (
        rf"(?:(?m:^[ \t>|]*)|[\"”’.!?)…][ \t|]*|\|[ \t]*)[–—~][ \t]?{told}",
        rf"(?:{quoted}|[\"”’][ \t|]*)-[ \t]?{told}",
        rf"(?:{quoted}|\(|\|[ \t]*){told}(?=\s*(?:[.)|]|\n|\Z))",
    )
    return tuple(Sign(re.compile(pattern), What.SPEAKER, Known.FIRST) for pattern in found)


def _in_comments(words: PeopleWords) -> str:
    name = (
        rf"(?!(?:{_any(words.no_names)})\b)[{_BIG}](?:['’ ]?[{_BIG}])?[{_SMALL}]+"
        rf"(?:['’-][{_BIG}]?[{_SMALL}]+)*"
    )
    family = _any(words.family)
    return (
        rf"\b(?:{_any([*words.titles, *words.public_titles])})\.? {name}"
        rf"|\b(?:{family})(?:, | called | named ){name}"
        rf"|\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) (?:{family}) {name}{_GOES_ON}"
    )


def _place(words: PeopleWords) -> str:
    """After the name, with a few names more or an apostrophe: a place, a charity, a law."""
    between = rf"(?:{_GAP}(?:and|&|of|the|[{_BIG}][\w’'.-]*)){{0,4}}?{_GAP}"
    return rf"{between}(?:{_any(words.places)})\b|['’]s?\s(?=[{_BIG}])"
