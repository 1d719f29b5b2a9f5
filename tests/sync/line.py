"""A line to a server that a test holds in its hand: it forwards, cuts, or falls silent."""

from __future__ import annotations

import socket
import ssl
import threading
from contextlib import suppress

ASKS_TLS = bytes.fromhex("0000000804d2162f")
"""The first eight bytes of a client that wants TLS."""


class Line:
    """A TCP proxy in front of a server's socket, with or without TLS at its own end."""

    def __init__(self, socket_path: str, context: ssl.SSLContext | None = None) -> None:
        self._target, self._context = socket_path, context
        self._open: list[socket.socket] = []
        self.opened = 0
        self._gate = threading.Event()
        self._gate.set()
        self._listening = socket.create_server(("", 0))
        self.port = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def silence(self) -> None:
        """Swallow everything from now on, and say nothing."""
        self._gate.clear()

    def speak(self) -> None:
        """Forward again."""
        self._gate.set()

    def cut(self) -> None:
        """Cut every connection that is open."""
        for end in self._open:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def close(self) -> None:
        self._gate.set()
        self._listening.close()
        self.cut()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _where = self._listening.accept()
                self.opened += 1
                threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client: socket.socket) -> None:
        with client, suppress(OSError):
            if self._gate.is_set():
                client = self._greet(client)
            with client, socket.socket(socket.AF_UNIX) as server:
                server.connect(self._target)
                self._open += [client, server]
                back = threading.Thread(target=self._pump, args=(client, server), daemon=True)
                back.start()
                self._pump(server, client)
                back.join()

    def _greet(self, client: socket.socket) -> socket.socket:
        """Answer a client that asks for TLS: yes with a certificate, else no."""
        if client.recv(8, socket.MSG_PEEK) != ASKS_TLS:
            return client
        client.recv(8)
        client.sendall(b"S" if self._context else b"N")
        if self._context is None:
            return client
        return self._context.wrap_socket(client, server_side=True)

    def _pump(self, source: socket.socket, target: socket.socket) -> None:
        with suppress(OSError):
            while data := source.recv(65536):
                self._gate.wait()
                target.sendall(data)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
