"""A page fetches something from another host by itself.

A picture, a font, a map or a video from somewhere else tells that company who reads about what,
before anybody chose to. The site promises that no page does. (A link is another matter: people
choose to follow it.) The pages' policy holds such files back, so readers see a hole.

Fix: keep a copy in docs/ if its licence lets you, or link it. A frame that was agreed on goes into
`elsewhere: frames` in local-offer.yml with the reason.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    [Watch the film about short breaks](https://www.youtube.com/watch?v=1).

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <iframe title="Film" src="https://www.youtube.com/embed/1"></iframe>
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR
NO_COMMENT_WAIVES = "whoever writes a page must not be the one to send its readers to others"


def check(context: Context) -> Iterator[Problem]:
    yield from context.flaws("third-party-embed")
