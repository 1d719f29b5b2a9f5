"""Taking over a micro-credential that is already under way (decisions.md, 4)."""

from __future__ import annotations

import json

from mcdesk.application import numbers
from mcdesk.application.handlers import handles
from mcdesk.application.handlers.cards import (
    check_title,
    first_member,
    new_card,
    open_stage,
)
from mcdesk.application.handlers.essentials import check_essentials
from mcdesk.application.work import Work, must_be_meant, refuse
from mcdesk.i18n import N_
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import in_one_line, json_text
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.opening import new_form
from mcdesk.procedure.records import Card, External, StoredFile, changed

ENTRY = ("form", "number", "date", "signed_by", "note", "file", "state")
MOST_ROUNDS = 20


@handles(do.TakeOverCard)
def take_over_card(command: do.TakeOverCard, work: Work) -> None:
    """Enter a micro-credential at its stage; earlier gates count as met, before MC Desk."""
    check_title(work, command.title_en, command.title_id, command.short_title)
    stage = work.stage_id(command.stage, work.procedure)
    since = work.a_day(command.since)
    if since > work.day:
        refuse("future", N_("The date of entry {on} lies in the future."), on=since)
    opening = work.a_day(command.opening, default="")
    must_be_meant(since, opening)
    if not 1 <= command.round <= MOST_ROUNDS:
        refuse("round", N_("The round is a number from 1 to {most}."), most=MOST_ROUNDS)
    card = changed(
        new_card(work, command, work.programme(command.programme)),
        title_en=in_one_line(command.title_en),
        title_id=in_one_line(command.title_id),
        short_title=in_one_line(command.short_title),
        stage=stage,
        stage_since=since,
        round=command.round,
        origin="take_over",
        entered_at=stage,
        opening_on=opening,
        essentials=json_text(command.essentials),
    )
    check_essentials(work, json.loads(card.definitions), command.essentials)
    work.put(card)
    work.put_all(first_member(work, card, "sme", command.lead, since))
    work.put_all(first_member(work, card, "id", command.designer, since))
    for entry in command.forms:
        _done_outside(work, card, entry)
    open_stage(work, card)


def _done_outside(work: Work, card: Card, entry: dict[str, str]) -> None:
    """Keep one line about an earlier form: done outside, or not found."""
    situation = work.situation(card)
    kind = entry.get("form", "")
    if kind not in situation.definitions:
        refuse("unknown_form", N_("There is no form “{kind}”."), kind=kind)
    for key in entry:
        if key not in ENTRY:
            text = N_("An earlier form has: {keys}; not “{key}”.")
            refuse("unknown_key", text, keys=", ".join(ENTRY), key=key)
    if situation.procedure.is_before(card.stage, situation.definitions[kind].stage):
        refuse("later_form", N_("{form} belongs to a later stage."),
               form=situation.definitions[kind].short)  # fmt: skip
    dated = work.a_day(entry.get("date", ""), default="")
    if dated > work.day:
        refuse("future", N_("The original cannot be dated {on}, after today."), on=dated)
    if entry.get("file"):
        work.get(StoredFile, entry["file"], "file")
    numbers.must_be_number(entry.get("number", ""))
    state = entry.get("state", "before")
    if state not in ("before", "missing"):
        refuse("bad_state", N_("An earlier form is “before” or “missing”, not “{s}”."), s=state)
    form = new_form(situation.definitions[kind], card, work.day)
    work.put(form)
    work.put(
        External(
            id=natural_id("external", form.id),
            form_id=form.id,
            card_id=card.id,
            kind=kind,
            state=state,
            number=entry.get("number", ""),
            dated=dated,
            signed_by=entry.get("signed_by", ""),
            file_id=entry.get("file", ""),
            note=entry.get("note", ""),
        )
    )
