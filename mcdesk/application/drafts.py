"""What was typed and is not yet a command, kept in a file beside the workspace.

One JSON line per draft, appended and flushed to the disk every second or so, without the
database. A later line for the same place replaces an earlier one; a `settled` line says that
the draft became a command. What no longer fits is kept aside, never dropped: in a line of its
own with an id, which says nothing about the draft of the same place. What was removed for ever
goes from it, too (docs/decisions/0016).

Each line says who typed it: several people may work at one computer, and what one of them typed
never becomes a command of another (design.md, section 1: nothing is lost silently, nobody lies).
A line without a person is of an earlier version.
"""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from queue import SimpleQueue
from typing import TYPE_CHECKING, BinaryIO, TypeAlias

from mcdesk.application.redacting import cut
from mcdesk.procedure.identity import natural_id

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.records import Redaction

REMARK = "remark:"
"""What stands before a form's id where the draft is a comment on a place of it, begun."""
_LONG = 1_000_000
_WRITING = threading.Lock()
"""Held while a file is written: a form is typed in while another thread writes it anew."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Something typed at `path` of a form over the value `base`; `at` is ISO text in UTC.

    `who` is the person (id) who typed it; "" where that is not known.
    """

    form: str
    path: str
    base: Json
    text: Json
    at: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Settled:
    """A draft that `who` typed is done with: it became a command, or stands elsewhere now.

    `aside` and `away` are only read, from files of earlier versions: the draft was kept aside, or
    was aside and is no longer shown; then `at` is the draft's own.
    """

    form: str
    path: str
    at: str
    aside: bool = False
    away: bool = False
    who: str = ""


@dataclass(frozen=True, slots=True)
class Kept:
    """A text kept aside, from `path` of a form; what is typed there now is another matter."""

    id: str
    form: str
    path: str
    base: Json
    text: Json
    at: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Away:
    """The kept text `id` is no longer shown."""

    id: str


Entry: TypeAlias = Draft | Settled | Kept | Away


class DraftFile:
    """The drafts of one workspace. Reading forgives what a crash left half-written."""

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def path(self) -> Path:
        return self._path

    def append(self, entries: Iterable[Entry]) -> None:
        """Add lines and wait until they are on the disk.

        Raises:
            OSError: The file cannot be written.
        """
        text = "".join(_line(entry) for entry in entries)
        if not text:
            return
        with _WRITING, self._path.open("a+b") as file:
            if file.tell() and not _ends_whole(file):
                text = "\n" + text
            file.write(text.encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())

    def pending(self) -> tuple[Draft, ...]:
        """Return the drafts that did not become a command, in the order of their typing."""
        open_, _aside = self._state()
        return tuple(open_.values())

    def aside(self, form: str = "") -> tuple[Kept, ...]:
        """Return the texts that are kept aside, in the order of their keeping."""
        _open, aside = self._state()
        return tuple(kept for kept in aside if form in ("", kept.form))

    def of_form(self, form: str) -> tuple[tuple[Draft, ...], tuple[Kept, ...]]:
        """Return the drafts of a form and of comments on it, and what is kept aside of it."""
        open_, aside = self._state()
        wanted = (form, REMARK + form)
        return (tuple(draft for draft in open_.values() if draft.form in wanted),
                tuple(kept for kept in aside if kept.form == form))  # fmt: skip

    def tidy(self) -> None:
        """Write a long file anew with only what is still needed, whole or not at all."""
        if self._path.is_file() and self._path.stat().st_size >= _LONG:
            with _WRITING:
                open_, aside = self._state()
                self._write([*open_.values(), *aside])

    def let_go(self, redaction: Redaction, gone: Iterable[str]) -> None:
        """Write the file anew without what was removed for ever, whole or not at all.

        What became a command goes. What is open or kept aside stays a person's own, without what
        they found in the place, and without the words in it that were removed.

        Raises:
            OSError: The file cannot be written.
        """
        if not self._path.is_file():
            return
        removed = sorted(gone, key=len, reverse=True)
        with _WRITING:
            open_, aside = self._state()
            kept: tuple[Draft | Kept, ...] = (*open_.values(), *aside)
            self._write([_without(entry, redaction, removed) for entry in kept])

    def _write(self, entries: Iterable[Entry]) -> None:
        fresh = self._path.with_name(self._path.name + ".new")
        with fresh.open("wb") as file:
            file.write("".join(map(_line, entries)).encode("utf-8", "surrogatepass"))
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._path)

    def _state(self) -> tuple[dict[tuple[str, str, str], Draft], tuple[Kept, ...]]:
        open_: dict[tuple[str, str, str], Draft] = {}
        aside: dict[str, Kept] = {}
        earlier: Counter[tuple[str, str, str]] = Counter()
        for entry in self._read():
            if isinstance(entry, Kept):
                aside[entry.id] = entry
            elif isinstance(entry, Away):
                aside.pop(entry.id, None)
            elif isinstance(entry, Draft):
                open_.pop((entry.form, entry.path, entry.who), None)
                open_[entry.form, entry.path, entry.who] = entry
            elif entry.away:
                _put_away(aside, entry)
            else:
                draft = open_.pop((entry.form, entry.path, entry.who), None)
                if entry.aside and draft is not None:
                    kept = _kept(draft, earlier)
                    aside[kept.id] = kept
        return open_, tuple(aside.values())

    def _read(self) -> Iterator[Entry]:
        if not self._path.is_file():
            return
        for line in self._path.read_bytes().split(b"\n"):
            entry = _entry(line)
            if entry is not None:
                yield entry


