"""How the time of a build grows with one page that nobody should have written.

    python -m benchmarks.monsters [NAME …] [--size 100000] [--limit 120] [--profile]

Makes a page of each shape below of about so many letters, and one twice as large, and builds and
checks each in a process of its own. Prints the seconds of processors of each part: Markdown
(MkDocs and Python-Markdown without us), the plugin's own work, reading what was built, the
checks, and the reports. Only what is ours is compared: ends with 1 when twice the page costs more
than 2.3 times, where that is long enough to be measured. `--profile` prints where one goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from benchmarks.directory import ROOT

MOST = 2.3
LEAST = 1.0  # seconds: less is not compared
TODAY = date(2026, 11, 22)
PARTS = ("markdown", "plugin", "read", "checks", "reports")


def _times(piece: str) -> Callable[[int], str]:
    return lambda size: piece * (size // len(piece))


def _each(piece: str, between: str = "") -> Callable[[int], str]:
    """A piece over and over, with a number of its own where it has {n} and letters at {a}."""

    def make(size: int) -> str:
        number = size // (len(piece) + len(between) + 2)
        return between.join(piece.format(n=n, a=_letters(n)) for n in range(number))

    return make


def _letters(number: int) -> str:
    return "".join(chr(65 + number // 26**place % 26) for place in range(3))


def _rows(size: int) -> str:
    row = "| Call 01865 {n} | from 9am to 5pm | 3 March 2025 |\n"
    return "| Who | When | Since |\n| --- | --- | --- |\n" + _each(row)(size)


SHAPES: dict[str, Callable[[int], str]] = {
    "letters": _times("A"),
    "capitals": lambda size: "A" * (size // 2) + " " + _times("Aa ")(size // 2),
    "small": _times("a"),
    "words": _times("word "),
    "brackets": _times("( "),
    "round": _times("("),
    "digits": _times("0"),
    "groups": _times("07 "),
    "ones": _times("1 "),
    "ats": _times("@"),
    "dots": _times("a."),
    "hyphens": _times("a-"),
    "mails": _each("office{n}@anywhere.gov.uk "),
    "acronyms": _each("AB{a} works. "),
    "headings": _each("## Heading {n}\n\nText {n}.\n\n"),
    "same-headings": _each("## Heading\n\nText.\n\n"),
    "long-heading": lambda size: "## " + _times("word ")(size),
    "paragraph": _each(
        "The child number {n} goes to school, and the team helps on Monday at 9am. "
    ),
    "one-sentence": _each("the child number {n} goes to school and "),
    "paragraphs": _each("The child number {n} goes to school. The team helps at 9am.\n\n"),
    "links": _each("[Page {n}](https://example.org/{n}) "),
    "bare-links": _each("https://example.org/{n} "),
    "anchors": _each("[Page {n}](#page-{n}) "),
    "pictures": _each("![](a{n}.png)\n\n"),
    "rows": _rows,
    "list": _each("- item {n} at 12pm\n"),
    "faults": _each("Meet at 12pm on 07881 2345{n}.\n\n"),
    "lower": _times("<"),
    "square": _times("["),
    "braces": _times("{{"),
    "stars": _times("*"),
    "ticks": _times("`"),
    "ticks-each": lambda size: " ".join("`" * (n % 300 + 1) for n in range(size // 150)),
    "spaces": lambda size: "a" + " " * size + "b",
    "blank-lines": lambda size: "a" + "\n" * size + "b",
    "tabs": lambda size: "a" + "\t" * size + "b",
    "equals": lambda size: "a\n\n" + "=" * size + "\n\nb",
    "dashes": lambda size: "a\n\n" + "-" * size + "\n\nb",
    "underscores": lambda size: "a" + "_" * size + "b",
    "spans": lambda size: "<b>" * (size // 3) + "x",
    "divs": lambda size: "<div>" * (size // 11) + "x" + "</div>" * (size // 11),
    "elements": _each('<p id="p{n}">Text {n}</p>\n'),
    "comments": _times("<!-- local-offer: waive "),
    "opened": _times("<!-- "),
    "waivers": _each(
        "<!-- local-offer: waive date-style until 2027-05-22 because the law -->\nAt 12pm {n}.\n\n"
    ),
    "quotes": _times("> word\n\n"),
    "phone": _each("01865 81{n} "),
    "names": _each("Contact Sarah Jones or Mohammed Iqbal, our SENCO. "),
    "name-words": _times("Sarah "),
    "dates": _each("It will open on 3 March 2025 at 12pm. "),
    "times": _times("12:30 "),
    "postcodes": _times("OX4 1XX "),
    "quotation": _times("“a "),
    "footnotes": _each("Word[^{n}]\n\n[^{n}]: Said {n}.\n\n"),
    "entities": _times("&nbsp;"),
    "emphasis": _times("**a "),
    "attributes": lambda size: "<p " + _each('data-a{n}="1" ')(size) + ">x</p>",
}


def measure(name: str, size: int, *, profile: bool = False) -> dict[str, float]:
    """Seconds of processors of each part, of a page of this shape and size."""
    _build(name, 200, profile=False)  # so that what is read once for all pages is read
    return _build(name, size, profile=profile)


def _build(name: str, size: int, *, profile: bool) -> dict[str, float]:
    from checks import load, pack, run  # noqa: PLC0415 (what is measured begins here)
    from checks.reporters import REPORTERS  # noqa: PLC0415
    from checks.suite import CHECKS  # noqa: PLC0415
    from publish import plugin  # noqa: PLC0415
    from tests import tiny  # noqa: PLC0415

    own = 0.0

    def counted(method: Callable[..., Any]) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            nonlocal own
            start = time.process_time()
            try:
                return method(*given, **named)
            finally:
                own += time.process_time() - start

        return call

    for event in [key for key in vars(plugin.LocalOfferPlugin) if key.startswith("on_")]:
        setattr(plugin.LocalOfferPlugin, event, counted(getattr(plugin.LocalOfferPlugin, event)))
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        tiny.write(root, {"docs/page.md": tiny.page(SHAPES[name](size)), "mkdocs.yml": _config()})
        law = pack.load()
        profiler = cProfile.Profile()
        if profile:
            profiler.enable()
        clock = [time.process_time()]
        plugin.build(root / "mkdocs.yml", root / "site", TODAY, None)
        clock.append(time.process_time())
        site = load.load(root, root / "site")
        clock.append(time.process_time())
        report = run.run(site, law, run.Chosen(CHECKS, TODAY))
        clock.append(time.process_time())
        for kind in ("text", "json", "html"):
            REPORTERS[kind](report)
        clock.append(time.process_time())
        if profile:
            profiler.disable()
            pstats.Stats(profiler).sort_stats("tottime").print_stats(25)
    built, read, checked, told = (b - a for a, b in pairwise(clock))
    return dict(zip(PARTS, (built - own, own, read, checked, told), strict=True))


def _config() -> str:
    """A tiny site's, with the extensions of the real one."""
    from tests import tiny  # noqa: PLC0415

    real = (ROOT / "mkdocs.yml").read_text("utf-8")
    extensions = real[real.index("markdown_extensions:") : real.index("plugins:")]
    return tiny.CONFIG.replace("markdown_extensions: [attr_list, tables]\n", extensions)


