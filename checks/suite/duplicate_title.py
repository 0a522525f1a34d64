"""Two pages have the same title.

In search, in lists, among a browser's tabs and to a screen reader they are one and the same, and
families open the wrong one.

Fix: say in each title what sets the page apart: the age, the place, the kind of help. If the
pages say the same, make one of them.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---

Bad:

    ---
    title: Home
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
"""

from collections.abc import Iterator

from checks.model import Context, Page, Problem, Severity, in_a_row

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    titled: dict[str, list[Page]] = {}
    for page in context.site.pages:
        if page.source and page.built and not page.built.sends_on:
            titled.setdefault(" ".join(page.name.split()).casefold(), []).append(page)
    for pages in titled.values():
        if len(pages) > 1:
            # The one that is further down the site is the one to call otherwise.
            first, *others = sorted(pages, key=lambda p: (p.path.count("/"), p.path), reverse=True)
            yield Problem(
                first.at_key("title"),
                f"“{first.name}” is also the title of {in_a_row([p.path for p in others])}.",
                "Say in each title what sets the page apart. If they say the same, make one of "
                "them.",
            )
