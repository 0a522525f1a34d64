"""HTML in Markdown that nothing closes, or that closes nothing."""

from __future__ import annotations

import re
import time

import pytest

from checks import elements, parse
from checks.model import Page, Settings, Site


def told(body: str) -> list[str]:
    """The findings of a page of this text: the line, E or W, and how the message begins."""
    source = parse.parse("docs/page.md", f"---\ntitle: A\n---\n{body}", Settings(), service=False)
    site = Site(pages=(Page(source, None),), files=frozenset())
    return [
        f"{one.place.line - 3} {one.severity.name[0]} "
        + re.sub(r"(?<=on line )\d+", lambda line: str(int(line[0]) - 3), one.message)
        for one in elements.unended(site)
    ]


RIGHT = (
    "No HTML, 3 < 4 and 5 > 4, a<b>c</b>.",
    "`<div>` and ``<style> ` `` and `two\nlines <template>`.",
    "```html\n<div>\n```\n~~~\n</main>\n~~~",
    "``` md\n=== tab\n\n    ``` c\n    <div>\n    ```\n<pre>\n```\n\nText",
    "Text\n\n    <div> is code\n\nText",
    "<!-- <div> -->\n<!--\n<style>\n-->",
    "&lt;div> and <https://example.org/> and <office@anywhere.gov.uk>",
    '<img alt="<div>" src="a.png"> <br> <hr/> <input> <wbr> <source> <track> <embed>',
    "<img alt='a > b </main>'>",
    "[a](<div> 'b') and [b](c \"</main>\") and ![<svg>](d.png)",
    "<p>One\n\n<ul><li>One<li>Two</ul>\n<dl><dt>A<dd>B</dl>",
    "<table><thead><tr><th>A<tbody><tr><td>B<tfoot></table>\n<select><option>A<option>B</select>",
    "</p></li></td></option></body></html>",
    '<svg viewBox="0 0 1 1"><title>A</title><path d="M0"/><g><circle r="1"/></g><style/></svg>',
    "<math><mi>a</mi><mspace/></math>",
    "<DIV>\nText\n</Div >",
    '<div\n  class="a"\n  title="b>c"\n>\nText\n</div\n>',
    "<div markdown>\n\n## H\n\n</div>",
    "<div>\n\ntext\n\n    </div>\n",
    "<script>\nif (a < b) { c = '<div>'; d = `</main>` }\n</script>\n`<pre>`",
    "<style>a > b { content: '<div>' }</style>",
    "<textarea><div></textarea> <iframe title='a' src='b' ></iframe >",
    '<script src="a.js" /></script> <iframe src="b"/></iframe>',
    "<b>one\n\ntwo</b>",
    "<my-thing> <name> <your-email> <h7> <divider>",
    "1. One\n\n    <details>\n    <summary>A</summary>\n    B\n    </details>\n\n2. Two",
    "- a\n\n    ```html\n    <div>\n    ```",
    "<a href=x>a</a> <a name='b'></a>",
    "> <div>\n> a\n> </div>",
    "<object data=a><video controls><p>a</video></object>",
)

_BLOCKS = (
    "style pre svg template math script textarea title select iframe noscript object video div "
    "details main article table ul h2 form dialog button section"
)
NOTHING = "Nothing closes the <{}> that begins here"
WRONG = (
    *((f"Text\n\n<{name}>\n\nText", [f"3 E {NOTHING.format(name)}"])
      for name in _BLOCKS.split()),
    *((f"Text <{name}> b\n\nText", [f"1 W {NOTHING.format(name)}"])
      for name in ("b", "a", "span", "strong", "em", "kbd", "label", "time")),
    *((f"Text\n\n</{name}>\n\nText", [f"3 E This </{name}> closes nothing"])
      for name in ("main", "article", "div", "section", "style", "script", "form")),
    (r"Text \<div> b", ["1 E Nothing closes the <div>"]),
    ("a </b> c", ["1 W This </b> closes nothing"]),
    ("<DIV\nclass='a'>\n", ["1 E Nothing closes the <div>"]),
    ("<div><details></div></details>",
     ["1 E The <details> that begins here is closed on line 1 after the </div> on line 1"]),
    ("<details>\n<div>\n</details>\n\n</div>",
     ["2 E The <div> that begins here is closed on line 5 after the </details> on line 3"]),
    ("<b><div>a</b></div>", ["1 W The <b> that begins here is closed on line 1 inside"]),
    ("<div>\n<div>\n</div>\n", ["1 E Nothing closes the <div>"]),
    ("<div>\n</div>\n</div>", ["3 E This </div> closes nothing"]),
    ("<div>\n<span>a\n</div>",
     ["2 W Nothing closes the <span> that begins here before the </div> on line 3"]),
    ("`<div>` <div>", ["1 E Nothing closes the <div>"]),
    ("<iframe src='a' />\n\nText", ["1 E In HTML “/>” does not close the <iframe>"]),
    ("<iframe src='a'>\n\nText\n\n<iframe src='b'></iframe>", ["1 E Nothing closes the <iframe>"]),
    ("<div/>\n\nText", ["1 E In HTML “/>” does not close the <div>"]),
    ("<style>\n<div>\n</main>", ["1 E Nothing closes the <style>"]),
    ('<a href="x.md>Text</a> and <a href="y.md">b</a>', ['1 E A quotation mark (") in this <a>']),
    ('<div class="a>\nText\n</div>', ['1 E A quotation mark (") in this <div>']),
    ("<!-- <div>\n\nText\n\n<div>", ["5 E Nothing closes the <div>"]),
    ("```\nnever closed\n<div>", ["3 E Nothing closes the <div>"]),
    ("- a\n\n    <div>\n\nText", ["3 E Nothing closes the <div>"]),
    ("!!! note\n\n    <details>\n\nText", ["3 E Nothing closes the <details>"]),
    ("| a | b |\n|---|---|\n| <div> | c |", ["3 E Nothing closes the <div>"]),
)  # fmt: skip


@pytest.mark.parametrize("body", RIGHT)
def test_what_is_right_is_not_told(body):
    assert told(body) == []


@pytest.mark.parametrize(("body", "expected"), WRONG)
def test_what_is_wrong_is_told_once(body, expected):
    found = told(body)
    assert len(found) == len(expected), found
    assert all(one.startswith(begins) for one, begins in zip(found, expected, strict=True)), found


@pytest.mark.parametrize(
    "piece",
    [
        "<div>", "</div>", "<b>", "</b>", "<b><div>", "</b></div>", "<i>", "<a ", '<a "',
        "<a b='", '<a b="x>', '<a b="<a c=\'', "<div><details></div></details>", "<script>",
        "<style>", "<!--", "```\n", "    ```\n<div>\n", "~~~ a\n", "``` a\n", "`", "` ``", "](",
        "![", "[a](<", "\\<", "<svg><path/>", "<pre></pre>\n", "<span></b></div>", "<iframe/>",
        "<p\n", "    <div>\n\n",
    ],
)  # fmt: skip
def test_it_takes_as_long_as_the_page(piece):
    """A page of 100,000 letters takes seconds at most; with the square it were minutes."""
    start = time.process_time()
    told(piece * (100_000 // len(piece)))
    assert time.process_time() - start < 5
