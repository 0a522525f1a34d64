"""Links inside the site: where each kind of address goes, and where its fault is mended."""

from __future__ import annotations

import html as entities
import posixpath
from urllib.parse import quote, unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from checks import html, load, parse
from checks.links import Follower
from checks.model import Page, Place, Settings, Site, Template
from tests import tiny
from tests.conftest import TODAY

HOME = "https://anywhere.gov.uk/offer/"
HERE = "5-15/page/index.html"

# ---- addresses, as a browser reads them ------------------------------------------------------

HERE_HTML = """
<a name="old-name"></a><h2 id="apply">Apply</h2><h2 id="café">Café</h2><p id="a b">x</p>
"""
PAGES = {
    "index.html": "<h1 id=welcome>Welcome</h1>",
    "404.html": "<h1>Not found</h1>",
    "flat.html": "<h1 id=flat>Flat</h1>",
    "0-4/index.html": "<h1 id=who>Who</h1>",
    "0-4/short-breaks/index.html": "<h1>Short breaks</h1>",
    "5-15/index.html": "<h1>5 to 15</h1>",
    HERE: HERE_HTML,
}
FILES = (
    "files/Form A.pdf",
    "files/50%.pdf",
    "files/a#b.pdf",
    "files/c?d.pdf",
    "files/plus+sign.pdf",
    "files/semi;colon.pdf",
    "files/caf\N{LATIN SMALL LETTER E WITH ACUTE}.pdf",
    "files/no-dot",
    "empty/picture.svg",
)

