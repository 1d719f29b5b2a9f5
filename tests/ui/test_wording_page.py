"""The page about forms and wording on a real workspace."""

from __future__ import annotations

import threading
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton

from mcdesk.application.drafts import Draft, DraftFile, DraftWriter
from mcdesk.application.views import AdoptedForm, CardAdoption
from mcdesk.errors import Finding
from mcdesk.i18n import use_language
from mcdesk.procedure import commands as do
from mcdesk.procedure import wording
from mcdesk.procedure.definition import FieldType
from mcdesk.procedure.stage import Label
from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording_add import with_field
from mcdesk.procedure.wording_check import path_of
from mcdesk.ui import language, theme
from mcdesk.ui.forms.pills import Pill, Pills
from mcdesk.ui.parts import Link
from mcdesk.ui.wording import growing
from mcdesk.ui.wording.change_detail import ChangeDetail
from mcdesk.ui.wording.lists import CHANGED, VERSIONS
from mcdesk.ui.wording.page import WordingPage
from mcdesk.ui.wording.preview import FormPreview
from mcdesk.ui.wording.publish import AdoptDialog, PublishDialog, can_adopt, effects
from mcdesk.ui.wording.version import VersionDialog
from mcdesk.ui.wording.words import compared
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    TODAY,
    from_worker,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)


@pytest.fixture
def shown():
    return []


@pytest.fixture
def make(qtbot, tasks, tmp_path, shown):
    def made():
        writer = DraftWriter(DraftFile(tmp_path / "x.drafts"))
        page = keep(qtbot, tasks, WordingPage(tasks, writer, lambda *given: shown.append(given)))
        page.resize(1200, 700)
        page.show()
        qtbot.waitUntil(lambda: page.data_ is not None)
        page.forms.pick("F6")
        return page

    return made


@pytest.fixture
def page(make):
    return make()


def place_of(page, path: str) -> str:
    return next(e.place for e in wording.outline(page.draft.data) if path_of(e.place) == path)


def relabelled(page, path: str, text: str):
    """Return the wording with another label of an entry, as if somebody wrote it."""
    place = place_of(page, path)
    return wording.with_text(page.draft.data, place, "label", Label(text, text))


def label_at(data, place: str) -> str:
    return wording.entry_at(data, place)["label"]["en"]


def publish_other(qtbot, page, data, version: str, since: str = "") -> None:
    """Publish a wording beside the page, as somebody else would."""
    text = toml_text({**data, "version": version})
    command = do.PublishDefinitions(forms={"F6.toml": text}, since=since, reason="other")
    from_worker(qtbot, page.tasks, lambda desk: desk.execute(command))


def published(qtbot, page, *, since: str = "", take_back: bool = False):
    """Publish the draft with the dialog."""
    settled(qtbot, page)
    dialog = keep(qtbot, page.tasks, PublishDialog(page.tasks, page.draft, TODAY, page))
    dialog.reason.setText("why")
    if since:
        dialog.since.setText(since)
    dialog.take_back.setChecked(take_back or dialog.take_back.isChecked())
    dialog.accepted.connect(lambda: page._on_published(dialog.left_over))
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog._busy)
    settled(qtbot, page)
    settled(qtbot, page)


def settled(qtbot, page):
    """Wait until what was asked of the worker is answered."""
    from_worker(qtbot, page.tasks, lambda _desk: True)


def test_the_outline_shows_every_entry_and_is_searched(page):
    assert len(page.lists.outline.lines.lines) == len(list(wording.outline(page.draft.data)))
    since = page.draft.form.versions[0].since
    assert page.lists.versions.lines.lines[0].cells[1] == language.short_day(since)
    page.lists.search.setText("dated evidence")
    assert page.lists.outline.shown == 1


def test_another_form_is_shown_whole_and_a_search_without_a_find_says_so(page):
    lists = page.lists
    lists.search.setText("dated evidence")
    page.forms.pick("F7")
    assert (lists.search.text(), lists.outline.shown) == ("", len(lists.outline.lines.lines))
    assert lists.nothing.isHidden()
    lists.search.setText("qqq")
    assert not lists.nothing.isHidden()
    assert "qqq" in lists.nothing.text()
    lists.search.setText("")
    assert lists.nothing.isHidden()


def test_a_sentence_found_and_reworded_keeps_its_row(qtbot, page):
    page.lists.search.setText("dated evidence")
    (place,) = page.lists.outline.shown_ids
    page.lists.outline.pick(place)
    page.editor.texts["label", "en"].show_text("Something else")
    page.editor.texts["label", "en"].changed.emit()
    page.editor.texts["label", "id"].show_text("Hal lain")
    page.editor.texts["label", "id"].changed.emit()
    page._rewrite()
    assert page.lists.outline.shown_ids == [place]
    page.lists.search.setText("dated evidenc")
    assert page.lists.outline.shown_ids == []


