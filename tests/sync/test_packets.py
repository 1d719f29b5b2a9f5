"""Changes that leave as a file, and come in elsewhere: once, merged, under the taker's right."""

from __future__ import annotations

import json
import shutil
import zipfile
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import make_url

from mcdesk.application.handlers import signing
from mcdesk.application.journal import read_event
from mcdesk.application.seals import mark_of, mark_of_decision
from mcdesk.bootstrap import App
from mcdesk.errors import Refused, Trouble
from mcdesk.exchange.packets import ABOUT, EVENTS, read_packet, write_packet
from mcdesk.models import schema, server_members
from mcdesk.models.hub import SqliteHub
from mcdesk.models.server_hub import ServerHub
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import (
    Office,
    Person,
    Revision,
    SigningKey,
    SignOff,
    StoredFile,
)
from mcdesk.signing.keys import KeyBunch
from mcdesk.signing.vault import Memory
from mcdesk.sync.syncing import synchronise
from tests.conftest import TODAY
from tests.sync.conftest import Team, address_of, clock, journal, records
from tests.sync.lost_hub import put_back
from tests.sync.meeting import form_of, text_of, write
from tests.walk import Walker, create

BEGINS = "It begins here. It goes on here. It ends here."


def person_of(desk, name: str) -> str:
    with desk.store.read() as reader:
        (found,) = reader.select(Person, name=name)
    return found.id


class Pair:
    """The lecturer (offline) and the coordinator, each with a replica and a login."""

    def __init__(self, folder, hub, lecturers_hub, ctl, lecturer, app) -> None:
        self.folder, self.hub, self.lecturers_hub, self.app = folder, hub, lecturers_hub, app
        self.ctl, self.lecturer = ctl, lecturer
        self.her = person_of(ctl, "SME-03")
        lecturer.use_person(self.her)

    def pack(self, desk=None, **what):
        path, _count = self.app.packet_out(
            desk or self.lecturer, self.folder / f"{new_id()}.mcpacket", **what
        )
        return path

    def take(self, path, desk=None, **how):
        return self.app.packet_in(desk or self.ctl, path, **how)

    def sync(self, *names: str) -> None:
        for name in names:
            hub = self.hub if name == "ctl" else self.lecturers_hub
            synchronise(getattr(self, name), hub, schema=schema.HEAD)

    def open(self, name: str):
        return self.app.open(self.folder / f"{name}.mcdesk")

    def close(self) -> None:
        for desk in (self.ctl, self.lecturer):
            self.app.close(desk)


@pytest.fixture(scope="module")
def prepared(tmp_path_factory, template):
    """A hub in a file and two replicas, made once."""
    team = Team(tmp_path_factory.mktemp("pair"), template)
    team.join("r1")
    team.close()
    return team.folder


@pytest.fixture
def pair(tmp_path, prepared):
    """The two at a hub in a file."""
    shutil.copytree(prepared, tmp_path, dirs_exist_ok=True)
    app, hub = clock(), SqliteHub(tmp_path / "team.mcdhub")
    ctl, lecturer = (app.open(tmp_path / f"{name}.mcdesk") for name in ("r0", "r1"))
    made = Pair(tmp_path, hub, hub, ctl, lecturer, app)
    yield made
    made.close()


@pytest.fixture
def served(tmp_path, template, server):
    """The two at a hub on a server, each with a login of their own."""
    team = Team(tmp_path, template, server)
    lecturer, database = team.join("r1"), team.hub.engine.url.database
    login, owner = f"sme_{database}", address_of(server, database)
    server_members.add_member(owner, login, person_of(lecturer, "SME-03"))
    hers = ServerHub(address_of(server, database, login))
    made = Pair(tmp_path, team.hub, hers, team.desks["r0"], lecturer, team.app)
    made.owner, made.login = owner, login
    yield made
    hers.close()
    team.close()


def history(desk):
    return desk.history("MC-1")


def same(pair: Pair) -> None:
    """Everybody has what the hub has, each event once, and nothing waits."""
    lines = journal(pair.hub)
    assert len({line.id for line in lines}) == len(lines)
    there = records(pair.hub)
    for desk in (pair.ctl, pair.lecturer):
        assert not desk.waiting()
        assert records(desk) == there


@pytest.mark.parametrize("order", ["taker first", "sender first"])
def test_what_comes_in_a_packet_and_by_the_hub_counts_once(pair, order):
    write(pair.ctl, BEGINS.replace("It begins here", "It begins with CTL"))
    write(pair.lecturer, BEGINS.replace("It ends here", "It ends with me"))
    taken = pair.take(pair.pack())
    assert (taken.kept, taken.known, taken.collided) == (1, 0, 0)
    assert text_of(pair.ctl) == "It begins with CTL. It goes on here. It ends with me."
    pair.sync(*(("ctl", "lecturer") if order == "taker first" else ("lecturer", "ctl")))
    pair.sync("lecturer", "ctl", "lecturer")
    assert text_of(pair.lecturer) == text_of(pair.ctl)
    same(pair)
    mine = [line for line in history(pair.ctl) if line.who == "SME-03"]
    assert len(mine) == 1
    assert ("taken in by CTL-01" in mine[0].what.en) is (order == "taker first")
    assert not pair.ctl.attention()
    assert not pair.lecturer.attention()


