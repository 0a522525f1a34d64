"""Sound and moving pictures: `autoplaying-media`, `uncaptioned-video`, `missing-transcript`,
`moving-text`.

ACT rules 80f0bf (what plays by itself) and f51b46 (captions), so far as markup decides them:
whether a film has sound, or captions in its pictures, only the film knows. WCAG 1.2.1 to 1.2.3,
1.4.2 and 2.2.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from checks.markup.tree import Document, Element, Told
from checks.model import Severity

KINDS = ("autoplaying-media", "missing-transcript", "moving-text", "uncaptioned-video")

# The part of a film that is played, as in film.mp4#t=8,10 (W3C, Media Fragments).
_PART = re.compile(r"#(?:.*&)?t=(?:npt:)?(\d*\.?\d*)(?:,(\d+\.?\d*))?")
# As long as this, sound may play by itself (WCAG 1.4.2).
_SHORT = 3.0


def look(page: Document) -> Iterator[Told]:
    for element in page.all("audio", "video"):
        if not element.gone:
            yield from _playing(element)
    for video in page.by_tag.get("video", ()):
        if not video.hidden and _sources(video) and not _silent(video):
            yield from _captions(video)
    yield from _transcript(page)
    for element in page.all("blink", "marquee"):
        if element.shown and element.text:
            yield Told(
                "moving-text",
                element,
                f"The words “{element.text[:60]}” move or blink, and nobody can stop them.",
                f"Take <{element.tag}> out and let the words stand still.",
            )


def _playing(element: Element) -> Iterator[Told]:
    attributes = element.attributes
    if "autoplay" not in attributes or "muted" in attributes or "controls" in attributes:
        return
    sources = _sources(element)
    if not sources or all(_short(source) for source in sources):
        return
    what = "sound" if element.tag == "audio" else "video"
    yield Told(
        "autoplaying-media",
        element,
        f"The {what} {sources[0]} plays by itself, and there is nothing to stop it with. It "
        "drowns out screen readers.",
        "Take autoplay out, and add controls.",
        "80f0bf",
        # Whether a film has sound, only the film knows.
        severity=Severity.WARNING if element.tag == "video" else None,
    )


def _sources(element: Element) -> list[str]:
    own = [element.get("src")]
    return [s for s in own + [e.get("src") for e in element.elements if e.tag == "source"] if s]


def _short(source: str) -> bool:
    match = _PART.search(source)
    if not match or not match[2]:
        return False
    return float(match[2]) - float(match[1] if match[1].strip(".") else 0) <= _SHORT


def _silent(video: Element) -> bool:
    """Whether a film is an ornament: it plays without its sound, and can't be given it."""
    return "muted" in video.attributes and "controls" not in video.attributes


def _captions(video: Element) -> Iterator[Told]:
    tracks = [e for e in video.elements if e.tag == "track"]
    # Without a kind, a track is subtitles, which are captions in many a film.
    if any(t.word("kind") in ("", "captions", "subtitles") and t.get("src") for t in tracks):
        return
    yield Told(
        "uncaptioned-video",
        video,
        f"The video {_sources(video)[0]} comes without captions, so deaf people miss what is said.",
        'Add them: <track kind="captions" src="film.vtt" srclang="en" label="English">. If they '
        "are in the pictures themselves, waive this with that reason.",
        "f51b46",
    )


def _transcript(page: Document) -> Iterator[Told]:
    played = [
        e for e in page.all("audio", "video") if not e.hidden and _sources(e) and not _silent(e)
    ]
    if not played or "transcript" in page.root.seen_text.lower():
        return
    for element in played:
        what = "sound" if element.tag == "audio" else "video"
        yield Told(
            "missing-transcript",
            element,
            f"The page has no transcript of the {what} {_sources(element)[0]}: nothing on it is "
            "called so.",
            "Write what is said and shown below it, under the heading “Transcript”, or link a "
            "page that has it.",
            severity=Severity.NOTE,
        )
