"""Sound or a video plays by itself, and there is nothing to stop it with.

It drowns out screen readers, and keeps people who are easily distracted from reading. What is
silent, stops within three seconds or has controls is left alone. Whether a video has sound is not
known here, so it is a warning (WCAG 1.4.2).

Fix: take `autoplay` out, and add `controls`.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <audio src="welcome.mp3" controls></audio>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <audio src="welcome.mp3" autoplay></audio>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("autoplaying-media")
