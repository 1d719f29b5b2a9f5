"""The pane at the right of a form; what it holds is made once the form has been painted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QScrollArea, QWidget

from mcdesk.ui.after_paint import AfterPaint
from mcdesk.ui.forms.side_contents import SideContents
from mcdesk.ui.theme import GAP, WIDE

if TYPE_CHECKING:
    from collections.abc import Callable

    from mcdesk.application.views import CommentLine
    from mcdesk.procedure.definition import Section
    from mcdesk.ui.forms.comments import CommentPanel
    from mcdesk.ui.forms.footer import Ways
    from mcdesk.ui.forms.inspector import Inspector

ROOM_BELOW = 120  # pixels below a comment that is begun: for what is written, and for its button


class SidePane(QScrollArea):
    """What belongs to the section and field in use.

    A form opens to be read and written: what stands beside it comes a moment later, or at once
    where it is asked for.

    Signals:
        go_requested: a path to go to.
        sign_requested: somebody wants to sign or record a decision.
        withdraw_requested: a decision (`DecisionLine`) is to be withdrawn.
        seal_requested: the PDF is to be sealed for a `SignatureLine`.
        sealed_requested: a sealed PDF (`FileLine`) is to be looked at.
        version_requested: what a version (its number) changed is to be shown.
        guide_requested: a chapter (id) of the development guide is to be read.
        part_requested: something is to be done (`freeze`, `change`, `sign`, `print`) with a part
            (id) of a form that is signed module by module.
    """

    go_requested = Signal(str)
    sign_requested = Signal()
    withdraw_requested = Signal(object)
    seal_requested = Signal(object)
    sealed_requested = Signal(object)
    version_requested = Signal(object)
    guide_requested = Signal(str)
    part_requested = Signal(str, str)

    def __init__(self, inspector: Inspector, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspector = inspector
        self._section: Section | None = None
        self._path = ""
        self._is_ctl = False
        self._erase: Callable[[CommentLine], object] | None = None
        self._files: Ways | None = None
        self._contents: SideContents | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        AfterPaint(self.viewport(), self.fill)

    @property
    def is_filled(self) -> bool:
        """Tell whether what the pane holds is there."""
        return self._contents is not None

    def fill(self) -> None:
        """Make what the pane holds, unless it is there."""
        if self._contents is not None:
            return
        self._contents = made = SideContents(self._inspector, self)
        made.use_person(is_ctl=self._is_ctl)
        if self._erase is not None:
            self._offer_erasing(made.comments, self._erase)
        if self._files is not None:
            made.attached.offer(self._files)
        made.comments.box.began.connect(self._follow_box)
        made.comments.box.changed.connect(self._follow_box)
        made.begin(self._section, self._path)
        self.setWidget(made)

    @property
    def contents(self) -> SideContents:
        """What the pane holds, made when it is first wanted."""
        self.fill()
        assert self._contents is not None
        return self._contents

    @property
    def comments(self) -> CommentPanel:
        return self.contents.comments

    def first_input(self) -> QWidget | None:
        """Return what the focus comes to first in the pane."""
        for widget in self.contents.findChildren(QWidget):
            tabs = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
            if tabs and widget.isVisible() and widget.isEnabled():
                return widget
        return None

    def panels(self) -> list[QWidget]:
        """Return what the pane holds by now, in the order in which it is read.

        Nothing is made for it.
        """
        return self._contents.panels() if self._contents is not None else []

    def use_person(self, *, is_ctl: bool) -> None:
        """Let CTL see what other people typed here and did not store."""
        self._is_ctl = is_ctl
        if self._contents is not None:
            self._contents.use_person(is_ctl=is_ctl)

    def offer_erasing(self, ask: Callable[[CommentLine], object]) -> None:
        """Offer to remove each comment for ever: `ask` is called with it."""
        self._erase = ask
        if self._contents is not None:
            self._offer_erasing(self._contents.comments, ask)

    def offer_files(self, ways: Ways) -> None:
        """Offer what can be done with the files attached to the form."""
        self._files = ways
        if self._contents is not None:
            self._contents.attached.offer(ways)

    @staticmethod
    def _offer_erasing(comments: CommentPanel, ask: Callable[[CommentLine], object]) -> None:
        comments.offer_erasing()
        comments.erase_requested.connect(ask)

    # --- the place in use ------------------------------------------------------------------

    @property
    def path(self) -> str:
        """The path of the field in use, or ""."""
        return self._path

    def show_section(self, section: Section) -> None:
        """Show what belongs to a section."""
        self._show(section, "")

    def show_path(self, path: str) -> None:
        """Show what belongs to the field that has the focus."""
        if path != self._path and self._section is not None:
            self._show(self._section, path)

    def _show(self, section: Section, path: str) -> None:
        self._section, self._path = section, path
        if self._contents is not None:
            self._contents.show_place(section, path)

    # --- comments --------------------------------------------------------------------------

    def show_comments(self, path: str) -> None:
        """Bring the comments of the section of a field into sight."""
        self.show_path(path)
        first = self.comments.first_on(path) if "/" in path else ""
        if first:
            self.show_comment(first)
            return
        self.comments.show_which("section")
        QTimer.singleShot(0, self, self._bring_up_panel)

    def _bring_up_panel(self) -> None:
        self.contents.settle()
        self.ensureWidgetVisible(self.comments, 0, WIDE)

    def begin_comment(self) -> None:
        """Let one write a comment on the place in use, with its box in sight."""
        self.comments.begin()
        QTimer.singleShot(0, self, self._bring_up_box)

    def _follow_box(self) -> None:
        """Keep the box in sight whole while it is written in: it grows with the words."""
        if self.comments.box.hasFocus():
            QTimer.singleShot(0, self, self._bring_up_box)

    def _bring_up_box(self) -> None:
        """Scroll no further than it takes to see the box whole, and what is above and below it."""
        self.contents.settle()
        comments, bar = self.comments, self.verticalScrollBar()
        place = comments.writing_place().translated(comments.mapTo(self.contents, QPoint()))
        foot = place.bottom() + (GAP if comments.box.toPlainText() else ROOM_BELOW)
        if place.height() + 2 * GAP > self.viewport().height():
            self.ensureWidgetVisible(comments.box, 0, GAP)  # the line that is written
        else:
            least = min(foot - self.viewport().height(), place.top() - GAP)
            bar.setValue(min(max(bar.value(), least), place.top() - GAP))

    def show_comment(self, comment: str) -> None:
        """Bring one comment (its id) into sight; it stands out until another section is shown."""
        self.comments.point_out(comment)
        QTimer.singleShot(0, self, self._bring_up_comment)

    def _bring_up_comment(self) -> None:
        shown = self.comments.pointed_out
        if shown is not None:
            self.contents.settle()  # what the field in use brought along has its place
            self.ensureWidgetVisible(shown, 0, WIDE)
