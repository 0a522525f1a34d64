"""Words are written in capitals.

Words in capitals have no shape, so they are slow to read; a screen reader may spell them out,
and many readers feel shouted at. Short forms such as NHS are not meant.

Fix: write the words as in any sentence. What matters most comes first, or in a sentence of
its own; a word may be bold.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    You must ask before the NHS visit.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    PLEASE ASK BEFORE THE VISIT.
"""

import re
from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from checks.model import Context, Page, PlainEnglish, Problem, Severity, told_once

SEVERITY = Severity.WARNING

_WORD = r"[A-Z](?:[A-Z]|[’'-][A-Z])*"
_RUN = re.compile(rf"(?<![\w@./\\&’'-]){_WORD}(?:(?: & | |/){_WORD})*(?![\w@/\\&+]|[.’'-]\w)")
# The end of a licence must be quoted as it stands, and the post wants Freepost in capitals.
_AS_IS = re.compile(r"\bWARRANT|\bLIAB|\b(?i:freepost)\b")
_FEWEST = 3  # words in capitals that are no short forms
_LETTERS = 4  # that one of them has at least
# “IT support” is no “it”, and who is told “please send” sends.
_NAMES = frozenset(
    ("IT", noun) for noun in ("SUPPORT", "HELP", "SKILLS", "COURSES", "TRAINING", "TEAM", "ROOM",
                              "LESSONS", "SUITE", "CLASS", "CLASSES", "EQUIPMENT", "SERVICES")
)  # fmt: skip
_DO = frozenset(
    ("PLEASE", "NOT", "NEVER", "ALWAYS", "ONLY", "MUST", "CAN", "WILL", "DON’T", "DON'T")
)
_SURE = 6  # letters that few short forms have


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    site = context.site
    plain = site.settings.plain
    short = set(plain.known)
    for word in site.words:
        for form in (word.term, *word.also):
            short.update(part for part in form.split() if part.isupper())
    for page in site.pages:
        for block in page.prose if page.source else ():
            for match in () if _AS_IS.search(block.text) else _RUN.finditer(block.text):
                words = re.findall(r"[A-Z’'-]+", match[0])
                loud = [w for w in words if len(w) > 1 and w not in short]
                whole = match[0] == block.text.strip(" .!?:")
                if not _is_loud(loud, plain, whole=whole):
                    continue
                ordinary = plain.shouted | plain.ordinary if len(words) >= _FEWEST else set()
                before = block.text[: match.start()].rstrip(" “\"‘'(•")
                calm = _calm(match[0], short, ordinary, start=not before or before[-1] in ".!?")
                yield (
                    page,
                    Problem(
                        site.at_words(
                            page, block.text[match.start() :], block.offset + match.start()
                        ),
                        f"“{match[0]}” is in capitals.",
                        f"Write “{calm}”. If it matters most, say it first or make it bold.",
                    ),
                )


def _is_loud(words: list[str], plain: PlainEnglish, *, whole: bool) -> bool:
    if not words:
        return False
    if all(word in plain.shouted for word in words):
        return True
    sure = [word in plain.shouted or word in plain.ordinary for word in words]
    if whole and (all(sure) or (any(sure) and len(words) >= _FEWEST)):
        return True
    few = sum(sure) >= _FEWEST and all(
        known or len(word) < _SURE for known, word in zip(sure, words, strict=True)
    )
    if few or (all(sure) and any(word in plain.shouted for word in words)):
        return True
    # Short forms in a row, such as BOB ICB or ADHD ASD, are no words.
    if not any(sure) and all(len(word) < _SURE for word in words):
        return False
    # Small words such as OF weigh nothing: CODE OF CONDUCT may be a name.
    words = [word for word in words if len(word) >= _FEWEST or word in plain.shouted]
    long = any(len(word) >= _LETTERS for word in words)
    two = len(words) == _FEWEST - 1 and all(len(word) >= _FEWEST for word in words)
    return long and (len(words) >= _FEWEST or (whole and two))


def _calm(text: str, short: AbstractSet[str], ordinary: AbstractSet[str], *, start: bool) -> str:
    """The same words as in a sentence. In a shouted one US and IT are words, and SEND may be."""

    def low(match: re.Match[str]) -> str:
        word = match[0]
        before, after = text[: match.start()].split(), text[match.end() :].split()
        if word == "I":
            return word
        if word in ordinary and not (before[-1:] == ["THE"] or (word, *after[:1]) in _NAMES):
            return word.lower()
        verb = word == "SEND" and not {*before[-1:]}.isdisjoint(_DO)
        return word if word in short and not verb else word.lower()

    calm = re.sub(_WORD, low, text)
    return calm[0].upper() + calm[1:] if start else calm
