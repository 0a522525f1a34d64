"""An element of a built page → the file and line to mend: Markdown, template or settings.

One way of finding it for whatever was seen in the HTML, by a browser (checks/axe.py) or by a
reader (checks/flaws.py). Pure. An editor's words are found in their Markdown, by the words,
the address or the tag; what a template made by its ids and classes in the template.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Protocol

from checks import addresses
from checks.markup.lines import openings
from checks.model import Page, Place, Site, Source, Template
from checks.parse import plain, without_code

_CONFIG = "mkdocs.yml"
# So many letters of an element's words are enough to find them in the Markdown.
_ENOUGH = 60


class Element(Protocol):
    """What is known of an element of a built page: a Sighting, a Flaw."""

    @property
    def element(self) -> str: ...  # its opening tag
    @property
    def css(self) -> str: ...  # where it stands: "div.lo-page > p > a"
    @property
    def text(self) -> str: ...  # the first words in it
    @property
    def address(self) -> str: ...  # its src or href
    @property
    def own(self) -> bool: ...  # in the page's own content, not in its menus
    @property
    def heading(self) -> str: ...  # the anchor of the last heading before it


def place(
    site: Site, page: Page, seen: Element, nth: int = -1, twin: tuple[int, int] = (0, 0)
) -> Place:
    """The file and line that made an element.

    `nth`: how many of the page's own elements before it had an address of the same last name
    (for one without an address: had the same tag), where that is known. `twin`: of those with
    the same opening tag, which it is, and how many they are.
    """
    if page.source:
        after = _heading_line(page, seen)
        line = _written(page.source, seen, max(after, page.source.body_line), nth, twin)
        if not line and seen.own:
            line = _line(page.source, after, seen, nth, twin[0])
        if line:
            return page.at(line)
    if (page.source or not seen.own) and (made := _made(site.templates, seen)):
        return made
    if not seen.own and site.templates:
        return Place(_CONFIG, _theme_line(site.templates))
    return page.at(_heading_line(page, seen) or _link_line(page, seen))


def _heading_line(page: Page, seen: Element) -> int:
    """The line of the last heading before an element; 0 when there is none."""
    heading = page.heading(seen.heading) if seen.heading else None
    return heading.line if heading else 0


def _link_line(page: Page, seen: Element) -> int:
    for link in page.built.links if page.built else ():
        if seen.address and link.target == seen.address:
            return link.line
    return 1


def _line(source: Source, after: int, seen: Element, nth: int, twin: int) -> int:
    """Where an element's words, or its address, stand in the Markdown; 0 when nowhere.

    Looked for from its heading on, then in the whole page, then in its front matter.
    """
    wanted = plain(seen.text)[:_ENOUGH]
    if not wanted and (line := _nth(source, seen, nth)):
        return line
    text, starts = _letters(source.text)
    if wanted and twin > 0 and (at := _nth_words(text, wanted, twin, starts[source.body_line - 1])):
        return bisect_right(starts, at)
    for first in (after or source.body_line, source.body_line, 1):
        if wanted:
            at = text.find(wanted, starts[min(first, len(starts)) - 1])
            if at >= 0:
                return bisect_right(starts, at)
        else:
            for line in _tagged(source, first, seen):
                return line
    return 0


def _nth_words(text: str, wanted: str, nth: int, at: int) -> int:
    """Where words stand for the nth time after a place; 0 when they do not so often."""
    found = re.finditer(re.escape(wanted), text[at:])
    return next((at + match.start() for match in islice(found, nth, None)), 0)


def _made(templates: Sequence[Template], seen: Element) -> Place | None:
    """Where a template makes an element."""
    for name in _names(seen):
        for template in templates:
            if line := _in_template(template, name):
                return Place(template.path, line)
    for template in templates:
        if template.path.endswith(".html") and (line := _begun(template.text, seen)):
            return Place(template.path, line)
    return None


def _written(source: Source, seen: Element, after: int, nth: int, twin: tuple[int, int]) -> int:
    """The line on which an opening tag is written, outside code; 0 when it is nowhere.

    Where it is written as often as the page has it, each has its own. Where Markdown made some
    of them, that of its address, else the first from another line on, or in the text.
    """
    found = _openings(source.text, source.body_line).get(seen.element, ())
    which, many = twin
    if many and len(found) == many:
        return found[which]
    if seen.address and (line := _nth(source, seen, nth)):
        return line
    if not found or " " not in seen.element:
        return 0
    return next((line for line in found if line >= after), found[0])


@lru_cache(maxsize=8)
def _body(text: str, body_line: int) -> str:
    body = text.split("\n")[body_line - 1 :]
    return "\n" * (body_line - 1) + without_code("\n".join(body))


@lru_cache(maxsize=8)
def _openings(text: str, body_line: int) -> dict[str, list[int]]:
    return openings(_body(text, body_line))


def _begun(text: str, seen: Element) -> int:
    """The line on which a template begins a tag, up to its first attribute; 0 when nowhere."""
    tag = re.match(r"<(?:html\b|[\w-]+ [\w-]+=\"[^\"]+\")", seen.element)
    at = text.find(tag[0]) if tag else -1
    return text.count("\n", 0, at) + 1 if at >= 0 else 0


def _nth(source: Source, seen: Element, nth: int) -> int:
    """Where an address, or a tag that has none, is written for the nth time; 0 when nowhere."""
    tag = re.match(r"<[\w-]+", seen.element)
    if nth < 0 or not tag:
        return 0
    if last := addresses.last_name(seen.address):
        lines = [d.line for d in source.destinations if addresses.last_name(d.target) == last]
    else:
        body = _body(source.text, source.body_line).split("\n")
        lines = [
            number
            for number, line in enumerate(body, start=1)
            for _ in re.finditer(rf"{re.escape(tag[0])}(?![\w-])", line)
        ]
    return lines[nth] if nth < len(lines) else 0


@lru_cache(maxsize=8)
def _letters(text: str) -> tuple[str, tuple[int, ...]]:
    """A text's letters and digits only, and at which of them each line starts."""
    starts: list[int] = []
    letters: list[str] = []
    length = 0
    for line in text.split("\n"):
        starts.append(length)
        letters.append(plain(line))
        length += len(letters[-1])
    return "".join(letters), tuple(starts)


