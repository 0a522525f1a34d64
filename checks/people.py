"""Personal data in what is published: names beside roles, mobiles, mailboxes, numbers of people.

Pure: a site and the words of `packs/people.yml` in, traces out. Nobody private is named on a Local
Offer: a role or a team is. Whoever is named in a comment may be known from it, so there every
name is told. What a number is follows from its own rules: NHS numbers end in a check digit (NHS
Data Dictionary, modulus 11), unique pupil numbers begin with a check letter (DfE guide to UPNs,
modulus 23), and National Insurance numbers have prefixes that are never given (HMRC, NIM39110).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from checks import contacts
from checks.addresses import line_at
from checks.model import Comment, Page, Severity, Site, Trace
from checks.people_words import PeopleWords

_NAMED = (
    "Name the role or the team instead, with its shared mailbox and number. Someone who must be "
    "named goes into “privacy: may_be_named” in local-offer.yml, with the reason."
)
_OWN_NUMBER = (
    "Ask the service whether the number is theirs and not one person’s. If so, put it into "
    "“privacy: service_mobiles” in local-offer.yml, with the reason; if not, give another way."
)
_OWN_MAILBOX = (
    "Ask for the team’s shared address, such as office@…: it also works when this person has left."
)
_LEAK = (
    "Take it out now, and tell whoever looks after data protection: older versions of this file "
    "still hold it."
)
_OF_A_CHILD = (
    "Write “a child of 7”, or leave the name out. If nobody is meant, say so on the page: “not a "
    "real name”."
)
_OF_A_PAPER = (
    "In Word: File, Info, Check for Issues, Inspect Document; remove the author, save it, and make "
    "the PDF again. Then replace the file."
)
_OF_A_COMMENT = "Take it out. Write “a parent”, “a young person” or a role instead."


def traces(site: Site, words: PeopleWords) -> Iterator[Trace]:
    """What seems to tell of a person, in the comments and on the pages that editors wrote."""
    signs = _signs(words)
    for comment in site.comments:
        yield from _in_comment(comment, signs)
    # A service's own `text:` says what it is for, wherever else it stands.
    services = (*site.settings.service_mobiles, *_texted(site))
    own = frozenset(contacts.number(written)[0] for written in services)
    for page in site.pages:
        yield from _in_page(page, site, signs, own)


# ---- comments -------------------------------------------------------------------------------


def _in_comment(comment: Comment, signs: _Signs) -> Iterator[Trace]:
    heard = f"{comment.about} \n{comment.said}"
    # An answer may say whom to ring: that is the council's own, and public.
    whole = f"{heard} \n{comment.answer} \n{comment.action} \n{comment.source}"
    for what, found in (
        ("an email address", [address for _, address in contacts.emails(heard)]),
        ("a phone number", [number for _, number in contacts.phones(heard)]),
        ("a person’s name", [match[0] for match in signs.in_comments.finditer(whole)]),
        ("a person’s number", [said for _, said in numbers(whole, signs.examples)]),
        ("a date of birth", [match[0] for match in _BORN.finditer(whole)]),
    ):
        for said in dict.fromkeys(found):
            shown = hidden(said) if what == "a person’s number" else said
            yield Trace(
                comment.place,
                f"The comment “{comment.about}” seems to hold {what}: “{shown}”. Nobody "
                "may be known from what is published.",
                _OF_A_COMMENT,
                Severity.ERROR,
            )


# ---- pages ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Seen:
    offset: int
    said: str
    message: str
    fix: str
    severity: Severity = Severity.WARNING


def _in_page(page: Page, site: Site, signs: _Signs, own: Collection[str]) -> Iterator[Trace]:
    if page.source is None:
        return
    text = contacts.read(page.source.text)
    named = [name.casefold() for name in site.settings.may_be_named]
    told = ""
    # The longest words for the same person at the same place are told, once.
    for seen in sorted(
        _seen(page, text, signs, own), key=lambda s: (s.offset, -len(s.message), s.message)
    ):
        folded = seen.said.casefold()
        if folded not in told and not any(n in folded for n in named):
            told += f"\0{folded}"
            place = page.at(line_at(text, seen.offset))
            yield Trace(place, seen.message, seen.fix, seen.severity)


def _seen(page: Page, text: str, signs: _Signs, own: Collection[str]) -> Iterator[_Seen]:
    yield from _numbers(text, signs)
    yield from _births(text)
    yield from _mobiles(text, own)
    yield from _mailboxes(page, text, signs)
    yield from _names(_without_titles_of_sources(page, text), signs)


def _names(text: str, signs: _Signs) -> Iterator[_Seen]:
    for patterns, told, fix in (
        (signs.staff, "names a person", _NAMED),
        (signs.children, "seems to name a child", _OF_A_CHILD),
    ):
        for match, first_names in (
            (m, names) for sign, names in patterns for m in sign.finditer(text)
        ):
            who = _flat(match["who"])
            known = first_names is None or who.split(" ")[0].casefold() in first_names
            placed = _called_after(text, match.end("who"), who, signs)
            if not known or placed or not _is_young(match):
                continue
            if fix is not _OF_A_CHILD or not signs.made_up.search(text):
                yield _Seen(match.start("who"), who, f"“{_flat(match[0])}” {told}.", fix)


def _is_young(match: re.Match[str]) -> bool:
    age = match.groupdict().get("age")
    return age is None or int(age) <= 25


def _flat(said: str) -> str:
    return re.sub(r" ([,;:)])", r"\1", " ".join(re.sub(r"[*_\[\]]+", " ", said).split()))


def _called_after(text: str, end: int, who: str, signs: _Signs) -> bool:
    """Whether a name is that of a place or a charity: "Mary Hare School", "Sue Ryder"."""
    return who.casefold() in signs.called_after or bool(signs.place.match(text, end))


_SOURCES = re.compile(r"^sources:(?:.*\n(?:[ \t-].*\n|\s*\n)*)", re.MULTILINE)


def _without_titles_of_sources(page: Page, text: str) -> str:
    """A page's text without its list of sources: papers are called what they are called."""
    assert page.source is not None
    line = page.source.front_matter.lines.get("sources")
    if line is None:
        return text
    start = 0
    for _ in range(line - 1):
        start = text.index("\n", start) + 1
    match = _SOURCES.match(text, start)
    return text[:start] + _blank(match[0]) + text[match.end() :] if match else text


