"""Making and migrating the schema: fresh by `create_all`, older ones by Alembic on a copy.

`user_version` is the major version: a program refuses a newer one politely. Triggers keep the
journal, revisions and definitions from being changed behind the program's back.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from pathlib import Path

from sqlalchemy import Connection, text

from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import tables
from mcdesk.models.engines import APPLICATION_ID, sqlite_engine, translated

HEAD = "0001"
MAJOR = 1
SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER {name}_keeps_{verb.lower()} BEFORE {verb} ON {name} "
    f"{condition}BEGIN SELECT RAISE(ABORT, '{name} is append-only'); END"
    for name, verb, condition in (
        ("journal", "DELETE", "WHEN OLD.seq IS NOT NULL "),
        ("journal", "UPDATE", "WHEN OLD.seq IS NOT NULL "),
        ("revision", "DELETE", ""),
        ("revision", "UPDATE", "WHEN NEW.content <> OLD.content OR NEW.digest <> OLD.digest "),
        ("definition", "DELETE", ""),
        ("definition", "UPDATE", "WHEN NEW.text <> OLD.text "),
    )
)


def create(connection: Connection) -> None:
    """Create all tables, triggers and version marks in an empty database."""
    tables.metadata.create_all(connection)
    connection.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
    connection.execute(text("INSERT INTO alembic_version VALUES (:head)"), {"head": HEAD})
    if connection.dialect.name == "sqlite":
        for trigger in SQLITE_TRIGGERS:
            connection.execute(text(trigger))
        connection.execute(text(f"PRAGMA user_version = {MAJOR}"))
        connection.execute(text(f"PRAGMA application_id = {APPLICATION_ID}"))


def check_version(path: Path) -> str:
    """Return the schema version of a workspace file, without opening it for writing.

    Raises:
        Trouble: The file is no workspace, is damaged, or was made by a newer program.
    """
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            major = connection.execute("pragma user_version").fetchone()[0]
            mark = connection.execute("pragma application_id").fetchone()[0]
            if mark != APPLICATION_ID:
                raise Trouble(
                    "no_workspace",
                    _("{path} is not a workspace of MC Desk.").format(path=path),
                    _("Choose a file that MC Desk made, or a backup to restore."),
                )
            if major > MAJOR:
                raise Trouble(
                    "too_new",
                    _("This workspace was made with a newer MC Desk."),
                    _("Update the program to open it; nothing in it was changed."),
                )
            return str(connection.execute("select version_num from alembic_version").fetchone()[0])
        finally:
            connection.close()
    except sqlite3.Error as error:
        from mcdesk.models.engines import trouble_of

        raise trouble_of(error, str(path)) from error


def migrate(path: Path) -> None:
    """Bring a workspace file to the newest schema, on a copy that replaces it only when whole."""
    copy = path.with_name(f"{path.name}.migrating")
    copy.unlink(missing_ok=True)
    with translated(str(path)):
        shutil.copy2(path, copy)
        upgrade(copy)
        engine = sqlite_engine(copy)
        with engine.connect() as connection:
            found = connection.execute(text("PRAGMA integrity_check")).scalar()
        engine.dispose()
    if found != "ok":
        raise Trouble(
            "migration",
            _("The workspace could not be brought to the new version."),
            _("The old file was not touched. The check says: {text}").format(text=found),
        )
    with copy.open("rb+") as file:
        os.fsync(file.fileno())
    copy.replace(path)


def upgrade(path: Path, revision: str = "head") -> None:
    """Run Alembic's migrations on a file; they ship inside the package."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = sqlite_engine(path)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
