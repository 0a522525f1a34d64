"""A booklet to print: one part of the site as one HTML document, ready for the press.

In go the site, the HTML of its pages and the menu; out comes HTML for paper. Pure: no files,
no clock. What a booklet holds, and in which order:

1. A cover with whose booklet this is and the day, the contents, and how to use it.
2. The pages of that age group, in the order of the menu.
3. For an age group: the pages of every-age that at least two of its own pages link to, and
   those that `local-offer.yml` names under `booklets: always`. The youth hub stands alone.
4. The words used, the services for that age, how to ask for other forms, and the addresses
   of websites that are too long to stand in the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape, unescape
from urllib.parse import quote, unquote

from checks import addresses
from checks.links import Follower
from checks.load import DOCS
from checks.model import Page, Site, Word, in_words
from publish import context, glossary, paper

DOORS = ("0-4", "5-15", "16-25", "youth-hub")
ALL = "all"
_SHARED = "every-age"
# The ages whose services a booklet lists. The youth hub is of the young people among them,
# as it is for news (publish/context.py).
_AGES = {"0-4": "0-4", "5-15": "5-15", "16-25": "16-25", "youth-hub": "16-25", ALL: "0-25"}
# How many of its own pages must link to a page of every-age.
_LINKS = 2
# A longer address breaks up the text that it stands in: it goes to the end, with a number.
_LONG = 50
# Regulation 57: those who do not use the internet, and those who need another form.
_OTHER_FORMS = {"reg-57-a", "reg-57-b"}

NORMAL, LARGE = 12, 16  # points. Large print starts at 16.


@dataclass(frozen=True, slots=True)
class Booklet:
    name: str  # "0-4"
    title: str
    html: str

    @property
    def file(self) -> str:
        return f"local-offer-{self.name}.pdf"


@dataclass(frozen=True)
class Sources:
    """What booklets are made from."""

    site: Site
    html: Callable[[Page], str]  # the built HTML of a page
    picture: Callable[[str], str]  # a picture's address from the site's root → its data
    menu: Sequence[str]  # the paths of the pages, in the order of the menu
    words: Sequence[Word]
    name: str  # of the site
    today: date


@dataclass(frozen=True, slots=True)
class _Chapter:
    page: Page
    anchor: str
    sections: tuple[str, ...] = ()


@dataclass
class _Book:
    """What a booklet holds, and what its pages turn out to need."""

    name: str
    sources: Sources
    own: list[Page]
    shared: list[Page]
    other: dict[str, tuple[Page, tuple[str, ...]]]  # pages of which only sections are here
    services: list[Page]
    follower: Follower
    # By the page's built file.
    chapters: dict[str, _Chapter] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)  # the anchors of services
    addresses: dict[str, int] = field(default_factory=dict)  # the long ones, with their number


def age_of(given: str) -> str:
    """The age group that somebody meant by an age, such as "7" or "0 to 5"; "" if none."""
    first = re.match(r"\d+", given.strip())
    age = int(first[0]) if first else -1
    bands = (door.split("-") for door in DOORS if door[0].isdigit())
    return next((f"{low}-{high}" for low, high in bands if int(low) <= age <= int(high)), "")


def doors(site: Site) -> tuple[str, ...]:
    """The parts of this site that have a booklet: those with a front page."""
    return tuple(door for door in DOORS if f"{DOCS}/{door}/index.md" in site.by_source)


def compose(name: str, sources: Sources, size: int = NORMAL) -> Booklet:
    """The booklet of a door, or of `ALL`, in a type size of so many points."""
    site, follower = sources.site, Follower(sources.site)
    own = [p for door in (doors(site) if name == ALL else (name,)) for p in _folder(door, sources)]
    shared = _shared(name, own, sources, follower)
    held = own + shared
    other = {file: some for file, some in _other_forms(site).items() if some[0] not in held}
    services = _services(name, held, site, follower)
    book = _Book(name, sources, own, shared, other, services, follower)
    for number, page in enumerate((*held, *(page for page, _ in other.values())), start=1):
        sections = other[_file(page)][1] if _file(page) in other else ()
        book.chapters[_file(page)] = _Chapter(page, f"page-{number}", sections)
    for number, page in enumerate(services, start=1):
        book.listed[_file(page)] = f"service-{number}"
    front = site.by_source.get(f"{DOCS}/{name}/index.md")
    title = front.name if front else "The whole guide"
    return Booklet(name, title, "".join(_document(title, front, book, size)))


# ---- what it holds ----------------------------------------------------------------------


def _folder(door: str, sources: Sources) -> list[Page]:
    """The built pages of a folder: those of the menu in its order, then the others."""
    site = sources.site
    found = [p for p in site.pages if p.source and p.built and p.path.startswith(f"{DOCS}/{door}/")]
    # The jargon buster is all words: a booklet has those it uses.
    found = [p for p in found if p.source and glossary.MARK not in p.source.text]
    return sorted(found, key=_order(sources))


def _order(sources: Sources) -> Callable[[Page], tuple[int, str]]:
    """Sorts pages as in the menu, and those that are not in it after them."""
    order = {f"{DOCS}/{path}": number for number, path in enumerate(sources.menu)}
    return lambda page: (order.get(page.path, len(order)), page.path)


def _shared(name: str, own: Sequence[Page], sources: Sources, follower: Follower) -> list[Page]:
    """The pages for every age that go into a booklet."""
    pages = _folder(_SHARED, sources)
    if name == ALL:
        return pages
    if not re.fullmatch(r"\d+-\d+", name):
        return []
    always = set(sources.site.settings.booklets_always)
    linked = Counter(file for page in own for file in _targets(page, follower))
    often = [p for p in pages if linked[_file(p)] >= _LINKS]
    needed = [p for p in sources.site.pages if p.path in always and p.built]
    order = _order(sources)
    return sorted({p.path: p for p in (*often, *needed) if p not in own}.values(), key=order)


def _other_forms(site: Site) -> dict[str, tuple[Page, tuple[str, ...]]]:
    """The sections that say how to get all this without the internet or in another form."""
    found: dict[str, tuple[Page, tuple[str, ...]]] = {}
    for page in site.pages:
        claims = page.front_matter.claims
        anchors = tuple(c.anchor for c in claims if c.duty in _OTHER_FORMS and c.anchor)
        if anchors and page.built:
            found[_file(page)] = (page, tuple(dict.fromkeys(anchors)))
    return found


def _services(name: str, held: Iterable[Page], site: Site, follower: Follower) -> list[Page]:
    """The open services for these ages, and those that the pages here name; A to Z."""
    named = {file for page in held for file in _targets(page, follower)}
    found: list[Page] = []
    for page in site.pages:
        listing = page.front_matter.listing
        if listing is None or listing.status == "inactive" or not page.built:
            continue
        if listing.serves(_AGES[name]) or _file(page) in named:
            found.append(page)
    return sorted(found, key=lambda p: (p.name.casefold(), p.path))


def _targets(page: Page, follower: Follower) -> set[str]:
    """The files of the site that a page's text links to."""
    assert page.built
    links = (link for link in page.built.links if link.in_content and link.element == "a")
    targets = (follower.target(page.built, link.target) for link in links)
    return {target.file for target in targets if target}


