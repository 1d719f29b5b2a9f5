"""What is wrong with values that a command of a script just wrote, and how a script writes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.errors import Finding, Refused, Trouble
from mcdesk.i18n import N_, _
from mcdesk.procedure.commands import (
    AddRow,
    FillForm,
    MoveCard,
    OpenForm,
    SetCell,
    SetValue,
    SignForm,
    StartRevision,
)
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.rules_types import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes
    from mcdesk.procedure.commands import Command
    from mcdesk.procedure.definition import Column, Field, FormDefinition

HOW = {
    "not_a_date": N_("In a command a day is written 2026-08-17."),
    "unknown_choice": N_("In a command it is one of: {names}."),
}
"""What is said to a script beside what a window says, by the code of the finding."""
KINDS = {
    FieldType.LINE: N_("In a command it is a text, in quotation marks."),
    FieldType.TEXT: N_("In a command it is a text, in quotation marks."),
    FieldType.CHOICES: N_("In a command it is a list of some of these: {names}."),
    FieldType.TAGS: N_("In a command it is a list of texts."),
    FieldType.PERSON: N_("In a command it is a person's name, login or id, in quotation marks."),
    FieldType.PROGRAMME: N_("In a command it is a study programme's code or id, in quotation "
                            "marks."),
    FieldType.TICK: N_("In a command it is true or false, without quotation marks."),
}  # fmt: skip
"""What is said of a value of the wrong kind (`wrong_kind`), by the type of its field."""


def wrong_values(command: Command, changes: Changes, desk: DeskPort) -> tuple[Finding, ...]:
    """Return what is wrong with what a command just wrote; it is kept anyhow.

    Of forms that it began: what they could not take over. Nothing where they cannot be looked at:
    the command is done, and no refusal of that look is one of it.
    """
    try:
        return _wrong_values(command, changes, desk)
    except (Refused, Trouble):
        return ()


def _wrong_values(command: Command, changes: Changes, desk: DeskPort) -> tuple[Finding, ...]:
    if isinstance(command, FillForm):
        fields = {path.split(".", 1)[0] for path in (*command.values, *command.rows)}
    elif isinstance(command, SetValue):
        fields = {command.path.split(".", 1)[0]}
    elif isinstance(command, AddRow | SetCell):
        fields = {command.field}
    elif isinstance(command, SignForm):
        return tuple(_too_early(command, changes, desk))
    elif isinstance(command, MoveCard | OpenForm | StartRevision):
        return tuple(_left_there(changes, desk))
    else:
        return ()
    return tuple(
        _said(finding, desk.form(form).definition)
        for form in sorted(changes.forms)
        for finding in desk.wrong_values(form, fields)
    )


def _left_there(changes: Changes, desk: DeskPort) -> Iterator[Finding]:
    """Yield what a form that was begun has no place for, as a window says it above the form."""
    for form in sorted(changes.forms):
        view = desk.form(form)
        if view.left_there is not None and not view.read_only:
            yield replace(view.left_there, form=view.definition.id)


def _too_early(command: SignForm, changes: Changes, desk: DeskPort) -> Iterator[Finding]:
    """Yield that a decision is dated before the text that it is about, as a window says it."""
    for form in sorted(changes.forms):
        revision = desk.form(form).revision
        if revision is not None and command.on and command.on < revision.frozen_on:
            words = N_("The decision is dated {on}, before the form was frozen on {day}: please "
                       "check the date.")  # fmt: skip
            yield Finding("early_decision", words, {"on": command.on, "day": revision.frozen_on},
                          command.form, role=command.role, level="warn")  # fmt: skip


def _said(finding: Finding, definition: FormDefinition) -> Finding:
    """Return a finding with how the value is written in a command."""
    if finding.texts is not None:
        return finding
    entry = _entry_at(definition, finding.path)
    how = KINDS.get(entry.type) if finding.code == "wrong_kind" else HOW.get(finding.code)
    if how is None:
        return finding
    names = ", ".join([choice.id for choice in entry.choices] or ANSWERS)
    english, indonesian = (
        f"{_(finding.text, shown)} {_(how, shown)}" for shown in ("en", "id")
    )  # fmt: skip
    return replace(finding, texts=(english, indonesian), params={**finding.params, "names": names})


def _entry_at(definition: FormDefinition, path: str) -> Field | Column:
    """Return the field, its part, or the column of a table that a path names."""
    entry = definition.field_of(path)
    columns = (column for column in entry.columns if path.endswith(f"/{column.id}"))
    return next(columns, entry)
