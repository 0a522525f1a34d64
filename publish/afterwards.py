"""What can only be made once the site is built: put into the built pages that ask for it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from checks.model import Site


def put(site_dir: Path, site: Site, mark: str, made: Callable[[str], str]) -> list[str]:
    """Put what `made` gives for a page's address where the page has the mark.

    A page asks by the mark in its Markdown. Returns the built files that were changed.
    """
    changed: list[str] = []
    for page in site.pages:
        if page.source is None or page.built is None or mark not in page.source.text:
            continue
        file = site_dir / page.built.file
        text = file.read_text("utf-8")
        if mark in text:
            file.write_text(text.replace(mark, made(page.url)), "utf-8", newline="\n")
            changed.append(page.built.file)
    return changed
