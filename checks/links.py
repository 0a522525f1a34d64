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
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit

from checks.addresses import SPACES, slashed
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
    folded,
    nearest,
)
from checks.slips import one_slip, start_meant
from checks.written import Written, in_templates, written

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


_AUTHORITY = re.compile(r"(\[[\da-f:.]+\]|[^:\[\]]+)(?::0*(\d{0,5}))?", re.IGNORECASE)
_NO_HOST = re.compile(r"[\0-\x20#/<>?@\\^|%\x7f]")
_LAST_PORT = 65535

# What browsers leave as it is in the fragment of an address.
_KEPT = "%!#$&'()*+,-./:;=?@[\\]^_{|}~"
# Why a link is not followed here, by the scheme of its address.
_ELSEWHERE = {
    "http": "external", "https": "external", "mailto": "email", "tel": "phone",
    "javascript": "script", "data": "data", "blob": "data", "about": "data",
}  # fmt: skip
# An address without an empty segment or anything to decode, and with dots only in front: joined
# as it stands.
_PLAIN = re.compile(
    r"((?:\.\.?(?:/|(?=#|\Z)))*)((?:[\w-]+(?:\.[\w-]+)*/)*(?:[\w-]+(?:\.[\w-]+)*)?)(?:#([\w-]*))?",
    re.ASCII,
)
# What starts like this leads to the same from everywhere.
_FROM_ANYWHERE = ("/", "https://", "http://", "mailto:", "tel:")
# On so many pages, the same broken link without Markdown is a template's.
_MANY = 10


# The numbers of a page's addresses, by how they are written and by file and fragment.
_Destinations = tuple[Mapping[str, list[int]], Mapping[tuple[str, str], list[int]]]


