"""Beginning a form from another micro-credential's: what comes, what stays, what is kept apart."""

from __future__ import annotations

import pytest

from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import natural_id
from mcdesk.procedure.taking import is_revised, takes
from tests.walk import MODULES, OUTCOMES, create

VALUES = {"p2": "Judul lain", "p10": "A need.", "p14": "none", "p14.note": "Rarely.",
          "p43": "yes", "p43.note": "Talk with PLH-01", "p47": "Catalogue",
          "p45": "own", "p45.statement": True, "p48": "2027-01-01"}  # fmt: skip


def open_two_proposals(desk) -> None:
    """Fill the proposal of MC-1, and leave that of MC-2 empty."""
    create(desk, "MC-2")
    for code in ("MC-1", "MC-2"):
        desk.execute(do.OpenForm(card=code, form="F2"))
    rows = {"p20": OUTCOMES, "p35": MODULES, "p6": [{"name": "SME-02", "work": "Modules 2 and 3"}]}
    desk.execute(do.FillForm(form="MC-1/F2", values=VALUES, rows=rows, replace=True))


@pytest.fixture
def two(at):
    """A desk with a filled proposal of MC-1 and an empty one of MC-2."""
    return at("assignment", open_two_proposals)


def form_of(desk, code: str):
    line = next(line for line in desk.page(code).all_forms if line.kind == "F2")
    return desk.form(line.form_id)


def take(desk, **given):
    return desk.execute(do.TakeFromForm(form="MC-2/F2", source="MC-1/F2", **given))


def test_texts_and_rows_come_and_what_is_the_cards_own_stays(two):
    before = form_of(two, "MC-2").content
    take(two)
    got, source = form_of(two, "MC-2"), form_of(two, "MC-1")
    assert got.content.text("p10") == "A need."
    assert (got.content.text("p14"), got.content.text("p14.note")) == ("none", "Rarely.")
    for path in ("p1", "p2", "p3", "p43", "p43.note", "p45.statement", "p48"):
        assert got.content.value(path) == before.value(path)
    assert got.content.table("p6") == (), "who writes the other one does not write this one"
    mine, theirs = got.content.table("p20"), source.content.table("p20")
    assert [row.cells for row in mine] == [row.cells for row in theirs]
    assert [row.id for row in mine] == [natural_id("row", got.form_id, "p20", row.id)
                                        for row in theirs]  # fmt: skip
    assert got.history[0].what.en == "Taken over from MC-1 (draft)"


def test_what_partners_confirmed_of_the_other_one_is_confirmed_anew(two):
    outcome = form_of(two, "MC-1").content.table("p20")[0]
    two.execute(do.SetCell(form="MC-1/F2", row=outcome.id, column="dudi", new=True, field="p20"))
    take(two)
    mine = form_of(two, "MC-2").content.table("p20")
    assert mine[0].text("statement") == outcome.text("statement")
    assert not any("dudi" in row.cells for row in mine)
    two.execute(do.SetCell(form="MC-2/F2", row=mine[0].id, column="dudi", new=True, field="p20"))
    two.execute(do.SetCell(form="MC-2/F2", row=mine[0].id, column="statement", new="Else",
                           base=mine[0].text("statement"), field="p20"))  # fmt: skip
    take(two, overwrite=["*"])
    assert not any("dudi" in row.cells for row in form_of(two, "MC-2").content.table("p20"))


def test_it_is_one_step_back(two):
    before = form_of(two, "MC-2").content
    assert take(two).undo.kind == "FormTaken"
    two.undo()
    after = form_of(two, "MC-2").content
    assert (after.values, after.rows) == (before.values, before.rows)
    two.redo()
    assert form_of(two, "MC-2").content.text("p10") == "A need."


def test_what_is_filled_is_overwritten_only_where_it_is_named(two):
    two.execute(do.FillForm(form="MC-2/F2", values={"p10": "Mine.", "p47": "Mine too."}))
    two.execute(do.AddRow(form="MC-2/F2", field="p20", cells={"code": "X1"}))
    take(two, overwrite=["p10"])
    got = form_of(two, "MC-2").content
    assert (got.text("p10"), got.text("p47")) == ("A need.", "Mine too.")
    assert [row.text("code") for row in got.table("p20")] == ["X1"]
    take(two, overwrite=["*"])
    assert [row.text("code") for row in form_of(two, "MC-2").content.table("p20")] == [
        "LO1", "LO2", "LO3"
    ]  # fmt: skip


