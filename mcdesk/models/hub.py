"""A hub in an SQLite file on a shared folder: the same tables, and the confirmed journal.

Rollback journal, `synchronous=EXTRA`, short immediate transactions, jittered back-off (design.md,
section 6; reliability.md, 3.3 and 3.4). A push is taken only at the very end of the journal that
its sender has read, so a move cannot slip past a form that was changed meanwhile.
"""

from __future__ import annotations

import random
import sqlite3
import time
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import create_engine, event, insert, text
from sqlalchemy.exc import DatabaseError, OperationalError
from sqlalchemy.pool import NullPool
from typing_extensions import override

from mcdesk.application.hub_codes import MOVED, NOT_A_HUB, OUT_OF_REACH
from mcdesk.application.journal import Head, Line, chained, read_event
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.models import here, programs, schema, tables
from mcdesk.models.content import bring_parts, copy_parts, drop_contents, place_of
from mcdesk.models.copying import copy_tables
from mcdesk.models.engines import translated
from mcdesk.models.hub_reading import HubReading
from mcdesk.models.hub_troubles import hub_damaged, hub_gone, told_of_hub
from mcdesk.models.older_hub import OlderUnit
from mcdesk.models.reading import address
from mcdesk.models.replaying import SqlReplicaUnit, unlike
from mcdesk.models.statements import rows
from mcdesk.models.whereabouts import whereabouts
from mcdesk.paths import is_file, is_folder, is_there
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from sqlalchemy import Connection, Engine

    from mcdesk.application.ports import Progress
    from mcdesk.application.views import MemberProgram, Presence, Report

MARK = 0x4D434448  # "MCDH", so that a file says that it is a hub
DEADLINE = 10.0  # seconds after which a hub that does not answer counts as out of reach
PAUSE = 0.05
VERSION = text("SELECT version_num FROM alembic_version")
SETTINGS = {"journal_mode": "delete", "synchronous": 3, "foreign_keys": 1}


