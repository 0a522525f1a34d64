"""Words that stand in for others, and passages kept twice."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checks import contacts, parse, placeholders, repeats, word_lists
from checks.model import Built, CannotRun, Page, Settings, Site
from tests import tiny
from tests.conftest import ROOT

LISTS = word_lists.load(placeholders.Words, "unfinished.yml")
SETS = yaml.safe_load((ROOT / "tests/unfinished.yml").read_text("utf-8"))


def site_of(*texts: str, settings: Settings | None = None) -> Site:
    """Pages as if each were built into just its own text."""
    settings = settings or Settings()
    pages = []
    for number, text in enumerate(texts):
        source = parse.parse(f"docs/{number}.md", text, settings, service=False)
        built = Built(f"{number}/index.html", text=text)
        pages.append(Page(source, built))
    return Site(tuple(pages), frozenset(), settings)


def said(text: str) -> list[str]:
    return [found.said for found in placeholders.unfinished(site_of(text), LISTS)]


@pytest.mark.parametrize(
    "text",
    ["TBC", "Lorem  ipsum", "TODO: ask", "[insert the name]", "[[Page]]", "{{ name }}", "XXX",
     "insert a phone number here", "https://www.example.org/form", "Text goes here."],
)  # fmt: skip
def test_what_stands_in_for_words(text):
    assert said(f"Some words: {text}") != []


@pytest.mark.parametrize(
    "text",
    ["to be confirmed (TBC)", "“TBC” means to be confirmed", "TBC means nothing `TBC`", "XXXL",
     "a to do list", "todo", "<!-- TODO -->", "`{{ name }}`", "[the form](insert-here.md)",
     "https://example.gov.uk.anywhere.org", "We put your name here.", "for example", "#TODO"],
)  # fmt: skip
def test_what_stands_for_itself(text):
    assert said(text) == []


@pytest.mark.parametrize("name", SETS)
@pytest.mark.parametrize("kind", ["told", "silent"])
def test_what_is_left_to_fill_in(name, kind, today):
    texts = SETS[name][kind]
    found = tiny.told("placeholder-text", texts, today)
    assert [t for t, told in zip(texts, found, strict=True) if told is (kind == "silent")] == []


@pytest.mark.parametrize(
    "piece", ["[name] ", "XXXX ", "“ ", "insert a ", "??? ", "0 000 ", "[a ", "<insert a "]
)
def test_long_texts_are_no_trap(piece):
    """No pattern takes a time that grows with the square of a text."""
    assert len(said(piece * 2_000)) <= 1


def test_words_are_data_that_is_checked(tmp_path):
    (tmp_path / "unfinished.yml").write_text("phrases: 5\nmore: [a]\n", "utf-8")
    with pytest.raises(CannotRun) as caught:
        word_lists.load(placeholders.Words, "unfinished.yml", tmp_path)
    assert "unfinished.yml:1: “phrases” must be a list of words." in str(caught.value)
    assert "“more” is not a list that is used here." in str(caught.value)


def test_the_council_chooses_the_words():
    own = Settings(placeholders=("watch this space",))
    found = placeholders.unfinished(site_of("Watch this space. TODO", settings=own), LISTS)
    assert [each.said for each in found] == ["Watch this space"]


@pytest.mark.parametrize(
    ("written", "free"),
    [("01632 960123", True), ("020 7946 0018", True), ("+44 7700 900123", True),
     ("01234 567890", True), ("00000 000000", True), ("a@example.org", True),
     ("a@mail.example.com", True), ("01865 810516", False), ("0300 303 1234", False),
     ("a@examples.org", False), ("01632 96012", False), ("116 123", False)],
)  # fmt: skip
def test_numbers_and_mailboxes_that_are_nobodys(written, free):
    assert contacts.for_examples(written) is free


def test_a_number_is_told_by_one_check(tmp_path, today):
    body = "Ring 01632 960123, 02079460018 or [us](tel:01632960124). Mail a@example.org."
    site = tiny.built(tmp_path, {"docs/page.md": tiny.page(body)}, today)
    told = [tiny.findings(site, name, today) for name in ("bad-phone", "placeholder-text")]
    assert [len(findings) for findings in told] == [1, 3]


PASSAGE = " ".join(f"word{n}" for n in range(45))


def places(*texts: str) -> list[list[tuple[str, int]]]:
    found = repeats.repeated(site_of(*texts))
    return [[(place.path, place.line) for place in passage.places] for passage in found]


def test_a_passage_in_two_places_is_told_once_with_both():
    one = f"First.\n\n{PASSAGE}"
    two = PASSAGE.replace("word9 ", "**word9**\n")
    assert places(one, two, f"Also {PASSAGE}, again.") == [
        [("docs/0.md", 3), ("docs/1.md", 1), ("docs/2.md", 1)]
    ]


def test_fewer_words_a_quotation_code_and_another_section_are_none():
    short = " ".join(PASSAGE.split()[:39])
    cut = PASSAGE.replace("word20 ", "word20\n\n## Next\n\n")
    assert places(PASSAGE, f"{short} other", f"> {PASSAGE}", f"```\n{PASSAGE}\n```", cut) == []


def test_versions_of_a_page_may_say_the_same():
    version = "---\nversion_of: 0.md\n---\n"
    assert places(PASSAGE, version + PASSAGE, version + PASSAGE) == []


def test_the_same_words_over_and_over_stop_nothing():
    assert places("word " * 5000)


WORDS = st.lists(st.sampled_from(["one", "two", "## three", "\n", "> ", "```\n", "four"]))


@given(st.lists(WORDS.map(" ".join), max_size=4))
def test_any_pages_can_be_held_against_each_other(texts):
    site = site_of(*(text * 6 for text in texts), settings=Settings(repeated_words=20))
    found = list(repeats.repeated(site))
    assert found == list(repeats.repeated(site))
    for passage in found:
        assert len(passage.places) > 1
        for place in passage.places:
            page = site.by_source[place.path]
            assert page.source
            assert 1 <= place.line <= page.source.text.count("\n") + 1


@given(
    st.one_of(
        st.text(),
        st.lists(st.sampled_from(["TBC", "[[", "]]", "{{", "}}", "insert", "here", "`", "\n",
                                  "[insert", "]", "<!--", "-->", "https://example.org"])).map(
            " ".join
        ),
    )
)  # fmt: skip
def test_any_text_may_hold_what_is_unfinished(text):
    text = text.replace("---", "")
    found = list(placeholders.unfinished(site_of(text), LISTS))
    assert found == list(placeholders.unfinished(site_of(text), LISTS))
    assert all(1 <= each.place.line <= text.count("\n") + 1 for each in found)
