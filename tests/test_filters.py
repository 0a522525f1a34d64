"""What pages tell the search index, what families may filter by, and words that lead to others."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks import parse
from checks.lined import read
from checks.model import CannotRun, Place, Synonym, Word
from checks.settings import _Reader
from publish import filters, search
from tests import tiny

SETTINGS = _Reader(
    read(
        """\
vocabularies:
  topics: {health: Health, leisure: Leisure}
  needs: {any: Any need, autism: Autism, sight: Sight}
  areas: {county: All of it, north: The north, south: The south, abroad: Elsewhere, land: All}
  cost: {free: Free, paid: You pay}
takes_in:
  needs: {any: all}
  areas: {county: [north, south], land: all}
"""
    )
).settings("")


def source(path: str, extra: str = "", title: str = "Big & small") -> object:
    text = tiny.page("Text.", title).replace("owner:", f"{extra}\nowner:" if extra else "owner:")
    return parse.parse(f"docs/{path}", text, SETTINGS, service=path.startswith("services/x"))


def service(name: str, *lines: str) -> object:
    return source(f"services/x-{name}.md", "\n".join(lines), name)


SERVICES = [
    service("Swim", "age_max: 4", "needs: [autism]", "areas: [north]", "cost: free"),
    service("Draw", "age_min: 5", "needs: [any]", "areas: [county]", "referral: either"),
    service("Sing", "age_min: 16", "needs: [sight]", "areas: [land]", "referral: professional"),
    service("Run", "status: temporarily closed", "online: true", "wheelchair: false"),
    service("Gone", "status: inactive", "needs: [autism]", "online: true"),
]


def test_a_service_tells_its_facts_and_filters():
    told = filters.marks(
        service(
            "Swim", "age_min: 5", "age_max: 15", "needs: [autism]", "topics: [leisure]",
            "areas: [north]", "cost: free", "referral: either", "siblings: true",
            "quality_mark: 2026-05-01",
        ),
        SETTINGS,
    )  # fmt: skip
    assert told == filters.Marks(
        title="Swim",
        summary="What this page holds.",
        label="Service",
        facts="Ages 5 to 15 · Free · You can ask yourself",
        filters=(
            ("kind", "service"), ("age", "5-15"), ("need", "autism"), ("topic", "leisure"),
            ("area", "north"), ("cost", "free"), ("referral", "either"), ("siblings", "yes"),
            ("quality_mark", "yes"),
        ),
    )  # fmt: skip


def test_what_nobody_knows_is_not_told():
    told = filters.marks(service("Bare"), SETTINGS)
    assert told.facts == ""
    # Without an age it is for every age, as in the lists.
    assert dict(told.filters).keys() == {"kind", "age"}
    closed = filters.marks(SERVICES[3], SETTINGS)
    assert closed.facts == "Closed for now"
    assert ("wheelchair", "yes") not in closed.filters


@pytest.mark.parametrize(
    ("path", "label", "kind"),
    [
        ("0-4/a.md", "Ages 0 to 4", "page"),
        ("every-age/a.md", "Every age", "page"),
        ("youth-hub/a.md", "Youth hub, for young people", "young"),
        ("easy-read/a.md", "Easy read", "easy"),
        ("services/index.md", "Services", "page"),
        ("somewhere/else.md", "", "page"),
        ("alone.md", "", "page"),
    ],
)
def test_a_page_tells_where_it_is(path, label, kind):
    told = filters.marks(source(path), SETTINGS)
    assert (told.label, told.filters) == (label, (("kind", kind),))


def test_some_pages_are_not_to_be_found():
    assert filters.marks(SERVICES[4], SETTINGS) is None  # it has stopped
    assert filters.marks(source("index.md"), SETTINGS) is None  # it leads everywhere
    assert filters.marks(source("a/b.md", "search: {exclude: true}"), SETTINGS) is None
    assert filters.marks(source("a/b.md", "search: {exclude: false}"), SETTINGS)


def counts(group: filters.Group) -> dict[str, int]:
    return {option.name or option.value: option.count for option in group.options}


def test_the_form_counts_what_each_filter_would_leave():
    form = {group.name: group for group in filters.groups(SERVICES, SETTINGS)}
    assert list(form) == ["age", "need", "topic", "area", "referral", "cost", "more"]
    assert counts(form["age"]) == {"0-4": 2, "5-15": 2, "16-25": 3}
    assert counts(form["cost"]) == {"free": 1, "paid": 0}
    # "Any need" and "all of the county" are no filters, but count in the words they take in.
    assert counts(form["need"]) == {"autism": 2, "sight": 2}
    assert counts(form["area"]) == {"north": 3, "south": 2, "abroad": 1}
    assert {o.value: o.also for o in form["area"].options}["north"] == ("county", "land")
    # Who can be asked either way is found by both.
    assert counts(form["referral"]) == {"self": 1, "professional": 2}
    assert counts(form["more"]) == {"online": 1, "siblings": 0, "wheelchair": 0, "quality_mark": 0}
    assert [name for name, group in form.items() if group.every] == ["more"]


def test_the_search_page_counts_kinds():
    pages = [*SERVICES, source("0-4/a.md"), source("youth-hub/b.md"), source("index.md")]
    assert counts(filters.kinds(pages, SETTINGS)) == {
        "service": 4, "page": 1, "young": 1, "easy": 0
    }  # fmt: skip


# ---- words that lead to others ---------------------------------------------------------------


def built(site: Path, **pages: str) -> None:
    """A built site, as far as the search reads it."""
    for name, text in {"search": "", **pages}.items():
        folder = site / name
        folder.mkdir(parents=True)
        marked = " data-pagefind-body" if text else ""
        (folder / "index.html").write_text(
            f'<html lang="en"><head><meta name="local-offer:title" content="{name}"></head>'
            f"<body><p>Menu</p><div{marked}><p>{text}</p><p data-pagefind-ignore>Left out</p></div>"
            "</body></html>",
            "utf-8",
        )


def word(term: str, long: str = "", *also: str) -> Word:
    return Word(term, long, also, "Meaning.", "", tooltip=True, place=Place("x", 1))


def synonym(find: str, *typed: str) -> Synonym:
    return Synonym(find, typed, Place("docs/about/synonyms.yml", 3))


def test_words_and_synonyms_are_written_for_the_browser(tmp_path):
    built(tmp_path, Plans="An EHC plan. Café’s  “plan”.", Breaks="Short breaks & rest")
    told = search.index(
        tmp_path,
        [synonym("Short breaks", "Respite", "I’m worn out"), synonym("Café’s EHC", "past")],
        [word("EHC plan", "education plan", "EHCP"), word("appeal")],
        "North Shire",
    )
    assert told == [
        (
            "docs/about/synonyms.yml:3: no page has the words “Café’s EHC” together, so "
            "they lead nowhere. Write words that stand on a page."
        )
    ]
    # Each line: how many letters of the word before stay, and the rest.
    assert (tmp_path / "search/words.txt").read_text("utf-8").split() == [
        "0breaks", "0cafes", "0plan", "0rest", "0short"
    ]  # fmt: skip
    assert (tmp_path / "search/synonyms.json").read_text("utf-8") == (
        '{"leads":[[["short breaks"],["respite","im worn out"]],'
        '[["ehc plan"],["education plan","ehcp"]]],"weak":["north","shire"]}'
    )


def test_only_what_browsers_fetch_is_kept(tmp_path):
    built(tmp_path, Plans="An EHC plan.")
    search.index(tmp_path, [], [], "")
    kept = {file.name.partition("_")[0] for file in (tmp_path / "pagefind").iterdir()}
    assert kept == {
        "fragment", "index", "pagefind-entry.json", "pagefind.js", "pagefind.en", "wasm.en.pagefind"
    }  # fmt: skip


def test_a_site_without_a_search_page_gets_no_index(tmp_path):
    (tmp_path / "index.html").write_text("<html><body data-pagefind-body>A</body></html>", "utf-8")
    assert search.index(tmp_path, [synonym("a", "b")], [], "") == []
    assert [file.name for file in tmp_path.iterdir()] == ["index.html"]


def test_pagefind_that_cannot_run_is_one_clear_line(tmp_path, monkeypatch):
    built(tmp_path, Plans="An EHC plan.")
    monkeypatch.setenv("PAGEFIND_BINARY_PATH", str(tmp_path / "nothing"))
    with pytest.raises(CannotRun) as told:
        search.index(tmp_path, [], [], "")
    assert str(told.value).startswith("The search index can't be made: Pagefind did not run (")
    assert str(told.value).endswith("“python -m pip install 'pagefind[bin]'”.")
    assert "\n" not in str(told.value)
