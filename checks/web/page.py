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


def signs(text: str) -> Signs:
    """Read the head of a page for what it says of itself."""
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
    words = tree.body.text(separator=" ")[:20_000] if tree.body else ""
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
    soup = BeautifulSoup(text, "html.parser")
    if place and place.lower() != "top":
        ids = _ids(soup)
        # An id may be written with percent signs, and GitHub puts its own word before one.
        spelt = ids | {unquote(one) for one in ids}
        if ids and not {place, f"user-content-{place}"} & spelt:
            return True, nearest(place, sorted(ids), 0.8) or ""
    for directed in directive.split("&"):
        name, _, words = directed.partition("=")
        if name == "text" and not _says(soup, words):
            return True, ""
    return False, ""


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
