"""The bar above a form: where it stands, whether it is saved, and what can be done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QPushButton, QWidget
from typing_extensions import override

from mcdesk.i18n import _, language
from mcdesk.ui import icons, theme
from mcdesk.ui.forms.elided import Elided
from mcdesk.ui.forms.names import reviewer, turn
from mcdesk.ui.forms.part_changes import has_changes
from mcdesk.ui.forms.parts import button, row, text
from mcdesk.ui.forms.signatures import never_words
from mcdesk.ui.forms.standing_words import is_decided_against, shown_number, state_words, too_early
from mcdesk.ui.parts import keep_shut
from mcdesk.ui.saying import reason_of
from mcdesk.ui.theme import GAP, TIGHT, WIDE

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from mcdesk.ui.actions import Actions
    from mcdesk.ui.forms.session import FormSession

WHOLE_TITLE = 200
"""A title up to so wide is whole: what became of the typing is cut before it."""
WIDEST_BACK, BACK_EDGES = 220, 48
"""How wide the way back is at most, and what of it are icon and edges."""


class TopBar(QFrame):
    """The bar above a form.

    Signals:
        back_requested, changes_requested, print_requested, freeze_requested, sign_requested,
        retry_requested, find_requested: the buttons.
        send_out_requested, blank_requested: the form is to be saved for filling in elsewhere.
        take_in_requested: a filled form is to be taken in.
        shown: what the buttons offer was written anew.
        number_moved: the form's number came beside its title, or has no room there any more.
    """

    back_requested = Signal()
    changes_requested = Signal()
    print_requested = Signal()
    freeze_requested = Signal()
    sign_requested = Signal()
    retry_requested = Signal()
    find_requested = Signal()
    send_out_requested = Signal()
    blank_requested = Signal()
    take_in_requested = Signal()
    shown = Signal()
    number_moved = Signal()

    def __init__(self, session: FormSession, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.looked = ""
        self.setProperty("role", "bar")
        layout = row(self, gap=GAP)
        layout.setContentsMargins(WIDE, GAP, WIDE, GAP)
        self._back = button("", self.back_requested.emit, "quiet")
        self._title = Elided()
        self._title.setProperty("role", "title")
        self._state = text("", "chip")
        self._round = text("", "chip")
        self._number = text("", "muted")
        self._saved = Elided()
        self._saved.setProperty("role", "muted")
        self._saved.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._retry = button(_("Try again"), self.retry_requested.emit, "link")
        self._find = button("", self.find_requested.emit, "quiet")
        self._find.setToolTip(_("Find and replace (Ctrl+F, Ctrl+H)"))
        self._find.setAccessibleName(_("Find and replace"))
        self._changes = button(_("What changed"), self.changes_requested.emit)
        self._changes.setCheckable(True)
        self._print = button(_("Preview"), self.print_requested.emit)
        self._print.setToolTip(_("Print preview (Ctrl+P)"))
        self._more = self._menu_button()
        self._sign = button(_("Sign…"), self.sign_requested.emit, "primary")
        self._freeze = button(_("Freeze for signature…"), self.freeze_requested.emit, "primary")
        self._back.setMaximumWidth(WIDEST_BACK)
        self._back_words = self._back_code = ""
        self._by_code = 0  # the width at which the card was last told by its code
        for widget in (self._back, self._title, self._state, self._round, self._number):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addSpacing(TIGHT)
        layout.addStretch(1)
        for widget in (
            self._saved,
            self._retry,
            self._find,
            self._changes,
            self._print,
            self._more,
            self._sign,
        ):
            layout.addWidget(widget)
        layout.addWidget(self._freeze)
        session.view_changed.connect(self.show_view)
        session.state_changed.connect(self.show_saved)
        self.show_view()

    def _menu_button(self) -> QPushButton:
        """Return the button of what is wanted now and then."""
        made = QPushButton(_("More"))
        made.setAccessibleName(_("More that can be done with the form"))
        menu = QMenu(made)
        self.out = menu.addAction(_("Save for filling in elsewhere…"))
        self.out.triggered.connect(self.send_out_requested.emit)
        self.blank = menu.addAction(_("Save a blank one for filling in elsewhere…"))
        self.blank.triggered.connect(self.blank_requested.emit)
        menu.addSeparator()
        self.take_in = menu.addAction(_("Take in a filled form…"))
        self.take_in.triggered.connect(self.take_in_requested.emit)
        made.setMenu(menu)
        return made

    def offer(self, actions: Actions) -> None:
        """Put actions of the form's acts first in the menu of what is wanted now and then."""
        menu = self.out.parent()
        assert isinstance(menu, QMenu)
        menu.insertActions(self.out, actions.fill(QMenu(menu), "more").actions())
        menu.insertSeparator(self.out)

    def offers(self, act: str) -> bool:
        """Tell whether a button (changes, print, sign, freeze) is there and can be pressed."""
        made: QPushButton = getattr(self, f"_{act}")
        return not made.isHidden() and made.isEnabled()

    @property
    def has_number(self) -> bool:
        """Whether the form's number stands beside its title."""
        return not self._number.isHidden()

    def set_showing_changes(self, *, showing: bool) -> None:
        self._changes.setChecked(showing)

    def show_view(self) -> None:
        """Show where the form stands."""
        view, head = self._session.view, self._session.view.header
        self._back.setIcon(icons.icon("chevron-left", theme.current().muted))
        self._find.setIcon(icons.icon("search", theme.current().muted))
        own = head.title_id if language() == "id" else head.title_en
        name = own or head.title_en or head.code
        room = WIDEST_BACK - BACK_EDGES
        words = self._back.fontMetrics().elidedText(
            name or head.workspace, Qt.TextElideMode.ElideRight, room
        )
        self._back_words = words.replace("&", "&&")
        code = self._back.fontMetrics().elidedText(head.code, Qt.TextElideMode.ElideRight, room)
        self._back_code = code.replace("&", "&&")
        whole = _("Back to {card}").format(card=f"{head.code} {name}")
        self._back.setToolTip(whole)
        self._back.setAccessibleName(whole)
        self._title.setText(view.definition.short.text())
        self._title.setToolTip(view.definition.title.text())
        self._title.setMinimumWidth(min(self._title.sizeHint().width(), WHOLE_TITLE))
        words, look = state_words(view)
        self._state.setText(words)
        theme.dress(self._state, state=look)
        self._round.setText(turn(view))
        self._round.setToolTip(reviewer(view))
        self._round.setVisible(bool(self._round.text()))
        self._number.setText(shown_number(view))
        tip = _("Drawn without the hub, and none was reserved: it holds once the hub has it.")
        self._number.setToolTip(tip if head.provisional else "")
        of_parts = any(map(has_changes, view.parts))
        known = view.revisions or view.before or self.looked or of_parts
        self._changes.setVisible(bool(known))
        words = _("What changed since version {n} was frozen")
        if of_parts:
            words = _("What changed in a module since its version before")
        elif not view.revisions and view.before is not None:
            words = _("What changed since the last version of round {round}")
        elif not view.revisions:
            words = _("What changed since you last looked")
        newest = max((line.version for line in view.revisions), default=0)
        round_ = view.before.round if view.before is not None else 0
        self._changes.setToolTip(words.format(n=newest, round=round_))
        waiting = any(line.state in ("waiting", "optional") for line in view.signatures)
        frozen = view.read_only and view.revision is not None
        if view.parts:
            waiting = frozen = any(part.waits for part in view.parts)
        self._sign.setVisible(frozen and waiting)
        self.out.setEnabled(not view.is_closed)
        self.blank.setEnabled(view.no_fill is None)
        to_freeze = any(not part.is_frozen and not part.stray for part in view.parts)
        closed = not to_freeze if view.parts else view.read_only
        self._freeze.setVisible(not closed and bool(view.definition.signers))
        keep_shut(self._freeze, reason_of(view.no_fill) or too_early(view))
        keep_shut(self._sign, reason_of(view.no_sign))
        self._show_signer()
        self.show_saved()
        self._fit()
        self.shown.emit()

    def _show_signer(self) -> None:
        """Let the button stand out only for whoever decides in a role of their own.

        It does not where the form is to be changed first.
        """
        lines = self._session.view.signatures
        waiting = [line for line in lines if line.state in ("waiting", "optional")]
        is_own = not waiting or any(line.unheld is None for line in waiting)
        if not is_own and self._sign.isEnabled() and all(map(never_words, waiting)):
            keep_shut(self._sign, never_words(waiting[0]))
        stands_out = is_own and not is_decided_against(self._session.view)
        kind = "primary" if stands_out else ""
        if self._sign.property("kind") != kind:
            theme.dress(self._sign, kind=kind)
        if not is_own and self._sign.isEnabled():
            words = _("You decide here only for somebody else, by a letter.")
            self._sign.setToolTip(words)
            self._sign.setAccessibleDescription(words)

    def _fit(self) -> None:
        """Where room is short leave out the number, the finding, the card beside the way back.

        The card is told by its code before it is told no more. Whether it is saved has its room
        before anything is left out, so that nothing jumps; the number comes back where it fits.
        """
        had_number = self.has_number
        self._number.setVisible(bool(self._number.text()))
        is_by_code = self.width() <= self._by_code
        self._back.setText(self._back_code if is_by_code else self._back_words)
        self._find.show()
        self._more.setText(_("More"))
        self._saved.keep_room(_("Saved {at}").format(at="00:00"), _("Typing…"), _("Saving…"))
        for narrower in (
            self._number.hide,
            self._name_by_code,
            self._find.hide,
            self._shorten_more,
            self._shorten_back,
            self._saved.keep_room,
        ):
            if self._has_room():
                break
            narrower()
        if self._number.isHidden() and self._number.text():
            self._number.setVisible(self._has_room(self._number.sizeHint().width() + GAP))
        if self.has_number is not had_number:
            self.number_moved.emit()

    def _has_room(self, more: int = 0) -> bool:
        """Tell whether all that is shown has room, and so many pixels more."""
        layout = self.layout()
        assert layout is not None
        layout.invalidate()
        return layout.sizeHint().width() + more <= self.width()

    def _name_by_code(self) -> None:
        """Tell the card by its code, from now on at this width: it does not change with a badge."""
        self._by_code = max(self._by_code, self.width())
        self._back.setText(self._back_code)

    def _shorten_more(self) -> None:
        self._more.setText("⋯")

    def _shorten_back(self) -> None:
        self._back.setText("")

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def show_saved(self) -> None:
        """Say truthfully what became of the typing."""
        session = self._session
        state = session.save_state
        words = {
            "saved": _("Saved {at}").format(at=session.saved_at) if session.saved_at else "",
            "typing": _("Typing…"),
            "saving": _("Saving…"),
            "failed": _("Not saved; kept on this computer"),
        }[state]
        if state == "failed" and session.is_denied:
            words = _("Not yours to fill in; kept on this computer")
        if session.keeper.has_failed:
            words = _("Drafts cannot be written to the disk")
        self._retry.setVisible(state == "failed" and not session.is_denied)
        if words != self._saved.text():
            self._saved.setText(words)
            self._saved.updateGeometry()
            self._fit()
        look = "bad" if state == "failed" else ""
        if self._saved.property("state") != look:
            theme.dress(self._saved, state=look)
