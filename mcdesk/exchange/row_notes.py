"""What is known of one row of a list while it is read, and afterwards."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, Level
from mcdesk.exchange import cells
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from mcdesk.procedure.commands import TakeOverCard


@dataclass
class RowNotes:
    """One row while it is read, and what was found about it so far."""

    given: dict[str, str]
    findings: list[Finding] = field(default_factory=list)
    others: list[tuple[str, str]] = field(default_factory=list)
    newcomers: list[tuple[str, str]] = field(default_factory=list)

    def text(self, key: str) -> str:
        """Return what a row says about something; a dash says nothing."""
        text = self.given.get(key, "")
        return "" if cells.is_nothing(text) else text

    def find(
        self, path: str, code: str, text: str, level: Level = "block", /, **params: object
    ) -> None:
        """Note something about a cell."""
        self.findings.append(Finding(code, text, params, path=path, level=level))

    def hint(self, path: str, name: str) -> None:
        """Offer what something unknown may have meant."""
        if name:
            self.find(path, "near", N_("Did you mean “{name}”?"), "warn", name=name)


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row as it was read: the command that it stands for, and what is to be said about it.

    `newcomers` are unknown people, `others` further members of the team; both with their role.
    """

    command: TakeOverCard
    findings: tuple[Finding, ...]
    newcomers: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    programme: str
