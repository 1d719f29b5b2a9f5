"""How a workspace file is opened: the settings that keep it safe, for writing and for reading."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest

from mcdesk.errors import Trouble
from mcdesk.models import backups, schema
from mcdesk.models.engines import sqlite_engine, trouble_of
from mcdesk.models.quick_board import read_tiles
from mcdesk.models.workspace import Workspace
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card
from tests.storage.conftest import crash_within_a_commit, program, run_sql


def pragma(connection, name: str):
    return connection.exec_driver_sql(f"pragma {name}").scalar()


def test_every_connection_for_writing_has_the_settings_that_lose_nothing(synced, at):
    with at().store.engine.connect() as connection:
        assert pragma(connection, "journal_mode") == "truncate"
        assert pragma(connection, "synchronous") == 2
        assert pragma(connection, "cache_spill") == 0
        assert pragma(connection, "foreign_keys") == 1
        assert pragma(connection, "busy_timeout") == 5000


def test_a_file_in_the_making_waits_for_no_disk_until_it_has_its_name(
    synced, tmp_path, monkeypatch
):
    written_out = []
    fsync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda file: (written_out.append(file), fsync(file)))
    path = tmp_path / "new.mcdesk"
    store = Workspace.create(path)
    with store.engine.connect() as connection:
        assert pragma(connection, "synchronous") == 0
    assert not path.exists()
    assert not written_out
    store.settle()
    assert len(written_out) == 1
    with store.engine.connect() as connection:
        assert pragma(connection, "synchronous") == 2
    store.close()
    assert path.exists()


def test_a_sample_whose_filling_is_broken_off_leaves_nothing(tmp_path):
    app, path = program(), tmp_path / "sample.mcdesk"
    assert not app.make_sample(path, lambda done, _of: done < 20)
    assert list(tmp_path.iterdir()) == []


def test_a_reading_connection_changes_nothing(path):
    store = Workspace.open(path, read_only=True)
    with (
        pytest.raises(Trouble) as caught,
        store.read() as reader,
    ):
        reader.connection.exec_driver_sql("update card set code = 'X'")
    store.close()
    assert caught.value.code == "read_only"


def test_a_write_takes_the_lock_at_its_beginning(at):
    desk = at()
    with (
        desk.store.write(),
        closing(sqlite3.connect(desk.store.path, timeout=0, isolation_level=None)) as other,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        other.execute("begin immediate")


def test_settings_that_sqlite_does_not_take_are_told(path):
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("pragma journal_mode = wal")
        other.execute("begin immediate")
        store = Workspace.open(path)
        store._engine = sqlite_engine(path)
        with pytest.raises(Trouble) as caught, store.write():
            pass
        store.close()
    assert caught.value.code in ("settings", "locked")


@pytest.mark.parametrize("name", ["a b", "50% done?", "#1", "é’s", "a'b;--", "x&mode=memory"])
def test_any_file_name_will_do(path, tmp_path, name):
    moved = path.rename(tmp_path / f"{name}.mcdesk")
    for read_only in (True, False):
        store = Workspace.open(moved, read_only=read_only)
        assert [tile.code for tile in store.tiles()] == ["MC-1"]
        store.close()
    assert [tile.code for tile in read_tiles(moved)] == ["MC-1"]
    assert backups.backup(moved, tmp_path / "b.zip", program().now()).is_file()


@pytest.mark.parametrize("read_only", [True, False])
def test_what_a_crash_left_of_a_commit_is_taken_back(path, read_only):
    crash_within_a_commit(path)
    app = program()
    desk = app.open(path, read_only=read_only)
    assert [tile.code for tile in desk.board().tiles] == ["MC-1"]
    app.close(desk)
    assert run_sql(path, "select count(*) from workspace where key like 'k%'") == [(0,)]
    assert app.check(path) == ()


def test_the_first_paint_survives_a_crash_too(path):
    crash_within_a_commit(path)
    assert [tile.search != "y" * 9000 for tile in read_tiles(path)] == [True]


def test_a_backup_after_a_crash_is_whole(path, tmp_path):
    crash_within_a_commit(path)
    app = program()
    made = app.backup(path, tmp_path / "b.zip")
    app.restore(made, tmp_path / "again.mcdesk")
    assert app.check(tmp_path / "again.mcdesk") == ()


def test_a_write_that_fails_half_way_keeps_nothing(at):
    desk = at()

    def fails() -> None:
        with desk.store.write() as uow:
            uow.put(uow.select(Card)[0])
            uow.connection.exec_driver_sql("update card set code = 'HALF'")
            raise RuntimeError("half")

    with pytest.raises(RuntimeError, match="half"):
        fails()
    assert desk.outline("MC-1").tile.code == "MC-1"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("database or disk is full", "disk_full"),
        ("attempt to write a readonly database", "read_only"),
        ("database is locked", "locked"),
        ("database disk image is malformed", "damaged"),
        ("file is not a database", "damaged"),
        ("disk I/O error", "storage"),
    ],
)
def test_the_database_s_errors_become_words(text, code):
    trouble = trouble_of(sqlite3.OperationalError(text), "x.mcdesk")
    assert trouble.code == code
    assert trouble.title
    assert trouble.advice


def test_a_file_that_is_no_workspace_is_refused_in_words(tmp_path):
    other = tmp_path / "other.sqlite"
    run_sql(other, "create table t (a)")
    for place, code in ((other, "no_workspace"), (tmp_path / "none", "missing")):
        with pytest.raises(Trouble) as caught:
            Workspace.open(place)
        assert caught.value.code == code
    text = tmp_path / "text.mcdesk"
    text.write_text("This is a letter. " * 100)
    with pytest.raises(Trouble) as caught:
        Workspace.open(text)
    assert caught.value.code == "no_workspace"
    assert text.read_text().startswith("This is a letter.")


def test_a_workspace_whose_beginning_is_lost_is_damaged_not_another_file(path):
    content = path.read_bytes()
    path.write_bytes(b"\0" * 16 + content[16:])
    with pytest.raises(Trouble) as caught:
        Workspace.open(path)
    assert caught.value.code == "damaged"


def test_a_workspace_from_a_newer_program_is_refused_and_left_as_it_is(path):
    """Fault 22 of reliability.md."""
    for statement in ("pragma user_version = 2", "update alembic_version set version_num = '0999'"):
        run_sql(path, "pragma user_version = 1", statement)
        before = path.read_bytes()
        for read_only in (True, False):
            with pytest.raises(Trouble) as caught:
                Workspace.open(path, read_only=read_only)
            assert caught.value.code == "too_new"
            assert "Update the program" in caught.value.advice
        assert path.read_bytes() == before


def test_a_workspace_without_its_version_is_damaged(path):
    run_sql(path, "delete from alembic_version")
    with pytest.raises(Trouble) as caught:
        schema.check_version(path)
    assert caught.value.code == "damaged"


def test_a_new_workspace_does_not_overwrite_and_needs_a_folder(path, tmp_path):
    with pytest.raises(Trouble) as caught:
        Workspace.create(path)
    assert caught.value.code == "exists"
    (tmp_path / "file").write_text("")
    with pytest.raises(Trouble) as caught:
        Workspace.create(tmp_path / "file" / "x.mcdesk")
    assert caught.value.code == "folder"


def test_the_database_explains_itself_to_plain_sqlite3(at):
    desk = at("discussion")
    desk.execute(do.SetValue(form="MC-1/R2", path="verdict", new="agreed"))
    rows = run_sql(
        desk.store.path,
        """select card.code, card.stage, form.kind, form_value.path, form_value.value
           from card join form on form.card_id = card.id
           join form_value on form_value.form_id = form.id
           where form_value.deleted = 0 and form.kind = 'R2' and path = 'verdict'""",
    )
    assert rows == [("MC-1", "discussion", "R2", "verdict", '"agreed"')]
    rows = run_sql(
        desk.store.path,
        """select person.name, sign_off.role, sign_off.decision, sign_off.decided_on
           from sign_off join person on person.id = sign_off.person_id order by sign_off.role""",
    )
    assert rows == [
        ("HSP-LAW", "hsp", "approve", "2026-11-23"),
        ("SME-03", "sme", "accept", "2026-11-23"),
    ]
    rows = run_sql(
        desk.store.path,
        """select journal.kind, person.name from effect
           join journal on journal.n = effect.event_n
           left join person on person.id = journal.person_id
           where effect.table_name = 'card' order by journal.n""",
    )
    assert rows == [("CardCreated", "CTL-01"), ("CardMoved", "CTL-01")]
