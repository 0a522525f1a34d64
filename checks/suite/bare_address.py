"""An address is shown instead of words.

A long address says little, is read out sign by sign to people who listen, and breaks the line
on a phone. One that is no link can't even be tapped. The name of a site that people may type,
such as gov.uk, is fine.

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

# “https://…” anywhere, “www.” with something behind it, and all that starts as a host, whose
# last name has letters only, and goes on as a path.
_ADDRESS = re.compile(
    r"(?:https?:)?//\w[\w-]*(?:\.[\w-]+)+[^\s<>“”\"]*|\bwww\.[\w.-]+/[^\s<>“”\"]+", re.IGNORECASE
)
_WHOLE = re.compile(r"(?:[a-z\d][a-z\d-]*\.)+[a-z]{2,}/[^\s/]\S*", re.IGNORECASE)
_SITE = re.compile(r"(?:https?:)?(?://)?(?:www\.)?", re.IGNORECASE)
# What has no better name: a document's number, and a program on the reader's own computer.
_AS_IS = re.compile(
    r"(?:https?://)?(?:(?:dx\.)?doi\.org/|localhost\b|\d+\.\d+\.\d+\.\d+|example\.)"
)
# “and/or”, “Node.js/Express”: a slash between two names of one kind.
_ROW = re.compile(r"(?:[A-Z][\w.’-]*/?)+|[^/]+\.(?:js|py|md|html?|css)/.*")
_SIGNS = "<>()[]{} .,;:!?\"'“”‘’"


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    for page in context.site.pages:
        if page.source is None or page.built is None:
            continue
        links = [link for link in page.built.links if link.element == "a" and link.in_content]
        for link in links:
            if not link.target.lower().startswith(("http:", "https:", "//")):
                continue
            if any(start <= link.offset < end for start, end in page.built.verbatim):
                continue
            if address := _shown(link.text):
                yield (
                    page,
                    Problem(
                        context.site.at_link(page, link),
                        f"A link shows its address: {address}",
                        f"Write {_instead(address)}, and put the address behind those words.",
                    ),
                )
        linked = [link.text for link in links if _ADDRESS.search(link.text)]
        for block in page.prose:
            for match in _ADDRESS.finditer(block.text):
                address = match[0].rstrip(_SIGNS)
                if any(address in text for text in linked) or _AS_IS.match(address.lower()):
                    continue
                yield (
                    page,
                    Problem(
                        context.site.at_words(
                            page, block.text[match.start() :], block.offset + match.start()
                        ),
                        f"An address is written out and is no link: {address}",
                        f"Write {_instead(address)}, and make these words the link: "
                        f"[words]({address if '//' in address else f'https://{address}'})",
                    ),
                )


def _shown(text: str) -> str:
    """The address that the text of a link shows; "" when it shows none."""
    bare = text.strip(_SIGNS)
    match = _ADDRESS.search(text)
    if match:
        bare = match[0].rstrip(_SIGNS)
    elif not _WHOLE.fullmatch(bare) or _ROW.fullmatch(bare):
        return ""
    return "" if _AS_IS.match(bare.lower()) else bare


def _instead(address: str) -> str:
    site, _, rest = _SITE.sub("", address, count=1).partition("/")
    return "what it leads to" if rest else f"the name of the site, or “{site}”"
