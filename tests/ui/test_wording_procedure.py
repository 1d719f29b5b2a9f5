"""The names of stages, gates and roles on the page about forms and wording."""

from __future__ import annotations

import pytest

from mcdesk.application.drafts import DraftFile, DraftWriter
from mcdesk.application.views import AdoptedForm, CardAdoption
from mcdesk.errors import Finding
from mcdesk.procedure.stage import Label
from mcdesk.procedure.wording import PROCEDURE, with_text
from mcdesk.ui.wording.page import WordingPage
from mcdesk.ui.wording.procedure_preview import ProcedurePreview, lines_of
from mcdesk.ui.wording.publish import AdoptDialog, PublishDialog, can_adopt, effects
from tests.ui.kept_workspace import (  # noqa: F401 - fixtures
    from_worker,
    keep,
    kept_desk,
    kept_file,
    kept_tasks,
)

PLEA = Label("Application", "Permohonan")


@pytest.fixture
def page(qtbot, tasks, tmp_path):
    writer = DraftWriter(DraftFile(tmp_path / "x.drafts"))
    page = keep(qtbot, tasks, WordingPage(tasks, writer, lambda *_given: None))
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(lambda: page.data_ is not None)
    page.forms.pick(PROCEDURE)
    return page


def type_name(page, place: str, key: str, text: str) -> None:
    page.lists.outline.pick(place)
    page.editor.texts[key, "en"].setPlainText(text)


def test_the_procedure_stands_below_the_forms(page):
    last = page.forms.lines.lines[-1]
    assert (last.id, last.cells[:2]) == (PROCEDURE, ("", "Stages and roles"))
    kinds = {line.cells[1] for line in page.lists.outline.lines.lines}
    assert kinds == {"Procedure", "Phase", "Stage", "Role", "Gate", "Sentence"}
    assert page._bar.show_print.isHidden()
    page.forms.pick("F6")
    assert not page._bar.show_print.isHidden()


def test_a_stage_has_its_name_its_short_one_and_its_purpose(page):
    page.lists.outline.pick("stage:proposal")
    assert {key for key, _language in page.editor.texts} == {"title", "short", "purpose"}
    assert page.editor.texts["title", "en"].toPlainText() == "Proposal"
    page.lists.outline.pick("")
    assert {key for key, _language in page.editor.texts} == {"title"}


def test_a_name_is_typed_published_and_taken_over(qtbot, page):
    type_name(page, "stage:proposal", "title", "Application")
    qtbot.waitUntil(page._bar.publish.isEnabled)
    dialog = PublishDialog(page.tasks, page.draft, page.view.today)
    qtbot.addWidget(dialog)
    dialog.reason.setText("plainer")
    assert dialog.reasons() == []
    (command,) = dialog.commands()
    assert (command.forms, bool(command.procedure)) == ({}, True)
    from_worker(qtbot, page.tasks, lambda desk: desk.execute(command))
    info = from_worker(qtbot, page.tasks, lambda desk: desk.info())
    assert info.stages[2].title.en == "Application"
    cards = from_worker(qtbot, page.tasks, lambda desk: desk.adoptions([PROCEDURE]))
    adopt = AdoptDialog(page.tasks, PROCEDURE, cards)
    qtbot.addWidget(adopt)
    assert "the procedure: Goes on with the new names." in adopt.list.item(0).text()
    adopt._on_all("")
    assert adopt.commands()
    for each in adopt.commands():
        from_worker(qtbot, page.tasks, lambda desk, each=each: desk.execute(each))
    assert from_worker(qtbot, page.tasks, lambda desk: desk.adoptions([PROCEDURE])) == ()


def test_an_empty_name_cannot_be_published(qtbot, page):
    type_name(page, "stage:proposal", "title", "")
    qtbot.waitUntil(lambda: any(f.path == "stage:proposal" for f in page._faults))
    assert not page._bar.publish.isEnabled()


def test_the_names_are_seen_before_they_are_published(qtbot, page):
    page.lists.outline.pick("stage:proposal")
    data = with_text(page.draft.data, "stage:proposal", "title", PLEA)
    data = with_text(data, "stage:proposal", "short", PLEA)
    preview = ProcedurePreview(data)
    qtbot.addWidget(preview)
    assert preview.way.buttons[2].step.stage.short.en == "Application"
    assert lines_of(data)[2].cells[0] == "3 Application"
    assert "Proposal approved" in lines_of(data)[2].cells[2]


def test_the_preview_is_opened_from_the_bar(qtbot, page):
    page._bar.look.click()
    dialog = page.findChild(ProcedurePreview)
    assert dialog is not None
    dialog.reject()


def test_a_card_whose_rules_differ_has_no_tick():
    why = Finding("keeps_rules", "It keeps its own.")
    entry = AdoptedForm(PROCEDURE, "d", keeps=why)
    assert not can_adopt(CardAdoption("c", "MC-1", PLEA, (entry,)))
    assert effects(entry) == "the procedure: It keeps its own."
