"""Writing into forms: what may be written where, and merging with what changed meanwhile."""

from __future__ import annotations

import json
from typing import Any

from mcdesk.application import shelf
from mcdesk.application.assessing import why_not_assess
from mcdesk.application.merge import COLLISION, Collision, merge
from mcdesk.application.work import Work, refuse, shortened
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure.canonical import Json, is_empty, json_text, read_json
from mcdesk.procedure.commands import CURRENT
from mcdesk.procedure.content import top_of
from mcdesk.procedure.deciding import is_signed, names_part
from mcdesk.procedure.definition import Column, Field, FieldType, FormDefinition
from mcdesk.procedure.identity import value_id
from mcdesk.procedure.late import left_open, supplied_by
from mcdesk.procedure.living import is_living
from mcdesk.procedure.placed import has_place
from mcdesk.procedure.records import (
    Card,
    Form,
    FormValue,
    Revision,
)
from mcdesk.procedure.rules_types import may_hold
from mcdesk.procedure.sheets import assessor_field, is_assessor_s


def opened(work: Work, ref: str) -> tuple[Form, Card, FormDefinition]:
    """Return a form, its card and definition, once per command; refuse whoever may not fill it."""
    if ref not in work.opened:
        form, card = work.form(ref)
        work.demand("fill", card)
        work.opened[ref] = form, card, shelf.form_definition(work.uow, form.definition_id)
    return work.opened[ref]


def open_for_writing(
    work: Work, ref: str, path: str, column: str = ""
) -> tuple[Form, FormDefinition, Field]:
    """Return a form and its field, refusing one that is frozen, unknown or not to be filled."""
    form, card, definition = opened(work, ref)
    try:
        entry = definition.field_of(path)
        cell = entry.column(column) if column else None
    except KeyError:
        refuse("unknown_field", N_("{form} has no field “{path}”."),
               form=definition.short, path=f"{path}/{column}" if column else path)  # fmt: skip
    top = definition.fields[path.split("/", 1)[0].split(".", 1)[0]]
    computed = entry.is_made or (cell and cell.compute)
    if computed:
        made = N_("“{field}” is worked out by the program.")
        if entry.type is FieldType.DECISION:
            made = N_("“{field}” is made by signing, and never written.")
        refuse("computed", made, field=entry.label)
    living = is_living(definition, path, column)
    if card.status == "cancelled" or not living:
        work.must_be_under_way(card)
    is_frozen = form.revision_id and not living
    if form.superseded or (is_frozen and not _is_left_open(work, form, definition, top)):
        refuse("frozen", N_("{form} is frozen: choose “Change…” first."), form=definition.short)
    if is_frozen:
        must_be_theirs(work, card, top)
    must_assess(work, form, path, column)
    return form, definition, entry


def must_assess(work: Work, form: Form, path: str, column: str = "") -> None:
    """Refuse to write what an assessor says to whoever is neither that assessor nor CTL.

    What lives on, such as when a finding was closed, is for the team as well (domain.md, F9).
    """
    definition = shelf.form_definition(work.uow, form.definition_id)
    top = definition.fields.get(top_of(path))
    if top is None or not is_assessor_s(definition, top) or is_living(definition, path, column):
        return
    card = work.card(form.card_id)
    named = value_of(work.uow.find(FormValue, value_id(form.id, assessor_field(definition))))
    assessor = named if isinstance(named, str) else ""
    work.must_not(why_not_assess(work.knowledge, work.actor, card, assessor, work.made_by))


def must_be_theirs(work: Work, card: Card, entry: Field) -> None:
    """Refuse to supply what a frozen form left open to whoever it is not asked of (0002)."""
    by = supplied_by(entry)
    if by and not work.has_role(by, card):
        refuse("not_theirs", N_("“{field}” is supplied by {role}, now that the form is frozen."),
               field=entry.label, role=work.procedure.role(entry.by[0]).label)  # fmt: skip


