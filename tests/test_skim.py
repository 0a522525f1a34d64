"""Any folder of HTML, skimmed for its links: what is found, what is told once, what fails."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pytest

from checks import cli, load, run, skim
from checks.model import Failure, Page, Place, Seen
from checks.pack import NO_LAW
from checks.reporters import json as as_json
from checks.reporters import text as as_text
from checks.suite import CHECKS
from publish import cli as command
from tests import tiny
from tests.conftest import TODAY

LINKS = [tiny.named("broken-link"), tiny.named("broken-anchor")]


def write(root: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (root / name).write_bytes(data)
    return root


def report(folder: Path, **options: object) -> run.Report:
    site = load.load_folder(folder, whole=False, **options)  # type: ignore[arg-type]
    return run.run(site, NO_LAW, run.Chosen(LINKS, TODAY))


def told(folder: Path, **options: object) -> list[str]:
    found = report(folder, **options).findings
    return [f"{f.path}:{f.line} {f.message}" for f in found]


# ---- files that are no pages ---------------------------------------------------------------------

HOME = "<h1 id=a>x</h1><link rel=stylesheet href=css/a.css>"


@pytest.mark.parametrize(
    ("file", "content", "faults"),
    [
        ("css/a.css", "p {}\nq { background: url(gone.png) }", ["css/a.css:2 gone.png"]),
        ("css/a.css", "@import 'b.css';\n@import url(\"../index.html\");", ["css/a.css:1 b.css"]),
        ("css/a.css", "p { fill: url(#gradient); src: url(data:,x) } /* url(x) */", []),
        (
            "sitemap.xml",
            (
                "<urlset><url><loc>https://x.org/s/</loc></url>\n<url><loc>https://x.org/s/lost/</loc>"
                "</url></urlset>"
            ),
            ["sitemap.xml:2 /lost/"],
        ),
        (
            "sitemap-1.xml.gz",
            gzip.compress(b"<loc>https://x.org/</loc><loc>https://x.org/lost/</loc>", mtime=0),
            ["sitemap-1.xml.gz:1 /lost/"],
        ),
        (
            "search/search_index.json",
            (
                '{"docs": [{"location": ""}, {"location": "#a"},\n{"location": "#b"}, '
                '{"location": "lost/", "text": "\\"location\\": \\"no\\""}]}'
            ),
            ["search/search_index.json:2 ../#b", "search/search_index.json:2 ../lost/"],
        ),
        (
            "app.webmanifest",
            '{"start_url": "index.html",\n"icons": [{"src": "lost.png", "type": "image/png"}]}',
            ["app.webmanifest:2 lost.png"],
        ),
    ],
)
def test_other_files(tmp_path, file, content, faults):
    folder = write(tmp_path, {"index.html": HOME, "css/a.css": "", file: content})
    site = load.load_folder(folder, whole=False)
    found = run.Follower(site).faults()
    assert [f"{f.place.path}:{f.place.line} {f.written}" for f in found] == faults


def test_a_search_index_is_read_in_pieces():
    """However its bytes fall into pieces, each entry is found once, on its line."""
    whole = b'{"docs": [\n' + b",\n".join(b'{"location": "p%d/"}' % n for n in range(50)) + b"]}"
    for size in (1, 7, 100, 5_000):
        pieces = (whole[at : at + size] for at in range(0, len(whole), size))
        found = load.addresses.search_index(pieces)
        assert [tuple(line) for line in found] == [(f"p{n}/", n + 2) for n in range(50)]


def test_a_style_sheet_is_mended_where_it_was_written(tmp_path):
    files = {
        "docs/css/a.css": "\np { background: url(gone.png) }",
        "docs/page.md": tiny.page("Text"),
        "theme/css/b.css": "@import 'gone.css';",
    }
    site = tiny.built(tmp_path, files, TODAY)
    found = [(f.path, f.line) for f in tiny.findings(site, "broken-link", TODAY)]
    assert found == [("docs/css/a.css", 2), ("theme/css/b.css", 1)]


# ---- told once -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "number", "findings"),
    [
        ("<nav><a href={up}gone/>Menu</a></nav><main>x</main>", 5, 1),
        ("<main><a href={up}gone/>x</a></main>", 12, 1),
        ("<main><a href={up}gone/>x</a></main>", 5, 5),
        ("<nav><a href=#gone>x</a></nav><main>x</main>", 12, 1),
        ("<main><a href={up}gone-{n}/>x</a></main>", 12, 12),
    ],
    ids=["menu", "text of many", "text of a few", "place of the menu", "each its own"],
)
def test_a_templates_fault_is_told_once(tmp_path, page, number, findings):
    """Also where the same file is written otherwise from each depth."""
    names = [f"{'a/' * (n % 3)}p{n}.html" for n in range(number)]
    pages = {n: page.format(up="../" * n.count("/"), n=i) for i, n in enumerate(names)}
    found = told(write(tmp_path, pages))  # type: ignore[arg-type]
    assert len(found) == findings
    assert (f"on {number} pages" in found[0]) is (findings == 1)


def test_many_processes_find_what_one_does(tmp_path, monkeypatch):
    pages = {
        f"d{n % 7}/p{n}.html": f"<main id=m><a href=../d{n % 5}/p{n - 1}.html#m>x</a>"
        f"<a href=#gone{n}>y</a><a href=mailto:a@b.uk>z</a></main>"
        for n in range(300)
    }
    folder = write(tmp_path, pages)  # type: ignore[arg-type]
    reports = []
    for number in (1, 2, 3):
        monkeypatch.setattr(skim, "_processes", lambda _, number=number: number)
        reports.append(as_json.render(report(folder)))
    assert reports[0] == reports[1] == reports[2]
    assert json.loads(reports[0])["summary"]["errors"] > 300

    def refused(*_: object) -> None:
        raise OSError("no more processes")

    monkeypatch.setattr(skim, "ProcessPoolExecutor", refused)
    assert as_json.render(report(folder)) == reports[0]


@pytest.mark.parametrize(("base_url", "skipped"), [("", {}), ("https://x.org/o/", {"external": 1})])
def test_what_arrives_from_one_page_is_not_taken_for_anothers(tmp_path, base_url, skipped):
    """The same address from beside, from above and below, under a <base>, from a redirect."""
    link, sent = "<a href=../y/>x</a>", "<meta http-equiv=refresh content='0; url={}'>"
    pages = {
        "a/x/index.html": f"{link}<a href=../z1/>x</a><a href=../z2/>x</a>",
        "a/y/index.html": link,
        "a/z1/index.html": sent.format("../z2/"),  # round and round
        "a/z2/index.html": sent.format("../z1/"),
        "a/z3/index.html": f"<base href=s/>{link}",  # a/z3/y/
        "a/z3/y/index.html": "x",
        "a/z4/index.html": f"<base href=../../b/>{link}",  # y/
        "a/z5/index.html": f"<base href=../../b/x/>{link}",  # b/y/ is not there
        "a/z6.html": link,  # y/
        "b/x/index.html": link,  # b/y/ is not there
        "b/index.html": link,  # y/
        "index.html": link,  # y/, or out of the site's folder
        "y/index.html": "x",
    }
    folder = write(tmp_path, pages)  # type: ignore[arg-type]
    for whole in (False, True):
        site = load.load_folder(folder, base_url, whole=whole)
        found = run.run(site, NO_LAW, run.Chosen(LINKS, TODAY))
        broken = ["a/z1/index.html", "a/z2/index.html", "a/z5/index.html", "b/x/index.html"]
        assert [f.path for f in found.findings] == broken
        assert found.seen == Seen(13, skipped)


@pytest.mark.parametrize(
    ("body", "lost"),
    [
        ("<img usemap=#x><map name=x></map>", False),
        ("<img usemap=#x><p id=x>y</p><map id=x></map>", False),
        ("<img usemap=#x>", True),
        ("<img usemap=#x><p id=x>y</p>", True),
        ("<img usemap=#x><p id=x>y</p><a href=#x>z</a>", True),
        ("<img usemap=#X><map name=x></map><p id=X>y</p>", True),
        ("<img usemap=#><p id=x>y</p>", True),
    ],
)
def test_a_map_is_no_place_that_only_has_its_name(tmp_path, body, lost):
    folder = write(tmp_path, {"index.html": f"<title>x</title>\n{body}"})
    found = []
    for whole in (False, True):
        site = load.load_folder(folder, whole=whole)
        found.append(run.run(site, NO_LAW, run.Chosen(LINKS, TODAY)))
    fast, full = found
    assert [(f.line, f.message) for f in fast.findings] == [
        (f.line, f.message) for f in full.findings
    ]
    assert fast.seen == full.seen
    assert bool(full.findings) is lost


def test_links_to_folders_that_lead_round_are_followed_once(tmp_path):
    folder = write(tmp_path / "site", {"a/index.html": "<a href=../b/>x</a>", "c.html": "x"})
    beyond = write(tmp_path / "beyond", {"index.html": "<a href=gone>x</a>"})
    (folder / "b").symlink_to(beyond)
    (folder / "a/up").symlink_to(folder)
    (folder / "self.html").symlink_to("self.html")
    (folder / "lost.html").symlink_to("nowhere")
    site = load.load_folder(folder, whole=False)
    assert site.files == {"a/index.html", "b/index.html", "c.html"}
    assert [line.partition(" ")[0] for line in told(folder)] == ["b/index.html:1"]


# ---- honest about itself -------------------------------------------------------------------------


def test_what_was_followed_and_what_was_not(tmp_path):
    page = (
        "<a href=index.html>x</a><a href=#>x</a><a href=https://x.org>x</a><a href=//y.org>x</a>"
        "<a href=mailto:a@b.uk>x</a><a href=tel:1>x</a><a href=javascript:x()>x</a>"
        "<img src=data:,x><a href=sms:1>x</a><a href=old/x>x</a><a href=gone>x</a>"
    )
    found = report(write(tmp_path, {"index.html": page}), ignored=("old/*",))
    told = json.loads(as_json.render(found))["completeness"]
    assert told == {
        "pages_read": 1,
        "other_files_read": 0,
        "links_seen": 11,
        "links_checked": 3,
        "links_skipped": {
            "data": 1, "email": 1, "external": 2, "ignored": 1, "other": 1, "phone": 1, "script": 1,
        },
        "failures": [],
    }  # fmt: skip
    assert as_text.render(found).endswith(
        "Links:  3 followed inside the site; not followed: 2 to other sites, 1 email address, "
        "1 phone number, 1 script, 1 with the data in it, 1 for another program and 1 to be "
        "ignored, as asked.\n"
    )


@pytest.mark.parametrize(("base_url", "skipped"), [("https://x.org/offer/", 4), ("", 1)])
def test_the_rest_of_the_website_is_another_site(tmp_path, base_url, skipped):
    """A site in a folder of a larger one: what leads out of the folder is not followed."""
    away = ("/lost/", "/council-tax", "../other", "https://x.org/council-tax")
    page = "".join(f"<a href={address}>x</a>" for address in ("index.html", *away))
    folder = write(tmp_path, {"index.html": page})
    for whole in (False, True):
        site = load.load_folder(folder, base_url, whole=whole)
        found = run.run(site, NO_LAW, run.Chosen(LINKS, TODAY))
        done = json.loads(as_json.render(found))["completeness"]
        assert (done["links_seen"], done["links_skipped"]) == (5, {"external": skipped})
        assert len(found.findings) == 4 - skipped


def unreadable(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that the system does not let us read (permissions don't bind an administrator)."""
    read = Path.read_bytes

    def refusing(self: Path) -> bytes:
        if self.name == "secret.html":
            raise PermissionError(13, "Permission denied", str(self))
        return read(self)

    monkeypatch.setattr(Path, "read_bytes", refusing)