# What becomes of an address: the file it arrives at (with its place), "outside" (not this
# site's), "gone", "anchor" (the page is there, the place is not) or "case" and the real name.
ADDRESSES = [
    # this page
    ("", HERE),
    ("#", HERE),
    ("#top", f"{HERE}#top"),
    ("#TOP", f"{HERE}#TOP"),
    ("#apply", f"{HERE}#apply"),
    ("#Apply", "anchor"),
    ("#aply", "anchor"),
    ("#apply ", f"{HERE}#apply"),
    ("#apply%20", "anchor"),
    ("#old-name", f"{HERE}#old-name"),
    ("#café", f"{HERE}#café"),
    ("#caf%C3%A9", f"{HERE}#café"),
    ("#cafe%CC%81", "anchor"),
    ("#a%20b", f"{HERE}#a b"),
    ("#:~:text=any%20words", f"{HERE}#:~:text=any words"),
    ("#apply:~:text=any", f"{HERE}#apply:~:text=any"),
    ("#gone:~:text=any", "anchor"),
    ("#flat", "anchor"),
    ("?tab=2", HERE),
    ("?tab=2#apply", f"{HERE}#apply"),
    ("?tab=2#gone", "anchor"),
    ("?back=\\..\\..", HERE),
    # other pages
    ("./", HERE),
    (".", HERE),
    ("index.html", HERE),
    ("index.html#apply", f"{HERE}#apply"),
    ("..", "5-15/index.html"),
    ("../", "5-15/index.html"),
    ("../..", "index.html"),
    ("../../#welcome", "index.html#welcome"),
    ("../../0-4/", "0-4/index.html"),
    ("../../0-4", "0-4/index.html"),
    ("../../0-4/index.html", "0-4/index.html"),
    ("../../0-4/#who", "0-4/index.html#who"),
    ("../../0-4#who", "0-4/index.html#who"),
    ("../../0-4/index.html#who", "0-4/index.html#who"),
    ("../../0-4/?age=3#who", "0-4/index.html#who"),
    ("../../0-4/#gone", "anchor"),
    ("../../0-4#Who", "anchor"),
    ("../../0-4/index.html?x#apply", "anchor"),
    ("../../0-4/short-breaks/../#who", "0-4/index.html#who"),
    ("../../0-4/./short-breaks/.", "0-4/short-breaks/index.html"),
    ("../%2e%2e/0-4/%2E/", "0-4/index.html"),
    ("../../flat.html#flat", "flat.html#flat"),
    ("../../flat", "gone"),
    ("../../flat.html/", "gone"),
    ("../../flat.htm", "gone"),
    ("../../empty/", "gone"),
    ("../../empty", "gone"),
    ("0-4/", "gone"),
    ("../0-4/", "gone"),
    ("../../../", "outside"),
    ("../../../offer/0-4/", "0-4/index.html"),
    ("../../../../../offer/0-4/", "0-4/index.html"),
    ("../../../../../0-4/", "outside"),
    ("../../0-4/index.md", "gone"),
    ("page/", "gone"),
    # files
    ("../../files/Form%20A.pdf", "files/Form A.pdf"),
    ("../../files/Form A.pdf", "files/Form A.pdf"),
    ("../../files/Form A.pdf#page=2", "files/Form A.pdf#page=2"),
    ("../../files/Form A.pdf?download", "files/Form A.pdf"),
    ("../../%66iles/Form%20A%2Epdf", "files/Form A.pdf"),
    ("../../files/Form%2520A.pdf", "gone"),
    ("../../files/Form+A.pdf", "gone"),
    ("../../files/Form%20A.pdf/", "gone"),
    ("../../files/form%20a.PDF", "case: files/Form A.pdf"),
    ("../../FILES/Form A.pdf#page=2", "case: files/Form A.pdf"),
    ("../../files/50%25.pdf", "files/50%.pdf"),
    ("../../files/50%.pdf", "files/50%.pdf"),
    ("../../files/a%23b.pdf", "files/a#b.pdf"),
    ("../../files/a#b.pdf", "gone"),
    ("../../files/c%3Fd.pdf", "files/c?d.pdf"),
    ("../../files/c?d.pdf", "gone"),
    ("../../files/plus+sign.pdf", "files/plus+sign.pdf"),
    ("../../files/plus%2Bsign.pdf", "files/plus+sign.pdf"),
    ("../../files/semi;colon.pdf", "files/semi;colon.pdf"),
    ("../../files/caf\u00e9.pdf", "files/café.pdf"),
    ("../../files/caf%C3%A9.pdf", "files/café.pdf"),
    ("../../files/cafe\u0301.pdf", "accents"),
    ("../../files/caf%E9.pdf", "gone"),
    ("../../files/no-dot", "files/no-dot"),
    ("../../empty/picture.svg#icon", "empty/picture.svg#icon"),
    # what browsers mend in silence
    ("  ../../0-4/  ", "0-4/index.html"),
    ("\n../../0-4/\t", "0-4/index.html"),
    ("../../0-\n4/", "0-4/index.html"),
    ("..\t/../0-4/#w\rho", "0-4/index.html#who"),
    ("..\\..\\0-4\\#who", "0-4/index.html#who"),
    ("..\\..\\files\\Form A.pdf", "files/Form A.pdf"),
    ("\\offer\\0-4\\", "0-4/index.html"),
    # … and what they do not
    ("../../0-4/\N{NO-BREAK SPACE}", "gone"),
    ("../../files/Form A.pdf\N{ZERO WIDTH SPACE}", "gone"),
    ("#\N{NO-BREAK SPACE}apply", "anchor"),
    # from the host's root
    ("/offer/", "index.html"),
    ("/offer", "index.html"),
    ("/offer?x=1#welcome", "index.html#welcome"),
    ("/offer/0-4", "0-4/index.html"),
    ("/offer/files/Form A.pdf", "files/Form A.pdf"),
    ("/offer/../offer/0-4/", "0-4/index.html"),
    ("/offer/gone/", "gone"),
    ("/Offer/0-4/", "gone"),
    ("/0-4/", "outside"),
    ("/0-4/index.md", "gone"),
    ("/", "outside"),
    ("/council-tax", "outside"),
    ("../../../council-tax#bands", "outside"),
    # our own site, named in full
    ("https://anywhere.gov.uk/offer/", "index.html"),
    ("https://anywhere.gov.uk/offer", "index.html"),
    ("https://anywhere.gov.uk/offer/0-4/#who", "0-4/index.html#who"),
    ("https://anywhere.gov.uk/offer/0-4/#gone", "anchor"),
    ("https://anywhere.gov.uk/offer/gone/", "gone"),
    ("http://anywhere.gov.uk/offer/0-4", "0-4/index.html"),
    ("HTTPS://Anywhere.GOV.UK/offer/0-4/", "0-4/index.html"),
    ("https://anywhere.gov.uk:443/offer/gone/", "gone"),
    ("https://editor@anywhere.gov.uk/offer/gone/", "gone"),
    ("https:\\\\anywhere.gov.uk\\offer\\0-4", "0-4/index.html"),
    ("//anywhere.gov.uk/offer/0-4/", "0-4/index.html"),
    ("//anywhere.gov.uk/offer/gone/", "gone"),
    ("https:../../0-4/", "0-4/index.html"),
    ("https://anywhere.gov.uk/offer/Form%20A.pdf", "gone"),
    # other sites of our host, and other hosts
    ("https://anywhere.gov.uk/", "outside"),
    ("https://anywhere.gov.uk/council-tax", "outside"),
    ("https://anywhere.gov.uk/offering/", "outside"),
    ("https://anywhere.gov.uk:8443/offer/gone/", "outside"),
    ("https://www.anywhere.gov.uk/offer/gone/", "outside"),
    ("https://anywhere.gov.uk@elsewhere.org/offer/gone/", "outside"),
    ("https://elsewhere.org", "outside"),
    ("//elsewhere.org/offer/gone/", "outside"),
    ("\\\\server\\share\\form.docx", "outside"),
    ("http:../../0-4/", "outside"),
    ("https://[::1]/offer/", "outside"),
    ("https://[::1/offer/", "unreadable"),
    ("https://[www.elsewhere.org]/", "unreadable"),
    # forgotten starts
    ("www.elsewhere.org/page", "start"),
    ("someone@anywhere.gov.uk", "start"),
    ("01865 123456", "gone"),
    # other schemes
    ("mailto:someone@anywhere.gov.uk?subject=A form", "outside"),
    ("MailTo:someone@anywhere.gov.uk", "outside"),
    ("tel:+441865123456", "outside"),
    ("sms:07700900000", "outside"),
    ("javascript:void(0)", "outside"),
    (" java\nscript:history.back()", "outside"),
    ("data:image/gif;base64,R0lGODlhAQABAAAAACw=", "outside"),
    ("blob:https://anywhere.gov.uk/offer/gone", "outside"),
    ("about:blank", "outside"),
    ("ftp://anywhere.gov.uk/offer/gone", "outside"),
    ("whatsapp://send?text=hello", "outside"),
    ("web+thing:gone", "outside"),
    ("urn:isbn:0451450523", "outside"),
    # a disk that only the editor has
    ("file:///C:/Users/me/Form%20A.pdf", "disk"),
    ("FILE://server/share/form.pdf", "disk"),
    ("C:\\Users\\me\\Form A.pdf", "disk"),
    ("s:/shared/form.pdf", "disk"),
]
BASES = [
    ("/offer/0-4/", "#who", "0-4/index.html#who"),
    ("/offer/0-4/", "", "0-4/index.html"),
    ("/offer/0-4/", "#apply", "anchor"),
    ("/offer/0-4/", "short-breaks", "0-4/short-breaks/index.html"),
    ("../..", "0-4/", "0-4/index.html"),
    ("../..", "flat.html", "flat.html"),
    (" ..\\../ ", "flat.html", "flat.html"),
    ("../../0-4/index.html", "short-breaks/", "0-4/short-breaks/index.html"),
    ("../../flat.html", "#flat", "flat.html#flat"),
    ("../../flat.html", "?x#flat", "flat.html#flat"),
    ("/offer/0-4/", "/offer/5-15/", "5-15/index.html"),
    ("/offer/0-4/", "../../0-4/", "outside"),
    (HOME, "0-4/", "0-4/index.html"),
    ("//anywhere.gov.uk/offer/", "gone/", "gone"),
    ("https://elsewhere.org/", "gone/", "outside"),
    ("https://elsewhere.org/", "#apply", "outside"),
    ("https://elsewhere.org/", f"{HOME}gone/", "gone"),
]


