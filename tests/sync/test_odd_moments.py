"""A moment or a day that is none, which anybody can put into a hub's file, is told as it stands."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from mcdesk.application.journal import chained
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.period import Period
from mcdesk.procedure.records import (
    Card,
    ClosedPeriod,
    Comment,
    Form,
    Office,
    Revision,
    SignOff,
    StoredFile,
    TeamMember,
    changed,
)
from mcdesk.reports.form import print_form
from mcdesk.reports.register import print_register
from mcdesk.reports.to_seal import to_seal_then
from tests.sync.odd_entries import desk, entry, find, look, team
from tests.walk import Walker

__all__ = ["desk", "team"]  # fixtures

ODD = pytest.mark.parametrize("odd", ["yesterday", "2026-11-23T24:00:00Z", "2026-02-30", "9:0:0Z"])


def at_moment(desk, odd: str):
    """Return an entry in which a colleague writes a remark, at a moment that is none."""
    form = find(desk, Form, kind="F2")
    remark = Comment(id=new_id(), form_id=form.id, card_id=form.card_id, path="p10", text="x",
                     author=desk.person_id, at=odd)  # fmt: skip
    line = entry(desk, "CommentWritten", (None, remark))
    body = json_text(json.loads(line.body) | {"at": odd})
    return replace(line, at=odd, body=body, hash=chained(desk.replica().head.hash, body))


def signed_proposal(desk) -> Walker:
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme")
    desk.leave()
    return walker


@ODD
def test_an_event_is_told_with_its_moment_as_it_stands(desk, odd):
    desk.take_in([at_moment(desk, odd)])
    look(desk)
    assert odd in {line.at for line in desk.history("MC-1")}
    assert odd in {remark.at for remark in desk.form(find(desk, Form, kind="F2").id).comments}


@ODD
@pytest.mark.parametrize("kind", [TeamMember, Office])
def test_a_term_that_ends_on_no_day_is_told(desk, kind, odd):
    term = find(desk, kind)
    desk.take_in([entry(desk, "TeamLeft", (term, changed(term, until=odd)))])
    look(desk)
    desk.history()


@ODD
def test_a_version_that_was_frozen_at_no_moment_is_printed(desk, odd, tmp_path):
    signed_proposal(desk)
    version = find(desk, Revision)
    frozen = changed(version, frozen_at=odd, frozen_on=odd)
    desk.take_in([entry(desk, "FormFrozen", (version, frozen))])
    look(desk)
    print_form(desk.sheet(version.form_id, "frozen"), tmp_path / "form.pdf")


@ODD
def test_after_a_decision_of_no_moment_others_decide(desk, odd):
    walker = signed_proposal(desk)
    sign_off = find(desk, SignOff, form_id=find(desk, Form, kind="F2").id, role="sme")
    told = changed(sign_off, recorded_at=odd, decided_on=odd)
    desk.take_in([entry(desk, "FormSigned", (sign_off, told))])
    look(desk)
    walker.sign("F2", "hsp")


@ODD
def test_a_print_that_was_kept_on_no_day_is_passed_over(desk, odd):
    signed_proposal(desk)
    version = find(desk, Revision)
    kept = StoredFile(id="f", card_id=version.card_id, form_id=version.form_id, name="x.pdf",
                      digest="0" * 64, size=1, purpose="sealed", added_at=odd)  # fmt: skip
    desk.take_in([entry(desk, "FileAttached", (None, kept))])
    look(desk)
    files = desk.page("MC-1").files
    assert [file.added_at for file in files] == [odd]
    assert list(to_seal_then(desk, version.form_id, version.id, (), files)) == []


@ODD
def test_who_rested_since_no_day_goes_on(desk, odd):
    desk.execute(do.HoldCard(card="MC-1", reason="r", until="2026-12-24"))
    desk.leave()
    card = find(desk, Card, code="MC-1")
    held = card.held_days
    desk.take_in([entry(desk, "CardHeld", (card, changed(card, status_since=odd)))])
    look(desk)
    desk.execute(do.ResumeCard(card="MC-1"))
    assert find(desk, Card, code="MC-1").held_days == held


@ODD
def test_a_period_that_was_closed_on_no_day_is_shown_and_printed(desk, odd, tmp_path):
    desk.execute(do.OpenForm(card="MC-1", form="F4"))
    for path, value in (("year", "2025/2026"), ("semester", "odd")):
        desk.execute(do.SetValue(form="MC-1/F4", path=path, new=value))
    desk.execute(do.ClosePeriod(year="2025/2026", semester="odd"))
    desk.leave()
    closed = find(desk, ClosedPeriod)
    desk.take_in([entry(desk, "PeriodClosed", (closed, changed(closed, closed_on=odd)))])
    register = desk.register(Period("2025/2026", "odd"))
    assert register.closing.closed_on == odd
    assert register.as_of == date(2026, 11, 23)
    print_register(register, tmp_path / "register.pdf")
    look(desk)
