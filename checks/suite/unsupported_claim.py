"""A page claims to meet a duty, but the section it names does not hold what the law asks.

A tag is not compliance. The section must be there, say enough to act on, hold the evidence
that the duty's pack describes, and stand on a page that is in date.

Fix: add to the section what the message says is not there, or claim another section.

Good:

    ---
    title: How to complain
    summary: What to do when help goes wrong.
    owner: early-years
    last_reviewed: 2026-11-02
    meets:
      - sch2-17#how-to-complain
    ---
    ## How to complain

    You can complain about any service on this site: a school, the council, the NHS or social
    care. First tell the service itself what went wrong and what would put it right. If that
    does not help, ask for its complaints procedure. You can ring
    [01632 960001](tel:+441632960001). They must answer you within 20 working days. If you are
    still unhappy, you can take your complaint to the Ombudsman, who is independent and free.

Bad:

    ---
    title: How to complain
    summary: What to do when help goes wrong.
    owner: early-years
    last_reviewed: 2026-11-02
    meets:
      - sch2-17#how-to-complain
    ---
    ## How to complain

    Coming soon.
"""

from collections.abc import Iterator
from datetime import date

from checks.model import Context, Outcome, Problem, Requirement, Severity, Support, in_a_row

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for standing in context.standings:
        duty = standing.requirement
        if duty.through:
            continue  # its specific duties are told
        for support in standing.supports:
            if not support.supported:
                yield Problem(
                    support.page.at(support.claim.line),
                    _message(duty, support),
                    _fix(duty, support, context.today),
                    severity=duty.severity,
                    requirement=duty.id,
                )
        supported = [support for support in standing.supports if support.supported]
        if supported and standing.outcome is Outcome.UNSUPPORTED:
            first = supported[0]
            missing = in_a_row(standing.parts_missing)
            yield Problem(
                first.page.at(first.claim.line),
                f"“{duty.title}” ({duty.id}) is met only in part: nothing covers {missing}.",
                f"Write about {missing}, and list “{duty.id}” under “meets” there too.",
                severity=duty.severity,
                requirement=duty.id,
            )


def _message(duty: Requirement, support: Support) -> str:
    claimed = f"“{duty.title}” ({duty.id})"
    anchor = support.claim.anchor
    heading = support.page.heading(anchor) if anchor else None
    if heading:
        section = f"The section “{heading.text}”"
    elif anchor:
        section = f"The section “{anchor}”"
    else:
        section = "This page"
    return f"{section}, claimed for {claimed}, {in_a_row(support.lacking)}."


def _fix(duty: Requirement, support: Support, today: date) -> str:
    page, anchor = support.page, support.claim.anchor
    if page.built is None:
        return "Let mkdocs.yml build the page, or claim the duty on a page that families can see."
    if support.suggestion:
        return f"Did you mean “{duty.id}#{support.suggestion}”?"
    if anchor and page.heading(anchor) is None:
        return (
            "After the “#”, write the anchor of a heading on this page; "
            f"or write only “{duty.id}”, to claim the whole page."
        )
    if page.review is None or page.review.expired(today):
        read = "check the page against its sources and set “last_reviewed” to the day of the check."
        # The date is the last thing lacking; alone, nothing need be written.
        return read.capitalize() if len(support.lacking) == 1 else f"{duty.write} Then {read}"
    return f"{duty.write} Or claim the section that holds it."
