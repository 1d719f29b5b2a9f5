"""A pasted list of people: what each row becomes, who is known, what is refused and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from mcdesk.application.views import Directory, FacultyLine, OfficeLine, PersonEntry, ProgrammeLine
from mcdesk.exchange.people import KnownPeople, PeoplePlan, is_headed, plan_people
from mcdesk.exchange.people_columns import has_headings, is_heading, mapping_of
from mcdesk.exchange.table_reader import read_text
from mcdesk.procedure.commands import AddPerson, AppointOffice
from mcdesk.procedure.stage import Label

ROLES = {
    "sme": Label("Lecturer (SME)", "Dosen pengembang (SME)"),
    "id": Label("Instructional designer", "Perancang pembelajaran"),
    "gd": Label("Graphic designer", "Desainer grafis"),
    "hsp": Label("Head of Study Program", "Ketua Program Studi"),
    "dean": Label("Dean", "Dekan"),
    "hc": Label("Head of Curriculum", "Kepala Kurikulum"),
    "ctl": Label("CTL coordinator", "Koordinator CTL"),
    "ctl_lead": Label("CTL lead", "Pimpinan CTL"),
}
SCOPES = {
    "hsp": "programme",
    "dean": "faculty",
    "hc": "university",
    "ctl": "university",
    "sme": "card",
}
TODAY = date(2026, 11, 23)


def entry(id_: str, name: str, email: str = "", login: str = "", *roles: str) -> PersonEntry:
    offices = tuple(
        OfficeLine(f"{id_}-{role}", role, ROLES[role], Label("", ""), "", "") for role in roles
    )
    return PersonEntry(id_, name, "", "", "", "", "", email, login, offices)


DIRECTORY = Directory(
    (
        entry("p1", "SME-01", "sme01@campus.ac.id", "sme01", "sme"),
        entry("p2", "LEAD-01", "lead@campus.ac.id", "lead", "ctl_lead"),
    ),
    (FacultyLine("f1", "FST", Label("Science and Technology", "Sains dan Teknologi")),),
    (
        ProgrammeLine("g1", "INF", Label("Information Systems", "Sistem Informasi"), "f1", "FST",
                      Label("Science and Technology", "Sains dan Teknologi")),
        ProgrammeLine("g2", "MAT", Label("Mathematics", "Matematika"), "f1", "FST",
                      Label("Science and Technology", "Sains dan Teknologi")),
    ),
)  # fmt: skip
HEADS = "Name\tE-mail\tRoles\tLogin\tProgramme"


NAMESAKES = (
    *DIRECTORY.people,
    entry("b1", "NAME-01", "one@campus.ac.id", "one"),
    entry("b2", "NAME-01", "two@campus.ac.id", "two"),
    entry("o1", "OFFICE-01", "dean@campus.ac.id"),
    entry("o2", "OFFICE-02", "dean@campus.ac.id"),
    entry("n1", "BARE-01"),
)


def plan(
    *rows: str,
    head: str = HEADS,
    mine: tuple[str, ...] = (),
    people: tuple[PersonEntry, ...] = DIRECTORY.people,
) -> PeoplePlan:
    text = "\n".join((head, *rows) if head else rows)
    info: Any = SimpleNamespace(role_labels=ROLES, role_scopes=SCOPES, roles=mine)
    known = KnownPeople(replace(DIRECTORY, people=people), info, TODAY)
    table = read_text(text, is_heading)
    if not is_headed(table, known):
        table = read_text(text, headings=False)
    return plan_people(table, known)


def only(made: PeoplePlan) -> Any:
    assert len(made.rows) == 1
    return made.rows[0]


def codes(row: Any) -> list[str]:
    return [finding.code for finding in row.findings]


def test_a_new_person_is_one_command_with_titles_and_roles() -> None:
    row = only(plan("Dr. NEW-01, M.Kom.\tnew01@campus.ac.id\tSME, Perancang pembelajaran\tnew01\t"))
    (command,) = row.commands
    assert isinstance(command, AddPerson)
    assert (command.titles_before, command.name, command.titles_after) == (
        "Dr.",
        "NEW-01",
        "M.Kom.",
    )
    assert (command.email, command.login) == ("new01@campus.ac.id", "new01")
    assert command.roles == ["sme", "id"]
    assert row.becomes == "new"
    assert row.roles == ("Lecturer (SME)", "Instructional designer")


@pytest.mark.parametrize(
    ("role", "place", "programme", "faculty"),
    [
        ("Head of Study Program", "Information Systems", "g1", ""),
        ("Kaprodi", "fst-inf", "g1", ""),
        ("hsp", "INF", "g1", ""),
        ("Dean", "FST", "", "f1"),
        ("Dekan", "Sains dan Teknologi", "", "f1"),
        ("Dean", "Mathematics", "", "f1"),
    ],
)
def test_an_office_is_held_for_what_the_directory_knows(
    role: str, place: str, programme: str, faculty: str
) -> None:
    row = only(plan(f"NEW-01\t\t{role}\t\t{place}"))
    added, office = row.commands
    assert isinstance(added, AddPerson)
    assert isinstance(office, AppointOffice)
    assert office.person == added.id
    assert (office.programme, office.faculty, office.since) == (programme, faculty, "2026-11-23")
    assert added.roles == []


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("\tx@campus.ac.id\tSME\t\t", "no_name"),
        ("NEW-01\t\tWizard\t\t", "role"),
        ("NEW-01\t\tDean\t\t", "scope"),
        ("NEW-01\t\thsp\t\tAlchemy", "place"),
        ("NEW-01\t\tSME\tsme01\t", "login_taken"),
        ("SME-01\tother@campus.ac.id\tID\t\t", "other_person"),
        ("NEW-01\t\tCTL lead\t\t", "lead_only"),
        (f"{'N' * 500}\t\tSME\t\t", "long"),
    ],
)
def test_what_cannot_be_is_refused_with_the_reason(row: str, code: str) -> None:
    made = plan(row, "NEW-02\t\tGraphic designer\t\t")
    refused, taken = made.rows
    assert (refused.becomes, refused.commands) == ("refused", ())
    assert code in codes(refused)
    assert taken.becomes == "new"
    assert len(made.commands()) == 1


def test_who_is_there_gets_only_what_is_missing() -> None:
    more, known = plan(
        "Prof. SME-01, Ph.D.\tSME01@campus.ac.id\tSME; ID\tsme01\t", "LEAD-01\t\t\t\t"
    ).rows
    assert (more.becomes, more.roles) == ("more", ("Instructional designer",))
    (office,) = more.commands
    assert (office.person, office.role) == ("p1", "id")
    assert (known.becomes, known.commands) == ("known", ())


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("NAME-01\t\tDean\t\tFST",
         "Several people are called NAME-01: write the e-mail or the login that the directory has "
         "of the one who is meant."),
        ("NAME-01\tthree@campus.ac.id\tDean\t\tFST",
         "Several people are called NAME-01: write the e-mail or the login that the directory has "
         "of the one who is meant."),
        ("OFFICE-03\tdean@campus.ac.id\tDean\t\tFST",
         "Several people have the e-mail dean@campus.ac.id: write the name or the login that the "
         "directory has of the one who is meant."),
        ("SME-01\t\tDean\tother\tFST",
         "SME-01 is in the directory with the login sme01. If this is somebody else, use “Add a "
         "person…”."),
        ("SME-01\tsme01@campus.ac.id\tDean\tother\tFST",
         "SME-01 is in the directory with the login sme01. If this is somebody else, use “Add a "
         "person…”."),
    ],
)  # fmt: skip
def test_nobody_gets_an_office_where_it_is_not_known_who_is_meant(row: str, said: str) -> None:
    refused = only(plan(row, people=NAMESAKES))
    assert (refused.becomes, refused.commands) == ("refused", ())
    assert [finding.sentence("en") for finding in refused.findings] == [said]


@pytest.mark.parametrize(
    ("row", "person"),
    [
        ("NAME-01\ttwo@campus.ac.id\tDean\t\tFST", "b2"),
        ("NAME-01\t\tDean\ttwo\tFST", "b2"),
        ("OFFICE-02\tdean@campus.ac.id\tDean\t\tFST", "o2"),
        ("SME-01\t\tDean\tSME01\tFST", "p1"),
    ],
)
def test_an_office_goes_to_the_one_whom_e_mail_login_and_name_tell_apart(
    row: str, person: str
) -> None:
    made = only(plan(row, people=NAMESAKES))
    assert [command.person for command in made.commands] == [person]
    assert not made.findings


def test_what_the_directory_lacks_of_a_known_person_is_not_dropped_without_a_word() -> None:
    row = only(plan("BARE-01\tbare@campus.ac.id\tID\tbare\t", people=NAMESAKES))
    assert (row.becomes, codes(row)) == ("more", ["not_entered", "not_entered"])
    assert row.findings[1].sentence("en") == (
        "The directory has no login of BARE-01, and “bare” is not entered: write it there."
    )


def test_rows_that_differ_name_the_row_above_and_not_the_directory() -> None:
    _first, mail, login, _other, more = plan(
        "NEW-01\tn1@campus.ac.id\tSME\tnew1\t",
        "NEW-01\tn2@campus.ac.id\tID\t\t",
        "NEW-01\t\tID\tnew2\t",
        "NEW-03\t\tSME\t\t",
        "NEW-03\t\tID\tnew3\t",
    ).rows
    assert more.findings[0].sentence("en") == (
        "Row 5 has no login of NEW-03, and “new3” is not entered: write it there."
    )
    assert [each.findings[0].sentence("en") for each in (mail, login)] == [
        "NEW-01 stands in row 2 with the e-mail n1@campus.ac.id. If this is somebody else, use "
        "“Add a person…”.",
        "NEW-01 stands in row 2 with the login new1. If this is somebody else, use “Add a "
        "person…”.",
    ]


def test_one_person_in_two_rows_is_entered_once() -> None:
    first, second = plan("NEW-01\tn@campus.ac.id\tSME\t\t", "NEW-01\t\tGraphic designer\t\t").rows
    assert (first.becomes, second.becomes) == ("new", "more")
    assert second.commands[0].person == first.commands[0].id
    assert codes(second) == ["same_row"]
    assert second.findings[0].params == {"row": first.number}


def test_a_lead_makes_a_lead() -> None:
    assert only(plan("NEW-01\t\tPimpinan CTL\t\t", mine=("ctl_lead",))).becomes == "new"


def test_what_is_odd_is_taken_and_said() -> None:
    row = only(plan("NEW-01\tno address\tSME\t\tINF"))
    assert row.becomes == "new"
    assert codes(row) == ["programme_unused", "address"]
    other = only(plan("SME-1\tsme01@campus.ac.id\tID\t\t"))
    assert (other.becomes, codes(other)) == ("more", ["other_name"])


def test_columns_are_known_in_either_language_and_any_order() -> None:
    row = only(plan("SME\tNEW-01\tnew01", head="Peran\tNama lengkap\tAkun"))
    assert (row.commands[0].name, row.commands[0].login) == ("NEW-01", "new01")
    assert mapping_of(("Surel", "Nama", "Nama"), headed=True) == ("email", "name", "_2")


def test_a_list_without_headings_is_read_in_the_order_that_is_asked_for() -> None:
    rows = plan("NEW-01\tn1@campus.ac.id\tSME\tnew1", "NEW-02\tn2@campus.ac.id\tID", head="").rows
    assert [row.commands[0].email for row in rows] == ["n1@campus.ac.id", "n2@campus.ac.id"]
    assert [row.number for row in rows] == [1, 2]


@pytest.mark.parametrize(("number", "names"), [
    ("{n}", ["NEW-01", "NEW-02"]), ("{n}.", ["NEW-01", "NEW-02"]), ("7{n}", ["71", "72"]),
])  # fmt: skip
def test_numbers_that_count_the_rows_of_a_list_without_headings_are_nobody(number, names):
    row = f"{number}\tNEW-0{{n}}\tn{{n}}@campus.ac.id\tSME\tnew{{n}}"
    rows = plan(row.format(n=1), row.format(n=2), head="").rows
    assert [each.name for each in rows] == names


@pytest.mark.parametrize("role", ["lecturer", "Dosen"])
def test_the_role_of_the_first_person_is_no_heading(role):
    """Both are words that may stand over the names."""
    rows = plan(
        f"NEW-01\tn1@campus.ac.id\t{role}", f"NEW-02\tn2@campus.ac.id\t{role}", head=""
    ).rows
    assert [row.name for row in rows] == ["NEW-01", "NEW-02"]


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("NIDN\tDosen", "0312\tNEW-0{n}"),
        ("No\tDosen\tNIDN", "{n}\tNEW-0{n}\t0312"),
        ("NIDN\tLecturer\tPhone", "0312\tNEW-0{n}\t"),
        ("NIDN\tDosen\tEmail\tHP\tAlamat", "0312\tNEW-0{n}\tn{n}@campus.ac.id\t08\tJl. 1"),
    ],
)
def test_names_stand_where_the_heading_says_whatever_stands_beside_them(head: str, row: str):
    """The rows below tell: in the column there stand no roles."""
    made = plan(row.format(n=1), row.format(n=2), head=head)
    assert [each.name for each in made.rows] == ["NEW-01", "NEW-02"]
    assert [each.becomes for each in made.rows] == ["new", "new"]


@pytest.mark.parametrize(
    ("address", "below"),
    [
        ("n1@campus.ac.id", "Somebody"),
        ("", "Dosen"),
        ("", "Desainer grafis"),
        ("", "SME, Desainer grafis"),
        ("", ""),
    ],
)
def test_a_role_is_no_heading_where_roles_stand_below_or_an_address_beside_it(
    address: str, below: str
):
    first = f"NEW-01\t{address}\tDosen"
    made = plan(first, f"NEW-02\tn2@campus.ac.id\t{below}", head="")
    assert [each.name for each in made.rows] == ["NEW-01", "NEW-02"]
    assert codes(made.rows[0]) == []


def test_a_role_is_no_heading_beside_a_place_that_may_be_one():
    rows = plan("NEW-01\tLecturer\tProgram", "NEW-02\tLecturer\tINF", head="").rows
    assert [row.name for row in rows] == ["NEW-01", "NEW-02"]


@pytest.mark.parametrize(
    ("rows", "names"),
    [
        (("NEW-01\tLecturer", "NEW-02\tVice Dean"), ["NEW-01", "NEW-02"]),
        (("NEW-01\tDosen", "NEW-02\tDosen tetap"), ["NEW-01", "NEW-02"]),
        (("NEW-01\tLecturer\tFaculty", "NEW-02\tAssociate Professor\tFST"), ["NEW-01", "NEW-02"]),
        (("NEW-01\tDosen\t-", "NEW-02\tDosen tetap\t0812"), ["NEW-01", "NEW-02"]),
        (("1\tNEW-01\tLecturer", "2\tNEW-02\tVice Dean"), ["NEW-01", "NEW-02"]),
        (("NEW-01\tDosen\tProgram",), ["NEW-01"]),
    ],
)
def test_a_title_below_that_is_no_role_here_makes_no_heading_of_the_role_above(
    rows: tuple[str, ...], names: list[str]
):
    """Nobody is lost: the first row is somebody's, until a heading stands in it."""
    assert [row.name for row in plan(*rows, head="").rows] == names


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("Prodi\tDosen", "INF\tNEW-01"),
        ("Urutan\tDosen", "1\tNEW-01"),
        ("Kode\tDosen", "INF-07\tNEW-01"),
        ("Asal\tDosen\tE-mail", "INF\tNEW-01\tn1@campus.ac.id"),
        ("Asal\tDosen\tPeran", "INF\tNEW-01\tSME"),
    ],
)
def test_a_heading_beside_it_tells_that_the_names_stand_below(head: str, row: str):
    assert only(plan(row, head=head)).name == "NEW-01"