def _without(entry: Draft | Kept, redaction: Redaction, removed: Iterable[str]) -> Draft | Kept:
    """Return what was typed without what was removed from its place, or from a cell of its table.

    Short words are taken out only where they are the whole text, as in what is asked about.
    """
    is_there = redaction.path == entry.path or redaction.path.startswith(f"{entry.path}/")
    if not is_there or not redaction.holds(entry.form.removeprefix(REMARK)):
        return entry
    base, text = (cut(each, removed, redaction.words) for each in (entry.base, entry.text))
    return replace(entry, base=base, text=text)


def _ends_whole(file: BinaryIO) -> bool:
    """Tell whether the file ends with a line end; a torn line must not swallow the next."""
    file.seek(-1, os.SEEK_END)
    return bool(file.read(1) == b"\n")


def _kept(draft: Draft, earlier: Counter[tuple[str, str, str]]) -> Kept:
    """Return what an earlier version kept aside, with an id that every reading gives it again."""
    key = (draft.form, draft.path, draft.at)
    earlier[key] += 1
    id_ = natural_id("kept", *key, earlier[key])
    return Kept(id_, draft.form, draft.path, draft.base, draft.text, draft.at)


def _put_away(aside: dict[str, Kept], entry: Settled) -> None:
    """Put away what an earlier version meant; where that may be one of several, none is lost."""
    key = (entry.form, entry.path, entry.at)
    meant = [kept.id for kept in aside.values() if (kept.form, kept.path, kept.at) == key]
    if len(meant) == 1:
        del aside[meant[0]]


def _line(entry: Entry) -> str:
    """Return the line of an entry; an earlier version passes over those that it does not know."""
    data = asdict(entry)
    if isinstance(entry, Settled):
        data["settled"] = True
    elif isinstance(entry, Kept):
        data = {"kept": data}
    elif isinstance(entry, Away):
        data = {"away": entry.id}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"


def _entry(line: bytes) -> Entry | None:
    """Return one line as an entry; None for an empty, torn or foreign one."""
    if not line.strip():
        return None
    try:
        data = json.loads(line.decode("utf-8", "surrogatepass"))
        if "form" not in data and "away" in data:
            return Away(str(data["away"]))
        kept = data.get("kept")
        data = data if kept is None else kept
        form, path, at = str(data["form"]), str(data["path"]), str(data["at"])
        who = str(data.get("who", ""))
        if kept is not None:
            return Kept(str(data["id"]), form, path, data["base"], data["text"], at, who)
        if data.get("settled"):
            return Settled(form, path, at, bool(data.get("aside")), bool(data.get("away")), who)
        return Draft(form, path, data["base"], data["text"], at, who)
    except (AttributeError, ValueError, KeyError, TypeError):
        return None


class DraftWriter:
    """Appends to a draft file from a thread of its own, so that no keystroke waits for a disk.

    The thread begins with the first line, before which it writes a long file anew, and ends with
    `close`. What could not be written is `owed` and written before what comes next; `failure`
    holds why it could not.
    """

    def __init__(self, file: DraftFile | None) -> None:
        self.file = file
        self.failure: OSError | None = None
        self.owed: tuple[Entry, ...] = ()
        self._queue: SimpleQueue[tuple[Entry, ...] | threading.Event | None]
        self._queue = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    def write(self, entries: Iterable[Entry]) -> None:
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

    def retry(self) -> None:
        """Have what is owed written, where the disk takes it again."""
        if self.owed and self._thread is not None:
            self._queue.put(())

    def wait(self, seconds: float = 5.0) -> bool:
        """Wait until everything given so far is on the disk, and what is owed; tell whether."""
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
        if self.file is not None:
            with suppress(OSError):  # it is as long as before, and nothing is lost
                self.file.tidy()
        while (entry := self._queue.get()) is not None:
            if isinstance(entry, threading.Event):
                if self.owed:
                    self._append(())
                entry.set()
                continue
            self._append(entry)

    def _append(self, lines: tuple[Entry, ...]) -> None:
        assert self.file is not None
        self.owed += lines
        try:
            self.file.append(self.owed)
        except OSError as error:
            self.failure = error
        else:
            self.owed, self.failure = (), None
