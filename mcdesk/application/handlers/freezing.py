"""Commands that freeze a form and open it again."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from mcdesk.application import allowed, asking, shelf, shown_figures
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.numbering import given_number
from mcdesk.application.handlers.signers import state_of
from mcdesk.application.handlers.slipping import note_changes
from mcdesk.application.handlers.telling_head import tell_head
from mcdesk.application.logo import head_facts
from mcdesk.application.version_rows import DRAFT, own_stage
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Refused, that_block
from mcdesk.i18n import N_
from mcdesk.procedure import by_module, inspect
from mcdesk.procedure import commands as do
from mcdesk.procedure.by_module import is_part, whole_id
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.deciding import SENDS_BACK
from mcdesk.procedure.digest import digest
from mcdesk.procedure.records import Form, Revision, changed
from mcdesk.procedure.rows import content_as_data, content_from_text

if TYPE_CHECKING:
    from mcdesk.errors import Finding
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.content import Surroundings
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.situation import Situation


@handles(do.FreezeForm)
def freeze_form(command: do.FreezeForm, work: Work) -> None:
    """Freeze a form: test completeness, give it a number, keep a revision with its digest."""
    state, situation = state_of(work, command.form)
    form, definition = state.form, state.definition
    _must_fill(work, situation, form)
    found = _must_be_ready(situation, state)
    open_paths = inspect.late_paths(
        definition, state.content, situation.surroundings, definition.stage
    )
    whole = inspect.whole_content(definition, state.content, _at_freezing(work, state, situation))
    before = partial(_found_before, work, situation, state)
    mark, asked = digest(definition, state.content, open_paths), _asked_today(work, state)
    if (
        state.revision is not None
        and state.revision.digest == mark
        and not command.extra_signers
        and asking.kept_roles(state.revision) == asked
        and shown_figures.still_follow(work.uow, state.revision, situation.settings, whole)
    ):
        work.put(changed(form, revision_id=state.revision.id))
        tell_head(work, situation.card, form, state.revision.id, found, before)
        return
    number = _number(work, form, command.number)
    revision = Revision(
        id=work.id_for(Revision, command.id),
        form_id=form.id,
        card_id=form.card_id,
        version=form.version + 1,
        digest=mark,
        definition_id=definition.digest,
        content=json_text(content_as_data(whole)),
        open_paths=json_text(list(open_paths)),
        number=number,
        frozen_at=work.now,
        frozen_on=work.day,
        frozen_by=work.actor.person_id,
        signers=json_text(_extra(work, situation, command.extra_signers)),
        settings=json_text(
            {**head_facts(work.knowledge), **situation.settings}
            | ({asking.ASKED: asked} if asked else {})
        ),
    )
    work.put(revision)
    work.put(
        changed(
            form,
            revision_id=revision.id,
            basis_id=revision.id,
            version=revision.version,
            number=number,
            fallen_version=_fallen(state),
        )
    )
    tell_head(work, situation.card, form, revision.id, found, before)
    note_changes(work, state)


def _fallen(state: FormState) -> int:
    """Return up to which version decisions fell: what was signed of wrong figures falls, too.

    Nobody who signed it has looked at what its figures are now (docs/decisions/0015).
    """
    if state.revision is None or state.wrong_figures is None:
        return state.form.fallen_version
    return state.revision.version


def _must_be_ready(situation: Situation, state: FormState) -> tuple[Finding, ...]:
    """Return what is found of a form that can be frozen: nothing of it blocks.

    Raises:
        Refused: It is frozen, is signed by its modules, lacks something, or its time has not come.
    """
    definition = state.definition
    if state.form.revision_id:
        refuse("is_frozen", N_("{form} is frozen already."), form=definition.short)
    if state.parts:
        refuse("by_module", N_("{form} is signed module by module: freeze the course and each "
                               "module."), form=definition.short)  # fmt: skip
    found = by_module.findings_of(situation, state, definition.stage)
    blocking = that_block(found)
    if blocking:
        raise Refused(*blocking, code="incomplete")
    _not_too_early(situation, definition)
    return found


def _found_before(work: Work, situation: Situation, state: FormState) -> tuple[Finding, ...]:
    """Return what is found today of the version of a form, or of its course, made last."""
    if state.revision is None:
        return ()
    whole = shelf.form_definition(work.uow, state.definition.digest)  # a part has no rules
    content = content_from_text(state.revision.content)
    return inspect.findings(whole, content, situation.surroundings, situation.levels, whole.stage)


def _asked_today(work: Work, state: FormState) -> list[str]:
    """Return the roles that a form asks where it is frozen today, as its revision keeps them."""
    whole = shelf.form_definition(work.uow, state.definition.digest)
    return asking.roles_on(work.uow, whole, state.form.card_id, work.day)


def _must_fill(work: Work, situation: Situation, form: Form) -> None:
    """Refuse whoever may not freeze a form or open it for changes."""
    work.must_not(allowed.why_not_fill(work.knowledge, work.procedure, work.actor, situation, form))


def _number(work: Work, form: Form, typed: str) -> str:
    """Return a form's document number, given at the first freezing; its parts share it."""
    if not is_part(form):
        return form.number or given_number(work, typed, form.kind)
    whole = work.get(Form, whole_id(form), "form")
    number = form.number or whole.number or given_number(work, typed, form.kind)
    if whole.number != number:
        work.put(changed(whole, number=number))
    return number


