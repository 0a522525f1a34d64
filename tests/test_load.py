"""Folders read: what stops the check, what belongs together, and what is left out."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from checks import html, load, parse
from checks.links import Follower
from checks.model import CannotRun, Failure, Page, Place, Settings, Site
from tests import tiny
from tests.conftest import TODAY

PAGE = tiny.page("## One\n\nWords.")
HTML = "<article><h1>Page</h1><h2 id=one>One</h2><p>Words.</p></article>"
USUAL: dict[str, str | bytes] = {
    "mkdocs.yml": tiny.CONFIG,
    "local-offer.yml": tiny.SETTINGS,
    "docs/index.md": PAGE,
    "site/index.html": HTML,
}


def write(root: Path, files: Mapping[str, str | bytes], leave_out: str = "") -> Path:
    """Write a project as it would lie there after a build, but for what is left out."""
    for name, content in {**USUAL, **files}.items():
        if leave_out and name.startswith(leave_out):
            continue
        file = root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


def loaded(root: Path, files: Mapping[str, str | bytes]) -> Site:
    write(root, files)
    return load.load(root, root / "site")


def pairs(site: Site) -> list[tuple[str, str]]:
    """Each page's Markdown and HTML; "" for a half that is not there."""
    return [
        (page.source.path if page.source else "", page.built.file if page.built else "")
        for page in site.pages
    ]


# ---- what stops the check ----------------------------------------------------------------------


def complaint(root: Path) -> list[str]:
    with pytest.raises(CannotRun) as stopped:
        load.load(root, root / "site")
    return str(stopped.value).split("\n")


@pytest.mark.parametrize(
    ("missing", "starts"),
    [
        ("docs/", ["docs/: there is no such folder here. Run this in"]),
        ("mkdocs.yml", ["mkdocs.yml: there is no such file here. Run this in"]),
        ("site/", ["site: there is no built site here. Run “local-offer build” first"]),
        ("local-offer.yml", ["local-offer.yml: there is no such file here. Write one"]),
    ],
)
def test_missing(tmp_path, missing, starts):
    lines = complaint(write(tmp_path, {"site/other.html": HTML}, leave_out=missing))
    assert [line[: len(start)] for line, start in zip(lines, starts, strict=True)] == starts


def test_nothing_there(tmp_path):
    assert [line.split(":")[0] for line in complaint(tmp_path)] == ["docs/", "mkdocs.yml"]


def test_files_where_folders_should_be(tmp_path):
    (tmp_path / "docs").write_text("not a folder")
    (tmp_path / "mkdocs.yml").mkdir()
    assert [line.split(":")[0] for line in complaint(tmp_path)] == ["docs/", "mkdocs.yml"]


@pytest.mark.parametrize("place", ["site", "site/deep/er", "../elsewhere"])
def test_site_is_named_as_the_person_may_name_it(tmp_path, place):
    root = write(tmp_path / "project", {}, leave_out="site/")
    with pytest.raises(CannotRun) as stopped:
        load.load(root, root / place)
    shown = str(root / place) if place.startswith("..") else place
    assert str(stopped.value).startswith(f"{shown}: there is no built site here.")


def test_site_without_a_home_page(tmp_path):
    root = write(tmp_path, {"site/about/index.html": HTML}, leave_out="site/index.html")
    assert complaint(root)[0].startswith("site: there is no built site here.")


LATIN = "Café".encode("latin-1")


