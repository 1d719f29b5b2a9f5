"""When somebody last looked at a form, and what stood in it at a moment; local, never shared."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.form_queries import form_state
from mcdesk.application.journal import read_event
from mcdesk.application.register import RegisterReading
from mcdesk.procedure.records import TYPED_ROWS, FormRow, FormValue, Record, TypedRow, from_data
from mcdesk.procedure.rows import content_of

if TYPE_CHECKING:
    from mcdesk.procedure.content import Content

CONTENT: tuple[type[FormValue] | type[FormRow] | type[TypedRow], ...] = (
    FormValue, FormRow, *TYPED_ROWS.values()
)  # fmt: skip
"""The records that a form's content is made of."""


class LookingReading(RegisterReading):
    """The questions of somebody who comes back to a form."""

    def look(self, form: str) -> str:
        """Note that who works here looks at a form now; return when they did before, or ""."""
        key = f"looked:{self.person_id}:{form}"
        before = self.store.facts().get(key, "")
        if self.person_id and self.store.is_writable:
            self.store.set_fact(key, self.stamp())
        return before

    def as_of(self, form: str, moment: str) -> Content:
        """Return what stood in a form at a moment: what was done since is taken back."""
        with self.store.read() as reader:
            state = form_state(self._knowledge(reader)[0], form)[2]
            records: dict[tuple[str, str], Record] = {}
            for kind in CONTENT:
                for kept in reader.select(kind, form_id=state.form.id):
                    records[kind.table, kept.id] = kept
            for line in reader.journal(form=state.form.id):
                event = read_event(str(line["body"]))
                if event.at <= moment:
                    break
                for effect in reversed(event.effects):
                    place = effect.table, effect.id
                    if effect.new.get("form_id") != state.form.id:
                        continue
                    if effect.old is not None:
                        records[place] = from_data(effect.table, dict(effect.old))
                    else:
                        records.pop(place, None)
        return content_of(records.values())
