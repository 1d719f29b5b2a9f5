"""The sheets of freezing, changing and withdrawing stay open until it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog

from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.procedure.commands import ChangeForm, FreezeForm, WithdrawSignOff
from mcdesk.ui.forms.freeze import ChangeDialog, FreezeDialog
from mcdesk.ui.forms.withdraw import WithdrawDialog
from tests.ui.forms.decided import decision
from tests.ui.forms.fakes import frozen_view, make_view
from tests.ui.forms.stage import Open, Stage

NO_RIGHT = Refused(Finding("no_right", "It takes: {roles}.", {"roles": "CTL"}))


def shown(stage: Stage, kind: type[Any]) -> Any:
    return next(each for each in stage.editor.findChildren(kind) if each.isVisible())


def changing(open_form: Open) -> tuple[Stage, Any]:
    stage = open_form(frozen_view())
    stage.editor.acts.change()
    dialog = shown(stage, ChangeDialog)
    dialog.reason.setPlainText("New dates")
    return stage, dialog


def withdrawing(open_form: Open) -> tuple[Stage, Any]:
    stage = open_form(frozen_view(decisions=(decision("sme"),)))
    stage.editor.acts.withdraw(decision("sme"))
    dialog = shown(stage, WithdrawDialog)
    dialog.reason.setPlainText("New dates")
    return stage, dialog


@pytest.mark.parametrize("begin", [changing, withdrawing])
def test_a_reason_stays_when_it_is_refused(
    open_form: Open, begin: Callable[[Open], tuple[Stage, Any]]
) -> None:
    stage, dialog = begin(open_form)
    stage.desk.refuse = NO_RIGHT
    dialog.action.click()
    assert dialog.isVisible()
    assert dialog.why == "It takes: CTL."
    assert dialog.reason.toPlainText() == "New dates"
    assert dialog.action.isEnabled()
    assert stage.editor.bench.notice.isHidden()
    stage.desk.refuse = None
    dialog.action.click()
    assert not dialog.isVisible()
    assert isinstance(stage.done[-1], ChangeForm | WithdrawSignOff)
    assert stage.done[-1].reason == "New dates"


def test_a_number_typed_stays_when_freezing_meets_trouble(open_form: Open) -> None:
    stage = open_form(make_view())
    dialog = FreezeDialog(stage.session.view, (), {}, stage.editor)
    stage.editor.acts.parts.open_sheet(dialog)
    dialog.number.setText("7/2026")
    stage.desk.refuse = Trouble("locked", "The file is locked.", "Try again later.", retry=True)
    dialog.action.click()
    assert dialog.isVisible()
    assert dialog.why == "The file is locked. Try again later."
    stage.desk.refuse = None
    dialog.action.click()
    assert not dialog.isVisible()
    assert [each.number for each in stage.done if isinstance(each, FreezeForm)] == ["7/2026"]


def test_what_was_typed_is_asked_about_before_freezing_leads_to_a_place(open_form: Open) -> None:
    stage = open_form(make_view())
    dialog = FreezeDialog(stage.session.view, (), {}, stage.editor)
    went: list[str] = []
    dialog.go_requested.connect(went.append)
    dialog.show()
    QTest.keyClicks(dialog.act, "Checks what the partner pays")
    dialog.go("p1")
    assert (dialog.isVisible(), went) == (True, [])
    assert dialog.why == "Once more, and what you wrote is discarded."
    dialog.go("p1")
    assert (dialog.isVisible(), went) == (False, ["p1"])


def test_a_sheet_is_not_closed_while_it_is_carried_out(open_form: Open) -> None:
    stage, dialog = changing(open_form)
    stage.jobs.hold = True
    dialog.action.click()
    dialog.accept()
    dialog.reject()
    assert dialog.isVisible()
    assert dialog.why == "Being carried out …"
    stage.jobs.hold = False
    stage.jobs.pump()
    assert not any(each.isVisible() for each in stage.editor.findChildren(QDialog))
    assert len([each for each in stage.done if isinstance(each, ChangeForm)]) == 1
