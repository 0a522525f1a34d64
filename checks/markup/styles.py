"""Style sheets → the classes and ids that they hide from everybody.

Only what a plain rule says of one class or one id, for every screen: `.toggle { display: none }`.
What is so hidden may be shown again by a script, so it says nothing of an element's name; but a
fault in it is nobody's barrier as the page stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)", re.DOTALL)
_BRACE = re.compile(r"[{}]")
_ONE = re.compile(r"[a-z]*([.#][\w-]+)", re.IGNORECASE)
_HIDES = re.compile(r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden)\b", re.IGNORECASE)


def hidden(css: str) -> frozenset[str]:
    """The classes (".toggle") and ids ("#menu") that a style sheet hides."""
    return frozenset(
        match[1]
        for selectors, body in _rules(_COMMENT.sub("", css))
        if _HIDES.search(body)
        for selector in selectors.split(",")
        if (match := _ONE.fullmatch(selector.strip()))
    )


def unescaped(css: str) -> str:
    """A style with its escapes read: `u\\72l(` is `url(`."""
    return _ESCAPE.sub(_sign, css)


def _sign(match: re.Match[str]) -> str:
    code = int(match[1], 16) if match[1] else -1
    return chr(code) if 0 < code < 0x110000 else match[2] or ""


def _rules(css: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet that stand in no other, such as @media."""
    depth, start, selectors = 0, 0, ""
    for brace in _BRACE.finditer(css):
        at = brace.start()
        if brace[0] == "{":
            if depth == 0:
                selectors = css[start:at].rpartition(";")[2]
                start = at + 1
            depth += 1
        else:
            depth = max(depth - 1, 0)
            if depth == 0:
                if "@" not in selectors:
                    yield selectors, css[start:at]
                start = at + 1
