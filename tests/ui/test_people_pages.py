"""Directory and my work on a real workspace: shown, filtered, copied, changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QPushButton,
    QScrollArea,
    QStyle,
    QStyleOptionButton,
)

from mcdesk.application.views import Directory, OfficeLine, PersonEntry
from mcdesk.procedure import commands as do
from mcdesk.procedure.stage import Label
from mcdesk.ui import language, theme
from mcdesk.ui.erasing import ErasingDialog
from mcdesk.ui.parts import Link
from mcdesk.ui.people.dialogs import AppointDialog, PersonDialog, Surroundings
from mcdesk.ui.people.ending import EndDialog
from mcdesk.ui.people.page import DirectoryPage
from mcdesk.ui.people.panel import PersonPanel, holds_on, term
from mcdesk.ui.people.place_dialog import PlaceDialog
from mcdesk.ui.people.table import Line, LinesModel, LinesView
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    TODAY,
    from_worker,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

NO_DAY = "“{text}” is not a date that exists. Write day, month and year: 17 Aug 2026."

CONTENTS = QStyle.SubElement.SE_PushButtonContents


@pytest.fixture
def page(qtbot, tasks):
    made = keep(qtbot, tasks, DirectoryPage(tasks))
    made.resize(1100, 700)
    made.show()
    qtbot.waitUntil(lambda: made.data_ is not None)
    return made


@pytest.fixture
def ask(page, monkeypatch):
    """Catch the next dialog instead of waiting for a person."""
    caught: list[QDialog] = []
    monkeypatch.setattr(page, "_ask", caught.append)
    return caught


@pytest.fixture
def person_of(qtbot, tasks):
    """Looks a person up on the worker."""

    def find(name):
        people = from_worker(qtbot, tasks, lambda desk: desk.directory()).people
        return next(person for person in people if person.name == name)

    return find


# --- tables ---------------------------------------------------------------------------------


def lines(*names):
    return [Line(name.lower(), (name, f"={name}")) for name in names]


def test_a_long_link_of_the_panel_pushes_nothing_over_its_edge(qtbot):
    panel = PersonPanel()
    qtbot.addWidget(panel)
    person = PersonEntry("p1", "CTL-01", *[""] * 7, may_absent=True)
    language.switch("id")
    try:
        panel.fit(900)
        panel.show_person(person, date(2026, 11, 23), may=True)
        panel.show()
        area = panel.findChild(QScrollArea)
        assert area.widget().width() <= area.viewport().width()
    finally:
        language.switch("en")


def test_the_panel_gives_room_to_the_list(qtbot, page):
    for width, wide in ((1300, 320), (960, 252)):
        page.resize(width, 700)
        assert page._panel.width() == wide


def test_every_heading_has_its_room(qtbot):
    view = LinesView(("Name", "A heading that is longer than its cells"), (0,))
    qtbot.addWidget(view)
    view.widths(0, 40)
    header = view.horizontalHeader()
    assert header.sectionSize(1) >= header.sectionSizeFromContents(1).width() > 100


def test_lines_are_a_sound_model(qtmodeltester, qapp):
    model = LinesModel(("Name", "Sum"))
    qtmodeltester.check(model)
    model.show(lines("Ann", "Bob"))
    qtmodeltester.check(model)
    index = model.index(1, 1)
    assert index.data(Qt.ItemDataRole.AccessibleTextRole) == "Sum: =Bob"


def test_only_texts_that_differ_are_told(qtbot):
    model = LinesModel(("Name", "Sum"))
    model.show(lines("Ann", "Bob"))
    changed = [lines("Ann")[0], Line("bob", ("Bob", "new"))]
    with qtbot.waitSignal(model.dataChanged) as told, qtbot.assertNotEmitted(model.modelReset):
        model.show(changed)
    assert told.args[0].row() == 1


def test_the_current_row_stays_through_changes(qtbot):
    view = LinesView(("Name", "Sum"))
    qtbot.addWidget(view)
    view.show_lines(lines("Ann", "Bob", "Cid"))
    assert view.current == "ann"
    assert view.pick("cid")
    view.show_lines(lines("Bob", "Cid", "Ann"))
    assert view.current == "cid"
    view.narrow("bo")
    assert view.shown == 1
    view.narrow("")
    view.show_lines(lines("Bob"))
    assert view.current == "bob"
    view.show_lines([])
    assert view.current == ""


def test_a_row_that_is_picked_is_the_only_one_chosen_whatever_key_is_held(qtbot):
    view = LinesView(("Name", "Sum"))
    qtbot.addWidget(view)
    view.show_lines(lines("Ann", "Bob"))
    with qtbot.waitExposed(view):
        view.show()
    view.pick("ann")
    window, held = view.windowHandle(), Qt.Key.Key_Control
    QTest.keyPress(window, held, Qt.KeyboardModifier.ControlModifier)
    try:
        assert QGuiApplication.keyboardModifiers() == Qt.KeyboardModifier.ControlModifier
        view.pick("bob")
    finally:
        QTest.keyRelease(window, held)
    assert view.selected == ["bob"]


def test_copies_are_tables_without_formulas(qtbot):
    view = LinesView(("Name", "Sum"))
    qtbot.addWidget(view)
    view.show_lines(lines("Ann", "Bob"))
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "Name\tSum\nAnn\t'=Ann\nBob\t'=Bob"
    view.selectAll()
    assert view.selected == ["ann", "bob"]
    assert view.copy() == 2


def test_enter_opens_the_current_row(qtbot):
    view = LinesView(("Name", "Sum"))
    qtbot.addWidget(view)
    view.show_lines(lines("Ann", "Bob"))
    view.pick("bob")
    with qtbot.waitSignal(view.opened) as told:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert told.args == ["bob"]


# --- the directory --------------------------------------------------------------------------


def test_a_position_has_as_much_room_as_a_name(page):
    page.resize(1900, 900)
    page.show()
    page.people.setColumnHidden(2, False)  # nobody here has one
    head = page.people.horizontalHeader()
    assert abs(head.sectionSize(2) - head.sectionSize(0)) <= 2


def test_everybody_is_shown_with_roles(page):
    rows = {line.cells[0]: line.cells[1] for line in page.people.lines.lines}
    assert rows["DEAN-LAW"] == "Dean · Law"
    assert rows["CTL-01"] == "CTL coordinator, CTL lead"
    assert page._copied.text() == f"{len(rows)} people"
    page._search.setText("dean")
    assert page.people.shown == 1
    page._tabs[1].click()
    assert page.places.shown == 0
    page._search.clear()
    assert page.places.lines.lines[0].cells[:2] == ("Law", "LAW")
    page._on_copy()
    assert "1 line copied" in page._copied.text()


def test_a_person_is_added_with_titles_and_roles(qtbot, page, ask, person_of):
    page._add.click()
    (dialog,) = ask
    assert isinstance(dialog, PersonDialog)
    assert dialog.why == "A person needs a name."
    assert "dean" not in dialog.roles
    dialog.name.setText("Ratna Dewi")
    dialog.before.setText("Dr.")
    dialog.number.setText("0312")
    dialog.kind.setCurrentIndex(1)
    dialog.roles["sme"].setChecked(True)
    dialog.check()
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    added = person_of("Ratna Dewi")
    assert (added.number_kind, added.number) == ("NIDN", "0312")
    assert [office.role for office in added.offices] == ["sme"]
    qtbot.waitUntil(lambda: any("Ratna" in line.cells[0] for line in page.people.lines.lines))


def test_who_is_called_as_somebody_is_asked_about_before_they_are_added(qtbot, page, ask):
    page._add.click()
    (dialog,) = ask
    dialog.show()
    dialog.name.setText("sme-03")
    dialog.check()
    assert dialog.another.isVisible()
    assert not dialog.action.isEnabled()
    assert dialog.why.startswith("There is one already: SME-03")
    dialog.another.click()
    assert dialog.action.isEnabled()
    dialog.name.setText("SME-99")
    dialog.check()
    assert not dialog.another.isVisible()


@pytest.mark.parametrize(
    ("typed", "parts"),
    [("Prof. Agus", ("Prof.", "Agus", "")), ("Dr. Ana Sari, M.T.", ("Dr.", "Ana Sari", "M.T.")),
     ("Wijaya, Andi", ("", "Wijaya, Andi", "")), ("Agus", ("", "Agus", ""))],
)  # fmt: skip
def test_titles_that_are_typed_with_the_name_go_where_they_belong(page, ask, typed, parts):
    page._add.click()
    (dialog,) = ask
    dialog.name.setText(typed)
    dialog.name.ended.emit()
    assert (dialog.before.text(), dialog.name.text(), dialog.after.text()) == parts
    (added,) = dialog.commands()
    assert (added.titles_before, added.name, added.titles_after) == parts


def test_an_address_that_is_none_is_pointed_out_and_kept(qtbot, page, ask, person_of):
    page._add.click()
    (dialog,) = ask
    dialog.name.setText("Ratna Dewi")
    dialog.email.setText("ratna@campus")
    dialog.check()
    assert dialog.why.startswith("“ratna@campus” is no e-mail address such as name@campus.ac.id")
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    added = person_of("Ratna Dewi")
    assert added.email == "ratna@campus"
    qtbot.waitUntil(lambda: any("Ratna" in line.cells[0] for line in page.people.lines.lines))
    page.people.pick(added.id)
    told = [each.text() for each in page._panel.findChildren(QLabel)]
    assert any(words.startswith("“ratna@campus” is no e-mail") for words in told)
    dialog.email.setText("ratna.dewi@campus.ac.id")
    dialog.check()
    assert dialog.why == ""


def test_a_person_is_changed_only_where_something_differs(qtbot, page, ask, person_of):
    page.people.pick(person_of("SME-03").id)
    page.people.opened.emit(page.people.current)
    (dialog,) = ask
    assert dialog.commands() == ()
    dialog.after.setText("S.H.")
    (command,) = dialog.commands()
    assert (command.titles_after, command.name) == ("S.H.", None)
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    qtbot.waitUntil(lambda: page.person.titles_after == "S.H.")


def test_a_taken_login_is_told_in_the_dialog(qtbot, page, ask, tasks):
    change = do.ChangePerson(person="SME-03", login="sme")
    from_worker(qtbot, tasks, lambda desk: desk.execute(change))
    page._add.click()
    (dialog,) = ask
    dialog.name.setText("Another")
    dialog.login.setText("sme")
    dialog.check()
    dialog.action.click()
    qtbot.waitUntil(lambda: "taken" in dialog.why)
    assert dialog.login.text() == "sme"
    assert dialog.action.isEnabled()


def test_an_office_is_given_for_a_faculty_and_ended(qtbot, page, ask, person_of):
    page.people.pick(person_of("SME-03").id)
    page._panel.appoint_requested.emit()
    dialog = ask.pop()
    assert isinstance(dialog, AppointDialog)
    assert dialog.reasons() == ["Choose the role."]
    assert dialog.scope.currentText() == "Everywhere"
    dialog.role.setCurrentIndex(dialog.role.findData("hsp"))
    assert [dialog.scope.itemText(n) for n in range(dialog.scope.count())] == ["Programme: Law"]
    dialog.role.setCurrentIndex(dialog.role.findData("dean"))
    assert [dialog.scope.itemText(n) for n in range(dialog.scope.count())] == ["Faculty: Law"]
    assert dialog.scope.currentIndex() == 0
    dialog.last.setText("soon")
    assert dialog.reasons() == [NO_DAY.format(text="soon")]
    dialog.last.setText("31 Dec 2027")
    dialog.check()
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    office = next(o for o in person_of("SME-03").offices if o.role == "dean")
    assert (office.scope.en, office.until) == ("Law", "2028-01-01")
    qtbot.waitUntil(lambda: any(o.role == "dean" for o in page.person.offices))
    page._panel.end_requested.emit(office)
    ending = ask.pop()
    assert isinstance(ending, EndDialog)
    ending.last.setText("x")
    assert ending.reasons() == [NO_DAY.format(text="x")]
    ending.last.setText("")
    assert ending.reasons() == ["Write the last day."]
    ending.last.setText("23 Nov 2026")
    ending.check()
    with qtbot.waitSignal(ending.accepted):
        ending.action.click()
    qtbot.waitUntil(
        lambda: any(o.until == "2026-11-24" for o in page.person.offices if o.role == "dean")
    )


def test_the_keyboard_stays_with_the_list_when_the_panel_is_written_anew(page, person_of):
    page.activateWindow()
    page.people.pick(person_of("SME-03").id)
    QApplication.processEvents()  # shows the panel's buttons
    button = next(b for b in page._panel.findChildren(QPushButton) if b.isVisible())
    button.setFocus()
    page._on_picked()
    assert QApplication.focusWidget() is button, "nothing changed"
    person = page.person
    directory = page.data_.directory
    others = [each for each in directory.people if each is not person]
    changed = replace(directory, people=(*others, replace(person, position="Dean")))
    page.data_ = replace(page.data_, directory=changed)
    page.show_data(page.data_)
    assert QApplication.focusWidget() is page.people


def test_a_click_beside_the_rows_leaves_the_chosen_one_chosen(qtbot, page, person_of):
    wanted = person_of("SME-03").id
    page.people.pick(wanted)
    below = page.people.viewport().rect().bottomLeft() + QPoint(20, -5)
    assert not page.people.indexAt(below).isValid()
    qtbot.mouseClick(page.people.viewport(), Qt.MouseButton.LeftButton, pos=below)
    assert page.people.selected == [wanted]
    assert page.person.id == wanted


def test_a_second_head_is_told_who_holds_the_office_and_may_end_it(qtbot, page, ask, person_of):
    page.people.pick(person_of("SME-03").id)
    page._panel.appoint_requested.emit()
    dialog = ask.pop()
    assert dialog.besides.isHidden()
    dialog.role.setCurrentIndex(dialog.role.findData("hsp"))
    assert not dialog.besides.isHidden()
    said = [each.text() for each in dialog.besides.findChildren(QLabel)]
    assert said == [
        "HSP-LAW is Head of Study Program: without a term. "
        "Unless that is ended, both hold the office."
    ]
    (tick, last) = dialog.besides._ends[0]
    assert (tick.isChecked(), last.isEnabled(), last.text()) == (False, False, "22 Nov 2026")
    assert dialog.action.isEnabled()
    dialog.since.setText("1 Jan 2027")
    dialog.since.changed.emit()
    assert last.text() == "31 Dec 2026"
    tick.click()
    last.setText("soon")
    last.changed.emit()
    assert dialog.reasons() == [NO_DAY.format(text="soon")]
    last.setText("15 Jan 2027")
    last.changed.emit()
    dialog.since.setText("2 Jan 2027")
    dialog.since.changed.emit()
    assert last.text() == "15 Jan 2027"
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    assert [o.until for o in person_of("HSP-LAW").offices] == ["2027-01-16"]
    assert ["hsp", "2027-01-02"] in [[o.role, o.since] for o in person_of("SME-03").offices]


def test_an_office_that_is_over_or_of_many_is_no_matter(qtbot, page, ask, person_of, tasks):
    office = person_of("HSP-LAW").offices[0]
    end = do.EndOffice(office=office.id, until="2026-11-23")
    from_worker(qtbot, tasks, lambda desk: desk.execute(end))
    page.refresh()
    qtbot.waitUntil(
        lambda: all(o.until for p in page.data_.directory.people for o in p.offices
                    if o.role == "hsp")
    )  # fmt: skip
    page.people.pick(person_of("SME-03").id)
    page._panel.appoint_requested.emit()
    dialog = ask.pop()
    dialog.role.setCurrentIndex(dialog.role.findData("hsp"))
    assert dialog.besides.isHidden()
    dialog.role.setCurrentIndex(dialog.role.findData("id"))
    assert dialog.besides.isHidden()


def test_who_is_added_as_second_head_is_told_who_holds_the_office(qtbot, page, person_of, tasks):
    law = page.data_.directory.programmes[0].id
    around = Surroundings(Directory((), (), ()), page.data_.info.role_labels, TODAY)
    dialog = PersonDialog(tasks, around, name="HSP-2", role="hsp", office=("hsp", law, ""))
    qtbot.addWidget(dialog)
    assert dialog.besides.isHidden()
    dialog.know_directory(page.data_.directory)
    assert not dialog.besides.isHidden()
    dialog.besides._ends[0][0].click()
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    assert [o.until for o in person_of("HSP-LAW").offices] == ["2026-11-23"]
    assert [o.since for o in person_of("HSP-2").offices] == ["2026-11-23"]


def test_a_second_head_of_curriculum_who_is_added_is_told_of_the_first(page, ask, qtbot, tasks):
    first = do.AddPerson(name="HC-01", roles=["hc"])
    from_worker(qtbot, tasks, lambda desk: desk.execute(first))
    page.refresh()
    qtbot.waitUntil(lambda: any(p.name == "HC-01" for p in page.data_.directory.people))
    page._on_add()
    dialog = ask.pop()
    assert dialog.besides.isHidden()
    dialog.roles["hc"].click()
    assert not dialog.besides.isHidden()
    dialog.besides._ends[0][0].click()
    dialog.name.setText("HC-02")
    assert [type(each) for each in dialog.commands()] == [do.AddPerson, do.EndOffice]
    dialog.roles["hc"].click()
    assert dialog.besides.isHidden()
    assert [type(each) for each in dialog.commands()] == [do.AddPerson]


def test_one_of_several_faculties_is_chosen_or_follows_the_office_held(qtbot, page, ask, person_of,
                                                                     tasks):  # fmt: skip
    def more(desk) -> None:
        desk.execute(do.AddFaculty(code="NUR", name_en="Nursing"))
        desk.execute(do.AppointOffice(person="SME-03", role="dean", faculty="NUR"))

    from_worker(qtbot, tasks, more)
    page.refresh()
    qtbot.waitUntil(lambda: len(page.data_.directory.faculties) == 2)
    for name, shown, why in (
        ("GD-01", "", "Choose the faculty."),
        ("SME-03", "Faculty: Nursing", ""),
    ):
        page.people.pick(person_of(name).id)
        page._panel.appoint_requested.emit()
        dialog = ask.pop()
        dialog.role.setCurrentIndex(dialog.role.findData("secretary"))
        assert (dialog.scope.currentText(), dialog.why) == (shown, why)
        dialog.reject()


def test_faculties_and_programmes_are_added(qtbot, page, ask, tasks):
    page._tabs[1].click()
    page._add_faculty.click()
    faculty = ask.pop()
    assert isinstance(faculty, PlaceDialog)
    assert len(faculty.reasons()) == 2
    faculty.code.setText("nur")
    faculty.name_en.setText("Nursing")
    faculty.check()
    with qtbot.waitSignal(faculty.accepted):
        faculty.action.click()
    qtbot.waitUntil(lambda: len(page.places.lines.lines) == 2)
    page._add.click()
    programme = ask.pop()
    programme.faculty.setCurrentIndex(1)
    programme.code.setText("MID")
    programme.name_en.setText("Midwifery")
    programme.check()
    with qtbot.waitSignal(programme.accepted):
        programme.action.click()
    programmes = from_worker(qtbot, tasks, lambda desk: desk.directory()).programmes
    assert [p.code for p in programmes] == ["LAW", "MID"]


def test_without_faculties_the_page_offers_the_first(qtbot, page, ask):
    page._tabs[1].click()
    assert page._add_faculty.isVisible()
    directory = replace(page.data_.directory, faculties=(), programmes=())
    page.show_data(replace(page.data_, directory=directory))
    assert page._places.first.isVisible()
    assert not page._add_faculty.isVisible()
    page._places.first.click()
    assert isinstance(ask.pop(), PlaceDialog)


def test_who_may_not_change_may_look(qtbot, page):
    read = page.data_
    page.data_ = replace(read, info=replace(read.info, rights=frozenset()))
    page.show_data(page.data_)
    assert not page._add.isEnabled()
    assert not page._places.first.isEnabled()
    assert "Only CTL" in page._copied.text()
    page._on_change()


def test_offices_hold_for_their_term():
    label = Label("Dean", "Dekan")
    office = OfficeLine("1", "dean", label, Label("", ""), "2026-01-01", "2026-11-23")
    assert not holds_on(office, TODAY)
    assert holds_on(office, date(2026, 11, 22))
    since = language.short_day("2026-01-01", TODAY)
    assert term(office, TODAY) == f"{since} to 22 Nov"
    assert term(replace(office, since=""), TODAY) == "until 22 Nov"
    assert term(replace(office, until=""), TODAY) == f"since {since}"
    assert term(replace(office, since="", until=""), TODAY) == "without a term"


def test_language_and_colours_are_written_again(qtbot, page, qapp):
    language.switch("id")
    theme.theme_changed.emit()
    qtbot.waitUntil(lambda: not page._reading)
    assert page.people.lines.lines
    assert page.page_title()


def test_a_faculty_is_corrected_and_proposed_for_its_programmes(qtbot, page, ask):
    assert not page._places._empty.isVisible()
    page._tabs[1].click()
    page.places.pick(page.places.lines.lines[0].id)
    page._on_change_place()
    dialog = ask.pop()
    dialog.name_en.setText("Law of trade")
    dialog.check()
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    qtbot.waitUntil(lambda: page.places.lines.lines[0].cells[2] == "Law of trade")
    page._add_faculty.click()
    dialog = ask.pop()
    dialog.code.setText("aaa")
    dialog.name_en.setText("Zoology")
    dialog.check()
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    qtbot.waitUntil(lambda: page._places.faculty is not None and page._places.faculty.code == "AAA")
    page._add.click()
    dialog = ask.pop()
    assert dialog.faculty.currentText() == "Zoology (AAA)"
    page._change_faculty.click()
    assert ask.pop().code.text() == "AAA"


def test_who_was_added_is_chosen_and_appointed_next(qtbot, page, ask):
    page._add.click()
    dialog = ask.pop()
    dialog.name.setText("Zaki New")
    dialog.check()
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    qtbot.waitUntil(lambda: bool(ask))
    assert page.person.name == "Zaki New"
    assert ask.pop().windowTitle() == "Appoint Zaki New"


def test_a_contribution_statement_is_asked_for_from_the_person(page, qtbot, person_of):
    page.people.pick(person_of("SME-03").id)
    link = next(entry for entry in page.findChildren(Link) if "statement" in entry.text())
    with qtbot.waitSignal(page.statement_requested) as told:
        link.click()
    assert told.args == [page.person.id]


def test_an_absence_is_said_and_ended_from_the_person(page, ask, qtbot, person_of):
    page.people.pick(person_of("DEAN-LAW").id)
    page._panel.absence_requested.emit()
    (dialog,) = ask
    assert dialog.why == "Write the last day."
    dialog.until.setText("12 Dec 2026")
    dialog.note.setText("Haj")
    dialog.accept()
    qtbot.waitUntil(lambda: bool(page.person and page.person.absences))
    words = [label.text() for label in page._panel.findChildren(QLabel)]
    assert "Away until 12 Dec" in words
    assert "Haj · Said by CTL-01" in words
    (link,) = (each for each in page._panel.findChildren(Link) if each.text() == "Back…")
    link.followed.emit(page.person.absences[0])
    ask[-1].accept()
    qtbot.waitUntil(lambda: not page.person.absences)


def test_the_note_of_an_absence_is_removed_for_ever_by_the_lead(page, qtbot, person_of, tasks):
    dean = person_of("DEAN-LAW")
    away = do.SetAbsence(person="DEAN-LAW", until="2027-01-12", note="In hospital", id="away")
    from_worker(qtbot, tasks, lambda desk: desk.execute(away))
    page.people.pick(dean.id)
    qtbot.waitUntil(lambda: bool(page.person.absences))
    (link,) = (each for each in page._panel.findChildren(Link) if "note" in each.text())
    link.followed.emit(page.person.absences[0])
    dialog = page.findChild(ErasingDialog)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "The note of the absence of DEAN-LAW" in told
    dialog._edit.setPlainText("Asked by the person")
    with qtbot.waitSignal(page.said) as said:
        dialog.accept()
    assert said.args == ["It was removed for ever."]
    qtbot.waitUntil(lambda: page.person.absences[0].note.startswith("[Removed on"))
    assert not [each for each in page._panel.findChildren(Link) if "note" in each.text()]


def test_the_note_of_an_absence_that_is_over_is_removed_by_the_lead(page, qtbot, person_of, tasks):
    away = do.SetAbsence(person="DEAN-LAW", since="2026-09-01", until="2026-09-12",
                         note="In hospital", id="away")  # fmt: skip
    from_worker(qtbot, tasks, lambda desk: desk.execute(away))
    page.people.pick(person_of("DEAN-LAW").id)
    qtbot.waitUntil(lambda: bool(page.person.notes_over))
    said = [label.text() for label in page._panel.findChildren(QLabel)]
    assert "1 Sept to 12 Sept: In hospital" in said
    (link,) = (each for each in page._panel.findChildren(Link) if "note" in each.text())
    link.followed.emit(page.person.notes_over[0])
    dialog = page.findChild(ErasingDialog)
    dialog._edit.setPlainText("Asked by the person")
    with qtbot.waitSignal(page.said):
        dialog.accept()
    qtbot.waitUntil(lambda: not page.person.notes_over)
    assert not [each for each in page._panel.findChildren(Link) if "note" in each.text()]


def test_the_links_beside_a_person_begin_where_the_words_do(page, person_of, qapp):
    page.people.pick(person_of("DEAN-LAW").id)
    page.resize(1300, 800)
    page.show()
    qapp.processEvents()
    name = next(each for each in page._panel.findChildren(QLabel) if "DEAN-LAW" in each.text())
    (link,) = (each for each in page._panel.findChildren(Link) if "statement" in each.text())
    left, words = (each.mapTo(page._panel, QPoint(0, 0)).x() for each in (link, name))
    option = QStyleOptionButton()
    link.initStyleOption(option)
    inside = link.style().subElementRect(CONTENTS, option, link)
    assert left + inside.left() == words


def test_what_was_found_by_searching_is_chosen(page, person_of):
    page._search.setText("CTL")
    page.choose_record(person_of("HSP-LAW").id)
    assert page.person is not None
    assert page.person.name == "HSP-LAW"
    programme = page.data_.directory.programmes[0]
    page.choose_record(programme.id)
    assert page._stack.currentIndex() == 1
    assert page._places.programme == programme
