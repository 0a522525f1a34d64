"""Markdown in which nothing is opened that is not closed: same length, same lines.

What opens a comment, a fence or code and is never closed opens nothing: it is read as it stands.
But each such sign is looked through to the end of the text for its other half, and a page of
thousands of them would take hours. So they are blanked out before a pattern looks for pairs. Pure.
"""

from __future__ import annotations

import re
from collections import Counter

# Fenced code, its closing fence as long as the opening one or longer: for MULTILINE and DOTALL.
FENCED = (
    r"^[ \t]*(?P<fence>(?P<sign>[`~])(?P=sign){2,})(?!(?P=sign))[^\n`]*\n"
    r"(?:.*?\n)??[ \t]*(?P=fence)(?P=sign)*[ \t]*$"
)
_RUN = re.compile(r"`+|~{3,}")
_FENCE = re.compile(r"^[ \t]*(`{3,}|~{3,})([ \t]*$)?", re.MULTILINE)

_MANY = 100


def blanked(text: str) -> str:
    """The text without the signs that open a comment, a fence or code that nothing closes."""
    after = max(0, text.rfind("-->"))
    text = text[:after] + text[after:].replace("<!--", "    ")
    return without_code(text) if "`" in text or "~~~" in text else text


def without_code(text: str) -> str:
    """Code is closed by as many ticks, a fence by as many or more that are alone on their line."""
    alone = {match.start(1): match[2] is not None for match in _FENCE.finditer(text)}
    runs = [*_RUN.finditer(text)]
    times = Counter(match[0] for match in runs)
    longest = {"`": 0, "~": 0}  # of the fences below that may close one
    out: list[str] = []
    end = len(text)
    open_fences = 0
    for match in reversed(runs):
        run, at = match[0], match.start()
        fence = at in alone and (alone[at] or len(run) <= longest[run[0]])
        # Ticks may yet be code in a line; but where so many fences are open, nobody means that.
        open_fences += at in alone and not fence
        if (times[run] == 1 or run[0] == "~" or open_fences > _MANY) and not fence:
            out += (text[match.end() : end], " " * len(run))
            end = at
        if alone.get(at):
            longest[run[0]] = max(longest[run[0]], len(run))
    return "".join((text[:end], *reversed(out)))
