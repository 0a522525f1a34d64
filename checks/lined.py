"""YAML text → plain values that remember their lines.

In goes the text of a file, out comes what it holds and the line of every key and item, so
that a complaint can name the line. Dates stay text: whoever wants a date reads it with
`iso_date`, and can say what is wrong with it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import NoReturn

import yaml

from checks.model import CannotRun, Period

# A path into the data: ("teams", "early-years", "name") or ("meets", 0).
Key = tuple[str | int, ...]


class Unreadable(Exception):
    """The text is not YAML. Carries the line (from 1) and what is wrong, in plain words."""

    def __init__(self, line: int, problem: str) -> None:
        super().__init__(problem)
        self.line = line
        self.problem = problem


@dataclass(frozen=True)
class Lined:
    """A YAML document: its data, and the line of each key."""

    data: object
    lines: dict[Key, int] = field(default_factory=dict)
    repeated: tuple[tuple[str, int], ...] = ()  # keys given twice in one mapping

    def line(self, *key: str | int) -> int:
        """The line of a key, or of the nearest thing around it."""
        while key and key not in self.lines:
            key = key[:-1]
        return self.lines.get(key, 1)


# Deeper than anything ours needs; without an end, a page of brackets could exhaust the stack.
_DEEPEST = 20

# The longest of ours has a quarter of it; this many take half a minute to read.
_LARGEST = 1_000_000

# Line ends to YAML, but not to editors. Word processors leave them in what is pasted.
_NOT_LINE_ENDS = dict.fromkeys((0x85, 0x2028, 0x2029), " ")


class _Loader(yaml.BaseLoader):
    """YAML without its traps: no aliases (a few lines of them can stand for gigabytes), no tags.

    Left out, they are what they nearly always are here: words that start with &, * or !.
    """

    depth = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or event.anchor is not None:
            raise Unreadable(event.start_mark.line, "words that start with “&” or “*” need quotes")
        if event.tag is not None:
            raise Unreadable(event.start_mark.line, "words that start with “!” need quotes")
        if self.depth > _DEEPEST:
            raise Unreadable(event.start_mark.line, "lists or keys lie too deep inside each other")
        self.depth += 1
        node = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read(text: str, first_line: int = 1) -> Lined:
    """Read one YAML document that starts on `first_line` of its file.

    Raises Unreadable when it is not YAML, or uses what we leave out of it.
    """
    if len(text) > _LARGEST:
        raise Unreadable(
            first_line, f"it has more than {_LARGEST:,} characters; is it the right file?"
        )
    try:
        node = _Loader(text.translate(_NOT_LINE_ENDS)).get_single_node()
        if node is None:
            return Lined(None)
        builder = _Builder(first_line)
        return Lined(builder.value(node, ()), builder.lines, tuple(builder.repeated))
    except Unreadable as error:
        raise Unreadable(error.line + first_line, error.problem) from None
    except yaml.MarkedYAMLError as error:
        raise unreadable(error, first_line) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        problem = f"an invisible character that can't stand here (U+{error.character:04X})"
        raise Unreadable(line, problem) from None


class _Builder:
    """Plain values from YAML's nodes, and the line of each key and item."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line
        self.lines: dict[Key, int] = {}
        self.repeated: list[tuple[str, int]] = []

    def value(self, node: yaml.Node, key: Key) -> object:
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, key)
        if isinstance(node, yaml.SequenceNode):
            items: list[object] = []
            for number, item in enumerate(node.value):
                self.lines[*key, number] = item.start_mark.line + self.first_line
                items.append(self.value(item, (*key, number)))
            return items
        # Only what stands without quotes can be anything but words.
        bare = isinstance(node, yaml.ScalarNode) and node.style is None
        return _plain(node.value) if bare else node.value

    def mapping(self, node: yaml.MappingNode, key: Key) -> dict[str, object]:
        """Keys are words as written (also 5, true and 2026-11-22); the first of two counts."""
        data: dict[str, object] = {}
        for name, value in node.value:
            if not isinstance(name, yaml.ScalarNode):
                raise Unreadable(name.start_mark.line, "a list or keys where a key should be")
            line = name.start_mark.line + self.first_line
            if name.value in data:
                self.repeated.append((name.value, line))
                continue
            self.lines[*key, name.value] = line
            data[name.value] = self.value(value, (*key, name.value))
        return data


_NOTHING = ("", "~", "null", "Null", "NULL")
_FLAGS = {"true": True, "yes": True, "false": False, "no": False}


def _plain(text: str) -> object:
    """Words without quotes: nothing, true or false, a number, else words.

    A number only if it reads back as it was written: a phone number keeps its first 0, and
    12:30 is no count of minutes, though YAML 1.1 would say so.
    """
    if text in _NOTHING:
        return None
    if text in (text.lower(), text.upper(), text.capitalize()) and text.lower() in _FLAGS:
        return _FLAGS[text.lower()]
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if str(number) == text and text[-1].isdigit():
            return number
    return text


