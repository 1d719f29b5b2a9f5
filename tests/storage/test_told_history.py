"""What histories tell of stored values: in the words of whoever reads, on a screen and on paper."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PIL import Image

from mcdesk import i18n
from mcdesk.application.stored_words import ANSWERS, answer
from mcdesk.procedure import commands as do
from tests.asking import form_of
from tests.unit.shipped import SHIPPED
from tests.walk import Walker


def told(desk, limit: int = 1, card: str = "") -> dict[str, tuple[str, str]]:
    """Return what the last events changed, each place by its English name."""
    lines = desk.history(card, limit=limit)
    return {change.label.en: (change.old, change.new) for line in lines for change in line.changes}


@pytest.mark.parametrize(("shown", "yes", "no"), [("en", "Yes", "No"), ("id", "Ya", "Tidak")])
def test_answers_are_told_in_the_readers_words_and_notes_as_typed(at, shown, yes, no):
    desk = at("approval")
    form = form_of(desk, "F6")
    i18n.use_language(shown)
    desk.execute(do.FillForm(form=form, values={"a2.01": "yes", "a2.01.note": "no"}))
    assert [new for _path, new in sorted(paths(desk).items())] == [yes, "no"]
    desk.execute(do.SetValue(form=form, path="a2.01", new="no", base="yes"))
    assert list(told(desk).values()) == [(yes, no)]


def paths(desk) -> dict[str, str]:
    return {change.path: change.new for change in desk.history(limit=1)[0].changes}


@pytest.mark.parametrize(("shown", "yes", "no"), [("en", "Yes", "No"), ("id", "Ya", "Tidak")])
def test_cells_and_ticks_are_told_in_the_readers_words(desk, card, shown, yes, no):
    for kind, field, cells in (
        ("F7", "d11", {"code": "V1", "tapping": "yes", "dubbing": "no"}),
        ("F2", "p20", {"code": "LO9", "dudi": True}),
    ):
        desk.execute(do.OpenForm(card="MC-1", form=kind))
        desk.execute(do.AddRow(form=f"MC-1/{kind}", field=field, cells=cells))
        i18n.use_language(shown)
        found = {path.rpartition("/")[2]: new for path, new in paths(desk).items()}
        said = {True: yes, "yes": yes, "no": no}
        assert found == {column: said.get(value, value) for column, value in cells.items()}


def test_a_tick_that_is_none_is_told_as_it_was_written(desk, card):
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    desk.execute(do.AddRow(form="MC-1/F2", field="p20", cells={"dudi": "no"}))
    assert list(paths(desk).values()) == ["no"]


def test_an_answer_of_choices_of_its_own_is_told_by_the_choice():
    entry = SHIPPED.forms["F9"].fields["e3"]
    assert "na" in {choice.id for choice in entry.choices}
    assert answer(entry, "na") is None
    assert answer(replace(entry, choices=()), "na") == ANSWERS["na"]


def test_settings_are_told_by_name_and_in_words(desk):
    for key, value, name, words in (
        ("seal_pdf", True, "Segel dalam PDF", "Ya"),
        ("profile", "full", "Profil", "Lengkap"),
        ("passing_mark", 75, "Nilai lulus", "75"),
        ("level:F2.p1", "warn", "F2.p1", "memperingatkan"),
        ("contacts", "Ask CTL.", "Kontak CTL dan PLH", "Ask CTL."),
        ("holidays", {"2026-12-25": "Christmas Day / Hari Natal", "2027-01-01": "Tahun Baru"},
         "Hari libur", "2026-12-25 Hari Natal; 2027-01-01 Tahun Baru"),
    ):  # fmt: skip
        i18n.use_language("id")
        desk.execute(do.SetSetting(key=key, value=value))
        (change,) = desk.history(limit=1)[0].changes
        assert (change.label.id, change.new) == (name, words)


def test_a_correction_is_told_with_its_component_its_backup_and_who_agreed(at):
    desk = at("completion")
    Walker(desk).complete()
    whose = next(person.id for person in desk.directory().people if person.name == "SME-03")
    desk.execute(
        do.RecordCorrection(
            card="MC-1", what="Video 2", why="old figure", component="AV2",
            backup="MC-1_v2.mbz", agreed_by=whose, on="2026-11-22",
        )
    )  # fmt: skip
    assert told(desk) == {
        "What": ("", "Video 2"),
        "Why": ("", "old figure"),
        "Component": ("", "AV2"),
        "New backup": ("", "MC-1_v2.mbz"),
        "Agreed by": ("", "SME-03"),
        "Date": ("", "2026-11-22"),
    }


def test_a_logo_and_a_file_are_told_by_their_names(desk, card, tmp_path):
    Image.new("RGB", (200, 90)).save(tmp_path / "uph.png")
    digest, size = desk.store_file(tmp_path / "uph.png")
    desk.execute(do.SetLogo(file=digest, name="uph.png"))
    assert [new for _old, new in told(desk).values()] == ["uph.png"]
    desk.execute(do.OpenForm(card="MC-1", form="F2"))
    desk.execute(do.AttachFile(card="MC-1", name="scp.png", size=size, digest=digest, id="scp"))
    desk.execute(do.AddRow(form="MC-1/F2", field="p9", cells={"scp": "scp"}))
    assert [new for path, new in paths(desk).items() if path.endswith("/scp")] == ["scp.png"]


def test_what_was_attached_is_told_by_its_name_until_that_is_removed_for_ever(desk, card, tmp_path):
    paper = tmp_path / "Salary.pdf"
    paper.write_bytes(b"%PDF a salary")
    digest, size = desk.store_file(paper)
    desk.execute(do.AttachFile(card="MC-1", name=paper.name, size=size, digest=digest, id="f-1"))
    assert desk.history(limit=1)[0].what.en == "File attached: Salary.pdf"
    link = "https://lms.example/course/7"
    desk.execute(do.AttachFile(card="MC-1", name="Course", size=0, digest="", link=link))
    assert desk.history(limit=1)[0].what.en == "Link kept: Course"
