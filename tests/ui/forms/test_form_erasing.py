"""What stands in the field in use is removed for ever, by who holds the right, after a warning."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton

from mcdesk.application.views import CommentLine, TeamMarks
from mcdesk.errors import Finding, Refused
from mcdesk.procedure.commands import RemoveContent
from mcdesk.procedure.content import Row
from mcdesk.procedure.records import MARK
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


def test_a_refusal_keeps_the_dialog_and_the_reason(open_form, monkeypatch):
    stage = open_form(make_view("F2", values={"p10": "0812-555-017"}))

    def refuse(*_given, **_more):
        raise Refused(Finding("no_right", "Only the CTL lead may do this."))

    monkeypatch.setattr(stage.desk, "execute", refuse)
    made = acts(stage, "exception")
    stage.editor.go("p10")
    stage.editor.bench.side.show_path("p10")
    made.ask()
    (dialog,) = stage.editor.findChildren(ErasingDialog)
    dialog.findChild(QPlainTextEdit).setPlainText("Asked by the person")
    dialog.ok.click()
    assert dialog.isVisible()
    assert dialog.reason == "Asked by the person"
    assert dialog._refusal.text() == "Only the CTL lead may do this."


def test_a_field_that_is_empty_now_is_asked_about_too(open_form):
    """Its history may hold words; where it holds none the command says so."""
    stage = open_form(make_view("F2"))
    made = acts(stage, "exception")
    stage.editor.go("p10")
    stage.editor.bench.side.show_path("p10")
    made.ask()
    assert len(stage.editor.findChildren(ErasingDialog)) == 1


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


def test_a_cell_is_named_with_its_row_and_column(open_form):
    row = Row("r-1", "b", {"statement": "0812-555-017"})
    stage = open_form(make_view("F2", rows={"p20": (row,)}))
    made = acts(stage, "exception")
    stage.editor.bench.side.show_path("p20/r-1/statement")
    made.ask()
    (dialog,) = stage.editor.findChildren(ErasingDialog)
    told = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Learning outcomes, row 1, Outcome is removed here" in told


def test_what_a_hub_has_yet_to_take_is_not_called_removed_for_ever(open_form):
    """And where the hub refuses it, which the window says, the form no longer promises it."""
    before = make_view("F2", values={"p10": "0812-555-017"})
    stage = open_form(before)
    made = acts(stage, "exception")
    stage.desk.marks = TeamMarks(waits=frozenset({"c1"}))
    stage.editor.bench.side.show_path("p10")
    made.ask()
    (dialog,) = stage.editor.findChildren(ErasingDialog)
    dialog.findChild(QPlainTextEdit).setPlainText("Asked by the person")
    words = f"{MARK}23 Nov 2026: Asked by the person]"
    stage.desk.view = make_view("F2", values={"p10": words})
    dialog.ok.click()
    notice = stage.editor.bench.notice
    assert "removed here. With the next exchange" in notice.words
    stage.editor.session.reload()
    assert "removed here" in notice.words
    assert notice.isVisible()
    stage.desk.view = before
    stage.editor.session.reload()
    assert not notice.isVisible()


def test_without_the_right_it_is_not_offered(open_form):
    stage = open_form(make_view("F2"))
    assert not hasattr(acts(stage, "fill"), "_actions")
