"""A page's HTML as the checks of its markup see it: elements, who holds whom, what is hidden.

In goes the parser's tree, out comes a Document of plain Python, read once; the parser's tree
is dropped. Nothing here goes round in recursion: HTML may nest without end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from html import escape
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.model import Severity

# The space characters of HTML; a no-break space is none of them.
SPACES = " \t\n\f\r"
# So much of an opening tag is shown.
_MOST_TAG = 320
# So many elements and pieces of text are looked at for the first words of one.
_SOON = 300
# What a reader never gets to see, whatever its style.
_NEVER = {
    "base", "head", "link", "meta", "noembed", "noframes", "noscript", "param", "script",
    "source", "style", "template", "title", "track",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# What a theme adds around and inside the words of a page (as in checks/html.py).
_NOT_CONTENT = {"nav", "aside"}
# A style that hides, or shows again, what it is given to.
_DISPLAY = re.compile(r"(?:^|[;\s])display\s*:\s*none\b", re.IGNORECASE)
_VISIBILITY = re.compile(r"(?:^|[;\s])visibility\s*:\s*(\w+)", re.IGNORECASE)
_CLASS = re.compile(r"\s+")


class Element:
    """One element. Names of elements and attributes are in lower case."""

    __slots__ = (
        "attributes", "children", "gone", "heading", "muted", "name", "own", "parent", "role",
        "svg", "tag", "unseen",
    )  # fmt: skip

    svg: bool
    gone: bool
    unseen: bool
    muted: bool

    def __init__(self, tag: str, attributes: Mapping[str, str], parent: Element | None) -> None:
        self.tag = tag
        self.attributes = attributes
        self.parent: Element | None = parent
        self.children: list[Element | str] = []
        self.own = False  # in the page's own content, not in its menus
        self.heading = ""  # the anchor of the last heading before it
        # Worked out when they are first asked for (roles.py, names.py).
        self.role: str | None = None
        self.name: str | None = None
        self.svg = tag == "svg" or (
            parent is not None and parent.svg and parent.tag.lower() != "foreignobject"
        )
        style = attributes.get("style", "")
        above = parent
        # Not shown at all, to anybody; what holds it may not be shown either.
        self.gone = (
            (above is not None and above.gone)
            or tag in _NEVER
            or ("hidden" in attributes and attributes["hidden"].lower() != "until-found")
            or (tag == "dialog" and "open" not in attributes)
            or (tag == "input" and attributes.get("type", "").lower() == "hidden")
            or bool(style and _DISPLAY.search(style))
        )
        seen = _VISIBILITY.findall(style) if style else []
        # Takes its room, but can't be seen; what is inside may be again.
        self.unseen = (
            seen[-1].lower() in ("hidden", "collapse")
            if seen
            else above is not None and above.unseen
        )
        # Kept from screen readers; nothing inside can undo it.
        self.muted = (above is not None and above.muted) or (
            attributes.get("aria-hidden", "").strip(SPACES).lower() == "true"
        )

    def get(self, name: str) -> str:
        """An attribute's value; "" when it is not there."""
        return self.attributes.get(name, "")

    def word(self, name: str) -> str:
        """An attribute's value in lower case, without spaces around it."""
        return self.attributes.get(name, "").strip(SPACES).lower()

    @property
    def shown(self) -> bool:
        """Whether anybody can see it or reach it, as far as markup says."""
        return not self.gone and not self.unseen

    @property
    def hidden(self) -> bool:
        """Programmatically hidden: whether assistive technology never meets it."""
        return self.gone or self.unseen or self.muted

    @property
    def elements(self) -> Iterator[Element]:
        """The elements straight inside it."""
        return (child for child in self.children if isinstance(child, Element))

    @property
    def ancestors(self) -> Iterator[Element]:
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    def within(self, *tags: str) -> Element | None:
        """The nearest element around it of one of these names."""
        return next((above for above in self.ancestors if above.tag in tags), None)

    def walk(self) -> Iterator[Element | str]:
        """Everything inside it, in order."""
        stack: list[Iterator[Element | str]] = [iter(self.children)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            yield child
            if isinstance(child, Element):
                stack.append(iter(child.children))

    @property
    def descendants(self) -> Iterator[Element]:
        return (child for child in self.walk() if isinstance(child, Element))

    @property
    def text(self) -> str:
        """All words inside it, hidden or not."""
        return " ".join("".join(c for c in self.walk() if isinstance(c, str)).split())

    @property
    def seen_text(self) -> str:
        """The words inside it that are shown."""
        return self._shown_words()

    def first_words(self, length: int) -> str:
        """The first of the words inside it that are shown, as far as they are soon found."""
        return self._shown_words(length)[:length]

    def _shown_words(self, length: int = 0) -> str:
        parts: list[str] = []
        stack: list[Iterator[Element | str]] = [iter(self.children)]
        looked, found = 0, 0
        while stack and not (length and (looked > _SOON or found > length)):
            looked += 1
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif isinstance(child, str):
                parts.append(child)
                found += len(" ".join(child.split())) if length else 0
            elif child.shown:
                stack.append(iter(child.children))
        return " ".join("".join(parts).split())

    @property
    def opening(self) -> str:
        """Its opening tag, as a message shows it."""
        return opening(self.tag, self.attributes)

    @property
    def css(self) -> str:
        """Where it stands: "body > article > p.faint", three steps of it."""
        steps = [_step(self)]
        for above in self.ancestors:
            if above.tag == "html" or len(steps) == 3:
                break
            steps.append(_step(above))
        return " > ".join(reversed(steps))


def opening(tag: str, attributes: Mapping[str, str]) -> str:
    """An opening tag, as a message shows it."""
    parts = [tag]
    length = len(tag)
    for name, value in attributes.items():
        if length > _MOST_TAG:
            break
        parts.append(_written(name, value))
        length += len(parts[-1])
    return f"<{' '.join(parts)}>"[:_MOST_TAG]


def _written(name: str, value: str) -> str:
    return f'{name}="{escape(value, quote=False)}"' if value else name


def _step(element: Element) -> str:
    name = element.get("id")
    if name:
        return f"{element.tag}#{name}"
    classes = _CLASS.split(element.get("class").strip())
    return element.tag + "".join(f".{word}" for word in classes if word)


class Document:
    """A page: its elements in order, and those that can be asked for by id or by name."""

    def __init__(self, root: Element, elements: list[Element]) -> None:
        self.root = root  # <html>
        self.referred_names: dict[tuple[int, int], str] = {}  # what names.py has worked out
        self.label_names: dict[int, str] = {}
        self.labels: dict[int, list[Element]] | None = None  # of each control
        self.elements = elements

    @cached_property
    def by_id(self) -> Mapping[str, Element]:
        """Each id's first element."""
        found: dict[str, Element] = {}
        for element in self.elements:
            if name := element.get("id"):
                found.setdefault(name, element)
        return found

    @cached_property
    def by_tag(self) -> Mapping[str, list[Element]]:
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            found.setdefault(element.tag, []).append(element)
        return found

    def all(self, *tags: str) -> list[Element]:
        """The elements of these names, one name after the other."""
        return [element for tag in tags for element in self.by_tag.get(tag, ())]

    def referred(self, element: Element, attribute: str) -> list[Element]:
        """The elements that an attribute names by their ids, of those that are there."""
        ids = element.get(attribute).split()
        return [self.by_id[name] for name in ids if name in self.by_id]


class Told(NamedTuple):
    """What a module says of an element. `kind` is the name of the check that passes it on."""

    kind: str
    element: Element
    message: str
    fix: str
    rule: str = ""  # the W3C's ACT rule that it breaks, by its id
    severity: Severity | None = None  # None: the check's own
    goes_to: str = ""  # the other host that it fetches from or sends to


def document(tree: LexborHTMLParser, content: LexborNode | None) -> Document | None:
    """The page that the parser read; None when it found no element at all.

    `content` is where the page keeps its own words.
    """
    top = tree.root
    if top is None or top.tag != "html":
        return None
    root = Element("html", _attributes(top), None)
    elements = [root]
    start = content.mem_id if content is not None else 0
    heading = ""
    node, parent, own = top.child, root, False
    # Where to go on after an element: it, the one that it stands in, whether that is own.
    within: list[tuple[LexborNode, Element, bool]] = []
    while node is not None or within:
        if node is None:
            ended, parent, own = within.pop()
            node = ended.next
            continue
        tag = node.tag or ""
        if tag == "-text":
            parent.children.append(node.text_content or "")
        if tag.startswith("-"):  # or a comment
            node = node.next
            continue
        element = Element(tag, _attributes(node), parent)
        parent.children.append(element)
        elements.append(element)
        within.append((node, parent, own))
        own = (own and not _added(element)) or node.mem_id == start
        element.own = own and tag != "body"
        if own and tag in _HEADINGS and element.get("id"):
            heading = element.get("id")
        element.heading = heading if own else ""
        node, parent = node.child, element
    return Document(root, elements)


def _attributes(node: LexborNode) -> dict[str, str]:
    return {name.lower(): value or "" for name, value in node.attributes.items()}


def _added(element: Element) -> bool:
    """Whether a theme put it around or into the page's own words."""
    return (
        element.tag in _NOT_CONTENT
        or "data-lo-generated" in element.attributes
        or (element.tag == "a" and "headerlink" in element.get("class"))
    )
