"""A link leads to a page that is there, but to a place on it that is not.

The reader lands at the top of the page and must look for what they were promised. It
happens when someone rewords a heading: the heading's anchor changes with it.

Fix: use the anchor of a heading that the page has, or give the heading its old anchor back,
as in `## New words {#old-anchor}`.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Read [how to ask](#how-to-ask).

    ## How to ask

    Talk to us.

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    Read [how to ask](#how-to-apply).

    ## How to ask

    Talk to us.
"""

from collections.abc import Iterator

from checks.model import Context, Problem, Severity, count_of

SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Problem]:
    for fault in context.link_faults:
        if fault.kind == "map":
            name = fault.written.removeprefix("#")
            yield Problem(
                fault.place,
                f"A picture uses the map “{name}” for its links, but its page has no map of that "
                "name: clicking on it does nothing.",
                f'Give the map its name, <map name="{name}">, or take “usemap” out of the picture.',
            )
        if fault.kind != "anchor":
            continue
        path, _, anchor = fault.written.partition("#")
        named = f"The link “{fault.link.text}”" if fault.link.text else "A link"
        shown = f", on {count_of(fault.pages, 'page')}," if fault.pages > 1 else ""
        if path:
            where, instead = f"{path} has", "the page without its “#” part"
        elif fault.pages > 1:
            where, instead = "these pages have", "take the link out"
        else:
            where, instead = "this page has", "take the link out"
        yield Problem(
            fault.place,
            f"{named}{shown} goes to {fault.written}, but {where} no section “{anchor}”.",
            f"Did you mean {fault.meant}?"
            if fault.meant
            else f"Link a heading that is there, or {instead}.",
        )
