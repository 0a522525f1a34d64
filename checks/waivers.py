"""Waivers beside the line they are about: comments in Markdown and YAML → Waivers.

    <!-- local-offer: waive long-sentence until 2027-05-22 because the law's words are quoted -->
    # local-offer: waive bad-phone until 2027-05-22 because the number opens in May

Pure. On a line with other text, such a comment is about that line. Alone, it is about what comes
next: in Markdown the text up to the next empty line, in YAML the next entry with all that is
indented below it. What means to be a waiver and can't be read is a BadWaiver, so that a slip
never waives by chance nor is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from checks import unclosed
from checks.addresses import line_at
from checks.lined import Unreadable, iso_date
from checks.model import BadWaiver, Place, Waiver, in_a_row, nearest
from checks.parse import split

FORM = "local-offer: waive {check} until 2027-05-22 because …"

# Code and comments, whichever begins first: a comment in code is only shown.
_CODE_OR_COMMENT = re.compile(
    rf"{unclosed.FENCED}"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    r"|<!--(?P<said>.*?)-->",
    re.DOTALL | re.MULTILINE,
)
_YAML_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#+(?P<said>[^\n]*)$", re.MULTILINE)
_FENCE = re.compile(r"[ \t]*(?P<sign>`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")

_SAID = re.compile(
    r"\s*(?P<mark>local[\s_-]{0,2}offer\b\s*(?P<sign>[:;,.=-]*))?\s*"
    r"(?P<verb>[\w-]+)\b(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_VERBS = ("waive", "waiver", "waived", "waives", "wave", "ignore", "disable")
_LIKENESS = 0.75
_PARTS = re.compile(
    r"\s*(?P<checks>.*?)\s*(?:[,;]?\s*\buntil\b[\s:]*(?P<day>.*?))?\s*"
    r"(?:[,;]?\s*\bbecause\b[\s:]*(?P<reason>.*))?\s*",
    re.DOTALL | re.IGNORECASE,
)
_CHECK = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class _Note:
    """A comment that means to waive something."""

    start: int  # in the file's text
    end: int
    exact: bool  # begins as it must
    rest: str


def read(path: str, text: str) -> tuple[tuple[Waiver, ...], tuple[BadWaiver, ...]]:
    """The waivers in a file's text, and what failed to be one."""
    text = _lines(text)
    waivers: list[Waiver] = []
    bad: list[BadWaiver] = []
    markdown = path.endswith(".md")
    body = _body(text) if markdown else len(text)
    notes = [(note, False) for note in _in_yaml(text[:body])]
    notes += [(note, True) for note in _in_markdown(text, body)]
    for note, in_markdown in notes:
        place = Place(path, line_at(text, note.start))
        read = _read(note, place)
        if isinstance(read, BadWaiver):
            bad.append(read)
            continue
        checks, day, reason = read
        covered = (_block if in_markdown else _entry)(text, note)
        day_read = iso_date(day)
        assert day_read is not None  # _read has looked
        waivers += [Waiver(name, path, "", reason, day_read, place, covered) for name in checks]
    return tuple(waivers), tuple(bad)


def without(markdown: str) -> str:
    """A page's Markdown as families may get it: editors' waivers are no part of the page."""
    markdown = _lines(markdown)
    for note in reversed(list(_in_markdown(markdown, 0))):
        start, end = note.start, note.end
        if _alone(markdown, note):
            start = markdown.rfind("\n", 0, start) + 1
            end = markdown.find("\n", end) + 1 or len(markdown)
        markdown = markdown[:start] + markdown[end:]
    return markdown


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _body(text: str) -> int:
    """Where the text after the front matter begins."""
    try:
        return len(text) - len(split(text).body)
    except Unreadable:
        return 0


# ---- finding them ---------------------------------------------------------------------------


def _in_markdown(text: str, start: int) -> Iterator[_Note]:
    if "<!--" not in text:
        return
    for match in _CODE_OR_COMMENT.finditer(unclosed.blanked(text), start):
        if match["said"] is None or _is_code(text, match.start()):
            continue
        if note := _note(match.start(), match.end(), match["said"]):
            yield note


def _in_yaml(text: str) -> Iterator[_Note]:
    for match in _YAML_COMMENT.finditer(text):
        if note := _note(match.start(), match.end(), match["said"]):
            yield note


def _note(start: int, end: int, said: str) -> _Note | None:
    match = _SAID.fullmatch(said)
    if match is None:
        return None
    mark, verb, rest = match["mark"], match["verb"].lower(), match["rest"]
    if mark:
        meant = nearest(verb, _VERBS, _LIKENESS) is not None
    else:
        meant = verb in ("waive", "waiver") and bool(re.search(r"\b(?:until|because)\b", rest))
    exact = bool(mark) and match["sign"] == ":" and verb == "waive"
    return _Note(start, end, exact, rest) if meant else None


