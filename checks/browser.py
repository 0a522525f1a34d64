"""Built pages → what a browser saw: axe-core, zoom and text spacing, in Chromium.

In goes a folder of HTML, out comes a Look. The only module that starts a browser; what it
needs (Playwright, axe-core, Chromium) is an extra, so it is imported when it is asked for.
Nothing leaves the machine: pages are served on 127.0.0.1 and the browser finds no other host.

Every page is shown in light colours and in dark, each at 1280, 768 and 390 px, with everything
that folds unfolded. In each of these six states axe runs all its rules
of WCAG 2.0 to 2.2, A and AA, and of good practice. Then the page is shown at 320 px, which is
1280 px zoomed to 400 % (WCAG 1.4.10), and with the text spacing of WCAG 1.4.12 at 1280 and
320 px: nothing may stick out sideways or be cut off. Colours alone move nothing, so this is
done in the light, and in the dark too where any line of text stands elsewhere.

Contrast is most of axe's work, and most texts look alike. A text is judged again only when
something axe reads of it has changed: its colour, size and weight, how what holds it is
blended and stacked, or what lies behind and over it. tests/test_browser_axe.py shows that
this finds what judging every text finds.
"""

from __future__ import annotations

import asyncio
import functools
import http.server
import importlib.util
import os
import shutil
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import quote

from checks.model import CannotRun, Look, Sighting

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Playwright

CHROMIUM = "LOCAL_OFFER_CHROMIUM"
WIDTHS = (1280, 768, 390)
SCHEMES = ("light", "dark")
HEIGHT = 1024
# 1280 by 1024 px at 400 %.
ZOOMED = (320, 256)
_TABS = 3  # a tab waits for the network while another computes
_PATIENCE = 90_000  # milliseconds for one page, on a machine under load
_FLAGS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--hide-scrollbars",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    "--no-first-run",
    "--no-proxy-server",
)
_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
_CHANNELS = ("chrome", "msedge")  # where Windows and macOS keep them

Progress = Callable[[int, int], None]


def look(
    folder: Path,
    files: Sequence[str],
    progress: Progress | None = None,
    *,
    chromium: str = "",
    every_text: bool = False,
) -> Look:
    """Open built pages in Chromium and tell what is wrong with them.

    `chromium` is the browser to use; without it, the one that LOCAL_OFFER_CHROMIUM names, or
    one that is installed. `every_text` judges each text's contrast in each state (slow).
    Raises CannotRun when there is no browser, no axe-core, or a page can't be opened.
    """
    return asyncio.run(_look(folder, files, progress, chromium, every_text=every_text))


def _order(sighting: Sighting) -> tuple[str, ...]:
    return (
        sighting.file,
        sighting.rule,
        sighting.css,
        sighting.state,
        sighting.text,
        sighting.address,
        sighting.element,
    )


def states() -> tuple[str, ...]:
    """How each page is shown."""
    axed = (f"{width} px, {scheme}" for scheme in SCHEMES for width in WIDTHS)
    wide = (f"wide text spacing at {width} px" for width in (ZOOMED[0], WIDTHS[0]))
    return (*axed, "zoomed to 400 %", *wide)


async def _look(
    folder: Path,
    files: Sequence[str],
    progress: Progress | None,
    chromium: str,
    *,
    every_text: bool,
) -> Look:
    _script()  # tells at once when axe-core is lacking
    from playwright.async_api import async_playwright  # noqa: PLC0415 (an extra)

    with served(folder) as address:
        async with async_playwright() as playwright:
            browser = await _started(playwright, chromium)
            try:
                work = _Work(browser, address, files, progress, every_text)
                sightings = await work.done()
                version = f"{browser.browser_type.name.capitalize()} {browser.version}"
            finally:
                await browser.close()
    return Look(
        axe=work.axe,
        browser=version,
        states=states(),
        pages=len(files),
        sightings=tuple(sorted(sightings, key=_order)),
    )