def _file(page: Page) -> str:
    """What a page is known by here. Only pages that are built come into a booklet."""
    assert page.built
    return page.built.file


# ---- how it is written ------------------------------------------------------------------


def _document(title: str, front: Page | None, book: _Book, size: int) -> Iterator[str]:
    sources = book.sources
    day = in_words(sources.today)
    chapters = _arriving([_chapter(chapter, book) for chapter in book.chapters.values()])
    services = "".join(_service_list(book))
    text = "".join((*chapters, services))
    used = glossary.used_in(unescape(re.sub(r"<[^>]*>", " ", text)), sources.words)
    words = "".join(_word_list(used, book, needed='href="#words"' in text))
    other = len(book.other)
    yield (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(title)}: {escape(sources.name)}</title>"
        f'<meta name="description" content="{escape(_summary(front))}">'
        f'<meta name="author" content="{escape(_author(book))}">'
        f'<meta name="dcterms.created" content="{sources.today.isoformat()}">'
        f'<meta name="dcterms.modified" content="{sources.today.isoformat()}">'
        # What stands at the edge of the page takes its size from the page, not the text.
        f"<style>html {{ font-size: {size}pt }} @page {{ font-size: {size}pt }}</style>"
        "</head><body>\n"
    )
    yield from _cover(title, front, day, book)
    yield from _contents(book, words=bool(words))
    yield from _use(day, book)
    yield from chapters[: len(chapters) - other]
    yield words
    yield services
    yield from chapters[len(chapters) - other :]
    yield from _address_list(book)
    yield "</body></html>\n"


def _arriving(chapters: Sequence[str]) -> list[str]:
    """The chapters; a link to what is on the page but not on paper goes to the page's start."""
    ids = {found for text in chapters for found in re.findall(r' id="([^"]*)"', text)}

    def there(match: re.Match[str]) -> str:
        return match[0] if match[2] in ids else f'{match[1]}{match[3]}"'

    link = re.compile(r'((?:href="#|data-page="))((page-\d+)-[^"]*)"')
    return [link.sub(there, text) for text in chapters]


def _author(book: _Book) -> str:
    settings = book.sources.site.settings
    return book.sources.name if settings.notice else settings.council or book.sources.name


