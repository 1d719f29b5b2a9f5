"""Filling forms: values merge against their base, rows keep their order, nothing goes half in."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from tests.walk import Walker


@pytest.fixture
def filling(at):
    return Filling(at("proposal"))


class Filling:
    """The proposal F2 of MC-1, to be filled and read."""

    def __init__(self, desk) -> None:
        self.desk = desk
        self.form = next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F2")

    def set(self, path: str, new, **given):
        return self.desk.execute(do.SetValue(form=self.form, path=path, new=new, **given))

    def cell(self, row: str, column: str, new, **given):
        self.desk.execute(
            do.SetCell(form=self.form, field="p35", row=row, column=column, new=new, **given)
        )

    def add(self, *titles: str, after: str = "") -> list[str]:
        for number, title in enumerate(titles):
            self.desk.execute(
                do.AddRow(
                    form=self.form, field="p35", cells={"title": title}, after=after,
                    id=f"row-{title}-{number}",
                )
            )  # fmt: skip
        return [f"row-{title}-{number}" for number, title in enumerate(titles)]

    @property
    def titles(self) -> list[str]:
        rows = self.desk.form(self.form).content.rows.get("p35", ())
        return [row.text("title") for row in rows]

    def value(self, path: str):
        return self.desk.form(self.form).content.value(path)

    def refused(self, command) -> Refused:
        before = self.desk.form(self.form).content
        with pytest.raises(Refused) as caught:
            self.desk.execute(command)
        assert self.desk.form(self.form).content == before
        return caught.value


def test_a_value_whose_base_still_stands_is_set(filling):
    filling.set("p3", "Contracts")
    filling.set("p3", "Contracts II", base="Contracts")
    assert filling.value("p3") == "Contracts II"


def test_two_changes_of_one_short_value_collide_and_the_stored_one_stays(filling):
    filling.set("p3", "Base")
    filling.set("p3", "Theirs", base="Base")
    refused = filling.refused(do.SetValue(form=filling.form, path="p3", base="Base", new="Mine"))
    assert refused.code == "collision"
    assert refused.findings[0].params["theirs"] == "Theirs"
    assert (refused.findings[0].form, refused.findings[0].path) == ("F2", "p3")
    assert filling.value("p3") == "Theirs"


def test_the_same_command_again_changes_nothing(filling):
    filling.set("p10", "One. Two.")
    first = filling.set("p10", "One. Two. Three.", base="One. Two.")
    again = filling.set("p10", "One. Two. Three.", base="One. Two.")
    assert first.events
    assert not again.events


def test_two_people_s_sentences_are_merged(filling):
    base = "The need is there. The market is small. We begin in May."
    filling.set("p10", base)
    filling.set("p10", base.replace("small", "large"), base=base)
    filling.set("p10", base.replace("May", "June"), base=base)
    assert filling.value("p10") == "The need is there. The market is large. We begin in June."


def test_choices_are_merged_as_a_set(filling):
    filling.set("p15", ["professionals", "students"])
    filling.set("p15", ["professionals", "students", "public"], base=["professionals", "students"])
    filling.set("p15", ["students"], base=["professionals", "students"])
    assert filling.value("p15") == ["students", "public"]


def test_an_emptied_value_is_gone_and_can_come_back(filling):
    filling.set("p3", "Contracts")
    filling.set("p3", "")
    assert filling.value("p3") is None
    filling.set("p3", "Again")
    assert filling.value("p3") == "Again"


@pytest.mark.parametrize("path", ["p999", "p20.x", "p10.note", "", "p20", "p17", "a2.07", "p1/2/3"])
def test_a_path_that_the_form_does_not_have_is_refused(filling, path):
    command = do.SetValue(form=filling.form, path=path, new="x")
    assert filling.refused(command).code == "unknown_field"


@pytest.mark.parametrize("path", ["p4.faculty", "p28.total", "p50"])
def test_computed_fields_cannot_be_set(filling, path):
    assert filling.refused(do.SetValue(form=filling.form, path=path, new="x")).code == "computed"


def test_a_checklist_takes_its_items_and_their_notes_only(at):
    desk = at("approval")
    for path, ok in (("a2.07", True), ("a2.07.note", True), ("a2.99", False), ("a2", False)):
        command = do.SetValue(form="MC-1/F6", path=path, new="yes")
        if ok:
            assert desk.execute(command).events
        else:
            with pytest.raises(Refused):
                desk.execute(command)


# --- rows -----------------------------------------------------------------------------------


def test_rows_stand_in_the_order_they_were_put(filling):
    filling.add("A", "B", "C")
    filling.add("first", after="^")
    filling.add("between", after="row-A-0")
    assert filling.titles == ["first", "A", "between", "B", "C"]
    filling.desk.execute(do.MoveRow(form=filling.form, field="p35", row="row-C-2", after="^"))
    filling.desk.execute(
        do.MoveRow(form=filling.form, field="p35", row="row-first-0", after="row-B-1")
    )
    assert filling.titles == ["C", "A", "between", "B", "first"]


def test_many_rows_at_the_top_and_between_two_keep_their_order(filling):
    filling.add("bottom")
    for number in range(60):
        filling.add(f"{number:02d}", after="^")
    assert filling.titles == [*(f"{number:02d}" for number in reversed(range(60))), "bottom"]


def test_a_row_may_be_named_by_its_number(filling):
    filling.add("A", "B")
    filling.cell("2", "title", "Bee")
    assert filling.titles == ["A", "Bee"]
    for row in ("0", "3", "row-gone", "-1", "²"):
        command = do.SetCell(form=filling.form, field="p35", row=row, column="title", new="x")
        assert filling.refused(command).code == "unknown_row"


def test_cells_merge_like_values(filling):
    filling.add("A")
    filling.cell("1", "title", "Mine", base="A")
    command = do.SetCell(
        form=filling.form, field="p35", row="1", column="title", base="A", new="Theirs"
    )
    assert filling.refused(command).code == "collision"
    filling.cell("1", "hours", "15")
    assert filling.titles == ["Mine"]


def test_unknown_columns_and_fields_that_are_no_tables_are_refused(filling):
    form = filling.form
    assert filling.refused(
        do.AddRow(form=form, field="p35", cells={"title": "x", "colour": "red"})
    ).code == "unknown_field"  # fmt: skip
    assert filling.refused(do.AddRow(form=form, field="p10")).code == "no_table"
    assert filling.refused(
        do.FillForm(form=form, rows={"p42": [{"total": "5"}]})
    ).code == "unknown_field"  # fmt: skip


def test_a_removed_row_is_kept_as_deleted(filling):
    filling.add("A", "B")
    filling.desk.execute(do.RemoveRow(form=filling.form, field="p35", row="1"))
    assert filling.titles == ["B"]
    command = do.RemoveRow(form=filling.form, field="p35", row="row-A-0")
    assert filling.refused(command).code == "row_out"


def test_an_id_that_is_taken_does_not_steal_another_form_s_row(filling):
    filling.add("A")
    other = do.AddRow(form=filling.form, field="p20", id="row-A-0", cells={"code": "LO1"})
    assert filling.refused(other).code == "id_taken"
    desk = filling.desk
    desk.execute(do.OpenForm(card="MC-1", form="F7"))
    with pytest.raises(Refused):
        desk.execute(do.AddRow(form="MC-1/F7", field="d7", id="row-A-0", cells={}))
    assert filling.titles == ["A"]


# --- many at once -----------------------------------------------------------------------------


def test_filling_many_places_is_all_or_nothing(filling):
    command = do.FillForm(
        form=filling.form,
        values={"p3": "Short", "p10": "Text", "p999": "x"},
        rows={"p35": [{"title": "M"}]},
    )
    assert filling.refused(command).code == "unknown_field"


def test_rows_are_added_behind_or_replace_what_is_there(filling):
    def fill(*titles: str, replace: bool = False) -> None:
        rows = {"p35": [{"title": title} for title in titles]}
        filling.desk.execute(do.FillForm(form=filling.form, rows=rows, replace=replace))

    fill("A", "B")
    fill("C", "D")
    assert filling.titles == ["A", "B", "C", "D"]
    fill("E", "F", replace=True)
    assert filling.titles == ["E", "F"]
    fill(replace=True)
    assert filling.titles == []


def test_a_pasted_table_of_many_rows_keeps_its_order(filling):
    titles = [f"Module {number:04d}" for number in range(300)]
    rows = {"p35": [{"title": title} for title in titles]}
    filling.desk.execute(do.FillForm(form=filling.form, rows=rows))
    assert filling.titles == titles


def test_empty_cells_are_not_kept(filling):
    filling.desk.execute(
        do.AddRow(form=filling.form, field="p35", cells={"title": "A", "hours": "", "topics": None})
    )
    row = filling.desk.form(filling.form).content.rows["p35"][0]
    assert dict(row.cells) == {"title": "A"}


def test_typed_rows_keep_all_their_cells(at):
    desk = at("timeline")
    form = next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F3")
    cells = {
        "no": "99", "stage": "design", "activity": "Extra", "output": "X", "role": "gd",
        "person": "GD-01", "planned_start": "2026-12-01", "planned_end": "2026-12-05",
        "after": "1", "status": "planned", "note": "n",
    }  # fmt: skip
    desk.execute(do.AddRow(form=form, field="t3", cells=cells))
    row = desk.form(form).content.rows["t3"][-1]
    ids = {entry.name: entry.id for entry in desk.directory().people}
    assert {key: row.cells[key] for key in cells} == {**cells, "person": ids["GD-01"]}


def test_a_plan_gives_dates_to_the_activities_without(at):
    desk = at("timeline")
    walker = Walker(desk)
    form = next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F3")
    desk.execute(do.PlanTimeline(form=form))
    rows = desk.form(form).content.rows["t3"]
    assert all(row.text("planned_start") <= row.text("planned_end") for row in rows)
    assert all(row.text("planned_start") for row in rows)
    assert not desk.execute(do.PlanTimeline(form=form)).events
    walker.fill("F3", {"t1.start": ""})
    with pytest.raises(Refused) as caught:
        desk.execute(do.PlanTimeline(form=form))
    assert caught.value.code == "no_start"


# --- who may --------------------------------------------------------------------------------


def test_a_reader_fills_nothing(app, filling):
    filling.desk.execute(do.AddPerson(name="READER", roles=["reader"]))
    with app.acting_as(filling.desk, "READER"):
        for command in (
            do.SetValue(form=filling.form, path="p3", new="x"),
            do.AddRow(form=filling.form, field="p35"),
            do.OpenForm(card="MC-1", form="F7"),
            do.HoldCard(card="MC-1", reason="r"),
        ):
            assert filling.refused(command).code == "no_right"


def test_an_older_sheet_can_only_be_read(at):
    desk = at("reexamination")
    walker = Walker(desk)
    old = next(f.form_id for f in desk.outline("MC-1").forms if f.kind == "F7")
    walker.move("design", "once more")
    with pytest.raises(Refused) as caught:
        desk.execute(do.SetValue(form=old, path="d3", new="x"))
    assert caught.value.code == "frozen"
    for command in (do.FreezeForm(form=old), do.ChangeForm(form=old, reason="r")):
        with pytest.raises(Refused) as caught:
            desk.execute(command)
        assert caught.value.code == "old_sheet"
    assert desk.form(old).content.text("d3")
