"""Ways to get in touch, as people write them: email addresses, UK phone numbers, postcodes.

Pure: text, or a site, in; faults out. What an address may be is email-validator's (RFC 5321 and
5322), which numbers there are is Google's libphonenumber (as `phonenumbers`), and postcodes are
those of BS 7666, as the government's data standards catalogue gives them. Nothing is asked of
any network.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from checks import unclosed
from checks.addresses import line_at
from checks.model import ContactFault, Link, Page, Place, Severity, Site
from checks.slips import one_slip
from checks.written import Written, nth


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that stands in a text, and what is wrong with it."""

    offset: int
    text: str
    wrong: str  # goes on after "…": "has too few digits"
    meant: str = ""  # what to write instead, where that is certain or near
    doubt: bool = False  # it may be right all the same


# What nobody reads: comments, code, and the addresses of pages.
_UNREAD = re.compile(
    r"<!--.*?-->|```.*?```|`[^`\n]+`|(?:https?://|\b(?:tel|sms):)[^\s<>\")\]]+", re.DOTALL
)


def read(text: str) -> str:
    """A page's Markdown with what nobody reads blanked out; every letter keeps its place."""
    return _UNREAD.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), unclosed.blanked(text))


# ---- email ----------------------------------------------------------------------------------

_EMAIL = re.compile(
    r"(?<![^\s<>()\[\]\"'‘“|,;:*])[^\s<>()\[\]\"'‘“|,;:*@]+@[^\s<>()\[\]\"'’”|,;*@?/]+"
)
# Endings that somebody mistyped. None of them is sold.
_ENDINGS = {
    "con": "com", "cmo": "com", "vom": "com", "ogr": "org", "couk": "co.uk", "orguk": "org.uk",
    "govuk": "gov.uk", "ukk": "uk", "u": "uk", "k": "uk",
}  # fmt: skip
_SECOND = ("co", "org", "gov", "nhs", "ac", "sch", "police", "parliament", "me", "net", "ltd")
_POST_OFFICES = (
    "gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "yahoo.com",
    "yahoo.co.uk", "btinternet.com", "icloud.com", "nhs.net",
)  # fmt: skip
# Others that many people have, and that look like a slip of one above.
_OTHER_OFFICES = ("email.com", "fastmail.com", "mail.com", "rocketmail.com", "ymail.com")
_OFTEN = 3  # a host that so many addresses of a site share is no slip


def emails(text: str) -> Iterator[tuple[int, str]]:
    """The email addresses in a text, whether right or wrong, with their offsets."""
    for match in _EMAIL.finditer(text):
        yield match.start(), match[0].rstrip(".!?}")


def hosts(addresses: Collection[str]) -> frozenset[str]:
    """The hosts that many of a site's addresses share."""
    counted = Counter(host_of(address) for address in addresses)
    return frozenset(host for host, number in counted.items() if number >= _OFTEN)


def host_of(address: str) -> str:
    return address.rpartition("@")[2].lower()


def email(address: str, known: Collection[str] = ()) -> Remark | None:
    """What is wrong with an address; None when nothing is.

    `known`: hosts that are right. One that differs in a letter from these is doubted.
    """
    if wrong := _syntax(address):
        bare = address.rstrip("-.\u2010\u2011")
        return Remark(0, address, wrong, "" if bare == address or _syntax(bare) else bare)
    local, _, host = address.rpartition("@")
    host = host.lower()
    usual = {*known, *_POST_OFFICES}
    meant = _ending(host)
    if not meant and host not in usual and host not in _OTHER_OFFICES:
        meant = next((good for good in sorted(usual) if one_slip(host, good)), "")
    if meant:
        return Remark(0, address, "may have a slip after the @", f"{local}@{meant}", doubt=True)
    return None


@lru_cache(maxsize=4096)
def _syntax(address: str) -> str:
    from email_validator import (  # noqa: PLC0415 (a slow import, and many runs need none)
        EmailNotValidError,
        validate_email,
    )

    try:
        validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        return f"is no email address: {_plainly(str(error))}"
    return ""


