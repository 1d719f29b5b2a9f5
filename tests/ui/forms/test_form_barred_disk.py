"""A freeze comes while drafts cannot be written: it is said, and leaving asks first."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from mcdesk.application.drafts import DraftFile
from tests.ui.forms.barred import box_of, freeze, type_on
from tests.ui.forms.fakes import make_view
from tests.ui.forms.hands import answering
from tests.ui.forms.stage import Open, Stage

APPEND = DraftFile.append


def fail(*_given: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.fixture
def full(open_form: Open, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A form that was frozen while one typed in it, on a disk that is full."""
    stage = open_form(make_view(values={"p1": "Stored."}), drafts=tmp_path / "d")
    monkeypatch.setattr(DraftFile, "append", fail)
    type_on(stage, "p1", " My next words")
    freeze(stage)
    stage.editor.save_drafts()
    stage.session.save_drafts()
    return stage


def test_the_box_says_that_the_words_are_not_on_the_disk(full: Stage) -> None:
    assert "could not be written to the disk" in box_of(full, "p1").words
    assert full.session.save_state == "failed"
    said = [label.text() for label in full.editor.findChildren(QLabel)]
    assert "Drafts cannot be written to the disk" in said


def test_leaving_asks_and_says_that_the_words_would_be_lost(full: Stage, qtbot: Any) -> None:
    with answering(stays=True) as asked:
        assert not full.editor.may_leave()
    assert "if you leave now, it is lost" in asked[0]
    with answering(stays=True) as asked, qtbot.assertNotEmitted(full.editor.closed):
        full.editor.go_back()
    assert asked
    with answering(stays=False), qtbot.waitSignal(full.editor.closed):
        full.editor.go_back()


def test_once_the_disk_has_room_they_are_kept_and_leaving_asks_nothing(
    full: Stage, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(DraftFile, "append", APPEND)
    assert full.editor.save_drafts()
    full.session.save_drafts()
    assert "they are kept as a draft on this computer" in box_of(full, "p1").words
    (kept,) = DraftFile(tmp_path / "d").of_form("form-1")[1]
    assert "My next words" in kept.text
    assert full.editor.may_leave()
