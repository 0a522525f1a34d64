"""The walls of the house: who may import whom."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

CHECKS = sorted((ROOT / "checks").rglob("*.py"))
PUBLISH = sorted((ROOT / "publish").rglob("*.py"))
SUITE = [file for file in CHECKS if file.parent.name == "suite" and file.stem != "__init__"]
OURS = {"checks", "publish", "tests", "benchmarks"}


def imports(file: Path) -> set[str]:
    """The full names of all modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are written in full here"
            found.add(node.module or "")
            found.update(f"{node.module}.{alias.name}" for alias in node.names)
    return found


def roots(file: Path) -> set[str]:
    return {name.partition(".")[0] for name in imports(file)}


def test_files_are_found():
    assert len(CHECKS) > 20
    assert len(SUITE) >= 10
    assert len(PUBLISH) >= 5


@pytest.mark.parametrize("file", CHECKS, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_checks_know_neither_publish_nor_mkdocs(file):
    assert not roots(file) & {"publish", "mkdocs", "material", "markdown", "tests"}


@pytest.mark.parametrize("file", PUBLISH, ids=lambda f: f.name)
def test_only_the_plugin_knows_mkdocs(file):
    assert ("mkdocs" in roots(file)) is (file.name == "plugin.py")


@pytest.mark.parametrize("file", PUBLISH, ids=lambda f: f.name)
def test_only_the_press_knows_weasyprint(file):
    assert bool(roots(file) & {"weasyprint", "pydyf"}) is (file.name == "press.py")


def test_the_model_imports_nothing_else_of_ours():
    for file in (ROOT / "checks/model").glob("*.py"):
        ours = {name for name in imports(file) if name.partition(".")[0] in OURS}
        assert all(name.startswith("checks.model.") for name in ours), file


@pytest.mark.parametrize("file", SUITE, ids=lambda f: f.stem)
def test_a_check_imports_only_the_model(file):
    ours = {name for name in imports(file) if name.partition(".")[0] in OURS}
    assert all(name.startswith("checks.model") for name in ours)


@pytest.mark.parametrize("file", CHECKS, ids=lambda f: f.relative_to(ROOT).as_posix())
def test_only_the_command_line_prints_or_exits(file):
    tree = ast.parse(file.read_text("utf-8"))
    calls = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    speaks = calls & {"print", "sys.exit", "exit", "sys.stdout.write", "sys.stderr.write"}
    assert not speaks or file.name in ("cli.py", "__main__.py")


READERS = {
    "browser.py", "cli.py", "load.py", "lined.py", "settings.py", "pack.py", "history.py",
    "records.py", "people_words.py", "announcements.py", "glossary.py", "plain.py",
    "synonyms.py", "voice.py", "skim.py",
    # The room of its own for what uses the network (checks/web/__init__.py).
    "ask.py", "ledger.py", "visit.py",
}  # fmt: skip


@pytest.mark.parametrize(
    "file",
    [f for f in CHECKS if f.name not in READERS],
    ids=lambda f: f.relative_to(ROOT).as_posix(),
)
def test_between_loading_and_printing_all_is_pure(file):
    """No files, no clock, no network but where data comes in or goes out."""
    tree = ast.parse(file.read_text("utf-8"))
    calls = {ast.unparse(n.func) for n in ast.walk(tree) if isinstance(n, ast.Call)}
    assert not calls & {"open", "date.today", "datetime.now", "time.time"}
    assert not {c for c in calls if c.endswith((".read_text", ".write_text", ".read_bytes"))}
    assert not imports(file) & {"pathlib", "os", "socket", "requests", "urllib.request"}


def test_only_one_room_uses_the_network():
    """And no check can: what others answered is given to it, like today."""
    outside = {"requests", "urllib3", "socket", "ssl"}
    users = {f.relative_to(ROOT).as_posix() for f in (*CHECKS, *PUBLISH) if roots(f) & outside}
    assert users == {"checks/web/ask.py", "checks/web/visit.py"}
