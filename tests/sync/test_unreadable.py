"""What no program writes and a hub has all the same: told by name, and holding up little."""

from __future__ import annotations

from functools import partial

import pytest

from mcdesk.errors import Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import is_rank, new_id
from mcdesk.procedure.records import (
    Card,
    Comment,
    Form,
    FormRow,
    FormValue,
    SignOff,
    changed,
)
from tests.sync.odd_entries import app, desk, entry, find, team, with_text
from tests.walk import Walker

__all__ = ["app", "desk", "team"]  # fixtures


def test_an_entry_that_cannot_be_read_is_told_with_who_sent_it(desk):
    form = find(desk, Form, kind="F2")
    remark = Comment(id=new_id(), form_id=form.id, card_id=form.card_id, path="p10", text="x",
                     author=desk.person_id, at="2026-11-23T12:00:00Z")  # fmt: skip
    deep = "[" * 100_000 + "]" * 100_000
    for old, new in (('"text":"x"', '"text":{"a":1}'), ('"text":"x"', '"text":null'),
                     ('"do":"X"', f'"do":"X","n":{"1" * 5000}'),
                     ('"do":"X"', f'"do":"X","n":{deep}'), ('"effects":[', '"effects":[5,'),
                     ('"row_version":1', f'"row_version":{2**70}')):  # fmt: skip
        line = entry(desk, "CommentWritten", (None, remark), text=partial(with_text, old, new))
        with pytest.raises(Trouble) as caught:
            desk.take_in([line])
        assert caught.value.code == "unreadable_entry", caught.value
        assert f"Entry {line.seq} " in caught.value.title
        assert "CTL-01" in caught.value.title
    desk.take_in([entry(desk, "CommentWritten", (None, remark))])


def test_a_decision_for_another_micro_credential_counts_nowhere(app, desk):
    """What a hub took before it asked: no gate takes it, and the check names it."""
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme")
    other = find(desk, Card, code="MC-2")
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F2")
    signed = find(desk, SignOff, form_id=form)
    assert "sme" not in desk.outline("MC-1").tile.waits_for
    desk.leave()
    desk.take_in([entry(desk, "FormSigned", (signed, changed(signed, card_id=other.id)))])
    assert "sme" in desk.outline("MC-1").tile.waits_for
    path = desk.store.path
    app.close(desk)
    assert any("another micro-credential" in line for line in app.check(path))


def test_what_cannot_be_read_of_a_form_holds_up_no_exchange(desk):
    """It counts as empty, so that its card goes on, and what waits stays."""
    form = find(desk, Form, kind="F2")
    code = find(desk, Card, id=form.card_id).code
    value, row = find(desk, FormValue, form_id=form.id), find(desk, FormRow, form_id=form.id)
    desk.execute(do.SetValue(form=f"{code}/F2", path="p16", new="Written offline."))
    for kind, old, new in (("ValueSet", value, changed(value, value="{{{")),
                           ("CellSet", row, changed(row, cells="[1]"))):  # fmt: skip
        taken = desk.take_in([entry(desk, kind, (old, new))])
        tile = next(tile for tile in desk.board().tiles if tile.code == code)
        assert "cannot be read" not in tile.blocked("en")
        assert taken.events == 1
    content = desk.form(form.id).content
    assert not content.text(value.path)
    assert content.text("p16") == "Written offline."
    (waiting,) = desk.waiting()
    assert "Written offline." in waiting.body


@pytest.mark.parametrize("odd", [{"held_days": 2_000_000_000}, {"held_days": -2_000_000_000},
                                 {"stage_since": "9999-12-31"}, {"stage_since": ""}])  # fmt: skip
def test_a_card_of_impossible_days_is_told_wherever_it_is_opened(app, desk, odd):
    card = find(desk, Card, code="MC-2")
    desk.take_in([entry(desk, "CardHeld", (card, changed(card, **odd)))])
    for look in (desk.outline, desk.page):
        with pytest.raises(Trouble) as caught:
            look("MC-2")
        assert caught.value.code == "unreadable_card"
        assert "MC-2" in caught.value.title
    assert "cannot be read" in next(t for t in desk.board().tiles if t.code == "MC-2").blocked("en")
    assert desk.outline("MC-1").tile.code == "MC-1"
    desk.leave()
    path = desk.store.path
    app.close(desk)
    assert any("MC-2" in line for line in app.check(path))


def test_a_row_whose_place_cannot_be_read_lets_others_be_put_beside_it(desk):
    """As a hub in a file took it; a server asks for the same (`hub/shapes.sql`)."""
    row = find(desk, FormRow, form_id=find(desk, Form, kind="F2").id)
    form, field = row.form_id, row.field
    for bad in ("!!é", "V0", "z" * 5000, "~"):
        row = find(desk, FormRow, id=row.id)
        desk.take_in([entry(desk, "RowMoved", (row, changed(row, rank=bad)))])
        for after in ("^", row.id, ""):
            desk.execute(do.AddRow(form=form, field=field, after=after, cells={}))
        desk.execute(do.FillForm(form=form, rows={field: [{}]}))
        desk.execute(do.MoveRow(form=form, field=field, row=row.id, after="^"))
        assert is_rank(find(desk, FormRow, id=row.id).rank)
        desk.leave()