def _apart(name: str, size: int, limit: float) -> dict[str, float] | None:
    """As `measure`, in a process of its own; None when that takes longer than the limit."""
    command = [sys.executable, "-m", "benchmarks.monsters", name, "--size", str(size), "--one"]
    try:
        done = subprocess.run(  # noqa: S603 (our own command)
            command, cwd=ROOT, capture_output=True, text=True, timeout=limit, check=False
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise SystemExit(f"{name}: {done.stderr}")
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", choices=[[], *SHAPES], metavar="NAME")
    parser.add_argument("--size", type=int, default=100_000)
    parser.add_argument("--limit", type=float, default=120)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    wanted = parser.parse_args(arguments)
    if wanted.one or wanted.profile:
        for name in wanted.names:
            sys.stdout.write(json.dumps(measure(name, wanted.size, profile=wanted.profile)) + "\n")
        return 0
    failed = False
    sys.stdout.write(f"{'':14}" + "".join(f"{part:>16}" for part in PARTS) + "   ours\n")
    for name in wanted.names or SHAPES:
        small, large = (_apart(name, n * wanted.size, wanted.limit) for n in (1, 2))
        if small is None or large is None:
            failed = True
            sys.stdout.write(f"{name:14} took longer than {wanted.limit:.0f} s\n")
            continue
        ours = [sum(one[part] for part in PARTS[1:]) for one in (small, large)]
        ratio = ours[1] / ours[0]
        slow = ours[1] > LEAST and ratio > MOST
        failed |= slow
        sys.stdout.write(
            f"{name:14}"
            + "".join(f"{small[part]:8.2f}{large[part]:8.2f}" for part in PARTS)
            + f"{ours[1]:7.2f} s, {ratio:4.2f} times{' !' if slow else ''}\n"
        )
        sys.stdout.flush()
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
