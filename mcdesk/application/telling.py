"""What follows once a transaction is kept: views are told of it, moments told in its time zone."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application.foreseeing import ForeseeingReading
from mcdesk.application.time_zone import zone_set
from mcdesk.procedure.calendar import use_zone
from mcdesk.procedure.records import Setting

if TYPE_CHECKING:
    from mcdesk.application.views import Changes


class TellingReading(ForeseeingReading):
    """A desk that tells of changes; the one that one works at gives all moments their time, too.

    A workspace that is opened beside it, or made, leaves the time as it is.
    """

    _gives_time = False

    def give_time(self) -> None:
        """Tell every moment in this workspace's time zone from now on, also when it changes."""
        self._gives_time = True
        with self.store.read() as reader:
            use_zone(zone_set(reader))

    def _told(self, changes: Changes) -> Changes:
        """Return what a transaction that is kept has changed, as views are told of it."""
        if self._gives_time and Setting.table in changes.tables:
            self.give_time()
        return replace(changes, undo=self.next_undo, redo=self.next_redo)
