"""Withdrawing a decision: what falls thereby comes first, then the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.procedure.commands import WithdrawSignOff
from mcdesk.ui.forms.decided import decided, version_of
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import GrowingText
from mcdesk.ui.forms.parts import Panel, text
from mcdesk.ui.forms.waiting import WaitingDialog

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import DecisionLine


class WithdrawDialog(WaitingDialog):
    """Names what falls with a decision and asks for the reason.

    Args:
        line: The decision.
        is_signed: Everybody has signed the form so far.
        is_past: The card has left the form's stage already.
        parent: The window.
    """

    def __init__(
        self, line: DecisionLine, *, is_signed: bool, is_past: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("Withdraw a sign-off"), _("Withdraw"), parent)
        self._line = line
        what = f"{line.kind} {line.form.text()}, {version_of(line)}"
        self.body.addWidget(text(what, "heading", wrap=True))
        said = decided(line)
        self.body.addWidget(text(f"{line.role.text()}: {line.person}. {said}", wrap=True))
        panel = Panel(_("What this means"))
        for words in _meaning(line, is_signed=is_signed, is_past=is_past):
            panel.body.addWidget(text(words, wrap=True))
        self.body.addWidget(panel)
        self.reason = GrowingText(lines=2, most=8)
        hint = _("Stands on record beside the sign-off, which is kept.")
        self.body.addWidget(labelled(_("Why"), self.reason, hint=hint))
        self.body.addStretch(1)
        self.reason.changed.connect(self.check)
        self.first = self.reason
        self.resize(520, 420)
        self.check()

    @override
    def faults(self) -> list[str]:
        return [] if self.reason.toPlainText().strip() else [_("Say why it is withdrawn.")]

    def command(self) -> WithdrawSignOff:
        """Return the command that the dialog stands for."""
        reason = self.reason.toPlainText().strip()
        return WithdrawSignOff(sign_off=self._line.sign_off_id, reason=reason)


def _meaning(line: DecisionLine, *, is_signed: bool, is_past: bool) -> Iterator[str]:
    form, role = line.form.text(), line.role.text()
    yield _("{form} waits for {role} again.").format(form=form, role=role)
    if is_signed:
        words = _("{form} is no longer signed by all, so it does not open its gate any more.")
        yield words.format(form=form)
    if is_signed and is_past:
        yield _("The card stays in its stage; what it has passed is not asked again.")
    yield _("What others signed stays valid.")
    yield _("This cannot be undone; the same person can sign again.")
