"""Whether anybody takes email for a host: asked of a names server of our own, on loopback."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import pytest

from checks.web import mail
from publish import cli
from tests import tiny
from tests.conftest import TODAY

RECORDS = {
    ("takes.org.uk.", "MX"): "10 post.takes.org.uk.",
    ("plain.org.uk.", "A"): "93.184.216.34",
    ("refuses.org.uk.", "MX"): "0 .",
    ("inside.org.uk.", "A"): "10.0.0.1",
}
SILENT = {"gone.org.uk"}  # the server never answers for these
UNKNOWN = {"nobody.org.uk."}


@pytest.fixture
def resolver() -> Iterator[dns.resolver.Resolver]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        thread = threading.Thread(target=_serve, args=(server,), daemon=True)
        thread.start()
        found = dns.resolver.Resolver(configure=False)
        found.nameservers = ["127.0.0.1"]
        found.port = server.getsockname()[1]
        found.lifetime = 1
        yield found
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
            last.sendto(b"", server.getsockname())
        thread.join()


def _serve(server: socket.socket) -> None:
    while True:
        data, client = server.recvfrom(4096)
        if not data:
            return
        query = dns.message.from_wire(data)
        answer = dns.message.make_response(query)
        answer.flags |= dns.flags.RA
        (question,) = query.question
        name, kind = question.name.to_text(), dns.rdatatype.to_text(question.rdtype)
        if name.rstrip(".") in SILENT:
            continue
        if name in UNKNOWN:
            answer.set_rcode(dns.rcode.NXDOMAIN)
        elif value := RECORDS.get((name, kind)):
            answer.answer.append(dns.rrset.from_text(name, 60, "IN", kind, value))
        server.sendto(answer.to_wire(), client)


def test_only_hosts_that_take_none_are_silent(resolver):
    hosts = ["takes.org.uk", "plain.org.uk", "refuses.org.uk", "inside.org.uk", "nobody.org.uk"]
    assert mail.silent(hosts, mail.asker(resolver)) == {
        "refuses.org.uk": "The domain name refuses.org.uk does not accept email",
        "inside.org.uk": "The domain name inside.org.uk does not accept email",
        "nobody.org.uk": "The domain name nobody.org.uk does not exist",
    }


def test_no_answer_accuses_nobody(resolver):
    assert mail.silent(["gone.org.uk"], mail.asker(resolver)) == {}


def test_the_command_says_which_address_reaches_nobody(resolver, tmp_path, monkeypatch, capsys):
    text = "Ask a@takes.org.uk or\n[us](mailto:b@nobody.org.uk), not c@x..uk."
    tiny.built(tmp_path, {"docs/page.md": tiny.page(text), "local-offer.yml": tiny.SETTINGS}, TODAY)
    monkeypatch.chdir(tmp_path)
    ask = mail.asker
    monkeypatch.setattr(mail, "asker", lambda: ask(resolver))
    assert cli.main(["check-links", "--emails", "--today", str(TODAY)]) == 1
    out = " ".join(capsys.readouterr().out.split())
    assert "“b@nobody.org.uk” reaches nobody: the domain name nobody.org.uk does not exist." in out
    assert "a@takes.org.uk" not in out
    assert cli.main(["check-links", "--today", str(TODAY)]) == 0
    assert "bad-email" not in capsys.readouterr().out
