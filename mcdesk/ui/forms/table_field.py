"""A table field: the table, what is wrong in it, and what its last action says."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu
from typing_extensions import override

from mcdesk.i18n import _, plural
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.ui.forms.delegate import CellDelegate
from mcdesk.ui.forms.discarded import Discarded
from mcdesk.ui.forms.editors import Editor, Place
from mcdesk.ui.forms.notices import Notice
from mcdesk.ui.forms.offers import UndoOffer
from mcdesk.ui.forms.opened_remarks import OpenedRemarks
from mcdesk.ui.forms.parts import column
from mcdesk.ui.forms.pasting import write_block
from mcdesk.ui.forms.planning import FromEssentials, Planner, can_plan, usual_of
from mcdesk.ui.forms.table_actions import TableActions
from mcdesk.ui.forms.table_foot import Offered, TableFoot
from mcdesk.ui.forms.table_keys import STEP
from mcdesk.ui.forms.table_lead import LeadingCells, leads
from mcdesk.ui.forms.table_model import CellRole, TableModel
from mcdesk.ui.forms.table_pasting import TablePasting
from mcdesk.ui.forms.table_view import TableView
from mcdesk.ui.saying import reason_of
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mcdesk.ui.forms.inspector import Inspector


class TableEditor(Editor):
    """A table of rows.

    Signals:
        wide_requested: the table wants the room of the panes beside it.
        attach_requested: the path of a cell that a file is to be chosen for.
        go_requested: a path behind a cell that is worked out.
        comments_requested: the comments on a row or cell are to be shown.
        comments_entered: the keyboard is to go to them besides.
    """

    wide_requested = Signal()
    go_requested = Signal(str)
    attach_requested = Signal(str)
    comments_requested = Signal(str)
    comments_entered = Signal(str)

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, parent: QWidget | None = None
    ) -> None:
        super().__init__(inspector, path, entry, parent)
        self.model = TableModel(inspector, entry, self)
        self.view = TableView(self.model, self)
        self.view.keep_widths(inspector.widths, f"{self.session.definition.id}/{entry.id}")
        self.delegate = CellDelegate(inspector, self.model, self.view)
        self.view.setItemDelegate(self.delegate)
        self.opened = OpenedRemarks(self.view, self.model)
        self.doing = TableActions(self.session, self.model)
        self._notice = Notice(self)
        self._notice.give_keys_to(self.view)
        self._discarded = Discarded(self.session, self.model, self._notice, self.view)
        self._offer_undo = UndoOffer(self.session, self._notice)
        self.pasting = TablePasting(self.doing, self.view, self._notice, self._offer_undo)
        self._planner = Planner(self.session, entry.id, self._notice, self._offer_undo)
        self._usual_rows = usual_of(inspector, entry, self._offer_undo)
        self._known_rows = FromEssentials(inspector, entry, self._offer_undo)
        self.foot = TableFoot(self._offers(), self)
        layout = column(self, gap=TIGHT)
        layout.addWidget(self.view)
        layout.addWidget(self._notice)
        layout.addLayout(self.foot.line)
        self._adopt(self.view, entry.label.text())
        self._connect()
        if leads(entry):
            self._leading = LeadingCells(self.view, self.model, self.session)
            self._leading.go_requested.connect(self.go_requested)
        self.refresh()

    def _offers(self) -> dict[str, Offered]:
        return {
            "add": Offered(_("Add row"), self._add_at_end, _("Insert or Ctrl+Plus")),
            "plan": Offered(
                _("Fill the planned dates"), self._planner.plan,
                _("For activities without dates: usual lengths, working days"),
            ),
            "usual": Offered("", self._usual_rows.fill),
            "known": Offered("", self._known_rows.fill),
            "wider": Offered(
                _("Wider"), self.wide_requested.emit,
                _("Give the table the room of both panes, or give it back"),
            ),
        }  # fmt: skip

    def _connect(self) -> None:
        view = self.view
        self.delegate.moved_on.connect(view.go)
        self.delegate.discarded.connect(self._discarded.tell)
        self.delegate.rows_pasted.connect(self.paste)
        view.add_requested.connect(self._on_add)
        view.remove_requested.connect(self._on_remove)
        view.shift_requested.connect(self._on_shift)
        view.clear_requested.connect(self._on_clear)
        view.verticalHeader().sectionClicked.connect(self._on_number)
        view.copy_requested.connect(self.copy)
        view.cut_requested.connect(self.cut)
        view.paste_requested.connect(self.paste)
        view.cell_focused.connect(self.focused)
        self.opened.clicked.connect(self.comments_requested)
        self.opened.entered.connect(self.comments_entered)
        view.shared.connect(self._on_shared)
        view.menu_requested.connect(self._on_menu)
        view.rows_menu_requested.connect(self._on_rows_menu)

    # --- what the block asks ---------------------------------------------------------------

    @override
    def refresh(self) -> None:
        rows = len([each for each in self.model.rows if not each.is_blank])
        self.foot.count.setText(plural("{n} row", "{n} rows", rows))
        is_open, foot = self.model.can_add_rows(), self.foot
        foot.offer("add", offered=is_open)
        foot.offer("plan", offered=is_open and can_plan(self.entry))
        for name, source in (("usual", self._usual_rows), ("known", self._known_rows)):
            offered = is_open and source.is_offered()
            if offered:
                foot.say(name, source.words())
            foot.offer(name, offered=offered)
        self.view.follow_form()

    @override
    def typed_at(self) -> Place | None:
        """Typing in a cell that is not edited begins it anew."""
        now = self.view.currentIndex()
        return Place(self.model.path(now), "") if now.isValid() else None

    @override
    def set_writable(self, *, writable: bool) -> None:
        """The model asks for each column whether it is open."""
        self.refresh()

    def _on_shared(self) -> None:
        """Offer more room once the columns did not fit."""
        if self.view.is_cramped():
            self.foot.offer("wider")

    def set_wide(self, *, wide: bool) -> None:
        """Say what the button for more room does now."""
        self.foot.say("wider", _("Narrower") if wide else _("Wider"))

    # --- rows ------------------------------------------------------------------------------

    def _add_at_end(self) -> None:
        last = self.model.rowCount() - 1
        self.view.setCurrentIndex(self.model.index(last, 0))
        self.view.setFocus()
        if self.model.is_new_row(last):
            self.view.edit(self.model.index(last, 0))

    def _on_add(self, after: int) -> None:
        if self.doing.add(after):
            now = self.view.currentIndex()
            place = min(max(after, -1) + 1, self.model.rowCount() - 1)
            self.view.setCurrentIndex(self.model.index(place, max(now.column(), 0)))
            self.view.want_sight()
        else:
            self._say_closed()

    def _on_remove(self, numbers: list[int]) -> None:
        column_now = max(self.view.currentIndex().column(), 0)
        if not numbers:
            return
        self._offer_undo.begin()
        if not self.doing.remove(numbers):
            self._say_closed()
            return
        place = min(numbers[0], self.model.rowCount() - 1)
        self.view.setCurrentIndex(self.model.index(place, column_now))
        self.view.want_sight()
        words = plural("{n} row taken out.", "{n} rows taken out.", len(numbers))
        self._offer_undo.say(words)

    def _on_shift(self, numbers: list[int], by: int) -> None:
        top, left, bottom, right = self.view.block()
        if self.doing.shift(numbers, by):
            self.view.select_shifted((top, left, bottom, right), by)
            self.view.want_sight()
        elif not self.model.can_add_rows():
            self._say_closed()

    def _on_clear(self) -> None:
        if not self.doing.empty(self.view.block()):
            self._say_if_closed()

    def _on_number(self, row: int) -> None:
        """Show the comments of a row whose number is clicked and bears their mark."""
        found = [] if self.model.is_new_row(row) else self.model.remarked_at(row)
        if found:
            self.comments_requested.emit(found[0].path)

    def _say_closed(self) -> None:
        seen = self.inspector.session.view
        why = seen.no_write or (seen.not_theirs if self.entry.id in seen.closed else None)
        if why is not None:
            words = reason_of(why)
        elif seen.is_closed:
            words = _("The rows are signed: “Change…” above opens the form again.")
        else:
            words = plural("{n} row is the most.", "{n} rows are the most.", self.entry.max_rows)
        self._notice.say(words)

    def _say_if_closed(self) -> None:
        _top, left, _bottom, right = self.view.block()
        closed = set(self.model.closed_columns())
        if set(range(left, right + 1)) & closed:
            self._say_closed()

    # --- the clipboard ---------------------------------------------------------------------

    def copy(self) -> None:
        """Copy the selected rectangle as a spreadsheet takes it."""
        QGuiApplication.clipboard().setText(write_block(self.doing.texts(self.view.block())))

    def cut(self) -> None:
        """Copy the selected rectangle and empty it."""
        self.copy()
        self._on_clear()

    def paste(self) -> None:
        """Paste a block from the current cell on; what does not fit is asked about first."""
        self.pasting.paste()

    # --- the menu --------------------------------------------------------------------------

    def _on_menu(self, at: QPoint) -> None:
        index = self.view.indexAt(at)
        if index.isValid() and index not in self.view.selectedIndexes():
            self.view.setCurrentIndex(index)
        menu = self.make_menu()
        menu.popup(self.view.viewport().mapToGlobal(at))

    def _on_rows_menu(self, at: QPoint) -> None:
        self.make_menu().popup(at)

    def make_menu(self) -> QMenu:
        """Return the menu of the current cell; every entry shows its key."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        now, is_whole = self.view.currentIndex(), self.view.may_take_out()
        entries = [
            (_("Add row below"), "Ins", self._menu_add),
            (_("Take out rows"), "Del" if is_whole else "Ctrl+Del", self._menu_remove),
            (_("Move up"), "Alt+Up", self._menu_up),
            (_("Move down"), "Alt+Down", self._menu_down),
        ]
        for words, key, slot in entries:
            action = menu.addAction(words, slot)
            action.setShortcut(key)
            action.setEnabled(self.model.can_add_rows() and now.isValid())
        if words := self._usual_rows.missing_words():
            action = menu.addAction(words, self._usual_rows.fill)
            action.setEnabled(self.model.can_add_rows())
        menu.addSeparator()
        for words, key, more in (
            (_("Wider column"), "Alt+Shift+Right", STEP),
            (_("Narrower column"), "Alt+Shift+Left", -STEP),
        ):
            action = menu.addAction(words, partial(self.view.widen, now.column(), more))
            action.setShortcut(key)
            action.setEnabled(now.isValid())
        action = menu.addAction(_("Widths as at first"), self.view.reset_widths)
        action.setEnabled(self.view.has_own_widths())
        menu.addSeparator()
        for words, key, slot in (
            (_("Copy"), "Ctrl+C", self.copy),
            (_("Cut"), "Ctrl+X", self.cut),
            (_("Paste"), "Ctrl+V", self.paste),
            (_("Empty the cells"), "Backspace" if is_whole else "Del", self._on_clear),
        ):
            menu.addAction(words, slot).setShortcut(key)
        menu.addSeparator()
        self.opened.offer_in(menu)
        if now.isValid() and now.data(CellRole.TYPE) == FieldType.FILE:
            menu.addAction(_("Attach file…"), self._menu_attach)
        return menu

    def _menu_add(self) -> None:
        self._on_add(self.view.currentIndex().row())

    def _menu_remove(self) -> None:
        self._on_remove(self.view.selected_rows())

    def _menu_up(self) -> None:
        self._on_shift(self.view.selected_rows(), -1)

    def _menu_down(self) -> None:
        self._on_shift(self.view.selected_rows(), 1)

    def _menu_attach(self) -> None:
        self.attach_requested.emit(self.model.path(self.view.currentIndex()))
