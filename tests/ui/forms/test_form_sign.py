"""Signing and recording decisions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QLabel, QPushButton, QWidget

from mcdesk.application.views import Change, Ended, HistoryLine, PersonLine
from mcdesk.errors import Finding, Refused
from mcdesk.procedure.commands import AttachFile, JoinTeam, SignForm, WithdrawSignOff
from mcdesk.procedure.stage import Label
from mcdesk.ui.filing.decisions import DecisionRow
from mcdesk.ui.forms.freeze import ChangeDialog, FreezeDialog
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.forms.past import changes_of
from mcdesk.ui.forms.sign import SignDialog
from mcdesk.ui.forms.sign_check import lines_to_sign
from mcdesk.ui.forms.signatures import SignatureView
from mcdesk.ui.forms.signing import Signing, sign_form
from mcdesk.ui.forms.withdraw import WithdrawDialog
from mcdesk.ui.parts import Link
from mcdesk.ui.people.dialogs import PersonDialog
from tests.ui.forms.decided import decision
from tests.ui.forms.fakes import PERSONS, FakeDesk, FakeJobs, frozen_view, make_view, signature
from tests.ui.forms.stage import Open

if TYPE_CHECKING:
    from pathlib import Path

Make = Callable[..., SignDialog]


@pytest.fixture
def make(qtbot: Any) -> Make:
    def maker(role: str = "hsp", **changes: Any) -> SignDialog:
        view = frozen_view(**changes)
        line = next((each for each in view.signatures if each.role == role), None)
        dialog = SignDialog(view, line, FakeDesk(view).info())
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return maker


@pytest.mark.parametrize(
    ("roles", "offered"),
    [(("secretary",), ["dean"]), (("reader", "secretary"), ["dean"]),
     (("ctl", "secretary"), ["hsp", "dean"]), (("id",), ["hsp", "dean"])],
)  # fmt: skip
def test_a_secretary_is_offered_the_line_of_her_dean_only(
    roles: tuple[str, ...], offered: list[str]
) -> None:
    view = frozen_view()
    info = replace(FakeDesk(view).info(), roles=roles)
    assert [line.role for line in lines_to_sign(view, info)] == offered


def test_a_secretary_who_is_to_act_for_somebody_is_told_before_it_is_recorded(make: Make) -> None:
    persons = (*PERSONS, PersonLine("u-sec", "Sec Retary", "Sec Retary", ("secretary",)))
    dialog = make(persons=persons)
    dialog.capacity.setCurrentIndex(dialog.capacity.findData("a.n."))
    dialog._on_capacity()
    dialog.person.setText("Sec Retary")
    said = "Sec Retary is a Dean's secretary"
    assert any(said in why for why in dialog.faults())
    dialog.person.setText("Budi Santoso")
    assert not any(said in why for why in dialog.faults())


def test_who_may_decide_for_another_is_said_before_and_a_secretary_is_not_offered(
    make: Make,
) -> None:
    persons = (*PERSONS, PersonLine("u-sec", "Sec Retary", "Sec Retary", ("secretary",)))
    dialog = make(persons=persons)
    assert "Sec Retary" in dialog.person._names
    dialog.capacity.setCurrentIndex(dialog.capacity.findData("Plh."))
    dialog._on_capacity()
    told = [each.text() for each in dialog.acting.findChildren(QLabel)]
    assert any("a Dean’s secretary decides for nobody" in words for words in told)
    assert any(words.endswith("Not offered: Sec Retary.") for words in told)
    assert "Sec Retary" not in dialog.person._names
    assert "Sec Retary" in dialog.acting.on_behalf_of._names
    dialog.capacity.setCurrentIndex(0)
    dialog._on_capacity()
    assert "Sec Retary" in dialog.person._names, "by a role of her own she decides"


def test_only_those_whose_turn_it_is_can_be_chosen(make: Make) -> None:
    dialog = make()
    roles = [dialog.role.itemData(n) for n in range(dialog.role.count())]
    assert roles == ["hsp", "dean"]
    others = dialog._others.text().split("\n")
    assert "CTL coordinator: later" in others
    assert any(line.startswith("SME: approved · 21 Nov 2026") for line in others), others


def test_who_has_not_said_what_is_decided_is_told_before_signing(qtbot: Any) -> None:
    """The result of F9 is CTL's decision; a return says none."""
    lines = (signature("rev", "Reviewer", "done"), signature("ctl", "CTL", "waiting", step=2))
    for values, why in (({}, "“Result” is empty: CTL fills it in first, then signs."),
                        ({"result": "eligible"}, "")):  # fmt: skip
        view = frozen_view("F9", signatures=lines, values=values)
        dialog = SignDialog(view, lines[1], FakeDesk(view).info())
        qtbot.addWidget(dialog)
        dialog._decisions.press("approve")
        assert why in dialog.faults() or not why
        assert any("is empty" in each for each in dialog.faults()) is bool(why)
        dialog._decisions.press("return")
        assert not any("is empty" in each for each in dialog.faults())
        said = "" if why else "With it is signed: Result: Eligible"
        assert dialog.stated.text() == said
        assert dialog.stated.isHidden() is not bool(said)


