"""Signing module by module: the makers' choice, and what of a form is then frozen (0017)."""

from __future__ import annotations

from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar, cast

from mcdesk.application import shelf
from mcdesk.application.dividing import kept_parts
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.signers import state_of
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.by_module import STRAY, Division, is_part, part_definition, part_form
from mcdesk.procedure.digest import digest
from mcdesk.procedure.late import left_open
from mcdesk.procedure.records import Form, Revision, changed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.form_state import FormState

H = TypeVar("H", bound="Callable[[Any, Work], None]")


@handles(do.ChooseSigning)
def choose_signing(command: do.ChooseSigning, work: Work) -> None:
    """Let a form be frozen and signed module by module from now on, or as a whole."""
    state, situation = state_of(work, command.form)
    work.demand("fill", situation.card)
    work.must_be_under_way(situation.card)
    name = state.definition.short
    if not state.definition.by_module or is_part(state.form):
        refuse("no_modules", N_("{form} is signed as a whole only."), form=name)
    if command.by_module:
        _divide(work, state)
    elif state.parts:
        if any(part.is_frozen for part in state.parts):
            refuse("part_frozen", N_("A part of {form} is frozen: open it for changes first, then "
                                     "choose to sign it as a whole."), form=name)  # fmt: skip
        for form in kept_parts(work.knowledge, state.form).values():
            work.put(changed(form, superseded=True, basis_id="", fallen_version=form.version))


def _divide(work: Work, state: FormState) -> None:
    """Make a part of the course and of each module, or take up those that were there before."""
    if state.form.revision_id:
        refuse("frozen", N_("{form} is frozen: choose “Change…” first."),
               form=state.definition.short)  # fmt: skip
    for scope in Division(state.definition, state.content).scopes:
        _keep_part(work, state.form, scope)


def _keep_part(work: Work, whole: Form, scope: str) -> None:
    if scope == STRAY:
        return
    made = part_form(whole, scope)
    kept = work.uow.find(Form, made.id)
    if kept is None:
        work.put(made)
    elif kept.superseded or kept.deleted:
        work.put(changed(kept, superseded=False, deleted=False))


def within_parts(handler: H) -> H:
    """Let a handler that writes into a form leave its frozen parts as they are."""

    @wraps(handler)
    def run(command: Any, work: Work) -> None:
        form, _card = work.form(command.form)
        with frozen_parts_kept(work, (form,)):
            handler(command, work)

    return cast("H", run)


@contextmanager
def frozen_parts_kept(work: Work, forms: Iterable[Form]) -> Iterator[None]:
    """Refuse what is done within where it changes a frozen part of one of these forms.

    A change anywhere may do so: a row moves, a video gets another code. What stays open after
    freezing is not part of the digest, so that it may be written. Modules that were added get
    their parts.
    """
    known = [(form, shelf.form_definition(work.uow, form.definition_id)) for form in forms]
    divided = [
        (form, definition, _marks(work, form, definition, parts))
        for form, definition in known
        if definition.by_module and (parts := kept_parts(work.knowledge, form))
    ]
    yield
    for form, definition, before in divided:
        parts = kept_parts(work.knowledge, form)
        after = _marks(work, form, definition, parts)
        content = work.knowledge.content(form, definition)
        for scope, mark in before.items():
            if after.get(scope) != mark:
                part = part_definition(definition, scope, Division(definition, content)
                                       .content(scope))  # fmt: skip
                refuse("frozen", N_("{form} is frozen: choose “Change…” first."), form=part.short)
        for scope in Division(definition, content).scopes:
            if scope not in parts:
                _keep_part(work, form, scope)


def _marks(
    work: Work, form: Form, definition: FormDefinition, parts: dict[str, Form]
) -> dict[str, str]:
    """Return the digests of the frozen parts of a form as it is now."""
    frozen = {scope: part for scope, part in parts.items() if part.revision_id}
    division = Division(definition, work.knowledge.content(form, definition, fresh=True))
    return {
        scope: digest(
            definition,
            division.content(scope),
            left_open(definition, work.uow.find(Revision, part.revision_id)),
        )
        for scope, part in frozen.items()
    }
