"""Undo and redo: exactly the old values where nothing changed since, else it says who did."""

from __future__ import annotations

import pytest

from mcdesk.application.views.changes import NO_STEP, StepName
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.asking import refusal
from tests.walk import Walker, create


def text_of(desk, kind: str, path: str) -> str:
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == kind)
    return desk.form(form).content.text(path)


def set_topic(desk, text: str, **given):
    return desk.execute(do.SetValue(form="MC-1/R1", path="topic", new=text, **given))


def test_undo_and_redo_walk_through_the_steps(app, at):
    desk = at()
    set_topic(desk, "law")
    changes = set_topic(desk, "tax law")
    assert changes.undo == StepName("ValueSet", ("MC-1",), "R1")
    assert desk.undo().redo == changes.undo
    assert text_of(desk, "R1", "topic") == "law"
    assert desk.undo().undo == NO_STEP
    assert text_of(desk, "R1", "topic") == ""
    with pytest.raises(Refused):
        desk.undo()
    desk.redo()
    assert not desk.redo().redo
    assert text_of(desk, "R1", "topic") == "tax law"
    with pytest.raises(Refused):
        desk.redo()
    desk.undo()
    assert text_of(desk, "R1", "topic") == "law"
    assert app.check(desk.store.path) == ()


def test_a_comment_that_is_taken_back_is_named_with_its_writer_and_card(at):
    desk = at()
    done = desk.execute(do.WriteComment(form="MC-1/R1", path="topic", text="Which tax?"))
    me = desk.info().person
    assert done.undo == StepName("CommentWritten", ("MC-1",), "R1", me)
    assert desk.undo().redo == done.undo


def test_the_history_names_what_was_undone_and_redone(at):
    desk = at()
    desk.execute(do.ChangeCard(card="MC-1", title_en="Another"))
    for _turn in range(2):
        desk.undo()
        desk.redo()
    titles = [line.what.en for line in desk.history("MC-1", limit=5)]
    assert titles == [*["Redone: Details changed", "Undone: Details changed"] * 2,
                      "Details changed"]  # fmt: skip


def test_an_undone_group_is_named_after_its_first_step(at):
    desk = at()
    desk.execute_together(
        (do.ChangeCard(card="MC-1", title_en="Another"), do.AddPerson(name="Somebody"))
    )
    first = desk.undo().redo
    assert first == StepName("CardChanged", ("MC-1",))
    assert desk.history(limit=1)[0].what.en == "Undone: Details changed"


def test_a_take_over_with_new_programmes_is_undone_whole_and_by_its_name(at):
    desk = at()
    steps = (
        ("", do.AddFaculty(code="ART", name_en="Arts", name_id="Seni")),
        ("", do.AddProgramme(code="MUS", name_en="Music", name_id="Musik", faculty="ART")),
        ("A", do.TakeOverCard(title_en="Choirs", programme="MUS", stage="3", since="2026-10-01",
                              code="MC-8")),
    )  # fmt: skip
    _outcomes, done = desk.execute_each(steps)
    made = {tile.id for tile in done.tiles if tile.code == "MC-8"}
    assert made
    assert done.undo == StepName("CardTakenOver", ("MC-8",))
    undone = desk.undo()
    assert made <= undone.gone
    assert desk.history(limit=1)[0].what.en == "Undone: Taken over"
    assert made == {tile.id for tile in desk.redo().tiles if tile.code == "MC-8"}


def test_a_new_step_forgets_what_could_be_redone(at):
    desk = at()
    set_topic(desk, "law")
    desk.undo()
    assert not set_topic(desk, "tax").redo
    with pytest.raises(Refused):
        desk.redo()


def test_a_group_is_undone_as_one_step(at):
    desk = at()
    desk.execute_together(
        [
            do.SetValue(form="MC-1/R1", path="topic", new="law"),
            do.SetValue(form="MC-1/R1", path="topic", new="tax law"),
            do.HoldCard(card="MC-1", reason="leave"),
        ]
    )
    changes = desk.undo()
    assert len(changes.events) == 1
    assert text_of(desk, "R1", "topic") == ""
    assert desk.outline("MC-1").tile.status == "active"
    desk.redo()
    assert text_of(desk, "R1", "topic") == "tax law"
    assert desk.outline("MC-1").tile.status == "on_hold"


def test_undo_of_a_row_taken_away_brings_it_back_where_it_stood(at):
    desk = at("proposal")
    walker = Walker(desk)
    walker.fill_proposal()
    form = desk.outline("MC-1").forms[-1].form_id
    before = desk.form(form).content.rows["p20"]
    desk.execute(do.RemoveRow(form=form, field="p20", row="2"))
    assert len(desk.form(form).content.rows["p20"]) == 2
    desk.undo()
    assert desk.form(form).content.rows["p20"] == before


