"""Site + law + checks + today → Report. Pure: the same in gives the same out."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from checks import __version__, evidence
from checks.links import Follower
from checks.model import Check, Context, Finding, Problem, Report, Requirement, Site


def name_of(check: Check) -> str:
    """A check's id: its file's name with hyphens."""
    return check.__name__.rpartition(".")[2].replace("_", "-")


def run(
    site: Site,
    law: Sequence[Requirement],
    checks: Sequence[Check],
    today: date,
    law_as_at: date | None = None,
) -> Report:
    """Hold a site against the law in force on `law_as_at` (default: today) and the checks."""
    as_at = law_as_at or today
    in_force = tuple(r for r in law if r.in_force(as_at))
    follower = Follower(site)
    context = Context(
        site=site,
        requirements=in_force,
        standings=evidence.assess(site, in_force, today),
        law=tuple(law),
        law_as_at=as_at,
        link_faults=follower.faults(),
        today=today,
    )
    by_id = {requirement.id: requirement for requirement in law}
    raised = [
        (name_of(check), check, problem) for check in checks for problem in check.check(context)
    ]
    raised.sort(key=lambda r: (r[2].place, r[0], r[2].message))
    seen: Counter[str] = Counter()
    return Report(
        version=__version__,
        today=today,
        law_as_at=as_at,
        findings=tuple(_finding(name, check, p, by_id, seen) for name, check, p in raised),
        standings=context.standings,
        pages=len(site.pages),
        links=follower.count,
        checks=tuple(name_of(check) for check in checks),
    )


def _finding(
    name: str,
    check: Check,
    problem: Problem,
    law: Mapping[str, Requirement],
    seen: Counter[str],
) -> Finding:
    requirement = law.get(problem.requirement or "")
    key = "\n".join((name, problem.place.path, problem.requirement or "", problem.message))
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
