"""Dates and times as pages write them, held against GOV.UK style."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from checks.model import Block, OddDate, Page, Site
from checks.moments import days, times
from checks.people.digits import births
from checks.people.plain import plain

_LOOK = re.compile(r"\d|noon|[a-z](?:\s?[-–—/&]\s?| to )[A-Z]")
# What is looked for first is taken from what comes after it.
_RULES = (*days.RULES, *times.RULES)


def odd(site: Site) -> Iterator[OddDate]:
    """What the pages of a site write otherwise than it should be."""
    for page in site.pages:
        born = ""  # worked out where something is odd
        for block in page.prose if page.source else ():
            if not _LOOK.search(block.text):
                continue
            for said, at, write, wrong in (*_wrong(block), *_better(block)):
                born = born or _born(page)
                if said in born:
                    continue
                place = site.at_words(page, block.text[at:], block.offset + at)
                yield OddDate(page, place, said, write, wrong)


def _born(page: Page) -> str:
    """The dates of birth on a page: personal-data tells them, and nobody may print them."""
    text = plain(page.source.text) if page.source else ""
    return "\n".join((" ", *(" ".join(said.split()) for _, said in births(text))))


# What is said, where it stands, what to write or to do, and what is wrong if not how it is written.
_Odd = tuple[str, int, str, str]


def _wrong(block: Block) -> Iterator[_Odd]:
    """Days that there are not."""
    for pattern in days.WRONG:
        for match in pattern.finditer(block.text):
            if found := days.no_such_day(match):
                yield match[0], match.start(), found[1], found[0]


def _better(block: Block) -> Iterator[_Odd]:
    """What is written otherwise than it should be, and is a day or a time."""
    # What is taken, in order: none lies over another.
    starts: list[int] = []
    ends: list[int] = []
    for said, at, _, _ in sorted(_wrong(block), key=lambda odd: odd[1]):
        if not ends or at >= ends[-1]:
            starts.append(at)
            ends.append(at + len(said))
    for pattern, better in _RULES:
        for match in pattern.finditer(block.text):
            # Some are told by a word before them, which is right.
            group = "said" if "said" in pattern.groupindex else 0
            start, end = match.span(group)
            at = bisect_right(ends, start)
            if at < len(starts) and starts[at] < end:
                continue
            write = better(match, block)
            if write:
                starts.insert(at, start)
                ends.insert(at, end)
            if write and write != match[group]:
                yield match[group], start, write, ""
