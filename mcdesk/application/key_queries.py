"""Queries about keys: whose are registered, and what it takes to sign on this computer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.views import KeyLine
from mcdesk.errors import Trouble
from mcdesk.procedure.records import SigningKey

if TYPE_CHECKING:
    from mcdesk.application.keys import Keys, KeyState
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.reading import Store
    from mcdesk.procedure.situation import Actor


def key_state(store: Store, keys: Keys, person_id: str) -> KeyState:
    """Return what it takes for a person to sign here; a shut keyring has no key to offer."""
    keys.asks_pin = bool(store.facts().get("ask_pin"))
    try:
        state = keys.state(person_id)
    except Trouble:
        state = "none"
    if state != "none":
        return state
    with store.read() as reader:
        return "missing" if reader.select(SigningKey, person_id=person_id) else "none"


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
