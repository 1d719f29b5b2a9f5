"""What waits is carried out again over what came: steps that were undone, records of one place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mcdesk.application.journal import Effect, Line, read_event
from mcdesk.application.rebase import has_arrived
from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import (
    Card,
    Comment,
    External,
    Faculty,
    Person,
    Revision,
    Setting,
    SignOff,
    TeamMember,
    as_data,
)
from tests.sync.conftest import Team, found
from tests.sync.meeting import form_of, meet, text_of, write
from tests.walk import Walker

pytestmark = pytest.mark.parametrize("team", ["file"], indirect=True)


@pytest.fixture
def two(team: Team):
    return team.desks["r0"], team.desks["r1"]


def both_places(desk) -> None:
    """Write two places in one step."""
    form = form_of(desk).form_id
    view = form_of(desk).content
    desk.execute_together(
        do.SetValue(form=form, path=path, base=view.value(path), new=text)
        for path, text in (("p10", "Mine."), ("p47", "Mine, too."))
    )


def test_a_step_that_was_undone_stays_undone_where_a_part_of_it_collides(team, two):
    one, other = two
    before = text_of(other, "p47")
    both_places(other)
    other.undo()
    write(one, "Theirs.")
    meet(team)
    for desk in two:
        assert (text_of(desk), text_of(desk, "p47")) == ("Theirs.", before)
        assert not desk.attention()


def test_a_place_that_was_emptied_stays_empty_over_what_came(team, two):
    one, other = two
    view = form_of(other)
    row = view.content.rows["p20"][0]
    other.execute(
        do.SetValue(form=view.form_id, path="p47", base=view.content.value("p47"), new=None)
    )
    other.execute(
        do.SetCell(form=view.form_id, field="p20", row=row.id, column="statement",
                   base=row.cells["statement"], new=None)
    )  # fmt: skip
    write(one, "Theirs.")
    meet(team)
    for desk in two:
        content = form_of(desk).content
        assert content.value("p10") == "Theirs."
        assert content.value("p47") is None
        assert not content.rows["p20"][0].cells.get("statement")
        assert not desk.attention()


def test_a_step_that_was_undone_and_redone_is_asked_about_where_it_collides(team, two):
    one, other = two
    both_places(other)
    other.undo()
    other.redo()
    write(one, "Theirs.")
    meet(team)
    assert (text_of(one), text_of(one, "p47")) == ("Theirs.", "Mine, too.")
    (line,) = other.attention()
    assert line.places[0].mine == "Mine."


def test_a_bulk_action_that_was_undone_holds_no_card_after_a_colleague_changed_one(team, two):
    one, other = two
    found = [one.outline(code).tile.id for code in ("MC-1", "MC-2")]
    held = [(id_, do.HoldCard(card=id_, reason="Strike", until="2027-01-31")) for id_ in found]
    other.execute_each(held)
    other.undo()
    one.execute(do.CancelCard(card="MC-1", reason="No money"))
    meet(team)
    for desk in two:
        assert desk.outline("MC-2").tile.status == "active"
        assert not desk.attention()


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        (do.SetSetting(key="passing_mark", value=60), do.SetSetting(key="passing_mark", value=80),
         Setting),
        (do.RecordExternal(card="MC-1", form="F2", number="99/B", date="2026-11-01", signed_by="D"),
         do.RecordExternal(card="MC-1", form="F2", number="77/A", date="2026-11-02", signed_by="D"),
         External),
    ],
)  # fmt: skip
def test_a_record_that_both_made_is_asked_about(team, two, mine, theirs, kind):
    """It has its place and not an id of its own: a setting of a day, the original of a form."""
    one, other = two
    one.execute(theirs)
    other.execute(mine)
    meet(team)
    (line,) = other.attention()
    assert "changed this meanwhile" in line.reasons[0].en
    kept = [_all(desk, kind) for desk in two]
    assert kept[0] == kept[1]
    other.settle(line.n, "again")
    meet(team)
    assert [_all(desk, kind) for desk in two] == [_all(other, kind)] * 2 != kept


def _all(desk, kind) -> list:
    with desk.store.read() as reader:
        return sorted(reader.select(kind), key=lambda each: each.id)


def test_another_event_under_the_id_of_one_that_waits_makes_it_not_vanish(team, two):
    """Somebody has seen it in a packet, and sends a remark with its id and its command."""
    one, other = two
    write(other, "An hour of work.")
    (line,) = other.waiting()
    card = one.outline("MC-1").tile.id
    remark = Comment(id=new_id(), form_id=form_of(one).form_id, card_id=card, path="p10", text="z",
                      author=one.person_id, at="2026-11-23T09:00:00Z")  # fmt: skip
    waiting = read_event(line.body)
    effect = Effect(Comment.table, remark.id, None, as_data(remark))
    for kind in ("CommentWritten", waiting.kind):
        forged = replace(waiting, kind=kind, effects=(effect,), by=one.person_id)
        line = Line(forged.id, kind, forged.by, forged.at, forged.group, forged.body())
        assert not has_arrived(waiting, forged)
    assert team.hub.append([line], team.hub.identity()[2])
    meet(team)
    assert text_of(one) == text_of(other) == "An hour of work."


def new_card(desk, title: str, code: str = "") -> None:
    desk.execute(do.CreateCard(title_en=title, title_id=title, short_title=title, programme="LAW",
                               lead="SME-03", designer="ID-02", code=code))  # fmt: skip


@pytest.mark.parametrize("code", ["MC-7", ""])
def test_what_a_script_does_with_its_card_never_hits_the_card_of_somebody_else(team, two, code):
    """Both gave the same code offline; the script goes on with its own by that code."""
    one, other = two
    new_card(one, "Theirs", code)
    new_card(other, "Mine", code)
    (mine,) = (each for each in _all(other, Card) if each.title_en == "Mine")
    other.execute(do.ChangeCard(card=mine.code, short_title="Mine short"))
    other.execute(do.CancelCard(card=mine.code, reason="Not mine to go on with"))
    meet(team)
    for desk in two:
        (theirs,) = (each for each in _all(desk, Card) if each.title_en == "Theirs")
        assert (theirs.short_title, theirs.status) == ("Theirs", "active")


@pytest.mark.parametrize(
    "act",
    [do.SetCell(form="MC-1/F2", field="p35", row="1", column="title", new="Better"),
     do.RemoveRow(form="MC-1/F2", field="p35", row="1"),
     do.MoveRow(form="MC-1/F2", field="p35", row="1", after="1")],
)  # fmt: skip
def test_a_row_named_by_its_number_stays_the_row_that_was_meant(team, two, act):
    one, other = two
    for n in (1, 2):
        one.execute(do.AddRow(form="MC-1/F2", field="p35", cells={"title": f"Module {n}"}))
    meet(team)
    meant = form_of(other).content.rows["p35"][0].id
    one.execute(do.AddRow(form="MC-1/F2", field="p35", after="^", cells={"title": "Theirs"}))
    other.execute(act)
    meet(team)
    rows = {row.id: row.cells.get("title") for row in form_of(one).content.rows["p35"]}
    assert "Theirs" in rows.values()
    assert rows.get(meant) == {"SetCell": "Better", "MoveRow": "Module 1"}.get(type(act).__name__)
    assert not other.attention()


def test_a_row_of_my_own_that_came_to_stand_elsewhere_is_changed_and_taken_out_again(team, two):
    one, other = two
    for kept in (1, 2):
        one.execute(do.AddRow(form="MC-1/F2", field="p35", cells={"title": f"Theirs {kept}"}))
    other.execute(do.AddRow(form="MC-1/F2", field="p35", id="mine", cells={"title": "Mine"}))
    mine = do.SetCell(form="MC-1/F2", field="p35", row="mine", column="title", new="Mine alone")
    other.execute(mine)
    other.execute(do.RemoveRow(form="MC-1/F2", field="p35", row="mine"))
    meet(team)
    for desk in two:
        rows = form_of(desk).content.rows["p35"]
        assert [row.cells.get("title") for row in rows] == ["Theirs 1", "Theirs 2"]
        assert not desk.attention()


def test_a_second_lead_named_offline_is_asked_about(team, two):
    one, other = two
    for name in ("SME-X", "SME-Y"):
        one.execute(do.AddPerson(name=name, roles=["sme"]))
    meet(team)
    for desk, name in ((one, "SME-X"), (other, "SME-Y")):
        desk.execute(do.JoinTeam(card="MC-1", person=name, role="sme", lead=True))
    meet(team)
    names = {person.id: person.name for person in _all(one, Person)}
    card = one.outline("MC-1").tile.id
    for desk in two:
        leads = [m for m in _all(desk, TeamMember) if m.card_id == card and m.lead and not m.until]
        assert [names[member.person_id] for member in leads] == ["SME-X"]
    (line,) = other.attention()
    assert "changed this meanwhile" in line.reasons[0].en
    assert not App().check(other.store.path)


def test_undo_takes_back_the_own_step_after_others_changes_came(team, two):
    one, other = two
    before = text_of(other, "p47")
    write(other, "Mine.", "p47")
    write(one, "Theirs.")
    meet(team)
    assert other.next_undo.kind == "ValueSet"
    other.undo()
    meet(team)
    assert (text_of(one), text_of(one, "p47")) == ("Theirs.", before)
    write(one, "Theirs again.")
    meet(team)
    other.redo()
    assert (text_of(other), text_of(other, "p47")) == ("Theirs again.", "Mine.")


def test_undo_knows_nothing_of_a_step_that_could_not_be_kept(team, two):
    one, other = two
    write(other, "Kept.", "p47")
    write(one, "Theirs.")
    write(other, "Mine.")
    meet(team)
    assert len(other.attention()) == 1
    other.undo()
    assert text_of(other, "p47") != "Kept."
    assert not other.next_undo.kind


def test_a_form_filled_at_once_leaves_alone_what_it_did_not_change(team, two):
    """It said what stood there already; a colleague has changed that since."""
    one, other = two
    form = form_of(one).form_id
    one.execute(do.SetValue(form=form, path="p31", new="online"))
    meet(team)
    other.execute(do.FillForm(form=form, values={"p31": "online", "p47": "Mine."}))
    one.execute(do.SetValue(form=form, path="p31", base="online", new="onsite"))
    meet(team)
    for desk in two:
        content = form_of(desk).content
        assert (content.value("p31"), content.text("p47")) == ("onsite", "Mine.")


def test_a_scan_is_evidence_of_the_decisions_that_were_on_it(team, two):
    one, other = two
    walker = Walker(one)
    walker.fill_proposal()
    walker.freeze("F2")
    signed = {"form": "MC-1/F2", "decision": "approve", "medium": "paper", "scan_owed": True}
    one.execute(do.SignForm(role="sme", person="SME-03", **signed))
    meet(team)
    other.execute(do.AttachFile(card="MC-1", form="MC-1/F2", name="sme.pdf", digest="",
                                link="https://files", size=0, purpose="scan"))  # fmt: skip
    one.execute(do.SignForm(role="hsp", person="HSP-LAW", **signed))
    meet(team)
    for desk in two:
        over = found(desk, SignOff, form_id=form_of(desk).form_id)
        owed = {each.role: each.scan_owed for each in over}
        assert (owed["sme"], owed["hsp"]) == (False, True)


def test_duties_that_came_meanwhile_are_not_handed_over(team, two):
    one, other = two
    one.execute(do.AddPerson(name="GD-02", roles=["gd"]))
    meet(team)
    names = {person.name: person.id for person in _all(one, Person)}
    other.execute(do.HandOver(from_person="GD-01", to_person="GD-02", reason="On leave"))
    new_card(one, "Theirs")
    (card,) = (each for each in _all(one, Card) if each.title_en == "Theirs")
    one.execute(do.JoinTeam(card=card.id, person="GD-01", role="gd"))
    meet(team)
    for desk in two:
        held = {m.card_id: m.person_id for m in _all(desk, TeamMember)
                if m.role == "gd" and not m.until}  # fmt: skip
        assert held.pop(card.id) == names["GD-01"]
        assert set(held.values()) == {names["GD-02"]}


def test_decisions_over_a_freezing_that_came_second_go_to_a_person_with_it(team, two):
    """On paper they are facts; but what they name never reaches the hub (0010)."""
    one, other = two
    walker = Walker(one)
    walker.fill_proposal()
    meet(team)
    other.execute(do.FreezeForm(form="MC-1/F2"))
    team.sync("r1")
    walker.freeze("F2")
    walker.sign("F2", "sme")
    meet(team)
    (revision,) = found(other, Revision, form_id=form_of(other).form_id)
    (decision,) = found(one, SignOff, form_id=form_of(one).form_id)
    assert (decision.revision_id, decision.digest) == (revision.id, revision.digest)
    assert [line.kind for line in one.attention()] == ["FormFrozen"]


def test_decisions_over_a_text_that_was_frozen_otherwise_go_to_a_person(team, two):
    one, other = two
    walker = Walker(one)
    walker.fill_proposal()
    meet(team)
    write(other, "Another text.")
    other.execute(do.FreezeForm(form="MC-1/F2"))
    team.sync("r1")
    walker.freeze("F2")
    walker.sign("F2", "sme")
    meet(team)
    assert [line.kind for line in one.attention()] == ["FormFrozen", "FormSigned"]
    assert not found(one, SignOff, form_id=form_of(one).form_id)


@pytest.mark.parametrize("how", ["undone", "removed"])
def test_a_row_that_was_taken_back_before_it_left_stays_away(team, two, how):
    """A colleague's row makes it stand elsewhere when it is added again: that changes nothing."""
    one, other = two
    form = form_of(one).form_id
    one.execute(do.AddRow(form=form, field="p20", cells={"code": "LO2", "statement": "Theirs."}))
    other.execute(do.AddRow(form=form, field="p20", cells={"code": "LO9", "statement": "Mine."}))
    if how == "undone":
        other.undo()
    else:
        (row,) = (each for each in form_of(other).content.table("p20") if "Mine." in str(each))
        other.execute(do.RemoveRow(form=form, field="p20", row=row.id))
    meet(team)
    for desk in two:
        said = [row.text("statement") for row in form_of(desk).content.table("p20")]
        assert "Theirs." in said
        assert "Mine." not in said
        assert not desk.attention()


