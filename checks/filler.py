"""Filler: sentences that tell a family nothing they can use.

Good wishes, the law said over again, and where to look instead. What is left of a section
when they are gone is what it really says. The lists hold habits of writing, not duties; how
well they do is measured (`benchmarks/passages.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from checks.terms import expand, normal, pattern

_SHORT = {
    "page": ("page", "pages", "section", "sections", "part", "area", "website", "site", "guide",
             "hub", "directory"),
    "tells": ("tells", "tell", "will tell", "explains", "explain", "will explain", "covers",
              "will cover", "contains", "contain", "will contain", "describes", "sets out",
              "will set out", "provides", "provide", "will provide", "will give", "outlines",
              "looks at", "will look at", "brings together", "is about", "will help", "helps you",
              "aims to", "is designed to", "has been designed to", "has information",
              "gives information", "gives details", "gives you information", "signposts"),
    "proud": ("proud", "prouder", "committed", "dedicated", "passionate", "ambitious", "grateful",
              "thankful", "delighted", "pleased", "excited", "determined", "keen", "lucky",
              "blessed", "fortunate", "never complacent", "confident that", "always striving"),
    "everyone": ("every child", "every young person", "every family", "every learner",
                 "every pupil", "every student", "every little one", "all children",
                 "all young people", "all families", "all learners", "all pupils", "all parents",
                 "everyone", "everybody", "each child", "every parent", "each and every"),
}  # fmt: skip

# One of these makes a sentence a good wish.
_WISHES = (
    "we are {proud}", "we are * {proud}", "were {proud}", "are {proud}", "is {proud}",
    "we believe", "we * believe", "we strive", "we aim to", "aim to give",
    "we value", "we * value", "we celebrate", "we pride", "pride themselves", "prides itself",
    "take pride", "we love to", "we recognise", "we understand", "we know that", "we know how",
    "we know it is", "we appreciate", "we hope", "we would like to thank", "we wish",
    "we look forward", "we will always", "we will continue to", "we will keep on", "our aim is",
    "our aims are", "our vision", "our mission", "our ambition*", "our commitment", "our values",
    "our ethos", "our philosophy", "our pledge", "shared aim", "shared vision", "shared values",
    "at the heart of", "the very heart of", "at the centre of", "at the forefront of",
    "golden thread*",
    "passionate about", "passion", "extra mile", "above and beyond", "hand in hand",
    "can do attitude", "can do approach",
    "full potential", "their potential", "best possible", "very best", "best start",
    "good start in life", "brighter future", "bright future", "life changing", "change lives",
    "changes lives", "everyones business", "everybodys business", "genuine partnership",
    "equal partners", "lived experience", "aim high", "dream big", "dreams", "dreaming",
    "reach for the stars", "lead happy", "fulfilled lives", "make a reality", "a reality",
    "makes all the difference", "make all the difference", "makes such a difference",
    "make a real difference", "makes a real difference", "real and lasting difference",
    "making a difference for", "difference to a childs life", "difference that * makes",
    "your voice makes", "matters to us", "matter to us", "important to us", "what matters most",
    "are what matter", "taken very seriously", "take very seriously", "take every",
    "thank you to all", "thank you to every*", "thank you to our",
    "thank you for", "thank them", "thanks to your", "grateful", "work tirelessly",
    "works tirelessly", "work hard to", "works hard to", "worked hard to", "work hard with",
    "work hard every", "working hard to", "working hard with", "dont struggle", "reach out",
    "be assured", "rest assured", "dont hesitate", "do not hesitate", "warm welcome",
    "delighted to hear", "happy to hear", "love to hear", "doing a great job", "great job",
    "bear with us", "bearing with us", "experts in your own", "left behind", "through the gap*",
    "never be a barrier", "no place", "lifeline", "fantastic", "wonderful", "brilliant", "amazing",
    "fabulous", "flourish*", "celebrated", "empowering", "empowers", "woven into", "runs through",
    "run through", "embedded in", "spirit of", "culture of", "caring culture", "their utmost",
    "ambition to be", "happy to help", "all we can", "all that we can", "everything we can",
    "so important", "such an important", "is vital",
    "are vital",
    "make every effort", "fair and consistent", "take the time to get to know",
    "responsibilities seriously", "{everyone} deserve*", "{everyone} matter*",
    "{everyone} is unique", "{everyone} can succeed",
    "{everyone} can thrive", "{everyone} to thrive", "{everyone} feel*", "{everyone} to feel",
    "{everyone} should be able to", "{everyone} has the right to", "{everyone} have the right to",
    "{everyone} has a right to", "{everyone} has a part to play", "{everyone} to enjoy",
    "we want {everyone}", "we want our", "we want children", "we want all", "we want young people",
    "we want disabled", "we want as many", "want every", "wants all", "wants every", "want to see",
    "we want to make", "we want to be as", "we want it to be as", "we want to work",
    "we always want to", "nobody should", "nobody knows", "no one should", "no family should",
    "nobody wants", "nobody understands", "no one feels", "nobody feels", "no shame",
    "seriously", "could not agree more", "couldnt agree more", "we encourage", "we would encourage",
    "we urge", "we would urge", "only too happy", "only too pleased", "goes a long way",
    "go a long way", "is key", "greatest asset", "biggest asset", "share our", "shares our",
    "hugely", "rewarding", "starts here", "something for {everyone}", "something for you",
    "something for your", "something you love", "whatever your", "we continue to", "transform*",
    "big difference", "greatest possible", "real difference", "every success", "central to",
    "on its own merits", "as an individual", "considered individually", "best practice",
    "well earned", "well deserved", "recharge", "make friends and", "point of pride",
    "fairly transparently", "open fair", "fair open", "fair and transparent", "fair consistent",
    "fairly and", "their hard work", "energy", "dedication", "determination", "welcoming place*",
    "is about more than", "is about far more", "peace of mind",
)  # fmt: skip

# Two of these do.
_WARM = (
    "excellent", "on their journey", "childs journey", "persons journey", "unique", "vital",
    "important", "crucial", "essential",
    "daunting", "exciting", "high quality", "highest quality", "good quality", "work closely",
    "works closely", "working closely", "working together", "work together", "in partnership",
    "partnership", "partnerships", "inclusive", "welcoming", "friendly", "supportive", "caring",
    "kind", "skilled", "dedicated", "committed", "loving", "nurtur*", "thrive", "succeed",
    "achieve", "aspiration*", "ambiti*", "hopes", "goals", "high expectations",
    "highest expectations", "expectations", "smooth*", "seamless*", "as possible", "possibly",
    "always", "never", "truly", "really", "so many",
    "values", "ethos", "belong", "belongs", "respect*", "confident*",
    "confidence", "empower*", "inspir*", "outstanding", "innovative", "diverse", "vibrant",
    "champion", "passion*", "proud", "pride", "together", "co production", "coproduction",
    "child centred", "person centred", "strengths based", "needs led", "outcomes focused",
    "whole system", "value for money", "make the most", "opportunit*", "right support",
    "right help", "right time", "right place",
    "happy", "healthy", "warm", "rich and varied", "wide range", "wide variety",
    "range of", "whatever", "equality", "diversity", "voice", "heard", "listen",
    "families tell us that", "priority", "pressure",
    "overwhelming", "complicated", "worry", "worries", "worrying", "isolated", "chance",
    "chances", "potential", "future", "one of the biggest",
)  # fmt: skip

# Unless it also says what to do, who does it or when.
_CONCRETE = (
    "ask", "ring", "call", "phone", "telephone", "email", "apply", "applies", "fill in", "form",
    "forms", "refer", "refers", "referral*", "panel", "within", "write to", "download",
    "if you are",
    "if your child", "under 16", "you can", "you will", "for example", "such as", "each term",
    "every term", "each year", "every year", "every week", "leave out", "will not publish",
    "one to one", "small group*", "teaching assistant*", "senco*", "sendco*",
)  # fmt: skip

_DOING = (
    "choose", "visit", "tell", "give", "bring", "look for", "nurse*", "therapist*", "officer*",
    "social worker*", "teacher*", "week", "weeks", "day", "days", "month", "months", "free", "pay",
    "money", "hour", "hours", "once", "twice",
)  # fmt: skip

# What the law asks of councils, said over again: one of each in a sentence.
_RECITED = (
    ("local offer", "local offers", "local authority has a", "council has a", "local authorities",
     "every local authority", "councils", "every council",
     "every authority", "each council", "each authority", "the government", "new law"),
    ("must", "has to", "have to", "should", "required", "requires", "term", "duty"),
    ("must include", "should include", "has to include", "have to include", "publish", "produce",
     "publish a", "have a local offer", "have information", "have one", "get feedback", "talk with",
     "should also say", "must also", "must tell", "must show", "should say", "must have", "contain",
     "must cover", "should cover", "set out", "seek comments", "brought in"),
)  # fmt: skip

# The law's own words, in a sentence that does not speak to the reader.
_STATUTE = (
    ("public sector bod*", "governing bodies", "proprietors", "secretary of state",
     "local authorities", "local authority", "a body", "the regulations", "act 2014", "act 1996",
     "act 2010", "act 1989", "regulations 2014", "regulations 2018", "code of practice",
     "best endeavours", "nhs organisations", "nhs bodies", "send regulations"),
    ("must", "shall", "should", "is required", "are required", "is not required", "requires",
     "a duty", "have regard", "had regard", "having regard", "came into force",
     "allows the", "approved",
     "prescribed", "for these purposes", "for the purposes"),
)  # fmt: skip
_YOU = ("you", "your", "we", "our", "us", "ask")

# Where to look instead, or what is still to come.
_SIGNPOSTS = (
    "it must include", "it should include", "it must also",
    "this {page} {tells}", "these {page} {tells}", "our {page} {tells}",
    "in this {page}", "this {page} of", "below is an overview", "below you will find",
    "here you will find", "here you can find", "information * below", "more information below",
    "will be added", "will be published", "will be available here",
    "will appear here", "will follow", "is on its way", "coming soon", "in due course",
    "watch this space",
    "come back soon", "come back and", "check back", "available soon", "published soon",
    "added soon", "being prepared", "being developed", "being drafted", "being written",
    "bring together more", "will be completed", "will update this", "will explain here",
"is being updated", "is being rewritten",
    "visit their website*", "would like to know more", "links below", "click on the links",
    # nobody answers for it
    "accept responsibility", "accept any responsibility", "accept no responsibility",
    "accept liability", "accept any liability", "accept no liability", "errors or omissions",
    "cannot guarantee", "cant guarantee", "do not guarantee", "not endorse", "not an endorsement",
)  # fmt: skip

_ENDS = re.compile(r"(?<=[.!?])\s+(?=[\"'“‘(]?[A-Z0-9])")
_WRAPPED = 60  # a line as long as this with no end to its sentence goes on in the next
_NAME = 8  # words: a line as short as this with no end is a heading or a name


def sentences(text: str) -> Iterator[str]:
    """A text's sentences, headings and items of lists, in order."""
    whole = ""
    length = 0  # of the line before
    for line in filter(None, map(str.strip, text.split("\n"))):
        if whole and (length < _WRAPPED or whole[-1] in ".!?:;"):
            yield from _ENDS.split(whole)
            whole = ""
        whole = f"{whole} {line}" if whole else line
        length = len(line)
    if whole:
        yield from _ENDS.split(whole)


