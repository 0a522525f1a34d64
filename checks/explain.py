"""Plain words about a duty or a check: what it asks, why, what counts, what to do.

Pure: law and checks in, text out.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Mapping, Sequence

from checks.model import CannotRun, Check, Evidence, Requirement, in_words, nearest
from checks.pack import Entries, Near
from checks.run import name_of

WIDTH = 80

_STATUS = {
    "seen": "we have read the official text",
    "corroborated": "other published sources agree on it",
    "inferred": "we worked it out from what stands around it",
    "recalled": "we could not confirm it",
}
_FORCE = {
    "must": "The law says the council must.",
    "should": "Guidance says the council should; it needs a good reason not to.",
}
_CONTACT = {
    "phone": "a phone number",
    "email": "an email address",
    "form": "a form",
    "address": "a postal address",
    "website": "a website",
}


def explain(name: str, law: Sequence[Requirement], checks: Sequence[Check]) -> str:
    """What a duty or a check is about. Raises CannotRun for a name that is neither."""
    for duty in law:
        if duty.id == name:
            return _duty(duty)
    for check in checks:
        if name_of(check) == name:
            return f"{name}\n\n{(check.__doc__ or '').strip()}\n"
    names = [duty.id for duty in law] + [name_of(check) for check in checks]
    meant = nearest(name, names)
    hint = f"Did you mean “{meant}”?" if meant else "“local-offer explain” lists them all."
    raise CannotRun(f"“{name}” is neither a duty nor a check. {hint}")


def listing(law: Sequence[Requirement], checks: Sequence[Check]) -> str:
    """Every duty and every check, a line each."""
    lines = ["Checks", ""]
    lines += [f"  {name_of(c):24} {(c.__doc__ or '').splitlines()[0]}" for c in checks]
    for pack in dict.fromkeys(duty.pack for duty in law):
        lines += ["", f"Duties: {pack}", ""]
        lines += [f"  {duty.id:32} {duty.title}" for duty in law if duty.pack == pack]
    return "\n".join(lines) + "\n"


def handbook(checks: Sequence[Check]) -> str:
    """handbook/checks.md: what each check means and what to do."""
    out = []
    for check in checks:
        manual = (check.__doc__ or "").strip()
        fix = next(part for part in manual.split("\n\n") if part.startswith("Fix:"))
        out.append(f"## {name_of(check)}\n\n{manual.splitlines()[0]}\n\n{fix}\n")
    return "\n".join(out)


def _duty(duty: Requirement) -> str:
    out = [
        f"{duty.id}: {duty.title}",
        "",
        *_wrap(f"{duty.asks} {_FORCE[duty.force]}"),
        "",
        *_wrap(f"Law: {duty.citation}{_address(duty)}."),
        *_wrap(f"Ages: {', '.join(duty.ages)}. In force from {in_words(duty.in_force_from)}."),
        *_wrap(f"How sure we are of the wording: {_STATUS[duty.wording]}."),
        "",
        "What to write",
        "",
        *_wrap(duty.write),
        "",
    ]
    if duty.check == "process":
        out += _wrap("This is shown by how the council works, not by a page. It is never a breach.")
        return "\n".join(out) + "\n"
    out += ["What counts", ""]
    out += _bullets(duty.evidence)
    for part in duty.parts:
        out += ["", f"  For {part.title}:", *_bullets(part.evidence)]
    out += [
        "",
        *_wrap(
            "The section needs enough words of its own to act on, and its page must be in "
            "date. Then claim it in the page's front matter:"
        ),
        "",
        "    meets:",
        f"      - {duty.id}#the-section",
    ]
    return "\n".join(out) + "\n"


def _address(duty: Requirement) -> str:
    """Where to read it. An address may hold a number that is not confirmed; then none."""
    return f" ({duty.source_url})" if duty.number in ("seen", "corroborated") else ""


def _bullets(evidence: Iterable[Evidence]) -> list[str]:
    return [
        line
        for item in evidence
        for line in textwrap.wrap(
            _what(item), WIDTH, initial_indent="  - ", subsequent_indent="    "
        )
    ]


def _what(item: Evidence) -> str:
    """An item of evidence in words, with a few of the terms that count."""
    match item.value:
        case Near(within=within, groups=groups):
            some = " and ".join(f"({_some(group, 5)})" for group in groups)
            return f"It says, within {within} words of each other: {some}."
        case Entries(at_least=least, topics=topics, ages=ages, needs=needs):
            about = ", ".join((*topics, *needs, *ages)) or "any topic"
            return f"The directory has at least {least} services for it ({about})."
        case tuple() as words:
            return _LISTS[item.kind](words)
        case value:
            return _PLAIN[item.kind].format(value)


_HOSTS = {"{council}": "the council’s own site"}
_LISTS: Mapping[str, Callable[[tuple[str, ...]], str]] = {
    "says": lambda terms: f"It says something like: {_some(terms)}.",
    "not_says": lambda terms: f"It does not speak of: {_some(terms)}.",
    "about": lambda terms: (
        f"Its heading has, or it says at least twice, something like: {_some(terms)}."
    ),
    "not_about": lambda terms: f"It is not about: {_some(terms)}.",
    "contact": lambda kinds: f"It gives {' or '.join(_CONTACT[kind] for kind in kinds)}.",
    "link": lambda hosts: f"It links to {' or '.join(_HOSTS.get(h, h) for h in hosts)}.",
}
_PLAIN = {
    "list": "It lists at least {} things or steps.",
    "words": "It has at least {} words of its own.",
    "sections": "It has at least {} sub-headings.",
    "time_limit": "It gives a time limit, such as “within 20 working days”.",
    "amount": "It gives an amount, such as “£500” or “3 miles”.",
    "dated_within": "It gives a date within the last {}.",
}


def _some(terms: Sequence[str], most: int = 8) -> str:
    shown = ", ".join(term.replace("*", "…") for term in terms[:most])
    return f"{shown} and more" if len(terms) > most else shown


def _wrap(text: str) -> list[str]:
    return textwrap.wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
