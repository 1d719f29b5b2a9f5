"""The form editor as a page of the window: opens a form, keeps its drafts, asks before it acts."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QFileDialog, QWidget
from typing_extensions import override

from mcdesk.errors import Refused, Trouble
from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import AttachFile, Command, SetCell, SetValue
from mcdesk.procedure.content import Content
from mcdesk.procedure.digest import frozen_content
from mcdesk.procedure.identity import new_id
from mcdesk.ui import language, theme
from mcdesk.ui.forms.drafts import Draft, DraftFile, DraftWriter
from mcdesk.ui.forms.freeze import ChangeDialog, FreezeDialog
from mcdesk.ui.forms.inspector import Inspector
from mcdesk.ui.forms.kept import KeptDialog
from mcdesk.ui.forms.parts import button, clear, column, text
from mcdesk.ui.forms.redline import differences
from mcdesk.ui.forms.session import FormSession
from mcdesk.ui.forms.workbench import Workbench
from mcdesk.ui.theme import WIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, FormView, Sheet, WorkspaceInfo
    from mcdesk.ui.forms.notices import Offer
    from mcdesk.ui.forms.seams import Host, Jobs


class FormEditor(QWidget):
    """One form, open for reading and writing.

    Signals:
        closed: the editor may be put away; everything typed is stored or kept as a draft.
        card_requested: the id of the card to go back to.
        print_requested: the id of the form to preview; everything typed is stored.
        sign_requested: the id of the form that somebody wants to sign.
        changed: the `Changes` of a command.
    """

    closed = Signal()
    card_requested = Signal(str)
    print_requested = Signal(str)
    sign_requested = Signal(str)
    changed = Signal(object)

    def __init__(
        self, tasks: Jobs, form_id: str, host: Host, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs, self._host = tasks, host
        self.form_id = form_id
        self.session: FormSession | None = None
        self.inspector: Inspector | None = None
        self.bench: Workbench | None = None
        self._info: WorkspaceInfo | None = None
        self._wanted_path = ""
        path = host.drafts_path
        self._writer = DraftWriter(DraftFile(path) if path is not None else None)
        self._layout = column(self, gap=0)
        self._say(_("Opening…"))
        theme.theme_changed.connect(self._rebuild)
        language.language_changed.connect(self._rebuild)
        self.load()

    # --- opening ---------------------------------------------------------------------------

    def load(self) -> None:
        """Read the form and build the editor."""
        self._jobs.run(_Open(self.form_id), self._on_opened, self._on_not_opened)

    def _on_opened(self, answer: tuple[FormView, WorkspaceInfo]) -> None:
        view, self._info = answer
        self.session = FormSession(self._jobs, view, self._host, self._writer, self)
        self.session.refused.connect(self._on_refused)
        self.session.committed.connect(self.changed)
        self._build()
        self._take_up_drafts()
        if self._wanted_path:
            self.go(self._wanted_path)

    def _on_not_opened(self, error: Exception) -> None:
        self._say(_words(error), retry=True)

    def _say(self, words: str, *, retry: bool = False) -> None:
        clear(self._layout)
        label = text(words, "muted", wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout.addStretch(1)
        self._layout.addWidget(label)
        if retry:
            again = button(_("Try again"), self.load)
            self._layout.addSpacing(WIDE)
            self._layout.addWidget(again, 0, Qt.AlignmentFlag.AlignCenter)
        self._layout.addStretch(1)

    def _build(self) -> None:
        assert self.session is not None
        clear(self._layout)
        self.inspector = Inspector(self.session)
        bench = Workbench(self.inspector)
        self.inspector.setParent(bench)
        self.bench = bench
        self._layout.addWidget(bench)
        bar = bench.bar
        bar.back_requested.connect(self.go_back)
        bar.changes_requested.connect(self.toggle_changes)
        bar.print_requested.connect(self._on_print)
        bar.freeze_requested.connect(self.freeze)
        bar.sign_requested.connect(self._on_sign)
        bar.retry_requested.connect(self.session.retry)
        bench.side.sign_requested.connect(self._on_sign)
        bench.change_requested.connect(self.change)
        bench.attach_requested.connect(self.attach)
        bench.show_first()

    def _rebuild(self) -> None:
        """Build everything anew in other colours or another language; the session stays."""
        if self.bench is None or self.session is None:
            return
        self.session.flush()
        shown = self.bench.outline.currentIndex().row()
        self._build()
        sections = self.session.definition.sections
        if 0 <= shown < len(sections):
            self.bench.show_section(sections[shown].id)

    # --- drafts ----------------------------------------------------------------------------

    def _take_up_drafts(self) -> None:
        """Put back what an earlier run left, and say so."""
        file = self._writer.file
        if file is None or self.session is None or self.bench is None:
            return
        back, homeless = self.session.put_back(file.pending(self.form_id))
        if back and not homeless:
            words = plural(
                "{n} text that was not stored last time was put back.",
                "{n} texts that were not stored last time were put back.",
                len(back),
            )
            self.bench.notice.say(words, quiet=True)
        elif homeless:
            words = plural(
                "{n} text typed earlier fits nowhere any more; it is kept.",
                "{n} texts typed earlier fit nowhere any more; they are kept.",
                len(homeless),
            )
            show = _Show(self, homeless)
            self.bench.notice.say(words, [(_("Show"), show), (_("Later"), self.bench.notice.hide)])

    def show_kept(self, drafts: Sequence[Draft]) -> None:
        """Show drafts that fit nowhere, to be copied and put aside."""
        assert self.session is not None
        dialog = KeptDialog(self.session.definition, drafts, self)
        dialog.put_aside.connect(self._on_put_aside)
        dialog.open()

    def _on_put_aside(self, drafts: Sequence[Draft]) -> None:
        if self.session is not None and self.bench is not None:
            self.session.put_aside(drafts)
            self.bench.notice.hide()

    def save_drafts(self) -> bool:
        """Write what is being typed to the disk and wait for it; for crashes and closing."""
        if self.session is not None:
            self.session.save_drafts()
        return self._writer.wait()

    # --- going -----------------------------------------------------------------------------

    def go(self, path: str) -> None:
        """Show a place of the form."""
        if self.bench is None:
            self._wanted_path = path
        else:
            self.bench.go(path)

    def go_back(self) -> None:
        """Store everything and go back to the card."""
        if self.session is None:
            self.closed.emit()
            return
        self.session.flush(self._on_flushed_back)

    def _on_flushed_back(self, stored: bool) -> None:  # noqa: FBT001 - an answer
        if stored:
            self._leave()
        elif self.bench is not None:
            words = _("Something typed is not stored yet. It is kept on this computer as a draft.")
            offers = [(_("Stay"), self.bench.notice.hide), (_("Leave"), self._leave)]
            self.bench.notice.say(words, offers)

    def _leave(self) -> None:
        assert self.session is not None
        self.save_drafts()
        self.card_requested.emit(self.session.view.header.card_id)
        self.closed.emit()

    def flush(self) -> None:
        """Turn everything typed into commands ("sync now")."""
        if self.session is not None:
            self.session.flush()

    def apply_changes(self, changes: Changes) -> None:
        """Follow what somebody else changed."""
        session = self.session
        if session is not None and changes.source != session.source:
            card = session.view.header.card_id
            if self.form_id in changes.forms or card in changes.cards:
                session.reload()

    def undo(self) -> None:
        """Undo the last step."""
        if self.session is not None:
            self.session.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        if self.session is not None:
            self.session.redo()

    # --- what changed ----------------------------------------------------------------------

    def toggle_changes(self) -> None:
        """Show what changed since the newest version, or go back to the fields."""
        if self.bench is None or self.session is None:
            return
        if self.bench.is_showing_changes:
            self.bench.hide_changes()
            return
        newest = max(self.session.view.revisions, key=lambda line: line.version, default=None)
        if newest is not None:
            job = _Frozen(self.form_id, newest.id)
            self._jobs.run(job, self._on_frozen_read, self._on_refused)

    def _on_frozen_read(self, sheet: Sheet) -> None:
        if self.session is None or self.bench is None or self.inspector is None:
            return
        definition = self.session.definition
        now = frozen_content(definition, self.session.content)
        before = frozen_content(definition, Content(sheet.content.values, sheet.content.rows))
        newest = max(line.version for line in self.session.view.revisions)
        found = differences(definition, before, now, self.inspector.names)
        self.bench.changes.show_differences(found, newest)
        self.bench.show_changes()

    # --- freezing, changing, signing, printing ---------------------------------------------

    def freeze(self) -> None:
        """Ask what is to be known before freezing; typed text is stored first."""
        if self.session is not None:
            self.session.flush(self._on_flushed_freeze)

    def _on_flushed_freeze(self, stored: bool) -> None:  # noqa: FBT001 - an answer
        if not stored:
            self._say_unsaved()
            return
        assert self.session is not None
        assert self.inspector is not None
        assert self._info is not None
        self.inspector.inspect()
        view = self.session.view
        dialog = FreezeDialog(view, self.inspector.missing, self._info.role_labels, self)
        dialog.go_requested.connect(self.go)
        dialog.accepted.connect(_Send(self, dialog))
        dialog.open()

    def change(self) -> None:
        """Name the sign-offs that fall, then open the frozen form for changes."""
        if self.session is not None:
            dialog = ChangeDialog(self.session.view, self)
            dialog.accepted.connect(_Send(self, dialog))
            dialog.open()

    def send(self, command: Command) -> None:
        """Send a command of one of the dialogs."""
        if self.session is not None:
            self.session.send([command])

    def _on_print(self) -> None:
        if self.session is not None:
            self.session.flush(self._on_flushed_print)

    def _on_flushed_print(self, stored: bool) -> None:  # noqa: FBT001 - an answer
        if stored:
            self.print_requested.emit(self.form_id)
        else:
            self._say_unsaved()

    def _on_sign(self) -> None:
        if self.session is not None:
            self.session.flush(self._on_flushed_sign)

    def _on_flushed_sign(self, stored: bool) -> None:  # noqa: FBT001 - an answer
        if stored:
            self.sign_requested.emit(self.form_id)
        else:
            self._say_unsaved()

    def _say_unsaved(self) -> None:
        if self.bench is not None and self.session is not None:
            words = _("Something typed is not stored yet; first settle that.")
            paths = [*self.session.conflicts, *self.session.unsaved]
            offers: list[Offer] = [(_("Go"), _GoTo(self, paths[0]))] if paths else []
            offers.append((_("Try again"), self.session.retry))
            self.bench.notice.say(words, offers)

    # --- files -----------------------------------------------------------------------------

    def attach(self, path: str) -> None:
        """Choose a file for a place of the form."""
        dialog = QFileDialog(self, _("Attach a file"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.fileSelected.connect(_Attach(self, path))
        dialog.open()

    def attach_file(self, path: str, file: Path) -> None:
        """Store a file and let a place of the form name it."""
        self._jobs.run(_Store(file), _Attached(self, path, file.name), self._on_refused)

    def on_stored(self, path: str, name: str, stored: tuple[str, int]) -> None:
        """Attach a stored file and write its id, as one step."""
        assert self.session is not None
        digest, size = stored
        file_id, card = new_id(), self.session.view.header.card_id
        attach = AttachFile(
            card=card, name=name, size=size, digest=digest, form=self.form_id, id=file_id
        )
        base = self.session.content.value(path)
        write: Command = SetValue(form=self.form_id, path=path, new=file_id, base=base)
        if "/" in path:
            field, row_id, col = path.split("/", 2)
            write = SetCell(
                form=self.form_id, field=field, row=row_id, column=col, new=file_id, base=base
            )
        self.session.send([attach, write])

    # --- errors ----------------------------------------------------------------------------

    def _on_refused(self, error: Exception) -> None:
        if self.bench is None:
            return
        path = (
            next((f.path for f in error.findings if f.path), "")
            if isinstance(error, Refused)
            else ""
        )
        offers: list[Offer] = [(_("Go"), _GoTo(self, path))] if path else []
        if isinstance(error, Trouble) and self.session is not None:
            offers.append((_("Try again"), self.session.retry))
        self.bench.notice.say(_words(error), [*offers, (_("OK"), self.bench.notice.hide)])

    # --- keys and closing ------------------------------------------------------------------

    @override
    def event(self, event: QEvent) -> bool:
        """Claim undo and redo before the window does: the typed text comes first."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if any(event.matches(key) for key in mine):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.flush()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.shut()
        super().closeEvent(event)

    def shut(self) -> None:
        """Send what is typed, keep the drafts, end the draft writer."""
        if self.session is not None:
            self.session.flush()
        self._writer.close()


