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
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from functools import cached_property, lru_cache

from checks.model import Context, Page, Problem, Severity, Site, count_of

SEVERITY = Severity.WARNING

# "EHC", "EHCPs", "SENCo", "DfE", "ASD/ADHD", "non-EHC". What has digits is a number of
# something: OX1, A40, ISO 639.
_SHORT = re.compile(
    r"(?:(?<![\w@./\\#&’'=:;_-])|(?<=[A-Z]{2}/)|(?<=[A-Z]s/)|(?<=\b[Nn]on-)|(?<=\b[Pp]re-)|(?<=\b[Pp]ost-))"
    r"(?:[A-Z][A-Z&]{0,8}[A-Z]|[A-Z]{3,5}[a-z]|[A-Z][a-z][A-Z]|SaLT)(?:[’']?s)?"
    r"(?![\w@\\&+=_]|/(?![A-Z]{2})|[.:;]\w|-[A-Z\d]|\s\d)"
)
# Letters that stand for nothing where they stand: somebody's initials, a number plate, a grade,
# the first letters of a postcode.
_TITLE = re.compile(
    r"\b(?:M(?:rs?|s|x|iss)|Dr|Prof(?:essor)?|Cllr|Councillor|Sir|Dame|Lord|Lady|Rev)\.? $"
    r"|\b(?:checked|read|reviewed|updated|written)\b[^.]* by $"
)
_PLATE = re.compile(r"\b[A-Z]{2}\d\d $")
_GRADE = re.compile(r"[A-EU]{3}|[DMP]{3}")
_GRADES = re.compile(r"\b(?:[Gg]rades?|A[ -][Ll]evels?|BTECs?)\b")
_POSTCODE = re.compile(r"\bpost\s?codes?\b", re.IGNORECASE)
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
_LEAST = 3  # letters of a word that may stand in small letters too
_INITIALS = 2  # letters of a name, or of a postcode
_LONG = 6  # letters that few short forms have
_AROUND = 400  # letters around a short form in which it may be said what it is
_SAID = 200  # letters that tell the line of one
_MANY = 50  # unknown short forms of one page for which all of it is looked through
_TELLING = 4  # letters that no row of words begins with by chance


def check(context: Context) -> Iterator[Problem]:
    site = context.site
    clear = _clear(site)
    words = site.settings.plain.shouted | site.settings.plain.ordinary
    found: dict[str, list[tuple[Page, int, str]]] = {}
    for page in site.pages:
        if page.source is None or page.built is None:
            continue
        text = _Text(page)
        unknown = {
            short: at
            for short, at in _first(page, words).items()
            if short.upper() not in clear and short not in page.built.explained
        }
        for number, (short, (offset, said)) in enumerate(unknown.items()):
            if not text.spells_out(short, anywhere=number < _MANY):
                found.setdefault(short, []).append((page, offset, said))
    for short in _ordinary(site, found):
        del found[short]
    for short, places in found.items():
        page, offset, said = places[0]
        also = f". {count_of(len(places), 'page')} use it" if places[1:] else ""
        yield Problem(
            site.at_words(page, said, offset),
            f"“{short}” is explained neither on this page nor in the glossary{also}.",
            f"Write what it stands for where it first stands, as in “… ({short})”, or put it into "
            "docs/about/glossary.yml. If it is a name that everybody knows, put it under "
            "“plain_english: known” in local-offer.yml.",
            same=short,
        )


def _first(page: Page, words: AbstractSet[str]) -> dict[str, tuple[int, str]]:
    """Where each short form first stands on a page, and what is said from there on."""
    first: dict[str, tuple[int, str]] = {}
    for block in page.prose:
        shouting = _is_shouting(block.text, words)
        for short, at in () if shouting else _short_forms(block.text):
            if short not in first:
                first[short] = (block.offset + at, block.text[at : at + _SAID])
    return first


def _clear(site: Site) -> frozenset[str]:
    """The short forms, all in capitals, that are known, in the glossary, or in a name."""
    plain = site.settings.plain
    forms = [form for word in site.words for form in (word.term, *word.also)]
    names = [
        name
        for page in site.pages
        if page.front_matter.listing
        for name in (page.front_matter.title, page.front_matter.listing.provider)
    ]
    named = {short for text in (*forms, *names) for short, _ in _short_forms(text)}
    return frozenset(
        word.upper() for word in (*named, *plain.known, *plain.shouted, *plain.ordinary)
    )


def _ordinary(site: Site, shorts: Iterable[str]) -> list[str]:
    """Those that the site also writes in small letters: words and names, not short forms."""
    words = {short.lower(): short for short in shorts if len(short) >= _LEAST}
    if not words:
        return []
    forms = {form for word in words for form in (word, word.capitalize())}
    seen = {
        word.lower()
        for page in site.pages
        if page.built
        for word in forms.intersection(_WORDS.findall(page.built.text))
    }
    return [words[word] for word in words if word in seen]


def _short_forms(text: str) -> Iterator[tuple[str, int]]:
    """The short forms in a text, without the s of a plural, and where they stand."""
    shouted = [match.span() for match in _SHOUTED.finditer(text)][::-1]
    for match in _SHORT.finditer(text):
        short = _PLURAL.sub("", match[0])
        if sum(map(str.isupper, short)) < 2 or _ROMAN.fullmatch(short):
            continue
        while shouted and shouted[-1][1] <= match.start():
            shouted.pop()
        if shouted and shouted[-1][0] <= match.start():
            continue
        if _is_letters(short, text, match.start()):
            continue
        yield short, match.start()


def _is_letters(short: str, text: str, at: int) -> bool:
    """Whether it is letters that stand for nothing here."""
    before = text[max(0, at - _AROUND) : at]
    return bool(
        (len(short) == _INITIALS and (_TITLE.search(before) or _has(_POSTCODE, text)))
        or _PLATE.search(before)
        or (_GRADE.fullmatch(short) and _has(_GRADES, text))
    )


@lru_cache(maxsize=8)
def _has(pattern: re.Pattern[str], text: str) -> bool:
    return bool(pattern.search(text))


def _is_shouting(text: str, ordinary: AbstractSet[str]) -> bool:
    """Whether the whole text is words in capitals, as some write headings."""
    words = _WORDS.findall(text) if text.isupper() else ()
    return len(words) > 1 and any(len(word) >= _LONG or word in ordinary for word in words)


class _Text:
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
        return [match.span() for match in _WORDS.finditer(self.text)]

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
        rows = (tuple(word.lower() for word in _WORDS.findall(each)) for each in said)
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