def test_taking_in_twice_changes_nothing(pair):
    """Neither what was kept, nor what was set aside, nor what said the same already."""
    write(pair.ctl, "One.", "p16")
    write(pair.lecturer, "Other.", "p16")
    write(pair.ctl, "Same.", "p19")
    write(pair.lecturer, "Same.", "p19")
    write(pair.lecturer, "New.")
    packet = pair.pack()
    taken = pair.take(packet)
    assert (taken.kept, taken.collided) == (1, 1)
    (line,) = pair.ctl.attention()
    (place,) = line.places
    assert (place.mine, place.theirs, line.who) == ("Other.", "One.", "SME-03")
    written = history(pair.lecturer)[2].at
    assert (line.is_mine, line.at) == (False, written), "whose it is, and of when"
    assert "changed this meanwhile" in line.reasons[0].en
    assert "taken in" not in line.what.en
    write(pair.ctl, "Otherwise by now.", "p19")
    pair.ctl.settle(line.n, "theirs")
    before = records(pair.ctl), len(pair.ctl.waiting())
    taken = pair.take(packet)
    assert (taken.kept, taken.known, taken.collided) == (0, 3, 0)
    assert (records(pair.ctl), len(pair.ctl.waiting())) == before
    assert not pair.ctl.attention()
    assert pair.app.look_into_packet(pair.ctl, packet).fresh == 0


def test_what_only_the_hub_takes_waits_and_is_not_packed_which_is_said(pair):
    write(pair.ctl, "One.", "p16")
    pair.sync("ctl")
    write(pair.lecturer, "Other.", "p16")
    pair.sync("lecturer", "lecturer")
    (line,) = pair.lecturer.attention()
    pair.lecturer.settle(line.n, "theirs")
    assert pair.lecturer.waits()[0].what.en == "Filled: left as others made it"
    with pytest.raises(Refused) as refused:
        pair.pack()
    assert [each.code for each in refused.value.findings] == ["own_only"]


def test_numbers_that_a_hub_refuses_to_reserve_are_no_persons_business(served):
    """Who works with somebody else's login has a remark to look at, not what the computer did."""
    served.lecturer.use_person(served.ctl.person_id)
    served.lecturer.note_login(served.her)
    told = served.lecturer.foreign_login().sentence()
    assert "stands for SME-03: the hub will not take what CTL-01 does" in told
    assert served.lecturer.replica().other_login.sentence() == told
    for _time in range(2):
        assert served.lecturer.reserve()
        served.sync("lecturer")
        assert not served.lecturer.waiting()
        assert not served.lecturer.attention()


def test_the_latest_of_what_waits_is_told_first(pair):
    write(pair.lecturer, "First.")
    write(pair.lecturer, "Second.", "p16")
    told = pair.lecturer.waits()
    assert [each.changes[-1].new for each in told[:2]] == ["Second.", "First."]
    assert {(each.who, each.card, each.form) for each in told[:2]} == {("SME-03", "MC-1", "F2")}
    assert len(pair.lecturer.waits(1)) == 1
    pair.lecturer.leave()
    assert pair.lecturer.waits() == ()


def test_a_packet_tells_what_each_change_wrote_and_where(pair):
    write(pair.lecturer, "Mine, in one sentence.")
    (line,) = pair.app.look_into_packet(pair.ctl, pair.pack()).lines
    assert line.what.en == "Filled: Background and problem: Mine, in one sentence."
    assert line.what.id.startswith("Diisi: Latar belakang dan masalah: Mine")
    ((change),) = line.changes
    assert (change.old, change.new) == (BEGINS, "Mine, in one sentence.")
    assert line.card_id == pair.ctl.outline(line.card).tile.id


def test_a_packet_carries_what_was_emptied(pair):
    view = form_of(pair.lecturer)
    row = view.content.rows["p20"][0]
    emptied = (
        do.SetValue(form=view.form_id, path="p10", new=None),
        do.SetCell(form=view.form_id, field="p20", row=row.id, column="statement", new=None),
    )
    for command in emptied:
        pair.lecturer.execute(command)
    taken = pair.take(pair.pack())
    assert (taken.kept, taken.collided) == (2, 0)
    content = form_of(pair.ctl).content
    assert content.value("p10") is None
    assert not content.rows["p20"][0].cells.get("statement")


def test_of_one_form_only_what_it_rests_on_leaves(pair):
    lecturer = pair.lecturer
    lecturer.use_person(pair.ctl.person_id)
    create(lecturer, "MC-9")
    lecturer.execute(do.ChangeCard(card="MC-9", title_en="Newer"))
    Walker(lecturer, "MC-9").assignment()
    walker = Walker(lecturer, "MC-9")
    walker.discussion()
    walker.fill("F2", {"p10": "Of the new one."})
    write(lecturer, "Of the old one.")
    with pytest.raises(Refused, match="nothing to pack"):
        pair.pack(pair.ctl)
    sight = pair.app.look_into_packet(pair.ctl, pair.pack(card="MC-9", form="F2"))
    assert {line.card for line in sight.lines} <= {"MC-9", ""}
    assert "Of the old one." not in str(sight)
    taken = pair.take(pair.pack(card="MC-9", form="F2"))
    assert not taken.collided, [(e.what.en, e.reasons[0].en) for e in pair.ctl.attention()]
    assert form_of(pair.ctl, code="MC-9").content.text("p10") == "Of the new one."
    assert text_of(pair.ctl) == BEGINS
    with pytest.raises(Refused, match="no form"):
        pair.pack(card="MC-9", form="F7")


def register(pair: Pair) -> None:
    """Give the lecturer a key that the hub knows."""
    desk = pair.lecturer
    desk.keys = KeyBunch(desk.store.origin(), Memory)
    desk.execute(do.RegisterKey(person=pair.her, public=desk.keys.public(pair.her)))
    pair.sync("lecturer", "ctl")
    pair.ctl.keys = KeyBunch(desk.store.origin(), Memory)


def freeze(pair: Pair) -> None:
    walker = Walker(pair.ctl)
    walker.fill_proposal()
    walker.freeze("F2")
    pair.sync("ctl", "lecturer")


def sign(pair: Pair) -> SignOff:
    pair.lecturer.execute(do.SignForm(form="MC-1/F2", role="sme", person=pair.her))
    (made,) = signed(pair.lecturer)
    return made


