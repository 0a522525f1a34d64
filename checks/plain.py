"""`packs/plain-english.yml` → PlainEnglish: which words to avoid, and which need no explaining.

The council's own choice (`plain_english` in local-offer.yml) is put on top by `settings.py`.
Complaints name the line of the pack, and come all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from checks.lined import Key, Lined, Unreadable, read, read_text, shown
from checks.model import Advice, CannotRun, PlainEnglish

PACK = Path(__file__).parent / "packs/plain-english.yml"

# Why, where a council has put in the words itself.
OWN = "on the list of words to avoid in local-offer.yml"

_LISTS = ("past", "people", "names", "known", "shouted", "ordinary", "vague_links", "vague_names")
_KEYS = ("reasons", "words", *_LISTS)
_ENTRY = ("words", "why", "write", "say", "people", "alone", "unless")
_OLD, _JARGON = "old", "jargon"
_NAMELESS = (_JARGON, "respect", "label")


@lru_cache(maxsize=4)
def load(file: Path = PACK) -> PlainEnglish:
    """The shipped lists. Raises CannotRun naming every wrong line."""
    name = f"checks/packs/{file.name}"
    try:
        lined = read(read_text(file, name))
    except Unreadable as error:
        raise CannotRun(f"{name}:{error.line}: can't be read: {error.problem}.") from None
    reader = _Reader(lined)
    found = reader.lists()
    if reader.wrong:
        lines = (f"{name}:{line}: {what}" for line, what in sorted(reader.wrong))
        raise CannotRun("\n".join(lines))
    return found


class _Reader:
    """Reads the pack, keeping its complaints."""

    def __init__(self, lined: Lined) -> None:
        self.lined = lined
        self.wrong = [(line, f"“{shown(key)}” is given twice.") for key, line in lined.repeated]

    def complain(self, key: Key, what: str) -> None:
        self.wrong.append((self.lined.line(*key), what))

    def lists(self) -> PlainEnglish:
        data = self.lined.data if isinstance(self.lined.data, dict) else {}
        for key in data:
            if key not in _KEYS:
                self.complain((key,), f"“{shown(key)}” is no key. Use one of: {', '.join(_KEYS)}.")
        lists = {key: words_of(data.get(key)) for key in _LISTS}
        for key, words in lists.items():
            if not words:
                self.complain((key,), f"“{key}” must be a list of words.")
        return PlainEnglish(
            advice=tuple(self.advice(data.get("words"), self.reasons(data.get("reasons")))),
            past=lists["past"],
            people=lists["people"],
            names=frozenset(lists["names"]),
            known=frozenset(lists["known"]),
            shouted=frozenset(word.upper() for word in lists["shouted"]),
            ordinary=frozenset(word.upper() for word in lists["ordinary"]),
            vague=frozenset(lists["vague_links"]),
            vague_names=frozenset(lists["vague_names"]),
        )

    def reasons(self, given: object) -> Mapping[str, str]:
        if isinstance(given, dict) and all(isinstance(why, str) for why in given.values()):
            return given
        self.complain(("reasons",), "“reasons” must hold a reason in words under each key.")
        return {}

    def advice(self, given: object, reasons: Mapping[str, str]) -> Iterator[Advice]:
        if not isinstance(given, list):
            self.complain(("words",), "“words” must be a list: start each with “- words:”.")
            return
        for number, entry in enumerate(given):
            if fault := next(_faults(entry, reasons), ""):
                self.complain(("words", number), fault)
            else:
                yield _advice(entry, reasons)


def words_of(value: object) -> tuple[str, ...]:
    """A list of words; empty when it is anything else."""
    if isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value):
        return tuple(" ".join(word.split()) for word in value)
    return ()


def _faults(entry: object, reasons: Mapping[str, str]) -> Iterator[str]:
    """What is wrong with an entry, first what the rest hangs on."""
    if not isinstance(entry, dict):
        yield "an entry must have “words”, “why”, and “write” or “say”."
        return
    for key in entry:
        if key not in _ENTRY:
            yield f"“{shown(key)}” is no key of an entry. Use one of: {', '.join(_ENTRY)}."
    if not words_of(entry.get("words")):
        yield "“words” must be a list of words, such as [one, two]."
    if entry.get("why") not in reasons:
        yield f"“why” must be one of the reasons above: {', '.join(reasons)}."
    if sum(isinstance(entry.get(key), str) for key in ("write", "say")) != 1:
        yield "an entry must have either “write” or “say”: what to do instead."
    if "unless" in entry and not words_of(entry["unless"]):
        yield "“unless” must be a list of words, such as [one, two]."
    for key in ("people", "alone"):
        if not isinstance(entry.get(key, False), bool):
            yield f"“{key}” must be true, or left out."


def _advice(entry: Mapping[str, object], reasons: Mapping[str, str]) -> Advice:
    why = str(entry["why"])
    return Advice(
        words=words_of(entry["words"]),
        write=str(entry.get("write", "")),
        say=str(entry.get("say", "")),
        why=reasons[why],
        past=why == _OLD,
        jargon=why == _JARGON,
        nameless=why in _NAMELESS,
        people=bool(entry.get("people", False)),
        alone=bool(entry.get("alone", False)),
        unless=words_of(entry.get("unless")),
    )


def chosen(
    shipped: PlainEnglish,
    avoid: Mapping[str, str],
    allow: Iterable[str],
    known: Iterable[str],
) -> PlainEnglish:
    """The shipped lists with words put in (each with what to write) and taken out."""
    gone = {word.casefold() for word in (*allow, *avoid)}
    kept = (
        replace(advice, words=tuple(w for w in advice.words if w.casefold() not in gone))
        for advice in shipped.advice
    )
    own = tuple(Advice((word,), write, "", OWN) for word, write in avoid.items())
    return replace(
        shipped,
        advice=(*(advice for advice in kept if advice.words), *own),
        known=shipped.known | set(known),
    )
