"""The heights of a table's rows: those in sight at once, all others soon, and nothing jumps."""

from __future__ import annotations

from typing import Any

import pytest

from mcdesk.procedure.content import Row
from mcdesk.ui.forms.delegate import LOW
from tests.ui.forms.fakes import make_view
from tests.ui.forms.stage import Open

SENTENCE = "Pada adegan ini sukarelawan mendekati warga yang bertikai, lalu bertanya. "
SCENES = 250


@pytest.fixture
def view(open_form: Open) -> Any:
    """The table of a long storyboard, each narration of which takes several lines."""
    rows = tuple(
        Row(f"s{n}", f"{n:03}", {"video": "V1", "narration": SENTENCE * (2 + n % 3)})
        for n in range(SCENES)
    )
    return open_form(make_view("F7", rows={"d12": rows}), at="d12").block("d12").editor.view


def high(view: Any) -> list[int]:
    return [row for row in range(SCENES) if view.rowHeight(row) > 2 * LOW]


def test_rows_in_sight_have_their_heights_at_once(view: Any) -> None:
    last = view.rowAt(view.viewport().height() - 1)
    assert set(range(last + 1)) <= set(high(view))


def test_all_rows_get_theirs(view: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: len(high(view)) == SCENES)


def test_a_row_far_down_that_is_gone_to_is_seen_whole(view: Any) -> None:
    assert view.show_path("d12/s220/narration")
    assert view.rowHeight(220) > 2 * LOW
    cell = view.visualRect(view.currentIndex())
    assert cell.top() >= 0
    assert cell.bottom() <= view.viewport().height()


def test_what_is_in_sight_stays_while_rows_above_are_measured(view: Any, qtbot: Any) -> None:
    view.show_path("d12/s220/narration")
    before = view.visualRect(view.currentIndex()).top()
    qtbot.waitUntil(lambda: len(high(view)) == SCENES)
    assert view.visualRect(view.currentIndex()).top() == before


def test_rows_keep_their_heights_when_one_comes_above_them(view: Any, qtbot: Any) -> None:
    qtbot.waitUntil(lambda: len(high(view)) == SCENES)
    session = view.model()._session
    longer = [Row("new", "0000", {}), *session.content.rows["d12"]]
    view.model().sync(tuple(longer))
    qtbot.waitUntil(lambda: not view._measure.isActive() and not view._heights._rest.isActive())
    assert view.rowHeight(0) < 2 * LOW
    assert all(view.rowHeight(row) > 2 * LOW for row in range(1, SCENES + 1))
