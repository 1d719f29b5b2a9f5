"""Commands about remarks on the fields of a form."""

from __future__ import annotations

from mcdesk.application.handlers import handles
from mcdesk.application.work import Work, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import clean_text
from mcdesk.procedure.records import Comment, changed


@handles(do.WriteComment)
def write_comment(command: do.WriteComment, work: Work) -> None:
    """Write a remark on a field."""
    form, card = work.form(command.form)
    work.must_be_known()
    if not command.text.strip():
        refuse("empty", N_("A remark needs words."))
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


@handles(do.CloseComment)
def close_comment(command: do.CloseComment, work: Work) -> None:
    """Mark a remark as done, or open."""
    work.put(changed(work.get(Comment, command.comment, "remark"), done=command.done))
