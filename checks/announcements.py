"""`docs/about/announcements.yml` → Announcements: news with a first and a last day."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from checks import records
from checks.model import Announcement

FILE = "docs/about/announcements.yml"

AGES = ("0-4", "5-15", "16-25")
_KEYS = ("text", "page", "from", "until", "ages", "source")


def load(root: Path) -> tuple[Announcement, ...]:
    """Every announcement, soonest to go first. Raises CannotRun naming wrong lines."""

    def announcement(record: records.Record) -> Announcement:
        first, last = record.day("from"), record.day("until")
        if date.min < last < first:
            record.complain("until", "the last day is before the first.")
        return Announcement(
            text=record.text("text"),
            page=record.page("page", root),
            first=first,
            last=last,
            ages=record.options("ages", AGES, needed=False),
            source=record.text("source", needed=False),
            place=record.place,
        )

    found = records.load(root, FILE, _KEYS, announcement, noun="announcement")
    return tuple(sorted(found, key=lambda item: item.last))
