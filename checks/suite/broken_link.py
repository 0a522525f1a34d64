"""A link leads to a page or file of this site that is not there.

Dead links are the first complaint about Local Offers. Every link in the built pages is
followed, also those of pictures, menus and templates.

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

_WHAT = {"img": "picture", "script": "script", "iframe": "frame", "video": "video"}


def check(context: Context) -> Iterator[Problem]:
    for fault in context.link_faults:
        if fault.kind == "gone":
            yield Problem(
                fault.place,
                f"{_subject(fault)} goes to {fault.written or '(nothing)'}, which is not there.",
                f"Did you mean {fault.meant}?"
                if fault.meant
                else "Correct the address, or take the link out.",
            )
        elif fault.kind == "case":
            yield Problem(
                fault.place,
                f"{_subject(fault)} goes to {fault.written}, which is spelt with other capitals. "
                "It works on Windows but not on a web server.",
                f"Write {fault.meant}.",
            )


def _subject(fault: LinkFault) -> str:
    what = _WHAT.get(fault.link.element, "link")
    named = f"The {what} “{fault.link.text}”" if fault.link.text else f"A {what}"
    if fault.pages > 1:
        return f"{named}, on {count_of(fault.pages, 'page')},"
    generated = fault.page.source is None or fault.place.path != fault.page.path
    return f"{named} on “{fault.page.name}”" if generated else named
