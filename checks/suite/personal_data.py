"""A published comment may show who somebody is.

What people said is published without them: no name, phone number or email address of a
private person, and no child's name. A comment says who in general spoke (`who`), and no more.

Fix: take it out, and write "a parent", "a young person" or "a member of staff" instead.

Good:

    - id: late-letters
      about: Late letters
      heard: 2026-01
      who: [parents]
      said: A parent said that letters about their son come late.
      answer: We now answer within ten working days.
      status: done
      published: 2026-11-02

Bad:

    - id: late-letters
      about: Late letters
      heard: 2026-01
      who: [parents]
      said: Mrs Smith said that letters about her son Jack come late.
      answer: We now answer within ten working days.
      status: done
      published: 2026-11-02
"""

import re
from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.ERROR

_FAMILY = (
    "son|daughter|child|boy|girl|baby|brother|sister|mum|mother|dad|father|wife|husband|"
    "partner|grandson|granddaughter|nephew|niece|pupil|student|friend"
)
# Words with a capital that are no names of people, though they may follow "my son".
_NO_NAMES = (
    "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|"
    "June|July|August|September|October|November|December|English|British|Year"
)
_NAME = rf"(?!(?:{_NO_NAMES})\b)[A-Z](?:['’][A-Z])?[a-z]+(?:['’-][A-Z]?[a-z]+)*"
_SIGNS = {
    "an email address": re.compile(r"[\w.+'-]+@[\w-]+\.[\w.-]*\w"),
    "a phone number": re.compile(r"(?<![\d/.])(?:\+44|\(?0)[\d ()-]{8,13}\d(?![\d/])"),
    "a person’s name": re.compile(
        rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame)\.? {_NAME}"
        rf"|\b(?:{_FAMILY}),? (?:is |was )?(?:(?:called|named) )?{_NAME}"
    ),
}


def check(context: Context) -> Iterator[Problem]:
    for comment in context.site.comments:
        text = f"{comment.about} \n{comment.said} \n{comment.answer} \n{comment.action}"
        for what, sign in _SIGNS.items():
            if match := sign.search(text):
                yield Problem(
                    comment.place,
                    f"The comment “{comment.about}” seems to hold {what}: “{match[0]}”. Nobody "
                    "may be known from what is published.",
                    "Take it out. Write “a parent”, “a young person” or a role instead.",
                )
