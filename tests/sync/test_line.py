"""The line to a server: one that cuts, one that falls silent, one that cannot prove who it is."""

from __future__ import annotations

import datetime
import gc
import hashlib
import random
import ssl
import threading
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from sqlalchemy import event, make_url, text

from mcdesk.application import portions
from mcdesk.errors import Trouble
from mcdesk.models import schema, server_hub, server_line
from mcdesk.models.content import PART
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from mcdesk.sync.syncing import synchronise
from tests.sync.conftest import Team
from tests.sync.line import Line


@pytest.fixture(scope="module")
def far_hub(tmp_path_factory, template, server) -> Team:
    """A hub on a server, which tests reach through a line of their own."""
    made = Team(tmp_path_factory.mktemp("line"), template, server)
    yield made
    made.close()


@pytest.fixture
def quickly(monkeypatch) -> None:
    """Give up after a moment instead of ten seconds."""
    monkeypatch.setattr(server_line.Watch.__init__, "__defaults__", (0.3,))
    monkeypatch.setattr(server_line, "DEADLINE", 0.3)


def through(far_hub: Team, line: Line, host: str = "127.0.0.1", **more: str) -> ServerHub:
    """Return the hub as it is reached through a line."""
    url = make_url(far_hub.hub.address)
    kept = {key: value for key, value in url.query.items() if key != "host"} | more
    url = url.set(host=host, port=line.port, query=kept)
    return ServerHub(url.render_as_string(hide_password=False))


def other(far_hub: Team):
    """Return a second replica, made at the first time of asking."""
    return far_hub.desks.get("r1") or far_hub.join("r1")


def socket_of(server: str) -> str:
    return f"{make_url(server).query['host']}/.s.PGSQL.5432"


@pytest.fixture
def line(server) -> Line:
    made = Line(socket_of(server))
    yield made
    made.close()


def test_a_silent_server_is_given_up(far_hub, line, quickly):
    """Every kind of call ends by itself, says that nothing answers, and works again afterwards.

    Fault 10 of reliability.md.
    """
    hub = through(far_hub, line)
    head = hub.identity()[2]
    desk = far_hub.desks["r0"]
    desk.execute(do.NoteIdea(title="An idea"))
    waiting = desk.waiting()

    calls = (hub.identity, lambda: hub.part_after(0, 10), lambda: hub.append(waiting, head))
    for call in calls:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(server_line.Watch, "over", _then(line.silence))
            with pytest.raises(Trouble, match="does not answer") as caught:
                call()
        assert caught.value.retry
        line.speak()
        line.cut()
    assert hub.identity()[2].seq - head.seq in (0, len(waiting))  # it may have arrived, once
    assert hub.append(waiting, head)
    assert hub.identity()[2].seq - head.seq == len(waiting)
    far_hub.sync("r0")


BEGIN = server_line.Watch.over


def _then(do_it):
    """Return the watch's beginning, and what happens right after it."""

    def over(self, connection) -> None:
        BEGIN(self, connection)
        do_it()

    return over