def test_an_endless_label_does_not_widen_the_right_side(page, qtbot):
    place = "section:checklist/field:a2"
    endless = Label("x" * 158, "x" * 158)
    page._put(wording.with_text(page.draft.data, place, "label", endless))
    page.lists.outline.pick(place)
    qtbot.waitUntil(lambda: any(f.path == place for f in page._faults))
    page._show_entry()
    words = [label.text() for label in page.editor.findChildren(QLabel)]
    assert "158 / 80" in words
    assert page.editor.minimumSizeHint().width() <= 300


def test_in_a_narrow_window_wording_and_codes_can_be_read_and_nothing_runs_off(page, qtbot):
    page.resize(844, 600)
    outline, editor = page.lists.outline, page.editor
    qtbot.waitUntil(lambda: outline.columnWidth(0) >= 160)
    assert outline.isColumnHidden(3), "nothing needs mending"
    page.resize(760, 600)
    qtbot.waitUntil(lambda: page.lists.search.geometry().right() < page.lists.width())
    assert all(tab.width() >= tab.sizeHint().width() for tab in page.lists._tabs)
    page.resize(844, 600)
    assert page.forms.columnWidth(1) >= 80
    for place in ("", place_of(page, "a2")):
        page._on_entry(place)
        area = editor.parent()
        qtbot.waitUntil(lambda area=area: editor.width() <= area.width())
    page._on_wished(lambda data: wording.with_value(data, page._place, "off", value=True), "")
    assert not outline.isColumnHidden(3)
    page.resize(1300, 600)
    qtbot.waitUntil(lambda: not outline.isColumnHidden(1))
    assert outline.columnWidth(2) >= outline.sizeHintForColumn(2), (
        "no code is cut where there is room"
    )


def test_end_and_home_go_to_the_last_and_the_first_row_of_the_outline(qtbot, page):
    outline = page.lists.outline
    qtbot.keyClick(outline, Qt.Key.Key_End)
    assert outline.current == outline.shown_ids[-1]
    qtbot.keyClick(outline, Qt.Key.Key_Home)
    assert outline.current == outline.shown_ids[0]


def test_what_needs_mending_is_shown_though_a_search_is_on(page):
    page.lists.search.setText("dated evidence")
    (found,) = page.lists.outline.shown_ids
    place = place_of(page, "a2.02")
    assert place != found
    fault = Finding("broken", "Broken", path=place)
    page._on_judged(page.draft.data, (fault,))
    assert set(page.lists.outline.shown_ids) == {found, place}


def test_a_label_typed_is_one_step_and_can_be_undone(qtbot, page):
    place = place_of(page, "a2.01")
    page.lists.outline.pick(place)
    edit = page.editor.texts["label", "en"]
    before = edit.toPlainText()
    edit.insertPlainText("Surely ")
    edit.insertPlainText("and ")
    assert wording.entry_at(page.draft.data, place)["label"]["en"].startswith("Surely and ")
    assert [(d.key, d.place) for d in page.draft.differences] == [("label", place)]
    page.undo()
    assert wording.entry_at(page.draft.data, place)["label"]["en"] == before
    page.redo()
    assert page.draft.is_changed


def test_typing_rewrites_the_lists_once_and_has_only_the_newest_wording_checked(
    qtbot, page, desk, monkeypatch
):
    place = place_of(page, "a2.01")
    page.lists.outline.pick(place)
    settled(qtbot, page)
    written, checked, judge = [], [], desk.wording_faults
    monkeypatch.setattr(page.lists, "show_draft", lambda *given: written.append(given[0].data))
    monkeypatch.setattr(desk, "wording_faults", lambda data: checked.append(data) or judge(data))
    for _letter in range(10):
        page.editor.texts["label", "en"].insertPlainText("a")
    assert not written
    assert not page._bar.publish.isEnabled()
    qtbot.waitUntil(lambda: bool(written))
    settled(qtbot, page)
    settled(qtbot, page)
    assert written == [page.draft.data]
    assert len(checked) <= 2
    assert checked[-1] is page.draft.data


def test_a_draft_survives_the_end_of_the_page(qtbot, page, make):
    place = place_of(page, "a2.01")
    page.lists.outline.pick(place)
    page.editor.texts["label", "id"].setPlainText("Kebutuhan jelas")
    page.hide()
    assert page._kept._writer.wait()
    again = make()
    assert wording.entry_at(again.draft.data, place)["label"]["id"] == "Kebutuhan jelas"
    assert "draft" in [line.cells[2] for line in again.forms.lines.lines if line.id == "F6"]


def test_what_is_wrong_stands_at_its_row_and_shuts_publishing(qtbot, page):
    place = place_of(page, "a3")
    page._on_wished(lambda data: wording.with_value(data, place, "off", value=True), "")
    qtbot.waitUntil(lambda: bool(page._faults))
    assert not page._bar.publish.isEnabled()
    line = next(line for line in page.lists.outline.lines.lines if line.id == place)
    assert line.tone == "bad"
    page.undo()
    qtbot.waitUntil(lambda: not page._faults)


