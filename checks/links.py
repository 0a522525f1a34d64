"""Where every link inside the site goes, and which do not arrive.

Addresses are followed as a browser and a web server would: `../`, `<base>`, percent signs,
folders with and without their slash, absolute addresses of the site itself. Links to other
hosts are not this module's matter. Each fault is placed where it can be mended: the line of
Markdown that wrote the link, else the template or the generator.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from urllib.parse import quote, unquote, urljoin, urlsplit

from checks.model import Built, Link, LinkFault, Page, Place, Site, Source, Ways, nearest

_PAGES = (".html", ".htm")
_TOP = ("", "top")
# A site that does not know its own address stands here while its links are followed.
_NO_HOME = "site.invalid"
# What browsers drop inside an address, and what at its ends.
_LINE_ENDS = {9: None, 10: None, 13: None}
_SPACES = "".join(map(chr, range(0x21)))
# A disk of somebody's own computer: "file:", or the letter of a Windows drive.
_DISK = re.compile(r"file|[a-z]")


@dataclass(frozen=True)
class _Target:
    """What a link asks for: a file of the site, and a place on it."""

    file: str
    fragment: str
    found: bool
    case: str = ""  # the file's real name, when only capitals differ


class Follower:
    """Follows the links of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.count = 0
        parts = urlsplit(site.settings.site_url)
        self.home = _host(parts.netloc) or _NO_HOME
        self.prefix = unquote(parts.path).rstrip("/") + "/"
        self.root = f"{parts.scheme or 'https'}://{self.home}{quote(self.prefix)}"
        self._known: dict[tuple[str, str, str], _Target | None] = {}
        self._ways: dict[str, tuple[set[str], set[str]]] = {}  # of each file: all, its own
        self._written: dict[str, list[tuple[int, str, str, str]]] = {}

    def faults(self) -> tuple[LinkFault, ...]:
        """Every link that does not arrive. The same fault of a template is told once."""
        told: dict[tuple[str, int, str, str, str], LinkFault] = {}
        last: dict[tuple[str, int, str, str, str], Page] = {}
        for page in self.site.pages:
            for fault in self._page(page):
                place = fault.place
                # Two links of an editor's line differ by their words; a template's do not.
                text = fault.link.text if page.source and place.path == page.path else ""
                key = (place.path, place.line, fault.written, fault.kind, text)
                if key not in told:
                    told[key] = fault
                elif last[key] is not page:
                    told[key] = replace(told[key], pages=told[key].pages + 1)
                last[key] = page
        return tuple(told.values())

    @property
    def ways(self) -> Ways:
        """Where pages lead; known once the faults have been looked for."""
        return Ways(
            all={file: frozenset(every) for file, (every, _) in self._ways.items()},
            own={file: frozenset(own) for file, (_, own) in self._ways.items()},
        )

    def _page(self, page: Page) -> Iterator[LinkFault]:
        built = page.built
        if built is None:
            return
        for link in built.links:
            self.count += 1
            target = self.target(built, link.target)
            if target is None:
                continue
            if target.found and link.element in ("a", "area") and target.file in self.site.by_file:
                every, own = self._ways.setdefault(built.file, (set(), set()))
                every.add(target.file)
                if link.in_content:
                    own.add(target.file)
            if not target.found:
                kind = "case" if target.case else "gone"
            elif not self._arrives(target):
                kind = "anchor"
            else:
                continue
            place, written = self._place(page, link, target)
            meant = self._meant(place, written, target, kind)
            yield LinkFault(kind, place, page, link, written, meant)

    def target(self, built: Built, address: str) -> _Target | None:
        """What an address on a page asks for; None when it is not inside the site."""
        # "#place" stays on the page, so the file counts; for all else only its folder does.
        whole = not address or address[0] in "#?"
        where = built.file if whole else posixpath.dirname(built.file) + "/"
        key = (where, built.base, address)
        if key not in self._known:
            self._known[key] = self._follow(where, built.base, address)
        return self._known[key]

    def _follow(self, where: str, base: str, address: str) -> _Target | None:
        address = _cleaned(address)
        try:
            parts = urlsplit(urljoin(_start(self.root, where.removeprefix("/"), base), address))
        except ValueError:
            return _Target(address, "", found=False)
        if _DISK.fullmatch(parts.scheme):
            return _Target(address, "", found=False)
        if parts.scheme not in ("http", "https") or _host(parts.netloc) != self.home:
            return None
        path, fragment = unquote(parts.path), unquote(parts.fragment)
        if not (path + "/").startswith(self.prefix):
            # Named in full, it is another site of this host; else a link gone astray.
            return None if urlsplit(address).netloc else _Target(path, fragment, found=False)
        return self._file(path[len(self.prefix) :], fragment)

    def _file(self, wanted: str, fragment: str) -> _Target:
        """Find a file as a server does: itself, or a folder's index.html."""
        for name in (wanted, posixpath.join(wanted, "index.html")):
            if name in self.site.files:
                return _Target(name, fragment, found=True)
        for name in (wanted, posixpath.join(wanted, "index.html")):
            if real := self.site.files_folded.get(name.casefold()):
                return _Target(wanted, fragment, found=False, case=real)
        return _Target(wanted, fragment, found=False)

    def _arrives(self, target: _Target) -> bool:
        fragment = target.fragment.partition(":~:")[0]
        if fragment.lower() in _TOP or not target.file.lower().endswith(_PAGES):
            return True
        page = self.site.by_file.get(target.file)
        return page is None or page.built is None or fragment in page.built.ids

    # ---- where to mend it -----------------------------------------------------------------

    def _place(self, page: Page, link: Link, target: _Target) -> tuple[Place, str]:
        """The file and line that wrote a link, and how it was written there."""
        matches = [
            (line, written)
            for line, written, file, fragment in self._destinations(page.source)
            if unquote(written) == unquote(link.target)
            or (file == target.file and fragment == target.fragment and file)
        ]
        if matches and link.in_content:
            line, written = matches[min(link.nth, len(matches) - 1)]
            return page.at(line), written
        if not link.in_content or page.source:
            for path, line, written in self._templates(link.target):
                return Place(path, line), written
        if matches:  # hidden, or in a box that is no part of the text
            return page.at(matches[0][0]), matches[0][1]
        if page.source and page.built and link.in_content:
            lines = (h.line for h in page.built.headings if h.offset <= link.offset)
            return page.at(max([page.source.body_line, *lines])), link.target
        return page.at(link.line), link.target

    def _destinations(self, source: Source | None) -> list[tuple[int, str, str, str]]:
        """Each address in a page's Markdown, with the file and fragment it stands for."""
        if source is None:
            return []
        if source.path not in self._written:
            rows = []
            for destination in source.destinations:
                path = _path(destination.target)
                fragment = unquote(destination.target.partition("#")[2])
                wanted = posixpath.join(posixpath.dirname(source.path), unquote(path))
                meant = posixpath.normpath(wanted) if path else source.path
                other = self.site.by_source.get(meant)
                file = other.built.file if other and other.built else ""
                rows.append((destination.line, destination.target, file, fragment))
            self._written[source.path] = rows
        return self._written[source.path]

    def _templates(self, address: str) -> Iterator[tuple[str, int, str]]:
        """Where a template may have written an address, most exact first."""
        bare = _path(address)
        while bare.startswith(("../", "./", "/")):
            bare = bare.partition("/")[2]
        for text in (address, bare, bare.removesuffix("index.html").rstrip("/")):
            if len(text) < 3:
                continue
            for template in self.site.templates:
                if match := re.search(rf"(?<![\w.-]){re.escape(text)}(?![\w-])", template.text):
                    yield template.path, template.text.count("\n", 0, match.start()) + 1, text

    # ---- what was meant -------------------------------------------------------------------

    def _meant(self, place: Place, written: str, target: _Target, kind: str) -> str:
        path = _path(written)
        rest = written[len(path) :]
        if kind == "anchor":
            other = self.site.by_file.get(target.file)
            built = other.built if other else None
            anchors = [h.anchor for h in built.headings if h.anchor] if built else []
            meant = nearest(target.fragment, anchors)
            return f"{written.partition('#')[0]}#{meant}" if meant else ""
        if kind == "case":
            return _spelled(path, target.case) + rest
        if path.startswith("www."):
            return f"https://{written}"
        if "@" in path and "/" not in path:
            return f"mailto:{written}"
        start = posixpath.dirname(place.path) if place.path in self.site.by_source else "docs"
        whole = path.startswith("/") or "//" in path
        wanted = f"docs/{target.file}" if whole else posixpath.join(start, unquote(_cleaned(path)))
        wanted = posixpath.normpath(wanted)
        # Only a near name counts: pages of one folder are alike by their folder alone.
        options = self._names.get(nearest(_name(wanted), self._names, 0.75) or "", [])
        meant = options[0] if len(options) == 1 else nearest(wanted, options)
        return posixpath.relpath(meant, start) + rest if meant else ""

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The pages and files of docs/ by their names."""
        files = {
            f"docs/{name}"
            for name in self.site.files
            if not name.endswith(_PAGES) and not name.startswith("assets/")
        }
        names: dict[str, list[str]] = {}
        for path in sorted(files | set(self.site.by_source)):
            names.setdefault(_name(path), []).append(path)
        return names


def _name(path: str) -> str:
    """What a file is called; a folder's own page has the folder's name."""
    name = posixpath.basename(re.sub(r"(/index)?\.(md|html?)$", "", path))
    # One accent may be one sign or two; a Mac writes two.
    return unicodedata.normalize("NFC", name)


def _path(address: str) -> str:
    """An address without its query and fragment."""
    return re.split("[?#]", address, maxsplit=1)[0]


@lru_cache
def _start(root: str, file: str, base: str) -> str:
    """Where the addresses of a page start from."""
    return urljoin(root + quote(file), _cleaned(base))


@lru_cache(maxsize=1024)
def _cleaned(address: str) -> str:
    """An address as a browser reads it, with the slashes that Windows turns round."""
    address = address.translate(_LINE_ENDS).strip(_SPACES)
    path = _path(address)
    return re.sub("%2e", ".", path.replace("\\", "/"), flags=re.IGNORECASE) + address[len(path) :]


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")


def _spelled(path: str, real: str) -> str:
    """`path` with the capitals that the real file has, as far as the two agree."""
    names = real.split("/")
    parts = path.rstrip("/").split("/")
    if unquote(parts[-1]).casefold() != names[-1].casefold():
        names.pop()  # the folder's index.html, which addresses leave unsaid
    for place in range(1, min(len(parts), len(names)) + 1):
        if unquote(parts[-place]).casefold() != names[-place].casefold():
            break
        parts[-place] = quote(names[-place]) if "%" in parts[-place] else names[-place]
    return "/".join(parts) + path[len(path.rstrip("/")) :]
