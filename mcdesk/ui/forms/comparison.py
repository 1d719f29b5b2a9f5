"""The comparison that stands beside an open form, and what is taken over of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from mcdesk.application.comparison import editable
from mcdesk.i18n import _, plural
from mcdesk.ui.forms.compared import Compared, places_of
from mcdesk.ui.forms.comparing import Again, ComparePage
from mcdesk.ui.forms.offers import UndoOffer

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.proposal import Proposed
    from mcdesk.ui.forms.notices import Offer
    from mcdesk.ui.forms.seams import Jobs, Running
    from mcdesk.ui.forms.workbench import Workbench

T = TypeVar("T")
SOON = 300
"""What takes longer than so many milliseconds says so."""


class Comparison(QObject):
    """Reads what a form is compared with, shows it, and takes over what was ticked.

    Signals:
        failed: an error of a job.
    """

    failed = Signal(object)

    def __init__(self, jobs: Jobs, bench: Workbench) -> None:
        super().__init__(bench)
        self._jobs, self._bench = jobs, bench
        self._session = bench.session
        self._offer = UndoOffer(self._session, bench.notice)
        self._asked = 0
        self._busy = ""
        self._running: Running | None = None
        self.page: ComparePage | None = None
        self.compared: Compared | None = None

    # --- reading ---------------------------------------------------------------------------

    def read(
        self, words: str, job: Callable[[DeskPort], T], done: Callable[[T], object],
        failed: Callable[[Exception], object] | None = None,
    ) -> None:  # fmt: skip
        """Do a job beside what is written; where it takes long a bar offers to cancel it."""
        self.cancel()
        asked = self._asked
        QTimer.singleShot(SOON, self, partial(self._say_busy, asked, words))
        running = self._jobs.run(
            job,
            partial(self._on_answer, asked, done),
            partial(self._on_answer, asked, failed or self.failed.emit),
            kind="reader",
        )
        self._running = running if asked == self._asked else None

    def cancel(self) -> None:
        """Read no further; what is read already is let go."""
        self._asked += 1
        if self._running is not None:
            self._running.cancel()
            self._running = None
        self._stop_saying()

    def _say_busy(self, asked: int, words: str) -> None:
        """Say that it takes a while."""
        if asked == self._asked:
            self._busy = words
            offers: list[Offer] = [(_("Cancel"), self.cancel)]
            self._bench.notice.say(words, offers, quiet=True)

    def _stop_saying(self) -> None:
        if self._busy and self._bench.notice.words == self._busy:
            self._bench.notice.hide()
        self._busy = ""

    def _on_answer(self, asked: int, done: Callable[[T], object], answer: T) -> None:
        if asked != self._asked:
            return
        self._asked += 1
        self._running = None
        self._stop_saying()
        done(answer)

    # --- showing ---------------------------------------------------------------------------

    def show(self, compared: Compared, again: Again | None = None) -> None:
        """Show a comparison beside what stands in the form, or one as it was shown before."""
        self._bench.notice.hide()
        if self.page is None:
            self.page = ComparePage(self._bench)
            self.page.taken.connect(self._take_over)
            self.page.closed.connect(self._close)
            self.page.go_requested.connect(self._bench.go)
            self._bench.stack.addWidget(self.page)
        self.compared = compared
        open_ = editable(compared.proposal.found, self._bench.inspector.can_edit)
        self.page.show_compared(compared, open_, again)
        self._bench.stack.setCurrentWidget(self.page)
        self.page.focus_first()

    def _close(self) -> None:
        self.compared = None
        self._bench.hide_changes()

    def _take_over(self, chosen: Sequence[Proposed]) -> None:
        """Write what was ticked, as one step to undo."""
        from mcdesk.application.proposal import commands_of

        assert self.compared is not None
        proposal = self.compared.proposal
        self._close()
        self._offer.begin()
        self._session.send(commands_of(proposal, chosen))
        words = plural("{n} place taken over.", "{n} places taken over.", len(chosen))
        self._offer.say(words, quiet=True)

    # --- another language ------------------------------------------------------------------

    def keep(self) -> tuple[Compared, Again] | None:
        """Return what is shown now, so that it can come up again; None where nothing is."""
        page = self.page
        if page is None or self.compared is None or self._bench.stack.currentWidget() is not page:
            return None
        return self.compared, page.now()

    def bring_back(self, compared: Compared, again: Again) -> None:
        """Show again what was kept, in the language and the colours of now."""
        job = partial(_in_words, compared)
        self.read(_("Comparing…"), job, partial(self.show, again=again))


def _in_words(compared: Compared, _desk: DeskPort) -> Compared:
    """Return a comparison with its texts in the language in use."""
    return replace(compared, places=places_of(compared.proposal, compared.view))
