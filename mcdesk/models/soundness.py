"""Whether a database file can be read from end to end: asked before a backup is kept or used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import schema, tables
from mcdesk.models.reading import for_reading

if TYPE_CHECKING:
    from pathlib import Path


def fault_of(path: Path) -> str:
    """Return what is wrong with a workspace's database, in the words of SQLite; "" if nothing.

    The structure is checked, and every row of every table is read.
    """
    try:
        schema.check_version(path)
        with closing(for_reading(path)) as connection:
            said = str(connection.execute("pragma quick_check(1)").fetchone()[0])
            if said != "ok":
                return said
            for name in _tables(connection):
                for _row in connection.execute(f'select * from "{name}"'):
                    pass
    except Trouble as trouble:
        return trouble.title
    except (sqlite3.Error, UnicodeDecodeError) as error:
        return str(error)
    return ""


def _tables(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the tables to read; where an up-to-date file lacks one, reading it will fail."""
    found = connection.execute("select name from sqlite_master where type = 'table'")
    there = {str(row[0]) for row in found}
    version = connection.execute("select version_num from alembic_version").fetchone()[0]
    needed = set(tables.metadata.tables) if version == schema.HEAD else set()
    return tuple(sorted(needed | there))


def not_sound(path: Path, fault: str) -> Trouble:
    """Return the Trouble of a workspace that is too damaged to be backed up."""
    return Trouble(
        "damaged",
        _("The workspace is damaged: no backup was made of it."),
        _("Earlier backups are kept. Restore the newest one; the file {path} stays as it is. "
          "The check says: {text}").format(path=path, text=fault),
    )  # fmt: skip
