"""Folders → Site: finds the Markdown, the built HTML and what belongs together.

The only module that reads `docs/`, `site/` and the templates. A page is a Markdown file, the
HTML made from it, or both; which HTML belongs to which Markdown follows from the address,
as MkDocs and Zensical make it (`docs/a/b.md` → `a/b/index.html` or `a/b.html`).
"""

from __future__ import annotations

import dataclasses
import gzip
import os
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from types import MappingProxyType
from urllib.parse import urlsplit

from checks import (
    addresses,
    announcements,
    glossary,
    history,
    html,
    leftovers,
    markup,
    own_files,
    parse,
    pictures,
    reading,
    settings,
    skim,
    voice,
    waivers,
)
from checks.lined import read_text
from checks.markup import styles
from checks.model import (
    NOTHING_SOUGHT,
    BadWaiver,
    Built,
    CannotRun,
    Failure,
    Flaw,
    Heading,
    Leftover,
    Link,
    Page,
    Picture,
    Place,
    Review,
    Settings,
    Site,
    Sought,
    Source,
    Template,
    Waiver,
    own_words,
)

DOCS = "docs"
CONFIG = "mkdocs.yml"
THEME = "theme"
SERVICES = f"{DOCS}/services/"

Progress = Callable[[int, int], None]


def is_service(path: str) -> bool:
    """Whether a Markdown page is an entry of the directory."""
    return path.startswith(SERVICES) and path != f"{SERVICES}index.md"


def load(
    root: Path,
    site_dir: Path,
    progress: Progress | None = None,
    *,
    kinds: Collection[str] = markup.KINDS | leftovers.KINDS,
) -> Site:
    """Read a project and the site built from it.

    `kinds`: the kinds of flaws to look for in HTML and files, which are names of checks; those of
    checks that will not run need not be looked for.

    Raises CannotRun for what stops everything: no docs/, no mkdocs.yml, no site, a file that
    is not UTF-8, front matter that is not YAML. All such files are named at once.
    """
    project(root)
    if not (site_dir / "index.html").is_file():
        raise CannotRun(
            f"{shown(site_dir, root)}: there is no built site here. "
            "Run “local-offer build” first, or name its folder with --site."
        )
    config = read_text(root / CONFIG, CONFIG)
    chosen = settings.load(root, site_url=_site_url(config))
    written = load_sources(root, chosen)
    beside, bad_waivers = _waivers(root, written)
    sources = {_address(s.path): s for s in written}
    files, missed = _served(site_dir)
    names = sorted(name for name in files if name.endswith((".html", ".htm")))
    sought = _sought(kinds, site_dir, files)
    read, failures = _built(site_dir, names, progress, sought=sought)
    pages = [join(sources.pop(_address_built(built.file), None), built, chosen) for built in read]
    pages.extend(join(source, None, chosen) for source in sources.values())
    assets = frozenset(name for name in _files(root / DOCS) if name in files)
    makers = {name: f"{DOCS}/{name}" for name in assets}
    makers |= {n: f"{THEME}/{n}" for n in files - assets if (root / THEME / n).is_file()}
    others, more = _others(site_dir, files, chosen.site_url, makers)
    full = frozenset(f"{DOCS}/{page.front_matter.version_of}" for page in pages)
    return Site(
        pages=tuple(sorted(pages, key=lambda p: (p.path, p.built.file if p.built else ""))),
        files=files,
        settings=chosen,
        templates=tuple(_templates(root, config)),
        data=tuple(_data(root)),
        sizes={name: (site_dir / name).stat().st_size for name in assets},
        comments=voice.load(root),
        announcements=announcements.load(root),
        words=glossary.load(root),
        history=cache(lambda: history.read(root, full)),
        pictures=cache(lambda: _pictures(root / DOCS, assets)),
        own_files=cache(lambda: _own_files(root / DOCS, assets)),
        others=others,
        leftovers=tuple(_leftovers(root, assets, kinds)),
        beside=beside,
        bad_waivers=bad_waivers,
        assets=assets,
        sought=sought,
        failures=(*missed, *failures, *more),
    )


