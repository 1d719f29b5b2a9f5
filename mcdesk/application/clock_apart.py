"""Comparing the clock of this computer with the hub's: how often, and what is kept of it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from mcdesk.application import ahead_of
from mcdesk.application.desk import Desk

if TYPE_CHECKING:
    from datetime import date

    from mcdesk.application.views import AheadOf


class ClockDesk(Desk):
    """A desk that knows whether its clock and that of the team's hub say the same."""

    _right_on: date | None = None
    _compared_at: datetime | None = None

    def note_clock(self, at_hub: datetime | None) -> None:
        """Remember whether both are far apart; `at_hub` is None where the hub tells no time."""
        now = self.stamp()
        self._compared_at = datetime.fromisoformat(now)
        if at_hub is None:
            return
        apart = ahead_of.apart(now, at_hub)
        self._right_on = self.today if apart is None else None
        if apart is not None:
            self.keep_ahead(apart)

    def clock_is_right(self) -> bool:
        """Tell whether the clock said today what the hub's said, when both were compared last."""
        return self._right_on == self.today

    def clock_due(self) -> bool:
        """Tell whether both are to be compared: until they agree, and not with every exchange.

        One that was set right has leapt by more than the time between two looks.
        """
        if self.clock_is_right():
            return False
        now, before = datetime.fromisoformat(self.stamp()), self._compared_at
        return before is None or abs(now - before) >= ahead_of.LOOKED

    def keep_ahead(self, ahead: AheadOf) -> None:
        """Keep for a person that one of two clocks is wrong."""
        text = ahead_of.noted(self.store.facts(), ahead)
        if text:
            self.store.set_fact(ahead_of.AHEAD, text)
