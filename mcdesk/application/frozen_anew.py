"""What a freezing that is carried out again makes of the text that its author saw.

A decision is over the text that was frozen, and over no other (docs/decisions/0010): whoever froze
a form, or opened it and froze it again as it was, is told where others wrote into it meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, cast

from mcdesk.application.allowed import procedure_of_today
from mcdesk.application.asking import kept_roles
from mcdesk.application.shown_figures import said_otherwise
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure.figures import OF_SHEETS
from mcdesk.procedure.records import Form, Revision, SignOff, from_data
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from typing import Any

    from mcdesk.application.journal import Effect, Event
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.storage_ports import Reader

MORE = N_("By the team as it was changed meanwhile, this form also asks to sign: {roles}. When you "
          "froze it, it did not; a print made before does not name them.")  # fmt: skip
LESS = N_("By the team as it was changed meanwhile, this form no longer asks to sign: {roles}. "
          "When you froze it, it did; a print made before names them.")  # fmt: skip
WRITTEN = N_("Others wrote into it meanwhile: what is frozen now says more than what you saw. Look "
             "at it before it is signed; a print made before bears the earlier text.")  # fmt: skip
OTHERWISE = N_("Others wrote into it meanwhile, and it was decided about as you had frozen it: no "
               "other text is frozen in its place. With the words back as you had them, do this "
               "again, then the decisions; or freeze what stands now, and have it decided about "
               "anew.")  # fmt: skip

FIGURES = N_("{form}: what this is worked out from (a setting, the calendar, another form) was "
             "changed meanwhile: {figures}. What is frozen now shows it anew. Look at it before it "
             "is signed; a print made before bears what was there earlier.")  # fmt: skip
OTHER_FIGURES = N_(
    "{form}: what this is worked out from (a setting, the calendar, another form) was changed "
    "meanwhile, and it was decided about as it was: {figures}. Nothing else is frozen in its "
    "place. Freeze what stands now, and have it decided about anew."
)


@dataclass(frozen=True, slots=True)
class Pair:
    """The version that a freezing froze when it was first carried out, and the one of now."""

    was: Revision
    now: Revision

    @property
    def is_other(self) -> bool:
        """Whether another text is frozen."""
        return self.was.digest != self.now.digest


def frozen_by(reader: Reader, effects: Iterable[Effect]) -> Iterator[Revision]:
    """Yield the versions in which effects froze forms, made by them or used again.

    A form that was opened and is frozen again as it was makes no version: it names the one before.
    """
    effects = tuple(effects)
    made = {effect.id: effect.new for effect in effects if effect.table == Revision.table}
    for effect in effects:
        id_ = effect.new.get("revision_id") if effect.table == Form.table else ""
        if not id_ or (effect.old or {}).get("revision_id") == id_:
            continue
        found = _version(made[id_]) if id_ in made else reader.find(Revision, id_)
        if found is not None:
            yield found


def _version(data: Mapping[str, Any]) -> Revision:
    return cast("Revision", from_data(Revision.table, dict(data)))


def pairs(before: Event, after: Iterable[Effect], reader: Reader) -> Iterator[Pair]:
    """Yield each version that an event froze, with the one that it freezes when done again."""
    now = {entry.form_id: entry for entry in frozen_by(reader, after)}
    for was in frozen_by(reader, before.effects):
        if was.form_id in now:
            yield Pair(was, now[was.form_id])


def refrozen(before: Event, after: Iterable[Effect], reader: Reader) -> Iterator[Finding]:
    """Yield that a text was frozen otherwise than its author saw it: a print may differ.

    Others wrote into it meanwhile, or settled otherwise from what its figures follow.
    """
    found = tuple(pairs(before, after, reader))
    if any(pair.is_other for pair in found):
        yield Finding("refrozen", WRITTEN)
    moved = (_moved(pair, reader, FIGURES) for pair in found if not pair.is_other)
    yield from (finding for finding in moved if finding is not None)


def _moved(pair: Pair, reader: Reader, words: str, passed: Collection[str] = ()) -> Finding | None:
    """Return what is shown otherwise than it was frozen, though the text is the same."""
    return said_otherwise(reader, pair.was, pair.now, words, passed)


def asked_anew(before: Event, after: Iterable[Effect], knowledge: Knowledge) -> Iterator[Finding]:
    """Yield that a text, frozen anew, asks others: by the team that the hub had on that day.

    Whom a form asks is kept where it is frozen (docs/decisions/0020), and a print names them.
    """
    for pair in pairs(before, after, knowledge.reader):
        was, asks = set(kept_roles(pair.was)), set(kept_roles(pair.now))
        for code, sentence, roles in (("asked_more", MORE, asks - was),
                                      ("asked_less", LESS, was - asks)):  # fmt: skip
            if roles:
                yield Finding(code, sentence, {"roles": _named(sorted(roles), knowledge)})


def _named(roles: Iterable[str], knowledge: Knowledge) -> Label:
    labels = {role.id: role.label for role in procedure_of_today(knowledge).roles}
    named = [labels.get(role, Label(role, role)) for role in roles]
    return Label(", ".join(e.en for e in named), ", ".join(e.id for e in named))


def decided_otherwise(
    before: Event, after: Iterable[Effect], events: Iterable[Event], reader: Reader
) -> Iterator[Finding]:
    """Yield that a text, or figures, would be frozen in place of what was decided about as it was.

    `events` are those that wait. What stands of the decisions over a form that was opened and
    frozen again as it was was to go on standing. What other assessors
    found meanwhile is only told.
    """
    lost: dict[str, Finding] = {}
    for pair in pairs(before, after, reader):
        found = _moved(pair, reader, OTHER_FIGURES, OF_SHEETS)
        if pair.is_other:
            found = Finding("frozen_otherwise", OTHERWISE)
        if found is not None:
            lost[pair.was.id] = found
    decided = {str(effect.new["revision_id"]) for event in events for effect in event.effects
               if effect.table == SignOff.table and effect.old is None}  # fmt: skip
    gone = (lost[id_] for id_ in lost if id_ in decided or _is_decided(reader, id_))
    yield from islice(gone, 1)


def _is_decided(reader: Reader, id_: str) -> bool:
    """Tell whether decisions over a version stand, as far as no other text is frozen."""
    for decision in reader.select(SignOff, revision_id=id_):
        form = reader.find(Form, decision.form_id)
        fell = form.fallen_version if form is not None else 0
        if decision.version > fell and not decision.withdrawn_on:
            return True
    return False
