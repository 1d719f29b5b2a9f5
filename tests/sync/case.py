"""A case: who gives which command in the house, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mcdesk.procedure.commands import Command
from mcdesk.procedure.records import Record
from tests.sync.house import House

Given = Callable[[House], Command]
Forged = Callable[[House], list[tuple[Record | None, Record]]]
DONE, FORGED = "done", "forged"
CONTENT = "what stands in a record is the workspace's matter, and harms nobody"
RULES = "the procedure's rules run at the workspace; no server knows them"
IDLE = "it changes nothing, so there is nothing to send"
NOWHERE = "what it names is not there, so a program has nothing to send"


@dataclass(frozen=True)
class Case:
    """Who gives a command, after what was `given`, and what the answer is: done, or a code.

    The server answers alike. `taken`: why it takes what the program refuses; `unsent`: why there
    is nothing that it could be sent; `forged`: the records (old, new) of an event that no program
    makes, even without its rules. Where the answer is "forged", the program has no such command.
    """

    who: str
    make: Given
    answer: str = DONE
    given: tuple[tuple[str, Given], ...] = ()
    taken: str = ""
    unsent: str = ""
    forged: Forged | None = None

    @property
    def is_taken(self) -> bool:
        """Whether the server takes it."""
        return self.answer == DONE or bool(self.taken)


def case(who: str, command: Command | Given, answer: str = DONE, *,
         given: tuple[tuple[str, Command | Given], ...] = (), taken: str = "",
         unsent: str = "", forged: Forged | None = None) -> Case:  # fmt: skip
    """Return a case; a command that names something by its id is made in the house."""
    before = tuple((by, _made(each)) for by, each in given)
    return Case(who, _made(command), answer, before, taken, unsent, forged)


def _made(command: Command | Given) -> Given:
    return (lambda _house: command) if isinstance(command, Command) else command
