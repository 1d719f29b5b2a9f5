"""E-mail drafts about a frozen form: whom they go to; the person's own mail program sends them."""

from __future__ import annotations

import io
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.dialogs import FormDialog
from mcdesk.ui.forms.parts import text
from mcdesk.ui.saying import words_of

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import Errand, Mailing
    from mcdesk.errors import McDeskError
    from mcdesk.ui.printing.host import Host
    from mcdesk.ui.tasks import Tasks


class MailDialog(FormDialog):
    """Shows who is written to; opens the drafts in the mail program, or saves them."""

    def __init__(self, mailing: Mailing, tasks: Tasks, host: Host, parent: QWidget | None) -> None:
        code, form = mailing.sheet.header.code, mailing.sheet.definition.short.text()
        title = _("E-mail drafts: {form} of {code}").format(form=form, code=code)
        super().__init__(title, _("Open in the mail program"), parent)
        self.resize(600, 460)
        self._mailing, self._tasks, self._host = mailing, tasks, host
        intro = _("MC Desk sends nothing: it writes a draft with the PDF for each of them, and you "
                  "read, change and send it.")  # fmt: skip
        self.body.addWidget(text(intro, "muted", wrap=True))
        self.list = QListWidget()
        self.list.setAccessibleName(_("Recipients"))
        self.list.setMinimumHeight(160)
        self.list.setSpacing(2)
        for errand in mailing.errands:
            self._add(errand)
        self.list.itemChanged.connect(self._on_ticked)
        self.body.addWidget(self.list, 1)
        if mailing.left_out:
            words = _("Not asked again, for they have signed or acknowledged it: {people}.")
            told = words.format(people="; ".join(mailing.left_out))
            self.body.addWidget(text(parts.breakable(told), "small", wrap=True))
        self.told = text("", "small", wrap=True)
        self.body.addWidget(self.told)
        self.save = parts.button(_("Save to a folder…"), "", "download")
        self.save.clicked.connect(self._on_save)
        self.body.addLayout(parts.row(self.save, 1))
        self.first = self.list
        self.check()

    def _add(self, errand: Errand) -> None:
        what = errand.act.text() if errand.act is not None else _("for information")
        address = errand.address or _("no e-mail address in the directory")
        item = QListWidgetItem(f"{errand.person} · {what}\n{address}")
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
        self.list.addItem(item)

    @property
    def wanted(self) -> list[Errand]:
        """Those who are ticked."""
        return [
            errand
            for row, errand in enumerate(self._mailing.errands)
            if self.list.item(row).checkState() == Qt.CheckState.Checked
        ]

    @override
    def reasons(self) -> list[str]:
        return [] if self.wanted else [_("Tick at least one recipient.")]

    def _on_ticked(self) -> None:
        self.check()
        self.save.setEnabled(bool(self.wanted))

    @override
    def accept(self) -> None:
        """Open the drafts; the dialog stays, so that one sees what became of them."""
        if not self.reasons():
            self._write(self._host.scratch(), self._on_opened)

    def _on_save(self) -> None:
        folder = self._host.choose_folder(self, _("Save the e-mail drafts into a folder"))
        if folder is not None:
            self._write(folder, self._on_saved)

    def _write(self, folder: Path, done: object) -> None:
        self._say(_("Writing the drafts…"))
        job = partial(_write, self._mailing, tuple(self.wanted), folder)
        self._tasks.run(job, done, self._on_failed, kind="reader")  # type: ignore[arg-type] # a slot of this dialog

    def _on_opened(self, written: tuple[Path, ...]) -> None:
        opened = sum(self._host.show_file(path) for path in written)
        if opened < len(written):
            self._say(_("No mail program opens such drafts (.eml); save them to a folder instead."),
                      "warn")  # fmt: skip
        else:
            self._say(plural("{n} draft opened", "{n} drafts opened", opened), "good")

    def _on_saved(self, written: tuple[Path, ...]) -> None:
        words = plural("{n} draft saved in", "{n} drafts saved in", len(written))
        self._say(f"{words} {written[0].parent.name}", "good")

    def _on_failed(self, error: McDeskError) -> None:
        self._say(words_of(error), "bad")

    def _say(self, words: str, state: str = "") -> None:
        self.told.setText(words)
        theme.dress(self.told, state=state)


def _write(
    mailing: Mailing, errands: tuple[Errand, ...], folder: Path, _desk: DeskPort
) -> tuple[Path, ...]:
    """Print the form and write a draft for each recipient. Runs on the worker."""
    from mcdesk.exchange.mail import write_drafts
    from mcdesk.reports.form import print_form

    out = io.BytesIO()
    print_form(mailing.sheet, out)
    return write_drafts(mailing, errands, out.getvalue(), folder)
