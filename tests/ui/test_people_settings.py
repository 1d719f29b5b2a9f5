"""The settings page on a real workspace, and reading pasted holidays."""

from __future__ import annotations

from dataclasses import replace
from threading import Event
from types import SimpleNamespace

import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mcdesk import i18n
from mcdesk.errors import Trouble
from mcdesk.procedure.commands import RegisterKey, SetSetting
from mcdesk.procedure.stage import Label
from mcdesk.ui import language
from mcdesk.ui.deeds import SETTINGS, _open_settings
from mcdesk.ui.parts import Link
from mcdesk.ui.settings.backup import backup_age
from mcdesk.ui.settings.calendar import HolidaysDialog
from mcdesk.ui.settings.guide import SettingDialog, _table_line, dialog_for
from mcdesk.ui.settings.holidays import read_holidays
from mcdesk.ui.settings.page import GROUPS, SettingsPage
from mcdesk.ui.settings.signatures import EndKeyDialog, RenewDialog, SignaturesSection
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    TODAY,
    from_worker,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)
from tests.ui.settings_page import Host, Looks, saved


@pytest.fixture
def page(qtbot, tasks, tmp_path):
    made = keep(qtbot, tasks, SettingsPage(tasks, Host(tmp_path), Looks()))
    made.resize(1100, 700)
    made.show()
    qtbot.waitUntil(lambda: made.data_ is not None)
    return made


def test_what_was_kept_is_said_until_the_page_is_left(qtbot, page):
    workspace = page.sections[0]
    workspace.name.setFocus()
    workspace.name.selectAll()
    QTest.keyClicks(workspace.name, "CTL of the north")
    QTest.keyClick(workspace.name, Qt.Key.Key_Tab)
    saved(qtbot, page)
    page.hide()  # as when another place is gone to
    page.show()
    assert page._words.text() == ""


# --- workspace ------------------------------------------------------------------------------


def test_name_and_contacts_are_kept_when_left(qtbot, page, tasks):
    workspace = page.sections[0]
    workspace.name.setText("CTL team")
    workspace.name.ended.emit()
    saved(qtbot, page)
    workspace.contacts.setPlainText("CTL: 123")
    workspace.contacts.ended.emit()
    qtbot.waitUntil(lambda: page.data_.settings.contacts == "CTL: 123")
    workspace.university.setText("UPH")
    workspace.university.ended.emit()
    qtbot.waitUntil(lambda: workspace._university() == "UPH")
    workspace.name.setText("  ")
    workspace.name.ended.emit()
    assert from_worker(qtbot, tasks, lambda desk: desk.info().name) == "CTL team"


def test_the_workspaces_name_is_offered_as_the_universitys(qtbot, page):
    workspace = page.sections[0]
    name = workspace.name.text()
    assert name
    assert workspace.take_name.text() == f"Use “{name}”"
    assert not workspace.take_name.isHidden()
    workspace.take_name.click()
    qtbot.waitUntil(lambda: workspace._university() == name)
    assert workspace.take_name.isHidden()


def test_the_profile_is_chosen_at_once(qtbot, page, tasks):
    workspace = page.sections[0]
    assert workspace._radios["essential"].isChecked()
    workspace._radios["full"].click()
    qtbot.waitUntil(lambda: page._words.text().startswith("Saved: from today every field"))
    assert from_worker(qtbot, tasks, lambda desk: desk.settings_view().profile) == "full"


# --- guide and demands ----------------------------------------------------------------------


def test_a_number_of_the_guide_holds_from_a_day_on(qtbot, page, tasks):
    guide = page.sections[1]
    assert all(line.id not in ("contacts", "university") for line in guide.view.lines.lines)
    line = next(s for s in page.data_.settings.settings if s.key == "workload_max")
    dialog = keep(qtbot, tasks, SettingDialog(tasks, line, TODAY))
    assert dialog.commands() == ()
    dialog.value.setText("much")
    dialog.since.setText("31/2/2026")
    assert len(dialog.reasons()) == 2
    dialog.value.setText("140")
    dialog.since.setText("1 Nov 2026")
    dialog.check()
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    view = from_worker(qtbot, tasks, lambda desk: desk.settings_view())
    changed = next(s for s in view.settings if s.key == "workload_max")
    assert (changed.value, changed.since) == (140, "2026-11-01")


