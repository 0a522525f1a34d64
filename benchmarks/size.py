"""What families' browsers fetch: the front page, and a search from it, at two sizes.

    python -m benchmarks.size [--services 2000]

Builds the shipped site, and one with a generated directory (benchmarks/directory.py); serves
each on loopback, with gzip as a usual server has it, and lets Chromium count the bytes on the
wire, headers and all. Each row is a first visit with nothing stored: the front page until the
network is quiet, then words typed into its field and all that the answer fetches more. Ends
with 1 when a bound fails or a page asks another host.
"""

from __future__ import annotations

import argparse
import gzip
import io
import sys
import tempfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from benchmarks import directory
from checks import browser as loopback
from publish import plugin
from tests import browser

TODAY = date(2026, 11, 22)
FIRST, MORE = 200_000, 120_000  # bytes: the bounds
ASKED = (
    "swimming",
    "EHCP",
    "dislexia",
    "my son won't go to school",
    "how do i apply for an education health and care plan",
    "speech and language therapy for my 3 year old",
    "/services/?q=club&age=5-15&need=autism",
)
# All that is fetched ahead has come.
_AHEAD = """() => [...document.querySelectorAll("link[rel=prefetch]")]
    .every((one) => performance.getEntriesByName(one.href).length)"""
# What usual servers send compressed. Pagefind's own files are compressed already.
_GZIPPED = {".html", ".css", ".js", ".json", ".svg", ".txt", ".xml"}


class _Gzipping(loopback.Quiet):
    protocol_version = "HTTP/1.1"

    def send_head(self) -> io.BytesIO | None:  # type: ignore[override]
        file = Path(self.translate_path(self.path))
        if file.is_dir():
            file /= "index.html"
        if not file.is_file():
            self.send_error(404)
            return None
        body = file.read_bytes()
        tag = f'"{zlib.crc32(body):08x}"'
        same = self.headers.get("If-None-Match") == tag
        self.send_response(304 if same else 200)
        self.send_header("ETag", tag)
        self.send_header("Cache-Control", "max-age=600")
        if same:
            self.end_headers()
            return io.BytesIO()
        self.send_header("Content-Type", self.guess_type(str(file)))
        if file.suffix in _GZIPPED:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        return io.BytesIO(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of 127.0.0.1, compressed; the address, with no slash."""
    with loopback.served(folder, _Gzipping) as address:
        yield address


@dataclass
class Wire:
    """What a page has fetched, as Chromium counts it."""

    bytes: int = 0
    requests: int = 0
    hosts: set[str] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        session.on("Network.loadingFinished", self._finished)
        session.on("Network.requestWillBeSent", self._asked)
        session.send("Network.enable")

    def _finished(self, told: dict[str, float]) -> None:
        self.bytes += int(told["encodedDataLength"])
        self.requests += 1

    def _asked(self, told: dict[str, dict[str, str]]) -> None:
        self.hosts.add(urlsplit(told["request"]["url"]).netloc)

    def taken(self) -> tuple[int, int]:
        counted = self.bytes, self.requests
        self.bytes = self.requests = 0
        return counted


@dataclass(frozen=True)
class Visit:
    """A first visit to the front page, and a search from there."""

    first: int
    more: int
    requests: int
    hosts: frozenset[str]


def visit(chromium: Browser, address: str, typed: str) -> Visit:
    """Open the front page with nothing stored, then type and press Enter.

    An address, such as one that somebody shared, is opened instead.
    """
    context = chromium.new_context(bypass_csp=True)  # for the waiting below
    page = context.new_page()
    wire = Wire()
    wire.watch(page)
    page.goto(f"{address}/", wait_until="networkidle")
    page.wait_for_function(_AHEAD)
    first, _ = wire.taken()
    if typed.startswith("/"):
        page.goto(address + typed)
    else:
        page.locator("#lo-search").fill(typed)
        page.locator("#lo-search").press("Enter")
    page.wait_for_function("document.querySelector('[data-lo-find]')?.dataset.shows")
    page.wait_for_load_state("networkidle")
    more, requests = wire.taken()
    hosts = frozenset(wire.hosts - {urlsplit(address).netloc, ""})
    context.close()
    return Visit(first, more, requests, hosts)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=2000)
    wanted = parser.parse_args(arguments).services
    program = browser.executable()
    if not program:
        parser.error("no Chromium: set LOCAL_OFFER_CHROMIUM to its path")
    failed = False
    with tempfile.TemporaryDirectory() as folder, browser.running(program) as chromium:
        large = directory.make(Path(folder) / "large", wanted)
        for name, config in (("shipped", directory.ROOT / "mkdocs.yml"), (str(wanted), large)):
            site = Path(folder) / f"site-{name}"
            plugin.build(config, site, TODAY, None)
            with served(site) as address:
                visits = {typed: visit(chromium, address, typed) for typed in ASKED}
            first = max(one.first for one in visits.values())
            hosts = frozenset[str]().union(*(one.hosts for one in visits.values()))
            sys.stdout.write(f"{name}: front page {first / 1000:.1f} kB (at most 200)\n")
            for typed, one in visits.items():
                line = f"{one.more / 1000:6.1f} kB more, {one.requests:2} requests: {typed}"
                sys.stdout.write(f"  {line}\n")
            sys.stdout.write(f"  other hosts asked: {', '.join(sorted(hosts)) or 'none'}\n")
            most = max(one.more for one in visits.values())
            failed = failed or first > FIRST or most > MORE or bool(hosts)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
