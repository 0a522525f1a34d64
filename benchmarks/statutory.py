"""The time of the whole statutory check over many pages, beside the time of reading them.

    python -m benchmarks.statutory [--pages 2000]

Builds the shipped site once, repeats its pages under other names until there are enough, and
times in one run: reading (one parse a page), the check with every duty claimed, and the check with
nothing claimed (every section is then looked at for every duty).
Seconds are this machine's; the ratios to reading are what to compare.
"""

from __future__ import annotations

import argparse
import dataclasses
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TypeVar

from checks import evidence, html, load, pack
from checks.model import FrontMatter, Page, Site
from publish import plugin

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)

T = TypeVar("T")


def timed(work: Callable[[], T]) -> tuple[float, T]:
    start = time.perf_counter()
    made = work()
    return time.perf_counter() - start, made


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=2000)
    wanted = parser.parse_args(arguments).pages
    law = pack.load()
    with tempfile.TemporaryDirectory() as folder:
        site_dir = Path(folder) / "site"
        plugin.build(ROOT / "mkdocs.yml", site_dir, TODAY, None)
        shipped = load.load(ROOT, site_dir)
        texts = {
            page.built.file: (site_dir / page.built.file).read_text("utf-8")
            for page in shipped.pages
            if page.built
        }

    def read() -> Site:
        pages = list(shipped.pages)
        for copy in range(1, wanted // len(texts) + 1):
            for page in shipped.pages:
                if page.built and page.source and len(pages) < wanted:
                    built = html.read(f"{copy}/{page.built.file}", texts[page.built.file])
                    path = page.path.replace("docs/", f"docs/{copy}/", 1)
                    matter = dataclasses.replace(page.front_matter, claims=())
                    source = dataclasses.replace(page.source, path=path, front_matter=matter)
                    pages.append(load.join(source, built, shipped.settings))
        files = {page.built.file for page in pages if page.built} | shipped.files
        return dataclasses.replace(shipped, pages=tuple(pages), files=frozenset(files))

    reading, site = timed(read)
    bare = dataclasses.replace(site, pages=tuple(unclaimed(page) for page in site.pages))
    rows = [
        ("reading (one parse a page)", reading),
        ("statutory check, all claimed", timed(lambda: evidence.assess(site, law, TODAY))[0]),
        ("statutory check, none claimed", timed(lambda: evidence.assess(bare, law, TODAY))[0]),
    ]
    sys.stdout.write(f"{len(site.pages)} pages, {len(law.requirements)} duties\n\n")
    for name, seconds in rows:
        sys.stdout.write(f"{name:32} {seconds:7.2f} s   {seconds / reading:5.2f} × reading\n")
    return 0


def unclaimed(page: Page) -> Page:
    if page.source is None:
        return page
    matter: FrontMatter = dataclasses.replace(page.front_matter, claims=())
    return dataclasses.replace(page, source=dataclasses.replace(page.source, front_matter=matter))


if __name__ == "__main__":
    sys.exit(main())
