"""Something published may show who somebody is.

No private person is named on a Local Offer: people leave, and what is known of a child stays known.
A role or a team is named, with its shared mailbox and number. What people said is published
without them: a comment says who in general spoke (`who`), and no more.

Names beside roles or titles, mobile numbers and mailboxes that look like one person's are told, so
are children's names, quotes signed with a name, and what stands in comments, which anybody can read
in the page's source. NHS, unique pupil and National Insurance numbers and dates of birth are
errors. A report shows only a few signs of a number or a mailbox.

It can't know a name that stands alone ("Sam came too"), one in none of its lists, or whether
somebody agreed to be named. It takes a number that families text for the service's own.

Fix: name the role or the team instead. In a comment write "a parent", "a young person" or "a
member of staff". Someone who must be named, or a mobile that is a service's own, goes into
`privacy` in local-offer.yml with the reason.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ask the SENCO, or write to shortbreaks@anywhere.gov.uk.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ask Jane Smith, SENCO, or write to jane.smith@anywhere.gov.uk.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR
NO_COMMENT_WAIVES = "it protects people who may not know that they are on the page"


def check(context: Context) -> Iterator[Problem]:
    for trace in context.traces():
        yield Problem(trace.place, trace.message, trace.fix, severity=trace.severity)
