"""How old a reader must be: the Flesch–Kincaid grade of a text, as a reading age.

The grade is 0.39 × words a sentence + 11.8 × syllables a word − 15.59 (Kincaid and others,
1975); five years more is the age of a child in that grade. It knows nothing of meaning: it is
a help to find sentences worth a second look.

What is no sentence (headings, short items of lists, names and addresses by themselves) is
left out, and a name inside a sentence counts as one syllable: nobody can write it shorter.
Syllables are counted by rule, as no word list of English with a free licence works offline;
against a dictionary of sounds, 98 in 100 words of the shipped pages are right
(handbook/decisions/0010-reading-age.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from checks.filler import sentences
from checks.model import Block, Reading, Sentence

_FEWEST_SENTENCES = 5
_LONG_ITEM = 10  # words of an item that says as much as a sentence
_FEWEST_WORDS = 3  # a "sentence" of fewer is a label
_HARDEST = 3

# What stands in for a text that is not written yet: placeholder-text tells it.
_STANDS_IN = re.compile(
    r"\b(?:lorem|ipsum|consectetur|adipiscing|eiusmod|tempor|incididunt|nostrud|ullamco|laboris"
    r"|exercitation|reprehenderit|voluptate|excepteur|cupidatat|proident|deserunt|mollit)\b"
    r"|\btext (?:to )?(?:goes|go|follow|follows) here\b|\b(?:TODO|TBC|TBD|FIXME|XXX)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöûü]+")
_TWO = re.compile(r"ia|iu|io|eo|ua|ying|yone|ier")  # vowels side by side that are two sounds
_ONE = re.compile(r"tion|sion|cial|tial|cian|gion|cious|tious|qua|gua|ques|people|quiet")
# Endings whose e is silent, and what may stand before it where it is heard.
_SILENT = (
    ("e", ("le", "ee", "ie", "oe", "ye", "ue")),
    ("es", ("ses", "zes", "ces", "ges", "shes", "ches", "xes", "ies", "les", "ees")),
    ("ed", ("ted", "ded", "eed", "ied", "led")),
)


def read(text: str) -> Reading | None:
    """The reading age of a text, and its hardest sentences first. None for a short text."""
    return _of(sentences(text))


def read_blocks(blocks: Iterable[Block]) -> Reading | None:
    """The reading age of a page. An item of a list may lack its full stop, a long one counts."""
    return _of(said for block in blocks for said in _ended(block))


def _ended(block: Block) -> Iterator[str]:
    *whole, last = block.sentences
    yield from whole
    long = block.kind == "item" and len(last.split()) >= _LONG_ITEM
    yield f"{last}." if long and last[-1].isalnum() else last


def _of(said: Iterable[str]) -> Reading | None:
    found = [sentence for each in said if (sentence := _sentence(each))]
    if len(found) < _FEWEST_SENTENCES:
        return None
    words = sum(sentence.words for sentence in found)
    sounds = sum(sentence.syllables for sentence in found)
    hardest = sorted(found, key=lambda s: (-s.age, s.text))[:_HARDEST]
    return Reading(age(len(found), words, sounds), tuple(hardest))


def age(sentences: int, words: int, sounds: int) -> float:
    """The age, in years, of a reader who is as old as these counts ask for."""
    return 0.39 * words / sentences + 11.8 * sounds / words - 15.59 + 5


def _sentence(said: str) -> Sentence | None:
    words = said.split()
    if not said.rstrip("\"'”’)").endswith((".", "!", "?", ":")) or len(words) < _FEWEST_WORDS:
        return None
    if _STANDS_IN.search(said):
        return None
    sounds = sum(_sounds(word, first=number == 0) for number, word in enumerate(words))
    return Sentence(said, len(words), sounds, age(1, len(words), sounds))


def _sounds(word: str, *, first: bool) -> int:
    match = _WORD.search(word)
    if match is None or "@" in word or "/" in word or (not first and match[0][0].isupper()):
        return 1
    return syllables(match[0].replace("'", "").replace("’", "").lower())


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """How many syllables a word has, in lower case; at least one."""
    count = len(_VOWELS.findall(word))
    silent = any(word.endswith(end) and not word.endswith(heard) for end, heard in _SILENT)
    if silent or (word.endswith("le") and word[-3:-2] in "aeiouy"):
        count -= 1
    if _TWO.search(word) and not _ONE.search(word):
        count += 1
    return max(count, 1)
