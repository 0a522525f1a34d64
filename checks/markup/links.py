"""Links that nobody hears: `empty-link`. ACT rule c487ae."""

from __future__ import annotations

from collections.abc import Iterator

from checks.markup.names import name
from checks.markup.roles import role_of
from checks.markup.tree import Document, Element, Told

KINDS = ("empty-link",)

# Some roles of the Digital Publishing module are links too. Areas are pictures (pictures.py).
_LINKS = {"doc-backlink", "doc-biblioref", "doc-glossref", "doc-noteref", "link"}


def look(page: Document) -> Iterator[Told]:
    for element in page.elements:
        if element.hidden or element.tag == "area" or role_of(page, element) not in _LINKS:
            continue
        if name(page, element):
            continue
        yield Told("empty-link", element, *_words(element), rule="c487ae")


def _words(element: Element) -> tuple[str, str]:
    to = f" to {element.get('href')}" if element.get("href") else ""
    picture = next((e for e in element.descendants if e.tag in ("img", "svg")), None)
    if picture is None:
        return (
            f"A link{to} has no words, so nobody hears where it leads.",
            "Write where it leads inside the link, or take the link out.",
        )
    message = f"A link{to} holds only a picture without words, so nobody hears where it leads."
    fix = (
        "Write in the picture's alt text where the link leads, as in "
        "[![Apply for a blue badge](badge.png)](apply.md)."
    )
    return message, fix
