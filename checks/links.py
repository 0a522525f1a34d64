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
from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import replace
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from checks.addresses import SPACES
from checks.model import (
    Built,
    Failure,
    Lead,
    Link,
    LinkFault,
    Page,
    Place,
    Site,
    Source,
    Ways,
    nearest,
)

_PAGES = (".html", ".htm")
_TOP = ("", "top")
# A site that does not know its own address stands here while its links are followed.
_NO_HOME = "site.invalid"
# What browsers drop inside an address.
_LINE_ENDS = {9: None, 10: None, 13: None}
# Where the path of an address starts, if a host is named before it.
_HOST = re.compile(r"(?:[a-z][a-z\d+.-]*:)?//[^/]*", re.IGNORECASE)
# A disk of somebody's own computer: "file:", or the letter of a Windows drive.
_DISK = re.compile(r"file|[a-z]")


# What browsers leave as it is in the fragment of an address.
_KEPT = "%!#$&'()*+,-./:;=?@[\\]^_{|}~"
# Why a link is not followed here, by the scheme of its address.
_ELSEWHERE = {
    "http": "external", "https": "external", "mailto": "email", "tel": "phone",
    "javascript": "script", "data": "data", "blob": "data", "about": "data",
}  # fmt: skip
# An address without a dot segment, an empty segment or anything to decode: joined as it stands.
_PLAIN = re.compile(r"((?:[\w-]+(?:\.[\w-]+)*/)*(?:[\w-]+(?:\.[\w-]+)*)?)(?:#([\w-]*))?", re.ASCII)
# What may come after "../" for the rest to mean the same from the folder above.
_RELATIVE = re.compile(r"[\w.#?-][^:]*")
# On so many pages, the same broken link without Markdown is a template's.
_MANY = 10


class Target(NamedTuple):
    """What a link asks for: a file of the site, and a place on it."""

    file: str
    fragment: str = ""
    found: bool = False
    case: str = ""  # the file's real name, when only capitals differ
    encoded: str = ""  # the fragment as it stood in the address


class Asking(Protocol):
    """A page that asks for addresses, however much of it was read."""

    @property
    def file(self) -> str: ...
    @property
    def base(self) -> str: ...


