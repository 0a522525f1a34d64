"""Markdown text → Source: front matter, headings and where the links were written.

This reads Markdown only to find lines. What a page says is read from its HTML; the source
tells the editor where to mend it.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import itemgetter

from checks import addresses, frontmatter, unclosed
from checks.addresses import PLACES
from checks.lined import Lined, Unreadable, read
from checks.model import (
    CannotRun,
    Destination,
    Settings,
    Source,
    SourceHeading,
)

# Only these end a line. Word processors leave others in what is pasted; editors don't count them.
_LINE_END = re.compile(r"\r\n?")
_UNSEEN = re.compile(rf"{unclosed.FENCED}|<!--.*?-->", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"(?<!`)(`+)(?!`).+?(?<!`)\1(?!`)")
# What text stands under that is indented and yet not code: lists, notes, footnotes, HTML.
_HOLDER = re.compile(r" {0,3}(?:[-*+:]|\d+[.)]|!!!|\?\?\?|\[\^|<)")
_NO_CODE = 1000  # nothing stands so far in
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]*(.+?)[ \t]*#*[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*([^{}]*)\}[ \t]*$")
_GIVEN_ANCHOR = re.compile(r"#([\w.:-]+)")

# Where an address may be written: [text](address), [name]: address, <address>, attr="address".
_INLINE = re.compile(r"\]\(\s*(?:<([^<>]*)>|((?:[^()\s]|\([^()]*\)|[ \t](?![ \t]*(?:[\"')]|$)))*))")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*(?:<([^<>]*)>|(\S+))")
_AUTO = re.compile(r"<((?:https?|mailto|ftp):[^\s<>]+|[^\s<>@:/]+@[^\s<>@]+)>")
_NAMES = "|".join(sorted({name for names in PLACES.values() for name in names}, reverse=True))
_ATTRIBUTE = re.compile(
    rf"(?<![\w-])({_NAMES}|style)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))", re.IGNORECASE
)
# A line of a style sheet that stands in the page.
_STYLE = re.compile(r"url\(|@import", re.IGNORECASE)
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!-])")


_UNCLOSED = "it starts with --- but no other line of --- ends it"


@dataclass(frozen=True)
class Split:
    """A file's text taken apart. `yaml` is None when there is no front matter."""

    yaml: str | None
    body: str
    body_line: int


def split(text: str) -> Split:
    """Part the front matter, between two lines of `---`, from the body.

    Raises Unreadable when the second line is missing.
    """
    lines = _LINE_END.sub("\n", text).split("\n")
    if lines[0].rstrip() != "---":
        return Split(None, "\n".join(lines), 1)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            head, body = lines[1:number], lines[number + 1 :]
            return Split("\n".join([*head, ""]), "\n".join(body), min(number + 2, len(lines)))
    raise Unreadable(1, _UNCLOSED)


def parse(path: str, text: str, settings: Settings, *, service: bool) -> Source:
    """Read one Markdown page. `path` is what to call it.

    Raises CannotRun, naming the line, when its front matter is not YAML.
    """
    text = _LINE_END.sub("\n", text)
    try:
        parts = split(text)
        lined = Lined(None) if parts.yaml is None else read(parts.yaml, first_line=2)
    except Unreadable as error:
        remedy = (
            "Add a line --- after the last key."
            if error.problem == _UNCLOSED
            else "Check the line for a missing quote, a colon inside words, or a tab."
        )
        raise CannotRun(
            f"{path}:{error.line}: the front matter can't be read: {error.problem}. {remedy}"
        ) from None
    matter = frontmatter.read(lined, settings, service=service)
    headings, destinations = _scan(parts.body, parts.body_line)
    # Addresses in the front matter (a service's website, a source) have lines too.
    head = [
        Destination(number, value)
        for number, line in enumerate((parts.yaml or "").split("\n"), start=2)
        for value in re.findall(r"(?:https?:|mailto:)[^\s\"',}\]]+", line)
    ]
    return Source(
        path=path,
        text=text,
        body_line=parts.body_line,
        front_matter=matter,
        destinations=(*head, *destinations),
        headings=headings,
    )


