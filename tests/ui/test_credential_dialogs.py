"""The page's dialogs: when their action is open, what they come to, and that nothing is lost."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from mcdesk import i18n
from mcdesk.application.linked import Seen, seen_behind
from mcdesk.application.views import Changes, OriginalView, ScanLine
from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.definition import Choice, Field, FieldType
from mcdesk.procedure.stage import Label
from mcdesk.ui.credential import link_reading
from mcdesk.ui.credential.attaching import FilesDialog, Found, LinkDialog, Measure, StoreFiles
from mcdesk.ui.credential.editing import CorrectionDialog, EditDialog, RevisionDialog
from mcdesk.ui.credential.errands import Errands, Refusal
from mcdesk.ui.credential.essentials_dialog import EssentialsDialog
from mcdesk.ui.credential.excepting import ExceptionDialog
from mcdesk.ui.credential.external import ExternalDialog
from mcdesk.ui.credential.moves import Moves
from mcdesk.ui.credential.moving import Aims, MoveDialog, SendBackDialog
from mcdesk.ui.credential.possible import missing
from mcdesk.ui.credential.resting import PayDialog, RestDialog
from mcdesk.ui.credential.sheets import RemoveSheetDialog, SheetDialog
from mcdesk.ui.credential.staffing import HandOverDialog, LeaveDialog, TeamDialog
from mcdesk.ui.people.dialogs import PersonDialog
from tests.ui.credential_fakes import (
    FELL,
    MISSING,
    PageDesk,
    a_decision,
    a_form,
    a_page,
    an_event,
    state_of,
)
from tests.ui.tabs import assert_ring, awake


@pytest.fixture
def desk(made):
    tile = made.tile(1, id="c1", code="MC-1", stage="timeline")
    tile = tile._replace(programme_id="law", opening_on="2027-01-05")
    return PageDesk(a_page(made.outline(tile), made.procedure().stages), made.info())


@pytest.fixture
def room(qtbot, open_tasks, desk):
    """Opens dialogs and carries them out."""
    tasks, state = open_tasks(desk), state_of(desk)

    def show(kind, *more, state=state):
        dialog = kind(tasks, state, *more)
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    def carry_out(dialog):
        assert dialog.reasons() == []
        with qtbot.waitSignal(dialog.carried_out):
            dialog.accept()
        assert dialog.isHidden()
        return desk.done[-1]

    return SimpleNamespace(show=show, carry_out=carry_out, state=state, tasks=tasks)


def test_an_exception_begins_with_its_reason_where_the_stage_is_known(room, qtbot):
    dialog = awake(qtbot, ExceptionDialog(room.tasks, room.state, "baseline"))
    assert QApplication.focusWidget() is dialog.input("reason")


def test_tab_comes_to_what_is_missing_before_the_exception(room, qtbot):
    dialog = awake(qtbot, MoveDialog(Aims.of(room.state)))
    dialog.list.choose("baseline")
    there = assert_ring(dialog)
    links = [each for each in there if dialog.findings.isAncestorOf(each)]
    assert links
    assert there[there.index(links[-1]) + 1] is dialog._except
    assert there[there.index(links[0]) - 1] is dialog.list


# --- moving -----------------------------------------------------------------------------------


@pytest.fixture
def ask(qtbot, room):
    """Opens the dialog of moving, over the page's card or other aims."""

    def show(aims=None):
        dialog = MoveDialog(aims or Aims.of(room.state))
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return show


def test_a_closed_stage_says_why_and_offers_the_exception(ask, qtbot):
    dialog = ask()
    dialog.list.choose("baseline")
    assert not dialog.action.isEnabled()
    assert dialog.findings.isVisible()
    assert dialog._except.isVisible()
    with qtbot.waitSignal(dialog.exception_requested) as told:
        dialog._except.click()
    assert told.args == ["baseline"]


def test_an_exception_is_for_those_who_may_and_for_stages_that_follow(room):
    info = replace(room.state.info, rights=frozenset(("move",)))
    assert Aims.of(room.state).excepted == {"baseline"}
    assert Aims.of(replace(room.state, info=info)).excepted == frozenset()


def test_a_finding_leads_away_from_the_dialog(ask, qtbot):
    dialog = ask()
    dialog.list.choose("baseline")
    with qtbot.waitSignal(dialog.followed) as told:
        dialog.findings.followed.emit("F3", "t1")
    assert told.args == ["F3", "t1"]
    assert dialog.isHidden()


def test_what_many_rows_lack_counts_once(ask, room):
    rows = [
        Finding("rows", "“Start” is empty.", {"row_number": n, "in_table": Label("Plan", "Rencana"),
                "in_column": Label("Start", "Mulai")}, "F3", f"t1/r{n}/start")
        for n in range(1, 27)
    ]  # fmt: skip
    state = replace(room.state, targets={"baseline": (MISSING, *rows)})
    dialog = ask(Aims.of(state))
    dialog.list.choose("baseline")
    assert dialog.list.entry().state == "2 reasons why not"
    said = [label.text() for label in dialog.findings.findChildren(QLabel)]
    assert "Plan, rows 1–26: “Start” is empty." in said
    assert dialog._more.isHidden()
    assert missing(state, "baseline").endswith("(and 1 more thing)")


def test_an_open_stage_is_entered(ask, room, qtbot):
    dialog = ask(Aims.of(replace(room.state, targets={})))
    assert dialog.target == "baseline"
    with qtbot.waitSignal(dialog.wanted) as told:
        dialog.accept()
    assert told.args == ["baseline"]
    assert dialog.isHidden()


