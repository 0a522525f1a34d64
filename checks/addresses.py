"""Where an address may stand: in which attribute, and how it is cut out of its value.

In goes an element's name with its attributes, or the text of a style sheet, a sitemap, a search
index or a manifest; out come the addresses in it, as they were written. Follows the HTML
standard (attributes, srcset, refresh), CSS Syntax 3 (`url()`, `@import`), schema.org (JSON-LD)
and sitemaps.org. What only names a host (`preconnect`) or a server's own matter (`ping`) is left
out, and so is what stands in comments.
"""

from __future__ import annotations

import html
import json
import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import SplitResult, urlsplit

# What browsers cut from both ends of an address: not, for one, a no-break space.
SPACES = "".join(map(chr, range(0x21)))

_LAZY = ("data-src", "data-lazy-src", "data-original")
_LAZY_SETS = ("data-srcset", "data-lazy-srcset")
_SVG = ("href", "xlink:href")
# The attributes that hold an address, by element.
PLACES: Mapping[str, tuple[str, ...]] = {
    "a": _SVG,
    "area": ("href",),
    "audio": ("src", *_LAZY),
    "blockquote": ("cite",),
    "body": ("background",),
    "button": ("formaction",),
    "del": ("cite",),
    "embed": ("src", *_LAZY),
    "feimage": _SVG,
    "form": ("action",),
    "frame": ("src", "longdesc"),
    "iframe": ("src", "longdesc", *_LAZY),
    "image": _SVG,
    "img": ("src", "srcset", "longdesc", *_LAZY, *_LAZY_SETS),
    "input": ("src", "formaction"),
    "ins": ("cite",),
    "lineargradient": _SVG,
    "link": ("href", "imagesrcset"),
    "meta": ("content",),
    "mpath": _SVG,
    "object": ("data",),
    "pattern": _SVG,
    "q": ("cite",),
    "radialgradient": _SVG,
    "script": ("src", "href", "xlink:href", *_LAZY),
    "source": ("src", "srcset", *_LAZY, *_LAZY_SETS),
    "table": ("background",),
    "tbody": ("background",),
    "td": ("background",),
    "textpath": _SVG,
    "tfoot": ("background",),
    "th": ("background",),
    "thead": ("background",),
    "tr": ("background",),
    "track": ("src",),
    "use": _SVG,
    "video": ("src", "poster", "data-poster", *_LAZY),
}
# Those that hold something else than the rest of their element.
_CALLED = {
    ("frame", "longdesc"): "longdesc", ("iframe", "longdesc"): "longdesc",
    ("img", "longdesc"): "longdesc", ("input", "src"): "image",
}  # fmt: skip
# Those that hold several, with the size of each.
SETS = {"srcset", "imagesrcset", *_LAZY_SETS}
# What a page says of itself to those who show or share it.
_SHARED = re.compile(
    r"og:(?:url|(?:image|video|audio)(?::(?:secure_)?url)?)|twitter:(?:image(?::src)?|player)"
    r"|msapplication-(?:tileimage|config|starturl|(?:square|wide)\d+x\d+logo)"
    r"|thumbnail|image|thumbnailurl|contenturl|logo"
)
# What only asks the browser to be ready: it names hosts, not pages.
_NOT_PAGES = {"preconnect", "dns-prefetch"}
# An address of a srcset ends at a space or at a comma before one; it may hold commas.
SRCSET = re.compile(r"[\s,]*(\S*[^\s,])[^,]*")
# Where a page sends its reader on to: "0; url=new/".
_REFRESH = re.compile(
    r"\s*(\d+|(?=\.))[\d.]*(?:\s*[;,]\s*|\s+)(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))",
    re.IGNORECASE | re.DOTALL,
)


class Found(NamedTuple):
    """An address, and what holds it: an element's name, or a word of ours for what has none."""

    target: str
    # Ours: "style" (CSS), "preview" (what is shown where a page is shared), "data" (JSON-LD),
    # "stylesheet", "image" (of a button), "longdesc", "usemap" (a map that is not there).
    holder: str


