"""A frozen proposal whose figures somebody changed behind the program's back."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from tests.asking import form_of
from tests.walk import Walker

PROPOSAL = "MC-1/F2"
FORGED = (
    """update revision set content = replace(content, '"p29":"0.67"', '"p29":"60"')"""
    """ where content like '%"p29":"0.67"%'"""
)


def freeze(desk) -> None:
    Walker(desk).fill_proposal()
    desk.execute(do.FreezeForm(form=PROPOSAL))


def sheet_of(desk):
    return desk.sheet(form_of(desk, "F2"), "frozen")
