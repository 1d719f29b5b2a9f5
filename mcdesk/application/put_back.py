"""That a replica was put back to an earlier state of itself: noticed, and told to a person.

What was sent comes again by itself (reliability.md, fault 14); what waited is nowhere in the file,
and only a person can look for it. The file counts each time that something new of it was
remembered outside (`known.py`), so that one with a lower count and less in it was put back.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, cast

from mcdesk import known
from mcdesk.application.days import moment
from mcdesk.application.noticed import entries, with_one_more
from mcdesk.application.views import PutBack
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.identity import new_id

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from mcdesk.application.replica_unit import ReplicaUnit

COUNT, BACK, BACK_SEEN, BACK_TOLD = "counted", "put_back", "put_back_seen", "put_back_told"
"""What the workspace says of itself: which one it is, and how often it was remembered; each time
that it was found put back, the newest first; which one somebody looked at, and which a script was
told of."""
MOST_WAITING = 2000


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a replica: which it is, its last entry, what waited, when, the count.

    `line` is the same for a file and all its copies, `waiting` the ids of what waited.
    """

    line: str
    count: int
    at: str
    seq: int
    waiting: tuple[str, ...]

    @property
    def mark(self) -> str:
        """Return what the file keeps of it."""
        return f"{self.line} {self.count}"


def recall(hub_id: str, path: Path) -> Known | None:
    """Return what is remembered of a replica; None where nothing is, or it cannot be read."""
    kept = known.recall(hub_id, path)
    try:
        given = cast("dict[str, Any]", json.loads(kept)) if kept else {}
        counts = {name: int(given[name]) for name in ("count", "seq")} if given else {}
        return Known(**{**given, **counts, "waiting": tuple(given["waiting"])}) if given else None
    except (ValueError, TypeError, KeyError):
        return None


def keep(hub_id: str, path: Path, now: Known) -> None:
    """Remember a replica as it is now."""
    known.keep(hub_id, path, json.dumps(asdict(now)))


def as_it_is(unit: ReplicaUnit, mark: str, count: int, at: str) -> Known:
    """Return what is to be remembered of a replica, with a count."""
    waiting = tuple(line.id for line in unit.waiting()[-MOST_WAITING:])
    return Known(mark.partition(" ")[0] or new_id(), count, at, unit.head().seq, waiting)


def count_in(mark: str) -> int:
    """Return how often a file was remembered."""
    return int(mark.partition(" ")[2] or 0)


def found(unit: ReplicaUnit, before: Known | None, mark: str, now: str) -> PutBack | None:
    """Return that a file has less than it had at this place; None where it has not.

    Args:
        unit: What the file holds.
        before: What is remembered of it.
        mark: What the file says of itself.
        now: When that is noticed.
    """
    if before is None or mark.partition(" ")[0] != before.line or count_in(mark) >= before.count:
        return None
    gone = sum(unit.line_named(id_) is None for id_ in before.waiting)
    fewer = max(before.seq - unit.head().seq, 0)
    return PutBack(now, before.at, fewer, gone) if fewer or gone else None


def noted(kept: str, back: PutBack) -> str:
    """Return what is kept of it with one more."""
    return with_one_more(kept, asdict(back))


def times(facts: Mapping[str, str]) -> tuple[PutBack, ...]:
    """Return each time that a workspace was found put back, the newest first."""
    return tuple(PutBack(**entry) for entry in entries(facts.get(BACK, "")))


def newest(facts: Mapping[str, str], seen: str = BACK_SEEN) -> PutBack | None:
    """Return the newest one until somebody, or with `BACK_TOLD` a script, was told of it."""
    each = times(facts)
    return each[0] if each and each[0].at != facts.get(seen) else None


def told(back: PutBack) -> tuple[Finding, Finding, Finding]:
    """Return in words what was noticed, what comes by itself, and what to look for."""
    text = N_("This workspace was put back to an earlier state: on {on} more was in its file than "
              "is now.")  # fmt: skip
    again = N_("What had been sent to the hub comes again with the next exchange.")
    lost = N_("Nothing else is missing: nothing waited for the hub then.")
    if back.waited:
        lost = N_("Changes that waited for the hub and are not in it any more: {n}. They may still "
                  "be in the file that was overwritten, in a backup, or among the drafts: look "
                  "there before you do them again.")  # fmt: skip
    return (
        Finding("put_back", text, {"on": moment(back.of)}, level="warn"),
        Finding("put_back_again", again, level="warn"),
        Finding("put_back_lost", lost, {"n": back.waited}, level="warn"),
    )
