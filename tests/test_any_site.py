"""Whatever editors write: every check over whole sites that are put together at random.

The pieces are the pages of all tiny sites, cut and shuffled, so that every check has something
to find and meets what others were made for.
"""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest

from checks import load, run
from checks.model import Report
from checks.reporters import text
from checks.suite import CHECKS
from tests import tiny

PAGES = [
    file.read_bytes().decode()
    for file in sorted((Path(__file__).parent / "sites").glob("*/docs/**/*.md"))
    if file.stem.startswith(("good", "bad"))
]
ODD = (
    "\r\n", "\r", "\t", "\u2028", "\f", "\0", "\ufeff", "<div>", "</div>", "<!--", "-->", "```",
    "    ", "| a |", "<b", "&", "{", "[", "](", "](http://[a)", "# ", "> ", "***", "<template>",
)  # fmt: skip


def page(draw: random.Random) -> str:
    """A page whose front matter is whole, of pieces of other pages that are not."""
    body: list[str] = []
    for piece in draw.choices(PAGES, k=draw.randint(1, 4)):
        start = draw.randint(0, len(piece) // 2)
        body += (piece[start : start + draw.randint(0, 1500)], draw.choice(ODD))
    return tiny.page(draw.choice(["", "\n"]).join(body), draw.choice(["Money", "Play", "money"]))


def sound(report: Report, root: Path) -> None:
    """A report that an editor can work with."""
    assert not report.failures
    for finding in report.findings:
        file = next(f for f in (root / finding.path, root / "site" / finding.path) if f.is_file())
        lines = file.read_bytes().decode("utf-8", "replace").count("\n") + 1
        assert 1 <= finding.line <= lines, finding
        assert finding.fix.strip(), finding
        assert finding.message.strip(), finding
    told = Counter((f.check, f.path, f.line, f.message, f.requirement) for f in report.findings)
    assert [what for what, times in told.items() if times > 1] == []


@pytest.mark.parametrize("seed", range(20))
def test_any_site(tmp_path, law, today, seed):
    """Nothing breaks down, every finding has its line and is said once, and again the same."""
    draw = random.Random(seed)
    files = {f"docs/0-4/page-{number}.md": page(draw) for number in range(draw.randint(1, 8))}
    site = tiny.built(tmp_path, files, today)
    chosen = run.Chosen(CHECKS, today)
    report = run.run(site, law, chosen)
    sound(report, tmp_path)
    again = run.run(load.load(tmp_path, tmp_path / "site"), law, chosen)
    assert text.render(again) == text.render(report)
    sound(run.run(load.load_folder(tmp_path / "site"), law, chosen), tmp_path)
