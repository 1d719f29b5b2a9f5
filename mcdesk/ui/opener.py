"""Opens cards and forms as pages of the window, and hears what those pages wish."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from mcdesk.ui import jobs

if TYPE_CHECKING:
    from pathlib import Path

    from mcdesk.application.views import Changes
    from mcdesk.ui.forms.editor import FormEditor
    from mcdesk.ui.window import MainWindow


class Opener(QObject):
    """Brings pages into the window's host.

    A page may have the signals `closed`, `changed` (Changes), `card_requested` (id) and
    `form_requested` (form id, path), `print_requested` (form ids), `sign_requested` (form id),
    `filled_requested` (form id, file),
    `paper_requested` (which, card, code), `guide_requested` (chapter), `essentials_requested`
    (card), and a method `apply_changes(Changes)`.
    """

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._form = ""  # the form opened last

    def open_card(self, card: str) -> None:
        """Open a card, or go back to it where it is on the trail."""
        key, form = f"card:{card}", self._form
        is_left = form and self._window.host.key == f"form:{form}"
        if self._window.host.bring_up(key, out_of="form:") is None:
            self.open_page(self._window.wiring.card(self._window, card), key)
        if is_left:
            self._stand_at(form)

    def open_form(self, card: str, form: str, path: str) -> None:
        """Open a form by its id or kind; one that is not there yet is opened first.

        Without a form, or for the team, the card's page is opened.
        """
        if form in ("", jobs.TEAM):
            self._window.open_card(card, form)
            return
        self._window.tasks.run(partial(jobs.ensure_form, card, form), partial(self._on_form, path))

    def open_own_sheet(self, card: str) -> None:
        """Open the sheet that whoever works now owes to a card, or the card where none is owed."""
        self._window.tasks.run(partial(jobs.own_sheet, card), partial(self._on_own_sheet, card))

    def _on_own_sheet(self, card: str, found: tuple[Changes, str]) -> None:
        if found[1]:
            self.open_form_id(found[1])
        else:
            self._window.open_card(card)

    def _on_form(self, path: str, found: tuple[Changes, str]) -> None:
        self.open_form_id(found[1], path)

    def open_form_id(self, form: str, path: str = "") -> None:
        """Open a form that exists, at a place in it."""
        key, self._form = f"form:{form}", form
        self._stand_at(form)
        page = self._window.host.bring_up(key)
        if page is None:
            page = self._window.wiring.form(self._window, form)
            self.open_page(page, key)
        go = getattr(page, "go", None)
        if path and callable(go):
            go(path)

    def take_in(self, form: str, path: Path) -> None:
        """Open a form, and show what a file that came back proposes for it."""
        self.open_form_id(form)
        from mcdesk.ui.forms.editor import FormEditor

        page = self._window.host.page
        if isinstance(page, FormEditor) and page.outside is None:
            once = Qt.ConnectionType.SingleShotConnection
            page.opened.connect(partial(_take_in, page, path), once)
        elif isinstance(page, FormEditor):
            _take_in(page, path)

    def open_comment(self, form: str, path: str, comment: str) -> None:
        """Open a form at a place in it, with a comment on it in sight."""
        self.open_form_id(form, path)
        show = getattr(self._window.host.page, "show_comment", None)
        if callable(show):
            show(comment)

    def stand_at_card(self, card: str) -> None:
        """Choose the card that something is opened of on the board to which one will come back.

        Where the board does not show it what is chosen stays.
        """
        columns = self._window.board.columns
        if self._window.host.place == "board" and columns.shows(card):
            columns.choose([card])

    def _stand_at(self, form: str) -> None:
        """Let the page that is shown stand at a form, where it lists forms."""
        choose = getattr(self._window.host.page, "choose_form", None)
        if callable(choose):
            choose(form)

    def open_page(self, page: QWidget, key: str) -> None:
        """Open any page; it hears of changes, and its wishes are heard, where it has any."""
        apply = getattr(page, "apply_changes", None)
        if callable(apply):
            self._window.tasks.changed.connect(apply, Qt.ConnectionType.UniqueConnection)
        wishes = {
            "closed": self._on_closed,
            "changed": self._window.tasks.publish,
            "card_requested": self._window.open_card,
            "form_requested": self.open_form_id,
            "print_requested": self.print_forms,
            "filled_requested": self.take_in,
            "paper_requested": self.make_paper,
            "sign_requested": self.sign_form,
            "guide_requested": self.read_guide,
            "essentials_requested": partial(self._window.open_card, deed="essentials"),
        }
        for name, slot in wishes.items():
            connect = getattr(getattr(page, name, None), "connect", None)
            if callable(connect):
                connect(slot)
        self._window.host.open(page, key)

    def print_forms(self, forms: object) -> None:
        """Print forms: one id, or several."""
        if self._window.wiring.print_forms is not None:
            self._window.wiring.print_forms(self._window, forms)

    def make_paper(self, what: str, card: str, code: str) -> None:
        """Make a paper of a card, such as its binder."""
        if self._window.wiring.make_paper is not None:
            self._window.wiring.make_paper(self._window, what, card, code)

    def sign_form(self, form: str) -> None:
        """Sign a form, or record a decision over it."""
        if self._window.wiring.sign_form is not None:
            self._window.wiring.sign_form(self._window, form)

    def read_guide(self, chapter: str) -> None:
        """Open the development guide at a chapter."""
        self._window.wiring.read_guide(self._window, chapter)

    def _on_closed(self) -> None:
        page = self.sender()
        if isinstance(page, QWidget):
            self._window.host.put_away(page)


def _take_in(editor: FormEditor, path: Path) -> None:
    """Show what a file proposes in a form that has just been opened."""
    if editor.outside is not None:
        editor.outside.take_file(path)
