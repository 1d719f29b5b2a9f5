"""One section of a form as a page: its fields below each other, short ones side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QRect, QSize, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QSizePolicy, QWidget
from typing_extensions import override

from mcdesk.ui.forms.abreast import AbreastLayout
from mcdesk.ui.forms.block import FieldBlock
from mcdesk.ui.forms.checklist import ItemRow
from mcdesk.ui.forms.formstate import EVERYWHERE
from mcdesk.ui.forms.inputs import GrowingText, Line
from mcdesk.ui.forms.labels import line_text
from mcdesk.ui.forms.parts import column, other_language, row, text
from mcdesk.ui.forms.sight import Sight
from mcdesk.ui.forms.table_field import TableEditor
from mcdesk.ui.theme import GAP

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent, QShowEvent

    from mcdesk.procedure.definition import Section
    from mcdesk.ui.forms.inspector import Inspector
    from mcdesk.ui.forms.search import Match
    from mcdesk.ui.forms.table_view import TableView

WIDEST, SLIM = 1240, 480
"""Pixels: of the fields at most, and below which they have little room beside them."""


class Paper(QWidget):
    """What a page scrolls: as high as its fields are at its width.

    By itself it would be as high as they are at their narrowest, where each word has a line, with
    nothing to see below the last field.
    """

    @override
    def minimumSizeHint(self) -> QSize:
        least, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return least
        return QSize(least.width(), 0)


class SectionPage(QScrollArea):
    """The fields of one section.

    Signals:
        focused: the path that the focus came to.
        wide_requested: a table wants the room of the panes.
        attach_requested: a path that a file is to be chosen for.
        comments_requested: the comments on a path are to be shown.
        comments_entered: the keyboard is to go to them besides.
        go_requested: a path, which may lie in another section.
    """

    focused = Signal(str)
    go_requested = Signal(str)
    wide_requested = Signal()
    attach_requested = Signal(str)
    comments_requested = Signal(str)
    comments_entered = Signal(str)

    def __init__(
        self, inspector: Inspector, section: Section, intro: str = "",
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.section = section
        self._inspector = inspector
        self.blocks: dict[str, FieldBlock] = {}
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._inner = inner = Paper(self)
        inner.setProperty("role", "page")
        self.setWidget(inner)
        self._outer = outer = row(inner)
        self._sheet = sheet = Paper(inner)
        sheet.setMaximumWidth(WIDEST)
        sheet.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        outer.addWidget(sheet, 1)
        outer.addStretch(0)
        self._layout = column(sheet, gap=3 * GAP)
        self.sight = Sight(self, self._rect_of)
        self._add_title(section, intro)
        self._add_blocks()
        self._layout.addStretch(1)
        self._fit()
        session = inspector.session
        session.content_changed.connect(self._on_content_changed)
        session.conflicts_changed.connect(self._on_conflicts_changed)
        session.view_changed.connect(self._on_view_changed)
        inspector.inspected.connect(self._on_inspected)

    @override
    def sizeHint(self) -> QSize:
        """A page takes the room that there is: what all its fields would like is not worked out."""
        return QSize(WIDEST // 2, SLIM)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Take the scroll bar away where the fields turn out to need none.

        Most pages need it: laid out without it at first, they would be laid out twice.
        """
        super().showEvent(event)
        for each in (self._inner, self.viewport()):  # the tables have their heights by now
            QCoreApplication.sendPostedEvents(each, QEvent.Type.LayoutRequest)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.sight.begin()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._fit()
        super().resizeEvent(event)
        self.sight.stay()

    def _fit(self) -> None:
        """Leave little room beside the fields where there is little."""
        side = (4 if self.width() >= SLIM else 2) * GAP
        self._outer.setContentsMargins(side, 3 * GAP, side, 6 * GAP)

    @override
    def focusNextPrevChild(self, forward: bool) -> bool:
        """Bring the field that Tab goes to into sight, with its name and what is wrong in it.

        Qt's own way would scroll the page also where the field is in sight already.
        """
        moved = QWidget.focusNextPrevChild(self, forward)
        used = QApplication.focusWidget()
        if moved and used is not None and self._inner.isAncestorOf(used):
            block: QWidget | None = used
            while block is not None and not isinstance(block, FieldBlock | ItemRow):
                block = block.parentWidget()
            fits = block is not None and block.height() <= self.viewport().height()
            shown = block if block is not None and fits else used
            self.sight.show_rect(self._on_paper(shown, shown.rect()))
        return moved

    def set_wide(self, *, wide: bool) -> None:
        """Let the fields take all the width there is, or a width that reads well."""
        self._sheet.setMaximumWidth(16_777_215 if wide else WIDEST)
        for block in self.blocks.values():
            if isinstance(block.editor, TableEditor):
                block.editor.set_wide(wide=wide)

    def _add_title(self, section: Section, intro: str) -> None:
        head = column(gap=2)
        head.addWidget(line_text(section.title.text(), "title"))
        head.addWidget(text(section.title.text(other_language()), "small"))
        for words in (intro, section.help.text() if section.help else ""):
            if words:
                head.addSpacing(GAP // 2)
                head.addWidget(text(words, "muted", wrap=True))
        self._layout.addLayout(head)

    def _add_blocks(self) -> None:
        waiting: FieldBlock | None = None
        for entry in self.section.fields:
            block = FieldBlock(self._inspector, entry.id, entry, self._sheet)
            block.focused.connect(self._on_focused)
            block.go_requested.connect(self.go)
            block.comments_requested.connect(self.comments_requested)
            self._connect_table(block)
            self.blocks[entry.id] = block
            if not block.is_narrow():
                self._place(waiting)
                waiting = None
                self._layout.addWidget(block)
            elif waiting is None:
                waiting = block
            else:
                self._place(waiting, block)
                waiting = None
        self._place(waiting)

    def _place(self, first: FieldBlock | None, second: FieldBlock | None = None) -> None:
        """Add one short field, or two side by side."""
        if first is None:
            return
        line = AbreastLayout(gap=3 * GAP, shared=True)
        line.addWidget(first)
        if second is not None:
            line.addWidget(second)
        self._layout.addLayout(line)

    def _connect_table(self, block: FieldBlock) -> None:
        for each in (block, *block.parts):
            if isinstance(each.editor, TableEditor):
                each.editor.wide_requested.connect(self.wide_requested)
                each.editor.comments_requested.connect(self.comments_requested)
                each.editor.comments_entered.connect(self.comments_entered)
                each.editor.go_requested.connect(self.go_requested)
                self._connect_sight(each.editor.view)
            attach = getattr(each.editor, "attach_requested", None)
            if attach is not None:
                attach.connect(self.attach_requested)

    def _connect_sight(self, view: TableView) -> None:
        view.sight_wanted.connect(self.sight.show)
        view.laid_out.connect(self.sight.seek_again)
        view.verticalScrollBar().actionTriggered.connect(self.sight.forget)

    def go(self, path: str) -> None:
        """Show a place of this section and bring the focus there."""
        block = self.bring_up(path)
        if block is not None:
            block.focus_path(path)
            self.sight.show(path)

    def block_of(self, path: str) -> FieldBlock | None:
        """Return the block that a path lies in, if it is of this section."""
        return self.blocks.get(path.split("/", 1)[0].split(".", 1)[0])

    def bring_up(self, path: str) -> FieldBlock | None:
        """Bring a place of this section into sight, and return its block."""
        block = self.block_of(path)
        if block is not None:
            self.sight.show(path)
        return block

    def follow_step(self, path: str) -> None:
        """Show what a step changed; it is current in a table that has the keyboard."""
        block = self.bring_up(path)
        for table in block.findChildren(TableEditor) if block is not None else ():
            if table.view.hasFocus():
                table.view.show_path(path)

    def _rect_of(self, path: str) -> QRect | None:
        """Return where a place lies on the paper; a cell is brought into sight in its table."""
        block = self.block_of(path)
        if block is None:
            return None
        for table in block.findChildren(TableEditor):
            cell = table.view.bring_up(path)
            if cell.isValid():
                return self._on_paper(table.view.viewport(), cell)
        widget = block.place_of(path)
        return self._on_paper(widget, widget.rect())

    def _on_paper(self, widget: QWidget, part: QRect) -> QRect:
        return QRect(widget.mapTo(self._inner, part.topLeft()), part.size())

    def _on_focused(self, path: str) -> None:
        """Take the page along where keys go from cell to cell; a click goes where it points."""
        if path != self.sight.sought:
            self.sight.forget()
            if "/" in path and not QGuiApplication.mouseButtons():
                self.sight.show(path)
        self._choose_only(path)
        self.focused.emit(path)

    def _choose_only(self, path: str) -> None:
        """Let no cell look chosen but those of the field in use."""
        top = path.split("/", 1)[0].split(".", 1)[0]
        for field, block in self.blocks.items():
            if field != top:
                for table in block.findChildren(TableEditor):
                    table.view.clearSelection()

    def reveal(self, match: Match) -> None:
        """Bring words that were found into sight and mark them; the focus stays where it is."""
        block = self.bring_up(match.path)
        if block is None:
            return
        self._choose_only(match.path)
        for table in block.findChildren(TableEditor):
            if table.view.show_path(match.path):
                self.sight.seek()
                return
        written: list[Line | GrowingText] = [*block.findChildren(Line)]
        written += block.findChildren(GrowingText)
        for widget in written:
            words = widget.text() if isinstance(widget, Line) else widget.toPlainText()
            if words == match.text:
                widget.select(match.start, match.end)
                self.sight.show_rect(self._on_paper(widget, widget.rect()))
                return

    def focus_first(self) -> None:
        """Bring the focus to the first field, and the page to its heading above that."""
        first = next(iter(self.blocks.values()), None)
        if first is not None:
            first.focus_path(first.path)
            self.sight.forget()
            self.verticalScrollBar().setValue(0)

    def _on_content_changed(self, paths: frozenset[str]) -> None:
        if paths == EVERYWHERE:
            for block in self.blocks.values():
                block.refresh()
            return
        tops = {path.split("/", 1)[0].split(".", 1)[0] for path in paths}
        if self.sight.sought.split("/", 1)[0].split(".", 1)[0] in tops:
            self.sight.forget()
        self.sight.keep_caret()
        for top in tops:
            if top in self.blocks:
                self.blocks[top].refresh()

    def _on_conflicts_changed(self) -> None:
        if self._inspector.session.conflicts:
            self._on_content_changed(EVERYWHERE)

    def _on_view_changed(self) -> None:
        for block in self.blocks.values():
            block.follow_form()

    def _on_inspected(self) -> None:
        for block in self.blocks.values():
            block.show_findings()
