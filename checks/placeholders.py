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

from checks.model import Page, Site, Source, Unfinished

# Comments, fenced code and code in a line; what is indented is told from the built page.
_UNREAD = re.compile(
    r"<!--.*?-->|^[ \t]*(?P<fence>`{3,}|~{3,}).*?^[ \t]*(?P=fence)[ \t]*$|(`+)(?!`).+?\2(?!`)",
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
    letters: tuple[str, ...]
    hosts: tuple[str, ...]
    mailboxes: tuple[str, ...]


_SHAPES = tuple(
    (re.compile(pattern, re.IGNORECASE if quiet else 0), what)
    for pattern, quiet, what in (
        (r"\[\[[^\[\]\n]{1,80}\]\](?!\()", False, _TO_FILL_IN),
        # What a template, a mailing or a program should have filled in.
        (r"\{\{[^{}\n]{1,80}\}\}|\{%[^{}\n]{1,80}%\}|\$\{\w[\w. -]{0,40}\}", False, _TO_FILL_IN),
        (r"«\w[\w ]{0,40}»|<%=?[^<>\n]{1,60}%>|(?<![\w%])%[A-Z_]{3,30}%(?!\w)", False, _TO_FILL_IN),
        (r"(?<!\[)\binsert\s[^.:;\n]{2,40}?\shere\b", True, _TO_FILL_IN),
        # "XXXX", "£XX", "XX:XX", "XX/XX/2027", "xx March", "01865 xxxxxx", "xxxx@council.gov.uk".
        (r"(?<![\w-])X{4,}(?:\sX{3,})*(?![\w-])|£X+(?:\.X+)?(?!\w)", False, _STANDS_IN),
        (r"(?<![\w:/])XX(?:[:/.]XX)+(?:[:/.]\d{2,4})?(?!\w)", True, _STANDS_IN),
        (rf"(?<![\w-])XX(?:th|st)?\s(?:{_MONTHS})\b", True, _STANDS_IN),
        (r"(?<!\w)0[\dX]*\s?[\dX]*X{3,}(?:\s?X+)*(?!\w)", True, _NO_NUMBER),
        (r"(?<![\d.,])0\d{1,4}\s?000\s?0{3,4}(?![\d.,]*\d)", False, _NO_NUMBER),
        (r"(?<![\w.])x{3,}@[\w.-]+", True, _NOBODYS),
        (r"(?:(?<=[\s£(|])|^)\?{2,}(?=[\s|).,]|$)", False, _STANDS_IN),
        # A date's pattern where a date should stand, and not where it is asked for.
        (r"(?<=[^\s:]:\s)DD?\s?[/.-]\s?MM?\s?[/.-]\s?YY(?:YY)?\b", True, _STANDS_IN),
        (
            r"(?<![\w“\"'‘#@/.-])T\.?B\.?[ACD](?![\w”\"'’@/-]|\s*[(=]|\.\w)\.?",
            True,
            _STANDS_IN,
        ),
        # A value, or the end of a sentence; "to be confirmed by the panel" tells who does it.
        (rf"(?:(?<=[:|–-]\s)|^[ \t]*){_TO_BE}(?=[ \t]*(?:$|[.,|;)]))", True, _STANDS_IN),
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
_QUOTED = re.compile(r"“[^“”\n]*”|(?<!=)\"[^\"\n]*\"|‘[^‘’\n]*’")
_HEADING = re.compile(r"^#{1,6}[ \t]+(.*)$", re.MULTILINE)
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
    for page in site.pages:
        for found in _on_page(page, page.source, shapes, words) if page.source else ():
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
    asked = rf"(?:{order})\b[^\[\]<>=\n]{{0,80}}"
    ends = rf"[^\[\]<>=\n]{{2,60}}\s(?:{_any(words.endings)})"
    bracket = rf"(?<![\[\]!\\])\[(?:(?:{blank})\s*\?*|{of}|{asked}|{ends}|\?+)\](?![(\[:])"
    # An editor's own sign; one word may be an element of HTML: "<address>".
    pointed = rf"<(?!(?:{_ELEMENTS})>)(?:{asked}|{of}|{blank})>"
    host = rf"(?:@|//|\bwww\.)(?:[\w-]+\.)*(?:{_any(words.hosts)})\.[a-z]{{2,}}(?:\.[a-z]{{2,}})*"
    mailbox = rf"(?<![\w.-])(?:{_any(words.mailboxes)})@[\w-]+(?:\.[\w-]+)+"
    patterns = (
        (rf"(?<![\w“‘])(?:{_any(words.phrases)})\b", _STANDS_IN),
        (bracket, _TO_FILL_IN),
        (pointed, _TO_FILL_IN),
        (rf"(?:[\w.-]*{host})|{mailbox}", _NOBODYS),
    )
    return tuple((re.compile(pattern, re.IGNORECASE), what) for pattern, what in patterns)


def _any(words: Sequence[str]) -> str:
    found = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in found)


def _word(word: str) -> re.Pattern[str]:
    """Words as a whole; in capitals where they are given so. Not where they are explained."""
    said = r"\s+".join(map(re.escape, word.split()))
    flags = 0 if word.isupper() else re.IGNORECASE
    return re.compile(rf"(?<![\w“\"'‘(#@/.-]){said}(?![\w”\"'’@/-]|\s*[(=]|\.\w)", flags)


def _on_page(
    page: Page, source: Source, shapes: Sequence[tuple[re.Pattern[str], str]], words: Words
) -> Iterator[Unfinished]:
    text = _UNREAD.sub(_blank, source.text)
    lines = text.split("\n")
    body = len("\n".join(lines[: source.body_line - 1]))
    head = _YAML_COMMENT.sub(_blank, text[:body])
    text = head + text[body:]
    shown = None
    found: dict[tuple[int, str], Unfinished] = {}
    for shape, what in shapes:
        for match in shape.finditer(text):
            line = text.count("\n", 0, match.start()) + 1
            said = " ".join(match[0].split())
            if not _meant(text, match, body) or _left_to_families(page, text, match, words):
                continue
            if match.start() >= body and not said.lower().startswith(("http", "<")):
                shown = _shown(page) if shown is None else shown
                if page.built and said not in shown:
                    continue
            found[line, said] = Unfinished(page.at(line), said, what)
    for block in page.built.blocks if page.built else ():
        if block.kind in ("code", "quote") or len(block.text) > _SHORT:
            continue
        if re.sub(r"\W+$", "", block.text).casefold() in words.alone:
            place = page.at_words(block.text, block.offset)
            found[place.line, block.text] = Unfinished(place, block.text, _STANDS_IN)
    yield from (found[key] for key in sorted(found))


def _meant(text: str, match: re.Match[str], body: int) -> bool:
    """Whether it stands in for words: not what is quoted or explained, nor a list of facts."""
    start = text.rfind("\n", 0, match.start()) + 1
    line = text[start : (text + "\n").index("\n", match.start())]
    at = match.start() - start
    if match.start() < body:
        return not (match[0][0] == "[" and _A_LIST.search(line[:at]))
    quoted = any(quote.start() <= at < quote.end() for quote in _QUOTED.finditer(line))
    return not quoted and not _EXPLAINED.search(line[:at])


def _left_to_families(page: Page, text: str, match: re.Match[str], words: Words) -> bool:
    """A bracket in a letter that families are to copy."""
    if match[0][0] != "[" or match[0].startswith("[["):
        return False
    heading = [found[1] for found in _HEADING.finditer(text, 0, match.start())][-1:]
    called = " ".join((page.name, *heading))
    return bool(re.search(rf"\b(?:{_any(words.letters)})\b", called, re.IGNORECASE))


_SHORT = 20  # letters of a block that says nothing else


def _code(source: Source) -> str:
    """What a page shows as code."""
    found = (match[0] for match in _UNREAD.finditer(source.text))
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
