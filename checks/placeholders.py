"""Words that stand in for words still to be written, wherever an editor left them.

Read from the Markdown, which gives their lines; what stands in the text must be there for
families too, so that code, comments and what a plugin fills in are no findings. Words are the
council's choice (`placeholders` in local-offer.yml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from checks import unclosed
from checks.addresses import line_at
from checks.model import Page, Site, Source, Unfinished

# Comments, fenced code and code in a line; what is indented is told from the built page.
_UNREAD = re.compile(
    rf"<!--.*?-->|{unclosed.FENCED}|(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)",
    re.DOTALL | re.MULTILINE,
)
_YAML_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)
_STANDS_IN = "stands in for words that are still to be written"
_TO_FILL_IN = "is to be filled in"
_SHAPES = (
    (re.compile(r"\[\[[^\[\]\n]{1,80}\]\](?!\()"), _TO_FILL_IN),
    (re.compile(r"\{\{[^{}\n]{1,80}\}\}"), _TO_FILL_IN),
    (re.compile(r"\[insert\b[^\[\]\n]{1,80}\](?![(\[:])", re.IGNORECASE), _TO_FILL_IN),
    (re.compile(r"(?<!\[)\binsert\s[^.:;\n]{2,40}?\shere\b", re.IGNORECASE), _TO_FILL_IN),
    # RFC 2606: hosts that are nobody's, and never will be.
    (
        re.compile(
            r"\bhttps?://(?:[\w-]+\.)*example\.(?:com|org|net)\b[^\s)>\]\"']*", re.IGNORECASE
        ),
        "is an address for examples, and leads to nobody’s page",
    ),
)


def unfinished(site: Site) -> Iterator[Unfinished]:
    """What is still to be written on a site's pages, in their order."""
    shapes = [
        *((_word(word), _STANDS_IN) for word in site.settings.placeholders if word.strip()),
        *_SHAPES,
    ]
    code = {page.path: _code(page.source) for page in site.pages if page.source}
    every = "\n".join(code.values())
    for page in site.pages:
        for found in _on_page(page, page.source, shapes) if page.source else ():
            # What a site also shows as code, it shows on purpose: it is about how to write
            # pages. A word as short as TODO may stand in code by chance.
            shown = code[page.path] if found.said.isupper() else every
            if _host(found.said).casefold() not in shown:
                yield found


def _word(word: str) -> re.Pattern[str]:
    """Words as a whole; in capitals where they are given so. Not where they are explained."""
    said = r"\s+".join(map(re.escape, word.split()))
    flags = 0 if word.isupper() else re.IGNORECASE
    return re.compile(rf"(?<![\w“\"'‘(#@/.-]){said}(?![\w”\"'’@/-]|\s*[(=]|\.\w)", flags)


def _on_page(
    page: Page, source: Source, shapes: Sequence[tuple[re.Pattern[str], str]]
) -> Iterator[Unfinished]:
    text = _UNREAD.sub(_blank, unclosed.blanked(source.text))
    lines = text.split("\n")
    body = len("\n".join(lines[: source.body_line - 1]))
    head = _YAML_COMMENT.sub(_blank, text[:body])
    text = head + text[body:]
    shown = None
    found: dict[tuple[int, str], Unfinished] = {}
    for shape, what in shapes:
        for match in shape.finditer(text):
            line = line_at(text, match.start())
            said = " ".join(match[0].split())
            if match.start() >= body and not said.startswith("http"):
                shown = _shown(page) if shown is None else shown
                if page.built and said not in shown:
                    continue
            found[line, said] = Unfinished(page.at(line), said, what)
    yield from (found[key] for key in sorted(found))


def _code(source: Source) -> str:
    """What a page shows as code."""
    found = (match[0] for match in _UNREAD.finditer(unclosed.blanked(source.text)))
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
