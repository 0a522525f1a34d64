"""Frames without a name: `untitled-frame`. ACT rule cae760."""

from __future__ import annotations

from collections.abc import Iterator

from checks.markup.names import name
from checks.markup.roles import explicit, tabindex
from checks.markup.tree import Document, Told

KINDS = ("untitled-frame",)


def look(page: Document) -> Iterator[Told]:
    for frame in page.all("iframe", "frame"):
        order = tabindex(frame)
        # Neither the keyboard nor a screen reader stops at these.
        if frame.hidden or (order is not None and order < 0) or name(page, frame):
            continue
        if explicit(frame) in ("none", "presentation") and order is None:
            continue
        address = frame.get("src")
        yield Told(
            "untitled-frame",
            frame,
            f"The frame{f' of {address}' if address else ''} has no title, so nobody hears what "
            "is in it.",
            'Give it a title, as in <iframe title="Map of the centre" …>.',
            "cae760",
        )
