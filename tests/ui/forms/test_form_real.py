"""The editor on a real workspace: what it sends is what the desk takes."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from mcdesk.application.drafts import DraftFile
from mcdesk.procedure import commands as do
from mcdesk.ui.forms.freeze import ChangeDialog, FreezeDialog
from mcdesk.ui.forms.signing import sign_form
from mcdesk.ui.people.dialogs import PersonDialog
from tests.ui.forms.stage import OpenReal, Stage, stored
from tests.walk import ASSESSMENTS, MODULES, OUTCOMES


def block(stage: Stage, path: str) -> Any:
    definition = stage.editor.session.definition
    top = path.split("/")[0].split(".")[0]
    section = definition.section_of(top)
    stage.editor.bench.show_section(section.id)
    return stage.editor.bench.page(section.id).blocks[top]


def test_typing_pasting_moving_and_undoing(open_real: OpenReal) -> None:
    stage = open_real("F2")
    assert stored(stage, "p3") == "Contracts MC-1"
    block(stage, "p3").focus_path("p3")
    line = block(stage, "p3").editor.line
    QTest.keyClick(line, Qt.Key.Key_End)
    QTest.keyClicks(line, "!")
    stage.editor.flush()
    assert stored(stage, "p3") == "Contracts MC-1!"
    table = block(stage, "p20").editor
    QGuiApplication.clipboard().setText("LO1\tOne\nLO2\tTwo\nLO3\tThree")
    table.view.setCurrentIndex(table.model.index(0, 0))
    table.paste()
    table._on_shift([2], -2)
    assert [row.text("code") for row in table.model.rows] == ["LO3", "LO1", "LO2"]
    table._on_add(0)
    table._on_remove([1])
    table.model.setData(table.model.index(0, 1), "Third")
    live = stage.desk.form(stage.editor.form_id).content.rows["p20"]
    assert [(row.text("code"), row.text("statement")) for row in live] == [
        ("LO3", "Third"), ("LO1", "One"), ("LO2", "Two"),
    ]  # fmt: skip
    said = []
    stage.editor.said.connect(said.append)
    for _ in range(5):
        stage.editor.undo()
    assert said[0] == "Undone: Filled · MC-1 F2"
    assert table.model.rows == ()
    assert stored(stage, "p3") == "Contracts MC-1!"
    stage.editor.undo()
    assert block(stage, "p3").editor.line.text() == "Contracts MC-1"


def test_two_editors_of_one_form_merge_and_collide(open_real: OpenReal) -> None:
    mine, theirs = open_real("F2"), open_real("F2")
    mine.session.enter("p10")
    mine.session.write("p10", "Mine.")
    theirs.session.set("p10", "Theirs.")
    theirs.session.set("p2", "Judul")
    mine.editor.apply_changes(theirs.desk.undo())
    mine.editor.apply_changes(theirs.desk.redo())
    assert set(mine.session.conflicts) == {"p10"}
    assert mine.session.content.value("p2") == "Judul"
    mine.session.keep_mine("p10")
    assert stored(mine, "p10") == "Mine."


def fill(stage: Stage) -> None:
    """Fill what the procedure itself demands of a proposal."""
    values = {
        "p10": "The need is real. " * 20, "p15": ["students"], "p24": ["badge"], "p31": "blended",
        "p14": "none", "p45": "own", "p45.statement": True, "p48": "2027-06-01",
    }  # fmt: skip
    rows = {
        "p20": OUTCOMES, "p35": MODULES, "p37": ASSESSMENTS,
        "p28": [{"kind": "video", "hours": "30"}],
    }  # fmt: skip
    stage.desk.execute(
        do.FillForm(form=stage.editor.form_id, values=values, rows=rows, replace=True)
    )
    stage.session.reload()


def test_freezing_signing_comparing_and_changing(open_real: OpenReal, desk: Any) -> None:
    given = {"reason": "r", "instructed_by": "x", "owed": "o", "owed_by": "SME-03"}
    for to in ("discussion", "proposal"):
        desk.execute(do.MoveCardByException(card="MC-1", to=to, until="2099-01-01", **given))
    stage = open_real("F2")
    fill(stage)
    stage.editor.acts.freeze()
    dialog = stage.editor.findChild(FreezeDialog)
    assert dialog.action.isEnabled(), [finding.sentence() for finding in dialog._blocks]
    dialog.accept()
    assert stage.session.view.status == "frozen"
    assert "Frozen as version 1" in stage.editor.bench.state_notice.words
    assert block(stage, "p1").editor.line.isReadOnly()
    signing = sign_form(stage.jobs, stage.editor.form_id, stage.editor, role="sme")
    sign = signing.dialog
    assert sign is not None
    assert sign.person.text() == "SME-03"
    sign.scan_owed.click()
    if not sign.decision():
        sign._decisions.press("approve")
    assert sign.action.isEnabled(), sign.why
    sign.accept()
    stage.session.reload()
    assert {line.role: line.state for line in stage.session.view.signatures}["sme"] == "done"
    stage.editor.acts.change()
    change = stage.editor.findChild(ChangeDialog)
    change.reason.setPlainText("Another title")
    change.accept()
    assert not stage.session.view.read_only
    stage.session.set("p1", "Drafting Contracts MC-1")
    stage.editor.acts.toggle_changes()
    assert "1 change" in stage.editor.bench.changes.toPlainText()


def test_a_killed_program_finds_its_typing_again(open_real: OpenReal) -> None:
    """Fault 1 of reliability.md."""
    stage = open_real("F2")
    stage.jobs.hold = True
    stage.session.enter("p19")
    stage.session.write("p19", "A purpose")
    stage.session.leave("p19")
    assert stage.editor.save_drafts()
    again = open_real("F2")
    assert stored(again, "p19") == "A purpose"
    assert again.editor.save_drafts()
    assert DraftFile(again.host.drafts_path).pending() == ()


def test_actual_dates_are_written_on_a_signed_timeline(open_real: OpenReal) -> None:
    stage = open_real("F3")
    table = block(stage, "t3").editor
    columns = {column.id: n for n, column in enumerate(table.model.columns)}
    table.model.setData(table.model.index(0, columns["actual_end"]), "20/11/2026")
    row = stage.desk.form(stage.editor.form_id).content.rows["t3"][0]
    assert row.text("actual_end") == "2026-11-20"
    assert table.model.text(table.model.index(0, columns["actual_end"])) == "20 Nov 2026"


def write_stranger(stage: Stage) -> Any:
    named = block(stage, "p5")
    named.focus_path("p5")
    named.editor.line.setText("Tono Baru")
    named.editor.line.changed.emit()
    block(stage, "p1").focus_path("p1")
    return named


def test_who_is_added_from_a_field_is_named_there(open_real: OpenReal) -> None:
    stage = open_real("F2")
    named = write_stranger(stage)
    stage.editor.inspector.inspect()
    add = next(b for b in named.messages.findChildren(QPushButton) if b.text() == "Add…")
    add.click()
    dialog = stage.editor.findChild(PersonDialog)
    assert dialog.name.text() == "Tono Baru"
    assert dialog.roles["sme"].isChecked()
    (command,) = dialog.commands()
    assert isinstance(command, do.AddPerson)
    dialog.accept()
    value = stage.session.content.value("p5")
    assert value == dialog.id
    stage.editor.inspector.inspect()
    assert named.editor.line.text() == "Tono Baru"
    assert not named.messages.isVisible()


def test_who_is_added_while_the_field_has_the_focus_stands_there_by_name(
    open_real: OpenReal, qtbot: Any
) -> None:
    stage = open_real("F2")
    named = block(stage, "p5")
    named.focus_path("p5")
    line = named.editor.line
    line.setText("Tono Baru")
    line.changed.emit()
    line.stranger_wanted.emit("Tono Baru")
    dialog = stage.editor.findChild(PersonDialog)
    dialog.after.setText("M.Pd.")
    stage.jobs.hold = True
    dialog.accept()
    stage.jobs._do(*stage.jobs.waiting.pop(0))  # the person is added
    stage.editor.activateWindow()
    line.setFocus()
    qtbot.waitUntil(line.hasFocus)
    assert stage.session.content.value("p5") == dialog.id
    assert line.text() == "Tono Baru"
    stage.jobs.pump()
    assert line.text() == "Tono Baru, M.Pd."


def test_a_name_nobody_has_is_remarked_once(open_real: OpenReal) -> None:
    """A second remark, made when the field is left, would push the button that is pressed."""
    stage = open_real("F2")
    named = write_stranger(stage)
    stage.editor.inspector.inspect()
    said = [label.text() for label in named.findChildren(QLabel)]
    assert sum("directory" in words for words in said) == 1


def test_who_was_added_elsewhere_is_known_to_an_open_form(open_real: OpenReal) -> None:
    stage = open_real("F2")
    named = write_stranger(stage)
    assert "Tono Baru" not in named.editor.line._names
    changes = stage.desk.execute(do.AddPerson(name="Tono Baru", roles=["sme"]))
    stage.editor.apply_changes(changes)
    assert "Tono Baru" in named.editor.line._names


def test_who_was_present_is_offered_from_the_directory(open_real: OpenReal) -> None:
    stage = open_real("R2")
    line = block(stage, "present").editor.box.line
    line.setFocus()
    QTest.keyClicks(line, "sme-0")
    offered = line.offered
    names = [offered.completionModel().index(row, 0).data()
             for row in range(offered.completionCount())]  # fmt: skip
    assert "SME-03" in names
    offered.popup().hide()


def test_undo_in_a_form_takes_back_what_was_done_there_and_offers_what_was_elsewhere(
    open_real: OpenReal,
) -> None:
    mine, other = open_real("R1"), open_real("F2")
    mine.session.set("topic", "Room 1")
    assert stored(mine, "topic") == "Room 1"
    other.session.set("p2", "Judul lain")
    mine.editor.undo()
    assert not stored(mine, "topic")
    assert stored(other, "p2") == "Judul lain"
    mine.editor.undo()
    assert stored(other, "p2") == "Judul lain"
    assert "Elsewhere: Filled · MC-1 F2" in mine.editor.bench.notice.words
    mine.editor.redo()
    assert stored(mine, "topic") == "Room 1"
    mine.editor.undo()
    mine.editor.undo()
    told: list[str] = []
    mine.editor.undid.connect(lambda: told.append("undid"))
    offers = mine.editor.bench.notice.findChildren(QPushButton)
    [each for each in offers if each.text() == "Undo it"][-1].click()
    assert stored(other, "p2") != "Judul lain"
    assert told == ["undid"]
