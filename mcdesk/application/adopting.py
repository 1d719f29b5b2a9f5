"""What "adopt the new one for what is not signed yet" does to a card (decisions.md, 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import shelf
from mcdesk.application.effect_words import Shown, field_and_label
from mcdesk.application.letters import LETTER, covered
from mcdesk.application.views import AdoptedForm, AsideLine, CardAdoption
from mcdesk.errors import Finding
from mcdesk.i18n import N_
from mcdesk.procedure import inspect
from mcdesk.procedure.by_module import is_part
from mcdesk.procedure.load_across import across
from mcdesk.procedure.placed import left_out, placed
from mcdesk.procedure.stage import Label
from mcdesk.procedure.status import ENDED
from mcdesk.procedure.wording import PROCEDURE, has_same_rules

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.records import Card
    from mcdesk.procedure.situation import Situation
    from mcdesk.procedure.toml_table import Mistake

TOGETHER = N_(
    "These wordings do not fit together ({text}). Adopt the other forms that changed too."
)
ALONE = N_(
    "The stages, gates and roles that this micro-credential keeps do not fit this wording "
    "({text}). It goes on with its own wording of that form; adopt the other forms without it."
)


def adoption(
    knowledge: Knowledge, card: Card, newest: Mapping[str, str], kinds: Sequence[str] = ()
) -> CardAdoption:
    """Return what a card would adopt of the definitions `newest`, and what follows from it."""
    known = shelf.card_definitions(card)
    asked = [kind for kind in newest if not kinds or kind in kinds]
    wanted = {kind for kind in asked if known.get(kind) != newest[kind]}
    situation = knowledge.situation(card)
    definitions = shelf.definitions_of(knowledge.reader, card)
    forms = [form for form in knowledge.forms_of(card)
             if form.kind in asked and not form.superseded and not is_part(form)
             and (form.kind in wanted or form.definition_id != newest[form.kind])]  # fmt: skip
    found: list[AdoptedForm] = []
    for kind in sorted(wanted | {form.kind for form in forms}):
        new = shelf.form_definition(knowledge.reader, newest[kind])
        states = knowledge.states((f for f in forms if f.kind == kind), definitions)
        adopted = [_adopted(knowledge, situation, state, new) for state in states]
        found += [entry for entry in adopted if kind in wanted or entry.moves]
        if not states:
            found.append(AdoptedForm(kind, new.digest))
    found += _procedure(knowledge, card, kinds)
    return CardAdoption(
        card_id=card.id,
        code=card.code,
        title=Label(card.title_en, card.title_id or card.title_en),
        forms=tuple(found),
        faults=_faults(knowledge, card, newest, sorted(wanted)),
    )


def _procedure(knowledge: Knowledge, card: Card, kinds: Sequence[str]) -> Iterator[AdoptedForm]:
    """Yield what becomes of a card's procedure: its words are taken over, never its rules."""
    newest, _forms = shelf.published(knowledge.reader, knowledge.today)
    if newest == card.procedure_id or (kinds and PROCEDURE not in kinds):
        return
    old = shelf.data_of(knowledge.reader, card.procedure_id)
    new = shelf.data_of(knowledge.reader, newest)
    same = has_same_rules(old, new)
    text = N_("Its stages or gates were changed, not only their names: it keeps its own.")
    keeps = None if same else Finding("keeps_rules", text)
    yield AdoptedForm(PROCEDURE, newest, moves=same, keeps=keeps)


def _faults(
    knowledge: Knowledge, card: Card, newest: Mapping[str, str], wanted: Collection[str]
) -> tuple[Finding, ...]:
    """Return why a card's definitions would not fit together any more."""
    if not wanted:
        return ()
    known = shelf.card_definitions(card)
    found = _unfitting(knowledge, card, {**known, **{kind: newest[kind] for kind in wanted}})
    lasting = _unfitting(knowledge, card, {**known, **newest}) if found else ()
    return tuple(
        Finding("unfitting", ALONE if mistake in lasting else TOGETHER,
                {"text": f"{mistake.file} {mistake.where}: {mistake.text}".strip()})
        for mistake in found
    )  # fmt: skip


