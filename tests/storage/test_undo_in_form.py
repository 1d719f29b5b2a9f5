"""Undo within a form: it takes back the last step there, in parts, too, and keeps the order."""

from __future__ import annotations

import pytest

from mcdesk.application.views.changes import StepName
from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from tests.asking import code_of
from tests.storage.by_module import SECOND, WHOLE, design_by_module, sign_all


def test_a_step_on_a_part_is_one_of_the_form_that_it_belongs_to(at):
    desk = at("design", design_by_module, sign_all)
    whole = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F7")
    desk.execute(do.WriteComment(form=WHOLE, path="d3", text="Look at this"))
    desk.execute(do.ChangeForm(form=SECOND, reason="A typing mistake"))
    assert desk.undo(whole).redo.kind == do.ChangeForm.event
    write = do.SetCell(form=WHOLE, field="d7", row="2", column="statement", new="Draft two clauses")
    assert code_of(desk, write) == "frozen"
    assert desk.undo(whole).redo.kind == do.WriteComment.event
    assert desk.redo(whole).undo.kind == do.WriteComment.event
    assert desk.redo(whole).undo.kind == do.ChangeForm.event
    desk.execute(write)


def test_a_step_that_the_disk_refused_stays_at_its_place(at, monkeypatch):
    desk = at()

    def steps() -> list[StepName]:
        return [step.name for step in desk._undo]

    desk.execute(do.SetValue(form="MC-1/R1", path="topic", new="law"))
    desk.execute(do.ChangeCard(card="MC-1", short_title="Later"))
    before = steps()
    assert len(before) > 1
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "R1")

    def full(*_given: object) -> None:
        raise Trouble("disk_full", "The disk is full.", "Make room.")

    with monkeypatch.context() as disk:
        disk.setattr(desk, "_together", full)
        with pytest.raises(Trouble):
            desk.undo(form)
    assert steps() == before
    assert desk.undo(form).redo.kind == do.SetValue.event, "not the last one, which was elsewhere"
    assert desk.undo().redo.kind == do.ChangeCard.event
