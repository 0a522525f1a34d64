"""A video comes without captions.

Deaf people, and whoever listens where sound is not wanted, miss what is said. Captions that are in
the pictures themselves can't be seen here, nor can those of a video on another site (WCAG 1.2.2).

Fix: add `<track kind="captions" src="film.vtt" srclang="en" label="English">` inside `<video>`. If
the captions are in the pictures, waive this with that reason.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <video src="film.mp4" controls><track kind="captions" src="film.vtt" srclang="en"></video>

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <video src="film.mp4" controls></video>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("uncaptioned-video")
