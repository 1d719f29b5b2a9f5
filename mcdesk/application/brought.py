"""Entries that came from another workspace's journal: read as what they were there.

Such an entry is kept around the text that it had (`BringEvent`). History, decisions and all else
that reads the journal see the event within, by whom and when it was, and who brought it in.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.commands.bringing import BROUGHT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

MARK = f"{BROUGHT}."
BY, AT, ORIGIN = "brought_by", "brought_at", "brought_from"
"""What the note of an event within says besides: who brought it in, when, from where."""


def is_brought(kind: str) -> bool:
    """Tell whether a kind of event is that of one from another workspace."""
    return kind.startswith(MARK)


def both(kinds: Iterable[str]) -> tuple[str, ...]:
    """Return kinds of events, and the same from other workspaces."""
    found = tuple(kinds)
    return (*found, *(f"{MARK}{kind}" for kind in found))


def unwrapped(line: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a journal line as a reader sees it: of one that was brought in, the event within."""
    if not is_brought(str(line["kind"])):
        return line
    outer = json.loads(str(line["body"]))
    inner = json.loads(outer["command"]["text"])
    about = {BY: outer["by"], AT: outer["at"], ORIGIN: outer["command"]["origin"]}
    inner["note"], inner["effects"] = {**inner["note"], **about}, outer["effects"]
    said = {"kind": inner["kind"], "person_id": inner["by"], "at": inner["at"],
            "group_id": inner["group"], "body": json_text(inner)}  # fmt: skip
    return {**line, **said}
