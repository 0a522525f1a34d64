"""Internal links and places of one folder of HTML: our checker beside others, in one run.

    python -m benchmarks.links DIR [--runs 3] [--only TOOL] [--tools FOLDER]

DIR is what `python -m benchmarks.linksite DIR` wrote. Each tool that is found on the PATH, or in
a folder named with --tools (repeatable), is run in turn; those that are not are named. Shown are
the median time, the processor's time, the largest memory of one process, and of the planted
faults those that the tool's output names. Ours is run once before, unmeasured, so that its modules
are compiled, as pip does when it installs. Seconds are this machine's; the ratios are what to
compare. A tool that needs a server gets one on loopback.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from checks import browser

# A tool's name here, its command's name, and what it is asked. {site}, {address} and {rc}
# are filled in; those that crawl are served.
COMMANDS = {
    "local-offer": (
        sys.executable,
        "-m publish check-site {site} --only broken-link --only broken-anchor --format json",
    ),
    "lychee": (
        "lychee",
        (
            "--offline --include-fragments --root-dir {site} --index-files index.html "
            "--no-progress --extensions html --format json {site}"
        ),
    ),
    "linkinator": (
        "linkinator",
        "{site} --recurse --check-fragments --skip https:// --format json --verbosity error",
    ),
    "html-proofer": (
        "htmlproofer",
        "--disable-external --allow-missing-href --empty-alt-ignore {site}",
    ),
    "LinkChecker": (
        "linkchecker",
        "-f {rc} --no-robots -o csv {address}/",
    ),
}
RC = "[checking]\nthreads=10\nmaxrequestspersecond=5000\n[AnchorCheck]\n"


@dataclass(frozen=True)
class Run:
    """One run of a tool."""

    wall: float
    cpu: float
    memory: int  # MB, of its largest process
    output: str


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", action="append", choices=list(COMMANDS), default=[])
    parser.add_argument("--tools", action="append", default=[], metavar="FOLDER")
    given = parser.parse_args(arguments)
    folder = given.folder.resolve()
    planted = [
        line.split()[1] for line in (folder / "planted.txt").read_text("utf-8").split("\n")[:-1]
    ]
    path = os.pathsep.join([*given.tools, os.environ.get("PATH", "")])
    found = {
        name: command
        for name in given.only or COMMANDS
        if (command := shutil.which(COMMANDS[name][0], path=path))
    }
    absent = [name for name in given.only or COMMANDS if name not in found]
    runs: dict[str, list[Run]] = {name: [] for name in found}
    with (
        browser.served(folder / "site", _Handler) as address,
        tempfile.TemporaryDirectory() as scratch,
    ):
        rc = Path(scratch) / "rc"
        rc.write_text(RC, "utf-8")
        # Where an installed program would find its modules compiled.
        compiled = {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": f"{scratch}/compiled"}

        def once(name: str) -> Run:
            options = COMMANDS[name][1].format(site=folder / "site", address=address, rc=rc)
            settings = {**os.environ, **compiled} if name == "local-offer" else os.environ
            return run([found[name], *options.split()], Path(scratch) / "out", settings)

        if "local-offer" in found:
            once("local-offer")
        for _ in range(given.runs):  # in turn, so that a busy minute meets all of them
            for name in found:
                runs[name].append(once(name))
    base = statistics.median(r.wall for r in runs["local-offer"]) if "local-offer" in runs else 1
    sys.stdout.write("| tool | seconds | beside ours | processor | memory | planted found |\n")
    sys.stdout.write("|---|---|---|---|---|---|\n")
    for name, each in runs.items():
        wall = statistics.median(r.wall for r in each)
        seen = sum(named(address, each[-1].output) for address in planted)
        sys.stdout.write(
            f"| {name} | {wall:.2f} | {wall / base:.2f} × "
            f"| {statistics.median(r.cpu for r in each):.2f} | {max(r.memory for r in each)} MB "
            f"| {seen} of {len(planted)} |\n"
        )
    if absent:
        sys.stdout.write(f"\nNot found, so not run: {', '.join(absent)}.\n")
    return 0


def named(address: str, output: str) -> bool:
    """Whether a tool's output tells of a planted fault: by the part that nothing else has."""
    part = address.rpartition("/")[2]
    if "#" in address:
        return address.partition("#")[2] in output
    return part.removesuffix(".md") in output


def run(command: Sequence[str], output: Path, settings: Mapping[str, str]) -> Run:
    """Run a command to its end and measure it, with all the processes it starts."""
    with output.open("wb") as stream:
        start = time.perf_counter()
        process = os.posix_spawn(
            command[0],
            command,
            settings,
            file_actions=[
                (os.POSIX_SPAWN_DUP2, stream.fileno(), 1),
                (os.POSIX_SPAWN_DUP2, stream.fileno(), 2),
            ],
        )
        _, _, used = os.wait4(process, 0)
        wall = time.perf_counter() - start
    text = output.read_text("utf-8", errors="replace")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, text)


class _Handler(browser.Quiet):
    """Tells LinkChecker that it may ask as fast as it likes."""

    def end_headers(self) -> None:
        self.send_header("LinkChecker", "Allowed")
        super().end_headers()


if __name__ == "__main__":
    sys.exit(main())
