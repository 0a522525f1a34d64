"""`packs/past-date.yml` → the words by which a day gone by is told as still to come."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checks import word_lists

FILE = word_lists.FOLDER / "past-date.yml"


@dataclass(frozen=True)
class PastWords:
    """Each as `past-date.yml` explains it."""

    invitations: tuple[str, ...]
    happens: tuple[str, ...]
    asked: tuple[str, ...]
    changing: tuple[str, ...]
    events: tuple[str, ...]
    taken: tuple[str, ...]
    events_headings: tuple[str, ...]
    year_headings: tuple[str, ...]
    gone_headings: tuple[str, ...]
    records: tuple[str, ...]
    papers: tuple[str, ...]


@cache
def load(file: Path = FILE) -> PastWords:
    """The words. Raises CannotRun naming every list that is missing or is no list of words."""
    return word_lists.load(PastWords, file)
