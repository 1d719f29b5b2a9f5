"""Nothing typed or pasted is lost in silence: it is stored, drafted, or kept aside in sight."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from mcdesk.application.drafts import Draft, DraftFile, DraftWriter, Settled
from mcdesk.errors import Finding, Trouble
from mcdesk.procedure.content import Row
from mcdesk.procedure.stage import Label
from mcdesk.ui.forms.aside import place_name
from mcdesk.ui.forms.fold import Edit
from mcdesk.ui.forms.inputs import MOST
from mcdesk.ui.forms.keeping import Keeper
from mcdesk.ui.forms.workbench import Workbench
from tests.ui.forms.fakes import FakeHost, frozen_view, make_view
from tests.ui.forms.stage import Open, Stage

if TYPE_CHECKING:
    from pathlib import Path

CONTROL = Qt.KeyboardModifier.ControlModifier


def paste(widget: Any, words: str) -> None:
    QGuiApplication.clipboard().setText(words)
    QTest.keyClick(widget, Qt.Key.Key_V, CONTROL)


def line_of(stage: Stage, path: str) -> Any:
    block = stage.block(path)
    block.focus_path(path)
    return block.editor.line


def panel(stage: Stage) -> Any:
    return stage.editor.bench.side.contents._aside


def press(stage: Stage, words: str) -> None:
    QGuiApplication.processEvents()
    buttons = [b for b in panel(stage).findChildren(QPushButton) if b.isVisible()]
    next(b for b in buttons if b.text() == words).click()


def test_a_long_paste_into_one_line_is_whole(open_form: Open) -> None:
    stage = open_form()
    line = line_of(stage, "p1")
    paste(line, "x" * 100_041)
    QTest.keyClick(line, Qt.Key.Key_Tab)
    assert len(stage.desk.view.content.text("p1")) == 100_041


def test_what_exceeds_the_limit_is_said_and_kept_aside(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    stage = open_form(make_view(values={"p1": "ab"}), drafts=file.path)
    line = line_of(stage, "p1")
    line.setCursorPosition(1)
    line.deselect()
    paste(line, "y" * (MOST - 2) + "rest")
    assert len(line.text()) == MOST
    assert stage.session.keeper.aside[0].text == "rest"
    assert "4 letters are kept aside" in stage.editor.bench.notice.words
    assert stage.editor.save_drafts()
    assert [d.text for d in file.aside()] == ["rest"]
    QTest.keyClick(line, "z")
    assert len(stage.session.keeper.aside) == 1


def test_text_given_up_is_shown_and_can_be_put_back(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    stage = open_form(make_view(values={"p1": "old"}), drafts=file.path)
    assert panel(stage).isHidden()
    line = line_of(stage, "p1")
    line.selectAll()
    QTest.keyClicks(line, "mine")
    stage.desk.change("p1", "theirs")
    stage.session.reload()
    stage.session.take_theirs("p1")
    assert stage.desk.view.content.value("p1") == "theirs"
    assert panel(stage).isVisible()
    press(stage, "Copy")
    assert QGuiApplication.clipboard().text() == "mine"
    press(stage, "Put back")
    assert stage.desk.view.content.value("p1") == "mine"
    assert panel(stage).isHidden()
    assert stage.editor.save_drafts()
    assert file.aside() == file.pending() == ()


def test_what_is_put_away_is_not_shown_again(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    stage = open_form(drafts=file.path)
    stage.session.keeper.keep_aside("p1", None, "one")
    stage.session.keeper.keep_aside("p2", None, "two")
    press(stage, "Give mine up")
    assert stage.editor.save_drafts()
    assert [d.text for d in file.aside("form-1")] == ["one"]


def test_put_away_leaves_what_is_being_typed_there(tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    old, new = Draft("f", "p1", None, "old", "1"), Draft("f", "p1", None, "new", "2")
    file.append([old, Settled("f", "p1", "1", aside=True), new])
    file.append([Settled("f", "p1", "1", away=True)])
    assert file.aside() == ()
    assert file.pending() == (new,)


def test_of_two_texts_of_one_second_only_the_one_is_put_away(tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    writer = DraftWriter(file)
    keeper = Keeper("form-1", FakeHost(), writer)
    keeper.keep_aside("p1", None, "same")
    keeper.keep_aside("p1", None, "other")
    keeper.keep_aside("p1", None, "same")
    keeper.put_away(keeper.aside[2])
    assert writer.wait()
    assert file.aside() == keeper.aside
    assert [kept.text for kept in Keeper("form-1", FakeHost(), writer).aside] == ["same", "other"]
    writer.close()


def test_a_rest_kept_aside_leaves_what_is_being_typed(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    stage = open_form(drafts=file.path)
    stage.session.enter("p1")
    stage.session.write("p1", "typed")
    assert stage.editor.save_drafts()
    stage.session.keep_rest("p1", "rest")
    assert stage.editor.save_drafts()
    assert [draft.text for draft in file.pending()] == ["typed"]
    assert [kept.text for kept in file.aside()] == ["rest"]


def test_text_given_up_is_no_draft_any_more(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    stage = open_form(make_view(values={"p1": "old"}), drafts=file.path)
    stage.session.enter("p1")
    stage.session.write("p1", "mine")
    assert stage.editor.save_drafts()
    stage.desk.change("p1", "theirs")
    stage.session.reload()
    stage.session.take_theirs("p1")
    assert stage.editor.save_drafts()
    assert file.pending() == ()
    assert [kept.text for kept in file.aside()] == ["mine"]


def test_a_homeless_text_put_aside_leaves_what_is_typed_there_now(tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    homeless = Draft("form-1", "p1", None, "homeless", "1")
    gone = Draft("form-1", "gone", None, "gone", "1")
    file.append([homeless, gone])
    writer = DraftWriter(file)
    keeper = Keeper("form-1", FakeHost(), writer)
    keeper.draft([Edit("p1", None, "typed now")])
    keeper.put_aside([homeless, gone])
    assert writer.wait()
    assert [draft.text for draft in file.pending()] == ["typed now"]
    assert [kept.text for kept in file.aside()] == ["homeless", "gone"]
    writer.close()


def test_what_an_earlier_program_kept_aside_is_put_away_one_by_one(tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    for words in ("one", "two"):
        file.append(
            [Draft("form-1", "p1", None, words, "1"), Settled("form-1", "p1", "1", aside=True)]
        )
    writer = DraftWriter(file)
    keeper = Keeper("form-1", FakeHost(), writer)
    keeper.put_away(keeper.aside[0])
    assert writer.wait()
    assert [kept.text for kept in file.aside()] == ["two"]
    writer.close()


def test_an_earlier_put_away_that_may_mean_two_loses_neither(tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    for words in ("one", "two"):
        file.append([Draft("f", "p1", None, words, "1"), Settled("f", "p1", "1", aside=True)])
    file.append([Settled("f", "p1", "1", away=True)])
    assert [kept.text for kept in file.aside()] == ["one", "two"]


def test_pasted_rows_are_drafted_until_they_are_stored(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    stage = open_form(drafts=file.path)
    block = stage.block("p20")
    block.focus_path("p20")
    stage.jobs.hold = True
    paste(block.editor.view, "LO1\tExplain\nLO2\tApply")
    assert stage.editor.save_drafts()
    assert len(file.pending()) == 4
    again = open_form(drafts=file.path)
    rows = again.desk.view.content.rows["p20"]
    assert [len(row.cells) for row in rows] == [2, 2]
    stage.jobs.pump()
    assert stage.editor.save_drafts()
    assert file.pending() == ()


def test_a_paste_that_fails_is_kept_as_typed(open_form: Open) -> None:
    stage = open_form()
    block = stage.block("p20")
    block.focus_path("p20")
    stage.desk.refuse = Trouble("The disk is full.", "Make room.")
    paste(block.editor.view, "LO1\tExplain")
    assert stage.session.save_state == "failed"
    stage.desk.refuse = None
    stage.session.retry()
    assert len(stage.desk.view.content.rows["p20"]) == 1


def test_what_has_no_place_is_in_sight_and_not_overwritten(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    file.append([Draft("form-1", "p1", None, "typed late", "2026-11-22T10:00:00", "u-budi")])
    stage = open_form(frozen_view(), drafts=file.path)
    assert "1 text typed earlier fits nowhere" in stage.editor.bench.notice.words
    assert panel(stage).isVisible()
    assert stage.editor.save_drafts()
    stage = open_form(drafts=file.path)
    stage.session.enter("p1")
    stage.session.write("p1", "another")
    assert stage.editor.save_drafts()
    assert [draft.text for draft in file.pending()] == ["another"]
    press(stage, "Copy")
    assert QGuiApplication.clipboard().text() == "typed late"


@pytest.mark.parametrize(
    ("kind", "open_", "path"),
    [("F2", "p16", "p16"), ("F2", "p11", "p11/r1/source"), ("F9", "result", "result.note")],
)
def test_what_was_typed_in_a_field_left_open_is_put_back(
    open_form: Open, tmp_path: Path, monkeypatch: Any, kind: str, open_: str, path: str
) -> None:
    """A frozen form takes what is due only later: a field, a row's cell, a note."""
    went: list[str] = []
    monkeypatch.setattr(Workbench, "go", lambda _bench, path: went.append(path))
    file = DraftFile(tmp_path / "d")
    file.append([Draft("form-1", path, None, "half a page", "2026-11-22T10:00:00", "u-budi")])
    rows = {"p11": (Row("r1", "1", {"kind": "survey"}),)}
    stage = open_form(frozen_view(kind, open_paths=(open_,), rows=rows), drafts=file.path)
    notice = stage.editor.bench.notice
    assert "1 text that was not stored last time was put back" in notice.words
    assert stage.session.content.value(path) == "half a page"
    name = f"Go to {place_name(stage.session.definition, path)}"
    next(each for each in notice.findChildren(QPushButton) if each.text() == name).click()
    assert went == [path]
    stage.session.keeper.keep_aside(path, None, "another")
    assert stage.session.put_back(stage.session.keeper.aside[0])


