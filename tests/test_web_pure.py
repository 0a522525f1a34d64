"""What is pure about links to other sites: addresses, signs, pace, history, robots.txt."""

from __future__ import annotations

import dataclasses
import random
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.model import Period, State, WebSettings
from checks.web import address, page, robots
from checks.web.address import NoAddress, is_public, led_on, parse, shown
from checks.web.history import Entry, after, confirmed, due, known, spread
from checks.web.polite import Queue
from checks.web.verdict import Verdict

NOON = datetime.fromisoformat("2026-11-22T12:00:00")
DAY = timedelta(days=1)
USUAL = WebSettings()
DEAD = Verdict(State.DEAD, "is not there (404)")
WORKS = Verdict(State.WORKS)
UNKNOWN = Verdict(State.UNKNOWN, "did not answer")


# ---- addresses --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ("https://Example.ORG", "https://example.org/"),
        ("http://example.org:80/a b?c=d e#f", "http://example.org/a%20b?c=d%20e"),
        ("https://example.org:8443/", "https://example.org:8443/"),
        ("https://user:pass@example.org/x", "https://example.org/x"),
        ("https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        ("https://example.org./", "https://example.org/"),
        ("http://[2606:4700::1111]/", "http://[2606:4700::1111]/"),
        ("https://example.org/100%25", "https://example.org/100%25"),
        ("https:///example.org/a", "https://example.org/a"),
        (r"http:\\example.org\a?b\c", "http://example.org/a?b%5Cc"),
        (r"https://example.org\@127.0.0.1/", "https://example.org/@127.0.0.1/"),
    ],
)
def test_one_spelling(written, url):
    assert parse(written).url == url
    assert parse(parse(written).url).url == url


@pytest.mark.parametrize(
    ("location", "url"),
    [
        (r"\\other.test:81\ok", "http://other.test:81/ok"),
        (r"\ok\a", "http://here.test/ok/a"),
        (r"/ok?a\b", "http://here.test/ok?a%5Cb"),
        (r"https:\other.test", "https://other.test/"),
        ("http:/ok", "http://here.test/ok"),
        ("///other.test/ok", "http://other.test/ok"),
        (" /o\nk\t", "http://here.test/ok"),
        ("/caf%E9", "http://here.test/caf%E9"),
        (r"\\127.0.0.1\ok", "http://127.0.0.1/ok"),
        (r"http://fine.test\@127.0.0.1", "http://fine.test/@127.0.0.1"),
    ],
)
def test_a_redirect_leads_where_browsers_go(location, url):
    assert led_on("http://here.test/a/b", location).url == url


def test_the_fragment_stands_apart():
    assert parse("https://example.org/a#caf%C3%A9").fragment == "café"


@pytest.mark.parametrize(
    "text",
    ["ftp://example.org/", "javascript:alert(1)", "https:///", "https://exa mple.org/",
     "http://example.org:99999/", "http://[::1/", "https://xn--/", "file:///etc/passwd",
     "http://example.org:25/", "http://example.org:6667/"],
)  # fmt: skip
def test_what_no_browser_opens(text):
    if text == "https://xn--/":
        assert parse(text).host == "xn--"  # nobody has it, as the look-up will say
        return
    with pytest.raises(NoAddress):
        parse(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("https://u:p@example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/?access_token=abc&page=2", "https://example.org/?access_token=…&page=2"),
        ("https://example.org/?X-Amz-Signature=abc", "https://example.org/?X-Amz-Signature=…"),
        ("https://u:p@exa[mple/", "https://exa[mple/"),
    ],
)  # fmt: skip
def test_no_secret_is_shown(text, said):
    assert shown(text) == said


