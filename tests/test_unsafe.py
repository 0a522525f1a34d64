"""What could run in a page is found however it is written: judged by a real browser."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page
from selectolax.lexbor import LexborHTMLParser

from checks import addresses, html, markup, own_files
from checks.markup import unsafe
from checks.markup.hosts import bare, host
from checks.model import Sought
from tests import tiny
from tests.conftest import TODAY

SOUGHT = Sought(markup.OURS, frozenset({".hidden"}))
RAN = "console.log('ran')"
PAGE = "<!doctype html><title>T</title><body><main>{}</main>"

# These run, some after a click, in a browser of today without a policy.
DRAWING = f"<svg xmlns='http://www.w3.org/2000/svg' onload=&quot;{RAN}&quot;/>"
RUN = [
    f"<script>{RAN}</script>",
    f"<ScRiPt >{RAN}</sCrIpT >",
    f"<script/x>{RAN}</script>",
    f"<script type=module>{RAN}</script>",
    f"<script type='text/javascript'>{RAN}</script>",
    f"<script type=''>{RAN}</script>",
    f"<script language=javascript>{RAN}</script>",
    f'<script src="data:text/javascript,{RAN}"></script>',
    f"<svg><script>{RAN}</script></svg>",
    f'<svg><script href="data:text/javascript,{RAN}"></script></svg>',
    "<svg><script>&#99;onsole.log('ran')</script></svg>",
    f"<p><b><script>{RAN}</script>",
    f"<div><template shadowrootmode=open><script>{RAN}</script></template></div>",
    f'<img src="nowhere:" onerror="{RAN}">',
    f'<img src=nowhere: oNeRrOr="{RAN}">',
    f'<img src=nowhere:\nonerror\n=\n"{RAN}">',
    f"<img/src='nowhere:'/onerror={RAN}>",
    "<img src=nowhere: onerror=&#x63;onsole.log('ran')>",
    f'<svg onload="{RAN}"></svg>',
    f'<svg/onload="{RAN}">',
    f'<body onpageshow="{RAN}">',
    f'<details open ontoggle="{RAN}"><summary>S</summary>W</details>',
    f'<input autofocus onfocus="{RAN}">',
    f'<video><source src=nowhere: onerror="{RAN}"></video>',
    f'<p onclick="{RAN}">Words</p>',
    f'<style onload="{RAN}">p{{}}</style>',
    f'<style>@keyframes x{{}}</style><p style="animation:x 1s" onanimationstart="{RAN}">W</p>',
    f'<a href="javascript:{RAN}">W</a>',
    f'<a href="JaVaScRiPt:{RAN}">W</a>',
    f'<a href=" \x01javascript:{RAN}">W</a>',
    f'<a href="java\nscript:{RAN}">W</a>',
    f'<a href="java&#9;script:{RAN}">W</a>',
    f'<a href="java&Tab;script&colon;{RAN}">W</a>',
    f'<a href="&#106;&#97&#118;ascript:{RAN}">W</a>',
    f'<a href="&#x0000106;avascript:{RAN}">W</a>'.replace("0000106", "000006a"),
    '<a href="javascript:%63onsole.log(\'ran\')">W</a>',
    f'<svg><a href="javascript:{RAN}"><text>W</text></a></svg>',
    f'<svg><a xlink:href="javascript:{RAN}"><text>W</text></a></svg>',
    f'<svg><a><set attributeName=href to="javascript:{RAN}" /><text>W</text></a></svg>',
    f'<map name=m><area href="javascript:{RAN}"></map>',
    f'<form action="javascript:{RAN}"><button>B</button></form>',
    f'<form><button formaction="javascript:{RAN}">B</button></form>',
    f'<form><input type=submit formaction="javascript:{RAN}"></form>',
    f'<iframe src="javascript:{RAN}"></iframe>',
    f'<iframe srcdoc="<script>{RAN}</script>"></iframe>',
    f'<iframe srcdoc="&lt;script&gt;{RAN}&lt;/script&gt;"></iframe>',
    f'<iframe src="data:text/html,<script>{RAN}</script>"></iframe>',
    f'<iframe src="data:image/svg+xml,{DRAWING}"></iframe>',
    f'<object data="data:text/html,<script>{RAN}</script>"></object>',
    f'<embed src="data:text/html,<script>{RAN}</script>">',
    f'<noscript><p title="</noscript><img src=nowhere: onerror={RAN}>"></noscript>',
    f'<nav><p onclick="{RAN}">W</p></nav>',
    f"<aside><script>{RAN}</script></aside>",
    f"<p class=hidden hidden><script>{RAN}</script></p>",
    f'<!--><img src=nowhere: onerror="{RAN}">-->',
    f"<select><script>{RAN}</script></select>",
    f'<table><a href="javascript:{RAN}">W</a></table>',
]  # fmt: skip
# These run nowhere any more, mislead otherwise, or would run in an older browser.
TOLD = [
    f'<svg><a><animate attributeName=xlink:href values="javascript:{RAN}" /></a></svg>',
    f'<math><mtext></mtext><a href="javascript:{RAN}">W</a></math>',
    '<base href="https://example.org/">',
    '<meta http-equiv="refresh" content="0;url=https://example.org/">',
    '<a href="vbscript:msgbox(1)">W</a>',
    '<p style="width: expression(alert(1))">W</p>',
    '<p style="width: exp/**/ression(alert(1))">W</p>',
    r'<p style="-moz-binding: url(\6aavascript:alert(1))">W</p>',
    "<style>p { behavior: url(a.htc) }</style>",
    '<a href="data:text/html;base64,PHNjcmlwdD4=">W</a>',
    "<object data=a.swf></object>",
    "<applet code=A></applet>",
    '<form action="https://example.org/a"><button>B</button></form>',
    '<form action="//example.org/a"></form>',
    r'<form action="\\example.org/a"></form>',
    '<form><button formaction="https://example.org/a">B</button></form>',
    '<img src="javascript:alert(1)" alt="">',
    '<svg><use href="data:image/svg+xml,<svg/>"/></svg>',
    f"<template><script>{RAN}</script></template>",
    f"<template><template><img src=nowhere: onerror={RAN}></template></template>",
    "<select><template><script>x</script></template></select>",
    '<meta name="referrer" content="unsafe-url">',
]
# These ask another host by themselves.
FETCHED = [
    *(
        f'<link rel="{rel}" href="https://example.org/a">'
        for rel in (
            "prefetch", "preconnect", "dns-prefetch", "preload", "modulepreload", "stylesheet",
            "icon", "shortcut icon", "alternate stylesheet", "manifest", "prerender", "PREFETCH",
            "compression-dictionary",
        )
    ),
    '<link rel="preload" imagesrcset="https://example.org/a.png 1x">',
    '<bgsound src="https://example.org/a.mid">',
    '<img src="https://example.org/a" width="1" height="1">',
    '<img src="http:example.org/a" alt="">',
    '<img src="https:/example.org/a" alt="">',
    '<img src="https://[2001:db8::1]:80/a" alt="">',
    '<img srcset="a.png 1x,//example.org/a.png 2x" alt="">',
    '<img src="a.png" alt="" attributionsrc="https://example.org/a">',
    '<video poster="https://example.org/a"></video>',
    '<object data="https://example.org/a"></object>',
    '<input type="image" src="https://example.org/a.png">',
    r'<p style="background: u\72l(https://example.org/a)">W</p>',
    r"<style>@\69mport 'https://example.org/a.css';</style>",
    '<svg><rect fill="url(https://example.org/a#b)"/></svg>',
    '<svg><rect cursor="URL(https://example.org/a)"/></svg>',
    '<svg><pattern xlink:href="https://example.org/a#b"/></svg>',
    '<svg><filter><feImage href="https://example.org/a"/></filter></svg>',
    '<noscript><img src="https://example.org/a" alt=""></noscript>',
    '<a href="a.html" ping="https://example.org/a">W</a>',
]  # fmt: skip
# So do these, as a browser reads them: comments in between, and what is open at the end.
ODDLY_FETCHED = [
    *(
        f'<table>{before}<{tag} background="//example.org/a"><td>W</td></tr></table>'
        for before, tag in (("", "tr"), ("", "thead><tr"), ("", "tbody><tr"), ("", "tfoot><tr"))
    ),
    '<style>@import/**/"//example.org/a";</style>',
    "<style>@import /*x*/ /* y */ '//example.org/a';</style>",
    '<style>@import "//example.org/a</style>',
    "<style>@namespace{}p{background:url(//example.org/a)}</style>",
    r"<style>p{--x:\2f\2a;background:u\72 l('//example.org/a')}</style>",
    "<style>p{background:url(//example.org/a</style>",
    '<style>p{background:url("//example.org/a"/**/)}</style>',
    "<p style=\"background-image:image-set(/**/'//example.org/a' 1x)\">W</p>",
    '<p style="background-image:-webkit-image-set(url(//example.org/*a) 1x)">W</p>',
    "<p style=\"background-image:image-set('a' type('b') 1x, '//example.org/a' 2x\">W</p>",
    '<p style="background:url(//example.org/a">W</p>',
    """<p style="background:url('//example.org/a'">W</p>""",
    """<p style="background:url('//example.org/a">W</p>""",
    r'<svg width=9 height=9><rect mask="u\72l(//example.org/a#m)" width=9 height=9 /></svg>',
    r'<svg width=9 height=9><rect fill="\55RL(//example.org/a#m)" width=9 height=9 /></svg>',
]
NOT_FETCHED = [
    '<a href="https://example.org/a">W</a>',
    '<svg><a href="https://example.org/a"><text>W</text></a></svg>',
    '<link rel="canonical" href="https://example.org/a">',
    '<q cite="https://example.org/a">W</q>',
    '<p style="background: url(a.png)">url(https://example.org/a)</p>',
    '<svg><rect fill="url(#b)"/></svg>',
    '<img src="http.png" alt=""><img src="/https:/a.png" alt="">',
    "<style>/* url(//example.org/a) */ p::before{content:'url(//example.org/a)'}</style>",
    "<style>@namespace url(//example.org/a);@im/**/port '//example.org/a';</style>",
    '<p style="background:u/**/rl(//example.org/a);--x:my-url(//example.org/a)">W</p>',
    """<p style="background-image:image-set('a' type('//example.org/a'))">W</p>""",
    """<p style="background-image:image-set('a' 1x);quotes:'//example.org/a' 'b'">W</p>""",
]
# Each line with an arrow holds something to tell, and no other does.
LINES = """\
## One

