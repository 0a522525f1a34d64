"""Every way in which a server can misbehave, once: what is asked of it, and the verdict.

One run over all of them, on real sockets. Limits are short, so that a server that holds us up
is given up after a second.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

import pytest

from checks.model import State, WebSettings
from checks.web.ask import Asker, Guard
from checks.web.history import Entry
from checks.web.ledger import Ledger
from checks.web.visit import Learned, Task, Tools, visit
from tests import misbehave as m

NOON = datetime.fromisoformat("2026-11-22T12:00:00")
SETTINGS = WebSettings(at_once=4, delay=0.0, longest_wait=2.0, timeout=1.0, run_time=2.0)
PDF = m.says(b"%PDF", kind="application/pdf")
HEADERS = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
OK, LOGIN = m.says(), m.says("<title>Log in</title><input type=password>")
GONE = m.says("<title>404</title>", 404)
PAGE = (
    "<title>Help</title><h1 id=Help>Help</h1><a name=old></a><p id=caf%C3%A9>Ring us <b>to</b>day"
)

BEHAVIOURS = {
    "fine.test": OK,
    "gone.test": GONE,
    "away.test": m.says("", 410),
    "fault.test": m.says("", 500),
    "password.test": m.says("", 401),
    "forbidden.test": m.says("", 403),
    "teapot.test": m.says("", 418),
    "legal.test": m.says("", 451),
    "linkedin.test": m.says("", 999),
    "mozilla.test": lambda c, a: (OK if "Mozilla" in a.headers["user-agent"] else GONE)(c, a),
    "empty.test": m.says("", "204 No Content"),
    "latin.test": m.says("caf\xe9".encode("latin-1"), kind="text/html; charset=latin-1"),
    "charset.test": m.says("Words", kind="text/html; charset=nonsense"),
    # Redirects.
    "moved.test": m.by_path(page=m.says("", 301, Location="/new/place?a=b"), new=OK),
    "found.test": m.by_path(page=m.says("", 302, Location="/new"), new=OK),
    "chain.test": m.by_path(
        page=m.says("", 308, Location="/second"),
        second=m.says("", 301, Location="/third#part"),
        third=m.says("", 302, Location="/fourth"),
        fourth=OK,
    ),
    "elsewhere.test": m.says("", 301, Location="http://fine.test:{port}/page"),
    "movedgone.test": m.by_path(page=m.says("", 301, Location="/none")),
    "session.test": m.by_path(
        page=m.says("", 302, Location="/account/login?ReturnUrl=%2Fpage"), account=LOGIN
    ),
    "members.test": m.by_path(page=m.says("", 302, Location="/x?next=%2Fpage"), x=LOGIN),
    "login.test": m.says("", 200),
    "front.test": m.by_path(page=m.says("", 301, Location="/"), front=OK),
    "loop.test": m.says("", 302, Location="/page"),
    "long.test": lambda c, a: m.says("", 302, Location=f"/{a.nth}")(c, a),
    "cookie.test": lambda c, a: (
        OK if "seen=yes" in a.headers.get("cookie", "")
        else m.says("", 302, Location="/page", Set_Cookie="seen=yes; Path=/")
    )(c, a),
    "nowhere.test": m.says("", 302),
    "back.test": m.says("", 301, Location=r"\\fine.test:{port}\page"),
    "byte.test": m.by_path(page=m.redirect(b"/caf\xe9"), **{"caf%E9": OK}),
    "app.test": m.says("", 302, Location="itms-apps://example"),
    "file.test": m.says("", 302, Location="file:///etc/passwd"),
    "secret.test": m.by_path(page=m.says("", 301, Location="/new?token=abcdef"), new=OK),
    "spelt.test": m.by_path(page=m.says("", 301, Location="/café bar"), **{"caf%C3%A9%20bar": OK}),
    "lookup.test": m.says("", 302, Location="http://unheard.test/"),
    # HEAD.
    "head405.test": m.by_method(m.says("", 405), PDF),
    "head404.test": m.by_method(m.says("", 404), PDF),
    "head403.test": m.by_method(m.says("", 403), PDF),
    "headhang.test": m.by_method(m.hang, PDF),
    "headcut.test": m.by_method(m.cut, PDF),
    "headloop.test": m.by_method(m.says("", 302, Location="/page.pdf"), PDF),
    "pdf.test": PDF,
    "pdfgone.test": m.says("", 404),
    "pdfpage.test": m.says("<title>Page not found</title>"),
    # Passing faults, and those that pass never.
    "busy.test": m.first(1, m.says("", 503), OK),
    "busytwice.test": m.first(2, m.says("", 502), OK),
    "busyever.test": m.says("", 503),
    "later.test": m.first(1, m.says("", 503, Retry_After="1"), OK),
    "muchlater.test": m.says("", 503, Retry_After="7200"),
    "cutonce.test": m.first(1, m.cut, OK),
    "often.test": m.first(1, m.says("", 429, Retry_After="1"), OK),
    "oftenplain.test": m.first(1, m.says("", 429), OK),
    "oftenever.test": m.says("", 429, Retry_After="1"),
    "oftenhour.test": m.says("", 429, Retry_After="3600"),
    "oftendate.test": m.says("", 429, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT"),
    "oftenodd.test": m.first(1, m.says("", 429, Retry_After="soon"), OK),
    # Slow, broken off, too much.
    "hang.test": m.hang,
    "driphead.test": m.drip(b"HTTP/1.1 200 OK\r\nX: "),
    "dripbody.test": m.drip(HEADERS + b"\r\n"),
    "cut.test": m.cut,
    "short.test": m.raw(HEADERS + b"Content-Length: 999\r\n\r\n<p>"),
    "garbage.test": m.raw(b"\0\1\2 no web server\r\n\r\n"),
    "heads.test": m.raw(HEADERS, *(b"X-%d: y\r\n" % n for n in range(500)), b"\r\n"),
    "endless.test": m.endless,
    "bomb.test": m.says(m.bomb(), Content_Encoding="gzip"),
    "gzip.test": m.says(m.gzip.compress(b"<title>Page not found</title>"), Content_Encoding="gzip"),
    "badgzip.test": m.says(b"not gzip at all", Content_Encoding="gzip"),
    "brotli.test": m.says(b"\x0b\x02\x80", Content_Encoding="br"),
    "film.test": m.drip(HEADERS.replace(b"text/html", b"video/mp4") + b"\r\n"),
    # Not what was meant.
    "soft.test": m.says("<title>Page not found - Council</title><p>Sorry"),
    "softer.test": m.says("<title>Council</title><h1>Sorry, we can’t find the page you want</h1>"),
    "parked.test": m.says("<title>parked.test</title><p>This domain is for sale!"),
    "lost.test": m.says("<title>Lost and not found: our pages on lost property</title>"),
    "wall.test": m.says("<title>Just a moment...</title>", 200),
    "wall503.test": m.says("<title>Just a moment...</title>", 503, cf_mitigated="challenge"),
    "wall403.test": m.says("", 403, cf_mitigated="challenge"),
    # Places.
    "places.test": m.says(PAGE),
    "script.test": m.says('<title>App</title><div id="root"></div>'),
    # Inside.
    "inner.test": m.says("", 302, Location="http://127.0.0.1:{port}/inside"),
    "innerback.test": m.says("", 302, Location=r"\\127.0.0.1:{port}\inside"),
    "innername.test": m.says("", 302, Location="http://metadata.test/latest/"),
    "inner6.test": m.says("", 302, Location="http://[::ffff:127.0.0.1]:{port}/inside"),
    "innerodd.test": m.says("", 302, Location="http://2130706433:{port}/inside"),
    # Safe connections.
    "good.test": OK,
    "self.test": OK,
    "old.test": OK,
    "wrong.test": OK,
    "ids.test": OK,
    # The pace.
    "slowpace.test": OK,
    "robots slowpace.test": m.says("User-agent: *\nCrawl-delay: 0.4\n", kind="text/plain"),
}  # fmt: skip

CERTIFICATES = {
    "good.test": "good.pem", "self.test": "self.pem", "old.test": "old.pem",
    "wrong.test": "good.pem",
}  # fmt: skip
NUMBERS = {
    "closed.test": ["127.0.0.1"],
    "metadata.test": ["169.254.169.254"],
    "private.test": ["10.1.2.3"],
    "mapped.test": ["::ffff:10.1.2.3"],
    "local.test": ["127.0.0.1"],
    # First a number that anybody may ask, then this machine: a name that changes its mind.
    "rebind.test": ["93.184.216.34", "127.0.0.1"],
    "dnslater.test": ["again", "127.0.0.1"],
    "dnsnever.test": ["again"],
}


@dataclass
class Outcome:
    world: m.World
    learned: Learned
    entries: dict[str, Entry]
    seconds: float

    def of(self, host: str, path: str = "") -> Entry:
        return self.entries[self.world.url(host, path or _path(host))]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Outcome]:
    world = m.World({**BEHAVIOURS, "dnslater.test": OK}, CERTIFICATES, numbers=NUMBERS)
    with m.running(world), pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(m.CERTIFICATES / "trusted.crt"))
        tasks = [Task(world.url(h, p), h, places) for h, p, places in _addresses()]
        tasks += [Task(f"http://closed.test:{world.closed_port}/", "closed.test")]
        names = {"closed.test", "dnslater.test", "dnsnever.test"}
        guard = Guard(frozenset({*BEHAVIOURS, *names}), world.lookup)
        asker = Asker(guard, timeout=SETTINGS.timeout, at_once=4)
        tools = Tools(asker, time.monotonic, NOON, lambda *_: None, backoff=0.05)
        began = time.monotonic()
        with Ledger(tmp_path_factory.mktemp("ledger") / "links.sqlite") as ledger:
            learned = visit(tasks, ledger, SETTINGS, tools)
            ledger.flush()
            entries = {entry.url: entry for entry in ledger.entries()}
        yield Outcome(world, learned, entries, time.monotonic() - began)


PLACES = (
    "Help", "help", "old", "café", "gone", "top", "/route", ":~:text=us%20today",
    ":~:text=yesterday", "Help:~:text=ring,today",
)  # fmt: skip


def _path(host: str) -> str:
    return "/page.pdf" if host.startswith(("head4", "headh", "headc", "headl", "pdf")) else "/page"


def _addresses() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    special: dict[str, list[tuple[str, tuple[str, ...]]]] = {
        "places.test": [("/page", PLACES)],
        "script.test": [("/page", ("made-by-script",))],
        "ids.test": [(f"/page?id={n}", ()) for n in (1, 2, 3)],
        "slowpace.test": [(f"/{n}", ()) for n in range(4)],
        "oftenhour.test": [(path, ()) for path in ("/page", "/b", "/c")],
        "login.test": [("/login", ())],
    }
    for host in (*BEHAVIOURS, *NUMBERS, "unheard.test"):
        if not host.startswith("robots ") and host != "closed.test":
            for path, places in special.get(host, [(_path(host), ())]):
                yield host, path, places


W, D, R, U = State.WORKS, State.DEAD, State.REFUSED, State.UNKNOWN

# host → state, requests, words of the reason
EXPECTED: dict[str, tuple[State, int, str]] = {
    "fine.test": (W, 3, ""),  # one for elsewhere.test, one for back.test
    "back.test": (W, 1, ""),
    "byte.test": (W, 2, ""),
    "gone.test": (D, 1, "is not there (404)"),
    "away.test": (D, 1, "taken away for good (410)"),
    "fault.test": (U, 3, "has a fault of its own (500)"),
    "password.test": (R, 1, "asks for a password (401)"),
    "forbidden.test": (R, 1, "did not let us in (403)"),
    "teapot.test": (U, 1, "do not understand (418)"),
    "legal.test": (R, 1, "legal reasons (451)"),
    "linkedin.test": (R, 1, "turned us away (999)"),
    "mozilla.test": (W, 1, ""),
    "empty.test": (W, 1, ""),
    "latin.test": (W, 1, ""),
    "charset.test": (W, 1, ""),
    "moved.test": (W, 2, ""),
    "found.test": (W, 2, ""),
    "chain.test": (W, 4, ""),
    "elsewhere.test": (W, 1, ""),
    "movedgone.test": (D, 2, "/none, which is not there (404)"),
    "session.test": (W, 2, ""),
    "members.test": (W, 2, ""),
    "front.test": (W, 2, ""),
    "loop.test": (U, 3, "round in circles"),
    "long.test": (U, 11, "round in circles"),
    "cookie.test": (W, 2, ""),
    "nowhere.test": (U, 1, "do not understand (302)"),
    "app.test": (U, 1, "something that is no web page"),
    "file.test": (U, 1, "something that is no web page"),
    "secret.test": (W, 2, ""),
    "spelt.test": (W, 2, ""),
    "lookup.test": (D, 1, "leads on to http://unheard.test/, which has no website behind it"),
    "head405.test": (W, 2, ""),
    "head404.test": (W, 2, ""),
    "head403.test": (W, 2, ""),
    "headhang.test": (W, 2, ""),
    "headcut.test": (W, 2, ""),
    "headloop.test": (W, 4, ""),
    "pdf.test": (W, 1, ""),
    "pdfgone.test": (D, 2, "is not there (404)"),
    "pdfpage.test": (W, 2, ""),
    "busy.test": (W, 2, ""),
    "busytwice.test": (W, 3, ""),
    "busyever.test": (U, 3, "has a fault of its own (503)"),
    "later.test": (W, 2, ""),
    "muchlater.test": (U, 1, "asked us to come back later (503)"),
    "cutonce.test": (W, 2, ""),
    "often.test": (W, 2, ""),
    "oftenplain.test": (W, 2, ""),
    "oftenever.test": (R, 4, "come less often (429)"),
    "oftendate.test": (R, 1, "come less often (429)"),
    "oftenodd.test": (W, 2, ""),
    "hang.test": (U, 3, "did not answer within 1 seconds"),
    "driphead.test": (U, 3, "did not answer"),
    "dripbody.test": (U, 3, "did not answer"),
    "cut.test": (U, 3, "broke off"),
    "short.test": (U, 3, "broke off"),
    "garbage.test": (U, 3, ""),
    "heads.test": (U, 3, ""),
    "endless.test": (W, 1, ""),
    "bomb.test": (W, 1, ""),
    "gzip.test": (W, 1, ""),
    "badgzip.test": (U, 3, "makes no sense"),
    "brotli.test": (W, 1, ""),
    "film.test": (W, 1, ""),
    "soft.test": (W, 1, ""),
    "softer.test": (W, 1, ""),
    "parked.test": (W, 1, ""),
    "lost.test": (W, 1, ""),
    "wall.test": (R, 1, "keeps robots out"),
    "wall503.test": (R, 1, "keeps robots out"),
    "wall403.test": (R, 1, "keeps robots out"),
    "places.test": (W, 1, ""),
    "script.test": (W, 1, ""),
    "inner.test": (U, 1, "/inside, which is inside a private network"),
    "innerback.test": (U, 1, "which is inside a private network"),
    "innername.test": (U, 1, "which is inside a private network"),
    "inner6.test": (U, 1, "which is inside a private network"),
    "innerodd.test": (U, 1, "which is inside a private network"),
    "good.test": (W, 1, ""),
    "self.test": (U, 0, "no safe connection: nobody vouches for its certificate"),
    "old.test": (U, 0, "no safe connection: its certificate has run out"),
    "wrong.test": (U, 0, "no safe connection: its certificate is for another name"),
    "private.test": (U, 0, "is inside a private network"),
    "mapped.test": (U, 0, "is inside a private network"),
    "local.test": (U, 0, "is inside a private network"),
    "metadata.test": (U, 0, "is inside a private network"),
    "unheard.test": (D, 0, "nobody has the name unheard.test"),
    "dnslater.test": (W, 1, ""),
    "dnsnever.test": (U, 0, "could not be found by its name"),
}


@pytest.mark.parametrize("host", EXPECTED)
def test_each_fault(host, run):
    state, requests, reason = EXPECTED[host]
    entry = run.of(host)
    assert (entry.state, len(run.world.asked(host))) == (state, requests), entry
    assert reason in entry.reason
    assert bool(entry.reason) is (state is not W)


def test_every_way_to_misbehave_is_looked_at():
    others = {"login.test", "ids.test", "slowpace.test", "oftenhour.test", "rebind.test"}
    named = {host for host in (*BEHAVIOURS, *NUMBERS) if not host.startswith("robots ")}
    assert named - set(EXPECTED) - {"closed.test"} == others


def test_nothing_crashed_and_the_run_is_bounded(run):
    assert run.learned.crashed == []
    assert run.seconds < 30


def test_only_what_says_so_is_dead(run):
    dead = {entry.url.split("/")[2].partition(":")[0] for entry in run.entries.values()
            if entry.state is D}  # fmt: skip
    assert dead == {
        "gone.test", "away.test", "movedgone.test", "lookup.test", "pdfgone.test", "unheard.test",
    }  # fmt: skip


def test_permanent_redirects_give_the_address_to_paste(run):
    port = run.world.port
    moved = {h: run.of(h).moved for h in EXPECTED if run.of(h).moved}
    assert moved == {
        "moved.test": f"http://moved.test:{port}/new/place?a=b",
        # As far as it is permanent: what follows is for a time.
        "chain.test": f"http://chain.test:{port}/third#part",
        "elsewhere.test": f"http://fine.test:{port}/page",
        "back.test": f"http://fine.test:{port}/page",
        "byte.test": f"http://byte.test:{port}/caf%E9",
        "spelt.test": f"http://spelt.test:{port}/caf%C3%A9%20bar",
    }


def test_sign_in_and_front_pages_are_told_apart(run):
    lands = {h: run.of(h).lands for h in EXPECTED if run.of(h).lands}
    assert lands == {
        "session.test": "sign-in page", "members.test": "sign-in page", "front.test": "front page",
    }  # fmt: skip
    assert run.of("login.test", "/login").lands == ""  # it was meant


def test_soft_404_and_parked_names_are_hints(run):
    hints = {h: run.of(h).hint for h in EXPECTED if run.of(h).hint}
    assert hints == {
        "pdfpage.test": "answers, but calls itself “Page not found”",
        "gzip.test": "answers, but calls itself “Page not found”",
        "soft.test": "answers, but calls itself “Page not found - Council”",
        "softer.test": "answers, but calls itself “Sorry, we can’t find the page you want”",
        "parked.test": "seems to be for sale, with nothing else on it",
    }


def test_places_on_foreign_pages(run):
    assert run.of("places.test").places == {
        "Help": None, "help": "Help", "old": None, "café": None, "gone": "", "top": None,
        "/route": None, ":~:text=us%20today": None, ":~:text=yesterday": "",
        "Help:~:text=ring,today": None,
    }  # fmt: skip
    # A page that a script fills can't be judged.
    assert run.of("script.test").places == {"made-by-script": None}


def test_a_query_is_part_of_the_address(run):
    assert {a.path for a in run.world.asked("ids.test")} == {f"/page?id={n}" for n in (1, 2, 3)}


def test_nobody_reaches_inside(run):
    """By number, name, mapped or odd number, redirect, or a name that changes its mind."""
    assert not [a for a in run.world.log if a.path in ("/inside", "/latest/")]
    for host in ("private.test", "mapped.test", "local.test", "metadata.test", "rebind.test"):
        assert run.world.asked(host) == []
    # One look-up serves the whole run, and what it found is what is connected to.
    assert run.world.looked["rebind.test"] == 1


def test_a_host_that_asks_for_time_is_set_aside(run):
    for host in ("later.test", "often.test", "oftenever.test"):
        times = [a.at for a in run.world.asked(host)]
        assert all(b - a >= 0.99 for a, b in pairwise(times)), host
    # Others went on meanwhile.
    waiting = run.world.asked("often.test")
    between = [a for a in run.world.log if waiting[0].at < a.at < waiting[1].at]
    assert len({a.host for a in between}) > 10


def test_an_hour_is_not_waited_for(run):
    """The host is left, its other links stay due, and the next run knows until when."""
    assert 1 <= len(run.world.asked("oftenhour.test")) <= 3
    states = [run.of("oftenhour.test", path).state for path in ("/page", "/b", "/c")]
    assert set(states) <= {R, None}
    assert R in states


def test_crawl_delay_is_kept(run):
    times = [a.at for a in run.world.log if a.host == "slowpace.test"]
    assert len(times) == 5  # robots.txt and four pages
    # Under load a server may see one request late and the next in time, but none too early:
    # the first page is asked for after robots.txt was read, and the last three delays later.
    assert times[-1] - times[0] >= 3 * 0.4


def test_bodies_are_bounded(run):
    for host in ("endless.test", "bomb.test", "film.test"):
        assert run.of(host).seconds < 1.0


def test_a_host_that_is_asked_for_one_page_keeps_its_robots_txt(run):
    assert not [a for a in run.world.log if a.host == "gone.test" and a.path == "/robots.txt"]


def test_the_closed_port_is_unknown(run):
    (entry,) = (e for u, e in run.entries.items() if "closed.test" in u)
    assert (entry.state, entry.reason) == (U, "did not take our call")


def test_who_asks_says_so(run):
    agent = run.world.asked("fine.test")[0].headers["user-agent"]
    assert agent.startswith("Mozilla/5.0 (compatible; localoffer/")
    assert "authorization" not in run.world.asked("fine.test")[0].headers
