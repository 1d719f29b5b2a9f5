"""A disk that forgets what was not synced, for SQLite to write on (design.md, section 10).

What a process writes is seen by it at once and is sure to stay only once the file is synced. When
the power goes, each write since then is there or not, in any mixture; a file whose making or
removal was not synced either may be there or not. So a file system may behave that keeps to what
it promises, and no more.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass, field

import apsw
from sqlalchemy import event

READS = ("select", "pragma", "with")
MAIN, SECTOR = "/power.db", 4096


class Recorded:
    """A file as it was, and what was said to it since."""

    def __init__(self, path, engine) -> None:
        self.content, self.said = path.read_bytes(), []
        self._engine = engine
        event.listen(engine, "checkout", self._begin)
        event.listen(engine, "checkin", self._end)

    def _begin(self, connection, *_rest) -> None:
        connection.set_trace_callback(self.said.append)

    def _end(self, connection, *_rest) -> None:
        connection.set_trace_callback(None)

    def stop(self) -> list[str]:
        event.remove(self._engine, "checkout", self._begin)
        event.remove(self._engine, "checkin", self._end)
        return [text for text in self.said if not text.lstrip().lower().startswith(READS)]


class PowerOff(apsw.IOError):
    """The power went away at this operation."""


@dataclass
class File:
    """A file: as the process sees it, as it was when last synced, and the writes since."""

    seen: bytearray = field(default_factory=bytearray)
    synced: bytes | None = None
    since: list[tuple[int, bytes | None]] = field(default_factory=list)

    def write(self, at: int, data: bytes) -> None:
        _lay(self.seen, at, data)
        self.since.append((at, bytes(data)))

    def truncate(self, size: int) -> None:
        del self.seen[size:]
        self.since.append((size, None))

    def sync(self) -> None:
        self.synced, self.since = bytes(self.seen), []

    def after_the_cut(self, rng: random.Random) -> bytearray:
        left = bytearray(self.synced or b"")
        for at, data in self.since:
            if rng.random() < 0.5:
                continue
            if data is None:
                del left[at:]
            else:
                _lay(left, at, data)
        return left


def _lay(into: bytearray, at: int, data: bytes) -> None:
    into.extend(b"\0" * (at - len(into)))
    into[at : at + len(data)] = data


class Disk:
    """The files that there are; `off_at` is the operation at which the power goes."""

    def __init__(self, rng: random.Random, content: bytes) -> None:
        self.rng, self.operations, self.off_at = rng, 0, 0
        self.files = {MAIN: File(bytearray(content), content)}
        self.removed: dict[str, File] = {}

    def operate(self) -> None:
        self.operations += 1
        if self.off_at and self.operations >= self.off_at:
            raise PowerOff

    def cut(self) -> None:
        """Leave what a cut leaves, and turn the power on again."""
        left: dict[str, File] = {}
        for name, file in self.files.items():
            if file.synced is not None or self.rng.random() < 0.5:
                left[name] = file
        for name, file in self.removed.items():
            if name not in left and self.rng.random() < 0.5:
                left[name] = file
        self.files = {name: File(file.after_the_cut(self.rng)) for name, file in left.items()}
        for file in self.files.values():
            file.sync()
        self.removed, self.off_at = {}, 0

    def remove(self, name: str, *, synced: bool) -> None:
        self.operate()
        file = self.files.pop(name)
        if synced:
            self.removed.pop(name, None)
        elif file.synced is not None:
            self.removed[name] = file


class OpenFile:
    """A file of the disk as SQLite holds it; its methods are apsw's."""

    def __init__(self, disk: Disk, name: str) -> None:
        self.disk = disk
        self.file = disk.files.setdefault(name, File())

    def xRead(self, amount: int, offset: int) -> bytes:
        return bytes(self.file.seen[offset : offset + amount])

    def xWrite(self, data: bytes, offset: int) -> None:
        self.disk.operate()
        self.file.write(offset, data)

    def xTruncate(self, size: int) -> None:
        self.disk.operate()
        self.file.truncate(size)

    def xSync(self, _flags: int) -> None:
        self.disk.operate()
        if self.file.synced is None:
            self.disk.removed.clear()  # the first sync of a new file syncs its folder, too
        self.file.sync()

    def xFileSize(self) -> int:
        return len(self.file.seen)

    def xLock(self, _level: int) -> None: ...

    def xUnlock(self, _level: int) -> None: ...

    def xCheckReservedLock(self) -> bool:
        return False

    def xFileControl(self, _operation: int, _pointer: int) -> bool:
        return False

    def xSectorSize(self) -> int:
        return SECTOR

    def xDeviceCharacteristics(self) -> int:
        return 0

    def xClose(self) -> None: ...


