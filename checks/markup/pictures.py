"""Pictures without words: `missing-alt-text`.

ACT rules 23a2a8 (images), 59796f (image buttons), 7d6734 (SVG) and 8fc3b6 (objects), and the
areas of image maps, which are links (WCAG 1.1.1, technique H24).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.markup.names import name
from checks.markup.roles import explicit, role_of
from checks.markup.tree import Document, Element, Told

KIND = "missing-alt-text"
KINDS = (KIND,)

_SAY = 'Say what it shows, as in ![A bus at the stop](bus.jpg). Write alt="" if it is ornament.'
_DRAWN = frozenset({"graphics-document", "graphics-symbol", "img", "image"})
# The name of a picture's file, as a camera, a scanner or a program gives it.
_FILE = re.compile(r"[\w() .-]*\.(?:avif|bmp|gif|heic|jpe?g|png|svg|tiff?|webp)", re.IGNORECASE)
# What an object shows as a picture or a player, by the end of its address.
_OBJECTS = (
    ".gif", ".jpeg", ".jpg", ".png", ".svg", ".webp", ".mp3", ".mp4", ".ogg", ".wav", ".webm",
)  # fmt: skip


def look(page: Document) -> Iterator[Told]:
    for element in page.elements:
        if element.hidden or not _asked(element):
            continue
        if said := name(page, element):
            if _is_file(element, said):
                yield _named_after_file(element, said)
            continue
        if element.tag == "object":
            told = _object(page, element)
        elif element.tag in ("area", "input"):
            told = _pressed(element)
        elif element.svg:
            told = _drawing(page, element)
        else:
            told = _picture(page, element)
        if told:
            yield told


def _is_file(element: Element, said: str) -> bool:
    """Whether a picture's words are the name of its file (WCAG 1.1.1, failure F30).

    As the words of a link to download it, that may be what is meant.
    """
    link = element.within("a")
    if element.tag != "img" or (link is not None and "download" in link.attributes):
        return False
    return bool(_FILE.fullmatch(said))


def _named_after_file(element: Element, said: str) -> Told:
    message = f"The words for the picture {said} are only the name of its file."
    return _told(element, message, _SAY)


def _asked(element: Element) -> bool:
    """Whether an element may be a picture."""
    return "role" in element.attributes or element.tag in ("area", "img", "input", "object")


def _pressed(element: Element) -> Told | None:
    """A picture that is a button, or a part of one that is a link."""
    if element.tag == "input" and element.word("type") == "image":
        return _told(
            element,
            f"{_called(element)} is a button without words, so nobody hears what it does.",
            'Say what the button does, as in alt="Search".',
            "59796f",
        )
    if element.tag == "area" and "href" in element.attributes:
        return _told(
            element,
            f"A part of a picture links to {element.get('href')} without words.",
            "Say in the alt of <area> where it leads.",
            "c487ae",
        )
    return None


def _object(page: Document, element: Element) -> Told | None:
    if not _pictured(element) or role_of(page, element) in ("none", "presentation"):
        return None
    return _told(
        element,
        f"The object {element.get('data')} has no name for people who can't see it.",
        "Say in its title or aria-label what it shows.",
        "8fc3b6",
    )


def _drawing(page: Document, element: Element) -> Told | None:
    if explicit(element) not in _DRAWN or role_of(page, element) not in _DRAWN:
        return None
    return _told(
        element,
        "A drawing has no name for people who can't see it.",
        'Give it an aria-label, or aria-hidden="true" if it is ornament.',
        "7d6734",
    )


def _picture(page: Document, element: Element) -> Told | None:
    if role_of(page, element) not in ("img", "image"):
        return None
    message = f"{_called(element)} has no words for people who can't see it."
    return _told(element, message, _SAY, "23a2a8")


def _called(element: Element) -> str:
    source = element.get("src")
    return f"The picture {source}" if source and not source.startswith("data:") else "A picture"


def _told(element: Element, message: str, fix: str, rule: str = "") -> Told:
    return Told(KIND, element, message, fix, rule)


def _pictured(element: Element) -> bool:
    kind = element.word("type")
    address = element.get("data").split("?")[0].split("#")[0].lower()
    return kind.startswith(("image/", "audio/", "video/")) or address.endswith(_OBJECTS)
