"""A link leads to a page or file of this site that is not there.

Dead links are the first complaint about Local Offers. Every address in the built pages is
followed: links, pictures of every size, frames, forms, styles, previews for sharing and what
pages say to search engines, in menus and templates too, and the sitemap and search index. A
page that sends its readers on must send them somewhere, and not round in a circle.

Fix: correct the address, or take the link out. If the page has moved, link its new place.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Go to [the home page](index.md).

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Go to [the home page](home.md).
"""

from collections.abc import Iterator

from checks.model import Context, LinkFault, Problem, Severity, count_of

SEVERITY = Severity.ERROR

# What is not a link, as a reader would call it.
_FILES = {
    "audio": "sound", "body": "picture", "embed": "file", "feimage": "picture", "frame": "frame",
    "iframe": "frame", "image": "picture", "img": "picture", "link": "file",
    "longdesc": "description", "object": "file", "preview": "preview", "script": "script",
    "source": "file", "style": "style", "stylesheet": "style sheet", "table": "picture",
    "tbody": "picture", "td": "picture", "tfoot": "picture", "th": "picture", "thead": "picture",
    "tr": "picture", "track": "file", "use": "drawing", "video": "video",
}  # fmt: skip

# Faults of the address alone, and what to do when nothing near was meant.
_WHY = {
    "disk": (
        "a place on one computer, which nobody else can open",
        "Put the file among the site's own, link it there, or take the link out.",
    ),
    "unreadable": ("which is no address", "Correct the address, or take the link out."),
    "start": ("whose start is missing or misspelt, so no browser finds what is meant", ""),
}


def check(context: Context) -> Iterator[Problem]:
    for fault in context.link_faults:
        if fault.kind == "gone":
            yield Problem(fault.place, f"{_goes(fault)}, which is not there.", _fix(fault))
        elif fault.kind == "case":
            yield Problem(
                fault.place,
                f"{_goes(fault)}, which is spelt with other capitals. "
                "It works on Windows but not on a web server.",
                f"Write {fault.meant}.",
            )
        elif fault.kind in _WHY:
            why, fix = _WHY[fault.kind]
            meant = f"Did you mean {fault.meant}?" if fault.meant else fix
            yield Problem(fault.place, f"{_goes(fault)}, {why}.", meant)
        elif fault.kind == "accents":
            yield Problem(
                fault.place,
                f"{_goes(fault)}. A file of that name is there, but its accents are coded in "
                "another way: the two look the same, and are not the same to a web server.",
                "Give the file a name without accents, and link that.",
            )
        elif fault.kind == "circle":
            yield Problem(
                fault.place,
                f"This page sends its readers on to {fault.written}, which leads back here: they "
                "go round and round.",
                "Send them to a page that stays, or take the redirect out.",
            )


def _goes(fault: LinkFault) -> str:
    """ "The link “Home”, on 3 pages, goes to home.md"."""
    what = _what(fault)
    named = f"The {what} “{fault.link.text}”" if fault.link.text else f"A {what}"
    if fault.pages > 1:
        named = f"{named}, on {count_of(fault.pages, 'page')},"
    elif fault.page.source is None or fault.place.path != fault.page.path:
        named = f"{named} on “{fault.page.name}”"
    goes = "comes from" if fault.link.element in _FILES else "goes to"
    return f"{named} {goes} {fault.written or 'an empty address'}"


def _what(fault: LinkFault) -> str:
    element = fault.link.element
    return _FILES.get(element) or ("form" if element == "form" else "link")


def _fix(fault: LinkFault) -> str:
    if fault.meant == fault.written and fault.meant:
        return (
            f"It is in docs/, but not at this address of the site: link it in Markdown, "
            f"[words]({fault.meant}), and build again."
        )
    if fault.meant:
        return f"Did you mean {fault.meant}?"
    return f"Correct the address, or take the {_what(fault)} out."
