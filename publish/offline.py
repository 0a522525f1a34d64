"""The service worker: the built site goes in, the text of its `sw.js` comes out.

`worker.js` beside this file is the worker itself. The build tells it three things: a version
(it changes when anything on the site does, and only then), the page for what is not saved,
and the files that page and My list need, which are kept from the first visit.
"""

from __future__ import annotations

import hashlib
import json
import posixpath
import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from urllib.parse import urljoin

from checks import addresses

WORKER = "sw.js"
# An address in a <link>, <script> or <img> of a built page.
_NEEDED = re.compile(r'<(?:link|script|img)\b[^>]*?\b(?:href|src)="([^"#]+)"')
_KINDS = (".css", ".js", ".svg", ".png", ".webp")
# Big, of no use without the network, and made after the pages.
_APART = ("pagefind/", "search/")


def worker(site: Path, offline: str, my_list: str) -> str:
    """The worker of a site that keeps pages: the addresses of its two pages, from the root."""
    start = [offline, *([my_list] if my_list else [])]
    for url in tuple(start):
        start.extend(needed((site / _file(url)).read_text("utf-8"), url))
    told = {
        "version": version(site),
        "offline": offline,
        "start": list(dict.fromkeys(start)),
    }
    return _template("worker.js").replace("{/* the build's */}", json.dumps(told))


def goodbye() -> str:
    """The worker of a site that keeps no pages any more: it clears up and goes."""
    return _template("worker-goodbye.js")


def needed(html: str, url: str) -> list[str]:
    """The styles, scripts and pictures of the site itself that a page at `url` asks for."""
    found: list[str] = []
    for address in _NEEDED.findall(html):
        parts = addresses.parts(address)
        if parts.scheme or parts.netloc or not parts.path.endswith(_KINDS):
            continue
        found.append(urljoin(f"https://x/{url}", parts.path).removeprefix("https://x/"))
    return found


def version(site: Path) -> str:
    """A short word that is the same for the same site, and no other."""
    digest = hashlib.sha256()
    for name, file in sorted(_files(site).items()):
        digest.update(f"{name}\0".encode())
        digest.update(hashlib.sha256(file.read_bytes()).digest())
    return digest.hexdigest()[:12]


def _files(site: Path) -> Mapping[str, Path]:
    # The packed sitemap holds the time at which it was packed.
    return {
        name: file
        for file in site.rglob("*")
        if file.is_file()
        and not (name := file.relative_to(site).as_posix()).startswith(_APART)
        and name not in (WORKER, "sitemap.xml.gz")
    }


def _file(url: str) -> str:
    return posixpath.join(url, "index.html") if url.endswith("/") else url


def _template(name: str) -> str:
    return (files("publish") / name).read_text("utf-8")
