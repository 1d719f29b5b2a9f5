"""A team's hub: joined, pushed to, come back to after a week, cut off in the middle.

Clients are threads of this process, each with a workspace of its own, so they share one processor
for Python; what is told of many clients at once is therefore worse than on computers of their own.
"""

from __future__ import annotations

import random
import sqlite3
import threading
import time
from contextlib import closing
from functools import partial
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from bench.figures import Figure, Goal, Samples
from bench.workspace import fresh_copy, templates
from mcdesk import founding
from mcdesk.application.journal import chained
from mcdesk.bootstrap import App
from mcdesk.errors import Trouble
from mcdesk.models import joining, schema
from mcdesk.models.hub import SqliteHub
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id
from mcdesk.sync.syncing import synchronise

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from mcdesk.application.views import Board

FOREIGN, OWN, CARDS = 5_000, 500, 100
TEMPLATES, FULL = 20, 1_000
"""How many cards have a history of their own (`workspace.py`), and up to how many get one."""
CLIENTS, PUSHES = 5, 10
TITLE = "bench"
STEPS = ("identified", "read", "taken in", "before the push", "after the push")


class Cut(Exception):
    """The connection broke here."""


def measure(folder: Path, path: Path, count: int, rounds: int) -> Iterator[Figure]:
    """Measure a hub in a file, with the cards of a workspace and with the templates alone.

    The made cards stand in no journal, for which a real hub is neither made nor joined; its check,
    which ends at the first of them, is no part of the figures.
    """
    nothing = partial(patch.object, attribute="check_copied", new=lambda *_given: ())
    with nothing(joining), nothing(founding):
        yield from _joined(folder, path, count)
        yield from _after_a_week(folder, path, count)
        yield _pushed_together(folder)
        yield _exactly_once(folder, 100 * rounds)


def _clean(folder: Path, *names: str) -> None:
    for name in names:
        for left in folder.glob(f"{name}*"):
            if left.is_file():
                left.unlink()


def _team(folder: Path, path: Path) -> tuple[App, Any, Path]:
    """Return the program, the first desk, and its hub."""
    _clean(folder, "team-")
    app, hub = App(), folder / "team-hub.mcdhub"
    desk = app.open(fresh_copy(path, folder / "team-first.mcdesk"))
    app.make_hub(desk, str(hub))
    return app, desk, hub


def _joined(folder: Path, path: Path, count: int) -> Iterator[Figure]:
    app, desk, hub = _team(folder, path)
    app.close(desk)
    if count <= FULL:
        _add_history(hub, count)
    seen, whole, found = Samples(), Samples(), Samples()
    began = time.perf_counter()

    def show(board: Board) -> None:
        assert len(board.tiles) >= count
        seen.add((time.perf_counter() - began) * 1e3)

    with found.timed():
        with whole.timed():
            other = app.join(folder / "team-second.mcdesk", str(hub), later=True, seen=show)
        other.summarise_all()
    app.close(other)
    told = "full history" if count <= FULL else "the history of 20 of them"
    note = f"{told}, {hub.stat().st_size / 1e6:,.0f} MB"
    yield Figure(f"{count:,} cards: a hub joined, until the board can be shown", seen,
                 goals=(Goal(5_000, "max"),), note=note)  # fmt: skip
    yield Figure(f"{count:,} cards: a hub joined, until one can work", whole, note=note)
    yield Figure(f"{count:,} cards: a hub joined, with what each card needs", found,
                 goals=(Goal(60_000, "max"),), note=note)  # fmt: skip


