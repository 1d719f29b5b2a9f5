"""A file that was removed for ever, at a hub that was put back to before that."""

from __future__ import annotations

import json
import shutil

import pytest

from mcdesk.models.hub import SqliteHub
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import form_id
from mcdesk.procedure.records import MARK, Redaction, StoredFile
from tests.sync.conftest import Team, records
from tests.sync.forged import first_that_says, unlocked
from tests.sync.lost_hub import put_back
from tests.sync.meeting import meet, write
from tests.sync.secret import SECRET, leaked, lines_of, whole
from tests.walk import Walker


@pytest.mark.parametrize("team", ["file"], indirect=True)
@pytest.mark.parametrize("had", ["nothing of it", "the file"])
def test_the_removal_goes_to_the_hub_again_and_names_only_what_the_hub_had(
    team: Team, tmp_path, had
):
    """What waits again was written anew already: it comes to the hub without the words."""
    one = team.desks["r0"]
    source = tmp_path / f"{SECRET}.pdf"
    source.write_bytes(SECRET.encode() * 20)
    digest, size = one.store_file(source)
    attach = do.AttachFile(card="MC-1", name=source.name, size=size, digest=digest, note=SECRET,
                           purpose="evidence", id="scan")  # fmt: skip
    kept = shutil.copy(team.hub.path, team.folder / "yesterday")
    one.execute(attach)
    meet(team)
    if had == "the file":
        kept = shutil.copy(team.hub.path, team.folder / "yesterday")
    one.execute(do.RemoveContent(file="scan", reason="A copy of an identity card"))
    meet(team)
    shutil.copy(kept, team.hub.path)
    write(one, "More.", "p10")
    assert team.sync("r0").restored
    meet(team)
    team.sync("r2")
    assert not leaked(team.hub)
    for desk in team.desks.values():
        assert records(desk) == records(team.hub)
        assert not desk.attention()
        assert not leaked(desk)
        assert not desk.file_path(digest).exists()
        assert whole(desk) == ()
        with desk.store.read() as reader:
            (file,), (removal,) = reader.select(StoredFile), reader.select(Redaction)
        assert (file.name.startswith(MARK), file.note) == (True, "")
        assert len(json.loads(removal.lines)) == (1 if had == "the file" else 0)
    assert not team.hub.get_file(digest, tmp_path / "again")


@pytest.mark.parametrize("team", ["file"], indirect=True)
@pytest.mark.parametrize("has_frozen", [False, True])
@pytest.mark.parametrize("way", ["again", "away"])
def test_a_removal_that_a_person_is_asked_about_again_altered_no_entry(team: Team, way, has_frozen):
    """What it took out of confirmed entries stands there again: the hub and all others have it."""
    one, other = team.desks["r0"], team.desks["r1"]
    form = one.form(form_id("card", one.outline("MC-1").tile.id, "F2")).form_id
    write(one, f"{SECRET}. Besides.")
    if has_frozen:
        Walker(one).fill_proposal()
        write(one, f"{SECRET}. Besides.")
        one.execute(do.FreezeForm(form=form))
        one.execute(do.ChangeForm(form=form, reason="r"))
    meet(team)
    kept = shutil.copy(team.hub.path, team.folder / "yesterday")
    one.execute(do.RemoveContent(form=form, path="p10", reason="asked for"))
    team.sync("r0")
    assert not leaked(one)
    shutil.copy(kept, team.hub.path)
    write(other, f"{SECRET}. Besides. And more.")
    team.sync("r1")
    assert team.sync("r0").collided == 1
    meet(team)
    team.sync("r2")
    (entry,) = one.attention()
    for desk in team.desks.values():
        assert whole(desk) == ()
        assert records(desk) == records(team.hub)
    one.settle(entry.n, way)
    meet(team)
    team.sync("r2")
    for desk in team.desks.values():
        assert whole(desk) == ()
        assert records(desk) == records(team.hub)
        assert leaked(desk) == (way == "away")


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_words_come_back_only_as_an_entrys_hash_says_them(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    form = one.form(form_id("card", one.outline("MC-1").tile.id, "F2")).form_id
    write(one, f"{SECRET}. Besides.")
    meet(team)
    kept = shutil.copy(team.hub.path, team.folder / "yesterday")
    one.execute(do.RemoveContent(form=form, path="p10", reason="asked for"))
    team.sync("r0")
    shutil.copy(kept, team.hub.path)
    write(other, f"{SECRET}. Besides. And more.")
    team.sync("r1")
    with unlocked(team.hub.path) as file:
        file.execute("UPDATE journal SET body = replace(body, 'Besides', 'Forged') "
                     "WHERE seq = ?", [first_that_says(file, SECRET)])  # fmt: skip
    team.sync("r0")
    assert "Forged" not in "".join(line.body for line in lines_of(one))


@pytest.mark.parametrize("team", ["file"], indirect=True)
@pytest.mark.parametrize("way", ["undone", "written over"])
def test_what_waits_again_before_a_removal_follows_from_what_the_hub_has(team: Team, way):
    """It was written anew by the removal already, which comes behind it."""
    one, other = team.desks["r0"], team.desks["r1"]
    form = one.form(form_id("card", one.outline("MC-1").tile.id, "F2")).form_id
    kept = shutil.copy(team.hub.path, team.folder / "yesterday")
    write(one, f"{SECRET}. Besides.")
    path, _count = team.app.packet_out(one, team.folder / "carried")
    team.app.packet_in(other, path)
    if way == "undone":
        one.undo()
    else:
        write(one, f"{SECRET}. Besides. And more.")
    team.sync("r0")
    shutil.copy(kept, team.hub.path)
    team.sync("r1")
    one.execute(do.RemoveContent(form=form, path="p10", reason="asked for"))
    for name in ("r0", "r1", "r2", "r0"):
        team.sync(name)
    assert not leaked(team.hub)
    for desk in team.desks.values():
        assert records(desk) == records(team.hub)
        assert whole(desk) == ()
        assert not leaked(desk)
        assert not desk.waiting()


@pytest.mark.parametrize("how", ["taken out", "undone"])
def test_at_a_server_too_what_waits_again_follows(team: Team, at, how):
    one, other = team.desks["r0"], team.desks["r1"]
    form = one.form(form_id("card", one.outline("MC-1").tile.id, "F2")).form_id
    one.execute(do.AddRow(form=form, field="p20", cells={"statement": SECRET}, id="mine"))
    row = one.form(form).content.rows["p20"][-1].id
    if how == "taken out":
        meet(team)
    head, kept = team.hub.identity()[2], team.folder / "yesterday"
    if isinstance(team.hub, SqliteHub):
        shutil.copy(team.hub.path, kept)
    if how == "undone":
        path, _count = team.app.packet_out(one, team.folder / "carried")
        team.app.packet_in(other, path)
        one.undo()
    else:
        one.execute(do.RemoveRow(form=form, field="p20", row=row))
    team.sync("r0")
    shutil.copy(kept, team.hub.path) if kept.exists() else put_back(at, head.seq)
    team.sync("r1")
    one.execute(do.RemoveContent(form=form, path=f"p20/{row}/statement", reason="asked for"))
    for name in ("r0", "r1", "r2", "r0"):
        team.sync(name)
    assert not leaked(team.hub)
    for desk in team.desks.values():
        assert records(desk) == records(team.hub)
        assert whole(desk) == ()
        assert not desk.waiting()
