"""Backup and restore: whole or not at all, nothing overwritten, nothing written elsewhere."""

from __future__ import annotations

import json
import os
import random
import shutil
import sqlite3
import time
import zipfile
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from mcdesk.errors import Trouble
from mcdesk.models import backups, left_behind, schema
from mcdesk.procedure import calendar
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import day_at
from tests.storage.conftest import crash_within_a_commit, program, run_sql

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


@pytest.fixture
def whole(path, tmp_path):
    """A workspace with a stored file and drafts, and a backup of it."""
    app = program()
    desk = app.open(path)
    source = tmp_path / "scan.pdf"
    source.write_bytes(b"scan" * 1000)
    digest, size = desk.store_file(source)
    desk.execute(do.AttachFile(card="MC-1", name="scan.pdf", size=size, digest=digest))
    app.close(desk)
    Path(f"{path}.drafts").write_text('{"form": "x"}\n')
    return backups.backup(path, tmp_path / "kept.zip", NOW)


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file() and not file.name.endswith((".lock", "-journal"))
    }


def refused(source: Path, path: Path) -> Trouble:
    """Restore what must not be restored; nothing may have changed."""
    before = contents(path.parent)
    with pytest.raises(Trouble) as caught:
        backups.restore(source, path, NOW)
    assert contents(path.parent) == before
    assert [entry for entry in path.parent.iterdir() if entry.name.startswith("tmp")] == []
    return caught.value


def test_a_backup_holds_everything_and_can_be_restored_elsewhere(whole, path, tmp_path):
    assert set(zipfile.ZipFile(whole).namelist()) >= {"workspace.mcdesk", "drafts", "manifest.json"}
    place = tmp_path / "else" / "where" / "again.mcdesk"
    backups.restore(whole, place, NOW)
    app = program()
    assert app.check(place) == ()
    desk = app.open(place)
    assert desk.page("MC-1").files[0].name == "scan.pdf"
    app.close(desk)
    assert Path(f"{place}.drafts").read_text() == '{"form": "x"}\n'


def test_a_restore_sets_the_old_workspace_aside_whole(whole, path):
    app = program()
    desk = app.open(path)
    desk.execute(do.ChangeCard(card="MC-1", short_title="After the backup"))
    app.close(desk)
    app.restore(whole, path)
    aside = next(path.parent.glob("test before *.mcdesk"))
    assert run_sql(aside, "select short_title from card") == [("After the backup",)]
    assert run_sql(path, "select short_title from card") == [("Contracts MC-1",)]
    assert Path(f"{aside}.files").is_dir()
    assert Path(f"{aside}.drafts").is_file()
    assert app.check(path) == ()
    assert app.check(aside) == ()


def test_two_restores_in_one_second_lose_nothing(whole, path):
    app = program()
    for title in ("first", "second"):
        desk = app.open(path)
        desk.execute(do.ChangeCard(card="MC-1", short_title=title))
        app.close(desk)
        backups.restore(whole, path, NOW)
    titles = {
        run_sql(aside, "select short_title from card")[0][0]
        for aside in path.parent.glob("test before *.mcdesk")
    }
    assert titles == {"first", "second"}


def test_a_broken_off_daily_backup_goes_with_a_later_one(path, tmp_path):
    folder = tmp_path / "kept"
    folder.mkdir()
    made = backups.daily(path, folder, NOW)
    for name, age in (("2026-01-01", 2), ("2026-01-02", 0)):
        left = folder / f".{made.name.replace(day_at(NOW).isoformat(), name)}.part"
        left.write_bytes(b"")
        os.utime(left, (time.time() - age * left_behind.A_DAY,) * 2)
    assert len(list(folder.glob(".*.part"))) == 2
    backups.daily(path, folder, NOW + timedelta(days=1))
    (left,) = folder.glob(".*.part")
    assert "2026-01-02" in left.name


