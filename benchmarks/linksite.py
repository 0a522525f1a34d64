"""A site to check links on: 2,000 pages by MkDocs and Material, with 160 faults planted.

    python -m benchmarks.linksite DIR [--pages 2000]

Writes DIR/project (Markdown), DIR/site (HTML) and DIR/planted.txt (what is wrong: a kind and an
address, each unlike any other). The same every time, so that figures can be compared.
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

SECTIONS = 40
CONFIG = """\
site_name: Anywhere Local Offer
site_url: https://anywhere.gov.uk/
theme:
  name: material
  font: false
  features: [navigation.prune, navigation.tabs, navigation.indexes, navigation.top]
markdown_extensions: [admonition, attr_list, tables, {toc: {permalink: true}}]
plugins: [search]
validation: {omitted_files: ignore, absolute_links: ignore, unrecognized_links: ignore,
             anchors: ignore, not_found: ignore}
"""
WORDS = """
help support family child young person school health care plan review short break session worker
team council assessment needs advice carer sibling transport funding therapy speech language
autism hearing sight nursery college training work friend activity place week month ring write
visit form letter meeting right choice decision
""".split()  # noqa: SIM905 (words read better in lines)
# How many of each kind of fault.
PLANTED = {"page": 60, "place": 60, "capital": 10, "picture": 20, "file": 10}
HEADINGS = 7


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=2000)
    given = parser.parse_args(arguments)
    make(given.folder, given.pages)
    return 0


def make(folder: Path, pages: int = 2000) -> None:
    """Write the project, plant the faults and build the site."""
    chance = random.Random(2026)  # noqa: S311 (not a secret)
    folder = folder.resolve()
    docs = folder / "project" / "docs"
    names = [f"section-{n % SECTIONS:02}/page-{n // SECTIONS:03}.md" for n in range(pages)]
    texts = {name: list(_lines(name, names, chance)) for name in names}
    for name in {name.partition("/")[0] for name in names}:
        texts[f"{name}/index.md"] = [f"# {name.capitalize()}", "", "Words."]
    texts["index.md"] = ["# Welcome", "", "Words."]
    planted = list(_faults(names, chance))
    hosts = chance.sample(names, len(planted))
    for host, (_, address) in zip(hosts, planted, strict=True):
        picture = address.endswith(".png")
        texts[host].append(f"\n{'!' if picture else ''}[something]({address})")
    for name, lines in texts.items():
        file = docs / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("\n".join(lines) + "\n", "utf-8")
    for number in range(50):
        (docs / "files").mkdir(exist_ok=True)
        (docs / "files" / f"form-{number}.pdf").write_bytes(b"%PDF-1.4\n")
        (docs / "files" / f"picture-{number}.png").write_bytes(b"\x89PNG\r\n")
    (folder / "project" / "mkdocs.yml").write_text(CONFIG, "utf-8")
    build = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    where = ["--config-file", folder / "project" / "mkdocs.yml", "--site-dir", folder / "site"]
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "true"}
    subprocess.run([*build, *where], check=True, env=quiet)  # noqa: S603 (our own interpreter)
    lines = [f"{kind} {address}\n" for kind, address in planted]
    (folder / "planted.txt").write_text("".join(lines), "utf-8")


def _lines(name: str, names: Sequence[str], chance: random.Random) -> Iterator[str]:
    """A page: its headings, and under each words, links, a picture or a form."""
    yield f"# {name.removesuffix('.md').replace('/', ' ').capitalize()}"
    for number in range(HEADINGS):
        yield f"\n## Part {number} of this page\n"
        for _ in range(11):
            yield " ".join(chance.choices(WORDS, k=90)).capitalize() + ".\n"
        other, third = chance.sample(names, 2)
        yield f"Go to [{chance.choice(WORDS)}](../{other}) or [a part of it]"
        yield f"(../{third}#part-{chance.randrange(HEADINGS)}-of-this-page)."
        if number % 6 == 0:
            yield f"\n![A drawing](../files/picture-{chance.randrange(50)}.png)"
        if number % 6 == 1:
            yield f"\n[A form](../files/form-{chance.randrange(50)}.pdf)"
        if number % 6 == 2:
            yield "\n[Elsewhere](https://www.example.org/x) [Mail](mailto:a@anywhere.gov.uk)"


def _faults(names: Sequence[str], chance: random.Random) -> Iterator[tuple[str, str]]:
    for kind, count in PLANTED.items():
        for number in range(count):
            other = chance.choice(names)
            yield (
                kind,
                {
                    "page": f"../section-{number % SECTIONS:02}/gone-{number:03}.md",
                    "place": f"../{other}#gone-{number:03}",
                    "capital": f"../{other}#Part-{number}-Of-This-Page",
                    "picture": f"../files/gone-{number:03}.png",
                    "file": f"../files/gone-{number:03}.pdf",
                }[kind],
            )


if __name__ == "__main__":
    sys.exit(main())
