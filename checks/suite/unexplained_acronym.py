"""A short form in capitals is explained nowhere.

Families meet dozens of short forms and can't ask a page what they mean. A short form is
explained when the glossary (`docs/about/glossary.yml`) has it, or when the page says what it
stands for: “an education, health and care (EHC) plan”, “EHC (education, health and care)”.
Short forms that everybody knows, such as NHS, are a list: `known` in
checks/packs/plain-english.yml, and under `plain_english` in local-offer.yml.

Fix: write it out where it first stands, with the short form in brackets, or put it into the
glossary. Leave the short form away if it is used only once.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    The special educational needs coordinator (SENCO) of your school can help you to ask.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    The SENCO of your school can help you to ask.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from checks.model import Context, Page, Problem, Severity, Site, count_of

SEVERITY = Severity.WARNING

# "EHC", "EHCPs", "SENCo", "DfE". What has digits is a number of something: OX1, A40, KS2.
_SHORT = re.compile(
    r"(?<![\w@./\\#&’'=:_-])(?:[A-Z][A-Z&]{0,8}[A-Z]|[A-Z]{3,5}[a-z]|[A-Z][a-z][A-Z]{1,3})"
    r"(?:[’']?s)?(?![\w@/\\&+=_]|[.:]\w|-[A-Z\d])"
)
_PLURAL = re.compile(r"[’']?s$")
_ROMAN = re.compile(r"[IVX]+")
# Several words in capitals are shouted, not shortened: all-capitals tells of those.
_SHOUTED = re.compile(r"\b[A-Z][A-Z’'&-]*(?:[\s,]+[A-Z][A-Z’'&-]*){2,}\b")
_WORDS = re.compile(r"\w+")
# Words that a short form may pass over.
_SMALL = frozenset(
    ("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "out",
     "than", "the", "to", "with", "under", "within")
)  # fmt: skip
_FAR = 3  # words between a short form and what it stands for: "is short for"
_LEAST, _OFTEN = 3, 2  # letters of a word, and how often it stands in small letters
_TELLING = 4  # letters that no row of words begins with by chance


def check(context: Context) -> Iterator[Problem]:
    site = context.site
    clear = _clear(site)
    found: dict[str, list[tuple[Page, int]]] = {}
    for page in site.pages:
        if page.source is None or page.built is None:
            continue
        first: dict[str, int] = {}
        for block in page.prose:
            for short, at in _short_forms(block.text):
                first.setdefault(short, block.offset + at)
        unclear = {s: at for s, at in first.items() if s not in clear}
        words = _WORDS.findall(page.built.text) if unclear else []
        for short, at in unclear.items():
            if short not in page.built.explained and not _spelt_out(short, words):
                found.setdefault(short, []).append((page, at))
    for short in _ordinary(site, found):
        del found[short]
    for short, places in found.items():
        page, at = places[0]
        also = f", and {count_of(len(places) - 1, 'more page')} use it" if places[1:] else ""
        yield Problem(
            site.at_words(page, page.built.text[at : at + 60] if page.built else short, at),
            f"“{short}” is explained neither on this page nor in the glossary{also}.",
            f"Write what it stands for where it first stands, as in “… ({short})”, or put it into "
            "docs/about/glossary.yml. If it is a name that everybody knows, put it under "
            "“plain_english: known” in local-offer.yml.",
            same=short,
        )


def _clear(site: Site) -> frozenset[str]:
    """The short forms that need no words on a page: known, in the glossary, or in a name."""
    plain = site.settings.plain
    forms = [form for word in site.words for form in (word.term, *word.also)]
    names = [
        name
        for page in site.pages
        if page.front_matter.listing
        for name in (page.front_matter.title, page.front_matter.listing.provider)
    ]
    named = {short for text in (*forms, *names) for short, _ in _short_forms(text)}
    shouted = {word.upper() for word in plain.shouted}
    return frozenset(named | plain.known | shouted)


def _ordinary(site: Site, shorts: Iterable[str]) -> list[str]:
    """Those that the site also writes in small letters: words in capitals, not short forms."""
    words = {short.lower(): short for short in shorts if len(short) >= _LEAST}
    if not words:
        return []
    pattern = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(words)))})\b")
    seen = Counter(
        word for page in site.pages if page.built for word in pattern.findall(page.built.text)
    )
    return [words[word] for word, times in seen.items() if times >= _OFTEN]


def _short_forms(text: str) -> Iterator[tuple[str, int]]:
    """The short forms in a text, without the s of a plural, and where they stand."""
    shouted = [match.span() for match in _SHOUTED.finditer(text)]
    for match in _SHORT.finditer(text):
        short = _PLURAL.sub("", match[0])
        if sum(map(str.isupper, short)) < 2 or _ROMAN.fullmatch(short):
            continue
        if any(start <= match.start() < end for start, end in shouted):
            continue
        yield short, match.start()


def _spelt_out(short: str, words: Sequence[str]) -> bool:
    """Whether the words of a page say what a short form stands for.

    A long one may stand anywhere, a short one beside its words, unless these have capitals.
    """
    letters = "".join(filter(str.isalpha, short)).lower()
    low = [word.lower() for word in words]
    here = [at for at, word in enumerate(words) if _PLURAL.sub("", word) == short]
    if "&" in short:  # it is two words here
        here = [at for at, word in enumerate(words) if word == short.partition("&")[0]]
    for start, word in enumerate(low):
        if word[0] != letters[0] or not (ends := _spell(low, start, letters)):
            continue
        row = words[start : min(ends)]
        capitals = all(word[0].isupper() for word in row if word.lower() not in _SMALL)
        if len(row) > 1 and (len(letters) >= _TELLING or capitals):
            return True
        if any(0 <= at - end <= _FAR for end in ends for at in here):
            return True
        if any(0 < start - at <= _FAR + 1 for at in here):
            return True
    return False


def _spell(words: Sequence[str], at: int, letters: str) -> set[int]:
    """Where a row of words from `at` on can end that begin with these letters, in order."""
    if not letters:
        return {at}
    if at == len(words):
        return set()
    word = words[at]
    ends: set[int] = set()
    for taken in range(1, min(3, len(letters), len(word)) + 1):
        if not word.startswith(letters[:taken]):
            break
        ends |= _spell(words, at + 1, letters[taken:])
    if word in _SMALL:
        ends |= _spell(words, at + 1, letters)
    return ends
