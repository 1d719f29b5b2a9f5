"""The head of a field on its page: its name in both languages, and the marks it has at times.

Most fields never have a mark beside their name: each is made when it is first wanted, for hidden
widgets cost as much as others when a form opens.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from mcdesk.i18n import _
from mcdesk.procedure.definition import Field, FieldType
from mcdesk.ui.forms.abreast import HeadLayout
from mcdesk.ui.forms.asked import AskedBadge
from mcdesk.ui.forms.comments import CommentBadge, open_comments
from mcdesk.ui.forms.labels import Words, line_text
from mcdesk.ui.forms.parts import other_language, text
from mcdesk.ui.theme import TIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QLabel, QWidget

    from mcdesk.ui.forms.inspector import Inspector


class FieldHead(QObject):
    """What stands above a field's editor; of a tick, which carries its own name, only a mark.

    Signals:
        comments_requested: the comments on the field are to be shown.
        clicked: a name of the field was clicked.
    """

    comments_requested = Signal()
    clicked = Signal()

    def __init__(
        self, inspector: Inspector, path: str, entry: Field, holds: Callable[[str], bool],
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._inspector, self._path, self._entry, self._holds = inspector, path, entry, holds
        self._parent = parent
        self.label: Words | None = None
        self._open_chip: QLabel | None = None
        self._badge: CommentBadge | None = None
        self._asked: AskedBadge | None = None
        self.line = HeadLayout(gap=TIGHT + 2)
        if entry.type is not FieldType.TICK:
            self._name()
        self._names = self.line.count()
        inspector.asked_changed.connect(self._follow_asked)
        self._follow_asked()

    def _name(self) -> None:
        entry = self._entry
        self.label = self._add_name(entry.label.text(), "heading")
        self._add_required()
        other = entry.label.text(other_language())
        if other != entry.label.text():
            self._add_name(other, "small")

    def _add_name(self, words: str, role: str) -> Words:
        label = line_text(words, role, self._parent)
        label.clicked.connect(self.clicked)
        self.line.addWidget(label)
        return label

    def _add_required(self) -> None:
        if self._entry.type is FieldType.COMPUTED or not self._inspector.is_required(self._path):
            return
        mark = text("•", "heading", state="bad", parent=self._parent)
        stage = self._inspector.due_stage(self._entry)
        words = _("Required before stage {n} can be left").format(n=stage) if stage else ""
        mark.setToolTip(words or _("Required"))
        mark.setAccessibleName(mark.toolTip())
        self.line.addWidget(mark)

    # --- marks -----------------------------------------------------------------------------

    @property
    def open_chip(self) -> QLabel:
        """The mark of what is open although the form is signed, or will be."""
        if self._open_chip is None:
            self._open_chip = text("", "chip", parent=self._parent)
            self._open_chip.setToolTip(_("May be written after signing; no signature falls."))
            self._place(self._open_chip)
        return self._open_chip

    @property
    def badge(self) -> CommentBadge:
        """The number of open comments on the field."""
        if self._badge is None:
            self._badge = CommentBadge(self._inspector, self._path, self._parent)
            self._badge.clicked.connect(self.comments_requested)
            self._place(self._badge, self._open_chip)
        return self._badge

    @property
    def asked(self) -> AskedBadge:
        """The mark of a collision in the field that is still open."""
        if self._asked is None:
            self._asked = AskedBadge(self._inspector, self._holds, self._parent)
            self._place(self._asked, self._open_chip, self._badge)
        return self._asked

    def _place(self, mark: QWidget, *before: QWidget | None) -> None:
        """Put a mark behind the names and the marks that come before it."""
        self.line.insert_widget(self._names + sum(each is not None for each in before), mark)

    def follow(self) -> None:
        """Show the marks that the form's state demands."""
        if self._entry.type is FieldType.TICK:
            return
        self._show_open()
        if self._badge is not None or open_comments(self._inspector.session, self._path):
            self.badge.follow()

    def _show_open(self) -> None:
        """Mark what is open although the form is signed, or will be."""
        open_ = self._inspector.can_edit(self._path)
        late = self._inspector.session.view.read_only and open_ and not self._entry.living
        if self._open_chip is not None or self._entry.living or late:
            self.open_chip.setVisible(self._entry.living or late)
            self.open_chip.setText(_("may still be filled in") if late else _("stays open"))

    def _follow_asked(self) -> None:
        if self._asked is not None or any(map(self._holds, self._inspector.asked)):
            self.asked.follow()
