"""Contribution statements and catalogue sheets: what counts, for whom, when, and on one page."""

from __future__ import annotations

import itertools
import re
import shutil
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from mcdesk.bootstrap import App
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import semester_days
from mcdesk.reports import words
from mcdesk.reports.catalogue import print_catalogue
from mcdesk.reports.shortened import cut
from mcdesk.reports.statement import print_statement
from tests.asking import form_of
from tests.conftest import TODAY
from tests.reports.reading import text_of
from tests.walk import PEOPLE, Walker, create

SEMESTER = (date(2026, 8, 1), date(2027, 1, 31))


def printed(print_, what) -> PdfReader:
    out = BytesIO()
    assert print_(what, out)
    return PdfReader(BytesIO(out.getvalue()))


@pytest.fixture(scope="module")
def confirming(new_files, tmp_path_factory) -> Path:
    """A workspace with MC-1 at stage 12, for each test to copy."""
    path = Path(shutil.copy(new_files["card"], tmp_path_factory.mktemp("confirming")))
    moments, begun = itertools.count(), datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    app = App(now=lambda: begun + timedelta(milliseconds=next(moments)), day=lambda: TODAY)
    desk = app.open(path)
    Walker(desk).to("confirmation")
    app.close(desk)
    return path


@pytest.fixture
def desk(request, app, new_files, tmp_path):
    """A workspace with MC-1 at stage 12 for whoever walks on from there, or at stage 1."""
    is_walked = "walker" in request.fixturenames
    source = request.getfixturevalue("confirming") if is_walked else new_files["card"]
    made = app.open(Path(shutil.copy(source, tmp_path / "test.mcdesk")))
    yield made
    app.close(made)


@pytest.fixture
def walker(desk):
    return Walker(desk)


def confirm(walker: Walker, *, sign: bool = True) -> None:
    """Fill the confirmation with contributions of two people and have it signed."""
    desk = walker.desk
    desk.execute(do.OpenForm(card="MC-1", form="F8"))
    rows = [
        {"person": "SME-03", "role": "Lead SME", "parts": "Modules 1, 2", "hours": "60.5"},
        {"person": "SME-03", "role": "Re-examination", "parts": "Video 1", "hours": "4"},
        {"person": "ID-02", "role": "Designer", "parts": "All", "hours": "80"},
    ]
    people = {entry.name: entry.id for entry in desk.directory().people}
    for row in rows:
        cells = {**row, "person": people[row["person"]]}
        desk.execute(do.AddRow(form="MC-1/F8", field="k8", cells=cells))
    if sign:
        walker.confirm()


def test_only_what_was_confirmed_counts_for_the_person_and_the_semester(walker, desk):
    confirm(walker, sign=False)
    assert desk.statement("SME-03", *SEMESTER).lines == ()
    walker.confirm()
    told = desk.statement("SME-03", *SEMESTER)
    assert [(e.code, e.role, str(e.hours)) for e in told.lines if e.hours] == [
        ("MC-1", "Lead SME", "60.5"),
        ("MC-1", "Re-examination", "4"),
    ]
    assert told.lines[0].confirmed_on == TODAY.isoformat()
    assert [e.parts for e in desk.statement("ID-02", *SEMESTER).lines if e.hours] == ["All"]
    later = (SEMESTER[1] + timedelta(days=1), SEMESTER[1] + timedelta(days=180))
    assert desk.statement("SME-03", *later).lines == ()


def test_what_fell_counts_no_more(walker, desk):
    confirm(walker)
    assert desk.statement("SME-03", *SEMESTER).lines
    desk.execute(do.ChangeForm(form="MC-1/F8", reason="hours were wrong"))
    rows = desk.form(form_of(desk, "F8")).content.table("k8")
    row = next(entry for entry in rows if entry.text("hours") == "60.5")
    desk.execute(
        do.SetCell(form="MC-1/F8", field="k8", row=row.id, column="hours", new="1", base="60.5")
    )
    assert desk.statement("SME-03", *SEMESTER).lines == ()


