"""All the requests: many hosts at a time, each at its own pace, and what came of it kept.

One thread decides everything and holds all that changes; the others only make requests. So
when it is stopped, at any moment, nothing is half done: what was learned is in the ledger, and
what was not is asked next time.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from queue import Empty, SimpleQueue
from typing import Protocol

from requests.cookies import RequestsCookieJar

from checks.model import CannotRun, State, WebSettings
from checks.web import robots, verdict
from checks.web.history import Entry, due
from checks.web.ledger import Host, Ledger, Result
from checks.web.polite import Queue
from checks.web.verdict import Answer, Limits, Verdict, Visit, Wait

WORKERS = 64
_WRITE_AFTER = 0.25  # seconds: results are written in groups
_ROBOTS_FRESH = timedelta(days=1)
# A host that is silent, or asks us to wait, so many links in a row is left for this run.
_ENOUGH = 3
# One address may take so many times as long as one request, all redirects and tries together.
_LONGEST = 4
_SLOWEST = 30.0  # seconds between two requests, whatever a host asks for
_GRACE = 5.0  # seconds for requests that were under way when the time was up
_WITNESSES = 3

TIME_UP = "the run’s time was up"
SILENT = "their site did not answer for others"
ASKED_TO_WAIT = "their site asked us to wait"
STOPPED = "the run was stopped"


class Ask(Protocol):
    def __call__(
        self, method: str, url: str, jar: RequestsCookieJar, *, anchors: bool = False
    ) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Task:
    """An address to ask after, and the places on its page that links name."""

    url: str
    host: str
    places: tuple[str, ...] = ()


@dataclass
class Learned:
    """What a run did."""

    asked: int = 0
    requests: int = 0
    shared: int = 0  # another run asked meanwhile
    left: Counter[str] = field(default_factory=Counter)
    crashed: list[str] = field(default_factory=list)
    stopped: bool = False
    offline: bool = False


@dataclass
class _Job:
    task: Task
    visit: Visit | None  # None: the host's robots.txt
    jar: RequestsCookieJar = field(default_factory=RequestsCookieJar)
    spent: float = 0.0
    known: Entry | None = None


@dataclass(frozen=True, slots=True)
class _Done:
    host: str
    job: _Job
    answer: Answer
    then: Visit | Wait | Verdict | None  # None: it was robots.txt, or it crashed
    crash: BaseException | None
    seconds: float


@dataclass(frozen=True)
class Tools:
    """What a run uses of the world; tests bring their own."""

    ask: Ask
    clock: Callable[[], float]
    moment: datetime
    progress: Callable[[int, int, int], None]  # asked, of how many, sites to go
    workers: int = WORKERS
    backoff: float = 2.0


def visit(
    tasks: Sequence[Task],
    ledger: Ledger,
    settings: WebSettings,
    tools: Tools,
    *,
    again: bool = False,
) -> Learned:
    """Ask after every task that is due (`again`: and those that are not).

    Never raises for what a server does.
    """
    return _Run(ledger, settings, tools).all(tasks, again=again)


class _Run:
    def __init__(self, ledger: Ledger, settings: WebSettings, tools: Tools) -> None:
        self.ledger = ledger
        self.settings = settings
        self.tools = tools
        self.limits = Limits(settings.longest_wait, settings.timeout, tools.backoff)
        self.learned = Learned()
        self.queue: Queue[_Job] = Queue(settings.at_once, settings.delay)
        self.todo: SimpleQueue[tuple[str, _Job, float] | None] = SimpleQueue()
        self.sent: dict[str, float] = {}  # when each host was really asked last
        self.lock = threading.Lock()
        self.done: SimpleQueue[_Done] = SimpleQueue()
        self.start = tools.clock()
        self.end = self.start + settings.run_time * 60
        self.threads = 0
        self.out: dict[int, _Job] = {}  # what the workers have
        self.finished = 0
        self.total = 0
        self.news: dict[str, Entry] = {}  # what another run wrote meanwhile
        self.ended = threading.Event()
        self.broken: CannotRun | None = None  # why the ledger can't be written
        self.heard = False  # whether anybody answered anything
        self.held: list[Result] = []  # what may be our own network's fault
        self.bad: Counter[str] = Counter()  # by host: silent links in a row
        self.get_only: set[str] = set()
        self.behind: dict[str, list[_Job]] = {}  # jobs that wait for their host's robots.txt

    def all(self, tasks: Sequence[Task], *, again: bool) -> Learned:
        known = self.ledger.see((task.url for task in tasks), self.tools.moment.date())
        wanted = [
            (task, known[task.url])
            for task in tasks
            if again or due(known[task.url], task.places, self.tools.moment, self.settings.fresh)
        ]
        # What was never asked first, then what failed, then the oldest.
        wanted.sort(key=lambda w: (w[1].asked is not None, w[1].state is State.WORKS, _when(w[1])))
        self.total = len(wanted)
        self._line_up(wanted)
        keeper = threading.Thread(target=self._keep, daemon=True)
        keeper.start()
        try:
            self._work()
            self._judge_held(tasks, known)
        except KeyboardInterrupt:
            self.learned.stopped = True
            self._leave([*self.queue.drop_all(), *self.out.values()], STOPPED)
            self.learned.left[STOPPED] += len(self.held)
            self.learned.asked -= len(self.held)
            self.held.clear()
        finally:
            for _ in range(self.threads):
                self.todo.put(None)
            self.ended.set()
            keeper.join()
            self.ledger.flush()
        return self.learned

    def _line_up(self, wanted: Sequence[tuple[Task, Entry]]) -> None:
        hosts = self.ledger.hosts()
        by_host = Counter(task.host for task, _ in wanted)
        for task, entry in wanted:
            host = hosts.get(task.host, Host())
            job = _Job(task, verdict.begin(task.url, task.places), known=entry)
            if host.until and host.until > self.tools.moment:
                self._leave([job], ASKED_TO_WAIT)
            elif self._knows_pace(task.host, host) or by_host[task.host] == 1:
                self.queue.slower(task.host, host.delay)
                self.queue.add(task.host, job)
            elif task.host in self.behind:
                self.behind[task.host].append(job)
            else:
                self.behind[task.host] = [job]
                self.queue.add(task.host, _Job(task, None))

    def _knows_pace(self, name: str, host: Host) -> bool:
        age = self.tools.moment - host.robots if host.robots else None
        return name not in self.behind and age is not None and timedelta() <= age < _ROBOTS_FRESH

    # ---- the loop -------------------------------------------------------------------------

    def _work(self) -> None:
        while self._goes_on():
            now = self.tools.clock()
            while len(self.out) < self.tools.workers and (taken := self.queue.take(now)):
                self._send(*taken)
            self._hear(self._pause(now))
            if self.heard and self.held:
                for result in self.held:
                    self.ledger.record(result)
                self.held.clear()
            self.tools.progress(self.finished, self.total, self.queue.hosts())

    def _goes_on(self) -> bool:
        """Whether there is anything left to do, and time to do it."""
        if self.broken:
            raise self.broken
        now = self.tools.clock()
        if now >= self.end:
            self._leave(self.queue.drop_all(), TIME_UP)
        if now >= self.end + self.limits.timeout + _GRACE:
            # Somebody is stuck where no time limit reaches, as in a look-up.
            self._leave(list(self.out.values()), TIME_UP)
            return False
        return bool(self.out or self.queue.size)

    def _pause(self, now: float) -> float:
        """Seconds until something may be sent."""
        full = len(self.out) >= self.tools.workers
        wait = None if full else self.queue.wait(now)
        return min(_WRITE_AFTER, max(self.end - now, 0.05), _WRITE_AFTER if wait is None else wait)

    def _hear(self, pause: float) -> None:
        """Take in what has come back; wait a little if nothing has."""
        with contextlib.suppress(Empty):
            self._take_in(self.done.get(timeout=max(pause, 0.0005)))
            while True:
                self._take_in(self.done.get_nowait())

    def _send(self, host: str, job: _Job) -> None:
        visit = job.visit
        if visit and not visit.hops:
            fresh = self._from_another_run(job)
            if fresh:
                self.learned.shared += 1
                self.finished += 1
                self.queue.done(host)
                return
            if visit.method == "HEAD" and host in self.get_only:
                job.visit = verdict.with_get(visit)
        if self.threads < self.tools.workers and self.threads <= len(self.out):
            self.threads += 1
            threading.Thread(target=self._worker, daemon=True).start()
        self.out[id(job)] = job
        self.learned.requests += 1
        self.todo.put((host, job, self.queue.delay_of(host)))

    def _from_another_run(self, job: _Job) -> bool:
        """Whether somebody who shares the ledger has just asked the same."""
        if job.known is None or job.spent:
            return False
        now = self.news.get(job.task.url)
        return (
            now is not None
            and now.asked is not None
            and now.asked != job.known.asked
            and (now.state is not State.WORKS or all(p in now.places for p in job.task.places))
        )

    def _worker(self) -> None:
        while (given := self.todo.get()) is not None:
            host, job, delay = given
            self._keep_apart(host, delay)
            began = self.tools.clock()
            answer, then, crash = Answer(), None, None
            try:
                if job.visit is None:
                    answer = self.tools.ask("GET", _robots(job.task.url), job.jar)
                else:
                    visit = job.visit
                    anchors = bool(visit.fragments)
                    answer = self.tools.ask(visit.method, visit.at, job.jar, anchors=anchors)
                    # Here, and not in the loop: a page may take long to read.
                    then = verdict.step(visit, answer, self.limits)
            except BaseException as error:  # noqa: BLE001  told by name at the end
                crash = error
            self.done.put(_Done(host, job, answer, then, crash, self.tools.clock() - began))

    def _keep_apart(self, host: str, delay: float) -> None:
        """Wait, should the request before have started late: the machine may be busy."""
        with self.lock:
            now = self.tools.clock()
            at = max(now, self.sent.get(host, now - delay) + delay)
            self.sent[host] = at
        if at > now:
            time.sleep(at - now)

    def _take_in(self, done: _Done) -> None:
        host, job, answer, then = done.host, done.job, done.answer, done.then
        del self.out[id(job)]
        self.queue.done(host)
        self.heard = self.heard or bool(answer.status)
        if job.visit is None:
            self._release(host, answer)
        if done.crash:
            self.learned.crashed.append(f"{type(done.crash).__name__} at {job.task.host}")
            self.finished += job.visit is not None
            return
        before = job.visit
        if before is None or then is None:
            return
        job.spent += done.seconds
        if isinstance(then, Verdict):
            self._settle(job, then)
        elif job.spent > _LONGEST * self.limits.timeout:
            self._settle(job, Verdict(State.UNKNOWN, "takes too long to answer"))
        elif isinstance(then, Wait):
            self._wait(host, job, then)
        else:
            if before.method == "HEAD" and then.method == "GET" and answer.status in (405, 501):
                self.get_only.add(host)
            job.visit = then
            self.queue.add(then.host, job, first=True)

    def _wait(self, host: str, job: _Job, wait: Wait) -> None:
        job.visit = wait.visit
        now = self.tools.clock()
        if now + wait.seconds >= self.end:
            self._leave([job], TIME_UP)
        elif wait.host:
            if wait.visit.tries > 1:
                # It asks again and again: we come too often.
                self.queue.slower(host, min(2 * self.queue.delay_of(host), _SLOWEST))
            self.queue.aside(host, now + wait.seconds)
            self.queue.add(host, job, first=True)
        else:
            self.queue.add(host, job, at=now + wait.seconds)

    def _release(self, host: str, answer: Answer) -> None:
        """Let a host's links go, at the pace that its robots.txt asks for."""
        jobs = self.behind.pop(host, [])
        if answer.status:
            delay = robots.crawl_delay(answer.text) if answer.status == 200 else 0.0
            delay = min(delay, _SLOWEST)
            self.ledger.note_pace(host, delay, self.tools.moment)
            self.queue.slower(host, delay)
        for job in jobs:
            self.queue.add(host, job)

    # ---- what came of it ------------------------------------------------------------------

    def _settle(self, job: _Job, verdict: Verdict) -> None:
        self.finished += 1
        self.learned.asked += 1
        result = Result(job.task.url, verdict, self.tools.moment, job.spent)
        if verdict.silent and not self.heard:
            self.held.append(result)
        else:
            self.ledger.record(result)
        host = job.task.host
        if verdict.silent and verdict.state is State.UNKNOWN:
            self.bad[host] += 1
            if self.bad[host] >= _ENOUGH:
                self._leave(self._drop(host), SILENT)
        else:
            self.bad[host] = 0
        if verdict.aside:
            at = job.visit.host if job.visit else host
            until = self.tools.moment + timedelta(
                seconds=self.tools.clock() - self.start + verdict.aside
            )
            self.ledger.note_wait(at, until)
            self._leave(self._drop(at), ASKED_TO_WAIT)

    def _drop(self, host: str) -> list[_Job]:
        return [*self.queue.drop(host), *self.behind.pop(host, [])]

    def _leave(self, jobs: Sequence[_Job], why: str) -> None:
        """Give up jobs for this run; they stay due."""
        every = list(jobs)
        for job in jobs:
            if job.visit is None:  # the robots.txt that others wait for
                every.remove(job)
                every += self.behind.pop(job.task.host, [])
        self.learned.left[why] += len(every)
        self.finished += len(every)

    def _keep(self) -> None:
        """Write results in groups, beside the loop: a disk may take its time."""
        try:
            while not self.ended.wait(_WRITE_AFTER):
                self.ledger.flush()
                self.news |= self.ledger.news()
        except CannotRun as error:
            self.broken = error

    def _judge_held(self, tasks: Sequence[Task], known: dict[str, Entry]) -> None:
        """Nobody answered. Is it them, or is this machine offline? Ask those that worked."""
        if not self.held:
            return
        silent = {result.url for result in self.held}
        hosts = {task.host for task in tasks if task.url in silent}
        fine = [e for e in known.values() if e.state is State.WORKS and e.url not in silent]
        fine = [e for e in fine if verdict.begin(e.url).host not in hosts]
        fine.sort(key=_when, reverse=True)
        for entry in fine[:_WITNESSES]:
            self.learned.requests += 1
            if self.tools.ask("HEAD", entry.url, RequestsCookieJar()).status:
                self.heard = True
                break
        if self.heard or (not fine and len(hosts) == 1):
            for result in self.held:
                self.ledger.record(result)
        else:
            self.learned.offline = True
            self.learned.asked -= len(self.held)
        self.held.clear()


def _when(entry: Entry) -> str:
    return entry.asked.isoformat() if entry.asked else ""


def _robots(url: str) -> str:
    return "/".join([*url.split("/", 3)[:3], "robots.txt"])
