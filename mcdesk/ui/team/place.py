"""Where a team's hub is, or is to be: a file on a shared folder, or a database server.

What is typed is read part by part and mistakes are told at once; "Try the connection" goes there
and says in words what it found. A password stands in its own field only, whatever was pasted.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.application.hub_address import SUFFIX, HubAddress, is_server, read_address
from mcdesk.errors import Refused, Trouble
from mcdesk.i18n import N_, _
from mcdesk.paths import is_folder, with_ending
from mcdesk.ui import parts, theme
from mcdesk.ui.saying import sentence
from mcdesk.ui.start.recent import begin_in
from mcdesk.ui.team.place_words import looks_like_path, path_words, whole_path

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from mcdesk.application.views import HubSight
    from mcdesk.errors import McDeskError

    Try = Callable[
        ["HubWish", Callable[[HubSight], object], Callable[[McDeskError], object]], object
    ]

SHAPE = "postgresql://login@server/database"
Purpose = Literal["join", "share", "move"]
LIES = {
    "here": N_("It lies on this computer: the others reach it only if this folder is shared."),
    "share": N_("It lies on the file server {name}."),
    "mapped": N_("It lies on the network drive {name}."),
    "mounted": N_("It lies on the network: {name}."),
    "server": N_("It lies on the server {name}."),
}
"""Where a hub was found to lie."""


@dataclass(frozen=True)
class HubWish:
    """What was filled in: an address, with its password where it is a server's.

    `login` and `secret` are those with which one will work at a hub that is to be made. `typed` is
    the path of a file before our ending was put behind it.
    """

    address: str
    login: str = ""
    secret: str = ""
    typed: str = field(default="", compare=False)


class HubPlace(QWidget):
    """Asks for a hub's place.

    Signals:
        changed: something was typed or chosen.
    """

    changed = Signal()

    def __init__(self, purpose: Purpose, attempt: Try, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._purpose, self._attempt, self._asked = purpose, attempt, 0
        self.by_file = QRadioButton(_("A file on a shared folder"))
        self.by_server = QRadioButton(_("A database server (PostgreSQL)"))
        self._kinds = QButtonGroup(self)
        for kind in (self.by_file, self.by_server):
            self._kinds.addButton(kind)
        self.file, self.address = QLineEdit(), QLineEdit()
        self.password, self.login, self.secret = QLineEdit(), QLineEdit(), QLineEdit()
        for secret in (self.password, self.secret):
            secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.told = parts.label("", "small", wrap=True)
        self.found = parts.label("", "small", wrap=True)
        self.attempt = parts.button(_("Try the connection"))
        self.attempt.clicked.connect(self._on_attempt)
        self._is_trying = self._is_moved = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        column.addLayout(parts.row(self.by_file, self.by_server, 1, spacing=theme.WIDE))
        self._file, self._server = self._by_file(), self._by_server()
        column.addWidget(self._file)
        column.addWidget(self._server)
        column.addWidget(self.told)
        line = parts.row(self.attempt, self.found)
        line.setStretch(1, 1)
        line.setAlignment(self.attempt, Qt.AlignmentFlag.AlignTop)
        self.found.setMinimumHeight(2 * self.found.fontMetrics().lineSpacing())
        column.addLayout(line)
        self.by_file.setChecked(True)
        self._kinds.buttonToggled.connect(self._on_changed)
        for edit in (self.file, self.address, self.password, self.login, self.secret):
            edit.textChanged.connect(self._on_changed)
        self.address.textChanged.connect(self._hide_password)
        self.address.textChanged.connect(self._move_path)
        self.file.textChanged.connect(self._move_address)
        self._on_changed()

    def _by_file(self) -> QWidget:
        browse = parts.button(_("Choose…"))
        browse.clicked.connect(self._browse)
        browse.setAccessibleName(_("Choose the hub’s file…"))
        line = parts.row(self.file, browse)
        line.setStretch(0, 1)
        return _form((_("Hub’s file"), self.file, line))

    def _by_server(self) -> QWidget:
        self.address.setPlaceholderText(SHAPE)
        if self._purpose != "share":
            return _form((_("Address"), self.address, None), (_("Password"), self.password, None))
        self.secret.setPlaceholderText(_("made up if left empty, where there is a keyring"))
        return _form(
            (_("Address, as its owner"), self.address, None),
            (_("The owner’s password"), self.password, None),
            (_("Your own login there"), self.login, None),
            (_("Your password there"), self.secret, None),
        )

    # --- what was filled in -----------------------------------------------------------------

    @property
    def is_server(self) -> bool:
        """Whether the hub is on a database server."""
        return self.by_server.isChecked()

    def wish(self) -> HubWish | None:
        """Return what was filled in; None while something is missing or wrong."""
        if not self.is_server:
            path = whole_path(self.file.text())
            return HubWish(self._whole(path), typed=str(path)) if path is not None else None
        address, _wrong = self._read()
        login, secret = self.login.text().strip(), self.secret.text()
        if address is None or (self._purpose == "share" and not login):
            return None
        return HubWish(address.text(secret=self.password.text()), login, secret)

    def _whole(self, path: Path) -> str:
        """Return the path of a hub's file, a new one with our ending."""
        return str(with_ending(path, SUFFIX) if self._purpose == "share" else path)

    def _read(self) -> tuple[HubAddress | None, str]:
        """Return the address typed, or why it is none."""
        try:
            return read_address(self.address.text()), ""
        except Refused as refusal:
            return None, sentence(refusal.findings[0])

    def _hide_password(self) -> None:
        """Put a password that was typed or pasted within the address into its own field."""
        address, _wrong = self._read()
        if address is not None and address.secret:
            self.password.setText(address.secret)
            self.address.setText(address.text())

    def _move_address(self, typed: str) -> None:
        """Go over to the server with an address that was typed or pasted as a file."""
        if not is_server(typed):
            return
        has_keyboard = self.window().focusWidget() is self.file
        self.file.clear()
        self.by_server.setChecked(True)
        self.address.setText(typed.strip())
        if has_keyboard:
            self.address.setFocus()
        self._is_moved = True
        self._on_changed()

    def _move_path(self, typed: str) -> None:
        """Go over to the file with a path that was typed or pasted as a server's address."""
        if not looks_like_path(typed):
            return
        has_keyboard = self.window().focusWidget() is self.address
        self.address.clear()
        self.by_file.setChecked(True)
        self.file.setText(typed)
        if has_keyboard:
            self.file.setFocus()

    def show_place(self, address: str) -> None:
        """Begin with a place that is known, to be changed."""
        if is_server(address):
            self.by_server.setChecked(True)
            self.address.setText(address)
        else:
            self.file.setText(address)

    # --- telling ----------------------------------------------------------------------------

    def _on_changed(self, *_given: object) -> None:
        self._asked += 1  # what an earlier try finds is no answer any more
        self._is_trying = False
        self._is_moved &= self.is_server
        self._file.setVisible(not self.is_server)
        self._server.setVisible(self.is_server)
        self._tell(self.found, "")
        words, state = self._words()
        if self._is_moved:
            moved = _("This is the address of a database server, not a file: it stands here now.")
            words = f"{moved} {words}"
        self._tell(self.told, words, state)
        self.attempt.setEnabled(self.wish() is not None)
        self.changed.emit()

    def _words(self) -> tuple[str, str]:
        """Return what is told below the fields: the parts of the address, or what is wrong."""
        if not self.is_server:
            wrong = path_words(self.file.text())
            return (wrong, "warn") if wrong else (self._file_words(), "")
        address, wrong = self._read()
        if not self.address.text().strip():
            return self._shape(), ""
        if address is None:
            return wrong, "warn"
        words = _("Server {server}, port {port}; database {database}; you log in as {login}.")
        return words.format(server=address.server or "–", port=address.port,
                            database=address.database, login=address.login), ""  # fmt: skip

    def _file_words(self) -> str:
        """Return what is told of a hub's file; of one that is to be made its whole name."""
        if self._purpose == "join":
            return _("Ask who made it where it lies. Its name ends in .mcdhub.")
        if self._purpose == "move":
            return _("The whole path under which it is found now.")
        wish = self.wish()
        if wish is None:
            return _("A new file in a folder where all of the team may write; for about five "
                     "people.")  # fmt: skip
        words = _("The hub’s file will be called {name}. It lies in {folder}, where all of the "
                  "team must be able to write.")  # fmt: skip
        path = Path(wish.address)
        return words.format(name=path.name, folder=path.parent)

    def _shape(self) -> str:
        if self._purpose != "share":
            return _("As you were given it: postgresql://, your login, @, the server’s name, /, "
                     "the database. A port other than the usual stands behind the server: "
                     "server:5433.")  # fmt: skip
        return _("An empty database, and the login that owns it and may make others. Who looks "
                 "after the server makes both: see the page “A hub on a server”.")  # fmt: skip

    @staticmethod
    def _tell(label: QLabel, words: str, state: str = "") -> None:
        label.setText(words)
        theme.dress(label, state=state)

    # --- trying -----------------------------------------------------------------------------

    def _on_attempt(self) -> None:
        wish = self.wish()
        if wish is None or self._is_trying:
            return
        self._asked += 1
        self._is_trying = True  # the button stays usable, so that the keyboard stays on it
        self._tell(self.found, _("Trying …"))
        told = partial(self._on_answer, self._asked)
        self._attempt(wish, told, told)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Let an answer that comes later be: nobody waits for it here."""
        super().hideEvent(event)
        if self._is_trying and not event.spontaneous():
            self._asked += 1
            self._is_trying = False
            self._tell(self.found, "")

    def show_doing(self, words: str) -> None:
        """Say what is being done, and let nothing be changed meanwhile."""
        self._asked += 1
        self._tell(self.found, words)
        self.setEnabled(False)

    def show_error(self, error: McDeskError) -> None:
        """Say why it was not done; what was filled in is there to be mended."""
        self.setEnabled(True)
        is_wished = isinstance(error, Trouble) and error.code == "cancelled"
        self._tell(self.found, error_words(error), "" if is_wished else "bad")

    def _on_answer(self, asked: int, answer: HubSight | McDeskError) -> None:
        """Say what a try found, unless something else was filled in meanwhile."""
        if asked != self._asked:
            return
        self._is_trying = False
        if isinstance(answer, Exception):
            self._tell(self.found, error_words(answer), "bad")
        else:
            self._tell(self.found, sight_words(answer, self._purpose), "good")

    def _browse(self) -> None:
        start = whole_path(self.file.text()) or Path.home() / f"team{SUFFIX}"
        if self._purpose == "share":
            chosen, _kind = QFileDialog.getSaveFileName(
                self, _("Where all of the team may write"), str(start), f"*{SUFFIX}", "",
                QFileDialog.Option.DontConfirmOverwrite,
            )  # fmt: skip
        else:
            chosen, _kind = QFileDialog.getOpenFileName(
                self, _("The team’s hub"), str(begin_in(start.parent)), f"*{SUFFIX};;*"
            )
        if chosen:
            self.file.setText(self._whole(Path(chosen)))


def must_name_a_file(wish: HubWish) -> None:
    """Refuse a folder as the place of a hub's file. Asks the disk: for a worker."""
    if wish.typed and is_folder(Path(wish.typed)):
        raise Trouble(
            "folder",
            _("{folder} is a folder.").format(folder=wish.typed),
            _("Put a name for the hub’s file behind it, such as {path}.").format(
                path=Path(wish.typed) / f"team{SUFFIX}"
            ),
        )


