"""What runs in the HTML and SVG files that stand in docs/ as they are: `unsafe-html`.

Whoever opens such a file has its scripts run with all the rights of the site's own address, and no
policy holds them back. HTML is read as browsers read it; SVG and other XML by Python's expat, which
reads namespaces, entities and attributes given by a document type, and tells the lines. It fetches
nothing, and an entity that swells without end is an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.parsers import expat

from selectolax.lexbor import LexborHTMLParser

from checks.markup import unsafe
from checks.markup.lines import Lines
from checks.markup.tree import Document, Element, Told, document
from checks.model import Flaw

_HTML = (".html", ".htm")
_XML = (".svg", ".xhtml", ".xht", ".xml")
ENDS = (*_HTML, *_XML)
# A longer one is a drawing that no editor made by hand; it would hold up every build.
LARGEST = 16 << 20

_FIX = (
    "Take it out, or take the file out of docs/: opened by itself, it can do all that the site’s "
    "own pages can."
)
_ELEMENTS = {"http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg"}
_XLINK = "http://www.w3.org/1999/xlink"


def flaws(name: str, data: bytes) -> tuple[Flaw, ...]:
    """What runs in a file, or sends people's words elsewhere; each with its line."""
    if name.lower().endswith(_XML):
        told = [*_of_xml(data)]
    elif name.lower().endswith(_HTML):
        told = [*_of_html(data.decode("utf-8", "replace"))]
    else:
        return ()
    return tuple(sorted(set(told), key=lambda flaw: (flaw.line, flaw.message)))


def _of_html(text: str) -> Iterator[Flaw]:
    tree = LexborHTMLParser(text)
    page = document(tree, None)
    lines: Lines | None = None
    for told in unsafe.in_file(page) if page else ():
        lines = lines or (Lines(page, text) if page else None)
        yield _flaw(told, lines.of(told.element) if lines else 1)


def _flaw(told: Told, line: int) -> Flaw:
    element, goes_to = told.element, told.goes_to
    fix = told.fix if goes_to else _FIX
    css = element.css
    return Flaw(told.kind, told.message, fix, element.opening, css, line=line, goes_to=goes_to)


def _of_xml(data: bytes) -> Iterator[Flaw]:
    reader = _Xml()
    if not reader.read(data) and len(reader.elements) == 1:
        # Written in a way that expat does not know, and a browser may: read as well as can be.
        yield from _of_html(data.decode("utf-16" if b"\0" in data[:4] else "utf-8", "replace"))
        return
    for told in unsafe.in_file(Document(reader.elements[0], reader.elements)):
        yield _flaw(told, reader.lines[id(told.element)])
    for line in reader.sheets:
        message = "The file has itself rewritten by a style sheet, which can add scripts."
        yield _flaw(Told(unsafe.KINDS[0], reader.elements[0], message, _FIX), line)


class _Xml:
    """The elements of an XML file that a browser shows, as far as the file can be read."""

    def __init__(self) -> None:
        top = Element("html", {}, None)
        self.elements = [top]
        self.lines = {id(top): 1}
        self.sheets: list[int] = []  # where it names one that is no CSS
        self._open = [top]
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.ProcessingInstructionHandler = self._instruction

    def read(self, data: bytes) -> bool:
        """Read all of it. False when it breaks off: what stood before was shown, and counts."""
        try:
            self._parser.Parse(data, True)  # noqa: FBT003 (it takes no name)
        except (expat.ExpatError, ValueError):
            return False
        return True

    def _start(self, name: str, given: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        attributes = {_attribute(each).lower(): value for each, value in given.items()}
        parent = self._open[-1]
        # Of any other vocabulary nothing runs; what stands in it may.
        element = Element(tag.lower() if space in _ELEMENTS else "x-other", attributes, parent)
        parent.children.append(element)
        self._open.append(element)
        self.lines[id(element)] = self._parser.CurrentLineNumber
        if space in _ELEMENTS:
            self.elements.append(element)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _text(self, text: str) -> None:
        self._open[-1].children.append(text)

    def _instruction(self, target: str, data: str) -> None:
        if target == "xml-stylesheet" and "css" not in data.lower():
            self.sheets.append(self._parser.CurrentLineNumber)


def _attribute(name: str) -> str:
    space, _, local = name.rpartition(" ")
    return f"xlink:{local}" if space == _XLINK else f"x-other:{local}" if space else local
