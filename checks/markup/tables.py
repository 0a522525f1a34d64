"""Tables: `headerless-table` and `bad-table-header`.

ACT rules d0f69e (a header without cells) and a25f45 (`headers=` that leads nowhere); WCAG 1.3.1
with techniques H51, H43 and H63.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks.markup.grid import HEADERS, Grid, grids, heads
from checks.markup.tree import Document, Element, Told

KINDS = ("bad-table-header", "headerless-table")
_SCOPES = {"col", "colgroup", "row", "rowgroup"}
# What makes a table a means of laying things out: code with its numbers, pictures, fields.
_LAYOUT = {"button", "form", "iframe", "img", "input", "pre", "select", "svg", "table", "textarea"}


def look(page: Document) -> Iterator[Told]:
    for grid in grids(page):
        if _headerless(grid):
            yield Told(
                "headerless-table",
                grid.table,
                "A table has no header cells, so nobody hears what its numbers and words are.",
                "Write in the first row what each column holds (in Markdown, the row above "
                "| --- |), or make it a list.",
            )
        yield from _headers(page, grid)
        yield from _idle(grid)


def _headerless(grid: Grid) -> bool:
    table = grid.table
    if table.tag != "table" or any(d.tag in _LAYOUT for d in table.descendants):
        return False
    named = (e for e in table.descendants if e.tag == "th" or e.word("scope") in _SCOPES)
    if any(e.text for e in named) or any(
        cell.is_header and cell.element.text for cell in grid.cells
    ):
        return False
    # One row or one column is a list, or a box drawn with a table.
    filled = [row for row in grid.rows if sum(bool(cell.element.text) for cell in row) > 1]
    return len(filled) > 1


def _headers(page: Document, grid: Grid) -> Iterator[Told]:
    if grid.table.tag != "table":
        return
    inside = {id(cell.element) for cell in grid.cells if cell.role in HEADERS}
    for cell in grid.cells:
        element = cell.element
        scope = element.word("scope")
        if scope and scope not in _SCOPES and element.tag == "th":
            yield _told(
                element,
                f"The header cell “{element.text}” has the scope “{scope}”, which there is not.",
                'Write scope="col" for the header of a column, scope="row" for that of a row.',
            )
        lost = [
            each
            for each in element.get("headers").split()
            if each not in page.by_id
            or id(page.by_id[each]) not in inside
            or page.by_id[each] is element
        ]
        if lost:
            yield _told(
                element,
                f"A cell names the header “{lost[0]}”, and no header cell of its table has that "
                "id.",
                "Correct `headers`, or take it out: in a plain table, the headers of a row and a "
                "column are clear without it.",
                "a25f45",
            )


def _idle(grid: Grid) -> Iterator[Told]:
    # A table without any cell is filled by a script, or a draft.
    if all(cell.is_header for cell in grid.cells) and len(grid.rows) < 2:
        return
    for cell in grid.cells:
        header = cell.element
        if not cell.is_header or header.hidden or not header.text or heads(grid, cell):
            continue
        yield _told(
            header,
            f"The header “{header.text[:60]}” has no cells, so nobody hears what it is the header "
            "of.",
            "Fill its column or row, or take the header out.",
            "d0f69e",
        )


def _told(element: Element, message: str, fix: str, rule: str = "") -> Told:
    return Told("bad-table-header", element, message, fix, rule)