def hand_made(
    pages: dict[str, str], site_url: str = HOME, files: tuple[str, ...] = (), **other: object
) -> Site:
    """A site of these built pages, without their Markdown."""
    return Site(
        pages=tuple(Page(None, html.read(name, text)) for name, text in pages.items()),
        files=frozenset((*pages, *files)),
        settings=Settings(site_url=site_url),
        **other,  # type: ignore[arg-type]
    )


def outcome(
    address: str, base: str = "", site_url: str = HOME, here: str = HERE, ids: str = HERE_HTML
) -> str:
    """What becomes of an address written on a page."""
    based = f'<base href="{entities.escape(base)}">' if base else ""
    text = f'{based}<article><a href="{entities.escape(address)}">x</a>{ids}</article>'
    site = hand_made({**PAGES, here: text}, site_url, FILES)
    follower = Follower(site)
    faults = [f for f in follower.faults() if f.page.built and f.page.built.file == here]
    built = site.by_file[here].built
    assert built
    target = follower.target(built, built.links[-1].target)
    if faults:
        (fault,) = faults
        assert target
        return f"case: {target.case}" if fault.kind == "case" else fault.kind
    if target is None:
        return "outside"
    return f"{target.file}#{target.fragment}" if target.fragment else target.file


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_address(address, expected):
    assert outcome(address) == expected


@pytest.mark.parametrize(("base", "address", "expected"), BASES)
def test_address_with_base(base, address, expected):
    assert outcome(address, base) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("", "flat.html"),
        ("#flat", "flat.html#flat"),
        ("#welcome", "anchor"),
        ("?x=1#flat", "flat.html#flat"),
        ("?", "flat.html"),
        (".", "index.html"),
        ("./#welcome", "index.html#welcome"),
        ("0-4/#who", "0-4/index.html#who"),
        ("flat.html#flat", "flat.html#flat"),
        ("../flat.html", "outside"),
    ],
)
def test_address_on_a_page_with_a_name(address, expected):
    """A page that is no index.html has an address of its own, beside its folder's."""
    assert outcome(address, here="flat.html", ids="<h1 id=flat>Flat</h1>") == expected


@pytest.mark.parametrize(
    ("site_url", "address", "expected"),
    [
        ("", "/0-4/#who", "0-4/index.html#who"),
        ("", "../../../../0-4/", "0-4/index.html"),
        ("", "/offer/0-4/", "gone"),
        ("", "#gone", "anchor"),
        ("", HOME, "outside"),
        ("https://anywhere.gov.uk", "/0-4/", "0-4/index.html"),
        ("https://anywhere.gov.uk", "https://anywhere.gov.uk", "index.html"),
        ("https://anywhere.gov.uk/", "https://anywhere.gov.uk/gone", "gone"),
        ("https://anywhere.gov.uk/offer", "/offer/0-4/", "0-4/index.html"),
        ("https://anywhere.gov.uk/offer", "/0-4/", "outside"),
        ("https://anywhere.gov.uk/offer", "/offer", "index.html"),
        ("https://anywhere.gov.uk/offer", "/offering/", "outside"),
        ("https://anywhere.gov.uk/offer", "/", "outside"),
        ("", "/", "index.html"),
        ("", "/council-tax", "gone"),
        ("", "../../../council-tax", "gone"),
        ("https://ANYWHERE.gov.uk:443/offer/", f"{HOME}gone/", "gone"),
        ("http://anywhere.gov.uk:8000/a/b/", "/a/b/0-4/", "0-4/index.html"),
        ("http://anywhere.gov.uk:8000/a/b/", "http://anywhere.gov.uk:8000/a/b/gone", "gone"),
        ("http://anywhere.gov.uk:8000/a/b/", "http://anywhere.gov.uk/a/b/gone", "outside"),
        ("https://anywhere.gov.uk/our%20offer/", "/our offer/0-4/", "0-4/index.html"),
        ("https://anywhere.gov.uk/our%20offer/", "../../0-4/", "0-4/index.html"),
    ],
)
def test_where_the_site_stands(site_url, address, expected):
    assert outcome(address, site_url=site_url) == expected


def test_chromium_agrees(chromium):
    """Every address of the tables leads a real browser to the same file and place."""
    # A browser looks for what is written; what was meant only people can tell.
    rows = [("", *row) for row in ADDRESSES if row[1] != "start"] + BASES
    page = chromium.new_page()
    read = page.evaluate(
        """([home, rows]) => rows.map(([base, address]) => {
            const page = document.implementation.createHTMLDocument();
            const add = (parent, tag, href) => {
                const made = parent.appendChild(page.createElement(tag));
                made.setAttribute("href", href);
                return made;
            };
            // A document of its own has no address: a base stands for it, as does the page's.
            add(page.head, "base", base ? new URL(base, home).href : home);
            const link = add(page.body, "a", address);
            return {href: link.href, host: link.host, path: link.pathname, hash: link.hash};
        })""",
        [HOME + HERE.removesuffix("index.html"), rows],
    )
    page.close()
    wrong = [
        (base, address, expected, arrived)
        for (base, address, expected), link in zip(rows, read, strict=True)
        if _NOT_THERE.get(expected, expected) not in (arrived := _arrived(link))
    ]
    assert not wrong


_NOT_THERE = dict.fromkeys(("disk", "unreadable", "accents"), "gone")


def _arrived(link: dict[str, str]) -> list[str]:
    """Our words for where a browser went, asking a server that has our files."""
    scheme = link["href"].partition(":")[0].lower()
    if scheme not in ("http", "https"):
        return ["gone"] if scheme == "file" or len(scheme) == 1 else ["outside"]
    if link["host"] != "anywhere.gov.uk":
        return ["outside" if link["host"] else "gone"]  # no browser can read the latter
    path = unquote(link["path"])
    if not f"{path}/".startswith("/offer/"):
        return ["gone", "outside"]  # by how it was written
    name = path.removeprefix("/offer").removeprefix("/")
    fragment = unquote(link["hash"].removeprefix("#"))
    known = {file.casefold(): file for file in (*PAGES, *FILES)}
    for file in (name, posixpath.join(name, "index.html")):
        if file in known.values():
            ids = html.read(file, PAGES.get(file, "")).ids | {"top", "TOP", ""}
            if file.endswith(".html") and fragment.partition(":~:")[0] not in ids:
                return ["anchor"]
            return [f"{file}#{fragment}" if fragment else file]
    return [f"case: {known[name.casefold()]}" if name.casefold() in known else "gone"]


