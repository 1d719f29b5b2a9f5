"""Forms and wording: forms at the left, what one asks in the middle, the editor at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.procedure import wording
from mcdesk.ui.parts import side_by_side
from mcdesk.ui.people.desk_page import DeskPage
from mcdesk.ui.people.table import LinesView, framed
from mcdesk.ui.wording.adding import with_item_at
from mcdesk.ui.wording.bar import WordingBar
from mcdesk.ui.wording.deeds import WordingDeeds
from mcdesk.ui.wording.draft import KeptDrafts, WordingDraft, followed
from mcdesk.ui.wording.editor import EntryEditor, in_area
from mcdesk.ui.wording.growing import Growing
from mcdesk.ui.wording.judging import Judge
from mcdesk.ui.wording.lists import VERSIONS, WordingLists
from mcdesk.ui.wording.words import form_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from mcdesk.application.drafts import DraftWriter
    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import WordingVersion, WordingView
    from mcdesk.errors import Finding
    from mcdesk.procedure.wording import Data
    from mcdesk.ui.tasks import Tasks

NAMES = 190  # pixels in which the names of forms can be read
KEEP = 1500  # milliseconds without typing until a draft is kept
REWRITE = 200  # milliseconds, at most, until the lists show what was typed


class WordingPage(DeskPage):
    """The wording of all forms, for the CTL lead to change and for everybody to look at.

    `preview` shows a wording (its TOML text and title) as it will lie on paper.

    Signals:
        said: what was done, for the notice at the bottom of the window.
    """

    said = Signal(str)

    help_topic = "forms-and-wording"
    tables: ClassVar[frozenset[str]] = frozenset({"definition", "office"})
    title: ClassVar[str] = N_("Forms and wording")

    def __init__(
        self, tasks: Tasks, writer: DraftWriter, preview: Callable[[str, str], object]
    ) -> None:
        self._kept = KeptDrafts(writer)
        self.drafts: dict[str, WordingDraft] = {}
        self._faults: tuple[Finding, ...] = ()
        self._judged: Data | None = None
        self._kind, self._place, self._tab = "", "", 0
        super().__init__(tasks)
        self._deeds = WordingDeeds(tasks, preview, self)
        self._deeds.said.connect(self.said)
        self._growing = Growing(self)
        self._growing.made.connect(self._on_made)
        self._judge = Judge(tasks, self)
        self._judge.judged.connect(self._on_judged)
        self._timer = QTimer(self, singleShot=True, interval=KEEP)
        self._timer.timeout.connect(self.save_drafts)
        self._rewriting = QTimer(self, singleShot=True, interval=REWRITE)
        self._rewriting.timeout.connect(self._rewrite)

    @override
    @staticmethod
    def read(desk: DeskPort) -> WordingView:
        return desk.wording()

    # --- building -------------------------------------------------------------------------

    @override
    def build(self, body: QWidget) -> None:
        self._bar = WordingBar()
        self._bar.show_print.clicked.connect(self._on_preview)
        self._bar.look.clicked.connect(self._on_look)
        self._bar.publish.clicked.connect(self._on_publish)
        self.forms = LinesView(("", _("Name"), ""), (1,))
        self.forms.widths(46, 0, 56)
        self.forms.setAccessibleName(_("Forms"))
        self.forms.picked.connect(self._on_form)
        self.lists = WordingLists()
        self.lists.go(self._tab)
        self.lists.picked.connect(self._on_entry)
        self.lists.emptied.connect(self._show_entry)
        self._bar.mend.clicked.connect(self.lists.mend)
        self.lists.version_opened.connect(self._on_version)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        parts = (framed(self.forms, NAMES), 260), (self.lists, 480), (self._make_editor(), 380)
        column.addWidget(side_by_side(*parts), 1)
        QShortcut(QKeySequence("/"), body, self.lists.search.setFocus)

    def _make_editor(self) -> QWidget:
        self.editor = EntryEditor()
        self.editor.wished.connect(self._on_wished)
        self.editor.added.connect(self._on_added)
        self.editor.removed.connect(self._on_removed)
        self.editor.grown.connect(self._on_grown)
        self.editor.left.connect(self._on_back)
        return in_area(self.editor)

    def take_focus(self) -> None:
        """Put the keyboard on the list of forms."""
        self.forms.setFocus()

    # --- showing --------------------------------------------------------------------------

    @property
    def view(self) -> WordingView | None:
        """What was read."""
        found: WordingView | None = self.data_
        return found

    @property
    def draft(self) -> WordingDraft | None:
        """The wording of the form that is chosen."""
        return self.drafts.get(self._kind)

    @override
    def refresh(self) -> None:
        """Read what is kept of the drafts, once, and then what the page shows."""
        self._kept.read_first(self.tasks, super().refresh)

    @override
    def show_data(self, data: WordingView) -> None:
        self.drafts = followed(data, self.drafts, self._kept.of(data.who))
        self._write_forms()
        if not self._kind and data.forms:
            self._kind = data.forms[0].kind
        self.forms.pick(self._kind)
        self._show_form()

    def _write_forms(self) -> None:
        if self.view is not None:
            self.forms.show_lines(
                [form_line(form, is_changed=self.drafts[form.kind].is_changed)
                 for form in self.view.everything], first=False)  # fmt: skip
            self.forms.hide_empty(2)

    def _on_form(self, kind: str) -> None:
        if kind and kind != self._kind:
            self.save_drafts()
            self.lists.search.clear()
            self._kind, self._place, self._faults, self._judged = kind, "", (), None
            self._show_form()

    def _show_form(self) -> None:
        """Show everything of the form that is chosen."""
        if self.draft is None or self.view is None:
            return
        try:
            wording.entry_at(self.draft.data, self._place)
        except KeyError:
            self._place = ""
        self._write_lists()
        self._show_entry()
        self._judge.ask(self.draft.data)

    def _write_lists(self) -> None:
        """Write outline, changes and versions, and what may be done."""
        draft, view = self.draft, self.view
        if draft is None or view is None:
            return
        self.lists.show_draft(draft, view, self._faults, self._place)
        self._write_state()

    def _write_state(self) -> None:
        draft, view = self.draft, self.view
        if draft is None or view is None:
            return
        is_judged = self._judged is draft.data
        self._bar.show_state(draft, view, self._faults, is_judged=is_judged)
        self._bar.show_others(self._kept.others(draft.form.kind), view)
        planned = bool(draft.form.planned)
        other = (
            _("Work on what binds now") if draft.is_on_plan else _("Work on the planned version")
        )
        self._bar.fill_menu((
            (_("Undo"), self.undo, draft.can_undo),
            (_("Redo"), self.redo, draft.can_redo),
            (_("Discard the changes"), self._on_discard, draft.is_changed and view.may),
            (_("Adopt for what is not signed yet…"), self._on_adopt, view.may),
            (other, self._on_switch, (planned or draft.is_on_plan) and view.may),
            (_("Take back the planned version"), self._on_withdraw, planned and view.may),
        ))  # fmt: skip

    def _on_entry(self, place: str) -> None:
        if place != self._place or self.editor.is_empty:
            self._place = place
            self._show_entry()

    def _on_back(self) -> None:
        self.lists.search.clear()
        self.lists.search.setFocus()

    def _show_entry(self) -> None:
        """Show the entry that is chosen; nothing where the search leaves none in the outline."""
        draft, view = self.draft, self.view
        if draft is None or view is None:
            return
        if not self.lists.outline.shown:
            self.editor.show_nothing(self.lists.search.text().strip())
            return
        try:
            is_new = not wording.entry_at(draft.base, self._place)
        except KeyError:
            is_new = True
        self.editor.show_entry(
            view, draft.data, self._place, self._of_entry(), may=view.may, is_new=is_new
        )

    def _of_entry(self) -> list[Finding]:
        return [finding for finding in self._faults if finding.path == self._place]

    # --- changing -------------------------------------------------------------------------

    def _on_wished(self, change: Callable[[Data], Data], step: str) -> None:
        if self.draft is None:
            return
        self._put(change(self.draft.data), step)
        if not step:
            self._show_entry()

    def _put(self, data: Data, step: str = "") -> None:
        assert self.draft is not None
        self.draft.put(data, step)
        self._timer.start()
        self._bar.publish.setEnabled(False)
        if not step:
            self._rewrite()
        elif not self._rewriting.isActive():
            self._rewriting.start()
        self._judge.ask(self.draft.data)

    def _rewrite(self) -> None:
        """Write what a change shows in the lists; typing has it done once for many letters."""
        self._rewriting.stop()
        self._write_lists()
        self._write_forms()

    def _on_judged(self, data: Data, found: tuple[Finding, ...]) -> None:
        """Show what is wrong with the wording at its rows, unless it has changed since."""
        if self.draft is None or data is not self.draft.data:
            return
        before, self._faults, self._judged = self._faults, found, data
        is_other = [f.path for f in before] != [f.path for f in found]
        if not self._rewriting.isActive():
            (self._write_lists if is_other else self._write_state)()
        self.editor.show_faults(self._of_entry())

    def _on_added(self) -> None:
        if self.draft is None or self.view is None:
            return
        if wording.kind_of(self._place) in ("form", "signer"):
            self._growing.ask_signer(self.draft.data, self.view.roles)
            return
        self._on_made(*with_item_at(self.draft.data, self._place))

    def _on_grown(self, what: str) -> None:
        if self.draft is not None:
            self._growing.ask(what, self.draft.data, self._place)

    def _on_made(self, data: Data, place: str) -> None:
        """Take what was added, and go on with its texts."""
        self._place = place
        self._put(data)
        self._show_entry()
        self.editor.begin()

    def _on_removed(self) -> None:
        if self.draft is not None:
            place, self._place = self._place, wording.parent_of(self._place)
            self._put(wording.without(self.draft.data, place))
            self._show_entry()

    @property
    def can_undo(self) -> bool:
        """Tell whether this form's draft has a step back; else the workspace's is taken."""
        return self.draft is not None and self.draft.can_undo

    @property
    def can_redo(self) -> bool:
        return self.draft is not None and self.draft.can_redo

    def undo(self) -> None:
        """Take the last change of this form's wording back."""
        if self.draft is not None:
            self.draft.undo()
            self._on_stepped()

    def redo(self) -> None:
        """Do the change that was taken back again."""
        if self.draft is not None:
            self.draft.redo()
            self._on_stepped()

    def _on_stepped(self) -> None:
        self._timer.start()
        self._write_forms()
        self._show_form()

    def _on_discard(self) -> None:
        """Go back to the published wording; undo brings the changes back."""
        if self.draft is not None:
            self._put(self.draft.base)
            self._show_form()

    # --- deeds ----------------------------------------------------------------------------

    def _on_preview(self) -> None:
        if self.draft is not None:
            self._deeds.preview_print(self.draft)

    def _on_look(self) -> None:
        if self.draft is not None:
            self._deeds.preview_screen(self.draft, self._place)

    def _on_publish(self) -> None:
        if self.draft is not None and self.view is not None:
            self._deeds.publish(self.draft, self.view, self._on_published)

    def _on_published(self, taken: WordingVersion | None = None) -> None:
        """Forget the draft: it is a version now; then offer the cards that may adopt it.

        The text of a planned version that was taken back on the way is the draft now.
        """
        if self.draft is not None:
            form = self.draft.form
            self.drafts[form.kind] = WordingDraft(form)
            if taken is not None:
                self.drafts[form.kind].put(taken.data)
            self._kept.keep(self.drafts[form.kind])
            self.refresh()
            self.lists.search.clear()
            self.lists.go(VERSIONS)
            self._deeds.offer(form.kind)

    def _on_adopt(self) -> None:
        self._deeds.adopt(self._kind)

    def _on_version(self, digest: str) -> None:
        if self.draft is not None:
            self._deeds.show_version(self.draft, digest)

    def _on_withdraw(self) -> None:
        if self.draft is not None and self.draft.form.planned:
            self._deeds.withdraw(
                self.draft.form.planned[0], partial(self._on_withdrawn, self._kind)
            )

    def _on_withdrawn(self, kind: str, plan: WordingVersion) -> None:
        """Take the text of the version that was taken back as the draft."""
        self.drafts[kind] = self.drafts[kind].with_withdrawn(plan)
        self._kept.keep(self.drafts[kind])
        self._on_stepped()
        words = _("Version {n} was taken back; its text is your draft now.")
        self.said.emit(words.format(n=plan.version))

    def _on_switch(self) -> None:
        """Work on the planned version, or on what binds now; changes are taken along."""
        if self.draft is not None:
            form = self.draft.form
            version = form.current if self.draft.is_on_plan else form.planned[0]
            self.drafts[self._kind] = self.draft.over(version)
            self._on_stepped()

    def save_drafts(self) -> None:
        """Keep what was changed, so that it survives the program's end."""
        self._timer.stop()
        if self.draft is not None and self.view is not None and self.view.may:
            self._kept.keep(self.draft)

    @override
    def rebuild(self) -> None:
        if self._body is not None:
            self._tab = self.lists.tab
        super().rebuild()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.save_drafts()