INSIDE = """
127.0.0.1 127.255.255.254 0.0.0.0 10.0.0.1 172.16.0.1 172.31.255.255 192.168.1.1 169.254.169.254
100.64.0.1 100.100.100.200 192.0.0.192 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255
168.63.129.16 192.0.2.1 203.0.113.9 ::1 :: fe80::1 fe80::1%eth0 fc00::1 fd00:ec2::254 ff02::1
::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:a9fe:a9fe 64:ff9b::7f00:1 64:ff9b::a9fe:a9fe
64:ff9b:1::1 2002:7f00:1::1 2002:a9fe:a9fe::1 2001::1 2001:db8::1 ::7f00:1 fec0::1 3fff::1
5f00::1 nonsense
"""
OUTSIDE = """
93.184.216.34 8.8.8.8 172.15.0.1 172.32.0.1 100.63.255.255 100.128.0.1 169.253.0.1 11.0.0.1
2606:4700:4700::1111 2a00:1450:4009:80b::200e ::ffff:8.8.8.8 64:ff9b::808:808 2002:808:808::1
"""


@pytest.mark.parametrize("number", INSIDE.split())
def test_inside(number):
    assert not is_public(number)


@pytest.mark.parametrize("number", OUTSIDE.split())
def test_outside(number):
    assert is_public(number)


@given(st.ip_addresses(v=4))
def test_a_mapped_number_is_judged_as_itself(number):
    assert is_public(f"::ffff:{number}") is is_public(str(number))
    # Whatever the standard library knows as private is inside, whichever version it is.
    assert not (is_public(str(number)) and (number.is_private or number.is_multicast))


@given(st.ip_addresses(v=6))
def test_no_private_number_of_version_6_is_outside(number):
    embedded = number.ipv4_mapped or number.sixtofour or address._NAT64.supernet_of(
        type(address._NAT64)(f"{number}/128")
    )  # fmt: skip
    assert embedded or not (is_public(str(number)) and not number.is_global)


# ---- signs ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "title",
    ["404 Not Found", "Page not found | Council", "Error 404", "Sorry, the page cannot be found",
     "This page no longer exists", "The page you requested could not be found",
     "We can't find that page", "Content no longer available", "Page unavailable"],
)  # fmt: skip
def test_a_page_that_says_it_is_not_there(title):
    assert page.signs(f"<title>{title}</title><p>Words").hint
    assert page.signs(f"<title>Council</title><h1>{title}</h1>").hint


@pytest.mark.parametrize(
    "title",
    ["Room 404 and other stories", "What to do if a place cannot be found for your child",
     "Help with finding childcare", "Missing school", "Information about our site",
     "If your school place is no longer right", "Domain experts", "Page 404 of the minutes"],
)  # fmt: skip
def test_a_page_that_only_speaks_of_it(title):
    assert not page.signs(f"<title>{title}</title><h1>{title}</h1>").hint


@pytest.mark.parametrize(
    ("start", "end", "password", "found"),
    [
        ("https://a.org/x", "https://a.org/login?next=/x", False, True),
        ("https://a.org/x", "https://login.microsoftonline.com/common", False, True),
        ("https://a.org/x", "https://a.org/users/sign-in", False, True),
        ("https://a.org/x", "https://a.org/page?returnUrl=/x", True, True),
        ("https://a.org/x", "https://a.org/page", True, False),  # a box in the corner
        ("https://a.org/login", "https://a.org/login/", True, False),  # it was meant
        ("https://a.org/x", "https://a.org/blog-in-pictures", False, False),
        ("https://a.org/x", "https://a.org/authors/ann", False, False),
    ],
)
def test_sign_in_pages(start, end, password, found):
    assert page.is_sign_in(start, end, password=password) is found


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("https://a.org/x/y", "https://a.org/", True),
        ("https://a.org/x/y", "https://b.org/index.html", True),
        ("http://a.org/", "https://www.a.org/", False),
        ("https://a.org/x", "https://a.org/y", False),
        ("https://a.org/x", "https://a.org/?page=x", False),
    ],
)
def test_front_pages(start, end, found):
    assert page.is_front(start, end) is found


