"""A workspace: one SQLite file with its siblings, its lock, and how it is read and written."""

from __future__ import annotations

import errno
import hashlib
import os
import tempfile
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from filelock import FileLock, Timeout
from sqlalchemy import Connection, Engine, func, insert, select

from mcdesk.application.drafts import DraftFile
from mcdesk.errors import Trouble, system_words
from mcdesk.i18n import _
from mcdesk.models import left_behind, schema, summaries, tables
from mcdesk.models.content import drop_contents, place_of
from mcdesk.models.engines import sqlite_engine, translated
from mcdesk.models.kept import REWRITTEN, Kept
from mcdesk.models.replaying import SqlReplicaUnit
from mcdesk.models.searching import SearchIndex, forget
from mcdesk.models.statements import rows, write
from mcdesk.models.unit_of_work import SqlReader, SqlUnitOfWork
from mcdesk.paths import is_there
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from mcdesk.application.views import CardTile
    from mcdesk.application.views.tile import Part

BLOCK = 1 << 20
HUB_ID = "hub_id"
FACTS = select(tables.workspace.c.key, tables.workspace.c.value)
KEEP_FACT = insert(tables.workspace).prefix_with("OR REPLACE")
FIRST = select(tables.journal.c.id).where(
    tables.journal.c.n == select(func.min(tables.journal.c.n)).scalar_subquery()
)


