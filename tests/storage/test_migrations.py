"""Migrations: on a copy, the same schema as a fresh one, and nothing lost when they fail."""

from __future__ import annotations

import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from mcdesk.errors import Trouble
from mcdesk.models import schema
from mcdesk.models.workspace import Workspace
from tests.storage.conftest import crash_within_a_commit, program, restored, run_sql

SCRIPTS, HEAD = schema.SCRIPTS, schema.HEAD
NEXT = '''
"""A revision of the future: a column, a value in it, and something slow."""

from alembic import op
import sqlalchemy as sa

revision = "{next}"
down_revision = "{head}"


def upgrade() -> None:
    with op.batch_alter_table("card") as batch:
        batch.add_column(sa.Column("colour", sa.Text(), nullable=False, server_default="blue"))
    op.execute("UPDATE card SET colour = 'red'")
    {last}
'''
MASTER = "select type, name, tbl_name, sql from sqlite_master where name not like 'sqlite_%'"


def shape(path: Path) -> dict[str, object]:
    """Return the columns, indexes and triggers of a database file, as SQLite tells them."""
    found: dict[str, object] = {}
    for type_, name, _table, sql in run_sql(path, MASTER):
        if type_ == "table":
            found[name] = (
                sorted(run_sql(path, f"select * from pragma_table_info('{name}')")),
                sorted(
                    (tuple(r[2] for r in run_sql(path, f"pragma index_info('{row[1]}')")), row[2])
                    for row in run_sql(path, f"pragma index_list('{name}')")
                ),
            )
        else:
            found[f"{type_} {name}"] = " ".join(str(sql).split()).replace('"', "")
    found["versions"] = run_sql(path, "pragma user_version") + run_sql(
        path, "pragma application_id"
    )
    return found


@pytest.fixture
def future(tmp_path, monkeypatch):
    """Let the program have one revision more; returns how to end it."""

    def make(last: str = "pass") -> None:
        scripts = tmp_path / "migrations 100%"
        shutil.copytree(SCRIPTS, scripts, dirs_exist_ok=True)
        head, next_ = HEAD, f"{int(HEAD) + 1:04d}"
        text = NEXT.format(last=last, head=head, next=next_)
        (scripts / "versions" / f"{next_}_next.py").write_text(text)
        monkeypatch.setattr(schema, "SCRIPTS", scripts)
        monkeypatch.setattr(schema, "HEAD", next_)

    return make


def test_the_migrated_schema_is_the_fresh_one(tmp_path, path):
    migrated = tmp_path / "migrated.mcdesk"
    schema.upgrade(migrated)
    assert shape(migrated) == shape(path)


def test_the_newest_revision_is_the_one_that_a_fresh_file_bears():
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    config.set_main_option("script_location", str(schema.SCRIPTS))
    scripts = ScriptDirectory.from_config(config)
    assert scripts.get_heads() == [schema.HEAD]
    assert all(len(script.revision) == 4 for script in scripts.walk_revisions())


def test_a_stored_file_of_the_first_schema_opens_and_checks_out(tmp_path):
    stored = restored(tmp_path / "stored.mcdesk")
    app = program()
    desk = app.open(stored)
    assert desk.outline("MC-1").tile.stage == "discussion"
    assert [line.kind for line in desk.history(limit=1)] == ["CardMoved"]
    app.close(desk)
    assert app.check(stored) == ()


def test_an_older_file_is_upgraded_when_it_is_opened(path, future):
    future()
    store = Workspace.open(path)
    store.close()
    assert run_sql(path, "select code, colour from card") == [("MC-1", "red")]
    assert schema.check_version(path) == schema.HEAD
    assert [p.name for p in path.parent.glob("*migrating*")] == []
    assert any(row[0] == "trigger" for row in run_sql(path, MASTER))


def test_an_older_file_is_not_upgraded_by_reading_it(path, future):
    future()
    before = path.read_bytes()
    with pytest.raises(Trouble) as caught:
        Workspace.open(path, read_only=True)
    assert caught.value.code == "old_schema"
    assert path.read_bytes() == before


def test_a_migration_that_fails_leaves_the_old_file(path, future):
    future("op.execute('UPDATE nothing SET x = 1')")
    before = path.read_bytes()
    with pytest.raises(Trouble):
        Workspace.open(path)
    assert path.read_bytes() == before
    store = Workspace(path)
    store.take_lock()
    store.close()


def test_a_migration_whose_result_is_damaged_leaves_the_old_file(path, future, monkeypatch):
    future()
    monkeypatch.setattr(schema, "_upgraded", lambda old, copy: "row 7 missing from index")
    before = path.read_bytes()
    with pytest.raises(Trouble) as caught:
        Workspace.open(path)
    assert (caught.value.code, path.read_bytes()) == ("migration", before)
    assert "row 7" in caught.value.advice


def test_a_migration_without_room_leaves_the_old_file(path, future, monkeypatch):
    def full(*given):
        raise OSError(28, "No space left on device")

    future()
    monkeypatch.setattr(Path, "replace", full)
    before = path.read_bytes()
    with pytest.raises(Trouble) as caught:
        Workspace.open(path)
    assert (caught.value.code, path.read_bytes()) == ("migration", before)


CHILD = """
import sys
from pathlib import Path
from mcdesk.models import schema
schema.SCRIPTS, schema.HEAD = Path(sys.argv[1]), sys.argv[3]
schema.migrate(Path(sys.argv[2]))
"""
DIE = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
MID_WRITE = (
    "op.execute('PRAGMA cache_size = 1'); op.execute('PRAGMA cache_spill = 1'); "
    "op.execute(\"UPDATE journal_copy SET body = body || 'x'\"); "
)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9 is a signal")
@pytest.mark.parametrize("where", ["after the copy", "within the upgrade", "before the rename"])
def test_a_migration_killed_half_way_leaves_the_old_file_and_succeeds_next_time(
    path, future, where
):
    """Fault 24 of reliability.md."""
    copied = "op.execute('CREATE TABLE journal_copy AS SELECT * FROM journal'); "
    ends = {
        "after the copy": DIE,
        "within the upgrade": copied + MID_WRITE + DIE,
        "before the rename": "pass",
    }
    future(ends[where])
    child = CHILD
    if where == "before the rename":
        child = "import os, signal\n" + CHILD.replace(
            "schema.migrate(", "schema.os.fsync = lambda number: " + "os.kill(os.getpid(), 9)\n"
            "schema.migrate("
        )  # fmt: skip
    before = path.read_bytes()
    done = subprocess.run(
        [sys.executable, "-c", child, str(schema.SCRIPTS), str(path), schema.HEAD], check=False
    )
    assert done.returncode == -signal.SIGKILL
    assert path.read_bytes() == before
    assert path.with_name(f"{path.name}.migrating").exists()
    left = path.with_name(f"{path.name}.migrating-journal")
    assert (left.exists() and left.stat().st_size > 512) == (where != "before the rename")
    future()
    Workspace.open(path).close()
    assert run_sql(path, "select code, colour from card") == [("MC-1", "red")]
    assert run_sql(path, "pragma integrity_check") == [("ok",)]
    assert [p.name for p in path.parent.glob("*migrating*")] == []


def test_what_a_crash_left_is_taken_back_before_a_migration(path, future):
    future()
    crash_within_a_commit(path)
    Workspace.open(path).close()
    assert run_sql(path, "select count(*) from workspace where key like 'k%'") == [(0,)]
    assert run_sql(path, "pragma integrity_check") == [("ok",)]
