"""A signed version whose figures its text does not give is void wherever it is told."""

from __future__ import annotations

import pytest

from mcdesk.application import shown_figures
from mcdesk.procedure import commands as do
from tests.asking import code_of, form_of, line_of
from tests.storage.by_module import design_by_module, sign_all
from tests.storage.conftest import run_sql
from tests.storage.forged import FORGED, freeze, sheet_of
from tests.walk import Walker

BACK = FORGED.replace('"p29":"60"', "?").replace('"p29":"0.67"', '"p29":"60"')
BACK = BACK.replace("?", '"p29":"0.67"')
ON = do.MoveCard(card="MC-1", to="timeline")


def freeze_and_sign(desk) -> None:
    freeze(desk)
    Walker(desk).sign("F2", "sme", "hsp", "dean")


def meddle(desk, sql: str) -> None:
    run_sql(desk.store.path, sql, free=True)
    desk.store.engine.dispose()


def summed_up(desk) -> bool:
    """Tell whether the card may go on, as the board would say it after the next change of it."""
    desk.execute(do.WriteComment(form="MC-1/F2", path="p10", text="Look."))
    return bool(desk.board().tiles[0].ready_for)


@pytest.mark.meddles
def test_what_was_signed_counts_no_more_until_the_figure_is_put_back(at):
    desk = at("proposal", freeze_and_sign)
    assert line_of(desk, "F2").status == "signed"
    assert summed_up(desk)
    meddle(desk, FORGED)
    assert line_of(desk, "F2").status == "wrong"
    view = desk.form(form_of(desk, "F2"))
    assert (view.status, view.wrong_figures.code) == ("wrong", "figures")
    assert not sheet_of(desk).valid
    assert not summed_up(desk)
    assert code_of(desk, ON) == "gate_not_met"
    (way,) = (way for way in desk.outline("MC-1").ways if way.target == "timeline")
    (told,) = (finding.sentence("en") for finding in way.findings if finding.code == "figures")
    assert told.startswith("Proposal, version 1: its text does not give these figures")
    meddle(desk, BACK)
    assert line_of(desk, "F2").status == "signed"
    assert summed_up(desk)
    desk.execute(ON)


@pytest.mark.meddles
def test_frozen_again_its_figures_are_right_and_it_waits_for_its_signatures(at):
    desk = at("proposal", freeze_and_sign)
    meddle(desk, FORGED)
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="Its credits are wrong."))
    assert line_of(desk, "F2").status == "wrong"
    desk.execute(do.FreezeForm(form="MC-1/F2"))
    assert (line_of(desk, "F2").version, line_of(desk, "F2").status) == (2, "signed")


def test_what_was_found_right_is_not_worked_out_anew(at, monkeypatch):
    desk = at("proposal", freeze_and_sign)
    assert line_of(desk, "F2").status == "signed"
    monkeypatch.setattr(shown_figures, "said_of_figures", None)
    assert line_of(desk, "F2").status == "signed"


def test_parts_with_right_figures_are_signed(at):
    desk = at("design", design_by_module, sign_all)
    assert {part.status for part in desk.form(form_of(desk, "F7")).parts} == {"signed"}
