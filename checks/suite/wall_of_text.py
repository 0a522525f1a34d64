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

from checks.model import Block, Built, Context, Page, Problem, Severity, shortened, told_once

SEVERITY = Severity.WARNING

_TEXT = ("paragraph", "item")
_ALSO_LONG = (*_TEXT, "cell")
# What breaks a stretch of text up as a heading does.
_BREAKS = ("cell", "term", "caption", "code", "quote")


def check(context: Context) -> Iterator[Problem]:
    yield from told_once(_found(context))


def _found(context: Context) -> Iterator[tuple[Page, Problem]]:
    for page in context.site.pages:
        if page.source and page.built:
            yield from _paragraphs(context, page)
            yield from _stretches(context, page, page.built)


def _paragraphs(context: Context, page: Page) -> Iterator[tuple[Page, Problem]]:
    limit = context.site.settings.plain.paragraph_words
    for block in page.prose:
        words = _words(block)
        # In capitals it is the end of a licence, which must stay as it is.
        if block.kind in _ALSO_LONG and words > limit and not block.text.isupper():
            yield (
                page,
                Problem(
                    context.site.at_words(page, block.text, block.offset),
                    f"A paragraph has {words} words; here it should have at most {limit}: "
                    f"“{shortened(block.text)}”",
                    "Begin a new paragraph where a new thought begins. "
                    f"The middle is near “{shortened(_middle(block.sentences))}”.",
                ),
            )


def _stretches(context: Context, page: Page, built: Built) -> Iterator[tuple[Page, Problem]]:
    """Where too many words follow each other with nothing that breaks them up."""
    limit = context.site.settings.plain.heading_words
    # Some headings are a picture, and no block.
    headings = sorted(
        {*(heading.offset for heading in built.headings), *built.breaks}, reverse=True
    )
    number, first = 0, None
    for block in built.blocks:
        past = bool(headings) and headings[-1] <= block.offset
        while headings and headings[-1] <= block.offset:
            headings.pop()
        if past or block.kind in _BREAKS:
            number, first = 0, None
        if block.kind not in _TEXT:
            continue
        first = first or block
        before, number = number, number + _words(block)
        if before <= limit < number:
            yield (
                page,
                Problem(
                    context.site.at_words(page, first.text, first.offset),
                    f"More than {limit} words follow each other with no heading: from "
                    f"“{shortened(first.text)}” to “{shortened(block.text)}”",
                    "Put a heading over each part that somebody may look for.",
                ),
            )


def _words(block: Block) -> int:
    return sum(any(map(str.isalpha, word)) for word in block.text.split())


def _middle(sentences: list[str]) -> str:
    """The sentence that begins nearest to the middle."""
    lengths = [len(sentence) for sentence in sentences]
    starts = [sum(lengths[:number]) for number in range(len(lengths))]
    best = min(range(len(starts)), key=lambda number: abs(2 * starts[number] - sum(lengths)))
    return sentences[best]