def must_stay_decided(work: Work, form: Form, path: str, stored: Json) -> None:
    """Refuse to change what a role decided and has signed, and to say it for that role.

    What it left empty may be said once, by that role; a part that it named as empty is signed.
    """
    definition = shelf.form_definition(work.uow, form.definition_id)
    top = definition.fields[path.split("/", 1)[0].split(".", 1)[0]]
    if not top.decided_by or not form.basis_id:
        return
    card = work.card(form.card_id)
    situation = work.situation(card)
    state = situation.of_form(form.id)
    if state is None or not is_signed(state, top):
        return
    if is_empty(stored):
        must_be_theirs(work, card, top)
        if not names_part(state, top, path):
            return
    refuse("decided", N_("“{field}” is what {role} has signed. To change it, withdraw that sign-"
                         "off or return the form first, then sign anew."),
           field=top.label, role=situation.role_label(top.decided_by))  # fmt: skip


def _is_left_open(work: Work, form: Form, definition: FormDefinition, top: Field) -> bool:
    """Tell whether a frozen form still lets this field be supplied (due only later)."""
    return top.id in left_open(definition, work.uow.find(Revision, form.revision_id))


def plain(value: Any) -> Json:
    """Return a value as it is stored: clean text, decimals as text."""
    stored: Json = json.loads(json_text(value))
    return stored


def must_hold(entry: Field | Column, value: Any) -> None:
    """Refuse what no place of a form can keep: an object of JSON, or a list for a single answer."""
    if not may_hold(entry, plain(value)):
        refuse("wrong_kind", N_("“{field}” cannot keep a list or an object of JSON: give a text, a "
                                "number, or yes or no."), field=entry.label)  # fmt: skip


def refuse_unknown_path(definition: FormDefinition, entry: Field, path: str) -> None:
    """Refuse a path within a field that the field does not have."""
    if path in definition.fields and entry.type is FieldType.TABLE:
        words = N_("“{field}” is a table: its rows are written with AddRow, SetCell or FillForm.")
        refuse("unknown_field", words, field=entry.label)
    if not has_place(definition, path):
        refuse("unknown_field", N_("{form} has no field “{path}”."),
               form=definition.short, path=path)  # fmt: skip


def write_value(work: Work, form: Form, entry: Field, path: str, base: Any, new: Any) -> None:
    """Write one value; a change made meanwhile is merged, or refused as a collision.

    Done again without a base, it leaves alone what said the same when it was done first.
    """
    if base is CURRENT and not work.has_changed(FormValue.table, value_id(form.id, path)):
        return
    kept = work.uow.find(FormValue, value_id(form.id, path))
    stored = value_of(kept)
    found = value_of(work.as_found(kept, FormValue.table, value_id(form.id, path)))
    mine = as_stored(work, entry, plain(new))
    value = merged(entry, path, form, found if base is CURRENT else plain(base), mine, stored)
    if value == stored:
        return
    must_stay_decided(work, form, path, stored)
    work.put(
        FormValue(
            id=value_id(form.id, path),
            form_id=form.id,
            path=path,
            value=json_text(value),
            deleted=value is None,
        )
    )


def value_of(kept: FormValue | None) -> Json:
    """Return what a kept value says; None where there is none."""
    return read_json(kept.value) if kept is not None and not kept.deleted else None


def merged(entry: Field, path: str, form: Form, base: Json, mine: Json, stored: Json) -> Json:
    """Return my change merged with what is stored; raises Refused where both collide."""
    long_text = entry.type in (FieldType.TEXT, FieldType.TABLE)
    result = merge(base, mine, stored, long_text=long_text)
    if isinstance(result, Collision):
        raise Refused(
            Finding(
                COLLISION,
                N_("“{field}” was changed meanwhile: it says “{theirs}” now."),
                {"field": entry.label, "theirs": shortened(_said(entry, result.theirs))},
                form.kind,
                path,
            )
        )
    return None if is_empty(result.value) and result.value is not False else result.value


def _said(entry: Field | Column, value: Json) -> object:
    """Return a value as a person reads it: what was chosen by its label."""
    found = (choice.label for choice in entry.choices if choice.id == value)
    return next(found, value if value is not None else "–")


def as_stored(work: Work, entry: Field | Column, value: Json) -> Json:
    """Return a person or programme by its id where its name, login or code was given.

    A name that the directory does not know stays as it is: saving never fails for content.
    """
    if not isinstance(value, str) or not value:
        return value
    if entry.type is FieldType.PERSON:
        return work.known_person(value) or value
    if entry.type is FieldType.PROGRAMME:
        return work.known_programme(value) or value
    return value
