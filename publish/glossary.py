"""The glossary: the jargon buster as Markdown, and words explained where they first stand.

A word is explained once on a page, where it first stands in running text: links, headings
and code are left alone. What was explained is also listed at the page's foot, for those who
can't point at a word, and on paper.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from html import escape

from checks.model import Word, in_a_row
from publish.directory import plain

# What a page holds where the words should stand.
MARK = "<!-- local-offer: glossary -->"

_PIECES = re.compile(r"""(<!--.*?-->|<(?:[^<>"']|"[^"]*"|'[^']*')*>)""", re.DOTALL)
_NAME = re.compile(r"</?([a-z][a-z0-9]*)", re.IGNORECASE)
_LEFT_ALONE = {
    "a", "abbr", "button", "code", "dfn", "dt", "h1", "h2", "h3", "h4", "h5", "h6", "label",
    "option", "pre", "script", "style", "summary", "svg", "textarea",
}  # fmt: skip
_SPACE = re.compile(r"(?:\s|&nbsp;|&#160;)+")
_APOSTROPHE = re.compile(r"['’]")


def fill(markdown: str, words: Sequence[Word], path: str) -> str:
    """A page's Markdown with the glossary in it. `path` is the page's own, under docs/."""
    return markdown.replace(MARK, _list(words, path), 1) if MARK in markdown else markdown


def _list(words: Sequence[Word], path: str) -> str:
    if not words:
        return "No word has been explained yet."
    letters: dict[str, list[Word]] = {}
    for word in words:
        first = word.term[0].upper()[0]
        letters.setdefault(first if first.isalpha() else "0 to 9", []).append(word)
    out = [" ".join(f"[{letter}](#{_anchor(letter)})" for letter in letters)]
    out[0] += "\n{: .lo-letters }"
    for letter, some in letters.items():
        out.append(f"## {letter} {{#{_anchor(letter)}}}")
        out.extend(_entry(word, path) for word in some)
    return "\n\n".join(out)


def _anchor(letter: str) -> str:
    return f"words-{letter[0].lower()}"


def _entry(word: Word, path: str) -> str:
    plurals = (f"{word.term}s", f"{word.term[:-1]}ies", f"{word.term}es")
    also = in_a_row([form for form in word.also if form not in plurals])
    called = "; ".join(filter(None, [word.long, f"also {also}" if also else ""]))
    name = f"{plain(word.term)} ({plain(called)})" if called else plain(word.term)
    more = ""
    if word.page and word.page != path:
        target = posixpath.relpath(word.page, posixpath.dirname(path))
        more = f" [More about {plain(word.term)}]({target})"
    return f"{name}\n:   {plain(word.meaning)}{more}"


class Explainer:
    """Explains words in the HTML of one page after another."""

    def __init__(self, words: Sequence[Word]) -> None:
        self._by_form = _by_form(word for word in words if word.tooltip)
        self._pattern = _any_of(self._by_form)

    def explain(self, html: str) -> tuple[str, list[Word]]:
        """The HTML with each word explained where it first stands, and those words, A to Z."""
        if self._pattern is None:
            return html, []
        used: dict[str, Word] = {}

        def explained(match: re.Match[str]) -> str:
            word = self._by_form[_plain(match[0])]
            if word.term in used:
                return match[0]
            used[word.term] = word
            return f'<abbr title="{escape(_says(word))}">{match[0]}</abbr>'

        out: list[str] = []
        inside: list[str] = []  # the elements around that are left alone
        for piece in _PIECES.split(html):
            name = _NAME.match(piece) if piece.startswith("<") else None
            if name is None:
                alone = inside or piece.startswith("<")
                out.append(piece if alone else self._pattern.sub(explained, piece))
                continue
            element = name[1].lower()
            if element in _LEFT_ALONE and not piece.endswith("/>"):
                if not piece.startswith("</"):
                    inside.append(element)
                elif element in inside:
                    inside.remove(element)
            out.append(piece)
        return "".join(out), sorted(used.values(), key=lambda word: word.term.casefold())


def _same(form: str) -> str:
    """A form without what may differ: how its spaces and apostrophes are written."""
    return _APOSTROPHE.sub("'", _SPACE.sub(" ", form))


def _plain(written: str) -> str:
    """The form that a page's HTML writes."""
    return _same(written.replace("&amp;", "&"))


def _anyhow(form: str) -> str:
    """A pattern for a form, with any space and either apostrophe."""
    parts = (re.escape(escape(part, quote=False)) for part in form.split(" "))
    return _SPACE.pattern.join(parts).replace("'", "['’]")


def used_in(text: str, words: Sequence[Word]) -> list[Word]:
    """The words that stand in a text, A to Z, also those with no explanation in passing."""
    by_form = _by_form(words)
    pattern = _any_of(by_form)
    written = pattern.findall(escape(text, quote=False)) if pattern else []
    found = {by_form[_plain(form)].term for form in written}
    return [word for word in words if word.term in found]


def _by_form(words: Iterable[Word]) -> dict[str, Word]:
    """Every way to write a word, also at the start of a sentence."""
    return {
        _same(form): word
        for word in words
        for written in (word.term, *word.also)
        for form in (written, written[0].upper() + written[1:])
    }


def _any_of(forms: Iterable[str]) -> re.Pattern[str] | None:
    """A pattern for any of the forms, as HTML writes them: "Q&amp;A". None if there is none."""
    # The longest first: "EHC plan" before "EHC".
    some = "|".join(map(_anyhow, sorted(forms, key=lambda form: (-len(form), form))))
    return re.compile(rf"(?<![\w&#-])(?:{some})(?![\w-])") if some else None


def _says(word: Word) -> str:
    if not word.long:
        return word.meaning
    return f"{word.long[0].upper()}{word.long[1:]}. {word.meaning}"
