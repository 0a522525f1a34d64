"""`docs/about/glossary.yml` → Words: what jargon and short forms mean."""

from __future__ import annotations

from pathlib import Path

from checks import records
from checks.model import Word

FILE = "docs/about/glossary.yml"

_KEYS = ("term", "long", "also", "meaning", "page", "tooltip")


def load(root: Path) -> tuple[Word, ...]:
    """Every word, A to Z; none when there is no such file. Raises CannotRun naming wrong lines."""

    def word(record: records.Record) -> Word:
        return Word(
            term=record.text("term"),
            long=record.text("long", needed=False),
            also=record.texts("also"),
            meaning=record.text("meaning"),
            page=record.page("page", root),
            tooltip=record.flag("tooltip", default=True),
            place=record.place,
        )

    found = records.load(root, FILE, _KEYS, word, noun="word")
    return tuple(sorted(found, key=lambda word: word.term.casefold()))
