"""That the hub was found put back to an older state, and what this workspace sent again to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mcdesk.application.journal import read_event
from mcdesk.application.noticed import entries, with_one_more
from mcdesk.application.packet import lines_of
from mcdesk.application.views import Healing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.views.packet import PacketLine

HEALED, SEEN = "healed", "healed_seen"
"""What the workspace says of itself: each healing, the newest first; which one was looked at."""
MOST_SAID = 3
"""Of so many of the entries that were gone from the midst it is said which they were."""
MOST_NAMED = 200
"""Of so many of the changes that were sent again it is known which they were."""


def noted(kept: str, at: str, gone: int, again: Sequence[str], missing: Sequence[str] = ()) -> str:
    """Return what is kept of healings with one more: when, and how many entries the hub lost.

    `again` are the ids of those that go to it again from here, `missing` says in words which were
    gone from the midst of its journal.
    """
    entry = {"at": at, "gone": gone, "again": len(again), "ids": list(again[-MOST_NAMED:]),
             "missing": list(missing[:MOST_SAID]), "midst": len(missing)}  # fmt: skip
    return with_one_more(kept, entry)


def count(facts: Mapping[str, str]) -> int:
    """Return how many healings are kept."""
    return len(entries(facts.get(HEALED, "")))


def newest(facts: Mapping[str, str]) -> Healing | None:
    """Return the newest healing as long as nobody looked at it."""
    found = entries(facts.get(HEALED, ""))
    if not found or found[0]["at"] == facts.get(SEEN):
        return None
    return _healing(found[0])


def healings(knowledge: Knowledge, kept: str) -> tuple[Healing, ...]:
    """Return every healing, the newest first, with what was sent again in words."""
    made = []
    for each in entries(kept):
        lines = [line for id_ in each["ids"] for line in knowledge.reader.journal(event=id_)]
        told = tuple(lines_of(knowledge, (read_event(str(line["body"])) for line in lines)))
        made.append(_healing(each, told[::-1]))
    return tuple(made)


def _healing(entry: dict[str, Any], lines: tuple[PacketLine, ...] = ()) -> Healing:
    """Return a healing as it was kept, by a program of before, too."""
    missing, midst = entry.get("missing", []), entry.get("midst", 0)
    return Healing(entry["at"], entry["gone"], entry["again"], lines, "; ".join(missing), midst)
