"""What happens when people who did not see each other meet at the hub."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from mcdesk import computer
from mcdesk.application import copied
from mcdesk.errors import Refused, Trouble
from mcdesk.models import joining, schema
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card, Person, SigningKey, SignOff
from mcdesk.signing.keys import KeyBunch
from mcdesk.signing.vault import Memory
from mcdesk.sync.syncing import synchronise
from tests.sync.conftest import Cut, Team, records
from tests.sync.meeting import FILE, form_of, meet, number_of, text_of, write
from tests.walk import PEOPLE, Walker


@pytest.fixture
def two(team: Team):
    """Two people of the team, who have the same."""
    return team.desks["r0"], team.desks["r1"]


def test_sentences_of_both_are_kept(team, two):
    one, other = two
    write(one, "It begins with me. It goes on here. It ends here.")
    write(other, "It begins here. It goes on here. It ends with me.")
    meet(team)
    merged = "It begins with me. It goes on here. It ends with me."
    assert text_of(one) == text_of(other) == merged
    assert not one.attention()
    assert not other.attention()


def test_the_same_sentence_is_asked_about(team, two):
    one, other = two
    write(one, "It begins with one. It goes on here. It ends here.")
    write(other, "It begins with other. It goes on here. It ends here.")
    meet(team)
    (line,) = other.attention()
    assert (line.card_code, line.form, line.who) == ("MC-1", "F2", "CTL-01")
    (place,) = line.places
    assert "with one" in place.theirs
    assert "with other" in place.mine
    assert place.base.startswith("It begins here.")
    assert line.settles == ("mine", "theirs", "both", "edit")


@pytest.mark.parametrize(
    ("how", "said"),
    [("mine", "Other."), ("theirs", "One."), ("both", "One.\n\nOther."), ("edit", "Agreed.")],
)
def test_what_was_asked_about_is_settled(team, two, how, said):
    one, other = two
    for desk, text in ((one, "One."), (other, "Other.")):
        write(desk, text)
    meet(team)
    (line,) = other.attention()
    other.settle(line.n, how, "Agreed.")
    meet(team)
    assert text_of(one) == text_of(other) == said
    assert not other.attention()
    with pytest.raises(Refused):
        other.settle(line.n, how)


def test_what_cannot_be_settled_so_stays_in_the_list(team, two):
    one, other = two
    for desk, title in ((one, "One"), (other, "Other")):
        desk.execute(do.ChangeCard(card="MC-1", title_en=title))
    meet(team)
    (line,) = other.attention()
    assert [(p.base, p.mine, p.theirs) for p in line.places] == [
        ("Drafting Digital Contracts MC-1", "Other", "One")
    ]
    assert "CTL-01" in line.reasons[0].en
    assert line.settles == ("again", "away")
    with pytest.raises(Refused):
        other.settle(line.n, "both")
    other.settle(line.n, "again")
    meet(team)
    assert one.outline("MC-1").tile.title_en == "Other"


def test_different_details_of_one_card_do_not_collide(team, two):
    one, other = two
    one.execute(do.ChangeCard(card="MC-1", title_en="One"))
    other.execute(do.ChangeCard(card="MC-1", short_title="Short"))
    meet(team)
    assert not other.attention()
    with other.store.read() as reader:
        (card,) = reader.select(Card, code="MC-1")
    assert (card.title_en, card.short_title) == ("One", "Short")


def test_a_value_written_blindly_does_not_cover_a_foreign_one(team, two):
    """A script names no base: what it found when it first ran is its base (design.md, 5)."""
    one, other = two
    for desk, text in ((one, "One."), (other, "Other.")):
        form = form_of(desk).form_id
        desk.execute(do.FillForm(form=form, values={"p16": text}))
    meet(team)
    assert text_of(other, "p16") == "One."
    assert len(other.attention()) == 1


@FILE
@pytest.mark.parametrize(
    ("how", "said"),
    [("mine", "Other."), ("theirs", "One."), ("both", "One.\n\nOther."), ("edit", "Agreed.")],
)
def test_a_text_written_by_a_script_is_settled_in_every_way(team, two, how, said):
    """A script names no base, and calls the form by its card."""
    one, other = two
    for desk, text in ((one, "One."), (other, "Other.")):
        desk.execute(do.SetValue(form="MC-1/F2", path="p10", new=text))
    meet(team)
    (line,) = other.attention()
    assert line.settles == ("mine", "theirs", "both", "edit")
    other.settle(line.n, how, "Agreed.")
    assert text_of(other) == said
    assert not other.attention()


@FILE
def test_a_short_value_and_a_cell_written_by_a_script_are_settled(team, two):
    one, other = two
    row = form_of(other).content.rows["p20"][0].id
    for desk, word in ((one, "One"), (other, "Other")):
        desk.execute(do.SetValue(form="MC-1/F2", path="p3", new=word))
        desk.execute(do.SetCell(form="MC-1/F2", field="p20", row="1", column="code", new=word))
    meet(team)
    value, cell = other.attention()
    assert cell.path == f"p20/{row}/code"
    assert (value.settles, cell.settles) == (("mine", "theirs", "edit"),) * 2
    for line in (value, cell):
        other.settle(line.n, "mine")
    content = form_of(other).content
    assert (content.text("p3"), content.value(cell.path)) == ("Other", "Other")


def test_a_row_that_somebody_edits_is_not_removed_unseen(team, two):
    one, other = two
    (row,) = form_of(one).content.table("p20")
    form = form_of(one).form_id
    one.execute(do.SetCell(form=form, field="p20", row=row.id, column="statement",
                           base=row.text("statement"), new="Two."))  # fmt: skip
    other.execute(do.RemoveRow(form=form, field="p20", row=row.id))
    meet(team)
    (kept,) = form_of(other).content.table("p20")
    assert kept.text("statement") == "Two."
    (line,) = other.attention()
    assert line.kind == "RowRemoved"
    assert line.places[0].theirs == "Two.", "what others changed comes first"
    other.settle(line.n, "again")
    assert not form_of(other).content.table("p20")


def test_an_edit_of_a_row_that_somebody_removed_is_kept_aside(team, two):
    """Fault 26 of reliability.md."""
    one, other = two
    (row,) = form_of(one).content.table("p20")
    form = form_of(one).form_id
    one.execute(do.RemoveRow(form=form, field="p20", row=row.id))
    other.execute(do.SetCell(form=form, field="p20", row=row.id, column="statement",
                             base=row.text("statement"), new="Kept."))  # fmt: skip
    meet(team)
    (line,) = other.attention()
    assert "Kept." in [place.mine for place in line.places]


def test_what_was_drawn_stays_when_it_is_done_again(team, two):
    """A row added keeps its id, so that what was written into it later finds it."""
    one, other = two
    write(one, "Something else. It goes on here.", "p16")
    form = form_of(other).form_id
    other.execute(do.AddRow(form=form, field="p20", cells={"code": "LO2"}))
    row = form_of(other).content.table("p20")[-1]
    other.execute(do.SetCell(form=form, field="p20", row=row.id, column="statement", new="Mine."))
    meet(team)
    assert not other.attention()
    assert form_of(one).content.table("p20")[-1].text("statement") == "Mine."


def test_a_code_is_given_once(team, two):
    one, other = two
    for desk, title in ((one, "First"), (other, "Second")):
        desk.execute(do.CreateCard(title_en=title, programme="LAW"))
    before = [tile.code for tile in other.board().tiles if tile.title_en == "Second"]
    meet(team)
    codes = {tile.title_en: tile.code for tile in other.board().tiles}
    assert codes["First"] != codes["Second"]
    assert codes["First"] == before[0], "who came first keeps it"
    (line,) = other.attention()
    assert before[0] in line.reasons[0].en
    assert codes["Second"] in line.reasons[0].en
    assert line.settles == ("away",)
    other.settle(line.n, "away")
    assert not other.attention()


def test_a_printed_number_that_is_taken_is_told(team, two):
    """The revision and its decisions stay; who printed it must know (decisions.md, 21)."""
    one, other = two
    for desk, code in ((one, "MC-1"), (other, "MC-2")):
        walker = Walker(desk, code)
        walker.fill_proposal()
        walker.freeze("F2")
    walker.sign("F2", "sme")
    before = number_of(other, "MC-2")
    meet(team)
    (line,) = other.attention()
    assert before in line.reasons[0].en
    assert line.settles == ("away",)
    assert number_of(one, "MC-2") != before
    assert number_of(one, "MC-1") == before
    assert one.outline("MC-2").tile.waits_for == other.outline("MC-2").tile.waits_for


def test_a_code_that_nobody_took_stays(team, two):
    one, other = two
    other.execute(do.CreateCard(title_en="Second", programme="LAW"))
    before = {tile.title_en: tile.code for tile in other.board().tiles}["Second"]
    one.execute(do.ChangeCard(card="MC-1", title_en="One"))
    meet(team)
    assert {tile.title_en: tile.code for tile in one.board().tiles}["Second"] == before


def test_a_code_that_is_free_stays(team, two):
    """A refused creation leaves a gap; the codes given after it are not moved up."""
    one, other = two
    one.execute(do.NoteIdea(title="An idea", id="idea-1"))
    meet(team)
    one.execute(do.PutIdeaAway(idea="idea-1"))
    team.sync("r0")
    other.execute(do.CreateCard(title_en="Of the idea", programme="LAW", idea="idea-1"))
    other.execute(do.CreateCard(title_en="Second", programme="LAW"))
    before = {tile.title_en: tile.code for tile in other.board().tiles}["Second"]
    meet(team)
    codes = {tile.title_en: tile.code for tile in one.board().tiles}
    assert codes["Second"] == before
    assert "Of the idea" not in codes


@FILE
def test_a_restored_hub_that_others_wrote_to_since(team, two):
    one, other = two
    kept = shutil.copy(team.hub.path, team.folder / "yesterday")
    write(one, "One.")
    team.sync("r0")
    shutil.copy(kept, team.hub.path)
    write(other, "Other.", "p16")
    other.execute(do.ChangeCard(card="MC-1", title_en="Other"))
    team.sync("r1")
    assert team.sync("r0").restored
    meet(team)
    assert records(team.hub) == records(one) == records(other)
    assert text_of(one) == "One."
    assert text_of(one, "p16") == "Other."


def test_a_push_whose_answer_was_lost_is_not_taken_twice(team, two):
    """Fault 9 of reliability.md."""
    one, _other = two
    write(one, "One.")
    lines, seen = one.waiting(), one.replica().head
    assert team.hub.append(lines, seen)
    assert team.hub.append(lines, seen)
    assert len(team.hub.lines_after(seen.seq, 99)) == 1
    team.sync("r0")
    assert not one.replica().waiting


def test_an_id_that_stands_for_something_else_is_refused(team, two):
    one, _other = two
    write(one, "One.")
    lines, seen = one.waiting(), one.replica().head
    assert team.hub.append(lines, seen)
    forged = [replace(line, body=line.body.replace("One.", "Two.")) for line in lines]
    assert not team.hub.append(forged, seen)  # who has not seen it looks first
    with pytest.raises(Trouble, match="other content"):
        team.hub.append(forged, team.hub.identity()[2])


def test_a_move_that_is_no_longer_allowed_says_why_and_is_offered_again(team, two):
    """Fault 25 of reliability.md."""
    one, other = two
    one.execute(do.HoldCard(card="MC-1", reason="waits"))
    other.execute(do.MoveCard(card="MC-1", to="2", reason="once more"))
    meet(team)
    (line,) = other.attention()
    assert line.kind == "CardMoved"
    assert line.settles == ("away",)
    assert line.now[0].en.startswith("Done again now, it is refused: ")
    stages = [(p.base, p.mine, p.theirs) for p in line.places if p.label.en == "Stage"]
    assert stages == [("3 Proposal", "2 Initial discussion", "3 Proposal")]
    assert other.outline("MC-1").tile.stage == "proposal"
    one.execute(do.ResumeCard(card="MC-1"))
    meet(team)
    assert other.attention()[0].settles == ("again", "away")
    other.settle(line.n, "again")
    meet(team)
    assert one.outline("MC-1").tile.stage == "discussion"


def test_what_a_refused_move_opened_is_not_listed_as_written(team, two):
    one, other = two
    walker = Walker(one)
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme", "dean", "hsp")
    meet(team)
    one.execute(do.HoldCard(card="MC-1", reason="waits"))
    team.sync("r0")
    other.execute(do.MoveCard(card="MC-1", to="timeline"))
    meet(team)
    (line,) = other.attention()
    assert [place.label.en for place in line.places] == ["Stage"]


def test_undo_of_what_waits_is_an_event_of_its_own(team, two):
    one, other = two
    write(other, "Other.")
    other.undo()
    write(one, "It begins with one. It goes on here. It ends here.")
    meet(team)
    assert text_of(other).startswith("It begins with one.")
    assert not other.attention()


@FILE
def test_a_file_goes_before_the_event_that_names_it(team, two, tmp_path):
    one, other = two
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"%PDF-1.4 a scan")
    digest, size = one.store_file(scan)
    one.execute(do.AttachFile(card="MC-1", name="scan.pdf", digest=digest, size=size,
                              purpose="other"))  # fmt: skip
    with pytest.raises(Cut):
        team.sync("r0", "before the push")
    assert team.hub.file_path(digest).is_file()
    meet(team)
    assert other.file_path(digest).read_bytes() == scan.read_bytes()


@FILE
def test_a_hub_of_another_team_is_not_written_to(team, two, tmp_path):
    """Fault 16 of reliability.md."""
    one, _other = two
    team.hub.path.unlink()
    joining.make_hub(one.store, team.hub.path, "Another", None)
    write(one, "One.")
    with pytest.raises(Trouble, match="another hub"):
        team.sync("r0")
    assert one.replica().waiting == 1


def test_a_hub_of_a_newer_program_is_left_alone(team, two):
    """Fault 22 of reliability.md."""
    write(two[0], "One.")
    with pytest.raises(Trouble, match="newer") as told:
        synchronise(two[0], team.hub, schema="0001")
    assert "pdate" in told.value.advice
    write(two[0], "Two.")
    assert text_of(two[0]) == "Two."
    assert two[0].replica().waiting >= 1
    assert text_of(two[1]) != "Two."


@FILE
def test_a_hub_that_is_away_lets_work_go_on(team, two):
    """Fault 7 of reliability.md."""
    one, _other = two
    hidden = team.hub.path.rename(team.folder / "hidden")
    write(one, "One.")
    with pytest.raises(Trouble, match="out of reach"):
        team.sync("r0")
    assert text_of(one) == "One."
    assert one.replica().waiting == 1
    hidden.rename(team.hub.path)
    assert team.sync("r0").pushed == 1


@FILE
def test_a_hub_whose_disk_is_full_gets_what_waits_once_there_is_room(team, two):
    """Fault 5 of reliability.md."""
    one, other = two
    write(one, "Many words. " * 4_000)

    def bound(connection, _record):
        pages = connection.execute("pragma page_count").fetchone()[0]
        connection.execute(f"pragma max_page_count = {pages + 1}")

    engine = team.hub._engine
    engine.dispose()
    event.listen(engine, "connect", bound)
    with pytest.raises(Trouble) as told:
        team.sync("r0")
    assert told.value.code == "hub_full"
    assert told.value.retry
    assert one.replica().waiting == 1
    write(one, "Many more.")
    event.remove(engine, "connect", bound)
    engine.dispose()
    assert team.sync("r0").pushed >= 1
    team.sync("r1")
    assert one.replica().waiting == 0
    assert text_of(other) == text_of(one) == "Many more."


@FILE
@pytest.mark.parametrize("rehashed", [False, True])
def test_an_altered_hub_is_noticed(team, two, rehashed):
    """One row altered breaks the chain; with the tail re-hashed, the remembered head tells."""
    one, other = two
    write(one, "One.")
    team.sync("r0")
    with closing(sqlite3.connect(team.hub.path)) as connection:
        for (name,) in connection.execute(
            "select name from sqlite_master where type = 'trigger'"
        ).fetchall():
            connection.execute(f"drop trigger {name}")
        last = "(select max(seq) from journal)"
        connection.execute(
            f"update journal set body = replace(body, 'One.', 'Two.') where seq = {last}"
        )
        if rehashed:
            from mcdesk.application.journal import chained

            ((body, before),) = connection.execute(
                f"select body, (select hash from journal where seq = {last} - 1) from journal "
                f"where seq = {last}"
            )
            connection.execute(
                f"update journal set hash = ? where seq = {last}", (chained(before, body),)
            )
        connection.commit()
    if rehashed:
        with pytest.raises(Trouble, match="was altered: entry"):
            team.sync("r0")
        assert text_of(one) == "One."
    else:
        with pytest.raises(Trouble, match="does not follow"):
            team.sync("r1")
        assert text_of(other).startswith("It begins here.")


@FILE
@pytest.mark.meddles
def test_a_word_that_was_altered_in_one_workspace_goes_to_nobody(team, two):
    """Neither where the altered workspace sends, nor where the hub is the altered one."""
    one, other = two
    with closing(sqlite3.connect(other.store.path)) as connection:
        connection.execute("update card set title_en = 'Altered' where code = 'MC-1'")
        connection.commit()
    head = team.hub.identity()[2]
    other.execute(do.ChangeCard(card="MC-1", short_title="Anew"))
    with pytest.raises(Trouble, match="does not follow from what the hub has") as told:
        team.sync("r1")
    assert told.value.code == "altered"
    assert team.hub.identity()[2] == head
    one.execute(do.ChangeCard(card="MC-1", short_title="Of one"))
    team.sync("r0")
    assert "Altered" not in str(records(team.hub)["card"])


@FILE
def test_what_a_restored_hub_lost_comes_back(team, two):
    """Fault 15 of reliability.md."""
    one, other = two
    kept = shutil.copy(team.hub.path, team.folder / "yesterday")
    write(one, "One.")
    meet(team)
    shutil.copy(kept, team.hub.path)
    write(other, "One. Other.", "p16")
    assert team.sync("r1").restored
    meet(team)
    assert records(team.hub) == records(one) == records(other)
    assert text_of(one) == "One."
    assert text_of(one, "p16") == "One. Other."


@FILE
def test_that_the_hub_was_put_back_is_told_until_seen_with_what_was_sent_again(team, two):
    one, other = two
    kept = shutil.copy(team.hub.path, team.folder / "yesterday")
    write(one, "One.")
    meet(team)
    assert one.replica().healed is None
    assert one.healings() == ()
    shutil.copy(kept, team.hub.path)
    meet(team)
    told = [desk.replica().healed for desk in two]
    assert sorted((each.gone, each.again) for each in told if each is not None) == [(1, 1)]
    desk = one if told[0] is not None else other
    (healing,) = desk.healings()
    assert [line.who for line in healing.lines] == ["CTL-01"]
    desk.note_healings_seen()
    assert desk.replica().healed is None
    assert desk.healings() == (healing,)


def test_a_copy_of_a_replica_is_harmless(team, two):
    """Fault 13 of reliability.md."""
    one, _other = two
    write(one, "One.")
    copy = team.copy("r0", "copy")
    write(copy, "One. Copy.")
    for name in ("r0", "copy", "r0"):
        team.sync(name)
    assert text_of(team.desks["r0"]) == "One. Copy."


@FILE
def test_a_copy_on_another_computer_is_told_until_seen_and_is_a_workspace_of_its_own(
    team, two, monkeypatch
):
    one, _other = two
    first = one.report_due("1.0 0013").replica
    write(one, "One.")
    path = shutil.copy(one.store.path, team.folder / "second.mcdesk")
    monkeypatch.setattr(computer, "name", lambda: "LAPTOP-2")
    monkeypatch.setattr(computer, "mark", lambda: "LAPTOP-2")
    copy = team.desks["copy"] = team.app.open(Path(path))
    told = copy.replica().copied
    assert told == copy.copies()[0]
    assert (told.path, told.is_here) == (str(one.store.path), False)
    assert copy.report_due("1.0 0013").replica not in ("", first)
    assert "What waited in both goes to the hub once." in copied.told(told)[1].sentence()
    copy.note_copies_seen()
    assert copy.replica().copied is None
    assert copy.copies() == (told,)


@FILE
def test_a_copy_beside_its_original_is_told_with_where_that_lies(team, two):
    one, _other = two
    copy = team.copy("r0", "copy")
    told = copy.replica().copied
    assert told.is_here
    assert copied.told(told)[0].sentence() == (
        "This workspace is a copy. The one that it was made from still lies on this computer: "
        f"{one.store.path}."
    )
    assert team.desks["r0"].replica().copied is None


@FILE
def test_a_copy_that_nobody_wrote_in_yet_is_told_to_who_only_reads(team, two):
    one, _other = two
    path = team.folder / "copy.mcdesk"
    shutil.copy(one.store.path, path)
    copy = team.app.open(path, read_only=True)
    try:
        assert copy.replica().copied.is_here
        assert [each.is_here for each in copy.copies()] == [True]
        assert copied.COPIES not in copy.store.facts()
    finally:
        team.app.close(copy)


@FILE
def test_a_workspace_that_was_moved_on_its_computer_is_no_copy(team, two):
    one, _other = two
    first = one.report_due("1.0 0013").replica
    team.app.close(one)
    moved = one.store.path.rename(team.folder / "moved.mcdesk")
    team.desks["r0"] = team.app.open(moved)
    assert team.desks["r0"].replica().copies == 0
    assert team.desks["r0"].report_due("1.0 0013").replica == first
    shutil.copy(moved, team.folder / "copy.mcdesk")
    team.desks["copy"] = team.app.open(team.folder / "copy.mcdesk")
    assert team.desks["copy"].replica().copied.path == str(moved), "it is known where it lay last"


def test_who_leaves_keeps_everything(team, two):
    one, _other = two
    write(one, "One.")
    assert one.leave() == 1
    assert not one.replica().hub_id
    assert not one.replica().waiting
    write(one, "One more.")
    path = one.store.path
    team.app.close(one)
    team.desks["r0"] = team.app.open(path)
    assert text_of(team.desks["r0"]) == "One more."
    assert team.app.check(path) == ()


def test_check_finds_nothing_wrong_while_something_waits(team, two):
    one, other = two
    write(one, "One.")
    write(other, "Other.")
    other.execute(do.CreateCard(title_en="Second", programme="LAW"))
    assert team.app.check(other.store.path) == ()
    meet(team)
    assert team.app.check(other.store.path) == ()
    assert team.app.check(one.store.path) == ()


def test_a_decision_on_paper_is_a_fact(team, two):
    """It is kept although the form was changed meanwhile; what it is worth is computed."""
    one, other = two
    walker = Walker(one)
    walker.fill_proposal()
    walker.freeze("F2")
    meet(team)
    other.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    write(other, "Another text.")
    team.sync("r1")
    walker.sign("F2", "sme")
    meet(team)
    for desk in two:
        assert not desk.attention()
        form = form_of(desk).form_id
        with desk.store.read() as reader:
            (decision,) = reader.select(SignOff, form_id=form)
        assert (decision.role, decision.medium) == ("sme", "paper")
        assert not desk.outline("MC-1").tile.ready_for
    team.app.close(one)
    assert team.app.check(one.store.path) == ()


@pytest.mark.parametrize("medium", ["paper", "program"])
def test_a_decision_is_over_the_text_that_was_signed_and_no_other(team, two, medium):
    """A text that was frozen anew meanwhile is signed by nobody who has not seen it."""
    one, other = two
    walker = Walker(one)
    walker.fill_proposal()
    walker.freeze("F2")
    meet(team)
    other.execute(do.ChangeForm(form="MC-1/F2", reason="r"))
    write(other, "Another text.")
    other.execute(do.FreezeForm(form="MC-1/F2"))
    team.sync("r1")
    (sme,) = (p.id for p in one.info().persons if p.name == PEOPLE["sme"])
    if medium == "program":
        one.use_person(sme)
    one.execute(do.SignForm(form="MC-1/F2", role="sme", person=sme, medium=medium,
                            scan_owed=medium == "paper"))  # fmt: skip
    meet(team)
    form = form_of(other).form_id
    with other.store.read() as reader:
        made = reader.select(SignOff, form_id=form)
    versions = [entry.version for entry in made]
    if medium == "paper":
        assert versions == [1]
        assert not one.attention()
    else:
        assert not versions
        (line,) = one.attention()
        assert line.kind == "FormSigned"
        assert "frozen anew" in line.reasons[0].en
        assert line.settles == ("away",)  # it is decided in the form, where the text is seen
    assert other.outline("MC-1").tile.waits_for == one.outline("MC-1").tile.waits_for
    assert "sme" in other.outline("MC-1").tile.waits_for


def test_a_table_that_is_filled_anew_keeps_the_row_that_somebody_added_meanwhile(team, two):
    """It put away what stood there when it was given, and nothing that nobody had seen."""
    one, other = two
    form = form_of(one).form_id
    cells = {"code": "LO2", "statement": "Added meanwhile."}
    other.execute(do.AddRow(form=form, field="p20", cells=cells))
    team.sync("r1")
    anew = [{"code": "LO1", "statement": "Filled anew."}]
    one.execute(do.FillForm(form=form, rows={"p20": anew}, replace=True))
    meet(team)
    said = [row.text("statement") for row in form_of(two[1]).content.table("p20")]
    assert sorted(said) == ["Added meanwhile.", "Filled anew."]
    assert not one.attention()


def test_what_is_taken_from_another_form_covers_no_foreign_words(team, two):
    one, other = two
    form = form_of(one).form_id
    Walker(one, "MC-2").fill("F2", p20=[{"code": "LO1", "statement": "Of the other card."}])
    take = do.TakeFromForm(form=form, source=form_of(one, code="MC-2").form_id, overwrite=["*"])
    one.execute(take)
    meet(team)
    row = form_of(one).content.table("p20")[0]
    change = {"form": form, "field": "p20", "row": row.id, "column": "statement"}
    other.execute(do.SetCell(**change, base=row.text("statement"), new="Mine."))
    cells = {"code": "LO2", "statement": "Added meanwhile."}
    other.execute(do.AddRow(form=form, field="p20", cells=cells))
    team.sync("r1")
    one.execute(do.SetCell(**change, base=row.text("statement"), new="To be replaced."))
    one.execute(take)
    meet(team)
    said = [line.text("statement") for line in form_of(other).content.table("p20")]
    assert "Mine." in said
    assert "Added meanwhile." in said
    assert "Taken over" in [line.what.en for line in one.attention()][-1]


@FILE
def test_nobody_registers_the_key_of_another(team, two):
    """What several people signed here is carried out again, whoever works here then."""
    one, other = two
    vault = Memory()
    one.keys = KeyBunch("w", lambda: vault)
    Walker(one).fill_proposal()
    Walker(one).freeze("F2")
    for role in ("sme", "hsp"):
        (person,) = (p.id for p in one.info().persons if p.name == PEOPLE[role])
        one.use_person(person)
        one.execute(do.SignForm(form="MC-1/F2", role=role, person=person, medium="program"))
    with one.store.read() as reader:
        before = {entry.public: entry.person_id for entry in reader.select(SigningKey)}
    other.execute(do.ChangeCard(card="MC-2", title_en="Meanwhile"))
    team.sync("r1")
    meet(team)
    assert not one.attention()
    with other.store.read() as reader:
        assert {e.public: e.person_id for e in reader.select(SigningKey)} == before
        signed = reader.select(SignOff, medium="program")
    assert len(signed) == 2
    assert all(decision.signature for decision in signed)


def test_what_was_frozen_with_words_that_came_meanwhile_is_told(team, two):
    """A print made before shows less than what is signed now."""
    one, other = two
    Walker(one).fill_proposal()
    meet(team)
    write(other, "Another opportunity.", "p16")
    team.sync("r1")
    Walker(one).freeze("F2")
    meet(team)
    (line,) = one.attention()
    assert "more than" in line.reasons[0].en
    assert line.settles == ("away",)
    assert text_of(one, "p16") == "Another opportunity."


@FILE
def test_a_hub_is_not_made_where_a_cloud_copies(two, tmp_path):
    folder = tmp_path / "OneDrive - University"
    folder.mkdir()
    with pytest.raises(Trouble, match="cloud"):
        joining.make_hub(two[0].store, folder / "team.mcdhub", "Team", None)
    assert not list(folder.iterdir())


def test_a_workspace_is_no_hub(team, two):
    from mcdesk.models.hub import SqliteHub

    with pytest.raises(Trouble, match="not a hub"):
        SqliteHub(two[0].store.path).identity()


def test_what_comes_back_alone_is_not_done_again(team, two, monkeypatch):
    """Who synchronises alone for a thousand changes does not carry them out a thousand times."""
    one, _other = two
    for number in range(3):
        write(one, f"Text {number}.")
    done = []
    monkeypatch.setattr(type(one), "_once_more", lambda *given: done.append(given))
    assert team.sync("r0").pushed == 3
    assert not done
    assert not one.waiting()
    assert team.app.check(one.store.path) == ()


def test_a_long_absence_goes_in_one_exchange(team, two):
    """More than a few batches: as long as it goes on, it goes on."""
    one, other = two
    for number in range(9):
        one.execute(do.ChangeCard(card="MC-1", short_title=f"Title {number}"))
    report = synchronise(_InSmallParts(one), team.hub, schema=schema.HEAD)
    assert (report.pushed, report.waiting) == (9, 0)
    assert team.sync("r1").pulled == 9
    assert other.outline("MC-1").tile.title_en == one.outline("MC-1").tile.title_en


class _InSmallParts:
    """A replica that hands out one event at a time."""

    def __init__(self, desk) -> None:
        self._desk = desk

    def __getattr__(self, name: str):
        return getattr(self._desk, name)

    def waiting(self, _most: int = 0):
        return self._desk.waiting(1)


@FILE
def test_a_push_waits_for_those_who_read(team, two):
    """A commit has to wait for readers; it does not give up at once (SQLite's rollback journal)."""
    one, _other = two
    write(one, "One.")
    reading, over = threading.Event(), threading.Event()

    def read() -> None:
        with closing(sqlite3.connect(team.hub.path, isolation_level=None)) as reader:
            reader.execute("begin")
            reader.execute("select count(*) from journal").fetchone()
            reading.set()
            over.wait(0.5)
            reader.execute("commit")

    other = threading.Thread(target=read)
    other.start()
    reading.wait(5)
    assert team.sync("r0").pushed == 1
    over.set()
    other.join()


def test_what_was_undone_and_done_again_is_asked_about(team, two):
    """On balance it stands: what the person wanted is offered, and nothing of the to and fro."""
    one, other = two
    write(other, "Other.")
    other.undo()
    other.redo()
    write(one, "One.")
    meet(team)
    (line,) = other.attention()
    assert line.kind == "ValueSet"
    assert line.settles == ("mine", "theirs", "both", "edit")
    other.settle(line.n, "mine")
    assert text_of(other) == "Other."


@pytest.mark.parametrize("team", ["server"], indirect=True)
def test_a_server_that_lost_events_gets_them_from_their_authors(team, two):
    """It takes nothing in another's name: who notices first brings the own work only."""
    one, other = two
    with one.store.read() as reader:
        (lecturer,) = reader.select(Person, name="SME-03")
    write(one, "One.")
    meet(team)
    head = team.hub.identity()[2].seq
    one.take_in([], head - 1, everybodys=False)
    assert [line.person_id for line in one.waiting()] == [one.person_id]
    other.use_person(lecturer.id)
    other.take_in([], head - 1, everybodys=False)
    assert not other.waiting()
