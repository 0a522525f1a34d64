"""Site + law + checks + today → Report. Pure: the same in gives the same out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from checks import (
    __version__,
    axe,
    contacts,
    dates,
    evidence,
    flaws,
    leftovers,
    markup,
    moments,
    people,
    people_words,
    placeholders,
    repeats,
)
from checks.links import Follower
from checks.model import (
    Check,
    Context,
    Failure,
    Finding,
    Mention,
    Problem,
    Report,
    Requirement,
    Seen,
    Site,
    Standing,
    in_words,
)
from checks.pack import Law
from checks.suite import CHECKS, ON_REQUEST


def name_of(check: Check) -> str:
    """A check's id: its file's name with hyphens."""
    return check.__name__.rpartition(".")[2].replace("_", "-")


@dataclass(frozen=True)
class Chosen:
    """Which checks, on which day, against the law of which day (None: the same)."""

    checks: Sequence[Check]
    today: date
    law_as_at: date | None = None
    mentions: tuple[Mention, ...] = ()  # what is known of the links to other sites

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of flaws to look for in HTML and files, so that these checks can run."""
        return (markup.KINDS | leftovers.KINDS) & {name_of(check) for check in self.checks}

    @property
    def as_at(self) -> date:
        return self.law_as_at or self.today


def run(
    site: Site, law: Law, chosen: Chosen, standings: tuple[Standing, ...] | None = None
) -> Report:
    """Hold a site against the checks and the law in force.

    `standings` are how the duties in force stand, where they have been assessed already.
    """
    in_force = law.in_force(chosen.as_at)
    if standings is None:
        standings = evidence.assess(site, in_force, chosen.today)
    follower = Follower(site)
    failures = list(site.failures)
    context = Context(
        site=site,
        requirements=in_force.requirements,
        standings=standings,
        law=law.requirements,
        law_as_at=chosen.as_at,
        link_faults=follower.faults(),
        ways=follower.ways,
        today=chosen.today,
        mentions=chosen.mentions,
        used=frozenset(follower.used),
        leads=follower.leads,
        barriers=cache(lambda: axe.barriers(site)),
        contact_faults=cache(lambda: tuple(contacts.faults(site))),
        markup_faults=cache(lambda: flaws.faults(site)),
        odd_dates=cache(lambda: tuple(moments.odd(site))),
        old_dates=cache(lambda: tuple(dates.old(site, chosen.today))),
        papers=cache(lambda: tuple(people.papers(site, people_words.load()))),
        traces=cache(lambda: tuple(people.traces(site, people_words.load()))),
        unfinished=cache(lambda: tuple(placeholders.unfinished(site))),
        repeated=cache(lambda: tuple(repeats.repeated(site))),
    )
    failures += follower.failures
    # What only a browser can see was not checked when none has looked, and so with the HTML.
    able = (check for check in chosen.checks if _able(check, site))
    names = {name_of(check): check for check in able}
    first = {name: check for name, check in names.items() if not _looks_back(check)}
    found = _findings(context, first, failures)
    every = frozenset(name_of(check) for check in (*CHECKS, *ON_REQUEST)) | names.keys()
    back = replace(context, checks=frozenset(names), every_check=every, findings=found)
    last = {name: check for name, check in names.items() if _looks_back(check)}
    found += _findings(back, last, failures)
    return Report(
        version=__version__,
        today=chosen.today,
        law_as_at=chosen.as_at,
        findings=tuple(sorted(found, key=lambda f: (f.path, f.line, f.check, f.message))),
        standings=context.standings,
        pages=len(site.pages),
        seen=Seen(follower.count, dict(sorted(follower.skipped.items()))),
        checks=tuple(names),
        look=site.look,
        files=len(site.others),
        failures=tuple(sorted(failures, key=lambda f: (f.what, f.name))),
    )


def needs_browser(check: Check) -> bool:
    """Whether a check is about what a browser sees."""
    return bool(getattr(check, "NEEDS_BROWSER", False))


def _able(check: Check, site: Site) -> bool:
    """Whether what a check is about was looked at when the site was read."""
    name = name_of(check)
    return bool(site.look or not needs_browser(check)) and (
        name in site.sought.kinds or name not in markup.KINDS | leftovers.KINDS
    )


def _looks_back(check: Check) -> bool:
    """Whether a check is about what the others found."""
    return bool(getattr(check, "LOOKS_BACK", False))


def _findings(
    context: Context, checks: Mapping[str, Check], failures: list[Failure]
) -> tuple[Finding, ...]:
    law = {requirement.id: requirement for requirement in context.law}
    raised: list[tuple[str, Check, Problem]] = []
    for name, check in checks.items():
        try:
            raised.extend((name, check, problem) for problem in check.check(context))
        except Exception as error:  # noqa: BLE001 (told by name, and fails the run)
            failures.append(Failure.of("check", name, error))
    raised.sort(key=lambda r: (r[2].place, r[0], r[2].message))
    seen: Counter[str] = Counter()
    findings = (_finding(name, check, problem, law, seen) for name, check, problem in raised)
    return tuple(_waived(finding, context) for finding in findings)


def _waived(finding: Finding, context: Context) -> Finding:
    """The finding, with the reason of the first waiver that covers it and still holds."""
    for waiver in context.site.waivers:
        if waiver.until >= context.today and waiver.covers(finding):
            return replace(finding, waived=f"{waiver.reason} Until {in_words(waiver.until)}.")
    return finding


def _finding(
    name: str,
    check: Check,
    problem: Problem,
    law: Mapping[str, Requirement],
    seen: Counter[str],
) -> Finding:
    requirement = law.get(problem.requirement or "")
    key = "\n".join(
        (name, problem.place.path, problem.requirement or "", problem.same or problem.message)
    )
    seen[key] += 1
    digest = hashlib.sha256(f"{key}\n{seen[key]}".encode()).hexdigest()
    return Finding(
        check=name,
        severity=problem.severity or check.SEVERITY,
        path=problem.place.path,
        line=problem.place.line,
        message=problem.message,
        fix=problem.fix,
        requirement=problem.requirement,
        citation=requirement.citation if requirement else None,
        fingerprint=digest[:16],
    )