def signed(desk) -> tuple[SignOff, ...]:
    with desk.store.read() as reader:
        return tuple(e for e in reader.select(SignOff, role="sme") if e.medium == "program")


def repacked(path, change):
    """Return a packet made up by who knows the format: with its events changed, and a digest."""
    packet = read_packet(path, schema.HEAD)
    bodies = tuple(change(body) for body in packet.bodies)
    return write_packet(path.with_stem(new_id()), replace(packet, bodies=bodies), path.with_name)


def bring_all(pair: Pair, source) -> None:
    """A text, a file and a decision in the program come in a packet, then by the hub as well."""
    freeze(pair)
    register(pair)
    made = sign(pair)
    digest, size = pair.lecturer.store.store_file(source)
    pair.lecturer.execute(
        do.AttachFile(card="MC-1", name="scan.pdf", digest=digest, size=size, purpose="other")
    )
    Walker(pair.lecturer, "MC-2").fill("F2", {"p16": "By her."})
    path = pair.pack()
    sight = pair.app.look_into_packet(pair.ctl, path)
    assert (sight.files, sight.size, sight.fresh) == (1, size, 3)
    taken = pair.take(path)
    assert (taken.kept, taken.collided) == (3, 0), pair.ctl.attention()
    assert made.signature
    assert signed(pair.ctl) == (made,)
    assert pair.ctl.store.file_path(digest).read_bytes() == source.read_bytes()
    pair.sync("ctl")
    assert not pair.ctl.waiting()
    assert pair.hub.get_file(digest, pair.folder / "fetched")
    pair.sync("lecturer", "ctl")
    same(pair)
    assert not pair.ctl.attention()
    assert not pair.lecturer.attention()
    assert pair.app.look_into_packet(pair.ctl, path).fresh == 0
    assert form_of(pair.lecturer, code="MC-2").content.text("p16") == "By her."


@pytest.fixture
def source(tmp_path):
    made = tmp_path / "scan.pdf"
    made.write_bytes(b"%PDF-1.4 of the lecturer")
    return made


def test_words_files_and_decisions_come_with_a_packet(pair, source):
    bring_all(pair, source)
    path = pair.ctl.store.path
    pair.app.close(pair.ctl)
    assert list(pair.app.check(path)) == []
    pair.ctl = pair.app.open(path)


def bring_sealed(pair: Pair, source) -> int:
    """Sign, attach a PDF as sealed for that, and take both in; return how much was set aside."""
    freeze(pair)
    register(pair)
    made = sign(pair)
    with pair.lecturer.store.read() as reader:
        (kept,) = [each for each in reader.select(Revision) if each.id == made.revision_id]
    digest, size = pair.lecturer.store.store_file(source)
    note = f"{mark_of(kept.version, kept.digest)} sme {mark_of_decision(made.id)}"
    pair.lecturer.execute(do.AttachFile(card="MC-1", form="MC-1/F2", name="F2 v1.pdf", size=size,
                                        digest=digest, purpose="sealed", note=note))  # fmt: skip
    taken = pair.take(pair.pack())
    for name in ("ctl", "lecturer", "ctl"):
        pair.sync(name)
    assert not pair.lecturer.waiting()
    with pair.ctl.store.read() as reader:
        assert [(each.name, each.note) for each in reader.select(StoredFile)] == [("F2 v1.pdf", "")]
    return taken.collided


def test_a_sealed_pdf_comes_with_a_packet_as_a_file_that_proves_nothing(pair, source):
    assert bring_sealed(pair, source) == 0


def test_a_server_takes_a_sealed_pdf_that_a_member_brings(served, source):
    assert bring_sealed(served, source) == 0


def test_a_server_takes_what_a_member_brings(served, source):
    """Under the member's own login and right; the decision with the signature of who made it."""
    bring_all(served, source)


@pytest.mark.parametrize("forgery", ["unsigned", "altered", "new key", "no right"])
def test_a_decision_that_is_not_proven_is_not_kept(pair, forgery):
    freeze(pair)
    if forgery in ("altered", "no right"):
        register(pair)
    elif forgery == "new key":
        pair.lecturer.keys = KeyBunch(pair.lecturer.store.origin(), Memory)
    made = sign(pair)
    path = pair.pack()
    if forgery == "altered":
        path = repacked(path, lambda body: body.replace(made.signature, "00" * 64))
    if forgery == "no right":
        pair.ctl.use_person(person_of(pair.ctl, "GD-01"))
    taken = pair.take(path)
    assert (taken.kept, taken.collided) == (0, 1)
    assert not signed(pair.ctl)
    (line,) = pair.ctl.attention()
    said = line.reasons[0].en
    assert ("it takes:" if forgery == "no right" else "no signature that can be checked") in said


@pytest.mark.parametrize("taker", ["CTL-01", "GD-01"])
def test_a_decision_recorded_by_the_sender_is_recorded_by_the_taker(pair, taker):
    freeze(pair)
    pair.ctl.execute(do.AddPerson(name="CTL-05"))
    pair.ctl.execute(do.AppointOffice(person="CTL-05", role="ctl"))
    pair.sync("ctl", "lecturer")
    pair.lecturer.use_person(person_of(pair.ctl, "CTL-05"))
    Walker(pair.lecturer).sign("F2", "sme")
    path = pair.pack()
    pair.ctl.use_person(person_of(pair.ctl, taker))
    next_day(pair)
    if taker == "GD-01":  # says of itself who recorded it: no fact, as it comes from elsewhere
        sender, brings = person_of(pair.ctl, "CTL-05"), pair.ctl.person_id
        path = repacked(path, lambda body: body.replace(sender, brings))
        assert (pair.take(path).kept, pair.ctl.replica().waiting) == (0, 0)
        return
    assert pair.take(path).kept == 1
    with pair.ctl.store.read() as reader:
        *_earlier, made = reader.select(SignOff, role="sme", medium="paper")
    assert (made.recorded_by, made.decided_on) == (pair.ctl.person_id, TODAY.isoformat())


