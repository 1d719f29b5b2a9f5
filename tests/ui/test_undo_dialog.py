"""What is asked before a change of the history is undone: when, and which cards it names once."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel

from mcdesk.application.views import HistoryLine
from mcdesk.procedure.stage import Label
from mcdesk.ui.taking_back import UndoDialog, reaches_far


def line(**reach: object) -> HistoryLine:
    what = Label("Handed over", "Dialihkan")
    plain = ("e", "2026-11-23T09:00:00Z", "SME-03", "DutiesHandedOver", what, "T-1", "c1")
    return HistoryLine(*plain, undoable=True, **reach)


def named(*codes: str) -> tuple[tuple[str, Label], ...]:
    return tuple((code, Label(f"Title of {code}", f"Judul {code}")) for code in codes)


@pytest.mark.parametrize(
    ("reach", "is_far"),
    [
        ({"cards": ("T-1",)}, False),
        ({"cards": ()}, False),
        ({"cards": ("T-1", "T-2")}, True),
        ({"cards": ("T-1",), "takes": named("T-1")}, True),
        ({"cards": ("T-1",), "brings": named("T-1")}, True),
    ],
)
def test_it_is_asked_where_cards_come_or_go_or_several_change(reach, is_far):
    assert reaches_far(line(**reach)) is is_far


def test_a_card_that_goes_or_comes_is_not_named_as_changed_too(qtbot):
    cards = tuple(f"T-{n}" for n in range(1, 6))
    dialog = UndoDialog(line(cards=cards, takes=named("T-1"), brings=named("T-2", "T-3")))
    qtbot.addWidget(dialog)
    said = "\n".join(label.text() for label in dialog.findChildren(QLabel))
    for code in cards:
        assert said.replace(f"Title of {code}", "").count(code) == 1
    assert "2 micro-credentials change, too:" in said
