"""A field's `autocomplete` is a word that browsers don't know.

With the right word, a browser fills in names and addresses itself, and other tools show a picture
beside the field: a help for everyone who finds typing or remembering hard (WCAG 1.3.5).

Fix: write a name of the HTML standard, such as "name", "email", "tel", "street-address" or
"postal-code", or "off".

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <label>Email <input autocomplete="email"></label>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <label>Email <input autocomplete="e-mail"></label>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("bad-autocomplete")
