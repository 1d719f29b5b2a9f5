"""Who and what the ids in a form's values stand for, as the window asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.names import Names, ViewNames

if TYPE_CHECKING:
    from mcdesk.application.views import WorkspaceInfo

__all__ = ["Names", "ViewNames", "own_name"]


def own_name(info: WorkspaceInfo) -> str:
    """Return the name of who works here, as the history says it."""
    return next((line.name for line in info.persons if line.id == info.person_id), info.person)
