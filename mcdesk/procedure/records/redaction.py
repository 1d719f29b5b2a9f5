"""What was removed for ever: a file's content or a personal value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from mcdesk.procedure.records.record import Record, record

MARK = "[Removed on "
"""How the words begin that stand in the place of what was removed."""


@record
@dataclass(frozen=True, slots=True, kw_only=True)
class Redaction(Record):
    """A removal by the CTL lead: what, when, by whom and why (docs/decisions/0016).

    `subject_table` and `subject_id` name the record, `name` its column (`cells:x` one cell of it,
    `content` a file's content); `digest` is the SHA-256 of what stood there last. `words` stand in
    its place since. `lines` is a JSON list of the journal entries that held it: the event's id,
    the hash before it, its own hash, and the SHA-256 of its text since.
    """

    table: ClassVar[str] = "redaction"
    subject_table: str
    subject_id: str
    name: str
    form_id: str = ""
    card_id: str = ""
    path: str = ""
    digest: str = ""
    reason: str = ""
    words: str = ""
    removed_on: str = ""
    removed_by: str = ""
    lines: str = "[]"
