"""When somebody last looked at a form, and what stood in it at a moment; local, never shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mcdesk.application.form_queries import form_state
from mcdesk.application.register import RegisterReading
from mcdesk.application.since import content_at, sheet_since

if TYPE_CHECKING:
    from mcdesk.application.views import Sheet
    from mcdesk.procedure.content import Content


class LookingReading(RegisterReading):
    """The questions of somebody who comes back to a form."""

    def look(self, form: str) -> str:
        """Note that who works here looks at a form now; return when they did before, or ""."""
        before = self._looked(form)
        if self.person_id and self.store.is_writable:
            self.store.set_fact(self._key("looked_before", form), before)
            self.store.set_fact(self._key("looked", form), self.stamp())
        return before

    def looks(self, form: str) -> tuple[str, ...]:
        """Return when who works here last looked at a form, and the time before; newest first."""
        facts = self.store.facts()
        found = (facts.get(self._key(name, form), "") for name in ("looked", "looked_before"))
        return tuple(filter(None, found))

    def as_of(self, form: str, moment: str) -> Content:
        """Return what stood in a form at a moment: what was done since is taken back."""
        with self.store.read() as reader:
            state = form_state(self._knowledge(reader)[0], form)[2]
            return content_at(reader, state.form.id, moment)

    def redline(
        self, form: str, kind: Literal["draft", "frozen"], since: str, revision: str = ""
    ) -> Sheet:
        """Return a form as it is printed with what changed: `since` as `sheet_since` takes it."""
        if since == "look":
            since = self._looked(form) or since
        with self.store.read() as reader:
            knowledge = self._knowledge(reader)[0]
            return sheet_since(knowledge, form, kind, since, revision, person=self.person_id)

    def _looked(self, form: str) -> str:
        return self.store.facts().get(self._key("looked", form), "")

    def _key(self, name: str, form: str) -> str:
        return f"{name}:{self.person_id}:{form}"
