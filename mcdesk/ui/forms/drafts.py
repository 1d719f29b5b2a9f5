"""What was typed and is not yet a command, kept in a file beside the workspace.

One JSON line per draft, appended and flushed to the disk every second or so, without the
database. A later line for the same place replaces an earlier one; a `settled` line says that
the draft became a command. What no longer fits is kept aside, never dropped.
"""

from __future__ import annotations

import json
import os
import threading
from dataclasses import asdict, dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mcdesk.procedure.canonical import Json

_LONG = 1_000_000


@dataclass(frozen=True, slots=True)
class Draft:
    """Something typed at `path` of a form over the value `base`; `at` is ISO text in UTC."""

    form: str
    path: str
    base: Json
    text: Json
    at: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A draft that is done with: it became a command, or was put aside by a person.

    `away` is said of one that was aside and is no longer shown; then `at` is the draft's own.
    """

    form: str
    path: str
    at: str
    aside: bool = False
    away: bool = False


class DraftFile:
    """The drafts of one workspace. Reading forgives what a crash left half-written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        return self._path

    def append(self, entries: Iterable[Draft | Settled]) -> None:
        """Add lines and wait until they are on the disk.

        Raises:
            OSError: The file cannot be written.
        """
        text = "".join(_line(entry) for entry in entries)
        if not text:
            return
        with self._path.open("a+b") as file:
            if file.tell() and not _ends_whole(file):
                text = "\n" + text
            file.write(text.encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())

    def pending(self, form: str = "") -> tuple[Draft, ...]:
        """Return the drafts that did not become a command, in the order of their typing."""
        open_, _aside = self._state()
        return tuple(draft for draft in open_.values() if form in ("", draft.form))

    def aside(self, form: str = "") -> tuple[Draft, ...]:
        """Return the drafts that were put aside because they no longer fitted."""
        _open, aside = self._state()
        return tuple(draft for draft in aside if form in ("", draft.form))

    def tidy(self) -> None:
        """Write a long file anew with only what is still needed, whole or not at all."""
        if not self._path.is_file() or self._path.stat().st_size < _LONG:
            return
        open_, aside = self._state()
        lines = [_line(draft) for draft in open_.values()]
        for draft in aside:
            lines += [_line(draft), _line(Settled(draft.form, draft.path, draft.at, aside=True))]
        fresh = self._path.with_name(self._path.name + ".new")
        with fresh.open("wb") as file:
            file.write("".join(lines).encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)

    def _state(self) -> tuple[dict[tuple[str, str], Draft], list[Draft]]:
        open_: dict[tuple[str, str], Draft] = {}
        aside: list[Draft] = []
        for entry in self._read():
            key = (entry.form, entry.path)
            if isinstance(entry, Settled) and entry.away:
                aside = [d for d in aside if (d.form, d.path, d.at) != (*key, entry.at)]
                continue
            earlier = open_.pop(key, None)
            if isinstance(entry, Draft):
                open_[key] = entry
            elif entry.aside and earlier is not None:
                aside.append(earlier)
        return open_, aside

    def _read(self) -> Iterator[Draft | Settled]:
        if not self._path.is_file():
            return
        for line in self._path.read_bytes().split(b"\n"):
            entry = _entry(line)
            if entry is not None:
                yield entry


def _ends_whole(file: BinaryIO) -> bool:
    """Tell whether the file ends with a line end; a torn line must not swallow the next."""
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def _line(entry: Draft | Settled) -> str:
    data = asdict(entry)
    if isinstance(entry, Settled):
        data["settled"] = True
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _entry(line: bytes) -> Draft | Settled | None:
    """Return one line as an entry; None for an empty, torn or foreign one."""
    if not line.strip():
        return None
    try:
        data = json.loads(line.decode("utf-8", "surrogatepass"))
        form, path, at = str(data["form"]), str(data["path"]), str(data["at"])
        if data.get("settled"):
            return Settled(form, path, at, bool(data.get("aside")), bool(data.get("away")))
        return Draft(form, path, data["base"], data["text"], at)
    except (ValueError, KeyError, TypeError):
        return None


class DraftWriter:
    """Appends to a draft file from a thread of its own, so that no keystroke waits for a disk.

    The thread begins with the first line and ends with `close`; `failure` holds why the last
    line could not be written, if so.
    """

    def __init__(self, file: DraftFile | None) -> None:
        self.file = file
        self.failure: OSError | None = None
        self._queue: SimpleQueue[tuple[Draft | Settled, ...] | threading.Event | None]
        self._queue = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    def write(self, entries: Iterable[Draft | Settled]) -> None:
        """Have `entries` written soon, in order."""
        lines = tuple(entries)
        if self.file is None or not lines:
            return
        if self._closed:
            self._append(lines)
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
            self._thread.start()
        self._queue.put(lines)

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait until everything given so far is on the disk; tell whether it is."""
        if self._thread is None:
            return True
        reached = threading.Event()
        self._queue.put(reached)
        return reached.wait(seconds) and self.failure is None

    def close(self) -> None:
        """Write what is left and end the thread; what comes later is written at once."""
        self._closed = True
        thread, self._thread = self._thread, None
        if thread is not None:
            self._queue.put(None)
            thread.join(5.0)

    def _run(self) -> None:
        while (entry := self._queue.get()) is not None:
            if isinstance(entry, threading.Event):
                entry.set()
                continue
            self._append(entry)

    def _append(self, lines: tuple[Draft | Settled, ...]) -> None:
        assert self.file is not None
        try:
            self.file.append(lines)
            self.failure = None
        except OSError as error:
            self.failure = error
