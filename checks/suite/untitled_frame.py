"""A frame has no title, so nobody hears what is in it.

A map or a video in a frame is a page of its own. Its title is what screen readers say before
somebody goes in, or round it (WCAG 4.1.2, technique H64).

Fix: say in a few words what is in it: `<iframe title="Map of the centre" …>`.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <iframe title="Map of the centre" src="map.html"></iframe>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <iframe src="map.html"></iframe>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("untitled-frame")