class SqliteHub(HubReading):
    """A hub's file, opened anew for each call: a share may go at any moment."""

    takes_from_all = True

    def __init__(self, path: Path) -> None:
        self.path, self.where = path, whereabouts(path)
        self._engine = _engine(path)

    # --- what the protocol asks ---------------------------------------------------------

    def append(self, lines: Sequence[Line], seen: Head) -> bool:
        """Take entries in behind `seen`, all or none; False where others came first.

        Entries that are known already, with the same content, are passed over.

        Raises:
            Trouble: An entry is known with other content, or does not follow.
        """
        with self._writing() as unit:
            fresh = [line for line in lines if not _is_known(unit, line)]
            if not fresh:
                return True
            if unit.head() != seen:
                return False
            for line in fresh:
                _must_be_new(unit, line)
            head = seen
            for line in fresh:
                _must_follow(unit, line)
                head = unit.absorb(confirmed(line, head), after=head)
        return True

    # --- life ---------------------------------------------------------------------------

    @classmethod
    def create(cls, path: Path, source: Engine, name: str, progress: Progress | None) -> SqliteHub:
        """Make a hub's file with all that a workspace holds; raises Trouble where it cannot be."""
        must_be_free(path)
        with translated(str(path)), source.connect() as reading:
            cls.fill(path, reading, {"hub_id": new_id(), "name": name}, progress)
        return cls(path)

    @classmethod
    def fill(
        cls, path: Path, reading: Connection, facts: Mapping[str, str], progress: Progress | None
    ) -> None:
        """Make a hub's file of all that a database holds; it appears whole, or nothing does."""
        making = path.with_name(f"{path.name}.making")
        making.unlink(missing_ok=True)
        hub = cls(making)
        with ExitStack() as stack:
            stack.callback(making.unlink, missing_ok=True)
            stack.callback(hub.close)
            with hub._engine.connect() as target:
                target.exec_driver_sql("begin")
                schema.create(target)
                target.execute(text(f"PRAGMA application_id = {MARK}"))
                if not copy_tables(reading, target, progress):
                    raise cancelled()
                rows = [{"key": key, "value": value} for key, value in facts.items()]
                target.execute(insert(tables.workspace), rows)
                target.exec_driver_sql("commit")
            stack.pop_all()
        hub.close()
        making.replace(path)

    def upgrade(self) -> str:
        """Bring an older hub to this program's schema, on a copy; return the schema it had.

        Nobody pushes meanwhile; who pushed into the old file brings it again, for only what comes
        back from the hub counts as sent.
        """
        _id, made, _head = self.identity()
        if made < schema.HEAD:
            with self._writing():
                schema.migrate(self.path)
        return made

    @property
    @override
    def place(self) -> str:
        return str(self.path)

    @contextmanager
    @override
    def snapshot(self) -> Iterator[Connection]:
        """Read everything as of one moment, for who joins."""
        with self._reading() as unit:
            yield unit.connection

    @property
    def files(self) -> Path:
        """The content-addressed store beside the hub's file."""
        return self.path.with_name(f"{self.path.name}.files")

    def report(self, report: Report, version: str) -> None:
        """Keep which program a replica works with."""
        with self._writing() as unit:
            programs.keep(unit.connection, report, version)

    def programs(self) -> tuple[MemberProgram, ...]:
        """Return the programs that the members work with."""
        with self._reading() as unit:
            return programs.in_file(unit.connection)

    # --- files --------------------------------------------------------------------------

    def file_path(self, digest: str) -> Path:
        """Return where the content with this SHA-256 lies in the store."""
        return place_of(self.files, digest)

    def put_file(self, source: Path, digest: str) -> bool:
        """Keep a copy of a file's content, if it is not there yet; raises OSError.

        False where it is not what it is called.
        """
        return bring_parts(source, self.file_path(digest), digest)

    def get_file(self, digest: str, target: Path) -> bool:
        """Copy a content to `target`; False where it is not here (yet). Raises OSError."""
        source = self.file_path(digest)
        if target.is_file() or not source.is_file():
            return target.is_file()
        return copy_parts(source, target, digest)

    def lacking(self, digests: Sequence[str]) -> Sequence[str]:
        """Return those of these contents that are not in the store."""
        return [digest for digest in digests if not self.file_path(digest).is_file()]

    def here(self, me: Presence) -> tuple[Presence, ...]:
        """Tell where one is working; return where the others are."""
        try:
            return here.tell(self.path.with_name(f"{self.path.name}.here"), me)
        except OSError as error:
            raise out_of_reach(str(self.path)) from error

    @override
    def must_be_whole(self) -> None:
        with self._reading() as unit:
            said = str(unit.connection.exec_driver_sql("pragma quick_check(1)").scalar())
        if said != "ok":
            said = _("The check says: {text}").format(text=said.splitlines()[-1])
            raise hub_damaged(str(self.path), said)

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    @contextmanager
    @override
    def _reading(self) -> Iterator[SqlReplicaUnit]:
        with self._transaction("begin") as unit:
            yield unit

    @contextmanager
    def _writing(self) -> Iterator[SqlReplicaUnit]:
        with self._transaction("begin immediate") as unit:
            yield unit

    @contextmanager
    def _transaction(self, begin: str) -> Iterator[SqlReplicaUnit]:
        """Begin as soon as nobody else writes, with a jitter: SQLite's locks are not fair."""
        if not is_file(self.path):
            has_folder = is_folder(self.path.parent)
            raise hub_gone(str(self.path)) if has_folder else out_of_reach(str(self.path))
        with _told(str(self.path)):
            with closing(self._connect(begin)) as connection, ExitStack() as stack:
                stack.callback(_take_back, connection)
                _must_be_hub(connection, self.path)
                unit = _unit(connection)
                yield unit
                connection.exec_driver_sql("commit")
                stack.pop_all()
        drop_contents(self.files, unit.gone_files)

    def _connect(self, begin: str) -> Connection:
        late = time.monotonic() + DEADLINE
        while True:
            connection: Connection | None = None
            try:
                connection = self._engine.connect()
                connection.exec_driver_sql(begin)
                connection.exec_driver_sql("select 1 from sqlite_master limit 1")
                connection.exec_driver_sql(f"pragma busy_timeout = {DEADLINE * 1e3:.0f}")
                return connection  # from here on only a commit waits: for those who read
            except DatabaseError as error:
                if "not a database" in str(error):
                    raise no_hub(self.path) from error
                if connection is not None:
                    connection.close()
                if "locked" not in str(error) or time.monotonic() > late:
                    raise
                time.sleep(random.uniform(PAUSE, 3 * PAUSE))