def test_a_text_that_is_cleared_stays_where_it_is(qtbot, page):
    page.lists.outline.pick(place_of(page, "a3"))
    page.show()
    text = page.editor.texts["label", "en"]
    place = partial(text.mapTo, page.editor, QPoint())
    qtbot.waitUntil(lambda: place().y() > 0)
    at = place()
    text.setPlainText("")
    qtbot.waitUntil(lambda: bool(red(page)))
    page.editor.layout().activate()
    assert place() == at


def test_a_check_is_switched_off_with_the_field_that_it_reads(qtbot, page):
    place = place_of(page, "a4")
    page.lists.outline.pick(place)
    page._on_wished(lambda data: wording.with_value(data, place, "off", value=True), "")
    qtbot.waitUntil(lambda: bool(page._faults))
    found = [
        each for each in page.editor.findChildren(Link) if each.text().startswith("Switch off")
    ]
    assert found
    for link in found:
        link.followed.emit(link._value)
    qtbot.waitUntil(lambda: not page._faults)
    rules = [each for each in wording.outline(page.draft.data) if each.kind == "rule"]
    assert any(each.is_off for each in rules)
    assert page._bar.publish.isEnabled()
    page.undo()
    qtbot.waitUntil(lambda: bool(page._faults))


def test_whoever_publishes_is_told_that_the_server_may_not_know_it(qtbot, page):
    dialog = keep(qtbot, page.tasks, PublishDialog(page.tasks, page.draft, TODAY, page))
    assert dialog.old_rules.isHidden()
    dialog.say_old_rules(Finding("old_rules", "The rules of the hub’s server are older."))
    assert not dialog.old_rules.isHidden()
    assert "are older" in dialog.old_rules.text()


def test_publishing_and_adopting(qtbot, page, tmp_path):
    place = place_of(page, "a2.01")
    page._on_wished(lambda data: wording.with_value(data, place, "must", None), "")
    settled(qtbot, page)
    dialog = keep(qtbot, page.tasks, PublishDialog(page.tasks, page.draft, TODAY, page))
    assert dialog.reasons()
    dialog.reason.setText("softer")
    dialog.since.setText("2020-01-01")
    assert "today" in dialog.reasons()[0]
    dialog.since.setText("31 Feb 2027")
    assert dialog.reasons()[0].startswith("“31 Feb 2027” is not a date that exists. Write day")
    dialog.since.setText("")
    assert dialog.reasons()[0] == "Say from which day it binds."
    dialog.since.setText("2026-11-23")
    assert not dialog.reasons()
    dialog.accepted.connect(page._on_published)
    dialog.accept()
    qtbot.waitUntil(lambda: page.draft.form.current.version == "2026.2")
    assert not page.draft.is_changed
    qtbot.waitUntil(lambda: bool(page.findChildren(AdoptDialog)))
    (offered,) = page.findChildren(AdoptDialog)
    assert [row.text().split()[0] for row in offered.ticks.values()] == ["MC-1"]
    assert not offered.commands()  # Enter twice is to change no card
    said = []
    page.said.connect(said.append)
    offered.reject()
    assert page.lists.tab == VERSIONS
    version = keep(
        qtbot, page.tasks, VersionDialog(page.draft.form, page.draft.form.current.digest, page)
    )
    (line,) = version.changes.lines.lines
    assert line.cells[0] == "Item a2.01"
    version.save(tmp_path / "F6.toml")
    assert 'version = "2026.2"' in (tmp_path / "F6.toml").read_text("utf-8")
    version.save(tmp_path / "none" / "F6.toml")
    assert "cannot be written" in version._said.text()
    cards = from_worker(qtbot, page.tasks, lambda desk: desk.adoptions(["F6"]))
    page._deeds._ask_adopt("F6", cards)
    adopt = next(each for each in page.findChildren(AdoptDialog) if each is not offered)
    assert adopt.list.count() == 1
    adopt._on_all("")
    assert adopt.commands()
    adopt._on_all("")
    assert not adopt.commands()
    assert adopt.reasons()
    next(iter(adopt.ticks.values())).setCheckState(Qt.CheckState.Checked)
    adopt.accept()
    qtbot.waitUntil(lambda: bool(said))
    assert said[0].startswith("New wording of ")
    assert said[0].endswith(": taken over by 1 micro-credential.")
    assert from_worker(qtbot, page.tasks, lambda desk: desk.adoptions(["F6"])) == ()


def red(page):
    """Return what the right side says is wrong."""
    labels = page.editor.findChildren(QLabel)
    return [each.text() for each in labels
            if each.isVisible() and each.property("state") == "bad"]  # fmt: skip


