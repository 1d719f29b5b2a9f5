"""Who may not sign, change or withdraw finds the buttons shut, with the reason."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from mcdesk.application.views import FormView
from mcdesk.errors import Finding
from mcdesk.procedure.content import Row
from mcdesk.ui.forms.sign_check import lines_to_sign
from tests.ui.forms.decided import decision
from tests.ui.forms.fakes import FakeDesk, frozen_view, make_view
from tests.ui.forms.stage import Open, Stage

NO_RIGHT = Finding("no_right", "It takes: {roles}.", {"roles": "CTL"})


def buttons(stage: Stage, words: str) -> list[Any]:
    return [each for each in stage.editor.findChildren(QPushButton) if each.text() == words
            and each.isVisibleTo(stage.editor)]  # fmt: skip


@pytest.mark.parametrize(
    ("words", "changes"),
    [
        ("Change…", {"no_fill": NO_RIGHT}),
        ("Sign…", {"no_sign": NO_RIGHT}),
        ("Sign or record…", {"no_sign": NO_RIGHT}),
        ("Withdraw…", {"decisions": (decision("sme", kept=NO_RIGHT),)}),
    ],
)
def test_what_one_may_not_is_shut_with_the_reason(
    open_form: Open, words: str, changes: dict[str, Any]
) -> None:
    given = {"decisions": (decision("sme"),)} | changes
    found = buttons(open_form(frozen_view(**given)), words)
    assert found
    for each in found:
        assert not each.isEnabled()
        assert each.toolTip() == each.accessibleDescription() == "It takes: CTL."
    found = buttons(open_form(frozen_view(decisions=(decision("sme"),))), words)
    assert found
    assert all(each.isEnabled() and not each.accessibleDescription() for each in found)


def test_a_long_reason_is_a_tooltip_of_several_lines(open_form: Open) -> None:
    roles = ", ".join(f"Role number {n}" for n in range(20))
    shut = replace(NO_RIGHT, params={"roles": roles})
    (button,) = buttons(open_form(frozen_view(no_fill=shut)), "Change…")
    assert max(map(len, button.toolTip().splitlines())) <= 80
    assert button.toolTip().replace("\n", " ") == button.accessibleDescription()


def test_who_may_not_write_cannot_freeze(open_form: Open) -> None:
    (button,) = buttons(open_form(make_view(no_fill=NO_RIGHT)), "Freeze for signature…")
    assert not button.isEnabled()
    assert button.accessibleDescription() == "It takes: CTL."


def test_who_decides_only_for_another_is_told_so(open_form: Open) -> None:
    view = frozen_view()
    lines = tuple(replace(line, unheld=NO_RIGHT) for line in view.signatures)
    for each in buttons(open_form(replace(view, signatures=lines)), "Sign or record…"):
        assert each.isEnabled()
        words = "It takes: CTL. You decide here only for somebody else, by a letter."
        assert each.toolTip() == each.accessibleDescription() == words


def test_a_secretary_is_not_told_to_decide_by_a_letter(open_form: Open) -> None:
    """What is neither hers nor her Dean's to decide is shut; everybody else may act for another."""
    never = Finding("never_decides", "SEC is a Dean's secretary.")
    view = frozen_view()
    view = replace(view, signatures=tuple(replace(e, unheld=never) for e in view.signatures))
    info = replace(FakeDesk(view).info(), roles=("plh", "secretary"))
    assert lines_to_sign(view, info) == []
    stage = open_form(view)
    for words in ("Sign or record…", "Sign…"):
        found = buttons(stage, words)
        assert found
        for each in found:
            assert not each.isEnabled()
            assert each.toolTip() == each.accessibleDescription() == "SEC is a Dean's secretary."


def test_a_frozen_form_is_not_told_what_its_frozen_words_lack(open_form: Open) -> None:
    rows = (
        Row("r1", "a", {"person": "u-rina", "acknowledged": "2026-11-01", "sent": "2026-11-20"}),
    )
    facts = {"person:u-rina": "Dr. Rina Wijaya", "team.dcs": "u-dewi"}
    given = {"rows": {"c3": rows}, "facts": facts}

    def codes(view: FormView) -> set[str]:
        inspector = open_form(view).editor.inspector
        return {finding.code for finding in (*inspector.all, *inspector.missing)}

    assert {"team_informed", "acknowledged_after_sent"} <= codes(make_view("F5", **given))
    frozen = codes(frozen_view("F5", **given))
    assert "team_informed" not in frozen
    assert "acknowledged_after_sent" in frozen, "what stays open can still be mended"
