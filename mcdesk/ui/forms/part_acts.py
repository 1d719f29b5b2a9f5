"""What is done with a form's parts where it is signed module by module, and that choice itself."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QMenu

from mcdesk.i18n import N_
from mcdesk.procedure.commands import ChooseSigning
from mcdesk.ui.actions import Action
from mcdesk.ui.forms.freeze import ChangeDialog, FreezeDialog
from mcdesk.ui.forms.part_changes import PART, other_parts, part_of, read_changes
from mcdesk.ui.forms.part_list import acts_of
from mcdesk.ui.forms.part_words import part_name
from mcdesk.ui.forms.seams import read_open

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import FormView, PartLine, WorkspaceInfo
    from mcdesk.ui.forms.part_changes import PartChanges
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.forms.withdraw import WithdrawDialog
    from mcdesk.ui.forms.workbench import Workbench

    Sheet = FreezeDialog | ChangeDialog | WithdrawDialog


class PartActs(QObject):
    """The acts of one open form's parts; dialogs open above `window`.

    Signals:
        print_requested, sign_requested: the id of a part.
        failed: an error of a job.
    """

    print_requested = Signal(object)
    sign_requested = Signal(str)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, bench: Workbench, window: QWidget) -> None:
        super().__init__(bench)
        self._jobs, self._bench, self._window = jobs, bench, window
        self._session = bench.session
        bench.side.part_requested.connect(self.act)

    def actions(self) -> tuple[Action, Action]:
        """Return the choice between signing by module and as a whole."""
        return (
            Action(id="form.by_module", title=N_("Sign module by module"), icon="rows-3",
                   callback=partial(self.choose, by_module=True), menus=("more",),
                   enabled=partial(self._may_choose, "whole")),
            Action(id="form.as_whole", title=N_("Sign as a whole"), icon="file-text",
                   callback=partial(self.choose, by_module=False), menus=("more",),
                   enabled=partial(self._may_choose, "module")),
        )  # fmt: skip

    def _may_choose(self, now: str) -> bool:
        return self._session.view.by_module == now

    def choose(self, *, by_module: bool) -> None:
        """Choose how the form is signed from now on."""
        form = self._session.form_id
        self._session.flush(
            partial(self._session.send, [ChooseSigning(form=form, by_module=by_module)]),
            lambda: None,
        )

    def ask(self, act: str) -> None:
        """Ask with which part something is to be done; the only one is not asked about."""
        parts = [part for part in self._session.view.parts if act in acts_of(part)]
        if len(parts) == 1:
            self.act(act, parts[0].form_id)
            return
        menu = QMenu(self._window)
        for part in parts:
            menu.addAction(part_name(part)).triggered.connect(partial(self.act, act, part.form_id))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    def act(self, act: str, part: str) -> None:
        """Do something with a part; everything typed is stored first."""
        self._session.flush(partial(self._act, act, part), lambda: None)

    def _act(self, act: str, part: str) -> None:
        if act == "sign":
            self.sign_requested.emit(part)
        elif act == "print":
            self.print_requested.emit(part)
        elif act == "changes":
            self._read_changes(part)
        else:
            ask = self._ask_freeze if act == "freeze" else self._ask_change
            self._jobs.run(partial(read_open, part), ask, self.failed.emit)

    def _read_changes(self, part: str) -> None:
        line = part_of(self._session.view, f"{PART}{part}")
        if line is not None:
            job = partial(read_changes, line)
            self._jobs.run(job, partial(self._show_changes, line), self.failed.emit)

    def _show_changes(self, part: PartLine, changes: PartChanges) -> None:
        others = other_parts(self._session.view.parts, part)
        self._bench.changes.show_differences(
            changes.found, part.version, changes.who, title=changes.title, others=others
        )
        self._bench.show_changes()

    def _ask_freeze(self, answer: tuple[FormView, WorkspaceInfo]) -> None:
        """Ask about freezing a part, which bears the number of the whole form."""
        view, info = answer
        number = view.header.number or self._session.view.header.number
        view = replace(view, header=replace(view.header, number=number))
        dialog = FreezeDialog(view, view.missing, info.role_labels, self._window)
        dialog.go_requested.connect(self._bench.go)
        dialog.essentials_requested.connect(self._bench.inspector.essentials_wanted)
        self.open_sheet(dialog)

    def _ask_change(self, answer: tuple[FormView, WorkspaceInfo]) -> None:
        self.open_sheet(ChangeDialog(answer[0], self._window))

    def open_sheet(self, dialog: Sheet) -> None:
        """Open a dialog that stays until its command is carried out, and then is gone."""
        dialog.record_requested.connect(partial(self._carry_out, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _carry_out(self, dialog: Sheet) -> None:
        self._session.carry_out(dialog.command(), dialog)