# ---- robots.txt -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("", 0.0),
        ("User-agent: *\nCrawl-delay: 10", 10.0),
        ("User-agent: *\nDisallow: /\ncrawl-delay: 0.5 # half", 0.5),
        ("User-agent: Bing\nCrawl-delay: 30\n\nUser-agent: *\nCrawl-delay: 2", 2.0),
        ("User-agent: localoffer\nCrawl-delay: 5\nUser-agent: *\nCrawl-delay: 2", 5.0),
        ("User-agent: a\nUser-agent: *\nCrawl-delay: 3", 3.0),
        ("User-agent: Bing\nCrawl-delay: 30", 0.0),
        ("Crawl-delay: 9\nUser-agent: *\nCrawl-delay: soon\nCrawl-delay: -1", 0.0),
        ("User-agent: *\nCrawl-delay: nan", 0.0),
        ("\0\xff" * 50, 0.0),
    ],
)
def test_crawl_delay(text, delay):
    assert robots.crawl_delay(text) == delay


# ---- history ----------------------------------------------------------------------------------


def through(*steps: tuple[Verdict, datetime]) -> Entry:
    entry = Entry("https://example.org/x")
    for verdict, moment in steps:
        entry = after(entry, verdict, moment)
    return entry


def test_one_bad_day_proves_nothing():
    assert not confirmed(through((DEAD, NOON)), USUAL)
    # Nor do many runs on one day, nor two around midnight.
    many = [(DEAD, NOON + timedelta(hours=2 * n)) for n in range(6)]
    assert not confirmed(through(*many), USUAL)
    late = NOON.replace(hour=23, minute=58)
    assert not confirmed(through((DEAD, late), (DEAD, late + timedelta(hours=1, minutes=5))), USUAL)


def test_two_runs_a_day_apart_do():
    entry = through((WORKS, NOON - 5 * DAY), (DEAD, NOON), (DEAD, NOON + DAY))
    assert confirmed(entry, USUAL)
    what = known(entry, "", USUAL)
    assert what
    assert (what.worked, what.failing, what.dead_runs, what.confirmed) == (
        (NOON - 5 * DAY).date(), NOON.date(), 2, True,
    )  # fmt: skip
    # A nightly run may start a little earlier than the night before.
    assert confirmed(through((DEAD, NOON), (DEAD, NOON + DAY - timedelta(hours=1))), USUAL)


def test_an_answer_in_between_starts_anew():
    assert not confirmed(through((DEAD, NOON), (WORKS, NOON + DAY), (DEAD, NOON + 2 * DAY)), USUAL)


def test_a_bad_line_neither_confirms_nor_clears():
    entry = through((DEAD, NOON), (UNKNOWN, NOON + DAY))
    assert not confirmed(entry, USUAL)
    assert confirmed(after(entry, DEAD, NOON + 2 * DAY), USUAL)
    assert not confirmed(through((UNKNOWN, NOON), (DEAD, NOON + 9 * DAY)), USUAL)


def test_two_runs_at_once_are_one_witness():
    slow = dataclasses.replace(USUAL, dead_runs=3)
    entry = through((DEAD, NOON), (DEAD, NOON), (DEAD, NOON + DAY))
    assert entry.dead_runs == 2
    assert not confirmed(entry, slow)


def test_how_often_and_how_far_apart_can_be_set():
    week = dataclasses.replace(USUAL, dead_runs=3, dead_for=Period(1, "week"))
    steps = [(DEAD, NOON + n * DAY) for n in range(9)]
    firsts = [n for n in range(1, 9) if confirmed(through(*steps[: n + 1]), week)]
    assert firsts[0] == 7


def test_good_answers_are_not_asked_again_while_fresh():
    entry = through((WORKS, NOON))
    assert not due(entry, (), NOON + 6 * DAY, Period(14, "day"))
    assert due(entry, (), NOON + 14 * DAY, Period(14, "day"))
    assert due(entry, ("place",), NOON, Period(14, "day"))  # never looked for
    assert due(through((DEAD, NOON)), (), NOON, Period(14, "day"))
    assert due(Entry("https://example.org/x"), (), NOON, Period(14, "day"))
    assert due(entry, (), NOON - DAY, Period(14, "day"))  # a clock that went back


