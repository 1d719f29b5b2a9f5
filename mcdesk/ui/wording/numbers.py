"""The decimals, bounds and unit of a number that the team added."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QSpinBox, QVBoxLayout, QWidget

from mcdesk.application.typed import parse_number_of
from mcdesk.i18n import N_, _, language
from mcdesk.procedure import wording
from mcdesk.procedure.definition import Column, FieldType
from mcdesk.procedure.rules_types import readings
from mcdesk.procedure.stage import Label
from mcdesk.procedure.wording_numbers import (
    LONGEST_UNIT,
    MOST_DECIMALS,
    bound_of,
    bound_text,
    with_unit,
)
from mcdesk.ui import theme
from mcdesk.ui.forms.dialogs import labelled

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from mcdesk.procedure.wording import Data
    from mcdesk.procedure.wording_numbers import Bound

BOUND_WORDS = {"minimum": N_("Least"), "maximum": N_("Greatest")}


class NumberEdits(QWidget):
    """Asks how exact a number is, between what it lies, and in which unit it is.

    Signals:
        wished: a function from the wording to the changed one, and the name of the step.
    """

    wished = Signal(object, str)

    def __init__(self, place: str, entry: Data, *, may: bool) -> None:
        super().__init__()
        self._place = place
        self.decimals = QSpinBox()
        self.decimals.setRange(0, MOST_DECIMALS)
        self.decimals.setValue(int(entry.get("decimals", 0)))
        self.decimals.valueChanged.connect(self._on_decimals)
        unit = wording.label_of(entry.get("unit"))
        self.bounds = {key: QLineEdit(_shown(entry.get(key))) for key in BOUND_WORDS}
        self.units = (QLineEdit(unit.en), QLineEdit(unit.id))
        for key, edit in self.bounds.items():
            edit.setPlaceholderText(_("no bound"))
            edit.textEdited.connect(partial(self._on_bound, key))
        for edit in self.units:
            edit.setMaxLength(LONGEST_UNIT)
            edit.textEdited.connect(self._on_unit)
        self._lay_out()
        self.setEnabled(may)

    def _lay_out(self) -> None:
        pairs = QGridLayout()
        pairs.setContentsMargins(0, 0, 0, 0)
        pairs.setSpacing(theme.GAP)
        for at, (key, words) in enumerate(BOUND_WORDS.items()):
            pairs.addWidget(labelled(_(words), self.bounds[key]), 0, at)
        for at, words in enumerate((_("Unit (English)"), _("Unit (Indonesian)"))):
            pairs.addWidget(labelled(words, self.units[at]), 1, at)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(theme.GAP)
        hint = _("What was filled in before with more decimals, or outside of the bounds, is kept "
                 "and marked until somebody mends it.")  # fmt: skip
        outer.addLayout(pairs)
        outer.addWidget(labelled(_("Decimals"), self.decimals, hint=hint))

    def _wish(self, change: Callable[[Data], Data], key: str) -> None:
        self.wished.emit(change, f"{self._place} {key}")

    def _unit(self) -> Label:
        return Label(*(edit.text().strip() for edit in self.units))

    def _bounds(self) -> dict[str, Bound]:
        """Return the bounds, each read as what is filled in will be (docs/decisions/0023)."""
        decimals, unit = self.decimals.value(), self._unit()
        entry = Column("bound", unit, FieldType.NUMBER, decimals=decimals, unit=unit)
        return {key: _read(entry, edit.text()) for key, edit in self.bounds.items()}

    def _on_decimals(self, decimals: int) -> None:
        place, bounds = self._place, self._bounds()
        values: dict[str, Bound] = {**bounds, "decimals": decimals}
        self._wish(lambda data: _with(data, place, values), "decimals")

    def _on_bound(self, key: str, _text: str) -> None:
        place, bound = self._place, self._bounds()[key]
        self._wish(lambda data: wording.with_value(data, place, key, bound), key)

    def _on_unit(self) -> None:
        place, unit, bounds = self._place, self._unit(), self._bounds()
        self._wish(lambda data: _with(with_unit(data, place, unit), place, bounds), "unit")


def _read(entry: Column, text: str) -> Bound:
    """Return a typed bound; one that may be two numbers stays as typed, and is asked about."""
    stored = parse_number_of(entry, text)
    return bound_of(stored) if readings(entry, stored) is None else stored


def _with(data: Data, place: str, values: Mapping[str, Bound]) -> dict[str, object]:
    """Return data with several values of one place."""
    changed = dict(data)
    for key, value in values.items():
        changed = wording.with_value(changed, place, key, value)
    return changed


def _shown(value: object) -> str:
    """Return a bound as it is written in the language in use."""
    text = bound_text(value)
    is_number = isinstance(value, int | float)
    return text.replace(".", ",") if is_number and language() == "id" else text