def test_what_a_crash_left_does_not_touch_the_restored_file(whole, path):
    crash_within_a_commit(path)
    backups.restore(whole, path, NOW)
    app = program()
    assert app.check(path) == ()
    aside = next(path.parent.glob("test before *.mcdesk"))
    assert app.check(aside) == ()
    assert run_sql(aside, "select count(*) from workspace where key like 'k%'") == [(0,)]


def test_a_restore_that_cannot_finish_puts_everything_back(whole, path, monkeypatch):
    real, calls = Path.rename, []

    def fails(self, target):
        calls.append(target)
        if len(calls) == 4:
            raise PermissionError(13, "in use")
        return real(self, target)

    before = contents(path.parent)
    monkeypatch.setattr(Path, "rename", fails)
    with pytest.raises(Trouble) as caught:
        backups.restore(whole, path, NOW)
    assert caught.value.code == "restore"
    assert contents(path.parent) == before


def test_a_backup_is_not_restored_over_an_open_workspace(whole, path):
    app = program()
    desk = app.open(path)
    with pytest.raises(Trouble) as caught:
        app.restore(whole, path)
    assert caught.value.code == "in_use"
    app.close(desk)


def test_a_restore_that_fails_leaves_nothing_in_its_place(tmp_path):
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("letter.txt", "no backup")
    place = tmp_path / "place"
    with pytest.raises(Trouble):
        program().restore(other, place / "bad.mcdesk")
    assert list(place.iterdir()) == []


def rewritten(whole: Path, target: Path, **changes: bytes | None) -> Path:
    """Write the backup again with members changed, added or (None) left out."""
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(target, "w") as new:
        members = {name: old.read(name) for name in old.namelist()} | changes
        for name, content in members.items():
            if content is not None:
                new.writestr(name, content)
    return target


def manifest(whole: Path, **files: str) -> bytes:
    data = json.loads(zipfile.ZipFile(whole).read("manifest.json"))
    data["files"] |= files
    return json.dumps(data).encode()


def test_a_damaged_backup_is_refused_and_nothing_changes(whole, path, tmp_path):
    content = whole.read_bytes()
    rng = random.Random(5)
    codes = set()
    for number in range(60):
        harmed = bytearray(content)
        at = rng.randrange(len(harmed))
        harmed[at : at + 40] = rng.randbytes(len(harmed[at : at + 40]))
        bad = tmp_path / "bad" / "bad.zip"
        bad.parent.mkdir(exist_ok=True)
        bad.write_bytes(harmed if number % 2 else content[:at])
        try:
            backups.restore(bad, tmp_path / "new" / "w.mcdesk", NOW)
        except Trouble as trouble:
            codes.add(trouble.code)
            assert not list((tmp_path / "new").glob("*")), "something was left behind"
        else:
            assert program().check(tmp_path / "new" / "w.mcdesk") == ()
            shutil.rmtree(tmp_path / "new")
    assert "bad_backup" in codes
    assert program().check(path) == ()


@pytest.mark.parametrize(
    "name",
    ["../evil", "/evil", "files/../../evil", "files/..\\evil", "C:/evil", "files/C:evil",
     "drafts/evil", "workspace.mcdesk/evil", "files", "files//x", "evil"],
)  # fmt: skip
def test_names_that_would_leave_the_folder_are_refused(whole, path, tmp_path, name):
    bad = rewritten(
        whole, tmp_path / "bad.zip", **{name: b"x", "manifest.json": manifest(whole, **{name: "0"})}
    )
    assert refused(bad, path).code == "bad_backup"
    assert not (tmp_path.parent / "evil").exists()


@pytest.mark.parametrize(
    "text",
    [None, b"", b"[]", b"{}", b'{"files": []}', b'{"files": {"drafts": "x"}}', b"\xff", b"7",
     b'{"files": {"workspace.mcdesk": 7}}', b'{"files": 3}',
     b'{"files": {"workspace.mcdesk": ""}}'],
)  # fmt: skip
def test_a_manifest_of_another_shape_is_refused(whole, path, tmp_path, text):
    bad = rewritten(whole, tmp_path / "bad.zip", **{"manifest.json": text})
    assert refused(bad, path).code == "bad_backup"