@pytest.mark.parametrize(
    ("taken", "added", "after"),
    [("2", "X", "1"), ("3", "X", ""), ("1", "X", "^"), ("3", "X", "^"), ("2", "X", "")],
)
def test_a_row_comes_back_before_what_others_added_beside_it_since(app, at, taken, added, after):
    desk = at("proposal")
    Walker(desk).fill_proposal()
    form = desk.outline("MC-1").forms[-1].form_id
    old = [row.text("code") for row in desk.form(form).content.rows["p20"]]
    mine = desk.execute(do.RemoveRow(form=form, field="p20", row=taken))
    ids = "0123456789abcdef"
    with app.acting_as(desk, "ID-02"):
        for number in ids:  # whatever the ids are: two rows may be given the same rank
            given = f"{number * 8}-0000-4000-8000-000000000000"
            made = do.AddRow(form=form, field="p20", cells={"code": added}, after=after, id=given)
            desk.execute(made)
    desk.execute(do.UndoEvent(of=mine.events[0]))
    codes = [row.text("code") for row in desk.form(form).content.rows["p20"]]
    assert [code for code in codes if code != added] == old
    place = codes.index(old[int(taken) - 1])
    assert place == 0 or codes[place - 1] != added


def test_rows_taken_out_together_come_back_in_their_order(app, at):
    desk = at("proposal")
    Walker(desk).fill_proposal()
    form = desk.outline("MC-1").forms[-1].form_id
    rows = desk.form(form).content.rows["p20"]
    mine = desk.execute_together(
        [do.RemoveRow(form=form, field="p20", row=row.id) for row in rows[1:]]
    )
    with app.acting_as(desk, "ID-02"):
        for _ in range(6):
            desk.execute(do.AddRow(form=form, field="p20", cells={"code": "X"}, after="1"))
    with desk.store.read() as reader:
        (line,) = reader.journal(event=mine.events[0])
    desk.execute(do.UndoEvent(of=line["group_id"]))
    codes = [row.text("code") for row in desk.form(form).content.rows["p20"]]
    assert codes == [*(row.text("code") for row in rows), *["X"] * 6]


def test_undo_of_a_paste_takes_all_its_rows_away(at):
    desk = at("proposal")
    form = desk.outline("MC-1").forms[-1].form_id
    rows = {"p35": [{"title": f"M{number}"} for number in range(30)]}
    desk.execute(do.FillForm(form=form, rows=rows))
    desk.undo()
    assert desk.form(form).content.rows.get("p35", ()) == ()
    desk.redo()
    titles = [row.text("title") for row in desk.form(form).content.rows["p35"]]
    assert titles == [f"M{number}" for number in range(30)]


def test_what_somebody_changed_since_is_not_overwritten(app, at):
    desk = at()
    mine = desk.execute(do.ChangeCard(card="MC-1", short_title="Mine"))
    with app.acting_as(desk, "ID-02"):
        desk.execute(do.ChangeCard(card="MC-1", short_title="Theirs"))
    refused = refusal(desk, do.UndoEvent(of=mine.events[0]))
    assert refused.code == "changed_since"
    assert "ID-02" in refused.findings[0].sentence()
    assert desk.outline("MC-1").tile.title_en.startswith("Drafting")


def test_my_sentence_is_taken_out_of_a_text_others_wrote_on(app, at):
    desk = at("proposal")
    form = desk.outline("MC-1").forms[-1].form_id
    one = "Need is there. The market is large. Nobody offers it."
    mine = one.replace("large", "very large")
    theirs = mine.replace("Nobody offers it.", "Two others offer it.")
    desk.execute(do.SetValue(form=form, path="p10", new=one))
    step = desk.execute(do.SetValue(form=form, path="p10", base=one, new=mine))
    with app.acting_as(desk, "SME-03"):
        desk.execute(do.SetValue(form=form, path="p10", base=mine, new=theirs))
    desk.execute(do.UndoEvent(of=step.events[0]))
    assert desk.form(form).content.text("p10") == theirs.replace("very large", "large")


def test_a_sentence_that_others_changed_stays_theirs(app, at):
    desk = at("proposal")
    form = desk.outline("MC-1").forms[-1].form_id
    desk.execute(do.SetValue(form=form, path="p10", new="One."))
    step = desk.execute(do.SetValue(form=form, path="p10", new="Two."))
    with app.acting_as(desk, "SME-03"):
        desk.execute(do.SetValue(form=form, path="p10", new="Three."))
    assert refusal(desk, do.UndoEvent(of=step.events[0])).code == "changed_since"
    assert desk.form(form).content.text("p10") == "Three."


