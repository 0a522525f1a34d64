"""The directory's lists, made at build: A to Z, by topic and by age.

In go the services' front matter, out come Markdown pages. They work without JavaScript and
stay out of search, which finds the services themselves.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from checks.model import Listing, Settings, Source, count_of
from publish import context

# What findings about these pages name as the file to mend.
SOURCE = "publish/directory.py"

BANDS = (("0-4", "0 to 4"), ("5-15", "5 to 15"), ("16-25", "16 to 25"))


@dataclass(frozen=True)
class Generated:
    """A page that no editor writes."""

    path: str  # under docs/, such as "services/a-to-z.md"
    title: str
    summary: str
    markdown: str
    template: str = ""  # the theme's, when not the usual one
    source: str = SOURCE


@dataclass(frozen=True)
class _Entry:
    title: str
    summary: str
    file: str
    listing: Listing
    facts: str  # for whom, for how much and where, as far as known


def pages(services: Iterable[Source], settings: Settings) -> tuple[Generated, ...]:
    """The lists for these services. Services that have ended are left out."""
    entries = sorted(
        (
            _Entry(
                s.front_matter.title,
                s.front_matter.summary,
                posixpath.basename(s.path),
                entry,
                _facts(context.service(s, settings)),
            )
            for s in services
            if (entry := s.front_matter.listing) and entry.status != "inactive"
        ),
        key=lambda e: (e.title.casefold(), e.file),
    )
    many = count_of(len(entries), "service")
    topics = settings.vocabularies.get("topics", {})
    return (
        Generated(
            "services/a-to-z.md",
            "Services A to Z",
            f"All {many} in this directory, by name.",
            _by_letter(entries),
        ),
        Generated(
            "services/by-topic.md",
            "Services by topic",
            f"The {many} in this directory, sorted by what they help with.",
            _grouped(
                (name, [e for e in entries if key in e.listing.topics])
                for key, name in topics.items()
            ),
        ),
        Generated(
            "services/by-age.md",
            "Services by age",
            f"The {many} in this directory, sorted by the ages they help.",
            _grouped(
                (f"{name} years", [e for e in entries if e.listing.serves(band)])
                for band, name in BANDS
            ),
        ),
    )


def _by_letter(entries: Sequence[_Entry]) -> str:
    letters = sorted({_letter(entry) for entry in entries})
    return _grouped((letter, [e for e in entries if _letter(e) == letter]) for letter in letters)


def _letter(entry: _Entry) -> str:
    first = next((c for c in entry.title if c.isalnum()), "#").upper()
    return first if first.isalpha() else "0 to 9"


def _grouped(groups: Iterable[tuple[str, Sequence[_Entry]]]) -> str:
    out: list[str] = []
    for name, entries in groups:
        if entries:
            lines = "\n".join(_line(entry) for entry in entries)
            out.append(f"## {plain(name)}\n\n{lines}\n")
    return "\n".join(out) or "There are no services here yet.\n"


def _line(entry: _Entry) -> str:
    closed = " (closed for now)" if entry.listing.status == "temporarily closed" else ""
    facts = f' <span class="lo-card__facts">{plain(entry.facts)}</span>' if entry.facts else ""
    return f"- [{plain(entry.title)}]({entry.file}){closed}: {plain(entry.summary)}{facts}"


def _facts(service: context.Context) -> str:
    ages, areas = service.get("ages"), service.get("areas")
    # Several areas would fill the card; the service's page has them.
    where = areas[0] if isinstance(areas, list) and len(areas) == 1 else ""
    known = (f"Ages {ages}" if ages else "", service.get("cost", ""), where)
    return " ".join(f"{fact}." for fact in known if fact)


def plain(text: str) -> str:
    """Text that Markdown will not take for markup."""
    safe = "".join(_SAFE.get(c, f"\\{c}" if c in "\\`*_{}[]()>#" else c) for c in text)
    # What would begin a list, a box or the meaning of a word.
    return _BEGINS.sub(lambda m: f"&#{ord(m[2])};".join((m[1], "")), safe)


_SAFE = {"&": "&amp;", "<": "&lt;"}
_BEGINS = re.compile(r"^(\d*)([-+:!.])(?=\s|!)")
