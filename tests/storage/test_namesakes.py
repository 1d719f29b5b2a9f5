"""Two people of one name: told apart where they are offered, asked about where one is named."""

from __future__ import annotations

import pytest

from mcdesk.application.names import ViewNames, told_apart
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.identity import new_id


@pytest.fixture
def twins(at):
    """A desk at the proposal with two people called Maya, one of whom is known by more."""
    desk = at("proposal")
    ids = tuple(new_id() for _n in range(2))
    desk.execute(do.AddPerson(name="Maya", roles=["sme"], email="maya@campus.ac.id", id=ids[0]))
    desk.execute(do.AddPerson(name="Maya", id=ids[1]))
    return desk, ids


def test_people_of_one_name_are_told_apart_by_what_is_known_of_them(twins):
    desk, (first, second) = twins
    names = told_apart(desk.info().persons)
    assert names[first] == "Maya (maya@campus.ac.id)"
    assert names[second] == f"Maya ({second[-6:]})"
    desk.execute(do.ChangePerson(person=second, position="Head of the library"))
    assert told_apart(desk.info().persons)[second] == "Maya (Head of the library)"
    desk.execute(do.ChangePerson(person=first, position="Head of the library"))
    names = told_apart(desk.info().persons)
    assert names[first] == "Maya (maya@campus.ac.id)", "what both have tells nobody apart"
    assert ViewNames.of_people(desk.info().persons).person_id("Maya") == ""


def test_the_card_of_somebody_tells_them_apart(twins):
    desk, (_first, second) = twins
    desk.execute(do.JoinTeam(card="MC-1", person=second, role="gd"))
    assert told_apart(desk.info().persons)[second] == "Maya (MC-1)"


def test_a_name_that_two_have_is_asked_about_and_the_ids_are_named(twins, app):
    desk, ids = twins
    with pytest.raises(Refused) as caught:
        desk.execute(do.HandOver(from_person="SME-03", to_person="Maya", reason="leave"))
    assert caught.value.code == "ambiguous_person"
    assert all(id_ in caught.value.findings[0].sentence() for id_ in ids)
    with pytest.raises(Refused) as caught, app.acting_as(desk, "Maya"):
        pass
    assert caught.value.code == "ambiguous_person"
    with app.acting_as(desk, ids[1]):
        assert desk.info().person_id == ids[1]


def test_a_field_says_that_two_have_the_name(twins):
    desk, ids = twins
    form = desk.page("MC-1").outline.forms
    proposal = next(line.form_id for line in form if line.kind == "F2")
    desk.execute(do.SetValue(form=proposal, path="p5", new="Maya"))
    (found,) = desk.wrong_values(proposal, {"p5"})
    assert found.code == "not_in_directory"
    assert "2 people in the directory are called “Maya”" in found.sentence()
    desk.execute(do.SetValue(form=proposal, path="p5", new=ids[0]))
    assert desk.wrong_values(proposal, {"p5"}) == ()


def test_a_programme_is_known_with_the_code_of_its_faculty_before_its_own(at):
    desk = at("assignment")
    desk.execute(do.AddFaculty(code="ECO", name_en="Economics"))
    desk.execute(do.AddProgramme(code="MAN", name_en="Management", faculty="ECO"))
    desk.execute(do.CreateCard(title_en="Green logistics", programme="ECO-MAN", code="MC-G"))
    desk.execute(do.CreateCard(title_en="Data ethics", programme="MAN", code="MC-D"))
    programmes = {tile.code: tile.programme_en for tile in desk.board().tiles}
    assert programmes["MC-G"] == programmes["MC-D"] == "Management"
    desk.execute(do.AddProgramme(code="MAN", name_en="Management of law", faculty="LAW"))
    with pytest.raises(Refused) as caught:
        desk.execute(do.CreateCard(title_en="Which", programme="MAN", code="MC-W"))
    assert caught.value.code == "ambiguous_programme"
    assert "ECO-MAN, LAW-MAN" in caught.value.findings[0].sentence()
