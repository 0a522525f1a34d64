"""A page claims to meet a duty that is in no law pack.

A claim with a misspelt name counts for nothing, while its editor believes the duty is met.

Fix: use the name of a duty as `local-offer explain` lists them.

Good:

    ---
    title: How to complain
    summary: What to do when help goes wrong.
    owner: early-years
    last_reviewed: 2026-11-02
    meets: [sch2-17]
    ---

Bad:

    ---
    title: How to complain
    summary: What to do when help goes wrong.
    owner: early-years
    last_reviewed: 2026-11-02
    meets: [sch2-71]
    ---
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, nearest

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    known = sorted(duty.id for duty in context.law)
    for page in context.site.pages:
        for claim in page.front_matter.claims:
            if claim.duty not in known:
                meant = nearest(claim.duty, known)
                yield Problem(
                    page.at(claim.line),
                    f"“{claim.duty}” is not the name of any duty.",
                    f"Did you mean “{meant}”?"
                    if meant
                    else "Run “local-offer explain” to see the names of all duties.",
                )