# What email-validator says, in words for people; what is not here it says well itself.
_SAID = (
    ("IDNA|Unicode|Punycode|Codepoint", "the part after the @ holds a sign that no website has"),
    ("unsafe|normaliz", "it holds a sign that can't be seen, or that no address may hold"),
    ("invalid character.*before|before.*not supported", "it holds a sign that may not stand there"),
    ("after the @-sign contains", "the part after the @ holds a sign that may not stand there"),
    ("top-level", "no website's name has such an ending"),
    ("should have a period", "the part after the @ has no full stop"),
    ("special-use", "the part after the @ is a name that reaches nobody"),
    ("bracket", "it has brackets after the @"),
    ("separated by so many", "the part after the @ is too long"),
    ("too long", "it is too long"),
    ("something before", "nothing stands before the @"),
    ("something after", "nothing stands after the @"),
)


def _plainly(said: str) -> str:
    for pattern, plain in _SAID:
        if re.search(pattern, said):
            return plain
    said = said.partition(": ")[0].rstrip(".").replace("period", "full stop")
    said = re.sub("^(?:An|The) email address cannot", "it may not", said)
    return f"{said[:1].lower()}{said[1:]}"


def _ending(host: str) -> str:
    front, _, last = host.rpartition(".")
    if last in _ENDINGS:
        return f"{front}.{_ENDINGS[last]}"
    labels = host.split(".")
    if len(labels) > 2 and last == "uk" and labels[-2] not in _SECOND:
        second = next((good for good in _SECOND if one_slip(labels[-2], good, least=2)), "")
        return ".".join((*labels[:-2], second, last)) if second else ""
    return ""


# ---- phone ----------------------------------------------------------------------------------

_GAP = r"[ \u00a0.\u2013-]{1,2}"
# Groups with a space or the like between them, until another number begins.
_PHONE = re.compile(
    rf"(?<![\w/.,@%=&#+-])(?:(?:\+|00)44(?:{_GAP})?|\(?0(?!0))[\d()]{{1,11}}"
    rf"(?:{_GAP}(?!0[1-9]\d{{1,3}}{_GAP}\d{{3}})\d{{2,8}}){{0,3}}(?![\w@%=-]|/\d{{4}})"
)
_DIGITS = re.compile(r"\D")
_SHORTEST, _LONGEST = 9, 14


def phones(text: str) -> Iterator[tuple[int, str]]:
    """What looks like a UK phone number in a text, with its offset."""
    for match in _PHONE.finditer(text):
        if _SHORTEST <= len(_DIGITS.sub("", match[0])) <= _LONGEST:
            yield match.start(), match[0]


@lru_cache(maxsize=4096)
def number(written: str) -> tuple[str, str, bool]:
    """A number as programs write it, as people do, and whether the UK has such numbers.

    ("", "", False) for what is no number at all.
    """
    import phonenumbers  # noqa: PLC0415 (a slow import)

    try:
        # "+44 (0)20": nobody dials the 0.
        parsed = phonenumbers.parse(re.sub(r"(\+44[ \u00a0]?)\(0\)", r"\1", written), "GB")
    except phonenumbers.NumberParseException:
        return "", "", False
    forms = phonenumbers.PhoneNumberFormat
    home = parsed.country_code == phonenumbers.country_code_for_region("GB")
    return (
        phonenumbers.format_number(parsed, forms.E164),
        phonenumbers.format_number(parsed, forms.NATIONAL if home else forms.INTERNATIONAL),
        phonenumbers.is_valid_number(parsed),
    )


_AS_EXAMPLE = re.compile(r"\bexamples?[ \t]?[:*]{1,3}[ \t]*(?:https?:/*)?[\w.-]*$", re.IGNORECASE)
# What Ofcom keeps free for films and examples: wrong for families, but no slip of the finger.
_FOR_EXAMPLES = re.compile(
    r"(?:0|44)(?=\d{10}$)(?:1632960|7700900|8081570|3069990|9098790|2079460|1(?:1[3-8]|[2-6]1)4960|1914980"
    r"|2896496|2920180)"
)
# The digits in a row, and noughts or ones: what people write who have no number yet.
_MADE_UP = re.compile(r"0?1234567890?|0(\d)\1{8,9}|0[17]\d00000000?")
_NO_HOST = re.compile(r"(?:.+\.)?example(?:\.(?:com|org|net|co\.uk|gov\.uk))?", re.IGNORECASE)
_BOTH = re.compile(r"(?:\+|00)44[ \u00a0-]?0")
_UNBROKEN = re.compile(r"^0\d{9,}$")


