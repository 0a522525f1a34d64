"""Who may be asked now: a queue for each host, with its own pace. Pure: `now` is given.

No more than `at_once` requests to a host at a time, and never two within its `delay`. A host
that asks for time is set aside, and the others go on.
"""

from __future__ import annotations

import heapq
import itertools
from collections import deque
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Job = TypeVar("Job")


@dataclass
class _Host(Generic[Job]):
    delay: float
    waiting: deque[Job] = field(default_factory=deque)
    later: list[tuple[float, int, Job]] = field(default_factory=list)  # a heap
    busy: int = 0
    next: float = 0.0  # not before
    queued: float | None = None  # when the heap of hosts will look at it


class Queue(Generic[Job]):
    def __init__(self, at_once: int, delay: float) -> None:
        self._at_once = at_once
        self._delay = delay
        self._hosts: dict[str, _Host[Job]] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._count = itertools.count()
        self.size = 0

    def add(self, host: str, job: Job, *, at: float = 0.0, first: bool = False) -> None:
        """Put a job in its host's queue: at the end, or `first`, or not before `at`."""
        state = self._host(host)
        if at:
            heapq.heappush(state.later, (at, next(self._count), job))
        elif first:
            state.waiting.appendleft(job)
        else:
            state.waiting.append(job)
        self.size += 1
        self._look(host)

    def take(self, now: float) -> tuple[str, Job] | None:
        """The next job that may start now. Whoever takes it says `done` afterwards."""
        while self._ready and self._ready[0][0] <= now:
            at, _, host = heapq.heappop(self._ready)
            state = self._hosts[host]
            if state.queued != at:
                continue  # an older look
            state.queued = None
            ready = self._ready_at(state)
            if ready is None:
                continue
            if ready > now:
                self._look(host)
                continue
            due = state.later and state.later[0][0] <= now
            job = heapq.heappop(state.later)[2] if due else state.waiting.popleft()
            state.busy += 1
            state.next = max(state.next, now + state.delay)
            self.size -= 1
            self._look(host)
            return host, job
        return None

    def wait(self, now: float) -> float | None:
        """Seconds until something may start; None when that waits for a `done`, or for ever."""
        return max(0.0, self._ready[0][0] - now) if self._ready else None

    def done(self, host: str) -> None:
        self._host(host).busy -= 1
        self._look(host)

    def aside(self, host: str, until: float) -> None:
        """Ask nothing of a host before `until`."""
        state = self._host(host)
        state.next = max(state.next, until)
        self._look(host)

    def slower(self, host: str, delay: float) -> None:
        state = self._host(host)
        state.delay = max(state.delay, delay)

    def delay_of(self, host: str) -> float:
        return self._host(host).delay

    def drop(self, host: str) -> list[Job]:
        """Take everything out of a host's queue."""
        state = self._host(host)
        dropped = [*state.waiting, *(job for _, _, job in sorted(state.later))]
        state.waiting.clear()
        state.later.clear()
        self.size -= len(dropped)
        return dropped

    def drop_all(self) -> list[Job]:
        return [job for host in self._hosts for job in self.drop(host)]

    def hosts(self) -> int:
        """How many hosts have something waiting or under way."""
        return sum(bool(h.waiting or h.later or h.busy) for h in self._hosts.values())

    def _host(self, host: str) -> _Host[Job]:
        return self._hosts.setdefault(host, _Host(self._delay))

    def _ready_at(self, state: _Host[Job]) -> float | None:
        if state.busy >= self._at_once:
            return None
        if state.waiting:
            return state.next
        return max(state.next, state.later[0][0]) if state.later else None

    def _look(self, host: str) -> None:
        state = self._hosts[host]
        ready = self._ready_at(state)
        if ready is not None and (state.queued is None or state.queued != ready):
            state.queued = ready
            heapq.heappush(self._ready, (ready, next(self._count), host))
