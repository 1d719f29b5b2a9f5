"""Layouts whose height follows from their width: worked out once, and anew when something grew."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from typing_extensions import override

from mcdesk.ui.forms.abreast import AbreastLayout
from mcdesk.ui.forms.parts import FlowLayout

if TYPE_CHECKING:
    from PySide6.QtCore import QRect

    from mcdesk.ui.forms.parts import ItemsLayout

NARROW = 120


class CountingFlow(FlowLayout):
    """A flow that counts how often it was arranged."""

    count_ = 0

    @override
    def _arrange(self, rect: QRect, *, move: bool) -> int:
        self.count_ += 1
        return super()._arrange(rect, move=move)


def shown(qtbot: Any, layout: ItemsLayout) -> tuple[QWidget, QLabel]:
    holder, label = QWidget(), QLabel("short")
    qtbot.addWidget(holder)
    holder.setLayout(layout)
    layout.addWidget(label)
    layout.addWidget(QLabel("another"))
    holder.resize(400, 200)
    holder.show()
    qtbot.waitExposed(holder)
    return holder, label


def test_the_same_width_is_worked_out_once(qtbot: Any) -> None:
    layout = CountingFlow()
    _holder, label = shown(qtbot, layout)
    layout.invalidate()
    layout.count_ = 0
    assert layout.heightForWidth(NARROW) == layout.heightForWidth(NARROW)
    assert layout.count_ == 1
    label.setText("a text that has no room beside the other")
    assert layout.heightForWidth(NARROW) > 0
    assert layout.count_ == 2


@pytest.mark.parametrize("make", [FlowLayout, lambda: AbreastLayout(gap=4)])
def test_what_grew_is_measured_anew(qtbot: Any, make: Any) -> None:
    layout = make()
    _holder, label = shown(qtbot, layout)
    wide = max(layout.sizeHint().width(), 1)
    low = layout.heightForWidth(1_000)
    label.setText("a text of two lines\nof which the second is longer than all")
    assert layout.heightForWidth(1_000) > low
    assert layout.minimumSize().width() > wide // 2
    assert layout.sizeHint().width() > wide


@pytest.mark.parametrize("make", [FlowLayout, lambda: AbreastLayout(gap=4)])
def test_what_is_taken_out_or_hidden_takes_no_room(qtbot: Any, make: Any) -> None:
    layout = make()
    _holder, label = shown(qtbot, layout)
    label.setText("first\nsecond\nthird")
    high = layout.heightForWidth(1_000)
    label.hide()
    low = layout.heightForWidth(1_000)
    assert low < high
    label.show()
    assert layout.heightForWidth(1_000) == high
    layout.takeAt(0)
    assert layout.heightForWidth(1_000) == low


def test_a_size_that_was_handed_out_may_be_changed(qtbot: Any) -> None:
    layout = FlowLayout()
    shown(qtbot, layout)
    given = layout.minimumSize()
    given.setWidth(0)
    assert layout.minimumSize().width() > 0
