"""Where a dialog that asks for files begins."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget

from mcdesk.ui import choosing
from mcdesk.ui.choosing import SCANS, FileChooser, or_any
from mcdesk.ui.forms.evidence import EvidenceBox


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    documents = tmp_path / "Documents"
    documents.mkdir()
    monkeypatch.setattr(choosing, "first_folder", lambda: documents)
    monkeypatch.setattr(FileChooser, "used_last", None)
    return documents


def folder_of(dialog: QFileDialog) -> Path:
    return Path(dialog.directory().absolutePath())


def test_it_begins_among_the_documents_then_where_the_last_file_lay(qtbot, home, tmp_path):
    parent = QWidget()
    qtbot.addWidget(parent)
    first = FileChooser(parent, "Scan", or_any(SCANS))
    assert folder_of(first) == home
    assert first.nameFilters()[0].startswith("PDF, JPEG")
    downloads = tmp_path / "Downloads"
    downloads.mkdir()
    first.fileSelected.emit(str(downloads / "scan.pdf"))
    assert folder_of(FileChooser(parent, "Scan")) == downloads
    downloads.rmdir()
    assert folder_of(FileChooser(parent, "Scan")) == home


def test_a_scan_is_looked_for_among_the_documents(qtbot, home):
    box = EvidenceBox()
    qtbot.addWidget(box)
    box._on_attach()
    dialog = box.findChild(QFileDialog)
    assert folder_of(dialog) == home
    assert "*.pdf" in dialog.selectedNameFilter()
