"""The ledger: what a kill leaves, what two runs share, what it refuses."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import textwrap
import threading
import time
from datetime import date, datetime, timedelta

import pytest

from checks.model import CannotRun, State, WebSettings
from checks.web.ledger import Host, Ledger, Result
from checks.web.verdict import Answer, Trouble, Verdict
from checks.web.visit import Task, Tools, visit
from tests.conftest import ROOT

NOON = datetime.fromisoformat("2026-11-22T12:00:00")
TODAY = date(2026, 11, 22)
QUICK = WebSettings(at_once=4, delay=0.0)
WORKS = Verdict(State.WORKS)


def tools(ask, moment=NOON):
    return Tools(ask, time.monotonic, moment, lambda *_: None, backoff=0.0)


def tasks(count, hosts=5):
    return [Task(f"https://h{n % hosts}.test/{n}", f"h{n % hosts}.test") for n in range(count)]


def fine(method, url, jar, *, anchors=False):
    return Answer(status=404 if url.endswith("robots.txt") else 200)


def test_a_secret_is_known_again_and_not_kept(tmp_path):
    urls = [f"https://example.org/a?token=hunter{n}&b=c" for n in (2, 3)]
    file = tmp_path / "links.sqlite"
    with Ledger(file) as book:
        book.see(["https://example.org/old"], TODAY)
    with sqlite3.connect(file) as older:  # as versions before this one wrote it
        older.execute("UPDATE link SET url = ?, state = 'works'", (urls[0],))
    older.close()
    with Ledger(file) as book:
        assert [e.state for e in book.see(urls, TODAY).values()] == [State.WORKS, None]
        book.record(Result(urls[1], WORKS, NOON, 0.25))
    with Ledger(file) as book:
        assert {e.url.partition("#")[0] for e in book.entries()} == {
            "https://example.org/a?token=…&b=c"
        }
        assert book.entry(urls[1]).worked == NOON
        book.expect(urls)
        assert {entry.url for entry in book.entries()} == set(urls)
    assert b"hunter" not in file.read_bytes()


def test_what_is_known_comes_back(tmp_path):
    url = "https://example.org/ü?a=b"
    learned = Verdict(
        State.WORKS, moved="https://example.org/new", hint="answers", places={"a": None, "b": "c"}
    )  # fmt: skip
    with Ledger(tmp_path / "deep/er/links.sqlite") as book:
        book.see([url], TODAY)
        book.record(Result(url, learned, NOON, 0.25))
        book.note_pace("example.org", 2.5, NOON)
        book.note_wait("example.org", NOON + timedelta(hours=1))
    with Ledger(tmp_path / "deep/er/links.sqlite") as book:
        (entry,) = book.entries()
        assert book.entry(url) == entry
        assert book.hosts() == {"example.org": Host(2.5, NOON, NOON + timedelta(hours=1))}
        assert book.seen() == {url: TODAY}
    assert (entry.state, entry.moved, entry.hint, entry.worked, entry.seconds) == (
        State.WORKS, "https://example.org/new", "answers", NOON, 0.25,
    )  # fmt: skip
    assert entry.places == {"a": None, "b": "c"}


KILLED = """
    import sys, time
    from datetime import datetime
    from pathlib import Path
    from checks.model import WebSettings
    from checks.web import visit
    from checks.web.ledger import Ledger
    from checks.web.verdict import Answer

    class Told(Ledger):
        '''Says what is written, once it is.'''
        def flush(self):
            written = [result.url for result in self._pending]  # at least these
            super().flush()
            for url in written:
                print(url, flush=True)

    def ask(method, url, jar, *, anchors=False):
        time.sleep(0.002)
        return Answer(status=200)

    visit._WRITE_AFTER = 0.01
    tasks = [visit.Task(f"https://h{n % 40}.test/{n}", f"h{n % 40}.test") for n in range(3000)]
    with Told(Path(sys.argv[1])) as book:
        print("ready", flush=True)
        tools = visit.Tools(ask, time.monotonic, datetime(2026, 11, 22, 12), lambda *_: None)
        visit.visit(tasks, book, WebSettings(at_once=4, delay=0.0), tools)
