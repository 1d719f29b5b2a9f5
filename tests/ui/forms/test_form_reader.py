"""Whoever may not fill a form finds it shut before typing, and reads who may fill it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from mcdesk.errors import Finding, Refused
from mcdesk.procedure.content import Row
from tests.ui.forms.fakes import frozen_view, make_view
from tests.ui.forms.stage import Open, Stage

TEXT = "{person} may not do this on {code}; it takes: {roles}."
NO_RIGHT = Finding(
    "no_right", TEXT, {"person": "Reader", "code": "MC-1", "roles": "CTL; on its team: SME"}
)
SHUT = {"no_fill": NO_RIGHT, "no_write": NO_RIGHT}


def open_inputs(stage: Stage) -> list[str]:
    """Return what looks and acts as if it could be written, on every page of the form."""
    found: list[str] = []
    bench = stage.editor.bench
    for section in bench.sections:
        page = bench.page(section.id)
        bench.show_section(section.id)
        for kind in (QLineEdit, QPlainTextEdit):
            found += [f"{section.id}: {w.accessibleName()}" for w in page.findChildren(kind)
                      if w.isEnabled() and not w.isReadOnly() and w.isVisible()]  # fmt: skip
        for kind in (QCheckBox, QComboBox):
            found += [f"{section.id}: {w.accessibleName()}" for w in page.findChildren(kind)
                      if w.isEnabled() and w.isVisible()]  # fmt: skip
        for pill in page.findChildren(QAbstractButton):
            if pill.isCheckable() and pill.isVisible() and not isinstance(pill, QCheckBox):
                before = pill.isChecked()
                QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
                QTest.keyClick(pill, Qt.Key.Key_Space)
                if pill.isChecked() != before:
                    found.append(f"{section.id}: {pill.text()}")
        for table in page.findChildren(QTableView):
            model = table.model()
            cells = (model.index(r, c) for r in range(model.rowCount())
                     for c in range(model.columnCount()))  # fmt: skip
            found += [f"{section.id}: {i.row()}/{i.column()}" for i in cells
                      if model.flags(i) & Qt.ItemFlag.ItemIsEditable]  # fmt: skip
    return found


@pytest.mark.parametrize("kind", ["F2", "F3", "F5", "F6", "F9", "R1", "R10"])
@pytest.mark.parametrize("view", [make_view, frozen_view])
def test_a_reader_finds_nothing_open(open_form: Open, kind: str, view: Callable[..., Any]) -> None:
    stage = open_form(view(kind, **SHUT))
    assert open_inputs(stage) == []
    assert stage.done == []


def test_what_is_drawn_open_for_whoever_may_fill_it(open_form: Open) -> None:
    assert open_inputs(open_form(make_view("F2")))


@pytest.mark.parametrize("view", [make_view, frozen_view])
def test_a_line_says_who_may_fill_it(open_form: Open, view: Callable[..., Any]) -> None:
    notice = open_form(view(**SHUT)).editor.bench.state_notice
    assert notice.isVisible()
    said = "Reader can only read this form. Who may fill it: CTL; on its team: SME."
    assert said in notice.words
    assert "can still be written" not in notice.words


def test_many_who_may_fill_it_are_said_shortly_and_listed_when_pointed_at(open_form: Open) -> None:
    roles = f"{', '.join(f'Role {n}' for n in range(12))}; on its team: SME, ID"
    many = replace(NO_RIGHT, params={**NO_RIGHT.params, "roles": roles, "team": "SME, ID"})
    notice = open_form(make_view(no_fill=many, no_write=many)).editor.bench.state_notice
    short = "Reader can only read this form; the team of this micro-credential may fill it."
    assert notice.words == short
    assert notice.toolTip() == f"Reader can only read this form. Who may fill it: {roles}."
    assert notice.accessibleDescription() == notice.toolTip()
    no_team = replace(many, params={**many.params, "team": ""})
    told = open_form(make_view(no_fill=no_team, no_write=no_team)).editor.bench.state_notice
    assert roles in told.words


def test_a_reader_is_not_told_what_to_type(open_form: Open) -> None:
    """What says what belongs into an empty field looks like an answer where none can be given."""

    def hints(view: Any) -> list[str]:
        bench = open_form(view).editor.bench
        pages = [bench.page(section.id) for section in bench.sections]
        boxes = [box for page in pages for kind in (QLineEdit, QPlainTextEdit)
                 for box in page.findChildren(kind) if box.isVisibleTo(page)]  # fmt: skip
        return [box.placeholderText() for box in boxes if box.placeholderText()]

    assert "Type a part of the name" in hints(make_view("F2"))
    assert hints(make_view("F2", **SHUT)) == []


def test_a_table_says_who_may_fill_it(open_form: Open) -> None:
    rows = {"p20": (Row("a", "1", {"code": "LO1"}),)}
    stage = open_form(make_view(rows=rows, **SHUT))
    block = stage.block("p20")
    block.focus_path("p20/a/code")
    QTest.keyClick(block.editor.view, Qt.Key.Key_Delete)
    assert "it takes: CTL" in block.editor._notice.words


def test_of_a_completed_card_only_what_stays_open_can_be_written(open_form: Open) -> None:
    ended = Finding("completed", "It is complete.")
    stage = open_form(make_view("F5", no_fill=ended))
    assert stage.editor.inspector.can_edit("c1", "status")
    assert not stage.editor.inspector.can_edit("c1", "maker")


@pytest.mark.parametrize(
    ("kind", "open_", "stays"), [("F2", (), False), ("F2", ("p8",), True), ("F5", (), True)]
)
def test_a_frozen_form_says_that_something_stays_open_only_where_it_does(
    open_form: Open, kind: str, open_: tuple[str, ...], stays: bool
) -> None:
    stage = open_form(frozen_view(kind, open_paths=open_))
    words = stage.editor.bench.state_notice.words
    assert words.startswith("Frozen as version 1")
    assert ("can still be written" in words) is stays


def test_nothing_is_taken_over_or_put_back_into_a_form_that_is_shut(open_form: Open) -> None:
    stage = open_form(make_view(**SHUT))
    assert not stage.editor.acts.may_take_over()
    assert not stage.editor.bench.bar.out.isEnabled()
    stage.session.keeper.keep_aside("p1", None, "kept")
    assert not stage.session.put_back(stage.session.keeper.aside[0])


def test_a_refusal_for_want_of_a_right_offers_no_second_try(open_form: Open) -> None:
    stage = open_form()
    stage.desk.refuse = Refused(NO_RIGHT)
    stage.session.set("p1", "typed")
    bar = stage.editor.bench.bar
    assert bar._saved.text() == "Not yours to fill in; kept on this computer"
    assert bar._retry.isHidden()
    stage.desk.refuse = None
    stage.session.retry()
    assert bar._saved.text().startswith("Saved")


def test_sign_stands_out_only_for_whoever_decides_themselves(open_form: Open) -> None:
    view = frozen_view()

    def sign(stage: Stage) -> QPushButton:
        return stage.editor.bench.bar._sign

    assert sign(open_form(view)).property("kind") == "primary"
    lines = tuple(replace(line, unheld=NO_RIGHT) for line in view.signatures)
    other = sign(open_form(replace(view, signatures=lines)))
    assert other.isEnabled()
    assert other.property("kind") != "primary"
    assert other.toolTip() == "You decide here only for somebody else, by a letter."