def test_a_return_may_name_an_earlier_stage_and_nothing_else_does(make: Make) -> None:
    stages = (("assignment", Label("1 Assignment", "1 Penugasan")),
              ("discussion", Label("2 Discussion", "2 Diskusi")))  # fmt: skip
    lines = [replace(signature("hsp", "HSP", "waiting"), returns_to=stages)]
    dialog = make(signatures=(*lines, signature("dean", "Dean", "waiting")))
    assert dialog.back_to.isHidden()
    dialog._decisions.press("return")
    assert dialog.back_to.isVisible()
    offered = [dialog.back_to.box.itemText(n) for n in range(dialog.back_to.box.count())]
    assert offered == ["CTL decides", "2 Discussion", "1 Assignment"]
    assert dialog.command().to_stage == ""
    dialog.back_to.choose("assignment")
    assert dialog.command().to_stage == "assignment"
    dialog._decisions.press("approve")
    assert dialog.back_to.isHidden()
    assert dialog.command().to_stage == ""
    dialog.role.setCurrentIndex(1)
    dialog._on_role()
    dialog._decisions.press("return")
    assert dialog.back_to.isHidden(), "there is no earlier stage"


def test_a_return_on_paper_names_the_stage_that_its_signer_wrote(qtbot: Any) -> None:
    line = replace(signature("hsp", "HSP", "waiting"),
                   returns_to=(("assignment", Label("1 Assignment", "1 Penugasan")),))  # fmt: skip
    view = frozen_view(signatures=(line,))
    row, again = (DecisionRow(line, ViewNames.of(view), view.today) for _n in range(2))
    for each in (row, again):
        qtbot.addWidget(each)
    row.tick.setChecked(True)
    assert row.back_to.isHidden()
    row.answers.press("return")
    assert not row.back_to.isHidden()
    row.back_to.choose("assignment")
    again.take(row)
    made = [each.command("f") for each in (row, again)]
    assert [command and command.to_stage for command in made] == ["assignment", "assignment"]


def test_a_return_says_the_stage_that_it_names_in_the_form(qtbot: Any) -> None:
    line = replace(signature("hsp", "HSP", "done"), state="returned", decision="return",
                   to_stage=Label("1 Assignment", "1 Penugasan"))  # fmt: skip
    view = SignatureView(line)
    qtbot.addWidget(view)
    assert "Returned for revision, back to 1 Assignment" in view.accessibleName()


def test_recording_a_decision_on_paper(make: Make) -> None:
    dialog = make()
    assert dialog.person.text() == "Dr. Agus Halim"
    assert dialog.why == "Choose the decision."
    dialog._decisions.press("approve")
    assert dialog.why == "Attach the scan, or tick that it is still owed."
    assert dialog._evidence._attach.text() == "Attach scan…"
    dialog._media.press("pdf")
    assert dialog.why == "Attach the signed PDF, or tick that it is still owed."
    assert dialog._evidence._attach.text() == "Attach signed PDF…"
    assert dialog.scan_owed.text() == "The signed PDF is still owed"
    dialog._media.press("paper")
    assert dialog.scan_owed.text() == "The scan is still owed"
    dialog.scan_owed.click()
    assert dialog.action.isEnabled()
    assert dialog.action.text() == "Record decision"
    command = dialog.command()
    assert command.id
    assert (command.role, command.person, command.decision) == ("hsp", "u-agus", "approve")
    assert (command.medium, command.scan_owed, command.on) == ("paper", True, "2026-11-23")
    assert (command.capacity, command.on_behalf_of) == ("own", "")


@pytest.mark.parametrize("decision", ["return", "reject"])
def test_a_return_needs_a_reason(make: Make, decision: str) -> None:
    dialog = make()
    dialog.scan_owed.click()
    dialog._decisions.press(decision)
    assert not dialog.action.isEnabled()
    assert "reason" in dialog.why
    dialog.note.setPlainText("Too many outcomes")
    assert dialog.action.isEnabled()
    assert dialog.command().note == "Too many outcomes"