# ---- every element that holds an address -----------------------------------------------------

HOLDERS = [
    ("<a href='gone'>x</a>", "a"),
    ("<A HREF=gone>x</A>", "a"),
    ("<a href='gone' hidden>x</a>", "a"),
    ("<div hidden><a href='gone'>x</a></div>", "a"),
    ("<nav><a href='gone'>x</a></nav>", "a"),
    ("<aside><a href='gone'>x</a></aside>", "a"),
    ("<noscript><a href='gone'>x</a></noscript>", "a"),
    ("<details><summary><a href='gone'>x</a></summary></details>", "a"),
    ("<pre><code><a href='gone'>x</a></code></pre>", "a"),
    ("<p><a href='gone'>never closed", "a"),
    ("<table><a href='gone'>misplaced</a><tr><td>x</table>", "a"),
    ("<svg><a href='gone'><text>x</text></a></svg>", "a"),
    ("<map><area href='gone' alt=x></map>", "area"),
    ("<audio src='gone'></audio>", "audio"),
    ("<audio><source src='gone'></audio>", "source"),
    ("<blockquote cite='gone'>x</blockquote>", "blockquote"),
    ("<button formaction='gone'>x</button>", "button"),
    ("<del cite='gone'>x</del>", "del"),
    ("<embed src='gone'>", "embed"),
    ("<form action='gone'></form>", "form"),
    ("<iframe src='gone' title=x></iframe>", "iframe"),
    ("<img src='gone' alt=x>", "img"),
    ("<img srcset='gone 2x' alt=x>", "img"),
    ("<picture><source srcset='0-4/ 1x, gone 2x'></picture>", "source"),
    ("<input type=image src='gone' alt=x>", "image"),
    ("<input type=submit formaction='gone'>", "input"),
    ("<ins cite='gone'>x</ins>", "ins"),
    ("<link rel=stylesheet href='gone'>", "stylesheet"),
    ("<link rel='preload icon' href='gone'>", "link"),
    ("<meta http-equiv=Refresh content='0; URL=gone'>", "meta"),
    ("<meta http-equiv=refresh content='5;url=\"gone\"'>", "meta"),
    ("<object data='gone'></object>", "object"),
    ("<q cite='gone'>x</q>", "q"),
    ("<script src='gone'></script>", "script"),
    ("<video src='gone'></video>", "video"),
    ("<video poster='gone'></video>", "video"),
    ("<video><track src='gone'></video>", "track"),
    ("<svg><use href='gone#icon'/></svg>", "use"),
    ("<svg><use xlink:href='gone#icon'/></svg>", "use"),
    ("<svg><image href='gone'/></svg>", "image"),
    ("<svg><image xlink:href='gone'/></svg>", "image"),
]


@pytest.mark.parametrize("outside", [False, True], ids=["in the text", "around it"])
@pytest.mark.parametrize(("text", "element"), HOLDERS)
def test_element(text, element, outside):
    """A missing file is noticed in every attribute that can name one, once."""
    page = f"<article>Words</article>{text}" if outside else f"<article>{text}</article>"
    faults = Follower(hand_made({**PAGES, "index.html": page})).faults()
    assert [(f.kind, f.link.element, f.written[:4]) for f in faults] == [("gone", element, "gone")]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- <a href='gone'>x</a> -->",
        "<a href='0-4/' ping='gone'>x</a>",
        "<a>gone</a>",
        "<template><a href='gone'>x</a></template>",
        "<link rel=preconnect href='//gone'>",
        "<link rel='icon PreConnect' href='gone'>",
        "<link rel='dns-prefetch preconnect' href='gone'>",
        "<pre>&lt;a href='gone'></pre>",
        "<script>'<a href=\"gone\">'</script>",
        "<textarea><a href='gone'></textarea>",
        "<meta name=description content='0; url=gone'><meta http-equiv=refresh content=30>",
        "<p data-href='gone' href='gone' src='gone'>x</p>",
    ],
)
def test_not_an_address(text):
    """What leads nobody anywhere is no link; the one after it is read all the same."""
    site = hand_made({**PAGES, "index.html": f"<article>{text}<a href='lost'>x</a></article>"})
    assert [f.written for f in Follower(site).faults()] == ["lost"]


@pytest.mark.parametrize(
    ("srcset", "missing"),
    [
        ("a.jpg", ["a.jpg"]),
        ("a.jpg, b.jpg 2x", ["a.jpg", "b.jpg"]),
        ("a.jpg 100w,b.jpg 200w", ["a.jpg", "b.jpg"]),
        (" a.jpg 1x ,\n b.jpg 2x , ", ["a.jpg", "b.jpg"]),
        ("a.jpg 1x,", ["a.jpg"]),
        ("cut,w_200/a.jpg 1x, b.jpg 2x", ["cut,w_200/a.jpg", "b.jpg"]),
        ("a.jpg,b.jpg", ["a.jpg,b.jpg"]),
        ("data:image/gif;base64,R0lGODl= 1x, b.jpg 2x", ["b.jpg"]),
        (", ,", []),
    ],
)
def test_srcset(srcset, missing):
    """The commas of a srcset part its addresses only where HTML says so."""
    site = hand_made({"index.html": f"<article><img alt=x srcset='{srcset}'></article>"})
    assert [f.written for f in Follower(site).faults()] == missing


