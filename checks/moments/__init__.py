"""Dates and times as pages write them, held against GOV.UK style."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from checks.model import Block, OddDate, Site
from checks.moments import days, times

_LOOK = re.compile(r"\d|noon|[a-z](?:\s?[-–—/&]\s?| to )[A-Z]")
# What is looked for first is taken from what comes after it.
_RULES = (*days.RULES, *times.RULES)


def odd(site: Site) -> Iterator[OddDate]:
    """What the pages of a site write otherwise than it should be."""
    for page in site.pages:
        for block in page.prose if page.source else ():
            if not _LOOK.search(block.text):
                continue
            for said, at, write in _better(block):
                place = site.at_words(page, block.text[at:], block.offset + at)
                yield OddDate(page, place, said, write)


def _better(block: Block) -> Iterator[tuple[str, int, str]]:
    """What is written otherwise than it should be, where, and what to write."""
    starts: list[int] = []  # of what is taken, in order, and the ends: none lies over another
    ends: list[int] = []
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
                yield match[group], start, write
