"""What Escape took out of a cell: named in a quiet line below the table, with the way back.

Escape puts back what stood there before, as in a spreadsheet; nothing that was typed is lost
silently (design.md, section 1). Undo right after it brings back what it took, as in a line.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from typing_extensions import override

from mcdesk.i18n import _, apart

if TYPE_CHECKING:
    from mcdesk.ui.forms.notices import Notice
    from mcdesk.ui.forms.session import FormSession
    from mcdesk.ui.forms.table_model import TableModel
    from mcdesk.ui.forms.table_view import TableView
    from mcdesk.ui.listed import Index

_HELD = (Qt.Key.Key_Control, Qt.Key.Key_Meta, Qt.Key.Key_Shift, Qt.Key.Key_Alt)
"""Keys that are no step of their own: undo begins with one of them."""
SHOWN = 60
"""How many letters of what was discarded are shown; all of them come back."""


class Typed(NamedTuple):
    """What was typed in a cell and given up."""

    path: str
    column: int
    words: str


class Discarded(QObject):
    """Offers to bring back what was discarded last in a table."""

    def __init__(
        self, session: FormSession, model: TableModel, notice: Notice, view: TableView
    ) -> None:
        super().__init__(view)
        self._session, self._model, self._notice, self._view = session, model, notice, view
        self._last: Typed | None = None
        self._is_saving = False
        session.committed.connect(self._on_committed)
        view.installEventFilter(self)

    def tell(self, index: Index, words: str) -> None:
        """Say what was typed in a cell and given up."""
        self._last = typed = Typed(self._model.path(index), index.column(), words)
        self._is_saving = self._session.save_state == "saving"
        line = " ".join(words.split())
        line = line if len(line) <= SHOWN else f"{line[:SHOWN].rstrip()} …"
        said = _("Discarded: “{words}”").format(words=apart(line))
        bring = partial(self._bring_back, typed)
        self._notice.say(said, [(_("Bring back"), bring), (_("OK"), self._notice.hide)], quiet=True)

    def _bring_back(self, typed: Typed) -> None:
        self._forget()
        self._notice.hide()
        self._session.set(typed.path, self._model.parsed(typed.column, typed.words))

    def _forget(self) -> None:
        """Let undo mean the last step of the form again."""
        self._last = None

    def _on_committed(self) -> None:
        """A later step comes first; what was on its way before Escape does not count."""
        if self._is_saving:
            self._is_saving = self._session.save_state == "saving"
        else:
            self._forget()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take an undo that is the first key after Escape, in the cell where it was pressed."""
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        last, now = self._last, self._view.currentIndex()
        if last is None or event.key() in _HELD:
            return False
        is_here = now.isValid() and self._model.path(now) == last.path
        if is_here and event.matches(QKeySequence.StandardKey.Undo):
            self._bring_back(last)
            return True
        self._forget()
        return False