def _scan(body: str, first: int) -> tuple[tuple[SourceHeading, ...], tuple[Destination, ...]]:
    headings: list[SourceHeading] = []
    destinations: list[Destination] = []
    before = ""
    for number, line in enumerate(_lines(body), start=first):
        if line is None:
            continue
        if title := _ATX.match(line):
            headings.append(_heading(number, len(title[1]), title[2]))
        elif before.strip() and (under := _SETEXT.match(line)):
            headings.append(_heading(number - 1, 1 if under[1][0] == "=" else 2, before.strip()))
        before = "" if title else line
        destinations.extend(Destination(number, target) for target in _targets(line))
    return tuple(headings), tuple(destinations)


def without_code(body: str) -> str:
    """A text without its comments and code, inline code too; every line keeps its number."""
    return "\n".join(_CODE.sub(" ", line or "") for line in _lines(body))


def indented_code(body: str) -> frozenset[int]:
    """The lines that are code because of how far in they begin, from 0."""
    return frozenset(number for number, line in enumerate(_lines(body)) if line is None)


def _lines(body: str) -> Iterator[str | None]:
    """The lines of a text without comments and fenced code; None for those of indented code."""
    before = ""
    held = False
    room = 4  # so far in is code, after an empty line
    seen = _UNSEEN.sub(lambda match: "\n" * match[0].count("\n"), unclosed.blanked(body))
    for line in seen.split("\n"):
        words = line.lstrip()
        depth = len(line[: len(line) - len(words)].expandtabs(4))
        if words and depth < 4:
            if _HOLDER.match(line):
                held, room = True, _NO_CODE if words[0] == "<" else 8
            elif not (held and before.strip()):
                held, room = False, 4
        if depth >= room and not before.strip():
            yield None
            continue
        if held and depth >= 4 and words[:1] != "<" and _HOLDER.match(words):  # a list in a list
            room = max(room, depth // 4 * 4 + 8)
        yield line
        before = "" if _ATX.match(line) else line


def _heading(line: int, level: int, text: str) -> SourceHeading:
    anchor = ""
    if attributes := _ATTRIBUTES.search(text):
        given = _GIVEN_ANCHOR.search(attributes[1])
        anchor = given[1] if given else ""
        text = text[: attributes.start()]
    return SourceHeading(line, level, text, anchor)


def _targets(line: str) -> list[str]:
    line = _CODE.sub(" ", line)
    found: list[tuple[int, str]] = []
    for match in (*_INLINE.finditer(line), *_DEFINITION.finditer(line)):
        target = match[2] if match[1] is None else match[1]
        found.append((match.start(), _ESCAPE.sub(r"\1", target)))
    for match in _AUTO.finditer(line):
        target = match[1]
        found.append((match.start(), target if ":" in target else f"mailto:{target}"))
    for match in _ATTRIBUTE.finditer(line):
        value = next(group for group in match.groups()[1:] if group is not None)
        found.extend((match.start(), target) for target in _in_attribute(match[1].lower(), value))
    if _STYLE.search(line) and not _ATTRIBUTE.search(line):
        found.extend((0, named.target) for named in addresses.css(line))
    return [html.unescape(target) for _, target in sorted(found, key=itemgetter(0)) if target]


def _in_attribute(name: str, value: str) -> list[str]:
    if name == "style":
        return [named.target for named in addresses.css(html.unescape(value))]
    if name == "content" and (sent := addresses.refresh(value)):
        return [sent[1]]
    return addresses.SRCSET.findall(value) if name in addresses.SETS else [value]


_MARKUP = re.compile(r"!?\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])|<[^>]+>|[*_`~]")


def plain(heading: str) -> str:
    """A heading's letters and digits only, for telling whether two are the same."""
    text = _MARKUP.sub(lambda m: m[1] or "", html.unescape(heading))
    return "".join(c for c in text.casefold() if c.isalnum())
