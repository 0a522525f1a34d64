"""The glossary: the jargon buster as Markdown, and words explained where they first stand.

A word is explained once on a page, where it first stands in running text: links, headings
and code are left alone. What was explained is also listed at the page's foot, for those who
can't point at a word, and on paper.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Sequence
from html import escape, unescape

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


def fill(markdown: str, words: Sequence[Word], path: str) -> str:
    """A page's Markdown with the glossary in it. `path` is the page's own, under docs/."""
    return markdown.replace(MARK, _list(words, path)) if MARK in markdown else markdown


def _list(words: Sequence[Word], path: str) -> str:
    if not words:
        return "No word has been explained yet."
    letters: dict[str, list[Word]] = {}
    for word in words:
        first = word.term[0].upper()
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
        more = f" [More about this]({posixpath.relpath(word.page, posixpath.dirname(path))})"
    return f"{name}\n:   {plain(word.meaning)}{more}"


def explained(html: str, words: Sequence[Word]) -> tuple[str, list[Word]]:
    """A page's HTML with each word of the glossary explained where it first stands.

    Also gives back the words that the page uses, A to Z.
    """
    by_form = _by_form(word for word in words if word.tooltip)
    if not by_form:
        return html, []
    pattern = _any_of(by_form)
    used: dict[str, Word] = {}

    def explain(match: re.Match[str]) -> str:
        word = by_form[match[0]]
        if word.term in used:
            return match[0]
        used[word.term] = word
        return f'<abbr title="{escape(_says(word))}">{match[0]}</abbr>'

    out: list[str] = []
    inside: list[str] = []  # the elements around that are left alone
    for piece in _PIECES.split(html):
        name = _NAME.match(piece) if piece.startswith("<") else None
        if name is None:
            out.append(piece if inside or piece.startswith("<") else pattern.sub(explain, piece))
            continue
        element = name[1].lower()
        if element in _LEFT_ALONE and not piece.endswith("/>"):
            if not piece.startswith("</"):
                inside.append(element)
            elif element in inside:
                inside.remove(element)
        out.append(piece)
    return "".join(out), sorted(used.values(), key=lambda word: word.term.casefold())


def used_in(text: str, words: Sequence[Word]) -> list[Word]:
    """The words that stand in a text, A to Z, also those with no explanation in passing."""
    by_form = _by_form(words)
    found = {by_form[form].term for form in _any_of(by_form).findall(text)} if by_form else set()
    return [word for word in words if word.term in found]


def _by_form(words: Iterable[Word]) -> dict[str, Word]:
    """Every way to write a word, also at the start of a sentence."""
    return {
        form: word
        for word in words
        for written in (word.term, *word.also)
        for form in (written, written[0].upper() + written[1:])
    }


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    # The longest first: "EHC plan" before "EHC".
    longest = sorted(forms, key=lambda form: (-len(form), form))
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(re.escape, longest)) + r")(?![\w-])")


def _says(word: Word) -> str:
    if not word.long:
        return unescape(word.meaning)
    return f"{word.long[0].upper()}{word.long[1:]}. {word.meaning}"