# What PyYAML says, and what that means to an editor. The first that fits is used.
_MEANINGS = {
    "mapping values are not allowed": "a colon that does not belong; words that hold one need "
    "quotes, and every key starts right below the one before",
    "could not find expected ':'": "a key without a colon after it",
    "character '\\t' that cannot start": "a tab; use spaces",
    "that cannot start any token": "a sign that words can't start with; put them in quotes",
    "expected the node content": "a sign that words can't start with; put them in quotes",
    "expected <block end>": "it does not go on from the line above; look at its first spaces, "
    "and at the quotes",
    "expected '<document start>'": "it does not go on from the line above; look at its first "
    "spaces, and at the quotes",
    "expected ',' or": "a comma is missing, or the bracket that closes a list",
    "unknown escape character": "a backslash in double quotes; use single quotes",
    "expected alphabetic or numeric": "words that start with “&” or “*” need quotes",
    "expected chomping": "words after “|” or “>” must start on the next line",
    "expected a comment or a line break": "words after “|” or “>” must start on the next line",
    "another document": "a line “---” in the middle",
}


def unreadable(error: yaml.MarkedYAMLError, first_line: int = 1) -> Unreadable:
    """What PyYAML says, in plain words, with the line where an editor should look.

    For a quote or bracket that is never closed PyYAML names the end of the file, and for a
    key without a colon the line below; where it started helps more.
    """
    problem = (error.problem or error.context or "it is not YAML").strip()
    first, second = error.problem_mark, error.context_mark
    if "end of stream" in problem or "<stream end>" in problem:
        first, second = second, first
        problem = "a quote or a bracket that starts here is never closed"
    elif "could not find expected" in problem:
        first, second = second, first
    problem = next((plain for said, plain in _MEANINGS.items() if said in problem), problem)
    return Unreadable(_line(first or second) + first_line, problem)


def _line(mark: yaml.Mark | None) -> int:
    """The line of a mark, from 0; at the end of the text, that of its last words."""
    if mark is None:
        return 0
    text = mark.buffer or ""
    if text[mark.pointer :].strip("\0 \r\n"):
        return mark.line
    return text[: mark.pointer].rstrip().count("\n")


def read_text(path: Path, name: str) -> str:
    """A file's text, without a byte order mark.

    `name` is what to call it in a message. Raises CannotRun when it can't be read or is
    not UTF-8, saying on which line.
    """
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise CannotRun(f"{name}: can't be read ({error.strerror}).") from None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        _not_utf_8(name, raw.count(b"\n", 0, error.start) + 1)
    # Of UTF-16 without a mark every other byte is empty, and none of it fails.
    if raw.count(0) * 4 > len(raw):
        _not_utf_8(name, 1)
    return text


def _not_utf_8(name: str, line: int) -> NoReturn:
    raise CannotRun(
        f"{name}:{line}: this file is not UTF-8. Save it again with the encoding UTF-8."
    ) from None


_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


_WORD = re.compile(r"[^\W\d_]{2,}")


def says_why(reason: str) -> bool:
    """Whether a reason is more than one word."""
    return len(_WORD.findall(reason)) > 1


def iso_date(text: object) -> date | None:
    """A date written 2026-11-22, or None when it is not one (or is not in the calendar)."""
    if not isinstance(text, str) or not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_MEANT = re.compile(
    r"(?P<day>\d{1,2})(?:st|nd|rd|th)?[\s/.-]+(?:of\s+)?(?P<month>\d{1,2}|[a-z]{3,9})\.?,?[\s/.-]+"
    r"(?P<year>(?:\d\d)?\d\d)"
    r"|(?P<y>\d{4})[\s/.-]+(?P<m>\d{1,2})[\s/.-]+(?P<d>\d{1,2})|(?P<yy>\d{4})(?P<mm>\d\d)(?P<dd>\d\d)",
    re.IGNORECASE | re.ASCII,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def date_meant(text: object) -> date | None:
    """The date that somebody in the UK means by 22/11/2026, 22 November 2026 or 2026/11/22."""
    match = _MEANT.fullmatch(str(text).strip())
    if match is None:
        return None
    day = match["day"] or match["d"] or match["dd"]
    month = match["month"] or match["m"] or match["mm"]
    year = match["year"] or match["y"] or match["yy"]
    if month[:3].lower() in _MONTHS:
        month = str(_MONTHS.index(month[:3].lower()) + 1)
    return iso_date(f"{year if len(year) == 4 else f'20{year}'}-{month:>02}-{day:>02}")


_PERIOD = re.compile(r"([1-9]\d{0,3})\s+(day|week|month|year)s?", re.IGNORECASE | re.ASCII)


def period(text: object) -> Period | None:
    """A length of time written "6 months", or None when it is not one."""
    match = _PERIOD.fullmatch(text.strip()) if isinstance(text, str) else None
    return Period(int(match[1]), match[2].lower()) if match else None


def shown(value: object) -> str:
    """A value as a message quotes it: as YAML would, short, on one line."""
    if value is None:
        text = "nothing"
    elif isinstance(value, bool):
        text = str(value).lower()
    elif isinstance(value, list):
        text = f"[{', '.join(shown(item) for item in value)}]"
    elif isinstance(value, dict):
        text = f"{{{', '.join(f'{key}: {shown(item)}' for key, item in value.items())}}}"
    else:
        text = str(value)
    text = " ".join(text.split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1].rstrip() + "…"


_SHOWN = 60
