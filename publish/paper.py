"""A built page's own content → HTML for paper.

In goes the HTML that families get, out comes the same text without what only a screen can
do: menus, scripts, tooltips, things that fold. Headings go one level down, as a booklet's
parts stand below its title. Pure: what a link or a picture becomes on paper is asked of the
caller.

Only elements that are known here are written, so that the PDF's tags are of a few sure
kinds; of any other element the words are kept and the element is not.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape

from selectolax.lexbor import LexborHTMLParser, LexborNode

from checks import html


@dataclass(frozen=True, slots=True)
class Reference:
    """What a link becomes on paper."""

    href: str = ""  # "#page-3" in the booklet, a whole address outside it; "" for no link
    note: str = ""  # what is printed after its words


@dataclass(frozen=True)
class Paper:
    """How the things are written that depend on the whole booklet."""

    reference: Callable[[str, str], Reference]  # of a link's address and its words
    picture: Callable[[str], str]  # a picture's address → its data, "" when there is none
    anchor: Callable[[str], str]  # an id on the page → the id in the booklet


# What is written, each with the attributes that it keeps.
_KEPT: dict[str, tuple[str, ...]] = {
    "b": (), "blockquote": (), "br": (), "caption": (), "code": (), "dd": (), "div": (),
    "dl": (), "dt": (), "em": (), "figcaption": (), "figure": (), "hr": (), "i": (), "li": (),
    "ol": ("start",), "p": (), "pre": (), "section": (), "small": (), "span": (), "strong": (),
    "sub": (), "sup": (), "table": (), "tbody": (), "td": ("colspan", "rowspan"), "tfoot": (),
    "th": ("colspan", "rowspan", "scope"), "thead": (), "tr": (), "u": (), "ul": (),
}  # fmt: skip
# Written as another, which the PDF has a tag for. Paper can't unfold: all is open.
_AS = {"address": "p", "article": "div", "center": "div", "details": "div", "summary": "p"}
_EMPTY = {"br", "hr"}
_HEADINGS = {"h1": 2, "h2": 3, "h3": 4, "h4": 5, "h5": 6, "h6": 6}
# Around the words, or of no use without a screen.
_DROPPED = {
    "aside", "audio", "button", "canvas", "embed", "form", "head", "iframe", "input", "math",
    "nav", "noscript", "object", "script", "select", "style", "svg", "template", "textarea",
    "video",
}  # fmt: skip
_ON_SCREEN = {"audio", "embed", "iframe", "object", "video"}
# A line may break here. WeasyPrint 70 else breaks after the first word of a text that fits
# its line but for the space at its end, when a link or the like follows.
BREAK = "\u200b"
_INLINE = {"a", "b", "code", "em", "i", "small", "span", "strong", "u"}
# Classes that booklet.css knows.
_CLASSES = {"admonition", "admonition-title", "footnote"}


def render(page: str, paper: Paper, sections: Sequence[str] = ()) -> str:
    """The content of a built page (its whole HTML), without its title.

    `sections`: only the sections with these anchors, each with its sub-sections.
    """
    root = html.content(LexborHTMLParser(page))
    if root is None:
        return ""
    if not sections:
        return _write([root], paper)
    nodes = [node for anchor in sections for node in _section(root, anchor)]
    return _write(nodes, paper)


def _section(root: LexborNode, anchor: str) -> list[LexborNode]:
    """A heading and what follows, up to the next heading of its level or above."""
    start = next((n for n in root.css("[id]") if n.attributes.get("id") == anchor), None)
    if start is None or start.tag not in _HEADINGS:
        return []
    found = [start]
    node = start.next
    while node is not None and _HEADINGS.get(node.tag or "", 7) > _HEADINGS[start.tag]:
        found.append(node)
        node = node.next
    return found


def _write(nodes: Sequence[LexborNode], paper: Paper) -> str:
    """These nodes and all below. No recursion: HTML may nest without end."""
    out: list[str] = []
    todo: list[LexborNode | str] = list(reversed(nodes))
    titled = False
    while todo:
        node = todo.pop()
        if isinstance(node, str):
            out.append(node)
            continue
        tag = node.tag or ""
        if tag == "-text":
            out.append(_text(node))
            continue
        # The first heading is the page's title, which the booklet writes itself.
        if tag == "h1" and not titled:
            titled = True
            continue
        if tag == "img":
            out.append(_picture(node, paper))
        elif tag in _ON_SCREEN:
            out.append(_on_screen(node))
        elif not _dropped(node, tag):
            opening, closing = _element(node, tag, paper)
            out.append(opening)
            todo.append(closing)
            todo.extend(reversed(_children(node)))
    return "".join(out)


def _text(node: LexborNode) -> str:
    text = escape(node.text_content or "", quote=False)
    before = node.next is not None and node.next.tag in _INLINE
    return text + BREAK if before and text[-1:].isspace() else text


def _children(node: LexborNode) -> list[LexborNode]:
    found: list[LexborNode] = []
    child = node.child
    while child is not None:
        found.append(child)
        child = child.next
    return found


def _dropped(node: LexborNode, tag: str) -> bool:
    attributes = node.attributes
    return (
        tag in _DROPPED
        or tag.startswith("-")
        or "hidden" in attributes
        # Made for the page on screen; or "past its date", which a booklet says of itself.
        or "data-lo-generated" in attributes
        or "data-due" in attributes
        or "headerlink" in (attributes.get("class") or "")
    )


def _element(node: LexborNode, tag: str, paper: Paper) -> tuple[str, str]:
    """What opens and what closes an element."""
    if tag == "a":
        return _link(node, paper)
    attributes = node.attributes
    name = f"h{_HEADINGS[tag]}" if tag in _HEADINGS else _AS.get(tag, tag)
    # A list in PDF holds nothing but its items.
    wrapper = tag == "div" and node.parent is not None and node.parent.tag == "dl"
    if wrapper or (tag not in _KEPT and tag not in _AS and tag not in _HEADINGS):
        return "", ""
    given = [f'{key}="{escape(v)}"' for key in _KEPT.get(tag, ()) if (v := attributes.get(key))]
    if anchor := attributes.get("id"):
        given.append(f'id="{escape(paper.anchor(anchor))}"')
    if classes := _CLASSES.intersection((attributes.get("class") or "").split()):
        given.append(f'class="{" ".join(sorted(classes))}"')
    elif tag == "summary":
        given.append('class="summary"')
    return f"<{' '.join((name, *given))}>", "" if tag in _EMPTY else f"</{name}>"


def _link(node: LexborNode, paper: Paper) -> tuple[str, str]:
    target = node.attributes.get("href")
    if target is None:
        anchor = node.attributes.get("id") or node.attributes.get("name")
        return (f'<span id="{escape(paper.anchor(anchor))}">', "</span>") if anchor else ("", "")
    reference = paper.reference(target, " ".join(node.text().split()))
    note = f" ({escape(reference.note)})" if reference.note else ""
    if not reference.href:
        return "", note
    if reference.href.startswith("#"):
        return inside(reference.href[1:])
    return f'<a href="{escape(reference.href)}">', f"</a>{note}"


def inside(anchor: str) -> tuple[str, str]:
    """What opens and what closes a link to another place in the booklet."""
    # <wbr>: WeasyPrint 70 else breaks after the first word when only the number does not fit.
    closed = f"<wbr> (page\u00a0{number(anchor)})</a>"
    return f'<a class="in" href="#{escape(anchor)}">', closed


def number(anchor: str) -> str:
    """Where the press puts the number of the page on which an anchor stands."""
    return f'<span class="number" data-page="{escape(anchor)}">00</span>'


def _picture(node: LexborNode, paper: Paper) -> str:
    # A picture without words adds nothing to the text beside it.
    words = " ".join((node.attributes.get("alt") or "").split())
    data = paper.picture(node.attributes.get("src") or "") if words else ""
    return f'<img alt="{escape(words)}" src="{escape(data)}">' if data else escape(words)


def _on_screen(node: LexborNode) -> str:
    """A film or a frame: its name, so that a reader knows that it is there."""
    name = node.attributes.get("title") or node.attributes.get("aria-label") or ""
    return f"<p>On the website: {escape(' '.join(name.split()))}</p>" if name.strip() else ""