def test_in_the_program_only_the_person_can_sign(make: Make) -> None:
    dialog = make()
    dialog._decisions.press("approve")
    dialog._media.press("program")
    assert "only Dr. Agus Halim can sign" in dialog.why
    lines = (signature("id", "Instructional designer", "waiting"),)
    own = make("id", signatures=lines)
    assert own.medium() == "program"
    assert own.person.text() == "Budi Santoso, M.Pd."
    own._decisions.press("approve")
    assert own.action.isEnabled()
    assert own.action.text() == "Sign"
    assert not own._evidence.isVisible()


def test_acting_for_another_names_the_letter(make: Make) -> None:
    dialog = make("dean")
    dialog._decisions.press("approve")
    dialog.scan_owed.click()
    dialog.capacity.setCurrentIndex(dialog.capacity.findData("Plt."))
    dialog._on_changed()
    assert dialog.why == "Choose on whose behalf."
    dialog.acting.on_behalf_of.setText("Prof. Dewi Lestari")
    dialog._on_changed()
    assert dialog.why == "Name the letter that gives the capacity."
    dialog.acting.letter.setText("SK 12/2026")
    dialog.acting.since.setText("1/11/2026")
    dialog.acting.until.setText("31/13/2026")
    dialog._on_changed()
    dialog.person.setText("Dr. Agus Halim")
    dialog._on_changed()
    assert dialog.why.startswith("Letter: “")
    dialog.acting.until.setText("31/12/2026")
    dialog._on_changed()
    assert dialog.action.isEnabled()
    command = dialog.command()
    assert (command.capacity, command.on_behalf_of) == ("Plt.", "u-dewi")
    assert (command.letter_since, command.letter_until) == ("2026-11-01", "2026-12-31")


@pytest.mark.parametrize(
    ("day", "why"),
    [
        ("31/2/2026", "is not a date that exists. Write day, month and year"),
        ("24/11/2026", "in the future"),
        ("", "Write the date of the decision."),
    ],
)
def test_the_date_of_the_decision_is_one_that_was(make: Make, day: str, why: str) -> None:
    dialog = make()
    dialog._decisions.press("approve")
    dialog.scan_owed.click()
    dialog.on.setText(day)
    dialog._on_changed()
    assert why in dialog.why


def test_a_date_before_what_it_follows_is_pointed_out_and_taken(make: Make) -> None:
    earlier = replace(
        signature("sme", "SME", "done", "u-rina", "Dr. Rina"), decided_on="2026-11-21"
    )
    dialog = make(signatures=(earlier, signature("hsp", "Head", "waiting", step=2)))
    dialog._decisions.press("approve")
    dialog.scan_owed.click()
    expected = {"20/11/2026": "the decision of SME on 21 Nov", "1/11/2026": "frozen on 20 Nov",
                "21/11/2026": ""}  # fmt: skip
    for day, said in expected.items():
        dialog.on.setText(day)
        dialog._on_changed()
        assert dialog.action.isEnabled()
        assert said in dialog.why
    assert dialog.why == ""


def test_nobodys_turn_is_said(make: Make) -> None:
    dialog = make(signatures=(signature("dean", "Dean", "later"),))
    assert not dialog.action.isEnabled()
    assert dialog.why == "Nobody's turn to sign now."


def test_that_everybody_has_signed_is_said(make: Make) -> None:
    dialog = make(signatures=(signature("hsp", "Head", "done"), signature("dean", "Dean", "done")))
    assert not dialog.action.isEnabled()
    assert dialog.why == "Everybody has signed."
    assert dialog._others.text().startswith("Everybody has signed.")


def test_signing_stores_the_scan_with_the_signature(qtbot: Any, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    desk = FakeDesk(frozen_view())
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"pdf")
    told: list[Any] = []
    signing = sign_form(FakeJobs(desk), "form-1", window, role="dean", done=told.append)
    dialog = signing.dialog
    assert dialog is not None
    assert dialog.role.currentData() == "dean"
    dialog._decisions.press("approve")
    dialog.set_scan(str(scan))
    dialog.accept()
    attach, sign = desk.done
    assert isinstance(attach, AttachFile)
    assert isinstance(sign, SignForm)
    assert (attach.purpose, sign.evidence, sign.scan_owed) == ("scan", attach.id, False)
    assert attach.pays == [], "what others owe stays owed: nobody was asked whose scan it is"
    assert len(told) == 1


def test_a_draft_has_nobody_to_sign(qtbot: Any) -> None:
    view = make_view()
    dialog = SignDialog(view, None, FakeDesk(view).info())
    qtbot.addWidget(dialog)
    assert not dialog.action.isEnabled()


