"""Removing for ever what stands in a form or in a remark on it, by an act of the CTL lead."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.i18n import N_, _
from mcdesk.procedure.canonical import is_empty
from mcdesk.procedure.commands import RemoveContent
from mcdesk.ui.actions import Action, Actions
from mcdesk.ui.erasing import ErasingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, CommentLine, WorkspaceInfo
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.forms.workbench import Workbench

RIGHT = RemoveContent.right


class ErasingActs(QObject):
    """Offers to remove what stands in the field in use, and each comment.

    Signals:
        failed: an error of a job.
    """

    failed = Signal(object)

    def __init__(self, jobs: Jobs, bench: Workbench, info: WorkspaceInfo, window: QWidget) -> None:
        super().__init__(bench)
        self._jobs, self._bench, self._info, self._window = jobs, bench, info, window
        self._session = bench.session
        if RIGHT not in info.rights or info.read_only:
            return
        self._actions = Actions(bench)
        erase = Action(id="form.erase", title=N_("Remove what stands here for ever…"),
                       icon="trash-2", callback=self.ask, menus=("more",))  # fmt: skip
        self._actions.register([erase], bench, everywhere=False)
        bench.bar.offer(self._actions)
        bench.side.comments.offer_erasing()
        bench.side.comments.erase_requested.connect(self._ask_comment)

    def ask(self) -> None:
        """Ask about the field in use; everything typed is stored first."""
        path = self._bench.side.path
        if not path or is_empty(self._session.content.value(path)):
            words = _("Put the cursor into the field or cell whose text is to be removed.")
            self._bench.notice.say(words)
            return
        self._session.flush(partial(self._ask, path), self._say_unsaved)

    def _say_unsaved(self) -> None:
        self._bench.notice.say(_("Something typed is not stored yet; first settle that."))

    def _ask(self, path: str) -> None:
        label = self._session.definition.field_of(path).label.text()
        self._open(label, RemoveContent(reason="", form=self._session.form_id, path=path))

    def _ask_comment(self, comment: CommentLine) -> None:
        words = _("The comment of {name}").format(name=comment.author)
        self._open(words, RemoveContent(reason="", comment=comment.id))

    def _open(self, what: str, wish: RemoveContent) -> None:
        dialog = ErasingDialog(what, self._window)
        dialog.accepted.connect(partial(self._on_agreed, dialog, wish))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_agreed(self, dialog: ErasingDialog, wish: RemoveContent) -> None:
        command = replace(wish, reason=dialog.reason)
        self._jobs.run(partial(_remove, command), self._on_removed, self.failed.emit)

    def _on_removed(self, changes: Changes) -> None:
        self._session.committed.emit(changes)
        self._session.reload()
        self._bench.notice.say(_("It was removed for ever."))


def _remove(command: RemoveContent, desk: DeskPort) -> Changes:
    return desk.execute(command)
