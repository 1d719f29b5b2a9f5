"""A sheet that was refused says why, however many the reasons, and stays as high as it was."""

from __future__ import annotations

import pytest

from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.ui.forms.waiting import WaitingDialog


@pytest.fixture
def sheet(qtbot):
    made = WaitingDialog("Freeze", "Freeze")
    qtbot.addWidget(made)
    made.open()
    made.accept()
    return made


def test_of_many_reasons_the_first_are_read_and_all_are_under_the_pointer(qtbot, sheet):
    reasons = [f"Place {number} of this form is empty, and is needed." for number in range(40)]
    sheet.refused(Refused(*(Finding("empty", reason) for reason in reasons)))
    assert sheet.why.splitlines() == [*reasons[:3], "and 37 more"]
    label = sheet._why
    assert label.toolTip().splitlines() == reasons == label.accessibleDescription().splitlines()
    qtbot.waitUntil(lambda: label.height() >= label.heightForWidth(label.width()))
    sheet.check()
    assert not label.toolTip()


def test_one_reason_stands_alone(sheet):
    sheet.refused(Trouble("disk_full", "The disk is full.", "Make room."))
    assert sheet.why == "The disk is full. Make room."
    assert not sheet._why.toolTip()
