"""The form editor as a page of the window: opens a form, keeps its drafts, asks before it acts."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from mcdesk import i18n
from mcdesk.application.drafts import DraftFile, DraftWriter
from mcdesk.i18n import _
from mcdesk.ui import language, theme
from mcdesk.ui.forms.acts import FormActs
from mcdesk.ui.forms.against import AgainstActs
from mcdesk.ui.forms.asked import Asked
from mcdesk.ui.forms.comparison import Comparison
from mcdesk.ui.forms.erasing import ErasingActs
from mcdesk.ui.forms.find_choices import FindChoices
from mcdesk.ui.forms.folds import Folds
from mcdesk.ui.forms.found import offer_found
from mcdesk.ui.forms.inspector import Inspector
from mcdesk.ui.forms.kept import asks_to_leave, take_up
from mcdesk.ui.forms.names import own_name, titled
from mcdesk.ui.forms.notices import error_words
from mcdesk.ui.forms.offers import say_refused
from mcdesk.ui.forms.outside import OutsideActs
from mcdesk.ui.forms.parts import button, clear, column, text
from mcdesk.ui.forms.seams import look_at, read_history, read_open
from mcdesk.ui.forms.session import FormSession
from mcdesk.ui.forms.strangers import Strangers
from mcdesk.ui.forms.table_share import Widths
from mcdesk.ui.forms.workbench import Workbench
from mcdesk.ui.theme import WIDE

CTL = frozenset(("ctl", "ctl_lead"))
"""The roles that may look at what other people typed at this computer and did not store."""

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mcdesk.application.views import Changes, FormView, HistoryLine, WorkspaceInfo
    from mcdesk.ui.forms.seams import Host, Jobs


class FormEditor(QWidget):
    """One form, open for reading and writing.

    Signals:
        closed: the editor may be put away; everything typed is stored or kept as a draft.
        card_requested: the id of the card to go back to.
        print_requested: the form to preview, its id or `Marked`; everything typed is stored.
        sign_requested: the id of the form that somebody wants to sign.
        changed: the `Changes` of a command.
        said: what an undo or redo did, and to which card.
        undid: it was an undo.
        handed_on: files that are another form's, or may be scans.
        guide_requested: a chapter (id) of the development guide is to be read.
        essentials_requested: the essentials of the card (its id) are to be completed.
        look_requested: an entry (its number) of what needs a look is to be shown.
        opened: the form is here.
    """

    closed = Signal()
    card_requested = Signal(str)
    print_requested = Signal(object)
    sign_requested = Signal(str)
    changed = Signal(object)
    said = Signal(str)
    undid = Signal()
    handed_on = Signal(object)
    guide_requested = Signal(str)
    look_requested = Signal(int)
    essentials_requested = Signal(str)
    opened = Signal()

    help_topic = "fill-a-form"

    def __init__(
        self, tasks: Jobs, form_id: str, host: Host, parent: QWidget | None = None,
        folds: Folds | None = None, widths: Widths | None = None,
        find_choices: FindChoices | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._folds, self._widths = folds or Folds(), widths or Widths()
        self._find_choices = find_choices or FindChoices()
        self._jobs, self._host = tasks, host
        self.form_id = form_id
        self.session: FormSession | None = None
        self.inspector: Inspector | None = None
        self.bench: Workbench | None = None
        self.acts: FormActs | None = None
        self.comparison: Comparison | None = None
        self.against: AgainstActs | None = None
        self.outside: OutsideActs | None = None
        self._info: WorkspaceInfo | None = None
        self._wanted_path = self._wanted_comment = ""
        self._leaving = False
        self._looked: str | None = None
        self._built: tuple[str, str] = ("", "")
        path = host.drafts_path
        self._writer = DraftWriter(DraftFile(path) if path is not None else None)
        self._layout = column(self, gap=0)
        self._say(_("Opening…"))
        theme.theme_changed.connect(self._rebuild)
        language.language_changed.connect(self._rebuild)
        self.load()

    # --- opening ---------------------------------------------------------------------------

    def load(self) -> None:
        """Read the form and build the editor."""
        self._jobs.run(partial(read_open, self.form_id), self._on_opened, self._on_not_opened)

    def _on_opened(self, answer: tuple[FormView, WorkspaceInfo]) -> None:
        view, self._info = answer
        if view.part_of:  # a part is written in the form that it belongs to
            self.form_id = view.part_of
            self.load()
            return
        who = self._info.person_id
        self.session = FormSession(self._jobs, view, self._host, self._writer, self, who)
        self.session.me = own_name(self._info)
        self.session.refused.connect(self._on_refused)
        self.session.committed.connect(self.changed)
        self.session.said.connect(self.said)
        self.session.undid.connect(self.undid)
        self.session.view_changed.connect(self._on_view_changed)
        bench = self._build(view.definition.section_at(self._wanted_path))
        if self._looked is None:
            self._jobs.run(partial(look_at, self.form_id), self._on_looked, self._on_refused)
        take_up(self.session, bench.notice, bench.go)
        if bench.notice.isHidden():
            offer_found(self.session, bench.notice)
        if self._wanted_path:
            self.go(self._wanted_path)
        if self._wanted_comment:
            self.show_comment(self._wanted_comment)
        self.opened.emit()

    def _on_looked(self, before: str) -> None:
        """Keep when the form was last looked at, for as long as it is open."""
        self._looked = before
        if self.bench is not None:
            self.bench.bar.looked = before
            self.bench.bar.show_view()
            if self.bench.navigator.modules is not None:
                self._read_history()

    def _read_history(self) -> None:
        """Read what others changed since one last looked."""
        if self._looked:
            job = partial(read_history, self.form_id)
            self._jobs.run(job, self._on_history_read, self._on_refused)

    def _on_history_read(self, history: Sequence[HistoryLine]) -> None:
        if self.bench is not None:
            self.bench.navigator.take_history(history, self._looked or "")

    def _on_view_changed(self) -> None:
        if self.session is not None:
            self._on_history_read(self.session.view.history)

    def _on_not_opened(self, error: Exception) -> None:
        self._say(error_words(error), retry=True)

    def _say(self, words: str, *, retry: bool = False) -> None:
        clear(self._layout)
        label = text(words, "muted", wrap=True)
        label.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._layout.addStretch(1)
        self._layout.addWidget(label)
        if retry:
            again = button(_("Try again"), self.load)
            self._layout.addSpacing(WIDE)
            self._layout.addWidget(again, 0, Qt.AlignmentFlag.AlignCenter)
        self._layout.addStretch(1)

    def _build(self, section: str = "") -> Workbench:
        assert self.session is not None
        clear(self._layout)
        self._built = _surface()
        self.setWindowTitle(titled(self.session.view))
        self.setProperty("of", self.session.view.header.code)
        self.inspector = Inspector(self.session)
        self.inspector.widths = self._widths
        self.inspector.find_choices = self._find_choices
        bench = Workbench(self.inspector, self, self._folds)
        bench.navigator.history_requested.connect(self._read_history)
        bench.bar.looked = self._looked or ""
        self.inspector.setParent(bench)
        self.bench = bench
        self._layout.addWidget(bench)
        bench.bar.back_requested.connect(self.go_back)
        bench.bar.retry_requested.connect(self.session.retry)
        bench.side.guide_requested.connect(self.guide_requested)
        assert self._info is not None
        self.session.told.connect(bench.notice.say)
        self.acts = FormActs(self._jobs, bench, self._info, self)
        Strangers(self._jobs, bench, self._info, self)
        Asked(self._jobs, self.inspector, bench)
        self.inspector.look_wanted.connect(self.look_requested)
        self.inspector.essentials_wanted.connect(self._on_essentials)
        self.acts.print_requested.connect(self.print_requested)
        self.acts.sign_requested.connect(self.sign_requested)
        self.comparison = Comparison(self._jobs, bench)
        self.against = AgainstActs(self._jobs, bench, self.comparison, self)
        ErasingActs(self._jobs, bench, self._info, self)
        self.outside = OutsideActs(self._jobs, bench, self.comparison, self, self.acts.files)
        for each in (self.acts, self.comparison, self.against, self.outside):
            each.failed.connect(self._on_refused)
        self.outside.handed_on.connect(self.handed_on)
        bench.side.use_person(is_ctl=bool(CTL & set(self._info.roles)))
        bench.show_first(section)
        return bench

    def _rebuild(self) -> None:
        """Build everything anew in other colours or another language; the session stays."""
        if self.bench is None or self.session is None or self._built == _surface():
            return
        self.session.flush()
        shown, tab = self.bench.outline.currentIndex().row(), self.bench.navigator.tab
        path = "" if self.bench.is_showing_changes else self.bench.side.path
        kept = self.comparison.keep() if self.comparison is not None else None
        sections = self.session.definition.sections
        section = sections[shown].id if 0 <= shown < len(sections) else ""
        bench = self._build(section)
        bench.navigator.show_tab(tab)
        if path:
            bench.go_on(path)
        if kept is not None and self.comparison is not None:
            self.comparison.bring_back(*kept)

    @property
    def is_ready(self) -> bool:
        """Tell whether all of the form is made, with what stands beside it."""
        return self.bench is None or self.bench.side.is_filled

    @property
    def section_id(self) -> str:
        """The section that is shown; "" while the form opens."""
        return self.bench.section_id if self.bench is not None else ""

    def show_others(self, words: str, near: int = 0) -> None:
        """Show where others are working in this form; `near` of them in the section in use."""
        if self.bench is not None:
            self.bench.navigator.show_others(words, near)

    # --- drafts ----------------------------------------------------------------------------

    def save_drafts(self) -> bool:
        """Write what is being typed to the disk and wait for it; for crashes and closing."""
        if self.session is not None:
            self.session.save_drafts()
        return self._writer.wait()

    # --- going -----------------------------------------------------------------------------

    def take_focus(self) -> None:
        """Put the keyboard on the field in use, or on the sections."""
        (self.bench.take_focus if self.bench is not None else self.setFocus)()

    def go(self, path: str) -> None:
        """Show a place of the form."""
        if self.bench is None:
            self._wanted_path = path
        else:
            self.bench.go(path)

    def show_comment(self, comment: str) -> None:
        """Bring a comment (its id) into sight beside the form."""
        if self.bench is None:
            self._wanted_comment = comment
        else:
            self.bench.side.show_comment(comment)

    def go_back(self) -> None:
        """Store everything and go back to the card."""
        if self.session is None:
            self.closed.emit()
            return
        self.session.flush(self._leave_stored, self._ask_to_leave)

    def may_leave(self) -> bool:
        """Tell whether the page may go; where not all is stored, or kept, ask first."""
        session = self.session
        if self._leaving or session is None:
            return True
        self.save_drafts()
        if not (session.conflicts or session.unsaved or session.keeper.unkept):
            return True
        self._leaving = self._agrees_to_leave()
        return self._leaving

    def stayed(self) -> None:
        """Ask anew the next time: another page kept the window open."""
        self._leaving = False

    def _leave_stored(self) -> None:
        if self.may_leave():
            self._leave()

    def _ask_to_leave(self) -> None:
        if self._agrees_to_leave():
            self._leave()

    def _agrees_to_leave(self) -> bool:
        """Ask in a dialog of its own whether to leave what could not be stored behind."""
        assert self.session is not None
        return asks_to_leave(self.session, self.window())

    def _leave(self) -> None:
        assert self.session is not None
        self._leaving = True
        self.save_drafts()
        self.card_requested.emit(self.session.view.header.card_id)
        self.closed.emit()

    def _on_essentials(self) -> None:
        assert self.session is not None
        self.essentials_requested.emit(self.session.view.header.card_id)

    def flush(self) -> None:
        """Turn everything typed into commands ("sync now")."""
        if self.session is not None:
            self.session.flush()

    def apply_changes(self, changes: Changes) -> None:
        """Follow what somebody else changed."""
        session = self.session
        if session is not None and changes.source != session.source:
            card = session.view.header.card_id
            is_mine = self.form_id in changes.forms or card in changes.cards
            if is_mine or changes.tables & {"person", "absence"}:
                session.reload()

    def new_day(self) -> None:
        """Read the form again, whose rules and proposals know today."""
        if self.session is not None:
            self.session.reload()

    def undo(self) -> None:
        """Undo the last step."""
        if self.session is not None:
            self.session.undo()

    def redo(self) -> None:
        """Do again what was undone."""
        if self.session is not None:
            self.session.redo()

    # --- errors ----------------------------------------------------------------------------

    def _on_refused(self, error: Exception) -> None:
        if self.bench is not None and self.session is not None:
            say_refused(error, self.session, self.bench.notice, self.go)

    # --- keys and closing ------------------------------------------------------------------

    @override
    def event(self, event: QEvent) -> bool:
        """Claim undo and redo before the window does: the typed text comes first."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mine = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
            if any(event.matches(key) for key in mine):
                event.accept()
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.flush()
        else:
            super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        self.shut()
        super().closeEvent(event)

    def shut(self) -> None:
        """Send what is typed, keep the drafts, end the draft writer."""
        if self.session is not None:
            self.session.flush()
            self.session.keeper.save_remarks()
        self._writer.close()


def _surface() -> tuple[str, str]:
    """Return what the look of everything depends on: language and colours."""
    return i18n.language(), theme.current().name
