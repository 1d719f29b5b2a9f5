"""Opening forms in an editor on screen, with a desk that is no database."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from mcdesk.ui.forms.editor import FormEditor
from mcdesk.ui.forms.keeping import UNSENT
from tests.ui.forms.fakes import FakeDesk, FakeHost, FakeJobs, Stage, make_view

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from mcdesk.application.views import FormView


@pytest.fixture
def open_form(qtbot: Any) -> Iterator[Callable[..., Stage]]:
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
        editor.resize(1366, 768)
        qtbot.addWidget(editor)
        editor.show()
        qtbot.waitExposed(editor)
        editor.activateWindow()
        qtbot.waitUntil(editor.isActiveWindow)
        if editor.bench is not None and fill:
            editor.bench.side.fill()  # as happens soon after the form was painted
        opened.append(editor)
        return Stage(desk, jobs, host, editor)

    yield opener
    for editor in opened:
        editor.shut()