@contextmanager
def _told(place: str) -> Iterator[None]:
    """Turn the database's errors into Trouble: the file is the hub's, not the workspace's.

    A disk that is told to be full within is that of this computer already.
    """
    own: Trouble | None = None
    try:
        with translated(place):
            try:
                yield
            except Trouble as trouble:
                own = trouble if trouble.code == "disk_full" else None
                raise
    except Trouble as trouble:
        told = trouble if trouble is own else told_of_hub(trouble, place)
        if told is trouble:
            raise
        raise told from trouble


def _unit(connection: Connection) -> SqlReplicaUnit:
    """Return what reads and writes a hub's tables, as they are in this file."""
    if rows(connection, VERSION, {})[:1] == [(schema.HEAD,)]:
        return SqlReplicaUnit(connection)
    return OlderUnit(connection)


def must_be_free(path: Path) -> None:
    """Refuse a place for a hub that is taken, or that is in no folder."""
    if is_there(path):
        raise Trouble(
            "exists",
            _("{path} exists already.").format(path=path),
            _("Choose another name for the hub, or join the one that is there."),
        )
    if not is_folder(path.parent):
        raise Trouble(
            "folder",
            _("There is no folder {folder}.").format(folder=path.parent),
            _("Make it on the file server first, where all of the team may write."),
        )


def _take_back(connection: Connection) -> None:
    with suppress(OperationalError):
        connection.exec_driver_sql("rollback")


def confirmed(line: Line, after: Head) -> Line:
    """Return a line that waits as the entry behind a head."""
    return replace(line, seq=after.seq + 1, hash=chained(after.hash, line.body))


def cancelled() -> Trouble:
    """Return the Trouble of long work that a person stopped."""
    return Trouble("cancelled", _("Stopped: nothing was made."))


def out_of_reach(place: str) -> Trouble:
    """Return the Trouble of a hub that is not there now."""
    return Trouble(
        OUT_OF_REACH,
        _("The team’s hub is out of reach: {place}.").format(place=place),
        _(
            "Work goes on here, and is sent when the hub is there again. If it was moved, say "
            "where it is: “{moved}” on the team’s page."
        ).format(moved=_(MOVED)),
        retry=True,
    )


def _is_known(unit: SqlReplicaUnit, line: Line) -> bool:
    """Tell whether the hub has an entry."""
    kept = unit.line_named(line.id)
    return kept is not None and kept.body == line.body


def _must_be_new(unit: SqlReplicaUnit, line: Line) -> None:
    """Refuse an entry whose id stands for something else, which who sends it has seen."""
    if unit.line_named(line.id) is not None:
        raise other_content(line)


def other_content(line: Line) -> Trouble:
    """Return the Trouble of an event's id that stands for something else at the hub."""
    return Trouble(
        "other_content",
        _("The hub knows entry {id} with other content.").format(id=line.id),
        _("Synchronise once more; if it stays, tell who looks after the hub."),
    )


def _must_follow(unit: SqlReplicaUnit, line: Line) -> None:
    """Refuse an entry whose old values are not what the hub has."""
    if not all(unit.follows_here(effect) for effect in read_event(line.body).effects):
        raise unlike(unit.head().seq + 1)


def _must_be_hub(connection: Connection, path: Path) -> None:
    found = connection.exec_driver_sql("pragma application_id").scalar()
    if found != MARK:
        raise no_hub(path)


def no_hub(path: Path) -> Trouble:
    """Return the Trouble of a file that is something else."""
    return Trouble(
        NOT_A_HUB,
        _("{path} is not a hub of MC Desk.").format(path=path),
        _(
            "Whoever shares a workspace makes the hub’s file, on the team page of that workspace: "
            "“{button}”. Ask them where it lies."
        ).format(button=_("Share with a team…")),
    )


def _engine(path: Path) -> Engine:
    def connect() -> sqlite3.Connection:
        return sqlite3.connect(
            address(path, "rwc"), uri=True, check_same_thread=False, isolation_level=None, timeout=0
        )

    engine = create_engine("sqlite://", creator=connect, poolclass=NullPool)
    event.listen(engine, "connect", _prepare)
    return engine


def _prepare(connection: sqlite3.Connection, _record: object) -> None:
    for name, value in SETTINGS.items():
        connection.execute(f"pragma {name} = {value}")
