"""Many people pasted at once into the directory of a real workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcdesk.ui.people.page import DirectoryPage
from mcdesk.ui.people.pasting import PasteDialog
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    from_worker,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)

if TYPE_CHECKING:
    from PySide6.QtWidgets import QDialog

LIST = """Name\tE-mail\tRoles\tLogin\tProgramme
Dr. NEW-01, M.Kom.\tnew01@campus.ac.id\tSME\tnew01\t
NEW-02\t\tWizard\t\t
NEW-03\tnew03@campus.ac.id\tInstructional designer; SME\t\t"""

RIGHT = "\n".join(line for line in LIST.splitlines() if "Wizard" not in line)


@pytest.fixture
def dialog(qtbot, tasks):
    made = PasteDialog(tasks)
    qtbot.addWidget(made)
    made.show()
    return made


def directory(desk):
    return desk.directory()


def paste(qtbot, dialog, words):
    dialog.rows.setPlainText(words)
    assert dialog.reasons() == ["Looking through the rows …"]
    qtbot.waitUntil(lambda: dialog._read == words)


def test_what_becomes_of_each_row_is_told_before_anything_is_done(qtbot, tasks, dialog):
    assert dialog.reasons() == ["Paste the rows of a list."]
    before = len(from_worker(qtbot, tasks, directory).people)
    paste(qtbot, dialog, LIST)
    told = [line.cells for line in dialog.view.lines.lines]
    assert [cells[1] for cells in told] == ["Dr. NEW-01, M.Kom.", "NEW-02", "NEW-03"]
    assert told[0][3] == "Added"
    assert told[1][3].startswith("Refused: There is no role “Wizard”.")
    dialog.view.pick("3")
    assert dialog._whole.text() == told[1][3]
    assert dialog._summary.text() == "2 people are added. 1 row is refused."
    assert dialog.reasons() == []
    assert len(from_worker(qtbot, tasks, directory).people) == before


def test_they_are_entered_together_and_taken_back_together(qtbot, tasks, dialog):
    before = {person.name for person in from_worker(qtbot, tasks, directory).people}
    paste(qtbot, dialog, RIGHT)
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    people = {person.name: person for person in from_worker(qtbot, tasks, directory).people}
    assert people.keys() - before == {"NEW-01", "NEW-03"}
    assert people["NEW-01"].titles_after == "M.Kom."
    assert {office.role for office in people["NEW-03"].offices} == {"id", "sme"}
    from_worker(qtbot, tasks, lambda desk: desk.undo())
    assert {person.name for person in from_worker(qtbot, tasks, directory).people} == before


def test_rows_that_are_refused_stay_to_be_mended(qtbot, tasks, dialog):
    paste(qtbot, dialog, LIST)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.rows.toPlainText() != LIST)
    left = dialog.rows.toPlainText()
    assert left == "Name\tE-mail\tRoles\tLogin\tProgramme\nNEW-02\t\tWizard\t\t"
    qtbot.waitUntil(lambda: dialog._read == left)
    assert dialog._summary.text() == "2 people were added. 1 row is refused."
    assert dialog.isVisible()
    paste(qtbot, dialog, left.replace("Wizard", "GD"))
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    people = {person.name for person in from_worker(qtbot, tasks, directory).people}
    assert people >= {"NEW-01", "NEW-02", "NEW-03"}


def test_once_people_were_added_the_dialog_is_closed_and_nothing_is_called_discarded(
    qtbot, tasks, dialog
):
    assert dialog._away.text() == "Cancel"
    paste(qtbot, dialog, LIST)
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.rows.toPlainText() != LIST)
    assert dialog._away.text() == "Close"
    dialog.rows.appendPlainText("NEW-09\tnew09@campus.ac.id\tSME\t\t")
    dialog.reject()
    assert dialog.isVisible(), "what was typed since is lost"
    paste(qtbot, dialog, dialog._sent[1].left)
    dialog.reject()
    assert not dialog.isVisible()


@pytest.mark.parametrize(("rows", "counted"), [(LIST, "1 row is refused."), (RIGHT, "")])
def test_rows_that_are_typed_while_others_are_entered_stay(qtbot, tasks, dialog, rows, counted):
    """They are looked through with those that were entered, which are here already then."""
    more = "NEW-09\tnew09@campus.ac.id\tSME\t\t"
    paste(qtbot, dialog, rows)
    dialog.accept()
    dialog.rows.appendPlainText(more)
    assert dialog._busy
    said = f"2 people were added. 1 person is added. 2 are here already. {counted}".strip()
    qtbot.waitUntil(lambda: dialog._summary.text() == said)
    assert dialog.isVisible()
    assert dialog.rows.toPlainText() == f"{rows}\n{more}"
    assert dialog.reasons() == []
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog._busy)
    names = {person.name for person in from_worker(qtbot, tasks, directory).people}
    assert names >= {"NEW-01", "NEW-03", "NEW-09"}


def test_what_was_read_before_the_rows_were_entered_is_read_anew(qtbot, tasks, dialog):
    """A look that began before says of those rows that they are to be added: nobody comes twice."""
    paste(qtbot, dialog, LIST)
    dialog.accept()
    dialog.rows.appendPlainText("NEW-09\t\tSME\t\t")
    dialog._look()
    qtbot.waitUntil(lambda: not dialog._busy)
    assert dialog.reasons() == ["Looking through the rows …"]
    qtbot.waitUntil(lambda: not dialog.reasons())
    assert [type(command).__name__ for command in dialog.commands()] == ["AddPerson"]


def test_pasted_again_there_is_nothing_to_add(qtbot, dialog, tasks):
    paste(qtbot, dialog, RIGHT)
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    again = PasteDialog(tasks)
    qtbot.addWidget(again)
    paste(qtbot, again, RIGHT)
    assert again._summary.text() == "2 are here already."
    assert again.reasons() == ["No row has anybody, or any role, to add."]


def test_what_is_no_list_is_said(qtbot, dialog):
    paste(qtbot, dialog, "\u200b")
    assert dialog.commands() == ()
    assert dialog.reasons()[0].startswith("There is nothing in this table.")
    dialog.rows.setPlainText(" ")
    assert dialog.reasons() == ["Paste the rows of a list."]


def test_the_directory_offers_it(qtbot, tasks, monkeypatch):
    page = keep(qtbot, tasks, DirectoryPage(tasks))
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: page.data_ is not None)
    caught: list[QDialog] = []
    monkeypatch.setattr(page, "_ask", caught.append)
    page._many.click()
    assert isinstance(caught[0], PasteDialog)
    qtbot.addWidget(caught[0])
    page._show_tab(1)
    assert not page._many.isVisible()
