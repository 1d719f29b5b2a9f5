"""A signed version whose figures its text does not give is void wherever it is told."""

from __future__ import annotations

import pytest

from mcdesk.application import shown_figures
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.asking import code_of, form_of, line_of
from tests.storage.by_module import design_by_module, sign_all
from tests.storage.conftest import run_sql
from tests.storage.forged import FORGED, freeze, sheet_of
from tests.walk import Walker

BACK = FORGED.replace('"p29":"60"', "?").replace('"p29":"0.67"', '"p29":"60"')
BACK = BACK.replace("?", '"p29":"0.67"')
WRONG_PART = (
    """update revision set content = replace(content, '"assessment":null,"code":"2.1"', """
    """'"assessment":"A1","code":"2.1"')"""
)
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


def decisions(desk) -> list[str]:
    """Return why each decision over the proposal counts no more; "" of one that counts."""
    ended = [line.ended for line in desk.form(form_of(desk, "F2")).decisions]
    return [each.kind if each is not None else "" for each in ended]


@pytest.mark.meddles
def test_frozen_again_its_figures_are_right_and_it_waits_for_its_signatures(at):
    """Nobody who signed the first version has looked at the second one."""
    desk = at("proposal", freeze_and_sign)
    meddle(desk, FORGED)
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="Its credits are wrong."))
    assert line_of(desk, "F2").status == "wrong"
    desk.execute(do.FreezeForm(form="MC-1/F2"))
    assert (line_of(desk, "F2").version, line_of(desk, "F2").status) == (2, "frozen")
    assert decisions(desk) == ["changed"] * 3
    assert code_of(desk, ON) == "gate_not_met"
    Walker(desk).sign("F2", "sme", "hsp", "dean")
    assert line_of(desk, "F2").status == "signed"
    assert decisions(desk) == [""] * 3 + ["changed"] * 3
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="A word."))
    first = desk.form(form_of(desk, "F2")).decisions[-1].ended
    assert (first.reason, first.version) == ("Its credits are wrong.", 2)


@pytest.mark.meddles
def test_what_was_right_is_signed_still_where_it_is_frozen_again(at):
    desk = at("proposal", freeze_and_sign)
    desk.execute(do.SetSetting(key="hours_per_sks", value=40))
    desk.execute(do.ChangeForm(form="MC-1/F2", reason="Its credits are others by now."))
    desk.execute(do.FreezeForm(form="MC-1/F2"))
    assert (line_of(desk, "F2").version, line_of(desk, "F2").status) == (2, "signed")


@pytest.mark.meddles
def test_a_version_with_wrong_figures_waits_for_whoever_can_mend_it(at):
    desk = at("proposal", freeze)
    (tile,) = desk.board().tiles
    meddle(desk, FORGED)
    desk.execute(do.WriteComment(form="MC-1/F2", path="p10", text="Look."))
    (tile,) = desk.board().tiles
    assert "does not give these figures" in tile.blocked_en
    assert tile.waits_for == "sme"
    (way,) = (way for way in desk.outline("MC-1").ways if way.target == "timeline")
    assert {finding.code for finding in way.findings if finding.role} == {"figures"}
    assert code(lambda: desk.mailing(form_of(desk, "F2"))) == "figures"


def code(ask) -> str:
    """Return by which code something is refused."""
    with pytest.raises(Refused) as caught:
        ask()
    return caught.value.code


def test_what_was_found_right_is_not_worked_out_anew(at, monkeypatch):
    desk = at("proposal", freeze_and_sign)
    assert line_of(desk, "F2").status == "signed"
    monkeypatch.setattr(shown_figures, "said_of_figures", None)
    assert line_of(desk, "F2").status == "signed"


@pytest.mark.meddles
def test_what_was_found_right_under_other_settings_is_worked_out_anew(at):
    desk = at("proposal", freeze_and_sign)
    assert line_of(desk, "F2").status == "signed"
    meddle(desk, "update revision set settings = "
                 """replace(settings, '"hours_per_sks":45', '"hours_per_sks":40')""")  # fmt: skip
    assert line_of(desk, "F2").status == "wrong"


@pytest.mark.meddles
def test_what_was_found_right_by_a_removal_is_worked_out_as_long_as_that_is_there(at):
    """The words in the text alone tell nothing: anybody can write them."""
    desk = at("proposal", freeze_and_sign)
    form = form_of(desk, "F2")
    row = desk.form(form).content.table("p28")[0].id
    desk.execute(do.RemoveContent(form=form, path=f"p28/{row}/hours", reason="Wrong"))
    assert line_of(desk, "F2").status == "signed"
    meddle(desk, "delete from redaction")
    assert line_of(desk, "F2").status == "wrong"


@pytest.mark.meddles
def test_a_form_with_a_part_of_wrong_figures_is_void(at):
    desk = at("design", design_by_module, sign_all)
    meddle(desk, WRONG_PART)
    assert {part.status for part in desk.form(form_of(desk, "F7")).parts} == {"signed", "wrong"}
    assert line_of(desk, "F7").status == "wrong"


def test_parts_with_right_figures_are_signed(at):
    desk = at("design", design_by_module, sign_all)
    assert {part.status for part in desk.form(form_of(desk, "F7")).parts} == {"signed"}
