"""Sealing the PDF of a form for one's own decision, so that every PDF reader shows it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.sealing import Sealing
from mcdesk.ui.choosing import FileChooser
from mcdesk.ui.forms.dialogs import labelled
from mcdesk.ui.forms.inputs import Line
from mcdesk.ui.forms.parts import button, column, row, text
from mcdesk.ui.forms.pills import Pills
from mcdesk.ui.forms.pin import PinBox
from mcdesk.ui.people.asking import AskDialog
from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from mcdesk.application.keys import KeyState
    from mcdesk.application.views import FormView, SignatureLine
    from mcdesk.ui.forms.seams import Jobs

OWN, FILE = "own", "file"
UNTRUSTED = N_("Acrobat shows your own certificate as “not trusted”: no authority vouches for it. "
               "The signature holds all the same.")  # fmt: skip


class SealDialog(AskDialog):
    """With which certificate the PDF is sealed; then it is kept among the files of the card."""

    def __init__(
        self,
        jobs: Jobs,
        view: FormView,
        line: SignatureLine,
        key: KeyState,
        parent: QWidget | None = None,
    ) -> None:
        title = _("Seal the PDF: {form}").format(form=view.definition.short.text())
        super().__init__(jobs, title, _("Seal"), parent)
        self._view, self._line = view, line
        self.path: Path | None = None
        self.file = ""
        words = _("The PDF of this version gets a signature of {role} that PDF readers show. It "
                  "is kept among the files of the card; the next signer adds to it.")  # fmt: skip
        self.body.addWidget(text(words.format(role=line.role_label.text()), "muted", wrap=True))
        if any(each.sealed and each.decided != line.decided for each in view.signatures):
            apart = _("It is a PDF of its own, since it shows what was decided. Who sealed before "
                      "that keeps the PDF without it.")  # fmt: skip
            self.body.addWidget(text(apart, "muted", wrap=True))
        self.kind = Pills([(OWN, _("My own certificate")), (FILE, _("A certificate file…"))])
        self.kind.show_values([OWN])
        self.kind.chosen.connect(self._on_changed)
        self.body.addWidget(labelled(_("Certificate"), self.kind))
        self._own_words = text(_(UNTRUSTED), "small", wrap=True)
        self.body.addWidget(self._own_words)
        self.pin = PinBox(key, sample=view.header.sample)
        self.pin.changed.connect(self._on_changed)
        self.body.addWidget(self.pin)
        self._file = self._file_box()
        self.body.addWidget(self._file)
        self.body.addStretch(1)
        self._on_changed()
        self.resize(520, 380)

    def _file_box(self) -> QWidget:
        box = QWidget()
        layout = column(box, gap=GAP)
        line = row(gap=GAP)
        line.addWidget(button(_("Choose (.p12, .pfx)…"), self._on_choose))
        self._name = text("", "muted", wrap=True)
        line.addWidget(self._name, 1)
        layout.addLayout(line)
        self.password = Line()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password.changed.connect(self._on_changed)
        layout.addWidget(labelled(_("Its password"), self.password))
        return box

    def _on_choose(self) -> None:
        dialog = FileChooser(self, _("Certificate"), ["PKCS#12 (*.p12 *.pfx)"])
        dialog.fileSelected.connect(self.set_file)
        dialog.open()

    def set_file(self, path: str) -> None:
        """Take the file of a certificate."""
        self.path = Path(path)
        self._name.setText(self.path.name)
        self._on_changed()

    @property
    def is_own(self) -> bool:
        return OWN in self.kind.values()

    def _on_changed(self) -> None:
        own = self.is_own
        self._own_words.setVisible(own)
        self.pin.setVisible(own)
        self._file.setVisible(not own)
        self.check()

    @override
    def reasons(self) -> list[str]:
        if self._busy:
            return [_("The PDF is being sealed …")]
        if self.is_own:
            return self.pin.reasons()
        return [] if self.path is not None else [_("Choose the file of the certificate.")]

    @override
    def accept(self) -> None:
        if self._busy or self.reasons():
            return
        self._busy = True
        self.look()
        pin = self.pin.pin.text() if self.is_own and self.pin.asks else ""
        path = None if self.is_own else self.path
        job = Sealing(self._view.form_id, self._line.role, pin, path, self.password.text(),
                      self._line.sign_off_id)  # fmt: skip
        self.file = job.file
        self._tasks.run(job, self._on_done, self._on_failed)

    @override
    def reject(self) -> None:
        """Close; not while it is being sealed, or nobody would be told what became of it."""
        if not self._busy:
            super().reject()