@pytest.mark.parametrize(
    ("file", "content", "where"),
    [
        ("docs/index.md", LATIN, "docs/index.md:1"),
        ("docs/a/b.md", b"One\r\n\r\n" + LATIN + b"\r\n", "docs/a/b.md:3"),
        ("docs/a/b.md", b"---\ntitle: " + LATIN + b"\n---\n", "docs/a/b.md:2"),
        ("docs/a/b.md", b"One\n\nTwo \xff\nThree \xff", "docs/a/b.md:3"),
        ("docs/a/b.md", "Words".encode("utf-16"), "docs/a/b.md:1"),
        ("docs/a/b.md", b"cut in half \xe2\x80", "docs/a/b.md:1"),
        ("local-offer.yml", b"# Settings\ncouncil: {name: " + LATIN + b"}", "local-offer.yml:2"),
        ("mkdocs.yml", b"site_name: x\n# " + LATIN, "mkdocs.yml:2"),
    ],
)
def test_not_utf_8(tmp_path, file, content, where):
    (line,) = complaint(write(tmp_path, {file: content}))
    assert line.startswith(f"{where}: this file is not UTF-8. Save it again")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("---\ntitle: [One\n---\nWords", 2),
        ("---\ntitle: One\nsummary: a: b\n---\nWords", 3),
        ("---\r\ntitle: One\r\nsummary: a: b\r\n---\r\nWords", 3),
        ("---\ntitle: One\n\towner: x\n---\nWords", 3),
        ("\N{ZERO WIDTH NO-BREAK SPACE}---\ntitle: One\nsummary: 'x\n---\nWords", 3),
    ],
)
def test_unreadable_front_matter(tmp_path, text, line):
    (said,) = complaint(write(tmp_path, {"docs/a.md": text}))
    assert said.startswith(f"docs/a.md:{line}: the front matter can't be read: ")


def test_unreadable_settings(tmp_path):
    broken = tiny.SETTINGS + "council: [\n"
    (said,) = complaint(write(tmp_path, {"local-offer.yml": broken}))
    assert said.startswith(f"local-offer.yml:{broken.count(chr(10))}: can't be read: ")


def test_every_bad_page_is_named_at_once(tmp_path):
    files = {
        "docs/z.md": LATIN,
        "docs/a/b.md": "---\ntitle: [One\n---\n",
        "docs/good.md": PAGE,
        "docs/a/a.md": b"x\n" + LATIN,
        "docs/services/c.md": "---\na: b: c\n---\n",
    }
    said = complaint(write(tmp_path, files))
    assert [line.split(": ")[0] for line in said] == [
        "docs/a/a.md:2",
        "docs/a/b.md:2",
        "docs/services/c.md:2",
        "docs/z.md:1",
    ]


def test_page_that_leads_nowhere(tmp_path):
    """A link to a file that is gone is no page to pass over in silence."""
    root = write(tmp_path, {})
    (root / "docs/lost.md").symlink_to("elsewhere.md")
    (said,) = complaint(root)
    assert said.startswith("docs/lost.md: can't be read (No such file")


# ---- what belongs together -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "built"),
    [
        ("index.md", "index.html"),
        ("about.md", "about/index.html"),
        ("about.md", "about.html"),
        ("about.md", "about.htm"),
        ("0-4/index.md", "0-4/index.html"),
        ("0-4/index.md", "0-4.html"),
        ("0-4/short-breaks.md", "0-4/short-breaks/index.html"),
        ("0-4/short-breaks.md", "0-4/short-breaks.html"),
        ("0-4/README.md", "0-4/index.html"),
        ("v1.2/notes.old.md", "v1.2/notes.old/index.html"),
        ("v1.2/notes.old.md", "v1.2/notes.old.html"),
        ("Café page.md", "Café page/index.html"),
        ("cafe\u0301.md", "cafe\u0301.html"),
        ("index/index.md", "index/index.html"),
        ("index.old.md", "index.old/index.html"),
        ("READMES.md", "READMES/index.html"),
        ("not.README.md", "not.README/index.html"),
    ],
)
def test_markdown_finds_its_html(tmp_path, markdown, built):
    site = loaded(tmp_path, {f"docs/{markdown}": PAGE, f"site/{built}": HTML})
    assert (f"docs/{markdown}", built) in pairs(site)
    assert all(source and file for source, file in pairs(site))


@pytest.mark.parametrize(
    ("markdown", "built"),
    [
        ("about.md", "About/index.html"),
        ("about.md", "about/us.html"),
        ("a/b.md", "b/index.html"),
        ("a/README.md", "a/README.html"),
    ],
)
def test_what_does_not_belong_together(tmp_path, markdown, built):
    site = loaded(tmp_path, {f"docs/{markdown}": PAGE, f"site/{built}": HTML})
    assert (f"docs/{markdown}", "") in pairs(site)
    assert ("docs/index.md", "index.html") in pairs(site)


