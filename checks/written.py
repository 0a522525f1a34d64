"""Which line wrote a link: an editor's own, a template's, or the nearest that can be told. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from checks.model import Link, Page, Place, Site


class Written(NamedTuple):
    """An address as it stands in a file."""

    place: Place
    address: str


def written(
    page: Page,
    link: Link,
    own: Sequence[Written],
    templates: Iterable[Written] = (),
    others: Sequence[Written] = (),
) -> Written:
    """Where a link of a page is written, given the places that may have written it.

    `own` are the page's, in order, `others` those of other pages whose words it shows.
    """
    if own and link.in_content:
        return nth(own, link)
    if page.source or not link.in_content:
        for found in templates:
            return found
    # Hidden, in a box that is no part of the text, or in a list made from other pages' words.
    if own or others:
        return (own or others)[0]
    return Written(_near(page, link), link.target)


def nth(own: Sequence[Written], link: Link) -> Written:
    """The second link to an address is where it is written for the second time."""
    return own[min(link.nth, len(own) - 1)]


def _near(page: Page, link: Link) -> Place:
    if page.source is None:
        return page.at(link.line)
    text = page.source.text
    if page.built and link.in_content:
        lines = (h.line for h in page.built.headings if h.offset <= link.offset)
        return page.at(max([page.source.body_line, *lines]))
    at = text.find(link.target) if link.target else -1
    return page.at(text.count("\n", 0, at) + 1 if at >= 0 else link.line)


def in_templates(site: Site, addresses: Iterable[str]) -> Iterator[Written]:
    """Where templates hold one of these addresses, those of the first before the others."""
    for address in addresses:
        for template in site.templates:
            if match := re.search(rf"(?<![\w.-]){re.escape(address)}(?![\w-])", template.text):
                line = template.text.count("\n", 0, match.start()) + 1
                yield Written(Place(template.path, line), address)
