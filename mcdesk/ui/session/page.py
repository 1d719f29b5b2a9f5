"""The page of a signing session: choose whose booklet, print it, record what was decided."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from mcdesk.application.views import Printed
from mcdesk.i18n import _, plural
from mcdesk.procedure.commands import KeepBooklet
from mcdesk.ui import dialogs, language, parts
from mcdesk.ui.file_names import safe_name
from mcdesk.ui.forms.names import ViewNames
from mcdesk.ui.people.desk_page import page_bar
from mcdesk.ui.printing.host import sent_words
from mcdesk.ui.printing.making import Making, MakingDialog, make
from mcdesk.ui.saying import words_of
from mcdesk.ui.session import jobs
from mcdesk.ui.session.choose import ChooseStep, name_of
from mcdesk.ui.session.record import RecordStep
from mcdesk.ui.tasks import ignore

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtPrintSupport import QPrinter

    from mcdesk.application.ports import DeskPort, Progress
    from mcdesk.application.views import Changes, Outcome
    from mcdesk.errors import McDeskError
    from mcdesk.ui.printing.host import Host
    from mcdesk.ui.session.jobs import Waiting
    from mcdesk.ui.tasks import Job, Tasks

T = TypeVar("T")
TABLES = frozenset({"form", "revision", "sign_off", "office", "absence", "person", "team", "card"})
"""Where these change, other forms may wait."""
CHOOSE, RECORD = 0, 1


class SessionPage(QWidget):
    """Everything that waits for one person's signature on paper, in one sitting.

    Signals:
        said: what was done, in words.
    """

    said = Signal(str)

    help_topic = "signing-session"

    def __init__(self, tasks: Tasks, host: Host, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks, self._host = tasks, host
        self._waiting: Waiting | None = None
        self._used: QWidget | None = None
        self._printed: dict[str, Printed] = {}
        self._run: Job | None = None
        self._is_stale, self._turn = False, 0
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._body: QWidget | None = None
        self._build()
        language.language_changed.connect(self._on_language)
        tasks.changed.connect(self._on_changes)
        self.refresh()

    def take_focus(self) -> None:
        """Put the keyboard on the forms that wait, or on the page while there are none."""
        table = self.choose.table
        (table if table.isVisibleTo(self) else self).setFocus()

    # --- building -------------------------------------------------------------------------

    def _build(self) -> None:
        if self._body is not None:
            self._outer.removeWidget(self._body)
            self._body.hide()
            self._body.deleteLater()
        self.choose, self.recording = ChooseStep(), RecordStep()
        self.stack = QStackedWidget()
        self.stack.addWidget(self.choose)
        self.stack.addWidget(self.recording)
        self.words = parts.label("", "muted")
        self.save = parts.button(_("Save as PDF…"), "", "download")
        self.print = parts.button(_("Print…"), "", "printer")
        self.begin = parts.button(_("Record decisions…"), "primary", "stamp")
        self.leave = parts.button(_("Back to the list"), "", "arrow-left")
        self.keep = parts.button("", "primary", "stamp")
        self.save.clicked.connect(self._on_save)
        self.print.clicked.connect(self._on_print)
        self.begin.clicked.connect(self._on_begin)
        self.leave.clicked.connect(self._on_leave)
        self.keep.clicked.connect(self._on_keep)
        bar, _row = page_bar(_("Signing session"), self.words, 1, self.save, self.print,
                             self.begin, self.leave, self.keep)  # fmt: skip
        self.why = parts.label("", state="warn", wrap=True)
        self.why.setContentsMargins(24, 10, 24, 0)
        self._body = QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.why)
        column.addWidget(self.stack, 1)
        self._outer.addWidget(self._body)
        self.choose.changed.connect(self._write)
        self.choose.cancel_requested.connect(self._on_cancel)
        self.choose.again.clicked.connect(self.refresh)
        self.recording.changed.connect(self._write)
        self._show()

    def _show(self) -> None:
        waiting = self._waiting
        lists = waiting.lists if waiting is not None else ()
        none = _("Nothing waits for a signature on paper. Freeze a form for signature; when it is "
                 "somebody's turn to sign, it appears here.")  # fmt: skip
        self.choose.show_empty(none if waiting is not None else "")
        self.choose.show_lists(lists)
        self._write()
        if self.hasFocus():
            self.take_focus()

    def _write(self) -> None:
        """Write what can be done now."""
        records = self.stack.currentIndex() == RECORD
        is_free = self._run is None
        may_record = self._waiting is not None and not self._waiting.info.read_only
        for button in (self.save, self.print, self.begin):
            button.setVisible(not records and self.choose.current() is not None)
            button.setEnabled(is_free and bool(self.choose.ticked()))
        self.begin.setEnabled(self.begin.isEnabled() and may_record)
        for button in (self.leave, self.keep):
            button.setVisible(records)
            button.setEnabled(is_free)
        self._say_why("")
        if records:
            self.keep.setText(self.recording.count_words())
            self.keep.setEnabled(is_free and bool(self.recording.count()))
            entry = self.choose.current()
            self.words.setText(name_of(entry) if entry is not None else "")
        else:
            self.words.setText(self.choose.count_words())

    def _say_why(self, reason: str) -> None:
        """Say what is still to be said before anything can be recorded; "" for nothing."""
        self.why.setText(reason)
        self.why.setVisible(bool(reason))

    # --- for the window -------------------------------------------------------------------

    def page_title(self) -> str:
        return _("Signing session")

    def may_leave(self) -> bool:
        """Tell whether nothing would be lost; ask where something would."""
        if self.stack.currentIndex() != RECORD:
            return True
        if self._run is not None:
            self.said.emit(_("Wait a moment: the decisions are being recorded."))
            return False
        return not self.recording.count() or self._asks_to_leave()

    def _asks_to_leave(self) -> bool:
        dialog = dialogs.Dialog(_("Leave without recording?"), self)
        words = plural(
            "{n} decision is ticked and not recorded yet; it would be lost.",
            "{n} decisions are ticked and not recorded yet; they would be lost.",
            self.recording.count(),
        )
        dialog.body.addWidget(parts.label(words, wrap=True))
        dialog.add_ok(_("Leave"))
        leaves = bool(dialog.exec())
        dialog.deleteLater()
        return leaves

    def shut(self) -> None:
        """Stop what is still being read."""
        self._on_cancel()

    def _on_language(self) -> None:
        """Write everything in the language in use; decisions that are being entered stay."""
        if not self.recording.count():
            self._build()

    # --- reading --------------------------------------------------------------------------

    def refresh(self) -> None:
        """Look again for what waits."""
        self._is_stale = self._run is not None
        if self._run is None:
            self._go(_("Looking for what waits…"), jobs.read, self._on_read)

    def _go(
        self, words: str, job: Callable[[DeskPort, Progress], T], done: Callable[[T], object]
    ) -> None:
        """Begin something long; its answer counts unless it was cancelled meanwhile."""
        self._turn += 1
        turn = self._turn
        self._hold_keyboard()
        self.choose.show_busy(words)
        self._run = self._tasks.run_long(
            job, partial(self._on_answer, turn, done), partial(self._on_answer, turn, self._fail),
            progress=partial(self._on_progress, turn, words), kind="reader",
        )  # fmt: skip
        self._write()

    def _hold_keyboard(self) -> None:
        """Keep the keyboard of a button that is shut meanwhile: Qt gives it to what comes next."""
        now = QApplication.focusWidget()
        if now in (self.save, self.print, self.begin):
            self._used = now
            self.setFocus()

    def _give_back(self) -> None:
        used, self._used = self._used, None
        if used is not None and isValid(used) and self.hasFocus():
            used.setFocus()

    def _on_answer(self, turn: int, done: Callable[[T], object], answer: T) -> None:
        if turn == self._turn:
            done(answer)

    def _on_progress(self, turn: int, words: str, done: int, of: int) -> None:
        if turn == self._turn and self._run is not None:
            self.choose.show_busy(words, done, of)

    def _end(self, words: str = "", state: str = "") -> None:
        """Say how something long ended, and look again where something changed meanwhile."""
        self._run = None
        self.choose.show_busy("")
        self.choose.say(words, state)
        self.choose.again.setVisible(self._waiting is None)
        self._write()
        self._give_back()
        if self._is_stale:
            self.refresh()

    def _on_read(self, waiting: Waiting | None) -> None:
        self._waiting = waiting
        self._end()
        if self.stack.currentIndex() == CHOOSE:
            self._show()

    def _fail(self, error: McDeskError) -> None:
        self._end(words_of(error), "bad")

    def _on_cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()
            self._turn += 1
            self._end(_("Cancelled."))

    def _on_changes(self, changes: Changes) -> None:
        if changes.tables & TABLES and self.stack.currentIndex() == CHOOSE:
            self.refresh()

    def new_day(self) -> None:
        """Look again for what waits; who is recording does so when going back."""
        if self.stack.currentIndex() == CHOOSE:
            self.refresh()

    # --- the booklet ----------------------------------------------------------------------

    def _on_save(self) -> MakingDialog | None:
        entry = self.choose.current()
        if entry is None or self._waiting is None:
            return None
        whose = entry.name or entry.who
        day = self._waiting.today.isoformat()
        name = safe_name("_".join((_("for-signature"), whose, day)))
        title = _("Booklet for {name}").format(name=name_of(entry))
        forms = self.choose.ticked()
        read = partial(jobs.read_booklet, entry.who, forms)
        making = Making(title, f"{name}.pdf", read, jobs.printer_of_booklets)
        made = make(making, self._tasks, self._host, self)
        if made is not None:
            self._remember(entry.who, forms)
        return made

    def _remember(self, who: str, forms: Sequence[str]) -> None:
        """Keep what is in the booklet, for the day when its paper comes back.

        Who may not record decisions prints all the same; the cover then says less.
        """
        entry = self.choose.current()
        if self._waiting is None or self._waiting.info.read_only or entry is None:
            return
        versions = {form.form_id: form.version for form in entry.forms}
        day = self._waiting.today.isoformat()
        self._printed[who] = Printed(day, {form: versions.get(form, 0) for form in forms})
        command = KeepBooklet(who=who, forms=list(forms))
        self._tasks.run(partial(jobs.keep, command), ignore, ignore)

    def _on_print(self) -> None:
        entry = self.choose.current()
        if entry is None or self._run is not None:
            return
        forms = self.choose.ticked()
        job = partial(jobs.for_paper, entry.who, forms)
        done = partial(self._on_made, partial(self._remember, entry.who, forms))
        self._go(_("Making the booklet…"), job, done)

    def _on_made(self, remember: Callable[[], object], made: tuple[bytes, int] | None) -> None:
        self._end()
        if made is None:
            return
        data, pages = made
        printer = self._host.choose_printer(self, _("Print the booklet"), pages)
        if printer is not None:
            remember()
            self._go(_("Printing…"), partial(jobs.on_paper, data, printer),
                     partial(self._on_printed, printer))  # fmt: skip

    def _on_printed(self, printer: QPrinter, pages: int) -> None:
        self._end(sent_words(printer, pages))

    # --- recording ------------------------------------------------------------------------

    def _on_begin(self) -> None:
        entry = self.choose.current()
        if entry is None or self._waiting is None:
            return
        people = self._waiting.info.persons
        names = ViewNames.of_people(people)
        printed = self._printed.get(entry.who, entry.printed)
        forms = printed.in_order(self.choose.ticked_forms())
        self.recording.show_forms(entry, forms, names, self._waiting.today, printed)
        self.stack.setCurrentIndex(RECORD)
        self._write()
        if self.recording.top is not None:
            self.recording.top.fill.setFocus()

    def _on_leave(self) -> None:
        if self.may_leave():
            self._go_back()

    def _go_back(self) -> None:
        self.recording.blocks = []
        self.stack.setCurrentIndex(CHOOSE)
        self._show()
        self.refresh()

    def _on_keep(self) -> None:
        reason = self.recording.first_reason()
        if reason:
            self._say_why(reason)
            return
        commands = self.recording.commands()
        if not commands or self._run is not None:
            return
        self._run = self._tasks.run_long(
            partial(jobs.record, commands), self._on_kept, self._on_not_kept,
            busy=_("Recording…"),
        )  # fmt: skip
        self._write()

    def _on_not_kept(self, error: McDeskError) -> None:
        self._run = None
        self._write()
        dialogs.explain(error, self)

    def _on_kept(self, answer: tuple[tuple[Outcome, ...], Changes]) -> None:
        """Say what was recorded; what was refused stays with its reasons."""
        outcomes, _changes = answer
        self._run = None
        done = sum(outcome.is_done for outcome in outcomes)
        refused = len(outcomes) - done
        self.recording.show_outcomes(outcomes)
        told = []
        if done:
            told.append(plural("{n} decision recorded; its scan is owed",
                               "{n} decisions recorded; their scans are owed", done))  # fmt: skip
        if refused:
            told.append(plural("{n} refused: see the reason at its form",
                               "{n} refused: see the reasons at their forms", refused))  # fmt: skip
        if not refused and not self.recording.count():
            self._go_back()
        self.said.emit(", ".join(told))