@pytest.mark.parametrize("directories", ["true", "false"])
def test_as_mkdocs_builds_it(tmp_path, directories):
    """Every page that MkDocs makes finds its Markdown, in both of its layouts."""
    files = {
        "mkdocs.yml": f"{tiny.CONFIG}use_directory_urls: {directories}\n",
        "docs/about.md": tiny.page("[x](a/README.md#one) [y](a/b.md) [z](a/gone.md)"),
        "docs/a/README.md": PAGE,
        "docs/a/b.md": tiny.page("[x](../index.md) [y](README.md) [z](#gone)"),
        "docs/a/Some page.md": tiny.page("[x](b.md)"),
        "docs/.hidden/c.md": "---\ntitle: [unreadable",
        "docs/a/.draft.md": "---\ntitle: [unreadable",
    }
    site = tiny.built(tmp_path, files, TODAY)
    halves = dict(pairs(site))
    assert sorted(halves) == [
        "docs/a/README.md",
        "docs/a/Some page.md",
        "docs/a/b.md",
        "docs/about.md",
        "docs/index.md",
    ]
    assert halves["docs/a/README.md"] == "a/index.html"
    assert halves["docs/a/b.md"] == ("a/b/index.html" if directories == "true" else "a/b.html")
    faults = [(f.place.path, f.written) for f in Follower(site).faults()]
    assert faults == [("docs/a/b.md", "#gone"), ("docs/about.md", "a/gone.md")]


def test_halves_without_the_other(tmp_path):
    site = loaded(
        tmp_path,
        {
            "docs/draft.md": PAGE,
            "docs/notes.txt": "Words",
            "site/copied.html": HTML,
            "site/made/index.html": '<meta name="local-offer:source" content="make.py">' + HTML,
            "site/form.pdf": "",
            "site/.nojekyll": "",
        },
    )
    assert pairs(site) == [
        ("", "copied.html"),
        ("docs/draft.md", ""),
        ("docs/index.md", "index.html"),
        ("", "made/index.html"),
    ]
    assert [page.path for page in site.pages] == [
        "copied.html",
        "docs/draft.md",
        "docs/index.md",
        "make.py",
    ]
    assert site.files == {
        ".nojekyll",
        "copied.html",
        "form.pdf",
        "index.html",
        "made/index.html",
    }


def test_index_wins_over_readme(tmp_path):
    """As in MkDocs, which leaves out README.md where there is an index.md."""
    site = loaded(tmp_path, {"docs/README.md": tiny.page("Other")})
    assert pairs(site) == [("docs/index.md", "index.html")]


def test_hidden_folders(tmp_path):
    """As in MkDocs: nothing below a dot in docs/, but all that a server would hand out."""
    site = loaded(
        tmp_path,
        {
            "docs/.git/notes.md": LATIN,
            "docs/a/.b/c.md": LATIN,
            "docs/.draft.md": LATIN,
            "docs/a.b/c.md": PAGE,
            "site/.well-known/security.txt": "",
        },
    )
    assert [source for source, _ in pairs(site)] == ["docs/a.b/c.md", "docs/index.md"]
    assert ".well-known/security.txt" in site.files


def test_project_below_a_hidden_folder(tmp_path):
    """Only folders inside docs/ count as hidden."""
    site = loaded(tmp_path / ".work/project", {})
    assert pairs(site) == [("docs/index.md", "index.html")]


def test_folder_named_like_a_page(tmp_path):
    site = loaded(tmp_path, {"docs/old.md/page.md": PAGE, "site/old.html/x.txt": ""})
    assert [source for source, _ in pairs(site)] == ["docs/index.md", "docs/old.md/page.md"]


def test_links_to_files_and_folders(tmp_path):
    """Shared folders, linked into docs/ and the site, are read as if they lay there."""
    root = write(tmp_path / "project", {"docs/a/b.md": PAGE, "site/a/b/index.html": HTML})
    shared = write(tmp_path / "shared", {"docs/c.md": PAGE, "site/c/index.html": HTML})
    (root / "docs/more").symlink_to(shared / "docs")
    (root / "site/more").symlink_to(shared / "site")
    (root / "docs/again.md").symlink_to("a/b.md")
    (root / "site/again.html").symlink_to("a/b/index.html")
    site = load.load(root, root / "site")
    assert pairs(site) == [
        ("docs/a/b.md", "a/b/index.html"),
        ("docs/again.md", "again.html"),
        ("docs/index.md", "index.html"),
        ("docs/more/c.md", "more/c/index.html"),
        ("docs/more/index.md", "more/index.html"),
    ]


