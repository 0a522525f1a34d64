"""A comment has waited too long for its answer.

Families are asked what they think. If nobody answers, they stop saying it. How long is too
long is the council's choice (`voice: answer_within` in local-offer.yml).

Fix: write the answer and what will be done. If nothing will be done, say why, and set the
status to "no action".

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
      heard: 2026-01
      who: [parents]
      said: Letters come late.
      status: open
      published: 2026-11-02
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    limit = context.site.settings.answer_within
    for comment in context.site.comments:
        if not comment.answer and limit.after(comment.heard) < context.today:
            yield Problem(
                comment.place,
                f"“{comment.about}” ({comment.heard_text}) has no answer yet. "
                f"Answers are due within {limit}.",
                "Write the answer and what will be done, or say why nothing will be.",
            )