def _axe() -> str:
    """The text of axe-core. Raises CannotRun when the extra is not installed."""
    lacking = [
        name
        for name in ("playwright", "axe_playwright_python")
        if importlib.util.find_spec(name) is None
    ]
    spec = importlib.util.find_spec("axe_playwright_python")
    if lacking or spec is None or not spec.submodule_search_locations:
        raise CannotRun(
            "--browser: what drives the browser is not installed. "
            "Run: python -m pip install -e '.[browser]'"
        )
    # Only the file is used: the package's own class would run the rules one way only.
    return (Path(spec.submodule_search_locations[0]) / "axe.min.js").read_text("utf-8")


async def _started(playwright: Playwright, chromium: str) -> Browser:
    """Chromium, running. Raises CannotRun when there is none or it does not start."""
    flags = list(_FLAGS)
    if getattr(os, "geteuid", lambda: 1)() == 0:
        flags.append("--no-sandbox")  # Chromium's sandbox refuses to run as root
    named = chromium or os.environ.get(CHROMIUM, "")
    if named:
        path = shutil.which(named)
        if path is None:
            where = "--chromium" if chromium else CHROMIUM
            raise CannotRun(f"{where}: there is no program “{named}”.")
        return await _launched(playwright, flags, path)
    found = next((path for name in _NAMES if (path := shutil.which(name))), None)
    own = playwright.chromium.executable_path
    if found or os.path.isfile(own):  # noqa: PTH113, ASYNC240 (once, before any page)
        return await _launched(playwright, flags, found or own)
    for channel in _CHANNELS:
        try:
            return await playwright.chromium.launch(channel=channel, args=flags)
        except _playwright_error():
            continue
    raise CannotRun(
        "--browser: no Chromium, Chrome or Edge is installed here. Install one (Debian: "
        f"apt-get install chromium), or name it with --chromium or {CHROMIUM}."
    )


async def _launched(playwright: Playwright, flags: list[str], path: str) -> Browser:
    try:
        return await playwright.chromium.launch(executable_path=path, args=flags)
    except _playwright_error() as error:
        raise CannotRun(f"{path}: this browser does not start ({_first_line(error)}).") from None


def _playwright_error() -> type[Exception]:
    from playwright.async_api import Error  # noqa: PLC0415 (an extra)

    return Error


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0].rstrip(".")


