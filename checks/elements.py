"""Markdown → the HTML elements in it that nothing closes, and end tags that close nothing.

Which elements need an end tag: HTML, 13.1.2.4 "Optional tags" (the others do), 13.1.2 (void ones
have none, and only in a drawing or a formula does "/>" close). What an end tag can close:
13.2.6.4.7, "any other end tag": that of a phrase never reaches out of a block. Pure, and in step
with the length of the page: each sign is passed once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from checks import unclosed
from checks.addresses import line_at
from checks.model import Place, Severity, Site, Unended
from checks.parse import indented_code

# What stands in these is text to the end tag, or to the end of the page.
_RAW = frozenset(("iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"))
_DRAWN = frozenset(("math", "svg"))
# What stands in these may not be shown, or not at once.
_HIDING = _DRAWN | frozenset(
    (
        "audio", "canvas", "datalist", "details", "dialog", "noscript", "object", "select",
        "template", "video",
    )
)  # fmt: skip
_BLOCKS = _HIDING | frozenset(
    (
        "address", "article", "aside", "blockquote", "button", "center", "dir", "div", "dl",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "main", "marquee", "menu", "nav", "ol", "pre", "search", "section",
        "summary", "table", "ul",
    )
)  # fmt: skip
_PHRASES = frozenset(
    (
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "blink", "cite", "code", "data", "del",
        "dfn", "em", "font", "i", "ins", "kbd", "label", "legend", "map", "mark", "meter", "nobr",
        "output", "picture", "progress", "q", "ruby", "s", "samp", "slot", "small", "span",
        "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    )
)  # fmt: skip
_KNOWN = _RAW | _BLOCKS | _PHRASES

# What is no tag, though it may hold what looks like one; then what begins a tag.
_NEXT = re.compile(
    r"^(?P<room>[ \t]*)(?P<fence>`{3,}(?=[^\n`]*$)|~{3,})[^\n]*$"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    # "\<div>" is a tag all the same: Markdown escapes no "<" (Python-Markdown, ESCAPED_CHARS).
    r"|\\[\\`]|<!--.*?-->"
    r"|!\[[^\[\]\n]*\]|\]\([^()\n]*\)"
    r"|<(?P<end>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?=[\s/>])",
    re.DOTALL | re.MULTILINE,
)
_FENCE_END = re.compile(r"^([ \t]*)(`{3,}|~{3,})[ \t]*$", re.MULTILINE)
_LIKELY = re.compile(r"</?[A-Za-z]")
_BARE = re.compile(r"[^\"'<>]*")
_AS_MARKDOWN = re.compile(r"\smarkdown\b", re.IGNORECASE)


@dataclass(slots=True)
class _Open:
    name: str
    at: int
    as_markdown: bool = False
    closes_itself: bool = False  # or so its "/>" says
    by: str = ""  # the element whose end tag came first
    by_at: int = 0


@dataclass(slots=True)
class _Block:
    """A block that is open, and the phrases that are open in it."""

    block: _Open | None
    phrases: list[_Open] = field(default_factory=list)
    names: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class _Tag:
    name: str
    start: int
    after: int
    ends: bool
    closes_itself: bool
    as_markdown: bool
    lost_quote: str  # a quotation mark that opens a value and that nothing closes


def unended(site: Site) -> Iterator[Unended]:
    """What is not closed, or closes nothing, in the Markdown of a site's pages."""
    for page in site.pages:
        if page.source:
            for at, found in sorted(_Reader(page.source.text, page.source.body_line).read()):
                yield Unended(Place(page.path, line_at(page.source.text, at)), *found)


_Said = tuple[str, str, Severity]


