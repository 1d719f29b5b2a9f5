"""What can be done with an open form: compare, freeze, change, print, sign, attach a file.

Everything typed is stored first; what is still to be known is asked before anything happens.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.application.redline import differences
from mcdesk.application.sides import as_drafted, bound, with_computed
from mcdesk.application.surroundings import surroundings_of
from mcdesk.application.wrote import writers
from mcdesk.i18n import N_, _
from mcdesk.procedure.commands import AttachFile, Command, SetCell, SetValue
from mcdesk.procedure.form_state import FROZEN
from mcdesk.procedure.identity import new_id
from mcdesk.procedure.inspect import whole_content
from mcdesk.procedure.taking import may_take
from mcdesk.ui.actions import Action, Actions
from mcdesk.ui.choosing import FileChooser
from mcdesk.ui.forms.file_acts import FileActs
from mcdesk.ui.forms.freeze import ChangeDialog, FreezeDialog
from mcdesk.ui.forms.offers import UndoOffer
from mcdesk.ui.forms.part_acts import PartActs
from mcdesk.ui.forms.part_changes import has_changes, part_of
from mcdesk.ui.forms.sealed import SealedPdf
from mcdesk.ui.forms.sealing import SealDialog
from mcdesk.ui.forms.since_when import Base, base_of, base_of_version, marked, read_base
from mcdesk.ui.forms.take import TakeDialog, read_sources
from mcdesk.ui.forms.withdraw import WithdrawDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.keys import KeyState
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import (
        DecisionLine,
        FormView,
        HistoryLine,
        SignatureLine,
        SourceLine,
        WorkspaceInfo,
    )
    from mcdesk.procedure.content import Content
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.forms.workbench import Workbench


class FormActs(QObject):
    """The acts of one open form; dialogs open above `window`.

    Signals:
        print_requested: the form's id, or it with its changes `Marked`; everything typed is stored.
        sign_requested: the form's id; everything typed is stored.
        failed: an error of a job.
    """

    print_requested = Signal(object)
    sign_requested = Signal(str)
    failed = Signal(object)

    def __init__(self, jobs: Jobs, bench: Workbench, info: WorkspaceInfo, window: QWidget) -> None:
        super().__init__(bench)
        self._jobs, self._bench, self._info, self._window = jobs, bench, info, window
        self._session, self._inspector = bench.session, bench.inspector
        self._base: Base | None = None  # since when changes were shown last; of a part none
        bar = bench.bar
        bar.changes_requested.connect(self.toggle_changes)
        bar.print_requested.connect(self.print_form)
        bar.freeze_requested.connect(self.freeze)
        bar.sign_requested.connect(self.sign)
        bench.side.sign_requested.connect(self.sign)
        bench.side.withdraw_requested.connect(self.withdraw)
        bench.side.seal_requested.connect(self.seal)
        self.sealed = SealedPdf(jobs, bench.notice, window)
        self.sealed.failed.connect(self.failed)
        bench.side.sealed_requested.connect(self.sealed.open)
        self.files = FileActs(jobs, bench, info, window)
        self.files.failed.connect(self.failed)
        bench.change_requested.connect(self.change)
        bench.attach_requested.connect(self.attach)
        bench.since_requested.connect(self.show_changes)
        bench.side.version_requested.connect(self.show_version)
        self._seldom = Actions(bench)
        take = Action(id="form.take", title=N_("Take over from another micro-credential…"),
                      icon="copy", callback=self.take_over, menus=("more",),
                      enabled=self.may_take_over)  # fmt: skip
        self.parts = PartActs(jobs, bench, window)
        self.parts.print_requested.connect(self.print_requested)
        self.parts.sign_requested.connect(self.sign_requested)
        self.parts.failed.connect(self.failed)
        choice = self.parts.actions() if self._session.view.by_module else ()
        comment = Action(id="form.comment", title=N_("Comment on the field in use"),
                         icon="message-square", shortcut="Ctrl+Alt+M", menus=("more",),
                         callback=bench.beside.begin_comment)  # fmt: skip
        self._seldom.register([comment, take, *choice], bench, everywhere=False)
        bar.offer(self._seldom)
        self._often = Actions(bench)
        self._often.register(self._of_the_bar(), bench, everywhere=False)
        bar.shown.connect(self._often.refresh)
        self._session.view_changed.connect(self._seldom.refresh)

    def _of_the_bar(self) -> list[Action]:
        """Return what the buttons of the bar do, to be found by name while they offer it."""
        bar = self._bench.bar
        acts = (
            ("freeze", N_("Freeze for signature…"), "stamp", self.freeze),
            ("sign", N_("Sign…"), "signature", self.sign),
            ("print", N_("Print preview"), "printer", self.print_form),
            ("changes", N_("What changed"), "history", self.toggle_changes),
        )
        made = [
            Action(id=f"form.{act}", title=title, icon=icon, callback=do,
                   enabled=partial(bar.offers, act), shortcut="Ctrl+P" if act == "print" else "")
            for act, title, icon, do in acts
        ]  # fmt: skip
        change = Action(id="form.change", title=N_("Change…"), icon="pencil", callback=self.change,
                        enabled=self._may_change)  # fmt: skip
        find = Action(id="form.find", title=N_("Find and replace"), icon="search",
                      callback=self._bench.find_and_replace)  # fmt: skip
        return [*made, change, find]

    def _may_change(self) -> bool:
        """Tell whether the form is frozen and may be opened for changes."""
        view = self._session.view
        return view.status in FROZEN and view.read_only and view.no_fill is None

    # --- what changed ----------------------------------------------------------------------

    def toggle_changes(self) -> None:
        """Show what changed since the newest version or the last look, or go back to the fields."""
        view = self._session.view
        if self._bench.is_showing_changes:
            self._bench.hide_changes()
        elif any(map(has_changes, view.parts)):
            self._base = None
            self._bench.bar.set_showing_changes(showing=False)  # until a part is chosen
            self.parts.ask("changes")
        else:
            known = view.revisions or view.before
            self.show_changes("version" if known else "look")

    def show_changes(self, since: str) -> None:
        """Show what changed since the newest version that differs, or since one last looked.

        `since` may also be the version of the round `before`, the form's `own` newest one, an
        earlier one (its id), or name a part: then since its version before.
        """
        view = self._session.view
        part = part_of(view, since)
        if part is not None:
            self._base = None
            self.parts.act("changes", part.form_id)
            return
        self._show_since(base_of(view, self._bench.bar.looked, since))

    def show_version(self, version: int) -> None:
        """Show what a version changed since the one before it."""
        self._show_since(base_of_version(self._session.view, self._bench.bar.looked, version))

    def _show_since(self, base: Base | None) -> None:
        if base is not None:
            job = partial(read_base, self._session.form_id, base)
            self._jobs.run(job, partial(self._on_before_read, base), self.failed.emit)

    def _on_before_read(
        self, base: Base, answer: tuple[Content, Content | None, tuple[HistoryLine, ...]]
    ) -> None:
        content, kept, history = answer
        definition, view = self._session.definition, self._session.view
        now, before = kept, content
        if now is None:
            now = with_computed(self._session.content, self._inspector.computed)
        if base.kind != "look":
            now, before = bound(definition, now), bound(definition, before)
        else:  # what stays open after freezing is looked at, too
            before = whole_content(definition, before, surroundings_of(view))
            now, before = as_drafted(definition, now), as_drafted(definition, before)
        found = differences(definition, before, now, self._inspector.names)
        who = writers(found, history)
        self._base = base
        self._bench.changes.show_differences(
            found, base.version, who, title=base.title, others=base.others
        )
        self._bench.show_changes()

    # --- taking over -----------------------------------------------------------------------

    def may_take_over(self) -> bool:
        """Tell whether the form is open and of a kind that takes over from another card's."""
        view = self._session.view
        return not view.is_closed and may_take(view.definition)

    def take_over(self) -> None:
        """Ask for another card's form to take over from; everything typed is stored first."""
        self._session.flush(self._read_sources, self._bench.say_unsaved)

    def _read_sources(self) -> None:
        job = partial(read_sources, self._session.form_id)
        self._jobs.run(job, self._ask_source, self.failed.emit)

    def _ask_source(self, sources: tuple[SourceLine, ...]) -> None:
        dialog = TakeDialog(self._jobs, self._session.view, sources, self._window)
        dialog.accepted.connect(partial(self._take, dialog))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _take(self, dialog: TakeDialog) -> None:
        offer = UndoOffer(self._session, self._bench.notice)
        offer.begin()
        self._session.send([dialog.command()])
        offer.say(dialog.told(), quiet=True)

    # --- freezing, changing, signing, printing ---------------------------------------------

    def freeze(self) -> None:
        """Ask what is to be known before freezing."""
        if self._session.view.parts:
            self.parts.ask("freeze")
            return
        self._session.flush(self._ask_freeze, self._bench.say_unsaved)

    def _ask_freeze(self) -> None:
        found = self._inspector
        found.inspect()
        roles = self._info.role_labels
        dialog = FreezeDialog(
            self._session.view, found.missing, roles, self._window, later=found.later
        )
        dialog.go_requested.connect(self._bench.go)
        dialog.essentials_requested.connect(self._inspector.essentials_wanted)
        self.parts.open_sheet(dialog)

    def change(self) -> None:
        """Name the sign-offs that fall, then open the frozen form for changes."""
        if self._session.view.parts:
            self.parts.ask("change")
            return
        dialog = ChangeDialog(self._session.view, self._window)
        dialog.accepted.connect(self._bench.leave_changes)
        self.parts.open_sheet(dialog)

    def withdraw(self, line: DecisionLine) -> None:
        """Name what falls with a decision, then withdraw it."""
        view = self._session.view
        here, own = (view.stages.get(id_, 0) for id_ in (view.header.stage, view.definition.stage))
        dialog = WithdrawDialog(
            line, is_signed=view.status == "signed", is_past=here > own, parent=self._window
        )
        self.parts.open_sheet(dialog)

    def seal(self, line: SignatureLine) -> None:
        """Seal the form's PDF for a role that was signed with the person's own key."""
        if line.person_id != self._info.person_id:
            words = _("Only {who} seals for this signature.").format(who=line.person)
            self._bench.notice.say(words, [])
            return
        decisions = {each.sign_off_id: each.form_id for each in self._session.view.decisions}
        form = decisions.get(line.sign_off_id, self._session.form_id)
        self._jobs.run(partial(_to_seal, form), partial(self._ask_seal, line), self.failed.emit)

    def _ask_seal(self, line: SignatureLine, answer: tuple[KeyState, FormView]) -> None:
        key, view = answer
        dialog = SealDialog(self._jobs, view, line, key, self._window)
        dialog.accepted.connect(lambda: self.sealed.say(view, line, dialog.file))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def print_form(self) -> None:
        """Ask for the form to be printed."""
        self._session.flush(self._request_print, self._bench.say_unsaved)

    def _request_print(self) -> None:
        form, bench = self._session.form_id, self._bench
        if self._base is None or not bench.is_showing_changes:
            self.print_requested.emit(form)
            return
        page = bench.changes
        self.print_requested.emit(marked(form, self._base, page.only, page.people))

    def sign(self) -> None:
        """Ask for a signature or a decision."""
        if self._session.view.parts:
            self.parts.ask("sign")
            return
        self._session.flush(self._request_sign, self._bench.say_unsaved)

    def _request_sign(self) -> None:
        self.sign_requested.emit(self._session.form_id)

    # --- files -----------------------------------------------------------------------------

    def attach(self, path: str) -> None:
        """Choose a file for a place of the form."""
        dialog = FileChooser(self._window, _("Attach a file"))
        dialog.fileSelected.connect(partial(self._attach_named, path))
        dialog.open()

    def _attach_named(self, path: str, name: str) -> None:
        self.attach_file(path, Path(name))

    def attach_file(self, path: str, file: Path) -> None:
        """Store a file and let a place of the form name it."""
        done = partial(self._on_stored, path, file.name)
        self._jobs.run(partial(_store, file), done, self.failed.emit)

    def _on_stored(self, path: str, name: str, stored: tuple[str, int]) -> None:
        """Attach a stored file and write its id, as one step."""
        digest, size = stored
        form, card = self._session.form_id, self._session.view.header.card_id
        file_id, base = new_id(), self._session.content.value(path)
        attach = AttachFile(card=card, name=name, size=size, digest=digest, form=form, id=file_id)
        write: Command = SetValue(form=form, path=path, new=file_id, base=base)
        if "/" in path:
            field, row, column = path.split("/", 2)
            write = SetCell(form=form, field=field, row=row, column=column, new=file_id, base=base)
        self._session.send([attach, write])


def _to_seal(form: str, desk: DeskPort) -> tuple[KeyState, FormView]:
    """Read the key's state, and the form that is sealed: a part where modules are signed."""
    return desk.key_state(), desk.form(form)


def _store(file: Path, desk: DeskPort) -> tuple[str, int]:
    return desk.store_file(file)
