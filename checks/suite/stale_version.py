"""An easy read or young person's version is older than the page it is a version of.

The full page's text changed after the version was last checked, so the two may now say
different things. The day of the change comes from git; without git, a later review of the
full page counts as one.

Fix: compare the two pages, bring the version into line, then set its `last_reviewed`.

Good:

    ---
    title: "Easy read: how to complain"
    summary: How to say that something is wrong.
    owner: early-years
    last_reviewed: 2026-11-02
    version_of: index.md
    ---

Bad:

    ---
    title: "Easy read: how to complain"
    summary: How to say that something is wrong.
    owner: early-years
    last_reviewed: 2026-11-02
    version_of: complaint.md
    ---
"""

from collections.abc import Iterator

from checks.model import Context, Page, Problem, Severity, in_words, nearest

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    site = context.site
    changed = site.history().changed if any(p.front_matter.version_of for p in site.pages) else {}
    for page in site.pages:
        named = page.front_matter.version_of
        if not named:
            continue
        full = site.by_source.get(f"docs/{named}")
        if full is page:
            yield Problem(
                page.at_key("version_of"),
                "This page says that it is a version of itself.",
                "Name the full page that it is an easier version of.",
                severity=Severity.ERROR,
            )
        elif full and full.front_matter.version_of:
            yield Problem(
                page.at_key("version_of"),
                f"This page is a version of “{full.name}”, which is itself a version.",
                "Name the full page here, or take “version_of” out of the other.",
                severity=Severity.ERROR,
            )
        elif full is None:
            yield _no_page(page, [path.removeprefix("docs/") for path in site.by_source])
        elif full.review and page.review and full.path not in changed:
            if full.review.last > page.review.last:
                yield _stale(page, full, f"was checked on {in_words(full.review.last)}")
        elif page.review and full.path in changed:
            day = changed[full.path]
            if day > page.review.last:
                yield _stale(page, full, f"changed on {in_words(day)}")


def _no_page(page: Page, paths: list[str]) -> Problem:
    named = page.front_matter.version_of
    meant = nearest(named, [path for path in paths if f"docs/{path}" != page.path])
    return Problem(
        page.at_key("version_of"),
        f"This page is a version of “{named}”, and there is no such page in docs/.",
        f"Did you mean “{meant}”?" if meant else "Write it as a path in docs/: 0-4/index.md.",
        severity=Severity.ERROR,
    )


def _stale(page: Page, full: Page, what: str) -> Problem:
    assert page.review
    return Problem(
        page.at_key("last_reviewed"),
        f"This is a version of “{full.name}”, which {what}. This page was last checked before "
        f"that, on {in_words(page.review.last)}.",
        f"Compare it with {full.path}, bring it into line, then set “last_reviewed”.",
    )
