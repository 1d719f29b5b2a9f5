"""What tests ask of a desk: a form by its kind, and why a command is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcdesk.errors import Refused

if TYPE_CHECKING:
    from mcdesk.application.desk import Desk
    from mcdesk.procedure.commands import Command


def form_of(desk: Desk, kind: str, card: str = "MC-1") -> str:
    """Return the id of a card's first form of a kind."""
    return next(line.form_id for line in desk.outline(card).forms if line.kind == kind)


def refusal(desk: Desk, command: Command) -> Refused:
    """Give a command that is refused, and return the refusal."""
    with pytest.raises(Refused) as caught:
        desk.execute(command)
    return caught.value


def code_of(desk: Desk, command: Command) -> str:
    """Give a command that is refused, and return by which code."""
    return refusal(desk, command).code
