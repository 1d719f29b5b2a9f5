"""One window for each workspace: a second start brings the first one to the front."""

from __future__ import annotations

import sys
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDir, QObject, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

WAIT = 500  # milliseconds for the window that has the workspace to answer


class SingleInstance(QObject):
    """Listens for further starts on the workspace that is open.

    Signals:
        called: another start asks for this window.
    """

    called = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._server: QLocalServer | None = None

    def listen(self, path: Path) -> None:
        """Answer for a workspace from now on."""
        from PySide6.QtNetwork import QLocalServer

        self.stop()
        name = server_name(path)
        QLocalServer.removeServer(name)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        self._server.listen(name)

    def _on_connection(self) -> None:
        """Take every start that asks, and ask the window to come up."""
        while self._server is not None and self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
            self.called.emit()

    def stop(self) -> None:
        """Answer for no workspace any more: it may be opened anew, also by this program."""
        if self._server is not None:
            self._server.close()
            self._server.deleteLater()
            self._server = None


def server_name(path: Path) -> str:
    """Return the name under which the window on a workspace is found on this computer."""
    place = str(path.resolve()).encode()
    return f"mcdesk-{zlib.crc32(place):08x}{zlib.adler32(place):08x}"


def raise_other(path: Path) -> bool:
    """Bring the window that has this workspace to the front; False where there is none."""
    name = server_name(path)
    if sys.platform != "win32" and not Path(QDir.tempPath(), name).exists():
        return False
    from PySide6.QtNetwork import QLocalSocket

    socket = QLocalSocket()
    socket.connectToServer(name)
    found = socket.waitForConnected(WAIT)
    socket.disconnectFromServer()
    return found
