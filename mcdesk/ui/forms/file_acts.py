"""What can be done with the files attached to an open form, as the card's files can be."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.i18n import _
from mcdesk.procedure.commands import RemoveFile
from mcdesk.ui.choosing import FileChooser
from mcdesk.ui.credential.attaching import FilesDialog, Found, KeepDialog, LinkDialog, Measure
from mcdesk.ui.credential.opening import FileOpener, removed_words
from mcdesk.ui.credential.removing import ListedDialog
from mcdesk.ui.credential.state import PageState, ReadPage
from mcdesk.ui.forms.offers import UndoOffer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import FileLine, WorkspaceInfo
    from mcdesk.ui.forms.seams import Jobs
    from mcdesk.ui.forms.workbench import Workbench


class FileActs(QObject):
    """The ways to the files of one open form; dialogs open above `window`.

    Signals:
        failed: an error of a job.
    """

    failed = Signal(object)

    def __init__(self, jobs: Jobs, bench: Workbench, info: WorkspaceInfo, window: QWidget) -> None:
        super().__init__(bench)
        self._jobs, self._bench, self._info, self._window = jobs, bench, info, window
        self._opener = FileOpener(jobs, window)
        self._opener.failed.connect(self.failed)
        self._opener.another.connect(self.failed)
        self._opener.said.connect(self._say)
        bench.side.offer_files(self)

    @property
    def why(self) -> str:
        """Why nothing can be attached or removed; "" when it can."""
        return _("This workspace is open for reading only.") if self._info.read_only else ""

    def open(self, file: FileLine) -> None:
        """Open a file, or follow its link."""
        self._opener.open(file)

    def save(self, file: FileLine) -> None:
        """Ask where a copy of a file goes."""
        self._opener.save(file)

    def remove(self, file: FileLine) -> None:
        """Take a file off the card; asked first where a frozen version lists it."""
        if not file.listed:
            self._remove(file)
            return
        definition = self._bench.session.view.definition
        form = f"{definition.id} {definition.short.text()}"
        dialog = ListedDialog(file, form, self._window)
        dialog.accepted.connect(partial(self._remove, file))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _remove(self, file: FileLine) -> None:
        """Take a file off the card, with an offer to take that back."""
        offer = UndoOffer(self._bench.session, self._bench.notice)
        offer.begin()
        self._bench.session.send([RemoveFile(file=file.id)])
        offer.say(removed_words(file), quiet=True)

    def attach(self) -> None:
        """Choose files, then ask what they are for."""
        dialog = FileChooser(self._window, _("Files to attach"), several=True)
        dialog.filesSelected.connect(self.add)
        dialog.open()

    def add(self, paths: Sequence[str]) -> None:
        """Ask what files are for that were chosen."""
        job = partial(look, self.read_page, Measure(tuple(map(Path, paths))))
        self._jobs.run(job, self._ask_files, self.failed.emit, kind="reader")

    def link(self) -> None:
        """Ask for a link and what it is for."""
        self._jobs.run(self.read_page, self._ask_link, self.failed.emit, kind="reader")

    @property
    def read_page(self) -> ReadPage:
        """What reads the card that the form is of."""
        return ReadPage(self._bench.session.view.header.card_id, self._info)

    def _ask_files(self, answer: tuple[PageState, tuple[Found, ...]]) -> None:
        state, found = answer
        if found:
            form = self._bench.session.form_id
            self.show_dialog(FilesDialog(self._jobs, state, found, self._window, form=form))

    def _ask_link(self, state: PageState) -> None:
        form = self._bench.session.form_id
        self.show_dialog(LinkDialog(self._jobs, state, self._window, form=form))

    def show_dialog(self, dialog: KeepDialog) -> None:
        """Open a dialog that attaches something."""
        dialog.followed.connect(self._on_followed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _on_followed(self, _form: str, path: str) -> None:
        self._bench.go(path)

    def _say(self, words: str) -> None:
        self._bench.notice.say(words, [(_("OK"), self._bench.notice.hide)], quiet=True)


def look(read: ReadPage, measure: Measure, desk: DeskPort) -> tuple[PageState, tuple[Found, ...]]:
    """Read the card, and look at files before they are attached."""
    return read(desk), measure(desk)