class Target(NamedTuple):
    """What a link asks for: a file of the site, and a place on it."""

    file: str
    fragment: str = ""
    found: bool = False
    case: str = ""  # the file's real name, when only capitals differ
    encoded: str = ""  # the fragment as it stood in the address
    wrong: str = ""  # what kind of fault it is, where the address alone tells


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
        # By where a page stands and its <base>: what its addresses ask for.
        self._known: dict[tuple[str, str], dict[str, Target | str]] = {}
        self._ways: dict[str, tuple[set[str], set[str]]] = {}  # of each file: all, its own
        self._written: dict[str, _Destinations] = {}
        self._found: dict[tuple[str, str, str, str], Sequence[Written]] = {}

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
            if not (kind := self._fault(link, target, built)):
                continue
            place, address = self._place(page, link, target)
            meant = self._meant(place, address, target, kind, built)
            if kind == "gone" and meant and _same_but_accents(meant, address):
                kind = "accents"
            yield LinkFault(kind, place, page, link, address, meant, end=_shown(target, built))

    def _fault(self, link: Link, target: Target, built: Built) -> str:
        """What kind of fault a link has; "" when it arrives."""
        if link.element == "usemap":
            return "map"
        if not target.found:
            return target.wrong or _missing(target, link.target)
        if not self.arrives(target):
            return "anchor"
        sent = link.target == built.sends_on
        return "circle" if sent and self._end(built.file) is None else ""

    def target(self, page: Asking, address: str) -> Target | None:
        """What an address on a page asks for; None when it is not inside the site."""
        target = self.follow(page, address)
        return None if isinstance(target, str) else target

    def whole(self, page: Asking, address: str) -> str:
        """An address on a page with all that it leaves unsaid."""
        return urljoin(_start(self.root, page.file, page.base), slashed(address))

    def follow(self, page: Asking, address: str) -> Target | str:
        """What an address on a page asks for; or why it is not followed here."""
        if self.site.ignored and self._ignored(address):
            return "ignored"
        # Menus ask the same on every page, so an answer is kept for all whom it serves: that of
        # "/x" for the site, of "../x" for a folder and those beside it, of "x" for the folder,
        # of "#x" for the page.
        where = page.file
        if address.startswith(_FROM_ANYWHERE):
            where = ""
        elif address[:1] not in ("", "#", "?"):
            where = where[: where.rfind("/") + 1]
            if address[:3] == "../" and not page.base:
                where = beside(where)
        known = self._known.setdefault((where, page.base), {})
        answer = known.get(address)
        if answer is None:
            answer = known[address] = self._look_up(where, page.base, address)
        return answer

    def _ignored(self, address: str) -> bool:
        return any(fnmatchcase(address.strip(SPACES), pattern) for pattern in self.site.ignored)

    def _look_up(self, where: str, base: str, address: str) -> Target | str:
        if not base and (target := self._plainly(where, address)):
            return target
        if wrong := _wrong(address):
            return wrong
        address = _cleaned(address)
        try:
            parts = urlsplit(urljoin(_start(self.root, where, base), address))
        except ValueError:
            return Target(address, wrong="unreadable")
        if parts.scheme not in ("http", "https"):
            disk = Target(address, wrong="disk") if _DISK.fullmatch(parts.scheme) else None
            return disk or _ELSEWHERE.get(parts.scheme, "other")
        if _host(parts.netloc) != self.home:
            return "external"
        return self._inside(address, parts)

    def _plainly(self, where: str, address: str) -> Target | None:
        """What a plain address asks for, when the site has it: most do, and this is quick."""
        if address[:1] == "/" and self.prefix == "/":
            where, address = "", address[1:]
        plain = _PLAIN.fullmatch(address)
        if plain is None:
            return None
        dots, wanted, fragment = plain.groups("")
        for _ in range(dots.count("..")):
            if not where:
                return None
            where = _above(where)
        file = where + wanted
        if not file or file[-1] == "/":
            file += "index.html"
        if file not in self.site.files:
            return None
        return Target(file, fragment, found=True, encoded=fragment)

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
            if real := self.site.files_folded.get(folded(name)):
                return Target(wanted, case=real)
        return Target(wanted)

    def arrives(self, target: Target) -> bool:
        """Whether the file that a link found has the place that it asks for."""
        fragment, encoded = target.fragment, target.encoded
        if ":~:" in fragment:  # a piece of the page's text, for the browser to find
            fragment, encoded = (f.partition(":~:")[0] for f in (fragment, encoded))
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

    def _place(self, page: Page, link: Link, target: Target) -> Written:
        """The file and line that wrote a link, and how it was written there."""
        own = self._own(page.source, link.target, target) if page.source else ()
        return written(page, link, own, in_templates(self.site, _spellings(link.target)))

    def _own(self, source: Source, address: str, target: Target) -> Sequence[Written]:
        """Where a page's Markdown writes an address, or another of the same place."""
        if source.path not in self._written:
            self._written[source.path] = self._destinations(source)
        by_address, by_place = self._written[source.path]
        key = (source.path, unquote(address), target.file, target.fragment)
        if key not in self._found:
            same = by_address.get(key[1], ())
            there = by_place.get((target.file, target.fragment), ()) if target.file else ()
            places = sorted({*same, *there})
            self._found[key] = [
                Written(Place(source.path, d.line), d.target)
                for d in (source.destinations[number] for number in places)
            ]
        return self._found[key]

    def _destinations(self, source: Source) -> _Destinations:
        """Which of a page's addresses are written the same, and which are for the same place."""
        by_address: dict[str, list[int]] = {}
        by_place: dict[tuple[str, str], list[int]] = {}
        for number, destination in enumerate(source.destinations):
            path = _path(destination.target)
            fragment = unquote(destination.target.partition("#")[2])
            wanted = posixpath.join(posixpath.dirname(source.path), unquote(path))
            meant = posixpath.normpath(wanted) if path else source.path
            other = self.site.by_source.get(meant)
            file = other.built.file if other and other.built else ""
            asset = meant.removeprefix("docs/")
            file = asset if asset in self.site.assets else file
            by_address.setdefault(unquote(destination.target), []).append(number)
            by_place.setdefault((file, fragment), []).append(number)
        return by_address, by_place

    # ---- what was meant -------------------------------------------------------------------

    def _meant(self, place: Place, written: str, target: Target, kind: str, built: Built) -> str:
        path = _path(written)
        rest = written[len(path) :]
        if kind == "anchor":
            meant = _one_near(target.fragment, self._anchors(target.file), 0.65)
            return f"{written.partition('#')[0]}#{meant}" if meant else ""
        if kind in ("case", "accents"):
            return _spelled(path, target.case) + rest
        if kind == "start":
            return start_meant(_bare(written))
        meant = self._moved(place, path, target, built) if kind in ("gone", "disk") else ""
        return meant and meant + rest

    def _moved(self, place: Place, path: str, target: Target, built: Built) -> str:
        """The file most like the one that is gone, addressed from where the link stands."""
        docs = f"{self._docs}/" if self._docs else ""
        start = posixpath.dirname(place.path) if place.path in self._homes else self._docs
        if built.base and not self._docs:
            based = urlsplit(_start(self.root, built.file, built.base))
            start = posixpath.dirname(unquote(based.path).removeprefix(self.prefix))
        wanted = docs + target.file
        if self._docs and not (path.startswith("/") or "//" in path):
            wanted = posixpath.join(start, unquote(_cleaned(path)))
        wanted = posixpath.normpath(re.sub(r"\s*/\s*", "/", wanted))
        # Only a near name counts: pages of one folder are alike by their folder alone.
        options = self._names.get(self._near(_name(wanted)), [])
        meant = options[0] if len(options) == 1 else _one_near(wanted, options, 0.6)
        if not meant:
            return ""
        if self._docs:
            return posixpath.relpath(meant, start)
        # Pages are named by their folders.
        meant = re.sub(r"(^|/)index\.html$", r"\1", meant)
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
        return _one_near(name, best, 0.8)

    @cached_property
    def _by_piece(self) -> dict[str, list[str]]:
        """Names by their pieces, for comparing with the few that have many in common."""
        names: dict[str, list[str]] = {}
        for name in self._names:
            for piece in _pieces(name):
                names.setdefault(piece, []).append(name)
        return names


