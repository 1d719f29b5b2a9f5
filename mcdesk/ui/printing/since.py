"""Since when a print marks what changed: a version, a look of one's own, a day, or not at all."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QVBoxLayout, QWidget

from mcdesk.i18n import _
from mcdesk.procedure.content import as_date
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.lines import DateLine
from mcdesk.ui.forms.values import show_date

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from mcdesk.ui.printing.documents import Base

DAY = "day"
BEFORE = timedelta(days=7)
"""A day that is not chosen yet is so long ago."""


class SinceBox(QWidget):
    """Chooses since when changes are marked.

    Signals:
        picked: it is to be since another moment, or not at all.
    """

    picked = Signal()

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        name = _("With changes since")
        self.list = QComboBox()
        self.list.setAccessibleName(name)
        self.list.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.list.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.list.activated.connect(self._on_chosen)
        self.day = DateLine(today)
        self.day.setAccessibleName(_("Day"))
        self.day.setText(show_date((today - BEFORE).isoformat()))
        self.day.picked.connect(self._on_day)
        self.day.editingFinished.connect(self._on_day)
        self._hint = parts.label("", "small", wrap=True)
        self.people = QComboBox()
        self.people.setAccessibleName(_("Whose changes are marked"))
        self.people.activated.connect(self._on_person)
        label = parts.label(name, "heading")
        label.setBuddy(self.list)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.GAP)
        for widget in (label, self.list, self.day, self.people, self._hint):
            column.addWidget(widget)
        self._since = ""

    @property
    def since(self) -> str:
        """Since when: a base's key, a day, or "" where nothing is marked."""
        return self._since

    @property
    def by(self) -> str:
        """Whose changes alone are marked, "" for everybody's."""
        return str(self.people.currentData() or "") if self._since else ""

    def offer_people(self, people: Sequence[str], by: str) -> None:
        """Offer to mark the changes of one of these alone, where several wrote."""
        self.people.clear()
        self.people.addItem(_("Changes of everybody"), "")
        for name in people:
            self.people.addItem(_("Only those of {person}").format(person=name), name)
        self.people.setCurrentIndex(max(self.people.findData(by), 0))
        self._show_people()

    def _show_people(self) -> None:
        several = self.people.count() > 2 or bool(self.people.currentData())
        self.people.setVisible(several and bool(self._since))

    def _on_person(self) -> None:
        self.picked.emit()

    def offer(self, bases: Sequence[Base], since: str) -> None:
        """Offer these; `since` is chosen, or nothing where it is none of them."""
        is_day = as_date(since) is not None
        self.list.clear()
        self.list.addItem(_("Nothing is marked"), "")
        for base in bases:
            self.list.addItem(base.words, base.key)
        self.list.addItem(_("A day…"), DAY)
        place = self.list.findData(DAY if is_day else since)
        self.list.setCurrentIndex(max(place, 0))
        self.list.setToolTip(self.list.currentText())
        if is_day:
            self.day.setText(show_date(since))
        self._take()

    def _take(self) -> None:
        """Take what is chosen; a day that is none keeps the one before."""
        chosen = str(self.list.currentData())
        self.day.setVisible(chosen == DAY)
        day = as_date(self.day.iso())
        is_wrong = chosen == DAY and day is None
        theme.dress(self.day, state="bad" if is_wrong else "")
        hint = ""
        if is_wrong:
            hint = self.day.fault(_("Write from which day on changes are marked."))
        elif chosen:
            hint = _("A working copy without signatures: what went is struck through, what came "
                     "is underlined.")  # fmt: skip
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if not is_wrong:
            self._since = day.isoformat() if chosen == DAY and day is not None else chosen

    def _on_chosen(self) -> None:
        self._changed()
        if self.list.currentData() == DAY:
            self.day.setFocus()
            self.day.selectAll()

    def _on_day(self) -> None:
        if self.list.currentData() == DAY:
            self._changed()

    def _changed(self) -> None:
        before = self._since
        self.list.setToolTip(self.list.currentText())
        self._take()
        self._show_people()
        if self._since != before:
            self.picked.emit()
