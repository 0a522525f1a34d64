"""A word that families may not know, that is out of date, or that hurts.

People read the words they use themselves fastest. A word of the office makes them feel that a
page is not for them; the name of a body that is gone sends them nowhere; and some words about
disabled people offend. The list is `words` in checks/packs/plain-english.yml, each with its
reason; a council adds words and takes words out under `plain_english` in local-offer.yml.
What stands in quotation marks, and what looks like a name, is left alone.

Fix: write what the message says instead.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Before the visit, tell the team if your child uses a wheelchair.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Prior to the visit, tell the team if your child is wheelchair-bound.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from checks.model import Advice, Block, Context, Page, PlainEnglish, Problem, Severity, told_once

SEVERITY = Severity.WARNING

# After words that stand alone: the end, a sign, or a word that is no noun.
_ALONE = (
    r"(?=\s*(?:$|[.,;:!?)–—])|\s+(?:but|who|are|is|were|was|have|has|had|can|may|must|will|should|"
    r"to|in|on|at|with|by|from|for|than|as|need|get|often|"
    r"(?:and|or) (?:the|their|those|disabled|disabilities|autism|elderly|sick))\b)"
)
_GAP = r"(?:\s|-|\N{NON-BREAKING HYPHEN})+"
_LETTERS = re.compile(r"\w+")
_SHORT = 3  # letters of what means something else in capitals: “ie” and IE
_START = 4  # letters of a word by which it is looked up
_NEXT = re.compile(r"[^.!?]*[.!?] +((?:They|It|These|There|This|That|Those)\b)")
_CAPITALS = re.compile(r"[A-Z][\w’'-]*")


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    words = _List.of(context.site.settings.plain)
    explained = {form.casefold() for word in context.site.words for form in (word.term, *word.also)}
    for page in context.site.pages:
        blocks = page.prose if page.source else ()
        for number, block in enumerate(blocks):
            # What a term means stands in the next block.
            after = blocks[number + 1 : number + 2] if block.kind == "term" else ()
            for match, advice in words.found(block, "".join(each.text for each in after)):
                if advice.jargon and match[0].casefold() in explained:
                    continue
                fix = f"Write “{_as(match[0], advice.write)}”." if advice.write else advice.say
                yield (
                    page,
                    Problem(
                        context.site.at_words(
                            page, block.text[match.start() :], block.offset + match.start()
                        ),
                        f"“{match[0]}” is {advice.why}.",
                        fix,
                    ),
                )


@dataclass(frozen=True)
class _List:
    """The words ready to be looked for: by the start of one that each entry can't be without."""

    by_start: Mapping[str, Sequence[tuple[int, re.Pattern[str], Advice]]]
    past: re.Pattern[str]
    people: re.Pattern[str]
    names: AbstractSet[str]

    @classmethod
    def of(cls, plain: PlainEnglish) -> "_List":
        by_start: dict[str, list[tuple[int, re.Pattern[str], Advice]]] = {}
        for number, advice in enumerate(plain.advice):
            pattern = _any_of(advice.words, alone=advice.alone)
            for start in dict.fromkeys(map(_start, advice.words)):
                by_start.setdefault(start, []).append((number, pattern, advice))
        return cls(by_start, _any_of(plain.past), _any_of(plain.people), plain.names)

    def found(self, block: Block, after: str) -> Iterator[tuple[re.Match[str], Advice]]:
        starts = {word[:_START] for word in _LETTERS.findall(block.text.casefold())}
        entries = {
            entry[0]: entry
            for start in starts & self.by_start.keys()
            for entry in self.by_start[start]
        }
        taken: list[tuple[int, int]] = []
        for number in sorted(entries):
            _, pattern, advice = entries[number]
            for match in pattern.finditer(block.text):
                start, end = match.span()
                if any(a < end and start < b for a, b in taken):
                    continue
                if self._right(block.text, match, advice, after):
                    continue
                taken.append((start, end))
                yield match, advice

    def _right(self, text: str, match: re.Match[str], advice: Advice, after: str) -> bool:
        """Whether the words are right here."""
        sentence = _sentence(text, match.start())
        if advice.past and self.past.search(f"{sentence} {_goes_on(text, match.end())} {after}"):
            return True
        if advice.people and not self.people.search(sentence):
            return True
        if any(_any_of([phrase]).search(sentence) for phrase in advice.unless):
            return True
        return not match[0].islower() and self._is_name(text, match, advice)

    def _is_name(self, text: str, match: re.Match[str], advice: Advice) -> bool:
        """Whether words with a capital are, or begin, the name of something."""
        after = _CAPITALS.match(text, match.end() + 1)
        if after and after[0] in self.names:
            return True
        listed = any(
            not word.islower() and re.fullmatch(_written(word), match[0]) for word in advice.words
        )
        if listed or (match[0].isupper() and len(match[0]) > _START):
            return False
        before = text[: match.start()].rstrip()
        begins = not before or before[-1] in '.!?:"“(•'
        _, *others = match[0].replace("-", " ").split()
        if not any(word[0].isupper() for word in others):  # “Prior to Easter”, “the Endeavour to”
            return not begins or bool(after and not others)
        # In capitals because somebody found them important, or a name.
        return bool(after) or not advice.nameless or not begins


def _as(said: str, write: str) -> str:
    """What to write, with a capital where what stands there has one."""
    return write[0].upper() + write[1:] if said[0].isupper() and said[1:].islower() else write


def _start(word: str) -> str:
    """The first letters of its longest part."""
    parts = _LETTERS.findall(word.casefold())
    return max(parts, key=len)[:_START] if parts else ""


def _sentence(text: str, at: int) -> str:
    start = max(text.rfind(". ", 0, at), text.rfind("! ", 0, at), text.rfind("? ", 0, at)) + 1
    ends = [end for sign in (". ", "! ", "? ") if (end := text.find(sign, at)) >= 0]
    return text[start : min(ends, default=len(text))]


def _goes_on(text: str, at: int) -> str:
    """The next sentence, where it speaks of the same: “There have been none since 2022.”"""
    next_one = _NEXT.match(text, at)
    return _sentence(text, next_one.start(1)) if next_one else ""


def _any_of(words: Iterable[str], *, alone: bool = False) -> re.Pattern[str]:
    """A pattern for any of the words: those with a capital as they are, others also with some."""
    each = [_written(word) for word in sorted(words, key=len, reverse=True)]
    after = _ALONE if alone else r"(?:(?=['’]s?(?!\w))|(?<=[A-Z]{3})(?=-[a-z])|(?![\w’'-]|\.\w))"
    return re.compile(rf"(?<![\w.’'-])(?:{'|'.join(each)}){after}" if each else r"(?!)")


def _written(word: str) -> str:
    parts = []
    for part in re.split(r"[\s-]+", word):
        letters = re.sub("['’]", "['’]", re.escape(part.rstrip("*")))
        parts.append(letters + (r"\w*" if part.endswith("*") else ""))
    pattern = _GAP.join(parts)
    if word.islower() and len(word) > _SHORT:
        return f"(?i:{pattern})"
    return f"[{pattern[0]}{pattern[0].upper()}]{pattern[1:]}" if word.islower() else pattern