def load_folder(  # noqa: PLR0913 (what the command line offers)
    folder: Path,
    base_url: str = "",
    progress: Progress | None = None,
    *,
    ignored: tuple[str, ...] = (),
    whole: bool = True,
    kinds: Collection[str] = frozenset(),
) -> Site:
    """Any folder of HTML, with no Markdown to it. Raises CannotRun when there is none.

    `whole`: with the words of every page; else only what the checks of links ask for, which
    is many times faster. `kinds`: the kinds of flaws to look for in the HTML, which needs the
    whole of it.
    """
    if not folder.is_dir():
        raise CannotRun(f"{folder}: there is no such folder.")
    if base_url and not BASE_URL.fullmatch(base_url):
        raise CannotRun(
            f"--base-url: “{base_url}” is not a whole address. "
            "Write it like https://www.example.gov.uk/local-offer/."
        )
    files, missed = _served(folder)
    names = sorted(name for name in files if name.lower().endswith((".html", ".htm")))
    if not names and not missed:
        raise CannotRun(f"{folder}: there is no .html file in this folder.")
    host = urlsplit(base_url).hostname or ""
    chosen = Settings(site_url=base_url, hosts=(host,) if host else ())
    site = Site((), files, chosen, ignored=ignored, failures=missed)
    if not whole and not kinds:
        return skim.skim(site, folder, progress, lambda: _others(folder, files, base_url))
    sought = _sought(kinds, folder, files)
    pages, failures = _built(folder, names, progress, lines=True, sought=sought)
    others, more = _others(folder, files, base_url)
    return dataclasses.replace(
        site,
        sought=sought,
        pages=tuple(Page(None, built) for built in pages),
        others=others,
        failures=(*missed, *failures, *more),
    )


def _built(
    site_dir: Path,
    names: Sequence[str],
    progress: Progress | None,
    *,
    lines: bool = False,
    sought: Sought = NOTHING_SOUGHT,
) -> tuple[list[Built], tuple[Failure, ...]]:
    """Each page read once, and those that could not be read."""
    pages: list[Built] = []
    failures: list[Failure] = []
    for number, name in enumerate(names, start=1):
        if progress:
            progress(number, len(names))
        try:
            pages.append(html.read(name, _text(site_dir, name), lines=lines, sought=sought))
        except Exception as error:  # noqa: BLE001 (told by name, and fails the run)
            failures.append(Failure.of("page", name, error))
    return pages, tuple(failures)


_SITEMAP = re.compile(r"(?:.*/)?sitemap[^/]*\.xml(\.gz)?")
_SEARCH = re.compile(r"(.*/)?search/search_index\.json")


def _others(
    site_dir: Path,
    files: Collection[str],
    site_url: str,
    makers: Mapping[str, str] = MappingProxyType({}),
) -> tuple[tuple[Page, ...], tuple[Failure, ...]]:
    """The files that are no pages but lead to others. `makers` are what to mend instead."""
    pages: list[Page] = []
    failures: list[Failure] = []
    for name in sorted(files):
        found: list[addresses.Line]
        try:
            if name.endswith(".css"):
                # A bare place is of the page that is styled, not of the style sheet.
                found = [k for k in addresses.css(_text(site_dir, name)) if k.target[0] != "#"]
            elif _SITEMAP.fullmatch(name):
                if name.removesuffix(".gz") in files and name.endswith(".gz"):
                    continue
                found = addresses.sitemap(_text(site_dir, name), site_url)
            elif _SEARCH.fullmatch(name):
                found = [
                    # From the site's root, which is above the index.
                    addresses.Line(f"../{target}", line)
                    for target, line in addresses.search_index(_pieces(site_dir / name))
                ]
            elif name.endswith(".webmanifest"):
                found = addresses.manifest(_text(site_dir, name))
            else:
                continue
        except Exception as error:  # noqa: BLE001 (told by name, and fails the run)
            failures.append(Failure.of("file", name, error))
            continue
        holder = "style" if name.endswith(".css") else "entry"
        links = tuple(Link(target, holder, "", -1, 0, line) for target, line in found)
        built = Built(name, links=links, generator=makers.get(name, ""))
        pages.append(Page(None, built))
    return tuple(pages), tuple(failures)


_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg", ".bmp", ".tif", ".tiff")


def _pictures(docs: Path, names: Collection[str]) -> Mapping[str, Picture]:
    """The pictures among some files of docs/: how heavy, and how large."""
    found = {}
    for name in sorted(names):
        if name.lower().endswith(_PICTURES):
            with (docs / name).open("rb") as stream:
                width, height = pictures.size(stream.read(pictures.ENOUGH))
            found[name] = Picture((docs / name).stat().st_size, width, height)
    return found


