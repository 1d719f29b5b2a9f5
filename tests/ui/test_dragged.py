"""Files that are dropped on text: the path of a file never becomes its words."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDateEdit,
    QDialog,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from mcdesk.ui import launch
from mcdesk.ui.dragged import FilesPassText
from mcdesk.ui.filing.dropping import DropTarget, files_in
from mcdesk.ui.forms.inputs import GrowingText, Line

PRESS = (Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
COPY = Qt.DropAction.CopyAction


@pytest.fixture(autouse=True)
def pass_text(qapp):
    made = FilesPassText(qapp)
    yield
    made.deleteLater()


def editable() -> QComboBox:
    made = QComboBox()
    made.setEditable(True)
    return made


def shown(qtbot, window: QWidget, *inputs: QWidget) -> None:
    column = QVBoxLayout(window)
    for each in inputs:
        column.addWidget(each)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWindow() is window.windowHandle())


def a_file() -> QMimeData:
    """Return a drag of a file as managers of files give it: with its path as text, too."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/tmp/back.pdf")])
    data.setText("file:///tmp/back.pdf")
    return data


def words() -> QMimeData:
    data = QMimeData()
    data.setText("words")
    return data


def a_link() -> QMimeData:
    """Return a drag of an address as browsers give it."""
    data = QMimeData()
    data.setUrls([QUrl("https://doi.org/10.1000/182")])
    data.setText("https://doi.org/10.1000/182")
    return data


def over(window: QWidget, target: QWidget) -> QPoint:
    return target.mapTo(window, QPoint(8, target.height() // 2))


def drag(window: QWidget, target: QWidget, data: QMimeData) -> bool:
    """Drag something over a window to a widget, as the system does; tell whether it is taken."""
    at, handle = over(window, target), window.windowHandle()
    enter = QDragEnterEvent(at, COPY, data, *PRESS)
    enter.ignore()
    QApplication.sendEvent(handle, enter)
    move = QDragMoveEvent(at, COPY, data, *PRESS)
    move.setAccepted(enter.isAccepted())
    QApplication.sendEvent(handle, move)
    return move.isAccepted()


def drop(window: QWidget, target: QWidget, data: QMimeData) -> None:
    at = QPointF(over(window, target))
    if drag(window, target, data):
        QApplication.sendEvent(window.windowHandle(), QDropEvent(at, COPY, data, *PRESS))
    else:
        QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())


def text_of(each: QWidget) -> str:
    if isinstance(each, QPlainTextEdit | QTextEdit):
        return each.toPlainText()
    return each.currentText() if isinstance(each, QComboBox) else each.text()


@pytest.mark.parametrize(
    "kind",
    [QLineEdit, Line, QPlainTextEdit, GrowingText, QTextEdit, QSpinBox, QDateEdit, editable],
)
def test_a_file_dropped_on_text_is_the_windows(qtbot, kind):
    window, taken, each = QWidget(), [], kind()
    shown(qtbot, window, each)
    DropTarget(window, taken.extend, lambda: True, taken.append)
    before = text_of(each)
    data = a_file()
    drop(window, each, data)
    assert text_of(each) == before
    assert taken == list(files_in(data))


@pytest.mark.parametrize("kind", [QLineEdit, Line, QPlainTextEdit, GrowingText, QTextEdit])
def test_an_address_of_the_web_is_the_text_s(qtbot, kind):
    window, taken, each = QWidget(), [], kind()
    shown(qtbot, window, each)
    DropTarget(window, taken.extend, lambda: True, taken.append)
    drop(window, each, a_link())
    assert text_of(each) == "https://doi.org/10.1000/182"
    drop(window, each, a_file())
    assert text_of(each) == "https://doi.org/10.1000/182"
    assert taken == list(files_in(a_file()))


@pytest.mark.parametrize("kind", [QLineEdit, GrowingText])
def test_a_text_that_is_made_while_a_file_is_over_its_window_takes_it_neither(qtbot, kind):
    window, taken, first = QWidget(), [], QLineEdit()
    shown(qtbot, window, first)
    DropTarget(window, taken.extend, lambda: True, taken.append)
    data = a_file()
    drag(window, first, data)
    late = kind()
    window.layout().addWidget(late)
    qtbot.waitUntil(lambda: late.isVisible() and not late.visibleRegion().isEmpty())
    at = over(window, late)
    move = QDragMoveEvent(at, COPY, data, *PRESS)
    move.accept()
    QApplication.sendEvent(window.windowHandle(), move)
    QApplication.sendEvent(window.windowHandle(), QDropEvent(QPointF(at), COPY, data, *PRESS))
    assert text_of(late) == ""
    assert taken == list(files_in(data))
    drop(window, late, words())
    assert text_of(late) == "words"


def test_the_program_begins_with_it(qapp, monkeypatch):
    begun = []
    monkeypatch.setattr(launch, "FilesPassText", begun.append)
    launch.make_application()
    assert begun == [qapp]


def test_in_a_dialog_it_is_nobodys(qtbot):
    dialog, line = QDialog(), QLineEdit("2026.1")
    shown(qtbot, dialog, line)
    drop(dialog, line, a_file())
    assert line.text() == "2026.1"


def test_words_are_dropped_as_ever_before_and_after(qtbot):
    window, line, text = QWidget(), QLineEdit(), QPlainTextEdit()
    shown(qtbot, window, line, text)
    drop(window, line, words())
    drop(window, line, a_file())
    drag(window, line, a_file())
    QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())
    drop(window, line, words())
    drop(window, text, words())
    assert line.text() == "wordswords"
    assert text.toPlainText() == "words"


def test_what_takes_no_words_takes_none_afterwards(qtbot):
    window, line, shut = QWidget(), QLineEdit(), QLineEdit()
    shut.setAcceptDrops(False)
    shown(qtbot, window, line, shut)
    drag(window, line, a_file())
    line.deleteLater()
    QApplication.sendPostedEvents(line, QEvent.Type.DeferredDelete)
    QApplication.sendEvent(window.windowHandle(), QDragLeaveEvent())
    assert not shut.acceptDrops()
