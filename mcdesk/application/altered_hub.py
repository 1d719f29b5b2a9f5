"""That an entry of the hub's journal was altered, told from a hub that was put back.

In a hub that was put back others bring again what it had lost; behind the last entry that it still
has, whatever comes first was done on the same ground and says the same as before. Where the same
entry stands there with another content, somebody wrote it anew (reliability.md, 5, fault 17).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.journal import MEANT, read_event
from mcdesk.application.packet import lines_of
from mcdesk.errors import Trouble
from mcdesk.i18n import _

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from mcdesk.application.journal import Event, Line
    from mcdesk.application.knowledge import Knowledge

ALTERED = "altered"
"""What the workspace says of itself: that the last exchange found the hub altered, in words; and
the code of the Trouble that tells it."""


def is_altered(own: Line, there: Line) -> bool:
    """Tell whether two entries of one id say something else; a newer program may say more."""
    if own.id != there.id or own.body == there.body:
        return False
    try:
        return _said(read_event(own.body)) != _said(read_event(there.body), read_event(own.body))
    except MEANT:
        return True


def _said(event: Event, beside: Event | None = None) -> tuple[object, ...]:
    """Return what an event says, of its records in the columns that another one has, too."""
    known = {(each.table, each.id): each.new for each in (beside or event).effects}
    records = {
        (each.table, each.id): _common(each.new, known.get((each.table, each.id)))
        for each in event.effects
    }
    return event.kind, event.by, event.at, event.today, event.command, records


def _common(new: Mapping[str, Any], other: Mapping[str, Any] | None) -> dict[str, Any]:
    shared = new.keys() & (other or new).keys() - {"row_version"}
    return {name: new[name] for name in shared}


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
