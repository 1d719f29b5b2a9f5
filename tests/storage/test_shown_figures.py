"""A frozen version whose figures its text does not give: nobody signs it, and its print is void."""

from __future__ import annotations

from io import BytesIO

import pytest
from pypdf import PdfReader

from mcdesk.models.checking import check
from mcdesk.procedure import commands as do
from tests.asking import code_of, form_of
from tests.storage.by_module import design_by_module, sign_all
from tests.storage.conftest import run_sql, verdict
from tests.storage.forged import FORGED, PROPOSAL, freeze, sheet_of
from tests.walk import PEOPLE


@pytest.fixture
def forged(at):
    """A proposal of 30 hours whose frozen version says that these are 60 credits."""
    desk = at("proposal", freeze)
    run_sql(desk.store.path, FORGED, free=True)
    desk.store.engine.dispose()
    return desk


@pytest.mark.meddles
def test_what_prints_other_figures_is_void_and_says_which(forged, tmp_path, app):
    sheet = sheet_of(forged)
    assert not sheet.valid
    said = sheet.wrong_figures.sentence("en")
    assert said.startswith("Proposal, version 1: its text does not give these figures: sks")
    app.print_sheets([sheet], tmp_path / "x.pdf")
    pages = [page.extract_text() for page in PdfReader(tmp_path / "x.pdf").pages]
    assert all("VOID / TIDAK BERLAKU" in page for page in pages)
    assert any("its text does not give these figures" in page for page in pages)


@pytest.mark.meddles
def test_nobody_signs_it_until_it_is_frozen_anew(forged):
    form = form_of(forged, "F2")
    decision = do.SignForm(
        form=PROPOSAL, role="sme", person=PEOPLE["sme"], medium="paper", scan_owed=True
    )
    assert code_of(forged, decision) == "figures"
    assert forged.form(form).no_sign.code == "figures"
    forged.execute(do.ChangeForm(form=PROPOSAL, reason="r"))
    forged.execute(do.FreezeForm(form=PROPOSAL))
    assert forged.form(form).revision.version == 2
    assert forged.form(form).no_sign is None
    assert sheet_of(forged).valid
    forged.execute(decision)


@pytest.mark.meddles
def test_check_reports_it(forged):
    found = [line for line in check(forged.store.path) if "does not give these figures" in line]
    assert len(found) == 1
    assert "MC-1/F2, frozen version 1" in found[0]


@pytest.mark.meddles
def test_a_file_to_be_sealed_says_that_it_is_void(forged, tmp_path):
    from mcdesk.reports.to_seal import print_to_seal

    data = print_to_seal(sheet_of(forged))[0]
    assert "VOID / TIDAK BERLAKU" in PdfReader(BytesIO(data)).pages[0].extract_text()
    found = verdict(forged, data, tmp_path)
    assert (found.text, found.is_sound) == ("void", False)


def test_an_honest_one_is_frozen_again_as_it_was(at):
    desk = at("proposal", freeze)
    desk.execute(do.ChangeForm(form=PROPOSAL, reason="r"))
    desk.execute(do.FreezeForm(form=PROPOSAL))
    assert desk.form(form_of(desk, "F2")).revision.version == 1
    assert sheet_of(desk).valid
    assert sheet_of(desk).wrong_figures is None


def test_one_whose_figures_follow_otherwise_by_now_is_frozen_as_another_version(at):
    desk = at("proposal", freeze)
    for setting in (do.SetSetting(key="passing_mark", value=75),
                    do.SetSetting(key="hours_per_sks", value=40)):  # fmt: skip
        desk.execute(do.ChangeForm(form=PROPOSAL, reason="r"))
        desk.execute(setting)
        desk.execute(do.FreezeForm(form=PROPOSAL))
    sheet = sheet_of(desk)
    assert (sheet.content.value("p29"), sheet.valid) == ("0.75", True)
    assert desk.form(form_of(desk, "F2")).revision.version == 2


def test_of_a_part_its_own_rows_are_reckoned(at):
    """The matrix of a module holds that module's outcomes alone."""
    desk = at("design", design_by_module, sign_all)
    parts = desk.form(form_of(desk, "F7")).parts
    assert len(parts) == 3
    assert all(desk.sheet(part.form_id, "frozen").valid for part in parts)
    assert check(desk.store.path) == ()


def test_what_was_removed_for_ever_leaves_a_version_valid(at):
    """Its totals say what they said; the words of the removal give none."""
    desk = at("proposal", freeze)
    form = form_of(desk, "F2")
    row = desk.form(form).content.table("p28")[0].id
    desk.execute(do.RemoveContent(form=form, path=f"p28/{row}/hours", reason="Wrong"))
    assert sheet_of(desk).valid
    assert sheet_of(desk).content.value("p28.total") == "30"
    assert check(desk.store.path) == ()


@pytest.mark.meddles
def test_what_stands_beside_the_removed_place_still_gives_its_figures(forged):
    form = form_of(forged, "F2")
    row = forged.form(form).content.table("p28")[0]
    forged.execute(do.RemoveContent(form=form, path=f"p28/{row.id}/kind", reason="Wrong"))
    assert not sheet_of(forged).valid
    assert forged.form(form).no_sign.code == "figures"


@pytest.mark.meddles
def test_a_place_that_was_filled_anew_gives_its_figures_in_the_next_version(at):
    desk = at("proposal", freeze)
    form = form_of(desk, "F2")
    row = desk.form(form).content.table("p28")[0]
    desk.execute(do.RemoveContent(form=form, path=f"p28/{row.id}/hours", reason="Wrong"))
    desk.execute(do.RemoveContent(form=form, path="p47", reason="Wrong"))
    desk.execute(do.ChangeForm(form=PROPOSAL, reason="r"))
    now = desk.form(form).content.table("p28")[0].cells["hours"]
    desk.execute(do.SetCell(form=PROPOSAL, field="p28", row=row.id, column="hours",
                            base=now, new=row.cells["hours"]))  # fmt: skip
    desk.execute(do.FreezeForm(form=PROPOSAL))
    assert sheet_of(desk).valid
    run_sql(desk.store.path, FORGED, free=True)
    desk.store.engine.dispose()
    assert not sheet_of(desk).valid
