"""Beside a form what stands at its foot on paper: its attachments and its versions."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from mcdesk import i18n
from mcdesk.application.views import FileLine, VersionNote
from mcdesk.procedure import commands as do
from mcdesk.procedure.stage import Label
from mcdesk.ui.credential.attaching import FilesDialog, LinkDialog
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.forms.footer import FEW, AttachedPanel, VersionsPanel
from tests.ui.forms.fakes import frozen_view, make_view

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from mcdesk.i18n import Language
    from tests.ui.forms.stage import Open, OpenReal, Stage

LINK = "https://lms.example/course/7"


def panel(stage: Stage, kind: type[Any]) -> Any:
    stage.editor.bench.side.fill()
    return stage.editor.bench.side.contents.findChild(kind)


def told(panel: Any) -> list[str]:
    """Return what stands in a panel below its heading, once it is shown; what goes is hidden."""
    QApplication.processEvents()
    labels = [each for each in panel.findChildren(QLabel) if each.isVisibleTo(panel)]
    return [each.text().replace("\u200b", "") for each in labels if each.text()][1:]


def way(panel: Any, words: str) -> QPushButton:
    QApplication.processEvents()
    found = [each for each in panel.findChildren(QPushButton) if each.isVisibleTo(panel)]
    return next(each for each in found if each.accessibleName() == words or each.text() == words)


def has_keys(stage: Stage, name: str) -> bool:
    now = stage.editor.focusWidget()
    return now is not None and now.accessibleName() == name


def attach(desk: Any, form: str, name: str, *, link: str = "", purpose: str = "evidence") -> None:
    digest = "" if link else "a" * 64
    desk.execute(do.AttachFile(card="MC-1", form=form, name=name, size=0 if link else 1200,
                               digest=digest, link=link or f"S:/{name}", purpose=purpose,
                               id=f"file-{name}"))  # fmt: skip


def version(number: int, day: date, *changed: str) -> VersionNote:
    return VersionNote(number, day, "ID-01", tuple(Label(each, each) for each in changed))


def test_the_same_two_lists_stand_beside_a_form_as_at_its_foot_on_paper(
    open_real: OpenReal, desk: Any
) -> None:
    stage = open_real("F2")
    form = stage.editor.form_id
    attach(desk, form, "survey.pdf")
    attach(desk, form, "Course", link=LINK)
    attach(desk, form, "signed.pdf", purpose="scan")
    stage.session.reload()
    view, sheet = desk.form(form), desk.sheet(form, "draft")
    assert [file.name for file in view.attached] == ["survey.pdf", "Course"]
    assert view.attached == sheet.attached
    assert view.versions == sheet.versions
    said = told(panel(stage, AttachedPanel))
    who = desk.info().person
    assert said[:3] == ["Course", "link · Evidence", LINK]
    assert said[4:8] == ["survey.pdf", "link · Evidence", "S:/survey.pdf",
                         f"{who} · {said[3].split(' · ')[1]}"]  # fmt: skip


def test_without_any_it_says_what_would_stand_there(open_real: OpenReal) -> None:
    stage = open_real("F2")
    assert told(panel(stage, AttachedPanel))[0].startswith("Nothing is attached to this form.")
    assert told(panel(stage, VersionsPanel))[0].startswith("No version yet.")


def test_a_file_is_removed_and_brought_back(open_real: OpenReal, desk: Any) -> None:
    stage = open_real("F2")
    attach(desk, stage.editor.form_id, "survey.pdf")
    stage.session.reload()
    button = way(panel(stage, AttachedPanel), "Remove: survey.pdf")
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert desk.page("MC-1").files == ()
    assert told(panel(stage, AttachedPanel))[0].startswith("Nothing is attached")
    notice = stage.editor.bench.notice
    assert "was removed; undo brings it back" in notice.words
    way(notice, "Undo").click()
    assert [file.name for file in desk.page("MC-1").files] == ["survey.pdf"]
    assert told(panel(stage, AttachedPanel))[0] == "survey.pdf"


def test_the_keyboard_goes_on_to_what_stands_before_the_next_file_to_remove(
    open_real: OpenReal, desk: Any, qtbot: Any
) -> None:
    stage = open_real("F2")
    for name in ("one.pdf", "two.pdf"):
        attach(desk, stage.editor.form_id, name)
    stage.session.reload()
    for name, next_ in (("two", "Copy the address: one.pdf"), ("one", "Attach files to this form")):
        button = way(panel(stage, AttachedPanel), f"Remove: {name}.pdf")
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        qtbot.waitUntil(partial(has_keys, stage, next_))


def test_the_keyboard_stays_at_a_file_when_another_one_comes(
    open_real: OpenReal, desk: Any, qtbot: Any
) -> None:
    stage = open_real("F2")
    attach(desk, stage.editor.form_id, "one.pdf")
    stage.session.reload()
    first = way(panel(stage, AttachedPanel), "Remove: one.pdf")
    first.setFocus()
    attach(desk, stage.editor.form_id, "two.pdf")
    stage.session.reload()
    qtbot.waitUntil(partial(has_keys, stage, "Remove: one.pdf"))
    assert len(desk.page("MC-1").files) == 2


def test_a_file_that_a_frozen_version_lists_is_removed_once_that_was_said(open_form: Open) -> None:
    view = frozen_view("F2")
    kept = max(line.frozen_at for line in view.revisions)
    listed = FileLine("old", "a.pdf", 12, "a" * 64, "other", "", "", "ID-01", kept, listed=1)
    later = replace(listed, id="new", name="b.pdf", added_at=f"{kept}1", listed=0)
    stage = open_form(replace(view, attached=(listed, later)))
    way(panel(stage, AttachedPanel), "Remove: a.pdf").click()
    assert stage.done == []
    dialog = stage.editor.findChild(Dialog)
    said = " ".join(told(dialog))
    assert "a.pdf" in said.replace("\u200b", "")
    assert "version 1 of F2 Proposal" in said
    dialog.reject()
    assert stage.done == []
    way(panel(stage, AttachedPanel), "Remove: a.pdf").click()
    stage.editor.findChildren(Dialog)[-1].accept()
    assert stage.done == [do.RemoveFile(file="old")]
    way(panel(stage, AttachedPanel), "Remove: b.pdf").click()
    assert stage.done[1:] == [do.RemoveFile(file="new")]


def test_the_lists_stay_as_they_are_while_the_form_is_written(
    open_real: OpenReal, desk: Any
) -> None:
    stage = open_real("F2")
    attach(desk, stage.editor.form_id, "one.pdf")
    stage.session.reload()
    shown = panel(stage, AttachedPanel)
    button = way(shown, "Remove: one.pdf")
    stage.session.set("p3", "Another")
    stage.session.reload()
    assert way(shown, "Remove: one.pdf") is button


def test_a_link_is_followed(
    open_real: OpenReal, desk: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Any] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    stage = open_real("F2")
    attach(desk, stage.editor.form_id, "Course", link=LINK)
    stage.session.reload()
    way(panel(stage, AttachedPanel), "Open the link: Course").click()
    assert [url.toString() for url in opened] == [LINK]


def test_what_is_not_opened_from_here_is_saved(open_form: Open) -> None:
    script = FileLine("x", "run.exe", 12, "a" * 64, "other", "", "", "ID-01", "2026-11-03")
    stage = open_form(replace(make_view("F2"), attached=(script,)))
    button = way(panel(stage, AttachedPanel), "Save a copy: run.exe")
    assert "save a copy and look at it first" in button.toolTip().replace("\n", " ")


def test_a_link_is_kept_with_the_form(open_real: OpenReal, desk: Any, qtbot: Any) -> None:
    stage = open_real("F2")
    way(panel(stage, AttachedPanel), "Keep a link with this form").click()
    dialog = stage.editor.findChild(LinkDialog)
    assert dialog.value("form") == stage.editor.form_id
    dialog.fill("name", "Course")
    dialog.fill("link", LINK)
    with qtbot.waitSignal(dialog.carried_out):
        dialog.accept()
    (file,) = desk.form(stage.editor.form_id).attached
    assert (file.name, file.link) == ("Course", LINK)


def test_files_are_attached_to_the_form(open_real: OpenReal, desk: Any, tmp_path: Path) -> None:
    stage = open_real("F2")
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF letter")
    stage.editor.acts.files.add([str(letter)])
    dialog = stage.editor.findChild(FilesDialog)
    assert dialog.value("form") == stage.editor.form_id
    dialog.accept()
    assert [file.name for file in desk.form(stage.editor.form_id).attached] == ["letter.pdf"]


def test_what_each_version_changed_stands_there_the_newest_first(open_form: Open) -> None:
    view = make_view("F2")
    notes = [version(n, view.today, f"Field {n}") for n in range(1, FEW + 3)]
    stage = open_form(replace(view, versions=tuple(notes)))
    shown = panel(stage, VersionsPanel)
    said = told(shown)
    assert said[0] == "Version 8 · 23 Nov 2026 · ID-01"
    assert said[1] == "changed: Field 8"
    assert len(said) == 2 * FEW
    way(shown, "Show all 8").click()
    assert told(shown)[-1] == "first version"


def test_a_form_with_a_table_of_its_versions_leads_there(open_form: Open) -> None:
    stage = open_form(make_view("F7"))
    stage.editor.bench.show_section("storyboard")
    assert "stand in its table" in told(panel(stage, VersionsPanel))[0]
    way(panel(stage, VersionsPanel), "Go").click()
    assert stage.editor.section_id == stage.session.definition.section_of("d1").id


@pytest.mark.parametrize("tongue", ["en", "id"])
def test_nothing_in_the_pane_is_cut_at_its_side(open_form: Open, tongue: Language) -> None:
    before = i18n.language()
    i18n.use_language(tongue)
    try:
        file = FileLine("x", "wawancara" * 9, 12, "a" * 64, "other", "n" * 200, "", "ID-01", "2026")
        stage = open_form(replace(make_view("F2"), attached=(file, replace(file, link=LINK * 9))))
        side = stage.editor.bench.side
        for shown in (AttachedPanel, VersionsPanel):
            assert panel(stage, shown).minimumSizeHint().width() <= side.viewport().width() - 16
    finally:
        i18n.use_language(before)


def test_what_may_only_be_read_takes_no_file(open_form: Open) -> None:
    view = make_view("F2")
    file = FileLine("x", "a.pdf", 12, "a" * 64, "other", "", "", "ID-01", "2026-11-03")
    stage = open_form(replace(view, attached=(file,)))
    assert way(panel(stage, AttachedPanel), "Remove: a.pdf").isEnabled()
    acts = stage.editor.acts.files
    acts._info = replace(acts._info, read_only=True)
    stage.editor.bench.side.contents.show_all()
    for words in ("Remove: a.pdf", "Attach files to this form", "Keep a link with this form"):
        shut = way(panel(stage, AttachedPanel), words)
        assert not shut.isEnabled()
        assert "reading only" in shut.accessibleDescription()
    assert way(panel(stage, AttachedPanel), "Open a copy: a.pdf").isEnabled()
