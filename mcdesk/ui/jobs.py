"""What the window asks of the desk, on a worker: plain functions, plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.views.tile import Changes
from mcdesk.procedure import commands as do

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import IdeaLine, MentionLine, WorkspaceInfo


def read_info(desk: DeskPort) -> WorkspaceInfo:
    """Read what the window says about the workspace."""
    return desk.info()


def read_ideas(desk: DeskPort) -> tuple[IdeaLine, ...]:
    """Read the open ideas."""
    return desk.ideas()


def read_mentions(desk: DeskPort) -> tuple[MentionLine, ...]:
    """Read the open remarks that name who works here."""
    return desk.mentions()


def execute(command: do.Command, desk: DeskPort) -> Changes:
    """Carry out one command."""
    return desk.execute(command, source="window")


def execute_all(commands: Sequence[do.Command], desk: DeskPort) -> Changes:
    """Carry out commands as one step: all of them or none."""
    return desk.execute_together(commands, source="window")


def undo(desk: DeskPort) -> Changes:
    """Undo the last step."""
    return desk.undo()


def redo(desk: DeskPort) -> Changes:
    """Do again what was undone."""
    return desk.redo()


def ensure_form(card: str, form: str, desk: DeskPort) -> tuple[Changes, str]:
    """Return the id of a card's form, given its id or kind; open it where it is not yet."""
    lines = desk.page(card).all_forms
    if any(line.form_id == form for line in lines):
        return Changes(), form
    of_kind = [line for line in lines if line.kind == form and line.form_id]
    if of_kind:
        return Changes(), max(of_kind, key=lambda line: (line.round, line.version)).form_id
    changes = desk.execute(do.OpenForm(card=card, form=form), source="window")
    lines = desk.page(card).all_forms
    return changes, next(line.form_id for line in lines if line.kind == form and line.form_id)
