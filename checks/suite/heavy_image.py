"""A picture is heavier, or much larger, than any page needs.

Families read on phones, often with little data left. A photo straight from a camera costs more
than all the rest of the site. How heavy and how large a picture may be is the council's choice
(`images` in local-offer.yml).

Fix: save the picture again, no larger than the message says, as JPEG or WebP for photos and PNG
or SVG for drawings.

Good:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    ![A map](map.svg)

Bad:

    ---
    title: Short breaks
    summary: Time off for your child and for you.
    owner: early-years
    last_reviewed: 2026-11-02
    ---
    ![A map](heavy.svg)
"""

from collections.abc import Iterator

from checks.model import Context, Picture, Problem, Severity, count_of

SEVERITY = Severity.WARNING

_KILO = 1000
_LIGHT = 4  # less than this part of the weight allowed is no matter


def check(context: Context) -> Iterator[Problem]:
    site = context.site
    heavy = {
        name: wrong
        for name, picture in site.pictures().items()
        if (wrong := _wrong(context, picture))
    }
    if not heavy:
        return
    shown: dict[str, Problem] = {}
    pages: dict[str, set[str]] = {}
    for page in site.pages:
        for lead in context.leads(page) if page.source else ():
            if lead.file in heavy and lead.link.element != "a":
                pages.setdefault(lead.file, set()).add(page.path)
                message, fix = heavy[lead.file]
                shown.setdefault(
                    lead.file, Problem(lead.place, f"The picture docs/{lead.file} {message}", fix)
                )
    for name, problem in shown.items():
        others = len(pages[name]) - 1
        also = f" {count_of(others, 'other page')} also show it." if others > 1 else ""
        also = " Another page shows it too." if others == 1 else also
        yield Problem(problem.place, problem.message + also, problem.fix, same=name)


def _wrong(context: Context, picture: Picture) -> tuple[str, str] | None:
    """What is wrong with a picture, and what to do."""
    settings = context.site.settings
    most, wide = settings.image_kilobytes, settings.image_pixels
    weight = round(picture.weight / _KILO)
    # A drawing of few colours may be large and yet light.
    if max(picture.width, picture.height) > wide and weight * _LIGHT > most:
        size = f"{picture.width:,} by {picture.height:,} pixels and {weight:,} kB"
        return (
            f"is {size}: more than any screen shows of it.",
            f"Save it again at most {wide:,} pixels across, and below {most:,} kB.",
        )
    if weight > most:
        return (
            f"weighs {weight:,} kB, and {most:,} kB is the most.",
            f"Save it again below {most:,} kB: smaller, or as JPEG or WebP.",
        )
    return None
