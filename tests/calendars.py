"""A small, strict reader of calendar files (RFC 5545): what it does not know is an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

_LINE = re.compile(
    r"(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=[^;:]+)*):(?P<value>.*)", re.DOTALL
)
_LONGEST = 75  # bytes, not letters
_TEXTS = {"SUMMARY", "DESCRIPTION", "UID", "PRODID"}
# Which properties each component must have, and may have, each at most once.
_MUST = {
    "VCALENDAR": {"VERSION", "PRODID"},
    "VEVENT": {"UID", "DTSTAMP", "DTSTART", "SUMMARY"},
    "VALARM": {"ACTION", "TRIGGER", "DESCRIPTION"},
}
_MAY = {
    "VCALENDAR": {"CALSCALE"},
    "VEVENT": {"DESCRIPTION", "CLASS", "TRANSP"},
    "VALARM": set(),
}
_WITHIN = {"VCALENDAR": "", "VEVENT": "VCALENDAR", "VALARM": "VEVENT"}
_SHAPES = {
    "VERSION": r"2\.0",
    "CALSCALE": "GREGORIAN",
    "DTSTAMP": r"\d{8}T\d{6}Z",
    "DTSTART": r"\d{8}",
    "CLASS": "PUBLIC|PRIVATE|CONFIDENTIAL",
    "TRANSP": "OPAQUE|TRANSPARENT",
    "ACTION": "DISPLAY",
    "TRIGGER": r"-P\d+[DW]",
}


@dataclass
class Component:
    name: str
    values: dict[str, str] = field(default_factory=dict)
    inside: list[Component] = field(default_factory=list)


def read(raw: bytes) -> Component:
    """The calendar in a file. Raises ValueError for anything that the standard forbids."""
    top = Component("")
    around = [top]
    for name, parameters, value in _lines(raw):
        if name == "BEGIN":
            if _WITHIN.get(value) != around[-1].name:
                raise ValueError(f"{value} can't stand here")
            component = Component(value)
            around[-1].inside.append(component)
            around.append(component)
        elif name == "END":
            component = around.pop()
            if component.name != value:
                raise ValueError(f"END:{value} closes “{component.name}”")
            if missing := _MUST[value] - set(component.values):
                raise ValueError(f"{value} lacks {sorted(missing)}")
        else:
            _take(around[-1], name, parameters, value)
    if around != [top] or len(top.inside) != 1:
        raise ValueError("not one whole calendar")
    uids = [event.values["UID"] for event in top.inside[0].inside]
    if len(set(uids)) != len(uids):
        raise ValueError("two events have one UID")
    return top.inside[0]


def _lines(raw: bytes) -> Iterator[tuple[str, str, str]]:
    """Each line unfolded: its name, its parameters and its value."""
    if not raw.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", raw):
        raise ValueError("a line does not end with CRLF")
    for line in raw[:-2].split(b"\r\n"):
        if not 0 < len(line) <= _LONGEST:
            raise ValueError(f"{len(line)} bytes in a line: {line!r}")
        line.decode("utf-8")  # raises when a letter is cut in two
    text = re.sub(r"\r\n[ \t]", "", raw.decode("utf-8")).removesuffix("\r\n")
    for line in text.split("\r\n"):
        match = _LINE.fullmatch(line)
        if match is None or re.search(r"[\x00-\x08\x0a-\x1f\x7f]", line):
            raise ValueError(f"not a line of a calendar: {line!r}")
        yield match["name"], match["parameters"], match["value"]


def _take(component: Component, name: str, parameters: str, value: str) -> None:
    if name not in _MUST.get(component.name, set()) | _MAY.get(component.name, set()):
        raise ValueError(f"{name} is not known in {component.name}")
    if name in component.values:
        raise ValueError(f"{name} is given twice")
    if not re.fullmatch(_SHAPES.get(name, r".+"), value, re.DOTALL):
        raise ValueError(f"{name} can't be {value!r}")
    if parameters != (";VALUE=DATE" if name == "DTSTART" else ""):
        raise ValueError(f"{name} has {parameters!r}")
    component.values[name] = _plain(value) if name in _TEXTS else value


def _plain(value: str) -> str:
    if re.search(r"(?<!\\)(?:\\\\)*[;,]", value) or re.search(r"\\[^\\;,nN]|\\$", value):
        raise ValueError(f"a sign that must be escaped: {value!r}")
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)
