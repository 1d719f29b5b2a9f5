"""A form that somebody else freezes while one types in it: told at once, and nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from mcdesk.application.drafts import DraftFile
from mcdesk.application.views import Changes
from mcdesk.errors import Finding, Refused
from tests.ui.forms.fakes import Stage, frozen_view, make_view

Open = Callable[..., Stage]


def type_on(stage: Stage, path: str, words: str) -> Any:
    block = stage.block(path)
    block.focus_path(path)
    field = block.editor.focusProxy()
    QTest.keyClicks(field, words)
    return field


def freeze(stage: Stage) -> None:
    """Let what somebody else froze arrive by an exchange."""
    view = frozen_view(content=stage.desk.view.content)
    revision = replace(view.revision, version=2, frozen_by="Ana Lestari")
    stage.desk.view = replace(view, revision=revision)
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source="exchange"))


def press(stage: Stage, path: str, words: str) -> None:
    box = stage.block(path).barred
    next(b for b in box.findChildren(QPushButton) if b.text() == words).click()


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
    box = stage.block(path).barred
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
    press(stage, "p1", "Put away")
    assert not stage.block("p1").barred.isVisible()
    assert not stage.session.keeper.aside


def test_the_draft_is_put_back_once_the_form_is_open_again(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored."}))
    field = type_on(stage, "p1", " More")
    typed = field.text()
    freeze(stage)
    names = {b.text() for b in stage.block("p1").barred.findChildren(QPushButton)}
    assert "Put back" not in names
    stage.desk.view = make_view(values={"p1": "Stored."})
    stage.editor.apply_changes(Changes(forms=frozenset(("form-1",)), source="exchange"))
    press(stage, "p1", "Put back")
    assert stage.desk.view.content.value("p1") == typed
    assert not stage.block("p1").barred.isVisible()


def test_what_was_on_its_way_when_the_freeze_came_is_kept_apart_too(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": "Stored."}))
    field = type_on(stage, "p1", " More")
    typed = field.text()
    stage.desk.refuse = Refused(Finding("frozen", "The form is frozen."))
    QTest.keyClicks(field, "\t")
    assert stage.session.save_state == "failed"
    freeze(stage)
    assert stage.session.save_state == "saved"
    assert stage.block("p1").barred.mine.toPlainText() == typed
    assert field.text() == "Stored."


def test_words_that_stand_in_the_frozen_version_are_not_told_of(open_form: Open) -> None:
    stage = open_form(make_view(values={"p1": ""}))
    type_on(stage, "p1", "Same")
    stage.desk.change("p1", "Same")
    freeze(stage)
    assert stage.block("p1").barred is None
    assert not stage.session.keeper.aside
