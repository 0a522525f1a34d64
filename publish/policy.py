"""What a built page may run and load: its Content-Security-Policy.

In go the theme's templates and the pages made with them, out come the same pages with their
policy in the head. A static site sends no headers, so each page carries its own; the file
`_headers` holds the same for hosts that read it, with what only a header can say.

A script written into a page runs only by its hash, and only the theme's scripts get one. They
are known by where they were written, not by what they say: a template's `<script>` is marked
before it is rendered, with a mark made anew for each build, which no page can guess. A script
in an editor's Markdown, a title or a data file has no mark, so it gets no hash and never runs.

See Content Security Policy Level 3 (W3C), 3.3 on the element and 6.7.3 on hashes.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

HEADERS = "_headers"  # as Netlify, Cloudflare Pages and others read it

# Everything that is not named here is forbidden: frames, plug-ins, other people's servers.
# Styles need neither hash nor `unsafe-inline`: the theme has no style attribute, and what a
# script sets on an element's style is not held back. `data:` is for the icons in Material's
# styles, WebAssembly for the search.
_ALLOWED = (
    ("default-src", "'none'"),
    ("base-uri", "'none'"),
    ("connect-src", "'self'"),
    ("font-src", "'self'"),
    ("form-action", "'self'"),
    ("img-src", "'self' data:"),
    ("manifest-src", "'self'"),
    ("media-src", "'self'"),
    ("style-src", "'self'"),
    ("worker-src", "'self'"),
)
_SCRIPTS = "'self' 'wasm-unsafe-eval'"

# What a page can't say about itself, or that holds for files of every kind.
_ONLY_HEADERS = (
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Referrer-Policy", "same-origin"),
    ("X-Content-Type-Options", "nosniff"),
)

_TAG = re.compile(r"<script(?=[\s>])", re.IGNORECASE)
_HEAD = re.compile(r"<head(?:\s[^>]*)?>(?:\s*<meta charset=[^>]*>)?", re.IGNORECASE)
_DOCTYPE = re.compile(r"\s*<!doctype[^>]*>", re.IGNORECASE)
_LOOSE = re.IGNORECASE | re.DOTALL
# Attributes of a script that is not written here, or is no script but data (HTML, 4.12.1).
_ELSEWHERE = re.compile(r"""\ssrc\s*=|\stype\s*=\s*["']?application/(?:ld\+)?json""", re.IGNORECASE)


@dataclass(frozen=True)
class Sealed:
    """A page with its policy, and the hashes of the scripts that may run in it."""

    html: str
    hashes: frozenset[str]


def marked(template: str, mark: str) -> str:
    """A template whose script elements carry the mark."""
    return _TAG.sub(lambda tag: f"{tag[0]} {mark}", template)


@dataclass(frozen=True)
class Elsewhere:
    """The other hosts that a council allows by name (`elsewhere` in local-offer.yml)."""

    frames: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()


NOWHERE = Elsewhere()


def sealed(
    html: str, mark: str, *, preview: bool = False, elsewhere: Elsewhere = NOWHERE
) -> Sealed:
    """A rendered page, without marks and with its policy.

    In the live preview MkDocs adds a script of its own that differs each time, so there
    inline scripts must run; all else is as published.
    """
    ours = re.compile(rf"<script {re.escape(mark)}([^>]*)>(.*?)</script", _LOOSE)
    hashes = frozenset(
        hash_of(script[2]) for script in ours.finditer(html) if not _ELSEWHERE.search(script[1])
    )
    html = html.replace(f" {mark}", "")
    said = policy(("'unsafe-inline'",) if preview else hashes, elsewhere)
    meta = f'<meta http-equiv="Content-Security-Policy" content="{said}">'
    # Before anything that it governs. Without a head, a browser makes one for it.
    head = _HEAD.search(html) or _DOCTYPE.match(html)
    at = head.end() if head else 0
    return Sealed(f"{html[:at]}\n{meta}{html[at:]}", hashes)


def hash_of(script: str) -> str:
    """A script's source expression. Browsers read every line end as a line feed."""
    text = script.replace("\r\n", "\n").replace("\r", "\n")
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def policy(inline: Iterable[str], elsewhere: Elsewhere = NOWHERE) -> str:
    """The policy that lets these inline scripts run and no others."""
    said = dict(_ALLOWED)
    if elsewhere.forms:
        said["form-action"] += "".join(f" https://{host}" for host in sorted(elsewhere.forms))
    if elsewhere.frames:
        said["frame-src"] = " ".join(f"https://{host}" for host in sorted(elsewhere.frames))
    said["script-src"] = " ".join((_SCRIPTS, *sorted(inline)))
    return "; ".join(f"{name} {value}" for name, value in said.items())


def headers(hashes: Iterable[str], elsewhere: Elsewhere = NOWHERE) -> str:
    """The file `_headers` for all pages together: one policy, for any of their scripts."""
    whole = f"{policy(hashes, elsewhere)}; frame-ancestors 'none'"
    lines = [("Content-Security-Policy", whole), *_ONLY_HEADERS]
    return "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines)
