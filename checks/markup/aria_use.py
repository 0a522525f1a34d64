"""Roles and ARIA attributes that there are not, or not there: `bad-aria`, first half.

ACT rules 674b10 (roles), 5f99a7 (attributes), 6a7281 (their values), 5c01ea (on which roles),
4e8ab6 (those that a role needs), in6db8 (ids that it needs) and 46ca7f (ornaments that are told
all the same). Which role goes inside which is aria_tree.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.markup.aria import (
    ATTRIBUTES,
    GLOBAL,
    NAMELESS,
    NUMBERS,
    PROHIBITED_ON,
    ROLES,
    TOKEN_LISTS,
    TOKENS,
    WHOLE_NUMBERS,
)
from checks.markup.roles import explicit, focusable, implicit, role_of
from checks.markup.tree import Document, Element, Told
from checks.model import Severity, in_a_row, nearest

KIND = "bad-aria"
KINDS = (KIND,)

_WHOLE = re.compile(r"[+-]?\d+")
_NUMBER = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?")
# Roles of HTML's that have no name in ARIA, and take what a role of ARIA's takes.
_LIKE = {
    "password": "textbox",
    "date": "textbox",
    "time": "textbox",
    "month": "textbox",
    "week": "textbox",
    "datetime-local": "textbox",
    "file": "button",
    "color": "button",
}
# What HTML says itself, so that ARIA need not.
_SAID = {"aria-checked": ("checkbox", "radio"), "aria-valuenow": ("number", "range")}


def look(page: Document) -> Iterator[Told]:
    for element in page.elements:
        names = [name for name in element.attributes if name.startswith("aria-")]
        roled = bool(element.word("role"))
        if not names and not roled and "alt" not in element.attributes:
            continue
        for name in names:
            yield from _attribute(element, name)
        if element.hidden:
            continue
        if roled and not explicit(element):
            yield _no_role(element)
        role = role_of(page, element)
        for name in names:
            if name in ATTRIBUTES:
                yield from _place(page, element, role, name)
        if roled:
            yield from _needs(page, element, role)
        yield from _ornament(element, role)


def _told(element: Element, message: str, fix: str, rule: str = "", **more: Severity) -> Told:
    return Told(KIND, element, message, fix, rule, more.get("severity"))


def _no_role(element: Element) -> Told:
    words = element.word("role").split()
    meant = nearest(words[0], ROLES, 0.7)
    return _told(
        element,
        f"There is no role “{element.get('role').strip()}”.",
        f'Did you mean role="{meant}"?' if meant else "Correct it, or take it out.",
        "674b10",
    )


def _attribute(element: Element, name: str) -> Iterator[Told]:
    value = element.get(name).strip()
    if name not in ATTRIBUTES:
        meant = nearest(name, ATTRIBUTES, 0.7)
        yield _told(
            element,
            f"There is no attribute {name}.",
            f"Did you mean {meant}?" if meant else "Take it out.",
            "5f99a7",
        )
    elif value and element.tag != "math" and (allowed := _wrong(name, value)):
        yield _told(
            element,
            f"{name} can't be “{value}”.",
            f"Write {allowed}, or take it out.",
            "6a7281",
        )


def _wrong(name: str, value: str) -> str:
    """What an attribute may be, when it is not that; "" when it is."""
    if name in TOKENS:
        words = TOKENS[name].split()
        return "" if value.lower() in words else _one_of(words)
    if name in TOKEN_LISTS:
        words = TOKEN_LISTS[name].split()
        return "" if set(value.lower().split()) <= set(words) else _one_of(words)
    if name in WHOLE_NUMBERS:
        return "" if _WHOLE.fullmatch(value) else "a whole number"
    if name in NUMBERS:
        return "" if _NUMBER.fullmatch(value) else "a number"
    return ""


def _one_of(words: list[str]) -> str:
    quoted = [f"“{word}”" for word in words]
    return f"{', '.join(quoted[:-1])} or {quoted[-1]}"


def _place(page: Document, element: Element, role: str, name: str) -> Iterator[Told]:
    """Whether an attribute may be on an element of this role, and what it names is there."""
    value = element.get(name).strip()
    if name in PROHIBITED_ON and role in NAMELESS:
        if value and "-" not in element.tag:
            yield _told(
                element,
                f"{name} is on <{element.tag}>, which can't have a name, so screen readers leave "
                "it out.",
                "Take it out and write the words inside, or give it a role that fits.",
                "5c01ea",
                severity=Severity.WARNING,
            )
    elif not _taken(element, role, name):
        yield _told(
            element,
            f"{name} says nothing on {f'the role “{role}”' if role else f'<{element.tag}>'}.",
            "Take it out, or give the element the role that it needs.",
            "5c01ea",
            severity=Severity.WARNING,
        )
    names_others = name in ("aria-describedby", "aria-labelledby") and value
    if names_others and not page.referred(element, name):
        yield _told(
            element,
            f"{name} names “{value}”, and nothing on the page has that id.",
            "Correct the id, or take it out.",
            severity=Severity.WARNING,
        )


def _taken(element: Element, role: str, name: str) -> bool:
    """Whether an element of a role takes an attribute."""
    # Only its script knows the role of a custom element.
    if name in GLOBAL or "-" in element.tag:
        return True
    like = role
    if not role and element.tag == "input":
        like = _LIKE.get(element.word("type"), "")
    return like in ROLES and name in ROLES[like].takes.split()


def _needs(page: Document, element: Element, role: str) -> Iterator[Told]:
    if role not in ROLES or role == implicit(page, element):
        return
    needs = ROLES[role].needs.split()
    expanded = element.word("aria-expanded") == "true"
    if role == "separator" and focusable(element):
        needs = ["aria-valuenow"]
    if role == "combobox" and not expanded:
        needs = ["aria-expanded"]
    lacking = [
        name
        for name in needs
        if not element.get(name).strip() and element.word("type") not in _SAID.get(name, ())
    ]
    if lacking:
        yield _told(
            element,
            f"The role “{role}” needs {in_a_row(lacking)}.",
            "Add it, or use the element that HTML has for this.",
            "4e8ab6",
        )
    if role == "scrollbar" or (role == "combobox" and expanded):
        named = element.get("aria-controls").strip()
        if named and not page.referred(element, "aria-controls"):
            yield _told(
                element,
                f"aria-controls names “{named}”, and nothing on the page has that id.",
                "Correct the id.",
                "in6db8",
            )


def _ornament(element: Element, role: str) -> Iterator[Told]:
    """What is marked as saying nothing, but is told all the same."""
    first = explicit(element)
    empty = element.tag == "img" and element.attributes.get("alt") == "" and not first
    if not (empty or first in ("none", "presentation")) or role in ("none", "presentation"):
        return
    said = [n for n, v in element.attributes.items() if n in GLOBAL and v.strip()]
    if not said and not focusable(element):
        return
    why = f"because of its {said[0]}" if said else "because the keyboard reaches it"
    yield _told(
        element,
        f"It is marked as ornament, but screen readers tell it all the same, {why}.",
        "Decide which it is: take out what marks it as ornament, or the rest.",
        "46ca7f",
    )
