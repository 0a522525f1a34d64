"""Headings: `skipped-heading-level`, `empty-heading`, and one main heading on each page.

ACT rule ffd0e9 (empty headings). That levels are not skipped and that a page has one main
heading is good practice (WCAG 1.3.1, 2.4.6; GOV.UK Design System, Headings).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.markup.names import name
from checks.markup.roles import role_of
from checks.markup.tree import Document, Element, Told
from checks.model import in_a_row

KINDS = (
    "empty-heading",
    "missing-main-heading",
    "several-main-headings",
    "skipped-heading-level",
)
# A page of so many words has something to be the heading of.
_WORDS = 30
_LEVEL = re.compile(r"h([1-6])")


def look(page: Document) -> Iterator[Told]:
    # By document order, as screen readers list them.
    headings = [e for e in page.elements if not e.hidden and role_of(page, e) == "heading"]
    named = [heading for heading in headings if _named(page, heading)]
    for heading in headings:
        if not _named(page, heading):
            yield Told(
                "empty-heading",
                heading,
                "A heading is empty.",
                "Write the heading, or take its number signs (or tags) out.",
                "ffd0e9",
            )
    yield from _skipped(page, named)
    yield from _main(page, named)


def _skipped(page: Document, headings: list[Element]) -> Iterator[Told]:
    before = 0
    # Headings in menus have an order of their own: only those of the page's text count.
    for heading in (each for each in headings if each.own):
        level = _level(heading)
        if before and level > before + 1:
            yield Told(
                "skipped-heading-level",
                heading,
                f"The heading “{_named(page, heading)}” has level {level}, and the one before it "
                f"has level {before}: {in_between(before, level)} skipped.",
                f"Make it level {before + 1} ({'#' * (before + 1)} in Markdown), or give the one "
                "before it the level that is missing.",
            )
        before = level


def _main(page: Document, headings: list[Element]) -> Iterator[Told]:
    main = [heading for heading in headings if _level(heading) == 1]
    own = [heading for heading in main if heading.own]
    for extra in own[1:]:
        yield Told(
            "several-main-headings",
            extra,
            f"“{_named(page, extra)}” is one more main heading; “{_named(page, own[0])}” is "
            "the first.",
            "Keep one main heading, which says what the page is about, and make the others "
            "level 2 (## in Markdown).",
        )
    if not main and (headings or len(page.root.seen_text.split()) > _WORDS):
        yield Told(
            "missing-main-heading",
            page.root,
            "The page has no main heading, by which people who can't see it know where they are.",
            "Give the page a title in its front matter, or one heading of level 1 (# in Markdown).",
        )


def in_between(before: int, level: int) -> str:
    """The levels between two: "level 3 is", "levels 3 and 4 are"."""
    levels = [str(n) for n in range(before + 1, min(level, before + 100))]
    return f"level {levels[0]} is" if len(levels) == 1 else f"levels {in_a_row(levels)} are"


def _named(page: Document, heading: Element) -> str:
    """What a heading is called, without the sign (¶) that leads to it."""
    said = name(page, heading)
    for link in heading.descendants:
        if link.tag == "a" and "headerlink" in link.get("class").split():
            said = said.removesuffix(name(page, link)).strip()
    return said


def _level(heading: Element) -> int:
    written = heading.get("aria-level").strip()
    if written.isdecimal() and int(written[:3]) > 0:
        return int(written[:3])
    match = _LEVEL.fullmatch(heading.tag)
    return int(match[1]) if match else 2