class _Reader:
    """Reads the Markdown of one page."""

    def __init__(self, text: str, body_line: int) -> None:
        lines = text.split("\n")
        head = sum(len(line) + 1 for line in lines[: body_line - 1])
        body = text[head:]
        self.source = text
        before = " " * (head - 1) + "\n" if head else ""  # so that places stay
        self.text = before + unclosed.blanked(body) if _LIKELY.search(body) else ""
        self.code = {number + body_line for number in indented_code(body)} if self.text else set()
        self.fences: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for match in _FENCE_END.finditer(self.text):
            for key in (match[1] + match[2][0], f"any{match[2][0]}"):
                self.fences[key].append((match.start(2), len(match[2])))
        self.frames = [_Block(None)]
        self.blocks: Counter[str] = Counter()
        self.raw = 0  # blocks that are open whose inside is not read as Markdown
        self.drawn = 0
        self.left: list[_Open] = []  # what nothing closed where it should
        self.stray: list[_Tag] = []
        self.told: list[tuple[int, _Said]] = []

    def read(self) -> list[tuple[int, _Said]]:
        """What is wrong, by where it stands."""
        at = 0
        while match := _NEXT.search(self.text, at):
            at = self._past_fence(match) if match["fence"] else match.end()
            if not match["name"] or self._in_code(match.start()):
                continue
            tag = _tag(self.text, match)
            if tag is None:
                continue
            at = tag.after
            if tag.name not in _KNOWN:
                continue
            if tag.lost_quote:
                self._tell_quote(tag)
            if tag.ends:
                self._end(tag)
            elif not (tag.closes_itself and self.drawn):
                at = self._begin(tag)
        while len(self.frames) > 1:
            self._shut()
        self.left += self.frames[0].phrases
        self._pair()
        return self.told

    def line_of(self, at: int) -> int:
        return line_at(self.source, at)

    def _past_fence(self, match: re.Match[str]) -> int:
        """Where fenced code ends: at a fence as far in as its first, or else at any."""
        fence = match["fence"]
        for key in (match["room"] + fence[0], f"any{fence[0]}"):
            ends = self.fences[key]
            for at, length in islice(ends, bisect_left(ends, (match.end(), 0)), None):
                if length >= len(fence):
                    return at + length
        return match.end()

    def _in_code(self, at: int) -> bool:
        """Whether it is indented so that it is code; inside HTML nothing is."""
        return not self.raw and bool(self.code) and self.line_of(at) in self.code

    def _begin(self, tag: _Tag) -> int:
        """Open an element; where to read on."""
        opened = _Open(tag.name, tag.start, tag.as_markdown, tag.closes_itself)
        if tag.name in _RAW:
            return self._pass_raw(opened, tag.after)
        if tag.name in _BLOCKS:
            self.frames.append(_Block(opened))
            self.blocks[tag.name] += 1
            self.raw += not tag.as_markdown
            self.drawn += tag.name in _DRAWN
        else:
            self.frames[-1].phrases.append(opened)
            self.frames[-1].names[tag.name] += 1
        return tag.after

    def _pass_raw(self, opened: _Open, after: int) -> int:
        # A script may write another; in what else is raw, a second start shows that the first
        # was never closed.
        start = "" if opened.name == "script" else "?"
        tag = re.compile(rf"</{start}{opened.name}(?=[\s/>])", re.IGNORECASE)
        match = tag.search(self.text, after)
        if match and match[0][1] == "/":
            return match.end()
        self.left.append(opened)
        return match.start() if match else len(self.text)

    def _shut(self, by: _Tag | None = None) -> None:
        """Close the innermost block; without its own end tag it is left, as are its phrases."""
        frame = self.frames.pop()
        assert frame.block is not None
        name = frame.block.name
        self.blocks[name] -= 1
        self.raw -= not frame.block.as_markdown
        self.drawn -= name in _DRAWN
        own = by is not None and by.name == name
        for one in frame.phrases if own else (frame.block, *frame.phrases):
            if by:
                one.by, one.by_at = by.name, by.start
            self.left.append(one)

    def _end(self, tag: _Tag) -> None:
        if tag.name in _BLOCKS and self.blocks[tag.name]:
            while self.frames[-1].block and self.frames[-1].block.name != tag.name:
                self._shut(tag)
            self._shut(tag)
        elif tag.name in _PHRASES and self.frames[-1].names[tag.name]:
            frame = self.frames[-1]
            while (one := frame.phrases.pop()).name != tag.name:
                one.by, one.by_at = tag.name, tag.start
                self.left.append(one)
                frame.names[one.name] -= 1
            frame.names[tag.name] -= 1
        else:
            self.stray.append(tag)

    def _pair(self) -> None:
        """What was closed too late is told once, not also where its end tag stands."""
        waiting: dict[str, list[_Open]] = defaultdict(list)
        for one in sorted(self.left, key=lambda one: -one.at):
            waiting[one.name].append(one)
        for tag in self.stray:
            if waiting[tag.name] and _crossed(waiting[tag.name][-1], tag):
                self._tell_crossed(waiting[tag.name].pop(), tag)
            else:
                self._tell_stray(tag)
        for opened in waiting.values():
            for one in opened:
                self._tell_left(one)

    def _tell(self, at: int, message: str, fix: str, *, grave: bool = True) -> None:
        self.told.append((at, (message, fix, Severity.ERROR if grave else Severity.WARNING)))

    def _tell_left(self, one: _Open) -> None:
        name = one.name
        if one.closes_itself:
            message = f"In HTML “/>” does not close the <{name}> that begins here, {_effect(name)}."
            fix = f"Write <{name} …></{name}> in place of <{name} …/>."
            self._tell(one.at, message, fix, grave=name not in _PHRASES)
            return
        if one.by:
            where = f"before the </{one.by}> on line {self.line_of(one.by_at)}"
            message = f"Nothing closes the <{name}> that begins here {where}, {_effect(name)}."
        else:
            where = "where it should end"
            message = f"Nothing closes the <{name}> that begins here, {_effect(name)}."
        fix = f"Write </{name}> {where}, or take <{name}> out. {_to_show(name)}"
        self._tell(one.at, message, fix, grave=name not in _PHRASES)

    def _tell_crossed(self, one: _Open, tag: _Tag) -> None:
        name, line = one.name, self.line_of(tag.start)
        if one.by:
            rest = (
                f"after the </{one.by}> on line {self.line_of(one.by_at)}, which ends it too early"
            )
            fix = f"Write </{name}> before that </{one.by}>: what began last must end first."
        else:
            rest = "inside another element, where that closes nothing"
            fix = f"Write </{name}> outside what began after it: what began last must end first."
        message = f"The <{name}> that begins here is closed on line {line} {rest}."
        self._tell(one.at, message, fix, grave=name not in _PHRASES)

    def _tell_stray(self, tag: _Tag) -> None:
        name, grave = tag.name, tag.name not in _PHRASES
        message = f"This </{name}> closes nothing that begins before it in the page"
        if grave:
            message += (
                ", so it may close a part of the site around the page, and what follows is lost "
                "to families, or stands where nobody looks for it"
            )
        fix = f"Take </{name}> out, or write <{name}> where it should begin. {_to_show('/' + name)}"
        self._tell(tag.start, f"{message}.", fix, grave=grave)

    def _tell_quote(self, tag: _Tag) -> None:
        self._tell(
            tag.start,
            f"A quotation mark ({tag.lost_quote}) in this <{tag.name}> is not closed, so the "
            "tag does not end where it should, and what follows is lost or shown as code.",
            f"Write {tag.lost_quote} at the end of the value, before “>”.",
        )


