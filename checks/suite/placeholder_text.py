"""Words, an address or a phone number that stand in for what is still to be found out.

“TBC”, “[insert name here]”, a mailbox at example.org or 01234 567890: somebody meant to come
back and did not. Told wherever families read it, and in the facts at the head of a page.
Brackets are left to families in a letter that they copy, or below a line or a heading that says so;
an order to an editor ("[insert map]") in the letter only. The words are the
council's choice (`placeholders` in local-offer.yml).

Fix: write what is meant. If nobody knows it, leave the sentence out, or say whom to ask.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ring the team to hear where the club meets.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    The club meets at TBC. Ring 01234 567890.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for left in context.unfinished():
        yield Problem(
            left.place,
            f"“{left.said}” {left.what}.",
            "Write what is meant. If nobody knows it, leave it out, or say whom to ask.",
        )
    for fault in context.contact_faults():
        if fault.kind == "example":
            yield Problem(fault.place, fault.message, fault.fix)
