"""The bar below a form's head: why the form is closed, or what became of it since it was opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from mcdesk.i18n import _
from mcdesk.ui.forms.notices import Notice
from mcdesk.ui.forms.part_words import frozen_words
from mcdesk.ui.forms.standing_words import closed_words, is_decided_against, opened_words
from mcdesk.ui.forms.writers import writers_words
from mcdesk.ui.saying import reason_of

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.forms.notices import Offer
    from mcdesk.ui.forms.session import FormSession
    from mcdesk.ui.forms.topbar import TopBar


class StandingNotice(Notice):
    """Says how the form stands; its number only where `bar` has no room for it.

    Signals:
        change_requested: the frozen form is to be opened for changes.
    """

    change_requested = Signal()

    def __init__(self, session: FormSession, bar: TopBar, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._bar = session, bar
        bar.number_moved.connect(self._on_number_moved)

    def follow_form(self) -> None:
        """Say above the form why it is closed, if it is."""
        view = self._session.view
        parts, is_right = frozen_words(view), view.wrong_figures is None
        why, (who, in_full) = reason_of(view.no_fill), writers_words(view)
        self.setToolTip(in_full)
        self.setAccessibleDescription(in_full)
        changes: list[Offer] = [(_("Change…"), self.change_requested.emit)]
        if parts:
            self.say(f"{parts} {who}".strip(), changes, quiet=True, why=why)
            return
        words = self._closed_words()
        if not words:
            opened = opened_words(view)
            if opened:
                self.say(opened, quiet=is_right)
            else:
                self.hide()
            return
        offers = changes if view.revision is not None else []
        self.say(words, offers, quiet=is_right, why=why, main=is_decided_against(view))

    def _closed_words(self) -> str:
        """Say why the form is closed, and who may write it."""
        view = self._session.view
        said = closed_words(view, has_number=self._bar.has_number)
        return f"{said} {writers_words(view)[0]}".strip()

    def _on_number_moved(self) -> None:
        words = self._closed_words()
        if words and not frozen_words(self._session.view):
            self.reword(words)