def _own_files(docs: Path, names: Iterable[str]) -> Mapping[str, tuple[Flaw, ...]]:
    """What runs in the HTML and SVG files of docs/ that are served."""
    files = [(name, docs / name) for name in names if name.lower().endswith(own_files.ENDS)]
    return {
        name: own_files.flaws(name, file.read_bytes())
        for name, file in sorted(files)
        if file.stat().st_size <= own_files.LARGEST
    }


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(1 << 17):
            yield piece


def reread(site: Site, site_dir: Path, files: Iterable[str], added: Iterable[str] = ()) -> Site:
    """The site with some of its built pages read again, and with files that were added."""
    changed = set(files)

    def again(page: Page) -> Page:
        file = page.built.file if page.built else ""
        if file not in changed:
            return page
        built = html.read(file, _text(site_dir, file), sought=site.sought)
        return join(page.source, built, site.settings)

    pages = tuple(again(page) for page in site.pages)
    return dataclasses.replace(site, pages=pages, files=site.files | set(added))


def _sought(kinds: Collection[str], site_dir: Path, files: Collection[str]) -> Sought:
    """These kinds of flaws, but not where the site's own style sheets hide them."""
    hidden: set[str] = set()
    for name in files:
        if kinds and name.endswith(".css"):
            try:
                hidden |= styles.hidden(_text(site_dir, name))
            except OSError:
                continue  # told by _others
    return Sought(frozenset(kinds), frozenset(hidden))


def _served(folder: Path) -> tuple[frozenset[str], tuple[Failure, ...]]:
    """The files that a server could hand out, and what should be among them but can't be read.

    A link that leads nowhere is no file; one that should be a page is told by its name.
    """
    served: list[str] = []
    missed: list[Failure] = []

    def no_folder(error: OSError) -> None:
        name = os.path.relpath(error.filename, folder).replace(os.sep, "/")
        missed.append(Failure.of("folder", name, error))

    for name, entry in _entries(folder, wrong=no_folder):
        try:
            found = entry.is_file()
        except OSError as error:
            missed.append(Failure.of("file", name, error))
            continue
        if found:
            served.append(name)
        elif _holds_links(name):
            what = "page" if name.lower().endswith((".html", ".htm")) else "file"
            why = "it is a link that leads nowhere" if entry.is_symlink() else "it is no plain file"
            missed.append(Failure(what, name, why))
    return frozenset(served), tuple(sorted(missed, key=lambda failure: failure.name))


def _holds_links(name: str) -> bool:
    """Whether a file of this name is one that we read."""
    return bool(
        name.lower().endswith((".html", ".htm", ".css", ".webmanifest"))
        or _SITEMAP.fullmatch(name)
        or _SEARCH.fullmatch(name)
    )


def _text(site_dir: Path, name: str) -> str:
    data = (site_dir / name).read_bytes()
    return html.decoded(gzip.decompress(data) if name.endswith(".gz") else data)


def newer(root: Path, site_dir: Path) -> list[str]:
    """The pages, and the data they are made from, that were changed after the build."""
    built = (site_dir / "index.html").stat().st_mtime
    return [
        f"{DOCS}/{name}"
        for name in sorted(_files(root / DOCS))
        if name.endswith((".md", ".yml")) and (root / DOCS / name).stat().st_mtime > built
    ]


def project(root: Path) -> None:
    """Raise CannotRun unless `root` holds a Local Offer."""
    wrong = []
    if not (root / DOCS).is_dir():
        wrong.append(f"{DOCS}/: there is no such folder here. Run this in the project's folder.")
    if not (root / CONFIG).is_file():
        wrong.append(f"{CONFIG}: there is no such file here. Run this in the project's folder.")
    if not wrong and not (root / settings.FILE).is_file():
        wrong.append(
            f"{settings.FILE}: there is no such file here. Write one: what goes into it is in "
            "handbook/settings.md."
        )
    if wrong:
        raise CannotRun("\n".join(wrong))


def buildable(root: Path) -> None:
    """Raise CannotRun for what in docs/ would stop MkDocs, or hold it up without end."""
    wrong: list[str] = []

    def round_about(name: str) -> None:
        wrong.append(
            f"{DOCS}/{name}: this link leads back to a folder that it lies in. Take it out."
        )

    def unread(error: OSError) -> None:
        name = shown(Path(error.filename), root)
        wrong.append(f"{name}: can't be read ({error.strerror}). Let us read it, or take it out.")

    for name, entry in _entries(root / DOCS, wrong=unread, circle=round_about):
        if _NO_SIGN.search(name):
            wrong.append(
                f"{DOCS}/{_NO_SIGN.sub('?', name)}: the name of this file has signs that can't be "
                "shown. Give it a name of letters, digits and hyphens."
            )
        elif not _plain(entry):
            why = "a link that leads nowhere" if entry.is_symlink() else "no plain file"
            wrong.append(f"{DOCS}/{name}: this is {why}. Take it out.")
        elif name.lower().endswith(_MARKDOWN) and not name.endswith(".md"):
            wrong.append(
                f"{DOCS}/{name}: a page's name must end in .md, in small letters. Rename it."
            )
    if wrong:
        raise CannotRun("\n".join(sorted(wrong)))


