"""The law asks for something that no page claims to hold.

Either the content is missing, or it is there and nobody has said so under `meets`. Words on
a page are only a hint: an editor who has read the section must claim it.

Fix: write the section and list the duty under `meets`; when the message names a section
that seems to hold it already, read it and claim that one.

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
    ---
"""

from collections.abc import Iterator

from checks.model import Candidate, Context, Outcome, Place, Problem, Severity, in_a_row

SEVERITY = Severity.ERROR

# A duty that no page holds stands nowhere; the front door is where a reader would start.
_NOWHERE = Place("docs/index.md", 1)


def check(context: Context) -> Iterator[Problem]:
    for standing in context.standings:
        duty, found = standing.requirement, standing.candidate
        # A general duty is told by the specific ones that it is met through.
        if standing.outcome not in (Outcome.MISSING, Outcome.HINTED) or duty.through:
            continue
        if found and not found.lacking:
            message = (
                f"The section “{found.heading.text}” seems to meet “{duty.title}” ({duty.id}), "
                f"but no page claims it. The law asks: {duty.asks}"
            )
            fix = (
                f"Read it. If it does, add “{duty.id}#{found.heading.anchor}” under “meets” "
                "on this page."
            )
        else:
            message = (
                f"No page says it meets “{duty.title}” ({duty.id}). The law asks: {duty.asks}"
                f"{_nearest(found)}"
            )
            fix = f"{duty.write} Then list “{duty.id}” under “meets” on that page."
        yield Problem(_place(found), message, fix, duty.severity, duty.id)


def _place(found: Candidate | None) -> Place:
    return found.page.at(found.heading.line) if found else _NOWHERE


def _nearest(found: Candidate | None) -> str:
    if found is None:
        return ""
    return f" The section “{found.heading.text}” comes nearest, but it {in_a_row(found.lacking)}."