def as_example(text: str, at: int) -> bool:
    """Whether what stands there is called an example: "Bad example: bob@example.com"."""
    return bool(_AS_EXAMPLE.search(text, max(0, at - 40), max(0, at)))


def for_examples(written: str) -> bool:
    """Whether a number, or an email address, was never anybody's."""
    if "@" in written:
        return bool(_NO_HOST.fullmatch(host_of(written)))
    digits = re.sub(r"^(?:00)?44", "0", _DIGITS.sub("", written).replace("440", "44"))
    return bool(_FOR_EXAMPLES.match(digits) or _MADE_UP.fullmatch(digits))


def phone(written: str) -> Remark | None:
    """What is wrong with a phone number in a text; None when nothing is."""
    _, usual, valid = number(written)
    if not valid and written.isdigit():
        return None  # without spaces it may be a reference; a link that dials it is told
    if not valid and not _FOR_EXAMPLES.match(_DIGITS.sub("", written)):
        return Remark(0, written, "is no number that the UK has")
    if _BOTH.match(written):
        return Remark(0, written, "has a 0 after +44, which nobody can dial", usual)
    if "(0)" in written:
        wrong = "has a 0 in brackets, which nobody can dial as it stands"
        return Remark(0, written, wrong, usual, doubt=True)
    if _UNBROKEN.match(written):
        wrong = "is hard to read and to dial without spaces"
        return Remark(0, written, wrong, usual, doubt=True)
    return None


_RELAY = re.compile(r"^1800[12](?=0\d{9,10}$)")
_SHORT = re.compile(r"^(?:999|111|112|101|105|119|116\d{3}|18001\d+|08001111|0800111\d|\d{5,6})$")


_SHORT_SHOWN = re.compile(r"(?<![\d.,£-])(?:0800 1111|116 \d{3}|999|111|101|105)(?![\d.,%-]\d)")


def dials(target: str, text: str) -> Remark | None:
    """What is wrong with a `tel:` link of this target and text; None when nothing is."""
    # After a comma or a semicolon stand pauses and extensions (RFC 3966).
    dialled = re.split("[,;]", unquote(target).partition(":")[2])[0]
    digits = re.sub(r"[\s().-]", "", dialled)
    if not digits:
        return Remark(0, dialled, "dials nothing")
    if not re.fullmatch(r"\+?[\d*#]+", digits):
        return Remark(0, dialled, "can't be dialled: it holds more than digits")
    # To type instead of talking, by Relay UK: 18001 or 18002, then the number.
    whole, usual, valid = number(_RELAY.sub("", digits))
    short = _SHORT.match(digits)
    starts = "has a 0 after +44, which nobody can dial" if _BOTH.match(digits) else ""
    if digits[0] not in "+0" and not short:
        starts = "lacks the 0 or the +44 at its start"
    if starts:
        return Remark(0, dialled, starts, usual if valid else "")
    if not valid and not short and not _FOR_EXAMPLES.match(digits.removeprefix("+")):
        return Remark(0, dialled, "is no number that the UK has")
    shown = [shown for _, shown in phones(text)] or _SHORT_SHOWN.findall(text)[:1]
    if shown and all(whole != number(one)[0] and digits != _DIGITS.sub("", one) for one in shown):
        return Remark(
            0, usual or dialled, f"is not the number that readers see, {shown[0]}", shown[0]
        )
    return None


# ---- postcode -------------------------------------------------------------------------------