def test_a_planned_number_is_seen_and_taken_back(qtbot, page, tasks):
    line = next(s for s in page.data_.settings.settings if s.key == "workload_max")
    planned = replace(line, planned=(("2026-12-20", 140), ("2027-01-20", 150)))
    assert "140 from 20 Dec" in _table_line(planned, TODAY).cells[1]
    dialog = keep(qtbot, tasks, SettingDialog(tasks, planned, TODAY))
    dialog.value.setText("-5")
    dialog.check()
    assert dialog.reasons() == ["Write a number above 0, at most 100,000."]
    links = dialog.findChildren(Link)
    assert len(links) == 2
    with qtbot.waitSignal(dialog.accepted):
        links[1].click()
    assert dialog.commands() == (SetSetting(key="workload_max", value=140, since="2027-01-20"),)


def test_an_answer_of_the_guide_holds_from_a_day_on(qtbot, page, tasks):
    line = next(s for s in page.data_.settings.settings if s.key == "captions_required")
    assert _table_line(line, TODAY).cells[1] == "Yes"
    dialog = keep(qtbot, tasks, dialog_for(tasks, line, TODAY))
    dialog.show()
    assert dialog.answer.values() == ["yes"]
    assert dialog.commands() == ()
    assert dialog.answer.accessibleName() == "Value"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_N)
    dialog.since.setText("1 Nov 2026")
    dialog.check()
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    view = from_worker(qtbot, tasks, lambda desk: desk.settings_view())
    changed = next(s for s in view.settings if s.key == line.key)
    assert (changed.value, changed.since) == (False, "2026-11-01")
    assert _table_line(changed, TODAY).cells[1] == "No"


def test_a_planned_answer_is_seen_and_taken_back(qtbot, page, tasks):
    line = next(s for s in page.data_.settings.settings if s.key == "captions_required")
    planned = replace(line, planned=(("2026-12-20", False),))
    assert "No from 20 Dec" in _table_line(planned, TODAY).cells[1]
    dialog = keep(qtbot, tasks, dialog_for(tasks, planned, TODAY))
    with qtbot.waitSignal(dialog.accepted):
        dialog.findChildren(Link)[0].click()
    assert dialog.commands() == (SetSetting(key=line.key, value=True, since="2026-12-20"),)


@pytest.mark.parametrize(
    ("old", "typed", "new"), [("62.51", "70,5", "70.5"), (45, "45.5", "45.5"), ("law", "12", "12")]
)
def test_numbers_and_texts_keep_their_kind(qtbot, page, tasks, old, typed, new):
    line = replace(page.data_.settings.settings[0], value=old)
    dialog = keep(qtbot, tasks, SettingDialog(tasks, line, TODAY))
    dialog.value.setText(typed)
    assert dialog.commands()[0].value == new


@pytest.mark.parametrize(
    ("tongue", "thousand", "either"), [("en", "1,250", "1.250"), ("id", "1.250", "1,250")]
)
def test_a_number_of_the_guide_is_read_as_a_form_reads_it(
    qtbot, page, tasks, tongue, thousand, either
):
    line = replace(page.data_.settings.settings[0], value=2000, label=Label("Rate", "Laju"))
    i18n.use_language(tongue)
    dialog = keep(qtbot, tasks, SettingDialog(tasks, line, TODAY))
    assert dialog.value.text() == thousand.replace("1", "2").replace("25", "00")
    assert not dialog.commands()
    dialog.value.setText(thousand)
    assert not dialog.reasons()
    assert dialog.commands()[0].value == 1250
    dialog.value.setText(either)
    said = {"en": "“Rate”: “1.250” may mean 1,250 or 1.25; write one of them.",
            "id": "“Laju”: “1,250” dapat berarti 1.250 atau 1,25"}  # fmt: skip
    (told,) = dialog.reasons()
    assert told.startswith(said[tongue])


