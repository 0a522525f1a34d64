"""Lists of words in `packs/` → frozen dataclasses, one field a list.

Complaints name the file, the line and every list that is missing, wrong or of no use.
"""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from checks.lined import Unreadable, read, read_text, shown
from checks.model import CannotRun

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

FOLDER = Path(__file__).parent / "packs"

Lists = TypeVar("Lists", bound="DataclassInstance")


def load(shape: type[Lists], name: str, folder: Path = FOLDER) -> Lists:
    """The lists of a file. A text is a list of its words. Raises CannotRun."""
    file = folder / name
    try:
        lined = read(read_text(file, file.name))
    except Unreadable as error:
        raise CannotRun(f"{file.name}:{error.line}: can't be read: {error.problem}.") from None
    data = lined.data if isinstance(lined.data, dict) else {}
    lists: dict[str, tuple[str, ...]] = {}
    wrong: list[str] = []
    for each in fields(shape):
        key = each.name
        value = data.get(key)
        words = value.split() if isinstance(value, str) else value
        if isinstance(words, list) and words and all(isinstance(word, str) for word in words):
            lists[key] = tuple(words)
        else:
            line = lined.line(key)
            wrong.append(f"{file.name}:{line}: “{key}” must be a list of words.")
    wrong += [
        f"{file.name}:{lined.line(key)}: “{shown(key)}” is not a list that is used here."
        for key in data
        if key not in lists and f"“{key}”" not in "".join(wrong)
    ]
    if wrong:
        raise CannotRun("\n".join(wrong))
    return shape(**lists)
