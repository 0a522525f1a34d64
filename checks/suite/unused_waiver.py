"""A waiver that sets nothing aside.

What it was for has been mended, or was never there under that name. A waiver left behind
would hide the next fault of its kind.

Fix: take the waiver out of local-offer.yml or of the page. Or correct the name of its check or
its path, or move it to the line that it is about.

Good:

    waivers:
      - check: missing-review-date
        path: docs/page.md
        reason: The page is being written.
        until: 2026-12-31

Bad:

    waivers:
      - check: missing-review-date
        path: docs/elsewhere.md
        reason: The page is being written.
        until: 2026-12-31
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator

from checks.model import Context, Finding, Problem, Severity, Waiver, nearest

SEVERITY = Severity.WARNING
LOOKS_BACK = True
NO_COMMENT_WAIVES = "it watches over waivers"
_LINKS = ("moved-link", "unreachable-link")


def check(context: Context) -> Iterator[Problem]:
    found: dict[str, list[Finding]] = defaultdict(list)
    lines: dict[tuple[str, str], list[int]] = defaultdict(list)
    for finding in context.findings:
        found[finding.check].append(finding)
        lines[finding.check, finding.path].append(finding.line)
    for numbers in lines.values():
        numbers.sort()

    def used(waiver: Waiver) -> bool:
        if waiver.lines is None:
            return any(waiver.covers(finding) for finding in found[waiver.check])
        numbers = lines[waiver.check, waiver.path]
        at = bisect_left(numbers, waiver.lines[0])
        return at < len(numbers) and numbers[at] <= waiver.lines[1]

    for waiver in context.site.waivers:
        if waiver.check not in context.every_check:
            meant = nearest(waiver.check, context.every_check)
            yield Problem(
                waiver.place,
                f"There is no check called “{waiver.check}”.",
                f"Did you mean “{meant}”?" if meant else "Take this waiver out.",
            )
            continue
        # A check that did not run this time may well have something to set aside.
        ran = waiver.check in context.checks
        expired = waiver.until < context.today  # `expired-waiver` tells that
        if ran and not expired and not used(waiver):
            # What a link leads to may mend itself.
            again = waiver.check in _LINKS
            of = "" if waiver.lines else f" for {waiver.path}"
            right = "move it to the line it is about" if waiver.lines else "correct its path"
            yield Problem(
                waiver.place,
                f"This waiver of “{waiver.check}”{of} sets nothing aside"
                f"{': its link works again, or is gone' if again else ''}.",
                f"Take it out, or {right}.",
            )