def _at_freezing(work: Work, state: FormState, situation: Situation) -> Surroundings:
    """Return what computed fields may know; the table of versions has the one that is frozen."""
    key, form = f"versions:{state.definition.id}", state.form

    def look(name: str) -> Json:
        found: Json = situation.look(name)
        if name != key or not isinstance(found, list):
            return found
        by = work.knowledge.full_name(work.actor.person_id)
        frozen = [each for each in found if isinstance(each, dict) and each.get("stage") != DRAFT]
        return [*frozen, {
            "round": str(form.round), "version": str(form.version + 1), "date": work.day, "by": by,
            "stage": own_stage(state.definition), "summary": state.content.value("d23"),
        }]  # fmt: skip

    return replace(situation.surroundings, look=look)


def _not_too_early(situation: Situation, definition: FormDefinition) -> None:
    """Refuse a form whose stage is still to come, save where its definition allows it earlier."""
    first = definition.begins or definition.stage
    if situation.procedure.is_before(situation.card.stage, first):
        stage = situation.procedure.stage(first)
        label = stage.name
        refuse("too_early", N_("{form} can be frozen from stage {stage} on."),
               form=definition.short, stage=label)  # fmt: skip


def _extra(work: Work, situation: Situation, signers: list[dict[str, str]]) -> list[dict[str, str]]:
    for entry in signers:
        work.role(entry.get("role", ""), situation.procedure)
        if not re.fullmatch("[1-9]", entry.get("step", "1")):
            refuse("bad_step", N_("The step of a signer is a number from 1 to 9."))
    return [
        {"role": entry["role"], "act": entry.get("act", ""), "step": str(entry.get("step", "1"))}
        for entry in signers
    ]


@handles(do.ChangeForm)
def change_form(command: do.ChangeForm, work: Work) -> None:
    """Open a frozen form for changes; validity follows from the content.

    Where sign-offs would fall it needs a reason, which those who signed can read. Done again, what
    was opened before this was asked stays open.
    """
    state, situation = state_of(work, command.form)
    _must_fill(work, situation, state.form)
    if state.parts:
        refuse("by_module", N_("{form} is signed module by module: open the module that is to be "
                               "changed."), form=state.definition.short)  # fmt: skip
    if not state.form.revision_id:
        refuse("not_frozen", N_("{form} is open for changes already."), form=state.definition.short)
    if work.replay is None and _falls(state) and not command.reason.strip():
        refuse("reason", N_("{form} is signed, and its sign-offs fall when it is changed: say why "
                            "it is opened."), form=state.definition.short)  # fmt: skip
    work.put(changed(state.form, revision_id=""))


def _falls(state: FormState) -> bool:
    """Tell whether decisions stand that fall with the first change.

    A return or rejection asks for the change.
    """
    decided = state.decided.values()
    return state.is_current and any(each.decision not in SENDS_BACK for each in decided)
