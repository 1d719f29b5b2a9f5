"""The largest design document in the editor: opening it, a section, a keystroke, a search."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from bench.design_content import design_document
from bench.figures import Figure, Goal, Samples
from mcdesk.bootstrap import App

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication, QWidget

    from mcdesk.application.views import FormView, WorkspaceInfo
    from mcdesk.ui.forms.editor import FormEditor

CARD = "MC-AT-14"
KEYS = 60
NARRATION = "d12/d12-120/narration"
LINE = "d3"


def measure(path: Path, rounds: int) -> Iterator[Figure]:
    """Open the document and type into it, without a disk behind it."""
    from PySide6.QtWidgets import QApplication

    from mcdesk.ui import theme
    from mcdesk.ui.garbage import Garbage

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    garbage = Garbage()  # collected now and then, as in the program
    desk = _desk(path)
    opened, whole = Samples(), Samples()
    for number in range(rounds + 1):
        begin = time.perf_counter()
        editor = _open(desk)
        app.processEvents()
        painted = time.perf_counter() - begin
        _await_pane(app, editor)
        if number:
            opened.add(painted * 1e3)
            whole.add((time.perf_counter() - begin) * 1e3)
        if number < rounds:
            _shut(app, editor)
    goal = (Goal(100, "median"),)
    yield Figure(
        "design document opened, 250 scenes, 100 steps", opened, goals=goal,
        note="painted, and taking keys; what is missing, comments and signatures come behind",
    )  # fmt: skip
    yield Figure("design document opened with all that stands beside it", whole)
    yield Figure("design document: each section shown first", _sections(app, editor))
    key = (Goal(5, "p95"),)
    for path_, name in ((LINE, "a text"), (NARRATION, "a cell of 250 rows")):
        yield Figure(f"design document: keystroke in {name}", _keys(app, editor, path_), goals=key)
    assert editor.inspector is not None
    inspected, found, walked = Samples(), Samples(), Samples()
    assert editor.bench is not None
    with walked.timed():
        editor.bench.navigator.show_tab(1)
        app.processEvents()
    yield Figure("design document: its modules as a tree shown first", walked)
    for path_, name in ((LINE, "a text"), (NARRATION, "a cell of 250 rows")):
        keys = _keys(app, editor, path_)
        yield Figure(f"design document: keystroke in {name}, modules shown", keys, goals=key)
    for tab in range(3):
        editor.bench.beside.show_tab(tab)
        with inspected.timed():
            editor.inspector.inspect()
            app.processEvents()
    yield Figure(
        "design document: rules, modules, matrix, hours",
        inspected,
        note="150 ms behind the last keystroke",
    )
    with found.timed():
        editor.bench.find_words()
        assert editor.bench.find_bar is not None
        editor.bench.find_bar.words.setText("chart")
        editor.bench.find_bar.search()
    yield Figure("design document: 1,500 finds counted", found)
    _shut(app, editor)
    garbage.stop()


@dataclass(frozen=True)
class _Desk:
    """Answers what an editor reads."""

    view: FormView
    workspace: WorkspaceInfo

    def form(self, _form: str) -> FormView:
        return self.view

    def info(self) -> WorkspaceInfo:
        return self.workspace


@dataclass
class _Jobs:
    """Runs the first job, the reading, at once; what is sent afterwards stays on its way."""

    desk: _Desk
    has_read: bool = False

    def run(self, job: Any, done: Any, _failed: Any) -> None:
        if not self.has_read:
            self.has_read = True
            done(job(self.desk))


class _Host:
    """A window without a draft file."""

    drafts_path = None

    def now(self) -> datetime:
        return datetime.now().astimezone()


def _desk(path: Path) -> _Desk:
    """Return a form of a real workspace, filled with the largest content and open."""
    app = App()
    desk = app.open(path, read_only=True)
    try:
        form = next(line.form_id for line in desk.outline(CARD).forms if line.kind == "F7")
        view = replace(
            desk.form(form), content=design_document(), status="draft", read_only=False,
            revision=None, revisions=(), signatures=(), history=(),
        )  # fmt: skip
        return _Desk(view, desk.info())
    finally:
        app.close(desk)


def _open(desk: _Desk) -> FormEditor:
    from mcdesk.ui.forms.editor import FormEditor

    editor = FormEditor(_Jobs(desk), desk.view.form_id, _Host())  # type: ignore[arg-type] # stand-ins
    editor.resize(1366, 768)
    editor.show()
    return editor


def _await_pane(app: QApplication, editor: FormEditor) -> None:
    """Live on until what stands beside the form is there, and painted."""
    assert editor.bench is not None
    while not editor.bench.side.is_filled:
        app.processEvents()
    app.processEvents()


def _shut(app: QApplication, editor: FormEditor) -> None:
    """Shut an editor and let it go, as the window's own loop of events does."""
    from PySide6.QtCore import QEvent

    editor.hide()
    editor.deleteLater()
    app.processEvents()
    app.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def _sections(app: QApplication, editor: FormEditor) -> Samples:
    samples = Samples()
    assert editor.bench is not None
    for section in editor.bench.sections:
        with samples.timed():
            editor.bench.show_section(section.id)
            app.processEvents()
    return samples


def _keys(app: QApplication, editor: FormEditor, path: str) -> Samples:
    """Type letters at a place; the first wakes what is made once."""
    from PySide6.QtCore import QEvent, Qt
    from PySide6.QtGui import QKeyEvent

    assert editor.bench is not None
    editor.activateWindow()
    editor.bench.go(path)
    app.processEvents()
    samples = Samples()
    for number in range(KEYS + 1):
        target = _target(app)
        press = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "a")
        begin = time.perf_counter()
        app.sendEvent(target, press)
        app.processEvents()
        if number:
            samples.add((time.perf_counter() - begin) * 1e3)
    return samples


def _target(app: QApplication) -> QWidget:
    target = app.focusWidget()
    assert target is not None
    return target