def _blank(text: str) -> str:
    return re.sub(r"[^\n]", " ", text)


# ---- mobiles --------------------------------------------------------------------------------

# So near to a number, these words say that it is a service's own: families text it.
_TEXTED = re.compile(
    r"\b(?:texts?|texting|sms|whats ?app|line|helpline|parentline|chathealth|duty|on[- ]call)\b",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"(?:\+44|0044|0)7[1-57-9]\d{8}")
_NEAR = 60  # letters


def _mobiles(text: str, own: Collection[str]) -> Iterator[_Seen]:
    for offset, written in contacts.phones(text):
        digits = re.sub(r"[^\d+]", "", written)
        if not _MOBILE.fullmatch(digits.replace("+440", "+44")):
            continue
        whole = contacts.number(written)[0]
        start = max(text.rfind("\n", 0, offset) + 1, offset - _NEAR)
        if whole in own or _TEXTED.search(text, start, offset + len(written) + _NEAR):
            continue
        yield _Seen(
            offset, whole or written,
            f"“{written}” is a mobile number, which may be somebody’s own.", _OWN_NUMBER,
        )  # fmt: skip


def _texted(site: Site) -> Iterator[str]:
    for page in site.pages:
        contact = page.front_matter.values.get("contact")
        if isinstance(contact, dict) and isinstance(contact.get("text"), str):
            yield contact["text"]


# ---- mailboxes ------------------------------------------------------------------------------

_PARTS = re.compile(r"[a-z]+")


def _mailboxes(page: Page, text: str, signs: _Signs) -> Iterator[_Seen]:
    assert page.source is not None
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for line, address in contacts.addresses(page):
        if is_persons(address, signs):
            offset = starts[min(line, len(starts)) - 1]
            told = f"“{address}” looks like one person’s mailbox."
            yield _Seen(offset, address, told, _OWN_MAILBOX)


def is_persons(address: str, signs: _Signs) -> bool:
    """Whether an address is one person's, by its shape: jane.smith@, j.smith@, janesmith@gmail."""
    local, _, host = address.lower().partition("@")
    parts = _PARTS.findall(local)
    if not parts or not host or any(part in signs.mailboxes for part in parts):
        return False
    first, last = parts[0], parts[-1]
    if len(parts) == 1:
        return _is_one_name(first, host, signs)
    if len(parts) > 3 or not re.fullmatch(r"[a-z]+(?:[._-][a-z]+){1,2}\d*", local):
        return False
    if first in signs.first_names:
        return len(last) > 1
    if len(first) == 1:
        return last in signs.surnames
    return last in signs.first_names and first in signs.surnames