def test_open_stages_come_first_and_the_next_one_is_marked(ask, room):
    stages = room.state.page.stages
    shut = (Finding("no_way", "Not from here."),)
    open_ones = ("proposal", "design", "development")
    targets = {stage.id: shut for stage in stages if stage.id not in open_ones}
    aims = Aims(room.state.tile, stages, targets, onward="development")
    dialog = ask(aims)
    assert [stage.id for stage in aims.in_order()][:3] == ["development", "design", "assignment"]
    assert dialog.target == "development"
    assert dialog.list.entry().state == "open, the next stage"


def test_an_earlier_stage_asks_for_more(ask, qtbot):
    dialog = ask()
    dialog.list.choose("discussion")
    assert dialog.action.text() == "Send back…"
    with qtbot.waitSignal(dialog.back_requested) as told:
        dialog.accept()
    assert told.args == ["discussion"]


def test_the_present_stage_is_no_target(ask):
    dialog = ask()
    dialog.list.choose("timeline")
    assert "already" in dialog.reasons()[0]


def test_an_earlier_stage_that_is_closed_is_no_target(ask, room):
    why = (Finding("no_way", "No way leads back from here."),)
    dialog = ask(Aims.of(replace(room.state, targets={"discussion": why})))
    dialog.list.choose("discussion")
    assert dialog.reasons()
    assert dialog.list.entry().state == "1 reason why not"


def test_sending_back_lists_what_falls_before_it_asks(room, desk, qtbot):
    desk.falls = (a_form("F2", "proposal", "signed", signed=3),)
    dialog = room.show(SendBackDialog, "discussion")
    assert dialog.reasons()[0].startswith("Looking up")
    qtbot.waitUntil(lambda: dialog.fallen is not None)
    assert dialog._heading.text() == "1 form is a draft again, and its sign-offs fall:"
    assert dialog.list.lines.entries[0].state == "3 of 3 signed"
    assert dialog.reasons() == ["Write the reason."]
    assert not dialog._why.property("state")  # nobody has typed anything yet
    dialog.input("reason").setPlainText("The topic")
    dialog.input("reason").setPlainText("")
    assert dialog._why.property("state") == "bad"
    dialog.input("reason").setPlainText("The topic changed")
    moved = room.carry_out(dialog)
    assert moved == do.MoveCard(card="c1", to="discussion", reason="The topic changed")


def returned(state):
    """Return the page's state where the Dean returned the proposal to the first stage."""
    tile = state.tile._replace(returned="to:assignment:dean")
    outline = replace(state.outline, tile=tile)
    return replace(state, page=replace(state.page, outline=outline))


def test_a_return_that_names_a_stage_is_what_sending_back_begins_with(room, ask, qtbot):
    state = returned(room.state)
    dialog = room.show(SendBackDialog, state=state)
    assert dialog.value("to") == "assignment"
    assert dialog.asked.text() == "Dean asks for a return to 1 Assignment"
    assert room.show(SendBackDialog, "discussion", state=state).value("to") == "discussion"
    assert room.show(SendBackDialog).asked.isHidden()
    moving = ask(Aims.of(state))
    assert moving.target == "assignment"
    assert moving.list.entry().state == "back, as the return asks"
    assert ask().list.key() != "assignment"


def test_the_reason_of_who_asks_for_a_stage_is_proposed_for_that_stage_alone(room):
    state = returned(room.state)
    name = state.stage("assignment").name
    asked = a_decision(4, decision="return", note="The load is too high", to_stage=name)
    others = (a_decision(6, decision="return", note="A typing error"),
              replace(asked, note="Fallen", ended=FELL),
              replace(asked, note="Of the proposal", to_stage=state.stage("discussion").name),
              asked, replace(asked, note="An older one"))  # fmt: skip
    state = replace(state, page=replace(state.page, decisions=others))
    assert room.show(SendBackDialog, state=state).value("reason") == "The load is too high"
    assert room.show(SendBackDialog, "discussion", state=state).value("reason") == ""
    assert room.show(SendBackDialog, "discussion").value("reason") == ""


def test_another_stage_is_looked_up_again(room, qtbot):
    dialog = room.show(SendBackDialog)
    qtbot.waitUntil(lambda: dialog.fallen is not None)
    assert dialog._heading.text() == "No sign-off falls."
    dialog.fill("to", "assignment")
    dialog.box("to").activated.emit(2)
    assert dialog.fallen is None
    qtbot.waitUntil(lambda: dialog.fallen is not None)


def test_sending_back_to_a_stage_that_is_closed_is_not_offered(room, qtbot):
    only = Finding("not_yours", "Only the CTL lead may move this card here.")
    state = replace(room.state, targets={**room.state.targets, "assignment": (only,)})
    dialog = room.show(SendBackDialog, "assignment", state=state)
    dialog.input("reason").setPlainText("Too broad")
    qtbot.waitUntil(lambda: dialog.fallen is not None)
    assert dialog.reasons() == ["Only the CTL lead may move this card here."]
    dialog.fill("to", "discussion")
    assert "Only" not in str(dialog.reasons())


def test_an_exception_states_everything(room):
    dialog = room.show(ExceptionDialog, "baseline")
    assert len(dialog.reasons()) == 5
    dialog.input("reason").setPlainText("The class is announced")
    dialog.input("owed").setPlainText("The Dean's signature")
    for key, words in (("owed_by", "rina anggraini"), ("until", "1 Nov 2026"),
                       ("instructed_by", "Vice Rector"), ("letter", "17")):  # fmt: skip
        dialog.input(key).setText(words)
    assert "past" in dialog.reasons()[0]
    dialog.input("until").setText("10.12.2026")
    made = room.carry_out(dialog)
    assert (made.to, made.owed_by, made.until) == ("baseline", "p3", "2026-12-10")


