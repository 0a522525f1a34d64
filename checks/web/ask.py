"""One request: connect only where we may go, read only so much, and only so long.

Whether an address may be asked is decided at the moment of connecting, on the very number
that is then connected to; a name that changes its number between a look and the call, or a
redirect, gets no further than any other. Every wait on a socket ends at the deadline of the
whole request, so a server that sends one byte a second holds nobody up.
"""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import certifi
import requests
from requests.adapters import HTTPAdapter
from requests.cookies import RequestsCookieJar, extract_cookies_to_jar
from requests.structures import CaseInsensitiveDict
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError
from urllib3.poolmanager import PoolManager
from urllib3.response import BaseHTTPResponse

from checks import __version__
from checks.web import address
from checks.web.robots import NAME
from checks.web.verdict import Answer, Trouble

AGENT = f"Mozilla/5.0 (compatible; {NAME}/{__version__}; link check{{contact}})"
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,*/*;q=0.8",
    "Accept-Language": "en-GB,en;q=0.8",
    "Accept-Encoding": "gzip, deflate",
}
_PIECE = 16_384
_ENOUGH = 262_144  # bytes of a page, for its title and first words
_ANCHORS = 2_097_152  # bytes of a page whose anchors are looked for
_POOLS = 100  # hosts whose connections are kept open

# Number family and socket address, as getaddrinfo gives them.
Found = list[tuple[socket.AddressFamily, Any]]
Lookup = Callable[[str, int], Found]


def system_lookup(host: str, port: int) -> Found:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [(family, where) for family, _, _, _, where in found]


class _Stopped(OSError):
    """No connection was made, and this is why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.name)
        self.trouble = trouble


class _Here(threading.local):
    """The deadline of the request that this thread is making, and why it was stopped."""

    deadline: float = float("inf")
    trouble: Trouble | None = None


_here = _Here()


def _left() -> float:
    left = _here.deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time for this request is up")
    return min(left, 3600.0)


class _Socket(socket.socket):
    """A socket whose every wait ends at the deadline."""

    def recv_into(self, *given: Any, **named: Any) -> int:
        self.settimeout(_left())
        return super().recv_into(*given, **named)

    def sendall(self, *given: Any, **named: Any) -> None:
        self.settimeout(_left())
        super().sendall(*given, **named)


class _SafeSocket(_Socket, ssl.SSLSocket):
    """The same, with TLS: what a plain socket does is done by the safe one here."""


@dataclass
class Guard:
    """Decides where we may connect to, and connects.

    `allowed` are names (or numbers) that a person let us ask although they are private. They
    come from the command line only: a page or a settings file may be a stranger's.
    """

    allowed: frozenset[str] = frozenset()
    lookup: Lookup = system_lookup
    _found: dict[str, _Looked] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def connect(self, host: str, port: int) -> socket.socket:
        """A connection to the first number of a host that answers. Raises _Stopped."""
        host = host.strip("[]").lower().rstrip(".")
        found = self._look(host, port)
        free = host in self.allowed
        open_ones = [(f, where) for f, where in found if free or address.is_public(where[0])]
        if not open_ones:
            raise _Stopped(Trouble.PRIVATE)
        last: OSError = _Stopped(Trouble.CONNECT)
        for number, (family, where) in enumerate(open_ones):
            # So that one number that is silent leaves time for the next.
            share = _left() / (len(open_ones) - number)
            made = _Socket(family, socket.SOCK_STREAM)
            try:
                made.settimeout(share)
                made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                made.connect((where[0], port, *where[2:]))
            except OSError as error:
                made.close()
                last = error
                continue
            # This machine's own public number is inside, too.
            if not free and made.getsockname()[0] == made.getpeername()[0]:
                made.close()
                raise _Stopped(Trouble.PRIVATE)
            made.settimeout(_left())  # for the handshake
            return made
        raise last if isinstance(last, TimeoutError) else _Stopped(Trouble.CONNECT)

    def _look(self, host: str, port: int) -> Found:
        with self._lock:
            looked = self._found.get(host)
            if looked is None:
                looked = self._found[host] = _Looked()
                # A thread, since a look-up can't be given a time limit.
                given = (looked, self.lookup, host, port)
                threading.Thread(target=_look_up, args=given, daemon=True).start()
        if not looked.done.wait(_left()):
            raise _Stopped(Trouble.NO_LOOKUP)
        if looked.trouble:
            if looked.trouble is Trouble.NO_LOOKUP:
                self._found.pop(host, None)  # it may go better the next time
            raise _Stopped(looked.trouble)
        return looked.found


@dataclass
class _Looked:
    """The numbers of a name, once they are known."""

    found: Found = field(default_factory=list)
    trouble: Trouble | None = None
    done: threading.Event = field(default_factory=threading.Event)


# What a look-up says when there is no such name; anything else may pass.
_NOBODY = {getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name)}


def _look_up(looked: _Looked, lookup: Lookup, host: str, port: int) -> None:
    try:
        looked.found = lookup(host, port)
    except socket.gaierror as error:
        looked.trouble = Trouble.NO_HOST if error.errno in _NOBODY else Trouble.NO_LOOKUP
    except (OSError, UnicodeError):
        looked.trouble = Trouble.NO_HOST  # no name can look like this
    looked.done.set()


class _Adapter(HTTPAdapter):
    """The way from requests to our own connections."""

    def __init__(self, guard: Guard, at_once: int) -> None:
        self._guard = guard
        self._context = _context()
        super().__init__(pool_connections=_POOLS, pool_maxsize=at_once, max_retries=0)

    def init_poolmanager(
        self,
        connections: int,
        maxsize: int,
        block: bool = False,  # noqa: FBT001, FBT002  as requests calls it
        **more: Any,
    ) -> None:
        guard = self._guard

        def connect(connection: HTTPConnection) -> socket.socket:
            try:
                return guard.connect(connection.host, connection.port or connection.default_port)
            except _Stopped as stopped:
                _here.trouble = stopped.trouble
                raise

        class Plain(HTTPConnection):
            def _new_conn(self) -> socket.socket:
                return connect(self)

        class Safe(HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                return connect(self)

        class PlainPool(HTTPConnectionPool):
            ConnectionCls = Plain

        class SafePool(HTTPSConnectionPool):
            ConnectionCls = Safe

        manager = PoolManager(
            num_pools=connections, maxsize=maxsize, block=block, ssl_context=self._context, **more
        )
        manager.pool_classes_by_scheme = {"http": PlainPool, "https": SafePool}
        self.poolmanager = manager

    def get_connection_with_tls_context(
        self, request: requests.PreparedRequest, *_given: Any, **_named: Any
    ) -> HTTPConnectionPool:
        return self.poolmanager.connection_from_url(request.url or "")

    def cert_verify(self, conn: Any, url: Any, verify: Any, cert: Any) -> None:
        """Nothing to set up for each request: the context of all of them verifies."""


def _context() -> ssl.SSLContext:
    """The usual checks, with the system's authorities (a council's own too) and the common."""
    context = ssl.create_default_context()
    with contextlib.suppress(OSError):
        context.load_verify_locations(certifi.where())
    context.sslsocket_class = _SafeSocket
    return context


_CERTIFICATE = {10: "its certificate has run out", 62: "its certificate is for another name"}


class Asker:
    """Asks one thing at a time; may be used by many threads.

    Without a session of requests, on purpose: no proxy, no .netrc and no cookie of an earlier
    visit comes in from the surroundings.
    """

    def __init__(
        self, guard: Guard, *, timeout: float = 20.0, at_once: int = 2, contact: str = ""
    ) -> None:
        self._timeout = timeout
        self._adapter = _Adapter(guard, at_once)
        agent = AGENT.format(contact=f"; +{contact}" if contact else "")
        self._headers = {"User-Agent": agent, **_HEADERS}

    def __call__(
        self, method: str, url: str, jar: RequestsCookieJar, *, anchors: bool = False
    ) -> Answer:
        """Ask for one address, as `address.parse` writes it. Never raises for what a server does.

        `jar` holds the cookies of this one visit.
        """
        _here.deadline = time.monotonic() + self._timeout
        _here.trouble = None
        try:
            prepared = requests.PreparedRequest()
            prepared.method, prepared.url = method, url
            prepared.headers = CaseInsensitiveDict(self._headers)
            prepared.prepare_cookies(jar)
            with self._adapter.send(prepared, stream=True, timeout=self._timeout) as response:
                extract_cookies_to_jar(jar, prepared, response.raw)
                return self._read(response, anchors=anchors)
        except _Odd:
            return Answer(trouble=Trouble.ODD)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            return _failed(error)
        finally:
            _here.deadline = float("inf")

    def _read(self, response: requests.Response, *, anchors: bool) -> Answer:
        headers = response.headers
        status = response.status_code
        kind = headers.get("Content-Type", "").partition(";")[0].strip().lower()
        text, whole = "", True
        html = kind in ("text/html", "application/xhtml+xml", "") and status < 300
        plain = kind == "text/plain" and (response.url or "").endswith("/robots.txt")
        if response.request.method == "GET":
            if html or plain:
                body, whole = _body(response.raw, headers, _ANCHORS if anchors else _ENOUGH)
                text = _decoded(body, headers.get("Content-Type", ""))
            else:
                _drain(response.raw, headers)
        location = headers.get("Location", "")
        return Answer(
            status=status,
            location=_location(location.encode("latin-1", "replace")),
            retry_after=_retry_after(headers.get("Retry-After")),
            kind=kind,
            wall=_walled(headers),
            text=text,
            whole=whole,
        )


def _location(header: bytes) -> str:
    """A header is bytes: UTF-8 or, as browsers do, asked for again as they are."""
    try:
        return header.decode()
    except UnicodeDecodeError:
        return "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in header)


class _Odd(Exception):
    """The body is not what its headers say."""


def _body(raw: BaseHTTPResponse, headers: Mapping[str, str], most: int) -> tuple[bytes, bool]:
    """The start of a body, unpacked by ourselves: a small answer may swell without end."""
    coding = headers.get("Content-Encoding", "").strip().lower()
    if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
        return b"", False
    unpack = None if coding in ("", "identity") else _Unpack(deflate=coding == "deflate")
    parts: list[bytes] = []
    size = read = 0
    for piece in _pieces(raw):
        read += len(piece)
        part = unpack(piece, most - size) if unpack else piece
        parts.append(part)
        size += len(part)
        if size >= most or read >= most:
            return b"".join(parts)[:most], False
    return b"".join(parts), True


class _Unpack:
    def __init__(self, *, deflate: bool) -> None:
        self._deflate = deflate
        self._stream = zlib.decompressobj(15 if deflate else 31)
        self._begun = False

    def __call__(self, piece: bytes, most: int) -> bytes:
        try:
            made = self._stream.decompress(piece, max(most, 1))
        except zlib.error:
            if not self._deflate or self._begun:
                raise _Odd from None
            # Some servers send "deflate" without its wrapping.
            self._stream = zlib.decompressobj(-15)
            try:
                made = self._stream.decompress(piece, max(most, 1))
            except zlib.error:
                raise _Odd from None
        self._begun = True
        return made


def _pieces(raw: BaseHTTPResponse) -> Iterator[bytes]:
    while piece := raw.read(_PIECE, decode_content=False):
        yield piece


def _drain(raw: BaseHTTPResponse, headers: Mapping[str, str]) -> None:
    """Read a short rest, so that the connection can be used again; leave a long one."""
    length = headers.get("Content-Length", "")
    if length.isdigit() and int(length) <= _PIECE:
        for _ in _pieces(raw):
            pass


def _decoded(body: bytes, content_type: str) -> str:
    charset = content_type.lower().partition("charset=")[2].split(";")[0].strip(" \"'") or "utf-8"
    try:
        return body.decode(charset, "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


def _retry_after(value: str | None) -> float | None:
    """Seconds to wait, from a number or a date; None when it says neither."""
    if value is None:
        return None
    value = value.strip()
    if value.isdecimal() and value.isascii():
        return float(value[:9])
    try:
        day = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError):
        return None
    if day.tzinfo is None:
        day = day.replace(tzinfo=UTC)
    return max(0.0, (day - datetime.now(UTC)).total_seconds())


def _walled(headers: Mapping[str, str]) -> bool:
    """Whether the headers say that a robot was stopped (Cloudflare, Amazon)."""
    return headers.get("cf-mitigated", "").lower() == "challenge" or headers.get(
        "x-amzn-waf-action", ""
    ).lower() in ("challenge", "captcha")


def _failed(error: BaseException) -> Answer:
    """Why there is no answer. The text of an exception is never used: it may hold a password."""
    causes = list(_causes(error))
    late = isinstance(error, requests.exceptions.Timeout) or _here.deadline <= time.monotonic()
    detail = ""
    if _here.trouble:
        trouble = _here.trouble
    elif bad := [c for c in causes if isinstance(c, ssl.SSLCertVerificationError)]:
        trouble = Trouble.TLS
        detail = _CERTIFICATE.get(bad[0].verify_code, "nobody vouches for its certificate")
    elif late or any(isinstance(cause, TimeoutError) for cause in causes):
        trouble = Trouble.TIMEOUT
    elif any(isinstance(cause, ssl.SSLError) for cause in causes):
        cut = any(isinstance(cause, ssl.SSLEOFError) for cause in causes)
        trouble = Trouble.CUT if cut else Trouble.TLS
    elif isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        trouble = Trouble.ADDRESS
    else:
        trouble = Trouble.CUT
    return Answer(trouble=trouble, detail=detail)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An exception and all that it came from, however it was wrapped."""
    seen: set[int] = set()
    queue: list[object] = [error]
    for one in queue:
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            yield one
            queue += [one.__cause__, one.__context__, getattr(one, "reason", None), *one.args]