def _tagged(source: Source, first: int, seen: Element) -> Iterator[int]:
    """The lines that may hold an element without words: by its address, then by its tag."""
    last = seen.address.rstrip("/").rpartition("/")[2]
    if last:
        for destination in source.destinations:
            if destination.line >= first and last in destination.target:
                yield destination.line
    tag = re.match(r"<[\w-]+", seen.element)
    for number, line in enumerate(source.text.split("\n"), start=1):
        if number >= first and tag and re.search(rf"{re.escape(tag[0])}\b", line):
            yield number


def _names(seen: Element) -> list[str]:
    """The ids and classes of an element and its parents, its own and the longest first."""
    names: list[str] = []
    parts = seen.css.split(" > ")
    # What stands in the text of a page has the template around it, but is not made there.
    for part in reversed(parts[-1:] if seen.own else parts):
        found = re.findall(r"[#.]([\w-]+)", part)
        names += sorted(found, key=len, reverse=True)
    return names


def _in_template(template: Template, name: str) -> int:
    """The line on which a template gives an element this class or id; 0 when on none."""
    if not template.path.endswith(".html"):
        return 0
    return _attribute_line(template.text, name)


@lru_cache(maxsize=4096)
def _attribute_line(text: str, name: str) -> int:
    match = re.search(rf"\b(?:class|id)=\"[^\"]*(?<![\w-]){re.escape(name)}(?![\w-])", text)
    return text.count("\n", 0, match.start()) + 1 if match else 0


def _theme_line(templates: Sequence[Template]) -> int:
    config = next((t.text for t in templates if t.path == _CONFIG), "")
    match = re.search(r"^theme:", config, re.MULTILINE)
    return config.count("\n", 0, match.start()) + 1 if match else 1


def step(seen: Element) -> str:
    """What is the same of an element on every page: its last step, without numbers."""
    return re.sub(r"\d+", "", seen.css.rpartition(" > ")[2])
