"""Opening forms in an editor on screen, of a desk that is no database or of a real one."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mcdesk.procedure import commands as do
from mcdesk.ui.forms.editor import FormEditor
from mcdesk.ui.forms.keeping import UNSENT
from tests.ui.forms.fakes import FakeDesk, FakeHost, FakeJobs, make_view
from tests.ui.forms.stage import Open, OpenReal, Stage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.application.views import FormView


def show(qtbot: Any, editor: FormEditor) -> None:
    """Show an editor as on a laptop, and wait until it has the keyboard."""
    editor.resize(1366, 768)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    editor.activateWindow()
    qtbot.waitUntil(editor.isActiveWindow)


@pytest.fixture
def open_form(qtbot: Any) -> Iterator[Open]:
    """Open a view in an editor on screen, `at` a place of it; it is shut when the test ends."""
    opened: list[FormEditor] = []
    UNSENT.clear()

    def opener(view: FormView | None = None, drafts: Path | None = None, **changes: Any) -> Stage:
        desk = changes.pop("desk", None) or FakeDesk(view or make_view())
        fill, at = changes.pop("fill", True), changes.pop("at", "")
        jobs, host = FakeJobs(desk, hold=bool(at)), FakeHost(drafts)
        editor = FormEditor(jobs, "form-1", host)
        if at:
            editor.go(at)
            jobs.hold = False
            jobs.pump()
        show(qtbot, editor)
        if editor.bench is not None and fill:
            editor.bench.side.fill()  # as happens soon after the form was painted
        opened.append(editor)
        return Stage(desk, jobs, host, editor)

    yield opener
    for editor in opened:
        editor.shut()


@pytest.fixture
def open_real(qtbot: Any, desk: Any, card: str, tmp_path: Path) -> Iterator[OpenReal]:
    """Open a form of a real card."""
    opened: list[FormEditor] = []

    def opener(kind: str) -> Stage:
        desk.execute(do.OpenForm(card=card, form=kind))
        form = next(line.form_id for line in desk.page(card).all_forms if line.kind == kind)
        jobs, host = FakeJobs(desk), FakeHost(tmp_path / "drafts")
        editor = FormEditor(jobs, form, host)
        show(qtbot, editor)
        opened.append(editor)
        return Stage(desk, jobs, host, editor)

    yield opener
    for editor in opened:
        editor.shut()
