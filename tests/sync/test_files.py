"""Contents come part by part, on from where a try broke off; some come only to who opens them."""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path

import pytest
from PIL import Image
from sqlalchemy import text

from mcdesk.application import files_reading
from mcdesk.bootstrap import App
from mcdesk.errors import Trouble
from mcdesk.models import content, server_hub
from mcdesk.models.content import fetch_parts, keep_copy
from mcdesk.models.hub import SqliteHub
from mcdesk.models.server_refusals import refusal_of
from mcdesk.procedure import commands as do
from mcdesk.sync.files import bring_files
from tests.sync.conftest import Team, clock
from tests.sync.meeting import meet

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
    """Fault 40 of reliability.md."""
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


LARGE = random.Random(8).randbytes(5 * content.PART // 2)
LARGE_DIGEST = hashlib.sha256(LARGE).hexdigest()


def breaking(hub, monkeypatch, after: int) -> list[int]:
    """Cut the line to a hub after so many parts were sent; return where each part began."""
    sent: list[int] = []

    def begin(place: int) -> None:
        if len(sent) == after:
            raise OSError("cut")
        sent.append(place)

    if isinstance(hub, SqliteHub):
        copy = content.fetch_parts

        def fetch(target, digest, read, by=""):
            def read_on(at, most):
                begin(at)
                return read(at, most)

            return copy(target, digest, read_on, by)

        monkeypatch.setattr(content, "fetch_parts", fetch)
        return sent
    send = content.send_parts

    def send_on(source, put):
        def put_on(place, part):
            if part:
                begin(place)
            return put(place, part)

        return send(source, put_on)

    monkeypatch.setattr(server_hub, "send_parts", send_on)
    return sent


def test_a_content_is_sent_on_from_where_the_line_broke(team: Team, tmp_path, monkeypatch):
    source = tmp_path / "large"
    source.write_bytes(LARGE)
    with monkeypatch.context() as broken:
        assert breaking(team.hub, broken, 2) == []
        with pytest.raises(OSError, match="cut"):
            team.hub.put_file(source, LARGE_DIGEST)
    assert list(team.hub.lacking([LARGE_DIGEST])) == [LARGE_DIGEST], "a part is no file"
    sent = breaking(team.hub, monkeypatch, 99)
    team.hub.put_file(source, LARGE_DIGEST)
    assert sent[0] == 2 * content.PART
    assert not team.hub.lacking([LARGE_DIGEST])
    team.hub.put_file(source, LARGE_DIGEST)
    assert len(sent) <= 2, "what is there is not sent again"
    assert team.hub.get_file(LARGE_DIGEST, tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == LARGE
    if isinstance(team.hub, SqliteHub):
        assert [path.name for path in team.hub.file_path(LARGE_DIGEST).parent.iterdir()] == [
            LARGE_DIGEST
        ]


def test_what_was_sent_and_is_not_what_it_is_called_is_never_kept(team: Team, tmp_path):
    source = tmp_path / "other"
    source.write_bytes(LARGE[:-1] + b"?")
    team.hub.put_file(source, LARGE_DIGEST)
    assert team.hub.lacking([LARGE_DIGEST])
    source.write_bytes(LARGE)
    team.hub.put_file(source, LARGE_DIGEST)
    assert not team.hub.lacking([LARGE_DIGEST])


def test_two_computers_send_the_same_content_at_once(team: Team, tmp_path, monkeypatch):
    one, other = tmp_path / "one", tmp_path / "other"
    for source in (one, other):
        source.write_bytes(LARGE)
    with monkeypatch.context() as broken:
        breaking(team.hub, broken, 1)
        with pytest.raises(OSError, match="cut"):
            team.hub.put_file(one, LARGE_DIGEST)
    team.hub.put_file(other, LARGE_DIGEST)
    team.hub.put_file(one, LARGE_DIGEST)
    assert not team.hub.lacking([LARGE_DIGEST])
    if isinstance(team.hub, SqliteHub):
        assert len(list(team.hub.file_path(LARGE_DIGEST).parent.iterdir())) == 1


def test_a_server_that_was_not_upgraded_takes_a_large_file_as_a_whole(
    shared, tmp_path, monkeypatch
):
    monkeypatch.setattr(server_hub, "TAKES_PARTS", text("SELECT false"))
    monkeypatch.setattr(server_hub, "PUT_PART", text("SELECT no_such_thing"))
    source = tmp_path / "large"
    source.write_bytes(LARGE)
    shared.hub.put_file(source, LARGE_DIGEST)
    assert not shared.hub.lacking([LARGE_DIGEST])


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
    one.execute(do.JoinTeam(card="MC-1", person="dcs-9", role="dcs"))
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


def test_the_logo_of_the_house_comes_to_everybody_who_prints(team: Team, tmp_path):
    one, other = team.desks["r0"], team.desks["r1"]
    image = tmp_path / "house.png"
    Image.new("RGB", (200, 90), "navy").save(image)
    digest, _size = one.store_file(image)
    one.execute(do.SetLogo(file=digest, name="house.png"))
    team.sync("r0")
    team.sync("r1")
    assert other.file_path(digest).read_bytes() == image.read_bytes()
    assert digest in other.kept_files()
    assert App().check(other.store.path) == ()


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


def test_a_file_that_the_hub_does_not_take_holds_up_nothing(team: Team, tmp_path):
    desk = team.desks["r0"]
    digest = attach(desk, tmp_path, "other", b"A letter.")
    desk.file_path(digest).write_bytes(b"A ketter.")
    desk.execute(do.NoteIdea(title="All else that I do"))
    team.sync("r0")
    assert not desk.waiting()
    (told,) = desk.attention()
    assert [reason.en for reason in told.reasons] == [
        "“other.pdf” did not reach the hub: the others see its name, and cannot open it. "
        "Attach the file again, or a link to it.",
        "Its content in this workspace is damaged.",
    ]
    assert team.hub.lacking([digest])
    attach(desk, tmp_path, "other", b"A letter.")
    team.sync("r0")
    assert not team.hub.lacking([digest]), "attached again, it is whole, and goes"
    assert len(desk.attention()) == 1


def test_what_a_server_finds_too_large_is_told_by_its_name(team: Team, tmp_path, monkeypatch):
    def refuse(*_all: object) -> None:
        raise refusal_of("a file has 50 MB at the most", "")

    monkeypatch.setattr(team.hub, "put_file", refuse)
    desk = team.desks["r0"]
    attach(desk, tmp_path, "other", b"A film.")
    team.sync("r0")
    assert not desk.waiting()
    (told,) = desk.attention()
    assert told.reasons[1].en == "It is larger than the hub takes (50 MB at most)."
    bring_files(desk, team.hub)


def test_bringing_files_is_measured_and_stops_between_two(team: Team, tmp_path, monkeypatch):
    desk, told = team.desks["r0"], list[tuple[int, int]]()
    for name, words in (("one", b"1" * 5000), ("two", b"2" * 9000)):
        attach(desk, tmp_path, name, words)
    kept = desk.kept_files()
    if not team.hub.lacking(kept):
        monkeypatch.setattr(team.hub, "lacking", lambda digests: digests)

    def progress(done: int, of: int) -> bool:
        told.append((done, of))
        return len(told) < 2

    assert bring_files(desk, team.hub, progress) == 1
    ((first, whole), (second, same)) = told
    assert (first, whole) == (0, same)
    assert 0 < second < whole


def test_no_file_is_kept_that_a_server_would_not_take(template, tmp_path, monkeypatch):
    monkeypatch.setattr(files_reading, "LARGEST", 5)
    desk = clock().open(Path(shutil.copy(template, tmp_path / "own.mcdesk")))
    (tmp_path / "six").write_bytes(b"123456")
    with pytest.raises(Trouble, match="too large"):
        desk.store_file(tmp_path / "six")
    (tmp_path / "five").write_bytes(b"12345")
    assert desk.store_file(tmp_path / "five")[1] == 5
    desk.close()
