"""An answer → what to ask next, or how the address stands. Pure.

A page is asked for with GET, since only its words show its anchors and whether it is the page
that was meant; a file (PDF, picture) with HEAD, and with GET where HEAD is not answered well.
A redirect is a request of its own, so that the pace of the host it leads to is kept too.

Dead is only what says so: 404, 410, or a name that nobody has. Whoever turns us away has
refused (people may get in), and all else is unknown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from http import HTTPStatus
from urllib.parse import urlsplit

from checks.model import IN_CIRCLES, PRIVATE, TO_NO_PAGE, State
from checks.web import address, page

RETRIES = 2  # after the first time, when there was no answer or a fault
PATIENCE = 3  # how often we come back when we are asked to wait
MOST_HOPS = 10

_PERMANENT = (HTTPStatus.MOVED_PERMANENTLY, HTTPStatus.PERMANENT_REDIRECT)
_REDIRECTS = (301, 302, 303, 307, 308)
_DEAD = {404: "is not there (404)", 410: "has been taken away for good (410)"}
_REFUSED = {
    401: "asks for a password (401)",
    402: "asks for money (402)",
    403: "did not let us in (403)",
    405: "does not let a checker look (405)",
    406: "turned us away (406)",
    407: "asks for a password (407)",
    412: "turned us away (412)",
    421: "turned us away (421)",
    423: "is locked (423)",
    429: "asked us to come less often (429)",
    451: "may not be shown, for legal reasons (451)",
    999: "turned us away (999)",
}
_PASSING = (408, 425)
_WALL = "keeps robots out; people may get in"
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|csv|txt|zip|ics|epub|jpe?g|png|gif|webp|svg|ico"
    r"|mp[34]|m4a|wav|ogg|webm|mov|css|js|json|xml|woff2?)$",
    re.IGNORECASE,
)
_HTML = ("text/html", "application/xhtml+xml")


class Trouble(Enum):
    """Why there is no answer. The value completes "The link goes to …, which …"."""

    PRIVATE = PRIVATE
    ADDRESS = "is not a proper address"
    NO_HOST = "has no website behind it: nobody has the name {host}"
    NO_LOOKUP = "could not be found by its name {host} this time"
    CONNECT = "did not take our call"
    TIMEOUT = "did not answer within {seconds:.0f} seconds"
    CUT = "broke off before its answer was whole"
    ODD = "gave an answer that makes no sense"
    TLS = "has no safe connection{detail}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one request."""

    status: int = 0
    trouble: Trouble | None = None
    detail: str = ""
    location: str = ""
    retry_after: float | None = None
    kind: str = ""  # its media type
    wall: bool = False  # its headers say that robots are kept out
    text: str = ""  # of HTML, as much as we read
    whole: bool = True  # whether that is all of it


@dataclass(frozen=True, slots=True)
class Hop:
    url: str
    permanent: bool
    to: str
    fragment: str = ""  # that the redirect itself names


@dataclass(frozen=True, slots=True)
class Visit:
    """How far the asking for one address has come."""

    start: str
    at: str
    method: str
    fragments: tuple[str, ...] = ()
    hops: tuple[Hop, ...] = ()
    tries: int = 0

    @property
    def host(self) -> str:
        return urlsplit(self.at).hostname or ""


@dataclass(frozen=True, slots=True)
class Limits:
    longest_wait: float = 60.0
    timeout: float = 20.0
    backoff: float = 2.0  # seconds before the first try again; then three times as long


@dataclass(frozen=True, slots=True)
class Wait:
    """Ask again after a time."""

    visit: Visit
    seconds: float
    host: bool  # whether its host asked for it, so that nothing is asked there meanwhile


@dataclass(frozen=True, slots=True)
class Verdict:
    """How an address stands after all was asked."""

    state: State
    reason: str = ""
    moved: str = ""
    lands: str = ""
    landed: str = ""
    hint: str = ""
    # Each place that was asked for: None when it is there, else what was perhaps meant.
    places: Mapping[str, str | None] = field(default_factory=dict)
    aside: float = 0.0  # seconds for which its host wants to be left alone
    silent: bool = False  # there was no answer at all: the fault may be our own network's


def begin(url: str, fragments: tuple[str, ...] = ()) -> Visit:
    file = _FILE.search(urlsplit(url).path) and not fragments
    return Visit(url, url, "HEAD" if file else "GET", fragments)


def with_get(visit: Visit) -> Visit:
    """Start anew with GET, as HEAD misled."""
    return replace(visit, at=visit.start, method="GET", hops=())


def step(visit: Visit, answer: Answer, limits: Limits) -> Visit | Wait | Verdict:
    """What to ask next, when to ask again, or the verdict."""
    head = visit.method == "HEAD"
    if answer.trouble:
        return _trouble(visit, answer, limits)
    status = answer.status
    if status in _REDIRECTS and answer.location:
        return _redirected(visit, answer)
    if not answer.wall and (status == 429 or (status == 503 and answer.retry_after is not None)):
        return _asked_to_wait(visit, answer, limits)
    good = 200 <= status < 300
    if head and (not good or answer.kind in _HTML):
        return with_get(visit)
    return _good(visit, answer) if good and not answer.wall else _said_no(visit, answer, limits)


