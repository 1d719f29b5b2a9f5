"""What was removed for ever: from a form, a remark, a file, an absence, or of a person."""

from __future__ import annotations

import json
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
    the hash before it, its own hash, and the SHA-256 of its text since. `parts` is a JSON list of
    the parts in which the form is signed, if it is: their frozen texts hold the place, too.
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
    parts: str = "[]"

    def holds(self, form_id: str) -> bool:
        """Tell whether the frozen texts of a form may hold the place."""
        return form_id in self.forms

    @property
    def forms(self) -> tuple[str, ...]:
        """The form of the place and its parts; none where the place is in no form."""
        return (self.form_id, *json.loads(self.parts)) if self.path else ()
