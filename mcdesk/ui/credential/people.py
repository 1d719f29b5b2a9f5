"""People as a dialog offers them: by the name that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from mcdesk.application.views import WorkspaceInfo


class People:
    """Finds people by the name that is shown; two of the same name are told apart."""

    def __init__(self, info: WorkspaceInfo) -> None:
        self.info = info
        self.names: dict[str, str] = {}
        self._short: dict[str, str] = {}
        for person in info.persons:
            name = person.full_name or person.name
            if name in self.names:
                name = f"{name} ({person.position or person.id[:8]})"
            self.names[name] = person.id
            self._short.setdefault(person.name.casefold(), person.id)

    def id_of(self, words: str) -> str:
        """Return the id of the person that the words name; "" where there is none."""
        wanted = words.strip().casefold()
        for name, id_ in self.names.items():
            if name.casefold() == wanted:
                return id_
        return self._short.get(wanted, "")

    def name_of(self, id_: str) -> str:
        """Return how a person is shown."""
        return next((name for name, known in self.names.items() if known == id_), "")
