"""What a page's words say that a short form stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache

from checks.model import Page

WORDS = re.compile(r"\w+")
_PLURAL = re.compile(r"[’']?s$")
# Words that a short form may pass over.
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "out",
     "than", "the", "to", "with", "under", "within")
)  # fmt: skip
# Words that no short form stands for: “We find it simple” is no FIS.
_SAID_OF_NOTHING = frozenset(
    ("i", "we", "you", "he", "she", "it", "they", "us", "them", "me", "my", "your", "our", "their",
     "his", "her", "its", "is", "are", "was", "were", "be", "been", "am", "can", "could", "will",
     "would", "should", "shall", "must", "may", "might", "do", "does", "did", "has", "have", "had",
     "not", "this", "that", "these", "those", "if", "when", "what", "who", "how", "why", "where",
     "which", "each", "every", "some", "any", "here", "there", "then", "so", "but", "also", "too",
     "please", "ask", "call", "ring", "see", "look", "get", "go", "come", "send", "give", "let",
     "make", "help", "helps", "find", "visit", "often", "always", "never", "after", "before")
)  # fmt: skip
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)+/\S*|(?<!\S)[…/]\S*[/-]\S*")
_STOP = re.compile(r"[.!?][\W_]*\s|[;\n|]|:\s")
# Between a short form and what it stands for.
_BETWEEN = re.compile(
    r"(?:&\w+)?(?:[’']?s\b)?(?:[^\w.!?;\n]|\b(?:(?:stands?|short|is|are) for|plans?"
    r"|(?:shortened|abbreviated) to|(?:(?:also|often|sometimes|usually) )?(?:known|referred to) as"
    r"|(?:also )?called|or|is|are|means|meaning|which|that|the|an?|our|your)\b)*",
    re.IGNORECASE,
)
_MOST = 2  # letters of a short form that one word may give: SENCO has two of coordinator
_FAR = 5  # words between a short form and what it stands for: "which is short for the"
_INITIALS = 2  # letters of a name
_AROUND = 400  # letters around a short form in which it may be said what it is
_TELLING = 4  # letters that no row of words begins with by chance


def singular(word: str) -> str:
    """A word without the s of a plural."""
    return _PLURAL.sub("", word)


class Text:
    """A page's words, made ready to be asked what they say of many short forms."""

    def __init__(self, page: Page) -> None:
        self._page = page

    @cached_property
    def text(self) -> str:
        """The page's text without addresses: “…/ehc-needs-assessments” explains nothing."""
        text = self._page.built.text if self._page.built else ""
        return _ADDRESS.sub(lambda match: "·" * len(match[0]), text)

    @cached_property
    def _spans(self) -> list[tuple[int, int]]:
        return [match.span() for match in WORDS.finditer(self.text)]

    @cached_property
    def _words(self) -> list[str]:
        return [self.text[start:end] for start, end in self._spans]

    @cached_property
    def _low(self) -> list[str]:
        return [word.lower() for word in self._words]

    @cached_property
    def _stops(self) -> list[int]:
        """For each word the first one that is not in its sentence."""
        stops = [len(self._spans)] * len(self._spans)
        for at in range(len(self._spans) - 2, -1, -1):
            between = self.text[self._spans[at][1] : self._spans[at + 1][0]]
            stops[at] = at + 1 if _STOP.search(between) else stops[at + 1]
        return stops

    @cached_property
    def _whole(self) -> frozenset[tuple[str, ...]]:
        """The texts of links, headings, cells and items, without “the” before them."""
        links = self._page.built.links if self._page.built else ()
        said = (*(link.text for link in links), *(block.text for block in self._page.prose))
        rows = (tuple(word.lower() for word in WORDS.findall(each)) for each in said)
        return frozenset(row[1:] if row[:1] in (("the",), ("our",)) else row for row in rows)

    @cached_property
    def _spots(self) -> Mapping[str, list[int]]:
        """Where each word stands, counted in words, without the s of a plural."""
        spots: dict[str, list[int]] = {}
        for at, word in enumerate(self._words):
            spots.setdefault(_PLURAL.sub("", word), []).append(at)
        return spots

    @cached_property
    def _begins(self) -> Mapping[str, list[int]]:
        """Where the words stand that begin with each letter."""
        begins: dict[str, list[int]] = {}
        for at, word in enumerate(self._low):
            begins.setdefault(word[0], []).append(at)
        return begins

    def spells_out(self, short: str, *, anywhere: bool) -> bool:
        """Whether the page says what a short form stands for.

        Words with capitals, and those of a long one, may stand anywhere; others beside it, or
        by themselves. Unless `anywhere`, they are only looked for beside it.
        """
        letters = "".join(filter(str.isalpha, short)).lower()
        if self._tells(short):
            return True
        # With “&” it is two words here.
        here = self._spots.get(short.partition("&")[0], [])
        longest = 2 * len(letters) + 2 * _FAR
        starts: Iterable[int] = self._begins.get(letters[0], ())
        if not anywhere:
            near = {at + step for at in here for step in range(-longest, _FAR + 2)}
            last = len(self._low)
            starts = sorted(at for at in near if 0 <= at < last and self._low[at][0] == letters[0])
        return any(
            self._means(start, end, letters, here)
            for start in starts
            for end in _spell(self._words[start : self._stops[start]][:longest], letters, start)
        )

    def _means(self, start: int, end: int, letters: str, here: Sequence[int]) -> bool:
        """Whether a row of words with these first letters is meant by them."""
        row, low = self._words[start:end], self._low[start:end]
        if len(row) > 1 and all(w[0].isupper() for w in row if w.lower() not in _SMALL):
            # “Ellen Parker Hall” is no EP.
            after = self._words[end : self._stops[start]][:1]
            if len(letters) > _INITIALS or not (after and after[0][0].isupper()):
                return True
        if not _SAID_OF_NOTHING.isdisjoint(low):
            return False
        if len(row) > 1 and (len(letters) >= _TELLING or tuple(low) in self._whole):
            return True
        return self._stand_beside(start, end, here)

    def _stand_beside(self, start: int, end: int, here: Sequence[int]) -> bool:
        """Whether nothing but such a word as “or” stands between a row and its short form."""
        next_one = bisect_left(here, end)
        if next_one < len(here) and here[next_one] <= end + _FAR:
            between = self.text[self._spans[end - 1][1] : self._spans[here[next_one]][0]]
            if _BETWEEN.fullmatch(between):
                return True
        last_one = bisect_left(here, start) - 1
        if last_one >= 0 and here[last_one] >= start - _FAR - 1:
            between = self.text[self._spans[here[last_one]][1] : self._spans[start][0]]
            return bool(_BETWEEN.fullmatch(between))
        return False

    def _tells(self, short: str) -> bool:
        """Whether it stands in brackets after its words, or they after it, or it says what it is.

        Of the words only the first letter is asked for: “ribonucleic acid (RNA)”.
        """
        at = self.text.find(short)
        while at >= 0:
            # What tells of it stands near it.
            around = self.text[max(0, at - _AROUND) : at + len(short) + _AROUND]
            if _TELLS.search(around) and any(p.search(around) for p in _telling(short)):
                return True
            at = self.text.find(short, at + _AROUND // 2)
        return False


# “CAMHS, the GP or 111” is a row of things.
_SAYS = (
    r"(?:(?: [–-]| is| are| means| stands for|, which is) (?:a|an|the|our|short)\s"
    r"|, (?:a|an|the|our) (?![^,.;]*,?\s(?:or|and)\s(?:an?|the|your|our|any|\d+)\b))"
)
_TELLS = re.compile(rf"\(|{_SAYS}")


_NOTHING = "|".join(sorted(_SAID_OF_NOTHING | _SMALL))


@lru_cache(maxsize=64)
def _telling(short: str) -> tuple[re.Pattern[str], ...]:
    start = re.escape(short[0])
    return (
        re.compile(
            rf"(?i:\b{start})\w+(?:(?![.!?]\s|\n)\W+\w+){{0,{len(short) + 2}}}?"
            rf"[^\w.!?]*\({re.escape(short)}s?\)"
        ),
        re.compile(
            rf"\b{re.escape(short)}s?\s*\((?i:[\W_]*(?:(?:the|an?|our|your) )?"
            rf"(?!(?:{_NOTHING})\b){start})\w+[\s-]+\w"
        ),
        re.compile(rf"\b{re.escape(short)}s?{_SAYS}"),
    )


def _spell(words: Sequence[str], letters: str, start: int) -> set[int]:
    """Where a row of words, which is at `start`, can end that begin with these letters, in order.

    A short form gives all its letters: “EHC plan” is an EHCP.
    """
    ends: set[int] = set()
    counts = {0}  # how many letters may be used up
    for at, word in enumerate(words):
        low = word.lower()
        after = {
            count + taken
            for count in counts
            for taken in ((1, len(word)) if word.isupper() else range(1, _MOST + 1))
            if low.startswith(letters[count : count + taken])
            and count + taken <= len(letters) > taken
        }
        if at and (low in _SMALL or word.isdigit()):
            after |= counts
        if len(letters) in after:
            ends.add(start + at + 1)
        counts = after - {len(letters)}
        if not counts:
            break
    return ends