class Workspace:
    """A workspace file that is open, for reading or (holding its lock) for writing."""

    def __init__(self, path: Path, *, read_only: bool = False) -> None:
        self.path = path
        self.read_only = read_only
        self._lock = FileLock(f"{path}.lock", timeout=0)
        self._engine: Engine | None = None
        self._kept = Kept(by_journal=read_only)
        self._place = path
        self._has_hub: bool | None = None
        self._index: SearchIndex | None = None

    # --- life ----------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path) -> Workspace:
        """Make a new workspace and open it; `settle` gives the file its name when it is filled.

        Raises:
            Trouble: The file exists already, or its folder cannot be written to.
        """
        if is_there(path):
            raise Trouble(
                "exists",
                _("{path} exists already.").format(path=path),
                _("Choose another name, or open the workspace that is there."),
            )
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _no_folder(path, error) from error
        workspace = cls(path)
        workspace.take_lock()
        workspace._place = next(left_behind.of_making(path))
        try:
            workspace._set_aside()
            workspace._clear()
            with translated(str(path)), workspace.engine.begin() as connection:
                schema.create(connection)
        except Trouble:
            workspace.close()
            raise
        return workspace

    def settle(self) -> None:
        """Give a new file its name: until then a crash leaves nothing that could be opened.

        Until then nothing waits for the disk, either; here all of it does, once.

        Raises:
            Trouble: The file cannot be written out or renamed.
        """
        self._dispose()
        try:
            with self._place.open("r+b") as file:
                os.fsync(file.fileno())
            self._place.replace(self.path)
        except OSError as error:
            raise _no_folder(self.path, error) from error
        self._clear()
        self._place = self.path

    def _set_aside(self) -> None:
        """Keep what a workspace that was deleted left, its drafts among it, out of the new one."""
        try:
            left_behind.tidy(self.path.parent)
            left_behind.keep(self.path)
        except OSError as error:
            raise _no_folder(self.path, error) from error

    def _clear(self) -> None:
        """Remove what the making of a workspace left, this one's or one that was killed."""
        for left in left_behind.of_making(self.path):
            left.unlink(missing_ok=True)

    @classmethod
    def open(cls, path: Path, *, read_only: bool = False) -> Workspace:
        """Open a workspace file, migrating an older one on a copy first.

        Raises:
            Trouble: It is missing, damaged, too new, or held by another MC Desk.
        """
        schema.check_version(path)
        workspace = cls(path, read_only=read_only or not _is_writable(path))
        if not workspace.read_only:
            workspace.take_lock()
        try:
            workspace.bring_up_to_date()
        except Trouble:
            workspace.close()
            raise
        return workspace

    def bring_up_to_date(self) -> None:
        """Migrate an older file; raises Trouble where it may only be read."""
        if schema.check_version(self.path) == schema.HEAD:
            return
        if self.read_only:
            raise Trouble(
                "old_schema",
                _("This workspace was made with an older MC Desk."),
                _("Bring it up to date: open it once in the window, or run “mcdesk upgrade "
                  "{path}”. File and folder must be writable for that.").format(path=self.path),
            )  # fmt: skip
        schema.migrate(self.path)

    def take_lock(self) -> None:
        """Take the lock of the file; raises Trouble where another MC Desk holds it."""
        try:
            self._lock.acquire()
        except Timeout as error:
            if not Path(self._lock.lock_file).exists():  # nobody holds what cannot be made
                refused = OSError(errno.EACCES, os.strerror(errno.EACCES))
                raise _no_folder(self.path, refused) from error
            raise Trouble(
                "in_use",
                _("The workspace is open in another MC Desk on this computer."),
                _("Use that window, or close it first."),
                retry=True,
            ) from error
        except OSError as error:
            raise _no_folder(self.path, error) from error

    def close(self) -> None:
        """Close the file and give the lock back."""
        self._dispose()
        if self._index is not None:
            self._index.close()
        if self._place != self.path:
            self._clear()
            self.drop_lock()  # while it is held: nobody takes one that goes
        self._lock.release(force=True)

    def drop_lock(self) -> None:
        """Remove the lock's file, where no workspace came to lie beside it."""
        with suppress(OSError):
            Path(self._lock.lock_file).unlink(missing_ok=True)

    def _dispose(self) -> None:
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    @property
    def is_writable(self) -> bool:
        """Whether the file can be written at all, by this or by the writing worker's desk."""
        return _is_writable(self.path)

    @property
    def engine(self) -> Engine:
        if self._engine is None:
            made = self._place != self.path
            self._engine = sqlite_engine(self._place, read_only=self.read_only, unsettled=made)
        return self._engine

    # --- reading and writing -------------------------------------------------------------

    @contextmanager
    def read(self) -> Iterator[SqlReader]:
        """Read in one transaction."""
        with translated(str(self.path)), self.engine.begin() as connection:
            yield SqlReader(connection, self._kept_by(connection))

    @contextmanager
    def read_ahead(self) -> Iterator[SqlUnitOfWork]:
        """Read in one transaction what the one that follows knows then.

        What it will put may be put here, too, so that this is told of it; nothing is written.
        """
        with translated(str(self.path)), self.engine.begin() as connection:
            unit = SqlUnitOfWork(connection, self._kept_by(connection))
            yield unit
            unit.keep_ahead()

    @contextmanager
    def write(self) -> Iterator[SqlUnitOfWork]:
        """Write in one transaction: all of it is kept at the end, or none.

        Raises:
            Trouble: The workspace is read-only, the disk is full, or the file is damaged.
        """
        if self.read_only:
            raise read_only()
        waits = self.has_hub
        with translated(str(self.path)), self.engine.begin() as connection:
            unit = SqlUnitOfWork(connection, self._kept_by(connection), waits=waits)
            yield unit
        self._let_go(unit)

    @contextmanager
    def look(self) -> Iterator[SqlReplicaUnit]:
        """Read records and whole journal lines in one transaction, of which nothing is kept."""
        with translated(str(self.path)), self.engine.connect() as connection:
            transaction = connection.begin()
            try:
                yield SqlReplicaUnit(connection, self._kept_by(connection))
            finally:
                transaction.rollback()

    @contextmanager
    def rewrite(self) -> Iterator[SqlReplicaUnit]:
        """Write in one transaction that may also put on and take off whole events."""
        if self.read_only:
            raise read_only()
        waits = self.has_hub
        with translated(str(self.path)), self.engine.begin() as connection:
            unit = SqlReplicaUnit(connection, self._kept_by(connection), waits=waits)
            yield unit
            if unit.took_off:
                _keep_fact(connection, REWRITTEN, new_id())
        self._let_go(unit)

    def _let_go(self, unit: SqlUnitOfWork) -> None:
        """Let nothing lie beside the file of what was removed for ever."""
        drop_contents(self.files, unit.gone_files)
        if unit.took_out:
            forget(self.path)
        for redaction, gone in unit.let_go:
            with suppress(OSError):  # it is removed all the same; the next removal tries anew
                DraftFile(self.drafts).let_go(redaction, gone)

    @property
    def index(self) -> SearchIndex:
        """The index of all that is written, made when somebody first searches."""
        if self._index is None:
            self._index = SearchIndex(self.path, beside=self.is_writable)
        return self._index

    @property
    def has_hub(self) -> bool:
        """Whether the workspace is a replica: what is done here waits for its hub."""
        if self._has_hub is None:
            self._has_hub = bool(self.facts().get(HUB_ID))
        return self._has_hub

    def _kept_by(self, connection: Connection) -> Kept:
        """Return the small tables that still hold in the transaction just begun."""
        self._kept.begin(connection)
        return self._kept

    def tiles(self, part: Part = "board") -> tuple[CardTile, ...]:
        """Return the tiles of the board in one statement, the archived ones, or all."""
        with translated(str(self.path)), self.engine.begin() as connection:
            return summaries.load(connection, part)

    def stale_tiles(self, day: str) -> tuple[str, ...]:
        """Return the cards whose summary was made on another day, or is not there."""
        with translated(str(self.path)), self.engine.begin() as connection:
            return summaries.stale(connection, day)

    @staticmethod
    def save_tiles(uow: SqlUnitOfWork, tiles: Iterable[CardTile], day: str) -> None:
        """Replace the summaries of these cards, in the transaction of their change."""
        summaries.save(uow.connection, tiles, day)

    def facts(self) -> dict[str, str]:
        """Return what the file says about itself: `name`, `person`, `last_backup`."""
        with translated(str(self.path)), self.engine.begin() as connection:
            return dict(rows(connection, FACTS, {}))

    def origin(self) -> str:
        """Return the id of the first event: the same in every copy and replica of a workspace.

        Keys are kept under it; on paper a workspace has a short mark (`Knowledge.workspace_mark`).
        """
        with translated(str(self.path)), self.engine.begin() as connection:
            first = rows(connection, FIRST, {})
            return str(first[0][0]) if first else ""

    def set_fact(self, key: str, value: str) -> None:
        """Set something local that the file says about itself; not journalled, not synced."""
        with self.write() as uow:
            _keep_fact(uow.connection, key, value)
        self._has_hub = None

    # --- siblings ------------------------------------------------------------------------

    @property
    def files(self) -> Path:
        """The content-addressed store beside the file."""
        return self.path.with_name(f"{self.path.name}.files")

    @property
    def drafts(self) -> Path:
        """The drafts beside the file: typing that is not a command yet."""
        return self.path.with_name(f"{self.path.name}.drafts")

    def store_file(self, source: Path) -> tuple[str, int]:
        """Copy a file into the store under its SHA-256; return that and its size in bytes."""
        try:
            self.files.mkdir(exist_ok=True)
            with source.open("rb") as reading:
                return self._keep(reading)
        except OSError as error:
            raise Trouble(
                "file",
                _("{name} could not be stored.").format(name=source.name),
                _("The system says: {text}").format(text=system_words(error)),
            ) from error

    def _keep(self, reading: IO[bytes]) -> tuple[str, int]:
        """Copy into the store under the content's SHA-256, or leave nothing behind."""
        handle, name = tempfile.mkstemp(dir=self.files)
        made, mark, size = Path(name), hashlib.sha256(), 0
        try:
            with os.fdopen(handle, "wb") as writing:
                while block := reading.read(BLOCK):
                    mark.update(block)
                    size += writing.write(block)
                writing.flush()
                os.fsync(writing.fileno())
            target = self.file_path(mark.hexdigest())
            target.parent.mkdir(exist_ok=True)
            made.replace(target)
        finally:
            made.unlink(missing_ok=True)
        return mark.hexdigest(), size

    def file_path(self, digest: str) -> Path:
        """Return where the content with this SHA-256 lies in the store."""
        return place_of(self.files, digest)


def _keep_fact(connection: Connection, key: str, value: str) -> None:
    write(connection, KEEP_FACT, [{"key": key, "value": value}])


def _is_writable(path: Path) -> bool:
    """Tell whether file and folder may be written: the lock and the journal stand beside it."""
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def read_only() -> Trouble:
    """Return the Trouble of a workspace that may only be read."""
    return Trouble(
        "read_only",
        _("The workspace cannot be written to."),
        _("It was opened for reading only. Check the rights of the file and its folder."),
    )


def _no_folder(path: Path, error: OSError) -> Trouble:
    if error.errno == errno.ENAMETOOLONG:
        return Trouble(
            "name",
            _("The workspace cannot be called that: {text}.").format(text=system_words(error)),
            _("Choose a shorter name for the file."),
        )
    return Trouble(
        "folder",
        _("{folder} cannot be written to.").format(folder=path.parent),
        _("Choose another folder. The system says: {text}").format(text=system_words(error)),
    )