def test_the_statement_sums_up_and_leaves_room_for_ctl(walker, desk):
    confirm(walker)
    draft = text_of(printed(print_statement, desk.statement("SME-03", *SEMESTER)))
    assert "DRAFT" in draft
    assert "it gets its number when" in draft
    assert "Place, date" not in draft
    number(desk, "SME-03")
    reader = printed(print_statement, desk.statement("SME-03", *SEMESTER))
    told = text_of(reader)
    assert "Statement of Contribution" in told
    assert "Surat Keterangan Kontribusi" in told
    assert "Odd semester 2026/2027 / Semester Gasal 2026/2027" in told
    assert "1 Aug 2026 – 31 Jan 2027" in told
    assert "The period lasts until 31 Jan 2027" in told
    assert "CTL/MC/SK/2026/0001" in told
    digest = words.grouped(desk.statement("SME-03", *SEMESTER).digest, 3)
    assert f"CTL/MC/SK/2026/0001 · {digest}" in told
    assert "printed again it has the same number and code" in told
    assert digest not in draft, "what is not given yet can be compared with nothing"
    assert "DRAFT" not in told
    assert "Place, date" in told
    assert "Total: 64,5 h; micro-credentials: 1" in told
    assert "CTL-01" in told  # the one who holds the office of the CTL lead
    assert len(reader.pages) == 1


def test_a_statement_without_entries_is_a_draft_that_says_why(desk, card):
    told = text_of(printed(print_statement, desk.statement("SME-03", *SEMESTER)))
    assert "no entries" in told
    assert "DRAFT / DRAF" in told
    assert "nothing that this person contributed was confirmed" in told
    assert "Place, date" not in told
    assert "CTL-01" not in told
    with pytest.raises(Refused, match="Nobody"):
        desk.statement("Nobody", *SEMESTER)


def number(desk, person: str, typed: str = "") -> None:
    since, until = (day.isoformat() for day in SEMESTER)
    desk.execute(do.NumberStatement(person=person, since=since, until=until, number=typed))


def test_a_number_that_is_typed_is_kept_if_it_is_free(walker, desk):
    confirm(walker)
    frozen = next(f for f in desk.outline("MC-1").forms if f.kind == "F2").form_id
    taken = desk.form(frozen).header.number
    for typed, code in ((taken, "number_taken"), ("1\n2", "bad_number"), ("9" * 81, "bad_number")):
        with pytest.raises(Refused) as refused:
            number(desk, "SME-03", typed)
        assert [each.code for each in refused.value.findings] == [code]
    number(desk, "SME-03", " CTL/MC/SK/2026/0001 ")
    assert desk.statement("SME-03", *SEMESTER).document == "CTL/MC/SK/2026/0001"
    with pytest.raises(Refused, match="was given before"):
        number(desk, "ID-02", "CTL/MC/SK/2026/0001")
    number(desk, "ID-02")
    assert desk.statement("ID-02", *SEMESTER).document == "CTL/MC/SK/2026/0002"


def test_the_same_statement_keeps_its_number_and_another_gets_the_next(walker, desk):
    with pytest.raises(Refused, match="nothing to number"):
        number(desk, "SME-03")
    confirm(walker)
    number(desk, "SME-03")
    with pytest.raises(Refused, match="CTL/MC/SK/2026/0001 already"):
        number(desk, "SME-03")
    number(desk, "ID-02")
    told = [desk.statement(name, *SEMESTER) for name in ("SME-03", "ID-02")]
    assert [each.document[-4:] for each in told] == ["0001", "0002"]
    assert not any(each.is_draft or each.is_provisional for each in told)
    create(desk, "MC-2")
    Walker(desk, "MC-2").fill("R1", {"topic": "Contracts", "reason": "plh"})
    with pytest.raises(Refused, match="given before"):
        desk.execute(do.FreezeForm(form="MC-2/R1", number="CTL/MC/SK/2026/0002"))
    desk.execute(do.ChangeForm(form="MC-1/F8", reason="hours were wrong"))
    row = desk.form(form_of(desk, "F8")).content.table("k8")[0]
    cell = {"field": "k8", "row": row.id, "column": "hours"}
    desk.execute(do.SetCell(form="MC-1/F8", **cell, new="61"))
    walker.freeze("F8")
    walker.sign("F8", "sme", "id", "gd", "dcs", "hsp:acknowledge", "ctl:accept")
    assert desk.statement("SME-03", *SEMESTER).document == "", "it says something else now"
    number(desk, "SME-03")
    assert desk.statement("SME-03", *SEMESTER).document == "CTL/MC/SK/2026/0003"