def error_words(error: McDeskError) -> str:
    """Return what went wrong, and what to do, in a line."""
    if isinstance(error, Trouble):
        return f"{_(error.title)} {_(error.advice)}".strip()
    if isinstance(error, Refused):
        return " ".join(sentence(finding) for finding in error.findings)
    return str(error)


def sight_words(sight: HubSight, purpose: Purpose) -> str:
    """Return what a try found, in words."""
    where, lies = sight.where, ""
    if where.name or where.kind == "here":
        lies = _(LIES[where.kind]).format(name=where.name)
    if purpose == "share":
        words = _("A hub can be made there.")
        return f"{words} {lies}".strip()
    words = _("The hub “{name}” is there, with {n} entries.")
    if purpose == "move":
        words = _("It is this team’s hub, “{name}”, with {n} entries.")
    who = _("You are {name} there.").format(name=sight.person) if sight.person else ""
    return f"{words.format(name=sight.name, n=sight.entries)} {who or lies}".strip()


def _form(*lines: tuple[str, QLineEdit, QHBoxLayout | None]) -> QWidget:
    """Return labelled fields one below the other."""
    sheet = QWidget()
    form = QFormLayout(sheet)
    form.setContentsMargins(0, 4, 0, 0)
    form.setVerticalSpacing(theme.GAP)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
    for name, edit, line in lines:
        edit.setAccessibleName(name)
        form.addRow(name, line if line is not None else edit)
    return sheet
