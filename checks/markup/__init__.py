"""A page's HTML → its flaws: what markup alone shows to be wrong.

In goes the parser's tree and which kinds of flaws are asked for; out come Flaws, in order.
Pure, and the same every time. A flaw's kind is the name of the check that tells it. A new
module has its KINDS and its `look`, and a line in MODULES.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Protocol, cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.addresses import last_name
from checks.markup import (
    aria_tree,
    aria_use,
    autocomplete,
    controls,
    embeds,
    focus,
    frames,
    headings,
    ids,
    language,
    links,
    lists,
    media,
    pictures,
    tables,
    unsafe,
    whole,
)
from checks.markup.lines import Lines
from checks.markup.tree import Document, Element, Told, document
from checks.model import Flaw, Sought


class Module(Protocol):
    """A module that looks at pages."""

    KINDS: tuple[str, ...]

    @staticmethod
    def look(page: Document) -> Iterator[Told]: ...


MODULES = cast(
    "tuple[Module, ...]",
    (
        aria_tree,
        aria_use,
        autocomplete,
        controls,
        embeds,
        focus,
        frames,
        headings,
        ids,
        language,
        links,
        lists,
        media,
        pictures,
        tables,
        unsafe,
        whole,
    ),
)
KINDS = frozenset(kind for module in MODULES for kind in module.KINDS)
# What harms whether it is seen or not. Told of a project's own pages alone: in a folder of HTML
# nobody knows what was an editor's and what the maintainers', nor what was agreed.
OURS = frozenset((*unsafe.KINDS, *embeds.KINDS))

# So much of an element's words is kept.
_MOST = 160


def flaws(
    tree: LexborHTMLParser,
    content: LexborNode | None,
    sought: Sought,
    text: str | None = None,
) -> tuple[Flaw, ...]:
    """What is wrong with a page, of what is sought.

    `content` is where the page keeps its own words. `text`: its HTML, for the lines of flaws
    in a site that has no Markdown to mend.
    """
    kinds = sought.kinds
    modules = [module for module in MODULES if not set(module.KINDS).isdisjoint(kinds)]
    page = document(tree, content) if modules else None
    if page is None:
        return ()
    told = [
        told
        for module in modules
        for told in module.look(page)
        if told.kind in kinds and (told.kind in OURS or not _hidden(told.element, sought.hidden))
    ]
    lines = Lines(page, text) if told and text is not None else None
    return tuple(_flaw(each, lines.of(each.element) if lines else 1, page) for each in told)


def _hidden(element: Element, hidden: Collection[str]) -> bool:
    """Whether a style sheet hides an element, or what it stands in."""
    return bool(hidden) and any(
        f"#{one.get('id')}" in hidden
        or any(f".{word}" in hidden for word in one.get("class").split())
        for one in (element, *element.ancestors)
    )


def _flaw(told: Told, line: int, page: Document) -> Flaw:
    element = told.element
    return Flaw(
        kind=told.kind,
        message=told.message,
        fix=told.fix,
        element=element.opening,
        css=element.css,
        text=_words(element),
        address=_address(element),
        own=element.own,
        heading=element.heading,
        line=line,
        nth=_nth(page, element) if element.own else -1,
        twin=_twin(page, element) if element.own else (0, 0),
        rule=told.rule,
        severity=told.severity,
        goes_to=told.goes_to,
    )


def _address(element: Element) -> str:
    return element.get("src") or element.get("href") or element.get("data")


def _nth(page: Document, element: Element) -> int:
    """How many of the page's own elements before it had the same name at the end of their
    address; for one without an address, how many had the same tag."""
    last, nth = last_name(_address(element)), 0
    for each in page.elements if last else page.by_tag[element.tag]:
        if each is element:
            break
        nth += each.own and (not last or last_name(_address(each)) == last)
    return nth


def _twin(page: Document, element: Element) -> tuple[int, int]:
    """Of the page's own elements with the same opening tag, which it is, and how many they are."""
    same = (e for e in page.by_tag[element.tag] if e.own and e.attributes == element.attributes)
    twins = [id(each) for each in same]
    return twins.index(id(element)), len(twins)


def _words(element: Element) -> str:
    return "" if element.tag in ("html", "body") else element.seen_text[:_MOST]
