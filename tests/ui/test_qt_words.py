"""Qt's own dialogs and menus in Indonesian."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QDialogButtonBox,
    QFileDialog,
    QLabel,
    QLineEdit,
    QPushButton,
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
