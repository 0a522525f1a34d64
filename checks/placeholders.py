"""Words that stand in for words still to be written, wherever an editor left them.

Read from the Markdown, which gives their lines; what stands in the text must be there for
families too, so that code, comments and what a plugin fills in are no findings. Words are the
council's choice (`placeholders` in local-offer.yml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from checks import contacts, unclosed
from checks.addresses import line_at
from checks.model import Page, Site, Source, Unfinished

# Comments, fenced code and code in a line; what is indented is told from the built page.
_UNREAD = re.compile(
    rf"<!--.*?-->|{unclosed.FENCED}|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_YAML_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_TO_BE = r"to\s+be\s+(?:confirmed|announced|decided|advised|arranged|added)"
_STANDS_IN = "stands in for words that are still to be written"
_TO_FILL_IN = "is to be filled in"
_NOBODYS = "is an address for examples, and leads to nobody’s page"
_NO_NUMBER = "is no number that anybody can ring"


@dataclass(frozen=True)
class Words:
    """The lists of `packs/unfinished.yml`, each as it is explained there."""

    phrases: tuple[str, ...]
    alone: tuple[str, ...]
    blanks: tuple[str, ...]
    orders: tuple[str, ...]
    endings: tuple[str, ...]
    templates: tuple[str, ...]
    letters: tuple[str, ...]
    in_letters: tuple[str, ...]
    greetings: tuple[str, ...]
    farewells: tuple[str, ...]
    pieces: tuple[str, ...]
    hosts: tuple[str, ...]
    whole_hosts: tuple[str, ...]
    mailboxes: tuple[str, ...]


_SHAPES = tuple(
    (re.compile(pattern, re.MULTILINE | (re.IGNORECASE if quiet else 0)), what)
    for pattern, quiet, what in (
        (r"\[\[[^\[\]\n]{1,80}\]\](?!\()", False, _TO_FILL_IN),
        # What a template, a mailing or a program should have filled in.
        (r"\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,80}%\}|\$\{[a-z][\w. -]{0,40}\}", False, _TO_FILL_IN),
        (r"«\w[\w ]{0,40}»|<%=?[^<>\n]{1,60}%>|(?<![\w%])%[A-Z_]{3,30}%(?!\w)", False, _TO_FILL_IN),
        (r"(?<!\[)\binsert\s[^.:;\n]{2,40}?\shere\b", True, _TO_FILL_IN),
        # "XXXX", "£XX", "XX:XX", "XX/XX/2027", "xx March", "01865 xxxxxx", "xxxx@council.gov.uk".
        (r"(?<![\w-])X{4,}(?:\sX{3,})*(?![\w-])|£[Xx]+(?:\.[Xx]+)?(?!\w)", False, _STANDS_IN),
        (r"(?<![\w:/])XX(?:[:/.]XX)+(?:[:/.](?:\d{2,4}|X{4}))?(?:[ap]m)?(?!\w)", True, _STANDS_IN),
        (rf"(?<![\w-])XX(?:th|st)?\s(?:{_MONTHS})\b", True, _STANDS_IN),
        (r"(?<!\w)0[\dX]*\s?[\dX]*X{3,}(?:\s?X+)*(?!\w)", True, _NO_NUMBER),
        (
            r"(?<![\d.,])(?=0(?:\s?\d){9,10}(?![\d.,]*\d))0\d{1,4}\s000\s?0{3,4}|(?<!\d)0{5}\s0{6}(?!\d)",
            False,
            _NO_NUMBER,
        ),
        (r"(?<![\w.])x{3,}@[\w.-]+", True, _NOBODYS),
        # "Rating: xxx", "checked by xxxx", "Xxxx to add quote"; kisses stand after a name.
        (
            (
                r"(?:(?<=[^\s:]:\s)|(?<=[^\n]\|\s)|(?<=[^\n]\|))"
                r"x{3,}(?:[ \t]x{3,})*(?=[ \t]*(?:[.,]?[ \t]*$|\|))"
            ),
            True,
            _STANDS_IN,
        ),
        (r"(?<=\b(?:by|of|on|at|to|is|in)[ \t])x{3,}(?![\w-])", True, _STANDS_IN),
        (r"(?<![\w-])x{3,}(?=\s(?:to|will|is|can|has)\s[a-z])", True, _STANDS_IN),
        (
            (
                r"\b(?:First ?[Nn]ame|Forename|Name) (?:Surname|Last ?[Nn]ame)\b"
                r"(?=[,.;)]|\s[–—(-]|[ \t]*$)"
            ),
            False,
            _STANDS_IN,
        ),
        (
            (
                r"(?:^(?:[*-][ \t]+)?|(?<=[.(])|(?<=\.\s))\*{0,2}"
                r"delete\s(?:as|where)\s(?:appropriate|applicable|necessary)\b"
            ),
            True,
            _TO_FILL_IN,
        ),
        # What opens a box ("??? note") has its words below it, set in.
        (r"^\?{2,}(?=[ \t]+\w)(?![^\n]*\n(?:[ \t]*\n)*(?: {4}|\t))", False, _STANDS_IN),
        # At the start of a line, with words after it, it opens a box: "??? note".
        (r"(?<=[^\n][\s£(|])\?{2,}(?=[\s|).,]|$)(?!\+? [\w\"])", False, _STANDS_IN),
        # A date's pattern where a date should stand, and not where it is asked for.
        (r"(?<=[^\s:]:\s)DD?\s?[/.-]\s?MM?\s?[/.-]\s?YY(?:YY)?\b", True, _STANDS_IN),
        (
            r"(?<![\w“\"'‘#@/.-])(?:TB[ACD]|T\.B\.[ACD]\.?)(?![\w”\"'’@/-]|\s*[(=]|\.\w)",
            True,
            _STANDS_IN,
        ),
        # A value, or the end of a sentence; "to be confirmed by the panel" tells who does it.
        (rf"(?:(?<=[:|–-]\s)|^[ \t]*){_TO_BE}(?=[ \t]*(?:$|[.,|;)]))", True, _STANDS_IN),
        (rf"^(?:[*-][ \t]+)?(?:[\w’']+[ \t]){{1,3}}{_TO_BE}(?=\.?[ \t]*$)", True, _STANDS_IN),
        (rf"\b(?:is|are)\s+(?:still\s+|yet\s+)?{_TO_BE}(?=\.?[ \t]*(?:$|\|))", True, _STANDS_IN),
        # RFC 2606: hosts that are nobody's, and never will be.
        (
            r"\bhttps?://(?:[\w-]+\.)*example\.(?:com|org|net)\b[^\s)>\]\"']*",
            True,
            _NOBODYS,
        ),
    )
)
_ELEMENTS = "address|area|caption|details|image|link|map|picture|summary|text|time|title|video"
_QUOTED = re.compile(r"“[^“”]*”|(?<!=)\"[^\"]*\"|‘[^‘’]*’")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*)$", re.MULTILINE)
_HANDLE = re.compile(r"@[\w-]+\s*$")  # "@council [team]": a pattern
_EXPLAINED = re.compile(r"\bto\s+be\s+\w+\s*\(?$", re.IGNORECASE)
# In the facts at the head of a page, a list: "topics: [school, team]".
_A_LIST = re.compile(r"(?:[:,\[-]|^)\s*$", re.MULTILINE)


def unfinished(site: Site, words: Words) -> Iterator[Unfinished]:
    """What is still to be written on a site's pages, in their order."""
    shapes = [
        *((_word(word), _STANDS_IN) for word in site.settings.placeholders if word.strip()),
        *_SHAPES,
        *_listed(words),
    ]
    code = {page.path: _code(page.source) for page in site.pages if page.source}
    every = "\n".join(code.values())
    template = re.compile(rf"\b(?:{_any(words.templates)})\b", re.IGNORECASE)
    for page in site.pages:
        if page.source is None or template.search("\n".join(page.called)):
            continue
        for found in (*_on_page(page, page.source, shapes, words), *_alone(page, words)):
            # What a site also shows as code, it shows on purpose: it is about how to write
            # pages. A word as short as TODO may stand in code by chance.
            shown = code[page.path] if found.said.isupper() else every
            if _host(found.said).casefold() not in shown:
                yield found


