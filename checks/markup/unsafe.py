"""What could run or mislead in a page's own words: `unsafe-html`.

Looked for in the tree that the parser made, as browsers do, so that entities, capitals and broken
tags hide nothing. Addresses are read as the URL standard has browsers read them: without the
control characters and spaces around them, and without tabs and line ends inside. What the theme
adds is the maintainer's; a page's Content-Security-Policy tells its scripts from an editor's.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser

from checks.markup.hosts import bare, host
from checks.markup.styles import unescaped
from checks.markup.tree import Document, Element, Told, document

KINDS = ("unsafe-html",)

_PLAIN = "Take it out: write it in Markdown, with words, links and pictures."
_RUNS = "Take it out. What a page must do belongs in the theme, where it is looked after."
_LINK = "Link a page, an email address (mailto:) or a phone number (tel:) instead."
_ALLOW = (
    "Link the form instead. To keep it here, put the host into “elsewhere: forms” in "
    "local-offer.yml, with the reason."
)

# Attributes that hold an address to go to or to show.
_ADDRESSES = (
    "action", "background", "cite", "code", "codebase", "content", "data", "formaction", "from",
    "href", "longdesc", "poster", "profile", "src", "to", "usemap", "xlink:href",
)  # fmt: skip
_CODE = re.compile(r"(?:javascript|vbscript|livescript|mocha):")
# Data that a browser shows as a page or runs, not as a picture.
_PAGES = re.compile(r"data:(?!image/(?:png|jpe?g|gif|webp|avif)[;,])", re.IGNORECASE)
_MARKUP = re.compile(r"data:[^,]*(?:html|xml|svg)", re.IGNORECASE)
_SHOWS_PAGES = {"a", "area", "embed", "form", "frame", "iframe", "object", "use"}
_HANDLER = re.compile(r"on[a-z]+")
# What only holds data; no browser runs it.
_DATA_BLOCK = re.compile(r"application/(?:[\w.+-]*\+)?json|text/(?:plain|template|x-[\w-]+)")
_STYLE = re.compile(
    r"expression\s*\(|-moz-binding|behaviou?r\s*:|(?:java|vb)script:", re.IGNORECASE
)
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ANIMATES = {"animate", "set", "animatetransform", "animatemotion"}
_HASH = re.compile(r"'sha256-[\w+/=]+'")

_NAMED = {
    "base": ("changes where every link of the page leads", _PLAIN),
    "embed": (
        "opens a file or a program inside the page",
        "Link the file instead, with its type and size.",
    ),
    "object": (
        "opens a file or a program inside the page",
        "Link the file instead, with its type and size.",
    ),
    "applet": ("opens a program inside the page", "Take it out: no browser runs it any more."),
    "frameset": ("puts other pages in place of this one", _PLAIN),
    "portal": ("shows another page inside this one", "Link it instead."),
    "fencedframe": ("shows another page inside this one", "Link it instead."),
}


def look(page: Document) -> Iterator[Told]:
    hashes = _hashes(page)
    inside: set[Element] = set()  # the page's own words, also in what looks like a menu
    for element in page.elements:
        own = element.own or (element.parent in inside)
        if own:
            inside.add(element)
        elif element.tag in ("html", "body"):
            # A second <body onload> in the text becomes the page's own.
            yield from _handlers(element)
        if element.tag.lower() == "script":
            yield from _script(element, hashes, own=own)
        elif own:
            yield from _of(element)


def in_file(page: Document) -> Iterator[Told]:
    """The same in a file that is a page of its own, which nothing was added to.

    What such a page needs is left out: its meta and base elements, and what it shows inside it.
    """
    for element in page.elements:
        tag = element.tag.lower()
        if tag == "script":
            yield from _script(element, None, own=True)
        elif tag not in ("meta", "base", *_NAMED):
            yield from _of(element)
        else:
            yield from _attributes(element, tag)


def in_text(text: str) -> list[tuple[str, str]]:
    """What is unsafe in a value of the front matter that a theme puts into a page: told, fix."""
    if "<" not in text and ":" not in text:
        return []
    tree = LexborHTMLParser(f"<!doctype html><body><main>{text}</main>")
    page = document(tree, tree.css_first("main"))
    found = [(told.message, told.fix) for told in look(page)] if page else []
    if _CODE.match(bare(text)):
        found.append((f"The address “{_short(text)}” is a script.", _LINK))
    return found


# ---- scripts ----------------------------------------------------------------------------------


def _hashes(page: Document) -> frozenset[str] | None:
    """The inline scripts that the page's own policy lets run; None when it has no policy."""
    for meta in page.all("meta"):
        if meta.word("http-equiv") == "content-security-policy":
            return frozenset(_HASH.findall(meta.get("content")))
    return None


