"""Which role an element has: its own by HTML, or the one that `role` gives it.

Implicit roles are those of "HTML Accessibility API Mappings 1.0" and "ARIA in HTML"; the rule
by which `role="presentation"` is ignored is that of WAI-ARIA 1.2
(https://www.w3.org/TR/wai-aria-1.2/#conflict_resolution_presentation_none).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from checks.markup.aria import GLOBAL, PROHIBITED_ON, ROLES
from checks.markup.tree import Document, Element

# Roles that are called by what is in them (WAI-ARIA 1.2, 5.2.8.4).
FROM_CONTENT = frozenset({
    "button", "cell", "checkbox", "columnheader", "doc-backlink", "doc-biblioref",
    "doc-glossref", "doc-noteref", "gridcell", "heading", "link", "menuitem",
    "menuitemcheckbox", "menuitemradio", "option", "radio", "row", "rowheader", "switch", "tab",
    "tooltip", "treeitem",
})  # fmt: skip
_IMPLICIT = {
    "address": "group", "article": "article", "aside": "complementary",
    "blockquote": "blockquote", "button": "button", "caption": "caption", "code": "code",
    "dd": "definition", "del": "deletion", "details": "group",
    "dfn": "term", "dialog": "dialog", "dt": "term", "em": "emphasis", "fieldset": "group",
    "figure": "figure", "form": "form", "h1": "heading", "h2": "heading", "h3": "heading",
    "h4": "heading", "h5": "heading", "h6": "heading", "hgroup": "group", "hr": "separator",
    "html": "document", "ins": "insertion", "main": "main", "math": "math", "menu": "list",
    "meter": "meter", "nav": "navigation", "ol": "list", "optgroup": "group",
    "option": "option", "output": "status", "p": "paragraph", "progress": "progressbar",
    "s": "deletion", "search": "search", "strong": "strong", "sub": "subscript",
    "sup": "superscript", "svg": "graphics-document", "table": "table", "tbody": "rowgroup",
    "textarea": "textbox", "tfoot": "rowgroup", "thead": "rowgroup", "time": "time",
    "tr": "row", "ul": "list",
}  # fmt: skip
_GENERIC = {"b", "bdi", "bdo", "body", "data", "div", "i", "pre", "q", "samp", "small", "span", "u"}
_INPUTS = {
    "button": "button", "checkbox": "checkbox", "image": "button", "number": "spinbutton",
    "radio": "radio", "range": "slider", "reset": "button", "search": "searchbox",
    "submit": "button",
}  # fmt: skip
# No role of ARIA's, and no plain text field either.
_OWN_KIND = {
    "color", "date", "datetime-local", "file", "hidden", "month", "password", "time", "week",
}  # fmt: skip
_FORM_PARTS = {"button", "fieldset", "input", "optgroup", "option", "select", "textarea"}
_SECTIONING = ("article", "aside", "main", "nav", "section")
_REACHED = {"button", "embed", "iframe", "input", "select", "summary", "textarea"}


def explicit(element: Element) -> str:
    """The first role of the `role` attribute that there is; "" when there is none."""
    if "role" not in element.attributes:
        return ""
    return next((word for word in element.word("role").split() if word in ROLES), "")


def role_of(page: Document, element: Element) -> str:
    """An element's role; "" when ARIA has none for it, as for a video."""
    if element.role is None:
        element.role = _role(page, element)
    return element.role


def _role(page: Document, element: Element) -> str:
    given = explicit(element)
    if given and not (given in ("none", "presentation") and exposed(element)):
        return given
    return implicit(page, element)


def exposed(element: Element) -> bool:
    """Whether an element can't be made presentational: it takes the focus, or is described.

    What is kept from screen readers is neither.
    """
    if element.hidden:
        return False
    # Those that a plain element may not have are ignored on it.
    ignored = PROHIBITED_ON if element.tag in _GENERIC else frozenset[str]()
    said = GLOBAL - ignored - {"aria-hidden"}
    return focusable(element) or not said.isdisjoint(element.attributes)


def focusable(element: Element) -> bool:
    """Whether it takes the focus, with a mouse at least."""
    if not element.shown or _disabled(element):
        return False
    return _natural(element) or tabindex(element) is not None


def in_tab_order(element: Element) -> bool:
    """Whether the keyboard reaches it."""
    if not element.shown or _disabled(element):
        return False
    order = tabindex(element)
    return _natural(element) if order is None else order >= 0


