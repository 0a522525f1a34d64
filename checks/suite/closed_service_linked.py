"""A page sends families to a service that has closed, without saying so.

They follow the link, perhaps ring, and have lost an hour. A service that has stopped keeps its
page, which says so; other pages must not offer it as help. Words beside the link that say that it
has closed are enough.

Fix: link a service that is open, take the link out, or say beside it that the service has
closed.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    [The try club](services/gone.md) has closed.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ask [the try club](services/gone.md).
"""

import re
from collections.abc import Iterator

from checks.model import Context, Lead, Page, Problem, Severity

SEVERITY = Severity.WARNING

_SAID = re.compile(
    r"\b(?:clos(?:ed|es|ing)|shut|stopp?(?:ed|s)|ended|ends|finished|no longer|paused|suspended|"
    r"not (?:open|running|taking)|used to|until|replaced|instead of|ceased|was|were)\b",
    re.IGNORECASE,
)
_STATES = {"inactive": "has stopped", "temporarily closed": "is closed for now"}


def check(context: Context) -> Iterator[Problem]:
    closed = {
        page.built.file: (page, _STATES[page.front_matter.listing.status])
        for page in context.site.pages
        if page.built and page.front_matter.listing
        if page.front_matter.listing.status in _STATES
    }
    for page in context.site.pages:
        if page.source is None or page.built is None:
            continue
        if not closed.keys() & context.ways.own.get(page.built.file, frozenset()):
            continue
        for lead in context.leads(page):
            there, state = closed.get(lead.file, (page, ""))
            if there is not page and not _SAID.search(_beside(page, lead)):
                yield Problem(
                    lead.place,
                    f"This links to “{there.name}”, which {state}, and does not say so.",
                    "Link a service that is open, take the link out, or say beside it that the "
                    "service has closed.",
                )


def _beside(page: Page, lead: Lead) -> str:
    """What stands around a link: its paragraph or item, and the heading above."""
    assert page.built  # it holds the link
    heading = beside = ""
    for block in page.built.blocks:
        if block.offset > lead.link.offset:
            break
        heading = block.text if block.kind == "heading" else heading
        beside = block.text
    return f"{heading} {beside}"
