"""What the keyboard reaches and a screen reader does not: `hidden-but-focusable`,
`nested-control`. ACT rules 6cfa84 and 307n5z (WCAG 4.1.2).
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.markup.aria import PRESENTATIONAL_CHILDREN
from checks.markup.roles import in_tab_order, role_of
from checks.markup.tree import Document, Element, Told

KINDS = ("hidden-but-focusable", "nested-control")


def look(page: Document) -> Iterator[Told]:
    known: dict[int, Element | None] = {}
    for element in page.elements:
        if not in_tab_order(element):
            continue
        if element.muted:
            yield Told(
                "hidden-but-focusable",
                element,
                f"{_called(element)} can be reached with the keyboard, but aria-hidden keeps it "
                "from screen readers, so people stop at something that is not there.",
                'Take aria-hidden out, or keep the keyboard from it as well: tabindex="-1".',
                "6cfa84",
            )
            continue
        outer = _closed(page, element, known)
        if outer is not None:
            yield Told(
                "nested-control",
                element,
                f"{_called(element)} stands inside {outer.opening[:60]}, and screen readers "
                "make one thing of all that is in there.",
                "Put them side by side, not one inside the other.",
                "307n5z",
            )


def _closed(page: Document, element: Element, known: dict[int, Element | None]) -> Element | None:
    """What holds an element and makes one thing of all that is in it."""
    passed: list[Element] = []
    found: Element | None = None
    one: Element | None = element
    while one is not None and id(one) not in known:
        passed.append(one)
        one = one.parent
        if one and role_of(page, one) in PRESENTATIONAL_CHILDREN and not one.hidden:
            found = one
            break
    else:
        found = known[id(one)] if one else None
    known.update((id(each), found) for each in passed)
    return found


def _called(element: Element) -> str:
    words = element.first_words(60)
    return f"“{words}”" if words else f"<{element.tag}>"
