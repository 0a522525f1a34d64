"""Waivers beside the line they are about: comments in Markdown and YAML → Waivers.

    <!-- local-offer: waive long-sentence until 2027-05-22 because the law's words are quoted -->
    # local-offer: waive bad-phone until 2027-05-22 because the number opens in May

Pure. On a line with other text, such a comment is about that line. Alone, it is about what comes
next: in Markdown the text up to the next empty line, in YAML the next entry with all that is
indented below it. What means to be a waiver and can't be read is a BadWaiver, so that a slip
never waives by chance nor is passed over in silence; and `without` takes it out of what families
read, however it was misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

import yaml

from checks import unclosed
from checks.addresses import line_at
from checks.lined import Unreadable, date_meant, iso_date, says_why, shown
from checks.model import BadWaiver, Place, Site, Waiver, in_a_row, in_words, nearest
from checks.parse import split

FORM = "local-offer: waive {check} until 2027-05-22 because …"

# What word processors make of a hyphen and a space. One sign for one, so that places stay.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
    | dict.fromkeys("\u00a0\u200b\u2060\ufeff", " ")
)
_VERBS = ("waive", "waiver", "waived", "waives", "wave", "ignore", "disable")
_VERB = rf"(?:{'|'.join(_VERBS)})"
_EMPTY_LINE = re.compile(r"\n[ \t]*(?=\n)")

# A waiver that is in no comment, with what was meant to begin one. “Our Local Offer: …” is no more
# than words of a page.
_BARE = (
    r"(?P<bare>(?:(?:(?:<!?|&lt;!?)[ \t]*-+|\{[#%]|\[//\]:[ \t]*\#[ \t]*[(\"']|//|/\*|[\#%;]+)"
    rf"[ \t]*)?(?P<said>\b(?:(?i:local[_-]?offer[ \t]*[:;=.-]*[ \t]*{_VERB})[ \t]+[a-z][\w-]*[ \t,]"
    rf"|(?i:local[ \t]offer[ \t]*[:;=][ \t]*{_VERB})[ \t]+[a-z]+(?:-[a-z]+)+[ \t]+(?:un)?till?\b)))"
)
# Code, the start of a comment, and such a waiver, whichever begins first: a comment in code is
# only shown.
_NEXT = re.compile(
    rf"{unclosed.FENCED}"
    r"|(?<!`)(?P<ticks>`+)(?!`)(?:(?!\n[ \t]*\n).)+?(?<!`)(?P=ticks)(?!`)"
    rf"|(?P<open><!-+)|{_BARE}",
    re.DOTALL | re.MULTILINE,
)
_IN_NONE = re.compile(_BARE)
_MARKUP = re.compile(r"(?P<open><!--)|--!?>")
# How a comment that is not closed as it must be may have been meant to end.
# What may be a waiver, told from its first words.
_LIKELY = re.compile(r"[^<>]{0,300}?(?:waiv|wave|ignor|disab|till?\b|because|offer)", re.IGNORECASE)
_CLOSED_TOO = re.compile(r"-->[^\n<]*?-->")
_SIGNS = re.compile(r"<!-+|-+!?>")
_ENDS = re.compile(r"-+[ \t]*!?>|-*&gt;|\*/|[#%]\}|[)\"'](?=[ \t]*$)", re.MULTILINE)
_HINT = re.compile(
    rf"<!-|local(?:[_-]?offer|[ \t]offer[ \t]*[:;=])[ \t:;=.-]*{_VERB}", re.IGNORECASE
)
# What stands after any # that may begin a comment; which of them does, the words tell.
_YAML_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#+(?=(?P<said>[^\n]{1,2000}))", re.MULTILINE)
_FENCE = re.compile(r"[ \t]*(?P<sign>`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_COMMENT = re.compile(r"<!--.*?-->")

_SAID = re.compile(
    r"\W*(?:(?P<mark>local[\s_-]{0,2}offer\b|[^\W\d_]{2,9}(?:[\s_-]?[^\W\d_]{2,9})?(?=\s*[:;=]))"
    r"\s*(?P<sign>[:;,.=-]*))?\s*(?P<verb>[\w-]+)\b(?P<rest>.*)",
    re.DOTALL | re.IGNORECASE,
)
_FORMAL = re.compile(r"\b(?:(?:un)?till?|because)\b", re.IGNORECASE)
_LIKENESS = 0.75
_PARTS = re.compile(
    r"\s*(?P<checks>.*?)\s*(?:[,;]?\s*\b(?:un)?till?\b[\s:]*(?P<day>.*?))?\s*"
    r"(?:[,;]?\s*\bbecause\b[\s:]*(?P<reason>.*))?\s*",
    re.DOTALL | re.IGNORECASE,
)
_CHECK = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*")
_BETWEEN = re.compile(r"\s*,\s*(?:and\s+)?|\s+and\s+", re.IGNORECASE)


@dataclass(frozen=True)
class _Note:
    """What means to waive something."""

    start: int  # in the file's text
    end: int
    exact: bool  # begins as it must
    rest: str
    wrong: str = ""  # what is wrong with how it stands there
    grave: bool = False  # families would read it, or miss what follows it


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
        read = _read(note, place, in_markdown=in_markdown)
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


def judged(site: Site, today: date, guards: Mapping[str, str]) -> Site:
    """The site with those of its waivers that may hold; the others are bad ones.

    `guards`: the checks that no comment in a page may waive, each with why.
    """
    longest = site.settings.longest_waiver
    latest = longest.after(today)
    bad = list(site.bad_waivers)

    def may_hold(waiver: Waiver) -> bool:
        if waiver.until > latest:
            bad.append(
                BadWaiver(
                    waiver.place,
                    f"This waiver of “{waiver.check}” sets nothing aside: it would hold until "
                    f"{in_words(waiver.until)}, and {longest} is the longest, so that somebody "
                    f"looks again. Today the latest day is {in_words(latest)}.",
                    f"Write “until{'' if waiver.lines else ':'} {latest}”, or an earlier day "
                    "that you will keep.",
                )
            )
        elif waiver.lines and (why := guards.get(waiver.check)):
            bad.append(
                BadWaiver(
                    waiver.place,
                    f"No comment can waive “{waiver.check}”: {why}.",
                    "Mend what it tells. If that can't be, ask whoever keeps local-offer.yml to "
                    "waive it there, under “waivers”, and take this comment out.",
                )
            )
        else:
            return True
        return False

    kept = tuple(filter(may_hold, site.settings.waivers))
    beside = tuple(filter(may_hold, site.beside))
    settings = replace(site.settings, waivers=kept)
    return replace(site, settings=settings, beside=beside, bad_waivers=tuple(bad))


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _body(text: str) -> int:
    """Where the text after the front matter begins."""
    try:
        return len(text) - len(split(text).body)
    except Unreadable:
        return 0


# ---- finding them ---------------------------------------------------------------------------


def _in_markdown(written: str, start: int) -> Iterator[_Note]:
    if not _HINT.search(written, start):
        return
    text = unclosed.without_code(written.translate(_PLAIN))
    at = start
    while match := _NEXT.search(text, at):
        at = match.end()
        if _is_code(text, match.start()):
            at = max(at, text.find("\n", at) % (len(text) + 1))
            continue
        if match["open"]:
            note, at = _comment(text, written, match)
            if note:
                yield note
        elif match["bare"]:
            end = text.find("\n", at) % (len(text) + 1)
            close = _ENDS.search(text, at, min(_paragraph(text, at), at + 1000))
            said = written[match.start("said") : close.start() if close else end]
            end = close.end() if close else end
            if note := _note(match.start(), end, said, "it does not stand between <!-- and -->"):
                yield note
                at = note.end


def _comment(text: str, written: str, match: re.Match[str]) -> tuple[_Note | None, int]:
    """The waiver in a comment, if it is one, and where to read on."""
    start, begin = match.start(), match.end()
    if not _LIKELY.match(text, begin):
        return _no_waiver(text, written, match)
    paragraph = _paragraph(text, begin)
    depth, inside, end = 1, 0, -1
    for mark in _MARKUP.finditer(text, begin, paragraph):
        depth += 1 if mark["open"] else -1
        inside = inside or (mark.start() if mark["open"] else 0)
        if depth == 0:
            end = mark.end()
            break
    wrong, unclosed = "", False
    if end >= 0:
        said_end = text.rindex("--", begin, end)
        wrong = _NESTED if inside else ""
    elif not inside and (close := _ENDS.search(text, begin, paragraph)):
        said_end, end = close.span()
        wrong = "it does not end with -->"
    else:
        said_end = end = len(text[: inside or paragraph].rstrip())
        wrong, unclosed = "no --> closes it", True
    if not written.startswith("<!--", start):
        wrong = wrong or "it does not begin with <!--"
    note = _note(start, end, written[begin:said_end], wrong, grave=unclosed and not inside)
    return (note, note.end) if note else _no_waiver(text, written, match)


def _no_waiver(text: str, written: str, match: re.Match[str]) -> tuple[_Note | None, int]:
    """The waiver inside another comment, if there is one, and where to read on."""
    start, begin = match.start(), match.end()
    last = text.find("-->", begin)
    if last < 0 or not written.startswith("<!--", start):
        return None, begin
    # A comment like any other: as HTML has it, up to the next end of one.
    for opened in _MARKUP.finditer(text, begin, last):
        if not _LIKELY.match(text, opened.end()):
            continue
        if note := _note(opened.start(), last, written[opened.end() : last], _NESTED):
            # All of it, when the outer one is closed beside it; else its end is the outer one's.
            both = _CLOSED_TOO.match(text, last)
            note = replace(note, start=start, end=both.end()) if both else note
            return note, both.end() if both else last
    return None, last + 3


_NESTED = "comments can't stand inside each other"


def _paragraph(text: str, at: int) -> int:
    """Where the paragraph ends that stands here."""
    empty = _EMPTY_LINE.search(text, at)
    return empty.start() if empty else len(text)


def _in_yaml(text: str) -> Iterator[_Note]:
    notes = [
        note
        for match in _YAML_COMMENT.finditer(text)
        if _LIKELY.match(match["said"])
        and (note := _note(match.start(), match.end("said"), match["said"]))
    ]
    notes += [
        replace(note, wrong="it does not begin with #")
        for match in _IN_NONE.finditer(text)
        if not any(note.start <= match.start() < note.end for note in notes)
        and (note := _note(*match.span(), text[match.start("said") :].partition("\n")[0]))
    ]
    words = _words(text) if notes else []
    for note in sorted(notes, key=lambda note: note.start):
        if any(start <= note.start < end for start, end in words):
            yield replace(note, wrong=_AMONG_WORDS, grave=True)
        else:
            yield note


_AMONG_WORDS = "it stands among the words of a value, so it is one of them"


def _words(text: str) -> list[tuple[int, int]]:
    """Where the values of a YAML text stand, in which # begins no comment."""
    try:
        tokens = list(yaml.scan(text))
    except yaml.YAMLError:
        return []
    scalars = (token for token in tokens if isinstance(token, yaml.ScalarToken))
    return [(token.start_mark.index, token.end_mark.index) for token in scalars]


