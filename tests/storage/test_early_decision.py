"""A script is told that a decision is dated before the text that it is about."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from mcdesk.bootstrap import App
from mcdesk.procedure import commands as do
from mcdesk.script.written import wrong_values
from tests.walk import Walker, set_up


@pytest.mark.parametrize(
    ("on", "is_told"), [("2026-03-10", True), ("2026-03-20", False), ("", False)]
)
def test_of_several_versions_the_one_decided_about_counts(
    tmp_path: Path, on: str, *, is_told: bool
) -> None:
    day, path = [date(2026, 3, 2)], tmp_path / "w.mcdesk"
    app = App(day=lambda: day[0])
    desk = app.create(path, "Test", "CTL-01")
    set_up(desk)
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    (form,) = (line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    app.close(desk)
    lead = app.open(path, "SME-03")
    lead.execute(do.FreezeForm(form=form))
    day[0] = date(2026, 3, 20)
    lead.execute(do.ChangeForm(form=form, reason="Another year"))
    lead.execute(do.SetValue(form=form, path="p48", new="2027-01-02"))
    lead.execute(do.FreezeForm(form=form))
    lead.execute(do.SignForm(form=form, role="sme", person="SME-03", medium="program"))
    app.close(lead)
    desk = app.open(path, "CTL-01")
    sign = do.SignForm(form=form, role="hsp", person="HSP-LAW", medium="paper", on=on)
    told = wrong_values(sign, desk.execute(sign), desk)
    assert [each.params["day"] for each in told] == ["2026-03-20"] * is_told
    app.close(desk)