def _tag(text: str, match: re.Match[str]) -> _Tag | None:
    """The tag that begins here; None when what begins so goes on as text."""
    at, lost = match.end(), ""
    while True:
        bare = _BARE.match(text, at)
        assert bare is not None  # it may be empty
        at = bare.end()
        sign = text[at : at + 1]
        if sign == ">":
            break
        if sign not in ("'", '"') or text[at - 1] != "=":
            return None
        close = text.find(sign, at + 1)
        after = text[close + 1 : close + 2]
        if close < 0 or not (after.isspace() or after in (">", "/")):
            first = text.find(">", at, close if close > 0 else len(text))
            if first < 0:
                return None
            at, lost = first, sign
            break
        at = close + 1
    return _Tag(
        match["name"].lower(),
        match.start(),
        at + 1,
        bool(match["end"]),
        text[at - 1] == "/",
        bool(_AS_MARKDOWN.search(text, match.end(), at)),
        lost,
    )


def _crossed(one: _Open, tag: _Tag) -> bool:
    """Whether this end tag is that of an element that was ended, or hidden, before it."""
    return one.at < tag.start and (not one.by or tag.start - one.by_at < _NEAR)


_NEAR = 100


def _effect(name: str) -> str:
    """What an element does that is not closed; completes a sentence."""
    if name in _RAW:
        return (
            "so browsers take all that follows on the page for its text, and families see no "
            "page there"
        )
    if name in _HIDING:
        return "so what follows is taken for a part of it, and families may not see it"
    if name in _BLOCKS:
        return (
            "so what follows is taken for a part of it, and its headings, links and lists may "
            "not be made"
        )
    return "so what follows may look or work as a part of it"


def _to_show(name: str) -> str:
    return f"To show the sign itself, write &lt;{name}>."