def _plain(entry: Path | os.DirEntry[str]) -> bool:
    try:
        return entry.is_file()
    except OSError:
        return False


# What else the names of Markdown files end in: MkDocs makes pages of some of them, copies others.
_MARKDOWN = (".md", ".markdown", ".mdown", ".mkdn", ".mkd")
# What a name can't have if it is to be told, or put into an address: line ends, and bytes that
# are no UTF-8 (as Python reads them).
_NO_SIGN = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


def load_sources(root: Path, chosen: Settings) -> list[Source]:
    """Every Markdown page under docs/. Raises CannotRun naming all that can't be read."""
    sources: list[Source] = []
    wrong: list[str] = []
    for name in sorted(_files(root / DOCS)):
        if not name.endswith(".md") or name.startswith(".") or "/." in name:
            continue
        path = f"{DOCS}/{name}"
        try:
            text = read_text(root / path, path)
            sources.append(parse.parse(path, text, chosen, service=is_service(path)))
        except CannotRun as error:
            wrong.append(str(error))
    if wrong:
        raise CannotRun("\n".join(wrong))
    return sources


def _leftovers(root: Path, names: Iterable[str], kinds: Collection[str]) -> Iterator[Leftover]:
    """What the files of docs/ that are served say of people, of the kinds that are asked for."""
    wanted = tuple(end for kind in leftovers.KINDS & set(kinds) for end in leftovers.BY_KIND[kind])
    for name in sorted(names):
        file = root / DOCS / name
        by_name = name.lower().endswith(wanted)
        if not by_name and not (leftovers.LOCATION in kinds and _says_where(file)):
            continue
        if file.stat().st_size > _LARGEST:
            continue
        data = file.read_bytes()
        place = Place(f"{DOCS}/{name}", 1)
        left = Leftover(place, leftovers.has_location(name, data), leftovers.authors(name, data))
        if left.location or left.authors:
            yield left


def _says_where(file: Path) -> bool:
    with file.open("rb") as stream:
        return leftovers.may_say_where("", stream.read(12))


_LARGEST = 64 << 20  # beyond it only films


def _waivers(
    root: Path, sources: Sequence[Source]
) -> tuple[tuple[Waiver, ...], tuple[BadWaiver, ...]]:
    """The waivers that stand in the pages, and in the data that pages are made from."""
    texts = [(source.path, source.text) for source in sources]
    texts += [(name, read_text(root / name, name)) for name in (settings.FILE, CONFIG)]
    for name in sorted(_files(root / DOCS)):
        if name.endswith((".yml", ".yaml")) and (root / DOCS / name).is_file():
            text = (root / DOCS / name).read_bytes().decode("utf-8-sig", errors="replace")
            texts.append((f"{DOCS}/{name}", text))
    read = [waivers.read(path, text) for path, text in texts]
    return (
        tuple(waiver for good, _ in read for waiver in good),
        tuple(one for _, bad in read for one in bad),
    )


def join(source: Source | None, built: Built | None, chosen: Settings) -> Page:
    """A page from its two halves: the headings' lines found, the review dates worked out."""
    if source and built:
        built = dataclasses.replace(built, headings=tuple(_lines(source, built.headings)))
    review = None
    if source and source.front_matter.last_reviewed:
        matter = source.front_matter
        every = matter.review_every or chosen.review_period(source.path)
        review = Review(source.front_matter.last_reviewed, every, chosen.grace)
    if not source or not built:
        return Page(source, built, review)
    return Page(source, built, review, reading.read_blocks(own_words(built)))


def _lines(source: Source, headings: tuple[Heading, ...]) -> Iterator[Heading]:
    """Each heading with the line it was written on.

    Both lists are in reading order. A heading that was not written (the template's) keeps the
    line of the last that was.
    """
    given = {heading.anchor for heading in source.headings} - {""}
    written = [h.anchor or parse.plain(h.text) for h in source.headings]
    read = [h.anchor if h.anchor in given else parse.plain(h.text) for h in headings]
    lines = {number: source.headings[at].line for number, at in _paired(read, written)}
    line = source.body_line if written else 1
    for number, heading in enumerate(headings):
        line = lines.get(number, line)
        yield dataclasses.replace(heading, line=line)


