"""External links: the time of `check-links` beside others', and beside what politeness allows.

    python -m benchmarks.weblinks [--lychee FILE] [--linkinator FILE]

1,500 addresses on 50 hosts of loopback (127.1.0.1 to .50), each answering after 20 ms, on
three pages. Planted: 50 that are gone, 20 that have moved for good, 10 that refuse HEAD, 10
that answer 503 once, 10 that answer 429 once (Retry-After: 1), 10 that answer 403. The server
counts what it is asked: requests, how many at a time of one host, how soon after one another.

The ideal is the time of a checker that costs nothing: for each host, its requests (one for
robots.txt, one for an address, one more for each redirect and each try again) at the pace
that our settings allow, with the waits that it asks for; the slowest host decides.
Ours is run once before, unmeasured, so that its modules are compiled, as pip does when it
installs. Seconds are this machine's; the ratios within one run are what to compare.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe, Process
from multiprocessing.connection import Connection
from pathlib import Path
from types import MappingProxyType

HOSTS = [f"127.1.0.{n}" for n in range(1, 51)]
PER_HOST = 30
LATENCY = 0.02
PLANTED = {"gone": 50, "moved": 20, "nohead": 10, "busy": 10, "often": 10, "forbidden": 10}
ROOT = Path(__file__).parent.parent


def addresses(port: int) -> list[tuple[str, str]]:
    """Every address with the fault that is planted in it; faults are spread over the hosts."""
    faults = [fault for fault, count in PLANTED.items() for _ in range(count)]
    total = len(HOSTS) * PER_HOST
    kinds = ["fine"] * total
    for number, fault in enumerate(faults):
        kinds[(number * 13) % total] = fault
    names = {"nohead": ".pdf"}
    return [
        (f"http://{HOSTS[n % len(HOSTS)]}:{port}/{kind}/{n}{names.get(kind, '')}", kind)
        for n, kind in enumerate(kinds)
    ]


# ---- the server --------------------------------------------------------------------------------


@dataclass
class Counts:
    requests: int = 0
    peak: int = 0
    peak_host: int = 0
    closest: float = 9.0
    flying: Counter[str] = field(default_factory=Counter)
    last: dict[str, float] = field(default_factory=dict)
    seen: Counter[str] = field(default_factory=Counter)
    hits: dict[str, int] = field(default_factory=lambda: defaultdict(int))


class Server(asyncio.Protocol):
    counts = Counts()

    def __init__(self) -> None:
        self.buffer = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport
        self.host = transport.get_extra_info("sockname")[0]

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        while b"\r\n\r\n" in self.buffer:
            head, _, self.buffer = self.buffer.partition(b"\r\n\r\n")
            method, path, _ = head.split(b" ", 2)
            counts, now = Server.counts, time.monotonic()
            counts.requests += 1
            counts.flying[self.host] += 1
            counts.peak = max(counts.peak, sum(counts.flying.values()))
            counts.peak_host = max(counts.peak_host, counts.flying[self.host])
            counts.closest = min(counts.closest, now - counts.last.get(self.host, 0))
            counts.last[self.host] = now
            asyncio.get_running_loop().call_later(LATENCY, self.answer, method, path)

    def answer(self, method: bytes, path: bytes) -> None:
        Server.counts.flying[self.host] -= 1
        kind = path.split(b"/")[1].decode()
        key = f"{self.host}{path.decode()}"
        Server.counts.seen[key] += 1
        again = Server.counts.seen[key] > 1
        body, more = b"<!doctype html><title>A page</title><p>Words for families.", b""
        status = b"200 OK"
        if kind in ("gone", "robots.txt"):
            status = b"404 Not Found"
        elif kind == "forbidden":
            status = b"403 Forbidden"
        elif kind == "moved":
            status, more = b"301 Moved", b"Location: " + path.replace(b"moved", b"fine") + b"\r\n"
        elif kind == "nohead" and method == b"HEAD":
            status = b"405 Not Allowed"
        elif kind == "busy" and not again:
            status = b"503 Busy"
        elif kind == "often" and not again:
            status, more = b"429 Too Many", b"Retry-After: 1\r\n"
        head = b"HTTP/1.1 %s\r\nContent-Type: text/html\r\nContent-Length: %d\r\n%s\r\n"
        if not self.transport.is_closing():
            self.transport.write(head % (status, len(body), more))
            if method != b"HEAD":
                self.transport.write(body)


def serve(pipe: Connection) -> None:
    async def run() -> None:
        loop = asyncio.get_running_loop()
        port = 0
        for host in HOSTS:
            server = await loop.create_server(Server, host, port, backlog=512)
            port = server.sockets[0].getsockname()[1]
        pipe.send(port)
        while True:
            await asyncio.sleep(0.01)
            if pipe.poll():
                pipe.recv()
                counts, Server.counts = Server.counts, Counts()
                pipe.send((counts.requests, counts.peak, counts.peak_host, counts.closest))

    with contextlib.suppress(EOFError, KeyboardInterrupt):
        asyncio.run(run())


# ---- the ideal ---------------------------------------------------------------------------------


def ideal(links: Sequence[tuple[str, str]], at_once: int, delay: float, *, robots: bool) -> float:
    """Seconds of a checker that costs nothing, at the pace allowed; the slowest host decides."""
    by_host: dict[str, Counter[str]] = defaultdict(Counter)
    for url, kind in links:
        by_host[url.split("/")[2]][kind] += 1
    slowest = 0.0
    for kinds in by_host.values():
        requests = sum(kinds.values()) + robots
        requests += kinds["moved"] + kinds["busy"] + kinds["often"] + bool(kinds["nohead"])
        spacing = max(delay, LATENCY / at_once)
        slowest = max(slowest, (requests - 1) * spacing + LATENCY + kinds["often"] * (1 - delay))
    return slowest


# ---- the runs ----------------------------------------------------------------------------------


@dataclass
class Row:
    name: str
    seconds: float
    work: float  # seconds of a core
    requests: int
    peak_host: int
    closest: float
    found: int
    wrong: int
    ideal: float


def pages(folder: Path, links: Sequence[tuple[str, str]]) -> None:
    for part in range(3):
        listed = "\n".join(f'<a href="{url}">x</a>' for url, _ in links[part::3])
        text = f"<!doctype html><title>{part}</title><body>{listed}</body>"
        (folder / f"page{part}.html").write_text(text, "utf-8")


class Bench:
    def __init__(self) -> None:
        ours, theirs = Pipe()
        self.pipe = ours
        self.process = Process(target=serve, args=(theirs,), daemon=True)
        self.process.start()
        self.port: int = ours.recv()
        self.links = addresses(self.port)
        self.rows: list[Row] = []
        # Where an installed program would find its modules compiled.
        self.compiled = tempfile.TemporaryDirectory()
        self.env = {
            **os.environ,
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": self.compiled.name,
        }

    def warm(self, command: Sequence[str]) -> None:
        """Run it once, unmeasured, with one link that nobody answers."""
        with tempfile.TemporaryDirectory() as folder:
            page = f'<!doctype html><title>A</title><a href="http://{HOSTS[0]}:1/">a</a>'
            (Path(folder) / "index.html").write_text(page, "utf-8")
            subprocess.run(  # noqa: S603
                command, cwd=folder, capture_output=True, check=False, timeout=900, env=self.env
            )

    def counts(self) -> tuple[int, int, int, float]:
        self.pipe.send("counts")
        got: tuple[int, int, int, float] = self.pipe.recv()
        return got

    def run(
        self,
        name: str,
        command: Sequence[str],
        broken: Callable[[str], set[str]],
        best: float,
        files: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self.counts()
        with tempfile.TemporaryDirectory() as folder:
            pages(Path(folder), self.links)
            for file, text in files.items():
                (Path(folder) / file).write_text(text, "utf-8")
            began, before = time.monotonic(), _work()
            done = subprocess.run(  # noqa: S603
                command, cwd=folder, capture_output=True, text=True, check=False, timeout=900,
                env=self.env,
            )  # fmt: skip
            seconds, work = time.monotonic() - began, _work() - before
        requests, _, peak_host, closest = self.counts()
        try:
            told = broken(done.stdout)
        except (ValueError, KeyError):
            raise SystemExit(f"{name}: {done.stdout[-500:]}{done.stderr[-500:]}") from None
        gone = {url for url, kind in self.links if kind == "gone"}
        found, wrong = len(told & gone), len(told - gone)
        row = Row(name, seconds, work, requests, peak_host, closest, found, wrong, best)
        self.rows.append(row)
        show(row)


def _work() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def ours(text: str) -> set[str]:
    """What we call dead: warnings of a first run that say 404."""
    found = json.loads(text)["findings"]
    return {
        f["message"].partition("goes to ")[2].partition(", which")[0]
        for f in found
        if f["check"] == "unreachable-link" and f["severity"] != "note"
    }


def lychee(text: str) -> set[str]:
    failed = json.loads(text)
    lists = [*failed["error_map"].values(), *failed.get("timeout_map", {}).values()]
    return {one["url"] for some in lists for one in some}


def linkinator(text: str) -> set[str]:
    return {one["url"] for one in json.loads(text)["links"] if one["state"] == "BROKEN"}


def show(row: Row) -> None:
    sys.stdout.write(
        f"| {row.name} | {row.seconds:.1f} | {row.seconds / row.ideal:.2f} × | {row.work:.1f} "
        f"| {row.requests:,} "
        f"| {row.peak_host} | {row.closest * 1000:.0f} ms | {row.found} of 50 | {row.wrong} |\n"
    )
    sys.stdout.flush()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lychee", help="the program, where it is installed")
    parser.add_argument("--linkinator", help="the program, where it is installed")
    given = parser.parse_args(arguments)
    bench = Bench()
    sys.stdout.write(
        "| tool | seconds | beside the ideal | work of a core | requests | most at once of a host "
        "| closest | gone, found | wrongly broken |\n|---|---|---|---|---|---|---|---|---|\n"
    )
    allow = [word for host in HOSTS for word in ("--allow-host", host)]
    command = [sys.executable, "-m", "publish", "check-links", ".", "--format", "json", *allow]
    bench.warm(command)
    for name, delay, at_once in (
        ("local-offer, as it comes (2 at once, 250 ms)", 0.25, 2),
        ("local-offer, 10 at once, 50 ms", 0.05, 10),
    ):
        pace = f"links: {{pace: {{delay_seconds: {delay}, at_once: {at_once}}}}}\n"
        best = ideal(bench.links, at_once, delay, robots=True)
        bench.run(name, command, ours, best, {"local-offer.yml": pace})
    usual = ideal(bench.links, 10, 0.05, robots=False)
    if given.lychee:
        base = [given.lychee, "--no-progress", "--format", "json", "--root-dir", ".", "."]
        bench.run("lychee, as it comes (10 at once, 50 ms)", base, lychee, usual)
    if given.linkinator:
        base = [
            given.linkinator,
            "page0.html",
            "page1.html",
            "page2.html",
            "--format",
            "json",
            "--verbosity",
            "error",
        ]
        bench.run("linkinator, as it comes (no pace)", base, linkinator, usual)
        more = [*base, "--retry", "--retry-errors"]
        bench.run("linkinator, --retry --retry-errors", more, linkinator, usual)
    bench.process.terminate()
    bench.compiled.cleanup()
    return 0


if __name__ == "__main__":
    sys.exit(main())
