"""What collided stands side by side where there is room, and one below the other where not."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QTextTable

from mcdesk.application.views import AttentionLine, Collided
from mcdesk.procedure.stage import Label
from mcdesk.ui.team.collision import BESIDE, CollisionView

TEXT = Label("Catalogue text", "Teks katalog")
LINE = AttentionLine(
    n=1, kind="ValueSet", what=Label("Filled: Catalogue text", "Diisi: Teks katalog"), who="CTL-01",
    at="2026-11-23T02:10:00.000000Z", card_id="", card_code="", form_id="", form="", reasons=(),
    places=(Collided(TEXT, "Base.", "Mine.", "Theirs."), Collided(TEXT, "", "Mine, too.", "")),
    settles=("mine", "theirs"),
)  # fmt: skip


@pytest.fixture
def view(qtbot) -> CollisionView:
    made = CollisionView()
    qtbot.addWidget(made)
    made.show_line(LINE)
    made.resize(700, 400)
    made.show()
    return made


def tables(view: CollisionView) -> list[QTextTable]:
    frames = view.document().rootFrame().childFrames()
    return [each for each in frames if isinstance(each, QTextTable)]


def cells(table: QTextTable) -> list[str]:
    found = []
    for column in range(table.columns()):
        start = table.cellAt(1, column).firstCursorPosition()
        start.setPosition(table.cellAt(1, column).lastPosition(), start.MoveMode.KeepAnchor)
        found.append(start.selectedText())
    return found


def test_where_there_is_room_it_stands_side_by_side(view):
    assert not tables(view)
    assert "Before:" in view.toPlainText()
    view.resize(BESIDE + 60, 400)
    first, second = tables(view)
    assert (first.rows(), first.columns()) == (2, 3)
    base, mine, theirs = cells(first)
    assert base == "Base."
    assert mine.endswith("Mine.")
    assert theirs.endswith("Theirs.")
    assert cells(second)[0] == "(empty)"
    view.resize(700, 400)
    assert not tables(view)
    assert "Before:" in view.toPlainText()