# ---- what was meant --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("../../files/form%20a.PDF", "../../files/Form%20A.pdf"),
        ("../../files/form a.pdf?v=1#page=2", "../../files/Form A.pdf?v=1#page=2"),
        ("../../FILES/Form A.pdf", "../../files/Form A.pdf"),
        ("/offer/Files/FORM a.pdf", "/offer/files/Form A.pdf"),
        (f"{HOME}FILES/no-dot", f"{HOME}files/no-dot"),
        ("../../FLAT.html#flat", "../../flat.html#flat"),
        ("../Page/", "../page/"),
        ("../../5-15/PAGE/index.html", "../../5-15/page/index.html"),
        ("../../5-15/PAGE/INDEX.html#apply", "../../5-15/page/index.html#apply"),
        ("#Apply", "#apply"),
        ("?x=1#aply", "?x=1#apply"),
        ("../../0-4/#whom", "../../0-4/#who"),
        ("../../0-4/#apply", ""),
        ("www.elsewhere.org/page?x", "https://www.elsewhere.org/page?x"),
        ("someone@anywhere.gov.uk", "mailto:someone@anywhere.gov.uk"),
        ("../../files/Fom A.pdf", "../../files/Form A.pdf"),
        ("../../files/something-else.pdf", ""),
    ],
)
def test_meant(address, meant):
    """The suggestion is written as the editor wrote, and only made when it is likely."""
    text = f'<article><a href="{address}">x</a>{HERE_HTML}</article>'
    (fault,) = Follower(hand_made({**PAGES, HERE: text}, files=FILES)).faults()
    assert fault.meant == meant


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("form-1.pfd", "form-1.pdf"),
        ("form-3.pdf", ""),  # as near to form-1 as to form-2
        ("farm-1.pdf", "form-1.pdf"),
        ("letter.pdf", ""),
        ("flaw.pdf", ""),  # four letters of seven are no likeness
    ],
)
def test_a_guess_is_made_only_when_one_is_near(address, meant):
    files = ("form-1.pdf", "form-2.pdf", "flower.pdf")
    site = hand_made({"index.html": f'<article><a href="{address}">x</a>'}, "", files)
    (fault,) = Follower(site).faults()
    assert fault.meant == meant


def test_a_guess_is_no_whole_address_where_nobody_said_where_the_site_stands():
    """Below a <base> too, it starts where the page's own addresses do."""
    text = '<base href="../"><article><a href="b/pagge.html">x</a>'
    site = hand_made({"a/index.html": text, "b/page.html": "x"}, "")
    (fault,) = Follower(site).faults()
    assert fault.meant == "b/page.html"


# ---- as editors write them ---------------------------------------------------------------------