@cache
def _listed(words: Words) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns for the words of the lists."""
    blank, order = _any(words.blanks), _any(words.orders)
    of = r"(?:names?|number|address|date|title|place|time|amount|details)\s+of\s[^\[\]<>\n]{2,40}"
    # "[Enter]" is a key.
    asked = rf"(?:{order})\s[^\[\]<>=\n\\]{{1,80}}"
    ends = rf"(?:[\w’'-]+\s){{1,4}}(?:{_any(words.endings)})"
    inside = rf"(?:{blank})\s*\?*|{of}|{asked}|{ends}|\?+|(?-i:CHECK|INSERT|ADD|TODO|UPDATE)"
    bracket = rf"(?<![\w\[\]!#@./\\-])\\?\[\s*(?:{inside})\s*\\?\](?!\s?\(|[\[:])"
    # An editor's own sign; one word may be an element of HTML: "<address>".
    pointed = rf"(?<![\w=\"'/-])<(?!(?:{_ELEMENTS})>)(?:{asked}|{of}|{blank})>"
    name = rf"(?:{_any(words.hosts)})\.[a-z]{{2,}}(?:\.[a-z]{{2,}})*|{_any(words.whole_hosts)}"
    host = rf"(?:@|//|\bwww\.)(?:[\w-]+\.)*(?:{name})(?![\w-])"
    mailbox = rf"(?<![\w.-])(?:{_any(words.mailboxes)})@[\w-]+(?:\.[\w-]+)+"
    patterns = (
        (rf"(?<![\w“‘])(?<!ipsum )(?:{_any(words.phrases)})\b", _STANDS_IN),
        (bracket, _TO_FILL_IN),
        *_to_come(_any(words.pieces)),
        (pointed, _TO_FILL_IN),
        (rf"(?:[\w.-]*{host})|{mailbox}", _NOBODYS),
    )
    return tuple(
        (re.compile(pattern, re.IGNORECASE | re.MULTILINE), what) for pattern, what in patterns
    )


def _to_come(pieces: str) -> Iterator[tuple[str, str]]:
    """What a page is made of, and that somebody is still to bring: "Photo to follow.\""""
    no_piece = r"(?!(?:choose|pick|find|see|use|which|what|read|there|we|you|I)\b)"
    about = r"(?:[ \t](?:about|of|on|for|from|with)(?:[ \t][\w’'-]+){1,5}?)?"
    piece = rf"{no_piece}(?:[\w’'-]+[ \t]){{0,3}}?(?:{pieces}){about}"
    begins = r"(?:^(?:[*-][ \t]+|[>|][ \t]*)?[*_]{0,3}|(?<=[.!?][ \t])|(?<=\())"
    ends = r"(?=[.)*_!]*[ \t]*(?:$|\|))"
    here = r"(?:[ \t]in)?[ \t]here"
    a = r"(?:an?[ \t]|the[ \t])?"
    # "(insert phone number)"; "(add 20p for a bag)" is for families.
    yield rf"\((?:insert|please[ \t]add|add)[ \t]{a}{piece}(?:{here})?\)", _TO_FILL_IN
    yield rf"{begins}{piece}[ \t]to[ \t](?:follow|come|go{here}){ends}", _STANDS_IN
    yield rf"(?:(?<=[^\s:]:[ \t])|^)to[ \t]follow{ends}", _STANDS_IN
    yield rf"^insert[ \t]{a}{piece}(?=\.?[ \t]*$)", _TO_FILL_IN
    yield rf"\({piece}[ \t]{_TO_BE}\)", _STANDS_IN
    asks = r"(?:please[ \t])?(?:add|put|place|paste|insert)[ \t](?!your\b|you\b)"
    yield rf"{begins}{asks}{a}{piece}{here}{ends}", _STANDS_IN


