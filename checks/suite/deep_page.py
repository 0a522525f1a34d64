"""A page is too many clicks away.

What families come for most should be a few clicks from the home page and from every door.
The pages to start from, the pages that must be near and the most clicks are the council's
choice (`reach` in local-offer.yml). From the home page every page counts, and every link does,
menus too. To the pages named there only the links in a page's own text count: on a phone
nobody sees the menu.

Fix: link to the page from one nearer to the start.

Good:

    ---
    title: Welcome
    summary: Where to start.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Read [how to complain](page.md).

Bad:

    reach: {clicks: 3, from: [index.md], to: [page.md]}
"""

from collections.abc import Iterator

from checks.model import Context, Page, Problem, Severity, count_of

SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Problem]:
    site, ways = context.site, context.ways
    most = site.settings.clicks
    starts = [page for path in site.settings.starts if (page := site.by_source.get(path))]
    near = [page for path in site.settings.near if (page := site.by_source.get(path))]
    for start in starts:
        if start.built is None:
            continue  # it is no page of the site
        reached = ways.clicks(start.built.file, own=True)
        for page in near:
            if page.built and page is not start and reached.get(page.built.file, most + 1) > most:
                yield _far(start, page, reached.get(page.built.file), most)
    home = site.by_file.get("index.html")
    reached = ways.clicks("index.html", own=False)
    # What nothing links to is an orphan-page.
    linked = {there for here, all_ in ways.all.items() for there in all_ if there != here}
    told = near if home in starts else []
    for page in site.pages:
        if home is None or page.built is None or page.source is None or page in told:
            continue
        if reached.get(page.built.file, most + 1) > most and page.built.file in linked:
            yield _far(home, page, reached.get(page.built.file), most)


def _far(start: Page, page: Page, clicks: int | None, most: int) -> Problem:
    away = (
        f"From “{start.name}” this page is {count_of(clicks, 'click')} away"
        if clicks
        else f"No link leads from “{start.name}” to this page"
    )
    return Problem(
        page.at(),
        f"{away}; it should be at most {count_of(most, 'click')} away.",
        f"Link to it from {start.path}, or from a page that is nearer to it.",
    )
