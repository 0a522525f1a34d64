"""A role or an ARIA attribute is wrong, so screen readers are told something else, or nothing.

ARIA changes what screen readers say and nothing else, so a slip in it is not seen. Found are
roles, attributes and values that there are not, attributes that a role needs or can't have, ids
that lead nowhere, roles outside of what they must be in, and ornaments that are told all the same.
What screen readers only leave out is a warning (WCAG 1.3.1, 4.1.2; WAI-ARIA 1.2).

Fix: correct what the message names. Best of all, use the element that HTML has for it: a
`<button>` needs no ARIA.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <div role="checkbox" aria-checked="false" tabindex="0">Yes</div>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <div role="chekbox" tabindex="0">Yes</div>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("bad-aria")
