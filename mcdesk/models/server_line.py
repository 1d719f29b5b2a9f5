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
import weakref
from collections import deque
from contextlib import ExitStack, contextmanager, suppress
from functools import lru_cache
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
    from typing import Literal

    from sqlalchemy import Connection, Engine

    Kept = deque[tuple[float, Connection]]
    Level = Literal["READ COMMITTED", "AUTOCOMMIT"]

DEADLINE = 10.0
"""Seconds that a call may take."""
SERVERS = 15.0
"""Seconds up to which the server's own bound, one statement in nine, is enough for a call: what
such a call carries comes over the slowest line in five."""
SLOWEST = 100_000
"""Bytes a second at which a file goes on the slowest line that is used."""
SMALL, JUDGED = 100_000, 20_000
"""Bytes of a push that any server takes within the usual time, and a second of a larger one."""
TRUSTED = 20.0
"""Seconds that a line may lie unused: a firewall may forget it without a word."""
STALE = 60_000
"""Milliseconds after which a server ends a transaction in which nobody asks for anything."""
NEAR = ("localhost", "127.0.0.1", "::1")
ALIVE = {"keepalives_idle": 10, "keepalives_interval": 5, "keepalives_count": 2}
"""The system asks every few seconds whether the other end is there, on lines that only listen."""


@contextmanager
def listening(engine: Engine) -> Iterator[Connection]:
    """Give a connection that is let go as it is where the line breaks: nothing is rolled back.

    SQLAlchemy's pool would try, and write a traceback that nobody can do anything about.
    """
    with engine.connect() as connection:
        try:
            yield connection
        except (psycopg.Error, DBAPIError):
            connection.invalidate()
            raise


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


class ServerLine:
    """The line of one hub to its server, for as long as the hub is held.

    It is opened by the first call and kept for the next ones: to open it takes a server that is
    far away as long as six answers. A call that comes while it is in use gets one of its own.
    """

    def __init__(self, address: str, password: str = "") -> None:
        self.engine = engine_for(address, password)
        self._address = address
        self._kept: Kept = deque(maxlen=1)
        weakref.finalize(self, _let_go, self._kept)  # a hub that nobody closed holds no line

    @contextmanager
    def transaction(self, seconds: float = 0.0) -> Iterator[Connection]:
        """Give one call its transaction, its deadline (`DEADLINE`, or more) and its words.

        Raises:
            Trouble: The server is out of reach, does not answer, or refuses.
        """
        with self._call(seconds, "READ COMMITTED") as connection, connection.begin():
            if seconds > SERVERS:
                connection.execute(text("SET LOCAL statement_timeout = 0"))
            yield connection

    @contextmanager
    def statement(self, seconds: float = 0.0) -> Iterator[Connection]:
        """Give statements that are each a transaction of its own their deadline and their words.

        The server ends each by itself: what it holds is free again though this computer falls
        asleep before it has read the answer.

        Raises:
            Trouble: The server is out of reach, does not answer, or refuses.
        """
        with self._call(seconds, "AUTOCOMMIT") as connection:
            if seconds > SERVERS:
                connection.execute(text("SET statement_timeout = 0"))
            yield connection
            if seconds > SERVERS:
                connection.execute(text("RESET statement_timeout"))
            connection.commit()  # it waits for nothing: the server has ended each already

    def close(self) -> None:
        """Let go of the server."""
        _let_go(self._kept)

    @contextmanager
    def _call(self, seconds: float, level: Level) -> Iterator[Connection]:
        """Take the line for one call; where that breaks off, nobody takes it again."""
        long = max(seconds, DEADLINE)
        with told(self._address), Watch(long) as watch, ExitStack() as broken_off:
            connection = self._take()
            broken_off.callback(connection.close)
            connection.execution_options(isolation_level=level)
            watch.over(connection)
            yield connection
            broken_off.pop_all()
        if self._kept or watch.has_cut:
            connection.close()
        else:
            self._kept.append((time.monotonic(), connection))

    def _take(self) -> Connection:
        """Return the line, or open one where it is in use, or too long unused to be trusted."""
        while self._kept:
            since, connection = self._kept.pop()
            if time.monotonic() - since < TRUSTED:
                return connection
            connection.close()
        return self.engine.connect()


def _let_go(kept: Kept) -> None:
    while kept:
        kept.pop()[1].close()


def time_for(size: int) -> float:
    """Return the seconds that a call with so many bytes may take."""
    return DEADLINE + size / SLOWEST


def time_for_lines(size: int) -> float:
    """Return the seconds that a push of so many bytes may take: the server looks at every record.

    Half a megabyte is a thousand records, which a slow server judges in a few seconds.
    """
    return DEADLINE if size < SMALL else DEADLINE + size / JUDGED


@lru_cache(maxsize=8)
def engine_for(address: str, password: str = "") -> Engine:
    """Return the engine on the server of an address; raises Trouble where it is none.

    It holds no connection. There is one for each address, because an engine first asks its server
    what it is, and that are eight more answers to wait for.
    """
    url = url_of(address).set(drivername="postgresql+psycopg")
    if password:
        url = url.set(password=password)
    options = (
        "-c search_path=hub,pg_catalog,pg_temp -c statement_timeout=9000 "
        f"-c idle_in_transaction_session_timeout={STALE} -c tcp_keepalives_idle=10 "
        "-c tcp_keepalives_interval=5 -c tcp_keepalives_count=2"
    )
    engine = create_engine(
        _proving(url),
        poolclass=NullPool,
        connect_args={"connect_timeout": int(DEADLINE), "options": options, **ALIVE},
    )
    event.listen(engine, "before_cursor_execute", _renew)
    return engine


def _renew(connection: Connection, *_told: object) -> None:
    """Give the statement that begins its time, where somebody watches the line."""
    if STILL_THERE in connection.info:
        connection.info[STILL_THERE]()


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
