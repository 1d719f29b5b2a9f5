"""The essentials of a card that was taken over: what stood before, for later pre-filling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from mcdesk.application.essentials import KNOWN, called
from mcdesk.application.shown import label_of, show_number
from mcdesk.i18n import _
from mcdesk.procedure.canonical import Json, is_empty
from mcdesk.ui import language, parts
from mcdesk.ui.credential.state import PageState, entry_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcdesk.procedure.definition import Choice
    from mcdesk.ui.credential.deeds import Deeds


def known(key: str) -> str:
    """Return what an essential is called."""
    return called(key).text()


def essentials(state: PageState) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield what was taken over: a heading and its lines."""
    number = entry_number(state.page)
    stage = next((s for s in state.page.stages if s.number == number), None)
    if stage is not None and number > 1:
        yield _("Came into MC Desk in"), (f"{stage.number} {stage.title.text()}",)
    if state.tile.opening_on:
        yield _("Wanted opening"), (language.long_day(state.tile.opening_on),)
    order = [*KNOWN, *(key for key in state.page.essentials if key not in KNOWN)]
    for key in order:
        value = state.page.essentials.get(key)
        if not is_empty(value):
            choices = state.page.essential_choices.get(key, ())
            yield known(key), tuple(_chosen(choices, value) or _lines(value))


def _chosen(choices: tuple[Choice, ...], value: Json) -> list[str]:
    """Return what was chosen in words, as one line; nothing where there is no choice."""
    entries = value if isinstance(value, list) else [value]
    return [", ".join(label_of(choices, each) for each in entries)] if choices else []


def _lines(value: Json) -> Iterator[str]:
    """Yield a stored value as lines of text."""
    if isinstance(value, list):
        for number, entry in enumerate(value, start=1):
            yield f"{number}  {_said(entry)}"
    else:
        yield _said(value) if isinstance(value, dict) else show_number(value)


def _said(value: Json) -> str:
    if isinstance(value, dict):
        return " · ".join(str(part) for part in value.values() if not is_empty(part))
    return "" if value is None else str(value)


class EssentialsTab(QScrollArea):
    """Shows what was entered when the card was taken over."""

    def __init__(self, deeds: Deeds, parent: QWidget) -> None:
        super().__init__(parent)
        self._deeds = deeds
        inside = QWidget()
        self._body = QVBoxLayout(inside)
        self._body.setContentsMargins(20, 16, 20, 16)
        self._body.setSpacing(4)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def show_state(self, state: PageState) -> None:
        """Show a card's essentials."""
        parts.clear(self._body)
        words = _("Entered when the card was taken over; forms that open later begin with it.")
        self._body.addWidget(parts.label(words, "muted", wrap=True))
        self._body.addSpacing(6)
        button = self._deeds.button("page.essentials")
        self._body.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        for heading, lines in essentials(state):
            self._body.addSpacing(10)
            self._body.addWidget(parts.label(heading, "heading"))
            for line in lines:
                shown = parts.label(line, wrap=True)
                shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
                self._body.addWidget(shown)
        self._body.addStretch(1)
