"""Workspaces walked to a stage once and copied for each test, and how to harm them."""

from __future__ import annotations

import gzip
import itertools
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from mcdesk.application.desk import Desk
from mcdesk.application.journal import Event, read_event
from mcdesk.bootstrap import App
from mcdesk.errors import McDeskError
from mcdesk.models import hub_rules
from mcdesk.models.tables import TABLES
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import MARK
from tests.asking import form_of
from tests.conftest import TODAY
from tests.sync.conftest import records
from tests.walk import STAGES, Walker, set_up

MINUTES = itertools.count()
Work = Callable[[Desk], object]
"""What is done with a workspace."""


def program() -> App:
    """The program on a day that stands still; its clock only goes forward."""
    start = datetime(2026, 11, 23, 9, tzinfo=UTC)
    return App(now=lambda: start + timedelta(milliseconds=next(MINUTES)), day=lambda: TODAY)


class Templates:
    """A workspace for each stage, and what tests do from there, made from the one before it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def path(self, stage: str, *works: Work) -> Path:
        """Return the workspace at a stage, after these works, each done once for all who ask."""
        named = (f"{work.__module__}.{work.__qualname__}" for work in works)
        made = self.folder / f"{'-'.join((stage, *named))}.mcdesk"
        if not made.exists():
            half = self.folder / "half.mcdesk"
            self._make(half, stage, *works)
            half.rename(made)
        return made

    def _make(self, half: Path, stage: str, *works: Work) -> None:
        app, number = program(), STAGES.index(stage)
        if not number and not works:
            desk = app.create(half, "Test", "CTL-01")
            set_up(desk)
        elif works:
            shutil.copy(self.path(stage, *works[:-1]), half)
            desk = app.open(half)
            began = desk.replica().head.seq
            works[-1](desk)
            comes_out_the_same(desk, began)
        else:
            shutil.copy(self.path(STAGES[number - 1]), half)
            desk = app.open(half)
            began = desk.replica().head.seq
            getattr(Walker(desk), STAGES[number - 1])()
            comes_out_the_same(desk, began)
        app.close(desk)


@pytest.fixture(scope="session")
def templates(tmp_path_factory) -> Templates:
    return Templates(tmp_path_factory.mktemp("templates"))


@pytest.fixture
def path(templates, tmp_path) -> Path:
    """A workspace file with MC-1 at stage 1, closed."""
    return Path(shutil.copy(templates.path("assignment"), tmp_path / "test.mcdesk"))


@pytest.fixture
def at(request, templates, tmp_path):
    """A function that opens a copy of the workspace with MC-1 at a stage, after some work."""
    app, opened, numbers = program(), {}, itertools.count(1)

    def desk(stage: str = "assignment", *works: Work):
        copy = tmp_path / f"at-{next(numbers)}.mcdesk"
        shutil.copy(templates.path(stage, *works), copy)
        made = app.open(copy)
        opened[copy] = made, made.replica().head.seq
        return made

    yield desk
    for made, began in opened.values():
        come_out_the_same(request, made, began)
        app.close(made)


def freeze_proposal(desk) -> None:
    """Fill the proposal, and freeze it for its signatures."""
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")


def freeze_components(desk) -> None:
    """Freeze the list of components: where each stands goes on living."""
    Walker(desk).freeze("F5")


@pytest.fixture
def proposal(at):
    """A proposal frozen and waiting for its signatures."""
    return at("proposal", freeze_proposal)


def come_to_confirmation(desk) -> None:
    """Go from stage 10 to 12."""
    walker = Walker(desk)
    walker.reexamine("aligned")
    walker.move("master_course")
    walker.build("first", "1")
    walker.move("confirmation")


def judge(desk) -> None:
    """Let the assessor sign; CTL says no result."""
    Walker(desk).judge()


def judge_with_a_fix(desk) -> None:
    """Let the assessor name something to mend, and sign; CTL says no result."""
    walker = Walker(desk)
    walker.fill("F9", e6=[{"item": "C2", "what": "Mend the captions"}])
    walker.judge()


@pytest.fixture
def confirming(at):
    """A card that has just come to stage 12, aligned and built."""
    return at("reexamination", come_to_confirmation)


@pytest.fixture
def desk(request, desk):
    """A new workspace with its first person, CTL-01."""
    began = desk.replica().head.seq
    yield desk
    come_out_the_same(request, desk, began)


def come_out_the_same(request, desk, began: int = 0) -> None:
    """Take off all that the test did and carry it out again: the same must come out.

    That is what a replica does with what waits for the hub (design.md, section 6). A test that
    alters the file, or the program, behind the desk's back is marked `meddles`.
    """
    if request.node.get_closest_marker("meddles") is not None:
        return
    if desk.replica().head.seq == began and not desk.replica().waiting:
        return  # it was refused all that it tried
    comes_out_the_same(desk, began)


def comes_out_the_same(desk, began: int) -> None:
    """Take off all that was done since a place in the journal, and carry it out again.

    What only wrote words that were removed for ever since writes nothing a second time: the hub may
    have the words of before in that place still (`tests/sync/test_removing_emptied.py`). So it
    goes, and the place counts that version less. A removal names the entries that held the words
    by their hashes: what is carried out again is written without the words from the start, so it
    has another one, or none where it waits (`tests/sync/test_removing_put_back.py`).
    """
    touches_only_its_tables(desk, began)
    before, done = records(desk), events_since(desk, began)
    taken = desk.take_in((), began)
    told = [(line.kind, [reason.en for reason in line.reasons]) for line in desk.attention()]
    assert not taken.collided, f"not carried out again: {told}"
    after, again = records(desk), {event.id for event in events_since(desk, began)}
    gone = [event for event in done if event.id not in again]
    assert all(map(is_emptied, gone)), f"not carried out again: {[each.kind for each in gone]}"
    for name, rows in before.items():
        same = told_of(name, after[name], gone, again) == told_of(name, rows, gone, again)
        assert same, f"{name} comes out differently"


def events_since(desk, began: int) -> list[Event]:
    """Return what was done since a place in the journal, also what waits."""
    with closing(sqlite3.connect(desk.store.path)) as connection:
        asked = "select body from journal where seq is null or seq > ?"
        return [read_event(body) for (body,) in connection.execute(asked, (began,))]


def is_emptied(event: Event) -> bool:
    """Tell whether an event wrote nothing but words that were removed for ever from it."""
    return all(
        effect.old is not None
        and {**effect.old, "row_version": 0} == {**effect.new, "row_version": 0}
        and MARK in str(effect.new)
        for effect in event.effects
    )


def told_of(name: str, rows: list[tuple], gone: list[Event], again: set[str]) -> list[tuple]:
    """Return records without the versions that emptied events made of them, if any did.

    Removals come without what they say of entries that are gone, or were done `again`.
    """
    emptied = {effect.id for event in gone for effect in event.effects}
    columns = [column.name for column in TABLES[name].columns]
    version, found = columns.index("row_version"), []
    for row in rows:
        if row[columns.index("id")] in emptied:
            row = (*row[:version], None, *row[version + 1 :])
        if name == "redaction":  # it names the entries that held the words
            at, named = columns.index("lines"), again | {event.id for event in gone}
            lines = [line for line in json.loads(row[at]) if line[0] not in named]
            row = (*row[:at], json.dumps(lines), *row[at + 1 :])
        found.append(row)
    return found


def touches_only_its_tables(desk, began: int) -> None:
    """What was done keeps to the tables that a hub on a server knows of its commands."""
    for event in events_since(desk, began):
        known = hub_rules.TABLES.get(str(event.command.get("do")), ())
        touched = {effect.table for effect in event.effects}
        assert event.kind == "EventUndone" or touched <= set(known), (event.kind, touched)


def refusal_of(desk, command) -> McDeskError | None:
    """Give a command that may be refused; return the refusal, which must be in words, or None."""
    refusal = None
    try:
        desk.execute(command)
    except McDeskError as error:
        refusal = error
    assert refusal is None or str(refusal), command
    return refusal


def restored(path: Path) -> Path:
    """Make the stored workspace of the first schema at `path`."""
    stored = Path(__file__).parent / "stored" / "0001.sql.gz"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(gzip.decompress(stored.read_bytes()).decode())
    return path


def run_sql(path: Path, *statements: str, free: bool = False) -> list[tuple]:
    """Run plain SQL on a workspace file; `free` drops the triggers that protect it first."""
    with closing(sqlite3.connect(path)) as connection:
        if free:
            found = connection.execute("select name from sqlite_master where type = 'trigger'")
            for (name,) in found.fetchall():
                connection.execute(f"drop trigger {name}")
        rows = []
        for statement in statements:
            rows = connection.execute(statement).fetchall()
        connection.commit()
        return rows


def crash_within_a_commit(path: Path) -> None:
    """Leave the file as a program does that is killed while it writes: pages and hot journal."""
    copy = path.with_name("copy-of-the-crash")
    with closing(sqlite3.connect(path, isolation_level=None)) as writing:
        for pragma in ("journal_mode = truncate", "cache_size = 1", "cache_spill = 1"):
            writing.execute(f"pragma {pragma}")
        writing.execute("begin immediate")
        writing.executemany(
            "insert into workspace values (?, ?)", [(f"k{n}", "x" * 4000) for n in range(60)]
        )
        writing.execute("update card_summary set search = ?", ("y" * 9000,))
        shutil.copy(path, copy)
        shutil.copy(f"{path}-journal", f"{copy}-journal")
        writing.execute("rollback")
    copy.rename(path)
    Path(f"{copy}-journal").rename(f"{path}-journal")
    assert Path(f"{path}-journal").stat().st_size > 512


def verdict(desk, data: bytes, tmp_path: Path):
    """Return what the program says of a PDF that comes back."""
    path = tmp_path / "back.pdf"
    path.write_bytes(data)
    return App().verify_pdf(desk, path)


def accept(desk) -> None:
    """Accept every component."""
    form = form_of(desk, "F5")
    desk.execute_together(
        do.SetCell(form=form, field="c1", row=row.id, column="status", new="accepted")
        for row in desk.form(form).content.rows["c1"]
    )
