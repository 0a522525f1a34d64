"""A copy of the project with a directory of as many services as are asked for.

The services are made up from the words of the shipped ones, with names that no two share, so
that pages, words and filters grow as they would in a large county. Same number, same bytes.
"""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

import yaml

from checks import parse

ROOT = Path(__file__).parent.parent

_THINGS = (
    "Swimming Club", "Family Group", "Play Scheme", "Drop-in", "Youth Club", "Therapy Team",
    "Riding Group", "Music Sessions", "Holiday Club", "Advice Line", "Sports Project", "Art Group",
    "Short Breaks", "Nursery Team", "Travel Project", "Job Club", "Sensory Room", "Choir",
)  # fmt: skip
_STARTS = ("Ash", "Bram", "Cold", "Dun", "Elm", "Fern", "Gar", "Hazel", "Ivy", "Kel", "Lin", "Mar",
           "North", "Oak", "Pen", "Row", "Stan", "Thorn", "Up", "Wil")  # fmt: skip
_ENDS = ("bridge", "bury", "combe", "croft", "den", "field", "ford", "ham", "hurst", "ing",
         "low", "mere", "mouth", "sted", "stow", "thorpe", "ton", "wick", "worth")  # fmt: skip


def make(root: Path, services: int) -> Path:
    """A project in `root` with so many services in all; its mkdocs.yml."""
    for name in ("docs", "theme"):
        shutil.copytree(ROOT / name, root / name)
    for name in ("local-offer.yml", "mkdocs.yml"):
        shutil.copy(ROOT / name, root / name)
    folder = root / "docs/services"
    shipped = [file for file in sorted(folder.glob("*.md")) if file.name != "index.md"]
    sentences = [sentence for file in shipped for sentence in _sentences(file)]
    words = yaml.safe_load((root / "local-offer.yml").read_text("utf-8"))["vocabularies"]
    chance = random.Random(services)  # noqa: S311 (nothing here is secret)
    for number in range(services - len(shipped)):
        text = _service(number, chance, sentences, words)
        (folder / f"made-{number}.md").write_text(text, encoding="utf-8", newline="\n")
    return root / "mkdocs.yml"


def _sentences(file: Path) -> Iterator[str]:
    """The plain sentences of a service."""
    for line in parse.split(file.read_text("utf-8")).body.splitlines():
        if line and line[0].isalpha() and not set(line) & set("[]<>*_{}|`("):
            yield from (f"{sentence.rstrip('.')}." for sentence in line.split(". ") if sentence)


def _service(
    number: int, chance: random.Random, sentences: Sequence[str], words: dict[str, dict[str, str]]
) -> str:
    start, end = _STARTS[number % len(_STARTS)], _ENDS[number // len(_STARTS) % len(_ENDS)]
    turn = number // (len(_STARTS) * len(_ENDS))
    title = f"{start}{end} {_THINGS[(number + turn) % len(_THINGS)]}" + (
        f" {turn + 1}" * (turn > 0)
    )
    low = chance.choice((0, 0, 5, 11, 16))
    matter = {
        "title": title,
        "summary": chance.choice(sentences)[:160],
        "owner": "directory",
        "last_reviewed": "2026-11-22",
        "provider": f"{start}{end} Trust",
        "topics": chance.sample(sorted(words["topics"]), 2),
        "needs": chance.sample(sorted(words["needs"]), chance.choice((1, 1, 2))),
        "age_min": low,
        "age_max": chance.choice([age for age in (5, 11, 18, 25) if age > low]),
        "areas": [chance.choice(sorted(words["areas"]))],
        "cost": chance.choice(sorted(words["cost"])),
        "referral": chance.choice(("self", "professional", "either")),
        "online": chance.random() < 0.2,
        "siblings": chance.random() < 0.3,
        "wheelchair": chance.random() < 0.6,
        "status": "active",
    }
    paragraphs = (" ".join(chance.sample(sentences, 4)) for _ in range(chance.choice((2, 3, 4))))
    head = yaml.safe_dump(matter, allow_unicode=True, sort_keys=False)
    return f"---\n{head}---\n\n" + "\n\n".join(paragraphs) + "\n"
