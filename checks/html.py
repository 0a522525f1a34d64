"""Built HTML → Built: the links, headings, ids and words that families get.

Each page is parsed once, here, with lexbor (through selectolax), which repairs broken HTML
as browsers do. Everything the checks need is taken out in one walk and the tree is dropped,
so that a site of thousands of pages fits in memory.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Mapping
from dataclasses import replace
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks import addresses, markup
from checks.addresses import PLACES, SPACES, SRCSET, Found
from checks.model import NOTHING_SOUGHT, Block, Built, Heading, Link, Sought

# Elements that may hold an address, and those with places that links may lead to.
_NAMES = sorted({name for names in PLACES.values() for name in names if ":" not in name})
_HOLDERS = f":is({','.join(f'[{name}]' for name in _NAMES)},[style*='('])"
# What may hold addresses in its text.
_ENCLOSERS = ("style", "script", "iframe", "template")
_ENCLOSING = f":is({','.join(_ENCLOSERS)})"
# All of these but the links of the text, which are by far the most. The commonest elements are
# told first: a selector is tried name by name, and most of a page is none of those wanted.
_COMMON = "span,li,p,a,div,path,svg,label,nav,ul,h2"
_OTHERS = (
    f":is([id],a[name],[style*='('],:not({_COMMON}):is("
    f"{','.join(tag for tag in PLACES if tag != 'a')},style,template,base))"
)
# The value of an attribute, and the text's few other uses of “=”.
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
# What a template element holds.
_TEMPLATE = re.compile(r"<template(?:[^>\"]|\"[^\"]*\")*>(.*)</template>", re.DOTALL)
# Pages in frames in frames: no reader goes further.
_DEEPEST = 4
# A reader who is sent on later than this has come to stay.
_AT_ONCE = 5

# What is called by the words inside it. A form or a quotation has too many.
_NAMED = {"a", "button"}
_HEADINGS = {"h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_ITEMS = {"li", "tr", "dt"}
_SILENT = {"script", "style", "template", "noscript", "svg", "math"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "br", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "td", "th",
    "tr", "ul",
}  # fmt: skip
# What kind of text stands in an element; the innermost that says so counts.
_KINDS = {
    "pre": "code", "blockquote": "quote", "th": "cell", "td": "cell", "li": "item", "dd": "item",
    "dt": "term", "figcaption": "caption", "summary": "caption", "address": "address",
    "h1": "heading", "h2": "heading", "h3": "heading", "h4": "heading", "h5": "heading",
    "h6": "heading",
}  # fmt: skip
# Words that are somebody else's, or a machine's: nobody may write them otherwise.
_VERBATIM = {"blockquote", "code", "kbd", "pre", "q", "samp"}
# Where a page keeps its own words, best first. `data-lo-content` is our theme's mark.
_CONTENT = ("[data-lo-content]", "article", "main", "[role=main]", "body")
# Inside it, what the theme adds around the words.
_NOT_CONTENT = {"nav", "aside"}


def content(tree: LexborHTMLParser) -> LexborNode | None:
    """Where a page keeps its own words."""
    return next((node for css in _CONTENT if (node := tree.css_first(css))), None)


def read(
    file: str,
    text: str,
    *,
    lines: bool = False,
    sought: Sought = NOTHING_SOUGHT,
) -> Built:
    """Read one page of HTML. `file` is its path in the site, such as "0-4/index.html".

    `lines`: also find the lines of links, headings and flaws in the HTML, for a site that has
    no Markdown to mend. `sought`: the flaws to look for (checks/markup).
    """
    tree = LexborHTMLParser(text)
    root = content(tree)
    walk = _Walk()
    if root is not None:
        walk.read(root)
        walk.end_block()
    links: list[Link] = []
    for node in tree.css(_HOLDERS):
        if node.mem_id in walk.links:
            links.extend(walk.links[node.mem_id])
        else:
            links.extend(_link(found) for found in addresses.of(node.tag or "", node.attributes))
    links.extend(_link(found) for found in (*_enclosed(tree), *_lost_maps(tree, text)))
    generator = tree.css_first('meta[name="local-offer:source"]')
    built = Built(
        file=file,
        title=_title(tree),
        text="".join(walk.text),
        substance=tuple(walk.substance),
        links=tuple(links),
        # One inside another ends first, and still comes after it.
        headings=tuple(sorted(walk.headings, key=lambda heading: heading.offset)),
        items=tuple(walk.items),
        breaks=tuple(walk.breaks),
        forms=tuple(walk.forms),
        blocks=tuple(walk.blocks),
        verbatim=tuple(walk.verbatim),
        explained=_explained(tree),
        ids=_ids(tree),
        base=_base(tree),
        sends_on=_sends_on(tree),
        generator=(generator.attributes.get("content") or "") if generator else "",
        unreadable=_unreadable(tree, text),
        flaws=markup.flaws(tree, root, sought, text if lines else None),
    )
    return _with_lines(built, text) if lines else built


def _with_few_lines(built: Built, text: str) -> Built:
    """As `_with_lines`, for a page of a few links that mostly stand as they are meant."""
    after: dict[str, int] = {}
    links: list[Link] = []
    for link in built.links:
        value = re.compile(rf"=\s*[\"']?\s*{re.escape(link.target)}\s*(?=[\"'\s>]|\Z)")
        match = value.search(text, after.get(link.target, 0)) if link.target else None
        if match is None:
            return _with_lines(built, text)
        after[link.target] = match.end()
        links.append(replace(link, line=text.count("\n", 0, match.start()) + 1))
    return replace(built, links=tuple(links))


def _with_lines(built: Built, text: str) -> Built:
    """The page with each link and heading on its line of the HTML.

    The parser does not keep places, so the values of all attributes are read once more, in
    order: the second link to an address is where the address stands for the second time.
    """
    breaks = [match.start() for match in re.finditer("\n", text)]
    places: dict[tuple[bool, str], list[int]] = {}
    for match in _VALUE.finditer(text):
        at = match.start()
        value = unescape(match[match.lastindex or 0]).strip(SPACES)
        is_id = text[at - 3 : at].strip().lower() == "id"
        for word in {value, *(SRCSET.findall(value) if " " in value else ())}:
            places.setdefault((is_id, word), []).append(at)
    after = {word: iter(found) for word, found in places.items()}

    def line(word: str, *, is_id: bool) -> int:
        at = next(after.get((is_id, word), iter(())), -1)
        if at < 0 and word and not is_id:  # inside a longer value, or a style sheet
            found = re.search(rf"(?<![\w/.-]){re.escape(word)}(?![\w/.-])", text)
            at = found.start() if found else -1
        return bisect_left(breaks, at) + 1

    return replace(
        built,
        links=tuple(replace(k, line=line(k.target, is_id=False)) for k in built.links),
        headings=tuple(replace(h, line=line(h.anchor, is_id=True)) for h in built.headings),
    )


def _link(found: Found) -> Link:
    return Link(found.target, found.holder, "", -1)


def _enclosed(tree: LexborHTMLParser, depth: int = 0) -> Iterator[Found]:
    """The addresses in what a page encloses: style sheets, data, pages in frames and shadows."""
    for node in tree.css(_ENCLOSING):
        yield from _within(node, node.tag or "", node.attributes, depth)


def _within(
    node: LexborNode, tag: str, attributes: Mapping[str, str | None], depth: int = 0
) -> Iterator[Found]:
    if tag == "style":
        yield from (Found(line.target, "style") for line in addresses.css(node.text()))
    elif tag == "script" and (attributes.get("type") or "").lower() == "application/ld+json":
        yield from (Found(target, "data") for target in addresses.json_ld(node.text()))
    elif depth == _DEEPEST:
        return
    elif tag == "iframe" and "srcdoc" in attributes:
        yield from _page_within(attributes["srcdoc"] or "", depth + 1)
    elif tag == "template" and "shadowrootmode" in attributes:
        shadow = _TEMPLATE.fullmatch(node.html or "")
        yield from _page_within(shadow[1] if shadow else "", depth + 1)


# The mark of a block of facts for search engines.
_FACTS = re.compile(r"<script\b[^>]*\bapplication/ld\+json\b", re.IGNORECASE)


def _unreadable(tree: LexborHTMLParser, text: str) -> tuple[tuple[int, str], ...]:
    """The blocks of JSON-LD that are no JSON: the line of each, and where it breaks off."""
    if "ld+json" not in text:
        return ()
    lines = [text.count("\n", 0, match.start()) + 1 for match in _FACTS.finditer(text)]
    blocks = tree.css('script[type="application/ld+json" i]')
    breaks = [addresses.breaks_off(node.text()) for node in blocks]
    return tuple((line, near) for line, near in zip(lines, breaks, strict=False) if near)


def _lost_maps(tree: LexborHTMLParser, text: str) -> list[Found]:
    """The maps that pictures use for their links, and that the page does not have."""
    if "usemap" not in text and "USEMAP" not in text:
        return []
    maps = {node.attributes.get(key) for node in tree.css("map") for key in ("name", "id")}
    used = (node.attributes.get("usemap") or "" for node in tree.css("[usemap]"))
    return [
        Found(f"#{u.partition('#')[2]}", "usemap") for u in used if u.partition("#")[2] not in maps
    ]


def _page_within(text: str, depth: int) -> Iterator[Found]:
    inner = LexborHTMLParser(text)
    here = {f"#{name}" for name in _ids(inner)}
    for node in inner.css(_HOLDERS):
        found = addresses.of(node.tag or "", node.attributes)
        yield from (each for each in found if each.target not in here)
    yield from _enclosed(inner, depth)


def _title(tree: LexborHTMLParser) -> str:
    title = tree.css_first("title:not(svg title)")
    return " ".join(title.text().split()) if title else ""


def _explained(tree: LexborHTMLParser) -> frozenset[str]:
    return frozenset(" ".join(node.text().split()) for node in tree.css("abbr[title]"))


def _base(tree: LexborHTMLParser) -> str:
    base = tree.css_first("base[href]")
    return (base.attributes.get("href") or "") if base else ""


def _ids(tree: LexborHTMLParser) -> frozenset[str]:
    """The places of a page that a link may lead to."""
    ids = {node.id for node in tree.css("[id]")}
    ids |= {node.attributes.get("name") for node in tree.css("a[name]")}
    return frozenset(name for name in ids if name)


def _sends_on(tree: LexborHTMLParser) -> str:
    for node in tree.css('meta[http-equiv="refresh" i]'):
        sent = addresses.refresh(node.attributes.get("content") or "")
        if sent and sent[1] and sent[0] <= _AT_ONCE:
            return sent[1]
    return ""


# How a page says in which signs it is written. Only its start is looked at, as browsers do.
_CHARSET = re.compile(rb"<meta[^>]*?\bcharset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)


def decoded(data: bytes) -> str:
    """A page's text as browsers read it: by its mark, as UTF-8, as it says, or as Windows'."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:1024])
        name = named[1].decode("ascii") if named else "windows-1252"
        # By the encoding standard, Latin 1 is the name of Windows' set.
        name = "windows-1252" if name.lower() in ("iso-8859-1", "latin1", "us-ascii") else name
        try:
            return data.decode(name, errors="replace")
        except (LookupError, ValueError):  # of no such name, or no way to write letters
            return data.decode("windows-1252", errors="replace")