def test_an_item_is_added_and_taken_away(qtbot, page):
    page.lists.outline.pick(place_of(page, "a2.28"))
    page._on_added()
    assert path_of(page._place) == "a2.29"
    assert page.editor.texts["label", "en"].hasFocus() or not page.isActiveWindow()
    assert page.editor.texts["label", "en"].textCursor().selectedText() == "New item"
    qtbot.waitUntil(lambda: "unnamed" in [finding.code for finding in page._faults])
    assert not page._bar.publish.isEnabled()
    qtbot.waitUntil(lambda: red(page) == ["Say what the new item asks for."])
    for edit in list(page.editor.texts.values()):
        edit.setFocus()
        edit.setPlainText("Is it clear?")
    qtbot.waitUntil(lambda: not page._faults)
    assert edit is page.editor.texts["label", "id"], "what is being typed is left as it is"
    assert red(page) == []
    page._on_removed()
    assert not page.draft.is_changed


def test_of_a_number_that_was_added_decimals_bounds_and_unit_are_set(qtbot, page, shown):
    data = page.draft.data
    section = next(entry.place for entry in wording.outline(data) if entry.kind == "section")
    page._on_made(*with_field(data, section, FieldType.NUMBER, Label("Share", "Porsi")))
    qtbot.waitUntil(lambda: page.editor.numbers is not None)
    edits = page.editor.numbers
    assert edits.decimals.value() == 2
    edits.decimals.setValue(1)
    qtbot.keyClicks(edits.bounds["minimum"], "0")
    qtbot.keyClicks(edits.bounds["maximum"], "1O")
    qtbot.waitUntil(lambda: any("“1O” is not a number" in words for words in red(page)))
    assert edits is page.editor.numbers, "what is being typed is left as it is"
    edits.bounds["maximum"].setText("")
    qtbot.keyClicks(edits.bounds["maximum"], "10.5")
    for edit in edits.units:
        qtbot.keyClicks(edit, "kg")
    qtbot.waitUntil(lambda: not page._faults)
    page._on_preview()
    text, _title = shown[-1]
    entry = from_worker(qtbot, page.tasks, lambda desk: desk.wording_sheet(text)).definition.fields
    share = entry["x_share"]
    assert (share.decimals, share.minimum, share.maximum) == (1, 0, 10.5)
    assert share.unit == Label("kg", "kg")
    page.lists.outline.pick(place_of(page, "a2.01"))
    assert page.editor.numbers is None


def test_a_bound_is_read_as_the_number_itself_is(qtbot, page):
    data = page.draft.data
    section = next(entry.place for entry in wording.outline(data) if entry.kind == "section")
    page._on_made(*with_field(data, section, FieldType.NUMBER, Label("Share", "Porsi")))
    qtbot.waitUntil(lambda: page.editor.numbers is not None)
    edits, place = page.editor.numbers, page.editor.numbers._place

    def bound() -> object:
        return wording.entry_at(page.draft.data, place).get("maximum")

    qtbot.keyClicks(edits.bounds["maximum"], "1,250.5")
    assert bound() == 1250.5
    edits.bounds["maximum"].setText("")
    qtbot.keyClicks(edits.bounds["maximum"], "1.250")
    asked = "“1.250” may mean 1,250 or 1.25; write one of them."
    qtbot.waitUntil(lambda: asked in red(page))
    edits.decimals.setValue(0)
    assert bound() == 1250, "a whole number has no thousandth parts"
    edits.decimals.setValue(2)
    qtbot.waitUntil(lambda: asked in red(page))
    for edit in edits.units:
        qtbot.keyClicks(edit, "Rp")
    assert bound() == 1250, "nor has rupiah"
    qtbot.waitUntil(lambda: not page._faults)


def test_the_preview_gets_the_draft(qtbot, page, shown):
    page.lists.outline.pick("")
    page.editor.texts["title", "en"].setPlainText("Another title")
    page._on_preview()
    ((text, _title),) = shown
    sheet = from_worker(qtbot, page.tasks, lambda desk: desk.wording_sheet(text))
    assert sheet.definition.title.en == "Another title"
    assert sheet.is_trial


def test_others_look_and_are_told_who_may(qtbot, tasks, make):
    from_worker(qtbot, tasks, lambda d: d.execute(do.AddPerson(name="CTL-02", id="two")) and 1)
    from_worker(qtbot, tasks, lambda desk: desk.use_person("two") or 1)
    page = make()
    page.lists.outline.pick(place_of(page, "a2.01"))
    assert "CTL lead" in page._bar.words.text()
    assert all(edit.isReadOnly() for edit in page.editor.texts.values())


def test_the_form_is_seen_on_screen_as_it_will_be(qtbot, page):
    place = place_of(page, "a2.01")
    page._on_wished(
        lambda data: wording.with_text(data, place, "label", Label("Shown anew", "Baru")), ""
    )
    text = toml_text(page.draft.data)
    view = from_worker(qtbot, page.tasks, lambda desk: desk.wording_preview(text))
    dialog = keep(qtbot, page.tasks, FormPreview(view, page))
    dialog.show()
    dialog.bench.go("a2.01")
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("Shown anew" in text for text in words)
    assert not dialog.session.unsaved


