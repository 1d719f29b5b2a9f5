"""The line to a database server: how it is opened, and that no call on it waits for ever.

A server that is far away must prove who it is (TLS, `verify-full`). One that falls silent would
keep the driver waiting for ever (reliability.md, 3.4): a watch shuts the line down when a call
takes longer than it may, from its first word to the last.
"""

from __future__ import annotations

import os
import socket
import threading
import time
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any

import psycopg
from sqlalchemy import URL, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from mcdesk.application.hub_address import LAST_PORT, PORT, shown
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models.server_trouble import no_answer, told
from mcdesk.models.statements import STILL_THERE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import TracebackType

    from sqlalchemy import Connection, Engine

DEADLINE = 10.0
"""Seconds that a call may take."""
SLOWEST = 100_000
"""Bytes a second at which a file goes on the slowest line that is used."""
SMALL, JUDGED = 100_000, 20_000
"""Bytes of a push that any server takes within the usual time, and a second of a larger one."""
STALE = 60_000
"""Milliseconds after which a server ends a transaction in which nobody asks for anything."""
NEAR = ("localhost", "127.0.0.1", "::1")
ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}
"""The system asks every few seconds whether the other end is there, on lines that only listen."""


class Watch:
    """Shuts a connection down when a call on it does not end in time."""

    def __init__(self, seconds: float = DEADLINE) -> None:
        self._seconds = seconds
        self._due = 0.0
        self._ended = threading.Event()
        self._lock = threading.Lock()
        self.has_cut = False

    def __enter__(self) -> Watch:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._ended.set()
        if self.has_cut and isinstance(error, DBAPIError | psycopg.Error):
            raise no_answer() from error

    def over(self, connection: Connection) -> None:
        """Begin to watch a connection; each statement has its own time."""
        self.renew()
        event.listen(connection, "before_cursor_execute", lambda *_told: self.renew())
        connection.info[STILL_THERE] = self.renew
        driver = connection.connection.driver_connection
        watching = threading.Thread(target=self._wait, args=(driver,), daemon=True)
        watching.start()

    def renew(self) -> None:
        """Give the next step its time."""
        self._due = time.monotonic() + self._seconds

    def _wait(self, driver: Any) -> None:
        while not self._ended.wait(max(0.0, self._due - time.monotonic())):
            with self._lock:
                if not self._ended.is_set() and time.monotonic() >= self._due:
                    self.has_cut = True
                    _shut(driver)
                    return


def _shut(driver: Any) -> None:
    with suppress(OSError, psycopg.Error):
        line = socket.fromfd(driver.fileno(), socket.AF_INET, socket.SOCK_STREAM)
        with line:
            line.shutdown(socket.SHUT_RDWR)


@contextmanager
def transaction(engine: Engine, address: str, seconds: float = DEADLINE) -> Iterator[Connection]:
    """Give one call its transaction, its deadline and its words.

    Raises:
        Trouble: The server is out of reach, does not answer, or refuses.
    """
    with told(address), Watch(seconds) as watch, engine.begin() as connection:
        _begin(connection, watch, seconds)
        yield connection


@contextmanager
def statement(engine: Engine, address: str, seconds: float = DEADLINE) -> Iterator[Connection]:
    """Give one statement that is a transaction of its own its deadline and its words.

    The server ends it by itself: what it holds is free again though this computer falls asleep
    before it has read the answer.

    Raises:
        Trouble: The server is out of reach, does not answer, or refuses.
    """
    with told(address), Watch(seconds) as watch, engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT")
        _begin(connection, watch, seconds)
        yield connection


def _begin(connection: Connection, watch: Watch, seconds: float) -> None:
    """Watch a line, which serves one call; a long one may take longer at the server, too."""
    watch.over(connection)
    if seconds > DEADLINE:
        connection.execute(text("SET statement_timeout = 0"))


def time_for(size: int) -> float:
    """Return the seconds that a call with so many bytes may take."""
    return DEADLINE + size / SLOWEST


def time_for_lines(size: int) -> float:
    """Return the seconds that a push of so many bytes may take: the server looks at every record.

    Half a megabyte is a thousand records, which a slow server judges in a few seconds.
    """
    return DEADLINE if size < SMALL else DEADLINE + size / JUDGED


def engine_for(address: str, password: str = "") -> Engine:
    """Return an engine on the server of an address; raises Trouble where it is none."""
    url = url_of(address).set(drivername="postgresql+psycopg")
    if password:
        url = url.set(password=password)
    options = (
        "-c search_path=hub,pg_catalog,pg_temp -c statement_timeout=9000 "
        f"-c idle_in_transaction_session_timeout={STALE} -c tcp_keepalives_idle=10 "
        "-c tcp_keepalives_interval=5 -c tcp_keepalives_count=2"
    )
    return create_engine(
        _proving(url),
        poolclass=NullPool,
        connect_args={"connect_timeout": int(DEADLINE), "options": options, **ALIVE},
    )


def _proving(url: URL) -> URL:
    """Return an address on which a server that is far away proves who it is.

    Its certificate is checked against `sslrootcert`, else against the system's authorities.
    """
    host = str(url.host or url.query.get("host") or "")
    if not host or host.startswith("/") or host in NEAR or "sslmode" in url.query:
        return url
    asked = {"sslmode": "verify-full"}
    if "sslrootcert" not in url.query and not os.environ.get("PGSSLROOTCERT"):
        asked["sslrootcert"] = "system"
    return url.update_query_dict(asked)


def split_secret(address: str) -> tuple[str, str]:
    """Return an address without its password, and the password.

    Raises:
        Trouble: It is no address.
    """
    url = url_of(address)
    asked = url.query.get("password", "")
    secret = str(url.password or asked)
    bare = URL.create(url.drivername, url.username, None, url.host, url.port, url.database,
                      url.difference_update_query(["password"]).query)  # fmt: skip
    return bare.render_as_string(hide_password=False), secret


def url_of(address: str) -> URL:
    """Return an address in its parts; raises Trouble where it is none."""
    with suppress(ArgumentError, ValueError):
        url = make_url(address)
        if url.port is not None and not 0 < url.port <= LAST_PORT:
            raise _no_address(address, _(PORT))
        if url.database:
            return url
    raise _no_address(address, _("It looks like postgresql://login@server/database."))


def _no_address(address: str, advice: str) -> Trouble:
    what = _("“{address}” is no address of a hub.")
    return Trouble("address", what.format(address=shown(address)[:120]), advice)
