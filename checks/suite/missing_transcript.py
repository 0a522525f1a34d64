"""A page has sound or a video, and nothing on it is called a transcript.

Some people can neither hear it nor see it, or understand it better in writing. A transcript says
all that is said and shown (WCAG 1.2.1, 1.2.3). It is a note, because the text beside it may say
the same.

Fix: write what is said and shown below it under the heading "Transcript", or link a page that has
it.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <audio src="talk.mp3" controls></audio>

    ## Transcript

    Hello.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <audio src="talk.mp3" controls></audio>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.NOTE


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("missing-transcript")