@pytest.mark.parametrize("path", ["a2.01", "a1", "c1"])
def test_the_form_on_screen_begins_at_the_entry_in_use(qtbot, page, path):
    text = toml_text(page.draft.data)
    view = from_worker(qtbot, page.tasks, lambda desk: desk.wording_preview(text))
    last = view.definition.sections[-1]
    wanted = path if path in view.definition.fields or "." in path else last.fields[0].id
    place = place_of(page, wanted)
    dialog = keep(qtbot, page.tasks, FormPreview(view, page, place))
    dialog.show()
    top = wanted.split(".")[0]
    assert dialog.bench.section_id == view.definition.section_of(top).id
    section = place.split("/")[0]
    other = keep(qtbot, page.tasks, FormPreview(view, page, section))
    assert other.bench.section_id == section.partition(":")[2]


@pytest.mark.parametrize("kind", ["F1", "F2", "F3", "F5", "F7", "F9", "R1", "R10"])
def test_every_form_can_be_seen_blank(qtbot, page, kind):
    text = toml_text(page.drafts[kind].data)
    view = from_worker(qtbot, page.tasks, lambda desk: desk.wording_preview(text))
    dialog = keep(qtbot, page.tasks, FormPreview(view, page))
    dialog.show()
    for section in view.definition.sections:
        dialog.bench.show_section(section.id)
        for pills in dialog.bench.stack.currentWidget().findChildren(Pills):
            assert all(pill.isVisible() for pill in pills.findChildren(Pill)), section.id
    assert dialog.bench.stack.count() >= len(view.definition.sections)


def test_that_an_entry_needs_mending_is_read_to_its_end(qtbot, make):
    use_language("id")
    page = make()
    place = place_of(page, "a2.01")
    empty = Label("", "")
    page._on_wished(lambda data: wording.with_text(data, place, "label", empty), "")
    outline = page.lists.outline
    qtbot.waitUntil(lambda: not outline.isColumnHidden(3))
    assert outline.columnWidth(3) >= outline.sizeHintForColumn(3) + theme.GAP


def test_of_a_text_only_the_language_that_changed_is_compared():
    old, new = {"en": "Start", "id": "Mulai"}, {"en": "Start", "id": "Awal"}
    assert compared(old, new) == ("Mulai", "Awal")
    assert compared(old, {"en": "Begin", "id": "Awal"}) == ("Start / Mulai", "Begin / Awal")
    assert compared(None, new) == ("–", "Start / Awal")


def test_publishing_waits_for_the_verdict_on_what_was_just_written(qtbot, page):
    place = place_of(page, "a2.01")
    page._on_wished(lambda data: wording.with_value(data, place, "must", None), "")
    assert not page._bar.publish.isEnabled()
    qtbot.waitUntil(page._bar.publish.isEnabled)
    without = {key: value for key, value in page.draft.data.items() if key != "signer"}
    page._on_wished(lambda _data: without, "")
    assert not page._bar.publish.isEnabled()
    qtbot.waitUntil(lambda: bool(page._faults))
    page._on_form("F2")
    page._on_form("F6")
    assert not page._bar.publish.isEnabled()
    qtbot.waitUntil(lambda: bool(page._faults))
    assert not page._bar.publish.isEnabled()


def test_a_kept_draft_stands_over_what_somebody_else_published_meanwhile(qtbot, page, make):
    mine, both, other = (place_of(page, path) for path in ("a2.01", "a2.02", "a2.03"))
    for place, text in ((mine, "Mine alone"), (both, "Mine of both")):
        page._on_wished(
            lambda data, at=place, to=text: wording.with_text(data, at, "label", Label(to, to)), ""
        )
    page.hide()
    assert page._kept._writer.wait()
    theirs = wording.with_text(page.draft.base, other, "label", Label("Theirs", "Mereka"))
    theirs = wording.with_text(theirs, both, "label", Label("Theirs of both", "Mereka"))
    publish_other(qtbot, page, theirs, "2026.2")
    again = make()
    assert again.draft.version.version == "2026.2"
    assert {d.place for d in again.draft.differences} == {mine, both}
    labels = [label_at(again.draft.data, place) for place in (mine, both, other)]
    assert labels == ["Mine alone", "Mine of both", "Theirs"]
    assert again._bar.notice.isVisible()
    assert "Mine of both" in again._bar.notice.text()
    assert "Mine alone" not in again._bar.notice.text()


def test_a_draft_in_the_window_stands_over_what_is_published_while_it_is_shown(qtbot, page):
    mine, other = place_of(page, "a2.01"), place_of(page, "a2.03")
    page._on_wished(lambda _data: relabelled(page, "a2.01", "Mine"), "")
    theirs = wording.with_text(page.draft.base, other, "label", Label("Theirs", "Mereka"))
    publish_other(qtbot, page, theirs, "2026.2")
    qtbot.waitUntil(lambda: page.draft.version.version == "2026.2")
    assert [d.place for d in page.draft.differences] == [mine]
    assert label_at(page.draft.data, other) == "Theirs"
    assert page.draft.clashes == ()


