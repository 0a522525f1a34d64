"""Real git histories, with days and authors of their own, for tests."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path


def git(root: Path, *words: str, day: str = "2026-01-01") -> None:
    """Run git as nobody in particular, at noon of a day."""
    stamp = f"{day}T12:00:00+00:00"
    quiet = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
        cwd=root,
        check=True,
        capture_output=True,
        env={**os.environ, **quiet, "GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp},
    )


def begin(root: Path) -> None:
    root.mkdir(parents=True, exist_ok=True)
    git(root, "init", "-q", "-b", "main")


def commit(root: Path, files: Mapping[str, str | bytes], day: str) -> None:
    """Write files and commit what is in docs/."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(text.encode() if isinstance(text, str) else text)
    git(root, "add", "-A", "docs")
    git(root, "commit", "-q", "--allow-empty", "-m", "Change", day=day)