def _script(element: Element, hashes: frozenset[str] | None, *, own: bool) -> Iterator[Told]:
    if _DATA_BLOCK.fullmatch(element.word("type")):
        return
    source = element.get("src") or element.get("href") or element.get("xlink:href")
    text = "".join(child for child in element.children if isinstance(child, str))
    if hashes is not None and not source:
        own = _hash(text) not in hashes  # the theme's own have theirs
    if own:
        what = f"A script from {_short(source)} is" if source else "A script is"
        yield Told("unsafe-html", element, f"{what} written into the page.", _RUNS)


def _hash(script: str) -> str:
    digest = hashlib.sha256(script.encode("utf-8", "surrogatepass")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


# ---- everything else ----------------------------------------------------------------------------


def _of(element: Element) -> Iterator[Told]:
    tag = element.tag.lower()
    if tag in _NAMED:
        what, fix = _NAMED[tag]
        yield _told(element, f"{'An' if tag[0] in 'aeo' else 'A'} {tag} element {what}.", fix)
    yield from _attributes(element, tag)
    if tag == "meta" and "http-equiv" in element.attributes:
        yield _told(element, "A meta element in the text can send readers elsewhere.", _PLAIN)
    if tag == "meta" and element.word("name") == "referrer":
        yield _told(element, "A meta element tells other sites what a reader read here.", _PLAIN)
    if tag == "template":
        yield _told(element, "A template element hides what it does from every check.", _PLAIN)
    if "srcdoc" in element.attributes:
        yield _told(element, "A frame holds a page of its own (srcdoc).", _PLAIN)
    if tag in _ANIMATES and _animates(element):
        yield _told(element, "A drawing changes a link or what happens on a click.", _PLAIN)
    if tag == "style" and _unsafe_style("".join(c for c in element.children if isinstance(c, str))):
        yield _told(element, "A style runs a script.", _RUNS)
    yield from _form(element, tag)


def _handlers(element: Element) -> Iterator[Told]:
    for name in element.attributes:
        if _HANDLER.fullmatch(name):
            yield _told(element, f"“{name}” runs a script in the page.", _RUNS)


def _attributes(element: Element, tag: str) -> Iterator[Told]:
    yield from _handlers(element)
    for name, value in element.attributes.items():
        if name == "style" and _unsafe_style(value):
            yield _told(element, "A style runs a script.", _RUNS)
        elif name in _ADDRESSES:
            address = bare(value)
            if _CODE.match(address):
                yield _told(element, f"The address “{_short(address)}” is a script.", _LINK)
            elif tag in _SHOWS_PAGES and _PAGES.match(address) and _is_page(tag, address):
                told = f"The address “{_short(address)}” holds a page of its own."
                yield _told(element, told, "Take it out, and link a page of the site instead.")
        # With scripts on, a browser reads what is inside `noscript` otherwise than without.
        if "</noscript" in value.lower() and element.within("noscript"):
            yield _told(element, "A noscript element hides what it does.", _PLAIN)


def _is_page(tag: str, address: str) -> bool:
    """Of data behind a link only pages and drawings can do harm; a text is saved."""
    return tag not in ("a", "area") or bool(
        re.match(r"data:[^,]*(?:html|xml|svg)", address, re.IGNORECASE)
    )


def _animates(element: Element) -> bool:
    name = element.word("attributename").rpartition(":")[2]
    values = (element.get(key) for key in ("values", "to", "from", "by"))
    codes = any(_CODE.match(bare(value)) for several in values for value in several.split(";"))
    return codes or name == "href" or bool(_HANDLER.fullmatch(name))


def _unsafe_style(css: str) -> bool:
    return bool(_STYLE.search(unescaped(_CSS_COMMENT.sub("", css))))


def _form(element: Element, tag: str) -> Iterator[Told]:
    name = {"form": "action", "button": "formaction", "input": "formaction"}.get(tag, "")
    where = host(element.get(name)) if name else ""
    if where:
        told = f"A form sends what people fill in to {where}."
        yield Told("unsafe-html", element, told, _ALLOW, goes_to=where)


def _told(element: Element, message: str, fix: str) -> Told:
    return Told("unsafe-html", element, message, fix)


def _short(address: str) -> str:
    flat = " ".join(address.split())
    return flat if len(flat) <= 40 else flat[:40] + "…"