def work_as(qtbot, tasks, name):
    """Let another person work, who may publish, too."""

    def job(desk):
        if name not in {person.name for person in desk.info().persons}:
            desk.execute(do.AddPerson(name=name))
            desk.execute(do.AppointOffice(person=name, role="ctl_lead"))
        desk.use_person(next(each.id for each in desk.info().persons if each.name == name))
        return True

    from_worker(qtbot, tasks, job)


def test_a_kept_draft_is_of_who_wrote_it(qtbot, page, make, tasks):
    mine, theirs = place_of(page, "a2.01"), place_of(page, "a2.03")
    page._on_wished(lambda data: wording.with_text(data, mine, "label", Label("Mine", "M")), "")
    page.hide()
    assert page._kept._writer.wait()
    work_as(qtbot, tasks, "CTL-02")
    other = make()
    assert not other.draft.is_changed
    assert other._bar.others.text() == "CTL-01 has a draft of this form on this computer."
    other._on_wished(lambda data: wording.with_text(data, theirs, "label", Label("Hers", "H")), "")
    other.hide()
    assert other._kept._writer.wait()
    work_as(qtbot, tasks, "CTL-01")
    again = make()
    assert [d.place for d in again.draft.differences] == [mine]
    assert "CTL-02 has a draft" in again._bar.others.text()
    again.forms.pick("F2")
    assert not again._bar.others.isVisible()


def test_a_draft_of_an_earlier_version_is_taken_by_who_changes_it(qtbot, page, make, tmp_path):
    place, digest = place_of(page, "a2.01"), page.draft.version.digest
    data = wording.with_text(page.draft.data, place, "label", Label("Old", "Lama"))
    file = DraftFile(tmp_path / "x.drafts")
    file.append([Draft("wording:F6", "", digest, dict(data), "2026-11-01")])
    again = make()
    assert label_at(again.draft.data, place) == "Old"
    again._on_wished(lambda data: wording.with_text(data, place, "label", Label("New", "B")), "")
    again.hide()
    assert again._kept._writer.wait()
    (kept,) = file.pending()
    assert kept.who == again.view.who != ""
    again.drafts["F6"].put(again.draft.base)
    again.save_drafts()
    assert again._kept._writer.wait()
    assert file.pending() == ()


def test_kept_drafts_are_read_once_and_not_in_the_window(qtbot, tasks, tmp_path, monkeypatch):
    file, read = DraftFile(tmp_path / "x.drafts"), []
    monkeypatch.setattr(
        DraftFile, "pending", lambda *_given: read.append(threading.current_thread().name) or ()
    )
    page = keep(qtbot, tasks, WordingPage(tasks, DraftWriter(file), print))
    page.show()
    qtbot.waitUntil(lambda: page.data_ is not None)
    page.refresh()
    settled(qtbot, page)
    settled(qtbot, page)
    assert len(read) == 1
    assert read[0].startswith("mcdesk-")


def test_a_change_builds_on_what_binds_and_the_dialog_tells_of_the_plan(qtbot, page):
    planned, fixed = place_of(page, "a2.01"), place_of(page, "a2.02")
    publish_other(qtbot, page, relabelled(page, "a2.01", "Planned"), "2026.2", "2026-12-24")
    qtbot.waitUntil(lambda: bool(page.draft.form.planned))
    page._on_wished(lambda _data: relabelled(page, "a2.02", "Fixed"), "")
    assert label_at(page.draft.data, planned) != "Planned"
    dialog = keep(qtbot, page.tasks, PublishDialog(page.tasks, page.draft, TODAY, page))
    assert "replaces this one then" in dialog._plans.text()
    dialog.since.setText("2026-12-24")
    assert "same day" in dialog._plans.text()
    published(qtbot, page, take_back=True)
    qtbot.waitUntil(lambda: page.draft.form.current.version == "2026.3")
    form = page.draft.form
    assert not form.planned
    assert label_at(form.current.data, planned) != "Planned"
    assert label_at(form.current.data, fixed) == "Fixed"
    qtbot.waitUntil(lambda: page.draft.version.version == "2026.3")
    assert [d.place for d in page.draft.differences] == [planned]
    assert label_at(page.draft.data, planned) == "Planned"


def test_the_plan_is_worked_on_by_choice_and_replaced(qtbot, page):
    planned, more = place_of(page, "a2.01"), place_of(page, "a2.02")
    publish_other(qtbot, page, relabelled(page, "a2.01", "Planned"), "2026.2", "2026-12-24")
    qtbot.waitUntil(lambda: bool(page.draft.form.planned))
    page._on_wished(lambda _data: relabelled(page, "a2.02", "More"), "")
    page._on_switch()
    assert page.draft.is_on_plan
    assert "2026.2" in page._bar.notice.text()
    assert [d.place for d in page.draft.differences] == [more]
    published(qtbot, page)
    qtbot.waitUntil(lambda: [v.version for v in page.draft.form.planned] == ["2026.3"])
    (plan,) = page.draft.form.planned
    assert plan.since == "2026-12-24"
    assert [label_at(plan.data, place) for place in (planned, more)] == ["Planned", "More"]
    assert not page.draft.is_changed


