"""`packs/plain-english.yml` → PlainEnglish: which words to avoid, and which need no explaining.

The council's own choice (`plain_english` in local-offer.yml) is put on top by `settings.py`.
Complaints name the line of the pack, and come all at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from checks.lined import Key, Unreadable, read, read_text, shown
from checks.model import Advice, CannotRun, PlainEnglish

PACK = Path(__file__).parent / "packs/plain-english.yml"

# Why, where a council has put in the words itself.
OWN = "on the list of words to avoid in local-offer.yml"

_LISTS = ("past", "people", "known", "shouted", "vague_links")
_KEYS = ("reasons", "words", *_LISTS)
_ENTRY = ("words", "why", "write", "say", "people", "alone", "unless")
_OLD, _JARGON = "old", "jargon"


@lru_cache(maxsize=4)
def load(file: Path = PACK) -> PlainEnglish:
    """The shipped lists. Raises CannotRun naming every wrong line."""
    name = f"checks/packs/{file.name}"
    try:
        lined = read(read_text(file, name))
    except Unreadable as error:
        raise CannotRun(f"{name}:{error.line}: can't be read: {error.problem}.") from None
    wrong: list[tuple[int, str]] = [
        (line, f"“{shown(key)}” is given twice.") for key, line in lined.repeated
    ]

    def complain(key: Key, what: str) -> None:
        wrong.append((lined.line(*key), what))

    data = lined.data if isinstance(lined.data, dict) else {}
    for key in data:
        if key not in _KEYS:
            complain((key,), f"“{shown(key)}” is no key here. Use one of: {', '.join(_KEYS)}.")
    reasons = data.get("reasons")
    if not isinstance(reasons, dict) or not all(isinstance(why, str) for why in reasons.values()):
        complain(("reasons",), "“reasons” must hold a reason in words under each key.")
        reasons = {}
    given = data.get("words")
    advice: list[Advice] = []
    for number, entry in enumerate(given if isinstance(given, list) else ()):
        fault = _fault(entry, reasons)
        if fault:
            complain(("words", number), fault)
        else:
            advice.append(_advice(entry, reasons))
    lists: dict[str, tuple[str, ...]] = {}
    for key in _LISTS:
        lists[key] = words_of(data.get(key))
        if not lists[key]:
            complain((key,), f"“{key}” must be a list of words.")
    if wrong:
        raise CannotRun("\n".join(f"{name}:{line}: {what}" for line, what in sorted(wrong)))
    return PlainEnglish(
        advice=tuple(advice),
        past=lists["past"],
        people=lists["people"],
        known=frozenset(lists["known"]),
        shouted=frozenset(lists["shouted"]),
        vague=frozenset(lists["vague_links"]),
    )


def words_of(value: object) -> tuple[str, ...]:
    """A list of words; empty when it is anything else."""
    if isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value):
        return tuple(" ".join(word.split()) for word in value)
    return ()


def _fault(entry: object, reasons: Mapping[object, object]) -> str:
    """What is wrong with an entry; "" when nothing is."""
    if not isinstance(entry, dict):
        return "an entry must have “words”, “why”, and “write” or “say”."
    for key in entry:
        if key not in _ENTRY:
            return f"“{shown(key)}” is no key of an entry. Use one of: {', '.join(_ENTRY)}."
    if not words_of(entry.get("words")):
        return "“words” must be a list of words, such as [one, two]."
    if entry.get("why") not in reasons:
        return f"“why” must be one of the reasons above: {', '.join(map(str, reasons))}."
    told = [key for key in ("write", "say") if isinstance(entry.get(key), str)]
    if len(told) != 1:
        return "an entry must have either “write” or “say”: what to do instead."
    if "unless" in entry and not words_of(entry["unless"]):
        return "“unless” must be a list of words, such as [one, two]."
    for key in ("people", "alone"):
        if not isinstance(entry.get(key, False), bool):
            return f"“{key}” must be true, or left out."
    return ""


def _advice(entry: Mapping[str, object], reasons: Mapping[object, object]) -> Advice:
    why = entry["why"]
    return Advice(
        words=words_of(entry["words"]),
        write=str(entry.get("write", "")),
        say=str(entry.get("say", "")),
        why=str(reasons[why]),
        past=why == _OLD,
        jargon=why == _JARGON,
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