def test_what_is_no_backup_is_refused(path, tmp_path):
    other = tmp_path / "other.zip"
    other.write_text("no zip")
    assert refused(other, path).code == "bad_backup"
    assert refused(tmp_path / "none.zip", path).code == "restore"
    assert refused(tmp_path, path).code in ("restore", "bad_backup")


def test_a_backup_of_a_newer_program_is_refused(whole, path, tmp_path):
    copy = tmp_path / "newer.mcdesk"
    with zipfile.ZipFile(whole) as archive:
        copy.write_bytes(archive.read("workspace.mcdesk"))
    run_sql(copy, "pragma user_version = 99")
    kept = manifest(whole, **{"workspace.mcdesk": backups.digest_of(copy)})
    bad = rewritten(
        whole,
        tmp_path / "bad.zip",
        **{"workspace.mcdesk": copy.read_bytes(), "manifest.json": kept},
    )
    copy.unlink()
    assert refused(bad, path).code == "too_new"


def test_a_backup_that_would_unpack_to_too_much_is_refused(whole, path, monkeypatch):
    monkeypatch.setattr(backups, "LARGEST", 1000)
    assert refused(whole, path).code == "bad_backup"


def test_the_daily_backup_is_made_once_a_day_and_seven_are_kept(path, tmp_path):
    folder = tmp_path / "cloud"
    assert backups.newest(path, folder) == ""
    for day in range(10):
        moment = NOW + timedelta(days=day)
        assert backups.daily(path, folder, moment) is not None
        assert backups.daily(path, folder, moment + timedelta(hours=5)) is None
    names = sorted(entry.name for entry in folder.iterdir())
    assert [name.removesuffix(backups.SUFFIX)[-10:] for name in names] == [f"2026-{d}" for d in (
        "11-26", "11-27", "11-28", "11-29", "11-30", "12-01", "12-02")]  # fmt: skip
    assert backups.newest(path, folder) == "2026-12-02"


def test_two_workspaces_of_one_name_have_their_own_daily_backups(path, tmp_path):
    other = tmp_path / "other" / path.name
    other.parent.mkdir()
    backups.restore(backups.backup(path, tmp_path / "b.zip", NOW), other, NOW)
    folder = tmp_path / "cloud"
    assert backups.daily(path, folder, NOW) is not None
    assert backups.newest(other, folder) == ""
    assert backups.daily(other, folder, NOW) is not None


def test_the_daily_backups_of_a_name_with_brackets_are_found(path, tmp_path):
    """In a pattern of names they would stand for something else."""
    odd, folder = path.rename(path.with_name("[ctl] 1.mcdesk")), tmp_path / "cloud"
    for day in range(9):
        backups.daily(odd, folder, NOW + timedelta(days=day))
    assert backups.newest(odd, folder) == "2026-12-01"
    assert len(list(folder.iterdir())) == 7


def test_only_finished_files_appear_in_the_folder(path, tmp_path, monkeypatch):
    folder = tmp_path / "cloud"
    folder.mkdir()
    seen = []
    real = backups._write

    def watched(*given):
        seen.append(list(folder.iterdir()))
        real(*given)
        seen.append(list(folder.iterdir()))

    monkeypatch.setattr(backups, "_write", watched)
    made = backups.backup(path, folder, NOW)
    assert seen == [[], []]
    assert list(folder.iterdir()) == [made]
    assert made.name == "test-2026-11-23-160000.mcdesk-backup.zip"


def test_an_hour_that_comes_twice_writes_over_no_backup(path, tmp_path):
    calendar.use_zone("America/New_York")
    begin = tmp_path / "test-"
    first = backups.free_name(begin, backups.SUFFIX, datetime(2026, 11, 1, 5, 30, tzinfo=UTC))
    first.touch()
    again = backups.free_name(begin, backups.SUFFIX, datetime(2026, 11, 1, 6, 30, tzinfo=UTC))
    assert first.name == "test-2026-11-01-013000.mcdesk-backup.zip"
    assert again.name == "test-2026-11-01-013001.mcdesk-backup.zip"


