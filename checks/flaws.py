"""What was read in the HTML → faults: each flaw once, at the line to mend.

In goes a site whose pages have their Flaws, out come MarkupFaults, in order. Pure. A flaw in
an editor's words is told at their line. What a template puts on many pages is told once, at
the template, with a count; in a folder of HTML without templates, on its first page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlsplit

from checks import placing
from checks.markup import OURS, embeds, unsafe
from checks.markup.hosts import host
from checks.model import Flaw, MarkupFault, Page, Place, Site, count_of


class _Key(NamedTuple):
    """What is told as one: the same fault, of the same element, at the same place."""

    path: str
    line: int
    kind: str
    message: str
    element: str


@dataclass(frozen=True)
class _Found:
    page: Page
    place: Place
    flaw: Flaw


def faults(site: Site) -> tuple[MarkupFault, ...]:
    """Every flaw of the pages, once."""
    groups: dict[_Key, list[_Found]] = {}
    for page in site.pages:
        for flaw in page.built.flaws if page.built else ():
            if not _is_told(site, page, flaw):
                continue
            place = _place(site, page, flaw)
            groups.setdefault(_key(page, place, flaw), []).append(_Found(page, place, flaw))
    told = [_fault(found) for found in groups.values()]
    told += [*_of_front_matter(site), *_of_files(site), *_of_styles(site)]
    return tuple(sorted(set(told), key=lambda f: (f.place, f.kind, f.message)))


def _place(site: Site, page: Page, flaw: Flaw) -> Place:
    # A folder of HTML: the HTML is what there is to mend, and its lines are known.
    if page.source is None and not site.templates:
        return page.at(flaw.line)
    return placing.place(site, page, flaw, flaw.nth, flaw.twin)


def _key(page: Page, place: Place, flaw: Flaw) -> _Key:
    # What a template makes differs by its numbers: the third part of a menu, and the fourth.
    message = flaw.message if flaw.own else re.sub(r"\d+", "", flaw.message)
    if place.path != page.path:  # a template, or the settings
        return _Key(place.path, place.line, flaw.kind, message, placing.step(flaw))
    if page.source is None:  # the same again on every page, from a template not known here
        element = f"{flaw.css} {flaw.element}" if flaw.own else placing.step(flaw)
        return _Key("", 0, flaw.kind, message, element)
    return _Key(place.path, place.line, flaw.kind, message, "")


def _fault(found: Sequence[_Found]) -> MarkupFault:
    first = min(found, key=lambda f: (f.place, f.flaw.css))
    flaw = first.flaw
    if flaw.css == "html" and len(found) == 1:  # of one page alone, so the page's matter
        first = _Found(first.page, first.page.at(), flaw)
    pages = {f.page.path if f.page.source else f.page.url for f in found}
    parts = [flaw.message]
    if len(pages) > 1:
        parts.append(f"It is so on {count_of(len(pages), 'page')}, such as “{first.page.name}”.")
    elif first.place.path != first.page.path:
        parts.append(f"It is so on “{first.page.name}”.")
    elif len(found) > 1:
        more = len(found) - 1
        parts.append(f"There {'is' if more == 1 else 'are'} {more} more like it here.")
    if flaw.element:
        parts.append(f"Element: {flaw.element}")
    return MarkupFault(
        flaw.kind, first.place, " ".join(parts), flaw.fix, flaw.severity, same=flaw.message
    )


def _is_told(site: Site, page: Page, flaw: Flaw) -> bool:
    if flaw.kind not in OURS:
        return True
    if page.source is None and not site.templates:
        return False
    if flaw.kind in unsafe.KINDS and not page.source and not (page.built and page.built.generator):
        return False  # all of it is the theme's: the page for what is not found
    settings = site.settings
    allowed = settings.forms if flaw.kind in unsafe.KINDS else settings.frames
    if flaw.kind in embeds.KINDS and not flaw.element.startswith(("<iframe", "<frame")):
        allowed = {}
    return not flaw.goes_to or flaw.goes_to not in {*allowed, _own_host(site)}


def _own_host(site: Site) -> str:
    return urlsplit(site.settings.site_url).hostname or ""


def _of_front_matter(site: Site) -> Iterator[MarkupFault]:
    """What is unsafe in the front matter, wherever a theme may put it."""
    (kind,) = unsafe.KINDS
    for page in site.pages if kind in site.sought.kinds else ():
        for key, value in page.front_matter.values.items():
            for text in _texts(value):
                for message, fix in unsafe.in_text(text):
                    told = f"In “{key}”: {message}"
                    yield MarkupFault(kind, page.at_key(key), told, fix, None, same=told)


def _of_files(site: Site) -> Iterator[MarkupFault]:
    """What runs in the HTML and SVG files of docs/: each fault of a file once."""
    (kind,) = unsafe.KINDS
    allowed = {*site.settings.forms, _own_host(site)}
    for name, flaws in site.own_files().items() if kind in site.sought.kinds else ():
        groups: dict[str, list[Flaw]] = {}
        for flaw in flaws:
            if not flaw.goes_to or flaw.goes_to not in allowed:
                groups.setdefault(flaw.message, []).append(flaw)
        for message, same in groups.items():
            more = len(same) - 1
            text = [message]
            if more:
                text.append(f"There {'is' if more == 1 else 'are'} {more} more like it here.")
            text.append(f"Element: {same[0].element}")
            place = Place(f"docs/{name}", same[0].line)
            yield MarkupFault(kind, place, " ".join(text), same[0].fix, None, same=message)


def _texts(value: object) -> Iterator[str]:
    """The words in a value of the front matter, however deep."""
    todo = [value]
    while todo:
        inner = todo.pop(0)
        if isinstance(inner, str):
            yield inner
        elif isinstance(inner, dict):
            todo.extend(inner.values())
        elif isinstance(inner, list | tuple):
            todo.extend(inner)


def _of_styles(site: Site) -> Iterator[MarkupFault]:
    """What the site's style sheets fetch from other hosts."""
    (kind,) = embeds.KINDS
    own = _own_host(site)
    for page in site.others if kind in site.sought.kinds and site.templates else ():
        for link in page.built.links if page.built else ():
            where = host(link.target) if link.element == "style" else ""
            if where and where != own:
                told = f"This style sheet fetches a file from {where}, which so learns who reads."
                fix = "Keep the file in the theme, or do without it."
                yield MarkupFault(kind, page.at(link.line), told, fix, None, same=told)
