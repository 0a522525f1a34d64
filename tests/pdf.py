"""A PDF as a screen reader meets it: its tags in order, each with its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pypdf


@dataclass
class Tag:
    """A structure element: its kind ("P", "Link"), and what is in it."""

    kind: str
    page: int | None  # from 1
    entry: Any  # the PDF's own dictionary
    inside: list[Tag | str] = field(default_factory=list)
    links: list[Any] = field(default_factory=list)  # annotations that it owns

    @property
    def text(self) -> str:
        """Its words, with single spaces."""
        return " ".join(self._words().split())

    def _words(self) -> str:
        return "".join(p if isinstance(p, str) else p._words() for p in self.inside)

    def walk(self) -> Iterator[Tag]:
        yield self
        for part in self.inside:
            if isinstance(part, Tag):
                yield from part.walk()

    def children(self) -> list[Tag]:
        return [part for part in self.inside if isinstance(part, Tag)]


class Pdf:
    def __init__(self, file: Path) -> None:
        self.reader = pypdf.PdfReader(file)
        self.root = self.reader.trailer["/Root"]
        self.pages = len(self.reader.pages)

    def text(self, page: int) -> str:
        """The words of a page (from 1), headers and footers too, with single spaces."""
        return " ".join(self.reader.pages[page - 1].extract_text().split())

    @cached_property
    def whole(self) -> str:
        return " ".join(self.text(page) for page in range(1, self.pages + 1))

    @cached_property
    def goals(self) -> dict[str, int]:
        """The page of each place that a link can go to."""
        found = self.reader.named_destinations.items()
        return {name: (self.reader.get_destination_page_number(d) or 0) + 1 for name, d in found}

    @cached_property
    def tags(self) -> list[Tag]:
        """Every tag, in reading order."""
        return list(self._tag(self._struct["/K"][0].get_object()).walk())

    def of(self, kind: str) -> list[Tag]:
        return [tag for tag in self.tags if tag.kind == kind]

    @property
    def _struct(self) -> Any:
        return self.root["/StructTreeRoot"]

    @cached_property
    def _numbers(self) -> dict[int, int]:
        pages = enumerate(self.reader.pages, start=1)
        return {page.indirect_reference.idnum: number for number, page in pages}

    def _tag(self, entry: Any) -> Tag:
        page = self._numbers[entry.raw_get("/Pg").idnum] if "/Pg" in entry else None
        tag = Tag(entry["/S"].removeprefix("/"), page, entry)
        for kid in entry.get("/K", ()):
            found = kid.get_object()
            if isinstance(found, int):
                assert page
                tag.inside.append(self._marked[page][found])
            elif found.get("/Type") == "/OBJR":
                tag.links.append(found["/Obj"].get_object())
            else:
                tag.inside.append(self._tag(found))
        return tag

    @cached_property
    def _marked(self) -> dict[int, dict[int, str]]:
        """The words of each marked piece of each page."""
        return {n: self._pieces(page)[0] for n, page in enumerate(self.reader.pages, start=1)}

    @cached_property
    def unmarked(self) -> list[tuple[int, str]]:
        """Words that are neither tagged nor an artifact."""
        pages = enumerate(self.reader.pages, start=1)
        return [(n, text) for n, page in pages for text in self._pieces(page)[1]]

    def artifacts(self, page: int) -> str:
        return " ".join(self._pieces(self.reader.pages[page - 1])[2].split())

    def _pieces(self, page: Any) -> tuple[dict[int, str], list[str], str]:
        marked: defaultdict[int, str] = defaultdict(str)
        unmarked: list[str] = []
        artifacts: list[str] = []
        around: list[object] = []

        def operator(name: bytes, operands: Any, *_: object) -> None:
            if name == b"BDC":
                number = operands[1].get("/MCID")
                around.append(number if number is not None else operands[0])
                if number is not None:
                    marked[number] += ""  # also when there are no words in it
            elif name == b"BMC":
                around.append(operands[0])
            elif name == b"EMC":
                around.pop()

        def words(text: str, *_: object) -> None:
            if not text.strip() and not around:
                return
            if not around:
                unmarked.append(text)
            elif isinstance(around[-1], int):
                marked[around[-1]] += text
            else:
                assert around[-1] == "/Artifact"
                artifacts.append(text)

        page.extract_text(visitor_operand_before=operator, visitor_text=words)
        return marked, unmarked, "".join(artifacts)