def _is_code(text: str, at: int) -> bool:
    """Whether a comment is indented code: four spaces after an empty line, and in no list."""
    start = text.rfind("\n", 0, at) + 1
    before = text[start:at]
    if before.strip() or not before.expandtabs(4).startswith("    "):
        return False
    above = text[:start].rstrip("\n").rsplit("\n\n", 1)[-1] if start > 1 else ""
    first = next((line for line in above.split("\n") if line[:1].strip()), "")
    return text[:start].endswith("\n\n") and not re.match(
        r" {0,3}(?:[-*+:]|\d+[.)]|!!!|\?\?\?|===|\[\^|<(?!!--))", first
    )


# ---- reading one ----------------------------------------------------------------------------


def _read(note: _Note, place: Place) -> tuple[list[str], str, str] | BadWaiver:
    parts = _PARTS.fullmatch(note.rest)
    assert parts is not None  # every part may be missing
    names = [name for name in _BETWEEN.split(" ".join(parts["checks"].split())) if name]
    day = (parts["day"] or "").strip(" \t\n.,;")
    reason = " ".join((parts["reason"] or "").split())
    faults: list[str] = []
    if not note.exact:
        faults.append("it does not begin with “local-offer: waive”")
    if not names:
        faults.append("it names no check")
    wrong = [name for name in names if not _CHECK.fullmatch(name)]
    faults += [f"“{name}” is no name of a check" for name in wrong]
    faults += [f"“{name}” watches over waivers" for name in names if name in _GUARDS]
    if not day:
        faults.append("it has no last day")
    elif iso_date(day) is None:
        faults.append(f"“{day}” is no day")
    if len(_WORD.findall(reason)) < 2:
        faults.append("its reason is one word" if reason else "it has no reason")
    if not faults:
        return names, day, _sentence(reason)
    able = (name for name in names if name not in _GUARDS)
    likely = [re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in able]
    form = FORM.format(check=" and ".join(filter(None, likely)) or "long-sentence")
    if iso_date(day):
        form = form.replace("2027-05-22", day)
    if "reason" not in faults[-1]:
        form = form.replace("…", reason)
    return BadWaiver(
        place,
        f"This comment waives nothing: {in_a_row(faults)}.",
        f"Write it like this: {form}",
    )


# The checks of waivers themselves: a comment that waived them could hide itself.
_GUARDS = ("bad-waiver", "expired-waiver", "unused-waiver")


def _sentence(reason: str) -> str:
    reason = reason[:1].upper() + reason[1:]
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


# ---- what it covers -------------------------------------------------------------------------


@lru_cache(maxsize=2)
def _split(text: str) -> list[str]:
    return text.split("\n")


def _alone(text: str, note: _Note) -> bool:
    before = text[text.rfind("\n", 0, note.start) + 1 : note.start]
    end = text.find("\n", note.end)
    after = text[note.end : end if end >= 0 else len(text)]
    return not before.strip() and not after.strip()


def _own(text: str, note: _Note) -> tuple[int, int]:
    first = line_at(text, note.start)
    return first, first + text.count("\n", note.start, note.end)


def _block(text: str, note: _Note) -> tuple[int, int]:
    """The lines of a waiver in Markdown: its own, and when it stands alone the next block."""
    first, last = _own(text, note)
    if not _alone(text, note):
        return first, last
    lines = _split(text)
    at = last  # the index of the line after it
    while at < len(lines) and _passed_over(lines[at]):
        at += 1
    if at == len(lines):
        return first, last
    if fence := _FENCE.match(lines[at]):
        end = at + 1
        while end < len(lines) and not lines[end].strip().startswith(fence["sign"]):
            end += 1
        return first, min(end + 1, len(lines))
    end = at
    while end + 1 < len(lines) and lines[end + 1].strip() and not _HEADING.match(lines[at]):
        end += 1
    return first, end + 1


def _passed_over(line: str) -> bool:
    """Whether a line is empty, or only a comment."""
    line = line.strip()
    return not line or (line.startswith("<!--") and line.find("-->") == len(line) - 3)


def _entry(text: str, note: _Note) -> tuple[int, int]:
    """The lines of a waiver in YAML: its own, and when it stands alone the next entry.

    Above everything else in a page's front matter it also covers line 1, where what is wrong
    with the page as a whole is told.
    """
    first, last = _own(text, note)
    lines = _split(text)
    if not _alone(text, note):
        return first, last
    head = [line.strip() for line in lines[: first - 1] if line.strip()]
    if head[:1] == ["---"] and all(line.startswith("#") for line in head[1:]):
        first = 1
    at = last
    while at < len(lines) and (not lines[at].strip() or lines[at].lstrip().startswith("#")):
        at += 1
    if at == len(lines) or lines[at].rstrip() in ("---", "..."):
        return first, last
    indent, end = _indent(lines[at]), at
    listed = lines[at].lstrip().startswith("-")
    for number in range(at + 1, len(lines)):
        line = lines[number]
        if line.strip() and not line.lstrip().startswith("#"):
            item = line.lstrip().startswith("- ") and not listed and _indent(line) == indent
            if _indent(line) <= indent and not item:
                break
            end = number
    return first, end + 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
