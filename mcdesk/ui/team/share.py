"""Asking where a team's hub is to be, made of this workspace, or for the password of its login."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget
from typing_extensions import override

from mcdesk.i18n import _
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.team.place import HubPlace

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.errors import McDeskError
    from mcdesk.ui.tasks import Job
    from mcdesk.ui.team.place import HubWish, Try

    Make = Callable[
        [
            HubWish,
            Callable[[], object],
            Callable[[McDeskError], object],
            Callable[[int, int], object],
        ],
        Job,
    ]


class ShareDialog(Dialog):
    """Asks where the hub of this workspace is to be, and stays until it is made there.

    Meanwhile it says how far that is; Cancel stops it, and what was filled in is there again.
    """

    def __init__(self, attempt: Try, make: Make, parent: QWidget | None = None) -> None:
        super().__init__(_("Share with a team"), parent, width=620)
        self._make = make
        self._job: Job | None = None
        self._is_made = False
        words = _(
            "A hub with everything in this workspace is made at the place you choose, with "
            "its whole history and files. This workspace belongs to it from then on."
        )
        self.body.addWidget(parts.label(words, "muted", wrap=True))
        self.place = HubPlace("share", attempt)
        self.body.addWidget(self.place)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("Making the team’s hub …"))
        room = self.bar.sizePolicy()
        room.setRetainSizeWhenHidden(True)  # no button jumps away from the pointer
        self.bar.setSizePolicy(room)
        self.bar.hide()
        self.body.addWidget(self.bar)
        self.body.addStretch(1)
        self.add_ok(_("Make the hub"), enabled=False)
        self.place.changed.connect(self._on_changed)
        self.place.file.setFocus()

    def wish(self) -> HubWish | None:
        """Return what was filled in."""
        return self.place.wish()

    @override
    def accept(self) -> None:
        """Have the hub made; the dialog closes when it is, and says why it is not."""
        wish = self.wish()
        if wish is None or self._job is not None:
            return
        self.place.show_doing(_("Making the team’s hub …"))
        self.ok.setEnabled(False)
        self.bar.setRange(0, 0)
        self.bar.show()
        self._fit()
        self._job = self._make(wish, self._on_made, self._on_failed, self._on_progress)

    @override
    def reject(self) -> None:
        """Close; while the hub is being made, have that stopped and stay until it is."""
        if self._job is None:
            super().reject()
        elif self.cancel.isEnabled():
            self.cancel.setEnabled(False)
            if not self._is_made:
                self.place.show_doing(_("Stopping …"))
            self._job.cancel()

    def _on_progress(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(done)
        if self._is_made:
            self._show_files()
        elif done == of:
            self._is_made = True
            self.cancel.setEnabled(False)
            self.place.show_doing(_("The hub is made; its files follow …"))

    def _show_files(self) -> None:
        """Say that the files follow, which the exchange brings as well: one need not wait."""
        if self.cancel.text() == _("Cancel"):
            self.place.show_doing(_("The hub is made; its files follow. What is not there when you "
                                    "go on comes with the exchange."))  # fmt: skip
            self.cancel.setText(_("Let them follow"))
            self.cancel.setEnabled(True)

    def _on_made(self) -> None:
        self._job = None
        super().accept()

    def _on_failed(self, error: McDeskError) -> None:
        self._job = None
        self.bar.hide()
        self.ok.setEnabled(True)
        self.cancel.setEnabled(True)
        self.place.show_error(error)
        self._fit()

    def _on_changed(self) -> None:
        self.ok.setEnabled(self.place.wish() is not None)
        self._fit()

    def _fit(self) -> None:
        """Be as high as what is said, and no higher."""
        layout = self.layout()
        if layout is not None:
            layout.activate()
        self.resize(self.width(), self.sizeHint().height())


class PasswordDialog(Dialog):
    """Asks for the password of a login at the hub's server."""

    def __init__(self, address: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Password for the team’s hub"), parent)
        self.body.addWidget(parts.label(address, "muted", wrap=True))
        self._edit = QLineEdit()
        self._edit.setEchoMode(QLineEdit.EchoMode.Password)
        self._edit.setAccessibleName(_("Password"))
        self._edit.textChanged.connect(self._on_changed)
        self.body.addWidget(self._edit)
        words = _("It is kept in this computer’s keyring, and in no file.")
        self.body.addWidget(parts.label(words, "small", wrap=True))
        self.add_ok(_("Use it"), enabled=False)
        self._edit.setFocus()

    @property
    def password(self) -> str:
        return self._edit.text()

    def _on_changed(self) -> None:
        self.ok.setEnabled(bool(self._edit.text()))