def test_a_planned_wording_taken_back_is_the_draft_and_that_is_said(qtbot, page):
    place = place_of(page, "a2.01")
    said = []
    page.said.connect(said.append)
    publish_other(qtbot, page, relabelled(page, "a2.01", "Planned"), "2026.2", "2026-12-24")
    qtbot.waitUntil(lambda: bool(page.draft.form.planned))
    page._on_withdraw()
    qtbot.waitUntil(lambda: bool(said))
    qtbot.waitUntil(lambda: not page.draft.form.planned)
    assert "2026.2" in said[0]
    assert label_at(page.draft.data, place) == "Planned"
    assert [d.place for d in page.draft.differences] == [place]
    page.undo()
    assert not page.draft.is_changed


def test_without_a_step_in_the_draft_undo_is_the_workspaces(qtbot, page):
    assert not page.can_undo
    page._on_wished(lambda _data: relabelled(page, "a2.01", "Mine"), "")
    assert page.can_undo
    page.undo()
    assert (page.can_undo, page.can_redo) == (False, True)


def test_a_plan_that_somebody_else_took_back_while_it_was_worked_on_is_a_draft(qtbot, page):
    place = place_of(page, "a2.01")
    publish_other(qtbot, page, relabelled(page, "a2.01", "Planned"), "2026.2", "2026-12-24")
    qtbot.waitUntil(lambda: bool(page.draft.form.planned))
    page._on_switch()
    withdraw = do.WithdrawDefinition(definition=page.draft.version.digest)
    from_worker(qtbot, page.tasks, lambda desk: desk.execute(withdraw))
    qtbot.waitUntil(lambda: page.draft.version.version == "2026.1")
    assert [d.place for d in page.draft.differences] == [place]
    assert label_at(page.draft.data, place) == "Planned"


def test_a_letter_that_waits_for_other_cards_is_told_and_can_be_ticked():
    waits = Finding("covers_others", "It covers {codes}, too.", {"codes": "MC-2"})
    letter = AdoptedForm("R1", "d", form_id="f", waits=waits)
    assert effects(letter) == "R1: It covers MC-2, too."
    assert can_adopt(CardAdoption("c", "MC-1", Label("T", "T"), (letter,)))


def test_of_two_cards_with_one_code_each_adopts_for_itself(qtbot, tasks):
    letter = AdoptedForm("F2", "d", form_id="f", moves=True)
    cards = [CardAdoption(f"c{n}", "MC-1", Label("T", "T"), (letter,)) for n in (1, 2)]
    dialog = AdoptDialog(tasks, "F2", cards)
    qtbot.addWidget(dialog)
    dialog._on_all("")
    assert [command.card for command in dialog.commands()] == ["c1", "c2"]


def test_other_colours_or_another_language_keep_the_form_and_the_entry(page):
    page.lists.outline.pick(place_of(page, "a2.01"))
    page.rebuild()
    assert page.forms.current == "F6"
    assert page.lists.outline.current == place_of(page, "a2.01")


def test_a_dialog_that_was_open_while_somebody_published_says_so_and_publishes_nothing(qtbot, page):
    mine, other = place_of(page, "a2.01"), place_of(page, "a2.03")
    page._on_wished(lambda _data: relabelled(page, "a2.01", "Mine"), "")
    settled(qtbot, page)
    dialog = keep(qtbot, page.tasks, PublishDialog(page.tasks, page.draft, TODAY, page))
    dialog.reason.setText("why")
    theirs = wording.with_text(page.draft.base, other, "label", Label("Theirs", "Mereka"))
    publish_other(qtbot, page, theirs, "2026.2")
    qtbot.waitUntil(lambda: page.draft.version.version == "2026.2")
    dialog.accept()
    qtbot.waitUntil(lambda: not dialog._busy)
    assert dialog.why.startswith("F6 has changed meanwhile: its newest version is 2026.2 now.")
    published(qtbot, page)
    now = page.draft.form.current
    assert now.version == "2026.3"
    assert (label_at(now.data, mine), label_at(now.data, other)) == ("Mine", "Theirs")


# --- fields of one's own ---------------------------------------------------------------------


def test_a_field_is_added_named_and_may_be_taken_away_until_it_is_published(page, qtbot):
    page._on_entry("section:checklist")
    assert {what for what, _w in growing.offers("section", {}, "section:checklist", "F6")} == {
        "field", "section",
    }  # fmt: skip
    page.editor.grown.emit("field")
    (dialog,) = page.findChildren(growing.GrowDialog)
    assert not dialog.action.isEnabled()
    dialog.id.setText("Sumber dana")
    dialog.en.setText("x" * 81)
    assert dialog.reasons() == ["The label is longer than 80 letters."]
    assert dialog.counts[0].text() == "81 / 80"
    assert not dialog.action.isEnabled()
    dialog.en.setText("Budget source")
    dialog.id.setText("Sumber dana")
    dialog.types.setCurrentIndex(dialog.types.findData(FieldType.CHOICE))
    dialog.accept()
    place = "section:checklist/field:x_budget_source"
    assert page._place == place
    assert wording.entry_at(page.draft.data, place)["type"] == "choice"
    qtbot.waitUntil(lambda: len(page._faults) == 2)
    page.editor.grown.emit("choice")
    assert page._place == f"{place}/choice:3"
    assert [each.place for each in page.draft.differences] == [
        place, *(f"{place}/choice:{n}" for n in (1, 2, 3)),
    ]  # fmt: skip
    page._on_entry(place)
    page.editor.removed.emit()
    assert page.draft.data == page.draft.base


