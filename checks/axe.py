"""What a browser saw → barriers: each fault once, in plain words, at the line to mend.

In goes a site with its Look, out come Barriers, in order. Pure. The rules and what they mean
are axe-core's (https://github.com/dequelabs/axe-core, doc/rule-descriptions.md) and two of our
own, `reflow` (WCAG 1.4.10) and `clipped-text` (WCAG 1.4.4 and 1.4.12).

A fault in an editor's words is told at their line of the Markdown, once for each page and
rule. A fault that a template puts on many pages is told once, at the template, with a count.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from checks import placing
from checks.model import (
    Barrier,
    Page,
    Place,
    Severity,
    Sighting,
    Site,
    count_of,
    in_a_row,
)

_SEVERITIES = {"wcag": Severity.ERROR, "advice": Severity.WARNING, "unsure": Severity.NOTE}
_WIDTHS = ("1280 px", "768 px", "390 px")
# So many letters of an element's words are enough to name it.
_ENOUGH = 60


class Words(NamedTuple):
    """A rule in plain words. `{what}` is the element's words in quotes, or its tag."""

    message: str
    fix: str


# The rules that editors and theme makers are most likely to meet. Any other is told in axe's
# own words.
WORDS: Mapping[str, Words] = {
    "color-contrast": Words(
        "{what} is too faint: its contrast with what is behind it is {0} to 1, and {1} to 1 is "
        "needed.",
        "Make the colour of the words and the colour behind them differ more.",
    ),
    "target-size": Words(
        "{what} is too small to press, or too close to what is beside it: {2} by {3} pixels. "
        "24 by 24 are needed.",
        "Make it larger, or leave room around it.",
    ),
    "link-in-text-block": Words(
        "The link {what} differs from the words around it by its colour only.",
        "Underline links in running text.",
    ),
    "image-alt": Words(
        "The picture {address} has no words for people who can't see it.",
        'Say what it shows, as in ![A bus at the stop](bus.jpg). Write alt="" if it is ornament.',
    ),
    "link-name": Words(
        "A link to {address} has no words, so nobody hears where it leads.",
        "Write where it leads between the square brackets.",
    ),
    "button-name": Words(
        "A button has no name, so nobody hears what it does.",
        "Write what it does inside it, or in its aria-label.",
    ),
    "label": Words(
        "A field has no label, so nobody hears what to type.",
        "Add a <label for=\"…\"> with the field's id.",
    ),
    "select-name": Words(
        "A list to choose from has no label, so nobody hears what to choose.",
        "Add a <label for=\"…\"> with the list's id.",
    ),
    "frame-title": Words(
        "A frame has no title, so nobody hears what is in it.",
        'Give it a title, as in <iframe title="Map of the centre" …>.',
    ),
    "heading-order": Words(
        "The heading {what} skips a level.",
        "Go down one level at a time: ## under the title, ### under ##.",
    ),
    "empty-heading": Words(
        "A heading is empty.", "Write the heading, or take its number signs out."
    ),
    "page-has-heading-one": Words(
        "The page has no main heading.", "Give the page a title in its front matter."
    ),
    "list": Words(
        "A list holds something that is no item of it.",
        "Put only items (<li>) straight inside <ul> and <ol>.",
    ),
    "html-has-lang": Words(
        "The page does not say in which language it is, so it may be read out wrongly.",
        'Set `language` under `theme` in mkdocs.yml, or lang="en" in <html>.',
    ),
    "document-title": Words(
        "The page has no title for the browser's tab.", "Give the page a title."
    ),
    "scrollable-region-focusable": Words(
        "A box that scrolls can't be reached with the keyboard, so a part of {what} stays hidden.",
        'Let it take the focus (tabindex="0", role="region" and an aria-label), or let its '
        "text wrap.",
    ),
    "meta-viewport": Words(
        "The page stops people from zooming in.",
        'Take user-scalable and maximum-scale out of <meta name="viewport">.',
    ),
    "region": Words(
        "{what} stands outside the parts that screen readers can jump to.",
        "Put it inside <header>, <nav>, <main> or <footer>.",
    ),
    "landmark-one-main": Words(
        "The page has no main part that screen readers can jump to.",
        "Put the page's own content inside <main>.",
    ),
    "landmark-unique": Words(
        "Two parts of the page have the same role and name; which is which? One is {what}.",
        "Give each its own aria-label.",
    ),
    "listitem": Words("An item stands outside any list: {what}.", "Put it inside <ul> or <ol>."),
    "svg-img-alt": Words(
        "A drawing has no name for people who can't see it.",
        'Give it an aria-label, or aria-hidden="true" when it is ornament.',
    ),
    "summary-name": Words(
        "A part that unfolds has no name, so nobody hears what is in it.",
        "Write the name inside <summary>.",
    ),
    "input-button-name": Words(
        "A button has no name, so nobody hears what it does.", "Write what it does in its value."
    ),
    "nested-interactive": Words(
        "{what} holds another link or button, which screen readers can't tell apart.",
        "Put them side by side, not one inside the other.",
    ),
    "tabindex": Words(
        "{what} takes the keyboard out of the order of the page.",
        "Take its tabindex out, or use 0.",
    ),
    "duplicate-id-aria": Words(
        "Two elements have the same id, and a label belongs to one of them: {what}.",
        "Give each its own id.",
    ),
    "empty-table-header": Words(
        "A heading cell of a table is empty.", "Write what the column or the row holds."
    ),
    "reflow": Words(
        "{what} is too wide for a narrow screen: at 320 pixels, which is a page zoomed to 400 %, "
        "it has to be scrolled sideways ({0} pixels in {1}).",
        "Let it wrap or shrink: no fixed width, and overflow-wrap for long words and addresses.",
    ),
    "clipped-text": Words(
        "Part of {what} is cut off and can't be read.",
        "Let the box grow with its words: no fixed height, no overflow: hidden around text.",
    ),
}  # fmt: skip
_CONTRAST_UNSURE = Words(
    "The contrast of {what} can't be worked out: a picture or something else is behind it.",
    "Look at it in both colour schemes, and put a plain colour behind the words.",
)


