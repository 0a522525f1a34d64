"""A site → the links that lead out of it, each with the line that wrote it. Pure.

What is asked after is what a reader would go to or be shown: links, pictures, frames,
scripts. Where a form sends its words is not: an address that takes them need not show any.
The same link of a template, or of many pages made from one line, is told once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from urllib.parse import unquote, urljoin, urlsplit

from checks.model import Link, Mention, Page, Place, Site
from checks.web import address

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
    for page in (*site.pages, *site.others):
        for link, target in _outward(page, site.settings.site_url):
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


def _outward(page: Page, site_url: str) -> Iterator[tuple[Link, str]]:
    """The links of a page that leave the site, with their whole addresses."""
    if page.built is None:
        return
    home = site_url or "https://site.invalid/"
    start = urljoin(urljoin(home.rstrip("/") + "/", page.built.file), page.built.base)
    for link in page.built.links:
        written = link.target.translate(_LINE_ENDS).strip()
        if link.element in _NOT_ASKED or not written or written[0] in "#?":
            continue
        try:
            target = urljoin(start, written)
            outside = urlsplit(target).scheme in ("http", "https") and not _inside(target, home)
        except ValueError:
            # With a host that makes no sense it is no address at all, but it leads out.
            target, outside = written, written.lower().startswith(("http:", "https:", "//"))
        if outside:
            yield link, target


def _inside(target: str, home: str) -> bool:
    here, there = urlsplit(home), urlsplit(target)
    if (there.hostname or "") != here.hostname or there.port not in (None, 80, 443, here.port):
        return False
    return (there.path or "/").startswith(here.path.rstrip("/") + "/") or (
        there.path == here.path.rstrip("/")
    )


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


def _by_address(site: Site) -> Mapping[str, list[Place]]:
    """Where each outward address stands in anybody's Markdown."""
    places: dict[str, list[Place]] = {}
    for page in site.pages:
        for written in page.source.destinations if page.source else ():
            if "//" in written.target:
                places.setdefault(_spelt(written.target), []).append(page.at(written.line))
    return places


def _spelt(target: str) -> str:
    return unquote(target).strip().rstrip("/")


def _place(
    page: Page, link: Link, target: str, site: Site, sources: Mapping[str, list[Place]]
) -> Place:
    """The line that wrote a link: the page's own, a template's, another page's, or the HTML's."""
    names = {_spelt(link.target), _spelt(target)}
    places = [place for name in sorted(names) for place in sources.get(name, ())]
    own = [place for place in places if place.path == page.path]
    if own and link.in_content:
        return own[min(link.nth, len(own) - 1)]
    if page.source or not link.in_content:
        for name in (link.target, target):
            for template in site.templates:
                if match := re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", template.text):
                    return Place(template.path, template.text.count("\n", 0, match.start()) + 1)
    # A box that is no part of the text, or a list that is made from other pages' words.
    if places:
        return (own or places)[0]
    if page.source and page.built and link.in_content:
        lines = (h.line for h in page.built.headings if h.offset <= link.offset)
        return page.at(max([page.source.body_line, *lines]))
    return page.at(link.line)


# ---- which of them to leave -------------------------------------------------------------------


def left_out(found: Found, patterns: Mapping[str, str]) -> str:
    """The reason that the settings give for not asking after a link; "" when they give none."""
    for pattern, reason in patterns.items():
        if fnmatchcase(found.url or found.mention.address, pattern):
            return reason
    return ""