@pytest.mark.parametrize("kind", ["FormSigned", "FormFrozen", "DefinitionsPublished"])
def test_signatures_revisions_and_definitions_are_never_undone(at, kind):
    desk = at("discussion")
    event = next(line for line in desk.history() if line.kind == kind)
    assert refusal(desk, do.UndoEvent(of=event.event_id)).code == "never_undone"


def test_after_a_signature_nothing_before_it_is_undone_by_a_key(at):
    desk = at()
    walker = Walker(desk)
    walker.fill("R1", {"topic": "law"})
    walker.freeze("R1")
    with pytest.raises(Refused):
        desk.undo()


def test_what_ends_the_steps_is_named_where_nothing_can_be_undone(at):
    desk = at()
    set_topic(desk, "law")
    desk.execute(do.SetLogo())
    desk.use_person(desk.person_id)
    with pytest.raises(Refused) as fresh:
        desk.undo()
    assert fresh.value.findings[0].sentence() == "Nothing to undo since the program was opened."
    set_topic(desk, "tax law")
    Walker(desk).freeze("R1")
    with pytest.raises(Refused) as caught:
        desk.undo()
    said = caught.value.findings[0].sentence()
    assert (
        said
        == "Nothing to undo: “Frozen for signature” cannot be undone, nor what was done before it."
    )


def test_a_setting_that_is_taken_back_is_named(at):
    desk = at()
    for key, value, name in (
        ("profile", "full", "Profile"),
        ("level:F2.p10", "block", "F2.p10"),
        ("holidays", {"2026-12-01": "Feast"}, "Holidays"),
    ):
        done = desk.execute(do.SetSetting(key=key, value=value))
        assert done.undo.setting.text("en") == name
    both = desk.execute_together(
        (do.SetSetting(key="profile", value="essential"), do.SetSetting(key="name", value="CTL"))
    )
    assert both.undo.setting is None


def test_an_undo_does_not_reach_behind_a_freeze(app, at):
    desk = at()
    changes = set_topic(desk, "law")
    Walker(desk).freeze("R1")
    refused = refusal(desk, do.UndoEvent(of=changes.events[0]))
    assert refused.code == "frozen"
    assert text_of(desk, "R1", "topic") == "law"
    desk.execute(do.ChangeForm(form="MC-1/R1", reason="r"))
    desk.execute(do.UndoEvent(of=changes.events[0]))
    assert text_of(desk, "R1", "topic") == ""
    assert app.check(desk.store.path) == ()


def test_living_fields_may_be_undone_while_the_form_is_frozen(at):
    desk = at("development")
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F5")
    changes = desk.execute(
        do.SetCell(form=form, field="c1", row="1", column="status", new="in_review")
    )
    desk.execute(do.UndoEvent(of=changes.events[0]))
    assert desk.form(form).content.rows["c1"][0].text("status") != "in_review"


def test_an_undo_takes_the_right_that_the_change_took(app, at):
    desk = at("discussion")
    event = next(line for line in desk.history() if line.kind == "CardMoved")
    with app.acting_as(desk, "GD-01"):
        assert refusal(desk, do.UndoEvent(of=event.event_id)).code == "no_right"
    assert desk.outline("MC-1").tile.stage == "discussion"
    desk.execute(do.UndoEvent(of=event.event_id))
    assert desk.outline("MC-1").tile.stage == "assignment"


def test_undo_of_a_move_brings_card_and_forms_back(app, at):
    desk = at("components")
    before = desk.outline("MC-1")
    walker = Walker(desk)
    walker.move("proposal", "the outcomes change")
    assert desk.outline("MC-1").tile.stage == "proposal"
    desk.undo()
    after = desk.outline("MC-1")
    assert after.tile == before.tile
    assert [(f.kind, f.status) for f in after.forms] == [(f.kind, f.status) for f in before.forms]
    assert app.check(desk.store.path) == ()


def test_a_card_created_and_undone_is_gone_from_the_board(app, at):
    desk = at()
    desk.execute(do.CreateCard(title_en="Short-lived", programme="LAW", code="MC-9"))
    changes = desk.undo()
    assert changes.gone
    assert [tile.code for tile in desk.board().tiles] == ["MC-1"]
    assert app.check(desk.store.path) == ()
    desk.redo()
    assert {tile.code for tile in desk.board().tiles} == {"MC-1", "MC-9"}


