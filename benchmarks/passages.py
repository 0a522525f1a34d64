"""How well the law packs' rules tell honest passages from empty and neighbouring ones.

    python -m benchmarks.passages [FILE.yml | FOLDER …] [--misses] [--by-duty]

A file is a list of {duty, kind: good|empty|neighbour, text (Markdown)}. Prints, for each kind,
how many were judged right; precision and recall for each duty; and every miss on request.
Without arguments: the development set and the set kept aside, of tests/passages.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import markdown
import yaml

from checks import evidence, html, pack
from checks.filler import Filler
from checks.model import FrontMatter, Listing, Page, Requirement, Settings, Site, Source
from checks.pack import Law

ROOT = Path(__file__).parent.parent
SETS = ("development", "held-out")
KINDS = ("good", "empty", "neighbour")
TODAY = date(2026, 11, 22)
EXTENSIONS = ["attr_list", "def_list", "md_in_html", "tables", "toc", "sane_lists"]


@dataclass(frozen=True)
class Labelled:
    """A passage and what a careful reader says of it."""

    duty: str
    kind: str
    text: str
    place: str


@dataclass(frozen=True)
class Judged:
    passage: Labelled
    accepted: bool
    lacking: tuple[str, ...]

    @property
    def right(self) -> bool:
        return self.accepted is (self.passage.kind == "good")


def read(paths: Iterable[Path]) -> list[Labelled]:
    """Every passage of the files, or of the files in the folders."""
    found: list[Labelled] = []
    for path in paths:
        files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
        for file in files:
            for number, item in enumerate(yaml.safe_load(file.read_text("utf-8"))):
                place = f"{file.name}[{number}]"
                found.append(Labelled(item["duty"], item["kind"], item["text"], place))
    return found


def judge(passages: Sequence[Labelled], law: Law) -> list[Judged]:
    """What the rules say of each passage whose duty has rules of its own."""
    ruled = {duty.id: duty for duty in law.requirements if duty.evidence or duty.parts}
    return [
        _judge(passage, ruled[passage.duty], law.filler)
        for passage in passages
        if passage.duty in ruled
    ]


def _judge(labelled: Labelled, duty: Requirement, filler: Filler) -> Judged:
    rendered = markdown.markdown(labelled.text, extensions=EXTENSIONS)
    built = html.read("p/index.html", f"<article>{rendered}</article>")
    # A passage is a section: its first heading, if it has one, is the section's own.
    first = built.headings[0].anchor if built.headings else ""
    page = Page(None, built)
    passage = page.passage(first) if len(built.headings) == 1 else page.passage()
    assert passage
    # Old pages are judged as on the day they were new.
    days = [last for _, last in evidence.dates(passage.text)]
    today = min(TODAY, max(days, default=TODAY) + timedelta(1))
    lacking, _ = evidence.Reader(_SITE, today, filler).judge(duty, passage)
    return Judged(labelled, not lacking, lacking)


# A directory that has something for everything: passages say nothing of the directory.
_TOPICS = tuple(
    yaml.safe_load((ROOT / "local-offer.yml").read_text("utf-8"))["vocabularies"]["topics"]
)
_EVERYTHING = Listing(topics=_TOPICS, needs=("any",), age_min=0, age_max=25)
_SITE = Site(
    tuple(
        Page(Source(f"docs/services/{n}.md", "", 1, FrontMatter(listing=_EVERYTHING)), None)
        for n in range(99)
    ),
    frozenset(),
    Settings(hosts=("gov.uk",)),
)


def report(judged: Sequence[Judged], *, by_duty: bool) -> str:
    """The figures as text."""
    out = ["kind        right  of    share"]
    for kind in KINDS:
        some = [j for j in judged if j.passage.kind == kind]
        right = sum(j.right for j in some)
        share = f"{100 * right / len(some):.1f} %" if some else "-"
        out.append(f"{kind:10}  {right:5}  {len(some):3}   {share}")
    if by_duty:
        out += ["", f"{'duty':32} precision  recall  good  other"]
        for duty in sorted({j.passage.duty for j in judged}):
            some = [j for j in judged if j.passage.duty == duty]
            counts = Counter((j.accepted, j.passage.kind == "good") for j in some)
            hit, false, missed = counts[True, True], counts[True, False], counts[False, True]
            precision = f"{hit / (hit + false):9.2f}" if hit + false else "        -"
            recall = f"{hit / (hit + missed):6.2f}" if hit + missed else "     -"
            out.append(
                f"{duty:32} {precision}  {recall}  {hit + missed:4}  {len(some) - hit - missed:5}"
            )
    return "\n".join(out) + "\n"


def shares(judged: Sequence[Judged]) -> dict[str, float]:
    """The share judged right of each kind, from 0 to 1."""
    found = {}
    for kind in KINDS:
        some = [j for j in judged if j.passage.kind == kind]
        if some:
            found[kind] = sum(j.right for j in some) / len(some)
    return found


def handbook(groups: Mapping[str, Sequence[Judged]]) -> str:
    """handbook/evidence.md: the figures for each set, and for each duty."""
    out = [_INTRODUCTION, "| set | kind | right | of | share |", "|---|---|---|---|---|"]
    for name, judged in groups.items():
        for kind in KINDS:
            some = [j for j in judged if j.passage.kind == kind]
            right = sum(j.right for j in some)
            share = f"{100 * right / len(some):.1f} %" if some else ""
            out.append(f"| {name} | {kind} | {right} | {len(some)} | {share} |")
    out += ["", "## By duty", "", "Precision: of the passages accepted, how many are good. Recall:"]
    out += ["of the good ones, how many are accepted. In brackets, how many passages.", ""]
    heads = " | ".join(f"{name}: precision | {name}: recall" for name in groups)
    out += [f"| duty | {heads} |", "|---" * (1 + 2 * len(groups)) + "|"]
    duties = sorted({j.passage.duty for judged in groups.values() for j in judged})
    for duty in duties:
        cells = [duty]
        for judged in groups.values():
            cells += _cells([j for j in judged if j.passage.duty == duty])
        out.append(f"| {' | '.join(cells)} |")
    return "\n".join(out) + "\n"


_INTRODUCTION = """\
# How well the rules judge

