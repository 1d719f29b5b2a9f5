"""The ways of settling what needs a look: what each is called, and what it asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from mcdesk.application.settled import NOTICE
from mcdesk.i18n import N_, _
from mcdesk.ui import parts
from mcdesk.ui.dialogs import Dialog
from mcdesk.ui.team.collision import CollisionView

if TYPE_CHECKING:
    from mcdesk.application.views import AttentionLine, Settling

BUTTONS: dict[Settling, tuple[str, str]] = {
    "mine": (N_("Put mine in its place"), ""),
    "both": (N_("Both, one behind the other"), ""),
    "edit": (N_("Another text…"), ""),
    "again": (N_("Do it again"), ""),
    "anew": (N_("Freeze what stands now…"), ""),
    "theirs": (N_("Leave it as it is"), "quiet"),
    "away": (N_("Give mine up"), "quiet"),
}
PUT_BACK, SEEN = N_("Put the row back with mine"), N_("Seen, take it off the list")
"""What two ways are called: where the row of mine was taken out, and where nothing was lost."""


OF_OTHERS: dict[Settling, str] = {
    "mine": N_("Put this in its place"),
    "away": N_("Give this up"),
}
"""What the ways of what somebody else's packet brought are called: it is not mine."""
PUT_OTHERS_BACK = N_("Put the row back with this")
LEAVE_THEIRS = N_("Leave theirs, fill in the rest")
"""What leaving is called where something else goes in with it: a form that was filled at once."""


def asked(
    line: AttentionLine, how: Settling, parent: QWidget, written: str | None = None
) -> str | None:
    """Return what goes with a way, asked for where it needs a word; None where it is left.

    Another text is frozen only over the one that was shown: its digest goes along. `written` was
    typed over something that has changed since.
    """
    if how not in ("edit", "anew"):
        return ""
    is_text = how == "edit"
    dialog = TextDialog(line, parent, written) if is_text else AnewDialog(line, parent)
    is_wanted = bool(dialog.exec())
    dialog.deleteLater()
    return dialog.text if is_wanted else None


class TextDialog(Dialog):
    """Asks for the text that is to stand in the place of both.

    Where one was written already, it is shown with what has come to stand there meanwhile.
    """

    def __init__(
        self, line: AttentionLine, parent: QWidget | None = None, written: str | None = None
    ) -> None:
        super().__init__(_("Another text"), parent, width=640)
        place = line.places[0]
        self.body.addWidget(parts.label(place.label.text(), "muted", wrap=True))
        if written is not None:
            words = _("This was changed while you wrote. Read what it says now.")
            self.body.addWidget(parts.label(words, "", wrap=True))
            shown = CollisionView()
            shown.setMinimumHeight(180)
            shown.show_line(line)
            self.body.addWidget(shown)
        self._edit = QPlainTextEdit((line.both or place.mine) if written is None else written)
        self._edit.setAccessibleName(place.label.text())
        self._edit.setMinimumHeight(220)
        self._edit.moveCursor(QTextCursor.MoveOperation.Start)
        self.body.addWidget(self._edit)
        self.add_ok(_("Put it in its place"))
        self._edit.setFocus()

    @property
    def text(self) -> str:
        return self._edit.toPlainText().strip()


class AnewDialog(Dialog):
    """Shows which other text would be frozen, and what that means for paper, before it is."""

    def __init__(self, line: AttentionLine, parent: QWidget | None = None) -> None:
        super().__init__(_("Freeze another text?"), parent, width=720)
        self.text = line.digest
        words = _("What stands there now is frozen, not what was frozen then. Read below what "
                  "others wrote before you freeze it; it is decided about anew.")  # fmt: skip
        self.body.addWidget(parts.label(words, "", wrap=True))
        shown = CollisionView()
        shown.setMinimumHeight(300)
        shown.show_line(line)
        self.body.addWidget(shown, 1)
        self.add_ok(_("Freeze what stands now"))


def way(line: AttentionLine, how: Settling) -> tuple[str, str]:
    """Return what a way of settling is called, and the kind of its button."""
    text, kind = BUTTONS[how]
    if not line.is_mine:
        text = OF_OTHERS.get(how, text)
    if line.is_row_out and how == "mine":
        text = PUT_BACK if line.is_mine else PUT_OTHERS_BACK
    elif how == "theirs" and "away" in line.settles:
        text, kind = LEAVE_THEIRS, ""
    elif line.kind == NOTICE or line.is_so:
        text, kind = SEEN, ""
    return _(text), kind
