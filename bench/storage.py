"""The board's load and single commands, through the program and through the bare driver."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import event

from bench.figures import Figure, Goal, Samples
from bench.workspace import FILLING, READY, SIGNING, cards_like, fresh_copy
from mcdesk.bootstrap import App
from mcdesk.models.quick_board import SQL, read_tiles
from mcdesk.models.workspace import Workspace
from mcdesk.procedure import commands as do
from tests.walk import PEOPLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from mcdesk.application.desk import Desk
    from mcdesk.application.views import CardTile
    from mcdesk.procedure.commands import Command


@dataclass
class Statements:
    """How many statements each of several runs took."""

    counts: list[int] = field(default_factory=list)

    @contextmanager
    def counted(self, desk: Desk) -> Iterator[None]:
        """Count the statements that the block sends to the workspace; many rows are one."""
        engine = _store(desk).engine
        self.counts.append(0)
        heads = [""]

        def count(statement: str) -> None:
            head = statement.partition(" VALUES ")[0]
            if not head.lower().startswith(("begin", "commit", "rollback", "--")):
                self.counts[-1] += head != heads[-1]
            heads.append(head)

        def begin(connection: sqlite3.Connection, *_rest: object) -> None:
            connection.set_trace_callback(count)

        def end(connection: sqlite3.Connection, *_rest: object) -> None:
            connection.set_trace_callback(None)

        event.listen(engine, "checkout", begin)
        event.listen(engine, "checkin", end)
        try:
            yield
        finally:
            event.remove(engine, "checkout", begin)
            event.remove(engine, "checkin", end)

    def words(self) -> str:
        low, high = min(self.counts), max(self.counts)
        return (
            f"{low} statement{'s' * (low != 1)}" if low == high else f"{low} to {high} statements"
        )


def _store(desk: Desk) -> Workspace:
    assert isinstance(desk.store, Workspace)
    return desk.store


def measure_load(path: Path, count: int, rounds: int) -> Iterator[Figure]:
    """Load the whole board through our queries and through the bare driver, in turn."""
    bare, ours, quick, statements = Samples(), Samples(), Samples(), Statements()
    app = App()
    desk = app.open(path, read_only=True)
    try:
        with statements.counted(desk):
            _store(desk).tiles()
        for _round in range(3 * rounds):
            with bare.timed():
                _bare_load(path)
            with quick.timed():
                read_tiles(path)
            with ours.timed():
                _store(desk).tiles()
    finally:
        app.close(desk)
    goals = (Goal(1.3, "ratio"),)
    cards = f"{count:,} cards"
    yield Figure(
        f"{cards}: board load through our queries", ours, control=bare, goals=goals,
        note=f"{statements.words()}; control: sqlite3 with the same SQL, rows as tuples",
    )  # fmt: skip
    yield Figure(f"{cards}: first board, before SQLAlchemy", quick, control=bare, goals=goals)


def _bare_load(path: Path) -> int:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        return len(connection.execute(SQL).fetchall())
    finally:
        connection.close()


def measure_commands(folder: Path, path: Path, count: int, rounds: int) -> Iterator[Figure]:
    """Run single commands on a copy of a workspace, beside a bare commit."""
    copy = fresh_copy(path, folder / "commands.mcdesk")
    app = App()
    desk = app.open(copy)
    bare = _bare_table(copy)
    control, found = Samples(), {name: Samples() for name in ("SetValue", "MoveCard", "SignForm")}
    statements = {name: Statements() for name in found}
    try:
        for number, commands in enumerate(_commands(_store(desk).tiles(), 5 * rounds)):
            for name, command in commands.items():
                if number < 2:
                    with statements[name].counted(desk):
                        desk.execute(command)
                    continue
                with found[name].timed():
                    desk.execute(command)
            with control.timed():
                _bare_commit(bare, number)
    finally:
        bare.close()
        app.close(desk)
        copy.unlink()
    for name, samples in found.items():
        yield Figure(
            f"{count:,} cards: {name} through the desk", samples, control=control,
            note=f"{statements[name].words()}; control: two updates in a bare commit",
        )  # fmt: skip


def _commands(tiles: tuple[CardTile, ...], most: int) -> Iterator[dict[str, Command]]:
    """Yield one command of each kind, each for a card of its own."""
    ready = [cards_like(tiles, f"MC-READY-{stage.upper()}") for stage in READY]
    movable = [tile for together in zip(*ready, strict=False) for tile in together]
    signing, filling = cards_like(tiles, SIGNING), cards_like(tiles, FILLING)
    for number in range(min(most, len(movable), len(signing))):
        moved, filled = movable[number], filling[number % len(filling)]
        yield {
            "SetValue": do.SetValue(form=f"{filled.code}/F2", path="p10", new=f"Value {number}"),
            "MoveCard": do.MoveCard(card=moved.id, to=moved.ready_for),
            "SignForm": do.SignForm(
                form=f"{signing[number].code}/F2",
                role="sme",
                person=PEOPLE["sme"],
                medium="paper",
                scan_owed=True,
            ),
        }


def _bare_table(workspace: Path) -> sqlite3.Connection:
    """Return a bare database beside a workspace, under the same settings."""
    path = workspace.with_name("bare.db")
    path.unlink(missing_ok=True)
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("pragma journal_mode = truncate")
    connection.execute("pragma synchronous = full")
    connection.execute("create table card(id integer primary key, stage text)")
    connection.execute("create table journal(n integer primary key, body text)")
    connection.executemany("insert into card values (?, '')", ((n,) for n in range(50)))
    return connection


def _bare_commit(connection: sqlite3.Connection, number: int) -> None:
    connection.execute("begin immediate")
    connection.execute("update card set stage = ? where id = ?", (number, number % 50))
    connection.execute("insert into journal(body) values (?)", ("x" * 600,))
    connection.execute("commit")
