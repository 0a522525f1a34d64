"""A site → the links that lead out of it, each with the line that wrote it. Pure.

What is asked after is what a reader would go to or be shown: links, pictures, frames,
scripts. Where a form sends its words is not: an address that takes them need not show any.
The same link of a template, or of many pages made from one line, is told once.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from urllib.parse import unquote

from checks.links import Follower, Target
from checks.model import Link, Mention, Page, Place, Site
from checks.web import address
from checks.written import Written, in_templates, written

_NOT_ASKED = {"form", "button", "input"}
_LINE_ENDS = {9: None, 10: None, 13: None}


@dataclass(frozen=True, slots=True)
class Found:
    """A link out of the site. `url` is what to ask for; "" when `wrong` says why not."""

    mention: Mention
    url: str
    host: str
    fragment: str
    wrong: str = ""


def mentions(site: Site) -> tuple[Found, ...]:
    """Every link to another site, with its place, in the order of pages and lines."""
    told: dict[tuple[Place, str, str], Found] = {}
    last: dict[tuple[Place, str, str], Page] = {}
    sources = _by_address(site)
    follower = Follower(site)
    for page in (*site.pages, *site.others):
        for link, target in _outward(page, follower):
            found = _found(link, target, page)
            place = _place(page, link, target, site, sources)
            own = page.source is not None and place.path == page.path
            key = (place, found.mention.address, link.text if own else "")
            if key not in told:
                told[key] = replace(found, mention=replace(found.mention, place=place))
            elif last[key] is not page:
                counted = replace(told[key].mention, pages=told[key].mention.pages + 1)
                told[key] = replace(told[key], mention=counted)
            last[key] = page
    return tuple(sorted(told.values(), key=lambda f: (f.mention.place, f.mention.address)))


def _outward(page: Page, follower: Follower) -> Iterator[tuple[Link, str]]:
    """The links of a page that leave the site, with their whole addresses."""
    if page.built is None:
        return
    for link in page.built.links:
        target = link.target.translate(_LINE_ENDS).strip()
        if link.element in _NOT_ASKED or not target or target[0] in "#?":
            continue
        leads = follower.follow(page.built, link.target)
        if leads == "external":
            yield link, follower.whole(page.built, target)
        elif isinstance(leads, Target) and leads.wrong == "unreadable":
            # With a host that makes no sense it is no address at all, but it leads out.
            yield link, target


def _found(link: Link, target: str, page: Page) -> Found:
    mention = Mention(
        address=address.shown(target),
        place=page.at(),
        text=link.text,
        element=link.element,
        page=page.name,
    )
    try:
        parsed = address.parse(target)
    except address.NoAddress as wrong:
        return Found(mention, "", "", "", str(wrong))
    return Found(mention, parsed.url, parsed.host, parsed.fragment)


# ---- where it is written ----------------------------------------------------------------------


def _by_address(site: Site) -> Mapping[str, list[Written]]:
    """Where each outward address stands in anybody's Markdown."""
    places: dict[str, list[Written]] = {}
    for page in site.pages:
        for at in page.source.destinations if page.source else ():
            if "//" in at.target:
                here = Written(page.at(at.line), at.target)
                places.setdefault(_spelt(at.target), []).append(here)
    return places


def _spelt(target: str) -> str:
    return unquote(target).strip().rstrip("/")


def _place(
    page: Page, link: Link, target: str, site: Site, sources: Mapping[str, list[Written]]
) -> Place:
    """The line that wrote a link: the page's own, a template's, another page's, or the HTML's."""
    names = {_spelt(link.target), _spelt(target)}
    others = [place for name in sorted(names) for place in sources.get(name, ())]
    own = [at for at in others if at.place.path == page.path]
    templates = in_templates(site, (link.target, target))
    return written(page, link, own, templates, others).place


# ---- which of them to leave -------------------------------------------------------------------


def left_out(found: Found, patterns: Mapping[str, str]) -> str:
    """The reason that the settings give for not asking after a link; "" when they give none."""
    for pattern, reason in patterns.items():
        if fnmatchcase(found.url or found.mention.address, pattern):
            return reason
    return ""
