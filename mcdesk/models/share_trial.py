"""An honest trial of a shared folder: is a database that several people write to safe there?

Two processes try what a hub needs (design.md, section 6; reliability.md, 3.3 and 3.4): a lock that
one takes is seen by the other, what one commits the other reads, and a transaction that broke off
half-way is taken back by the next one from its rollback journal. Success today is no proof for
ever; a folder that fails once is none.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from multiprocessing import get_context
from typing import TYPE_CHECKING
from uuid import uuid4

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import N_, _

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from pathlib import Path

PATIENCE = 15.0  # seconds for one step of the other process
ROWS = 200
FAULTS = {
    "lock": N_("A lock that one program holds is not seen by another: two people would write at "
               "the same time and damage the hub."),
    "unseen": N_("What one program writes is not read by another at once."),
    "journal": N_("A write that breaks off half-way is not taken back: the hub would be damaged."),
    "untried": N_("The second program that tries the folder did not start."),
    "silent": N_("The folder did not answer in time."),
    "refused": N_("A database cannot be written there: {text}."),
}  # fmt: skip
"""What each failure means for a team."""
_passed: set[int] = set()


def must_hold_locks(folder: Path) -> None:
    """Try a folder with two processes; a file system that passed is not tried again.

    Raises:
        Trouble: It is no folder for a hub; the advice says why.
    """
    device = folder.stat().st_dev
    if device in _passed:
        return
    fault = trial(folder)
    if fault is not None:
        code, said = fault
        raise Trouble(
            "no_locks",
            _("This folder cannot hold a hub."),
            _(FAULTS[code]).format(text=said) + " "
            + _("Choose a folder on another file server, or a PostgreSQL server."),
        )  # fmt: skip
    _passed.add(device)


def trial(folder: Path, second: Callable[[Connection, str], None] | None = None
          ) -> tuple[str, str] | None:  # fmt: skip
    """Return what goes wrong in a folder, as a code and the system's words; None: nothing.

    `second` is what the other process does, for tests.
    """
    path = folder / f".mcdesk-trial-{uuid4().hex[:8]}"
    context = get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=second or _second, args=(theirs, str(path)), name="mcdesk-trial", daemon=True
    )
    try:
        with closing(_opened(str(path))) as connection:
            connection.execute("begin immediate")
            connection.execute("create table trial (n integer primary key, said text)")
            connection.executemany("insert into trial values (?, 'first')", _numbers())
            connection.execute("commit")
            process.start()
            theirs.close()  # so that its end is heard
            return _steps(connection, ours)
    except sqlite3.Error as error:
        return "refused", str(error)
    except OSError as error:
        return "refused", system_words(error)
    finally:
        if process.pid is not None:
            process.kill()
            process.join(PATIENCE)
        ours.close()
        theirs.close()
        for left in folder.glob(f"{path.name}*"):
            with suppress(OSError):
                left.unlink()


def _steps(connection: sqlite3.Connection, other: Connection) -> tuple[str, str] | None:
    """Play the first part against the other process; return what went wrong."""
    if _ask(other, "start") != "ready":
        return "untried", ""
    connection.execute("begin immediate")
    connection.execute("update trial set said = 'mine'")
    if (heard := _ask(other, "lock")) != "locked":
        return ("silent", "") if not heard else ("lock", heard)
    connection.execute("commit")
    if (heard := _ask(other, "read")) != "mine":
        return ("silent", "") if not heard else ("unseen", heard)
    if _ask(other, "hold") != "held":
        return "silent", ""
    with suppress(sqlite3.OperationalError):
        connection.execute("begin immediate")
        return "lock", ""
    if _ask(other, "break") != "broken":
        return "silent", ""
    said = {row[0] for row in connection.execute("select distinct said from trial")}
    return None if said == {"mine"} else ("journal", ", ".join(sorted(said)))


def _ask(other: Connection, what: str) -> str:
    """Ask the other process to do something; return what it says, "" where it says nothing."""
    try:
        other.send(what)
        if not other.poll(PATIENCE):
            return ""
        heard = str(other.recv())
        if what == "break":  # it ends once it has told, with its transaction open
            other.poll(PATIENCE)
    except (EOFError, OSError):
        return ""
    return heard


def _second(home: Connection, path: str) -> None:
    """Be the other process: try to write, read, hold the lock, and break off half-way."""
    connection = _opened(path)
    while True:
        wanted = home.recv()
        if wanted == "start":
            home.send("ready")
        elif wanted == "lock":
            home.send(_writes(connection))
        elif wanted == "read":
            home.send(connection.execute("select said from trial").fetchone()[0])
        elif wanted == "hold":
            connection.execute("begin immediate")
            home.send("held")
        else:
            connection.execute("pragma cache_size = 1")  # so that the file is half written
            connection.execute("update trial set said = ?", ("torn" * 500,))
            home.send("broken")
            os._exit(1)


def _writes(connection: sqlite3.Connection) -> str:
    try:
        connection.execute("begin immediate")
    except sqlite3.OperationalError as error:
        return "locked" if "locked" in str(error) else str(error)
    connection.execute("rollback")
    return "written"


def _opened(path: str) -> sqlite3.Connection:
    """Open the trial's file with the settings of a hub's."""
    connection = sqlite3.connect(path, isolation_level=None, timeout=0)
    for setting in ("journal_mode = delete", "synchronous = 3"):
        connection.execute(f"pragma {setting}")
    return connection


def _numbers() -> list[tuple[int]]:
    return [(number,) for number in range(ROWS)]
