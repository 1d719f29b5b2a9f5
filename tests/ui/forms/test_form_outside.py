"""A form is saved for filling in elsewhere; what comes back is compared and taken over."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel, QPushButton

from mcdesk.application.proposal import Unplaced
from mcdesk.procedure import commands as do
from mcdesk.reports.bound import untold
from mcdesk.ui.forms.outside import _read
from mcdesk.ui.printing.to_fill import pdf_to_fill
from tests.ui.forms.stage import stored
from tests.walk import MODULES, Walker

if TYPE_CHECKING:
    from pathlib import Path

    from tests.ui.forms.stage import Stage


@pytest.fixture
def stage(open_real, desk) -> Stage:
    stage = open_real("F2")
    desk.execute(do.FillForm(form="MC-1/F2", values={"p16": "None."}, rows={"p35": MODULES}))
    stage.editor.session.reload()
    return stage


def came_back(stage: Stage, path: Path, **texts: str) -> Path:
    """Save the form as the window does, and fill it in with another program."""
    sheet = _read(stage.editor.form_id, False, stage.desk, untold)
    pdf_to_fill(sheet, path, untold)
    writer = PdfWriter(clone_from=PdfReader(BytesIO(path.read_bytes())))
    for page in writer.pages:
        writer.update_page_form_field_values(page, texts, auto_regenerate=False)
    writer.write(path)
    return path


@pytest.mark.parametrize(("name", "begin"), [("F2.pdf", b"%PDF-"), ("F2.docx", b"PK")])
def test_a_form_to_fill_is_made_beside_everything_else(stage, qtbot, tmp_path, name, begin):
    stage.editor.outside.save(tmp_path / name)
    dialog = stage.editor.outside.dialog
    assert dialog.ender.text() == "Cancel"
    assert not dialog.isModal()
    qtbot.waitUntil(dialog.opener.isVisible, timeout=30_000)
    assert (tmp_path / name).read_bytes().startswith(begin)
    assert dialog.words.text().startswith(f"Saved as {name}. What comes back")
    dialog.reject()
    assert stage.editor.outside.dialog is None


def test_a_form_to_fill_that_is_cancelled_leaves_no_file(stage, qtbot, tmp_path):
    stage.editor.outside.save(tmp_path / "F2.pdf")
    dialog = stage.editor.outside.dialog
    dialog.ender.click()
    assert dialog._errand.apart.is_over
    assert list(tmp_path.glob("*F2*")) == []


def test_a_frozen_form_is_not_sent_out_and_says_why(stage, desk, tmp_path):
    outside = stage.editor.outside
    walker = Walker(desk)
    for stage_id in ("assignment", "discussion"):
        getattr(walker, stage_id)()
    walker.fill_proposal()
    walker.freeze("F2")
    outside.save(tmp_path / "F2.pdf")
    assert "frozen" in outside.dialog.words.text()
    outside.dialog.reject()


def test_what_was_ticked_is_taken_over_as_one_step(stage, desk, tmp_path):
    path = came_back(stage, tmp_path / "F2.pdf", p16="A contract.", p18="Clerk", p48="soon")
    desk.execute(do.SetValue(form="MC-1/F2", path="p16", new="Own words."))
    stage.editor.session.reload()
    outside = stage.editor.outside
    outside.take_file(path)
    page = stage.editor.comparison.page
    assert stage.editor.bench.stack.currentWidget() is page
    assert {one.path: box.isChecked() for box, one in page.boxes} == {
        "p16": False, "p18": True, "p48": False,
    }  # fmt: skip
    next(box for box, one in page.boxes if one.path == "p16").setChecked(True)
    page.take.click()
    assert (stored(stage, "p16"), stored(stage, "p18")) == ("A contract.", ["Clerk"])
    assert stored(stage, "p48") is None
    assert "2 places" in stage.editor.bench.notice.words
    stage.editor.undo()
    assert (stored(stage, "p16"), stored(stage, "p18")) == ("Own words.", None)


def test_a_file_of_another_form_is_asked_about(stage, open_real, tmp_path):
    path = came_back(stage, tmp_path / "F2.pdf", p18="Clerk")
    other = open_real("R1")
    other.editor.outside.take_file(path)
    notice, handed = other.editor.bench.notice, []
    said = "sent out for Micro-Credential Development Proposal of MC-1, not for this form."
    assert notice.words.endswith(said)
    assert other.editor.comparison.page is None
    other.editor.handed_on.connect(handed.extend)
    next(each for each in notice.findChildren(QPushButton) if "there" in each.text()).click()
    assert handed == [path]


def test_a_dropped_form_is_compared(stage, tmp_path):
    path = came_back(stage, tmp_path / "F2.pdf", p18="Clerk")
    drop(stage, path)
    assert [one.path for _box, one in stage.editor.comparison.page.boxes] == ["p18"]


def drop(stage, path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(10, 10), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    assert stage.editor.outside.eventFilter(stage.editor, event)


def test_what_cannot_be_read_is_told_above_the_form(stage, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"%PDF-1.7 nothing")
    stage.editor.outside.take_file(tmp_path / "x.pdf")
    assert "damaged" in stage.editor.bench.notice.words


def test_of_what_is_put_together_nothing_of_ones_own_is_shown_as_gone(stage, desk, tmp_path):
    desk.execute(do.SetValue(form="MC-1/F2", path="p16", new="One thing. Another thing."))
    path = came_back(stage, tmp_path / "F2.pdf", p16="One thing more. Another thing.")
    mine = "One thing. Another thing entirely."
    desk.execute(do.SetValue(form="MC-1/F2", path="p16", new=mine))
    stage.editor.session.reload()
    stage.editor.outside.take_file(path)
    page = stage.editor.comparison.page
    ((_box, one),) = page.boxes
    assert one.state == "merged"
    here = next(label.text() for label in page.findChildren(QLabel) if "entirely" in label.text())
    assert "line-through" not in here


def test_what_has_no_place_is_shown_even_where_nothing_differs(stage, tmp_path):
    path = came_back(stage, tmp_path / "F2.pdf")
    stage.editor.outside.take_file(path)
    page, compared = stage.editor.comparison.page, stage.editor.comparison.compared
    assert page.boxes == []
    proposal = replace(compared.proposal, unplaced=(Unplaced("p99", "A note of theirs"),))
    stage.editor.comparison.show(replace(compared, proposal=proposal))
    assert any("A note of theirs" in label.text() for label in page.findChildren(QLabel))
