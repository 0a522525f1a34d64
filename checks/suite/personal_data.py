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
_BIG, _SMALL = "A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ"
_NAME = (
    rf"(?!(?:{_NO_NAMES})\b)[{_BIG}](?:['’ ]?[{_BIG}])?[{_SMALL}]+"
    rf"(?:['’-][{_BIG}]?[{_SMALL}]+)*"
)
# After "my son Jack" the sentence ends or goes on; "my son Autism assessment" is no name.
_GOES_ON = (
    r"(?=[,.;:!?]|\s*$|\s(?:and|or|is|was|has|had|who|needs|needed|did|does|said|got|gets|to|at|"
    r"in|with|can|could|will|would|goes|went)\b)"
)
_EMAIL = re.compile(r"[\w.+'-]+@[\w-]+\.[\w.-]*\w")
_PHONE = re.compile(r"(?<![\d/.])(?:\+44|0044|\(?0)[\d ()-]{8,13}\d(?![\d/])")
_PERSON = re.compile(
    rf"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Councillor|Sir|Dame)\.? {_NAME}"
    rf"|\b(?:{_FAMILY})(?:, | called | named ){_NAME}"
    rf"|\b(?:[Mm]y|[Oo]ur|[Hh]is|[Hh]er|[Tt]heir) (?:{_FAMILY}) {_NAME}{_GOES_ON}"
)


def check(context: Context) -> Iterator[Problem]:
    for comment in context.site.comments:
        heard = f"{comment.about} \n{comment.said}"
        # An answer may say whom to ring: that is the council's own, and public.
        whole = f"{heard} \n{comment.answer} \n{comment.action} \n{comment.source}"
        for what, sign, text in (
            ("an email address", _EMAIL, heard),
            ("a phone number", _PHONE, heard),
            ("a person’s name", _PERSON, whole),
        ):
            for found in dict.fromkeys(sign.findall(text)):
                yield Problem(
                    comment.place,
                    f"The comment “{comment.about}” seems to hold {what}: “{found}”. Nobody "
                    "may be known from what is published.",
                    "Take it out. Write “a parent”, “a young person” or a role instead.",
                )