# --- status and debts -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "kind"),
    [("hold", do.HoldCard), ("halt", do.HaltCard), ("cancel", do.CancelCard),
     ("reopen", do.ReopenCard)],
)  # fmt: skip
def test_resting_needs_a_reason(room, what, kind):
    dialog = room.show(RestDialog, what)
    assert not dialog.action.isEnabled()
    dialog.input("reason").setPlainText("On leave")
    made = room.carry_out(dialog)
    assert isinstance(made, kind)
    assert made.reason == "On leave"


def test_a_date_that_does_not_exist_is_said(room):
    dialog = room.show(RestDialog, "cancel")
    assert [button.text() for button in dialog.buttons.buttons()] == [
        "Cancel the micro-credential", "Keep it",
    ]  # fmt: skip
    dialog = room.show(RestDialog, "hold")
    dialog.fill("until", "1 Jan 2020")
    assert any("lies in the past" in each for each in dialog.reasons())
    dialog.input("until").setText("31 Feb 2027")
    assert any("31 Feb 2027" in reason for reason in dialog.reasons())


def test_a_debt_is_paid(room):
    dialog = room.show(PayDialog, room.state.outline.debts[0])
    dialog.input("note").setPlainText("Filed")
    assert room.carry_out(dialog) == do.PayDebt(debt="d1", on="2026-11-23", note="Filed")


# --- people -----------------------------------------------------------------------------------


def test_somebody_joins(room):
    dialog = room.show(TeamDialog)
    dialog.input("person").setText("Nobody Known")
    assert "not in the directory" in dialog.reasons()[0]
    dialog.input("person").setText("Kevin Mulyadi")
    dialog.lead.setChecked(True)
    made = room.carry_out(dialog)
    assert (made.person, made.role, made.lead, made.since) == ("p4", "sme", True, "2026-11-23")


def test_who_is_not_in_the_directory_can_be_added_from_the_dialog(room, desk, qtbot):
    dialog = room.show(TeamDialog)
    link = next(b for b in dialog.findChildren(QPushButton) if b.text() == "Add to the directory…")
    assert not link.isVisible()
    dialog.input("person").setText("Nobody Known")
    assert link.isVisible()
    link.click()
    asked = dialog.findChild(PersonDialog)
    assert asked.name.text() == "Nobody Known"
    told = desk.info()
    added = replace(
        told.persons[0], id=asked.id, name="Nobody Known", full_name="Nobody Known", roles=("dcs",)
    )
    desk.about = replace(told, persons=(*told.persons, added))
    asked.accept()
    qtbot.waitUntil(lambda: dialog.value("person") == asked.id)
    assert not link.isVisible()
    made = room.carry_out(dialog)
    assert (made.person, made.role) == (asked.id, "dcs")


def test_who_may_not_add_people_is_offered_no_way(room):
    info = replace(room.state.info, rights=frozenset())
    dialog = room.show(TeamDialog, state=replace(room.state, info=info))
    dialog.input("person").setText("Nobody Known")
    assert "not in the directory" in dialog.reasons()[0]
    assert not any(b.isVisible() and b.text() == "Add to the directory…"
                   for b in dialog.findChildren(QPushButton))  # fmt: skip


def test_only_a_lecturer_leads(room):
    dialog = room.show(TeamDialog)
    dialog.lead.setChecked(True)
    dialog.fill("role", "id")
    dialog.box("role").activated.emit(1)
    assert not dialog.lead.isEnabled()
    assert not dialog.lead.isChecked()


def with_roles(room, **roles):
    """The page's state in which people hold roles in the directory."""
    info = room.state.info
    persons = tuple(replace(each, roles=roles.get(each.id, ())) for each in info.persons)
    return replace(room.state, info=replace(info, persons=persons))


def test_the_role_follows_who_is_chosen(room):
    state = with_roles(room, p4=("ctl_lead", "rev", "gd"), p3=("id",))
    dialog = room.show(TeamDialog, state=state)
    dialog.input("person").setText("Kevin Mulyadi")
    assert dialog.value("role") == "gd"
    dialog.input("person").setText("Rina Anggraini")
    assert dialog.value("role") == "id"
    assert not dialog.lead.isEnabled()
    dialog.input("person").setText("Hadi Santoso")
    assert dialog.value("role") == "id"


def test_a_role_that_was_chosen_by_hand_stays(room):
    dialog = room.show(TeamDialog, state=with_roles(room, p4=("gd",)))
    dialog.fill("role", "dcs")
    dialog.box("role").activated.emit(3)
    dialog.input("person").setText("Kevin Mulyadi")
    assert dialog.value("role") == "dcs"


def test_who_has_the_first_role_here_already_is_proposed_the_next(room):
    member = room.state.members()[0]
    roles = {member.person_id: (member.role, "rev")}
    dialog = room.show(TeamDialog, state=with_roles(room, **roles))
    dialog.fill("person", member.person_id)
    assert dialog.value("role") == "rev"


def test_a_duty_ends(room):
    dialog = room.show(LeaveDialog, room.state.page.team[1])
    dialog.input("last").setText("30 Nov 2026")
    assert room.carry_out(dialog) == do.LeaveTeam(member="m2", until="2026-12-01")


def test_a_duty_that_has_not_begun_ends_before_it_begins(room):
    member = replace(room.state.page.team[1], since="2026-12-01")
    dialog = room.show(LeaveDialog, member)
    assert room.carry_out(dialog) == do.LeaveTeam(member="m2", until="2026-12-01")


