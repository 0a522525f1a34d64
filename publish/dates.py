"""The time limits of EHC plans as HTML, put where an editor's page asks for them.

A table that is complete by itself, and above it a form that only the page's script shows:
theme/assets/ehc-plan-dates.js reads the limits from the table's own rows, so that what is
counted is what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape

from checks.model import in_words
from publish.timeline import EVENTS, STAGES, Rule, Stage

# What a page holds where the time limits should stand, and what the theme then loads.
MARK = "<!-- local-offer: ehc plan dates -->"
SCRIPTS = ("assets/ehc-plan-dates.js",)
STYLES = ("assets/ehc-plan-dates.css",)

# A page's title and address, as seen from the page that is made; None when there is none.
Link = Callable[[str], tuple[str, str] | None]

# From the month in which the law began to where a mistyped year is likelier than a real one.
_FIRST, _LAST = "2014-09-01", "2099-12-31"


def fill(markdown: str, rules: Sequence[Rule], link: Link) -> str:
    """A page's Markdown with the form and the table in it."""
    return markdown.replace(MARK, _html(rules, link)) if MARK in markdown else markdown


def _html(rules: Sequence[Rule], link: Link) -> str:
    if not rules:
        return "No time limit is known yet."
    # Python-Markdown leaves HTML alone as long as no line of it is empty.
    return "\n".join(('<div class="lo-dates">', *_form(rules), *_table(rules, link), "</div>"))


# ---- the form ---------------------------------------------------------------------------


def _form(rules: Sequence[Rule]) -> Iterator[str]:
    used = {rule.event for rule in rules}
    yield (
        '<p class="lo-dates__off" data-lo-dates="off">The calculator does not work in this '
        "browser, or is still on its way. The table below has the same rules, so you can count "
        "the days yourself.</p>"
    )
    yield '<form class="lo-dates__form" data-lo-dates="form" autocomplete="off" novalidate hidden>'
    first = True
    for stage in STAGES:
        if events := [name for name in stage.events if name in used]:
            yield from _stage(stage, events, first=first)
            first = False
    yield '<p class="lo-dates__buttons">'
    yield '<button type="submit">Work out the dates</button>'
    yield '<button type="reset">Clear the days</button>'
    yield "</p>"
    yield "</form>"
    yield '<p class="lo-dates__status" data-lo-dates="status" role="status" hidden></p>'
    yield '<div class="lo-dates__results" data-lo-dates="results" hidden></div>'


def _stage(stage: Stage, events: Sequence[str], *, first: bool) -> Iterator[str]:
    """Some days to fill in. All but the first stand closed, until the reader gets there."""
    name = f"lo-dates-{stage.events[0]}-stage"
    yield f'<details class="lo-dates__stage"{" open" if first else ""}>'
    yield f'<summary id="{name}">{escape(stage.name)}</summary>'
    yield f'<div role="group" aria-labelledby="{name}">'
    for event in events:
        yield from _field(event)
    yield "</div>"
    yield "</details>"


def _field(name: str) -> Iterator[str]:
    event = EVENTS[name]
    field = f"lo-dates-{name}"
    yield '<div class="lo-dates__field">'
    yield f'<label for="{field}">{escape(event.label)}</label>'
    yield f'<p class="lo-dates__hint" id="{field}-hint">{escape(event.hint)}</p>'
    yield f'<p class="lo-dates__error" id="{field}-error" hidden></p>'
    after = f' data-not-before="{event.not_before}"' if event.not_before else ""
    yield (
        f'<input type="date" id="{field}" data-event="{name}" min="{_FIRST}" max="{_LAST}"'
        f'{after} aria-describedby="{field}-hint {field}-error">'
    )
    yield "</div>"


# ---- the table --------------------------------------------------------------------------


def _table(rules: Sequence[Rule], link: Link) -> Iterator[str]:
    # Roles are said outright: on a phone the rows are laid out as blocks, and some browsers
    # then forget that they are a table.
    yield '<table class="lo-rules" data-lo-dates="rules" role="table">'
    yield "<caption>What must happen, by when, and where the law says so</caption>"
    yield '<thead role="rowgroup"><tr role="row">'
    for heading in ("What happens", "Time limit", "The rule, and what to do"):
        yield f'<th scope="col" role="columnheader">{heading}</th>'
    yield "</tr></thead>"
    for name, event in EVENTS.items():
        if some := [rule for rule in rules if rule.event == name]:
            yield f'<tbody role="rowgroup" data-event="{name}" data-day="{escape(event.day)}">'
            yield (
                '<tr role="row" class="lo-rules__event"><th colspan="3" scope="rowgroup" '
                f'role="rowheader" id="rules-{name}">{escape(event.heading)}</th></tr>'
            )
            for rule in some:
                yield from _row(rule, link)
            yield "</tbody>"
    yield "</table>"
    read = in_words(min(rule.seen for rule in rules))
    yield (
        '<p class="lo-rules__read">These rules are for England. We last looked at where they '
        f"come from on {read}. This is not legal advice.</p>"
    )


def _row(rule: Rule, link: Link) -> Iterator[str]:
    data = {
        "rule": rule.id,
        "who": rule.who,
        "count": str(rule.period.count),
        "unit": rule.period.unit,
        "first-day": "counted" if rule.first_day else "",
        "later-with": rule.later_with,
        "moves": " ".join(rule.moves),
    }
    attributes = "".join(f' data-{key}="{escape(value)}"' for key, value in data.items() if value)
    cite = f'<a href="{escape(rule.source_url)}">{escape(rule.citation)}</a>'
    yield f'<tr role="row"{attributes}>'
    # Not every reader of tables knows what a heading of a group is for, so it is said.
    yield (
        f'<th scope="row" role="rowheader" headers="rules-{rule.event}" data-part="title">'
        f"{escape(rule.title)}</th>"
    )
    yield f'<td role="cell" data-part="limit">{_limit(rule)}</td>'
    yield '<td role="cell" data-part="more">'
    yield f'<p data-part="rule">{escape(rule.rule)}</p>'
    yield f'<p data-part="exceptions"><b>Exceptions:</b> {escape(rule.exceptions)}</p>'
    late = "If you are late:" if rule.who == "you" else "If it is late:"
    yield f'<p data-part="passed"><b>{late}</b> {escape(rule.passed)}{_more(rule, link)}</p>'
    yield f'<p data-part="law"><b>The law:</b> {cite}</p>'
    yield "</td>"
    yield "</tr>"


def _limit(rule: Rule) -> str:
    """Such as "Within 6 weeks of the day the council got the request"."""
    day = escape(EVENTS[rule.event].day)
    length = f"<strong>{rule.limit.capitalize()} {rule.period}</strong>"
    if rule.first_day:
        return f"{length}, with {day} as the first day"
    return f"{length} of {day}"


def _more(rule: Rule, link: Link) -> str:
    """Where the page with more is; nothing when this site has no such page."""
    found = link(rule.page) if rule.page else None
    if found is None:
        return ""
    title, address = found
    return f' See <a href="{escape(address)}">{escape(title)}</a>.'