class Skim:
    """A page read for its addresses alone: a sixth of the work of reading it whole.

    Where all of them arrive there is no more to know; of those that do not, `built` tells the
    rest. Its links are the same as `read` gives.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self._text = text
        self._tree = tree = LexborHTMLParser(text)
        links = tree.css("a[href]")
        hrefs = [node.attrs.get("href") for node in links]
        others: list[Found] = []
        if None in hrefs:  # an `xlink:href` is found too, or an empty one
            for node, href in zip(links, hrefs, strict=True):
                if href is None:
                    others.extend(addresses.of("a", node.attributes))
        ids: set[str | None] = set()
        heads = False
        for node in tree.css(_OTHERS):
            tag, attributes = node.tag or "", node.attributes
            ids.add(attributes.get("id"))
            if tag == "a":
                ids.add(attributes.get("name"))
            if tag in PLACES or "style" in attributes or not tag.islower():
                found = addresses.of(tag, attributes)
                others.extend(found if tag != "a" else (f for f in found if f.holder != "a"))
            if tag in _ENCLOSERS:
                others.extend(_within(node, tag, attributes))
            heads = heads or tag == "base" or "http-equiv" in attributes
        self.unreadable = _unreadable(tree, text)
        self.ids = frozenset(name for name in ids if name)
        self.base = _base(tree) if heads else ""
        self.sends_on = _sends_on(tree) if heads else ""
        # Of these there is no place to arrive at, even where something else has the name.
        lost = _lost_maps(tree, text)
        self.lost = frozenset(found.target for found in lost)
        others += lost
        self.addresses: Counter[str] = Counter([found.target for found in others])
        for href, times in Counter(hrefs).items():
            if href is not None:
                self.addresses[href.strip(SPACES)] += times

    def built(self, wanted: Container[str]) -> Built:
        """The page with only the links that are wanted, each with its line and its words."""
        content = next((node for css in _CONTENT if (node := self._tree.css_first(css))), None)
        links: list[Link] = []
        for node in self._tree.css(_HOLDERS):
            for found in addresses.of(node.tag or "", node.attributes):
                if found.target in wanted:
                    inside = _inside(node, content)
                    links.append(Link(*found, _said(node) if inside else "", 0 if inside else -1))
        enclosed = (*_enclosed(self._tree), *_lost_maps(self._tree, self._text))
        links.extend(_link(found) for found in enclosed if found.target in wanted)
        built = Built(
            file=self.file,
            title=_title(self._tree),
            links=tuple(links),
            ids=self.ids,
            base=self.base,
            sends_on=self.sends_on,
            unreadable=self.unreadable,
        )
        return _with_few_lines(built, self._text) if links else built


def _said(node: LexborNode) -> str:
    """What a link is called."""
    if (node.tag or "") in _NAMED:
        return " ".join(node.text().split())
    return " ".join((node.attributes.get("alt") or "").split())


def _inside(node: LexborNode, content: LexborNode | None) -> bool:
    """Whether a node is part of the page's own content, as the walk would find it."""
    above: LexborNode | None = node
    while above is not None and content is not None:
        if above.mem_id == content.mem_id:
            return above is not node
        tag = above.tag or ""
        attributes = above.attributes
        if (
            tag in _NOT_CONTENT
            or tag in _SILENT
            or "hidden" in attributes
            or "data-lo-generated" in attributes
            or (tag == "a" and "headerlink" in (attributes.get("class") or ""))
        ):
            return False
        above = above.parent
    return False