class _Key(NamedTuple):
    """What is told as one: a rule at a place (a template's: for each kind of element)."""

    path: str
    line: int  # 0 for a page, whose faults of one rule are told together
    rule: str
    level: str
    element: str


@dataclass(frozen=True)
class _Found:
    page: Page
    place: Place
    sighting: Sighting


def barriers(site: Site) -> tuple[Barrier, ...]:
    """Every fault that was seen, once."""
    groups: dict[_Key, list[_Found]] = {}
    for sighting in site.look.sightings if site.look else ():
        page = site.by_file.get(sighting.file)
        if page is None:
            continue
        place = placing.place(site, page, sighting)
        own = place.path == page.path
        key = _Key(
            place.path,
            0 if own else place.line,
            sighting.rule,
            sighting.level,
            "" if own else placing.step(sighting),
        )
        groups.setdefault(key, []).append(_Found(page, place, sighting))
    return tuple(_barrier(key, found) for key, found in sorted(groups.items()))


def _barrier(key: _Key, found: Sequence[_Found]) -> Barrier:
    first = min(found, key=lambda f: (f.place, f.sighting.file, f.sighting.css))
    sighting = first.sighting
    words = _words(sighting)
    what = _what(sighting)
    message = words.message.format(
        *(number.removesuffix(":1") or "?" for number in sighting.numbers),
        what=what,
        address=sighting.address or sighting.element,
    )
    message = message[:1].upper() + message[1:]
    files = {f.sighting.file for f in found}
    more = len({(f.sighting.css, f.sighting.text, f.sighting.address) for f in found}) - 1
    parts = [message]
    if key.line == 0 and len(files) == 1:
        if more:
            lines = sorted({f.place.line for f in found} - {first.place.line})
            where = f" (line{'' if len(lines) == 1 else 's'} {in_a_row([*map(str, lines)])})"
            there = "is" if more == 1 else "are"
            parts.append(f"There {there} {more} more like it here{where if lines else ''}.")
    elif len(files) > 1:
        parts.append(f"It is so on {count_of(len(files), 'page')}, such as “{first.page.name}”.")
    else:
        parts.append(f"It is so on “{first.page.name}”.")
    if shown := _shown([f.sighting for f in found]):
        parts.append(f"Seen {shown}.")
    parts.append(f"Rule: {sighting.rule}. Element: {sighting.element}")
    return Barrier(first.place, _SEVERITIES[sighting.level], " ".join(parts), words.fix)


def _words(sighting: Sighting) -> Words:
    if sighting.level == "unsure":
        if sighting.rule == "color-contrast":
            return _CONTRAST_UNSURE
        said = f"A person must look at {{what}}. What can't be told is: {_escaped(sighting.help)}."
        why = sighting.why.strip().rstrip(".")
        return Words(said, f"{why}. Look whether it is so." if why else "Look whether it is so.")
    usual = WORDS.get(sighting.rule)
    if usual:
        return usual
    return Words(
        f"{_escaped(sighting.help)}. That is not so of {{what}}.",
        f"{sighting.why.rstrip('.')}. The manual of axe-core says more.",
    )


def _escaped(text: str) -> str:
    return text.replace("{", "{{").replace("}", "}}")


def _what(sighting: Sighting) -> str:
    """What to call an element: its words, else its tag."""
    if sighting.text:
        return f"“{_short(sighting.text)}”"
    said = _short(sighting.element)
    return said if said.endswith(">") else f"{said}>"


def _short(text: str) -> str:
    return text if len(text) <= _ENOUGH else f"{text[:_ENOUGH].rstrip()}…"


def _shown(sightings: Iterable[Sighting]) -> str:
    """How the page must be shown to see it; "" when it is always to be seen."""
    shown, schemes = zip(*(s.state.rsplit(", ", 1) for s in sightings), strict=True)
    widths = [width.removesuffix(" px") for width in _WIDTHS if width in shown]
    others = sorted({state for state in shown if state not in _WIDTHS}, reverse=True)
    out = []
    if widths and len(widths) < len(_WIDTHS):
        out.append(f"at a width of {in_a_row(widths)} px")
    out += [f"when {o}" if o.startswith("zoomed") else f"with {o}" for o in others]
    # Zoom and spacing are only looked at in the light, unless the dark differs.
    colour = f"in {schemes[0]} colours"
    if len(set(schemes)) == 1 and (widths or schemes[0] == "dark"):
        out = [f"{in_a_row(out)}, {colour}"] if out else [colour]
    return in_a_row(out)
