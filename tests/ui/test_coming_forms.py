"""A form that is not begun goes out from the card's page, and a filled file begins it."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader, PdfWriter
from PySide6.QtWidgets import QDialog, QFileDialog

from mcdesk.application.outside import to_fill
from mcdesk.exchange.filled import read_filled
from mcdesk.procedure import commands as do
from mcdesk.reports.form import print_to_fill
from mcdesk.ui.board import words
from mcdesk.ui.credential.page import CardPageView
from mcdesk.ui.forms.editor import FormEditor
from mcdesk.ui.opener import _take_in
from mcdesk.ui.returned import ReturnDialog
from mcdesk.ui.tasks import Tasks
from tests.ui.forms.fakes import FakeHost, FakeJobs
from tests.ui.shared_desk import OneAtATime

TITLE = "Drafting Digital Contracts MC-1"


@pytest.fixture
def desk(desk):
    return OneAtATime(desk)


@pytest.fixture
def tasks(qapp, desk):
    made = Tasks(lambda: desk)
    yield made
    assert made.close()


@pytest.fixture
def forms(qtbot, tasks, desk, card):
    """The forms of a card, as its page lists them."""
    words.use_names(desk.info().role_labels, desk.info().stages)
    view = CardPageView(tasks, desk.outline(card).tile.id)
    tasks.changed.connect(view.apply_changes)
    qtbot.addWidget(view)
    with qtbot.waitSignal(view.loaded):
        view.show()
    view.body.forms.page = view
    return view.body.forms


@pytest.fixture
def filled(desk, card, tmp_path) -> Path:
    """The proposal, sent out before it was begun, with something in it."""
    data = print_to_fill(to_fill(*desk.coming_form(card, "F2"), blank=True, is_coming=True))
    writer = PdfWriter(clone_from=PdfReader(BytesIO(data)))
    for page in writer.pages:
        writer.update_page_form_field_values(page, {"p19": "Law firms"}, auto_regenerate=False)
    path = tmp_path / "back.pdf"
    writer.write(path)
    return path


def test_all_is_offered_at_what_is_not_begun_alone(forms):
    forms.list.choose("kind:F2")
    assert forms._why_not_send_out() == forms._why_not_take_in() == ""
    begun = next(e.key for e in forms.list.lines.entries if getattr(e.value, "kind", "") == "R1")
    forms.list.choose(begun)
    assert "It has been begun" in forms._why_not_send_out()
    assert "It has been begun" in forms._why_not_take_in()


@pytest.mark.parametrize("suffix", ["pdf", "docx"])
@pytest.mark.parametrize(("deed", "title"), [("send_out", TITLE), ("blank", "")])
def test_the_file_is_written_and_nothing_is_begun(
    forms, desk, card, qtbot, tmp_path, suffix, deed, title
):
    before = desk.history(card, limit=1)
    path = tmp_path / f"F2.{suffix}"
    forms.list.choose("kind:F2")
    forms.deeds[deed].trigger()
    (asked,) = (each for each in forms.window().findChildren(QFileDialog) if each.isVisible())
    asked.close()
    asked.fileSelected.emit(str(path))
    qtbot.waitUntil(path.exists, timeout=60_000)
    assert desk.history(card, limit=1) == before
    assert read_filled(path).fields["p1"] == title
    forms.coming.dialog.close()


def test_a_file_that_comes_back_begins_its_form_and_is_shown_there(
    forms, desk, card, qtbot, tmp_path, filled
):
    forms.list.choose("kind:F2")
    forms.coming.take_file(desk.outline(card).tile.id, "F2", str(filled))
    dialog = asked(qtbot, forms)
    assert dialog.ok.text() == "Begin and take in"
    with qtbot.waitSignal(forms.page.filled_requested, timeout=30_000) as told:
        dialog.ok.click()
    form, path = told.args
    assert [line.kind for line in desk.history(card, limit=1)] == ["FormOpened"]
    assert desk.form(form).definition.id == "F2"
    editor = FormEditor(FakeJobs(desk), form, FakeHost(tmp_path / "drafts"))
    qtbot.addWidget(editor)
    _take_in(editor, path)
    assert [one.path for _box, one in editor.comparison.page.boxes] == ["p19"]


def asked(qtbot, forms) -> ReturnDialog:
    found = partial(forms.page.window().findChildren, ReturnDialog)
    qtbot.waitUntil(lambda: any(each.isVisible() for each in found()), timeout=30_000)
    return found()[0]


def test_nothing_is_begun_before_somebody_says_so(forms, tasks, desk, card, qtbot, filled):
    before = desk.history(card, limit=1)
    forms.coming.take_file(desk.outline(card).tile.id, "F2", str(filled))
    asked(qtbot, forms).reject()
    qtbot.waitUntil(tasks.is_idle)
    assert desk.history(card, limit=1) == before


@pytest.mark.parametrize("kind", ["F3", "F2"])
def test_what_is_of_another_form_or_says_none_begins_nothing(
    forms, desk, card, qtbot, filled, kind
):
    if kind == "F2":  # its record is gone
        writer = PdfWriter(clone_from=PdfReader(BytesIO(filled.read_bytes())))
        writer.metadata = {"/Title": "again"}
        for field in writer.root_object["/AcroForm"]["/Fields"]:
            if field.get_object().get("/T") == "mcdesk":
                field.get_object().pop("/V")
        writer.write(filled)
    forms.coming.take_file(desk.outline(card).tile.id, kind, str(filled))
    qtbot.waitUntil(lambda: any(d.isVisible() for d in forms.page.findChildren(QDialog)),
                    timeout=30_000)  # fmt: skip
    assert {line.kind for line in desk.outline(card).forms} == {"R1"}


def test_one_begun_meanwhile_is_opened_and_shown_the_usual_way(forms, desk, card, qtbot, filled):
    desk.execute(do.OpenForm(card=card, form="F2"))
    with qtbot.waitSignal(forms.coming.arrived, timeout=30_000) as told:
        forms.coming.take_file(desk.outline(card).tile.id, "F2", str(filled))
    assert told.args == [desk.coming_form(card, "F2")[0].form_id, filled]
    assert [line.kind for line in desk.history(card, limit=1)] == ["FormOpened"]
