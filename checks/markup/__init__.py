"""A page's HTML → its flaws: what markup alone shows to be wrong.

In goes the parser's tree and which kinds of flaws are asked for; out come Flaws, in order.
Pure, and the same every time. A flaw's kind is the name of the check that tells it. A new
module has its KINDS and its `look`, and a line in MODULES.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping
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
    hidden = _hidden(page, sought.hidden)
    told = [
        told
        for module in modules
        for told in module.look(page)
        if told.kind in kinds and (told.kind in OURS or id(told.element) not in hidden)
    ]
    if not told:
        return ()
    lines = Lines(page, text) if text is not None else None
    before, twins = _before(page), _twins(page)
    return tuple(
        _flaw(
            each,
            lines.of(each.element) if lines else 1,
            before.get(id(each.element), -1),
            twins.get(id(each.element), (0, 0)),
        )
        for each in told
    )


def _hidden(page: Document, hidden: Collection[str]) -> frozenset[int]:
    """The elements that a style sheet hides, or that stand in one that it hides."""
    found: set[int] = set()
    for element in page.elements if hidden else ():  # what holds others comes before them
        if (
            id(element.parent) in found
            or f"#{element.get('id')}" in hidden
            or any(f".{word}" in hidden for word in element.get("class").split())
        ):
            found.add(id(element))
    return frozenset(found)


def _flaw(told: Told, line: int, nth: int, twin: tuple[int, int]) -> Flaw:
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
        nth=nth,
        twin=twin,
        rule=told.rule,
        severity=told.severity,
        goes_to=told.goes_to,
    )


def _address(element: Element) -> str:
    return element.get("src") or element.get("href") or element.get("data")


def _before(page: Document) -> Mapping[int, int]:
    """Of each of the page's own elements, how many of these before it had the same name at the
    end of their address; for one without an address, how many had the same tag."""
    nth: dict[int, int] = {}
    addressed: Counter[str] = Counter()
    tags: Counter[str] = Counter()
    for element in page.elements:
        if element.own:
            last = last_name(_address(element))
            nth[id(element)] = addressed[last] if last else tags[element.tag]
            addressed[last] += 1
            tags[element.tag] += 1
    return nth


def _twins(page: Document) -> Mapping[int, tuple[int, int]]:
    """Of each of the page's own elements: among those with the same opening tag, which it is,
    and how many they are."""
    alike: defaultdict[tuple[str, frozenset[tuple[str, str]]], list[int]] = defaultdict(list)
    for element in page.elements:
        if element.own:
            alike[element.tag, frozenset(element.attributes.items())].append(id(element))
    return {each: (at, len(same)) for same in alike.values() for at, each in enumerate(same)}


def _words(element: Element) -> str:
    return "" if element.tag in ("html", "body") else element.first_words(_MOST)