class Line(NamedTuple):
    """An address of a file that is no page, and its line."""

    target: str
    line: int


# ---- elements -----------------------------------------------------------------------------


def of(tag: str, attributes: Mapping[str, str | None]) -> list[Found]:
    """The addresses in an element's attributes, spaces around them cut as browsers do."""
    if tag not in PLACES:  # most of them; drawings have capitals in their names
        tag = tag.lower()
    if tag == "meta":
        return _of_meta(attributes)
    if tag == "link":
        return _of_link(attributes)
    return _of_any(tag, attributes, tag)


def _of_link(attributes: Mapping[str, str | None]) -> list[Found]:
    kinds = (attributes.get("rel") or "").lower().split()
    if not _NOT_PAGES.isdisjoint(kinds):
        return []
    return _of_any("link", attributes, "stylesheet" if "stylesheet" in kinds else "link")


def _of_any(tag: str, attributes: Mapping[str, str | None], holder: str) -> list[Found]:
    found: list[Found] = []
    for name in PLACES.get(tag, ()):
        value = attributes.get(name)
        if value is None or (name == "xlink:href" and "href" in attributes):
            continue
        if name in SETS:
            found.extend(Found(target, holder) for target in SRCSET.findall(value))
        elif value or not name.startswith("data-"):
            found.append(Found(value.strip(SPACES), _CALLED.get((tag, name), holder)))
    style = attributes.get("style")
    if style and "(" in style:
        found.extend(Found(line.target, "style") for line in css(style))
    return found


def _of_meta(attributes: Mapping[str, str | None]) -> list[Found]:
    value = attributes.get("content") or ""
    if (attributes.get("http-equiv") or "").lower() == "refresh":
        sent = refresh(value)
        return [Found(sent[1], "meta")] if sent and sent[1] else []
    names = (attributes.get(key) or "" for key in ("property", "name", "itemprop"))
    if value.strip() and any(_SHARED.fullmatch(name.strip().lower()) for name in names):
        return [Found(value.strip(SPACES), "preview")]
    return []


def refresh(content: str) -> tuple[int, str] | None:
    """After how many seconds a page sends its reader on, and where to."""
    match = _REFRESH.match(content)
    if match is None:
        return None
    target = next(group for group in match.groups()[1:] if group is not None)
    return int(match[1][:9] or 0), target.strip(SPACES)


# ---- CSS -----------------------------------------------------------------------------------


def _word(word: str) -> str:
    """A pattern for a name as CSS may write it: `url`, `URL`, `u\\72l`."""
    return "".join(
        rf"(?:{sign}|\\0{{0,4}}(?:{ord(sign):x}|{ord(sign.upper()):x})\s?"
        + ("" if sign in "abcdef-" else rf"|\\{sign}")
        + ")"
        for sign in word
    )


# A string, a comment and a bracket that are open at the end are closed there.
_TEXT = r"\"(?:\\.|[^\"\\\n])*+(?:\"|\\?\Z)|'(?:\\.|[^'\\\n])*+(?:'|\\?\Z)"
_COMMENT = r"(?>/\*.*?(?:\*/|\Z))"
# Nothing in it is tried twice, so it keeps in step with the length of any text.
_CSS = re.compile(
    rf"{_COMMENT}|@{_word('namespace')}[^;{{}}]*+"
    rf"|@{_word('import')}(?:\s|{_COMMENT})*+({_TEXT})"
    rf"|(?<![\w-]){_word('url')}\(\s*+"
    rf"(?:({_TEXT})|((?:\\[0-9a-f]{{1,6}}\s?|\\.|[^\\\"'()\s])*+)\s*+(?:\)|\\?\Z))"
    rf"|({_word('image-set')}\()|({_TEXT})|([(){{}}])",
    re.IGNORECASE | re.DOTALL,
)
_CSS_ESCAPE = re.compile(r"\\(?:([0-9a-f]{1,6})\s?|\n|(.))", re.IGNORECASE | re.DOTALL)


