"""Settling an entry of the attention list: how, by whom, and what was given up with it."""

from __future__ import annotations

from typing import get_args

from mcdesk.application.handlers import handles
from mcdesk.application.journal import read_event
from mcdesk.application.views import Settling
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import Settlement, changed

NOTHING = N_("This settles nothing of the attention list. “mcdesk attention” shows its entries "
             "with their numbers; “mcdesk attention N {ways}” settles one.")  # fmt: skip


@handles(do.SettleAttention)
def settle_attention(command: do.SettleAttention, work: Work) -> None:
    """Note how an entry was settled; it was once only, until that is undone."""
    if command.how not in get_args(Settling) or not (command.entry and _is_of(command)):
        refuse("no_entry", NOTHING, ways="|".join(get_args(Settling)))
    id_ = natural_id(Settlement.table, command.entry, work.actor.person_id)
    wanted = Settlement(
        id=id_,
        event_id=command.entry,
        how=command.how,
        person_id=work.actor.person_id,
        card_id=command.card,
        form_id=command.form,
    )
    present = work.uow.find(Settlement, id_)
    if present is None:
        work.put(wanted)
    elif present.deleted:
        work.put(changed(present, how=command.how, deleted=False))


def _is_of(command: do.SettleAttention) -> bool:
    """Tell whether what is given up is the event that is named, if any is."""
    if not command.body:
        return True
    try:
        return read_event(command.body).id == command.entry
    except (ValueError, LookupError, TypeError, AttributeError):
        return False
