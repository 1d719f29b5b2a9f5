"""The command that keeps which forms a booklet for signature holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.booklet import booklet_id
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.signers import state_of
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.records import PrintedBooklet

if TYPE_CHECKING:
    from mcdesk.application.work import Work


@handles(do.KeepBooklet)
def keep_booklet(command: do.KeepBooklet, work: Work) -> None:
    """Keep which forms a booklet holds, each in the version that it was printed in.

    Done again it holds what it was printed with: paper does not change.
    """
    work.demand("record")
    printed = work.once_made(PrintedBooklet)
    if printed is not None:
        work.put(printed)
        return
    known = work.known_person(command.who)
    if not known and all(role.id != command.who for role in work.procedure.roles):
        work.person(command.who)
    who, pairs = known or command.who, []
    for ref in command.forms:
        state, _situation = state_of(work, ref)
        pairs.append((state.form.id, state.revision.version if state.revision else 0))
    work.put(
        PrintedBooklet(
            id=booklet_id(who, work.day, pairs),
            who=who,
            day=work.day,
            forms=json_text([list(pair) for pair in pairs]),
            printed_by=work.actor.person_id,
            printed_at=work.now,
        )
    )
