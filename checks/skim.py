"""Any folder of HTML → Site, for its links alone: fast, and over processes where that pays.

Every page is parsed once and skimmed for its addresses. A page where all of them arrive needs
no second look; of the others only the broken links are kept, for `checks.links` to tell. What
could not be read is a failure of the run, by its name.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

from checks.html import Skim, decoded
from checks.links import Follower, Target
from checks.model import Built, Failure, Page, Seen, Site

Progress = Callable[[int, int], None]
T = TypeVar("T")
R = TypeVar("R")

# Pages for one piece of work: enough to be worth sending, few enough to share out evenly.
_PIECE = 32
# Below so many pages, starting a second process costs more than it saves.
_MANY = 200
# More processes than this only wait for the disk, and for each other's results.
_MOST = 4


@dataclass(frozen=True, slots=True)
class _Skimmed:
    """What a page says of itself, and what it asks of others."""

    built: Built  # without its links
    look: tuple[str, ...]  # the addresses to look at again: of no file, or of a redirect
    asks: tuple[tuple[str, Target, int], ...]  # those of a place elsewhere, and how often
    seen: Seen  # all the rest


def skim(site: Site, folder: Path, progress: Progress | None = None) -> Site:
    """The site with its pages: `site` knows the files of the folder, and where it stands."""
    names = sorted(name for name in site.files if name.lower().endswith((".html", ".htm")))
    pages: dict[str, Page] = {}
    look: dict[str, set[str]] = {}
    asks: dict[str, tuple[tuple[str, Target, int], ...]] = {}
    failures = list(site.failures)
    links, skipped = 0, Counter[str]()
    for done, one in enumerate(_each(_skim, names, folder, site), start=1):
        if progress:
            progress(done, len(names))
        if isinstance(one, Failure):
            failures.append(one)
            continue
        file = one.built.file
        pages[file] = Page(None, one.built)
        links += one.seen.links
        skipped.update(one.seen.skipped)
        asks[file] = one.asks
        if one.look:
            look[file] = set(one.look)
    follower = Follower(replace(site, pages=tuple(pages.values())))
    for file, (address, target, times) in ((f, ask) for f, asked in asks.items() for ask in asked):
        if follower.arrives(target):
            links += times
        else:
            look.setdefault(file, set()).add(address)
    for again in _each(_look, sorted(look.items()), folder, site):
        if isinstance(again, Failure):
            failures.append(again)
        else:
            pages[again.file] = Page(None, again)
    return replace(
        site,
        pages=tuple(pages.values()),
        seen=Seen(links, dict(skipped)),
        failures=tuple(failures),
    )


def _skim(follower: Follower, folder: Path, file: str) -> _Skimmed | Failure:
    try:
        page = Skim(file, decoded((folder / file).read_bytes()))
        return _follow(follower, page)
    except Exception as error:  # noqa: BLE001 (told by name, and fails the run)
        return Failure.of("page", file, error)


def _follow(follower: Follower, page: Skim) -> _Skimmed:
    """Follow every address of a page as far as one page can tell."""
    look: list[str] = []
    asks: list[tuple[str, Target, int]] = []
    links, skipped = 0, Counter[str]()
    ids = page.ids
    for address, times in page.addresses.items():
        if address[:1] == "#" and address[1:] in ids and not page.base:
            links += times
            continue
        target = follower.follow(page, address)
        if isinstance(target, str):
            links += times
            skipped[target] += times
        elif not target.found or address == page.sends_on:
            look.append(address)
        elif target.fragment:
            asks.append((address, target, times))
        else:
            links += times
    built = Built(
        page.file, ids=ids, base=page.base, sends_on=page.sends_on, unreadable=page.unreadable
    )
    return _Skimmed(built, tuple(look), tuple(asks), Seen(links, dict(skipped)))


def _look(_: Follower, folder: Path, wanted: tuple[str, set[str]]) -> Built | Failure:
    file, addresses = wanted
    try:
        return Skim(file, decoded((folder / file).read_bytes())).built(addresses)
    except Exception as error:  # noqa: BLE001 (told by name, and fails the run)
        return Failure.of("page", file, error)


# ---- over processes ---------------------------------------------------------------------------


def _each(
    work: Callable[[Follower, Path, T], R], items: Sequence[T], folder: Path, site: Site
) -> Iterator[R]:
    """`work` done on each item, in order, whoever does it.

    Where processes can't be started, or one of them dies, this one goes on alone.
    """
    pieces = [items[at : at + _PIECE] for at in range(0, len(items), _PIECE)]
    done = 0
    if (number := _processes(len(items))) > 1:
        try:
            # Elsewhere than on Linux a fresh interpreter is the safe way, and the default.
            context = get_context("fork" if sys.platform == "linux" else None)
            with ProcessPoolExecutor(number, context, _begin, (folder, site)) as pool:
                for results in pool.map(_piece, [(work, piece) for piece in pieces]):
                    yield from results
                    done += 1
        except (BrokenProcessPool, OSError, RuntimeError):
            pass
    if done < len(pieces):
        follower = Follower(site)
        for piece in pieces[done:]:
            yield from (work(follower, folder, item) for item in piece)


def _processes(items: int) -> int:
    if items < _MANY:
        return 1
    return min(_MOST, os.cpu_count() or 1)


# What a process of the pool was given when it began.
_given: list[tuple[Follower, Path]] = []


def _begin(folder: Path, site: Site) -> None:
    gc.disable()  # nothing here goes in circles, and the process is short
    _given[:] = [(Follower(site), folder)]


def _piece(piece: tuple[Callable[[Follower, Path, T], R], Sequence[T]]) -> list[R]:
    work, items = piece
    (follower, folder) = _given[0]
    return [work(follower, folder, item) for item in items]
