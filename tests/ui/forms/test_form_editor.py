"""The editor as a whole: saving, drafts, conflicts, freezing, findings, undo."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget

from mcdesk.application.drafts import Draft, DraftFile
from mcdesk.application.views import Changes
from mcdesk.errors import Finding, Refused
from mcdesk.procedure.commands import (
    AttachFile,
    ChangeForm,
    CloseComment,
    FillUsualRows,
    FreezeForm,
    SetCell,
    SetValue,
    WriteComment,
)
from mcdesk.procedure.content import Content, Row
from mcdesk.procedure.stage import Label
from mcdesk.procedure.usual_rows import quantities, usual_ids
from mcdesk.ui import language, theme
from mcdesk.ui.forms.freeze import ChangeDialog, FreezeDialog
from mcdesk.ui.forms.session import FormSession
from mcdesk.ui.forms.since_when import Marked
from mcdesk.ui.forms.standing_words import opened_words, state_words, still_to_do
from tests.ui.forms.fakes import frozen_view, make_view, signature
from tests.ui.forms.hands import LOCKED, answering, type_into
from tests.ui.forms.stage import Open, Stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def test_going_to_a_filled_line_selects_it(open_form: Open) -> None:
    stage = open_form(make_view("F3", values={"t1.start": "2026-11-28"}))
    block = stage.block("t1.start")
    block.focus_path("t1.start")
    QTest.keyClicks(block.editor.line, "1/12/2026")
    assert block.editor.line.text() == "1/12/2026"


def test_the_planned_dates_of_a_timeline_are_filled_as_one_step(open_form: Open) -> None:
    stage = open_form(make_view("F3"))
    table = stage.block("t3").editor
    assert table.foot["plan"].isVisible()
    table.foot["plan"].click()
    assert "start of the timeline" in table._notice.words
    assert stage.done == []
    stage.session.set("t1.start", "2026-11-30")
    table.foot["plan"].click()
    assert type(stage.done[-1]).__name__ == "PlanTimeline"
    assert "planned" in table._notice.words
    assert "The calendar has no holidays" in table._notice.words
    assert not open_form(make_view("F2")).block("p20").editor.foot["plan"].isVisible()


def test_an_empty_list_of_components_is_offered_the_usual_ones(open_form: Open) -> None:
    modules = tuple(Row(f"m{n}", str(n), {"no": str(n), "title": "M"}) for n in (1, 2, 3))
    empty = make_view("F5", rows={"c1": ()})
    others = {"F7": Content({}, {"d6": modules})}
    stage = open_form(replace(empty, others=others))
    table = stage.block("c1").editor
    assert table.foot["usual"].text() == "Fill in the usual components for 3 modules"
    table.foot["usual"].click()
    assert stage.done[-1] == FillUsualRows(form="form-1", field="c1")
    assert "Take out what is not planned" in table._notice.words


def test_quantities_of_an_estimate_are_taken_from_the_modules(open_form: Open) -> None:
    """domain.md, F2 p40: pre-filled from p35; what was typed is kept, until it is taken anew."""
    entry = make_view("F2").definition.fields["p40"]
    ids = list(quantities("form-1", entry, 2))
    assert len(ids) == 7
    modules = tuple(Row(f"m{n}", str(n), {"no": str(n), "title": "M"}) for n in (1, 2))
    estimate = (
        Row(ids[0], "1", {"code": "RM1"}), Row(ids[1], "2", {"code": "RM2", "qty": "5"}),
        Row("own", "3", {"code": "LM1"}), Row(ids[2], "4", {"code": "RM3", "qty": "2"}),
    )  # fmt: skip
    stage = open_form(make_view("F2", rows={"p35": modules, "p40": estimate}))
    table = stage.block("p40").editor
    assert table.foot["usual"].text() == "Fill in the quantities for 2 modules"
    table.foot["usual"].click()
    cell = {"form": "form-1", "field": "p40", "column": "qty", "new": "2"}
    assert stage.done[-1] == SetCell(**cell, row=ids[0], base=None)
    filled = (Row(ids[0], "1", {"code": "RM1", "qty": "2"}), *estimate[1:])
    again = open_form(make_view("F2", rows={"p35": modules, "p40": filled}))
    table = again.block("p40").editor
    assert table.foot["usual"].isHidden()
    assert table._usual_rows.missing_words() == "Take 1 quantity anew from the modules"
    table._usual_rows.fill()
    assert again.done[-1] == SetCell(**cell, row=ids[1], base="5")
    bare = open_form(make_view("F2", rows={"p40": estimate})).block("p40").editor
    assert bare.foot["usual"].isHidden()


def test_components_that_are_missing_beside_others_are_filled_in_from_the_menu(
    open_form: Open,
) -> None:
    """A link would ask for ever for what was taken out because nobody plans it."""
    own = Row("own", "1", {"component": "Own"})
    offered = open_form(make_view("F5", rows={"c1": (own,)})).block("c1").editor
    assert not offered.foot["usual"].isHidden()
    entry = offered.entry
    usual = sorted(usual_ids("form-1", entry, ()))
    standing = tuple(Row(id_, str(n), {"component": "C"}) for n, id_ in enumerate(usual[2:]))
    stage = open_form(make_view("F5", rows={"c1": standing}))
    table = stage.block("c1").editor
    assert table.foot["usual"].isHidden()
    menu = {action.text(): action for action in table.make_menu().actions()}
    menu["Fill in 2 usual components that are missing"].trigger()
    assert stage.done[-1] == FillUsualRows(form="form-1", field="c1")
    assert "2 usual components were filled in" in table._notice.words
    whole = (Row(usual[0], "x", {"component": "C"}), Row(usual[1], "y", {"component": "C"}))
    full = open_form(make_view("F5", rows={"c1": (*standing, *whole)})).block("c1").editor
    assert full.foot["usual"].isHidden()
    assert not [a for a in full.make_menu().actions() if "missing" in a.text()]


def test_a_plan_over_a_kept_calendar_says_nothing_of_holidays(open_form: Open) -> None:
    values = {"t1.start": "2026-11-30"}
    stage = open_form(make_view("F3", values=values, holidays=frozenset({date(2026, 12, 25)})))
    table = stage.block("t3").editor
    table.foot["plan"].click()
    assert "planned" in table._notice.words
    assert "holidays" not in table._notice.words


def answer(stage: Stage, words: str) -> None:
    """Press a button of the bar that says something."""
    notice = stage.editor.bench.notice
    button = next(b for b in notice.findChildren(type(stage.editor.bench.bar._back))
                  if b.text() == words)  # fmt: skip
    button.click()


# --- saving ------------------------------------------------------------------------------------


def test_a_focus_session_is_one_command_and_the_time_is_shown(open_form: Open) -> None:
    stage = open_form()
    type_into(stage, "p1", "Triage")
    assert stage.done == []
    assert stage.editor.bench.bar._saved.text() == "Typing…"
    stage.block("p2").focus_path("p2")
    assert stage.done == [SetValue(form="form-1", path="p1", new="Triage", base=None)]
    assert stage.editor.bench.bar._saved.text() == "Saved 10:42"
    assert stage.desk.sources == [stage.session.source]


def test_idle_time_saves_and_typing_goes_on(open_form: Open) -> None:
    stage = open_form()
    line = type_into(stage, "p1", "Tri")
    stage.session._idle_timer.timeout.emit()
    QTest.keyClicks(line, "age")
    assert line.text() == "Triage"
    stage.session.flush()
    assert [(c.base, c.new) for c in stage.done] == [(None, "Tri"), ("Tri", "Triage")]


def test_the_caret_stays_while_saving(open_form: Open) -> None:
    stage = open_form(make_view(values={"p10": "One. Two."}))
    box = type_into(stage, "p10", "")
    cursor = box.textCursor()
    cursor.setPosition(4)
    box.setTextCursor(cursor)
    QTest.keyClicks(box, "!")
    stage.jobs.hold = True
    stage.session.flush()
    QTest.keyClicks(box, "?")
    stage.jobs.pump()
    assert box.toPlainText() == "One.!? Two."
    assert box.textCursor().position() == 6


def test_trouble_keeps_the_text_and_offers_another_try(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "d")
    stage = open_form(drafts=file.path)
    type_into(stage, "p1", "Triage")
    stage.desk.refuse = LOCKED
    stage.block("p2").focus_path("p2")
    assert "locked" in stage.editor.bench.notice.words
    assert stage.block("p1").editor.line.text() == "Triage"
    assert stage.editor.bench.bar._saved.text() == "Not saved; kept on this computer"
    assert stage.editor.save_drafts()
    assert [d.text for d in file.pending()] == ["Triage"]
    stage.desk.refuse = None
    answer(stage, "Try again")
    assert stage.done[-1].new == "Triage"
    assert stage.editor.save_drafts()
    assert file.pending() == ()


def test_a_refusal_is_told_in_words_with_the_way_there(open_form: Open) -> None:
    stage = open_form()
    type_into(stage, "p1", "x")
    finding = Finding("frozen", "The form was frozen meanwhile.", path="p48")
    stage.desk.refuse = Refused(finding)
    stage.session.flush()
    assert stage.editor.bench.notice.words == "The form was frozen meanwhile."
    answer(stage, "Go")
    assert stage.editor.bench.stack.currentWidget().section.id == "catalogue"


# --- drafts ------------------------------------------------------------------------------------


def test_a_killed_program_left_the_typing_in_the_file(open_form: Open, tmp_path: Path) -> None:
    file = DraftFile(tmp_path / "ws.drafts")
    stage = open_form(make_view(values={"p10": "Old"}), drafts=file.path)
    type_into(stage, "p10", "New ")
    stage.session._draft_timer.timeout.emit()
    assert stage.editor.save_drafts()
    assert [(d.path, d.base, d.text) for d in file.pending()] == [("p10", "Old", "New Old")]


def test_a_draft_is_written_at_most_a_second_and_a_half_later(open_form: Open) -> None:
    stage = open_form()
    type_into(stage, "p1", "x")
    assert stage.session._draft_timer.isActive()
    assert stage.session._draft_timer.interval() <= 1500


def left(path: Path, *drafts: tuple[str, object, object]) -> DraftFile:
    file = DraftFile(path)
    at = "2026-11-22T10:00:00"
    file.append(Draft("form-1", p, base, text, at, "u-budi") for p, base, text in drafts)
    return file


def test_a_draft_that_fits_is_put_back_and_stored(open_form: Open, tmp_path: Path) -> None:
    file = left(tmp_path / "d", ("p1", None, "Found again"), ("p2", None, ""))
    stage = open_form(drafts=file.path)
    assert stage.done == [SetValue(form="form-1", path="p1", new="Found again", base=None)]
    assert "1 text that was not stored" in stage.editor.bench.notice.words
    assert stage.editor.save_drafts()
    assert file.pending() == ()


def test_a_draft_that_became_a_command_is_not_offered(open_form: Open, tmp_path: Path) -> None:
    file = left(tmp_path / "d", ("p1", None, "Stored"))
    stage = open_form(make_view(values={"p1": "Stored"}), drafts=file.path)
    assert stage.done == []
    assert stage.editor.bench.notice.isHidden()


def test_a_draft_over_a_changed_value_is_a_conflict(open_form: Open, tmp_path: Path) -> None:
    file = left(tmp_path / "d", ("p1", "old", "mine"))
    stage = open_form(make_view(values={"p1": "theirs"}), drafts=file.path)
    assert stage.done == []
    assert set(stage.session.conflicts) == {"p1"}
    assert stage.block("p1").editor.line.text() == "mine"


def test_a_draft_without_a_place_is_kept_and_can_be_read(open_form: Open, tmp_path: Path) -> None:
    file = left(tmp_path / "d", ("gone", None, "a paragraph"), ("p1", None, "late"))
    stage = open_form(frozen_view(), drafts=file.path)
    assert "2 texts typed earlier fit nowhere" in stage.editor.bench.notice.words
    assert stage.editor.save_drafts()
    assert file.pending() == ()
    assert {d.text for d in file.aside()} == {"a paragraph", "late"}


def test_a_draft_of_a_new_row_adds_the_row(open_form: Open, tmp_path: Path) -> None:
    file = left(tmp_path / "d", ("p20/new/code", None, "LO1"))
    stage = open_form(drafts=file.path)
    assert stage.desk.view.content.rows["p20"] == (Row("new", "", {"code": "LO1"}),)


# --- others change meanwhile ---------------------------------------------------------------------


def test_a_field_typed_in_is_never_overwritten(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "old"}))
    line = type_into(stage, "p1", "my ")
    stage.desk.change("p1", "theirs", who="Dr. Agus Halim")
    stage.desk.change("p2", "beside")
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",))))
    assert line.text() == "my old"
    assert stage.block("p2").editor.line.text() == "beside"
    bar = stage.block("p1")._conflict
    assert bar.words == "Changed meanwhile by Dr. Agus Halim."
    assert bar.theirs.toPlainText() == "theirs"


@pytest.mark.parametrize(("choice", "value"), [("Keep mine", "my old"), ("Take theirs", "theirs")])
def test_a_conflict_is_settled_by_a_person(
    open_form: Open, tmp_path: Path, choice: str, value: str
) -> None:
    file = DraftFile(tmp_path / "d")
    stage = open_form(make_view(values={"p1": "old"}), drafts=file.path)
    type_into(stage, "p1", "my ")
    stage.desk.change("p1", "theirs")
    stage.session.reload()
    bar = stage.block("p1")._conflict
    buttons = bar.findChildren(type(stage.editor.bench.bar._back))
    next(b for b in buttons if b.text() == choice).click()
    assert stage.desk.view.content.value("p1") == value
    assert stage.block("p1").editor.line.text() == value
    assert not stage.session.conflicts
    assert stage.editor.save_drafts()
    kept = [d.text for d in file.aside()]
    assert kept == ([] if choice == "Keep mine" else ["my old"])


def test_another_sentence_is_merged_with_the_caret_kept(open_form: Open) -> None:
    stage = open_form(make_view(values={"p10": "First one. Last one."}))
    box = type_into(stage, "p10", "")
    box.moveCursor(box.textCursor().MoveOperation.End)
    QTest.keyClicks(box, " Mine.")
    stage.desk.change("p10", "The very first one. Last one.")
    stage.session.reload()
    assert box.toPlainText() == "The very first one. Last one. Mine."
    assert box.textCursor().atEnd()


@pytest.mark.parametrize(
    ("path", "old", "new", "said"),
    [
        ("p10", "First one. Last one.", "The very first one. Last one. Unfinished sen",
         "The very first one. Last one. Unfinished sentence."),
        ("p1", "Old title", "Oldest title", "Oldest tence.title"),
    ],
)  # fmt: skip
def test_the_caret_stays_while_another_window_is_active(
    open_form: Open, qtbot, path, old, new, said
):
    """One looks at a mail in the middle of a sentence, and goes on where one was."""
    stage = open_form(make_view(values={path: old}))
    field, other = type_into(stage, path, ""), QLineEdit()
    if path == "p10":
        field.moveCursor(field.textCursor().MoveOperation.End)
        QTest.keyClicks(field, " Unfinished sen")
    else:
        field.setCursorPosition(7)
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: not field.hasFocus())
    stage.desk.change(path, new)
    stage.session.reload()
    stage.editor.window().activateWindow()
    qtbot.waitUntil(field.hasFocus)
    QTest.keyClicks(field, "tence.")
    assert (field.toPlainText() if path == "p10" else field.text()) == said


def test_on_another_day_a_form_is_read_again_and_what_is_typed_stays(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "old"}))
    line = type_into(stage, "p1", "my ")
    day = stage.session.view.today + timedelta(days=1)
    stage.desk.view = replace(stage.desk.view, today=day)
    stage.editor.new_day()
    assert stage.session.view.today == day
    assert line.text() == "my old"


def test_own_changes_are_not_read_twice(open_form: Open) -> None:
    stage = open_form()
    stage.jobs.hold = True
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source=stage.session.source))
    assert stage.jobs.waiting == []
    stage.editor.apply_changes(Changes(forms=frozenset(("other",))))
    assert stage.jobs.waiting == []


# --- undo --------------------------------------------------------------------------------------


def test_undo_takes_the_field_first_and_then_the_form(open_form: Open) -> None:
    stage = open_form()
    type_into(stage, "p1", "A")
    stage.block("p2").focus_path("p2")
    line = type_into(stage, "p2", "B")
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert line.text() == ""
    assert stage.desk.undone == 0
    QTest.keyClick(line, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert stage.desk.undone == 1
    assert stage.block("p1").editor.line.text() == ""


def test_what_could_not_be_undone_is_told_until_the_next_step(open_form: Open) -> None:
    stage = open_form(make_view("F2"))
    stage.desk.undo = refusing(Refused(Finding("nothing", "Nothing to undo.")))
    notice = stage.editor.bench.notice
    for words in ("One", "Two"):
        stage.editor.undo()
        assert notice.isVisible()
        assert "Nothing to undo" in notice.words
        stage.session.set("p1", words)
        assert notice.isHidden()
    stage.desk.refuse = Refused(Finding("not_now", "Not now."))
    stage.session.set("p1", "Three")
    stage.desk.refuse = None
    stage.session.set("p2", "Tiga")
    assert notice.isVisible(), "what was refused is still not stored"


def refusing(error: Exception) -> Callable[..., Changes]:
    def refuse(*_given: Any) -> Changes:
        raise error

    return refuse


def test_undo_shows_the_place_that_it_changes(open_form: Open) -> None:
    stage = open_form()
    bench = stage.editor.bench
    type_into(stage, "p48", "3/12/2026")
    stage.session.flush()
    bench.show_section(stage.session.definition.section_of("p1").id)
    stage.editor.undo()
    assert stage.session.content.value("p48") is None
    shown = bench.stack.currentWidget()
    assert shown.section is stage.session.definition.section_of("p48")


def test_undo_on_the_page_that_is_shown_leaves_the_keyboard_where_it_is(open_form: Open) -> None:
    stage = open_form()
    type_into(stage, "p1", "A")
    stage.session.flush()
    stage.block("p2").focus_path("p2")
    stage.editor.undo()
    assert stage.block("p1").editor.line.text() == ""
    assert stage.block("p2").editor.line.hasFocus()


# --- findings ------------------------------------------------------------------------------------


def test_findings_are_shown_and_keep_nothing_from_being_saved(open_form: Open) -> None:
    stage = open_form()
    type_into(stage, "p48", "31/2/2026")
    stage.session.flush()
    stage.editor.inspector.inspect()
    assert stage.done[0].new == "31/2/2026"
    assert "not a date" in stage.block("p48").messages.sentences[0]
    assert stage.editor.inspector.progress["catalogue"].wrong


def test_the_pane_says_what_is_missing_and_goes_there(open_form: Open) -> None:
    stage = open_form()
    side = stage.editor.bench.side
    assert side.contents._missing.heading.text() == "Missing before stage 4"
    buttons = side.contents._missing.findChildren(type(stage.editor.bench.bar._back))
    names = [b.accessibleName() for b in buttons]
    assert "Go to Title (English)" in names
    buttons[names.index("Go to Title (English)")].click()
    assert stage.block("p1").editor.line.hasFocus()


def test_computed_fields_follow_the_typing(open_form: Open) -> None:
    rows = (Row("r1", "1", {"kind": "video", "hours": "45"}),)
    stage = open_form(make_view(rows={"p28": rows}))
    stage.block("p29")
    stage.session.write("p28/r1/hours", "90")
    stage.editor.inspector.inspect()
    assert stage.block("p29").editor.label.text() == "2 sks"


# --- the section list ----------------------------------------------------------------------------


def test_sections_are_walked_with_the_keyboard(open_form: Open) -> None:
    stage = open_form()
    bench = stage.editor.bench
    QTest.keyClick(bench.outline, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert bench.stack.currentWidget().section.id == "need"
    QTest.keyClick(bench.outline, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert bench.stack.currentWidget().section.id == "identity"


def test_who_steps_back_to_a_section_sees_its_heading(open_form: Open) -> None:
    scenes = tuple(Row(f"s{n}", f"{n:04d}", {"video": "V1", "scene": n}) for n in range(1, 60))
    stage = open_form(make_view("F7", rows={"d12": scenes}))
    bench = stage.editor.bench
    bench.go("d12/s50/video")
    page = bench.page("storyboard")
    bar = page.verticalScrollBar()
    bar.setValue(bar.maximum())
    assert bar.value() > 0
    for key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
        QTest.keyClick(QApplication.focusWidget(), key, Qt.KeyboardModifier.ControlModifier)
    assert bench.stack.currentWidget() is page
    assert page.isAncestorOf(QApplication.focusWidget())
    QApplication.processEvents()
    assert bar.value() == 0


def test_tab_goes_from_the_sections_into_the_fields_and_on_beside_them(
    open_form: Open,
) -> None:
    stage = open_form()
    bench = stage.editor.bench
    bench.outline.setFocus()
    QTest.keyClick(bench.outline, Qt.Key.Key_Tab)
    page = bench.stack.currentWidget()
    assert QApplication.focusWidget() is stage.block("p1").editor.line
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is bench.outline
    for _n in range(40):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        if not page.isAncestorOf(QApplication.focusWidget()):
            break
    assert bench.beside.isAncestorOf(QApplication.focusWidget())


def test_pages_are_built_when_they_are_shown(open_form: Open) -> None:
    stage = open_form()
    assert set(stage.editor.bench._pages) == {"identity"}


def test_the_outline_is_spoken(open_form: Open) -> None:
    stage = open_form()
    index = stage.editor.bench.outline.model().index(0, 0)
    spoken = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("Identity, what is required here is still missing, 0 of ")
    assert index.data(Qt.ItemDataRole.ToolTipRole) == spoken


# --- comments ------------------------------------------------------------------------------------


def test_a_comment_is_written_and_done(open_form: Open) -> None:
    stage = open_form()
    stage.block("p3").focus_path("p3")
    panel = stage.editor.bench.side.comments
    panel.box.setPlainText("Too long?")
    assert panel._about.text() == "About: Short title"
    panel._on_send()
    command = stage.done[0]
    assert isinstance(command, WriteComment)
    assert (command.path, command.text) == ("p3", "Too long?")
    assert panel.box.toPlainText() == ""
    panel.close_comment(stage.desk.view.comments[0])
    assert stage.done[1] == CloseComment(comment=command.id, done=True)


# --- freezing and changing -------------------------------------------------------------------


def test_freezing_says_what_is_missing_first(open_form: Open) -> None:
    stage = open_form()
    type_into(stage, "p1", "Triage")
    stage.editor.acts.freeze()
    assert stage.done[0].new == "Triage"
    dialog = stage.editor.findChild(FreezeDialog)
    assert not dialog.action.isEnabled()
    assert "Must be mended first" in dialog.why
    dialog.go("p48")
    assert stage.editor.bench.stack.currentWidget().section.id == "catalogue"


def test_a_narrow_window_keeps_the_name_of_the_form(open_form: Open) -> None:
    bar = open_form().editor.bench.bar
    for width in (1200, 640):
        bar.resize(width, bar.height())
        bar.layout().activate()
        assert bar._title.width() >= bar._title.sizeHint().width()
    assert bar._back.text() == ""
    assert bar._back.accessibleName().startswith("Back to")


def test_a_form_tells_its_card_by_the_code_before_it_tells_none(open_form: Open) -> None:
    bar = open_form().editor.bench.bar
    code = bar._session.view.header.code
    told = []
    for width in range(1400, 500, -4):
        bar.resize(width, bar.height())
        told.append((bar._back.text(), bar._find.isHidden(), bar._more.text()))
    names = list(dict.fromkeys(name for name, _find, _more in told))
    assert len(names) == 3
    assert names[1:] == [code, ""]
    assert all(find and more == "⋯" for name, find, more in told if not name)


def test_the_freeze_sheet_tells_what_only_a_later_stage_asks_for(open_form: Open) -> None:
    rows = tuple(Row(f"r{n}", f"{n}", {"source": "A survey"}) for n in (1, 2))
    stage = open_form(make_view("F2", rows={"p11": rows}))
    stage.editor.acts.freeze()
    dialog = stage.editor.findChild(FreezeDialog)
    said = [label.text() for label in dialog.findChildren(QLabel)]
    missing = (
        "Evidence of need, rows 1–2: “Kind” is empty in this row; fill it in or delete the row."
    )
    assert said.count(missing) == 1
    assert "Asked for at a later stage (5)" in said, said
    assert any("fields are asked for only at a later stage." in words for words in said)
    (named,) = (words for words in said if words.startswith("Asked for later: "))
    assert "LMS" in named
    assert "No signature of this version covers what is filled in later" in named
    assert "Overlap check" in named
    assert sum("Overlap check" in words for words in said) == 1
    dialog.reject()


def test_where_nothing_is_demanded_yet_the_freeze_sheet_does_not_say_that_nothing_is_missing(
    qtbot: Any,
) -> None:
    empty = Finding("required", "“Overlap check” is still empty.", {}, "F2", "p14")
    for later, words in (((), "Nothing is missing."), ((empty,), "Nothing that is demanded now")):
        dialog = FreezeDialog(make_view(), (), {}, later=later)
        qtbot.addWidget(dialog)
        said = [label.text() for label in dialog.findChildren(QLabel)]
        assert [each for each in said if each.startswith("Nothing")][0].startswith(words)
    assert any(each.startswith("1 empty field is asked for only at a later stage") for each in said)


@pytest.mark.parametrize(("house", "name"), [("", "CTL"), ("University", ""), ("", "")])
def test_that_no_institution_would_head_a_print_is_said_before_it_is_frozen(
    qtbot: Any, house: str, name: str
) -> None:
    view = make_view()
    view = replace(view, header=replace(view.header, house=house, workspace=name))
    dialog = FreezeDialog(view, (), {})
    qtbot.addWidget(dialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert ("No university is named" in said) == (not house and not name)


@pytest.mark.parametrize("status", ["missing", "before", "external"])
def test_a_form_that_its_gate_counts_as_met_lists_nothing_as_missing(
    open_form: Open, status: Any
) -> None:
    line = signature("ctl", "Head of Curriculum", "waiting", step=1)
    stage = open_form(replace(make_view("F2", signatures=(line,)), status=status))
    missing = stage.editor.bench.side.contents._missing
    said = [label.text() for label in missing.findChildren(QLabel)]
    assert any("counts it as met" in each for each in said)
    assert not any("frozen" in each for each in said)
    assert not missing.findChildren(QPushButton)


def test_nothing_in_the_bar_jumps_while_it_is_typed_in(open_form: Open, monkeypatch: Any) -> None:
    bar = open_form().editor.bench.bar
    for width in range(760, 1200, 8):
        bar.setFixedWidth(width)
        places = set()
        for state, at in (("saved", ""), ("typing", ""), ("saving", ""), ("saved", "18:26")):
            monkeypatch.setattr(FormSession, "save_state", state)
            bar._session.saved_at = at
            bar.show_saved()
            bar.layout().activate()
            places.add((bar._back.text(), bar._title.x(), bar._find.isHidden(), bar._print.x()))
        assert len(places) == 1, (width, places)


def test_freezing_with_another_signer_and_number(open_form: Open) -> None:
    definition = replace(make_view("F2").definition, sections=(), rules=())
    stage = open_form(make_view(definition))
    stage.editor.acts.freeze()
    dialog = stage.editor.findChild(FreezeDialog)
    dialog.role.setCurrentIndex(dialog.role.findData("plh"))
    dialog.act.setText("Checks the price")
    dialog.add_signer()
    dialog.number.setText("CTL/1")
    dialog.accept()
    command = stage.done[0]
    assert isinstance(command, FreezeForm)
    assert command.number == "CTL/1"
    assert command.extra_signers == [{"role": "plh", "act": "Checks the price"}]
    assert stage.editor.bench.bar._freeze.isHidden()


def test_changing_leads_from_what_changed_to_the_fields(open_form: Open) -> None:
    stage = open_form(frozen_view())
    stage.editor.acts.toggle_changes()
    assert stage.editor.bench.is_showing_changes
    stage.editor.acts.change()
    dialog = stage.editor.findChild(ChangeDialog)
    dialog.reason.setPlainText("New dates")
    dialog.accept()
    assert stage.done == [ChangeForm(form="form-1", reason="New dates")]
    assert not stage.editor.bench.is_showing_changes


def test_changing_names_what_falls_and_asks_why(open_form: Open) -> None:
    stage = open_form(frozen_view())
    assert "Frozen as version 1 on 20 Nov 2026" in stage.editor.bench.state_notice.words
    stage.editor.acts.change()
    dialog = stage.editor.findChild(ChangeDialog)
    names = [w.accessibleName() for w in dialog.findChildren(QWidget)]
    assert any(name.startswith("SME: Approved") for name in names)
    assert not dialog.action.isEnabled()
    dialog.reason.setPlainText("New dates")
    assert dialog.action.isEnabled()
    dialog.accept()
    assert stage.done == [ChangeForm(form="form-1", reason="New dates")]
    assert stage.editor.bench.state_notice.words.startswith("Opened for changes.")
    assert not stage.block("p1").editor.line.isReadOnly()


@pytest.mark.parametrize(
    ("status", "words"),
    [("draft", "Draft, version 1"), ("returned", "Returned for revision"),
     ("void", "No longer valid"), ("external", "External original")],
)  # fmt: skip
def test_the_chip_says_the_state(status: Any, words: str) -> None:
    assert state_words(make_view("F2", status=status))[0] == words


def test_a_form_opened_for_changes_says_what_becomes_of_its_sign_offs(open_form: Open) -> None:
    view = frozen_view(read_only=False, is_unchanged=True)
    assert state_words(view) == ("Open, version 1: 1 of 4 signed", "warn")
    signed = replace(view, status="signed", signatures=view.signatures[:1])
    assert state_words(signed) == ("Open for changes, version 1", "warn")
    assert "its sign-offs still stand" in opened_words(view)
    changed = replace(view, status="draft", is_unchanged=False)
    assert "have it signed anew" in opened_words(changed)
    assert opened_words(frozen_view()) == opened_words(make_view("F2")) == ""
    shown = open_form(view).editor.bench.state_notice
    assert shown.isVisible()
    assert shown.words == opened_words(view)


def test_who_has_not_signed_is_missing_too(open_form: Open) -> None:
    view = frozen_view()
    assert still_to_do(view) == ["Head of Study Program: not signed yet", "Dean: not signed yet",
                                 "CTL coordinator: not signed yet"]  # fmt: skip
    assert still_to_do(make_view("F2")) == ["Not frozen for signature yet."]
    assert still_to_do(frozen_view(status="signed")) == []
    side = open_form(view).editor.bench.side
    said = [label.text() for label in side.contents._missing.findChildren(QLabel)]
    assert "Dean: not signed yet" in said
    assert "Nothing is missing." not in said


def test_whose_silence_counts_as_acknowledgement_is_said_as_on_the_card(open_form: Open) -> None:
    view = frozen_view()
    silent = tuple(
        line if line.state == "done" else replace(line, deemed_on="2026-10-29")
        for line in view.signatures
    )
    side = open_form(replace(view, signatures=silent)).editor.bench.side
    said = [label.text() for label in side.contents._missing.findChildren(QLabel)]
    assert "Dean has not answered; deemed acknowledged since 29 Oct 2026." in said
    assert not any("not signed yet" in words for words in said)


@pytest.mark.parametrize("state", ["returned", "rejected"])
def test_what_somebody_decided_against_says_so_and_what_is_next(state: str) -> None:
    view = frozen_view(status=state)
    lines = tuple(replace(line, state=state) if line.role == "dean" else line
                  for line in view.signatures)  # fmt: skip
    (said,) = still_to_do(replace(view, signatures=lines))
    assert said.startswith(f"Dean: {state}")
    assert "Change…" in said


def test_a_form_that_was_opened_and_is_the_same_waits_for_who_has_not_signed(
    open_form: Open,
) -> None:
    """The board says so, too: what was signed holds, and the others sign as before."""
    view = frozen_view(read_only=False, is_unchanged=True)
    assert still_to_do(view) == still_to_do(frozen_view())
    assert still_to_do(replace(view, status="draft")) == ["Not frozen for signature yet."]
    side = open_form(view).editor.bench.side
    said = [label.text() for label in side.contents._missing.findChildren(QLabel)]
    assert "Dean: not signed yet" in said
    assert side.contents._layout.indexOf(side.contents._signatures) == 0
    way = next(
        b for b in side.contents._signatures.findChildren(QPushButton) if "record" in b.text()
    )
    assert way.isEnabled()


def test_a_draft_is_called_the_version_that_freezing_makes(qtbot: Any) -> None:
    view = make_view("F2", revisions=frozen_view().revisions)
    assert state_words(view)[0] == "Draft, version 2"
    dialog = FreezeDialog(view, (), {})
    qtbot.addWidget(dialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "Freezing makes version 2" in said
    same = replace(view, is_unchanged=True)
    assert state_words(same)[0] == "Draft, version 1"
    dialog = FreezeDialog(same, (), {})
    qtbot.addWidget(dialog)
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "The text is that of version 1: it is frozen again" in said


def test_the_number_of_an_earlier_version_stays_and_is_not_asked_for_again(qtbot: Any) -> None:
    view = make_view("F2", revisions=frozen_view().revisions)
    dialog = FreezeDialog(replace(view, header=replace(view.header, number="CTL/7")), (), {})
    qtbot.addWidget(dialog)
    assert (dialog.number.text(), dialog.number.isReadOnly()) == ("CTL/7", True)
    assert dialog.command().number == ""
    said = " ".join(label.text() for label in dialog.findChildren(QLabel))
    assert "It was given with the first version." in said
    assert "given from the series" not in said


def test_a_number_without_end_is_told_before_freezing(qtbot: Any) -> None:
    view = make_view("F2")
    dialog = FreezeDialog(replace(view, header=replace(view.header, number="")), (), {})
    qtbot.addWidget(dialog)
    assert dialog.number.placeholderText() == "given from the series"
    dialog.number.setText("9" * 81)
    dialog.number.changed.emit()
    assert dialog.why == "A document number is one line of at most 80 signs."
    assert not dialog.action.isEnabled()
    dialog.number.setText("CTL/8")
    dialog.number.changed.emit()
    assert dialog.command().number == "CTL/8"


def test_a_form_whose_stage_is_to_come_says_when_it_can_be_frozen(open_form: Open) -> None:
    view = make_view("F2")
    view = replace(
        view,
        header=replace(view.header, stage="discussion"),
        stage_titles={"proposal": Label("Proposal", "Penyusunan proposal")},
    )
    words = "Proposal can be frozen from stage 3 Proposal on; the card is in stage 2."
    stage = open_form(view)
    buttons = {button.text(): button for button in stage.editor.findChildren(QPushButton)}
    freeze = buttons["Freeze for signature…"]
    assert not freeze.isEnabled()
    assert freeze.toolTip() == words
    dialog = FreezeDialog(view, (), {})
    assert dialog.why == words
    assert not dialog.action.isEnabled()
    dialog.deleteLater()


def test_the_chip_counts_the_signatures() -> None:
    assert state_words(frozen_view())[0] == "Frozen, 1 of 4 signed"


# --- what changed --------------------------------------------------------------------------------


def test_what_changed_shows_the_redline(open_form: Open) -> None:
    view = make_view("F2", values={"p1": "New title"}, revisions=frozen_view().revisions)
    stage = open_form(view)
    stage.desk.frozen = Content({"p1": "Old title"})
    stage.editor.acts.toggle_changes()
    page = stage.editor.bench.changes
    assert stage.editor.bench.is_showing_changes
    assert "Title (English)" in page.toPlainText()
    assert "OldNew title" in page.toPlainText()
    page.go_requested.emit("p1")
    assert not stage.editor.bench.is_showing_changes


def test_what_changed_names_what_is_worked_out_too_as_the_print_does(open_form: Open) -> None:
    """On paper the sum of the hours stood among the changes, on screen it did not."""
    row = (Row("r9", "9", {"type": "reading", "hours": "12"}),)
    view = make_view("F2", rows={"p28": row}, revisions=frozen_view().revisions)
    stage = open_form(view)
    stage.desk.frozen = Content({"p28.total": "5"}, {"p28": (Row("r9", "9", {"hours": "5"}),)})
    stage.editor.acts.toggle_changes()
    page = stage.editor.bench.changes
    assert "Total hours" in page.toPlainText()
    QTest.keyClick(page, Qt.Key.Key_Escape)
    assert not stage.editor.bench.is_showing_changes


def test_what_changed_names_who_wrote_and_shows_one_of_them(open_form: Open) -> None:
    base = frozen_view().revisions
    row = (Row("r9", "9", {"code": "LO9", "statement": "New outcome"}),)
    stage = open_form(make_view("F2", rows={"p20": row}, revisions=base))
    stage.desk.change("p1", "New title", "Rina")
    stage.desk.change("p2", "Judul baru", "Budi")
    stage.desk.change("p20/r9/statement", "New outcome", "Budi")
    stage.session.reload()
    stage.editor.acts.toggle_changes()
    page = stage.editor.bench.changes
    text = page.toPlainText()
    assert "Rina\nNew title" in text
    assert "Row 1, new — Budi\nLO9 · New outcome" in text
    assert "Everybody  ·  Budi (2)  ·  Rina (1)" in text
    page.anchorClicked.emit(QUrl("who:1"))
    assert "Judul baru" in page.toPlainText()
    assert "New title" not in page.toPlainText()
    assert stage.editor.bench.is_showing_changes
    asked: list[object] = []
    stage.editor.print_requested.connect(asked.append)
    stage.editor.acts.print_form()
    page.anchorClicked.emit(QUrl("who:0"))
    assert "New title" in page.toPlainText()
    stage.editor.bench.hide_changes()
    stage.editor.acts.print_form()
    version = f"version:{base[0].version}"
    assert asked == [Marked("form-1", version, "", "Budi", ("Budi", "Rina")), "form-1"]


def test_what_was_written_before_the_version_names_nobody(open_form: Open) -> None:
    revision = replace(frozen_view().revisions[0], frozen_at="2026-11-23T02:00:00+00:00")
    stage = open_form(make_view("F2", revisions=(revision,)))
    stage.desk.change("p1", "New title", "Rina")
    stage.session.reload()
    stage.editor.acts.toggle_changes()
    assert "Rina" not in stage.editor.bench.changes.toPlainText()
    assert "New title" in stage.editor.bench.changes.toPlainText()


# --- going, printing, signing, files -------------------------------------------------------------


def test_going_back_stores_first(open_form: Open, qtbot: Any) -> None:
    stage = open_form()
    type_into(stage, "p1", "Triage")
    with qtbot.waitSignals([stage.editor.card_requested, stage.editor.closed]):
        stage.editor.go_back()
    assert stage.done[0].new == "Triage"


def test_what_cannot_be_stored_is_asked_about_before_leaving(open_form: Open, qtbot: Any) -> None:
    stage = open_form()
    type_into(stage, "p1", "Triage")
    stage.desk.refuse = LOCKED
    with answering(stays=True) as asked, qtbot.assertNotEmitted(stage.editor.closed):
        stage.editor.go_back()
    assert "1 text that you typed in this form is not stored." in asked[0]
    with answering(stays=False), qtbot.waitSignal(stage.editor.closed):
        stage.editor.go_back()


def test_the_window_may_close_it_only_after_asking(open_form: Open, qtbot: Any) -> None:
    stage = open_form()
    assert stage.editor.may_leave()
    type_into(stage, "p1", "Triage")
    assert stage.editor.may_leave()
    stage.desk.refuse = LOCKED
    stage.session.flush()
    with answering(stays=True) as asked:
        assert not stage.editor.may_leave()
    assert asked
    with answering(stays=False):
        assert stage.editor.may_leave()
    with answering(stays=True) as again:
        assert stage.editor.may_leave()
    assert again == []


@pytest.mark.parametrize("wish", ["print_requested", "sign_requested"])
def test_printing_and_signing_store_first(open_form: Open, qtbot: Any, wish: str) -> None:
    stage = open_form()
    type_into(stage, "p1", "Triage")
    with qtbot.waitSignal(getattr(stage.editor, wish)) as told:
        getattr(stage.editor.bench.bar, wish).emit()
    assert told.args == ["form-1"]
    assert stage.done[0].new == "Triage"


def test_a_file_is_attached_and_named_as_one_step(open_form: Open, tmp_path: Path) -> None:
    rows = (Row("r1", "1", {"kind": "survey"}),)
    stage = open_form(make_view(rows={"p11": rows}))
    scan = tmp_path / "scan.pdf"
    scan.write_bytes(b"x" * 10)
    stage.editor.acts.attach_file("p11/r1/file", scan)
    attach, write = stage.done
    assert isinstance(attach, AttachFile)
    assert (attach.name, attach.size, write.new) == ("scan.pdf", 10, attach.id)
    assert stage.desk.groups == [2]


def test_an_error_at_opening_can_be_tried_again(open_form: Open, qtbot: Any) -> None:
    from mcdesk.ui.forms.editor import FormEditor
    from tests.ui.forms.fakes import FakeDesk, FakeHost, FakeJobs

    class Broken(FakeDesk):
        def form(self, form: str) -> Any:
            raise LOCKED

    editor = FormEditor(FakeJobs(Broken(make_view())), "form-1", FakeHost())
    qtbot.addWidget(editor)
    assert editor.bench is None
    editor.go_back()
    editor.shut()


# --- look and language ---------------------------------------------------------------------------


def test_language_and_theme_change_without_losing_anything(open_form: Open, qapp: Any) -> None:
    stage = open_form()
    type_into(stage, "p1", "Triage")
    language.switch("id")
    assert stage.done[0].new == "Triage"
    assert stage.block("p1").editor.line.text() == "Triage"
    label = stage.editor.bench.outline.model().index(0, 0).data()
    assert label == "Identitas"
    theme.apply(qapp, "dark")
    assert stage.block("p1").editor.line.text() == "Triage"
    theme.apply(qapp, "light")


def test_every_shipped_form_opens_in_every_section(open_form: Open) -> None:
    for kind in ("F2", "F3", "F5", "F6", "F7", "F8", "F9", "R1", "R2", "R10", "R11", "R13", "R14"):
        stage = open_form(make_view(kind))
        for section in stage.desk.view.definition.sections:
            stage.editor.bench.show_section(section.id)
        stage.editor.shut()
        stage.editor.hide()


def test_a_sheet_says_at_its_name_which_it_is_and_whose(open_form: Open) -> None:
    view = make_view("F9", values={"e1": "u-rina"})
    bar = open_form(replace(view, header=replace(view.header, scope="2"))).editor.bench.bar
    assert bar._round.text() == "Round 1 · Sheet 2"
    assert bar._round.toolTip() == "Dr. Rina Wijaya, M.M."