@pytest.mark.parametrize("whole", [False, True])
def test_a_page_that_cannot_be_read_fails_the_run(tmp_path, monkeypatch, whole):
    folder = write(tmp_path, {"index.html": "<a href=secret.html>x</a>", "secret.html": "x"})
    unreadable(folder, monkeypatch)
    site = load.load_folder(folder, whole=whole)
    assert site.failures == (Failure("page", "secret.html", "Permission denied"),)
    found = run.run(site, NO_LAW, run.Chosen(LINKS, TODAY))
    assert "Failed: the page secret.html could not be read (Permission denied)." in as_text.render(
        found
    )


@pytest.mark.parametrize("fail_on", ["error", "never"])
def test_exit_code_of_a_run_that_failed(tmp_path, monkeypatch, capsys, fail_on):
    folder = write(tmp_path, {"index.html": "x", "secret.html": "x"})
    unreadable(folder, monkeypatch)
    given = ["check-site", str(folder), "--fail-on", fail_on, "--today", "2026-11-22"]
    assert command.main(given) == cli.COULD_NOT_RUN
    assert "secret.html" in capsys.readouterr().out


def test_a_sitemap_that_cannot_be_read_fails_the_run(tmp_path):
    folder = write(tmp_path, {"index.html": "x", "sitemap.xml.gz": b"no gzip"})
    (failure,) = report(folder).failures
    assert (failure.what, failure.name) == ("file", "sitemap.xml.gz")


