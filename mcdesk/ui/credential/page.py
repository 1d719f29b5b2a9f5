"""The page of one micro-credential: reads its card, shows it, and follows what changes."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.errors import McDeskError, Refused, Trouble
from mcdesk.i18n import _
from mcdesk.ui import language, parts
from mcdesk.ui.credential.body import PageBody
from mcdesk.ui.credential.errands import Errands
from mcdesk.ui.credential.possible import reason
from mcdesk.ui.credential.state import PageState, ReadPage, read_info
from mcdesk.ui.filing.dropping import accept_copy
from mcdesk.ui.jobs import OF, TEAM, ensure_form
from mcdesk.ui.returned import Returns
from mcdesk.ui.saying import in_place
from mcdesk.ui.team.dropped import packets_of

if TYPE_CHECKING:
    from PySide6.QtGui import QDragEnterEvent, QDropEvent

    from mcdesk.application.views import Changes, WorkspaceInfo
    from mcdesk.ui.credential.seams import Host
    from mcdesk.ui.tasks import Tasks

HINT_WIDTH = 480  # pixels, so that a sentence breaks into two lines at most

FOLLOWED = frozenset(("person", "office", "absence", "setting", "closed_period"))
"""The tables that change what a card's page shows without touching the card."""


class CardPageView(QWidget):
    """The page of a micro-credential.

    Signals:
        closed: back to where the page was opened from.
        form_requested: a form (id) is to be opened, at a path ("" for its top).
        print_requested: forms (a tuple of ids) are to be printed.
        filled_requested: what a file (path) proposes for a form (id) is to be shown.
        paper_requested: a paper (its name) of a card or form (id), with the card's code, is to
            be made.
        changed: the `Changes` of something done here; the window tells `apply_changes` of all.
        loaded: the page shows the card.
    """

    closed = Signal()
    form_requested = Signal(str, str)
    print_requested = Signal(object)
    filled_requested = Signal(str, object)
    paper_requested = Signal(str, str, str)
    changed = Signal(object)
    loaded = Signal()

    help_topic = "exceptions"

    def __init__(
        self, tasks: Tasks, card_id: str, host: Host | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.card_id = card_id
        self.state: PageState | None = None
        self._tasks, self._host = tasks, host
        self._is_reading = self._is_stale = False
        self._seen: tuple[str, ...] = ()
        self._deed = ""
        self.setAcceptDrops(True)
        self.errands = Errands(tasks, self)
        self.body = PageBody(self.errands, self)
        self._returns = Returns(tasks, self, self.errands.explain)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self._hint = parts.label(_("Reading …"), "muted", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._hint.setMinimumWidth(HINT_WIDTH)
        self._again = parts.button(_("Try again"))
        self._again.hide()
        self._away = parts.button(_("Back to the board"), "link")
        waiting = QWidget()
        column = QVBoxLayout(waiting)
        column.addStretch(1)
        for shown in (self._hint, self._again, self._away):
            column.addWidget(shown, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(waiting)
        self._stack.addWidget(self.body)

    def _connect(self) -> None:
        body = self.body
        self.errands.changed.connect(self._on_changed)
        self.errands.followed.connect(self.follow)
        self.errands.said.connect(self._on_said)
        self.errands.did.connect(self._on_did)
        body.header.closed.connect(self.closed)
        body.stepper.stage_chosen.connect(body.show_stage)
        body.needs.followed.connect(self.follow)
        body.needs.back_requested.connect(body.card.moves.send_back)
        body.needs.debts_requested.connect(body.show_debts)
        body.needs.scan_requested.connect(body.attach_scan)
        body.card.scan_requested.connect(body.attach_scan)
        body.card.paper_requested.connect(self._on_paper)
        body.card.revision_started.connect(self._on_revision)
        self._again.clicked.connect(self.refresh)
        self._away.clicked.connect(self.closed)
        body.forms.filled_requested.connect(self.filled_requested)
        self._returns.arrived.connect(self.filled_requested)
        self._returns.left.connect(body.add_files)
        self._returns.said.connect(self._on_said)
        for tab in body.lists():
            tab.form_requested.connect(self.form_requested)
            tab.print_requested.connect(self.print_requested)
            tab.mail_requested.connect(self._on_mail)
        language.language_changed.connect(self._on_language)
        printing = QShortcut(QKeySequence("Ctrl+P"), self)
        printing.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        printing.activated.connect(self._on_print)

    # --- reading and showing ---------------------------------------------------------------

    def refresh(self) -> None:
        """Read the card again; while that goes on, once more afterwards."""
        if self._is_reading:
            self._is_stale = True
            return
        self._is_reading, self._is_stale = True, False
        self._again.hide()
        self._tasks.run(read_info, self._on_info, self._on_unread)

    def _on_info(self, info: WorkspaceInfo) -> None:
        job = ReadPage(self.card_id, info)
        self._tasks.run(job, self._on_read, self._on_unread, kind="reader")

    def apply_changes(self, changes: Changes) -> None:
        """Read the card again when a commit touched it, the people it names, or its period."""
        if changes.events and changes.events == self._seen:
            return
        self._seen = changes.events
        if self.card_id in changes.gone and self.state is not None:
            self._on_said(_("{code} is no longer there").format(code=self.state.tile.code))
            self.closed.emit()
            return
        if self.card_id in changes.cards or changes.tables & FOLLOWED:
            self.refresh()

    def new_day(self) -> None:
        """Read the card again: ages, lateness and the days that are proposed count from today."""
        self.refresh()

    def _on_read(self, state: PageState) -> None:
        self._is_reading = False
        first = self.state is None
        self.state = state
        self._show()
        self._stack.setCurrentIndex(1)
        if first:
            self.take_focus()
        self.loaded.emit()
        if self._deed:
            self.do_when_read(self._deed)
        if self._is_stale:
            self.refresh()

    def _on_unread(self, error: McDeskError) -> None:
        """Say why the card cannot be shown; one that is shown stays."""
        self._is_reading = False
        if self.state is not None and not isinstance(error, Refused):
            self.errands.explain(error)
            return
        self._hint.setText(_words_of(error))
        self._again.setVisible(not isinstance(error, Refused))
        self._stack.setCurrentIndex(0)

    def _show(self) -> None:
        self._again.setText(_("Try again"))
        self._away.setText(_("Back to the board"))
        if self.state is not None:
            self.setWindowTitle(self.state.tile.code)
            self.body.show_state(self.state)

    def _on_language(self) -> None:
        """Write every text again; the history's own words are read anew."""
        self._show()
        self.refresh()

    def choose_form(self, form_id: str) -> None:
        """Stand at the form that is opened from here, or that one comes from."""
        self.body.forms.choose_form(form_id)

    def take_focus(self) -> None:
        """Put the keyboard on the list that is shown."""
        if self.state is None:
            self.setFocus()
        else:
            self.body.take_focus()

    def do_when_read(self, deed: str) -> None:
        """Do one of the card's deeds, as soon as the card is read; or say why it cannot be done."""
        if self.state is None:
            self._deed = deed
            return
        self._deed = ""
        if deed == TEAM:
            self.body.show_team()
            return
        denied = reason(self.state, deed)
        if denied:
            self._on_said(denied)
        else:
            self.body.card.deeds[f"page.{deed}"].trigger()

    # --- what its parts want ---------------------------------------------------------------

    def follow(self, form: str, path: str) -> None:
        """Go where a finding is mended: to the field of a form, begun now if need be."""
        if self.state is None:
            return
        if form == TEAM:
            self.body.show_team()
            return
        if OF in form:
            job = partial(ensure_form, self.card_id, form)
            self._tasks.run(job, partial(self._on_sheet, path), self.errands.explain)
            return
        found = self.state.form(form)
        if found is not None:
            self.form_requested.emit(found.form_id, path)
        elif not self.body.forms.writing(right=""):
            self.body.forms.begin_form(form)

    def _on_sheet(self, path: str, found: tuple[Changes, str]) -> None:
        """Show somebody's own sheet, which may have been begun for it."""
        self.errands.changed.emit(found[0])
        if found[1]:
            self.form_requested.emit(found[1], path)

    def _on_changed(self, changes: Changes) -> None:
        self.apply_changes(changes)
        self.changed.emit(changes)

    def _on_said(self, words: str) -> None:
        if self._host is not None:
            self._host.say(words)

    def _on_did(self, words: str) -> None:
        if self._host is not None:
            self._host.say_done(words)

    def _on_print(self) -> None:
        """Print the chosen forms, or say why there is nothing to print."""
        deed = self.body.forms.deeds["print"]
        if deed.isEnabled():
            deed.trigger()
        else:
            self._on_said(deed.statusTip())

    def _on_paper(self, what: str) -> None:
        if self.state is not None:
            self.paper_requested.emit(what, self.card_id, self.state.tile.code)

    def _on_mail(self, form: str) -> None:
        if self.state is not None:
            self.paper_requested.emit("mail", form, self.state.tile.code)

    def _on_revision(self, card_id: str) -> None:
        if self._host is not None:
            self._host.open_card(card_id)

    # --- dropping files --------------------------------------------------------------------

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        local = [url for url in event.mimeData().urls() if url.isLocalFile()]
        if packets_of(event.mimeData()):
            event.ignore()  # the window takes it
        elif local and self.state is not None and not self.body.files.writing(right=""):
            accept_copy(event)

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        urls = (url for url in event.mimeData().urls() if url.isLocalFile())
        accept_copy(event)
        if self.state is not None:
            paths = [Path(url.toLocalFile()) for url in urls]
            self._returns.take(paths, attaches=self.state.tile.code)


def _words_of(error: McDeskError) -> str:
    """Return an error in words."""
    if isinstance(error, Trouble):
        return f"{_(error.title)}\n{_(error.advice)}".strip()
    if isinstance(error, Refused) and any(f.code == "unknown_card" for f in error.findings):
        return _(
            "This micro-credential is no longer there. If its creation was undone, "
            "redo brings it back."
        )
    if isinstance(error, Refused):
        return "\n".join(in_place(finding) for finding in error.findings)
    return str(error)