# An O may be typed as 0 and the other way round, and an I or L as 1; letters may be small.
_POSTCODE = re.compile(
    r"(?<![\w/.-])((?i:[A-Z]{1,2})|0[A-Z]|[A-Z]0)([\dO](?i:[\dA-Z])?)([ \u00a0]{0,3})"
    r"([\dOIL](?i:[A-Z\d]{2}|[A-Z]))(?![\w/-])"
)
_INWARD = re.compile(r"\d[ABD-HJLNP-UW-Z]{2}")
_OUTWARD = re.compile(r"[A-Z]{1,2}\d[\dA-Z]?")
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)", re.IGNORECASE)
# The areas of Great Britain, Northern Ireland, the Isle of Man and the Channel Islands.
_NAMES = """
AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC
EH EN EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS
LU M ME MK ML N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP
SR SS ST SW SY TA TD TF TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_AREAS = frozenset(_NAMES.split())


def postcodes(text: str) -> Iterator[Remark]:
    """The postcodes in a text that are no postcodes, or not written as they should be."""
    for match in _POSTCODE.finditer(text):
        area, district, space, inward = match.groups()
        if any(letter.isalpha() for letter in inward) and (
            told := _postcode(area, district, space, inward)
        ):
            wrong, meant, doubt = told
            yield Remark(match.start(), match[0], wrong, meant, doubt=doubt)


def _postcode(area: str, district: str, space: str, inward: str) -> tuple[str, str, bool] | None:
    """What is wrong with a postcode, what was meant, and whether that is only doubted."""
    outward = f"{area}{district}"
    meant = _likely(outward.upper(), inward.upper())
    short = len(inward) == 2
    if f"{outward}{inward}" != f"{outward}{inward}".upper():
        # Small letters mean nothing by themselves: "e1 2nd". A whole postcode of them does.
        same = meant == f"{outward} {inward}".upper()
        likely = same and space and not (len(area) == 1 and _ORDINAL.fullmatch(inward))
        return ("is written in small letters", meant, True) if likely else None
    if short or area not in _AREAS:
        # "B1 2C" may be a room, "A40 1ST" is a road, and "0B1 2CD" the number of a part.
        if short and len(area) == 2 and area in _AREAS and _OUTWARD.fullmatch(outward):
            return "is a postcode without its last letter", "", True
        certain = not short and area.isalpha() and len(area) == 2
        return ("is no postcode", meant, False) if certain or (meant and not short) else None
    if not _OUTWARD.fullmatch(outward) or not _INWARD.fullmatch(inward):
        return "is no postcode", meant, False
    if len(space) == 1:
        return None
    wrong = "has more than one space" if space else "needs a space"
    return wrong, f"{outward} {inward}", True


def _likely(outward: str, inward: str) -> str:
    """The postcode with what looks alike set right: O and 0, I or L and 1."""
    if len(inward) < 3:
        return ""
    digits = str.maketrans("OIL", "011")
    inward = inward[0].translate(digits) + inward[1:].translate(str.maketrans("01", "OI"))
    for letters in (2, 1):
        area = outward[:letters].translate(str.maketrans("01", "OI"))
        district = outward[letters:].translate(digits)
        good = area in _AREAS and _OUTWARD.fullmatch(area + district)
        if good and _INWARD.fullmatch(inward):
            return f"{area}{district} {inward}"
    return ""


# ---- on a site --------------------------------------------------------------------------------

_QUOTED = re.compile(r"[\s*+-]*>")
_FROM_ITS_PAGE = "from the service’s own page"


def faults(site: Site) -> Iterator[ContactFault]:
    """Everything wrong with the ways to get in touch that a site's editors wrote."""
    pages = [(page, read(page.source.text)) for page in site.pages if page.source]
    yield from _emails(site, [(page, dict.fromkeys(_written(page, text))) for page, text in pages])
    for page, text in pages:
        for offset, shown in phones(text):
            if wrong := phone(shown):
                meant = f"Write {wrong.meant}." if wrong.meant else ""
                fix = meant or f"Copy the number {_FROM_ITS_PAGE}, and ring it."
                told = f"The phone number “{shown}” {wrong.wrong}."
                yield _fault("phone", _line(page, text, offset), told, fix, wrong)
            elif for_examples(shown):
                yield _example(_line(page, text, offset), f"The phone number “{shown}”")
        yield from _links(page)
        yield from _letters(page)
        for wrong in postcodes(text):
            meant = f"Did you mean {wrong.meant}? " if wrong.meant else ""
            yield _fault(
                "postcode", _line(page, text, wrong.offset), f"“{wrong.text}” {wrong.wrong}.",
                f"{meant}Copy the postcode {_FROM_ITS_PAGE}.", wrong,
            )  # fmt: skip


def addresses(page: Page) -> Iterator[tuple[int, str]]:
    """Every email address that a page's editor wrote, with its line; those of links decoded."""
    return _written(page, read(page.source.text)) if page.source else iter(())


