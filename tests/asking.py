"""What tests ask of a desk: forms, their content, where a file belongs, why one is refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from mcdesk.application.outside import Filled
from mcdesk.errors import Refused

if TYPE_CHECKING:
    from mcdesk.application.desk import Desk
    from mcdesk.application.destinations import Destination
    from mcdesk.application.outside import Sent
    from mcdesk.application.views import FormLine
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.content import Content


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


def content(desk: Desk, kind: str) -> Content:
    """Return what stands in the form of a kind."""
    return desk.form(form_of(desk, kind)).content


def line_of(desk: Desk, kind: str) -> FormLine:
    """Return how the form of a kind stands in the card's outline."""
    return next(line for line in desk.outline("MC-1").forms if line.kind == kind)


def destination(desk: Desk, sent: Sent) -> Destination:
    """Return where a file belongs that was sent out with this record, and in which nothing is."""
    return desk.destination(Filled(sent, {}))