def test_links_that_go_in_circles(tmp_path):
    root = write(tmp_path, {"docs/a/b.md": PAGE, "site/a/b/index.html": HTML})
    for place in ("docs/up", "docs/a/up", "site/a/up"):
        (root / place).symlink_to(root / place.partition("/")[0])
    (root / "docs/a/self").symlink_to(".")
    site = load.load(root, root / "site")
    assert pairs(site) == [("docs/a/b.md", "a/b/index.html"), ("docs/index.md", "index.html")]


def test_site_files_that_lead_nowhere(tmp_path):
    """What no server could hand out is not there, and so a link to it is broken."""
    root = write(tmp_path, {"site/index.html": "<article><a href=lost.html>x</a></article>"})
    (root / "site/lost.html").symlink_to("elsewhere.html")
    os.mkfifo(root / "site/pipe.html")
    site = load.load(root, root / "site")
    assert site.files == {"index.html"}
    assert [fault.written for fault in Follower(site).faults()] == ["lost.html"]
    assert [(f.what, f.name, f.reason) for f in site.failures] == [
        ("page", "lost.html", "it is a link that leads nowhere"),
        ("page", "pipe.html", "it is no plain file"),
    ]


def test_a_folder_that_cannot_be_read(tmp_path, monkeypatch):
    """It is told by its name, and the rest is checked."""
    for name in ("index.html", "shut/page.html", "open/page.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>Text")
    listed = os.scandir

    def scandir(path):
        if str(path).endswith("shut"):  # as root may read all, no file's mode would do
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", scandir)
    site = load.load_folder(tmp_path)
    assert pairs(site) == [("", "index.html"), ("", "open/page.html")]
    assert site.failures == (Failure("folder", "shut", "Permission denied"),)


def test_html_that_is_not_utf_8(tmp_path):
    """Other people's HTML is read as browsers read it."""
    files = {"site/old.html": b"<title>Caf\xe9</title><a href=gone>x</a>"}
    page = loaded(tmp_path, files).by_file["old.html"].built
    assert page is not None
    assert (page.title, len(page.links)) == ("Café", 1)


def test_html_with_a_byte_order_mark(tmp_path):
    text = "\N{ZERO WIDTH NO-BREAK SPACE}<!doctype html><html><head><base href='/x/'></head>Words"
    page = loaded(tmp_path, {"site/old.html": text}).by_file["old.html"].built
    assert page is not None
    assert (page.base, page.text) == ("/x/", "Words")


# ---- any folder of HTML --------------------------------------------------------------------------


def test_folder(tmp_path):
    """Only HTML, below any folder, each page by its own name and with lines of its own."""
    files = {
        "a/B.HTM": "<p>\n<a href=gone>x</a>",
        "c.html": "<a href=a/B.HTM#gone>x</a>",
        "d.md": "x",
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text)
    (tmp_path / "lost.txt").symlink_to("elsewhere.txt")  # no page: nothing is missed by it
    calls: list[tuple[int, int]] = []
    site = load.load_folder(tmp_path, progress=lambda *call: calls.append(call))
    assert pairs(site) == [("", "a/B.HTM"), ("", "c.html")]
    assert site.files == {"a/B.HTM", "c.html", "d.md"}
    assert [(f.kind, f.place) for f in Follower(site).faults()] == [
        ("gone", Place("a/B.HTM", 2)),
        ("anchor", Place("c.html", 1)),
    ]
    assert calls == [(1, 2), (2, 2)]


@pytest.mark.parametrize(
    ("base_url", "faults", "hosts"),
    [
        ("", ["gone", "/x/gone"], ()),
        ("https://x.org", ["gone", "/x/gone", "https://x.org/x/gone"], ("x.org",)),
        ("https://X.org/x/", ["gone", "https://x.org/x/gone", "/x/gone"], ("x.org",)),
        ("http://x.org:80/y", ["gone"], ("x.org",)),
    ],
)
def test_folder_that_stands_somewhere(tmp_path, base_url, faults, hosts):
    links = "<a href=gone>x</a><a href=/x/gone>x</a><a href=https://x.org/x/gone>x</a>"
    (tmp_path / "index.html").write_text(links)
    site = load.load_folder(tmp_path, base_url)
    assert sorted(fault.written for fault in Follower(site).faults()) == sorted(faults)
    assert site.settings.hosts == hosts