def test_redo_does_not_bring_back_a_code_that_another_card_took(at):
    desk = at()
    desk.execute(do.CreateCard(title_en="First", programme="LAW", code="MC-9"))
    undone = desk.undo()
    desk.execute(do.CreateCard(title_en="Second", programme="LAW", code="MC-9"))
    assert refusal(desk, do.UndoEvent(of=undone.events[0])).code == "code_taken"


def test_a_number_once_given_is_not_given_again_after_an_undo(at):
    desk = at()
    desk.execute(do.CreateCard(title_en="First", programme="LAW"))
    desk.undo()
    desk.execute(do.CreateCard(title_en="Second", programme="LAW"))
    codes = {tile.code for tile in desk.board().tiles}
    assert codes == {"MC-1", "MC-LAW-LAW-2602"}


def test_there_must_be_something_to_undo(at):
    assert refusal(at(), do.UndoEvent(of="no such event")).code == "unknown_event"


def test_a_refused_undo_may_be_tried_again_or_passed_over(app, at):
    desk = at()
    set_topic(desk, "law")
    desk.execute(do.ChangeCard(card="MC-1", short_title="Mine"))
    with app.acting_as(desk, "ID-02"):
        desk.execute(do.ChangeCard(card="MC-1", short_title="Theirs"))
    desk._undo.pop()
    with pytest.raises(Refused):
        desk.undo()
    desk.undo()
    assert text_of(desk, "R1", "topic") == ""


def test_the_id_of_a_card_taken_back_is_not_in_the_way_of_anothers_code(at):
    desk = at()
    made = do.CreateCard(title_en="Other", programme="LAW", lead="SME-03", code="X-1", id="C-7")
    event = desk.execute(made).events[-1]
    desk.execute(do.UndoEvent(of=event))
    create(desk, "C-7")
    assert desk.page("C-7").outline.tile.code == "C-7"
    desk.execute(do.ChangeCard(card="C-7", title_en="Found"))
    assert desk.page("C-7").outline.tile.title_en == "Found"


def first_change(desk, kind: str) -> do.UndoEvent:
    events = [line.event_id for line in desk.history() if line.kind == kind]
    return do.UndoEvent(of=events[-1])


@pytest.mark.parametrize(
    ("kind", "change", "then"),
    [
        ("ProgrammeChanged", do.ChangeProgramme(programme="LAW", code="LWW"),
         do.AddProgramme(code="LAW", name_en="Second", faculty="LAW")),
        ("FacultyChanged", do.ChangeFaculty(faculty="LAW", code="LWW"),
         do.AddFaculty(code="LAW", name_en="Second")),
    ],
)  # fmt: skip
def test_undo_gives_no_code_to_two_entries(at, kind, change, then):
    desk = at()
    desk.execute(change)
    desk.execute(then)
    assert refusal(desk, first_change(desk, kind)).code == "code_taken"


def test_undo_gives_no_login_to_two_persons(at):
    desk = at()
    desk.execute(do.ChangePerson(person="GD-01", login="gita"))
    again = desk.execute(do.ChangePerson(person="GD-01", login="other")).events[0]
    desk.execute(do.ChangePerson(person="REV-01", login="gita"))
    assert refusal(desk, do.UndoEvent(of=again)).code == "login_taken"
    taken = do.ChangePerson(person="GD-01", login="gita")
    assert refusal(desk, taken).code == "login_taken"
    desk.execute(do.ChangePerson(person="GD-01", login="other", email="g@example.org"))


def test_an_entry_taken_back_does_not_return_where_its_code_was_given_on(at):
    desk = at()
    added = desk.execute(do.AddFaculty(code="SCI", name_en="Science")).events[0]
    taken_back = desk.execute(do.UndoEvent(of=added)).events[0]
    desk.execute(do.AddFaculty(code="SCI", name_en="Another", id="another"))
    assert refusal(desk, do.UndoEvent(of=taken_back)).code == "code_taken"


def test_codes_exchanged_in_one_step_come_back(at):
    desk = at()
    desk.execute(do.AddFaculty(code="SCI", name_en="Science"))
    desk.execute_together(
        do.ChangeFaculty(faculty=faculty, code=code)
        for faculty, code in (("LAW", "X"), ("SCI", "LAW"), ("X", "SCI"))
    )
    desk.undo()
    codes = {faculty.name.en: faculty.code for faculty in desk.directory().faculties}
    assert codes["Science"] == "SCI"
    assert sorted(codes.values()) == ["LAW", "SCI"]
