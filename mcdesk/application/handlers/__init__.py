"""One short handler per command: load, ask the procedure, keep the new records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from mcdesk.application.work import Work

if TYPE_CHECKING:
    from mcdesk.procedure.commands import Command

Handler = Callable[[Any, Work], None]
HANDLERS: dict[type[Command], Handler] = {}
H = TypeVar("H", bound=Handler)


def handles(kind: type[Command]) -> Callable[[H], H]:
    """Register the function that carries out commands of `kind`."""

    def register(function: H) -> H:
        HANDLERS[kind] = function
        return function

    return register
