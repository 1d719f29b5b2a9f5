"""What the later forms hold from the start: catalogue times modules, people, dates, statuses."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from mcdesk.application import shelf
from mcdesk.application.knowledge import Knowledge
from mcdesk.application.version_rows import version_rows
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.records import Card
from tests.asking import content, form_of
from tests.storage.conftest import accept
from tests.walk import PEOPLE, Walker, create


@pytest.fixture
def informed(at):
    """A card that has just come to stage 6."""
    return at("components")


def test_the_catalogue_is_filled_in_for_each_module(informed):
    rows = content(informed, "F5").table("c1")
    books = [row for row in rows if row.text("code") == "RM1"]
    assert [row.text("module") for row in books] == ["1", "2"]
    assert books[1].text("component").endswith("2 Clauses")
    assert [row.text("module") for row in rows if row.text("code") == "LM9"] == [""]
    assert len(rows) == 12 * 2 + 24


def test_a_component_begins_with_people_and_date(informed):
    view = informed.form(form_of(informed, "F5"))
    names = {person.id: person.name for person in view.persons}
    (book, *_rest) = [row for row in view.content.table("c1") if row.text("code") == "RM1"]
    told = {name: names[book.text(name)] for name in ("maker", "content_from", "checker")}
    assert told == {
        "maker": PEOPLE["gd"], "content_from": PEOPLE["sme"], "checker": PEOPLE["sme"],
    }  # fmt: skip
    ends = {
        row.text("planned_end")
        for row in content(informed, "F3").table("t3")
        if row.text("stage") == "development"
    }
    assert book.text("due") == max(ends)
    written = [row for row in view.content.table("c1") if row.text("code") == "AS5"]
    assert names[written[0].text("maker")] == PEOPLE["sme"]
    assert names[written[0].text("checker")] == PEOPLE["id"]
    codes = {finding.code for finding in view.missing}
    assert not codes & {"due_within_plan", "maker_checker", "modules_known", "team_informed"}


def test_everybody_who_has_a_part_hears_of_the_components(informed):
    view = informed.form(form_of(informed, "F5"))
    names = {person.id: person.name for person in view.persons}
    told = [names[row.text("person")] for row in view.content.table("c3")]
    assert {PEOPLE[role] for role in ("sme", "id", "gd", "dcs", "hsp", "ctl")} <= set(told)
    assert PEOPLE["rev"] not in told


def test_the_confirmation_knows_build_components_and_makers(confirming):
    desk = confirming
    view = desk.form(form_of(desk, "F8"))
    assert view.computed.text("k5.course") == "C1"
    reading, *_rest = view.computed.table("k2")
    assert reading.text("planned") == "9"
    names = {person.id: person.name for person in view.persons}
    told = {names[row.text("person")] for row in view.content.table("k8")}
    assert told == {PEOPLE[role] for role in ("sme", "id", "gd", "dcs")}


def test_the_opening_says_what_it_rests_on(confirming):
    desk = confirming
    accept(desk)
    walker = Walker(desk)
    walker.confirm()
    walker.move("opening")
    met = {r.text("check"): r.text("met") for r in desk.form(form_of(desk, "R13")).computed.table(
        "checks")}  # fmt: skip
    assert met == dict.fromkeys(
        ("complete", "assessed", "eligible", "fixes", "conditions", "built"), "yes"
    )


def test_the_review_is_due_as_many_months_later_as_the_guide_says(confirming):
    desk = confirming
    accept(desk)
    walker = Walker(desk)
    walker.confirm()
    walker.move("opening")
    walker.open_class()
    today = desk.today
    wanted = today.replace(year=today.year + 1).isoformat()
    assert content(desk, "R14").text("review_date") == wanted


def test_the_design_lists_its_versions_also_the_one_being_frozen(at):
    desk = at("development")
    sheet = desk.sheet(form_of(desk, "F7"), "frozen")
    (version,) = sheet.content.table("d1")
    assert version.text("version") == "1"
    desk.execute(do.ChangeForm(form="MC-1/F7", reason="r"))
    desk.execute(do.SetValue(form="MC-1/F7", path="d23", new="Better description"))
    desk.execute(do.SetValue(form="MC-1/F7", path="d3", new="Another description"))
    walker = Walker(desk)
    walker.freeze("F7")
    first, second = desk.sheet(form_of(desk, "F7"), "frozen").content.table("d1")
    assert (first.text("summary"), second.text("summary")) == ("", "Better description")
    walker.sign("F7", "id", "sme")
    assert desk.form(form_of(desk, "F7")).status == "signed"


def test_the_versions_of_the_design_say_how_far_each_came(at):
    """domain.md, F7 d1: draft, review, signed."""
    desk, form = at("design"), "MC-1/F7"
    walker = Walker(desk)

    def told() -> list[tuple[str, str]]:
        view = desk.form(form_of(desk, "F7"))
        return [(row.text("version"), row.text("stage")) for row in view.computed.table("d1")]

    assert told() == [("1", "draft")]
    outcomes = [{"code": "1.1", "statement": "State a term", "outcomes": ["LO1"]}]
    walker.fill("F7", {"d3": "Aligned by table."}, d7=outcomes)
    walker.freeze("F7")
    assert told() == [("1", "review")]
    desk.execute(do.ChangeForm(form=form, reason="r"))
    desk.execute(do.SetValue(form=form, path="d3", new="Another description"))
    desk.execute(do.SetValue(form=form, path="d23", new="Better description"))
    assert told() == [("1", "review"), ("2", "draft")]
    assert desk.form(form_of(desk, "F7")).computed.table("d1")[-1].text("summary")
    walker.freeze("F7")
    walker.sign("F7", "id")
    assert told() == [("1", "review"), ("2", "review")]
    walker.sign("F7", "sme")
    assert told() == [("1", "review"), ("2", "signed")]
    desk.execute(do.ChangeForm(form=form, reason="r"))
    desk.execute(do.SetValue(form=form, path="d3", new="A third description"))
    assert told() == [("1", "review"), ("2", "signed"), ("3", "draft")]
    walker.freeze("F7")
    rows = desk.sheet(form_of(desk, "F7"), "frozen").content.table("d1")
    assert [row.text("stage") for row in rows] == ["review", "signed", "this"]


def test_a_table_of_versions_of_before_has_no_row_of_what_is_being_written(at, monkeypatch):
    """It knows no stages: the row would stand there as a version that was frozen."""
    desk = at("design")
    read = shelf.form_definition

    def of_before(reader, digest):
        definition = read(reader, digest)
        kept = {
            path: replace(entry, columns=tuple(c for c in entry.columns if c.id != "stage"))
            for path, entry in definition.fields.items()
        }
        return SimpleNamespace(fields=kept)

    with desk.store.read() as reader:
        knowledge = Knowledge(reader, desk.today)
        (card,) = reader.select(Card)
        assert version_rows(knowledge, card, "F7")
        monkeypatch.setattr(shelf, "form_definition", of_before)
        assert not version_rows(knowledge, card, "F7")


def test_the_minutes_name_the_edition_of_the_guide_that_the_card_keeps(at):
    desk = at("discussion")
    assert content(desk, "R2").text("guide") == "2026.1"


def test_an_empty_list_is_filled_in_later_with_the_usual_components(desk, card):
    desk.execute(do.TakeOverCard(title_en="Tourism", programme="LAW", stage="design",
                                 since="2026-10-01", code="MC-9", designer="ID-02",
                                 forms=[{"form": "F5", "state": "missing"}]))  # fmt: skip
    desk.execute(do.FillForm(form="MC-9/F7", rows={"d6": [
        {"no": "1", "title": "Assets"}, {"no": "2", "title": "Visitors"}]}))  # fmt: skip
    listed = next(line.form_id for line in desk.outline("MC-9").forms if line.kind == "F5")
    assert desk.form(listed).content.table("c1") == ()
    desk.execute(do.FillUsualRows(form=listed, field="c1"))
    rows = desk.form(listed).content.table("c1")
    assert len(rows) == 12 * 2 + 24
    books = [row.text("component") for row in rows if row.text("code") == "RM1"]
    assert books[1].endswith("2 Visitors")
    with pytest.raises(Refused) as caught:
        desk.execute(do.FillUsualRows(form=listed, field="c1"))
    assert caught.value.code == "usual_rows_stand"
    desk.execute_together(do.RemoveRow(form=listed, field="c1", row=row.id) for row in rows)
    desk.execute(do.FillUsualRows(form=listed, field="c1"))
    assert len(desk.form(listed).content.table("c1")) == len(rows)


def test_only_the_usual_components_that_are_missing_are_filled_in_each_at_its_place(at):
    desk = at("components")
    listed = form_of(desk, "F5")
    rows = content(desk, "F5").table("c1")
    kept = rows[3]
    desk.execute_together(
        (
            *(do.RemoveRow(form=listed, field="c1", row=row.id)
              for row in (*rows[:3], rows[5], *rows[-2:])),
            do.SetCell(form=listed, field="c1", row=kept.id, column="component", new="Mine"),
            do.AddRow(form=listed, field="c1", cells={"component": "My own"}, id="own"),
        )
    )  # fmt: skip
    stood = {row.id: row for row in content(desk, "F5").table("c1")}
    desk.execute(do.FillUsualRows(form=listed, field="c1"))
    now = content(desk, "F5").table("c1")
    assert [row.id for row in now if row.id != "own"] == [row.id for row in rows]
    assert {row.id: row for row in now if row.id in stood} == stood
    assert {row.id: row.cells for row in now if row.id not in stood} == {
        row.id: row.cells for row in rows if row.id not in stood
    }
    desk.undo()
    assert content(desk, "F5").table("c1") == tuple(stood.values())


def test_a_table_without_usual_rows_is_not_filled(informed):
    with pytest.raises(Refused) as caught:
        informed.execute(do.FillUsualRows(form="MC-1/F5", field="c4"))
    assert caught.value.code == "no_usual_rows"


def test_a_short_name_of_the_lms_that_another_card_has_is_told(at):
    """domain.md, F7 d17: the short name is unique, and has at most 255 characters."""
    desk = at("design")
    create(desk, "MC-2")

    def told(name: str) -> list[str]:
        rows = [{"setting": "short_name", "value": name}, {"setting": "category", "value": "MC-2"}]
        Walker(desk).fill("F7", d17=rows)
        missing = desk.form(form_of(desk, "F7")).missing
        return [each.sentence("en") for each in missing if each.code.startswith("short_name")]

    assert told("Contracts MC-1") == []
    assert told("contracts mc-2 ") == [
        "MC-2 has this short name already; the LMS refuses a second course of that name. "
        "Choose another one."
    ]
    assert told("c" * 255) == []
    assert told("c" * 256) == ["The short name has 256 characters; the LMS takes 255. Shorten it."]
    desk.execute(do.OpenForm(card="MC-2", form="F7"))
    desk.execute(do.FillForm(form="MC-2/F7", rows={"d17": [
        {"setting": "short_name", "value": "contracts-a"}]}, replace=True))  # fmt: skip
    assert [each.split(" has")[0] for each in told("Contracts-A")] == ["MC-2"]


def test_an_estimate_begins_with_a_component_for_each_module_that_is_known(desk, card):
    """domain.md, F2 p40: pre-filled from the modules; without any, the final assessment alone."""
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    rows = {row.text("code"): row.text("qty") for row in content(desk, "F2").table("p40")}
    assert rows == dict.fromkeys(("RM1", "RM2", "RM3", "AV5", "AS3", "EA1", "EA2"), "") | {
        "AS6": "1"
    }
    walker.fill_proposal()
    form = form_of(desk, "F2")
    gone = next(row.id for row in content(desk, "F2").table("p40") if row.text("code") == "RM3")
    desk.execute(do.RemoveRow(form=form, field="p40", row=gone))
    desk.execute(do.FillUsualRows(form=form, field="p40"))
    rows = {row.text("code"): row.text("qty") for row in content(desk, "F2").table("p40")}
    assert rows["RM3"] == "2"
