"""What one of two programs tells of a freezing besides, and what is written anew into a hub."""

from __future__ import annotations

import json
from copy import deepcopy
from datetime import date, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest

from mcdesk.application.altered_hub import is_altered
from mcdesk.application.handlers.slipping import row_id
from mcdesk.application.shelf import form_definition
from mcdesk.procedure import commands as do
from mcdesk.procedure.canonical import json_text
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.records import FormRow, Person, Redaction, Revision, as_data
from mcdesk.procedure.two_tongues import MARK
from tests.asking import content
from tests.storage.freezings import (
    FORM,
    TAKER,
    add_taker,
    altered,
    cell,
    frozen_as,
    leave_out,
    line,
    of_table,
    slip,
    without,
)

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def slipped(at):
    """A timeline that was signed, opened and frozen with another opening, and that freezing."""
    desk = at("baseline", add_taker)
    return desk, slip(desk)


@pytest.fixture
def told(at):
    """A design that leaves out an outcome, and its freezing."""
    desk = at("design")
    return desk, leave_out(desk)


def test_rows_of_changed_dates_are_told_by_one_program_and_not_by_another(slipped):
    desk, body = slipped
    assert of_table(body, "form_row")
    assert not altered(desk, without(body, "form_row"), body)
    with desk.store.read() as reader:
        assert is_altered(line(without(body, "form_row")), line(body))
        assert not is_altered(line(body), line(body), (), reader)


@pytest.mark.parametrize("forge", [
    pytest.param(lambda e: e.update(id=new_id()), id="an id that anybody draws"),
    pytest.param(lambda e: e.update(old=dict(e["new"])), id="a row that was there"),
    pytest.param(partial(cell, "agreed_by", "DEAN-LAW"), id="somebody's agreement"),
    pytest.param(lambda e: e["new"].update(field="t3"), id="another table"),
    pytest.param(lambda e: e["new"].update(form_id="f"), id="another form"),
    pytest.param(lambda e: e["new"].update(deleted=True), id="one that is taken out"),
    pytest.param(partial(cell, "what", "Budget / Anggaran"), id="of something else"),
    pytest.param(partial(cell, "old", "Rp 10"), id="another state before"),
    pytest.param(partial(cell, "new", "01-01-2030"), id="another day"),
    pytest.param(partial(cell, "date", "2020-01-01"), id="told on another day"),
    pytest.param(partial(cell, "reason", "Agreed by the Dean."), id="another reason"),
])  # fmt: skip
def test_any_other_row_was_written_anew(slipped, forge):
    desk, body = slipped
    forged = deepcopy(body)
    forge(of_table(forged, "form_row")[0])
    assert altered(desk, without(body, "form_row"), forged)


@pytest.fixture
def opened(at):
    """A timeline that was signed, opened and frozen with the same dates, and that freezing."""
    desk = at("baseline")
    desk.execute(do.ChangeForm(form=FORM, reason="A word."))
    base = content(desk, "F3").text("t6.assumptions")
    desk.execute(do.SetValue(form=FORM, path="t6.assumptions", base=base, new="Another one."))
    return desk, frozen_as(desk, FORM)


def row_about(desk: Any, body: dict[str, Any], number: int = 0, **cells: str) -> dict[str, Any]:
    """Return a row about the opening of a course, by the id that the program gives."""
    form_id = of_table(body, "revision")[0]["new"]["form_id"]
    with desk.store.read() as reader:
        kept = reader.select(Revision, form_id=form_id)
    baseline = min(kept, key=lambda each: each.version)
    id_ = row_id(form_id, baseline.id, "t1.opening", number)
    row = FormRow(id=id_, form_id=form_id, field="t7", rank="k", cells=json_text(cells))
    return {"table": "form_row", "id": id_, "old": None, "new": as_data(row)}