def test_before_freezing_an_optional_signer_cannot_sign_and_is_told_why(open_form: Open) -> None:
    line = signature("ctl", "Head of Curriculum", "optional", step=1)
    stage = open_form(make_view("F2", signatures=(line,)))
    ways = stage.editor.bench.side.contents._signature_list.findChildren(QPushButton)
    assert [way.isEnabled() for way in ways] == [False]
    assert "freeze" in ways[0].toolTip()
    stage = open_form(frozen_view("F2"))
    ways = stage.editor.bench.side.contents._signature_list.findChildren(QPushButton)
    assert ways
    assert all(way.isEnabled() for way in ways)


def test_a_signer_whose_turn_it_is_is_proposed_before_an_optional_one(qtbot: Any) -> None:
    lines = (signature("gd", "Graphic designer", "optional"),
             signature("lecturer", "Lecturer", "waiting"))  # fmt: skip
    view = frozen_view("F7", signatures=lines)
    dialog = SignDialog(view, None, FakeDesk(view).info())
    qtbot.addWidget(dialog)
    assert dialog.role.currentData() == "lecturer"


def test_the_history_of_a_form_says_field_old_and_new(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "old"}))
    change = Change(Label("Title", "Judul"), "2026-11-02", "new", "p1")
    line = HistoryLine(
        "e1", "2026-11-23T02:00:00+00:00", "Rina", "ValueSet", Label("Filled", "Diisi"), "MC", "c1",
        changes=(change,),
    )  # fmt: skip
    stage.desk.view = replace(stage.desk.view, history=(line,))
    stage.session.reload()
    words = [
        label.text() for label in stage.editor.bench.side.contents._history.findChildren(QLabel)
    ]
    assert "Title: 2 Nov 2026 → new" in words


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("{}", "{} A last one.", "added: “A last one.”"),
        ("{} A last one.", "{}", "taken out: “A last one.”"),
        ("{} It ends.", "{} It stops.", "Need: … electronic contracts. It “ends.” → “stops.”"),
        ("{} It ends.", "{}  It\nends.", "only blanks and line breaks"),
        ("It ends. {}", "It stops. {} Now.", "… It “ends. Drafters"),
        ("a" * 200 + "b", "a" * 200 + "c", "Need: “…b” → “…c”"),
        ("a" * 200 + "b", "", "aaaaaa"),
    ],
)
def test_the_history_of_a_long_text_says_what_changed_in_it(old: str, new: str, said: str) -> None:
    long = "Drafters lack clauses for electronic contracts. " * 4
    change = Change(Label("Need", "Kebutuhan"), old.format(long), new.format(long), "p19")
    line = HistoryLine(
        "e1", "2026-11-23T02:00:00+00:00", "R", "ValueSet", Label("Filled", "Diisi"), "", "",
        changes=(change,),
    )  # fmt: skip
    told = changes_of(line, make_view("F2").definition)[0]
    assert said in told
    assert len(told) < 150


def test_answers_of_a_checklist_are_said_in_words() -> None:
    definition = make_view("F6").definition
    changes = (
        Change(Label("One", "Satu"), "no", "na", "a2.01"),
        Change(Label("Note", "Catatan"), "", "no", "a2.01.note"),
    )
    what = Label("Filled", "Diisi")
    line = HistoryLine(
        "e1", "2026-11-23T02:00:00+00:00", "R", "ValueSet", what, "", "", changes=changes
    )
    assert changes_of(line, definition) == ["One: No → n/a", "Note: no"]


def test_who_is_not_in_the_directory_is_added_there_while_signing(
    qtbot: Any, monkeypatch: Any
) -> None:
    desk = FakeDesk(frozen_view("F2"))
    info = replace(desk.info(), rights=frozenset({"directory"}))
    monkeypatch.setattr(desk, "info", lambda: info)
    parent = QLabel()
    qtbot.addWidget(parent)
    parent.show()
    signing = sign_form(FakeJobs(desk), "form-1", parent, role="hsp")
    dialog = signing.dialog
    assert dialog is not None
    dialog.person.setText("Name Four")
    dialog._on_changed()
    assert dialog.adds.link.isVisible()
    dialog.adds.link.click()
    adding = dialog.findChild(PersonDialog)
    assert adding.name.text() == "Name Four"
    adding.action.click()
    assert desk.done == [], "not before the decision"
    assert dialog.person.text() == "Name Four"
    assert not dialog.adds.link.isVisible()
    dialog._decisions.press("approve")
    dialog.scan_owed.click()
    dialog.action.click()
    kinds = [type(command).__name__ for command in desk.done]
    assert kinds == ["AddPerson", "AppointOffice", "SignForm"]
    assert desk.done[1].programme == "g-law"
    assert desk.groups == [3]


