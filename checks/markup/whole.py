"""What a page says of itself: its title, that it sends on, that it keeps from zooming.

`missing-page-title` (ACT rule 2779a5), `timed-refresh` (bc659a), `blocked-zoom` (b4f0c3).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.markup.tree import SPACES, Document, Element, Told

KINDS = ("blocked-zoom", "missing-page-title", "timed-refresh")

# A refresh, by the HTML standard: a number, then perhaps more. What has none is ignored.
_REFRESH = re.compile(r"\s*(\d+|(?=\.))[\d.]*(?:[\s;,](.*)|)", re.DOTALL)
# A reader who has this long can finish reading, by WCAG 2.2.1: twenty hours.
_LONG = 72_000
# Text must grow to twice its size (WCAG 1.4.4).
_LARGER = 2.0


def look(page: Document) -> Iterator[Told]:
    yield from _title(page)
    for meta in page.by_tag.get("meta", ()):
        match = _REFRESH.fullmatch(meta.get("content"))
        if meta.word("http-equiv") == "refresh" and match:
            yield from _refresh(meta, match)
            break  # browsers heed the first that they understand
    for meta in page.by_tag.get("meta", ()):
        if meta.word("name") == "viewport":
            yield from _viewport(meta)


def _title(page: Document) -> Iterator[Told]:
    title = next((t for t in page.by_tag.get("title", ()) if not t.svg), None)
    if title is None or not title.text:
        yield Told(
            "missing-page-title",
            page.root,
            "The page has no title for the browser's tab, which is the first that a screen "
            "reader says.",
            "Give the page a title: `title` in its front matter, or <title> in the HTML.",
            "2779a5",
        )


def _refresh(meta: Element, match: re.Match[str]) -> Iterator[Told]:
    seconds = int(match[1][:9] or 0)
    if not 0 < seconds <= _LONG:
        return
    does = "goes to another page" if (match[2] or "").strip() else "loads anew"
    yield Told(
        "timed-refresh",
        meta,
        f"The page {does} by itself after {seconds} second{'' if seconds == 1 else 's'}, perhaps "
        "while somebody reads it.",
        'Take <meta http-equiv="refresh"> out. To send readers on, let the server do it, or '
        "write 0 for at once.",
        "bc659a",
    )


def _viewport(meta: Element) -> Iterator[Told]:
    said: dict[str, str] = {}
    for pair in re.split(r"[,;]", meta.get("content").lower()):
        key, _, value = pair.partition("=")
        said[key.strip(SPACES)] = value.strip(SPACES)
    largest = _number(said.get("maximum-scale", ""))
    scalable = said.get("user-scalable", "")
    stopped = scalable == "no" or (scalable and (n := _number(scalable)) is not None and -1 < n < 1)
    if stopped or (largest is not None and 0 <= largest < _LARGER):
        yield Told(
            "blocked-zoom",
            meta,
            "The page stops people from zooming in.",
            'Take user-scalable and maximum-scale out of <meta name="viewport">.',
            "b4f0c3",
        )


def _number(written: str) -> float | None:
    """A number as browsers read it here: as much of the start as is one."""
    if written in ("yes", "device-width", "device-height"):
        return {"yes": 1.0}.get(written, 10.0)
    if written == "no":
        return 0.1
    match = re.match(r"[+-]?(?:\d+\.?\d*|\.\d+)", written)
    return float(match[0][:12]) if match else (0.1 if written else None)
