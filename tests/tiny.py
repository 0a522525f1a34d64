"""Tiny sites: a few pages, really built by MkDocs with a bare theme, then checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any, TypeVar

import markdown

from checks import browser, html, load, parse, run
from checks.model import (
    IN_CIRCLES,
    PRIVATE,
    Check,
    Finding,
    Known,
    Look,
    Mention,
    Page,
    Settings,
    Site,
    State,
)
from checks.pack import NO_LAW, Law
from checks.suite import CHECKS, ON_REQUEST
from checks.web import mentions
from publish import plugin

T = TypeVar("T")

SETTINGS = """\
council: {name: Anywhere Council, area: Anywhere, hosts: [anywhere.gov.uk]}
teams:
  early-years: {name: Early years team}
  rights: {name: Rights team}
review: {default: 6 months, due_soon: 30 days, grace: 28 days}
vocabularies:
  topics: {health: Health, leisure: Leisure}
  needs: {any: Any need, autism: Autism}
  areas: {anywhere: Anywhere}
  cost: {free: Free, paid: You pay}
"""
CONFIG = """\
site_name: Anywhere
site_url: https://anywhere.gov.uk/offer/
theme: {name: null, custom_dir: theme}
plugins: [local-offer]
markdown_extensions: [attr_list, tables]
validation: {omitted_files: ignore, absolute_links: ignore, unrecognized_links: ignore,
             anchors: ignore, not_found: ignore}
"""
TEMPLATE = """\
<!doctype html>
<html lang="en"><head><title>{{ page.title }}</title>
{%- if page.meta.local_offer_source %}
<meta name="local-offer:source" content="{{ page.meta.local_offer_source }}">{% endif %}</head>
<body><nav><a href="{{ nav.homepage.url | url }}">Home</a></nav>
<main><article><h1>{{ page.title }}</h1>
{{ page.content }}
</article></main></body></html>
"""
PAGE = """\
---
title: {title}
summary: What this page holds.
owner: early-years
last_reviewed: 2026-11-02
---
{body}
"""


def page(body: str, title: str = "Page") -> str:
    """A page whose front matter has nothing wrong."""
    return PAGE.format(title=title, body=body)


def write(root: Path, files: Mapping[str, str | bytes]) -> None:
    """Write a project of these files, with whatever else it needs to be built."""
    usual = {
        "local-offer.yml": SETTINGS,
        "mkdocs.yml": CONFIG,
        "theme/main.html": TEMPLATE,
        "docs/index.md": page("Welcome.", "Home"),
    }
    for name, text in {**usual, **files}.items():
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())


def built(root: Path, files: Mapping[str, str | bytes], today: date) -> Site:
    """Write, build and load a site."""
    write(root, files)
    plugin.build(root / "mkdocs.yml", root / "site", today, None)
    return load.load(root, root / "site")


def look(root: Path, files: Sequence[str] = (), **options: Any) -> Look:
    """What a browser sees of the built site of a project, or of some of its files."""
    folder = root / "site"
    every = sorted(file.relative_to(folder).as_posix() for file in folder.rglob("*.html"))
    return aside(browser.look, folder, files or every, **options)


def aside(call: Callable[..., T], *given: Any, **options: Any) -> T:
    """Call something in a thread of its own.

    For what starts a browser itself: a test that drives another holds this thread's loop.
    """
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call, *given, **options).result()


def findings(site: Site, check: str, today: date, law: Law = NO_LAW) -> tuple[Finding, ...]:
    """What one check finds on a site."""
    chosen = run.Chosen([named(check)], today, mentions=answered(site, today))
    return run.run(site, law, chosen).findings


def named(name: str) -> Check:
    """A check by its id."""
    return next(check for check in (*CHECKS, *ON_REQUEST) if run.name_of(check) == name)


def answered(site: Site, today: date) -> tuple[Mention, ...]:
    """The links to other sites with what the ledger might know: their words say what."""
    return tuple(
        replace(found.mention, known=_known(found.mention.address, today))
        for found in mentions.mentions(site)
    )


def _known(address: str, today: date) -> Known:
    yesterday, last = today - timedelta(days=1), today - timedelta(days=20)
    works = Known(State.WORKS, "", today, worked=today)
    fails = Known(State.DEAD, "is not there (404)", today, worked=last, failing=yesterday)
    unknown = replace(fails, state=State.UNKNOWN, failing=today)
    home = "https://example.org/"
    return {
        "gone": replace(fails, dead_runs=2, confirmed=True),
        "gone-today": replace(fails, failing=today, dead_runs=1),
        "gone-always": replace(fails, worked=None, dead_runs=2, confirmed=True),
        "silent": replace(unknown, reason="did not answer within 20 seconds"),
        "silent-long": replace(unknown, reason="broke off", failing=yesterday),
        "inside": replace(unknown, reason=PRIVATE),
        "round": replace(unknown, reason=f"leads on to {home}b, which {IN_CIRCLES}"),
        "later": replace(fails, failing=today + timedelta(days=2), asked=today + timedelta(days=2)),
        "keeps-out": replace(unknown, state=State.REFUSED, reason="did not let us in (403)"),
        "page#nowhere": replace(works, lacks="nowhere"),
        "page#Apeal": replace(works, lacks="Apeal", meant="Appeal"),
        "soft": replace(works, hint="answers, but calls itself “Page not found”"),
        "old-appeal": replace(works, moved=f"{home}appeal/"),
        "old-front": replace(works, lands="front page", landed=home),
        "old-members": replace(works, lands="sign-in page", landed=f"{home}login"),
        "no%20address": replace(works, state=State.DEAD, reason="is no address", confirmed=True),
    }.get(address.removeprefix(home), works)


def told(check: str, texts: Sequence[str], today: date) -> list[bool]:
    """Of each Markdown text, as a page of its own, whether a check finds something."""
    pages = []
    for number, text in enumerate(texts):
        source = parse.parse(f"docs/{number}.md", page(text), Settings(), service=False)
        shown = markdown.markdown(text, extensions=["attr_list", "tables", "fenced_code"])
        pages.append(Page(source, html.read(f"{number}.html", f"<main>{shown}</main>")))
    site = Site(tuple(pages), frozenset(), Settings())
    report = run.run(site, NO_LAW, run.Chosen([named(check)], today))
    assert report.failures == (), report.failures
    paths = {finding.path for finding in report.findings}
    return [f"docs/{number}.md" in paths for number in range(len(texts))]
