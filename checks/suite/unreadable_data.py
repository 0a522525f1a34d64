"""What a page says to search engines can't be read.

A page may carry its facts a second time, for search engines and maps (JSON-LD, schema.org): a
service's name, its hours, its address. One comma too many, and they drop all of it without a
word; families then don't find the service, or find its old hours.

Fix: correct the block where the message says. Words stand between straight quotes, a comma
stands between two entries, and none after the last.

Good:

    ---
    title: Stay and play
    summary: A group for young children.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <script type="application/ld+json">{"@type": "Place", "name": "Stay and play"}</script>

Bad:

    ---
    title: Stay and play
    summary: A group for young children.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    <script type="application/ld+json">{"@type": "Place", "name": "Stay and play",}</script>
"""

from collections import Counter
from collections.abc import Iterator

from checks.model import Context, Page, Place, Problem, Severity, Site, count_of

SEVERITY = Severity.WARNING

_MARK = "ld+json"
_MANY = 10


def check(context: Context) -> Iterator[Problem]:
    found = [
        (page, _place(page, line, near, context.site), near)
        for page in context.site.pages
        for line, near in (page.built.unreadable if page.built else ())
    ]
    times = Counter(near for _, _, near in found)
    told: dict[tuple[Place | None, str], Place] = {}
    pages: Counter[tuple[Place | None, str]] = Counter()
    for page, place, near in found:
        # Where there is no Markdown, the same slip on many pages is one of a template.
        key = (None if page.source is None and times[near] >= _MANY else place, near)
        told.setdefault(key, place)
        pages[key] += 1
    for key, place in told.items():
        many, near = pages[key], key[1]
        where = f"{count_of(many, 'page')} say" if many > 1 else "this page says"
        yield Problem(
            place,
            f"What {where} to search engines (JSON-LD) can't be read, so none of it counts. "
            f"It breaks off near “{near}”.",
            "Correct it there: straight quotes around words, a comma between two entries, and "
            "none after the last.",
            same=near,
        )


def _place(page: Page, line: int, near: str, site: Site) -> Place:
    """Where the block is written: in the page itself, in a template, or only in its HTML."""
    if page.source is None:
        return page.at(line)
    text = page.source.text
    if (at := max(text.find(near), text.find(_MARK) if near not in text else -1)) >= 0:
        return page.at(text.count("\n", 0, at) + 1)
    for template in site.templates:
        if (at := template.text.find(_MARK)) >= 0:
            return Place(template.path, template.text.count("\n", 0, at) + 1)
    return page.at(page.source.body_line)