@dataclass
class _Work:
    """The pages still to open, and what was seen so far."""

    browser: Browser
    address: str
    files: Sequence[str]
    progress: Progress | None
    every_text: bool
    axe: str = ""
    clean: set[str] = field(default_factory=set)  # looks of text whose contrast is right
    seen: list[Sighting] = field(default_factory=list)
    opened: int = 0

    async def done(self) -> list[Sighting]:
        queue = deque(self.files)
        await asyncio.gather(*(self._tab(queue) for _ in range(_TABS)))
        return self.seen

    async def _tab(self, queue: deque[str]) -> None:
        """One tab; takes pages until none is left."""
        context = await self.browser.new_context(
            reduced_motion="reduce",  # what moves has come to rest
            locale="en-GB",
        )
        # Each page opens as for a reader who has never been here, and has pressed nothing.
        await context.add_init_script(_FORGET)
        tab = await context.new_page()
        tab.set_default_timeout(_PATIENCE)
        while queue:
            file = queue.popleft()
            try:
                await self._page(tab, file)
            except _playwright_error() as error:
                raise CannotRun(
                    f"{file}: the browser could not look at this page ({_first_line(error)})."
                ) from None
            self.opened += 1
            if self.progress:
                self.progress(self.opened, len(self.files))
        await context.close()

    async def _page(self, tab: Page, file: str) -> None:
        await self._open(tab, file, "light")
        light = await self._at_widths(tab, file, "light")
        await self._zoomed(tab, file, "light")
        await tab.emulate_media(color_scheme="dark")
        await _ask(tab, "recolour", "dark")
        dark = await self._at_widths(tab, file, "dark")
        if dark == light:
            # Nothing has changed its colour: perhaps this page only looks when it opens.
            await self._open(tab, file, "dark")
            dark = await self._at_widths(tab, file, "dark")
        if [layout for layout, _ in dark] != [layout for layout, _ in light]:
            await self._zoomed(tab, file, "dark")

    async def _open(self, tab: Page, file: str, scheme: Literal["light", "dark"]) -> None:
        await tab.set_viewport_size({"width": WIDTHS[0], "height": HEIGHT})
        await tab.emulate_media(color_scheme=scheme)
        await tab.goto(f"{self.address}/{quote(file)}", wait_until="load")
        if not await tab.evaluate(_LOAD, _SCRIPT):
            # A content policy that lets no script of ours in.
            await tab.evaluate(_script())
        self.axe = self.axe or await _ask(tab, "version")
        await _ask(tab, "unfold")

    async def _at_widths(self, tab: Page, file: str, scheme: str) -> list[tuple[str, list[str]]]:
        """What axe says in three widths; where the text stood in each, and how it looked."""
        shown = []
        for width in WIDTHS:
            await _shown(tab, (width, HEIGHT))
            state = f"{width} px, {scheme}"
            self._note(file, state, await _ask(tab, "rules"))
            now = await _ask(tab, "look")
            new = [key for key in now["keys"] if self.every_text or key not in self.clean]
            if new:
                judged = await _ask(tab, "contrast", new)
                self.clean.update(judged["clean"])
                self._note(file, state, judged["found"])
            shown.append((now["layout"], now["keys"]))
        return shown

    async def _zoomed(self, tab: Page, file: str, scheme: str) -> None:
        await _shown(tab, ZOOMED)
        for what in ("sideways", "boxes", "cutOff"):
            self._note(file, f"zoomed to 400 %, {scheme}", await _ask(tab, what))
        await _ask(tab, "space", "on")
        for size in (ZOOMED, (WIDTHS[0], HEIGHT)):
            await _shown(tab, size)
            state = f"wide text spacing at {size[0]} px, {scheme}"
            for what in ("sideways", "cutOff"):
                self._note(file, state, await _ask(tab, what))
        await _ask(tab, "space")

    def _note(self, file: str, state: str, found: list[dict[str, Any]]) -> None:
        for raw in found:
            numbers = tuple(raw.pop("numbers"))
            self.seen.append(Sighting(file=file, state=state, numbers=numbers, **raw))


async def _shown(tab: Page, size: tuple[int, int]) -> None:
    await tab.set_viewport_size({"width": size[0], "height": size[1]})
    await _ask(tab, "settled")


async def _ask(tab: Page, what: str, argument: object = None) -> Any:
    return await tab.evaluate(f"(argument) => localOfferLook.{what}(argument)", argument)


# Where the server has axe-core and our own questions: from an address, the browser keeps
# what it has compiled for the next page.
_SCRIPT = "/.local-offer/look.js"
_LOAD = """(address) => new Promise((done) => {
  const script = document.createElement("script");
  script.src = address;
  script.onload = () => { script.remove(); done(true); };
  script.onerror = () => { script.remove(); done(false); };
  document.head.append(script);
})"""


_FORGET = "try { localStorage.clear(); sessionStorage.clear(); } catch { /* has none */ }"


@functools.cache
def _script() -> str:
    return f"{_axe()}\n;{Path(__file__).with_suffix('.js').read_text('utf-8')}"


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Hands out files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Whoever asks sees what comes back."""


class _WithScript(Quiet):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.path != _SCRIPT:
            super().do_GET()
            return
        script = _script().encode()
        self.send_response(http.HTTPStatus.OK)
        self.send_header("Content-Type", "text/javascript; charset=utf-8")
        self.send_header("Content-Length", str(len(script)))
        self.send_header("Cache-Control", "max-age=86400")
        self.end_headers()
        self.wfile.write(script)


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A tab that goes on to the next page hangs up; that is no fault."""


@contextmanager
def served(folder: Path, handler: type[Quiet] = _WithScript) -> Iterator[str]:
    """Serve a folder on a free port of 127.0.0.1; the address without its last slash."""
    with _Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder))) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