class PowerVfs(apsw.VFS):
    """Shows SQLite the disk as its file system."""

    def __init__(self, disk: Disk) -> None:
        self.disk = disk
        super().__init__("power", "")

    def xOpen(self, name, _flags):
        plain = name.filename() if isinstance(name, apsw.URIFilename) else name
        return OpenFile(self.disk, plain or f"temporary {self.disk.operations}")

    def xDelete(self, name, syncdir):
        if name not in self.disk.files:
            raise apsw.IOError
        self.disk.remove(name, synced=bool(syncdir))

    def xAccess(self, name, _flags):
        return name in self.disk.files

    def xFullPathname(self, name):
        return name


class Machine:
    """SQLite on the disk, under the settings of a store."""

    def __init__(self, disk: Disk, settings: dict[str, object]) -> None:
        self.disk, self._vfs = disk, PowerVfs(disk)
        self.connection = apsw.Connection(MAIN, vfs="power")
        for name, value in settings.items():
            self.connection.pragma(name, value)

    def run(self, statements: list[str]) -> int:
        """Run what was recorded; return how many commits were acknowledged till the power went."""
        done = 0
        try:
            for statement in statements:
                self.connection.execute(statement)
                done += is_commit(statement)
        except apsw.Error:
            assert self.disk.off_at, "SQLite refused what was recorded"
        return done

    def off(self) -> None:
        """Leave SQLite where it stands; what it would still write does not reach the disk."""
        self.disk.off_at = self.disk.off_at or 1
        try:
            self.connection.close(True)
        except apsw.Error:
            pass

    def state(self) -> str:
        """Return a digest of every row; raises apsw.Error where the file cannot be read."""
        assert self.connection.pragma("integrity_check") == "ok"
        found = hashlib.sha256()
        of_tables = "select name from sqlite_master where type = 'table' order by name"
        for (name,) in self.connection.execute(of_tables).fetchall():
            rows = sorted(map(repr, self.connection.execute(f'select * from "{name}"')))
            found.update("\n".join([name, *rows]).encode())
        return found.hexdigest()


def is_commit(statement: str) -> bool:
    return statement.strip().lower().startswith("commit")


def outcomes(
    content: bytes, statements: list[str], settings: dict[str, object], cuts: int, seed: int
) -> dict[str, int]:
    """Cut the power so often, each time anywhere, and count what the file was found to hold.

    Returns:
        `kept`: all that was acknowledged; `whole`: and the commit under way, whole; `lost`: less;
        `damaged`: something that it never held, or nothing that can be read.
    """
    machine, states = Machine(Disk(random.Random(seed), content), settings), []
    first = machine.disk.operations
    states.append(machine.state())
    for statement in statements:
        machine.connection.execute(statement)
        if is_commit(statement):
            states.append(machine.state())
    last = machine.disk.operations
    machine.off()
    found = dict.fromkeys(("kept", "whole", "lost", "damaged"), 0)
    rng = random.Random(seed)
    for _cut in range(cuts):
        disk = Disk(rng, content)
        machine = Machine(disk, settings)
        disk.off_at = rng.randint(first + 1, last)
        done = machine.run(statements)
        machine.off()
        disk.cut()
        found[_outcome(disk, settings, states, done)] += 1
    return found


def _outcome(disk: Disk, settings: dict[str, object], states: list[str], done: int) -> str:
    try:
        again = Machine(disk, settings)
        state = again.state()
        again.off()
    except (apsw.Error, AssertionError):
        return "damaged"
    if state == states[done]:
        return "kept"
    if state in states[done + 1 : done + 2]:
        return "whole"
    return "lost" if state in states[:done] else "damaged"
