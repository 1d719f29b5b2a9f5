"""What could not be kept, beside what stands there now: a text that was frozen, a decision over it.

Why something was refused is told as it was said then. What has become of the text since is asked
each time: a form may have been written into, frozen anew or signed by others (design.md, 6).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.asked import ROW, said_in_both
from mcdesk.application.days import moment
from mcdesk.application.form_queries import form_state
from mcdesk.application.frozen_anew import frozen_by
from mcdesk.application.journal import read_event
from mcdesk.application.names import ViewNames
from mcdesk.application.redline import differences
from mcdesk.application.views import Collided
from mcdesk.application.writers import last_writers
from mcdesk.errors import Refused
from mcdesk.i18n import N_
from mcdesk.procedure import inspect
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.digest import digest, frozen_content, short_digest
from mcdesk.procedure.records import Revision
from mcdesk.procedure.rows import content_from_text
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mcdesk.application.journal import Event
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.redline import Difference
    from mcdesk.application.storage_ports import Reader
    from mcdesk.application.writers import Writer
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation

FROZEN = "FormFrozen"
OF_FORM = frozenset({
    FROZEN, "FormReopened", "FormSigned", "SignOffWithdrawn", "SigningChosen", "ExternalRecorded",
    "FormTaken", "TimelinePlanned", "UsualRowsFilled",
})  # fmt: skip
"""The kinds of events that are told apart by the form that they are about."""
LOST = N_("What was frozen is version {was} of {form}, number {number}, with the digest {digest}, "
          "of {on}.")  # fmt: skip
OTHER = N_("Another text stands there now. Places that differ: {n}, below; last written by "
           "{names}.")  # fmt: skip
OTHER_WORDING = N_("Another text stands there now: the form has another wording since.")
TWIN = N_("Frozen now, it bears version {version} as the lost one did: only the digest that is "
          "printed on each page tells the papers apart. A paper with {digest} was printed of the "
          "lost text: take it back before somebody signs it.")  # fmt: skip
NEXT = N_("Frozen now, it becomes version {version}. A paper with the digest {digest} was printed "
          "of the lost text: take it back before somebody signs it.")  # fmt: skip
BESIDE_NEXT = N_("Frozen now, it becomes version {version}; version {was} stays kept, with what "
                 "was signed over it.")  # fmt: skip
BESIDE_FROZEN = N_("It is frozen as version {version} with the digest {now}; version {was} stays "
                   "kept, with what was signed over it.")  # fmt: skip
SAME = N_("The very same text stands there now: frozen again it has the same digest, and what was "
          "printed of it holds.")  # fmt: skip
IS_FROZEN = N_("The same text is frozen there now, as version {version}: nothing is left to do.")
OTHER_FROZEN = N_("It is frozen as version {version} with the digest {now}. A paper with {digest} "
                  "was printed of the lost text.")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Beside:
    """A text that was frozen beside what stands in its place now.

    `digest` is of what stands there; `is_frozen` tells that it is frozen, `is_kept` that it is
    what became of the freezing itself, `stands` that what was frozen is a version all the same, one
    that was to be used again.
    """

    lost: Revision
    form: Label
    digest: str
    version: int
    places: tuple[Collided, ...]
    path: str = ""
    is_frozen: bool = False
    is_kept: bool = False
    stands: bool = False
    names: str = ""

    @property
    def is_same(self) -> bool:
        """Whether the very text stands there that was frozen."""
        return self.digest == self.lost.digest

    @property
    def is_so(self) -> bool:
        """Whether nothing is left to do: the same text is frozen."""
        return self.is_frozen and self.is_same

    def said(self) -> tuple[Label, ...]:
        """Return in words which text was frozen, and what stands there now."""
        if self.is_kept and self.is_same:
            return ()
        return tuple(said_in_both(text, **self._params()) for text in self._sentences())

    def _sentences(self) -> Iterator[str]:
        if self.is_so:
            yield IS_FROZEN
        elif self.is_same:
            yield SAME
        else:
            yield OTHER if self.places else OTHER_WORDING
        yield LOST
        if not self.is_same and self.stands:
            yield BESIDE_FROZEN if self.is_frozen else BESIDE_NEXT
        elif not self.is_same:
            is_twin = self.version == self.lost.version
            yield OTHER_FROZEN if self.is_frozen else TWIN if is_twin else NEXT

    def _params(self) -> Mapping[str, object]:
        return {
            "form": self.form, "n": len(self.places),
            "version": self.version, "was": self.lost.version,
            "number": self.lost.number or "–",
            "digest": short_digest(self.lost.digest), "now": short_digest(self.digest),
            "names": self.names, "on": moment(self.lost.frozen_at),
        }  # fmt: skip


def lost_text(reader: Reader, event: Event) -> Revision | None:
    """Return the text that an event froze, anew or as it was; None where it froze none."""
    return next(frozen_by(reader, event.effects), None) if event.kind == FROZEN else None


def kept_text(reader: Reader, event: Event, lost: Revision) -> Revision | None:
    """Return the text that a freezing froze in the end; None where it is in no journal."""
    for line in reader.journal(event=event.id, limit=1):
        found = frozen_by(reader, read_event(str(line["body"])).effects)
        return next((entry for entry in found if entry.form_id == lost.form_id), None)
    return None


def beside(knowledge: Knowledge, event: Event) -> Beside | None:
    """Return the text that an event froze beside what stands there; None where it froze none."""
    lost = lost_text(knowledge.reader, event)
    if lost is None:
        return None
    try:
        _card, situation, state = form_state(knowledge, lost.form_id)
    except Refused:
        return None
    kept = kept_text(knowledge.reader, event, lost)
    frozen = kept or (state.revision if state.is_frozen else None)
    if frozen is not None:
        content, mark, version = _held(frozen), frozen.digest, frozen.version
    else:
        content, mark, version = state.content, _mark(state, situation), state.form.version + 1
    found: tuple[Difference, ...] = ()
    if mark != lost.digest:
        found = _differences(knowledge, situation, lost, content)
    form = whole_id(state.form) if is_part(state.form) else lost.form_id
    who = last_writers(knowledge, form, [each.path for each in found])
    return Beside(
        lost, state.definition.short, mark, version,
        tuple(_place(each, writer) for each, writer in zip(found, who, strict=True)),
        path=found[0].path if found else "",
        is_frozen=frozen is not None, is_kept=kept is not None,
        stands=knowledge.reader.find(Revision, lost.id) not in (None, kept),
        names=", ".join(dict.fromkeys(each.name for each in who if each is not None)) or "–",
    )  # fmt: skip


def with_form(knowledge: Knowledge, what: Label, form_id: str) -> Label:
    """Return what was done with the form that it was done to."""
    try:
        form = form_state(knowledge, form_id)[2].definition.short
    except Refused:
        return what
    return Label(f"{what.en}: {form.en}", f"{what.id}: {form.id}")


def _held(frozen: Revision) -> Content:
    return content_from_text(frozen.content)


def _mark(state: FormState, situation: Situation) -> str:
    """Return the digest that a form would be frozen with now."""
    definition, content = state.definition, state.content
    left = inspect.late_paths(definition, content, situation.surroundings, definition.stage)
    return digest(definition, content, left)


def _differences(
    knowledge: Knowledge, situation: Situation, lost: Revision, now: Content
) -> tuple[Difference, ...]:
    """Return where what stands now differs from what was frozen, in what a version binds."""
    definition = shelf.form_definition(knowledge.reader, lost.definition_id)
    names = ViewNames(
        {id_: person.name for id_, person in knowledge.persons.items()},
        {id_: entry.name_en for id_, entry in knowledge.programmes.items()},
        situation.facts,
    )
    was = frozen_content(definition, _held(lost))
    return differences(definition, was, frozen_content(definition, now), names)


def _place(found: Difference, writer: Writer | None) -> Collided:
    """Return a place that differs: as it was frozen, and as it stands now, with who wrote it."""
    was = "".join(piece.text for piece in found.pieces if piece.kind != "added")
    now = "".join(piece.text for piece in found.pieces if piece.kind != "gone")
    label = found.label
    if found.row:
        row = said_in_both(ROW, n=found.row)
        label = Label(f"{label.en}, {row.en}", f"{label.id}, {row.id}")
    if found.part is not None:
        label = Label(f"{label.en}, {found.part.en}", f"{label.id}, {found.part.id}")
    return Collided(label, was, was, now, writer.words() if writer is not None else None)
