"""The institution's time zone: a setting of the workspace, the same for all members of a team.

A moment has one reading, so the setting is one record that holds for every day: no day is worked
out anew that stands in a record (docs/decisions/0019-time-zone.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from mcdesk.procedure.calendar import FIRST_ZONE
from mcdesk.procedure.canonical import read_json
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.records import Setting

if TYPE_CHECKING:
    from mcdesk.application.storage_ports import Reader

SETTING: Final = "time_zone"
EVER: Final = "2000-01-01"
"""Since when a zone holds, whenever it is set."""


def zone_set(reader: Reader) -> str:
    """Return the IANA name that a workspace has set, whether it is known here or not."""
    kept = reader.find(Setting, natural_id("setting", SETTING, EVER))
    return FIRST_ZONE if kept is None or kept.deleted else str(read_json(kept.value, FIRST_ZONE))
