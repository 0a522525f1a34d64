"""Site + law + checks + today → Report. Pure: the same in gives the same out."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from checks import (
    __version__,
    acronyms,
    axe,
    bygone,
    contacts,
    elements,
    evidence,
    flaws,
    leftovers,
    markup,
    moments,
    people,
    people_words,
    placeholders,
    repeats,
    waivers,
    word_lists,
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
    Waiver,
    in_words,
)
from checks.pack import Law
from checks.people import masks
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
    site = waivers.judged(site, chosen.today, _GUARDS)
    in_force = law.in_force(chosen.as_at)
    if standings is None:
        standings = evidence.assess(site, in_force, chosen.today)
    told = _told(site)
    site = _with_masked_waivers(site, told)
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
        contact_faults=cache(lambda: tuple(dict.fromkeys(contacts.faults(site)))),
        markup_faults=cache(lambda: flaws.faults(site)),
        unexplained=cache(lambda: tuple(acronyms.unexplained(site))),
        odd_dates=cache(lambda: tuple(moments.odd(site))),
        old_dates=cache(
            lambda: tuple(
                bygone.old(site, chosen.today, word_lists.load(bygone.Words, "past-date.yml"))
            )
        ),
        papers=cache(lambda: tuple(people.papers(site, people_words.load()))),
        traces=cache(lambda: tuple(people.traces(site, people_words.load()))),
        unfinished=cache(
            lambda: tuple(
                placeholders.unfinished(site, word_lists.load(placeholders.Words, "unfinished.yml"))
            )
        ),
        unended=cache(lambda: tuple(elements.unended(site))),
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
        failures=tuple(
            replace(failure, reason=told(failure.reason))
            for failure in sorted(failures, key=lambda f: (f.what, f.name))
        ),
    )


# The checks that no comment in a page may waive, and why.
_GUARDS = {
    name_of(check): str(why)
    for check in (*CHECKS, *ON_REQUEST)
    if (why := getattr(check, "NO_COMMENT_WAIVES", None))
}


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
    told = _told(context.site)
    raised = [(name, check, _masked(problem, told)) for name, check, problem in raised]
    raised.sort(key=lambda r: (r[2].place, r[0], r[2].message))
    seen: Counter[str] = Counter()
    findings = (_finding(name, check, problem, law, seen) for name, check, problem in raised)
    return _waived(findings, context)


def _told(site: Site) -> Callable[[str], str]:
    """What a report shows of a text: of people's numbers and mailboxes a few signs."""
    public = tuple(site.settings.service_mobiles)
    return cache(lambda text: masks.masked(text, people_words.load(), public))


def _with_masked_waivers(site: Site, told: Callable[[str], str]) -> Site:
    """The site, its waivers as a report shows them: they are held against masked messages."""

    def masked(waivers: Iterable[Waiver]) -> tuple[Waiver, ...]:
        return tuple(replace(w, about=told(w.about), reason=told(w.reason)) for w in waivers)

    settings = replace(site.settings, waivers=masked(site.settings.waivers))
    return replace(site, settings=settings, beside=masked(site.beside))


def _masked(problem: Problem, told: Callable[[str], str]) -> Problem:
    message, fix, same = (told(text) for text in (problem.message, problem.fix, problem.same))
    return replace(problem, message=message, fix=fix, same=same)


def _waived(findings: Iterable[Finding], context: Context) -> tuple[Finding, ...]:
    """The findings, each with the reason of the first waiver that covers it and still holds."""
    spans: dict[tuple[str, str], dict[int, Waiver]] = defaultdict(dict)  # of comments, by line
    named: dict[str, list[Waiver]] = defaultdict(list)  # those of the settings come first
    for waiver in context.site.waivers:
        if waiver.until < context.today:
            continue
        if waiver.lines is None:
            named[waiver.check].append(waiver)
        else:
            first, last = waiver.lines
            lines = spans[waiver.check, waiver.path]
            for line in range(first, last + 1):
                lines.setdefault(line, waiver)

    def held(finding: Finding) -> Finding:
        beside = spans.get((finding.check, finding.path), {}).get(finding.line)
        over = (waiver for waiver in named[finding.check] if waiver.covers(finding))
        if waiver := next(over, beside):
            return replace(finding, waived=f"{waiver.reason} Until {in_words(waiver.until)}.")
        return finding

    return tuple(held(finding) for finding in findings)


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
        line=max(1, problem.place.line),  # SARIF and GitLab know no line 0
        message=problem.message,
        fix=problem.fix,
        requirement=problem.requirement,
        citation=requirement.citation if requirement else None,
        fingerprint=digest[:16],
    )
