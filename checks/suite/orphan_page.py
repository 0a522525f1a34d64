"""No page links to this one.

Families can only find it by chance, with a search engine or an old address.

Fix: link to it from the page where its readers look, or put it in the menu (`nav` in
mkdocs.yml). If nobody needs it, delete it.

Good:

    ---
    title: Welcome
    summary: Where to start.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Read [how to complain](page.md).

Bad:

    ---
    title: Forgotten
    summary: Nobody knows.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    This page stands alone.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity

SEVERITY = Severity.WARNING

_NEED_NO_LINK = ("index.html", "404.html")


def check(context: Context) -> Iterator[Problem]:
    linked = {there for here, all_ in context.ways.all.items() for there in all_ if there != here}
    for page in context.site.pages:
        if page.source is None or page.built is None or page.built.file in _NEED_NO_LINK:
            continue
        if page.built.file not in linked:
            yield Problem(
                page.at(),
                "No page links to this one, and it is in no menu.",
                "Link to it from the page where its readers look, or add it to “nav” in "
                "mkdocs.yml. If nobody needs it, delete it.",
            )
