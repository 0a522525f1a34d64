"""Built HTML → Built: the links, headings, ids and words that families get.

Each page is parsed once, here, with lexbor (through selectolax), which repairs broken HTML
as browsers do. Everything the checks need is taken out in one walk and the tree is dropped,
so that a site of thousands of pages fits in memory.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import replace
from html import unescape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks.model import Built, Heading, Link

# The attributes that hold an address, by element. `srcset` holds several, `content` seldom any.
ADDRESSES: dict[str, tuple[str, ...]] = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "blockquote": ("cite",),
    "button": ("formaction",),
    "del": ("cite",),
    "embed": ("src",),
    "form": ("action",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset"),
    "input": ("src", "formaction"),
    "ins": ("cite",),
    "link": ("href",),
    "meta": ("content",),
    "object": ("data",),
    "q": ("cite",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
_HOLDERS = ",".join(ADDRESSES)
# An address of a srcset ends at a space or at a comma before one; it may hold commas.
SRCSET = re.compile(r"[\s,]*(\S*[^\s,])[^,]*")
# Where a page sends its reader on to: "0; url=new/".
_REFRESH = re.compile(r"^[\s\d.]*[;,]\s*(?:url\s*=\s*)?[\"']?([^\"']+)", re.IGNORECASE)
# The value of an attribute, and the text's few other uses of “=”.
_VALUE = re.compile(r"=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+))")
# What browsers cut from both ends of an address: not, for one, a no-break space.
_SPACES = "".join(map(chr, range(0x21)))
# What only asks the browser to be ready: it names hosts, not pages.
_NOT_PAGES = {"preconnect", "dns-prefetch"}

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
# Where a page keeps its own words, best first. `data-lo-content` is our theme's mark.
_CONTENT = ("[data-lo-content]", "article", "main", "[role=main]", "body")
# Inside it, what the theme adds around the words.
_NOT_CONTENT = {"nav", "aside"}


def content(tree: LexborHTMLParser) -> LexborNode | None:
    """Where a page keeps its own words."""
    return next((node for css in _CONTENT if (node := tree.css_first(css))), None)


def read(file: str, text: str, *, lines: bool = False) -> Built:
    """Read one page of HTML. `file` is its path in the site, such as "0-4/index.html".

    `lines`: also find the lines of links and headings in the HTML, for a site that has no
    Markdown to mend.
    """
    tree = LexborHTMLParser(text)
    root = content(tree)
    walk = _Walk()
    if root is not None:
        walk.read(root)
    links: list[Link] = []
    for node in tree.css(_HOLDERS):
        around = (Link(target, node.tag or "", "", -1) for target in _targets(node))
        links.extend(walk.links.get(node.mem_id, around))
    base = tree.css_first("base[href]")
    generator = tree.css_first('meta[name="local-offer:source"]')
    title = tree.css_first("title:not(svg title)")
    ids = {node.attributes.get("id") or "" for node in tree.css("[id]")}
    ids |= {node.attributes.get("name") or "" for node in tree.css("a[name]")}
    built = Built(
        file=file,
        title=" ".join(title.text().split()) if title else "",
        text="".join(walk.text),
        substance=tuple(walk.substance),
        links=tuple(links),
        headings=tuple(walk.headings),
        items=tuple(walk.items),
        forms=tuple(walk.forms),
        ids=frozenset(ids - {""}),
        base=(base.attributes.get("href") or "") if base else "",
        generator=(generator.attributes.get("content") or "") if generator else "",
    )
    return _with_lines(built, text) if lines else built


def _with_lines(built: Built, text: str) -> Built:
    """The page with each link and heading on its line of the HTML.

    The parser does not keep places, so the values of all attributes are read once more, in
    order: the second link to an address is where the address stands for the second time.
    """
    breaks = [match.start() for match in re.finditer("\n", text)]
    places: dict[tuple[bool, str], list[int]] = {}
    for match in _VALUE.finditer(text):
        at = match.start()
        value = unescape(match[match.lastindex or 0]).strip(_SPACES)
        is_id = text[at - 3 : at].strip().lower() == "id"
        for word in {value, *(SRCSET.findall(value) if " " in value else ())}:
            places.setdefault((is_id, word), []).append(at)
    after = {word: iter(found) for word, found in places.items()}

    def line(word: str, *, is_id: bool) -> int:
        at = next(after.get((is_id, word), iter(())), -1)
        return bisect_left(breaks, at) + 1

    return replace(
        built,
        links=tuple(replace(k, line=line(k.target, is_id=False)) for k in built.links),
        headings=tuple(replace(h, line=line(h.anchor, is_id=True)) for h in built.headings),
    )


def _targets(node: LexborNode) -> list[str]:
    """The addresses in a node's attributes, spaces around them cut as browsers do."""
    attributes = node.attributes
    relation = (attributes.get("rel") or "").lower().split()
    if node.tag == "link" and not _NOT_PAGES.isdisjoint(relation):
        return []
    found: list[str] = []
    for name in ADDRESSES.get(node.tag or "", ()):
        value = attributes.get(name)
        if value is None:
            continue
        if name == "srcset":
            found.extend(SRCSET.findall(value))
        elif name == "content":
            refresh = (attributes.get("http-equiv") or "").lower() == "refresh"
            found.extend(_REFRESH.findall(value) if refresh else [])
        else:
            found.append(value.strip(_SPACES))
    return found


class _Walk:
    """One walk over a page's own content, in reading order."""

    def __init__(self) -> None:
        self.text: list[str] = []
        self.length = 0
        self.substance: list[tuple[int, int]] = []
        self.links: dict[int, list[Link]] = {}  # by the node that holds them
        self.headings: list[Heading] = []
        self.items: list[int] = []
        self.forms: list[int] = []
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
            self.links[node.mem_id] = []
            return False
        # Hidden from readers, or a table of our own about the pages.
        if "hidden" in attributes or "data-lo-generated" in attributes:
            return False
        if tag in _BLOCKS:
            self.break_line()
        self.note(node, tag)
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

    def note(self, node: LexborNode, tag: str) -> None:
        """Remember where a link, a list item or a form starts."""
        if tag in ADDRESSES:
            found = self.links.setdefault(node.mem_id, [])
            for target in _targets(node):
                said = node.text() if tag in _NAMED else node.attributes.get("alt") or ""
                text = " ".join(said.split())
                found.append(Link(target, tag, text, self.length, self.times[target]))
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
