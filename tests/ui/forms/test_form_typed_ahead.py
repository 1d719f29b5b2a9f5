"""What is typed or clicked ahead, while the form is busy, is never lost."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open, Stage

SCORES = [str(2 + n % 3) for n in range(36)]


@pytest.fixture
def stage(open_form: Open) -> Stage:
    return open_form(make_view("F9"))


@pytest.fixture
def rows(stage: Stage) -> Any:
    found = stage.block("e3").editor.rows
    assert len(found) == len(SCORES)
    found[0].pills.setFocus()
    return found


def queue(stage: Stage, keys: Iterable[Any]) -> None:
    """Put keys into the window's queue, as the system does while the window is busy."""
    window = stage.editor.window().windowHandle()
    for key in keys:
        text = key if isinstance(key, str) else ""
        code = Qt.Key(ord(text)) if text else key
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, text)
            QCoreApplication.postEvent(window, event)


def typed(scores: Iterable[str]) -> list[Any]:
    return [key for score in scores for key in (score, Qt.Key.Key_Down)]


def given(rows: Any) -> list[Any]:
    return [row._session.content.value(row.path) for row in rows]


def shown(rows: Any) -> list[Any]:
    return [row.pills.values() for row in rows]


def sent(stage: Stage) -> dict[str, Any]:
    return {each.path: each.new for each in stage.done if hasattr(each, "path")}


def expected(rows: Any, scores: Iterable[str]) -> dict[str, str]:
    return {row.path: score for row, score in zip(rows, scores, strict=True)}


def test_scores_that_are_queued_while_the_window_is_busy_all_arrive(
    stage: Stage, rows: Any
) -> None:
    queue(stage, typed(SCORES))
    assert given(rows) == [None] * len(rows)
    QApplication.processEvents()
    assert given(rows) == SCORES
    stage.editor.flush()
    assert sent(stage).items() >= expected(rows, SCORES).items()


def test_scores_that_are_typed_while_others_are_stored_all_arrive(stage: Stage, rows: Any) -> None:
    stage.jobs.hold = True
    queue(stage, typed(SCORES[:20]))
    QApplication.processEvents()
    queue(stage, typed(SCORES[20:]))
    QApplication.processEvents()
    again = [str(1 + n % 4) for n in range(len(rows))]
    queue(stage, [Qt.Key.Key_Up] * len(rows) + typed(again))
    QApplication.processEvents()
    assert given(rows) == again
    while stage.jobs.waiting:
        stage.jobs._do(*stage.jobs.waiting.pop(0))
        QApplication.processEvents()
        assert given(rows) == again
    assert shown(rows) == [[score] for score in again]
    assert sent(stage).items() >= expected(rows, again).items()
    assert rows[-1].pills.isAncestorOf(QApplication.focusWidget())


def test_keys_between_what_comes_back_find_their_item(stage: Stage, rows: Any) -> None:
    stage.jobs.hold = True
    for place, score in enumerate(SCORES):
        queue(stage, typed([score]))
        QApplication.processEvents()
        if place % 3 == 2 and stage.jobs.waiting:
            stage.jobs._do(*stage.jobs.waiting.pop(0))
    stage.jobs.pump()
    assert given(rows) == SCORES
    assert sent(stage).items() >= expected(rows, SCORES).items()


def test_clicks_that_are_queued_while_others_are_stored_all_arrive(stage: Stage, rows: Any) -> None:
    stage.jobs.hold = True
    window = stage.editor.window()
    for row in rows[:6]:
        pill = row.pills._pills["4"]
        place = QPointF(pill.mapTo(window, pill.rect().center()))
        for kind, held in (
            (QEvent.Type.MouseButtonPress, Qt.MouseButton.LeftButton),
            (QEvent.Type.MouseButtonRelease, Qt.MouseButton.NoButton),
        ):
            event = QMouseEvent(
                kind, place, window.mapToGlobal(place), Qt.MouseButton.LeftButton, held,
                Qt.KeyboardModifier.NoModifier,
            )  # fmt: skip
            QCoreApplication.postEvent(window.windowHandle(), event)
    QApplication.processEvents()
    QTest.qWait(1)
    seen = [row for row in rows[:6] if row.pills._pills["4"].visibleRegion().boundingRect()]
    assert len(seen) > 2
    assert given(seen) == ["4"] * len(seen)
    stage.jobs.pump()
    assert shown(seen) == [["4"]] * len(seen)
