"""The strip above the register: whether its period is open, closed, signed, and what comes next."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from mcdesk.i18n import _, plural
from mcdesk.ui import language, parts, theme
from mcdesk.ui.forms.decided import MEDIA

if TYPE_CHECKING:
    from mcdesk.application.views import Closing, Register, SignatureLine


class RegisterStrip(QFrame):
    """How a register stands, and the deeds that go with it; a deed without the right says so.

    Signals:
        close_wanted / sign_wanted / withdraw_wanted / reopen_wanted: what a button stands for.
        scan_wanted: the scan of what was signed is to be attached, or shown.
        since_wanted: the changes since the closing are to be shown, or no longer.
        version_wanted: an earlier closing (its version) is to be shown; 0 for what stands now.
    """

    close_wanted = Signal()
    sign_wanted = Signal()
    withdraw_wanted = Signal()
    reopen_wanted = Signal()
    scan_wanted = Signal()
    since_wanted = Signal(bool)
    version_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._sign = QHBoxLayout()
        self.first = parts.label("", wrap=True)
        self.second = parts.label("", "small", wrap=True)
        self.since = parts.button("", "chip")
        self.since.setCheckable(True)
        self.since.toggled.connect(self.since_wanted)
        self.closer = parts.button(_("Close the period…"), "", "archive")
        self.closer.clicked.connect(self.close_wanted)
        self.signer = parts.button(_("Sign…"), "primary", "signature")
        self.signer.clicked.connect(self.sign_wanted)
        self.scanner = parts.button("", "", "paperclip")
        self.scanner.clicked.connect(self.scan_wanted)
        self.withdrawer = parts.button(_("Withdraw the signature…"), "quiet")
        self.withdrawer.clicked.connect(self.withdraw_wanted)
        self.reopener = parts.button(_("Reopen…"), "quiet", "rotate-ccw")
        self.reopener.clicked.connect(self.reopen_wanted)
        self.versions = parts.button(_("Earlier versions"), "quiet", "history")
        self.menu = QMenu(self.versions)
        self.versions.setMenu(self.menu)
        self.present = parts.button(_("Back to what stands now"), "", "arrow-left")
        self.present.clicked.connect(partial(self.version_wanted.emit, 0))
        self._buttons = (self.closer, self.signer, self.scanner, self.withdrawer, self.reopener)
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(self.first)
        words.addWidget(self.second)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 8, 16, 8)
        line.setSpacing(theme.WIDE)
        line.addLayout(self._sign)
        line.addLayout(words, 1)
        for each in (self.since, *self._buttons, self.present, self.versions):
            line.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_register(self, register: Register) -> None:
        """Say how a register stands."""
        closing = register.closing
        self.setVisible(register.period.is_whole)
        if not register.period.is_whole:
            return
        self._offer_versions(register)
        if closing is None:
            self._show_open(register)
        elif closing.reopened_on:
            self._show_earlier(closing)
        else:
            self._show_closed(closing, register)
        writes = register.is_writable
        may, lead = writes and "move" in register.rights, writes and "reopen" in register.rights
        shows = closing is not None and closing.evidence is not None
        reading = "" if writes else _("This workspace is open for reading only.")
        why = reading or _("This takes the CTL coordinator or the CTL lead.")
        for button in (self.closer, self.signer):
            _allow(button, may=may, why=why)
        _allow(self.scanner, may=may or shows, why=why)
        _allow(self.withdrawer, may=writes, why=reading)
        _allow(self.reopener, may=lead, why=reading or _("This takes the CTL lead."))

    def _show_open(self, register: Register) -> None:
        self._show_only(self.closer if register.lines else None)
        self._show_sign("info", "faint")
        self.first.setText(_("Open: the list follows what the forms say today."))
        said = _("Closed, it is frozen for CTL's signature, and what is still open goes on in "
                 "{after}.").format(after=register.after.label.text())  # fmt: skip
        last = register.earlier[-1] if register.earlier else None
        if last is not None:
            said = _reopened(last)
        self.second.setText(said)

    def _offer_versions(self, register: Register) -> None:
        """Offer the closings of the period that were reopened; each keeps what was frozen then."""
        shown = register.closing.version if register.closing is not None else 0
        offered = [each for each in register.earlier if each.version != shown]
        self.menu.clear()
        for each in reversed(offered):
            day = language.long_day(each.closed_on)
            words = _("Version {n}, closed on {day}").format(n=each.version, day=day)
            action = self.menu.addAction(words)
            action.triggered.connect(partial(self.version_wanted.emit, each.version))
        self.versions.setVisible(bool(offered))
        self.present.setVisible(register.closing is not None and bool(register.closing.reopened_on))

    def _show_earlier(self, closing: Closing) -> None:
        """Say what an earlier closing was, and that it counts no more."""
        self._show_only(*(() if closing.evidence is None else (self.scanner,)))
        self.scanner.setText(_("Show the scan"))
        self._show_sign("history", "muted")
        day = language.long_day(closing.closed_on)
        said = _("Version {n} of {number}, closed on {day} by {who}. It counts no more.")
        self.first.setText(
            said.format(day=day, who=closing.closed_by, number=closing.number, n=closing.version)
        )
        signed = _signed(closing.signature, is_signed=True) if closing.is_signed else ""
        self.second.setText(f"{signed} {_reopened(closing)}".strip())

    def _show_closed(self, closing: Closing, register: Register) -> None:
        signed = closing.is_signed
        shown = [self.withdrawer if signed else self.signer, self.reopener]
        if signed and (closing.signature.scan_owed or closing.evidence is not None):
            shown.append(self.scanner)
        self._show_only(*shown)
        is_owed = closing.evidence is None
        self.scanner.setText(_("Attach the scan…") if is_owed else _("Show the scan"))
        self._show_sign(*(("circle-check", "good") if signed else ("signature", "warn")))
        day = language.long_day(closing.closed_on)
        said = _("Closed on {day} by {who}: {number}, version {n}. It is shown as it was frozen.")
        self.first.setText(
            said.format(day=day, who=closing.closed_by, number=closing.number, n=closing.version)
        )
        went = _("What was open went on in {after}.").format(after=closing.after.label.text())
        self.second.setText(f"{_signed(closing.signature, is_signed=signed)} {went}")
        count = len(register.since)
        self.since.setText(plural("{n} changed since", "{n} changed since", count))
        self.since.setVisible(count > 0)

    def _show_only(self, *shown: QWidget | None) -> None:
        for each in self._buttons:
            each.setVisible(each in shown)
        self.since.hide()

    def _show_sign(self, name: str, tone: str) -> None:
        parts.clear(self._sign)
        self._sign.addWidget(parts.sign(name, tone))


def _allow(button: QWidget, *, may: bool, why: str) -> None:
    button.setEnabled(may)
    button.setToolTip("" if may else why)
    button.setAccessibleDescription("" if may else why)


def _reopened(closing: Closing) -> str:
    """Return when, by whom and why a closed register was reopened."""
    words = _("Reopened on {day} by {who}: “{reason}”")
    day = language.long_day(closing.reopened_on)
    return words.format(day=day, who=closing.reopened_by, reason=closing.reopened_reason)


def _signed(line: SignatureLine, *, is_signed: bool) -> str:
    """Return who verified a register and how, or that CTL still has to."""
    if not is_signed:
        return _("CTL has not signed it yet.")
    day = language.long_day(line.decided_on)
    said = _("Verified by {who} on {day}, {how}.").format(
        who=line.person, day=day, how=_(MEDIA.get(line.medium, line.medium))
    )
    return " ".join((said, _("The scan is still owed."))) if line.scan_owed else said
