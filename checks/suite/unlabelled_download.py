"""A link opens a document and does not say so.

A document opens in another program, may be large, and is hard to read on a phone or with a
screen reader. People want to know before they tap. Of a file of this site the text must say
type and size; of a file elsewhere the type, as its size may change any day.

Fix: write the type and the size into the text of the link, or right after it.

Good:

    ---
    title: Forms
    summary: Forms to print.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Fill in [the form to ask for a visit (PDF, 120 KB)](https://www.example.org/visit.pdf).

Bad:

    ---
    title: Forms
    summary: Forms to print.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Fill in [the form to ask for a visit](https://www.example.org/visit.pdf).
"""

import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from checks.model import Context, Link, Page, Problem, Severity, told_once

SEVERITY = Severity.WARNING

# What a file is called, and the words that say so. “Word games” and “Slides and swings” don't.
_WORD = (
    r"docx?|(?-i:(?:(?<=[(\[,–—-])|(?<=[(\[,–—-] )|\bin |\bas |\ban? |Microsoft |MS )Word)"
    r"|word (?:document|file|version|format)"
)
_SHEET = r"excel|xls[xm]?|ods|spreadsheet"
_SLIDES = r"powerpoint|pptx?|odp|presentation|slide ?show|(?<=[(\[])slides"
_FILM = r"film|video|mp4"
_SOUND = r"audio|sound|mp3|recording|podcast"
_TYPES = {
    "pdf": ("PDF", "pdf"),
    "doc": ("Word", _WORD), "docx": ("Word", _WORD), "dotx": ("Word", _WORD),
    "odt": ("ODT", rf"odt|opendocument|{_WORD}"), "rtf": ("RTF", rf"rtf|{_WORD}"),
    "pub": ("Publisher", r"publisher file|\(publisher"),
    "xls": ("Excel", _SHEET), "xlsx": ("Excel", _SHEET), "xlsm": ("Excel", _SHEET),
    "ods": ("ODS", _SHEET), "csv": ("CSV", rf"csv|{_SHEET}"),
    "ppt": ("PowerPoint", _SLIDES), "pptx": ("PowerPoint", _SLIDES), "odp": ("ODP", _SLIDES),
    "zip": ("ZIP", r"zip(?! ?wire)"), "epub": ("EPUB", r"epub|e-?book"),
    "ics": ("calendar file", r"ics|calendar"),
    "mp3": ("MP3", _SOUND), "m4a": ("sound", _SOUND), "wav": ("sound", _SOUND),
    "mp4": ("MP4", _FILM), "mov": ("film", _FILM), "wmv": ("film", _FILM),
}  # fmt: skip
_SIZE = re.compile(r"\d[\d.,]*\s?(?:KB|MB|kB|kilobytes?|megabytes?)\b", re.IGNORECASE)
# What after a link still belongs to it: what stands in brackets, and a type behind a comma.
_AFTER = re.compile(r"\s*(?:[(\[][^)\]]*|[,–—:-]?\s?(?:a |an |as )?\w+[^.;([]{,25})")


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    for page in context.site.pages:
        for link in page.built.links if page.source and page.built else ():
            kind = _kind(link)
            if not kind or link.element != "a" or not link.in_content or not link.text:
                continue
            assert page.built
            name, words = _TYPES[kind]
            after = page.built.text[link.offset :].partition("\n")[0][len(link.text) :]
            behind = _AFTER.match(after)
            said = link.text
            if behind and re.match(rf"[\W_]*(?:an? |as )?(?:{words}|\d)", behind[0], re.IGNORECASE):
                said += behind[0]
            size = _size(context, page, link)
            typed = re.search(rf"(?:\b|(?<=\.))(?:{words})s?\b", said, re.IGNORECASE)
            if typed and (size is None or _SIZE.search(said)):
                continue
            if size and not typed:
                lacks = "says neither its type nor its size"
            else:
                lacks = "does not say its size" if typed else "does not say its type"
            write = f"{name}, {size}" if size else name
            text = _without(link.text, words)
            vague = context.site.settings.plain.is_vague(link.text)
            yield (
                page,
                Problem(
                    context.site.at_link(page, link),
                    f"The link “{link.text}” opens a file and {lacks}.",
                    f"Write the name of the document, and after it “({write})”."
                    if vague
                    else f"Write “{text} ({write})”.",
                ),
            )


def _kind(link: Link) -> str:
    ending = _path(link).rpartition(".")[2].lower()
    return ending if ending in _TYPES else ""


def _path(link: Link) -> str:
    try:
        return urlsplit(link.target).path
    except ValueError:  # broken-link tells it
        return ""


def _size(context: Context, page: Page, link: Link) -> str | None:
    """The size of a file of this site, as people write it; None for any other."""
    assert page.built
    if ":" in link.target or link.target.startswith("//"):
        return None
    path = unquote(_path(link))
    folder = "" if path.startswith("/") else posixpath.dirname(page.built.file)
    size = context.site.sizes.get(posixpath.normpath(posixpath.join(folder, path.lstrip("/"))))
    if size is None:
        return None
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{size / 1_000_000:.1f} MB"


def _without(text: str, words: str) -> str:
    """A link's text without a bracket at its end that says the type already."""
    return re.sub(rf"\s*\((?:{words})\)\s*$", "", text, flags=re.IGNORECASE)
