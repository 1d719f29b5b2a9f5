"""Whom one writes to about a frozen form: the signers whose turn it is, and recipients of F5."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mcdesk.application import form_queries, letters, sheets
from mcdesk.application.views import Errand, Mailing
from mcdesk.application.work import refuse
from mcdesk.errors import Refused
from mcdesk.i18n import N_

if TYPE_CHECKING:
    from mcdesk.application.knowledge import Knowledge
    from mcdesk.procedure.content import Content, Row
    from mcdesk.procedure.situation import Actor
    from mcdesk.procedure.stage import Label

RECIPIENTS, COMPONENTS = "c3", "c1"
ACKNOWLEDGED = "acknowledged"
NOTED = ("acknowledge",)
"""Who may only acknowledge signs nothing that binds them."""
PARTS = ("maker", "checker", "content_from")
"""What somebody can be for a component of F5, by its columns (domain.md, b, F5)."""


def mailing(knowledge: Knowledge, form_id: str, actor: Actor) -> Mailing:
    """Return a frozen form with those who are to sign it now, or to be told of it (F5).

    Who has signed it, or stands in the list with the day on which they acknowledged this version,
    is not asked again, unless a sign-off of theirs is waited for.

    Raises:
        Refused: The form is not frozen, shows wrong figures, or nobody is to be written to.
    """
    _card, situation, state = form_queries.form_state(knowledge, form_id)
    if not state.is_frozen:
        refuse("not_frozen", N_("{form} is not frozen for signature yet."),
               form=state.definition.short)  # fmt: skip
    if state.status == "wrong" and state.wrong_figures is not None:
        raise Refused(state.wrong_figures)
    lines = letters.lines(knowledge, situation, state)
    waiting = {line.person_id: line for line in lines if line.state == "waiting"}
    acts = {person: line.act for person, line in waiting.items()}
    wanted: dict[str, Label | None] = {person: act for person, act in acts.items() if person}
    notes = {person for person, line in waiting.items() if line.decisions == NOTED}
    done = {line.person_id: True for line in lines if line.state == "done"}
    done = {person: True for person in done if person and person not in wanted}
    if state.form.kind == "F5":
        told = [row for row in state.content.table(RECIPIENTS) if row.text("person")]
        wanted |= {row.text("person"): acts.get(row.text("person")) for row in told}
        since = state.revision.frozen_on if state.revision is not None else ""
        known = [row for row in told if row.text(ACKNOWLEDGED) >= (since or "0")]
        done |= {row.text("person"): True for row in known if row.text("person") not in acts}
    errands = tuple(
        replace(_errand(knowledge, person, act, state.content), acknowledges=person in notes)
        for person, act in wanted.items()
        if person not in done
    )
    if wanted and not errands:
        refuse("all_done", N_("Everybody has signed or acknowledged {form} already: there is "
                              "nobody to write to."), form=state.definition.short)  # fmt: skip
    if not errands:
        refuse("nobody", N_("Nobody is waited for: there is nobody to write to about {form}."),
               form=state.definition.short)  # fmt: skip
    sheet = sheets.sheet(knowledge, form_id, "frozen")
    left_out = tuple(knowledge.full_name(person) for person in done)
    return Mailing(sheet, errands, knowledge.full_name(actor.person_id), left_out)


def _errand(knowledge: Knowledge, person_id: str, act: Label | None, content: Content) -> Errand:
    person = knowledge.person(person_id)
    rows = content.table(COMPONENTS)
    parts = ((column, tuple(_item(row) for row in rows if row.text(column) == person_id))
             for column in PARTS)  # fmt: skip
    return Errand(
        person=knowledge.full_name(person_id),
        address=person.email.strip() if person else "",
        act=act,
        parts=tuple((column, items) for column, items in parts if items),
    )


def _item(row: Row) -> tuple[str, str]:
    """Return a component as an e-mail names it, and when it is due."""
    return f"{row.text('code')} {row.text('component')}".strip(), row.text("due")
