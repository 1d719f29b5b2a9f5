"""What people and micro-credentials may be called, and how people are reached."""

from __future__ import annotations

import pytest

from mcdesk.procedure import commands as do
from mcdesk.procedure.names import LONGEST_TITLE
from tests.asking import code_of, form_of, refusal

BELL, TURN = "\x07", "\u202e"
ARABIC = "\u0645\u062d\u0645\u062f"


def person(desk, name: str):
    return next(each for each in desk.directory().people if each.name == name)


def test_control_characters_leave_names_and_signs_that_turn_them_are_refused_with_a_word(desk):
    desk.execute(do.AddPerson(name=f"SME{BELL}12\n", position=f"Lector{BELL}", number="19\t80"))
    made = person(desk, "SME 12")
    assert (made.position, made.number) == ("Lector", "19 80")
    for given in ({"name": f"SME{TURN}12"}, {"name": "X", "titles_before": TURN}):
        said = refusal(desk, do.AddPerson(**given))
        assert said.findings[0].code == "turned"
        assert TURN not in said.findings[0].sentence()
    desk.execute(do.AddPerson(name=ARABIC))
    assert person(desk, ARABIC)
    assert code_of(desk, do.NoteIdea(title=f"Law{TURN}")) == "turned"
    assert code_of(desk, do.AddFaculty(code="NEW", name_en=f"New{TURN}")) == "turned"
    for key in ("name", "university"):
        assert code_of(desk, do.SetSetting(key=key, value=f"W{TURN}")) == "turned"
    desk.execute(do.SetSetting(key="name", value="Center for\tTeaching\nand Learning\n"))
    assert desk.info().name == "Center for Teaching and Learning"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"login": "a b"}, "bad_login"), ({"login": f"a{BELL}b"}, "bad_login"),
        ({"login": f"a{BELL}"}, "bad_login"),
        ({"email": "nowhere"}, "bad_address"), ({"email": "a b@c.id"}, "bad_address"),
        ({"number": "19\u200b80"}, "bad_staff_number"), ({"number": "1" * 81}, "bad_staff_number"),
    ],
)  # fmt: skip
def test_what_cannot_be_a_login_a_number_or_an_address_is_refused(desk, given, code):
    assert code_of(desk, do.AddPerson(name="SME-12", **given)) == code
    desk.execute(do.AddPerson(name="SME-12"))
    assert code_of(desk, do.ChangePerson(person="SME-12", **given)) == code


def test_a_name_is_as_long_as_a_list_can_show(desk):
    desk.execute(do.AddPerson(name="x" * LONGEST_TITLE))
    assert code_of(desk, do.AddPerson(name="x" * (LONGEST_TITLE + 1))) == "long_title"


def test_a_login_is_taken_however_it_is_spaced(desk):
    desk.execute(do.AddPerson(name="SME-12", login="sme-12"))
    assert code_of(desk, do.AddPerson(name="SME-13", login=" sme-12\n")) == "login_taken"


def test_a_remark_stands_at_a_place_of_its_form(at):
    desk = at("proposal")
    form = form_of(desk, "F2")
    desk.execute(do.AddRow(form=form, field="p20", cells={"code": "LO1"}, id="row-1"))
    for path in ("p1", "p20", "p20/row-1", "p20/row-1/code"):
        desk.execute(do.WriteComment(form=form, path=path, text="Why?"))
    for path in ("", "zzz", "p1.x", "p20/row-1/zzz", "p1/zzz", "p20/zzz/code", "p35/row-1"):
        assert code_of(desk, do.WriteComment(form=form, path=path, text="Why?")) in (
            "unknown_field",
            "unknown_row",
        ), path
    desk.execute(do.RemoveRow(form=form, field="p20", row="row-1"))
    desk.execute(do.WriteComment(form=form, path="p20/row-1/code", text="Why was it taken out?"))


def test_no_place_keeps_an_object_or_a_list_where_one_answer_belongs(at):
    desk = at("proposal")
    form = form_of(desk, "F2")
    desk.execute(do.AddRow(form=form, field="p20", id="row-1"))
    for value in ({"a": 1}, ["a", "b"], [["a"]]):
        assert code_of(desk, do.SetValue(form=form, path="p10", new=value)) == "wrong_kind"
        assert code_of(desk, do.FillForm(form=form, values={"p10": value})) == "wrong_kind"
        row = do.AddRow(form=form, field="p20", cells={"code": value})
        assert code_of(desk, row) == "wrong_kind"
        cell = do.SetCell(form=form, field="p20", row="row-1", column="code", new=value)
        assert code_of(desk, cell) == "wrong_kind"
    desk.execute(do.SetValue(form=form, path="p23", new=["tax", "audit"]))
