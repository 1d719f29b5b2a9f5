"""What is done with a changed wording: look at it, publish it, have it adopted, take it back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.procedure.toml_text import toml_text
from mcdesk.procedure.wording import PROCEDURE
from mcdesk.ui.wording import jobs
from mcdesk.ui.wording.preview import FormPreview
from mcdesk.ui.wording.procedure_preview import ProcedurePreview
from mcdesk.ui.wording.publish import AdoptDialog, PublishDialog, can_adopt
from mcdesk.ui.wording.version import VersionDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QDialog, QWidget

    from mcdesk.application.views import CardAdoption, FormView, WordingVersion, WordingView
    from mcdesk.ui.tasks import Tasks
    from mcdesk.ui.wording.draft import WordingDraft


class WordingDeeds(QObject):
    """Opens the dialogs about a wording over its page.

    `show_print` shows a wording (its TOML text and title) as it will lie on paper.

    Signals:
        said: what was done, for the notice at the bottom of the window.
    """

    said = Signal(str)

    def __init__(
        self, tasks: Tasks, show_print: Callable[[str, str], object], page: QWidget
    ) -> None:
        super().__init__(page)
        self._tasks, self._show_print, self._page = tasks, show_print, page

    def preview_print(self, draft: WordingDraft) -> None:
        """Show the blank form as it will lie on paper."""
        self._show_print(toml_text(draft.data), draft.form.title.text())

    def preview_screen(self, draft: WordingDraft, place: str = "") -> None:
        """Show the blank form as those who fill it will see it, or the way through the stages.

        It begins at the entry that is in use.
        """
        if draft.form.kind == PROCEDURE:
            self._open(ProcedurePreview(draft.data, self._page))
            return
        job = partial(jobs.preview, toml_text(draft.data))
        self._tasks.run(job, partial(self._show_form, place), kind="reader")

    def _show_form(self, place: str, view: FormView) -> None:
        self._open(FormPreview(view, self._page, place))

    @staticmethod
    def _open(dialog: QDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def publish(
        self,
        draft: WordingDraft,
        view: WordingView,
        done: Callable[[WordingVersion | None], object],
    ) -> None:
        """Ask from which day the wording binds, and publish it; `done` gets what became a draft."""
        dialog = PublishDialog(self._tasks, draft, view.today, self._page)
        dialog.say_old_rules(view.old_rules)
        dialog.accepted.connect(lambda: done(dialog.left_over))
        dialog.exec()
        dialog.deleteLater()

    def adopt(self, kind: str) -> None:
        """List the cards that could adopt the wording of a form, with what would follow."""
        job = partial(jobs.adoptions, kind)
        self._tasks.run(job, partial(self._ask_adopt, kind), kind="reader")

    def offer(self, kind: str) -> None:
        """List the cards that could adopt a wording just published, if there are any."""
        job = partial(jobs.adoptions, kind)
        self._tasks.run(job, partial(self._offer_adopt, kind), kind="reader")

    def _offer_adopt(self, kind: str, cards: Sequence[CardAdoption]) -> None:
        if any(map(can_adopt, cards)):
            self._ask_adopt(kind, cards)

    def _ask_adopt(self, kind: str, cards: Sequence[CardAdoption]) -> None:
        dialog = AdoptDialog(self._tasks, kind, cards, self._page)
        dialog.accepted.connect(lambda: self.said.emit(dialog.told()))
        self._open(dialog)

    def show_version(self, draft: WordingDraft, digest: str) -> None:
        """Show what a version changed."""
        self._open(VersionDialog(draft.form, digest, self._page))

    def withdraw(self, plan: WordingVersion, done: Callable[[WordingVersion], object]) -> None:
        """Take a planned version back."""
        self._tasks.run(partial(jobs.withdraw, plan.digest), lambda _changes: done(plan))
