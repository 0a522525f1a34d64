"""The shipped site obeys its own checks, and its claims are needed and true.

The mutation test: for every claim under `meets`, taking the claim away, and emptying the
section it names, each raises the right finding. A checker that believes a tag would pass the
first half and fail the second.
"""

from __future__ import annotations

import dataclasses
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup, Tag

from checks import html, load, run
from checks.model import Outcome, Page, Requirement, Severity, Site, Source
from checks.suite import CHECKS
from tests import tiny
from tests.conftest import ROOT, TODAY

CLAIMS = [
    (file.relative_to(ROOT).as_posix(), claim)
    for file in sorted((ROOT / "docs").rglob("*.md"))
    for claim in re.findall(r"^  - ([a-z][\w.-]+(?:#\S+)?)$", file.read_text("utf-8"), re.MULTILINE)
]
LAW_CHECKS = [tiny.named(name) for name in ("unmet-requirement", "unsupported-claim")]


def with_page(site: Site, old: Page, new: Page) -> Site:
    pages = tuple(new if page is old else page for page in site.pages)
    return Site(pages, site.files, site.settings, site.templates)


def law_findings(site: Site, law, duty: str) -> list[tuple[str, str, Severity]]:
    report = run.run(site, law.only({duty}), run.Chosen(LAW_CHECKS, TODAY))
    return [(f.check, f.path, f.severity) for f in report.findings]


def test_nothing_is_wrong(shipped, law, today):
    report = run.run(shipped, law, run.Chosen(CHECKS, today))
    found = [f for f in report.findings if f.waived is None]
    assert [f"{f.path}:{f.line}: {f.message}" for f in found] == []
    # What is set aside is set aside for a reason, in the open.
    assert report.waived == len(shipped.settings.waivers)


def test_every_duty_is_met(shipped, law, today):
    """All but the few that are waived, and those that no page can show."""
    waived = {waiver.about for waiver in shipped.settings.waivers}
    standings = run.run(shipped, law, run.Chosen((), today)).standings
    assert len(standings) == 254
    done = (Outcome.MET, Outcome.PROCESS)
    unmet = {s.requirement.id for s in standings if s.outcome not in done}
    assert {duty for duty in unmet if not of(law, duty).through} <= waived
    # The first pack, and the rules on comments and publication, are met without a waiver.
    assert not {duty for duty in unmet if duty.startswith(("sch2-", "reg-56", "reg-57", "cfa-32"))}


def of(law, duty: str) -> Requirement:
    return next(requirement for requirement in law.requirements if requirement.id == duty)


def test_every_claim_was_read(shipped):
    read = {
        (page.path, f"{claim.duty}#{claim.anchor}" if claim.anchor else claim.duty)
        for page in shipped.pages
        for claim in page.front_matter.claims
    }
    assert read == set(CLAIMS)
    assert len(CLAIMS) >= 64


@pytest.mark.parametrize(("path", "written"), CLAIMS)
def test_taking_a_claim_away_is_noticed(path, written, shipped, law):
    page = shipped.by_source[path]
    duty, _, anchor = written.partition("#")
    claims = page.front_matter.claims
    assert page.source
    kept = tuple(c for c in claims if (c.duty, c.anchor) != (duty, anchor))
    assert len(kept) == len(claims) - 1
    matter = dataclasses.replace(page.front_matter, claims=kept)
    source = dataclasses.replace(page.source, front_matter=matter)
    mutant = dataclasses.replace(page, source=source)
    found = law_findings(with_page(shipped, page, mutant), law, duty)
    severity = of(law, duty).severity
    if kept_elsewhere := [
        c for c in CLAIMS if c != (path, written) and c[1].startswith(duty + "#")
    ]:
        # Another page still claims it, but without this section a part is not covered.
        assert {(check, where) for check, where, _ in found} == {
            ("unsupported-claim", other) for other, _ in kept_elsewhere
        }
    else:
        # The section is still there, so the finding names it (or another that does as well).
        assert [(check, how) for check, _, how in found] == [("unmet-requirement", severity)]


@pytest.mark.parametrize(("path", "written"), CLAIMS)
def test_emptying_the_claimed_section_is_noticed(path, written, shipped, law, project):
    page = shipped.by_source[path]
    duty, _, anchor = written.partition("#")
    assert page.source
    assert page.built
    text = (project / "site" / page.built.file).read_text("utf-8")
    mutant = emptied(page.source, page.built.file, text, anchor, shipped)
    assert mutant.built
    assert len(mutant.built.text) < len(page.built.text) - 100
    found = law_findings(with_page(shipped, page, mutant), law, duty)
    assert ("unsupported-claim", path, of(law, duty).severity) in found
    assert {check for check, _, _ in found} == {"unsupported-claim"}


def emptied(source: Source, file: str, text: str, anchor: str, site: Site) -> Page:
    """The page with all between a heading and the next of its level taken out."""
    soup = BeautifulSoup(text, "html.parser")
    heading = soup.find(id=anchor)
    assert isinstance(heading, Tag)
    for node in list(heading.next_siblings):
        if isinstance(node, Tag) and node.name in ("h1", "h2", "h3") and node.name <= heading.name:
            break
        node.extract()
    return load.join(source, html.read(file, str(soup)), site.settings)


def test_an_expired_page_supports_nothing(shipped, law):
    """A year on, every page is past its date and its grace, so no duty is met."""
    standings = run.run(shipped, law, run.Chosen((), date(2028, 1, 1))).standings
    assert Outcome.MET not in {s.outcome for s in standings}


def test_pages_carry_what_families_are_promised(shipped):
    for page in shipped.pages:
        if page.source is None:
            continue
        matter = page.front_matter
        assert matter.owner, page.path
        assert matter.last_reviewed, page.path
        assert matter.values.get("sources"), page.path


def test_four_doors_and_a_directory(shipped):
    folders = [path.split("/")[1] for path in shipped.by_source if path.count("/") > 1]
    assert folders.count("youth-hub") >= 5
    assert folders.count("services") - 1 >= 25
    for door in ("0-4", "5-15", "16-25"):
        assert folders.count(door) >= 5
    assert len(shipped.listings) >= 25


# ---- what families need beyond the law -----------------------------------------------------


def test_key_pages_have_an_easy_read_version(shipped):
    twins = {page.front_matter.version_of for page in shipped.pages} - {""}
    assert len(twins) >= 6
    assert {"every-age/complaints.md", "every-age/advice.md", "about/index.md"} <= twins


def test_pictures_are_small_and_only_pictures(project):
    pictures = sorted((project / "docs/easy-read/pictures").glob("*.svg"))
    assert len(pictures) >= 20
    for picture in pictures:
        text = picture.read_text("utf-8")
        assert len(text) < 3_000, picture.name
        assert not re.search(r"<script|<text|<image|href|url\(|\son\w+=", text), picture.name
