"""Python's cyclic garbage is collected on the window's thread only.

A collection on a worker could destroy Qt objects there, which Qt forbids ("Timers cannot be
stopped from another thread"). So the automatic one is off while the window lives, and a timer
collects here, by the same thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 2_000  # milliseconds
FIRST = 20_000  # milliseconds in which a workspace opens, and nothing that stays is looked through


def settle() -> None:
    """Leave all that stands now out of later collections: modules, tables, the cards of a board.

    Looking through them would hold the window for some tenths of a second each time.
    """
    gc.freeze()


class Garbage(QObject):
    """Collects cyclic garbage on the thread it lives in."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)
        self._timer.start(FIRST)

    def collect(self) -> None:
        """Collect the youngest generation that is over its threshold, the oldest first."""
        self._timer.setInterval(EVERY)
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Let Python collect by itself again."""
        self._timer.stop()
        gc.enable()
