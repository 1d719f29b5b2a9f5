"""What stands in the field in use is removed for ever, by who holds the right, after a warning."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QPlainTextEdit

from mcdesk.procedure.commands import RemoveContent
from mcdesk.ui.erasing import ErasingDialog
from mcdesk.ui.forms.erasing import ErasingActs
from tests.ui.forms.fakes import make_view


def acts(stage, *rights: str) -> ErasingActs:
    info = replace(stage.desk.info(), rights=frozenset(rights))
    return ErasingActs(stage.jobs, stage.editor.bench, info, stage.editor)


def test_the_field_in_use_is_asked_about_and_removed(open_form, qtbot):
    stage = open_form(make_view("F2", values={"p10": "0812-555-017"}))
    made = acts(stage, "exception")
    made.ask()
    assert "Put the cursor" in stage.editor.bench.notice._words.text()
    stage.editor.go("p10")
    stage.editor.bench.side.show_path("p10")
    made.ask()
    (dialog,) = stage.editor.findChildren(ErasingDialog)
    dialog.findChild(QPlainTextEdit).setPlainText("Asked by the person")
    dialog.ok.click()
    (command,) = [each for each in stage.desk.done if isinstance(each, RemoveContent)]
    assert command == RemoveContent(form="form-1", path="p10", reason="Asked by the person")
    assert "removed for ever" in stage.editor.bench.notice._words.text()


def test_without_the_right_it_is_not_offered(open_form):
    stage = open_form(make_view("F2"))
    assert not hasattr(acts(stage, "fill"), "_actions")
