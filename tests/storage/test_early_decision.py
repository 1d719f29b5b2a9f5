"""A script is told that a decision is dated before the text that it is about."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from mcdesk.bootstrap import App
from mcdesk.errors import Refused
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
    sign = do.SignForm(
        form=form, role="hsp", person="HSP-LAW", medium="paper", scan_owed=True, on=on
    )
    told = wrong_values(sign, desk.execute(sign), desk)
    assert [each.params["day"] for each in told] == ["2026-03-20"] * is_told
    app.close(desk)


def test_in_the_program_nobody_decides_before_the_text_was_frozen(tmp_path: Path) -> None:
    """By a clock that is behind; a day is one of time zones. `check` names what came so."""
    day, path = [date(2026, 3, 2)], tmp_path / "w.mcdesk"
    app = App(day=lambda: day[0])
    desk = app.create(path, "Test", "CTL-01")
    set_up(desk)
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    day[0] = date(2026, 3, 20)
    walker.freeze("F2")
    day[0] = date(2026, 3, 18)
    sign = do.SignForm(form="MC-1/F2", role="sme", person="SME-03", medium="program")
    with app.acting_as(desk, "SME-03"):
        with pytest.raises(Refused) as refused:
            desk.execute(sign)
        assert refused.value.code == "before_frozen"
        day[0] = date(2026, 3, 19)
        desk.execute(sign)
    app.close(desk)
    assert app.check(path) == ()
    with closing(sqlite3.connect(path)) as file:
        file.execute("update revision set frozen_on = '2026-03-21' where number = "
                     "(select number from form where kind = 'F2' limit 1)")  # fmt: skip
        file.commit()
    assert any("it is dated before its text was frozen" in line for line in app.check(path))
