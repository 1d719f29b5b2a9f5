"""Contents come part by part, on from where a try broke off; some come only to who opens them."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest

from mcdesk.bootstrap import App
from mcdesk.models import content
from mcdesk.models.content import fetch_parts, keep_copy
from mcdesk.models.hub import SqliteHub
from mcdesk.procedure import commands as do
from tests.sync.conftest import Team, clock
from tests.sync.test_meeting import meet

WHOLE = random.Random(7).randbytes(5000)
DIGEST = hashlib.sha256(WHOLE).hexdigest()


class Line:
    """A source that breaks after so many parts."""

    def __init__(self, data: bytes, breaks: int = 99) -> None:
        self.data, self.breaks, self.asked = data, breaks, []

    def read(self, at: int, most: int) -> bytes:
        if not self.breaks:
            raise OSError("cut")
        self.breaks -= 1
        self.asked.append(at)
        return self.data[at : at + most]


def test_a_content_goes_on_where_it_broke_off(tmp_path, monkeypatch):
    monkeypatch.setattr(content, "PART", 1000)
    target = tmp_path / "ab" / DIGEST
    with pytest.raises(OSError, match="cut"):
        fetch_parts(target, DIGEST, Line(WHOLE, 3).read)
    assert not target.exists(), "a part is no file"
    again = Line(WHOLE)
    assert fetch_parts(target, DIGEST, again.read)
    assert again.asked[0] == 3000
    assert target.read_bytes() == WHOLE
    assert [path.name for path in target.parent.iterdir()] == [DIGEST]


def test_what_is_not_what_it_is_called_is_begun_anew(tmp_path):
    target = tmp_path / DIGEST
    assert not fetch_parts(target, DIGEST, Line(b"else").read)
    assert not list(tmp_path.iterdir())
    assert fetch_parts(target, DIGEST, Line(WHOLE).read)


def attach(desk, folder, purpose: str, data: bytes) -> str:
    source = folder / purpose
    source.write_bytes(data)
    digest = hashlib.sha256(data).hexdigest()
    keep_copy(source, desk.file_path(digest), digest)
    desk.execute(do.AttachFile(card="MC-1", name=f"{purpose}.pdf", size=len(data), digest=digest,
                               purpose=purpose))  # fmt: skip
    return digest


def test_scans_and_budgets_come_to_who_records_and_to_who_opens_them(
    team: Team, tmp_path, monkeypatch
):
    monkeypatch.setattr(content, "PART", 1000)
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.SetSetting(key="files_held", value=True))
    one.execute(do.AddPerson(name="DCS-09", roles=["dcs"], id="dcs-9"))
    meet(team)
    other.use_person("dcs-9")
    scan, budget = attach(one, tmp_path, "scan", WHOLE), attach(one, tmp_path, "budget", b"12")
    plain = attach(one, tmp_path, "evidence", b"plain")
    team.sync("r0")
    team.sync("r1")
    team.sync("r2")
    assert other.file_path(plain).is_file()
    assert not other.file_path(scan).exists()
    assert not other.file_path(budget).exists()
    assert team.desks["r2"].file_path(scan).is_file(), "the CTL lead records"
    assert App().check(other.store.path) == ()
    other.want_file(scan)
    assert other.absent_files() == (scan,)
    team.sync("r1")
    assert other.file_path(scan).read_bytes() == WHOLE
    assert not other.file_path(budget).exists()


def test_a_hub_is_made_although_its_files_find_no_room_yet(tmp_path, template, monkeypatch):
    """The workspace belongs to it, and brings them with a later exchange."""
    app = clock()
    desk = app.open(Path(shutil.copy(template, tmp_path / "own.mcdesk")))
    attach(desk, tmp_path, "other", b"%PDF-1.4 other")

    def full(*_all: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(SqliteHub, "put_file", full)
        app.make_hub(desk, str(tmp_path / "team.mcdhub"))
    hub = SqliteHub(tmp_path / "team.mcdhub")
    digests = desk.kept_files()
    assert desk.replica().hub_id == hub.identity()[0]
    assert tuple(hub.lacking(digests)) == digests
    app.exchange(desk)
    assert not hub.lacking(digests)
    hub.close()
    app.close(desk)