def substance(text: str) -> tuple[str, int]:
    """A text without its filler, and how many words of filler there were."""
    kept: list[str] = []
    dropped = 0
    after = False  # the sentence before was filler
    announced = False  # it announces a list, or was an item of one
    for sentence in sentences(text):
        said = normal(sentence)
        words = len(said.split())
        ended = sentence[-1] in ".!?"
        kind = _filler(said)
        if words <= _NAME and sentence[-1] not in ".!?:" and kind != "law":
            kind = ""
        goes_on = after and words <= _NAME and sentence[-1] == ":"
        announced = (announced or goes_on) and not ended
        after = bool(kind)
        if announced or kind:
            dropped += words
            announced = announced or kind == "law" or (kind != "" and sentence[-1] == ":")
        else:
            kept.append(sentence)
    return "\n".join(kept), dropped


# Numbers that tell a reader nothing: of laws, and the ages that all of this is for.
_NO_NUMBER = re.compile(
    r"\b(?:act|regulations?|order|rules)[ ,]+(?:19|20)\d\d\b"
    r"|\b(?:sections?|schedules?|regulations?|chapters?|paragraphs?|parts?|articles?|wcag)"
    r"\s\d[\w.()]*"
    r"|\bforce (?:on|from|in) (?:\d+ )?(?:\w+ )?\d{4}|\b0 ?(?:to|[-–]) ?25\b|\b24/7\b"
    r"|\b(?:aged?|up to|under|over)(?: the age of)? \d+(?: (?:to|and) \d+)?\b|\bpost[ -]16\b",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(?<=[a-z,] )[A-Z][\w’'-]+")
_NO_NAME = {
    "SEND", "SEN", "EHC", "EHCP", "EHCPs", "Local", "Offer", "Code", "Practice", "Act",
    "Regulations", "Children", "Families", "Education", "Health", "Care", "Plan", "Plans",
    "Secretary", "State", "Equality", "Government", "NHS", "Schedule", "Web", "Content",
    "Accessibility", "Guidelines", "Privacy", "Electronic", "Communications", "GDPR", "UK",
    "England", "Council", "Cabinet", "Office", "Schools", "SENCO", "SENCOs", "SENDCO",
    "SENDCOs", "GP", "GPs", "LA", "I", "Special", "Educational", "Needs", "Disability",
    "Disabilities", "Short", "Breaks", "Statement",
}  # fmt: skip


def specific(text: str) -> bool:
    """Whether it has a number or a name that is not the law's: a time, a price, a place."""
    if any(letter.isdigit() for letter in _NO_NUMBER.sub(" ", text)):
        return True
    return any(name not in _NO_NAME for name in _NAMED.findall(text))


def steps(text: str) -> int:
    """How many words for what to do, who does it or when."""
    return sum(1 for _ in _any((*_CONCRETE, *_DOING)).finditer(normal(text)))


def _filler(said: str) -> str:
    """What kind of filler a sentence is, if it is."""
    if all(_any(group).search(said) for group in _RECITED):
        return "law"
    if all(_any(group).search(said) for group in _STATUTE) and not _any(_YOU).search(said):
        return "statute"
    if _any(_SIGNPOSTS).search(said):
        return "signpost"
    if any(letter.isdigit() for letter in said) or _any(_CONCRETE).search(said):
        return ""
    if _any(_WISHES).search(said):
        return "wish"
    return "warm" if len(set(_any(_WARM).findall(said))) > 1 else ""


@cache
def _any(terms: tuple[str, ...]) -> re.Pattern[str]:
    return pattern(expand(terms, _SHORT))
