"""A new round begins with the text of the round before: what its wording has no place for stays."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from tests.asking import form_of
from tests.storage.published import published
from tests.walk import Walker

DROPPED = (
    ("F7.toml", 'id = "d3"\n', 'id = "d33"\n'),
    (
        "F7.toml",
        '{ id = "note", label = { en = "What it means for the design"',
        '{ id = "meaning", label = { en = "What it means for the design"',
    ),
)

TYPED = """id = "d3"
label = { en = "Description", id = "Deskripsi" }
type = "text"
max = 800
required = "block"
by = ["sme"]
prefill = "F2.p47"
source = "DD"
"""
MADE = """id = "d3"
label = { en = "Description", id = "Deskripsi" }
type = "computed"
compute = "copied"
with = { form = "F2", paths = ["p47"] }
"""


@pytest.fixture
def dropped(confirming):
    """A card whose design is signed in an older wording: another field and column came since."""
    walker, view = Walker(confirming), view_of(confirming)
    row = view.content.table("d4")[0].id
    confirming.execute(do.ChangeForm(form=view.form_id, reason="r"))
    confirming.execute(do.SetCell(form=view.form_id, field="d4", row=row, column="note",
                                  new="They know contracts."))  # fmt: skip
    walker.freeze("F7")
    walker.sign("F7", "id", "sme")
    published(confirming, *DROPPED)
    confirming.execute(do.AdoptDefinitions(card="MC-1"))
    return confirming


def view_of(desk):
    return desk.form(form_of(desk, "F7"))


def test_nothing_is_carried_into_a_new_round_that_nobody_sees_there(dropped):
    before = view_of(dropped)
    assert before.content.text("d3") == "Aligned by table."
    Walker(dropped).move("design", reason="not aligned")
    view = view_of(dropped)
    assert view.header.round == 2
    assert "d3" not in view.definition.fields
    assert "d3" not in view.content.values
    assert [dict(row.cells) for row in view.content.table("d4")] == [
        {"trait": row.text("trait")} for row in before.content.table("d4")
    ]
    told = view.left_there.sentence("en")
    assert "round 1 under: Description; What it means for the design." in told
    assert "putaran 1" in view.left_there.sentence("id")
    kept = dropped.form(before.form_id).content
    assert (kept.text("d3"), kept.table("d4")[0].text("note")) == (
        "Aligned by table.", "They know contracts."
    )  # fmt: skip


def test_what_the_form_works_out_itself_now_is_told_as_left_behind(confirming):
    published(confirming, ("F7.toml", TYPED, MADE))
    confirming.execute(do.AdoptDefinitions(card="MC-1"))
    before = view_of(confirming)
    Walker(confirming).move("design", reason="not aligned")
    view = view_of(confirming)
    assert (before.content.text("d3"), view.content.text("d3")) == ("Aligned by table.", "")
    assert "round 1 under: Description. " in view.left_there.sentence("en")


def test_adopting_tells_what_would_lie_below_what_the_form_works_out_then(at):
    desk = at("design")
    published(desk, ("F7.toml", TYPED, MADE))
    (card,) = desk.adoptions(["F7"])
    (form,) = card.forms
    assert [(line.label.en, line.text) for line in form.aside] == [
        ("Description", "Catalogue text")
    ]
