"""A table's cells: where each stands, and which header is a header of which.

By the HTML standard's forming of tables (4.9.12), so far as markup decides it, and the same
for tables that are made of ARIA roles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from checks.markup.roles import explicit, role_of
from checks.markup.tree import Document, Element

TABLES = {"grid", "table", "treegrid"}
HEADERS = {"columnheader", "rowheader"}
_CELLS = {"cell", "columnheader", "gridcell", "rowheader"}
# Wider or taller than this is not believed (the standard's own limits).
_MOST_COLUMNS, _MOST_ROWS = 1000, 65534


@dataclass
class Cell:
    element: Element
    role: str
    row: int
    columns: range
    rows: int

    @property
    def is_header(self) -> bool:
        return self.role in HEADERS


@dataclass
class Grid:
    """The cells of a table, row by row."""

    table: Element
    rows: list[list[Cell]] = field(default_factory=list)

    @property
    def cells(self) -> Iterator[Cell]:
        return (cell for row in self.rows for cell in row)


def grids(page: Document) -> Iterator[Grid]:
    """The tables of a page that are meant as tables."""
    for element in page.elements:
        table = element.tag == "table" or explicit(element) in TABLES
        if table and not element.hidden and role_of(page, element) in TABLES:
            yield _grid(page, element)


def _grid(page: Document, table: Element) -> Grid:
    grid = Grid(table)
    taken: dict[int, int] = {}  # by column: how many rows it is taken for from above
    for row in _inside(page, table, {"row"}):
        cells: list[Cell] = []
        column = 0
        next_taken = {at: left - 1 for at, left in taken.items() if left > 1}
        for element in _inside(page, row, _CELLS):
            while taken.get(column, 0) > 0:
                column += 1
            width = _span(element, "colspan", _MOST_COLUMNS)
            height = _span(element, "rowspan", _MOST_ROWS)
            columns = range(column, column + width)
            cells.append(Cell(element, role_of(page, element), len(grid.rows), columns, height))
            if height > 1:
                next_taken.update(dict.fromkeys(columns, height - 1))
            column += width
        grid.rows.append(cells)
        taken = next_taken
    return grid


def _inside(page: Document, element: Element, roles: set[str]) -> Iterator[Element]:
    """The elements of these roles inside, and not inside one of them or another table."""
    stack = [iter(list(element.elements))]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
            continue
        role = role_of(page, child)
        if role in roles:
            yield child
        elif role not in TABLES and child.tag != "table":
            stack.append(iter(list(child.elements)))


def _span(element: Element, name: str, most: int) -> int:
    written = element.get(name).strip() or element.get(f"aria-{name}").strip()
    number = int(written[:6]) if written.isascii() and written.isdigit() else 1
    return min(max(number, 1), most)


def heads(grid: Grid, header: Cell) -> bool:
    """Whether a header cell is the header of any cell."""
    name = header.element.get("id")
    for cell in grid.cells:
        if cell.element is header.element:
            continue
        if "headers" in cell.element.attributes:
            if name and name in cell.element.get("headers").split():
                return True
        elif _covers(header, cell):
            return True
    return False


def _covers(header: Cell, cell: Cell) -> bool:
    scope = header.element.word("scope")
    if scope in ("colgroup", "rowgroup"):
        return True
    if header.role == "rowheader" or scope == "row":
        return header.row <= cell.row < header.row + header.rows
    same = cell.columns.start < header.columns.stop and header.columns.start < cell.columns.stop
    return same and cell.row != header.row
