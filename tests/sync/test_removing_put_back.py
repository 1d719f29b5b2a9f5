"""A file that was removed for ever, at a hub that was put back to before that."""

from __future__ import annotations

import json
import shutil

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.records import MARK, Redaction, StoredFile
from tests.sync.conftest import Team, records
from tests.sync.meeting import meet, write
from tests.sync.secret import SECRET, leaked, whole


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
