"""What a print shows: nothing of a revision on a blank, and of the revision asked for alone."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from functools import partial
from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk.bootstrap import App
from mcdesk.errors import Refused
from mcdesk.procedure import commands as do
from mcdesk.procedure.calendar import day_of
from mcdesk.reports.form import print_form
from mcdesk.reports.words import moment_text
from mcdesk.script import program
from mcdesk.script.arguments import parser
from tests.asking import line_of
from tests.walk import Walker


def test_a_blank_of_a_signed_form_shows_nothing_of_its_revision(at):
    desk = at("timeline")
    line = line_of(desk, "F2")
    assert line.status == "signed"
    sheet = desk.sheet(line.form_id, "blank")
    header = sheet.header
    assert (header.code, header.title_en[:8]) == ("MC-1", "Drafting")
    assert (header.number, header.version, header.round, header.loop) == ("", 0, 0, 0)
    assert (sheet.digest, sheet.frozen_at) == ("", "")
    code = sheet.code
    assert (code.kind, code.form_id, code.form) == ("blank", line.form_id, "F2")
    assert (code.round, code.loop, code.version) == (0, 0, 0)
    assert code.digest == sheet.definition.digest[:12]
    assert [entry.role for entry in sheet.signatures] == ["sme", "hsp", "dean", "hc"]
    for entry in sheet.signatures:
        assert entry.state in ("waiting", "optional")
        assert entry.decisions
        told = (entry.person, entry.number, entry.position, entry.decision, entry.place)
        assert not any((*told, entry.decided_on, entry.note, entry.recorded_by))


def test_a_paper_names_the_university_before_the_workspace(at):
    desk = at("proposal")
    form = line_of(desk, "F2").form_id
    name = desk.info().name
    assert desk.sheet(form, "blank").header.house == name
    desk.execute(do.SetSetting(key="university", value="Universitas Contoh"))
    assert desk.sheet(form, "blank").header.house == f"Universitas Contoh · {name}"
    assert desk.register().workspace == f"Universitas Contoh · {name}"
    desk.execute(do.SetSetting(key="name", value="CTL, Universitas Contoh"))
    assert desk.sheet(form, "blank").header.house == "CTL, Universitas Contoh"


def test_a_blank_of_the_minutes_counts_no_meeting(at):
    desk = at("proposal")
    sheet = desk.sheet(line_of(desk, "R2").form_id, "blank")
    assert sheet.header.scope == ""


def test_a_form_of_a_coming_stage_is_printed_blank_for_its_card(app, at, tmp_path):
    desk = at("proposal")
    sheet = desk.coming_sheet("MC-1", "F8")
    assert (sheet.kind, sheet.header.code, sheet.definition.id) == ("blank", "MC-1", "F8")
    assert (sheet.header.round, sheet.header.loop, sheet.header.version) == (0, 0, 0)
    assert not sheet.is_trial
    with pytest.raises(Refused):
        desk.coming_sheet("MC-1", "F99")
    path, out = desk.store.path, tmp_path / "f8.pdf"
    app.close(desk)
    told = partial(printed, app, path, out)
    assert told("F8", "--kind", "blank") == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert told("F8") == 2


def test_a_form_of_an_earlier_round_is_printed_blank_until_it_comes_again(
    app, confirming, tmp_path
):
    """Sent back for round 2, a card has its assessment of round 1 only; the next is to come."""
    Walker(confirming).judge()
    confirming.execute(do.MoveCard(card="MC-1", to="design", reason="Rework"))
    assert "F9" in {line.kind for line in confirming.page("MC-1").all_forms}
    assert "F9" not in {line.kind for line in confirming.outline("MC-1").forms}
    path, out = confirming.store.path, tmp_path / "f9.pdf"
    app.close(confirming)
    told = partial(printed, app, path, out)
    for kind in ("F8", "F9"):
        assert told(kind, "--kind", "blank") == 0
    assert told("F9") == 2


def test_one_sheet_of_several_is_printed_by_its_name(app, confirming, tmp_path, capsys):
    confirming.execute(do.AddPerson(name="REV-02", roles=["rev"]))
    confirming.execute(do.JoinTeam(card="MC-1", person="REV-02", role="rev"))
    Walker(confirming).judge()
    confirming.execute(do.OpenForm(card="MC-1", form="F9", scope="2"))
    path, out = confirming.store.path, tmp_path / "f9.pdf"
    app.close(confirming)
    told, pages = partial(printed, app, path, out), []
    for kind in ("F9:1.1", "F9:1.2", "F9:2", "F9"):
        assert told(kind) == 0
        pages.append(int(capsys.readouterr().out.rsplit(" ", 2)[1]))
    assert pages[1] == pages[2]
    assert pages[3] == pages[0] + pages[1]


def printed(app, path, out, *asked) -> int:
    """Print something of MC-1 by the script; return its exit code."""
    given = ["print", "MC-1", *asked, "--out", str(out), "--workspace", str(path)]
    return program.run(parser().parse_args(given), app)


def second_version(desk):
    """Open the signed proposal, change it and freeze it again; return its line."""
    line = line_of(desk, "F2")
    desk.execute(do.ChangeForm(form=line.form_id, reason="r"))
    desk.execute(do.SetValue(form=line.form_id, path="p47", new="Another text"))
    desk.execute(do.FreezeForm(form=line.form_id))
    return line_of(desk, "F2")


def test_a_reprint_of_version_one_is_version_one(at):
    desk = at("timeline")
    first = desk.form(line_of(desk, "F2").form_id).revisions[0]
    line = second_version(desk)
    assert line.version == 2
    old = desk.sheet(line.form_id, "frozen", first.id)
    assert (old.header.version, old.header.number) == (1, first.number)
    assert (old.digest, old.frozen_at) == (first.digest, first.frozen_at)
    assert old.content.text("p47") == "Catalogue text"
    assert (old.code.kind, old.code.version) == ("frozen", 1)
    assert old.code.digest == first.digest[:12]
    assert not old.valid
    assert {(entry.role, entry.state) for entry in old.signatures if entry.role != "hc"} == {
        ("sme", "void"), ("hsp", "void"), ("dean", "void")
    }  # fmt: skip
    assert all(entry.decided_on for entry in old.signatures if entry.role != "hc")
    new = desk.sheet(line.form_id, "frozen")
    assert (new.header.version, new.valid) == (2, True)
    assert not any(entry.decided_on for entry in new.signatures)


def test_nobody_is_asked_to_sign_an_old_version(at):
    desk = at("proposal")
    Walker(desk).fill_proposal()
    Walker(desk).freeze("F2")
    first = desk.form(line_of(desk, "F2").form_id).revisions[0]
    line = second_version(desk)
    old = desk.sheet(line.form_id, "frozen", first.id)
    assert not any(entry.decisions for entry in old.signatures)


def test_a_draft_of_a_changed_form_names_no_version(at):
    desk = at("timeline")
    line = line_of(desk, "F2")
    assert desk.sheet(line.form_id, "draft").header.version == 1
    desk.execute(do.ChangeForm(form=line.form_id, reason="r"))
    desk.execute(do.SetValue(form=line.form_id, path="p47", new="Another text"))
    sheet = desk.sheet(line.form_id, "draft")
    assert (sheet.header.version, sheet.digest) == (0, "")
    assert (sheet.code.kind, sheet.code.version, sheet.code.round) == ("draft", 0, 1)
    before = desk.form(line.form_id).revisions[0].digest
    assert sheet.code.digest != before[:12]


def test_a_copy_of_a_workspace_has_its_mark_on_paper_and_another_one_has_another(at):
    first, copy = at("timeline"), at("timeline")
    mark = first.sheet(line_of(first, "F2").form_id, "frozen").code.workspace
    assert copy.sheet(line_of(copy, "F2").form_id, "draft").code.workspace == mark
    assert len(mark) == 8
    assert set(mark) != {"0"}


def test_around_midnight_a_print_has_one_calendar_the_institution_s(templates, tmp_path):
    copy = shutil.copy(templates.path("proposal"), tmp_path / "night.mcdesk")
    late = datetime(2026, 11, 28, 17, 4, tzinfo=UTC)  # 00:04 of the 29th in western Indonesia
    app = App(now=lambda: late)
    desk = app.open(copy)
    walker = Walker(desk)
    walker.fill_proposal()
    walker.freeze("F2")
    walker.sign("F2", "sme")
    sheet = desk.sheet(line_of(desk, "F2").form_id, "frozen")
    app.close(desk)
    assert day_of(sheet.frozen_at) == "2026-11-29"
    assert moment_text(sheet.frozen_at) == "29 Nov 2026 00:04 WIB"
    assert [entry.decided_on for entry in sheet.signatures if entry.role == "sme"] == ["2026-11-29"]
    assert sheet.as_of.isoformat() == "2026-11-29"


def test_a_blank_knows_how_many_rows_its_tables_take_at_most(at):
    """F2 p20 and p35 have bounds, and so has what begins with their rows (F7 d5, d6)."""
    desk = at("design")
    for kind, tables in (("F2", ("p20", "p35")), ("F7", ("d5", "d6")), ("F4", ("modules",))):
        form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == kind)
        found = desk.sheet(form, "blank").most_rows
        assert [found[table] for table in tables] == [7, 8][2 - len(tables) :], kind
        assert not desk.sheet(form, "draft").most_rows
    assert dict(desk.coming_sheet("MC-1", "F2").most_rows) == {"p20": 7, "p35": 8}


def test_the_rows_of_the_register_are_living_so_a_signed_entry_tells_the_state_of_the_day(at):
    """decisions.md, 17: F4 rows; the entry of a card that went on does not say stage 5 for ever."""
    desk = at("baseline")
    walker = Walker(desk)
    walker.fill("F4", {"semester": "odd", "year": "2026/2027", "gd": "GD-01", "remarks": "first"})
    walker.freeze("F4")
    walker.sign("F4", "ctl:verify")
    form = next(line.form_id for line in desk.outline("MC-1").forms if line.kind == "F4")
    digest = desk.sheet(form, "frozen").digest
    desk.execute(do.SetValue(form="MC-1/F4", path="remarks", new="second"))
    walker.move("components")
    sheet = desk.sheet(form, "frozen")
    assert sheet.digest == digest
    assert sheet.living.value("state.stage").startswith("6 ")
    assert sheet.living.value("remarks") == "second"
    assert sheet.content.value("state.stage") is None
    assert sheet.content.value("remarks") is None
    out = BytesIO()
    print_form(sheet, out)
    said = " ".join(" ".join(page.extract_text() for page in PdfReader(out).pages).split())
    before, apart = said.split("Status as of 23 Nov 2026")
    assert "6 Component information" in apart
    assert "second" in apart
    assert "5 Timeline preparation" not in said
    assert "first" not in said
    assert "Present stage" not in before
