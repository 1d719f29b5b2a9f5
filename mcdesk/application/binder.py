"""What an evidence binder holds: forms with all their versions, decisions, files, history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import form_queries, letters, sheets, shelf
from mcdesk.application.current_forms import in_order
from mcdesk.application.decisions import decision_lines
from mcdesk.application.history import history
from mcdesk.application.lines import debt_lines, file_lines, form_line, team_lines
from mcdesk.application.logo import logo_of
from mcdesk.application.revised_from import revised_by, revision_of
from mcdesk.application.views import (
    Binder,
    BoundFile,
    BoundForm,
    CorrectionLine,
    OutsideLine,
    Sheet,
)
from mcdesk.procedure.records import Correction, Revision, StoredFile
from mcdesk.procedure.status import ENDED

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.application.ports import Progress
    from mcdesk.application.views import TeamLine
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import Card
    from mcdesk.procedure.situation import Actor, Situation
    from mcdesk.procedure.stage import Label

OPEN = ("draft", "void", "wrong", "returned", "rejected")
"""A form that stands so and is not frozen is bound with its draft, too."""


def binder(
    knowledge: Knowledge,
    card: Card,
    actor: Actor,
    file_path: Callable[[str], Path],
    progress: Progress | None = None,
) -> Binder | None:
    """Return everything about a micro-credential; None where `progress` answers False."""
    situation = knowledge.situation(card)
    states = _states(knowledge, card, situation)
    forms = []
    for place, state in enumerate(states):
        if progress is not None and not progress(place, len(states)):
            return None
        found = _sheets(knowledge, state)
        forms.append(BoundForm(form_line(situation, state), found))
    return Binder(
        header=form_queries.card_header(knowledge, card, situation),
        stage=situation.procedure.stage(card.stage).title,
        status=card.status,
        status_reason=card.status_reason,
        created_on=card.created_on,
        opening_on=card.opening_on,
        ended_on=card.status_since if card.status in ENDED else "",
        as_of=knowledge.today,
        team=_by_time(team_lines(knowledge, situation)),
        forms=tuple(form for form in forms if form.sheets),
        outside=tuple(_outside(knowledge, s) for s in states if s.external is not None),
        decisions=decision_lines(knowledge, situation, actor, states)[::-1],
        debts=debt_lines(knowledge, situation.debts),
        corrections=_corrections(knowledge, card),
        files=_files(knowledge, card, states, file_path),
        history=history(knowledge, card=card.id, both=True)[::-1],
        logo=logo_of(knowledge),
        revision_of=revision_of(knowledge, card),
        revised_by=revised_by(knowledge, card),
    )


def _states(knowledge: Knowledge, card: Card, situation: Situation) -> list[FormState]:
    """Return every form of a card, also superseded sheets, in the order of the procedure."""
    definitions = shelf.definitions_of(knowledge.reader, card)
    states = knowledge.states(knowledge.forms_of(card), definitions)
    seen = [letters.seen_by(knowledge, card, situation.procedure, state) for state in states]
    return in_order(seen, situation)


def _sheets(knowledge: Knowledge, state: FormState) -> tuple[Sheet, ...]:
    """Return each frozen version of a form, and its draft where that is open and begun."""
    kept = knowledge.reader.select(Revision, form_id=state.form.id)
    ids = [revision.id for revision in sorted(kept, key=lambda entry: entry.version)]
    found = [sheets.sheet(knowledge, state.form.id, "frozen", id_) for id_ in ids]
    if state.status in OPEN and not state.is_frozen:
        found.append(sheets.sheet(knowledge, state.form.id, "draft"))
    return tuple(found)


def _outside(knowledge: Knowledge, state: FormState) -> OutsideLine:
    kept = state.external
    assert kept is not None
    file = knowledge.reader.find(StoredFile, kept.file_id) if kept.file_id else None
    return OutsideLine(
        kind=state.form.kind,
        form=state.definition.title,
        state=kept.state,
        number=kept.number,
        dated=kept.dated,
        signed_by=knowledge.full_name(kept.signed_by),
        note=kept.note,
        file=file.name if file is not None else "",
    )


def _by_time(team: tuple[TeamLine, ...]) -> tuple[TeamLine, ...]:
    return tuple(sorted(team, key=lambda member: (member.since, member.role, member.person)))


def _corrections(knowledge: Knowledge, card: Card) -> tuple[CorrectionLine, ...]:
    kept = knowledge.reader.select(Correction, card_id=card.id)
    return tuple(
        CorrectionLine(
            made_on=entry.made_on,
            what=entry.what,
            why=entry.why,
            component=entry.component,
            backup=entry.backup,
            agreed_by=knowledge.full_name(entry.agreed_by),
            made_by=knowledge.full_name(entry.made_by),
        )
        for entry in sorted(kept, key=lambda entry: entry.made_on)
    )


def _files(
    knowledge: Knowledge,
    card: Card,
    states: Sequence[FormState],
    file_path: Callable[[str], Path],
) -> tuple[BoundFile, ...]:
    """Return the files of a card and of the letters that cover it, the oldest first."""
    titles: dict[str, Label] = {state.form.id: state.definition.title for state in states}
    kept = {file.id: file for file in knowledge.reader.select(StoredFile, card_id=card.id)}
    kept |= {file.id: file for file in knowledge.reader.select(StoredFile, form_id=list(titles))}
    return tuple(
        BoundFile(line, file_path(line.digest), titles.get(line.form_id))
        for line in file_lines(knowledge, kept.values())[::-1]
    )
