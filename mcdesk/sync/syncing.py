"""Pull, rebase, push: how a replica and its hub come to hold the same (design.md, section 6).

The pull is the acknowledgement: what was pushed stops waiting when it comes back from the hub, and
not because the hub said yes. So a connection may break anywhere, and synchronising once more is
always right. No clock decides anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from mcdesk.application.portions import together
from mcdesk.application.views import SyncReport
from mcdesk.errors import HubRefusal, Trouble
from mcdesk.i18n import _
from mcdesk.sync.files import fetch_files, send_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mcdesk.application.journal import Head, Line
    from mcdesk.application.ports import Progress
    from mcdesk.application.views import Changes, ReplicaState, Taken

BATCH = 200
ROUNDS = 8
"""How often a push is tried again when others were faster, before it waits for the next time."""


class Hub(Protocol):
    """What a team's hub answers; a shared SQLite file, or a database server."""

    takes_from_all: bool
    """Whether it takes an event from anybody who has it, or from its author only."""
    said: str
    """What it says of itself besides, since `identity` was asked: with that, what it refuses may
    change."""

    def identity(self) -> tuple[str, str, Head]:
        """Return the hub's id, its schema, and the last entry of its journal."""
        ...

    def part_after(self, seq: int, most: int) -> Sequence[Line]: ...

    def hash_at(self, seq: int) -> str: ...

    def fitting(self, lines: Sequence[Line]) -> Sequence[Line]:
        """Return those of these lines, from the first on, that the hub's tables can hold."""
        ...

    def append(self, lines: Sequence[Line], seen: Head) -> bool:
        """Take entries in behind `seen`; False where others came first."""
        ...

    def put_file(self, source: Path, digest: str) -> bool: ...

    def get_file(self, digest: str, target: Path) -> bool: ...

    def close(self) -> None: ...


class Replica(Protocol):
    """What a workspace does at its side; each call is one local transaction."""

    def replica(self) -> ReplicaState: ...

    def waiting(self, most: int = BATCH) -> Sequence[Line]: ...

    def hash_at(self, seq: int) -> str: ...

    def must_be_unaltered(self, lines: Sequence[Line]) -> None:
        """Raise Trouble where one of the first of these has another content than here."""
        ...

    def cut_before(self, common: int) -> Sequence[int]:
        """Return the entries up to the last common one from which a later removal took words."""
        ...

    def take_in(
        self, lines: Sequence[Line], common: int | None = None, *,
        whole: Sequence[Line] = (), everybodys: bool = True,
    ) -> Taken: ...  # fmt: skip

    def note_hub(self, said: str) -> None:
        """Remember what the hub says of itself, before anything is sent to it."""
        ...

    def set_aside(self, event_id: str, why: str) -> Taken:
        """Let a person look at what the hub refuses; all else goes on."""
        ...

    def note_unsent(self, line: Line, name: str, why: str) -> Taken:
        """Tell a person that the hub does not take a file; the event that names it has gone."""
        ...

    def note_synced(self) -> None: ...

    def file_path(self, digest: str) -> Path: ...

    def absent_files(self) -> Sequence[str]: ...


def synchronise(
    replica: Replica,
    hub: Hub,
    *,
    schema: str,
    heard: Callable[[Changes], object] | None = None,
    point: Callable[[str], object] | None = None,
    progress: Progress | None = None,
) -> SyncReport:
    """Exchange with the hub until nothing is left to exchange.

    Args:
        replica: The workspace.
        hub: Its hub.
        schema: The newest schema that this program knows.
        heard: Told of the changes that came, after each local transaction.
        point: Called with the name of each step, for tests that break it off there.
        progress: Told how many of the files to fetch have come; answers False to stop that.

    Raises:
        Trouble: The hub is out of reach, another one, too new, or altered.
    """
    exchange = _Exchange(replica, hub, heard or _ignore, point or _ignore)
    behind = 0
    while behind < ROUNDS:
        exchange.report.older = exchange.pull(schema) < schema
        waiting = replica.waiting()
        exchange.report.waiting = len(waiting)
        if not waiting:
            exchange.report.files += fetch_files(replica, hub, progress)
            replica.note_synced()
            break
        waiting = waiting[: together([len(line.body) for line in waiting])]
        if exchange.report.older:
            waiting = hub.fitting(waiting)
            if not waiting:
                raise old_hub()
        behind = 0 if exchange.push(waiting) else behind + 1
    return exchange.report


