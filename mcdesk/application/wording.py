"""Queries about the wording of forms: versions, what is wrong with a draft, who may adopt."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from mcdesk.application import coming, shelf
from mcdesk.application.adopting import adoption
from mcdesk.application.destinations import Destination, destination
from mcdesk.application.directory import definitions_now
from mcdesk.application.journal import Event, read_event
from mcdesk.application.queries import find_card
from mcdesk.application.reading import Reading
from mcdesk.application.trial import trial_sheet, trial_view
from mcdesk.application.views import (
    CardAdoption,
    WordingForm,
    WordingVersion,
    WordingView,
)
from mcdesk.application.work import refuse
from mcdesk.errors import Finding
from mcdesk.i18n import N_, _
from mcdesk.procedure.guard_sentences import with_sentences
from mcdesk.procedure.load_form import read_form
from mcdesk.procedure.records import Card, DefinitionText, Form
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import ENDED
from mcdesk.procedure.toml_table import listed
from mcdesk.procedure.wording import PROCEDURE, label_of
from mcdesk.procedure.wording_check import faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.outside import Filled
    from mcdesk.application.views import FormView, Sheet
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.toml_table import Mistake
    from mcdesk.procedure.wording import Data

OLD_RULES = "old_rules"
"""A fact of a workspace: at the last exchange its hub's server had older functions."""
RIGHT = "definitions"
SHORT = N_("Stages and roles")


@lru_cache(maxsize=128)
def _parsed(text: str) -> Mapping[str, Any]:
    return tomllib.loads(text)


class WordingReading(Reading):
    """The questions that the page about forms and wording asks of a workspace."""

    def wording(self) -> WordingView:
        """Return the forms with all their versions."""
        old_rules = self.old_rules()
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            procedure = definitions_now(knowledge).procedure
            held = procedure.rights.get(RIGHT, ())
            labels = [procedure.role(role).label for role in held]
            return WordingView(
                forms=_forms(knowledge),
                procedure=_procedure(knowledge),
                roles={role.id: role.label for role in procedure.roles},
                stages=procedure.stages,
                today=self.today,
                old_rules=old_rules,
                who=actor.person_id,
                names={person.id: person.name for person in knowledge.persons.values()},
                may=bool(set(held) & actor.roles) and self.store.is_writable,
                holders=Label(", ".join(la.en for la in labels), ", ".join(la.id for la in labels)),
            )

    def old_rules(self) -> Finding | None:
        """Return what follows where the functions of the hub's server are older than this program.

        A workspace knows it from the last exchange; None where it has no hub, or a file.
        """
        facts = self.store.facts()
        if not (facts.get("hub_id") and facts.get(OLD_RULES)):
            return None
        text = N_("The rules of the hub’s server are older than this MC Desk: what they do not "
                  "know yet is refused there, and stands in the list of what needs a look. "
                  "Whoever runs the server renews them: mcdesk hub upgrade.")  # fmt: skip
        return Finding("old_rules", text, level="warn")

    def wording_faults(self, data: Data) -> tuple[Finding, ...]:
        """Return every mistake in the changed wording of a form, each with its place."""
        with self.store.read() as reader:
            return faults(definitions_now(self._knowledge(reader)[0]), data)

    def wording_sheet(self, text: str) -> Sheet:
        """Return a form as it would be printed with a wording that is not published."""
        definition = _read(text)
        with self.store.read() as reader:
            return trial_sheet(self._knowledge(reader)[0], definition)

    def coming_sheet(self, card: str, kind: str) -> Sheet:
        """Return a form that a card has not begun, blank: for the pen, before its stage.

        Its wording is the one that the card began under.

        Raises:
            Refused: The card's procedure has no such form.
        """
        with self.store.read() as reader:
            knowledge = self._knowledge(reader)[0]
            return coming.coming_sheet(knowledge, find_card(knowledge, card), kind)

    def coming_form(self, card: str, kind: str) -> tuple[FormView, Sheet]:
        """Return a form that a card has not begun as it would begin, and its sheet to be sent out.

        Raises:
            Refused: The card's procedure has no such form.
        """
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            found = find_card(knowledge, card)
            view = coming.coming_form(knowledge, found, kind, by=actor.person_id)
            return view, coming.sheet_of(knowledge, found, view)

    def destination(self, filled: Filled) -> Destination:
        """Return where a file that came back belongs, through whatever entrance it came.

        Raises:
            Refused: It belongs to no form here (`destinations.py`).
        """
        with self.store.read() as reader:
            return destination(*self._knowledge(reader), filled)

    def wording_preview(self, text: str) -> FormView:
        """Return a form as it would be seen with a wording that is not published."""
        definition = _read(text)
        with self.store.read() as reader:
            return trial_view(self._knowledge(reader)[0], definition)

    def adoptions(self, kinds: Sequence[str] = ()) -> tuple[CardAdoption, ...]:
        """Return the cards under way that could go on under the wording of today."""
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            procedure, newest = shelf.published(reader, self.today)
            cards = [card for card in reader.select(Card) if card.status not in ENDED]
            older = [
                entry.id
                for entry in shelf.versions(reader)
                if newest.get(entry.key, entry.id) != entry.id and (not kinds or entry.key in kinds)
            ]
            behind = {form.card_id for form in reader.select(Form, definition_id=older)
                      if not form.superseded} if older else set()  # fmt: skip
            if not kinds or PROCEDURE in kinds:
                behind |= {card.id for card in cards if card.procedure_id != procedure}
            found = [
                adoption(knowledge, card, newest, kinds)
                for card in sorted(cards, key=lambda card: card.code)
                if card.id in behind
                or any(shelf.card_definitions(card).get(kind) != digest
                       for kind, digest in newest.items() if not kinds or kind in kinds)
            ]  # fmt: skip
        return tuple(each for each in found if each.forms)


