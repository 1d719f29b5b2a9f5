"""The sheet of a signature by keyboard: what Tab comes to, and what Space leaves chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mcdesk.ui.forms.pills import Pills
from mcdesk.ui.forms.pin import PinBox
from mcdesk.ui.forms.sign import SignDialog
from tests.ui.forms.fakes import FakeDesk, frozen_view
from tests.ui.tabs import awake


@pytest.fixture
def dialog(qtbot: Any) -> SignDialog:
    view = frozen_view()
    made = SignDialog(view, view.signatures[1], FakeDesk(view).info())
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def stops(dialog: SignDialog, first: QWidget, count: int) -> list[QWidget]:
    """Return what Tab comes to; a row of answers counts as one stop."""
    first.setFocus()
    found = [first]
    while len(found) < count:
        QTest.keyClick(QApplication.focusWidget() or dialog, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None
        above = now.parentWidget()
        found.append(above if isinstance(above, Pills) else now)
    return found


@pytest.mark.parametrize("again", [False, True])
def test_tab_goes_as_the_sheet_is_read(dialog: SignDialog, again: bool) -> None:
    if again:
        dialog.role.setCurrentIndex(1)
        dialog.role.activated.emit(1)
        QApplication.processEvents()
    assert dialog._decisions is not None
    assert dialog._media is not None
    assert stops(dialog, dialog.role, 7) == [
        dialog.role, dialog._decisions, dialog.note, dialog.person, dialog.capacity,
        dialog._media, dialog.on,
    ]  # fmt: skip
    dialog._decisions.press(next(iter(dialog._decisions._pills)))
    assert stops(dialog, dialog.role, 3)[1:] == [dialog._decisions, dialog.note]


def test_space_on_what_is_chosen_leaves_it_chosen(dialog: SignDialog) -> None:
    media = dialog._media
    assert media is not None
    assert media.values() == ["paper"]
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Delete):
        media._pills["paper"].setFocus()
        QTest.keyClick(media._pills["paper"], key)
        assert media.values() == ["paper"]
    media.press("letter")
    assert media.values() == ["letter"]
    assert dialog._evidence.isVisible()


def test_how_long_a_pin_is_is_said_before_it_is_chosen(qtbot: Any) -> None:
    choose, locked = (PinBox(each, sample=False) for each in ("choose", "locked"))
    for box, is_told in ((choose, True), (locked, False)):
        qtbot.addWidget(box)
        told = [label.text() for label in box.findChildren(QLabel)]
        assert ("At least 6 characters." in told) == is_told


def test_both_places_for_a_pin_stand_in_one_line(qtbot: Any) -> None:
    """Only one of them has a hint below it."""
    box = PinBox("choose", sample=False)
    qtbot.addWidget(box)
    box.resize(460, 200)
    box.show()
    tops = [each.mapTo(box, QPoint(0, 0)).y() for each in (box.pin, box.again)]
    assert tops[0] == tops[1]
    assert abs(box.pin.width() - box.again.width()) <= 1


def test_on_a_low_screen_the_pin_is_not_scrolled_out_of_sight(qtbot: Any) -> None:
    """What stands above it is."""
    view = frozen_view()
    info = replace(FakeDesk(view).info(), roles=("hsp",), person_id="u-budi")
    line = next(each for each in view.signatures if each.role == "hsp")
    dialog = awake(qtbot, SignDialog(view, line, info, None, "choose"))
    assert dialog._media is not None
    if dialog.medium() != "program":
        dialog._media.press("program")
    dialog.person.setText("Budi Santoso")
    dialog.resize(600, 460)
    QApplication.processEvents()
    assert dialog._scroll.verticalScrollBar().maximum() > 0
    for place in (dialog.pin.pin, dialog.pin.again):
        assert place.visibleRegion().boundingRect().height() == place.height() > 0


def test_no_pin_is_asked_where_somebody_else_decides(qtbot: Any) -> None:
    view = frozen_view()
    info = replace(FakeDesk(view).info(), roles=("hsp",), person_id="u-budi")
    line = next(each for each in view.signatures if each.role == "hsp")
    dialog = awake(qtbot, SignDialog(view, line, info, None, "choose"))
    assert dialog._media is not None
    if dialog.medium() != "program":
        dialog._media.press("program")
    dialog.person.setText("Budi Santoso")
    dialog._on_changed()
    assert dialog.pin.isVisible()
    other = next(each for each in view.persons if each.id != "u-budi")
    dialog.person.setText(dialog._names.person(other.id))
    dialog._on_changed()
    assert not dialog.pin.isVisible()
    assert dialog.faults(), "somebody else cannot sign in the program"
    assert not any("PIN" in words for words in dialog.faults())
