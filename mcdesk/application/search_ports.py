"""What a search over everything needs of the storage, and what it offers to the rooms above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from mcdesk.application.search_words import Wanted
    from mcdesk.application.views import SearchAnswer


class SearchIndexPort(Protocol):
    """The index of a workspace."""

    def bring_up(self, most: int) -> tuple[int, int]: ...

    def find(self, wanted: Wanted, limit: int) -> tuple[int, tuple[tuple[str, str], ...]]: ...


class SearchPort(Protocol):
    """Searching everything that is written."""

    def ready_search(self, most: int = 1_000) -> tuple[int, int]:
        """Bring the index a piece further; return how far it is: (n, n) when it is ready."""
        ...

    def search(self, typed: str, limit: int = 50) -> SearchAnswer:
        """Return where these words stand, the best first; the index is made ready before."""
        ...
