"""The dialog for a new micro-credential adds what the directory lacks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFormLayout, QLabel

from mcdesk.application.views import PersonLine, ProgrammeLine, WorkspaceInfo
from mcdesk.i18n import use_language
from mcdesk.procedure.commands import AddFaculty, AddPerson, AddProgramme, CreateCard
from mcdesk.procedure.stage import Label
from mcdesk.ui.ideas import IdeaDialog
from mcdesk.ui.new_card import NewCardDialog, chosen
from mcdesk.ui.takeover.single import TakeOverDialog
from tests.ui.tabs import awake


@pytest.fixture
def empty(qtbot):
    info = WorkspaceInfo(path="", name="T", sample=False, read_only=False, person_id="p1",
                         person="CTL-01", last_backup="")  # fmt: skip
    dialog = NewCardDialog(info)
    qtbot.addWidget(dialog)
    return dialog


def test_an_empty_directory_is_filled_on_the_way(empty):
    assert empty.programme_is_new.isChecked()
    assert not empty.ok.isEnabled()
    empty.title_en.setText("Village Tourism")
    new = empty.new_programme
    new.faculty.setEditText("Tourism")
    new.faculty_other.setText("Pariwisata")
    new.faculty_code.setText("tou")
    new.name.setText("Tourism")
    assert not empty.ok.isEnabled()
    new.code.setText("TOU")
    empty.lead.setEditText("SME-06")
    empty.designer.setEditText("SME-06")
    assert empty.ok.isEnabled()
    assert "SME-06" in empty.note.text()
    kinds = [type(command) for command in empty.commands()]
    assert kinds == [AddFaculty, AddProgramme, AddPerson, CreateCard]
    faculty = empty.commands()[0]
    assert (faculty.name_en, faculty.name_id) == ("Tourism", "Pariwisata")


@pytest.mark.parametrize(("typed", "names"), [
    ("Tourism", ("Tourism", "Pariwisata")), ("", ("Pariwisata", "Pariwisata")),
])  # fmt: skip
def test_an_indonesian_window_asks_a_faculty_in_indonesian_and_takes_the_english_name_beside(
    qtbot, typed, names
):
    use_language("id")
    info = WorkspaceInfo(path="", name="T", sample=False, read_only=False, person_id="p1",
                         person="CTL-01", last_backup="")  # fmt: skip
    dialog = awake(qtbot, NewCardDialog(info))
    new = dialog.new_programme
    said = [label.text() for label in new.findChildren(QLabel)]
    assert said[:2] == ["Fakultas", "Fakultas (Inggris)"]
    for edit, words in ((dialog.title_en, "Village Tourism"), (new.faculty, "Pariwisata"),
                        (new.faculty_other, typed), (new.faculty_code, "tou"),
                        (new.name, "Tourism"), (new.code, "tou")):  # fmt: skip
        edit.setFocus()
        QTest.keyClicks(QApplication.focusWidget(), words)
    assert dialog.ok.isEnabled()
    faculty = dialog.commands()[0]
    assert (faculty.name_en, faculty.name_id) == names


@pytest.mark.parametrize("kind", [NewCardDialog, IdeaDialog])
def test_long_names_leave_room_for_the_labels(qtbot, made, kind):
    info = made.info()
    long = "Sustainable Tourism and Hospitality Management of the Eastern Islands"
    programmes = tuple(replace(p, name=Label(long, long)) for p in info.programmes)
    dialog = kind(replace(info, programmes=programmes))
    qtbot.addWidget(dialog)
    dialog.show()
    form = dialog.findChild(QFormLayout)
    labels = [form.itemAt(row, QFormLayout.ItemRole.LabelRole) for row in range(form.rowCount())]
    assert all(each.widget().width() >= each.widget().sizeHint().width() for each in labels)


def test_the_commands_are_carried_out_as_one_step(empty, desk):
    empty.title_en.setText("Village Tourism")
    new = empty.new_programme
    new.faculty.setEditText("Tourism")
    new.faculty_code.setText("tou")
    new.name.setText("Tourism")
    new.code.setText("tou")
    empty.lead.setEditText("SME-06")
    desk.execute_together(empty.commands())
    tile = desk.board().tiles[0]
    assert (tile.code, tile.faces[0].name) == ("MC-TOU-TOU-2601", "SME-06")
    desk.undo()
    assert desk.board().tiles == ()


@pytest.mark.parametrize("typed", ["Law", "law", "LAW"])
def test_a_programme_typed_without_its_faculty_is_taken(qtbot, made, typed):
    law = ProgrammeLine("g1", "LAW", Label("Law", "Hukum"), "f1", "FH", Label("Faculty", "F"))
    trade = ProgrammeLine(
        "g2", "TRL", Label("Law of trade", "H"), "f1", "FH", Label("Faculty", "F")
    )
    info = replace(made.info(), programmes=(trade, law))
    dialog = NewCardDialog(info)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.programme.setFocus()
    line = dialog.programme.lineEdit()
    QTest.keyClicks(line, typed)
    assert chosen(dialog.programme) == "g1"
    popup = dialog.programme.completer().popup()
    QTest.keyClick(popup if popup.isVisible() else line, Qt.Key.Key_Tab)
    assert dialog.programme.currentText() == "Law (LAW, Faculty)"
    assert line.cursorPosition() == 0


def test_a_long_name_chosen_from_the_list_shows_its_first_letter(qtbot, made):
    name = Label("Food technology and the engineering of what is grown", "Teknologi pangan")
    food = ProgrammeLine("g1", "FT", name, "f1", "FST", Label("Faculty", "F"))
    dialog = NewCardDialog(
        replace(made.info(), programmes=(food, replace(food, id="g2", code="FX")))
    )
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    dialog.programme.setFocus()
    line = dialog.programme.lineEdit()
    QTest.keyClicks(line, "engin")
    popup = dialog.programme.completer().popup()
    assert popup.isVisible()
    QTest.keyClick(popup, Qt.Key.Key_Down)
    QTest.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: line.text().startswith(name.en) and line.cursorPosition() == 0)


def test_a_title_that_is_too_long_is_named_and_nothing_is_cut(qtbot, made):
    dialog = NewCardDialog(made.info())
    qtbot.addWidget(dialog)
    dialog.programme.setCurrentIndex(0)
    dialog.title_en.setText("T" * 200)
    assert dialog.ok.isEnabled()
    for line in (dialog.title_en, dialog.title_id):
        line.setText("T" * 201)
        assert not dialog.ok.isEnabled()
        assert "longer than 200" in dialog.note.text()
        line.setText("T")
    assert dialog.ok.isEnabled()


def test_an_idea_with_a_title_that_is_too_long_waits(qtbot, made):
    dialog = IdeaDialog(made.info())
    qtbot.addWidget(dialog)
    dialog.title.setText("T" * 201)
    assert not dialog.ok.isEnabled()
    assert "longer than 200" in dialog.reason.text()
    dialog.title.setText("T" * 200)
    assert dialog.ok.isEnabled()
    assert dialog.reason.text() == ""


def test_an_idea_does_not_drop_a_programme_that_is_not_known(qtbot, made):
    dialog = IdeaDialog(made.info())
    qtbot.addWidget(dialog)
    dialog.title.setText("Tea")
    assert dialog.ok.isEnabled()
    dialog.programme.setEditText("zzz")
    assert not dialog.ok.isEnabled()
    assert "“zzz” is no study programme" in dialog.reason.text()
    dialog.programme.setEditText("")
    assert dialog.ok.isEnabled()


def test_people_of_one_name_are_told_apart_and_asked_about(qtbot, made):
    people = (PersonLine("p-111111", "Maya", "Maya", ("id",), details=("maya@campus.ac.id",)),
              PersonLine("p-222222", "Maya", "Maya"),
              PersonLine("p-333333", "Budi", "Dr. Budi"))  # fmt: skip
    dialog = NewCardDialog(replace(made.info(), persons=people))
    qtbot.addWidget(dialog)
    offered = [dialog.designer.itemText(at) for at in range(dialog.designer.count())]
    assert offered == ["Maya (maya@campus.ac.id)", "Dr. Budi", "Maya (222222)"]
    dialog.title_en.setText("Village Tourism")
    dialog.programme.setCurrentIndex(0)
    dialog.designer.setEditText("maya")
    assert not dialog.ok.isEnabled()
    assert "Several people are called “maya”" in dialog.note.text()
    dialog.designer.setEditText("Maya (222222)")
    dialog.lead.setEditText("budi")
    assert dialog.ok.isEnabled()
    assert "will be added" not in dialog.note.text()
    (card,) = dialog.commands()
    assert (card.lead, card.designer) == ("p-333333", "p-222222")


@pytest.mark.parametrize("kind", [NewCardDialog, IdeaDialog])
def test_what_was_typed_is_not_discarded_at_one_escape(qtbot, made, kind):
    dialog = awake(qtbot, kind(made.info()))
    line = dialog.title_en if kind is NewCardDialog else dialog.title
    line.setFocus()
    QTest.keyClicks(line, "Reading a balance sheet")
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    said = [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]
    assert "Once more, and what you wrote is discarded." in said
    QTest.keyClick(line, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_few_letters_and_what_the_program_wrote_are_left_at_once(qtbot, made):
    dialog = awake(qtbot, IdeaDialog(made.info()))
    dialog.title.setText("A title that nobody typed, and long")
    QTest.keyClicks(dialog.from_whom, "Few")
    QTest.keyClick(dialog.from_whom, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def two_programmes(made, **changes):
    law, trade = (
        ProgrammeLine(id_, code, Label(name, name), "f1", "FH", Label("Faculty", "F"))
        for id_, code, name in (("g1", "LAW", "Law"), ("g2", "INF", "Informatics"))
    )
    return replace(made.info(), programmes=(law, trade), **changes)


def taking_over(qtbot, made, info):
    dialog = TakeOverDialog(None, info, made.today)
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Return])
def test_the_only_programme_that_has_what_was_typed_is_taken(qtbot, made, key):
    dialog = awake(qtbot, NewCardDialog(two_programmes(made)))
    assert chosen(dialog.programme) == ""
    dialog.programme.setFocus()
    line = dialog.programme.lineEdit()
    QTest.keyClicks(line, "inform")
    popup = dialog.programme.completer().popup()
    QTest.keyClick(popup if popup.isVisible() else line, key)
    assert dialog.programme.currentText() == "Informatics (INF, Faculty)"
    dialog.programme.setEditText("facul")
    assert chosen(dialog.programme) == "", "both are of it"


def test_the_only_programme_there_is_is_proposed(qtbot, made):
    info = two_programmes(made)
    info = replace(info, programmes=info.programmes[:1])
    for dialog in (NewCardDialog(info), taking_over(qtbot, made, info)):
        qtbot.addWidget(dialog)
        assert chosen(dialog.programme) == "g1"


def test_who_was_half_typed_or_misspelt_is_asked_about_and_nobody_is_taken_unasked(qtbot, made):
    people = (
        PersonLine("p1", "Dosen Satu", "Dosen Satu, M.Kom."),
        PersonLine("p2", "Budi", "Budi"),
    )
    dialog = awake(qtbot, NewCardDialog(two_programmes(made, persons=people)))
    dialog.title_en.setText("Village Tourism")
    dialog.programme.setCurrentIndex(0)
    assert dialog.near.isHidden()
    dialog.lead.setFocus()
    line = dialog.lead.lineEdit()
    QTest.keyClicks(line, "dosen s")
    popup = dialog.lead.completer().popup()
    QTest.keyClick(popup if popup.isVisible() else line, Qt.Key.Key_Tab)
    assert dialog.lead.currentText() == "dosen s", "a new person may be called that"
    assert dialog.near.text() == "Did you mean “Dosen Satu, M.Kom.”?"
    dialog.designer.setEditText("Dosen Sattu")
    dialog.near.click()
    assert chosen(dialog.lead) == "p1"
    assert dialog.near.text() == "Did you mean “Dosen Satu, M.Kom.”?", "now of the designer"
    dialog.near.click()
    assert dialog.near.isHidden()
    assert "will be added" not in dialog.note.text()
    (card,) = dialog.commands()
    assert (card.lead, card.designer) == ("p1", "p1")
    dialog.designer.setEditText("Somebody Else")
    assert dialog.near.isHidden()


def test_who_is_taken_over_with_a_name_half_typed_is_the_only_one_of_it(qtbot, made):
    people = (PersonLine("p1", "Dosen Satu", "Dosen Satu"), PersonLine("p2", "Budi", "Budi"))
    dialog = taking_over(qtbot, made, two_programmes(made, persons=people))
    dialog.lead.setEditText("dosen s")
    assert chosen(dialog.lead) == "p1"
