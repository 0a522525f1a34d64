"""What a built page may run and load: the policy itself, and who gets a hash."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from bs4 import BeautifulSoup

from publish import plugin, policy
from tests import tiny

MARK = "data-theme-0123"
HEAD = '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A</title></head>'
TEMPLATE = tiny.TEMPLATE.replace(
    "</head>", "<script>var theme = 1;</script><script src='a.js'></script></head>"
)


def expression(script: str) -> str:
    """The hash of a script, worked out apart from the code under test."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def directives(html: str) -> dict[str, list[str]]:
    """The policy that a page carries."""
    metas = BeautifulSoup(html, "html.parser").select(
        'head > meta[http-equiv="Content-Security-Policy"]'
    )
    assert len(metas) == 1
    parts = (part.split() for part in str(metas[0]["content"]).split(";"))
    return {name: values for name, *values in parts}


def rendered(body: str) -> str:
    return f"{policy.marked(HEAD, MARK)}<body>{body}</body></html>"


def test_nothing_is_allowed_but_the_site_s_own():
    told = directives(policy.sealed(rendered(""), MARK).html)
    assert told.pop("default-src") == ["'none'"]
    assert told.pop("base-uri") == ["'none'"]
    assert told.pop("script-src") == ["'self'", "'wasm-unsafe-eval'"]
    assert told.pop("img-src") == ["'self'", "data:"]
    assert all(values == ["'self'"] for values in told.values())
    # What default-src does not stand in for (CSP 3, 6.1 to 6.4).
    assert "form-action" in told


def test_only_a_script_of_a_template_gets_a_hash():
    theirs = "<script>alert(1)</script>"
    ours = policy.marked("<script>one()</script><SCRIPT\nasync>two()</SCRIPT >", MARK)
    sealed = policy.sealed(rendered(theirs + ours), MARK)
    hashes = {expression("one()"), expression("two()")}
    assert sealed.hashes == hashes
    assert hashes <= set(directives(sealed.html)["script-src"])
    assert len(directives(sealed.html)["script-src"]) == 4
    assert MARK not in sealed.html
    assert "<script>alert(1)</script><script>one()</script><SCRIPT\nasync>" in sealed.html


@pytest.mark.parametrize(
    "script",
    [
        '<script src="a.js"></script>',
        "<script defer src=a.js></script>",
        '<script id="c" type="application/json">{"a": 1}</script>',
        '<script type="application/ld+json">{}</script>',
    ],
)
def test_what_is_elsewhere_or_no_script_needs_no_hash(script):
    sealed = policy.sealed(rendered(policy.marked(script, MARK)), MARK)
    assert sealed.hashes == frozenset()
    assert script in sealed.html


def test_a_hash_is_of_what_a_browser_reads():
    assert policy.hash_of("a()\r\nb()\rc()\n") == expression("a()\nb()\nc()\n")
    assert policy.hash_of("say('é')") == expression("say('é')")


@pytest.mark.parametrize(
    "page",
    [
        HEAD,
        "<!doctype html><html><HEAD lang=en><title>A</title></HEAD>",
        "<!doctype html><title>A</title><p>No head",
        "<p>Nothing at all",
    ],
)
def test_the_policy_comes_before_what_it_governs(page):
    html = policy.sealed(page, MARK).html
    where = html.index("<meta http-equiv")
    assert where < html.index("<title" if "<title" in html else "<p>")
    # Browsers look for the encoding in the first 1,024 bytes only.
    assert "charset" not in html or html.index("charset") < where
    assert re.match(r"\s*(<!doctype|<meta)", html)


def test_the_preview_may_reload_itself():
    marked = rendered(policy.marked("<script>one()</script>", MARK))
    told = directives(policy.sealed(marked, MARK, preview=True).html)
    # A hash would make browsers pass `unsafe-inline` over.
    assert told["script-src"] == ["'self'", "'wasm-unsafe-eval'", "'unsafe-inline'"]
    assert told["default-src"] == ["'none'"]


