"""A page has no owner, or one that is no team of this council.

Somebody must read each page again in time and answer for it. `owner` names the team, by its key
under `teams` in local-offer.yml.

Fix: name the team that looks after the page. A new team goes into local-offer.yml first.

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
    summary: Time off for your child and for you.
    owner: early-year
    last_reviewed: 2026-11-02
    ---
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for page in context.site.pages:
        for complaint in page.front_matter.complaints:
            if complaint.check == "unknown-owner":
                yield Problem(page.at(complaint.line), complaint.message, complaint.fix)
