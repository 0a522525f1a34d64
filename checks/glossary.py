"""`docs/about/glossary.yml` → Words: what jargon and short forms mean."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from checks import records
from checks.model import CannotRun, Word

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
    if wrong := list(_shared(found)):
        raise CannotRun("\n".join(wrong))
    return tuple(sorted(found, key=lambda word: word.term.casefold()))


def _shared(words: Iterable[Word]) -> Iterator[str]:
    """Complaints of two words that can be written the same way."""
    first: dict[str, Word] = {}
    for word in words:
        for form in dict.fromkeys((word.term, *word.also)):
            other = first.setdefault(form, word)
            if other is not word:
                yield (
                    f"{FILE}:{word.place.line}: “{form}” already stands for “{other.term}”, in "
                    f"line {other.place.line}."
                )
