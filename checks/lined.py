"""YAML text → plain values that remember their lines.

In goes the text of a file, out comes what it holds and the line of every key and item, so
that a complaint can name the line. Dates stay text: whoever wants a date reads it with
`iso_date`, and can say what is wrong with it. (PyYAML's own loader stops at 2026-02-30.)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

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


class _Loader(yaml.SafeLoader):
    """Safe loading, with dates left as text."""


_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def read(text: str, first_line: int = 1) -> Lined:
    """Read one YAML document that starts on `first_line` of its file.

    Raises Unreadable when it is not YAML, or refers to itself.
    """
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            return Lined(None)
        lines: dict[Key, int] = {}
        repeated: list[tuple[str, int]] = []
        for key, line in _walk(node, (), set()):
            if key in lines and isinstance(key[-1], str):
                repeated.append((key[-1], line + first_line))
            lines.setdefault(key, line + first_line)
        return Lined(loader.construct_document(node), lines, tuple(repeated))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        problem = (error.problem or error.context or "it is not YAML").strip()
        raise Unreadable((mark.line if mark else 0) + first_line, problem) from None
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        raise Unreadable(line, "a character that YAML does not allow") from None
    except (yaml.YAMLError, ValueError, RecursionError, OverflowError) as error:
        raise Unreadable(first_line, str(error).splitlines()[0] if str(error) else "") from None
    finally:
        loader.dispose()


def _walk(node: yaml.Node, key: Key, above: set[int]) -> Iterator[tuple[Key, int]]:
    if id(node) in above:
        raise yaml.constructor.ConstructorError(
            None, None, "it refers to itself with an alias", node.start_mark
        )
    below = above | {id(node)}
    if isinstance(node, yaml.MappingNode):
        for name, value in node.value:
            here = (*key, str(name.value))
            yield here, name.start_mark.line
            yield from _walk(value, here, below)
    elif isinstance(node, yaml.SequenceNode):
        for number, item in enumerate(node.value):
            here = (*key, number)
            yield here, item.start_mark.line
            yield from _walk(item, here, below)


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
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise CannotRun(
            f"{name}:{line}: this file is not UTF-8. Save it again with the encoding UTF-8."
        ) from None


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def iso_date(text: object) -> date | None:
    """A date written 2026-11-22, or None when it is not one (or is not in the calendar)."""
    if not isinstance(text, str) or not _ISO.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


_PERIOD = re.compile(r"([1-9]\d{0,3})\s+(day|week|month|year)s?", re.IGNORECASE)


def period(text: object) -> Period | None:
    """A length of time written "6 months", or None when it is not one."""
    match = _PERIOD.fullmatch(text.strip()) if isinstance(text, str) else None
    return Period(int(match[1]), match[2].lower()) if match else None
