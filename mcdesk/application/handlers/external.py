"""A form fulfilled by an external original: what it says is checked as if it were typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application import numbers
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.writing import as_stored, plain, refuse_unknown_path
from mcdesk.application.work import Work, refuse
from mcdesk.errors import Finding, Refused
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text, is_empty, json_text
from mcdesk.procedure.content import Content
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.inspect import type_findings
from mcdesk.procedure.opening import open_form
from mcdesk.procedure.records import External, Form, StoredFile

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mcdesk.procedure.canonical import Json
    from mcdesk.procedure.definition import FormDefinition


@handles(do.RecordExternal)
def record_external(command: do.RecordExternal, work: Work) -> None:
    """Fulfil a form by an external original."""
    card = work.card(command.card)
    work.must_be_under_way(card)
    situation = work.situation(card)
    definition = situation.definitions.get(command.form)
    if definition is None:
        refuse("unknown_form", N_("There is no form “{kind}”."), kind=command.form)
    state = situation.forms.get(command.form)
    if state is not None and state.revision is not None:
        refuse("frozen_inside", N_("{form} was frozen in MC Desk already."), form=definition.short)
    if not command.number.strip() or not command.signed_by.strip():
        refuse("external_incomplete", N_("An external original needs a number and a signer."))
    numbers.must_be_number(command.number.strip())
    dated = _day_of(work, command.date)
    if command.file and work.get(StoredFile, command.file, "file").card_id != card.id:
        refuse("other_card", N_("This file belongs to another micro-credential."))
    facts = facts_of(work, definition, command.facts)
    if state is None:
        made = tuple(open_form(definition, card, situation))
        work.put_all(made)
        form = next(entry for entry in made if isinstance(entry, Form))
    else:
        form = state.form
    work.put(
        External(
            id=natural_id("external", form.id),
            form_id=form.id,
            card_id=card.id,
            kind=definition.id,
            state="original",
            number=command.number.strip(),
            dated=dated,
            signed_by=command.signed_by.strip(),
            file_id=command.file,
            note=clean_text(command.note),
            facts=json_text(facts),
        )
    )


def _day_of(work: Work, text: str) -> str:
    """Return the date of an original, which cannot lie in the future."""
    day = work.a_day(text)
    if day > work.day:
        refuse("future", N_("The original cannot be dated {on}, after today."), on=day)
    return day


def facts_of(
    work: Work, definition: FormDefinition, given: Mapping[str, object]
) -> dict[str, Json]:
    """Return the facts of an original, refusing unknown fields and values that do not fit."""
    facts: dict[str, Json] = {}
    for path, value in given.items():
        try:
            entry = definition.field_of(path)
        except KeyError:
            refuse("unknown_field", N_("{form} has no field “{path}”."),
                   form=definition.short, path=path)  # fmt: skip
        if entry.is_made:
            refuse("computed", N_("“{field}” is worked out by the program."), field=entry.label)
        refuse_unknown_path(definition, entry, path)
        stored = as_stored(work, entry, plain(value))
        if not is_empty(stored) or stored is False:
            facts[path] = stored
    found = [
        Finding(f.code, f.text, f.params, f.form, f.path)
        for f in type_findings(definition, Content(facts), "full")
    ]
    if found:
        raise Refused(*found, code="bad_facts")
    return facts