def test_a_check_that_crashes_fails_the_run(tmp_path, monkeypatch):
    """The others still tell what they find."""
    site = tiny.built(tmp_path, {"docs/page.md": tiny.page("[x](gone.md)")}, TODAY)

    def crash(_: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(tiny.named("hard-to-read"), "check", crash)
    found = run.run(site, NO_LAW, run.Chosen(CHECKS, TODAY))
    (failure,) = found.failures
    assert (failure.what, failure.name) == ("check", "hard-to-read")
    assert failure.reason.startswith("ZeroDivisionError: a bug at tests/test_skim.py:")
    assert "broken-link" in {f.check for f in found.findings}
    out = io.StringIO()
    chosen = cli.Options(tmp_path, tmp_path, TODAY, None, CHECKS, None, "text", None)
    assert cli.deliver(found, chosen, out) == cli.COULD_NOT_RUN
    assert "Failed: the check hard-to-read did not finish (ZeroDivisionError: a bug" in (
        out.getvalue()
    )


def test_a_page_whose_links_cannot_be_followed_fails_the_run(monkeypatch):
    def crash(*_: object) -> None:
        raise RuntimeError("a bug")

    site = load.Site((Page(None, load.html.read("x.html", "<a href=y>x</a>")),), frozenset())
    monkeypatch.setattr(run.Follower, "follow", crash)
    (failure,) = run.run(site, NO_LAW, run.Chosen(LINKS, TODAY)).failures
    assert (failure.what, failure.name) == ("page", "x.html")


# ---- the command ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("options", "code", "checks"),
    [
        ([], 1, ["broken-anchor", "broken-link"]),
        (["--only", "broken-anchor"], 1, ["broken-anchor"]),
        (["--skip", "broken-anchor"], 1, ["broken-link"]),
        (["--ignore", "gone*", "--ignore", "*#gone"], 0, []),
        (["--only", "missing-page-title", "--only", "broken-link"], 1, ["broken-link"]),
        (["--base-url", "https://x.org/y/", "--only", "broken-link"], 1, ["broken-link"]),
        (["--only", "stale-review"], 2, []),
    ],
)
def test_check_site(tmp_path, capsys, options, code, checks):
    start = "<html lang=en><title>T</title><h1>T</h1>"
    write(tmp_path, {"index.html": f"{start}<a href=gone.html>x</a><a href=#gone>y</a>"})
    given = ["check-site", str(tmp_path), "--format", "json", "--today", "2026-11-22", *options]
    assert command.main(given) == code
    out = capsys.readouterr().out
    found = json.loads(out)["findings"] if out else []
    assert sorted({f["check"] for f in found}) == checks


def test_where_a_link_to_be_mended_stands(tmp_path):
    page = "<html>\n<body>\n<main><p>x\n<a\nhref='gone.html'>Go</a>\n<a href='gone.html'>Go</a>"
    site = load.load_folder(write(tmp_path, {"index.html": page, "gon.html": "x"}), whole=False)
    faults = run.Follower(site).faults()
    assert [f.place for f in faults] == [Place("index.html", 5), Place("index.html", 6)]
    assert {f.meant for f in faults} == {"gon.html"}
