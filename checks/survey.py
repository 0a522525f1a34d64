"""Where a site stands before anyone claims anything: the best section for each duty.

In go any folder of HTML and the law, out come hints: which section holds a duty's evidence,
or comes nearest and what it lacks, with a score for musts and shoulds. Nobody has claimed
anything here, so a hint is all it can be.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass

from checks.model import DISCLAIMER, Outcome, Standing, count_of, in_a_row

WIDTH = 96


@dataclass(frozen=True)
class Seen:
    """The best section for one duty. `path` is "" when no section is about it."""

    duty: str
    title: str
    force: str
    holds: bool
    path: str
    anchor: str
    section: str
    lacking: tuple[str, ...]
    citation: str


def survey(standings: Sequence[Standing]) -> tuple[Seen, ...]:
    """What was seen for each duty that has evidence of its own."""
    return tuple(
        _seen(standing)
        for standing in standings
        if not standing.requirement.through and standing.outcome is not Outcome.PROCESS
    )


def _seen(standing: Standing) -> Seen:
    duty, found = standing.requirement, standing.candidate
    return Seen(
        duty=duty.id,
        title=duty.title,
        force=duty.force,
        holds=found is not None and not found.lacking,
        path=found.page.path if found else "",
        anchor=found.heading.anchor if found else "",
        section=found.heading.text if found else "",
        lacking=found.lacking if found else (),
        citation=duty.citation,
    )


def score(seen: Sequence[Seen], force: str) -> tuple[int, int]:
    """How many duties of a force seem to be held, of how many."""
    some = [s for s in seen if s.force == force]
    return sum(s.holds for s in some), len(some)


def as_text(seen: Sequence[Seen]) -> str:
    out: list[str] = []
    groups: tuple[tuple[str, Callable[[Seen], bool]], ...] = (
        ("Nothing found", lambda s: not s.path),
        ("Something found, but not enough", lambda s: bool(s.path) and not s.holds),
        ("Seems to be there", lambda s: s.holds),
    )
    for heading, belongs in groups:
        some = [s for s in seen if belongs(s)]
        out += [f"{heading}: {count_of(len(some), 'duty', 'duties')}", ""]
        for s in some:
            out.append(f"  {s.title} ({s.duty}, {s.force})")
            if s.path:
                out += _wrap(f"{s.path}#{s.anchor}: “{s.section}”")
            if s.path and not s.holds:
                out += _wrap(f"It {in_a_row(s.lacking)}.")
        out.append("")
    for force, name in (("must", "musts"), ("should", "shoulds")):
        held, total = score(seen, force)
        if total:
            out.append(f"Score: {held} of {total} {name} seem to be there.")
    out.append(
        f"These are hints. Only a person can claim that a section meets a duty. {DISCLAIMER}"
    )
    return "\n".join(out) + "\n"


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(
        text, WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False
    )


def as_json(seen: Sequence[Seen]) -> str:
    scores = {force: score(seen, force) for force in ("must", "should")}
    document = {
        "format": 1,
        "score": {f: {"held": held, "of": total} for f, (held, total) in scores.items()},
        "duties": [asdict(s) for s in seen],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Sequence[Seen]], str]] = {"json": as_json, "text": as_text}
