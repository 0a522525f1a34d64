"""Slips of the finger: a letter too many, too few, another, or two swapped. Pure."""

from __future__ import annotations

import re


def one_slip(written: str, meant: str, least: int = 6) -> bool:
    """Whether two words differ by one slip. Below `least` letters, chance does as much."""
    if written == meant or len(meant) < least or abs(len(written) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(written), len(meant)) and written[start] == meant[start]:
        start += 1
    one, two = written[start:], meant[start:]
    return (
        one[1:] == two[1:]
        or one[1:] == two
        or one == two[1:]
        or (one[:2] == two[1::-1] and one[2:] == two[2:])
    )


# "htpp://x", "http//x", "https;//x", "http:/x", "mailot:x": a word, the signs after it, the rest.
_START = re.compile(r"([a-z]{3,8})(:?/+|[;.,]//+|:;//|:)([^/].*)", re.IGNORECASE | re.DOTALL)
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#:]|$)")
_WEB = ("https", "http")
_EMAIL = re.compile(r"[^\s/?#:@]+@[^\s/?#:@]+\.[a-z]{2,}", re.IGNORECASE)


def start_meant(address: str) -> str:
    """The address that was meant, where what stands before the site's name is a slip; else "".

    No browser mends these: it looks for them on the site itself, or asks what program opens them.
    """
    if address.lower().startswith("www."):
        return f"https://{address}"
    if _EMAIL.fullmatch(address):
        return f"mailto:{address}"
    match = _START.fullmatch(address)
    return _meant(match[1].lower(), match[2], match[3]) if match else ""


def _meant(word: str, signs: str, rest: str) -> str:
    if signs == ":":
        return f"mailto:{rest}" if one_slip(word, "mailto") and "@" in rest else ""
    if not _HOST.match(rest) or (word in _WEB and signs.startswith("://")):
        return ""
    # "htps" may be either; nobody types an "s" at the end by chance.
    for meant in _WEB if word.endswith("s") else reversed(_WEB):
        if word == meant or ("//" in signs and one_slip(word, meant, least=4)):
            return f"{meant}://{rest}"
    return ""
