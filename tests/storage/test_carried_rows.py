"""What a revision, a new round and another's copy begin with: usual rows are known as such."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.period import Period
from tests.storage.conftest import accept, come_to_confirmation
from tests.walk import MODULES, OUTCOMES, Walker, create

DESIGN = ("d4", "d5", "d6", "d13", "d17")


def complete_without_one(desk) -> None:
    """Complete a micro-credential, of whose components one is taken out."""
    walker = Walker(desk)
    listed = form_of(desk, "MC-1", "F5")
    desk.execute(do.ChangeForm(form=listed.form_id, reason="r"))
    desk.execute(do.RemoveRow(form=listed.form_id, field="c1", row=book(listed, "2").id))
    walker.freeze("F5")
    walker.sign("F5", *(f"{role}:acknowledge" for role in ("sme", "gd", "dcs", "hsp", "ctl")))
    walker.confirm()
    accept(desk)
    walker.move("opening")
    walker.open_class()
    walker.complete()


@pytest.fixture
def complete(at):
    """A completed micro-credential, of whose components one was taken out."""
    return at("reexamination", come_to_confirmation, complete_without_one)


@pytest.fixture
def revised(complete):
    """A desk where MC-2 is a revision of MC-1, at the stage of development."""
    complete.execute(do.StartRevision(card="MC-1", stage="development", reason="law", code="MC-2"))
    return complete


def test_a_revision_stands_in_no_period_before_one_is_named_for_it(complete):
    period = Period("2026/2027", "odd")
    complete.execute(do.ClosePeriod(year=period.year, semester=period.semester))
    complete.execute(do.StartRevision(card="MC-1", stage="development", reason="law", code="MC-2"))
    assert [line.code for line in complete.register(period).lines] == ["MC-1"]
    assert complete.register(period.following()).lines == ()
    assert complete.outline("MC-2").carried_from.en == ""
    content = form_of(complete, "MC-2", "F4").content
    assert (content.text("year"), content.text("semester")) == ("", "")


def test_a_revision_begins_with_nothing_that_an_assessor_said(complete):
    """It was said of the work that is over, and by somebody else than who starts the revision."""
    assert form_of(complete, "MC-1", "F9").content.text("report")
    complete.execute(do.StartRevision(card="MC-1", stage="opening", reason="law", code="MC-2"))
    sheet = form_of(complete, "MC-2", "F9").content
    assert set(sheet.values) <= {"e1"}
    assert not any(sheet.rows.values())


def form_of(desk, code: str, kind: str):
    return desk.form(next(line.form_id for line in desk.outline(code).forms if line.kind == kind))


def book(view, module: str):
    """Return the usual row of a module's book; None where it was taken out."""
    rows = (row for row in view.content.table("c1") if row.text("code") == "RM1")
    return next((row for row in rows if row.text("module") == module), None)


def all_stand(desk, form: str, field: str) -> bool:
    """Tell whether no usual row of a table is missing."""
    with pytest.raises(Refused) as caught:
        desk.execute(do.FillUsualRows(form=form, field=field))
    return caught.value.code == "usual_rows_stand"


@pytest.mark.parametrize(
    ("kind", "fields"), [("F2", ["p40"]), ("F3", ["t3"]), ("F7", DESIGN)]
)  # fmt: skip
def test_no_usual_row_is_missing_in_a_revision_or_comes_twice(revised, kind, fields):
    view, before = form_of(revised, "MC-2", kind), form_of(revised, "MC-1", kind)
    for field in fields:
        assert len(view.content.table(field)) == len(before.content.table(field)) > 0
        assert all_stand(revised, view.form_id, field)


def test_of_a_revisions_components_that_one_is_missing_which_was_taken_out(revised):
    view = form_of(revised, "MC-2", "F5")
    stood = {row.id for row in view.content.table("c1")}
    assert book(view, "2") is None
    revised.execute(do.FillUsualRows(form=view.form_id, field="c1"))
    after = form_of(revised, "MC-2", "F5")
    assert {row.id for row in after.content.table("c1")} - stood == {book(after, "2").id}
    assert all_stand(revised, view.form_id, "c1")


def test_no_usual_row_is_missing_in_a_new_round_or_comes_twice(confirming):
    before = form_of(confirming, "MC-1", "F7")
    Walker(confirming).move("design", reason="not aligned")
    view = form_of(confirming, "MC-1", "F7")
    assert view.header.round == 2
    for field in DESIGN:
        assert [row.cells for row in view.content.table(field)] == [
            row.cells for row in before.content.table(field)
        ]
        assert all_stand(confirming, view.form_id, field)


def test_a_row_that_names_another_row_names_its_copy_in_a_new_round(confirming):
    before = form_of(confirming, "MC-1", "F7")
    first, own = before.content.table("d5")[0], before.content.table("d7")[0]
    confirming.execute(do.ChangeForm(form=before.form_id, reason="r"))
    confirming.execute(do.SetCell(form=before.form_id, field="d7", row=own.id, column="outcomes",
                                  new=[first.id, "LO2"]))  # fmt: skip
    Walker(confirming).move("design", reason="not aligned")
    now = form_of(confirming, "MC-1", "F7").content
    assert now.table("d7")[0].many("outcomes") == (now.table("d5")[0].id, "LO2")


def test_rows_of_anothers_design_are_those_of_the_proposal_that_was_taken_over_before(at):
    desk = at()
    create(desk, "MC-2")
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    desk.execute(do.OpenForm(card="MC-2", form="F2"))
    desk.execute(do.FillForm(form="MC-1/F2", rows={"p20": OUTCOMES, "p35": MODULES}, replace=True))
    desk.execute(do.TakeFromForm(form="MC-2/F2", source="MC-1/F2"))
    desk.execute(do.OpenForm(card="MC-1", form="F7"))
    desk.execute(do.OpenForm(card="MC-2", form="F7"))
    first = page_form(desk, "MC-1").content.table("d5")[0]
    desk.execute(do.SetCell(form="MC-1/F7", field="d5", row=first.id, column="statement",
                            new="Another outcome"))  # fmt: skip
    desk.execute(do.AddRow(form="MC-1/F7", field="d7", cells={"outcomes": [first.id]}))
    desk.execute(do.TakeFromForm(form="MC-2/F7", source="MC-1/F7", overwrite=["*"]))
    view = page_form(desk, "MC-2")
    assert view.content.table("d5")[0].text("statement") == "Another outcome"
    assert view.content.table("d7")[-1].many("outcomes") == (view.content.table("d5")[0].id,)
    for field in ("d4", "d5", "d6", "d17"):
        assert all_stand(desk, view.form_id, field)


def page_form(desk, code: str):
    return desk.form(next(line.form_id for line in desk.page(code).all_forms if line.kind == "F7"))