def test_the_guide_and_the_procedure_take_no_fields(page):
    for form in ("F1", wording.PROCEDURE):
        assert list(growing.offers("section", {}, "section:x", form)) == []


# --- searching ---------------------------------------------------------------------------------


def test_a_search_without_a_hit_leaves_nothing_to_be_changed_and_a_way_back(qtbot, page):
    place = place_of(page, "a2.01")
    page.lists.outline.pick(place)
    page.lists.search.setText("qqqq")
    assert page.editor.texts == {}
    words = [label.text() for label in page.editor.findChildren(QLabel)]
    assert words == ["No entry of this form has “qqqq”."]
    (back,) = page.editor.findChildren(Link)
    back.click()
    assert page.lists.search.text() == ""
    assert page.lists.outline.current == place
    assert ("label", "en") in page.editor.texts
    page.lists.search.setText("qqqq")
    page._on_judged(page.draft.data, (Finding("broken", "Broken", path=place_of(page, "a3")),))
    assert page.lists.outline.current == page._place == place_of(page, "a3")
    assert ("label", "en") in page.editor.texts


def test_esc_empties_the_search_and_leaves_the_empty_one(qtbot, page):
    page.activateWindow()
    search = page.lists.search
    search.setFocus()
    search.setText("dated")
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert search.text() == ""
    assert page.lists.outline.shown == len(page.lists.outline.lines.lines)
    qtbot.keyClick(search, Qt.Key.Key_Escape)
    assert page.focusWidget() is page.lists.outline


def test_after_taking_away_in_a_search_the_list_marks_what_the_form_shows(page):
    page._on_made(*with_field(page.draft.data, "section:checklist", FieldType.LINE,
                              Label("Sparrow", "Pipit")))  # fmt: skip
    page.lists.search.setText("sparrow")
    assert page.lists.outline.shown == 1
    page.editor.removed.emit()
    assert page.lists.outline.current == page._place == "section:checklist"
    page.lists.outline.pick(place_of(page, "a2.01"))
    page.lists.search.setText("dated evidence")
    assert page.lists.outline.current == page._place
    assert page.editor.texts["label", "en"].toPlainText().find("dated evidence") >= 0


def test_what_needs_mending_is_a_link_that_goes_from_place_to_place(qtbot, page):
    page._on_wished(lambda data: wording.with_value(data, place_of(page, "a3"), "off", value=True),
                    "")  # fmt: skip
    qtbot.waitUntil(lambda: len({finding.path for finding in page._faults}) == 2)
    page.lists.search.setText("dated evidence")
    page.lists.go(VERSIONS)
    wrong = [line.id for line in page.lists.outline.lines.lines if line.tone == "bad"]
    for place in (*wrong, wrong[0]):
        page._bar.mend.click()
        assert (page.lists.tab, page.lists.outline.current, page._place) == (0, place, place)
    page.undo()
    qtbot.waitUntil(lambda: not page._faults)
    assert not page._bar.mend.isVisible()


def test_a_long_change_can_be_read_whole_below_the_list(page):
    long = "A wording that has no room in the cell of a list " * 4
    page._put(relabelled(page, "a2.01", long.strip()))
    page.lists.go(CHANGED)
    detail = page.lists.findChild(ChangeDetail)
    assert detail.isVisible()
    assert detail.after.text() == long.strip()
    assert detail.before.text().startswith("The need is shown")
    page.lists.search.setText("qqqq")
    assert not detail.isVisible()
    page.undo()
    assert not detail.isVisible()
    assert not growing.is_signed("form", "F1")
    page.forms.pick("F1")
    page.lists.outline.pick("")
    words = [button.text() for button in page.editor.findChildren(QPushButton)]
    assert "Add a signer…" not in words
    page.forms.pick("F6")
    page.lists.outline.pick("")
    words = [button.text() for button in page.editor.findChildren(QPushButton)]
    assert "Add a signer…" in words


def test_nothing_is_demanded_of_what_the_program_works_out(page):
    def names() -> set[str]:
        return {label.text() for label in page.editor.findChildren(QLabel)
                if not label.isHidden()}  # fmt: skip

    page.forms.pick("F2")
    page.lists.outline.pick(place_of(page, "p1"))
    assert {"Required: Essential", "Due by stage: Full"} <= names()
    page.lists.outline.pick(place_of(page, "p29"))
    assert "Help (English)" in names()
    assert not any(name.startswith(("Required", "Due by stage")) for name in names())
