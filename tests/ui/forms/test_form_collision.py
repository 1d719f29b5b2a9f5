"""What one's own undo brings is no collision; a real one shows both texts."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from mcdesk.application.drafts import Draft, DraftFile
from mcdesk.errors import Finding, Refused
from mcdesk.procedure.commands import SetValue
from tests.ui.forms.fakes import FakeDesk, make_view
from tests.ui.forms.stage import Open, Stage

CONTROL = Qt.KeyboardModifier.ControlModifier


def undo_all(widget: Any, times: int) -> None:
    for _n in range(times):
        QTest.keyClick(widget, Qt.Key.Key_Z, CONTROL)


def write_name(stage: Stage, path: str, words: str) -> Any:
    """Type a whole new text into a field and leave it by Tab."""
    block = stage.block(path)
    block.focus_path(path)
    line = block.editor.line
    line.selectAll()
    QTest.keyClicks(line, words)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    return line


def press(stage: Stage, path: str, words: str) -> None:
    bar = stage.block(path)._conflict
    next(b for b in bar.findChildren(QPushButton) if b.text() == words).click()


@pytest.mark.parametrize("hold", [False, True])
def test_typing_after_undo_is_no_collision(open_form: Open, *, hold: bool) -> None:
    stage = open_form(make_view(values={"p1": "Name One"}))
    write_name(stage, "p1", "Name Two")
    write_name(stage, "p1", "Name Three")
    stage.jobs.hold = hold
    line = stage.block("p1").editor.line
    stage.block("p1").focus_path("p1")
    undo_all(line, 2)
    write_name(stage, "p1", "Name Four")
    stage.jobs.pump()
    last = stage.done[-1]
    assert isinstance(last, SetValue)
    assert (last.base, last.new) == ("Name One", "Name Four")
    assert not stage.session.conflicts
    assert stage.session.save_state == "saved"


def test_what_is_typed_while_undo_runs_is_sent_after_it(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "One"}))
    write_name(stage, "p1", "Two")
    stage.jobs.hold = True
    stage.block("p1").focus_path("p1")
    stage.session.undo()
    told: list[str] = []
    hear = partial(told.append, "stored"), partial(told.append, "not all")
    line = stage.block("p1").editor.line
    line.selectAll()
    QTest.keyClicks(line, "Three")
    stage.session.flush(*hear)
    assert told == []
    stage.jobs.pump()
    stage.session.flush(*hear)
    stage.jobs.pump()
    assert stage.desk.view.content.value("p1") == "Three"
    assert not stage.session.conflicts


def collision(stage: Stage, path: str) -> None:
    """Let the workspace refuse the next command, as it does after somebody else's."""
    stage.desk.refuse = Refused(
        Finding("collision", "“{field}” was changed.", {"field": "x"}, "F2", path)
    )


def test_a_refused_collision_shows_both_texts_in_the_editor(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "old"}))
    stage.desk.change("p1", "theirs", who="Rina")
    collision(stage, "p1")
    write_name(stage, "p1", "mine")
    box = stage.block("p1")._conflict
    assert box.isVisible()
    assert box.words == "Changed meanwhile by Rina."
    assert (box.mine.toPlainText(), box.theirs.toPlainText()) == ("mine", "theirs")
    stage.desk.refuse = None
    press(stage, "p1", "Keep mine")
    assert stage.desk.view.content.value("p1") == "mine"
    assert stage.session.save_state == "saved"


def test_both_texts_can_be_kept(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "old"}))
    stage.desk.change("p1", "theirs")
    collision(stage, "p1")
    write_name(stage, "p1", "mine")
    stage.desk.refuse = None
    press(stage, "p1", "Keep both")
    assert stage.desk.view.content.value("p1") == "theirs / mine"
    assert stage.block("p1").editor.line.text() == "theirs / mine"


def test_a_refusal_that_lasts_is_told_and_not_tried_for_ever(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "old"}))
    collision(stage, "p1")
    write_name(stage, "p1", "mine")
    assert stage.session.save_state == "failed"
    assert stage.editor.bench.notice.isVisible()


def test_a_draft_older_than_my_own_text_does_not_name_somebody_else(
    open_form: Open, tmp_path: Any
) -> None:
    file = DraftFile(tmp_path / "d")
    file.append([Draft("form-1", "p1", "old", "draft", "2026-11-23T01:00:00+00:00", "u-budi")])
    view = make_view(values={"p1": "old"})
    desk = FakeDesk(view)
    desk.change("p1", "stored", who="Budi Santoso")
    stage = open_form(desk=desk, drafts=file.path)
    assert stage.block("p1")._conflict.words == "You stored another text here meanwhile."


@pytest.mark.parametrize("path", ["p5", "p10", "p1"])
def test_undo_after_coming_back_takes_the_last_step_not_the_letters(
    open_form: Open, path: str
) -> None:
    stage = open_form(make_view())
    block = stage.block(path)
    block.focus_path(path)
    target = block.editor.input()
    QTest.keyClicks(target, "Xyz")
    stage.editor.bench.outline.setFocus()
    assert len(stage.done) == 1
    block.focus_path(path)
    QTest.keyClick(target, Qt.Key.Key_Z, CONTROL)
    assert stage.desk.undone == 1
    assert len(stage.done) == 1


def test_undo_after_a_picked_name_takes_the_last_step(open_form: Open) -> None:
    stage = open_form(make_view())
    block = stage.block("p5")
    block.focus_path("p5")
    line = block.editor.line
    QTest.keyClicks(line, "Rin")
    line.setText("Dr. Rina Wijaya, M.M.")
    line.completer().activated[str].emit("Dr. Rina Wijaya, M.M.")
    QTest.keyClick(line, Qt.Key.Key_Z, CONTROL)
    assert stage.desk.undone == 1
    assert line.text() == ""


def test_a_name_outside_the_directory_is_remarked(open_form: Open) -> None:
    stage = open_form(make_view())
    write_name(stage, "p5", "Somebody Else")
    stage.editor.inspector.inspect()
    said = stage.block("p5").messages.sentences
    assert [words for words in said if "Somebody Else" in words] == list(said[:1])
    write_name(stage, "p5", "Dr. Rina Wijaya, M.M.")
    stage.editor.inspector.inspect()
    assert not any("directory" in words for words in stage.block("p5").messages.sentences)