# What breaks a text up for the eye: a box, the text behind a tab, a card of a grid.
_BOXES = {"admonition", "tabbed-block"}


def _is_tab(tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether it is the name of a tab, which stands by itself."""
    return tag == "label" and (attributes.get("for") or "").startswith("__tabbed")


def _is_break(node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> bool:
    """Whether a new piece of text begins and ends with it."""
    if tag in ("details", "hr", "table"):
        return True
    if tag == "p":  # all of it in bold
        inner = node.child
        return bool(inner and not inner.next and inner.tag in ("strong", "b"))
    if tag == "li":
        row = node.parent
        return bool(row and row.parent and "grid" in _classes(row.parent.attributes))
    return tag == "div" and not _BOXES.isdisjoint(_classes(attributes))


def _classes(attributes: Mapping[str, str | None]) -> list[str]:
    return (attributes.get("class") or "").split()


class _Walk:
    """One walk over a page's own content, in reading order."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.substance: list[tuple[int, int]] = []
        self.links: dict[int, list[Link]] = {}  # by the node that holds them
        self.headings: list[Heading] = []
        self.items: list[int] = []
        self.breaks: list[int] = []
        self.forms: list[int] = []
        self.blocks: list[Block] = []
        self.begun = 0  # where the block that we are in begins
        self.kinds: list[str] = []  # of text that we are inside of
        self.verbatim: list[tuple[int, int]] = []
        self.times: Counter[str] = Counter()
        self.aside = 0  # how many links and headings we are inside of

    def read(self, root: LexborNode) -> None:
        """Go through everything below `root`. No recursion: HTML may nest without end."""
        within: list[tuple[LexborNode, int]] = []
        node = root.child
        while node is not None or within:
            if node is None:
                parent, start = within.pop()
                self.leave(parent, start)
                node = parent.next
            elif self.enter(node):
                within.append((node, self.length))
                node = node.child
            else:
                node = node.next

    def enter(self, node: LexborNode) -> bool:
        """Take in what a node says; whether to go inside it."""
        tag = node.tag or ""
        if tag == "-text":
            self.say(node.text_content or "")
            return False
        if tag in _NOT_CONTENT or tag in _SILENT or tag.startswith("-"):
            return False
        attributes = node.attributes
        # The sign that Python-Markdown puts after a heading is no word of it.
        if tag == "a" and "headerlink" in (attributes.get("class") or ""):
            return False
        # Hidden from readers, or a table of our own about the pages.
        if "hidden" in attributes or "data-lo-generated" in attributes:
            return False
        if tag in _BLOCKS or _is_tab(tag, attributes):
            self.break_line()
            if _is_break(node, tag, attributes):
                self.breaks.append(self.length)
        self.note(node, tag, attributes)
        if tag in _KINDS:
            self.kinds.append(_KINDS[tag])
        if tag == "a" or tag in _HEADINGS:
            self.aside += 1
        return True

    def leave(self, node: LexborNode, start: int) -> None:
        tag = node.tag or ""
        if tag in _HEADINGS:
            anchor = node.attributes.get("id") or ""
            self.headings.append(Heading(_HEADINGS[tag], self.since(start), anchor, start))
        if tag == "a" or tag in _HEADINGS:
            self.aside -= 1
        if tag in _BLOCKS:
            self.break_line()
            if _is_break(node, tag, node.attributes):
                self.breaks.append(self.length)
        if tag in _KINDS:
            self.kinds.pop()
        if tag in _VERBATIM:
            self.verbatim.append((start, self.length))

    def note(self, node: LexborNode, tag: str, attributes: Mapping[str, str | None]) -> None:
        """Remember where a link, a list item or a form starts."""
        if (tag in PLACES or "style" in attributes) and (found := addresses.of(tag, attributes)):
            text = _said(node)
            links = self.links[node.mem_id] = []
            for target, holder in found:
                links.append(Link(target, holder, text, self.length, self.times[target]))
                self.times[target] += 1
        if tag in _ITEMS:
            self.items.append(self.length)
        elif tag == "form":
            self.forms.append(self.length)

    def say(self, text: str) -> None:
        if not text:
            return
        if not self.aside and not text.isspace():
            self.substance.append((self.length, self.length + len(text)))
        self.text.append(text)
        self.length += len(text)

    def break_line(self) -> None:
        if self.text and not self.text[-1].endswith("\n"):
            self.text.append("\n")
            self.length += 1
        self.end_block()

    def end_block(self) -> None:
        if self.length > self.begun:
            kind = self.kinds[-1] if self.kinds else "paragraph"
            said = self.since(self.begun)
            if said:
                quoted = "quote" in self.kinds
                self.blocks.append(Block("quote" if quoted else kind, said, self.begun))
            self.begun = self.length

    def since(self, start: int) -> str:
        """The words said since an offset, which is where a piece begins."""
        parts: list[str] = []
        length = self.length
        for piece in reversed(self.text):
            if length <= start:
                break
            parts.append(piece)
            length -= len(piece)
        return " ".join("".join(reversed(parts)).split())
