"""The bar above the board: search, filter chips, view switches, and the button for a new card."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mcdesk import i18n
from mcdesk.i18n import N_, _, plural
from mcdesk.ui import icons, language, parts, theme
from mcdesk.ui.board.chips import Chip, ChipRow, ChoiceChip, SwitchChip
from mcdesk.ui.board.filter import Filter
from mcdesk.ui.board.search import SearchLine
from mcdesk.ui.board.words import known_stages

if TYPE_CHECKING:
    from mcdesk.ui.board.tiles import BoardModels

SWITCHES = (
    ("waiting", N_("Waiting for me")),
    ("look", N_("Needs a look")),
    ("late", N_("Late")),
    ("ready", N_("Ready")),
    ("debt", N_("Debts")),
    ("scan", N_("Scan owed")),
)
CHOICES = (
    ("faculty", N_("Faculty")),
    ("programme", N_("Programme")),
    ("person", N_("Person")),
    ("stage", N_("Stage")),
)


class BoardBar(QFrame):
    """Edits the board's filter.

    Signals:
        filtered: another filter is wanted.
        create_requested: a new micro-credential is wanted.
        columns_requested: the hidden columns are to be shown again.
        hit_requested: the first card that was found is to be chosen.
        left: the keyboard goes back to the cards.
    """

    filtered = Signal(object)
    create_requested = Signal()
    columns_requested = Signal()
    hit_requested = Signal()
    left = Signal()

    def __init__(self, models: BoardModels, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self._models = models
        self._filter = Filter()
        self._title = parts.label("", "title")
        self.search = self._make_search()
        self.chips = ChipRow(self)
        self._clear = parts.button("", "link")
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._hidden, self._hidden_count = parts.button("", "link"), 0
        self._hidden.clicked.connect(self.columns_requested)
        self._hidden.hide()
        self._new = parts.button("", "primary", "plus")
        self._new.clicked.connect(self.create_requested)
        self._made: dict[str, Chip] = {}
        self._make_chips()
        self.offer_look(offered=False)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 9, 16, 9)
        self._row.setSpacing(theme.WIDE)
        for part in (self._title, self.search, self.chips, self._clear, self._hidden):
            self._row.addWidget(part, 1 if part is self.chips else 0)
        self._row.addWidget(self._new)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._tell)
        models.tiles_changed.connect(self.write_counts)
        theme.theme_changed.connect(self.write)
        language.language_changed.connect(self.write)
        self.write()

    def add_button(self, button: QWidget) -> None:
        """Put a view's button before the one for a new card."""
        self._row.insertWidget(self._row.count() - 1, button)

    def show_hidden(self, count: int) -> None:
        """Show how many columns are hidden, as a way to bring them back."""
        self._hidden_count = count
        self._hidden.setText(plural("+ {n} column", "+ {n} columns", count))
        self._hidden.setToolTip(_("Show the hidden columns"))
        self._hidden.setVisible(count > 0)

    def allow_new(self, *, allowed: bool) -> None:
        """Let new cards be made, or not (read-only, no right)."""
        self._new.setEnabled(allowed)

    def show_filter(self, wanted: Filter) -> None:
        """Show a filter's parts in search and chips."""
        self._filter = wanted
        if self.search.text() != wanted.text:
            self.search.setText(wanted.text)
        for name, chip in self._made.items():
            value = getattr(wanted, name)
            if isinstance(chip, SwitchChip):
                chip.show_value(on=bool(value))
            elif isinstance(chip, ChoiceChip):
                chip.show_value(str(value))
        self._clear.setVisible(not wanted.is_empty())
        self.chips.lay_out()

    def offer_look(self, *, offered: bool) -> None:
        """Offer to filter by what needs a look, or not: only a team's workspace has that."""
        self.chips.offer(self._made["look"], offered=offered)

    def clear(self) -> None:
        """Show all cards that are under way."""
        kept = self._filter
        self._change(Filter(everything=kept.everything, archived=kept.archived))

    def show_finished(self) -> None:
        """Show the cards that are complete, halted or cancelled, too."""
        self._change(self._filter.having("everything", value=True))

    def show_archived(self) -> None:
        """Show the cards that are off the board, too."""
        self._change(self._filter.having("archived", value=True))

    def write(self) -> None:
        """Write every text in the language and every icon in the theme in use."""
        self._title.setText(_("Board"))
        self.search.setPlaceholderText(_("Search cards  ( / )"))
        self.search.setAccessibleName(_("Search cards"))
        self._clear.setText(_("Clear"))
        self._new.setText(_("New micro-credential"))
        self._new.setIcon(icons.icon("plus", theme.current().accent_ink))
        self.search.lens.setIcon(icons.icon("search", theme.current().faint))
        self.show_hidden(self._hidden_count)
        self.write_counts()
        self.chips.write()

    def write_counts(self) -> None:
        """Write how many cards each switch would keep."""
        is_other = False
        for name, chip in self._made.items():
            if isinstance(chip, SwitchChip):
                is_other |= chip.write(self._models.totals[name])
            elif isinstance(chip, ChoiceChip):
                is_other |= chip.write()
        if is_other:
            self.chips.lay_out()

    def _choices_of(self, name: str) -> list[tuple[str, str]]:
        """Return what the cards on the board have, for a chip's menu or its chosen value."""
        shown = i18n.language()
        if name == "stage":
            return [(s.id, f"{s.number} {s.title.text()}") for s in known_stages()]
        found: dict[str, str] = {}
        for tile in self._models.tiles.values():
            if name == "person":
                found.update((face.person_id, face.name) for face in tile.faces)
            elif name == "faculty":
                found[tile.faculty_id] = tile.faculty_en if shown == "en" else tile.faculty_in
            elif tile.programme_id not in found:
                found[tile.programme_id] = tile.programme(shown)
        pairs = [(key, text) for key, text in found.items() if key]
        return sorted(pairs, key=lambda pair: pair[1].casefold())

    def _make_search(self) -> SearchLine:
        search = SearchLine()
        search.textChanged.connect(self._on_text)
        search.returnPressed.connect(self._on_return)
        search.left.connect(self.left)
        return search

    def _make_chips(self) -> None:
        for name, title in SWITCHES:
            self._add_chip(SwitchChip(name, title, self.chips))
        for name, title in CHOICES:
            self._add_chip(ChoiceChip(name, title, self._choices_of, self.chips))
        self._add_chip(SwitchChip("everything", N_("Finished too"), self.chips))
        self._add_chip(SwitchChip("archived", N_("Archived too"), self.chips))

    def _add_chip(self, chip: Chip) -> None:
        chip.picked.connect(self._on_picked)
        self.chips.add(chip)
        self._made[chip.name] = chip

    def _on_picked(self, value: str) -> None:
        sender = self.sender()
        if isinstance(sender, SwitchChip):
            self._change(self._filter.having(sender.name, bool(value)))
        elif isinstance(sender, Chip):
            self._change(self._filter.having(sender.name, value))

    def _on_text(self, text: str) -> None:
        if text != self._filter.text:
            self._filter = replace(self._filter, text=text)
            self._pause.start()

    def _on_return(self) -> None:
        self._pause.stop()
        self._tell()
        self.hit_requested.emit()

    def _change(self, wanted: Filter) -> None:
        self.show_filter(wanted)
        self._tell()

    def _tell(self) -> None:
        self._clear.setVisible(not self._filter.is_empty())
        self.filtered.emit(self._filter)

    def focus_search(self) -> None:
        """Put the keyboard into the search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()
