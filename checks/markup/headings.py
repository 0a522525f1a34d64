"""Headings: `skipped-heading-level`, `empty-heading` and `several-main-headings`.

ACT rule ffd0e9 (empty headings). That levels are not skipped and that a page has one main
heading is good practice (WCAG 1.3.1, 2.4.6; GOV.UK Design System, Headings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.markup.names import name
from checks.markup.roles import role_of
from checks.markup.tree import Document, Element, Told

KINDS = ("empty-heading", "several-main-headings", "skipped-heading-level")
_LEVEL = re.compile(r"h([1-6])")


def look(page: Document) -> Iterator[Told]:
    # By document order, as screen readers list them.
    headings = [e for e in page.elements if not e.hidden and role_of(page, e) == "heading"]
    before = 0
    main: list[Element] = []
    for heading in headings:
        level = _level(heading)
        named = name(page, heading)
        if not named:
            yield Told(
                "empty-heading",
                heading,
                "A heading is empty.",
                "Write the heading, or take its number signs (or tags) out.",
                "ffd0e9",
            )
            continue
        # Headings in menus have an order of their own: only those of the page's text count.
        if not heading.own:
            continue
        if before and level > before + 1:
            yield Told(
                "skipped-heading-level",
                heading,
                f"The heading “{named}” has level {level}, and the one before it has level "
                f"{before}: level {in_between(before, level)} is skipped.",
                f"Make it level {before + 1} ({'#' * (before + 1)} in Markdown), or give the one "
                "before it the level that is missing.",
            )
        before = level
        if level == 1:
            main.append(heading)
    for extra in main[1:]:
        yield Told(
            "several-main-headings",
            extra,
            f"“{name(page, extra)}” is one more main heading; “{name(page, main[0])}” is the "
            "first.",
            "Keep one main heading, which says what the page is about, and make the others "
            "level 2 (## in Markdown).",
        )


def in_between(before: int, level: int) -> str:
    """The levels between two: "3", "3 and 4"."""
    levels = [str(n) for n in range(before + 1, level)]
    return " and ".join(levels) if len(levels) < 3 else f"{levels[0]} to {levels[-1]}"


def _level(heading: Element) -> int:
    written = heading.get("aria-level").strip()
    if written.isdecimal() and int(written[:3]) > 0:
        return int(written[:3])
    match = _LEVEL.fullmatch(heading.tag)
    return int(match[1]) if match else 2
