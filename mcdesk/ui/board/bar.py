"""The bar above the board: search, filter chips, view switches, and the button for a new card."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mcdesk.i18n import N_, _, plural
from mcdesk.ui import icons, language, parts, theme
from mcdesk.ui.board.chips import Chip, ChipRow, ChoiceChip, SwitchChip
from mcdesk.ui.board.filter import Filter, name_on, values_of
from mcdesk.ui.board.search import SearchLine
from mcdesk.ui.board.words import known_stages

if TYPE_CHECKING:
    from mcdesk.application.views import CardTile
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
        typed: the search holds another text, by a key; the filter follows.
        filtered: another filter is wanted.
        create_requested: a new micro-credential is wanted.
        columns_requested: the hidden columns are to be shown again.
        hit_requested: the first card that was found is to be chosen.
        left: the keyboard goes back to the cards.
    """

    typed = Signal(str)
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
        self._pause.timeout.connect(self._on_typed)
        models.counted.connect(self.write_counts)
        models.tiles_changed.connect(self._write_changed)
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
        is_other = False
        for name, chip in self._made.items():
            value = getattr(wanted, name)
            if isinstance(chip, SwitchChip):
                is_other |= chip.show_value(on=bool(value))
            elif isinstance(chip, ChoiceChip):
                is_other |= chip.show_value(str(value))
        self._clear.setVisible(not wanted.is_empty())
        if is_other:
            self.chips.lay_out()

    def offer_look(self, *, offered: bool) -> None:
        """Offer to filter by what needs a look, or not: only a team's workspace has that."""
        self.chips.offer(self._made["look"], offered=offered)

    def clear(self) -> None:
        """Show all cards that are under way."""
        kept = self._filter
        self._change(Filter(everything=kept.everything, archived=kept.archived))

    def switch(self, name: str) -> None:
        """Turn a switch on, or off again."""
        self._change(self._filter.having(name, not getattr(self._filter, name)))

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
        self._write_changed()
        self.chips.write()

    def write_counts(self) -> None:
        """Write how many of the cards that are shown each switch would keep."""
        switches = (chip for chip in self._made.values() if isinstance(chip, SwitchChip))
        if sum(chip.write(self._models.kept(chip.name)) for chip in switches):
            self.chips.lay_out()

    def _write_changed(self) -> None:
        """Write the counts, and what the chosen values are called among the cards of now."""
        self.write_counts()
        choices = (chip for chip in self._made.values() if isinstance(chip, ChoiceChip))
        if sum(chip.write() for chip in choices):
            self.chips.lay_out()

    def _choices_of(self, name: str) -> list[tuple[str, str, int]]:
        """Return what one may choose in a chip's menu: what cards have that pass all the rest.

        The chosen value is among them whatever the rest says, and so is every stage.
        """
        tiles = self._models.passing(self._filter.having(name, ""))
        has: dict[str, CardTile] = {}
        counts: Counter[str] = Counter()
        for tile in tiles:
            values = values_of(tile, name)
            counts.update(values)
            has.update((value, tile) for value in values if value not in has)
        if name == "stage":
            found = [(stage.id, self._named(name, stage.id)) for stage in known_stages()]
        else:
            chosen = str(getattr(self._filter, name))
            texts = {chosen: self._named(name, chosen)}
            texts |= {value: name_on(tile, name, value) for value, tile in has.items()}
            texts.pop("", None)
            found = sorted(texts.items(), key=lambda pair: pair[1].casefold())
        return [("", _("All"), len(tiles)), *((id_, text, counts[id_]) for id_, text in found)]

    def _named(self, name: str, value: str) -> str:
        """Return what a value is called on the cards, or among the stages."""
        if name == "stage":
            stages = (each for each in known_stages() if each.id == value)
            return next((f"{each.number} {each.title.text()}" for each in stages), "")
        tiles = (t for t in self._models.tiles.values() if value in values_of(t, name))
        tile = next(tiles, None)
        return name_on(tile, name, value) if tile is not None else ""

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
            self._add_chip(ChoiceChip(name, title, self._choices_of, self._named, self.chips))
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
            self._filter = self._filter._replace(text=text)
            self._pause.start()

    def _on_typed(self) -> None:
        self.typed.emit(self._filter.text)
        self._tell()

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