def test_a_card_that_was_taken_back_before_it_left_stays_away(team, two):
    """Made again it would bear another code, as a colleague's was made first."""
    one, other = two
    new_card(one, "Theirs")
    new_card(other, "Mine")
    other.undo()
    meet(team)
    for desk in two:
        titles = {card.title_en for card in _all(desk, Card)}
        assert "Theirs" in titles
        assert "Mine" not in titles
        assert not desk.attention()


def test_what_another_did_as_well_is_not_taken_back(team, two):
    """Done again one's own changes nothing, so that there is nothing to take back."""
    one, other = two
    one.execute(do.ChangeCard(card="MC-2", short_title="Same"))
    other.execute(do.ChangeCard(card="MC-2", short_title="Same"))
    other.undo()
    meet(team)
    for desk in two:
        assert [card.short_title for card in _all(desk, Card) if card.code == "MC-2"] == ["Same"]
        assert not desk.attention()


class TestTwoOfMyOwn:
    """A change of mine before another of the same record hides nothing that others changed."""

    @staticmethod
    def row(desk):
        return form_of(desk).content.table("p20")[0]

    def cell(self, desk, column: str, new: str):
        row = self.row(desk)
        return do.SetCell(
            form=form_of(desk).form_id,
            field="p20",
            row=row.id,
            column=column,
            base=str(row.cells.get(column, "")),
            new=new,
        )

    def test_a_row_in_which_others_wrote_is_not_taken_away(self, team, two):
        one, other = two
        other.execute(self.cell(other, "code", "LO9"))
        row = self.row(other).id
        other.execute(do.RemoveRow(form=form_of(other).form_id, field="p20", row=row))
        one.execute(self.cell(one, "statement", "A whole paragraph."))
        meet(team)
        for desk in two:
            assert self.row(desk).cells == {"code": "LO9", "statement": "A whole paragraph."}
        assert len(other.attention()) == 1

    def test_a_table_in_which_others_wrote_is_not_filled_anew(self, team, two):
        one, other = two
        other.execute(self.cell(other, "code", "LO9"))
        rows = {"p20": ({"code": "LO1", "statement": "new"},)}
        other.execute(do.FillForm(form=form_of(other).form_id, rows=rows, replace=True))
        one.execute(self.cell(one, "statement", "A whole paragraph."))
        meet(team)
        for desk in two:
            assert self.row(desk).cells["statement"] == "A whole paragraph."
        assert len(other.attention()) == 1

    def test_a_name_that_others_gave_is_not_written_over(self, team, two):
        one, other = two
        other.execute(do.ChangeFaculty(faculty="LAW", name_id="Milikku"))
        other.execute(do.ChangeFaculty(faculty="LAW", name_en="Mine"))
        one.execute(do.ChangeFaculty(faculty="LAW", name_en="Theirs"))
        meet(team)
        for desk in two:
            with desk.store.read() as reader:
                (law,) = reader.select(Faculty, code="LAW")
            assert (law.name_en, law.name_id) == ("Theirs", "Milikku")
        assert len(other.attention()) == 1
