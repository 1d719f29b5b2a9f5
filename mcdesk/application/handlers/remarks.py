"""Commands about remarks on the fields of a form."""

from __future__ import annotations

from mcdesk.application import shelf
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.filling import was_row
from mcdesk.application.handlers.writing import refuse_unknown_path
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text
from mcdesk.procedure.compute_tables import COMPUTED
from mcdesk.procedure.records import Comment, Form, changed


@handles(do.WriteComment)
def write_comment(command: do.WriteComment, work: Work) -> None:
    """Write a remark on a field."""
    form, card = work.form(command.form)
    work.must_be_known()
    if not command.text.strip():
        refuse("empty", N_("A remark needs words."))
    _must_be_a_place(work, form, command.path)
    work.put(
        Comment(
            id=work.id_for(Comment, command.id),
            form_id=form.id,
            card_id=card.id,
            path=command.path,
            text=clean_text(command.text.strip()),
            author=work.actor.person_id,
            at=work.now,
        )
    )


def _must_be_a_place(work: Work, form: Form, path: str) -> None:
    """Refuse a remark on a place that the form does not have; a row may have been taken out."""
    definition = shelf.form_definition(work.uow, form.definition_id)
    top, _slash, within = path.partition("/")
    row, _slash, column = within.partition("/")
    entry = definition.fields.get(top.partition(".")[0])
    if entry is None or (column and all(each.id != column for each in entry.columns)):
        refuse("unknown_field", N_("{form} has no field “{path}”."),
               form=definition.short, path=path)  # fmt: skip
    elif top not in definition.fields:
        refuse_unknown_path(definition, entry, top)
    elif row and not row.startswith(COMPUTED) and not was_row(work, form, entry, row):
        refuse("unknown_row", N_("“{field}” has no row “{row}”; it may have been removed "
                                 "meanwhile."), field=entry.label, row=row)  # fmt: skip


@handles(do.CloseComment)
def close_comment(command: do.CloseComment, work: Work) -> None:
    """Mark a remark as done, or open."""
    work.put(changed(work.get(Comment, command.comment, "remark"), done=command.done))