def _written(page: Page, text: str) -> Iterator[tuple[int, str]]:
    destinations = page.source.destinations if page.source else ()
    links = [link for link in destinations if _is_letter(link.target)]
    for link in links:
        for address in unquote(link.target.partition(":")[2].partition("?")[0]).split(","):
            yield link.line, address.strip()
    for offset, address in emails(text):
        line = line_at(text, offset)
        if not any(link.line == line and address in unquote(link.target) for link in links):
            yield line, address


def _is_letter(target: str) -> bool:
    # A link to no address only opens a letter: `mailto:?subject=…`.
    return target.lower().startswith("mailto:") and not target.lower().startswith("mailto:?")


def _emails(
    site: Site, written: Sequence[tuple[Page, Collection[tuple[int, str]]]]
) -> Iterator[ContactFault]:
    often = hosts([address for _, found in written for _, address in found])
    known = often.union(site.settings.hosts)
    for page, found in written:
        for line, address in found:
            if for_examples(address):
                told = page.source.text.split("\n")[line - 1] if page.source else ""
                if not _QUOTED.match(told) and not as_example(told, told.find(address)):
                    yield _example(page.at(line), f"The email address “{address}”")
                continue
            wrong = email(address, known) or _silent(address, site)
            if wrong:
                meant = f"Did you mean {wrong.meant}? " if wrong.meant else ""
                yield _fault(
                    "email", page.at(line), f"“{address}” {wrong.wrong}.",
                    f"{meant}Copy the address {_FROM_ITS_PAGE}.", wrong,
                )  # fmt: skip


def _silent(address: str, site: Site) -> Remark | None:
    """An address whose host takes no email, when the names system was asked."""
    why = (site.no_mail or {}).get(host_of(address))
    if not why:
        return None
    return Remark(0, address, f"reaches nobody: {why[0].lower()}{why[1:]}", doubt=True)


def _links(page: Page) -> Iterator[ContactFault]:
    """What is wrong with links that dial. What is wrong with their words is told already."""
    for link in page.built.links if page.built else ():
        if not link.in_content or not link.target.lower().startswith("tel:"):
            continue
        wrong = dials(link.target, link.text)
        dialled = unquote(link.target.partition(":")[2])
        if wrong is None and for_examples(dialled) and not any(phones(link.text)):
            yield _example(_written_at(page, link), f"The link dials “{dialled}”, which")
        if wrong is None or any(phone(shown) for _, shown in phones(link.text)):
            continue
        fix = f"Copy the number {_FROM_ITS_PAGE}, and ring it."
        if wrong.meant:
            fix = f"Let it dial {wrong.meant}, or show the number that it dials."
        told = f"The link dials “{wrong.text}”, which {wrong.wrong}."
        yield _fault("phone", _written_at(page, link), told, fix, wrong)


def _letters(page: Page) -> Iterator[ContactFault]:
    """Links that show one mailbox and write to another."""
    for link in page.built.links if page.built else ():
        shown = link.text.strip()
        if not link.in_content or not _is_letter(link.target):
            continue
        if [address for _, address in emails(shown)] != [shown]:
            continue
        to = unquote(link.target.partition(":")[2].partition("?")[0]).strip()
        if shown.casefold() not in [one.strip().casefold() for one in to.split(",")]:
            yield ContactFault(
                "email", _written_at(page, link), f"The link shows “{shown}” and writes to “{to}”.",
                f"Let both be the same. Copy the address {_FROM_ITS_PAGE}.", Severity.ERROR,
            )  # fmt: skip


def _written_at(page: Page, link: Link) -> Place:
    destinations = page.source.destinations if page.source else ()
    target = unquote(link.target)
    own = [Written(page.at(d.line), d.target) for d in destinations if unquote(d.target) == target]
    if own:
        return nth(own, link).place
    # Made by the template from the front matter.
    return page.at_key("contact") if page.front_matter.listing else page.at()


def _line(page: Page, text: str, offset: int) -> Place:
    return page.at(line_at(text, offset))


def _example(place: Place, what: str) -> ContactFault:
    return ContactFault(
        "example", place, f"{what} is for examples: it reaches nobody.",
        f"Copy the right one {_FROM_ITS_PAGE}.", Severity.ERROR,
    )  # fmt: skip


def _fault(kind: str, place: Place, message: str, fix: str, wrong: Remark) -> ContactFault:
    severity = Severity.WARNING if wrong.doubt else Severity.ERROR
    return ContactFault(kind, place, message, fix, severity)
