"""The palette undoes the step that it shows, and no other."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from mcdesk.ui.actions import Action
from mcdesk.ui.palette import Palette


@pytest.mark.parametrize(("id_", "is_done"), [("undo", False), ("redo", False), ("print", True)])
def test_a_step_that_is_another_by_now_is_not_done(qtbot: Any, id_: str, *, is_done: bool) -> None:
    window, done, missed = QWidget(), [], []
    qtbot.addWidget(window)
    made = QAction("Step of MC-1", window)
    made.triggered.connect(lambda: done.append(made.text()))
    declared = Action(id=id_, title="Step", callback=print)
    palette = Palette(lambda: [(declared, made)], list, print, window, list, lambda _words: ())
    palette.missed.connect(missed.append)
    (hit,) = palette.matches("step")
    made.setText("Step in the proposal")
    hit.run()
    assert (done, missed) == ((["Step in the proposal"], []) if is_done else ([], ["Step of MC-1"]))


def test_a_step_that_is_the_same_still_is_done(qtbot: Any) -> None:
    window, done = QWidget(), []
    qtbot.addWidget(window)
    made = QAction("Undo the move of MC-1", window)
    made.triggered.connect(lambda: done.append(1))
    declared = Action(id="undo", title="Undo", callback=print)
    palette = Palette(lambda: [(declared, made)], list, print, window, list, lambda _words: ())
    (hit,) = palette.matches("undo")
    hit.run()
    assert done == [1]


def test_what_two_tabs_offer_is_found_once_as_it_can_be_done(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shut, open_ = QAction("Sign or record…", window), QAction("Sign or record…", window)
    shut.setEnabled(False)
    found = [(Action(id=name, title="Sign or record…", callback=print), made)
             for name, made in (("forms.sign", shut), ("signing.sign", open_))]  # fmt: skip
    palette = Palette(lambda: found, list, print, window, list, lambda _words: ())
    assert len(palette.matches("sign")) == 1
    open_.setEnabled(False)
    assert len(palette.matches("sign")) == 2


def test_what_is_longer_than_the_list_ends_in_dots_and_nothing_lies_beside_it(qtbot: Any) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    title = "Proses Persetujuan dan Daftar Periksa Kredensial Mikro " * 3
    made = QAction(title, window)
    declared = Action(id="long", title=title, callback=print)
    palette = Palette(lambda: [(declared, made)], list, print, window, list, lambda _words: ())
    palette.open()
    assert palette.list.horizontalScrollBar().maximum() == 0
    assert palette.list.item(0).toolTip().startswith(title.strip())
    palette.close()
