"""The main job: build, check, write the reports, and swap the new site in.

Everything is made in a folder beside the site and put in its place whole. A build that fails
or is stopped leaves the last good site and its reports as they were.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import yaml

from checks import cli, load
from checks.lined import unreadable
from checks.model import CannotRun, Report
from checks.reporters import REPORTERS
from publish import compliance, plugin, printing

SCRATCH = ".local-offer"
REPORTS = "reports"
_FILES = {"check.txt": "text", "check.json": "json", "check.html": "html"}
_DAY = 24 * 60 * 60


class Stages(Protocol):
    """Says which stage has begun ("Building" "the site"); gives back how to count in it."""

    def __call__(self, what: str, of: str, noun: str) -> load.Progress: ...


@dataclass(frozen=True, slots=True)
class Built:
    """What came of a build."""

    report: Report
    warnings: tuple[str, ...]  # MkDocs' own
    booklets: int
    missing: str  # why there are no booklets


def build(chosen: cli.Options, stage: Stages) -> Built:
    """Build and check the project in `chosen.root`.

    Raises CannotRun, having changed nothing, when there is nothing to build or it fails.
    """
    root = chosen.root
    load.project(root)
    _readable(root / load.CONFIG)
    reports = root / REPORTS
    for folder in (chosen.site, reports):
        if folder.exists() and not folder.is_dir():
            raise CannotRun(
                f"{load.shown(folder, root)}: a file has this name. Move it away; "
                "a folder must go here."
            )
    _ours(chosen.site, root)
    with _scratch(root) as scratch:
        site_dir = scratch / "site"
        warnings = plugin.build(
            root / load.CONFIG, site_dir, chosen.today, stage("Building", "the site", "page")
        )
        site = load.load(
            root,
            site_dir,
            stage("Checking", "the site", "page"),
            kinds=chosen.choice.kinds,
        )
        outcome = printing.build(
            chosen, site, site_dir, lambda: stage("Making", "the booklets", "booklet")
        )
        report = compliance.checked(outcome.site, site_dir, chosen.choice)
        (scratch / REPORTS).mkdir()
        for name, kind in _FILES.items():
            cli.write(scratch / REPORTS / name, REPORTERS[kind](report))
        _swap(((site_dir, chosen.site), (scratch / REPORTS, reports)), scratch, root)
    return Built(report, tuple(warnings), len(outcome.made), outcome.missing)


# Folders of the project that a build must never put a site in the place of.
_KEPT = ("docs", "theme", "checks", "publish", "handbook", "tests", "benchmarks", REPORTS, ".git")


def _ours(site: Path, root: Path) -> None:
    """Raise CannotRun unless `site` may be replaced: new, empty, or a site built before."""
    place, home = site.resolve(), root.resolve()
    name = load.shown(site, root)
    kept = next((k for k in _KEPT if (home / k) == place or (home / k) in place.parents), "")
    if kept or place == home or place in home.parents:
        raise CannotRun(
            f"--site: {name} holds other files of the project. Name a folder of its own."
        )
    if site.is_dir() and any(site.iterdir()) and not (site / "index.html").is_file():
        raise CannotRun(
            f"--site: {name} is a folder of other files, and a build would replace them. "
            "Name a new folder, or an empty one."
        )


def _readable(config: Path) -> None:
    """Raise CannotRun naming the line if mkdocs.yml is not YAML.

    Composed, not constructed: its tags (!ENV, !!python/name) are MkDocs' matter.
    """
    try:
        node = yaml.compose(config.read_text("utf-8-sig"))
    except OSError as error:
        raise CannotRun(f"{config.name}: can't be read ({error.strerror}).") from None
    except UnicodeDecodeError:
        raise CannotRun(f"{config.name}: this file is not UTF-8. Save it as UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        wrong = unreadable(error)
        raise CannotRun(f"{config.name}:{wrong.line}: can't be read: {wrong.problem}.") from None
    except yaml.reader.ReaderError as error:
        sign = f"an invisible character that can't stand here (U+{error.character:04X})"
        raise CannotRun(f"{config.name}: can't be read: {sign}.") from None
    except (yaml.YAMLError, RecursionError):
        raise CannotRun(f"{config.name}: can't be read: it is not YAML.") from None
    keys = node.value if isinstance(node, yaml.MappingNode) else []
    seen: set[object] = set()
    for key, _ in keys:
        if key.value in seen:
            line = key.start_mark.line + 1
            raise CannotRun(
                f"{config.name}:{line}: “{key.value}” is given twice. Keep one of them."
            )
        seen.add(key.value)


@contextmanager
def _scratch(root: Path) -> Iterator[Path]:
    """A folder of our own beside the site, gone afterwards whatever happens."""
    parent = root / SCRATCH
    try:
        parent.mkdir(exist_ok=True)
        # What a killed build left behind; a running one is younger than a day.
        for old in parent.iterdir():
            if old.stat().st_mtime < time.time() - _DAY:
                shutil.rmtree(old, ignore_errors=True)
        scratch = Path(tempfile.mkdtemp(dir=parent))
    except OSError as error:
        raise CannotRun(f"{SCRATCH}/: can't be written here ({error.strerror}).") from None
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
        # Another build may be at work in there.
        if not any(parent.iterdir()):
            shutil.rmtree(parent, ignore_errors=True)


def _swap(pairs: tuple[tuple[Path, Path], ...], scratch: Path, root: Path) -> None:
    """Put each new folder in the place of the old one, all or none."""
    done: list[tuple[Path, Path]] = []
    try:
        for number, (new, target) in enumerate(pairs):
            kept = scratch / f"old-{number}"
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.exists():
                target.rename(kept)
                done.append((kept, target))
            new.rename(target)
            if not kept.exists():
                done.append((kept, target))
    except OSError as error:
        for kept, place in reversed(done):
            if place.exists():
                shutil.rmtree(place, ignore_errors=True)
            if kept.exists():
                kept.rename(place)
        raise CannotRun(
            f"{load.shown(target, root)}: can't be replaced ({error.strerror}). Close what is "
            "using it, or make it writable; the last site is still there."
        ) from None
