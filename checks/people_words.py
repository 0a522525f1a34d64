"""`packs/people.yml` → the words by which people are told from places, teams and services."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from checks import word_lists

FILE = word_lists.FOLDER / "people.yml"


@dataclass(frozen=True)
class PeopleWords:
    """Each as `people.yml` explains it."""

    titles: tuple[str, ...]
    public_titles: tuple[str, ...]
    invented: tuple[str, ...]
    shows: tuple[str, ...]
    public_offices: tuple[str, ...]
    roles: tuple[str, ...]
    contact: tuple[str, ...]
    makes: tuple[str, ...]
    family: tuple[str, ...]
    families: tuple[str, ...]
    kin: tuple[str, ...]
    speakers: tuple[str, ...]
    conditions: tuple[str, ...]
    belongings: tuple[str, ...]
    shared: tuple[str, ...]
    pupils: tuple[str, ...]
    pictures: tuple[str, ...]
    credits: tuple[str, ...]
    lists: tuple[str, ...]
    columns: tuple[str, ...]
    made_up: tuple[str, ...]
    no_names: tuple[str, ...]
    places: tuple[str, ...]
    called_after: tuple[str, ...]
    mailboxes: tuple[str, ...]
    anybodys: tuple[str, ...]
    nobodys: tuple[str, ...]
    examples: tuple[str, ...]
    first_names: tuple[str, ...]
    first_names_that_are_words: tuple[str, ...]
    surnames: tuple[str, ...]
    surnames_that_are_words: tuple[str, ...]


@cache
def load(file: Path = FILE) -> PeopleWords:
    """The words. Raises CannotRun naming every list that is missing or is no list of words."""
    return word_lists.load(PeopleWords, file.name, file.parent)