def test_what_gates_demand_stands_among_the_demands(page):
    levels = page.sections[2]
    page.go(2)
    levels._form.setCurrentIndex(levels._form.findText("Gates"))
    levels._write()
    words = [line.cells[2] for line in levels.view.lines.lines]
    assert "There is exactly one lead lecturer" in words
    assert all(line.cells[:2] == ("Gates", "") for line in levels.view.lines.lines)


def test_one_level_is_given_to_all_selected_demands(qtbot, page, tasks):
    levels = page.sections[2]
    page.go(2)
    levels._form.setCurrentIndex(levels._form.findData("F2"))
    levels._write()
    assert levels.maximumWidth() > page.sections[0].maximumWidth()
    levels._search.setText("title")
    assert 0 < levels.view.shown < len(levels.view.lines.lines)
    levels.view.selectAll()
    chosen = set(levels.view.selected)
    levels._on_level("off")
    saved(qtbot, page)
    view = from_worker(qtbot, tasks, lambda desk: desk.settings_view())
    kept = {line.key: line for line in view.levels}
    assert all(kept[key].level == "off" for key in chosen)
    assert "this workspace" in [line.cells[4] for line in levels.view.lines.lines]


def test_who_may_not_change_settings_may_look(qtbot, page):
    page.show_data(replace(page.data_, info=replace(page.data_.info, rights=frozenset())))
    assert "Only the CTL lead" in page._words.text()
    assert page.sections[0].name.isReadOnly()
    page.sections[0]._on_name()


# --- calendar -------------------------------------------------------------------------------


def test_holidays_are_pasted_and_removed(qtbot, page, tasks):
    calendar = page.sections[3]
    dialog = keep(qtbot, tasks, HolidaysDialog(tasks, calendar.holidays))
    assert dialog.why == "There is no day in it yet."
    dialog.edit.setPlainText("01/01/2027\tTahun Baru\n17 Agustus 2027 Hari Kemerdekaan")
    assert "2 days found" in dialog._found.text()
    with qtbot.waitSignal(dialog.accepted):
        dialog.action.click()
    qtbot.waitUntil(lambda: len(calendar.view.lines.lines) == 2)
    assert calendar.view.lines.lines[0].cells == ("1 January 2027", "Friday", "Tahun Baru")
    again = keep(qtbot, tasks, HolidaysDialog(tasks, calendar.holidays))
    again.edit.setPlainText("2027-01-01")
    (command,) = again.commands()
    assert command.value["2027-01-01"] == "Tahun Baru"
    calendar.view.pick("2027-01-01")
    calendar._remove.click()
    saved(qtbot, page)
    view = from_worker(qtbot, tasks, lambda desk: desk.settings_view())
    assert view.holidays == {"2027-08-17": "Hari Kemerdekaan"}


@pytest.mark.parametrize(
    ("text", "days", "problems"),
    [
        ("", {}, 0),
        ("Tanggal;Nama\n2027-01-01;Tahun Baru", {"2027-01-01": "Tahun Baru"}, 0),
        ("No\tHari\tTanggal\tNama\n1\tJumat\t1/1/2027\tTahun Baru",
         {"2027-01-01": "Tahun Baru"}, 0),
        ("Jumat, 1 Januari 2027: Tahun Baru", {"2027-01-01": "Tahun Baru"}, 0),
        ("Tahun Baru 1 Januari 2027", {"2027-01-01": "Tahun Baru"}, 0),
        ("2027-01-01", {"2027-01-01": ""}, 0),
        ("31/02/2027 x", {}, 1),
        ("2027-01-01 a\nsoon", {"2027-01-01": "a"}, 1),
        ("2027-01-01 a\n2027-01-01 b", {"2027-01-01": "a / b"}, 0),
        ("2027-01-01 a\n2027-01-01 a", {"2027-01-01": "a"}, 0),
        ("\t" * 200, {}, 0),
        ("\t".join("x" * 200), {}, 1),
    ],
)  # fmt: skip
def test_pasted_holidays_are_understood(text, days, problems):
    pasted = read_holidays(text)
    assert pasted.days == days
    assert len(pasted.findings) == problems
    assert all(finding.sentence() for finding in pasted.findings)


