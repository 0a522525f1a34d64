"""A page sends families to a service that has closed, without saying so.

They follow the link, perhaps ring, and have lost an hour. A service that has stopped keeps its
page, which says so; other pages must not offer it as help. Words beside the link that say of the
service that it has closed are enough: in the link's own sentence ("… has closed", "which ended in
May", "(closed)"), in the next one ("It has closed."), in its row of a table, or in the heading
above. "The office is closed on Mondays" says something else.

Fix: link a service that is open, take the link out, or say beside it that the service has
closed, or is closed for now and until when.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    [The try club](services/gone.md) has closed.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Ask [the try club](services/gone.md).
"""

import re
from collections.abc import Iterator

from checks.model import Block, Built, Context, Lead, Page, Problem, Severity, split_sentences

SEVERITY = Severity.WARNING

_DAYS = r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|weekends?|bank|public|lunch|nights?)\b"
# What has closed for an hour, a day or for some is there: "closed on Mondays", "closed to adults".
_FOR_GOOD = (
    rf"(?!\s+(?:to\b|its\b(?!\s+doors)|their\b(?!\s+doors)|(?:all\s+day\s+)?"
    rf"(?:(?:on|at|over|for|every|each|and|all|most)\s+)*{_DAYS}(?!\s+\d)))"
)
_EVER = (
    r"(?:(?:now|since|sadly|also|just|all|both|already|currently|permanently|temporarily|recently)"
    r"\s+)*"
)
_GONE = (
    rf"(?:(?:closed|shut|stopped|paused|suspended|ended|discontinued|withdrawn)\b{_FOR_GOOD}|"
    r"no\s+longer\b|on\s+hold\b|not\s+(?:currently\s+|now\s+)?(?:open|running|available|meeting|"
    r"operating|taking)\b)"
)
# What is said of the service, after its name.
_CLOSED = (
    rf"(?:(?:(?:has|have|had|is|are|was|were|[’']s|be)\s+{_EVER}(?:been\s+)?"
    rf"(?:{_GONE}|replaced|merged|finished|folded|ceased|closing|come\s+to\s+an\s+end|to\s+close|"
    r"wound\s+up)"
    rf"|no\s+longer\b|ceased\b|folded\b|used\s+to\b|will\s+(?:close|end|stop\s+(?:in|on|from|running))\b{_FOR_GOOD}"
    rf"|(?:closed|shut|stopped|ended|finished)\b{_FOR_GOOD}"
    rf"|(?:closes|ends|stops)\s+(?:in|on|at\s+the\s+end|from)\s+(?!{_DAYS})"
    r"|ran\s+(?:until|till|from|for|between)|(?:does|do|did)(?:\s+not|n[’']t)\s+(?:run|exist|meet)))"
)
_AGAIN = (
    r"(?:re-?opens?\b|re-?starts?\b|resumes?\b|(?:starts?|opens?|runs?|begins?|back|meets?)\s+again\b|"
    r"(?:starts?|opens?|begins?|returns?|back|comes?\s+back)\s+(?:again\s+)?(?:in|on|from|after)\s+"
    r"(?:[\w’']+\s+){0,4}20\d\d|(?:has\s+)?no\s+(?:\w+\s+){0,2}(?:until|till|before)\b|"
    r"(?:is\s+)?(?:taking|having|on)\s+a\s+break)"
)
# Words between the name and what is said of it: none that starts to speak of something else.
_ANOTHER = (
    r"if|when|whenever|while|because|since|although|unless|so|as|until|whether|its|their|whose|in\s+case|"
    r"is|are|has|have|was|were|says?|will|can|helps?|meets?|runs?|offers?|office|list|lists|who"
)
_BETWEEN = rf"(?:\s*\([^()]*\))?,?\s+(?:(?!(?:{_ANOTHER})\b)[\w’'/&–-]+,?\s+){{0,8}}?"
_CALLED = rf"^(?:{_BETWEEN}|[’']s?\s+|\s+lost\s+(?:its|their)\s+(?:\w+\s+){{1,2}}and\s+)"
_MARKED = rf"^\s*[(:,–—-]+\s*(?:which\s+)?{_EVER}(?:{_GONE}|until\b[^()]*20\d\d\))"
# "…, but it has closed", not "if it is closed".
_AS_IT = (
    r"(?<!\bif )(?<!\bwhen )(?<!\bcase )(?<!\bunless )(?<!\bwhether )(?<!\bwhenever )"
    r"\b(?:it|they|which|that|this|these|club|group|service|scheme|project|programme)\s+"
)
_BEFORE = re.compile(
    r"\b(?:instead\s+of|in\s+place\s+of|replac(?:e|es|ed|ing)|(?:took|takes|taken)\s+over\s+from|"
    r"former|formerly|previously|closed|closing|clos(?:ure|ing)\s+of|end\s+of|ended|stopped|old|"
    r"there\s+was|(?:was|were)\s+(?:called|known\s+as)|used\s+to(?:\s+\w+){1,2}|"
    r"no\s+longer\s+\w+|there\s+(?:is|are)\s+no)[:,]?\s+(?:(?:the|our|its|a|an|running|funding|called)\s+){0,3}[“\"]?$",
    re.IGNORECASE,
)
_HEADING = re.compile(
    rf"^(?!.*\b(?:if|when|while|office|who|until\s+you)\b).*\b(?:{_GONE}|closures?\b|former\b|past\b|"
    r"previous\b)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^\W*(?:has\s+|have\s+|is\s+|are\s+)?{_EVER}{_GONE}", re.IGNORECASE)