def _unfitting(knowledge: Knowledge, card: Card, digests: Mapping[str, str]) -> tuple[Mistake, ...]:
    """Return what does not fit between a card's procedure and forms of these definitions."""
    forms = {k: shelf.form_definition(knowledge.reader, digest) for k, digest in digests.items()}
    procedure = shelf.procedure_of(knowledge.reader, card.procedure_id)
    later = knowledge.settings_of_today
    return tuple(across(procedure, "", forms, {kind: kind for kind in forms}, later))


def _adopted(
    knowledge: Knowledge, situation: Situation, state: FormState, new: FormDefinition
) -> AdoptedForm:
    keeps = _keeps(state)
    waits = _waits(knowledge, situation.card, state, new) if keeps is None else None
    moves = keeps is None and waits is None and state.definition.digest != new.digest
    return AdoptedForm(
        kind=new.id,
        digest=new.digest,
        form_id=state.form.id,
        scope=state.form.scope,
        moves=moves,
        keeps=keeps,
        waits=waits,
        aside=tuple(aside(Shown(knowledge), state.definition, _unseen(state, new)))
        if moves
        else (),
        asks=_asks(situation, state, new) if moves else (),
    )


def _keeps(state: FormState) -> Finding | None:
    """Return why a form keeps its wording; None where it may adopt another."""
    if state.is_frozen and state.status == "signed":
        text = N_("It is signed and keeps its wording.")
    elif any(each.is_frozen for each in state.each):
        text = N_("It is frozen for signature and keeps its wording.")
    elif state.status in ("frozen", "signed", "wrong"):
        text = N_("Signatures stand over its last version; it keeps its wording.")
    elif state.external is not None and state.external.state == "missing":
        text = N_("It was not found when the card was taken over.")
    elif state.external is not None:
        text = N_("It was done outside MC Desk.")
    else:
        return None
    return Finding("keeps_wording", text)


def _waits(
    knowledge: Knowledge, card: Card, state: FormState, new: FormDefinition
) -> Finding | None:
    """Return which other cards a letter waits for: it is theirs, too (decisions.md, 16)."""
    if state.definition.subject != LETTER or state.definition.digest == new.digest:
        return None
    others = [
        other.code
        for other in covered(knowledge, state.form)
        if other.id != card.id
        and other.status not in ENDED
        and shelf.card_definitions(other).get(new.id) != new.digest
    ]
    if not others:
        return None
    text = N_("It covers {codes}, too: it keeps its wording until they have adopted the new one.")
    return Finding("covers_others", text, {"codes": ", ".join(others)})


def aside(shown: Shown, old: FormDefinition, left: Content) -> Iterator[AsideLine]:
    """Yield what a wording has no place for of a content of an older one, as it was called there.

    Where a form adopts the wording it stays kept, unseen; what is begun in it begins without it
    (`opening.py`), and names it (`left_there.py`).
    """
    for path, value in left.values.items():
        entry, label = field_and_label(old, path)
        yield AsideLine(label, shown.say(entry, value))
    for field, rows in left.rows.items():
        for column in old.fields[field].columns:
            cells = [row.text(column.id) for row in rows if row.text(column.id)]
            if cells:
                yield AsideLine(column.label, "; ".join(cells))


def _unseen(state: FormState, new: FormDefinition) -> Content:
    """Return what is seen in a form now and would have no place in a new wording."""
    stood = placed(state.definition, state.content)
    return left_out(stood, placed(new, state.content))


def _asks(situation: Situation, state: FormState, new: FormDefinition) -> tuple[Finding, ...]:
    """Return what the new wording demands of the form as it is, and the old one did not."""
    before = _demanded(situation, state.definition, state.content)
    after = _demanded(situation, new, state.content)
    return tuple(finding for key, finding in after.items() if key not in before)


def _demanded(
    situation: Situation, definition: FormDefinition, content: Content
) -> dict[tuple[str, str, str], Finding]:
    found = inspect.findings(
        definition, content, situation.surroundings, situation.levels, definition.stage
    )
    return {(each.code, each.path, each.level): each for each in found}
