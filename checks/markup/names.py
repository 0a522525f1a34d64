"""What an element is called: its accessible name, as screen readers say it.

The steps are those of "Accessible Name and Description Computation 1.2"
(https://www.w3.org/TR/accname-1.2/) and, for what HTML and SVG add to them, of the "HTML
Accessibility API Mappings" (https://www.w3.org/TR/html-aam-1.0/). Style sheets are not read,
so text that a style sheet adds or hides is not known here.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from checks.markup.roles import FROM_CONTENT, role_of
from checks.markup.tree import Document, Element

# Deeper than this, what stands inside is taken as it stands.
_DEEPEST = 60
_WORDS = 300  # and so many letters of it
# Around these, a screen reader says a space.
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "button", "dd", "details", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5",
    "h6", "header", "hr", "img", "input", "li", "main", "nav", "ol", "option", "p", "pre",
    "section", "select", "summary", "svg", "table", "td", "textarea", "th", "tr", "ul",
}  # fmt: skip
_BUTTONS = {"button", "image", "reset", "submit"}
# Named by a <label>.
LABELLED = {"button", "input", "meter", "output", "progress", "select", "textarea"}
# The first of these inside is what the element is called.
_CAPTIONS = {"fieldset": "legend", "figure": "figcaption", "table": "caption"}
# Named by an attribute of their own.
_ATTRIBUTES = {"area": "alt", "img": "alt", "optgroup": "label", "option": "label"}
_SILENT = {"noscript", "script", "style", "template"}
# What is in these is for who can't have them.
_CLOSED = {"audio", "canvas", "iframe", "object", "video"}


def name(page: Document, element: Element) -> str:
    """The accessible name of an element, "" when it has none."""
    if element.name is None:
        element.name = _flat(_Naming(page).of(_Asked(element)))
    return element.name


def _flat(text: str) -> str:
    return " ".join(text.split())


class _Asked(NamedTuple):
    """An element that is to be named, and what for."""

    element: Element
    referred: bool = False  # by aria-labelledby or a <label>: also where it is hidden
    inside: bool = False  # while another is named by what is in it
    depth: int = 0

    def within(self, element: Element, *, referred: bool = False) -> _Asked:
        return _Asked(element, referred, inside=True, depth=self.depth + 1)


class _Naming:
    """One computation. An element is gone through once, so that it ends."""

    def __init__(self, page: Document, already: Element | None = None) -> None:
        self.page = page
        self.gone_through = {id(already)}

    def of(self, asked: _Asked) -> str:
        element = asked.element
        if element.hidden and not asked.referred:  # step 2A
            return ""
        if asked.inside and id(element) in self.gone_through:
            return ""
        self.gone_through.add(id(element))
        for step in (self._labelledby, self._value, self._label, self._native, self._content):
            said = step(asked)
            if said.strip():
                return said
        return _flat(element.get("title")) or _placeholder(element)  # 2I

    def _labelledby(self, asked: _Asked) -> str:  # 2B
        if asked.referred or asked.depth >= _DEEPEST:
            return ""
        named = self.page.referred(asked.element, "aria-labelledby")
        return _flat(" ".join(self._referred(each, asked.depth + 1) for each in named))

    def _referred(self, element: Element, depth: int) -> str:
        """The name of an element that others refer to: worked out once, however many do."""
        known, key = self.page.referred_names, (id(element), depth)
        if key not in known:
            known[key] = _Naming(self.page).of(_Asked(element, referred=True, depth=depth))
        return known[key]

    def _value(self, asked: _Asked) -> str:  # 2C
        """What a control inside a label is set to."""
        element = asked.element
        role = role_of(self.page, element) if asked.inside else ""
        if role in ("textbox", "searchbox"):
            return element.get("value") if element.tag == "input" else element.text
        if role in ("combobox", "listbox"):
            return self._chosen(element, role)
        if role in ("meter", "progressbar", "scrollbar", "slider", "spinbutton"):
            number = element.get("aria-valuetext") or element.get("aria-valuenow")
            return number or element.get("value")
        return ""

    def _chosen(self, element: Element, role: str) -> str:
        if element.tag == "input":
            return element.get("value")
        options = [o for o in element.descendants if role_of(self.page, o) == "option"]
        chosen = [
            option
            for option in options
            if "selected" in option.attributes or option.word("aria-selected") == "true"
        ]
        if not chosen and element.tag == "select" and role == "combobox":
            chosen = options[:1]
        return " ".join(option.text for option in chosen)

    def _label(self, asked: _Asked) -> str:  # 2D
        return _flat(asked.element.get("aria-label"))

    def _native(self, asked: _Asked) -> str:  # 2E
        """The name that HTML or SVG gives."""
        element, tag = asked.element, asked.element.tag
        if role_of(self.page, element) in ("none", "presentation"):
            return ""
        if element.svg:
            own = next((e for e in element.elements if e.tag == "title"), None)
            said = _flat(own.text) if own else ""
            return said or (element.get("xlink:title") if tag == "a" else "")
        if tag in LABELLED:
            said = self._labels(asked)
            return said or (_button(element) if tag == "input" else "")
        if tag in _CAPTIONS:
            of_it = (e for e in element.elements if e.tag == _CAPTIONS[tag])
            caption = next(of_it, None)
            return self.of(asked.within(caption, referred=True)) if caption else ""
        return element.get(_ATTRIBUTES[tag]) if tag in _ATTRIBUTES else ""

    def _labels(self, asked: _Asked) -> str:
        if asked.depth >= _DEEPEST:
            return ""
        # By HTML-AAM a hidden label is none. Labels in labels would be asked for over and over.
        known, said = self.page.label_names, []
        for label in labels_of(self.page, asked.element):
            if not label.gone and id(label) not in known:
                naming = _Naming(self.page, asked.element)
                known[id(label)] = naming.of(asked.within(label, referred=True))
            said.append(known.get(id(label), ""))
        return _flat(" ".join(said))

    def _content(self, asked: _Asked) -> str:  # 2F
        element = asked.element
        if element.tag in _CLOSED:
            return ""
        by_it = role_of(self.page, element) in FROM_CONTENT or element.tag in ("label", "summary")
        if not (asked.inside or asked.referred or by_it):
            return ""
        if asked.depth >= _DEEPEST:
            return element.text if element.hidden else element.first_words(_WORDS)
        parts: list[str] = []
        for child in element.children:
            if isinstance(child, str):
                parts.append(child)
            elif child.tag not in _SILENT:
                # Inside what is hidden and was referred to, the hidden is said too.
                said = self.of(asked.within(child, referred=element.hidden and child.hidden))
                parts.append(f" {said} " if child.tag in _BLOCKS else said)
        for owned in self.page.referred(element, "aria-owns"):
            parts.append(f" {self.of(asked.within(owned))} ")
        return "".join(parts)


def _button(element: Element) -> str:
    kind = element.word("type")
    if kind not in _BUTTONS:
        return ""
    if kind == "image":
        return element.get("alt") or element.get("title")
    if "value" in element.attributes and (element.get("value") or kind == "button"):
        return element.get("value")
    # A browser writes these words itself.
    return {"submit": "Submit", "reset": "Reset"}.get(kind, "")


def _placeholder(element: Element) -> str:
    if element.tag in ("input", "textarea") and element.word("type") not in _BUTTONS:
        return _flat(element.get("placeholder") or element.get("aria-placeholder"))
    return ""


def labels_of(page: Document, element: Element) -> list[Element]:
    """The labels of a control: around it, or pointing to it."""
    if page.labels is None:
        page.labels = {}
        for label, first in _first_controls(page):
            control = page.by_id.get(label.get("for")) if "for" in label.attributes else first
            if control is not None:
                page.labels.setdefault(id(control), []).append(label)
    return page.labels.get(id(element), [])


def _first_controls(page: Document) -> Iterator[tuple[Element, Element | None]]:
    """Each label with the first control inside it, in order."""
    last: dict[int, int] = {}  # the number of the last element inside each
    for number, element in reversed([*enumerate(page.elements)]):
        last.setdefault(id(element), number)
        if element.parent:
            last.setdefault(id(element.parent), last[id(element)])
    controls = [
        number
        for number, e in enumerate(page.elements)
        if e.tag in LABELLED and not (e.tag == "input" and e.word("type") == "hidden")
    ]
    for number, element in enumerate(page.elements):
        if element.tag == "label":
            at = bisect_right(controls, number)
            inside = at < len(controls) and controls[at] <= last[id(element)]
            yield element, page.elements[controls[at]] if inside else None
