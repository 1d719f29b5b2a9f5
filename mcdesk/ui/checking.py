"""Checking a signed PDF: which form it is, whether it is its text, who signed, what was altered."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialogButtonBox, QHBoxLayout, QWidget

from mcdesk.i18n import N_, _
from mcdesk.procedure.calendar import day_of
from mcdesk.ui import language, parts, theme
from mcdesk.ui.choosing import FileChooser
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.returned import Returns
from mcdesk.ui.saying import in_role, sentence
from mcdesk.ui.wiring import file_scans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import PdfVerdict, SealLine
    from mcdesk.errors import Finding
    from mcdesk.ui.launch import MakeApp
    from mcdesk.ui.window import MainWindow

MOST_LOOKED_AT = 50 << 20
TONES = {"exact": "good", "added": "warn", "same": "good", "dated": "good", "behind": "bad",
         "void": "bad", "other": "bad", "pictures": "warn", "unknown": ""}  # fmt: skip
OWN = N_("A certificate of one's own proves only that the file was not altered; Acrobat calls it "
         "“not trusted”, since no authority vouches for whose it is.")  # fmt: skip
SIGNS = {"good": "circle-check", "bad": "circle-alert", "warn": "info", "": "info"}


class CheckDialog(Dialog):
    """What a PDF is and whether it holds.

    Signals:
        record_requested: a decision is to be recorded with the PDF as its evidence: form, role.
    """

    record_requested = Signal(str, str)

    def __init__(self, found: PdfVerdict, parent: QWidget | None = None) -> None:
        super().__init__(_("Check of {name}").format(name=found.name), parent, width=560)
        self._found = found
        tone = "bad" if not found.is_sound else "good" if found.is_current else "warn"
        self.body.addWidget(parts.label(found.heading, "heading", state=tone))
        for state, answer in found.answers:
            self._say("good" if state == "current" else "warn", sentence(answer))
        if found.print is not None:
            self._say(TONES[found.text], sentence(found.text_answer))
        for finding in found.findings:
            self._say_finding(finding)
        if found.seals:
            self.body.addWidget(parts.rule())
            self.body.addWidget(parts.label(_("Signatures"), "heading"))
        for seal in found.seals:
            self._show_seal(seal)
        if any(seal.own for seal in found.seals):
            self.body.addWidget(parts.label(_(OWN), "small", wrap=True))
        self.body.addStretch(1)
        self.role = self._open_role()
        self.add_close()
        if self.role:
            record = parts.button(_("Record a decision with it…"))
            self.buttons.addButton(record, QDialogButtonBox.ButtonRole.ActionRole)
            record.clicked.connect(self._on_record)

    def _say(self, tone: str, words: str, *, indent: int = 0) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(indent, 0, 0, 0)
        line.setSpacing(theme.GAP)
        sign = parts.sign(SIGNS[tone], tone or "faint")
        line.addWidget(sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(parts.label(words, wrap=True), 1)
        self.body.addLayout(line)

    def _say_finding(self, finding: Finding, *, indent: int = 0) -> None:
        self._say("warn" if finding.level == "warn" else "bad", sentence(finding), indent=indent)

    def _show_seal(self, seal: SealLine) -> None:
        role = seal.role_label.text() if seal.role_label else seal.field
        day = language.long_day(day_of(seal.at)) if seal.at else "–"
        words = f"{in_role(seal.name, role)}, {day}"
        if seal.reason:
            words += f": {seal.reason}"
        self._say("good" if seal.holds else "bad", words)
        if seal.vouched is not None:
            tone = "good" if seal.vouched.met else "warn"
            self._say(tone, sentence(seal.vouched), indent=24)
        for finding in seal.findings:
            self._say_finding(finding, indent=24)

    def _open_role(self) -> str:
        """Return the role whose decision is still waited for and that signed in the PDF, or any."""
        printed = self._found.print
        if printed is None or not self._found.is_sound or not self._found.is_current:
            return ""
        waiting = [line.role for line in printed.lines if not line.sign_off_id]
        signed = [seal.role for seal in self._found.seals if seal.role in waiting]
        return next(iter([*signed, *waiting]), "")

    def _on_record(self) -> None:
        printed = self._found.print
        assert printed is not None
        self.record_requested.emit(printed.form_id, self.role)
        self.accept()


def check_pdf(window: MainWindow, make_app: MakeApp) -> None:
    """Ask for a PDF and say what it is."""
    dialog = FileChooser(window, _("Check a signed PDF"), ["PDF (*.pdf)"])
    dialog.fileSelected.connect(partial(check_file, window, make_app))
    dialog.open()


def take_files(make_app: MakeApp, window: MainWindow, paths: Sequence[Path] = ()) -> None:
    """Take files that were dropped: a filled form is taken in, all else may be a scan."""
    if not paths:
        file_scans(window)
        return
    returns = window.findChild(Returns, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if returns is None:
        returns = Returns(window.tasks, window, window.show_error)
        returns.arrived.connect(window.opener.take_in)
        returns.said.connect(window.say)
        returns.left.connect(partial(_take_scans, make_app, window))
    returns.take(paths)


def _take_scans(make_app: MakeApp, window: MainWindow, paths: Sequence[Path]) -> None:
    """Check one signed PDF; everything else is a scan."""
    if len(paths) == 1 and paths[0].suffix.lower() == ".pdf":
        window.tasks.run(
            partial(_is_signed, paths[0]), partial(_take, make_app, window, paths), kind="reader"
        )
    else:
        file_scans(window, paths)


def _is_signed(path: Path, _desk: DeskPort) -> bool:
    """Tell whether a PDF seems to carry a signature; what cannot be read is no matter here."""
    try:
        with path.open("rb") as file:
            return b"/ByteRange" in file.read(MOST_LOOKED_AT)
    except OSError:
        return False


def _take(make_app: MakeApp, window: MainWindow, paths: Sequence[Path], is_signed: object) -> None:
    if is_signed:
        check_file(window, make_app, str(paths[0]))
    else:
        file_scans(window, paths)


def check_file(window: MainWindow, make_app: MakeApp, name: str) -> None:
    """Check a PDF beside the window, then show what was found."""
    path = Path(name)
    window.tasks.run_long(
        partial(_verify, make_app, path),
        partial(_show, window, path),
        window.show_error,
        kind="reader",
        busy=_("Checking {name} …").format(name=path.name),
    )


def _verify(make_app: MakeApp, path: Path, desk: DeskPort, progress: Progress) -> PdfVerdict | None:
    return make_app().verify_pdf(desk, path, progress)


def _show(window: MainWindow, path: Path, found: PdfVerdict | None) -> None:
    if found is None:
        return
    dialog = CheckDialog(found, window)
    dialog.record_requested.connect(partial(_record, window, path))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()


def _record(window: MainWindow, path: Path, form: str, role: str) -> None:
    """Record a decision with a signed PDF as its evidence."""
    from mcdesk.ui.pages import record_pdf

    record_pdf(window, form, role, path)
