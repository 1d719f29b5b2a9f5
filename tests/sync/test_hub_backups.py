"""A hub is backed up every night, put back, checked from outside; nobody loses anything by it."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from mcdesk.application.journal import chained
from mcdesk.errors import Refused, Trouble
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from tests.sync.conftest import records
from tests.sync.lost_hub import lose, put_back, rename
from tests.sync.meeting import FILE, form_of, meet, write
from tests.sync.secret import SECRET, leaked


def attach(desk, folder) -> str:
    scan = folder / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan")
    digest, size = desk.store_file(scan)
    desk.execute(do.AttachFile(card="MC-1", name="scan.pdf", digest=digest, size=size,
                               purpose="other"))  # fmt: skip
    return digest


def arrivals(at: str) -> list[tuple]:
    """Return when a server got which entry, the witness of its own clock."""
    if not at.startswith("postgres"):
        return []
    owner = ServerHub(at)
    with owner.engine.connect() as connection:
        found = connection.execute(text("select seq, login::text, at from hub.received"))
        kept = sorted(map(tuple, found))
    owner.close()
    return kept


@pytest.mark.parametrize("how", ["lost", "alive"])
def test_a_hub_put_back_gets_again_what_came_after(team, at, how):
    """Fault 15 of reliability.md."""
    one, other = team.desks["r0"], team.desks["r1"]
    digest = attach(one, team.folder)
    team.sync("r0")
    came = arrivals(at)
    made = team.app.backup_hub(team.hub.address if at.startswith("postgres") else at, team.folder)
    rename(one, "After the backup")
    team.sync("r0")
    team.sync("r1")
    there = records(team.hub)
    if how == "lost":
        lose(team, at)
        if hasattr(team.hub, "path"):
            team.hub.file_path(digest).unlink()
    kept = team.app.restore_hub(made, at)
    assert bool(kept) == (how == "alive")
    assert arrivals(at) == (came if how == "alive" else [])
    assert not team.app.check_hub(at)
    assert any("put back" in line for line in team.app.check_hub(at, one))
    assert team.sync("r0").restored
    team.settle_all()
    assert records(team.hub) == there == records(one) == records(other)
    assert not other.attention()
    assert not team.app.check_hub(at, one)


def test_a_backup_is_restored_to_the_other_kind(team, at):
    """One zip for both: a team that outgrows its folder goes to a server, and the other way."""
    made = team.app.backup_hub(at, team.folder / "hub.zip")
    path = team.folder / "moved.mcdhub"
    team.app.restore_hub(made, str(path))
    assert not team.app.check_hub(str(path), team.desks["r0"])
    with zipfile.ZipFile(made) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["hub_id"] == team.hub.identity()[0]
        assert ("members.json" in manifest["files"]) == at.startswith("postgres")


def test_what_was_removed_for_ever_does_not_come_back_with_a_backup(team, at):
    one = team.desks["r0"]
    write(one, SECRET)
    team.sync("r0")
    made = team.app.backup_hub(at, team.folder)
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Asked for"))
    meet(team)
    team.app.restore_hub(made, at)
    assert leaked(team.hub)
    meet(team)
    assert not leaked(team.hub)
    assert not team.app.check_hub(at, one)


def test_a_hub_is_rebuilt_while_a_removal_waits(team, at):
    """It concerns what is confirmed, and goes on waiting: the rebuilt hub gets it after that."""
    one = team.desks["r0"]
    write(one, SECRET)
    meet(team)
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Asked for"))
    lose(team, at)
    team.app.rebuild_hub(one, at)
    team.settle_all()
    assert not leaked(team.hub)
    assert not team.app.check_hub(at, one)


@pytest.mark.parametrize("how", ["lost", "put back"])
def test_a_hub_with_removals_is_rebuilt(team, at, how):
    one, other = team.desks["r0"], team.desks["r1"]
    head = team.hub.identity()[2]
    write(one, SECRET)
    team.sync("r0")
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Asked for"))
    meet(team)
    if how == "lost" or not at.startswith("postgres"):
        lose(team, at)
    else:
        put_back(at, head.seq)
    team.app.rebuild_hub(other, at)
    assert not team.app.check_hub(at, one)
    assert not leaked(team.hub)
    team.settle_all()
    assert records(team.hub) == records(one)


@FILE
def test_the_newest_backups_stay(team, at):
    for day in range(3):
        (team.folder / f"team-2026-01-0{day + 1}-000000.mcdhub-backup.zip").touch()
    others = team.folder / "team-law-2026-01-01-000000.mcdhub-backup.zip"
    others.touch()  # of another hub, in the same folder
    made = team.app.backup_hub(at, team.folder, keep=2)
    assert others.exists()
    kept = sorted(team.folder.glob("team-2*.mcdhub-backup.zip"))
    assert [each.name for each in kept] == ["team-2026-01-03-000000.mcdhub-backup.zip", made.name]


@FILE
def test_the_newest_is_told_by_the_backup_not_by_its_name(team, at):
    first = team.app.backup_hub(at, team.folder, keep=2)
    older = first.rename(first.with_name("team-2099-01-01-000000.mcdhub-backup.zip"))
    second = team.app.backup_hub(at, team.folder, keep=2)
    third = team.app.backup_hub(at, team.folder, keep=2)
    assert not older.exists()
    assert sorted(team.folder.glob("team-*.mcdhub-backup.zip")) == sorted((second, third))


@FILE
def test_a_damaged_hub_is_not_backed_up_and_removes_no_backup(team, at):
    (team.folder / "team-2026-01-01-000000.mcdhub-backup.zip").touch()
    with closing(sqlite3.connect(at)) as connection:
        connection.execute("update card set title_en = 'Forged'")
        connection.commit()
    with pytest.raises(Trouble, match="no backup was made") as caught:
        team.app.backup_hub(at, team.folder, keep=1)
    said = caught.value.advice
    assert f"{at} stays as it is. The check says: " in said
    assert "This copy" not in said
    assert ".." not in said
    assert len(list(team.folder.glob("*.mcdhub-backup.zip"))) == 1


@FILE
def test_a_hub_damaged_in_the_middle_is_told_by_an_exchange_and_a_backup(team, at):
    """Fault 19 of reliability.md."""
    desk = team.desks["r0"]
    synced = desk.replica().synced_at
    with open(at, "r+b") as file:
        file.seek(9000)
        file.write(b"\xa5\x5a" * 30_000)
    for _time in range(2):
        with pytest.raises(Trouble, match="hub is damaged"):
            team.app.exchange(desk)
    assert desk.replica().synced_at == synced
    with pytest.raises(Trouble) as caught:
        team.app.backup_hub(at, team.folder)
    said = f"{caught.value.title} {caught.value.advice}"
    assert "hub is damaged" in said
    assert at in said
    assert ".." not in said
    assert said.count("mcdhub") == said.count(at)
    assert said.endswith("The check says: it cannot be read to its end.")
    assert not list(team.folder.glob("*.mcdhub-backup.zip"))


@FILE
def test_what_is_no_backup_of_this_hub_is_not_restored(team, at, tmp_path):
    workspace = team.app.backup(team.desks["r0"].store.path, tmp_path / "workspace.zip")
    with pytest.raises(Trouble, match="not a whole backup"):
        team.app.restore_hub(workspace, at)
    made = team.app.backup_hub(at, tmp_path / "hub.zip")
    with pytest.raises(Trouble, match="not a whole backup"):
        team.app.restore(made, tmp_path / "new.mcdesk")
    spoilt = tmp_path / "spoilt.zip"
    with zipfile.ZipFile(made) as found, zipfile.ZipFile(spoilt, "w") as out:
        copy = Path(found.extract("hub.mcdhub", tmp_path / "copy"))
        with closing(sqlite3.connect(copy)) as connection:
            connection.execute("update card set title_en = 'Forged'")
            connection.commit()
        told = json.loads(found.read("manifest.json"))
        told["files"]["hub.mcdhub"] = hashlib.sha256(copy.read_bytes()).hexdigest()
        out.write(copy, "hub.mcdhub")
        out.writestr("manifest.json", json.dumps(told))
    with pytest.raises(Trouble, match="This backup is damaged: ") as told_so:
        team.app.restore_hub(spoilt, at)
    assert told_so.value.advice == "Nothing was changed. Take an earlier backup."
    with closing(sqlite3.connect(at)) as connection:
        connection.execute("update workspace set value = 'another' where key = 'hub_id'")
        connection.commit()
    with pytest.raises(Refused) as caught:
        team.app.restore_hub(made, at)
    assert caught.value.code == "other_hub"


def spoil(team, at: str, *statements: str) -> None:
    """Change a hub behind its back, as whoever has the file or the database can."""
    if not at.startswith("postgres"):
        with closing(sqlite3.connect(at)) as connection:
            names = connection.execute("select name from sqlite_master where type = 'trigger'")
            for (name,) in names.fetchall():
                connection.execute(f"drop trigger {name}")
            for statement in statements:
                connection.execute(statement)
            connection.commit()
        return
    owner = ServerHub(at)
    with owner.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    owner.close()


LAST = "(select max(seq) from journal)"
ALTERED = f"update journal set body = replace(body, 'One', 'Two') where seq = {LAST}"


def test_check_finds_an_altered_row(team, at):
    rename(team.desks["r0"], "One")
    team.sync("r0")
    spoil(team, at, ALTERED)
    assert any("was altered" in line for line in team.app.check_hub(at))


def test_check_finds_a_tail_written_anew_by_what_a_workspace_remembers(team, at):
    one = team.desks["r0"]
    rename(one, "One")
    team.sync("r0")
    last, before = (team.hub.lines_after(one.replica().head.seq - n, 1)[0] for n in (1, 2))
    mark = chained(before.hash, last.body.replace("One", "Two"))
    title = "update card set title_en = 'Two' where code = 'MC-1'"
    spoil(team, at, ALTERED, title, f"update journal set hash = '{mark}' where seq = {LAST}")
    assert not team.app.check_hub(at)
    found, named = team.app.check_hub(at, one)
    assert f"entry {one.replica().head.seq}, of CTL-01, MC-1" in named
    assert f"entry {last.seq} is another one" in found


def test_check_finds_a_content_that_is_missing_or_altered(team, at):
    one = team.desks["r0"]
    digest = attach(one, team.folder)
    team.sync("r0")
    assert not team.app.check_hub(at)
    if at.startswith("postgres"):
        spoil(team, at, "update hub.stored set content = 'else'")
    else:
        team.hub.file_path(digest).write_bytes(b"else")
    assert any("was altered" in line for line in team.app.check_hub(at))
    if at.startswith("postgres"):
        spoil(team, at, "delete from hub.stored")
    else:
        team.hub.file_path(digest).unlink()
    assert any("not in the store" in line for line in team.app.check_hub(at))


def test_a_folder_that_is_not_there_is_no_file(team, at):
    """A place that is not mounted tonight must not become a file of that name."""
    with pytest.raises(Trouble) as caught:
        team.app.backup_hub(at, team.folder / "not-mounted", keep=3)
    assert caught.value.code == "folder"
    assert not (team.folder / "not-mounted").exists()
