"""`publish/timeline.yml` → Rules: how long the law gives for each step of an EHC plan.

The time limits are the law's and not a council's, so they stand beside the code, as the packs
do (handbook/decisions/0011-time-limits-are-data.md). Everything wrong in the file is told at
once, each with its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from checks import records
from checks.lined import period
from checks.model import CannotRun, Period, Place, nearest

FILE = "publish/timeline.yml"
ROOT = Path(__file__).parent.parent

MOVES = ("weekend", "christmas", "august")
# How sure we are, as in the packs. A limit that nobody has read anywhere can't be shown.
WORDINGS = ("seen", "corroborated")
NUMBERS = (*WORDINGS, "inferred", "recalled")

_KEYS = (
    "id", "event", "who", "title", "limit", "period", "first_day", "later_with", "moves", "rule",
    "exceptions", "passed", "page", "instrument", "provision", "wording", "number", "source_url",
    "seen",
)  # fmt: skip
_ID = re.compile(r"[a-z][a-z0-9-]*")
_UNITS = ("day", "week", "month")


@dataclass(frozen=True, slots=True)
class Event:
    """A day that the reader knows, and that a time limit starts from."""

    heading: str  # over its time limits in the table
    day: str  # completes "6 weeks after 22 November 2026, …"
    label: str
    hint: str
    not_before: str = ""  # another event that can't come after this one


@dataclass(frozen=True, slots=True)
class Stage:
    """Events that a reader meets at one time, for one part of the form."""

    name: str
    events: tuple[str, ...]


EVENTS: Mapping[str, Event] = {
    "request": Event(
        heading="After the council gets the request",
        day="the day the council got the request",
        label="Day the council got the request to assess",
        hint="For an email, the working day it was sent. For a letter, the working day after it "
        "was posted, or the day someone signed for it.",
    ),
    "draft": Event(
        heading="When a draft plan comes",
        day="the day the draft plan came",
        label="Day the draft plan came",
        hint="The day you got it, by email or by post.",
        not_before="request",
    ),
    "letter": Event(
        heading="When you can appeal",
        day="the date on the decision letter",
        label="Date on the decision letter",
        hint="A letter that says no, or the letter that came with a final plan. Use the date on "
        "it, not the day it came.",
        not_before="request",
    ),
    "certificate": Event(
        heading="When you have a mediation certificate",
        day="the date on the mediation certificate",
        label="Date on the mediation certificate",
        hint="Leave this out if you have none.",
        not_before="letter",
    ),
    "plan": Event(
        heading="Each year, once there is a plan",
        day="the date of the plan or of the last review",
        label="Date of the first final plan, or of the last review",
        hint="Has there been a review? Then use the date on the letter that said what was "
        "decided. If you are not sure, use the earlier day.",
    ),
    "meeting": Event(
        heading="After a review meeting",
        day="the day of the review meeting",
        label="Day of the review meeting",
        hint="The last meeting, or the next one if you know when it is.",
    ),
    "changes": Event(
        heading="When the council wants to change the plan",
        day="the date on the letter with the changes",
        label="Date on the letter with the changes",
        hint="The letter that shows how the council wants to change the plan.",
        not_before="meeting",
    ),
}
STAGES = (
    Stage("You have asked for a plan", ("request", "draft")),
    Stage("You do not agree with a decision", ("letter", "certificate")),
    Stage("There is a plan", ("plan", "meeting", "changes")),
)


@dataclass(frozen=True, slots=True)
class Rule:
    """One time limit, with the words that families read."""

    id: str
    event: str
    who: str  # who must act: "council" or "you"
    title: str
    limit: str  # "within" or "at least"
    period: Period
    first_day: bool  # whether the day it starts from is counted
    later_with: str  # the rule for the same act with which the later day counts
    moves: tuple[str, ...]  # when a last day runs on to the next working day
    rule: str
    exceptions: str
    passed: str  # what to do when the day has passed
    page: str  # the page that says more, under docs/
    instrument: str
    provision: str
    wording: str
    number: str
    source_url: str
    seen: date
    place: Place

    @property
    def citation(self) -> str:
        """Where the law says so; never with a number that is not confirmed."""
        if self.provision and self.number in WORDINGS:
            return f"{self.instrument}, {self.provision}"
        return self.instrument


def load(root: Path = ROOT) -> tuple[Rule, ...]:
    """Every time limit, in the order of the file. Raises CannotRun naming wrong lines."""
    rules = records.load(root, FILE, _KEYS, _rule, noun="time limit")
    wrong = [f"{FILE}:{rule.place.line}: {what}" for rule in rules for what in _pair(rule, rules)]
    if wrong:
        raise CannotRun("\n".join(wrong))
    return rules


def _rule(record: records.Record) -> Rule:
    length = period(record.values.get("period"))
    if length is None or length.unit not in _UNITS:
        given = record.values.get("period")
        record.complain("period", f"“{given}” must be days, weeks or months, such as 6 weeks.")
        length = Period(1, "day")
    rule = Rule(
        id=record.text("id"),
        event=record.option("event", list(EVENTS)),
        who=record.option("who", ("council", "you")),
        title=record.text("title"),
        limit=record.option("limit", ("within", "at least")),
        period=length,
        first_day=record.option("first_day", ("counted", "not counted")) == "counted",
        later_with=record.text("later_with", needed=False),
        moves=record.options("moves", MOVES, needed=False),
        rule=record.text("rule"),
        exceptions=record.text("exceptions"),
        passed=record.text("passed"),
        page=record.text("page", needed=False),
        instrument=record.text("instrument"),
        provision=record.text("provision", needed=False),
        wording=record.option("wording", WORDINGS),
        number=record.option("number", NUMBERS) if "provision" in record.values else "",
        source_url=record.text("source_url"),
        seen=record.day("seen"),
        place=record.place,
    )
    if rule.id and not _ID.fullmatch(rule.id):
        record.complain("id", f"“{rule.id}” can't be an id: use a-z, 0-9 and “-”.")
    if rule.source_url and not rule.source_url.startswith("https://"):
        record.complain("source_url", "“source_url” must be a whole address with https.")
    return rule


def _pair(rule: Rule, rules: tuple[Rule, ...]) -> Iterator[str]:
    """What is wrong with a limit that shares its act with another."""
    if not rule.later_with:
        return
    by_id = {other.id: other for other in rules}
    other = by_id.get(rule.later_with)
    if other is None:
        meant = nearest(rule.later_with, by_id)
        hint = f" Did you mean “{meant}”?" if meant else ""
        yield f"“later_with” names “{rule.later_with}”, which is no time limit here.{hint}"
    elif other.event == rule.event or other.later_with:
        yield f"“later_with” must name one limit that starts from another day, not “{other.id}”."
    elif other.moves != rule.moves:
        yield f"“moves” must be the same as for “{other.id}”, as both are for one act."
