"""What no column of a list holds and is the same for all its rows: stage, day, programme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mcdesk.exchange.takeover import FOR_ALL
from mcdesk.i18n import _
from mcdesk.ui import parts, theme
from mcdesk.ui.forms.lines import ChoiceBox, DateLine
from mcdesk.ui.forms.parts import FlowLayout
from mcdesk.ui.forms.values import show_date

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mcdesk.ui.takeover.jobs import State


class ForAllPanel(QWidget):
    """Asks once for what each row needs and no column holds; gone while every column is named.

    Signals:
        given: a target's key and what stands for it in all rows.
    """

    given = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(gap=theme.WIDE)
        self._flow.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._flow)
        self._flow.addWidget(parts.label(_("No column holds it? The same for all rows:"), "muted"))
        self._boxes: dict[str, ChoiceBox] = {}
        self._holders: dict[str, QWidget] = {}
        self.day: DateLine | None = None
        self.hide()

    def box(self, key: str) -> ChoiceBox:
        """Return the choice for a target."""
        return self._boxes[key]

    def show_state(self, state: State) -> None:
        """Ask for what this list lacks, with what was given already."""
        labels = {target.key: target.label.text() for target in state.targets}
        asked = [key for key in FOR_ALL if key not in state.mapping]
        if not self._holders:
            self._make(state, labels)
        for key, holder in self._holders.items():
            holder.setVisible(key in asked)
            text = state.options.for_all.get(key, "")
            if key in self._boxes:
                self._boxes[key].setCurrentIndex(max(self._boxes[key].findData(text), 0))
            elif self.day is not None and not self.day.hasFocus():
                self.day.show_text(show_date(text))
        self.setVisible(bool(asked))

    def _make(self, state: State, labels: dict[str, str]) -> None:
        stages = ((str(stage.number), f"{stage.number} {stage.title.text()}")
                  for stage in state.known.stages)  # fmt: skip
        programmes = ((f"{line.faculty_code}-{line.code}", line.name.text())
                      for line in state.known.programmes)  # fmt: skip
        self._add_choice("stage", labels["stage"], stages)
        self.day = DateLine(state.known.today)
        self.day.setFixedWidth(130)
        self.day.ended.connect(self._on_day)
        self.day.picked.connect(self._on_day)
        self.day.returnPressed.connect(self._on_day)
        self._hold("since", labels["since"], self.day)
        self._add_choice("programme", labels["programme"], programmes)

    def _add_choice(self, key: str, label: str, options: Iterable[tuple[str, str]]) -> None:
        box = self._boxes[key] = ChoiceBox()
        box.addItem(_("not chosen"), "")
        for value, words in options:
            box.addItem(words, value)
        box.activated.connect(lambda _at: self.given.emit(key, str(box.currentData() or "")))
        self._hold(key, label, box)

    def _hold(self, key: str, label: str, made: ChoiceBox | DateLine) -> None:
        made.setAccessibleName(label)
        holder = self._holders[key] = QWidget()
        holder.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.GAP)
        line.addWidget(parts.label(label))
        line.addWidget(made)
        self._flow.addWidget(holder)

    def _on_day(self) -> None:
        if self.day is not None:
            self.given.emit("since", self.day.iso())