def _note(
    start: int, end: int, written: str, wrong: str = "", *, grave: bool = False
) -> _Note | None:
    said = written.translate(_PLAIN)
    match = _SAID.fullmatch(said)
    if match is None:
        return None
    mark, verb = match["mark"] or "", match["verb"].lower()
    formal = bool(_FORMAL.search(match["rest"]))
    if nearest(mark.lower(), ("local-offer",), _LIKENESS):
        known = nearest(verb, _VERBS, _LIKENESS) is not None
        meant = formal or known
    else:
        known = verb in ("waive", "waiver")
        meant = not mark and known and formal
    named = re.fullmatch(r"local[\s-]offer", mark, re.IGNORECASE)
    begun = mark and not said[: match.start("mark")].strip("- \t\n")
    exact = bool(named and begun) and match["sign"] == ":" and verb == "waive"
    # The word itself may be left out: then what stands there is the check.
    rest = written[match.start("rest" if known else "verb") :]
    return _Note(start, end, exact, rest, wrong, grave) if meant else None


def _is_code(text: str, at: int) -> bool:
    """Whether a comment is indented code: four spaces after an empty line, and in no list."""
    start = text.rfind("\n", 0, at) + 1
    before = text[start:at]
    if before.strip() or not before.expandtabs(4).startswith("    "):
        return False
    above = text[:start].rstrip("\n").rsplit("\n\n", 1)[-1] if start > 1 else ""
    first = next((line for line in above.split("\n") if line[:1].strip()), "")
    return text[:start].endswith("\n\n") and not re.match(
        r" {0,3}(?:[-*+:]\s|\d+[.)]|!!!|\?\?\?|===|\[\^|<(?!!--))", first
    )


