"""How a workspace stands towards its hub, as the window tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from datetime import datetime

    from mcdesk.application.views import ReplicaState, SyncReport
    from mcdesk.errors import McDeskError

State = Literal["none", "synced", "waiting", "working", "offline", "stopped"]


@dataclass
class Standing:
    """How a workspace stands towards its hub, as the window tells it.

    `files` are how many have come of those that are being fetched; `next_at` is when the hub is
    asked again after trouble.
    """

    state: ReplicaState | None = None
    report: SyncReport | None = None
    trouble: McDeskError | None = None
    is_working: bool = False
    files: tuple[int, int] = (0, 0)
    next_at: datetime | None = None

    @property
    def kind(self) -> State:
        """Say it in one word: `stopped` is trouble that waiting does not mend."""
        if self.state is None or not self.state.hub_id:
            return "none"
        if self.is_working:
            return "working"
        if self.trouble is not None:
            return "offline" if getattr(self.trouble, "retry", False) else "stopped"
        return "waiting" if self.state.waiting else "synced"