def test_reread(tmp_path):
    """What was built anew is read anew, with its Markdown's lines; the rest is left as it was."""
    site = loaded(tmp_path, {"docs/a.md": PAGE, "site/a.html": HTML})
    assert "New words" not in HTML
    for name in ("index.html", "a.html"):
        (tmp_path / "site" / name).write_text(HTML.replace("Words", "New words"))
    again = load.reread(site, tmp_path / "site", ["a.html", "no-page.txt"])
    texts = [page.built.text if page.built else "" for page in again.pages]
    assert ["New words" in text for text in texts] == [True, False]
    assert pairs(again) == pairs(site) == [("docs/a.md", "a.html"), ("docs/index.md", "index.html")]
    (new, old) = (
        page.built.headings if page.built else () for page in (again.pages[0], site.pages[0])
    )
    assert [heading.line for heading in new] == [heading.line for heading in old] == [7, 7]


@pytest.mark.parametrize(
    "base_url",
    ["x.org/offer", "http://[x", "https://", "https:///x", "ftp://x.org", "/offer/", "a b"],
)
def test_folder_that_stands_nowhere(tmp_path, base_url):
    """Else every link of its own would pass as somebody else's."""
    (tmp_path / "index.html").write_text(HTML)
    with pytest.raises(CannotRun, match=r"\A--base-url: “.*” is not a whole address\."):
        load.load_folder(tmp_path, base_url)


def test_folder_that_is_none(tmp_path):
    (tmp_path / "d.md").write_text("x")
    for folder, wrong in ((tmp_path / "gone", "no such folder"), (tmp_path, "no .html file")):
        with pytest.raises(CannotRun, match=wrong):
            load.load_folder(folder)


# ---- settings and templates ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("config", "site_url"),
    [
        ("site_url: https://x.org/offer/", "https://x.org/offer/"),
        ("site_name: x\nsite_url: 'https://x.org'\n", "https://x.org"),
        ('site_url: "https://x.org/"  # ours', "https://x.org/"),
        ("site_url: https://x.org/ # was https://y.org/", "https://x.org/"),
        ("site_url:\thttp://x.org", "http://x.org"),
        ("site_url: !ENV [SITE_URL, 'https://x.org/']", "https://x.org/"),
        ("site_url: !ENV SITE_URL", ""),
        ("site_url:\nsite_name: https://x.org", ""),
        ("site_url: ''\nrepo_url: https://x.org", ""),
        ("# site_url: https://x.org", ""),
        ("extra:\n  site_url: https://x.org", ""),
        ("my_site_url: https://x.org", ""),
        ("site_url: # https://x.org", ""),
        ("site_url: https://[x", ""),
        ("site_name: x", ""),
        ("\N{ZERO WIDTH NO-BREAK SPACE}site_url: https://x.org", "https://x.org"),
        ("site_name: x\r\nsite_url: https://x.org\r\nextra: 1", "https://x.org"),
    ],
)
def test_site_url(tmp_path, config, site_url):
    site = loaded(tmp_path, {"mkdocs.yml": config, "site/index.html": "<a href=gone>x</a>"})
    assert site.settings.site_url == site_url
    assert [fault.written for fault in Follower(site).faults()] == ["gone"]


def test_templates(tmp_path):
    """What puts links on many pages: the settings and the theme's text files."""
    site = loaded(
        tmp_path,
        {
            "theme/main.html": "main",
            "theme/partials/nav.html": b"caf\xe9",
            "theme/assets/a.css": "css",
            "theme/assets/a.js": "js",
            "theme/assets/logo.png": b"\x89PNG",
            "theme/folder.html/note.txt": "no",
        },
    )
    assert [(t.path, t.text[:4]) for t in site.templates] == [
        ("mkdocs.yml", "site"),
        ("theme/assets/a.css", "css"),
        ("theme/assets/a.js", "js"),
        ("theme/main.html", "main"),
        ("theme/partials/nav.html", "caf\N{REPLACEMENT CHARACTER}"),
        ("local-offer.yml", "coun"),
    ]


def test_progress(tmp_path):
    write(tmp_path, {"site/a.html": HTML, "site/b/index.html": HTML, "site/c.pdf": ""})
    calls: list[tuple[int, int]] = []
    load.load(tmp_path, tmp_path / "site", lambda done, total: calls.append((done, total)))
    assert calls == [(1, 3), (2, 3), (3, 3)]


