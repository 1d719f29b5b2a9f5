"""That an entry of the hub's journal was altered, told from a hub that was put back.

In a hub that was put back others bring again what it had lost; behind the last entry that it still
has, whatever comes first was done on the same ground and says the same as before. Where the same
entry stands there with another content, somebody wrote it anew (reliability.md, 5, fault 17).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.journal import MEANT, read_event
from mcdesk.application.packet import lines_of
from mcdesk.application.taken import is_taken
from mcdesk.errors import Trouble
from mcdesk.i18n import _
from mcdesk.procedure.canonical import read_json
from mcdesk.procedure.records import Revision
from mcdesk.procedure.records.redaction import MARK

if TYPE_CHECKING:
    from typing import Any, TypeGuard

    from mcdesk.application.journal import Event, Line
    from mcdesk.application.knowledge import Knowledge

ALTERED = "altered"
"""What the workspace says of itself: that the last exchange found the hub altered, in words; and
the code of the Trouble that tells it."""


def is_altered(own: Line, there: Line) -> bool:
    """Tell whether two entries of one id say something else.

    A newer program that did it again may say more, and works out otherwise what a version holds,
    whose digest stands beside; what was removed for ever on one side has the words of the removal.
    """
    if own.id != there.id or own.body == there.body:
        return False
    try:
        mine, theirs = read_event(own.body), read_event(there.body)
    except MEANT:
        return True
    if is_taken(mine) or is_taken(theirs):  # a packet's, which may have come another way as well
        return False
    heads = ((each.kind, each.by, each.at, each.today) for each in (mine, theirs))
    if next(heads) != next(heads) or not _same(dict(mine.command), dict(theirs.command)):
        return True
    records, others = _records(mine), _records(theirs)
    return records.keys() != others.keys() or any(
        not _same(record[name], others[key][name], more=True)
        for key, record in records.items()
        for name in record.keys() & others[key].keys()
    )


def _records(event: Event) -> dict[tuple[str, str], dict[str, Any]]:
    """Return what an event wrote into its records, what is held as JSON as what that says."""
    return {
        (each.table, each.id): {
            name: read_json(value, value) if _is_json(value) else value
            for name, value in each.new.items()
            if name != "row_version" and not (each.table == Revision.table and _is_json(value))
        }
        for each in event.effects
    }


def _is_json(value: object) -> TypeGuard[str]:
    return isinstance(value, str) and value.startswith(("{", "["))


def _same(mine: object, theirs: object, *, more: bool = False) -> bool:
    """Tell whether two values say the same, but for what was removed from one of them.

    With `more`, either may say something besides by a name that the other has not.
    """
    if isinstance(mine, dict) and isinstance(theirs, dict):
        return (more or mine.keys() == theirs.keys()) and all(
            _same(mine[name], theirs[name], more=more) for name in mine.keys() & theirs.keys()
        )
    if isinstance(mine, list) and isinstance(theirs, list):
        return len(mine) == len(theirs) and all(
            _same(*pair, more=more) for pair in zip(mine, theirs, strict=True)
        )
    return mine == theirs or _is_removed(mine) or _is_removed(theirs)


def _is_removed(value: object) -> bool:
    return isinstance(value, str) and MARK in value


def said_of(knowledge: Knowledge, line: Line) -> str:
    """Return in words what an entry says here: its number, who did what, and where."""
    (told,) = lines_of(knowledge, (read_event(line.body),))
    place = f"{told.card}/{told.form}".strip("/")
    words = (
        _("entry {n}, of {who}: {what}") if not place else _("entry {n}, of {who}, {place}: {what}")
    )
    return words.format(n=line.seq, who=told.who, place=place, what=told.what.text())


def altered_hub(said: str) -> Trouble:
    """Return the Trouble of a hub in which an entry stands with another content than here."""
    return Trouble(
        ALTERED,
        _("The team’s hub was altered: {said}").format(said=said),
        _("So it stands in this workspace; in the hub the same entry says something else. Nothing "
          "was exchanged, and what you do is kept here. Tell who looks after the hub: it is "
          "rebuilt from a sound workspace, and “mcdesk check --hub” goes on naming the entry until "
          "then."),
    )  # fmt: skip
