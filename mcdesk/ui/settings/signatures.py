"""Signatures: one's own key on this computer, a PIN where it is shared, and the keys registered."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.procedure.calendar import day_of
from mcdesk.procedure.commands import Command, EndKey, SetSetting
from mcdesk.ui import language, parts, theme
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.ticks import TickBox
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.people.table import Line as TableLine
from mcdesk.ui.people.table import LinesView, sorted_by
from mcdesk.ui.saying import words_of
from mcdesk.ui.settings.section import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QFrame, QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Changes, KeyLine
    from mcdesk.errors import McDeskError
    from mcdesk.ui.settings.section import Read
    from mcdesk.ui.tasks import Tasks

STATES: dict[str, str] = {
    "none": N_("No key can be kept on this computer for whoever works here now."),
    "missing": N_(
        "Your key cannot be used on this computer now: open its keyring, or sign elsewhere."
    ),
    "ended": N_("Your key was ended, so it signs no more. Make a new one before you sign again."),
    "new": N_("You have no key here yet. The program makes it with your first signature."),
    "ready": N_("Your key is kept in the keyring of this computer."),
    "locked": N_("Your key is kept on this computer behind your PIN."),
    "choose": N_("With your next signature you choose a PIN, and your key is kept behind it."),
}


SAMPLE_STATES: dict[str, str] = {
    "ready": N_("In the sample your key is kept only until the program ends."),
    "locked": N_("In the sample your key and its PIN are kept only until the program ends."),
    "choose": N_("With your next signature you choose a PIN. In the sample it is kept, with your "
                 "key, only until the program ends."),
}  # fmt: skip


class SignaturesSection(Section):
    """One's own key, whether this computer is shared, and all registered keys."""

    def __init__(self, tasks: Tasks) -> None:
        words = _(
            "Whoever signs in the program signs with a key of their own. It is kept on their "
            "computer, never in the workspace; who looks after the workspace can have every "
            "signature verified."
        )
        super().__init__(_("Signatures"), words)
        self._tasks = tasks
        self._read: Read | None = None
        self._own = parts.label("", "heading", wrap=True)
        self._renew = parts.button(_("Make a new key…"), "", "rotate-ccw")
        self._renew.clicked.connect(self._on_renew)
        self.shared = TickBox(_("This computer is shared: ask for a PIN with every signature"))
        self.shared.clicked.connect(self._on_shared)
        self.seals = TickBox(_("Signed forms may be sealed as PDF"))
        self.seals.clicked.connect(self._on_seals)
        self._said = parts.label("", "muted", wrap=True)
        self._said.hide()
        self.column.addWidget(self._panel())
        self.column.addWidget(parts.label(_("Registered keys"), "heading"))
        self._none = parts.label(
            _("Nobody has signed in the program with a key yet."), "muted", wrap=True
        )
        self.column.addWidget(self._none)
        self.view = LinesView((_("Person"), _("Since"), _("State")), (2,))
        self.view.widths(200, 130, 0)
        self.view.setAccessibleName(_("Registered keys"))
        self.view.picked.connect(self._write_state)
        self._end = parts.button(_("Declare lost or stolen…"), "", "ban")
        self._end.clicked.connect(self._on_end)
        self.column.addWidget(self.view, 1)
        self.column.addLayout(parts.row(self._end, 1))
        self.column.addStretch()

    def _panel(self) -> QFrame:
        panel, column = parts.panel()
        column.addWidget(self._own)
        column.addWidget(self.shared)
        column.addLayout(parts.row(self._renew, 1))
        column.addWidget(self.seals)
        words = _("PDF readers show the seals. They call your own certificate “not trusted”, since "
                  "no authority vouches for it; a certificate of a provider (PKCS#12) can be used "
                  "as well.")  # fmt: skip
        column.addWidget(parts.label(words, "small", wrap=True))
        column.addWidget(self._said)
        return panel

    @override
    def show_read(self, read: Read) -> None:
        self._read = read
        view = read.keys
        states = STATES | SAMPLE_STATES if read.info.sample else STATES
        self._own.setText(_(states[view.state]))
        theme.dress(self._own, state="warn" if view.state in ("missing", "ended") else "")
        self.shared.setChecked(view.asks_pin)
        self.seals.setChecked(view.seals)
        self.seals.setEnabled(read.may)
        may = not read.info.read_only
        self.shared.setEnabled(may)
        self._renew.setEnabled(may and view.state in ("ready", "locked", "ended"))
        self.view.show_lines([_table_line(line) for line in view.keys])
        self._none.setVisible(not view.keys)
        for part in (self.view, self._end):
            part.setVisible(bool(view.keys))
        self._write_state()

    def _chosen(self) -> KeyLine | None:
        keys = self._read.keys.keys if self._read is not None else ()
        return next((line for line in keys if line.id == self.view.current), None)

    def _write_state(self, _id: str = "") -> None:
        chosen = self._chosen()
        may = self._read is not None and not self._read.info.read_only
        self._end.setEnabled(may and chosen is not None and chosen.may_end)

    def _on_shared(self) -> None:
        self._tasks.run(
            partial(_ask_pin, wanted=self.shared.isChecked()), self._on_done, self._on_failed
        )

    def _on_seals(self) -> None:
        self.wished.emit((SetSetting(key="seal_pdf", value=self.seals.isChecked()),))

    def _on_renew(self) -> None:
        self._open(RenewDialog(self._tasks, self._own_keys(), self))

    def _own_keys(self) -> tuple[KeyLine, ...]:
        keys = self._read.keys.keys if self._read is not None else ()
        return tuple(line for line in keys if line.own and not line.ended_at)

    def _on_end(self) -> None:
        chosen = self._chosen()
        if chosen is not None:
            self._open(EndKeyDialog(self._tasks, chosen, self))

    def _open(self, dialog: AskDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.accepted.connect(self._ask_again)
        dialog.open()

    def _ask_again(self) -> None:
        self.reread.emit()

    def _on_done(self, _nothing: None) -> None:
        self._said.hide()
        self.reread.emit()

    def _on_failed(self, error: McDeskError) -> None:
        self._said.setText(words_of(error))
        self._said.show()
        theme.dress(self._said, state="bad")


def _table_line(line: KeyLine) -> TableLine:
    since = language.short_day(day_of(line.registered_at))
    state, tone = _("in use"), ""
    if line.ended_at:
        day = language.short_day(day_of(line.ended_at))
        state, tone = _("ended {day}: {reason}").format(day=day, reason=line.ended_reason), "muted"
    cells = (line.person, since, state)
    return TableLine(line.id, cells, tone,
                     keys=sorted_by(cells, {1: line.registered_at, 2: line.ended_at}))  # fmt: skip


def _ask_pin(desk: DeskPort, *, wanted: bool) -> None:
    desk.ask_pin(wanted=wanted)


class EndKeyDialog(AskDialog):
    """Ends a key that was lost or stolen, or whose person left."""

    def __init__(self, tasks: Tasks, key: KeyLine, parent: QWidget | None = None) -> None:
        title = _("Key of {name}: lost or stolen").format(name=key.person)
        super().__init__(tasks, title, _("End this key"), parent)
        self._key = key
        words = _("The key signs no more. What it signed until now stays valid. With the next "
                  "signature the person gets a new key.")  # fmt: skip
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self.reason = Line()
        self.reason.changed.connect(self.check)
        self.body.addWidget(labelled(_("Reason"), self.reason))
        self.body.addStretch(1)
        self.check()
        self.resize(460, 260)

    @override
    def reasons(self) -> list[str]:
        return [] if self.reason.text().strip() else [_("Write the reason.")]

    @override
    def commands(self) -> Sequence[Command]:
        return (EndKey(key=self._key.id, reason=self.reason.text().strip()),)


class RenewDialog(AskDialog):
    """Gives up one's own key on this computer; the old one is ended in the workspace."""

    def __init__(
        self, tasks: Tasks, keys: Sequence[KeyLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(tasks, _("Make a new key"), _("Give up the old key"), parent)
        self._keys = keys
        words = _(
            "For a forgotten PIN, or a key that others may know. Your old keys are ended; "
            "what they signed stays valid. Your next signature makes the new key."
        )
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self.body.addStretch(1)
        self.check()
        self.resize(460, 220)

    @override
    def accept(self) -> None:
        self.action.setEnabled(False)
        self._tasks.run(partial(_renew, tuple(self._keys)), self._on_renewed, self._on_failed)

    def _on_renewed(self, _changes: Changes) -> None:
        super(AskDialog, self).accept()


def _renew(keys: tuple[KeyLine, ...], desk: DeskPort) -> Changes:
    """End the person's registered keys, and drop the one on this computer."""
    words = _("replaced by a new key")
    changes = desk.execute_together([EndKey(key=key.id, reason=words) for key in keys])
    desk.renew_key()
    return changes
