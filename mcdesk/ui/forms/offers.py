"""An offer to take a step back, which stands only as long as that step is the last one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mcdesk.application.elsewhere import Elsewhere
from mcdesk.errors import Refused, Trouble
from mcdesk.i18n import _
from mcdesk.ui.forms.notices import error_words

if TYPE_CHECKING:
    from collections.abc import Callable

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


class _Passing(QObject):
    """Takes away what a bar says of a step that could not be taken, once another was stored."""

    def __init__(self, session: FormSession, notice: Notice) -> None:
        super().__init__(notice)
        self._notice, self._words = notice, notice.words
        session.committed.connect(self._on_committed)

    def _on_committed(self) -> None:
        if self._notice.words == self._words:
            self._notice.hide()
        self.deleteLater()


def say_refused(
    error: Exception, session: FormSession, notice: Notice, go: Callable[[str], None]
) -> None:
    """Say what was refused or failed, with the way to the place and what can be done about it."""
    if isinstance(error, Elsewhere):
        _offer_elsewhere(session, error, notice)
    else:
        _say_findings(error, session, notice, go)
    if session.is_stepping:
        _Passing(session, notice)


def _say_findings(
    error: Exception, session: FormSession, notice: Notice, go: Callable[[str], None]
) -> None:
    findings = error.findings if isinstance(error, Refused) else ()
    path = next((finding.path for finding in findings if finding.path), "")
    offers: list[Offer] = [(_("Go"), partial(go, path))] if path else []
    if isinstance(error, Trouble):
        offers.append((_("Try again"), session.retry))
    notice.say(error_words(error), [*offers, (_("OK"), notice.hide)])


def _offer_elsewhere(session: FormSession, error: Elsewhere, notice: Notice) -> None:
    """Say that nothing of this form is left to step over, and offer the step made elsewhere."""
    from mcdesk.ui.steps import step_words

    what = step_words(error.step)
    if error.is_redo:
        words, name = _("Nothing of this form is left to redo. Elsewhere: {what}"), _("Redo it")
        step = session.redo
    else:
        words, name = _("Nothing of this form is left to undo. Elsewhere: {what}"), _("Undo it")
        step = session.undo
    notice.say(words.format(what=what), [(name, _Once(step, notice)), (_("OK"), notice.hide)])


class _Once:
    """Takes the step that was offered, wherever it was made."""

    def __init__(self, step: Callable[..., None], notice: Notice) -> None:
        self._step, self._notice = step, notice

    def __call__(self) -> None:
        self._notice.hide()
        self._step(anywhere=True)