def _is_one_name(name: str, host: str, signs: _Signs) -> bool:
    """jane@, jsmith@; where anybody may have a mailbox also janesmith@."""
    if len(name) > 4 and name[1:] in signs.surnames:
        return True
    if host not in signs.anybodys:
        return name in signs.sure_names
    return any(
        name.startswith(first) and name[len(first) :] in signs.surnames
        for first in signs.first_names
    )


# ---- makers of documents ----------------------------------------------------------------------


def papers(site: Site, words: PeopleWords) -> Iterator[Trace]:
    """Who is named in the files of docs/ as their makers, where that seems to be a person."""
    signs = _signs(words)
    usual = {name.casefold() for name in (site.settings.council, *site.settings.may_be_named)}
    usual |= {team.name.casefold() for team in site.settings.teams.values()} | signs.nobodys
    for left in site.leftovers:
        for author in left.authors:
            if author.casefold() not in usual and is_somebody(author, signs):
                yield Trace(
                    left.place, f"This document names “{author}” as its author.", _OF_A_PAPER,
                    Severity.WARNING,
                )  # fmt: skip


# As an office's directory of staff writes them: SMITH Jane, SMITH, Jane (Children's Services).
_SURNAME_FIRST = re.compile(r"[A-Z][A-Z'’-]{3,},? [A-Z][a-z]+(?: \(.*\))?")


def is_somebody(author: str, signs: _Signs) -> bool:
    """Whether a maker's name looks like a person's: Jane Smith, SMITH Jane, jsmith, J. Smith."""
    words = re.findall(r"[^\W\d_]+", author.casefold())
    if not words or any(word in signs.mailboxes or word in signs.institutions for word in words):
        return False
    if any(word in signs.first_names for word in words) or _SURNAME_FIRST.fullmatch(author):
        return len(words) < 6
    if len(words) == 1:
        name = words[0]
        return len(name) > 4 and (name[1:] in signs.surnames or name[:-1] in signs.surnames)
    return len(words) < 4 and any(word in signs.surnames for word in words)


# ---- numbers of people ------------------------------------------------------------------------

_NHS = re.compile(
    r"(?<![\d+.,/£#-])(\d{3})([ \u00a0-]?)(\d{3})\2(\d{4})(?![\d.,/-]\d|\d)", re.ASCII
)
_NHS_NEAR = re.compile(r"\bNHS (?:number|no\b|#|id\b)", re.IGNORECASE)
_UPN = re.compile(r"(?<![\w-])([A-HJ-NP-RT-Z])(\d{11})([\dA-HJ-NP-RT-Z])(?![\w-])")
_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
_NINO = re.compile(
    r"(?<![\w/-])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]"
    r"([ \u00a0]?)\d\d\1\d\d\1\d\d\1[A-D](?![\w/-])"
)
_DIGITS = re.compile(r"[^0-9A-Z]")


def numbers(text: str, examples: Collection[str] = ()) -> Iterator[tuple[int, str]]:
    """The NHS, unique pupil and National Insurance numbers in a text, with their offsets."""
    for _, offset, said in _numbered(text, examples):
        yield offset, said


def _numbered(text: str, examples: Collection[str]) -> Iterator[tuple[str, int, str]]:
    found: list[tuple[str, int, str]] = []
    for match in _NHS.finditer(text):
        # Without gaps one in eleven numbers would do, and every ISBN: only where it is so called.
        near = _NHS_NEAR.search(text, max(0, match.start() - 40), match.start())
        if is_nhs(_DIGITS.sub("", match[0])) and (near or (match[2] in " \u00a0" and match[2])):
            found.append(("NHS number", match.start(), match[0]))
    for match in _UPN.finditer(text):
        if is_upn(match[0]):
            found.append(("unique pupil number", match.start(), match[0]))
    for match in _NINO.finditer(text):
        found.append(("National Insurance number", match.start(), match[0]))
    for what, offset, said in found:
        if _DIGITS.sub("", said) not in examples:
            yield what, offset, said


def is_nhs(digits: str) -> bool:
    """Whether ten digits end in the check digit of an NHS number. 999 begins numbers for tests."""
    if digits.startswith("999") or len(set(digits)) == 1:
        return False
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


def is_upn(said: str) -> bool:
    """Whether 13 signs begin with the check letter of the rest; the last may be a letter too."""
    values = [int(digit) for digit in said[1:12]]
    values.append(int(said[12]) if said[12].isdigit() else _LETTERS.index(said[12]))
    total = sum(value * weight for weight, value in enumerate(values, start=2))
    return said[0] == _LETTERS[total % 23]


def hidden(said: str) -> str:
    """A person's number with only its first and last signs: many may read a report."""
    last = len(said) - _SHOWN
    return "".join(
        "*" if sign.isalnum() and _SHOWN <= at < last else sign for at, sign in enumerate(said)
    )