def test_a_row_in_a_freezing_that_changed_no_date_was_written_anew(opened):
    desk, body = opened
    assert not of_table(body, "form_row")
    day = date.fromisoformat(content(desk, "F3").text("t1.opening")).strftime("%d-%m-%Y")
    with desk.store.read() as reader:
        definition = form_definition(reader, of_table(body, "revision")[0]["new"]["definition_id"])
    (label,) = (each.label for each in definition.fields["t1"].parts if each.id == "opening")
    same = {"date": body["today"], "what": f"{label.en}{MARK}{label.id}", "old": day, "new": day}
    for cells in ({"what": "Everything", "new": "FORGED"}, {"reason": "A word."}, {}, same):
        row = row_about(desk, body, **cells)
        assert altered(desk, body, body | {"effects": [*body["effects"], row]})


def test_a_date_is_told_once(slipped):
    """Also where the other entry tells nothing of dates."""
    desk, body = slipped
    again = row_about(desk, body, 1, **json.loads(of_table(body, "form_row")[0]["new"]["cells"]))
    twice = body | {"effects": [*body["effects"], again]}
    assert altered(desk, without(body, "form_row"), twice)


def test_a_row_whose_reason_was_removed_for_ever_is_told_all_the_same(slipped):
    desk, body = slipped
    (row,) = of_table(body, "form_row")
    words = "[removed on 23 November 2026: asked]"
    removal = Redaction(id="x", subject_table="form_row", subject_id=row["id"],
                        name="cells:reason", words=words)  # fmt: skip
    cell("reason", words, row)
    assert altered(desk, without(body, "form_row"), body)
    assert not altered(desk, without(body, "form_row"), body, removal)


def test_what_changed_since_somebody_agreed_is_told_from_there(slipped):
    """Of the row to which somebody agreed the other program knows, too."""
    desk, _body = slipped
    with desk.store.read() as reader:
        dean = next(each.id for each in reader.select(Person))
    row = content(desk, "F3").table("t7")[0]
    desk.execute(do.SetCell(form=FORM, field="t7", row=row.id, column="agreed_by", new=dean))
    desk.execute(do.ChangeForm(form=FORM, reason="Later again."))
    opening = date.fromisoformat(content(desk, "F3").text("t1.opening"))
    desk.execute(do.SetValue(form=FORM, path="t1.opening", base=opening.isoformat(),
                             new=(opening + timedelta(days=7)).isoformat()))  # fmt: skip
    body = frozen_as(desk, FORM)
    (told,) = of_table(body, "form_row")
    assert json.loads(told["new"]["cells"])["old"] == row.text("new")
    assert not altered(desk, without(body, "form_row"), body)


def test_where_either_tells_of_dates_both_tell_the_same(slipped):
    desk, body = slipped
    (row,) = of_table(body, "form_row")
    more = row_about(desk, body, 1, **json.loads(row["new"]["cells"]))
    assert altered(desk, body, body | {"effects": [*body["effects"], more]})
    another = deepcopy(body)
    cell("new", "01-01-2030", of_table(another, "form_row")[0])
    assert altered(desk, body, another)


def test_who_takes_a_freezing_in_says_another_day_in_its_rows_and_nothing_else(slipped):
    desk, body = slipped
    note = {"made_by": body["by"], "made_at": body["at"]}
    day, moment = "2026-12-24", "2026-12-24T09:00:00.000001Z"
    taken = deepcopy(body) | {"by": TAKER, "at": moment, "today": day, "note": note}
    for each in of_table(taken, "revision"):
        each["new"].update(frozen_by=TAKER, frozen_at=taken["at"], frozen_on="2026-12-24")
    cell("date", "2026-12-24", of_table(taken, "form_row")[0])
    assert not altered(desk, body, taken)
    other = deepcopy(taken)
    cell("date", "2026-12-25", of_table(other, "form_row")[0])
    assert altered(desk, body, other)
    cell("reason", "Another one", of_table(taken, "form_row")[0])
    assert altered(desk, body, taken)


