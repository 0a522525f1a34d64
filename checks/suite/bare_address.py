"""A link shows its address instead of words.

A long address says little, is read out sign by sign to people who listen, and breaks the line
on a phone. A short one that people may type, such as gov.uk, is fine.

Fix: make the link of words that say what it leads to.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    [Ask for a short break](https://www.example.org/breaks/ask), or go to
    [example.org](https://www.example.org/).

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    To ask for a short break, go to
    [https://www.example.org/breaks/ask](https://www.example.org/breaks/ask).
"""

import re
from collections.abc import Iterator

from checks.model import Context, Page, Problem, Severity, told_once

SEVERITY = Severity.WARNING

# "https://…" and what starts as a host and goes on as a path.
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)+/\S+", re.IGNORECASE)
# What has no better name: a document's number, and a program on the reader's own computer.
_AS_IS = re.compile(
    r"(?:https?://)?(?:(?:dx\.)?doi\.org/|localhost\b|\d+\.\d+\.\d+\.\d+|example\.)"
)
# What people may still type: a host with one word after it.
_SHORT = re.compile(r"[\w.-]+(?:/[a-z-]*)?/?", re.IGNORECASE)
_LONGEST = 45  # letters


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    for page in context.site.pages:
        for link in page.built.links if page.source and page.built else ():
            text = link.text.strip("<> .,")
            if link.element != "a" or not link.in_content or not _ADDRESS.fullmatch(text):
                continue
            if not link.target.lower().startswith(("http:", "https:", "//")):
                continue
            assert page.built
            if any(start <= link.offset < end for start, end in page.built.verbatim):
                continue
            typed = len(text) <= _LONGEST and _SHORT.fullmatch(text)
            if typed or _AS_IS.match(text.lower()):
                continue
            short, _, rest = re.sub(r"^(?:https?://)?(?:www\.)?", "", text).partition("/")
            write = "what it leads to" if rest else f"the name of the site, or “{short}”"
            yield (
                page,
                Problem(
                    context.site.at_link(page, link),
                    f"A link shows its address: {text}",
                    f"Write {write}, and put the address behind those words.",
                ),
            )
