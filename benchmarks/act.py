"""The checks of the HTML, measured with the test cases of the W3C's ACT rules.

    python -m benchmarks.act DIR
    python -m benchmarks.act DIR --write      # into handbook/accessibility.md

DIR is a copy of https://github.com/act-rules/act-rules.github.io, whose `_rules/*.md` hold the
cases; none of it is kept here. Each rule's failed examples must be found by that rule, and its
passed and inapplicable ones must not. What can't be decided from one page's HTML is left out by
name, with the reason.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks import html, markup
from checks.model import Sought

HANDBOOK = Path(__file__).parent.parent / "handbook/accessibility.md"
START, END = "<!-- act: start -->", "<!-- act: end -->"

# The rules that are implemented, and the check that tells what breaks them.
RULES = {
    "23a2a8": "missing-alt-text",
    "2779a5": "missing-page-title",
    "2t702h": "unnamed-control",
    "307n5z": "nested-control",
    "46ca7f": "bad-aria",
    "4e8ab6": "bad-aria",
    "59796f": "missing-alt-text",
    "5b7ae0": "bad-language",
    "5c01ea": "bad-aria",
    "5f99a7": "bad-aria",
    "674b10": "bad-aria",
    "6a7281": "bad-aria",
    "6cfa84": "hidden-but-focusable",
    "73f2c2": "bad-autocomplete",
    "7d6734": "missing-alt-text",
    "80f0bf": "autoplaying-media",
    "8fc3b6": "missing-alt-text",
    "97a4e1": "unnamed-control",
    "a25f45": "bad-table-header",
    "b4f0c3": "blocked-zoom",
    "b5c3f8": "missing-page-language",
    "bc4a75": "bad-aria",
    "bc659a": "timed-refresh",
    "bf051a": "bad-language",
    "c487ae": "empty-link",
    "cae760": "untitled-frame",
    "d0f69e": "bad-table-header",
    "de46e4": "bad-language",
    "e086e5": "unnamed-control",
    "f51b46": "uncaptioned-video",
    "ff89c9": "bad-aria",
    "ffd0e9": "empty-heading",
    "in6db8": "bad-aria",
    "m6b1q3": "unnamed-control",
}
# What one page's HTML does not decide, by rule and case.
LEFT_OUT = {
    ("6cfa84", "Passed Example 4"): "a script moves the focus on",
    ("ff89c9", "Failed Example 4"): "a script makes the shadow tree",
    ("2779a5", "Inapplicable Example 1"): "it is a document of SVG, not of HTML",
    ("b5c3f8", "Inapplicable Example 1"): "it is a document of SVG, not of HTML",
    ("b5c3f8", "Inapplicable Example 2"): "it is a document of MathML, not of HTML",
    ("80f0bf", "Passed Example 3"): "a script makes buttons work",
    ("80f0bf", "Inapplicable Example 2"): "only the film knows that it is silent",
    ("f51b46", "Passed Example 1"): "only the film knows that captions are in its pictures",
    ("f51b46", "Failed Example 2"): "only the film and its captions know that they differ",
    ("f51b46", "Inapplicable Example 1"): "only the film knows that it is silent",
}

_ID = re.compile(r"^id:\s*(\S+)", re.MULTILINE)
_NAME = re.compile(r"^name:\s*(.+)", re.MULTILINE)
_CASE = re.compile(
    r"^#### ((Passed|Failed|Inapplicable) Example \d+)[^\n]*\n.*?^```\w+[^\n]*\n(.*?)^```",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True)
class Case:
    """An example of a rule."""

    rule: str
    name: str
    kind: str  # "Passed", "Failed" or "Inapplicable"
    html: str

    @property
    def left_out(self) -> str:
        """Why it is left out; "" when it is not."""
        return LEFT_OUT.get((self.rule, self.name), "")


@dataclass(frozen=True)
class Rule:
    id: str
    name: str
    cases: tuple[Case, ...]


def rules(folder: Path) -> list[Rule]:
    """The rules that are implemented, with their cases."""
    found: list[Rule] = []
    for file in sorted((folder / "_rules").glob("*.md")):
        text = file.read_text("utf-8")
        head = _ID.search(text)
        if head and head[1] in RULES:
            cases = tuple(Case(head[1], m[1], m[2], m[3]) for m in _CASE.finditer(text))
            name = _NAME.search(text)
            found.append(Rule(head[1], name[1].strip("'\"") if name else "", cases))
    return sorted(found, key=lambda rule: rule.id)


def broken(rule: str, text: str) -> bool:
    """Whether a page breaks a rule, as the checks see it."""
    flaws = html.read("page.html", text, sought=Sought(frozenset({RULES[rule]}))).flaws
    # A link in a picture is a picture to us, and a link to the rule.
    every = flaws or html.read("page.html", text, sought=Sought(markup.KINDS)).flaws
    return any(flaw.rule == rule for flaw in every)


def wrong(found: Iterable[Rule]) -> Iterator[Case]:
    """The cases that come out otherwise than they should."""
    for rule in found:
        for case in rule.cases:
            if not case.left_out and broken(rule.id, case.html) is not (case.kind == "Failed"):
                yield case


def table(found: Sequence[Rule]) -> Iterator[str]:
    """The figures, as Markdown."""
    amiss = {(case.rule, case.name) for case in wrong(found)}
    yield "| rule | what it asks | check | no false alarm | found | left out |"
    yield "|---|---|---|---|---|---|"
    sums = [0, 0, 0, 0, 0]
    for rule in found:
        kept = [case for case in rule.cases if not case.left_out]
        bad = [case for case in kept if case.kind == "Failed"]
        good = [case for case in kept if case.kind != "Failed"]
        right = [sum((c.rule, c.name) not in amiss for c in cases) for cases in (good, bad)]
        out = len(rule.cases) - len(kept)
        yield (
            f"| {rule.id} | {rule.name} | `{RULES[rule.id]}` | {right[0]} of {len(good)} "
            f"| {right[1]} of {len(bad)} | {out or ''} |"
        )
        more = (right[0], len(good), right[1], len(bad), out)
        sums = [a + b for a, b in zip(sums, more, strict=True)]
    yield (
        f"| **all {len(found)}** | | | **{sums[0]} of {sums[1]}** | **{sums[2]} of {sums[3]}** "
        f"| **{sums[4]}** |"
    )
    yield ""
    yield "Left out, since the HTML of one page does not decide them:"
    yield ""
    for rule in found:
        for case in rule.cases:
            if case.left_out:
                yield f"- {rule.id}, {case.name}: {case.left_out}."


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(arguments)
    found = rules(given.folder)
    if len(found) != len(RULES):
        missing = sorted(set(RULES) - {rule.id for rule in found})
        sys.exit(f"{given.folder}: these rules are not there: {', '.join(missing)}")
    figures = "\n".join(table(found))
    if given.write:
        text = HANDBOOK.read_text("utf-8")
        before, _, rest = text.partition(START)
        after = rest.partition(END)[2]
        HANDBOOK.write_text(f"{before}{START}\n\n{figures}\n\n{END}{after}", "utf-8", newline="\n")
    else:
        sys.stdout.write(f"{figures}\n")
    for case in wrong(found):
        sys.stdout.write(f"wrong: {case.rule} {case.name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
