"""Many pages were given a new review date in one go, with nothing else of them changed.

A review date says that somebody read the page against its sources. Nobody reads dozens of pages
in one sitting and finds nothing to mend, not even the day on which a source was seen (`seen`).
Git says which pages got their present date in one change; so many are told (`review: bulk` in
local-offer.yml). Pages that came with their date, or whose words or other facts changed with it,
do not count. Without git, and where its history was cut off too early to tell, nothing is said.

Fix: read those pages, and give the ones that nobody has read their old date back. If they really
were read, set `seen` of the sources that were looked at, or waive this with the reason.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-12
    ---
"""

from collections.abc import Iterator

from checks.model import BulkReview, Context, Page, Problem, Severity, count_of, in_a_row, in_words

SEVERITY = Severity.WARNING
NEEDS_HISTORY = True

_NAMED = 3


def check(context: Context) -> Iterator[Problem]:
    site = context.site
    for bulk in site.history().bulk:
        pages = [site.by_source[path] for path in bulk.paths if path in site.by_source]
        if len(pages) >= site.settings.bulk:
            yield _told(bulk, pages)


def _told(bulk: BulkReview, pages: list[Page]) -> Problem:
    others = [page.path for page in pages[1 : 1 + _NAMED]]
    more = len(pages) - 1 - len(others)
    named = in_a_row([*others, count_of(more, "more page")] if more else others)
    how = f"in one change (git {bulk.commit[:8]})" if bulk.commit else "and are not committed yet"
    return Problem(
        pages[0].at_key("last_reviewed"),
        f"{count_of(len(pages), 'page')} got the review date {in_words(bulk.reviewed)} on "
        f"{in_words(bulk.day)} {how}, with nothing else of them changed: this page, {named}. It "
        "seems that nobody read them.",
        "Read them against their sources. Give those that nobody has read their old date back.",
        same=f"{bulk.commit}{bulk.reviewed}",
    )
