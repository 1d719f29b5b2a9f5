"""A form signed module by module, as a unit of work knows it (procedure/by_module.py)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.procedure.by_module import (
    COURSE,
    Division,
    is_part,
    part_definition,
    part_form,
    unordered,
    whole_id,
)
from mcdesk.procedure.deciding import is_settled
from mcdesk.procedure.digest import digest
from mcdesk.procedure.late import left_open, supplied_by
from mcdesk.procedure.records import Form
from mcdesk.procedure.rows import content_from_text

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Literal

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.content import Content
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.form_state import FormState
    from mcdesk.procedure.procedure_definition import Definitions
    from mcdesk.procedure.records import Revision


def kept_parts(knowledge: Knowledge, whole: Form) -> dict[str, Form]:
    """Return the parts of a form by their scopes; none while it is signed as a whole."""
    if is_part(whole):
        return {}
    forms = knowledge.reader.select(Form, card_id=whole.card_id)  # as everybody asks: known already
    parts = [form for form in forms if form.kind == whole.kind and is_part(form)]
    found = {
        form.scope: form for form in parts
        if whole_id(form) == whole.id and not form.superseded
    }  # fmt: skip
    return found if COURSE in found else {}


def with_parts(knowledge: Knowledge, state: FormState, definitions: Definitions) -> FormState:
    """Return a form with its parts, where it is signed module by module."""
    if not state.definition.by_module or state.form.superseded:
        return state
    kept = kept_parts(knowledge, state.form)
    if not kept:
        return state
    scopes = Division(state.definition, state.content).scopes
    forms = [kept.get(scope) or part_form(state.form, scope) for scope in scopes]
    return replace(state, parts=knowledge.states(forms, definitions))


def as_part(
    knowledge: Knowledge, form: Form, definition: FormDefinition, revision: Revision | None
) -> tuple[FormDefinition, Content | None]:
    """Return the definition of a form, and of a part what stands in it of the whole form.

    `revision` is the version of it made last.
    """
    if not is_part(form):
        return definition, None
    whole = knowledge.reader.find(Form, whole_id(form))
    if whole is None:
        return definition, None
    content = Division(definition, knowledge.content(whole, definition)).content(form.scope)
    content = _as_signed(definition, content, revision)
    return part_definition(definition, form.scope, content), content


def _as_signed(definition: FormDefinition, content: Content, revision: Revision | None) -> Content:
    """Return what stands in a part; a course frozen by an earlier build told no order of modules.

    Its digest is over what it told. As long as all of that stands, it is current.
    """
    if revision is None or definition.by_module not in content.values:
        return content
    held = content_from_text(revision.content)
    if definition.by_module in held.values:
        return content
    bare, late = unordered(definition, content), left_open(definition, revision)
    return bare if digest(definition, bare, late) == digest(definition, held, late) else content


def way_of(state: FormState) -> Literal["", "whole", "module"]:
    """Return how a form is signed, where there is a choice."""
    if not state.definition.by_module:
        return ""
    return "module" if state.parts else "whole"


def open_paths(state: FormState, holds: Callable[[Sequence[str]], bool]) -> tuple[str, ...]:
    """Return the fields that may still be supplied although the form, or a part, is frozen.

    `holds` tells whether who looks holds one of some roles, where a field is asked of those. What
    a role decided and signed is shut.
    """
    return tuple(
        path
        for each in state.each
        for path in left_open(each.definition, each.revision)
        if (not (by := supplied_by(each.definition.fields[path])) or holds(by))
        and not is_settled(each, path)
    )


def closed(state: FormState) -> frozenset[str]:
    """Return the fields, and the ids of the rows, that stand in frozen parts of a form."""
    frozen = {part.form.scope for part in state.parts if part.is_frozen}
    if not frozen:
        return frozenset()
    definition = state.definition
    division = Division(definition, state.content)
    found = {
        row.id for table, rows in state.content.rows.items() for row in rows
        if not row.is_blank and division.of_row(table, row) in frozen
    }  # fmt: skip
    if COURSE in frozen:
        for section in definition.sections:
            for entry in section.fields:
                is_shared = entry.id in division.tables
                found |= {f"{entry.id}.{p.id}" for p in entry.parts} if is_shared else {entry.id}
    return frozenset(found)
