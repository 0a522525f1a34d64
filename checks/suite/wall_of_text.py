"""A paragraph, or a stretch of text with no heading, is too long to find anything in.

People look for the one line that is theirs. In a long paragraph, or in a long text with no
headings, they can't see where that is, and give up. How long is too long is the council's
choice (`plain_english: paragraph_words` and `heading_words` in local-offer.yml).

Fix: begin a new paragraph where a new thought begins, turn what is a row of things into a
list, and put a heading over each part that somebody may look for.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    A short break gives your child time away. It gives you a rest.

    ## How to ask

    Ring the team. They ask you what your child likes.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    A short break gives your child time away. It gives you a rest. You can ask for one by phone.
    Ring the team and say what you need. They will ring you back in two days. They ask you what
    your child likes to do. They ask what help your child needs with eating. They ask if your
    child can get about. They ask how your child tells people what they want. Then they look for
    a place that is near to you. It can be a club, or a day out, or a night with a family. You
    can visit it first. You can say no, and they will look again. You do not have to pay for a
    short break that the council gives you. Some clubs ask for a small sum for trips. You can
    ask for help with that too.
"""

from collections.abc import Iterator

from checks.model import Context, Page, Problem, Severity, told_once

SEVERITY = Severity.WARNING

_TEXT = ("paragraph", "item")
# What breaks a stretch of text up as a heading does.
_BREAKS = ("heading", "cell", "term", "caption")


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    plain = context.site.settings.plain
    for page in context.site.pages:
        run, first = 0, None
        for block in page.prose if page.source else ():
            words = sum(any(map(str.isalpha, word)) for word in block.text.split())
            if block.kind in _TEXT and words > plain.paragraph_words:
                yield (
                    page,
                    Problem(
                        context.site.at_words(page, block.text, block.offset),
                        f"A paragraph has {words} words; here it should have at most "
                        f"{plain.paragraph_words}: “{_start(block.text)} …”",
                        "Begin a new paragraph where a new thought begins. "
                        f"The middle is near “{_middle(block.sentences)} …”.",
                    ),
                )
            if block.kind in _BREAKS:
                run, first = 0, None
                continue
            first = first or block
            before, run = run, run + words
            if before <= plain.heading_words < run:
                yield (
                    page,
                    Problem(
                        context.site.at_words(page, first.text, first.offset),
                        f"More than {plain.heading_words} words follow each other with no "
                        f"heading: from “{_start(first.text)} …” to “{_start(block.text)} …”",
                        "Put a heading over each part that somebody may look for.",
                    ),
                )


def _start(text: str) -> str:
    return " ".join(text.split()[:8])


def _middle(sentences: list[str]) -> str:
    """The start of the sentence that is nearest to the middle."""
    lengths = [len(sentence) for sentence in sentences]
    total = sum(lengths)
    starts = [sum(lengths[:number]) for number in range(len(lengths))]
    best = min(range(len(starts)), key=lambda number: abs(2 * starts[number] - total))
    return _start(sentences[best])