def css(text: str) -> list[Line]:
    """The addresses of a style sheet or a style attribute, each with its line."""
    found: list[Line] = []
    line = _counter(text)
    brackets: list[bool] = []  # those that are open; whether texts right in it are addresses
    for match in _CSS.finditer(text):
        imported, quoted, plain, image_set, other, bracket = match.groups()
        if image_set or bracket == "(":
            brackets.append(bool(image_set))
        elif bracket:
            del brackets[-1 if bracket == ")" else 0 :]
        written = imported or quoted or plain or (other if brackets and brackets[-1] else "")
        target = _plain(written or "").strip(SPACES)
        if target:
            found.append(Line(target, line(match.start())))
    return found


def _counter(text: str) -> Callable[[int], int]:
    """The line of a place in a text."""
    return lambda at: line_at(text, at)


def line_at(text: str, at: int) -> int:
    """The line of a place in a text; quick, however many places of one text are asked for."""
    return bisect_left(_breaks(text), at) + 1


@lru_cache(maxsize=4)
def _breaks(text: str) -> tuple[int, ...]:
    return tuple(match.start() for match in re.finditer("\n", text))


def _plain(written: str) -> str:
    """What a piece of CSS stands for, without its quotes and escapes."""
    quote = written[:1]
    if quote in ("'", '"'):
        written = written[1:].removesuffix(quote)
    if "\\" not in written:
        return written

    def sign(match: re.Match[str]) -> str:
        code = int(match[1], 16) if match[1] else -1
        return chr(code) if 0 < code < 0x110000 else match[2] or ""

    return _CSS_ESCAPE.sub(sign, written)


# ---- JSON-LD -------------------------------------------------------------------------------

# `@id` only names a thing; nothing need be there.
_JSON_KEYS = {
    "url", "image", "logo", "sameas", "contenturl", "embedurl", "thumbnailurl", "thumbnail",
    "mainentityofpage", "item", "downloadurl", "installurl", "relatedlink", "significantlink",
    "hasmap", "photo", "target", "urltemplate", "discussionurl", "paymenturl",
}  # fmt: skip


def json_ld(text: str) -> list[str]:
    """The addresses in a block of JSON-LD; none in what is not JSON, as search engines read it."""
    found: list[str] = []
    todo: list[tuple[str, object]] = [("", _json(text))]
    while todo:
        key, value = todo.pop(0)
        if isinstance(value, dict):
            todo.extend((str(name).lower(), inner) for name, inner in value.items())
        elif isinstance(value, list):
            todo.extend((key, inner) for inner in value)
        elif isinstance(value, str) and key in _JSON_KEYS:
            target = value.strip(SPACES)
            # Words are no address, nor is a pattern with gaps to fill.
            if target and not re.search(r"[{}\s]", target):
                found.append(target)
    return found


def breaks_off(text: str) -> str:
    """The words where a block of JSON-LD can't be read any further; "" when it can, or is empty."""
    block = _bare(text)
    try:
        if block.strip():
            json.loads(block)
    except json.JSONDecodeError as error:
        near = " ".join(block[max(0, error.pos - _NEAR) : error.pos + _NEAR].split())
        return near or "its end"
    except (ValueError, RecursionError):
        return "its start"
    return ""


_NEAR = 25  # letters before and after


def _bare(text: str) -> str:
    return text.strip().removeprefix("<!--").removesuffix("-->")


def _json(text: str) -> object:
    try:
        return json.loads(_bare(text))
    except (ValueError, RecursionError):
        return None


# ---- files that are no pages -----------------------------------------------------------------