def _any(words: Sequence[str]) -> str:
    found = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in found)


def _word(word: str) -> re.Pattern[str]:
    """Words as a whole; in capitals where they are given so. Not where they are explained."""
    said = r"\s+".join(map(re.escape, word.split()))
    flags = 0 if word.isupper() else re.IGNORECASE
    # "A TODO", "the TODO list": what is spoken of, and no mark.
    noun = r"(?<!\ba )(?<!\ban )(?<!\bthe )(?<!\bany )(?<!\byour )(?<!\bevery )"
    return re.compile(
        rf"(?<![\w“\"'‘(#@/.-]){noun}{said}(?![\w”\"'’@/-]|\s*[(=]|\.\w|\s(?:lists?|items?|before|after)\b)",
        flags,
    )


def _on_page(
    page: Page, source: Source, shapes: Sequence[tuple[re.Pattern[str], str]], words: Words
) -> Iterator[Unfinished]:
    text = _UNREAD.sub(_blank, unclosed.blanked(source.text))
    lines = text.split("\n")
    body = len("\n".join(lines[: source.body_line - 1]))
    head = _YAML_COMMENT.sub(_blank, text[:body])
    text = head + text[body:]
    shown = None
    found: list[tuple[int, int, Unfinished]] = []
    for shape, what in shapes:
        for match in shape.finditer(text):
            line = line_at(text, match.start())
            said = " ".join(match[0].replace("\\", "").split()).strip("*_>|- ")
            if not _meant(text, match, body) or _left_to_families(page, text, match, words):
                continue
            if what == _NOBODYS and contacts.as_example(text, match.start()):
                continue
            if match.start() >= body and not said.lower().startswith(("http", "<")):
                shown = _shown(page) if shown is None else shown
                if page.built and said not in shown:
                    continue
            place = page.at(line)
            found.append((match.start(), -match.end(), Unfinished(place, said, what)))
    # Many in one place: a page about addresses.
    samples = [one for one in found if one[2].what == _NOBODYS]
    if len({one[2].said for one in samples}) >= _MANY:
        found = [one for one in found if one[2].what != _NOBODYS]
    until = -1
    told: set[Unfinished] = set()
    for _, end, each in sorted(found, key=lambda one: one[:2]):
        if -end > until and each not in told:  # what stands within another is told with it
            yield each
            until = -end
            told.add(each)


