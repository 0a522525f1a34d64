"""Where an element stands in the HTML: the parser does not say, so opening tags are counted.

The second `<img alt="" src="a.png">` of a page is where that tag is written for the second
time. What the parser made itself (a `<tbody>` nobody wrote) has the line of what holds it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from html import unescape

from checks.markup.tree import Document, Element, opening

# Comments, what holds no elements, and opening tags.
_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)"
    r"|<(?P<raw>script|style|template|textarea|title|xmp|iframe|noembed|noframes)(?P<rest>\b[^>]*)>"
    r".*?(?:</(?P=raw)\b|\Z)"
    r"|<(?P<tag>[a-z][^\s/>]*)(?P<attributes>(?:[^\"'>]|\"[^\"]*\"|'[^']*')*)>",
    re.IGNORECASE | re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"([^\s\"'>/=][^\s/>=]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+)))?", re.DOTALL
)

Key = tuple[str, tuple[tuple[str, str], ...]]


class Lines:
    """The lines of one page's elements."""

    def __init__(self, page: Document, text: str) -> None:
        self._nth: dict[int, tuple[Key, int]] = {}
        times: dict[Key, int] = {}
        for element in page.elements:
            key = _key(element.tag, element.attributes)
            self._nth[id(element)] = key, times.get(key, 0)
            times[key] = times.get(key, 0) + 1
        self._places: dict[Key, list[int]] = {}
        for tag, attributes, at in _tags(text):
            self._places.setdefault(_key(tag, attributes), []).append(at)
        self._breaks = [match.start() for match in re.finditer("\n", text)]

    def of(self, element: Element) -> int:
        """The line of an element's opening tag, or of the nearest one around it that has one."""
        for one in (element, *element.ancestors):
            key, nth = self._nth[id(one)]
            places = self._places.get(key, ())
            if nth < len(places):
                return bisect_left(self._breaks, places[nth]) + 1
        return 1


def openings(text: str) -> dict[str, list[int]]:
    """The lines of the opening tags in a text, by how a message shows such a tag."""
    found: dict[str, list[int]] = {}
    breaks = [match.start() for match in re.finditer("\n", text)]
    for tag, attributes, at in _tags(text):
        shown = opening(tag, attributes)
        found.setdefault(shown, []).append(bisect_left(breaks, at) + 1)
    return found


def _tags(text: str) -> Iterator[tuple[str, Mapping[str, str], int]]:
    for match in _TOKEN.finditer(text):
        tag = match["tag"] or match["raw"]
        if tag:
            yield tag.lower(), _read(match["attributes"] or match["rest"] or ""), match.start()


def _read(written: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(written):
        value = next((v for v in match.groups()[1:] if v is not None), "")
        found.setdefault(match[1].lower(), unescape(value))
    return found


def _key(tag: str, attributes: Mapping[str, str]) -> Key:
    # Ends of lines are read as "\n", and addresses with spaces around them as they are.
    plain = ((name, value.replace("\r\n", "\n")) for name, value in attributes.items())
    return tag.lower(), tuple(sorted(plain))
