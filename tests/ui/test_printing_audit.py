"""Asking for what an audit visit is shown."""

from __future__ import annotations

import openpyxl
import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QWidget

from mcdesk.ui.printing.making import MakingDialog
from mcdesk.ui.printing.papers import ask_audit, ask_statement
from tests.ui.kept_preview import Host
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    TODAY,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
    working,
)


@pytest.fixture
def asked(qtbot, qapp, desk, tmp_path):
    with working(desk) as tasks:
        parent = keep(qtbot, tasks, QWidget())
        host = Host(tmp_path)
        yield ask_audit(tasks, desk.info(), TODAY, host, parent), parent


def test_it_offers_faculties_with_their_programmes_and_the_academic_year(asked):
    dialog, _parent = asked
    words = [dialog.whose.itemText(at).strip() for at in range(dialog.whose.count())]
    assert words == ["All faculties", "Law (LAW)", "Law (LAW)"]
    assert (dialog.since.iso(), dialog.until.iso()) == ("2026-08-01", TODAY.isoformat())
    dialog.whose.setCurrentIndex(2)
    assert dialog.extent().programme
    dialog.whose.setCurrentIndex(1)
    assert dialog.extent().faculty
    assert not dialog.extent().names


def test_it_says_what_is_wrong_with_the_days(asked):
    dialog, _parent = asked
    dialog.until.setText("1 Jul 2026")
    assert not dialog.action.isEnabled()
    assert dialog.why == "The last day lies before the first."
    dialog.until.setText("soon")
    assert dialog.why.startswith("“soon” is not a date that exists. Write day, month and year")


def test_pdf_and_workbook_are_made_in_one_go(asked, qtbot, tmp_path):
    dialog, parent = asked
    dialog.names.setChecked(True)
    dialog.accept()
    (made,) = parent.findChildren(MakingDialog)
    qtbot.waitUntil(made.opener.isVisible, timeout=30_000)
    assert made.path.name == "audit_2026-11-23.pdf"
    assert "MC-1" in PdfReader(made.path).pages[2].extract_text()
    assert (
        openpyxl.load_workbook(made.path.with_suffix(".xlsx")).sheetnames[0] == "Micro-credentials"
    )


def test_a_statement_is_asked_for_by_lecturer_and_semester(qtbot, qapp, desk, tmp_path):
    with working(desk) as tasks:
        parent = keep(qtbot, tasks, QWidget())
        dialog = ask_statement(tasks, desk.info(), TODAY, Host(tmp_path), parent)
        assert not dialog.action.isEnabled()
        assert dialog.why == "Choose the lecturer from the directory."
        assert (dialog.year.currentText(), dialog.semester.currentData()) == ("2026/2027", "odd")
        dialog.choose("nobody's id")
        assert dialog.person() == ""
        dialog.choose(next(p.id for p in desk.info().persons if p.name == "SME-03"))
        assert dialog.action.isEnabled()
        dialog.accept()
        qtbot.waitUntil(lambda: bool(parent.findChildren(MakingDialog)))
        (made,) = parent.findChildren(MakingDialog)
        qtbot.waitUntil(made.opener.isVisible, timeout=30_000)
        assert made.path.name == "contribution_SME-03_2026-08.pdf"
        told = "contribution_SME-03_2026-08.pdf. Nothing is confirmed in it: it is a draft"
        assert told in made.words.text()
