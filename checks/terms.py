"""Words of the law as terms, and text made ready to be searched for them.

A term is one or more words; `*` in a word stands for any letters; a hyphen and a space are
the same; capitals, apostrophes and punctuation do not count, but for one word: SEND in
capitals is special educational needs and disability, and "send" is either that or what one
does with a letter. `{name}` stands for a group of `packs/words.yml`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import islice

Groups = Mapping[str, Sequence[str]]

_CAPITALS = ("SEND", "SENDs")
_APOSTROPHES = re.compile(r"['’‘`´]")
_SEND = re.compile(r"\bSEND(?=s?\b|ξ)")  # ξ: a star, in a term
_APART = re.compile(r"(?:[^\w£%]|_)+")
_GROUP = re.compile(r"\{([a-z0-9-]+)\}")


def normal(text: str) -> str:
    """Lower case words (but SEND), one space apart, with a space at both ends."""
    parts = _SEND.split(_APOSTROPHES.sub("", text))
    return f" {_APART.sub(' ', 'SEND'.join(part.casefold() for part in parts)).strip()} "


class UnknownGroup(Exception):
    """A term names a group that words.yml does not have, or groups go round in a circle."""


def expand(terms: Sequence[str], groups: Groups, above: tuple[str, ...] = ()) -> Terms:
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
    return Terms(dict.fromkeys(out))


# Every different word met, in the order of meeting, and its number: a site has few. And those
# words by how they begin.
_MET: dict[str, int] = {}
_BEGIN: defaultdict[str, list[str]] = defaultdict(list)


def _meet(words: Iterable[str]) -> int:
    """The number of the newest of some words."""
    newest = -1
    for word in words:
        if word not in _MET:
            for end in range(len(word) + 1):
                _BEGIN[word[:end]].append(word)
        newest = max(newest, _MET.setdefault(word, len(_MET)))
    return newest


# A term of more than one word: how many words stand before its longest, all its words, and
# letters that any text has which says it.
_Longer = tuple[int, tuple[str, ...], str]


class Terms(tuple[str, ...]):  # noqa: SLOT001 - it keeps its index
    """Terms, and an index that tells most texts apart without reading them.

    Each different word met is looked at once, and remembered as a term by itself, or as the
    longest word of longer terms. What is left for a text is to compare sets.
    """

    @cached_property
    def met(self) -> _Index:
        return _Index(self)


NOTHING = Terms()


class _Index:
    """What is known of the words met so far."""

    def __init__(self, terms: Iterable[str]) -> None:
        self.whole: set[str] = set()  # words that are a term by themselves
        self.part: dict[str, tuple[_Longer, ...]] = {}
        self.parts: set[str] = set()  # words that longer terms have
        self._looked_at = 0  # how many of the words met
        self._exact: defaultdict[str, list[_Longer]] = defaultdict(list)
        self._stems: defaultdict[str, list[_Longer]] = defaultdict(list)
        self._others: list[tuple[re.Pattern[str], _Longer]] = []
        for term in terms:
            # A letter stands in for the star, which normal() would take for punctuation.
            words = tuple(w.replace("ξ", "*") for w in normal(term.replace("*", "ξ")).split())
            if not words:
                continue
            word = max(words, key=lambda w: len(w.replace("*", "")))
            letters = f" {' '.join(words)} ".casefold().partition("*")[0]
            longer = (words.index(word), words, letters)
            if "*" not in word:
                self._exact[word].append(longer)
            elif word.index("*") == len(word) - 1:
                self._stems[word[:-1]].append(longer)
            else:
                self._others.append((_like(word), longer))
        self._lengths = sorted({len(stem) for stem in self._stems})

    def look(self, newest: int) -> None:
        """Look at the words met up to the newest of a text, once each."""
        if newest < self._looked_at:
            return
        words: Iterable[str] = islice(_MET, self._looked_at, None)
        if len(_MET) - self._looked_at > len(self._stems) and not self._others:
            # Many are new: it is quicker to look for what the terms begin with.
            found = {word for word in self._exact if word in _MET}
            words = found.union(*(_BEGIN[stem] for stem in self._stems if stem in _BEGIN))
            words |= {word for word in _CAPITALS if word in _MET}
        for word in words:
            self._learn(word)
        self._looked_at = len(_MET)

    def _learn(self, word: str) -> None:
        found = self._of(word)
        low = word.casefold()
        if low != word:
            found += self._of(low)
        if any(len(words) == 1 for _, words, _ in found):
            self.whole.add(word)
        longer = tuple(dict.fromkeys(each for each in found if len(each[1]) > 1))
        if longer:
            self.part[word] = longer
            self.parts.add(word)

    def _of(self, word: str) -> list[_Longer]:
        found = [*self._exact.get(word, ())]
        for length in self._lengths:
            if length > len(word):
                break
            found += self._stems.get(word[:length], ())
        found += [longer for pattern, longer in self._others if pattern.fullmatch(word)]
        return found


@lru_cache(maxsize=4096)
def _like(word: str) -> re.Pattern[str]:
    return re.compile(r"\w*".join(map(re.escape, word.split("*"))))


def _fits(said: str, wanted: str) -> bool:
    if wanted in (said, "*"):
        return True
    low = said.casefold()
    if "*" not in wanted:
        return low == wanted
    if wanted.index("*") == len(wanted) - 1:
        return low.startswith(wanted[:-1]) or said.startswith(wanted[:-1])
    return _like(wanted).fullmatch(low) is not None


class Words:
    """A passage's words, normalised once, asked about many times."""

    def __init__(self, text: str) -> None:
        self.text = normal(text)
        self._all = self.text.split()
        self._different = set(self._all)
        self._newest = _meet(self._different)
        self._low = self.text.casefold()

    @cached_property
    def _spots(self) -> Mapping[str, Sequence[int]]:
        """Where each word stands, counted in words."""
        spots: defaultdict[str, list[int]] = defaultdict(list)
        for number, word in enumerate(self._all):
            spots[word].append(number)
        return spots

    @property
    def number(self) -> int:
        """How many words there are."""
        return len(self._all)

    def has(self, terms: tuple[str, ...]) -> bool:
        """Whether any of the terms is said."""
        known = self._known(terms)
        if not known.whole.isdisjoint(self._different):
            return True
        return any(True for _ in self._longer(known))

    def count(self, terms: tuple[str, ...]) -> int:
        """How often any of the terms is said; words that two terms share count once."""
        return len(self._found(terms))

    def said(self, terms: tuple[str, ...]) -> set[str]:
        """What of the terms is said, in the text's own words."""
        return {" ".join(self._all[at : at + length]) for at, length in self._found(terms)}

    def near(self, groups: Sequence[tuple[str, ...]], within: int) -> bool:
        """Whether a term of every group stands within so many words of the others."""
        if not all(self.has(terms) for terms in groups):
            return False
        spots = sorted(
            (at, number) for number, terms in enumerate(groups) for at, _ in self._found(terms)
        )
        last: dict[int, int] = {}
        for position, number in spots:
            last[number] = position
            if len(last) == len(groups) and position - min(last.values()) <= within:
                return True
        return False

    def _known(self, terms: tuple[str, ...]) -> _Index:
        known = (terms if isinstance(terms, Terms) else Terms(terms)).met
        known.look(self._newest)
        return known

    def _longer(self, known: _Index) -> Iterator[tuple[int, int]]:
        """Where a term of more than one word stands, and how many words it has."""
        if known.parts.isdisjoint(self._different):
            return
        for word in known.parts & self._different:
            for before, words, letters in known.part[word]:
                if letters not in self._low:
                    continue
                for at in self._spots[word]:
                    start = at - before
                    said = self._all[start : start + len(words)] if start >= 0 else ()
                    if len(said) == len(words) and all(map(_fits, said, words)):
                        yield start, len(words)

    def _found(self, terms: tuple[str, ...]) -> list[tuple[int, int]]:
        """Where terms stand and how long they are, in order: the longest, none over another."""
        known = self._known(terms)
        whole = ((at, 1) for word in known.whole & self._different for at in self._spots[word])
        spots = dict(sorted([*whole, *self._longer(known)]))  # of one place the longest stays
        found: list[tuple[int, int]] = []
        end = 0
        for at, length in spots.items():
            if at >= end:
                found.append((at, length))
                end = at + length
        return found
