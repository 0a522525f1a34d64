"""Markdown text → Source: front matter, headings and where the links were written.

This reads Markdown only to find lines. What a page says is read from its HTML; the source
tells the editor where to mend it.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from checks import frontmatter
from checks.lined import Lined, Unreadable, read
from checks.model import (
    CannotRun,
    Destination,
    FrontMatter,
    Settings,
    Source,
    SourceHeading,
)

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ATX = re.compile(r" {0,3}(#{1,6})[ \t]*(.+?)[ \t]*#*[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-{2,})[ \t]*$")
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*([^{}]*)\}[ \t]*$")
_GIVEN_ANCHOR = re.compile(r"#([\w.:-]+)")

# Where an address may be written: [text](address), [name]: address, <address>, attr="address".
_INLINE = re.compile(r"\]\(\s*(?:<([^<>]*)>|([^\s()]*(?:\([^\s()]*\)[^\s()]*)*))")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)>?")
_AUTO = re.compile(r"<((?:https?|mailto|ftp):[^\s<>]+|[^\s<>@:/]+@[^\s<>@]+)>")
_ATTRIBUTE = re.compile(
    r"\b(?:href|src|srcset|action|poster|data|cite)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Split:
    """A file's text taken apart. `yaml` is None when there is no front matter."""

    yaml: str | None
    body: str
    body_line: int


def split(text: str) -> Split:
    """Part the front matter, between two lines of `---`, from the body."""
    lines = text.splitlines(keepends=True)
    if not lines or lines[0].rstrip() != "---":
        return Split(None, text, 1)
    for number, line in enumerate(lines[1:], start=1):
        if line.rstrip() in ("---", "..."):
            return Split("".join(lines[1:number]), "".join(lines[number + 1 :]), number + 2)
    return Split("".join(lines[1:]), "", len(lines) + 1)


def parse(path: str, text: str, settings: Settings, *, service: bool) -> Source:
    """Read one Markdown page. `path` is what to call it.

    Raises CannotRun, naming the line, when its front matter is not YAML.
    """
    parts = split(text)
    matter = FrontMatter()
    lined = Lined(None)
    if parts.yaml is not None:
        try:
            lined = read(parts.yaml, first_line=2)
        except Unreadable as error:
            raise CannotRun(
                f"{path}:{error.line}: the front matter can't be read: {error.problem}. "
                "Check the line for a missing quote, a colon inside words, or a tab."
            ) from None
    matter = frontmatter.read(lined, settings, service=service)
    headings, destinations = _scan(parts.body, parts.body_line)
    # Addresses in the front matter (a service's website, a source) have lines too.
    head = [
        Destination(number, value)
        for number, line in enumerate((parts.yaml or "").splitlines(), start=2)
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
    fence = ""
    before = ""
    for number, line in enumerate(body.splitlines(), start=first):
        if fence:
            if line.strip().startswith(fence) and not line.strip().strip(fence[0]):
                fence = ""
            continue
        if opened := _FENCE.match(line):
            fence = opened[1]
            before = ""
            continue
        if title := _ATX.match(line):
            headings.append(_heading(number, len(title[1]), title[2]))
        elif before.strip() and (under := _SETEXT.match(line)):
            headings.append(_heading(number - 1, 1 if under[1][0] == "=" else 2, before.strip()))
        before = "" if title else line
        destinations.extend(Destination(number, target) for target in _targets(line))
    return tuple(headings), tuple(destinations)


def _heading(line: int, level: int, text: str) -> SourceHeading:
    anchor = ""
    if attributes := _ATTRIBUTES.search(text):
        given = _GIVEN_ANCHOR.search(attributes[1])
        anchor = given[1] if given else ""
        text = text[: attributes.start()]
    return SourceHeading(line, level, text, anchor)


def _targets(line: str) -> list[str]:
    found: list[tuple[int, str]] = []
    for match in _INLINE.finditer(line):
        found.append((match.start(), match[1] if match[1] is not None else match[2]))
    if named := _DEFINITION.match(line):
        found.append((named.start(1), named[1]))
    for match in _AUTO.finditer(line):
        target = match[1]
        found.append((match.start(), target if ":" in target else f"mailto:{target}"))
    for match in _ATTRIBUTE.finditer(line):
        found.append((match.start(), next(g for g in match.groups() if g is not None)))
    return [html.unescape(target) for _, target in sorted(found) if target]


_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|<[^>]+>|[*_`~]")


def plain(heading: str) -> str:
    """A heading's letters and digits only, for telling whether two are the same."""
    text = _MARKUP.sub(lambda m: m[1] or "", html.unescape(heading))
    return "".join(c for c in text.casefold() if c.isalnum())
