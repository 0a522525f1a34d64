"""Personal data in what is published: names beside roles, mobiles, mailboxes, numbers of people.

Pure: a site and the words of `packs/people.yml` in, traces out. Nobody private is named on a Local
Offer: a role or a team is. Whoever is named in a comment may be known from it, so there every
name is told. A trace shows names as they stand, for an editor must find them, but of numbers and
mailboxes no more than a few signs: many may read a report.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from checks import contacts
from checks.addresses import line_at
from checks.model import Comment, Page, Severity, Site, Trace
from checks.people import boxes
from checks.people.columns import columns
from checks.people.digits import births, numbers
from checks.people.masks import hidden, is_mobile
from checks.people.plain import plain
from checks.people.signs import Known, Sign, Signs, What, fold, signs
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
_PERHAPS_A_LEAK = (
    "If it is one, take it out now, and tell whoever looks after data protection. If not, say "
    "right before it what it is: “order number”, “company number”."
)
_OF_A_CHILD = (
    "Leave the name out: “a child of 6”, “his mum”. If nobody is meant, say so on the page: “not a "
    "real name”."
)
_OF_A_SPEAKER = (
    "Ask whether they agree to be named here, and keep their answer. Then these words go into "
    "“privacy: may_be_named” in local-offer.yml, with that as the reason. If not, write “a parent” "
    "or “a young person”."
)
_FIXES = {What.STAFF: _NAMED, What.CHILD: _OF_A_CHILD, What.SPEAKER: _OF_A_SPEAKER}
_OF_A_PAPER = (
    "In Word: File, Info, Check for Issues, Inspect Document; remove the author, save it, and make "
    "the PDF again. Then replace the file."
)
_OF_A_COMMENT = "Take it out. Write “a parent”, “a young person” or a role instead."


def traces(site: Site, words: PeopleWords) -> Iterator[Trace]:
    """What seems to tell of a person, in the comments and on the pages that editors wrote."""
    known = signs(words)
    for comment in site.comments:
        yield from _in_comment(comment, known)
    # A service's own `text:` says what it is for, wherever else it stands.
    services = (*site.settings.service_mobiles, *_texted(site))
    own = frozenset(contacts.number(written)[0] for written in services)
    for page in site.pages:
        yield from _in_page(page, site, known, own)


# ---- comments -------------------------------------------------------------------------------


def _in_comment(comment: Comment, known: Signs) -> Iterator[Trace]:
    heard = plain(f"{comment.about} \n{comment.said}")
    # An answer may say whom to ring: that is the council's own, and public.
    whole = plain(
        f"{comment.about} \n{comment.said} \n{comment.answer} \n{comment.action} \n{comment.source}"
    )
    for what, found in (
        ("an email address", [address for _, address in contacts.emails(heard)]),
        ("a phone number", [number for _, number in contacts.phones(heard)]),
        ("a person’s name", [match[0] for match in known.in_comments.finditer(whole)]),
        ("a person’s number", [n.said for n in numbers(whole, known.examples) if n.sure]),
        ("a date of birth", [said for _, said in births(whole)]),
    ):
        for said in dict.fromkeys(found):
            shown = said if what == "a person’s name" else hidden(said)
            yield Trace(
                comment.place,
                f"The comment “{comment.about}” seems to hold {what}: “{shown}”. "
                "Nobody may be known from what is published.",
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


def _in_page(page: Page, site: Site, known: Signs, own: Collection[str]) -> Iterator[Trace]:
    if page.source is None:
        return
    text = plain(page.source.text)
    named = [name.casefold() for name in site.settings.may_be_named]
    told = ""
    # The longest words for the same person at the same place are told, once.
    for seen in sorted(
        _seen(page, text, known, own), key=lambda s: (s.offset, -len(s.message), s.message)
    ):
        folded = seen.said.casefold()
        if folded not in told and not any(n in folded for n in named):
            told += f"\0{folded}"
            place = page.at(line_at(text, seen.offset))
            yield Trace(place, seen.message, seen.fix, seen.severity)


def _seen(page: Page, text: str, known: Signs, own: Collection[str]) -> Iterator[_Seen]:
    yield from _numbers(text, known)
    yield from _births(text)
    yield from _mobiles(text, known, own)
    yield from _mailboxes(text, known)
    said = _without_titles_of_sources(page, text)
    yield from _names(said, known)
    yield from _listed(said, known)


def _names(text: str, known: Signs) -> Iterator[_Seen]:
    made_up = bool(known.made_up.search(text))
    for sign in known.on_pages:
        if made_up and sign.what is not What.STAFF:
            continue
        for match in sign.pattern.finditer(text):
            if _is_somebody(match, sign, known):
                said = _flat(_whole(match, sign))
                who = said if sign.what is What.SPEAKER else _flat(match["who"])
                message = f"“{said}” {sign.what.value}."
                yield _Seen(match.start("who"), who, message, _FIXES[sign.what])


def _listed(text: str, known: Signs) -> Iterator[_Seen]:
    """Whoever is named in a list ("Team: …"), or in a table's column of people ("Lead")."""
    spans = [match.span("names") for match in known.lists.finditer(text)]
    for start, end in (*spans, *columns(text, known.columns)):
        for match in known.names.finditer(text, start, end):
            if _is_somebody(match, _LISTED, known):
                who = _flat(match["who"])
                message = f"“{who}” {What.STAFF.value}."
                yield _Seen(match.start("who"), who, message, _NAMED)


