"""A real browser over a site served on loopback."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from checks import browser

# Chromium as root, in a container, and asking nothing of anybody.
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def executable() -> str | None:
    """The browser to use: LOCAL_OFFER_CHROMIUM, else the system's."""
    names = [os.environ.get("LOCAL_OFFER_CHROMIUM") or "", "chromium", "chromium-browser"]
    return next((path for name in names if name and (path := shutil.which(name))), None)


@contextmanager
def running(path: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield running
        finally:
            running.close()


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as it is on a free port of 127.0.0.1; the address without its last slash."""
    with browser.served(folder, browser.Quiet) as address:
        yield address
