"""What a field says it wants to be filled in with: `bad-autocomplete`. ACT rule 73f2c2.

The names are those of the HTML standard, 4.10.18.7 (Autofill); WCAG 1.3.5 asks for them.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.markup.roles import focusable, in_tab_order, role_of
from checks.markup.tree import Document, Element, Told
from checks.model import nearest

KIND = "bad-autocomplete"
KINDS = (KIND,)

_FIELDS = frozenset(
    """
additional-name address-level1 address-level2 address-level3 address-level4 address-line1
address-line2 address-line3 bday bday-day bday-month bday-year cc-additional-name cc-csc cc-exp
cc-exp-month cc-exp-year cc-family-name cc-given-name cc-name cc-number cc-type country
country-name current-password family-name given-name honorific-prefix honorific-suffix language
name new-password nickname one-time-code organization organization-title photo postal-code sex
street-address transaction-amount transaction-currency url username
""".split()  # noqa: SIM905 (a list to read)
)
_WAYS = frozenset({"fax", "home", "mobile", "pager", "work"})
# May have one of the ways before them.
_CONTACTS = frozenset(
    """
email impp tel tel-area-code tel-country-code tel-extension tel-local tel-local-prefix
tel-local-suffix tel-national
""".split()  # noqa: SIM905 (a list to read)
)
_NO_FIELDS = {"button", "checkbox", "file", "hidden", "image", "radio", "reset", "submit"}
_NO_WIDGETS = {"none", "presentation"}


def look(page: Document) -> Iterator[Told]:
    for element in page.all("input", "select", "textarea"):
        words = element.word("autocomplete").split()
        if not words or words in (["on"], ["off"]) or not _asks(page, element):
            continue
        if not valid(words):
            meant = nearest(words[-1], _FIELDS | _CONTACTS, 0.75)
            yield Told(
                KIND,
                element,
                f"The field's autocomplete is “{element.get('autocomplete')}”, which browsers "
                "don't know, so they can't fill it in for people.",
                f"Did you mean “{meant}”?"
                if meant and len(words) == 1 and meant != words[0]
                else "Write a name of the HTML standard, as “email”, “tel” or “given-name”, or "
                "“off”.",
                "73f2c2",
            )


def _asks(page: Document, element: Element) -> bool:
    """Whether it is a field that somebody can fill in."""
    if element.tag == "input" and element.word("type") in _NO_FIELDS:
        return False
    if element.hidden or not focusable(element) or element.word("aria-disabled") == "true":
        return False
    return in_tab_order(element) or role_of(page, element) not in _NO_WIDGETS


def valid(words: list[str]) -> bool:
    """Whether the words stand in the standard's order: section, use, way, name, webauthn."""
    rest = list(words)
    if rest[0].startswith("section-"):
        rest = rest[1:]
    if rest and rest[0] in ("billing", "shipping"):
        rest = rest[1:]
    if rest and rest[0] in _WAYS:
        return rest[1:2] != [] and rest[1] in _CONTACTS and rest[2:] in ([], ["webauthn"])
    return bool(rest) and rest[0] in _FIELDS | _CONTACTS and rest[1:] in ([], ["webauthn"])
