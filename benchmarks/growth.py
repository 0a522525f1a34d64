"""How the time of a build grows with the directory.

    python -m benchmarks.growth [--services 1000]

Builds a generated directory (benchmarks/directory.py) and one twice as large with
`local-offer build`: pages, search index and checks. The time compared is that of processors,
Pagefind's included, so that other work on the machine does not count. Ends with 1 when twice
the services cost more than 2.2 times, or when a service stands in the menu.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from benchmarks import directory

MOST = 2.2
TODAY = "2026-11-22"


@dataclass(frozen=True)
class Built:
    """One build: seconds of processors and of the clock, MB of memory, services in the menu."""

    processors: float
    clock: float
    memory: float
    in_menu: int
    page: int  # bytes of one service's page


def build(root: Path, services: int) -> Built:
    directory.make(root, services)
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run(  # noqa: S603 (our own command)
        [sys.executable, "-m", "publish", "build", "--today", TODAY],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(directory.ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode not in (0, 1):  # 1 says that there are findings
        raise SystemExit(done.stderr or done.stdout)
    page = root / "site/services/sendiass-oxfordshire/index.html"
    tree = LexborHTMLParser(page.read_text("utf-8"))
    addresses = [link.attributes.get("href") or "" for link in tree.css(".lo-nav a, .md-tabs a")]
    return Built(
        after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime,
        clock,
        after.ru_maxrss / 1024,
        sum("made-" in address for address in addresses) if addresses else -1,
        page.stat().st_size,
    )


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--services", type=int, default=1000)
    wanted = parser.parse_args(arguments).services
    built: list[Built] = []
    for number in (wanted, 2 * wanted):
        with tempfile.TemporaryDirectory() as folder:
            one = build(Path(folder), number)
        built.append(one)
        sys.stdout.write(
            f"{number:5} services: {one.processors:6.1f} s of processors, {one.clock:6.1f} s, "
            f"{one.memory:.0f} MB at most, a page {one.page / 1000:.1f} kB, "
            f"{one.in_menu} services in the menu\n"
        )
    small, large = built
    ratio = large.processors / small.processors
    sys.stdout.write(f"twice the services: {ratio:.2f} times (at most {MOST})\n")
    return 1 if ratio > MOST or small.in_menu or large.in_menu else 0


if __name__ == "__main__":
    sys.exit(main())
