"""Search: its page, its index, and the words that lead to other words.

The index is Pagefind's (handbook/decisions/0014-search.md). It is made from the built pages, and
readers' browsers fetch small pieces of it; nothing runs on a server. Beside it stand two files
of our own for what Pagefind leaves out: `synonyms.json`, what to look for when somebody types
other words, and `words.txt`, the site's words, to put a misspelt one right.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from checks.model import CannotRun, Synonym, Word
from publish.directory import Generated

PAGE = Generated(
    path="search.md",
    title="Search",
    summary="Search every page and every service of this site.",
    markdown="",
    template="search.html",
    source="publish/search.py",
)
# The search page as built: a theme that has none gets no index either.
_BUILT = "search/index.html"
_INDEX = "pagefind"
# What browsers fetch; the rest that Pagefind writes are ready-made forms that we do not use.
_NEEDED = re.compile(
    r"pagefind(-entry\.json|\.js|\.\w+\.pf_meta)|wasm\.(?!unknown)\w+\.pagefind"
    r"|(index|filter|fragment)"
)
# How many places of words go into one piece of the index. Pagefind's own 20,000 make pieces of
# 26 kB, and a search fetches one for each word: too much for a phone in a village. Yet each
# piece adds 11 bytes to the list of pieces. This is near the least for a search of eight words.
_CHUNK = "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE"
_SMALL, _PAGES_A_PLACE = 300, 3
# A form of a word that this many pages use leads nowhere else: it finds enough by itself.
_COMMON = 8

_IGNORED = "[data-pagefind-ignore], script, style, svg, nav, form"


def index(site: Path, synonyms: Sequence[Synonym], words: Iterable[Word], area: str) -> list[str]:
    """Make the index of a site that was just built; what to tell the editor, a line each.

    Raises CannotRun when Pagefind can't run.
    """
    if not (site / _BUILT).is_file():
        return []
    pages = [page for file in sorted(site.rglob("*.html")) if (page := _read(file))]
    _run_pagefind(site, len(pages))
    found = _Words(pages)
    folder = (site / _BUILT).parent
    known = {"leads": list(_leads(synonyms, words, found)), "weak": plain(area).split()}
    _write(folder / "synonyms.json", json.dumps(known, ensure_ascii=False, separators=(",", ":")))
    _write(folder / "words.txt", "\n".join(_short(spelling(found.pages))))
    return [
        f"{synonym.place.path}:{synonym.place.line}: no page has the words “{synonym.find}” "
        "together, so they lead nowhere. Write words that stand on a page."
        for synonym in synonyms
        if not found.says(synonym.find)
    ]


def _write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8", newline="\n")


def _run_pagefind(site: Path, pages: int) -> None:
    command = [
        sys.executable, "-m", "pagefind", "--site", str(site), "--output-subdir", _INDEX, "--quiet"
    ]  # fmt: skip
    chunk = str(max(_SMALL, pages // _PAGES_A_PLACE))
    try:
        done = subprocess.run(  # noqa: S603 (no shell, and nothing in it comes from a page)
            command,
            env={**os.environ, _CHUNK: chunk},
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise CannotRun(_failed(str(error.strerror))) from None
    made = site / _INDEX
    if done.returncode or not (made / "pagefind.js").is_file():
        said = (done.stderr or done.stdout).strip().splitlines()
        raise CannotRun(_failed(said[-1] if said else f"it ended with {done.returncode}"))
    for file in made.iterdir():
        if not _NEEDED.fullmatch(file.name):
            shutil.rmtree(file) if file.is_dir() else file.unlink()


def _failed(why: str) -> str:
    return (
        f"The search index can't be made: Pagefind did not run ({why}). Set up again with "
        "“make site” after deleting .venv, or “python -m pip install 'pagefind[bin]'”."
    )


# ---- the words of the site ----------------------------------------------------------------


class _Words:
    """Which words stand on which of the pages that search may find."""

    def __init__(self, pages: Iterable[_Text]) -> None:
        self.pages: dict[str, set[int]] = {}
        self.titles: list[frozenset[str]] = []
        self.texts: list[str] = []
        for number, page in enumerate(pages):
            self.titles.append(page.title)
            self.texts.append(f" {page.text} ")
            for word in set(page.text.split()):
                self.pages.setdefault(word, set()).add(number)

    def having(self, phrase: str) -> set[int]:
        """The pages that have all words of a phrase."""
        found = [self.pages.get(word, set()) for word in plain(phrase).split()]
        return set.intersection(*found) if found else set()

    def says(self, phrase: str) -> bool:
        """Whether a page has the words of a phrase together."""
        wanted = f" {plain(phrase)} "
        return any(wanted in self.texts[number] for number in self.having(phrase))

    def titled(self, phrase: str) -> bool:
        """Whether a page is called by a phrase."""
        words = set(plain(phrase).split())
        return any(words <= title for title in self.titles)


@dataclass(frozen=True)
class _Text:
    """What a page says, as `plain` has it, and the words of its title."""

    text: str
    title: frozenset[str]


def _read(file: Path) -> _Text | None:
    """What search may find on a built page; None when it may not find the page."""
    text = file.read_text("utf-8")
    if "data-pagefind-body" not in text:
        return None
    tree = LexborHTMLParser(text)
    for node in tree.css(_IGNORED):
        node.decompose()
    said = " ".join(node.text(separator=" ") for node in tree.css("[data-pagefind-body]"))
    title, summary = (
        " ".join(node.attributes.get("content") or "" for node in tree.css(f'[name="{name}"]'))
        for name in ("local-offer:title", "local-offer:summary")
    )
    return _Text(plain(f"{said} {title} {summary}"), frozenset(plain(title).split()))


def plain(text: str) -> str:
    """Small letters and figures only, as theme/assets/search-words.js has them too."""
    bare = unicodedata.normalize("NFKD", text.lower())
    bare = "".join(c for c in bare if not unicodedata.combining(c) and c not in "’'&")
    return " ".join(re.findall(r"[a-z0-9]+", bare))


def spelling(used: Iterable[str]) -> list[str]:
    """The words that a misspelt one may be put right to, A to Z.

    Not those of three letters, where one slip makes another word, nor plurals of words that are
    there: the browser adds the “s” itself.
    """
    words = {word for word in used if len(word) > 3 and word.isalpha()}
    return sorted(w for w in words if not (w.endswith("s") and w[:-1] in words))


def _short(words: Iterable[str]) -> Iterator[str]:
    """Each word as how many letters it shares with the one before, and the rest of it.

    A third less to fetch, also once compressed.
    """
    before = ""
    for word in words:
        same = takewhile(lambda pair: pair[0] == pair[1], zip(before, word, strict=False))
        shared = sum(1 for _ in same)
        yield f"{shared}{word[shared:]}"
        before = word


def _leads(
    synonyms: Iterable[Synonym], words: Iterable[Word], site: _Words
) -> Iterator[tuple[list[str], list[str]]]:
    """Pairs: what to look for, when any of these is typed."""
    for synonym in synonyms:
        if site.says(synonym.find):
            yield [plain(synonym.find)], [plain(typed) for typed in synonym.typed]
    for word in words:
        forms = _unlike(plain(form) for form in (word.term, word.long, *word.also) if form)
        forms.sort(key=lambda form: (-len(site.having(form)), form))
        used = [form for form in forms if site.having(form)]
        find = [form for number, form in enumerate(used) if number < 2 or site.titled(form)]
        typed = [
            form
            for form in forms
            if set(find) - {form}
            and (
                len(site.having(form)) < _COMMON
                or any(site.titled(other) for other in find if other != form)
            )
        ]
        if typed:
            yield find, typed


def _unlike(forms: Iterable[str]) -> list[str]:
    """One of each: forms that differ by their endings are found by one another anyway."""
    found: dict[tuple[str, ...], str] = {}
    for form in forms:
        found.setdefault(tuple(map(_stem, form.split())), form)
    return list(found.values())


def _stem(word: str) -> str:
    """As theme/assets/search-words.js does it."""
    cut = re.sub(r"(?:ies|ing|ed|es|s|y)$", "", re.sub(r"(?<=[^aeiou])ys$", "ies", word))
    return (cut if len(cut) > 2 else word).removesuffix("e")
