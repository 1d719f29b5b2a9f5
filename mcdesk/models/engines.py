"""Engines: how a workspace file is opened, and what is asserted.

SQLite runs with `journal_mode=TRUNCATE, synchronous=FULL, cache_spill=0` and BEGIN IMMEDIATE
(design.md, section 5); every connection is asked whether it took the settings. A file in the
making, which no one opens before it is whole and has its name, waits for the disk once, at the end.
"""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import NullPool, StaticPool

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _
from mcdesk.models.reading import address, for_reading

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

APPLICATION_ID = 0x4D43444B  # "MCDK", so that a file says what it is
SETTINGS = {"journal_mode": "truncate", "synchronous": 2, "cache_spill": 0, "foreign_keys": 1,
            "cache_size": -2048}  # fmt: skip
"""What every connection that writes is asked for."""


def sqlite_engine(path: Path, *, read_only: bool = False, unsettled: bool = False) -> Engine:
    """Return an engine on a workspace file; one connection, so one thread at a time.

    An `unsettled` file, which a crash may take, waits for no disk.
    """

    def connect() -> sqlite3.Connection:
        if read_only:
            return for_reading(path)
        return sqlite3.connect(
            address(path, "rwc"), uri=True, check_same_thread=False, isolation_level=None
        )

    pool = NullPool if read_only else StaticPool
    engine = create_engine("sqlite://", creator=connect, poolclass=pool)
    event.listen(engine, "connect", _prepare_reading if read_only else _prepare_writing)
    if unsettled:
        event.listen(engine, "connect", _wait_for_no_disk)
    event.listen(engine, "begin", _begin_reading if read_only else _begin_writing)
    return engine


def _prepare_writing(connection: sqlite3.Connection, _record: object) -> None:
    for name, value in SETTINGS.items():
        connection.execute(f"pragma {name} = {value}")
        got = connection.execute(f"pragma {name}").fetchone()
        if got is not None and got[0] != value:
            said = f"{name} = {got[0]}"
            raise Trouble(
                "settings",
                _("The workspace could not be opened safely."),
                _("Close other programs that use it. SQLite says: {text}").format(text=said),
            )
    connection.execute("pragma busy_timeout = 5000")


def _wait_for_no_disk(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("pragma synchronous = off")


def _prepare_reading(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("pragma busy_timeout = 5000")


def _begin_writing(connection: Connection) -> None:
    connection.connection.cursor().execute("begin immediate")


def _begin_reading(connection: Connection) -> None:
    connection.connection.cursor().execute("begin")


@contextmanager
def translated(path: str = "") -> Iterator[None]:
    """Turn the database's errors, and the system's, into Trouble that a person understands."""
    try:
        yield
    except DatabaseError as error:
        raise trouble_of(error.orig or error, path) from error
    except sqlite3.DatabaseError as error:
        raise trouble_of(error, path) from error
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    except OSError as error:
        title = _("The workspace could not be read or written.")
        advice = _("The system says: {text}").format(text=system_words(error))
        raise Trouble("storage", title, advice) from error


def trouble_of(error: BaseException, path: str = "") -> Trouble:
    """Return the Trouble that a database error means for the person in front of the screen."""
    text = str(error).lower()
    if "disk is full" in text:
        return disk_full()
    if "readonly" in text or "read-only" in text:
        return Trouble(
            "read_only",
            _("The workspace cannot be written to."),
            _("Check the rights of the file and its folder, or open a copy elsewhere."),
        )
    if "locked" in text or "busy" in text:
        return Trouble(
            "locked",
            _("Another program holds the workspace."),
            _("Close the other program, or try again in a moment."),
            retry=True,
        )
    if "malformed" in text or "not a database" in text or "corrupt" in text:
        return damaged(path)
    said = str(getattr(error, "orig", None) or error).split("\n", 1)[0]
    advice = _("The database says: {text}").format(text=said)
    return Trouble("storage", _("The workspace could not be read or written."), advice)


def disk_full() -> Trouble:
    """Return the Trouble of a disk without room."""
    return Trouble(
        "disk_full",
        _("The disk is full: nothing was saved."),
        _("Make room, then try again. What you typed is kept on screen and as a draft."),
        retry=True,
    )


def damaged(path: object) -> Trouble:
    """Return the Trouble of a workspace file that cannot be read any more."""
    return Trouble(
        "damaged",
        _("The workspace file is damaged."),
        _("Restore the newest backup; the damaged file ({path}) is kept as it is.").format(
            path=path or "–"
        ),
    )
