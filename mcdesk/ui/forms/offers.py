"""An offer to take a step back, which stands only as long as that step is the last one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mcdesk.i18n import _

if TYPE_CHECKING:
    from mcdesk.ui.forms.notices import Notice, Offer
    from mcdesk.ui.forms.session import FormSession


class UndoOffer(QObject):
    """Says on a bar what a step did, with Undo; whatever is done after it takes the offer away."""

    def __init__(self, session: FormSession, notice: Notice) -> None:
        super().__init__(notice)
        self._session, self._notice = session, notice
        self._is_own, self._words = False, ""
        session.committed.connect(self._on_committed)

    def begin(self) -> None:
        """Note that what is sent now is the step that will be offered."""
        self._is_own, self._words = True, ""

    def say(self, words: str, *, quiet: bool = False) -> None:
        """Say what the step did."""
        self._words = words
        offers: list[Offer] = [(_("Undo"), self._on_undo)]
        if quiet:
            offers.append((_("OK"), self._notice.hide))
        self._notice.say(words, offers, quiet=quiet)

    def _on_undo(self) -> None:
        self._notice.hide()
        self._session.undo()

    def _on_committed(self) -> None:
        """Take the offer away unless it was the step itself that was stored."""
        if self._is_own:
            self._is_own = self._session.save_state == "saving"
        elif self._words and self._notice.words == self._words:
            self._words = ""
            self._notice.hide()
