"""A form that somebody else freezes while one types in it: told at once, and nothing is lost."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton

from mcdesk.application.drafts import DraftFile
from mcdesk.application.views import Changes
from mcdesk.errors import Finding, Refused
from mcdesk.procedure.content import Row
from tests.ui.forms.barred import box_of, freeze, press, type_on
from tests.ui.forms.fakes import frozen_view, make_view
from tests.ui.forms.stage import Open


@pytest.mark.parametrize("path", ["p1", "p10"])
def test_a_freeze_while_one_types_is_told_at_once_and_at_the_field(
    open_form: Open, path: str, tmp_path: Any
) -> None:
    stage = open_form(make_view(values={path: "Stored."}), drafts=tmp_path / "d")
    field = type_on(stage, path, " My next words")
    typed = field.text() if hasattr(field, "text") else field.toPlainText()
    freeze(stage)
    shown = field.text() if hasattr(field, "text") else field.toPlainText()
    assert shown == "Stored."
    assert stage.session.save_state == "saved"
    assert not stage.done
    box = box_of(stage, path)
    assert box.isVisible()
    assert box.words.startswith("Ana Lestari froze this form as version 2 while you were typing")
    assert box.mine.toPlainText() == typed
    notice = stage.editor.bench.notice
    assert notice.isVisible()
    assert "Ana Lestari froze this form as version 2" in notice.words
    assert [kept.text for kept in stage.session.keeper.aside] == [typed]
    (kept,) = DraftFile(tmp_path / "d").of_form("form-1")[1]
    assert kept.text == typed
    assert not DraftFile(tmp_path / "d").of_form("form-1")[0]
    assert stage.editor.may_leave()


def test_the_draft_of_a_frozen_field_is_copied_and_put_away(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored."}))
    type_on(stage, "p1", " More")
    freeze(stage)
    press(stage, "p1", "Copy")
    assert "More" in QGuiApplication.clipboard().text()
    press(stage, "p1", "Give mine up")
    assert not box_of(stage, "p1").isVisible()
    assert not stage.session.keeper.aside


def test_the_draft_is_put_back_once_the_form_is_open_again(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored."}))
    field = type_on(stage, "p1", " More")
    typed = field.text()
    freeze(stage)
    names = {b.text() for b in box_of(stage, "p1").findChildren(QPushButton)}
    assert "Put back" not in names
    stage.desk.view = make_view(values={"p1": "Stored."})
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source="exchange"))
    press(stage, "p1", "Put back")
    assert stage.desk.view.content.value("p1") == typed
    assert not box_of(stage, "p1").isVisible()


def test_what_was_on_its_way_when_the_freeze_came_is_kept_apart_too(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored."}))
    field = type_on(stage, "p1", " More")
    typed = field.text()
    stage.desk.refuse = Refused(Finding("frozen", "The form is frozen."))
    QTest.keyClicks(field, "\t")
    assert stage.session.save_state == "failed"
    freeze(stage)
    assert stage.session.save_state == "saved"
    assert box_of(stage, "p1").mine.toPlainText() == typed
    assert field.text() == "Stored."


def test_words_that_stand_in_the_frozen_version_are_not_told_of(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": ""}))
    type_on(stage, "p1", "Same")
    stage.desk.change("p1", "Same")
    freeze(stage)
    assert stage.block("p1").barred is None
    assert not stage.session.keeper.aside


def test_of_two_texts_the_later_stands_though_the_earlier_is_refused_after_it(
    open_form: Open,
) -> None:
    stage = open_form(make_view(values={"p1": "Stored."}))
    session = stage.session
    sent: list[Any] = []
    session._jobs = SimpleNamespace(run=lambda *given: sent.append(given))
    session.set("p1", "Stored. A")
    session.enter("p1")
    session.write("p1", "Stored. A and B")
    view = frozen_view(content=stage.desk.view.content)
    session._on_read((Changes(), view))
    _job, _done, failed = sent[0]
    failed(Refused(Finding("frozen", "The form is frozen.")))
    assert box_of(stage, "p1").mine.toPlainText() == "Stored. A and B"
    assert {kept.text for kept in session.keeper.aside} == {"Stored. A", "Stored. A and B"}


def test_every_cell_that_was_closed_stands_at_its_table(open_form: Open) -> None:
    rows = tuple(Row(f"r{n}", str(n), {"statement": "Stored"}) for n in (1, 2))
    stage = open_form(make_view(rows={"p20": rows}))
    for n in (1, 2):
        path = f"p20/r{n}/statement"
        stage.session.enter(path)
        stage.session.write(path, f"Mine {n}")
    freeze(stage)
    boxes = stage.block("p20").barred.boxes
    assert [box.mine.toPlainText() for box in boxes.values()] == ["Mine 1", "Mine 2"]
    said = [[label.text() for label in box.findChildren(QLabel) if label.isVisible()]
            for box in boxes.values()]  # fmt: skip
    assert said[0][0].startswith("Row 1 · ")
    assert len(said[0]) == 2
    assert len(said[1]) == 1
    assert said[1][0].startswith("Row 2 · ")
    first, second = boxes.values()
    next(b for b in first.findChildren(QPushButton) if b.text() == "Give mine up").click()
    assert not first.isVisible()
    assert second.isVisible()
