"""Filler: sentences that tell a family nothing they can use.

Good wishes, the law said over again, and where to look instead. What is left of a section
when they are gone is what it really says. The lists (`packs/filler.yml`) hold habits of
writing, not duties; how well they do is measured (`benchmarks/passages.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from checks.model import split_sentences
from checks.terms import NOTHING, Terms, Words

_WRAPPED = 60  # a line as long as this with no end to its sentence goes on in the next
_NAME = 8  # words: a line as short as this with no end is a heading or a name


def sentences(text: str) -> Iterator[str]:
    """A text's sentences, headings and items of lists, in order."""
    whole = ""
    length = 0  # of the line before
    for line in filter(None, map(str.strip, text.split("\n"))):
        if whole and (length < _WRAPPED or whole[-1] in ".!?:;"):
            yield from split_sentences(whole)
            whole = ""
        whole = f"{whole} {line}" if whole else line
        length = len(line)
    if whole:
        yield from split_sentences(whole)


# Numbers that tell a reader nothing: of laws, and the ages that all of this is for.
_NO_NUMBER = re.compile(
    r"\b(?:act|regulations?|order|rules)[ ,]+(?:19|20)\d\d\b"
    r"|\b(?:sections?|schedules?|regulations?|chapters?|paragraphs?|parts?|articles?|wcag)"
    r"\s\d[\w.()]*"
    r"|\bforce (?:on|from|in) (?:\d+ )?(?:\w+ )?\d{4}|\b0 ?(?:to|[-–]) ?25\b|\b24/7\b"
    r"|\b(?:aged?|up to|under|over)(?: the age of)? \d+(?: (?:to|and) \d+)?\b|\bpost[ -]16\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")
# "In Anywhere" names where, and nothing that is there.
_WHERE = re.compile(
    r"\b(?:[Ii]n|[Aa]cross|[Tt]hroughout|[Aa]round|[Ww]ithin) [A-Z][\w’'-]+(?: [A-Z][\w’'-]+)*"
)


@dataclass(frozen=True)
class Filler:
    """What makes a sentence filler: lists of terms, as `packs/filler.yml` explains them."""

    wishes: Terms = NOTHING
    warm: Terms = NOTHING
    concrete: Terms = NOTHING
    doing: Terms = NOTHING
    law: tuple[Terms, ...] = ()
    statute: tuple[Terms, ...] = ()
    reader: Terms = NOTHING
    signposts: Terms = NOTHING
    unfinished: Terms = NOTHING
    no_names: frozenset[str] = frozenset()

    def substance(self, text: str) -> tuple[str, int]:
        """A text without its filler, and how many words of filler there were."""
        kept: list[str] = []
        dropped = 0
        after = False  # the sentence before was filler
        announced = False  # it announces a list, or was an item of one
        for sentence in sentences(text):
            said = Words(sentence)
            ended = sentence[-1] in ".!?"
            kind = self._kind(said)
            if said.number <= _NAME and sentence[-1] not in ".!?:" and kind != "law":
                kind = ""
            goes_on = after and said.number <= _NAME and sentence[-1] == ":"
            announced = (announced or goes_on) and not ended
            after = bool(kind)
            if announced or kind:
                dropped += said.number
                announced = announced or kind == "law" or (kind != "" and sentence[-1] == ":")
            else:
                kept.append(sentence)
        return "\n".join(kept), dropped

    def _kind(self, said: Words) -> str:
        """What kind of filler a sentence is, if it is."""
        if self.law and all(map(said.has, self.law)):
            return "law"
        if self.statute and all(map(said.has, self.statute)) and not said.has(self.reader):
            return "statute"
        if said.has(self.signposts):
            return "signpost"
        if any(letter.isdigit() for letter in said.text) or said.has(self.concrete):
            return ""
        if said.has(self.wishes):
            return "wish"
        return "warm" if len(said.said(self.warm)) > 1 else ""

    def steps(self, said: Words) -> int:
        """How many words for what to do, who does it or when."""
        return said.count(self.concrete) + said.count(self.doing)

    def specific(self, text: str) -> bool:
        """Whether it has a number or a name that is not the law's: a time, a price, a place."""
        if any(letter.isdigit() for letter in _NO_NUMBER.sub(" ", text)):
            return True
        named = _NAMED.findall(_WHERE.sub(" ", text))
        return any(name not in self.no_names for name in named)


NO_FILLER = Filler()
