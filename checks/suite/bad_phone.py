"""A phone number that the UK does not have, that is hard to dial, or whose link dials another.

One wrong digit and a family reaches a stranger, or nobody. Numbers are held against the UK's
numbering plan; a link must dial the number that readers see.

Fix: copy the number from the service's own page, ring it, and write it in groups as people read
it out: 01865 810516.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ring [020 7946 0018](tel:+442079460018).

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ring 020 7946 001.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for fault in context.contact_faults():
        if fault.kind == "phone":
            yield Problem(fault.place, fault.message, fault.fix, severity=fault.severity)