@dataclass
class _Exchange:
    """One synchronisation under way: who takes part, who hears of it, what it did so far."""

    replica: Replica
    hub: Hub
    heard: Callable[[Changes], object]
    mark: Callable[[str], object]
    report: SyncReport = field(default_factory=SyncReport)
    said: str = ""

    def pull(self, schema: str) -> str:
        """Take in what the hub has behind the last common entry; return the hub's schema."""
        state = self.replica.replica()
        hub_id, made, head = self.hub.identity()
        _must_be_ours(state.hub_id, hub_id)
        _must_be_known(made, schema)
        self._note(f"{made} {self.hub.said}")
        self.mark("identified")
        common = _common(self.replica, self.hub, state.head, head)
        lines = _read(self.hub, common, head.seq, self.mark)
        self.mark("read")
        was_restored = common < state.head.seq
        if was_restored and lines:
            self.replica.must_be_unaltered(lines)
        self.report.restored |= was_restored
        if lines or was_restored:
            back = common if was_restored else None
            cut = self.replica.cut_before(common) if was_restored else ()
            whole = [line for seq in cut for line in self.hub.part_after(seq - 1, 1)]
            self._tell(self.replica.take_in(lines, back, whole=whole,
                                            everybodys=self.hub.takes_from_all))  # fmt: skip
            self.mark("taken in")
        return made

    def _note(self, said: str) -> None:
        """Let the workspace know what the hub says of itself, once in an exchange."""
        if said != self.said:
            self.replica.note_hub(said)
            self.said = said

    def push(self, waiting: Sequence[Line]) -> bool:
        """Send what waits, its files first; False where others came first.

        What the hub refuses goes to a person, so that it holds up nothing else; a file that it
        does not take is told by its name.
        """
        seen = self.replica.replica().head
        unsent = send_files(self.replica, self.hub, waiting)
        self.mark("before the push")
        try:
            is_taken = self.hub.append(waiting, seen)
        except HubRefusal as refusal:
            if all(line.id != refusal.event_id for line in waiting):
                raise
            self._tell(self.replica.set_aside(refusal.event_id, refusal.reason))
            return True
        self.report.pushed += len(waiting) if is_taken else 0
        for each in unsent if is_taken else ():
            self._tell(self.replica.note_unsent(each.line, each.name, each.why))
        self.mark("after the push")
        return is_taken

    def _tell(self, taken: Taken) -> None:
        self.report.pulled += taken.events
        self.report.collided += taken.collided
        self.heard(taken.changes)


def _ignore(_told: object) -> None:
    """Tell nobody."""


def _must_be_ours(ours: str, theirs: str) -> None:
    if ours != theirs:
        raise Trouble(
            "other_hub",
            _("This is another hub than the one this workspace belongs to."),
            _("Nothing was exchanged. Ask who looks after the hub which one is right; to join "
              "this one, leave the other first."),
        )  # fmt: skip


def old_hub() -> Trouble:
    """Return the Trouble of a hub whose tables cannot hold what this program wrote."""
    return Trouble(
        "old_hub",
        _("The team’s hub is of an older MC Desk, and cannot hold something that you did."),
        _("Who keeps the directory brings it up to date: “{button}” on the team’s page. Until then "
          "what others do comes, and that waits here with all that you did after it.").format(
              button=_("Bring the hub up to date…")),
    )  # fmt: skip


def _must_be_known(made: str, schema: str) -> None:
    if made > schema:
        raise Trouble(
            "newer_hub",
            _("The team’s hub was brought to a newer MC Desk."),
            _("Update the program to exchange with it; until then work goes on here."),
        )


def _common(replica: Replica, hub: Hub, mine: Head, theirs: Head) -> int:
    """Return the last entry that both journals have: mine, unless the hub was restored."""
    if mine == theirs:
        return mine.seq
    if mine.seq <= theirs.seq and hub.hash_at(mine.seq) == mine.hash:
        return mine.seq
    low, high = 0, min(mine.seq, theirs.seq)
    while low < high:  # once they part, chained hashes never meet again
        middle = (low + high + 1) // 2
        if hub.hash_at(middle) == replica.hash_at(middle):
            low = middle
        else:
            high = middle - 1
    return low


def _read(hub: Hub, after: int, until: int, mark: Callable[[str], object]) -> list[Line]:
    lines: list[Line] = []
    while after < until:
        part = hub.part_after(after, BATCH)
        if not part:
            break
        lines += part
        after = int(part[-1].seq or 0)
        mark("a part read")
    return lines
