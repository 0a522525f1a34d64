"""A page of somebody else's → its anchors, and the signs that it is not the page meant. Pure.

Signs are hints: words can mislead, so nothing here ever makes a link dead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, unquote, urlsplit

from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from checks.model import nearest

# How a page that is not there names itself. Its title or first heading must say so, not its
# text: a page about lost property may well speak of things not found.
_NOT_FOUND = re.compile(
    r"\b(?:page|file|document|resource|site|url|address)\b[^.|]{0,40}\b(?:not (?:be )?found"
    r"|no longer|(?:does not|doesn.t) exist"
    r"|(?:can.?t|cannot|could not|couldn.t) be (?:found|displayed)"
    r"|(?:has been|was) (?:removed|deleted)|(?:is )?(?:missing|unavailable|not available))"
    r"|\b(?:can.?t|cannot|could ?n.t|could not) find (?:the|that|this|your) page"
    r"|^\W*(?:error\W*)?404\b|\b404\W*(?:error|not found|page)|\berror\W*404\b"
    r"|^\W*(?:page )?not found\b|\bno longer available\b",
    re.IGNORECASE,
)
# What firms that sell names put on them.
_FOR_SALE = re.compile(
    r"\b(?:this |the )?domain(?: name)?\b[^.<]{0,60}\b(?:is|may be|might be) for sale\b"
    r"|\bbuy this domain\b|\bdomain (?:is )?parked\b|\bparked (?:free|domain)\b",
    re.IGNORECASE,
)
_SELLERS = re.compile(
    r"(?:sedoparking|parkingcrew|hugedomains|afternic|bodis|above|parklogic|dan)\.com\b"
    r"|/lander\b|skenzo\.com",
    re.IGNORECASE,
)
# Walls that let people through and keep robots out, by the title of what they show.
_WALL = re.compile(
    r"^\W*(?:just a moment|attention required|pardon our interruption|access denied"
    r"|checking your browser|security check|are you (?:a )?(?:human|robot)|robot or human"
    r"|verify(?:ing)? (?:that )?you are human|human verification|request rejected"
    r"|please wait while we verify)\b",
    re.IGNORECASE,
)
_WALL_MARKS = ("_Incapsula_Resource", "cf-chl-", "/cdn-cgi/challenge-platform/", "px-captcha")

_SIGN_IN_HOST = re.compile(
    r"^(?:log-?in|sign-?in|auth|sso|idp|adfs|accounts?|identity|id)\.|^login\.microsoftonline\.com$"
)
_SIGN_IN_PATH = re.compile(
    r"(?:^|/)(?:log-?[io]n|sign-?[io]n|signon|sso|auth|oauth2?|saml2?|adfs|idp|authenticate"
    r"|wp-login|account/log-?in|users?/log-?in)(?:[/._-]|$)",
    re.IGNORECASE,
)
_BACK = {
    "returnurl", "return", "return_to", "returnto", "redirect", "redirect_uri", "redirect_to",
    "next", "goto", "continue", "target", "dest", "destination", "service", "relaystate",
}  # fmt: skip
_FRONT = re.compile(r"/?(?:(?:index|home|default)(?:\.\w{1,5})?)?/?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Signs:
    """What a page's words say of it. Empty when it looks like any page."""

    wall: bool = False
    hint: str = ""  # completes "… which …"
    password: bool = False  # it asks for one


NONE = Signs()

# How much is read of a page, in letters. Each parser has pages on which it takes for ever (tags
# a hundred thousand deep, or never closed); a stranger's page may be made so.
_HEAD = 131_072
_WHOLE = 262_144
_TAG = re.compile(r"<(?:script|style)\b[^>]{0,500}>.{0,20000}?</(?:script|style)|<[^<>]{0,2000}>",
                  re.DOTALL | re.IGNORECASE)  # fmt: skip


def signs(text: str) -> Signs:
    """Read the head of a page for what it says of itself."""
    text = text[:_HEAD]
    tree = LexborHTMLParser(text)
    title = tree.css_first("title:not(svg title)")
    heading = tree.css_first("h1")
    named = [" ".join(node.text().split()) for node in (title, heading) if node]
    wall = bool(title and _WALL.search(named[0])) or any(mark in text for mark in _WALL_MARKS[:1])
    # A wall's script also stands on pages that were let through; then they have more to say.
    wall = wall or (len(text) < 20_000 and any(mark in text for mark in _WALL_MARKS[1:]))
    password = tree.css_first("input[type=password]") is not None
    said = next((name for name in named if _NOT_FOUND.search(name)), "")
    if said:
        return Signs(wall, f"answers, but calls itself “{said[:80]}”", password)
    words = " ".join(_TAG.sub(" ", text).split())[:20_000]
    if _FOR_SALE.search(" ".join([*named, words])) or (len(words) < 500 and _SELLERS.search(text)):
        return Signs(wall, "seems to be for sale, with nothing else on it", password)
    return Signs(wall, "", password)