def _summary(front: Page | None) -> str:
    return str(front.front_matter.values.get("summary", "")) if front else ""


def _cover(title: str, front: Page | None, day: str, book: _Book) -> Iterator[str]:
    settings = book.sources.site.settings
    yield '<section class="cover">'
    yield f'<p class="site">{escape(book.sources.name)}</p>'
    yield f"<h1>{escape(title)}</h1>"
    if summary := _summary(front):
        yield f'<p class="summary">{escape(summary)}</p>'
    yield f'<p class="day">As the website was on <span class="date">{day}</span></p>'
    if settings.notice:
        yield f'<div class="notice"><p class="words">{escape(settings.notice)}</p>'
        if settings.official:
            whose = f" of {settings.council}" if settings.council else ""
            yield f"<p>The official Local Offer{escape(whose)}: "
            address, short = escape(settings.official), escape(_short(settings.official))
            yield f'<a href="{address}">{short}</a></p>'
        yield "</div>"
    elif settings.council:
        yield f'<p class="council">{escape(settings.council)}</p>'
    yield "</section>\n"


def _use(day: str, book: _Book) -> Iterator[str]:
    yield '<section class="use"><h2 id="use">How to use this booklet</h2><ul>'
    yield f"<li>It was made from the website on {day}. Things change. Before you rely on a time, "
    yield "a price or a phone number, ask the service.</li>"
    yield "<li>Each part says when it was last checked.</li>"
    yield "<li>A page number in brackets, such as (page 5), tells where to read more here.</li>"
    yield "<li>“On the website” means that more is there, but not in this booklet.</li>"
    if book.addresses:
        yield "<li>Long web addresses have a number. "
        yield "Look it up at the end".join(paper.inside("addresses")) + ".</li>"
    yield "</ul></section>\n"


def _contents(book: _Book, *, words: bool) -> Iterator[str]:
    """The contents; the press puts the page numbers in."""
    site = book.sources.site
    own = [(book.chapters[_file(page)].anchor, page.name) for page in book.own]
    shared = [(book.chapters[_file(page)].anchor, page.name) for page in book.shared]
    last = [("words", "Words explained")] if words else []
    last += [("services", "Services")] if book.services else []
    last += [(book.chapters[file].anchor, page.name) for file, (page, _) in book.other.items()]
    last += [("addresses", "Web addresses")] if book.addresses else []
    front = site.by_source.get(f"{DOCS}/{_SHARED}/index.md")
    groups = (("", own), (front.name if front else "For every age", shared), ("Lists", last))
    yield '<section class="contents"><h2 id="contents">Contents</h2>'
    for name, entries in groups:
        if entries:
            yield f"<h3>{escape(name)}</h3>" if name else ""
            yield "<ul>"
            for anchor, title in entries:
                yield f'<li><a href="#{anchor}">{escape(title)} {paper.number(anchor)}</a></li>'
            yield "</ul>"
    yield "</section>\n"


def _chapter(chapter: _Chapter, book: _Book) -> str:
    page = chapter.page
    body = paper.render(
        book.sources.html(page),
        paper.Paper(
            lambda target, words: _reference(target, words, page, book),
            lambda source: _picture(source, page, book),
            lambda anchor: f"{chapter.anchor}-{anchor}",
        ),
        chapter.sections,
    )
    return (
        f'<section class="chapter"><h2 id="{chapter.anchor}">{escape(page.name)}</h2>'
        f"{_checked(page, book.sources.today)}{body}</section>\n"
    )


def _checked(page: Page, today: date) -> str:
    if page.review is None:
        return ""
    last, due = in_words(page.review.last), in_words(page.review.due)
    if page.review.overdue(today):
        return (
            f'<p class="checked"><strong>Past its date.</strong> Last checked on {last}, and due '
            f"to be checked by {due}. Check with the service before you rely on it.</p>"
        )
    return f'<p class="checked">Last checked on {last}. To be checked again by {due}.</p>'


def _reference(target: str, words: str, page: Page, book: _Book) -> paper.Reference:
    """What a link of a page becomes."""
    assert page.built
    there = book.follower.target(page.built, target)
    if there is None:
        return _outside(target, words, book)
    chapter = book.chapters.get(there.file)
    if chapter and (not chapter.sections or there.fragment in chapter.sections):
        built = chapter.page.built
        known = built is not None and there.fragment in built.ids
        return paper.Reference(f"#{chapter.anchor}" + f"-{there.fragment}" * known)
    if there.file in book.listed:
        return paper.Reference(f"#{book.listed[there.file]}")
    if _is_jargon(there.file, book):
        return paper.Reference("#words")
    return paper.Reference(_on_the_website(there.file, there.fragment, book), "on the website")


