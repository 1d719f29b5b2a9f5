"""Commands about forms as a whole: opening one, and covering cards by a letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcdesk.application.handlers import handles
from mcdesk.application.handlers.filling import kept_rows, rank_after
from mcdesk.application.handlers.writing import must_assess, opened
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.content import Row
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.opening import address, assignees, open_form
from mcdesk.procedure.records import (
    TYPED_ROWS,
    Assignment,
    External,
    Form,
    FormRow,
    FormValue,
    changed,
)
from mcdesk.procedure.rows import record_of
from mcdesk.procedure.sheets import MOST_SHEETS, assessor_field, has_sheets, is_sheet, next_sheet

if TYPE_CHECKING:
    from typing import Any

    from mcdesk.procedure.definition import FormDefinition
    from mcdesk.procedure.records import Card


@handles(do.OpenForm)
def open_form_of_card(command: do.OpenForm, work: Work) -> None:
    """Open a form of a card; opening one that is open changes nothing."""
    card = work.card(command.card)
    situation = work.situation(card)
    definition = situation.definitions.get(command.form)
    if definition is None:
        refuse("unknown_form", N_("There is no form “{kind}”."), kind=command.form)
    work.demand("fill", card)
    present = situation.forms.get(command.form)
    if present is not None and command.scope in ("", present.form.scope):
        return
    scope = command.scope
    if scope and not has_sheets(definition):
        refuse("no_scope", N_("{form} has one sheet only."), form=definition.short)
    work.must_be_under_way(card)
    if scope:
        _must_be_next(work, definition, card, scope)
    earlier = present if present is not None and "meeting" in definition.per else None
    by = work.made_by or work.actor.person_id
    made = tuple(open_form(definition, card, situation, scope=scope, earlier=earlier, by=by))
    work.put_all(made)


def _must_be_next(work: Work, definition: FormDefinition, card: Card, scope: str) -> None:
    """Refuse to begin a sheet under another name than the number of the next one.

    One that was removed, or is older, can be begun again; done again after an exchange, what was
    next then stays so.
    """
    round_ = address(definition, card, scope)[3]
    kept = work.uow.select(Form, card_id=card.id, kind=definition.id, round=round_)
    following = next_sheet(form.scope for form in kept)
    is_told_again = work.replay is not None
    if is_sheet(scope) and (int(scope) <= following or is_told_again):
        return
    if following > MOST_SHEETS:
        refuse("no_such_sheet", N_("{form} has {most} sheets, and there is no number for another "
                                   "one: write into one that is there, or remove one that was "
                                   "begun by mistake and begin it again."),
               form=definition.short, most=MOST_SHEETS)  # fmt: skip
    refuse("no_such_sheet", N_("The sheets of {form} are numbered: the next one is {n}, not "
                               "“{scope}”."),
           form=definition.short, n=following, scope=scope)  # fmt: skip


@handles(do.RemoveSheet)
def remove_sheet(command: do.RemoveSheet, work: Work) -> None:
    """Remove a sheet that was begun by mistake, with all that stands in it."""
    form, card, definition = opened(work, command.form)
    if not has_sheets(definition):
        refuse("one_sheet", N_("{form} has one sheet only, which stays: empty its fields instead."),
               form=definition.short)  # fmt: skip
    work.must_be_under_way(card)
    if form.superseded or form.version or work.uow.select(External, form_id=form.id):
        refuse("sheet_stays", N_("This sheet of {form} was frozen for signature, or stands outside "
                                 "the program, and stays: only what was never frozen can be "
                                 "removed."), form=definition.short)  # fmt: skip
    kinds: tuple[type[Any], ...] = (FormValue, FormRow, *TYPED_ROWS.values())
    inside = [each for kind in kinds for each in work.uow.select(kind, form_id=form.id)]
    named = assessor_field(definition)
    for path in {getattr(each, "path", "") or each.field for each in inside} - {named}:
        must_assess(work, form, path)
    work.put_all(changed(each, deleted=True) for each in (*inside, form))


@handles(do.CoverCard)
def cover_card(command: do.CoverCard, work: Work) -> None:
    """Let a letter cover another card too."""
    form, first = work.form(command.form)
    card = work.card(command.card)
    work.demand("cards", card)
    work.demand("cards", first)
    definition = work.situation(first).definitions[form.kind]
    if definition.subject != "letter":
        refuse("not_letter", N_("Only an assignment letter covers several cards."))
    if form.revision_id:
        refuse("frozen", N_("{form} is frozen: choose “Change…” first."), form=definition.short)
    own = work.uow.select(Form, card_id=card.id, kind=form.kind)
    for other in own:
        if other.id != form.id and not other.revision_id:
            _leave_letter(work, other, card.id)
    id_ = natural_id("assignment", form.id, card.id)
    work.put(Assignment(id=id_, form_id=form.id, card_id=card.id))
    entry = definition.fields["assignees"]
    columns = {column.id for column in entry.columns}
    for found in assignees(work.situation(card)).values():
        cells = {key: value for key, value in found.items() if key in columns and value}
        kept = kept_rows(work, form, entry)
        rank = rank_after(work, kept, "", entry)
        row = Row(natural_id("row", form.id, entry.id, card.id, str(cells["person"])), rank, cells)
        work.put_all((record_of(form, entry.id, entry.table, row),))


def _leave_letter(work: Work, letter: Form, card: str) -> None:
    """Take a card out of a letter; one that covers no other card is superseded, never deleted."""
    kept = work.uow.select(Assignment, form_id=letter.id)
    for entry in kept:
        if entry.card_id == card:
            work.put(changed(entry, deleted=True))
    if all(entry.card_id == card for entry in kept):
        work.put(changed(letter, superseded=True))