def next_day(pair) -> None:
    """Go on a day later at the coordinator's."""
    who = pair.ctl.person_id
    pair.app.close(pair.ctl)
    pair.app = App(now=pair.app.now, day=lambda: TODAY + timedelta(days=1))
    pair.ctl = pair.open("r0")
    pair.ctl.use_person(who)


def test_a_right_is_one_that_the_taker_holds_today(pair):
    """Not that of the day that a packet gives itself, nor one that begins only today."""
    pair.ctl.execute(do.AppointOffice(person="GD-01", role="ctl", since="2026-01-01",
                                      until="2026-11-01"))  # fmt: skip
    pair.ctl.execute(do.AddPerson(name="CTL-05"))
    pair.ctl.execute(do.AppointOffice(person="CTL-05", role="ctl", since="2026-11-24"))
    pair.sync("ctl", "lecturer")
    card = pair.ctl.outline("MC-1").tile.id
    pair.lecturer.use_person(pair.ctl.person_id)
    pair.lecturer.execute(do.HoldCard(card=card, reason="made up"))
    path = repacked(pair.pack(), lambda body: body.replace(TODAY.isoformat(), "2026-10-01"))
    next_day(pair)
    pair.ctl.use_person(person_of(pair.ctl, "GD-01"))
    assert (pair.take(path).kept, pair.ctl.outline(card).tile.status) == (0, "active")
    again = repacked(path, lambda body: body.replace(read_event(body).id, new_id()))
    pair.ctl.use_person(person_of(pair.ctl, "CTL-05"))
    assert pair.take(again).kept == 1
    told = history(pair.ctl)[0]
    assert told.at[:10] == "2026-11-23"
    assert told.what.en.endswith("(1 Oct 2026, taken in by CTL-05)")


@pytest.mark.parametrize("called", ["as something else", "by its name"])
def test_no_packet_brings_a_key(pair, called):
    write(pair.lecturer, "Harmless.")
    key = {"do": "RegisterKey", "person": pair.ctl.person_id, "public": "ab" * 32}
    kind = "KeyRegistered" if called == "by its name" else "ValueSet"
    path = repacked(pair.pack(), lambda body: forged(body, kind, key))
    if called == "by its name":
        assert pair.take(path).kept == 0
    else:
        with pytest.raises(Trouble, match="damaged"):
            pair.take(path)
    with pair.ctl.store.read() as reader:
        assert not reader.select(SigningKey)


def forged(body: str, kind: str, command: dict[str, str], by: str = "") -> str:
    """Return an event of a packet as another one that was made up."""
    event = read_event(body)
    made = replace(event, kind=kind, command=command, effects=(), by=by or event.by)
    return made.body()


def test_what_one_says_in_ones_own_name_no_packet_says(pair):
    """A signature by key stands, the key, too, and no remark appears, whosoever's it calls itself.

    Done again from the list, it is done by who works here.
    """
    freeze(pair)
    register(pair)
    made, form, other = sign(pair), form_of(pair.ctl).form_id, form_of(pair.ctl, code="MC-2")
    pair.sync("lecturer", "ctl")
    pair.ctl.use_person(pair.her)
    tries = {
        "SignOffWithdrawn": {"do": "WithdrawSignOff", "sign_off": made.id, "reason": "made up"},
        "KeyEnded": {"do": "EndKey", "key": made.key_id, "reason": "made up"},
        "CommentWritten": {"do": "WriteComment", "form": form, "path": "p10", "text": "I agree."},
    }
    for kind, command in tries.items():
        pair.lecturer.execute(do.SetValue(form=other.form_id, path="p16", new=f"Any {kind}."))
        taken = pair.take(repacked(pair.pack(), partial(forged, kind=kind, command=command,
                                                        by=pair.her)))  # fmt: skip
        pair.sync("lecturer", "ctl")
        assert (taken.kept, taken.collided) == (0, 1)
        *_others, line = pair.ctl.attention()
        assert (line.kind, line.settles) == (kind, ("again", "away"))
    assert signed(pair.ctl) == (made,)
    pair.ctl.settle(pair.ctl.attention()[0].n, "again")
    assert signed(pair.ctl)[0].withdrawn_on


def test_a_remark_is_made_in_ones_own_name(pair):
    form = form_of(pair.lecturer)
    pair.lecturer.execute(do.WriteComment(form=form.form_id, path="p10", text="Mine."))
    taken = pair.take(pair.pack())
    assert (taken.kept, taken.collided) == (0, 1)
    (line,) = pair.ctl.attention()
    assert line.who == "SME-03"
    assert line.settles == ("again", "away")


def test_made_up_ids_cover_nothing(pair):
    """A packet that says that it drew the id of a row that is here does not write over that row."""
    (row,) = form_of(pair.ctl).content.table("p20")
    form = form_of(pair.lecturer)
    pair.lecturer.execute(do.AddRow(form=form.form_id, field="p20", cells={"code": "LO9"}))
    drawn = form_of(pair.lecturer).content.table("p20")[-1].id
    taken = pair.take(repacked(pair.pack(), lambda body: body.replace(drawn, row.id)))
    assert (taken.kept, taken.collided) == (0, 1)
    assert [each.id for each in form_of(pair.ctl).content.table("p20")] == [row.id]


def test_a_known_entry_with_other_content_is_refused(pair):
    write(pair.lecturer, "Known.")
    path = pair.pack()
    pair.sync("lecturer", "ctl")
    with pytest.raises(Trouble, match="other content"):
        pair.take(repacked(path, lambda body: body.replace("Known.", "Otherwise.")))
    assert text_of(pair.ctl) == "Known."