@pytest.mark.parametrize("head", ["Dosen", "Nama\tNIDN\tHP", "Peran\tDosen\tAkun", "Dosen\tHP"])
def test_headings_are_headings_with_unknown_ones_beside_them_too(head):
    assert has_headings(head.split("\t"))


def test_an_office_that_is_over_can_be_given_anew() -> None:
    past = replace(DIRECTORY.people[0].offices[0], until="2026-01-01")
    people = (replace(DIRECTORY.people[0], offices=(past,)), *DIRECTORY.people[1:])
    info: Any = SimpleNamespace(role_labels=ROLES, role_scopes=SCOPES, roles=())
    known = KnownPeople(replace(DIRECTORY, people=people), info, TODAY)
    made = plan_people(read_text(f"{HEADS}\nSME-01\t\tSME\t\t", is_heading), known)
    assert only(made).becomes == "more"


def test_an_address_that_cannot_be_one_is_left_out_and_a_login_refused():
    row = only(plan("NEW-01\tnowhere\tSME\tnew01\t"))
    assert (row.becomes, row.commands[0].email) == ("new", "")
    assert codes(row) == ["address"]
    assert only(plan("NEW-01\ta@b.id\tSME\tnew 01\t")).becomes == "refused"
    assert only(plan("NEW\u202e-01\ta@b.id\tSME\tnew01\t")).commands[0].name == "NEW-01"


def test_who_is_given_an_office_that_another_holds_is_told_beside_the_row() -> None:
    made = plan("NEW-01\t\thsp\t\tINF", "NEW-02\t\thsp\t\tINF", "NEW-03\t\thsp\t\tMAT")
    first, second, third = made.rows
    assert (codes(first), codes(second), codes(third)) == ([], ["held_by_two"], [])
    assert second.becomes == "new"
    assert second.findings[0].sentence().startswith("NEW-01 is Head of Study Program")


def test_who_is_given_an_office_of_the_whole_university_that_another_holds_is_told_too() -> None:
    made = plan("NEW-01\t\thc\t\t", "NEW-02\t\thc\t\t", "NEW-03\t\tsme\t\t", "NEW-04\t\tsme\t\t")
    assert [codes(row) for row in made.rows] == [[], ["held_by_two"], [], []]