Each duty's evidence rule is measured on labelled passages in the manner of many councils:
`good` (a careful reader would accept it), `empty` (a promise, filler, or only links) and
`neighbour` (concrete, but about something else). The rules were tuned on the development set
(`tests/passages/development`). The passages kept aside (`tests/passages/held-out`) were
written by somebody who had not seen the rules, and the rules were never tuned on them.

Made by `python -m benchmarks.passages --handbook`.
"""


def _cells(some: Sequence[Judged]) -> list[str]:
    counts = Counter((j.accepted, j.passage.kind == "good") for j in some)
    hit, false, missed = counts[True, True], counts[True, False], counts[False, True]
    precision = f"{hit / (hit + false):.2f} ({hit + false})" if hit + false else ""
    recall = f"{hit / (hit + missed):.2f} ({hit + missed})" if hit + missed else ""
    return [precision, recall]


def sets() -> dict[str, list[Judged]]:
    """The shipped sets, judged by the shipped law."""
    law = pack.load()
    return {name: judge(read([ROOT / "tests/passages" / name]), law) for name in SETS}


def misses(judged: Sequence[Judged]) -> str:
    out: list[str] = []
    for j in judged:
        if not j.right:
            why = "; ".join(j.lacking) if j.lacking else "accepted"
            out.append(f"{j.passage.place} {j.passage.duty} ({j.passage.kind}): {why}")
    return "\n".join(out) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--by-duty", action="store_true")
    parser.add_argument("--handbook", action="store_true", help="write handbook/evidence.md")
    given = parser.parse_args(arguments)
    if given.handbook:
        (ROOT / "handbook/evidence.md").write_text(handbook(sets()), "utf-8", newline="\n")
        return 0
    law = pack.load()
    groups = (
        {"given": given.paths}
        if given.paths
        else {name: [ROOT / "tests/passages" / name] for name in SETS}
    )
    for name, paths in groups.items():
        judged = judge(read(paths), law)
        sys.stdout.write(f"{name}: {len(judged)} passages\n")
        sys.stdout.write(report(judged, by_duty=given.by_duty))
        if given.misses:
            sys.stdout.write(misses(judged))
        sys.stdout.write("\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
