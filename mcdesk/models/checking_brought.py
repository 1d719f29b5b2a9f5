"""`mcdesk check`: does what was brought in from other workspaces say what it said there."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from mcdesk.application.brought import MARK
from mcdesk.i18n import _
from mcdesk.models import tables
from mcdesk.models.checking_words import Places

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from sqlalchemy import Connection

APART = frozenset({"published_on"})
"""What is another here: a definition that was brought in binds nothing."""


def brought_in(connection: Connection) -> Iterator[str]:
    """Yield entries from other workspaces whose records are not those of their text."""
    journal, places = tables.journal, Places(connection)
    found = select(journal.c.n, journal.c.id, journal.c.kind, journal.c.at, journal.c.body)
    for row in connection.execute(found.where(journal.c.kind.startswith(MARK))):
        outer = json.loads(row.body)
        inner = json.loads(outer["command"]["text"])
        said = {(each["table"], each["id"]): each["new"] for each in inner["effects"]}
        same = (inner["id"], f"{MARK}{inner['kind']}") == (row.id, row.kind)
        if not same or not all(_says(said, effect) for effect in outer["effects"]):
            words = _("journal: what was brought in ({entry}) is not what its text says")
            yield words.format(entry=places.entry(row))


def _says(said: Mapping[tuple[str, str], Mapping[str, Any]], effect: Mapping[str, Any]) -> bool:
    """Tell whether an effect is one of the original's; columns added since do not count."""
    new = said.get((effect["table"], effect["id"]))
    return new is not None and all(
        effect["new"].get(name, value) == value for name, value in new.items() if name not in APART
    )
