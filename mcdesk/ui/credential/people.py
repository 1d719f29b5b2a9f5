"""People as a dialog offers them: by the name that is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.names import namesakes_of, told_apart

if TYPE_CHECKING:
    from mcdesk.application.views import PersonLine, WorkspaceInfo


class People:
    """Finds people by the name that is shown; two of the same name are told apart."""

    def __init__(self, info: WorkspaceInfo) -> None:
        self.info = info
        self.names = {name: id_ for id_, name in told_apart(info.persons).items()}

    def id_of(self, words: str) -> str:
        """Return the id of the person that the words name; "" where there is none."""
        wanted = words.strip().casefold()
        for name, id_ in self.names.items():
            if name.casefold() == wanted:
                return id_
        found = self.called(words)
        return found[0].id if len(found) == 1 else ""

    def called(self, words: str) -> list[PersonLine]:
        """Return those who have the name that was typed, whichever is meant."""
        return namesakes_of(self.info.persons, words)

    def name_of(self, id_: str) -> str:
        """Return how a person is shown."""
        return next((name for name, known in self.names.items() if known == id_), "")
