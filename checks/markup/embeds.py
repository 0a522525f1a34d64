"""What a page would fetch from another host by itself: `third-party-embed`.

The host learns who reads about what, before anybody chose to tell it. Links that a reader has to
follow are no such thing. Looked for in the whole page, the theme's part too.
"""

from __future__ import annotations

from collections.abc import Iterator

from checks import addresses
from checks.markup.hosts import host
from checks.markup.tree import Document, Element, Told

KINDS = ("third-party-embed",)

_COPY = "Keep a copy in docs/ and show that, if its licence lets you. Or link it instead."
_LINK = (
    "Link it instead. A frame that must be shown here goes into “elsewhere: frames” in "
    "local-offer.yml, with the reason."
)
_THEME = "Keep the file in the theme, or do without it."

_FRAMES = {"embed", "frame", "iframe", "object"}
# What a link element fetches, or opens a connection for.
_RELS = {
    "stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon",
    "manifest", "preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch",
    "import", "compression-dictionary",
}  # fmt: skip
_SHOWN = {
    "audio": "a sound", "bgsound": "a sound", "body": "a picture",
    "feimage": "a picture", "image": "a picture",
    "img": "a picture", "input": "a picture", "link": "a style, a font or an icon",
    "script": "a script", "source": "a picture, a sound or a video", "style": "a style or a font",
    "table": "a picture", "tbody": "a picture", "td": "a picture", "tfoot": "a picture",
    "th": "a picture", "thead": "a picture", "tr": "a picture", "track": "captions",
    "use": "a drawing", "video": "a video", "embed": "another page", "frame": "another page",
    "iframe": "another page", "object": "another page", "a": "word of each click",
    "area": "word of each click",
}  # fmt: skip


def look(page: Document) -> Iterator[Told]:
    for element in page.elements:
        told: set[str] = set()
        for address in _fetched(element):
            where = host(address)
            if where and where not in told:
                told.add(where)
                yield _told(element, where)


def _fetched(element: Element) -> Iterator[str]:
    """The addresses that a browser asks for by itself."""
    tag = element.tag.lower()
    if tag == "link":
        if not _RELS.isdisjoint(element.word("rel").split()):
            yield element.get("href")
            yield from addresses.SRCSET.findall(element.get("imagesrcset"))
    elif tag in ("a", "area"):
        yield from element.get("ping").split()
    elif tag == "style":
        text = "".join(child for child in element.children if isinstance(child, str))
        yield from (line.target for line in addresses.css(text))
    elif tag in _SHOWN or element.svg:
        for name in ("src", "data", "poster", "background", "href", "xlink:href"):
            yield element.get(name)
        yield from addresses.SRCSET.findall(element.get("srcset"))
    yield from element.get("attributionsrc").split()
    for name, value in element.attributes.items():
        # A drawing's fill, mask, filter or cursor is written as in a style.
        if (name == "style" or element.svg) and "(" in value:
            yield from (line.target for line in addresses.css(value))


def _told(element: Element, where: str) -> Told:
    tag = element.tag.lower()
    what = _SHOWN.get(tag, "a drawing" if element.svg else "a picture")
    if tag in _FRAMES:
        fix = _LINK
    elif tag in ("script", "link", "style"):
        fix = _THEME
    else:
        fix = _COPY
    if tag in ("a", "area"):
        fix = "Take “ping” out of the link."
    message = f"The page fetches {what} from {where}, which so learns who reads it."
    if tag == "link" and not {"preconnect", "dns-prefetch"}.isdisjoint(element.word("rel").split()):
        message = f"The page opens a line to {where}, which so learns who reads it."
    if tag in ("a", "area"):
        message = f"The link sends {what} to {where}."
    return Told("third-party-embed", element, message, fix, goes_to=where)
