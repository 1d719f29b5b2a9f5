"""What stands in the field in use is removed for ever, by who holds the right, after a warning."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from mcdesk.application.views import CommentLine
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


def test_a_comment_is_asked_about_and_removed_but_once(open_form):
    said = CommentLine("c1", "p10", "0812-555-017", "SME-03", "2026-11-23T09:00:00Z", False)
    gone = replace(said, id="c2", text="[Removed on 22 Nov 2026: r · Dihapus pada 22 Nov 2026]")
    stage = open_form(replace(make_view("F2"), comments=(said, gone)))
    stage.editor.go("p10")
    assert not links(stage)
    made = acts(stage, "exception")
    (link,) = links(stage)
    link.click()
    (dialog,) = stage.editor.findChildren(ErasingDialog)
    assert any("comment of SME-03" in each.text() for each in dialog.findChildren(QLabel))
    dialog.findChild(QPlainTextEdit).setPlainText("Asked by the person")
    dialog.ok.click()
    (command,) = [each for each in stage.desk.done if isinstance(each, RemoveContent)]
    assert command == RemoveContent(comment="c1", reason="Asked by the person")
    made.deleteLater()


def links(stage) -> list[QPushButton]:
    made = stage.editor.bench.side.comments.findChildren(QPushButton)
    return [each for each in made if each.text() == "Remove for ever…"]


def test_without_the_right_it_is_not_offered(open_form):
    stage = open_form(make_view("F2"))
    assert not hasattr(acts(stage, "fill"), "_actions")