def _alone(page: Page, words: Words) -> Iterator[Unfinished]:
    """What says nothing else: a heading "Heading 1"."""
    for block in page.built.blocks if page.built else ():
        if block.kind in ("code", "quote") or len(block.text) > _SHORT:
            continue
        if re.sub(r"\W+$", "", block.text).casefold() in words.alone:
            yield Unfinished(page.at_words(block.text, block.offset), block.text, _STANDS_IN)


def _meant(text: str, match: re.Match[str], body: int) -> bool:
    """Whether it stands in for words: not what is quoted or explained, nor a list of facts."""
    if match.start() < body:
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        return not (match[0][0] == "[" and _A_LIST.search(line))
    start = text.rfind("\n\n", 0, match.start()) + 1
    end = text.find("\n\n", match.start())
    paragraph = text[start : end if end >= 0 else len(text)][:_LONG]
    at = match.start() - start
    quoted = any(quote.start() <= at < quote.end() for quote in _QUOTED.finditer(paragraph))
    return not quoted and not _EXPLAINED.search(paragraph[max(0, at - 40) : at])


def _left_to_families(page: Page, text: str, match: re.Match[str], words: Words) -> bool:
    """A bracket in a letter that somebody is to copy, or one that is a link."""
    if match[0].startswith("[[") or match[0][0] not in "[<\\(iIdD":
        return False
    if f"{match[0]}:" in text:  # a link, whose address stands elsewhere
        return True
    start = max(0, match.start() - _LONG)
    near = text[start : match.start()]
    if _HANDLE.search(near):
        return True
    asked = re.match(rf"\W*(?:{_any(words.orders)}|delete)\b", match[0], re.IGNORECASE)
    letters = re.compile(rf"\b(?:{_any(words.letters)})\b", re.IGNORECASE)
    above = _above(near)
    # Where a page only is called so, an order to an editor is still one, but in a letter itself.
    called = above if asked and above else (*page.called, *above)
    if letters.search("\n".join(called)):
        return True
    after = _HEADING.split(text[match.start() : match.start() + _LONG], maxsplit=1)[0]
    return _in_a_letter(_HEADING.split(near)[-1], after, words, asked=bool(asked))


