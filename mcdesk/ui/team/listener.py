"""Hears at once from a hub on a server that somebody pushed."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.errors import McDeskError

if TYPE_CHECKING:
    from mcdesk.ui.launch import MakeApp

RESTS, ENDING = 30.0, 1.0
"""Seconds: the pause after a server did not answer; what the end of listening may take."""


class Listener(QObject):
    """Hears from a hub on a server at once that somebody pushed: a hint, beside asking regularly.

    Signals:
        heard: somebody pushed.
    """

    heard = Signal()

    def __init__(self, make_app: MakeApp, address: str, parent: QObject) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._listen, args=(make_app, address), name="mcdesk-listener", daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Listen no longer."""
        self._stop.set()
        self._thread.join(ENDING)

    def _listen(self, make_app: MakeApp, address: str) -> None:
        app = make_app()
        while not self._stop.is_set():
            try:
                app.listen(address, self.heard.emit, self._stop.is_set)
            except McDeskError:
                self._stop.wait(RESTS)