def test_a_number_is_ctl_s_to_give_and_about_days(walker, desk):
    confirm(walker)
    with pytest.raises(Refused, match="from one to another"):
        desk.execute(do.NumberStatement(person="SME-03", since="2027-01-31", until="2026-08-01"))
    desk.use_person(next(p.id for p in desk.info().persons if p.name == "GD-01"))
    with pytest.raises(Refused):
        number(desk, "SME-03")


def test_a_semester_that_has_not_begun_has_no_letter_to_sign(desk, card):
    coming = date(2027, 2, 1), date(2027, 7, 31)
    told = text_of(printed(print_statement, desk.statement("SME-03", *coming)))
    assert "Even semester 2026/2027 / Semester Genap 2026/2027" in told
    assert "DRAFT / DRAF" in told
    assert "the period has not begun" in told
    assert "Place, date" not in told
    assert desk.statement("SME-03", coming[0], date(2027, 7, 30)).semester is None


@pytest.mark.parametrize("year", ["2026", "2026/2028", "26/27", "", "2026/2027/2028"])
def test_only_an_academic_year_has_semesters(year):
    assert semester_days(year, "odd") is None
    assert semester_days("2026/2027", "even") == (date(2027, 2, 1), date(2027, 7, 31))


def test_a_catalogue_sheet_is_one_page_however_much_there_is(desk, card):
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    desk.execute(do.SetValue(form="MC-1/F2", path="p47", new="A text for learners. " * 30))
    for number in range(3, 11):
        cells = {"no": str(number), "title": f"Module {number}", "outcomes": ["LO1"], "hours": "3"}
        desk.execute(do.AddRow(form="MC-1/F2", field="p35", cells=cells))
        cells = {"code": f"LO{number + 1}", "statement": f"Outcome number {number} " * 6}
        desk.execute(do.AddRow(form="MC-1/F2", field="p20", cells=cells))
    reader = printed(print_catalogue, desk.catalogue("MC-1"))
    told = text_of(reader)
    assert len(reader.pages) == 1
    assert "Module 10" in told
    assert "Outcome number 10" in told
    assert "Penyusunan Kontrak Digital" in told
    assert "A text for learners." in told


def scale_drawn(reader) -> float:
    """Return how much smaller the first page draws what has to fit onto it."""
    data = reader.pages[0].get_contents().get_data().decode("latin-1")
    found = re.findall(r"^(0?\.\d+) 0 0 0?\.\d+ \S+ \S+ cm", data, re.MULTILINE)
    return min(map(float, found), default=1.0)


@pytest.mark.parametrize(("outcomes", "modules"), [(7, 8), (60, 60)])
def test_with_the_longest_texts_it_is_one_page_and_says_that_it_was_shortened(
    desk, card, outcomes, modules
):
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    sentence = "Learners of this group read, compare and decide in their own work. "
    listed = [f"A skill that is called by a long name, number {n}" for n in range(40)]
    for path, value in {"p47": (sentence * 12)[:600], "p16": (sentence * 12)[:500], "p18": listed,
                        "p23": listed}.items():  # fmt: skip
        desk.execute(do.SetValue(form="MC-1/F2", path=path, new=value))
    rows = {
        "p20": [{"code": f"LO{n}", "statement": (sentence * 9)[:400]} for n in range(1, outcomes)],
        "p35": [{"no": str(n), "title": (sentence * 9)[:120], "hours": "3"}
                for n in range(1, modules)],
    }  # fmt: skip
    desk.execute(do.FillForm(form="MC-1/F2", values={}, rows=rows, replace=True))
    reader = printed(print_catalogue, desk.catalogue("MC-1"))
    told = " ".join(text_of(reader).split())
    assert len(reader.pages) == 1
    assert "Shortened to one page" in told
    assert "Dipersingkat menjadi satu halaman" in told
    assert "…" in told
    assert "LO1" in told
    assert scale_drawn(reader) >= 0.8