def _words(error: Exception) -> str:
    """Return an error as a person reads it."""
    if isinstance(error, Refused):
        return " ".join(finding.sentence() for finding in error.findings)
    if isinstance(error, Trouble):
        return f"{_(error.title)} {_(error.advice)}".strip()
    return str(error)


@dataclass(frozen=True, slots=True)
class _Open:
    form: str

    def __call__(self, desk: DeskPort) -> tuple[FormView, WorkspaceInfo]:
        return desk.form(self.form), desk.info()


@dataclass(frozen=True, slots=True)
class _Frozen:
    form: str
    revision: str

    def __call__(self, desk: DeskPort) -> Sheet:
        return desk.sheet(self.form, "frozen", self.revision)


@dataclass(frozen=True, slots=True)
class _Store:
    file: Path

    def __call__(self, desk: DeskPort) -> tuple[str, int]:
        return desk.store_file(self.file)


@dataclass(frozen=True, slots=True)
class _Attach:
    editor: FormEditor
    path: str

    def __call__(self, chosen: str) -> None:
        self.editor.attach_file(self.path, Path(chosen))


@dataclass(frozen=True, slots=True)
class _Attached:
    editor: FormEditor
    path: str
    name: str

    def __call__(self, stored: tuple[str, int]) -> None:
        self.editor.on_stored(self.path, self.name, stored)


@dataclass(frozen=True, slots=True)
class _Send:
    editor: FormEditor
    dialog: FreezeDialog | ChangeDialog

    def __call__(self) -> None:
        self.editor.send(self.dialog.command())


@dataclass(frozen=True, slots=True)
class _GoTo:
    editor: FormEditor
    path: str

    def __call__(self) -> None:
        self.editor.go(self.path)


@dataclass(frozen=True, slots=True)
class _Show:
    editor: FormEditor
    drafts: tuple[Draft, ...]

    def __call__(self) -> None:
        self.editor.show_kept(self.drafts)
