"""`packs/people.yml` → the words by which people are told from places, teams and services."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path

from checks.lined import Unreadable, read, read_text, shown
from checks.model import CannotRun

FILE = Path(__file__).parent / "packs/people.yml"


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
    try:
        lined = read(read_text(file, file.name))
    except Unreadable as error:
        raise CannotRun(f"{file.name}:{error.line}: can't be read: {error.problem}.") from None
    data = lined.data if isinstance(lined.data, dict) else {}
    lists: dict[str, tuple[str, ...]] = {}
    wrong: list[str] = []
    for name in (each.name for each in fields(PeopleWords)):
        value = data.get(name)
        words = value.split() if isinstance(value, str) else value
        if isinstance(words, list) and words and all(isinstance(word, str) for word in words):
            lists[name] = tuple(words)
        else:
            line = lined.line(name)
            wrong.append(f"{file.name}:{line}: “{name}” must be a list of words.")
    wrong += [
        f"{file.name}:{lined.line(name)}: “{shown(name)}” is not a list that is used here."
        for name in data
        if name not in lists and f"“{name}”" not in "".join(wrong)
    ]
    if wrong:
        raise CannotRun("\n".join(wrong))
    return PeopleWords(**lists)