def test_a_decision_that_is_done_again_is_taken_by_a_server(served):
    """It was made when its author made it, not when somebody let it in."""
    served.ctl.execute(do.AddPerson(name="READER", roles=["reader"]))
    freeze(served)
    register(served)
    made = sign(served)
    path, coordinator = served.pack(), served.ctl.person_id
    served.ctl.use_person(person_of(served.ctl, "READER"))
    assert (served.take(path).kept, len(served.ctl.attention())) == (0, 1)
    served.ctl.use_person(coordinator)
    served.ctl.settle(served.ctl.attention()[0].n, "again")
    served.sync("ctl")
    assert not served.ctl.attention()
    assert signed(served.ctl) == (made,)


@pytest.mark.parametrize("way", ["again", "another takes it in"])
def test_who_may_not_take_a_packet_in_spoils_it_for_nobody(pair, way):
    """A row and a decision wait in the list; whichever way they come then, they count once."""
    pair.ctl.execute(do.AddPerson(name="READER", roles=["reader"]))
    freeze(pair)
    register(pair)
    other = form_of(pair.lecturer, code="MC-2").form_id
    made = sign(pair)
    pair.lecturer.execute(do.AddRow(form=other, field="p20", cells={"code": "LO9"}))
    path, coordinator = pair.pack(), pair.ctl.person_id
    pair.ctl.use_person(person_of(pair.ctl, "READER"))
    assert (pair.take(path).kept, len(pair.ctl.attention())) == (0, 2)
    assert pair.take(path).known == 2
    pair.ctl.use_person(coordinator)
    if way == "again":
        for line in pair.ctl.attention():
            pair.ctl.settle(line.n, "again")
        pair.ctl.undo()
        pair.ctl.redo()
    else:
        assert pair.take(path).kept == 2
    assert not pair.ctl.attention()
    assert signed(pair.ctl) == (made,)
    assert [line.who for line in pair.ctl.history("MC-2") if line.kind == "RowAdded"] == ["SME-03"]
    pair.sync("ctl", "lecturer", "ctl")
    codes = [row.text("code") for row in form_of(pair.ctl, code="MC-2").content.table("p20")]
    assert codes == ["LO1", "LO9"]
    same(pair)
    assert not pair.lecturer.attention()


def test_what_came_by_another_way_leaves_the_list(pair):
    form = form_of(pair.lecturer)
    pair.lecturer.execute(do.WriteComment(form=form.form_id, path="p10", text="Mine."))
    pair.take(pair.pack())
    assert [line.kind for line in pair.ctl.attention()] == ["CommentWritten"]
    pair.sync("lecturer", "ctl")
    assert not pair.ctl.attention()
    same(pair)


def test_what_a_server_lost_comes_by_a_packet(pair):
    """It was put back, and takes an event from its author only: who is offline sends it so."""
    earlier = shutil.copy(pair.folder / "team.mcdhub", pair.folder / "earlier")
    write(pair.lecturer, "Of the lecturer.", "p16")
    pair.sync("lecturer", "ctl")
    shutil.copy(earlier, pair.folder / "team.mcdhub")
    pair.hub.takes_from_all = False
    pair.sync("ctl")
    assert (pair.ctl.replica().lost, text_of(pair.ctl, "p16")) == (1, "")
    assert pair.take(pair.pack(since=TODAY.isoformat())).kept == 1
    assert (pair.ctl.replica().lost, text_of(pair.ctl, "p16")) == (0, "Of the lecturer.")


def test_a_content_that_is_elsewhere_keeps_no_file_from_being_named(pair, source):
    digest, size = pair.ctl.store.store_file(source)
    pair.ctl.execute(do.AttachFile(card="MC-1", name="scan.pdf", digest=digest, size=size,
                                   purpose="scan"))  # fmt: skip
    pair.ctl.store.file_path(digest).unlink()
    write(pair.lecturer, "Meanwhile.")
    pair.sync("lecturer", "ctl", "lecturer")
    assert not pair.ctl.attention()
    with pair.lecturer.store.read() as reader:
        assert reader.select(StoredFile, name="scan.pdf")


def changed_in(body: str, **parts) -> str:
    """Return an entry with parts of another making."""
    return json.dumps({**json.loads(body), **parts})


VALUE = {"do": "SetValue", "form": "f", "path": "p47", "new": "x"}
MADE_UP = {
    "a day that is none": {"today": "tomorrow"},
    "a moment that is none": {"at": "x"},
    "an author that is a number": {"by": 7},
    "a note that is a list": {"note": []},
    "an id of any length": {"id": "x" * 1000},
    "effects that are a word": {"effects": "x"},
    "a table that nobody has": {"effects": [{"table": "nope", "id": "x", "old": None, "new": {}}]},
    "a record without its columns": {
        "effects": [{"table": "form_value", "id": "x", "old": None, "new": {"id": "x"}}]
    },
    "a command that is a list": {"command": []},
    "an argument of another type": {"command": {**VALUE, "form": 5}},
    "an argument that nobody asked for": {"command": {**VALUE, "zz": 1}},
}


@pytest.mark.parametrize("made_up", MADE_UP.values(), ids=MADE_UP)
def test_a_packet_that_no_program_wrote_is_called_damaged(pair, made_up):
    write(pair.lecturer, "Harmless.")
    path = repacked(pair.pack(), lambda body: changed_in(body, **made_up))
    with pytest.raises(Trouble, match="damaged"):
        pair.app.look_into_packet(pair.ctl, path)
    with pytest.raises(Trouble, match="damaged"):
        pair.take(path)


