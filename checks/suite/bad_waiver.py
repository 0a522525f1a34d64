"""A waiver can't be read, lasts too long or may not stand there, so it sets nothing aside.

A waiver beside a line names the check, its last day and the reason, so that whoever reads the
report can judge it, and nobody forgets to come back. What keeps scripts, other companies and
private facts off the pages can only be waived in local-offer.yml: whoever writes a page should
not be the one to let them in.

Fix: write it in this form, on the line or alone before it:
`<!-- local-offer: waive broken-link until 2027-05-22 because … -->`

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <!-- local-offer: waive broken-link until 2026-12-31 because the form opens in December -->
    Ask with [a form](forms/short-breaks.md).

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <!-- local-offer: waive broken-link -->
    Ask with [a form](forms/short-breaks.md).
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING
NO_COMMENT_WAIVES = "it watches over waivers"


def check(context: Context) -> Iterator[Problem]:
    for bad in context.site.bad_waivers:
        yield Problem(bad.place, bad.message, bad.fix, Severity.ERROR if bad.grave else None)
