"""A web server on loopback that misbehaves on request, and a world of names that lead to it.

Each way to misbehave has a name of its own (`gone.test`, `slow.test`), so each is its own host
to the checker. Nothing here leaves this machine.
"""

from __future__ import annotations

import contextlib
import gzip
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

CERTIFICATES = Path(__file__).parent / "certificates"


@dataclass(frozen=True)
class Asked:
    """One request, as the server saw it."""

    host: str
    method: str
    path: str
    at: float
    headers: dict[str, str]
    nth: int  # how many requests this host had before


Behaviour = Callable[[socket.socket, Asked], None]


def answer(
    body: bytes | str = b"<title>A page</title><h1 id=here>A page</h1>Words.",
    status: int | str = 200,
    kind: str = "text/html; charset=utf-8",
    **headers: str,
) -> bytes:
    raw = body.encode() if isinstance(body, str) else body
    lines = [f"HTTP/1.1 {status} X" if isinstance(status, int) else f"HTTP/1.1 {status}"]
    lines += [f"Content-Type: {kind}", f"Content-Length: {len(raw)}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode() + raw


def says(*given: object, **named: object) -> Behaviour:
    """Always the same answer (to HEAD without its body). `{port}` is the server's own."""
    raw = answer(*given, **named)  # type: ignore[arg-type]

    def say(conn: socket.socket, asked: Asked) -> None:
        head, gap, body = raw.partition(b"\r\n\r\n")
        head = head.replace(b"{port}", str(conn.getsockname()[1]).encode())
        conn.sendall(head + gap + (b"" if asked.method == "HEAD" else body))

    return say


def redirect(location: bytes) -> Behaviour:
    """To an address in bytes that are no UTF-8."""
    head = b"HTTP/1.1 301 X\r\nContent-Length: 0\r\nLocation: " + location + b"\r\n\r\n"
    return lambda conn, asked: conn.sendall(head)


def first(times: int, one: Behaviour, then: Behaviour) -> Behaviour:
    """One thing for so many requests, then another."""
    return lambda conn, asked: (one if asked.nth < times else then)(conn, asked)


def by_path(**pages: Behaviour) -> Behaviour:
    """Another thing by the first part of the path; "" is `front`."""

    def say(conn: socket.socket, asked: Asked) -> None:
        name = asked.path.strip("/").partition("/")[0].partition("?")[0].partition(".")[0]
        pages.get(name or "front", says("", 404))(conn, asked)

    return say


def by_method(head: Behaviour, get: Behaviour) -> Behaviour:
    return lambda conn, asked: (head if asked.method == "HEAD" else get)(conn, asked)


def hang(conn: socket.socket, asked: Asked) -> None:
    with contextlib.suppress(OSError):
        conn.recv(1)  # until the other side gives up


def cut(conn: socket.socket, asked: Asked) -> None:
    raise ConnectionAbortedError


def drip(head: bytes) -> Behaviour:
    """One byte every 50 ms, for ever."""

    def say(conn: socket.socket, asked: Asked) -> None:
        conn.sendall(head)
        while True:
            conn.sendall(b"x")
            time.sleep(0.05)

    return say


def raw(*pieces: bytes) -> Behaviour:
    """These bytes, then the end."""

    def say(conn: socket.socket, asked: Asked) -> None:
        for piece in pieces:
            conn.sendall(piece)
        raise ConnectionAbortedError

    return say


def endless(conn: socket.socket, asked: Asked) -> None:
    conn.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<title>Big</title>")
    while True:
        conn.sendall(b"<p>" + b"x" * 65_000)


def bomb() -> bytes:
    """A page of 200 MB in 200 kB."""
    return gzip.compress(b"<title>Bomb</title>" + b"\0" * 200_000_000, 9)


@dataclass
class World:
    """The server, the names, and what was asked of whom."""

    behaviours: dict[str, Behaviour]
    certificates: dict[str, str] = field(default_factory=dict)  # host → file
    log: list[Asked] = field(default_factory=list)
    busy: Counter[str] = field(default_factory=Counter)
    peak: Counter[str] = field(default_factory=Counter)
    port: int = 0
    safe_port: int = 0
    closed_port: int = 0
    looked: Counter[str] = field(default_factory=Counter)
    # Names that do not lead to the server: the numbers for each look-up in turn.
    numbers: dict[str, list[str]] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def lookup(self, host: str, port: int) -> list[tuple[socket.AddressFamily, object]]:
        self.looked[host] += 1
        if host in self.numbers:
            given = self.numbers[host]
            number = given[min(self.looked[host], len(given)) - 1]
            if number == "again":
                raise socket.gaierror(socket.EAI_AGAIN, "try again")
        elif host in self.behaviours or host.replace(".", "").isdigit() or ":" in host:
            number = "127.0.0.1" if host in self.behaviours else host
        else:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        family = socket.AF_INET6 if ":" in number else socket.AF_INET
        rest = (0, 0) if family is socket.AF_INET6 else ()
        return [(family, (number, port, *rest))]

    def url(self, host: str, path: str = "/page") -> str:
        if host in self.certificates:
            return f"https://{host}:{self.safe_port}{path}"
        return f"http://{host}:{self.port}{path}"

    def asked(self, host: str) -> list[Asked]:
        """The requests that a host had, but for robots.txt."""
        return [a for a in self.log if a.host == host and a.path != "/robots.txt"]

    def serve(self, conn: socket.socket) -> None:
        with contextlib.suppress(OSError, ValueError), conn:
            conn.settimeout(20)
            stream = conn.makefile("rb")
            while line := stream.readline():
                method, path, _ = line.decode("latin-1").split(" ", 2)
                headers: dict[str, str] = {}
                while (head := stream.readline().decode("latin-1").strip()) != "":
                    name, _, value = head.partition(":")
                    headers[name.lower()] = value.strip()
                self.one(conn, method, path, headers)

    def one(self, conn: socket.socket, method: str, path: str, headers: dict[str, str]) -> None:
        host = headers.get("host", "").partition(":")[0]
        with self._lock:
            nth = len(self.asked(host))
            asked = Asked(host, method, path, time.monotonic(), headers, nth)
            self.log.append(asked)
            self.busy[host] += 1
            self.peak[host] = max(self.peak[host], self.busy[host])
        try:
            if path == "/robots.txt" and f"robots {host}" not in self.behaviours:
                says("", 404)(conn, asked)
            elif path == "/robots.txt":
                self.behaviours[f"robots {host}"](conn, asked)
            else:
                self.behaviours.get(host, says("", 404))(conn, asked)
        finally:
            with self._lock:
                self.busy[host] -= 1

    def serve_safely(self, conn: socket.socket) -> None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATES / "self.pem")

        def choose(made: ssl.SSLObject, name: str | None, _: ssl.SSLContext) -> None:
            file = self.certificates.get(name or "")
            if file:
                chosen = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                chosen.load_cert_chain(CERTIFICATES / file)
                made.context = chosen

        context.sni_callback = choose
        with contextlib.suppress(OSError, ssl.SSLError):
            self.serve(context.wrap_socket(conn, server_side=True))


@contextlib.contextmanager
def running(world: World) -> Iterator[World]:
    """The world while its server runs."""
    listeners: list[socket.socket] = []
    for handler in (world.serve, world.serve_safely):
        listener = socket.create_server(("127.0.0.1", 0), backlog=256)
        listeners.append(listener)
        threading.Thread(target=_accept, args=(listener, handler), daemon=True).start()
    world.port, world.safe_port = (s.getsockname()[1] for s in listeners)
    with socket.create_server(("127.0.0.1", 0)) as closed:
        world.closed_port = closed.getsockname()[1]
    try:
        yield world
    finally:
        for listener in listeners:
            with contextlib.suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()


def _accept(listener: socket.socket, handler: Callable[[socket.socket], None]) -> None:
    while True:
        try:
            conn, _ = listener.accept()
        except OSError:
            return
        threading.Thread(target=handler, args=(conn,), daemon=True).start()
