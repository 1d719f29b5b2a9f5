"""What the window asks of the desk, on a worker: plain functions, plain values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import views
from mcdesk.procedure import commands as do
from mcdesk.procedure.sheets import assessor_field

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import CardOutline, Changes, IdeaLine, MentionLine, WorkspaceInfo
    from mcdesk.application.views.tile import Board
    from mcdesk.errors import Finding
    from mcdesk.ui.board.filter import Filter


def read_info(desk: DeskPort) -> WorkspaceInfo:
    """Read what the window says about the workspace."""
    return desk.info()


def read_board(wanted: Filter, desk: DeskPort) -> Board:
    """Read the board as it is filtered, its summaries as they are."""
    return desk.board(archived=wanted.archived, at_once=True)


def read_outline(card: str, desk: DeskPort) -> CardOutline:
    """Read what the panel beside the board says of a card."""
    return desk.outline(card)


def read_ideas(desk: DeskPort) -> tuple[IdeaLine, ...]:
    """Read the open ideas."""
    return desk.ideas()


def read_mentions(desk: DeskPort) -> tuple[MentionLine, ...]:
    """Read the open remarks that name who works here."""
    return desk.mentions()


OF = "@"
"""Stands between the kind of a form and the person whose sheet of it is meant."""


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


TEAM = "team"
"""Where a finding leads that is no form: the team on the card's page."""


def form_of(finding: Finding) -> str:
    """Return the form that a finding leads to; of a sheet of somebody's own also whose it is.

    What a team lacks leads to its place on the card's page (`TEAM`); "" leads nowhere.
    """
    if not finding.form:
        return TEAM if finding.code == "team" else ""
    return f"{finding.form}{OF}{finding.person}" if finding.person else finding.form


def own_sheet(card: str, desk: DeskPort) -> tuple[Changes, str]:
    """Return the id of the sheet that whoever works now owes to a card; begin it if need be."""
    me, outline = desk.info().person_id, desk.outline(card)
    kinds = [f.form for way in outline.ways for f in way.findings if f.person == me and not f.met]
    return ensure_form(card, f"{kinds[0]}{OF}{me}", desk) if kinds else (views.Changes(), "")


def ensure_form(card: str, form: str, desk: DeskPort) -> tuple[Changes, str]:
    """Return the id of a card's form, given its id or kind; open it where it is not yet.

    A kind may be followed by whose sheet is meant (`form_of`).
    """
    kind, _of, person = form.partition(OF)
    page = desk.page(card)
    lines = page.all_forms
    if person:
        return _sheet_of(card, kind, person, desk)
    if any(line.form_id == form for line in lines):
        return views.Changes(), form
    for line in page.outline.forms:  # the present ones
        if line.kind == form and line.form_id:
            return views.Changes(), line.form_id
    of_kind = [line for line in lines if line.kind == form and line.form_id]
    if of_kind:
        last = max(of_kind, key=lambda line: (line.round, line.loop, line.version))
        return views.Changes(), last.form_id
    changes = desk.execute(do.OpenForm(card=card, form=form), source="window")
    lines = desk.page(card).all_forms
    return changes, next(line.form_id for line in lines if line.kind == form and line.form_id)


def _sheet_of(card: str, kind: str, person: str, desk: DeskPort) -> tuple[Changes, str]:
    """Return the sheet of an assessor in the present round; begin it where there is none."""
    page = desk.page(card)
    tile = page.outline.tile
    sheets = [
        line
        for line in page.all_forms
        if line.kind == kind and line.round == tile.round and line.status != "superseded"
    ]
    own = [line.form_id for line in sheets if line.assessor_id == person]
    if own or not sheets:
        return (views.Changes(), own[-1]) if own else ensure_form(card, kind, desk)
    path = assessor_field(desk.form(sheets[-1].form_id).definition)
    if not path:  # it has no sheets of anybody's own
        return ensure_form(card, kind, desk)
    numbers = [int(line.scope) for line in sheets if line.scope.isdecimal()]
    changes = desk.execute_together(
        (
            do.OpenForm(card=card, form=kind, scope=str(max(numbers, default=0) + 1)),
            do.SetValue(form=f"{tile.code}/{kind}", path=path, new=person),
        ),
        source="window",
    )
    known = {line.form_id for line in sheets}
    made = (
        line.form_id
        for line in desk.page(card).all_forms
        if line.kind == kind and line.form_id not in known and line.assessor_id == person
    )
    return changes, next(made, "")