BLOCK = "a\tb\tc\td\te\tf"


def offered(stage: Stage, *, column: int) -> Any:
    """Paste a block six columns wide from a column of the table; return the table's editor."""
    block = stage.block("p20")
    block.focus_path("p20")
    table = block.editor
    table.view.setCurrentIndex(table.model.index(0, column))
    QGuiApplication.clipboard().setText(BLOCK)
    table.paste()
    return table


def choose(table: Any, words: str) -> None:
    buttons = table._notice.findChildren(QPushButton)
    next(b for b in buttons if b.text().startswith(words)).click()


def test_a_pasted_table_that_half_fits_is_kept_aside_whole(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    stage = open_form(drafts=file.path)
    table = offered(stage, column=4)
    choose(table, "Paste what fits")
    offered(stage, column=4)
    choose(table, "Leave it")
    assert panel(stage).isVisible()
    assert stage.editor.save_drafts()
    assert [kept.text for kept in file.aside()] == [BLOCK]


def test_a_pasted_table_that_is_taken_whole_after_all_is_put_away(open_form: Open) -> None:
    stage = open_form()
    choose(offered(stage, column=4), "Paste from the first column")
    assert stage.session.keeper.aside == ()
    assert panel(stage).isHidden()


def test_what_the_round_before_said_without_a_place_here_is_named(open_form: Open) -> None:
    left = Finding("left_there", "Left there: {fields}.", {"fields": Label("Description", "")})
    stage = open_form(make_view("F7", left_there=left))
    assert stage.editor.bench.notice.words == "Left there: Description."
