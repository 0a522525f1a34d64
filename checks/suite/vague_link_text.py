"""The text of a link does not say where it leads.

People who listen to a page jump from link to link and hear only “click here, more, here”.
People who look see the links first. Each must make sense alone (WCAG 2.4.9, and 2.4.4 where
the words around do not help). What counts as vague is a list: `vague_links` in
checks/packs/plain-english.yml.

Fix: make the link of the words that say what the reader gets there.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    You can [ask for a short break](https://www.example.org/ask) at any time.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    To ask for a short break, [click here](https://www.example.org/ask).
"""

import re
from collections.abc import Iterator

from checks.model import Built, Context, Link, Page, Problem, Severity, shortened, told_once

SEVERITY = Severity.WARNING

_WORDS = 6  # on each side of a link
_SIGNS = re.compile(r"[^\w\s’'&-]+")


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    vague = context.site.settings.plain.vague
    for page in context.site.pages:
        for link in page.built.links if page.source and page.built else ():
            if link.element != "a" or not link.in_content:
                continue
            said = " ".join(_SIGNS.sub(" ", link.text).split()).casefold()
            assert page.built
            if said not in vague or _is_name(page.built, link):
                continue
            yield (
                page,
                Problem(
                    context.site.at_link(page, link),
                    f"The link “{link.text}” does not say where it leads"
                    + _around(page.built, link),
                    f"Make the link of words that say what the reader gets at {link.target}",
                ),
            )


def _is_name(built: Built, link: Link) -> bool:
    """Whether it is code, or a word with a capital in mid-sentence, such as a program's name."""
    start, end = link.offset, link.offset + len(link.text)
    if any(a < end and b > start for a, b in built.verbatim):
        return True
    before = built.text[:start].rstrip(" ")[-1:]
    return link.text[:1].isupper() and before not in ("", "\n", *".!?:(|")


def _around(built: Built, link: Link) -> str:
    """The words that stand on the same line, so that one can tell which link it is."""
    before = built.text[: link.offset].rpartition("\n")[2].split()
    after = built.text[link.offset :].partition("\n")[0].split()
    if len(before) + len(after) <= len(link.text.split()) + 1:
        return "."
    start = ("… " if len(before) > _WORDS else "") + " ".join(before[-_WORDS:])
    return f": “{start} {shortened(' '.join(after), _WORDS)}”".replace("“ ", "“")