_THESE = re.compile(rf"\b(?:have|are|were)\s+{_EVER}(?:been\s+)?{_GONE}.*:$", re.IGNORECASE)
_NEAR = 200  # letters before and after the name that are looked at
_STATES = {
    "inactive": (
        "has stopped",
        "say beside it that the service has closed.",
        _CLOSED,
    ),
    "temporarily closed": (
        "is closed for now",
        "say beside it that it is closed for now, and until when.",
        rf"(?:{_CLOSED}|(?:will\s+|is\s+)?(?:be\s+)?{_AGAIN})",
    ),
}


def check(context: Context) -> Iterator[Problem]:
    closed = {
        page.built.file: (page, page.front_matter.listing.status)
        for page in context.site.pages
        if page.built and page.front_matter.listing
        if page.front_matter.listing.status in _STATES
    }
    for page in context.site.pages:
        if page.source is None or page.built is None:
            continue
        if not closed.keys() & context.ways.own.get(page.built.file, frozenset()):
            continue
        for lead in context.leads(page):
            there, status = closed.get(lead.file, (page, ""))
            if there is page:
                continue
            state, remedy, says = _STATES[status]
            if not _said(page.built, lead, there, says):
                yield Problem(
                    lead.place,
                    f"This links to “{there.name}”, which {state}, and does not say so.",
                    f"Link a service that is open, take the link out, or {remedy}",
                )


def _said(built: Built, lead: Lead, there: Page, says: str) -> bool:
    """Whether it is said beside a link that the service has closed."""
    heading, intro, beside = "", "", None
    for block in built.blocks:
        if block.offset > lead.link.offset:
            break
        heading = block.text if block.kind == "heading" else heading
        intro = block.text if block.kind == "paragraph" else intro
        beside = block
    if beside is None:
        return False
    if _HEADING.search(heading) or (beside.kind == "item" and _THESE.search(intro)):
        return True
    if any(_ALONE.search(cell) for cell in _row(built, beside)):
        return True
    return _told(beside, lead, there, says)


def _row(built: Built, beside: Block) -> Iterator[str]:
    """The other cells of a row."""
    if beside.kind != "cell":
        return
    start = max((row for row in built.items if row <= beside.offset), default=0)
    end = min((row for row in built.items if row > beside.offset), default=len(built.text))
    for block in built.blocks:
        if block.kind == "cell" and start <= block.offset < end and block is not beside:
            yield block.text


def _told(beside: Block, lead: Lead, there: Page, says: str) -> bool:
    """Whether a sentence of the paragraph says it of the service: by its name, or as "it"."""
    names = {lead.link.text.strip(), re.sub(r"^the\s+", "", there.name, flags=re.IGNORECASE)}
    name = re.compile("|".join(re.escape(each) for each in names if each), re.IGNORECASE)
    of_it = re.compile(rf"{_CALLED}{says}|{_MARKED}", re.IGNORECASE)
    as_it = re.compile(rf"{_AS_IT}{says}", re.IGNORECASE)
    it = re.compile(
        rf"^(?:(?:but|sadly|unfortunately)[,\s]+)?(?:the\s+|this\s+)?{_AS_IT}{says}", re.IGNORECASE
    )
    in_name = re.compile(rf"\s{says}|{_MARKED[1:]}", re.IGNORECASE)
    if in_name.search(lead.link.text):
        return True
    before = False
    for sentence in split_sentences(beside.text):
        if before and it.search(sentence):
            return True
        first = name.search(sentence)
        if first and as_it.search(sentence[first.end() :]):
            return True
        for found in name.finditer(sentence):
            start, end = found.span()
            if of_it.search(sentence[end : end + _NEAR]):
                return True
            if _BEFORE.search(sentence[max(0, start - _NEAR) : start]):
                return True
        before = first is not None
    return False
