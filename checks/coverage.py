"""Every duty in a table: how it stands, where, how fresh, whose.

In go the standings, out come rows, and the rows as text, CSV or JSON. Pure.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from checks import tables
from checks.model import Outcome, Settings, Standing, Support, count_of


@dataclass(frozen=True)
class Row:
    """One duty at one place. A duty met in several places has several rows."""

    duty: str
    title: str
    force: str
    outcome: str
    citation: str
    pack: str
    ages: str
    path: str
    section: str
    anchor: str
    url: str
    last_reviewed: str
    next_review: str
    owner: str


HEADINGS = tuple(field.name for field in fields(Row))


def rows(standings: Sequence[Standing], settings: Settings) -> tuple[Row, ...]:
    """The table, in the order of the law."""
    return tuple(row for standing in standings for row in _rows(standing, settings))


def _rows(standing: Standing, settings: Settings) -> list[Row]:
    # A general duty points to its specific ones; repeating their places would hide that.
    supports = () if standing.requirement.through else standing.supports
    return [_row(standing, support, settings) for support in supports or (None,)]


def _row(standing: Standing, support: Support | None, settings: Settings) -> Row:
    duty = standing.requirement
    page = support.page if support else None
    anchor = support.claim.anchor if support else ""
    heading = page.heading(anchor) if page and anchor else None
    review = page.review if page else None
    owner = page.front_matter.owner if page else ""
    team = settings.teams.get(owner)
    section = heading.text if heading else (page.name if page else "")
    if duty.through:
        section = f"met through {', '.join(duty.through)}"
    return Row(
        duty=duty.id,
        title=duty.title,
        force=duty.force,
        outcome=str(standing.outcome),
        citation=duty.citation,
        pack=duty.pack,
        ages=" ".join(duty.ages),
        path=page.path if page else "",
        section=section,
        anchor=anchor,
        url=page.url if page else "",
        last_reviewed=review.last.isoformat() if review else "",
        next_review=review.due.isoformat() if review else "",
        owner=team.name if team else owner,
    )


def chosen(
    table: Sequence[Row], *, ages: Sequence[str], packs: Sequence[str], outcomes: Sequence[str]
) -> tuple[Row, ...]:
    """The rows that pass every filter; an empty filter lets all pass."""
    return tuple(
        row
        for row in table
        if (not ages or set(ages) & set(row.ages.split()))
        and (not packs or row.pack in packs)
        and (not outcomes or row.outcome in outcomes)
    )


def as_text(table: Sequence[Row]) -> str:
    """For a terminal: a line a place, columns as wide as what stands in them."""
    columns = ("outcome", "duty", "path", "section", "last_reviewed", "next_review", "owner")
    heads = ("outcome", "duty", "page", "section", "reviewed", "next review", "owner")
    lines = [heads, *(tuple(str(asdict(row)[name]) for name in columns) for row in table)]
    widths = [min(44, max(len(line[n]) for line in lines)) for n in range(len(columns))]
    out = [
        "  ".join(_fit(cell, width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    ]
    duties = {row.duty: row.outcome for row in table}
    counts = [
        f"{sum(found == outcome for found in duties.values())} {outcome}"
        for outcome in Outcome
        if outcome in duties.values()
    ]
    out += ["", f"{count_of(len(duties), 'duty', 'duties')}: {', '.join(counts) or 'none'}."]
    return "\n".join(out) + "\n"


def _fit(cell: str, width: int) -> str:
    return (cell if len(cell) <= width else cell[: width - 1] + "…").ljust(width)


def as_csv(table: Sequence[Row]) -> str:
    return tables.as_csv(HEADINGS, (tuple(asdict(row).values()) for row in table))


def as_json(table: Sequence[Row]) -> str:
    document = {"format": 1, "rows": [asdict(row) for row in table]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Row]], str]] = {
    "csv": as_csv,
    "json": as_json,
    "text": as_text,
}