def test_duties_are_handed_over(room):
    dialog = room.show(HandOverDialog, room.state.page.team[1])
    assert dialog.value("role") == "id"
    dialog.input("to").setText("Sari Dewi")
    dialog.input("reason").setPlainText("Leave")
    assert dialog.reasons() == ["Choose two different people."]
    dialog.input("to").setText("Hadi Santoso")
    dialog.fill("cards", "all")
    made = room.carry_out(dialog)
    assert (made.from_person, made.to_person, made.role, made.card) == ("p2", "p6", "id", "")
    assert dialog.done_words == "Duties of Sari handed over to Hadi Santoso"


def test_what_a_dialog_says_once_it_is_done_is_told_with_undo(room, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    errands = Errands(room.tasks, window)
    dialog = errands.open(HandOverDialog(room.tasks, room.state, room.state.page.team[1], window))
    dialog.input("to").setText("Hadi Santoso")
    dialog.input("reason").setPlainText("Leave")
    with qtbot.waitSignal(errands.did) as told:
        dialog.accept()
    assert told.args == ["Duties of Sari handed over to Hadi Santoso"]


# --- the card ---------------------------------------------------------------------------------


def test_only_what_differs_is_sent_with_what_was_on_screen(room, desk):
    dialog = room.show(EditDialog)
    assert "Nothing" in dialog.reasons()[0]
    dialog.input("title_id").setText("Judul lain")
    dialog.input("opening").setText("")
    room.carry_out(dialog)
    tile = room.state.tile
    assert desk.done == [
        do.ChangeCard(card="c1", title_id="Judul lain", base={"title_id": tile.title_id}),
        do.ChangeCard(card="c1", opening="", base={"opening": tile.opening_on}),
    ]


def test_essentials_are_completed_and_only_what_differs_is_sent(room, desk):
    words = {"mode": ("online", "blended"), "language": ("indonesian", "english")}
    choices = {key: tuple(Choice(each, Label(each, each)) for each in of)
               for key, of in words.items()}  # fmt: skip
    page = replace(room.state.page, essentials={"hours": 30, "modules": ["Sort", "Report"]},
                   has_essentials=True, essential_choices=choices)  # fmt: skip
    dialog = room.show(EssentialsDialog, state=replace(room.state, page=page))
    assert (dialog.typed("hours"), dialog.typed("modules")) == ("30", "Sort\nReport")
    assert "Nothing" in dialog.reasons()[0]
    dialog.input("hours").setText("x")
    assert dialog.reasons() == ["Hours are a number such as 24 or 1.5."]
    dialog.fill("hours", "")
    dialog.fill("weeks", "6")
    dialog.fill("mode", "blended")
    dialog.fill("language", "indonesian,english")
    dialog.fill("title_id", "Judul")
    room.carry_out(dialog)
    titled = do.ChangeCard(card="c1", title_id="Judul",
                           base={"title_id": room.state.tile.title_id})  # fmt: skip
    assert desk.done == [titled, *(
        do.ChangeCard(card="c1", essentials={key: new}, base={key: old}) for key, old, new in (
            ("hours", 30, None), ("weeks", None, 6), ("mode", None, "blended"),
            ("language", None, ["indonesian", "english"]),
        )
    )]  # fmt: skip


@pytest.mark.parametrize(("shown", "typed", "kept"), [("en", "7.5", "1,5"), ("id", "7,5", "1.5")])
def test_hours_have_decimals_as_in_the_forms(room, desk, shown, typed, kept):
    i18n.use_language(shown)
    page = replace(room.state.page, essentials={"hours": "7.5"}, has_essentials=True)
    dialog = room.show(EssentialsDialog, state=replace(room.state, page=page))
    assert dialog.typed("hours") == typed
    dialog.fill("hours", kept)
    made = room.carry_out(dialog)
    assert made == do.ChangeCard(card="c1", essentials={"hours": "1.5"}, base={"hours": "7.5"})


@pytest.mark.parametrize("kind", [EditDialog, EssentialsDialog])
def test_of_a_long_title_the_beginning_is_seen(room, kind):
    dialog = room.show(kind)
    dialog.fill("title_id", "Penyusunan dan negosiasi kontrak " * 6)
    line = dialog.input("title_id")
    line.grab()  # only what is painted is scrolled
    assert line.cursorPositionAt(QPoint(12, line.height() // 2)) < 3


@pytest.mark.parametrize("kind", [EditDialog, EssentialsDialog])
def test_what_others_changed_meanwhile_is_said_and_a_second_save_is_over_that(
    room, desk, qtbot, kind
):
    dialog = room.show(kind)
    dialog.fill("title_id", "Judul")
    theirs = {"field": "Title", "theirs": "Lain", "now": "Lain"}
    text = "“{field}” was changed meanwhile: it says “{theirs}” now."
    desk.refusal = Refused(Finding("collision", text, theirs, path="title_id"))
    dialog.accept()
    qtbot.waitUntil(dialog._error.isVisible)
    assert "Save again" in dialog._error.text()
    assert dialog.typed("title_id") == "Judul"
    desk.refusal = None
    made = room.carry_out(dialog)
    assert made == do.ChangeCard(card="c1", title_id="Judul", base={"title_id": "Lain"})


def test_details_with_a_title_that_is_too_long_are_not_sent(room):
    dialog = room.show(EditDialog)
    dialog.input("title_id").setText("T" * 201)
    assert dialog.reasons() == ["The title is longer than 200 letters."]


def test_a_correction_is_recorded(room):
    dialog = room.show(CorrectionDialog)
    dialog.input("what").setPlainText("A typing error")
    dialog.input("why").setPlainText("Seen by a learner")
    assert dialog.reasons() == ["Say who agreed to it."]
    dialog.input("agreed_by").setText("SME-01")
    made = room.carry_out(dialog)
    assert (made.what, made.on, made.agreed_by) == ("A typing error", "2026-11-23", "SME-01")


def test_a_refusal_goes_once_something_else_is_asked_for(room, desk, qtbot):
    dialog = room.show(HandOverDialog, room.state.members()[0])
    dialog.input("to").setText("Kevin Mulyadi")
    dialog.input("reason").setPlainText("On leave")
    desk.refusal = Refused(Finding("role", "Kevin does not hold the role."))
    dialog.accept()
    qtbot.waitUntil(lambda: dialog._error.isVisible() and dialog._refused.isVisible())
    dialog.input("to").setText("Rina Anggraini")
    dialog.input("to").changed.emit()
    assert not dialog._error.isVisible()
    assert not dialog._refused.isVisible()
    assert dialog.action.isEnabled()


def test_a_revision_is_started(room):
    dialog = room.show(RevisionDialog)
    dialog.fill("stage", "design")
    dialog.input("reason").setPlainText("New regulation")
    made = room.carry_out(dialog)
    assert (made.stage, made.id) == ("design", dialog.new_card)


# --- forms and files --------------------------------------------------------------------------


def test_another_sheet_takes_the_next_number(room, desk, qtbot):
    form = a_form("R2", "discussion", scope="2")
    state = replace(room.state, page=replace(room.state.page, all_forms=(form,)))
    dialog = room.show(SheetDialog, form, state=state)
    assert dialog.scope == "3"
    assert not dialog.findChildren(QLineEdit), "no name is typed"
    with qtbot.waitSignal(dialog.begun):
        dialog.accept()
    assert desk.done == [do.OpenForm(card="c1", form="R2", scope="3")]


def test_another_sheet_of_an_assessment_is_for_somebody_chosen_from_the_team(room, desk):
    form = a_form("F9", "confirmation", scope="1", assessor="Sari", assessor_id="p1")
    team = tuple(replace(room.state.page.team[0], person_id=f"p{n}", person=name, role="rev")
                 for n, name in ((1, "Sari"), (5, "Dewi")))  # fmt: skip
    page = replace(room.state.page, all_forms=(form,), team=team)
    dialog = room.show(SheetDialog, form, state=replace(room.state, page=page))
    box = dialog.box("assessor")
    assert [box.itemText(n) for n in range(box.count())] == ["Dewi"]
    assert (dialog.scope, dialog.value("assessor")) == ("2", "p5")
    assert dialog.job().assessor == "p5"


def test_a_sheet_is_removed_when_it_is_said_what_goes_with_it(room, desk):
    form = a_form("R2", "discussion", scope="2", version=0, filled=2)
    dialog = room.show(RemoveSheetDialog, form)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "2 of its required fields are filled" in said
    made = room.carry_out(dialog)
    assert made == do.RemoveSheet(form=form.form_id)


def test_an_external_original_with_its_file(room, desk, qtbot, tmp_path):
    dialog = room.show(ExternalDialog, OriginalView("F6", {}))
    for key, words in (("number", "9/2026"), ("date", "1 Nov 2026"), ("signed_by", "The Dean")):
        dialog.input(key).setText(words)
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"x")
    dialog.set_file(str(scan))
    qtbot.waitUntil(lambda: dialog.file is not None)
    made = room.carry_out(dialog)
    assert (made.form, made.number, made.date) == ("F6", "9/2026", "2026-11-01")
    assert desk.done[0].purpose == "original"
    assert made.file == desk.done[0].id


def test_the_facts_that_gates_read_are_asked(room):
    choices = (Choice("agreed", Label("Agreed", "Sepakat")), Choice("no", Label("No", "Tidak")))
    fields = {
        "verdict": Field("verdict", Label("Verdict", "Putusan"), FieldType.CHOICE, choices=choices),
        "on": Field("on", Label("Held on", "Tanggal"), FieldType.DATE),
    }
    facts = {"kept": "x", "verdict": "no", "on": "2026-10-30"}
    original = OriginalView("R2", fields, facts, "9", "2026-11-01", "X", "a note")
    dialog = room.show(ExternalDialog, original)
    assert (dialog.value("fact:verdict"), dialog.value("fact:on")) == ("no", "2026-10-30")
    dialog.input("fact:on").setText("2 Nov 2026")
    dialog.fill("fact:verdict", "agreed")
    made = room.carry_out(dialog)
    assert made.facts == {"kept": "x", "verdict": "agreed", "on": "2026-11-02"}
    assert (made.number, made.date, made.signed_by, made.note) == ("9", "2026-11-01", "X", "a note")


def test_files_that_are_too_large_become_links_when_asked(room, desk):
    big = Found(Path("/far/video.mp4"), 80_000_000, "80 MB: too large")
    dialog = room.show(FilesDialog, (big,))
    assert "Tick above that a link is kept" in dialog.reasons()[0]
    dialog.keep_links.setChecked(True)
    made = room.carry_out(dialog)
    assert (made.link, made.digest, made.size) == (str(big.path), "", 80_000_000)


def test_files_are_measured(tmp_path):
    big = tmp_path / "big.mp4"
    big.touch()
    import os

    os.truncate(big, 60_000_000)
    empty = tmp_path / "empty.pdf"
    empty.touch()
    assert "empty" in Measure((empty,))(None)[0].why
    found = Measure((big, tmp_path, tmp_path / "gone"))(None)
    assert found[0].is_big
    assert "60 MB" in found[0].why
    assert "folder" in found[1].why
    assert found[2].why == "It is not there any more: moved, renamed or deleted."


def test_the_title_counts_what_can_be_kept(room, tmp_path):
    good = tmp_path / "a.txt"
    good.write_text("a")
    dialog = room.show(FilesDialog, Measure((good, tmp_path, tmp_path / "gone"))(None))
    assert dialog.windowTitle() == "Attach 1 file"


def owing(room, *decisions):
    """The page's state in which decisions over forms owe their scan."""
    return replace(room.state, page=replace(room.state.page, decisions=decisions))


def scan_at(tmp_path):
    path = tmp_path / "scan.pdf"
    path.write_bytes(b"x")
    return Measure((path,))(None)


def test_of_several_scans_that_are_owed_it_asks_which_this_is(room, tmp_path):
    head = a_decision(3, scan_owed=True, role=Label("Head", "Kaprodi"), person="HSP-LAW")
    dean = a_decision(4, scan_owed=True)
    others = (a_decision(5), a_decision(6, scan_owed=True, ended=FELL),
              a_decision(7, scan_owed=True, form_id="f-F3"))  # fmt: skip
    state = owing(room, head, dean, *others)
    dialog = FilesDialog(room.tasks, state, scan_at(tmp_path), scan_of="f-F2")
    dialog = room.show(lambda *_given: dialog)
    assert [tick.text() for tick in dialog.owed.ticks.values()] == [
        "Head: decided by HSP-LAW, 3 Nov 2026; the scan is owed",
        "Dean: decided by DEAN-LAW, 4 Nov 2026; the scan is owed",
    ]
    assert dialog.owed.pays() == ()
    assert dialog.why.startswith("Nothing is ticked")
    dialog.owed.ticks["s4"].setChecked(True)
    assert dialog.why == ""
    made = room.carry_out(dialog)
    assert (made.purpose, made.form, made.pays) == ("scan", "f-F2", ["s4"])


def test_the_one_scan_that_is_owed_and_asked_for_is_ticked(room, tmp_path):
    state = owing(room, a_decision(3, scan_owed=True))
    dialog = FilesDialog(room.tasks, state, scan_at(tmp_path), scan_of="f-F2")
    dialog = room.show(lambda *_given: dialog)
    assert dialog.owed.pays() == ("s3",)


def test_what_is_owed_is_asked_only_of_a_scan(room, tmp_path):
    state = owing(room, a_decision(3, scan_owed=True))
    dialog = room.show(FilesDialog, scan_at(tmp_path), state=state)
    assert dialog.owed.isHidden()
    dialog.fill("form", "f-F2")
    dialog.box("form").activated.emit(1)
    assert dialog.owed.isHidden()
    dialog.fill("purpose", "scan")
    dialog.box("purpose").activated.emit(1)
    assert dialog.owed.pays() == ()
    assert not dialog.owed.isHidden()
    dialog.fill("purpose", "other")
    dialog.box("purpose").activated.emit(0)
    assert dialog.owed.isHidden()
    assert room.carry_out(dialog).pays is None


def test_the_scan_of_an_earlier_sheet_finds_its_form(room, tmp_path):
    scan = ScanLine("f-old", "R10", Label("Re-examination", "Uji ulang"), (), "R10:1.1")
    outline = replace(room.state.page.outline, scans=(scan,))
    owed = a_decision(3, scan_owed=True, form_id="f-old")
    page = replace(room.state.page, outline=outline, decisions=(owed,))
    state = replace(room.state, page=page)
    dialog = FilesDialog(room.tasks, state, scan_at(tmp_path), scan_of="f-old")
    dialog = room.show(lambda *_given: dialog)
    made = room.carry_out(dialog)
    assert (made.form, made.pays) == ("f-old", ["s3"])


def test_a_link_is_kept(room):
    dialog = room.show(LinkDialog)
    dialog.input("name").setText("Recordings")
    dialog.input("link").setText("https://lms.example")
    made = room.carry_out(dialog)
    assert (made.name, made.link, made.purpose) == ("Recordings", "https://lms.example", "other")


def test_a_link_to_a_file_keeps_which_it_was(room, tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")
    dialog = room.show(LinkDialog)
    dialog.input("name").setText("Recordings")
    dialog.input("link").setText(str(film))
    made = room.carry_out(dialog)
    assert (made.size, made.digest) == (6, hashlib.sha256(b"a film").hexdigest())


def test_what_is_too_large_is_linked_with_what_it_is(tmp_path):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")
    desk = Mock()
    seen = seen_behind((str(film),))
    StoreFiles("c", (), seen)(desk)
    ((commands,), _named) = desk.execute_together.call_args
    assert commands[0].digest == hashlib.sha256(b"a film").hexdigest()
    film.write_bytes(b"another film")
    with pytest.raises(Trouble, match="was changed while the link was made"):
        StoreFiles("c", (), seen)(desk)
    assert desk.execute_together.call_count == 1


class Held:
    """Reads nothing before it is let go on; keeps whether it was stopped."""

    def __init__(self) -> None:
        self.may_go, self.began, self.stopped = Event(), Event(), Event()

    def __call__(self, links, progress):
        progress(1, 20_000)
        self.began.set()
        assert self.may_go.wait(10)
        if not progress(2, 20_000):
            self.stopped.set()
            return None
        return tuple(Seen(link, "d" * 64, 20_000_000_000, 1) for link in links)


@pytest.fixture
def held(monkeypatch):
    made = Held()
    monkeypatch.setattr(link_reading, "seen_behind", made)
    monkeypatch.setattr(Seen, "must_be_the_same", lambda _seen: None)
    yield made
    made.may_go.set()


def link_dialog(room, tmp_path):
    dialog = room.show(LinkDialog)
    dialog.input("name").setText("Recordings")
    dialog.input("link").setText(str(tmp_path / "film.mp4"))
    dialog.accept()
    return dialog


def test_others_write_while_the_file_behind_a_link_is_read(room, desk, held, qtbot, tmp_path):
    dialog = link_dialog(room, tmp_path)
    qtbot.waitUntil(dialog.reading.isVisible)
    written: list[object] = []
    for kind in ("local", "reader"):
        room.tasks.run(lambda _desk: True, written.append, kind=kind)
    qtbot.waitUntil(lambda: written == [True, True])
    assert dialog.reading.bar.value() == 1
    assert "of 20 GB" in dialog.reading.words.text()
    assert dialog.reasons() == ["Being carried out …"]
    assert dialog.why == ""
    assert not dialog._holder.isAncestorOf(
        dialog.reading
    )  # it is in sight, however far one scrolls
    assert not dialog.input("link").isEnabled()
    assert desk.done == []
    with qtbot.waitSignal(dialog.carried_out):
        held.may_go.set()
    assert (desk.done[-1].size, desk.done[-1].digest) == (20_000_000_000, "d" * 64)


def test_reading_the_file_behind_a_link_ends_when_the_dialog_is_left(
    room, desk, held, qtbot, tmp_path
):
    dialog = link_dialog(room, tmp_path)
    assert held.began.wait(5)
    dialog.reject()
    assert dialog.isHidden()
    held.may_go.set()
    assert held.stopped.wait(5)
    assert desk.done == []


def test_a_file_that_is_changed_meanwhile_is_told_and_what_was_typed_stays(
    room, desk, qtbot, tmp_path, monkeypatch
):
    film = tmp_path / "film.mp4"
    film.write_bytes(b"a film")

    def read(links, progress):
        seen = seen_behind(links, progress)
        film.write_bytes(b"another film")
        return seen

    monkeypatch.setattr(link_reading, "seen_behind", read)
    dialog = link_dialog(room, tmp_path)
    qtbot.waitUntil(lambda: not dialog._error.isHidden())
    assert "film.mp4 was changed while the link was made" in dialog._error.text()
    assert dialog.value("link") == str(film)
    assert dialog.input("link").isEnabled()
    assert desk.done == []
    monkeypatch.undo()
    made = room.carry_out(dialog)
    assert (made.size, made.digest) == (12, hashlib.sha256(b"another film").hexdigest())


def test_a_link_that_was_unticked_after_a_failed_try_is_not_kept(
    room, desk, qtbot, tmp_path, monkeypatch
):
    film, small = tmp_path / "film.mp4", tmp_path / "small.txt"
    film.write_bytes(b"a film")
    small.write_bytes(b"s")
    files = (Found(film, 80_000_000, "80 MB: too large"), Found(small, 1))
    dialog = room.show(FilesDialog, files)
    dialog.keep_links.setChecked(True)
    full = Trouble("full", "The disk is full.", "Make room.")
    with monkeypatch.context() as patch:
        patch.setattr(desk, "store_file", Mock(side_effect=full))
        dialog.accept()
        qtbot.waitUntil(lambda: not dialog._error.isHidden())
    assert desk.done == []
    dialog.keep_links.setChecked(False)
    made = room.carry_out(dialog)
    assert [(each.name, each.link) for each in desk.done] == [("small.txt", "")]
    assert made.name == "small.txt"


# --- what all have in common ------------------------------------------------------------------


def test_a_refusal_keeps_the_dialog_and_what_was_typed(room, desk, qtbot):
    desk.refusal = Refused(Finding("a", "It rests.", form="F2", path="p1"))
    dialog = room.show(RestDialog, "halt")
    dialog.input("reason").setPlainText("No agreement")
    dialog.accept()
    assert dialog.reasons() == ["Being carried out …"]
    qtbot.waitUntil(lambda: not dialog._error.isHidden())
    assert dialog.isVisible()
    assert dialog.value("reason") == "No agreement"
    assert dialog.action.isEnabled()
    with qtbot.waitSignal(dialog.followed) as told:
        dialog._refused.followed.emit("F2", "p1")
    assert told.args == ["F2", "p1"]


def test_what_was_typed_is_asked_about_before_a_refusal_leads_elsewhere(room, desk, qtbot):
    desk.refusal = Refused(Finding("a", "It rests.", form="F2", path="p1"))
    dialog = room.show(RestDialog, "halt")
    QTest.keyClicks(dialog.input("reason"), "No agreement with the partner was reached")
    dialog.accept()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.why == "Being carried out …", "it is not discarded while it is being done"
    qtbot.waitUntil(lambda: not dialog._error.isHidden())
    told = []
    dialog.followed.connect(lambda *place: told.append(place))
    dialog._refused.followed.emit("F2", "p1")
    assert (dialog.isVisible(), told) == (True, [])
    assert dialog.why == "Once more, and what you wrote is discarded."
    dialog._refused.followed.emit("F2", "p1")
    assert (dialog.isVisible(), told) == (False, [("F2", "p1")])


def test_a_refusal_comes_into_sight(room, desk, qtbot):
    desk.refusal = Refused(*(Finding("a", f"It rests, {n}.", path="p1") for n in range(30)))
    dialog = room.show(SendBackDialog, "discussion")
    qtbot.waitUntil(lambda: dialog.fallen is not None)
    dialog.input("reason").setPlainText("Too broad")
    high = dialog.height()
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog._error.isHidden())
    qtbot.waitUntil(lambda: not dialog._error.visibleRegion().isEmpty())
    shown, first = dialog._scroll.viewport(), dialog._refused.findChild(QLabel)
    qtbot.waitUntil(lambda: shown.rect().contains(first.mapTo(shown, first.rect().bottomLeft())))
    assert dialog.height() > high


def test_trouble_is_told_with_its_advice(room, desk, qtbot):
    desk.refusal = Trouble("disk", "The disk is full.", "Make room.")
    dialog = room.show(RestDialog, "halt")
    dialog.input("reason").setPlainText("No agreement")
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog._error.isHidden())
    assert dialog._error.text() == "The disk is full. Make room."


def test_a_paragraph_is_not_lost_by_one_escape(room, qtbot):
    dialog = room.show(RestDialog, "halt")
    qtbot.keyClicks(dialog.input("reason"), "A long reason that took time to write")
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "discarded" in dialog.why
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isHidden()


def test_pressing_too_early_does_nothing(room, desk):
    dialog = room.show(RestDialog, "halt")
    dialog.accept()
    assert dialog.isVisible()
    assert desk.done == []


def test_every_input_has_a_spoken_name(room):
    for kind in (EditDialog, CorrectionDialog, RevisionDialog, ExceptionDialog, TeamDialog):
        dialog = room.show(kind)
        assert all(made.accessibleName() for made in dialog._inputs.values()), kind


# --- somebody else moves the card meanwhile ----------------------------------------------------


def move_meanwhile(desk, made, to):
    """Let the desk hold the card at another stage, moved there by somebody else."""
    page = desk.shown
    stage = next(each for each in page.stages if each.id == to)
    outline = replace(page.outline, tile=page.outline.tile._replace(stage=to), stage=stage)
    moved = an_event(9, "CardMoved", who="Budi Santoso")
    desk.shown = replace(page, outline=outline, history=(moved, *page.history))


def heard(desk, room, made, to):
    move_meanwhile(desk, made, to)
    room.tasks.publish(Changes(cards=frozenset(("c1",)), events=("theirs",), source="exchange"))


MOVED = "Budi Santoso moved MC-1 to 1 Assignment meanwhile"


def test_sending_back_hears_that_somebody_moved_the_card_meanwhile(room, desk, made, qtbot):
    dialog = room.show(SendBackDialog, "discussion")
    dialog.input("reason").setPlainText("The topic changed")
    qtbot.waitUntil(lambda: dialog.fallen is not None)
    heard(desk, room, made, "assignment")
    qtbot.waitUntil(lambda: dialog.news.isVisible())
    assert dialog.news.text().startswith(MOVED)
    qtbot.waitUntil(lambda: dialog.fallen is not None)  # what falls is looked up anew
    assert dialog.reasons()[0].startswith(MOVED)
    dialog.accept()
    assert desk.done == []
    assert dialog.value("reason") == "The topic changed"


def test_sending_back_asks_anew_where_to_when_that_is_not_back_any_more(room, desk, made, qtbot):
    dialog = room.show(SendBackDialog, "proposal")
    dialog.input("reason").setPlainText("The topic changed")
    heard(desk, room, made, "proposal")
    qtbot.waitUntil(lambda: dialog.news.isVisible())
    qtbot.waitUntil(lambda: dialog.fallen is not None)
    assert dialog.reasons() == ["Choose the stage again: the card stands elsewhere now."]
    dialog.box("to").activated.emit(0)
    qtbot.waitUntil(lambda: dialog.fallen is not None)
    moved = room.carry_out(dialog)
    assert moved.to == "discussion"


def test_a_move_confirmed_before_the_news_came_is_refused_with_who_moved_it(
    room, desk, made, qtbot
):
    dialog = room.show(SendBackDialog, "discussion")
    dialog.input("reason").setPlainText("The topic changed")
    qtbot.waitUntil(lambda: dialog.fallen is not None)
    move_meanwhile(desk, made, "assignment")
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.news.isVisible())
    assert desk.done == []
    qtbot.waitUntil(lambda: dialog.reasons()[0].startswith(MOVED))


