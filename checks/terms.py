"""Words of the law as patterns, and text made ready to be searched for them.

A term is one or more words; `*` at the end of a word stands for any ending; a hyphen and a
space are the same; capitals, apostrophes and punctuation do not count; `{name}` stands for
a group of `packs/words.yml`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache

Groups = Mapping[str, Sequence[str]]

_APOSTROPHES = re.compile(r"['’‘`´]")
_APART = re.compile(r"(?:[^\w£%]|_)+")
_GROUP = re.compile(r"\{([a-z0-9-]+)\}")


def normal(text: str) -> str:
    """Lower case words, one space apart, with a space at both ends."""
    return f" {_APART.sub(' ', _APOSTROPHES.sub('', text.casefold())).strip()} "


class UnknownGroup(Exception):
    """A term names a group that words.yml does not have, or groups go round in a circle."""


def expand(terms: Sequence[str], groups: Groups, above: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Terms with their groups filled in. A term of only a group becomes all its terms."""
    out: list[str] = []
    for term in terms:
        match = _GROUP.search(term)
        if match is None:
            out.append(term)
            continue
        name = match[1]
        if name not in groups:
            raise UnknownGroup(f"there is no group “{name}” in words.yml")
        if name in above:
            raise UnknownGroup(f"the group “{name}” holds itself")
        for word in expand(groups[name], groups, (*above, name)):
            filled = term[: match.start()] + word + term[match.end() :]
            out.extend(expand([filled], groups, above))
    return tuple(dict.fromkeys(out))


@lru_cache(maxsize=4096)
def pattern(terms: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern for any of the terms, to be searched for in `normal` text."""
    return re.compile("(?<= )(?:" + "|".join(_one(term) for term in terms) + ")(?= )")


def _one(term: str) -> str:
    # A letter stands in for the star, which normal() would take for punctuation.
    words = normal(term.replace("*", "ξ")).split()
    return " ".join(re.escape(word).replace("ξ", r"\w*") for word in words)


@lru_cache(maxsize=4096)
def _parts(terms: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The strings that stand for terms, and the terms that only a pattern can look for.

    Looking for a string is many times faster than for a pattern.
    """
    strings: list[str] = []
    others: list[str] = []
    for term in terms:
        stem = term.removesuffix("*")
        words = normal(stem)
        if "*" in stem or (stem != term and not stem[-1:].isalnum()) or not words.strip():
            others.append(term)
        else:
            strings.append(words if stem == term else words[:-1])
    return tuple(strings), tuple(others)


class Words:
    """A passage's words, normalised once, asked about many times."""

    def __init__(self, text: str) -> None:
        self.text = normal(text)

    @cached_property
    def _starts(self) -> list[int]:
        return [at for at, letter in enumerate(self.text) if letter == " "]

    def has(self, terms: tuple[str, ...]) -> bool:
        strings, others = _parts(terms)
        if any(string in self.text for string in strings):
            return True
        return bool(others) and pattern(others).search(self.text) is not None

    def count(self, terms: tuple[str, ...]) -> int:
        """How often any of the terms is said."""
        return sum(1 for _ in pattern(terms).finditer(self.text)) if self.has(terms) else 0

    def near(self, groups: Sequence[tuple[str, ...]], within: int) -> bool:
        """Whether a term of every group stands within so many words of the others."""
        if not all(self.has(terms) for terms in groups):
            return False
        spots = sorted(
            (bisect_right(self._starts, match.start()), number)
            for number, terms in enumerate(groups)
            for match in pattern(terms).finditer(self.text)
        )
        last: dict[int, int] = {}
        for position, number in spots:
            last[number] = position
            if len(last) == len(groups) and position - min(last.values()) <= within:
                return True
        return False