CONFIG = tiny.CONFIG.replace(
    "[attr_list, tables]",
    "[abbr, admonition, attr_list, def_list, footnotes, md_in_html, tables]",
)
KNOWN = {
    "mkdocs.yml": CONFIG,
    "docs/about.md": tiny.page("## How to ask\n\nText.\n\n## Old words {#old}\n\nText.", "About"),
    "docs/café.md": tiny.page("Text.", "Café"),
    "docs/services/index.md": tiny.page("Text.", "Services"),
    "docs/0-4/health.md": tiny.page("Text.", "Health"),
    "docs/rows/0-9/health.md": tiny.page("Text.", "Health"),
    "docs/images/photo.jpg": "",
    "docs/files/Form A.pdf": "",
}
# A page's text, and its faults: line of the text, kind, the address as written ⇒ as meant.
MARKDOWN = {
    "arrives": ("[x](../about.md) [y](../about.md#how-to-ask) [z](../index.md)", []),
    "arrives by address": ("[x](../../about/) ![y](../images/photo.jpg)", []),
    "an address that is only right in the source": (
        "[x](../about/)",
        ["1 gone ../about/ ⇒ ../about.md"],
    ),
    "gone": ("Text\n\n[x](gone.md)", ["3 gone gone.md"]),
    "gone, with a title": ('[x](gone.md "Title")', ["1 gone gone.md"]),
    "misspelt": ("[x](../abuot.md)", ["1 gone ../abuot.md ⇒ ../about.md"]),
    "wrong folder": ("[x](about.md)", ["1 gone about.md ⇒ ../about.md"]),
    "wrong folder, with a place": (
        "[x](about.md#how-to-ask)",
        ["1 gone about.md#how-to-ask ⇒ ../about.md#how-to-ask"],
    ),
    "an ending of HTML": ("[x](../about.html)", ["1 gone ../about.html ⇒ ../about.md"]),
    "a folder": ("[x](../services/)", ["1 gone ../services/ ⇒ ../services/index.md"]),
    "a folder, misspelt": (
        "[x](../servces/index.md)",
        ["1 gone ../servces/index.md ⇒ ../services/index.md"],
    ),
    "one of two of a name": (
        "[x](../0-5/health.md)",
        ["1 gone ../0-5/health.md ⇒ ../0-4/health.md"],
    ),
    "one of two of a name, in full": (
        f"[x]({HOME}0-5/health/)",
        [f"1 gone {HOME}0-5/health/ ⇒ ../0-4/health.md"],
    ),
    "capitals": ("[x](../About.md)", ["1 gone ../About.md ⇒ ../about.md"]),
    "capitals of a file": (
        "[x](<../files/form a.pdf>)",
        ["1 gone ../files/form a.pdf ⇒ ../files/Form A.pdf"],
    ),
    "capitals of an address": ("[x](../../About/)", ["1 case ../../About/ ⇒ ../../about/"]),
    "backslashes": (
        "![x](..\\images\\photo.jpg)",
        ["1 gone ..\\images\\photo.jpg ⇒ ../images/photo.jpg"],
    ),
    "one's own disk": (
        "[x](file:///C:/Users/me/photo.jpg)",
        ["1 disk file:///C:/Users/me/photo.jpg ⇒ ../images/photo.jpg"],
    ),
    "an accent": ("[x](../cafe.md)", ["1 gone ../cafe.md ⇒ ../café.md"]),
    "an accent in two parts": (
        "[x](../cafe\u0301.md)",
        ["1 accents ../cafe\u0301.md ⇒ ../café.md"],
    ),
    "an accent in percent signs": (
        "[x](../caf%C3%A9.md) [y](../caf%C3%A9.md#gone)",
        ["1 anchor ../caf%C3%A9.md#gone"],
    ),
    "an accent in percent signs, misspelt": (
        "[x](../caf%C3%A8.md)",
        ["1 gone ../caf%C3%A8.md ⇒ ../café.md"],
    ),
    "nothing near": (
        "[x](../something-else-entirely.md)",
        ["1 gone ../something-else-entirely.md"],
    ),
    "a place": (
        "Text\n\n[x](../about.md#hw-to-ask)",
        ["3 anchor ../about.md#hw-to-ask ⇒ ../about.md#how-to-ask"],
    ),
    "a place in percent signs": (
        "Text\n\n[x](../about.md#who%20asks)",
        ["3 anchor ../about.md#who%20asks"],
    ),
    "a place by hand": ("[x](../about.md#old)", []),
    "a reworded place by hand": ("[x](../about.md#old-words)", ["1 anchor ../about.md#old-words"]),
    "a place with capitals": (
        "[x](../about.md#How-To-Ask)",
        ["1 anchor ../about.md#How-To-Ask ⇒ ../about.md#how-to-ask"],
    ),
    "a place here": ("## Here\n\n[x](#heer)", ["3 anchor #heer ⇒ #here"]),
    "a place here, setext": ("Here\n----\n\n[x](#heer)", ["4 anchor #heer ⇒ #here"]),
    "a place and a question": (
        "[x](../about.md?a=1#gone)",
        ["1 anchor ../about.md?a=1#gone"],
    ),
    "text fragments": (
        "[x](../about.md#:~:text=a) [y](../about.md#old:~:text=a) [z](../about.md#no:~:text=a)",
        ["1 anchor ../about.md#no:~:text=a"],
    ),
    "top": ("[x](#top) [y](#) [z]()", []),
    "same words on two lines": (
        "[x](gone.md)\n\nText\n\n[x](gone.md)",
        ["1 gone gone.md", "5 gone gone.md"],
    ),
    "two links on a line": (
        "[x](gone.md) [y](gone.md)",
        ["1 gone gone.md", "1 gone gone.md"],
    ),
    "one link twice on a line": ("[x](gone.md) [x](gone.md)", ["1 gone gone.md"]),
    "lines of one paragraph": (
        "Text\n[a](gone.md)\n[b](gone.md) [c](gone.md)\n[d](gone.md)",
        ["2 gone gone.md", "3 gone gone.md", "3 gone gone.md", "4 gone gone.md"],
    ),
    "words over two lines": ("[many\nwords](gone.md)", ["2 gone gone.md"]),
    "by reference": (
        "[x][r] and [y][R]\n\nText\n\n[r]: gone.md 'Title'",
        ["5 gone gone.md", "5 gone gone.md"],
    ),
    "by short reference": ("[r]\n\n  [r]: <gone.md>", ["3 gone gone.md"]),
    "a picture": ("![x](../images/phto.jpg)", ["1 gone ../images/phto.jpg ⇒ ../images/photo.jpg"]),
    "a picture in a link": (
        "[![x](lost.jpg)](gone.md)",
        ["1 gone gone.md", "1 gone lost.jpg"],
    ),
    "spaces": ("Text\n\n[x](gone page.md)", ["3 gone gone page.md"]),
    "spaces and a title": ("Text\n\n[x]( gone page.md  'A title' )", ["3 gone gone page.md"]),
    "angle brackets": ("Text\n\n[x](<gone page.md>)", ["3 gone gone page.md"]),
    "percent signs": ("Text\n\n[x](gone%20page.md)", ["3 gone gone%20page.md"]),
    "brackets": ("Text\n\n[x](gone_(old).md)", ["3 gone gone_(old).md"]),
    "escapes": ("Text\n\n[x](gone\\_old.md)", ["3 gone gone_old.md"]),
    "entities": ("Text\n\n[x](gone.md?a=1&amp;b=2)", ["3 gone gone.md?a=1&b=2"]),
    "a bare ampersand": ("Text\n\n[x](gone.md?a=1&b=2)", ["3 gone gone.md?a=1&b=2"]),
    "no-break space": (
        "Text\n\n<a href='../../files/Form A.pdf&nbsp;'>x</a>",
        ["3 gone ../../files/Form A.pdf\N{NO-BREAK SPACE} ⇒ ../files/Form A.pdf"],
    ),
    "a table": (
        "| a | b |\n|---|---|\n| 1 | [x](gone.md) |\n| 2 | [y](lost.md) |",
        ["3 gone gone.md", "4 gone lost.md"],
    ),
    "an admonition": ("!!! note\n    Text\n\n    [x](gone.md)", ["4 gone gone.md"]),
    "a list": ("- a\n- b\n\n    Text [x](gone.md)", ["4 gone gone.md"]),
    "a list in a list": ("1. a\n    - [x](gone.md)", ["2 gone gone.md"]),
    "a lazy list": ("- a\nlazily\n\n    [x](gone.md)", ["4 gone gone.md"]),
    "definitions": (
        "Term\n:   Text [x](gone.md)\n\n    More [y](lost.md)",
        ["2 gone gone.md", "4 gone lost.md"],
    ),
    "a footnote": ("Text[^1]\n\n[^1]: Note\n\n    [x](gone.md)", ["5 gone gone.md"]),
    "a quotation": ("> Text\n> [x](gone.md)", ["2 gone gone.md"]),
    "a heading": ("## One\n\n## [x](gone.md)", ["3 gone gone.md"]),
    "after a fence": ("```\n[x](gone.md)\n```\n\n[x](gone.md)", ["5 gone gone.md"]),
    "after tildes": ("~~~ html\n[x](gone.md)\n~~~\n\n[x](gone.md)", ["5 gone gone.md"]),
    "a fence never closed": ("```\ncode\n\n[x](gone.md)", ["4 gone gone.md"]),
    "after code": ("`[x](gone.md)` ``[x](gone.md)``\n\n[x](gone.md)", ["3 gone gone.md"]),
    "after indented code": ("Text\n\n    [x](gone.md)\n\n[x](gone.md)", ["5 gone gone.md"]),
    "after a comment": ("<!-- [x](gone.md) -->\n\n[x](gone.md)", ["3 gone gone.md"]),
    "after a long comment": ("<!--\n[x](gone.md)\n-->\n\n[x](gone.md)", ["5 gone gone.md"]),
    "HTML": ("Text\n<a href='../gone/'>x</a>", ["2 gone ../gone/"]),
    "HTML that looks like Markdown's": (
        "Text <a href='gone.md'>x</a>\n[y](lost.md)",
        ["1 gone gone.md", "2 gone lost.md"],
    ),
    "indented HTML": ("<div>\n\n    <a href=../gone/>x</a>\n</div>", ["3 gone ../gone/"]),
    "an HTML picture": ("Text\n\n<img alt=x src=gone.jpg>", ["3 gone gone.jpg"]),
    "srcset": (
        "Text\n\n<img alt=x srcset='../../images/photo.jpg 1x, gone.jpg 2x'>",
        ["3 gone gone.jpg"],
    ),
    "Markdown in HTML": ("<aside markdown>\n[x](gone.md)\n</aside>", ["2 gone gone.md"]),
    "hidden": ("Text\n\n<div hidden><a href='gone.md'>x</a></div>", ["3 gone gone.md"]),
    "hidden twice": (
        "Text\n\n<p hidden><a href='gone.md'>x</a></p>\n\n<p hidden><a href='gone.md'>x</a></p>",
        ["3 gone gone.md"],
    ),
    "an address of HTML by Markdown's": (
        "<a href='../about.md'>x</a>",
        ["1 gone ../about.md ⇒ ../about.md"],
    ),
    "our site in full": (f"[x]({HOME}abuot/)", [f"1 gone {HOME}abuot/ ⇒ ../about.md"]),
    "our site in full, a place": (f"[x]({HOME}about/#gone)", [f"1 anchor {HOME}about/#gone"]),
    "our site between angles": (f"Text\n\n<{HOME}gone/>", [f"3 gone {HOME}gone/"]),
    "without https": (
        "[x](//anywhere.gov.uk/offer/gone/)",
        ["1 gone //anywhere.gov.uk/offer/gone/"],
    ),
    "from the root": ("[x](/abuot.md)", ["1 gone /abuot.md ⇒ ../about.md"]),
    "from our root": ("[x](/offer/abuot/)", ["1 gone /offer/abuot/ ⇒ ../about.md"]),
    "other hosts": ("[x](https://elsewhere.org/gone) <tel:01865> [y](mailto:a@b.uk)", []),
    "a forgotten https": (
        "Text\n\n[x](www.elsewhere.org)",
        ["3 start www.elsewhere.org ⇒ https://www.elsewhere.org"],
    ),
    "a forgotten mailto": (
        "[x](someone@anywhere.gov.uk)",
        ["1 start someone@anywhere.gov.uk ⇒ mailto:someone@anywhere.gov.uk"],
    ),
    "an unreadable address": ("Text <a href='http://[::1'>x</a>", ["1 unreadable http://[::1"]),
    "beyond the root": ("[x](../../../../../x.md)", ["1 gone ../../../../../x.md"]),
}
HEAD = tiny.page("").count("\n") - 1  # lines before the text