def _paired(read: Sequence[str], written: Sequence[str]) -> Iterator[tuple[int, int]]:
    """The numbers of the words that are the same in two lists of much the same words."""
    if len(read) * len(written) > _MANY:  # to compare all with all would take too long
        spots: dict[str, list[int]] = {}
        for number, word in enumerate(written):
            spots.setdefault(word, []).append(number)
        after = 0
        for number, word in enumerate(read):
            found = spots.get(word, [])
            if (near := bisect_left(found, after)) < len(found):
                after = found[near] + 1
                yield number, found[near]
        return
    for block in SequenceMatcher(None, read, written, autojunk=False).get_matching_blocks():
        for step in range(block.size):
            yield block.a + step, block.b + step


_MANY = 250_000


def _address(path: str) -> str:
    """docs/a/b.md → a/b, docs/a/index.md → a: the page's name whatever the file layout."""
    name = path.removeprefix(f"{DOCS}/").removesuffix(".md")
    # MkDocs treats README.md as index.md.
    return _address_built(re.sub(r"(^|/)README$", r"\1index", name) + ".html")


def _address_built(name: str) -> str:
    stem = name.rsplit(".", 1)[0]
    folder, _, last = stem.rpartition("/")
    return folder if last == "index" else stem


def _refuse(error: OSError) -> None:
    """Stop, rather than leave out what can't be read."""
    raise error


def _files(folder: Path) -> Iterator[str]:
    """Everything in a folder and below."""
    return (name for name, _ in _entries(folder))


def _pass(_: str) -> None:
    """Nothing is to be told."""


def _entries(
    folder: str | Path,
    prefix: str = "",
    wrong: Callable[[OSError], None] = _refuse,
    circle: Callable[[str], None] = _pass,
    above: tuple[Path, ...] = (),
) -> Iterator[tuple[str, Path | os.DirEntry[str]]]:
    """Everything in a folder and below. Links to folders are followed, but never in circles.

    `wrong` is told of a folder that can't be read, `circle` of a link that leads back to a folder
    that it lies in. `above` are the folders from which links were followed to here.
    """
    try:
        found = os.scandir(folder)
    except OSError as error:
        wrong(error)
        return
    with found as entries:
        for each in entries:
            # Only where a link leads must be asked of the system; the rest came with the folder.
            entry = Path(each) if each.is_symlink() else each
            if not entry.is_dir():
                yield f"{prefix}{each.name}", entry
                continue
            on_the_way = above
            if isinstance(entry, Path):
                end, on_the_way = entry.resolve(), (*above, entry.parent.resolve())
                if any(place.is_relative_to(end) for place in on_the_way):
                    circle(f"{prefix}{each.name}")
                    continue
            yield from _entries(each.path, f"{prefix}{each.name}/", wrong, circle, on_the_way)


BASE_URL = re.compile(r"https?://[^\s/\[\]][^\s\[\]]*")
_SITE_URL = re.compile(r"^site_url:[^#\n]*?(https?://[^\s\"'#,\[\]]+)", re.MULTILINE)


def _site_url(config: str) -> str:
    # Read as text: mkdocs.yml may hold tags (!ENV, !!python/name) that only MkDocs knows.
    match = _SITE_URL.search(config)
    return match[1] if match else ""


def _templates(root: Path, config: str) -> Iterator[Template]:
    yield Template(CONFIG, config)
    for file in sorted((root / THEME).rglob("*")):
        if file.suffix in (".html", ".css", ".js", ".xml") and file.is_file():
            text = file.read_bytes().decode("utf-8", errors="replace")
            yield Template(file.relative_to(root).as_posix(), text)
    named = root / settings.FILE
    if named.is_file():
        yield Template(settings.FILE, named.read_text("utf-8", errors="replace"))


def _data(root: Path) -> Iterator[Template]:
    for name in sorted(_files(root / DOCS)):
        if name.endswith(".yml"):
            text = (root / DOCS / name).read_bytes().decode("utf-8", errors="replace")
            yield Template(f"{DOCS}/{name}", text)


def shown(path: Path, root: Path) -> str:
    """A path as a message shows it: relative to the project where it lies inside."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix() or "."
    except (ValueError, OSError, RuntimeError):  # elsewhere, or a link that leads to itself
        return str(path)