def test_another_signer_than_the_form_names_is_remarked(make: Make) -> None:
    dialog = make("sme", values={"p5": "u-budi"}, signatures=(signature("sme", "SME", "waiting"),))
    dialog._decisions.press("approve")
    dialog.scan_owed.click()
    assert dialog.person.text() == "Budi Santoso, M.Pd."
    assert dialog.why == ""
    dialog.person.setText("Dr. Rina Wijaya, M.M.")
    dialog._on_changed()
    assert "names Budi Santoso, M.Pd." in dialog.why
    assert dialog.action.isEnabled()


# --- what is closed is gone ------------------------------------------------------------------


def gone(parent: QWidget, kind: type[QObject]) -> bool:
    """Tell whether nothing of a kind is left below `parent` once Qt has tidied up."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    return not parent.findChildren(kind)


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def test_a_cancelled_signature_leaves_nothing(window: QWidget) -> None:
    signing = sign_form(FakeJobs(FakeDesk(frozen_view())), "form-1", window)
    assert signing.dialog is not None
    signing.dialog.reject()
    assert gone(window, SignDialog)
    assert gone(window, Signing)
    assert signing.dialog is None


def test_a_given_signature_leaves_nothing(window: QWidget) -> None:
    jobs, told = FakeJobs(FakeDesk(frozen_view())), list[Any]()
    signing = sign_form(jobs, "form-1", window, role="dean", done=told.append)
    dialog = signing.dialog
    assert dialog is not None
    dialog._decisions.press("approve")
    dialog.scan_owed.click()
    jobs.hold = True
    dialog.accept()
    dialog.reject()
    assert not gone(window, SignDialog), "it waits for what becomes of it"
    jobs.pump()
    assert len(told) == 1
    assert gone(window, SignDialog)
    assert gone(window, Signing)


def test_a_form_that_cannot_be_read_leaves_nothing(window: QWidget, monkeypatch: Any) -> None:
    desk, told = FakeDesk(frozen_view()), list[Any]()
    monkeypatch.setattr(desk, "info", lambda: 1 / 0)
    sign_form(FakeJobs(desk), "form-1", window, failed=told.append)
    assert [type(error) for error in told] == [ZeroDivisionError]
    assert gone(window, Signing)


def test_a_signature_cancelled_with_somebody_entered_leaves_nothing(window: QWidget) -> None:
    desk, told = FakeDesk(frozen_view()), list[Any]()
    dialog = sign_form(FakeJobs(desk), "form-1", window, failed=told.append).dialog
    assert dialog is not None
    dialog.add_requested.emit("Name Four", "hsp")
    dialog.findChild(PersonDialog).action.click()
    dialog.reject()
    dialog.reject()
    assert gone(window, Signing)
    assert gone(window, PersonDialog)
    assert (told, desk.done) == ([], [])


def test_cancelled_dialogs_of_a_signature_are_gone(window: QWidget) -> None:
    signing = sign_form(FakeJobs(FakeDesk(frozen_view())), "form-1", window)
    dialog = signing.dialog
    assert dialog is not None
    dialog._evidence._on_attach()
    dialog.add_requested.emit("Name Four", "hsp")
    dialog.findChild(PersonDialog).reject()
    dialog.findChild(QFileDialog).reject()
    assert gone(dialog, QFileDialog)
    dialog.reject()
    assert gone(window, PersonDialog)


@pytest.mark.parametrize("refuses", [False, True])
def test_a_person_who_is_added_for_a_duty_of_the_team_is_put_on_it(
    window: QWidget, monkeypatch: Any, *, refuses: bool
) -> None:
    desk = FakeDesk(frozen_view())
    info = replace(desk.info(), role_scopes={"hsp": "card"}, rights=frozenset(("cards",)))
    monkeypatch.setattr(desk, "info", lambda: info)
    dialog = sign_form(FakeJobs(desk), "form-1", window, role="hsp").dialog
    assert dialog is not None
    dialog.add_requested.emit("Name Four", "hsp")
    adding = dialog.findChild(PersonDialog)
    adding.action.click()
    assert dialog.person.text() == "Name Four"
    dialog._decisions.press("approve")
    dialog.scan_owed.click()
    if refuses:
        desk.refuse = Refused(Finding("ended", "It is cancelled."))
    dialog.action.click()
    joined = [each for each in desk.done if isinstance(each, JoinTeam)]
    if refuses:
        assert not joined
        assert "It is cancelled." in "".join(e.text() for e in dialog.findChildren(QLabel))
        assert dialog.person.text() == "Name Four"
    else:
        assert [(each.person, each.role, each.card) for each in joined] == [
            (adding.id, "hsp", dialog.card_id)
        ]


@pytest.mark.parametrize("close", ["reject", "accept"])
def test_dialogs_of_a_form_are_gone_when_they_are_closed(open_form: Open, close: str) -> None:
    stage = open_form()
    stage.editor.acts.freeze()
    stage.editor.acts.change()
    for kind in (FreezeDialog, ChangeDialog):
        getattr(stage.editor.findChild(kind), close)()
    stage.editor.acts.attach("p1")
    stage.editor.findChild(QFileDialog).reject()
    assert gone(stage.editor, QDialog)


def test_a_standing_signature_can_be_withdrawn(open_form: Open) -> None:
    stage = open_form(frozen_view(decisions=(decision("sme"),)))
    links = {link.text(): link for link in stage.editor.findChildren(Link)}
    links["Withdraw…"].click()
    dialog = next(d for d in stage.editor.findChildren(WithdrawDialog) if d.isVisible())
    assert dialog.why == "Say why it is withdrawn."
    dialog.reason.setPlainText("the wrong file")
    dialog.accept()
    wanted = [each for each in stage.desk.done if isinstance(each, WithdrawSignOff)]
    assert wanted == [WithdrawSignOff(sign_off="s-sme", reason="the wrong file")]


def test_who_may_not_withdraw_is_told_why(open_form: Open) -> None:
    kept = Finding("not_you", "Only {name} can withdraw this signature.", {"name": "Rina"})
    stage = open_form(frozen_view(decisions=(decision("sme", kept=kept),)))
    link = next(link for link in stage.editor.findChildren(Link) if link.text() == "Withdraw…")
    assert not link.isEnabled()
    assert link.toolTip() == "Only Rina can withdraw this signature."


def test_what_fell_stands_below_with_version_and_reason(open_form: Open) -> None:
    fell = decision("old", 1, ended=Ended("sent_back", "2026-11-19", "Sari", "another topic"))
    stage = open_form(frozen_view(decisions=(decision("sme", 2), fell)))
    said = [label.text() for label in stage.editor.findChildren(QLabel)]
    assert "Earlier decisions" in said
    assert "Fell: Sari sent the card back on 19 Nov 2026: “another topic”" in said
    assert "Approved · 21 Nov 2026 · on paper · version 1" in said
    assert "version 2" in said


def test_acting_appointments_have_a_term_and_nobody_acts_for_themselves(make: Make) -> None:
    dialog = make("dean")
    dialog._decisions.press("approve")
    dialog.scan_owed.click()
    holder = dialog.person.text()
    dialog.capacity.setCurrentIndex(dialog.capacity.findData("Plh."))
    dialog.capacity.activated.emit(dialog.capacity.currentIndex())
    assert (dialog.person.text(), dialog.acting.on_behalf_of.text()) == ("", holder)
    dialog.person.setText(holder)
    dialog.acting.letter.setText("7/2026")
    dialog._on_changed()
    assert "for themselves" in dialog.why
    dialog.person.setText("Dr. Agus Halim")
    dialog._on_changed()
    assert "from when the letter" in dialog.why
    dialog.acting.since.setText("1 Nov 2026")
    dialog._on_changed()
    assert dialog.action.isEnabled()


def signing_with(qtbot: Any, key: str, pin: str = "") -> tuple[FakeDesk, Signing]:
    """Begin to sign as the designer at a computer whose key is in a state."""
    lines = (signature("id", "Instructional designer", "waiting"),)
    desk = FakeDesk(frozen_view("F2", signatures=lines), key=key, pin=pin)
    parent = QLabel()
    qtbot.addWidget(parent)
    parent.show()
    signing = sign_form(FakeJobs(desk), "form-1", parent, role="id")
    assert signing.dialog is not None
    signing.dialog._decisions.press("approve")
    signing._kept_parent = parent
    return desk, signing


def test_a_first_signature_takes_no_more_than_a_sentence(qtbot: Any) -> None:
    desk, signing = signing_with(qtbot, "new")
    dialog = signing.dialog
    assert "makes your key" in dialog.pin._words.text()
    assert dialog.pin.isVisible()
    assert not dialog.pin.pin.isVisible()
    dialog.action.click()
    assert [type(command) for command in desk.done] == [SignForm]


def test_on_paper_nothing_is_said_of_a_key(make: Make) -> None:
    assert not make().pin.isVisible()


def test_a_wrong_pin_is_said_and_what_was_typed_stays(qtbot: Any) -> None:
    desk, signing = signing_with(qtbot, "locked", "secret")
    dialog = signing.dialog
    assert dialog.why == "Type your PIN."
    dialog.note.setPlainText("as agreed")
    dialog.pin.pin.setText("wrong")
    dialog._on_changed()
    dialog.action.click()
    assert dialog.isVisible()
    assert dialog.pin._words.text() == "The PIN is not right."
    assert desk.done == []
    dialog.pin.pin.setText("secret")
    dialog._on_changed()
    dialog.action.click()
    assert [command.note for command in desk.done] == ["as agreed"]


def test_who_had_a_key_is_told_at_once_that_it_cannot_sign_here(qtbot: Any) -> None:
    _desk, signing = signing_with(qtbot, "missing")
    dialog = signing.dialog
    assert "signed with a key before" in dialog.pin._words.text()
    assert not dialog.pin.pin.isVisible()
    assert not dialog.action.isEnabled()
    assert "cannot be used here" in dialog.why


def test_whose_key_was_ended_is_told_at_once_what_to_do(qtbot: Any) -> None:
    _desk, signing = signing_with(qtbot, "ended")
    dialog = signing.dialog
    assert dialog.pin._words.text().startswith("Your key was ended, so it signs no more. Make a")
    assert dialog.pin._words.property("state") == "warn"
    assert not dialog.pin.pin.isVisible()
    assert not dialog.action.isEnabled()
    assert dialog.why == "Your key was ended: make a new one under Settings, Signatures."
    dialog._media.press("paper")
    assert dialog.why != "Your key was ended: make a new one under Settings, Signatures."


def test_a_new_pin_is_typed_twice(qtbot: Any) -> None:
    _desk, signing = signing_with(qtbot, "choose", "secret")
    dialog = signing.dialog
    dialog.pin.pin.setText("short")
    dialog._on_changed()
    assert "at least 6" in dialog.why
    dialog.pin.pin.setText("secret")
    dialog.pin.again.setText("secrets")
    dialog._on_changed()
    assert "not the same" in dialog.why
    dialog.pin.again.setText("secret")
    dialog._on_changed()
    assert dialog.action.isEnabled()


def test_a_signature_line_says_whether_a_key_signed_and_by_which_letter(qtbot: Any) -> None:
    made = signature("dean", "Dean", "done")
    for changes, words in (
        ({"medium": "program", "keyed": True}, "Signed with the person's own key"),
        ({"medium": "program"}, "Made in the program without a key"),
        ({"medium": "paper", "capacity": "Plt.", "letter": "7/2026", "on_behalf_of": "A",
          "letter_since": "2026-11-01", "letter_until": "2026-11-30"},
         "By letter 7/2026, 1 Nov 2026 – 30 Nov 2026"),
        ({"medium": "paper", "capacity": "a.n.", "letter": "7", "letter_until": "2026-11-30"},
         "By letter 7, until 30 Nov 2026"),
    ):  # fmt: skip
        line = replace(made, person="Dewi", **changes)
        view = SignatureView(line)
        qtbot.addWidget(view)
        assert words in [label.text() for label in view.findChildren(QLabel)]


def test_a_signed_pdf_is_recorded_as_its_evidence(qtbot: Any, tmp_path: Path) -> None:
    desk = FakeDesk(frozen_view("F2"))
    parent = QLabel()
    qtbot.addWidget(parent)
    pdf = tmp_path / "back.pdf"
    pdf.write_bytes(b"%PDF-")
    signing = Signing(FakeJobs(desk), "form-1", parent, "hsp", pdf)
    signing.begin()
    dialog = signing.dialog
    assert dialog is not None
    assert (dialog.medium(), dialog.scan_path) == ("pdf", pdf)
    dialog._decisions.press("approve")
    dialog.action.click()
    attach, sign = desk.done
    assert (attach.purpose, sign.medium, sign.evidence) == ("sealed", "pdf", attach.id)


def test_an_unknown_name_to_act_for_is_told_once(make: Make) -> None:
    """Not "choose who decided" and "choose on whose behalf" for one slip of the pen."""
    dialog = make("sme")
    dialog.capacity.setCurrentIndex(dialog.capacity.findData("a.n."))
    dialog.acting.on_behalf_of.setText("Nobody Known")
    unknown = [why for why in dialog.reasons() if "Nobody Known" in why or "behalf" in why]
    assert unknown[:1] == ["“Nobody Known” is not in the directory yet."]
    assert set(unknown) == set(unknown[:1])
    assert dialog.adds.link.isHidden()


def test_who_acts_in_the_program_attaches_the_letter_or_owes_it(qtbot: Any) -> None:
    view = frozen_view()
    line = next(each for each in view.signatures if each.role == "hsp")
    info = replace(FakeDesk(view).info(), roles=("hsp",), person_id="u-agus")
    dialog = SignDialog(view, line, info)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog._decisions.press("approve")
    assert (dialog.medium(), dialog._evidence.isVisible()) == ("program", False)
    dialog.capacity.setCurrentIndex(dialog.capacity.findData("a.n."))
    dialog.acting.on_behalf_of.setText("Prof. Dewi Lestari")
    dialog.acting.letter.setText("7/2026")
    dialog._on_changed()
    assert dialog._evidence.isVisible()
    assert dialog.why == "Attach the scan of the letter, or tick that it is still owed."
    dialog.scan_owed.click()
    assert dialog.action.isEnabled()
    assert dialog.command().scan_owed
    dialog.capacity.setCurrentIndex(dialog.capacity.findData("own"))
    dialog._on_changed()
    assert not dialog.command().scan_owed


def test_the_name_of_who_recorded_it_breaks_into_lines(qtbot: Any) -> None:
    """A long name must not push the panel beyond its width."""
    who = "Prof. Dr. Ir. Maria Magdalena Sukmawati Kusumaningrum, S.Pd., M.Pd., Ph.D."
    line = replace(signature("sme", "SME", "done", "u-rina", who), medium="paper",
                   recorded_by=who, decided_on="2026-11-21")  # fmt: skip
    fell = replace(decision("old", 1, ended=Ended("sent_back", "2026-11-19", who, "r")),
                   person=who, recorded_by=who)  # fmt: skip
    view = SignatureView(line, decision=fell)
    qtbot.addWidget(view)
    assert view.minimumSizeHint().width() < 240


def test_a_day_that_is_odd_is_told_in_the_colour_of_a_warning(make: Make) -> None:
    dialog = make()
    dialog.show()
    dialog.scan_owed.setChecked(True)
    dialog.person.setText("Dr. Agus Halim")
    assert dialog._decisions is not None
    dialog._decisions.show_values(["approve"])
    dialog.on.setText("1/11/2026")
    dialog._on_changed()
    assert dialog.action.isEnabled()
    assert "please check the date" in dialog.why
    assert dialog._why.property("state") == "warn"
    dialog.on.setText("22/11/2026")
    dialog._on_changed()
    assert (dialog.why, dialog._why.property("state")) == ("", "")


def test_the_keyboard_stays_on_the_link_after_the_pdf_was_sealed(
    qtbot: Any, open_form: Open
) -> None:
    done = replace(signature("sme", "SME", "done", "u-rina", "Dr. Rina Wijaya"), keyed=True)
    stage = open_form(frozen_view(signatures=(done,), seals=True))
    side = stage.editor.bench.side

    def links() -> list[Link]:
        named = [each for each in side.findChildren(Link) if each.text() == "Seal the PDF…"]
        return [each for each in named if each.isVisible()]

    qtbot.waitUntil(lambda: bool(links()))
    (before,) = links()
    before.setFocus()
    stage.desk.view = replace(stage.desk.view, status="signed")
    stage.session.reload()
    qtbot.waitUntil(lambda: any(each.hasFocus() for each in links()))
    assert all(each is not before for each in links())


def test_what_is_gone_from_the_pane_leaves_the_keyboard_in_it(qtbot: Any, open_form: Open) -> None:
    done = replace(signature("sme", "SME", "done", "u-rina", "Dr. Rina Wijaya"), keyed=True)
    stage = open_form(frozen_view(signatures=(done,), seals=True))
    side = stage.editor.bench.side
    link = next(each for each in side.findChildren(Link) if each.text() == "Seal the PDF…")
    qtbot.waitUntil(link.isVisible)
    link.setFocus()
    stage.desk.view = replace(stage.desk.view, seals=False)
    stage.session.reload()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is side.first_input())


def test_that_somebody_acts_for_who_is_away_is_offered_and_not_chosen(make: Make) -> None:
    away = tuple(replace(each, away_until="2026-12-12") for each in frozen_view().persons)
    dialog = make(persons=away)
    assert dialog.away.isVisible()
    assert dialog.away.words.text().endswith("is away until 12 Dec 2026.")
    assert dialog.command().capacity == "own"
    named = dialog.person.text()
    dialog.away.link.click()
    assert dialog.command().capacity == "Plh."
    assert (dialog.acting.on_behalf_of.text(), dialog.person.text()) == (named, "")
    assert not dialog.away.isVisible()
    assert not make().away.isVisible()


def test_what_stands_against_a_signature_is_said_before_it_is_made(make: Make) -> None:
    """An open debt on what completion rests on; nothing where nothing does (decisions.md, 3)."""
    dialog = make()
    assert not dialog.against.isVisible()
    form = frozen_view().definition
    rule = replace(form.rules[0], id="standards_met", check="checks_met")
    owed = Finding("standards_met", "Not met yet: {item}.", {"item": "Nothing is owed"},
                   level="warn")  # fmt: skip
    other = Finding("length", "Too short.", {}, level="warn")
    dialog = make(definition=replace(form, rules=(rule,)), missing=(owed, other))
    assert dialog.against.isVisible()
    assert dialog.against.text() == "Not met yet: Nothing is owed."
