"""The sealed PDF of a form, as a person gets at it: opened, or saved where it is wanted."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.i18n import _
from mcdesk.sealing import kept_as
from mcdesk.ui.credential.opening import CopyOut
from mcdesk.ui.file_names import own_name

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.application.views import FileLine, FormView, SignatureLine
    from mcdesk.ui.forms.notices import Notice, Offer
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.printing.host import Host


class SealedPdf(QObject):
    """Says what was sealed, opens it, and saves copies of it.

    Signals:
        failed: an error of a job.
    """

    failed = Signal(object)

    def __init__(
        self, jobs: Jobs, notice: Notice, window: QWidget, host: Host | None = None
    ) -> None:
        super().__init__(notice)
        self._jobs, self._notice, self._window, self._given = jobs, notice, window, host

    @property
    def _host(self) -> Host:
        """What asks where things go and shows files; it loads printing, so only when asked."""
        if self._given is None:
            from mcdesk.ui.printing.host import SystemHost

            self._given = SystemHost()
        return self._given

    def say(self, view: FormView, line: SignatureLine, file: str) -> None:
        """Say that a form's PDF was sealed for a signature, and where it lies, by its id."""
        done = partial(self._say, line, view.header.code)
        job = partial(kept_as, form=view.form_id, file=file)
        self._jobs.run(job, done, self.failed.emit)

    def _say(self, line: SignatureLine, code: str, file: FileLine) -> None:
        words = _("The PDF is sealed for {role}: {name}. It lies among the files of {code}.")
        said = words.format(role=line.role_label.text(), name=file.name, code=code)
        offers: list[Offer] = [
            (_("Open"), partial(self.open, file)),
            (_("Save a copy…"), partial(self.save, file)),
            (_("OK"), self._notice.hide),
        ]
        self._notice.say(said, offers, quiet=True)
        self._notice.take_focus()  # else it stands on what is beside the link that goes: Withdraw

    def open(self, file: FileLine) -> None:
        """Open a copy in the system's program for PDFs."""
        folder = Path(tempfile.mkdtemp(dir=self._host.scratch()))
        job = CopyOut(file.digest, folder / own_name(file.name), is_locked=True)
        self._jobs.run(job, self._host.show_file, self.failed.emit)

    def save(self, file: FileLine) -> None:
        """Copy it to a place that the person chooses."""
        name = own_name(file.name)
        path = self._host.choose_file(self._window, _("Save a copy"), name, "PDF (*.pdf)")
        if path is not None:
            self._jobs.run(CopyOut(file.digest, path), self._say_saved, self.failed.emit)

    def _say_saved(self, path: Path) -> None:
        words = _("The sealed PDF is saved as {path}.").format(path=path)
        show: Offer = (_("Open the folder"), partial(self._host.show_file, path.parent))
        self._notice.say(words, [show, (_("OK"), self._notice.hide)], quiet=True)