def tabindex(element: Element) -> int | None:
    """The number of `tabindex`; None when it has none that browsers understand."""
    written = element.get("tabindex").strip()
    digits = written.removeprefix("-").removeprefix("+")
    return int(written[:9]) if digits.isascii() and digits.isdigit() else None


def _natural(element: Element) -> bool:
    tag = element.tag
    if tag in ("a", "area"):
        return "href" in element.attributes or "xlink:href" in element.attributes
    if tag == "input":
        return element.word("type") != "hidden"
    if tag == "summary":
        holder = element.parent
        if holder is None or holder.tag != "details":
            return False
        return next((e for e in holder.elements if e.tag == "summary"), None) is element
    if tag in ("audio", "video"):
        return "controls" in element.attributes
    return (
        tag in _REACHED
        or element.word("contenteditable") in ("true", "plaintext-only")
        or ("contenteditable" in element.attributes and not element.get("contenteditable"))
    )


def _disabled(element: Element) -> bool:
    if element.tag not in _FORM_PARTS:
        return False
    if "disabled" in element.attributes:
        return True
    inner: Element = element
    for above in element.ancestors:
        if above.tag == "fieldset" and "disabled" in above.attributes:
            legend = next((e for e in above.elements if e.tag == "legend"), None)
            if inner is not legend:
                return True
        inner = above
    return False


def implicit(page: Document, element: Element) -> str:
    """The role that HTML gives an element."""
    if element.svg:
        return _svg(element)
    if element.tag in _GENERIC:
        return "generic"
    asked = _ASKED.get(element.tag)
    return asked(page, element) if asked else _IMPLICIT.get(element.tag, "")


def _link(page: Document, element: Element) -> str:  # noqa: ARG001
    return "link" if "href" in element.attributes else "generic"


def _select(page: Document, element: Element) -> str:  # noqa: ARG001
    return "listbox" if _many(element) else "combobox"


def _end(page: Document, element: Element) -> str:  # noqa: ARG001
    if element.within(*_SECTIONING):
        return "generic"
    return "banner" if element.tag == "header" else "contentinfo"


def _section(page: Document, element: Element) -> str:
    named = _flat(element.get("aria-label")) or page.referred(element, "aria-labelledby")
    return "region" if named or element.get("title").strip() else "generic"


def _item(page: Document, element: Element) -> str:  # noqa: ARG001
    holder = element.parent
    return "listitem" if holder and holder.tag in ("ul", "ol", "menu") else "generic"


def _flat(text: str) -> str:
    return " ".join(text.split())


def _svg(element: Element) -> str:
    if element.tag == "a":
        return "link" if "href" in element.attributes or "xlink:href" in element.attributes else ""
    return {"svg": "graphics-document", "image": "img"}.get(element.tag, "")


def _img(page: Document, element: Element) -> str:  # noqa: ARG001
    if element.attributes.get("alt") != "":
        return "img"
    # An ARIA attribute that says nothing does not make a picture of an ornament.
    said = [key for key, value in element.attributes.items() if value.strip() and key in GLOBAL]
    return "img" if focusable(element) or said not in ([], ["aria-hidden"]) else "presentation"


def _input(page: Document, element: Element) -> str:
    kind = element.word("type")
    if kind in _INPUTS and kind != "search":
        return _INPUTS[kind]
    if kind in _OWN_KIND:
        return ""
    suggests = page.by_id.get(element.get("list"))
    if suggests is not None and suggests.tag == "datalist":
        return "combobox"
    # Any type that HTML does not know is a text field.
    return "searchbox" if kind == "search" else "textbox"


def _many(element: Element) -> bool:
    size = element.get("size").strip()
    many = size.isdecimal() and size.lstrip("0") not in ("", "1")
    return many or "multiple" in element.attributes


def _cell(page: Document, element: Element) -> str:
    table = element.within("table")
    grid = table is not None and explicit(table) in ("grid", "treegrid")
    if table is not None and role_of(page, table) not in ("table", "grid", "treegrid"):
        return ""
    if element.tag == "td":
        return "gridcell" if grid else "cell"
    scope = element.word("scope")
    if scope in ("row", "rowgroup"):
        return "rowheader"
    if scope in ("col", "colgroup"):
        return "columnheader"
    row = element.parent
    cells = [e for e in row.elements if e.tag in ("td", "th")] if row else []
    return "rowheader" if any(e.tag == "td" for e in cells) else "columnheader"


_ASKED: Mapping[str, Callable[[Document, Element], str]] = {
    "a": _link, "area": _link, "footer": _end, "header": _end, "img": _img, "input": _input,
    "li": _item, "section": _section, "select": _select, "td": _cell, "th": _cell,
}  # fmt: skip