def _spellings(address: str) -> Iterator[str]:
    """How a template may have written an address, most exact first."""
    bare = _path(address)
    while bare.startswith(("../", "./", "/")):
        bare = bare.partition("/")[2]
    for text in (address, bare, bare.removesuffix("index.html").rstrip("/")):
        if len(text) >= 3:
            yield text


def _missing(target: Target, address: str) -> str:
    """What kind of fault it is that the site has no such file."""
    if not target.case:
        return "start" if start_meant(_bare(address)) else "gone"
    names = (posixpath.basename(target.file), posixpath.basename(target.case))
    return "accents" if _same_but_accents(*names) else "case"


def _same_but_accents(one: str, other: str) -> bool:
    """Whether two addresses look the same and are not: an accent may be one sign or two."""
    one, other = unquote(one), unquote(other)
    return one != other and unicodedata.normalize("NFC", one) == unicodedata.normalize("NFC", other)


def _one_near(word: str, options: Collection[str], likeness: float) -> str:
    """The option most like a word; "" when none is near, or two are equally so."""
    slips = [o for o in options if one_slip(folded(word), folded(o), least=4)]
    if len(slips) == 1:
        return slips[0]
    first = nearest(word, options, likeness)
    if not first:
        return ""
    others = [option for option in options if option.casefold() != first.casefold()]
    second = nearest(word, others, likeness)
    return "" if second and _likeness(word, second) >= _likeness(word, first) else first


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(b=one.casefold(), a=other.casefold()).ratio()


def _pieces(name: str) -> set[str]:
    """The pairs of letters in a name."""
    word = name.casefold()
    return {word[at : at + 2] for at in range(max(1, len(word) - 1))}


def _name(path: str) -> str:
    """What a file is called; a folder's own page has the folder's name."""
    name = posixpath.basename(re.sub(r"(/index)?\.(md|html?)$", "", path.strip()))
    # One accent may be one sign or two; a Mac writes two.
    return unicodedata.normalize("NFC", name)


def beside(where: str) -> str:
    """A folder beside that of a page: "../x" leads from all of these to the same."""
    folder = where[: where.rfind("/") + 1]
    return f"{_above(folder)}_/" if folder else ""


def _above(folder: str) -> str:
    """The folder that a folder is in."""
    return folder[: folder.rfind("/", 0, -1) + 1]


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


def _bare(address: str) -> str:
    """An address without what browsers drop from it."""
    return address.translate(_LINE_ENDS).strip(SPACES)


def _is_misspelt(address: str) -> bool:
    """Whether it can't be a file of ours: what stands before a site's name is a slip."""
    # A file may be called like a website or an email address. Most addresses have neither sign.
    return ("//" in address or ":" in address) and bool(start_meant(address))


@lru_cache(maxsize=1024)
def _cleaned(address: str) -> str:
    """An address as a browser reads it, with the slashes that Windows turns round."""
    address = slashed(_bare(address))
    path = _path(address)
    rest = address[len(path) :]
    path = re.sub("%2e", ".", path.replace("\\", "/"), flags=re.IGNORECASE)
    # Two slashes are a folder without a name, which urljoin would leave out and browsers don't.
    start = _HOST.match(path)
    at = start.end() if start else 0
    return path[:at] + path[at:].replace("//", "/\0/") + rest


def _wrong(address: str) -> Target | None:
    """What an address is, where it alone tells that it leads nowhere."""
    if _is_misspelt(bare := _bare(address)):
        return Target(bare, wrong="start")
    address = _cleaned(address)
    return None if _names_host(address) else Target(address, wrong="unreadable")


def _names_host(address: str) -> bool:
    """Whether a browser can read the host and the port that an address names, if it names any."""
    start = _HOST.match(_path(address))
    scheme, _, netloc = start[0].partition("//") if start else ("", "", "")
    if start is None or scheme.lower() not in ("", "http:", "https:"):
        return True
    named = _AUTHORITY.fullmatch(netloc.rpartition("@")[2])
    return bool(
        named and not _NO_HOST.search(unquote(named[1])) and int(named[2] or 0) <= _LAST_PORT
    )


def _host(netloc: str) -> str:
    return netloc.rpartition("@")[2].lower().removesuffix(":80").removesuffix(":443")


def _spelled(path: str, real: str) -> str:
    """`path` with the capitals that the real file has, as far as the two agree."""
    names = real.split("/")
    parts = path.rstrip("/").split("/")
    if folded(unquote(parts[-1])) != folded(names[-1]):
        names.pop()  # the folder's index.html, which addresses leave unsaid
    for place in range(1, min(len(parts), len(names)) + 1):
        if folded(unquote(parts[-place])) != folded(names[-place]):
            break
        parts[-place] = quote(names[-place]) if "%" in parts[-place] else names[-place]
    return "/".join(parts) + path[len(path.rstrip("/")) :]
