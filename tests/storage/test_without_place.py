"""A form begins with another's text: what its wording has no place for stays there, and is told.

So do a new round, the next meeting's minutes and a revision; each pre-fills what came since.
"""

from __future__ import annotations

import shutil
from contextlib import closing

import pytest

from mcdesk.application.views import Choices
from mcdesk.errors import Refused, Trouble
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card
from mcdesk.script.written import wrong_values
from tests.asking import form_of
from tests.storage.conftest import run_sql
from tests.storage.left_behind import DROPPED, OTHER_TOPICS, completed, revised, view_of
from tests.storage.published import published
from tests.sync.brought import made
from tests.sync.conftest import clock, found
from tests.walk import Walker

D4 = 'id = "d4"\n'
RENAMED = (
    ("F7.toml", D4, 'id = "d44"\n'),
    ("F7.toml", '["d4", ', '["d44", '),
    ("F1.toml", '"F7.d4", ', '"F7.d44", '),
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


def test_it_is_told_until_the_form_has_a_version_of_its_own(dropped):
    walker = Walker(dropped)
    walker.move("design", reason="not aligned")
    assert view_of(dropped).left_there is not None
    walker.freeze("F7")
    assert view_of(dropped).left_there is None
    dropped.execute(do.ChangeForm(form=view_of(dropped).form_id, reason="r"))
    assert view_of(dropped).left_there is None


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


def test_a_script_is_told_what_a_form_that_it_began_has_no_place_for(dropped):
    command = do.MoveCard(card="MC-1", to="design", reason="not aligned")
    changes = dropped.execute(command)
    (finding,) = wrong_values(command, changes, dropped)
    assert (finding.code, finding.form) == ("left_there", "F7")
    assert "under: Description; What it means for the design." in finding.sentence("en")


def test_what_the_wording_of_a_new_round_brought_is_pre_filled(dropped):
    """It had no place in the round before, so nobody left it empty there."""
    Walker(dropped).move("design", reason="not aligned")
    assert view_of(dropped).content.text("d33") == "Catalogue text"


def test_a_place_of_another_type_is_one_that_the_wording_brought(confirming):
    """A text that stood empty is no table that somebody left empty."""
    text = ('id = "d44"\nlabel = { en = "Learners", id = "Peserta" }\ntype = "text"\n'
            'max = 80\n\n[[section.field]]\n')  # fmt: skip
    published(confirming, ("F7.toml", D4, text + D4))
    form = view_of(confirming).form_id
    confirming.execute(do.ChangeForm(form=form, reason="r"))
    confirming.execute(do.SetValue(form=form, path="d3", new="A", base="Aligned by table."))
    confirming.execute(do.AdoptDefinitions(card="MC-1"))
    walker = Walker(confirming)
    walker.freeze("F7")
    walker.sign("F7", "id", "sme")
    assert "d44" in view_of(confirming).definition.fields
    published(confirming, *RENAMED)
    confirming.execute(do.AdoptDefinitions(card="MC-1"))
    walker.move("design", reason="not aligned")
    view = view_of(confirming)
    assert [row.text("trait") for row in view.content.table("d44")] == ["prior", "time", "devices"]


def test_rows_that_lay_unseen_are_as_somebody_left_them(confirming):
    """The wording between had no place for them, so it does not say who took the others out."""
    before = view_of(confirming)
    confirming.execute(do.ChangeForm(form=before.form_id, reason="r"))
    gone = before.content.table("d4")[0]
    confirming.execute(do.RemoveRow(form=before.form_id, field="d4", row=gone.id))
    published(confirming, *RENAMED)
    confirming.execute(do.AdoptDefinitions(card="MC-1"))
    walker = Walker(confirming)
    walker.freeze("F7")
    walker.sign("F7", "id", "sme")
    assert "d4" not in view_of(confirming).definition.fields
    published(confirming, ("F7.toml", "max = 800", "max = 801"))
    confirming.execute(do.AdoptDefinitions(card="MC-1"))
    walker.move("design", reason="not aligned")
    rows = view_of(confirming).content.table("d4")
    assert gone.text("trait") not in [row.text("trait") for row in rows]
    assert len(rows) == len(before.content.table("d4")) - 1


def test_what_the_form_worked_out_before_is_pre_filled_where_a_person_writes_it_now(at):
    desk = at("approval")
    walker = Walker(desk)
    published(desk, ("F7.toml", TYPED, MADE))
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    walker.approval()
    walker.fill("F7", d7=[{"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]}])
    walker.freeze("F7")
    walker.sign("F7", "id", "sme")
    walker.move("development")
    published(desk, ("F7.toml", "max = 800", "max = 801"))
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    walker.move("design", reason="not aligned")
    assert view_of(desk).content.text("d3") == "Catalogue text"


OPTIONAL = ("F7.toml", TYPED, TYPED.replace('required = "block"\n', ""))


def test_what_somebody_emptied_stays_empty_in_a_new_round(confirming):
    """Its wording is another one, but it had the field before, too."""
    walker = Walker(confirming)
    published(confirming, OPTIONAL)
    form = view_of(confirming).form_id
    confirming.execute(do.ChangeForm(form=form, reason="r"))
    confirming.execute(do.SetValue(form=form, path="d3", new=None, base="Aligned by table."))
    confirming.execute(do.AdoptDefinitions(card="MC-1"))
    walker.freeze("F7")
    walker.sign("F7", "id", "sme")
    wording = view_of(confirming).definition.digest
    published(confirming, OPTIONAL, ("F7.toml", "max = 800", "max = 801"))
    confirming.execute(do.AdoptDefinitions(card="MC-1"))
    walker.move("design", reason="not aligned")
    assert view_of(confirming).header.round == 2
    assert view_of(confirming).definition.digest != wording
    assert view_of(confirming).content.text("d3") == ""


def test_a_revision_names_what_its_wording_has_no_place_for(at):
    desk = at("completion", completed)
    published(desk, *DROPPED)
    view, told = revised(desk, "design")
    said = view.left_there.sentence("en")
    assert "what stood in MC-1, which is revised here, under: Description. " in said
    assert "MC-1" in view.left_there.sentence("id")
    assert "yang direvisi" in view.left_there.sentence("id")
    assert [(finding.form, finding.sentence("en")) for finding in told] == [("F7", said)]


def test_a_revision_names_what_its_wording_works_out_itself(at):
    desk = at("completion", completed)
    published(desk, ("F7.toml", TYPED, MADE))
    view, _told = revised(desk, "design")
    assert "under: Description. " in view.left_there.sentence("en")


def test_a_revision_in_the_same_wording_has_nothing_to_name(at):
    desk = at("completion", completed)
    view, told = revised(desk, "design")
    assert (view.left_there, told) == (None, ())


def test_a_form_that_a_revision_begins_by_itself_names_nothing(at):
    """It is of a stage to come, and took nothing over."""
    desk = at("completion", completed)
    published(desk, *DROPPED)
    desk.execute(do.StartRevision(card="MC-1", stage="approval", reason="law", code="MC-2"))
    desk.execute(do.OpenForm(card="MC-2", form="F7"))
    assert desk.form(form_of(desk, "F7", "MC-2")).left_there is None


def brought_alone(desk, tmp_path):
    """Return another workspace into which MC-2 was brought, and not the MC-1 that it revises."""
    theirs = tmp_path / "theirs.mcdesk"
    shutil.copy(desk.store.path, theirs)
    app = clock()
    ours = app.open(made(tmp_path / "ours.mcdesk", "Ours", "CTL-01"))
    cards = {card.code: card.id for card in app.plan_bringing(ours, theirs, Choices()).cards}
    app.bring_in(ours, theirs, Choices(names=True, leave_out=frozenset({cards["MC-1"]}),
                                       bring=frozenset({cards["MC-2"]})))  # fmt: skip
    (card,) = (each for each in found(ours, Card) if each.id == cards["MC-2"])
    return ours, card


def test_the_forms_of_a_revision_open_where_what_is_revised_is_not(at, tmp_path):
    desk = at("completion", completed)
    published(desk, *DROPPED)
    view, _told = revised(desk, "design")
    assert view.left_there is not None
    ours, card = brought_alone(desk, tmp_path)
    with closing(ours):
        views = {line.kind: ours.form(line.form_id) for line in ours.outline(card.id).forms}
        assert "F7" in views
        assert {each.left_there for each in views.values()} == {None}
        command = do.OpenForm(card=card.id, form="F8")
        assert wrong_values(command, ours.execute(command), ours) == ()


@pytest.mark.parametrize("change", ['definitions = \'{"R1": "none"}\'', "deleted = 1"])
def test_the_forms_of_a_revision_open_where_what_is_revised_cannot_be_read(at, tmp_path, change):
    desk = at("completion", completed)
    published(desk, *DROPPED)
    view, _told = revised(desk, "design")
    copy = tmp_path / "copy.mcdesk"
    shutil.copy(desk.store.path, copy)
    run_sql(copy, f"update card set {change} where code = 'MC-1'")
    with closing(clock().open(copy)) as other:
        assert other.form(view.form_id).left_there is None


@pytest.mark.parametrize(
    "error", [Refused(code="unknown_card"), Trouble("definition_missing", "It is missing.")]
)
def test_what_cannot_be_looked_at_is_no_refusal_of_a_command_that_is_done(dropped, error):
    command = do.MoveCard(card="MC-1", to="design", reason="not aligned")
    changes = dropped.execute(command)

    class Closed:
        def form(self, _form: str) -> None:
            raise error

    assert wrong_values(command, changes, dropped) != ()
    assert wrong_values(command, changes, Closed()) == ()


def test_the_next_meeting_names_what_its_wording_has_no_place_for(at):
    """Only of what goes on from one meeting to the next: people and topics."""
    desk = at("discussion")
    walker = Walker(desk)
    topic = {"topic": "Contracts", "modules": "Terms; clauses", "decided": "yes"}
    walker.fill("R2", {"present": ["SME-03", "ID-02"], "verdict": "again", "dudi": "Wanted",
                       "next_date": walker.day(7)},
                topics=[topic])  # fmt: skip
    walker.freeze("R2")
    walker.sign("R2", "sme", "id")
    published(desk, *OTHER_TOPICS)
    desk.execute(do.AdoptDefinitions(card="MC-1"))
    command = do.OpenForm(card="MC-1", form="R2", scope="2")
    told = wrong_values(command, desk.execute(command), desk)
    view = desk.form(form_of(desk, "R2"))
    assert view.header.scope == "2"
    assert [dict(row.cells) for row in view.content.table("topics")] == [
        {"topic": "Contracts", "decided": "yes"}
    ]
    said = view.left_there.sentence("en")
    assert "what stood in sheet 1 under: Present; Modules. " in said
    assert "lembar 1" in view.left_there.sentence("id")
    assert [finding.sentence("en") for finding in told] == [said]
