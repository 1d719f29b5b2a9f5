"""A case: who gives which command in the house, and what is answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mcdesk.procedure.commands import Command
from mcdesk.procedure.records import Record
from tests.sync.house import House
from tests.sync.refusals import FORGERIES, SAID

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
    `says`: why the server refuses it, where that is not what it says for this code (`refusals`).
    """

    who: str
    make: Given
    answer: str = DONE
    given: tuple[tuple[str, Given], ...] = ()
    taken: str = ""
    unsent: str = ""
    forged: Forged | None = None
    says: str = ""

    @property
    def is_taken(self) -> bool:
        """Whether the server takes it."""
        return self.answer == DONE or bool(self.taken)

    def wanted(self, command: str) -> str:
        """Return what the server says where this is sent under the name of a command: a pattern."""
        if self.unsent:
            return "nothing"
        said = FORGERIES.get(command) if self.answer == FORGED else SAID.get(self.answer)
        return "ok" if self.is_taken else f"refused: .*({self.says or said})"


def case(who: str, command: Command | Given, answer: str = DONE, *,
         given: tuple[tuple[str, Command | Given], ...] = (), taken: str = "",
         unsent: str = "", forged: Forged | None = None, says: str = "") -> Case:  # fmt: skip
    """Return a case; a command that names something by its id is made in the house."""
    before = tuple((by, _made(each)) for by, each in given)
    return Case(who, _made(command), answer, before, taken, unsent, forged, says)


def _made(command: Command | Given) -> Given:
    return (lambda _house: command) if isinstance(command, Command) else command
