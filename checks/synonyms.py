"""`docs/about/synonyms.yml` → Synonyms: what families type for the words that pages use."""

from __future__ import annotations

from pathlib import Path

from checks import records
from checks.lined import shown
from checks.model import Synonym

FILE = "docs/about/synonyms.yml"

_KEYS = ("find", "for")


def load(root: Path) -> tuple[Synonym, ...]:
    """Every synonym; none when there is no such file. Raises CannotRun naming wrong lines."""

    def synonym(record: records.Record) -> Synonym:
        find, typed = record.text("find"), record.texts("for")
        if record.values.get("for") in (None, []):
            record.complain("for", "“for” must list what families type, such as [EHCP].")
        for key, phrase in (("find", find), *(("for", one) for one in typed)):
            if phrase and not any(c.isascii() and c.isalnum() for c in phrase):
                record.complain(key, f"“{shown(phrase)}” has no letters that search can look for.")
        if find and find.casefold() in (one.casefold() for one in typed):
            record.complain("for", f"“{shown(find)}” leads to itself. Take it out of “for”.")
        return Synonym(find=find, typed=typed, place=record.place)

    return records.load(root, FILE, _KEYS, synonym, noun="synonym")