def _add_history(hub: Path, count: int) -> None:
    """Give a hub's cards a history as long as that of the templates: theirs, again and again."""
    with closing(sqlite3.connect(hub)) as connection, connection:
        found = connection.execute("SELECT * FROM journal ORDER BY n").fetchall()
        index = connection.execute("SELECT * FROM effect").fetchall()
        names = [column[1] for column in connection.execute("PRAGMA table_info(journal)")]
        lines = [dict(zip(names, line, strict=True)) for line in found]
        last, top = lines[-1], lines[-1]["n"]
        seq, chain = last["seq"], last["hash"]
        for step in range(top, top * (count // TEMPLATES), top):
            for line in lines:
                fresh = new_id()
                body = line["body"].replace(line["id"], fresh)
                seq, chain = seq + 1, chained(chain, body)
                told = {"n": line["n"] + step, "seq": seq, "id": fresh, "body": body, "hash": chain}
                values = (line | told).values()
                places = ", ".join("?" * len(names))
                connection.execute(f"INSERT INTO journal VALUES ({places})", tuple(values))
            rows = [(each[0] + step, *each[1:]) for each in index]
            places = ", ".join("?" * len(index[0]))
            connection.executemany(f"INSERT INTO effect VALUES ({places})", rows)


def _after_a_week(folder: Path, path: Path, count: int) -> Iterator[Figure]:
    app, desk, hub = _team(folder, path)
    other = app.join(folder / "team-second.mcdesk", str(hub), desk.person_id)
    tiles = desk.board().tiles[:CARDS]
    for number in range(FOREIGN):
        card = tiles[number % len(tiles)].id
        desk.execute(do.ChangeCard(card=card, title_en=f"{TITLE} {number}"))
    app.exchange(desk)
    for number in range(OWN):
        card = tiles[number % len(tiles)].id
        other.execute(do.ChangeCard(card=card, short_title=f"{TITLE} {number}"))
    found = Samples()
    with found.timed():
        report = app.exchange(other)
    app.close(other)
    app.close(desk)
    yield Figure(
        f"{count:,} cards: back with {OWN} own and {FOREIGN:,} foreign events",
        found,
        goals=(Goal(10_000, "max"),),
        note=f"{report.pulled:,} came, {report.pushed:,} went, {report.collided} to look at",
    )


def _pushed_together(folder: Path) -> Figure:
    """Push from some clients at once, one change a push."""
    app, desk, hub = _team(folder, templates(folder))
    app.close(desk)
    found, lock = Samples(), threading.Lock()

    def work(number: int) -> None:
        own = app.join(folder / f"team-{number}.mcdesk", str(hub), desk.person_id)
        card = own.board().tiles[number].id
        for push in range(PUSHES):
            own.execute(do.ChangeCard(card=card, short_title=f"{TITLE} {number} {push}"))
            began = time.perf_counter()
            app.exchange(own)
            with lock:
                found.add((time.perf_counter() - began) * 1e3)
        app.close(own)

    together([partial(work, number) for number in range(CLIENTS)])
    return Figure(
        f"{CLIENTS} clients at one shared file: a change exchanged",
        found,
        goals=(Goal(2_000, "p95"),),
        note="threads of one process; no network between them",
    )


def together(works: list[Callable[[], None]]) -> None:
    """Do some works at once, each in a thread of its own, to their ends."""
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _exactly_once(folder: Path, pushes: int) -> Figure:
    app, desk, path = _team(folder, templates(folder))
    figure = exactly_once(desk, SqliteHub(path), pushes, "the hub's file")
    app.close(desk)
    return figure


def exactly_once(desk: Any, hub: Any, pushes: int, where: str) -> Figure:
    """Break half of all tries off somewhere; count what the hub has twice or not at all."""
    chance, made, cuts = random.Random(1), list[str](), 0
    card = desk.board().tiles[0].id
    for number in range(pushes):
        made += desk.execute(do.ChangeCard(card=card, title_en=f"{TITLE} {number}")).events
        fault = chance.choice((*STEPS, *[""] * len(STEPS)))

        def point(step: str, fault: str = fault) -> None:
            if step == fault:
                raise Cut(step)

        try:
            synchronise(desk, hub, schema=schema.HEAD, point=point)
        except (Cut, Trouble):
            cuts += 1
    synchronise(desk, hub, schema=schema.HEAD)
    there = [line.id for line in hub.lines_after(0, 1 << 30)]
    wrong = sum(there.count(event) != 1 for event in made)
    hub.close()
    return Figure(
        f"{pushes:,} pushes to {where}: events twice or lost",
        Samples([float(wrong)]),
        "",
        goals=(Goal(0, "max"),),
        note=f"{cuts} tries were broken off",
    )