def test_the_dialog_of_an_exception_hears_it_too(room, desk, made, qtbot):
    dialog = room.show(ExceptionDialog, "baseline")
    dialog.input("reason").setPlainText("Urgent")
    heard(desk, room, made, "assignment")
    qtbot.waitUntil(lambda: dialog.news.isVisible())
    assert dialog.news.text().startswith(MOVED)
    assert dialog.value("reason") == "Urgent"


def test_the_dialog_of_all_stages_shows_where_the_card_stands_now(room, desk, made, qtbot):
    home = QWidget()
    qtbot.addWidget(home)
    home.show()
    moves = Moves(Errands(room.tasks, home), home)
    moves.state = room.state
    moves.move()
    dialog = home.findChild(MoveDialog)
    heard(desk, room, made, "assignment")
    qtbot.waitUntil(lambda: dialog.news.isVisible())
    assert dialog.news.text().startswith(MOVED)
    assert [e.key for e in dialog.list.lines.entries if e.state == "here now"] == ["assignment"]
    desk.shown = replace(desk.shown, outline=room.state.page.outline)
    dialog.list.choose("discussion")
    dialog.accept()
    told = []
    qtbot.waitUntil(lambda: bool(home.findChildren(Refusal)))
    told += [label.text() for label in home.findChild(Refusal).findChildren(QLabel)]
    assert any("moved MC-1" in words for words in told)
    assert desk.done == []
