"""A page has no summary, or one that only says its title again.

Lists, search and what others show of a page are made from its summary. Without one a family has
only the title to choose by.

Fix: say in a sentence or two what the page holds and for whom, in at most 160 characters.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---

Bad:

    ---
    title: Short breaks
    summary: Short breaks.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
"""

import re
from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR

_SIGNS = re.compile(r"[\W_]+")


def check(context: Context) -> Iterator[Problem]:
    for page in context.site.pages:
        matter = page.front_matter
        for complaint in matter.complaints:
            if complaint.check == "missing-summary":
                yield Problem(page.at(complaint.line), complaint.message, complaint.fix)
        if matter.summary and _bare(matter.summary) == _bare(matter.title):
            yield Problem(
                page.at_key("summary"),
                "The summary only says the title again.",
                "Say in a sentence or two what the page holds and for whom.",
                severity=Severity.WARNING,
            )


def _bare(text: str) -> str:
    return _SIGNS.sub(" ", text).strip().casefold()
