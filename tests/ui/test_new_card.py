"""The dialog for a new micro-credential adds what the directory lacks."""

from __future__ import annotations

import pytest

from mcdesk.application.views import WorkspaceInfo
from mcdesk.procedure.commands import AddFaculty, AddPerson, AddProgramme, CreateCard
from mcdesk.ui.new_card import NewCardDialog


@pytest.fixture
def empty(qtbot):
    info = WorkspaceInfo(path="", name="T", sample=False, read_only=False, person_id="p1",
                         person="CTL-01", profile="essential", last_backup="")  # fmt: skip
    dialog = NewCardDialog(info)
    qtbot.addWidget(dialog)
    return dialog


def test_an_empty_directory_is_filled_on_the_way(empty):
    assert empty.programme_is_new.isChecked()
    assert not empty.ok.isEnabled()
    empty.title_en.setText("Village Tourism")
    new = empty.new_programme
    new.faculty.setEditText("Tourism")
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