def test_not_all_fall_due_at_once():
    entries = [
        after(Entry(f"https://example.org/{n}"), WORKS, NOON) for n in range(700)
    ]  # fmt: skip
    fresh = Period(14, "day")
    by_day = [sum(due(e, (), NOON + n * DAY, fresh) for e in entries) for n in range(15)]
    assert by_day[6] == 0
    assert by_day[14] == 700
    steps = [b - a for a, b in pairwise(by_day[6:])]
    assert max(steps) < 200


@given(st.text())
def test_spread(url):
    assert 0.5 <= spread(url) < 1


MOVES = st.lists(
    st.tuples(st.sampled_from([DEAD, WORKS, UNKNOWN]), st.integers(0, 72)), max_size=12
)


@given(MOVES)
def test_history_holds_together(moves):
    """Whatever comes: a confirmed death had two dead runs a day apart and nothing good since."""
    entry, moment, seen = Entry("https://example.org/x"), NOON, []
    for verdict, hours in moves:
        moment += timedelta(hours=hours)
        entry = after(entry, verdict, moment)
        seen.append((verdict, moment))
    since = [s for n, s in enumerate(seen) if WORKS not in [v for v, _ in seen[n:]]]
    dead = [when for verdict, when in since if verdict is DEAD]
    enough = len(dead) > 1 and dead[-1] - dead[0] >= timedelta(hours=20)
    assert confirmed(entry, USUAL) <= enough
    assert (entry.failing is None) is (not since)
    if since:
        assert entry.failing == since[0][1]


# ---- the pace ---------------------------------------------------------------------------------


def test_no_host_is_asked_too_often_or_too_much():
    """Many hosts, jobs that take their time, hosts that ask to be left: the limits hold."""
    chance = random.Random(7)
    queue: Queue[int] = Queue(at_once=2, delay=1.0)
    hosts = [f"h{n}" for n in range(8)]
    for job in range(200):
        queue.add(chance.choice(hosts), job)
    queue.slower("h1", 3.0)
    now, busy, starts, done = 0.0, [], {h: [] for h in hosts}, 0
    aside: dict[str, float] = {}
    while queue.size or busy:
        for end, host in [b for b in busy if b[0] <= now]:
            busy.remove((end, host))
            queue.done(host)
            done += 1
            if chance.random() < 0.05:
                aside[host] = now + 5
                queue.aside(host, now + 5)
        while taken := queue.take(now):
            host, _ = taken
            assert now >= aside.get(host, 0)
            starts[host].append(now)
            busy.append((now + chance.choice([0.1, 2.5]), host))
            assert sum(h == host for _, h in busy) <= 2
        wait = queue.wait(now)
        ends = [end - now for end, _ in busy]
        step = min([w for w in (wait, *ends) if w is not None and w > 0], default=0.05)
        now += max(step, 0.01)
    assert done == 200
    for host, times in starts.items():
        gap = 3.0 if host == "h1" else 1.0
        assert all(b - a >= gap - 1e-6 for a, b in pairwise(times))


def test_one_host_s_wait_holds_nobody_up():
    queue: Queue[str] = Queue(at_once=1, delay=0.0)
    queue.add("a", "a1")
    queue.add("b", "b1")
    queue.aside("a", 3600.0)
    assert queue.take(0.0) == ("b", "b1")
    assert queue.take(0.0) is None
    assert queue.wait(0.0) == 3600.0
    assert queue.drop("a") == ["a1"]
    assert queue.size == 0


def test_what_is_to_come_later_comes_later():
    queue: Queue[str] = Queue(at_once=2, delay=0.0)
    queue.add("a", "late", at=5.0)
    queue.add("a", "now")
    queue.add("a", "first", first=True)
    assert [queue.take(0.0), queue.take(0.0)] == [("a", "first"), ("a", "now")]
    queue.done("a")
    assert queue.take(4.9) is None
    assert queue.take(5.0) == ("a", "late")