"""


def test_a_kill_at_any_moment_leaves_what_was_finished(tmp_path):
    """Six times, on one ledger, at moments that differ."""
    file = tmp_path / "links.sqlite"
    chance = random.Random(11)
    finished: set[str] = set()
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(KILLED), str(file)],
            cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdout
        assert child.stdout.readline() == "ready\n"
        time.sleep(1.0 + chance.random())
        child.send_signal(signal.SIGKILL)
        # The last line may be cut in the middle; what was said whole was written.
        said = child.stdout.read()
        child.wait()
        child.stdout.close()
        finished |= set(said.splitlines() if said.endswith("\n") else said.splitlines()[:-1])
        with Ledger(file) as book:
            known = {entry.url for entry in book.entries() if entry.state}
        assert finished <= known
    assert len(finished) > 100
    with sqlite3.connect(file) as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    db.close()


def test_two_runs_at_once_share_the_work(tmp_path, monkeypatch):
    """Nothing is lost, nothing fails, and not all is asked twice."""
    monkeypatch.setattr("checks.web.visit._WRITE_AFTER", 0.01)
    file = tmp_path / "links.sqlite"
    asked: list[str] = []
    failed: list[Exception] = []

    def ask(method, url, jar, *, anchors=False):
        if not url.endswith("robots.txt"):
            asked.append(url)
        time.sleep(0.01)
        return Answer(status=200)

    one_by_one = WebSettings(at_once=1, delay=0.0)

    def one(order):
        try:
            with Ledger(file) as book:
                visit(tasks(300)[::order], book, one_by_one, tools(ask))
        except Exception as error:  # noqa: BLE001  told below
            failed.append(error)

    both = [threading.Thread(target=one, args=(order,)) for order in (1, -1)]
    for run in both:
        run.start()
    for run in both:
        run.join(60)
    assert failed == []
    with Ledger(file) as book:
        assert [entry.state for entry in book.entries()] == [State.WORKS] * 300
    assert set(asked) == {task.url for task in tasks(300)}
    assert len(asked) < 600


def test_two_writers_of_one_line_lose_nothing(tmp_path):
    """Each reads the line anew: a run that began earlier does not bring back what it knew."""
    url = "https://example.org/"
    file = tmp_path / "links.sqlite"
    with Ledger(file) as one, Ledger(file) as other:
        one.see([url], TODAY)
        other.see([url], TODAY)
        one.record(Result(url, WORKS, NOON, 0.1))
        one.flush()
        other.record(Result(url, Verdict(State.DEAD, "is gone"), NOON + timedelta(days=1), 0.1))
        other.flush()
        entry = one.entry(url)
    assert (entry.state, entry.worked) == (State.DEAD, NOON)


def test_fresh_answers_are_not_asked_again(tmp_path):
    with Ledger(tmp_path / "links.sqlite") as book:
        assert visit(tasks(20), book, QUICK, tools(fine)).asked == 20
        assert visit(tasks(20), book, QUICK, tools(fine)).asked == 0
        later = tools(fine, NOON + timedelta(days=9))
        assert 0 < visit(tasks(20), book, QUICK, later).asked < 20
        assert visit(tasks(20), book, QUICK, tools(fine), again=True).asked == 20


def test_failures_are_asked_again(tmp_path):
    def gone(method, url, jar, *, anchors=False):
        return Answer(status=404)

    with Ledger(tmp_path / "links.sqlite") as book:
        visit(tasks(3), book, QUICK, tools(gone))
        assert visit(tasks(3), book, QUICK, tools(gone, NOON + timedelta(days=1))).asked == 3
        assert {entry.dead_runs for entry in book.entries()} == {2}
        assert visit(tasks(3), book, QUICK, tools(fine, NOON + timedelta(days=2))).asked == 3
        assert {(e.state, e.failing) for e in book.entries()} == {(State.WORKS, None)}


def silent(method, url, jar, *, anchors=False):
    return Answer(trouble=Trouble.NO_HOST)


def test_a_machine_that_is_offline_blames_nobody(tmp_path):
    with Ledger(tmp_path / "links.sqlite") as book:
        learned = visit(tasks(20), book, QUICK, tools(silent))
        assert learned.offline
        assert {entry.state for entry in book.entries()} == {None}


def test_a_link_that_worked_bears_witness(tmp_path):
    """One site is gone and was all that was due; another that is fresh shows that we are online."""
    gone = Task("https://gone.test/", "gone.test")
    other = Task("https://other.test/", "other.test")

    def ask(method, url, jar, *, anchors=False):
        return fine(method, url, jar) if "h0" in url else silent(method, url, jar)

    with Ledger(tmp_path / "links.sqlite") as book:
        visit(tasks(1), book, QUICK, tools(ask))
        learned = visit([*tasks(1), gone, other], book, QUICK, tools(ask))
        assert not learned.offline
        assert book.entry(gone.url).state is State.DEAD


def test_a_silent_site_is_not_asked_for_all_its_pages(tmp_path):
    asked = []

    def ask(method, url, jar, *, anchors=False):
        if "h0" not in url:
            return fine(method, url, jar)
        asked.append(url)
        return Answer(trouble=Trouble.TIMEOUT)

    with Ledger(tmp_path / "links.sqlite") as book:
        learned = visit([*tasks(100, 1), *tasks(10, 2)[1::2]], book, QUICK, tools(ask))
    assert len(asked) < 40
    assert learned.left["their site did not answer for others"] > 80


def test_an_hour_s_wait_is_kept_for_the_next_run(tmp_path):
    def ask(method, url, jar, *, anchors=False):
        return Answer(status=429, retry_after=3600.0)

    one = WebSettings(at_once=1, delay=0.0)
    with Ledger(tmp_path / "links.sqlite") as book:
        first = visit(tasks(5, 1), book, one, tools(ask))
        assert (first.asked, first.left["their site asked us to wait"]) == (1, 4)
        soon = visit(tasks(5, 1), book, one, tools(fine, NOON + timedelta(minutes=30)))
        assert (soon.asked, soon.left["their site asked us to wait"]) == (0, 5)
        assert visit(tasks(5, 1), book, one, tools(fine, NOON + timedelta(hours=2))).asked == 5


def test_the_run_ends_when_its_time_is_up(tmp_path):
    def slow(method, url, jar, *, anchors=False):
        time.sleep(0.05)
        return Answer(status=200)

    short = WebSettings(at_once=1, delay=0.0, run_time=0.5 / 60)
    with Ledger(tmp_path / "links.sqlite") as book:
        began = time.monotonic()
        learned = visit(tasks(200, 1), book, short, tools(slow))
        assert time.monotonic() - began < 3
        known = sum(entry.state is not None for entry in book.entries())
        assert known == learned.asked > 2
        assert learned.left["the run’s time was up"] == 200 - known
        # What was left is first in the next run.
        again = visit(tasks(200, 1), book, short, tools(slow, NOON + timedelta(days=30)))
        assert sum(entry.state is not None for entry in book.entries()) == known + again.asked


def test_somebody_stuck_for_ever_does_not_hold_the_run(tmp_path, monkeypatch):
    """As a look-up of a name can be, which takes no time limit."""
    monkeypatch.setattr("checks.web.visit._GRACE", 0.2)

    def ask(method, url, jar, *, anchors=False):
        if "h0" in url:
            time.sleep(60)
        return fine(method, url, jar)

    short = WebSettings(at_once=1, delay=0.0, run_time=0.5 / 60, timeout=0.3)
    with Ledger(tmp_path / "links.sqlite") as book:
        began = time.monotonic()
        learned = visit(tasks(20), book, short, tools(ask))
        assert time.monotonic() - began < 5
        assert (learned.asked, learned.left["the run’s time was up"]) == (16, 4)


def test_an_address_that_leads_on_slowly_is_given_up(tmp_path):
    def ask(method, url, jar, *, anchors=False):
        time.sleep(0.1)
        here = int(url.rpartition("/")[2])
        return Answer(status=302, location=f"/{here + 1}")

    with Ledger(tmp_path / "links.sqlite") as book:
        learned = visit(tasks(1), book, WebSettings(delay=0.0, timeout=0.1), tools(ask))
        assert learned.requests < 7
        assert book.entry(tasks(1)[0].url).reason == "takes too long to answer"


def test_a_stop_keeps_what_was_learned(tmp_path):
    def ask(method, url, jar, *, anchors=False):
        return Answer(status=200)

    def stop(done, total, hosts):
        if done >= 10:
            raise KeyboardInterrupt

    with Ledger(tmp_path / "links.sqlite") as book:
        given = Tools(ask, time.monotonic, NOON, stop)
        learned = visit(tasks(500), book, WebSettings(at_once=1, delay=0.005), given)
        assert learned.stopped
        known = sum(entry.state is not None for entry in book.entries())
        assert 10 <= known < 500
        assert learned.asked + sum(learned.left.values()) == 500


def test_a_crash_is_told_by_name_and_stops_nobody(tmp_path):
    def ask(method, url, jar, *, anchors=False):
        if url.endswith("/7"):
            raise ZeroDivisionError
        return fine(method, url, jar)

    with Ledger(tmp_path / "links.sqlite") as book:
        learned = visit(tasks(20), book, QUICK, tools(ask))
        assert learned.crashed == ["ZeroDivisionError at h2.test"]
        assert learned.asked == 19
        assert book.entry("https://h2.test/7").state is None


def test_long_unseen_addresses_are_forgotten(tmp_path):
    with Ledger(tmp_path / "links.sqlite") as book:
        book.see(["https://example.org/old"], date(2026, 1, 1))
        book.see(["https://example.org/new"], TODAY)
        assert [entry.url for entry in book.entries()] == ["https://example.org/new"]


def test_another_file_is_never_written_over(tmp_path):
    for name, content in {"page.md": b"# Words, more words" * 100, "x.sqlite": None}.items():
        file = tmp_path / name
        if content is None:
            with sqlite3.connect(file) as db:
                db.execute("CREATE TABLE theirs (x)")
            db.close()
        else:
            file.write_bytes(content)
        before = file.read_bytes()
        with pytest.raises(CannotRun, match=name):
            Ledger(file)
        assert file.read_bytes() == before
    with pytest.raises(CannotRun, match="can't be"):
        Ledger(tmp_path)


def test_a_ledger_of_another_version_is_named(tmp_path):
    file = tmp_path / "links.sqlite"
    with Ledger(file):
        pass
    with sqlite3.connect(file) as db:
        db.execute("PRAGMA user_version = 9")
    db.close()
    with pytest.raises(CannotRun, match=r"another version.*its format is 9"):
        Ledger(file)