# ---- reading one ----------------------------------------------------------------------------


def _read(
    note: _Note, place: Place, *, in_markdown: bool
) -> tuple[list[str], str, str] | BadWaiver:
    parts = _PARTS.fullmatch(note.rest.translate(_PLAIN))
    assert parts is not None  # every part may be missing
    said = (name.strip("\"'“”‘’`") for name in _BETWEEN.split(" ".join(parts["checks"].split())))
    names = [name for name in said if name]
    day = (parts["day"] or "").strip(" \t\n.,;")
    # In its own signs, not in plain ones.
    reason = note.rest[slice(*parts.span("reason"))] if parts["reason"] else ""
    reason = " ".join(_SIGNS.sub(" ", reason).split()).rstrip("- ")
    faults = [note.wrong] if note.wrong else []
    if not note.exact:
        faults.append("it does not begin with “local-offer: waive”")
    if not names:
        faults.append("it names no check")
    wrong = [name for name in names if not _CHECK.fullmatch(name)]
    faults += [f"“{name}” is no name of a check" for name in wrong]
    if not day:
        faults.append("it has no last day")
    elif iso_date(day) is None:
        meant = date_meant(day)
        faults.append(
            f"“{shown(day)}” is {f'not how to write {in_words(meant)}' if meant else 'no day'}"
        )
        day = str(meant or "")
    if not says_why(reason):
        faults.append("its reason is one word" if reason else "it has no reason")
    if not faults:
        return names, day, _sentence(reason)
    likely = [re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") for name in names]
    form = FORM.format(check=" and ".join(filter(None, likely)) or "long-sentence")
    form = form.replace("2027-05-22", day if iso_date(day) else "2027-05-22")
    if "reason" not in faults[-1]:
        form = form.replace("…", reason)
    form = f"<!-- {form} -->" if in_markdown else f"# {form}"
    how = "Write it like this"
    if note.wrong == _AMONG_WORDS:
        how = "Take it out of the words, and write it on a line of its own above the key"
    lost = " Until then, nothing from here to the next empty line is published."
    return BadWaiver(
        place,
        f"This comment waives nothing: {in_a_row(faults)}.",
        f"{how}: {form}{lost if note.grave and in_markdown else ''}",
        grave=note.grave,
    )


def _sentence(reason: str) -> str:
    reason = reason[:1].upper() + reason[1:]
    return reason if reason.endswith((".", "!", "?")) else f"{reason}."


# ---- what it covers -------------------------------------------------------------------------


@lru_cache(maxsize=2)
def _split(text: str) -> list[str]:
    return text.split("\n")


def _around(text: str, note: _Note) -> tuple[str, str]:
    """What stands on its lines before and after it."""
    before = text[text.rfind("\n", 0, note.start) + 1 : note.start]
    end = text.find("\n", note.end)
    return before, text[note.end : end if end >= 0 else len(text)]


def _alone(text: str, note: _Note) -> bool:
    return not any(map(str.strip, _around(text, note)))


def _own(text: str, note: _Note) -> tuple[int, int]:
    first = line_at(text, note.start)
    return first, first + text.count("\n", note.start, note.end)


def _block(text: str, note: _Note) -> tuple[int, int]:
    """The lines of a waiver in Markdown: its own, and when it stands alone the next block."""
    first, last = _own(text, note)
    # Other comments beside it are no text that it could be about.
    if any(_COMMENT.sub("", beside).strip() for beside in _around(text, note)):
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
    return not _COMMENT.sub("", line).strip()


def _entry(text: str, note: _Note) -> tuple[int, int]:
    """The lines of a waiver in YAML: its own, and when it stands alone the next entry.

    Above everything else in a page's front matter it covers all of that, and line 1, where what
    is wrong with the page as a whole is told.
    """
    first, last = _own(text, note)
    lines = _split(text)
    if not _alone(text, note):
        return first, last
    head = [line.strip() for line in lines[: first - 1] if line.strip()]
    if head[:1] == ["---"] and all(line.startswith("#") for line in head[1:]):
        ends = (n for n in range(last, len(lines)) if lines[n].rstrip() in ("---", "..."))
        return 1, next(ends, last)
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