@pytest.mark.parametrize(
    ("text", "most", "told"),
    [
        ("One is short.", 40, "One is short."),
        ("First sentence here. Second one is long.", 30, "First sentence here. …"),
        ("No. This is one long sentence without an end", 30, "No. This is one long …"),
        ("x" * 50, 20, "x" * 18 + " …"),
        ("First line\nsecond line that goes on", 24, "First line …"),
    ],
)
def test_a_text_is_cut_at_a_sentence_else_at_a_word(text, most, told):
    assert cut(text, most) == told
    assert len(cut(text, most)) <= most


def test_numbers_of_a_catalogue_sheet_that_are_none_stand_as_they_were_typed(desk, card):
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    for number, hours in (("8", "1e5"), ("9", "1500.5")):
        cells = {"no": number, "title": f"Module {number}", "outcomes": ["LO1"], "hours": hours}
        desk.execute(do.AddRow(form="MC-1/F2", field="p35", cells=cells))
    for path, new in (("p44", "2e6"), ("p30", "1")):
        desk.execute(do.SetValue(form="MC-1/F2", path=path, new=new))
    told = text_of(printed(print_catalogue, desk.catalogue("MC-1")))
    for typed in ("1e5", "2e6", "1.500,5 h", "1 week / minggu"):
        assert typed in told
    assert "100.000" not in told
    assert "2.000.000" not in told


def test_a_sheet_from_a_proposal_not_yet_approved_is_marked(desk, card):
    walker = Walker(desk)
    walker.assignment()
    walker.discussion()
    walker.fill_proposal()
    assert "DRAFT" in text_of(printed(print_catalogue, desk.catalogue("MC-1")))
    walker.freeze("F2")
    walker.sign("F2", "sme", "hsp", "dean")
    reader = printed(print_catalogue, desk.catalogue("MC-1"))
    assert "DRAFT" not in text_of(reader)
    assert re.search(r"From the proposal \S+ v1", text_of(reader))


def test_a_card_without_a_proposal_has_no_sheet(desk, card):
    with pytest.raises(Refused, match="no proposal"):
        desk.catalogue("MC-1")


def test_everybody_of_the_walk_may_have_a_statement(desk, card):
    for name in PEOPLE.values():
        assert desk.statement(name, *SEMESTER).lines == ()


def test_what_was_confirmed_for_a_second_entry_counts_for_the_person(walker, desk):
    """Two entries that were found to be one: what was signed names the second for ever."""
    confirm(walker, sign=True)
    people = {entry.name: entry.id for entry in desk.directory().people}
    days = {"since": SEMESTER[0].isoformat(), "until": SEMESTER[1].isoformat()}
    desk.execute(do.NumberStatement(person="SME-03", **days))
    before = desk.statement("SME-03", *SEMESTER)
    desk.execute(do.AddPerson(name="SME-04", roles=["sme"]))
    other = next(entry.id for entry in desk.directory().people if entry.name == "SME-04")
    desk.execute(do.MatchEntry(kind="person", entry=people["SME-03"], same_as=other))
    for ref in (other, people["SME-03"]):
        told = desk.statement(ref, *SEMESTER)
        assert (told.person_id, told.lines) == (other, before.lines)
        assert told.document == before.document != ""
    with pytest.raises(Refused) as caught:
        desk.execute(do.NumberStatement(person=other, **days))
    assert caught.value.code == "numbered"


@pytest.mark.parametrize("digest", ["x", "0" * 64])
def test_a_number_is_given_to_what_the_statement_says(walker, desk, digest):
    confirm(walker, sign=True)
    days = {"since": SEMESTER[0].isoformat(), "until": SEMESTER[1].isoformat()}
    with pytest.raises(Refused) as caught:
        desk.execute(do.NumberStatement(person="SME-03", **days, digest=digest))
    assert caught.value.code == "other_statement"
    said = desk.statement("SME-03", *SEMESTER).digest
    desk.execute(do.NumberStatement(person="SME-03", **days, digest=said))
    assert desk.statement("SME-03", *SEMESTER).document.endswith("/0001")