def test_what_cannot_be_read_spoils_no_list(pair):
    """It stands there by its kind, and can be put away."""
    write(pair.ctl, "One.", "p16")
    write(pair.lecturer, "Other.", "p16")
    pair.take(pair.pack())
    with pair.ctl.store.rewrite() as unit:
        (aside,) = unit.asides()
        body = json.loads(aside.body)
        body["id"], body["effects"][0]["new"] = "x", {}
        unit.set_aside(replace(aside, event_id="x", body=json.dumps(body)))
    readable, other = pair.ctl.attention()
    assert len(readable.places) == 1
    assert (other.what.en, other.settles) == ("Filled", ("away",))
    assert pair.ctl.team_marks(waiting=True).places
    pair.ctl.settle(other.n, "away")
    assert [line.n for line in pair.ctl.attention()] == [readable.n]
    assert pair.ctl.history()


@pytest.mark.parametrize("harm", ["cut", "event", "file", "newer", "none", "schema"])
def test_what_is_no_whole_packet_is_refused_in_words(pair, source, harm):
    digest, size = pair.lecturer.store.store_file(source)
    pair.lecturer.execute(
        do.AttachFile(card="MC-1", name="scan.pdf", digest=digest, size=size, purpose="other")
    )
    path = pair.pack()
    made = path.with_stem("harmed")
    with zipfile.ZipFile(path) as found, zipfile.ZipFile(made, "w") as out:
        for name in found.namelist():
            content = found.read(name)
            if (harm == "event" and name == EVENTS) or (harm == "file" and digest in name):
                content = content.replace(b"P", b"Q").replace(b"scan", b"span")
            if harm == "newer" and name == ABOUT:
                content = content.replace(b'"mcpacket":1', b'"mcpacket":2')
            if harm == "schema" and name == ABOUT:
                content = content.replace(b'"schema":"', b'"schema":"9')
            out.writestr(name, content)
    if harm == "cut":
        made.write_bytes(path.read_bytes()[:-200])
    if harm == "none":
        made.write_text("no packet")
    before = records(pair.ctl)
    said = {"cut": "is damaged", "none": "no packet", "newer": "newer MC Desk",
            "schema": "newer MC Desk"}  # fmt: skip
    with pytest.raises(Trouble, match=said.get(harm, "damaged")):
        pair.take(made)
    assert records(pair.ctl) == before
    assert not pair.ctl.waiting()


def copied(pair: Pair, template, name: str):
    return pair.app.open(shutil.copy(template, pair.folder / f"{name}.mcdesk"))


def test_of_another_team_or_a_newer_state_is_refused_in_words(pair, tmp_path, template):
    write(pair.lecturer, "Mine.")
    path = pair.pack()
    other = pair.app.create(tmp_path / "other.mcdesk", "Other")
    with pytest.raises(Trouble, match="another team"):
        pair.take(path, other)
    pair.app.close(other)
    write(pair.ctl, "Later.", "p16")
    pair.sync("ctl", "lecturer")
    write(pair.ctl, "Waits.", "p19")
    behind = copied(pair, template, "behind")
    behind.follow(pair.hub.identity()[0], "the hub")
    with pytest.raises(Trouble, match="Exchange"):
        pair.take(pair.pack(pair.ctl), behind)
    assert pair.app.look_into_packet(behind, pair.pack(pair.ctl)).why_not
    pair.app.close(behind)


def test_two_copies_of_a_workspace_without_a_hub(pair, template):
    """What one did since a day comes to the other, confirmed at once, and once."""
    one, other = (copied(pair, template, name) for name in ("one", "other"))
    write(one, BEGINS.replace("It begins here", "It begins with one"))
    write(other, BEGINS.replace("It ends here", "It ends with other"))
    path = pair.pack(one, since=TODAY.isoformat())
    taken = pair.take(path, other)
    assert (taken.kept, taken.collided) == (1, 0)
    assert text_of(other) == "It begins with one. It goes on here. It ends with other."
    assert not other.waiting()
    before = records(other)
    assert pair.take(path, other).kept == 0
    assert records(other) == before
    for desk in (one, other):
        pair.app.close(desk)


def test_a_removal_comes_by_packet_to_a_copy_without_a_hub(pair, template):
    """The packet holds the entry without the value; here it is known with it."""
    one, other = (copied(pair, template, name) for name in ("one", "other"))
    write(one, "The secret.")
    pair.take(pair.pack(one, since=TODAY.isoformat()), other)
    assert text_of(other) == "The secret."
    form = form_of(one).form_id
    one.execute(do.RemoveContent(form=form, path="p10", reason="Asked by the person"))
    write(one, "Later words.", "p47")
    taken = pair.take(pair.pack(one, since=TODAY.isoformat()), other)
    assert (taken.kept, taken.collided) == (2, 0)
    assert text_of(other).startswith("[Removed on")
    assert text_of(other, "p47") == "Later words."
    for desk in (one, other):
        assert "The secret." not in "".join(line.body for line in lines_of(desk))
        assert not pair.app.check(desk.store.path)
        pair.app.close(desk)


def lines_of(desk):
    with desk.store.look() as unit:
        return unit.lines_after(0)


def test_what_was_removed_for_ever_does_not_come_back(pair, source):
    """By a packet that was packed before: its entry is known, its file stays away."""
    digest, size = pair.lecturer.store.store_file(source)
    pair.lecturer.execute(
        do.AttachFile(card="MC-1", name="scan.pdf", digest=digest, size=size, purpose="other")
    )
    path = pair.pack()
    pair.sync("lecturer", "ctl")
    with pair.ctl.store.read() as reader:
        (file,) = reader.select(StoredFile, digest=digest)
    pair.ctl.execute(do.RemoveFile(file=file.id))
    pair.sync("ctl")
    pair.ctl.execute(do.RemoveContent(file=file.id, reason="A copy of an identity card"))
    write(pair.lecturer, "Hers.")
    later = pair.pack()
    assert pair.take(path).known == 1
    assert pair.take(later).kept == 1
    assert not pair.ctl.file_path(digest).exists()


