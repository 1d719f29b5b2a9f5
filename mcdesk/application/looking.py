"""When somebody last looked at a form, and what stood in it at a moment; local, never shared."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from mcdesk.application.as_it_stood import ReaderThen, since_frozen
from mcdesk.application.earlier_round import content_of_earlier, earlier_round
from mcdesk.application.files_reading import FilesReading
from mcdesk.application.form_queries import form_state
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.known import Look, done_since, version_of
from mcdesk.application.sheets import sheet
from mcdesk.application.since import sheet_since, stood_at
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.content import Content
from mcdesk.procedure.records import Form, Revision

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from mcdesk.application.known import Known
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.views import HistoryLine, Sheet


class LookingReading(FilesReading):
    """The questions of somebody who comes back to a form."""

    def look(self, form: str) -> str:
        """Note that who works here looks at a form now; return when they did before, or ""."""
        before = self.store.facts().get(self._key("looked", form), "")
        if self.person_id and self.store.is_writable:
            with self.store.look() as unit:
                line, waiting = unit.head().seq, unit.waiting()
            others = [each.id for each in waiting if each.person_id != self.person_id]
            words = " ".join((self.stamp(), str(line), *others))
            self.store.set_fact(self._key("looked_before", form), before)
            self.store.set_fact(self._key("looked", form), words)
        return before.partition(" ")[0]

    def looks(self, form: str) -> tuple[str, ...]:
        """Return when who works here last looked at a form, and the time before; newest first."""
        return tuple(look.moment for look in self._looks(form))

    def as_of(self, form: str, moment: str) -> Content:
        """Return what stood in a form at a moment: what was done since is taken back."""
        look = self._look_at(form, moment)
        with self.store.read() as reader:
            knowledge = self._knowledge(reader)[0]
            return stood_at(knowledge, form_state(knowledge, form)[2], look)

    def done_since(self, form: str, since: str, until: str = "") -> tuple[HistoryLine, ...]:
        """Return what was done to a form since a version (its id) or a moment, newest first.

        `until` is a version: what was done after it is left out.
        """
        look = self._look_at(form, since)
        with self.store.read() as reader:
            knowledge = self._knowledge(reader)[0]
            known = _version(reader, since) or look
            of = form_state(knowledge, form)[2].form
            return done_since(knowledge, of, known, _version(reader, until))

    def round_before(self, form: str) -> Content:
        """Return what the newest version of the round before says, as this form began with it."""
        with self.store.read() as reader:
            knowledge = self._knowledge(reader)[0]
            _card, situation, state = form_state(knowledge, form)
            earlier = earlier_round(knowledge, state)
            return content_of_earlier(situation, state, earlier) if earlier else Content()

    def redline(
        self,
        form: str,
        kind: Literal["draft", "frozen"],
        since: str,
        revision: str = "",
        by: str = "",
    ) -> Sheet:
        """Return a form as it is printed with what changed: `since` as `sheet_since` takes it."""
        looks = self._looks(self._whole(form))
        if since == "look" and looks:
            since = looks[0].moment
        look = self._look_at(form, since) if since.endswith("Z") else None
        with self.store.read() as reader:
            knowledge = self._knowledge(reader)[0]
            return sheet_since(knowledge, form, kind, since, revision, look=look, by=by)

    def stood(
        self, form: str, revision: str, day: date | None = None
    ) -> Iterator[tuple[date, Sheet]]:
        """Yield a version as it was printed at the moments since it was made, newest first.

        Where the print tells its `day`, only as it stood on that day. Each is read by itself, so
        that nobody waits who writes meanwhile.
        """
        with self.store.read() as reader:
            since = since_frozen(self._knowledge(reader)[0], revision)
        for moment in since.moments(day):
            for on in (day,) if day else since.days(moment):
                with self.store.read() as reader:
                    then = ReaderThen(reader, moment)
                    knowledge = Knowledge(then, on, self.keys.verify, self.file_path)
                    made = sheet(knowledge, form, "frozen", revision)
                yield on, made

    def _whole(self, form: str) -> str:
        """Return the form that one looks at: of a part the whole."""
        with self.store.read() as reader:
            found = reader.find(Form, form)
        return whole_id(found) if found is not None and is_part(found) else form

    def _look_at(self, form: str, moment: str) -> Look:
        """Return the look of a moment, with what is known of it."""
        known = {look.moment: look for look in self._looks(self._whole(form))}
        return known.get(moment) or Look(moment, self.person_id)

    def _looks(self, form: str) -> tuple[Look, ...]:
        facts, found = self.store.facts(), []
        for name in ("looked", "looked_before"):
            said = facts.get(self._key(name, form), "").split()
            if said:
                line = int(said[1]) if said[1:] else -1
                found.append(Look(said[0], self.person_id, line, frozenset(said[2:])))
        return tuple(found)

    def _key(self, name: str, form: str) -> str:
        return f"{name}:{self.person_id}:{form}"


def _version(reader: Reader, id_: str) -> Known | None:
    """Return where in the journal a version (its id) was frozen; None where it is none."""
    revision = reader.find(Revision, id_) if id_ else None
    return version_of(reader, revision) if revision is not None else None