class Follower:
    """Follows the links of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.count = site.seen.links
        self.skipped = Counter(site.seen.skipped)
        self.failures: list[Failure] = []
        self.used: set[str] = set()  # the files that something leads to
        parts = urlsplit(site.settings.site_url)
        self.home = _host(parts.netloc) or _NO_HOME
        self.prefix = unquote(parts.path).rstrip("/") + "/"
        self.root = f"{parts.scheme or 'https'}://{self.home}{quote(self.prefix)}"
        self._known: dict[tuple[str, str, str], Target | str] = {}
        self._above: dict[str, list[str]] = {}  # each folder, and those it is in
        self._ways: dict[str, tuple[set[str], set[str]]] = {}  # of each file: all, its own
        self._written: dict[str, list[tuple[int, str, str, str]]] = {}

    def faults(self) -> tuple[LinkFault, ...]:
        """Every link that does not arrive. The same fault of a template is told once."""
        told: dict[tuple[str, ...], LinkFault] = {}
        last: dict[tuple[str, ...], Page] = {}
        found: list[tuple[tuple[str, ...], LinkFault, Page]] = []
        for page in (*self.site.pages, *self.site.others):
            try:
                found.extend((self._key(fault, page), fault, page) for fault in self._page(page))
            except Exception as error:  # noqa: BLE001 (told by name, and fails the run)
                self.failures.append(Failure.of("page", page.path, error))
        pages = Counter(key for key, _ in {(key, page.path) for key, _, page in found})
        for shared, fault, page in found:
            # A few pages may have the same slip in their own words; many have a template.
            own = shared[:2] == ("", "own") and pages[shared] < _MANY
            key = (*shared, page.path, str(fault.place.line), fault.written) if own else shared
            if key not in told:
                told[key] = fault
            elif last[key] is not page:
                told[key] = replace(told[key], pages=told[key].pages + 1)
            last[key] = page
        return tuple(told.values())

    @staticmethod
    def _key(fault: LinkFault, page: Page) -> tuple[str, ...]:
        """What makes two faults the same."""
        place, link = fault.place, fault.link
        if page.source is None and place.path == (page.built.file if page.built else ""):
            # No Markdown and no template: the same end is the same fault.
            whose = "own" if link.in_content else "around"
            return ("", whose, fault.kind, fault.end or fault.written, link.element, link.text)
        # Two links of an editor's line differ by their words; a template's do not.
        text = link.text if page.source and place.path == page.path else ""
        return (place.path, str(place.line), fault.written, fault.kind, text)

    @property
    def ways(self) -> Ways:
        """Where pages lead; known once the faults have been looked for."""
        return Ways(
            all={file: frozenset(every) for file, (every, _) in self._ways.items()},
            own={file: frozenset(own) for file, (_, own) in self._ways.items()},
        )

    def leads(self, page: Page) -> Iterator[Lead]:
        """The links of a page's own text to files of the site that are there."""
        for link in page.built.links if page.built else ():
            if link.in_content and page.built:
                target = self.follow(page.built, link.target)
                if not isinstance(target, str) and target.found:
                    yield Lead(link, target.file, self._place(page, link, target)[0])

    def _page(self, page: Page) -> Iterator[LinkFault]:
        built = page.built
        if built is None:
            return
        for link in built.links:
            self.count += 1
            target = self.follow(built, link.target)
            if isinstance(target, str):
                self.skipped[target] += 1
                continue
            if target.found and target.file != built.file:
                self.used.add(target.file)
            if target.found and link.element in ("a", "area") and target.file in self.site.by_file:
                every, own = self._ways.setdefault(built.file, (set(), set()))
                every.add(target.file)
                if link.in_content:
                    own.add(target.file)
            if not target.found:
                kind = "case" if target.case else "gone"
            elif not self.arrives(target):
                kind = "anchor"
            elif link.target == built.sends_on and self._end(built.file) is None:
                kind = "circle"
            else:
                continue
            place, written = self._place(page, link, target)
            meant = self._meant(place, written, target, kind, based=bool(built.base))
            yield LinkFault(kind, place, page, link, written, meant, end=_shown(target, built))

    def target(self, page: Asking, address: str) -> Target | None:
        """What an address on a page asks for; None when it is not inside the site."""
        target = self.follow(page, address)
        return None if isinstance(target, str) else target

    def follow(self, page: Asking, address: str) -> Target | str:
        """What an address on a page asks for; or why it is not followed here."""
        where, base = page.file, page.base
        if self.site.ignored and self._ignored(address):
            return "ignored"
        # "#place" stays on the page, so the file counts; for all else only its folder does.
        if address and address[0] not in "#?":
            where = where[: where.rfind("/") + 1]
            if base:
                pass
            elif address[0] == "/" and self.prefix == "/" and _RELATIVE.fullmatch(address[1:]):
                where, address = "", address[1:]
            elif address.startswith("../"):
                where, address = self._upwards(where, address)
        key = (where, base, address)
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self._look_up(where, base, address)
        return known

    def _upwards(self, where: str, address: str) -> tuple[str, str]:
        """The folder that an address starts from once its leading "../" are gone, and the rest.

        All pages of a folder then ask the same, and one answer serves them.
        """
        above = self._above.get(where)
        if above is None:
            parts = where.split("/")
            above = ["/".join(parts[:end]) + "/" for end in range(len(parts) - 1, 0, -1)]
            above = self._above[where] = [*above, ""] if where else [""]
        most = 3 * (len(above) - 1)
        at = 3
        while at < most and address.startswith("../", at):
            at += 3
        rest = address[at:]
        if not most or not (rest == "" or _RELATIVE.fullmatch(rest)):
            return where, address
        return above[at // 3], rest or "./"

    def _ignored(self, address: str) -> bool:
        return any(fnmatchcase(address.strip(SPACES), pattern) for pattern in self.site.ignored)

    def _look_up(self, where: str, base: str, address: str) -> Target | str:
        if not base and (plain := _PLAIN.fullmatch(address)):
            wanted, fragment = plain[1], plain[2] or ""
            name = f"{where}{wanted}" if wanted else where
            for file in (name, f"{name}index.html" if name[-1:] in ("/", "") else ""):
                if file and file in self.site.files:
                    return Target(file, fragment, found=True, encoded=fragment)
        address = _cleaned(address)
        try:
            parts = urlsplit(urljoin(_start(self.root, where, base), address))
        except ValueError:
            return Target(address)
        if _DISK.fullmatch(parts.scheme):
            return Target(address)
        if parts.scheme not in ("http", "https"):
            return _ELSEWHERE.get(parts.scheme, "other")
        if _host(parts.netloc) != self.home:
            return "external"
        return self._inside(address, parts)

    def _inside(self, address: str, parts: SplitResult) -> Target | str:
        """What an address of our own host asks for."""
        path, fragment = unquote(parts.path), unquote(parts.fragment)
        encoded = quote(parts.fragment, safe=_KEPT)
        if (path + "/").startswith(self.prefix):
            target = self._file(path[len(self.prefix) :])
            return target._replace(fragment=fragment, encoded=encoded)
        # Out of the folder that the site stands in is another part of the website; but Markdown
        # is for no reader, and our folder with other capitals is a slip, unless named in full.
        slip = path.endswith(".md") or (path + "/").casefold().startswith(self.prefix.casefold())
        return Target(path, fragment) if slip and not urlsplit(address).netloc else "external"

    def _file(self, wanted: str) -> Target:
        """Find a file as a server does: itself, or a folder's index.html."""
        for name in (wanted, posixpath.join(wanted, "index.html")):
            if name in self.site.files:
                return Target(name, found=True)
        for name in (wanted, posixpath.join(wanted, "index.html")):
            if real := self.site.files_folded.get(name.casefold()):
                return Target(wanted, case=real)
        return Target(wanted)

    def arrives(self, target: Target) -> bool:
        """Whether the file that a link found has the place that it asks for."""
        fragment, encoded = (f.partition(":~:")[0] for f in (target.fragment, target.encoded))
        if fragment.lower() in _TOP or not target.file.lower().endswith(_PAGES):
            return True
        end = self._end(target.file)
        page = self.site.by_file.get(end or "")
        if page is None or page.built is None:
            return True
        # What a redirect page asks for itself is followed there.
        return (
            fragment in page.built.ids
            or encoded in page.built.ids
            or (end != target.file and "#" in self._sends(target.file))
        )

    def _sends(self, file: str) -> str:
        page = self.site.by_file.get(file)
        return page.built.sends_on if page and page.built else ""

    def _end(self, file: str) -> str | None:
        """Where a reader is who opens a file: past all redirect pages; None in a circle."""
        passed = {file}
        while sent := self._sends(file):
            page = self.site.by_file[file].built
            assert page is not None  # it sends on
            target = self.follow(page, sent)
            if isinstance(target, str) or not target.found:
                return ""  # out of the site, or told as a broken link of the redirect page
            if target.file in passed:
                return None
            file = target.file
            passed.add(file)
        return file

    # ---- where to mend it -----------------------------------------------------------------

    def _place(self, page: Page, link: Link, target: Target) -> tuple[Place, str]:
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
                asset = meant.removeprefix("docs/")
                file = asset if asset in self.site.assets else file
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

    def _meant(self, place: Place, written: str, target: Target, kind: str, *, based: bool) -> str:
        path = _path(written)
        rest = written[len(path) :]
        if kind == "anchor":
            meant = nearest(target.fragment, self._anchors(target.file))
            return f"{written.partition('#')[0]}#{meant}" if meant else ""
        if kind == "case":
            return _spelled(path, target.case) + rest
        if path.startswith("www."):
            return f"https://{written}"
        if "@" in path and "/" not in path:
            return f"mailto:{written}"
        meant = self._moved(place, path, target, based=based) if kind == "gone" else ""
        return meant and meant + rest

    def _moved(self, place: Place, path: str, target: Target, *, based: bool) -> str:
        """The file most like the one that is gone, addressed from where the link stands."""
        docs = f"{self._docs}/" if self._docs else ""
        start = posixpath.dirname(place.path) if place.path in self._homes else self._docs
        wanted = docs + target.file
        if self._docs and not (path.startswith("/") or "//" in path):
            wanted = posixpath.join(start, unquote(_cleaned(path)))
        wanted = posixpath.normpath(wanted)
        # Only a near name counts: pages of one folder are alike by their folder alone.
        options = self._names.get(self._near(_name(wanted)), [])
        meant = options[0] if len(options) == 1 else nearest(wanted, options)
        if not meant:
            return ""
        if self._docs:
            return posixpath.relpath(meant, start)
        # Pages are named by their folders.
        meant = re.sub(r"(^|/)index\.html$", r"\1", meant)
        if based:
            return self.prefix + meant
        folder = "/" if meant.endswith("/") or not meant else ""
        return posixpath.relpath(meant or ".", start or ".") + folder

    def _anchors(self, file: str) -> list[str]:
        """The places of a page that a link may mean: its headings, where they are known."""
        page = self.site.by_file.get(self._end(file) or file)
        if page is None or page.built is None:
            return []
        anchors = [heading.anchor for heading in page.built.headings if heading.anchor]
        return anchors or sorted(name for name in page.built.ids if not name.startswith("__"))

    @cached_property
    def _docs(self) -> str:
        """The folder of the Markdown; "" where there is none."""
        return "docs" if self.site.by_source else ""

    @cached_property
    def _homes(self) -> Collection[str]:
        """The files that an address may be written in, relative to their own folder."""
        return self.site.by_source if self._docs else self.site.by_file

    @cached_property
    def _names(self) -> dict[str, list[str]]:
        """The pages and files that a link may mean, by their names."""
        files = set(self.site.files)
        if self._docs:
            files = {
                f"docs/{name}"
                for name in files
                if not name.endswith(_PAGES) and not name.startswith("assets/")
            }
        names: dict[str, list[str]] = {}
        for path in sorted(files | set(self.site.by_source)):
            names.setdefault(_name(path), []).append(path)
        return names

    def _near(self, name: str) -> str:
        """The name most like this one; "" when none is near."""
        shared = Counter(one for piece in _pieces(name) for one in self._by_piece.get(piece, ()))
        # Ties are broken by the alphabet, as everywhere.
        best = sorted(shared, key=lambda one: (-shared[one] / (len(one) + len(name)), one))[:20]
        return nearest(name, best, 0.75) or ""

    @cached_property
    def _by_piece(self) -> dict[str, list[str]]:
        """Names by their pieces, for comparing with the few that have many in common."""
        names: dict[str, list[str]] = {}
        for name in self._names:
            for piece in _pieces(name):
                names.setdefault(piece, []).append(name)
        return names


def _pieces(name: str) -> set[str]:
    """The pairs of letters in a name."""
    word = name.casefold()
    return {word[at : at + 2] for at in range(max(1, len(word) - 1))}


def _name(path: str) -> str:
    """What a file is called; a folder's own page has the folder's name."""
    name = posixpath.basename(re.sub(r"(/index)?\.(md|html?)$", "", path.strip()))
    # One accent may be one sign or two; a Mac writes two.
    return unicodedata.normalize("NFC", name)


def _path(address: str) -> str:
    """An address without its query and fragment."""
    return re.split("[?#]", address, maxsplit=1)[0]


def _shown(target: Target, built: Built) -> str:
    """What a link asked for, told apart from what others ask for; "" when it is its own page."""
    if target.file == built.file:
        return ""
    return f"{target.file}#{target.fragment}"


@lru_cache
def _start(root: str, file: str, base: str) -> str:
    """Where the addresses of a page start from."""
    return urljoin(root + quote(file), _cleaned(base))


@lru_cache(maxsize=1024)
def _cleaned(address: str) -> str:
    """An address as a browser reads it, with the slashes that Windows turns round."""
    address = address.translate(_LINE_ENDS).strip(SPACES)
    path = _path(address)
    rest = address[len(path) :]
    path = re.sub("%2e", ".", path.replace("\\", "/"), flags=re.IGNORECASE)
    # Two slashes are a folder without a name, which urljoin would leave out and browsers don't.
    start = _HOST.match(path)
    at = start.end() if start else 0
    return path[:at] + path[at:].replace("//", "/\0/") + rest


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
