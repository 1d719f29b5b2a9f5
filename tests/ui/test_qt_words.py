"""Qt's own dialogs and menus in Indonesian."""

from __future__ import annotations

import sys

import pytest
from PySide6.QtCore import QCoreApplication, Qt, QTranslator
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabWidget,
    QToolButton,
    QTreeView,
)

from mcdesk import i18n
from mcdesk.i18n import _
from mcdesk.ui.qt_words import WORDS, QtWords


@pytest.fixture
def words(qapp):
    translator = QtWords()
    qapp.installTranslator(translator)
    yield
    qapp.removeTranslator(translator)


def bare(text: str) -> str:
    return text.partition("\t")[0]


def seen_of(dialog: QFileDialog) -> set[str]:
    found = {w.text() for kind in (QLabel, QPushButton) for w in dialog.findChildren(kind)}
    found |= {w.toolTip() for w in dialog.findChildren(QToolButton)}
    header = dialog.findChildren(QTreeView)[0].model()
    across = Qt.Orientation.Horizontal
    return found | {str(header.headerData(n, across)) for n in range(header.columnCount())}


def test_a_file_dialog_speaks_indonesian_to_the_last_word(words, qtbot):
    i18n.use_language("id")
    dialog = QFileDialog()
    qtbot.addWidget(dialog)
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    english = seen_of(dialog) & WORDS - {text for text in WORDS if _(text) == text}
    assert english == set()
    assert {"&Cari di:", "Buka", "&Buka", "Batal", "Ukuran"} & seen_of(dialog)


class Asked(QTranslator):
    """Remembers for which words Qt asks, and translates none."""

    def __init__(self) -> None:
        super().__init__()
        self.words: dict[str, set[str]] = {}

    def translate(self, context, source, disambiguation=None, n=-1):
        self.words.setdefault(context, set()).add(source)
        return ""


def said_by(dialog) -> set[str]:
    found = {w.text() for kind in (QLabel, QAbstractButton) for w in dialog.findChildren(kind)}
    found |= {box.title() for box in dialog.findChildren(QGroupBox)}
    for box in dialog.findChildren(QComboBox):
        found |= {box.itemText(place) for place in range(box.count())}
    for tabs in dialog.findChildren(QTabWidget):
        found |= {tabs.tabText(place) for place in range(tabs.count())}
    return found - {"", "..."}


@pytest.mark.skipif(sys.platform != "linux", reason="the system's own dialog prints there")
def test_a_print_dialog_speaks_indonesian_to_the_last_word(words, qapp, qtbot):
    i18n.use_language("id")
    asked = Asked()
    qapp.installTranslator(asked)
    printer = QPrinter()
    dialog = QPrintDialog(printer)
    qtbot.addWidget(dialog)
    dialog.setMinMax(1, 9)
    qapp.removeTranslator(asked)
    own = {text for context, texts in asked.words.items() if context.startswith("QPrint")
           for text in texts} - {"Form", "..."}  # fmt: skip
    assert own - WORDS - {text for text in own if text[0].isdigit()} == set()
    again = QPrintDialog(printer)
    qtbot.addWidget(again)
    english = said_by(again) & own - {text for text in WORDS if _(text) == text}
    assert english == set()
    assert {"&Cetak", "Batal", "Lokasi:"} <= said_by(again)


def test_buttons_and_the_menu_of_a_text_field_do_too_and_english_stays(words, qtbot):
    for language, wanted in (("id", ["Batal", "&Urungkan"]), ("en", ["Cancel", "&Undo"])):
        i18n.use_language(language)
        box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        edit = QLineEdit()
        qtbot.addWidget(box)
        qtbot.addWidget(edit)
        menu = edit.createStandardContextMenu()
        said = [box.buttons()[0].text().replace("&", ""), bare(menu.actions()[0].text())]
        assert said == wanted
        menu.deleteLater()


def test_what_is_none_of_qts_words_is_left_alone(words):
    i18n.use_language("id")
    assert QCoreApplication.translate("QFileDialog", "Something new") == "Something new"
