"""The page on which one searches everything that is written in the workspace."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QListView, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.ui import icons, language, parts, theme
from mcdesk.ui.board.search import SearchLine
from mcdesk.ui.people.desk_page import page_bar
from mcdesk.ui.search.hits import HIT, HitDelegate, HitsModel
from mcdesk.ui.tasks import Priority

if TYPE_CHECKING:
    from PySide6.QtCore import QModelIndex

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, SearchAnswer, SearchHit
    from mcdesk.errors import McDeskError
    from mcdesk.ui.tasks import Tasks

PAUSE = 150
"""Milliseconds without a key until what was typed is looked for."""
WIDTH = 420
PLACES = {
    "idea": "ideas", "person": "directory", "programme": "directory", "faculty": "directory",
    "closed_period": "register",
}  # fmt: skip
"""The places of the sidebar where one sees what belongs to no card."""
STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}


class SearchPage(QWidget):
    """A line for the words, and what was found below it.

    Signals:
        searched: what is looked for now, to be remembered.
        form_requested: a form (id) is to be opened at a path.
        card_requested: a card (id) is to be opened.
        place_requested: a place of the sidebar is to be shown, with a record (id) chosen there.
        closed: Esc was pressed in the empty line.
    """

    help_topic, leads_on = "search", True
    searched = Signal(str)
    form_requested = Signal(str, str)
    card_requested = Signal(str)
    place_requested = Signal(str, str)
    closed = Signal()

    def __init__(self, tasks: Tasks, typed: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tasks = tasks
        self.is_ready = False
        self._asked = 0
        self._stopped = False
        self._answer: SearchAnswer | None = None
        self._make()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.search)
        self.line.setText(typed)
        self.line.textChanged.connect(self._on_typed)
        self.line.left.connect(self.closed)
        self.line.installEventFilter(self)
        self.view.activated.connect(self.follow)
        self.view.clicked.connect(self.follow)
        self.stop.clicked.connect(self._on_stop)
        theme.theme_changed.connect(self._write)
        language.language_changed.connect(self._write)
        self._write()

    def _make(self) -> None:
        self.line = SearchLine()
        self.line.setFixedWidth(WIDTH)
        self.count = parts.label("", "muted")
        self.stop = parts.button("", "quiet")
        self.stop.hide()
        bar, row = page_bar("", self.line, self.count, self.stop, 1)
        found = row.itemAt(0)
        self._title = found.widget() if found is not None else None
        self.model = HitsModel(self)
        self.view = QListView()
        self.view.setModel(self.model)
        self.view.setItemDelegate(HitDelegate(self.view))
        self.view.setFrameShape(QFrame.Shape.NoFrame)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.heading = parts.label("", "heading", wrap=True)
        self.words = parts.label("", "muted", wrap=True)
        for made in (self.heading, self.words):
            made.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        none = QWidget()
        column = QVBoxLayout(none)
        column.setContentsMargins(48, 24, 48, 24)
        column.setSpacing(theme.GAP)
        for part in (2, self.heading, self.words, 3):
            column.addStretch(part) if isinstance(part, int) else column.addWidget(part)
        self.stack = QStackedWidget()
        self.stack.addWidget(none)
        self.stack.addWidget(self.view)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(bar)
        outer.addWidget(self.stack, 1)

    def page_title(self) -> str:
        """Return what the trail calls the page."""
        return _("Search")

    def begin(self) -> None:
        """Let one type at once; what was last looked for is chosen, so that typing replaces it."""
        self.line.setFocus()
        self.line.selectAll()

    def take_focus(self) -> None:
        """Let one go on in the list, as after coming back from a place; else in the line."""
        (self.view if self.model.items else self.line).setFocus()

    def apply_changes(self, _changes: Changes) -> None:
        """Look again: something else may stand there now."""
        if self.isVisible():
            self._pause.start()

    # --- making ready -------------------------------------------------------------------------

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Bring the index up to date, and look again for what stands in the line."""
        super().showEvent(event)
        self._stopped = self.is_ready = False
        self._go_on()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Making ready ends with the piece that is being read; the next time it goes on there."""
        self._stopped = True
        super().hideEvent(event)

    def _go_on(self) -> None:
        self.tasks.run(
            _ready, self._on_piece, self._on_failed, kind="reader", priority=Priority.IDLE
        )

    def _on_piece(self, told: tuple[int, int]) -> None:
        done, of = told
        self.is_ready = done >= of
        self.stop.setVisible(not self.is_ready)
        if self.is_ready:
            self.search()
        elif not self._stopped:
            percent = 100 * done // of
            words = _("Reading what is written: {percent} %").format(percent=percent)
            self.count.setText(words)
            self._go_on()

    def _on_stop(self) -> None:
        self._stopped = not self._stopped
        self._write_stop()
        if self._stopped:
            self.count.setText(_("Not all is read yet."))
        else:
            self._go_on()

    def _on_failed(self, error: McDeskError) -> None:
        self.is_ready = False
        self.stop.show()
        self._stopped = True
        self._write_stop()
        title = getattr(error, "title", "") or str(error)
        self._say(title, getattr(error, "advice", ""))

    # --- searching ----------------------------------------------------------------------------

    def _on_typed(self, typed: str) -> None:
        self.searched.emit(typed)
        self._pause.start()

    def search(self) -> None:
        """Look for what stands in the line, once all is read."""
        self._pause.stop()
        self._asked += 1
        if not self.line.text().strip():
            self._answer = None
            self._show()
        elif self.is_ready:
            self.tasks.run(
                partial(_search, self.line.text()), partial(self._on_answer, self._asked),
                self._on_failed, kind="reader",
            )  # fmt: skip

    def _on_answer(self, asked: int, answer: SearchAnswer) -> None:
        if asked == self._asked:
            self._answer = answer
            self._show()

    def _show(self) -> None:
        answer = self._answer
        chosen = self.view.currentIndex().data(HIT)
        hits = answer.hits if answer is not None else ()
        if hits != self.model.items:
            self.model.show(hits)
            records = [hit.record for hit in hits]
            at = records.index(chosen.record) if chosen and chosen.record in records else 0
            self.view.setCurrentIndex(self.model.index(at))
        if self.is_ready or answer is not None:
            self.count.setText(_count(answer) if answer is not None else "")
        if hits:
            self.stack.setCurrentWidget(self.view)
        elif answer is not None:
            self._say(
                _("Nothing holds all of these words."),
                _("Try fewer words or only the beginning of a word. Frozen versions and the "
                  "history are not searched; the development guide has its own search."),
            )  # fmt: skip
        else:
            self._say(
                _("Where was that written?"),
                _("Type words from a form, a comment, a reason, an idea, a name or a file’s name. "
                  "All words must occur; the beginning of a word is enough. Words between quotes "
                  "are found as they stand."),
            )  # fmt: skip

    def _say(self, heading: str, words: str) -> None:
        self.heading.setText(heading)
        self.words.setText(words)
        self.stack.setCurrentIndex(0)

    def follow(self, index: QModelIndex) -> None:
        """Go to the place of a hit."""
        hit: SearchHit | None = index.data(HIT)
        if hit is None:
            return
        if hit.form_id:
            self.form_requested.emit(hit.form_id, hit.path)
        elif hit.card_id:
            self.card_requested.emit(hit.card_id)
        elif hit.kind in PLACES:
            self.place_requested.emit(PLACES[hit.kind], hit.record)

    # --- keys and words -----------------------------------------------------------------------

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows choose a hit and Enter follow it while one types."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in STEPS and self.model.items:
                row = self.view.currentIndex().row() + STEPS[key]
                row = min(max(row, 0), len(self.model.items) - 1)
                self.view.setCurrentIndex(self.model.index(row))
                return True
            if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.follow(self.view.currentIndex())
                return True
        return super().eventFilter(watched, event)

    def _write(self) -> None:
        """Write every word in the language in use."""
        if self._title is not None:
            self._title.setProperty("text", _("Search"))
        name = _("Search everything that is written")
        self.line.setPlaceholderText(name)
        self.line.setAccessibleName(name)
        self.line.lens.setIcon(icons.icon("search"))
        self.view.setAccessibleName(_("What was found"))
        self._write_stop()
        self._show()

    def _write_stop(self) -> None:
        self.stop.setText(_("Go on") if self._stopped else _("Stop"))


def _count(answer: SearchAnswer) -> str:
    n, shown = answer.count, len(answer.hits)
    if answer.is_more:
        return _("the best {shown} of more than {n} places").format(shown=shown, n=n)
    if n > shown:
        return _("the best {shown} of {n} places").format(shown=shown, n=n)
    return plural("{n} place", "{n} places", n) if n else ""


def _ready(desk: DeskPort) -> tuple[int, int]:
    return desk.ready_search()


def _search(typed: str, desk: DeskPort) -> SearchAnswer:
    return desk.search(typed)
