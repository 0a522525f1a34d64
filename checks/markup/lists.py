"""Lists: `bad-list`. What stands in a list that is no item, and items that stand in none.

WCAG 1.3.1, technique H48; the HTML standard's content models of ul, ol, menu and dl.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.markup.roles import explicit
from checks.markup.tree import Document, Element, Told

KIND = "bad-list"
KINDS = (KIND,)
_LISTS = ("ul", "ol", "menu")
_ANYWHERE = {"script", "template"}


def look(page: Document) -> Iterator[Told]:
    for element in page.elements:
        if element.hidden or element.tag not in _ASKED:
            continue
        # What is made into something else has rules of its own (aria_tree.py).
        if "role" in element.attributes and explicit(element) not in ("list", "listitem", ""):
            continue
        if told := _ASKED[element.tag](element):
            yield told


def _list(element: Element) -> Told | None:
    wrong = _strange(element, {"li"})
    if wrong is None:
        return None
    return Told(
        KIND,
        element,
        f"A list holds {wrong}, which is no item of it, so screen readers count it wrongly.",
        "Put only items (<li>) straight inside <ul> and <ol>, and everything else inside an item.",
    )


def _pairs(element: Element) -> Told | None:
    wrong = _strange(element, {"dd", "div", "dt"})
    if wrong is None:
        return None
    return Told(
        KIND,
        element,
        f"A list of terms holds {wrong}, which is neither a term nor its meaning.",
        "Put only <dt> and <dd> straight inside <dl>, or <div> around them.",
    )


def _item(element: Element) -> Told | None:
    holder = element.parent
    if holder is None or holder.tag in _LISTS or explicit(holder) == "list" or "-" in holder.tag:
        return None
    return Told(
        KIND,
        element,
        f"An item stands outside any list: “{element.seen_text[:60]}”.",
        "Put it inside <ul> or <ol>.",
    )


def _half(element: Element) -> Told | None:
    holder = element.parent
    if holder is not None and holder.tag == "div":
        holder = holder.parent
    if holder is None or holder.tag == "dl" or "-" in holder.tag:
        return None
    return Told(
        KIND,
        element,
        f"A term or its meaning stands outside any list of terms: “{element.seen_text[:60]}”.",
        "Put it inside <dl>.",
    )


_ASKED = {
    "dd": _half, "dl": _pairs, "dt": _half, "li": _item, "menu": _list, "ol": _list, "ul": _list,
}  # fmt: skip


def _strange(element: Element, allowed: set[str]) -> str | None:
    """What stands straight in a list and may not."""
    for child in element.children:
        if isinstance(child, str):
            if child.strip():
                return f"“{' '.join(child.split())[:60]}”"
        elif child.hidden or child.tag in allowed or child.tag in _ANYWHERE or "-" in child.tag:
            continue
        elif explicit(child) != "listitem":
            return f"<{child.tag}>"
    return None