def test_a_remark_for_the_head_is_told_by_one_program_and_not_by_another(told):
    desk, body = told
    assert of_table(body, "comment")
    assert not altered(desk, without(body, "comment"), body)


@pytest.mark.parametrize("forge", [
    pytest.param(lambda e: e.update(id=new_id()), id="an id that anybody draws"),
    pytest.param(lambda e: e["new"].update(text="I, the Dean, agree."), id="other words"),
    pytest.param(lambda e: e["new"].update(text=e["new"]["text"] + " I agree."), id="more words"),
    pytest.param(lambda e: e["new"].update(author="somebody"), id="in another name"),
    pytest.param(lambda e: e["new"].update(at="2026-01-01T09:00:00Z"), id="of another day"),
    pytest.param(lambda e: e["new"].update(form_id="f"), id="at another form"),
    pytest.param(lambda e: e["new"].update(done=True), id="done from the first"),
    pytest.param(lambda e: e["new"].update(deleted=True), id="taken away"),
    pytest.param(lambda e: e.update(old=e["new"] | {"text": "Before"}), id="one that was there"),
])  # fmt: skip
def test_any_other_remark_was_written_anew(told, forge):
    desk, body = told
    forged = deepcopy(body)
    forge(of_table(forged, "comment")[0])
    assert altered(desk, without(body, "comment"), forged)


def test_no_other_deed_tells_anything_besides(slipped):
    desk, body = slipped
    other = body | {"kind": "FormReopened"}
    assert altered(desk, without(other, "form_row"), other)


def in_version(body: dict[str, Any], change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    """Return a freezing whose version holds something else."""
    other = deepcopy(body)
    version = of_table(other, "revision")[0]["new"]
    held = json.loads(version["content"])
    change(held)
    version["content"] = json_text(held)
    return other


@pytest.mark.parametrize("forge", [
    pytest.param(lambda held: held["values"].update({"t6.assumptions": "Forged."}), id="a text"),
    pytest.param(lambda held: held["values"].pop("t6.assumptions"), id="a text that is gone"),
    pytest.param(lambda held: held["values"].update({"t9": "Forged."}), id="a place of no field"),
    pytest.param(lambda held: held["rows"]["t3"].pop(), id="a row that is gone"),
    pytest.param(lambda held: held["rows"]["t3"][0]["cells"].update(evidence="x"), id="a cell"),
])  # fmt: skip
def test_a_version_whose_text_is_another_was_written_anew(opened, forge):
    """Its digest, left as it was, does not make it the same."""
    desk, body = opened
    other = in_version(body, forge)
    assert altered(desk, body, other)
    assert is_altered(line(body), line(other))


def test_whom_a_version_asks_besides_is_part_of_it(opened):
    desk, body = opened
    other = deepcopy(body)
    of_table(other, "revision")[0]["new"]["signers"] = '[{"role":"dean"}]'
    assert altered(desk, body, other)


def test_what_is_computed_of_a_version_is_the_same(told):
    """A computing function never changes its meaning, and the ground is the same."""
    desk, body = told
    version = of_table(body, "revision")[0]["new"]
    with desk.store.read() as reader:
        fields = form_definition(reader, version["definition_id"]).fields.values()
    made = next(each.id for each in fields if each.compute)

    def otherwise(held: dict[str, Any]) -> None:
        held["values"][made] = "7"
        held["rows"].pop(made, None)

    assert altered(desk, body, in_version(body, otherwise))


def test_who_had_rows_of_changed_dates_freezes_them_with_the_next_version(slipped):
    desk, _body = slipped
    desk.execute(do.ChangeForm(form=FORM, reason="A word."))
    base = content(desk, "F3").text("t6.assumptions")
    desk.execute(do.SetValue(form=FORM, path="t6.assumptions", base=base, new="Another one."))
    body = frozen_as(desk, FORM)
    assert not altered(desk, body, in_version(body, lambda held: held["rows"].pop("t7")))
