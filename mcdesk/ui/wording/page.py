"""Forms and wording: forms at the left, what one asks in the middle, the editor at the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QMenu,
    QSplitter,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from mcdesk.i18n import N_, _
from mcdesk.procedure import wording
from mcdesk.procedure.stage import Label
from mcdesk.ui import parts, theme
from mcdesk.ui.people.desk_page import DeskPage, page_bar
from mcdesk.ui.people.table import LinesView, framed
from mcdesk.ui.wording.deeds import WordingDeeds
from mcdesk.ui.wording.draft import KeptDrafts, WordingDraft
from mcdesk.ui.wording.editor import EntryEditor, in_area
from mcdesk.ui.wording.judging import Judge
from mcdesk.ui.wording.lists import VERSIONS, WordingLists
from mcdesk.ui.wording.words import form_line, state_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent

    from mcdesk.application.ports import DeskPort
    from mcdesk.application.views import WordingView
    from mcdesk.errors import Finding
    from mcdesk.procedure.wording import Data
    from mcdesk.ui.forms.drafts import DraftWriter
    from mcdesk.ui.tasks import Tasks

KEEP = 1500  # milliseconds without typing until a draft is kept
REWRITE = 200  # milliseconds, at most, until the lists show what was typed


class WordingPage(DeskPage):
    """The wording of all forms, for the CTL lead to change and for everybody to look at.

    `preview` shows a wording (its TOML text and title) as it will lie on paper.
    """

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
        self._words = parts.label("", "muted")
        self._more = parts.button(_("More"), "", "chevron-down")
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self._show = parts.button(_("Preview print…"), "", "printer")
        self._show.clicked.connect(self._on_preview)
        self._look = parts.button(_("Preview on screen…"), "", "eye")
        self._look.clicked.connect(self._on_look)
        self._publish = parts.button(_("Publish…"), "primary", "upload")
        self._publish.clicked.connect(self._on_publish)
        bar, _row = page_bar(
            _("Forms and wording"),
            self._words,
            1,
            self._more,
            self._look,
            self._show,
            self._publish,
        )
        self.forms = LinesView((_("Form"), _("Name"), ""), (1,))
        self.forms.widths(52, 0, 60)
        self.forms.setAccessibleName(_("Forms"))
        self.forms.picked.connect(self._on_form)
        self.lists = WordingLists()
        self.lists.go(self._tab)
        self.lists.picked.connect(self._on_entry)
        self.lists.version_opened.connect(self._on_version)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        for widget, share in ((framed(self.forms), 22), (self.lists, 44),
                              (self._make_editor(), 34)):  # fmt: skip
            split.addWidget(widget)
            split.setStretchFactor(split.count() - 1, share)
        split.setSizes([220, 480, 380])
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(split, 1)
        QShortcut(QKeySequence("/"), body, self.lists.search.setFocus)

    def _make_editor(self) -> QWidget:
        self.editor = EntryEditor()
        self.editor.wished.connect(self._on_wished)
        self.editor.added.connect(self._on_added)
        self.editor.removed.connect(self._on_removed)
        return in_area(self.editor)

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
    def show_data(self, data: WordingView) -> None:
        kept = self._kept.read() if data.may else {}
        for form in data.forms:
            before = self.drafts.get(form.kind)
            if before is None or before.form.newest.digest != form.newest.digest:
                made = WordingDraft(form)
                own = before.data if before is not None and before.is_changed else None
                if own is not None or form.kind in kept:
                    made.put(own if own is not None else kept[form.kind])
                self.drafts[form.kind] = made
            self.drafts[form.kind].form = form
        self._write_forms()
        if not self._kind and data.forms:
            self._kind = data.forms[0].kind
        self.forms.pick(self._kind)
        self._show_form()

    def _write_forms(self) -> None:
        if self.view is not None:
            self.forms.show_lines(
                [form_line(form, is_changed=self.drafts[form.kind].is_changed)
                 for form in self.view.forms])  # fmt: skip
            self.forms.hide_empty(2)

    def _on_form(self, kind: str) -> None:
        if kind and kind != self._kind:
            self.save_drafts()
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
        is_sound = self._judged is draft.data and not self._faults
        self._publish.setEnabled(view.may and draft.is_changed and is_sound)
        self._say(*state_of(draft, view, self._faults))
        self._fill_menu(draft, view)

    def _say(self, words: str, state: str = "") -> None:
        self._words.setText(words)
        theme.dress(self._words, state=state)

    def _fill_menu(self, draft: WordingDraft, view: WordingView) -> None:
        self._menu.clear()
        planned = draft.form.newest.state == "planned"
        deeds: tuple[tuple[str, Callable[[], object], bool], ...] = (
            (_("Undo"), self.undo, draft.can_undo),
            (_("Redo"), self.redo, draft.can_redo),
            (_("Discard the changes"), self._on_discard, draft.is_changed and view.may),
            (_("Adopt for what is not signed yet…"), self._on_adopt, view.may),
            (_("Take back the planned version"), self._on_withdraw, planned and view.may),
        )
        for words, call, enabled in deeds:
            action = self._menu.addAction(words)
            action.triggered.connect(call)
            action.setEnabled(enabled)

    def _on_entry(self, place: str) -> None:
        if place != self._place:
            self._place = place
            self._show_entry()

    def _show_entry(self) -> None:
        draft, view = self.draft, self.view
        if draft is None or view is None:
            return
        try:
            is_new = not wording.entry_at(draft.base, self._place)
        except KeyError:
            is_new = True
        found = [finding for finding in self._faults if finding.path == self._place]
        self.editor.show_entry(view, draft.data, self._place, found, may=view.may, is_new=is_new)

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
        self._write_state()
        if [f.path for f in before] != [f.path for f in found]:
            self._write_lists()
            if not any(edit.hasFocus() for edit in self.editor.texts.values()):
                self._show_entry()

    def _on_added(self) -> None:
        if self.draft is None:
            return
        kind = wording.kind_of(self._place)
        if kind in ("form", "signer"):
            self._ask_signer()
            return
        field = wording.parent_of(self._place) if kind == "item" else self._place
        entry = wording.entry_at(self.draft.data, self._place)
        groups = wording.list_of(wording.entry_at(self.draft.data, field), "group")
        group = str(entry.get("group", "")) if kind == "item" else str(
            groups[-1]["id"] if groups else "")  # fmt: skip
        data, self._place = wording.with_item(
            self.draft.data, field, Label("New item", "Butir baru"), group
        )
        self._put(data)
        self._show_entry()

    def _ask_signer(self) -> None:
        """Offer the roles that do not sign this form yet."""
        if self.view is None or self.draft is None:
            return
        menu = QMenu(self)
        known = {wording.id_of("signer", s) for s in wording.list_of(self.draft.data, "signer")}
        for role, label in self.view.roles.items():
            if role not in known:
                menu.addAction(label.text()).triggered.connect(partial(self.add_signer, role))
        menu.exec(self.editor.mapToGlobal(self.editor.rect().center()))
        menu.deleteLater()

    def add_signer(self, role: str) -> None:
        """Let a role sign after everybody else."""
        assert self.draft is not None
        steps = [int(s.get("step", 1)) for s in wording.list_of(self.draft.data, "signer")]
        act = Label("Approves", "Menyetujui")
        self._place = f"signer:{role}"
        self._put(wording.with_signer(self.draft.data, role, act, max(steps, default=0) + 1))
        self._show_entry()

    def _on_removed(self) -> None:
        if self.draft is not None:
            place, self._place = self._place, wording.parent_of(self._place)
            self._put(wording.without(self.draft.data, place))
            self._show_entry()

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
            self._deeds.preview_screen(self.draft)

    def _on_publish(self) -> None:
        if self.draft is not None and self.view is not None:
            self._deeds.publish(self.draft, self.view.today, self._on_published)

    def _on_published(self) -> None:
        """Forget the draft: it is a version now; then offer the cards that may adopt it."""
        if self.draft is not None:
            form = self.draft.form
            self.drafts[form.kind] = WordingDraft(form)
            self._kept.keep(self.drafts[form.kind])
            self.refresh()
            self.lists.go(VERSIONS)
            self._deeds.offer(form.kind)

    def _on_adopt(self) -> None:
        self._deeds.adopt(self._kind)

    def _on_version(self, digest: str) -> None:
        if self.draft is not None:
            self._deeds.show_version(self.draft, digest)

    def _on_withdraw(self) -> None:
        if self.draft is not None:
            self._deeds.withdraw(self.draft)

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
