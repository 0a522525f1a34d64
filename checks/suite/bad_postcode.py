"""A postcode that is none, or that is written without its space.

People type it into a map or a satnav, and stand in another town. A letter O in the place of a
nought is the usual slip.

Fix: copy the postcode from the service's own page, and look it up on a map.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Come to County Hall, New Road, Oxford OX1 1ND.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Come to County Hall, New Road, Oxford OX1 IND.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for fault in context.contact_faults():
        if fault.kind == "postcode":
            yield Problem(fault.place, fault.message, fault.fix, severity=fault.severity)
