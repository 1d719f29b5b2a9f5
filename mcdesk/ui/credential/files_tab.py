"""The files of the card: add, open a copy, save a copy, remove."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from typing_extensions import override

from mcdesk.application.seals import shown_note
from mcdesk.application.views import FileLine
from mcdesk.i18n import N_, _
from mcdesk.procedure.calendar import day_of
from mcdesk.procedure.commands import RemoveContent, RemoveFile
from mcdesk.procedure.records import MARK
from mcdesk.ui import language
from mcdesk.ui.choosing import SCANS, FileChooser, or_any
from mcdesk.ui.credential.attaching import (
    FilesDialog,
    Found,
    LinkDialog,
    Measure,
    form_name,
)
from mcdesk.ui.credential.deeds import Deed
from mcdesk.ui.credential.entries import Entry
from mcdesk.ui.credential.opening import (
    FileOpener,
    removed_words,
    way_words,
    why_not_open,
    why_not_save,
)
from mcdesk.ui.credential.removing import ListedDialog
from mcdesk.ui.credential.tab import ListTab
from mcdesk.ui.credential.wording import PURPOSES, joined, size
from mcdesk.ui.erasing import Erase, Erased, ErasingDialog

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from mcdesk.errors import Refused
    from mcdesk.ui.credential.errands import Errands
    from mcdesk.ui.credential.state import PageState


def file_entries(state: PageState) -> Iterator[Entry]:
    """Yield the files, the newest first."""
    forms = {form.form_id: form for form in state.page.all_forms}
    for file in state.page.files:
        form = forms.get(file.form_id)
        purpose = _(PURPOSES.get(file.purpose, PURPOSES["other"]))
        when = language.long_day(day_of(file.added_at))
        yield Entry(
            key=file.id,
            title=file.name,
            detail=joined(form.kind if form else "", purpose, shown_note(file.note), file.link),
            icon="link" if file.link else "file-text",
            state=_("link") if file.link else size(file.size),
            meta=joined(file.added_by, when),
            help=file.link or shown_note(file.note),
            value=file,
        )


class FilesTab(ListTab):
    """Lists files and links; what is dropped on the page is added here."""

    def __init__(self, errands: Errands, parent: QWidget) -> None:
        super().__init__(_("Files"), errands, parent)
        self.add_buttons(("add", "link"), ("open", "save", "remove"))
        self.list.opened.connect(self._on_opened)
        self.opener = FileOpener(errands.tasks, self)
        self.opener.failed.connect(errands.explain)
        self.opener.another.connect(self._on_another)
        self.opener.said.connect(errands.said)

    @override
    def declared(self) -> Sequence[Deed]:
        may_add = self._why_not_add
        return (
            Deed(
                "open",
                N_("Open a copy"),
                self._open,
                self._why_not_open,
                "folder-open",
                named=self._way_words,
            ),
            Deed("save", N_("Save a copy…"), self._save, self._why_not_save, "download"),
            Deed("remove", N_("Remove"), self._remove, self._why_not_remove, "trash-2"),
            Deed("erase", N_("Remove for ever…"), self._erase, self._why_not_erase, "trash-2"),
            Deed("add", N_("Add files…"), self._choose, may_add, "plus", separator=True),
            Deed("link", N_("Keep a link…"), self._link, may_add, "link"),
        )

    @override
    def show_state(self, state: PageState) -> None:
        self.state = state
        self.list.setAccessibleName(_("Files"))
        nothing = _("No files yet. Drop scans, letters or evidence anywhere on this page; "
                    "up to 50 MB each.")  # fmt: skip
        self.list.show_entries(list(file_entries(state)), nothing)
        self.deeds.refresh()

    def _file(self) -> FileLine | None:
        value = self.list.value()
        return value if isinstance(value, FileLine) else None

    # --- adding ----------------------------------------------------------------------------

    def _why_not_add(self) -> str:
        return self.writing(right="")

    def _choose(self) -> None:
        dialog = FileChooser(self, _("Files to attach"), several=True)
        dialog.filesSelected.connect(self.add)
        dialog.open()

    def choose_scan(self, form_id: str) -> None:
        """Ask for the scan of a form."""
        if self.writing(right=""):
            return
        dialog = FileChooser(self, _("The scan of the signed form"), or_any(SCANS), several=True)
        dialog.filesSelected.connect(partial(self.add, scan_of=form_id))
        dialog.open()

    def add(self, paths: Sequence[str], *, scan_of: str = "") -> None:
        """Attach files: look at them on a worker, then ask what they are for.

        With `scan_of` they are offered as the scan of that form.
        """
        job = Measure(tuple(Path(path) for path in paths))
        ask = partial(self._ask, scan_of)
        self.errands.tasks.run(job, ask, self.errands.explain, kind="reader")

    def _ask(self, scan_of: str, found: tuple[Found, ...]) -> None:
        if self.state is not None and found:
            tasks, window = self.errands.tasks, self.window()
            self.errands.open(FilesDialog(tasks, self.state, found, window, scan_of=scan_of))

    def _link(self) -> None:
        if self.state is not None:
            self.errands.open(LinkDialog(self.errands.tasks, self.state, self.window()))

    # --- opening, saving, removing ----------------------------------------------------------

    def _on_opened(self, _key: str) -> None:
        if not self._why_not_open():
            self._open()

    def _why_not_open(self) -> str:
        file = self._file()
        return _("Choose a file.") if file is None else why_not_open(file)

    def _way_words(self) -> str:
        file = self._file()
        return _("Open a copy") if file is None else way_words(file)

    def _on_another(self, error: Refused) -> None:
        """Say what was found behind a link, which was followed all the same."""
        self.errands.explain(error, refused=_("Another file lies behind the link"))

    def _open(self) -> None:
        file = self._file()
        if file is not None:
            self.opener.open(file)

    def _why_not_save(self) -> str:
        file = self._file()
        return _("Choose a file.") if file is None else why_not_save(file)

    def _save(self) -> None:
        file = self._file()
        if file is not None:
            self.opener.save(file)

    def _why_not_remove(self) -> str:
        return _("Choose a file.") if self._file() is None else self.writing(right="")

    def _remove(self) -> None:
        """Take the file off its card; asked first where a frozen version lists it."""
        file = self._file()
        if file is None:
            return
        self.list.setFocus()  # at the button, the key that removed one would remove the next
        if not file.listed:
            self._carry_off(file)
            return
        dialog = ListedDialog(file, self._form_of(file), self.window())
        dialog.accepted.connect(partial(self._carry_off, file))
        self.errands.show(dialog)

    def _carry_off(self, file: FileLine) -> None:
        self.errands.carry_out(RemoveFile(file=file.id), said=removed_words(file))

    def _form_of(self, file: FileLine) -> str:
        """Return the name of the form that a file serves."""
        forms = self.state.page.all_forms if self.state is not None else ()
        return next((form_name(form) for form in forms if form.form_id == file.form_id), "")

    def _why_not_erase(self) -> str:
        file = self._file()
        if file is None:
            return _("Choose a file.")
        if file.link:
            return _("This is a link; the file lies elsewhere.")
        if file.name.startswith(MARK):
            return _("Its content was removed already.")
        return self.writing(right=RemoveContent.right)

    def _erase(self) -> None:
        file = self._file()
        if file is not None:
            dialog = ErasingDialog(file.name, self.window())
            dialog.carry_out(
                self.errands.tasks,
                lambda: Erase(RemoveContent(file=file.id, reason=dialog.reason), "card"),
                self._on_erased,
            )

    def _on_erased(self, erased: Erased) -> None:
        self.errands.changed.emit(erased.changes)
        self.errands.said.emit(erased.words)