def _is_jargon(file: str, book: _Book) -> bool:
    page = book.sources.site.by_file.get(file)
    return bool(page and page.source and glossary.MARK in page.source.text)


def _on_the_website(file: str, fragment: str, book: _Book) -> str:
    """The whole address of a page that is not in the booklet; "" when the site knows none."""
    if not book.sources.site.settings.site_url:
        return ""
    page = book.sources.site.by_file.get(file)
    anchor = f"#{quote(fragment)}" if fragment else ""
    return book.follower.root + quote(page.url if page else file) + anchor


def _picture(source: str, page: Page, book: _Book) -> str:
    there = book.follower.target(page.built, source) if page.built else None
    return book.sources.picture(there.file) if there and there.found else ""


def _outside(target: str, words: str, book: _Book) -> paper.Reference:
    parts = addresses.parts(target)
    if parts.scheme == "mailto":
        to = unquote(parts.path)
        return paper.Reference(target, "" if to in words else to)
    if parts.scheme not in ("http", "https"):  # a phone number: its words say it
        return paper.Reference(target)
    short = _short(target)
    if short.casefold() in words.casefold():
        return paper.Reference(target)
    if len(short) <= _LONG:
        return paper.Reference(target, short)
    number = book.addresses.setdefault(target, len(book.addresses) + 1)
    return paper.Reference(target, f"web address {number}")


def _short(address: str) -> str:
    """A web address as one types it."""
    return re.sub(r"^https?://(www\.)?", "", address).rstrip("/")


# ---- the lists at the end ---------------------------------------------------------------


def _word_list(words: Sequence[Word], book: _Book, *, needed: bool) -> Iterator[str]:
    if not words and not needed:
        return
    pages = {chapter.page.path: chapter.anchor for chapter in book.chapters.values()}
    yield '<section class="list"><h2 id="words">Words explained</h2>'
    if not words:
        yield "<p>No word here needed one.</p></section>\n"
        return
    yield '<ul class="words">'
    for word in words:
        long = f" ({escape(word.long)})" if word.long else ""
        anchor = pages.get(f"{DOCS}/{word.page}", "")
        more = f" {paper.BREAK}{'Read more'.join(paper.inside(anchor))}" if anchor else ""
        yield f"<li><strong>{escape(word.term)}</strong>{long}: {escape(word.meaning)}{more}</li>"
    yield "</ul></section>\n"


def _service_list(book: _Book) -> Iterator[str]:
    if not book.services:
        return
    yield '<section class="list"><h2 id="services">Services</h2>'
    low, _, high = _AGES[book.name].partition("-")
    yield f"<p>For ages {low} to {high}, and others that this booklet names. A to Z.</p>"
    yield '<ul class="services">'
    for page in book.services:
        yield f'<li id="{book.listed[_file(page)]}">'
        yield "".join(_service(page, book))
        yield "</li>"
    yield "</ul></section>\n"


def _service(page: Page, book: _Book) -> Iterator[str]:
    assert page.source
    told = context.service(page.source, book.sources.site.settings)
    closed = " (closed for now)" if told["status"] == "temporarily closed" else ""
    summary = str(page.front_matter.values.get("summary", ""))
    yield f"<p><strong>{escape(page.name)}</strong>{closed}. {escape(summary)}</p>"
    how = told.get("how_to_get_it") or told.get("referral")
    if isinstance(how, str):
        yield f"<p>How to get it: {escape(' '.join(how.split()))}</p>"
    contact = told.get("contact")
    if isinstance(contact, Mapping):
        # A phone number is what a reader without the internet can use; else the next best.
        shown = [key for key in ("phone", "text") if contact.get(key)]
        shown = shown or [key for key in ("email", "website", "address") if contact.get(key)][:1]
        for key in shown:
            value = _contact(key, str(contact[key]), contact, book)
            yield f"<p>{key.title()}: {value}</p>"


def _contact(key: str, value: str, contact: Mapping[str, object], book: _Book) -> str:
    value = " ".join(value.split())
    if key == "website":
        note = _outside(value, "", book).note
        return f'<a href="{escape(value)}">{escape(note)}</a>'
    if key == "email":
        return f'<a href="mailto:{escape(value)}">{escape(value)}</a>'
    if href := contact.get(f"{key}_href"):
        return f'<a href="{escape(str(href))}">{escape(value)}</a>'
    return escape(value)


def _address_list(book: _Book) -> Iterator[str]:
    if not book.addresses:
        return
    yield '<section class="list"><h2 id="addresses">Web addresses</h2><ol class="addresses">'
    for address in book.addresses:
        yield f'<li><a href="{escape(address)}">{escape(_short(address))}</a></li>'
    yield "</ol></section>\n"
