"""A page asks for an older reader than it may.

Many parents, and most young people, read less well than the people who write for them. The
reading age comes from the length of sentences and of words; the ages that pages may ask for
are the council's choice (`reading_age` in local-offer.yml).

Fix: start with the sentences shown. Cut long ones in two, use shorter or everyday words, say
who does what.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    A short break gives your child time away. It gives you a rest. You can ask for one. Ring
    the team and say what you need. They will ring you back in two days.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Eligibility for overnight respite provision is determined by a multidisciplinary panel.
    Applications necessitate comprehensive supporting documentation. Representations concerning
    unsuccessful applications require submission immediately. Professional recommendations are
    obligatory. Alternative accommodation is unavailable.
"""

from collections.abc import Iterator, Sequence

from checks.model import TAKEN_OUT, Context, Problem, Sentence, Severity

SEVERITY = Severity.WARNING

_LONG = 15  # words of a sentence that can be cut
_GROWN_UP = 18  # beyond it the figure says no more


def check(context: Context) -> Iterator[Problem]:
    for page in context.site.pages:
        if page.reading is None or page.source is None:
            continue
        limit = context.site.settings.reading_age(page.path)
        # The figure is too rough for tenths of a year to matter.
        if round(page.reading.age) > limit:
            hardest = "; ".join(
                f"“{_shown(sentence.text)}” ({sentence.words} words)"
                for sentence in page.reading.hardest
            )
            yield Problem(
                page.at_words(page.reading.hardest[0].text),
                f"This page needs a reader {_old(page.reading.age)}; here it should be at most "
                f"{limit}. The hardest sentences: {hardest}.",
                _fix(page.reading.hardest),
            )


def _fix(hardest: Sequence[Sentence]) -> str:
    long = [sentence.words >= _LONG for sentence in hardest]
    cut = "Cut the sentences shown in two" if all(long) else f"Cut those of {_LONG} words or more"
    easier = "use shorter or everyday words, and say who does what."
    return f"{cut}, {easier}" if any(long) else f"{easier[0].upper()}{easier[1:]}"


def _old(age: float) -> str:
    return "of more than 18" if age > _GROWN_UP else f"of about {round(age)}"


def _shown(sentence: str, most: int = 90) -> str:
    flat = " ".join(sentence.replace(TAKEN_OUT, "…").split())
    return flat if len(flat) <= most else flat[:most].rsplit(" ", 1)[0] + " …"
