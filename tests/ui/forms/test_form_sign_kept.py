"""What was typed into the sheet of a signature stays: through a refusal, a capacity, an Esc."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.ui.forms.sign import SignDialog
from mcdesk.ui.forms.signing import Signing, sign_form
from tests.ui.forms.fakes import FakeDesk, FakeJobs, frozen_view

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def window(qtbot: Any) -> QWidget:
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


def begin(window: QWidget, desk: FakeDesk, role: str = "dean", **ways: Any) -> Signing:
    signing = sign_form(FakeJobs(desk), "form-1", window, role=role, **ways)
    assert signing.dialog is not None
    signing.dialog._decisions.press("approve")
    return signing


def choose(dialog: SignDialog, capacity: str) -> None:
    """Choose a capacity as a person does."""
    dialog.capacity.setCurrentIndex(dialog.capacity.findData(capacity))
    dialog.capacity.activated.emit(dialog.capacity.currentIndex())


def test_a_refused_decision_stays_in_the_sheet(window: QWidget, tmp_path: Path) -> None:
    desk, told, failed = FakeDesk(frozen_view()), list[Any](), list[Any]()
    signing = begin(window, desk, done=told.append, failed=failed.append)
    dialog = signing.dialog
    assert dialog is not None
    scan = tmp_path / "signed.pdf"
    scan.write_bytes(b"pdf")
    dialog.set_scan(str(scan))
    dialog.note.setPlainText("With the condition of two more cases")
    words = N_("The letter {letter} does not cover {on}.")
    desk.refuse = Refused(Finding("term", words, {"letter": "SK 7", "on": "2026-11-23"}))
    dialog.action.click()
    desk.refuse = None
    assert dialog.isVisible()
    assert dialog.why == "The letter SK 7 does not cover 23 Nov 2026."
    assert (told, failed) == ([], [])
    assert dialog.note.toPlainText() == "With the condition of two more cases"
    dialog.action.click()
    assert len(told) == 1
    assert signing.dialog is None


def test_a_term_that_ends_before_it_begins_is_seen_in_the_sheet(window: QWidget) -> None:
    dialog = begin(window, FakeDesk(frozen_view())).dialog
    assert dialog is not None
    dialog.scan_owed.click()
    choose(dialog, "Plt.")
    dialog.person.setText("Dr. Agus Halim")
    dialog.acting.letter.setText("SK 7")
    for since, until, why in (
        ("1/12/2026", "1/11/2026", "The letter ends before it begins."),
        ("1/10/2026", "1/11/2026", "The letter SK 7 does not cover 23 Nov 2026."),
        ("1/10/2026", "1/12/2026", ""),
    ):
        dialog.acting.since.setText(since)
        dialog.acting.until.setText(until)
        dialog._on_changed()
        assert dialog.why == why


def test_who_was_typed_to_decide_stays_with_a_capacity(window: QWidget) -> None:
    dialog = begin(window, FakeDesk(frozen_view()), "hsp").dialog
    assert dialog is not None
    named = dialog.person.text()
    dialog.person.setText("Budi Santoso, M.Pd.")
    choose(dialog, "Plt.")
    assert (dialog.person.text(), dialog.acting.on_behalf_of.text()) == (
        "Budi Santoso, M.Pd.", named,
    )  # fmt: skip


def test_a_capacity_taken_back_brings_back_who_was_named(window: QWidget) -> None:
    dialog = begin(window, FakeDesk(frozen_view()), "hsp").dialog
    assert dialog is not None
    named = dialog.person.text()
    choose(dialog, "Plt.")
    assert dialog.person.text() == ""
    choose(dialog, "own")
    assert dialog.person.text() == named


def test_esc_asks_once_before_much_typing_is_thrown_away(window: QWidget) -> None:
    signing = begin(window, FakeDesk(frozen_view()))
    dialog = signing.dialog
    assert dialog is not None
    choose(dialog, "Plt.")
    QTest.keyClicks(dialog.acting.letter, "SK-9/UN/2026")
    QTest.keyClicks(dialog.person, "Wakil Ketua")
    dialog.reject()
    assert dialog.isVisible()
    assert "Once more" in dialog.why
    dialog.reject()
    assert signing.dialog is None


def test_nothing_moves_under_the_pointer_while_a_name_is_typed(
    window: QWidget, monkeypatch: Any
) -> None:
    desk = FakeDesk(frozen_view())
    info = replace(desk.info(), rights=frozenset({"directory"}))
    monkeypatch.setattr(desk, "info", lambda: info)
    dialog = begin(window, desk, "hsp").dialog
    assert dialog is not None
    below = dialog.place.mapTo(dialog, dialog.place.rect().topLeft()).y()
    for name in ("Name Four", "Budi Santoso, M.Pd.", ""):
        dialog.person.setText(name)
        dialog._on_changed()
        dialog._scroll.widget().layout().activate()
        assert dialog.place.mapTo(dialog, dialog.place.rect().topLeft()).y() == below, name
    dialog.person.setText("Name Four")
    dialog._on_changed()
    assert dialog.adds.link.isVisible()
