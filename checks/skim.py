"""Any folder of HTML → Site, for its links alone: fast, and over processes where that pays.

Every page is parsed once and skimmed for its addresses. A page where all of them arrive needs
no second look; of the others only the broken links are kept, for `checks.links` to tell. What
could not be read is a failure of the run, by its name.
"""

from __future__ import annotations

import gc
import os
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple, Self, TypeVar

from checks.html import Skim, decoded
from checks.links import Follower, Target, beside
from checks.model import Built, Failure, Page, Seen, Site

Progress = Callable[[int, int], None]
# The files that lead to others but are no pages, and those of them that could not be read.
Others = Callable[[], tuple[tuple[Page, ...], tuple[Failure, ...]]]
T = TypeVar("T")
R = TypeVar("R")

# Pages for one piece of work: enough to be worth sending, few enough to share out evenly.
_PIECE = 32
# Below so many pages, starting a second process costs more than it saves.
_MANY = 200
# More processes than this only wait for the disk, and for each other's results.
_MOST = 4


class _Skimmed(NamedTuple):
    """What a page says of itself, and what it asks of others."""

    built: Built  # without its links
    look: list[str]  # the addresses to look at again: of no file, or of a redirect
    asks: list[tuple[str, Target, int]]  # those of a place elsewhere, and how often
    links: int  # all the rest
    skipped: Counter[str]  # those of them that are not followed, by the reason


def skim(
    site: Site, folder: Path, progress: Progress | None = None, others: Others | None = None
) -> Site:
    """The site with its pages: `site` knows the files of the folder, and where it stands.

    `others` reads what is no page; it is called while other processes read the pages.
    """
    names = sorted(name for name in site.files if name.lower().endswith((".html", ".htm")))
    pages: dict[str, Page] = {}
    look: dict[str, set[str]] = {}
    asks: list[tuple[str, tuple[str, Target, int]]] = []
    failures = list(site.failures)
    links, skipped = 0, Counter[str]()
    with _Crew(folder, site, _processes(len(names))) as crew:
        each = crew.each(_Reader.skim, names)
        if others:
            found, failed = others()
            site = replace(site, others=found)
            failures.extend(failed)
        for done, one in enumerate(each, start=1):
            if progress:
                progress(done, len(names))
            if isinstance(one, Failure):
                failures.append(one)
                continue
            file = one.built.file
            pages[file] = Page(None, one.built)
            links += one.links
            skipped.update(one.skipped)
            asks.extend((file, ask) for ask in one.asks)
            if one.look:
                look[file] = set(one.look)
        follower = Follower(replace(site, pages=tuple(pages.values())))
        for file, (address, target, times) in asks:
            if follower.arrives(target):
                links += times
            else:
                look.setdefault(file, set()).add(address)
        for again in crew.each(_Reader.look, sorted(look.items())):
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


class _Reader:
    """Reads pages of a folder, in whichever process it is."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.folder = folder
        self.follower = Follower(site)
        # What arrived by "../x" from one folder arrives from those beside it too, and need not be
        # followed again: so it is with most of a menu.
        self._arrived: dict[str, set[str]] = defaultdict(set)

    def skim(self, file: str) -> _Skimmed | Failure:
        try:
            return self._follow(self._read(file))
        except Exception as error:  # noqa: BLE001 (told by name, and fails the run)
            return Failure.of("page", file, error)

    def look(self, wanted: tuple[str, set[str]]) -> Built | Failure:
        file, addresses = wanted
        try:
            return self._read(file).built(addresses)
        except Exception as error:  # noqa: BLE001 (told by name, and fails the run)
            return Failure.of("page", file, error)

    def _read(self, file: str) -> Skim:
        return Skim(file, decoded((self.folder / file).read_bytes()))

    def _follow(self, page: Skim) -> _Skimmed:
        """Follow every address of a page as far as one page can tell."""
        look: list[str] = []
        asks: list[tuple[str, Target, int]] = []
        links, skipped = page.addresses.total(), Counter[str]()
        usual = not (page.base or page.sends_on)
        arrived = self._arrived[beside(page.file)] if usual else set()
        for address in page.addresses.keys() - arrived:
            times = page.addresses[address]
            if address in page.lost:
                look.append(address)
                links -= times
                continue
            if address[:1] == "#" and address[1:] in page.ids and not page.base:
                continue
            target = self.follower.follow(page, address)
            if isinstance(target, str):
                skipped[target] += times
            elif not target.found or address == page.sends_on:
                look.append(address)
                links -= times
            elif target.fragment:
                asks.append((address, target, times))
                links -= times
            elif address[:3] == "../":
                arrived.add(address)
        built = Built(
            page.file,
            ids=page.ids,
            base=page.base,
            sends_on=page.sends_on,
            unreadable=page.unreadable,
        )
        return _Skimmed(built, look, asks, links, skipped)


# ---- over processes ---------------------------------------------------------------------------


def _processes(items: int) -> int:
    if items < _MANY:
        return 1
    return min(_MOST, os.cpu_count() or 1)


class _Crew:
    """Readers in several processes, or in this one.

    Where processes can't be started, or one of them dies, this one goes on alone.
    """

    def __init__(self, folder: Path, site: Site, number: int) -> None:
        self._given = folder, site
        self._pool: ProcessPoolExecutor | None = None
        if number > 1:
            with suppress(*_NO_POOL):
                # Elsewhere than on Linux a fresh interpreter is the safe way, and the default.
                context = get_context("fork" if sys.platform == "linux" else None)
                self._pool = ProcessPoolExecutor(number, context, _begin, self._given)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._pool:
            self._pool.shutdown(cancel_futures=True)

    def each(self, work: Callable[[_Reader, T], R], items: Sequence[T]) -> Iterator[R]:
        """`work` done on each item, in order, whoever does it. Other processes begin at once."""
        pieces = [items[at : at + _PIECE] for at in range(0, len(items), _PIECE)]
        results: Iterable[list[R]] = ()
        if self._pool:
            with suppress(*_NO_POOL):
                results = self._pool.map(_piece, [(work, piece) for piece in pieces])
        return self._all(work, pieces, results)

    def _all(
        self,
        work: Callable[[_Reader, T], R],
        pieces: Sequence[Sequence[T]],
        results: Iterable[list[R]],
    ) -> Iterator[R]:
        done = 0
        with suppress(*_NO_POOL):
            for result in results:
                yield from result
                done += 1
        if done < len(pieces):
            reader = _Reader(*self._given)
            for piece in pieces[done:]:
                yield from (work(reader, item) for item in piece)


# What it is called when there are no processes, or one is gone.
_NO_POOL = (BrokenProcessPool, OSError, RuntimeError)
# The reader of a process of the pool, made when it began.
_readers: list[_Reader] = []


def _begin(folder: Path, site: Site) -> None:
    gc.disable()  # nothing here goes in circles, and the process is short
    _readers[:] = [_Reader(folder, site)]


def _piece(piece: tuple[Callable[[_Reader, T], R], Sequence[T]]) -> list[R]:
    work, items = piece
    return [work(_readers[0], item) for item in items]
