"""The facts at the head of a page are missing or can't be understood.

Every page says what it is called, what it holds in a sentence, who looks after it and when
it was last checked. The site, its lists and this checker are made from those facts, so a
misspelt key or a date that does not exist loses what the editor meant to say.

Fix: correct the line that the message names. `handbook/front-matter.md` lists every key.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---

Bad:

    ---
    titel: Short breaks
    summary: Time off for your child and for you.
    owner: early-year
    last_reviewed: 2026-02-30
    ---
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for page in context.site.pages:
        for complaint in page.front_matter.complaints:
            if complaint.check == "bad-front-matter":
                yield Problem(page.at(complaint.line), complaint.message, complaint.fix)
