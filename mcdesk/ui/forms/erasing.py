"""Removing for ever what stands in a form or in a remark on it, by an act of the CTL lead."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from mcdesk.i18n import N_, _
from mcdesk.procedure.commands import RemoveContent
from mcdesk.procedure.inspect import place_of
from mcdesk.procedure.records import MARK
from mcdesk.procedure.stage import Label
from mcdesk.ui.actions import Action, Actions
from mcdesk.ui.erasing import Erase, Erased, ErasingDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import CommentLine, WorkspaceInfo
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.forms.workbench import Workbench

RIGHT = RemoveContent.right


class ErasingActs(QObject):
    """Offers to remove what stands in the field in use, and each comment."""

    def __init__(self, jobs: Jobs, bench: Workbench, info: WorkspaceInfo, window: QWidget) -> None:
        super().__init__(bench)
        self._jobs, self._bench, self._info, self._window = jobs, bench, info, window
        self._session = bench.session
        if RIGHT not in info.rights or info.read_only:
            return
        self._removed, self._promise, self._was_shown = "", "", False
        self._session.view_changed.connect(self._on_read)
        self._actions = Actions(bench)
        erase = Action(id="form.erase", title=N_("Remove what stands here for ever…"),
                       icon="trash-2", callback=self.ask, menus=("more",))  # fmt: skip
        self._actions.register([erase], bench, everywhere=False)
        bench.bar.offer(self._actions)
        bench.side.offer_erasing(self._ask_comment)

    def ask(self) -> None:
        """Ask about the field in use; everything typed is stored first.

        One that is empty now may have words in its history.
        """
        path = self._bench.side.path
        if not path:
            words = _("Put the cursor into the field or cell whose text is to be removed.")
            self._bench.notice.say(words)
            return
        self._session.flush(partial(self._ask, path), self._bench.say_unsaved)

    def _ask(self, path: str) -> None:
        session = self._session
        where = place_of(session.definition, session.content, path).get("where")
        label = where if isinstance(where, Label) else session.definition.field_of(path).label
        self._open(label.text(), RemoveContent(reason="", form=session.form_id, path=path))

    def _ask_comment(self, comment: CommentLine) -> None:
        words = _("The comment of {name}").format(name=comment.author)
        self._open(words, RemoveContent(reason="", comment=comment.id))

    def _open(self, what: str, wish: RemoveContent) -> None:
        dialog = ErasingDialog(what, self._window)
        done = partial(self._on_removed, wish.path)
        dialog.carry_out(self._jobs, lambda: Erase(replace(wish, reason=dialog.reason)), done)

    def _on_removed(self, path: str, erased: Erased) -> None:
        self._removed, self._promise = path if erased.waits else "", erased.words
        self._was_shown = False
        self._session.committed.emit(erased.changes)
        self._session.reload()
        self._bench.notice.say(erased.words)

    def _on_read(self) -> None:
        """Take back what was promised where it stands there again: a hub may refuse to remove it.

        That it did is said by the window, wherever one is by then (`team/removals.py`).
        """
        if not self._removed:
            return
        is_removed = str(self._session.view.content.value(self._removed) or "").startswith(MARK)
        if is_removed or not self._was_shown:
            self._was_shown = is_removed
            return
        self._removed = ""
        if self._bench.notice.words == self._promise:
            self._bench.notice.hide()