# --- the work of who left ---------------------------------------------------------------------


def leave(pair: Pair) -> None:
    """Let the lecturer have no duty any more; somebody else leads."""
    ctl = pair.ctl
    with ctl.store.read() as reader:
        offices = reader.select(Office, person_id=pair.her)
    ctl.execute(do.AddPerson(name="SME-09", roles=["sme"]))
    for card in ("MC-1", "MC-2"):
        ctl.execute(
            do.HandOver(card=card, from_person=pair.her, to_person="SME-09", reason="She left.")
        )
    for office in offices:
        ctl.execute(do.EndOffice(office=office.id, until="2026-11-20"))
    pair.sync("ctl")


def test_the_work_of_who_left_is_adopted(pair):
    write(pair.lecturer, "Of who left.")
    form = form_of(pair.lecturer).form_id
    pair.lecturer.execute(do.WriteComment(form=form, path="p10", text="My remark."))
    path = pair.pack()
    with pytest.raises(Refused, match="still has duties"):
        pair.take(path, adopted=True)
    leave(pair)
    assert pair.app.look_into_packet(pair.ctl, path).left == ("SME-03",)
    taken = pair.take(path, adopted=True)
    assert (taken.kept, taken.collided) == (2, 0)
    pair.sync("ctl")
    assert not pair.ctl.attention()
    assert text_of(pair.ctl) == "Of who left."
    lines = [line for line in history(pair.ctl) if line.who == "SME-03"]
    assert [line.what.en for line in lines][:2] == [
        "Comment written (adopted by CTL-01)", "Filled (adopted by CTL-01)",
    ]  # fmt: skip


def test_who_came_after_adopts_what_was_done_before(pair):
    """Under a right that is held today, not on the day of who left."""
    write(pair.lecturer, "Of who left.")
    path = pair.pack()
    next_day(pair)
    leave(pair)
    pair.ctl.use_person(person_of(pair.ctl, "SME-09"))
    taken = pair.take(path, adopted=True)
    assert (taken.kept, taken.collided) == (1, 0), pair.ctl.attention()
    assert "adopted by SME-09" in history(pair.ctl)[0].what.en


def test_what_waits_where_somebody_left_is_adopted_there(served):
    """Whose login was revoked has left, duties or not."""
    write(served.lecturer, "Of who left.")
    desk = served.lecturer
    desk.follow(served.hub.identity()[0], served.hub.address)
    desk.use_person(served.ctl.person_id)
    with pytest.raises(Refused, match="somebody who left"):
        served.app.adopt_waiting(desk)
    packet = served.pack()
    assert not served.app.look_into_packet(served.ctl, packet).left
    server_members.revoke_member(served.owner, served.login)
    served.ctl.follow(served.hub.identity()[0], served.hub.address)
    assert served.app.look_into_packet(served.ctl, packet).left == ("SME-03",)
    desk.follow(served.hub.identity()[0], served.lecturers_hub.address)
    with pytest.raises(Refused, match="Pack what waits"):  # nothing can leave by that login
        served.app.adopt_waiting(desk)
    desk.follow(served.hub.identity()[0], served.hub.address)
    sight = served.app.look_at_left(desk)
    assert (sight.left, [line.who for line in sight.lines]) == (("SME-03",), ["SME-03"])
    taken = served.app.adopt_waiting(desk)
    assert (taken.kept, taken.collided) == (1, 0)
    synchronise(desk, served.hub, schema=schema.HEAD)
    served.sync("ctl")
    assert text_of(served.ctl) == "Of who left."
    assert history(served.ctl)[0].who == "SME-03"
    assert "adopted by CTL-01" in history(served.ctl)[0].what.en
    assert not desk.attention()


def test_what_was_adopted_of_whose_login_was_revoked_alters_no_hub(served):
    """Who has no login is told by the server alone: the author still has duties (fault 17)."""
    served.sync("ctl", "lecturer")
    base = served.ctl.replica().head.seq
    write(served.lecturer, "Of who left.")
    packet = served.pack()
    shutil.copy(served.folder / "r0.mcdesk", served.folder / "r9.mcdesk")
    served.sync("lecturer", "ctl")
    put_back(served.owner, base)
    server_members.revoke_member(served.owner, served.login)
    behind = served.open("r9")
    behind.follow(served.hub.identity()[0], served.hub.address)
    assert served.take(packet, behind, adopted=True).kept == 1
    synchronise(behind, served.hub, schema=schema.HEAD)
    served.app.close(behind)
    served.sync("ctl")
    assert "adopted by CTL-01" in history(served.ctl)[0].what.en
    assert text_of(served.ctl) == "Of who left."


def test_a_decision_whose_key_ended_before_it_came_is_signed_anew(pair):
    """Ended by the directory while she was offline: the place in the journal counts (0008)."""
    freeze(pair)
    register(pair)
    made = sign(pair)
    pair.ctl.execute(do.EndKey(key=made.key_id, reason="laptop stolen"))
    taken = pair.take(pair.pack())
    assert (taken.kept, taken.collided) == (0, 1)
    pair.sync("ctl", "lecturer")
    for desk in (pair.ctl, pair.lecturer):
        assert "signed anew" in desk.attention()[0].reasons[0].en
        assert not signed(desk)
    path = pair.lecturer.store.path
    pair.app.close(pair.lecturer)
    assert list(pair.app.check(path)) == []