def _read(text: str) -> FormDefinition:
    mistakes: list[Mistake] = []
    definition = read_form(text, "", mistakes)
    if definition is None or mistakes:
        words = N_("The definitions have mistakes:\n{texts}")
        refuse("broken_definitions", words, texts=listed(mistakes))
    return definition


def form_of(knowledge: Knowledge, kind: str) -> WordingForm:
    """Return one form with all its versions; raises Refused where it has none."""
    found = _forms(knowledge, kind)
    if not found:
        refuse("no_kind", N_("There is no form {kind}."), kind=kind)
    return found[0]


def _forms(knowledge: Knowledge, only: str = "") -> tuple[WordingForm, ...]:
    kept: dict[str, list[DefinitionText]] = {}
    for entry in shelf.versions(knowledge.reader):
        if entry.kind == "form" and only in ("", entry.key):
            kept.setdefault(entry.key, []).append(entry)
    events = _published(knowledge)
    _procedure, now = shelf.published(knowledge.reader, knowledge.today)
    forms = [
        _form(knowledge, kind, entries, now[kind], events)
        for kind, entries in kept.items()
        if kind in now
    ]
    return tuple(sorted(forms, key=lambda form: _in_order(form.kind)))


def _procedure(knowledge: Knowledge) -> WordingForm:
    """Return the procedure with all its versions."""
    now, _forms_now = shelf.published(knowledge.reader, knowledge.today)
    kept = [entry for entry in shelf.versions(knowledge.reader) if entry.kind == PROCEDURE]
    found = _form(knowledge, PROCEDURE, kept, now, _published(knowledge))
    return replace(found, short=Label(_(SHORT, "en"), _(SHORT, "id")))


def _in_order(kind: str) -> tuple[str, int, str]:
    """Return where a kind stands among the others: by letter, then number (F2 before F10)."""
    letters = kind.rstrip("0123456789")
    return letters, int(kind[len(letters) :] or 0), kind


def _form(
    knowledge: Knowledge,
    kind: str,
    entries: Iterable[DefinitionText],
    now: str,
    events: Mapping[str, Event],
) -> WordingForm:
    versions = [_version(knowledge, entry, now, events.get(entry.id)) for entry in entries]
    versions.reverse()
    data = next(version.data for version in versions if version.state == "now")
    title = label_of(data["title"])
    short = label_of(data.get("short", data["title"]))
    return WordingForm(kind, title, short, tuple(versions))


def _version(
    knowledge: Knowledge, entry: DefinitionText, now: str, event: Event | None
) -> WordingVersion:
    planned = entry.published_on > knowledge.today.isoformat()
    data = _parsed(entry.text)
    return WordingVersion(
        digest=entry.id,
        version=entry.version,
        since=entry.published_on,
        state="now" if entry.id == now else "planned" if planned else "earlier",
        data=with_sentences(data) if entry.kind == PROCEDURE else data,
        by=_who(knowledge, event.by) if event is not None else "",
        reason=str(event.command.get("reason", "")) if event is not None else "",
    )


def _who(knowledge: Knowledge, person_id: str) -> str:
    """Return who published a version; what came with the program was published by nobody."""
    return knowledge.name(person_id) if person_id in knowledge.persons else ""


def _published(knowledge: Knowledge) -> Mapping[str, Event]:
    """Return the event that published each version, the last one where there are several."""
    found: dict[str, Event] = {}
    for line in knowledge.reader.journal(kinds=("DefinitionsPublished",)):
        event = read_event(str(line["body"]))
        for effect in event.effects:
            if effect.table == "definition":
                found.setdefault(effect.id, event)
    return found