# --- backups --------------------------------------------------------------------------------


def test_a_backup_at_once_asks_for_its_own_place_and_leaves_the_daily_one(qtbot, page, tmp_path):
    backup = page.sections[5]
    assert "No place" in backup._place.text()
    backup._now.click()
    qtbot.waitUntil(lambda: "copy.zip" in backup._words.text())
    assert page._host.titles == ["Where does this backup go?"]
    assert page._host.backup_folder is None
    assert "No place" in backup._place.text()
    backup._choose.click()
    assert page._host.backup_folder == tmp_path
    lies_in = "The workspace itself lies in this folder"
    assert (lies_in in backup._place.text()) == (backup._workspace.parent == tmp_path)
    page._host.offered = backup._workspace.parent / "copies"
    backup._choose.click()
    assert lies_in in backup._place.text()
    page._host.offered = backup._workspace.parent.parent / "elsewhere"
    backup._choose.click()
    assert lies_in not in backup._place.text()
    page._host.offered = None
    backup._choose.click()
    page._host.error = Trouble("backup", "The stick is full.", "Take another.")
    backup._now.click()
    qtbot.waitUntil(lambda: "stick" in backup._words.text())
    assert not backup._bar.isVisible()


def test_a_backup_that_is_cancelled_before_it_began_can_be_asked_for_again(qtbot, page, tasks):
    backup, begun, gate = page.sections[5], Event(), Event()
    tasks.run(lambda _desk: (begun.set(), gate.wait(5)), lambda _answer: None, kind="reader")
    assert begun.wait(5)
    backup._now.click()
    backup._cancel.click()
    gate.set()
    qtbot.waitUntil(lambda: backup._words.text() == "Cancelled: nothing was saved.")
    assert not backup._now.isHidden()
    assert backup._bar.isHidden()


def test_no_place_no_backup(qtbot, page):
    page._host.offered = None
    page.sections[5]._now.click()
    assert page.sections[5]._job is None


def test_the_age_of_a_backup_is_told():
    assert backup_age("", TODAY)[1] == "warn"
    words = "Last backup: today, 23 November 2026 12:00"  # at the institution, five in UTC
    assert backup_age("2026-11-23T05:00:00+00:00", TODAY) == (words, "")
    assert backup_age("2026-11-23", TODAY) == ("Last backup: today, 23 November 2026", "")
    assert backup_age("2026-11-20T05:00:00+00:00", TODAY)[1] == ""
    assert backup_age("2026-11-01T05:00:00+00:00", TODAY)[1] == "warn"


def test_language_is_written_again_at_the_same_group(qtbot, page):
    page.go(3)
    language.switch("id")
    qtbot.waitUntil(lambda: not page._reading)
    assert page._stack.currentIndex() == 3
    page._on_refused(Trouble("x", "No.", ""))
    assert page._words.text() == "No."


# --- language and colours ------------------------------------------------------------------


def test_language_and_colours_are_chosen_here_too(qtbot, page):
    page.go(6)
    assert page.sections[6].modes[0].isChecked()
    page.sections[6].modes[1].click()
    qtbot.waitUntil(lambda: page._looks.theme_mode == "dark")
    assert page.sections[6].modes[1].isChecked()
    page.sections[6].languages[1].click()
    qtbot.waitUntil(lambda: i18n.language() == "id")
    assert page.sections[6].languages[1].isChecked()
    assert page._stack.currentIndex() == 6


