"""Rows as CSV (RFC 4180), safe to open in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# A spreadsheet runs cells that start so; an apostrophe makes them text.
_RUNS = ("=", "+", "-", "@", "\t", "\r")


def as_csv(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A heading line and the rows. None is an empty cell."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads)
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return out.getvalue()


def _inert(cell: object) -> str:
    text = "" if cell is None else str(cell)
    return f"'{text}" if text.startswith(_RUNS) else text
