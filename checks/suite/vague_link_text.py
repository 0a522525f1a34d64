"""The text of a link does not say where it leads.

People who listen to a page jump from link to link and hear only “click here, more, here”.
People who look see the links first. Each must make sense alone (WCAG 2.4.9, and 2.4.4 where
the words around do not help). What counts as vague is a list: `vague_links` in
checks/packs/plain-english.yml. An arrow alone counts too.

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

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from fnmatch import fnmatchcase

from checks.model import (
    Built,
    Context,
    Link,
    Page,
    Problem,
    Severity,
    bare_link,
    shortened,
    told_once,
)

SEVERITY = Severity.WARNING

_WORDS = 6  # on each side of a link


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    plain = context.site.settings.plain
    starred = [each for each in plain.vague if "*" in each]
    for page in context.site.pages:
        for link in page.built.links if page.source and page.built else ():
            if link.element != "a" or not link.in_content or not link.text:
                continue
            assert page.built
            # An arrow says nothing; one beside a footnote leads up or down the page.
            said = bare_link(link.text)
            part = not said and link.target.startswith("#")
            # Called after the place it leads to, as “page” is that leads to “#page”.
            part = part or link.target.endswith(f"#{said}")
            if part or _is_name(page.built, link, plain.vague_names):
                continue
            fix = f"Make the link of words that say what the reader gets at {link.target}"
            if not said or plain.is_vague(link.text):
                what = "does not say where it leads"
            elif any(fnmatchcase(said, each) for each in starred):
                what, fix = "says what to do with a mouse", f"Leave that out. {fix}"
            else:
                continue
            yield (
                page,
                Problem(
                    context.site.at_link(page, link),
                    f"The link “{link.text}” {what}" + _around(page.built, link),
                    fix,
                ),
            )


def _is_name(built: Built, link: Link, names: AbstractSet[str]) -> bool:
    """Whether it is code, or a word with a capital inside a sentence, such as a program's name."""
    start, end = link.offset, link.offset + len(link.text)
    if any(a < end and b > start for a, b in built.verbatim):
        return True
    before = built.text[:start].rstrip(" ")[-1:]
    return (
        link.text[1:].islower()
        and link.text.casefold() in names
        and link.text[:1].isupper()
        and before not in ("", "\n", *".!?:(|")
        and link.target.startswith(("http:", "https:"))
    )


def _around(built: Built, link: Link) -> str:
    """The words that stand on the same line, so that one can tell which link it is."""
    before = built.text[: link.offset].rpartition("\n")[2].split()
    after = built.text[link.offset :].partition("\n")[0].split()
    if len(before) + len(after) <= len(link.text.split()) + 1:
        return "."
    start = ("… " if len(before) > _WORDS else "") + " ".join(before[-_WORDS:])
    return f": “{start} {shortened(' '.join(after), _WORDS)}”".replace("“ ", "“")