_SHOWN = 2


def _numbers(text: str, signs: _Signs) -> Iterator[_Seen]:
    for what, offset, said in _numbered(text, signs.examples):
        told = f"“{hidden(said)}” has the form of somebody’s {what}."
        yield _Seen(offset, said, told, _LEAK, Severity.ERROR)


# ---- dates of birth ---------------------------------------------------------------------------

_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = (
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:[/.-]|\s+)(?P<month>\d{{1,2}}|(?:{_MONTHS})[a-z]*)"
    r"(?:[/.-]|,?\s+)(?P<year>(?:19|20)\d\d|\d\d)"
)
_BORN = re.compile(
    rf"\b(?:(?P<label>DOB|D\.O\.B\.?|date of birth)\s*(?:is|was)?\s*[:=]?\s*|born(?: on)?,?\s+)"
    rf"(?:the\s+)?{_DAY}(?![\d/])",
    re.IGNORECASE,
)
# A rule about all who were born on a day, not about one: "Children born on 1 September 2022 …"
_ALL = re.compile(
    r"\b(?:children|babies|people|those|anyone|anybody|everyone|pupils|students|if|when|must|whose"
    r"|a child|any child|your child|child is|child was)\b[^.!?\n]{0,60}$",
    re.IGNORECASE,
)
_TERMS = {(31, 3), (1, 4), (31, 8), (1, 9), (31, 12), (1, 1)}  # days on which rules turn


def _births(text: str) -> Iterator[_Seen]:
    for match in _BORN.finditer(text):
        before = text[max(0, match.start() - 80) : match.start()]
        if not match["label"] and (_ALL.search(before) or _day(match) in _TERMS):
            continue
        if 1900 < _year(match) < 1920 or _year(match) < 1900:
            continue
        told = f"“{_flat(match[0])}” is somebody’s date of birth."
        yield _Seen(match.start(), match[0], told, _LEAK, Severity.ERROR)


def _day(match: re.Match[str]) -> tuple[int, int]:
    month = match["month"].casefold()
    number = int(month) if month.isdigit() else _MONTHS.split("|").index(month[:3]) + 1
    return int(match["day"]), number


def _year(match: re.Match[str]) -> int:
    year = int(match["year"])
    return year if year > 99 else year + 2000


# ---- signs ------------------------------------------------------------------------------------

_BIG, _SMALL = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_GAP = r"[ \t\u00a0*_]{1,4}"
# After "my son Jack" the sentence ends or goes on; "my son Autism assessment" is no name.
_GOES_ON = (
    r"(?=[,.;:!?]|\s*$|\s(?:and|or|is|was|has|had|who|needs|needed|did|does|said|got|gets|to|at|"
    r"in|with|can|could|will|would|goes|went)\b)"
)


@dataclass(frozen=True)
class _Signs:
    """The words of `people.yml`, ready to look with."""

    in_comments: re.Pattern[str]
    # Each with the name as `who`, and the first names of which it must be one.
    staff: tuple[tuple[re.Pattern[str], frozenset[str] | None], ...]
    children: tuple[tuple[re.Pattern[str], frozenset[str] | None], ...]
    made_up: re.Pattern[str]
    place: re.Pattern[str]
    called_after: frozenset[str]
    mailboxes: frozenset[str]
    anybodys: frozenset[str]
    nobodys: frozenset[str]
    institutions: frozenset[str]
    examples: frozenset[str]
    first_names: frozenset[str]
    sure_names: frozenset[str]
    surnames: frozenset[str]


def _any(words: Sequence[str]) -> str:
    """One of these words; the longest first, a space for any gap."""
    found = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"[\s-]") for word in found)


def _loose(words: Sequence[str]) -> str:
    """One of these words, whether its first letter is a capital or not."""
    both = {form for word in words for form in (word, word[:1].upper() + word[1:])}
    return _any(sorted(both))


