"""Telling a team's hub where one is working, and hearing where the others are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.lazy import later

if TYPE_CHECKING:
    from mcdesk import hub_places
    from mcdesk.application.views import Presence
else:
    hub_places = later("mcdesk.hub_places")


class PresenceApp:
    """The part of the program that tells who is where."""

    def here(self, address: str, me: Presence) -> tuple[Presence, ...]:
        """Tell where one is, nowhere without a form; return where the others are."""
        hub = hub_places.hub_at(address)
        try:
            return hub.here(me)
        finally:
            hub.close()
