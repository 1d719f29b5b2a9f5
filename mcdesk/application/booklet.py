"""What waits for whose signature on paper, over all micro-credentials, for a signing session.

Each card is read in a transaction of its own, so that nobody has to wait for a long list.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import letters, queries
from mcdesk.application.current_forms import in_order
from mcdesk.application.guide import GuideReading
from mcdesk.application.logo import house_of, logo_of
from mcdesk.application.sheet_names import sheet_of, sheet_words
from mcdesk.application.views import Booklet, Printed, SigningList, WaitingForm
from mcdesk.application.work import refuse
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.paper_code import cover_code
from mcdesk.procedure.records import Card, PrintedBooklet
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Progress
    from mcdesk.application.views import SignatureLine
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Actor, Situation

VACANT = "role:"
"""Begins the key of what waits for an office that nobody holds."""
Waiting = dict[str, list[WaitingForm]]


class BookletReading(GuideReading):
    """The questions that a signing session asks of a workspace."""

    def signing_lists(self, progress: Progress | None = None) -> tuple[SigningList, ...] | None:
        """Return what waits for a signature on paper, by who is to sign; None when cancelled."""
        with self.store.read() as reader:
            cards = sorted(
                (card for card in reader.select(Card) if card.status not in ENDED),
                key=lambda card: card.code,
            )
        found: Waiting = defaultdict(list)
        for place, card in enumerate(cards):
            if progress is not None and not progress(place, len(cards)):
                return None
            with self.store.read() as reader:
                _gather(self._knowledge(reader)[0], card.id, found)
        with self.store.read() as reader:
            knowledge, actor = self._knowledge(reader)
            lists = [_list(knowledge, who, forms) for who, forms in found.items()]
            own = _deans_of(knowledge, actor)
        return tuple(
            sorted(lists, key=lambda each: (each.person_id not in own, not each.person_id,
                                            each.name, each.who))
        )  # fmt: skip

    def booklet(
        self, who: str, forms: Sequence[str] = (), progress: Progress | None = None
    ) -> Booklet | None:
        """Return the forms that wait for a person, or those of them that are named.

        `who` is a person (id, login or name), or a role whose office nobody holds.

        Raises:
            Refused: There is no such person, or nothing waits for that one.
        """
        lists = self.signing_lists(progress)
        if lists is None:
            return None
        with self.store.read() as reader:
            knowledge, _actor = self._knowledge(reader)
            found = _of(knowledge, who, lists)
            name = house_of(knowledge)
            sample = bool(knowledge.stored_settings.get("sample"))
            logo = logo_of(knowledge)
            mark = knowledge.workspace_mark
        kept = tuple(each for each in found.forms if not forms or each.form_id in forms)
        if not kept:
            refuse("nothing_waits", N_("None of these forms waits for {name} any more."),
                   name=found.name)  # fmt: skip
        sheets = []
        for place, each in enumerate(kept):
            if progress is not None and not progress(place, len(kept)):
                return None
            sheets.append(self.sheet(each.form_id, "frozen"))
        signer = replace(found, forms=kept)
        pairs = [(each.form_id, each.version) for each in kept]
        code = cover_code(mark, booklet_id(found.who, self.today.isoformat(), pairs))
        return Booklet(signer, tuple(sheets), self.today, str(name), sample, logo, code)


def _deans_of(knowledge: Knowledge, actor: Actor) -> frozenset[str]:
    """Return the Deans (ids) whose secretary somebody is: theirs is what she asks for first."""
    faculties = {faculty for role, faculty, _programme in actor.offices if role == "secretary"}
    return frozenset(
        office.person_id for office in knowledge.offices
        if office.role == "dean" and faculties & {"", office.faculty_id}
    )  # fmt: skip


def _gather(knowledge: Knowledge, card_id: str, found: Waiting) -> None:
    """Add what waits of one card; a letter that covers several cards comes once."""
    card = queries.find_card(knowledge, card_id)
    if not any(form.revision_id and not form.superseded for form in knowledge.forms_of(card)):
        return
    situation = knowledge.situation(card)
    known = {form.form_id for forms in found.values() for form in forms}
    sheets = (state for states in situation.sheets.values() for state in states)
    present = (each for s in (*situation.forms.values(), *sheets) for each in s.each)
    states = {state.form.id: state for state in present}
    for state in in_order(states.values(), situation):
        if state.form.id in known or letters.status(knowledge, situation, state) != "frozen":
            continue
        wanted: dict[str, list[SignatureLine]] = defaultdict(list)
        lines = letters.lines(knowledge, situation, state)
        decided = tuple(line for line in lines if line.state == "done")
        for line in lines:
            if line.state == "waiting" and "paper" in line.media:
                for who in _signers(knowledge, situation, state, line):
                    wanted[who].append(line)
        for who, theirs in wanted.items():
            found[who].append(_waiting(card, state, theirs, decided))


def _signers(
    knowledge: Knowledge, situation: Situation, state: FormState, line: SignatureLine
) -> Iterator[str]:
    """Yield who may fill a line: who is expected, and everybody who holds the same office."""
    if state.definition.subject == letters.LETTER or situation.members(line.role):
        held = {line.person_id} - {""}
    else:
        offices = knowledge.offices_for(situation.card)
        held = {office.person_id for office in offices if office.role == line.role}
    yield from sorted(held) or [f"{VACANT}{line.role}"]


def _waiting(
    card: Card,
    state: FormState,
    lines: Iterable[SignatureLine],
    decided: tuple[SignatureLine, ...],
) -> WaitingForm:
    form = state.form
    return WaitingForm(
        form_id=form.id,
        card_code=card.code,
        card_title=Label(card.title_en, card.title_id or card.title_en),
        kind=form.kind,
        sheet=sheet_of(state.definition.per, form.scope, form.round, form.loop),
        form=state.definition.title,
        number=form.number,
        version=state.revision.version if state.revision is not None else form.version,
        lines=tuple(lines),
        frozen_on=state.revision.frozen_on if state.revision is not None else "",
        decided=decided,
        told=sheet_words(state.definition.per, form.scope, form.round, form.loop),
    )


def _list(knowledge: Knowledge, who: str, forms: Sequence[WaitingForm]) -> SigningList:
    person = knowledge.person(who)
    roles: Mapping[str, Label] = {line.role: line.role_label for f in forms for line in f.lines}
    return SigningList(
        who=who.removeprefix(VACANT),
        person_id=who if person is not None else "",
        name=person.full_name if person is not None else "",
        position=person.position if person is not None else "",
        number=f"{person.number_kind} {person.number}".strip() if person is not None else "",
        roles=tuple(roles.values()),
        forms=tuple(forms),
        printed=last_printed(knowledge, who.removeprefix(VACANT)),
    )


def booklet_id(who: str, day: str, forms: Sequence[tuple[str, int]]) -> str:
    """Return the id of a booklet: printed again on the day it is the same one."""
    return natural_id("booklet", who, day, json_text([list(pair) for pair in forms]))


def last_printed(knowledge: Knowledge, who: str) -> Printed:
    """Return the booklet that was printed last for somebody."""
    kept = [each for each in knowledge.reader.select(PrintedBooklet, who=who) if not each.deleted]
    newest = max(kept, key=lambda each: (each.printed_at, each.id), default=None)
    return printed_of(newest) if newest is not None else Printed()


def printed_of(kept: PrintedBooklet) -> Printed:
    """Return what a booklet held."""
    return Printed(kept.day, {str(form): int(version) for form, version in json.loads(kept.forms)})


def _of(knowledge: Knowledge, ref: str, lists: Iterable[SigningList]) -> SigningList:
    """Return what waits for whom a script or the window names."""
    known = [
        person
        for person in knowledge.persons.values()
        if ref and ref in (person.id, person.login, person.name, person.full_name)
    ]
    ids = {person.id for person in known}
    for entry in lists:
        if entry.person_id in ids or (not entry.person_id and entry.who == ref):
            return entry
    if not known:
        refuse("unknown_person", N_("“{ref}” is not in the directory."), ref=ref)
    refuse("nothing_waits", N_("Nothing waits for the signature of {name} on paper."),
           name=known[0].full_name)  # fmt: skip