def page_of(name: str) -> str:
    """The file of a row of MARKDOWN. All names are unlike any that a row asks for."""
    return f"docs/rows/{list(MARKDOWN).index(name):04}.md"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    """The faults of one site that holds every row as a page, by page."""
    rows = {page_of(name): tiny.page(text) for name, (text, _) in MARKDOWN.items()}
    site = tiny.built(tmp_path_factory.mktemp("written"), {**KNOWN, **rows}, TODAY)
    faults: dict[str, list[str]] = {path: [] for path in site.by_source}
    for fault in Follower(site).faults():
        meant = f" ⇒ {fault.meant}" if fault.meant else ""
        line = f"{fault.place.line - HEAD} {fault.kind} {fault.written}{meant}"
        faults[fault.place.path].append(line)
    return faults


@pytest.mark.parametrize("name", MARKDOWN)
def test_markdown(name, written):
    assert written[page_of(name)] == MARKDOWN[name][1]


def test_markdown_elsewhere(written):
    """The pages that the rows link to have no fault of their own."""
    assert not [path for path in KNOWN if written.get(path)]


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("mark", ["", "\N{ZERO WIDTH NO-BREAK SPACE}"], ids=["", "BOM"])
@pytest.mark.parametrize("inside", ["", "\v", "\f", "\x85", "\u2028"])
def test_lines_are_an_editors(tmp_path, ends, mark, inside):
    """Whatever ends a file's lines or was pasted in from Word, lines count as editors count."""
    text = tiny.page(f"Some{inside}words\n\n[x](gone.md)")
    tiny.write(tmp_path, {})
    file = tmp_path / "docs/page.md"
    file.write_bytes((mark + text.replace("\n", ends)).encode())
    built = html.read("page/index.html", "<article><a href=gone.md>x</a></article>")
    source = parse.parse("docs/page.md", load.read_text(file, "page.md"), Settings(), service=False)
    site = Site((load.join(source, built, Settings()),), frozenset({built.file}))
    assert [fault.place.line - HEAD for fault in Follower(site).faults()] == [3]


# ---- what no page wrote itself -----------------------------------------------------------------

MENU = "nav:\n  - Home: index.md\n  - Bygone days: about.md\n  - Gone: gone-nav.md\n"
THEME = tiny.TEMPLATE.replace(
    "</article>",
    """{% if page.meta.contact %}<a href="{{ page.meta.contact.website }}">Website</a>{% endif %}
<img alt="" src="{{ 'gone.png' | url }}"></article>
<footer>See <a href="{{ 'gone-foot/' | url }}">x</a> <a href="{{ 'gone-foot/' | url }}">y</a>
<!-- Not a lost-place -->
<a href="{{ 'abuot/' | url }}">About</a>
<a href="#lost-place">x</a></footer>
{% for item in nav %}<a href="{{ item.url | url }}">{{ item.title }}</a>{% endfor %}""",
)
PICTURE, FOOT, ABUOT = (
    next(line for line in THEME.split("\n") if part in line)
    for part in ("gone.png", "gone-foot/", "abuot/")
)
SERVICE = """\
---
title: A service
summary: What this page holds.
owner: early-years
last_reviewed: 2026-11-02
contact:
  website: https://anywhere.gov.uk/offer/gone-front/
---
Text.
"""


