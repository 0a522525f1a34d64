"""Ids that are there twice, and that something refers to: `duplicate-id`.

Only the first is found by what refers to it, so a label names the wrong field and a link leads
to the wrong place (WCAG 1.3.1, 4.1.2). Ids that nothing refers to do no harm (WCAG 2.2 dropped
4.1.1), and those inside a drawing are its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from checks.markup.aria import IDS
from checks.markup.tree import Document, Element, Told
from checks.model import Severity

KIND = "duplicate-id"
KINDS = (KIND,)
# Attributes that name ids, beside those of ARIA.
_NAMING = ("for", "form", "headers", "list", "popovertarget")


def look(page: Document) -> Iterator[Told]:
    times: dict[str, list[Element]] = {}
    for element in page.elements:
        inside_drawing = element.svg and element.tag != "svg"
        if element.get("id") and not inside_drawing:
            times.setdefault(element.get("id"), []).append(element)
    twice = {name: found for name, found in times.items() if len(found) > 1}
    if not twice:
        return
    named, linked = _referred(page)
    for name, found in twice.items():
        if name not in named and name not in linked:
            continue
        by = named.get(name) or "a link on this page"
        for extra in found[1:]:
            yield Told(
                KIND,
                extra,
                f"The id “{name}” is here for {_NTH.get(len(found), 'more than one')} elements, "
                f"and {by} refers to it; it always gets the first.",
                "Give each its own id, and correct what refers to it."
                if extra.tag[:1] != "h" or not extra.tag[1:].isdigit()
                else "Give each heading its own id, as in ## Fees {#fees-2}.",
                severity=Severity.ERROR if name in named else Severity.WARNING,
            )


_NTH = {2: "two", 3: "three", 4: "four", 5: "five"}


def _referred(page: Document) -> tuple[dict[str, str], set[str]]:
    """The ids that a label or the like refers to, by what; and those that links lead to."""
    named: dict[str, str] = {}
    linked: set[str] = set()
    for element in page.elements:
        for attribute, value in element.attributes.items():
            if attribute in IDS or attribute in _NAMING:
                for word in value.split():
                    named.setdefault(word, f"<{element.tag} {attribute}=…>")
            elif attribute == "href" and value.startswith("#") and element.tag in ("a", "area"):
                linked |= {value[1:], unquote(value[1:])}
    return named, linked
