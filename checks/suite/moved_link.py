"""A link leads to another site, which sends its readers on to a new address.

Only a move that the site calls permanent is told: the old address may stop working any day,
and the new one can be pasted. A link that now ends at a sign-in page or at a site's front
page is told as a warning, since what it was for has probably gone; there is nothing to paste.
Other sites are asked only on request, by `local-offer check-links`.

Fix: paste the new address. If the link ends at a front page or a sign-in page, look for the
page that was meant, and link that.

Good:

    ---
    title: Advice
    summary: Who can help you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Read [how to appeal](https://example.org/appeal/).

Bad:

    ---
    title: Advice
    summary: Who can help you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Read [how to appeal](https://example.org/old-appeal).
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, State

SEVERITY = Severity.NOTE


def check(context: Context) -> Iterator[Problem]:
    for mention in context.mentions:
        known = mention.known
        if known is None or known.state is not State.WORKS:
            continue
        if known.lands:
            yield Problem(
                mention.place,
                f"{mention.goes}, which now leads to a {known.lands}: {known.landed}.",
                "Open it. Find the page that was meant and link that, or take the link out.",
                Severity.WARNING,
            )
        elif known.moved:
            yield Problem(
                mention.place,
                f"{mention.goes}, which has moved for good.",
                f"Write the new address: {known.moved}",
            )
