"""Faculties and programmes are corrected where the directory has them wrong."""

from __future__ import annotations

from mcdesk.procedure import commands as do
from tests.asking import code_of
from tests.storage.conftest import run_sql


def test_a_faculty_is_corrected_and_undone(desk, card):
    desk.execute(do.ChangeFaculty(faculty="LAW", code="fh", name_en="Law and Society"))
    faculty = desk.directory().faculties[0]
    assert (faculty.code, faculty.name.en, faculty.name.id) == ("FH", "Law and Society", "Hukum")
    assert desk.board().tiles[0].code == "MC-1"
    desk.undo()
    assert desk.directory().faculties[0].code == "LAW"


def test_a_programme_goes_to_another_faculty(desk, card):
    desk.execute(do.AddFaculty(code="BIZ", name_en="Business"))
    programme = desk.directory().programmes[0].id
    desk.execute(do.ChangeProgramme(programme=programme, name_en="Business law", faculty="BIZ"))
    entry = desk.directory().programmes[0]
    assert (entry.name.en, entry.faculty_code, entry.code) == ("Business law", "BIZ", "LAW")
    assert desk.history(limit=1)[0].what.en == "Programme corrected"


def test_a_code_is_taken_only_by_others_and_a_name_is_needed(desk, card):
    desk.execute(do.AddFaculty(code="BIZ", name_en="Business"))
    assert code_of(desk, do.ChangeFaculty(faculty="BIZ", code="law")) == "code_taken"
    desk.execute(do.ChangeFaculty(faculty="BIZ", code="BIZ", name_id="Bisnis"))
    assert code_of(desk, do.ChangeFaculty(faculty="BIZ", name_en=" ")) == "no_name"
    desk.execute(do.AddProgramme(code="MGT", name_en="Management", faculty="LAW"))
    taken = do.ChangeProgramme(programme="MGT", code="LAW")
    assert code_of(desk, taken) == "code_taken"


def test_a_new_faculty_with_an_old_code_is_another_one(desk, card):
    desk.execute(do.ChangeFaculty(faculty="LAW", code="FH"))
    desk.execute(do.AddFaculty(code="LAW", name_en="Another"))
    desk.execute(do.ChangeProgramme(programme="LAW", code="HK"))
    desk.execute(do.AddProgramme(code="LAW", name_en="Third", faculty="FH"))
    found = desk.directory()
    assert sorted(entry.code for entry in found.faculties) == ["FH", "LAW"]
    assert sorted(entry.code for entry in found.programmes) == ["HK", "LAW"]


def test_a_name_of_before_is_judged_where_it_is_changed_alone(desk, card):
    """What stood there before names were judged stays, as for persons."""
    turned = "Law\u202e"
    run_sql(desk.store.path, f"update faculty set name_id = '{turned}'")
    run_sql(desk.store.path, f"update programme set name_id = '{turned}'")
    desk.execute(do.ChangeFaculty(faculty="LAW", code="FH", name_en="Justice", name_id=turned))
    desk.execute(do.ChangeProgramme(programme="LAW", code="HK", name_id=turned))
    faculty, programme = desk.directory().faculties[0], desk.directory().programmes[0]
    assert (faculty.code, faculty.name.en, faculty.name.id) == ("FH", "Justice", turned)
    assert (programme.code, programme.name.id) == ("HK", turned)
    for change in (do.ChangeFaculty(faculty="FH", name_id=f"{turned}s"),
                   do.ChangeProgramme(programme="HK", name_en=turned)):  # fmt: skip
        assert code_of(desk, change) == "turned"