# --- signatures ----------------------------------------------------------------------------


def section_of(page):
    return next(each for each in page.sections if isinstance(each, SignaturesSection))


def test_every_group_begins_at_the_top(qtbot, page):
    page.resize(1100, 740)
    page.show()
    titles = set()
    for group, section in enumerate(page.sections):
        page.go(group)
        qtbot.waitUntil(lambda section=section: section.isVisible())
        section.layout().activate()
        title = section.layout().itemAt(0).widget()
        titles.add((title.y(), title.height()))
    assert len(titles) == 1, titles


def test_every_group_is_found_with_ctrl_k(page):
    assert len(SETTINGS) == len(GROUPS)
    host = SimpleNamespace(place="settings", page=page)
    _open_settings(SimpleNamespace(go=lambda _place: None, host=host), GROUPS.index("Backups"))
    assert page._stack.currentIndex() == GROUPS.index("Backups")
    assert "back up now" in SETTINGS[GROUPS.index("Backups")]


def test_a_shared_computer_is_told_once_and_remembered(qtbot, page, desk):
    section = section_of(page)
    assert section._own.text().startswith("No key") or section._own.text()
    section.shared.click()
    qtbot.waitUntil(lambda: page.data_.keys.asks_pin)
    assert section.shared.isChecked()
    section.shared.click()
    qtbot.waitUntil(lambda: not page.data_.keys.asks_pin)


def test_a_lost_key_is_ended_with_a_reason_and_stays_on_the_list(qtbot, page, desk, tasks):
    register = RegisterKey(person=desk.person_id, public="ab" * 32)
    tasks.run(lambda at: at.execute(register), lambda _changes: None)
    section = section_of(page)
    qtbot.waitUntil(lambda: section.view.shown == 1)
    (key,) = page.data_.keys.keys
    assert section.view.pick(key.id)
    assert section._end.isEnabled()
    dialog = EndKeyDialog(tasks, key, page)
    assert dialog.why == "Write the reason."
    dialog.reason.setText("laptop stolen")
    dialog.check()
    dialog.action.click()
    qtbot.waitUntil(lambda: bool(page.data_.keys.keys[0].ended_at))
    assert "laptop stolen" in section.view.model().index(0, 2).data()
    assert not section._end.isEnabled()


def test_a_new_key_ends_the_old_one(qtbot, page, desk, tasks):
    register = RegisterKey(person=desk.person_id, public="ab" * 32)
    tasks.run(lambda at: at.execute(register), lambda _changes: None)
    section = section_of(page)
    qtbot.waitUntil(lambda: section.view.shown == 1)
    dialog = RenewDialog(tasks, section._own_keys(), page)
    dialog.action.click()
    qtbot.waitUntil(lambda: bool(page.data_.keys.keys[0].ended_at))
    assert section._own_keys() == ()


def test_a_logo_is_chosen_and_taken_away(qtbot, page, tmp_path):
    Image.new("RGB", (200, 90), "navy").save(tmp_path / "uph.png")
    (tmp_path / "text.png").write_text("no image")
    row = page.sections[0].logo
    row.take(tmp_path / "text.png")
    qtbot.waitUntil(lambda: "cannot be used" in row._said.text())
    row.take(tmp_path / "uph.png")
    qtbot.waitUntil(lambda: row._name.text() == "uph.png")
    assert row._said.text().startswith("PNG or JPEG"), "what was wrong before is right now"
    assert not row._said.property("state")
    row._on_remove()
    qtbot.waitUntil(lambda: row._name.text().startswith("none"))


def test_that_it_was_saved_is_said_only_of_the_group_that_is_shown(page):
    page._say("Saved", "good")
    page.go(page._group)
    assert page._words.text() == "Saved"
    page.go(3)
    assert page._words.text() == ""
    page._say("Only the CTL lead changes these; you may look.")
    page.go(1)
    assert page._words.text().startswith("Only")