@cache
def _signs(words: PeopleWords) -> _Signs:
    def low(listed: Sequence[str]) -> frozenset[str]:
        return frozenset(word.casefold() for word in listed)

    first_names = low(words.first_names)
    sure_names = first_names - low(words.first_names_that_are_words)
    no_names = _any([*words.no_names, *words.places])
    name = (
        rf"(?!(?:{_any(words.no_names)})\b)[{_BIG}](?:['’ ]?[{_BIG}])?[{_SMALL}]+"
        rf"(?:['’-][{_BIG}]?[{_SMALL}]+)*"
    )
    surname = (
        rf"(?!(?:{no_names})\b)(?:Mc|Mac|O['’]|[dD]e |van |al-)?[{_BIG}][{_SMALL}]+"
        rf"(?:['’-][{_BIG}][{_SMALL}]+)*"
    )
    # Which names there are is looked up afterwards: to try hundreds at each place is slow.
    first = rf"[{_BIG}][{_SMALL}]+"
    full = rf"(?:{first})(?:{_GAP}[{_BIG}]\.?)?{_GAP}{surname}"
    titled = (
        rf"(?:{_any(words.titles)})\.?{_GAP}(?:[{_BIG}]\.?{_GAP})?{surname}(?:{_GAP}{surname})?"
    )
    role = rf"(?:{_loose(words.roles)})(?!\w)"
    family = _any(words.family)
    is_role = (
        rf"{_GAP.replace('1', '0', 1)}(?:,|\(|[–—|:]|\s-|\bis\b)\s*(?:the\s|our\s|your\s|a\s|an\s)?"
        rf"(?:[\w&’'/-]+[ \t]){{0,4}}?{role}"
    )
    one = r"\*\*|__|\*|_|\["
    contact = rf"\b(?:{_loose(words.contact)})\s+(?:{one})?"
    then = r"(?:\s+is\s+|\s*[,:–—|]\s*|\s+called\s+|\s+)"
    young = r"[4-9]|1\d|2[0-5]"
    in_touch = (
        r"(?=[*_\]]{0,2}(?:\s*[,(:–—]\s*|\s+(?:on|at|by|via)\s+)(?:[\w ]+:\s*)?"
        r"(?:\(?0\d|\+44|\S+@))"
    )
    staff = (
        (rf"(?<![\w-])(?P<who>{titled})(?![\w-])", None),
        (rf"(?<![\w-])(?P<who>{full}){is_role}", first_names),
        (rf"(?<![\w-]){role}{then}(?:{one})?(?P<who>{full})(?![\w-])", first_names),
        (rf"{contact}(?P<who>{full})(?![\w-])", first_names),
        (
            rf"{contact}(?P<who>{first})(?=[*_\]]{{0,2}}(?:\s+(?:on|at|by|via|from|or)\b|\s*[,.;:(]))",
            sure_names,
        ),
        (rf"(?<![\w-])(?P<who>{full}){in_touch}", first_names),
    )
    children = (
        (rf"\b(?:{family})(?:, | called | named )(?P<who>{first})(?![\w-])", first_names),
        (
            rf"\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) (?:{family}) (?P<who>{name}){_GOES_ON}",
            None,
        ),
        (
            rf"(?<![\w-])(?P<who>{full}|{first}),?\s\(?(?:who is\s)?aged?\s(?P<age>\d{{1,2}})\b\)?",
            first_names,
        ),
        (
            rf"(?<![\w-])(?P<who>{first})\s?(?:\((?:aged?\s)?(?:{young})\)|,\s(?:{young}),)",
            sure_names,
        ),
        (
            rf"(?<![\w-])(?P<who>{first})\sis\s(?:a\s)?(?P<age>\d{{1,2}})(?:\s|-)years?(?:\s|-)old\b",
            first_names,
        ),
        (rf"\b(?P<age>\d{{1,2}})[- ]year[- ]old\s(?P<who>{first})(?![\w-])", first_names),
    )
    comment = (
        rf"\b(?:{_any([*words.titles, *words.public_titles])})\.? {name}"
        rf"|\b(?:{family})(?:, | called | named ){name}"
        rf"|\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) (?:{family}) {name}{_GOES_ON}"
    )
    # After the name, with one or two names more or an apostrophe: a place, a charity, a law.
    between = rf"(?:{_GAP}(?:and|&|of|the|[{_BIG}][\w’'.-]*)){{0,3}}?{_GAP}"
    place = rf"{between}(?:{_any(words.places)})\b|['’](?:s\b|\s)"

    return _Signs(
        in_comments=re.compile(comment),
        staff=tuple((re.compile(pattern), names) for pattern, names in staff),
        children=tuple((re.compile(pattern), names) for pattern, names in children),
        made_up=re.compile(rf"\b(?:{_any(words.made_up)})\b", re.IGNORECASE),
        place=re.compile(place),
        called_after=low(words.called_after),
        mailboxes=low(words.mailboxes),
        anybodys=low(words.anybodys),
        nobodys=low(words.nobodys),
        institutions=low(words.places),
        examples=frozenset(words.examples),
        first_names=first_names,
        sure_names=sure_names,
        surnames=low(words.surnames),
    )
