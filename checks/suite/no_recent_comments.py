"""Nothing that people said has been published for a year.

The law asks for comments, the answer and what will be done to be published at least once a
year, with the Local Offer itself.

Fix: add what people have said since, with the answers, to docs/about/comments.yml.

Good:

    - id: late-letters
      about: Late letters
      heard: 2026-01
      who: [parents]
      said: Letters come late.
      answer: We now answer within ten working days.
      status: done
      published: 2026-11-02

Bad:

    - id: late-letters
      about: Late letters
      heard: 2024-01
      who: [parents]
      said: Letters come late.
      answer: We now answer within ten working days.
      status: done
      published: 2024-11-02
"""

from collections.abc import Iterator

from checks.model import Context, Period, Place, Problem, Severity, in_words

SEVERITY = Severity.ERROR

_YEAR = Period(12, "month")


def check(context: Context) -> Iterator[Problem]:
    if not context.site.comments:
        yield Problem(
            Place("docs/index.md", 1),
            "No comment is published. The law asks for a summary of comments and answers at "
            "least once a year.",
            "Write what people have said, and the answers, in docs/about/comments.yml.",
        )
        return
    for comment in context.site.comments:
        if comment.published > context.today:
            yield Problem(
                comment.place,
                f"“{comment.about}” says that it was published on "
                f"{in_words(comment.published)}, which has not come yet.",
                "Set “published” to the day it was put on this site.",
            )
    newest = max(context.site.comments, key=lambda comment: comment.published)
    if _YEAR.after(min(newest.published, context.today)) < context.today:
        yield Problem(
            newest.place,
            f"The newest comment was published on {in_words(newest.published)}. The law asks "
            "for a summary of comments and answers at least once a year.",
            "Add what people have said since, and the answers.",
        )