def test_how_far_a_backup_is_never_goes_back(path, tmp_path):
    told: list[tuple[int, int]] = []

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return True

    backups.backup(path, tmp_path / "b.zip", NOW, progress)
    assert len({of for _done, of in told}) == 1
    assert told == sorted(told)
    assert told[-1][0] == told[-1][1]
    assert all(done < of for done, of in told[: len(told) // 2])


def test_a_backup_keeps_few_pages_in_memory(path, tmp_path, monkeypatch):
    """The board is at work beside it; each page is read and written once."""
    kept = []

    class Noting(sqlite3.Connection):
        def backup(self, target, **how):
            kept.extend(each.execute("pragma cache_size").fetchone() for each in (self, target))
            super().backup(target, **how)

    reading = partial(sqlite3.connect, factory=Noting)
    with monkeypatch.context() as patch:
        patch.setattr(backups, "for_reading", reading)
        backups.backup(path, tmp_path / "b.zip", NOW)
    assert kept == [(backups.LITTLE,)] * 2
    assert -512 <= backups.LITTLE < 0


def test_a_cancelled_backup_leaves_nothing(path, tmp_path):
    with pytest.raises(Trouble) as caught:
        backups.backup(path, tmp_path / "b.zip", NOW, lambda done, of: False)
    assert caught.value.code == "cancelled"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["test.mcdesk"]


def test_a_backup_that_cannot_be_written_is_told_and_leaves_nothing(path, tmp_path):
    (tmp_path / "file").write_text("")
    for target in (tmp_path / "file" / "b.zip", tmp_path / ("x" * 300) / "b.zip"):
        with pytest.raises(Trouble) as caught:
            backups.backup(path, target, NOW)
        assert caught.value.code == "backup"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "test.mcdesk"]


def test_there_must_be_something_to_back_up(tmp_path):
    with pytest.raises(Trouble) as caught:
        backups.backup(tmp_path / "none.mcdesk", tmp_path / "b.zip", NOW)
    assert caught.value.code == "missing"


def test_files_older_than_zip_itself_are_backed_up_too(whole, path, tmp_path):
    stored = next(p for p in Path(f"{path}.files").rglob("*") if p.is_file())
    os.utime(stored, (0, 0))
    made = backups.backup(path, tmp_path / "old.zip", NOW)
    backups.restore(made, tmp_path / "new.mcdesk", NOW)
    assert program().check(tmp_path / "new.mcdesk") == ()


def test_a_file_that_is_just_being_stored_is_left_out(whole, path, tmp_path):
    half = Path(f"{path}.files") / "tmphalf"
    half.write_bytes(b"half")
    made = backups.backup(path, tmp_path / "new.zip", NOW)
    names = zipfile.ZipFile(made).namelist()
    assert sum(name.startswith("files/") for name in names) == 1
    assert "files/tmphalf" not in names


def test_a_backup_is_made_while_the_window_writes(at, tmp_path):
    desk = at()
    with desk.store.write() as uow:
        uow.connection.exec_driver_sql("update card_summary set code = 'HALF'")
        made = backups.backup(desk.store.path, tmp_path / "b.zip", NOW)
        uow.connection.exec_driver_sql("update card_summary set code = 'MC-1'")
    backups.restore(made, tmp_path / "new.mcdesk", NOW)
    assert program().check(tmp_path / "new.mcdesk") == ()
    assert schema.check_version(tmp_path / "new.mcdesk") == schema.HEAD


# --- damaged workspaces ---------------------------------------------------------------------


def damage(path: Path) -> None:
    """Overwrite pages in the middle of a database, so that it opens but cannot be read whole."""
    data = bytearray(path.read_bytes())
    middle = len(data) // 2 // 4096 * 4096
    data[middle : middle + 8 * 4096] = bytes(8 * 4096)
    path.write_bytes(data)


def test_a_damaged_workspace_is_not_backed_up(path, tmp_path):
    folder = tmp_path / "cloud"
    assert backups.daily(path, folder, NOW) is not None
    kept = contents(folder)
    damage(path)
    with pytest.raises(Trouble) as caught:
        backups.backup(path, tmp_path / "b.zip", NOW)
    assert caught.value.code == "damaged"
    assert not (tmp_path / "b.zip").exists()
    with pytest.raises(Trouble):
        backups.daily(path, folder, NOW + timedelta(days=1))
    assert contents(folder) == kept


def test_a_backup_of_a_damaged_database_is_not_restored(whole, path, tmp_path):
    bad = tmp_path / "bad.zip"
    copy = tmp_path / "damaged.mcdesk"
    with zipfile.ZipFile(whole) as archive, zipfile.ZipFile(bad, "w") as made:
        copy.write_bytes(archive.read(backups.DATABASE))
        damage(copy)
        manifest = json.loads(archive.read(backups.MANIFEST))
        manifest["files"] = {backups.DATABASE: backups.digest_of(copy)}
        made.write(copy, backups.DATABASE)
        made.writestr(backups.MANIFEST, json.dumps(manifest))
    copy.unlink()
    assert refused(bad, path).code == "bad_backup"


def test_a_text_that_is_no_text_any_more_is_found(path):
    from mcdesk.models.soundness import fault_of

    assert fault_of(path) == ""
    run_sql(path, "update person set name = cast(x'ff41' as text)")
    assert "UTF-8" in fault_of(path)


# --- renewing the day's backup -----------------------------------------------------------------


def note_idea(path: Path) -> None:
    app = program()
    desk = app.open(path)
    desk.execute(do.NoteIdea(title="x"))
    app.close(desk)


def test_the_day_s_backup_is_renewed_when_something_changed(path, tmp_path):
    folder = tmp_path / "cloud"
    assert backups.daily(path, folder, NOW) is not None
    assert backups.daily(path, folder, NOW, closing_down=True) is None
    note_idea(path)
    assert backups.daily(path, folder, NOW + timedelta(hours=3)) is None
    assert backups.daily(path, folder, NOW + timedelta(hours=4)) is not None
    note_idea(path)
    assert backups.daily(path, folder, NOW + timedelta(hours=5), closing_down=True) is not None
    assert len(list(folder.iterdir())) == 1


def test_the_backup_of_an_empty_board_is_renewed_at_once(tmp_path):
    app, path, folder = program(), tmp_path / "new.mcdesk", tmp_path / "cloud"
    app.close(app.create(path, "New", "CTL-01"))
    assert backups.daily(path, folder, NOW) is not None
    note_idea(path)
    assert backups.daily(path, folder, NOW + timedelta(minutes=30)) is not None


def test_a_schema_that_this_program_does_not_know_is_a_newer_one(path, tmp_path):
    for name in ("9999", "abc123"):
        run_sql(path, f"update alembic_version set version_num = '{name}'")
        with pytest.raises(Trouble) as caught:
            schema.check_version(path)
        assert caught.value.code == "too_new"


@pytest.mark.parametrize("at", range(1, 5))
def test_a_backup_of_the_day_is_stopped_in_its_midst_and_the_one_before_stays(path, tmp_path, at):
    """So a window may close without it."""
    folder, now = tmp_path / "backups", datetime(2026, 11, 23, 9, tzinfo=UTC)
    made = backups.daily(path, folder, now - timedelta(days=1))
    before, told = made.read_bytes(), list[tuple[int, int]]()

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return len(told) < at

    with pytest.raises(Trouble) as caught:
        backups.daily(path, folder, now, progress, closing_down=True)
    assert caught.value.code == "cancelled"
    assert [each.name for each in folder.iterdir()] == [made.name]
    assert made.read_bytes() == before
    assert all(0 <= done <= of for done, of in told)