_LISTED = Sign(re.compile(""), What.STAFF, Known.STAFF)
# Names beside one that is told: "Liam *and Chloe Dawson*", "*Zac* Thomas".
_BESIDE = re.compile(r"\s(?:and|&)\s[A-Z][\w’'-]+(?:[ \t][A-Z][\w’'-]*)?")
_BEFORE = re.compile(
    r"(?<!\w)(?!(?:The|Our|My|His|Her|And|But|Then|When|So|If|In|To|By)\b)[A-Z][a-z’'-]+[ \t]\Z"
)


def _whole(match: re.Match[str], sign: Sign) -> str:
    """What to quote of a match, with the rest of the names that it is a part of."""
    said = match.groupdict().get("said")
    if said or sign.what is not What.CHILD:
        return said or match[0]
    text, quoted = match.string, match[0]
    if match.end() == match.end("who") and (more := _BESIDE.match(text, match.end())):
        quoted += more[0]
    if match.start() == match.start("who"):
        line = text.rfind("\n", 0, match.start()) + 1
        before = _BEFORE.search(text[max(line, match.start() - _NEAR) : match.start()])
        quoted = (before[0] if before else "") + quoted
    return quoted


def _is_somebody(match: re.Match[str], sign: Sign, known: Signs) -> bool:
    text, start, end = match.string, match.start("who"), match.end("who")
    who = _flat(match["who"])
    age = match.groupdict().get("age")
    if not known.is_name(who, sign.known) or (age and int(age) > 25):
        return False
    # "Mary Hare School", "Sue Ryder", "Mrs Brown's Boys"; but a child's own: "Tyler's EHC plan".
    own = sign.what is What.CHILD and text[end : end + 1] in ("'", "’")
    if who.casefold() in known.called_after or (not own and known.place.match(text, end)):
        return False
    before = text[max(text.rfind("\n", 0, start) + 1, start - _NEAR) : start]
    after = text[end : end + _NEAR].partition("\n")[0]
    if sign.what is What.STAFF and (known.public.search(before) or known.public.search(after)):
        return False
    return not known.shows.search(before)


def _flat(said: str) -> str:
    flat = re.sub(r" ([,;:)])", r"\1", " ".join(said.split())).strip('|>"”’.!?… ')
    if flat.count("(") == flat.count(")"):
        return flat
    return f"{flat})" if "(" in flat else flat.strip(") ")


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


# ---- numbers and mailboxes ------------------------------------------------------------------