def test_links_of_templates_are_told_once(tmp_path):
    """A menu's or a template's fault is one fault, placed in its file, with its pages counted."""
    files = {
        "mkdocs.yml": CONFIG + MENU,
        "theme/main.html": THEME,
        "docs/about.md": tiny.page("Text [x](gone-nav.md)", "About"),
        "docs/0-4/index.md": tiny.page("Text.", "0 to 4"),
    }
    site = tiny.built(tmp_path, files, TODAY)
    assert sorted(
        (f.place.path, line_of(files, f.place), f.written, f.meant, f.pages)
        for f in Follower(site).faults()
    ) == [
        ("docs/about.md", "Text [x](gone-nav.md)", "gone-nav.md", "", 1),
        ("mkdocs.yml", "  - Gone: gone-nav.md", "gone-nav.md", "", 3),
        ("theme/main.html", '<a href="#lost-place">x</a></footer>', "#lost-place", "", 3),
        ("theme/main.html", ABUOT, "abuot/", "about.md", 3),
        ("theme/main.html", FOOT, "gone-foot/", "", 3),
        ("theme/main.html", PICTURE, "gone.png", "", 3),
    ]


def line_of(files: dict[str, str], place: Place) -> str:
    return files[place.path].split("\n")[place.line - 1]


def test_link_of_front_matter(tmp_path):
    """An address that a template shows, but that the page's front matter gave."""
    files = {"docs/services/one.md": SERVICE, "theme/main.html": THEME, "theme/service.html": THEME}
    site = tiny.built(tmp_path, files, TODAY)
    places = [f.place for f in Follower(site).faults() if "gone-front" in f.written]
    assert [line_of(files, place) for place in places] == [f"  website: {HOME}gone-front/"]


def test_links_of_generated_pages(tmp_path):
    """Where no Markdown made a page, its generator is named; where nothing is, the HTML."""
    generated = '<meta name="local-offer:source" content="publish/lists.py"><article>{}</article>'
    pages = {
        "index.html": "<article>Welcome</article>",
        "copied.html": "<article><a href=lost/>x</a></article>",
        "lists/a.html": generated.format("<a href=gone/>A</a><a href=gone/>again</a>"),
        "lists/b.html": generated.format("<a href=gone/>B</a>"),
    }
    faults = Follower(hand_made(pages)).faults()
    assert [(f.place, f.written, f.pages) for f in faults] == [
        (Place("copied.html", 1), "lost/", 1),
        (Place("publish/lists.py", 1), "gone/", 2),
    ]


def test_whole_words_of_a_template():
    """“about/” in a menu is not “bout”, nor “about/team”, nor “all-about”."""
    menu = Template("mkdocs.yml", "- x: all-team.md\n- y: team-work.md\n- z: about/team.md\n")
    for address, line in (("team", 3), ("../about/team/#gone", 3), ("work", 1), ("#all", 1)):
        page = f"<nav><a href='{address}'>x</a></nav><article>Words</article>"
        (fault,) = Follower(hand_made({"index.html": page}, "", templates=(menu,))).faults()
        named = ("mkdocs.yml", line) if line == 3 else ("index.html", 1)
        assert (fault.place.path, fault.place.line) == named


def test_line_of_a_link_that_markdown_did_not_write():
    """What a macro put into a page is placed at the heading above it, else where text starts."""
    text = tiny.page("Words\n\n## One\n\nWords\n\n## Two\n\nWords")
    source = parse.parse("docs/page.md", text, Settings(), service=False)
    body = (
        "<a href=gone-0>x</a><h1>Page</h1><a href=gone-1>x</a><h2>One</h2><a href=gone-2>x</a>"
        "<h2><a href=gone-3>Two</a></h2>"
    )
    built = html.read("page/index.html", f"<article>{body}</article>")
    site = Site((load.join(source, built, Settings()),), frozenset({built.file}))
    assert [f.place.line - HEAD for f in Follower(site).faults()] == [1, 1, 3, 7]


# ---- of any site ---------------------------------------------------------------------------------

PIECES = st.sampled_from(
    ["..", ".", "/", "//", "\\", "#", "?", ":", "%", "%2", "%zz", "@", "[", "]", "a", "0-4", "é",
     "http:", "https://", "file:", "anywhere.gov.uk", "offer", "index.html", " ", "\n", "\0", ":~:"]
)  # fmt: skip


@settings(deadline=None, max_examples=300)
@given(st.lists(PIECES | st.text(max_size=3), max_size=8).map("".join), st.sampled_from(["", "x/"]))
@example("http://[", "")
@example("//[::", "")
@example("https://ex\u2100mple.org", "")
def test_any_address(address, base):
    """No address stops the check, and the same address always gets the same answer."""
    first = outcome(address, base)
    assert first == outcome(address, base)
    assert (
        first in ("outside", "gone", "anchor", "disk", "unreadable", "start", "accents")
        or first.startswith("case: ")
        or first.partition("#")[0] in (*PAGES, *FILES, "files/a")
    )


NAMES = st.text("ab é%#?+&;=~'\"()[]@!$,", min_size=1, max_size=6).filter(
    lambda name: name.strip() == name
)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(NAMES, min_size=1, max_size=3), min_size=2, max_size=5, unique_by=str))
def test_every_way_between_two_files_arrives(paths):
    """From any page to any file: relative, from the root and in full, encoded as one should."""
    files = ["/".join(parts) + "/index.html" for parts in paths]
    texts = {}
    for here in files:
        ways = []
        for there in files:
            path = quote(there)
            relative = posixpath.relpath(path, quote(posixpath.dirname(here)))
            ways += [f"./{relative}", f"/offer/{path}", HOME + path]
            ways += [way.removesuffix("index.html") for way in ways[-3:]]
        texts[here] = "".join(f'<a href="{entities.escape(way)}">x</a>' for way in ways)
    follower = Follower(hand_made(texts))
    assert not follower.faults()
    assert follower.count == 6 * len(files) ** 2
