"""`docs/about/synonyms.yml` → Synonyms: what families type for the words that pages use."""

from __future__ import annotations

from pathlib import Path

from checks import records
from checks.model import Synonym

FILE = "docs/about/synonyms.yml"

_KEYS = ("find", "for")


def load(root: Path) -> tuple[Synonym, ...]:
    """Every synonym; none when there is no such file. Raises CannotRun naming wrong lines."""

    def synonym(record: records.Record) -> Synonym:
        typed = record.texts("for")
        if record.values.get("for") in (None, []):
            record.complain("for", "“for” must list what families type, such as [EHCP].")
        return Synonym(find=record.text("find"), typed=typed, place=record.place)

    return records.load(root, FILE, _KEYS, synonym, noun="synonym")