def _above(near: str) -> tuple[str, ...]:
    """The headings under which a text ends, from the nearest to the highest."""
    found: list[str] = []
    level = 7
    for heading in reversed(list(_HEADING.finditer(near))):
        own = len(heading[0]) - len(heading[0].lstrip("#"))
        if own < level:
            found.append(heading[1])
            level = own
    return tuple(found)


def _in_a_letter(before: str, after: str, words: Words, *, asked: bool) -> bool:
    """Whether what stands between these parts of a section is words for families to copy.

    Between a greeting and a farewell, or right below a line that leads to it. An order to an
    editor ("[insert map]") is none for the family unless the letter is there.
    """
    greets, ends = (
        re.compile(rf"^[ \t>*_“\"]*(?:{_any(some)})\b", re.IGNORECASE | re.MULTILINE)
        for some in (words.greetings, words.farewells)
    )
    paragraphs = _GAP.split(before)
    rest = _GAP.split(after)
    own = paragraphs[-1] + rest[0]
    if greets.search(own) or ends.search(own):
        return True
    said = list(greets.finditer(before))
    if said:
        left = [gone.end() for gone in ends.finditer(before, said[-1].end())]
        # Below the farewell stand the name and where to write to.
        if not left or len(_GAP.findall(before[left[-1] :])) <= _BELOW:
            return bool(left) or bool(ends.search(after)) or not asked
    # Above the greeting, only what stands in brackets: an address, a date.
    top = next((at for at, part in enumerate(rest) if greets.match(part)), 0)
    if top and not re.sub(r"\[[^\[\]]*\]|\W", "", "".join(rest[:top]).partition("]")[2]):
        return True
    if asked:
        return False
    leads = re.compile(rf"\b(?:{_any(words.in_letters)})\b", re.IGNORECASE)
    if leads.search(own):
        return True
    lead = next((part for part in reversed(paragraphs[:-1]) if part.strip()), "").rstrip(" *_")
    told = (*words.in_letters, *words.letters)
    return lead.endswith(":") and bool(re.search(rf"\b(?:{_any(told)})\b", lead, re.IGNORECASE))


_GAP = re.compile(r"\n[ \t>]*\n\s*")
_BELOW = 3
_LONG = 3000  # letters of a paragraph, or around a bracket, that are read
_MANY = 4
_SHORT = 30  # letters of a block that says nothing else


def _code(source: Source) -> str:
    """What a page shows as code."""
    found = (match[0] for match in _UNREAD.finditer(unclosed.blanked(source.text)))
    return "\n".join(code for code in found if not code.startswith("<!--")).casefold()


def _host(said: str) -> str:
    """An address without its path; words as they are."""
    return "/".join(said.split("/")[:3]) if said.lower().startswith("http") else said


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


def _shown(page: Page) -> str:
    """What families read of a page, but for code and quotations."""
    if page.built is None:
        return ""
    text = page.built.text
    for start, end in page.built.verbatim:
        text = text[:start] + " " * (end - start) + text[end:]
    return " ".join(text.split())
