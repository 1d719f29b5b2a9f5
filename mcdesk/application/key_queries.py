"""Queries about keys: whose are registered, and what it takes to sign on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.views import KeyLine
from mcdesk.errors import Trouble
from mcdesk.procedure.records import SigningKey
from mcdesk.procedure.statement import key_id

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.keys import Keys, KeyState
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Store
    from mcdesk.procedure.situation import Actor


def key_state(store: Store, keys: Keys, person_id: str) -> KeyState:
    """Return what it takes for a person to sign here; a shut keyring has no key to offer."""
    keys.asks_pin = bool(store.facts().get("ask_pin"))
    try:
        state = keys.state(person_id)
    except Trouble:
        state = "none"
    public = keys.public(person_id) if state == "ready" else ""
    with store.read() as reader:
        registered = reader.select(SigningKey, person_id=person_id)
        if state == "none":
            return "missing" if registered else "none"
        return "ended" if _is_ended(state, registered, public) else state


def _is_ended(state: KeyState, registered: Sequence[SigningKey], public: str) -> bool:
    """Tell whether the key that is kept here was ended in the workspace.

    Which key lies behind a PIN is not known; where every registered one was ended, it is one.
    """
    if state == "ready":
        return any(key.id == key_id(public) and key.ended_at for key in registered)
    return state == "locked" and bool(registered) and all(key.ended_at for key in registered)


def key_lines(knowledge: Knowledge, actor: Actor, *, keeps_directory: bool) -> tuple[KeyLine, ...]:
    """Return the registered keys: who works here first, then by name, those in use before ended."""
    lines = [
        KeyLine(
            id=key.id,
            person=knowledge.name(key.person_id),
            registered_at=key.registered_at,
            ended_at=key.ended_at,
            ended_reason=key.ended_reason,
            own=key.person_id == actor.person_id,
            may_end=not key.ended_at and (keeps_directory or key.person_id == actor.person_id),
        )
        for key in knowledge.reader.select(SigningKey)
    ]
    lines.sort(key=lambda line: (not line.own, line.person, line.ended_at, line.registered_at))
    return tuple(lines)
