"""A waiver is past its last day, so it holds no longer.

What it set aside counts again. A waiver is a promise to come back, and this is the day.

Fix: mend what was waived. If there is still a good reason to wait, write the reason anew and
set a new last day.

Good:

    waivers:
      - check: missing-review-date
        path: docs/page.md
        reason: The page is being written.
        until: 2026-11-22

Bad:

    waivers:
      - check: missing-review-date
        path: docs/page.md
        reason: The page is being written.
        until: 2026-11-21
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, in_words

SEVERITY = Severity.WARNING
NO_COMMENT_WAIVES = "it watches over waivers"


def check(context: Context) -> Iterator[Problem]:
    for waiver in context.site.waivers:
        if waiver.until < context.today:
            of = "" if waiver.lines else f" for {waiver.path}"
            yield Problem(
                waiver.place,
                f"This waiver of “{waiver.check}”{of} ended on {in_words(waiver.until)}.",
                "Mend what it set aside; or give the reason anew, with a new last day.",
            )