def is_sign_in(start: str, end: str, *, password: bool) -> bool:
    """Whether a redirect ended at a page that asks who you are."""
    if _looks_like_sign_in(start):
        return False  # it was meant
    if _looks_like_sign_in(end):
        return True
    back = {name.lower() for name, _ in parse_qsl(urlsplit(end).query)}
    return password and bool(back & _BACK)


def _looks_like_sign_in(address: str) -> bool:
    parts = urlsplit(address)
    return bool(_SIGN_IN_HOST.search(parts.hostname or "") or _SIGN_IN_PATH.search(parts.path))


def is_front(start: str, end: str) -> bool:
    """Whether a redirect led from some page to a site's front page."""
    return not _is_front(start) and _is_front(end)


def _is_front(address: str) -> bool:
    parts = urlsplit(address)
    return not parts.query and bool(_FRONT.fullmatch(parts.path))


# ---- places on a page -------------------------------------------------------------------------

# Addresses that a page's own script reads, and lines of code that GitHub shows.
_SCRIPTED = re.compile(r"[/!]|L\d+(?:-L\d+)?$")
_APP = re.compile(r"<div id=[\"']?(?:root|app|__next|___gatsby)[\"']?[^>]{0,200}>\s{0,200}</div>")
_TEXT = ":~:"


def missing(text: str, fragment: str) -> tuple[bool, str]:
    """Whether a page lacks a place, and the place that was perhaps meant.

    A place is an id, the name of an anchor, or words (`#:~:text=`). A page that a script
    fills is not judged.
    """
    place, _, directive = fragment.partition(_TEXT)
    if _SCRIPTED.match(place) or _APP.search(text):
        return False, ""
    soup = BeautifulSoup(text, "html.parser") if _sane(text) else None
    if place and place.lower() != "top":
        # Wherever it stands as an id, in a comment too: rather too much than too little.
        ids = {_first(found.groups()) for found in _ID.finditer(text)}
        if soup and not _among(place, ids):
            ids |= _ids(soup)
        if ids and not _among(place, ids):
            return True, nearest(place, sorted(ids)[:_NEAR], 0.8) or ""
    texts = [d.removeprefix("text=") for d in directive.split("&") if d.startswith("text=")]
    return bool(soup and not all(_says(soup, words) for words in texts)), ""


_ID = re.compile(
    r"\b(?:id|name)\s{0,9}=\s{0,9}(?:\"([^\"]{1,300})\"|'([^']{1,300})'|([^\s>\"'=<]{1,300}))",
    re.IGNORECASE,
)
_NEAR = 2_000  # ids among which the one that was meant is looked for


def _first(groups: tuple[str | None, ...]) -> str:
    return next(group for group in groups if group)


def _among(place: str, ids: set[str]) -> bool:
    """Whether an id is there: as it is, with percent signs, or after GitHub's own word."""
    if place in ids or f"user-content-{place}" in ids:
        return True
    return any(unquote(one) == place for one in ids if "%" in one)


def _sane(text: str) -> bool:
    """Whether BeautifulSoup can read a page in a moment: not too long, its tags closed."""
    return len(text) <= _WHOLE and text.count("<", text.rfind(">") + 1) < 100


def _ids(soup: BeautifulSoup) -> set[str]:
    found = {str(tag["id"]) for tag in soup.find_all(id=True)}
    return found | {str(tag["name"]) for tag in soup.find_all("a", attrs={"name": True})}


def _says(soup: BeautifulSoup, directive: str) -> bool:
    """Whether the words of a text fragment ([prefix-,]start[,end][,-suffix]) stand in order.

    Spaces are left out on both sides: words may go on from one element to the next.
    """
    for silent in soup(["script", "style", "template", "noscript"]):
        silent.decompose()
    said, at = _bare(soup.get_text()), 0
    for part in directive.split(","):
        words = _bare(unquote(part.strip("-")))
        at = said.find(words, at)
        if at < 0:
            return False
        at += len(words)
    return True


def _bare(text: str) -> str:
    return "".join(text.casefold().split())
