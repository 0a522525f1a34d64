"""What the build makes for My list and for reading offline."""

from __future__ import annotations

import json
import re
from datetime import date
from urllib.parse import parse_qs, urlsplit

import segno

from checks import parse
from checks.lined import read
from checks.model import Settings
from checks.settings import _Reader
from publish import context, keep, offline
from tests import tiny

TODAY = date(2026, 11, 22)
SETTINGS = _Reader(read(tiny.SETTINGS)).settings("")
WHOLE = (
    "provider: Swim for all\nage_min: 5\nage_max: 11\nareas: [anywhere]\ncost: paid\n"
    "cost_note: £3 a time.\nwhen: |\n  Saturdays, 9am to 12am\n  Not in August\n"
    "eligibility: Children who\n  can float.\nhow_to_get_it: Ring first.\nreferral: self\n"
    "siblings: true\nwheelchair: false\nwaiting_time: {value: 3 weeks, measured: 2026-10-01}\n"
    'contact:\n  phone: "01865 810516"\n  website: "https://www.swim.uk/a"\n'
    '  address: "1 High Street"\ncommissioned_until: 2027-03-31\n'
)


def source(extra: str):
    text = (
        "---\ntitle: Swim club\nsummary: What it does.\nowner: early-years\n"
        f"last_reviewed: 2026-11-02\n{extra}---\nBody.\n"
    )
    return parse.parse("docs/services/swim-club.md", text, SETTINGS, service=True)


def data(extra: str, address: str = "", settings: Settings = SETTINGS) -> keep.Data:
    told = context.page(source(extra), settings, address, TODAY)
    return keep.data("Swim club", "services/swim-club/", told, address)


def test_a_service_as_the_list_shows_it():
    made = data(WHOLE)
    made.pop("qr")
    assert made == {
        "title": "Swim club",
        "url": "services/swim-club/",
        "status": "active",
        "provider": "Swim for all",
        "facts": [
            ["Who it is for", "Children who can float."],
            ["Ages", "5 to 11"],
            ["How to get it", "Ring first."],
            ["Who can ask", "You can ask for this yourself."],
            ["Cost", "You pay. £3 a time."],
            ["Where", "Anywhere"],
            ["When", "Saturdays, 9am to 12am\nNot in August"],
            ["How long you may wait", "3 weeks (measured on 1 October 2026)"],
            ["Good to know", f"Brothers and sisters can come too.\n{context.FLAGS[3][2]}"],
        ],
        "contact": [
            ["Phone", "01865 810516", "tel:+441865810516"],
            ["Website", "swim.uk", "https://www.swim.uk/a"],
            ["Address", "1 High Street", ""],
        ],
        "team": "Early years team",
        "checked": ["2026-11-02", "2 November 2026"],
        "due": ["2027-05-02", "2 May 2027"],
    }


def test_what_is_the_editors_alone_is_in_nothing_public():
    assert "2027" in str(source(WHOLE).front_matter.values["commissioned_until"])
    public = context.page(source(WHOLE), SETTINGS, "/x/", TODAY)
    assert "31 March 2027" not in str(public)
    assert "2027-03-31" not in str(public) + str(data(WHOLE))
    preview = context.page(source(WHOLE), SETTINGS, "/x/", TODAY, preview=True)
    assert preview["commissioned_until"] == "31 March 2027"


def test_a_service_that_has_stopped_is_named_and_no_more():
    assert data("status: inactive\n" + WHOLE) == {
        "title": "Swim club",
        "url": "services/swim-club/",
        "status": "inactive",
    }


def test_a_code_leads_to_the_page_or_else_to_the_website():
    page = "https://anywhere.gov.uk/services/swim-club/"
    for address, extra, to in (
        (page, WHOLE, {"what": "page", "to": page}),
        ("/services/swim-club/", WHOLE, {"what": "website", "to": "https://www.swim.uk/a"}),
        ("/services/swim-club/", "", None),
    ):
        made = data(extra, address).get("qr")
        assert (made and {key: made[key] for key in ("what", "to")}) == to


def test_the_path_draws_the_code():
    text = "https://anywhere.gov.uk/offer/services/swim-club/"
    drawn = keep.code(text)
    dark = set()
    x = y = 0
    for step, numbers in re.findall(r"([Mmh])([-\d. ]+)", drawn["path"]):
        if step == "M":
            x, y = (int(float(number)) for number in numbers.split())
        elif step == "m":
            x += int(numbers.split()[0])
        else:
            dark |= {(x + n, y) for n in range(int(numbers))}
            x += int(numbers)
    matrix = segno.make_qr(text, error="m").matrix
    assert dark == {(x, y) for y, row in enumerate(matrix) for x, cell in enumerate(row) if cell}
    assert drawn["size"] == len(matrix)
    assert len(drawn["path"]) < 2_500


def test_an_email_says_a_page_is_still_correct():
    parts = urlsplit(context.correct(source(""), "https://x.uk/a/", "team@x.uk"))
    fields = parse_qs(parts.query)
    assert (parts.scheme, parts.path) == ("mailto", "team@x.uk")
    assert fields["subject"] == ["Still correct: the page “Swim club”"]
    assert "Address: https://x.uk/a/\r\n" in fields["body"][0]
    assert "in docs/services/swim-club.md:\r\nlast_reviewed: YYYY-MM-DD\r\n" in fields["body"][0]


def test_the_marks_become_places():
    made = keep.fill(f"A\n\n{keep.LIST}\n\n{keep.SAVED}\n", 'Us & "them"', "../services/")
    assert 'data-site="Us &amp; &quot;them&quot;" data-find="../services/"' in made
    assert made.count("needs JavaScript") + made.count("needs\nJavaScript") == 2
    assert keep.fill("A", "", "") == "A"


# ---- the worker --------------------------------------------------------------------------


def site(root, **pages: str):
    for name, text in pages.items():
        file = root / name / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    return root


HEAD = (
    '<link rel="stylesheet" href="../assets/a.css"><link rel="canonical" href="https://x.uk/a.css">'
    '<script src="../assets/a.js"></script><img alt="" src="p.svg"><a href="../b.js#x">B</a>'
)


def build_of(worker: str) -> dict[str, object]:
    return json.loads(re.search(r"^const BUILD = (.*);$", worker, re.MULTILINE)[1])


def test_the_worker_is_told_its_version_and_what_to_keep_first(tmp_path):
    site(tmp_path, offline=HEAD, mine="<p>No more</p>")
    build = build_of(offline.worker(tmp_path, "offline/", "mine/"))
    assert build["offline"] == "offline/"
    assert build["start"] == ["offline/", "mine/", "assets/a.css", "assets/a.js", "offline/p.svg"]
    assert re.fullmatch(r"[0-9a-f]{12}", build["version"])
    assert build_of(offline.worker(tmp_path, "offline/", ""))["start"][1] == "assets/a.css"


def test_the_version_is_the_site_s_and_nothing_else_s(tmp_path):
    first = offline.version(site(tmp_path / "a", offline="1"))
    assert first == offline.version(site(tmp_path / "b", offline="1"))
    (tmp_path / "b/sw.js").write_text("anything")
    (tmp_path / "b/sitemap.xml.gz").write_text("the time")
    assert first == offline.version(tmp_path / "b")
    assert first != offline.version(site(tmp_path / "b", offline="2"))
    assert first != offline.version(site(tmp_path / "c", elsewhere="1"))


def test_workers_ask_nobody_else(tmp_path):
    worker = offline.worker(site(tmp_path, offline=""), "offline/", "")
    assert not re.search(r"https?://", worker + offline.goodbye())