<details ontoggle="a()"><summary>S</summary>W</details> ←

Words.

<details ontoggle="a()"><summary>S</summary>W</details> ←

```html
<p onclick="a()">Words</p>
<iframe src="https://example.org/a" title="A"></iframe>
```

Text `<p onclick="a()">Words</p>` and <!-- <p onclick="a()">Words</p> --> more.

<p onclick="a()">Words</p> ←

> <p onclick="a()">Words</p> ←

- one
- two <b onclick="b()">Words</b> ←
- three <b onclick="b()">Words</b> ←

| a | b |
|---|---|
| <b onclick="b()">Words</b> | c | ←
| <b onclick="b()">Words</b> | d | ←

<iframe src="https://example.org/a" title="A"></iframe> ←

<iframe src="https://example.org/a" title="A"></iframe> ←

<noscript><p onclick="c()">x</p></noscript> ←

## Two

<noscript><p onclick="c()">x</p></noscript> ←

<div>
<p>
<i onclick='d()'>x</i> ←
<i ONCLICK="d()">x</i> ←
</p>
</div>

[Ask](javascript:x()) ←

[Ask](javascript:x()) ←

Words to click. ←
{: onclick="e()" }

Words to click. ←
{: onclick="e()" }

![](https://example.org/p.png) ←

![](https://example.org/p.png) ←

<img alt="" src="https://example.org/p.png"> ←

<link rel="prefetch" href="https://example.org/"> ←

<link rel="preconnect" href="https://example.org/"> ←

<link rel="stylesheet" href="https://example.org/a.css"> ←

<link rel="dns-prefetch" href="//example.org"> ←

<link rel="modulepreload" href="//example.org"> ←

<link rel="icon" href="//example.org/icon.png"> ←

<link rel="preload" as="font" href="//example.org/f.woff"> ←

<bgsound src="https://example.org/a.mid"> ←

<template><script>a()</script></template> ←

<p style="background: url(https://example.org/b.png)">y</p> ←

<p style="background: url(https://example.org/b.png)">y</p> ←

<style>p { background: url(https://example.org/c.png) }</style> ←

<style>p { background: url(https://example.org/c.png) }</style> ←

1. a

    <p onclick="a()">Words</p> ←

    ~~~html
    <p onclick="a()">Words</p>
    ~~~

    <p onclick="a()">Words</p> ←

        <p onclick="a()">Words</p>

!!! note

    <p onclick="a()">Words</p> ←

<form action="https://example.org/f"><button>B</button></form> ←

<form action="https://example.org/f"><button>B</button></form> ←

<a href="a.md" ←
   onclick="z()">x</a>

<a href="a.md" ←
   onclick="z()">x</a>

## Three

<script>a()</script> ←

<script>a()</script> ←

<embed src="https://example.org/e"> ←

<embed src="https://example.org/e"> ←
"""
# These are as harmless as they look.
HARMLESS = [
    f"&lt;script&gt;{RAN}&lt;/script&gt;",
    f"<code>&lt;img onerror={RAN}&gt;</code>",
    f"<!-- <script>{RAN}</script> -->",
    f'<script type="application/json">{RAN}</script>',
    f'<script type="application/ld+json">{RAN}</script>',
    f"<textarea><script>{RAN}</script></textarea>",
    '<a href="javascript.html">JavaScript: how to</a>',
    '<a href="https://example.org/?a=javascript:alert(1)">W</a>',
    '<a href="/javascript:x">W</a>',
    '<a href="mailto:a@example.org">W</a><a href="tel:+441632960001">W</a>',
    '<a href="data:text/calendar,BEGIN">W</a>',
    '<img src="data:image/png;base64,AAAA" alt="">',
    '<img src="data:image/svg+xml,<svg/>" alt="">',
    '<p style="color: red" class="one" data-onclick="x">on click</p>',
    '<p title="onerror=alert(1)">W</p>',
    '<form action="ask.html"><label>A <input name="on"></label><button>B</button></form>',
    '<iframe src="map.html" title="Map"></iframe>',
    "<noscript>Turn on JavaScript.</noscript>",
    "<svg><path d='M0 0'/><a href='a.html'><text>W</text></a></svg>",
    '<meter value="1">1</meter><details><summary>S</summary>W</details>',
]


def told(fragment: str, kind: str = "unsafe-html") -> list[str]:
    text = PAGE.format(fragment)
    flaws = html.read("index.html", text, sought=SOUGHT).flaws
    assert flaws == html.read("index.html", text, sought=SOUGHT).flaws
    return [flaw.message for flaw in flaws if flaw.kind == kind]


@pytest.mark.parametrize("fragment", [*RUN, *TOLD])
def test_it_is_told(fragment):
    assert told(fragment)


@pytest.mark.parametrize("fragment", HARMLESS)
def test_what_is_harmless_is_not(fragment):
    assert told(fragment) == []


@pytest.mark.parametrize("fragment", [*FETCHED, *ODDLY_FETCHED])
def test_what_asks_another_host_is_told(fragment):
    assert told(fragment, "third-party-embed")


@pytest.mark.parametrize("fragment", NOT_FETCHED)
def test_what_a_reader_chooses_is_not(fragment):
    assert told(fragment, "third-party-embed") == []


def test_each_is_told_at_its_own_line(tmp_path):
    """Also where the same is written twice, or shown as code."""
    marked = tiny.page(LINES).split("\n")
    text = "\n".join(line.removesuffix(" ←") for line in marked)
    files = {"docs/page.md": text, "docs/a.md": tiny.page("Words.")}
    site = tiny.built(tmp_path, files, TODAY)
    kinds = ("unsafe-html", "third-party-embed")
    found = [finding for kind in kinds for finding in tiny.findings(site, kind, TODAY)]
    arrows = {number for number, line in enumerate(marked, start=1) if line.endswith("←")}
    assert {finding.line for finding in found} == arrows
    assert not [finding for finding in found if "more like it" in finding.message]


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    page.route("**/*", lambda route: route.abort())
    yield page
    page.close()


def ran(page: Page, fragment: str, wait: int) -> bool:
    """Whether a browser runs it, once everything that can be clicked was clicked."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_content(PAGE.format(fragment), wait_until="commit")
    page.evaluate(
        "for (const e of document.querySelectorAll('a, area, button, input, p')) "
        "e.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))"
    )
    for _ in range(wait):
        if "ran" in said:
            return True
        page.wait_for_timeout(20)
    return "ran" in said


@pytest.mark.parametrize("fragment", RUN)
def test_a_browser_runs_it(page, fragment):
    """So the table above is no list of fancies."""
    assert ran(page, fragment, wait=150)


@pytest.mark.parametrize("fragment", HARMLESS)
def test_a_browser_runs_nothing_of_what_is_not_told(page, fragment):
    assert not ran(page, fragment, wait=3)


@pytest.mark.parametrize("fragment", [*ODDLY_FETCHED, *NOT_FETCHED])
def test_a_browser_asks_just_for_what_is_told(page, fragment):
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.set_content(PAGE.format(f'<base href="http://own.example/">{fragment}<p>W</p>'))
    page.wait_for_timeout(50)
    assert any("example.org" in url for url in asked) is (fragment in ODDLY_FETCHED)


@pytest.mark.parametrize(
    "piece",
    ["url(", "url( ", "\\a", "url(\\a", "@import/*", "@import/**/", "image-set(", "image-set('",
     "/*", "'", "\\", "@namespace", "u\\72 ", "\"'", "(", ")", "}", " "],
)  # fmt: skip
def test_any_style_is_read_in_step_with_its_length(piece):
    started = perf_counter()
    for text in (piece * 100_000, "url(" + piece * 100_000 + "(", "@import" + piece * 50_000 + "!"):
        addresses.css(text)
    assert perf_counter() - started < 5


def test_a_published_page_does_not_run_them_and_each_is_told(tmp_path, page):
    """The policy holds back what Markdown lets through, and the check names every line."""
    some = [RUN[0], RUN[13], RUN[27]]
    site = tiny.built(tmp_path, {"docs/page.md": tiny.page("\n\n".join(some))}, TODAY)
    assert [f.line for f in tiny.findings(site, "unsafe-html", TODAY)] == [7, 9, 11]
    text = (tmp_path / "site/page/index.html").read_text("utf-8")
    assert "Content-Security-Policy" in text
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.set_content(text)
    page.wait_for_timeout(100)
    assert "ran" not in said


def test_the_themes_own_scripts_are_not_told(shipped):
    assert not [
        f for p in shipped.pages if p.built for f in p.built.flaws if f.kind in unsafe.KINDS
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https://Example.org:80/a?b", "example.org"),
        ("HTTP://user@example.org./", "example.org"),
        ("//example.org", "example.org"),
        (r"\\example.org\a", "example.org"),
        ("https:/\\example.org", "example.org"),
        ("ht\ntps://example.org", "example.org"),
        (" \x00https://example.org", "example.org"),
        ("wss://example.org", "example.org"),
        ("/a//b", ""),
        ("a.html", ""),
        ("mailto:a@example.org", ""),
        ("data:text/html,//example.org", ""),
        ("", ""),
    ],
)
def test_the_host_that_is_asked(written, meant):
    assert host(written) == meant


PIECES = st.sampled_from(
    ["<", ">", "</", "/>", '"', "'", "=", " ", "\n", "script", "img", "svg", "a", "href", "on",
     "onerror", "src", "style", "iframe", "srcdoc", "javascript:", "data:", "//x.org", "template",
     "noscript", "&#106;", "&", ";", "<!--", "-->", "main", "table", "base", "set", "form", "\0",
     "attributeName", "to", "math", "\\6a", "url(", ")", "@import", "link", "rel", "stylesheet"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=3), max_size=50).map("".join))
def test_any_html_can_be_looked_at(text):
    for page in (text, PAGE.format(text)):
        tree = LexborHTMLParser(page)
        found = markup.flaws(tree, html.content(tree), SOUGHT, page)
        assert all(1 <= flaw.line <= page.count("\n") + 1 for flaw in found)
        again = LexborHTMLParser(page)
        assert found == markup.flaws(again, html.content(again), SOUGHT, page)
    assert unsafe.in_text(text) == unsafe.in_text(text)
    assert host(text) == host(bare(text))


SVG = b'<svg xmlns="http://www.w3.org/2000/svg">'
OWN_POLICY = (
    b'<meta http-equiv=Content-Security-Policy content="script-src '
    b"'sha256-qVpDBgj7bpq5hMAcGp3AOc79J3Y1Z4HvySTwKrWDoy4='\">"
)


@pytest.mark.parametrize(
    ("name", "data", "lines"),
    [
        ("a.html", b"<p>W</p>\n<script>a()</script>", [2]),
        ("a.htm", b"<svg>\n<a xlink:href=' javascript:a()'>W</a>\n<p\nonclick='a()'>", [2, 3]),
        # Its own policy lets in what it likes.
        ("a.html", OWN_POLICY + b"\n<script>a()</script>", [2]),
        ("a.svg", SVG + b"\n<script>a()</script>\n<x", [2]),  # cut off, and run all the same
        ("a.SVG", SVG + b"\n\n<g onload='a()'/></svg>", [3]),
        ("a.svg", b"<!DOCTYPE svg [<!ATTLIST svg onload CDATA 'a()'>]>\n" + SVG + b"</svg>", [2]),
        ("a.svg", b"<?xml-stylesheet type='text/xsl' href='a.xsl'?>" + SVG + b"</svg>", [1]),
        ("a.svg", SVG + b"<h:script xmlns:h='http://www.w3.org/1999/xhtml'/></svg>", [1]),
        ("a.svg", (SVG.decode() + "\n<script/></svg>").encode("utf-16"), [2]),
        ("a.svg", b"<?xml version='1.0' encoding='gb2312'?>" + SVG + b"\n<script/></svg>", [2]),
        ("a.xml", b"<x><script xmlns='http://www.w3.org/1999/xhtml'>a()</script></x>", [1]),
        ("a.svg", SVG + b"<style>a{}</style><use href='#a'/><a href='/'/></svg>", []),
        ("a.svg", b"<svg><script>a()</script></svg>", []),  # no drawing: nothing says so
        ("a.xml", b"<urlset><loc>javascript:a()</loc><script/></urlset>", []),
        ("a.html", b"<base href=/a/><object data=a.pdf></object><iframe src=/m/></iframe>", []),
        ("a.js", b"<script>a()</script>", []),
    ],
)  # fmt: skip
def test_files_of_docs_are_read_too(name, data, lines):
    assert [flaw.line for flaw in own_files.flaws(name, data)] == lines


def test_entities_that_swell_are_no_trap():
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
    text = f'<!DOCTYPE svg [<!ENTITY a0 "aaaa">{levels}]>{SVG.decode()}<text>&a11;</text></svg>'
    assert own_files.flaws("a.svg", text.encode()) == ()
