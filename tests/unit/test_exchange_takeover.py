"""A list of micro-credentials under way becomes proposed commands, row by row."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from mcdesk import resources
from mcdesk.application.views import FacultyLine, PersonLine, ProgrammeLine
from mcdesk.errors import Trouble
from mcdesk.exchange.cells import day_of, hours_of, listed, split_name, whole_number
from mcdesk.exchange.columns import TARGETS, guess, is_heading, targets_for, without_numbers
from mcdesk.exchange.table_reader import read_file, read_text
from mcdesk.exchange.takeover import Known, Options, Proposal, propose
from mcdesk.exchange.template import put_text, write_template
from mcdesk.procedure.load import read_procedure
from mcdesk.procedure.stage import Label

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.procedure.stage import Stage

LAW = ProgrammeLine("p1", "LAW", Label("Law", "Hukum"), "f1", "LAW", Label("Law", "Hukum"))
NUR = ProgrammeLine("p2", "NUR", Label("Nursing", "Keperawatan"), "f2", "NUR", Label("N", "N"))
INF = ProgrammeLine("p3", "INF", Label("Informatics", "Informatika"), "f3", "IST", Label("I", "I"))
INF2 = ProgrammeLine("p4", "INF", Label("Information", "Informasi"), "f4", "MED", Label("M", "M"))
PERSONS = (
    PersonLine("u1", "Maria Lestari Wibowo", "Dr. Maria Lestari Wibowo, S.H., M.H."),
    PersonLine("u2", "Andreas Putra", "Andreas Putra, S.Kom."),
    PersonLine("u3", "Budi Santoso", "Budi Santoso, S.T."),
    PersonLine("u4", "Budi Santoso", "Budi Santoso, S.H."),
)


@cache
def stages() -> tuple[Stage, ...]:
    path = resources.root() / "procedure" / "uph_ctl.toml"
    procedure = read_procedure(path.read_text(encoding="utf-8"), path.name, [])
    assert procedure is not None
    return procedure.stages


def known(**changes: object) -> Known:
    base = Known(
        today=date(2026, 11, 23),
        stages=stages(),
        programmes=(LAW, NUR, INF, INF2),
        persons=PERSONS,
        codes=frozenset({"MC-LAW-LAW-2601"}),
        titles={"drafting digital contracts": "MC-LAW-LAW-2601"},
    )
    return replace(base, **changes)  # type: ignore[arg-type]


def proposed(text: str, options: Options | None = None, **changes: object) -> Proposal:
    table = read_text(text, is_heading)
    return propose(table, guess(table.headers, targets_for(stages())), known(**changes), options)


def row(**cells: str) -> Proposal:
    """Return what one row becomes; what is not given is a row that is fine."""
    fine = {"Title": "Triage", "Programme": "NUR", "Stage": "3", "Since": "2026-10-01"}
    given = {key: value for key, value in (fine | cells).items() if value is not None}
    return proposed("\t".join(given) + "\n" + "\t".join(given.values()))


def codes(proposal: Proposal) -> list[str]:
    return [finding.code for line in proposal.rows for finding in line.findings]


def test_a_code_that_stands_twice_in_the_list_says_where() -> None:
    lines = ["Kode\tTitle\tProgramme\tStage\tSince", *(
        f"MC-9\tTriage {n}\tNUR\t3\t2026-10-01" for n in range(2))]  # fmt: skip
    first, second = proposed("\n".join(lines)).rows
    assert first.command is not None
    assert second.command is None
    (found,) = [each for each in second.findings if each.level == "block"]
    assert found.sentence() == "The code MC-9 stands twice in this list: in row 2, too."


def test_a_good_row_becomes_a_command() -> None:
    (plan,) = row(
        **{"Judul": "Triase", "SME": "Dr. Maria Lestari Wibowo", "Ronde": "2"},
        **{"Instructional designer": "andreas putra, S.Kom", "Kode": "mc-nur-2607"},
        **{"Class opening": "1 Mei 2027", "CP": "1. Sort; 2. Report", "Jam": "36", "F2": "CTL/7"},
        **{"F2 date": "3/2/2026", "F2 signed by": "Dean", "F1": ""},
    ).rows[:1]
    command = plan.command
    assert command is not None
    assert (command.title_en, command.title_id, command.programme) == ("Triage", "Triase", "p2")
    assert (command.stage, command.since, command.round) == ("proposal", "2026-10-01", 2)
    assert (command.lead, command.designer) == ("u1", "u2")
    assert (command.code, command.opening) == ("MC-NUR-2607", "2027-05-01")
    assert command.essentials == {"outcomes": ["Sort", "Report"], "hours": 36}
    assert {entry["form"]: entry["state"] for entry in command.forms} == {
        "R1": "missing", "R2": "missing", "F2": "before",
    }  # fmt: skip
    assert command.forms[-1]["date"] == "2026-02-03"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"Title": ""}, "no_title"),
        ({"Title": "-"}, "no_title"),
        ({"Title": "T" * 201}, "long_title"),
        ({"Programme": ""}, "no_programme"),
        ({"Programme": "Astrology"}, "unknown_programme"),
        ({"Programme": "INF"}, "ambiguous_programme"),
        ({"Stage": ""}, "no_stage"),
        ({"Stage": "0"}, "unknown_stage"),
        ({"Stage": "15"}, "unknown_stage"),
        ({"Stage": "3.5"}, "unknown_stage"),
        ({"Stage": "-3"}, "unknown_stage"),
        ({"Stage": "٣"}, "unknown_stage"),
        ({"Stage": "4 Proposal of something"}, "unknown_stage"),
        ({"Since": ""}, "no_since"),
        ({"Since": "31/02/2026"}, "no_date"),
        ({"Since": "12/31/2026"}, "no_date"),
        ({"Since": "yesterday"}, "no_date"),
        ({"Since": "2026-11-24"}, "future"),
        ({"Since": "0001-01-01"}, "no_date"),
        ({"Round": "second"}, "round"),
        ({"Round": "0"}, "round"),
        ({"Kode": "A B"}, "bad_code"),
        ({"Kode": "a/b"}, "bad_code"),
        ({"Kode": "mc-law-law-2601"}, "code_taken"),
        ({"Dosen": "Budi Santoso"}, "ambiguous_person"),
        ({"Dosen": "???"}, "no_name"),
        ({"Opening": "soon"}, "no_date"),
        ({"F2 date": "soon"}, "no_date"),
    ],
)
def test_a_bad_row_is_kept_aside_with_its_reason(cells: dict[str, str], code: str) -> None:
    (plan,) = row(**cells).rows
    assert plan.command is None
    assert code in [finding.code for finding in plan.findings if finding.level == "block"]
    assert all(finding.sentence("en") and finding.path for finding in plan.findings)


@pytest.mark.parametrize(
    "text",
    ["3", "3.0", "Stage 3", "tahap 3", "3. Proposal", "3 Penyusunan proposal", "PROPOSAL"],
)
def test_a_stage_is_a_number_or_a_name(text: str) -> None:
    command = row(Stage=text).rows[0].command
    assert command is not None
    assert command.stage == "proposal"


@pytest.mark.parametrize("text", ["NUR", "nursing", "Keperawatan", "NUR-NUR", "p2"])
def test_a_programme_is_a_code_or_a_name(text: str) -> None:
    command = row(Programme=text).rows[0].command
    assert command is not None
    assert command.programme == "p2"


def test_codes_settle_programmes_of_the_same_code() -> None:
    command = row(Programme="ist-inf").rows[0].command
    assert command is not None
    assert command.programme == "p3"


def test_a_misspelt_name_is_offered() -> None:
    plan = row(Programme="Nursng").rows[0]
    assert any("Nursing" in finding.sentence("en") for finding in plan.findings)


def test_unknown_people_are_added_once_with_their_titles() -> None:
    proposal = proposed(
        "Title\tProdi\tStage\tSince\tSME\tDesigner\n"
        "A\tLAW\t3\t2026-01-02\tProf. Dr. Ir. Ratna Dewi, M.Kom., Ph.D.\t\n"
        "B\tLAW\t4\t2026-01-02\tratna dewi\tRatna Dewi\n"
        "C\tLAW\t99\t2026-01-02\tSomebody Else\t\n"
    )
    assert len(proposal.people) == 1
    person = proposal.people[0]
    assert (person.titles_before, person.name) == ("Prof. Dr. Ir.", "Ratna Dewi")
    assert (person.titles_after, person.roles) == ("M.Kom., Ph.D.", ["sme", "id"])
    assert [row.is_ready for row in proposal.rows] == [True, True, False]
    assert [subject for subject, _command in proposal.commands()] == [
        "person:Ratna Dewi", "row:2", "row:3",
    ]  # fmt: skip


def test_unknown_people_block_when_they_are_not_to_be_added() -> None:
    proposal = proposed(
        "Title\tProdi\tStage\tSince\tSME\nA\tLAW\t3\t2026-01-02\tRatna Dewi",
        Options(add_people=False),
    )
    assert codes(proposal) == ["unknown_person"]
    assert not proposal.commands()


def test_several_names_in_one_cell_take_the_first() -> None:
    plan = row(Dosen="Andreas Putra; Maria Lestari Wibowo").rows[0]
    assert plan.command is not None
    assert plan.command.lead == "u2"
    assert [finding.code for finding in plan.findings] == ["several_names"]
    assert plan.others == (("u1", "sme"),)


def test_co_developers_join_the_team_of_their_card() -> None:
    proposal = row(SME="Rina Amelia; Tono; Rina Amelia", Designer="Andreas Putra; Sari")
    (plan,) = proposal.rows
    assert plan.others == (("Tono", "sme"), ("Sari", "id"))
    assert [person.name for person in proposal.people] == ["Rina Amelia", "Tono", "Sari"]
    joins = [command for subject, command in proposal.commands() if subject == "team:2"]
    assert plan.command is not None
    assert plan.command.id
    assert [(j.card, j.person, j.role, j.lead, j.since) for j in joins] == [
        (plan.command.id, "Tono", "sme", None, "2026-10-01"),
        (plan.command.id, "Sari", "id", None, "2026-10-01"),
    ]


NEW = (
    "Title\tProdi\tFakultas\tStage\tSince\n"
    "A\tNursing\tFaculty of Nursing\t3\t2026-01-02\n"
    "B\tInformation Systems\tFaculty of Information Technology\t3\t2026-01-02\n"
    "C\tinformation systems\t\t4\t2026-01-02\n"
    "D\tMED\tFaculty of Information Technology\t99\t2026-01-02\n"
)


def test_unknown_programmes_are_added_with_their_faculties() -> None:
    proposal = proposed(NEW, programmes=())
    assert proposal.adds_programmes
    assert [row.is_ready for row in proposal.rows] == [True, True, True, False]
    assert [(p.name, p.code, p.faculty, p.faculty_code) for p in proposal.unknown] == [
        ("Nursing", "NUR", "Faculty of Nursing", "NUR"),
        ("Information Systems", "IS", "Faculty of Information Technology", "IT"),
        ("MED", "MED", "Faculty of Information Technology", "IT"),
    ]
    subjects = [subject for subject, _command in proposal.commands()]
    assert subjects[:4] == [
        "faculty:Faculty of Nursing", "programme:Nursing",
        "faculty:Faculty of Information Technology", "programme:Information Systems",
    ]  # fmt: skip
    assert "programme:MED" not in subjects, "no row that is ready needs it"
    first, second, third = (row.command for row in proposal.rows[:3])
    assert first
    assert second
    assert third
    assert second.programme == third.programme != first.programme


def test_unknown_programmes_block_where_some_are_known_unless_they_are_wanted() -> None:
    assert "unknown_programme" in codes(row(Programme="Nursng"))
    wanted = proposed(NEW.replace("Nursing", "Midwifery"), Options(add_programmes=True))
    assert [row.is_ready for row in wanted.rows] == [True, True, True, False]
    hint = proposed(NEW.replace("A\tNursing", "A\tNursng"), Options(add_programmes=True))
    assert any("Nursing" in finding.sentence("en") for finding in hint.rows[0].findings)
    off = proposed(NEW, Options(add_programmes=False), programmes=())
    assert not off.ready


def test_codes_of_new_programmes_can_be_written_over() -> None:
    edits = {("nursing", "code"): "kep", ("nursing", "faculty"): "Health"}
    proposal = proposed(NEW, Options(edits=edits), programmes=())
    entry = proposal.unknown[0]
    assert (entry.code, entry.faculty, entry.faculty_code) == ("KEP", "Health", "HEA")
    bad = proposed(NEW, Options(edits={("nursing", "code"): "TOO LONG"}), programmes=())
    assert "bad_programme_code" in codes(bad)
    assert not bad.rows[0].is_ready


def test_a_known_faculty_is_taken_and_no_code_is_given_twice() -> None:
    nursing = FacultyLine("f2", "FON", Label("Faculty of Nursing", "Fakultas Keperawatan"))
    text = NEW.replace("Faculty of Nursing", "Fakultas Keperawatan")
    text += "E\tNursing Research\tFON\t3\t2026-01-02\nF\tNutrition Rights\tFON\t3\t2026-01-02\n"
    proposal = proposed(text, programmes=(), faculties=(nursing,))
    assert [p.faculty_code for p in proposal.unknown] == ["FON", "IT", "IT", "FON", "FON"]
    assert [p.code for p in proposal.unknown] == ["NUR", "IS", "MED", "NR", "NR2"]
    assert not any(s == "faculty:Faculty of Nursing" for s, _c in proposal.commands())


def test_a_programme_put_under_the_only_faculty_is_known_to_be_a_guess() -> None:
    law = FacultyLine("f1", "LAW", Label("Law", "Hukum"))
    alone = "Title\tProgramme\tStage\tSince\nA\tNursing\t3\t2026-01-02\n"
    (entry,) = proposed(alone, programmes=(), faculties=(law,)).unknown
    assert (entry.faculty_code, entry.is_guessed) == ("LAW", True)
    written = Options(edits={("nursing", "faculty"): "Law"})
    (entry,) = proposed(alone, written, programmes=(), faculties=(law,)).unknown
    assert (entry.faculty_code, entry.is_guessed) == ("LAW", False)
    named = proposed(NEW, programmes=(), faculties=(law,)).unknown
    assert not any(entry.is_guessed for entry in named)


def test_the_faculty_settles_programmes_of_the_same_code() -> None:
    assert row(Programme="INF", Fakultas="MED").rows[0].is_ready
    assert not row(Programme="INF").rows[0].is_ready


def test_id_heads_the_designers_but_also_running_numbers() -> None:
    table = read_text("Title\tID\nA\tRina Amelia\nB\tTono", is_heading)
    assert without_numbers(table, guess(table.headers)) == ("title_en", "designer")
    table = read_text("Title\tID\nA\t1\nB\t2", is_heading)
    assert without_numbers(table, guess(table.headers)) == ("title_en", "")


def test_a_code_that_stands_twice_blocks_the_second_row() -> None:
    proposal = proposed(
        "Title\tProdi\tStage\tSince\tCode\n"
        "A\tLAW\t3\t2026-01-02\tMC-9\nB\tLAW\t3\t2026-01-02\tmc-9\n"
        "C\tLAW\tx\t2026-01-02\tMC-8\nD\tLAW\t3\t2026-01-02\tMC-8\n"
    )
    assert [row.is_ready for row in proposal.rows] == [True, False, False, True]


def test_titles_that_stand_twice_are_worth_a_look() -> None:
    proposal = proposed(
        "Title\tProdi\tStage\tSince\n"
        "Drafting digital contracts\tLAW\t3\t2026-01-02\n"
        "Ethics\tLAW\t3\t2026-01-02\nETHICS!\tLAW\t3\t2026-01-02\n"
    )
    words = [finding.sentence("en") for line in proposal.rows for finding in line.findings]
    assert [code for code in codes(proposal) if code == "same_title"] == ["same_title"] * 2
    assert "MC-LAW-LAW-2601" in words[0]
    assert "row 3" in words[1]
    assert len(proposal.ready) == 3


def test_an_indonesian_title_alone_stands_in() -> None:
    for title, remarks in (("", []), ("\tTitle", ["no_english"])):
        plan = proposed(f"Judul\tProdi\tTahap\tSejak{title}\nEtika\tHukum\t3\t2/1/2026").rows[0]
        assert plan.command is not None
        assert (plan.command.title_en, plan.command.title_id) == ("Etika", "Etika")
        assert [finding.code for finding in plan.findings] == remarks


def test_earlier_forms_are_outside_or_not_found() -> None:
    plan = row(**{"Stage": "4", "R1": "12/CTL", "No F2": "not found", "F5": "7", "F3 number": "9"})
    command = plan.rows[0].command
    assert command is not None
    states = {entry["form"]: (entry["state"], entry.get("number", "")) for entry in command.forms}
    assert states == {
        "R1": ("before", "12/CTL"), "R2": ("missing", ""), "F2": ("missing", ""),
        "F3": ("before", "9"),
    }  # fmt: skip
    assert "later_form" in codes(plan)


def test_earlier_forms_may_be_left_out() -> None:
    text = "Title\tProdi\tStage\tSince\nA\tLAW\t9\t2026-01-02"
    plan = proposed(text, Options(note_missing=False)).rows[0]
    assert plan.command is not None
    assert plan.command.forms == []


def test_findings_do_not_read_what_people_wrote_as_places() -> None:
    words = row(Programme="{n} {0} %s").rows[0].findings[0].sentence("en")
    assert "{n} {0} %s" in words


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-04", "2026-03-04"), ("4/3/2026", "2026-03-04"), ("04-03-26", "2026-03-04"),
        ("4.3.2026", "2026-03-04"), ("4 March 2026", "2026-03-04"), ("4 Maret 2026", "2026-03-04"),
        ("Rabu, 4 Maret 2026", "2026-03-04"), ("4-Agu-2026", "2026-08-04"),
        ("46085", "2026-03-04"), ("46085.5", "2026-03-04"), ("2026-03-04 09:30", "2026-03-04"),
        ("2026-03-04T09:30:00Z", "2026-03-04"), ("4/3/2026 9:30:00 AM", "2026-03-04"),
        ("29/2/2025", ""), ("4/3", ""), ("3", ""), ("99999999", ""), ("", ""), ("2026", ""),
        ("1/1/1899", ""), ("²/3/2026", ""), ("4/٣/2026", ""), ("00/00/2026", ""),
    ],
)  # fmt: skip
def test_days(text: str, day: str) -> None:
    assert day_of(text) == day


def test_small_things() -> None:
    texts = ("3", "3.0", " 12 ", "3,00", "3,5", "²", "", "12345678", "12.000", "1.500")
    assert [whole_number(text) for text in texts] == [3, 3, 12, 3, *[None] * 6]
    hours = ("3", "3.0", "1.5", "1,5", " 0,25 ", "12.50", "12.000", "1.125", "x", "1.²", "")
    assert [hours_of(text) for text in hours] == [3, 3, "1.5", "1.5", "0.25", "12.5", *[None] * 5]
    assert [whole_number(text) for text in ("-3", "+3", "1 200", "1.000.000", "٣")] == [
        None, 3, 1200, None, None,
    ]  # fmt: skip
    assert [hours_of(text) for text in ("-1.5", "1.200,5", "1,200.5", "1.2005")] == [
        None, "1200.5", "1200.5", None,
    ]  # fmt: skip
    several = ("12 14", "1 30", "1'30", "2 0 2 6", "12 3456", "1 200 30", "2\n150", "2\t150")
    assert [whole_number(text) for text in several] == [None] * 8
    assert whole_number("1\u202f200") == 1200
    assert [hours_of(text) for text in ("1 30", "1'30", "2 000,5", "2'000.5")] == [
        None, None, "2000.5", "2000.5",
    ]  # fmt: skip
    assert listed("- one\n- two\n") == ["one", "two"]
    assert listed("one; two;") == ["one", "two"]
    lines = "1. Law\n2) Tax\n12.Trade\n1.5 hours of practice\n4.0 industry"
    assert listed(lines) == ["Law", "Tax", "Trade", "1.5 hours of practice", "4.0 industry"]
    assert listed("") == []
    assert listed("1. Law\n2) Tax\n3.Trade\n10. Ten") == ["Law", "Tax", "Trade", "Ten"]
    decimals = ["1.5 hours of practice", "4.0 industry", "12.30 a talk", "1.1.2 Law", "3)4"]
    assert listed("\n".join(decimals)) == decimals
    assert split_name("Dr.") == ("", "Dr.", "")
    assert split_name("  dr. Ani   Sari , Sp.A") == ("dr.", "Ani Sari", "Sp.A")
    assert split_name("Dewi") == ("", "Dewi", "")


def test_each_meaning_is_given_once() -> None:
    headings = ["Judul MC", "Nama Prodi", "Posisi tahap", "Tahap", "Tanggal masuk tahap", "", "ID"]
    assert guess(headings) == ("title_id", "programme", "", "stage", "since", "", "designer")
    labels = [target.label.en for target in TARGETS] + [target.label.id for target in TARGETS]
    assert all(map(is_heading, labels))


def test_the_template_can_be_read_back(tmp_path: Path) -> None:
    for language in ("en", "id"):
        path = tmp_path / f"{language}.xlsx"
        write_template(path, language, stages(), (LAW, NUR))
        import openpyxl

        book = openpyxl.load_workbook(path)
        sheet = book.worksheets[0]
        put_text(sheet, 2, 1, "=HYPERLINK(1)")
        for column, text in ((2, "Triage"), (4, "NUR-NUR"), (5, "3 Proposal"), (6, "1/2/2026")):
            put_text(sheet, 2, column, text)
        book.save(path)
        table = read_file(path, is_heading)
        found = guess(table.headers, targets_for(stages()))
        assert "" not in found
        assert table.rows[0][0] == "=HYPERLINK(1)"
        plan = propose(table, found, known()).rows[0]
        assert [finding.code for finding in plan.findings] == [] if plan.command else ["bad_code"]


def test_a_template_that_cannot_be_written_is_a_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble):
        write_template(tmp_path / "no" / "x.xlsx", "en", stages(), ())
    assert list(tmp_path.iterdir()) == []


def test_what_no_column_holds_is_said_once_for_all_rows():
    text = "Title\tProgramme\nFirst Aid\tNursing\nLabour Law\tLAW\n"
    given = {"stage": "3", "since": "2026-10-01"}
    rows = proposed(text, Options(for_all=given)).rows
    assert [(row.command.stage, row.command.since) for row in rows if row.command] == [
        ("proposal", "2026-10-01"), ("proposal", "2026-10-01"),
    ]  # fmt: skip
    only = proposed("Title\nFirst Aid\n", Options(for_all={**given, "programme": "LAW-LAW"}))
    assert only.rows[0].is_ready


def test_a_column_goes_before_what_is_said_for_all_rows():
    text = (
        "Title\tProgramme\tStage\tSince\nFirst Aid\tNursing\t4\t1/9/2026\nCare\tNUR\t\t1/9/2026\n"
    )
    rows = proposed(text, Options(for_all={"stage": "3"})).rows
    assert [row.is_ready for row in rows] == [True, False]
    assert rows[0].command.stage == "timeline"


@pytest.mark.parametrize("heading", ["Desainer", "Perancang", "desainer instruksional"])
def test_a_column_of_designers_is_known_by_its_indonesian_names(heading: str) -> None:
    assert guess(("Judul", heading)) == ("title_id", "designer")


def test_a_round_is_called_in_indonesian_as_it_is_everywhere():
    words = next(target for target in TARGETS if target.key == "round")
    assert words.label.id == "Putaran"
    assert {"putaran", "ronde"} <= set(words.names)
