"""What was frozen so far of a kind of form, for its table of versions (domain.md, F7 d1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import asking, shelf
from mcdesk.procedure.by_module import is_part, part_note
from mcdesk.procedure.canonical import read_json
from mcdesk.procedure.deciding import AGREES
from mcdesk.procedure.identity import value_id
from mcdesk.procedure.records import Form, FormValue, Revision, SignOff
from mcdesk.procedure.rows import content_from_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.records import Card

DRAFT, REVIEW, SIGNED, THIS = "draft", "review", "signed", "this"
TABLE, NEW = "d1", "d23"
"""The table of versions, and the field that says what is new in one."""


def version_rows(knowledge: Knowledge, card: Card, kind: str) -> list[Json]:
    """Return round, version, stage, day, who froze it and what is new, for each version of a form.

    The forms of earlier rounds count too. Last comes what is being written and not frozen yet. A
    form that is signed module by module has its versions by module, and none that is written.
    """
    reader = knowledge.reader
    forms = {form.id: form for form in reader.select(Form, card_id=card.id, kind=kind)}
    if not forms:
        return []
    kept = sorted(reader.select(Revision, form_id=list(forms)), key=lambda each: each.frozen_at)
    decisions = reader.select(SignOff, form_id=list(forms)) if kept else ()
    refuted = knowledge.refuted(decisions)
    counting = [each for each in decisions if not each.withdrawn_on and each.id not in refuted]
    found: list[Json] = [
        {
            "round": str(forms[entry.form_id].round), "version": str(entry.version),
            "stage": stage_of(knowledge, entry, counting), "date": entry.frozen_on,
            "by": knowledge.full_name(entry.frozen_by),
            "summary": part_note(forms[entry.form_id])
            or content_from_text(entry.content).values.get(NEW),
        }
        for entry in kept
    ]  # fmt: skip
    return [*found, *_drafts(knowledge, forms.values())]


def own_stage(definition: FormDefinition) -> str:
    """Return what a version says of itself: how it stands, its signatures say, today and later.

    A definition of before has no word for it.
    """
    table = definition.fields.get(TABLE)
    stages = (c.choices for c in table.columns if c.id == "stage") if table is not None else ()
    return THIS if any(each.id == THIS for found in stages for each in found) else REVIEW


def stage_of(knowledge: Knowledge, revision: Revision, decisions: Iterable[SignOff]) -> str:
    """Return whether everybody whom a version asks signed it; else it went no further."""
    reader = knowledge.reader
    definition = shelf.form_definition(reader, revision.definition_id)
    signers = (*asking.asked_by(reader, definition, revision).signers,
               *asking.extra_signers(revision))  # fmt: skip
    own = [each for each in decisions if each.revision_id == revision.id]
    last = {each.role: each for each in sorted(own, key=lambda e: (e.recorded_at, e.id))}
    agreed = {role for role, each in last.items() if each.decision in AGREES}
    return SIGNED if all(s.optional or s.role in agreed for s in signers) else REVIEW


def _drafts(knowledge: Knowledge, forms: Iterable[Form]) -> list[Json]:
    """Return the row of what is being written, where the form is written as a whole.

    Under a definition of before, whose table knows no stages, it would stand there as a version.
    """
    present = [form for form in forms if not form.superseded]
    if any(map(is_part, present)):
        return []
    return [
        _draft(knowledge, form)
        for form in present
        if not form.revision_id and _tells_stages(knowledge, form)
    ]


def _tells_stages(knowledge: Knowledge, form: Form) -> bool:
    table = shelf.form_definition(knowledge.reader, form.definition_id).fields.get(TABLE)
    return table is not None and any(column.id == "stage" for column in table.columns)


def _draft(knowledge: Knowledge, form: Form) -> Json:
    kept = knowledge.reader.find(FormValue, value_id(form.id, NEW))
    said = read_json(kept.value) if kept is not None and not kept.deleted else None
    return {"round": str(form.round), "version": str(form.version + 1), "stage": DRAFT,
            "summary": said}  # fmt: skip