def test_what_who_left_exchanged_too_late_is_adopted_from_what_needs_a_look(pair):
    """Her computer exchanged once more: what she may not do any more lies in the list there."""
    write(pair.lecturer, "Of who left.")
    leave(pair)
    pair.sync("lecturer")
    desk = pair.lecturer
    assert [line.kind for line in desk.attention()] == ["ValueSet"]
    desk.use_person(pair.ctl.person_id)
    sight = pair.app.look_at_left(desk)
    assert (sight.left, [line.who for line in sight.lines]) == (("SME-03",), ["SME-03"])
    taken = pair.app.adopt_waiting(desk)
    assert (taken.kept, taken.collided) == (1, 0)
    assert not desk.attention()
    pair.sync("lecturer", "ctl")
    assert text_of(pair.ctl) == "Of who left."
    (first, *_rest) = history(pair.ctl)
    assert (first.who, first.what.en) == ("SME-03", "Filled (adopted by CTL-01)")
    with pytest.raises(Refused, match="somebody who left"):
        pair.app.adopt_waiting(desk)


def test_what_who_left_wrote_and_others_too_needs_a_look_once_it_is_adopted(pair):
    write(pair.lecturer, "Of who left.")
    leave(pair)
    write(pair.ctl, "Of who stayed.")
    pair.sync("ctl", "lecturer")
    desk = pair.lecturer
    desk.use_person(pair.ctl.person_id)
    taken = pair.app.adopt_waiting(desk)
    assert (taken.kept, taken.collided) == (0, 1)
    (line,) = desk.attention()
    assert (line.who, line.is_mine, line.places[0].mine) == ("SME-03", False, "Of who left.")
    desk.settle(line.n, "mine")
    assert history(desk)[1].what.en == "Filled (adopted by CTL-01)"


def become_head(pair: Pair) -> str:
    """Let the lecturer's place be the Head's, with a login and a key of the Head; return whose."""
    head, url = person_of(pair.ctl, "HSP-LAW"), make_url(pair.owner)
    login = f"hsp_{url.database}"
    server_members.add_member(pair.owner, login, head)
    pair.lecturers_hub.close()
    pair.lecturers_hub = ServerHub(address_of(pair.owner, url.database, login))
    pair.her = head
    pair.lecturer.use_person(head)
    register(pair)
    return head


@pytest.mark.parametrize("way", ["in a packet", "by the hub"])
def test_a_return_stays_as_it_was_made_though_the_card_went_back_meanwhile(served, way):
    """It moves nothing: that the stage is an earlier one is asked where it is made."""
    pair = served
    walker = Walker(pair.ctl)
    walker.proposal()
    walker.timeline()
    walker.baseline()
    walker.components()
    pair.sync("ctl", "lecturer")
    head = become_head(pair)
    pair.lecturer.execute(do.SignForm(form="MC-1/F3", role="hsp", person=head, decision="return",
                                      note="Too late.", to_stage="components"))  # fmt: skip
    packet = pair.pack()
    pair.ctl.execute(do.MoveCard(card="MC-1", to="components", reason="The components."))
    pair.sync("ctl")
    if way == "in a packet":
        assert pair.take(packet).kept == 1
    pair.sync(*(("ctl",) if way == "in a packet" else ()), "lecturer", "ctl")
    same(pair)
    for desk in (pair.ctl, pair.lecturer):
        assert not desk.attention()
        made = [e for e in desk.page("MC-1").decisions if e.decision == "return"]
        assert [e.to_stage.en for e in made] == ["6 Component information"]
        assert desk.outline("MC-1").tile.returned_to == "", "the card stands there already"


def of_before(body: str) -> str:
    """Return an event as a program made it that asked nobody whether a decision is shown."""
    event = json.loads(body)
    if event["kind"] == "FormSigned":
        event["command"].pop("scan_owed")
        event["effects"][0]["new"]["scan_owed"] = False
    return json_text(event)


def shows_nothing(pair: Pair):
    """Return a packet with a decision on paper that an older program recorded without its scan."""
    freeze(pair)
    person = person_of(pair.ctl, "SME-03")
    pair.lecturer.use_person(person_of(pair.ctl, "CTL-01"))
    pair.lecturer.execute(do.SignForm(form="MC-1/F2", role="sme", person=person, medium="paper",
                                      scan_owed=True))  # fmt: skip
    return repacked(pair.pack(), of_before)


def test_a_decision_that_shows_nothing_comes_with_a_packet_as_it_was_recorded(pair):
    taken = pair.take(shows_nothing(pair))
    assert (taken.kept, taken.collided) == (1, 0)
    pair.sync("ctl")
    assert not pair.ctl.attention()


def test_a_decision_that_shows_nothing_is_recorded_anew_with_its_scan_owed(served):
    """A server refuses what an older program recorded without one: again, it says what is owed."""
    pair = served
    pair.take(shows_nothing(pair))
    pair.sync("ctl")
    (line,) = pair.ctl.attention()
    assert line.settles == ("again", "away")
    assert "its scan is still owed" in line.now[-1].en
    owed = pair.ctl.outline("MC-1").tile.scans_owed
    pair.ctl.settle(line.n, "again")
    pair.sync("ctl")
    assert not pair.ctl.attention()
    assert not pair.ctl.waiting()
    assert pair.ctl.outline("MC-1").tile.scans_owed == owed + 1


def test_one_that_still_waits_is_recorded_anew_so_as_well(served, monkeypatch):
    pair = served
    freeze(pair)
    person = person_of(pair.ctl, "SME-03")
    with monkeypatch.context() as patch:
        patch.setattr(signing, "must_be_shown", lambda *_given: None)
        pair.ctl.execute(do.SignForm(form="MC-1/F2", role="sme", person=person, medium="paper"))
    pair.sync("ctl")
    (line,) = pair.ctl.attention()
    assert line.settles == ("again", "away")
    assert "its scan is still owed" in line.now[-1].en
    pair.ctl.settle(line.n, "again")
    pair.sync("ctl")
    assert not pair.ctl.attention()
    assert not pair.ctl.waiting()