def test_headers_say_the_same_and_what_only_they_can():
    one, two = expression("one()"), expression("two()")
    lines = policy.headers({two, one}).splitlines()
    assert lines[0] == "/*"
    said = dict(line.strip().split(": ", 1) for line in lines[1:])
    whole = said["Content-Security-Policy"]
    assert whole == f"{policy.policy([one, two])}; frame-ancestors 'none'"
    assert said["X-Content-Type-Options"] == "nosniff"
    # Hosts that read this file cut a line at 2,000 characters.
    assert all(len(line) < 2000 for line in lines)


SNEAKY = "<script>steal()</script>"


def test_no_editor_s_script_is_blessed(tmp_path, today):
    """Whichever way it comes: in the text, a title, the menu, a guess at the mark."""
    files = {
        "mkdocs.yml": tiny.CONFIG.replace("custom_dir", "static_templates: [404.html], custom_dir"),
        "theme/main.html": TEMPLATE.replace("<nav>", "<nav>{{ page.meta.summary }}"),
        "docs/a.md": tiny.page(SNEAKY + "\n\nText", f"A {SNEAKY}").replace(
            "What this page holds.", f'"{SNEAKY}"'
        ),
        "docs/b.md": tiny.page("<script data-theme-0123>steal()</script>", "B"),
        "theme/404.html": "<!doctype html><html><head><title>404</title></head>"
        "<body><script>gone()</script></body></html>",
    }
    tiny.write(tmp_path, files)
    plugin.build(tmp_path / "mkdocs.yml", tmp_path / "site", today, None)
    html = (tmp_path / "site/a/index.html").read_text("utf-8")
    assert html.count("steal()") >= 3
    scripts = ["'self'", "'wasm-unsafe-eval'", expression("var theme = 1;")]
    assert directives(html)["script-src"] == scripts
    other = (tmp_path / "site/b/index.html").read_text("utf-8")
    assert "<script data-theme-0123>" in other
    assert directives(other)["script-src"] == scripts
    gone = (tmp_path / "site/404.html").read_text("utf-8")
    assert directives(gone)["script-src"][2:] == [expression("gone()")]
    headers = (tmp_path / "site/_headers").read_text("utf-8")
    assert headers == policy.headers({expression("gone()"), expression("var theme = 1;")})


def test_every_shipped_page_allows_exactly_its_own_scripts(project):
    pages = sorted((project / "site").rglob("*.html"))
    assert len(pages) > 200
    for page in pages:
        html = page.read_text("utf-8")
        soup = BeautifulSoup(html, "html.parser")
        inline = {
            expression(script.decode_contents(formatter=None))
            for script in soup.select("script:not([src])")
            if script.get("type") not in ("application/json", "application/ld+json")
        }
        assert inline
        assert set(directives(html)["script-src"][2:]) == inline, page
        # None of these would be let through, so none may be there.
        assert not soup.select("[style], style, iframe, object, embed, base"), page
        assert not [tag for tag in soup.select("*") if any(a.startswith("on") for a in tag.attrs)]
        assert "data-theme-" not in html


def test_hosts_that_were_agreed_on_are_let_through():
    elsewhere = policy.Elsewhere(
        frames=("b.example.org", "a.example.org"), forms=("f.example.org",)
    )
    page = policy.sealed(rendered("A"), MARK, elsewhere=elsewhere).html
    told = directives(page)
    assert told["frame-src"] == ["https://a.example.org", "https://b.example.org"]
    assert told["form-action"] == ["'self'", "https://f.example.org"]
    assert "frame-src https://a.example.org" in policy.headers((), elsewhere)
    usual = directives(policy.sealed(rendered("A"), MARK).html)
    assert "frame-src" not in usual
    assert {k: v for k, v in told.items() if k not in ("frame-src", "form-action")} == {
        k: v for k, v in usual.items() if k != "form-action"
    }


def test_the_councils_agreement_reaches_the_pages(tmp_path, today):
    settings = tiny.SETTINGS + "elsewhere: {frames: {a.example.org: Our own player.}}\n"
    tiny.built(tmp_path, {"local-offer.yml": settings}, today)
    text = (tmp_path / "site/index.html").read_text("utf-8")
    assert directives(text)["frame-src"] == ["https://a.example.org"]
    assert "frame-src https://a.example.org" in (tmp_path / "site/_headers").read_text("utf-8")
