"""A list holds something that is no item, or an item stands in no list.

Screen readers say how many items a list has, and let people skip it. Both go wrong when something
stands between the items (WCAG 1.3.1, technique H48). What Markdown makes is right; this is about
lists written as HTML.

Fix: put only `<li>` straight inside `<ul>` and `<ol>`, only `<dt>` and `<dd>` straight inside
`<dl>`, and everything else inside those.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <ul><li>At home</li><li>At school</li></ul>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <ul><p>Breaks:</p><li>At home</li></ul>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("bad-list")
