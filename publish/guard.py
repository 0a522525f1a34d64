"""What a writer may write and MkDocs can't read: kept from it, or told by file and line.

One odd address, or one sign too many, would stop the build with words about Python. So a Markdown
extension hides from MkDocs the addresses that can't be taken apart, which our checks then tell
at their lines, and `<![`, at which Python's reader of HTML gives up. What still can't be made
into a page is told in one sentence.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from checks import parse
from checks.lined import Unreadable
from checks.model import Source

# MkDocs reads the HTML in the Markdown at 21, and follows addresses at 0.
_BEFORE_HTML, _BEFORE_LINKS, _AFTER_LINKS = 25, 0.5, -0.5
_ADDRESS = {"a": "href", "img": "src"}
_HIDDEN = "hidden-"
# `<![` and no word that html.parser knows after it (its parse_marked_section).
_MARKED = re.compile(
    r"<!\[(?!(?:temp|cdata|ignore|include|rcdata|if|else|endif)(?![-_.a-z0-9]))", re.IGNORECASE
)
_MARK = f"{STX}lo-marked{ETX}"


class Guard(Extension):
    """Keeps from MkDocs what it can't read."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Markdown's own name)
        md.preprocessors.register(_Sections(md), "lo-sections", _BEFORE_HTML)
        md.treeprocessors.register(_Hide(md), "lo-hide", _BEFORE_LINKS)
        md.treeprocessors.register(_Show(md), "lo-show", _AFTER_LINKS)
        md.postprocessors.register(_Back(md), "lo-back", -1)


class _Sections(Preprocessor):
    def run(self, lines: list[str]) -> list[str]:
        return [_MARKED.sub(_MARK, line) for line in lines]


class _Back(Postprocessor):
    def run(self, text: str) -> str:
        return text.replace(_MARK, "&lt;![")


class _Hide(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            key = _ADDRESS.get(element.tag)
            if key and not _can_be_read(element.get(key)):
                element.tag = _HIDDEN + element.tag


class _Show(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            element.tag = element.tag.removeprefix(_HIDDEN)


def _can_be_read(address: str | None) -> bool:
    try:
        return address is not None and bool(urlsplit(address))
    except ValueError:
        return False


# ---- what still stops it --------------------------------------------------------------------


def told(path: str, source: Source | None, error: Exception, convert: Callable[[str], Any]) -> str:
    """Why a page can't be made, with its file, the line where that can be found, and a remedy."""
    where = f"docs/{path}"
    if isinstance(error, OSError):
        reason = (error.strerror or str(error)).lower()
        return (
            f"{where}: the page can't be written ({reason}). Give the file another name, which no "
            "other page or folder has."
        )
    if source and (line := _line(source, type(error), convert)):
        where = f"{where}:{line}"
    if isinstance(error, RecursionError):
        return (
            f"{where}: lists, quotes or boxes lie too deep inside each other for a page to be "
            "made of them. Take levels out, until few are left."
        )
    said = f"{type(error).__name__}: {error}".strip().rstrip(":").replace("\n", " ")
    return (
        f"{where}: this can't be made into a page ({said}). Look for HTML or a sign that is not "
        "complete, and write it in another way."
    )


# Beyond this many letters, looking for the line would take longer than the editor.
_LONGEST = 300_000


def _line(source: Source, wrong: type[Exception], convert: Callable[[str], Any]) -> int:
    """The line of a page up to which it can be converted, and with which no more; 0 if unknown."""
    try:
        parts = parse.split(source.text)
    except Unreadable:
        return 0
    lines = parts.body.split("\n")

    def fails(number: int) -> bool:
        try:
            convert("\n".join(lines[:number]))
        except wrong:
            return True
        except Exception:  # noqa: BLE001 (of another kind: not what we look for)
            return False
        return False

    if len(parts.body) > _LONGEST or not fails(len(lines)):
        return 0
    good, bad = 0, len(lines)
    while bad - good > 1:
        middle = (good + bad) // 2
        good, bad = (good, middle) if fails(middle) else (middle, bad)
    return parts.body_line + bad - 1
