"""Making and migrating the schema: fresh by `create_all`, older ones by Alembic on a copy.

`user_version` is the major version: a program refuses a newer one politely. Triggers keep the
journal, revisions and definitions from being changed behind the program's back.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, Dialect, create_mock_engine, text

from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _
from mcdesk.models import tables
from mcdesk.models.engines import (
    APPLICATION_ID,
    damaged,
    sqlite_engine,
    translated,
    trouble_of,
)
from mcdesk.models.explained import explain, fall_silent
from mcdesk.models.reading import for_reading

if TYPE_CHECKING:
    from sqlalchemy.schema import ExecutableDDLElement

HEAD = "0016"  # the newest revision; they are numbered, so they compare as texts
MAJOR = 1
ALEMBIC = (
    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, "
    "CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))"
)
MAGIC, HEADER = b"SQLite format 3\0", 100
SCRIPTS = Path(__file__).parent / "migrations"
SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER {name}_keeps_{verb.lower()} BEFORE {verb} ON {name} "
    f"{condition}BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
    for name, verb, condition in (
        ("journal", "DELETE", "WHEN OLD.seq IS NOT NULL "),
        ("journal", "UPDATE", "WHEN OLD.seq IS NOT NULL "),
        ("revision", "DELETE", ""),
        ("revision", "UPDATE", "WHEN NEW.content <> OLD.content OR NEW.digest <> OLD.digest "),
        ("closed_period", "DELETE", ""),
        ("closed_period", "UPDATE", "WHEN NEW.content <> OLD.content OR NEW.digest <> OLD.digest "),
        ("definition", "DELETE", ""),
        ("definition", "UPDATE", "WHEN NEW.text <> OLD.text "),
    )
)


def create(connection: Connection) -> None:
    """Create all tables, triggers and version marks in an empty database."""
    for statement in _statements(connection.dialect):
        connection.exec_driver_sql(statement)
    connection.execute(text(ALEMBIC))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    if connection.dialect.name == "sqlite":
        for trigger in SQLITE_TRIGGERS:
            connection.execute(text(trigger))
        explain(connection)
        connection.execute(text(f"PRAGMA user_version = {MAJOR}"))
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


_made: dict[str, tuple[str, ...]] = {}


def _statements(dialect: Dialect) -> tuple[str, ...]:
    """Return what makes all tables and indexes, written once for each kind of database."""
    if dialect.name not in _made:
        found: list[str] = []

        def keep(statement: ExecutableDDLElement, *_values: object, **_options: object) -> None:
            found.append(str(statement.compile(dialect=dialect)))

        tables.metadata.create_all(create_mock_engine(f"{dialect.name}://", keep), checkfirst=False)
        _made[dialect.name] = tuple(found)
    return _made[dialect.name]


def check_version(path: Path) -> str:
    """Return the schema version of a workspace file, without opening it for writing.

    Raises:
        Trouble: The file is missing, no workspace, damaged, or was made by a newer program.
    """
    if not _is_there(path):
        raise Trouble(
            "missing",
            _("There is no workspace at {path}.").format(path=path),
            _("It may have been moved or renamed. Choose it again, or restore a backup."),
        )
    if not _may_be_ours(path):
        raise _no_workspace(path)
    try:
        with closing(for_reading(path)) as connection:
            major = _number(connection, "user_version")
            if _number(connection, "application_id") != APPLICATION_ID:
                raise _no_workspace(path)
            if major > MAJOR:
                raise _too_new()
            row = connection.execute("select version_num from alembic_version").fetchone()
    except sqlite3.Error as error:
        raise trouble_of(error, str(path)) from error
    except UnicodeDecodeError as error:
        raise damaged(path) from error
    if row is None or not str(row[0]):
        raise damaged(path)
    if not str(row[0]).isdecimal() or str(row[0]) > HEAD:
        raise _too_new()
    return str(row[0])


def is_workspace(path: Path) -> bool:
    """Tell whether a file is a workspace, though it be of a newer program."""
    try:
        check_version(path)
    except Trouble as trouble:
        return trouble.code == "too_new"
    return True


def _is_there(path: Path) -> bool:
    """Tell whether there is a file; raises Trouble where nobody may look."""
    try:
        return path.is_file()
    except OSError as error:
        raise Trouble(
            "folder",
            _("{folder} cannot be read.").format(folder=path.parent),
            _("The system says: {text}").format(text=system_words(error)),
        ) from error


def _may_be_ours(path: Path) -> bool:
    """Tell whether a file begins as a database, or bears our mark although its beginning is lost.

    https://www.sqlite.org/fileformat.html, 1.3: bytes 0 to 15, and bytes 68 to 71. What bears
    neither, a text or a picture, was never a workspace; calling it damaged would frighten.
    """
    try:
        with path.open("rb") as file:
            head = file.read(HEADER)
    except OSError:
        return True  # SQLite says what is the matter
    mark = APPLICATION_ID.to_bytes(4, "big")
    return MAGIC.startswith(head[: len(MAGIC)]) or head[68:72] == mark


def _no_workspace(path: Path) -> Trouble:
    return Trouble(
        "no_workspace",
        _("{path} is not a workspace of MC Desk.").format(path=path),
        _("Choose a file that MC Desk made, or a backup to restore."),
    )


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"pragma {pragma}").fetchone()[0])


def _too_new() -> Trouble:
    return Trouble(
        "too_new",
        _("This workspace was made with a newer MC Desk."),
        _("Update the program to open it; nothing in it was changed."),
    )


def migrate(path: Path) -> None:
    """Bring a workspace file to the newest schema, on a copy that replaces it only when whole.

    Raises:
        Trouble: It did not succeed; the old file is as it was.
    """
    copy = path.with_name(f"{path.name}.migrating")
    journal = copy.with_name(f"{copy.name}-journal")
    try:
        for left in (copy, journal):
            left.unlink(missing_ok=True)
        with translated(str(path)):
            found = _upgraded(path, copy)
        if found == "ok":
            with copy.open("rb+") as file:
                os.fsync(file.fileno())
            copy.replace(path)
            journal.unlink(missing_ok=True)
    except OSError as error:
        found = system_words(error)
    if found != "ok":
        raise Trouble(
            "migration",
            _("The workspace could not be brought to the new version."),
            _("The old file was not touched. The check says: {text}").format(text=found),
        )


def _upgraded(path: Path, copy: Path) -> str:
    """Upgrade a copy of a workspace; return what SQLite's own check says of it."""
    with closing(for_reading(path)) as old, closing(sqlite3.connect(copy)) as new:
        old.backup(new)
    upgrade(copy)
    with closing(for_reading(copy)) as new:
        return str(new.execute("pragma integrity_check").fetchone()[0])


def upgrade(path: Path, revision: str = "head") -> None:
    """Run Alembic's migrations on a file."""
    engine = sqlite_engine(path)
    try:
        with engine.begin() as connection:
            upgrade_through(connection, revision)
    finally:
        engine.dispose()


def upgrade_through(connection: Connection, revision: str = "head") -> None:
    """Run Alembic's migrations within a transaction; they ship inside the package."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    is_file = connection.dialect.name == "sqlite"
    if is_file:
        fall_silent(connection)
    command.upgrade(config, revision)
    if is_file:
        explain(connection)
