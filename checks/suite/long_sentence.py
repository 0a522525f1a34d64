"""A sentence is too long to be understood at one reading.

Readers hold about 25 words in mind. In a longer sentence they lose who does what, and people
who read slowly lose most. How long a sentence may be is the council's choice
(`plain_english: sentence_words` in local-offer.yml).

Fix: cut the sentence where the message says, or turn it into a list.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    You can ask for a short break by phone or by email. Tell the team what your child likes, and
    what help they need. The team then rings you within five days.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    You can ask for a short break by phone or by email if you tell the team what your child likes
    to do and what help they need with eating, washing or getting about, and the team then rings
    you within five days to say what it can offer.
"""

import re
from collections.abc import Iterator

from checks.model import Context, Page, Problem, Severity, shortened, told_once

SEVERITY = Severity.WARNING

_KINDS = ("paragraph", "item", "cell", "caption")
_ENDS = (".", "!", "?", ":", ";")
# Where a sentence can be cut so that what follows can stand alone, the best place first.
_WHO = r"(?:I|you|we|they|he|she|it|this|these|there|if|when|then)"
_CUTS = (
    re.compile(r";\s+()"),
    re.compile(rf",\s+(?=(?:and|yet|then|or(?! if| when))\s{_WHO}\s)()"),
    re.compile(r",\s+(?=(?:but|so|because|although|while|unless)\s)()"),
    # Not “which breaks there are, who can have them and how to ask”.
    re.compile(r",\s+(?=(?:which|who|where)\s(?!.*\s(?:and|or)\s(?:how|wh\w+)\s))()"),
    re.compile(r"\s[–—]\s()"),
    re.compile(r":\s+()"),
    re.compile(r"(?<!\bor)(?<!\band)\s(?=(?:but|because(?! of)|although|so that)\s)()"),
    re.compile(rf"\s(?=and\s{_WHO}\s)()"),
)
# A sentence that begins so can be cut only behind the comma where its main part begins.
_BEFORE = re.compile(
    r"(?:If|When|Whenever|While|Although|Though|Because|As|Unless|Once|After|Before|Since|Until|"
    r"Where|Even if|In order)\b"
)
_MAIN = re.compile(rf",\s(?={_WHO}\s|(?:the|your|our|please|ask|ring|tell|write|send|talk)\s)")
_LISTED = 3  # signs of a list that Markdown did not see as one
_ROW = 2  # semicolons of a list in a sentence
_SHORTEST = 6  # words that a piece should have


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    limit = context.site.settings.plain.sentence_words
    for page in context.site.pages:
        for block in page.prose if page.source else ():
            if block.kind not in _KINDS or block.text.count(" ") < limit:
                continue
            for sentence in block.sentences:
                words = sentence.split()
                number = sum(any(map(str.isalpha, word)) for word in words)
                if number > limit and _is_one(sentence, block.kind):
                    at = block.offset + block.text.find(sentence)
                    yield (
                        page,
                        Problem(
                            context.site.at_words(page, sentence, at),
                            f"A sentence has {number} words; here it should have at most {limit}: "
                            f"“{shortened(sentence)}”",
                            _cut(sentence),
                        ),
                    )


def _is_one(text: str, kind: str) -> bool:
    """Whether it is a sentence, and not a row of names or links."""
    ended = text.rstrip("\"'”’) ").endswith(_ENDS)
    commas = text.count(",") + text.count("·") + text.count("|")
    listed = text.count(" - ") + text.count(" * ") + text.count(" • ")
    if listed >= _LISTED or text.isupper():
        return False
    return (ended or kind == "item") and commas < len(text.split()) / 4


def _cut(sentence: str) -> str:
    """Where to cut: near the middle, at the best place there is."""
    words = sentence.split()
    if sentence.count(";") >= _ROW:
        return "Make it a list: what stands between two semicolons is an item."
    main = _MAIN.search(sentence) if _BEFORE.match(sentence) else None
    for pattern in _CUTS if main or not _BEFORE.match(sentence) else ():
        spots = [
            (match.start(), match.end())
            for match in pattern.finditer(sentence, main.end() if main else 0)
            if len(sentence[: match.start()].split()) >= _SHORTEST
            and len(sentence[match.end() :].split()) >= _SHORTEST
        ]
        # Inside brackets no sentence can end.
        spots = [s for s in spots if sentence.count("(", 0, s[0]) <= sentence.count(")", 0, s[0])]
        if spots:
            end, start = min(spots, key=lambda spot: abs(2 * spot[0] - len(sentence)))
            before = shortened(" ".join(sentence[:end].rstrip(" -–—").split()[-4:]))
            after = shortened(sentence[start:], 5)
            return f"Cut it after “… {before}”, and make a sentence of its own of “{after}”."
    if main:
        first = shortened(sentence[main.end() :], 4)
        return f"Say first “{first}”, and put when or why that is so into a sentence of its own."
    half = shortened(" ".join(words[len(words) // 2 :]), 4)
    return f"Cut it in two, near “{half}”. If it is a row of things, make it a list."
