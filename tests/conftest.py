"""What every test may use. Tests fix `today`; none depends on clock, network or order."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from checks import load, pack, run
from checks.model import Site
from checks.pack import Law
from publish import compliance, plugin
from tests import browser

# The same examples in every run; a machine under load is no failure.
settings.register_profile("local-offer", derandomize=True, deadline=None)
settings.load_profile("local-offer")

ROOT = Path(__file__).parent.parent
TODAY = date(2026, 11, 22)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write expected files anew; a person then reads the difference",
    )


@pytest.fixture
def today() -> date:
    return TODAY


@pytest.fixture(scope="session")
def law() -> Law:
    """The shipped packs."""
    return pack.load()


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the shipped project with its site built, for reading only."""

    def build(root: Path) -> None:
        copy_project(root)
        plugin.build(root / "mkdocs.yml", root / "site", TODAY, None)

    return made_once("project", build, tmp_path_factory)


@pytest.fixture(scope="session")
def published(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped project as `local-offer build` leaves it, its coverage table put in."""

    def publish(root: Path) -> None:
        shutil.copytree(project, root, dirs_exist_ok=True)
        site = load.load(root, root / "site")
        compliance.checked(site, root / "site", run.Chosen((), TODAY))

    return made_once("published", publish, tmp_path_factory)


def made_once(name: str, make: Callable[[Path], None], factory: pytest.TempPathFactory) -> Path:
    """A folder that the first test to need it makes, for all processes of the run."""
    base = factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        base = base.parent
    done, begun, failed, new = (base / f"{name}{end}" for end in ("", "-begun", "-failed", "-new"))
    try:
        begun.mkdir()
    except FileExistsError:  # another process makes it, or has made it
        until = time.monotonic() + 300
        while not done.exists():
            assert time.monotonic() < until
            assert not failed.exists(), f"“{name}” could not be made: another test says why"
            time.sleep(0.1)
    else:
        try:
            new.mkdir()
            make(new)
        except BaseException:
            failed.touch()
            raise
        new.rename(done)
    return done


@pytest.fixture(scope="session")
def shipped(project: Path) -> Site:
    """The shipped site, loaded."""
    return load.load(project, project / "site")


def copy_project(to: Path) -> None:
    """Copy what a council edits, and nothing that was built."""
    for folder in ("docs", "theme"):
        shutil.copytree(ROOT / folder, to / folder)
    for name in ("mkdocs.yml", "local-offer.yml"):
        shutil.copy(ROOT / name, to / name)


@pytest.fixture(scope="session")
def chromium() -> Iterator[browser.Browser]:
    """A real browser. Skips where none can be had; fails where one is required."""
    found = browser.executable()
    if found is None:
        message = "needs Chromium (Debian: apt-get install chromium)"
        if os.environ.get("LOCAL_OFFER_BROWSER"):
            pytest.fail(message)
        pytest.skip(message)
    with browser.running(found) as running:
        yield running
