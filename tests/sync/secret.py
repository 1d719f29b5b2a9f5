"""A secret that somebody typed, and where it still stands."""

from __future__ import annotations

import json

from mcdesk.bootstrap import App
from tests.sync.conftest import journal, records

SECRET = "Hyang Sukarta 0812-555-017"


def leaked(source) -> bool:
    """Tell whether the secret stands anywhere in the shared tables or the journal."""
    told = json.dumps(records(source), default=str) + "".join(
        line.body for line in lines_of(source)
    )
    return SECRET in told


def lines_of(source):
    if hasattr(source, "snapshot"):
        return journal(source)
    with source.store.look() as unit:
        return unit.lines_after(0)


def whole(desk) -> tuple[str, ...]:
    return App().check(desk.store.path)