# So near to a number, these words say that it is a service's own: families text it.
_TEXTED = re.compile(
    r"\b(?:texts?|texting|sms|whats ?app|line|helpline|parentline|chathealth|duty|on[- ]call)\b",
    re.IGNORECASE,
)
_NEAR = 60  # letters


def _mobiles(text: str, known: Signs, own: Collection[str]) -> Iterator[_Seen]:
    for offset, written in contacts.phones(text):
        if not is_mobile(written):
            continue
        if contacts.for_examples(written):  # told as reaching nobody
            continue
        whole = contacts.number(written)[0]
        start = max(text.rfind("\n", 0, offset) + 1, offset - _NEAR)
        texted = _TEXTED.search(text, start, offset + len(written) + _NEAR)
        if whole in own or (texted and not _asks_for(text[start:offset], known)):
            continue
        yield _Seen(
            offset, whole or written,
            f"“{hidden(written)}” is a mobile number, which may be somebody’s own.", _OWN_NUMBER,
        )  # fmt: skip


_WORD = re.compile(r"(?<![\w-])[A-Z][a-z]+(?![\w-])")


def _asks_for(said: str, known: Signs) -> bool:
    """Whether words before a number name whose it is: "WhatsApp Beth on …"."""
    return any(
        fold(word[0]) in known.sure_names and not known.place.match(said, word.end())
        for word in _WORD.finditer(said)
    )


def _texted(site: Site) -> Iterator[str]:
    for page in site.pages:
        contact = page.front_matter.values.get("contact")
        if isinstance(contact, dict) and isinstance(contact.get("text"), str):
            yield contact["text"]


def _mailboxes(text: str, known: Signs) -> Iterator[_Seen]:
    places = None
    for offset, address in contacts.emails(text):
        if not boxes.is_persons(address, known):
            continue
        places = _places(text, known) if places is None else places
        local, _, host = re.sub(r"[_-]", ".", address.casefold()).partition("@")
        # mary.rose@ of Mary Rose School, or at maryrose.sch.uk
        if local in places or (
            host.endswith(".sch.uk") and local.replace(".", "") == host.partition(".")[0]
        ):
            continue
        told = f"“{hidden(address)}” looks like one person’s mailbox."
        yield _Seen(offset, address, told, _OWN_MAILBOX)


_PAIR = re.compile(r"(?<![\w@.-])(?=([A-Z][a-z]+)[ \t-]([A-Z][a-z]+)\b)")


def _places(text: str, known: Signs) -> frozenset[str]:
    """Places of a page that are called after somebody, as a mailbox spells them: mary.rose."""
    return frozenset(
        f"{pair[1]}.{pair[2]}".casefold()
        for pair in _PAIR.finditer(text)
        if known.place.match(text, pair.end(2))
    )


def _numbers(text: str, known: Signs) -> Iterator[_Seen]:
    for number in numbers(text, known.examples):
        told = f"“{hidden(number.said)}” has the form of somebody’s {number.what}."
        if number.sure:
            yield _Seen(number.offset, number.said, told, _LEAK, Severity.ERROR)
        else:
            yield _Seen(number.offset, number.said, told, _PERHAPS_A_LEAK)


def _births(text: str) -> Iterator[_Seen]:
    for offset, said in births(text):
        told = f"“{hidden(_flat(said))}” is somebody’s date of birth."
        yield _Seen(offset, said, told, _LEAK, Severity.ERROR)


# ---- makers of documents ----------------------------------------------------------------------


def papers(site: Site, words: PeopleWords) -> Iterator[Trace]:
    """Who is named in the files of docs/ as their makers, where that seems to be a person."""
    known = signs(words)
    usual = {name.casefold() for name in (site.settings.council, *site.settings.may_be_named)}
    usual |= {team.name.casefold() for team in site.settings.teams.values()} | known.nobodys
    for left in site.leftovers:
        for author in left.authors:
            if author.casefold() not in usual and boxes.is_maker(author, known):
                yield Trace(
                    left.place,
                    f"This document names “{author}” as its author.", _OF_A_PAPER,
                    Severity.WARNING,
                )  # fmt: skip
