"""The cells of a table's columns that name people, by the heads of those columns. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_TABLE = re.compile(
    r"^(?P<head>[^\n]*\|[^\n]*)\n(?=[^\n]*\|)[ \t|:-]*-[ \t|:-]*\n"
    r"(?P<rows>(?:[^\n]*\|[^\n]*(?:\n|\Z))+)",
    re.MULTILINE,
)


def columns(text: str, heads: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    """Where the cells stand that are under a head of these, in a page's Markdown."""
    for table in _TABLE.finditer(text):
        first = [text[start:end] for start, end in _cells(table["head"], table.start("head"))]
        meant = {number for number, head in enumerate(first) if heads.fullmatch(head.strip())}
        at = table.start("rows")
        for row in table["rows"].splitlines(keepends=True) if meant else ():
            for number, span in enumerate(_cells(row, at)):
                if number in meant:
                    yield span
            at += len(row)


def _cells(row: str, at: int) -> list[tuple[int, int]]:
    """Where the cells of a row stand, which begins at a place in the text."""
    bars = [at + number for number, sign in enumerate(row) if sign == "|"]
    edges = bars if row.lstrip().startswith("|") else [at - 1, *bars]
    if not row.rstrip().endswith("|"):
        edges = [*edges, at + len(row)]
    return [(one + 1, other) for one, other in pairwise(edges)]