def test_same_folders_same_site(tmp_path):
    files = {"docs/b.md": PAGE, "docs/a.md": PAGE, "site/b/index.html": HTML, "site/a.html": HTML}
    one = loaded(tmp_path / "one", files)
    other = loaded(tmp_path / "other", dict(reversed(files.items())))
    assert pairs(one) == pairs(other) == sorted(pairs(one))
    assert one.pages == other.pages


@pytest.mark.parametrize(
    ("path", "service"),
    [
        ("docs/services/one.md", True),
        ("docs/services/more/two.md", True),
        ("docs/services/index.md", False),
        ("docs/services.md", False),
        ("docs/0-4/services/one.md", False),
        ("docs/index.md", False),
    ],
)
def test_is_service(path, service):
    assert load.is_service(path) is service


# ---- lines of headings ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("markdown", "built", "lines"),
    [
        ("# A\n\n## B", "<h1>A</h1><h2>B</h2>", [1, 3]),
        # the template's title above, with or without words before the first heading
        ("## A\n\n## B", "<h1>Title</h1><h2>A</h2><h2>B</h2>", [1, 1, 3]),
        ("Words\n\n## A", "<h1>Title</h1><h2>A</h2>", [1, 3]),
        # … which may say the same as a heading further down
        ("## A\n\n## B\n\n## C", "<h1>C</h1><h2>A</h2><h2>B</h2><h2>C</h2>", [1, 1, 3, 5]),
        # a template's heading among or after the page's own keeps the line above
        ("## A\n\n## B", "<h2>A</h2><h2>Facts</h2><h2>B</h2><h2>More</h2>", [1, 1, 3, 3]),
        # the same words twice
        ("## A\n\n## A\n\n## A", "<h2>A</h2><h2>A</h2><h2>A</h2>", [1, 3, 5]),
        ("## A\n\n## B\n\n## A", "<h2>A</h2><h2>B</h2><h2>A</h2>", [1, 3, 5]),
        # a heading that was written but is not shown
        ("## A\n\n## Hidden\n\n## B", "<h2>A</h2><h2>B</h2>", [1, 5]),
        # markup, entities, anchors
        ("## *A* & `b`\n\n## [C](c.md)", "<h2><i>A</i> &amp; <b>b</b></h2><h2>C</h2>", [1, 3]),
        ("## :star: {#a}\n\n## B {#b}", "<h2 id=a>★</h2><h2 id=b>New words</h2>", [1, 3]),
        ("## A {#x}\n\n## A {#y}", "<h2 id=y>A</h2>", [3]),
        ("A\n===\n\nB\n---", "<h1>A</h1><h2>B</h2>", [1, 4]),
        ("Words", "<h1>Title</h1>", [-5]),
    ],
)  # fmt: skip
def test_line_of_a_heading(markdown, built, lines):
    text = tiny.page(markdown)
    source = parse.parse("docs/page.md", text, Settings(), service=False)
    page = load.join(source, html.read("page.html", f"<main>{built}</main>"), Settings())
    assert page.built is not None
    head = text.split(markdown, maxsplit=1)[0].count("\n")
    assert [heading.line - head for heading in page.built.headings] == lines


def test_lines_of_many_headings():
    """A long list says the same again and again, and each heading has a line of its own."""
    source = parse.parse("docs/page.md", "## A\n\n" * 300, Settings(), service=False)
    page = load.join(source, html.read("page.html", "<h2>A</h2>" * 300), Settings())
    assert page.built is not None
    assert [heading.line for heading in page.built.headings] == list(range(1, 601, 2))


def test_review_of_a_page():
    def review(text: str) -> str:
        source = parse.parse("docs/a/page.md", text, Settings(), service=False)
        page: Page = load.join(source, None, Settings())
        return f"{page.review.last} {page.review.every}" if page.review else "none"

    assert review(PAGE) == "2026-11-02 6 months"
    assert review(PAGE.replace("last_reviewed", "review_every: 30 days\nlast_reviewed")) == (
        "2026-11-02 30 days"
    )
    assert review(PAGE.replace("2026-11-02", "2026-13-02")) == "none"
    assert review("Words") == "none"
