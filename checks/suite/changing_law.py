"""A duty comes into force, or ends, within a year.

The law on special educational needs is being changed. A page that is right today may ask
for more tomorrow, and writing it takes time.

Fix: before the day, write what the new duty asks, or read again what the old one asked for.
`local-offer check --law-as-at DATE` checks against the law of a later day.

Good:

    pack: new-law
    title: The New Act 2027
    version: 2026.11.1
    as_at: 2026-11-22
    source_url: https://example.org/act
    requirements:
      - id: new-duty
        title: A new duty
        asks: Say what is new.
        write: Write what is new.
        force: must
        check: page
        ages: [all]
        citation: The New Act 2027
        wording: seen
        number: seen
        source_url: https://example.org/act
        in_force_from: 2014-09-01
        evidence:
          - says: [new]
            missing: does not say what is new

Bad:

    pack: new-law
    title: The New Act 2027
    version: 2026.11.1
    as_at: 2026-11-22
    source_url: https://example.org/act
    requirements:
      - id: new-duty
        title: A new duty
        asks: Say what is new.
        write: Write what is new.
        force: must
        check: page
        ages: [all]
        citation: The New Act 2027
        wording: seen
        number: seen
        source_url: https://example.org/act
        in_force_from: 2027-09-01
        evidence:
          - says: [new]
            missing: does not say what is new
"""

from collections.abc import Iterator

from checks.model import Context, Period, Place, Problem, Requirement, Severity, in_words

SEVERITY = Severity.NOTE

_NOWHERE = Place("docs/index.md", 1)
_AHEAD = Period(1, "year")


def check(context: Context) -> Iterator[Problem]:
    today, horizon = context.law_as_at, _AHEAD.after(context.law_as_at)
    for duty in context.law:
        if today < duty.in_force_from <= horizon:
            yield Problem(
                _NOWHERE,
                f"“{duty.title}” ({duty.id}) becomes law on {in_words(duty.in_force_from)}. "
                f"It asks: {duty.asks}",
                f"{duty.write} Do it before that day.",
                requirement=duty.id,
            )
        if duty.in_force_until and today <= duty.in_force_until < horizon:
            for place in _claims(context, duty):
                yield Problem(
                    place,
                    f"“{duty.title}” ({duty.id}) ends on {in_words(duty.in_force_until)}.",
                    "Read this page again before that day: what it says may no longer hold.",
                    requirement=duty.id,
                )


def _claims(context: Context, duty: Requirement) -> Iterator[Place]:
    for page in context.site.pages:
        for claim in page.front_matter.claims:
            if claim.duty == duty.id:
                yield page.at(claim.line)
