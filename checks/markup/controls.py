"""Buttons and fields without a name: `unnamed-control`.

ACT rules 97a4e1 (buttons), e086e5 (form fields), m6b1q3 (menu items) and 2t702h (what folds).
Image buttons are pictures (pictures.py).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.markup.names import name
from checks.markup.roles import focusable, role_of
from checks.markup.tree import Document, Element, Told

KIND = "unnamed-control"
KINDS = (KIND,)

_FIELDS = {
    "checkbox", "combobox", "listbox", "menuitemcheckbox", "menuitemradio", "radio", "searchbox",
    "slider", "spinbutton", "switch", "textbox",
}  # fmt: skip
_TYPED = {"combobox", "searchbox", "spinbutton", "textbox"}


def look(page: Document) -> Iterator[Told]:
    for element in page.elements:
        if element.hidden or (element.tag == "input" and element.word("type") == "image"):
            continue
        if element.tag == "summary":
            if focusable(element) and role_of(page, element) == "" and not name(page, element):
                yield Told(
                    KIND,
                    element,
                    "A part that unfolds has no name, so nobody hears what is in it.",
                    "Write the name inside <summary>.",
                    "2t702h",
                )
            continue
        role = role_of(page, element)
        if (role in ("button", "menuitem") or role in _FIELDS) and not name(page, element):
            if _ticked(element):
                continue
            yield _told(element, role)


def _ticked(element: Element) -> bool:
    """Whether it only shows that an item of a list is done; what is meant follows at once."""
    return "disabled" in element.attributes and element.within("li") is not None


def _told(element: Element, role: str) -> Told:
    if role == "button":
        return Told(
            KIND,
            element,
            "A button has no name, so nobody hears what it does.",
            "Write what it does in its value."
            if element.tag == "input"
            else "Write what it does inside it, or in its aria-label.",
            "97a4e1",
        )
    if role == "menuitem":
        return Told(
            KIND,
            element,
            "An item of a menu has no name, so nobody hears what it does.",
            "Write what it does inside it, or in its aria-label.",
            "m6b1q3",
        )
    what = "A list to choose from" if role == "listbox" or element.tag == "select" else "A field"
    asks = "what to type" if role in _TYPED and element.tag != "select" else "what to choose"
    return Told(
        KIND,
        element,
        f"{what} has no label, so nobody hears {asks}.",
        'Add a <label for="…"> with its id, or an aria-label.',
        "e086e5",
    )