def test_a_file_goes_on_where_the_line_was_cut(far_hub, line, tmp_path, monkeypatch):
    """The first call asks for the file, the second how far it is; then comes a part a call."""
    large = random.Random(9).randbytes(5 * PART // 2)
    source, digest = tmp_path / "large", hashlib.sha256(large).hexdigest()
    source.write_bytes(large)
    hub, calls = through(far_hub, line), []

    def over(self, connection) -> None:
        BEGIN(self, connection)
        calls.append(1)
        if len(calls) == 5:
            line.cut()

    with monkeypatch.context() as broken:
        broken.setattr(server_line.Watch, "over", over)
        with pytest.raises(Trouble, match="out of reach"):
            hub.put_file(source, digest)
    assert far_hub.hub.lacking([digest])
    calls.clear()
    monkeypatch.setattr(server_line.Watch, "over", _then(lambda: calls.append(1)))
    hub.put_file(source, digest)
    assert len(calls) == 3, "two parts of three were there"
    assert far_hub.hub.get_file(digest, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == large


BOUND = text("SELECT current_setting('statement_timeout')")


def test_a_hub_is_reached_through_one_line(far_hub, line, monkeypatch):
    """A server that is far away lets nobody wait anew for each call; let go, nothing is held."""
    hub, desk = through(far_hub, line), other(far_hub)
    desk.execute(do.NoteIdea(title="An idea"))
    assert synchronise(desk, hub, schema=schema.HEAD).pushed == 1
    assert line.opened == 1

    with hub.snapshot():
        hub.identity()
    assert line.opened == 2, "the line was in use"
    monkeypatch.setattr(server_line, "TRUSTED", 0.0)
    hub.identity()
    assert line.opened == 3, "one that lay unused may be dead"

    assert hub.line._kept
    hub.close()
    assert not hub.line._kept
    assert synchronise(desk, hub, schema=schema.HEAD).pushed == 0
    kept = hub.line._kept
    del hub
    gc.collect()
    assert not kept, "nobody closed it, and nobody holds it"
    far_hub.sync("r0")


def test_a_long_call_leaves_the_server_s_bound_to_the_next(far_hub):
    """So does one that broke off."""
    hub, bounds = far_hub.hub, []
    for kind in (hub.line.statement, hub.line.transaction):
        for seconds in (0.0, 100.0, 0.0):
            with kind(seconds) as connection:
                bounds.append(connection.execute(BOUND).scalar())
        with pytest.raises(ZeroDivisionError), kind(100.0):
            raise ZeroDivisionError
    assert bounds == ["9s", "0", "9s"] * 2
    with hub.line.statement() as connection:
        assert connection.execute(BOUND).scalar() == "9s"


def test_what_one_call_began_is_not_ended_by_the_next(far_hub):
    """A transaction that breaks off is taken back; a statement of its own stays."""
    hub = far_hub.hub
    counted = text("SELECT count(*) FROM pg_temp.mark")
    with hub.line.statement() as connection:
        connection.execute(text("CREATE TEMP TABLE mark (n int)"))
        connection.execute(text("INSERT INTO pg_temp.mark VALUES (1)"))
    with hub.line.transaction() as connection:
        assert connection.execute(counted).scalar() == 1
        connection.execute(text("INSERT INTO pg_temp.mark VALUES (2)"))
    with hub.line.statement() as connection:
        assert connection.execute(counted).scalar() == 2


def test_a_line_that_is_cut_is_told_as_out_of_reach(far_hub, line, monkeypatch):
    """Fault 9 of reliability.md."""
    hub = through(far_hub, line)
    monkeypatch.setattr(server_line.Watch, "over", _then(line.cut))
    with pytest.raises(Trouble, match="out of reach") as caught:
        hub.identity()
    assert caught.value.retry


def test_listening_ends_when_the_server_falls_silent(far_hub, line, quickly, monkeypatch):
    """It asks now and then whether the server is there; who listens begins anew."""
    monkeypatch.setattr(server_hub, "ASKS", 0.0)
    hub, heard = through(far_hub, line), threading.Event()

    def hear() -> None:
        heard.set()
        line.silence()

    with pytest.raises(Trouble, match="does not answer"):
        hub.listen(hear, lambda: False)
    assert heard.is_set()


def test_a_line_that_is_lost_while_one_listens_is_told_and_writes_no_report(
    far_hub, line, monkeypatch, caplog
):
    """On standard error stood a traceback of the pool, which gave back a line that was gone."""
    monkeypatch.setattr(server_hub, "ASKS", 0.0)
    hub = through(far_hub, line)
    with pytest.raises(Trouble, match="out of reach"):
        hub.listen(line.cut, lambda: False)
    assert not [record for record in caplog.records if record.levelname == "ERROR"]


def test_who_falls_asleep_behind_a_push_holds_up_nobody(far_hub, line, quickly):
    """The server has ended it before the answer is read."""
    hub, others = through(far_hub, line), []
    desks = far_hub.desks["r0"], other(far_hub)
    for desk in desks:
        desk.execute(do.NoteIdea(title="An idea"))

    def asleep(_line, _cursor, told, *_given) -> None:
        if told.startswith("SELECT hub.hub_push(") and not others:
            others.append(None)
            others[0] = far_hub.sync("r1")

    event.listen(hub.engine, "after_cursor_execute", asleep)
    assert hub.append(desks[0].waiting(), hub.identity()[2])
    assert others[0].pushed == 1
    far_hub.sync("r0")


def test_what_is_large_travels_in_parts(far_hub, monkeypatch):
    """However much waits, and however much has come: each call ends in time."""
    one, two = far_hub.desks["r0"], other(far_hub)
    far_hub.settle_all()
    sent, push = [], far_hub.hub.append
    monkeypatch.setattr(portions, "PART", 1500)
    monkeypatch.setattr(far_hub.hub, "append", lambda lines, *given: (
        sent.append(len(lines)), push(lines, *given))[1])  # fmt: skip
    for number in range(5):
        one.execute(do.NoteIdea(title=f"Idea {number}"))
    assert far_hub.sync("r0").pushed == 5
    assert len(sent) > 1
    assert len(far_hub.hub.part_after(two.replica().head.seq, 200)) < 5
    assert far_hub.sync("r1").pulled == 5


@pytest.mark.parametrize(
    ("sizes", "several"),
    [([], 0), ([10], 1), ([2_000_000], 1), ([10, 2_000_000], 1), ([500_000, 500_000, 1], 2)],
)
def test_one_at_least_travels(sizes, several):
    assert portions.together(sizes) == several


def test_a_push_is_heard_at_once(far_hub, line):
    """By the event, not by the clock: who listens is woken by another's push."""
    hub, heard, over = through(far_hub, line), threading.Semaphore(0), threading.Event()
    listening = threading.Thread(target=hub.listen, args=(heard.release, over.is_set))
    listening.start()
    try:
        assert heard.acquire(timeout=30), "it looks once when it begins to listen"
        far_hub.desks["r0"].execute(do.NoteIdea(title="Heard"))
        far_hub.sync("r0")
        assert heard.acquire(timeout=30), "and whenever somebody pushed"
    finally:
        over.set()
        listening.join()


# --- who the server is -------------------------------------------------------------------


@pytest.fixture(scope="module")
def authority(tmp_path_factory):
    """Return what makes certificates for a name, signed by an authority, and that one's file."""
    folder = tmp_path_factory.mktemp("tls")
    key, name = ec.generate_private_key(ec.SECP256R1()), _name("Test authority")
    root = _certificate(name, name, key.public_key(), key, is_authority=True)
    kept = folder / "root.pem"
    kept.write_bytes(root.public_bytes(serialization.Encoding.PEM))

    def context(host: str) -> ssl.SSLContext:
        own = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(_name(host), name, own.public_key(), key, host=host)
        chain = folder / f"{host}.pem"
        chain.write_bytes(
            own.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + made.public_bytes(serialization.Encoding.PEM)
        )
        found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        found.load_cert_chain(chain)
        return found

    return context, kept


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _certificate(subject, issuer, public, key, *, host="", is_authority=False):
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=is_authority, path_length=None), critical=True)
    )  # fmt: skip
    if host:
        is_number = host[0].isdigit()
        named = x509.IPAddress(ip_address(host)) if is_number else x509.DNSName(host)
        made = made.add_extension(x509.SubjectAlternativeName([named]), critical=False)
    return made.sign(key, hashes.SHA256())


FAR = "127.0.0.2"
"""An address that is not counted as this computer's own."""


def test_a_server_that_is_far_away_proves_who_it_is(far_hub, server, authority, tmp_path):
    """Fault 34 of reliability.md."""
    context, root = authority
    answers = {
        ("right", str(root)): "",
        ("right", "system"): "could not prove who it is",
        ("right", str(tmp_path / "none.pem")): "is not where the address says",
        ("other", str(root)): "is for another name",
        ("none", str(root)): "offers no encryption",
    }
    contexts = {"right": context(FAR), "other": context("192.0.2.1"), "none": None}
    for (kind, rootcert), words in answers.items():
        line = Line(socket_of(server), contexts[kind])
        try:
            more = {} if rootcert == "system" else {"sslrootcert": rootcert}
            hub = through(far_hub, line, FAR, **more)
            if not words:
                assert hub.identity()[0]
                continue
            with pytest.raises(Trouble, match=words) as caught:
                hub.identity()
            assert not caught.value.retry, words
        finally:
            line.close()