def _said_no(visit: Visit, answer: Answer, limits: Limits) -> Wait | Verdict:
    status = answer.status
    if answer.wall:
        return _bad(visit, State.REFUSED, _WALL)
    if status in _DEAD:
        return _bad(visit, State.DEAD, _DEAD[status])
    if status in _REFUSED:
        return _bad(visit, State.REFUSED, _REFUSED[status])
    if 500 <= status < 600 or status in _PASSING:
        reason = f"has a fault of its own ({status})" if status >= 500 else "was too slow"
        return _again(visit, limits) or _bad(visit, State.UNKNOWN, reason)
    return _bad(visit, State.UNKNOWN, f"gave an answer that we do not understand ({status})")


def _trouble(visit: Visit, answer: Answer, limits: Limits) -> Visit | Wait | Verdict:
    trouble = answer.trouble
    assert trouble is not None
    detail = f": {answer.detail}" if answer.detail else ""
    reason = trouble.value.format(host=visit.host, seconds=limits.timeout, detail=detail)
    if trouble is Trouble.NO_HOST:
        return replace(_bad(visit, State.DEAD, reason), silent=not visit.hops)
    if trouble in (Trouble.PRIVATE, Trouble.ADDRESS):
        return _bad(visit, State.UNKNOWN, reason)
    if trouble is Trouble.TLS:
        return replace(_bad(visit, State.UNKNOWN, reason), silent=not visit.hops)
    if visit.method == "HEAD":
        return with_get(visit)
    silent = trouble is not Trouble.ODD and not visit.hops
    return _again(visit, limits) or replace(_bad(visit, State.UNKNOWN, reason), silent=silent)


def _again(visit: Visit, limits: Limits) -> Wait | None:
    if visit.tries >= RETRIES:
        return None
    wait = limits.backoff * 3**visit.tries
    return Wait(replace(visit, tries=visit.tries + 1), wait, host=False)


def _asked_to_wait(visit: Visit, answer: Answer, limits: Limits) -> Wait | Verdict:
    asked = answer.retry_after
    wait = limits.backoff * 2 * 3**visit.tries if asked is None else asked
    if wait <= limits.longest_wait and visit.tries < PATIENCE:
        return Wait(replace(visit, tries=visit.tries + 1), wait, host=True)
    if answer.status == 429:
        verdict = _bad(visit, State.REFUSED, _REFUSED[429])
    else:
        verdict = _bad(visit, State.UNKNOWN, "asked us to come back later (503)")
    return replace(verdict, aside=max(wait, 1.0))


def _redirected(visit: Visit, answer: Answer) -> Visit | Verdict:
    try:
        target = address.led_on(visit.at, answer.location)
    except (address.NoAddress, ValueError):
        if visit.method == "HEAD":
            return with_get(visit)
        return _bad(visit, State.UNKNOWN, TO_NO_PAGE)
    hop = Hop(visit.at, answer.status in _PERMANENT, target.url, target.fragment)
    # Once round may be a cookie being set; twice is a circle.
    circling = sum(h.to == target.url for h in visit.hops) >= 2
    if circling or len(visit.hops) >= MOST_HOPS:
        if visit.method == "HEAD":
            return with_get(visit)
        return _bad(replace(visit, hops=()), State.UNKNOWN, IN_CIRCLES)
    return replace(visit, at=target.url, hops=(*visit.hops, hop))


def _bad(visit: Visit, state: State, reason: str) -> Verdict:
    if visit.hops and visit.at != visit.start:
        reason = f"leads on to {address.shown(visit.at)}, which {reason}"
    return Verdict(state, reason)


def _good(visit: Visit, answer: Answer) -> Verdict:
    signs = page.signs(answer.text) if answer.text else page.NONE
    if signs.wall:
        return _bad(visit, State.REFUSED, _WALL)
    places = dict(_places(visit, answer))
    landed = address.shown(visit.at)
    if page.is_sign_in(visit.start, visit.at, password=signs.password):
        return Verdict(State.WORKS, lands="sign-in page", landed=landed, places=places)
    if visit.hops and page.is_front(visit.start, visit.at):
        return Verdict(State.WORKS, lands="front page", landed=landed, places=places)
    return Verdict(State.WORKS, moved=_moved(visit), hint=signs.hint, places=places)


def _places(visit: Visit, answer: Answer) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = []
    for fragment in visit.fragments:
        gone, meant = page.missing(answer.text, fragment) if answer.text else (False, "")
        # What we did not read may hold it.
        found.append((fragment, meant if gone and answer.whole else None))
    return found


def _moved(visit: Visit) -> str:
    """Where the address has gone for good: as far as the permanent redirects lead."""
    end = ""
    for hop in visit.hops:
        if not hop.permanent:
            break
        end = f"{hop.to}#{hop.fragment}" if hop.fragment else hop.to
    # An address with a key in it is somebody's own, not one to put on a page.
    return "" if end == visit.start or address.has_secret(end) else end
