"""What the CTL lead removes for ever is gone everywhere, and every chain still holds."""

from __future__ import annotations

import hashlib
import json
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import text as sql

from mcdesk.bootstrap import App
from mcdesk.errors import Refused, Trouble
from mcdesk.models.content import keep_copy
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Absence, Form, Office, Person, Redaction, StoredFile
from tests.sync.conftest import Team, records
from tests.sync.meeting import FILE, form_of, meet, text_of, write
from tests.sync.secret import SECRET, leaked, lines_of, whole
from tests.walk import Walker


def test_a_remark_is_gone_from_history_search_hub_and_every_replica(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    other.execute(do.WriteComment(form="MC-1/F2", path="p10", text=f"Ask {SECRET}.", id="said"))
    other.execute(do.CloseComment(comment="said"))
    meet(team)
    assert leaked(team.hub)
    one.execute(do.RemoveContent(comment="said", reason="Asked by the person"))
    with pytest.raises(Refused, match="removed already"):
        one.execute(do.RemoveContent(comment="said", reason="Again"))
    meet(team)
    team.sync("r2")
    assert not leaked(team.hub)
    for desk in team.desks.values():
        (comment,) = form_of(desk).comments
        assert comment.text.startswith("[Removed on 23 Nov 2026: Asked by the person · Dihapus")
        assert (comment.done, comment.path) == (True, "p10")
        assert not leaked(desk)
        assert not desk.search(SECRET).hits
        assert whole(desk) == ()
    other.execute(do.CloseComment(comment="said", done=False))
    meet(team)
    assert not team.desks["r0"].attention()


def test_the_note_of_an_absence_is_gone_everywhere_and_its_days_stay(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    other.execute(do.SetAbsence(person="CTL-01", since="2026-11-20", until="2026-11-30",
                                note=f" Clinic: {SECRET} ", id="away"))  # fmt: skip
    other.execute(do.EndAbsence(absence="away", back="2026-11-22"))  # one that is over, too
    other.execute(do.SetAbsence(person="CTL-01", until="2026-12-24", id="later"))
    meet(team)
    assert leaked(team.hub)
    for wrong in ("later", "none"):
        with pytest.raises(Refused, match=r"stands at “note”|no absence “none”"):
            one.execute(do.RemoveContent(absence=wrong, reason="Asked by the person"))
    one.execute(do.RemoveContent(absence="away", reason="Asked by the person"))
    with pytest.raises(Refused, match="removed already"):
        one.execute(do.RemoveContent(absence="away", reason="Again"))
    meet(team)
    team.sync("r2")
    assert not leaked(team.hub)
    for desk in team.desks.values():
        with desk.store.read() as reader:
            kept = reader.find(Absence, "away")
        assert kept.note.startswith("[Removed on 23 Nov 2026: Asked by the person · Dihapus")
        assert (kept.since, kept.until) == ("2026-11-20", "2026-11-21")
        assert not leaked(desk)
        assert whole(desk) == ()
    other.execute(do.EndAbsence(absence="away", back="2026-11-23"))
    meet(team)
    assert not other.attention()


def test_a_value_is_gone_from_records_history_hub_and_every_replica(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, f"Ask {SECRET}.")
    write(one, SECRET)
    meet(team)
    assert leaked(team.hub)
    form = form_of(one).form_id
    one.execute(do.RemoveContent(form=form, path="p10", reason="Asked by the person"))
    words = text_of(one)
    assert words.startswith("[Removed on 23 Nov 2026: Asked by the person · Dihapus pada")
    assert not leaked(one)
    assert whole(one) == ()
    meet(team)
    team.sync("r2")
    for desk in team.desks.values():
        assert text_of(desk) == words
        assert not leaked(desk)
        assert whole(desk) == ()
    assert not leaked(team.hub)
    late = team.join("late")
    assert text_of(late) == words
    assert not leaked(late)
    assert whole(late) == ()
    history = other.history(form=form)
    assert any("removed for ever" in line.what.en for line in history)
    write(other, "Written anew.")
    meet(team)
    assert text_of(one) == "Written anew."
    assert whole(one) == ()


def test_a_file_is_gone_from_the_store_of_all_and_its_digest_stays(team: Team, tmp_path):
    one, other = team.desks["r0"], team.desks["r1"]
    scan = tmp_path / "ktp.pdf"
    scan.write_bytes(SECRET.encode() * 20)
    digest = hashlib.sha256(scan.read_bytes()).hexdigest()
    keep_copy(scan, one.file_path(digest), digest)
    card = one.outline("MC-1").tile.id
    one.execute(do.AttachFile(card=card, name=f"{SECRET}.pdf", size=400, digest=digest,
                              purpose="evidence"))  # fmt: skip
    meet(team)
    assert other.file_path(digest).is_file()
    with other.store.read() as reader:
        (file,) = reader.select(StoredFile, digest=digest)
    other.execute(do.RemoveFile(file=file.id))
    meet(team)
    linked = do.AttachFile(card="MC-1", name="l", size=5, digest=digest, link="/elsewhere/l.pdf")
    one.execute(linked)  # who links to the same keeps nothing of it here
    meet(team)
    one.execute(do.RemoveContent(file=file.id, reason="A copy of an identity card"))
    assert not one.file_path(digest).exists()
    meet(team)
    team.sync("r2")
    for desk in (one, other, team.desks["r2"]):
        assert not desk.file_path(digest).exists()
        assert digest not in desk.absent_files()
        assert not leaked(desk)
        assert whole(desk) == ()
        with desk.store.read() as reader:
            (removal,) = reader.select(Redaction)
        assert (removal.digest, removal.reason) == (digest, "A copy of an identity card")
    assert not team.hub.get_file(digest, tmp_path / "again")


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_cell_and_a_detail_of_a_person_are_removed(team: Team):
    one = team.desks["r0"]
    view = form_of(one)
    row = view.content.rows["p20"][0].id
    one.execute(do.SetCell(form=view.form_id, field="p20", row=row, column="statement", new=SECRET))
    one.execute(do.ChangePerson(person="CTL-01", email="hyang@example.org"))
    meet(team)
    path = f"p20/{row}/statement"
    one.execute(do.RemoveContent(form=view.form_id, path=path, reason="Not needed"))
    meet(team)
    one.execute(do.RemoveContent(person="CTL-01", field="email", reason="Private address"))
    meet(team)
    other = team.desks["r1"]
    assert form_of(other).content.rows["p20"][0].cells["statement"].startswith("[Removed on")
    assert "hyang@" not in "".join(line.body for line in lines_of(team.hub))
    assert not leaked(team.hub)
    assert whole(other) == ()


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_it_is_refused_to_others_and_while_something_waits(team: Team):
    one = team.desks["r0"]
    form = form_of(one).form_id
    write(one, SECRET)
    with pytest.raises(Refused, match="exchange first"):
        one.execute(do.RemoveContent(form=form, path="p10", reason="Why"))
    meet(team)
    for wrong in ({"reason": "Why"}, {"form": form, "path": "p11x", "reason": "Why"},
                  {"person": "CTL-01", "field": "name", "reason": "Why"}):  # fmt: skip
        with pytest.raises((Refused, Trouble)):
            one.execute(do.RemoveContent(**wrong))
    one.execute(do.RemoveContent(form=form, path="p10", reason="Why"))
    with pytest.raises(Refused, match="removed already"):
        meet(team)
        one.execute(do.RemoveContent(form=form, path="p10", reason="Again"))
    assert not one.next_undo
    one.execute(do.AddPerson(name="CTL-09", roles=["ctl"], id="ctl-9"))
    one.use_person("ctl-9")
    with pytest.raises(Refused):
        one.execute(do.RemoveContent(form=form, path="p11", reason="Not mine to remove"))


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_a_removal_hides_no_forgery(team: Team):
    """An entry that was written anew is vouched for as it is, and not as somebody makes it."""
    one = team.desks["r0"]
    write(one, SECRET)
    meet(team)
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Why"))
    meet(team)
    path = one.store.path
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("drop trigger journal_keeps_update")
        connection.execute("update journal set body = replace(body, '[Removed on', '[Removed in')")
        connection.commit()
    assert any("was altered" in line for line in App().check(path))


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_removal_takes_nothing_else_along_at_the_server(team: Team, monkeypatch):
    """Who may remove cannot rewrite history by it."""
    from mcdesk.models import server_hub

    one = team.desks["r0"]
    write(one, SECRET)
    meet(team)
    real = server_hub.entries_without

    def forged(connection, redaction):
        bodies = real(connection, redaction)
        return {id_: body.replace("2026-11-23", "2026-11-22") for id_, body in bodies.items()}

    monkeypatch.setattr(server_hub, "entries_without", forged)
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Why"))
    team.sync("r0")
    assert leaked(team.hub)
    (line,) = one.attention()
    assert "What the hub holds of this place is not what stands here" in line.reasons[0].en
    with team.hub.engine.begin() as connection, pytest.raises(Exception, match="denied"):
        connection.execute(sql("select hub.remove_content('', '', null, '{}', '{}')"))


@pytest.mark.parametrize("team", ["file"], indirect=True)
def test_what_was_signed_stays_valid_and_its_print_says_what_is_gone(team: Team):
    one = team.desks["r0"]
    walker = Walker(one, "MC-1")
    walker.proposal()
    view = form_of(one)
    assert view.status == "signed"
    meet(team)
    one.execute(do.RemoveContent(form=view.form_id, path="p10", reason="Asked for"))
    meet(team)
    for desk in (one, team.desks["r1"]):
        again = form_of(desk)
        assert again.status == "signed"
        frozen = desk.revision(again.revisions[-1].id)
        assert frozen.text("p10").startswith("[Removed on 23 Nov 2026: Asked for")
        assert whole(desk) == ()


def everywhere(desk) -> str:
    """Return all that stands in a workspace's file, its local tables, too."""
    with closing(sqlite3.connect(desk.store.path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        return "".join(str(connection.execute(f'SELECT * FROM "{name}"').fetchall())
                       for (name,) in names)  # fmt: skip


@FILE
def test_what_is_removed_is_gone_from_what_is_asked_about(team: Team):
    """And what a colleague wrote over it is theirs still, to be settled."""
    one, other, third = (team.desks[name] for name in ("r0", "r1", "r2"))
    write(one, SECRET)
    for name in team.desks:
        team.sync(name)
    write(third, "Asked before.")
    write(one, f"{SECRET}, with more.")
    meet(team)
    team.sync("r2")
    write(other, "Written offline.")
    third_asked = third.attention()
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Asked"))
    meet(team)
    team.sync("r2")
    assert len(third_asked) == 1
    for desk, mine in ((other, "Written offline."), (third, "Asked before.")):
        assert SECRET not in everywhere(desk)
        (line,) = desk.attention()
        assert line.places[0].mine == mine
        assert line.places[0].base.startswith("[Removed on")
        desk.settle(line.n, "theirs")
    meet(team)
    assert SECRET not in everywhere(other)


@FILE
@pytest.mark.parametrize("repeated", [SECRET, f"Ask {SECRET} twice."])
def test_what_repeats_it_is_gone_from_what_is_asked_about(team: Team, repeated):
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, SECRET)
    meet(team)
    write(one, "Other.")
    meet(team)
    write(other, SECRET)
    meet(team)
    write(other, repeated + " And more.")
    write(one, "Theirs.")
    meet(team)
    assert SECRET in everywhere(other)
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Asked"))
    meet(team)
    assert SECRET not in everywhere(other)
    (line,) = other.attention()
    assert line.places[0].mine.endswith(" And more."), "the words besides are the person's own"
    assert ("twice" in line.places[0].mine) == ("twice" in repeated)
    with other.store.look() as unit:
        (kept,) = unit.asides()
    assert json.loads(kept.body)["command"]["new"] == line.places[0].mine, "as it is done again"
    other.settle(line.n, "mine")
    meet(team)
    assert text_of(one) == line.places[0].mine


@pytest.mark.parametrize("around", ["{} ", "  {}\r\nNow", "\u00a0{}\x07"])
def test_a_remark_goes_however_its_words_were_given(team: Team, around):
    """Scripts, and other programs, give blanks and line ends that are not kept."""
    one, said = team.desks["r0"], around.format(f"Ask {SECRET}.")
    one.execute(do.WriteComment(form="MC-1/F2", path="p10", text=said, id="said"))
    meet(team)
    one.execute(do.RemoveContent(comment="said", reason="Asked"))
    meet(team)
    assert not leaked(one)
    assert not leaked(team.hub)
    assert whole(one) == ()


@pytest.mark.parametrize("what", ["value", "comment"])
def test_looking_at_a_removal_that_was_set_aside_removes_nothing(team: Team, what):
    """What needs a look is tried before it is offered again; a removal is not."""
    one = team.desks["r0"]
    write(one, f"Ask {SECRET}.")
    one.execute(do.WriteComment(form="MC-1/F2", path="p10", text=f"Ask {SECRET}.", id="said"))
    meet(team)
    at = {"comment": "said"} if what == "comment" else {"form": form_of(one).form_id, "path": "p10"}
    one.execute(do.RemoveContent(**at, reason="Asked"))
    (line,) = one.waiting()
    one.set_aside(line.id, "42501: refused by the server")
    before = records(one)
    (entry,) = one.attention()
    assert "again" in entry.settles
    assert records(one) == before
    assert text_of(one) == f"Ask {SECRET}."
    assert whole(one) == ()


@FILE
def test_what_somebody_wrote_meanwhile_is_not_removed_unseen(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    write(one, SECRET)
    meet(team)
    write(other, "Clean text of a colleague.")
    team.sync("r1")
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Asked"))
    meet(team)
    for desk in (one, other):
        assert text_of(desk) == "Clean text of a colleague."
        assert whole(desk) == ()
    (line,) = one.attention()
    assert "Something else stands there now" in line.reasons[0].en
    one.settle(line.n, "again")
    meet(team)
    assert not leaked(one)
    assert not leaked(other)
    assert SECRET not in everywhere(one)


@FILE
def test_a_removal_that_is_refused_leaves_all_as_it_was(team: Team):
    """The lead's office was ended meanwhile: what was taken out here comes back."""
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute(do.AddPerson(name="Lead Two", roles=["ctl_lead", "ctl"]))
    write(one, SECRET)
    meet(team)
    with other.store.read() as reader:
        (second,) = reader.select(Person, name="Lead Two")
        offices = [each.id for each in reader.select(Office) if each.person_id == second.id]
    other.use_person(second.id)
    before = records(other)
    other.execute(do.RemoveContent(form=form_of(other).form_id, path="p10", reason="Asked"))
    assert not leaked(other)
    for office in offices:
        one.execute(do.EndOffice(office=office, until="2026-11-22"))
    meet(team)
    assert text_of(other) == text_of(one) == SECRET
    assert [line.kind for line in other.attention()] == ["ContentRemoved"]
    assert records(other) == records(one)
    assert before["redaction"] == records(other)["redaction"]
    assert whole(other) == ()


def test_what_a_removal_takes_out_is_kept_until_the_hub_has_it_and_no_longer(team: Team):
    one = team.desks["r0"]
    write(one, SECRET)
    meet(team)
    one.execute(do.RemoveContent(form=form_of(one).form_id, path="p10", reason="Asked"))
    assert SECRET in everywhere(one)
    assert not leaked(one)
    meet(team)
    assert SECRET not in everywhere(one)


def test_the_same_content_elsewhere_stays_until_it_is_removed_there(team: Team, tmp_path):
    one, other = team.desks["r0"], team.desks["r1"]
    source = tmp_path / "same.pdf"
    source.write_bytes(b"%PDF-1.4 the same regulation")
    digest, size = one.store_file(source)
    for code in ("MC-1", "MC-2"):
        one.execute(do.AttachFile(card=code, name=f"{code}.pdf", digest=digest, size=size,
                                  purpose="other"))  # fmt: skip
    meet(team)
    for code in ("MC-1", "MC-2"):
        assert other.file_path(digest).is_file()
        assert not team.hub.lacking([digest])
        with one.store.read() as reader:
            (file,) = reader.select(StoredFile, name=f"{code}.pdf")
        one.execute(do.RemoveContent(file=file.id, reason="Attached to the wrong one"))
        meet(team)
    for desk in (one, other):
        assert not desk.file_path(digest).is_file()
        assert whole(desk) == ()
    assert team.hub.lacking([digest])
    digest, size = other.store_file(source)
    other.execute(do.AttachFile(card="MC-2", name="again.pdf", digest=digest, size=size,
                                purpose="other"))  # fmt: skip
    meet(team)
    assert one.file_path(digest).is_file()


def test_what_was_taken_back_is_removed_for_ever_too(team: Team):
    one, other = team.desks["r0"], team.desks["r1"]
    one.execute_together((do.CreateCard(title_en="x", programme="LAW", code="MC-S"),
                          do.SetValue(form="MC-S/R1", path="topic", new=SECRET)))  # fmt: skip
    card = one.outline("MC-S").tile.id
    with one.store.read() as reader:
        form = next(each.id for each in reader.select(Form, kind="R1", card_id=card))
    meet(team)
    one.undo()
    one.execute(do.AddPerson(name="GD-09", roles=["gd"], number=SECRET, id="gd-9"))
    meet(team)
    one.undo()
    meet(team)
    one.execute(do.RemoveContent(form=form, path="topic", reason="Asked"))
    meet(team)
    one.execute(do.RemoveContent(person="gd-9", field="number", reason="Asked"))
    meet(team)
    for source in (one, other, team.hub):
        assert not leaked(source)
    for desk in (one, other):
        assert not desk.attention()
        assert whole(desk) == ()
