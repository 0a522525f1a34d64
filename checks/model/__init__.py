"""The nouns: what a page, a duty, a problem and a report are.

Frozen, and importing nothing else of ours, so that every other room may use them and a check
needs nothing else. Paths are relative to the project, with forward slashes; lines count
from 1; `today` is always given, never asked of a clock.
"""

from __future__ import annotations

from checks.model.basics import (
    DISCLAIMER,
    CannotRun,
    Period,
    Severity,
    count_of,
    folded,
    in_a_row,
    in_words,
    nearest,
)
from checks.model.faults import (
    Barrier,
    ContactFault,
    Leftover,
    LinkFault,
    Look,
    MarkupFault,
    OddDate,
    OldDate,
    Repeated,
    Sighting,
    Trace,
    Unended,
    Unexplained,
    Unfinished,
)
from checks.model.finding import BadWaiver, Failure, Finding, Problem, Waiver, told_once
from checks.model.kept import Announcement, Comment, Synonym, Word
from checks.model.law import Candidate, Evidence, Outcome, Part, Requirement, Standing, Support
from checks.model.page import (
    NOTHING_SOUGHT,
    TAKEN_OUT,
    Block,
    Built,
    Claim,
    Complaint,
    Destination,
    Flaw,
    FrontMatter,
    Heading,
    Link,
    Listing,
    Page,
    Passage,
    Place,
    Reading,
    Review,
    Sentence,
    Sought,
    Source,
    SourceHeading,
    own_words,
    shortened,
    split_sentences,
)
from checks.model.report import Check, Context, Lead, Report
from checks.model.settings import Advice, PlainEnglish, Settings, Team, WebSettings, bare_link
from checks.model.site import BulkReview, Edited, History, Picture, Seen, Site, Template, Ways
from checks.model.web import IN_CIRCLES, PRIVATE, TO_NO_PAGE, Known, Mention, State, Tally
