"""An email address that can't be right, may have a slip in it, or is not what its link writes to.

Families write once, get no answer or an error, and give up. The syntax is checked for certain.
A host that differs in one letter from one that this site uses often, from the council's own
(`council: hosts`) or from a well-known one is doubted. `local-offer check-links --emails` also
asks the names system whether anybody takes email for each host.

Fix: copy the address from the service's own page, and send a message to it.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Write to [the team](mailto:short.breaks@anywhere.gov.uk).

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Write to short.breaks@anywhere..gov.uk.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for fault in context.contact_faults():
        if fault.kind == "email":
            yield Problem(fault.place, fault.message, fault.fix, severity=fault.severity)