_LOC = re.compile(
    r"<!--.*?-->|<(?:\w+:)?loc>\s*(?:<!\[CDATA\[)?(.*?)(?:\]\]>)?\s*</|<\w+:link\b[^>]*?"
    r"\bhref\s*=\s*[\"']([^\"']*)",
    re.DOTALL,
)
_LOCATION = re.compile(rb"\"location\"\s*:\s*(\"(?:\\.|[^\"\\])*\")")
# No entry of a search index is longer than this, with the name before it.
_LONGEST = 4096


def sitemap(text: str, site_url: str = "") -> list[Line]:
    """The pages that a sitemap lists.

    A sitemap lists its own site, so where nobody said where that stands, the shortest address
    is its root.
    """
    line = _counter(text)
    rows = [
        Line(html.unescape(match[1] or match[2]).strip(), line(match.start()))
        for match in _LOC.finditer(text)
        if (match[1] or match[2] or "").strip()
    ]
    if site_url or not rows:
        return rows
    root = min((row.target for row in rows), key=len)
    root = root[: root.rfind("/") + 1]
    if not re.match(r"https?://[^/]+/", root):
        return rows
    return [
        Line("/" + row.target.removeprefix(root), row.line) if row.target.startswith(root) else row
        for row in rows
    ]


def search_index(pieces: Iterable[bytes]) -> list[Line]:
    """The places that the search index of MkDocs leads to, from the site's root.

    It is read in pieces: the index of a large site is larger than all that we keep in memory.
    """
    found: list[Line] = []
    line, rest = 1, b""
    for piece in pieces:
        text = rest + piece
        breaks = b"\n" in text  # mostly the whole index is one line, and nothing is to count
        end = 0
        for match in _LOCATION.finditer(text):
            line += text.count(b"\n", end, match.start()) if breaks else 0
            found.append(Line(_from_json(match[1].decode()), line))
            end = match.start() + 1
        kept = max(end, len(text) - _LONGEST)
        line += text.count(b"\n", end, kept) if breaks else 0
        rest = text[kept:]
    return found


def _from_json(written: str) -> str:
    """What a piece of text in JSON stands for: itself, unless it has escapes."""
    return str(json.loads(written, strict=False)) if "\\" in written else written[1:-1]


def manifest(text: str) -> list[Line]:
    """The pictures and the first page that a web app's manifest names."""
    return [Line(target, _line_of(text, target)) for target in _manifest(_json(text))]


def _manifest(value: object, key: str = "") -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _manifest(inner, str(name))
    elif isinstance(value, list):
        for inner in value:
            yield from _manifest(inner, key)
    elif isinstance(value, str) and key in ("src", "start_url", "scope", "url") and value:
        yield value


def _line_of(text: str, word: str) -> int:
    return text.count("\n", 0, max(0, text.find(word))) + 1


_SCHEME = re.compile(r"[a-z][a-z\d+.-]*:", re.IGNORECASE)
_SLASHES = re.compile(r"\A(https?:)?/{2,}", re.IGNORECASE)


def slashed(address: str) -> str:
    """An address with the slashes that browsers see: `\\\\host` and `///host` are `//host`.

    After the URL standard, for addresses of the web; others are left as they are.
    """
    path = re.split(r"[?#]", address, maxsplit=1)[0]
    scheme = _SCHEME.match(path)
    if scheme and scheme[0].lower() not in ("http:", "https:"):
        return address
    return _SLASHES.sub(r"\1//", path.replace("\\", "/")) + address[len(path) :]


def parts(address: str) -> SplitResult:
    """An address taken apart; all of it is path when it can't be: `http://[bad`."""
    try:
        return urlsplit(address)
    except ValueError:
        return SplitResult("", "", address, "", "")


def last_name(address: str) -> str:
    """The last name of an address, the same for a page's Markdown and for what it becomes."""
    path = re.split(r"[?#]", address, maxsplit=1)[0].removesuffix("index.md").rstrip("/")
    return path.rpartition("/")[2].removesuffix(".md")