def test_only_the_sections_named_come(two):
    section = form_of(two, "MC-1").definition.section_of("p35").id
    take(two, sections=[section])
    got = form_of(two, "MC-2").content
    assert got.table("p35")
    assert not got.text("p10")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"form": "MC-1/F2", "source": "MC-1/F2"}, "no_source"),
        ({"form": "MC-2/R1", "source": "MC-1/R1"}, "no_source"),
        ({"form": "MC-2/F2", "source": "MC-1/R1"}, "no_source"),
        ({"form": "MC-2/F2", "source": "MC-1/F2", "sections": ["x"]}, "unknown_section"),
        ({"form": "MC-1/F2", "source": "MC-2/F2"}, "nothing_taken"),
    ],
)
def test_what_cannot_be_taken_over_is_refused(two, given, code):
    with pytest.raises(Refused) as caught:
        two.execute(do.TakeFromForm(**given))
    assert caught.value.findings[0].code == code


def test_a_row_that_names_another_row_names_its_copy(two):
    first = form_of(two, "MC-1").content.table("p20")[0].id
    two.execute(do.AddRow(form="MC-1/F2", field="p35",
                          cells={"no": "3", "outcomes": [first, "LO2"]}))  # fmt: skip
    take(two)
    got = form_of(two, "MC-2").content
    assert got.table("p35")[-1].many("outcomes") == (got.table("p20")[0].id, "LO2")


def test_the_preview_says_what_would_come_and_what_stands_in_the_way(two):
    two.execute(do.SetValue(form="MC-2/F2", path="p10", new="Mine."))
    here, there = form_of(two, "MC-2").form_id, form_of(two, "MC-1").form_id
    (line,) = two.sources(here)
    assert (line.form_id, line.code, line.version) == (there, "MC-1", 0)
    found = {part.path: part for part in two.taking(here, there).parts}
    assert found["p10"].is_filled
    assert not found["p20"].is_filled
    assert len(found["p20"].rows) == 3
    assert "p1" not in found


def test_a_form_can_be_compared_with_its_own_cards_and_with_the_newest_of_others(two):
    form = form_of(two, "MC-1").form_id
    (other,) = two.others(form)
    assert (other.code, other.version, other.round, other.is_own) == ("MC-2", 0, 1, False)
    assert other.form_id == form_of(two, "MC-2").form_id


def test_the_version_of_a_script_is_not_taken_and_its_scenes_are(two):
    """A text that is taken over is nobody's second version here; a revision goes on counting."""
    for code in ("MC-1", "MC-2"):
        two.execute(do.OpenForm(card=code, form="F7"))
    scene = {"video": "V1.1", "scene": "1", "seconds": "40", "picture": "A ruler"}
    values = {"d12.version": "2", "d3": "Aligned by table."}
    two.execute(do.FillForm(form="MC-1/F7", values=values, rows={"d12": [scene]}, replace=True))
    two.execute(do.TakeFromForm(form="MC-2/F7", source="MC-1/F7", overwrite=["*"]))
    line = next(line for line in two.page("MC-2").all_forms if line.kind == "F7")
    got = two.form(line.form_id)
    assert [row.text("picture") for row in got.content.table("d12")] == ["A ruler"]
    assert got.content.text("d3") == "Aligned by table."
    assert got.content.value("d12.version") is None
    entry = got.definition.fields["d12.version"]
    assert (takes(entry), is_revised(entry)) == (False, True)


def test_what_was_not_found_at_a_take_over_is_no_source(two):
    """It was offered, and said to lie in an original that nobody has."""
    for code, state in (("MC-8", "missing"), ("MC-9", "before")):
        two.execute(do.TakeOverCard(title_en="Village Tourism", programme="LAW", stage="design",
                                    since="2026-10-01", code=code,
                                    forms=[{"form": "F2", "state": state}]))  # fmt: skip
    sources = two.sources(form_of(two, "MC-2").form_id)
    assert [(line.code, line.outside) for line in sources] == [("MC-1", ""), ("MC-9", "before")]


@pytest.mark.parametrize("own", ["", "drafting-2026"])
def test_the_names_in_the_lms_stay_with_their_course(two, own):
    """Else the LMS would refuse the second one, and nobody would have typed the names."""
    for code in ("MC-1", "MC-2"):
        two.execute(do.OpenForm(card=code, form="F7"))
    settings = {"short_name": "contracts-2025", "full_name": "Contracts", "category": "Law"}
    set_up(two, "MC-1", settings)
    set_up(two, "MC-2", {"short_name": own} if own else {})
    two.execute(do.TakeFromForm(form="MC-2/F7", source="MC-1/F7", overwrite=["*"]))
    got = {row.text("setting"): row.text("value") for row in sheet(two, "MC-2")}
    assert (got["short_name"], got["full_name"], got["category"]) == (own, "", "Law")


def sheet(desk, code: str):
    line = next(line for line in desk.page(code).all_forms if line.kind == "F7")
    return desk.form(line.form_id).content.rows["d17"]


def set_up(desk, code: str, settings: dict[str, str]) -> None:
    for row in sheet(desk, code):
        if row.text("setting") in settings:
            desk.execute(do.SetCell(form=f"{code}/F7", field="d17", row=row.id, column="value",
                                    new=settings[row.text("setting")]))  # fmt: skip
